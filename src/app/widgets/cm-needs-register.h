/* cm-needs-register.h - evidence, engagement or needs, with what they lack named above them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-register.h"
#include "cm-scope.h"

G_BEGIN_DECLS

#define CM_TYPE_NEEDS_REGISTER (cm_needs_register_get_type ())
G_DECLARE_FINAL_TYPE (CmNeedsRegister, cm_needs_register, CM, NEEDS_REGISTER, AdwBin)

/* `table` is "evidence", "engagement" or "need". Emits "message" (const char *text, gboolean undo).
 */
GtkWidget *cm_needs_register_new (const char *table);

/* Shows the records of the scope (copied) and follows the store. */
void cm_needs_register_show (CmNeedsRegister *self, CmStore *store, const CmScope *scope);
CmRegister *cm_needs_register_get_register (CmNeedsRegister *self);

G_END_DECLS
