/* cm-tables-strategy.c - tables: whom the partnership serves, and what it wants for them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Partnership")

static const CmChoice organisation_kinds[] = {
  { "county", N_ ("County council") },
  { "district", N_ ("District council") },
  { "unitary", N_ ("Unitary council") },
  { "health", N_ ("Health") },
  { "police", N_ ("Police") },
  { "fire", N_ ("Fire and rescue") },
  { "probation", N_ ("Probation") },
  { "voluntary", N_ ("Voluntary and community sector") },
  { "skills", N_ ("Education and skills") },
  { "government", N_ ("Government") },
  { "partnership", N_ ("Partnership") },
  { "private", N_ ("Private sector") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CmChoice place_kinds[] = {
  { "county", N_ ("County") },
  { "district", N_ ("District") },
  { "neighbourhood", N_ ("Priority neighbourhood") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CmChoice indicator_kinds[] = {
  { "outcome", N_ ("Outcome") },
  { "perception", N_ ("Perception") },
  { "output", N_ ("Output") },
  { "input", N_ ("Input") },
  { NULL, NULL },
};

static const CmChoice measures[] = {
  { "number", N_ ("Number") },
  { "count", N_ ("Count of n") },
  { "percent", N_ ("Per cent") },
  { "level", N_ ("Level") },
  { "rank", N_ ("Rank") },
  { "yes-no", N_ ("Yes or no") },
  { "peers", N_ ("Against peers") },
  { "qualitative", N_ ("In words") },
  { NULL, NULL },
};

static const CmChoice directions[] = {
  { "up", N_ ("Higher is better") },
  { "down", N_ ("Lower is better") },
  { "keep", N_ ("To be kept") },
  { NULL, NULL },
};

static const CmChoice versions[] = {
  { "original", N_ ("Original") },
  { "refreshed", N_ ("Refreshed") },
  { "removed", N_ ("Removed") },
  { NULL, NULL },
};

static const CmChoice comparisons[] = {
  { "at-least", N_ ("At least") },
  { "at-most", N_ ("At most") },
  { "exactly", N_ ("Exactly") },
  { "above-peers", N_ ("Better than peers") },
  { "best", N_ ("Among the best") },
  { "in-words", N_ ("In words") },
  { NULL, NULL },
};

static const CmField partnership_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("The partnership's full name.")),
  TEXT ("short_name", PLAIN, N_ ("Short name"), N_ ("What its members call it.")),
  TEXT ("area", COLUMN, N_ ("Area"), N_ ("The area it serves.")),
  TEXT ("people",
        PLAIN,
        N_ ("People"),
        N_ ("Whom it serves, as the centre of the wheel says it: “People of …”.")),
  YEAR ("year",
        REQUIRED | COLUMN,
        N_ ("Current year"),
        N_ ("The financial year that is being commissioned.")),
  DATE (
      "as_on",
      PLAIN,
      N_ ("As on"),
      N_ ("The day from which this portfolio is looked at, for one of the past; none for today.")),
  LONG_TEXT (
      "description", PLAIN, N_ ("Description"), N_ ("What the partnership is and how it works.")),
  ILLUSTRATIVE,
  LONG_TEXT ("notice",
             PLAIN,
             N_ ("Notice"),
             N_ ("A notice that heads the portfolio and every report made from it.")),
  SOURCE,
};
TABLE (partnership,
       N_ ("Partnership"),
       N_ ("Partnerships"),
       N_ ("The partnership of public bodies whose portfolio this file keeps."),
       "name",
       "name");

static const CmField organisation_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("Its full name.")),
  TEXT ("short_name", SEARCHED | COLUMN, N_ ("Short name"), N_ ("Its usual abbreviation.")),
  CHOICE ("kind", COLUMN, N_ ("Kind"), N_ ("What kind of body it is."), organisation_kinds),
  NOTE,
  SOURCE,
};
TABLE (organisation,
       N_ ("Organisation"),
       N_ ("Organisations"),
       N_ ("A public body, company or charity that takes part."),
       "name",
       "name");

static const CmField theme_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("Its name.")),
  TEXT ("code", COLUMN, N_ ("Code"), N_ ("A short code or number.")),
  LONG_TEXT ("description", SEARCHED, N_ ("Description"), N_ ("What it covers.")),
  TEXT ("lead", COLUMN | PERSONAL, N_ ("Lead"), N_ ("The role or body that leads it.")),
  RANK,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (theme,
       N_ ("Theme"),
       N_ ("Themes"),
       N_ ("A theme of the strategy, or a workstream: the first level of the portfolio."),
       "name",
       "rank");

static const CmField chapter_fields[] = {
  REFERENCE ("theme", REQUIRED | COLUMN, N_ ("Theme"), N_ ("The theme it is part of."), "theme"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("Its name.")),
  TEXT ("code", COLUMN, N_ ("Code"), N_ ("A short code or number.")),
  LONG_TEXT ("description", SEARCHED, N_ ("Description"), N_ ("What it covers.")),
  TEXT ("lead", COLUMN | PERSONAL, N_ ("Lead"), N_ ("The role or body that leads it.")),
  TEXT ("champion", PERSONAL, N_ ("Champion"), N_ ("The role that champions it.")),
  LONG_TEXT (
      "champion_brief", PLAIN, N_ ("Champion’s brief"), N_ ("What the champion is asked to do.")),
  RANK,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (chapter,
       N_ ("Chapter"),
       N_ ("Chapters"),
       N_ ("A chapter of the strategy within a theme: the second level of the portfolio."),
       "name",
       "rank");

static const CmField place_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("Its name.")),
  CHOICE ("kind", COLUMN, N_ ("Kind"), N_ ("What kind of place it is."), place_kinds),
  NOTE,
  RANK,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (place, N_ ("Place"), N_ ("Places"), N_ ("A place that activities serve."), "name", "rank");

static const CmField outcome_fields[] = {
  REFERENCE (
      "chapter", REQUIRED | COLUMN, N_ ("Chapter"), N_ ("The chapter it belongs to."), "chapter"),
  TEXT ("name",
        REQUIRED | SEARCHED | COLUMN,
        N_ ("Outcome"),
        N_ ("The change for people, in one sentence.")),
  LONG_TEXT ("operational",
             SEARCHED,
             N_ ("Operational outcome"),
             N_ ("What will be seen on the ground when it is reached.")),
  FLAG ("cross_cutting",
        PLAIN,
        N_ ("Cross-cutting"),
        N_ ("Whether several themes must work for it.")),
  REFERENCE ("owner", COLUMN, N_ ("Owner"), N_ ("The single body that owns it."), "body"),
  TEXT ("contributors", PLAIN, N_ ("Contributors"), N_ ("Who else must contribute.")),
  TEXT ("carried_by", PLAIN, N_ ("Partner’s plan"), N_ ("The plan of a partner that carries it.")),
  RANK,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (outcome,
       N_ ("Outcome"),
       N_ ("Outcomes"),
       N_ ("A change for people that the partnership works for."),
       "name",
       "rank");

static const CmField champion_fields[] = {
  REFERENCE (
      "chapter", REQUIRED | COLUMN, N_ ("Chapter"), N_ ("The chapter championed."), "chapter"),
  TEXT ("role",
        REQUIRED | SEARCHED | COLUMN | PERSONAL,
        N_ ("Role"),
        N_ ("The role that champions it; never a name.")),
  REFERENCE ("organisation",
             COLUMN,
             N_ ("Organisation"),
             N_ ("Where the champion comes from."),
             "organisation"),
  LONG_TEXT ("brief", SEARCHED | COLUMN, N_ ("Brief"), N_ ("What the champion is asked to do.")),
  DATE ("starts", PLAIN, N_ ("Starts"), N_ ("Since when.")),
  DATE ("ends", PLAIN, N_ ("Ends"), N_ ("Until when.")),
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (champion,
       N_ ("Champion"),
       N_ ("Champions"),
       N_ ("Who speaks up for a chapter."),
       NULL,
       "chapter");

static const CmField indicator_fields[] = {
  REFERENCE ("outcome", COLUMN, N_ ("Outcome"), N_ ("The outcome that it measures."), "outcome"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Indicator"), N_ ("What is measured.")),
  TEXT ("code", SEARCHED | COLUMN, N_ ("Code"), N_ ("Its number in a national or local set.")),
  CHOICE ("kind", PLAIN, N_ ("Kind"), N_ ("What it says something about."), indicator_kinds),
  CHOICE ("measure", REQUIRED | COLUMN, N_ ("Measured as"), N_ ("How it is counted."), measures),
  TEXT ("unit", PLAIN, N_ ("Unit"), N_ ("What is counted: days, people, ‰.")),
  INTEGER ("of_n",
           PLAIN,
           N_ ("Of"),
           N_ ("The number there are in all, for a count of n."),
           .min = 1,
           .max = 10000000),
  TEXT ("population",
        PLAIN,
        N_ ("Population"),
        N_ ("The part of the people or bodies that it looks at.")),
  CHOICE ("direction", PLAIN, N_ ("Direction"), N_ ("Which way is better."), directions),
  DECIMAL ("baseline", COLUMN, N_ ("Baseline"), N_ ("Where it started."), .group = N_ ("Baseline")),
  TEXT ("baseline_words",
        PLAIN,
        N_ ("Baseline in words"),
        N_ ("Where it started, where a number cannot say it.")),
  YEAR ("base_year", PLAIN, N_ ("Base year"), N_ ("The year of the baseline.")),
  REFERENCE ("owner",
             COLUMN,
             N_ ("Owner"),
             N_ ("The body that answers for it."),
             "body",
             .group = N_ ("Monitoring")),
  TEXT ("frequency", PLAIN, N_ ("Frequency"), N_ ("How often it is measured.")),
  TEXT ("data_from", PLAIN, N_ ("Data from"), N_ ("Where the figures come from.")),
  DECIMAL ("warning", PLAIN, N_ ("Warning at"), N_ ("The value at which somebody must step in.")),
  LONG_TEXT ("warning_action", PLAIN, N_ ("Then"), N_ ("What is done when it is reached.")),
  LONG_TEXT ("definition", SEARCHED, N_ ("Definition"), N_ ("How it is worked out.")),
  RANK,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (indicator,
       N_ ("Indicator"),
       N_ ("Indicators"),
       N_ ("What tells whether an outcome comes nearer."),
       "name",
       "rank");

static const CmField target_fields[] = {
  REFERENCE ("indicator", REQUIRED | OWNER, N_ ("Indicator"), N_ ("The indicator."), "indicator"),
  YEAR ("year", COLUMN, N_ ("Year"), N_ ("The year by the end of which it is to be reached.")),
  DATE ("by_date",
        PLAIN,
        N_ ("By"),
        N_ ("The day by which it is to be reached, where that is not a year’s end.")),
  CHOICE ("version",
          REQUIRED | COLUMN,
          N_ ("Version"),
          N_ ("Whether it was set at first, refreshed later, or removed."),
          versions),
  CHOICE ("comparison", COLUMN, N_ ("To be"), N_ ("How the value is to be compared."), comparisons),
  DECIMAL ("value", COLUMN, N_ ("Value"), N_ ("The figure to be reached.")),
  INTEGER ("of_n",
           PLAIN,
           N_ ("Of"),
           N_ ("The number there are in all, for a count of n."),
           .min = 1,
           .max = 10000000),
  TEXT ("words",
        SEARCHED | COLUMN,
        N_ ("In words"),
        N_ ("What is to be reached, where a number cannot say it.")),
  DATE ("set_on", PLAIN, N_ ("Set on"), N_ ("When it was set, refreshed or removed.")),
  LONG_TEXT ("reason", PLAIN, N_ ("Reason"), N_ ("Why it was refreshed or removed.")),
  SOURCE,
};
TABLE (target,
       N_ ("Target"),
       N_ ("Targets"),
       N_ ("What an indicator is to reach, and by when."),
       NULL,
       "year");

static const CmField indicator_value_fields[] = {
  REFERENCE ("indicator", REQUIRED | OWNER, N_ ("Indicator"), N_ ("The indicator."), "indicator"),
  DATE ("on_date",
        REQUIRED | COLUMN,
        N_ ("Date"),
        N_ ("The day or the end of the period that it is true for.")),
  DECIMAL ("value", COLUMN, N_ ("Value"), N_ ("What was measured.")),
  TEXT ("words", COLUMN, N_ ("In words"), N_ ("What was found, where a number cannot say it.")),
  DECIMAL ("peers", COLUMN, N_ ("Peers"), N_ ("The average of comparable bodies.")),
  TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
  SOURCE,
};
TABLE (indicator_value,
       N_ ("Measurement"),
       N_ ("Measurements"),
       N_ ("What an indicator was found to be."),
       NULL,
       "on_date");
