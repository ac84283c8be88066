/* cm-matrix.c - which topics matter how much to whom: a priority matrix. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-matrix.h"

#include <glib/gi18n.h>

/* With fewer marks there is no telling whether everything is a priority. */
#define FEWEST_MARKS 6

static const struct
{
  const char *name; /* as it is kept */
  const char *label;
} marks[CM_N_MARKS] = {
  [CM_MARK_UNKNOWN] = { "unknown", N_ ("Unknown") },
  [CM_MARK_NONE] = { "none", N_ ("Not identified") },
  [CM_MARK_PRIORITY] = { "priority", N_ ("Priority") },
  [CM_MARK_HIGH] = { "high", N_ ("High priority") },
};

const char *
cm_mark_label (CmMark mark)
{
  return _ (marks[mark].label);
}

CmMark
cm_mark_find (const char *name)
{
  for (int i = 0; i < CM_N_MARKS; i++)
    if (g_strcmp0 (marks[i].name, name) == 0)
      return (CmMark) i;
  return CM_MARK_UNKNOWN;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
free_topic (gpointer data)
{
  CmMatrixTopic *topic = data;

  g_free (topic->id);
  g_free (topic->heading);
  g_free (topic->code);
  g_free (topic->name);
  g_free (topic->explanation);
  g_free (topic);
}

static void
free_row (gpointer data)
{
  CmMatrixRow *row = data;

  g_free (row->id);
  g_free (row->name);
  g_free (row);
}

void
cm_matrix_free (CmMatrix *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->rows_are);
  g_ptr_array_unref (self->topics);
  g_ptr_array_unref (self->rows);
  g_free (self->marks);
  g_free (self);
}

static GPtrArray *
list_parts (CmStore *store, const char *table, const char *matrix)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  cm_query_where_text (query, "matrix", matrix);
  return cm_store_list (store, query);
}

static gboolean
stands_under (const CmMatrixTopic *topic, const char *heading)
{
  return g_str_equal (topic->heading, heading);
}

/* After the last topic with the same heading, so that each heading is there once. */
static int
find_place (GPtrArray *topics, const char *heading)
{
  for (int i = (int) topics->len; i > 0; i--)
    if (stands_under (topics->pdata[i - 1], heading))
      return i;
  return -1;
}

static void
add_topic (CmMatrix *self, CmRecord *record)
{
  CmMatrixTopic *topic = g_new0 (CmMatrixTopic, 1);

  topic->id = g_strdup (cm_record_get_id (record));
  topic->heading = g_strdup (cm_record_get_text (record, "heading"));
  topic->code = g_strdup (cm_record_get_text (record, "code"));
  topic->name = g_strdup (cm_record_get_text (record, "name"));
  topic->explanation = g_strdup (cm_record_get_text (record, "explanation"));
  g_ptr_array_insert (self->topics, find_place (self->topics, topic->heading), topic);
}

static void
add_row (CmMatrix *self, CmRecord *record, const char *theme)
{
  CmMatrixRow *row;

  if (theme != NULL && !cm_record_is_null (record, "theme") &&
      !g_str_equal (cm_record_get_text (record, "theme"), theme))
    {
      self->n_other_rows++;
      return;
    }
  row = g_new0 (CmMatrixRow, 1);
  row->id = g_strdup (cm_record_get_id (record));
  row->name = g_strdup (cm_record_get_text (record, "name"));
  g_ptr_array_add (self->rows, row);
}

static int
find_topic (const CmMatrix *self, const char *id)
{
  for (guint i = 0; i < self->topics->len; i++)
    if (g_str_equal (cm_matrix_get_topic (self, i)->id, id))
      return (int) i;
  return -1;
}

/* Of several marks of one cell, as merging two copies can leave them, the newest counts: keys are
 * in the order of time. */
static CmQuery *
query_marks (const char *row)
{
  CmQuery *query = cm_query_new ("matrix_mark");

  cm_query_where_text (query, "matrix_row", row);
  return query;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (cm_record_get_id (*(CmRecord **) a), cm_record_get_id (*(CmRecord **) b));
}

static void
read_marks (CmMatrix *self, CmStore *store, guint row)
{
  g_autoptr (CmQuery) query = query_marks (cm_matrix_get_row (self, row)->id);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  g_ptr_array_sort (records, compare_keys);
  for (guint i = 0; i < records->len; i++)
    {
      int topic = find_topic (self, cm_record_get_text (records->pdata[i], "matrix_topic"));

      if (topic >= 0)
        self->marks[row * self->topics->len + (guint) topic] =
            cm_mark_find (cm_record_get_text (records->pdata[i], "priority"));
    }
}

CmMatrix *
cm_matrix_load (CmStore *store, const char *id, const CmScope *scope)
{
  g_autoptr (CmRecord) record = cm_store_get (store, "matrix", id);
  g_autofree char *theme = NULL;
  g_autoptr (GPtrArray) topics = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CmMatrix *self;

  if (record == NULL)
    return NULL;
  theme = scope != NULL ? cm_scope_get_theme (store, scope) : NULL;
  self = g_new0 (CmMatrix, 1);
  self->id = g_strdup (id);
  self->name = g_strdup (cm_record_get_text (record, "name"));
  self->rows_are = g_strdup (cm_record_get_text (record, "rows"));
  self->topics = g_ptr_array_new_with_free_func (free_topic);
  self->rows = g_ptr_array_new_with_free_func (free_row);
  topics = list_parts (store, "matrix_topic", id);
  for (guint i = 0; i < topics->len; i++)
    add_topic (self, topics->pdata[i]);
  rows = list_parts (store, "matrix_row", id);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, rows->pdata[i], theme);
  self->marks = g_new0 (CmMark, self->rows->len * self->topics->len);
  for (guint i = 0; i < self->rows->len; i++)
    read_marks (self, store, i);
  return self;
}

CmMark
cm_matrix_get_mark (const CmMatrix *self, guint row, guint topic)
{
  g_return_val_if_fail (row < self->rows->len && topic < self->topics->len, CM_MARK_UNKNOWN);
  return self->marks[row * self->topics->len + topic];
}

const CmMatrixTopic *
cm_matrix_get_topic (const CmMatrix *self, guint topic)
{
  return g_ptr_array_index (self->topics, topic);
}

const CmMatrixRow *
cm_matrix_get_row (const CmMatrix *self, guint row)
{
  return g_ptr_array_index (self->rows, row);
}

void
cm_matrix_count (const CmMatrix *self, guint n[CM_N_MARKS])
{
  for (int i = 0; i < CM_N_MARKS; i++)
    n[i] = 0;
  for (guint i = 0; i < self->rows->len * self->topics->len; i++)
    n[self->marks[i]]++;
}

gboolean
cm_matrix_is_crowded (const CmMatrix *self)
{
  guint n[CM_N_MARKS];
  guint known;

  cm_matrix_count (self, n);
  known = n[CM_MARK_HIGH] + n[CM_MARK_PRIORITY] + n[CM_MARK_NONE];
  return known >= FEWEST_MARKS && 3 * n[CM_MARK_HIGH] > known;
}

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_matrix_describe (const CmMatrix *self)
{
  guint n[CM_N_MARKS];
  g_autofree char *rows = NULL;
  g_autofree char *topics = NULL;

  cm_matrix_count (self, n);
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", self->rows->len), self->rows->len);
  topics =
      g_strdup_printf (ngettext ("%u topic", "%u topics", self->topics->len), self->topics->len);
  /* translators: spoken. %1$s is a matrix, %2$s as in “5 rows”, %3$s as in “10 topics”; then the
   * number of its cells with each mark */
  return g_strdup_printf (_ ("Priority matrix “%1$s”, %2$s by %3$s: %4$u high priority, %5$u "
                             "priority, %6$u not identified, %7$u unknown"),
                          self->name,
                          rows,
                          topics,
                          n[CM_MARK_HIGH],
                          n[CM_MARK_PRIORITY],
                          n[CM_MARK_NONE],
                          n[CM_MARK_UNKNOWN]);
}

char *
cm_matrix_describe_cell (const CmMatrix *self, guint row, guint topic)
{
  /* translators: spoken: a row of a matrix, a topic of it, and the mark in that cell */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s"),
                          cm_matrix_get_row (self, row)->name,
                          cm_matrix_get_topic (self, topic)->name,
                          cm_mark_label (cm_matrix_get_mark (self, row, topic)));
}

/* --- marking ---------------------------------------------------------------------------------- */

static char *
label_one (const char *topic, const char *row, CmMark mark)
{
  switch (mark)
    {
    case CM_MARK_HIGH:
      /* translators: of the change log: %1$s is a topic, %2$s who it matters to, such as a place */
      return g_strdup_printf (_ ("Mark “%1$s” for %2$s as high priority"), topic, row);
    case CM_MARK_PRIORITY:
      /* translators: of the change log: %1$s is a topic, %2$s who it matters to, such as a place */
      return g_strdup_printf (_ ("Mark “%1$s” for %2$s as priority"), topic, row);
    case CM_MARK_NONE:
      /* translators: of the change log: %1$s is a topic, %2$s who it matters to, such as a place */
      return g_strdup_printf (_ ("Mark “%1$s” for %2$s as not identified"), topic, row);
    case CM_MARK_UNKNOWN:
    default:
      /* translators: of the change log: %1$s is a topic, %2$s who it matters to, such as a place */
      return g_strdup_printf (_ ("Mark “%1$s” for %2$s as unknown"), topic, row);
    }
}

static char *
label_many (const char *matrix, guint n, CmMark mark)
{
  switch (mark)
    {
    case CM_MARK_HIGH:
      /* translators: of the change log: %1$u is a number, %2$s the name of a matrix */
      return g_strdup_printf (ngettext ("Mark %1$u cell of “%2$s” as high priority",
                                        "Mark %1$u cells of “%2$s” as high priority",
                                        n),
                              n,
                              matrix);
    case CM_MARK_PRIORITY:
      /* translators: of the change log: %1$u is a number, %2$s the name of a matrix */
      return g_strdup_printf (ngettext ("Mark %1$u cell of “%2$s” as priority",
                                        "Mark %1$u cells of “%2$s” as priority",
                                        n),
                              n,
                              matrix);
    case CM_MARK_NONE:
      /* translators: of the change log: %1$u is a number, %2$s the name of a matrix */
      return g_strdup_printf (ngettext ("Mark %1$u cell of “%2$s” as not identified",
                                        "Mark %1$u cells of “%2$s” as not identified",
                                        n),
                              n,
                              matrix);
    case CM_MARK_UNKNOWN:
    default:
      /* translators: of the change log: %1$u is a number, %2$s the name of a matrix */
      return g_strdup_printf (ngettext ("Mark %1$u cell of “%2$s” as unknown",
                                        "Mark %1$u cells of “%2$s” as unknown",
                                        n),
                              n,
                              matrix);
    }
}

static gboolean
insert_mark (CmStore *store, const char *row, const char *topic, CmMark mark, GError **error)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("matrix_mark"));

  cm_record_set_text (record, "matrix_row", row);
  cm_record_set_text (record, "matrix_topic", topic);
  cm_record_set_text (record, "priority", marks[mark].name);
  return cm_store_insert (store, record, error);
}

/* What was noted about a cell stays when its mark becomes unknown. */
static gboolean
change_mark (CmStore *store, CmRecord *record, CmMark mark, GError **error)
{
  g_autoptr (CmRecord) changed = cm_record_copy (record);

  if (mark == CM_MARK_UNKNOWN && cm_record_is_null (record, "note"))
    return cm_store_delete (store, record, error);
  cm_record_set_text (changed, "priority", marks[mark].name);
  return cm_store_update (store, changed, error);
}

static gboolean
set_mark (CmStore *store, const char *row, const char *topic, CmMark mark, GError **error)
{
  g_autoptr (CmQuery) query = query_marks (row);
  g_autoptr (GPtrArray) records = NULL;

  cm_query_where_text (query, "matrix_topic", topic);
  records = cm_store_list (store, query);
  g_ptr_array_sort (records, compare_keys);
  if (records->len == 0)
    return mark == CM_MARK_UNKNOWN || insert_mark (store, row, topic, mark, error);
  for (guint i = 0; i + 1 < records->len; i++)
    if (!cm_store_delete (store, records->pdata[i], error))
      return FALSE;
  return change_mark (store, records->pdata[records->len - 1], mark, error);
}

/* Those of the cells that have another mark. */
static GArray *
find_changes (const CmMatrix *self, const CmMatrixCell *cells, guint n_cells, CmMark mark)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (CmMatrixCell));

  for (guint i = 0; i < n_cells; i++)
    if (cm_matrix_get_mark (self, cells[i].row, cells[i].topic) != mark)
      g_array_append_val (changes, cells[i]);
  return changes;
}

gboolean
cm_matrix_set_marks (CmStore *store,
                     const CmMatrix *self,
                     const CmMatrixCell *cells,
                     guint n_cells,
                     CmMark mark,
                     GError **error)
{
  g_autoptr (GArray) changes = find_changes (self, cells, n_cells, mark);
  const CmMatrixCell *first = &g_array_index (changes, CmMatrixCell, 0);
  g_autofree char *label = NULL;

  if (changes->len == 0)
    return TRUE;
  label = changes->len == 1 ? label_one (cm_matrix_get_topic (self, first->topic)->name,
                                         cm_matrix_get_row (self, first->row)->name,
                                         mark)
                            : label_many (self->name, changes->len, mark);
  if (!cm_store_begin (store, label, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const CmMatrixCell *cell = &g_array_index (changes, CmMatrixCell, i);

      if (!set_mark (store,
                     cm_matrix_get_row (self, cell->row)->id,
                     cm_matrix_get_topic (self, cell->topic)->id,
                     mark,
                     error))
        {
          cm_store_rollback (store);
          return FALSE;
        }
    }
  return cm_store_commit (store, error);
}
