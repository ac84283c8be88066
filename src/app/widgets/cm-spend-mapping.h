/* cm-spend-mapping.h - what is not mapped to chapters yet, and the rules that map the rest. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-spend-list.h"
#include "cm-spend-rules.h"
#include "cm-spend-view.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_MAPPING (cm_spend_mapping_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendMapping, cm_spend_mapping, CM, SPEND_MAPPING, CmSpendView)

/* By supplier, service or purpose. */
void cm_spend_mapping_group (CmSpendMapping *self, CmSpendBy by);
/* (nullable): NULL before it was first seen. */
const CmSpendGroups *cm_spend_mapping_get_unmapped (CmSpendMapping *self);
/* Opens a rule for that group. */
void cm_spend_mapping_propose (CmSpendMapping *self, guint group);

/* Opens a rule to be edited, at once or as soon as the rules are read. */
void cm_spend_mapping_edit (CmSpendMapping *self, const char *id);

/* Its parts. */
CmSpendList *cm_spend_mapping_get_list (CmSpendMapping *self);
CmSpendRules *cm_spend_mapping_get_rules (CmSpendMapping *self);

G_END_DECLS
