/* test-section-state.c - sections go from draft to final one step at a time, and back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-section-state.h"

#include <glib/gstdio.h>

#include "cm-document-maker.h"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmDocument *document;
  CmBlock *chapter, *section;
  char *body, *workshop; /* keys */
} Fixture;

static char *
add (CmStore *store, const char *table, const char *name)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));

  cm_record_set_text (record, "name", name);
  if (g_str_equal (table, "body"))
    cm_record_set_text (record, "kind", "board");
  g_assert_true (cm_store_save (store, record, "Add", NULL));
  return g_strdup (cm_record_get_id (record));
}

static CmBlock *
make_section (const char *id, const char *title)
{
  CmBlock *block = cm_block_new (CM_BLOCK_SECTION, 0);

  block->id = g_strdup (id);
  cm_block_add_inline (block, title, -1, 0);
  return block;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-states-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  f->document = cm_document_new ("", "A manual");
  f->chapter = make_section ("plan", "Plan");
  f->section = make_section ("plan-options", "Options");
  cm_block_append (f->chapter, f->section);
  cm_document_add (f->document, f->chapter);
  f->body = add (f->store, "body", "Board");
  f->workshop = add (f->store, "workshop", "First workshop");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->document);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
  g_free (f->body);
  g_free (f->workshop);
}

static void
assert_state (Fixture *f, const CmBlock *section, CmSectionState state, gboolean own)
{
  g_autoptr (CmSectionStates) states = cm_section_states_load (f->store);
  gboolean is_own;

  g_assert_cmpint (cm_section_states_get (states, section, &is_own), ==, state);
  g_assert_true (is_own == own);
}

static void
set (Fixture *f, const CmBlock *section, CmSectionState state, const char *date)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_section_state_set (
      f->store, section, state, date, f->body, f->workshop, "Agreed", &error));
  g_assert_no_error (error);
}

static void
assert_refused (Fixture *f,
                const CmBlock *section,
                CmSectionState state,
                const char *date,
                const char *body,
                const char *workshop,
                const char *note,
                const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("section_state");
  guint n = cm_store_count (f->store, query);

  g_assert_false (
      cm_section_state_set (f->store, section, state, date, body, workshop, note, &error));
  g_assert_nonnull (error);
  if (!g_str_has_prefix (error->message, prefix))
    g_error ("“%s” should begin with “%s”", error->message, prefix);
  g_assert_cmpuint (cm_store_count (f->store, query), ==, n);
}

static void
test_forward (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSectionStates) states = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autofree char *label = NULL;

  assert_state (f, f->section, CM_SECTION_DRAFT, FALSE);
  set (f, f->section, CM_SECTION_VALIDATED, "5 Jun 2009");
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Mark “Options” as validated");
  set (f, f->section, CM_SECTION_TESTED, "9 Jun 2009");
  set (f, f->section, CM_SECTION_FINAL, "9 Jun 2009");
  assert_state (f, f->section, CM_SECTION_FINAL, TRUE);
  states = cm_section_states_load (f->store);
  history = cm_section_states_get_history (states, f->section);
  g_assert_cmpuint (history->len, ==, 3);
  g_assert_cmpstr (cm_record_get_text (g_ptr_array_index (history, 0), "state"), ==, "validated");
  g_assert_cmpstr (
      cm_record_get_text (g_ptr_array_index (history, 0), "on_date"), ==, "2009-06-05");
  g_assert_cmpstr (
      cm_record_get_text (g_ptr_array_index (history, 1), "workshop"), ==, f->workshop);
  g_assert_cmpstr (cm_record_get_text (g_ptr_array_index (history, 2), "body"), ==, f->body);
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_state (f, f->section, CM_SECTION_TESTED, TRUE);
}

static void
test_steps (Fixture *f, gconstpointer data)
{
  assert_refused (f, f->section, CM_SECTION_TESTED, "", f->body, f->workshop, "", "“Options” goes");
  assert_refused (f, f->section, CM_SECTION_FINAL, "", f->body, f->workshop, "", "“Options” goes");
  assert_refused (f, f->section, CM_SECTION_DRAFT, "", f->body, "", "Why", "“Options” has");
  set (f, f->section, CM_SECTION_VALIDATED, "");
  assert_refused (f, f->section, CM_SECTION_VALIDATED, "", f->body, "", "", "“Options” has");
  assert_refused (f, f->section, CM_SECTION_FINAL, "", f->body, f->workshop, "", "“Options” goes");
}

static void
test_facts (Fixture *f, gconstpointer data)
{
  assert_refused (f, f->section, CM_SECTION_VALIDATED, "", "", f->workshop, "", "Body:");
  assert_refused (f, f->section, CM_SECTION_VALIDATED, "1 Jan 2199", f->body, "", "", "Date:");
  assert_refused (f, f->section, CM_SECTION_VALIDATED, "soon", f->body, "", "", "Date:");
  set (f, f->section, CM_SECTION_VALIDATED, "5 Jun 2009");
  assert_refused (f, f->section, CM_SECTION_TESTED, "", f->body, "", "", "Workshop:");
  assert_refused (f, f->section, CM_SECTION_TESTED, "4 Jun 2009", "", f->workshop, "", "Date:");
  set (f, f->section, CM_SECTION_TESTED, "5 Jun 2009");
  assert_refused (f, f->section, CM_SECTION_FINAL, "", "", "", "", "Body:");
  assert_state (f, f->section, CM_SECTION_TESTED, TRUE);
}

static void
test_back (Fixture *f, gconstpointer data)
{
  g_autofree char *label = NULL;

  set (f, f->section, CM_SECTION_VALIDATED, "5 Jun 2009");
  set (f, f->section, CM_SECTION_TESTED, "6 Jun 2009");
  assert_refused (f, f->section, CM_SECTION_VALIDATED, "", f->body, "", "", "“Options” goes");
  assert_refused (f, f->section, CM_SECTION_DRAFT, "", f->body, "", "  ", "Note:");
  set (f, f->section, CM_SECTION_DRAFT, "7 Jun 2009");
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Take “Options” back to draft");
  assert_state (f, f->section, CM_SECTION_DRAFT, TRUE);
}

static void
test_chapter (Fixture *f, gconstpointer data)
{
  set (f, f->chapter, CM_SECTION_VALIDATED, "5 Jun 2009");
  assert_state (f, f->chapter, CM_SECTION_VALIDATED, TRUE);
  /* A section goes with its chapter until it has a state of its own. */
  assert_state (f, f->section, CM_SECTION_VALIDATED, FALSE);
  set (f, f->section, CM_SECTION_DRAFT, "6 Jun 2009");
  assert_state (f, f->section, CM_SECTION_DRAFT, TRUE);
  assert_refused (
      f, f->chapter, CM_SECTION_TESTED, "", f->body, f->workshop, "", "“Options”, which");
  set (f, f->section, CM_SECTION_VALIDATED, "7 Jun 2009");
  set (f, f->section, CM_SECTION_TESTED, "8 Jun 2009");
  set (f, f->chapter, CM_SECTION_TESTED, "8 Jun 2009");
  assert_state (f, f->chapter, CM_SECTION_TESTED, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/section-state/forward", test_forward);
  ADD ("/section-state/steps", test_steps);
  ADD ("/section-state/facts", test_facts);
  ADD ("/section-state/back", test_back);
  ADD ("/section-state/chapter", test_chapter);
#undef ADD
  return g_test_run ();
}
