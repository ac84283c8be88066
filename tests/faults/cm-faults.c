/* cm-faults.c - what the programs of this folder share: a sitting, digests, counts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-faults.h"

#include "cm-store-errand.h"
#include "cm-store-private.h"

#include <glib/gstdio.h>
#include <string.h>

guint
cm_faults_choose (guint few, guint many)
{
  const char *wish = g_getenv ("CM_FAULTS");

  if (wish == NULL)
    return few;
  return g_str_equal (wish, "long")
             ? many
             : (guint) (few * CLAMP (g_ascii_strtoull (wish, NULL, 10), 1, 1000));
}

/* --- folders ---------------------------------------------------------------------------------- */

char *
cm_faults_new_folder (void)
{
  char *folder = g_strdup ("/dev/shm/cm-faults-XXXXXX");

  if (g_mkdtemp (folder) != NULL)
    return folder;
  g_free (folder);
  folder = g_dir_make_tmp ("cm-faults-XXXXXX", NULL);
  g_assert_nonnull (folder);
  return folder;
}

void
cm_faults_drop_folder (char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_remove (path) != 0)
        cm_faults_drop_folder (g_steal_pointer (&path));
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
  g_free (folder);
}

guint
cm_faults_count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_dir_close (dir);
  return n;
}

/* --- digests ---------------------------------------------------------------------------------- */

static gboolean
add_rows (GChecksum *sum, sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY rowid", table);
  sqlite3_stmt *select = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &select, NULL);

  while (code == SQLITE_OK && (code = sqlite3_step (select)) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (select); i++)
        {
          int type = sqlite3_column_type (select, i);
          int size = sqlite3_column_bytes (select, i);

          g_checksum_update (sum, (const guchar *) &type, sizeof type);
          g_checksum_update (sum, (const guchar *) &size, sizeof size);
          g_checksum_update (sum, sqlite3_column_blob (select, i), size);
        }
      code = SQLITE_OK;
    }
  sqlite3_finalize (select);
  return code == SQLITE_DONE;
}

static char *
digest (sqlite3 *db)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *select = NULL;
  int code = sqlite3_prepare_v2 (db,
                                 "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT "
                                 "LIKE 'sqlite_%' ORDER BY name",
                                 -1,
                                 &select,
                                 NULL);

  while (code == SQLITE_OK && (code = sqlite3_step (select)) == SQLITE_ROW)
    {
      g_ptr_array_add (tables, g_strdup ((const char *) sqlite3_column_text (select, 0)));
      code = SQLITE_OK;
    }
  sqlite3_finalize (select);
  if (code != SQLITE_DONE)
    return NULL;
  for (guint i = 0; i < tables->len; i++)
    {
      g_checksum_update (sum, tables->pdata[i], -1);
      if (!add_rows (sum, db, tables->pdata[i]))
        return NULL;
    }
  return g_strdup (g_checksum_get_string (sum));
}

char *
cm_faults_digest (CmStore *store)
{
  return digest (store->db);
}

char *
cm_faults_digest_file (const char *path)
{
  sqlite3 *db = NULL;
  char *found = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
    found = digest (db);
  sqlite3_close (db);
  return found;
}

char *
cm_faults_digest_shown (CmStore *store)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[i]->name);
      g_autoptr (GPtrArray) records = cm_store_list (store, query);

      g_checksum_update (sum, (const guchar *) tables[i]->name, -1);
      for (guint r = 0; r < records->len; r++)
        {
          g_checksum_update (sum, (const guchar *) cm_record_get_id (records->pdata[r]), -1);
          for (guint f = 0; f < tables[i]->n_fields; f++)
            {
              const CmValue *value = cm_record_value (records->pdata[r], f);
              g_autofree char *text =
                  g_strdup_printf ("|%d|%" G_GINT64_FORMAT "|%s",
                                   (int) value->kind,
                                   value->kind == CM_VALUE_NUMBER ? value->number : 0,
                                   value->kind == CM_VALUE_TEXT ? value->text : "");

              g_checksum_update (sum, (const guchar *) text, -1);
            }
        }
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* --- steps ------------------------------------------------------------------------------------ */

static CmRecord *
find_record (CmStore *store, const char *table, const char *field, const char *text)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  cm_query_where_text (query, field, text);
  return cm_store_first (store, query);
}

gboolean
cm_faults_add_theme (CmStore *store, const char *name, GError **error)
{
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));

  cm_record_set_text (theme, "name", name);
  return cm_store_save (store, theme, "Add a theme", error);
}

static gboolean
add_first (CmStore *store, GError **error)
{
  return cm_faults_add_theme (store, "First", error);
}

static gboolean
insert_many (CmStore *store, GError **error)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
      g_autoptr (CmRecord) chapter = cm_record_new (cm_table_find ("chapter"));
      g_autofree char *name = g_strdup_printf ("Theme %u", i);

      cm_record_set_text (theme, "name", name);
      cm_record_set_text (chapter, "name", "A chapter of it");
      cm_record_set_text (chapter, "theme", cm_record_get_id (theme));
      if (!cm_store_insert (store, theme, error) || !cm_store_insert (store, chapter, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_many (CmStore *store, GError **error)
{
  if (!cm_store_begin (store, "Add themes and chapters", error))
    return FALSE;
  if (insert_many (store, error))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}

/* What cannot be read because of a fault that was put in is no error of the step. */
static gboolean
type_text (CmStore *store, const char *field, const char *text, GError **error)
{
  g_autoptr (CmRecord) theme = find_record (store, "theme", "name", "First");
  g_autoptr (CmRecord) copy = NULL;

  if (theme == NULL)
    {
      g_set_error_literal (
          error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED, "the record is not there");
      return FALSE;
    }
  copy = cm_record_copy (theme);
  cm_record_set_text (copy, field, text);
  return cm_store_save (store, copy, "Type", error);
}

static gboolean
type_one (CmStore *store, GError **error)
{
  return type_text (store, "lead", "S", error);
}

static gboolean
type_two (CmStore *store, GError **error)
{
  return type_text (store, "lead", "Somebody", error);
}

/* Nothing is left of the step. */
static gboolean
type_nothing (CmStore *store, GError **error)
{
  return type_text (store, "lead", NULL, error);
}

/* More than a page holds. */
static gboolean
type_long (CmStore *store, GError **error)
{
  g_autofree char *text = g_strnfill (20000, 'x');

  return type_text (store, "description", text, error);
}

static gboolean
type_other (CmStore *store, GError **error)
{
  return type_text (store, "code", "F1", error);
}

typedef struct
{
  gboolean over, done;
  GError *error;
} Wait;

static void
errand_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->done = cm_store_run_errand_finish (CM_STORE (object), result, &wait->error);
  wait->over = TRUE;
}

static gboolean
wait_for (Wait *wait, GError **error)
{
  while (!wait->over)
    g_main_context_iteration (NULL, TRUE);
  if (wait->error != NULL)
    g_propagate_error (error, wait->error);
  return wait->done;
}

static gboolean
insert_lines (CmStore *store, guint n_lines, GError **error)
{
  g_autoptr (CmRecord) file = cm_record_new (cm_table_find ("spend_file"));

  cm_record_set_text (file, "name", "Payments of a quarter.csv");
  if (!cm_store_insert (store, file, error))
    return FALSE;
  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("spend_line"));
      g_autofree char *supplier = g_strdup_printf ("Supplier %u and Sons", i % 37);

      cm_record_set_text (line, "spend_file", cm_record_get_id (file));
      cm_record_set_text (line, "supplier", supplier);
      cm_record_set_number (line, "year", 2010);
      cm_record_set_number (line, "amount", 100 * i);
      cm_record_set_number (line, "file_line", i + 2);
      if (!cm_store_insert (store, line, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
import_lines (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  if (!cm_store_begin (store, "Import a file", error))
    return FALSE;
  if (insert_lines (store, GPOINTER_TO_UINT (data), error))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}

gboolean
cm_faults_import (CmStore *store, guint n_lines, GError **error)
{
  Wait wait = { 0 };

  cm_store_run_errand_async (
      store, import_lines, GUINT_TO_POINTER (n_lines), NULL, NULL, NULL, errand_done_cb, &wait);
  return wait_for (&wait, error);
}

static gboolean
import (CmStore *store, GError **error)
{
  return cm_faults_import (store, 150, error);
}

static gboolean
undo_beside (CmStore *store, GError **error)
{
  Wait wait = { 0 };

  cm_store_undo_async (store, FALSE, NULL, NULL, errand_done_cb, &wait);
  return wait_for (&wait, error);
}

/* With all that it owns. */
static gboolean
delete_file (CmStore *store, GError **error)
{
  g_autoptr (CmRecord) file =
      find_record (store, "spend_file", "name", "Payments of a quarter.csv");

  if (file == NULL)
    {
      g_set_error_literal (
          error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED, "the record is not there");
      return FALSE;
    }
  if (!cm_store_begin (store, "Delete a file", error))
    return FALSE;
  if (cm_store_delete (store, file, error))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}

static gboolean
think_again (CmStore *store, GError **error)
{
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  gboolean done;

  cm_record_set_text (theme, "name", "Never");
  if (!cm_store_begin (store, "Think again", error))
    return FALSE;
  done = cm_store_insert (store, theme, error);
  cm_store_rollback (store);
  return done;
}

static gboolean
begin_history (CmStore *store, GError **error)
{
  return cm_store_begin_history (store, error);
}

const CmStep cm_faults_steps[] = {
  { "add a theme", add_first },
  { "add many", add_many },
  { "type", type_one },
  { "type on", type_two },
  { "import", import },
  { "type more than a page", type_long },
  { "undo", cm_store_undo },
  { "redo", cm_store_redo },
  { "think again", think_again },
  { "delete with what it owns", delete_file },
  { "undo a deletion", cm_store_undo },
  { "undo a long text", cm_store_undo },
  { "undo an import", undo_beside },
  { "redo an import", cm_store_redo },
  { "forget what was undone", type_other },
  { "type again", type_one },
  { "type it away", type_nothing },
  { "begin a new history", begin_history },
  { "add after that", add_many },
};
const guint cm_faults_n_steps = G_N_ELEMENTS (cm_faults_steps);

/* --- telling ---------------------------------------------------------------------------------- */

void
cm_faults_assert_told (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == CM_STORE_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 15);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

void
cm_faults_tell (const char *format, ...)
{
  va_list args;
  g_autofree char *words = NULL;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("# faults: %s\n", words);
}

const char *
cm_faults_number (guint64 n)
{
  static char texts[8][32];
  static guint next;
  char *text = texts[next++ % G_N_ELEMENTS (texts)];
  g_autofree char *plain = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  gsize length = strlen (plain);
  char *to = text;

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        *to++ = ',';
      *to++ = plain[i];
    }
  *to = '\0';
  return text;
}
