/* cm-targets.h - what an indicator is to reach, in words, and how far it has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-record.h"

G_BEGIN_DECLS

/* Records of the tables indicator, target and indicator_value go in; nothing here reads a store.
 * Where the records do not say it, the answer is that it cannot be said: nothing is guessed. */

typedef enum
{
  CM_STANDING_UNKNOWN,    /* cannot be said */
  CM_STANDING_REACHED,    /* the latest measurement meets the target */
  CM_STANDING_ON_THE_WAY, /* not yet, but nearer to it than at the start */
  CM_STANDING_STILL,      /* not yet, and as near to it as at the start */
  CM_STANDING_AWAY,       /* further away from it than at the start */
} CmStanding;

typedef enum
{
  CM_TRAVEL_UNKNOWN, /* there are no two measurements in figures */
  CM_TRAVEL_BETTER,
  CM_TRAVEL_WORSE,
  CM_TRAVEL_SAME,
  CM_TRAVEL_UP, /* higher, where nobody said which way is better */
  CM_TRAVEL_DOWN,
} CmTravel;

/* (transfer full): "at least 8 of 9 by 2008/09", "among the best 3 by 31 Mar 2010", "better than
 * peers by 2008/09", the target's own words; "not said" where it says nothing. */
char *cm_target_describe (CmRecord *indicator, CmRecord *target);
/* (transfer full): "Original", "Refreshed on 1 Mar 2009: the survey was changed". */
char *cm_target_describe_version (CmRecord *target);

/* (transfer full) (nullable): "76%", "5 of 9", "level 2", words; NULL if there is none. */
char *cm_target_describe_value (CmRecord *indicator, CmRecord *measurement);
/* (transfer full) (nullable): "76% in 2005/06". */
char *cm_target_describe_baseline (CmRecord *indicator);
gboolean cm_target_has_baseline (CmRecord *indicator);

/* (transfer none) (nullable): of the targets (CmRecord) the one that counts: the newest that was
 * not removed. A removal takes back the targets for the same day or year that were set before it.
 * Of targets set on one day it is the first whose time has not run out on `today` (ISO). */
CmRecord *cm_target_find_current (GPtrArray *targets, const char *today);
/* (transfer none) (nullable): the newest measurement (CmRecord), in figures or in words. */
CmRecord *cm_target_find_latest (GPtrArray *measurements);

/* How the newest measurement compares with the target; `target` may be NULL. The start is the
 * baseline, or the first measurement if there is none. `why` (out) (optional) (transfer full) gets
 * the arithmetic, or why it cannot be said. */
CmStanding
cm_target_judge (CmRecord *indicator, CmRecord *target, GPtrArray *measurements, char **why);
/* From the last but one to the last measurement in figures. */
CmTravel cm_target_get_travel (CmRecord *indicator, GPtrArray *measurements);
/* Translated, with a mark that tells them apart without colour: "● reached", "▲ getting better". */
const char *cm_standing_get_label (CmStanding standing);
const char *cm_travel_get_label (CmTravel travel);

/* (transfer full) (nullable): the early warning and what is then done, if the newest measurement in
 * figures has come to the threshold; NULL if not, or if it is not said which way is worse. */
char *cm_target_describe_warning (CmRecord *indicator, GPtrArray *measurements);

G_END_DECLS
