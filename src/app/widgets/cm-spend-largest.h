/* cm-spend-largest.h - the largest groups of spend, and how few of them make up most of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-chart.h"
#include "cm-spend-behind.h"
#include "cm-spend-list.h"
#include "cm-spend-view.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_LARGEST (cm_spend_largest_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendLargest, cm_spend_largest, CM, SPEND_LARGEST, CmSpendView)

/* By what the spend is grouped. */
void cm_spend_largest_group (CmSpendLargest *self, CmSpendBy by);
/* (nullable): NULL before it was first seen. */
const CmSpendGroups *cm_spend_largest_get_groups (CmSpendLargest *self);
/* Shows what is behind a group; G_MAXUINT for none. */
void cm_spend_largest_select (CmSpendLargest *self, guint group);

/* Its parts, for tests and pictures. */
CmFundingChart *cm_spend_largest_get_chart (CmSpendLargest *self);
CmSpendList *cm_spend_largest_get_list (CmSpendLargest *self);
CmSpendBehind *cm_spend_largest_get_behind (CmSpendLargest *self);
const char *cm_spend_largest_get_sentence (CmSpendLargest *self);

G_END_DECLS
