/* cm-registers-page.h - every register of the portfolio: organisations, themes, decisions … */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"
#include "cm-register.h"

G_BEGIN_DECLS

#define CM_TYPE_REGISTERS_PAGE (cm_registers_page_get_type ())
G_DECLARE_FINAL_TYPE (CmRegistersPage, cm_registers_page, CM, REGISTERS_PAGE, CmPage)

/* Shows the records of that table; FALSE if it has no register here. */
gboolean cm_registers_page_choose (CmRegistersPage *self, const char *table);
/* (nullable): the table that is shown. */
const char *cm_registers_page_get_chosen (CmRegistersPage *self);
CmRegister *cm_registers_page_get_register (CmRegistersPage *self);
/* Of a table with one record only, as the partnership; otherwise it shows nothing. */
CmRecordForm *cm_registers_page_get_form (CmRegistersPage *self);

G_END_DECLS
