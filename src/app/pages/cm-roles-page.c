/* cm-roles-page.c - who does what in the cycle: all groups, or one's own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-roles-page"
#include "config.h"

#include "cm-roles-page.h"

#include <glib/gi18n.h>

#include "cm-cycle.h"
#include "cm-document-builder.h"
#include "cm-grid-table.h"
#include "cm-library.h"
#include "cm-roles-grid.h"
#include "cm-roles-list.h"
#include "cm-roles-table.h"
#include "cm-roles.h"
#include "cm-summary.h"

/**
 * CmRolesPage:
 *
 * A matrix of all steps and groups, as a grid or as a plain table; or, for whoever says which group
 * they are on, the list of what that group does, with how far each step is. At the top stands what
 * is missing or there twice.
 *
 * Keys: the arrows move between cells, Enter opens the step in the manual, Ctrl+C copies the table.
 */
struct _CmRolesPage
{
  CmPage parent_instance;

  CmManual *manual;    /* or NULL */
  GPtrArray *findings; /* of CmRolesFinding, or NULL */
  char *group;         /* chosen, or NULL for all */
  GSettings *settings;
  gboolean adjusting; /* the choice is being set, not made */
  gboolean faulty;    /* something has to be put right */
  gboolean stale;     /* how far the steps are has changed while nobody looked */

  GtkDropDown *group_choice;
  GtkToggleButton *table_button;
  GtkWidget *copy_button;
  GtkWidget *save_button;
  GtkBox *verdict;
  GtkLabel *verdict_title;
  GtkLabel *verdict_note;
  GtkMenuButton *faults_button;
  GtkLabel *letters;
  GtkScrolledWindow *faults_window;
  GtkListBox *faults;
  GtkStack *stack;
  CmGrid *grid;
  CmGridTable *table;
  CmRolesList *list;
  AdwStatusPage *fault;
};

#define GROUP_KEY "own-group"
/* Of the list in the popover. */
#define FAULTS_WIDTH 480
#define FAULTS_HEIGHT 420

G_DEFINE_FINAL_TYPE (CmRolesPage, cm_roles_page, CM_TYPE_PAGE)

static guint read_signal;

/* --- reading on ------------------------------------------------------------------------------- */

static void
read_step (CmRolesPage *self, guint step)
{
  const CmBlock *section = cm_manual_get_step (self->manual, step)->block;
  g_autofree char *place = g_strconcat (section->id, CM_DOCUMENT_ROLES, NULL);

  g_signal_emit (self, read_signal, 0, place);
}

static void
cell_activated_cb (CmRolesPage *self, guint row, guint column)
{
  int step = cm_roles_grid_get_step (self->manual, row);

  if (step >= 0)
    read_step (self, (guint) step);
}

static void
table_activated_cb (CmRolesPage *self, guint row)
{
  cell_activated_cb (self, row, 0);
}

static void
step_activated_cb (CmRolesPage *self, guint step)
{
  read_step (self, step);
}

/* A group that has no part has no row; the manual says what it is for. */
static void
fault_activated_cb (CmRolesPage *self, GtkListBoxRow *row)
{
  const CmRolesFinding *finding = g_object_get_data (G_OBJECT (row), "finding");
  g_autofree char *section = NULL;

  gtk_menu_button_popdown (self->faults_button);
  if (finding->kind != CM_ROLES_NO_PART)
    {
      read_step (self, finding->step);
      return;
    }
  section = g_strconcat ("role-", cm_manual_get_group (self->manual, finding->group)->id, NULL);
  g_signal_emit (self,
                 read_signal,
                 0,
                 cm_document_find (cm_manual_get_document (self->manual), section) != NULL
                     ? section
                     : "roles");
}

/* --- what was found --------------------------------------------------------------------------- */

static GtkWidget *
make_fault_row (CmRolesFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sign = gtk_label_new (finding->kind == CM_ROLES_SEVERAL_ACCOUNTABLE ? "▲" : "○");

  gtk_widget_add_css_class (sign, "balance-sign");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), finding->advice);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "finding", finding);
  return row;
}

/* A scrolled window asks for the height of lines that do not wrap. */
static void
size_faults_cb (CmRolesPage *self)
{
  int height;

  gtk_widget_measure (
      GTK_WIDGET (self->faults), GTK_ORIENTATION_VERTICAL, FAULTS_WIDTH, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (self->faults_window, MIN (height, FAULTS_HEIGHT));
}

static guint
fill_faults (CmRolesPage *self)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->faults))) != NULL)
    gtk_list_box_remove (self->faults, child);
  for (guint i = 0; i < self->findings->len; i++)
    if (cm_roles_finding_is_fault (self->findings->pdata[i]))
      {
        gtk_list_box_append (self->faults, make_fault_row (self->findings->pdata[i]));
        n++;
      }
  return n;
}

#define NEVER_ACCOUNTABLE_ADVICE N_ ("That is right for those who advise, help or are heard.")

/* The groups that are accountable for nothing, or NULL. */
static char *
describe_never_accountable (CmRolesPage *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const CmRolesFinding *finding = g_ptr_array_index (self->findings, i);

      if (finding->kind != CM_ROLES_NEVER_ACCOUNTABLE)
        continue;
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, cm_manual_get_group (self->manual, finding->group)->short_name);
    }
  if (names->len == 0)
    return NULL;
  /* translators: %s are the names of groups */
  return g_strdup_printf (_ ("Accountable for no step: %s."), names->str);
}

/* What has to be put right, in one line. */
static char *
describe_faults (CmRolesPage *self)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const CmRolesFinding *finding = g_ptr_array_index (self->findings, i);

      if (!cm_roles_finding_is_fault (finding))
        continue;
      if (titles->len > 0)
        g_string_append (titles, " · ");
      g_string_append (titles, finding->title);
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
append_note_row (CmRolesPage *self, const char *note)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (NEVER_ACCOUNTABLE_ADVICE));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->faults, row);
}

/* What is only worth knowing is said here if there is nothing else to say. */
static void
show_verdict (CmRolesPage *self)
{
  guint n = fill_faults (self);
  g_autofree char *never = describe_never_accountable (self);
  g_autofree char *title =
      n > 0 ? g_strdup_printf (ngettext ("▲ %u gap or duplicate", "▲ %u gaps and duplicates", n), n)
            : g_strdup (_ ("✓ Every step has one group that is accountable, and somebody who does "
                           "the work"));
  g_autofree char *note = NULL;

  if (n > 0)
    note = describe_faults (self);
  else if (never != NULL)
    note = g_strdup_printf ("%s %s", never, _ (NEVER_ACCOUNTABLE_ADVICE));
  if (n > 0 && never != NULL)
    append_note_row (self, never);
  self->faulty = n > 0;
  gtk_label_set_text (self->verdict_title, title);
  gtk_label_set_text (self->verdict_note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_note), note != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->faults_button), n > 0);
}

/* The letters of the plain table; the grid has a legend of its own. */
static void
show_letters (CmRolesPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; cm_parts_all[i] != 0; i++)
    g_string_append_printf (text,
                            "%s%s %s",
                            i > 0 ? " · " : "",
                            cm_part_get_letter (cm_parts_all[i]),
                            cm_part_get_name (cm_parts_all[i]));
  gtk_label_set_text (self->letters, text->str);
}

/* --- what is shown ---------------------------------------------------------------------------- */

static const char *
choose_view (CmRolesPage *self)
{
  if (self->group != NULL)
    return "own";
  return gtk_toggle_button_get_active (self->table_button) ? "table" : "grid";
}

static gboolean
has_roles (CmRolesPage *self)
{
  return self->manual != NULL && cm_manual_get_n_steps (self->manual) > 0 &&
         cm_manual_get_n_groups (self->manual) > 0;
}

static void
show_standing (CmRolesPage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (CmCycle) cycle = NULL;
  g_autofree char *today = NULL;

  self->stale = store != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale || store == NULL || self->group == NULL)
    return;
  cycle = cm_cycle_load (store, cm_page_get_scope (CM_PAGE (self)));
  today = cm_summary_get_today (store);
  cm_roles_list_set_cycle (self->list, cycle, today);
}

static void
show_view (CmRolesPage *self)
{
  const char *view;

  if (!has_roles (self))
    return;
  view = choose_view (self);
  if (g_str_equal (view, "table"))
    cm_grid_table_show (self->table, cm_grid_get_model (self->grid));
  if (g_str_equal (view, "own"))
    {
      cm_roles_list_show (
          self->list, self->manual, cm_manual_find_group (self->manual, self->group));
      show_standing (self);
    }
  gtk_stack_set_visible_child_name (self->stack, view);
  gtk_widget_set_visible (GTK_WIDGET (self->table_button), self->group == NULL);
  /* One's own list says of the group what this says of all. */
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), self->group == NULL || self->faulty);
}

/* --- the group -------------------------------------------------------------------------------- */

/* A setting that is written is a file that is written. */
static void
remember_group (CmRolesPage *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, GROUP_KEY);
  const char *now = self->group != NULL ? self->group : "";

  if (!g_str_equal (last, now))
    g_settings_set_string (self->settings, GROUP_KEY, now);
}

static void
fill_choice (CmRolesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("All groups"));
  for (guint i = 0; self->manual != NULL && i < cm_manual_get_n_groups (self->manual); i++)
    {
      const CmManualGroup *group = cm_manual_get_group (self->manual, i);

      gtk_string_list_append (names, group->name);
      if (g_strcmp0 (group->id, self->group) == 0)
        selected = i + 1;
    }
  self->adjusting = TRUE;
  gtk_drop_down_set_model (self->group_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->group_choice, selected);
  self->adjusting = FALSE;
}

static void
set_group (CmRolesPage *self, const char *group)
{
  const CmManualGroup *found = cm_manual_find_group (self->manual, group);

  if (g_strcmp0 (self->group, found != NULL ? found->id : NULL) == 0)
    return;
  g_free (self->group);
  self->group = g_strdup (found != NULL ? found->id : NULL);
  remember_group (self);
  show_view (self);
}

static void
chosen_cb (CmRolesPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->group_choice);

  if (self->adjusting || !has_roles (self))
    return;
  set_group (self,
             selected > 0 && selected <= cm_manual_get_n_groups (self->manual)
                 ? cm_manual_get_group (self->manual, selected - 1)->id
                 : NULL);
}

void
cm_roles_page_choose (CmRolesPage *self, const char *group)
{
  g_return_if_fail (CM_IS_ROLES_PAGE (self));

  if (!has_roles (self))
    return;
  set_group (self, group);
  fill_choice (self);
}

const char *
cm_roles_page_get_group (CmRolesPage *self)
{
  g_return_val_if_fail (CM_IS_ROLES_PAGE (self), NULL);

  return self->group;
}

/* --- the manual ------------------------------------------------------------------------------- */

static void
show_fault (CmRolesPage *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error != NULL ? error->message : "", -1);

  adw_status_page_set_description (self->fault, escaped);
  gtk_stack_set_visible_child_name (self->stack, "fault");
}

void
cm_roles_page_show_manual (CmRolesPage *self, CmManual *manual, const GError *error)
{
  gboolean useful;

  g_return_if_fail (CM_IS_ROLES_PAGE (self));

  /* What is shown of the old one goes first. */
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_set_object (&self->manual, manual);
  g_clear_pointer (&self->group, g_free);
  useful = has_roles (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->group_choice), useful);
  gtk_widget_set_sensitive (self->copy_button, useful);
  gtk_widget_set_sensitive (self->save_button, useful);
  gtk_widget_set_visible (GTK_WIDGET (self->table_button), useful);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), useful);
  if (useful)
    {
      g_autofree char *last = g_settings_get_string (self->settings, GROUP_KEY);

      if (cm_manual_find_group (manual, last) != NULL)
        self->group = g_strdup (last);
      self->findings = cm_roles_find (manual);
      cm_grid_set_model (self->grid, cm_roles_grid_make (manual, self->findings));
      show_verdict (self);
      show_view (self);
    }
  else if (manual != NULL)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    show_fault (self, error);
  fill_choice (self);
}

/* --- taking it away --------------------------------------------------------------------------- */

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRolesPage *self = CM_ROLES_PAGE (widget);
  g_autofree char *text = NULL;

  if (!has_roles (self))
    return;
  text = cm_roles_table_to_text (self->manual, self->group);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  cm_page_show_toast (
      CM_PAGE (self), _ ("The table is copied; paste it into a spreadsheet or a text"), FALSE);
}

gboolean
cm_roles_page_save (CmRolesPage *self, const char *path, GError **error)
{
  g_return_val_if_fail (CM_IS_ROLES_PAGE (self) && has_roles (self), FALSE);

  return cm_roles_table_save (self->manual, self->group, path, error);
}

static void
save_to (CmPage *page, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = cm_roles_page_save (CM_ROLES_PAGE (page), path, &error);

  cm_page_tell_saved (page, path, saved, error);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (has_roles (CM_ROLES_PAGE (widget)))
    cm_page_ask_path (CM_PAGE (widget), _ ("Save the table"), _ ("Who does what.csv"), save_to);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
changed_cb (CmRolesPage *self, CmChanges *changes)
{
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    {
      const char *table = cm_changes_get (changes, i)->table->name;

      if (g_str_equal (table, "step_state") || g_str_equal (table, "cycle_run"))
        {
          show_standing (self);
          return;
        }
    }
}

static void
cm_roles_page_set_store (CmPage *page, CmStore *store)
{
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  show_standing (CM_ROLES_PAGE (page));
}

static void
cm_roles_page_set_scope (CmPage *page, const CmScope *scope)
{
  show_standing (CM_ROLES_PAGE (page));
}

static void
cm_roles_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cm_roles_page_parent_class)->map (widget);
  if (CM_ROLES_PAGE (widget)->stale)
    show_standing (CM_ROLES_PAGE (widget));
}

static void
cm_roles_page_dispose (GObject *object)
{
  CmRolesPage *self = CM_ROLES_PAGE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->manual);
  g_clear_pointer (&self->group, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_ROLES_PAGE);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_roles_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-roles-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, group_choice);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, verdict_title);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, verdict_note);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, faults_button);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, letters);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, faults_window);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, faults);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, grid);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, table);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, list);
  gtk_widget_class_bind_template_child (widget_class, CmRolesPage, fault);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_view);
  gtk_widget_class_bind_template_callback (widget_class, cell_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, fault_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_faults_cb);
}

static void
cm_roles_page_class_init (CmRolesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_roles_page_dispose;
  widget_class->map = cm_roles_page_map;
  CM_PAGE_CLASS (klass)->set_store = cm_roles_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_roles_page_set_scope;
  read_signal = g_signal_new ("read",
                              CM_TYPE_ROLES_PAGE,
                              G_SIGNAL_RUN_LAST,
                              0,
                              NULL,
                              NULL,
                              NULL,
                              G_TYPE_NONE,
                              1,
                              G_TYPE_STRING);
  g_type_ensure (CM_TYPE_GRID);
  g_type_ensure (CM_TYPE_GRID_TABLE);
  g_type_ensure (CM_TYPE_ROLES_LIST);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "roles.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "roles.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "roles.copy", NULL);
}

static void
cm_roles_page_init (CmRolesPage *self)
{
  g_autoptr (GError) error = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APPLICATION_ID);
  show_letters (self);
  cm_roles_page_show_manual (self, cm_library_get_manual (&error), error);
}

CmGrid *
cm_roles_page_get_grid (CmRolesPage *self)
{
  g_return_val_if_fail (CM_IS_ROLES_PAGE (self), NULL);

  return self->grid;
}
