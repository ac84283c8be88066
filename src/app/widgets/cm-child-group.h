/* cm-child-group.h - the records of one table that a record owns, with adding and removing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_CHILD_GROUP (cm_child_group_get_type ())
G_DECLARE_FINAL_TYPE (CmChildGroup, cm_child_group, CM, CHILD_GROUP, AdwBin)

/* `table` has an owner, see cm_table_owner(). Emits "message" (const char *text, gboolean undo). */
GtkWidget *cm_child_group_new (const CmTable *table);

/* Puts the button to add one into the line of the heading, so that a group with nothing in it is
 * one line. */
void cm_child_group_set_compact (CmChildGroup *self);

/* Puts a widget between the heading and the records; takes it. */
void cm_child_group_set_lead (CmChildGroup *self, GtkWidget *lead);

/* Shows what that record owns. To be called again after the store changed; rows that stay keep
 * their place, their focus and what is typed in them. With no owner it is empty and holds on to
 * nothing. */
void cm_child_group_show (CmChildGroup *self, CmStore *store, CmRecord *owner);
/* Whether any of those changes can be seen in the group. */
gboolean cm_child_group_is_touched (CmChildGroup *self, const CmChanges *changes);
/* Saves what was typed. FALSE if something cannot be kept. */
gboolean cm_child_group_flush (CmChildGroup *self);

G_END_DECLS
