/* cm-tables-do.c - tables: what is being done, and what stands in its way. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Do")

static const CmChoice event_kinds[] = {
  { "meeting", N_ ("Meeting") },   { "workshop", N_ ("Workshop") },
  { "deadline", N_ ("Deadline") }, { "publication", N_ ("Publication") },
  { "period", N_ ("Period") },     { NULL, NULL },
};

static const CmChoice risk_kinds[] = {
  { "risk", N_ ("Risk: may happen") },
  { "issue", N_ ("Issue: is happening") },
  { NULL, NULL },
};

static const CmChoice open_closed[] = {
  { "open", N_ ("Open") },
  { "closed", N_ ("Closed") },
  { NULL, NULL },
};

static const CmChoice rag[] = {
  { "green", N_ ("Green") },
  { "amber", N_ ("Amber") },
  { "red", N_ ("Red") },
  { NULL, NULL },
};

static const CmChoice parties[] = {
  { "supplier", N_ ("Supplier") },
  { "client", N_ ("Client") },
  { NULL, NULL },
};

static const CmField event_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Event"), N_ ("What happens.")),
  CHOICE ("kind", COLUMN, N_ ("Kind"), N_ ("What kind of event it is."), event_kinds),
  REFERENCE ("activity", PLAIN, N_ ("Activity"), N_ ("What it belongs to."), "activity"),
  DATE ("starts", REQUIRED | COLUMN, N_ ("Starts"), N_ ("The day, or the first day.")),
  DATE ("ends", COLUMN, N_ ("Ends"), N_ ("The last day of a period.")),
  REFERENCE ("body", COLUMN, N_ ("Body"), N_ ("The body concerned."), "body"),
  CHOICE ("stage", PLAIN, N_ ("Stage"), N_ ("The stage of the cycle."), _cm_stages),
  LONG_TEXT ("note", SEARCHED, N_ ("Note"), N_ ("Anything else that matters.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (event,
       N_ ("Event"),
       N_ ("Timetable"),
       N_ ("A date or a period that the partnership works to."),
       "name",
       "starts");

static const CmField action_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Action"), N_ ("What is to be done.")),
  REFERENCE ("organisation",
             COLUMN,
             N_ ("Party"),
             N_ ("The organisation that answers for it."),
             "organisation"),
  TEXT ("owner", SEARCHED | COLUMN | PERSONAL, N_ ("Owner"), N_ ("The role that does it.")),
  TEXT ("delegated_to", PERSONAL, N_ ("Delegated to"), N_ ("Who does it in its place.")),
  DATE ("due", COLUMN, N_ ("Due"), N_ ("By when.")),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("How far it has come."), _cm_action_states),
  DATE ("done_on", PLAIN, N_ ("Done on"), N_ ("When it was done.")),
  REFERENCE ("decision", PLAIN, N_ ("Decision"), N_ ("Where it comes from."), "decision"),
  REFERENCE (
      "recommendation", PLAIN, N_ ("Recommendation"), N_ ("What it answers."), "recommendation"),
  REFERENCE ("activity", PLAIN, N_ ("Activity"), N_ ("What it belongs to."), "activity"),
  TEXT ("workstream", PLAIN, N_ ("Workstream"), N_ ("The strand of work.")),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (action, N_ ("Action"), N_ ("Actions"), N_ ("What somebody has to do."), "name", "due");

static const CmField risk_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Risk or issue"), N_ ("What it is.")),
  CHOICE ("kind",
          REQUIRED | COLUMN,
          N_ ("Kind"),
          N_ ("A risk may happen; an issue is happening."),
          risk_kinds),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("Whether it is still there."), open_closed),
  REFERENCE ("activity", COLUMN, N_ ("Activity"), N_ ("What it bears on."), "activity"),
  REFERENCE ("theme", PLAIN, N_ ("Theme"), N_ ("The theme it bears on."), "theme"),
  FLAG ("affects",
        COLUMN,
        N_ ("Affects delivery"),
        N_ ("Whether it affects, or would affect, delivery.")),
  FLAG ("resolvable",
        COLUMN,
        N_ ("Can be resolved"),
        N_ ("Whether it can be resolved within the next period.")),
  CHOICE ("likelihood", PLAIN, N_ ("Likelihood"), N_ ("How likely a risk is."), _cm_scales),
  CHOICE ("impact", PLAIN, N_ ("Impact"), N_ ("How much it would matter."), _cm_scales),
  LONG_TEXT ("response", SEARCHED, N_ ("Response"), N_ ("What is done about it.")),
  TEXT ("owner", SEARCHED | PERSONAL, N_ ("Owner"), N_ ("The role that watches it.")),
  DATE ("raised_on", PLAIN, N_ ("Raised on"), N_ ("When it was seen.")),
  DATE ("happened_on", PLAIN, N_ ("Happened on"), N_ ("When the risk became an issue.")),
  TEXT ("escalate_when", PLAIN, N_ ("Escalate when"), N_ ("What must happen for it to go higher.")),
  REFERENCE (
      "escalate_to", PLAIN, N_ ("Escalate to"), N_ ("The body that it then goes to."), "body"),
  DATE ("closed_on", PLAIN, N_ ("Closed on"), N_ ("When it was over.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (risk,
       N_ ("Risk or issue"),
       N_ ("Risks and issues"),
       N_ ("What may go wrong, and what is going wrong."),
       "name",
       "name");

static const CmField flash_report_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Title"), N_ ("What it reports on.")),
  INTEGER ("number",
           REQUIRED | COLUMN,
           N_ ("Number"),
           N_ ("Its number in the series."),
           .min = 1,
           .max = 10000),
  REFERENCE ("activity",
             PLAIN,
             N_ ("Activity"),
             N_ ("What it reports on, if that is one activity."),
             "activity"),
  DATE ("starts", REQUIRED | COLUMN, N_ ("Period from"), N_ ("The first day that it covers.")),
  DATE ("ends",
        REQUIRED | COLUMN,
        N_ ("Period to"),
        N_ ("The last day that it covers: the period takes in what is planned.")),
  DATE ("on_date",
        REQUIRED | COLUMN,
        N_ ("Date of report"),
        N_ ("When it was written, within the period.")),
  LONG_TEXT ("overview", SEARCHED, N_ ("Overview"), N_ ("How it goes, in a few sentences.")),
  CHOICE ("rag",
          COLUMN,
          N_ ("Assessment"),
          N_ ("As its author gave it; the definitions follow from the issues."),
          rag),
  LONG_TEXT ("issues", SEARCHED, N_ ("Risks and issues"), N_ ("In a few sentences.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (flash_report,
       N_ ("Flash report"),
       N_ ("Flash reports"),
       N_ ("A short report on a period: what was done, what comes next, how it stands."),
       "name",
       "number");

static const CmField flash_line_fields[] = {
  REFERENCE (
      "flash_report", REQUIRED | OWNER, N_ ("Flash report"), N_ ("The report."), "flash_report"),
  CHOICE ("party", REQUIRED | COLUMN, N_ ("Party"), N_ ("Who answers for it."), parties),
  TEXT ("workstream", REQUIRED | COLUMN, N_ ("Workstream"), N_ ("The strand of work.")),
  LONG_TEXT ("completed", COLUMN, N_ ("Completed"), N_ ("What was done in the period so far.")),
  LONG_TEXT ("planned", COLUMN, N_ ("Planned"), N_ ("What comes next.")),
  RANK,
};
TABLE (flash_line,
       N_ ("Line of a flash report"),
       N_ ("Lines"),
       N_ ("What a party did on a workstream, and plans next."),
       NULL,
       "rank");

static const CmField workstream_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Workstream"), N_ ("What it is.")),
  TEXT ("number", COLUMN, N_ ("Number"), N_ ("Its number.")),
  TEXT ("lead", SEARCHED | COLUMN | PERSONAL, N_ ("Lead"), N_ ("Who leads it there.")),
  TEXT (
      "officer_lead", COLUMN | PERSONAL, N_ ("Our lead"), N_ ("The role that follows it for us.")),
  LONG_TEXT ("comment", SEARCHED, N_ ("Comment"), N_ ("What follows for us.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (workstream,
       N_ ("Workstream"),
       N_ ("Workstreams"),
       N_ ("A strand of another programme that ours touches."),
       "name",
       "number");

static const CmField workstream_activity_fields[] = {
  REFERENCE (
      "workstream", REQUIRED | OWNER, N_ ("Workstream"), N_ ("The workstream."), "workstream"),
  REFERENCE ("activity", REQUIRED | COLUMN, N_ ("Activity"), N_ ("The activity."), "activity"),
  TEXT ("comment", COLUMN, N_ ("Comment"), N_ ("What follows for it.")),
};
TABLE (workstream_activity,
       N_ ("Related activity"),
       N_ ("Related activities"),
       N_ ("An activity of ours that a workstream touches."),
       NULL,
       "workstream");

static const CmField timetable_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is.")),
  REFERENCE ("activity", COLUMN, N_ ("Activity"), N_ ("What it belongs to."), "activity"),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (timetable,
       N_ ("Timetable grid"),
       N_ ("Timetable grids"),
       N_ ("A timetable with columns of its own."),
       "name",
       "name");

static const CmField timetable_period_fields[] = {
  REFERENCE ("timetable", REQUIRED | OWNER, N_ ("Timetable"), N_ ("The timetable."), "timetable"),
  TEXT ("label", REQUIRED | COLUMN, N_ ("Label"), N_ ("What stands above it.")),
  DATE ("starts", REQUIRED | COLUMN, N_ ("Starts"), N_ ("The first day.")),
  DATE ("ends", REQUIRED | COLUMN, N_ ("Ends"), N_ ("The last day.")),
};
TABLE (timetable_period,
       N_ ("Column"),
       N_ ("Columns"),
       N_ ("A column of a timetable: any range of days."),
       NULL,
       "starts");

static const CmField timetable_bar_fields[] = {
  REFERENCE ("timetable", REQUIRED | OWNER, N_ ("Timetable"), N_ ("The timetable."), "timetable"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Row"), N_ ("What happens.")),
  DATE ("starts",
        REQUIRED | COLUMN,
        N_ ("Starts"),
        N_ ("The first day; it may lie before the first column.")),
  DATE ("ends", COLUMN, N_ ("Ends"), N_ ("The last day; none for a pin.")),
  TEXT ("label", COLUMN, N_ ("Label"), N_ ("What is written on it.")),
  FLAG ("optional", PLAIN, N_ ("Optional"), N_ ("Whether it may be left out.")),
  INTEGER ("volume_from",
           PLAIN,
           N_ ("Volume from"),
           N_ ("How many, at least."),
           .min = 0,
           .max = 100000),
  INTEGER (
      "volume_to", PLAIN, N_ ("Volume to"), N_ ("How many, at most."), .min = 0, .max = 100000),
  RANK,
};
TABLE (timetable_bar,
       N_ ("Bar or pin"),
       N_ ("Bars and pins"),
       N_ ("What happens when; one day makes a pin."),
       NULL,
       "rank");
