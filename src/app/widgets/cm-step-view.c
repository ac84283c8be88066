/* cm-step-view.c - one step of the cycle: its state, checklist, outputs and sign-off. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-step-view"
#include "config.h"

#include "cm-step-view.h"

#include <glib/gi18n.h>

#include "cm-edit-row.h"
#include "cm-sign-off.h"
#include "cm-step-checklist.h"
#include "cm-step-outputs.h"
#include "cm-step-sign-off.h"
#include "cm-step-standing.h"
#include "cm-summary.h"
#include "cm-wheel-builder.h"

/**
 * CmStepView:
 *
 * What a board does at a step, in the order in which it does it: see where it stands, work through
 * the checklist, collect the outputs, sign it off. Everything is written as it happens. When the
 * portfolio changes, the parts show it in the controls that are there already, so that nobody loses
 * the focus or what they are typing.
 *
 * Keyboard: Escape goes back, unless it takes back what is being typed.
 *
 * Signals: "back" when the reader is done; "message" (text, can be undone).
 */
struct _CmStepView
{
  AdwBin parent_instance;

  CmStore *store;
  gulong changed_id;
  CmScope *scope;
  char *step_id;
  CmStepContext context;

  GtkScrolledWindow *scrolled;
  GtkWidget *heading, *place, *title, *summary, *standing, *sign_button;
  GtkWidget *missing, *start_button;
  GtkWidget *parts; /* a box of CmStepPart */
  GtkWidget *sign_off;
};

enum
{
  SIGNAL_BACK,
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmStepView, cm_step_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- heading ---------------------------------------------------------------------------------- */

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_BACK], 0);
}

/* The viewport scrolls to what has the focus. */
static void
go_to_sign_off_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (CM_STEP_VIEW (widget)->sign_off);
}

static void
show_place (CmStepView *self)
{
  const CmManualStep *step = self->context.step;
  const CmManualStage *stage = cm_manual_get_stage (self->context.manual, step->stage);
  guint number = cm_manual_get_step_number (self->context.manual, step);
  /* translators: %1$s is a stage such as Plan, %2$u the number of a step of it, %3$s the name of
   * the cycle */
  g_autofree char *place = g_strdup_printf (
      _ ("%1$s · step %2$u · %3$s"),
      stage->title,
      number,
      self->context.run != NULL ? cm_record_get_title (self->context.run) : _ ("no cycle"));

  gtk_label_set_text (GTK_LABEL (self->place), place);
}

/* "● In hand · due 12 Jun 2010 · Theme partnerships" */
static void
show_standing (CmStepView *self, const CmCycle *cycle)
{
  CmRecord *state = self->context.state;
  g_autofree char *today = cm_summary_get_today (self->store);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *word = cm_wheel_describe_state (cycle, self->step_id, today);
  gboolean overdue = cm_cycle_is_overdue (cycle, self->step_id, today);

  g_string_append (text, word);
  if (state != NULL && !cm_record_is_null (state, "due"))
    {
      g_autofree char *date = cm_date_format (cm_record_get_text (state, "due"));

      g_string_append (text, " · ");
      /* translators: %s is a date */
      g_string_append_printf (text, _ ("due %s"), date);
    }
  gtk_label_set_text (GTK_LABEL (self->standing), text->str);
  gtk_widget_remove_css_class (self->standing, overdue ? "dim-label" : "error");
  gtk_widget_add_css_class (self->standing, overdue ? "error" : "dim-label");
}

static void
show_heading (CmStepView *self, const CmCycle *cycle)
{
  const CmManualStep *step = self->context.step;
  gboolean signed_off =
      cycle != NULL && g_str_equal (cm_cycle_get_state (cycle, self->step_id), CM_STATE_SIGNED_OFF);

  for (guint i = 0; i < cm_manual_get_n_stages (self->context.manual); i++)
    gtk_widget_remove_css_class (self->heading, cm_wheel_stage_class (i));
  gtk_widget_add_css_class (self->heading, cm_wheel_stage_class (step->stage));
  gtk_label_set_text (GTK_LABEL (self->title), step->title);
  gtk_label_set_text (GTK_LABEL (self->summary), step->summary);
  show_place (self);
  gtk_widget_set_visible (self->standing, cycle != NULL);
  if (cycle != NULL)
    show_standing (self, cycle);
  gtk_widget_set_visible (self->sign_button,
                          cycle != NULL && !signed_off && !cm_store_get_read_only (self->store));
}

/* --- a scope without a cycle ------------------------------------------------------------------ */

static void
show_missing (CmStepView *self)
{
  g_autofree char *theme = cm_scope_get_theme (self->store, self->scope);
  g_autofree char *whose = theme != NULL ? cm_store_get_title (self->store, "theme", theme)
                                         : g_strdup (_ ("the whole partnership"));
  gboolean read_only = cm_store_get_read_only (self->store);
  /* translators: %s is a theme, or “the whole partnership” */
  g_autofree char *title = g_strdup_printf (_ ("No cycle is open for %s"), whose);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->missing), escaped);
  adw_status_page_set_description (
      ADW_STATUS_PAGE (self->missing),
      read_only
          ? _ ("So nothing is recorded for its steps. This portfolio is open to be read only; "
               "choose another scope at the top of the window.")
          : _ ("So nothing can be recorded for its steps. Start one, or choose another scope at "
               "the top of the window."));
  gtk_widget_set_visible (self->start_button, !read_only);
}

static void
start_cb (CmStepView *self)
{
  g_autoptr (GError) error = NULL;

  if (cm_cycle_start (self->store, self->scope, &error))
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, _ ("The cycle is started"), TRUE);
  else
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error->message, FALSE);
}

/* --- the view --------------------------------------------------------------------------------- */

static void
update (CmStepView *self)
{
  g_autoptr (CmCycle) cycle = cm_cycle_load (self->store, self->scope);

  g_set_object (&self->context.run, (cycle != NULL ? cm_cycle_get_run (cycle) : NULL));
  g_set_object (&self->context.state,
                (cycle != NULL ? cm_cycle_get_step (cycle, self->step_id) : NULL));
  show_heading (self, cycle);
  if (cycle == NULL)
    show_missing (self);
  gtk_widget_set_visible (self->missing, cycle == NULL);
  gtk_widget_set_visible (self->parts, cycle != NULL);
  for (GtkWidget *part = gtk_widget_get_first_child (self->parts); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    cm_step_part_show (CM_STEP_PART (part), cycle != NULL ? &self->context : NULL);
}

static void
store_changed_cb (CmStepView *self, CmChanges *changes)
{
  static const char *const tables[] = { "step_state", "sign_off", "body",  "cycle_run",
                                        "check_item", "output",   "theme", "partnership" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (cm_changes_touch (changes, tables[i]))
      {
        update (self);
        return;
      }
}

static gboolean
flush_rows (GtkWidget *widget)
{
  gboolean kept = !CM_IS_EDIT_ROW (widget) || cm_edit_row_flush (CM_EDIT_ROW (widget));
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = next)
    {
      /* Saving may take the child away. */
      next = gtk_widget_get_next_sibling (child);
      kept = flush_rows (child) && kept;
    }
  return kept;
}

gboolean
cm_step_view_flush (CmStepView *self)
{
  return self->step_id == NULL || flush_rows (self->parts);
}

static void
drop_store (CmStepView *self)
{
  if (self->store != NULL)
    g_signal_handler_disconnect (self->store, self->changed_id);
  g_clear_object (&self->store);
  g_clear_pointer (&self->scope, cm_scope_free);
}

void
cm_step_view_show (
    CmStepView *self, CmStore *store, const CmScope *scope, CmManual *manual, const char *step)
{
  const CmManualStep *found = cm_manual_find_step (manual, step);
  g_autoptr (CmScope) copy = cm_scope_copy (scope);
  g_autofree char *id = g_strdup (step);

  g_return_if_fail (found != NULL);
  if (!cm_step_view_flush (self))
    g_signal_emit (self,
                   signals[SIGNAL_MESSAGE],
                   0,
                   _ ("What was typed last could not be read, so it is not saved"),
                   FALSE);
  if (found != self->context.step)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  drop_store (self);
  self->store = g_object_ref (store);
  self->changed_id =
      g_signal_connect_swapped (store, "changed", G_CALLBACK (store_changed_cb), self);
  self->scope = g_steal_pointer (&copy);
  g_free (self->step_id);
  self->step_id = g_steal_pointer (&id);
  self->context.store = store;
  self->context.manual = manual;
  self->context.step = found;
  update (self);
}

const char *
cm_step_view_get_step (CmStepView *self)
{
  return self->step_id;
}

static void
part_message_cb (CmStepView *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
cm_step_view_dispose (GObject *object)
{
  CmStepView *self = CM_STEP_VIEW (object);

  if (self->parts != NULL)
    for (GtkWidget *part = gtk_widget_get_first_child (self->parts); part != NULL;
         part = gtk_widget_get_next_sibling (part))
      cm_step_part_show (CM_STEP_PART (part), NULL);
  self->parts = NULL;
  drop_store (self);
  g_clear_pointer (&self->step_id, g_free);
  g_clear_object (&self->context.run);
  g_clear_object (&self->context.state);
  G_OBJECT_CLASS (cm_step_view_parent_class)->dispose (object);
}

static void
cm_step_view_class_init (CmStepViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_step_view_dispose;
  gtk_widget_class_install_action (widget_class, "step.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "step.go-to-sign-off", NULL, go_to_sign_off_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "step.back", NULL);
  signals[SIGNAL_BACK] = g_signal_new (
      "back", CM_TYPE_STEP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_STEP_VIEW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
}

static GtkWidget *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_back (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "cm-back-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("_The wheel"));
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, _ ("Back to the wheel"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back to the wheel"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "step.back");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "step-back");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static GtkWidget *
make_heading (CmStepView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_add_css_class (self->heading, "stage-edge");
  gtk_widget_add_css_class (self->heading, "step-heading");
  gtk_widget_set_hexpand (self->heading, TRUE);
  self->place = add_label (self->heading, "caption-heading");
  self->title = add_label (self->heading, "title-1");
  self->standing = add_label (self->heading, "heading");
  self->summary = add_label (self->heading, "body");
  self->sign_button = gtk_button_new_with_mnemonic (_ ("_Sign off…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->sign_button), "step.go-to-sign-off");
  gtk_widget_set_valign (self->sign_button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), self->heading);
  gtk_box_append (GTK_BOX (line), self->sign_button);
  gtk_box_append (GTK_BOX (box), make_back ());
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

static GtkWidget *
make_missing (CmStepView *self)
{
  self->missing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->missing), "cm-cycle-symbolic");
  self->start_button = gtk_button_new_with_mnemonic (_ ("_Start a cycle"));
  gtk_widget_add_css_class (self->start_button, "suggested-action");
  gtk_widget_add_css_class (self->start_button, "pill");
  gtk_widget_set_halign (self->start_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->start_button, "clicked", G_CALLBACK (start_cb), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->missing), self->start_button);
  return self->missing;
}

static GtkWidget *
make_parts (CmStepView *self)
{
  GtkWidget *parts[] = { cm_step_standing_new (),
                         cm_step_checklist_new (),
                         cm_step_outputs_new (),
                         cm_step_sign_off_new () };

  self->parts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_signal_connect_swapped (parts[i], "message", G_CALLBACK (part_message_cb), self);
      gtk_box_append (GTK_BOX (self->parts), parts[i]);
    }
  self->sign_off = parts[G_N_ELEMENTS (parts) - 1];
  return self->parts;
}

static void
cm_step_view_init (CmStepView *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_box_append (GTK_BOX (content), make_heading (self));
  gtk_box_append (GTK_BOX (content), make_missing (self));
  gtk_box_append (GTK_BOX (content), make_parts (self));
  gtk_widget_set_margin_top (content, 12);
  gtk_widget_set_margin_bottom (content, 24);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 756);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 700);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, clamp);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scrolled));
}
