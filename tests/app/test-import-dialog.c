/* test-import-dialog.c - bringing in files: what is shown, mapped, stored, set aside, remembered.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-import-dialog.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-choice-popover.h"
#include "cm-import-line.h"
#include "cm-import-preview.h"
#include "cm-import-values.h"
#include "cm-library.h"
#include "cm-spend-page.h"
#include "cm-test-table.h"
#include "cm-workbook-writer.h"

typedef struct
{
  CmStore *store;
  char *folder;
  CmImportDialog *dialog;
  GtkWidget *root; /* the dialogue, as a widget */
  char *label;     /* told by "brought-in" */
  guint n;
  char *table, *file; /* told by "show-table" */
} Fixture;

#define HEADINGS "Supplier Name,Directorate,Purpose,Net Amount,Date Paid,Reference\n"
#define ROWS                                                                                       \
  "Alder Ltd,Adult care,Home care,\"1,000.50\",15/05/2009,000412\n"                                \
  "Beech Ltd,Adult care,Meals,250.00,16/05/2009,000413\n"                                          \
  "Cedar Ltd,Children,Foster care,99.99,17/05/2009,000414\n"

/* --- files and the dialogue ------------------------------------------------------------------- */

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = cm_test_new_store ();
  f->folder = g_dir_make_tmp ("cm-test-XXXXXX", NULL);
  CM_TEST_ADD (f->store, "organisation", "name", "Northern Council");
  CM_TEST_ADD (f->store, "organisation", "name", "Southern Trust");
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static void
close_dialog (Fixture *f)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  cm_test_wait (f->dialog == NULL);
  g_clear_pointer (&f->label, g_free);
  g_clear_pointer (&f->table, g_free);
  g_clear_pointer (&f->file, g_free);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *maps =
      g_build_filename (g_get_user_data_dir (), "commissioning-manual", "import-maps", NULL);

  close_dialog (f);
  cm_test_settle ();
  remove_files (maps);
  remove_files (f->folder);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  cm_test_drop_store (f->store);
}

static void
brought_in_cb (Fixture *f, const char *label, guint n)
{
  g_free (f->label);
  f->label = g_strdup (label);
  f->n = n;
}

static void
show_table_cb (Fixture *f, const char *table, const char *file)
{
  f->table = g_strdup (table);
  f->file = g_strdup (file);
}

static void
wait_done (Fixture *f)
{
  cm_test_wait (!cm_import_dialog_is_busy (f->dialog));
  cm_test_settle ();
}

static void
open_dialog (Fixture *f, const char *table, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  f->dialog = cm_import_dialog_new (f->store, table, file);
  f->root = GTK_WIDGET (f->dialog);
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  g_signal_connect_swapped (f->dialog, "brought-in", G_CALLBACK (brought_in_cb), f);
  g_signal_connect_swapped (f->dialog, "show-table", G_CALLBACK (show_table_cb), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
  gtk_test_widget_wait_for_draw (f->root);
  wait_done (f);
}

static void
show_dialog (Fixture *f, const char *table, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  open_dialog (f, table, name);
}

static gpointer
get_child (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (f->root, CM_TYPE_IMPORT_DIALOG, name);
}

static void
assert_verdict (Fixture *f, const char *verdict, const char *sums)
{
  g_assert_cmpstr (gtk_label_get_text (get_child (f, "verdict")), ==, verdict);
  if (sums != NULL)
    g_assert_cmpstr (gtk_label_get_text (get_child (f, "sums")), ==, sums);
}

static const char *
get_page (Fixture *f)
{
  return gtk_stack_get_visible_child_name (get_child (f, "stack"));
}

static gboolean
can_run (Fixture *f)
{
  return gtk_widget_is_sensitive (get_child (f, "run_button"));
}

static void
run (Fixture *f)
{
  g_assert_true (can_run (f));
  cm_test_click (get_child (f, "run_button"));
  cm_test_wait (!g_str_equal (get_page (f), "file"));
  wait_done (f);
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static gint64
sum (Fixture *f)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");

  return cm_store_sum (f->store, query, "amount");
}

/* The button that says where the column with that heading goes. */
static GtkWidget *
find_head (Fixture *f, const char *heading)
{
  GtkWidget *label = cm_test_find_text (cm_test_find (f->root, CM_TYPE_IMPORT_PREVIEW), heading);

  g_assert_nonnull (label);
  return gtk_widget_get_next_sibling (label);
}

static const char *
get_choice (GtkWidget *head)
{
  return gtk_label_get_text (
      GTK_LABEL (gtk_widget_get_first_child (gtk_menu_button_get_child (GTK_MENU_BUTTON (head)))));
}

static void
assert_goes (Fixture *f, const char *heading, const char *field)
{
  g_assert_cmpstr (get_choice (find_head (f, heading)), ==, field);
}

/* Opens the head of the column and takes the choice with that label, by keyboard. */
static void
map (Fixture *f, const char *heading, const char *typed)
{
  GtkWidget *head = find_head (f, heading);

  cm_test_click (head);
  cm_test_settle ();
  cm_test_type (head, typed);
  cm_test_key (head, "Return");
  wait_done (f);
}

/* The drop-down or entry of a value for every row. */
static GtkWidget *
find_value (Fixture *f, GType type)
{
  return cm_test_find (cm_test_find (f->root, CM_TYPE_IMPORT_VALUES), type);
}

/* --- cases ------------------------------------------------------------------------------------ */

/* A tidy file goes in as it is, counted and summed, and out again with one undo. */
static void
test_clean (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_file");
  g_autoptr (CmRecord) file = NULL;

  show_dialog (f, NULL, "clean.csv", HEADINGS ROWS, -1);
  g_assert_cmpstr (get_page (f), ==, "file");
  assert_goes (f, "Supplier Name", "Supplier");
  assert_goes (f, "Net Amount", "Amount");
  assert_goes (f, "Date Paid", "Date");
  assert_verdict (f,
                  "3 rows read · 3 will be stored · 0 will be set aside",
                  "Amount: £1,350.49 · 15 May 2009 – 17 May 2009");
  g_assert_cmpstr (gtk_button_get_label (get_child (f, "run_button")), ==, "_Bring in 3 rows");
  g_assert_cmpuint (count (f, "spend_line"), ==, 0);
  run (f);
  g_assert_cmpstr (get_page (f), ==, "done");
  g_assert_cmpuint (count (f, "spend_line"), ==, 3);
  g_assert_cmpint (sum (f), ==, 135049);
  g_assert_cmpstr (f->label, ==, "clean.csv");
  g_assert_cmpuint (f->n, ==, 3);
  g_assert_nonnull (cm_test_find_text (f->root, "3 rows are in the portfolio"));
  g_assert_false (gtk_widget_get_visible (get_child (f, "save_button")));
  file = cm_store_first (f->store, query);
  cm_test_click (get_child (f, "show_button"));
  cm_test_wait (f->table != NULL);
  g_assert_cmpstr (f->table, ==, "spend_line");
  g_assert_cmpstr (f->file, ==, cm_record_get_id (file));
  cm_test_wait (f->dialog == NULL);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "spend_line"), ==, 0);
  g_assert_cmpuint (count (f, "spend_file"), ==, 0);
}

/* What stands above the headings is passed over, the letters are read as they were written; what
 * cannot be read is marked, listed and set aside. */
static void
test_dirty (Fixture *f, gconstpointer data)
{
  static const char text[] = "Report run 03/06/2010 by Finance\n"
                             "Payments over \243500\n\n" HEADINGS ROWS
                             "Children\222s Home,Children,Care,TBC,18/05/2009,000415\n"
                             "Elm Ltd,Children,Care,12.00,31/06/2009,000416\n";
  GtkWidget *list;
  g_autoptr (CmRecord) record = NULL;

  show_dialog (f, NULL, "dirty.csv", text, -1);
  g_assert_nonnull (cm_test_find_text (f->root, "Windows-1252"));
  g_assert_nonnull (
      cm_test_find_text (f->root, "CSV · 6 columns · 2 lines above the headings passed over"));
  assert_verdict (f,
                  "5 rows read · 3 will be stored · 2 will be set aside",
                  "Amount: £1,350.49, and £12 set aside · 15 May 2009 – 17 May 2009");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cm_test_find (f->root, CM_TYPE_IMPORT_LINE)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Line 1, passed over");
  gtk_stack_set_visible_child_name (get_child (f, "views"), "rejects");
  cm_test_settle ();
  list = get_child (f, "rejects_bin");
  g_assert_nonnull (cm_test_find_text (list, "9"));
  g_assert_nonnull (cm_test_find_text (list, "“31/06/2009”: there is no such day"));
  run (f);
  g_assert_cmpuint (count (f, "spend_line"), ==, 3);
  g_assert_cmpint (sum (f), ==, 135049);
  g_assert_true (gtk_widget_get_visible (get_child (f, "save_button")));
}

/* A required field has no column: nothing goes in until one is chosen. */
static void
test_map (Fixture *f, gconstpointer data)
{
  show_dialog (f,
               NULL,
               "unknown.csv",
               "Payee,Wibble,Date Paid\nAlder Ltd,10.50,15/05/2009\nBeech Ltd,20.00,16/05/2009\n",
               -1);
  g_assert_false (can_run (f));
  assert_verdict (
      f, "“Amount” is required: say which column goes to it, or give it for every row.", "");
  assert_goes (f, "Wibble", "Left out");
  map (f, "Wibble", "amount");
  assert_goes (f, "Wibble", "Amount");
  assert_verdict (f, "2 rows read · 2 will be stored · 0 will be set aside", NULL);
  run (f);
  g_assert_cmpint (sum (f), ==, 3050);
}

/* A field has one column: the one that had it before is left out. */
static void
test_map_other (Fixture *f, gconstpointer data)
{
  show_dialog (
      f, NULL, "two.csv", "Supplier,Amount,Gross,Date\nAlder Ltd,10.00,12.00,15/05/2009\n", -1);
  assert_goes (f, "Amount", "Amount");
  map (f, "Gross", "amount");
  assert_goes (f, "Gross", "Amount");
  assert_goes (f, "Amount", "Left out");
  assert_verdict (
      f, "1 row read · 1 will be stored · 0 will be set aside", "Amount: £12 · 15 May 2009");
}

/* What every row is given: by a list, and by typing. */
static void
test_values (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autoptr (CmRecord) line = NULL;
  g_autofree char *organisation = NULL;
  GtkWidget *entry;

  show_dialog (f, NULL, "undated.csv", "Supplier,Amount\nAlder Ltd,10.00\nBeech Ltd,5\n", -1);
  g_assert_false (can_run (f));
  assert_verdict (
      f, "“Year” is required: say which column goes to it, or give it for every row.", "");
  entry = find_value (f, GTK_TYPE_ENTRY);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "2009/10");
  wait_done (f);
  assert_verdict (f, "2 rows read · 2 will be stored · 0 will be set aside", "Amount: £15");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_value (f, GTK_TYPE_DROP_DOWN)), 2);
  wait_done (f);
  run (f);
  line = cm_store_first (f->store, query);
  g_assert_cmpint (cm_record_get_number (line, "year"), ==, 2009);
  organisation =
      cm_store_get_title (f->store, "organisation", cm_record_get_text (line, "organisation"));
  g_assert_cmpstr (organisation, ==, "Southern Trust");
}

/* Another line is taken as the headings, by the box and by a click on its number. */
static void
test_headings (Fixture *f, gconstpointer data)
{
  GtkWidget *spin;
  GtkWidget *line;

  show_dialog (f, NULL, "clean.csv", HEADINGS ROWS, -1);
  spin = cm_test_find (f->root, GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 0);
  cm_test_wait (cm_test_find_text (f->root, "none") != NULL);
  cm_test_wait (cm_test_find_text (cm_test_find (f->root, CM_TYPE_IMPORT_PREVIEW), "A") != NULL);
  wait_done (f);
  /* The headings are a row then, whose amount cannot be read. */
  line = cm_test_find (f->root, CM_TYPE_IMPORT_LINE);
  cm_test_click_at (line, 10, 10, 1);
  wait_done (f);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 1);
  assert_goes (f, "Net Amount", "Amount");
  assert_verdict (f, "3 rows read · 3 will be stored · 0 will be set aside", NULL);
}

/* The letters are read otherwise, and what was mapped by hand stays. */
static void
test_encoding (Fixture *f, gconstpointer data)
{
  GtkWidget *encoding;
  g_autofree char *name = NULL;

  show_dialog (f, NULL, "dos.csv", "Payee,Wibble,Date Paid\nCaf\202 Ltd,10.50,15/05/2009\n", -1);
  map (f, "Wibble", "amount");
  encoding = cm_test_find_with_text (f->root, GTK_TYPE_DROP_DOWN, "Windows-1252");
  g_assert_nonnull (encoding);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (encoding), CM_ENCODING_CP850);
  wait_done (f);
  assert_goes (f, "Wibble", "Amount");
  run (f);
  {
    g_autoptr (CmQuery) query = cm_query_new ("spend_line");
    g_autoptr (CmRecord) line = cm_store_first (f->store, query);

    g_assert_cmpstr (cm_record_get_text (line, "supplier"), ==, "Café Ltd");
  }
}

/* What was mapped by hand is mapped alike the next time, until it is forgotten. */
static void
test_remember (Fixture *f, gconstpointer data)
{
  static const char text[] = "Payee,Wibble,Date Paid\nAlder Ltd,10.50,15/05/2009\n";

  show_dialog (f, NULL, "april.csv", text, -1);
  g_assert_false (gtk_widget_get_visible (get_child (f, "notice")));
  map (f, "Wibble", "amount");
  run (f);
  close_dialog (f);

  show_dialog (f, NULL, "may.csv", text, -1);
  assert_goes (f, "Wibble", "Amount");
  g_assert_true (gtk_widget_get_visible (get_child (f, "notice")));
  g_assert_nonnull (cm_test_find_text (f->root, "Mapped as last time."));
  /* It is the very same file. */
  g_assert_true (gtk_widget_get_visible (get_child (f, "known_notice")));
  cm_test_click (get_child (f, "forget_button"));
  cm_test_wait (!gtk_widget_get_visible (get_child (f, "notice")));
  wait_done (f);
  assert_goes (f, "Wibble", "Left out");
  g_assert_false (gtk_widget_get_visible (get_child (f, "notice")));
  close_dialog (f);

  show_dialog (f, NULL, "june.csv", text, -1);
  assert_goes (f, "Wibble", "Left out");
}

/* A year that all rows were given is not that of the next file. */
static void
test_remember_no_year (Fixture *f, gconstpointer data)
{
  static const char text[] = "Supplier,Amount\nAlder Ltd,10.00\n";

  show_dialog (f, NULL, "first.csv", text, -1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_value (f, GTK_TYPE_DROP_DOWN)), 1);
  wait_done (f);
  gtk_editable_set_text (GTK_EDITABLE (find_value (f, GTK_TYPE_ENTRY)), "2009/10");
  wait_done (f);
  run (f);
  close_dialog (f);
  show_dialog (f, NULL, "second.csv", text, -1);
  g_assert_false (can_run (f));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_value (f, GTK_TYPE_ENTRY))), ==, "");
  g_assert_cmpuint (
      gtk_drop_down_get_selected (GTK_DROP_DOWN (find_value (f, GTK_TYPE_DROP_DOWN))), ==, 1);
}

/* A file of another kind is refused in words, and another can be chosen. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  AdwStatusPage *page;

  show_dialog (f, NULL, "report.csv", "%PDF-1.4\n%\342\343\317\323\n1 0 obj\n", -1);
  g_assert_cmpstr (get_page (f), ==, "failed");
  page = get_child (f, "failed_page");
  g_assert_nonnull (strstr (adw_status_page_get_description (page), "report.csv"));
  g_assert_nonnull (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "_Choose another file…"));
}

/* Another table, chosen in the dialogue. */
static void
test_table (Fixture *f, gconstpointer data)
{
  GtkWidget *tables;
  g_autofree char *title = NULL;

  show_dialog (f,
               NULL,
               "contracts.csv",
               "Title,Supplier,End date\nMeals,Alder Ltd,31/03/2011\nTaxis,Beech Ltd,TBC\n",
               -1);
  tables = cm_test_find_with_text (f->root, GTK_TYPE_DROP_DOWN, "Lines of spend");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (tables), 1);
  wait_done (f);
  assert_goes (f, "Title", "Title");
  assert_verdict (f, "2 rows read · 2 will be stored · 0 will be set aside", NULL);
  run (f);
  g_assert_cmpuint (count (f, "contract"), ==, 2);
  cm_test_click (get_child (f, "show_button"));
  cm_test_wait (f->table != NULL);
  g_assert_cmpstr (f->table, ==, "contract");
  title = cm_store_get_title (f->store, "contract", f->file);
  g_assert_cmpstr (title, ==, "Taxis");
}

/* Nothing but keys: a column is mapped, and the rows go in. */
static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *head;

  show_dialog (f, NULL, "unknown.csv", "Payee,Wibble,Date Paid\nAlder Ltd,10.50,15/05/2009\n", -1);
  head = find_head (f, "Wibble");
  for (guint i = 0; i < 40 && !gtk_widget_has_focus (gtk_widget_get_first_child (head)); i++)
    cm_test_key (f->root, "Tab");
  g_assert_true (gtk_widget_has_focus (gtk_widget_get_first_child (head)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (head)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Left out: column “Wibble”");
  cm_test_key (f->root, "Return");
  cm_test_settle ();
  cm_test_type (f->root, "amount");
  cm_test_key (f->root, "Return");
  wait_done (f);
  assert_goes (f, "Wibble", "Amount");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (head)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Amount: column “Wibble” goes to it");
  cm_test_key (f->root, "<Control>Return");
  wait_done (f);
  g_assert_cmpuint (count (f, "spend_line"), ==, 1);
}

/* So many that nobody could bring them in before they are told to stop. */
#define N_LARGE 150000

/* What is under way ends when it is told to, and leaves nothing behind. */
static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (HEADINGS);
  gint64 start;

  for (guint i = 0; i < N_LARGE; i++)
    g_string_append_printf (text, "Alder Ltd,Adult care,Home care,%u.00,15/05/2009,%06u\n", i, i);
  show_dialog (f, NULL, "large.csv", text->str, (gssize) text->len);
  g_assert_true (can_run (f));
  cm_test_click (get_child (f, "run_button"));
  cm_test_wait (g_str_equal (get_page (f), "running"));
  start = g_get_monotonic_time ();
  while (g_get_monotonic_time () < start + 50000)
    cm_test_turn ();
  start = g_get_monotonic_time ();
  gtk_widget_activate_action (f->root, "import.stop", NULL);
  cm_test_wait (!cm_import_dialog_is_busy (f->dialog));
  g_test_message ("cancelled after %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpstr (get_page (f), ==, "file");
  g_assert_cmpuint (count (f, "spend_line"), ==, 0);
  g_assert_cmpuint (count (f, "spend_file"), ==, 0);
  /* And can be done again. */
  run (f);
  g_assert_cmpuint (count (f, "spend_line"), ==, N_LARGE);
}

/* A thousand columns: some are shown, the others on demand. */
static void
test_wide (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Supplier");
  GtkWidget *preview, *more;

  for (guint i = 1; i < 998; i++)
    g_string_append_printf (text, ",Column %u", i);
  g_string_append (text, ",Amount,Date\nAlder Ltd");
  for (guint i = 1; i < 998; i++)
    g_string_append_printf (text, ",x%u", i);
  g_string_append (text, ",12.00,15/05/2009\n");
  show_dialog (f, NULL, "wide.csv", text->str, (gssize) text->len);
  assert_verdict (
      f, "1 row read · 1 will be stored · 0 will be set aside", "Amount: £12 · 15 May 2009");
  preview = cm_test_find (f->root, CM_TYPE_IMPORT_PREVIEW);
  /* Those that go somewhere are always there. */
  assert_goes (f, "Amount", "Amount");
  more = cm_test_find_with_text (preview, GTK_TYPE_BUTTON, "958 more columns…");
  g_assert_nonnull (more);
  g_assert_null (cm_test_find_text (preview, "Column 45"));
  g_signal_emit_by_name (more, "clicked");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (preview, "Column 45"));
  g_assert_nonnull (cm_test_find_with_text (preview, GTK_TYPE_BUTTON, "918 more columns…"));
}

/* A workbook: its sheets can be chosen, dates are dates. */
static void
test_workbook (Fixture *f, gconstpointer data)
{
  static const CmWorkbookColumn columns[] = { { "Supplier", CM_COLUMN_TEXT, 0 },
                                              { "Amount", CM_COLUMN_MONEY, 0 },
                                              { "Date", CM_COLUMN_DATE, 0 } };
  g_autofree char *path = g_build_filename (f->folder, "spend.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmWorkbook) workbook = cm_workbook_new (path, "Spend", &error);

  g_assert_no_error (error);
  for (guint sheet = 0; sheet < 2; sheet++)
    {
      cm_workbook_add_sheet (workbook, sheet == 0 ? "April" : "May", columns, 3);
      for (guint row = 0; row <= sheet; row++)
        {
          cm_workbook_add_text (workbook, "Alder Ltd");
          cm_workbook_add_number (workbook, 123450);
          cm_workbook_add_date (workbook, "2009-05-15");
          cm_workbook_end_row (workbook);
        }
    }
  g_assert_true (cm_workbook_close (workbook, NULL, &error));
  g_assert_no_error (error);
  open_dialog (f, NULL, "spend.xlsx");
  g_assert_null (cm_test_find_text (f->root, "Letters written as"));
  g_assert_nonnull (cm_test_find_text (f->root, "Excel · 3 columns"));
  assert_verdict (
      f, "1 row read · 1 will be stored · 0 will be set aside", "Amount: £1,234.50 · 15 May 2009");
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (cm_test_find_with_text (f->root, GTK_TYPE_DROP_DOWN, "April")), 1);
  wait_done (f);
  assert_verdict (
      f, "2 rows read · 2 will be stored · 0 will be set aside", "Amount: £2,469 · 15 May 2009");
  run (f);
  g_assert_cmpint (sum (f), ==, 246900);
}

/* Enter on a line says what in it cannot be read, and makes it the headings. */
static void
test_line (Fixture *f, gconstpointer data)
{
  GtkWidget *preview, *row;

  show_dialog (
      f, NULL, "dirty.csv", HEADINGS "Elm Ltd,Children,Care,12.00,31/06/2009,1\n" ROWS, -1);
  preview = cm_test_find (f->root, CM_TYPE_IMPORT_PREVIEW);
  row = gtk_widget_get_parent (cm_test_find (preview, CM_TYPE_IMPORT_LINE));
  gtk_widget_grab_focus (row);
  cm_test_key (f->root, "Down");
  cm_test_key (f->root, "Return");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (preview, "Line 2"));
  g_assert_nonnull (cm_test_find_text (preview, "Date: “31/06/2009”: there is no such day"));
  cm_test_click (cm_test_find_with_text (preview, GTK_TYPE_BUTTON, "_Take as the headings"));
  wait_done (f);
  assert_goes (f, "Elm Ltd", "Left out");
}

/* What is set while the file is being read is not lost. */
static void
test_hurried (Fixture *f, gconstpointer data)
{
  GtkWidget *entry;

  show_dialog (f, NULL, "undated.csv", "Supplier,Amount\nAlder Ltd,10.00\n", -1);
  entry = find_value (f, GTK_TYPE_ENTRY);
  gtk_widget_grab_focus (entry);
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (cm_test_find_with_text (f->root, GTK_TYPE_DROP_DOWN, "UTF-8")),
      CM_ENCODING_CP1252);
  gtk_editable_set_text (GTK_EDITABLE (entry), "2009/10");
  wait_done (f);
  assert_verdict (f, "1 row read · 1 will be stored · 0 will be set aside", "Amount: £10");
  g_assert_nonnull (cm_test_find_text (f->root, "Windows-1252"));
}

static void
choose_file (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  cm_test_choose_file (path);
}

static char *
read_file (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  char *text = NULL;

  /* Only a whole file takes the name. */
  cm_test_wait (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, !=, "");
  return text;
}

/* The rows that were set aside, saved where the reader says. */
static void
test_save_rejects (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  show_dialog (f, NULL, "dirty.csv", HEADINGS ROWS "Elm Ltd,Children,Care,TBC,18/05/2009,1\n", -1);
  run (f);
  gtk_widget_activate_action (f->root, "import.save-rejects", NULL);
  choose_file (f, "aside.csv");
  text = read_file (f, "aside.csv");
  g_assert_nonnull (strstr (text, "Elm Ltd"));
  g_assert_nonnull (strstr (text, "5,Amount"));
  cm_test_wait (cm_test_find_text (f->root, "Saved") != NULL);
}

/* A mapping is kept in a file and taken from it again. */
static void
test_maps (Fixture *f, gconstpointer data)
{
  static const char text[] = "Payee,Wibble,Date Paid\nAlder Ltd,10.50,15/05/2009\n";
  g_autofree char *map_text = NULL, *wrong = NULL;

  show_dialog (f, NULL, "april.csv", text, -1);
  map (f, "Wibble", "amount");
  gtk_widget_activate_action (f->root, "import.save-map", NULL);
  choose_file (f, "ours.map");
  map_text = read_file (f, "ours.map");
  g_assert_nonnull (strstr (map_text, "[column Wibble]\nfield=amount"));
  close_dialog (f);
  show_dialog (f, NULL, "april.csv", text, -1);
  assert_goes (f, "Wibble", "Left out");
  gtk_widget_activate_action (f->root, "import.load-map", NULL);
  choose_file (f, "ours.map");
  cm_test_wait (can_run (f));
  assert_goes (f, "Wibble", "Amount");
  /* What is no mapping changes nothing. */
  wrong = g_build_filename (f->folder, "wrong.map", NULL);
  g_assert_true (g_file_set_contents (wrong, text, -1, NULL));
  gtk_widget_activate_action (f->root, "import.load-map", NULL);
  choose_file (f, "wrong.map");
  cm_test_settle ();
  wait_done (f);
  assert_goes (f, "Wibble", "Amount");
  g_assert_true (can_run (f));
}

/* It is closed while all of the file is being tried. */
static void
test_close (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "clean.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, HEADINGS ROWS, -1, NULL));
  f->dialog = cm_import_dialog_new (f->store, NULL, file);
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  gtk_window_present (GTK_WINDOW (f->dialog));
  gtk_window_close (GTK_WINDOW (f->dialog));
  cm_test_wait (f->dialog == NULL);
  g_assert_cmpuint (count (f, "spend_line"), ==, 0);
}

/* --- from the window -------------------------------------------------------------------------- */

static void
drop (GtkWidget *widget, GFile *file)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GSList) files = g_slist_prepend (NULL, file);
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }
  g_assert_true (taken);
}

static GtkWidget *
wait_dialog (void)
{
  GtkWidget *dialog;

  cm_test_wait ((dialog = cm_test_find_dialog (CM_TYPE_IMPORT_DIALOG)) != NULL);
  cm_test_wait (!cm_import_dialog_is_busy (CM_IMPORT_DIALOG (dialog)));
  return dialog;
}

/* A file of places, from their register: the toast offers to undo, and the last is shown. */
static void
bring_in_places (CmWindow *window, GFile *file)
{
  CmStore *store = cm_window_get_store (window);
  g_autoptr (CmQuery) query = cm_query_new ("place");
  guint before = cm_store_count (store, query);
  GtkWidget *dialog;

  cm_import_dialog_present (GTK_WINDOW (window), store, "place", file);
  dialog = wait_dialog ();
  gtk_widget_activate_action (dialog, "import.run", NULL);
  cm_test_wait (!cm_import_dialog_is_busy (CM_IMPORT_DIALOG (dialog)));
  g_assert_cmpuint (cm_store_count (store, query), ==, before + 2);
  gtk_widget_activate_action (dialog, "import.show", NULL);
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (window), ==, "registers");
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (window), "2 rows of “places.csv” brought in"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_cmpuint (cm_store_count (store, query), ==, before);
}

/* Lines of spend, dropped on the window: they are shown on their page, and they alone. */
static void
bring_in_lines (CmWindow *window, GFile *file)
{
  GtkWidget *dialog;

  drop (GTK_WIDGET (window), file);
  dialog = wait_dialog ();
  gtk_widget_activate_action (dialog, "import.run", NULL);
  cm_test_wait (!cm_import_dialog_is_busy (CM_IMPORT_DIALOG (dialog)));
  gtk_widget_activate_action (dialog, "import.show", NULL);
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (window), ==, "spend");
  cm_test_wait (cm_test_find_text (GTK_WIDGET (window), "Only: from “lines.csv”") != NULL);
}

static void
test_window (void)
{
  char *path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  CmWindow *window = cm_test_open_window (cm_test_get_application (), path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *places_path = g_build_filename (folder, "places.csv", NULL);
  g_autofree char *lines_path = g_build_filename (folder, "lines.csv", NULL);
  g_autoptr (GFile) places = g_file_new_for_path (places_path);
  g_autoptr (GFile) lines = g_file_new_for_path (lines_path);

  g_assert_true (g_file_set_contents (places_path, "Name\nWhite Hart Lane\nMill Yard\n", -1, NULL));
  g_assert_true (g_file_set_contents (lines_path, HEADINGS ROWS, -1, NULL));
  bring_in_places (window, places);
  bring_in_lines (window, lines);
  /* The key asks for a file. */
  cm_test_key (GTK_WIDGET (window), "<Control>i");
  cm_test_wait (cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  cm_test_settle ();
  cm_test_key (cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG), "Escape");
  cm_test_wait (cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  gtk_window_destroy (GTK_WINDOW (wait_dialog ()));
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  cm_test_drop_file (path);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name)                                                                                 \
  g_test_add ("/import-dialog/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (clean);
  TEST (dirty);
  TEST (map);
  TEST (map_other);
  TEST (values);
  TEST (headings);
  TEST (encoding);
  TEST (remember);
  TEST (remember_no_year);
  TEST (refused);
  TEST (table);
  TEST (keys);
  TEST (cancel);
  TEST (wide);
  TEST (close);
  TEST (workbook);
  TEST (line);
  TEST (hurried);
  TEST (save_rejects);
  TEST (maps);
  g_test_add_func ("/import-dialog/window", test_window);
  return g_test_run ();
}
