/* cm-changes.h - which records a committed transaction touched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-record.h"

G_BEGIN_DECLS

typedef enum
{
  CM_CHANGE_INSERT,
  CM_CHANGE_UPDATE,
  CM_CHANGE_DELETE,
  CM_CHANGE_DERIVED, /* nothing in the row itself, but a value that is computed for it */
} CmChangeKind;

typedef struct
{
  const CmTable *table;
  char *id;
  CmChangeKind kind;
} CmChange;

#define CM_TYPE_CHANGES (cm_changes_get_type ())
typedef struct _CmChanges CmChanges;
GType cm_changes_get_type (void);

CmChanges *cm_changes_new (void);
CmChanges *cm_changes_ref (CmChanges *self);
void cm_changes_unref (CmChanges *self);
void cm_changes_add (CmChanges *self, const CmTable *table, const char *id, CmChangeKind kind);

guint cm_changes_get_size (const CmChanges *self);
const CmChange *cm_changes_get (const CmChanges *self, guint i);
/* Anything may have changed: another program wrote to the file. What is listed are the records that
 * somebody holds. */
void cm_changes_set_all (CmChanges *self);
gboolean cm_changes_get_all (const CmChanges *self);
/* Whether any record of the table was touched. */
gboolean cm_changes_touch (const CmChanges *self, const char *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmChanges, cm_changes_unref)

G_END_DECLS
