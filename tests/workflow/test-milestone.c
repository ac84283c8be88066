/* test-milestone.c - a milestone is due on its date, or so many months after something else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-milestone.h"

#include "activity-fixture.h"

static CmRecord *
add_milestone (
    Fixture *f, CmRecord *activity, const char *name, const char *months, const char *from)
{
  return add (f,
              "milestone",
              "activity",
              ID (activity),
              "name",
              name,
              "months",
              months,
              "counted_from",
              from,
              NULL);
}

static void
assert_due (Fixture *f, CmRecord *milestone, const char *expected)
{
  g_autofree char *due = cm_milestone_compute_due (f->store, milestone);

  g_assert_cmpstr (due, ==, expected);
}

static void
assert_words (Fixture *f, CmRecord *milestone, const char *expected)
{
  g_autofree char *words = cm_milestone_describe (f->store, milestone, "2010-01-01");

  g_assert_cmpstr (words, ==, expected);
}

static void
test_approval (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "pipeline");
  g_autoptr (CmRecord) milestone = add_milestone (f, activity, "First families", "12", "approval");

  assert_due (f, milestone, NULL);
  assert_words (f, milestone, "12 months after approval, which has no date yet");
  ADD (f,
       "approval",
       "activity",
       ID (activity),
       "track",
       "Board",
       "required",
       "true",
       "state",
       "approved",
       "on_date",
       "2009-11-30");
  assert_due (f, milestone, "2010-11-30");
  assert_words (f, milestone, "due 30 Nov 2010: 12 months after approval");
  /* One more track that has to agree, and nothing is counted from any longer. */
  ADD (f,
       "approval",
       "activity",
       ID (activity),
       "track",
       "Council",
       "required",
       "true",
       "state",
       "pending");
  assert_due (f, milestone, NULL);
}

static void
test_others (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity =
      add (f, "activity", "title", "Alpha", "state", "live", "starts", "2009-01-31", NULL);
  g_autoptr (CmRecord) started = add_milestone (f, activity, "Pilot", "1", "start");
  g_autoptr (CmRecord) outline = add (f,
                                      "milestone",
                                      "activity",
                                      ID (activity),
                                      "name",
                                      "Outline agreed",
                                      "on_date",
                                      "2009-10-30",
                                      NULL);
  g_autoptr (CmRecord) after = add_milestone (f, activity, "Business paper", "3", "outline");
  g_autoptr (CmRecord) later = add_milestone (f, activity, "Review", "6", "Business paper");
  g_autoptr (CmRecord) gated = add_milestone (f, activity, "Look back", "6", "going live");
  g_autoptr (CmRecord) free = add_milestone (f, activity, "Some day", NULL, NULL);
  g_autoptr (GPtrArray) all = NULL;

  /* The end of a short month. */
  assert_due (f, started, "2009-02-28");
  assert_words (f, started, "was due 28 Feb 2009: 1 month after start");
  assert_due (f, after, "2010-01-30");
  assert_due (f, later, "2010-07-30");
  assert_due (f, gated, NULL);
  ADD (f, "gate", "activity", ID (activity), "on_date", "2009-03-01", "to_state", "live");
  assert_due (f, gated, "2009-09-01");
  assert_words (f, free, "no date");
  /* Once it is reached, that is what counts. */
  cm_record_set_text (outline, "done_on", "2009-11-30");
  g_assert_true (cm_store_save (f->store, outline, "Reach", NULL));
  assert_due (f, after, "2010-02-28");
  assert_words (f, outline, "reached late, 30 Nov 2009; was due 30 Oct 2009");
  all = cm_milestone_list (f->store, activity);
  g_assert_cmpuint (all->len, ==, 6);
  g_assert_true (all->pdata[0] == started);
  g_assert_true (all->pdata[1] == gated);
  g_assert_true (all->pdata[5] == free);
}

static void
test_circle (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "live");
  g_autoptr (CmRecord) hen = add_milestone (f, activity, "Hen", "3", "Egg");
  g_autoptr (CmRecord) egg = add_milestone (f, activity, "Egg", "3", "Hen");

  assert_due (f, hen, NULL);
  assert_due (f, egg, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/milestone/approval", test_approval);
  TEST ("/milestone/others", test_others);
  TEST ("/milestone/circle", test_circle);
  return g_test_run ();
}
