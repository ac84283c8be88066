/* cm-timeline-page.h - the year planner, and partners' cycles as records. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"
#include "cm-planner-builder.h"
#include "cm-planner-view.h"
#include "cm-register.h"

G_BEGIN_DECLS

#define CM_TYPE_TIMELINE_PAGE (cm_timeline_page_get_type ())
G_DECLARE_FINAL_TYPE (CmTimelinePage, cm_timeline_page, CM, TIMELINE_PAGE, CmPage)

/* "planner" or "partners". */
void cm_timeline_page_show_view (CmTimelinePage *self, const char *name);
/* Shows that financial year, those planners (NULL for the usual ones) in those lanes. */
void cm_timeline_page_choose (CmTimelinePage *self,
                              gint64 year,
                              const char *const *planners,
                              CmPlannerLanes lanes);
/* NULL before it was first looked at; valid until something changes. */
const CmYearPlan *cm_timeline_page_get_plan (CmTimelinePage *self);
CmPlannerView *cm_timeline_page_get_planner (CmTimelinePage *self);
/* (nullable): NULL before that view was first looked at. */
CmRegister *cm_timeline_page_get_register (CmTimelinePage *self);
/* Writes what is shown as the ending of the name says: .png, .svg or .pdf; .csv or .xlsx; .ics. */
gboolean cm_timeline_page_save (CmTimelinePage *self, const char *path, GError **error);

G_END_DECLS
