/* cm-activity.h - activities are added to a portfolio and taken out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* (transfer full): a new activity, not yet kept, with what the table requires. */
CmRecord *cm_activity_new (void);

/* Keeps new activities (CmRecord) in one transaction. Within a scope narrower than the whole each
 * also serves the chapter of the scope, or the first chapter of its theme, so that it is seen where
 * it was added. Refused for a theme without chapters. */
gboolean
cm_activity_add (CmStore *store, const CmScope *scope, GPtrArray *activities, GError **error);

/* Deletes activities with all that is theirs in one transaction; none is deleted if one cannot be.
 */
gboolean cm_activity_delete (CmStore *store, GPtrArray *activities, GError **error);

G_END_DECLS
