/* test-processes.c - two programs on one file, and a disk that is taken away while it is in use. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-fault-vfs.h"
#include "cm-faults.h"
#include "cm-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder, *path;
  int to, from; /* the other program's ends of two pipes */
  pid_t other;
} Case;

static guint n_checks;

static void
set_up (Case *c, gconstpointer data)
{
  CmStore *store;

  c->folder = cm_faults_new_folder ();
  c->path = g_build_filename (c->folder, "plan.portfolio", NULL);
  store = cm_store_create (c->path, NULL);
  g_assert_true (cm_faults_add_theme (store, "First", NULL));
  cm_store_close (store);
  g_object_unref (store);
}

static void
tear_down (Case *c, gconstpointer data)
{
  n_checks++;
  cm_faults_drop_folder (c->folder);
  g_free (c->path);
}

/* --- the other program, which does as it is told: a letter each ---------------------------------
 */

G_NORETURN static void
obey (Case *c, int from, int to)
{
  CmStore *store = NULL;
  char order;

  while (read (from, &order, 1) == 1)
    {
      char answer = 'y';

      if (order == 'w' || order == 'r')
        store = cm_store_open (c->path, order == 'w' ? CM_STORE_WRITE : CM_STORE_READ_ONLY, NULL);
      if (store == NULL)
        answer = 'n';
      else if (order == 'a' && !cm_faults_add_theme (store, "Of the other", NULL))
        answer = 'n';
      else if (order == 'b' && !cm_store_begin (store, "Long", NULL))
        answer = 'n';
      else if (order == 'c')
        {
          cm_store_close (store);
          g_clear_object (&store);
        }
      if (write (to, &answer, 1) != 1)
        break;
    }
  _exit (0);
}

static void
start_other (Case *c)
{
  int there[2], back[2];

  g_assert_cmpint (pipe (there), ==, 0);
  g_assert_cmpint (pipe (back), ==, 0);
  c->other = fork ();
  if (c->other == 0)
    {
      close (there[1]);
      close (back[0]);
      obey (c, there[0], back[1]);
    }
  close (there[0]);
  close (back[1]);
  c->to = there[1];
  c->from = back[0];
}

static gboolean
order (Case *c, char what)
{
  char answer = 0;

  g_assert_cmpint (write (c->to, &what, 1), ==, 1);
  g_assert_cmpint (read (c->from, &answer, 1), ==, 1);
  return answer == 'y';
}

static void
end_other (Case *c, gboolean by_force)
{
  int status;

  if (by_force)
    kill (c->other, SIGKILL);
  close (c->to);
  g_assert_cmpint (waitpid (c->other, &status, 0), ==, c->other);
  close (c->from);
}

static guint
count_themes (CmStore *store)
{
  g_autoptr (CmQuery) all = cm_query_new ("theme");

  return cm_store_count (store, all);
}

/* --- two programs ------------------------------------------------------------------------------
 */

static void
test_two_writers (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = NULL;

  start_other (c);
  g_assert_true (order (c, 'w'));
  g_assert_null (cm_store_open (c->path, CM_STORE_WRITE, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY);
  cm_faults_assert_told (error);
  g_clear_error (&error);
  g_assert_true (order (c, 'c'));
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (order (c, 'w'));
  end_other (c, FALSE);
}

static void
changed_cb (CmStore *store, CmChanges *changes, guint *n)
{
  ++*n;
}

static void
test_reader_sees (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = NULL;
  guint n = 0;

  start_other (c);
  g_assert_true (order (c, 'w'));
  store = cm_store_open (c->path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &n);
  g_assert_cmpuint (count_themes (store), ==, 1);
  g_assert_false (cm_store_refresh (store));
  g_assert_true (order (c, 'a'));
  g_assert_true (cm_store_refresh (store));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (count_themes (store), ==, 2);
  g_assert_false (cm_store_refresh (store));
  g_assert_false (cm_store_begin (store, "Change", &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (cm_store_undo (store, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
  /* In the midst of a change of the other it goes on reading. */
  g_assert_true (order (c, 'b'));
  g_assert_cmpuint (count_themes (store), ==, 2);
  end_other (c, FALSE);
}

/* The lock of a program that was killed holds nobody off. */
static void
test_lock_after_kill (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CmStore *store;

  start_other (c);
  g_assert_true (order (c, 'w'));
  g_assert_true (order (c, 'a'));
  g_assert_true (order (c, 'b'));
  end_other (c, TRUE);
  g_assert_cmpuint (cm_faults_count_files (c->folder), >, 1);
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_themes (store), ==, 2);
  cm_store_close (store);
  g_object_unref (store);
  g_assert_cmpuint (cm_faults_count_files (c->folder), ==, 1);
}

/* Many want to write at once: never two of them may. */
static void
test_race (Case *c, gconstpointer data)
{
  guint n = cm_faults_choose (12, 60), rounds = cm_faults_choose (15, 60), done = 0;
  g_autoptr (CmStore) store = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      pid_t child = fork ();

      if (child == 0)
        {
          guint mine = 0;

          for (guint k = 0; k < rounds; k++)
            {
              CmStore *own = cm_store_open (c->path, CM_STORE_WRITE, NULL);

              if (own == NULL)
                continue;
              /* With the lock in hand, nobody else is in the way. */
              if (!cm_faults_add_theme (own, "Raced", NULL))
                _exit (255);
              mine++;
              cm_store_close (own);
              g_object_unref (own);
            }
          _exit ((int) mine);
        }
    }
  for (guint i = 0; i < n; i++)
    {
      int status;

      wait (&status);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), <, 255);
      done += (guint) WEXITSTATUS (status);
    }
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_themes (store), ==, done + 1);
  cm_store_close (store);
  g_assert_cmpuint (cm_faults_count_files (c->folder), ==, 1);
}

/* --- what a crash left, opened to read ----------------------------------------------------------
 */

/* As a crash leaves it in the midst of a commit: the pages are half written, the journal is full.
 */
static void
leave_journal (Case *c)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      CmStore *store = cm_store_open (c->path, CM_STORE_WRITE, NULL);

      /* Pages go to the file before the commit. */
      if (!_cm_sql_exec (store, "PRAGMA cache_size=5; PRAGMA cache_spill=5", NULL))
        _exit (1);
      if (!cm_store_begin (store, "Long", NULL))
        _exit (2);
      for (guint i = 0; i < 500; i++)
        {
          g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));

          cm_record_set_text (theme, "name", "Of a change that was never finished");
          if (!cm_store_insert (store, theme, NULL))
            _exit (3);
        }
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

static void
test_read_after_crash (Case *c, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (c->path, "-journal", NULL);
  g_autoptr (GError) error = NULL;
  CmStore *store;
  GStatBuf status;

  leave_journal (c);
  g_assert_cmpint (g_stat (journal, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 512);
  store = cm_store_open (c->path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (cm_store_get_read_only (store));
  g_assert_cmpuint (count_themes (store), ==, 1);
  g_assert_true (cm_store_check (store, NULL));
  cm_store_close (store);
  g_object_unref (store);
}

/* As an ordinary user in a folder that is not theirs: the words say where it can be mended. */
static void
test_read_after_crash_elsewhere (Case *c, gconstpointer data)
{
  pid_t child;
  int status;

  leave_journal (c);
  g_chmod (c->path, 0444);
  g_chmod (c->folder, 0555);
  child = fork ();
  if (child == 0)
    {
      GError *error = NULL;

      if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
        _exit (1);
      if (cm_store_open (c->path, CM_STORE_WRITE, &error) != NULL)
        _exit (2);
      _exit (g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY) ||
                     g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN)
                 ? 0
                 : 3);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_chmod (c->folder, 0700);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* --- a disk that goes away ----------------------------------------------------------------------
 */

/* All that is asked of it fails, as on a share that is gone; then it comes back. */
static void
test_share_vanishes (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_open (c->path, CM_STORE_WRITE, &error);

  g_assert_no_error (error);
  cm_fault_vfs_fail (CM_IO_OPEN | CM_IO_READ | CM_IO_WRITE | CM_IO_SYNC | CM_IO_TRUNCATE |
                         CM_IO_DELETE,
                     1,
                     SQLITE_IOERR,
                     CM_FAULT_BEFORE,
                     TRUE);
  g_assert_false (cm_faults_add_theme (store, "Lost?", &error));
  cm_faults_assert_told (error);
  cm_store_close (store);
  g_object_unref (store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  cm_fault_vfs_fail (0, 0, 0, CM_FAULT_BEFORE, FALSE);
  g_clear_error (&error);
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_themes (store), ==, 1);
  cm_store_close (store);
  g_object_unref (store);
}

/* The folder is renamed, or the stick pulled out and put in elsewhere: a commit says so, and what
 * was kept before is there, in its new place. */
static void
test_folder_moves (Case *c, gconstpointer data)
{
  g_autofree char *elsewhere = g_strconcat (c->folder, ".moved", NULL);
  g_autofree char *moved = g_build_filename (elsewhere, "plan.portfolio", NULL);
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_open (c->path, CM_STORE_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (cm_faults_add_theme (store, "Before", &error));
  g_assert_cmpint (g_rename (c->folder, elsewhere), ==, 0);
  g_assert_false (cm_faults_add_theme (store, "After", &error));
  cm_faults_assert_told (error);
  g_test_message ("%s", error->message);
  g_clear_error (&error);
  cm_store_close (store);
  g_object_unref (store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  store = cm_store_open (moved, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_themes (store), ==, 2);
  cm_store_close (store);
  g_object_unref (store);
  g_assert_cmpint (g_rename (elsewhere, c->folder), ==, 0);
}

/* Another file was put in its place, as programs that synchronise folders do. */
static void
test_file_replaced (Case *c, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (c->path, ".copy", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  CmStore *store;

  g_assert_true (g_file_get_contents (c->path, &bytes, &size, NULL));
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
  g_assert_cmpint (g_rename (copy, c->path), ==, 0);
  g_assert_false (cm_faults_add_theme (store, "Into nowhere", &error));
  cm_faults_assert_told (error);
  g_test_message ("%s", error->message);
  cm_store_close (store);
  g_object_unref (store);
}

int
main (int argc, char **argv)
{
  int status;
  static const struct
  {
    const char *path;
    void (*run) (Case *, gconstpointer);
  } cases[] = {
    { "/faults/processes/two-writers", test_two_writers },
    { "/faults/processes/reader-sees", test_reader_sees },
    { "/faults/processes/lock-after-kill", test_lock_after_kill },
    { "/faults/processes/race", test_race },
    { "/faults/processes/read-after-crash", test_read_after_crash },
    { "/faults/processes/read-after-crash-elsewhere", test_read_after_crash_elsewhere },
    { "/faults/processes/share-vanishes", test_share_vanishes },
    { "/faults/processes/folder-moves", test_folder_moves },
    { "/faults/processes/file-replaced", test_file_replaced },
  };

  g_test_init (&argc, &argv, NULL);
  cm_fault_vfs_install ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Case, NULL, set_up, cases[i].run, tear_down);
  status = g_test_run ();
  cm_faults_tell ("%u ways of two programs or a disk that goes away, 0 lost", n_checks);
  return status;
}
