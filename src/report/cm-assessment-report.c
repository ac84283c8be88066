/* cm-assessment-report.c - an assessment by the headings of a benchmark as a document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-assessment-report.h"

#include <glib/gi18n.h>

#include "cm-document-maker.h"

/* --- small pieces ----------------------------------------------------------------------------- */

static CmBlock *
append_block (CmBlock *parent, CmBlockKind kind, const char *text)
{
  CmBlock *block = cm_block_new (kind, 0);

  if (text != NULL)
    cm_block_add_inline (block, text, -1, 0);
  cm_block_append (parent, block);
  return block;
}

static CmBlock *
append_section (CmBlock *parent, const char *id, const char *title)
{
  CmBlock *section = append_block (parent, CM_BLOCK_SECTION, title);

  section->id = g_strdup (id);
  return section;
}

static CmBlock *
append_table (CmBlock *parent, const char *title, const char *const *heads, guint n_heads)
{
  CmBlock *table = append_block (parent, CM_BLOCK_TABLE, title);
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  row->head = TRUE;
  for (guint i = 0; i < n_heads; i++)
    append_block (row, CM_BLOCK_CELL, _ (heads[i]))->head = TRUE;
  return table;
}

static void
append_row (CmBlock *table, const char *const *cells, guint n_cells)
{
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  for (guint i = 0; i < n_cells; i++)
    append_block (row, CM_BLOCK_CELL, cells[i]);
}

/* “Level: Working” */
static CmBlock *
append_labelled (CmBlock *parent, const char *label, const char *text)
{
  CmBlock *para = append_block (parent, CM_BLOCK_PARA, NULL);
  /* translators: stands before what it names, as in “Level: Working” */
  g_autofree char *lead = g_strdup_printf (_ ("%s: "), label);

  cm_block_add_inline (para, lead, -1, CM_INLINE_STRONG);
  cm_block_add_inline (para, text, -1, 0);
  return para;
}

static char *
format (CmStore *store, CmRecord *record, const char *field)
{
  return cm_store_format (store, record, cm_table_field (cm_record_get_table (record), field));
}

/* --- what was looked at ----------------------------------------------------------------------- */

static void
append_fact (CmBlock *parent, CmStore *store, CmRecord *record, const char *field)
{
  const CmField *of = cm_table_field (cm_record_get_table (record), field);
  g_autofree char *value = cm_store_format (store, record, of);

  if (*value != '\0')
    append_labelled (parent, cm_field_label (of), value);
}

static void
append_facts (CmBlock *chapter, CmStore *store, const CmAssessment *assessment)
{
  static const char *const fields[] = { "starts", "ends", "team", "read", "source" };
  g_autofree char *what = cm_assessment_describe (store, assessment->record);
  CmBlock *part = append_section (chapter, "about", _ ("What was looked at"));

  append_block (part, CM_BLOCK_PARA, what);
  if (cm_record_get_number (assessment->record, "illustrative") != 0)
    append_block (part,
                  CM_BLOCK_PARA,
                  _ ("This is made up to show how the program works. Nobody has judged so."));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    append_fact (part, store, assessment->record, fields[i]);
  if (assessment->benchmark != NULL)
    {
      append_labelled (part, _ ("Benchmark"), assessment->benchmark->title);
      if (assessment->benchmark->advice != NULL)
        append_block (part, CM_BLOCK_PARA, assessment->benchmark->advice);
    }
}

/* --- in short --------------------------------------------------------------------------------- */

static void
append_summary (CmBlock *chapter, const CmAssessment *assessment)
{
  static const char *const heads[] = { N_ ("Heading"),
                                       N_ ("Level"),
                                       N_ ("Strengths"),
                                       N_ ("Areas for development"),
                                       N_ ("Recommendations") };
  CmBlock *part = append_section (chapter, "in-short", _ ("In short"));
  CmBlock *table =
      append_table (part, _ ("The headings, with what was found"), heads, G_N_ELEMENTS (heads));

  for (guint i = 0; i < assessment->parts->len; i++)
    {
      const CmAssessmentPart *of = g_ptr_array_index (assessment->parts, i);
      g_autofree char *level = cm_assessment_part_get_level (of);
      g_autofree char *strengths = g_strdup_printf ("%u", of->strengths->len);
      g_autofree char *areas = g_strdup_printf ("%u", of->areas->len);
      g_autofree char *advised = g_strdup_printf ("%u", of->recommendations->len);
      const char *const cells[] = { of->title, level, strengths, areas, advised };

      append_row (table, cells, G_N_ELEMENTS (cells));
    }
}

/* --- then and now ----------------------------------------------------------------------------- */

static char *
count_points (const CmAssessmentPart *part, gboolean strengths)
{
  if (part == NULL)
    return g_strdup ("–");
  return g_strdup_printf ("%u", strengths ? part->strengths->len : part->areas->len);
}

static char *
get_level (const CmAssessmentPart *part)
{
  return part != NULL ? cm_assessment_part_get_level (part) : g_strdup (_ ("Not judged"));
}

static void
append_step (CmBlock *table, const CmAssessmentStep *step)
{
  g_autofree char *then = get_level (step->then);
  g_autofree char *now = get_level (step->now);
  g_autofree char *words = cm_assessment_step_describe (step);
  g_autofree char *strengths_then = count_points (step->then, TRUE);
  g_autofree char *strengths_now = count_points (step->now, TRUE);
  g_autofree char *areas_then = count_points (step->then, FALSE);
  g_autofree char *areas_now = count_points (step->now, FALSE);
  /* translators: how many there were then, and are now */
  g_autofree char *strengths =
      g_strdup_printf (_ ("%1$s, now %2$s"), strengths_then, strengths_now);
  g_autofree char *areas = g_strdup_printf (_ ("%1$s, now %2$s"), areas_then, areas_now);
  const char *const cells[] = {
    cm_assessment_step_get_title (step), then, now, words, strengths, areas,
  };

  append_row (table, cells, G_N_ELEMENTS (cells));
}

static void
append_steps (CmBlock *chapter, CmStore *store, const CmAssessment *then, const CmAssessment *now)
{
  static const char *const heads[] = { N_ ("Heading"),   N_ ("Then"),
                                       N_ ("Now"),       N_ ("Moved"),
                                       N_ ("Strengths"), N_ ("Areas for development") };
  g_autoptr (GPtrArray) steps = cm_assessment_compare (then, now);
  g_autofree char *words = cm_assessment_describe_steps (steps);
  g_autofree char *what = cm_assessment_describe (store, then->record);
  CmBlock *part = append_section (chapter, "then-and-now", _ ("Then and now"));
  /* translators: %1$s is the name of an earlier assessment, %2$s says what it was */
  g_autofree char *lead =
      g_strdup_printf (_ ("Set beside “%1$s” (%2$s)."), cm_record_get_title (then->record), what);
  CmBlock *table;

  append_block (part, CM_BLOCK_PARA, lead);
  append_block (part, CM_BLOCK_PARA, words);
  table = append_table (part, _ ("The headings, then and now"), heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < steps->len; i++)
    append_step (table, g_ptr_array_index (steps, i));
}

/* --- heading by heading ----------------------------------------------------------------------- */

/* What the benchmark says of that level under the heading, or of the level anywhere. */
static const char *
find_stage (const CmAssessmentPart *part)
{
  for (guint i = 0; part->heading != NULL && i < part->heading->stages->len; i++)
    {
      const CmBenchmarkStage *stage = g_ptr_array_index (part->heading->stages, i);

      if (stage->level == part->level)
        return stage->text;
    }
  return part->level != NULL ? part->level->meaning : NULL;
}

static void
append_level (CmBlock *section, const CmAssessmentPart *part)
{
  g_autofree char *level = cm_assessment_part_get_level (part);
  const char *stage = find_stage (part);
  const char *reason = cm_assessment_part_get_reason (part);
  /* translators: %1$s is how far a heading has come, %2$s what that looks like */
  g_autofree char *words =
      stage != NULL ? g_strdup_printf (_ ("%1$s. %2$s"), level, stage) : g_strdup (level);

  append_labelled (section, _ ("Level"), words);
  if (*reason != '\0')
    append_labelled (section, _ ("Reason"), reason);
}

static void
append_points (CmBlock *section, const char *title, GPtrArray *points)
{
  CmBlock *lead = append_block (section, CM_BLOCK_PARA, NULL);
  CmBlock *list;

  cm_block_add_inline (lead, title, -1, CM_INLINE_STRONG);
  if (points->len == 0)
    {
      append_block (section, CM_BLOCK_PARA, _ ("None was written down."));
      return;
    }
  list = append_block (section, CM_BLOCK_BULLETS, NULL);
  for (guint i = 0; i < points->len; i++)
    {
      const char *note = cm_record_get_text (points->pdata[i], "note");
      const char *point = cm_record_get_text (points->pdata[i], "point");
      CmBlock *item = append_block (list, CM_BLOCK_ITEM, NULL);
      CmBlock *para = append_block (item, CM_BLOCK_PARA, point);

      if (*note != '\0')
        {
          cm_block_add_inline (para, " ", -1, 0);
          cm_block_add_inline (para, note, -1, CM_INLINE_EMPHASIS);
        }
    }
}

/* A column that would be empty is left out. */
static gboolean
is_said (GPtrArray *records, const char *field)
{
  for (guint i = 0; i < records->len; i++)
    if (!cm_record_is_null (records->pdata[i], field))
      return TRUE;
  return FALSE;
}

static void
append_recommendation (CmBlock *table, CmStore *store, CmRecord *record, GPtrArray *fields)
{
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *value = format (store, record, fields->pdata[i]);

      append_block (row, CM_BLOCK_CELL, value);
    }
}

static void
append_recommendations (CmBlock *section, CmStore *store, GPtrArray *records)
{
  static const char *const all[] = { "name", "response", "found", "owner", "due", "state" };
  const CmTable *of = cm_table_find ("recommendation");
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  CmBlock *table, *head;

  if (records->len == 0)
    return;
  table = append_block (section, CM_BLOCK_TABLE, _ ("Recommendations"));
  head = append_block (table, CM_BLOCK_ROW, NULL);
  head->head = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (is_said (records, all[i]))
      {
        g_ptr_array_add (fields, (gpointer) all[i]);
        append_block (head, CM_BLOCK_CELL, cm_field_label (cm_table_field (of, all[i])))->head =
            TRUE;
      }
  for (guint i = 0; i < records->len; i++)
    append_recommendation (table, store, records->pdata[i], fields);
}

static void
append_part (CmBlock *chapter, CmStore *store, const CmAssessmentPart *part, guint number)
{
  g_autofree char *id = g_strdup_printf ("heading-%u", number);
  CmBlock *section = append_section (chapter, id, part->title);

  if (part->heading != NULL && part->heading->about != NULL)
    append_block (section, CM_BLOCK_PARA, part->heading->about);
  append_level (section, part);
  append_points (section, _ ("Strengths"), part->strengths);
  append_points (section, _ ("Areas for development"), part->areas);
  append_recommendations (section, store, part->recommendations);
}

/* --- the document ----------------------------------------------------------------------------- */

CmDocument *
cm_assessment_report_new (CmStore *store,
                          const CmAssessment *assessment,
                          const CmAssessment *then,
                          GError **error)
{
  const char *title = cm_record_get_title (assessment->record);
  CmDocument *document;
  CmBlock *chapter;

  if (cm_store_get_damage (store) != NULL)
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_OPEN,
                   /* translators: %s says what is wrong with a file */
                   _ ("The assessment cannot be read: %s"),
                   cm_store_get_damage (store));
      return NULL;
    }
  document = cm_document_new (".", title);
  chapter = cm_block_new (CM_BLOCK_SECTION, 0);
  chapter->id = g_strdup ("assessment");
  cm_block_add_inline (chapter, title, -1, 0);
  append_facts (chapter, store, assessment);
  append_summary (chapter, assessment);
  if (then != NULL)
    append_steps (chapter, store, then, assessment);
  for (guint i = 0; i < assessment->parts->len; i++)
    append_part (chapter, store, g_ptr_array_index (assessment->parts, i), i + 1);
  cm_document_add (document, chapter);
  return document;
}
