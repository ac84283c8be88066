/* cm-activity-view.c - everything about one activity on a page of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-view"
#include "config.h"

#include "cm-activity-view.h"

#include <glib/gi18n.h>

#include "cm-activity-parts.h"
#include "cm-approval.h"
#include "cm-two-columns.h"
#include "cm-milestone.h"
#include "cm-summary.h"

#define WIDTH_MAX 1100
#define TWO_COLUMNS 640

/**
 * CmActivityView:
 *
 * One part below the other, each edited in place. The first of them are filled at once, the others
 * one at a time when the window has nothing else to do, and so are they after a change; what is
 * being typed in them stays.
 *
 * Keyboard: Escape goes back, unless it takes back what is being typed; so does Alt+Left, by way of
 * the window.
 */
struct _CmActivityView
{
  AdwBin parent_instance;

  CmStore *store;
  gulong changed_id;
  CmRecord *activity;
  GPtrArray *before; /* of CmRecord: the activities that led to this one */

  GtkScrolledWindow *scrolled;
  GtkWidget *back, *crumb;
  GPtrArray *parts; /* of CmActivityPart, in the order in which they are filled */
  CmActivityPart *money, *details;
  guint n_first;  /* parts that are filled at once */
  guint64 behind; /* bit i: the i-th part does not show the store as it is */
  guint idle;
  guint details_frames; /* drawn since the details were all there */
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_BACK,
  SIGNAL_OPEN_RECORD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmActivityView, cm_activity_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- what parts come to ----------------------------------------------------------------------- */

/* All money of the activities that serve a chapter. */
static gint64
sum_chapter (CmStore *store, const char *chapter)
{
  CmQuery *serving = cm_query_new ("activity_chapter");
  g_autoptr (CmQuery) lines = cm_query_new ("budget_line");

  cm_query_where_text (serving, "chapter", chapter);
  cm_query_where_in (lines, "activity", serving, "activity");
  return cm_store_sum (store, lines, "amount");
}

/* Which part of all the money that serves its chapters is that of the activity. */
static char *
describe_share (CmStore *store, CmRecord *activity, gboolean *warn)
{
  gint64 cost = cm_record_get_number (activity, "cost");
  g_autoptr (CmQuery) query = cm_query_new ("activity_chapter");
  g_autoptr (GPtrArray) served = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *amount = cm_money_format (cost);

  cm_query_where_text (query, "activity", cm_record_get_id (activity));
  served = cm_store_list (store, query);
  for (guint i = 0; i < served->len && cost > 0; i++)
    {
      const char *chapter = cm_record_get_text (served->pdata[i], "chapter");
      g_autofree char *name = cm_store_get_title (store, "chapter", chapter);
      gint64 all = sum_chapter (store, chapter);
      g_autofree char *sum = cm_money_format (all);

      if (all < cost)
        continue;
      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append_printf (text,
                              /* translators: %1$s is an amount, %2$s the amount that it is a part
                               * of, %3$d that part in per cent, %4$s the name of a chapter */
                              _ ("%1$s of %2$s is %3$d %% of all the money that serves “%4$s”"),
                              amount,
                              sum,
                              (int) ((cost * 200 / all + 1) / 2),
                              name);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
describe_approvals (CmStore *store, CmRecord *activity, gboolean *warn)
{
  g_autoptr (CmApproval) approval = cm_approval_judge (store, activity);

  if (approval->verdict == CM_APPROVAL_NONE)
    return NULL;
  *warn = approval->verdict == CM_APPROVAL_DISAGREE || approval->verdict == CM_APPROVAL_REFUSED;
  return g_strdup_printf ("%s%s", *warn ? "⚠ " : "", approval->words);
}

/* What is due and when, in that order; the rows below stand as they were entered. */
static char *
describe_milestones (CmStore *store, CmRecord *activity, gboolean *warn)
{
  g_autoptr (GPtrArray) milestones = cm_milestone_list (store, activity);
  g_autofree char *today = cm_summary_get_today (store);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < milestones->len; i++)
    {
      g_autofree char *words = cm_milestone_describe (store, milestones->pdata[i], today);

      g_string_append_printf (text,
                              "%s%s – %s",
                              i > 0 ? "\n" : "",
                              cm_record_get_text (milestones->pdata[i], "name"),
                              words);
    }
  if (milestones->len == 0)
    return g_string_free (text, TRUE);
  return g_string_free (text, FALSE);
}

/* --- filling the parts ------------------------------------------------------------------------ */

static void
fill_part (CmActivityView *self, guint i)
{
  CmActivityPart *part = self->parts->pdata[i];

  self->behind &= ~(G_GUINT64_CONSTANT (1) << i);
  cm_activity_part_show (part, self->store, self->activity);
  gtk_widget_set_visible (GTK_WIDGET (part), TRUE);
}

static gboolean
fill_cb (gpointer data)
{
  CmActivityView *self = data;

  for (guint i = 0; i < self->parts->len; i++)
    if ((self->behind & (G_GUINT64_CONSTANT (1) << i)) != 0)
      {
        fill_part (self, i);
        break;
      }
  if (self->behind != 0)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
fill_later (CmActivityView *self)
{
  if (self->behind != 0 && self->idle == 0)
    self->idle = g_idle_add (fill_cb, self);
}

static void
show_crumb (CmActivityView *self)
{
  gtk_label_set_text (GTK_LABEL (self->crumb), cm_record_get_title (self->activity));
}

/* Undo may have taken the activity away. */
static gboolean
is_gone (CmActivityView *self)
{
  g_autoptr (CmRecord) known =
      cm_store_get (self->store, "activity", cm_record_get_id (self->activity));

  return known == NULL;
}

static void
store_changed_cb (CmActivityView *self, CmChanges *changes)
{
  if (is_gone (self))
    {
      g_signal_emit (self, signals[SIGNAL_BACK], 0);
      return;
    }
  show_crumb (self);
  for (guint i = 0; i < self->parts->len; i++)
    if (cm_activity_part_is_touched (self->parts->pdata[i], changes))
      self->behind |= G_GUINT64_CONSTANT (1) << i;
  /* The next key may already be on its way to the grid. */
  for (guint i = 0; i < self->parts->len; i++)
    if (self->parts->pdata[i] == self->money && (self->behind & (G_GUINT64_CONSTANT (1) << i)) != 0)
      fill_part (self, i);
  fill_later (self);
}

static void
drop_store (CmActivityView *self)
{
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_object (&self->store);
}

/* Those that are filled later are not to be seen with what they held before. */
static void
show_activity (CmActivityView *self, CmRecord *activity)
{
  g_set_object (&self->activity, activity);
  for (guint i = 0; i < self->parts->len; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->parts->pdata[i]), i < self->n_first);
      if (i < self->n_first)
        fill_part (self, i);
      else
        self->behind |= G_GUINT64_CONSTANT (1) << i;
    }
  show_crumb (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  fill_later (self);
}

static void
let_go (CmActivityView *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  self->behind = 0;
  for (guint i = 0; i < self->parts->len; i++)
    cm_activity_part_show (self->parts->pdata[i], NULL, NULL);
  g_ptr_array_set_size (self->before, 0);
  g_clear_object (&self->activity);
  drop_store (self);
}

/* Says so if what was typed last is lost. */
static void
save_typed (CmActivityView *self)
{
  if (!cm_activity_view_flush (self))
    g_signal_emit (self,
                   signals[SIGNAL_MESSAGE],
                   0,
                   _ ("What was typed last could not be read, so it is not saved"),
                   FALSE);
}

void
cm_activity_view_show (CmActivityView *self, CmStore *store, CmRecord *activity)
{
  g_autoptr (CmRecord) hold = activity != NULL ? g_object_ref (activity) : NULL;

  g_return_if_fail (CM_IS_ACTIVITY_VIEW (self));
  save_typed (self);
  if (activity == NULL)
    {
      let_go (self);
      return;
    }
  if (store != self->store)
    {
      drop_store (self);
      self->store = g_object_ref (store);
      self->changed_id =
          g_signal_connect_swapped (store, "changed", G_CALLBACK (store_changed_cb), self);
    }
  g_ptr_array_set_size (self->before, 0);
  show_activity (self, activity);
}

CmRecord *
cm_activity_view_get_activity (CmActivityView *self)
{
  return self->activity;
}

gboolean
cm_activity_view_is_complete (CmActivityView *self)
{
  return self->activity != NULL && self->behind == 0;
}

gboolean
cm_activity_view_flush (CmActivityView *self)
{
  gboolean kept = TRUE;

  for (guint i = 0; i < self->parts->len; i++)
    kept = cm_activity_part_flush (self->parts->pdata[i]) && kept;
  return kept;
}

/* --- from one to the other -------------------------------------------------------------------- */

static void
open_record_cb (CmActivityView *self, const char *table, const char *id)
{
  g_autoptr (CmRecord) other = NULL;

  if (!g_str_equal (table, "activity"))
    {
      g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, table, id);
      return;
    }
  other = cm_store_get (self->store, "activity", id);
  if (other == NULL || other == self->activity)
    return;
  save_typed (self);
  g_ptr_array_add (self->before, g_object_ref (self->activity));
  show_activity (self, other);
  gtk_widget_grab_focus (self->back);
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmActivityView *self = CM_ACTIVITY_VIEW (widget);
  g_autoptr (CmRecord) record = NULL;

  save_typed (self);
  if (self->before->len == 0)
    {
      g_signal_emit (self, signals[SIGNAL_BACK], 0);
      return;
    }
  record = g_ptr_array_steal_index (self->before, self->before->len - 1);
  show_activity (self, record);
  gtk_widget_grab_focus (self->back);
}

static void
list_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmActivityView *self = CM_ACTIVITY_VIEW (widget);

  save_typed (self);
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* The place of the details is known only when all of them are made and laid out. */
static gboolean
scroll_to_details_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CmActivityView *self = CM_ACTIVITY_VIEW (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double x, y;

  if (!gtk_widget_translate_coordinates (
          GTK_WIDGET (self->details), GTK_WIDGET (self->scrolled), 0, 0, &x, &y))
    return G_SOURCE_REMOVE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - 12);
  if (!cm_activity_details_is_complete (self->details))
    return G_SOURCE_CONTINUE;
  self->details_frames++;
  return self->details_frames < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmActivityView *self = CM_ACTIVITY_VIEW (widget);

  cm_activity_details_open (self->details);
  self->details_frames = 0;
  gtk_widget_add_tick_callback (widget, scroll_to_details_cb, NULL, NULL);
}

static void
message_cb (CmActivityView *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_activity_view_dispose (GObject *object)
{
  CmActivityView *self = CM_ACTIVITY_VIEW (object);

  /* The store may be closed by now: nothing is to be saved any more. */
  g_clear_handle_id (&self->idle, g_source_remove);
  g_ptr_array_set_size (self->parts, 0);
  g_ptr_array_set_size (self->before, 0);
  g_clear_object (&self->activity);
  drop_store (self);
  G_OBJECT_CLASS (cm_activity_view_parent_class)->dispose (object);
}

static void
cm_activity_view_finalize (GObject *object)
{
  CmActivityView *self = CM_ACTIVITY_VIEW (object);

  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->before);
  G_OBJECT_CLASS (cm_activity_view_parent_class)->finalize (object);
}

static gboolean
cm_activity_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_ACTIVITY_VIEW (widget)->back);
}

static void
cm_activity_view_class_init (CmActivityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_activity_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_activity_view_finalize;
  widget_class->grab_focus = cm_activity_view_grab_focus;
  gtk_widget_class_install_action (widget_class, "activity.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "activity.list", NULL, list_cb);
  gtk_widget_class_install_action (widget_class, "activity.edit", NULL, edit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "activity.back", NULL);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_ACTIVITY_VIEW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_BACK] = g_signal_new (
      "back", CM_TYPE_ACTIVITY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_ACTIVITY_VIEW,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
}

/* --- building --------------------------------------------------------------------------------- */

static CmActivityPart *
add_part (CmActivityView *self, GtkWidget *part)
{
  g_ptr_array_add (self->parts, part);
  g_signal_connect_object (part, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      part, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
  return CM_ACTIVITY_PART (part);
}

static GtkWidget *
make_flat_button (const char *icon, const char *label, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new ();

  if (icon != NULL)
    gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  else
    gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
make_bar (CmActivityView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *edit = gtk_button_new_with_mnemonic (_ ("_Edit details"));
  GtkWidget *mark = gtk_label_new ("›");

  self->back = make_flat_button ("cm-back-symbolic", NULL, _ ("Back (Alt+Left)"), "activity.back");
  self->crumb = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->crumb), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->crumb), 0);
  gtk_widget_set_hexpand (self->crumb, TRUE);
  gtk_widget_add_css_class (self->crumb, "heading");
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "activity.edit");
  gtk_widget_add_css_class (bar, "activity-bar");
  gtk_box_append (GTK_BOX (bar), self->back);
  gtk_box_append (
      GTK_BOX (bar),
      make_flat_button (NULL, _ ("Activities"), _ ("Back to all activities"), "activity.list"));
  gtk_box_append (GTK_BOX (bar), mark);
  gtk_box_append (GTK_BOX (bar), self->crumb);
  gtk_box_append (GTK_BOX (bar), edit);
  return bar;
}

static void
add_to_columns (CmActivityView *self, GtkWidget *columns, gboolean second, GtkWidget *part)
{
  add_part (self, part);
  cm_two_columns_add (CM_TWO_COLUMNS (columns), second, part);
}

static GtkWidget *
make_columns (CmActivityView *self)
{
  GtkWidget *columns = cm_two_columns_new (TWO_COLUMNS, 24);

  add_to_columns (self, columns, FALSE, cm_activity_owned_new ("activity_chapter", describe_share));
  add_to_columns (self, columns, FALSE, cm_activity_owned_new ("activity_outcome", NULL));
  add_to_columns (self, columns, FALSE, cm_activity_owned_new ("activity_place", NULL));
  add_to_columns (self, columns, FALSE, cm_activity_owned_new ("activity_partner", NULL));
  add_to_columns (self, columns, TRUE, cm_activity_owned_new ("approval", describe_approvals));
  add_to_columns (self, columns, TRUE, cm_activity_owned_new ("milestone", describe_milestones));
  add_to_columns (self, columns, TRUE, cm_activity_owned_new ("delivery_option", NULL));
  add_to_columns (self, columns, TRUE, cm_activity_owned_new ("scoping", NULL));
  add_to_columns (self, columns, TRUE, cm_activity_owned_new ("project_phase", NULL));
  add_to_columns (self, columns, TRUE, cm_activity_owned_new ("score", NULL));
  return columns;
}

static GtkWidget *
make_content (CmActivityView *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 30);
  GtkWidget *columns;

  gtk_box_append (GTK_BOX (content), GTK_WIDGET (add_part (self, cm_activity_head_new ())));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (add_part (self, cm_activity_way_new ())));
  self->n_first = self->parts->len;
  self->money = add_part (self, cm_activity_money_new ());
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->money));
  columns = make_columns (self);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (add_part (self, cm_activity_links_new ())));
  gtk_box_append (GTK_BOX (content), columns);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (add_part (self, cm_activity_mentions_new ())));
  self->details = add_part (self, cm_activity_details_new ());
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->details));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (add_part (self, cm_activity_history_new ())));
  gtk_widget_set_margin_top (content, 18);
  gtk_widget_set_margin_bottom (content, 30);
  gtk_widget_set_margin_start (content, 24);
  gtk_widget_set_margin_end (content, 24);
  return content;
}

static void
cm_activity_view_init (CmActivityView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp = adw_clamp_new ();

  self->parts = g_ptr_array_new ();
  self->before = g_ptr_array_new_with_free_func (g_object_unref);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scrolled), TRUE);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH_MAX);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH_MAX - 100);
  gtk_widget_add_css_class (clamp, "activity-page");
  adw_clamp_set_child (ADW_CLAMP (clamp), make_content (self));
  gtk_scrolled_window_set_child (self->scrolled, clamp);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scrolled));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_activity_view_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_VIEW, NULL);
}
