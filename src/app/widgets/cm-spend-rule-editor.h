/* cm-spend-rule-editor.h - a mapping rule is written, with what it catches told as it is typed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-spend.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_RULE_EDITOR (cm_spend_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendRuleEditor, cm_spend_rule_editor, CM, SPEND_RULE_EDITOR, AdwBin)

/* Signals: "save" (CmRecord *rule), when the reader is done with a rule that says something, by the
 * button or Enter; "cancel" (), by the button or Escape. */
GtkWidget *cm_spend_rule_editor_new (void);

/* Edits a copy of the rule. `is_new` says what the button is called. */
void cm_spend_rule_editor_edit (
    CmSpendRuleEditor *self, CmStore *store, CmSpend *spend, CmRecord *rule, gboolean is_new);
/* The rule as it stands, or NULL if nothing is edited. */
CmRecord *cm_spend_rule_editor_get_rule (CmSpendRuleEditor *self);
/* Reckons anew what it catches. */
void cm_spend_rule_editor_update (CmSpendRuleEditor *self);

/* Its controls, for tests. */
GtkWidget *cm_spend_rule_editor_get_entry (CmSpendRuleEditor *self);
GtkWidget *cm_spend_rule_editor_get_chapters (CmSpendRuleEditor *self);
GtkWidget *cm_spend_rule_editor_get_button (CmSpendRuleEditor *self);
const char *cm_spend_rule_editor_get_effect (CmSpendRuleEditor *self);

/* “catches 214 lines, £1,200,000 · 12 more are decided before”; free with g_free(). */
char *cm_spend_rule_describe_effect (const CmSpendEffect *effect);

G_END_DECLS
