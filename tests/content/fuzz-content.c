/* fuzz-content.c - any bytes as an edition: it is read or refused in words, and what is read is
 * sound. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-edition-private.h"

#include <string.h>

#include "cm-roles.h"
#include "content-fixture.h"
#include "fuzz.h"

/* Between the manual, the overlay, the case study, the benchmark, the template and the timeline;
 * what is empty is not there, but for the manual, which then is this one. */
#define SEPARATOR "%%%\n"
#define GOOD_MANUAL                                                                                \
  MANUAL (STAGE CHAPTER ("one",                                                                    \
                         "<para>x</para>" SECTION ("s", "", "<para xml:id='p'>x</para>")           \
                             SECTION ("t", "", "<para><link linkend='s'/></para>")))

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_run (CmDocument *document, const CmInline *run)
{
  g_assert_nonnull (run->text);
  check_text (run->text);
  check_text (run->footnote);
  check_text (run->link);
  if (run->link != NULL && run->link[0] == '#')
    /* The outermost element of a text has an id too, but is no block. */
    cm_document_find (document, run->link + 1);
}

static guint
check_block (CmDocument *document, CmBlock *block, CmBlock *parent, guint depth)
{
  guint n = 1;
  g_autofree char *text = cm_block_get_text (block);

  g_assert_cmpuint (depth, <=, 100);
  g_assert_true (block->parent == parent);
  g_assert_cmpint (block->line, >, 0);
  check_text (text);
  check_text (block->role);
  if (block->id != NULL)
    g_assert_true (cm_document_find (document, block->id) == block);
  if (parent != NULL && parent->own)
    g_assert_true (block->own);
  for (guint i = 0; i < block->inlines->len; i++)
    check_run (document, g_ptr_array_index (block->inlines, i));
  for (guint i = 0; i < block->children->len; i++)
    n += check_block (document, g_ptr_array_index (block->children, i), block, depth + 1);
  return n;
}

static guint
check_document (CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  guint n = 0;

  g_assert_cmpuint (chapters->len, >, 0);
  check_text (cm_document_get_title (document));
  for (guint i = 0; i < chapters->len; i++)
    n += check_block (document, g_ptr_array_index (chapters, i), NULL, 1);
  return n;
}

static void
check_manual (CmManual *manual)
{
  g_autoptr (GPtrArray) findings = cm_roles_find (manual);

  check_document (cm_manual_get_document (manual));
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);

      g_assert_nonnull (step->block);
      g_assert_cmpuint (step->stage, <, cm_manual_get_n_stages (manual));
      g_assert_true (cm_manual_find_step (manual, step->id) == step);
      check_text (step->summary);
    }
  g_assert_nonnull (cm_manual_get_guidance (manual, "cycle"));
}

static void
check_benchmark (const CmBenchmark *benchmark)
{
  check_text (benchmark->title);
  for (guint i = 0; i < benchmark->headings->len; i++)
    {
      const CmBenchmarkHeading *heading = g_ptr_array_index (benchmark->headings, i);

      check_text (heading->about);
      g_assert_true (cm_benchmark_find_heading (benchmark, heading->title) == heading);
      g_assert_cmpuint (heading->stages->len, ==, benchmark->levels->len);
      g_assert_cmpuint (heading->questions->len, >, 0);
    }
}

static void
check_template (const CmTemplate *template)
{
  check_text (template->title);
  g_assert_cmpuint (template->steps->len, >, 0);
  g_assert_cmpuint (template->parts->len, >, 0);
  for (guint i = 0; i < template->parts->len; i++)
    {
      const CmTemplatePart *part = g_ptr_array_index (template->parts, i);

      for (guint j = 0; j < part->fields->len; j++)
        {
          const CmTemplateField *field = g_ptr_array_index (part->fields, j);

          check_text (field->guidance);
          g_assert_true ((field->kind == CM_TEMPLATE_ROWS) == (field->columns->len > 0));
          g_assert_true ((field->kind == CM_TEMPLATE_CHOICE) == (field->choices->len > 1));
        }
    }
}

static void
check_timeline (const CmTimeline *timeline)
{
  check_text (timeline->title);
  for (gint64 year = 2009; year < 2013; year++)
    {
      g_autoptr (CmTimelinePlan) plan = cm_timeline_place (timeline, year);

      g_assert_cmpuint (plan->periods->len, >, 0);
      g_assert_true (g_date_valid (&plan->all.first) && g_date_valid (&plan->all.last));
      for (guint i = 0; i < plan->periods->len; i++)
        {
          g_autofree char *name = cm_timeline_plan_name_period (plan, i);

          check_text (name);
        }
    }
}

static void
check_edition (CmEdition *edition)
{
  GPtrArray *studies = cm_edition_get_case_studies (edition);
  GPtrArray *timelines = cm_edition_get_timelines (edition);

  check_manual (cm_edition_get_manual (edition));
  check_text (cm_edition_get_title (edition));
  if (cm_edition_get_benchmark (edition) != NULL)
    check_benchmark (cm_edition_get_benchmark (edition));
  for (guint i = 0; i < cm_edition_get_templates (edition)->len; i++)
    check_template (g_ptr_array_index (cm_edition_get_templates (edition), i));
  for (guint i = 0; i < studies->len; i++)
    {
      const CmCaseStudy *study = g_ptr_array_index (studies, i);

      g_assert_nonnull (study->id);
      check_text (study->place);
      check_document (study->document);
    }
  for (guint i = 0; i < timelines->len; i++)
    check_timeline (g_ptr_array_index (timelines, i));
}

static void
check_faults (GPtrArray *faults)
{
  g_assert_cmpuint (faults->len, <=, CM_FAULTS_MAX + 1);
  for (guint i = 0; i < faults->len; i++)
    {
      const CmFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *text = cm_fault_to_string (fault);

      check_text (text);
      g_assert_cmpint (fault->line, >=, 0);
      g_assert_cmpint (fault->column, >=, 0);
      g_assert_cmpuint (strlen (fault->message), >, 0);
    }
}

/* Takes what goes before the separator. */
static GBytes *
take_part (const uint8_t **bytes, size_t *n)
{
  const uint8_t *end = memmem (*bytes, *n, SEPARATOR, strlen (SEPARATOR));
  size_t size = end != NULL ? (size_t) (end - *bytes) : *n;
  GBytes *part = size > 0 ? g_bytes_new (*bytes, size) : NULL;

  *bytes += size;
  *n -= size;
  if (end != NULL)
    {
      *bytes += strlen (SEPARATOR);
      *n -= strlen (SEPARATOR);
    }
  return part;
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n)
{
  g_autoptr (GPtrArray) faults = cm_faults_new ();
  g_autoptr (GBytes) manual = take_part (&bytes, &n);
  g_autoptr (GBytes) overlay = take_part (&bytes, &n);
  g_autoptr (GBytes) study = take_part (&bytes, &n);
  g_autoptr (GBytes) benchmark = take_part (&bytes, &n);
  g_autoptr (GBytes) template = take_part (&bytes, &n);
  g_autoptr (GBytes) timeline = take_part (&bytes, &n);
  g_autoptr (CmEdition) edition = NULL;

  if (manual == NULL)
    manual = g_bytes_new_static (GOOD_MANUAL, strlen (GOOD_MANUAL));
  edition = _cm_edition_new_from_bytes (
      (GBytes *[]){ manual, overlay, study, benchmark, template, timeline },
      "/proc/self/net",
      faults);
  check_faults (faults);
  g_assert_true ((edition == NULL) == (faults->len > 0));
  if (edition != NULL)
    check_edition (edition);
  return 0;
}
