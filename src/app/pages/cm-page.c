/* cm-page.c - what every page of the window has in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-page"
#include "config.h"

#include "cm-page.h"

#include <glib/gi18n.h>

/**
 * CmPage:
 *
 * A page shows one portfolio, narrowed to a scope. It talks to the window through signals only, so
 * that a test can put it in a window of its own.
 */
typedef struct
{
  CmStore *store;
  CmScope *scope;
  GtkNativeDialog *chooser; /* while it is asked where to save something, or NULL */
  CmPagePathFunc take;      /* what is done with the answer */
} CmPagePrivate;

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_GUIDANCE,
  SIGNAL_OPEN_RECORD,
  SIGNAL_OPEN_QUERY,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CmPage, cm_page, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
cm_page_dispose (GObject *object)
{
  CmPagePrivate *priv = cm_page_get_instance_private (CM_PAGE (object));

  g_clear_object (&priv->chooser);
  G_OBJECT_CLASS (cm_page_parent_class)->dispose (object);
}

static void
cm_page_finalize (GObject *object)
{
  CmPagePrivate *priv = cm_page_get_instance_private (CM_PAGE (object));

  g_clear_object (&priv->store);
  g_clear_pointer (&priv->scope, cm_scope_free);
  G_OBJECT_CLASS (cm_page_parent_class)->finalize (object);
}

static void
cm_page_class_init (CmPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_page_finalize;

  /* Something to tell the reader; the flag says whether it can be undone. */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_PAGE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  /* The section of the manual that goes with what is being done. */
  signals[SIGNAL_GUIDANCE] = g_signal_new ("guidance",
                                           CM_TYPE_PAGE,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           1,
                                           G_TYPE_STRING);
  /* A record to be shown where it is at home: its table and its key. */
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_PAGE,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
  /* Records to be shown where they are at home: their CmQuery, and what they are, in words. */
  signals[SIGNAL_OPEN_QUERY] = g_signal_new ("open-query",
                                             CM_TYPE_PAGE,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_POINTER,
                                             G_TYPE_STRING);
}

static void
cm_page_init (CmPage *self)
{
  CmPagePrivate *priv = cm_page_get_instance_private (self);

  priv->scope = cm_scope_new (NULL, NULL);
}

CmStore *
cm_page_get_store (CmPage *self)
{
  CmPagePrivate *priv = cm_page_get_instance_private (self);

  return priv->store;
}

const CmScope *
cm_page_get_scope (CmPage *self)
{
  CmPagePrivate *priv = cm_page_get_instance_private (self);

  return priv->scope;
}

void
cm_page_set_store (CmPage *self, CmStore *store, const CmScope *scope)
{
  CmPagePrivate *priv = cm_page_get_instance_private (self);

  g_return_if_fail (priv->store == NULL);
  priv->store = g_object_ref (store);
  if (scope != NULL)
    {
      cm_scope_free (priv->scope);
      priv->scope = cm_scope_copy (scope);
    }
  if (CM_PAGE_GET_CLASS (self)->set_store != NULL)
    CM_PAGE_GET_CLASS (self)->set_store (self, store);
}

void
cm_page_set_scope (CmPage *self, const CmScope *scope)
{
  CmPagePrivate *priv = cm_page_get_instance_private (self);
  CmScope *copy = cm_scope_copy (scope);

  cm_scope_free (priv->scope);
  priv->scope = copy;
  if (CM_PAGE_GET_CLASS (self)->set_scope != NULL)
    CM_PAGE_GET_CLASS (self)->set_scope (self, copy);
}

gboolean
cm_page_show_record (CmPage *self, const char *table, const char *id)
{
  g_return_val_if_fail (CM_PAGE_GET_CLASS (self)->show_record != NULL, FALSE);
  return CM_PAGE_GET_CLASS (self)->show_record (self, table, id);
}

void
cm_page_show_query (CmPage *self, const CmQuery *query, const char *what)
{
  if (CM_PAGE_GET_CLASS (self)->show_query != NULL)
    CM_PAGE_GET_CLASS (self)->show_query (self, query, what);
}

gboolean
cm_page_flush (CmPage *self)
{
  return CM_PAGE_GET_CLASS (self)->flush == NULL || CM_PAGE_GET_CLASS (self)->flush (self);
}

void
cm_page_go_back (CmPage *self)
{
  if (CM_PAGE_GET_CLASS (self)->go_back != NULL)
    CM_PAGE_GET_CLASS (self)->go_back (self);
}

void
cm_page_show_error (CmPage *self, const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error->message, FALSE);
}

void
cm_page_show_toast (CmPage *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
chosen_cb (CmPage *self, int response)
{
  CmPagePrivate *priv = cm_page_get_instance_private (self);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (priv->chooser));
  g_clear_object (&priv->chooser);
  if (file == NULL)
    return;
  path = g_file_get_path (file);
  if (path != NULL)
    priv->take (self, path);
  else
    cm_page_show_toast (self, _ ("It can only be saved in a folder of this computer"), FALSE);
}

void
cm_page_ask_path (CmPage *self, const char *title, const char *name, CmPagePathFunc take)
{
  CmPagePrivate *priv = cm_page_get_instance_private (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&priv->chooser);
  priv->take = take;
  priv->chooser = GTK_NATIVE_DIALOG (
      gtk_file_chooser_native_new (title,
                                   GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Save"),
                                   _ ("_Cancel")));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (priv->chooser), name);
  gtk_native_dialog_set_modal (priv->chooser, TRUE);
  g_signal_connect_swapped (priv->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (priv->chooser);
}

void
cm_page_tell_saved (CmPage *self, const char *path, gboolean saved, const GError *error)
{
  g_autofree char *name = g_path_get_basename (path);
  /* translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("Saved as “%s”"), name);

  if (saved)
    cm_page_show_toast (self, text, FALSE);
  else
    cm_page_show_error (self, error);
}

void
cm_page_open_record (CmPage *self, const char *table, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, table, id);
}

void
cm_page_open_query (CmPage *self, CmQuery *query, const char *what)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_QUERY], 0, query, what);
  cm_query_free (query);
}

void
cm_page_show_guidance (CmPage *self, const char *anchor)
{
  g_signal_emit (self, signals[SIGNAL_GUIDANCE], 0, anchor);
}
