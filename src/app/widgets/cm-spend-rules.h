/* cm-spend-rules.h - the mapping rules in the order in which they decide, edited in place. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-spend-rule-editor.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_RULES (cm_spend_rules_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendRules, cm_spend_rules, CM, SPEND_RULES, AdwBin)

/* Signals: "message" (const char *text, gboolean undo), to be told in a toast; "added" (), when a
 * rule that was proposed is kept or given up.
 *
 * Keys, on a rule: Enter edits it, Alt+Up and Alt+Down move it, Delete deletes it. */
GtkWidget *cm_spend_rules_new (void);

void cm_spend_rules_show (CmSpendRules *self, CmStore *store, CmSpend *spend);
/* Opens a new rule to be edited above the others, with the keyboard where the chapter is chosen. */
void cm_spend_rules_propose (CmSpendRules *self, CmRecord *rule);
/* Opens a rule in its place. FALSE if there is none with that key. */
gboolean cm_spend_rules_edit (CmSpendRules *self, const char *id);

/* For tests: of CmSpendEffect, as shown; and the editor, or NULL while nothing is edited. */
GPtrArray *cm_spend_rules_get_effects (CmSpendRules *self);
CmSpendRuleEditor *cm_spend_rules_get_editor (CmSpendRules *self);
/* The widget of a rule, NULL while it is not made yet. */
GtkWidget *cm_spend_rules_get_row (CmSpendRules *self, guint rule);

G_END_DECLS
