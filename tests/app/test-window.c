/* test-window.c - the window: starting, opening, refusing, scopes, keys, names for a screen reader.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-check-dialog.h"
#include "cm-activities-page.h"
#include "cm-cycle-page.h"
#include "cm-feedback.h"
#include "cm-library.h"
#include "cm-progress-dialog.h"
#include "cm-test.h"

typedef struct
{
  char *path;
  CmWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->window = cm_test_open_window (cm_test_get_application (), data != NULL ? NULL : f->path);
}

/* Nothing of the window may outlive it. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer window = f->window;

  g_object_add_weak_pointer (G_OBJECT (f->window), &window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_null (window);
  cm_test_drop_file (f->path);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static void
opened_cb (CmWindow *window, gboolean *opened)
{
  *opened = TRUE;
}

static void
open_file (Fixture *f, const char *path)
{
  gboolean opened = FALSE;
  gulong handler = g_signal_connect (f->window, "opened", G_CALLBACK (opened_cb), &opened);

  cm_window_open (f->window, path);
  cm_test_wait (opened);
  g_signal_handler_disconnect (f->window, handler);
  cm_test_settle ();
}

/* The dialogue that has come up says `what`; its answer is given. */
static void
answer (const char *what, const char *label)
{
  AdwMessageDialog *dialog = find_dialog ();
  GtkWidget *button;

  g_assert_nonnull (dialog);
  if (strstr (adw_message_dialog_get_body (dialog), what) == NULL)
    g_error ("“%s” does not say “%s”", adw_message_dialog_get_body (dialog), what);
  button = cm_test_find_with_text (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  cm_test_wait (find_dialog () == NULL);
}

static GtkStack *
get_stack (Fixture *f)
{
  return GTK_STACK (
      gtk_widget_get_template_child (GTK_WIDGET (f->window), CM_TYPE_WINDOW, "stack"));
}

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (f->window), CM_TYPE_WINDOW, name));
}

/* --- starting ------------------------------------------------------------------------------------
 */

static void
test_start (Fixture *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_stack (f)), ==, "start");
  g_assert_null (cm_window_get_path (f->window));
  for (const CmLibraryEntry *entry = cm_library_get_templates (); entry->name != NULL; entry++)
    g_assert_nonnull (cm_test_find_text (window, entry->title));
  for (const CmLibraryEntry *entry = cm_library_get_examples (); entry->name != NULL; entry++)
    g_assert_nonnull (cm_test_find_text (window, entry->title));
  g_assert_nonnull (cm_test_find_text (window, "Open…"));
  g_assert_false (gtk_widget_get_visible (get_part (f, "scope_drop")));
  g_assert_false (gtk_widget_get_sensitive (get_part (f, "undo_button")));
  /* Keys of a portfolio do no harm without one. */
  cm_test_key (window, "<Control>z");
  cm_test_key (window, "<Alt>2");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_stack (f)), ==, "start");
}

/* A click on an example opens the reader's own copy of it; changes to it stay. */
static void
test_example (Fixture *f, gconstpointer data)
{
  GtkWidget *row = cm_test_find_with_text (
      GTK_WIDGET (f->window), ADW_TYPE_ACTION_ROW, "Staffordshire Connects 2010");
  g_autofree char *folder =
      g_build_filename (g_get_user_data_dir (), "commissioning-manual", "examples", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("event");
  g_autoptr (CmRecord) first = NULL;
  guint count;

  g_assert_nonnull (row);
  cm_test_click (row);
  cm_test_wait (cm_window_get_store (f->window) != NULL);
  g_assert_true (g_str_has_prefix (cm_window_get_path (f->window), folder));
  count = cm_store_count (cm_window_get_store (f->window), query);
  g_assert_cmpuint (count, >, 10);
  first = cm_store_first (cm_window_get_store (f->window), query);
  cm_store_begin (cm_window_get_store (f->window), "Delete", NULL);
  cm_store_delete (cm_window_get_store (f->window), first, &error);
  g_assert_no_error (error);
  cm_store_commit (cm_window_get_store (f->window), &error);
  g_assert_no_error (error);
  cm_window_close_portfolio (f->window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_stack (f)), ==, "start");

  cm_window_open_example (f->window, "staffordshire-connects-2010");
  cm_test_wait (cm_window_get_store (f->window) != NULL);
  g_assert_cmpuint (cm_store_count (cm_window_get_store (f->window), query), ==, count - 1);
}

static void
test_create (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (f->path);

  for (const CmLibraryEntry *entry = cm_library_get_templates (); entry->name != NULL; entry++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.portfolio", folder, entry->name);
      g_autoptr (CmQuery) query = cm_query_new ("cycle_run");

      cm_window_create (f->window, path, entry->name);
      cm_test_wait (g_strcmp0 (cm_window_get_path (f->window), path) == 0);
      g_assert_cmpuint (cm_store_count (cm_window_get_store (f->window), query), >, 0);
      cm_window_show_page (f->window, "activities");
      cm_test_settle ();
      g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->window), "No activities yet"));
      cm_window_show_page (f->window, "cycle");
      cm_test_settle ();
    }
}

/* A name that is taken: the new portfolio takes its place, the old one stays as a backup. */
static void
test_create_over (Fixture *f, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (f->path, "~", NULL);
  g_autofree char *before = NULL, *kept = NULL;
  gsize before_length, kept_length;

  g_assert_true (g_file_get_contents (f->path, &before, &before_length, NULL));
  cm_window_create (f->window, f->path, "empty");
  cm_test_wait (cm_window_get_store (f->window) != NULL);
  g_assert_true (g_file_get_contents (backup, &kept, &kept_length, NULL));
  g_assert_cmpmem (before, before_length, kept, kept_length);
}

/* --- a portfolio ---------------------------------------------------------------------------------
 */

/* Only pages that exist are in the navigation, and each has guidance. */
static void
test_pages (Fixture *f, gconstpointer data)
{
  GtkListBox *navigation = GTK_LIST_BOX (get_part (f, "navigation"));
  AdwWindowTitle *title = ADW_WINDOW_TITLE (get_part (f, "title"));
  GtkListBoxRow *row;
  guint keyed;
  int n = 0;

  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Leicestershire Together");
  g_assert_nonnull (strstr (adw_window_title_get_subtitle (title), "2010/11"));
  g_assert_true (gtk_widget_get_mapped (get_part (f, "notice")));
  g_assert_false (gtk_widget_get_mapped (get_part (f, "read_only_notice")));
  while ((row = gtk_list_box_get_row_at_index (navigation, n)) != NULL)
    {
      /* The last are below what fits into the window. */
      gtk_widget_grab_focus (GTK_WIDGET (row));
      cm_test_settle ();
      cm_test_click (GTK_WIDGET (row));
      g_assert_true (gtk_list_box_row_is_selected (row));
      g_assert_true (gtk_widget_get_mapped (
          GTK_WIDGET (cm_window_get_page (f->window, cm_window_get_page_name (f->window)))));
      n++;
    }
  g_assert_cmpint (n, >, 3);
  /* There are no more keys than these; the other pages have none. */
  for (keyed = 0; cm_window_get_nth_page_name (keyed) != NULL; keyed++)
    {
      g_autofree char *key = keyed < 10 ? g_strdup_printf ("<Alt>%u", (keyed + 1) % 10)
                                        : g_strdup (keyed == 10 ? "<Alt>minus" : "<Alt>equal");

      cm_test_key (GTK_WIDGET (f->window), key);
      g_assert_cmpstr (
          cm_window_get_page_name (f->window), ==, cm_window_get_nth_page_name (keyed));
    }
  g_assert_cmpuint (keyed, ==, 12);
  g_assert_cmpuint (keyed, <, (guint) n);
}

static void
test_guidance (Fixture *f, gconstpointer data)
{
  AdwFlap *flap = ADW_FLAP (get_part (f, "guidance_flap"));

  cm_window_show_page (f->window, "cycle");
  cm_test_settle ();
  g_assert_true (adw_flap_get_reveal_flap (flap));
  cm_test_key (GTK_WIDGET (f->window), "F9");
  g_assert_false (adw_flap_get_reveal_flap (flap));
  cm_test_key (GTK_WIDGET (f->window), "F9");
  g_assert_true (adw_flap_get_reveal_flap (flap));
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  GtkDropDown *drop = GTK_DROP_DOWN (get_part (f, "scope_drop"));
  CmStore *store = cm_window_get_store (f->window);
  CmActivitiesPage *page = CM_ACTIVITIES_PAGE (cm_window_get_page (f->window, "activities"));
  CmTableView *table = cm_activities_page_get_table (page);
  g_autoptr (CmQuery) chapters_query = cm_query_new ("chapter");
  guint all = cm_table_view_get_n_rows (table), chapters = cm_store_count (store, chapters_query);
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (drop));

  g_assert_cmpuint (n, ==, 1 + 7 + chapters);
  for (guint i = 1; i < n; i++)
    {
      gtk_drop_down_set_selected (drop, i);
      g_assert_cmpuint (cm_table_view_get_n_rows (table), <, all);
      g_assert_false (cm_scope_is_whole (cm_page_get_scope (CM_PAGE (page))));
    }
  gtk_drop_down_set_selected (drop, 0);
  g_assert_cmpuint (cm_table_view_get_n_rows (table), ==, all);
}

/* The chapter that is looked at is deleted: the whole partnership is shown, and undo brings it
 * back. */
static void
test_scope_gone (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmRecord) chapter = cm_record_new (cm_table_find ("chapter"));
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autoptr (CmRecord) theme = cm_store_first (store, query);
  g_autoptr (CmScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  CmPage *page = cm_window_get_page (f->window, "activities");

  cm_record_set_text (chapter, "name", "Short-lived");
  cm_record_set_text (chapter, "theme", cm_record_get_id (theme));
  cm_store_save (store, chapter, "Add", &error);
  g_assert_no_error (error);
  scope = cm_scope_new (NULL, cm_record_get_id (chapter));
  cm_window_set_scope (f->window, scope);
  g_assert_true (cm_scope_equal (cm_page_get_scope (page), scope));
  cm_store_undo (store, &error);
  g_assert_no_error (error);
  g_assert_true (cm_scope_is_whole (cm_page_get_scope (page)));
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);
  GtkWidget *window = GTK_WIDGET (f->window), *button = get_part (f, "undo_button");
  AdwWindowTitle *title = ADW_WINDOW_TITLE (get_part (f, "title"));
  g_autoptr (GError) error = NULL;

  g_assert_false (gtk_widget_get_sensitive (button));
  cm_record_set_text (partnership, "name", "Renamed & <b>bold</b>");
  cm_store_save (store, partnership, "Rename", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Renamed & <b>bold</b>");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Undo: Rename");
  cm_test_key (window, "<Control>z");
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Leicestershire Together");
  g_assert_nonnull (cm_test_find_text (window, "Undone: Rename"));
  g_assert_false (gtk_widget_get_sensitive (button));
  cm_test_key (window, "<Control><Shift>z");
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Renamed & <b>bold</b>");
  cm_test_click (button);
  cm_test_wait (!gtk_widget_get_sensitive (button));
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Leicestershire Together");
}

/* What takes long is undone beside the window, which says so and offers to leave it. */
static void
test_undo_long (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmQuery) query = cm_query_new ("lesson");
  GtkWidget *window = GTK_WIDGET (f->window), *dialog;
  guint before = cm_store_count (store, query);

  g_assert_true (cm_store_begin (store, "Bring in many lessons", NULL));
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (CmRecord) lesson = cm_record_new (cm_table_find ("lesson"));

      cm_record_set_text (lesson, "name", "One of the many lessons that were learnt");
      g_assert_true (cm_store_insert (store, lesson, NULL));
    }
  g_assert_true (cm_store_commit (store, NULL));
  cm_test_settle ();
  gtk_widget_activate_action (window, "win.undo", NULL);
  dialog = cm_test_find_dialog (CM_TYPE_PROGRESS_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (cm_test_find_text (dialog, "Undoing: Bring in many lessons"));
  gtk_window_close (GTK_WINDOW (dialog));
  cm_test_wait (cm_test_find_dialog (CM_TYPE_PROGRESS_DIALOG) == NULL);
  g_assert_cmpuint (cm_store_count (store, query), ==, before + 20000);

  cm_test_key (window, "<Control>z");
  cm_test_wait (cm_test_find_text (window, "Undone: Bring in many lessons") != NULL);
  g_assert_cmpuint (cm_store_count (store, query), ==, before);
  g_assert_null (cm_test_find_dialog (CM_TYPE_PROGRESS_DIALOG));
  cm_test_key (window, "<Control><Shift>z");
  cm_test_wait (cm_test_find_text (window, "Done again: Bring in many lessons") != NULL);
  g_assert_cmpuint (cm_store_count (store, query), ==, before + 20000);
}

/* Each line of the overlay names its keys. */
static void
assert_keys (GtkWidget *widget)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *title = NULL, *keys = NULL;

      g_object_get (widget, "title", &title, "accelerator", &keys, NULL);
      if (keys == NULL || *keys == '\0')
        g_error ("no keys are shown for “%s”", title);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_keys (child);
}

/* The menu and its dialogues are made when they are asked for. */
static void
test_menu (Fixture *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window), *overlay;

  cm_test_key (window, "F10");
  cm_test_wait (gtk_menu_button_get_popover (GTK_MENU_BUTTON (get_part (f, "menu_button"))) !=
                NULL);
  cm_test_settle ();
  g_assert_true (gtk_widget_get_mapped (
      GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (get_part (f, "menu_button"))))));
  cm_test_key (window, "Escape");
  cm_test_key (window, "<Control>question");
  overlay =
      GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (f->window)));
  g_assert_nonnull (overlay);
  cm_test_wait (gtk_widget_get_mapped (overlay));
  assert_keys (overlay);
  gtk_window_close (GTK_WINDOW (overlay));
  cm_test_settle ();
}

/* --- what cannot be opened
 * ------------------------------------------------------------------------ */

static void
write_file (const char *path, const char *text, gssize length)
{
  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

/* Each is refused in words that name the file, changes nothing and leaves open what was open. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (f->path);
  g_autofree char *bad = g_build_filename (folder, "bad.portfolio", NULL);
  g_autofree char *whole = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->path, &whole, &length, NULL));
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *before = NULL, *after = NULL;
      gsize before_length = 0, after_length = 0;
      g_autofree char *other = g_memdup2 (whole, length);

      switch (i)
        {
        case 0:
          write_file (bad, "", 0);
          break;
        case 1:
          write_file (bad, "Dear partners,\n\nplease find attached\n", -1);
          break;
        case 2: /* the first half of a portfolio */
          write_file (bad, whole, (gssize) length / 2);
          break;
        case 3: /* another application's database: its number is in bytes 68 to 71 */
          memset (other + 68, 0x11, 4);
          write_file (bad, other, (gssize) length);
          break;
        case 4: /* a later version: bytes 60 to 63 */
          memset (other + 60, 0x11, 4);
          write_file (bad, other, (gssize) length);
          break;
        default: /* overwritten in the middle */
          memset (other + length / 3, 0xa5, length / 3);
          write_file (bad, other, (gssize) length);
        }
      g_assert_true (g_file_get_contents (bad, &before, &before_length, NULL));
      open_file (f, bad);
      answer ("bad.portfolio", "_Close");
      g_assert_cmpstr (cm_window_get_path (f->window), ==, f->path);
      g_assert_cmpstr (gtk_stack_get_visible_child_name (get_stack (f)), ==, "portfolio");
      g_assert_true (g_file_get_contents (bad, &after, &after_length, NULL));
      g_assert_cmpmem (before, before_length, after, after_length);
    }
  g_remove (bad);
  open_file (f, bad);
  answer ("bad.portfolio", "_Close");
  g_assert_false (g_file_test (bad, G_FILE_TEST_EXISTS));
  open_file (f, folder);
  answer (folder, "_Close");
}

/* A file that somebody else has open is offered to be read, and then says so. */
static void
test_busy (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) other = cm_store_open (f->path, CM_STORE_WRITE, &error);
  GtkWidget *window = GTK_WIDGET (f->window);

  g_assert_no_error (error);
  open_file (f, f->path);
  answer ("already open", "_Open to read");
  cm_test_wait (cm_window_get_store (f->window) != NULL);
  cm_test_settle ();
  g_assert_true (cm_store_get_read_only (cm_window_get_store (f->window)));
  g_assert_true (gtk_widget_get_mapped (get_part (f, "read_only_notice")));
  g_assert_nonnull (strstr (
      adw_window_title_get_subtitle (ADW_WINDOW_TITLE (get_part (f, "title"))), "read only"));
  cm_window_show_page (f->window, "activities");
  cm_test_settle ();
  g_assert_false (gtk_widget_get_sensitive (
      cm_test_find_with_text (window, GTK_TYPE_BUTTON, "Add an activity (Ctrl+Shift+N)")));
  cm_window_show_page (f->window, "cycle");
  cm_cycle_page_open_step (CM_CYCLE_PAGE (cm_window_get_page (f->window, "cycle")), "plan/options");
  cm_test_settle ();
  cm_window_close_portfolio (f->window);
  cm_store_close (other);
}

/* A window that goes while its portfolio is being opened leaves nothing behind. */
static void
test_closed_while_opening (Fixture *f, gconstpointer data)
{
  CmWindow *window = cm_window_new (cm_test_get_application ());
  gpointer watched = window;

  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  gtk_window_present (GTK_WINDOW (window));
  cm_window_open (window, f->path);
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_wait (watched == NULL);
}

/* --- names for a screen reader
 * --------------------------------------------------------------------- */

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
is_part_of_another (GtkWidget *widget)
{
  static const char *const owners[] = { "GtkMenuButton",  "GtkDropDown",       "GtkComboBoxText",
                                        "GtkSearchEntry", "AdwEntryRow",       "AdwComboRow",
                                        "GtkSpinButton",  "AdwExpanderRow",    "GtkColumnView",
                                        "GtkText",        "GtkWindowControls", "AdwToastWidget" };

  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
      if (g_str_equal (G_OBJECT_TYPE_NAME (parent), owners[i]))
        return TRUE;
  return FALSE;
}

static gboolean
has_words (GtkWidget *widget)
{
  GtkWidget *label = cm_test_find (widget, GTK_TYPE_LABEL);

  return label != NULL && *gtk_label_get_text (GTK_LABEL (label)) != '\0';
}

/* What can be used must have a name: one of its own, or words in it. */
static void
check_names (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (gtk_widget_get_focusable (widget) && gtk_widget_get_sensitive (widget) &&
      !is_part_of_another (widget) && !GTK_IS_WINDOW (widget) && !GTK_IS_LABEL (widget) &&
      !GTK_IS_POPOVER (widget) && !GTK_IS_VIEWPORT (widget) && !has_name (widget) &&
      !has_words (widget))
    {
      g_autoptr (GString) path = g_string_new (NULL);

      for (GtkWidget *w = widget; w != NULL; w = gtk_widget_get_parent (w))
        g_string_append_printf (path, " < %s %s", G_OBJECT_TYPE_NAME (w), gtk_widget_get_name (w));
      g_error ("no name:%s", path->str);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_names (Fixture *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);
  CmCyclePage *cycle = CM_CYCLE_PAGE (cm_window_get_page (f->window, "cycle"));
  static const char *const pages[] = { "cycle", "activities", "manual" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      cm_window_show_page (f->window, pages[i]);
      cm_test_settle ();
      check_names (window);
    }
  cm_window_show_page (f->window, "cycle");
  cm_cycle_page_open_step (cycle, "plan/options");
  cm_test_settle ();
  check_names (window);
  cm_window_close_portfolio (f->window);
  cm_test_settle ();
  check_names (window);
}

static gboolean
is_within (GtkWidget *widget, GtkWidget *ancestor)
{
  return widget != NULL && (widget == ancestor || gtk_widget_is_ancestor (widget, ancestor));
}

/* Chooses the page of that row of the navigation; NULL behind the last. */
static GtkWidget *
choose_row (Fixture *f, int row)
{
  GtkListBox *navigation = GTK_LIST_BOX (get_part (f, "navigation"));
  GtkListBoxRow *chosen = gtk_list_box_get_row_at_index (navigation, row);

  if (chosen == NULL)
    return NULL;
  gtk_list_box_select_row (navigation, chosen);
  cm_test_settle ();
  return GTK_WIDGET (cm_window_get_page (f->window, cm_window_get_page_name (f->window)));
}

/* However low the window, the row of the page that is shown can be seen. */
static void
test_row_in_sight (Fixture *f, gconstpointer data)
{
  GtkWidget *navigation = get_part (f, "navigation");
  GtkWidget *scroller = gtk_widget_get_ancestor (navigation, GTK_TYPE_SCROLLED_WINDOW);
  static const char *const pages[] = { "history", "cycle", "registers", "timeline" };

  gtk_window_set_default_size (GTK_WINDOW (f->window), 1024, 500);
  cm_test_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      graphene_rect_t bounds;

      cm_window_show_page (f->window, pages[i]);
      cm_test_settle ();
      g_assert_true (gtk_widget_compute_bounds (
          GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (navigation))),
          scroller,
          &bounds));
      g_assert_cmpfloat (bounds.origin.y, >=, 0);
      g_assert_cmpfloat (
          bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (scroller));
    }
}

/* What does not agree is listed, and each finding leads to its record. */
static void
test_check (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.check", NULL);
  cm_test_settle ();
  dialog = cm_test_find_dialog (CM_TYPE_CHECK_DIALOG);
  cm_test_wait (!cm_check_dialog_is_busy (CM_CHECK_DIALOG (dialog)));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (dialog, "Broken threads"));
  cm_test_click (cm_test_find_with_text (dialog, ADW_TYPE_ACTION_ROW, "Chapter “Equalities”"));
  cm_test_settle ();
  g_assert_null (cm_test_find_dialog (CM_TYPE_CHECK_DIALOG));
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "registers");
}

/* What is part of a theme's cycle leads to its step, within that theme; what is part of the whole
 * partnership's leads back out of it. */
static void
test_cycle_records (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmQuery) query = cm_query_new ("output");
  g_autoptr (GPtrArray) outputs = cm_store_list (store, query);
  CmCyclePage *page;
  guint themes = 0, wholes = 0;

  for (guint i = 0; i < outputs->len; i++)
    {
      CmRecord *output = outputs->pdata[i];
      g_autoptr (CmRecord) run =
          cm_store_get (store, "cycle_run", cm_record_get_text (output, "cycle_run"));

      cm_window_show_page (f->window, "history");
      cm_window_open_record (f->window, "output", cm_record_get_id (output));
      cm_test_settle ();
      g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "cycle");
      page = CM_CYCLE_PAGE (cm_window_get_page (f->window, "cycle"));
      g_assert_cmpstr (cm_cycle_page_get_step (page), ==, cm_record_get_text (output, "step"));
      if (cm_record_is_null (run, "theme"))
        g_assert_true (cm_scope_is_whole (cm_page_get_scope (CM_PAGE (page))));
      else
        g_assert_cmpstr (
            cm_page_get_scope (CM_PAGE (page))->theme, ==, cm_record_get_text (run, "theme"));
      cm_record_is_null (run, "theme") ? wholes++ : themes++;
    }
  g_assert_cmpuint (themes, >, 0);
  g_assert_cmpuint (wholes, >, 0);
}

/* Whether that text stands in an entry or in a label beneath the widget. */
static gboolean
shows (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if ((GTK_IS_EDITABLE (root) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (root)), text)) ||
      (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

/* Whatever the search or the history leads to can be seen, with what it is part of. */
static void
test_homes (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[i]->name);
      g_autoptr (CmRecord) record = cm_store_first (store, query);
      const CmField *owner = cm_table_owner (tables[i]);
      g_autofree char *title = NULL;

      if (record == NULL || (owner != NULL && g_str_equal (owner->references, "cycle_run")))
        continue;
      cm_window_show_page (f->window, "manual");
      cm_window_open_record (f->window, tables[i]->name, cm_record_get_id (record));
      cm_test_settle ();
      g_test_message ("%s on %s", tables[i]->name, cm_window_get_page_name (f->window));
      g_assert_cmpstr (cm_window_get_page_name (f->window), !=, "manual");
      while (owner != NULL)
        {
          CmRecord *next =
              cm_store_get (store, owner->references, cm_record_get_text (record, owner->name));

          g_object_unref (record);
          record = next;
          owner = cm_table_owner (cm_record_get_table (record));
        }
      /* A section is shown by its title, not by its key. */
      title = g_str_equal (tables[i]->name, "section_state")
                  ? cm_feedback_get_section_title (cm_library_get_manual (NULL),
                                                   cm_record_get_title (record))
                  : g_strdup (cm_record_get_title (record));
      if (!g_str_equal (cm_record_get_table (record)->name, "cycle_run"))
        g_assert_true (
            shows (GTK_WIDGET (cm_window_get_page (f->window, cm_window_get_page_name (f->window))),
                   title));
    }
}

/* From a record to its changes. */
static void
test_history (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmRecord) first = cm_store_first (store, query);
  g_autoptr (CmRecord) copy = cm_record_copy (first);

  cm_record_set_text (copy, "lead", "Head of service");
  cm_store_save (store, copy, "Another lead", NULL);
  cm_window_open_record (f->window, "activity", cm_record_get_id (first));
  cm_test_settle ();
  cm_test_click (cm_test_find_with_text (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "_History"));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "history");
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->window), "Another lead"));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->window), "Head of service"));
}

/* Tab passes the navigation in one step, without changing the page, and comes into the page. */
static void
test_tab (Fixture *f, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (f->window);
  GtkListBox *navigation = GTK_LIST_BOX (get_part (f, "navigation"));
  GtkWidget *page;

  for (int i = 0; (page = choose_row (f, i)) != NULL; i++)
    {
      g_autofree char *name = g_strdup (cm_window_get_page_name (f->window));

      g_test_message ("%s", name);
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (navigation, i)));
      cm_test_key (GTK_WIDGET (window), "Tab");
      g_assert_cmpstr (cm_window_get_page_name (f->window), ==, name);
      g_assert_true (is_within (gtk_window_get_focus (window), page));
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (navigation, i)));
      cm_test_key (GTK_WIDGET (window), "<Shift>Tab");
      g_assert_cmpstr (cm_window_get_page_name (f->window), ==, name);
      g_assert_false (is_within (gtk_window_get_focus (window), page));
      g_assert_false (is_within (gtk_window_get_focus (window), GTK_WIDGET (navigation)));
    }
  /* Arrow keys go through the pages. */
  choose_row (f, 0);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (navigation, 0)));
  cm_test_key (GTK_WIDGET (window), "Down");
  g_assert_true (gtk_list_box_row_is_selected (gtk_list_box_get_row_at_index (navigation, 1)));
}

/* Small and huge windows hold every page without a warning from the layout. */
static void
test_sizes (Fixture *f, gconstpointer data)
{
  static const int sizes[][2] = { { 1024, 700 }, { 640, 480 }, { 1280, 800 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (f->window), sizes[i][0], sizes[i][1]);
      for (int row = 0; choose_row (f, row) != NULL; row++)
        {
          g_test_message ("%s at %d", cm_window_get_page_name (f->window), sizes[i][0]);
          g_assert_cmpint (
              gtk_widget_get_width (GTK_WIDGET (f->window)), <=, MAX (sizes[i][0], 860));
        }
    }
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define ON_START(name)                                                                             \
  g_test_add ("/window/" #name, Fixture, "start", set_up, test_##name, tear_down)
#define ON_EXAMPLE(name)                                                                           \
  g_test_add ("/window/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ON_START (start);
  ON_START (example);
  ON_START (create);
  ON_START (create_over);
  ON_EXAMPLE (pages);
  ON_EXAMPLE (guidance);
  ON_EXAMPLE (scope);
  ON_EXAMPLE (scope_gone);
  ON_EXAMPLE (undo);
  ON_EXAMPLE (undo_long);
  ON_EXAMPLE (menu);
  ON_EXAMPLE (refused);
  ON_START (busy);
  ON_START (closed_while_opening);
  ON_EXAMPLE (names);
  ON_EXAMPLE (check);
  ON_EXAMPLE (cycle_records);
  ON_EXAMPLE (homes);
  ON_EXAMPLE (history);
  ON_EXAMPLE (tab);
  ON_EXAMPLE (row_in_sight);
  ON_EXAMPLE (sizes);
  return g_test_run ();
}
