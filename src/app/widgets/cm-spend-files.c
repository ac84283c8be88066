/* cm-spend-files.c - the files that spend was brought in with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-files"
#include "config.h"

#include "cm-spend-files.h"

#include <glib/gi18n.h>

#include "cm-progress-dialog.h"
#include "cm-records.h"
#include "cm-store-errand.h"

/**
 * CmSpendFiles:
 *
 * A register of the files. A file is deleted with its lines; of more than a few that takes a while
 * and is done in a thread.
 */
struct _CmSpendFiles
{
  CmSpendView parent_instance;

  CmRegister *list;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (CmSpendFiles, cm_spend_files, CM_TYPE_SPEND_VIEW)

static const CmRegisterWords words = {
  .add = N_ ("Add a file by hand"),
  .remove = N_ ("Delete the chosen files with all their lines"),
  .copy = N_ ("Copy the chosen rows for a spreadsheet"),
  .paste = N_ ("Add rows from a spreadsheet’s clipboard"),
  .details = N_ ("Show everything about the chosen file"),
  .search = N_ ("Search the files"),
  .empty_title = N_ ("No files yet"),
  .empty_text = N_ ("Each file that is brought in stands here, with how many of its rows were "
                    "stored and how many were set aside, and what the amounts came to: compare "
                    "that with what the sender says. Use “Bring in a file…” above."),
  .empty_add = N_ ("_Add a file by hand"),
  .none_found = N_ ("No file has all those words."),
};

/* --- deleting --------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *ids; /* of char * */
  char *label;    /* of the transaction */
  char *done;     /* to be told */
} Deletion;

static void
free_deletion (gpointer data)
{
  Deletion *deletion = data;

  g_ptr_array_unref (deletion->ids);
  g_free (deletion->label);
  g_free (deletion->done);
  g_free (deletion);
}

/* In a thread, with a store of its own. */
static gboolean
delete_files (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  Deletion *deletion = data;

  if (!cm_store_begin (store, deletion->label, error))
    return FALSE;
  for (guint i = 0; i < deletion->ids->len; i++)
    {
      g_autoptr (CmRecord) file = cm_store_get (store, "spend_file", deletion->ids->pdata[i]);

      cm_progress_set (progress, (double) i / deletion->ids->len);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (file != NULL && !cm_store_delete (store, file, error)))
        {
          cm_store_rollback (store);
          return FALSE;
        }
    }
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}

typedef struct
{
  CmSpendFiles *self;
  CmProgressDialog *dialog;
  char *done;
} Waiting;

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (CmSpendFiles) self = waiting->self;
  g_autofree char *done = waiting->done;
  g_autoptr (GError) error = NULL;

  cm_progress_dialog_end (waiting->dialog);
  g_free (waiting);
  self->busy = FALSE;
  if (cm_store_run_errand_finish (CM_STORE (source), result, &error))
    cm_spend_view_tell (CM_SPEND_VIEW (self), done, TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cm_spend_view_tell (CM_SPEND_VIEW (self), error->message, FALSE);
}

static char *
name_files (GPtrArray *files)
{
  if (files->len == 1)
    return g_strdup_printf ("“%s”", cm_record_get_title (files->pdata[0]));
  return g_strdup_printf (ngettext ("%u file", "%u files", files->len), files->len);
}

static void
delete_later (CmSpendFiles *self, GPtrArray *files, guint lines)
{
  CmStore *store = cm_spend_view_get_store (CM_SPEND_VIEW (self));
  Deletion *deletion = g_new0 (Deletion, 1);
  Waiting *waiting = g_new0 (Waiting, 1);
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *names = name_files (files);
  g_autofree char *count = cm_spend_view_format_lines (lines);
  /* translators: %1$s is the name of a file or as in “3 files”, %2$s as in “214 lines” */
  g_autofree char *text = g_strdup_printf (_ ("Deleting %1$s with %2$s…"), names, count);

  deletion->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (deletion->ids, g_strdup (cm_record_get_id (files->pdata[i])));
  /* translators: %s is the name of a file or as in “3 files” */
  deletion->label = g_strdup_printf (_ ("Delete %s"), names);
  waiting->self = g_object_ref (self);
  /* translators: %1$s is the name of a file or as in “3 files”, %2$s as in “214 lines” */
  waiting->done = g_strdup_printf (_ ("%1$s with %2$s: deleted"), names, count);
  waiting->dialog = cm_progress_dialog_start (GTK_WIDGET (self), text, progress, cancellable);
  self->busy = TRUE;
  cm_store_run_errand_async (
      store, delete_files, deletion, free_deletion, progress, cancellable, deleted_cb, waiting);
}

static guint
count_lines (CmStore *store, GPtrArray *files)
{
  guint lines = 0;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new ("spend_line");

      cm_query_where_text (query, "spend_file", cm_record_get_id (files->pdata[i]));
      lines += cm_store_count (store, query);
    }
  return lines;
}

/* The register tells what went wrong; of what has only begun that is what it is told. */
static gboolean
remove_files (CmRegister *list, GPtrArray *files, gpointer data, GError **error)
{
  CmSpendFiles *self = data;
  CmStore *store = cm_spend_view_get_store (CM_SPEND_VIEW (self));
  guint lines = count_lines (store, files);

  if (lines <= CM_SPEND_FILES_AT_ONCE)
    return cm_records_delete (store, files, error);
  if (cm_store_has_errand (store))
    {
      g_set_error_literal (error,
                           CM_STORE_ERROR,
                           CM_STORE_ERROR_BUSY,
                           _ ("Something else is still under way; try again when it is done"));
      return FALSE;
    }
  delete_later (self, files, lines);
  g_set_error_literal (
      error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY, _ ("There are many lines: this takes a moment"));
  return FALSE;
}

static const CmRegisterKeeper keeper = { NULL, NULL, NULL, remove_files, NULL, NULL };

gboolean
cm_spend_files_is_busy (CmSpendFiles *self)
{
  g_return_val_if_fail (CM_IS_SPEND_FILES (self), FALSE);
  return self->busy;
}

/* --- showing ---------------------------------------------------------------------------------- */

static void
cm_spend_files_show (CmSpendView *view)
{
  CmSpendFiles *self = CM_SPEND_FILES (view);
  CmStore *store = cm_spend_view_get_store (view);

  if (cm_register_get_store (self->list) != store)
    cm_register_show (self->list, store, cm_query_new ("spend_file"));
}

/* What the rows come to. */
static void
show_totals (CmSpendFiles *self)
{
  CmStore *store = cm_register_get_store (self->list);
  g_autoptr (CmQuery) query = cm_register_get_query (self->list);
  guint n = cm_table_view_get_n_rows (cm_register_get_table (self->list));
  gint64 stored = cm_store_sum (store, query, "rows_stored");
  gint64 rejected = cm_store_sum (store, query, "rows_rejected");
  g_autofree char *total = cm_money_format (cm_store_sum (store, query, "control_total"));
  g_autofree char *text = g_strdup_printf (
      /* translators: %1$u files, %2$d rows, %3$d rows, %4$s is an amount of money */
      ngettext ("%1$u file · %2$d rows stored, %3$d set aside · %4$s",
                "%1$u files · %2$d rows stored, %3$d set aside · %4$s",
                n),
      n,
      (int) stored,
      (int) rejected,
      total);

  cm_register_set_totals (self->list, text);
}

static gboolean
cm_spend_files_flush (CmSpendView *view)
{
  return cm_register_flush (CM_SPEND_FILES (view)->list);
}

CmRegister *
cm_spend_files_get_register (CmSpendFiles *self)
{
  g_return_val_if_fail (CM_IS_SPEND_FILES (self), NULL);
  return self->list;
}

static void
cm_spend_files_dispose (GObject *object)
{
  CmSpendFiles *self = CM_SPEND_FILES (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->list = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (cm_spend_files_parent_class)->dispose (object);
}

static void
cm_spend_files_class_init (CmSpendFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_files_dispose;
  CM_SPEND_VIEW_CLASS (klass)->show = cm_spend_files_show;
  CM_SPEND_VIEW_CLASS (klass)->flush = cm_spend_files_flush;
}

static void
cm_spend_files_init (CmSpendFiles *self)
{
  self->list = CM_REGISTER (cm_register_new ());
  cm_register_set_words (self->list, &words);
  cm_register_set_keeper (self->list, &keeper, self);
  g_signal_connect_swapped (self->list, "message", G_CALLBACK (cm_spend_view_tell), self);
  g_signal_connect_swapped (self->list, "changed-rows", G_CALLBACK (show_totals), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
