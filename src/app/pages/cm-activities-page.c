/* cm-activities-page.c - everything the partnership does, in a table and a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activities-page"
#include "config.h"

#include "cm-activities-page.h"

#include <glib/gi18n.h>

#include "cm-activity.h"
#include "cm-paste.h"

/**
 * CmActivitiesPage:
 *
 * The table edits its cells, the form beside it the whole record that is chosen. The page itself
 * only adds, deletes and pastes, and says what the rows that are seen come to.
 *
 * Accessibility: all it does are actions ("activities.add" …), in the toolbar and on keys.
 */
struct _CmActivitiesPage
{
  CmPage parent_instance;

  GtkStack *stack;
  GtkSearchEntry *search;
  GtkMenuButton *columns_button;
  GtkToggleButton *form_button;
  AdwFlap *flap;
  AdwBin *table_bin, *form_bin;
  GtkLabel *totals;
  CmTableView *table;
  CmRecordForm *form;
  guint totals_idle;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CmActivitiesPage, cm_activities_page, CM_TYPE_PAGE)

/* --- what is shown ---------------------------------------------------------------------------- */

static const char *
get_words (CmActivitiesPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static CmQuery *
make_query (CmActivitiesPage *self)
{
  return cm_scope_query_activities (cm_page_get_scope (CM_PAGE (self)));
}

static void
update_totals (CmActivitiesPage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  guint rows = cm_table_view_get_n_rows (self->table);
  CmQuery *shown = make_query (self);
  g_autoptr (CmQuery) lines = cm_query_new ("budget_line");
  g_autofree char *cost = NULL;
  g_autofree char *text = NULL;

  cm_query_search (shown, get_words (self));
  cm_query_where_in (lines, "activity", shown, "id");
  cost = cm_money_format (cm_store_sum (store, lines, "amount"));
  /* translators: %1$u is a number of activities, %2$s their cost */
  text = g_strdup_printf (ngettext ("%1$u activity · %2$s over all its years",
                                    "%1$u activities · %2$s over all their years",
                                    rows),
                          rows,
                          cost);
  gtk_label_set_text (self->totals, text);
}

static gboolean
update_totals_cb (gpointer data)
{
  CmActivitiesPage *self = data;

  self->totals_idle = 0;
  update_totals (self);
  return G_SOURCE_REMOVE;
}

/* Adding up takes as long as keeping a change, so neither the change nor its row waits for it. */
static void
update_totals_later (CmActivitiesPage *self)
{
  if (self->totals_idle == 0)
    self->totals_idle = g_idle_add (update_totals_cb, self);
}

static void
update_actions (CmActivitiesPage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (GPtrArray) selected = cm_table_view_get_selected (self->table);
  gboolean writable = store != NULL && !cm_store_get_read_only (store);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "activities.add", writable);
  gtk_widget_action_set_enabled (widget, "activities.paste", writable);
  gtk_widget_action_set_enabled (widget, "activities.delete", writable && selected->len > 0);
  gtk_widget_action_set_enabled (widget, "activities.copy", selected->len > 0);
}

static void
update (CmActivitiesPage *self)
{
  const char *child = "table";

  if (cm_page_get_store (CM_PAGE (self)) == NULL)
    return;
  if (cm_table_view_get_n_rows (self->table) == 0)
    child = *get_words (self) != '\0' ? "none-found" : "empty";
  gtk_stack_set_visible_child_name (self->stack, child);
  update_totals_later (self);
  update_actions (self);
}

static void
show_current (CmActivitiesPage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  CmRecord *current = cm_table_view_get_current (self->table);

  if (current != cm_record_form_get_record (self->form))
    cm_record_form_show (self->form, store, current);
  update_actions (self);
}

static void
search_changed_cb (CmActivitiesPage *self)
{
  if (cm_page_get_store (CM_PAGE (self)) == NULL)
    return;
  cm_table_view_search (self->table, get_words (self));
  update (self);
}

static void
activated_cb (CmActivitiesPage *self, CmRecord *record)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
  cm_record_form_focus (self->form, "title");
}

/* --- changes ---------------------------------------------------------------------------------- */

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (widget);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (added, cm_activity_new ());
  cm_activities_page_search (self, NULL);
  if (!cm_activity_add (
          cm_page_get_store (CM_PAGE (self)), cm_page_get_scope (CM_PAGE (self)), added, &error))
    {
      cm_page_show_error (CM_PAGE (self), error);
      return;
    }
  update (self);
  if (cm_table_view_select (self->table, cm_record_get_id (added->pdata[0])))
    cm_table_view_edit (self->table, "title");
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (widget);
  g_autoptr (GPtrArray) selected = cm_table_view_get_selected (self->table);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (selected->len == 0)
    return;
  text = selected->len == 1
             /* translators: %s is the title of an activity */
             ? g_strdup_printf (_ ("“%s” is deleted"), cm_record_get_title (selected->pdata[0]))
             : g_strdup_printf (
                   ngettext ("%u activity is deleted", "%u activities are deleted", selected->len),
                   selected->len);
  cm_record_form_show (self->form, cm_page_get_store (CM_PAGE (self)), NULL);
  if (cm_activity_delete (cm_page_get_store (CM_PAGE (self)), selected, &error))
    cm_page_show_toast (CM_PAGE (self), text, TRUE);
  else
    cm_page_show_error (CM_PAGE (self), error);
  show_current (self);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_table_view_copy (CM_ACTIVITIES_PAGE (widget)->table);
}

/* Pasting is all or nothing: half a spreadsheet is worse than none. */
static void
show_problems (CmActivitiesPage *self, GPtrArray *problems)
{
  const guint shown = MIN (problems->len, 8);
  GString *body = g_string_new (NULL);
  GtkWidget *dialog;

  for (guint i = 0; i < shown; i++)
    g_string_append_printf (body, "%s\n", (const char *) problems->pdata[i]);
  if (problems->len > shown)
    g_string_append_printf (body,
                            ngettext ("and %u more\n", "and %u more\n", problems->len - shown),
                            problems->len - shown);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   _ ("Nothing was pasted"),
                                   g_strchomp (body->str));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
  g_string_free (body, TRUE);
}

/* What a line of a spreadsheet need not say: an activity is proposed until told otherwise. */
static CmRecord *
make_pattern (void)
{
  CmRecord *pattern = cm_activity_new ();

  cm_record_set_null (pattern, "title");
  return pattern;
}

static void
tell_pasted (CmActivitiesPage *self, guint n, GPtrArray *left_out)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u activity is pasted", "%u activities are pasted", n), n);

  if (left_out->len > 0)
    {
      g_autofree char *pasted = g_steal_pointer (&text);
      g_autofree char *columns = NULL;

      g_ptr_array_add (left_out, NULL);
      columns = g_strjoinv (", ", (char **) left_out->pdata);
      /* translators: %1$s says what was pasted, %2$s are the titles of columns that are computed by
       * the program, or unknown to it */
      text = g_strdup_printf (_ ("%1$s; left out: %2$s"), pasted, columns);
    }
  cm_page_show_toast (CM_PAGE (self), text, TRUE);
}

void
cm_activities_page_paste (CmActivitiesPage *self, const char *text)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (CmRecord) pattern = make_pattern ();
  g_autoptr (GError) error = NULL;
  guint n;
  const CmField *const *columns = cm_table_view_get_columns (self->table, &n);

  records = cm_paste_read (
      store, cm_table_find ("activity"), text, columns, n, pattern, &problems, &left_out);
  if (problems->len > 0)
    show_problems (self, problems);
  else if (records->len == 0)
    cm_page_show_toast (
        CM_PAGE (self), _ ("The clipboard holds no rows; copy some in a spreadsheet first"), FALSE);
  else if (!cm_activity_add (store, cm_page_get_scope (CM_PAGE (self)), records, &error))
    cm_page_show_error (CM_PAGE (self), error);
  else
    {
      tell_pasted (self, records->len, left_out);
      cm_activities_page_search (self, NULL);
      cm_table_view_select (self->table, cm_record_get_id (records->pdata[0]));
    }
}

static void
clipboard_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  /* The page may be gone: then the reading was cancelled. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  cm_activities_page_paste (CM_ACTIVITIES_PAGE (data), text != NULL ? text : "");
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (widget);

  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (widget), self->cancellable, clipboard_read_cb, self);
}

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CM_ACTIVITIES_PAGE (widget)->search));
}

static void
clear_search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_activities_page_search (CM_ACTIVITIES_PAGE (widget), NULL);
}

/* --- the page --------------------------------------------------------------------------------- */

void
cm_activities_page_search (CmActivitiesPage *self, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), words != NULL ? words : "");
  /* The entry waits a little before it tells; whoever asks here wants to see it now. */
  search_changed_cb (self);
}

CmTableView *
cm_activities_page_get_table (CmActivitiesPage *self)
{
  return self->table;
}

CmRecordForm *
cm_activities_page_get_form (CmActivitiesPage *self)
{
  return self->form;
}

static void
cm_activities_page_set_store (CmPage *page, CmStore *store)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  cm_table_view_show (self->table, store, make_query (self));
  cm_record_form_show (self->form, store, NULL);
  /* The button stands outside the table, which has the actions of its menu. */
  gtk_widget_insert_action_group (
      GTK_WIDGET (self->columns_button), "table", cm_table_view_get_actions (self->table));
  gtk_menu_button_set_menu_model (self->columns_button,
                                  cm_table_view_get_columns_menu (self->table));
  g_signal_connect_object (store, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
cm_activities_page_set_scope (CmPage *page, const CmScope *scope)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  cm_table_view_show (self->table, cm_page_get_store (page), make_query (self));
  cm_table_view_search (self->table, get_words (self));
  update (self);
  show_current (self);
}

static gboolean
cm_activities_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  cm_activities_page_search (self, NULL);
  if (!cm_table_view_select (self->table, id))
    return FALSE;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  return TRUE;
}

static gboolean
cm_activities_page_flush (CmPage *page)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);
  gboolean kept = cm_table_view_commit (self->table);

  return cm_record_form_flush (self->form) && kept;
}

static void
cm_activities_page_dispose (GObject *object)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (object);

  g_clear_handle_id (&self->totals_idle, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_ACTIVITIES_PAGE);
  G_OBJECT_CLASS (cm_activities_page_parent_class)->dispose (object);
}

static void
cm_activities_page_class_init (CmActivitiesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_activities_page_dispose;
  CM_PAGE_CLASS (klass)->set_store = cm_activities_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_activities_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_activities_page_show_record;
  CM_PAGE_CLASS (klass)->flush = cm_activities_page_flush;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-activities-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, search);
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, form_button);
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, table_bin);
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, form_bin);
  gtk_widget_class_bind_template_child (widget_class, CmActivitiesPage, totals);

  gtk_widget_class_install_action (widget_class, "activities.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "activities.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "activities.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "activities.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "activities.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "activities.clear-search", NULL, clear_search_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "activities.paste", NULL);
}

static void
message_cb (CmActivitiesPage *self, const char *text, gboolean undo)
{
  cm_page_show_toast (CM_PAGE (self), text, undo);
}

static void
add_key (GtkEventController *keys, guint keyval, GdkModifierType modifiers, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), gtk_named_action_new (action)));
}

static void
add_keys (CmActivitiesPage *self)
{
  GtkEventController *global = gtk_shortcut_controller_new ();
  GtkEventController *table = gtk_shortcut_controller_new ();

  /* Wherever the keyboard is in the window, as long as the page is seen. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (global), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (global, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "activities.add");
  add_key (global, GDK_KEY_f, GDK_CONTROL_MASK, "activities.find");
  gtk_widget_add_controller (GTK_WIDGET (self), global);
  /* In the table alone: elsewhere on the page this key is not for activities. */
  add_key (table, GDK_KEY_Delete, 0, "activities.delete");
  gtk_widget_add_controller (GTK_WIDGET (self->table), table);
}

static void
cm_activities_page_init (CmActivitiesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->table = CM_TABLE_VIEW (cm_table_view_new ());
  self->form = CM_RECORD_FORM (cm_record_form_new ());
  add_keys (self);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->table, "selection-changed", G_CALLBACK (show_current), self);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->table, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->form, "message", G_CALLBACK (message_cb), self);
}
