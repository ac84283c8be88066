/* test-cycle.c - walking the cycle: states, sign-off, ticks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-sign-off.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmRecord *run, *board, *executive;
} Fixture;

static const char *const steps[] = { "analyse/scope", "analyse/needs", "plan/options", NULL };

static CmRecord *
add_body (CmStore *store, const char *name)
{
  CmRecord *body = cm_record_new (cm_table_find ("body"));

  cm_record_set_text (body, "name", name);
  cm_record_set_text (body, "kind", "board");
  g_assert_true (cm_store_save (store, body, "Add", NULL));
  return body;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-cycle-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  f->run = cm_record_new (cm_table_find ("cycle_run"));
  cm_record_set_text (f->run, "name", "Cycle");
  cm_record_set_number (f->run, "year", 2010);
  cm_record_set_text (f->run, "state", "open");
  g_assert_true (cm_store_save (f->store, f->run, "Add", NULL));
  f->board = add_body (f->store, "Board");
  f->executive = add_body (f->store, "Executive");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->run);
  g_object_unref (f->board);
  g_object_unref (f->executive);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static CmCycle *
load (Fixture *f)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);

  return cm_cycle_load (f->store, whole);
}

static void
assert_state (Fixture *f, const char *step, const char *state)
{
  g_autoptr (CmCycle) cycle = load (f);

  g_assert_cmpstr (cm_cycle_get_state (cycle, step), ==, state);
}

static void
test_current (Fixture *f, gconstpointer data)
{
  g_autoptr (CmCycle) cycle = load (f);

  g_assert_cmpint (cm_cycle_find_current (cycle, steps), ==, 0);
  g_assert_true (
      cm_cycle_set_state (f->store, f->run, steps[2], "Options", CM_STATE_BLOCKED, NULL));
  g_clear_pointer (&cycle, cm_cycle_free);
  cycle = load (f);
  g_assert_cmpint (cm_cycle_find_current (cycle, steps), ==, 2);
}

static void
test_sign_off (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *board = cm_record_get_id (f->board);
  g_autoptr (CmRecord) found = NULL;

  g_assert_true (
      cm_sign_off (f->store, f->run, steps[0], "Scope", steps[1], board, "", "Chair", "", &error));
  g_assert_no_error (error);
  assert_state (f, steps[0], CM_STATE_SIGNED_OFF);
  assert_state (f, steps[1], CM_STATE_IN_HAND);
  found = cm_sign_off_find (f->store, f->run, steps[0]);
  g_assert_cmpstr (cm_record_get_text (found, "role"), ==, "Chair");
  /* Not twice. */
  g_assert_false (
      cm_sign_off (f->store, f->run, steps[0], "Scope", NULL, board, "", "", "", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  /* One step of undo takes all of it back. */
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_state (f, steps[0], CM_STATE_NOT_STARTED);
  assert_state (f, steps[1], CM_STATE_NOT_STARTED);
}

static void
test_responsible (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_cycle_set_field (
      f->store, f->run, steps[0], "Scope", "responsible", cm_record_get_id (f->executive), &error));
  g_assert_false (cm_sign_off (
      f->store, f->run, steps[0], "Scope", NULL, cm_record_get_id (f->board), "", "", "", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_assert_nonnull (strstr (error->message, "Executive"));
  assert_state (f, steps[0], CM_STATE_NOT_STARTED);
}

static void
test_bad_sign_off (Fixture *f, gconstpointer data)
{
  static const char *const dates[] = { "2999-01-01", "soon", "31/02/2010" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (cm_sign_off (f->store,
                                   f->run,
                                   steps[0],
                                   "Scope",
                                   NULL,
                                   cm_record_get_id (f->board),
                                   dates[i],
                                   "",
                                   "",
                                   &error));
      g_assert_true (g_str_has_prefix (error->message, "Date:"));
    }
  g_assert_false (cm_sign_off (f->store, f->run, steps[0], "Scope", NULL, "", "", "", "", NULL));
  assert_state (f, steps[0], CM_STATE_NOT_STARTED);
}

static void
test_withdraw (Fixture *f, gconstpointer data)
{
  g_assert_true (cm_sign_off (f->store,
                              f->run,
                              steps[0],
                              "Scope",
                              steps[1],
                              cm_record_get_id (f->board),
                              "",
                              "",
                              "",
                              NULL));
  g_assert_true (cm_sign_off_withdraw (f->store, f->run, steps[0], "Scope", NULL));
  assert_state (f, steps[0], CM_STATE_IN_HAND);
  g_assert_null (cm_sign_off_find (f->store, f->run, steps[0]));
}

static void
test_overdue (Fixture *f, gconstpointer data)
{
  g_autoptr (CmCycle) cycle = NULL;

  g_assert_true (
      cm_cycle_set_field (f->store, f->run, steps[0], "Scope", "due", "1 Mar 2010", NULL));
  cycle = load (f);
  g_assert_true (cm_cycle_is_overdue (cycle, steps[0], "2010-03-02"));
  g_assert_false (cm_cycle_is_overdue (cycle, steps[0], "2010-03-01"));
  g_assert_false (cm_cycle_is_overdue (cycle, steps[1], "2010-03-02"));
}

static void
test_tick (Fixture *f, gconstpointer data)
{
  g_assert_false (cm_cycle_is_ticked (f->store, f->run, "c1"));
  g_assert_true (cm_cycle_tick (f->store, f->run, steps[0], "c1", "Ask users", TRUE, NULL));
  g_assert_true (cm_cycle_is_ticked (f->store, f->run, "c1"));
  g_assert_true (cm_cycle_tick (f->store, f->run, steps[0], "c1", "Ask users", FALSE, NULL));
  g_assert_false (cm_cycle_is_ticked (f->store, f->run, "c1"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/cycle/current", test_current },
    { "/cycle/sign-off", test_sign_off },
    { "/cycle/responsible", test_responsible },
    { "/cycle/bad-sign-off", test_bad_sign_off },
    { "/cycle/withdraw", test_withdraw },
    { "/cycle/overdue", test_overdue },
    { "/cycle/tick", test_tick },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
