/* test-registers-page.c - every register of the portfolio, chosen from a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-registers-page.h"

#include "config.h"

#include "cm-register-list.h"
#include "cm-test-table.h"

typedef struct
{
  CmStore *store;
  CmRegistersPage *page;
  GtkWidget *root; /* the page, as a widget */
  GtkWidget *window;
  char *told;
} Fixture;

static void
message_cb (Fixture *f, const char *text, gboolean undo)
{
  g_free (f->told);
  f->told = g_strdup (text);
}

static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) theme =
      cm_test_add (store, "theme", (const char *const[]){ "name", "People", NULL });
  g_autoptr (CmRecord) body =
      cm_test_add (store, "body", (const char *const[]){ "name", "Board", "kind", "board", NULL });

  CM_TEST_ADD (store, "partnership", "name", "Partnership", "year", "2010");
  CM_TEST_ADD (store, "theme", "name", "Place");
  CM_TEST_ADD (store, "chapter", "name", "Health", "theme", cm_record_get_id (theme));
  CM_TEST_ADD (store, "organisation", "name", "County", "kind", "county");
  CM_TEST_ADD (store, "organisation", "name", "Trust", "kind", "health");
  CM_TEST_ADD (
      store, "membership", "body", cm_record_get_id (body), "role", "Leader", "capacity", "chair");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = cm_test_new_store ();
  fill (f->store);
  f->root = g_object_new (CM_TYPE_REGISTERS_PAGE, NULL);
  f->page = CM_REGISTERS_PAGE (f->root);
  g_signal_connect_swapped (f->page, "message", G_CALLBACK (message_cb), f);
  cm_page_set_store (CM_PAGE (f->page), f->store, NULL);
  f->window = cm_test_show (f->root, 1100, 800);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  gpointer page = f->page;

  g_object_add_weak_pointer (G_OBJECT (f->page), &page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_null (page);
  cm_test_drop_store (f->store);
  g_free (f->told);
  g_settings_reset (settings, "last-register");
}

/* --- looking and doing ------------------------------------------------------------------------ */

static void
assert_column (Fixture *f, const char *field, const char *expected)
{
  g_autofree char *found = cm_test_column (f->root, field);

  g_assert_cmpstr (found, ==, expected);
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (f->window, text) != NULL;
}

static GtkWidget *
find_row (Fixture *f, const char *title)
{
  return cm_test_find_with_text (
      cm_test_find (f->window, CM_TYPE_REGISTER_LIST), GTK_TYPE_LIST_BOX_ROW, title);
}

static void
choose (Fixture *f, const char *title)
{
  GtkWidget *row = find_row (f, title);

  g_assert_nonnull (row);
  cm_test_click (row);
}

static GtkWidget *
get_focus (Fixture *f)
{
  return gtk_root_get_focus (GTK_ROOT (f->window));
}

/* --- choosing --------------------------------------------------------------------------------- */

static void
test_choose (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "organisation");
  g_assert_true (sees (f, "A public body, company or charity that takes part."));
  assert_column (f, "name", "County|Trust");
  choose (f, "Themes");
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "theme");
  assert_column (f, "name", "People|Place");
  g_assert_true (cm_registers_page_choose (f->page, "body"));
  cm_test_settle ();
  assert_column (f, "name", "Board");
}

/* Every table that stands alone is in the list once, and no other. */
static void
test_complete (Fixture *f, gconstpointer data)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean expected = cm_table_owner (tables[i]) == NULL &&
                          !g_str_equal (tables[i]->name, "activity") &&
                          !g_str_equal (tables[i]->name, "cycle_run") &&
                          !g_str_equal (tables[i]->name, "spend_file") &&
                          !g_str_equal (tables[i]->name, "spend_rule") &&
                          !g_str_equal (tables[i]->name, "contract");

      g_test_message ("%s", tables[i]->name);
      g_assert_cmpint (cm_registers_page_choose (f->page, tables[i]->name), ==, expected);
      cm_test_settle ();
      if (expected && !g_str_equal (tables[i]->name, "partnership"))
        g_assert_true (sees (f, tables[i]->help));
    }
  g_assert_false (cm_registers_page_choose (f->page, "nothing"));
}

static void
test_counts (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find_row (f, "Organisations");

  g_assert_nonnull (cm_test_find_text (row, "2"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Organisations, 2 rows");
  CM_TEST_ADD (f->store, "organisation", "name", "Police", "kind", "police");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (row, "3"));
  assert_column (f, "name", "County|Police|Trust");
}

static void
test_remembered (Fixture *f, gconstpointer data)
{
  GtkWidget *other = g_object_new (CM_TYPE_REGISTERS_PAGE, NULL);

  choose (f, "Bodies");
  g_object_ref_sink (other);
  cm_page_set_store (CM_PAGE (other), f->store, NULL);
  g_assert_cmpstr (cm_registers_page_get_chosen (CM_REGISTERS_PAGE (other)), ==, "body");
  g_assert_finalize_object (other);
}

/* --- the partnership -------------------------------------------------------------------------- */

static void
test_only (Fixture *f, gconstpointer data)
{
  CmRecordForm *form = cm_registers_page_get_form (f->page);
  g_autofree char *area = NULL;

  choose (f, "Partnership");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (form)));
  g_assert_cmpstr (cm_record_get_title (cm_record_form_get_record (form)), ==, "Partnership");
  cm_record_form_focus (form, "area");
  cm_test_type (f->window, "Rutland");
  g_assert_true (cm_page_flush (CM_PAGE (f->page)));
  area = cm_test_value (f->store, "partnership", "Partnership", "area");
  g_assert_cmpstr (area, ==, "Rutland");

  /* A second one, as after a merge, can be seen and deleted. */
  CM_TEST_ADD (f->store, "partnership", "name", "Second", "year", "2010");
  cm_test_settle ();
  assert_column (f, "name", "Partnership|Second");
  choose (f, "Themes");
  assert_column (f, "name", "People|Place");
}

/* --- a record, some records ------------------------------------------------------------------- */

static void
test_show_record (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) trust = cm_test_get (f->store, "organisation", "Trust");
  g_autoptr (CmQuery) members = cm_query_new ("membership");
  g_autoptr (CmRecord) member = cm_store_first (f->store, members);
  g_autoptr (CmRecord) partnership = cm_test_get (f->store, "partnership", "Partnership");
  CmRegister *list = cm_registers_page_get_register (f->page);

  cm_registers_page_choose (f->page, "theme");
  g_assert_true (cm_page_show_record (CM_PAGE (f->page), "organisation", cm_record_get_id (trust)));
  cm_test_settle ();
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "organisation");
  g_assert_true (cm_record_form_get_record (cm_register_get_form (list)) == trust);

  /* What is part of another is shown with it. */
  g_assert_true (cm_page_show_record (CM_PAGE (f->page), "membership", cm_record_get_id (member)));
  cm_test_settle ();
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "body");
  g_assert_cmpstr (
      cm_record_get_title (cm_record_form_get_record (cm_register_get_form (list))), ==, "Board");

  g_assert_true (
      cm_page_show_record (CM_PAGE (f->page), "partnership", cm_record_get_id (partnership)));
  g_assert_true (cm_record_form_get_record (cm_registers_page_get_form (f->page)) == partnership);
  g_assert_false (cm_page_show_record (CM_PAGE (f->page), "theme", "no such key"));
}

static void
test_show_query (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("organisation");

  cm_registers_page_choose (f->page, "theme");
  cm_query_where_text (query, "kind", "health");
  cm_page_show_query (CM_PAGE (f->page), query, "health bodies");
  cm_test_settle ();
  assert_column (f, "name", "Trust");
  g_assert_true (sees (f, "Only: health bodies"));
  choose (f, "Themes");
  choose (f, "Organisations");
  assert_column (f, "name", "County|Trust");
}

/* What others refer to is not deleted, in words. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  choose (f, "Themes");
  cm_test_click (cm_test_cell (f->root, "People", "name"));
  cm_test_key (f->window, "Delete");
  g_assert_cmpstr (
      f->told, ==, "“People” is still used (Chapters: 1). Change or delete those first.");
  assert_column (f, "name", "People|Place");
}

/* --- keyboard and room ------------------------------------------------------------------------ */

static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *list = cm_test_find (f->root, CM_TYPE_REGISTER_LIST);

  gtk_widget_grab_focus (find_row (f, "Organisations"));
  g_assert_true (gtk_widget_is_ancestor (get_focus (f), list));
  cm_test_key (f->window, "Down");
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "theme");
  cm_test_key (f->window, "Down");
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "chapter");
  cm_test_key (f->window, "Tab");
  g_assert_false (gtk_widget_is_ancestor (get_focus (f), list));
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "chapter");
  cm_test_key (f->window, "<Shift>Tab");
  g_assert_true (gtk_widget_is_ancestor (get_focus (f), list));
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "chapter");
}

/* Where there is no room for the list it is behind a button. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  GtkWidget *button;

  g_assert_null (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "Choose a register"));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 560, 700);
  cm_test_settle ();
  g_assert_null (cm_test_find (f->root, CM_TYPE_REGISTER_LIST));
  button = cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "Organisations");
  g_assert_nonnull (button);
  cm_test_click (button);
  choose (f, "Themes");
  assert_column (f, "name", "People|Place");
  g_assert_null (cm_test_find (f->root, CM_TYPE_REGISTER_LIST));
  g_assert_true (get_focus (f) == button);

  /* By keyboard: the arrows look at each, Enter or Escape closes the list. */
  cm_test_key (f->window, "Return");
  g_assert_true (
      gtk_widget_is_ancestor (get_focus (f), cm_test_find (f->root, CM_TYPE_REGISTER_LIST)));
  cm_test_key (f->window, "Down");
  g_assert_cmpstr (cm_registers_page_get_chosen (f->page), ==, "chapter");
  g_assert_nonnull (cm_test_find (f->root, CM_TYPE_REGISTER_LIST));
  cm_test_key (f->window, "Escape");
  g_assert_null (cm_test_find (f->root, CM_TYPE_REGISTER_LIST));
  assert_column (f, "name", "Health");

  gtk_window_set_default_size (GTK_WINDOW (f->window), 1100, 700);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find (f->root, CM_TYPE_REGISTER_LIST));
  choose (f, "Bodies");
  assert_column (f, "name", "Board");
  g_assert_nonnull (cm_test_find (f->root, CM_TYPE_REGISTER_LIST));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name)                                                                                 \
  g_test_add ("/registers-page/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (choose);
  TEST (complete);
  TEST (counts);
  TEST (remembered);
  TEST (only);
  TEST (show_record);
  TEST (show_query);
  TEST (refused);
  TEST (keys);
  TEST (narrow);
  return g_test_run ();
}
