/* cm-file-faults.c - everything that is wrong with a portfolio file, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-file-faults.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-schema.h"
#include "cm-store-private.h"

#define STRUCTURE_MAX "100"

static void
free_fault (gpointer data)
{
  CmFileFault *fault = data;

  g_free (fault->id);
  g_free (fault->title);
  g_free (fault->text);
  g_free (fault);
}

static CmFileFault *
add (GPtrArray *faults, CmFaultKind kind, const CmTable *table, const char *text)
{
  CmFileFault *fault = g_new0 (CmFileFault, 1);

  fault->kind = kind;
  fault->table = table;
  fault->text = g_utf8_make_valid (text, -1);
  g_ptr_array_add (faults, fault);
  return fault;
}

/* --- values ----------------------------------------------------------------------------------- */

/* Every field, and when all are right the rules between them. */
static void
check_record (GPtrArray *faults, CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);
  guint before = faults->len;
  g_autoptr (GError) rule = NULL;

  for (guint i = 0; i < table->n_fields; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!cm_field_is_derived (&table->fields[i]) &&
          !cm_value_check (cm_record_value (record, i), &table->fields[i], &error))
        add (faults, CM_FAULT_VALUE, table, error->message)->field = &table->fields[i];
    }
  if (faults->len == before && !cm_record_check (record, &rule))
    add (faults, CM_FAULT_VALUE, table, rule->message);
  if (!cm_uuid_is_valid (cm_record_get_id (record)))
    add (faults, CM_FAULT_VALUE, table, _ ("its key is not one that a record can have"));
  for (guint i = before; i < faults->len; i++)
    {
      CmFileFault *fault = g_ptr_array_index (faults, i);

      fault->id = g_strdup (cm_record_get_id (record));
      fault->title = g_utf8_make_valid (cm_record_get_title (record), -1);
    }
}

static char *
write_select (const CmTable *table)
{
  GString *sql = g_string_new ("SELECT id");

  for (guint i = 0; i < table->n_fields; i++)
    if (cm_field_is_derived (&table->fields[i]))
      g_string_append (sql, ", NULL");
    else
      g_string_append_printf (sql, ", \"%s\"", table->fields[i].name);
  g_string_append_printf (sql, " FROM %s NOT INDEXED", table->name);
  return g_string_free (sql, FALSE);
}

static void
check_rows (CmStore *store, const CmTable *table, GPtrArray *faults)
{
  g_autofree char *sql = write_select (table);
  sqlite3_stmt *select = NULL;
  guint n = 0;
  int code = sqlite3_prepare_v2 (store->db, sql, -1, &select, NULL);

  while (code == SQLITE_OK && sqlite3_step (select) == SQLITE_ROW)
    {
      g_autoptr (CmRecord) record = _cm_store_read_row (table, select);

      check_record (faults, record);
      n++;
    }
  if (sqlite3_finalize (select) != SQLITE_OK || code != SQLITE_OK)
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("what comes after %u record cannot be read (%s)",
                                     "what comes after %u records cannot be read (%s)",
                                     n),
                           n,
                           sqlite3_errmsg (store->db));

      add (faults, CM_FAULT_STRUCTURE, table, text);
    }
}

static void
check_values (CmStore *store, GPtrArray *faults)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    check_rows (store, tables[i], faults);
}

/* --- references ------------------------------------------------------------------------------- */

static void
name_record (CmStore *store, CmFileFault *fault, gint64 row)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, \"%s\" FROM %s WHERE rowid = ?",
                                          fault->table->title != NULL ? fault->table->title : "id",
                                          fault->table->name);
  sqlite3_stmt *select = NULL;

  if (sqlite3_prepare_v2 (store->db, sql, -1, &select, NULL) == SQLITE_OK &&
      sqlite3_bind_int64 (select, 1, row) == SQLITE_OK && sqlite3_step (select) == SQLITE_ROW)
    {
      fault->id = g_strdup ((const char *) sqlite3_column_text (select, 0));
      if (fault->table->title != NULL)
        fault->title = g_strdup ((const char *) sqlite3_column_text (select, 1));
    }
  sqlite3_finalize (select);
}

/* The field whose reference SQLite knows by that number. */
static const CmField *
find_field (CmStore *store, const CmTable *table, int number)
{
  sqlite3_stmt *select = NULL;
  const CmField *field = NULL;

  if (sqlite3_prepare_v2 (store->db,
                          "SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE id = ?",
                          -1,
                          &select,
                          NULL) == SQLITE_OK)
    {
      sqlite3_bind_text (select, 1, table->name, -1, SQLITE_STATIC);
      sqlite3_bind_int (select, 2, number);
      if (sqlite3_step (select) == SQLITE_ROW)
        field = cm_table_field (table, (const char *) sqlite3_column_text (select, 0));
    }
  sqlite3_finalize (select);
  return field;
}

static void
add_dangling (CmStore *store, sqlite3_stmt *check, GPtrArray *faults)
{
  const CmTable *table = cm_table_find ((const char *) sqlite3_column_text (check, 0));
  const CmField *field =
      table != NULL ? find_field (store, table, sqlite3_column_int (check, 3)) : NULL;
  g_autofree char *text = NULL;
  CmFileFault *fault;

  if (field == NULL)
    return;
  /* translators: %s is the name of a field */
  text = g_strdup_printf (_ ("%s: what it refers to is not there"), cm_field_label (field));
  fault = add (faults, CM_FAULT_REFERENCE, table, text);
  fault->field = field;
  name_record (store, fault, sqlite3_column_int64 (check, 1));
}

static void
check_references (CmStore *store, GPtrArray *faults)
{
  sqlite3_stmt *check = NULL;

  if (sqlite3_prepare_v2 (store->db, "PRAGMA foreign_key_check", -1, &check, NULL) == SQLITE_OK)
    while (sqlite3_step (check) == SQLITE_ROW)
      add_dangling (store, check, faults);
  sqlite3_finalize (check);
}

/* --- structure -------------------------------------------------------------------------------- */

static void
check_structure (CmStore *store, GPtrArray *faults)
{
  sqlite3_stmt *check = NULL;
  int code =
      sqlite3_prepare_v2 (store->db, "PRAGMA integrity_check(" STRUCTURE_MAX ")", -1, &check, NULL);

  while (code == SQLITE_OK && sqlite3_step (check) == SQLITE_ROW)
    {
      const char *text = (const char *) sqlite3_column_text (check, 0);

      if (g_strcmp0 (text, "ok") != 0)
        add (faults, CM_FAULT_STRUCTURE, NULL, text);
    }
  if (sqlite3_finalize (check) != SQLITE_OK || code != SQLITE_OK)
    add (faults, CM_FAULT_STRUCTURE, NULL, sqlite3_errmsg (store->db));
}

/* --- tables ----------------------------------------------------------------------------------- */

/* What there is in a database: "type name" → its SQL. */
static GHashTable *
read_schema (sqlite3 *db)
{
  GHashTable *schema = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3_stmt *select = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT type, name, sql FROM sqlite_schema", -1, &select, NULL) ==
      SQLITE_OK)
    while (sqlite3_step (select) == SQLITE_ROW)
      g_hash_table_insert (schema,
                           g_strdup_printf ("%s %s",
                                            sqlite3_column_text (select, 0),
                                            sqlite3_column_text (select, 1)),
                           g_strdup (sqlite3_column_type (select, 2) == SQLITE_NULL
                                         ? ""
                                         : (const char *) sqlite3_column_text (select, 2)));
  sqlite3_finalize (select);
  return schema;
}

static void
compare (GHashTable *wanted, GHashTable *found, GPtrArray *faults)
{
  GHashTableIter iter;
  gpointer name, sql;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &name, &sql))
    {
      const char *other = g_hash_table_lookup (found, name);
      g_autofree char *text = NULL;

      if (g_strcmp0 (sql, other) == 0)
        continue;
      /* translators: %s is a part of a database, such as “table theme” */
      text = other == NULL ? g_strdup_printf (_ ("“%s” is missing"), (char *) name)
                           /* translators: %s is a part of a database, such as “table theme” */
                           : g_strdup_printf (_ ("“%s” is not as it should be"), (char *) name);
      add (faults, CM_FAULT_SCHEMA, NULL, text);
    }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (wanted, name))
      {
        /* translators: %s is a part of a database, such as “trigger x” */
        g_autofree char *text =
            g_strdup_printf (_ ("“%s” does not belong in a portfolio"), (char *) name);

        add (faults, CM_FAULT_SCHEMA, NULL, text);
      }
}

/* Whether it is safe to look at what the tables hold. */
static gboolean
check_schema (CmStore *store, guint version, GPtrArray *faults)
{
  g_autoptr (GHashTable) wanted = NULL, found = NULL;
  sqlite3 *fresh = NULL;

  if (version >= 1 && version <= CM_SCHEMA_VERSION && cm_schema_is (store->db, version))
    return TRUE;
  found = read_schema (store->db);
  if (g_hash_table_size (found) == 0 || version < 1 || version > CM_SCHEMA_VERSION)
    {
      add (faults, CM_FAULT_SCHEMA, NULL, _ ("the list of its tables cannot be read"));
      return FALSE;
    }
  if (sqlite3_open (":memory:", &fresh) == SQLITE_OK && cm_schema_migrate (fresh, 0, version))
    {
      wanted = read_schema (fresh);
      compare (wanted, found, faults);
    }
  sqlite3_close (fresh);
  return FALSE;
}

/* --- all of it -------------------------------------------------------------------------------- */

static guint
read_version (CmStore *store)
{
  sqlite3_stmt *select = NULL;
  guint version = 0;

  if (sqlite3_prepare_v2 (store->db, "PRAGMA user_version", -1, &select, NULL) == SQLITE_OK &&
      sqlite3_step (select) == SQLITE_ROW)
    version = (guint) sqlite3_column_int (select, 0);
  sqlite3_finalize (select);
  return version;
}

static void
examine (CmStore *store, GPtrArray *faults)
{
  guint version = read_version (store);
  guint before;

  if (!check_schema (store, version, faults))
    {
      add (faults,
           CM_FAULT_SCHEMA,
           NULL,
           _ ("what the tables hold was not looked at, as it may not be what it seems"));
      return;
    }
  check_structure (store, faults);
  check_references (store, faults);
  before = faults->len;
  if (version == CM_SCHEMA_VERSION)
    check_values (store, faults);
  if (faults->len == before && !_cm_seal_holds (store->db))
    add (faults,
         CM_FAULT_SUM,
         NULL,
         _ ("a text or a number in it is not what was written there: the sum over all that it "
            "holds is wrong"));
}

/* Of a file that cannot be opened. `reason` is why. */
static gboolean
examine_damaged (const char *path, const GError *reason, GPtrArray *faults)
{
  g_autoptr (CmStore) store = g_object_new (CM_TYPE_STORE, NULL);

  store->path = g_strdup (path);
  store->read_only = TRUE;
  if (!_cm_store_check_place (store, NULL) || !_cm_store_connect (store, NULL))
    return FALSE;
  examine (store, faults);
  if (faults->len == 0)
    add (faults, CM_FAULT_STRUCTURE, NULL, reason->message);
  return TRUE;
}

static gboolean
is_portfolio (const char *path)
{
  static const char magic[] = "SQLite format 3";
  static const char application[] = { 'C', 'M', 'P', 'M' };
  char header[100] = { 0 };
  FILE *file = g_fopen (path, "rbe");
  gboolean read = file != NULL && fread (header, 1, sizeof header, file) == sizeof header;

  if (file != NULL)
    fclose (file);
  return read && (memcmp (header, magic, sizeof magic) == 0 ||
                  memcmp (header + 68, application, sizeof application) == 0);
}

GPtrArray *
cm_file_find_faults (const char *path, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (free_fault);
  g_autoptr (GError) reason = NULL;
  g_autoptr (CmStore) store = cm_store_open (path, CM_STORE_READ_ONLY, &reason);

  if (store != NULL && cm_store_check (store, &reason))
    {
      check_values (store, faults);
      return g_steal_pointer (&faults);
    }
  g_clear_object (&store);
  if (g_error_matches (reason, CM_STORE_ERROR, CM_STORE_ERROR_OPEN) && is_portfolio (path) &&
      examine_damaged (path, reason, faults))
    return g_steal_pointer (&faults);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

char *
cm_file_fault_describe (const CmFileFault *fault)
{
  if (fault->table == NULL)
    return g_strdup (fault->text);
  if (fault->id == NULL)
    /* translators: what a table holds, such as Activities, and what is wrong with it */
    return g_strdup_printf (_ ("%1$s: %2$s"), _ (fault->table->plural), fault->text);
  if (fault->title == NULL || *fault->title == '\0')
    /* translators: what a record is, its key, and what is wrong with it */
    return g_strdup_printf (
        _ ("%1$s %2$s: %3$s"), cm_table_label (fault->table), fault->id, fault->text);
  /* translators: what a record is, its name, its key, and what is wrong with it */
  return g_strdup_printf (_ ("%1$s “%2$s” %3$s: %4$s"),
                          cm_table_label (fault->table),
                          fault->title,
                          fault->id,
                          fault->text);
}
