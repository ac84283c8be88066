/* cm-opening.c - a portfolio that is being opened, or made, in a thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-opening"
#include "config.h"

#include "cm-opening.h"

#include <glib/gstdio.h>

#include "cm-exchange.h"
#include "cm-library.h"

/**
 * CmOpening:
 *
 * Opening reads and checks the whole file. It needs no window, so that a program that starts with a
 * portfolio has it by the time its window is made.
 */
struct _CmOpening
{
  GObject parent_instance;

  char *path;    /* NULL for an example, whose path is found out */
  char *source;  /* XML to be loaded into `path` first, or NULL */
  char *example; /* or NULL */
  CmStoreMode mode;
  GTask *task;
};

G_DEFINE_FINAL_TYPE (CmOpening, cm_opening, G_TYPE_OBJECT)

static guint signal_done;

static void
cm_opening_finalize (GObject *object)
{
  CmOpening *self = CM_OPENING (object);

  g_clear_object (&self->task);
  g_free (self->path);
  g_free (self->source);
  g_free (self->example);
  G_OBJECT_CLASS (cm_opening_parent_class)->finalize (object);
}

static void
cm_opening_class_init (CmOpeningClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_opening_finalize;

  signal_done = g_signal_new (
      "done", CM_TYPE_OPENING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_opening_init (CmOpening *self)
{
}

/* Whoever chose a name that is taken has agreed to replace that file: it stays beside the new one,
 * for it cannot be had back in any other way. */
static void
make_portfolio (CmOpening *self, GError **error)
{
  g_autofree char *backup = g_strconcat (self->path, "~", NULL);
  gboolean replaced =
      g_file_test (self->path, G_FILE_TEST_EXISTS) && g_rename (self->path, backup) == 0;

  if (!cm_exchange_load (self->source, self->path, error) && replaced)
    g_rename (backup, self->path);
}

static void
worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CmOpening *self = source;
  GError *error = NULL;
  CmStore *store = NULL;

  if (self->example != NULL)
    self->path = cm_library_copy_example (self->example, &error);
  else if (self->source != NULL)
    make_portfolio (self, &error);
  if (error == NULL)
    store = cm_store_open (self->path, self->mode, &error);
  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CmOpening *self = CM_OPENING (source);

  self->task = g_object_ref (G_TASK (result));
  g_signal_emit (self, signal_done, 0);
}

static CmOpening *
start (CmOpening *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done_cb, NULL);

  g_task_run_in_thread (task, worker);
  return self;
}

CmOpening *
cm_opening_new_file (const char *path, CmStoreMode mode)
{
  CmOpening *self = g_object_new (CM_TYPE_OPENING, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  self->mode = mode;
  return start (self);
}

CmOpening *
cm_opening_new_example (const char *name)
{
  CmOpening *self = g_object_new (CM_TYPE_OPENING, NULL);

  self->example = g_strdup (name);
  return start (self);
}

CmOpening *
cm_opening_new_template (const char *name, const char *path)
{
  CmOpening *self = g_object_new (CM_TYPE_OPENING, NULL);
  g_autofree char *file = g_strconcat (name, ".xml", NULL);

  self->path = g_strdup (path);
  self->source = cm_library_get_path ("templates", file);
  return start (self);
}

const char *
cm_opening_get_path (CmOpening *self)
{
  return self->path;
}

CmStore *
cm_opening_take_store (CmOpening *self, GError **error)
{
  g_return_val_if_fail (self->task != NULL, NULL);
  return g_task_propagate_pointer (self->task, error);
}
