/* test-register.c - the register of any table: add, delete, paste, search, narrow, edit, refuse. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-register.h"

#include <glib/gstdio.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif
#include <string.h>

#include "cm-export-bar.h"
#include "cm-export-dialog.h"
#include "cm-field-editor.h"
#include "cm-sheet.h"
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

static void
assert_search_name (Fixture *f, const char *name)
{
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (cm_test_find (f->root, GTK_TYPE_SEARCH_ENTRY)),
      GTK_ACCESSIBLE_PROPERTY_LABEL,
      name);
}

/* --- one register, many tables ---------------------------------------------------------------- */

static void
test_show (Fixture *f, gconstpointer data)
{
  assert_column (f, "name", "County|Police|Trust");
  g_assert_true (sees (f, "3 rows"));
  assert_search_name (f, "Search “Organisations”");
  click_cell (f, "Trust", "name");
  cm_register_search (f->list, "o");
  assert_column (f, "name", "County|Police");

  /* Another table starts afresh. */
  show (f, "theme");
  assert_column (f, "name", "People|Place");
  g_assert_true (sees (f, "2 rows"));
  assert_search_name (f, "Search “Themes”");
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

static void
clipboard_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
assert_clipboard (Fixture *f, const char *first, const char *second, guint n_lines)
{
  char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (f->root), NULL, clipboard_cb, &text);
  cm_test_wait (text != NULL);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpstr (lines[0], ==, first);
  g_assert_cmpstr (lines[1], ==, second);
  g_assert_cmpuint (g_strv_length (lines), ==, n_lines);
  g_free (text);
}

/* With nothing selected everything that is shown is copied, however much it is. */
static void
test_copy_all (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  cm_register_search (f->list, "o");
  cm_table_view_sort (cm_register_get_table (f->list), "name", TRUE);
  act (f, "register.copy");
  cm_test_wait (g_strcmp0 (f->told, "2 rows copied") == 0);
  assert_clipboard (f, "Name\tShort name\tKind", "Police\t\tPolice", 3);

  g_assert_true (cm_store_begin (f->store, "Add many", NULL));
  for (guint i = 0; i < 2500; i++)
    {
      g_autofree char *name = g_strdup_printf ("Office %04u", i);
      g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("organisation"));

      cm_record_set_text (record, "name", name);
      cm_record_set_text (record, "kind", "county");
      g_assert_true (cm_store_insert (f->store, record, &error));
    }
  g_assert_true (cm_store_commit (f->store, NULL));
  cm_test_settle ();
  act (f, "register.copy");
  cm_test_wait (g_strcmp0 (f->told, "2502 rows copied") == 0);
  assert_clipboard (f, "Name\tShort name\tKind", "Police\t\tPolice", 2503);
}

/* --- exporting -------------------------------------------------------------------------------- */

/* Cells parted by commas, rows by "|". */
static gboolean
row_cb (const CmRow *row, gpointer data)
{
  GString *text = data;

  for (guint i = 0; i < row->n_cells; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", row->cells[i].text);
  g_string_append_c (text, '|');
  return TRUE;
}

static void
assert_file (const char *path, guint sheet, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmSheet) file = cm_sheet_open (path, &error);

  g_assert_no_error (error);
  cm_sheet_choose (file, sheet);
  cm_sheet_read (file, row_cb, text, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (sheet == 0)
    g_assert_cmpstr (text->str, ==, expected);
  else if (strstr (text->str, expected) == NULL)
    g_error ("“%s” is not in %s", expected, text->str);
}

/* As a drag of its heading does. */
static void
move_first (Fixture *f, const char *heading)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (cm_test_find (f->root, GTK_TYPE_COLUMN_VIEW));
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), heading) == 0)
        gtk_column_view_insert_column (view, 0, column);
    }
}

static GtkWidget *
find_bar (GtkWidget *root)
{
  GtkWidget *found = NULL;

  if (CM_IS_EXPORT_BAR (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_bar (child);
  return found;
}

static gboolean
can_export (Fixture *f)
{
  GtkWidget *button = cm_test_find_with_text (
      f->root, GTK_TYPE_BUTTON, "Export what is shown to a workbook or CSV (Ctrl+Shift+E)");

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

/* What is shown, row for row and column for column. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (cm_store_get_path (f->store));
  CmTableView *table = cm_register_get_table (f->list);
  g_autoptr (CmRecord) people = cm_test_get (f->store, "theme", "People");
  g_autoptr (CmScope) scope = cm_scope_new (cm_record_get_id (people), NULL);
  static const char *const names[] = { "Forces.xlsx", "Forces.CSV" };
  CmQuery *query = cm_query_new ("organisation");

  cm_register_set_scope (f->list, scope);
  cm_query_where_in (query, "id", cm_query_new ("organisation"), "id");
  cm_register_narrow (f->list, query, "all of them");
  cm_register_search (f->list, "o");
  cm_table_view_set_column_visible (table, "short_name", FALSE);
  move_first (f, "Kind");
  cm_table_view_sort (table, "name", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *told = g_strdup_printf ("2 rows are written to “%s”", names[i]);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      cm_register_export (f->list, file);
      g_assert_false (can_export (f));
      cm_test_wait (g_strcmp0 (f->told, told) == 0);
      g_assert_false (f->undo);
      g_assert_true (can_export (f));
      assert_file (path, 0, "Kind,Name|Police,Police|County council,County|");
      if (i == 0)
        {
          assert_file (path, 1, "|Rows,2 of 3 rows|");
          assert_file (path, 1, "|Part of the portfolio,People|");
          assert_file (path, 1, "|Only,all of them|With the words,o|");
          assert_file (path, 1, "|In the order of,Name, descending|");
        }
      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static void
test_export_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all.xlsx");
  g_autoptr (GFile) far = g_file_new_for_uri ("sftp://example.org/all.xlsx");

  cm_register_export (f->list, nowhere);
  cm_test_wait (f->told != NULL);
  g_assert_nonnull (strstr (f->told, "/nowhere/at/all.xlsx"));
  cm_register_export (f->list, far);
  g_assert_cmpstr (f->told, ==, "Choose a folder of this computer to export to");
}

/* The thread may have been the first, and its file be there; else there is nothing. */
static gboolean
remove_folder (const char *folder, const char *path)
{
  g_remove (path);
  g_rmdir (folder);
  return !g_file_test (folder, G_FILE_TEST_EXISTS);
}

/* Cancelled, or with its register gone: what is not whole leaves no trace. */
static void
test_export_cancelled (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.xlsx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *other = cm_register_new ();
  GtkWidget *window = cm_test_show (other, 600, 400);

  cm_register_export (f->list, file);
  g_assert_false (can_export (f));
  g_assert_true (gtk_widget_activate_action (find_bar (f->root), "export.cancel", NULL));
  cm_test_wait (can_export (f));
  g_assert_null (f->told);

  cm_register_show (CM_REGISTER (other), f->store, cm_query_new ("theme"));
  cm_register_export (CM_REGISTER (other), file);
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  cm_test_wait (remove_folder (folder, path));
}

/* The chooser asks for places in the cloud through a library that loses two texts each time, which
 * is nothing that we could mend. */
static void
look_away_from_leaks (gboolean away)
{
#ifdef __SANITIZE_ADDRESS__
  if (away)
    __lsan_disable ();
  else
    __lsan_enable ();
#endif
}

static void
test_export_dialog (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;
  g_autofree char *name = NULL;

  look_away_from_leaks (TRUE);
  click_cell (f, "County", "name");
  press (f, "<Control><Shift>e");
  cm_test_wait ((dialog = cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG)) != NULL);
  cm_test_settle ();
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (dialog));
  g_assert_cmpstr (name, ==, "Organisations.xlsx");
  cm_test_key (dialog, "Escape");
  cm_test_wait (cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  look_away_from_leaks (FALSE);
  g_assert_null (f->told);
}

static void
choose_kind (GtkFileChooser *chooser, guint kind)
{
  g_autoptr (GListModel) filters = gtk_file_chooser_get_filters (chooser);
  g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, kind);

  gtk_file_chooser_set_filter (chooser, filter);
  cm_test_settle ();
}

static void
assert_name (GtkFileChooser *chooser, const char *expected)
{
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);

  g_assert_cmpstr (name, ==, expected);
}

/* The name follows the kind, and the file has an ending that says what it is. */
static void
test_export_kinds (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-export-XXXXXX", NULL);
  g_autofree char *there = g_build_filename (folder, "Plain.csv", NULL);
  g_autoptr (GFile) parent = g_file_new_for_path (folder);
  g_autoptr (GtkFileChooserNative) native = NULL;
  GtkFileChooser *chooser;
  static const char *const names[][2] = { { "Plain", "Plain (2).csv" },
                                          { "Book.xlsx", "Book.xlsx" },
                                          { "Rows.CSV", "Rows.CSV" } };

  look_away_from_leaks (TRUE);
  native = cm_export_dialog_new (f->root, "Aims/targets");
  chooser = GTK_FILE_CHOOSER (native);
  assert_name (chooser, "Aims-targets.xlsx");
  g_assert_true (gtk_file_chooser_set_current_folder (chooser, parent, NULL));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
  cm_test_settle ();
  choose_kind (chooser, 1);
  assert_name (chooser, "Aims-targets.csv");
  g_assert_true (g_file_set_contents (there, "", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = NULL;
      g_autofree char *name = NULL;

      gtk_file_chooser_set_current_name (chooser, names[i][0]);
      cm_test_settle ();
      file = cm_export_dialog_get_file (native);
      name = g_file_get_basename (file);
      g_assert_cmpstr (name, ==, names[i][1]);
    }
  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (native));
  look_away_from_leaks (FALSE);
  g_remove (there);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
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
  g_assert_true (sees (f, "There are no rows for “fire” now."));
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

/* --- what cannot be kept ---------------------------------------------------------------------- */

static void
add_odd (CmStore *store)
{
  CM_TEST_ADD (store, "event", "name", "Summer", "starts", "2010-06-01", "ends", "2010-08-31");
  CM_TEST_ADD (store, "engagement", "name", "Survey", "people", "40");
}

static const struct
{
  const char *table, *title, *field, *typed, *told;
} wrong[] = {
  { "event", "Summer", "ends", "1 May 2010", "Ends: it lies before Starts" },
  { "event", "Summer", "starts", "1 Sep 2010", "Ends: it lies before Starts" },
  { "event", "Summer", "starts", "soon", "Starts: “soon” is not a date" },
  { "event", "Summer", "starts", "", "Starts: it must not be empty" },
  { "event", "Summer", "name", NULL, "5000 characters are too many" },
  { "engagement", "Survey", "people", "-1", "People: it must lie between 0 and" },
  { "engagement", "Survey", "people", "99999999999999999999", "People: " },
};

static const char *
get_wrong (guint i)
{
  static char *many = NULL;

  if (many == NULL)
    many = g_strnfill (5000, 'x');
  return wrong[i].typed != NULL ? wrong[i].typed : many;
}

static gboolean
says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static CmFieldEditor *
find_field (GtkWidget *root, const char *field)
{
  CmFieldEditor *found = NULL;

  if (CM_IS_FIELD_EDITOR (root) &&
      g_str_equal (cm_field_editor_get_field (CM_FIELD_EDITOR (root))->name, field))
    return CM_FIELD_EDITOR (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_field (child, field);
  return found;
}

static GtkEditable *
edit_in_form (Fixture *f, const char *title, const char *field)
{
  GtkWidget *form = GTK_WIDGET (cm_register_get_form (f->list));

  click_cell (f, title, "name");
  cm_register_set_details (f->list, TRUE);
  cm_test_settle ();
  cm_record_form_focus (CM_RECORD_FORM (form), field);
  cm_test_settle ();
  return GTK_EDITABLE (cm_field_editor_get_control (find_field (form, field)));
}

static GtkEditable *
edit_in_cell (Fixture *f, const char *title, const char *field)
{
  cm_table_view_set_column_visible (cm_register_get_table (f->list), field, TRUE);
  cm_test_settle ();
  click_cell (f, title, field);
  press (f, "F2");
  g_assert_true (GTK_IS_EDITABLE (cm_test_editor (f->root)));
  return GTK_EDITABLE (cm_test_editor (f->root));
}

static void
test_wrong_in_form (Fixture *f, gconstpointer data)
{
  add_odd (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      guint changes = cm_test_count_changes (f->store);
      GtkEditable *entry;
      g_autofree char *before =
          cm_test_value (f->store, wrong[i].table, wrong[i].title, wrong[i].field);

      show (f, wrong[i].table);
      entry = edit_in_form (f, wrong[i].title, wrong[i].field);
      gtk_editable_set_text (entry, get_wrong (i));
      press (f, "Return");
      g_assert_true (says (GTK_WIDGET (find_field (f->root, wrong[i].field)), wrong[i].told));
      g_assert_cmpstr (gtk_editable_get_text (entry), ==, get_wrong (i));
      g_assert_false (cm_register_flush (f->list));
      assert_value (f, wrong[i].table, wrong[i].title, wrong[i].field, before);
      g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes);
      press (f, "Escape");
      g_assert_true (cm_register_flush (f->list));
      g_assert_false (says (GTK_WIDGET (find_field (f->root, wrong[i].field)), wrong[i].told));
    }
}

static void
test_wrong_in_cell (Fixture *f, gconstpointer data)
{
  add_odd (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      guint changes = cm_test_count_changes (f->store);
      GtkEditable *entry;
      GtkWidget *cell;
      g_autofree char *before =
          cm_test_value (f->store, wrong[i].table, wrong[i].title, wrong[i].field);

      show (f, wrong[i].table);
      entry = edit_in_cell (f, wrong[i].title, wrong[i].field);
      gtk_editable_set_text (entry, get_wrong (i));
      press (f, "Return");
      cell = gtk_widget_get_parent (cm_test_editor (f->root));
      g_assert_true (says (cell, wrong[i].told));
      g_assert_cmpstr (gtk_editable_get_text (entry), ==, get_wrong (i));
      g_assert_false (cm_register_flush (f->list));
      assert_value (f, wrong[i].table, wrong[i].title, wrong[i].field, before);
      g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes);
      /* Typing takes the reason away. */
      cm_test_type (f->window, "1");
      g_assert_false (says (cell, wrong[i].told));
      press (f, "Escape");
      g_assert_null (cm_test_editor (f->root));
    }
}

/* Arabic, letters with marks heaped on them, emoji of several parts: kept as they were typed. */
static void
test_scripts (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "مستشفى المقاطعة",
    "e\xcc\x81\xcc\x82\xcc\x83 Zalgo\xcc\x92\xcc\x93\xcc\x94",
    "בית 12 חולים (abc)",
    "👩‍👩‍👧‍👦 family",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CmRecord) county = cm_test_get (f->store, "organisation", "County");
      GtkEditable *entry = edit_in_cell (f, "County", "short_name");

      gtk_editable_set_text (entry, texts[i]);
      press (f, "Return");
      assert_value (f, "organisation", "County", "short_name", texts[i]);
      entry = edit_in_form (f, "County", "short_name");
      g_assert_cmpstr (gtk_editable_get_text (entry), ==, texts[i]);
      gtk_editable_set_text (entry, "");
      press (f, "Return");
      assert_value (f, "organisation", "County", "short_name", "");
      gtk_editable_set_text (entry, texts[i]);
      press (f, "Return");
      assert_value (f, "organisation", "County", "short_name", texts[i]);
      cm_register_search (f->list, texts[i]);
      cm_test_settle ();
      assert_column (f, "name", "County");
      cm_register_search (f->list, NULL);
      cm_test_settle ();
    }
}

/* A reference to what somebody else deletes while it is being chosen. */
static void
test_gone_reference (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) place = NULL;
  g_autofree char *before = NULL;

  show (f, "chapter");
  before = cm_test_value (f->store, "chapter", "Health", "theme");
  place = cm_test_get (f->store, "theme", "Place");
  click_cell (f, "Health", "theme");
  press (f, "F2");
  g_assert_true (GTK_IS_POPOVER (cm_test_editor (f->root)));
  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, place, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  press (f, "Down");
  press (f, "Return");
  g_assert_cmpstr (f->told, ==, "Chapter: what is chosen under “Theme” is gone. Choose another.");
  press (f, "Escape");
  cm_test_wait (cm_test_editor (f->root) == NULL);
  assert_value (f, "chapter", "Health", "theme", before);
}

/* --- records that go while they are written ----------------------------------------------------
 */

static void
add_fire (Fixture *f)
{
  CM_TEST_ADD (f->store, "organisation", "name", "Fire", "kind", "fire");
  cm_test_settle ();
}

static void
test_gone_in_form (Fixture *f, gconstpointer data)
{
  GtkEditable *entry;

  add_fire (f);
  entry = edit_in_form (f, "Fire", "short_name");
  gtk_editable_set_text (entry, "FRS");
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  g_assert_cmpstr (f->told, ==, "The record was deleted meanwhile. Not kept: Short name “FRS”");
  assert_column (f, "name", "County|Police|Trust");
  g_assert_true (cm_register_flush (f->list));
  g_assert_true (cm_store_redo (f->store, NULL));
  cm_test_settle ();
  assert_value (f, "organisation", "Fire", "short_name", "");
}

static void
test_gone_in_cell (Fixture *f, gconstpointer data)
{
  GtkEditable *entry;

  add_fire (f);
  entry = edit_in_cell (f, "Fire", "short_name");
  gtk_editable_set_text (entry, "FRS");
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  g_assert_cmpstr (f->told, ==, "The row was deleted meanwhile. Not kept: “FRS”");
  g_assert_null (cm_test_editor (f->root));
  assert_column (f, "name", "County|Police|Trust");
}

/* --- columns as they were left ---------------------------------------------------------------- */

static GtkColumnView *
get_view (Fixture *f)
{
  return GTK_COLUMN_VIEW (cm_test_find (f->root, GTK_TYPE_COLUMN_VIEW));
}

static GtkColumnViewColumn *
get_column (Fixture *f, guint position)
{
  GListModel *columns = gtk_column_view_get_columns (get_view (f));
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, position);

  g_assert_nonnull (column);
  return column;
}

static char *
describe_columns (Fixture *f)
{
  GListModel *columns = gtk_column_view_get_columns (get_view (f));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    g_string_append_printf (text,
                            "%s%s %d",
                            i > 0 ? "|" : "",
                            gtk_column_view_column_get_title (get_column (f, i)),
                            gtk_column_view_column_get_fixed_width (get_column (f, i)));
  return g_string_free (text, FALSE);
}

static void
assert_columns (Fixture *f, const char *expected)
{
  g_autofree char *found = describe_columns (f);

  g_assert_cmpstr (found, ==, expected);
}

static void
open_again (Fixture *f)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  f->root = cm_register_new ();
  f->list = CM_REGISTER (f->root);
  f->window = cm_test_show (f->root, 1000, 700);
  show (f, "organisation");
}

static void
test_columns (Fixture *f, gconstpointer data)
{
  CmTableView *table = cm_register_get_table (f->list);
  g_autofree char *usual = describe_columns (f);

  cm_table_view_set_column_visible (table, "short_name", FALSE);
  cm_table_view_set_column_visible (table, "source", TRUE);
  gtk_column_view_insert_column (get_view (f), 0, get_column (f, 1));
  gtk_column_view_column_set_fixed_width (get_column (f, 0), 171);
  cm_table_view_sort (table, "kind", TRUE);
  cm_test_settle ();
  assert_columns (f, "Kind 171|Name 210|Source 148");
  assert_column (f, "name", "Police|Trust|County");

  /* Another table is not arranged by that, and the first is so when it comes back. */
  show (f, "theme");
  show (f, "organisation");
  assert_columns (f, "Kind 171|Name 210|Source 148");
  assert_column (f, "name", "Police|Trust|County");
  open_again (f);
  assert_columns (f, "Kind 171|Name 210|Source 148");
  assert_column (f, "name", "Police|Trust|County");

  /* Back to how it comes, for now and later. */
  g_action_group_activate_action (
      cm_table_view_get_actions (cm_register_get_table (f->list)), "reset", NULL);
  cm_test_settle ();
  assert_columns (f, usual);
  assert_column (f, "name", "County|Police|Trust");
  open_again (f);
  assert_columns (f, usual);
  assert_column (f, "name", "County|Police|Trust");
}

/* What a file of settings from elsewhere says is taken as far as it makes sense. */
static void
test_columns_strange (Fixture *f, gconstpointer data)
{
  static const char *const strange[] = {
    "{'organisation': <([('gone', 10), ('kind', -7), ('kind', 90)], 'gone', true)>}",
    "{'organisation': <([('gone', 10)], 'name', false)>}",
    "{'organisation': <'nonsense'>}",
  };
  static const char *const expected[] = { "Kind 116", NULL, NULL };
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autofree char *usual = describe_columns (f);

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      show (f, "theme");
      g_settings_set_value (
          settings,
          "columns",
          g_variant_parse (G_VARIANT_TYPE ("a{sv}"), strange[i], NULL, NULL, NULL));
      show (f, "organisation");
      assert_columns (f, expected[i] != NULL ? expected[i] : usual);
      if (i > 0)
        assert_column (f, "name", "County|Police|Trust");
    }
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
  TEST (copy_all);
  TEST (export);
  TEST (export_refused);
  TEST (export_cancelled);
  TEST (export_dialog);
  TEST (export_kinds);
  TEST (narrow);
  TEST (narrow_none);
  TEST (narrow_keys);
  TEST (select);
  TEST (details);
  TEST (wrong_in_form);
  TEST (wrong_in_cell);
  TEST (scripts);
  TEST (gone_reference);
  TEST (gone_in_form);
  TEST (gone_in_cell);
  TEST (columns);
  TEST (columns_strange);
  TEST (keeper);
  TEST (words);
  return g_test_run ();
}
