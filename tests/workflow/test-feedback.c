/* test-feedback.c - points about passages: given, answered, undone, found in a later edition. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-feedback.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                       \
  "<book xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"               \
  " xmlns:xlink='http://www.w3.org/1999/xlink' version='5.0'>"                                     \
  "<info><title>A manual</title></info>\n"
#define CHAPTER(id, title, body)                                                                   \
  "<chapter xml:id='" id "'><info><title>" title "</title></info>" body "</chapter>\n"
#define NEEDS "<para>Begin with what people say that they need in their own words.</para>"
#define MONEY "<para>Add up what all partners spend on the same families in a year.</para>"
#define STOP "<para>Say who is harmed when an activity stops, and what is done for them.</para>"
#define FIRST                                                                                      \
  HEAD CHAPTER ("one", "First things", NEEDS MONEY) CHAPTER ("two", "Last things", STOP) "</book>"

typedef struct
{
  char *folder, *path, *text;
  CmStore *store;
  CmManual *manual;
} Fixture;

static CmManual *
load_edition (Fixture *f, const char *xml)
{
  g_autoptr (GError) error = NULL;
  CmManual *manual;

  g_assert_true (g_file_set_contents (f->text, xml, -1, NULL));
  manual = cm_manual_load (f->folder, NULL, &error);
  g_assert_no_error (error);
  return manual;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  cm_content_init ();
  f->folder = g_dir_make_tmp ("cm-feedback-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->text = g_build_filename (f->folder, "manual.xml", NULL);
  f->store = cm_store_create (f->path, NULL);
  f->manual = load_edition (f, FIRST);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->manual);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_unlink (f->text);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->text);
  g_free (f->folder);
}

static CmBlock *
get_section (CmManual *manual, const char *id)
{
  CmBlock *block = cm_document_find (cm_manual_get_document (manual), id);

  g_assert_nonnull (block);
  return block;
}

static CmBlock *
get_passage (CmManual *manual, const char *section, guint i)
{
  return g_ptr_array_index (get_section (manual, section)->children, i);
}

static CmRecord *
give (Fixture *f, CmBlock *block, const char *point, const char *date)
{
  g_autoptr (GError) error = NULL;
  CmRecord *record = cm_feedback_give (f->store, block, point, "Theme group", date, &error);

  g_assert_no_error (error);
  return record;
}

static CmFeedback *
load_points (Fixture *f, CmManual *manual)
{
  g_autoptr (CmAnchorIndex) index = cm_anchor_index_new (cm_manual_get_document (manual));

  return cm_feedback_load (f->store, manual, index);
}

static void
assert_where (CmFeedback *feedback, CmRecord *record, CmAnchorState where, const char *words)
{
  const CmFeedbackPoint *point = cm_feedback_find (feedback, cm_record_get_id (record));
  g_autofree char *text = NULL;

  g_assert_nonnull (point);
  text = cm_feedback_describe (feedback, point);
  g_assert_cmpint (point->where, ==, where);
  g_assert_cmpstr (text, ==, words);
}

static void
assert_nth (CmFeedback *feedback, guint n, CmRecord *record)
{
  g_assert_cmpstr (cm_record_get_id (cm_feedback_get_point (feedback, n)->record),
                   ==,
                   cm_record_get_id (record));
}

static void
test_give (Fixture *f, gconstpointer data)
{
  CmBlock *passage = get_passage (f->manual, "one", 1);
  g_autoptr (CmRecord) record = give (f, passage, "  Whose families?  ", "3 Jun 2009");
  g_autofree char *label = cm_store_get_undo_label (f->store);
  g_autoptr (CmQuery) query = cm_query_new ("feedback");

  g_assert_cmpstr (label, ==, "Feedback on “First things”");
  g_assert_cmpstr (cm_record_get_text (record, "name"), ==, "Whose families?");
  g_assert_cmpstr (cm_record_get_text (record, "on_date"), ==, "2009-06-03");
  g_assert_cmpstr (cm_record_get_text (record, "section"), ==, "one");
  g_assert_true (g_str_has_prefix (cm_record_get_text (record, "anchor"), "one:2:"));
  g_assert_cmpstr (cm_record_get_text (record, "quoted"),
                   ==,
                   "Add up what all partners spend on the same families in a year.");
  g_assert_true (cm_feedback_is_open (record));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 0);
  g_assert_true (cm_store_redo (f->store, NULL));
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 1);
}

static void
test_give_at_large (Fixture *f, gconstpointer data)
{
  g_autofree char *today = cm_date_today ();
  g_autoptr (CmRecord) whole = give (f, NULL, "Too long", "");
  g_autofree char *label = cm_store_get_undo_label (f->store);
  g_autoptr (CmRecord) section = give (f, get_section (f->manual, "two"), "Needs an example", "");
  g_autoptr (CmFeedback) feedback = load_points (f, f->manual);

  g_assert_cmpstr (label, ==, "Feedback on the manual");
  g_assert_cmpstr (cm_record_get_text (whole, "section"), ==, "");
  g_assert_cmpstr (cm_record_get_text (whole, "on_date"), ==, today);
  g_assert_cmpstr (cm_record_get_text (section, "anchor"), ==, "two");
  assert_where (feedback, whole, CM_ANCHOR_SAME, "The whole manual");
  assert_where (feedback, section, CM_ANCHOR_SAME, "The whole section");
  g_assert_cmpuint (cm_feedback_count_open (feedback, get_section (f->manual, "two")), ==, 1);
}

static void
test_give_refused (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *point, *date, *field;
  } cases[] = {
    { "", "", "Point:" },
    { " \n\t", "", "Point:" },
    { NULL, NULL, "Point:" },
    { "Something", "31 Dec 2199", "Date:" },
    { "Something", "some day", "Date:" },
  };
  g_autoptr (CmQuery) query = cm_query_new ("feedback");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cm_feedback_give (f->store, NULL, cases[i].point, "", cases[i].date, &error));
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, cases[i].field))
        g_error ("“%s” should begin with “%s”", error->message, cases[i].field);
    }
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 0);
}

static void
test_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) record = give (f, get_passage (f->manual, "two", 0), "By whom?", "");
  g_autoptr (CmRecord) answered = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  g_assert_true (cm_feedback_answer (
      f->store, record, "accept", "By the provider.", "The provider is named.", "done", &error));
  g_assert_no_error (error);
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Answer “By whom?”");
  answered = cm_store_get (f->store, "feedback", cm_record_get_id (record));
  g_assert_cmpstr (cm_record_get_text (answered, "response"), ==, "accept");
  g_assert_cmpstr (cm_record_get_text (answered, "amendment"), ==, "The provider is named.");
  g_assert_false (cm_feedback_is_open (answered));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_true (cm_feedback_is_open (answered));
}

static void
test_answer_rules (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *response, *answer, *amendment, *state, *field;
  } cases[] = {
    { "", "", "", "done", "Response:" },
    { "reject", "", "", "done", "Answer:" },
    { "part", "", "Something", "done", "Answer:" },
    { "part", "Because", " ", "done", "Amendment:" },
    { "accept", "Yes", "", "done", "Amendment:" },
    { "perhaps", "", "", "open", "Response:" },
    { "accept", "Yes", "", "open", NULL },
    { "none", "", "", "done", NULL },
    { "reject", "Because", "", "done", NULL },
    { "", "", "", "dropped", NULL },
  };
  g_autoptr (CmRecord) record = give (f, NULL, "A point", "");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean kept = cm_feedback_answer (f->store,
                                          record,
                                          cases[i].response,
                                          cases[i].answer,
                                          cases[i].amendment,
                                          cases[i].state,
                                          &error);

      g_assert_true (kept == (cases[i].field == NULL));
      if (!kept && !g_str_has_prefix (error->message, cases[i].field))
        g_error ("“%s” should begin with “%s”", error->message, cases[i].field);
    }
}

static void
test_later_edition (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) gone = give (f, get_passage (f->manual, "two", 0), "Stop", "1 Jun 2009");
  g_autoptr (CmRecord) changed = give (f, get_passage (f->manual, "one", 1), "Money", "");
  g_autoptr (CmRecord) moved = give (f, get_passage (f->manual, "one", 0), "Needs", "");
  g_autoptr (CmManual) later = load_edition (
      f,
      HEAD CHAPTER ("one",
                    "First things",
                    "<para>Add up what all partners spend on the same people in a year.</para>")
          CHAPTER ("two", "Last things", NEEDS) "</book>");
  g_autoptr (CmFeedback) before = load_points (f, f->manual);
  g_autoptr (CmFeedback) after = load_points (f, later);

  assert_where (before, gone, CM_ANCHOR_SAME, "As it was");
  assert_where (after, moved, CM_ANCHOR_MOVED, "Moved to “Last things”");
  assert_where (after, changed, CM_ANCHOR_CHANGED, "Changed");
  assert_where (after, gone, CM_ANCHOR_GONE, "Gone");
  /* In the order of the text, what is gone last. */
  assert_nth (before, 0, moved);
  assert_nth (before, 2, gone);
  assert_nth (after, 0, changed);
  assert_nth (after, 1, moved);
  assert_nth (after, 2, gone);
  g_assert_cmpuint (cm_feedback_get_n_points (after), ==, 3);
}

static void
test_counts (Fixture *f, gconstpointer data)
{
  CmBlock *passage = get_passage (f->manual, "one", 0);
  g_autoptr (CmRecord) first = give (f, passage, "One", "1 Jun 2009");
  g_autoptr (CmRecord) second = give (f, passage, "Two", "2 Jun 2009");
  g_autoptr (CmRecord) third = give (f, get_passage (f->manual, "one", 1), "Three", "");
  g_autoptr (CmFeedback) feedback = NULL;

  g_assert_true (cm_feedback_answer (f->store, first, "none", "", "", "done", NULL));
  feedback = load_points (f, f->manual);
  g_assert_cmpuint (cm_feedback_get_at (feedback, passage)->len, ==, 2);
  g_assert_cmpuint (cm_feedback_count_open (feedback, passage), ==, 1);
  g_assert_cmpuint (cm_feedback_count_open_in (feedback, get_section (f->manual, "one")), ==, 2);
  g_assert_cmpuint (cm_feedback_count_open_in (feedback, get_section (f->manual, "two")), ==, 0);
  g_assert_null (cm_feedback_get_at (feedback, get_section (f->manual, "two")));
}

static void
test_section_titles (Fixture *f, gconstpointer data)
{
  g_autofree char *known = cm_feedback_get_section_title (f->manual, "two");
  g_autofree char *unknown = cm_feedback_get_section_title (f->manual, "three");
  g_autofree char *none = cm_feedback_get_section_title (f->manual, "");

  g_assert_cmpstr (known, ==, "Last things");
  g_assert_cmpstr (unknown, ==, "three");
  g_assert_cmpstr (none, ==, "The whole manual");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/feedback/give", test_give);
  ADD ("/feedback/give-at-large", test_give_at_large);
  ADD ("/feedback/give-refused", test_give_refused);
  ADD ("/feedback/answer", test_answer);
  ADD ("/feedback/answer-rules", test_answer_rules);
  ADD ("/feedback/later-edition", test_later_edition);
  ADD ("/feedback/counts", test_counts);
  ADD ("/feedback/section-titles", test_section_titles);
#undef ADD
  return g_test_run ();
}
