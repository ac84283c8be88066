/* cm-tables-workshops.c - tables: what people work out together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

#define SECTION N_ ("Workshops")

static const CmChoice workshop_purposes[] = {
  { "validate", N_ ("Validate") },     { "introduce", N_ ("Introduce") },
  { "prioritise", N_ ("Prioritise") }, { "review", N_ ("Review") },
  { "train", N_ ("Train") },           { NULL, NULL },
};

static const CmChoice workshop_states[] = {
  { "planned", N_ ("Planned") },
  { "run", N_ ("Run") },
  { "written", N_ ("Written up") },
  { NULL, NULL },
};

static const CmChoice attendee_roles[] = {
  { "member", N_ ("Elected member") }, { "chief", N_ ("Chief executive") },
  { "officer", N_ ("Officer") },       { "partner", N_ ("Partner") },
  { "other", N_ ("Other") },           { NULL, NULL },
};

static const CmChoice modes[] = {
  { "individual", N_ ("Individual") },
  { "break-out", N_ ("Break-out group") },
  { "plenary", N_ ("Plenary") },
  { NULL, NULL },
};

static const CmChoice point_kinds[] = {
  { "issue", N_ ("Issue") },     { "solution", N_ ("Solution") }, { "idea", N_ ("Idea") },
  { "example", N_ ("Example") }, { "concern", N_ ("Concern") },   { NULL, NULL },
};

static const CmField workshop_fields[] = {
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Name"), N_ ("What it is called.")),
  DATE ("on_date", COLUMN, N_ ("Date"), N_ ("When it is.")),
  CHOICE ("purpose", COLUMN, N_ ("Purpose"), N_ ("What it is for."), workshop_purposes),
  TEXT ("area", COLUMN, N_ ("Area"), N_ ("The area or the group it is for.")),
  REFERENCE ("body", PLAIN, N_ ("Body"), N_ ("The body that calls it."), "body"),
  TEXT ("venue", PLAIN, N_ ("Venue"), N_ ("Where it is.")),
  CHOICE ("state", COLUMN, N_ ("State"), N_ ("How far it has come."), workshop_states),
  LONG_TEXT ("agenda", PLAIN, N_ ("Agenda"), N_ ("What happens in which order.")),
  NOTE,
  ILLUSTRATIVE,
  SOURCE,
};
TABLE (workshop,
       N_ ("Workshop"),
       N_ ("Workshops"),
       N_ ("A meeting at which people work something out together."),
       "name",
       "on_date");

static const CmField attendance_fields[] = {
  REFERENCE ("workshop", REQUIRED | OWNER, N_ ("Workshop"), N_ ("The workshop."), "workshop"),
  REFERENCE (
      "organisation", COLUMN, N_ ("Organisation"), N_ ("Where they came from."), "organisation"),
  CHOICE ("role", COLUMN, N_ ("As"), N_ ("As what they came."), attendee_roles),
  INTEGER ("invited", COLUMN, N_ ("Invited"), N_ ("How many were asked."), .min = 0, .max = 100000),
  INTEGER ("present", COLUMN, N_ ("Present"), N_ ("How many came."), .min = 0, .max = 100000),
  TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (attendance,
       N_ ("Attendance"),
       N_ ("Attendance"),
       N_ ("How many came, from where and as what."),
       NULL,
       "organisation");

static const CmField workshop_step_fields[] = {
  REFERENCE ("workshop", REQUIRED | OWNER, N_ ("Workshop"), N_ ("The workshop."), "workshop"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Exercise"), N_ ("What is done.")),
  CHOICE ("mode", REQUIRED | COLUMN, N_ ("Mode"), N_ ("Alone, in groups or together."), modes),
  INTEGER ("minutes", COLUMN, N_ ("Minutes"), N_ ("How long."), .min = 1, .max = 600),
  LONG_TEXT ("instructions", PLAIN, N_ ("Instructions"), N_ ("What the room is told.")),
  RANK,
};
TABLE (workshop_step,
       N_ ("Exercise"),
       N_ ("Exercises"),
       N_ ("A step of a workshop, with its time."),
       NULL,
       "rank");

static const CmField workshop_point_fields[] = {
  REFERENCE ("workshop", REQUIRED | OWNER, N_ ("Workshop"), N_ ("The workshop."), "workshop"),
  TEXT ("name", REQUIRED | SEARCHED | COLUMN, N_ ("Point"), N_ ("What was said.")),
  CHOICE ("kind", COLUMN, N_ ("Kind"), N_ ("What it is."), point_kinds),
  TEXT ("group_name", COLUMN, N_ ("Group"), N_ ("The break-out group; none for the plenary.")),
  INTEGER ("rank",
           COLUMN,
           N_ ("Rank"),
           N_ ("Where the group, or the room, put it."),
           .min = 1,
           .max = 1000),
  INTEGER ("votes", COLUMN, N_ ("Votes"), N_ ("How many chose it."), .min = 0, .max = 100000),
  REFERENCE ("answers", PLAIN, N_ ("Answers"), N_ ("The issue that it answers."), "workshop_point"),
  TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters.")),
};
TABLE (workshop_point,
       N_ ("Captured point"),
       N_ ("Points"),
       N_ ("What people said, as it was written down."),
       "name",
       "rank");

static const CmField workshop_rating_fields[] = {
  REFERENCE ("workshop", REQUIRED | OWNER, N_ ("Workshop"), N_ ("The workshop."), "workshop"),
  INTEGER ("score",
           REQUIRED | COLUMN,
           N_ ("Score"),
           N_ ("From 1, poor, to 5, very good."),
           .min = 1,
           .max = 5),
  INTEGER ("people",
           REQUIRED | COLUMN,
           N_ ("People"),
           N_ ("How many gave it."),
           .min = 0,
           .max = 100000),
};
TABLE (workshop_rating,
       N_ ("Rating"),
       N_ ("Ratings"),
       N_ ("How many gave a workshop which score, from 1, poor, to 5, very good."),
       NULL,
       "score");
