/* cm-activities-page.h - everything the partnership does, in a table and a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-activity-view.h"
#include "cm-page.h"
#include "cm-register.h"

G_BEGIN_DECLS

#define CM_TYPE_ACTIVITIES_PAGE (cm_activities_page_get_type ())
G_DECLARE_FINAL_TYPE (CmActivitiesPage, cm_activities_page, CM, ACTIVITIES_PAGE, CmPage)

/* Shows the activities that have all those words; NULL or "" for all of the scope. */
void cm_activities_page_search (CmActivitiesPage *self, const char *words);
/* Adds the activities of a spreadsheet's clipboard, as pasting does. */
void cm_activities_page_paste (CmActivitiesPage *self, const char *text);

/* Shows that activity on a page of its own. FALSE if it is not there. */
gboolean cm_activities_page_open (CmActivitiesPage *self, const char *id);
/* (nullable): that page, while it is open. */
CmActivityView *cm_activities_page_get_view (CmActivitiesPage *self);

CmRegister *cm_activities_page_get_register (CmActivitiesPage *self);
CmTableView *cm_activities_page_get_table (CmActivitiesPage *self);
CmRecordForm *cm_activities_page_get_form (CmActivitiesPage *self);

G_END_DECLS
