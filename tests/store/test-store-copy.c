/* test-store-copy.c - backups and clean copies: what is in them, and what is nowhere in them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-store-copy.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cm-store-errand.h"

#define NOBODY 65534
#define DELETED "Wording that was thought better of"
#define PERSON "Alex Example"
#define HIDING (CM_COPY_ANONYMISE | CM_COPY_NO_CONFIDENTIAL | CM_COPY_NO_NAMED | CM_COPY_SUPPLIERS)

typedef struct
{
  char *folder, *path, *copy;
  CmStore *store;
  GMainLoop *loop;
  CmCopyReport *report;
  GError *error;
} Fixture;

/* --- a portfolio ------------------------------------------------------------------------------ */

/* Adds a record with values as in files: "field", "value", … NULL. */
static char *
add (Fixture *f, const char *table, ...)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;
  const char *field;
  va_list args;

  va_start (args, table);
  while ((field = va_arg (args, const char *)) != NULL)
    if (g_str_equal (field, "year") || g_str_equal (field, "amount"))
      cm_record_set_number (record, field, g_ascii_strtoll (va_arg (args, const char *), NULL, 10));
    else
      cm_record_set_text (record, field, va_arg (args, const char *));
  va_end (args);
  cm_store_save (f->store, record, "Add a record", &error);
  g_assert_no_error (error);
  return g_strdup (cm_record_get_id (record));
}

/* What was deleted stays in the change log and, for all that anybody knows, in free pages. */
static void
delete_something (Fixture *f)
{
  g_autofree char *id = add (f, "lesson", "name", DELETED, NULL);
  g_autoptr (CmRecord) lesson = cm_store_get (f->store, "lesson", id);
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (f->store, "Delete a lesson", &error));
  g_assert_true (cm_store_delete (f->store, lesson, &error));
  g_assert_true (cm_store_commit (f->store, &error));
}

static void
fill_evidence (Fixture *f)
{
  g_autofree char *need = add (f, "need", "name", "Somewhere to meet", NULL);
  g_autofree char *open =
      add (f, "evidence", "name", "Open survey", "kind", "questionnaire", "sharing", "open", NULL);
  g_autofree char *secret = add (f,
                                 "evidence",
                                 "name",
                                 "Confidential case",
                                 "kind",
                                 "questionnaire",
                                 "sharing",
                                 "confidential",
                                 NULL);
  g_autofree char *named = add (f,
                                "evidence",
                                "name",
                                "Partners’ figures",
                                "kind",
                                "questionnaire",
                                "sharing",
                                "named",
                                NULL);
  g_autofree char *refused = add (f,
                                  "evidence",
                                  "name",
                                  "Refused interview",
                                  "kind",
                                  "questionnaire",
                                  "consent",
                                  "refused",
                                  NULL);
  g_autofree char *anonymous = add (f,
                                    "evidence",
                                    "name",
                                    "Anonymous interview",
                                    "kind",
                                    "questionnaire",
                                    "consent",
                                    "anonymous",
                                    "source",
                                    "The house on the corner",
                                    NULL);

  g_free (add (f, "need_evidence", "need", need, "evidence", open, NULL));
  g_free (add (f, "need_evidence", "need", need, "evidence", secret, NULL));
  g_free (add (f, "need_evidence", "need", need, "evidence", refused, NULL));
}

static void
fill_spend (Fixture *f)
{
  g_autofree char *file = add (f, "spend_file", "name", "Payments.csv", NULL);
  static const char *const suppliers[] = {
    "Childminder Example", "Example Council", "REDACTED PERSONAL DATA", "childminder example "
  };

  for (guint i = 0; i < G_N_ELEMENTS (suppliers); i++)
    g_free (add (f,
                 "spend_line",
                 "spend_file",
                 file,
                 "year",
                 "2009",
                 "amount",
                 "100",
                 "supplier",
                 suppliers[i],
                 NULL));
  g_free (
      add (f, "spend_rule", "words", "childminder", "field", "supplier", "test", "contains", NULL));
  g_free (
      add (f, "spend_rule", "words", "Home care", "field", "purpose", "test", "contains", NULL));
}

static void
fill (Fixture *f)
{
  g_autofree char *theme = add (f, "theme", "name", "Stronger", "lead", PERSON, NULL);

  g_free (add (f, "organisation", "name", "Example Council", NULL));
  g_free (add (f, "role", "name", "Head of Strategy", NULL));
  g_free (add (f, "chapter", "theme", theme, "name", "Places", "lead", "head of strategy", NULL));
  g_free (add (f, "action", "name", "Ring round", "state", "open", "owner", "alex example ", NULL));
  g_free (add (f,
               "risk",
               "name",
               "Nobody comes",
               "kind",
               "risk",
               "state",
               "open",
               "owner",
               "Kim Sample",
               "response",
               "Ask Alex Example first.",
               NULL));
  fill_evidence (f);
  fill_spend (f);
  delete_something (f);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-copy-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "Plan.portfolio", NULL);
  f->copy = g_build_filename (f->folder, "Copy.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
  f->loop = g_main_loop_new (NULL, FALSE);
  fill (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->store);
  g_clear_pointer (&f->report, cm_copy_report_free);
  g_clear_error (&f->error);
  g_chmod (f->folder, 0700);
  g_unlink (f->path);
  g_unlink (f->copy);
  /* No temporary, no lock and no journal stays behind. */
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_main_loop_unref (f->loop);
  g_free (f->copy);
  g_free (f->path);
  g_free (f->folder);
}

/* --- looking at it ---------------------------------------------------------------------------- */

static void
make_copy (Fixture *f, CmCopyFlags flags)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->report, cm_copy_report_free);
  f->report = cm_store_copy (f->store, f->copy, flags, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (f->report);
}

static void
assert_refused (Fixture *f, const char *path, CmCopyFlags flags, CmStoreError code, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cm_store_copy (f->store, path, flags, NULL, NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, why));
}

static gboolean
has_bytes (const char *path, const char *text)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  return memmem (bytes, size, text, strlen (text)) != NULL;
}

static void
append_table (CmStore *store, const CmTable *table, GString *text)
{
  g_autoptr (CmQuery) query = cm_query_new (table->name);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  for (guint i = 0; i < records->len; i++)
    {
      g_string_append_printf (text, "%s %s", table->name, cm_record_get_id (records->pdata[i]));
      for (guint k = 0; k < table->n_fields; k++)
        {
          g_autofree char *value =
              cm_value_to_file (cm_record_value (records->pdata[i], k), &table->fields[k]);

          g_string_append_printf (text, "|%s", value);
        }
      g_string_append_c (text, '\n');
    }
}

/* All that a portfolio holds but its change log. */
static char *
read_content (CmStore *store)
{
  GString *text = g_string_new (NULL);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint t = 0; t < n; t++)
    append_table (store, tables[t], text);
  return g_string_free (text, FALSE);
}

static CmStore *
open_copy (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CmStore *copy = cm_store_open (f->copy, CM_STORE_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (cm_store_check (copy, &error));
  g_assert_no_error (error);
  return copy;
}

static guint
count (CmStore *store, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (store, query);
}

static guint
get_count (GArray *counts, const char *table, const char *field)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const CmCopyCount *c = &g_array_index (counts, CmCopyCount, i);

      if (g_str_equal (c->table->name, table) &&
          (field == NULL || g_str_equal (c->field->name, field)))
        return c->n;
    }
  return 0;
}

/* The field of the only record of a table that has that title. */
static void
assert_value (
    CmStore *store, const char *table, const char *title, const char *field, const char *value)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (CmRecord) record = NULL;

  cm_query_where_text (query, cm_table_find (table)->title, title);
  record = cm_store_first (store, query);
  g_assert_nonnull (record);
  g_assert_cmpstr (cm_record_get_text (record, field), ==, value);
}

/* --- copies ----------------------------------------------------------------------------------- */

static void
test_backup (Fixture *f, gconstpointer data)
{
  g_autofree char *before = read_content (f->store), *after = NULL;
  g_autoptr (GPtrArray) log = cm_store_get_history (f->store, 1000);
  g_autoptr (CmStore) copy = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  g_assert_cmpint (g_chmod (f->path, 0640), ==, 0);
  make_copy (f, CM_COPY_EXACT);
  g_assert_cmpuint (f->report->n_entries, ==, 0);
  g_assert_cmpint (g_stat (f->copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  copy = open_copy (f);
  after = read_content (copy);
  g_assert_cmpstr (before, ==, after);
  {
    g_autoptr (GPtrArray) copied = cm_store_get_history (copy, 1000);

    g_assert_cmpuint (copied->len, ==, log->len);
  }
  /* It can be undone as the portfolio itself: the deleted lesson is back. */
  g_assert_cmpuint (count (copy, "lesson"), ==, 0);
  g_assert_true (cm_store_undo (copy, &error));
  g_assert_cmpuint (count (copy, "lesson"), ==, 1);
  g_assert_cmpuint (count (f->store, "lesson"), ==, 0);
}

static void
test_clean (Fixture *f, gconstpointer data)
{
  g_autofree char *before = read_content (f->store), *after = NULL;
  g_autoptr (GPtrArray) log = cm_store_get_history (f->store, 1000);
  const CmHistoryEntry *entry = g_ptr_array_index (log, 0);
  g_autoptr (CmStore) copy = NULL;
  g_autoptr (GPtrArray) copied = NULL;

  /* The test can fail: the portfolio does hold it. */
  g_assert_true (has_bytes (f->path, DELETED));
  make_copy (f, CM_COPY_WITHOUT_HISTORY);
  g_assert_cmpuint (f->report->n_entries, ==, log->len);
  g_assert_cmpuint (f->report->n_actors, ==, 1);
  g_assert_cmpuint (f->report->replaced->len, ==, 0);
  g_assert_false (has_bytes (f->copy, DELETED));
  g_assert_false (has_bytes (f->copy, "Add a record"));
  g_assert_true (*entry->actor == '\0' || !has_bytes (f->copy, entry->actor));
  g_assert_true (has_bytes (f->copy, PERSON));
  copy = open_copy (f);
  after = read_content (copy);
  g_assert_cmpstr (before, ==, after);
  copied = cm_store_get_history (copy, 1000);
  g_assert_cmpuint (copied->len, ==, 0);
}

static void
test_anonymised (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) copy = NULL;

  make_copy (f, CM_COPY_ANONYMISE);
  g_assert_true (f->report->flags & CM_COPY_WITHOUT_HISTORY);
  g_assert_cmpuint (f->report->n_persons, ==, 2);
  g_assert_cmpuint (get_count (f->report->replaced, "theme", "lead"), ==, 1);
  g_assert_cmpuint (get_count (f->report->replaced, "action", "owner"), ==, 1);
  g_assert_cmpuint (get_count (f->report->replaced, "risk", "owner"), ==, 1);
  g_assert_cmpuint (f->report->replaced->len, ==, 3);
  /* What is listed as a role is no person. */
  g_assert_cmpuint (f->report->n_kept, ==, 1);
  /* A note is nobody's to change, but it is said that it names somebody. */
  g_assert_cmpuint (f->report->n_mentions, ==, 1);
  g_assert_cmpuint (get_count (f->report->emptied, "evidence", "source"), ==, 1);
  g_assert_cmpuint (f->report->left_out->len, ==, 0);
  g_assert_false (has_bytes (f->copy, "Kim Sample"));
  g_assert_false (has_bytes (f->copy, "The house on the corner"));
  g_assert_true (has_bytes (f->copy, "Childminder Example"));
  copy = open_copy (f);
  assert_value (copy, "theme", "Stronger", "lead", "Person 1");
  assert_value (copy, "chapter", "Places", "lead", "head of strategy");
  /* The same name, however it was typed. */
  assert_value (copy, "action", "Ring round", "owner", "Person 1");
  assert_value (copy, "risk", "Nobody comes", "owner", "Person 2");
  assert_value (copy, "risk", "Nobody comes", "response", "Ask Alex Example first.");
}

static void
test_evidence (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) copy = NULL;

  make_copy (f, CM_COPY_NO_CONFIDENTIAL);
  g_assert_cmpuint (get_count (f->report->left_out, "evidence", NULL), ==, 2);
  g_assert_cmpuint (get_count (f->report->left_out, "need_evidence", NULL), ==, 2);
  g_assert_cmpuint (f->report->left_out->len, ==, 2);
  g_assert_false (has_bytes (f->copy, "Confidential case"));
  g_assert_false (has_bytes (f->copy, "Refused interview"));
  g_assert_true (has_bytes (f->copy, "figures"));
  copy = open_copy (f);
  g_assert_cmpuint (count (copy, "evidence"), ==, 3);
  g_assert_cmpuint (count (copy, "need_evidence"), ==, 1);
  g_assert_cmpuint (count (copy, "need"), ==, 1);
  cm_store_close (copy);

  make_copy (f, CM_COPY_NO_NAMED | CM_COPY_REPLACE);
  g_assert_cmpuint (get_count (f->report->left_out, "evidence", NULL), ==, 1);
  g_assert_false (has_bytes (f->copy, "figures"));
  g_assert_true (has_bytes (f->copy, "Refused interview"));
}

static void
test_suppliers (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) copy = NULL;
  g_autofree char *all = NULL;

  make_copy (f, CM_COPY_SUPPLIERS);
  g_assert_cmpuint (f->report->n_suppliers, ==, 1);
  g_assert_cmpuint (get_count (f->report->replaced, "spend_line", "supplier"), ==, 2);
  g_assert_cmpuint (f->report->n_kept, ==, 1);
  g_assert_cmpuint (get_count (f->report->left_out, "spend_rule", NULL), ==, 1);
  g_assert_false (has_bytes (f->copy, "hildminder"));
  copy = open_copy (f);
  all = read_content (copy);
  g_assert_nonnull (strstr (all, "|Supplier 1|"));
  g_assert_nonnull (strstr (all, "|REDACTED PERSONAL DATA|"));
  g_assert_nonnull (strstr (all, "|Example Council|"));
  g_assert_nonnull (strstr (all, PERSON));
}

/* What is told beforehand is what happens, and nothing is written. */
static void
test_survey (Fixture *f, gconstpointer data)
{
  static const CmCopyFlags cases[] = {
    CM_COPY_EXACT, CM_COPY_WITHOUT_HISTORY, CM_COPY_ANONYMISE, HIDING
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CmCopyReport) told = cm_store_copy (f->store, NULL, cases[i], NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_false (g_file_test (f->copy, G_FILE_TEST_EXISTS));
      make_copy (f, cases[i]);
      g_assert_cmpuint (told->n_entries, ==, f->report->n_entries);
      g_assert_cmpuint (told->n_actors, ==, f->report->n_actors);
      g_assert_cmpuint (told->n_persons, ==, f->report->n_persons);
      g_assert_cmpuint (told->n_suppliers, ==, f->report->n_suppliers);
      g_assert_cmpuint (told->n_kept, ==, f->report->n_kept);
      g_assert_cmpuint (told->n_mentions, ==, f->report->n_mentions);
      g_assert_cmpuint (
          cm_copy_counts_sum (told->replaced), ==, cm_copy_counts_sum (f->report->replaced));
      g_assert_cmpuint (
          cm_copy_counts_sum (told->left_out), ==, cm_copy_counts_sum (f->report->left_out));
      g_assert_cmpuint (
          cm_copy_counts_sum (told->emptied), ==, cm_copy_counts_sum (f->report->emptied));
      g_assert_cmpint (g_unlink (f->copy), ==, 0);
    }
}

static void
test_read_only_source (Fixture *f, gconstpointer data)
{
  g_autofree char *before = read_content (f->store), *after = NULL;
  g_autoptr (CmStore) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (f->store);
  g_chmod (f->path, 0444);
  f->store = cm_store_open (f->path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  make_copy (f, CM_COPY_WITHOUT_HISTORY);
  /* The copy is there to be worked on. */
  copy = open_copy (f);
  g_assert_false (cm_store_get_read_only (copy));
  after = read_content (copy);
  g_assert_cmpstr (before, ==, after);
  cm_store_close (copy);
  make_copy (f, CM_COPY_REPLACE);
  g_assert_true (has_bytes (f->copy, DELETED));
}

/* --- what goes wrong -------------------------------------------------------------------------- */

static void
test_target (Fixture *f, gconstpointer data)
{
  g_autofree char *link = g_build_filename (f->folder, "Link.portfolio", NULL);
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "Copy.portfolio", NULL);
  g_autofree char *text = NULL;
  g_autoptr (CmStore) open = NULL;

  g_assert_true (g_file_set_contents (f->copy, "mine", -1, NULL));
  assert_refused (f, f->copy, CM_COPY_EXACT, CM_STORE_ERROR_REFUSED, "already");
  g_assert_true (g_file_get_contents (f->copy, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  make_copy (f, CM_COPY_REPLACE);
  assert_refused (f, f->folder, CM_COPY_REPLACE, CM_STORE_ERROR_REFUSED, "folder");
  assert_refused (f, f->path, CM_COPY_REPLACE, CM_STORE_ERROR_REFUSED, "itself");
  assert_refused (f, nowhere, CM_COPY_REPLACE, CM_STORE_ERROR_SQL, "Choose another place");
  /* By another name it is still the portfolio. */
  g_assert_cmpint (symlink ("Plan.portfolio", link), ==, 0);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (cm_store_copy (f->store, link, CM_COPY_REPLACE, NULL, NULL, &error));
    g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  }
  g_unlink (link);
  open = open_copy (f);
  assert_refused (f, f->copy, CM_COPY_REPLACE, CM_STORE_ERROR_BUSY, "open in another window");
}

/* Whoever may do everything has to become nobody to be refused. */
static void
test_unwritable (Fixture *f, gconstpointer data)
{
  const gboolean root = geteuid () == 0;

  g_chmod (f->folder, 0555);
  if (root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  assert_refused (f, f->copy, CM_COPY_EXACT, CM_STORE_ERROR_READ_ONLY, "Permission denied");
  assert_refused (f, f->copy, HIDING, CM_STORE_ERROR_READ_ONLY, "Permission denied");
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_chmod (f->folder, 0700);
}

/* A real disk that is full, whatever is written. */
static void
copy_onto_full_disk (Fixture *f, CmCopyFlags flags)
{
  const struct rlimit small = { .rlim_cur = 64 * 1024, .rlim_max = RLIM_INFINITY };
  struct rlimit before;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_null (cm_store_copy (f->store, f->copy, flags, NULL, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_SQL);
  g_assert_nonnull (strstr (error->message, f->copy));
  g_assert_nonnull (strstr (error->message, "Choose another place"));
  g_assert_false (g_file_test (f->copy, G_FILE_TEST_EXISTS));
}

static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *before = read_content (f->store), *after = NULL;
  g_autoptr (GError) error = NULL;

  copy_onto_full_disk (f, CM_COPY_EXACT);
  copy_onto_full_disk (f, CM_COPY_WITHOUT_HISTORY);
  after = read_content (f->store);
  g_assert_cmpstr (before, ==, after);
  g_free (add (f, "lesson", "name", "It goes on", NULL));
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  static const CmCopyFlags cases[] = { CM_COPY_EXACT, CM_COPY_WITHOUT_HISTORY };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cm_store_copy (f->store, f->copy, cases[i], NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (g_file_test (f->copy, G_FILE_TEST_EXISTS));
    }
}

/* So much that the file is checked beside the work, not before it. */
static void
fill_pages (Fixture *f)
{
  g_autofree char *text = g_strnfill (2000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (f->store, "Add lessons", &error));
  for (guint i = 0; i < 2600; i++)
    {
      g_autoptr (CmRecord) lesson = cm_record_new (cm_table_find ("lesson"));

      cm_record_set_text (lesson, "name", "It happened again");
      cm_record_set_text (lesson, "happened", text);
      g_assert_true (cm_store_insert (f->store, lesson, &error));
    }
  g_assert_true (cm_store_commit (f->store, &error));
}

/* Of a file of which a part cannot be read there is no copy that looks whole. */
static void
test_damaged (Fixture *f, gconstpointer data)
{
  static const CmCopyFlags cases[] = { CM_COPY_EXACT, CM_COPY_WITHOUT_HISTORY, HIDING };
  FILE *file;

  fill_pages (f);
  g_clear_object (&f->store);
  file = g_fopen (f->path, "r+b");
  for (long page = 400; page < 600; page++)
    {
      g_assert_cmpint (fseek (file, page * 4096, SEEK_SET), ==, 0);
      g_assert_cmpint (fputc (0xee, file), ==, 0xee);
    }
  fclose (file);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_clear_object (&f->store);
      f->store = cm_store_open (f->path, CM_STORE_READ_ONLY, &error);
      g_assert_no_error (error);
      g_assert_null (cm_store_copy (f->store, f->copy, cases[i], NULL, NULL, &error));
      g_assert_true (error->domain == CM_STORE_ERROR);
      g_assert_false (g_file_test (f->copy, G_FILE_TEST_EXISTS));
    }
}

/* --- beside the work -------------------------------------------------------------------------- */

static void
copied_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->report = cm_store_copy_finish (CM_STORE (store), result, &f->error);
  g_main_loop_quit (f->loop);
}

static gboolean
wait_a_little (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_usleep (1000);
  return FALSE;
}

static void
waited_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  g_assert_false (cm_store_run_errand_finish (CM_STORE (store), result, NULL));
  g_main_loop_quit (f->loop);
}

static void
test_thread (Fixture *f, gconstpointer data)
{
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (CmStore) copy = NULL;

  cm_store_copy_async (f->store, f->copy, CM_COPY_ANONYMISE, progress, NULL, copied_cb, f);
  g_main_loop_run (f->loop);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->report->n_persons, ==, 2);
  copy = open_copy (f);
  assert_value (copy, "theme", "Stronger", "lead", "Person 1");
  /* The portfolio goes on as before. */
  g_free (add (f, "lesson", "name", "It goes on", NULL));
}

static void
test_errand (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  cm_store_run_errand_async (f->store, wait_a_little, NULL, NULL, NULL, cancellable, waited_cb, f);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (cm_store_copy (f->store, f->copy, CM_COPY_EXACT, NULL, NULL, &error));
    g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY);
  }
  cm_store_copy_async (f->store, f->copy, CM_COPY_EXACT, NULL, NULL, copied_cb, f);
  g_main_loop_run (f->loop);
  g_assert_error (f->error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY);
  g_assert_false (g_file_test (f->copy, G_FILE_TEST_EXISTS));
  g_cancellable_cancel (cancellable);
  g_main_loop_run (f->loop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/copy/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("backup", test_backup);
  ADD ("clean", test_clean);
  ADD ("anonymised", test_anonymised);
  ADD ("evidence", test_evidence);
  ADD ("suppliers", test_suppliers);
  ADD ("survey", test_survey);
  ADD ("read-only-source", test_read_only_source);
  ADD ("target", test_target);
  ADD ("unwritable", test_unwritable);
  ADD ("full-disk", test_full_disk);
  ADD ("cancelled", test_cancelled);
  ADD ("damaged", test_damaged);
  ADD ("thread", test_thread);
  ADD ("errand", test_errand);
#undef ADD
  return g_test_run ();
}
