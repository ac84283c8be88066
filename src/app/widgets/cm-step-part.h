/* cm-step-part.h - what the parts of the view of a step have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-manual.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* A step of one turn of the cycle, as the store has it at this moment. */
typedef struct
{
  CmStore *store;
  CmRecord *run;
  CmManual *manual;
  const CmManualStep *step;
  CmRecord *state; /* NULL while nobody has touched the step */
} CmStepContext;

#define CM_TYPE_STEP_PART (cm_step_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (CmStepPart, cm_step_part, CM, STEP_PART, AdwPreferencesGroup)

struct _CmStepPartClass
{
  AdwPreferencesGroupClass parent_class;

  /* Shows the context; `other` if it is another step, so that nothing typed is to be kept. */
  void (*show) (CmStepPart *self, const CmStepContext *context, gboolean other);
};

/* The context must stay valid until the next call; NULL takes it away. To be called again after the
 * store changed: controls stay, with their focus and what is being typed in them. */
void cm_step_part_show (CmStepPart *self, const CmStepContext *context);
/* NULL while nothing is shown. */
const CmStepContext *cm_step_part_get_context (CmStepPart *self);
/* Whether what is shown may be changed. */
gboolean cm_step_part_is_editable (CmStepPart *self);

/* Emits "message" with what went wrong, or with what was done, which can be undone, if there is a
 * word to say of it. Returns whether all went well. */
gboolean cm_step_part_tell (CmStepPart *self, const GError *error, const char *done);

/* A row's title and subtitle are markup: these take plain text. */
void cm_step_part_set_title (GtkWidget *row, const char *title);
char *cm_step_part_escape (const char *text);

/* An entry, and below it the row that says what is wrong with what was typed. */
void cm_step_part_add_edit (CmStepPart *self, GtkWidget *edit_row);

G_END_DECLS
