/* test-needs.c - needs and evidence within a scope, and what they lack. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-needs.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
  char *people, *safety, *health; /* a theme and its chapters */
  char *other;                    /* a theme without any */
} Fixture;

/* (transfer full): the key of a record with texts "field", "value", … NULL. */
static char *
add (Fixture *f, const char *table, const char *const values[])
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    cm_record_set_text (record, values[i], values[i + 1]);
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return g_strdup (cm_record_get_id (record));
}
#define ADD(table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })
#define ADD_ONLY(table, ...) g_free (ADD (table, __VA_ARGS__))

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *need = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *outcome = NULL;

  f->folder = g_dir_make_tmp ("cm-needs-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  f->people = ADD ("theme", "name", "People");
  f->other = ADD ("theme", "name", "Other");
  f->safety = ADD ("chapter", "name", "Safety", "theme", f->people);
  f->health = ADD ("chapter", "name", "Health", "theme", f->people);
  need = ADD ("need", "name", "Advice", "chapter", f->health);
  ADD_ONLY ("need", "name", "Lighting", "chapter", f->safety);
  ADD_ONLY ("need", "name", "Anything");
  proof = ADD ("evidence", "name", "Proof", "kind", "soft", "theme", f->other);
  ADD_ONLY ("evidence", "name", "Survey", "kind", "questionnaire", "chapter", f->safety);
  ADD_ONLY ("evidence", "name", "Atlas", "kind", "atlas", "theme", f->people);
  ADD_ONLY ("evidence", "name", "Loose", "kind", "other");
  ADD_ONLY ("need_evidence", "need", need, "evidence", proof);
  outcome = ADD ("outcome", "name", "Better", "chapter", f->health);
  ADD_ONLY ("need_outcome", "need", need, "outcome", outcome);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_store_close (f->store);
  g_object_unref (f->store);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->people);
  g_free (f->safety);
  g_free (f->health);
  g_free (f->other);
  g_free (f->path);
  g_free (f->folder);
}

/* Takes `query`. */
static void
assert_names (Fixture *f, CmQuery *query, const char *expected)
{
  g_autoptr (CmQuery) taken = query;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  cm_query_order (taken, "name", FALSE);
  found = cm_store_list (f->store, taken);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", cm_record_get_title (found->pdata[i]));
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmScope) theme = cm_scope_new (f->people, NULL);
  g_autoptr (CmScope) safety = cm_scope_new (NULL, f->safety);
  g_autoptr (CmScope) health = cm_scope_new (NULL, f->health);
  g_autoptr (CmScope) other = cm_scope_new (f->other, NULL);

  assert_names (f, cm_needs_query (whole), "Advice|Anything|Lighting");
  assert_names (f, cm_needs_query (theme), "Advice|Lighting");
  assert_names (f, cm_needs_query (safety), "Lighting");
  assert_names (f, cm_needs_query (other), "");

  assert_names (f, cm_needs_query_evidence (whole), "Atlas|Loose|Proof|Survey");
  /* “Proof” is of another theme, but a need of this one rests on it. */
  assert_names (f, cm_needs_query_evidence (theme), "Atlas|Proof|Survey");
  assert_names (f, cm_needs_query_evidence (safety), "Survey");
  assert_names (f, cm_needs_query_evidence (health), "Proof");
  assert_names (f, cm_needs_query_evidence (other), "Proof");
}

/* What is made within a scope is seen there. */
static void
test_new (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) theme = cm_scope_new (f->people, NULL);
  g_autoptr (CmScope) safety = cm_scope_new (NULL, f->safety);
  g_autoptr (CmScope) other = cm_scope_new (f->other, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) need = cm_needs_new (f->store, "need", safety, &error);
  g_autoptr (CmRecord) evidence = cm_needs_new (f->store, "evidence", other, &error);
  g_autoptr (CmRecord) engagement = cm_needs_new (f->store, "engagement", theme, &error);

  g_assert_no_error (error);
  g_assert_true (cm_store_save (f->store, need, "Add", NULL));
  g_assert_true (cm_store_save (f->store, evidence, "Add", NULL));
  assert_names (f, cm_needs_query (safety), "Lighting|New need");
  assert_names (f, cm_needs_query_evidence (other), "New evidence|Proof");
  g_assert_false (cm_record_is_null (engagement, "chapter"));
  g_assert_null (cm_needs_new (f->store, "need", other, &error));
  g_assert_nonnull (error);
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmQuery) needs = cm_needs_query (whole);
  g_autoptr (CmQuery) evidence = cm_needs_query_evidence (whole);

  assert_names (f, cm_needs_query_unproven (needs), "Anything|Lighting");
  assert_names (f, cm_needs_query_unanswered (needs), "Anything|Lighting");
  assert_names (f, cm_needs_query_unused (evidence), "Atlas|Loose|Survey");
}

static void
test_engagement (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmScope) health = cm_scope_new (NULL, f->health);
  g_autoptr (CmQuery) all = cm_needs_query_engagement (whole);
  static const struct
  {
    const char *name;
    gboolean needed;
    const char *done;
  } events[] = { { "Done", TRUE, "2009-06-01" }, { "Jury", TRUE, NULL }, { "Forum", FALSE, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (CmRecord) event = cm_record_new (cm_table_find ("engagement"));

      cm_record_set_text (event, "name", events[i].name);
      cm_record_set_number (event, "follow_up_needed", events[i].needed);
      if (events[i].done != NULL)
        cm_record_set_text (event, "done_on", events[i].done);
      if (i == 1)
        cm_record_set_text (event, "chapter", f->health);
      g_assert_true (cm_store_save (f->store, event, "Add", NULL));
    }
  assert_names (f, cm_query_copy (all), "Done|Forum|Jury");
  assert_names (f, cm_needs_query_outstanding (all), "Jury");
  assert_names (f, cm_needs_query_engagement (health), "Jury");
}

static void
assert_described (Fixture *f, const char *name, const char *expected)
{
  g_autoptr (CmQuery) query = cm_query_new ("need");
  g_autoptr (CmRecord) need = NULL;
  g_autofree char *words = NULL;

  cm_query_where_text (query, "name", name);
  need = cm_store_first (f->store, query);
  words = cm_needs_describe (f->store, cm_record_get_id (need));
  g_assert_cmpstr (words, ==, expected);
}

static void
test_describe (Fixture *f, gconstpointer data)
{
  assert_described (f, "Advice", "Rests on 1 piece of evidence, answered by 1 outcome");
  assert_described (f, "Lighting", "Without evidence, without an outcome");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*function) (Fixture *f, gconstpointer data);
  } cases[] = {
    { "/needs/scope", test_scope },       { "/needs/new", test_new },
    { "/needs/missing", test_missing },   { "/needs/engagement", test_engagement },
    { "/needs/describe", test_describe },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].function, tear_down);
  return g_test_run ();
}
