/* cm-assessment.c - a partnership or one of its bodies, looked at by the headings of a benchmark.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-assessment.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- reading ---------------------------------------------------------------------------------- */

static void
free_part (gpointer data)
{
  CmAssessmentPart *part = data;

  g_ptr_array_unref (part->levels);
  g_ptr_array_unref (part->strengths);
  g_ptr_array_unref (part->areas);
  g_ptr_array_unref (part->recommendations);
  g_free (part->title);
  g_free (part);
}

static CmAssessmentPart *
add_part (CmAssessment *self, const char *title, const CmBenchmarkHeading *heading)
{
  CmAssessmentPart *part = g_new0 (CmAssessmentPart, 1);

  part->title = g_strdup (title);
  part->heading = heading;
  part->levels = g_ptr_array_new_with_free_func (g_object_unref);
  part->strengths = g_ptr_array_new_with_free_func (g_object_unref);
  part->areas = g_ptr_array_new_with_free_func (g_object_unref);
  part->recommendations = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->parts, part);
  return part;
}

/* Letters and case may be typed in many ways. */
static gboolean
is_same_title (const char *a, const char *b)
{
  g_autofree char *first = g_utf8_casefold (a, -1), *second = g_utf8_casefold (b, -1);

  return g_utf8_collate (first, second) == 0;
}

static CmAssessmentPart *
find_part (const CmAssessment *self, const char *title)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      CmAssessmentPart *part = g_ptr_array_index (self->parts, i);

      if (is_same_title (part->title, title))
        return part;
    }
  return NULL;
}

const CmAssessmentPart *
cm_assessment_find_part (const CmAssessment *self, const char *title)
{
  return find_part (self, title);
}

/* A recommendation may be under no heading. */
static CmAssessmentPart *
ensure_part (CmAssessment *self, CmRecord *record)
{
  const char *title = cm_record_get_text (record, "heading");
  CmAssessmentPart *part;

  if (*title == '\0')
    title = _ ("Without a heading");
  part = find_part (self, title);
  return part != NULL ? part : add_part (self, title, NULL);
}

static GPtrArray *
list_owned (CmStore *store, const char *table, const char *id, const char *order)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  cm_query_where_text (query, "assessment", id);
  if (order != NULL)
    cm_query_order (query, order, FALSE);
  return cm_store_list (store, query);
}

static const CmBenchmarkLevel *
find_level (const CmBenchmark *benchmark, const char *name)
{
  for (guint i = 0; benchmark != NULL && i < benchmark->levels->len; i++)
    {
      const CmBenchmarkLevel *level = g_ptr_array_index (benchmark->levels, i);

      if (is_same_title (level->name, name) || g_str_equal (level->id, name))
        return level;
    }
  return NULL;
}

static gboolean
is_strength (CmRecord *point)
{
  return g_str_equal (cm_record_get_text (point, "side"), "strength");
}

static GPtrArray *
get_side (const CmAssessmentPart *part, gboolean strength)
{
  return strength ? part->strengths : part->areas;
}

static void
read_points (CmAssessment *self, CmStore *store, const char *id)
{
  g_autoptr (GPtrArray) points = list_owned (store, "assessment_point", id, "rank");

  for (guint i = 0; i < points->len; i++)
    {
      CmRecord *point = g_ptr_array_index (points, i);
      CmAssessmentPart *part = ensure_part (self, point);

      g_ptr_array_add (get_side (part, is_strength (point)), g_object_ref (point));
    }
}

/* Copies that were worked on apart may each have judged; where they say the same, one is enough. */
static gboolean
is_said (const CmAssessmentPart *part, CmRecord *level)
{
  for (guint i = 0; i < part->levels->len; i++)
    {
      CmRecord *known = g_ptr_array_index (part->levels, i);

      if (is_same_title (cm_record_get_text (known, "level"), cm_record_get_text (level, "level")))
        return TRUE;
    }
  return FALSE;
}

static void
read_levels (CmAssessment *self, CmStore *store, const char *id)
{
  g_autoptr (GPtrArray) levels = list_owned (store, "assessment_level", id, NULL);

  for (guint i = 0; i < levels->len; i++)
    {
      CmRecord *level = g_ptr_array_index (levels, i);
      CmAssessmentPart *part = ensure_part (self, level);

      if (!is_said (part, level))
        g_ptr_array_add (part->levels, g_object_ref (level));
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      CmAssessmentPart *part = g_ptr_array_index (self->parts, i);

      if (part->levels->len == 1)
        part->level =
            find_level (self->benchmark, cm_record_get_text (part->levels->pdata[0], "level"));
    }
}

static void
read_recommendations (CmAssessment *self, CmStore *store, const char *id)
{
  g_autoptr (GPtrArray) records = list_owned (store, "recommendation", id, "rank");

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (ensure_part (self, records->pdata[i])->recommendations,
                     g_object_ref (records->pdata[i]));
}

CmAssessment *
cm_assessment_load (CmStore *store, const char *id, const CmBenchmark *benchmark)
{
  CmRecord *record = cm_store_get (store, "assessment", id);
  CmAssessment *self;

  if (record == NULL)
    return NULL;
  self = g_new0 (CmAssessment, 1);
  self->record = record;
  self->benchmark = benchmark;
  self->parts = g_ptr_array_new_with_free_func (free_part);
  for (guint i = 0; benchmark != NULL && i < benchmark->headings->len; i++)
    {
      const CmBenchmarkHeading *heading = g_ptr_array_index (benchmark->headings, i);

      add_part (self, heading->title, heading);
    }
  read_points (self, store, id);
  read_levels (self, store, id);
  read_recommendations (self, store, id);
  return self;
}

void
cm_assessment_free (CmAssessment *self)
{
  g_ptr_array_unref (self->parts);
  g_object_unref (self->record);
  g_free (self);
}

guint
cm_assessment_count_judged (const CmAssessment *self)
{
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n += ((const CmAssessmentPart *) g_ptr_array_index (self->parts, i))->level != NULL;
  return n;
}

/* --- in words --------------------------------------------------------------------------------- */

static char *
get_level_name (const CmAssessmentPart *part, CmRecord *record)
{
  const char *name = cm_record_get_text (record, "level");

  if (*name == '\0')
    return g_strdup (_ ("Not judged"));
  return g_strdup (part->level != NULL ? part->level->name : name);
}

char *
cm_assessment_part_get_level (const CmAssessmentPart *part)
{
  GString *text;

  if (part->levels->len == 0)
    return g_strdup (_ ("Not judged"));
  text = g_string_new (NULL);
  for (guint i = 0; i < part->levels->len; i++)
    {
      g_autofree char *name = get_level_name (part, g_ptr_array_index (part->levels, i));

      if (i > 0)
        /* translators: stands between two levels of which it is not known which is right */
        g_string_append (text, _ (" or "));
      g_string_append (text, name);
    }
  return g_string_free (text, FALSE);
}

const char *
cm_assessment_part_get_reason (const CmAssessmentPart *part)
{
  return part->levels->len > 0 ? cm_record_get_text (part->levels->pdata[0], "reason") : "";
}

/* The year it is for or, if that is not said, the one in which it was finished; -1 if neither is
 * known. */
static gint64
find_year (CmRecord *assessment)
{
  if (!cm_record_is_null (assessment, "year"))
    return cm_record_get_number (assessment, "year");
  if (!cm_record_is_null (assessment, "on_date"))
    return cm_date_financial_year (cm_record_get_text (assessment, "on_date"));
  return -1;
}

char *
cm_assessment_get_year (CmRecord *assessment)
{
  gint64 year = find_year (assessment);

  return year >= 0 ? cm_year_format (year) : g_strdup ("");
}

static char *
format (CmStore *store, CmRecord *record, const char *field)
{
  return cm_store_format (store, record, cm_table_field (cm_record_get_table (record), field));
}

char *
cm_assessment_describe (CmStore *store, CmRecord *assessment)
{
  g_autofree char *kind = format (store, assessment, "kind");
  g_autofree char *subject = format (store, assessment, "subject");
  g_autofree char *date = format (store, assessment, "on_date");
  g_autofree char *year = cm_assessment_get_year (assessment);
  const char *illustrative =
      cm_record_get_number (assessment, "illustrative") != 0 ? _ ("Illustrative") : "";
  const char *const words[] = { kind,
                                *subject != '\0' ? subject : _ ("Whole partnership"),
                                *date != '\0' ? date : year,
                                illustrative };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (*words[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words[i]);
  return g_string_free (text, FALSE);
}

/* --- which there are -------------------------------------------------------------------------- */

/* A year is as late as its last day: an assessment of it is not older than one dated within. */
static char *
find_day (CmRecord *assessment)
{
  gint64 year = find_year (assessment);

  if (!cm_record_is_null (assessment, "on_date"))
    return g_strdup (cm_record_get_text (assessment, "on_date"));
  return year >= 0 ? g_strdup_printf ("%04" G_GINT64_FORMAT "-03-31", year + 1) : g_strdup ("");
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  CmRecord *first = *(CmRecord *const *) a, *second = *(CmRecord *const *) b;
  g_autofree char *x = find_day (first), *y = find_day (second);
  int order = g_strcmp0 (y, x);

  /* Keys are in the order in which they were made. */
  return order != 0 ? order : g_strcmp0 (cm_record_get_id (second), cm_record_get_id (first));
}

GPtrArray *
cm_assessment_list (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("assessment");
  GPtrArray *all = cm_store_list (store, query);

  g_ptr_array_sort (all, compare_days);
  return all;
}

CmRecord *
cm_assessment_find_earlier (CmStore *store, CmRecord *assessment)
{
  g_autoptr (GPtrArray) all = cm_assessment_list (store);
  gboolean passed = FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      CmRecord *other = g_ptr_array_index (all, i);

      if (g_str_equal (cm_record_get_id (other), cm_record_get_id (assessment)))
        passed = TRUE;
      else if (passed && g_str_equal (cm_record_get_text (other, "subject"),
                                      cm_record_get_text (assessment, "subject")))
        return g_object_ref (other);
    }
  return NULL;
}

/* --- then and now ----------------------------------------------------------------------------- */

static int
find_place (const CmBenchmark *benchmark, const CmAssessmentPart *part)
{
  guint place;

  if (part == NULL || part->level == NULL ||
      !g_ptr_array_find (benchmark->levels, part->level, &place))
    return -1;
  return (int) place;
}

static void
add_step (GPtrArray *steps,
          const CmBenchmark *benchmark,
          const CmAssessmentPart *then,
          const CmAssessmentPart *now)
{
  CmAssessmentStep *step = g_new0 (CmAssessmentStep, 1);

  step->then = then;
  step->now = now;
  step->from = find_place (benchmark, then);
  step->to = find_place (benchmark, now);
  if (step->from < 0 || step->to < 0)
    step->move = CM_ASSESSMENT_UNKNOWN;
  else if (step->from == step->to)
    step->move = CM_ASSESSMENT_SAME;
  else
    step->move = step->from < step->to ? CM_ASSESSMENT_UP : CM_ASSESSMENT_DOWN;
  g_ptr_array_add (steps, step);
}

GPtrArray *
cm_assessment_compare (const CmAssessment *then, const CmAssessment *now)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < now->parts->len; i++)
    {
      const CmAssessmentPart *part = g_ptr_array_index (now->parts, i);

      add_step (steps, now->benchmark, then != NULL ? find_part (then, part->title) : NULL, part);
    }
  for (guint i = 0; then != NULL && i < then->parts->len; i++)
    {
      const CmAssessmentPart *part = g_ptr_array_index (then->parts, i);

      if (find_part (now, part->title) == NULL)
        add_step (steps, now->benchmark, part, NULL);
    }
  return steps;
}

const char *
cm_assessment_step_get_title (const CmAssessmentStep *step)
{
  return step->now != NULL ? step->now->title : step->then->title;
}

static gboolean
is_judged (const CmAssessmentPart *part)
{
  return part != NULL && part->levels->len > 0 &&
         !cm_record_is_null (part->levels->pdata[0], "level");
}

static const char *
describe_unknown (const CmAssessmentStep *step)
{
  if (!is_judged (step->then) && !is_judged (step->now))
    return _ ("Not judged");
  if (!is_judged (step->then))
    return _ ("Not judged then");
  if (!is_judged (step->now))
    return _ ("Not judged now");
  return _ ("Cannot be compared");
}

char *
cm_assessment_step_describe (const CmAssessmentStep *step)
{
  guint n = (guint) ABS (step->to - step->from);

  switch (step->move)
    {
    case CM_ASSESSMENT_UP:
      /* translators: how many levels of a scale a heading has moved up by */
      return g_strdup_printf (ngettext ("Up by %u level", "Up by %u levels", n), n);
    case CM_ASSESSMENT_DOWN:
      /* translators: how many levels of a scale a heading has moved down by */
      return g_strdup_printf (ngettext ("Down by %u level", "Down by %u levels", n), n);
    case CM_ASSESSMENT_SAME:
      return g_strdup (_ ("The same"));
    case CM_ASSESSMENT_UNKNOWN:
    default:
      return g_strdup (describe_unknown (step));
    }
}

static char *
describe_move (CmAssessmentMove move, guint n)
{
  switch (move)
    {
    case CM_ASSESSMENT_UP:
      return g_strdup_printf (ngettext ("%u heading moved up", "%u headings moved up", n), n);
    case CM_ASSESSMENT_DOWN:
      return g_strdup_printf (ngettext ("%u heading moved down", "%u headings moved down", n), n);
    case CM_ASSESSMENT_SAME:
      return g_strdup_printf (
          ngettext ("%u heading is where it was", "%u headings are where they were", n), n);
    case CM_ASSESSMENT_UNKNOWN:
    default:
      return g_strdup_printf (ngettext ("%u heading was not judged both times",
                                        "%u headings were not judged both times",
                                        n),
                              n);
    }
}

char *
cm_assessment_describe_steps (GPtrArray *steps)
{
  static const CmAssessmentMove moves[] = {
    CM_ASSESSMENT_UP, CM_ASSESSMENT_SAME, CM_ASSESSMENT_DOWN, CM_ASSESSMENT_UNKNOWN
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *words = NULL;
      guint n = 0;

      for (guint at = 0; at < steps->len; at++)
        n += ((const CmAssessmentStep *) g_ptr_array_index (steps, at))->move == moves[i];
      if (n == 0)
        continue;
      words = describe_move (moves[i], n);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
    }
  if (text->len > 0)
    g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}
