/* bench-table.c - how fast a table of 10,000 records opens, scrolls and keeps an edit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The exit code
 * is 1 only if a limit is missed by more than twice, as other work on the machine may be to blame
 * for less. */
#include "config.h"

#include "cm-activities-page.h"
#include "cm-test-table.h"

#define N_ACTIVITIES 10000
#define N_FUNDED 1000
#define N_ORGANISATIONS 15
#define N_WHEEL 240 /* frames */
#define N_PAGES 120
#define N_SORTS 6 /* even, so that the order is as before */
#define N_COMMITS 200

typedef struct
{
  CmStore *store;
  GtkWidget *window;
  CmActivitiesPage *page;
  GtkWidget *root;
  GdkFrameClock *clock;
  gint64 frame_start;
  guint n_frames;
  GArray *times; /* of double, ms: of the frames while it is not NULL */
  gboolean missed;
} Bench;

static double
get_ms (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

/* --- figures ---------------------------------------------------------------------------------- */

static void
print (Bench *bench, const char *name, double value, const char *unit, double limit)
{
  double ratio = limit > 0 ? value / limit : value > 0 ? 1 + value : 0;

  g_print ("%s: %.1f%s (%.0f%s) %.2f%s\n",
           name,
           value,
           unit,
           limit,
           unit,
           ratio,
           ratio > 1 ? " over" : "");
  if (ratio > 2)
    bench->missed = TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
get_quantile (GArray *times, double part)
{
  g_array_sort (times, compare);
  return g_array_index (times, double, (guint) ((double) (times->len - 1) * part));
}

static void
print_frames (Bench *bench, const char *how)
{
  g_autofree char *max = g_strconcat (how, ", slowest frame", NULL);
  g_autofree char *p99 = g_strconcat (how, ", 99 of 100 frames below", NULL);
  g_autofree char *median = g_strconcat (how, ", median frame", NULL);
  guint late = 0;

  for (guint i = 0; i < bench->times->len; i++)
    if (g_array_index (bench->times, double, i) > 33)
      late++;
  print (bench, median, get_quantile (bench->times, 0.5), " ms", 16);
  print (bench, p99, get_quantile (bench->times, 0.99), " ms", 33);
  print (bench, max, get_quantile (bench->times, 1), " ms", 33);
  g_print ("%s, frames over 33 ms: %u of %u (0)%s\n",
           how,
           late,
           bench->times->len,
           late > 0 ? " over" : "");
}

/* --- the portfolio ---------------------------------------------------------------------------- */

static void
insert (Bench *bench, CmRecord *record)
{
  g_autoptr (GError) error = NULL;

  cm_store_insert (bench->store, record, &error);
  g_assert_no_error (error);
}

static CmRecord *
insert_named (Bench *bench, const char *table, const char *name)
{
  CmRecord *record = cm_record_new (cm_table_find (table));

  cm_record_set_text (record, "name", name);
  cm_record_set_text (record, "kind", g_str_equal (table, "organisation") ? "county" : "grant");
  insert (bench, record);
  return record;
}

static void
insert_line (Bench *bench, CmRecord *activity, CmRecord *source, guint i)
{
  g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("budget_line"));

  cm_record_set_text (line, "activity", cm_record_get_id (activity));
  cm_record_set_text (line, "funding_source", cm_record_get_id (source));
  cm_record_set_number (line, "year", 2010 + i % 3);
  cm_record_set_number (line, "amount", (gint64) i * 12345 % 10000000);
  cm_record_set_text (line, "state", "secured");
  insert (bench, line);
}

static void
fill (Bench *bench)
{
  static const char *const words[] = { "advice", "support", "outreach", "grants", "training" };
  static const char *const states[] = { "proposed", "pipeline", "live", "closed" };
  g_autoptr (GPtrArray) organisations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CmRecord) source = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (bench->store, "Fill", NULL));
  source = insert_named (bench, "funding_source", "Grant");
  for (guint i = 0; i < N_ORGANISATIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Organisation %02u of the partnership", i);

      g_ptr_array_add (organisations, insert_named (bench, "organisation", name));
    }
  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      g_autoptr (CmRecord) activity = cm_record_new (cm_table_find ("activity"));
      g_autofree char *title = g_strdup_printf (
          "%05u %s for neighbourhood %u", i, words[i % G_N_ELEMENTS (words)], i % 37);
      CmRecord *organisation = g_ptr_array_index (organisations, i % N_ORGANISATIONS);

      cm_record_set_text (activity, "title", title);
      cm_record_set_text (activity, "state", states[i % G_N_ELEMENTS (states)]);
      cm_record_set_text (activity, "organisation", cm_record_get_id (organisation));
      insert (bench, activity);
      for (guint line = 0; i % (N_ACTIVITIES / N_FUNDED) == 0 && line < 3; line++)
        insert_line (bench, activity, source, i + line);
    }
  cm_store_commit (bench->store, &error);
  g_assert_no_error (error);
}

/* --- opening ---------------------------------------------------------------------------------- */

static void
before_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_start = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  double time = get_ms (bench->frame_start);

  bench->n_frames++;
  if (bench->times != NULL)
    g_array_append_val (bench->times, time);
}

static void
measure_opening (Bench *bench)
{
  gint64 start = g_get_monotonic_time ();

  bench->page = g_object_new (CM_TYPE_ACTIVITIES_PAGE, NULL);
  bench->root = GTK_WIDGET (bench->page);
  cm_page_set_store (CM_PAGE (bench->page), bench->store, NULL);
  bench->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1270, 790);
  gtk_window_set_child (GTK_WINDOW (bench->window), bench->root);
  gtk_window_present (GTK_WINDOW (bench->window));
  bench->clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (bench->clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (bench->clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  do
    {
      guint frames = bench->n_frames;

      cm_test_wait (bench->n_frames > frames);
    }
  while (cm_test_find (bench->root, CM_TYPE_TABLE_CELL) == NULL);
  print (bench, "open 10,000 activities, first rows drawn", get_ms (start), " ms", 500);
  cm_test_settle ();
}

/* --- scrolling -------------------------------------------------------------------------------- */

static GtkAdjustment *
get_adjustment (Bench *bench)
{
  GtkWidget *view = cm_test_find (bench->root, GTK_TYPE_COLUMN_VIEW);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

/* A frame has to come of it: what is at the end already moves no more. */
static void
wait_for_frame (Bench *bench)
{
  guint frames = bench->n_frames;

  cm_test_wait (bench->n_frames > frames);
}

static void
measure_wheel (Bench *bench)
{
  GtkWidget *cell = cm_test_find (bench->root, CM_TYPE_TABLE_CELL);
  GtkAdjustment *adjustment = get_adjustment (bench);

  cm_test_click (cell);
  bench->times = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < N_WHEEL; i++)
    {
      cm_test_wheel (bench->root, 1);
      wait_for_frame (bench);
    }
  print_frames (bench, "wheel");
  g_clear_pointer (&bench->times, g_array_unref);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 10000);
}

static void
measure_pages (Bench *bench)
{
  GtkAdjustment *adjustment = get_adjustment (bench);
  double before = gtk_adjustment_get_value (adjustment);

  bench->times = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < N_PAGES; i++)
    {
      cm_test_press (bench->root, GDK_KEY_Page_Down);
      wait_for_frame (bench);
    }
  print_frames (bench, "Page Down");
  g_clear_pointer (&bench->times, g_array_unref);
  cm_test_settle ();
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, before + 10000);
}

static void
measure_sorting (Bench *bench)
{
  CmTableView *table = cm_activities_page_get_table (bench->page);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_SORTS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      double time;

      cm_table_view_sort (table, "title", i % 2 == 0);
      wait_for_frame (bench);
      time = get_ms (start);
      g_array_append_val (times, time);
      cm_test_settle ();
    }
  print (bench, "another order, first rows drawn", get_quantile (times, 0.5), " ms", 500);
}

/* --- editing ---------------------------------------------------------------------------------- */

static void
measure_commits (Bench *bench)
{
  CmTableView *table = cm_activities_page_get_table (bench->page);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_COMMITS; i++)
    {
      CmRecord *current = cm_table_view_get_current (table);
      g_autofree char *text = NULL;
      double time;
      gint64 start;

      g_assert_nonnull (current);
      text = g_strdup_printf ("%s %u", cm_record_get_title (current), i % 10);
      cm_table_view_edit (table, "title");
      gtk_editable_set_text (GTK_EDITABLE (cm_test_editor (bench->root)), text);
      start = g_get_monotonic_time ();
      g_assert_true (cm_table_view_commit (table));
      time = get_ms (start);
      g_array_append_val (times, time);
      cm_test_key (bench->window, "Down");
    }
  print (bench, "keep a cell, median", get_quantile (times, 0.5), " ms", 10);
  print (bench, "keep a cell, 95 of 100 below", get_quantile (times, 0.95), " ms", 20);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  cm_test_init (&argc, &argv);
  bench.store = cm_test_new_store ();
  fill (&bench);
  measure_opening (&bench);
  measure_wheel (&bench);
  measure_pages (&bench);
  measure_sorting (&bench);
  measure_commits (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  cm_test_settle ();
  cm_test_drop_store (bench.store);
  return bench.missed ? 1 : 0;
}
