/* cm-import-dialog-maps.c - bringing in: which file, and mappings that are kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-dialog"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-import-dialog-private.h"

/* --- files ------------------------------------------------------------------------------------ */

static void
add_filter (GtkFileChooserNative *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_equal (suffixes[i], "*"))
      gtk_file_filter_add_pattern (filter, "*");
    else
      gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static GtkFileChooserNative *
make_chooser (CmImportDialog *self, const char *title, GtkFileChooserAction action)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title,
      GTK_WINDOW (self),
      action,
      action == GTK_FILE_CHOOSER_ACTION_SAVE ? _ ("_Save") : _ ("_Open"),
      _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

/* (transfer full): what was chosen, or NULL; the chooser is let go of. */
static GFile *
end_chooser (GtkFileChooserNative *chooser, int response)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                    : NULL;

  g_object_unref (chooser);
  return file;
}

static void
file_response_cb (GtkFileChooserNative *chooser, int response, CmImportDialog *self)
{
  g_autoptr (GFile) file = end_chooser (chooser, response);

  if (file != NULL)
    _cm_import_dialog_open (self, file);
}

void
_cm_import_dialog_choose (CmImportDialog *self)
{
  GtkFileChooserNative *chooser;

  if (self->running != NULL)
    return;
  chooser = make_chooser (self, _ ("Bring in a file"), GTK_FILE_CHOOSER_ACTION_OPEN);
  add_filter (chooser,
              _ ("Tables"),
              (const char *const[]){ "csv", "tsv", "txt", "xlsx", "xlsm", "ods", NULL });
  add_filter (chooser, _ ("CSV"), (const char *const[]){ "csv", "tsv", "txt", NULL });
  add_filter (chooser, _ ("Excel"), (const char *const[]){ "xlsx", "xlsm", NULL });
  add_filter (chooser, _ ("OpenDocument"), (const char *const[]){ "ods", NULL });
  add_filter (chooser, _ ("All files"), (const char *const[]){ "*", NULL });
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

typedef void (*FileFunc) (CmImportDialog *self, GFile *file);

typedef struct
{
  CmImportDialog *self;
  FileFunc callback;
} Asked;

static void
save_response_cb (GtkFileChooserNative *chooser, int response, Asked *asked)
{
  g_autoptr (GFile) file = end_chooser (chooser, response);

  if (file != NULL && !asked->self->closed)
    asked->callback (asked->self, file);
  g_object_unref (asked->self);
  g_free (asked);
}

void
_cm_import_dialog_ask_file (CmImportDialog *self,
                            const char *title,
                            const char *name,
                            FileFunc callback)
{
  GtkFileChooserNative *chooser = make_chooser (self, title, GTK_FILE_CHOOSER_ACTION_SAVE);
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->callback = callback;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (save_response_cb), asked);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- mappings --------------------------------------------------------------------------------- */

static void
written_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (CmImportDialog) self = data;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (file), result, NULL, &error);
  if (!self->closed)
    _cm_import_dialog_tell (self, error != NULL ? error->message : _ ("Mapping saved"));
}

static void
write_map (CmImportDialog *self, GFile *file)
{
  g_autofree char *map = self->import != NULL ? cm_import_write_map (self->import) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (map == NULL)
    return;
  bytes = g_bytes_new (map, strlen (map));
  g_file_replace_contents_bytes_async (
      file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, g_object_ref (self));
}

void
_cm_import_dialog_save_map (CmImportDialog *self)
{
  g_autofree char *name = NULL;

  if (self->import == NULL)
    return;
  name = g_strdup_printf ("%s.map", self->table->name);
  _cm_import_dialog_ask_file (self, _ ("Save the mapping"), name, write_map);
}

static void
map_read_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (CmImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *map = NULL;
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (file), result, &map, &length, NULL, &error))
    {
      if (!self->closed)
        _cm_import_dialog_tell (self, error->message);
      return;
    }
  if (self->closed || self->import == NULL)
    return;
  if (!g_utf8_validate_len (map, length, NULL))
    {
      _cm_import_dialog_tell (self, _ ("This is not a mapping: it is not a file of text."));
      return;
    }
  _cm_import_dialog_keep_plan (self);
  cm_import_plan_set_map (self->plan, map);
  _cm_import_dialog_read (self);
}

static void
map_response_cb (GtkFileChooserNative *chooser, int response, CmImportDialog *self)
{
  g_autoptr (GFile) file = end_chooser (chooser, response);

  if (file != NULL && self->import != NULL)
    g_file_load_contents_async (file, NULL, map_read_cb, g_object_ref (self));
}

void
_cm_import_dialog_load_map (CmImportDialog *self)
{
  GtkFileChooserNative *chooser;

  if (self->import == NULL)
    return;
  chooser = make_chooser (self, _ ("Load a mapping"), GTK_FILE_CHOOSER_ACTION_OPEN);
  add_filter (chooser, _ ("Mappings"), (const char *const[]){ "map", NULL });
  add_filter (chooser, _ ("All files"), (const char *const[]){ "*", NULL });
  g_signal_connect_object (chooser, "response", G_CALLBACK (map_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The file is looked at anew, as one that nobody has seen. */
void
_cm_import_dialog_forget (CmImportDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (self->import == NULL || self->signature == NULL)
    return;
  if (!cm_import_plan_forget_signature (self->table, self->signature, &error))
    {
      _cm_import_dialog_tell (self, error->message);
      return;
    }
  self->remembered = FALSE;
  _cm_import_dialog_keep_plan (self);
  cm_import_plan_forget (self->plan);
  _cm_import_dialog_read (self);
}
