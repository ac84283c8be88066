/* cm-window.c - the window: navigation, scope, pages, guidance. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include "cm-window.h"

#include <glib/gi18n.h>

#include "cm-activities-page.h"
#include "cm-cycle-page.h"
#include "cm-guidance-pane.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-window-private.h"

/**
 * CmWindow:
 *
 * Shows one portfolio, or the start page when none is open. Pages are dropped when it is closed;
 * the table below is the whole navigation.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *stage; /* its heading in the navigation, or NULL */
  GType (*get_type) (void);
} PageEntry;

static const PageEntry page_entries[] = {
  { "cycle", N_ ("Cycle"), NULL, cm_cycle_page_get_type },
  { "activities", N_ ("Activities"), "do", cm_activities_page_get_type },
  { "manual", N_ ("Manual"), "library", cm_manual_page_get_type },
};

static const struct
{
  const char *name;
  const char *title;
} headings[] = {
  { "analyse", N_ ("Analyse") }, { "plan", N_ ("Plan") },       { "do", N_ ("Do") },
  { "review", N_ ("Review") },   { "library", N_ ("Library") },
};

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmWindow, cm_window, ADW_TYPE_APPLICATION_WINDOW)

static guint signals[N_SIGNALS];

/* --- messages --------------------------------------------------------------------------------- */

void
cm_window_show_toast (CmWindow *self, const char *text, gboolean undo)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* An error that stops what was asked for is shown in a dialogue: it must be read. */
void
_cm_window_show_error (CmWindow *self, const char *heading, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- state of the header ---------------------------------------------------------------------- */

static void
update_undo (CmWindow *self)
{
  g_autofree char *undo = self->store != NULL ? cm_store_get_undo_label (self->store) : NULL;
  g_autofree char *redo = self->store != NULL ? cm_store_get_redo_label (self->store) : NULL;
  gboolean writable = self->store != NULL && !cm_store_get_read_only (self->store);
  /* translators: %s is the label of the change that would be undone or redone */
  g_autofree char *undo_tip = g_strdup_printf (_ ("Undo: %s"), undo != NULL ? undo : _ ("nothing"));
  g_autofree char *redo_tip = g_strdup_printf (_ ("Redo: %s"), redo != NULL ? redo : _ ("nothing"));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", writable && undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", writable && redo != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->undo_button), undo_tip);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->redo_button), redo_tip);
}

static void
update_title (CmWindow *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership =
      self->store != NULL ? cm_store_first (self->store, query) : NULL;
  g_autofree char *year = NULL, *subtitle = NULL;
  gboolean illustrative;

  if (partnership == NULL)
    {
      adw_window_title_set_title (self->title, _ ("Commissioning Manual"));
      adw_window_title_set_subtitle (self->title, "");
      gtk_widget_set_visible (self->notice, FALSE);
      gtk_widget_set_visible (self->read_only_notice, FALSE);
      return;
    }
  year = cm_year_format (cm_record_get_number (partnership, "year"));
  subtitle = cm_store_get_read_only (self->store)
                 /* translators: the year that is being commissioned, as in Cycle 2010/11 */
                 ? g_strdup_printf (_ ("Cycle %s · read only"), year)
                 : g_strdup_printf (_ ("Cycle %s · every change saved"), year);
  adw_window_title_set_title (self->title, cm_record_get_title (partnership));
  adw_window_title_set_subtitle (self->title, subtitle);
  illustrative = cm_record_get_number (partnership, "illustrative") != 0;
  gtk_label_set_text (self->notice_label, cm_record_get_text (partnership, "notice"));
  gtk_label_set_text (self->notice_full, cm_record_get_text (partnership, "notice"));
  gtk_widget_set_visible (self->notice, illustrative);
  gtk_widget_set_visible (self->read_only_notice, cm_store_get_read_only (self->store));
}

/* --- pages ------------------------------------------------------------------------------------ */

static GtkWidget *
make_heading (const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label;
  guint i = 0;

  while (g_strcmp0 (headings[i].name, name) != 0)
    i++;
  label = gtk_label_new (_ (headings[i].title));
  gtk_widget_add_css_class (box, "navigation-heading");
  gtk_widget_add_css_class (mark, "navigation-mark");
  gtk_widget_add_css_class (mark, name);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const PageEntry *entry = g_object_get_data (G_OBJECT (row), "entry");
  const PageEntry *last = before != NULL ? g_object_get_data (G_OBJECT (before), "entry") : NULL;

  if (entry->stage != NULL && (last == NULL || g_strcmp0 (last->stage, entry->stage) != 0))
    gtk_list_box_row_set_header (row, make_heading (entry->stage));
  else
    gtk_list_box_row_set_header (row, NULL);
}

/* A list of this version of GTK takes Tab as one more arrow key, and would change the page. */
static gboolean
leave_navigation_cb (GtkWidget *navigation, GVariant *parameter, gpointer data)
{
  CmWindow *self = CM_WINDOW (gtk_widget_get_root (navigation));

  if (g_variant_get_boolean (parameter))
    return gtk_widget_child_focus (GTK_WIDGET (self->guidance_flap), GTK_DIR_TAB_FORWARD);
  return gtk_widget_child_focus (GTK_WIDGET (self->header), GTK_DIR_TAB_BACKWARD);
}

static void
add_tab (GtkShortcutController *controller, GdkModifierType modifiers, guint keyval)
{
  GtkShortcut *shortcut =
      gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                        gtk_callback_action_new (leave_navigation_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (modifiers == 0));
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

static void
fill_navigation (CmWindow *self)
{
  GtkEventController *tab = gtk_shortcut_controller_new ();

  add_tab (GTK_SHORTCUT_CONTROLLER (tab), 0, GDK_KEY_Tab);
  add_tab (GTK_SHORTCUT_CONTROLLER (tab), GDK_SHIFT_MASK, GDK_KEY_ISO_Left_Tab);
  add_tab (GTK_SHORTCUT_CONTROLLER (tab), GDK_SHIFT_MASK, GDK_KEY_Tab);
  gtk_widget_add_controller (GTK_WIDGET (self->navigation), tab);
  gtk_list_box_set_header_func (self->navigation, header_cb, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *label = gtk_label_new (_ (page_entries[i].title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_margin_start (label, 12);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (page_entries[i].title), -1);
      g_object_set_data (G_OBJECT (row), "entry", (gpointer) &page_entries[i]);
      gtk_list_box_append (self->navigation, row);
    }
}

static void
page_message_cb (CmWindow *self, const char *text, gboolean undo)
{
  cm_window_show_toast (self, text, undo);
}

static void
page_guidance_cb (CmWindow *self, const char *anchor)
{
  if (self->guidance != NULL)
    cm_guidance_pane_show (self->guidance, anchor);
}

static void
read_cb (CmWindow *self, const char *id)
{
  cm_window_show_page (self, "manual");
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (self, "manual")), id);
}

static void
show_activities_cb (CmWindow *self, const char *chapter, const char *search)
{
  if (chapter != NULL && *chapter != '\0')
    {
      g_autoptr (CmScope) scope = cm_scope_new (NULL, chapter);

      cm_window_set_scope (self, scope);
    }
  cm_window_show_page (self, "activities");
  cm_activities_page_search (CM_ACTIVITIES_PAGE (cm_window_get_page (self, "activities")), search);
}

static void
choose_theme_cb (CmWindow *self, const char *theme)
{
  g_autoptr (CmScope) scope = cm_scope_new (theme, NULL);

  cm_window_set_scope (self, scope);
}

/* A page is made when it is first looked at: what nobody looks at costs nothing at the start. */
static CmPage *
make_page (CmWindow *self, const PageEntry *entry)
{
  GtkWidget *page = g_object_new (entry->get_type (), NULL);

  gtk_stack_add_named (self->pages, page, entry->name);
  g_signal_connect_object (page, "message", G_CALLBACK (page_message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      page, "guidance", G_CALLBACK (page_guidance_cb), self, G_CONNECT_SWAPPED);
  if (CM_IS_CYCLE_PAGE (page))
    {
      g_signal_connect_object (
          page, "show-activities", G_CALLBACK (show_activities_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (
          page, "choose-theme", G_CALLBACK (choose_theme_cb), self, G_CONNECT_SWAPPED);
    }
  cm_page_set_store (CM_PAGE (page), self->store, self->scope);
  return CM_PAGE (page);
}

static void
drop_pages (CmWindow *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
}

/* The page if it was made already. */
static CmPage *
find_page (CmWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  return page != NULL ? CM_PAGE (page) : NULL;
}

CmPage *
cm_window_get_page (CmWindow *self, const char *name)
{
  CmPage *page = find_page (self, name);

  for (guint i = 0; self->store != NULL && page == NULL && i < G_N_ELEMENTS (page_entries); i++)
    if (g_strcmp0 (page_entries[i].name, name) == 0)
      page = make_page (self, &page_entries[i]);
  return page;
}

const char *
cm_window_get_page_name (CmWindow *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

void
cm_window_show_page (CmWindow *self, const char *name)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (page_entries); i++)
    if (g_strcmp0 (page_entries[i].name, name) == 0)
      gtk_list_box_select_row (self->navigation,
                               gtk_list_box_get_row_at_index (self->navigation, i));
}

/* A setting that is written is a file that is written, even when it says what it said before. */
static void
remember_page (CmWindow *self, const char *name)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-page");

  if (!g_str_equal (last, name))
    g_settings_set_string (self->settings, "last-page", name);
}

static void
row_selected_cb (CmWindow *self, GtkListBoxRow *row)
{
  const PageEntry *entry = row != NULL ? g_object_get_data (G_OBJECT (row), "entry") : NULL;

  if (entry == NULL || self->store == NULL)
    return;
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (cm_window_get_page (self, entry->name)));
  remember_page (self, entry->name);
  page_guidance_cb (self, entry->name);
}

/* --- scope ------------------------------------------------------------------------------------ */

/* Chapters stand indented under their themes in the list, and plain in the button. */
static void
setup_scope_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_scope_cb (GtkListItemFactory *factory, GtkListItem *item, CmWindow *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  /* A search shifts positions, so the place in the whole list is looked up. */
  gpointer object = gtk_list_item_get_item (item);
  const CmScope *scope = g_object_get_data (object, "scope");

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (object));
  gtk_widget_set_margin_start (label, scope != NULL && scope->chapter != NULL ? 18 : 0);
}

static void
prepare_scopes (CmWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) name =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  g_signal_connect (factory, "setup", G_CALLBACK (setup_scope_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_scope_cb), self);
  gtk_drop_down_set_expression (self->scope_drop, name);
  gtk_drop_down_set_list_factory (self->scope_drop, factory);
  g_object_unref (factory);
}

/* The scopes of the portfolio, as the drop-down lists them: all, then each theme with its chapters.
 */
static void
add_scope (GtkStringList *names,
           GPtrArray *scopes,
           const char *name,
           const char *theme,
           const char *chapter)
{
  CmScope *scope = cm_scope_new (theme, chapter);
  g_autoptr (GObject) item = NULL;

  g_ptr_array_add (scopes, scope);
  gtk_string_list_append (names, name);
  item = g_list_model_get_item (G_LIST_MODEL (names), scopes->len - 1);
  g_object_set_data (item, "scope", scope);
}

static void
fill_scopes (CmWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (CmQuery) themes_query = cm_query_new ("theme");
  g_autoptr (GPtrArray) themes = cm_store_list (self->store, themes_query);
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_scope_free);
  guint selected = 0;

  add_scope (names, scopes, _ ("Whole partnership"), NULL, NULL);
  for (guint t = 0; t < themes->len; t++)
    {
      CmRecord *theme = g_ptr_array_index (themes, t);
      g_autoptr (CmQuery) query = cm_query_new ("chapter");
      g_autoptr (GPtrArray) chapters = NULL;

      cm_query_where_text (query, "theme", cm_record_get_id (theme));
      chapters = cm_store_list (self->store, query);
      add_scope (names, scopes, cm_record_get_title (theme), cm_record_get_id (theme), NULL);
      for (guint c = 0; c < chapters->len; c++)
        {
          CmRecord *chapter = g_ptr_array_index (chapters, c);

          add_scope (names,
                     scopes,
                     cm_record_get_title (chapter),
                     cm_record_get_id (theme),
                     cm_record_get_id (chapter));
        }
    }
  for (guint i = 0; i < scopes->len; i++)
    {
      const CmScope *scope = g_ptr_array_index (scopes, i);

      if (cm_scope_equal (scope, self->scope))
        selected = i;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->scope_drop, G_LIST_MODEL (names));
  /* The list that is shown looks at its scopes, so the old ones go last. */
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  self->scopes = g_steal_pointer (&scopes);
  gtk_drop_down_set_selected (self->scope_drop, selected);
  self->filling = FALSE;
}

static void
apply_scope (CmWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    {
      CmPage *page = find_page (self, page_entries[i].name);

      if (page != NULL)
        cm_page_set_scope (page, self->scope);
    }
}

static void
scope_selected_cb (CmWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->scope_drop);

  if (self->filling || self->scopes == NULL || selected >= self->scopes->len ||
      cm_scope_equal (self->scope, g_ptr_array_index (self->scopes, selected)))
    return;
  cm_scope_free (self->scope);
  self->scope = cm_scope_copy (g_ptr_array_index (self->scopes, selected));
  apply_scope (self);
}

void
cm_window_set_scope (CmWindow *self, const CmScope *scope)
{
  CmScope *copy = cm_scope_copy (scope);

  cm_scope_free (self->scope);
  self->scope = copy;
  fill_scopes (self);
  apply_scope (self);
}

/* --- opening ---------------------------------------------------------------------------------- */

static void
store_changed_cb (CmWindow *self, CmChanges *changes)
{
  update_undo (self);
  if (cm_changes_touch (changes, "partnership"))
    update_title (self);
  if (cm_changes_touch (changes, "theme") || cm_changes_touch (changes, "chapter"))
    {
      fill_scopes (self);
      /* The theme or chapter that was looked at may be gone. */
      scope_selected_cb (self);
    }
}

/* Later: the list of recent files is a file of its own to be read. */
static gboolean
remember_recent_cb (gpointer path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  return G_SOURCE_REMOVE;
}

static void
take_store (CmWindow *self, CmStore *store)
{
  g_autofree char *page = g_settings_get_string (self->settings, "last-page");

  cm_window_close_portfolio (self);
  self->store = g_object_ref (store);
  g_signal_connect_object (
      store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  fill_scopes (self);
  update_title (self);
  update_undo (self);
  gtk_widget_set_visible (GTK_WIDGET (self->scope_drop), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->guidance_button), self->guidance != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-portfolio", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "portfolio");
  cm_window_show_page (self, cm_window_get_page (self, page) != NULL ? page : "cycle");
  g_idle_add_full (
      G_PRIORITY_LOW, remember_recent_cb, g_strdup (cm_store_get_path (store)), g_free);
}

gboolean
_cm_window_finish_typing (CmWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    {
      CmPage *page = find_page (self, page_entries[i].name);

      if (page != NULL && !cm_page_flush (page))
        {
          cm_window_show_page (self, page_entries[i].name);
          return FALSE;
        }
    }
  return TRUE;
}

void
cm_window_close_portfolio (CmWindow *self)
{
  if (self->store == NULL)
    return;
  drop_pages (self);
  gtk_list_box_unselect_all (self->navigation);
  g_signal_handlers_disconnect_by_data (self->store, self);
  cm_store_close (self->store);
  g_clear_object (&self->store);
  cm_scope_free (self->scope);
  self->scope = cm_scope_new (NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "start");
  gtk_widget_set_visible (GTK_WIDGET (self->scope_drop), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->guidance_button), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-portfolio", FALSE);
  update_title (self);
  update_undo (self);
}

static void
busy_response_cb (GtkWidget *dialog, const char *response, gpointer data)
{
  CmWindow *self = CM_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));

  if (g_strcmp0 (response, "read") == 0)
    cm_window_take_opening (self, cm_opening_new_file (data, CM_STORE_READ_ONLY));
}

static void
show_busy (CmWindow *self, const char *path, const GError *error)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Open elsewhere"), error->message);

  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "read", _ ("_Open to read"), NULL);
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (busy_response_cb),
                         g_strdup (path),
                         (GClosureNotify) (void (*) (void)) g_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
opened_cb (CmWindow *self, CmOpening *opening)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_opening_take_store (opening, &error);

  self->n_openings--;
  g_clear_handle_id (&self->opening_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, self->store != NULL ? "portfolio" : "start");
  /* What cannot be kept is told, and the portfolio stays that it is typed into. */
  if (store != NULL && _cm_window_finish_typing (self))
    take_store (self, store);
  else if (store != NULL)
    cm_store_close (store);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_present (GTK_WINDOW (self));
  if (g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY))
    show_busy (self, cm_opening_get_path (opening), error);
  else if (error != NULL)
    _cm_window_show_error (self, _ ("The portfolio was not opened"), error);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static gboolean
show_opening_cb (gpointer data)
{
  CmWindow *self = data;

  self->opening_source = 0;
  gtk_stack_set_visible_child_name (self->stack, "opening");
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_present (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

void
cm_window_take_opening (CmWindow *self, CmOpening *opening)
{
  self->n_openings++;
  /* A window that is gone by then is not told. */
  g_signal_connect_object (opening, "done", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  /* Its thread holds on to it. */
  g_object_unref (opening);
  /* Most portfolios are there before a spinner would be. */
  if (self->opening_source == 0)
    self->opening_source = g_timeout_add (250, show_opening_cb, self);
}

gboolean
cm_window_is_free (CmWindow *self)
{
  return self->store == NULL && self->n_openings == 0;
}

void
cm_window_open (CmWindow *self, const char *path)
{
  cm_window_take_opening (self, cm_opening_new_file (path, CM_STORE_WRITE));
}

void
cm_window_open_example (CmWindow *self, const char *name)
{
  cm_window_take_opening (self, cm_opening_new_example (name));
}

void
cm_window_create (CmWindow *self, const char *path, const char *template_name)
{
  cm_window_take_opening (self, cm_opening_new_template (template_name, path));
}

const char *
cm_window_get_path (CmWindow *self)
{
  return self->store != NULL ? cm_store_get_path (self->store) : NULL;
}

CmStore *
cm_window_get_store (CmWindow *self)
{
  return self->store;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
make_guidance (CmWindow *self)
{
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_library_get_manual (&error);

  if (manual == NULL)
    {
      _cm_window_show_error (self, _ ("The manual could not be read"), error);
      return;
    }
  self->guidance = CM_GUIDANCE_PANE (cm_guidance_pane_new (manual));
  adw_bin_set_child (self->guidance_bin, GTK_WIDGET (self->guidance));
  g_signal_connect_object (self->guidance, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
close_request_cb (CmWindow *self)
{
  int width, height;

  if (!_cm_window_finish_typing (self))
    return GDK_EVENT_STOP;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (!gtk_window_is_maximized (GTK_WINDOW (self)))
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (
      self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  cm_window_close_portfolio (self);
  return GDK_EVENT_PROPAGATE;
}

static void
cm_window_dispose (GObject *object)
{
  CmWindow *self = CM_WINDOW (object);

  g_clear_handle_id (&self->opening_source, g_source_remove);
  cm_window_close_portfolio (self);
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  g_clear_pointer (&self->scope, cm_scope_free);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_WINDOW);
  G_OBJECT_CLASS (cm_window_parent_class)->dispose (object);
}

static void
cm_window_class_init (CmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_window_dispose;
  signals[SIGNAL_OPENED] = g_signal_new (
      "opened", CM_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/commissioning/Manual/ui/cm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CmWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, header);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, notice_full);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, read_only_notice);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, start_bin);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, sidebar_flap);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, guidance_flap);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, guidance_bin);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, guidance_button);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, scope_drop);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, primary_menu);
  _cm_window_install_actions (widget_class);
}

/* A menu is a few dozen widgets: they are made when it is opened. */
static void
fill_menu_cb (GtkMenuButton *button, gpointer data)
{
  CmWindow *self = data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static void
cm_window_init (CmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APPLICATION_ID);
  self->scope = cm_scope_new (NULL, NULL);

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_settings_bind (
      self->settings, "sidebar-visible", self->sidebar_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (
      self->settings, "guidance-visible", self->guidance_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_object_bind_property (self->sidebar_button,
                          "active",
                          self->sidebar_flap,
                          "reveal-flap",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->guidance_button,
                          "active",
                          self->guidance_flap,
                          "reveal-flap",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  fill_navigation (self);
  prepare_scopes (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, fill_menu_cb, self, NULL);
  _cm_window_prepare_start (self);
  make_guidance (self);
  g_signal_connect_swapped (self->navigation, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect_swapped (
      self->scope_drop, "notify::selected", G_CALLBACK (scope_selected_cb), self);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->scope_drop), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->guidance_button), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-portfolio", FALSE);
  update_undo (self);
}

CmWindow *
cm_window_new (AdwApplication *application)
{
  return g_object_new (CM_TYPE_WINDOW, "application", application, NULL);
}
