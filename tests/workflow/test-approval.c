/* test-approval.c - an activity is agreed when every required track agrees, and not before. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-approval.h"

#include "activity-fixture.h"

static void
add_track (Fixture *f,
           CmRecord *activity,
           const char *track,
           const char *required,
           const char *state,
           const char *date)
{
  ADD (f,
       "approval",
       "activity",
       ID (activity),
       "track",
       track,
       "required",
       required,
       "state",
       state,
       "on_date",
       date);
}

static void
assert_verdict (
    Fixture *f, CmRecord *activity, CmApprovalVerdict verdict, const char *words, const char *date)
{
  g_autoptr (CmApproval) approval = cm_approval_judge (f->store, activity);

  g_assert_cmpint (approval->verdict, ==, verdict);
  g_assert_cmpstr (approval->words, ==, words);
  g_assert_cmpstr (approval->date, ==, date);
}

static void
test_tracks (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = add_activity (f, "Alpha", "pipeline");
  g_autoptr (CmRecord) b = add_activity (f, "Beta", "pipeline");
  g_autoptr (CmRecord) c = add_activity (f, "Gamma", "pipeline");

  assert_verdict (f, a, CM_APPROVAL_NONE, "No approval is asked for yet.", NULL);
  add_track (f, a, "Partnership", "true", "approved", "2009-02-18");
  add_track (f, a, "Board", "true", "pending", NULL);
  /* One that is not required does not count. */
  add_track (f, a, "Advisers", "false", "refused", "2009-02-01");
  assert_verdict (f,
                  a,
                  CM_APPROVAL_PENDING,
                  "Not agreed yet: “Partnership” approved it, “Board” has still to.",
                  NULL);
  add_track (f, b, "Partnership", "true", "approved", "2009-02-18");
  add_track (f, b, "Council", "true", "conditional", "2009-03-01");
  assert_verdict (
      f, b, CM_APPROVAL_AGREED, "Agreed, with conditions: “Council”, “Partnership”.", "2009-03-01");
  add_track (f, b, "Fire", "true", "refused", "2009-04-01");
  assert_verdict (f,
                  b,
                  CM_APPROVAL_DISAGREE,
                  "The tracks disagree: “Council”, “Partnership” approved it, “Fire” refused it. "
                  "It is not agreed.",
                  NULL);
  /* Noting is not approving; where none is required all count. */
  add_track (f, c, "Board", "false", "noted", "2009-04-01");
  assert_verdict (
      f, c, CM_APPROVAL_PENDING, "Not agreed yet: “Board” has still to approve it.", NULL);
}

static void
test_dates (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = add_activity (f, "Alpha", "pipeline");

  add_track (f, a, "Partnership", "false", "approved", "2009-02-18");
  assert_verdict (
      f, a, CM_APPROVAL_AGREED, "Agreed on every required track: “Partnership”.", "2009-02-18");
  /* A yes without a date: nobody knows since when it is agreed. */
  add_track (f, a, "Board", "false", "approved", NULL);
  assert_verdict (
      f, a, CM_APPROVAL_AGREED, "Agreed on every required track: “Board”, “Partnership”.", NULL);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = add_activity (f, "Alpha", "pipeline");

  add_track (f, a, "Partnership", "true", "refused", NULL);
  assert_verdict (f, a, CM_APPROVAL_REFUSED, "Refused by “Partnership”.", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/approval/tracks", test_tracks);
  TEST ("/approval/dates", test_dates);
  TEST ("/approval/refused", test_refused);
  return g_test_run ();
}
