/* cm-registers-page.c - every register of the portfolio: organisations, themes, decisions … */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-registers-page"
#include "config.h"

#include "cm-registers-page.h"

#include <glib/gi18n.h>

#include "cm-register-list.h"

/**
 * CmRegistersPage:
 *
 * The list of the tables stands at the left; where there is no room for it the heading is a button
 * that shows it over the register. The partnership, of which there is one, is shown as a form at
 * once.
 */
struct _CmRegistersPage
{
  CmPage parent_instance;

  AdwFlap *flap;
  AdwBin *side;
  GtkLabel *title, *help;
  GtkToggleButton *menu_button;
  GtkLabel *menu_label;
  GtkStack *stack;
  AdwBin *list_bin, *form_bin;

  CmRegisterList *tables;
  CmRegister *list;
  CmRecordForm *form;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (CmRegistersPage, cm_registers_page, CM_TYPE_PAGE)

/* --- what is shown ---------------------------------------------------------------------------- */

/* The only record of a table of which there is but one; NULL for a list. */
static CmRecord *
find_only (CmStore *store, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  if (g_strcmp0 (table, "partnership") != 0 || cm_store_count (store, query) != 1)
    return NULL;
  return cm_store_first (store, query);
}

static void
remember (CmRegistersPage *self, const char *table)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-register");

  if (!g_str_equal (last, table))
    g_settings_set_string (self->settings, "last-register", table);
}

static void
show_heading (CmRegistersPage *self, const CmTable *table)
{
  const char *title = _ (table->plural);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->menu_label, title);
  gtk_label_set_text (self->help, _ (table->help));
}

static void
show_table (CmRegistersPage *self, const CmTable *table)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (CmRecord) only = find_only (store, table->name);

  show_heading (self, table);
  cm_record_form_show (self->form, store, only);
  if (only == NULL && cm_register_get_table_shown (self->list) != table)
    cm_register_show (self->list, store, cm_query_new (table->name));
  gtk_stack_set_visible_child_name (self->stack, only != NULL ? "form" : "list");
}

static void
chosen_cb (CmRegistersPage *self, const char *table)
{
  if (cm_page_get_store (CM_PAGE (self)) == NULL)
    return;
  show_table (self, cm_table_find (table));
  remember (self, table);
}

/* There is one partnership, or there are more, or none. */
static void
changed_cb (CmRegistersPage *self, CmChanges *changes)
{
  const char *chosen = cm_register_list_get_chosen (self->tables);

  if (g_strcmp0 (chosen, "partnership") == 0 && cm_changes_touch (changes, chosen))
    show_table (self, cm_table_find (chosen));
}

gboolean
cm_registers_page_choose (CmRegistersPage *self, const char *table)
{
  g_return_val_if_fail (CM_IS_REGISTERS_PAGE (self), FALSE);
  return cm_register_list_choose (self->tables, table);
}

const char *
cm_registers_page_get_chosen (CmRegistersPage *self)
{
  g_return_val_if_fail (CM_IS_REGISTERS_PAGE (self), NULL);
  return cm_register_list_get_chosen (self->tables);
}

CmRegister *
cm_registers_page_get_register (CmRegistersPage *self)
{
  g_return_val_if_fail (CM_IS_REGISTERS_PAGE (self), NULL);
  return self->list;
}

CmRecordForm *
cm_registers_page_get_form (CmRegistersPage *self)
{
  g_return_val_if_fail (CM_IS_REGISTERS_PAGE (self), NULL);
  return self->form;
}

/* --- the page --------------------------------------------------------------------------------- */

static void
folded_cb (CmRegistersPage *self)
{
  gboolean folded = adw_flap_get_folded (self->flap);

  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), folded);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !folded);
}

static void
revealed_cb (CmRegistersPage *self)
{
  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    gtk_widget_child_focus (GTK_WIDGET (self->tables), GTK_DIR_TAB_FORWARD);
}

/* The list that lies over the register goes once it has done its work. */
static void
close_list (CmRegistersPage *self)
{
  if (!adw_flap_get_folded (self->flap))
    return;
  adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

static gboolean
list_key_cb (CmRegistersPage *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape || !adw_flap_get_folded (self->flap))
    return GDK_EVENT_PROPAGATE;
  close_list (self);
  return GDK_EVENT_STOP;
}

static void
cm_registers_page_set_store (CmPage *page, CmStore *store)
{
  CmRegistersPage *self = CM_REGISTERS_PAGE (page);
  g_autofree char *last = g_settings_get_string (self->settings, "last-register");

  cm_register_list_show (self->tables, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (!cm_register_list_choose (self->tables, last))
    cm_register_list_choose (self->tables, "organisation");
}

/* (transfer full): the record that stands alone of which this one is part, or itself. */
static CmRecord *
find_whole (CmStore *store, const char *table, const char *id)
{
  CmRecord *record = cm_store_get (store, table, id);

  while (record != NULL)
    {
      const CmField *owner = cm_table_owner (cm_record_get_table (record));
      CmRecord *whole;

      if (owner == NULL)
        return record;
      whole = cm_store_get (store, owner->references, cm_record_get_text (record, owner->name));
      g_object_unref (record);
      record = whole;
    }
  return NULL;
}

static gboolean
cm_registers_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmRegistersPage *self = CM_REGISTERS_PAGE (page);
  g_autoptr (CmRecord) record = find_whole (cm_page_get_store (page), table, id);

  if (record == NULL || !cm_registers_page_choose (self, cm_record_get_table (record)->name))
    return FALSE;
  if (cm_record_form_get_record (self->form) == record)
    return TRUE;
  if (!cm_register_select (self->list, cm_record_get_id (record)))
    return FALSE;
  cm_register_set_details (self->list, TRUE);
  return TRUE;
}

static void
cm_registers_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmRegistersPage *self = CM_REGISTERS_PAGE (page);

  if (!cm_registers_page_choose (self, cm_query_get_table (query)->name) ||
      cm_record_form_get_record (self->form) != NULL)
    return;
  cm_register_search (self->list, NULL);
  cm_register_narrow (self->list, cm_query_copy (query), what);
}

static gboolean
cm_registers_page_flush (CmPage *page)
{
  CmRegistersPage *self = CM_REGISTERS_PAGE (page);

  return cm_register_flush (self->list) && cm_record_form_flush (self->form);
}

static void
cm_registers_page_dispose (GObject *object)
{
  CmRegistersPage *self = CM_REGISTERS_PAGE (object);

  g_clear_object (&self->settings);
  if (self->flap != NULL)
    g_signal_handlers_disconnect_by_data (self->flap, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_REGISTERS_PAGE);
  G_OBJECT_CLASS (cm_registers_page_parent_class)->dispose (object);
}

static void
cm_registers_page_class_init (CmRegistersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_registers_page_dispose;
  CM_PAGE_CLASS (klass)->set_store = cm_registers_page_set_store;
  CM_PAGE_CLASS (klass)->show_record = cm_registers_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_registers_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_registers_page_flush;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-registers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, side);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, title);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, help);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, menu_label);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, list_bin);
  gtk_widget_class_bind_template_child (widget_class, CmRegistersPage, form_bin);
}

static void
cm_registers_page_init (CmRegistersPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APPLICATION_ID);
  self->tables = CM_REGISTER_LIST (cm_register_list_new ());
  self->list = CM_REGISTER (cm_register_new ());
  self->form = CM_RECORD_FORM (cm_record_form_new ());
  adw_bin_set_child (self->side, GTK_WIDGET (self->tables));
  adw_bin_set_child (self->list_bin, GTK_WIDGET (self->list));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  g_signal_connect_swapped (self->tables, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->list, "message", G_CALLBACK (cm_page_show_toast), self);
  g_signal_connect_swapped (self->form, "message", G_CALLBACK (cm_page_show_toast), self);
  g_signal_connect_swapped (self->tables, "activated", G_CALLBACK (close_list), self);
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (revealed_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (list_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->tables), keys);
  folded_cb (self);
}
