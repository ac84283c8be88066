/* test-register.c - the register of any table: add, delete, paste, search, narrow, edit, refuse. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-register.h"

#include <string.h>

#include "cm-field-editor.h"
#include "cm-test-table.h"

typedef struct
{
  CmStore *store;
  CmRegister *list;
  GtkWidget *root; /* the register, as a widget */
  GtkWidget *window;
  char *told;
  gboolean undo;
  guint changed;
} Fixture;

/* --- the register and its window -------------------------------------------------------------- */

static void
message_cb (Fixture *f, const char *text, gboolean undo)
{
  g_free (f->told);
  f->told = g_strdup (text);
  f->undo = undo;
}

static void
changed_rows_cb (Fixture *f)
{
  f->changed++;
}

static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) people =
      cm_test_add (store, "theme", (const char *const[]){ "name", "People", NULL });

  CM_TEST_ADD (store, "theme", "name", "Place");
  CM_TEST_ADD (store, "chapter", "name", "Health", "theme", cm_record_get_id (people));
  CM_TEST_ADD (store, "organisation", "name", "County", "kind", "county");
  CM_TEST_ADD (store, "organisation", "name", "Trust", "kind", "health");
  CM_TEST_ADD (store, "organisation", "name", "Police", "kind", "police");
}

static void
set_up (Fixture *f, gconstpointer table)
{
  f->store = cm_test_new_store ();
  fill (f->store);
  f->root = cm_register_new ();
  f->list = CM_REGISTER (f->root);
  g_signal_connect_swapped (f->list, "message", G_CALLBACK (message_cb), f);
  g_signal_connect_swapped (f->list, "changed-rows", G_CALLBACK (changed_rows_cb), f);
  f->window = cm_test_show (f->root, 1000, 700);
  cm_register_show (f->list, f->store, cm_query_new (table));
  cm_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer list = f->list;

  g_object_add_weak_pointer (G_OBJECT (f->list), &list);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_null (list);
  cm_test_drop_store (f->store);
  g_free (f->told);
}

/* --- looking and doing ------------------------------------------------------------------------ */

static void
assert_column (Fixture *f, const char *field, const char *expected)
{
  g_autofree char *found = cm_test_column (f->root, field);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_value (
    Fixture *f, const char *table, const char *title, const char *field, const char *expected)
{
  g_autofree char *found = cm_test_value (f->store, table, title, field);

  g_assert_cmpstr (found, ==, expected);
}

static void
press (Fixture *f, const char *keys)
{
  cm_test_key (f->window, keys);
}

static void
click_cell (Fixture *f, const char *title, const char *field)
{
  GtkWidget *cell = cm_test_cell (f->root, title, field);

  g_assert_nonnull (cell);
  cm_test_click (cell);
}

static void
act (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (f->root, action, NULL));
  cm_test_settle ();
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (f->window, text) != NULL;
}

static void
show (Fixture *f, const char *table)
{
  cm_register_show (f->list, f->store, cm_query_new (table));
  cm_test_settle ();
}

/* --- one register, many tables ---------------------------------------------------------------- */

static void
test_show (Fixture *f, gconstpointer data)
{
  assert_column (f, "name", "County|Police|Trust");
  g_assert_true (sees (f, "3 rows"));
  g_assert_true (sees (f, "Search “Organisations”"));
  click_cell (f, "Trust", "name");
  cm_register_search (f->list, "o");
  assert_column (f, "name", "County|Police");

  /* Another table starts afresh. */
  show (f, "theme");
  assert_column (f, "name", "People|Place");
  g_assert_true (sees (f, "2 rows"));
  g_assert_true (sees (f, "Search “Themes”"));
  g_assert_null (cm_table_view_get_current (cm_register_get_table (f->list)));
  g_assert_cmpstr (cm_register_get_table_shown (f->list)->name, ==, "theme");

  /* The same with another query keeps search and selection. */
  click_cell (f, "Place", "name");
  cm_register_search (f->list, "pl");
  show (f, "theme");
  assert_column (f, "name", "People|Place");
  g_assert_cmpstr (
      cm_record_get_title (cm_table_view_get_current (cm_register_get_table (f->list))),
      ==,
      "Place");
}

static void
test_totals (Fixture *f, gconstpointer data)
{
  guint before = f->changed;

  cm_register_set_totals (f->list, "all in all");
  g_assert_true (sees (f, "all in all"));
  CM_TEST_ADD (f->store, "organisation", "name", "Fire", "kind", "fire");
  cm_test_wait (f->changed == before + 1);
  g_assert_true (sees (f, "all in all"));
  cm_register_set_totals (f->list, NULL);
  g_assert_true (sees (f, "4 rows"));
}

/* --- adding and deleting ---------------------------------------------------------------------- */

static void
test_add (Fixture *f, gconstpointer data)
{
  GtkWidget *button = cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "Add a row (Ctrl+Shift+N)");
  g_autofree char *label = NULL;

  g_assert_nonnull (button);
  cm_test_click (button);
  g_assert_true (GTK_IS_EDITABLE (cm_test_editor (f->root)));
  cm_test_type (f->window, "Fire");
  press (f, "Return");
  assert_column (f, "name", "County|Fire|Police|Trust");
  g_assert_true (cm_store_undo (f->store, NULL));
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Add “Organisation”");
}

/* A search or narrowing that would hide the new row is let go of. */
static void
test_add_hidden (Fixture *f, gconstpointer data)
{
  CmQuery *query = cm_query_new ("organisation");

  cm_query_where_text (query, "kind", "health");
  cm_register_narrow (f->list, query, "health");
  cm_register_search (f->list, "trust");
  cm_test_settle ();
  assert_column (f, "name", "Trust");
  act (f, "register.add");
  press (f, "Escape");
  assert_column (f, "name", "County|Organisation|Police|Trust");
  g_assert_false (sees (f, "Only: health"));
}

/* A reference is filled where there is something to refer to, and asked for where not. */
static void
test_add_refused (Fixture *f, gconstpointer data)
{
  show (f, "chapter");
  act (f, "register.add");
  press (f, "Escape");
  assert_column (f, "name", "Health|Chapter");
  show (f, "activity_chapter");
  act (f, "register.add");
  g_assert_cmpstr (f->told,
                   ==,
                   "Chapter served: there is no record of “Activity” to refer to yet. Add one "
                   "first.");
  g_assert_false (f->undo);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  click_cell (f, "County", "name");
  press (f, "<Shift>Down");
  press (f, "Delete");
  assert_column (f, "name", "Trust");
  g_assert_cmpstr (f->told, ==, "2 rows are deleted from “Organisations”");
  g_assert_true (f->undo);
  press (f, "Delete");
  g_assert_cmpstr (f->told, ==, "“Trust” is deleted");
  g_assert_true (sees (f, "Nothing here yet"));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  assert_column (f, "name", "County|Police|Trust");
}

static void
test_delete_refused (Fixture *f, gconstpointer data)
{
  show (f, "theme");
  cm_register_set_details (f->list, TRUE);
  click_cell (f, "People", "name");
  press (f, "Delete");
  assert_column (f, "name", "People|Place");
  g_assert_cmpstr (
      f->told, ==, "“People” is still used (Chapters: 1). Change or delete those first.");
  g_assert_false (f->undo);
  g_assert_cmpstr (cm_record_get_title (cm_record_form_get_record (cm_register_get_form (f->list))),
                   ==,
                   "People");
}

/* --- spreadsheet ------------------------------------------------------------------------------ */

static void
test_paste (Fixture *f, gconstpointer data)
{
  click_cell (f, "County", "name");
  press (f, "<Shift>Down");
  press (f, "<Control>c");
  cm_test_wait (g_strcmp0 (f->told, "2 rows copied") == 0);
  press (f, "<Control>v");
  cm_test_wait (g_strcmp0 (f->told, "2 rows are pasted into “Organisations”") == 0);
  g_assert_true (f->undo);
  assert_column (f, "name", "County|County|Police|Police|Trust");
  cm_register_paste (f->list, "");
  g_assert_cmpstr (f->told, ==, "The clipboard holds no rows; copy some in a spreadsheet first");
}

/* --- narrowing -------------------------------------------------------------------------------- */

static void
test_narrow (Fixture *f, gconstpointer data)
{
  CmQuery *query = cm_query_new ("organisation");
  GtkWidget *chip;
  g_autoptr (CmQuery) shown = NULL;

  cm_query_where_text (query, "kind", "health");
  cm_register_narrow (f->list, query, "health");
  cm_test_settle ();
  assert_column (f, "name", "Trust");
  g_assert_true (sees (f, "1 row"));
  shown = cm_register_get_query (f->list);
  g_assert_cmpuint (cm_store_count (f->store, shown), ==, 1);

  cm_register_search (f->list, "county");
  cm_test_settle ();
  g_assert_true (sees (f, "Nothing found"));
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "_Clear the search"));
  assert_column (f, "name", "Trust");

  chip = cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "Only: health");
  g_assert_nonnull (chip);
  cm_test_click (chip);
  assert_column (f, "name", "County|Police|Trust");
  g_assert_false (sees (f, "Only: health"));
}

static void
test_narrow_none (Fixture *f, gconstpointer data)
{
  CmQuery *query = cm_query_new ("organisation");

  cm_query_where_text (query, "kind", "fire");
  cm_register_narrow (f->list, query, "fire");
  cm_test_settle ();
  g_assert_true (sees (f, "There is nothing more to see here for “fire”."));
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "_Show all"));
  assert_column (f, "name", "County|Police|Trust");
}

/* The keyboard alone takes the narrowing back, and is then in the table. */
static void
test_narrow_keys (Fixture *f, gconstpointer data)
{
  CmQuery *query = cm_query_new ("organisation");

  cm_query_where_text (query, "kind", "health");
  cm_register_narrow (f->list, query, "health");
  cm_test_settle ();
  gtk_widget_grab_focus (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "Only: health"));
  press (f, "space");
  assert_column (f, "name", "County|Police|Trust");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)),
                                         GTK_WIDGET (cm_register_get_table (f->list))));
}

static void
test_select (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) county = cm_test_get (f->store, "organisation", "County");
  CmQuery *query = cm_query_new ("organisation");

  cm_query_where_text (query, "kind", "health");
  cm_register_narrow (f->list, query, "health");
  cm_register_search (f->list, "trust");
  g_assert_true (cm_register_select (f->list, cm_record_get_id (county)));
  cm_test_settle ();
  assert_column (f, "name", "County|Police|Trust");
  g_assert_true (cm_table_view_get_current (cm_register_get_table (f->list)) == county);
  g_assert_false (cm_register_select (f->list, "no such key"));
}

/* --- the form beside the table ---------------------------------------------------------------- */

/* Wide windows show both; in a narrow one the form lies over the table, and Escape takes it away.
 */
static void
test_details (Fixture *f, gconstpointer data)
{
  GtkWidget *form = GTK_WIDGET (cm_register_get_form (f->list));
  GtkWidget *table = GTK_WIDGET (cm_register_get_table (f->list));

  click_cell (f, "Police", "name");
  g_assert_null (cm_record_form_get_record (CM_RECORD_FORM (form)));
  press (f, "<Control>Return");
  g_assert_true (gtk_widget_get_mapped (form));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)), form));
  g_assert_cmpint (gtk_widget_get_width (table) + gtk_widget_get_width (form), <=, 1000);
  press (f, "Escape");
  g_assert_true (gtk_widget_get_mapped (form));

  gtk_window_set_default_size (GTK_WINDOW (f->window), 600, 700);
  cm_test_settle ();
  g_assert_cmpint (gtk_widget_get_width (table), >=, 590);
  g_assert_true (gtk_widget_get_mapped (form));
  press (f, "Escape");
  g_assert_false (gtk_widget_get_mapped (form));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)), table));
}

/* --- an owner's words and ways ---------------------------------------------------------------- */

static CmRecord *
make_police (CmRegister *list, gpointer data, GError **error)
{
  CmRecord *record = cm_record_new (cm_register_get_table_shown (list));

  cm_record_set_text (record, "name", "New force");
  cm_record_set_text (record, "kind", data);
  return record;
}

static CmRecord *
make_pattern (CmRegister *list, gpointer data)
{
  CmRecord *record = cm_record_new (cm_register_get_table_shown (list));

  cm_record_set_text (record, "kind", data);
  return record;
}

static gboolean
refuse (CmRegister *list, GPtrArray *records, gpointer data, GError **error)
{
  g_set_error_literal (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED, "Not this one.");
  return FALSE;
}

static char *
tell_forces (CmRegister *list, CmRegisterDeed deed, guint n, gpointer data)
{
  return g_strdup_printf ("%s %u", deed == CM_REGISTER_PASTED ? "pasted" : "deleted", n);
}

static void
test_keeper (Fixture *f, gconstpointer data)
{
  static const CmRegisterKeeper keeper = { make_police, make_pattern, NULL, refuse, tell_forces };

  cm_register_set_keeper (f->list, &keeper, (gpointer) "police");
  act (f, "register.add");
  press (f, "Escape");
  assert_value (f, "organisation", "New force", "kind", "police");
  press (f, "Delete");
  g_assert_cmpstr (f->told, ==, "Not this one.");
  assert_column (f, "name", "County|New force|Police|Trust");
  cm_register_paste (f->list, "Transport\n");
  cm_test_settle ();
  g_assert_cmpstr (f->told, ==, "pasted 1");
  assert_value (f, "organisation", "Transport", "kind", "police");
}

static void
test_words (Fixture *f, gconstpointer data)
{
  static const CmRegisterWords words = { .add = "Add a force", .search = "Search the forces" };
  GtkWidget *search = cm_test_find (f->root, GTK_TYPE_SEARCH_ENTRY);

  cm_register_set_words (f->list, &words);
  g_assert_true (sees (f, "Add a force (Ctrl+Shift+N)"));
  g_assert_true (sees (f, "Delete the chosen rows (Delete)"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, "Search the forces");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (cm_test_find_text (f->root, "Add a force (Ctrl+Shift+N)")),
      GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Add a force");
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name)                                                                                 \
  g_test_add ("/register/" #name, Fixture, "organisation", set_up, test_##name, tear_down)
  TEST (show);
  TEST (totals);
  TEST (add);
  TEST (add_hidden);
  TEST (add_refused);
  TEST (delete);
  TEST (delete_refused);
  TEST (paste);
  TEST (narrow);
  TEST (narrow_none);
  TEST (narrow_keys);
  TEST (select);
  TEST (details);
  TEST (keeper);
  TEST (words);
  return g_test_run ();
}
