/* cm-spend-contracts.h - what is bought until when: what must be decided soon, and the register. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-contracts.h"
#include "cm-register.h"
#include "cm-spend-list.h"
#include "cm-spend-view.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_CONTRACTS (cm_spend_contracts_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendContracts, cm_spend_contracts, CM, SPEND_CONTRACTS, CmSpendView)

/* Shows the register, or what is to be decided. */
void cm_spend_contracts_set_all (CmSpendContracts *self, gboolean all);
/* How many months are looked ahead: 3, 6, 12 or 24. */
void cm_spend_contracts_set_months (CmSpendContracts *self, guint months);

/* (nullable): NULL before it was first seen. */
const CmContracts *cm_spend_contracts_get (CmSpendContracts *self);
/* The candidates, in the order in which they must be decided. */
CmSpendList *cm_spend_contracts_get_list (CmSpendContracts *self);
CmRegister *cm_spend_contracts_get_register (CmSpendContracts *self);
const char *cm_spend_contracts_get_sentence (CmSpendContracts *self);

G_END_DECLS
