/* cm-timeline-private.h - timelines from XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "cm-manual.h"
#include "cm-timeline.h"

G_BEGIN_DECLS

/* Checks a timeline that is valid and reads it; NULL with faults under the name of its file.
 * `manual` tells which stages, steps and groups there are; without one, that is not checked. */
CmTimeline *
_cm_timeline_read (xmlDoc *xml, const char *name, CmManual *manual, GPtrArray *faults);

/* Reads "m8.31" and its like. FALSE if it is none; then `why` (transfer full) says what to write.
 */
gboolean _cm_timeline_when_parse (const char *text, CmTimelineWhen *when, char **why);

G_END_DECLS
