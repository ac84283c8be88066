/* cm-tables-analyse.c - tables: what is known and what is needed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Analyse")

static const CmChoice evidence_kinds[] = {
  { "questionnaire", N_ ("Questionnaire or survey") },
  { "engagement", N_ ("Formal engagement") },
  { "informal", N_ ("Informal engagement") },
  { "transactions", N_ ("Service transactions") },
  { "complaints", N_ ("Complaints and compliments") },
  { "panel", N_ ("Citizens’ panel") },
  { "web", N_ ("Feedback to a website") },
  { "soft", N_ ("Soft information") },
  { "statistics", N_ ("Statistics") },
  { "assessment", N_ ("Needs assessment") },
  { "atlas", N_ ("Research atlas") },
  { "parish", N_ ("Parish or community plan") },
  { "practice", N_ ("Practice elsewhere") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CmChoice strengths[] = {
  { "hard", N_ ("Hard") },
  { "soft", N_ ("Soft") },
  { NULL, NULL },
};

static const CmChoice sharing[] = {
  { "open", N_ ("Open") },
  { "partners", N_ ("Within the partnership") },
  { "named", N_ ("Named partners only") },
  { "confidential", N_ ("Confidential") },
  { NULL, NULL },
};

static const CmChoice consents[] = {
  { "none-needed", N_ ("None needed") },
  { "anonymous", N_ ("Anonymous") },
  { "express", N_ ("Express permission") },
  { "refused", N_ ("Refused") },
  { NULL, NULL },
};

static const CmChoice trends[] = {
  { "rising", N_ ("Rising") },
  { "steady", N_ ("Steady") },
  { "falling", N_ ("Falling") },
  { "unknown", N_ ("Unknown") },
  { NULL, NULL },
};

static const CmChoice priorities[] = {
  { "high", N_ ("High priority") },
  { "priority", N_ ("Priority") },
  { "none", N_ ("Not identified") },
  { "unknown", N_ ("Unknown") },
  { NULL, NULL },
};

static const CmChoice matrix_rows[] = {
  { "place", N_ ("Places") },
  { "theme", N_ ("Themes") },
  { "area", N_ ("Areas") },
  { "group", N_ ("Groups") },
  { NULL, NULL },
};

static const CmChoice engagement_kinds[] = {
  { "jury", N_ ("Citizens’ jury") },
  { "conference", N_ ("Conference") },
  { "forum", N_ ("Community forum") },
  { "survey", N_ ("Survey") },
  { "consultation", N_ ("Consultation") },
  { "event", N_ ("Event") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CmChoice assessment_kinds[] = {
  { "self", N_ ("Self-assessment") },
  { "peer", N_ ("Peer challenge") },
  { "external", N_ ("External assessment") },
  { NULL, NULL },
};

static const CmChoice sides[] = {
  { "strength", N_ ("Strength") },
  { "area", N_ ("Area for development") },
  { NULL, NULL },
};

static const CmField evidence_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Evidence"), N_ ("What it shows, in a line.")),
  CHOICE ("kind", REQUIRED | COLUMN, N_ ("Kind"), N_ ("Where it comes from."), evidence_kinds),
  CHOICE ("strength",
          COLUMN,
          N_ ("Strength"),
          N_ ("Counted and checked, or heard and sensed."),
          strengths),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When it was gathered.")),
  REFERENCE ("owner", COLUMN, N_ ("Owner"), N_ ("The organisation that holds it."), "organisation"),
  LONG_TEXT ("finding", SEARCHED, N_ ("Finding"), N_ ("What it says.")),
  REFERENCE ("theme", PLAIN, N_ ("Theme"), N_ ("The theme it bears on."), "theme"),
  REFERENCE ("chapter", PLAIN, N_ ("Chapter"), N_ ("The chapter it bears on."), "chapter"),
  REFERENCE ("place", PLAIN, N_ ("Place"), N_ ("The place it is about."), "place"),
  TEXT ("people", PLAIN, N_ ("People"), N_ ("Whom it is about.")),
  TEXT ("kept_at", PLAIN, N_ ("Kept at"), N_ ("Where the original is: a file, a paper, a page.")),
  CHOICE (
      "sharing", COLUMN, N_ ("Sharing"), N_ ("Who may see it."), sharing, .group = N_ ("Sharing")),
  LONG_TEXT ("sharing_note",
             PLAIN,
             N_ ("Restriction"),
             N_ ("Under which agreement, and what must not be passed on.")),
  CHOICE ("consent", PLAIN, N_ ("Consent"), N_ ("Whether those it came from agreed."), consents),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (evidence,
       N_ ("Piece of evidence"),
       N_ ("Evidence"),
       N_ ("What is known, how, and who may see it."),
       "name",
       "name");

static const CmField need_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Need"), N_ ("What is needed, in a line.")),
  REFERENCE ("chapter", COLUMN, N_ ("Chapter"), N_ ("The chapter it belongs to."), "chapter"),
  REFERENCE ("place", COLUMN, N_ ("Place"), N_ ("Where it is felt most."), "place"),
  TEXT ("people", COLUMN, N_ ("People"), N_ ("Who has it.")),
  TEXT ("size", PLAIN, N_ ("How many"), N_ ("How many people, with the year.")),
  CHOICE ("trend", COLUMN, N_ ("Trend"), N_ ("Which way it goes."), trends),
  CHOICE ("priority",
          COLUMN,
          N_ ("Priority"),
          N_ ("How it was judged; not identified does not mean unimportant."),
          priorities),
  CHOICE (
      "aim", PLAIN, N_ ("Aim"), N_ ("Whether it can be prevented or must be treated."), _cm_aims),
  INTEGER ("evidence",
           COLUMN,
           N_ ("Evidence"),
           N_ ("How many pieces of evidence show it."),
           .derivation = { CM_DERIVE_COUNT, "need_evidence", "need", "evidence" }),
  LONG_TEXT ("description", SEARCHED, N_ ("Description"), N_ ("What is known of it.")),
  REFERENCE ("owner", PLAIN, N_ ("Owner"), N_ ("The body that follows it."), "body"),
  RANK,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (
    need, N_ ("Need"), N_ ("Needs"), N_ ("What people lack, where and how many."), "name", "rank");

static const CmField need_evidence_fields[] = {
  REFERENCE ("need", REQUIRED | OWNER, N_ ("Need"), N_ ("The need."), "need"),
  REFERENCE ("evidence", REQUIRED | COLUMN, N_ ("Evidence"), N_ ("What shows it."), "evidence"),
  TEXT ("note", COLUMN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (need_evidence,
       N_ ("Evidence for a need"),
       N_ ("Evidence for it"),
       N_ ("What shows that a need is there."),
       NULL,
       "need");

static const CmField need_outcome_fields[] = {
  REFERENCE ("need", REQUIRED | OWNER, N_ ("Need"), N_ ("The need."), "need"),
  REFERENCE ("outcome", REQUIRED | COLUMN, N_ ("Outcome"), N_ ("The outcome."), "outcome"),
};
TABLE (need_outcome,
       N_ ("Outcome for a need"),
       N_ ("Outcomes that answer it"),
       N_ ("What would be different if the need were met."),
       NULL,
       "need");

static const CmField matrix_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is called.")),
  CHOICE ("rows", REQUIRED | COLUMN, N_ ("Rows"), N_ ("What its rows are."), matrix_rows),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When it was marked.")),
  REFERENCE ("workshop", PLAIN, N_ ("Workshop"), N_ ("Where it was marked."), "workshop"),
  TEXT ("marked_by", COLUMN | PERSONAL, N_ ("Marked by"), N_ ("Who marked it.")),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (matrix,
       N_ ("Priority matrix"),
       N_ ("Priority matrices"),
       N_ ("Which topics matter how much to whom."),
       "name",
       "on_date");

static const CmField matrix_topic_fields[] = {
  REFERENCE ("matrix", REQUIRED | OWNER, N_ ("Matrix"), N_ ("The matrix."), "matrix"),
  TEXT ("heading", COLUMN, N_ ("Heading"), N_ ("The group of topics it stands under.")),
  TEXT ("code", COLUMN, N_ ("Code"), N_ ("A short code.")),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Topic"), N_ ("What it is about.")),
  LONG_TEXT ("explanation", PLAIN, N_ ("Explanation"), N_ ("What it takes in.")),
  RANK,
};
TABLE (matrix_topic,
       N_ ("Topic"),
       N_ ("Topics"),
       N_ ("A topic of a priority matrix: one of its columns."),
       "name",
       "rank");

static const CmField matrix_row_fields[] = {
  REFERENCE ("matrix", REQUIRED | OWNER, N_ ("Matrix"), N_ ("The matrix."), "matrix"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What the row stands for.")),
  REFERENCE ("place", PLAIN, N_ ("Place"), N_ ("The place it is."), "place"),
  REFERENCE ("theme", PLAIN, N_ ("Theme"), N_ ("The theme it is."), "theme"),
  RANK,
};
TABLE (matrix_row,
       N_ ("Row"),
       N_ ("Rows"),
       N_ ("A place, theme, area or group of a priority matrix: one of its rows."),
       "name",
       "rank");

static const CmField matrix_mark_fields[] = {
  REFERENCE ("matrix_row", REQUIRED | OWNER, N_ ("Row"), N_ ("The row."), "matrix_row"),
  REFERENCE ("matrix_topic", REQUIRED | COLUMN, N_ ("Topic"), N_ ("The topic."), "matrix_topic"),
  CHOICE ("priority", REQUIRED | COLUMN, N_ ("Priority"), N_ ("How it was marked."), priorities),
  TEXT ("note", COLUMN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (matrix_mark,
       N_ ("Mark"),
       N_ ("Marks"),
       N_ ("How much a topic matters to a row of the matrix."),
       NULL,
       "matrix_row");

static const CmField engagement_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is called.")),
  CHOICE ("kind", COLUMN, N_ ("Kind"), N_ ("How people were asked."), engagement_kinds),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When it was.")),
  REFERENCE ("organisation", PLAIN, N_ ("Organisation"), N_ ("Who asked."), "organisation"),
  REFERENCE ("chapter", PLAIN, N_ ("Chapter"), N_ ("The chapter it was about."), "chapter"),
  REFERENCE ("place", PLAIN, N_ ("Place"), N_ ("Where it was."), "place"),
  INTEGER ("people", PLAIN, N_ ("People"), N_ ("How many took part."), .min = 0, .max = 10000000),
  LONG_TEXT ("findings", SEARCHED, N_ ("Findings"), N_ ("What they said.")),
  FLAG ("follow_up_needed",
        COLUMN,
        N_ ("Follow-up needed"),
        N_ ("Whether something must come of it.")),
  LONG_TEXT ("follow_up", PLAIN, N_ ("Follow-up"), N_ ("How it is taken forward.")),
  LONG_TEXT ("quick_wins", PLAIN, N_ ("Quick wins"), N_ ("What can be done at once.")),
  LONG_TEXT ("resources", PLAIN, N_ ("Resources"), N_ ("What it needs, and when.")),
  DATE ("done_on", PLAIN, N_ ("Followed up on"), N_ ("When that had been done.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (engagement,
       N_ ("Engagement"),
       N_ ("Engagement"),
       N_ ("How people were asked, and what became of what they said."),
       "name",
       "on_date");

static const CmField protocol_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is called.")),
  TEXT ("partners", COLUMN, N_ ("Partners"), N_ ("Between whom.")),
  LONG_TEXT ("covers", SEARCHED, N_ ("Covers"), N_ ("Which information.")),
  LONG_TEXT ("restrictions", PLAIN, N_ ("Restrictions"), N_ ("What must not be passed on.")),
  DATE ("starts", COLUMN, N_ ("Starts"), N_ ("Since when.")),
  DATE ("ends", COLUMN, N_ ("Ends"), N_ ("Until when.")),
  SOURCE,
};
TABLE (protocol,
       N_ ("Sharing protocol"),
       N_ ("Sharing protocols"),
       N_ ("What partners agreed about passing on information."),
       "name",
       "name");

static const CmField assessment_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is called.")),
  CHOICE ("kind", COLUMN, N_ ("Kind"), N_ ("Who looked."), assessment_kinds),
  REFERENCE ("subject",
             COLUMN,
             N_ ("Subject"),
             N_ ("The body that was looked at; none for the partnership."),
             "body"),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When it was finished.")),
  YEAR ("year", PLAIN, N_ ("Year"), N_ ("The year it is for.")),
  DATE ("starts", PLAIN, N_ ("Starts"), N_ ("The first day.")),
  DATE ("ends", PLAIN, N_ ("Ends"), N_ ("The last day.")),
  LONG_TEXT ("team", PERSONAL, N_ ("Team"), N_ ("Who took part, by role.")),
  LONG_TEXT ("read", PLAIN, N_ ("Read and heard"), N_ ("What it rests on.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (assessment,
       N_ ("Assessment"),
       N_ ("Assessments"),
       N_ ("The partnership looked at against a benchmark, by itself or by peers."),
       "name",
       "on_date");

static const CmField assessment_point_fields[] = {
  REFERENCE (
      "assessment", REQUIRED | OWNER, N_ ("Assessment"), N_ ("The assessment."), "assessment"),
  TEXT ("heading", REQUIRED | COLUMN, N_ ("Heading"), N_ ("The heading of the benchmark.")),
  CHOICE ("side",
          REQUIRED | COLUMN,
          N_ ("Side"),
          N_ ("A strength, or an area for development."),
          sides),
  TEXT ("point", REQUIRED | SEARCHED | COLUMN, N_ ("Point"), N_ ("What was found.")),
  TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
  RANK,
};
TABLE (assessment_point,
       N_ ("Assessed point"),
       N_ ("Strengths and areas for development"),
       N_ ("A strength, or an area for development, under a heading of the benchmark."),
       NULL,
       "heading");

static const CmField assessment_level_fields[] = {
  REFERENCE (
      "assessment", REQUIRED | OWNER, N_ ("Assessment"), N_ ("The assessment."), "assessment"),
  TEXT ("heading", REQUIRED | COLUMN, N_ ("Heading"), N_ ("The heading of the benchmark.")),
  TEXT ("level",
        COLUMN,
        N_ ("Level"),
        N_ ("How far it has come, by the name the benchmark gives it; none if it was not judged.")),
  LONG_TEXT ("reason", SEARCHED | COLUMN, N_ ("Reason"), N_ ("Why that level, and no other.")),
};
TABLE (assessment_level,
       N_ ("Assessed level"),
       N_ ("Levels"),
       N_ ("How far an assessment finds that a heading of the benchmark has come."),
       NULL,
       "heading");

static const CmField recommendation_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Recommendation"), N_ ("What is advised.")),
  REFERENCE ("assessment", COLUMN, N_ ("Assessment"), N_ ("Where it was made."), "assessment"),
  TEXT ("heading", COLUMN, N_ ("Heading"), N_ ("The heading of the benchmark.")),
  LONG_TEXT ("response", SEARCHED, N_ ("Response"), N_ ("What the partnership answered.")),
  REFERENCE ("owner", PLAIN, N_ ("Owner"), N_ ("The body that acts on it."), "body"),
  DATE ("due", COLUMN, N_ ("Due"), N_ ("By when.")),
  CHOICE ("state", COLUMN, N_ ("State"), N_ ("How far it has come."), _cm_action_states),
  LONG_TEXT ("found", PLAIN, N_ ("Found later"), N_ ("What a later look found.")),
  RANK,
  SOURCE,
};
TABLE (recommendation,
       N_ ("Recommendation"),
       N_ ("Recommendations"),
       N_ ("What an assessment or a review advises."),
       "name",
       "rank");
