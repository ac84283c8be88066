/* test-salvage.c - what is damaged is recovered as far as it can be read, and nothing is made up.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "cm-file-faults.h"
#include "cm-store-private.h"
#include "cm-store-salvage.h"

#include <glib/gstdio.h>
#include <string.h>

#define PAGE 4096
/* Each takes a third of a second. */
#define N_FILES 12
#define N_MUTANTS 40
#define N_ACTIVITIES 300

typedef struct
{
  char *folder, *path, *to;
  GHashTable *rows; /* id → CmRecord: what the file held */
} Fixture;

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
}

static GHashTable *
read_rows (CmStore *store)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[i]->name);
      g_autoptr (GPtrArray) records = cm_store_list (store, query);

      for (guint r = 0; r < records->len; r++)
        g_hash_table_insert (rows,
                             (gpointer) cm_record_get_id (records->pdata[r]),
                             g_object_ref (records->pdata[r]));
    }
  return rows;
}

static char *
get_any (CmStore *store, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (CmRecord) record = cm_store_first (store, query);

  return g_strdup (cm_record_get_id (record));
}

static void
add (CmStore *store, CmRecord *record)
{
  g_autoptr (GError) error = NULL;

  cm_store_insert (store, record, &error);
  g_assert_no_error (error);
}

static void
add_activity (CmStore *store, guint i, const char *chapter, const char *source)
{
  g_autoptr (CmRecord) activity = cm_record_new (cm_table_find ("activity"));
  g_autoptr (CmRecord) link = cm_record_new (cm_table_find ("activity_chapter"));
  g_autofree char *title = g_strdup_printf ("Service number %u", i);
  g_autofree char *text = g_strnfill (i * 37 % 6000, 'x');

  cm_record_set_text (activity, "title", title);
  cm_record_set_text (activity, "state", "proposed");
  cm_record_set_text (activity, "description", i % 5 == 0 ? text : "A few words about it.");
  add (store, activity);
  cm_record_set_text (link, "activity", cm_record_get_id (activity));
  cm_record_set_text (link, "chapter", chapter);
  add (store, link);
  for (guint year = 2009; year < 2013; year++)
    {
      g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("budget_line"));

      cm_record_set_text (line, "activity", cm_record_get_id (activity));
      cm_record_set_text (line, "funding_source", source);
      cm_record_set_text (line, "state", "bid");
      cm_record_set_number (line, "year", year);
      cm_record_set_number (line, "amount", i * 100);
      add (store, line);
    }
}

static void
add_activities (CmStore *store)
{
  g_autofree char *chapter = get_any (store, "chapter");
  g_autofree char *source = get_any (store, "funding_source");

  g_assert_true (cm_store_begin (store, "Fill", NULL));
  for (guint i = 0; i < N_ACTIVITIES; i++)
    add_activity (store, i, chapter, source);
  g_assert_true (cm_store_commit (store, NULL));
}

/* A portfolio of 2 MB with some two thousand records in many tables, brought to this format. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *fixture =
      g_test_build_filename (G_TEST_DIST, "store", "fixtures", "format-2.portfolio", NULL);
  g_autoptr (CmStore) store = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-salvage-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "Plan.portfolio", NULL);
  f->to = g_build_filename (f->folder, "Plan (recovered).portfolio", NULL);
  copy_file (fixture, f->path);
  store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  add_activities (store);
  f->rows = read_rows (store);
  g_assert_cmpuint (g_hash_table_size (f->rows), >, 6 * N_ACTIVITIES);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_hash_table_unref (f->rows);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->to);
}

static char *
read_bytes (Fixture *f, gsize *size)
{
  char *bytes;

  g_assert_true (g_file_get_contents (f->path, &bytes, size, NULL));
  return bytes;
}

static void
write_bytes (Fixture *f, const char *bytes, gsize size)
{
  g_assert_true (g_file_set_contents (f->path, bytes, (gssize) size, NULL));
}

static gboolean
is_noted (const CmSalvage *report, const char *id)
{
  for (guint i = 0; i < cm_salvage_get_n_notes (report); i++)
    if (g_str_equal (cm_salvage_get_note (report, i)->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
is_same (CmRecord *a, CmRecord *b)
{
  const CmTable *table = cm_record_get_table (a);

  if (table != cm_record_get_table (b))
    return FALSE;
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]) &&
        !cm_value_equal (cm_record_value (a, i), cm_record_value (b, i)))
      return FALSE;
  return TRUE;
}

/* The new file is sound and can be worked in; every record in it is one that was there, as it was,
 * or the report tells of it. Gives how many of those that were there are there again. */
static double
check_recovered (Fixture *f, const CmSalvage *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (f->to, CM_STORE_WRITE, &error);
  g_autoptr (GHashTable) rows = NULL;
  GHashTableIter iter;
  gpointer id, record;
  guint same = 0;

  g_assert_no_error (error);
  g_assert_false (cm_store_get_read_only (store));
  g_assert_true (cm_store_check (store, &error));
  rows = read_rows (store);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &id, &record))
    {
      CmRecord *before = g_hash_table_lookup (f->rows, id);

      g_assert_true (cm_record_check (record, &error));
      if (before != NULL && is_same (before, record))
        same++;
      else if (cm_salvage_get_n_notes (report) < 1000)
        g_assert_true (is_noted (report, id));
    }
  g_assert_cmpuint (same, <=, cm_salvage_get_n_recovered (report));
  g_assert_cmpint (cm_store_get_undo_seq (store), ==, 0);
  return same / (double) g_hash_table_size (f->rows);
}

/* The share of records that is there again; the damaged file is as it was. */
static double
recover (Fixture *f, CmSalvage **taken)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmSalvage) report = NULL;
  g_autofree char *before = NULL, *after = NULL, *text = NULL;
  gsize size, size_after;
  double share;

  before = read_bytes (f, &size);
  report = cm_store_salvage (f->path, f->to, NULL, NULL, &error);
  g_assert_no_error (error);
  after = read_bytes (f, &size_after);
  g_assert_cmpmem (before, size, after, size_after);
  share = check_recovered (f, report);
  text = cm_salvage_write (report);
  g_assert_nonnull (strstr (text, "recovered"));
  g_unlink (f->to);
  if (taken != NULL)
    *taken = g_steal_pointer (&report);
  return share;
}

static void
test_sound (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSalvage) report = NULL;

  g_assert_cmpfloat (recover (f, &report), ==, 1.0);
  g_assert_cmpuint (cm_salvage_get_n_recovered (report), ==, g_hash_table_size (f->rows));
  g_assert_cmpuint (cm_salvage_get_n_lost (report), ==, 0);
  g_assert_cmpuint (cm_salvage_get_n_notes (report), ==, 0);
}

static void
test_zeroed (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20100401);
  g_autofree char *bytes = NULL;
  gsize size;
  double sum = 0, least = 1;

  bytes = read_bytes (f, &size);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *copy = g_memdup2 (bytes, size);
      double share;

      for (guint k = 0; k < 2; k++)
        memset (copy + (gsize) g_rand_int_range (rand, 0, (gint32) (size / PAGE)) * PAGE, 0, PAGE);
      write_bytes (f, copy, size);
      share = recover (f, NULL);
      sum += share;
      least = MIN (least, share);
    }
  g_test_message (
      "recovered %.1f %% of the records, at the least %.1f %%", 100 * sum / N_FILES, 100 * least);
  g_assert_cmpfloat (sum / N_FILES, >, 0.97);
  g_assert_cmpfloat (least, >, 0.7);
}

static void
test_truncated (Fixture *f, gconstpointer data)
{
  static const double parts[] = { 0.25, 0.5, 0.75, 0.9, 0.999 };
  g_autofree char *bytes = NULL;
  gsize size;
  double last = 0;

  bytes = read_bytes (f, &size);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      double share;

      write_bytes (f, bytes, (gsize) (parts[i] * (double) size));
      share = recover (f, NULL);
      g_test_message ("of %.1f %% of the file %.1f %%", 100 * parts[i], 100 * share);
      g_assert_cmpfloat (share, >=, last);
      last = share;
    }
  g_assert_cmpfloat (last, >, 0.95);
}

/* Nothing in the header is needed. */
static void
test_header (Fixture *f, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  bytes = read_bytes (f, &size);
  memset (bytes, 0xa5, 100);
  write_bytes (f, bytes, size);
  g_assert_cmpfloat (recover (f, NULL), ==, 1.0);
}

/* Where the tables are is not needed either: their rows tell. */
static void
test_first_page (Fixture *f, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;
  double share;

  bytes = read_bytes (f, &size);
  memset (bytes, 0, PAGE);
  write_bytes (f, bytes, size);
  share = recover (f, NULL);
  g_test_message ("without the first page %.1f %%", 100 * share);
  g_assert_cmpfloat (share, >, 0.9);
}

/* The pages of that kind that belong to it. */
static GArray *
list_pages (Fixture *f, const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pageno FROM dbstat WHERE %s", where);
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *select = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &select, NULL), ==, SQLITE_OK);
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      gint64 page = sqlite3_column_int64 (select, 0);

      g_array_append_val (pages, page);
    }
  sqlite3_finalize (select);
  sqlite3_close (db);
  return pages;
}

static void
damage (Fixture *f, const char *where, guint8 with)
{
  g_autoptr (GArray) pages = list_pages (f, where);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_cmpuint (pages->len, >, 0);
  bytes = read_bytes (f, &size);
  for (guint i = 0; i < pages->len; i++)
    memset (bytes + (g_array_index (pages, gint64, i) - 1) * PAGE, with, PAGE);
  write_bytes (f, bytes, size);
}

static void
test_indexes (Fixture *f, gconstpointer data)
{
  damage (f, "name LIKE 'sqlite_autoindex%' OR name LIKE '%__activity'", 0xa5);
  g_assert_cmpfloat (recover (f, NULL), >, 0.98);
}

static void
test_index_only (Fixture *f, gconstpointer data)
{
  damage (f, "name LIKE 'sqlite_autoindex%'", 0);
  g_assert_cmpfloat (recover (f, NULL), ==, 1.0);
}

/* The pages that lead to the rows are gone, the rows are not. */
static void
test_interior (Fixture *f, gconstpointer data)
{
  damage (f, "pagetype = 'internal' AND name NOT LIKE 'sqlite%' AND name <> 'history'", 0);
  g_assert_cmpfloat (recover (f, NULL), >, 0.95);
}

/* All themes are gone: the chapters keep theirs by name only. */
static void
test_parents (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSalvage) report = NULL;
  const CmSalvageNote *note = NULL;

  damage (f, "name = 'theme'", 0);
  g_assert_cmpfloat (recover (f, &report), >, 0.9);
  g_assert_cmpuint (cm_salvage_count (report, CM_SALVAGE_STAND_IN), >, 0);
  for (guint i = 0; i < cm_salvage_get_n_notes (report) && note == NULL; i++)
    if (cm_salvage_get_note (report, i)->kind == CM_SALVAGE_STAND_IN)
      note = cm_salvage_get_note (report, i);
  g_assert_cmpstr (note->table->name, ==, "theme");
  g_assert_nonnull (strstr (note->title, "not recovered"));
}

static void
run_sql (Fixture *f, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* Each value that cannot be is left out, and the report says which. */
static void
test_values (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSalvage) report = NULL;
  g_autofree char *text = NULL;

  run_sql (f,
           "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON;"
           "UPDATE activity SET starts = '31st of June' WHERE rowid = 1;"
           "UPDATE activity SET state = 'nonsense' WHERE rowid = 2;"
           "UPDATE activity SET title = CAST(x'41ff42' AS TEXT) WHERE rowid = 3;"
           "UPDATE activity SET organisation = '00000000-0000-7000-8000-000000000009' "
           "WHERE rowid = 4");
  g_assert_cmpfloat (recover (f, &report), >, 0.9);
  g_assert_cmpuint (cm_salvage_count (report, CM_SALVAGE_BLANKED), ==, 2);
  g_assert_cmpuint (cm_salvage_count (report, CM_SALVAGE_MENDED), ==, 1);
  g_assert_cmpuint (cm_salvage_count (report, CM_SALVAGE_SET_ASIDE), ==, 1);
  text = cm_salvage_write (report);
  g_assert_nonnull (strstr (text, "31st of June"));
  g_assert_nonnull (strstr (text, "nonsense"));
  g_assert_nonnull (strstr (text, "A\357\277\275B"));
}

/* What a stranger put into the schema is not looked at. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  run_sql (f,
           "CREATE TRIGGER t AFTER INSERT ON theme BEGIN DELETE FROM theme; END;"
           "CREATE VIEW v AS SELECT * FROM theme; CREATE TABLE x(y CHECK(y > 0));"
           "PRAGMA writable_schema=ON;"
           "UPDATE sqlite_schema SET sql = 'CREATE TABLE theme(id, name AS (zeroblob(1e9)))' "
           "WHERE name = 'theme';"
           "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = "
           "'chapter') WHERE name = 'place'");
  g_assert_cmpfloat (recover (f, NULL), >, 0.9);
}

/* Damage of every kind in every place: never a crash, a hang, or a file that is not sound. */
static void
test_mutants (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31122009);
  g_autofree char *bytes = NULL;
  gsize size;

  bytes = read_bytes (f, &size);
  for (guint i = 0; i < N_MUTANTS; i++)
    {
      g_autofree char *copy = g_memdup2 (bytes, size);
      guint n = (guint) g_rand_int_range (rand, 1, 2000);
      g_autoptr (GError) error = NULL;
      g_autoptr (CmSalvage) report = NULL;

      for (guint k = 0; k < n; k++)
        copy[g_rand_int_range (rand, i % 3 == 0 ? 0 : 100, (gint32) size)] =
            (char) g_rand_int_range (rand, 0, 256);
      write_bytes (f, copy, size);
      report = cm_store_salvage (f->path, f->to, NULL, NULL, &error);
      g_assert_true ((report != NULL) == (error == NULL));
      if (report != NULL)
        {
          g_autoptr (CmStore) store = cm_store_open (f->to, CM_STORE_WRITE, &error);

          g_assert_no_error (error);
        }
      g_unlink (f->to);
    }
}

static void
assert_hopeless (Fixture *f, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cm_store_salvage (f->path, f->to, NULL, NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, f->path));
  g_assert_false (g_file_test (f->to, G_FILE_TEST_EXISTS));
}

static void
test_hopeless (Fixture *f, gconstpointer data)
{
  g_autofree char *garbage = g_malloc (20 * PAGE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 20 * PAGE; i++)
    garbage[i] = (char) g_rand_int_range (rand, 0, 256);
  write_bytes (f, garbage, 20 * PAGE);
  assert_hopeless (f, CM_STORE_ERROR_OPEN);
  write_bytes (f, "", 0);
  assert_hopeless (f, CM_STORE_ERROR_OPEN);
  g_unlink (f->path);
  assert_hopeless (f, CM_STORE_ERROR_OPEN);
}

static void
test_newer (Fixture *f, gconstpointer data)
{
  run_sql (f, "PRAGMA user_version = 99");
  assert_hopeless (f, CM_STORE_ERROR_TOO_NEW);
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cm_store_salvage (f->path, f->to, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (f->to, G_FILE_TEST_EXISTS));
}

/* Nothing is overwritten, and a name that is free is found. */
static void
test_path (Fixture *f, gconstpointer data)
{
  g_autofree char *first = cm_salvage_suggest_path (f->path), *second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first, ==, f->to);
  g_assert_true (g_file_set_contents (first, "kept", -1, NULL));
  second = cm_salvage_suggest_path (f->path);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_str_has_suffix (second, "Plan (recovered 2).portfolio"));
  g_assert_null (cm_store_salvage (f->path, first, NULL, NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_clear_pointer (&second, g_free);
  g_assert_true (g_file_get_contents (first, &second, NULL, NULL));
  g_assert_cmpstr (second, ==, "kept");
}

/* A change that a crash cut short is undone before anything is read. */
static void
test_journal (Fixture *f, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (f->path, "-journal", NULL);
  g_autofree char *bytes = NULL, *log = NULL;
  gsize size, log_size;
  sqlite3 *db = NULL;

  /* What lies on the disk in the midst of a transaction. */
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA cache_size=1; BEGIN; UPDATE activity SET title = 'lost'; "
                                 "UPDATE history SET summary = 'lost'",
                                 NULL,
                                 NULL,
                                 NULL),
                   ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_db_cacheflush (db), ==, SQLITE_OK);
  bytes = read_bytes (f, &size);
  g_assert_true (g_file_get_contents (journal, &log, &log_size, NULL));
  sqlite3_close (db);
  g_assert_cmpuint (log_size, >, PAGE);
  write_bytes (f, bytes, size);
  g_assert_true (g_file_set_contents (journal, log, (gssize) log_size, NULL));
  g_assert_cmpfloat (recover (f, NULL), ==, 1.0);
  g_assert_true (g_file_test (journal, G_FILE_TEST_EXISTS));
}

/* --- finding faults --------------------------------------------------------------------------- */

static gboolean
is_told (GPtrArray *faults, CmFaultKind kind, const char *table, const char *words)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const CmFileFault *fault = faults->pdata[i];
      g_autofree char *text = cm_file_fault_describe (fault);

      if (fault->kind == kind && strstr (text, words) != NULL &&
          (table == NULL || g_strcmp0 (fault->table->name, table) == 0))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
find_faults (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  GPtrArray *faults;
  gsize size, size_after;

  before = read_bytes (f, &size);
  faults = cm_file_find_faults (f->path, &error);
  g_assert_no_error (error);
  after = read_bytes (f, &size_after);
  g_assert_cmpmem (before, size, after, size_after);
  return faults;
}

static void
test_no_faults (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = find_faults (f);

  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_fault_values (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = NULL;

  run_sql (f,
           "PRAGMA foreign_keys=OFF;"
           "UPDATE activity SET starts = '31st of June', ends = 'never' WHERE rowid = 1;"
           "UPDATE activity SET state = 'nonsense', title = 'Streetscene' WHERE rowid = 2;"
           "UPDATE activity SET organisation = '00000000-0000-7000-8000-000000000009' "
           "WHERE rowid = 4; DELETE FROM meta");
  faults = find_faults (f);
  g_assert_cmpuint (faults->len, ==, 4);
  g_assert_true (is_told (faults, CM_FAULT_VALUE, "activity", "31st of June"));
  g_assert_true (is_told (faults, CM_FAULT_VALUE, "activity", "never"));
  g_assert_true (is_told (faults, CM_FAULT_VALUE, "activity", "Activity “Streetscene”"));
  g_assert_true (is_told (faults, CM_FAULT_REFERENCE, "activity", "not there"));
}

static void
test_fault_structure (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = NULL;

  damage (f, "name = 'theme'", 0);
  faults = find_faults (f);
  g_assert_cmpuint (faults->len, >, 1);
  g_assert_true (is_told (faults, CM_FAULT_STRUCTURE, "theme", "cannot be read"));
}

static void
test_fault_sum (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = NULL;

  run_sql (f, "UPDATE budget_line SET amount = amount + 1 WHERE rowid = 9");
  faults = find_faults (f);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_true (is_told (faults, CM_FAULT_SUM, NULL, "the sum"));
}

static void
test_fault_schema (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = NULL;

  run_sql (f,
           "CREATE TRIGGER evil AFTER INSERT ON theme BEGIN DELETE FROM theme; END;"
           "DROP TABLE event");
  faults = find_faults (f);
  g_assert_true (is_told (faults, CM_FAULT_SCHEMA, NULL, "trigger evil"));
  g_assert_true (is_told (faults, CM_FAULT_SCHEMA, NULL, "“table event” is missing"));
}

static void
test_fault_none_of_ours (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_bytes (f, "hello", 5);
  g_assert_null (cm_file_find_faults (f->path, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/salvage/sound", test_sound },
    { "/salvage/zeroed", test_zeroed },
    { "/salvage/truncated", test_truncated },
    { "/salvage/header", test_header },
    { "/salvage/first-page", test_first_page },
    { "/salvage/indexes", test_indexes },
    { "/salvage/index-only", test_index_only },
    { "/salvage/interior", test_interior },
    { "/salvage/parents", test_parents },
    { "/salvage/values", test_values },
    { "/salvage/hostile", test_hostile },
    { "/salvage/mutants", test_mutants },
    { "/salvage/hopeless", test_hopeless },
    { "/salvage/newer", test_newer },
    { "/salvage/cancel", test_cancel },
    { "/salvage/path", test_path },
    { "/salvage/journal", test_journal },
    { "/file-faults/none", test_no_faults },
    { "/file-faults/values", test_fault_values },
    { "/file-faults/structure", test_fault_structure },
    { "/file-faults/sum", test_fault_sum },
    { "/file-faults/schema", test_fault_schema },
    { "/file-faults/none-of-ours", test_fault_none_of_ours },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
