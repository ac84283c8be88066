/* cm-timeline-private.h - timelines from XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "cm-manual.h"
#include "cm-timeline.h"

G_BEGIN_DECLS

/* How far a time may be from the 1 April of its year. */
#define CM_TIMELINE_MONTH_MIN (-24)
#define CM_TIMELINE_MONTH_MAX 35
#define CM_TIMELINE_WEEK_MIN (-104)
#define CM_TIMELINE_WEEK_MAX 156

/* Checks a timeline that is valid and reads it; NULL with faults under the name of its file.
 * `manual` tells which stages, steps and groups there are; without one, that is not checked. */
CmTimeline *_cm_timeline_read (xmlDoc *xml, const char *name, CmManual *manual, GPtrArray *faults);

/* Without anything in it. */
CmTimeline *_cm_timeline_new (void);
void _cm_timeline_period_free (gpointer period);
void _cm_timeline_bar_free (gpointer bar);
void _cm_timeline_milestone_free (gpointer milestone);
void _cm_timeline_rhythm_free (gpointer rhythm);

/* The day of a time in the financial year that begins in `year`: of a month or week as a whole, the
 * first or the last one. Not valid if it is not known when it is. */
void
_cm_timeline_when_resolve (const CmTimelineWhen *when, gint64 year, gboolean last, GDate *date);
CmTimelineSpan
_cm_timeline_make_span (const CmTimelineWhen *from, const CmTimelineWhen *to, gint64 year);

G_END_DECLS
