/* cm-funding-grid.c - a table of sums: rows under headings, numbers that lead to what they sum. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-grid"
#include "config.h"

#include "cm-funding-grid.h"

#include <glib/gi18n.h>

#include "cm-wide-box.h"

/* Rows are made for so long in one go; the others follow when there is time. */
#define SLICE_US 8000
#define LONGEST_WORD 18

/**
 * CmFundingGrid:
 *
 * A grid of labels, and of buttons where a cell leads somewhere. Its widgets are made anew only
 * where rows or columns come or go.
 *
 * Accessibility: a cell that leads somewhere is a button whose name is its row, its column and its
 * text.
 */
typedef struct
{
  char *text, *note;
  gboolean leads, warns;
} Cell;

typedef struct
{
  CmGridRow kind;
  Cell *cells;
} Row;

struct _CmFundingGrid
{
  AdwBin parent_instance;

  GtkGrid *grid;
  guint n_columns, n_texts;
  char **headings;
  GPtrArray *rows;    /* of Row */
  GPtrArray *widgets; /* of GtkWidget, n_columns for each row that is made */
  guint made;         /* rows that have their widgets */
  guint idle;

  /* What is shown until end(). */
  char **old_headings;
  GPtrArray *old_rows;
};

G_DEFINE_FINAL_TYPE (CmFundingGrid, cm_funding_grid, ADW_TYPE_BIN)

static guint activated_signal;

static void
free_row (gpointer data)
{
  Row *row = data;

  for (Cell *cell = row->cells; cell->text != NULL; cell++)
    {
      g_free (cell->text);
      g_free (cell->note);
    }
  g_free (row->cells);
  g_free (row);
}

static Cell *
get_cell (CmFundingGrid *self, guint row, guint column)
{
  Row *of = g_ptr_array_index (self->rows, row);

  return &of->cells[column];
}

/* --- widgets ---------------------------------------------------------------------------------- */

static void
clicked_cb (CmFundingGrid *self, GtkWidget *button)
{
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));

  g_signal_emit (self, activated_signal, 0, position / self->n_columns, position % self->n_columns);
}

static gboolean
has_groups (CmFundingGrid *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((Row *) g_ptr_array_index (self->rows, i))->kind == CM_GRID_GROUP)
      return TRUE;
  return FALSE;
}

static GtkWidget *
make_cell (CmFundingGrid *self, guint row, guint column)
{
  const Cell *cell = get_cell (self, row, column);
  CmGridRow kind = ((Row *) g_ptr_array_index (self->rows, row))->kind;
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *widget = label;

  gtk_label_set_xalign (GTK_LABEL (label), column < self->n_texts ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  if (column == 0)
    {
      /* Names that begin alike are told apart by their ends. */
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), 16);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
    }
  if (cell->leads)
    {
      widget = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (widget), label);
      gtk_widget_add_css_class (widget, "flat");
      g_object_set_data (
          G_OBJECT (widget), "position", GUINT_TO_POINTER (row * self->n_columns + column));
      g_signal_connect_swapped (widget, "clicked", G_CALLBACK (clicked_cb), self);
    }
  gtk_widget_add_css_class (widget, "funding-cell");
  if (kind != CM_GRID_ITEM)
    gtk_widget_add_css_class (widget, kind == CM_GRID_GROUP ? "funding-group" : "funding-total");
  else if (column == 0 && has_groups (self))
    gtk_widget_add_css_class (widget, "funding-item");
  return widget;
}

static void
name_cell (CmFundingGrid *self, GtkWidget *widget, guint row, guint column)
{
  const Cell *cell = get_cell (self, row, column);
  const Cell *title = get_cell (self, row, 0);
  g_autofree char *name = NULL;

  if (column == 0)
    name = g_strdup (cell->text);
  else
    name = g_strdup_printf ("%s, %s: %s", title->text, self->headings[column], cell->text);
  if (cell->note != NULL)
    {
      g_autofree char *longer = g_strdup_printf ("%s. %s", name, cell->note);

      g_free (name);
      name = g_steal_pointer (&longer);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A word or a date stands there whole; what is longer gives way to the numbers. */
static void
shorten (GtkLabel *label, const char *text)
{
  gboolean is_long = g_utf8_strlen (text, -1) > LONGEST_WORD;

  gtk_label_set_ellipsize (label, is_long ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (label, is_long ? LONGEST_WORD : -1);
}

static void
show_cell (CmFundingGrid *self, guint row, guint column)
{
  const Cell *cell = get_cell (self, row, column);
  GtkWidget *widget = g_ptr_array_index (self->widgets, row * self->n_columns + column);
  GtkWidget *label = GTK_IS_BUTTON (widget) ? gtk_button_get_child (GTK_BUTTON (widget)) : widget;
  g_autofree char *warning = cell->warns ? g_strdup_printf ("▲ %s", cell->text) : NULL;

  gtk_label_set_text (GTK_LABEL (label), warning != NULL ? warning : cell->text);
  if (column > 0 && column < self->n_texts)
    shorten (GTK_LABEL (label), cell->text);
  gtk_widget_set_tooltip_text (widget,
                               cell->note != NULL ? cell->note
                               : column == 0      ? cell->text
                                                  : NULL);
  if (cell->warns)
    gtk_widget_add_css_class (label, "funding-warning");
  else
    gtk_widget_remove_css_class (label, "funding-warning");
  name_cell (self, widget, row, column);
}

static void
make_row (CmFundingGrid *self, guint row)
{
  for (guint column = 0; column < self->n_columns; column++)
    {
      GtkWidget *widget = make_cell (self, row, column);

      g_ptr_array_add (self->widgets, widget);
      gtk_grid_attach (self->grid, widget, (int) column, (int) row + 1, 1, 1);
      show_cell (self, row, column);
    }
  self->made = row + 1;
}

/* TRUE when all rows are made. */
static gboolean
make_rows (CmFundingGrid *self)
{
  gint64 until = g_get_monotonic_time () + SLICE_US;

  while (self->made < self->rows->len)
    {
      if (g_get_monotonic_time () > until)
        return FALSE;
      make_row (self, self->made);
    }
  return TRUE;
}

static gboolean
make_more_cb (gpointer data)
{
  CmFundingGrid *self = data;

  if (!make_rows (self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
make_heads (CmFundingGrid *self)
{
  for (guint column = 0; column < self->n_columns; column++)
    {
      GtkWidget *label = gtk_label_new (self->headings[column]);

      gtk_label_set_xalign (GTK_LABEL (label), column < self->n_texts ? 0 : 1);
      gtk_widget_set_hexpand (label, column == 0);
      gtk_widget_add_css_class (label, "funding-head");
      gtk_widget_add_css_class (label, "numeric");
      gtk_grid_attach (self->grid, label, (int) column, 0, 1, 1);
    }
}

/* The cell that has the keyboard, or -1. */
static int
find_focus (CmFundingGrid *self)
{
  for (guint i = 0; i < self->widgets->len; i++)
    if (gtk_widget_is_focus (g_ptr_array_index (self->widgets, i)))
      return (int) i;
  return -1;
}

static void
make_all (CmFundingGrid *self)
{
  int focus = find_focus (self);
  GtkWidget *child;

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->widgets, 0);
  self->made = 0;
  make_heads (self);
  if (!make_rows (self))
    self->idle = g_idle_add (make_more_cb, self);
  if (focus >= 0 && focus < (int) self->widgets->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->widgets, (guint) focus));
}

/* --- filling ---------------------------------------------------------------------------------- */

static gboolean
is_same_shape (CmFundingGrid *self)
{
  if (self->old_rows == NULL || self->old_rows->len != self->rows->len ||
      self->old_headings == NULL ||
      !g_strv_equal ((const char *const *) self->old_headings,
                     (const char *const *) self->headings))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *old = g_ptr_array_index (self->old_rows, i);
      const Row *row = g_ptr_array_index (self->rows, i);

      if (old->kind != row->kind)
        return FALSE;
      for (guint column = 0; column < self->n_columns; column++)
        if (old->cells[column].leads != row->cells[column].leads)
          return FALSE;
    }
  return TRUE;
}

void
cm_funding_grid_begin (CmFundingGrid *self, const char *const *headings, guint n_texts)
{
  g_return_if_fail (CM_IS_FUNDING_GRID (self));
  g_clear_pointer (&self->old_rows, g_ptr_array_unref);
  g_clear_pointer (&self->old_headings, g_strfreev);
  self->old_rows = self->rows;
  self->old_headings = self->headings;
  self->headings = g_strdupv ((char **) headings);
  self->n_columns = g_strv_length (self->headings);
  self->n_texts = n_texts;
  self->rows = g_ptr_array_new_with_free_func (free_row);
}

guint
cm_funding_grid_add_row (CmFundingGrid *self, CmGridRow kind, const char *title)
{
  Row *row = g_new0 (Row, 1);

  row->kind = kind;
  row->cells = g_new0 (Cell, self->n_columns + 1);
  for (guint column = 0; column < self->n_columns; column++)
    row->cells[column].text = g_strdup (column == 0 ? title : "");
  g_ptr_array_add (self->rows, row);
  return self->rows->len - 1;
}

void
cm_funding_grid_set_cell (CmFundingGrid *self,
                          guint row,
                          guint column,
                          const char *text,
                          const char *note,
                          gboolean leads)
{
  Cell *cell = get_cell (self, row, column);

  g_return_if_fail (column < self->n_columns);
  g_free (cell->text);
  g_free (cell->note);
  cell->text = g_strdup (text);
  cell->note = g_strdup (note);
  cell->leads = leads;
}

void
cm_funding_grid_warn (CmFundingGrid *self, guint row, guint column)
{
  get_cell (self, row, column)->warns = TRUE;
}

void
cm_funding_grid_end (CmFundingGrid *self)
{
  if (!is_same_shape (self))
    make_all (self);
  else
    for (guint row = 0; row < self->made; row++)
      for (guint column = 0; column < self->n_columns; column++)
        show_cell (self, row, column);
}

guint
cm_funding_grid_get_n_rows (CmFundingGrid *self)
{
  return self->rows != NULL ? self->rows->len : 0;
}

const char *
cm_funding_grid_get_text (CmFundingGrid *self, guint row, guint column)
{
  if (row >= cm_funding_grid_get_n_rows (self) || column >= self->n_columns)
    return NULL;
  return get_cell (self, row, column)->text;
}

GtkWidget *
cm_funding_grid_get_widget (CmFundingGrid *self, guint row, guint column)
{
  guint position = row * self->n_columns + column;

  return position < self->widgets->len ? g_ptr_array_index (self->widgets, position) : NULL;
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_funding_grid_dispose (GObject *object)
{
  CmFundingGrid *self = CM_FUNDING_GRID (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_ptr_array_set_size (self->widgets, 0);
  G_OBJECT_CLASS (cm_funding_grid_parent_class)->dispose (object);
}

static void
cm_funding_grid_finalize (GObject *object)
{
  CmFundingGrid *self = CM_FUNDING_GRID (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->old_rows, g_ptr_array_unref);
  g_strfreev (self->headings);
  g_strfreev (self->old_headings);
  g_ptr_array_unref (self->widgets);
  G_OBJECT_CLASS (cm_funding_grid_parent_class)->finalize (object);
}

static void
cm_funding_grid_class_init (CmFundingGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_funding_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_funding_grid_finalize;
  activated_signal = g_signal_new ("activated",
                                   CM_TYPE_FUNDING_GRID,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   2,
                                   G_TYPE_UINT,
                                   G_TYPE_UINT);
}

static void
cm_funding_grid_init (CmFundingGrid *self)
{
  GtkWidget *wide;

  self->widgets = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "funding-grid");
  wide = cm_wide_box_new (GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (wide, "card");
  adw_bin_set_child (ADW_BIN (self), wide);
}

GtkWidget *
cm_funding_grid_new (const char *name)
{
  CmFundingGrid *self = g_object_new (CM_TYPE_FUNDING_GRID, NULL);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
