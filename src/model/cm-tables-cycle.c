/* cm-tables-cycle.c - tables: turns of the commissioning cycle. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Cycle")

static const CmChoice run_states[] = {
  { "open", N_ ("Open") },
  { "closed", N_ ("Closed") },
  { NULL, NULL },
};

static const CmChoice step_states[] = {
  { "not-started", N_ ("Not started") },
  { "in-hand", N_ ("In hand") },
  { "blocked", N_ ("Blocked") },
  { "signed-off", N_ ("Signed off") },
  { NULL, NULL },
};

static const CmField cycle_run_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is called.")),
  REFERENCE ("theme",
             COLUMN,
             N_ ("Theme"),
             N_ ("The theme that goes round; none for the whole partnership."),
             "theme"),
  YEAR ("year",
        REQUIRED | COLUMN,
        N_ ("Year"),
        N_ ("The financial year that is being commissioned.")),
  DATE ("starts", COLUMN, N_ ("Starts"), N_ ("When it started.")),
  DATE ("ends", COLUMN, N_ ("Ends"), N_ ("When it must be through.")),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("Open or closed."), run_states),
  NOTE,
  ILLUSTRATIVE,
};
TABLE (cycle_run,
       N_ ("Cycle"),
       N_ ("Cycles"),
       N_ ("One turn of the commissioning cycle, for the whole partnership or for one theme."),
       "name",
       "year");

static const CmField step_state_fields[] = {
  REFERENCE ("cycle_run", REQUIRED | OWNER, N_ ("Cycle"), N_ ("The cycle."), "cycle_run"),
  TEXT ("step", REQUIRED | COLUMN, N_ ("Step"), N_ ("The step, as the manual names it.")),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("How far it has come."), step_states),
  DATE ("due", COLUMN, N_ ("Due"), N_ ("When it should be signed off.")),
  REFERENCE ("responsible", COLUMN, N_ ("Responsible"), N_ ("The body that signs it off."), "body"),
  LONG_TEXT ("note", PLAIN, N_ ("Note"), N_ ("Why it is blocked, or anything else that matters.")),
};
TABLE (step_state,
       N_ ("Step"),
       N_ ("Steps"),
       N_ ("How far a step of a cycle has come."),
       NULL,
       "step");

static const CmField sign_off_fields[] = {
  REFERENCE ("cycle_run", REQUIRED | OWNER, N_ ("Cycle"), N_ ("The cycle."), "cycle_run"),
  TEXT ("step", REQUIRED | COLUMN, N_ ("Step"), N_ ("The step, as the manual names it.")),
  REFERENCE ("body", REQUIRED | COLUMN, N_ ("Body"), N_ ("The body that signed it off."), "body"),
  DATE ("on_date", REQUIRED | COLUMN, N_ ("Date"), N_ ("The day it was signed off.")),
  TEXT ("role", COLUMN | PERSONAL, N_ ("Signed by"), N_ ("The role that signed for the body.")),
  LONG_TEXT ("note", PLAIN, N_ ("Note"), N_ ("Conditions and anything else that matters.")),
};
TABLE (sign_off,
       N_ ("Sign-off"),
       N_ ("Sign-offs"),
       N_ ("That a body signed a step of a cycle off."),
       NULL,
       "on_date");

static const CmField output_fields[] = {
  REFERENCE ("cycle_run", REQUIRED | OWNER, N_ ("Cycle"), N_ ("The cycle."), "cycle_run"),
  TEXT ("step", REQUIRED | COLUMN, N_ ("Step"), N_ ("The step, as the manual names it.")),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Output"), N_ ("What it is.")),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("How far it has come."), _cm_output_states),
  TEXT ("place", COLUMN, N_ ("Where"), N_ ("Where it is kept: a file, a folder, a paper number.")),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("The day it was finished.")),
};
TABLE (
    output, N_ ("Output"), N_ ("Outputs"), N_ ("What a step of a cycle produced."), "name", "step");

static const CmField check_item_fields[] = {
  REFERENCE ("cycle_run", REQUIRED | OWNER, N_ ("Cycle"), N_ ("The cycle."), "cycle_run"),
  TEXT ("step", REQUIRED | COLUMN, N_ ("Step"), N_ ("The step, as the manual names it.")),
  TEXT ("item", REQUIRED | COLUMN, N_ ("Item"), N_ ("The item, as the manual names it.")),
  FLAG ("done", REQUIRED | COLUMN, N_ ("Done"), N_ ("Whether it is done.")),
  NOTE,
};
TABLE (check_item,
       N_ ("Checklist item"),
       N_ ("Checklist items"),
       N_ ("An item of a step's checklist that was ticked."),
       NULL,
       "item");
