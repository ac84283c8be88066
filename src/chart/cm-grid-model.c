/* cm-grid-model.c - a table of cells to be drawn: a heat map, a matrix of priorities. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-grid-model"

#include "config.h"

#include "cm-grid-model.h"

#include <glib/gi18n.h>

static void
clear_head (gpointer data)
{
  CmGridHead *head = data;

  g_free (head->label);
  g_free (head->group);
}

static void
clear_cell (gpointer data)
{
  CmGridCell *cell = data;

  g_free (cell->text);
  g_free (cell->spoken);
}

static void
clear_key (gpointer data)
{
  g_free (((CmGridKey *) data)->text);
}

static GArray *
create_array (guint size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, size);

  g_array_set_clear_func (array, clear);
  return array;
}

CmGridModel *
cm_grid_model_new (const char *name)
{
  CmGridModel *self = g_new0 (CmGridModel, 1);

  self->name = g_strdup (name);
  self->rows = create_array (sizeof (CmGridHead), clear_head);
  self->columns = create_array (sizeof (CmGridHead), clear_head);
  self->cells = create_array (sizeof (CmGridCell), clear_cell);
  self->keys = create_array (sizeof (CmGridKey), clear_key);
  self->focus_row = self->focus_column = -1;
  self->hover_row = self->hover_column = -1;
  self->chosen_row = self->chosen_column = -1;
  self->chosen_to_row = self->chosen_to_column = -1;
  return self;
}

void
cm_grid_model_free (CmGridModel *self)
{
  g_free (self->name);
  g_free (self->corner);
  g_array_unref (self->rows);
  g_array_unref (self->columns);
  g_array_unref (self->cells);
  g_array_unref (self->keys);
  g_free (self);
}

static guint
add_head (GArray *heads, CmGridHeadKind kind, const char *label, const char *group)
{
  CmGridHead head = { .kind = kind, .label = g_strdup (label), .group = g_strdup (group) };

  g_array_append_val (heads, head);
  return heads->len - 1;
}

/* The first column of the run that stands under one name counts how many there are. */
static void
count_group (GArray *columns)
{
  guint first = columns->len - 1;
  const char *group = g_array_index (columns, CmGridHead, first).group;

  if (group == NULL)
    return;
  while (first > 0 && g_strcmp0 (g_array_index (columns, CmGridHead, first - 1).group, group) == 0)
    first--;
  g_array_index (columns, CmGridHead, first).n_group++;
}

guint
cm_grid_model_add_column (CmGridModel *self,
                          CmGridHeadKind kind,
                          const char *label,
                          const char *group)
{
  g_return_val_if_fail (self->rows->len == 0, 0);

  add_head (self->columns, kind, label, group);
  count_group (self->columns);
  return self->columns->len - 1;
}

guint
cm_grid_model_add_row (CmGridModel *self, CmGridHeadKind kind, const char *label)
{
  guint row = add_head (self->rows, kind, label, NULL);

  g_array_set_size (self->cells, self->rows->len * self->columns->len);
  return row;
}

void
cm_grid_model_mark_row (CmGridModel *self, guint row, CmGridMark mark)
{
  g_return_if_fail (row < self->rows->len);

  g_array_index (self->rows, CmGridHead, row).mark = mark;
}

void
cm_grid_model_add_key (
    CmGridModel *self, CmGridKind kind, CmGridMark mark, double shade, const char *text)
{
  CmGridKey key = { kind, mark, shade, g_strdup (text) };

  g_array_append_val (self->keys, key);
}

void
cm_grid_model_set_cell (CmGridModel *self,
                        guint row,
                        guint column,
                        CmGridKind kind,
                        CmGridMark mark,
                        double shade,
                        const char *text,
                        const char *spoken)
{
  CmGridCell *cell;

  g_return_if_fail (row < self->rows->len && column < self->columns->len);

  cell = &g_array_index (self->cells, CmGridCell, row * self->columns->len + column);
  clear_cell (cell);
  *cell = (CmGridCell){
    kind, mark, CLAMP (shade, 0, 1), g_strdup (text), g_strdup (spoken),
  };
}

const CmGridHead *
cm_grid_model_get_row (const CmGridModel *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, NULL);

  return &g_array_index (self->rows, CmGridHead, row);
}

const CmGridHead *
cm_grid_model_get_column (const CmGridModel *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return &g_array_index (self->columns, CmGridHead, column);
}

const CmGridCell *
cm_grid_model_get_cell (const CmGridModel *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, NULL);

  return &g_array_index (self->cells, CmGridCell, row * self->columns->len + column);
}

gboolean
cm_grid_model_is_live (const CmGridModel *self, int row, int column)
{
  if (row < 0 || column < 0 || row >= (int) self->rows->len || column >= (int) self->columns->len)
    return FALSE;
  return cm_grid_model_get_row (self, (guint) row)->kind != CM_GRID_HEAD_GROUP ||
         cm_grid_model_get_cell (self, (guint) row, (guint) column)->text != NULL;
}

/* The live cell nearest to `from`, that one included, looking on by `step` and, at the edge, back.
 */
static int
find_live_row (const CmGridModel *self, int from, int column, int step)
{
  for (int row = from; row >= 0 && row < (int) self->rows->len; row += step)
    if (cm_grid_model_is_live (self, row, column))
      return row;
  for (int row = from; row >= 0 && row < (int) self->rows->len; row -= step)
    if (cm_grid_model_is_live (self, row, column))
      return row;
  return -1;
}

gboolean
cm_grid_model_move (const CmGridModel *self, int *row, int *column, int rows, int columns)
{
  int last_row = (int) self->rows->len - 1;
  int last_column = (int) self->columns->len - 1;
  int to_row, to_column;

  if (last_row < 0 || last_column < 0)
    return FALSE;
  to_column = CLAMP (CLAMP (*column, 0, last_column) + columns, 0, last_column);
  to_row = CLAMP (CLAMP (*row, 0, last_row) + rows, 0, last_row);
  to_row = find_live_row (self, to_row, to_column, rows < 0 ? -1 : 1);
  if (to_row < 0)
    return FALSE;
  *row = to_row;
  *column = to_column;
  return TRUE;
}

static const char *
say_kind (CmGridKind kind)
{
  switch (kind)
    {
    case CM_GRID_SOLID:
      return _ ("solid box");
    case CM_GRID_DOTTED:
      return _ ("dotted box");
    case CM_GRID_UNKNOWN:
      return _ ("unknown");
    case CM_GRID_BLANK:
    case CM_GRID_HEAT:
    default:
      return _ ("empty");
    }
}

char *
cm_grid_model_describe_cell (const CmGridModel *self, guint row, guint column)
{
  const CmGridCell *cell = cm_grid_model_get_cell (self, row, column);
  const CmGridHead *head = cm_grid_model_get_column (self, column);
  const char *says = cell->spoken != NULL ? cell->spoken : cell->text;
  g_autofree char *where = head->group != NULL && *head->group != '\0'
                               ? g_strdup_printf ("%s, %s", head->group, head->label)
                               : g_strdup (head->label);
  GString *text = g_string_new (NULL);

  /* Translators: spoken. Name of the row, name of the column, what the cell says. */
  g_string_append_printf (text,
                          _ ("%s, %s: %s"),
                          cm_grid_model_get_row (self, row)->label,
                          where,
                          says != NULL ? says : say_kind (cell->kind));
  /* What is spoken has the words of its owner. */
  if (cell->spoken == NULL && cell->mark == CM_GRID_GAP)
    g_string_append_printf (text, ", %s", _ ("gap"));
  if (cell->spoken == NULL && cell->mark == CM_GRID_OVER)
    g_string_append_printf (text, ", %s", _ ("overload"));
  return g_string_free (text, FALSE);
}

static guint
count_marks (const CmGridModel *self, CmGridMark mark)
{
  guint n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    n += g_array_index (self->cells, CmGridCell, i).mark == mark;
  return n;
}

static guint
count_items (GArray *heads)
{
  guint n = 0;

  for (guint i = 0; i < heads->len; i++)
    n += g_array_index (heads, CmGridHead, i).kind == CM_GRID_HEAD_ITEM;
  return n;
}

/* Takes @part. */
static void
append_part (GString *text, char *part)
{
  g_string_append_printf (text, ", %s", part);
  g_free (part);
}

char *
cm_grid_model_describe (const CmGridModel *self)
{
  GString *text = g_string_new (NULL);
  guint rows = count_items (self->rows);
  guint columns = count_items (self->columns);
  guint gaps = count_marks (self, CM_GRID_GAP);
  guint overs = count_marks (self, CM_GRID_OVER);

  if (self->name != NULL)
    g_string_append_printf (text, "%s: ", self->name);
  /* Translators: spoken; the size of a table. */
  g_string_append_printf (text, ngettext ("%u row", "%u rows", rows), rows);
  /* Translators: spoken; the size of a table. */
  append_part (text, g_strdup_printf (ngettext ("%u column", "%u columns", columns), columns));
  if (gaps > 0)
    /* Translators: spoken; how many cells of a table lack something. */
    append_part (text, g_strdup_printf (ngettext ("%u gap", "%u gaps", gaps), gaps));
  if (overs > 0)
    /* Translators: spoken; in how many cells of a table there is too much. */
    append_part (text, g_strdup_printf (ngettext ("%u overload", "%u overloads", overs), overs));
  return g_string_free (text, FALSE);
}
