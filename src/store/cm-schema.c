/* cm-schema.c - the tables of a portfolio in each of its versions, and the way from one to the
 * next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-schema.h"

#include <gio/gio.h>

#include "cm-store-resources.h"

/* Each makes the version of its number out of the one before; never edited once it has landed. */
static const char *const scripts[] = {
  "0001-initial.sql", "0002-registers.sql", "0003-spend.sql", "0004-assessment-levels.sql"
};

G_STATIC_ASSERT (G_N_ELEMENTS (scripts) == CM_SCHEMA_VERSION);

/* SHA-256 of all the SQL of each version, as cm_schema_digest() makes it and a test checks. To make
 * the tables only to compare with them would take longer than all the rest of opening a file. */
static const char *const digests[CM_SCHEMA_VERSION] = {
  "b9e734d9c08186ea6629d971c339ca321054bc458ed241146d1dd6ed3e717969",
  "8a06c7fec78c9c3069ecf8d9d5c44d296be42d05728b47de5cf5b17086be40e6",
  "8b11593187e969926e128a4a0b3acab112fcf023861ca3199682cec4221d4db7",
  "1f8b190326615553d079308ab317cda53a33e519f0df419b59cb70e8ebd5b2f4",
};

static char *
load_script (guint version)
{
  g_autofree char *path =
      g_strconcat ("/org/commissioning/Manual/store/sql/", scripts[version - 1], NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (
      cm_store_resources_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
run (sqlite3 *db, const char *sql)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static gboolean
run_scripts (sqlite3 *db, guint from, guint to)
{
  g_autofree char *numbers = g_strdup_printf (
      "PRAGMA application_id=%d; PRAGMA user_version=%u", CM_SCHEMA_APPLICATION_ID, to);

  for (guint version = from + 1; version <= to; version++)
    {
      g_autofree char *sql = load_script (version);

      if (!run (db, sql))
        return FALSE;
    }
  /* Whatever the scripts made of the rows, the sum of them is made anew (cm-store-seal.c). */
  return run (db, numbers) && run (db, "DELETE FROM meta WHERE k = 'seal'");
}

/* References hold before and after, not while tables are being changed. */
static gboolean
references_hold (sqlite3 *db)
{
  sqlite3_stmt *check = NULL;
  gboolean hold =
      sqlite3_prepare_v2 (db, "PRAGMA foreign_key_check", -1, &check, NULL) == SQLITE_OK &&
      sqlite3_step (check) == SQLITE_DONE;

  sqlite3_finalize (check);
  return hold;
}

gboolean
cm_schema_migrate (sqlite3 *db, guint from, guint to)
{
  gboolean done;

  g_return_val_if_fail (from <= to && to <= CM_SCHEMA_VERSION, FALSE);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  done = run (db, "BEGIN EXCLUSIVE") && run_scripts (db, from, to) && references_hold (db) &&
         run (db, "COMMIT");
  if (!done && !sqlite3_get_autocommit (db))
    run (db, "ROLLBACK");
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return done;
}

/* All the SQL that a database holds, as one text. */
static char *
read_text (sqlite3 *db)
{
  sqlite3_stmt *select = NULL;
  GString *text = g_string_new (NULL);

  if (sqlite3_prepare_v2 (db,
                          "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
                          -1,
                          &select,
                          NULL) == SQLITE_OK)
    while (sqlite3_step (select) == SQLITE_ROW)
      for (int i = 0; i < 4; i++)
        g_string_append_printf (text, "%s\n", (const char *) sqlite3_column_text (select, i));
  sqlite3_finalize (select);
  return g_string_free (text, FALSE);
}

/* The text of a version, made once; NULL if there is no memory to make it in. */
static const char *
get_text (guint version)
{
  static GMutex mutex;
  static char *texts[CM_SCHEMA_VERSION];
  sqlite3 *fresh = NULL;
  const char *text;

  g_mutex_lock (&mutex);
  if (texts[version - 1] == NULL && sqlite3_open (":memory:", &fresh) == SQLITE_OK &&
      cm_schema_migrate (fresh, 0, version))
    texts[version - 1] = read_text (fresh);
  sqlite3_close (fresh);
  text = texts[version - 1];
  g_mutex_unlock (&mutex);
  return text;
}

char *
cm_schema_digest (sqlite3 *db)
{
  g_autofree char *text = read_text (db);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

const char *
cm_schema_get_known (guint version)
{
  return digests[version - 1];
}

gboolean
cm_schema_is (sqlite3 *db, guint version)
{
  g_autofree char *text = read_text (db);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_return_val_if_fail (version >= 1 && version <= CM_SCHEMA_VERSION, FALSE);
  /* Another SQLite may write down the same tables in other words: its own are what counts then. */
  return g_strcmp0 (digests[version - 1], digest) == 0 || g_strcmp0 (get_text (version), text) == 0;
}
