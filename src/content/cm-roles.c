/* cm-roles.c - who does what in the cycle: the parts of groups, their gaps and duplicates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-roles"
#include "config.h"

#include "cm-roles.h"

#include <glib/gi18n.h>

/* --- parts ------------------------------------------------------------------------------------ */

static const struct
{
  CmPart part;
  const char *word; /* in the XML */
  const char *letter, *name, *meaning;
} parts_words[] = {
  { CM_PART_ACCOUNTABLE,
    "accountable",
    /* translators: the first letter of “Accountable”, for the cell of a table */
    NC_ ("part", "A"),
    N_ ("Accountable"),
    N_ ("answers for the step and signs it off; one group only") },
  { CM_PART_RESPONSIBLE,
    "responsible",
    /* translators: the first letter of “Responsible”, for the cell of a table */
    NC_ ("part", "R"),
    N_ ("Responsible"),
    N_ ("does the work") },
  { CM_PART_CONSULTED,
    "consulted",
    /* translators: the first letter of “Consulted”, for the cell of a table */
    NC_ ("part", "C"),
    N_ ("Consulted"),
    N_ ("is asked before it is decided") },
  { CM_PART_INFORMED,
    "informed",
    /* translators: the first letter of “Informed”, for the cell of a table */
    NC_ ("part", "I"),
    N_ ("Informed"),
    N_ ("is told what was decided") },
};

const CmPart cm_parts_all[] = {
  CM_PART_ACCOUNTABLE, CM_PART_RESPONSIBLE, CM_PART_CONSULTED, CM_PART_INFORMED, 0
};

static CmPart
find_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts_words); i++)
    if (g_str_equal (parts_words[i].word, word))
      return parts_words[i].part;
  return 0;
}

static gboolean
refuse (char **why, char *message)
{
  if (why != NULL)
    *why = message;
  else
    g_free (message);
  return FALSE;
}

/* One part, or the two that go together. */
static gboolean
is_sound (CmPart parts)
{
  return (parts & (parts - 1)) == 0 || parts == (CM_PART_ACCOUNTABLE | CM_PART_RESPONSIBLE);
}

gboolean
cm_parts_parse (const char *text, CmPart *parts, char **why)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t\r\n", -1);

  *parts = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      CmPart part = find_word (words[i]);

      if (*words[i] == '\0')
        continue;
      if (part == 0)
        /* translators: the words in the second pair of quotation marks are not translated */
        return refuse (why,
                       g_strdup_printf (_ ("a role has no part “%s”; write “accountable”, "
                                           "“responsible”, “consulted” or “informed”"),
                                        words[i]));
      if ((*parts & part) != 0)
        return refuse (why, g_strdup_printf (_ ("the part “%s” is there twice"), words[i]));
      *parts |= part;
    }
  if (*parts == 0)
    return refuse (why,
                   g_strdup (_ ("the role does not say which part it is; add part=\"accountable\", "
                                "\"responsible\", \"consulted\" or \"informed\"")));
  if (!is_sound (*parts))
    return refuse (
        why, g_strdup_printf (_ ("the parts “%s” do not go together; keep the strongest"), text));
  return TRUE;
}

static guint
find_part (CmPart part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts_words); i++)
    if (parts_words[i].part == part)
      return i;
  g_return_val_if_reached (0);
}

const char *
cm_part_get_letter (CmPart part)
{
  return g_dpgettext2 (NULL, "part", parts_words[find_part (part)].letter);
}

const char *
cm_part_get_name (CmPart part)
{
  return _ (parts_words[find_part (part)].name);
}

const char *
cm_part_get_meaning (CmPart part)
{
  return _ (parts_words[find_part (part)].meaning);
}

char *
cm_parts_make_letters (CmPart parts)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  for (guint i = 0; cm_parts_all[i] != 0; i++)
    if ((parts & cm_parts_all[i]) != 0)
      {
        if (letters->len > 0)
          g_string_append_c (letters, '/');
        g_string_append (letters, cm_part_get_letter (cm_parts_all[i]));
      }
  return g_string_free (g_steal_pointer (&letters), FALSE);
}

char *
cm_parts_make_names (CmPart parts)
{
  if (parts == (CM_PART_ACCOUNTABLE | CM_PART_RESPONSIBLE))
    return g_strdup (_ ("Accountable and responsible"));
  return g_strdup (parts != 0 ? cm_part_get_name (parts) : "");
}

/* --- gaps and duplicates ---------------------------------------------------------------------- */

static void
free_finding (gpointer data)
{
  CmRolesFinding *finding = data;

  g_free (finding->title);
  g_free (finding->advice);
  g_free (finding);
}

/* Takes the title. */
static void
add_finding (GPtrArray *findings,
             CmRolesFindingKind kind,
             guint position,
             int line,
             char *title,
             const char *advice)
{
  CmRolesFinding *finding = g_new0 (CmRolesFinding, 1);

  finding->kind = kind;
  if (kind == CM_ROLES_NO_PART || kind == CM_ROLES_NEVER_ACCOUNTABLE)
    finding->group = position;
  else
    finding->step = position;
  finding->line = line;
  finding->title = title;
  finding->advice = g_strdup (advice);
  g_ptr_array_add (findings, finding);
}

/* Those with that part in the step: their names, and where the last of them is said to have it. */
static char *
list_groups (CmManual *manual, const CmManualStep *step, CmPart part, guint *n, int *line)
{
  g_autoptr (GString) names = g_string_new (NULL);

  *n = 0;
  *line = step->line;
  for (guint i = 0; i < step->roles->len; i++)
    {
      const CmManualRole *role = g_ptr_array_index (step->roles, i);

      if ((role->parts & part) == 0)
        continue;
      if (*n > 0)
        g_string_append (names, ", ");
      g_string_append (names, cm_manual_get_group_name (manual, role->group));
      *line = role->line;
      *n += 1;
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
judge_step (CmManual *manual, guint position, GPtrArray *findings)
{
  const CmManualStep *step = cm_manual_get_step (manual, position);
  int line, ignored;
  guint n_accountable, n_responsible;
  g_autofree char *accountable =
      list_groups (manual, step, CM_PART_ACCOUNTABLE, &n_accountable, &line);
  g_autofree char *responsible =
      list_groups (manual, step, CM_PART_RESPONSIBLE, &n_responsible, &ignored);

  if (n_accountable == 0)
    add_finding (findings,
                 CM_ROLES_NOBODY_ACCOUNTABLE,
                 position,
                 step->line,
                 /* translators: %s is the title of a step */
                 g_strdup_printf (_ ("%s: nobody is accountable"), step->title),
                 _ ("Decide which one group answers for the step and signs it off."));
  if (n_accountable > 1)
    {
      g_autofree char *advice =
          /* translators: %s are the names of groups */
          g_strdup_printf (_ ("%s. Keep one of them accountable; make the others responsible for "
                              "their share, or have them consulted."),
                           accountable);

      add_finding (
          findings,
          CM_ROLES_SEVERAL_ACCOUNTABLE,
          position,
          line,
          /* translators: %1$s is the title of a step, %2$u a number above 1 */
          g_strdup_printf (_ ("%1$s: %2$u groups are accountable"), step->title, n_accountable),
          advice);
    }
  if (n_responsible == 0)
    add_finding (findings,
                 CM_ROLES_NOBODY_RESPONSIBLE,
                 position,
                 step->line,
                 g_strdup_printf (_ ("%s: nobody is responsible"), step->title),
                 _ ("Name at least one group that does the work."));
}

static void
judge_group (CmManual *manual, guint position, GPtrArray *findings)
{
  const CmManualGroup *group = cm_manual_get_group (manual, position);

  if (cm_roles_count (manual, group->id, ~0u) == 0)
    add_finding (findings,
                 CM_ROLES_NO_PART,
                 position,
                 group->line,
                 /* translators: %s is the name of a group */
                 g_strdup_printf (_ ("%s: no part in any step"), group->name),
                 _ ("Say in which steps it is needed, or leave the group out."));
  else if (cm_roles_count (manual, group->id, CM_PART_ACCOUNTABLE) == 0)
    add_finding (findings,
                 CM_ROLES_NEVER_ACCOUNTABLE,
                 position,
                 group->line,
                 g_strdup_printf (_ ("%s: accountable for no step"), group->name),
                 _ ("That is right for those who advise, help or are heard. If the group decides, "
                    "say where."));
}

GPtrArray *
cm_roles_find (CmManual *manual)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (free_finding);
  guint n_steps = cm_manual_get_n_steps (manual);

  for (guint i = 0; i < n_steps; i++)
    judge_step (manual, i, findings);
  for (guint i = 0; n_steps > 0 && i < cm_manual_get_n_groups (manual); i++)
    judge_group (manual, i, findings);
  return findings;
}

gboolean
cm_roles_finding_is_fault (const CmRolesFinding *finding)
{
  return finding->kind != CM_ROLES_NEVER_ACCOUNTABLE;
}

void
cm_roles_check (CmManual *manual, const char *file, GPtrArray *faults)
{
  g_autoptr (GPtrArray) findings = cm_roles_find (manual);

  for (guint i = 0; i < findings->len; i++)
    {
      const CmRolesFinding *finding = g_ptr_array_index (findings, i);

      if (cm_roles_finding_is_fault (finding))
        cm_fault_add (
            faults, cm_fault_new (file, finding->line, "%s. %s", finding->title, finding->advice));
    }
}

guint
cm_roles_count (CmManual *manual, const char *group, CmPart parts)
{
  guint n = 0;

  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualRole *role = cm_manual_step_find_role (cm_manual_get_step (manual, i), group);

      n += role != NULL && (role->parts & parts) != 0;
    }
  return n;
}
