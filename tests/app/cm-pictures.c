/* cm-pictures.c - writes a picture of every page, dialogue and empty state of the program. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-activities-page.h"
#include "cm-cycle-page.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-test.h"

typedef struct
{
  const char *folder, *scheme;
  int width, height;
  CmWindow *window;
} Studio;

static void
take (Studio *studio, const char *name)
{
  g_autofree char *file =
      g_strdup_printf ("%s-%dx%d-%s.png", name, studio->width, studio->height, studio->scheme);
  g_autofree char *path = g_build_filename (studio->folder, file, NULL);

  cm_test_settle ();
  cm_test_write_picture (GTK_WIDGET (studio->window), path);
  g_print ("%s\n", path);
}

/* The first activity, with all of it beside the table. */
static void
show_form (CmWindow *window)
{
  CmActivitiesPage *page = CM_ACTIVITIES_PAGE (cm_window_get_page (window, "activities"));
  CmTableView *table = cm_activities_page_get_table (page);
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (CmRecord) record = cm_store_first (cm_window_get_store (window), query);

  cm_table_view_select (table, cm_record_get_id (record));
  g_signal_emit_by_name (table, "activated", record);
}

static void
take_pages (Studio *studio)
{
  CmWindow *window = studio->window;

  take (studio, "cycle");
  cm_cycle_page_open_step (CM_CYCLE_PAGE (cm_window_get_page (window, "cycle")), "plan/options");
  take (studio, "step");
  cm_window_show_page (window, "activities");
  take (studio, "activities");
  show_form (window);
  take (studio, "activities-form");
  cm_window_show_page (window, "manual");
  take (studio, "manual");
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (window, "manual")), "analyse-scope");
  take (studio, "manual-step");
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (window, "manual")), "glossary-chapter");
  take (studio, "manual-glossary");
}

static void
size_window (Studio *studio)
{
  gtk_window_set_default_size (GTK_WINDOW (studio->window), studio->width, studio->height);
  cm_test_settle ();
}

int
main (int argc, char *argv[])
{
  Studio studio = { 0 };
  char *path;

  cm_test_init (&argc, &argv);
  if (argc != 5)
    {
      g_printerr ("usage: cm-pictures FOLDER WIDTH HEIGHT light|dark\n");
      return 2;
    }
  studio = (Studio){ argv[1], argv[4], atoi (argv[2]), atoi (argv[3]), NULL };
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (studio.scheme, "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  studio.window = cm_test_open_window (cm_test_get_application (), NULL);
  size_window (&studio);
  take (&studio, "start");
  gtk_window_destroy (GTK_WINDOW (studio.window));

  path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  studio.window = cm_test_open_window (cm_test_get_application (), path);
  size_window (&studio);
  take_pages (&studio);
  gtk_window_destroy (GTK_WINDOW (studio.window));
  cm_test_settle ();
  cm_test_drop_file (path);
  return 0;
}
