/* test-manual-report.c - the manual as one plain document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cm-manual-report.h"

typedef struct
{
  CmManual *manual;
  CmDocument *document;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;

  self->manual = cm_manual_load (folder, NULL, &error);
  g_assert_no_error (error);
  self->document = cm_manual_report_new (self->manual);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->document);
  g_object_unref (self->manual);
}

static void
append_words (GString *to, const CmBlock *block)
{
  g_autofree char *text = cm_block_get_text (block);

  g_string_append_printf (to, "%s\n", text);
  for (guint i = 0; i < block->children->len; i++)
    append_words (to, g_ptr_array_index (block->children, i));
}

static char *
get_words (CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < chapters->len; i++)
    append_words (words, g_ptr_array_index (chapters, i));
  return g_string_free (words, FALSE);
}

/* Every text of the manual is in the report, its blocks in their order. */
static void
check_block (const CmBlock *block, const char *words, const char **from)
{
  g_autofree char *text = cm_block_get_text (block);
  const char *at = strstr (*from, text);

  if (at == NULL)
    g_error ("lost: %s", text);
  *from = at;
  for (guint i = 0; i < block->children->len; i++)
    check_block (g_ptr_array_index (block->children, i), words, from);
}

static void
test_text (Fixture *self, gconstpointer data)
{
  GPtrArray *chapters = cm_document_get_chapters (cm_manual_get_document (self->manual));
  g_autofree char *words = get_words (self->document);
  const char *from = words;

  g_assert_cmpuint (chapters->len, >, 5);
  for (guint i = 0; i < chapters->len; i++)
    check_block (g_ptr_array_index (chapters, i), words, &from);
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < cm_manual_get_n_steps (self->manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (self->manual, i);
      CmBlock *section = cm_document_find (self->document, step->block->id);
      g_autoptr (GString) words = g_string_new (NULL);

      g_assert_nonnull (section);
      append_words (words, section);
      g_assert_nonnull (strstr (words->str, step->summary));
      for (guint j = 0; j < step->roles->len; j++)
        g_assert_nonnull (
            strstr (words->str, ((CmManualRole *) g_ptr_array_index (step->roles, j))->text));
      for (guint j = 0; j < step->outputs->len; j++)
        g_assert_nonnull (
            strstr (words->str, ((CmManualOutput *) g_ptr_array_index (step->outputs, j))->text));
      for (guint j = 0; j < step->questions->len; j++)
        g_assert_nonnull (strstr (words->str, g_ptr_array_index (step->questions, j)));
      for (guint j = 0; j < step->checks->len; j++)
        {
          const CmManualCheck *check = g_ptr_array_index (step->checks, j);

          g_assert_nonnull (strstr (words->str, check->item));
          g_assert_nonnull (strstr (words->str, check->good));
          g_assert_nonnull (cm_document_find (self->document, check->id));
        }
    }
}

/* Whatever is linked to is there. */
static void
check_links (CmDocument *document, const CmBlock *block)
{
  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      if (run->link != NULL && *run->link == '#' &&
          cm_document_find (document, run->link + 1) == NULL)
        g_error ("“%s” leads nowhere", run->link);
    }
  for (guint i = 0; i < block->children->len; i++)
    check_links (document, g_ptr_array_index (block->children, i));
}

static void
test_links (Fixture *self, gconstpointer data)
{
  GPtrArray *chapters = cm_document_get_chapters (self->document);

  for (guint i = 0; i < chapters->len; i++)
    check_links (self->document, g_ptr_array_index (chapters, i));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/manual-report/text", test_text);
  ADD ("/manual-report/steps", test_steps);
  ADD ("/manual-report/links", test_links);
  return g_test_run ();
}
