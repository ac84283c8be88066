/* cm-tables-governance.c - tables: who decides, and when. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Governance")

static const CmChoice body_kinds[] = {
  { "board", N_ ("Board") },
  { "executive", N_ ("Executive") },
  { "joint-committee", N_ ("Joint committee") },
  { "advisory", N_ ("Advisory board") },
  { "theme", N_ ("Theme group") },
  { "challenge", N_ ("Challenge group") },
  { "task", N_ ("Task and finish group") },
  { "sub-group", N_ ("Sub-group") },
  { "support", N_ ("Support team") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CmChoice capacities[] = {
  { "chair", N_ ("Chair") },
  { "member", N_ ("Member") },
  { "support", N_ ("In support") },
  { "substitute", N_ ("Substitute") },
  { NULL, NULL },
};

static const CmChoice verbs[] = {
  { "agreed", N_ ("Agreed") },
  { "noted", N_ ("Noted") },
  { "approved", N_ ("Approved") },
  { "delegated", N_ ("Delegated") },
  { "referred", N_ ("Referred") },
  { "proposed", N_ ("Proposed") },
  { NULL, NULL },
};

static const CmChoice formats[] = {
  { "paper", N_ ("Paper") },           { "presentation", N_ ("Presentation") },
  { "discussion", N_ ("Discussion") }, { "workshop", N_ ("Workshop") },
  { "themed", N_ ("Themed item") },    { NULL, NULL },
};

static const CmChoice calendar_kinds[] = {
  { "planning", N_ ("Planning") },
  { "budget", N_ ("Budget") },
  { "reporting", N_ ("Reporting") },
  { NULL, NULL },
};

static const CmField body_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("Its full name.")),
  TEXT ("short_name", SEARCHED | COLUMN, N_ ("Short name"), N_ ("Its usual abbreviation.")),
  CHOICE ("kind", REQUIRED | COLUMN, N_ ("Kind"), N_ ("Its place in the governance."), body_kinds),
  REFERENCE ("theme",
             PLAIN,
             N_ ("Theme"),
             N_ ("The theme it looks after, if it looks after one."),
             "theme"),
  REFERENCE ("reports_to", COLUMN, N_ ("Reports to"), N_ ("The body it reports to."), "body"),
  INTEGER ("tier",
           COLUMN,
           N_ ("Tier"),
           N_ ("Its level in the governance: 1 decides, higher numbers report to it."),
           .min = 1,
           .max = 9),
  LONG_TEXT (
      "terms", PLAIN, N_ ("Terms of reference"), N_ ("What it is for and what it may decide.")),
  TEXT ("frequency", COLUMN, N_ ("Meets"), N_ ("How often it meets.")),
  TEXT ("chair", PERSONAL, N_ ("Chair"), N_ ("The role that chairs it.")),
  INTEGER ("size", PLAIN, N_ ("Members"), N_ ("How many members it has."), .min = 1, .max = 1000),
  LONG_TEXT ("job_description",
             PLAIN,
             N_ ("Job description"),
             N_ ("Roles, responsibilities and accountabilities of its members.")),
  TEXT ("funder", PLAIN, N_ ("Funder"), N_ ("Who pays for it.")),
  DATE ("starts", PLAIN, N_ ("Starts"), N_ ("When it was set up.")),
  DATE ("ends", PLAIN, N_ ("Ends"), N_ ("When it, or the money for it, ends.")),
  TEXT ("successor", PLAIN, N_ ("Successor"), N_ ("What takes over from it.")),
  RANK,
  SOURCE,
};
TABLE (body,
       N_ ("Body"),
       N_ ("Bodies"),
       N_ ("A board, executive, committee or group that steers, decides or delivers."),
       "name",
       "rank");

static const CmField membership_fields[] = {
  REFERENCE ("body", REQUIRED | COLUMN | OWNER, N_ ("Body"), N_ ("The body."), "body"),
  REFERENCE ("organisation",
             COLUMN,
             N_ ("Organisation"),
             N_ ("The organisation that sits on it."),
             "organisation"),
  TEXT ("role",
        SEARCHED | COLUMN | PERSONAL,
        N_ ("Role"),
        N_ ("The role of the person who sits there; never a name.")),
  CHOICE ("capacity", COLUMN, N_ ("Capacity"), N_ ("In which capacity."), capacities),
  SOURCE,
};
TABLE (membership,
       N_ ("Membership"),
       N_ ("Memberships"),
       N_ ("Who sits on a body, as a role in an organisation."),
       NULL,
       "body");

static const CmField role_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("The role.")),
  REFERENCE ("body", COLUMN, N_ ("Body"), N_ ("The body that holds it."), "body"),
  CHOICE ("stage", COLUMN, N_ ("Stage"), N_ ("The stage of the cycle."), _cm_stages),
  LONG_TEXT (
      "responsibility", SEARCHED | COLUMN, N_ ("Responsibility"), N_ ("What it answers for.")),
  SOURCE,
};
TABLE (role,
       N_ ("Role"),
       N_ ("Roles"),
       N_ ("What a body or group is responsible for at a stage of the cycle."),
       "name",
       "stage");

static const CmField meeting_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is called.")),
  REFERENCE ("body", REQUIRED | COLUMN, N_ ("Body"), N_ ("The body that meets."), "body"),
  DATE ("on_date", REQUIRED | COLUMN, N_ ("Date"), N_ ("The day of the meeting.")),
  NOTE,
  SOURCE,
};
TABLE (meeting, N_ ("Meeting"), N_ ("Meetings"), N_ ("A meeting of a body."), "name", "on_date");

static const CmField decision_fields[] = {
  TEXT ("name",
        REQUIRED | SEARCHED | COLUMN,
        N_ ("Decision"),
        N_ ("What was decided, in one sentence.")),
  REFERENCE ("body", REQUIRED | COLUMN, N_ ("Body"), N_ ("The body that decided."), "body"),
  REFERENCE ("meeting", COLUMN, N_ ("Meeting"), N_ ("The meeting at which it decided."), "meeting"),
  TEXT ("minute", COLUMN, N_ ("Minute"), N_ ("The number of the minute or paragraph.")),
  TEXT ("paper", PLAIN, N_ ("Paper"), N_ ("How the paper is marked.")),
  CHOICE ("verb",
          REQUIRED | COLUMN,
          N_ ("Kind"),
          N_ ("Agreed, noted, approved, delegated, referred or proposed."),
          verbs),
  LONG_TEXT ("condition", PLAIN, N_ ("Condition"), N_ ("What must be met first.")),
  REFERENCE ("activity", COLUMN, N_ ("Activity"), N_ ("The activity it is about."), "activity"),
  TEXT ("owner", PERSONAL, N_ ("Owner"), N_ ("The role that must act on it.")),
  TEXT ("delegated_to", PERSONAL, N_ ("Delegated to"), N_ ("Who may act on it.")),
  DATE ("due", PLAIN, N_ ("Due"), N_ ("When it must be done.")),
  REFERENCE ("referred_to", PLAIN, N_ ("Referred to"), N_ ("The body that takes it next."), "body"),
  DATE ("done_on", PLAIN, N_ ("Done on"), N_ ("When it had been acted on.")),
  LONG_TEXT ("detail", SEARCHED, N_ ("Detail"), N_ ("The decision in full.")),
  SOURCE,
};
TABLE (decision, N_ ("Decision"), N_ ("Decisions"), N_ ("What a body decided."), "name", "minute");

static const CmField body_product_fields[] = {
  REFERENCE ("body", REQUIRED | OWNER, N_ ("Body"), N_ ("The body."), "body"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Product"), N_ ("What it is.")),
  TEXT ("frequency", COLUMN, N_ ("Frequency"), N_ ("How often it is renewed.")),
  TEXT ("kept_at", COLUMN, N_ ("Kept at"), N_ ("Where it is.")),
};
TABLE (body_product,
       N_ ("Product"),
       N_ ("Products"),
       N_ ("What a body makes and keeps up."),
       NULL,
       "name");

static const CmField agenda_item_fields[] = {
  REFERENCE ("meeting", REQUIRED | OWNER, N_ ("Meeting"), N_ ("The meeting."), "meeting"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Item"), N_ ("What it is about.")),
  REFERENCE ("proposer",
             COLUMN,
             N_ ("Proposed by"),
             N_ ("The organisation that asked for it."),
             "organisation"),
  CHOICE ("format", COLUMN, N_ ("Format"), N_ ("How it is taken."), formats),
  TEXT ("paper", COLUMN, N_ ("Paper"), N_ ("How the paper is marked.")),
  REFERENCE ("referred_from",
             PLAIN,
             N_ ("Referred from"),
             N_ ("The decision that sent it here."),
             "decision"),
  LONG_TEXT ("outcome", PLAIN, N_ ("Outcome"), N_ ("What came of it.")),
  RANK,
};
TABLE (agenda_item,
       N_ ("Agenda item"),
       N_ ("Agenda"),
       N_ ("What a meeting deals with."),
       NULL,
       "rank");

static const CmField partner_calendar_fields[] = {
  REFERENCE ("organisation",
             REQUIRED | COLUMN,
             N_ ("Organisation"),
             N_ ("Whose cycle it is."),
             "organisation"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Period"), N_ ("What happens.")),
  CHOICE ("kind",
          REQUIRED | COLUMN,
          N_ ("Kind"),
          N_ ("Planning, budget or reporting."),
          calendar_kinds),
  DATE ("starts",
        REQUIRED | COLUMN,
        N_ ("Starts"),
        N_ ("The first day, in one year that stands for all.")),
  DATE ("ends", COLUMN, N_ ("Ends"), N_ ("The last day.")),
  FLAG ("window",
        COLUMN,
        N_ ("Open to partners"),
        N_ ("Whether others can still change the result then.")),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (partner_calendar,
       N_ ("Partner’s cycle"),
       N_ ("Partners’ cycles"),
       N_ ("When a partner plans, sets its budget and reports, every year."),
       "name",
       "starts");
