/* cm-templates-page.h - patterns of documents: to be read, filled in, and taken away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"
#include "cm-template-report.h"

G_BEGIN_DECLS

#define CM_TYPE_TEMPLATES_PAGE (cm_templates_page_get_type ())
G_DECLARE_FINAL_TYPE (CmTemplatesPage, cm_templates_page, CM, TEMPLATES_PAGE, CmPage)

/* Shows that template, whatever the list was narrowed to; nothing happens if there is none. */
void cm_templates_page_show (CmTemplatesPage *self, const char *id);
/* Shows it in that form; one that the portfolio cannot fill in stays as it is. */
void cm_templates_page_set_form (CmTemplatesPage *self, CmTemplateForm form);
/* Fills it in from the record with that key, if the template is of its table. */
void cm_templates_page_fill (CmTemplatesPage *self, const char *record);
/* What is shown; NULL if nothing is, or only why there is nothing. */
const CmTemplate *cm_templates_page_get_shown (CmTemplatesPage *self);
CmDocument *cm_templates_page_get_document (CmTemplatesPage *self);
/* Prints it; see cm_page_print_report(). NULL if there is none. */
GtkPrintOperation *cm_templates_page_print (CmTemplatesPage *self, const char *path);

G_END_DECLS
