/* cm-wheel-model.h - the commissioning cycle as a wheel shows it: stages, steps and their states.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "cm-palette.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *title;
  char *ring_label; /* the purchasing step beside this stage; may be NULL */
  guint colour;     /* index into the palette's stage colours */
} CmWheelStage;

typedef struct
{
  guint stage; /* index of its stage */
  char *label; /* short: one or two words */
  CmWheelState state;
  gboolean overdue;
  char *due;         /* as it is to be read, such as "12 June"; may be NULL */
  char *responsible; /* may be NULL */
} CmWheelStep;

/**
 * CmWheel:
 *
 * Plain data, filled by whoever knows the cycle. Steps may be added in any order: round the ring
 * they stand by stage and, within a stage, as added. Indices are those of adding and stay valid.
 */
typedef struct
{
  GPtrArray *stages; /* CmWheelStage */
  GPtrArray *steps;  /* CmWheelStep */
  char *name;        /* what the whole is called aloud; NULL: "Commissioning cycle" */
  char *people;      /* whom it is for, in the middle; may be NULL */
  guint here_stage;  /* the stage named in the middle */
  char *here_step;   /* the line under it, such as "step 2 of 5 · Options"; may be NULL */
  char *button;      /* label of the button to leave room for; NULL: none */
  int selected;      /* step drawn as the present one, or -1 */
  int hover;         /* step under the pointer, or -1 */
  int hover_ring;    /* inner ring segment under the pointer, or -1 */
  int focus;         /* step with the focus ring, or -1 */
} CmWheel;

typedef enum
{
  CM_WHEEL_NEXT,
  CM_WHEEL_PREVIOUS,
  CM_WHEEL_NEXT_STAGE,
  CM_WHEEL_PREVIOUS_STAGE,
  CM_WHEEL_FIRST,
  CM_WHEEL_LAST,
} CmWheelDirection;

CmWheel *cm_wheel_new (void);
CmWheel *cm_wheel_copy (const CmWheel *wheel);
void cm_wheel_free (CmWheel *wheel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmWheel, cm_wheel_free)

/* Both return the index of what was added. @stage must have been added before. */
guint cm_wheel_add_stage (
    CmWheel *wheel, const char *id, const char *title, const char *ring_label, guint colour);
guint cm_wheel_add_step (CmWheel *wheel, guint stage, const char *label, CmWheelState state);

/* Either text may be NULL. */
void cm_wheel_set_step_notes (
    CmWheel *wheel, guint step, const char *due, gboolean overdue, const char *responsible);
void cm_wheel_set_centre (CmWheel *wheel, const char *people, guint stage, const char *here_step);
void cm_wheel_set_button (CmWheel *wheel, const char *label);

const CmWheelStage *cm_wheel_get_stage (const CmWheel *wheel, guint stage);
const CmWheelStep *cm_wheel_get_step (const CmWheel *wheel, guint step);
guint cm_wheel_count_steps (const CmWheel *wheel, guint stage);

/* Place of @step in its stage, from 1. */
guint cm_wheel_step_number (const CmWheel *wheel, guint step);

/* Indices of the steps in ring order; free with g_array_unref(). */
GArray *cm_wheel_ring_order (const CmWheel *wheel);

/* Where an arrow key leads from @step (-1: from nowhere); -1 when there are no steps. */
int cm_wheel_step_neighbour (const CmWheel *wheel, int step, CmWheelDirection direction);

/* The word a segment carries, translated; "" for a step that is not started. */
const char *cm_wheel_state_word (CmWheelState state);

/* Spoken texts, translated; free with g_free(). */
char *cm_wheel_describe_step (const CmWheel *wheel, guint step);
char *cm_wheel_describe_ring (const CmWheel *wheel, guint stage);
char *cm_wheel_describe_progress (const CmWheel *wheel);
char *cm_wheel_describe (const CmWheel *wheel);

G_END_DECLS
