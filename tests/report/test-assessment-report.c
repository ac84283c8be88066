/* test-assessment-report.c - an assessment as a document: headings, points, then and now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-assessment-report.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-edition.h"
#include "cm-exchange.h"
#include "cm-manual-export.h"

#define PEER "1e000000-0000-7000-8000-003300000001"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmEdition *edition;
  const CmBenchmark *benchmark;
  CmAssessment *peer;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  const char *folder = g_getenv ("COMMISSIONING_DATA_DIR");
  g_autofree char *content = g_build_filename (folder, "content", NULL);
  g_autofree char *example =
      g_build_filename (folder, "examples", "leicestershire-together.xml", NULL);
  g_autoptr (GError) error = NULL;

  cm_content_init ();
  f->edition = cm_edition_load (content, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  f->benchmark = cm_edition_get_benchmark (f->edition);
  f->folder = g_dir_make_tmp ("cm-assessment-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  g_assert_true (cm_exchange_load (example, f->path, &error));
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  f->peer = cm_assessment_load (f->store, PEER, f->benchmark);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_assessment_free (f->peer);
  g_assert_finalize_object (f->store);
  g_object_unref (f->edition);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static CmDocument *
make_report (Fixture *f, const CmAssessment *assessment, const CmAssessment *then)
{
  g_autoptr (GError) error = NULL;
  CmDocument *document = cm_assessment_report_new (f->store, assessment, then, &error);

  g_assert_no_error (error);
  return document;
}

static CmBlock *
find_table (CmDocument *document, const char *section)
{
  CmBlock *block = cm_document_find (document, section);

  g_assert_nonnull (block);
  for (guint i = 0; i < block->children->len; i++)
    if (((CmBlock *) g_ptr_array_index (block->children, i))->kind == CM_BLOCK_TABLE)
      return g_ptr_array_index (block->children, i);
  return NULL;
}

static void
assert_cell (CmBlock *table, guint row, guint column, const char *text)
{
  CmBlock *cells = g_ptr_array_index (table->children, row);
  g_autofree char *words = cm_block_get_text (g_ptr_array_index (cells->children, column));

  g_assert_cmpstr (words, ==, text);
}

static char *
read_all (CmDocument *document, Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cm_manual_export_make (
      document, cm_edition_get_manual (f->edition), CM_MANUAL_HTML, NULL, NULL, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static void
test_example (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = make_report (f, f->peer, NULL);
  CmBlock *table = find_table (document, "in-short");
  g_autofree char *text = read_all (document, f);

  g_assert_cmpstr (cm_document_get_title (document), ==, "Peer challenge 2006");
  g_assert_null (cm_document_find (document, "then-and-now"));
  g_assert_cmpuint (table->children->len, ==, 8);
  assert_cell (table, 1, 0, "Vision and strategy");
  assert_cell (table, 1, 1, "Not judged");
  assert_cell (table, 1, 2, "3");
  assert_cell (table, 1, 3, "5");
  g_assert_nonnull (cm_document_find (document, "heading-7"));
  g_assert_nonnull (strstr (text, "What champions are for"));
  g_assert_nonnull (strstr (text, "Peer challenge · Whole partnership · 30 Apr 2006"));
}

/* Levels with what they look like, notes, recommendations, and what has changed. */
static void
test_compared (Fixture *f, gconstpointer data)
{
  const CmAssessmentPart *part = cm_assessment_find_part (f->peer, "Leadership");
  g_autoptr (CmRecord) record = cm_assessment_begin (f->store, NULL, f->peer, NULL);
  g_autoptr (CmAssessment) now = NULL;
  g_autoptr (CmRecord) advised = NULL;
  g_autoptr (CmDocument) document = NULL;
  g_autofree char *text = NULL;
  CmBlock *table;

  cm_assessment_judge (f->store, f->peer, part, f->benchmark->levels->pdata[1], NULL);
  g_clear_pointer (&f->peer, cm_assessment_free);
  f->peer = cm_assessment_load (f->store, PEER, f->benchmark);
  now = cm_assessment_load (f->store, cm_record_get_id (record), f->benchmark);
  part = cm_assessment_find_part (now, "Leadership");
  cm_assessment_judge (f->store, now, part, f->benchmark->levels->pdata[2], NULL);
  advised = cm_assessment_recommend (f->store, now, part, part->areas->pdata[0], NULL);
  g_clear_pointer (&now, cm_assessment_free);
  now = cm_assessment_load (f->store, cm_record_get_id (record), f->benchmark);
  document = make_report (f, now, f->peer);
  table = find_table (document, "then-and-now");
  assert_cell (table, 2, 0, "Leadership");
  assert_cell (table, 2, 1, "Begun");
  assert_cell (table, 2, 2, "Working");
  assert_cell (table, 2, 3, "Up by 1 level");
  assert_cell (table, 2, 4, "4, now 0");
  assert_cell (table, 2, 5, "4, now 4");
  table = find_table (document, "heading-2");
  assert_cell (table, 1, 0, cm_record_get_title (advised));
  assert_cell (table, 1, 1, "Open");
  text = read_all (document, f);
  g_assert_nonnull (strstr (text, "Different partners lead on different priorities."));
  g_assert_nonnull (strstr (text, "is it still so?"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/assessment-report/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("example", test_example);
  ADD ("compared", test_compared);
#undef ADD
  return g_test_run ();
}
