/* cm-matrix-edit.c - priority matrices are made, and their topics and rows added and removed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-matrix.h"

/* Topics to begin with: what partnerships that work on how they work often ask themselves. They are
 * ordinary records from then on. */
static const struct
{
  const char *heading;
  const char *name;
} starter_topics[] = {
  { N_ ("Leadership"), N_ ("Where are we now") },
  { N_ ("Leadership"), N_ ("Prioritising and setting the vision") },
  { N_ ("Leadership"), N_ ("Leadership skills") },
  { N_ ("Partnership working"), N_ ("Day-to-day reality") },
  { N_ ("Partnership working"), N_ ("Bigger vision and self-interest") },
  { N_ ("Partnership working"), N_ ("Joint communications") },
  { N_ ("Capacity"), N_ ("Investment cycle") },
  { N_ ("Capacity"), N_ ("Skills") },
  { N_ ("Capacity"), N_ ("Change methodology") },
};

static CmRecord *
make_part (const char *table, const char *matrix, const char *name, gint64 rank)
{
  CmRecord *part = cm_record_new (cm_table_find (table));

  cm_record_set_text (part, "matrix", matrix);
  cm_record_set_text (part, "name", name);
  cm_record_set_number (part, "rank", rank);
  return part;
}

static gboolean
insert_topic (CmStore *store, const char *heading, CmRecord *topic, GError **error)
{
  if (*heading != '\0')
    cm_record_set_text (topic, "heading", heading);
  return cm_store_insert (store, topic, error);
}

static gboolean
add_starter_topics (CmStore *store, const char *matrix, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (starter_topics); i++)
    {
      g_autoptr (CmRecord) topic =
          make_part ("matrix_topic", matrix, _ (starter_topics[i].name), i + 1);

      if (!insert_topic (store, _ (starter_topics[i].heading), topic, error))
        return FALSE;
    }
  return TRUE;
}

/* With the names as they are, so that the two can be taken together. */
static gboolean
copy_topics (CmStore *store, const char *matrix, const char *from, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new ("matrix_topic");
  g_autoptr (GPtrArray) topics = NULL;

  cm_query_where_text (query, "matrix", from);
  topics = cm_store_list (store, query);
  for (guint i = 0; i < topics->len; i++)
    {
      g_autoptr (CmRecord) topic =
          make_part ("matrix_topic", matrix, cm_record_get_text (topics->pdata[i], "name"), i + 1);
      const char *explanation = cm_record_get_text (topics->pdata[i], "explanation");
      const char *code = cm_record_get_text (topics->pdata[i], "code");

      if (*code != '\0')
        cm_record_set_text (topic, "code", code);
      if (*explanation != '\0')
        cm_record_set_text (topic, "explanation", explanation);
      if (!insert_topic (store, cm_record_get_text (topics->pdata[i], "heading"), topic, error))
        return FALSE;
    }
  return TRUE;
}

/* A row for each record of the table, which it refers to. */
static gboolean
add_rows_of (CmStore *store, const char *matrix, const char *table, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (CmRecord) row =
          make_part ("matrix_row", matrix, cm_record_get_title (records->pdata[i]), i + 1);

      cm_record_set_text (row, table, cm_record_get_id (records->pdata[i]));
      if (!cm_store_insert (store, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_first_row (CmStore *store, const char *matrix, const char *rows_are, GError **error)
{
  g_autoptr (CmRecord) row =
      make_part ("matrix_row",
                 matrix,
                 g_str_equal (rows_are, "group") ? _ ("First group") : _ ("First area"),
                 1);

  return cm_store_insert (store, row, error);
}

static gboolean
add_rows (CmStore *store, const char *matrix, const char *rows_are, GError **error)
{
  if (g_str_equal (rows_are, "place") || g_str_equal (rows_are, "theme"))
    return add_rows_of (store, matrix, rows_are, error);
  return add_first_row (store, matrix, rows_are, error);
}

static gboolean
add_topics (CmStore *store, const char *matrix, const char *topics_of, GError **error)
{
  return topics_of != NULL ? copy_topics (store, matrix, topics_of, error)
                           : add_starter_topics (store, matrix, error);
}

char *
cm_matrix_create (
    CmStore *store, const char *name, const char *rows_are, const char *topics_of, GError **error)
{
  g_autoptr (CmRecord) matrix = cm_record_new (cm_table_find ("matrix"));
  const char *id = cm_record_get_id (matrix);
  /* translators: an entry of the change log; %s is the name of a matrix */
  g_autofree char *label = g_strdup_printf (_ ("Add the matrix “%s”"), name);

  cm_record_set_text (matrix, "name", name);
  cm_record_set_text (matrix, "rows", rows_are);
  if (!cm_store_begin (store, label, error))
    return NULL;
  if (!cm_store_insert (store, matrix, error) || !add_topics (store, id, topics_of, error) ||
      !add_rows (store, id, rows_are, error))
    {
      cm_store_rollback (store);
      return NULL;
    }
  return cm_store_commit (store, error) ? g_strdup (id) : NULL;
}

/* --- parts ------------------------------------------------------------------------------------ */

/* Takes `part`. */
static char *
save_part (CmStore *store, CmRecord *part, GError **error)
{
  g_autoptr (CmRecord) taken = part;
  /* translators: an entry of the change log; %s is the name of a topic or a row */
  g_autofree char *label = g_strdup_printf (_ ("Add “%s”"), cm_record_get_title (part));

  return cm_store_save (store, taken, label, error) ? g_strdup (cm_record_get_id (taken)) : NULL;
}

/* After the last. Where some have no rank these come last, and so does what has none either. */
static void
rank_last (CmStore *store, CmRecord *part)
{
  g_autoptr (CmQuery) query = cm_query_new (cm_record_get_table (part)->name);
  g_autoptr (GPtrArray) others = NULL;
  gint64 rank = 1;

  cm_query_where_text (query, "matrix", cm_record_get_text (part, "matrix"));
  others = cm_store_list (store, query);
  cm_record_set_null (part, "rank");
  for (guint i = 0; i < others->len; i++)
    {
      if (cm_record_is_null (others->pdata[i], "rank"))
        return;
      rank = MAX (rank, cm_record_get_number (others->pdata[i], "rank") + 1);
    }
  cm_record_set_number (part, "rank", rank);
}

static void
set_heading (CmRecord *topic, const char *heading)
{
  if (*heading != '\0')
    cm_record_set_text (topic, "heading", heading);
  else
    cm_record_set_null (topic, "heading");
}

char *
cm_matrix_add_topic (
    CmStore *store, const char *matrix, const char *heading, const char *name, GError **error)
{
  CmRecord *topic = make_part ("matrix_topic", matrix, name, 1);

  rank_last (store, topic);
  set_heading (topic, heading);
  return save_part (store, topic, error);
}

char *
cm_matrix_add_row (CmStore *store, const char *matrix, const char *name, GError **error)
{
  CmRecord *row = make_part ("matrix_row", matrix, name, 1);

  rank_last (store, row);
  return save_part (store, row, error);
}

/* Takes `part`, which may be NULL: it is gone. */
static gboolean
save_named (CmStore *store, CmRecord *part, const char *name, GError **error)
{
  g_autoptr (CmRecord) taken = part;
  g_autofree char *label = NULL;

  if (part == NULL)
    return TRUE;
  /* translators: an entry of the change log; %1$s is the name of a topic or a row until then, %2$s
   * from then on */
  label = g_strdup_printf (_ ("Rename “%1$s” to “%2$s”"), cm_record_get_title (part), name);
  cm_record_set_text (part, "name", name);
  return cm_store_save (store, part, label, error);
}

/* (transfer full) (nullable): a copy of the record, to be changed. */
static CmRecord *
copy_part (CmStore *store, const char *table, const char *id)
{
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);

  return record != NULL ? cm_record_copy (record) : NULL;
}

gboolean
cm_matrix_rename_topic (
    CmStore *store, const char *topic, const char *heading, const char *name, GError **error)
{
  CmRecord *copy = copy_part (store, "matrix_topic", topic);

  if (copy != NULL)
    set_heading (copy, heading);
  return save_named (store, copy, name, error);
}

gboolean
cm_matrix_rename_row (CmStore *store, const char *row, const char *name, GError **error)
{
  return save_named (store, copy_part (store, "matrix_row", row), name, error);
}

static gboolean
delete_all (CmStore *store, const char *table, const char *field, const char *id, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = NULL;

  cm_query_where_text (query, field, id);
  records = cm_store_list (store, query);
  for (guint i = 0; i < records->len; i++)
    if (!cm_store_delete (store, records->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Deletes the record after those of another table, which it does not own or would not delete in
 * time. */
static gboolean
delete_after (CmStore *store,
              const char *table,
              const char *id,
              const char *before,
              const char *field,
              GError **error)
{
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);
  g_autofree char *label = NULL;

  if (record == NULL)
    return TRUE;
  /* translators: an entry of the change log; %s is the name of a matrix, a topic or a row */
  label = g_strdup_printf (_ ("Delete “%s”"), cm_record_get_title (record));
  if (!cm_store_begin (store, label, error))
    return FALSE;
  if (!delete_all (store, before, field, id, error) || !cm_store_delete (store, record, error))
    {
      cm_store_rollback (store);
      return FALSE;
    }
  return cm_store_commit (store, error);
}

gboolean
cm_matrix_remove_topic (CmStore *store, const char *topic, GError **error)
{
  return delete_after (store, "matrix_topic", topic, "matrix_mark", "matrix_topic", error);
}

gboolean
cm_matrix_remove_row (CmStore *store, const char *row, GError **error)
{
  return delete_after (store, "matrix_row", row, "matrix_mark", "matrix_row", error);
}

/* The rows first: their marks refer to the topics. */
gboolean
cm_matrix_delete (CmStore *store, const char *matrix, GError **error)
{
  return delete_after (store, "matrix", matrix, "matrix_row", "matrix", error);
}
