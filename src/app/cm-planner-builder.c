/* cm-planner-builder.c - a year's plan as a planner to be drawn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-builder"
#include "config.h"

#include "cm-planner-builder.h"

#include <glib/gi18n.h>

/* A lane before it has its place. */
typedef struct
{
  const char *title;
  int colour;
  guint class, position; /* what comes first */
  guint lane;
} Lane;

typedef struct
{
  const CmYearPlan *plan;
  CmManual *manual; /* or NULL */
  CmPlannerLanes by;
  CmPlannerModel *model;
  GArray *lanes; /* of Lane */
} Building;

/* --- lanes ------------------------------------------------------------------------------------ */

static int
find_stage (const Building *building, const char *stage)
{
  for (guint i = 0; building->manual != NULL && i < cm_manual_get_n_stages (building->manual); i++)
    if (g_strcmp0 (cm_manual_get_stage (building->manual, i)->id, stage) == 0)
      return (int) i;
  return -1;
}

static int
find_group (const Building *building, const char *group)
{
  for (guint i = 0; building->manual != NULL && i < cm_manual_get_n_groups (building->manual); i++)
    if (g_strcmp0 (cm_manual_get_group (building->manual, i)->id, group) == 0)
      return (int) i;
  return -1;
}

/* Of the portfolio, a partner's cycle stands with its partner, and by groups a meeting with its
 * body. */
static gboolean
has_own_lane (const Building *building, const CmYearItem *item)
{
  if (item->who == NULL || item->table == NULL)
    return FALSE;
  return g_str_equal (item->table, "partner_calendar") ||
         (building->by == CM_PLANNER_BY_GROUP &&
          (g_str_equal (item->table, "meeting") || g_str_equal (item->table, "event")));
}

static Lane
choose_lane (const Building *building, const CmYearItem *item)
{
  int stage = find_stage (building, item->stage), group = find_group (building, item->group);

  if (building->by == CM_PLANNER_BY_STAGE && stage >= 0)
    return (Lane){
      cm_manual_get_stage (building->manual, (guint) stage)->short_title, stage, 0, (guint) stage, 0
    };
  if (building->by == CM_PLANNER_BY_GROUP && group >= 0)
    return (Lane){ cm_manual_get_group (building->manual, (guint) group)->name,
                   CM_PLANNER_NEUTRAL,
                   0,
                   (guint) group,
                   0 };
  return (Lane){ has_own_lane (building, item)
                     ? item->who
                     : cm_year_plan_get_planner (building->plan, item)->title,
                 CM_PLANNER_NEUTRAL,
                 1,
                 item->planner,
                 0 };
}

static int
compare_lanes (gconstpointer a, gconstpointer b)
{
  const Lane *one = a, *other = b;

  if (one->class != other->class)
    return one->class < other->class ? -1 : 1;
  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  return g_utf8_collate (one->title, other->title);
}

static Lane *
find_lane (const Building *building, const Lane *wanted)
{
  for (guint i = 0; i < building->lanes->len; i++)
    {
      Lane *lane = &g_array_index (building->lanes, Lane, i);

      if (lane->class == wanted->class && g_str_equal (lane->title, wanted->title))
        return lane;
    }
  return NULL;
}

static void
add_lanes (Building *building)
{
  for (guint i = 0; i < building->plan->items->len; i++)
    {
      Lane lane = choose_lane (building, cm_year_plan_get (building->plan, i));

      if (find_lane (building, &lane) == NULL)
        g_array_append_val (building->lanes, lane);
    }
  g_array_sort (building->lanes, compare_lanes);
  for (guint i = 0; i < building->lanes->len; i++)
    {
      Lane *lane = &g_array_index (building->lanes, Lane, i);

      lane->lane = cm_planner_model_add_lane (building->model, lane->title, lane->colour);
    }
}

/* --- marks ------------------------------------------------------------------------------------ */

static CmPlannerShape
get_shape (const CmYearItem *item)
{
  switch (item->kind)
    {
    case CM_YEAR_MILESTONE:
      return CM_PLANNER_MILESTONE;
    case CM_YEAR_RHYTHM:
      return CM_PLANNER_BEATS;
    case CM_YEAR_BAR:
    default:
      return CM_PLANNER_BAR;
    }
}

static int
get_day (const GDate *date)
{
  return (int) g_date_get_julian (date);
}

static gboolean
is_outside (const CmYearPlan *plan, const CmYearItem *item)
{
  return cm_year_item_is_known (item) &&
         (g_date_compare (&item->span.last, &plan->span.first) < 0 ||
          g_date_compare (&item->span.first, &plan->span.last) > 0);
}

/* With what it belongs to, where its title alone does not say; and with its date where its place
 * does not. */
static char *
make_label (const Building *building, const CmYearItem *item, const char *lane)
{
  static const char *const parts[] = { "activity", "milestone", "review", NULL };
  gboolean is_part = item->table != NULL && item->who != NULL &&
                     g_strv_contains (parts, item->table) && !g_str_equal (item->who, lane);
  g_autofree char *label =
      is_part ? g_strdup_printf ("%s · %s", item->title, item->who) : g_strdup (item->title);
  g_autofree char *when = NULL;

  if (is_outside (building->plan, item))
    {
      when = cm_year_item_describe_when (item);
      return g_strdup_printf ("%s (%s)", label, when);
    }
  /* A bar is striped then. */
  if (item->open && item->kind == CM_YEAR_MILESTONE)
    /* translators: %s is something that has one day */
    return g_strdup_printf (_ ("%s (open to partners)"), label);
  return g_steal_pointer (&label);
}

static void
append (GString *text, const char *words)
{
  if (*words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

static char *
make_spoken (const Building *building, const CmYearItem *item, const char *lane)
{
  GString *text = g_string_new (NULL);
  g_autofree char *when = cm_year_item_describe_when (item);
  g_autofree char *who = cm_year_item_describe_who (item, building->manual);

  if (cm_year_item_is_known (item) && !is_outside (building->plan, item))
    append (text, when);
  append (text, cm_year_item_topic_name (item->topic));
  if (!g_str_equal (who, lane))
    append (text, who);
  return g_string_free (text, FALSE);
}

static void
place_mark (CmPlannerModel *model, guint mark, const CmYearItem *item)
{
  if (!cm_year_item_is_known (item))
    return;
  for (guint i = 0; item->beats != NULL && i < item->beats->len; i++)
    cm_planner_model_add_beat (model, mark, get_day (&g_array_index (item->beats, GDate, i)));
  cm_planner_model_place (model, mark, get_day (&item->span.first), get_day (&item->span.last));
}

static void
add_marks (Building *building)
{
  for (guint i = 0; i < building->plan->items->len; i++)
    {
      const CmYearItem *item = cm_year_plan_get (building->plan, i);
      Lane wanted = choose_lane (building, item);
      const Lane *lane = find_lane (building, &wanted);
      g_autofree char *label = make_label (building, item, lane->title);
      g_autofree char *spoken = make_spoken (building, item, lane->title);

      place_mark (building->model,
                  cm_planner_model_add_mark (building->model,
                                             lane->lane,
                                             get_shape (item),
                                             label,
                                             spoken,
                                             find_stage (building, item->stage),
                                             item->open),
                  item);
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

static void
add_columns (CmPlannerModel *model, const CmYearPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const CmYearColumn *column = g_ptr_array_index (plan->columns, i);
      g_autofree char *year = g_strdup_printf ("%d", g_date_get_year (&column->span.first));

      cm_planner_model_add_column (
          model, column->title, year, get_day (&column->span.first), get_day (&column->span.last));
    }
}

static void
set_today (CmPlannerModel *model, const char *today)
{
  g_autofree char *shown = cm_date_format (today);
  /* translators: %s is a date */
  g_autofree char *text = g_strdup_printf (_ ("Today, %s"), shown);
  GDate date;
  int first, last;

  g_date_clear (&date, 1);
  g_date_set_parse (&date, today);
  if (g_date_valid (&date) && cm_planner_model_get_days (model, &first, &last) &&
      get_day (&date) >= first && get_day (&date) <= last)
    cm_planner_model_set_today (model, get_day (&date), text);
}

CmPlannerModel *
cm_planner_build (const CmYearPlan *plan, CmManual *manual, CmPlannerLanes lanes, const char *today)
{
  /* translators: %1$d and %2$02d are a financial year, 2009/10 */
  g_autofree char *title = g_strdup_printf (
      _ ("Year planner %1$d/%2$02d"), (int) plan->year, (int) (plan->year + 1) % 100);
  Building building = {
    plan, manual, lanes, cm_planner_model_new (title), g_array_new (FALSE, FALSE, sizeof (Lane))
  };

  for (guint i = 0; manual != NULL && i < cm_manual_get_n_stages (manual); i++)
    cm_planner_model_add_colour (building.model, cm_manual_get_stage (manual, i)->short_title);
  add_columns (building.model, plan);
  add_lanes (&building);
  add_marks (&building);
  set_today (building.model, today);
  g_array_unref (building.lanes);
  return building.model;
}
