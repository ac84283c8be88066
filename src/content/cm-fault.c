/* cm-fault.c - something wrong in a file, and where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-fault.h"

#include <glib/gi18n.h>

/* What a file says is quoted in messages, and a hostile file says it at length. */
#define MESSAGE_CHARACTERS_MAX 600

static char *
shorten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (valid, -1) <= MESSAGE_CHARACTERS_MAX)
    return g_steal_pointer (&valid);
  start = g_utf8_substring (valid, 0, MESSAGE_CHARACTERS_MAX);
  return g_strconcat (start, "…", NULL);
}

static CmFault *G_GNUC_PRINTF (4, 0)
    make_fault (const char *file, int line, int column, const char *format, va_list args)
{
  CmFault *self = g_new0 (CmFault, 1);
  g_autofree char *message = g_strdup_vprintf (format, args);

  self->file = g_strdup (file);
  self->line = line;
  self->column = line > 0 ? column : 0;
  self->message = shorten (message);
  return self;
}

CmFault *
cm_fault_new (const char *file, int line, const char *format, ...)
{
  CmFault *self;
  va_list args;

  va_start (args, format);
  self = make_fault (file, line, 0, format, args);
  va_end (args);
  return self;
}

CmFault *
cm_fault_new_at (const char *file, int line, int column, const char *format, ...)
{
  CmFault *self;
  va_list args;

  va_start (args, format);
  self = make_fault (file, line, column, format, args);
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
  if (*self->file == '\0')
    return g_strdup (self->message);
  if (self->line == 0)
    return g_strdup_printf ("%s: %s", self->file, self->message);
  if (self->column == 0)
    return g_strdup_printf ("%s:%d: %s", self->file, self->line, self->message);
  return g_strdup_printf ("%s:%d:%d: %s", self->file, self->line, self->column, self->message);
}

static void
count_more (CmFault *self, guint n)
{
  self->more += n;
  g_free (self->message);
  self->message = g_strdup_printf (
      ngettext ("and %u more; correct these first", "and %u more; correct these first", self->more),
      self->more);
}

void
cm_fault_add (GPtrArray *faults, CmFault *fault)
{
  guint n = MAX (fault->more, 1);

  if (faults->len < CM_FAULTS_MAX && fault->more == 0)
    {
      g_ptr_array_add (faults, fault);
      return;
    }
  cm_fault_free (fault);
  if (faults->len == 0 || ((CmFault *) g_ptr_array_index (faults, faults->len - 1))->more == 0)
    {
      CmFault *last = g_new0 (CmFault, 1);

      last->file = g_strdup ("");
      g_ptr_array_add (faults, last);
    }
  count_more (g_ptr_array_index (faults, faults->len - 1), n);
}

GPtrArray *
cm_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) cm_fault_free);
}

guint
cm_faults_move (GPtrArray *faults, GPtrArray *others)
{
  gsize n = 0;
  g_autofree gpointer *taken = g_ptr_array_steal (others, &n);

  for (gsize i = 0; i < n; i++)
    cm_fault_add (faults, taken[i]);
  return (guint) n;
}
