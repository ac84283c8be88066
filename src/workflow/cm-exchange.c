/* cm-exchange.c - a whole portfolio to and from the exchange format. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-exchange.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cm-portfolio-xml.h"

char *
cm_exchange_dump (CmStore *store)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[i]->name);
      g_autoptr (GPtrArray) records = cm_store_list (store, query);

      for (guint r = 0; r < records->len; r++)
        g_ptr_array_add (all, g_object_ref (g_ptr_array_index (records, r)));
    }
  return cm_portfolio_xml_write (all);
}

/* Inserts a record after those of its own table that it refers to (a body that reports to a body).
 * `state` holds what was begun, so that a circle is refused rather than followed. */
static gboolean
insert_record (
    CmStore *store, CmRecord *record, GHashTable *by_id, GHashTable *state, GError **error)
{
  const CmTable *table = cm_record_get_table (record);

  if (!g_hash_table_add (state, record))
    return TRUE;
  for (guint f = 0; f < table->n_fields; f++)
    if (g_strcmp0 (table->fields[f].references, table->name) == 0)
      {
        CmRecord *target =
            g_hash_table_lookup (by_id, cm_record_get_text (record, table->fields[f].name));

        if (target != NULL && !insert_record (store, target, by_id, state, error))
          return FALSE;
      }
  return cm_store_insert (store, record, error);
}

static gboolean
insert_all (CmStore *store, GPtrArray *records, const char *label, GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) state = g_hash_table_new (NULL, NULL);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (by_id, (gpointer) cm_record_get_id (records->pdata[i]), records->pdata[i]);
  if (!cm_store_begin (store, label, error))
    return FALSE;
  for (guint t = 0; t < n; t++)
    for (guint i = 0; i < records->len; i++)
      if (cm_record_get_table (records->pdata[i]) == tables[t] &&
          !insert_record (store, records->pdata[i], by_id, state, error))
        {
          cm_store_rollback (store);
          return FALSE;
        }
  return cm_store_commit (store, error);
}

gboolean
cm_exchange_load (const char *source, const char *path, GError **error)
{
  g_autoptr (GPtrArray) records = cm_portfolio_xml_read (source, error);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *name = g_path_get_basename (source);
  g_autofree char *label = NULL;
  g_autoptr (CmStore) store = NULL;
  gboolean loaded;

  if (records == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_REFUSED,
                   /* translators: %s is the path of a file */
                   _ ("There is a file “%s” already. Choose another name."),
                   path);
      return FALSE;
    }
  g_unlink (part);
  store = cm_store_create (part, error);
  if (store == NULL)
    return FALSE;
  /* translators: an entry of the change log: %s is the name of a file */
  label = g_strdup_printf (_ ("Load “%s”"), name);
  /* To undo this would leave nothing at all, which nobody means by it. */
  loaded = insert_all (store, records, label, error) && cm_store_begin_history (store, error);
  g_clear_object (&store);
  if (loaded && g_rename (part, path) == 0)
    return TRUE;
  if (loaded)
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_OPEN,
                 /* translators: %1$s is the path of a file, %2$s the system's reason */
                 _ ("“%1$s” could not be written: %2$s"),
                 path,
                 g_strerror (errno));
  g_unlink (part);
  return FALSE;
}
