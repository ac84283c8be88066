/* cm-fault.c - something wrong in a file, and where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-fault.h"

CmFault *
cm_fault_new (const char *file, int line, const char *format, ...)
{
  CmFault *self = g_new0 (CmFault, 1);
  va_list args;

  self->file = g_strdup (file);
  self->line = line;
  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);
  return self;
}

void
cm_fault_free (CmFault *self)
{
  g_free (self->file);
  g_free (self->message);
  g_free (self);
}

char *
cm_fault_to_string (const CmFault *self)
{
  if (self->line == 0)
    return g_strdup_printf ("%s: %s", self->file, self->message);
  return g_strdup_printf ("%s:%d: %s", self->file, self->line, self->message);
}
