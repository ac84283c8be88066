/* cm-tables-money.c - tables: where money and time come from, and where they go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Money")

static const CmChoice line_states[] = {
  { "planned", N_ ("Planned") },
  { "bid", N_ ("Bid") },
  { "secured", N_ ("Secured") },
  { "sanctioned", N_ ("Sanctioned") },
  { "contingency", N_ ("Contingency") },
  { "unused", N_ ("Not yet used") },
  { NULL, NULL },
};

static const CmChoice reserve_states[] = {
  { "forecast", N_ ("Forecast") },
  { "sanctioned", N_ ("Sanctioned") },
  { "proposed", N_ ("Proposed") },
  { "conditional", N_ ("Conditional") },
  { NULL, NULL },
};

static const CmChoice contribution_kinds[] = {
  { "money", N_ ("Money") },
  { "people", N_ ("People") },
  { "premises", N_ ("Premises") },
  { "data", N_ ("Data") },
  { "skills", N_ ("Skills") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CmChoice contribution_states[] = {
  { "requested", N_ ("Requested") }, { "queried", N_ ("Queried") }, { "agreed", N_ ("Agreed") },
  { "refused", N_ ("Refused") },     { "given", N_ ("Given") },     { NULL, NULL },
};

static const CmChoice offers[] = {
  { "offer", N_ ("Offer") },
  { "need", N_ ("Need") },
  { NULL, NULL },
};

static const CmChoice offer_states[] = {
  { "open", N_ ("Open") },
  { "matched", N_ ("Matched") },
  { "closed", N_ ("Closed") },
  { NULL, NULL },
};

static const CmField funding_source_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("Its name.")),
  CHOICE ("kind",
          REQUIRED | COLUMN,
          N_ ("Kind"),
          N_ ("Mainstream budget or a pot of its own."),
          _cm_funding_kinds),
  REFERENCE (
      "organisation", COLUMN, N_ ("Organisation"), N_ ("Whose money it is."), "organisation"),
  DATE ("ends", COLUMN, N_ ("Ends"), N_ ("The last day on which it can be spent.")),
  MONEY ("ceiling",
         COLUMN,
         N_ ("Ceiling"),
         N_ ("The most that it may pay in a year, if that is known.")),
  LONG_TEXT ("note", PLAIN, N_ ("Note"), N_ ("Conditions and anything else that matters.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (funding_source,
       N_ ("Funding source"),
       N_ ("Funding sources"),
       N_ ("Where money comes from."),
       "name",
       "name");

static const CmField budget_line_fields[] = {
  REFERENCE (
      "activity", REQUIRED | OWNER, N_ ("Activity"), N_ ("The activity it pays for."), "activity"),
  YEAR ("year", REQUIRED | COLUMN, N_ ("Year"), N_ ("The financial year.")),
  REFERENCE ("funding_source",
             REQUIRED | COLUMN,
             N_ ("Funding source"),
             N_ ("Where the money comes from."),
             "funding_source"),
  MONEY ("amount", REQUIRED | COLUMN, N_ ("Amount"), N_ ("How much, in pounds.")),
  CHOICE ("state", REQUIRED | COLUMN, N_ ("State"), N_ ("How sure the money is."), line_states),
  TEXT ("note", SEARCHED, N_ ("Note"), N_ ("Conditions and anything else that matters.")),
  LONG_TEXT ("trigger", PLAIN, N_ ("Trigger"), N_ ("What must happen before it may be drawn.")),
  TEXT ("delegated_to", PERSONAL, N_ ("Delegated to"), N_ ("Who may draw it.")),
  DATE ("ends",
        PLAIN,
        N_ ("Ends"),
        N_ ("The last day on which it can be spent, where that is not the end of its year.")),
  MONEY ("drawn", PLAIN, N_ ("Drawn"), N_ ("What has been spent of it.")),
  SOURCE,
};
TABLE (budget_line,
       N_ ("Budget line"),
       N_ ("Budget lines"),
       N_ ("Money for an activity in one year from one source."),
       NULL,
       "year");

static const CmField reserve_entry_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Entry"), N_ ("What the entry is.")),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("The date it is stated for.")),
  MONEY ("amount", COLUMN, N_ ("Amount"), N_ ("What comes in, or with a minus what is called on.")),
  MONEY (
      "stated", COLUMN, N_ ("Stated balance"), N_ ("The balance that the paper states after it.")),
  CHOICE ("state",
          REQUIRED | COLUMN,
          N_ ("State"),
          N_ ("Forecast, sanctioned, proposed or conditional."),
          reserve_states),
  LONG_TEXT ("trigger", PLAIN, N_ ("Trigger"), N_ ("What must happen before it may be drawn.")),
  TEXT ("delegated_to", COLUMN | PERSONAL, N_ ("Delegated to"), N_ ("Who may draw it.")),
  REFERENCE ("activity", PLAIN, N_ ("Activity"), N_ ("What it is called for."), "activity"),
  RANK,
  SOURCE,
};
TABLE (reserve_entry,
       N_ ("Reserves entry"),
       N_ ("Reserves ledger"),
       N_ ("A balance or a call on the reserves, as a paper states it."),
       "name",
       "rank");

static const CmField drawdown_fields[] = {
  REFERENCE ("reserve_entry",
             REQUIRED | OWNER,
             N_ ("Reserves entry"),
             N_ ("The entry it is drawn from."),
             "reserve_entry"),
  DATE ("on_date", REQUIRED | COLUMN, N_ ("Date"), N_ ("When.")),
  MONEY ("amount", REQUIRED | COLUMN, N_ ("Amount"), N_ ("How much.")),
  TEXT (
      "allowed_by", COLUMN | PERSONAL, N_ ("Allowed by"), N_ ("The body or role that allowed it.")),
  TEXT ("note", COLUMN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (drawdown,
       N_ ("Drawdown"),
       N_ ("Drawdowns"),
       N_ ("What was drawn from a reserve, when, and who allowed it."),
       NULL,
       "on_date");

static const CmField fund_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Fund"), N_ ("What it is called.")),
  MONEY ("seed", REQUIRED | COLUMN, N_ ("Seed"), N_ ("What it starts with.")),
  YEAR ("starts", REQUIRED | COLUMN, N_ ("First year"), N_ ("The year it starts in.")),
  INTEGER ("years",
           REQUIRED | COLUMN,
           N_ ("Years"),
           N_ ("How many years are looked at."),
           .min = 1,
           .max = 40),
  MONEY ("reserve", PLAIN, N_ ("Floor"), N_ ("What must never be lent.")),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (fund,
       N_ ("Invest-to-save fund"),
       N_ ("Invest-to-save funds"),
       N_ ("Money lent to projects that save, and paid back from what they save."),
       "name",
       "name");

static const CmField fund_project_fields[] = {
  REFERENCE ("fund", REQUIRED | OWNER, N_ ("Fund"), N_ ("The fund."), "fund"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Project"), N_ ("What it is.")),
  REFERENCE ("activity", PLAIN, N_ ("Activity"), N_ ("The activity that it is."), "activity"),
  YEAR ("starts", REQUIRED | COLUMN, N_ ("Year"), N_ ("The year in which it is paid for.")),
  MONEY ("cost", REQUIRED | COLUMN, N_ ("Cost"), N_ ("What the fund pays.")),
  MONEY ("match", PLAIN, N_ ("Match funding"), N_ ("What others pay.")),
  INTEGER ("lag",
           REQUIRED | COLUMN,
           N_ ("Lag in months"),
           N_ ("How long before it saves anything."),
           .min = 0,
           .max = 120),
  MONEY ("saving",
         REQUIRED | COLUMN,
         N_ ("Saving a year"),
         N_ ("The cash that it saves in a full year.")),
  INTEGER ("saving_years",
           COLUMN,
           N_ ("For years"),
           N_ ("For how many years it saves; none for all that are looked at."),
           .min = 1,
           .max = 40),
  INTEGER ("repaid",
           REQUIRED | COLUMN,
           N_ ("Share back"),
           N_ ("How much of what is saved comes back to the fund, in per cent."),
           .min = 0,
           .max = 100),
  FLAG ("cap",
        PLAIN,
        N_ ("Until repaid"),
        N_ ("Whether that ends when the cost has been paid back.")),
  CHOICE ("risk", PLAIN, N_ ("Risk"), N_ ("How sure the saving is."), _cm_scales),
  RANK,
};
TABLE (fund_project,
       N_ ("Fund project"),
       N_ ("Projects"),
       N_ ("A project that the fund pays for and that saves."),
       "name",
       "starts");

static const CmField partner_contribution_fields[] = {
  REFERENCE (
      "organisation", REQUIRED | COLUMN, N_ ("Organisation"), N_ ("Who gives."), "organisation"),
  REFERENCE ("activity",
             COLUMN,
             N_ ("Activity"),
             N_ ("What it is for; none for the partnership."),
             "activity"),
  YEAR ("year", COLUMN, N_ ("Year"), N_ ("The financial year.")),
  CHOICE ("kind", REQUIRED | COLUMN, N_ ("Kind"), N_ ("What is given."), contribution_kinds),
  MONEY ("amount", COLUMN, N_ ("Amount"), N_ ("How much, in pounds.")),
  INTEGER ("days", COLUMN, N_ ("Days"), N_ ("How much time."), .min = 0, .max = 100000),
  CHOICE ("state",
          REQUIRED | COLUMN,
          N_ ("State"),
          N_ ("Whether it was requested, agreed or given."),
          contribution_states),
  LONG_TEXT ("query", SEARCHED, N_ ("Query"), N_ ("What was asked about its value for money.")),
  SOURCE,
};
TABLE (partner_contribution,
       N_ ("Contribution"),
       N_ ("Partners’ contributions"),
       N_ ("What a partner gives to the partnership or to one activity."),
       NULL,
       "organisation");

static const CmField skill_offer_fields[] = {
  TEXT ("skill", REQUIRED | SEARCHED | COLUMN, N_ ("Skill"), N_ ("Which skill.")),
  CHOICE ("kind", REQUIRED | COLUMN, N_ ("Kind"), N_ ("An offer or a need."), offers),
  REFERENCE ("organisation",
             REQUIRED | COLUMN,
             N_ ("Organisation"),
             N_ ("Who offers or needs it."),
             "organisation"),
  INTEGER ("days", COLUMN, N_ ("Days"), N_ ("For how long."), .min = 1, .max = 1000),
  DATE ("starts", PLAIN, N_ ("From"), N_ ("From when.")),
  DATE ("ends", PLAIN, N_ ("Until"), N_ ("Until when.")),
  CHOICE ("state", COLUMN, N_ ("State"), N_ ("Whether it is still open."), offer_states),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (skill_offer,
       N_ ("Skill offered or needed"),
       N_ ("Time bank"),
       N_ ("Skills that partners offer one another for a short time, or need."),
       "skill",
       "skill");

static const CmField skill_exchange_fields[] = {
  REFERENCE ("giver", REQUIRED | COLUMN, N_ ("Given by"), N_ ("Who gave."), "organisation"),
  REFERENCE ("taker", REQUIRED | COLUMN, N_ ("Given to"), N_ ("Who received."), "organisation"),
  TEXT ("skill", REQUIRED | SEARCHED | COLUMN, N_ ("Skill"), N_ ("Which skill.")),
  DATE ("on_date", REQUIRED | COLUMN, N_ ("Date"), N_ ("When.")),
  INTEGER ("days", REQUIRED | COLUMN, N_ ("Days"), N_ ("How many."), .min = 1, .max = 1000),
  REFERENCE ("activity", PLAIN, N_ ("Activity"), N_ ("What it was for."), "activity"),
  TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
  ILLUSTRATIVE,
};
TABLE (skill_exchange,
       N_ ("Exchange"),
       N_ ("Time given"),
       N_ ("Days that one partner gave another."),
       NULL,
       "on_date");
