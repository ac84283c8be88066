/* test-record-form.c - one record in the side form: reading, editing, what it owns. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-record-form.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-child-group.h"
#include "cm-child-row.h"
#include "cm-exchange.h"
#include "cm-field-editor.h"
#include "cm-test.h"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmRecord *activity, *other, *organisation;
  GtkWidget *window;
  CmRecordForm *form;
  char *message;
  gboolean undo;
} Fixture;

/* --- the portfolio and the window ------------------------------------------------------------- */

static CmRecord *
add (CmStore *store, const char *table, const char *const values[])
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    {
      int at = cm_table_field_index (cm_record_get_table (record), values[i]);
      CmValue value = CM_VALUE_INIT;

      g_assert_true (cm_value_from_file (
          &value, &cm_record_get_table (record)->fields[at], values[i + 1], &error));
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
  return cm_store_get (store, table, cm_record_get_id (record));
}
#define ADD(table, ...) add (f->store, table, (const char *const[]){ __VA_ARGS__, NULL })
#define ADD_AND_DROP(table, ...) g_object_unref (ADD (table, __VA_ARGS__))

static void
message_cb (CmRecordForm *form, const char *text, gboolean undo, gpointer data)
{
  Fixture *f = data;

  g_free (f->message);
  f->message = g_strdup (text);
  f->undo = undo;
}

static void
wait_idle (void)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static void
open_window (Fixture *f)
{
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 360, 800);
  f->form = CM_RECORD_FORM (cm_record_form_new ());
  g_signal_connect (f->form, "message", G_CALLBACK (message_cb), f);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->form));
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->window);
  cm_test_settle ();
}

/* The window, the form and everything it listens to must be gone. */
static void
close_window (Fixture *f)
{
  gpointer form = f->form;

  g_object_add_weak_pointer (G_OBJECT (f->form), &form);
  gtk_window_destroy (GTK_WINDOW (f->window));
  wait_idle ();
  g_assert_null (form);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-form-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
  ADD_AND_DROP ("partnership", "name", "Partnership", "year", "2010");
  ADD_AND_DROP ("theme", "name", "Safer");
  f->organisation = ADD ("organisation", "name", "Borough", "kind", "district");
  ADD_AND_DROP ("organisation", "name", "County", "kind", "county");
  ADD_AND_DROP ("place", "name", "North");
  ADD_AND_DROP ("place", "name", "South");
  ADD_AND_DROP ("funding_source", "name", "Grant & pot", "kind", "grant");
  f->activity = ADD ("activity",
                     "title",
                     "Streetscene",
                     "state",
                     "live",
                     "starts",
                     "2010-04-01",
                     "ends",
                     "2011-03-31");
  f->other = ADD ("activity", "title", "Better Regulation", "state", "proposed");
  open_window (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_window (f);
  g_clear_object (&f->activity);
  g_clear_object (&f->other);
  g_clear_object (&f->organisation);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
  g_free (f->message);
}

/* --- finding things --------------------------------------------------------------------------- */

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find_all (gpointer root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (GTK_WIDGET (root), type, found);
  return found;
}

/* The editor of that field below `root`, a form or the row of a child. */
static CmFieldEditor *
get_editor (gpointer root, const char *field)
{
  g_autoptr (GPtrArray) editors = find_all (root, CM_TYPE_FIELD_EDITOR);

  for (guint i = 0; i < editors->len; i++)
    if (strcmp (cm_field_editor_get_field (editors->pdata[i])->name, field) == 0)
      return editors->pdata[i];
  g_assert_not_reached ();
}

static GtkWidget *
get_control (gpointer root, const char *field)
{
  return cm_field_editor_get_control (get_editor (root, field));
}

static const char *
get_text (gpointer root, const char *field)
{
  return gtk_editable_get_text (GTK_EDITABLE (get_control (root, field)));
}

static gboolean
has_label (gpointer root, const char *text)
{
  g_autoptr (GPtrArray) labels = find_all (root, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_text (labels->pdata[i]), text) != NULL)
      return TRUE;
  return FALSE;
}

/* The error that is shown under the control, or NULL. */
static const char *
get_error (gpointer root, const char *field)
{
  g_autoptr (GPtrArray) labels = find_all (get_editor (root, field), GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_has_css_class (labels->pdata[i], "error") &&
        gtk_widget_get_visible (labels->pdata[i]))
      return gtk_label_get_text (labels->pdata[i]);
  return NULL;
}

/* The groups come in the order of the tables. */
static CmChildGroup *
get_group (Fixture *f, const char *plural)
{
  g_autoptr (GPtrArray) groups = find_all (f->form, CM_TYPE_CHILD_GROUP);

  for (guint i = 0; i < groups->len; i++)
    if (has_label (groups->pdata[i], plural))
      return groups->pdata[i];
  g_assert_not_reached ();
}

static CmChildRow *
get_row (CmChildGroup *group, guint position)
{
  g_autoptr (GPtrArray) rows = find_all (group, CM_TYPE_CHILD_ROW);

  g_assert_cmpuint (position, <, rows->len);
  return rows->pdata[position];
}

static guint
count_rows (CmChildGroup *group)
{
  g_autoptr (GPtrArray) rows = find_all (group, CM_TYPE_CHILD_ROW);

  return rows->len;
}

static GtkWidget *
get_button (gpointer root, const char *icon)
{
  g_autoptr (GPtrArray) images = find_all (root, GTK_TYPE_IMAGE);

  for (guint i = 0; i < images->len; i++)
    if (g_strcmp0 (gtk_image_get_icon_name (images->pdata[i]), icon) == 0)
      return gtk_widget_get_ancestor (images->pdata[i], GTK_TYPE_BUTTON);
  g_assert_not_reached ();
}

/* --- doing things ----------------------------------------------------------------------------- */

static void
show (Fixture *f, CmRecord *record)
{
  cm_record_form_show (f->form, f->store, record);
  gtk_test_widget_wait_for_draw (f->window);
  cm_test_settle ();
}

static void
type_text (gpointer root, const char *field, const char *text)
{
  GtkWidget *control = get_control (root, field);

  g_assert_true (gtk_widget_grab_focus (control));
  if (GTK_IS_TEXT_VIEW (control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (control), text);
}

static gboolean
press_key (GtkWidget *control, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (control);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  return handled;
}

static void
assert_undo_label (Fixture *f, const char *expected)
{
  g_autofree char *label = cm_store_get_undo_label (f->store);

  g_assert_cmpstr (label, ==, expected);
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_undo (f->store, &error));
  g_assert_no_error (error);
}

/* --- the tests -------------------------------------------------------------------------------- */

/* Every field has a control, in the order of the description, named and explained. */
static void
test_fields (Fixture *f, gconstpointer data)
{
  const CmTable *table = cm_table_find ("activity");
  g_autoptr (GPtrArray) editors = NULL;

  show (f, f->activity);
  g_assert_true (cm_record_form_get_record (f->form) == f->activity);
  editors = find_all (f->form, CM_TYPE_FIELD_EDITOR);
  g_assert_cmpuint (editors->len, ==, table->n_fields);
  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      GtkWidget *control = cm_field_editor_get_control (editors->pdata[i]);

      g_assert_true (cm_field_editor_get_field (editors->pdata[i]) == field);
      g_assert_true (gtk_widget_get_mapped (control));
      if (cm_field_is_derived (field))
        g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (control),
                                                         GTK_ACCESSIBLE_RELATION_LABELLED_BY));
      else
        gtk_test_accessible_assert_property (
            control, GTK_ACCESSIBLE_PROPERTY_LABEL, cm_field_label (field));
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (control),
                                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (editors->pdata[i]), ==, field->help);
      g_assert_cmpint (GTK_IS_LABEL (control), ==, cm_field_is_derived (field));
    }
  gtk_test_accessible_assert_property (get_control (f->form, "title"),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Required. What it is called.");
  g_assert_true (has_label (get_editor (f->form, "title"), "Required"));
  g_assert_false (has_label (get_editor (f->form, "code"), "Required"));
  g_assert_cmpstr (get_text (f->form, "title"), ==, "Streetscene");
  g_assert_cmpstr (get_text (f->form, "starts"), ==, "1 Apr 2010");
}

static void
test_typing (Fixture *f, gconstpointer data)
{
  show (f, f->activity);
  type_text (f->form, "title", "  Clean streets ");
  /* Nothing is saved while it is being typed. */
  g_assert_cmpstr (cm_record_get_title (f->activity), ==, "Streetscene");
  cm_record_form_focus (f->form, "code");
  g_assert_cmpstr (cm_record_get_title (f->activity), ==, "Clean streets");
  g_assert_cmpstr (get_text (f->form, "title"), ==, "Clean streets");
  assert_undo_label (f, "Change Activity of “Streetscene”");

  gtk_editable_set_text (GTK_EDITABLE (get_control (f->form, "code")), "A1");
  g_signal_emit_by_name (get_control (f->form, "code"), "activate");
  g_assert_cmpstr (cm_record_get_text (f->activity, "code"), ==, "A1");
  assert_undo_label (f, "Change Code of “Clean streets”");

  type_text (f->form, "description", "Sweeps.\nMends.");
  cm_record_form_focus (f->form, "title");
  g_assert_cmpstr (cm_record_get_text (f->activity, "description"), ==, "Sweeps.\nMends.");
  type_text (f->form, "reason", "None");
  g_assert_true (press_key (get_control (f->form, "reason"), GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpstr (cm_record_get_text (f->activity, "reason"), ==, "None");

  /* Leaving without a change leaves no trace. */
  cm_record_form_focus (f->form, "lead");
  cm_record_form_focus (f->form, "code");
  assert_undo_label (f, "Change Reason of “Clean streets”");
  g_assert_null (f->message);
}

static void
test_wrong (Fixture *f, gconstpointer data)
{
  GtkWidget *ends;

  show (f, f->activity);
  ends = get_control (f->form, "ends");
  type_text (f->form, "ends", "31 Foo 2011");
  cm_record_form_focus (f->form, "code");
  g_assert_cmpstr (cm_record_get_text (f->activity, "ends"), ==, "2011-03-31");
  g_assert_cmpstr (get_text (f->form, "ends"), ==, "31 Foo 2011");
  g_assert_nonnull (strstr (get_error (f->form, "ends"), "31 Foo 2011"));
  g_assert_true (gtk_widget_has_css_class (ends, "error"));
  gtk_test_accessible_assert_state (
      ends, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_false (cm_record_form_flush (f->form));

  /* A rule between two fields is told at the one that was changed. */
  type_text (f->form, "ends", "31 Mar 2010");
  g_assert_false (cm_record_form_flush (f->form));
  g_assert_nonnull (strstr (get_error (f->form, "ends"), "Starts"));

  g_assert_true (press_key (ends, GDK_KEY_Escape, 0));
  g_assert_cmpstr (get_text (f->form, "ends"), ==, "31 Mar 2011");
  g_assert_null (get_error (f->form, "ends"));
  g_assert_false (gtk_widget_has_css_class (ends, "error"));
  gtk_test_accessible_assert_state (
      ends, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
  g_assert_true (cm_record_form_flush (f->form));
  /* With nothing to take back, Escape is the window's. */
  g_assert_false (press_key (ends, GDK_KEY_Escape, 0));

  /* A required text cannot be emptied; a date that is not required can. */
  type_text (f->form, "title", "");
  type_text (f->form, "ends", "");
  g_assert_false (cm_record_form_flush (f->form));
  g_assert_nonnull (get_error (f->form, "title"));
  g_assert_true (cm_record_is_null (f->activity, "ends"));
  g_assert_cmpstr (cm_record_get_title (f->activity), ==, "Streetscene");
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  GtkDropDown *state, *kind, *organisation;

  show (f, f->activity);
  state = GTK_DROP_DOWN (get_control (f->form, "state"));
  kind = GTK_DROP_DOWN (get_control (f->form, "kind"));
  organisation = GTK_DROP_DOWN (get_control (f->form, "organisation"));
  /* Required ones do not offer nothing. */
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (state)), ==, 8);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (kind)), ==, 4);
  g_assert_cmpuint (gtk_drop_down_get_selected (state), ==, 3);
  gtk_drop_down_set_selected (state, 4);
  g_assert_cmpstr (cm_record_get_text (f->activity, "state"), ==, "closing");
  assert_undo_label (f, "Change State of “Streetscene”");

  g_assert_cmpuint (gtk_drop_down_get_selected (kind), ==, 0);
  gtk_drop_down_set_selected (kind, 2);
  g_assert_cmpstr (cm_record_get_text (f->activity, "kind"), ==, "project");
  gtk_drop_down_set_selected (kind, 0);
  g_assert_true (cm_record_is_null (f->activity, "kind"));

  gtk_drop_down_set_selected (organisation, 1);
  g_assert_cmpstr (
      cm_record_get_text (f->activity, "organisation"), ==, cm_record_get_id (f->organisation));

  gtk_switch_set_active (GTK_SWITCH (get_control (f->form, "statutory")), TRUE);
  g_assert_cmpint (cm_record_get_number (f->activity, "statutory"), ==, 1);
  assert_undo_label (f, "Change Statutory of “Streetscene”");
}

/* What a reference may refer to comes and goes without changing what it refers to. */
static void
test_options (Fixture *f, gconstpointer data)
{
  GtkDropDown *organisation;
  g_autoptr (CmRecord) first = NULL;
  g_autoptr (GError) error = NULL;

  show (f, f->activity);
  organisation = GTK_DROP_DOWN (get_control (f->form, "organisation"));
  gtk_drop_down_set_selected (organisation, 1);
  assert_undo_label (f, "Change Lead organisation of “Streetscene”");
  g_assert_false (gtk_drop_down_get_enable_search (organisation));
  first = ADD ("organisation", "name", "A first one");
  g_assert_cmpuint (gtk_drop_down_get_selected (organisation), ==, 2);
  assert_undo_label (f, "Add");
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("Z%d", i);

      ADD_AND_DROP ("organisation", "name", name);
    }
  g_assert_true (gtk_drop_down_get_enable_search (organisation));
  g_assert_true (cm_store_begin (f->store, "Delete", &error));
  g_assert_true (cm_store_delete (f->store, first, &error));
  g_assert_true (cm_store_commit (f->store, &error));
  g_assert_cmpuint (gtk_drop_down_get_selected (organisation), ==, 1);
  assert_undo_label (f, "Delete");
  g_assert_cmpstr (
      cm_record_get_text (f->activity, "organisation"), ==, cm_record_get_id (f->organisation));
}

static void
test_budget (Fixture *f, gconstpointer data)
{
  CmChildGroup *group;
  CmChildRow *row;

  show (f, f->activity);
  group = get_group (f, "Budget lines");
  g_assert_cmpuint (count_rows (group), ==, 0);
  g_assert_true (has_label (group, "Total £0"));
  g_signal_emit_by_name (get_button (group, "cm-add-symbolic"), "clicked");
  assert_undo_label (f, "Add “Budget line” to “Streetscene”");
  g_assert_false (f->undo);
  g_assert_nonnull (f->message);
  gtk_test_widget_wait_for_draw (f->window);

  row = get_row (group, 0);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_assert_cmpint (cm_record_get_number (cm_child_row_get_record (row), "year"), ==, 2010);
  g_assert_cmpstr (
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Grant &amp; pot");
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "2010/11 · £0 · Planned");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (f->window)),
                                         get_control (row, "year")));

  type_text (row, "amount", "36,400");
  cm_record_form_focus (f->form, "code");
  g_assert_cmpint (cm_record_get_number (f->activity, "cost"), ==, 3640000);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_control (f->form, "cost"))), ==, "£36,400");
  g_assert_true (has_label (group, "Total £36,400"));
  g_assert_true (get_row (group, 0) == row);
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "2010/11 · £36,400 · Planned");

  gtk_test_accessible_assert_property (get_button (row, "cm-delete-symbolic"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Remove “Grant & pot”");
  g_signal_emit_by_name (get_button (row, "cm-delete-symbolic"), "clicked");
  g_assert_cmpuint (count_rows (group), ==, 0);
  assert_undo_label (f, "Remove “Grant & pot” from “Streetscene”");
  g_assert_cmpstr (f->message, ==, "“Grant & pot” removed");
  g_assert_true (f->undo);
  g_assert_cmpint (cm_record_get_number (f->activity, "cost"), ==, 0);
  g_assert_true (has_label (group, "Total £0"));

  undo (f);
  g_assert_cmpuint (count_rows (group), ==, 1);
  g_assert_true (has_label (group, "Total £36,400"));
}

/* A budget line needs a source; without one the reader is told, and nothing is added. */
static void
test_no_source (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("funding_source");
  g_autoptr (CmRecord) source = cm_store_first (f->store, query);
  g_autoptr (GError) error = NULL;

  show (f, f->activity);
  g_assert_true (cm_store_begin (f->store, "Delete", &error));
  g_assert_true (cm_store_delete (f->store, source, &error));
  g_assert_true (cm_store_commit (f->store, &error));
  g_signal_emit_by_name (get_button (get_group (f, "Budget lines"), "cm-add-symbolic"), "clicked");
  g_assert_nonnull (strstr (f->message, "Funding source"));
  g_assert_false (f->undo);
  g_assert_cmpuint (count_rows (get_group (f, "Budget lines")), ==, 0);
}

static GtkListView *
open_choice (CmChildGroup *group)
{
  g_autoptr (GPtrArray) buttons = find_all (group, GTK_TYPE_MENU_BUTTON);
  g_autoptr (GPtrArray) views = NULL;
  GtkScrolledWindow *scroll =
      GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (group), GTK_TYPE_SCROLLED_WINDOW));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroll);
  double y;

  g_assert_cmpuint (buttons->len, ==, 1);
  /* A popover can only come up beside what is on the screen. */
  gtk_widget_translate_coordinates (buttons->pdata[0], GTK_WIDGET (scroll), 0, 0, NULL, &y);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - 100);
  cm_test_settle ();
  gtk_menu_button_popup (buttons->pdata[0]);
  views = find_all (buttons->pdata[0], GTK_TYPE_LIST_VIEW);
  g_assert_cmpuint (views->len, ==, 1);
  return views->pdata[0];
}

static void
test_links (Fixture *f, gconstpointer data)
{
  CmChildGroup *group;
  GtkListView *view;

  show (f, f->activity);
  group = get_group (f, "Places served");
  g_assert_true (has_label (group, "None"));
  view = open_choice (group);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (view))), ==, 2);
  g_signal_emit_by_name (view, "activate", 1u);
  g_assert_cmpuint (count_rows (group), ==, 1);
  g_assert_cmpstr (
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_row (group, 0))), ==, "South");
  assert_undo_label (f, "Add “South” to “Streetscene”");

  /* What is linked is not offered again. */
  view = open_choice (group);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (view))), ==, 1);
  g_signal_emit_by_name (view, "activate", 0u);
  g_assert_cmpuint (count_rows (group), ==, 2);
  view = open_choice (group);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (view))), ==, 0);
  g_assert_true (has_label (group, "All are here already."));
  gtk_menu_button_popdown (
      GTK_MENU_BUTTON (gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_MENU_BUTTON)));

  g_signal_emit_by_name (get_button (get_row (group, 0), "cm-delete-symbolic"), "clicked");
  g_assert_cmpuint (count_rows (group), ==, 1);
  g_assert_true (f->undo);

  /* A partner is a link, too: its part is filled in. */
  group = get_group (f, "Partners");
  g_signal_emit_by_name (open_choice (group), "activate", 0u);
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (get_row (group, 0))), ==, "Lead");
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) copy = NULL;
  g_autoptr (GError) error = NULL;

  show (f, f->activity);
  type_text (f->form, "title", "Clean streets");
  g_assert_true (cm_record_form_flush (f->form));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_control (f->form, "state")), 4);
  undo (f);
  g_assert_cmpuint (
      gtk_drop_down_get_selected (GTK_DROP_DOWN (get_control (f->form, "state"))), ==, 3);
  undo (f);
  g_assert_cmpstr (get_text (f->form, "title"), ==, "Streetscene");

  /* A change from elsewhere neither touches what is being typed nor takes the focus. */
  type_text (f->form, "code", "being typed");
  copy = cm_record_copy (f->activity);
  cm_record_set_text (copy, "code", "B2");
  cm_record_set_text (copy, "lead", "Elsewhere");
  g_assert_true (cm_store_save (f->store, copy, "Elsewhere", &error));
  g_assert_cmpstr (get_text (f->form, "lead"), ==, "Elsewhere");
  g_assert_cmpstr (get_text (f->form, "code"), ==, "being typed");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (f->window)),
                                         get_control (f->form, "code")));
  g_assert_true (press_key (get_control (f->form, "code"), GDK_KEY_Escape, 0));
  g_assert_cmpstr (get_text (f->form, "code"), ==, "B2");
}

static void
test_deletion (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("activity");

  g_assert_true (has_label (f->form, "Choose a row"));
  show (f, f->activity);
  g_assert_false (has_label (f->form, "Choose a row"));
  type_text (f->form, "code", "being typed");
  g_assert_true (cm_store_begin (f->store, "Delete", &error));
  g_assert_true (cm_store_delete (f->store, f->activity, &error));
  g_assert_true (cm_store_commit (f->store, &error));
  g_assert_no_error (error);
  gtk_test_widget_wait_for_draw (f->window);
  g_assert_null (cm_record_form_get_record (f->form));
  g_assert_true (has_label (f->form, "Choose a row"));
  /* What was being typed must not bring the record back. */
  assert_undo_label (f, "Delete");
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 1);
  undo (f);
  show (f, f->activity);
  g_assert_cmpstr (get_text (f->form, "code"), ==, "");
}

/* Going on to another record saves what was typed, and tells what cannot be saved. */
static void
test_next (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  show (f, f->activity);
  before = find_all (f->form, CM_TYPE_FIELD_EDITOR);
  type_text (f->form, "code", "A1");
  show (f, f->other);
  g_assert_cmpstr (cm_record_get_text (f->activity, "code"), ==, "A1");
  g_assert_true (cm_record_is_null (f->other, "code"));
  g_assert_cmpstr (get_text (f->form, "title"), ==, "Better Regulation");
  g_assert_cmpstr (get_text (f->form, "code"), ==, "");
  g_assert_null (f->message);
  /* The same controls serve every record of the table. */
  after = find_all (f->form, CM_TYPE_FIELD_EDITOR);
  g_assert_true (before->pdata[0] == after->pdata[0]);

  type_text (f->form, "review_on", "soon");
  show (f, f->organisation);
  g_assert_nonnull (strstr (f->message, "soon"));
  g_assert_false (f->undo);
  g_assert_true (cm_record_is_null (f->other, "review_on"));
  g_assert_cmpstr (get_text (f->form, "name"), ==, "Borough");
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autofree char *id = g_strdup (cm_record_get_id (f->activity));
  g_autoptr (GPtrArray) editors = NULL, buttons = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&f->activity);
  g_clear_object (&f->other);
  g_clear_object (&f->organisation);
  g_assert_finalize_object (f->store);
  f->store = cm_store_open (f->path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  f->activity = cm_store_get (f->store, "activity", id);
  show (f, f->activity);
  g_assert_true (has_label (f->form, "read only"));
  editors = find_all (f->form, CM_TYPE_FIELD_EDITOR);
  g_assert_cmpuint (editors->len, >, 10);
  for (guint i = 0; i < editors->len; i++)
    {
      GtkWidget *control = cm_field_editor_get_control (editors->pdata[i]);

      g_assert_cmpint (gtk_widget_is_sensitive (control), ==, GTK_IS_LABEL (control));
    }
  g_assert_false (
      gtk_widget_is_sensitive (get_button (get_group (f, "Budget lines"), "cm-add-symbolic")));
}

/* Every table of the example, with all that its records own opened; letting go lets go of all. */
static void
test_every_table (Fixture *f, gconstpointer data)
{
  g_autofree char *source = g_build_filename (
      g_getenv ("COMMISSIONING_DATA_DIR"), "examples", "leicestershire-together.xml", NULL);
  g_autofree char *path = g_build_filename (f->folder, "example.portfolio", NULL);
  g_autoptr (GError) error = NULL;
  CmStore *store;
  guint n, shown = 0;
  const CmTable *const *tables = cm_tables (&n);

  g_assert_true (cm_exchange_load (source, path, &error));
  g_assert_no_error (error);
  store = cm_store_open (path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[i]->name);
      g_autoptr (CmRecord) record = cm_store_first (store, query);
      g_autoptr (GPtrArray) rows = NULL;
      int width = 0;

      if (record == NULL)
        continue;
      cm_record_form_show (f->form, store, record);
      cm_test_settle (); /* until all of it is made */
      rows = find_all (f->form, CM_TYPE_CHILD_ROW);
      for (guint r = 0; r < rows->len; r++)
        adw_expander_row_set_expanded (rows->pdata[r], TRUE);
      gtk_test_widget_wait_for_draw (f->window);
      gtk_widget_measure (
          GTK_WIDGET (f->form), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      g_assert_cmpint (width, <=, 320);
      g_assert_true (cm_record_form_flush (f->form));
      shown++;
    }
  g_assert_cmpuint (shown, >, 15);
  cm_record_form_show (f->form, NULL, NULL);
  wait_idle ();
  g_assert_finalize_object (store);
  g_unlink (path);
}

/* --- long forms ------------------------------------------------------------------------------- */

static int
get_place (Fixture *f, gpointer widget)
{
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (f->form), 0, 0, &x, &y));
  return (int) y;
}

static GtkWidget *
get_heading (Fixture *f, const char *text)
{
  g_autoptr (GPtrArray) labels = find_all (f->form, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_has_css_class (labels->pdata[i], "title-4") &&
        strcmp (gtk_label_get_text (labels->pdata[i]), text) == 0)
      return labels->pdata[i];
  g_assert_not_reached ();
}

/* The fields stand under the headings of their groups, and where it is from comes last. */
static void
test_groups (Fixture *f, gconstpointer data)
{
  show (f, f->activity);
  g_assert_cmpint (
      get_place (f, get_editor (f->form, "title")), <, get_place (f, get_heading (f, "Who")));
  g_assert_cmpint (
      get_place (f, get_heading (f, "Who")), <, get_place (f, get_editor (f->form, "lead")));
  g_assert_cmpint (
      get_place (f, get_editor (f->form, "lead")), <, get_place (f, get_heading (f, "Money")));
  g_assert_cmpint (
      get_place (f, get_heading (f, "Money")), <, get_place (f, get_editor (f->form, "cost")));
  g_assert_cmpint (
      get_place (f, get_editor (f->form, "ends")), <, get_place (f, get_group (f, "Budget lines")));
  g_assert_cmpint (get_place (f, get_group (f, "Budget lines")),
                   <,
                   get_place (f, get_heading (f, "Where this is from")));
  g_assert_cmpint (get_place (f, get_heading (f, "Where this is from")),
                   <,
                   get_place (f, get_editor (f->form, "source")));

  /* The headings go with the table. */
  show (f, f->organisation);
  g_assert_false (has_label (f->form, "Budget lines"));
  g_assert_false (has_label (f->form, "Money"));
}

/* A field that has not been made yet is made when it is asked for; and a record may go before the
 * form is ready. */
static void
test_late (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) editors = NULL;

  cm_record_form_show (f->form, f->store, f->activity);
  cm_record_form_focus (f->form, "source");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)),
                                         GTK_WIDGET (get_editor (f->form, "source"))));
  cm_test_settle ();
  editors = find_all (f->form, CM_TYPE_FIELD_EDITOR);
  g_assert_cmpuint (editors->len, ==, cm_record_get_table (f->activity)->n_fields);

  cm_record_form_show (f->form, f->store, f->organisation);
  cm_record_form_show (f->form, f->store, f->activity);
  cm_record_form_show (f->form, NULL, NULL);
  cm_test_settle ();
  show (f, f->other);
  g_assert_cmpstr (get_text (f->form, "title"), ==, "Better Regulation");
}

/* All of many rows come, and one that is added is there at once. */
static void
test_many_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) body = ADD ("body", "name", "Board", "kind", "board");
  CmChildGroup *group;

  for (guint i = 0; i < 70; i++)
    ADD_AND_DROP ("membership", "body", cm_record_get_id (body), "role", "Member");
  cm_record_form_show (f->form, f->store, body);
  while (!has_label (f->form, "Memberships"))
    g_main_context_iteration (NULL, FALSE);
  group = get_group (f, "Memberships");
  g_signal_emit_by_name (get_button (group, "cm-add-symbolic"), "clicked");
  g_assert_cmpuint (count_rows (group), ==, 71);
  g_assert_true (
      gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)), GTK_WIDGET (group)));
  cm_test_settle ();
  g_assert_cmpuint (count_rows (group), ==, 71);
  undo (f);
  cm_test_settle ();
  g_assert_cmpuint (count_rows (group), ==, 70);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name) g_test_add ("/record-form/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (fields);
  TEST (typing);
  TEST (wrong);
  TEST (choices);
  TEST (options);
  TEST (budget);
  TEST (no_source);
  TEST (links);
  TEST (undo);
  TEST (deletion);
  TEST (next);
  TEST (read_only);
  TEST (groups);
  TEST (late);
  TEST (many_rows);
  TEST (every_table);
  return g_test_run ();
}
