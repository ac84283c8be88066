/* test-step-view.c - a step worked through: its facts, checklist, outputs and sign-off. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-step-view.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-body-row.h"
#include "cm-edit-row.h"
#include "cm-error-row.h"
#include "cm-library.h"
#include "cm-output.h"
#include "cm-sign-off.h"
#include "cm-test.h"

#define STEP "plan/options"
#define NEXT "plan/appraise"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmManual *manual;
  const CmManualStep *step;
  CmScope *scope;
  CmRecord *run, *board, *executive;
  GtkWidget *window;
  CmStepView *view;
  char *message;
  gboolean undo;
  guint back;
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
#define ID(record) cm_record_get_id (record)

static void
message_cb (CmStepView *view, const char *text, gboolean undo, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup (text);
  f->undo = undo;
}

static void
back_cb (CmStepView *view, Fixture *f)
{
  f->back++;
}

static void
show_step (Fixture *f, const char *step)
{
  cm_step_view_show (f->view, f->store, f->scope, f->manual, step);
  cm_test_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) partnership = NULL, state = NULL;

  f->folder = g_dir_make_tmp ("cm-step-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
  f->manual = cm_library_get_manual (&error);
  g_assert_no_error (error);
  f->step = cm_manual_find_step (f->manual, STEP);
  f->scope = cm_scope_new (NULL, NULL);
  partnership = ADD ("partnership", "name", "Together", "year", "2010", "as_on", "2009-06-08");
  f->run = ADD ("cycle_run", "name", "Cycle & turn", "year", "2010", "state", "open");
  f->board = ADD ("body", "name", "Board", "kind", "board");
  f->executive = ADD ("body", "name", "Executive", "kind", "executive");
  state = ADD ("step_state",
               "cycle_run",
               ID (f->run),
               "step",
               STEP,
               "state",
               "in-hand",
               "due",
               "2009-06-12",
               "responsible",
               ID (f->executive),
               "note",
               "Fourteen");
  f->view = g_object_new (CM_TYPE_STEP_VIEW, NULL);
  g_signal_connect (f->view, "message", G_CALLBACK (message_cb), f);
  g_signal_connect (f->view, "back", G_CALLBACK (back_cb), f);
  show_step (f, STEP);
  f->window = cm_test_show (GTK_WIDGET (f->view), 800, 760);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer view = f->view;

  /* Nothing may hold on to the view, nor the view to the portfolio. */
  g_object_add_weak_pointer (G_OBJECT (f->view), &view);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_null (view);
  g_clear_object (&f->run);
  g_clear_object (&f->board);
  g_clear_object (&f->executive);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  cm_scope_free (f->scope);
  g_free (f->path);
  g_free (f->folder);
  g_free (f->message);
}

/* --- finding and doing ------------------------------------------------------------------------ */

/* What the reader would scroll to. */
static GtkWidget *
scroll_to (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  double y;

  g_assert_true (gtk_widget_translate_coordinates (widget, scrolled, 0, 0, NULL, &y));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - 120);
  cm_test_settle ();
  return widget;
}

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkWidget *found = cm_test_find_with_text (GTK_WIDGET (f->view), type, escaped);

  if (found == NULL)
    found = cm_test_find_with_text (GTK_WIDGET (f->view), type, text);
  return found;
}

static gboolean
has (Fixture *f, const char *text)
{
  return find (f, GTK_TYPE_WIDGET, text) != NULL;
}

static void
click (GtkWidget *widget)
{
  g_assert_nonnull (widget);
  cm_test_click (scroll_to (widget));
  /* A button tells of its click a little later. */
  for (gint64 until = g_get_monotonic_time () + 300000; g_get_monotonic_time () < until;)
    cm_test_turn ();
}

static GtkWidget *
find_edit (Fixture *f, const char *title)
{
  GtkWidget *row = find (f, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  return row;
}

static void
type_into (GtkWidget *row, const char *text)
{
  click (row);
  cm_test_key (row, "<Control>a");
  if (*text != '\0')
    cm_test_type (row, text);
  else
    cm_test_key (row, "BackSpace");
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static CmRecord *
find_state (Fixture *f, const char *step)
{
  g_autoptr (CmQuery) query = cm_query_new ("step_state");

  cm_query_where_text (query, "cycle_run", ID (f->run));
  cm_query_where_text (query, "step", step);
  return cm_store_first (f->store, query);
}

static void
assert_field (Fixture *f, const char *step, const char *field, const char *value)
{
  g_autoptr (CmRecord) state = find_state (f, step);

  g_assert_nonnull (state);
  g_assert_cmpstr (cm_record_get_text (state, field), ==, value);
}

static void
assert_undo_label (Fixture *f, const char *label)
{
  g_autofree char *found = cm_store_get_undo_label (f->store);

  g_assert_cmpstr (found, ==, label);
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_undo (f->store, &error));
  g_assert_no_error (error);
  cm_test_settle ();
}

static void
choose (GtkWidget *combo, guint position)
{
  g_assert_true (gtk_widget_is_sensitive (combo));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), position);
  cm_test_settle ();
}

#define DUE "Due, such as 12 Jun 2010"
#define PLACE "Where it is kept: a file, a folder, a paper number"
#define DATE "Finished on, such as 12 Jun 2010"

/* --- what is shown ---------------------------------------------------------------------------- */

static void
test_facts (Fixture *f, gconstpointer data)
{
  g_assert_true (has (f, "Plan · step 2 · Cycle & turn"));
  g_assert_true (has (f, f->step->title));
  g_assert_true (has (f, f->step->summary));
  g_assert_true (has (f, "● In hand · due 12 Jun 2009"));
  g_assert_cmpstr (get_text (find_edit (f, DUE)), ==, "12 Jun 2009");
  g_assert_cmpstr (get_text (find_edit (f, "Note")), ==, "Fourteen");
  g_assert_cmpstr (
      cm_body_row_get_body (CM_BODY_ROW (find (f, CM_TYPE_BODY_ROW, "Responsible body"))),
      ==,
      ID (f->executive));
  g_assert_cmpuint (f->step->checks->len, >, 0);
  for (guint i = 0; i < f->step->checks->len; i++)
    {
      const CmManualCheck *check = f->step->checks->pdata[i];
      GtkWidget *row = find (f, ADW_TYPE_EXPANDER_ROW, check->item);

      g_assert_nonnull (row);
      g_assert_false (has (f, check->good));
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      cm_test_settle ();
      g_assert_true (has (f, check->good));
      g_assert_true (has (f, check->risk));
      g_assert_true (has (f, check->tight));
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
      cm_test_settle ();
    }
  g_assert_cmpuint (f->step->outputs->len, >, 0);
  for (guint i = 0; i < f->step->outputs->len; i++)
    {
      const CmManualOutput *output = f->step->outputs->pdata[i];

      g_assert_nonnull (find (f, ADW_TYPE_EXPANDER_ROW, output->name));
      g_assert_cmpstr (adw_expander_row_get_subtitle (
                           ADW_EXPANDER_ROW (find (f, ADW_TYPE_EXPANDER_ROW, output->name))),
                       ==,
                       output->text);
    }
}

/* Every step of the manual can be opened, one after the other, in a narrow page. */
static void
test_every_step (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < cm_manual_get_n_steps (f->manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (f->manual, i);
      int width;

      show_step (f, step->id);
      g_assert_cmpstr (cm_step_view_get_step (f->view), ==, step->id);
      g_assert_true (has (f, step->title));
      gtk_widget_measure (
          GTK_WIDGET (f->view), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      g_assert_cmpint (width, <=, 500);
    }
  show_step (f, STEP);
  g_assert_cmpstr (get_text (find_edit (f, "Note")), ==, "Fourteen");
}

static void
test_overdue (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *label;

  g_assert_true (cm_cycle_set_field (f->store, f->run, STEP, "x", "due", "4 Jun 2009", &error));
  cm_test_settle ();
  label = find (f, GTK_TYPE_LABEL, "▲ Overdue 4 days · due 4 Jun 2009");
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_has_css_class (label, "error"));
  g_assert_true (cm_cycle_set_field (f->store, f->run, STEP, "x", "due", "7 Jun 2009", &error));
  g_assert_true (has (f, "▲ Overdue 1 day · due 7 Jun 2009"));
  g_assert_true (cm_cycle_set_field (f->store, f->run, STEP, "x", "due", "8 Jun 2009", &error));
  g_assert_true (has (f, "● In hand · due 8 Jun 2009"));
  g_assert_false (gtk_widget_has_css_class (label, "error"));
}

static void
test_back (Fixture *f, gconstpointer data)
{
  click (find (f, GTK_TYPE_BUTTON, "Back to the wheel"));
  g_assert_cmpuint (f->back, ==, 1);
  cm_test_key (f->window, "Escape");
  g_assert_cmpuint (f->back, ==, 2);
}

/* --- where it stands -------------------------------------------------------------------------- */

static void
test_due (Fixture *f, gconstpointer data)
{
  GtkWidget *due = find_edit (f, DUE);
  const char *error;

  type_into (due, "soon");
  cm_test_key (due, "Return");
  error = cm_edit_row_get_error (CM_EDIT_ROW (due));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error, "soon"));
  g_assert_true (has (f, error));
  g_assert_true (gtk_widget_has_css_class (due, "error"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (due))),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      error);
  assert_field (f, STEP, "due", "2009-06-12");
  g_assert_cmpstr (get_text (due), ==, "soon");
  g_assert_false (cm_step_view_flush (f->view));

  /* Escape takes back what is typed; only then does it lead back. */
  cm_test_key (due, "Escape");
  g_assert_cmpuint (f->back, ==, 0);
  g_assert_cmpstr (get_text (due), ==, "12 Jun 2009");
  g_assert_null (cm_edit_row_get_error (CM_EDIT_ROW (due)));
  g_assert_false (gtk_widget_has_css_class (due, "error"));

  type_into (due, "3 jul 2009");
  cm_test_key (due, "Return");
  assert_field (f, STEP, "due", "2009-07-03");
  g_assert_cmpstr (get_text (due), ==, "3 Jul 2009");
  g_assert_true (has (f, "● In hand · due 3 Jul 2009"));
  undo (f);
  g_assert_cmpstr (get_text (due), ==, "12 Jun 2009");

  /* Leaving saves, too; no date is a date to be set later. */
  type_into (due, "");
  click (find_edit (f, "Note"));
  assert_field (f, STEP, "due", "");
  g_assert_true (has (f, "● In hand"));
}

static void
test_typing (Fixture *f, gconstpointer data)
{
  GtkWidget *note = find_edit (f, "Note");
  g_autoptr (GError) error = NULL;

  type_into (note, "being typed");
  g_assert_true (cm_cycle_set_state (f->store, f->run, STEP, "Options", CM_STATE_BLOCKED, &error));
  g_assert_true (cm_cycle_set_field (f->store, f->run, STEP, "x", "due", "1 Jul 2009", &error));
  cm_test_settle ();
  undo (f);
  g_assert_cmpstr (get_text (note), ==, "being typed");
  g_assert_true (find_edit (f, "Note") == note);
  cm_test_type (note, " on");
  g_assert_cmpstr (get_text (note), ==, "being typed on");
  assert_field (f, STEP, "note", "Fourteen");
  g_assert_true (cm_step_view_flush (f->view));
  assert_field (f, STEP, "note", "being typed on");
  assert_undo_label (f, "Change Note of step “List the options”");
  undo (f);
  g_assert_cmpstr (get_text (note), ==, "Fourteen");

  /* Another step: what was typed in this one is saved first. */
  type_into (note, "kept");
  show_step (f, NEXT);
  assert_field (f, STEP, "note", "kept");
  g_assert_cmpstr (get_text (find_edit (f, "Note")), ==, "");
  g_assert_null (f->message);
  type_into (find_edit (f, DUE), "never");
  show_step (f, STEP);
  g_assert_nonnull (strstr (f->message, "not saved"));
  g_assert_cmpstr (get_text (find_edit (f, DUE)), ==, "12 Jun 2009");
}

static void
test_state (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find (f, ADW_TYPE_COMBO_ROW, "State");
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  /* Signed off is not among them. */
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 3);
  choose (row, 2);
  assert_field (f, STEP, "state", CM_STATE_BLOCKED);
  g_assert_true (has (f, "■ Blocked · due 12 Jun 2009"));
  assert_undo_label (f, "Set step “List the options” to Blocked");
  undo (f);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 1);
  assert_field (f, STEP, "state", CM_STATE_IN_HAND);

  /* With the keyboard alone. */
  gtk_widget_grab_focus (row);
  cm_test_key (row, "Return");
  cm_test_key (row, "Up");
  cm_test_key (row, "Return");
  assert_field (f, STEP, "state", CM_STATE_NOT_STARTED);
}

static void
test_body (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find (f, CM_TYPE_BODY_ROW, "Responsible body");
  g_autoptr (CmRecord) theme_board = NULL;
  g_autoptr (CmRecord) copy = NULL;
  guint n = g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row)));

  g_assert_cmpuint (n, ==, 3);
  choose (row, 1);
  assert_field (f, STEP, "responsible", ID (f->board));
  choose (row, 0);
  assert_field (f, STEP, "responsible", "");
  undo (f);
  g_assert_cmpstr (cm_body_row_get_body (CM_BODY_ROW (row)), ==, ID (f->board));

  /* Bodies that come or change their names do not choose themselves. */
  theme_board = ADD ("body", "name", "A theme board", "kind", "theme");
  copy = cm_record_copy (f->board);
  cm_record_set_text (copy, "name", "Health & Board");
  g_assert_true (cm_store_save (f->store, copy, "Rename", NULL));
  cm_test_settle ();
  n = g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row)));
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (cm_body_row_get_body (CM_BODY_ROW (row)), ==, ID (f->board));
  g_assert_nonnull (cm_test_find_text (row, "Health & Board"));
  assert_undo_label (f, "Rename");
}

/* --- checklist -------------------------------------------------------------------------------- */

static GtkWidget *
find_tick (Fixture *f, const CmManualCheck *check)
{
  return cm_test_find (find (f, ADW_TYPE_EXPANDER_ROW, check->item), GTK_TYPE_CHECK_BUTTON);
}

static void
reopen (Fixture *f, CmStoreMode mode)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *run = g_strdup (ID (f->run));

  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_clear_object (&f->run);
  g_clear_object (&f->board);
  g_clear_object (&f->executive);
  g_assert_finalize_object (f->store);
  f->store = cm_store_open (f->path, mode, &error);
  g_assert_no_error (error);
  f->run = cm_store_get (f->store, "cycle_run", run);
  f->view = g_object_new (CM_TYPE_STEP_VIEW, NULL);
  g_signal_connect (f->view, "message", G_CALLBACK (message_cb), f);
  show_step (f, STEP);
  f->window = cm_test_show (GTK_WIDGET (f->view), 800, 760);
}

static void
test_tick (Fixture *f, gconstpointer data)
{
  const CmManualCheck *check = f->step->checks->pdata[0];
  const CmManualCheck *other = f->step->checks->pdata[1];
  g_autofree char *label = g_strdup_printf ("Tick “%s”", check->item);
  GtkWidget *tick = find_tick (f, check);

  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, check->item);
  click (tick);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)));
  g_assert_true (cm_cycle_is_ticked (f->store, f->run, check->id));
  g_assert_false (cm_cycle_is_ticked (f->store, f->run, other->id));
  assert_undo_label (f, label);
  undo (f);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)));
  g_assert_true (find_tick (f, check) == tick);
  g_assert_true (cm_store_redo (f->store, NULL));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)));

  /* Space does the same. */
  gtk_widget_grab_focus (find_tick (f, other));
  cm_test_key (f->window, "space");
  g_assert_true (cm_cycle_is_ticked (f->store, f->run, other->id));

  reopen (f, CM_STORE_WRITE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_tick (f, check))));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_tick (f, other))));
  click (find_tick (f, check));
  g_assert_false (cm_cycle_is_ticked (f->store, f->run, check->id));
}

/* --- outputs ---------------------------------------------------------------------------------- */

static void
assert_output (Fixture *f, const char *name, const char *field, const char *value)
{
  g_autoptr (CmRecord) output = cm_output_find (f->store, f->run, STEP, name);

  g_assert_nonnull (output);
  g_assert_cmpstr (cm_record_get_text (output, field), ==, value);
}

static GtkWidget *
open_output (Fixture *f, const char *name)
{
  GtkWidget *row = find (f, ADW_TYPE_EXPANDER_ROW, name);

  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  cm_test_settle ();
  return row;
}

static void
test_outputs (Fixture *f, gconstpointer data)
{
  const char *name = ((CmManualOutput *) f->step->outputs->pdata[0])->name;
  GtkWidget *row = open_output (f, name);
  GtkWidget *drop = cm_test_find (row, GTK_TYPE_DROP_DOWN);
  GtkWidget *place = cm_test_find_with_text (row, CM_TYPE_EDIT_ROW, PLACE);
  GtkWidget *date = cm_test_find_with_text (row, CM_TYPE_EDIT_ROW, DATE);

  g_assert_null (cm_output_find (f->store, f->run, STEP, name));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 2);
  assert_output (f, name, "state", "final");
  type_into (place, "Paper 7");
  cm_test_key (place, "Return");
  assert_output (f, name, "place", "Paper 7");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "Paper 7");
  type_into (date, "yesterday");
  cm_test_key (date, "Return");
  g_assert_nonnull (strstr (cm_edit_row_get_error (CM_EDIT_ROW (date)), "yesterday"));
  assert_output (f, name, "on_date", "");
  type_into (date, "5 jun 2009");
  cm_test_key (date, "Return");
  assert_output (f, name, "on_date", "2009-06-05");
  assert_output (f, name, "state", "final");
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "Paper 7 · 5 Jun 2009");
  undo (f);
  undo (f);
  undo (f);
  g_assert_null (cm_output_find (f->store, f->run, STEP, name));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop)), ==, 0);
  g_assert_cmpstr (get_text (place), ==, "");
}

static void
test_own_outputs (Fixture *f, gconstpointer data)
{
  const char *taken = ((CmManualOutput *) f->step->outputs->pdata[0])->name;
  GtkWidget *edit = find_edit (f, "Add an output of your own");

  type_into (edit, taken);
  cm_test_key (edit, "Return");
  g_assert_nonnull (strstr (cm_edit_row_get_error (CM_EDIT_ROW (edit)), "already"));
  g_assert_null (cm_output_find (f->store, f->run, STEP, taken));
  type_into (edit, "Map of options");
  cm_test_key (edit, "Return");
  g_assert_null (cm_edit_row_get_error (CM_EDIT_ROW (edit)));
  assert_output (f, "Map of options", "state", "not-started");
  assert_undo_label (f, "Add output “Map of options”");

  /* The line is empty and ready for the next one. */
  g_assert_cmpstr (get_text (edit), ==, "");
  cm_test_type (edit, "map of options");
  cm_test_key (edit, "Return");
  g_assert_nonnull (strstr (cm_edit_row_get_error (CM_EDIT_ROW (edit)), "map of options"));
  cm_test_key (edit, "Escape");
  g_assert_true (has (f, "Map of options"));

  click (find (f, GTK_TYPE_BUTTON, "Remove “Map of options”"));
  g_assert_false (has (f, "Map of options"));
  g_assert_null (cm_output_find (f->store, f->run, STEP, "Map of options"));
  g_assert_cmpstr (f->message, ==, "“Map of options” removed");
  g_assert_true (f->undo);
  undo (f);
  g_assert_true (has (f, "Map of options"));
}

/* --- sign-off --------------------------------------------------------------------------------- */

#define BY "Signed off by"
#define ROLE "Role of the person who signs"
#define ON "Date (today if left empty)"
#define SIGN "_Sign off this step"

static GtkWidget *
find_error_row (GtkWidget *root)
{
  GtkWidget *label = gtk_widget_get_first_child (root);

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (label != NULL && gtk_widget_has_css_class (label, "row-error"))
    return root;
  for (GtkWidget *child = label; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_error_row (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Refused: the words are seen, nothing is written, what was typed stays. */
static void
assert_refused (Fixture *f, const char *words)
{
  GtkWidget *row;

  click (find (f, GTK_TYPE_BUTTON, SIGN));
  g_assert_null (cm_sign_off_find (f->store, f->run, STEP));
  assert_field (f, STEP, "state", CM_STATE_IN_HAND);
  row = find_error_row (GTK_WIDGET (f->view));
  g_assert_nonnull (row);
  if (strstr (cm_error_row_get_message (row), words) == NULL)
    g_error ("“%s” does not say “%s”", cm_error_row_get_message (row), words);
  g_assert_cmpstr (get_text (find_edit (f, ROLE)), ==, "Chair");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  GtkWidget *by = find (f, CM_TYPE_BODY_ROW, BY);

  /* The responsible body is proposed, and the portfolio's day. */
  g_assert_cmpstr (cm_body_row_get_body (CM_BODY_ROW (by)), ==, ID (f->executive));
  g_assert_cmpstr (get_text (find_edit (f, ON)), ==, "8 Jun 2009");
  type_into (find_edit (f, ROLE), "Chair");
  choose (by, 1);
  assert_refused (f, "Executive");
  choose (by, 0);
  assert_refused (f, "Body");
  choose (by, 2);
  type_into (find_edit (f, ON), "tomorrow");
  assert_refused (f, "tomorrow");
  type_into (find_edit (f, ON), "1 jan 2999");
  assert_refused (f, "has not come");

  /* A change elsewhere leaves the lines alone. */
  g_assert_true (cm_cycle_set_field (f->store, f->run, STEP, "x", "note", "Changed", NULL));
  g_assert_cmpstr (get_text (find_edit (f, ROLE)), ==, "Chair");
  g_assert_cmpstr (get_text (find_edit (f, ON)), ==, "1 jan 2999");
}

static void
test_sign_off (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) sign_off = NULL;

  /* The button above leads down to it. */
  click (find (f, GTK_TYPE_BUTTON, "_Sign off…"));
  cm_test_type (f->window, "Chair");
  g_assert_cmpstr (get_text (find_edit (f, ROLE)), ==, "Chair");
  type_into (find (f, ADW_TYPE_ENTRY_ROW, ON), "5 jun 2009");
  cm_test_key (f->window, "Tab");
  cm_test_type (f->window, "By letter");
  click (find (f, GTK_TYPE_BUTTON, SIGN));
  assert_field (f, STEP, "state", CM_STATE_SIGNED_OFF);
  assert_field (f, NEXT, "state", CM_STATE_IN_HAND);
  sign_off = cm_sign_off_find (f->store, f->run, STEP);
  g_assert_cmpstr (cm_record_get_text (sign_off, "body"), ==, ID (f->executive));
  g_assert_cmpstr (cm_record_get_text (sign_off, "on_date"), ==, "2009-06-05");
  g_assert_cmpstr (cm_record_get_text (sign_off, "role"), ==, "Chair");
  g_assert_cmpstr (cm_record_get_text (sign_off, "note"), ==, "By letter");
  g_assert_cmpstr (f->message, ==, "“List the options” is signed off");
  g_assert_true (f->undo);
  g_assert_true (has (f, "Signed off on 5 Jun 2009"));
  g_assert_true (has (f, "Executive, Chair\nBy letter"));
  g_assert_true (has (f, "✓ Signed off · due 12 Jun 2009"));
  g_assert_false (has (f, SIGN));
  g_assert_null (find (f, ADW_TYPE_COMBO_ROW, "State"));
  g_clear_object (&sign_off);

  click (find (f, GTK_TYPE_BUTTON, "_Withdraw the sign-off"));
  assert_field (f, STEP, "state", CM_STATE_IN_HAND);
  g_assert_null (cm_sign_off_find (f->store, f->run, STEP));
  g_assert_true (has (f, SIGN));
  g_assert_cmpstr (get_text (find_edit (f, ROLE)), ==, "");
  undo (f);
  g_assert_true (has (f, "Signed off on 5 Jun 2009"));
  undo (f);
  assert_field (f, STEP, "state", CM_STATE_IN_HAND);
  g_assert_null (find_state (f, NEXT));
  g_assert_true (has (f, SIGN));
}

/* Signed off, but nobody wrote down by whom: that can be put right. */
static void
test_unwritten (Fixture *f, gconstpointer data)
{
  g_assert_true (cm_cycle_set_state (f->store, f->run, STEP, "Options", CM_STATE_SIGNED_OFF, NULL));
  cm_test_settle ();
  g_assert_true (has (f, "Nobody wrote down who signed, or when."));
  click (find (f, GTK_TYPE_BUTTON, "_Withdraw the sign-off"));
  assert_field (f, STEP, "state", CM_STATE_IN_HAND);
  g_assert_true (has (f, SIGN));
}

/* --- what cannot be changed ------------------------------------------------------------------- */

static void
assert_nothing_editable (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_EDITABLE (widget))
    g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (widget)));
  if (ADW_IS_COMBO_ROW (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_CHECK_BUTTON (widget))
    g_assert_false (gtk_widget_is_sensitive (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_nothing_editable (child);
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  const CmManualCheck *check = f->step->checks->pdata[0];
  const CmManualOutput *output = f->step->outputs->pdata[0];

  g_assert_true (cm_cycle_tick (f->store, f->run, STEP, check->id, "x", TRUE, NULL));
  g_assert_true (
      cm_output_add (f->store, f->run, STEP, "Map", (const char *const[]){ NULL }, NULL));
  reopen (f, CM_STORE_READ_ONLY);
  open_output (f, output->name);
  assert_nothing_editable (GTK_WIDGET (f->view));
  g_assert_cmpstr (get_text (find_edit (f, "Note")), ==, "Fourteen");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_tick (f, check))));
  g_assert_true (has (f, "Map"));
  g_assert_false (has (f, "Remove “Map”"));
  g_assert_false (has (f, SIGN));
  g_assert_false (has (f, "_Sign off…"));
  g_assert_false (has (f, "Add an output of your own"));
  /* Advice opens all the same. */
  click (find (f, ADW_TYPE_EXPANDER_ROW, check->item));
  g_assert_true (has (f, check->good));
}

static void
test_no_cycle (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Safer & stronger");
  g_autoptr (CmCycle) cycle = NULL;

  cm_scope_free (f->scope);
  f->scope = cm_scope_new (ID (theme), NULL);
  show_step (f, STEP);
  g_assert_true (has (f, "No cycle is open for Safer & stronger"));
  g_assert_true (has (f, f->step->title));
  g_assert_false (has (f, "Note"));
  g_assert_false (has (f, SIGN));
  g_assert_false (has (f, "_Sign off…"));
  click (find (f, GTK_TYPE_BUTTON, "_Start a cycle"));
  g_assert_cmpstr (f->message, ==, "The cycle is started");
  g_assert_true (has (f, "Plan · step 2 · Safer & stronger 2010/11"));
  g_assert_true (has (f, "○ Not started"));
  g_assert_true (has (f, SIGN));
  cycle = cm_cycle_load (f->store, f->scope);
  g_assert_cmpint (cm_record_get_number (cm_cycle_get_run (cycle), "year"), ==, 2010);
  undo (f);
  g_assert_true (has (f, "No cycle is open for Safer & stronger"));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name) g_test_add ("/step-view/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (facts);
  TEST (every_step);
  TEST (overdue);
  TEST (back);
  TEST (due);
  TEST (typing);
  TEST (state);
  TEST (body);
  TEST (tick);
  TEST (outputs);
  TEST (own_outputs);
  TEST (refused);
  TEST (sign_off);
  TEST (unwritten);
  TEST (read_only);
  TEST (no_cycle);
  return g_test_run ();
}
