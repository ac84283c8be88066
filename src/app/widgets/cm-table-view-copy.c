/* cm-table-view-copy.c - rows of a table view on the clipboard, as text for a spreadsheet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-table-view"
#include "config.h"

#include "cm-table-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-paste.h"

#define AT_ONCE 1000 /* rows that are copied without anybody noticing */

/* All rows, for a thread that reads them through a connection of its own. */
typedef struct
{
  char *portfolio;
  CmQuery *query;
  const CmField **fields;
  guint n_fields;
  GPtrArray *batch; /* of CmRecord */
  GString *text;
  guint n_rows;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->portfolio);
  cm_query_free (job->query);
  g_free (job->fields);
  g_ptr_array_unref (job->batch);
  g_string_free (job->text, TRUE);
  g_free (job);
}

static void
set_clipboard (CmTableView *self, const char *text, guint n_rows)
{
  g_autofree char *told =
      g_strdup_printf (ngettext ("%u row copied", "%u rows copied", n_rows), n_rows);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  _cm_table_view_tell (self, told, FALSE);
}

/* --- all rows --------------------------------------------------------------------------------- */

/* Each batch comes with the line of headings, of which the first is enough. */
static void
append_batch (Job *job, CmStore *store)
{
  g_autofree char *text = cm_paste_copy (store, job->batch, job->fields, job->n_fields);
  const char *rows = job->text->len > 0 ? strchr (text, '\n') + 1 : text;

  g_string_append (job->text, rows);
  job->n_rows += job->batch->len;
  g_ptr_array_set_size (job->batch, 0);
}

typedef struct
{
  Job *job;
  CmStore *store;
  GCancellable *cancellable;
} Visit;

static gboolean
visit_cb (CmRecord *record, gpointer data)
{
  Visit *visit = data;

  g_ptr_array_add (visit->job->batch, g_object_ref (record));
  if (visit->job->batch->len == AT_ONCE)
    append_batch (visit->job, visit->store);
  return !g_cancellable_is_cancelled (visit->cancellable);
}

static gboolean
write_all (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (CmStore) store = cm_store_open (job->portfolio, CM_STORE_READ_ONLY, error);
  Visit visit = { job, store, cancellable };

  if (store == NULL)
    return FALSE;
  cm_store_visit (store, job->query, visit_cb, &visit);
  if (job->batch->len > 0)
    append_batch (job, store);
  cm_store_close (store);
  return TRUE;
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (write_all (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmTableView *self = CM_TABLE_VIEW (object);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    _cm_table_view_tell (self, error->message, FALSE);
  else if (self->view != NULL) /* else it is gone */
    set_clipboard (self, job->text->str, job->n_rows);
}

static void
copy_all (CmTableView *self, const CmField *const *fields, guint n)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, copied_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->portfolio = g_strdup (cm_store_get_path (self->store));
  job->query = _cm_table_view_make_query (self);
  job->fields = g_memdup2 (fields, n * sizeof *fields);
  job->n_fields = n;
  job->batch = g_ptr_array_new_with_free_func (g_object_unref);
  job->text = g_string_new (NULL);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, copy_in_thread);
}

/* --- those that are selected ------------------------------------------------------------------ */

static GPtrArray *
list_wanted (CmTableView *self, gboolean all)
{
  g_autoptr (CmQuery) query = NULL;

  if (!all)
    return cm_table_view_get_selected (self);
  query = _cm_table_view_make_query (self);
  return cm_store_list (self->store, query);
}

void
cm_table_view_copy (CmTableView *self)
{
  const guint n_rows = cm_table_view_get_n_rows (self);
  const CmField *const *fields;
  gboolean all;
  guint n;

  g_return_if_fail (CM_IS_TABLE_VIEW (self));

  if (n_rows == 0)
    return;
  all = self->n_selected == 0 || self->n_selected == n_rows;
  fields = cm_table_view_get_columns (self, &n);
  if (all && n_rows > AT_ONCE)
    copy_all (self, fields, n);
  else
    {
      g_autoptr (GPtrArray) records = list_wanted (self, all);
      g_autofree char *text = cm_paste_copy (self->store, records, fields, n);

      set_clipboard (self, text, records->len);
    }
}
