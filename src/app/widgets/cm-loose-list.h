/* cm-loose-list.h - the loose ends of the golden thread, by kind, to be opened. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-thread.h"

G_BEGIN_DECLS

#define CM_TYPE_LOOSE_LIST (cm_loose_list_get_type ())
G_DECLARE_FINAL_TYPE (CmLooseList, cm_loose_list, CM, LOOSE_LIST, AdwBin)

/* Signals: "opened" (const char *table, const char *id), a record was activated; "narrow" (int
 * kind), all of a CmLooseKind are to be shown where they belong. */
GtkWidget *cm_loose_list_new (void);

/* Shows the thread and follows it; NULL lets go of it. */
void cm_loose_list_show (CmLooseList *self, CmThread *thread);
/* How many loose ends there are. */
guint cm_loose_list_get_n (CmLooseList *self);
/* (transfer container): the keys of the records of that kind, as a set. */
GHashTable *cm_loose_list_get_ids (CmLooseList *self, CmLooseKind kind);

G_END_DECLS
