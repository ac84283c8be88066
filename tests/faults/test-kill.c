/* test-kill.c - a program that is killed in the midst of its work loses nothing that it
 * acknowledged. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-faults.h"
#include "cm-store-errand.h"
#include "cm-store-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define DIGEST 32 /* letters */

typedef struct
{
  char *folder, *path;
} Case;

static guint n_kills, n_lost, n_acknowledged, n_journals, n_locks;

static void
set_up (Case *c, gconstpointer data)
{
  CmStore *store;

  c->folder = cm_faults_new_folder ();
  c->path = g_build_filename (c->folder, "plan.portfolio", NULL);
  store = cm_store_create (c->path, NULL);
  g_assert_nonnull (store);
  cm_store_close (store);
  g_object_unref (store);
}

static void
tear_down (Case *c, gconstpointer data)
{
  cm_faults_drop_folder (c->folder);
  g_free (c->path);
}

/* --- what is written -------------------------------------------------------------------------- */

/* What the tables that the child writes to hold; inside a transaction, what they are about to. */
static void
digest_tables (CmStore *store, char digest[DIGEST + 1])
{
  static const char *const tables[] = { "theme", "spend_file", "spend_line" };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY id", tables[i]);
      sqlite3_stmt *select = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (store->db, sql, -1, &select, NULL), ==, SQLITE_OK);
      while (sqlite3_step (select) == SQLITE_ROW)
        for (int k = 0; k < sqlite3_column_count (select); k++)
          {
            const char *text = (const char *) sqlite3_column_text (select, k);

            g_checksum_update (sum, (const guchar *) (text != NULL ? text : "-"), -1);
            g_checksum_update (sum, (const guchar *) "|", 1);
          }
      sqlite3_finalize (select);
    }
  memcpy (digest, g_checksum_get_string (sum), DIGEST + 1);
}

/* "I" for what is about to be committed, "A" for what is. */
static void
tell (int to, char what, const char *digest)
{
  char line[DIGEST + 2];

  line[0] = what;
  memcpy (line + 1, digest, DIGEST);
  line[DIGEST + 1] = '\n';
  if (write (to, line, sizeof line) != sizeof line)
    _exit (3);
}

/* --- the child -------------------------------------------------------------------------------- */

typedef struct
{
  int to;
  guint seed, n;
  GQueue undos; /* of digests: what the newest change that can be undone would leave */
  GQueue redos;
} Child;

static void
commit (Child *child, CmStore *store)
{
  char digest[DIGEST + 1];

  digest_tables (store, digest);
  tell (child->to, 'I', digest);
  if (!cm_store_commit (store, NULL))
    _exit (4);
}

static void
insert_theme (Child *child, CmStore *store)
{
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  g_autofree char *name = g_strdup_printf ("Theme %u of %u", child->n, child->seed);

  cm_record_set_text (theme, "name", name);
  if (!cm_store_begin (store, "Add", NULL) || !cm_store_insert (store, theme, NULL))
    _exit (5);
  commit (child, store);
}

static void
change_theme (Child *child, CmStore *store)
{
  g_autoptr (CmQuery) all = cm_query_new ("theme");
  g_autoptr (CmRecord) theme = cm_store_first (store, all), copy = NULL;
  /* Never the same twice, so that every change is one and none joins the last. */
  g_autofree char *fill = g_strnfill ((child->n * 977) % 9000, 'x');
  g_autofree char *text = g_strdup_printf ("%u of %u %s", child->n, child->seed, fill);
  g_autofree char *label = g_strdup_printf ("Change %u", child->n);

  if (theme == NULL)
    {
      insert_theme (child, store);
      return;
    }
  copy = cm_record_copy (theme);
  cm_record_set_text (copy, "description", text);
  if (!cm_store_begin (store, label, NULL) || !cm_store_update (store, copy, NULL))
    _exit (6);
  commit (child, store);
}

static gboolean
import (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  Child *child = data;
  g_autoptr (CmRecord) file = cm_record_new (cm_table_find ("spend_file"));

  cm_record_set_text (file, "name", "Payments.csv");
  if (!cm_store_begin (store, "Import", error) || !cm_store_insert (store, file, error))
    _exit (7);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("spend_line"));

      cm_record_set_text (line, "spend_file", cm_record_get_id (file));
      cm_record_set_text (line, "supplier", "A supplier of things and services");
      cm_record_set_number (line, "year", 2010);
      cm_record_set_number (line, "amount", i);
      if (!cm_store_insert (store, line, error))
        _exit (8);
    }
  commit (child, store);
  return TRUE;
}

static void
imported_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  if (!cm_store_run_errand_finish (CM_STORE (store), result, NULL))
    _exit (9);
  *(gboolean *) data = TRUE;
}

static void
import_file (Child *child, CmStore *store)
{
  gboolean over = FALSE;

  cm_store_run_errand_async (store, import, child, NULL, NULL, NULL, imported_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
step_back (Child *child, CmStore *store, gboolean redo)
{
  GQueue *from = redo ? &child->redos : &child->undos;
  GQueue *to = redo ? &child->undos : &child->redos;
  char digest[DIGEST + 1];

  digest_tables (store, digest);
  tell (child->to, 'I', g_queue_peek_head (from));
  if (!(redo ? cm_store_redo (store, NULL) : cm_store_undo (store, NULL)))
    _exit (10);
  g_free (g_queue_pop_head (from));
  g_queue_push_head (to, g_strdup (digest));
}

static void
do_something (Child *child, CmStore *store, GRand *rand)
{
  int what = g_rand_int_range (rand, 0, 10);
  char before[DIGEST + 1];

  if (what < 3 && !g_queue_is_empty (what < 2 ? &child->undos : &child->redos))
    {
      step_back (child, store, what == 2);
      return;
    }
  digest_tables (store, before);
  if (what == 9)
    import_file (child, store);
  else if (what < 6)
    change_theme (child, store);
  else
    insert_theme (child, store);
  g_queue_push_head (&child->undos, g_strdup (before));
  g_queue_clear_full (&child->redos, g_free);
}

G_NORETURN static void
work (const char *path, int to, guint seed)
{
  Child child = { to, seed, 0, G_QUEUE_INIT, G_QUEUE_INIT };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  CmStore *store = cm_store_open (path, CM_STORE_WRITE, NULL);
  char digest[DIGEST + 1];

  if (store == NULL)
    _exit (2);
  digest_tables (store, digest);
  tell (to, 'A', digest);
  for (;; child.n++)
    {
      do_something (&child, store, rand);
      digest_tables (store, digest);
      tell (to, 'A', digest);
    }
}

/* --- the parent ------------------------------------------------------------------------------- */

/* Reads all that the child has told. */
static void
listen (int from, char acknowledged[DIGEST + 1], char intended[DIGEST + 1])
{
  FILE *lines = fdopen (from, "r");
  char line[DIGEST + 3];

  while (fgets (line, sizeof line, lines) != NULL && strlen (line) == DIGEST + 2)
    {
      memcpy (line[0] == 'A' ? acknowledged : intended, line + 1, DIGEST);
      n_acknowledged += line[0] == 'A';
      if (line[0] == 'A')
        memset (intended, 0, DIGEST);
    }
  fclose (lines);
}

static void
look_after (Case *c, const char *acknowledged, const char *intended)
{
  g_autofree char *journal = g_strconcat (c->path, "-journal", NULL);
  g_autofree char *lock = g_build_filename (c->folder, ".plan.portfolio.lock", NULL);
  g_autoptr (GError) error = NULL;
  CmStore *store;
  char found[DIGEST + 1];
  GStatBuf status;

  n_journals += g_stat (journal, &status) == 0 && status.st_size > 0;
  n_locks += g_file_test (lock, G_FILE_TEST_EXISTS);
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  digest_tables (store, found);
  if (strcmp (found, acknowledged) != 0 && strcmp (found, intended) != 0)
    {
      n_lost++;
      g_test_message (
          "lost: found %s, acknowledged %s, intended %s", found, acknowledged, intended);
    }
  cm_store_close (store);
  g_object_unref (store);
  /* Neither a journal nor a lock is left. */
  g_assert_cmpuint (cm_faults_count_files (c->folder), ==, 1);
}

static void
kill_once (Case *c, guint seed)
{
  char acknowledged[DIGEST + 1] = { 0 }, intended[DIGEST + 1] = { 0 };
  int ends[2], status;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      work (c->path, ends[1], seed);
    }
  close (ends[1]);
  /* Now and then before it has opened the file, mostly in the midst of its work. */
  if (seed % 10 != 0)
    {
      GPollFD told = { ends[0], G_IO_IN, 0 };

      g_poll (&told, 1, 10000);
    }
  g_usleep ((gulong) g_test_rand_int_range (500, 40000));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  listen (ends[0], acknowledged, intended);
  n_kills++;
  if (acknowledged[0] == '\0')
    {
      /* It had not yet opened the file. */
      CmStore *store = cm_store_open (c->path, CM_STORE_WRITE, NULL);

      g_assert_nonnull (store);
      cm_store_close (store);
      g_object_unref (store);
      return;
    }
  look_after (c, acknowledged, intended);
}

/* In the end, all that was ever done is undone, step by step. */
static void
unwind (Case *c)
{
  g_autoptr (CmStore) store = cm_store_open (c->path, CM_STORE_WRITE, NULL);
  g_autoptr (CmQuery) all = cm_query_new ("theme");
  g_autoptr (GError) error = NULL;

  while (cm_store_get_undo_seq (store) > 0)
    {
      cm_store_undo (store, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (cm_store_count (store, all), ==, 0);
  g_assert_true (cm_store_check (store, NULL));
  cm_store_close (store);
}

static void
test_kill (Case *c, gconstpointer data)
{
  guint n = cm_faults_choose (200, 1500);

  for (guint i = 0; i < n; i++)
    {
      kill_once (c, i);
      if (i % 20 == 19)
        {
          unwind (c);
          tear_down (c, NULL);
          set_up (c, NULL);
        }
    }
  g_test_message (
      "%u journals and %u locks were left behind and cleared away", n_journals, n_locks);
  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_cmpuint (n_acknowledged, >, n);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/faults/kill", Case, NULL, set_up, test_kill, tear_down);
  status = g_test_run ();
  cm_faults_tell ("%s kills (%s changes acknowledged, %s left a journal to roll back), %u lost",
                  cm_faults_number (n_kills),
                  cm_faults_number (n_acknowledged),
                  cm_faults_number (n_journals),
                  n_lost);
  return status;
}
