/* test-errors.c - every single call to the disk fails once, in each of the ways in which it can. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-fault-vfs.h"
#include "cm-faults.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define N_HELD 4

/* A way to fail. */
typedef struct
{
  const char *name;
  guint kinds;
  int code;
  CmFaultMode mode;
  gboolean for_good; /* until the step that it hit is over */
} Way;

static const Way ways[] = {
  { "full", CM_IO_WRITE, SQLITE_FULL, CM_FAULT_BEFORE, FALSE },
  { "full-for-good", CM_IO_WRITE, SQLITE_FULL, CM_FAULT_HALF, TRUE },
  { "write", CM_IO_WRITE, SQLITE_IOERR_WRITE, CM_FAULT_BEFORE, FALSE },
  { "write-half", CM_IO_WRITE, SQLITE_IOERR_WRITE, CM_FAULT_HALF, TRUE },
  { "write-done", CM_IO_WRITE, SQLITE_IOERR_WRITE, CM_FAULT_AFTER, FALSE },
  { "sync", CM_IO_SYNC, SQLITE_IOERR_FSYNC, CM_FAULT_BEFORE, FALSE },
  { "sync-done", CM_IO_SYNC, SQLITE_IOERR_FSYNC, CM_FAULT_AFTER, TRUE },
  { "truncate", CM_IO_TRUNCATE, SQLITE_IOERR_TRUNCATE, CM_FAULT_BEFORE, TRUE },
  { "truncate-done", CM_IO_TRUNCATE, SQLITE_IOERR_TRUNCATE, CM_FAULT_AFTER, FALSE },
  { "delete", CM_IO_DELETE, SQLITE_IOERR_DELETE, CM_FAULT_BEFORE, TRUE },
  { "delete-done", CM_IO_DELETE, SQLITE_IOERR_DELETE, CM_FAULT_AFTER, FALSE },
  { "read", CM_IO_READ, SQLITE_IOERR_READ, CM_FAULT_BEFORE, FALSE },
  { "read-for-good", CM_IO_READ, SQLITE_IOERR_READ, CM_FAULT_BEFORE, TRUE },
  { "open", CM_IO_OPEN, SQLITE_CANTOPEN, CM_FAULT_BEFORE, FALSE },
  { "everything",
    CM_IO_OPEN | CM_IO_READ | CM_IO_WRITE | CM_IO_TRUNCATE | CM_IO_SYNC | CM_IO_DELETE,
    SQLITE_IOERR,
    CM_FAULT_BEFORE,
    TRUE },
};

typedef struct
{
  char *folder, *path;
  char *first;
  gsize first_size;
  CmStore *store;
  CmRecord *held[N_HELD]; /* what a page shows meanwhile */
  guint refused, done;
} Case;

static guint all_faults, all_lost, all_refused, in_doubt;

static void
set_up (Case *c, gconstpointer data)
{
  g_autoptr (CmStore) store = NULL;

  c->folder = cm_faults_new_folder ();
  c->path = g_build_filename (c->folder, "plan.portfolio", NULL);
  store = cm_store_create (c->path, NULL);
  for (guint i = 0; i < N_HELD; i++)
    {
      g_autofree char *name = g_strdup_printf ("Held %u", i);

      g_assert_true (cm_faults_add_theme (store, name, NULL));
    }
  cm_store_close (store);
  g_assert_true (g_file_get_contents (c->path, &c->first, &c->first_size, NULL));
}

static void
tear_down (Case *c, gconstpointer data)
{
  cm_faults_drop_folder (c->folder);
  g_free (c->path);
  g_free (c->first);
}

static void
drop_store (Case *c)
{
  for (guint i = 0; i < N_HELD; i++)
    g_clear_object (&c->held[i]);
  cm_store_close (c->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&c->store);
}

static void
hold_records (Case *c)
{
  for (guint i = 0; i < N_HELD; i++)
    {
      g_autofree char *name = g_strdup_printf ("Held %u", i);
      g_autoptr (CmQuery) query = cm_query_new ("theme");

      cm_query_where_text (query, "name", name);
      c->held[i] = cm_store_first (c->store, query);
      g_assert_nonnull (c->held[i]);
    }
}

/* Nothing fails any more. */
static void
open_in_peace (Case *c)
{
  g_autoptr (GError) error = NULL;

  c->store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  hold_records (c);
}

/* What is held in memory is what is in the file. */
static void
assert_held (Case *c)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) other = cm_store_open (c->path, CM_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_HELD; i++)
    {
      const CmTable *table = cm_record_get_table (c->held[i]);
      g_autoptr (CmRecord) same = cm_store_get (other, table->name, cm_record_get_id (c->held[i]));

      g_assert_nonnull (same);
      for (guint f = 0; f < table->n_fields; f++)
        g_assert_true (cm_value_equal (cm_record_value (same, f), cm_record_value (c->held[i], f)));
    }
}

/* Changes a record that is held. */
static gboolean
change_held (CmStore *store, GError **error)
{
  static guint n;
  g_autofree char *lead = g_strdup_printf ("Lead %u", n++);
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autoptr (CmRecord) theme = NULL, copy = NULL;

  cm_query_where_text (query, "name", "Held 1");
  theme = cm_store_first (store, query);
  if (theme == NULL)
    {
      g_set_error_literal (
          error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED, "the record is not there");
      return FALSE;
    }
  copy = cm_record_copy (theme);
  cm_record_set_text (copy, "lead", lead);
  return cm_store_save (store, copy, lead, error);
}

static gboolean
import_some (CmStore *store, GError **error)
{
  return cm_faults_import (store, 60, error);
}

static const CmStep steps[] = {
  { "change", change_held },    { "import", import_some }, { "undo the import", cm_store_undo },
  { "redo it", cm_store_redo }, { "change", change_held }, { "undo", cm_store_undo },
};

/* A step either is done and kept, or leaves everything as it was and says why. */
static void
take_step (Case *c, const CmStep *step)
{
  g_autofree char *before = NULL, *after = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;
  guint failed;
  gboolean done;

  cm_fault_vfs_pause (TRUE);
  before = cm_faults_digest (c->store);
  failed = cm_fault_vfs_failed ();
  cm_fault_vfs_pause (FALSE);

  done = step->run (c->store, &error);

  cm_fault_vfs_pause (TRUE);
  if (failed == cm_fault_vfs_failed ())
    {
      g_assert_no_error (error);
      g_assert_true (done);
      return;
    }
  if (done)
    g_assert_no_error (error);
  else
    cm_faults_assert_told (error);
  cm_store_refresh (c->store);
  after = cm_faults_digest (c->store);
  g_assert_nonnull (after);
  in_doubt += g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_DOUBT);
  if (!done && g_strcmp0 (before, after) != 0 &&
      !g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_DOUBT))
    g_error ("%s was done, and yet told as failed: %s", step->name, error->message);
  kept = cm_faults_digest_file (c->path);
  if (g_strcmp0 (after, kept) != 0)
    all_lost++;
  g_assert_cmpstr (after, ==, kept);
  /* Unless it was told that what is shown may be incomplete. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  if (cm_store_get_damage (c->store) == NULL)
    assert_held (c);
  c->refused += !done;
  c->done += done;
}

/* Damage was told: nothing is written until it is opened again. */
static void
reopen_if_told (Case *c)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  if (cm_store_get_damage (c->store) == NULL)
    return;
  drop_store (c);
  open_in_peace (c);
}

/* What fails goes on failing until whoever sits there is told. */
static gboolean
sit (Case *c, const Way *way, guint nth)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL, *kept = NULL;
  gboolean hit = FALSE;

  g_assert_true (g_file_set_contents (c->path, c->first, (gssize) c->first_size, NULL));
  cm_fault_vfs_fail (way->kinds, nth, way->code, way->mode, way->for_good);
  c->store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  if (c->store == NULL)
    {
      cm_faults_assert_told (error);
      g_assert_cmpuint (cm_fault_vfs_failed (), >, 0);
      c->refused++;
    }
  cm_fault_vfs_pause (TRUE);
  if (c->store == NULL || cm_fault_vfs_failed () > 0)
    {
      hit = TRUE;
      cm_fault_vfs_fail (0, 0, 0, CM_FAULT_BEFORE, FALSE);
    }
  if (c->store == NULL)
    open_in_peace (c);
  else
    {
      reopen_if_told (c);
      if (c->held[0] == NULL)
        hold_records (c);
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      take_step (c, &steps[i]);
      if (!hit && cm_fault_vfs_failed () > 0)
        {
          hit = TRUE;
          cm_fault_vfs_fail (0, 0, 0, CM_FAULT_BEFORE, FALSE);
          reopen_if_told (c);
        }
      /* Of what follows, nothing hangs on whether this was done: it is done once more. */
      if (hit)
        {
          g_clear_error (&error);
          change_held (c->store, &error);
          g_assert_no_error (error);
          break;
        }
    }
  cm_fault_vfs_pause (TRUE);
  last = cm_faults_digest (c->store);
  cm_fault_vfs_pause (FALSE);
  drop_store (c);
  hit = hit || cm_fault_vfs_failed () > 0;
  cm_fault_vfs_fail (0, 0, 0, CM_FAULT_BEFORE, FALSE);
  open_in_peace (c);
  kept = cm_faults_digest (c->store);
  if (g_strcmp0 (last, kept) != 0)
    all_lost++;
  g_assert_cmpstr (last, ==, kept);
  drop_store (c);
  g_assert_cmpuint (cm_faults_count_files (c->folder), ==, 1);
  return hit;
}

static void
test_way (Case *c, gconstpointer data)
{
  const Way *way = data;
  guint n = 0, every = 1, all;

  /* How many calls there are of that kind. */
  sit (c, way, 0);
  cm_fault_vfs_fail (way->kinds, 0, 0, way->mode, FALSE);
  g_assert_true (g_file_set_contents (c->path, c->first, (gssize) c->first_size, NULL));
  open_in_peace (c);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_true (steps[i].run (c->store, NULL));
  drop_store (c);
  all = cm_fault_vfs_count ();
  every = MAX (1, all / cm_faults_choose (16, 100000));
  for (guint nth = 1 + (guint) g_test_rand_int_range (0, (int) every); nth <= all; nth += every)
    n += sit (c, way, nth);
  g_test_message (
      "%u of %u calls failed: %u steps refused, %u done nevertheless", n, all, c->refused, c->done);
  g_assert_cmpuint (n, >, 0);
  all_faults += n;
  all_refused += c->refused;
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cm_fault_vfs_install ();
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/errors/", ways[i].name, NULL);

      g_test_add (path, Case, &ways[i], set_up, test_way, tear_down);
    }
  status = g_test_run ();
  cm_faults_tell ("%s injected errors (%s changes refused in words, %u told as uncertain), %u lost",
                  cm_faults_number (all_faults),
                  cm_faults_number (all_refused),
                  in_doubt,
                  all_lost);
  return status;
}
