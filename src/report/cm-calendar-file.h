/* cm-calendar-file.h - a year's plan as iCalendar (RFC 5545), for other calendars. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-new-file.h"
#include "cm-year-plan.h"

G_BEGIN_DECLS

/* (transfer full): all that has a time, as events of whole days; what is not known to be anywhere
 * is left out. A rhythm is one event that recurs if its dates are evenly spaced, else one event for
 * each. The same thing has the same UID in each file. Of the portfolio nothing but what is shown on
 * its planner goes out: titles, dates, bodies and organisations, sources, never notes. `stamp` is
 * when it is made, in seconds since 1970; `manual` and `n_events` may be NULL. */
char *
cm_calendar_file_make (const CmYearPlan *plan, CmManual *manual, gint64 stamp, guint *n_events);
/* Writes that, stamped now; see cm-new-file.h. */
gboolean cm_calendar_file_write (
    const CmYearPlan *plan, CmManual *manual, const char *path, guint *n_events, GError **error);
/* How many things are not in the file because it is not known when they are. */
guint cm_calendar_file_count_left_out (const CmYearPlan *plan);

G_END_DECLS
