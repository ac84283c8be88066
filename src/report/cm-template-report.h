/* cm-template-report.h - a template as a document: to be read, to be filled in, or filled in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-store.h"
#include "cm-template.h"

G_BEGIN_DECLS

typedef enum
{
  CM_TEMPLATE_READ,  /* what it is for, with all guidance and its sources */
  CM_TEMPLATE_BLANK, /* a form: titles, guidance in small letters, room to write */
  CM_TEMPLATE_FILLED,
} CmTemplateForm;

/* What a portfolio can fill in of it. */
typedef enum
{
  CM_TEMPLATE_FROM_NOTHING,
  CM_TEMPLATE_FROM_RECORD,
  CM_TEMPLATE_FROM_PORTFOLIO, /* rows that are of no record in particular */
} CmTemplateOrigin;

/* `table` (or NULL) is set to that of the record, else to NULL. Without a table of its own that is
 * the one which its rows belong to. */
CmTemplateOrigin cm_template_get_origin (const CmTemplate *self, const CmTable **table);
/* (transfer container): the records that can fill it in, in their order. */
GPtrArray *cm_template_list_records (const CmTemplate *self, CmStore *store);
/* (transfer full): what a record is called where one of them is chosen: its title or that of what
 * it belongs to, and when or where in a series it is. */
char *cm_template_name_record (CmStore *store, CmRecord *record);

/* (transfer full): the template to be read or as a blank form. */
CmDocument *cm_template_report_new (const CmTemplate *self, CmManual *manual, CmTemplateForm form);
/* (transfer full): filled in from a record of that table, or with NULL from the portfolio. What
 * this has nothing on stays blank, and says so. The only error is a file that is damaged. */
CmDocument *cm_template_report_fill (
    const CmTemplate *self, CmManual *manual, CmStore *store, CmRecord *record, GError **error);

G_END_DECLS
