/* cm-tables-plan.c - tables: activities and what is planned, weighed and approved about them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Plan")

static const CmChoice activity_kinds[] = {
  { "service", N_ ("Service") },
  { "project", N_ ("Project") },
  { "grant", N_ ("Grant") },
  { NULL, NULL },
};

static const CmChoice activity_states[] = {
  { "proposed", N_ ("Proposed") },
  { "pipeline", N_ ("In the pipeline") },
  { "business-case", N_ ("Business case") },
  { "live", N_ ("Live") },
  { "closing", N_ ("Closing") },
  { "closed", N_ ("Closed") },
  { "withdrawn", N_ ("Withdrawn") },
  { "redesign", N_ ("Redesign") },
  { NULL, NULL },
};

static const CmChoice delivery[] = {
  { "make", N_ ("Make") },   { "shift", N_ ("Shift") }, { "buy", N_ ("Buy") },
  { "share", N_ ("Share") }, { "stop", N_ ("Stop") },   { NULL, NULL },
};

static const CmChoice spectrum[] = {
  { "none", N_ ("No integration") },   { "forum", N_ ("Forums and peer support") },
  { "joint", N_ ("Joint working") },   { "partial", N_ ("Partial integration") },
  { "full", N_ ("Full integration") }, { NULL, NULL },
};

static const CmChoice needs[] = {
  { "must", N_ ("Must have") },
  { "nice", N_ ("Nice to have") },
  { NULL, NULL },
};

static const CmChoice priority_sources[] = {
  { "own", N_ ("Our own") },
  { "inherited", N_ ("Taken over") },
  { NULL, NULL },
};

static const CmChoice contributions[] = {
  { "main", N_ ("Main") },
  { "supporting", N_ ("Supporting") },
  { NULL, NULL },
};

static const CmChoice parts[] = {
  { "lead", N_ ("Lead") },
  { "partner", N_ ("Partner") },
  { "supplier", N_ ("Supplier") },
  { "funder", N_ ("Funder") },
  { NULL, NULL },
};

static const CmChoice links[] = {
  { "requires", N_ ("Requires") },
  { "excludes", N_ ("Excludes") },
  { "follows", N_ ("Follows") },
  { NULL, NULL },
};

static const CmChoice approval_states[] = {
  { "pending", N_ ("Pending") },
  { "approved", N_ ("Approved") },
  { "conditional", N_ ("Approved with conditions") },
  { "refused", N_ ("Refused") },
  { "noted", N_ ("Noted") },
  { NULL, NULL },
};

static const CmChoice scenario_states[] = {
  { "in", N_ ("In") },
  { "out", N_ ("Out") },
  { "open", N_ ("Open") },
  { NULL, NULL },
};

static const CmField activity_fields[] = {
  TEXT ("title", REQUIRED | SEARCHED | COLUMN, N_ ("Activity"), N_ ("What it is called.")),
  TEXT ("code", PLAIN, N_ ("Code"), N_ ("A short code or number.")),
  CHOICE ("kind", PLAIN, N_ ("Kind"), N_ ("Service, project or grant."), activity_kinds),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("How far it has come."), activity_states),
  LONG_TEXT ("description", SEARCHED, N_ ("Description"), N_ ("What it does and for whom.")),
  TEXT ("chapters",
        COLUMN,
        N_ ("Chapters"),
        N_ ("The chapters it serves."),
        .derivation = { CM_DERIVE_NAMES, "activity_chapter", "activity", "chapter" }),
  TEXT ("lead",
        SEARCHED | PERSONAL,
        N_ ("Lead"),
        N_ ("The role or bodies that lead it, in the words of the source."),
        .group = N_ ("Who")),
  REFERENCE ("organisation",
             COLUMN,
             N_ ("Lead organisation"),
             N_ ("The organisation that answers for it."),
             "organisation"),
  FLAG ("lead_at_risk",
        PLAIN,
        N_ ("Lead at risk"),
        N_ ("Whether its lead is about to go, and must be replaced.")),
  MONEY ("cost",
         COLUMN,
         N_ ("Cost"),
         N_ ("All its budget lines together."),
         .derivation = { CM_DERIVE_SUM, "budget_line", "activity", "amount" },
         .group = N_ ("Money")),
  TEXT ("funding",
        PLAIN,
        N_ ("Funded from"),
        N_ ("The sources of its budget lines."),
        .derivation = { CM_DERIVE_NAMES, "budget_line", "activity", "funding_source" }),
  MONEY ("needed",
         PLAIN,
         N_ ("Needed in all"),
         N_ ("What it needs over all its years, where that is more than is budgeted.")),
  FLAG ("statutory",
        PLAIN,
        N_ ("Statutory"),
        N_ ("Whether the law requires it."),
        .group = N_ ("How")),
  CHOICE (
      "delivery", PLAIN, N_ ("Delivery option"), N_ ("Make, shift, buy, share or stop."), delivery),
  CHOICE ("integration",
          PLAIN,
          N_ ("Integration"),
          N_ ("Where it stands between working alongside and full integration."),
          spectrum),
  CHOICE ("need", PLAIN, N_ ("Need"), N_ ("Must have or nice to have."), needs),
  CHOICE ("aim", PLAIN, N_ ("Aim"), N_ ("Whether it prevents or treats."), _cm_aims),
  CHOICE ("cost_scale",
          PLAIN,
          N_ ("Cost, as judged"),
          N_ ("High, medium or low; for a first sorting before there are figures."),
          _cm_scales,
          .group = N_ ("Case for it")),
  CHOICE (
      "benefit_scale", PLAIN, N_ ("Benefit, as judged"), N_ ("High, medium or low."), _cm_scales),
  TEXT ("time_needed", PLAIN, N_ ("Time needed"), N_ ("The time that people must give to it.")),
  FLAG (
      "quick_win", PLAIN, N_ ("Quick win"), N_ ("Whether it shows results soon and with little.")),
  CHOICE ("priority_source",
          PLAIN,
          N_ ("Priority"),
          N_ ("Whether we gave it its priority, or took that over with another body’s decision."),
          priority_sources),
  REFERENCE ("priority_body",
             PLAIN,
             N_ ("Taken over from"),
             N_ ("The body whose priority was taken over."),
             "body"),
  TEXT ("carried_by", PLAIN, N_ ("Carried by"), N_ ("The plan of a partner that carries it.")),
  DATE ("starts", PLAIN, N_ ("Starts"), N_ ("The first day."), .group = N_ ("When")),
  DATE ("ends", PLAIN, N_ ("Ends"), N_ ("The last day, if it has one.")),
  CHOICE ("fate",
          PLAIN,
          N_ ("Review decision"),
          N_ ("What the last review decided."),
          _cm_fates,
          .group = N_ ("Last review")),
  CHOICE ("reason_code", PLAIN, N_ ("Kind of reason"), N_ ("The reason in short."), _cm_reasons),
  LONG_TEXT ("reason", PLAIN, N_ ("Reason"), N_ ("Why the review decided so.")),
  DATE ("review_on", PLAIN, N_ ("Review on"), N_ ("When it is looked at again.")),
  LONG_TEXT ("comment",
             SEARCHED,
             N_ ("Comment"),
             N_ ("Anything else that matters."),
             .group = N_ ("Where this is from")),
  FLAG ("published",
        PLAIN,
        N_ ("Published"),
        N_ ("Whether it is shown to the public as work in progress.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (activity,
       N_ ("Activity"),
       N_ ("Activities"),
       N_ ("A service, project or grant that the partnership runs or proposes."),
       "title",
       "title");

static const CmField activity_chapter_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  REFERENCE (
      "chapter", REQUIRED | COLUMN, N_ ("Chapter"), N_ ("The chapter it serves."), "chapter"),
  CHOICE (
      "contribution", COLUMN, N_ ("Contribution"), N_ ("How much it contributes."), contributions),
};
TABLE (activity_chapter,
       N_ ("Chapter served"),
       N_ ("Chapters served"),
       N_ ("A chapter that an activity contributes to."),
       NULL,
       "activity");

static const CmField activity_outcome_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  REFERENCE (
      "outcome", REQUIRED | COLUMN, N_ ("Outcome"), N_ ("The outcome it serves."), "outcome"),
  CHOICE (
      "contribution", COLUMN, N_ ("Contribution"), N_ ("How much it contributes."), contributions),
};
TABLE (activity_outcome,
       N_ ("Outcome served"),
       N_ ("Outcomes served"),
       N_ ("An outcome that an activity contributes to."),
       NULL,
       "activity");

static const CmField activity_place_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  REFERENCE ("place", REQUIRED | COLUMN, N_ ("Place"), N_ ("The place it serves."), "place"),
};
TABLE (activity_place,
       N_ ("Place served"),
       N_ ("Places served"),
       N_ ("A place that an activity serves."),
       NULL,
       "activity");

static const CmField activity_partner_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  REFERENCE ("organisation",
             REQUIRED | COLUMN,
             N_ ("Organisation"),
             N_ ("The organisation."),
             "organisation"),
  CHOICE ("part", REQUIRED | COLUMN, N_ ("Part"), N_ ("The part it plays."), parts),
  TEXT ("note", COLUMN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (activity_partner,
       N_ ("Partner"),
       N_ ("Partners"),
       N_ ("An organisation that takes part in an activity."),
       NULL,
       "activity");

static const CmField activity_link_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  CHOICE ("kind", REQUIRED | COLUMN, N_ ("Kind"), N_ ("How the two hang together."), links),
  REFERENCE ("other", REQUIRED | COLUMN, N_ ("Other activity"), N_ ("The other one."), "activity"),
  TEXT ("note", COLUMN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (activity_link,
       N_ ("Dependency"),
       N_ ("Dependencies"),
       N_ ("What an activity requires, excludes or follows."),
       NULL,
       "kind");

static const CmField delivery_option_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Option"), N_ ("What it is.")),
  CHOICE ("delivery", COLUMN, N_ ("Delivery"), N_ ("Make, shift, buy, share or stop."), delivery),
  CHOICE ("integration",
          PLAIN,
          N_ ("Integration"),
          N_ ("Between working alongside and full integration."),
          spectrum),
  MONEY ("cost", COLUMN, N_ ("Cost"), N_ ("What it would cost over all years.")),
  CHOICE ("cost_scale", PLAIN, N_ ("Cost, judged"), N_ ("As judged."), _cm_scales),
  CHOICE ("benefit_scale", COLUMN, N_ ("Benefit, judged"), N_ ("As judged."), _cm_scales),
  TEXT ("time_needed", PLAIN, N_ ("Time needed"), N_ ("The time that people must give to it.")),
  LONG_TEXT ("sustainability",
             PLAIN,
             N_ ("Sustainability"),
             N_ ("What it means for economy, society and environment.")),
  FLAG ("chosen", COLUMN, N_ ("Chosen"), N_ ("Whether it was chosen.")),
  LONG_TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
  RANK,
};
TABLE (delivery_option,
       N_ ("Option"),
       N_ ("Options"),
       N_ ("A way in which an activity could be delivered."),
       "name",
       "rank");

static const CmField scoping_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  CHOICE ("state", COLUMN, N_ ("State"), N_ ("How far the paper has come."), _cm_output_states),
  TEXT ("led_by", COLUMN | PERSONAL, N_ ("Led by"), N_ ("Who leads it.")),
  LONG_TEXT ("involve", PERSONAL, N_ ("Also to involve"), N_ ("Who else must take part.")),
  LONG_TEXT ("included", PLAIN, N_ ("What is included"), N_ ("What it takes in.")),
  LONG_TEXT ("delivered", PLAIN, N_ ("How it is delivered"), N_ ("How it is done.")),
  LONG_TEXT ("solutions", PLAIN, N_ ("Solutions"), N_ ("What the solutions aim at.")),
  LONG_TEXT ("timescales", PLAIN, N_ ("Timescales"), N_ ("When it happens.")),
  SOURCE,
};
TABLE (scoping,
       N_ ("Scoping paper"),
       N_ ("Scoping papers"),
       N_ ("What is known of an activity before it starts."),
       NULL,
       "activity");

static const CmField project_phase_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Phase"), N_ ("What it is called.")),
  LONG_TEXT ("what", COLUMN, N_ ("Activity"), N_ ("What is done.")),
  LONG_TEXT ("purpose", COLUMN, N_ ("Purpose"), N_ ("What it is for.")),
  FLAG ("optional", PLAIN, N_ ("Optional"), N_ ("Whether it may be left out.")),
  INTEGER ("volume_from",
           PLAIN,
           N_ ("Volume from"),
           N_ ("How many, at least."),
           .min = 0,
           .max = 100000),
  INTEGER (
      "volume_to", PLAIN, N_ ("Volume to"), N_ ("How many, at most."), .min = 0, .max = 100000),
  TEXT ("volume_unit", PLAIN, N_ ("Volume of"), N_ ("What is counted: interviews, groups.")),
  DATE ("starts", COLUMN, N_ ("Starts"), N_ ("The first day.")),
  DATE ("ends", COLUMN, N_ ("Ends"), N_ ("The last day.")),
  RANK,
};
TABLE (project_phase,
       N_ ("Phase"),
       N_ ("Phases"),
       N_ ("A phase of a project, with what is done in it and why."),
       NULL,
       "rank");

static const CmField milestone_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Milestone"), N_ ("What is reached.")),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When.")),
  INTEGER ("months",
           COLUMN,
           N_ ("Months after"),
           N_ ("How many months after what it counts from."),
           .min = 0,
           .max = 240),
  TEXT ("counted_from",
        PLAIN,
        N_ ("Counted from"),
        N_ ("What the months count from: approval, outline, start.")),
  DATE ("done_on", COLUMN, N_ ("Reached on"), N_ ("When it was reached.")),
  TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
  SOURCE,
};
TABLE (milestone,
       N_ ("Milestone"),
       N_ ("Milestones"),
       N_ ("A point that an activity must reach."),
       NULL,
       "on_date");

static const CmField gate_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  DATE ("on_date", REQUIRED | COLUMN, N_ ("Date"), N_ ("When it passed.")),
  CHOICE ("from_state", COLUMN, N_ ("From"), N_ ("The state before."), activity_states),
  CHOICE ("to_state", REQUIRED | COLUMN, N_ ("To"), N_ ("The state after."), activity_states),
  REFERENCE ("body", COLUMN, N_ ("Let through by"), N_ ("The body that decided."), "body"),
  REFERENCE ("decision", PLAIN, N_ ("Decision"), N_ ("Where that is minuted."), "decision"),
  TEXT ("reason", SEARCHED | COLUMN, N_ ("Reason"), N_ ("Why.")),
};
TABLE (gate,
       N_ ("Gate"),
       N_ ("Gate log"),
       N_ ("When an activity passed from one state to the next, and who let it."),
       NULL,
       "on_date");

static const CmField approval_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  TEXT ("track",
        REQUIRED | COLUMN,
        N_ ("Track"),
        N_ ("The line of approval: that of the partnership, or that of the lead organisation.")),
  REFERENCE ("body", COLUMN, N_ ("Body"), N_ ("The body that approves."), "body"),
  FLAG ("required", COLUMN, N_ ("Required"), N_ ("Whether it cannot go ahead without.")),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("What it said."), approval_states),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When.")),
  LONG_TEXT ("condition", PLAIN, N_ ("Condition"), N_ ("What must be met.")),
  REFERENCE ("decision", PLAIN, N_ ("Decision"), N_ ("Where that is minuted."), "decision"),
};
TABLE (approval,
       N_ ("Approval"),
       N_ ("Approvals"),
       N_ ("What each track of approval said to an activity."),
       NULL,
       "track");

static const CmField criterion_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Criterion"), N_ ("What counts.")),
  LONG_TEXT ("description", SEARCHED, N_ ("Description"), N_ ("What it means.")),
  TEXT ("worst", PLAIN, N_ ("Worst"), N_ ("What a score of 0 looks like.")),
  TEXT ("best", PLAIN, N_ ("Best"), N_ ("What a score of 100 looks like.")),
  INTEGER ("swing",
           COLUMN,
           N_ ("Swing weight"),
           N_ ("What going from worst to best is worth beside the others, up to 100."),
           .min = 0,
           .max = 100),
  INTEGER ("swing_low",
           PLAIN,
           N_ ("Weight, at least"),
           N_ ("The least that anybody gave it."),
           .min = 0,
           .max = 100),
  INTEGER ("swing_high",
           PLAIN,
           N_ ("Weight, at most"),
           N_ ("The most that anybody gave it."),
           .min = 0,
           .max = 100),
  RANK,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (criterion,
       N_ ("Criterion"),
       N_ ("Criteria"),
       N_ ("What activities are scored on."),
       "name",
       "rank");

static const CmField score_fields[] = {
  REFERENCE ("activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity."), "activity"),
  REFERENCE ("criterion", REQUIRED | COLUMN, N_ ("Criterion"), N_ ("What is scored."), "criterion"),
  INTEGER ("value",
           REQUIRED | COLUMN,
           N_ ("Score"),
           N_ ("From 0, the worst, to 100, the best."),
           .min = 0,
           .max = 100),
  INTEGER ("low",
           COLUMN,
           N_ ("At least"),
           N_ ("The lowest that anybody gave it."),
           .min = 0,
           .max = 100),
  INTEGER ("high",
           COLUMN,
           N_ ("At most"),
           N_ ("The highest that anybody gave it."),
           .min = 0,
           .max = 100),
  TEXT ("note", PLAIN, N_ ("Reason"), N_ ("Why.")),
};
TABLE (score,
       N_ ("Score"),
       N_ ("Scores"),
       N_ ("How an activity does on a criterion."),
       NULL,
       "criterion");

static const CmField scenario_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Scenario"), N_ ("What it is called.")),
  MONEY ("budget", COLUMN, N_ ("Budget"), N_ ("What it may cost.")),
  YEAR ("year", COLUMN, N_ ("Year"), N_ ("The year it is for; none for all years.")),
  LONG_TEXT ("assumptions", SEARCHED, N_ ("Assumptions"), N_ ("What it takes for granted.")),
  DATE ("made_on", PLAIN, N_ ("Made on"), N_ ("When.")),
  ILLUSTRATIVE,
};
TABLE (scenario,
       N_ ("Scenario"),
       N_ ("Scenarios"),
       N_ ("A set of activities under a budget, kept to be compared."),
       "name",
       "name");

static const CmField scenario_item_fields[] = {
  REFERENCE ("scenario", REQUIRED | OWNER, N_ ("Scenario"), N_ ("The scenario."), "scenario"),
  REFERENCE ("activity", REQUIRED | COLUMN, N_ ("Activity"), N_ ("The activity."), "activity"),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("Whether it is in."), scenario_states),
  TEXT ("note", COLUMN, N_ ("Note"), N_ ("Why.")),
};
TABLE (scenario_item,
       N_ ("Activity in a scenario"),
       N_ ("Activities"),
       N_ ("Whether an activity is in a scenario."),
       NULL,
       "state");
