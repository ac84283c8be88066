/* cm-window.c - the window: navigation, scope, pages, guidance. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include "cm-window.h"

#include <glib/gi18n.h>

#include "cm-guidance-pane.h"
#include "cm-library.h"
#include "cm-window-private.h"

/**
 * CmWindow:
 *
 * Shows one portfolio, or the start page when none is open. Pages are dropped when it is closed.
 */
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

/* --- opening ---------------------------------------------------------------------------------- */

static void
store_changed_cb (CmWindow *self, CmChanges *changes)
{
  update_undo (self);
  if (cm_changes_touch (changes, "partnership"))
    update_title (self);
  if (cm_changes_touch (changes, "theme") || cm_changes_touch (changes, "chapter"))
    {
      _cm_window_fill_scopes (self);
      /* The theme or chapter that was looked at may be gone. */
      _cm_window_take_scope (self);
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

/* Read on, but do not trust it; what was typed until now is kept in the file. */
static void
damaged_cb (CmWindow *self, const char *message)
{
  _cm_window_offer_recovery (
      self, _ ("The portfolio is damaged"), cm_store_get_path (self->store), message);
}

/* A file that was made by an older version was brought up to date; the old one is still there. */
static void
tell_backup (CmWindow *self)
{
  const char *path = cm_store_get_backup_path (self->store);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    return;
  /* translators: %s is the name of a file */
  text = g_strdup_printf (_ ("Brought up to date; as it was, it is kept in “%s”"), name);
  cm_window_show_toast (self, text, FALSE);
}

static void
tell_recovered (CmWindow *self)
{
  if (cm_store_get_recovered (self->store))
    cm_window_show_toast (
        self,
        _ ("The program ended unexpectedly last time. Everything that was saved is here."),
        FALSE);
}

static void
take_store (CmWindow *self, CmStore *store)
{
  g_autofree char *page = g_settings_get_string (self->settings, "last-page");

  cm_window_close_portfolio (self);
  self->store = g_object_ref (store);
  g_signal_connect_object (
      store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "damaged", G_CALLBACK (damaged_cb), self, G_CONNECT_SWAPPED);
  _cm_window_fill_scopes (self);
  update_title (self);
  update_undo (self);
  gtk_widget_set_visible (GTK_WIDGET (self->scope_drop), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->guidance_button), self->guidance != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-portfolio", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.check", TRUE);
  _cm_window_enable_share (self, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import", !cm_store_get_read_only (store));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.merge", !cm_store_get_read_only (store));
  gtk_stack_set_visible_child_name (self->stack, "portfolio");
  cm_window_show_page (self, cm_window_get_page (self, page) != NULL ? page : "cycle");
  tell_backup (self);
  tell_recovered (self);
  _cm_window_start_watch (self);
  if (cm_store_get_damage (store) != NULL)
    damaged_cb (self, cm_store_get_damage (store));
  g_idle_add_full (
      G_PRIORITY_LOW, remember_recent_cb, g_strdup (cm_store_get_path (store)), g_free);
}

void
cm_window_close_portfolio (CmWindow *self)
{
  if (self->store == NULL)
    return;
  _cm_window_stop_watch (self);
  _cm_window_drop_search (self);
  _cm_window_drop_pages (self);
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.check", FALSE);
  _cm_window_enable_share (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.merge", FALSE);
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
  else if (_cm_window_can_recover (cm_opening_get_path (opening), error))
    _cm_window_offer_recovery (
        self, _ ("The portfolio was not opened"), cm_opening_get_path (opening), error->message);
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

void
_cm_window_make_guidance (CmWindow *self)
{
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_library_get_manual (&error);

  if (manual == NULL)
    {
      _cm_window_show_error (self, _ ("The manual could not be read"), error);
      return;
    }
  self->guidance = CM_GUIDANCE_PANE (cm_guidance_pane_new (manual));
  cm_guidance_pane_set_cases (self->guidance,
                              cm_edition_get_case_studies (cm_library_get_edition (NULL)));
  adw_bin_set_child (self->guidance_bin, GTK_WIDGET (self->guidance));
  g_signal_connect_object (
      self->guidance, "read", G_CALLBACK (_cm_window_read), self, G_CONNECT_SWAPPED);
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
  g_signal_new (
      "edition-read", CM_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/commissioning/Manual/ui/cm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CmWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, header);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, notice_full);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, read_only_notice);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, trouble_notice);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, trouble_close);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, edition_notice);
  gtk_widget_class_bind_template_child (widget_class, CmWindow, edition_label);
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
  _cm_window_install_edition (widget_class);
  _cm_window_install_watch (widget_class);
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

  _cm_window_fill_navigation (self);
  _cm_window_prepare_scopes (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, fill_menu_cb, self, NULL);
  _cm_window_prepare_start (self);
  _cm_window_prepare_import (self);
  _cm_window_prepare_print (self);
  _cm_window_make_guidance (self);
  g_signal_connect_swapped (
      self->navigation, "row-selected", G_CALLBACK (_cm_window_take_page), self);
  g_signal_connect_swapped (
      self->scope_drop, "notify::selected", G_CALLBACK (_cm_window_take_scope), self);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->scope_drop), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->guidance_button), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-portfolio", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.check", FALSE);
  _cm_window_enable_share (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.merge", FALSE);
  update_undo (self);
  _cm_window_prepare_edition (self);
}

CmWindow *
cm_window_new (AdwApplication *application)
{
  return g_object_new (CM_TYPE_WINDOW, "application", application, NULL);
}
