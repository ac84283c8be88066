/* cm-progress.c - how far long work has come, told from one thread to another. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-progress.h"

#define PARTS 10000 /* an atomic int is all that is needed */

struct _CmProgress
{
  int parts;
};

CmProgress *
cm_progress_new (void)
{
  return g_atomic_rc_box_new0 (CmProgress);
}

CmProgress *
cm_progress_ref (CmProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cm_progress_unref (CmProgress *self)
{
  g_atomic_rc_box_release (self);
}

void
cm_progress_set (CmProgress *self, double fraction)
{
  if (self != NULL)
    g_atomic_int_set (&self->parts, (int) (CLAMP (fraction, 0, 1) * PARTS));
}

double
cm_progress_get (const CmProgress *self)
{
  return g_atomic_int_get (&self->parts) / (double) PARTS;
}
