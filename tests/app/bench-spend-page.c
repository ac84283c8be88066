/* bench-spend-page.c - how long the page of the spend keeps the reader waiting, with 100,000 lines.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each thing that is done: the longest turn of the main loop until it is done, and how
 * long that takes in all. The exit code is 1 only if a turn is more than twice as long as it may
 * be, as other work on the machine may be to blame for less. */
#include "config.h"

#include "cm-library.h"
#include "cm-spend-chapters.h"
#include "cm-spend-contracts.h"
#include "cm-spend-largest.h"
#include "cm-spend-lines.h"
#include "cm-spend-mapping.h"
#include "cm-spend-page.h"
#include "cm-test.h"

#define N_LINES 100000
#define N_SUPPLIERS 4000
#define N_SERVICES 60
#define N_PURPOSES 300
#define TURN 50.0 /* ms */

typedef struct
{
  CmStore *store;
  CmSpendPage *page;
  gint64 start;
  double longest;
  gboolean missed;
} Bench;

static double
get_ms (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

static void
begin (Bench *bench)
{
  bench->start = g_get_monotonic_time ();
  bench->longest = 0;
}

/* What was done since begin() counts as a turn of its own. */
static void
end (Bench *bench, const char *what)
{
  gboolean quiet = FALSE;

  bench->longest = get_ms (bench->start);
  for (guint idle = 0; idle < 5;)
    {
      gint64 start = g_get_monotonic_time ();
      gboolean did = g_main_context_iteration (NULL, FALSE);

      bench->longest = MAX (bench->longest, get_ms (start));
      quiet = !did && !cm_spend_get_busy (cm_spend_page_get_spend (bench->page));
      idle = quiet ? idle + 1 : 0;
      if (!did)
        g_usleep (5000);
    }
  g_print ("%s: longest turn %.1f ms (%.0f ms) %.2f%s; %.0f ms in all\n",
           what,
           bench->longest,
           TURN,
           bench->longest / TURN,
           bench->longest > TURN ? " over" : "",
           get_ms (bench->start));
  if (bench->longest > 2 * TURN)
    bench->missed = TRUE;
}

static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) file = cm_record_new (cm_table_find ("spend_file"));

  g_assert_true (cm_store_begin (store, "Bring in a file", NULL));
  cm_record_set_text (file, "name", "Payments");
  g_assert_true (cm_store_insert (store, file, NULL));
  for (guint i = 0; i < N_LINES; i++)
    {
      g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("spend_line"));
      g_autofree char *supplier = g_strdup_printf ("Supplier %u Limited", i * 7 % N_SUPPLIERS);
      g_autofree char *service = g_strdup_printf ("Service %u", i % N_SERVICES);
      g_autofree char *purpose = g_strdup_printf ("Purpose %u", i * 13 % N_PURPOSES);

      cm_record_set_text (line, "spend_file", cm_record_get_id (file));
      cm_record_set_text (line, "supplier", supplier);
      cm_record_set_text (line, "service", service);
      cm_record_set_text (line, "purpose", purpose);
      cm_record_set_number (line, "year", 2009 + i % 2);
      cm_record_set_number (line, "amount", 50000 + (i * 977) % 1000000);
      g_assert_true (cm_store_insert (store, line, NULL));
    }
  g_assert_true (cm_store_commit (store, NULL));
}

static void
add_rule (Bench *bench, const char *words)
{
  g_autoptr (CmRecord) rule = cm_record_new (cm_table_find ("spend_rule"));

  cm_record_set_text (rule, "words", words);
  cm_record_set_text (rule, "field", "any");
  cm_record_set_text (rule, "test", "contains");
  cm_record_set_number (rule, "outside", 1);
  g_assert_true (cm_spend_add_rule (bench->store, rule, NULL));
}

static void
measure_largest (Bench *bench)
{
  CmSpendLargest *largest = CM_SPEND_LARGEST (cm_spend_page_get_view (bench->page, "largest"));

  begin (bench);
  cm_spend_largest_select (largest, 0);
  end (bench, "behind a supplier");
  begin (bench);
  cm_spend_largest_group (largest, CM_SPEND_BY_KIND);
  end (bench, "grouped by kind");
  begin (bench);
  cm_spend_largest_select (largest, 0);
  end (bench, "behind all lines");
  begin (bench);
  cm_spend_page_set_year (bench->page, 0);
  end (bench, "all years");
}

static void
measure_mapping (Bench *bench)
{
  CmSpendMapping *mapping;
  CmSpendRuleEditor *editor;

  begin (bench);
  cm_spend_page_show_view (bench->page, "mapping");
  end (bench, "mapping");
  mapping = CM_SPEND_MAPPING (cm_spend_page_get_view (bench->page, "mapping"));
  begin (bench);
  cm_spend_mapping_propose (mapping, 0);
  end (bench, "a rule is proposed");
  editor = cm_spend_rules_get_editor (cm_spend_mapping_get_rules (mapping));
  begin (bench);
  gtk_editable_set_text (GTK_EDITABLE (cm_spend_rule_editor_get_entry (editor)), "supplier 1");
  end (bench, "a rule is typed");
  begin (bench);
  add_rule (bench, "service 7");
  end (bench, "a rule is added");
}

static void
measure_others (Bench *bench)
{
  static const char *const names[] = { "chapters", "contracts", "lines", "files" };
  CmSpendLines *lines;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      begin (bench);
      cm_spend_page_show_view (bench->page, names[i]);
      end (bench, names[i]);
    }
  lines = CM_SPEND_LINES (cm_spend_page_get_view (bench->page, "lines"));
  cm_spend_page_show_view (bench->page, "lines");
  end (bench, "lines again");
  begin (bench);
  cm_register_search (cm_spend_lines_get_register (lines), "supplier 77");
  end (bench, "lines searched");
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autoptr (GError) error = NULL;
  char *path;
  GtkWidget *window;

  cm_test_init (&argc, &argv);
  path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  bench.store = cm_store_open (path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  fill (bench.store);
  begin (&bench);
  bench.page = g_object_new (CM_TYPE_SPEND_PAGE, NULL);
  cm_page_set_store (CM_PAGE (bench.page), bench.store, NULL);
  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (bench.page));
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  gtk_window_present (GTK_WINDOW (window));
  end (&bench, "the page, and reading");
  measure_largest (&bench);
  measure_mapping (&bench);
  measure_others (&bench);
  gtk_window_destroy (GTK_WINDOW (window));
  cm_store_close (bench.store);
  g_object_unref (bench.store);
  cm_test_drop_file (path);
  return bench.missed ? 1 : 0;
}
