/* cm-copy-job.h - a copy of the portfolio is asked for, written and told of. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store-copy.h"

G_BEGIN_DECLS

/* Told when a copy is whole (`error` NULL) or was not written; not when it was cancelled, or when
 * `widget` is no longer shown. */
typedef void (*CmCopyJobDone) (GtkWidget *widget, const char *path, const GError *error);

/* Writes a copy in a thread; what takes long shows how far it is above the window of `widget`. */
void cm_copy_job_start (
    GtkWidget *widget, CmStore *store, const char *path, CmCopyFlags flags, CmCopyJobDone done);

/* Asks where the copy goes, proposing `name` in the folder of the portfolio, and writes it. A file
 * that is there is replaced if the reader was asked. */
void cm_copy_job_ask (GtkWidget *widget,
                      CmStore *store,
                      const char *title,
                      const char *name,
                      CmCopyFlags flags,
                      CmCopyJobDone done);

G_END_DECLS
