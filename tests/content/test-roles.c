/* test-roles.c - the parts of groups in steps: how they are read, gaps and duplicates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-roles.h"

#include "cm-edition.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                       \
  "<book xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"               \
  " version='5.0'><info><title>A manual</title></info>\n"                                          \
  "<chapter xml:id='roles'><info><title>Roles</title></info>\n"
#define GROUPS                                                                                     \
  "<c:group id='board' name='Partnership board' short='Board'/>\n"                                 \
  "<c:group id='team' name='Team'/>\n"
/* Its roles begin at line 7. */
#define STEPS(first, second)                                                                       \
  HEAD GROUPS                                                                                      \
      "<para>Who.</para></chapter>"                                                                \
      "<chapter xml:id='plan' c:stage='plan'><info><title>Plan</title><c:stage-info short='Plan'/" \
      "></info>\n" STEP ("one", first) STEP ("two", second) "</chapter></book>"
#define STEP(name, roles)                                                                          \
  "<section xml:id='plan-" name "' c:step='" name "'><info><title>Step " name "</title>"           \
  "<c:step-info short='" name "'><c:summary>Why.</c:summary>\n" roles                              \
  "<c:output name='Paper'>It.</c:output><c:question>What?</c:question>"                            \
  "<c:check id='c-" name "'><c:item>Item</c:item></c:check></c:step-info></info>"                  \
  "<para>How.</para></section>\n"
#define ROLE(group, part) "<c:role group='" group "' part='" part "'>Does it.</c:role>\n"
#define SOUND ROLE ("board", "accountable") ROLE ("team", "responsible")

static char *
write_manual (const char *text)
{
  char *folder = g_dir_make_tmp ("cm-roles-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return folder;
}

static void
remove_folder (char *folder)
{
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);

  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

static CmManual *
load (const char *text)
{
  char *folder = write_manual (text);
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  remove_folder (folder);
  return manual;
}

static void
assert_refused (const char *text, const char *place, const char *words)
{
  char *folder = write_manual (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = cm_manual_load (folder, NULL, &error);

  g_assert_null (manual);
  g_assert_error (error, CM_CONTENT_ERROR, CM_CONTENT_ERROR_INVALID);
  if (!g_str_has_prefix (error->message, place) || strstr (error->message, words) == NULL)
    g_error ("“%s” should begin with “%s” and have “%s”", error->message, place, words);
  remove_folder (folder);
}

static void
test_parts (void)
{
  static const struct
  {
    const char *text;
    CmPart parts;
    const char *letters, *names;
  } good[] = {
    { "accountable", CM_PART_ACCOUNTABLE, "A", "Accountable" },
    { " responsible\n", CM_PART_RESPONSIBLE, "R", "Responsible" },
    { "consulted", CM_PART_CONSULTED, "C", "Consulted" },
    { "informed", CM_PART_INFORMED, "I", "Informed" },
    { "responsible  accountable",
      CM_PART_ACCOUNTABLE | CM_PART_RESPONSIBLE,
      "A/R",
      "Accountable and responsible" },
  };
  static const struct
  {
    const char *text, *why;
  } bad[] = {
    { NULL, "add part=" },
    { " ", "add part=" },
    { "Accountable", "no part “Accountable”" },
    { "accountable,responsible", "no part “accountable,responsible”" },
    { "informed informed", "twice" },
    { "responsible informed", "do not go together" },
    { "accountable responsible consulted", "do not go together" },
  };
  CmPart parts;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *letters = NULL, *names = NULL;

      g_assert_true (cm_parts_parse (good[i].text, &parts, NULL));
      g_assert_cmpint (parts, ==, good[i].parts);
      letters = cm_parts_make_letters (parts);
      names = cm_parts_make_names (parts);
      g_assert_cmpstr (letters, ==, good[i].letters);
      g_assert_cmpstr (names, ==, good[i].names);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *why = NULL;

      g_assert_false (cm_parts_parse (bad[i].text, &parts, &why));
      g_assert_nonnull (strstr (why, bad[i].why));
      g_assert_false (cm_parts_parse (bad[i].text, &parts, NULL));
    }
}

static void
test_read (void)
{
  g_autoptr (CmManual) manual =
      load (STEPS (SOUND, ROLE ("team", "responsible accountable") ROLE ("board", "informed")));
  const CmManualStep *step = cm_manual_find_step (manual, "plan/two");
  const CmManualRole *role = cm_manual_step_find_role (step, "team");

  g_assert_cmpuint (cm_manual_get_n_groups (manual), ==, 2);
  g_assert_cmpstr (cm_manual_get_group (manual, 0)->short_name, ==, "Board");
  g_assert_cmpstr (cm_manual_get_group (manual, 1)->short_name, ==, "Team");
  g_assert_cmpint (cm_manual_get_group (manual, 1)->line, ==, 4);
  g_assert_true (cm_manual_find_group (manual, "team") == cm_manual_get_group (manual, 1));
  g_assert_null (cm_manual_find_group (manual, "nobody"));
  g_assert_cmpint (role->parts, ==, CM_PART_ACCOUNTABLE | CM_PART_RESPONSIBLE);
  g_assert_cmpstr (role->text, ==, "Does it.");
  g_assert_null (cm_manual_step_find_role (step, "nobody"));
  g_assert_cmpuint (cm_roles_count (manual, "team", CM_PART_RESPONSIBLE), ==, 2);
  g_assert_cmpuint (cm_roles_count (manual, "team", CM_PART_ACCOUNTABLE), ==, 1);
  g_assert_cmpuint (cm_roles_count (manual, "board", CM_PART_CONSULTED), ==, 0);
}

static void
test_refused (void)
{
  assert_refused (STEPS (ROLE ("nobody", "accountable"), SOUND), "manual.xml:7", "nobody");
  assert_refused (STEPS (ROLE ("board", "answerable"), SOUND), "manual.xml:7", "answerable");
  assert_refused (STEPS (ROLE ("board", "accountable") "<c:role group='team'>x</c:role>\n", SOUND),
                  "manual.xml:8",
                  "add part=");
  assert_refused (STEPS (SOUND ROLE ("board", "informed"), SOUND), "manual.xml:9", "named before");
  assert_refused (HEAD GROUPS "<c:group id='team' name='Other'/><para>x</para></chapter></book>",
                  "manual.xml:5",
                  "used before");
}

static const CmRolesFinding *
get (GPtrArray *findings, guint i)
{
  g_assert_cmpuint (i, <, findings->len);
  return g_ptr_array_index (findings, i);
}

static void
assert_finding (GPtrArray *findings, guint i, CmRolesFindingKind kind, int line, const char *title)
{
  g_assert_cmpint (get (findings, i)->kind, ==, kind);
  g_assert_cmpint (get (findings, i)->line, ==, line);
  g_assert_cmpstr (get (findings, i)->title, ==, title);
  g_assert_true (cm_roles_finding_is_fault (get (findings, i)) ==
                 (kind != CM_ROLES_NEVER_ACCOUNTABLE));
}

static void
test_findings (void)
{
  g_autoptr (CmManual) sound = load (STEPS (SOUND, ROLE ("team", "accountable responsible")));
  g_autoptr (CmManual) gaps =
      load (STEPS (ROLE ("team", "responsible"), ROLE ("team", "consulted")));
  g_autoptr (CmManual) twice =
      load (STEPS (ROLE ("board", "accountable") ROLE ("team", "accountable"),
                   ROLE ("board", "responsible accountable")));
  g_autoptr (CmManual) bare = load (HEAD GROUPS "<para>Who.</para></chapter></book>");
  g_autoptr (GPtrArray) none = cm_roles_find (sound);
  g_autoptr (GPtrArray) missing = cm_roles_find (gaps);
  g_autoptr (GPtrArray) double_ones = cm_roles_find (twice);
  g_autoptr (GPtrArray) nothing = cm_roles_find (bare);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (missing->len, ==, 5);
  assert_finding (missing, 0, CM_ROLES_NOBODY_ACCOUNTABLE, 6, "Step one: nobody is accountable");
  assert_finding (missing, 1, CM_ROLES_NOBODY_ACCOUNTABLE, 9, "Step two: nobody is accountable");
  g_assert_cmpuint (get (missing, 1)->step, ==, 1);
  assert_finding (missing, 2, CM_ROLES_NOBODY_RESPONSIBLE, 9, "Step two: nobody is responsible");
  assert_finding (missing, 3, CM_ROLES_NO_PART, 3, "Partnership board: no part in any step");
  assert_finding (missing, 4, CM_ROLES_NEVER_ACCOUNTABLE, 4, "Team: accountable for no step");
  g_assert_cmpuint (get (missing, 4)->group, ==, 1);
  g_assert_cmpuint (double_ones->len, ==, 2);
  assert_finding (
      double_ones, 0, CM_ROLES_SEVERAL_ACCOUNTABLE, 8, "Step one: 2 groups are accountable");
  g_assert_true (g_str_has_prefix (get (double_ones, 0)->advice, "Partnership board, Team. Keep"));
  assert_finding (
      double_ones, 1, CM_ROLES_NOBODY_RESPONSIBLE, 6, "Step one: nobody is responsible");
}

/* What has to be put right is a fault of the folder, although the manual can be read. */
static void
test_check (void)
{
  char *folder = write_manual (STEPS (ROLE ("team", "responsible"), SOUND));
  g_autoptr (GPtrArray) faults = cm_content_check (folder, NULL, NULL);
  g_autofree char *text = NULL;

  g_assert_cmpuint (faults->len, ==, 1);
  text = cm_fault_to_string (g_ptr_array_index (faults, 0));
  g_assert_cmpstr (text,
                   ==,
                   "manual.xml:6: Step one: nobody is accountable. Decide which one group answers "
                   "for the step and signs it off.");
  remove_folder (folder);
}

/* The manual that is installed: every step with one who answers and one who works; the groups that
 * guidance on partnerships names. */
static void
test_installed (void)
{
  static const char *const groups[] = { "board",          "executive",        "theme-group",
                                        "theme-officers", "challenge-group",  "partners",
                                        "champions",      "voluntary-sector", "people" };
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = cm_manual_load (folder, NULL, &error);
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_no_error (error);
  findings = cm_roles_find (manual);
  for (guint i = 0; i < findings->len; i++)
    if (cm_roles_finding_is_fault (get (findings, i)))
      g_error ("%s", get (findings, i)->title);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *section = g_strconcat ("role-", groups[i], NULL);

      g_assert_cmpuint (cm_roles_count (manual, groups[i], ~0u), >=, 3);
      g_assert_nonnull (cm_document_find (cm_manual_get_document (manual), section));
    }
  /* A task group signs nothing by itself. */
  g_assert_cmpuint (cm_roles_count (manual, "task-group", CM_PART_ACCOUNTABLE), ==, 0);
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    for (guint j = 0; j < cm_manual_get_step (manual, i)->roles->len; j++)
      {
        const CmManualRole *role = g_ptr_array_index (cm_manual_get_step (manual, i)->roles, j);

        g_assert_cmpuint (strlen (role->text), >, 15);
        g_assert_true (g_str_has_suffix (role->text, "."));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/parts", test_parts);
  g_test_add_func ("/roles/read", test_read);
  g_test_add_func ("/roles/refused", test_refused);
  g_test_add_func ("/roles/findings", test_findings);
  g_test_add_func ("/roles/check", test_check);
  g_test_add_func ("/roles/installed", test_installed);
  return g_test_run ();
}
