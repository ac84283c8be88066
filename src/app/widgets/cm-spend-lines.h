/* cm-spend-lines.h - the lines of spend as the files have them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-register.h"
#include "cm-spend-view.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_LINES (cm_spend_lines_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendLines, cm_spend_lines, CM, SPEND_LINES, CmSpendView)

CmRegister *cm_spend_lines_get_register (CmSpendLines *self);
/* Shows what is looked at, even while the spend is being read. */
void cm_spend_lines_show (CmSpendLines *self);
/* Shows the lines of the query, which is copied, as far as they are of the year and the
 * organisation that are looked at; `what` names them. */
void cm_spend_lines_narrow (CmSpendLines *self, const CmQuery *query, const char *what);

G_END_DECLS
