/* cm-merge-dialog.c - a copy that was changed elsewhere becomes one with the portfolio. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-merge-dialog"
#include "config.h"

#include "cm-merge-dialog.h"

#include <glib/gi18n.h>

#include "cm-conflict-row.h"
#include "cm-store-errand.h"

#define ASK_MS 100

/**
 * CmMergeDialog:
 *
 * The copy is read in a thread; then one list asks about every conflict and another tells what
 * comes in without being asked. When all is chosen it is merged, again in a thread and in one step.
 */

/* What is shown of the conflicts. */
typedef enum
{
  SHOW_ALL,
  SHOW_OPEN,
  SHOW_FIELDS,
  SHOW_DELETED,
  SHOW_RULES,
} Filter;

/* Shared by the dialogue and the thread; the last to let go of it frees it. */
typedef struct
{
  char *theirs, *base;
  CmMerge *merge;
  CmMergeResult result;
} Job;

struct _CmMergeDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *choose_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *busy_page, *failed_page, *nothing_page;
  GtkProgressBar *bar;
  GtkWidget *cancel_button, *base_button, *again_button, *close_button;
  GtkLabel *headline;
  GtkStack *views;
  GtkWidget *views_switcher, *tools;
  GtkStackPage *conflicts_page, *changes_page, *notes_page;
  GtkListView *conflicts, *changes;
  GtkDropDown *filter;
  GtkLabel *changes_more;
  GtkListBox *notes, *done_notes;
  AdwStatusPage *done_page;
  GtkLabel *verdict;
  GtkWidget *run_button;

  CmStore *store;
  GListStore *items;   /* of CmMergeItem: conflicts */
  GtkFilter *shown;    /* of them */
  GListModel *visible; /* those that are shown */
  Job *job;            /* what is shown, or NULL */
  CmProgress *progress;
  GCancellable *cancellable; /* while something is under way, or NULL */
  guint ask_timeout;
  gboolean closed;
};

enum
{
  SIGNAL_MERGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmMergeDialog, cm_merge_dialog, ADW_TYPE_WINDOW)

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->merge, cm_merge_free);
  cm_merge_result_clear (&job->result);
  g_free (job->theirs);
  g_free (job->base);
}

static void
unref_job (gpointer job)
{
  g_atomic_rc_box_release_full (job, clear_job);
}

static void
tell (CmMergeDialog *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* --- how far it is -----------------------------------------------------------------------------
 */

static gboolean
ask_cb (gpointer data)
{
  CmMergeDialog *self = data;

  gtk_progress_bar_set_fraction (self->bar, cm_progress_get (self->progress));
  if (self->cancellable != NULL)
    return G_SOURCE_CONTINUE;
  self->ask_timeout = 0;
  return G_SOURCE_REMOVE;
}

static void
show_busy (CmMergeDialog *self, const char *title, const char *text)
{
  adw_status_page_set_title (self->busy_page, title);
  adw_status_page_set_description (self->busy_page, text);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_widget_set_sensitive (self->cancel_button, TRUE);
  gtk_widget_set_visible (self->choose_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  gtk_widget_grab_focus (self->cancel_button);
  g_clear_pointer (&self->progress, cm_progress_unref);
  self->progress = cm_progress_new ();
  self->cancellable = g_cancellable_new ();
  if (self->ask_timeout == 0)
    self->ask_timeout = g_timeout_add (ASK_MS, ask_cb, self);
}

/* --- what is still to be chosen ----------------------------------------------------------------
 */

static void
show_verdict (CmMergeDialog *self)
{
  guint n = cm_merge_get_conflicts (self->job->merge)->len;
  guint n_open = cm_merge_get_n_open (self->job->merge);
  g_autofree char *text = NULL;

  if (n_open > 0)
    text = g_strdup_printf (
        /* translators: %1$u of %2$u conflicts */
        ngettext ("%1$u of %2$u still to choose", "%1$u of %2$u still to choose", n_open),
        n_open,
        n);
  else if (n > 0)
    text = g_strdup (_ ("All is chosen. Merging is one step, which can be undone."));
  else
    text = g_strdup (_ ("Nothing to choose. Merging is one step, which can be undone."));
  gtk_label_set_text (self->verdict, text);
  gtk_widget_set_sensitive (self->run_button, n_open == 0);
}

static void
choose (CmMergeItem *item, CmMergeChoice choice)
{
  CmMergeConflict *conflict = cm_merge_item_get_conflict (item);

  conflict->choice = choice;
  conflict->chosen = TRUE;
}

static void
chosen_cb (CmMergeDialog *self, int choice, CmConflictRow *row)
{
  choose (cm_conflict_row_get_item (row), (CmMergeChoice) choice);
  show_verdict (self);
}

/* Only what is shown, so that a choice can be made for one kind at once. */
static void
choose_shown (CmMergeDialog *self, CmMergeChoice choice)
{
  guint n = g_list_model_get_n_items (self->visible);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (self->visible, i));
  for (guint i = 0; i < n; i++)
    {
      choose (items->pdata[i], choice);
      cm_merge_item_tell (items->pdata[i]);
    }
  show_verdict (self);
}

/* --- the lists ---------------------------------------------------------------------------------
 */

static gboolean
is_shown (gpointer object, gpointer data)
{
  CmMergeDialog *self = data;
  const CmMergeConflict *conflict = cm_merge_item_get_conflict (object);

  switch ((Filter) gtk_drop_down_get_selected (self->filter))
    {
    case SHOW_OPEN:
      return !conflict->chosen;
    case SHOW_FIELDS:
      return conflict->kind == CM_CONFLICT_FIELD;
    case SHOW_DELETED:
      return conflict->kind == CM_CONFLICT_THEY_DELETED || conflict->kind == CM_CONFLICT_I_DELETED;
    case SHOW_RULES:
      return conflict->kind == CM_CONFLICT_RULE;
    case SHOW_ALL:
    default:
      return TRUE;
    }
}

static void
filter_cb (CmMergeDialog *self)
{
  gtk_filter_changed (self->shown, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
setup_conflict_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CmMergeDialog *self)
{
  GtkWidget *row = cm_conflict_row_new ();

  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_child (item, row);
}

static void
bind_conflict_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  cm_conflict_row_set_item (CM_CONFLICT_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
unbind_conflict_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  cm_conflict_row_set_item (CM_CONFLICT_ROW (gtk_list_item_get_child (item)), NULL);
}

static const char *
get_kind_label (CmChangeKind kind)
{
  return kind == CM_CHANGE_INSERT   ? C_ ("merge", "New")
         : kind == CM_CHANGE_DELETE ? C_ ("merge", "Deleted")
                                    : C_ ("merge", "Changed");
}

static void
bind_change_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const CmMergeChange *change = cm_merge_item_get_change (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkLabel *kind = GTK_LABEL (gtk_widget_get_first_child (box));
  GtkWidget *texts = gtk_widget_get_last_child (box);
  GtkLabel *text = GTK_LABEL (gtk_widget_get_last_child (texts));
  g_autofree char *name = NULL;

  name = *change->title != '\0'
             /* translators: %1$s is what a record is, such as Activity, %2$s its name */
             ? g_strdup_printf (_ ("%1$s “%2$s”"), cm_table_label (change->table), change->title)
             : g_strdup (cm_table_label (change->table));
  gtk_label_set_text (kind, get_kind_label (change->kind));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (texts)), name);
  gtk_label_set_text (text, change->text);
  gtk_widget_set_visible (GTK_WIDGET (text), *change->text != '\0');
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
setup_change_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *kind = make_label ("import-caption");
  GtkWidget *text = make_label ("import-caption");

  gtk_label_set_width_chars (GTK_LABEL (kind), 9);
  gtk_label_set_lines (GTK_LABEL (text), 6);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (NULL));
  gtk_box_append (GTK_BOX (texts), text);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "merge-change");
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_child (item, box);
}

static void
fill_conflicts (CmMergeDialog *self)
{
  GPtrArray *conflicts = cm_merge_get_conflicts (self->job->merge);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < conflicts->len; i++)
    g_ptr_array_add (items, cm_merge_item_new (conflicts->pdata[i], NULL));
  gtk_drop_down_set_selected (self->filter, SHOW_ALL);
  g_list_store_splice (self->items,
                       0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata,
                       items->len);
}

static void
fill_changes (CmMergeDialog *self)
{
  GPtrArray *changes = cm_merge_get_changes (self->job->merge);
  guint n = cm_merge_get_n_changes (self->job->merge);
  g_autoptr (GListStore) items = g_list_store_new (CM_TYPE_MERGE_ITEM);
  g_autoptr (GtkSelectionModel) model = NULL;
  g_autofree char *more = NULL;

  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr (CmMergeItem) item = cm_merge_item_new (NULL, changes->pdata[i]);

      g_list_store_append (items, item);
    }
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (items))));
  gtk_list_view_set_model (self->changes, model);
  /* translators: %1$u changes are listed of %2$u */
  more = g_strdup_printf (_ ("The first %1$u of %2$u are listed."), changes->len, n);
  gtk_label_set_text (self->changes_more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->changes_more), changes->len < n);
}

static void
fill_notes (GtkListBox *box, GPtrArray *notes)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, row);
  for (guint i = 0; i < notes->len; i++)
    {
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), notes->pdata[i]);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      gtk_list_box_append (box, row);
    }
}

static void
set_page (GtkStackPage *page, const char *format, guint n)
{
  g_autofree char *title = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  title = g_strdup_printf (format, n);
#pragma GCC diagnostic pop
  gtk_stack_page_set_title (page, title);
  gtk_stack_page_set_visible (page, n > 0);
}

/* (transfer full) */
static char *
make_headline (guint n_changes, guint n_conflicts)
{
  g_autofree char *changes = NULL, *conflicts = NULL;

  if (n_changes == 0 && n_conflicts > 0)
    return g_strdup_printf (ngettext ("%u conflict needs you to choose",
                                      "%u conflicts need you to choose",
                                      n_conflicts),
                            n_conflicts);
  /* translators: of a merge: so many changes are taken over as they are */
  changes =
      g_strdup_printf (ngettext ("%u change comes in", "%u changes come in", n_changes), n_changes);
  if (n_conflicts == 0)
    return g_steal_pointer (&changes);
  /* translators: the end of “42 changes come in, ”: so many conflicts have to be decided */
  conflicts = g_strdup_printf (
      ngettext ("%u needs you to choose", "%u need you to choose", n_conflicts), n_conflicts);
  /* translators: %1$s is “42 changes come in”, %2$s is “3 need you to choose” */
  return g_strdup_printf (_ ("%1$s, %2$s"), changes, conflicts);
}

static void
show_merge (CmMergeDialog *self)
{
  CmMerge *merge = self->job->merge;
  guint n_conflicts = cm_merge_get_conflicts (merge)->len;
  guint n_changes = cm_merge_get_n_changes (merge);
  GPtrArray *notes = cm_merge_get_notes (merge);
  g_autofree char *headline = make_headline (n_changes, n_conflicts);

  fill_conflicts (self);
  fill_changes (self);
  fill_notes (self->notes, notes);
  /* translators: %u is a number */
  set_page (self->conflicts_page, _ ("To choose (%u)"), n_conflicts);
  /* translators: %u is a number; what is taken over as it is */
  set_page (self->changes_page, _ ("Coming in (%u)"), n_changes);
  /* translators: %u is a number */
  set_page (self->notes_page, _ ("Remarks (%u)"), notes->len);
  gtk_stack_set_visible_child_name (self->views,
                                    n_conflicts > 0 ? "conflicts"
                                    : n_changes > 0 ? "changes"
                                                    : "notes");
  gtk_widget_set_visible (self->views_switcher,
                          (n_conflicts > 0) + (n_changes > 0) + (notes->len > 0) > 1);
  gtk_widget_set_visible (self->tools, n_conflicts > 0);
  gtk_label_set_text (self->headline, headline);
  show_verdict (self);
  gtk_stack_set_visible_child_name (self->stack, "review");
  gtk_widget_grab_focus (n_conflicts > 0 ? GTK_WIDGET (self->conflicts) : self->run_button);
}

/* --- reading -----------------------------------------------------------------------------------
 */

static gboolean
read_errand (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  Job *job = data;

  job->merge = cm_merge_new (store, job->theirs, job->base, progress, cancellable, error);
  return job->merge != NULL;
}

static void
show_failure (CmMergeDialog *self, const GError *error)
{
  gboolean unrelated = g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_UNRELATED);

  adw_status_page_set_title (self->failed_page,
                             unrelated ? _ ("It is not known what both come from")
                                       : _ ("The copy cannot be merged"));
  adw_status_page_set_description (
      self->failed_page,
      unrelated ? _ ("The change logs of the two files have nothing in common. Choose the file "
                     "that both were copied from: the one that was sent out.")
                : error->message);
  gtk_widget_set_visible (self->base_button, unrelated);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_grab_focus (unrelated ? self->base_button : self->again_button);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CmMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = cm_store_run_errand_finish (CM_STORE (object), result, &error);

  g_clear_object (&self->cancellable);
  if (self->closed)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_visible (self->choose_button, done);
  if (!done)
    show_failure (self, error);
  else if (cm_merge_is_empty (self->job->merge))
    {
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      gtk_widget_grab_focus (self->close_button);
    }
  else
    show_merge (self);
}

void
cm_merge_dialog_read (CmMergeDialog *self, const char *theirs, const char *base)
{
  Job *job = g_atomic_rc_box_new0 (Job);
  g_autofree char *name = g_filename_display_basename (theirs);
  g_autofree char *title = NULL;

  g_return_if_fail (self->cancellable == NULL);
  job->theirs = g_strdup (theirs);
  job->base = g_strdup (base);
  g_list_store_remove_all (self->items);
  gtk_list_view_set_model (self->changes, NULL);
  g_clear_pointer (&self->job, unref_job);
  self->job = job;
  adw_window_title_set_subtitle (self->title, name);
  /* translators: %s is the name of a file */
  title = g_strdup_printf (_ ("Reading “%s”"), name);
  show_busy (self, title, _ ("It is compared with the portfolio, record by record."));
  cm_store_run_errand_async (self->store,
                             read_errand,
                             g_atomic_rc_box_acquire (self->job),
                             unref_job,
                             self->progress,
                             self->cancellable,
                             read_cb,
                             g_object_ref (self));
}

/* --- merging -----------------------------------------------------------------------------------
 */

static gboolean
merge_errand (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  Job *job = data;

  return cm_merge_apply (job->merge, store, &job->result, progress, cancellable, error);
}

static void
tell_done (CmMergeDialog *self)
{
  g_autofree char *name = g_filename_display_basename (self->job->theirs);
  GPtrArray *notes = self->job->result.notes;

  g_signal_emit (self, signals[SIGNAL_MERGED], 0, name, self->job->result.n_changes);
  if (notes->len == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  fill_notes (self->done_notes, notes);
  gtk_stack_set_visible_child_name (self->stack, "done");
}

static void
merged_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CmMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = cm_store_run_errand_finish (CM_STORE (object), result, &error);

  g_clear_object (&self->cancellable);
  if (self->closed)
    return;
  if (done)
    {
      tell_done (self);
      return;
    }
  gtk_widget_set_visible (self->choose_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "review");
  tell (self,
        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
            ? _ ("Cancelled. Nothing was merged.")
            : error->message);
}

static void
run_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMergeDialog *self = CM_MERGE_DIALOG (widget);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (self->cancellable != NULL || self->job == NULL || self->job->merge == NULL ||
      !gtk_widget_get_mapped (self->run_button) || !gtk_widget_get_sensitive (self->run_button))
    return;
  name = g_filename_display_basename (self->job->theirs);
  /* translators: %s is the name of a file */
  title = g_strdup_printf (_ ("Merging “%s”"), name);
  show_busy (
      self, title, _ ("It is stored in one step: until the end the portfolio is as it was."));
  cm_store_run_errand_async (self->store,
                             merge_errand,
                             g_atomic_rc_box_acquire (self->job),
                             unref_job,
                             self->progress,
                             self->cancellable,
                             merged_cb,
                             g_object_ref (self));
}

/* --- choosing files ----------------------------------------------------------------------------
 */

static char *
take_path (GtkFileChooserNative *chooser, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
copy_chosen_cb (GtkFileChooserNative *chooser, int response, CmMergeDialog *self)
{
  g_autofree char *path = take_path (chooser, response);

  if (path != NULL)
    cm_merge_dialog_read (self, path, NULL);
  g_object_unref (chooser);
}

static void
base_chosen_cb (GtkFileChooserNative *chooser, int response, CmMergeDialog *self)
{
  g_autofree char *path = take_path (chooser, response);

  if (path != NULL)
    cm_merge_dialog_read (self, self->job->theirs, path);
  g_object_unref (chooser);
}

static void
ask_file (CmMergeDialog *self, const char *title, GCallback callback)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Portfolios"));
  gtk_file_filter_add_pattern (filter, "*.portfolio");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", callback, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMergeDialog *self = CM_MERGE_DIALOG (widget);

  if (self->cancellable == NULL)
    ask_file (self, _ ("The copy that came back"), G_CALLBACK (copy_chosen_cb));
}

static void
choose_base_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMergeDialog *self = CM_MERGE_DIALOG (widget);

  if (self->cancellable == NULL && self->job != NULL)
    ask_file (self, _ ("The file that both were copied from"), G_CALLBACK (base_chosen_cb));
}

static void
all_mine_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_shown (CM_MERGE_DIALOG (widget), CM_MERGE_MINE);
}

static void
all_theirs_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_shown (CM_MERGE_DIALOG (widget), CM_MERGE_THEIRS);
}

static void
stop_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMergeDialog *self = CM_MERGE_DIALOG (widget);

  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
}

/* What is under way is ended first. */
static gboolean
cm_merge_dialog_close_request (GtkWindow *window)
{
  CmMergeDialog *self = CM_MERGE_DIALOG (window);

  if (self->cancellable == NULL)
    return GTK_WINDOW_CLASS (cm_merge_dialog_parent_class)->close_request (window);
  stop_cb (GTK_WIDGET (self), NULL, NULL);
  return TRUE;
}

/* --- GObject -----------------------------------------------------------------------------------
 */

gboolean
cm_merge_dialog_is_busy (CmMergeDialog *self)
{
  return self->cancellable != NULL;
}

static void
cm_merge_dialog_dispose (GObject *object)
{
  CmMergeDialog *self = CM_MERGE_DIALOG (object);

  self->closed = TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->ask_timeout, g_source_remove);
  if (self->items != NULL)
    g_list_store_remove_all (self->items);
  if (self->changes != NULL)
    gtk_list_view_set_model (self->changes, NULL);
  g_clear_object (&self->items);
  g_clear_object (&self->shown);
  g_clear_object (&self->visible);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_merge_dialog_parent_class)->dispose (object);
}

static void
cm_merge_dialog_finalize (GObject *object)
{
  CmMergeDialog *self = CM_MERGE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, cm_progress_unref);
  g_clear_pointer (&self->job, unref_job);
  G_OBJECT_CLASS (cm_merge_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, CmMergeDialog, name)
  BIND (title);
  BIND (choose_button);
  BIND (toasts);
  BIND (stack);
  BIND (busy_page);
  BIND (failed_page);
  BIND (nothing_page);
  BIND (bar);
  BIND (cancel_button);
  BIND (base_button);
  BIND (again_button);
  BIND (close_button);
  BIND (headline);
  BIND (views);
  BIND (views_switcher);
  BIND (tools);
  BIND (conflicts_page);
  BIND (changes_page);
  BIND (notes_page);
  BIND (conflicts);
  BIND (changes);
  BIND (filter);
  BIND (changes_more);
  BIND (notes);
  BIND (done_notes);
  BIND (done_page);
  BIND (verdict);
  BIND (run_button);
#undef BIND
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "merge.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "merge.choose-base", NULL, choose_base_cb);
  gtk_widget_class_install_action (widget_class, "merge.all-mine", NULL, all_mine_cb);
  gtk_widget_class_install_action (widget_class, "merge.all-theirs", NULL, all_theirs_cb);
  gtk_widget_class_install_action (widget_class, "merge.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "merge.stop", NULL, stop_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "merge.choose", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "merge.run", NULL);
}

static void
cm_merge_dialog_class_init (CmMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_merge_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_merge_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cm_merge_dialog_close_request;
  /* (file, n): that many records are not as they were. */
  signals[SIGNAL_MERGED] = g_signal_new ("merged",
                                         CM_TYPE_MERGE_DIALOG,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         2,
                                         G_TYPE_STRING,
                                         G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-merge-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  install_actions (widget_class);
}

static void
prepare_lists (CmMergeDialog *self)
{
  GtkListItemFactory *conflicts = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *changes = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) model = NULL;

  g_signal_connect (conflicts, "setup", G_CALLBACK (setup_conflict_cb), self);
  g_signal_connect (conflicts, "bind", G_CALLBACK (bind_conflict_cb), NULL);
  g_signal_connect (conflicts, "unbind", G_CALLBACK (unbind_conflict_cb), NULL);
  g_signal_connect (changes, "setup", G_CALLBACK (setup_change_cb), NULL);
  g_signal_connect (changes, "bind", G_CALLBACK (bind_change_cb), NULL);
  gtk_list_view_set_factory (self->conflicts, conflicts);
  gtk_list_view_set_factory (self->changes, changes);
  g_object_unref (conflicts);
  g_object_unref (changes);
  self->items = g_list_store_new (CM_TYPE_MERGE_ITEM);
  self->shown = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->visible = G_LIST_MODEL (gtk_filter_list_model_new (
      G_LIST_MODEL (g_object_ref (self->items)), g_object_ref (self->shown)));
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->visible)));
  gtk_list_view_set_model (self->conflicts, model);
}

static void
cm_merge_dialog_init (CmMergeDialog *self)
{
  g_type_ensure (CM_TYPE_CONFLICT_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  prepare_lists (self);
}

CmMergeDialog *
cm_merge_dialog_new (CmStore *store, const char *path)
{
  CmMergeDialog *self = g_object_new (CM_TYPE_MERGE_DIALOG, NULL);

  self->store = g_object_ref (store);
  if (path != NULL)
    cm_merge_dialog_read (self, path, NULL);
  return self;
}
