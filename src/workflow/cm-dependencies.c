/* cm-dependencies.c - what an activity requires, excludes and follows, and what contradicts itself.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-dependencies.h"

#include <glib/gi18n.h>

/* --- the links -------------------------------------------------------------------------------- */

static GPtrArray *
list_links (CmStore *store, const char *field, const char *id, const char *kind)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity_link");

  cm_query_where_text (query, field, id);
  if (kind != NULL)
    cm_query_where_text (query, "kind", kind);
  return cm_store_list (store, query);
}

static void
free_dependency (gpointer data)
{
  CmDependency *dependency = data;

  g_object_unref (dependency->link);
  g_object_unref (dependency->other);
  g_free (dependency);
}

static CmDependencyKind
find_kind (const char *name, gboolean reverse)
{
  if (g_str_equal (name, "requires"))
    return reverse ? CM_DEPENDENCY_REQUIRED_BY : CM_DEPENDENCY_REQUIRES;
  if (g_str_equal (name, "follows"))
    return reverse ? CM_DEPENDENCY_FOLLOWED_BY : CM_DEPENDENCY_FOLLOWS;
  return CM_DEPENDENCY_EXCLUDES;
}

static void
add_links (CmStore *store, GPtrArray *found, const char *id, gboolean reverse)
{
  g_autoptr (GPtrArray) links = list_links (store, reverse ? "other" : "activity", id, NULL);

  for (guint i = 0; i < links->len; i++)
    {
      CmRecord *link = links->pdata[i];
      CmRecord *other = cm_store_get (
          store, "activity", cm_record_get_text (link, reverse ? "activity" : "other"));
      CmDependency *dependency;

      if (other == NULL)
        continue;
      dependency = g_new0 (CmDependency, 1);
      dependency->kind = find_kind (cm_record_get_text (link, "kind"), reverse);
      dependency->link = g_object_ref (link);
      dependency->other = other;
      g_ptr_array_add (found, dependency);
    }
}

static int
compare_kind (gconstpointer a, gconstpointer b)
{
  const CmDependency *first = *(CmDependency *const *) a;
  const CmDependency *second = *(CmDependency *const *) b;

  if (first->kind != second->kind)
    return (int) first->kind - (int) second->kind;
  return g_utf8_collate (cm_record_get_title (first->other), cm_record_get_title (second->other));
}

static gboolean
is_over (CmRecord *activity)
{
  const char *state = cm_record_get_text (activity, "state");

  return g_str_equal (state, "closed") || g_str_equal (state, "withdrawn");
}

static gboolean
is_live (CmRecord *activity)
{
  return g_str_equal (cm_record_get_text (activity, "state"), "live");
}

static gboolean
has_kind (GPtrArray *found, const char *id, CmDependencyKind kind)
{
  for (guint i = 0; i < found->len; i++)
    {
      const CmDependency *dependency = found->pdata[i];

      if (dependency->kind == kind && g_str_equal (cm_record_get_id (dependency->other), id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_trouble (CmRecord *activity, GPtrArray *found, const CmDependency *dependency)
{
  const char *id = cm_record_get_id (dependency->other);
  gboolean needs = has_kind (found, id, CM_DEPENDENCY_REQUIRES);
  gboolean needed = has_kind (found, id, CM_DEPENDENCY_REQUIRED_BY);
  gboolean excluded = has_kind (found, id, CM_DEPENDENCY_EXCLUDES);

  if (dependency->kind == CM_DEPENDENCY_REQUIRES)
    return is_over (dependency->other) || needed || excluded ||
           g_str_equal (cm_record_get_text (dependency->other, "state"), "closing") ||
           (is_live (activity) && !is_live (dependency->other));
  if (dependency->kind == CM_DEPENDENCY_EXCLUDES)
    return needs || needed || (is_live (activity) && is_live (dependency->other));
  if (dependency->kind == CM_DEPENDENCY_REQUIRED_BY)
    return needs || excluded || (is_over (activity) && !is_over (dependency->other));
  return FALSE;
}

GPtrArray *
cm_dependencies_list (CmStore *store, CmRecord *activity)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (free_dependency);

  add_links (store, found, cm_record_get_id (activity), FALSE);
  add_links (store, found, cm_record_get_id (activity), TRUE);
  g_ptr_array_sort (found, compare_kind);
  for (guint i = 0; i < found->len; i++)
    {
      CmDependency *dependency = found->pdata[i];

      dependency->trouble = is_trouble (activity, found, dependency);
    }
  return found;
}

const char *
cm_dependency_kind_name (CmDependencyKind kind)
{
  switch (kind)
    {
    case CM_DEPENDENCY_REQUIRES:
      return _ ("requires");
    case CM_DEPENDENCY_FOLLOWS:
      return _ ("follows");
    case CM_DEPENDENCY_REQUIRED_BY:
      return _ ("is required by");
    case CM_DEPENDENCY_FOLLOWED_BY:
      return _ ("is followed by");
    case CM_DEPENDENCY_EXCLUDES:
    default:
      return _ ("excludes");
    }
}

/* --- what can be reached ---------------------------------------------------------------------- */

/* An activity that is reached over one or more links, and the one it was reached from. */
typedef struct
{
  CmRecord *activity;
  int from; /* -1 for the start itself */
} Step;

static void
clear_step (gpointer data)
{
  g_object_unref (((Step *) data)->activity);
}

static Step *
get_step (GArray *steps, guint i)
{
  return &g_array_index (steps, Step, i);
}

/* The start, then everything that it requires (or follows), nearest first. `circle` (out) is the
 * step whose link leads back to the start, -1 for none. */
static GArray *
walk (CmStore *store, CmRecord *start, const char *kind, int *circle)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Step first = { g_object_ref (start), -1 };

  g_array_set_clear_func (steps, clear_step);
  g_array_append_val (steps, first);
  *circle = -1;
  for (guint i = 0; i < steps->len; i++)
    {
      g_autoptr (GPtrArray) links =
          list_links (store, "activity", cm_record_get_id (get_step (steps, i)->activity), kind);

      for (guint l = 0; l < links->len; l++)
        {
          const char *id = cm_record_get_text (links->pdata[l], "other");
          Step next = { NULL, (int) i };

          if (g_str_equal (id, cm_record_get_id (start)))
            {
              *circle = *circle < 0 ? (int) i : *circle;
              continue;
            }
          if (g_hash_table_contains (seen, id))
            continue;
          next.activity = cm_store_get (store, "activity", id);
          if (next.activity == NULL)
            continue;
          g_hash_table_add (seen, (gpointer) cm_record_get_id (next.activity));
          g_array_append_val (steps, next);
        }
    }
  return steps;
}

/* "“A”, which requires “B”, which requires “C”": the way to that step without the start. */
static char *
describe_way (GArray *steps, int at, const char *joint)
{
  char *text = NULL;

  for (; at > 0; at = get_step (steps, (guint) at)->from)
    {
      const char *title = cm_record_get_title (get_step (steps, (guint) at)->activity);
      char *longer = text == NULL
                         /* translators: the title of an activity */
                         ? g_strdup_printf (_ ("“%s”"), title)
                         /* translators: %1$s is the title of an activity, %2$s as “which requires”,
                          * %3$s what it requires */
                         : g_strdup_printf (_ ("“%1$s”, %2$s %3$s"), title, joint, text);

      g_free (text);
      text = longer;
    }
  return text;
}

/* --- contradictions --------------------------------------------------------------------------- */

static void
check_circle (GPtrArray *problems, GArray *steps, int circle, gboolean requires)
{
  const char *title = cm_record_get_title (get_step (steps, 0)->activity);
  const char *joint = requires ? _ ("which requires") : _ ("which follows");
  g_autofree char *passed = NULL;

  if (circle == 0)
    {
      g_ptr_array_add (
          problems,
          /* translators: %s is the title of an activity */
          g_strdup_printf (requires ? _ ("“%s” requires itself.") : _ ("“%s” follows itself."),
                           title));
      return;
    }
  if (circle < 0)
    return;
  passed = describe_way (steps, circle, joint);
  g_ptr_array_add (problems,
                   /* translators: %1$s is the title of an activity, %2$s the others of a circle,
                    * %3$s as “which requires” */
                   g_strdup_printf (requires ? _ ("A circle: “%1$s” requires %2$s, %3$s “%1$s”. "
                                                  "None of them can go first.")
                                             : _ ("A circle: “%1$s” follows %2$s, %3$s “%1$s”. "
                                                  "None of them can go first."),
                                    title,
                                    passed,
                                    joint));
}

static const char *
get_state_label (CmRecord *activity)
{
  const CmField *field = cm_table_field (cm_record_get_table (activity), "state");
  const char *label = cm_field_choice_label (field, cm_record_get_text (activity, "state"));

  return label != NULL ? label : "";
}

/* Only what is under way or to come can be hindered. */
static void
check_states (GPtrArray *problems, GArray *steps)
{
  CmRecord *start = get_step (steps, 0)->activity;

  if (is_over (start))
    return;
  for (guint i = 1; i < steps->len; i++)
    {
      const Step *step = get_step (steps, i);
      gboolean ending = is_over (step->activity) ||
                        g_str_equal (cm_record_get_text (step->activity, "state"), "closing");
      g_autofree char *passed = NULL;

      if (!ending && !(is_live (start) && step->from == 0 && !is_live (step->activity)))
        continue;
      passed = describe_way (steps, (int) i, _ ("which requires"));
      g_ptr_array_add (
          problems,
          /* translators: %1$s is the title of an activity, %2$s what it requires, in quotation
           * marks, %3$s the state of that */
          g_strdup_printf (ending ? _ ("“%1$s” requires %2$s, whose state is “%3$s”.")
                                  : _ ("“%1$s” is live, but requires %2$s, whose state is “%3$s”."),
                           cm_record_get_title (start),
                           passed,
                           get_state_label (step->activity)));
    }
}

static gboolean
exclude_each_other (CmStore *store, CmRecord *a, CmRecord *b)
{
  g_autoptr (CmQuery) there = cm_query_new ("activity_link");
  g_autoptr (CmQuery) back = cm_query_new ("activity_link");

  cm_query_where_text (there, "activity", cm_record_get_id (a));
  cm_query_where_text (there, "other", cm_record_get_id (b));
  cm_query_where_text (there, "kind", "excludes");
  cm_query_where_text (back, "activity", cm_record_get_id (b));
  cm_query_where_text (back, "other", cm_record_get_id (a));
  cm_query_where_text (back, "kind", "excludes");
  return cm_store_count (store, there) + cm_store_count (store, back) > 0;
}

static void
check_exclusions (CmStore *store, GPtrArray *problems, GArray *steps)
{
  CmRecord *start = get_step (steps, 0)->activity;

  for (guint i = 1; i < steps->len; i++)
    {
      CmRecord *other = get_step (steps, i)->activity;
      g_autofree char *passed = NULL;

      if (!exclude_each_other (store, start, other))
        continue;
      passed = describe_way (steps, (int) i, _ ("which requires"));
      g_ptr_array_add (
          problems,
          /* translators: %1$s and %3$s are titles of activities, %2$s what the first requires, in
           * quotation marks */
          g_strdup_printf (_ ("“%1$s” requires %2$s, but “%1$s” and “%3$s” exclude each other."),
                           cm_record_get_title (start),
                           passed,
                           cm_record_get_title (other)));
    }
}

static void
check_both_live (CmStore *store, GPtrArray *problems, CmRecord *activity)
{
  g_autoptr (GPtrArray) found = NULL;

  if (!is_live (activity))
    return;
  found = cm_dependencies_list (store, activity);
  for (guint i = 0; i < found->len; i++)
    {
      const CmDependency *dependency = found->pdata[i];

      if (dependency->kind == CM_DEPENDENCY_EXCLUDES && is_live (dependency->other))
        g_ptr_array_add (
            problems,
            /* translators: %1$s and %2$s are titles of activities */
            g_strdup_printf (_ ("“%1$s” and “%2$s” exclude each other, but both are live."),
                             cm_record_get_title (activity),
                             cm_record_get_title (dependency->other)));
    }
}

GPtrArray *
cm_dependencies_check (CmStore *store, CmRecord *activity)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);
  int circle, later;
  g_autoptr (GArray) required = walk (store, activity, "requires", &circle);
  g_autoptr (GArray) followed = walk (store, activity, "follows", &later);

  check_circle (problems, required, circle, TRUE);
  check_circle (problems, followed, later, FALSE);
  check_exclusions (store, problems, required);
  check_states (problems, required);
  check_both_live (store, problems, activity);
  return problems;
}
