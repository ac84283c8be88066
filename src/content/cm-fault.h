/* cm-fault.h - something wrong in a file, and where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *file;    /* as the reader knows it */
  int line;      /* 0 if it is about the whole file */
  char *message; /* what is wrong and what to do */
} CmFault;

CmFault *cm_fault_new (const char *file, int line, const char *format, ...) G_GNUC_PRINTF (3, 4);
void cm_fault_free (CmFault *self);
/* (transfer full): "manual.xml:12: what is wrong". */
char *cm_fault_to_string (const CmFault *self);

G_END_DECLS
