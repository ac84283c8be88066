/* test-spend-page.c - the page of the spend through real clicks and keys: the largest first,
 * mapping, the programme budget, contracts, lines and files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-spend-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-child-row.h"
#include "cm-library.h"
#include "cm-pareto-painter.h"
#include "cm-spend-chapters.h"
#include "cm-spend-contracts.h"
#include "cm-spend-files.h"
#include "cm-spend-largest.h"
#include "cm-spend-lines.h"
#include "cm-spend-mapping.h"
#include "cm-test.h"

typedef struct
{
  char *path;
  CmStore *store;
  CmSpendPage *page;
  GtkWidget *window;
  char *message; /* the last that was told */
  gboolean undo;
} Fixture;

static void
message_cb (Fixture *f, const char *text, gboolean undo)
{
  g_free (f->message);
  f->message = g_strdup (text);
  f->undo = undo;
}

static void
show_page (Fixture *f)
{
  f->page = g_object_new (CM_TYPE_SPEND_PAGE, NULL);
  g_signal_connect_swapped (f->page, "message", G_CALLBACK (message_cb), f);
  cm_page_set_store (CM_PAGE (f->page), f->store, NULL);
  f->window = cm_test_show (GTK_WIDGET (f->page), 1200, 760);
  cm_test_wait (cm_spend_get_ready (cm_spend_page_get_spend (f->page)));
  cm_test_settle ();
}

/* With `data`, an empty portfolio. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  if (data != NULL)
    {
      g_assert_cmpint (g_unlink (f->path), ==, 0);
      f->store = cm_store_create (f->path, &error);
    }
  else
    f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  show_page (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  cm_store_close (f->store);
  g_clear_object (&f->store);
  cm_test_drop_file (f->path);
  g_free (f->message);
}

/* Waits until what the page shows is what the portfolio holds. */
static void
catch_up (Fixture *f)
{
  cm_test_settle ();
  cm_test_wait (!cm_spend_get_busy (cm_spend_page_get_spend (f->page)));
  cm_test_settle ();
}

static CmSpendView *
go_to (Fixture *f, const char *name)
{
  cm_spend_page_show_view (f->page, name);
  catch_up (f);
  return cm_spend_page_get_view (f->page, name);
}

static CmSpendLargest *
get_largest (Fixture *f)
{
  return CM_SPEND_LARGEST (go_to (f, "largest"));
}

static GObject *
get_part (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_SPEND_PAGE, name);
}

static const char *
get_outer (Fixture *f)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_part (f, "outer")));
}

static void
assert_cell (CmSpendList *list, guint row, guint column, const char *expected)
{
  g_autofree char *text = cm_spend_list_get_text (list, row, column);

  g_assert_cmpstr (text, ==, expected);
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static char *
find_id (Fixture *f, const char *table, const char *field, const char *text)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (CmRecord) record = NULL;

  cm_query_where_text (query, field, text);
  record = cm_store_first (f->store, query);
  g_assert_nonnull (record);
  return g_strdup (cm_record_get_id (record));
}

/* --- the largest first ------------------------------------------------------------------------ */

static void
test_largest (Fixture *f, gconstpointer data)
{
  CmSpendLargest *largest = get_largest (f);
  CmSpendList *list = cm_spend_largest_get_list (largest);

  g_assert_cmpstr (get_outer (f), ==, "views");
  g_assert_cmpstr (
      cm_spend_page_get_sentence (f->page), ==, "£3.2m in 2009/10 · 85% mapped to chapters");
  g_assert_cmpstr (cm_spend_largest_get_sentence (largest),
                   ==,
                   "6 of 18 suppliers make up 80% of the spend, “Not stated” among them");
  g_assert_cmpuint (cm_spend_list_get_n_rows (list), ==, 18);
  assert_cell (list, 0, 0, "Example Home Care Ltd");
  assert_cell (list, 0, 2, "£816,000");
  assert_cell (list, 0, 3, "25.7%");
  assert_cell (list, 1, 4, "44%");
  assert_cell (list, 17, 4, "100%");
}

/* The page, not the reader, asks for chapters; the figures are the same. */
static void
test_grouping (Fixture *f, gconstpointer data)
{
  static const CmSpendBy by[] = { CM_SPEND_BY_ORGANISATION, CM_SPEND_BY_SERVICE,
                                  CM_SPEND_BY_PURPOSE,      CM_SPEND_BY_CHAPTER,
                                  CM_SPEND_BY_THEME,        CM_SPEND_BY_KIND };
  CmSpendLargest *largest = get_largest (f);
  gint64 amount = cm_spend_largest_get_groups (largest)->amount;

  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    {
      const CmSpendGroups *groups;

      cm_spend_largest_group (largest, by[i]);
      catch_up (f);
      groups = cm_spend_largest_get_groups (largest);
      g_assert_cmpint (groups->by, ==, by[i]);
      g_assert_cmpint (groups->amount, ==, amount);
      g_assert_cmpuint (
          cm_spend_list_get_n_rows (cm_spend_largest_get_list (largest)), ==, groups->groups->len);
      g_assert_nonnull (strstr (cm_spend_largest_get_sentence (largest), "make up 80%"));
    }
}

static gint64
sum_parts (CmSpendBehind *behind)
{
  GPtrArray *parts = cm_spend_behind_get_parts (behind);
  gint64 sum = 0;

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    sum += ((CmSpendPart *) parts->pdata[i])->amount;
  return sum;
}

static void
test_bar (Fixture *f, gconstpointer data)
{
  CmSpendLargest *largest = get_largest (f);
  GtkWidget *canvas = cm_funding_chart_get_canvas (cm_spend_largest_get_chart (largest));
  CmParetoChart *chart = cm_funding_chart_get_model (cm_spend_largest_get_chart (largest));
  CmSpendBehind *behind = cm_spend_largest_get_behind (largest);
  CmRegister *lines;

  g_assert_null (cm_spend_behind_get_parts (behind));
  cm_test_click_at (canvas, gtk_widget_get_width (canvas) * 0.07, 60, 1);
  cm_test_settle ();
  g_assert_cmpint (chart->chosen, ==, 0);
  g_assert_cmpuint (cm_spend_list_get_selected (cm_spend_largest_get_list (largest)), ==, 0);
  g_assert_cmpint (sum_parts (behind), ==, 81600000);
  /* To its lines, and nothing but those. */
  cm_test_click (cm_test_find_text (GTK_WIDGET (behind), "Show the _lines"));
  catch_up (f);
  g_assert_cmpstr (cm_spend_page_get_view_name (f->page), ==, "lines");
  lines = cm_spend_lines_get_register (CM_SPEND_LINES (cm_spend_page_get_view (f->page, "lines")));
  g_assert_cmpuint (cm_table_view_get_n_rows (cm_register_get_table (lines)), ==, 2);
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (lines), "Only: Example Home Care Ltd"));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (lines), "2 lines · £816,000"));
}

static void
test_bar_keys (Fixture *f, gconstpointer data)
{
  CmSpendLargest *largest = get_largest (f);
  GtkWidget *canvas = cm_funding_chart_get_canvas (cm_spend_largest_get_chart (largest));
  CmParetoChart *chart = cm_funding_chart_get_model (cm_spend_largest_get_chart (largest));

  gtk_widget_grab_focus (canvas);
  cm_test_key (canvas, "Right");
  cm_test_key (canvas, "Right");
  cm_test_key (canvas, "Right");
  g_assert_cmpint (chart->bar, ==, 2);
  cm_test_key (canvas, "Return");
  cm_test_settle ();
  g_assert_cmpint (chart->chosen, ==, 2);
  g_assert_cmpint (sum_parts (cm_spend_largest_get_behind (largest)), ==, 53500000);
  /* What was chosen stays when the figures are read again. */
  {
    g_autoptr (CmRecord) rule = cm_record_new (cm_table_find ("spend_rule"));

    cm_record_set_text (rule, "words", "software");
    cm_record_set_text (rule, "field", "any");
    cm_record_set_text (rule, "test", "contains");
    cm_record_set_number (rule, "outside", 1);
    g_assert_true (cm_spend_add_rule (f->store, rule, NULL));
  }
  catch_up (f);
  chart = cm_funding_chart_get_model (cm_spend_largest_get_chart (largest));
  g_assert_cmpint (chart->chosen, ==, 2);
  g_assert_cmpint (sum_parts (cm_spend_largest_get_behind (largest)), ==, 53500000);
}

/* As a spreadsheet takes it: headings, then a row for each group. */
static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *text = cm_spend_list_write (cm_spend_largest_get_list (get_largest (f)));
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (rows), ==, 20);
  g_assert_cmpstr (rows[0], ==, "Name\tLines\tAmount\tShare\tUp to here");
  g_assert_cmpstr (rows[1], ==, "Example Home Care Ltd\t2\t£816,000\t25.7%\t26%");
}

/* --- mapping ---------------------------------------------------------------------------------- */

static CmSpendMapping *
get_mapping (Fixture *f)
{
  return CM_SPEND_MAPPING (go_to (f, "mapping"));
}

static CmRecord *
get_rule (CmSpendMapping *mapping, guint i)
{
  GPtrArray *effects = cm_spend_rules_get_effects (cm_spend_mapping_get_rules (mapping));

  return ((CmSpendEffect *) g_ptr_array_index (effects, i))->rule;
}

static guint
count_rules (CmSpendMapping *mapping)
{
  return cm_spend_rules_get_effects (cm_spend_mapping_get_rules (mapping))->len;
}

/* From a row that is not mapped, by keys alone, to a rule; and back. */
static void
test_rule (Fixture *f, gconstpointer data)
{
  CmSpendMapping *mapping = get_mapping (f);
  CmSpendList *list = cm_spend_mapping_get_list (mapping);
  CmSpendRuleEditor *editor;
  guint rows = cm_spend_list_get_n_rows (list), rules = count_rules (mapping);

  assert_cell (list, 0, 0, "Example Recovery Ltd");
  assert_cell (list, 0, 2, "£175,000");
  cm_spend_list_select (list, 0);
  cm_test_click (cm_test_find_text (GTK_WIDGET (mapping), "_Map it…"));
  cm_test_settle ();
  editor = cm_spend_rules_get_editor (cm_spend_mapping_get_rules (mapping));
  g_assert_nonnull (editor);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (cm_spend_rule_editor_get_entry (editor))),
                   ==,
                   "Example Recovery Ltd");
  /* It says what it finds before it says what that serves, and cannot be added yet. */
  g_assert_nonnull (strstr (cm_spend_rule_editor_get_effect (editor), "fits 3 lines"));
  g_assert_false (gtk_widget_get_sensitive (cm_spend_rule_editor_get_button (editor)));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (cm_spend_rule_editor_get_chapters (editor)), 2);
  cm_test_settle ();
  g_assert_nonnull (strstr (cm_spend_rule_editor_get_effect (editor), "catches 3 lines"));
  g_assert_nonnull (strstr (cm_spend_rule_editor_get_effect (editor), "not mapped yet"));
  cm_test_click (cm_spend_rule_editor_get_button (editor));
  catch_up (f);
  g_assert_cmpuint (count_rules (mapping), ==, rules + 1);
  g_assert_cmpstr (cm_record_get_title (get_rule (mapping, rules)), ==, "Example Recovery Ltd");
  g_assert_cmpuint (cm_spend_list_get_n_rows (list), ==, rows - 1);
  assert_cell (list, 0, 0, "Example Road Works Ltd");
  /* The next row is chosen. */
  g_assert_cmpuint (cm_spend_list_get_selected (list), ==, 0);
  g_assert_cmpstr (f->message, ==, "Rule “Example Recovery Ltd” is added");
  g_assert_true (f->undo);
  g_assert_null (cm_spend_rules_get_editor (cm_spend_mapping_get_rules (mapping)));
  g_assert_true (cm_store_undo (f->store, NULL));
  catch_up (f);
  g_assert_cmpuint (count_rules (mapping), ==, rules);
  g_assert_cmpuint (cm_spend_list_get_n_rows (list), ==, rows);
}

/* What it catches is told with every letter. */
static void
test_typing (Fixture *f, gconstpointer data)
{
  CmSpendMapping *mapping = get_mapping (f);
  CmSpendRuleEditor *editor;
  guint rules = count_rules (mapping);

  cm_test_click (cm_test_find_text (GTK_WIDGET (mapping), "_New rule"));
  cm_test_settle ();
  editor = cm_spend_rules_get_editor (cm_spend_mapping_get_rules (mapping));
  g_assert_cmpstr (cm_spend_rule_editor_get_effect (editor), ==, "Write the words to look for.");
  cm_test_type (cm_spend_rule_editor_get_entry (editor), "leisure");
  cm_test_settle ();
  g_assert_nonnull (strstr (cm_spend_rule_editor_get_effect (editor), "fits "));
  cm_test_type (cm_spend_rule_editor_get_entry (editor), " zebra");
  cm_test_settle ();
  g_assert_cmpstr (cm_spend_rule_editor_get_effect (editor), ==, "fits nothing");
  /* Enter does not keep what says nothing; Escape gives it up. */
  cm_test_key (cm_spend_rule_editor_get_entry (editor), "Return");
  g_assert_nonnull (cm_spend_rules_get_editor (cm_spend_mapping_get_rules (mapping)));
  cm_test_key (cm_spend_rule_editor_get_entry (editor), "Escape");
  cm_test_settle ();
  g_assert_null (cm_spend_rules_get_editor (cm_spend_mapping_get_rules (mapping)));
  g_assert_cmpuint (count_rules (mapping), ==, rules);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  CmSpendMapping *mapping = get_mapping (f);
  CmSpendRules *rules = cm_spend_mapping_get_rules (mapping);
  g_autofree char *first = g_strdup (cm_record_get_id (get_rule (mapping, 0)));
  guint n = count_rules (mapping);

  gtk_widget_grab_focus (cm_spend_rules_get_row (rules, 0));
  cm_test_key (cm_spend_rules_get_row (rules, 0), "<Alt>Up");
  catch_up (f);
  g_assert_cmpstr (cm_record_get_id (get_rule (mapping, 0)), ==, first);
  cm_test_key (cm_spend_rules_get_row (rules, 0), "<Alt>Down");
  catch_up (f);
  g_assert_cmpstr (cm_record_get_id (get_rule (mapping, 1)), ==, first);
  /* The keyboard went with it. */
  g_assert_true (gtk_widget_has_focus (cm_spend_rules_get_row (rules, 1)));
  cm_test_key (cm_spend_rules_get_row (rules, 1), "<Alt>Down");
  catch_up (f);
  g_assert_cmpstr (cm_record_get_id (get_rule (mapping, 2)), ==, first);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_true (cm_store_undo (f->store, NULL));
  catch_up (f);
  g_assert_cmpstr (cm_record_get_id (get_rule (mapping, 0)), ==, first);
  gtk_widget_grab_focus (cm_spend_rules_get_row (rules, 0));
  cm_test_key (cm_spend_rules_get_row (rules, 0), "Delete");
  catch_up (f);
  g_assert_cmpuint (count_rules (mapping), ==, n - 1);
  g_assert_cmpstr (cm_record_get_id (get_rule (mapping, 0)), !=, first);
  g_assert_true (f->undo);
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  CmSpendMapping *mapping = get_mapping (f);
  CmSpendRules *rules = cm_spend_mapping_get_rules (mapping);
  CmSpendRuleEditor *editor;
  GtkWidget *entry;

  gtk_widget_grab_focus (cm_spend_rules_get_row (rules, 1));
  cm_test_key (cm_spend_rules_get_row (rules, 1), "Return");
  cm_test_settle ();
  editor = cm_spend_rules_get_editor (rules);
  g_assert_nonnull (editor);
  entry = cm_spend_rule_editor_get_entry (editor);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "home care");
  gtk_editable_set_text (GTK_EDITABLE (entry), "zebra crossing");
  cm_test_settle ();
  g_assert_cmpstr (cm_spend_rule_editor_get_effect (editor), ==, "fits nothing");
  cm_test_key (entry, "Return");
  catch_up (f);
  g_assert_null (cm_spend_rules_get_editor (rules));
  g_assert_cmpstr (cm_record_get_title (get_rule (mapping, 1)), ==, "zebra crossing");
  g_assert_nonnull (cm_test_find_text (cm_spend_rules_get_row (rules, 1),
                                       "Any of these contains “zebra crossing”"));
  g_assert_nonnull (cm_test_find_text (cm_spend_rules_get_row (rules, 1), "fits nothing"));
  g_assert_true (cm_store_undo (f->store, NULL));
  catch_up (f);
  g_assert_nonnull (
      cm_test_find_text (cm_spend_rules_get_row (rules, 1), "Any of these contains “home care”"));
}

/* --- the programme budget --------------------------------------------------------------------- */

static void
test_chapters (Fixture *f, gconstpointer data)
{
  static const CmSpendBy by[] = { CM_SPEND_BY_KIND, CM_SPEND_BY_YEAR, CM_SPEND_BY_ORGANISATION };
  CmSpendChapters *chapters = CM_SPEND_CHAPTERS (go_to (f, "chapters"));
  CmSpendTotals whole;

  cm_spend_get_whole (cm_spend_page_get_spend (f->page), &whole);
  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    {
      const CmSpendTable *table;
      gint64 sum = 0;

      cm_spend_chapters_set_columns (chapters, by[i]);
      catch_up (f);
      table = cm_spend_chapters_get_table (chapters);
      for (guint row = 0; row < table->rows->len; row++)
        for (guint column = 0; column < table->columns->len; column++)
          if (!((CmSpendRow *) table->rows->pdata[row])->is_theme)
            sum += cm_spend_table_get (table, row, column);
      g_assert_cmpint (sum, ==, whole.amount);
      g_assert_cmpint (
          cm_spend_table_get (table, table->rows->len, table->columns->len), ==, whole.amount);
      /* The grid has a row for each, and one for the total. */
      g_assert_cmpuint (cm_grid_get_model (cm_spend_chapters_get_grid (chapters))->rows->len,
                        ==,
                        table->rows->len + 1);
    }
}

static void
click_cell (Fixture *f, CmGrid *grid, guint row, guint column)
{
  GdkRectangle bounds;

  g_assert_true (cm_grid_set_cursor (grid, row, column, TRUE));
  cm_test_settle ();
  g_assert_true (cm_grid_get_cell_bounds (grid, row, column, &bounds));
  cm_test_click_at (
      GTK_WIDGET (grid), bounds.x + bounds.width / 2., bounds.y + bounds.height / 2., 1);
  cm_test_settle ();
}

static void
test_chapter_cell (Fixture *f, gconstpointer data)
{
  CmSpendChapters *chapters = CM_SPEND_CHAPTERS (go_to (f, "chapters"));
  const CmSpendTable *table = cm_spend_chapters_get_table (chapters);
  CmGrid *grid = cm_spend_chapters_get_grid (chapters);
  CmSpendBehind *behind = cm_spend_chapters_get_behind (chapters);

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (behind)));
  g_assert_false (((CmSpendRow *) table->rows->pdata[1])->is_theme);
  click_cell (f, grid, 1, table->columns->len);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (behind)));
  g_assert_cmpint (sum_parts (behind), ==, cm_spend_table_get (table, 1, table->columns->len));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (behind), "Behind “Community safety”"));
  /* A theme is the sum of its chapters. */
  cm_spend_chapters_open (chapters, 0, table->columns->len);
  g_assert_cmpint (sum_parts (behind), ==, cm_spend_table_get (table, 0, table->columns->len));
  cm_spend_chapters_open (chapters, table->rows->len, 0);
  g_assert_cmpint (sum_parts (behind), ==, cm_spend_table_get (table, table->rows->len, 0));
}

static void
assert_begins (const char *path, const char *magic)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpint (memcmp (contents, magic, strlen (magic)), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_chapter_picture (Fixture *f, gconstpointer data)
{
  static const char *const kinds[][2] = { { "png", "\x89PNG" },
                                          { "svg", "<?xml" },
                                          { "pdf", "%PDF" } };
  CmSpendChapters *chapters = CM_SPEND_CHAPTERS (go_to (f, "chapters"));
  g_autofree char *folder = g_path_get_dirname (f->path);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("grid.%s", kinds[i][0]);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (cm_spend_chapters_save (chapters, path, &error));
      g_assert_no_error (error);
      assert_begins (path, kinds[i][1]);
    }
}

/* The same figures as bars and as a table. */
static void
test_chapter_looks (Fixture *f, gconstpointer data)
{
  CmSpendChapters *chapters = CM_SPEND_CHAPTERS (go_to (f, "chapters"));
  CmFundingChart *chart = cm_spend_chapters_get_chart (chapters);
  CmFundingGrid *grid = cm_funding_chart_get_grid (chart);
  const CmSpendTable *table = cm_spend_chapters_get_table (chapters);
  g_autofree char *all = cm_money_format (table->mix.total);
  GtkWidget *canvas = cm_funding_chart_get_canvas (chart);

  cm_spend_chapters_look (chapters, CM_SPEND_CHAPTERS_MIX);
  cm_test_settle ();
  g_assert_true (gtk_widget_get_mapped (canvas));
  g_assert_cmpstr (cm_funding_grid_get_text (grid, table->rows->len, 4), ==, all);
  /* The second row is the first chapter; the first is its theme. */
  cm_test_click_at (canvas, 300, 24 + 25 * 1.5, 1);
  cm_test_settle ();
  g_assert_cmpint (sum_parts (cm_spend_chapters_get_behind (chapters)),
                   ==,
                   cm_spend_table_get (table, 1, table->columns->len));
  cm_spend_chapters_look (chapters, CM_SPEND_CHAPTERS_TABLE);
  cm_test_settle ();
  g_assert_false (gtk_widget_get_mapped (canvas));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (chapters), "Mainstream share"));
}

/* --- contracts -------------------------------------------------------------------------------- */

static void
test_contracts (Fixture *f, gconstpointer data)
{
  CmSpendContracts *contracts = CM_SPEND_CONTRACTS (go_to (f, "contracts"));
  CmSpendList *list = cm_spend_contracts_get_list (contracts);
  guint n = cm_spend_list_get_n_rows (list);

  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpstr (cm_spend_contracts_get_sentence (contracts),
                   ==,
                   "6 of 8 contracts are to be decided within 12 months; they cost £1,910,500 a "
                   "year.");
  assert_cell (list, 0, 1, "Talking therapies");
  assert_cell (list, 1, 1, "Home care");
  for (guint row = 0; row < n; row++)
    {
      g_autofree char *text = cm_spend_list_get_text (list, row, 0);

      g_assert_true (row == 0 ? g_str_has_prefix (text, "▲") : !g_str_has_prefix (text, "▲"));
    }
  /* Three months ahead there are fewer. */
  cm_spend_contracts_set_months (contracts, 3);
  catch_up (f);
  g_assert_cmpuint (cm_spend_list_get_n_rows (list), <, n);
  g_assert_cmpuint (cm_spend_list_get_n_rows (list), >, 0);
}

/* A candidate leads to its record. */
static void
test_contract_record (Fixture *f, gconstpointer data)
{
  CmSpendContracts *contracts = CM_SPEND_CONTRACTS (go_to (f, "contracts"));
  CmSpendList *list = cm_spend_contracts_get_list (contracts);
  CmRegister *all = cm_spend_contracts_get_register (contracts);
  CmRecord *current;

  g_signal_emit_by_name (list, "activated", 1);
  catch_up (f);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (all)));
  current = cm_table_view_get_current (cm_register_get_table (all));
  g_assert_nonnull (current);
  g_assert_cmpstr (cm_record_get_title (current), ==, "Home care");
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (all), "9 contracts · £1,998,500 a year"));
  /* One that ends is no candidate any more once that is said. */
  {
    g_autoptr (CmRecord) copy = cm_record_copy (current);

    cm_record_set_text (copy, "state", "ended");
    g_assert_true (cm_store_save (f->store, copy, "End “Home care”", NULL));
  }
  cm_spend_contracts_set_all (contracts, FALSE);
  catch_up (f);
  g_assert_cmpuint (cm_spend_list_get_n_rows (list), ==, 5);
}

/* --- what is looked at ------------------------------------------------------------------------ */

static void
test_filters (Fixture *f, gconstpointer data)
{
  CmSpendLargest *largest = get_largest (f);
  GtkDropDown *years = GTK_DROP_DOWN (get_part (f, "year_choice"));
  g_autofree char *constabulary =
      find_id (f, "organisation", "name", "Leicestershire Constabulary");
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  gint64 latest = cm_spend_largest_get_groups (largest)->amount;
  CmRegister *lines;

  /* The latest year, until the reader chooses. */
  g_assert_cmpuint (gtk_drop_down_get_selected (years), ==, 2);
  gtk_drop_down_set_selected (years, 0);
  catch_up (f);
  g_assert_cmpint (cm_spend_largest_get_groups (largest)->amount, >, latest);
  g_assert_nonnull (strstr (cm_spend_page_get_sentence (f->page), "in all years"));
  gtk_drop_down_set_selected (years, 1);
  catch_up (f);
  g_assert_cmpint (cm_spend_get_year (cm_spend_page_get_spend (f->page)), ==, 2008);
  gtk_drop_down_set_selected (years, 2);
  cm_spend_page_set_organisation (f->page, constabulary);
  catch_up (f);
  cm_query_where_number (query, "year", 2009);
  cm_query_where_text (query, "organisation", constabulary);
  g_assert_cmpint (
      cm_spend_largest_get_groups (largest)->amount, ==, cm_store_sum (f->store, query, "amount"));
  /* The lines follow. */
  lines = cm_spend_lines_get_register (CM_SPEND_LINES (go_to (f, "lines")));
  g_assert_cmpuint (cm_table_view_get_n_rows (cm_register_get_table (lines)),
                    ==,
                    cm_store_count (f->store, query));
  get_largest (f);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "spend.show-all", NULL);
  catch_up (f);
  g_assert_cmpstr (get_outer (f), ==, "views");
  g_assert_cmpuint (gtk_drop_down_get_selected (years), ==, 0);
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  CmSpendLargest *largest = get_largest (f);
  g_autofree char *waste = find_id (f, "chapter", "name", "Waste");
  g_autofree char *equalities = find_id (f, "chapter", "name", "Equalities");
  g_autoptr (CmScope) scope = cm_scope_new (NULL, waste);
  g_autoptr (CmScope) none = cm_scope_new (NULL, equalities);
  CmSpendMapping *mapping;
  guint unmapped;

  mapping = get_mapping (f);
  unmapped = cm_spend_list_get_n_rows (cm_spend_mapping_get_list (mapping));
  get_largest (f);
  cm_page_set_scope (CM_PAGE (f->page), scope);
  catch_up (f);
  g_assert_cmpint (cm_spend_largest_get_groups (largest)->amount, ==, 36000000);
  g_assert_cmpstr (
      cm_spend_page_get_sentence (f->page), ==, "£360k of £3.2m in 2009/10 · 85% of all is mapped");
  /* What is not mapped belongs to no scope and is seen in each. */
  go_to (f, "mapping");
  g_assert_cmpuint (cm_spend_list_get_n_rows (cm_spend_mapping_get_list (mapping)), ==, unmapped);
  cm_page_set_scope (CM_PAGE (f->page), none);
  get_largest (f);
  g_assert_cmpstr (get_outer (f), ==, "nothing");
  go_to (f, "mapping");
  g_assert_cmpstr (get_outer (f), ==, "views");
  /* Contracts of the scope alone. */
  cm_page_set_scope (CM_PAGE (f->page), scope);
  g_assert_cmpuint (
      cm_spend_contracts_get (CM_SPEND_CONTRACTS (go_to (f, "contracts")))->contracts->len, ==, 1);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  static const char *const counting[] = { "largest", "mapping", "chapters" };

  for (guint i = 0; i < G_N_ELEMENTS (counting); i++)
    {
      go_to (f, counting[i]);
      g_assert_cmpstr (get_outer (f), ==, "empty");
    }
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_part (f, "head"))));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page), "What is spent now?"));
  go_to (f, "contracts");
  g_assert_cmpstr (get_outer (f), ==, "views");
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page), "No contracts yet"));
  go_to (f, "lines");
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page), "No lines of spend"));
  go_to (f, "files");
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page), "No files yet"));
}

/* A workbook of what is looked at, told when it is there. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (f->path);
  g_autofree char *path = g_build_filename (folder, "spend.xlsx", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "spend.xlsx", NULL);

  g_clear_pointer (&f->message, g_free);
  cm_spend_page_export (f->page, path);
  cm_test_wait (f->message != NULL);
  g_assert_cmpstr (f->message, ==, "The workbook is in “spend.xlsx”");
  assert_begins (path, "PK");
  g_clear_pointer (&f->message, g_free);
  cm_spend_page_export (f->page, nowhere);
  cm_test_wait (f->message != NULL);
  g_assert_null (strstr (f->message, "The workbook is in"));
}

/* --- what others lead to ---------------------------------------------------------------------- */

static void
test_records (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autoptr (CmRecord) line = NULL;
  g_autofree char *rule = find_id (f, "spend_rule", "words", "home care");
  g_autofree char *file = NULL;
  CmRegister *lines;

  /* A line of another year than the one that is shown. */
  cm_query_where_number (query, "year", 2008);
  line = cm_store_first (f->store, query);
  g_assert_true (cm_page_show_record (CM_PAGE (f->page), "spend_line", cm_record_get_id (line)));
  catch_up (f);
  lines = cm_spend_lines_get_register (CM_SPEND_LINES (cm_spend_page_get_view (f->page, "lines")));
  g_assert_true (cm_table_view_get_current (cm_register_get_table (lines)) == line);
  g_assert_true (cm_page_show_record (CM_PAGE (f->page), "spend_rule", rule));
  g_assert_nonnull (cm_spend_rules_get_editor (
      cm_spend_mapping_get_rules (CM_SPEND_MAPPING (cm_spend_page_get_view (f->page, "mapping")))));
  file = g_strdup (cm_record_get_text (line, "spend_file"));
  g_assert_true (cm_page_show_record (CM_PAGE (f->page), "spend_file", file));
  g_assert_cmpstr (cm_spend_page_get_view_name (f->page), ==, "files");
  /* A query shows what it asks for, whatever was searched for or looked at before. */
  cm_spend_page_set_year (f->page, 2009);
  catch_up (f);
  cm_register_search (lines, "zebra");
  cm_page_show_query (CM_PAGE (f->page), query, "of 2008/09");
  catch_up (f);
  g_assert_cmpstr (cm_spend_page_get_view_name (f->page), ==, "lines");
  g_assert_cmpuint (cm_table_view_get_n_rows (cm_register_get_table (lines)),
                    ==,
                    cm_store_count (f->store, query));
}

/* --- many lines ------------------------------------------------------------------------------- */

static char *
add_file (Fixture *f, const char *name, guint n)
{
  g_autoptr (CmRecord) file = cm_record_new (cm_table_find ("spend_file"));

  g_assert_true (cm_store_begin (f->store, "Bring in a file", NULL));
  cm_record_set_text (file, "name", name);
  g_assert_true (cm_store_insert (f->store, file, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("spend_line"));
      g_autofree char *supplier = g_strdup_printf ("Supplier %u", i % 700);

      cm_record_set_text (line, "spend_file", cm_record_get_id (file));
      cm_record_set_text (line, "supplier", supplier);
      cm_record_set_number (line, "year", 2010);
      cm_record_set_number (line, "amount", 100 + i);
      g_assert_true (cm_store_insert (f->store, line, NULL));
    }
  g_assert_true (cm_store_commit (f->store, NULL));
  return g_strdup (cm_record_get_id (file));
}

/* A file goes with its lines, in a thread if they are many, and comes back. */
static void
test_delete_file (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_file (f, "Many payments", CM_SPEND_FILES_AT_ONCE + 50);
  guint lines = count (f, "spend_line"), files = count (f, "spend_file");
  CmSpendFiles *view = CM_SPEND_FILES (go_to (f, "files"));
  CmRegister *list = cm_spend_files_get_register (view);

  g_assert_true (cm_register_select (list, id));
  gtk_widget_activate_action (GTK_WIDGET (list), "register.delete", NULL);
  g_assert_true (cm_spend_files_is_busy (view));
  cm_test_wait (!cm_spend_files_is_busy (view));
  catch_up (f);
  g_assert_cmpuint (count (f, "spend_file"), ==, files - 1);
  g_assert_cmpuint (count (f, "spend_line"), ==, lines - CM_SPEND_FILES_AT_ONCE - 50);
  g_assert_cmpstr (f->message, ==, "“Many payments” with 350 lines: deleted");
  g_assert_true (f->undo);
  g_assert_true (cm_store_undo (f->store, NULL));
  catch_up (f);
  g_assert_cmpuint (count (f, "spend_line"), ==, lines);
}

/* Everything is there with many lines; the form of their file counts them and lists none. */
static void
test_many (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_file (f, "A year of payments", 20000);
  CmSpendLargest *largest;
  CmRegister *lines;

  catch_up (f);
  largest = get_largest (f);
  g_assert_cmpint (cm_spend_get_year (cm_spend_page_get_spend (f->page)), ==, 2010);
  g_assert_cmpuint (cm_spend_list_get_n_rows (cm_spend_largest_get_list (largest)), ==, 700);
  {
    CmParetoChart *chart = cm_funding_chart_get_model (cm_spend_largest_get_chart (largest));

    g_assert_cmpuint (chart->bars->len, ==, 20);
    g_assert_cmpuint (chart->n_rest, ==, 680);
    g_assert_cmpstr (chart->rest, ==, "680 others");
  }
  lines = cm_spend_lines_get_register (CM_SPEND_LINES (go_to (f, "lines")));
  g_assert_cmpuint (cm_table_view_get_n_rows (cm_register_get_table (lines)), ==, 20000);
  g_assert_true (cm_page_show_record (CM_PAGE (f->page), "spend_file", id));
  cm_test_settle ();
  g_assert_cmpstr (cm_spend_page_get_view_name (f->page), ==, "files");
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page),
                                       "Total £2,019,900 · 20000, too many to be listed here"));
  g_assert_null (cm_test_find (GTK_WIDGET (f->page), CM_TYPE_CHILD_ROW));
}

static void
add_test (const char *name, void (*test) (Fixture *f, gconstpointer data), const char *empty)
{
  g_autofree char *path = g_strconcat ("/spend-page/", name, NULL);

  g_test_add (path, Fixture, empty, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
  add_test ("largest", test_largest, NULL);
  add_test ("grouping", test_grouping, NULL);
  add_test ("bar", test_bar, NULL);
  add_test ("bar-keys", test_bar_keys, NULL);
  add_test ("copy", test_copy, NULL);
  add_test ("rule", test_rule, NULL);
  add_test ("typing", test_typing, NULL);
  add_test ("order", test_order, NULL);
  add_test ("edit", test_edit, NULL);
  add_test ("chapters", test_chapters, NULL);
  add_test ("chapter-cell", test_chapter_cell, NULL);
  add_test ("chapter-picture", test_chapter_picture, NULL);
  add_test ("chapter-looks", test_chapter_looks, NULL);
  add_test ("contracts", test_contracts, NULL);
  add_test ("contract-record", test_contract_record, NULL);
  add_test ("filters", test_filters, NULL);
  add_test ("scope", test_scope, NULL);
  add_test ("export", test_export, NULL);
  add_test ("empty", test_empty, "empty");
  add_test ("records", test_records, NULL);
  add_test ("delete-file", test_delete_file, NULL);
  add_test ("many", test_many, "empty");
  return g_test_run ();
}
