/* cm-benchmark.c - the headings by which a partnership judges itself, and how far it has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-benchmark-private.h"

#include <glib/gi18n.h>

#include "cm-docbook-private.h"
#include "cm-plain-private.h"

/* --- memory ----------------------------------------------------------------------------------- */

static void
free_level (gpointer data)
{
  CmBenchmarkLevel *level = data;

  g_free (level->id);
  g_free (level->name);
  g_free (level->meaning);
  g_free (level);
}

static void
free_question (gpointer data)
{
  CmBenchmarkQuestion *question = data;

  g_free (question->id);
  g_free (question->text);
  g_free (question);
}

static void
free_stage (gpointer data)
{
  CmBenchmarkStage *stage = data;

  g_free (stage->text);
  g_free (stage);
}

static void
free_heading (gpointer data)
{
  CmBenchmarkHeading *heading = data;

  g_free (heading->id);
  g_free (heading->title);
  g_free (heading->about);
  g_ptr_array_unref (heading->questions);
  g_ptr_array_unref (heading->stages);
  g_ptr_array_unref (heading->evidence);
  g_ptr_array_unref (heading->seen);
  g_free (heading);
}

void
cm_benchmark_free (CmBenchmark *self)
{
  g_free (self->title);
  g_free (self->summary);
  g_free (self->method);
  g_free (self->advice);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->headings);
  g_ptr_array_unref (self->levels);
  g_free (self);
}

/* --- checking --------------------------------------------------------------------------------- */

typedef struct
{
  const CmXmlNames *names;
  GPtrArray *levels;  /* of char *: their ids */
  GHashTable *titles; /* of headings, in lower case, so far */
  GPtrArray *faults;
} Checker;

/* Takes the message. */
static void
report (Checker *checker, const xmlNode *node, char *message)
{
  _cm_xml_report (checker->faults, checker->names, node, message);
}

/* A portfolio tells headings apart by their titles. */
static void
check_title (Checker *checker, const xmlNode *heading)
{
  g_autofree char *title = _cm_xml_attribute (heading, "title", NULL);

  if (!g_hash_table_add (checker->titles, g_utf8_casefold (title, -1)))
    report (checker,
            heading,
            g_strdup_printf (_ ("another heading is called “%s” already; portfolios tell headings "
                                "apart by their titles"),
                             title));
}

static gboolean
find_level (Checker *checker, const char *id, guint *position)
{
  return g_ptr_array_find_with_equal_func (checker->levels, id, g_str_equal, position);
}

/* Every level of the scale is described, in the order of the scale. */
static void
check_stages (Checker *checker, const xmlNode *heading)
{
  const xmlNode *stages = _cm_plain_first (heading, "stages");
  guint next = 0, position;

  for (const xmlNode *stage = _cm_plain_first (stages, "stage"); stage != NULL;
       stage = _cm_plain_next (stage, "stage"))
    {
      g_autofree char *id = _cm_xml_attribute (stage, "level", NULL);

      if (!find_level (checker, id, &position))
        {
          report (checker, stage, g_strdup_printf (_ ("there is no level “%s”; see <levels>"), id));
          return;
        }
      if (position != next)
        {
          report (checker,
                  stage,
                  next < checker->levels->len
                      /* translators: both %s are the ids of levels */
                      ? g_strdup_printf (
                            _ ("the level “%s” comes here, not “%s”; each is described once, in "
                               "the order of <levels>"),
                            (const char *) g_ptr_array_index (checker->levels, next),
                            id)
                      : g_strdup_printf (_ ("the level “%s” is described before"), id));
          return;
        }
      next++;
    }
  if (next < checker->levels->len)
    report (checker,
            stages,
            g_strdup_printf (_ ("the level “%s” is not described here"),
                             (const char *) g_ptr_array_index (checker->levels, next)));
}

static void
check_headings (xmlDoc *xml, const CmXmlNames *names, GPtrArray *faults)
{
  const xmlNode *root = xmlDocGetRootElement (xml);
  const xmlNode *levels = _cm_plain_first (root, "levels");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Checker checker = { .names = names, .levels = ids, .titles = titles, .faults = faults };

  for (const xmlNode *level = _cm_plain_first (levels, "level"); level != NULL;
       level = _cm_plain_next (level, "level"))
    g_ptr_array_add (ids, _cm_docbook_id (level));
  for (const xmlNode *heading = _cm_plain_first (root, "heading"); heading != NULL;
       heading = _cm_plain_next (heading, "heading"))
    {
      check_title (&checker, heading);
      check_stages (&checker, heading);
    }
}

/* --- reading ---------------------------------------------------------------------------------- */

static GPtrArray *
read_levels (const xmlNode *node)
{
  GPtrArray *levels = g_ptr_array_new_with_free_func (free_level);

  for (const xmlNode *child = _cm_plain_first (node, "level"); child != NULL;
       child = _cm_plain_next (child, "level"))
    {
      CmBenchmarkLevel *level = g_new0 (CmBenchmarkLevel, 1);

      level->id = _cm_docbook_id (child);
      level->name = _cm_xml_attribute (child, "name", NULL);
      level->meaning = _cm_docbook_text (child);
      g_ptr_array_add (levels, level);
    }
  return levels;
}

static GPtrArray *
read_questions (const xmlNode *node)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (free_question);

  for (const xmlNode *child = _cm_plain_first (node, "question"); child != NULL;
       child = _cm_plain_next (child, "question"))
    {
      CmBenchmarkQuestion *question = g_new0 (CmBenchmarkQuestion, 1);

      question->id = _cm_docbook_id (child);
      question->text = _cm_docbook_text (child);
      question->origin = _cm_plain_origin (node);
      g_ptr_array_add (questions, question);
    }
  return questions;
}

/* They are in the order of the levels. */
static GPtrArray *
read_stages (const CmBenchmark *self, const xmlNode *node)
{
  GPtrArray *stages = g_ptr_array_new_with_free_func (free_stage);

  for (const xmlNode *child = _cm_plain_first (node, "stage"); child != NULL;
       child = _cm_plain_next (child, "stage"))
    {
      CmBenchmarkStage *stage = g_new0 (CmBenchmarkStage, 1);

      stage->level = g_ptr_array_index (self->levels, stages->len);
      stage->text = _cm_docbook_text (child);
      g_ptr_array_add (stages, stage);
    }
  return stages;
}

static CmBenchmarkHeading *
read_heading (const CmBenchmark *self, const xmlNode *node)
{
  CmBenchmarkHeading *heading = g_new0 (CmBenchmarkHeading, 1);
  const xmlNode *stages = _cm_plain_first (node, "stages");
  const xmlNode *evidence = _cm_plain_first (node, "evidence");

  heading->id = _cm_docbook_id (node);
  heading->title = _cm_xml_attribute (node, "title", NULL);
  heading->origin = _cm_plain_origin (node);
  heading->about = _cm_plain_text (node, "about");
  heading->about_origin = _cm_plain_origin (_cm_plain_first (node, "about"));
  heading->questions = read_questions (_cm_plain_first (node, "questions"));
  heading->stages = read_stages (self, stages);
  heading->stages_origin = _cm_plain_origin (stages);
  heading->evidence = _cm_plain_texts (evidence, "item");
  heading->evidence_origin = _cm_plain_origin (evidence);
  heading->seen = _cm_plain_seen (node);
  return heading;
}

static CmBenchmark *
read_benchmark (xmlDoc *xml)
{
  const xmlNode *root = xmlDocGetRootElement (xml);
  const xmlNode *info = _cm_plain_first (root, "info");
  const xmlNode *levels = _cm_plain_first (root, "levels");
  CmBenchmark *self = g_new0 (CmBenchmark, 1);

  self->title = _cm_plain_text (info, "title");
  self->summary = _cm_plain_text (info, "summary");
  self->method = _cm_plain_text (info, "method");
  self->advice = _cm_plain_text (info, "advice");
  self->sources = _cm_plain_sources (info);
  self->levels = read_levels (levels);
  self->levels_origin = _cm_plain_origin (levels);
  self->headings = g_ptr_array_new_with_free_func (free_heading);
  self->own = _cm_xml_is_own (root);
  for (const xmlNode *heading = _cm_plain_first (root, "heading"); heading != NULL;
       heading = _cm_plain_next (heading, "heading"))
    g_ptr_array_add (self->headings, read_heading (self, heading));
  return self;
}

CmBenchmark *
_cm_benchmark_read (xmlDoc *xml, const CmXmlNames *names, CmManual *manual, GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = cm_faults_new ();

  _cm_plain_check (xml, names, manual, found);
  check_headings (xml, names, found);
  return cm_faults_move (faults, found) == 0 ? read_benchmark (xml) : NULL;
}

/* --- looking up ------------------------------------------------------------------------------- */

const CmBenchmarkHeading *
cm_benchmark_find_heading (const CmBenchmark *self, const char *title)
{
  g_autofree char *wanted = g_utf8_casefold (title, -1);

  for (guint i = 0; i < self->headings->len; i++)
    {
      const CmBenchmarkHeading *heading = g_ptr_array_index (self->headings, i);
      g_autofree char *folded = g_utf8_casefold (heading->title, -1);

      if (g_str_equal (folded, wanted))
        return heading;
    }
  return NULL;
}
