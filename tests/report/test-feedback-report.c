/* test-feedback-report.c - the feedback record as a document: counts, points, states. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-feedback-report.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-exchange.h"
#include "cm-feedback.h"
#include "cm-section-state.h"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmManual *manual;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *content =
      g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);

  cm_content_init ();
  f->folder = g_dir_make_tmp ("cm-report-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  f->manual = cm_manual_load (content, NULL, NULL);
  g_assert_nonnull (f->manual);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->manual);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static CmDocument *
make_report (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CmDocument *document = cm_feedback_report_new (f->store, f->manual, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (cm_document_get_title (document), ==, "Feedback record");
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

static char *
get_cell (CmBlock *table, guint row, guint column)
{
  CmBlock *cells;

  g_assert_cmpuint (row, <, table->children->len);
  cells = g_ptr_array_index (table->children, row);
  g_assert_cmpuint (column, <, cells->children->len);
  return cm_block_get_text (g_ptr_array_index (cells->children, column));
}

static void
assert_cell (CmBlock *table, guint row, guint column, const char *text)
{
  g_autofree char *words = get_cell (table, row, column);

  g_assert_cmpstr (words, ==, text);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = make_report (f);

  g_assert_null (cm_document_find (document, "points"));
  g_assert_null (find_table (document, "states"));
}

static void
test_points (Fixture *f, gconstpointer data)
{
  CmBlock *section = cm_document_find (cm_manual_get_document (f->manual), "introduction");
  CmBlock *passage = g_ptr_array_index (section->children, 0);
  g_autoptr (CmRecord) first = cm_feedback_give (
      f->store, passage, "Say who “one area” is", "Theme group", "3 Jun 2009", NULL);
  g_autoptr (CmRecord) second =
      cm_feedback_give (f->store, NULL, "Shorter, please", "Board", "1 Jun 2009", NULL);
  g_autoptr (CmDocument) document = NULL;
  CmBlock *counts, *points;
  g_autofree char *text = NULL;

  g_assert_true (
      cm_feedback_answer (f->store, first, "accept", "Yes", "A sentence was added.", "done", NULL));
  document = make_report (f);
  counts = find_table (document, "in-short");
  points = find_table (document, "points");
  assert_cell (counts, 2, 0, "Accepted");
  assert_cell (counts, 2, 1, "1");
  assert_cell (counts, 2, 2, "0");
  assert_cell (counts, 5, 0, "Not answered yet");
  assert_cell (counts, 5, 2, "1");
  assert_cell (counts, 6, 1, "2");
  g_assert_cmpuint (points->children->len, ==, 3);
  g_assert_cmpstr (points->role, ==, "landscape");
  assert_cell (points, 1, 0, "3 Jun 2009");
  assert_cell (points, 1, 1, "Theme group");
  assert_cell (points, 1, 2, "Say who “one area” is");
  assert_cell (points, 1, 4, "Accepted. Yes");
  assert_cell (points, 1, 5, "A sentence was added.");
  assert_cell (points, 1, 6, "Done");
  text = get_cell (points, 1, 3);
  g_assert_true (g_str_has_prefix (text, "Introduction: “Public bodies"));
  g_assert_true (g_str_has_suffix (text, "…” As it was."));
  assert_cell (points, 2, 3, "The whole manual");
}

static void
test_states (Fixture *f, gconstpointer data)
{
  CmBlock *section = cm_document_find (cm_manual_get_document (f->manual), "plan-options");
  g_autoptr (CmRecord) body = cm_record_new (cm_table_find ("body"));
  g_autofree char *title = cm_block_get_text (section);
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  CmBlock *states;

  cm_record_set_text (body, "name", "Board");
  cm_record_set_text (body, "kind", "board");
  g_assert_true (cm_store_save (f->store, body, "Add", NULL));
  g_assert_true (cm_section_state_set (f->store,
                                       section,
                                       CM_SECTION_VALIDATED,
                                       "5 Jun 2009",
                                       cm_record_get_id (body),
                                       "",
                                       "As read",
                                       &error));
  g_assert_no_error (error);
  document = make_report (f);
  states = find_table (document, "states");
  g_assert_cmpuint (states->children->len, ==, 2);
  assert_cell (states, 1, 0, title);
  assert_cell (states, 1, 1, "Validated");
  assert_cell (states, 1, 2, "5 Jun 2009");
  assert_cell (states, 1, 3, "Board");
  assert_cell (states, 1, 4, "As read");
}

/* The example that is shipped shows what can become of a passage, and all it names is there. */
static void
test_example (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (
      g_getenv ("COMMISSIONING_DATA_DIR"), "examples", "leicestershire-together.xml", NULL);
  g_autofree char *portfolio = g_build_filename (f->folder, "example.portfolio", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = NULL;
  g_autoptr (CmAnchorIndex) index = cm_anchor_index_new (cm_manual_get_document (f->manual));
  g_autoptr (CmFeedback) feedback = NULL;
  guint n[4] = { 0 };

  g_assert_true (cm_exchange_load (path, portfolio, &error));
  g_assert_no_error (error);
  store = cm_store_open (portfolio, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  feedback = cm_feedback_load (store, f->manual, index);
  for (guint i = 0; i < cm_feedback_get_n_points (feedback); i++)
    {
      const CmFeedbackPoint *point = cm_feedback_get_point (feedback, i);

      n[point->where]++;
      g_assert_cmpint (cm_record_get_number (point->record, "illustrative"), ==, 1);
      if (!cm_record_is_null (point->record, "section"))
        g_assert_nonnull (cm_document_find (cm_manual_get_document (f->manual),
                                            cm_record_get_text (point->record, "section")));
    }
  g_assert_cmpuint (n[CM_ANCHOR_SAME], >=, 3);
  g_assert_cmpuint (n[CM_ANCHOR_MOVED], >=, 1);
  g_assert_cmpuint (n[CM_ANCHOR_CHANGED], >=, 1);
  g_assert_cmpuint (n[CM_ANCHOR_GONE], >=, 1);
  g_clear_pointer (&feedback, cm_feedback_free);
  g_clear_object (&store);
  g_unlink (portfolio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/feedback-report/empty", test_empty);
  ADD ("/feedback-report/points", test_points);
  ADD ("/feedback-report/states", test_states);
  ADD ("/feedback-report/example", test_example);
#undef ADD
  return g_test_run ();
}
