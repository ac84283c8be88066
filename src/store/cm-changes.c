/* cm-changes.c - which records a committed transaction touched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-changes.h"

struct _CmChanges
{
  gatomicrefcount refs;
  GPtrArray *list; /* of CmChange */
  gboolean all;
};

G_DEFINE_BOXED_TYPE (CmChanges, cm_changes, cm_changes_ref, cm_changes_unref)

static void
free_change (gpointer data)
{
  CmChange *change = data;

  g_free (change->id);
  g_free (change);
}

CmChanges *
cm_changes_new (void)
{
  CmChanges *self = g_new0 (CmChanges, 1);

  g_atomic_ref_count_init (&self->refs);
  self->list = g_ptr_array_new_with_free_func (free_change);
  return self;
}

CmChanges *
cm_changes_ref (CmChanges *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
cm_changes_unref (CmChanges *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->list);
  g_free (self);
}

void
cm_changes_add (CmChanges *self, const CmTable *table, const char *id, CmChangeKind kind)
{
  CmChange *change = g_new0 (CmChange, 1);

  change->table = table;
  change->id = g_strdup (id);
  change->kind = kind;
  g_ptr_array_add (self->list, change);
}

guint
cm_changes_get_size (const CmChanges *self)
{
  return self->list->len;
}

const CmChange *
cm_changes_get (const CmChanges *self, guint i)
{
  return g_ptr_array_index (self->list, i);
}

void
cm_changes_set_all (CmChanges *self)
{
  self->all = TRUE;
}

gboolean
cm_changes_get_all (const CmChanges *self)
{
  return self->all;
}

gboolean
cm_changes_touch (const CmChanges *self, const char *table)
{
  if (self->all)
    return TRUE;
  for (guint i = 0; i < self->list->len; i++)
    if (g_strcmp0 (cm_changes_get (self, i)->table->name, table) == 0)
      return TRUE;
  return FALSE;
}
