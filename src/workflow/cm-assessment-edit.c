/* cm-assessment-edit.c - begins an assessment, judges, and makes something of what was found. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-assessment.h"
#include "cm-sign-off.h"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE, message);
  return FALSE;
}

/* Closes what cm_store_begin() opened, well or not. */
static gboolean
finish (CmStore *store, gboolean done, GError **error)
{
  if (done)
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}

static char *
strip (const char *text)
{
  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

static void
set_or_clear (CmRecord *record, const char *field, const char *text)
{
  if (*text != '\0')
    cm_record_set_text (record, field, text);
  else
    cm_record_set_null (record, field);
}

/* --- beginning -------------------------------------------------------------------------------- */

static gboolean
is_taken (CmStore *store, const char *name)
{
  g_autoptr (CmQuery) query = cm_query_new ("assessment");

  cm_query_where_text (query, "name", name);
  return cm_store_count (store, query) > 0;
}

/* Two of a year are told apart by a number. */
static char *
find_name (CmStore *store, const char *subject, gint64 year)
{
  g_autofree char *years = cm_year_format (year);
  g_autofree char *body = subject != NULL ? cm_store_get_title (store, "body", subject) : NULL;
  g_autofree char *plain =
      body != NULL && *body != '\0'
          /* translators: %1$s is a body such as “Children’s trust”, %2$s a year such as 2009/10 */
          ? g_strdup_printf (_ ("Self-assessment of %1$s %2$s"), body, years)
          /* translators: %s is a year such as 2009/10 */
          : g_strdup_printf (_ ("Self-assessment %s"), years);
  char *name = g_strdup (plain);

  for (guint n = 2; is_taken (store, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", plain, n);
    }
  return name;
}

static CmRecord *
make_assessment (CmStore *store, const char *subject)
{
  CmRecord *record = cm_record_new (cm_table_find ("assessment"));
  g_autofree char *today = cm_date_today ();
  g_autofree char *name = find_name (store, subject, cm_date_financial_year (today));

  cm_record_set_text (record, "name", name);
  cm_record_set_text (record, "kind", "self");
  if (subject != NULL)
    cm_record_set_text (record, "subject", subject);
  cm_record_set_text (record, "on_date", today);
  cm_record_set_number (record, "year", cm_date_financial_year (today));
  return record;
}

static gboolean
is_settled (CmStore *store, const CmAssessmentPart *part, CmRecord *point)
{
  g_autoptr (CmRecord) answer = cm_assessment_find_answer (store, part, point);
  const char *state = answer != NULL ? cm_record_get_text (answer, "state") : "";

  return g_str_equal (state, "done") || g_str_equal (state, "dropped");
}

static gboolean
carry_point (
    CmStore *store, CmRecord *to, CmRecord *from, CmRecord *point, gint64 rank, GError **error)
{
  g_autoptr (CmRecord) copy = cm_record_new (cm_record_get_table (point));
  /* translators: a note on what was taken over; %s is the name of an assessment */
  g_autofree char *note =
      g_strdup_printf (_ ("From “%s”: is it still so?"), cm_record_get_title (from));

  cm_record_set_text (copy, "assessment", cm_record_get_id (to));
  cm_record_set_text (copy, "heading", cm_record_get_text (point, "heading"));
  cm_record_set_text (copy, "side", cm_record_get_text (point, "side"));
  cm_record_set_text (copy, "point", cm_record_get_text (point, "point"));
  cm_record_set_text (copy, "note", note);
  cm_record_set_number (copy, "rank", rank);
  return cm_store_insert (store, copy, error);
}

static gboolean
carry_over (CmStore *store, CmRecord *to, const CmAssessment *from, GError **error)
{
  gint64 rank = 0;

  for (guint i = 0; i < from->parts->len; i++)
    {
      const CmAssessmentPart *part = g_ptr_array_index (from->parts, i);

      for (guint at = 0; at < part->areas->len; at++)
        if (!is_settled (store, part, part->areas->pdata[at]) &&
            !carry_point (store, to, from->record, part->areas->pdata[at], ++rank, error))
          return FALSE;
    }
  return TRUE;
}

CmRecord *
cm_assessment_begin (CmStore *store, const char *subject, const CmAssessment *from, GError **error)
{
  g_autoptr (CmRecord) record = make_assessment (store, subject);
  /* translators: an entry of the change log: %s is the name of an assessment */
  g_autofree char *label = g_strdup_printf (_ ("Begin “%s”"), cm_record_get_title (record));

  if (!cm_store_begin (store, label, error))
    return NULL;
  if (!finish (store,
               cm_store_insert (store, record, error) &&
                   (from == NULL || carry_over (store, record, from, error)),
               error))
    return NULL;
  return g_steal_pointer (&record);
}

/* --- judging ---------------------------------------------------------------------------------- */

static CmRecord *
make_level (const CmAssessment *assessment, const CmAssessmentPart *part)
{
  CmRecord *record;

  if (part->levels->len > 0)
    return cm_record_copy (part->levels->pdata[0]);
  record = cm_record_new (cm_table_find ("assessment_level"));
  cm_record_set_text (record, "assessment", cm_record_get_id (assessment->record));
  cm_record_set_text (record, "heading", part->title);
  return record;
}

/* What says neither a level nor a reason says nothing. */
static gboolean
keep_level (CmStore *store, const CmAssessmentPart *part, CmRecord *level, GError **error)
{
  gboolean empty = cm_record_is_null (level, "level") && cm_record_is_null (level, "reason");

  if (part->levels->len == 0)
    return empty || cm_store_insert (store, level, error);
  return empty ? cm_store_delete (store, part->levels->pdata[0], error)
               : cm_store_update (store, level, error);
}

/* All but the first, also those that say the same as another and are not in the part. */
static gboolean
delete_others (CmStore *store,
               const CmAssessment *assessment,
               const CmAssessmentPart *part,
               GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new ("assessment_level");
  g_autoptr (GPtrArray) levels = NULL;

  if (part->levels->len == 0)
    return TRUE;
  cm_query_where_text (query, "assessment", cm_record_get_id (assessment->record));
  levels = cm_store_list (store, query);
  for (guint i = 0; i < levels->len; i++)
    if (levels->pdata[i] != part->levels->pdata[0] &&
        cm_assessment_find_part (assessment, cm_record_get_text (levels->pdata[i], "heading")) ==
            part &&
        !cm_store_delete (store, levels->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
cm_assessment_judge (CmStore *store,
                     const CmAssessment *assessment,
                     const CmAssessmentPart *part,
                     const CmBenchmarkLevel *level,
                     GError **error)
{
  g_autoptr (CmRecord) record = make_level (assessment, part);
  g_autofree char *label =
      level != NULL
          /* translators: an entry of the change log: %1$s is a heading, %2$s a level */
          ? g_strdup_printf (_ ("Judge “%1$s”: %2$s"), part->title, level->name)
          /* translators: an entry of the change log: %s is a heading */
          : g_strdup_printf (_ ("Leave “%s” without a level"), part->title);

  set_or_clear (record, "level", level != NULL ? level->name : "");
  return cm_store_begin (store, label, error) &&
         finish (store,
                 delete_others (store, assessment, part, error) &&
                     keep_level (store, part, record, error),
                 error);
}

gboolean
cm_assessment_give_reason (CmStore *store,
                           const CmAssessment *assessment,
                           const CmAssessmentPart *part,
                           const char *reason,
                           GError **error)
{
  g_autoptr (CmRecord) record = make_level (assessment, part);
  g_autofree char *words = strip (reason);
  /* translators: an entry of the change log: %s is a heading */
  g_autofree char *label = g_strdup_printf (_ ("Reason for “%s”"), part->title);

  if (part->levels->len > 1)
    return refuse (error,
                   _ ("Level: two copies of this assessment say different things. Choose a level "
                      "first."));
  set_or_clear (record, "reason", words);
  return cm_store_begin (store, label, error) &&
         finish (store, keep_level (store, part, record, error), error);
}

/* --- points ----------------------------------------------------------------------------------- */

static gint64
find_last_rank (const CmAssessmentPart *part)
{
  gint64 rank = 0;

  for (guint i = 0; i < part->strengths->len; i++)
    rank = MAX (rank, cm_record_get_number (part->strengths->pdata[i], "rank"));
  for (guint i = 0; i < part->areas->len; i++)
    rank = MAX (rank, cm_record_get_number (part->areas->pdata[i], "rank"));
  return rank;
}

CmRecord *
cm_assessment_add_point (CmStore *store,
                         const CmAssessment *assessment,
                         const CmAssessmentPart *part,
                         gboolean strength,
                         const char *text,
                         GError **error)
{
  g_autoptr (CmRecord) point = cm_record_new (cm_table_find ("assessment_point"));
  g_autofree char *words = strip (text);
  g_autofree char *label = NULL;

  if (*words == '\0')
    {
      refuse (error, _ ("Point: say what was found, in a line."));
      return NULL;
    }
  cm_record_set_text (point, "assessment", cm_record_get_id (assessment->record));
  cm_record_set_text (point, "heading", part->title);
  cm_record_set_text (point, "side", strength ? "strength" : "area");
  cm_record_set_text (point, "point", words);
  cm_record_set_number (point, "rank", find_last_rank (part) + 1);
  label = strength
              /* translators: an entry of the change log: %s is what was found */
              ? g_strdup_printf (_ ("Strength “%s”"), words)
              /* translators: an entry of the change log: %s is what was found */
              : g_strdup_printf (_ ("Area for development “%s”"), words);
  return cm_store_save (store, point, label, error) ? g_steal_pointer (&point) : NULL;
}

gboolean
cm_assessment_change_point (CmStore *store, CmRecord *point, const char *text, GError **error)
{
  g_autoptr (CmRecord) copy = cm_record_copy (point);
  g_autofree char *words = strip (text);
  g_autofree char *label = NULL;

  if (*words == '\0')
    return refuse (error, _ ("Point: say what was found, or delete the point."));
  cm_record_set_text (copy, "point", words);
  /* translators: an entry of the change log: %s is what was found */
  label = g_strdup_printf (_ ("Change “%s”"), words);
  return cm_store_save (store, copy, label, error);
}

gboolean
cm_assessment_note_point (CmStore *store, CmRecord *point, const char *note, GError **error)
{
  g_autoptr (CmRecord) copy = cm_record_copy (point);
  g_autofree char *words = strip (note);
  /* translators: an entry of the change log: %s is what was found */
  g_autofree char *label =
      g_strdup_printf (_ ("Note on “%s”"), cm_record_get_text (point, "point"));

  set_or_clear (copy, "note", words);
  return cm_store_save (store, copy, label, error);
}

gboolean
cm_assessment_delete_point (CmStore *store, CmRecord *point, GError **error)
{
  /* translators: an entry of the change log: %s is what was found */
  g_autofree char *label = g_strdup_printf (_ ("Delete “%s”"), cm_record_get_text (point, "point"));

  return cm_store_begin (store, label, error) &&
         finish (store, cm_store_delete (store, point, error), error);
}

gboolean
cm_assessment_turn_point (CmStore *store, CmRecord *point, GError **error)
{
  g_autoptr (CmRecord) copy = cm_record_copy (point);
  const char *text = cm_record_get_text (point, "point");
  gboolean strength = g_str_equal (cm_record_get_text (point, "side"), "strength");
  g_autofree char *label = strength
                               /* translators: an entry of the change log: %s is what was found */
                               ? g_strdup_printf (_ ("“%s” is an area for development"), text)
                               /* translators: an entry of the change log: %s is what was found */
                               : g_strdup_printf (_ ("“%s” is a strength"), text);

  cm_record_set_text (copy, "side", strength ? "area" : "strength");
  return cm_store_save (store, copy, label, error);
}

/* Where ranks are missing or there twice, all of the side are numbered anew. */
static gboolean
has_ranks (GPtrArray *points)
{
  for (guint i = 0; i < points->len; i++)
    if (cm_record_is_null (points->pdata[i], "rank") ||
        (i > 0 && cm_record_get_number (points->pdata[i - 1], "rank") >=
                      cm_record_get_number (points->pdata[i], "rank")))
      return FALSE;
  return TRUE;
}

/* The points take, in their new order, the ranks that the side has had. */
static gboolean
keep_order (CmStore *store, GPtrArray *before, GPtrArray *after, GError **error)
{
  gboolean ranked = has_ranks (before);
  g_autofree gint64 *ranks = g_new (gint64, MAX (before->len, 1));

  for (guint i = 0; i < before->len; i++)
    ranks[i] = ranked ? cm_record_get_number (before->pdata[i], "rank") : i + 1;
  for (guint i = 0; i < after->len; i++)
    {
      g_autoptr (CmRecord) copy = NULL;

      if (!cm_record_is_null (after->pdata[i], "rank") &&
          cm_record_get_number (after->pdata[i], "rank") == ranks[i])
        continue;
      copy = cm_record_copy (after->pdata[i]);
      cm_record_set_number (copy, "rank", ranks[i]);
      if (!cm_store_update (store, copy, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cm_assessment_move_point (
    CmStore *store, const CmAssessmentPart *part, CmRecord *point, guint place, GError **error)
{
  gboolean strength = g_str_equal (cm_record_get_text (point, "side"), "strength");
  GPtrArray *before = strength ? part->strengths : part->areas;
  g_autoptr (GPtrArray) after = g_ptr_array_new ();
  g_autofree char *label = NULL;

  for (guint i = 0; i < before->len; i++)
    if (!g_str_equal (cm_record_get_id (before->pdata[i]), cm_record_get_id (point)))
      g_ptr_array_add (after, before->pdata[i]);
  g_return_val_if_fail (after->len + 1 == before->len, FALSE);
  g_ptr_array_insert (after, (int) MIN (place, after->len), point);
  /* translators: an entry of the change log: %s is what was found */
  label = g_strdup_printf (_ ("Move “%s”"), cm_record_get_text (point, "point"));
  return cm_store_begin (store, label, error) &&
         finish (store, keep_order (store, before, after, error), error);
}

/* --- what comes of it ------------------------------------------------------------------------- */

static CmRecord *
find_recommendation (const CmAssessmentPart *part, const char *words)
{
  for (guint i = 0; i < part->recommendations->len; i++)
    if (g_str_equal (cm_record_get_text (part->recommendations->pdata[i], "name"), words))
      return g_object_ref (part->recommendations->pdata[i]);
  return NULL;
}

/* What was made from a point has its words, and says where it is from. */
static CmRecord *
find_action (CmStore *store, const CmAssessmentPart *part, const char *words)
{
  g_autoptr (CmQuery) query = cm_query_new ("action");
  g_autoptr (GPtrArray) actions = NULL;

  cm_query_where_text (query, "name", words);
  actions = cm_store_list (store, query);
  for (guint i = 0; i < actions->len; i++)
    if (strstr (cm_record_get_text (actions->pdata[i], "source"), part->title) != NULL)
      return g_object_ref (actions->pdata[i]);
  return NULL;
}

static CmRecord *
find_action_for (CmStore *store, CmRecord *recommendation)
{
  g_autoptr (CmQuery) query = cm_query_new ("action");

  cm_query_where_text (query, "recommendation", cm_record_get_id (recommendation));
  return cm_store_first (store, query);
}

CmRecord *
cm_assessment_find_answer (CmStore *store, const CmAssessmentPart *part, CmRecord *point)
{
  const char *words;
  CmRecord *found;

  if (g_str_equal (cm_record_get_table (point)->name, "recommendation"))
    return find_action_for (store, point);
  words = cm_record_get_text (point, "point");
  found = find_recommendation (part, words);
  return found != NULL ? found : find_action (store, part, words);
}

static char *
describe_source (const CmAssessment *assessment, const CmAssessmentPart *part)
{
  /* translators: where an action is from: %1$s is the name of an assessment, %2$s a heading */
  return g_strdup_printf (_ ("%1$s, %2$s"), cm_record_get_title (assessment->record), part->title);
}

static gint64
find_next_rank (const CmAssessmentPart *part)
{
  gint64 rank = 0;

  for (guint i = 0; i < part->recommendations->len; i++)
    rank = MAX (rank, cm_record_get_number (part->recommendations->pdata[i], "rank"));
  return rank + 1;
}

CmRecord *
cm_assessment_advise (CmStore *store,
                      const CmAssessment *assessment,
                      const CmAssessmentPart *part,
                      const char *words,
                      GError **error)
{
  g_autofree char *name = strip (words);
  g_autoptr (CmRecord) known = find_recommendation (part, name);
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("recommendation"));
  g_autofree char *label = NULL;

  if (*name == '\0' || known != NULL)
    {
      refuse (error,
              known != NULL ? _ ("Recommendation: there is one with these words already.")
                            : _ ("Recommendation: say what is advised, in a line."));
      return NULL;
    }
  cm_record_set_text (record, "name", name);
  cm_record_set_text (record, "assessment", cm_record_get_id (assessment->record));
  cm_record_set_text (record, "heading", part->title);
  cm_record_set_text (record, "state", "open");
  cm_record_set_number (record, "rank", find_next_rank (part));
  /* translators: an entry of the change log: %s is what is recommended */
  label = g_strdup_printf (_ ("Recommend “%s”"), name);
  return cm_store_save (store, record, label, error) ? g_steal_pointer (&record) : NULL;
}

CmRecord *
cm_assessment_recommend (CmStore *store,
                         const CmAssessment *assessment,
                         const CmAssessmentPart *part,
                         CmRecord *point,
                         GError **error)
{
  return cm_assessment_advise (store, assessment, part, cm_record_get_text (point, "point"), error);
}

CmRecord *
cm_assessment_act (CmStore *store,
                   const CmAssessment *assessment,
                   const CmAssessmentPart *part,
                   CmRecord *from,
                   GError **error)
{
  gboolean point = g_str_equal (cm_record_get_table (from)->name, "assessment_point");
  const char *words = cm_record_get_text (from, point ? "point" : "name");
  g_autoptr (CmRecord) known =
      point ? find_action (store, part, words) : find_action_for (store, from);
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("action"));
  g_autofree char *source = describe_source (assessment, part);
  g_autofree char *label = NULL;

  if (known != NULL)
    {
      refuse (error, _ ("Action: one was made of this already."));
      return NULL;
    }
  cm_record_set_text (record, "name", words);
  cm_record_set_text (record, "state", "open");
  cm_record_set_text (record, "source", source);
  if (!point)
    {
      cm_record_set_text (record, "recommendation", cm_record_get_id (from));
      if (!cm_record_is_null (from, "due"))
        cm_record_set_text (record, "due", cm_record_get_text (from, "due"));
    }
  /* translators: an entry of the change log: %s is what is to be done */
  label = g_strdup_printf (_ ("Action “%s”"), words);
  return cm_store_save (store, record, label, error) ? g_steal_pointer (&record) : NULL;
}

gboolean
cm_assessment_set_state (CmStore *store,
                         CmRecord *recommendation,
                         const char *state,
                         GError **error)
{
  g_autoptr (CmRecord) copy = cm_record_copy (recommendation);
  g_autofree char *label = NULL;
  g_autofree char *words = NULL;

  set_or_clear (copy, "state", state);
  words = cm_store_format (store, copy, cm_table_field (cm_record_get_table (copy), "state"));
  /* translators: an entry of the change log: %1$s is a recommendation, %2$s how far it has come */
  label = g_strdup_printf (_ ("“%1$s”: %2$s"), cm_record_get_title (copy), words);
  return cm_store_save (store, copy, label, error);
}
