/* cm-activity-parts.h - the parts of an activity's page, each a CmActivityPart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-activity-part.h"

G_BEGIN_DECLS

/* What it is called, how far it is, who leads it, what it costs, what the last review said. */
GtkWidget *cm_activity_head_new (void);
/* Its way through the gates, and the move to the next. */
GtkWidget *cm_activity_way_new (void);
/* Its budget, and what is missing. */
GtkWidget *cm_activity_money_new (void);
/* What it requires, excludes and follows. */
GtkWidget *cm_activity_links_new (void);
/* Records of one table that it owns; `describe` (nullable) says in words what they come to:
 * (transfer full) (nullable), with `warn` (out) set where that asks for attention. */
typedef char *(*CmActivityDescribe) (CmStore *store, CmRecord *activity, gboolean *warn);
GtkWidget *cm_activity_owned_new (const char *table, CmActivityDescribe describe);
/* Whatever else refers to it: risks, actions, decisions, reviews and all the rest. */
GtkWidget *cm_activity_mentions_new (void);
/* Every field of its own, to be edited. */
GtkWidget *cm_activity_details_new (void);
/* Opens them, with the keyboard in the first. They are made bit by bit. */
void cm_activity_details_open (CmActivityPart *self);
gboolean cm_activity_details_is_complete (CmActivityPart *self);
/* What was changed, newest first. */
GtkWidget *cm_activity_history_new (void);

G_END_DECLS
