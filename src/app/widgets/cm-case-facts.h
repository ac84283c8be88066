/* cm-case-facts.h - what is known of a case study beside its text, as widgets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-case-study.h"
#include "cm-manual.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): where and when, such as "Melton · 2009". The year is known if the id
 * ends with it. */
char *cm_case_describe_place (const CmCaseStudy *study);
/* All are new. A row's worth: title, place, stages, and whether an interview is pending. */
GtkWidget *cm_case_make_summary (CmManual *manual, const CmCaseStudy *study);
/* What the row says, in words for the screen reader. (transfer full) */
char *cm_case_describe (CmManual *manual, const CmCaseStudy *study);
/* What stands below the title: the links to its steps activate "win.read" (s). */
GtkWidget *cm_case_make_head (CmManual *manual, const CmCaseStudy *study);
/* Where it is known from, or NULL if nothing is said of that. */
GtkWidget *cm_case_make_sources (const CmCaseStudy *study);

G_END_DECLS
