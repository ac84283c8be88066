/* cm-export-manual-dialog.c - writes the manual to a file: which part of it, and as what. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-export-manual-dialog"
#include "config.h"

#include "cm-export-manual-dialog.h"

#include <glib/gi18n.h>

#include "cm-progress-dialog.h"

#define PATIENCE_MS 400 /* before it is shown that it takes long */

/**
 * CmExportManualDialog:
 *
 * Two choices, and a button that asks where to write it. A file that is not whole leaves no trace.
 */
struct _CmExportManualDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *parts, *formats;
  AdwActionRow *section_row, *chapter_row;
  GtkCheckButton *section, *chapter, *whole;
  GtkWidget *export_button;
  GtkCheckButton *format_buttons[CM_N_MANUAL_FORMATS];

  CmManual *manual;
  CmBlock *shown_section; /* of the manual, or NULL */
  CmBlock *shown_chapter;
  GtkFileChooserNative *chooser; /* while it is asked, or NULL */
  GCancellable *cancellable;     /* while it is being written, or NULL */
  CmProgress *progress;
  CmProgressDialog *dialog; /* or NULL */
  guint timeout;
};

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmExportManualDialog, cm_export_manual_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static const char *const explanations[] = {
  [CM_MANUAL_PDF] = N_ ("Looks the same everywhere, with page numbers and an outline"),
  [CM_MANUAL_HTML] = N_ ("All of it in a single file, for any browser, on any size of screen"),
  [CM_MANUAL_HTML_FOLDER] = N_ ("A page for each section, to put on a shared drive or an intranet"),
  [CM_MANUAL_ODT] = N_ ("To be changed, or made part of other papers"),
};

/* --- what is chosen --------------------------------------------------------------------------- */

static CmBlock *
get_part (CmExportManualDialog *self)
{
  if (gtk_check_button_get_active (self->section))
    return self->shown_section;
  return gtk_check_button_get_active (self->chapter) ? self->shown_chapter : NULL;
}

const char *
cm_export_manual_dialog_get_part (CmExportManualDialog *self)
{
  const CmBlock *part = get_part (self);

  return part != NULL ? part->id : NULL;
}

CmManualFormat
cm_export_manual_dialog_get_format (CmExportManualDialog *self)
{
  guint i = 0;

  while (i + 1 < CM_N_MANUAL_FORMATS && !gtk_check_button_get_active (self->format_buttons[i]))
    i++;
  return i;
}

char *
cm_export_manual_dialog_make_name (CmExportManualDialog *self)
{
  const CmBlock *part = get_part (self);
  const CmManualFormatInfo *format =
      cm_manual_format_get (cm_export_manual_dialog_get_format (self));
  g_autofree char *title =
      part != NULL ? cm_block_get_text (part)
                   : g_strdup (cm_document_get_title (cm_manual_get_document (self->manual)));

  return g_strconcat (g_strdelimit (title, "/\\:", '-'), format->ending, NULL);
}

/* --- in the thread ---------------------------------------------------------------------------- */

typedef struct
{
  CmManual *manual;
  char *part; /* or NULL */
  CmManualFormat format;
  char *path;
  CmProgress *progress;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->manual);
  g_free (job->part);
  g_free (job->path);
  cm_progress_unref (job->progress);
  g_free (job);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (CmDocument) document = cm_manual_export_new_document (job->manual, job->part);
  g_autoptr (GError) error = NULL;

  if (cm_manual_export (
          document, job->manual, job->format, job->path, job->progress, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- writing ---------------------------------------------------------------------------------- */

static void
stop_waiting (CmExportManualDialog *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->dialog, cm_progress_dialog_end);
  g_clear_pointer (&self->progress, cm_progress_unref);
  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (self->export_button, TRUE);
}

static void
show_error (CmExportManualDialog *self, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("The manual could not be exported"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmExportManualDialog *self = CM_EXPORT_MANUAL_DIALOG (object);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  const gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  /* It was closed meanwhile. */
  if (self->cancellable == NULL)
    return;
  stop_waiting (self);
  if (written)
    {
      g_signal_emit (self, signals[SIGNAL_EXPORTED], 0, job->path);
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static gboolean
show_progress_cb (gpointer data)
{
  CmExportManualDialog *self = data;

  self->timeout = 0;
  self->dialog = cm_progress_dialog_start (
      GTK_WIDGET (self), _ ("Exporting the manual"), self->progress, self->cancellable);
  return G_SOURCE_REMOVE;
}

void
cm_export_manual_dialog_write (CmExportManualDialog *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (CM_IS_EXPORT_MANUAL_DIALOG (self));
  g_return_if_fail (self->cancellable == NULL);

  job = g_new0 (Job, 1);
  job->manual = g_object_ref (self->manual);
  job->part = g_strdup (cm_export_manual_dialog_get_part (self));
  job->format = cm_export_manual_dialog_get_format (self);
  job->path = g_strdup (path);
  job->progress = cm_progress_new ();
  self->progress = cm_progress_ref (job->progress);
  self->cancellable = g_cancellable_new ();
  self->timeout = g_timeout_add (PATIENCE_MS, show_progress_cb, self);
  gtk_widget_set_sensitive (self->export_button, FALSE);
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, write_in_thread);
}

/* --- asking where to -------------------------------------------------------------------------- */

/* A name of which there is no file yet: nobody was asked whether to replace one. */
static char *
find_free (const char *folder, const char *stem, const char *ending)
{
  char *path = g_strconcat (folder, "/", stem, ending, NULL);

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (path);
      path = g_strdup_printf ("%s/%s (%u)%s", folder, stem, i, ending);
    }
  return path;
}

/* Pages go into a folder of their own within the one that was chosen. */
static char *
get_path (CmExportManualDialog *self)
{
  const CmManualFormat format = cm_export_manual_dialog_get_format (self);
  const CmManualFormatInfo *info = cm_manual_format_get (format);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = cm_export_manual_dialog_make_name (self);
  g_autofree char *folder = NULL;
  g_autofree char *stem = NULL;

  if (path == NULL)
    return NULL;
  if (format == CM_MANUAL_HTML_FOLDER)
    return find_free (path, name, "");
  if (cm_manual_format_for (path) == format)
    return g_steal_pointer (&path);
  folder = g_path_get_dirname (path);
  stem = g_path_get_basename (path);
  return find_free (folder, stem, info->ending);
}

static void
response_cb (CmExportManualDialog *self, int response)
{
  g_autofree char *path = response == GTK_RESPONSE_ACCEPT ? get_path (self) : NULL;

  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  if (path != NULL)
    cm_export_manual_dialog_write (self, path);
}

static void
export_cb (CmExportManualDialog *self)
{
  const gboolean folder = cm_export_manual_dialog_get_format (self) == CM_MANUAL_HTML_FOLDER;
  g_autofree char *name = cm_export_manual_dialog_make_name (self);

  if (self->chooser != NULL || self->cancellable != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      folder ? _ ("Where to put the folder") : _ ("Export the manual"),
      GTK_WINDOW (self),
      folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_SAVE,
      folder ? _ ("_Put it here") : _ ("_Export"),
      _ ("_Cancel"));
  if (!folder)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- the choices ------------------------------------------------------------------------------ */

static void
add_format (CmExportManualDialog *self, CmManualFormat format)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, NULL);
  GtkWidget *button = gtk_check_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ (cm_manual_format_get (format)->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (explanations[format]));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  self->format_buttons[format] = GTK_CHECK_BUTTON (button);
  if (format > 0)
    gtk_check_button_set_group (self->format_buttons[format], self->format_buttons[0]);
  adw_preferences_group_add (self->formats, row);
}

static void
offer_part (AdwActionRow *row, const CmBlock *part)
{
  g_autofree char *title = part != NULL ? cm_block_get_text (part) : NULL;
  g_autofree char *escaped = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), part != NULL);
  if (part != NULL)
    adw_action_row_set_subtitle (row, escaped);
}

/* The section nearest to what is read that has an id, and its chapter. */
static void
find_shown (CmExportManualDialog *self, const char *shown)
{
  CmBlock *block = cm_document_find (cm_manual_get_document (self->manual), shown);

  while (block != NULL &&
         (block->kind != CM_BLOCK_SECTION || (block->id == NULL && block->parent != NULL)))
    block = block->parent;
  self->shown_section = block != NULL && block->parent != NULL ? block : NULL;
  while (block != NULL && block->parent != NULL)
    block = block->parent;
  self->shown_chapter = block != NULL && block->id != NULL ? block : NULL;
}

/* --- GObject ---------------------------------------------------------------------------------- */

/* The thread holds it longer than the screen does. */
static void
cm_export_manual_dialog_unmap (GtkWidget *widget)
{
  CmExportManualDialog *self = CM_EXPORT_MANUAL_DIALOG (widget);

  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      stop_waiting (self);
    }
  GTK_WIDGET_CLASS (cm_export_manual_dialog_parent_class)->unmap (widget);
}

static void
cm_export_manual_dialog_dispose (GObject *object)
{
  CmExportManualDialog *self = CM_EXPORT_MANUAL_DIALOG (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->manual);
  G_OBJECT_CLASS (cm_export_manual_dialog_parent_class)->dispose (object);
}

static void
cm_export_manual_dialog_class_init (CmExportManualDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_export_manual_dialog_dispose;
  widget_class->unmap = cm_export_manual_dialog_unmap;
  /* The path of what was written. */
  signals[SIGNAL_EXPORTED] = g_signal_new ("exported",
                                           CM_TYPE_EXPORT_MANUAL_DIALOG,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           1,
                                           G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-export-manual-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, parts);
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, formats);
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, section_row);
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, chapter_row);
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, section);
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, chapter);
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, whole);
  gtk_widget_class_bind_template_child (widget_class, CmExportManualDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cm_export_manual_dialog_init (CmExportManualDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < CM_N_MANUAL_FORMATS; i++)
    add_format (self, i);
  gtk_check_button_set_active (self->format_buttons[CM_MANUAL_PDF], TRUE);
}

GtkWidget *
cm_export_manual_dialog_new (CmManual *manual, const char *shown)
{
  CmExportManualDialog *self = g_object_new (CM_TYPE_EXPORT_MANUAL_DIALOG, NULL);

  self->manual = g_object_ref (manual);
  find_shown (self, shown);
  offer_part (self->section_row, self->shown_section);
  offer_part (self->chapter_row, self->shown_chapter);
  gtk_check_button_set_active (self->whole, TRUE);
  return GTK_WIDGET (self);
}
