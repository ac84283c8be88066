/* cm-print-job.h - prints pages that a thread sets, so that the window goes on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-press.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the pages for paper of that size, in points; NULL if there are none
 * or it was cancelled. Called in a thread, once, after the reader has chosen how to print. */
typedef CmPress *(*CmPrintSet) (gpointer data,
                                double width,
                                double height,
                                GCancellable *cancellable);

/* (transfer full): an operation that is called `name`. With `path` it writes what would be printed
 * to that PDF and asks nothing. `free_data` is called, in any thread, when neither the operation
 * nor the thread needs the data any more. */
GtkPrintOperation *cm_print_job_new (
    const char *name, const char *path, CmPrintSet set, gpointer data, GDestroyNotify free_data);
/* Connect to “done” before. Returns at once, unless there is a path: then it returns when all is
 * written, and the main loop runs meanwhile. `parent` may be NULL. */
void cm_print_job_run (GtkPrintOperation *operation, GtkWindow *parent);

G_END_DECLS
