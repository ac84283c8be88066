/* cm-section-state.h - how far each section of the manual has come, from draft to final. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-sign-off.h"

G_BEGIN_DECLS

/* In their order; a section goes from one to the next. */
typedef enum
{
  CM_SECTION_DRAFT,
  CM_SECTION_VALIDATED,
  CM_SECTION_TESTED,
  CM_SECTION_FINAL,
  CM_N_SECTION_STATES
} CmSectionState;

/* "validated", as in the field `state`. */
const char *cm_section_state_get_name (CmSectionState state);
/* “Validated”. */
const char *cm_section_state_get_label (CmSectionState state);

/* The states of all sections of a portfolio. Each change is a record of its own; the newest counts.
 */
typedef struct _CmSectionStates CmSectionStates;

CmSectionStates *cm_section_states_load (CmStore *store);
void cm_section_states_free (CmSectionStates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSectionStates, cm_section_states_free)

/* How far a section or chapter has come: its own state, else that of the section it is in, else
 * draft. `own` (nullable) tells whether it is its own. */
CmSectionState cm_section_states_get (CmSectionStates *self, const CmBlock *section, gboolean *own);
/* (nullable) (transfer none): the newest record of the section itself. */
CmRecord *cm_section_states_get_record (CmSectionStates *self, const CmBlock *section);
/* (transfer container): all records of the section itself, of CmRecord, oldest first. */
GPtrArray *cm_section_states_get_history (CmSectionStates *self, const CmBlock *section);

/* Takes a section to the next state, or back to draft. `date` is as typed, empty for today; `body`
 * and `workshop` are keys or "". Refused unless it is the next state or draft; without a body that
 * saw to it (validated, final), without a workshop (tested), without a note that says why (back to
 * draft); while a section within has a state of its own that is behind; for a day that has not come
 * or lies before the change before. One transaction, “Mark “Plan” as validated”. */
gboolean cm_section_state_set (CmStore *store,
                               const CmBlock *section,
                               CmSectionState state,
                               const char *date,
                               const char *body,
                               const char *workshop,
                               const char *note,
                               GError **error);

G_END_DECLS
