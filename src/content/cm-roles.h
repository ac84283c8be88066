/* cm-roles.h - who does what in the cycle: the parts of groups, their gaps and duplicates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"

G_BEGIN_DECLS

/* --- parts ------------------------------------------------------------------------------------ */

/* From the strongest part on; ends with 0. */
extern const CmPart cm_parts_all[];

/* Reads "accountable", "responsible", both in either order, "consulted" or "informed". FALSE if
 * that is not what it is; then `why` (if not NULL) says what is wrong and what to write. */
gboolean cm_parts_parse (const char *text, CmPart *parts, char **why);
/* Translated: "A", "Accountable" and "answers for it and signs it off"; of one part. */
const char *cm_part_get_letter (CmPart part);
const char *cm_part_get_name (CmPart part);
const char *cm_part_get_meaning (CmPart part);
/* (transfer full): "A/R" and "Accountable and responsible"; "" for none. */
char *cm_parts_make_letters (CmPart parts);
char *cm_parts_make_names (CmPart parts);

/* --- gaps and duplicates ---------------------------------------------------------------------- */

typedef enum
{
  CM_ROLES_NOBODY_ACCOUNTABLE,  /* for a step */
  CM_ROLES_SEVERAL_ACCOUNTABLE, /* for a step */
  CM_ROLES_NOBODY_RESPONSIBLE,  /* for a step */
  CM_ROLES_NO_PART,             /* of a group in any step */
  CM_ROLES_NEVER_ACCOUNTABLE,   /* a group that has parts; this may well be right */
} CmRolesFindingKind;

typedef struct
{
  CmRolesFindingKind kind;
  guint step;  /* position of the step, where the kind is about one */
  guint group; /* position of the group, else */
  int line;    /* of the source */
  char *title; /* "Options: nobody is accountable" */
  char *advice;
} CmRolesFinding;

/* (transfer full): all that is missing or twice, of CmRolesFinding: of steps in their order, then
 * of groups in theirs. A manual without steps has none. */
GPtrArray *cm_roles_find (CmManual *manual);
/* Whether something has to be put right; else it is only worth knowing. */
gboolean cm_roles_finding_is_fault (const CmRolesFinding *finding);
/* The same as faults of the file, for what has to be put right. */
void cm_roles_check (CmManual *manual, const char *file, GPtrArray *faults);

/* In how many steps the group has one of those parts. */
guint cm_roles_count (CmManual *manual, const char *group, CmPart parts);

G_END_DECLS
