/* cm-activity-way.c - the way of an activity through the gates, and the move to the next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-way"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-child-group.h"
#include "cm-gates.h"
#include "cm-summary.h"

/**
 * CmActivityWay:
 *
 * A move is made here with its date, body and reason, so that it is logged. A state that was
 * changed elsewhere is not: then a line says so, and offers to log it.
 */
#define CM_TYPE_ACTIVITY_WAY (cm_activity_way_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityWay, cm_activity_way, CM, ACTIVITY_WAY, CmActivityPart)

struct _CmActivityWay
{
  CmActivityPart parent_instance;

  GtkWidget *strip;
  GtkWidget *broken, *broken_label, *broken_button;
  GtkWidget *log_button, *log_bin, *log;
  GtkWidget *move_button, *popover;
  GtkWidget *to, *date, *body, *reason, *why, *error; /* in the popover */
  GPtrArray *moves;                                   /* of const char *, as in the drop-down */
  GPtrArray *bodies;                                  /* of CmRecord, after “nobody” */
};

G_DEFINE_FINAL_TYPE (CmActivityWay, cm_activity_way, CM_TYPE_ACTIVITY_PART)

static CmStore *
get_store (CmActivityWay *self)
{
  return cm_activity_part_get_store (CM_ACTIVITY_PART (self));
}

static CmRecord *
get_activity (CmActivityWay *self)
{
  return cm_activity_part_get_activity (CM_ACTIVITY_PART (self));
}

/* --- the strip -------------------------------------------------------------------------------- */

static const char *
get_glyph (const CmGateStop *stop)
{
  if (g_str_equal (stop->state, "withdrawn"))
    return "✕";
  if (g_str_equal (stop->state, "redesign"))
    return "↻";
  return stop->current ? "●" : stop->passed ? "✓" : "○";
}

static char *
describe_stop (const CmGateStop *stop, const char *date)
{
  GString *text = g_string_new (stop->label);

  g_string_append_printf (text,
                          ", %s",
                          stop->current  ? _ ("where it is now")
                          : stop->passed ? _ ("passed")
                                         : _ ("not reached"));
  if (date != NULL)
    /* translators: %s is a date */
    g_string_append_printf (text, _ (", since %s"), date);
  if (stop->body != NULL)
    /* translators: %s is a body of the partnership */
    g_string_append_printf (text, _ (", let through by %s"), stop->body);
  if (stop->reason != NULL)
    g_string_append_printf (text, ": %s", stop->reason);
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_stop (const CmGateStop *stop)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 2,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 NULL);
  /* The space between does not break. */
  g_autofree char *name = g_strdup_printf ("%s\u00a0%s", get_glyph (stop), stop->label);
  g_autofree char *date = stop->date != NULL ? cm_date_format (stop->date) : NULL;
  g_autofree char *words = describe_stop (stop, date);
  GtkWidget *title = cm_activity_part_new_label (name, stop->current ? "heading" : "gate-name");
  GtkWidget *when = cm_activity_part_new_label (date != NULL                    ? date
                                                : stop->passed || stop->current ? _ ("no date")
                                                                                : "",
                                                "caption");

  /* Words stay whole where it is narrow. */
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_add_css_class (box, "gate-stop");
  gtk_widget_add_css_class (box, stop->current ? "current" : stop->passed ? "passed" : "ahead");
  gtk_widget_set_tooltip_text (box, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (when, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), when);
  return box;
}

static void
show_strip (CmActivityWay *self)
{
  g_autoptr (GPtrArray) stops = cm_gates_list (get_store (self), get_activity (self));

  cm_activity_part_empty_box (self->strip);
  for (guint i = 0; i < stops->len; i++)
    gtk_box_append (GTK_BOX (self->strip), make_stop (stops->pdata[i]));
}

/* --- the log ---------------------------------------------------------------------------------- */

static void
show_broken (CmActivityWay *self)
{
  CmRecord *activity = get_activity (self);
  g_autofree char *words = cm_gates_describe_contradiction (get_store (self), activity);
  g_autofree char *text = words != NULL ? g_strdup_printf ("⚠ %s", words) : NULL;

  gtk_label_set_text (GTK_LABEL (self->broken_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->broken, words != NULL);
}

static void
show_log (CmActivityWay *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("gate");
  g_autofree char *label = NULL;
  guint n;

  cm_query_where_text (query, "activity", cm_record_get_id (get_activity (self)));
  n = cm_store_count (get_store (self), query);
  /* translators: %u is how many gates are logged */
  label = g_strdup_printf (_ ("Log (%u)"), n);
  gtk_button_set_label (GTK_BUTTON (self->log_button), label);
  if (self->log != NULL)
    cm_child_group_show (CM_CHILD_GROUP (self->log), get_store (self), get_activity (self));
}

/* Made when it is asked for: it is seldom. */
static void
log_toggled_cb (CmActivityWay *self)
{
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->log_button));

  if (shown && self->log == NULL)
    {
      self->log = cm_child_group_new (cm_table_find ("gate"));
      cm_child_group_set_compact (CM_CHILD_GROUP (self->log));
      cm_activity_part_adopt (CM_ACTIVITY_PART (self), self->log);
      adw_bin_set_child (ADW_BIN (self->log_bin), self->log);
      if (get_activity (self) != NULL)
        show_log (self);
    }
  gtk_widget_set_visible (self->log_bin, shown);
}

/* --- moving ----------------------------------------------------------------------------------- */

static const char *
get_chosen_state (CmActivityWay *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->to));

  return self->moves != NULL && selected < self->moves->len ? self->moves->pdata[selected] : NULL;
}

static void
show_why (CmActivityWay *self)
{
  const char *to = get_chosen_state (self);
  g_autofree char *why =
      to != NULL ? cm_gates_explain_reason (get_store (self), get_activity (self), to) : NULL;

  gtk_label_set_text (GTK_LABEL (self->why), why != NULL ? why : "");
  gtk_widget_set_visible (self->why, why != NULL);
}

static void
show_error (CmActivityWay *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error), text != NULL ? text : "");
  gtk_widget_set_visible (self->error, text != NULL);
}

/* What the log does not know yet is offered first: it is put right before anything else. */
static void
fill_moves (CmActivityWay *self)
{
  const CmField *field = cm_table_field (cm_table_find ("activity"), "state");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *state = cm_record_get_text (get_activity (self), "state");

  g_clear_pointer (&self->moves, g_ptr_array_unref);
  self->moves = cm_gates_list_moves (get_activity (self));
  if (gtk_widget_get_visible (self->broken))
    for (const CmChoice *c = field->choices; c->name != NULL; c++)
      if (g_str_equal (c->name, state))
        g_ptr_array_insert (self->moves, 0, (gpointer) c->name);
  for (guint i = 0; i < self->moves->len; i++)
    {
      const char *name = self->moves->pdata[i];
      const char *label = cm_field_choice_label (field, name);
      /* translators: %s is a state of an activity that nobody logged */
      g_autofree char *shown = g_str_equal (name, state)
                                   ? g_strdup_printf (_ ("%s, where it is already"), label)
                                   : g_strdup (label);

      gtk_string_list_append (names, shown);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->to), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->to), 0);
}

static void
fill_bodies (CmActivityWay *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("body");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  self->bodies = cm_store_list (get_store (self), query);
  gtk_string_list_append (names, _ ("(none)"));
  for (guint i = 0; i < self->bodies->len; i++)
    gtk_string_list_append (names, cm_record_get_title (self->bodies->pdata[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->body), G_LIST_MODEL (names));
}

static void
prepare_move_cb (GtkMenuButton *button, gpointer data)
{
  CmActivityWay *self = data;
  g_autofree char *today = cm_summary_get_today (get_store (self));
  g_autofree char *shown = cm_date_format (today);

  fill_moves (self);
  fill_bodies (self);
  gtk_editable_set_text (GTK_EDITABLE (self->date), shown);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  show_error (self, NULL);
  show_why (self);
}

static void
move_cb (CmActivityWay *self)
{
  const char *to = get_chosen_state (self);
  guint body = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->body));
  const CmField *field = cm_table_field (cm_table_find ("activity"), "state");
  g_autofree char *done = NULL;
  g_autoptr (GError) error = NULL;

  if (to == NULL)
    return;
  if (!cm_gates_move (get_store (self),
                      get_activity (self),
                      to,
                      gtk_editable_get_text (GTK_EDITABLE (self->date)),
                      body > 0 && body <= self->bodies->len
                          ? cm_record_get_id (self->bodies->pdata[body - 1])
                          : NULL,
                      NULL,
                      gtk_editable_get_text (GTK_EDITABLE (self->reason)),
                      &error))
    {
      show_error (self, error->message);
      return;
    }
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->move_button));
  /* translators: %s is a state of an activity */
  done = g_strdup_printf (_ ("Moved to “%s”"), cm_field_choice_label (field, to));
  cm_activity_part_tell (CM_ACTIVITY_PART (self), done, TRUE);
}

static GtkWidget *
add_row (GtkWidget *box, const char *name, GtkWidget *control)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (line), cm_activity_part_new_label (name, "caption-heading"));
  gtk_box_append (GTK_BOX (line), control);
  gtk_box_append (GTK_BOX (box), line);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return control;
}

static GtkWidget *
make_popover (CmActivityWay *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Move and log"));

  gtk_widget_set_size_request (box, 300, -1);
  gtk_widget_add_css_class (box, "popover-form");
  self->to = add_row (box, _ ("To"), gtk_drop_down_new (NULL, NULL));
  self->date = add_row (box, _ ("Date"), gtk_entry_new ());
  self->body = add_row (box, _ ("Let through by"), gtk_drop_down_new (NULL, NULL));
  self->reason = add_row (box, _ ("Reason"), gtk_entry_new ());
  self->why = cm_activity_part_new_label (NULL, "caption");
  gtk_label_set_max_width_chars (GTK_LABEL (self->why), 36);
  self->error = cm_activity_part_new_label (NULL, "error");
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 36);
  gtk_box_append (GTK_BOX (box), self->why);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (
      self->to, "notify::selected", G_CALLBACK (show_why), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->date, "activate", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reason, "activate", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  return popover;
}

static void
log_now_cb (CmActivityWay *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->move_button));
}

/* --- the part --------------------------------------------------------------------------------- */

static void
cm_activity_way_show (CmActivityPart *part, gboolean other)
{
  CmActivityWay *self = CM_ACTIVITY_WAY (part);

  if (other)
    {
      gtk_menu_button_popdown (GTK_MENU_BUTTON (self->move_button));
      if (self->log != NULL)
        cm_child_group_show (CM_CHILD_GROUP (self->log), NULL, NULL);
      g_clear_pointer (&self->bodies, g_ptr_array_unref);
    }
  if (get_activity (self) == NULL)
    return;
  show_strip (self);
  show_broken (self);
  show_log (self);
  gtk_widget_set_visible (self->move_button, cm_activity_part_is_editable (part));
  gtk_widget_set_visible (self->broken_button, cm_activity_part_is_editable (part));
}

static gboolean
cm_activity_way_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  return cm_changes_touch (changes, "gate") || cm_changes_touch (changes, "activity") ||
         cm_changes_touch (changes, "body");
}

static gboolean
cm_activity_way_flush (CmActivityPart *part)
{
  CmActivityWay *self = CM_ACTIVITY_WAY (part);

  return self->log == NULL || cm_child_group_flush (CM_CHILD_GROUP (self->log));
}

static void
cm_activity_way_finalize (GObject *object)
{
  CmActivityWay *self = CM_ACTIVITY_WAY (object);

  g_clear_pointer (&self->moves, g_ptr_array_unref);
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_activity_way_parent_class)->finalize (object);
}

static void
cm_activity_way_class_init (CmActivityWayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_activity_way_finalize;
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_way_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_way_is_touched;
  CM_ACTIVITY_PART_CLASS (klass)->flush = cm_activity_way_flush;
}

static void
cm_activity_way_init (CmActivityWay *self)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  GtkWidget *body;

  cm_activity_part_build (part, _ ("The way through the gates"));
  body = cm_activity_part_get_body (part);
  self->log_button = gtk_toggle_button_new_with_label (_ ("Log"));
  gtk_widget_add_css_class (self->log_button, "flat");
  gtk_widget_set_tooltip_text (self->log_button, _ ("Show the log of gates"));
  self->move_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->move_button), _ ("Move to…"));
  gtk_widget_set_tooltip_text (self->move_button, _ ("Move it to another state, and log that"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->move_button), make_popover (self));
  gtk_menu_button_set_create_popup_func (
      GTK_MENU_BUTTON (self->move_button), prepare_move_cb, self, NULL);
  cm_activity_part_add_button (part, self->log_button);
  cm_activity_part_add_button (part, self->move_button);
  self->strip =
      g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, "spacing", 3, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->strip),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The way through the gates"),
                                  -1);
  self->broken = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->broken_label = cm_activity_part_new_label (NULL, "warning");
  gtk_widget_set_hexpand (self->broken_label, TRUE);
  self->broken_button = gtk_button_new_with_mnemonic (_ ("_Log it…"));
  gtk_widget_set_valign (self->broken_button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->broken), self->broken_label);
  gtk_box_append (GTK_BOX (self->broken), self->broken_button);
  self->log_bin = adw_bin_new ();
  gtk_widget_set_visible (self->log_bin, FALSE);
  gtk_box_append (GTK_BOX (body), self->strip);
  gtk_box_append (GTK_BOX (body), self->broken);
  gtk_box_append (GTK_BOX (body), self->log_bin);
  g_signal_connect_object (
      self->log_button, "toggled", G_CALLBACK (log_toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->broken_button, "clicked", G_CALLBACK (log_now_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_activity_way_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_WAY, NULL);
}
