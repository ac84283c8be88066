/* cm-manual.h - the manual: its text, and what the commissioning cycle is made of. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"
#include "cm-fault.h"

G_BEGIN_DECLS

typedef struct
{
  char *id; /* "analyse" */
  char *title;
  char *short_title;
  char *ring;     /* the purchasing step beside it, or NULL */
  CmBlock *block; /* its chapter */
} CmManualStage;

typedef struct
{
  char *id; /* "theme-group" */
  char *name;
  char *short_name; /* for the head of a column; the name if the manual gives no other */
  int line;         /* of the source */
} CmManualGroup;

/* The part a group has in a step. Only the first two go together. */
typedef enum
{
  CM_PART_ACCOUNTABLE = 1 << 0,
  CM_PART_RESPONSIBLE = 1 << 1,
  CM_PART_CONSULTED = 1 << 2,
  CM_PART_INFORMED = 1 << 3,
} CmPart;

typedef struct
{
  char *group;  /* "theme-group": see cm_manual_find_group() */
  CmPart parts; /* one or two of them; see cm-roles.h */
  char *text;
  int line; /* of the source */
} CmManualRole;

typedef struct
{
  char *name;
  char *text;
} CmManualOutput;

/* A section that goes together with a step, and how. */
typedef struct
{
  char *target; /* the id of the section */
  char *text;
} CmManualSeen;

typedef struct
{
  char *id;
  char *item, *good, *risk, *tight; /* the last three may be NULL */
} CmManualCheck;

typedef struct
{
  char *id;    /* "plan/options": how a portfolio names it */
  guint stage; /* position of its stage */
  char *title, *short_title, *summary;
  char *page;           /* the page of the program that does it, or NULL */
  char *tight;          /* when time is tight, or NULL */
  GPtrArray *roles;     /* of CmManualRole */
  GPtrArray *outputs;   /* of CmManualOutput */
  GPtrArray *questions; /* of char * */
  GPtrArray *checks;    /* of CmManualCheck */
  GPtrArray *seen;      /* of CmManualSeen */
  CmBlock *block;       /* its section */
  int line;             /* of the source, where all this is said */
} CmManualStep;

/* Sections that a kind of reader reads one after the other. */
typedef struct
{
  char *id;         /* "new-member" */
  char *title;      /* "New here?" */
  GPtrArray *stops; /* of CmBlock, in order; at least one */
} CmManualPath;

#define CM_TYPE_MANUAL (cm_manual_get_type ())
G_DECLARE_FINAL_TYPE (CmManual, cm_manual, CM, MANUAL, GObject)

/* Readies the XML library; to be called before the first thread is started. */
void cm_content_init (void);

/* Reads `folder`/manual.xml. Anything wrong with it makes an error that names file and line; with
 * `faults` (of CmFault), every fault is appended there too. */
CmManual *cm_manual_load (const char *folder, GPtrArray *faults, GError **error);

CmDocument *cm_manual_get_document (CmManual *self);
/* What this edition is called, or NULL if it does not say. */
const char *cm_manual_get_edition (CmManual *self);
/* The ways through the text that it offers: of CmManualPath, owned by the manual. */
GPtrArray *cm_manual_get_paths (CmManual *self);
const CmManualPath *cm_manual_find_path (CmManual *self, const char *id);
/* How many words the section and all in it has, with what is known of steps. */
guint cm_manual_count_words (CmManual *self, const CmBlock *section);
guint cm_manual_get_n_stages (CmManual *self);
const CmManualStage *cm_manual_get_stage (CmManual *self, guint stage);
/* Steps of all stages in order. */
guint cm_manual_get_n_steps (CmManual *self);
const CmManualStep *cm_manual_get_step (CmManual *self, guint step);
const CmManualStep *cm_manual_find_step (CmManual *self, const char *id);
/* The place of the step within its stage, from 1. */
guint cm_manual_get_step_number (CmManual *self, const CmManualStep *step);
/* The section for a page, a step or an id of the text; the whole first chapter if there is none. */
CmBlock *cm_manual_get_guidance (CmManual *self, const char *anchor);
/* The step a section describes, or NULL. */
const CmManualStep *cm_manual_get_step_of (CmManual *self, const CmBlock *section);
/* The groups that may have a part in a step, in the order of the manual. */
guint cm_manual_get_n_groups (CmManual *self);
const CmManualGroup *cm_manual_get_group (CmManual *self, guint group);
const CmManualGroup *cm_manual_find_group (CmManual *self, const char *id);
/* What the group does in the step, or NULL if it has no part in it. */
const CmManualRole *cm_manual_step_find_role (const CmManualStep *step, const char *group);
/* What a group is called, or its own word if the manual does not say. */
const char *cm_manual_get_group_name (CmManual *self, const char *group);

G_END_DECLS
