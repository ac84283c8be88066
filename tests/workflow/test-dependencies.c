/* test-dependencies.c - what hangs together is listed from both ends, and contradictions are said.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-dependencies.h"

#include "activity-fixture.h"

static void
link_to (Fixture *f, CmRecord *activity, const char *kind, CmRecord *other)
{
  ADD (f, "activity_link", "activity", ID (activity), "kind", kind, "other", ID (other));
}

static void
assert_problems (Fixture *f, CmRecord *activity, const char *const *expected)
{
  g_autoptr (GPtrArray) problems = cm_dependencies_check (f->store, activity);

  for (guint i = 0; i < MIN (problems->len, g_strv_length ((char **) expected)); i++)
    g_assert_cmpstr (problems->pdata[i], ==, expected[i]);
  g_assert_cmpuint (problems->len, ==, g_strv_length ((char **) expected));
}
#define ASSERT_PROBLEMS(f, activity, ...)                                                          \
  assert_problems (f, activity, (const char *const[]){ __VA_ARGS__, NULL })

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = add_activity (f, "Alpha", "live");
  g_autoptr (CmRecord) b = add_activity (f, "Beta", "live");
  g_autoptr (CmRecord) c = add_activity (f, "Gamma", "live");
  g_autoptr (CmRecord) d = add_activity (f, "Delta", "proposed");
  g_autoptr (GPtrArray) found = NULL;
  static const CmDependencyKind kinds[] = {
    CM_DEPENDENCY_REQUIRES, CM_DEPENDENCY_FOLLOWS, CM_DEPENDENCY_REQUIRED_BY, CM_DEPENDENCY_EXCLUDES
  };

  link_to (f, a, "requires", b);
  link_to (f, c, "requires", a);
  link_to (f, d, "excludes", a);
  link_to (f, a, "follows", c);
  found = cm_dependencies_list (f->store, a);
  g_assert_cmpuint (found->len, ==, 4);
  for (guint i = 0; i < found->len; i++)
    {
      g_assert_cmpint (((CmDependency *) found->pdata[i])->kind, ==, kinds[i]);
      g_assert_false (((CmDependency *) found->pdata[i])->trouble);
    }
  g_assert_true (((CmDependency *) found->pdata[2])->other == c);
  assert_problems (f, a, (const char *const[]){ NULL });
}

static void
test_states (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = add_activity (f, "Alpha", "pipeline");
  g_autoptr (CmRecord) b = add_activity (f, "Beta", "business-case");
  g_autoptr (CmRecord) c = add_activity (f, "Gamma", "withdrawn");
  g_autoptr (CmRecord) d = add_activity (f, "Delta", "live");
  g_autoptr (GPtrArray) found = NULL;

  link_to (f, a, "requires", b);
  link_to (f, b, "requires", c);
  link_to (f, d, "requires", b);
  /* By way of another. */
  ASSERT_PROBLEMS (
      f, a, "“Alpha” requires “Beta”, which requires “Gamma”, whose state is “Withdrawn”.");
  ASSERT_PROBLEMS (f, b, "“Beta” requires “Gamma”, whose state is “Withdrawn”.");
  ASSERT_PROBLEMS (f,
                   d,
                   "“Delta” is live, but requires “Beta”, whose state is “Business case”.",
                   "“Delta” requires “Beta”, which requires “Gamma”, whose state is “Withdrawn”.");
  /* What is over itself is hindered by nothing. */
  assert_problems (f, c, (const char *const[]){ NULL });
  found = cm_dependencies_list (f->store, b);
  g_assert_true (((CmDependency *) found->pdata[0])->trouble);
}

static void
test_exclusion (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = add_activity (f, "Alpha", "live");
  g_autoptr (CmRecord) b = add_activity (f, "Beta", "live");

  link_to (f, a, "requires", b);
  link_to (f, b, "excludes", a);
  ASSERT_PROBLEMS (f,
                   a,
                   "“Alpha” requires “Beta”, but “Alpha” and “Beta” exclude each other.",
                   "“Alpha” and “Beta” exclude each other, but both are live.");
}

static void
test_circle (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = add_activity (f, "Alpha", "pipeline");
  g_autoptr (CmRecord) b = add_activity (f, "Beta", "pipeline");
  g_autoptr (CmRecord) c = add_activity (f, "Gamma", "pipeline");
  g_autoptr (CmRecord) d = add_activity (f, "Delta", "pipeline");

  link_to (f, a, "requires", b);
  link_to (f, b, "requires", c);
  link_to (f, c, "requires", a);
  link_to (f, d, "requires", a);
  link_to (f, d, "follows", d);
  ASSERT_PROBLEMS (f,
                   a,
                   "A circle: “Alpha” requires “Beta”, which requires “Gamma”, which requires "
                   "“Alpha”. None of them can go first.");
  /* One outside the circle is not part of it. */
  ASSERT_PROBLEMS (f, d, "“Delta” follows itself.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/dependencies/list", test_list);
  TEST ("/dependencies/states", test_states);
  TEST ("/dependencies/exclusion", test_exclusion);
  TEST ("/dependencies/circle", test_circle);
  return g_test_run ();
}
