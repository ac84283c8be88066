/* cm-tables-review.c - tables: what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Review")

static const CmChoice review_kinds[] = {
  { "work-plan", N_ ("Work-plan review") },
  { "decommissioning", N_ ("Decommissioning review") },
  { "annual", N_ ("Annual review") },
  { "evaluation", N_ ("Evaluation") },
  { NULL, NULL },
};

static const CmChoice answers[] = {
  { "keep", N_ ("Speaks for keeping") },
  { "open", N_ ("Open") },
  { "stop", N_ ("Speaks for stopping") },
  { NULL, NULL },
};

static const CmChoice lesson_kinds[] = {
  { "process", N_ ("Process improvement") },
  { "friend", N_ ("Critical friend") },
  { "seminar", N_ ("Seminar") },
  { "visit", N_ ("Visit") },
  { "case", N_ ("Case study") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CmChoice feedback_responses[] = {
  { "none", N_ ("No action") },
  { "accept", N_ ("Accepted") },
  { "part", N_ ("Accepted in part") },
  { "reject", N_ ("Rejected") },
  { NULL, NULL },
};

static const CmChoice section_states[] = {
  { "draft", N_ ("Draft") },
  { "validated", N_ ("Validated") },
  { "tested", N_ ("Tested at a workshop") },
  { "final", N_ ("Final") },
  { NULL, NULL },
};

static const CmChoice interview_states[] = {
  { "to-arrange", N_ ("To be arranged") }, { "arranged", N_ ("Arranged") }, { "done", N_ ("Done") },
  { "written", N_ ("Written up") },        { "cleared", N_ ("Cleared") },   { NULL, NULL },
};

static const CmField review_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Review"), N_ ("What it is called.")),
  REFERENCE (
      "activity", REQUIRED | COLUMN, N_ ("Activity"), N_ ("What was looked at."), "activity"),
  CHOICE ("kind", COLUMN, N_ ("Kind"), N_ ("What kind of review it is."), review_kinds),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When.")),
  CHOICE ("fate", COLUMN, N_ ("Decision"), N_ ("What was decided or recommended."), _cm_fates),
  CHOICE ("reason_code", COLUMN, N_ ("Kind of reason"), N_ ("The reason in short."), _cm_reasons),
  LONG_TEXT ("reason", SEARCHED, N_ ("Reason"), N_ ("Why.")),
  TEXT ("lead", PERSONAL, N_ ("Lead"), N_ ("The role that watches it from now on.")),
  DATE ("next_on", COLUMN, N_ ("Next review"), N_ ("When it is looked at again.")),
  REFERENCE ("body", PLAIN, N_ ("Body"), N_ ("Who decided."), "body"),
  REFERENCE ("decision", PLAIN, N_ ("Minuted as"), N_ ("The decision."), "decision"),
  DATE ("consult_from", PLAIN, N_ ("Consultation from"), N_ ("When people were first asked.")),
  DATE ("consult_to", PLAIN, N_ ("Consultation to"), N_ ("When asking ended.")),
  DATE ("notice_on", PLAIN, N_ ("Notice given on"), N_ ("When the provider was told.")),
  DATE ("ends_on", PLAIN, N_ ("Ends on"), N_ ("When it stops.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (review,
       N_ ("Review"),
       N_ ("Reviews"),
       N_ ("A look at an activity, and what it came to."),
       "name",
       "on_date");

static const CmField review_answer_fields[] = {
  REFERENCE ("review", REQUIRED | OWNER, N_ ("Review"), N_ ("The review."), "review"),
  TEXT ("question", REQUIRED | COLUMN, N_ ("Question"), N_ ("What was asked.")),
  LONG_TEXT ("answer", SEARCHED | COLUMN, N_ ("Answer"), N_ ("What was found.")),
  CHOICE ("verdict", COLUMN, N_ ("Speaks for"), N_ ("Which way it points."), answers),
  RANK,
};
TABLE (review_answer,
       N_ ("Answer"),
       N_ ("Answers"),
       N_ ("What a review answered to a question."),
       NULL,
       "rank");

static const CmField exit_step_fields[] = {
  REFERENCE ("review", REQUIRED | OWNER, N_ ("Review"), N_ ("The review."), "review"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Step"), N_ ("What must be done.")),
  TEXT ("owner", COLUMN | PERSONAL, N_ ("Owner"), N_ ("The role that does it.")),
  DATE ("due", COLUMN, N_ ("Due"), N_ ("By when.")),
  DATE ("done_on", COLUMN, N_ ("Done on"), N_ ("When it was done.")),
  TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (exit_step,
       N_ ("Exit step"),
       N_ ("Exit plan"),
       N_ ("What must be done before an activity stops."),
       NULL,
       "due");

static const CmField saving_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Saving"), N_ ("What it is.")),
  REFERENCE ("review", COLUMN, N_ ("Review"), N_ ("The review it follows from."), "review"),
  REFERENCE ("activity", COLUMN, N_ ("Activity"), N_ ("What was stopped or changed."), "activity"),
  YEAR ("year", REQUIRED | COLUMN, N_ ("Year"), N_ ("The financial year.")),
  MONEY ("expected", COLUMN, N_ ("Expected"), N_ ("What it was to save.")),
  MONEY ("achieved", COLUMN, N_ ("Achieved"), N_ ("What it saved.")),
  REFERENCE (
      "goes_to", PLAIN, N_ ("Goes to"), N_ ("The activity that it pays for now."), "activity"),
  FLAG ("cash", PLAIN, N_ ("Cash"), N_ ("Whether it is cash, and not time set free.")),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (saving,
       N_ ("Saving"),
       N_ ("Savings"),
       N_ ("What stopping or changing something was to save, and what it did."),
       "name",
       "year");

static const CmField lesson_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Lesson"), N_ ("What was learnt, in a line.")),
  CHOICE ("kind", COLUMN, N_ ("From"), N_ ("How it was learnt."), lesson_kinds),
  CHOICE ("stage", COLUMN, N_ ("Stage"), N_ ("The stage of the cycle."), _cm_stages),
  REFERENCE ("activity", COLUMN, N_ ("Activity"), N_ ("Where it was learnt."), "activity"),
  LONG_TEXT (
      "happened", SEARCHED, N_ ("What happened"), N_ ("What was tried, and what came of it.")),
  LONG_TEXT ("advice", SEARCHED, N_ ("Advice"), N_ ("What to do next time.")),
  DATE ("on_date", PLAIN, N_ ("Date"), N_ ("When.")),
  FLAG ("shared", PLAIN, N_ ("Shared"), N_ ("Whether others know it.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (lesson,
       N_ ("Lesson"),
       N_ ("Lessons"),
       N_ ("What was learnt, to be used again."),
       "name",
       "name");

static const CmField feedback_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Point"), N_ ("What was said.")),
  TEXT (
      "raised_by", SEARCHED | COLUMN | PERSONAL, N_ ("Raised by"), N_ ("The group that said it.")),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When.")),
  TEXT ("section", COLUMN, N_ ("Section"), N_ ("The section of the manual, by its key.")),
  TEXT ("anchor", PLAIN, N_ ("Paragraph"), N_ ("The paragraph, by its key.")),
  LONG_TEXT (
      "quoted", PLAIN, N_ ("Passage"), N_ ("The words that it is about, as they were then.")),
  CHOICE ("response", COLUMN, N_ ("Response"), N_ ("What was decided."), feedback_responses),
  LONG_TEXT ("answer", SEARCHED, N_ ("Answer"), N_ ("What was answered.")),
  LONG_TEXT ("amendment", PLAIN, N_ ("Amendment"), N_ ("What was changed.")),
  CHOICE ("state", COLUMN, N_ ("State"), N_ ("Whether it is settled."), _cm_action_states),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (feedback,
       N_ ("Point of feedback"),
       N_ ("Feedback record"),
       N_ ("What readers say about the manual, and what was answered."),
       "name",
       "on_date");

static const CmField section_state_fields[] = {
  TEXT ("section", REQUIRED | SEARCHED | COLUMN, N_ ("Section"), N_ ("The section, by its key.")),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("How far it has come."), section_states),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("Since when.")),
  REFERENCE ("body", COLUMN, N_ ("Body"), N_ ("Who saw to it."), "body"),
  REFERENCE ("workshop", PLAIN, N_ ("Workshop"), N_ ("Where it was tested."), "workshop"),
  NOTE,
};
TABLE (section_state,
       N_ ("State of a section"),
       N_ ("State of the manual"),
       N_ ("How far a section of the manual has come."),
       "section",
       "section");

static const CmField case_study_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Case study"), N_ ("What it is about.")),
  REFERENCE ("organisation", COLUMN, N_ ("Organisation"), N_ ("Who can tell it."), "organisation"),
  TEXT ("role", PERSONAL, N_ ("To be asked"), N_ ("The role to be asked; never a name.")),
  REFERENCE ("chapter", PLAIN, N_ ("Chapter"), N_ ("The chapter it is an example of."), "chapter"),
  REFERENCE ("place", PLAIN, N_ ("Place"), N_ ("Where it is."), "place"),
  CHOICE ("stage", COLUMN, N_ ("Stage"), N_ ("The stage of the cycle that it shows."), _cm_stages),
  CHOICE ("state", COLUMN, N_ ("State"), N_ ("How far it has come."), interview_states),
  DATE ("arranged_on", PLAIN, N_ ("Arranged for"), N_ ("When the interview is.")),
  DATE ("done_on", PLAIN, N_ ("Done on"), N_ ("When it was.")),
  DATE ("written_on", PLAIN, N_ ("Written on"), N_ ("When it was written up.")),
  DATE ("cleared_on", PLAIN, N_ ("Cleared on"), N_ ("When those it is about agreed.")),
  NOTE,
  SOURCE,
};
TABLE (case_study,
       N_ ("Case study"),
       N_ ("Case studies in hand"),
       N_ ("A case study that is being gathered."),
       "name",
       "name");
