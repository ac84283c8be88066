/* test-table-export.c - tables as CSV: what goes out can come in again, and nothing in it runs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-table-export.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "cm-csv.h"
#include "cm-exchange.h"
#include "cm-headings.h"
#include "cm-sheet.h"
#include "report-fixture.h"

static const CmExportFormat formats[] = { CM_EXPORT_CSV, CM_EXPORT_XLSX };

static guint
export_all (CmStore *store, const char *table, CmExportFormat format, const char *path)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) fields = list_fields (table);
  g_autoptr (GError) error = NULL;
  guint n = G_MAXUINT;

  cm_table_export (store,
                   query,
                   (const CmField *const *) fields->pdata,
                   fields->len,
                   format,
                   path,
                   NULL,
                   NULL,
                   NULL,
                   &n,
                   &error);
  g_assert_no_error (error);
  return n;
}

/* --- there and back --------------------------------------------------------------------------- */

/* A name that two records have leads to neither. */
static gboolean
is_ambiguous (CmStore *store, const CmField *field, const char *title)
{
  const CmTable *table = field->references != NULL ? cm_table_find (field->references) : NULL;
  g_autoptr (CmQuery) query = NULL;

  if (table == NULL || table->title == NULL)
    return FALSE;
  query = cm_query_new (table->name);
  cm_query_where_text (query, table->title, title);
  return cm_store_count (store, query) > 1;
}

static void
assert_same (CmStore *store, CmRecord *record, guint i, const char *text)
{
  const CmField *field = &cm_record_get_table (record)->fields[i];
  CmValue value = CM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (cm_field_is_derived (field) || is_ambiguous (store, field, text))
    return;
  cm_store_parse (store, &value, field, text, &error);
  g_assert_no_error (error);
  if (!cm_value_equal (&value, cm_record_value (record, i)))
    g_error ("%s.%s: “%s” is not what was exported",
             cm_record_get_table (record)->name,
             field->name,
             text);
  cm_value_clear (&value);
}

/* The heading leads back to its field and to no other that is read in. */
static void
assert_heading (const CmTable *table, guint i, const char *heading)
{
  g_autofree char *folded = cm_heading_fold (heading);

  for (guint f = 0; f < table->n_fields; f++)
    {
      const guint match = cm_heading_matches (table, &table->fields[f], folded);

      if (f == i && !cm_field_is_derived (&table->fields[f]))
        g_assert_cmpuint (match, ==, 3);
      else if (f < i && !cm_field_is_derived (&table->fields[f]))
        g_assert_cmpuint (match, <, 3);
      else if (cm_field_is_derived (&table->fields[i]) && !cm_field_is_derived (&table->fields[f]))
        g_assert_cmpuint (match, <, 3);
    }
}

typedef struct
{
  CmStore *store;
  const CmTable *table;
  GPtrArray *records;
  guint n; /* rows read, the heading included */
} Reading;

static CmCellKind
get_kind (const CmField *field)
{
  if (field->type == CM_FIELD_DATE)
    return CM_CELL_DATE;
  return field->type == CM_FIELD_MONEY || field->type == CM_FIELD_INTEGER ||
                 field->type == CM_FIELD_DECIMAL
             ? CM_CELL_NUMBER
             : CM_CELL_TEXT;
}

static void
assert_cell (Reading *reading, guint i, const CmCell *cell)
{
  const CmField *field = &reading->table->fields[i];

  g_assert_false (cell->formula);
  if (reading->n == 0)
    assert_heading (reading->table, i, cell->text);
  else
    {
      if (cell->kind != CM_CELL_EMPTY)
        g_assert_cmpint (cell->kind, ==, get_kind (field));
      assert_same (reading->store, reading->records->pdata[reading->n - 1], i, cell->text);
    }
}

static gboolean
row_cb (const CmRow *row, gpointer data)
{
  Reading *reading = data;
  const CmCell none = { CM_CELL_EMPTY, FALSE, FALSE, "" };

  g_assert_cmpuint (reading->n, <=, reading->records->len);
  g_assert_cmpuint (row->n_cells, <=, reading->table->n_fields);
  for (guint i = 0; i < reading->table->n_fields; i++)
    assert_cell (reading, i, i < row->n_cells ? &row->cells[i] : &none);
  reading->n++;
  return TRUE;
}

/* A workbook, cell by cell with their types. */
static void
assert_book (CmStore *store, const CmTable *table, GPtrArray *records, const char *path)
{
  Reading reading = { store, table, records, 0 };
  g_autoptr (CmSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (export_all (store, table->name, CM_EXPORT_XLSX, path), ==, records->len);
  sheet = cm_sheet_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cm_sheet_get_format (sheet), ==, CM_SHEET_XLSX);
  cm_sheet_read (sheet, row_cb, &reading, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading.n, ==, records->len + 1);
}

static void
assert_csv (CmStore *store, const CmTable *table, GPtrArray *records, const char *path)
{
  g_autofree char *text = NULL;
  const char *p;

  g_assert_cmpuint (export_all (store, table->name, CM_EXPORT_CSV, path), ==, records->len);
  text = read_file (path);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  p = text + 3;
  for (guint r = 0; r <= records->len; r++)
    {
      g_autoptr (GPtrArray) cells = read_line (&p);

      g_assert_nonnull (cells);
      g_assert_cmpuint (cells->len, ==, table->n_fields);
      for (guint i = 0; i < table->n_fields; i++)
        if (r == 0)
          assert_heading (table, i, cells->pdata[i]);
        else
          assert_same (store, records->pdata[r - 1], i, cm_csv_unguard (cells->pdata[i]));
    }
  g_assert_cmpint (*p, ==, '\0');
}

/* Every table of both examples. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  static const char *const examples[] = { "leicestershire-together",
                                          "staffordshire-connects-2010" };
  g_autofree char *out = file_in (f, "out");
  guint n_tables, n_rows = 0;
  const CmTable *const *tables = cm_tables (&n_tables);

  for (guint e = 0; e < G_N_ELEMENTS (examples); e++)
    {
      g_autofree char *name = g_strconcat (examples[e], ".xml", NULL);
      g_autofree char *source =
          g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "examples", name, NULL);
      g_autofree char *path = file_in (f, examples[e]);
      g_autoptr (CmStore) store = NULL;
      g_autoptr (GError) error = NULL;

      cm_exchange_load (source, path, &error);
      g_assert_no_error (error);
      store = cm_store_open (path, CM_STORE_READ_ONLY, &error);
      g_assert_no_error (error);
      for (guint t = 0; t < n_tables; t++)
        {
          g_autoptr (CmQuery) query = cm_query_new (tables[t]->name);
          g_autoptr (GPtrArray) records = cm_store_list (store, query);

          assert_csv (store, tables[t], records, out);
          assert_book (store, tables[t], records, out);
          n_rows += records->len;
        }
      cm_store_close (store);
    }
  g_assert_cmpuint (n_rows, >, 1000);
}

/* One value of each type, as it is written. */
static void
test_types (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *table, *field, *cell;
  } expected[] = {
    { "budget_line", "activity", "Streetscene" }, { "budget_line", "amount", "-36400.05" },
    { "budget_line", "year", "2010/11" },         { "budget_line", "state", "Secured" },
    { "event", "starts", "2010-06-01" },          { "engagement", "people", "1234" },
  };
  g_autofree char *csv = file_in (f, "out.csv");
  g_autoptr (CmRecord) activity = NULL;
  g_autoptr (CmRecord) source = NULL;

  begin (f);
  activity = insert (f, "activity", "title", "Streetscene", "state", "live", NULL);
  source = insert (f, "funding_source", "name", "Grant", "kind", "grant", NULL);
  INSERT (f,
          "budget_line",
          "activity",
          cm_record_get_id (activity),
          "funding_source",
          cm_record_get_id (source),
          "year",
          "2010",
          "amount",
          "-36400.05",
          "state",
          "secured");
  INSERT (f, "event", "name", "Summer", "starts", "2010-06-01");
  INSERT (f, "engagement", "name", "Survey", "people", "1234");
  commit (f);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const int at = cm_table_field_index (cm_table_find (expected[i].table), expected[i].field);
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) headings = NULL;
      g_autoptr (GPtrArray) cells = NULL;
      const char *p;

      g_assert_cmpint (at, >=, 0);
      g_assert_cmpuint (export_all (f->store, expected[i].table, CM_EXPORT_CSV, csv), ==, 1);
      text = read_file (csv);
      p = text;
      headings = read_line (&p);
      cells = read_line (&p);
      g_assert_cmpstr (cells->pdata[at], ==, expected[i].cell);
    }
}

/* --- what a spreadsheet might run, and what is hard to write -----------------------------------
 */

static void
test_injection (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *name, *cell;
  } cases[] = {
    { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
    { "+44 116 496 0000", "'+44 116 496 0000" },
    { "-2+3", "'-2+3" },
    { "@SUM(A1:A9)", "'@SUM(A1:A9)" },
    { "a=1", "a=1" },
    { "“Quoted”, \"twice\"; and; parted", "“Quoted”, \"twice\"; and; parted" },
    { "مركز الشباب", "مركز الشباب" },
    { "Café 😀 £5", "Café 😀 £5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CmField *field = cm_table_field (cm_table_find ("theme"), "name");
      g_autoptr (CmQuery) query = cm_query_new ("theme");
      g_autofree char *csv = file_in (f, "out.csv");
      g_autoptr (CmRecord) theme = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) headings = NULL;
      g_autoptr (GPtrArray) cells = NULL;
      g_autoptr (GError) error = NULL;
      const char *p;

      begin (f);
      theme = insert (f, "theme", "name", cases[i].name, NULL);
      commit (f);
      cm_query_where_text (query, "id", cm_record_get_id (theme));
      cm_table_export (
          f->store, query, &field, 1, CM_EXPORT_CSV, csv, NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      text = read_file (csv);
      p = text + 3;
      headings = read_line (&p);
      cells = read_line (&p);
      g_assert_cmpstr (cells->pdata[0], ==, cases[i].cell);
      g_assert_cmpstr (cm_csv_unguard (cells->pdata[0]), ==, cases[i].name);
      g_assert_null (read_line (&p));
    }
}

/* The rows of the query in its order, the columns as they are asked for. */
static void
test_as_shown (Fixture *f, gconstpointer data)
{
  const CmTable *table = cm_table_find ("organisation");
  const CmField *fields[] = { cm_table_field (table, "kind"), cm_table_field (table, "name") };
  g_autoptr (CmQuery) query = cm_query_new ("organisation");
  g_autofree char *csv = file_in (f, "out.csv");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmProgress) progress = cm_progress_new ();
  guint n = 0;

  begin (f);
  INSERT (f, "organisation", "name", "County", "kind", "county");
  INSERT (f, "organisation", "name", "Trust", "kind", "health");
  INSERT (f, "organisation", "name", "Other trust", "kind", "health");
  INSERT (f, "organisation", "name", "Police", "kind", "police");
  commit (f);
  cm_query_search (query, "trust");
  cm_query_order (query, "name", TRUE);
  g_assert_true (cm_table_export (
      f->store, query, fields, 2, CM_EXPORT_CSV, csv, NULL, progress, NULL, &n, &error));
  text = read_file (csv);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (g_str_has_suffix (text, ",Trust\r\nHealth,Other trust\r\n"));
  g_assert_cmpint (cm_export_format_for ("/a/B.CSV"), ==, CM_EXPORT_CSV);
  g_assert_cmpint (cm_export_format_for ("/a/b.xlsx"), ==, CM_EXPORT_XLSX);
  g_assert_cmpint (cm_export_format_for ("/a.csv/b"), ==, CM_EXPORT_XLSX);
}

/* --- many rows, and what interrupts ----------------------------------------------------------- */

#define N_MANY 10000

static void
fill_many (Fixture *f)
{
  begin (f);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Place %05u of the neighbourhoods", i);

      INSERT (f, "place", "name", name, "kind", "neighbourhood");
    }
  commit (f);
}

typedef struct
{
  CmProgress *progress;
  GCancellable *cancellable; /* cancelled once some rows are written */
  char *portfolio;           /* or changed then */
  gint64 done;
  gint stop;
} Watcher;

static gpointer
watch (gpointer data)
{
  Watcher *watcher = data;

  while (cm_progress_get (watcher->progress) <= 0 && !g_atomic_int_get (&watcher->stop))
    g_usleep (200);
  if (watcher->cancellable != NULL)
    g_cancellable_cancel (watcher->cancellable);
  if (watcher->portfolio != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CmStore) store = cm_store_open (watcher->portfolio, CM_STORE_WRITE, &error);
      g_autoptr (CmRecord) place = cm_record_new (cm_table_find ("place"));

      g_assert_no_error (error);
      cm_record_set_text (place, "name", "Added meanwhile");
      cm_record_set_text (place, "kind", "neighbourhood");
      cm_store_save (store, place, "Add", &error);
      g_assert_no_error (error);
      cm_store_close (store);
    }
  watcher->done = g_get_monotonic_time ();
  return NULL;
}

static void
test_many (Fixture *f, gconstpointer data)
{
  const CmField *field = cm_table_field (cm_table_find ("place"), "name");
  g_autoptr (CmQuery) query = cm_query_new ("place");
  g_autofree char *csv = file_in (f, "out.csv");
  g_autofree char *text = NULL;
  const char *p;
  guint n = 0;

  fill_many (f);
  cm_query_order (query, "name", FALSE);
  g_assert_true (cm_table_export (
      f->store, query, &field, 1, CM_EXPORT_CSV, csv, NULL, NULL, NULL, NULL, NULL));
  text = read_file (csv);
  p = text + 3;
  for (GPtrArray *line; (line = read_line (&p)) != NULL; n++)
    {
      g_autofree char *name = g_strdup_printf ("Place %05u of the neighbourhoods", n - 1);

      if (n > 0)
        g_assert_cmpstr (line->pdata[0], ==, name);
      g_ptr_array_unref (line);
    }
  g_assert_cmpuint (n, ==, N_MANY + 1);
}

/* What is there stays as it is, and nothing lies beside it: tear_down() looks. */
static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("place");
  g_autoptr (GPtrArray) fields = list_fields ("place");

  fill_many (f);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = file_in (f, "out");
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Watcher watcher = { cm_progress_new (), cancellable, NULL, 0, 0 };
      g_autoptr (GThread) thread = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, "as before", -1, NULL));
      if (i < G_N_ELEMENTS (formats))
        g_cancellable_cancel (cancellable);
      else
        thread = g_thread_new ("watch", watch, &watcher);
      g_assert_false (cm_table_export (f->store,
                                       query,
                                       (const CmField *const *) fields->pdata,
                                       fields->len,
                                       formats[i % G_N_ELEMENTS (formats)],
                                       path,
                                       NULL,
                                       watcher.progress,
                                       cancellable,
                                       NULL,
                                       &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (thread != NULL)
        g_thread_join (g_steal_pointer (&thread));
      text = read_file (path);
      g_assert_cmpstr (text, ==, "as before");
      cm_progress_unref (watcher.progress);
    }
}

/* What another program changes while rows are written is in the file, or came after it. */
static void
test_changed (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = file_in (f, "out.csv");
  g_autoptr (CmQuery) query = cm_query_new ("place");
  g_autoptr (GPtrArray) fields = list_fields ("place");
  Watcher watcher = { cm_progress_new (), NULL, f->path, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GThread *thread;
  gint64 end;
  guint n = 0;

  fill_many (f);
  cm_store_close (f->store);
  g_clear_object (&f->store);
  f->store = cm_store_open (f->path, CM_STORE_READ_ONLY, NULL);
  thread = g_thread_new ("watch", watch, &watcher);
  cm_table_export (f->store,
                   query,
                   (const CmField *const *) fields->pdata,
                   fields->len,
                   CM_EXPORT_CSV,
                   csv,
                   NULL,
                   watcher.progress,
                   NULL,
                   &n,
                   &error);
  end = g_get_monotonic_time ();
  g_atomic_int_set (&watcher.stop, 1);
  g_thread_join (thread);
  g_assert_no_error (error);
  text = read_file (csv);
  if (strstr (text, "Added meanwhile") != NULL)
    g_assert_cmpuint (n, ==, N_MANY + 1);
  else
    g_assert_cmpint (watcher.done, >, end);
  cm_progress_unref (watcher.progress);
}

static void
assert_refused (Fixture *f, CmExportFormat format, const char *path, const char *why)
{
  g_autoptr (CmQuery) query = cm_query_new ("place");
  g_autoptr (GPtrArray) fields = list_fields ("place");
  g_autoptr (GError) error = NULL;

  g_assert_false (cm_table_export (f->store,
                                   query,
                                   (const CmField *const *) fields->pdata,
                                   fields->len,
                                   format,
                                   path,
                                   NULL,
                                   NULL,
                                   NULL,
                                   NULL,
                                   &error));
  g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_WRITE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *nowhere = file_in (f, "no/such/folder/out");
      g_autofree char *below = file_in (f, "test.portfolio/out");

      assert_refused (f, formats[i], nowhere, g_strerror (ENOENT));
      assert_refused (f, formats[i], f->folder, g_strerror (EISDIR));
      assert_refused (f, formats[i], below, g_strerror (ENOTDIR));
    }
}

/* As on a full disk, a file cannot grow beyond a bound. */
static void
test_full (Fixture *f, gconstpointer data)
{
  const struct rlimit small = { 40000, RLIM_INFINITY };
  struct rlimit before;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  fill_many (f);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = file_in (f, "out");
      g_autofree char *text = NULL;

      g_assert_true (g_file_set_contents (path, "as before", -1, NULL));
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      assert_refused (f, formats[i], path, g_strerror (EFBIG));
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      text = read_file (path);
      g_assert_cmpstr (text, ==, "as before");
    }
  signal (SIGXFSZ, handler);
}

/* A link stays one, and a file that others may not read stays so. */
static void
test_replace (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *target = file_in (f, "target");
      g_autofree char *link = file_in (f, "link");
      GStatBuf info;

      g_remove (link);
      g_assert_true (g_file_set_contents (target, "old", -1, NULL));
      g_assert_cmpint (g_chmod (target, 0600), ==, 0);
      g_assert_cmpint (symlink (target, link), ==, 0);
      g_assert_cmpuint (export_all (f->store, "place", formats[i], link), ==, 0);
      g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
      g_assert_cmpint (g_stat (target, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
      g_assert_cmpint (info.st_size, >, 3);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name)                                                                                 \
  g_test_add ("/table-export/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (round_trip);
  TEST (types);
  TEST (injection);
  TEST (as_shown);
  TEST (many);
  TEST (cancel);
  TEST (changed);
  TEST (refused);
  TEST (full);
  TEST (replace);
  return g_test_run ();
}
