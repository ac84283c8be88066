/* cm-progress.h - how far long work has come, told from one thread to another. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counted; the thread that works sets it, the one that shows it asks now and then. */
typedef struct _CmProgress CmProgress;

CmProgress *cm_progress_new (void);
CmProgress *cm_progress_ref (CmProgress *self);
void cm_progress_unref (CmProgress *self);
/* From 0 to 1. May be called with NULL, where nobody asks. */
void cm_progress_set (CmProgress *self, double fraction);
double cm_progress_get (const CmProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmProgress, cm_progress_unref)

G_END_DECLS
