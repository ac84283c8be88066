/* test-gates.c - an activity moves from gate to gate, and the log never says anything else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-gates.h"

#include "activity-fixture.h"
#include "cm-sign-off.h"

static gboolean
move (Fixture *f, CmRecord *activity, const char *to, const char *date, const char *reason)
{
  g_autoptr (GError) error = NULL;

  if (cm_gates_move (f->store, activity, to, date, NULL, NULL, reason, &error))
    return TRUE;
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  return FALSE;
}

static const CmGateStop *
find (GPtrArray *stops, const char *state)
{
  for (guint i = 0; i < stops->len; i++)
    if (g_str_equal (((CmGateStop *) stops->pdata[i])->state, state))
      return stops->pdata[i];
  g_error ("no stop %s", state);
}

static void
test_move (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "proposed");
  g_autoptr (CmRecord) body = add (f, "body", "name", "Board", "kind", "board", NULL);
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_gates_move (
      f->store, activity, "pipeline", "12 Oct 2009", ID (body), NULL, "Asked for", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (cm_record_get_text (activity, "state"), ==, "pipeline");
  g_assert_cmpuint (count (f, "gate"), ==, 1);
  assert_undo_label (f, "Move “Alpha” to “In the pipeline”");
  stops = cm_gates_list (f->store, activity);
  g_assert_cmpuint (stops->len, ==, 6);
  g_assert_true (find (stops, "proposed")->passed);
  g_assert_null (find (stops, "proposed")->date);
  g_assert_true (find (stops, "pipeline")->current);
  g_assert_cmpstr (find (stops, "pipeline")->date, ==, "2009-10-12");
  g_assert_cmpstr (find (stops, "pipeline")->body, ==, "Board");
  g_assert_cmpstr (find (stops, "pipeline")->reason, ==, "Asked for");
  g_assert_false (find (stops, "live")->passed);
  /* State and log go back together. */
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "gate"), ==, 0);
  g_assert_cmpstr (cm_record_get_text (activity, "state"), ==, "proposed");
}

static void
test_reasons (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "proposed");
  g_autofree char *none = cm_gates_explain_reason (f->store, activity, "pipeline");
  g_autofree char *jump = cm_gates_explain_reason (f->store, activity, "live");
  g_autofree char *out = cm_gates_explain_reason (f->store, activity, "withdrawn");

  g_assert_null (none);
  g_assert_cmpstr (jump, ==, "This passes over “In the pipeline”, so say why.");
  g_assert_nonnull (out);
  g_assert_false (move (f, activity, "live", "2009-10-12", NULL));
  g_assert_false (move (f, activity, "live", "2009-10-12", "  "));
  g_assert_cmpuint (count (f, "gate"), ==, 0);
  g_assert_cmpstr (cm_record_get_text (activity, "state"), ==, "proposed");
  g_assert_true (move (f, activity, "live", "2009-10-12", "It ran before we kept a log"));
  g_assert_false (move (f, activity, "pipeline", "2009-10-12", ""));
  g_assert_true (move (f, activity, "closing", "2009-10-12", ""));
}

/* Live only once every required track agrees, or with a reason. */
static void
test_approvals (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "business-case");
  g_autofree char *before = cm_gates_explain_reason (f->store, activity, "live");
  g_autoptr (CmRecord) track = add (f,
                                    "approval",
                                    "activity",
                                    ID (activity),
                                    "track",
                                    "Board",
                                    "required",
                                    "true",
                                    "state",
                                    "pending",
                                    NULL);
  g_autofree char *pending = cm_gates_explain_reason (f->store, activity, "live");

  g_assert_null (before);
  g_assert_cmpstr (pending,
                   ==,
                   "Not agreed yet: “Board” has still to approve it. Say why it goes live all the "
                   "same.");
  g_assert_false (move (f, activity, "live", "2009-10-12", NULL));
  cm_record_set_text (track, "state", "approved");
  g_assert_true (cm_store_save (f->store, track, "Approve", NULL));
  g_assert_true (move (f, activity, "live", "2009-10-12", NULL));
}

static void
test_dates (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "proposed");
  g_autoptr (GError) error = NULL;

  g_assert_true (move (f, activity, "pipeline", "12 Oct 2009", NULL));
  g_assert_false (move (f, activity, "business-case", "11 Oct 2009", NULL));
  g_assert_false (move (f, activity, "business-case", "1 Jan 2199", NULL));
  g_assert_false (
      cm_gates_move (f->store, activity, "business-case", "some day", NULL, NULL, NULL, &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  g_assert_true (move (f, activity, "business-case", "12 Oct 2009", NULL));
  g_assert_cmpuint (count (f, "gate"), ==, 2);
}

static void
test_moves (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "business-case");
  g_autoptr (GPtrArray) moves = cm_gates_list_moves (activity);

  /* Each state but its own, the usual ones first. */
  g_assert_cmpuint (moves->len, ==, 7);
  g_assert_cmpstr (moves->pdata[0], ==, "live");
  g_assert_cmpstr (moves->pdata[1], ==, "withdrawn");
  g_assert_cmpstr (moves->pdata[2], ==, "redesign");
  g_assert_true (cm_gates_is_usual ("redesign", "pipeline"));
  g_assert_false (cm_gates_is_usual ("closed", "live"));
}

/* A state that was changed in the table leaves no gate, but is not passed over in silence. */
static void
test_contradiction (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "live");
  g_autoptr (CmQuery) query = cm_query_new ("gate");
  g_autoptr (CmRecord) gate = NULL;
  g_autofree char *without = cm_gates_describe_contradiction (f->store, activity);
  g_autofree char *broken = NULL;
  g_autofree char *mended = NULL;

  /* No log contradicts nothing; nor can it be recorded that it came to where it is. */
  g_assert_null (without);
  g_assert_false (move (f, activity, "live", "2009-10-12", NULL));
  ADD (f,
       "gate",
       "activity",
       ID (activity),
       "on_date",
       "2009-10-12",
       "from_state",
       "proposed",
       "to_state",
       "pipeline");
  broken = cm_gates_describe_contradiction (f->store, activity);
  g_assert_cmpstr (
      broken, ==, "The log ends with “In the pipeline” on 12 Oct 2009, but the state is “Live”.");
  g_assert_true (move (f, activity, "live", "2009-11-12", NULL));
  mended = cm_gates_describe_contradiction (f->store, activity);
  g_assert_null (mended);
  cm_query_order (query, "on_date", TRUE);
  gate = cm_store_first (f->store, query);
  g_assert_cmpstr (cm_record_get_text (gate, "from_state"), ==, "pipeline");
  g_assert_cmpstr (cm_record_get_text (gate, "to_state"), ==, "live");
}

static void
test_broken_log (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "closed");
  g_autofree char *broken = NULL;

  ADD (f, "gate", "activity", ID (activity), "on_date", "2008-10-12", "to_state", "pipeline");
  ADD (f,
       "gate",
       "activity",
       ID (activity),
       "on_date",
       "2009-10-12",
       "from_state",
       "live",
       "to_state",
       "closed");
  broken = cm_gates_describe_contradiction (f->store, activity);
  g_assert_cmpstr (broken,
                   ==,
                   "The gate of 12 Oct 2009 starts from “Live”, but the gate before it ends with "
                   "“In the pipeline”.");
}

static void
test_withdrawn (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_activity (f, "Alpha", "proposed");
  g_autoptr (GPtrArray) stops = NULL;

  g_assert_true (move (f, activity, "pipeline", "2009-01-01", NULL));
  g_assert_true (move (f, activity, "withdrawn", "2009-02-01", "Too few would use it"));
  stops = cm_gates_list (f->store, activity);
  g_assert_cmpuint (stops->len, ==, 7);
  g_assert_true (find (stops, "pipeline")->passed);
  g_assert_false (find (stops, "business-case")->passed);
  g_assert_true (find (stops, "withdrawn")->current);
  g_assert_cmpstr (find (stops, "withdrawn")->reason, ==, "Too few would use it");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/gates/move", test_move);
  TEST ("/gates/reasons", test_reasons);
  TEST ("/gates/approvals", test_approvals);
  TEST ("/gates/dates", test_dates);
  TEST ("/gates/moves", test_moves);
  TEST ("/gates/contradiction", test_contradiction);
  TEST ("/gates/broken-log", test_broken_log);
  TEST ("/gates/withdrawn", test_withdrawn);
  return g_test_run ();
}
