/* cm-feedback-dialog.c - saying something about a passage of the manual. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-feedback-dialog.h"

#include <glib/gi18n.h>

#define WIDTH 500
#define LINES 5
#define POINT_HEIGHT 96

/**
 * CmFeedbackDialog:
 *
 * The passage as it is, then what is said of it, by which group and when. Groups that are known are
 * the bodies of the partnership and those that raised a point before; any other can be written.
 */
struct _CmFeedbackDialog
{
  AdwWindow parent_instance;

  CmFeedbackModel *model;
  CmBlock *block;
  GtkTextBuffer *point;
  GtkWidget *text, *group, *date, *error, *keep;
  GtkWidget *groups; /* the popover that lists them */
};

enum
{
  SIGNAL_GIVEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmFeedbackDialog, cm_feedback_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* --- keeping it ------------------------------------------------------------------------------- */

static char *
get_point (CmFeedbackDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->point, &start, &end);
  return gtk_text_buffer_get_text (self->point, &start, &end, FALSE);
}

static void
show_error (CmFeedbackDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static void
keep (CmFeedbackDialog *self)
{
  g_autofree char *words = get_point (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) point = NULL;
  g_autofree char *text = NULL;

  /* A point is one line: its words, however they were typed. */
  g_strdelimit (words, "\n\t", ' ');
  point = cm_feedback_give (cm_feedback_model_get_store (self->model),
                            self->block,
                            words,
                            gtk_editable_get_text (GTK_EDITABLE (self->group)),
                            gtk_editable_get_text (GTK_EDITABLE (self->date)),
                            &error);
  if (point == NULL)
    {
      show_error (self, error->message);
      return;
    }
  /* translators: %s is a point of feedback */
  text = g_strdup_printf (_ ("“%s” is in the feedback record"), cm_record_get_title (point));
  g_signal_emit (self, signals[SIGNAL_GIVEN], 0, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
keep_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  keep (CM_FEEDBACK_DIALOG (widget));
}

static void
changed_cb (CmFeedbackDialog *self)
{
  g_autofree char *words = g_strstrip (get_point (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "feedback.keep", *words != '\0');
  show_error (self, NULL);
}

/* --- groups ----------------------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(char *const *) a, *(char *const *) b);
}

static void
add_names (GPtrArray *names, CmStore *store, const char *table, const char *field)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  for (guint i = 0; i < records->len; i++)
    {
      const char *name = cm_record_get_text (g_ptr_array_index (records, i), field);

      if (*name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
}

static GPtrArray *
list_groups (CmStore *store)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  add_names (names, store, "feedback", "raised_by");
  add_names (names, store, "body", "name");
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
group_cb (CmFeedbackDialog *self, GtkListBoxRow *row)
{
  gtk_editable_set_text (GTK_EDITABLE (self->group), g_object_get_data (G_OBJECT (row), "name"));
  gtk_popover_popdown (GTK_POPOVER (self->groups));
  gtk_widget_grab_focus (self->group);
}

static void
add_group (GtkWidget *list, const char *name)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static GtkWidget *
build_groups (CmFeedbackDialog *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GPtrArray) names = list_groups (cm_feedback_model_get_store (self->model));

  for (guint i = 0; i < names->len; i++)
    add_group (list, g_ptr_array_index (names, i));
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (group_cb), self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), list);
  self->groups = gtk_popover_new ();
  gtk_widget_add_css_class (self->groups, "choices");
  gtk_popover_set_child (GTK_POPOVER (self->groups), scroll);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->groups);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "cm-down-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Choose a group"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, names->len > 0);
  return button;
}

/* --- building --------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
build_passage (CmFeedbackDialog *self)
{
  CmBlock *section = cm_anchor_get_section (self->block);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *title = section != NULL ? cm_block_get_text (section) : g_strdup ("");
  g_autofree char *words = cm_anchor_quote (self->block);
  GtkWidget *quote;

  gtk_box_append (GTK_BOX (box), make_label (title, "heading"));
  if (*words == '\0')
    {
      gtk_box_append (GTK_BOX (box), make_label (_ ("The whole section"), "dim-label"));
      return box;
    }
  quote = make_label (words, "document-quote");
  gtk_widget_add_css_class (quote, "passage-words");
  gtk_label_set_lines (GTK_LABEL (quote), LINES);
  gtk_label_set_ellipsize (GTK_LABEL (quote), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), quote);
  return box;
}

/* Tab leads on, as from any other field. */
static GtkWidget *
build_point (CmFeedbackDialog *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_What should be different, or is unclear?"));

  self->text = gtk_text_view_new ();
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->text), 9);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What should be different, or is unclear?"),
                                  -1);
  self->point = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_signal_connect_object (
      self->point, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroll), POINT_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->text);
  gtk_widget_add_css_class (scroll, "card");
  gtk_widget_set_overflow (scroll, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scroll);
  return box;
}

static GtkWidget *
add_row (GtkWidget *list, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title,
                                  -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

static GtkWidget *
build_fields (CmFeedbackDialog *self)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *today = cm_date_today ();
  g_autofree char *date = cm_date_format (today);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->group = add_row (list, _ ("Raised by: a group, not a name"));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->group), build_groups (self));
  self->date = add_row (list, _ ("Date"));
  gtk_editable_set_text (GTK_EDITABLE (self->date), date);
  return list;
}

static GtkWidget *
build_header (CmFeedbackDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->keep = gtk_button_new_with_mnemonic (_ ("_Keep the point"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->keep), "feedback.keep");
  gtk_widget_set_tooltip_text (self->keep, _ ("Ctrl+Enter"));
  gtk_widget_add_css_class (self->keep, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->keep);
  return header;
}

static GtkWidget *
build_content (CmFeedbackDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->error = make_label (NULL, "error");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_set_margin_top (body, 12);
  gtk_widget_set_margin_bottom (body, 24);
  gtk_widget_set_margin_start (body, 24);
  gtk_widget_set_margin_end (body, 24);
  gtk_box_append (GTK_BOX (body), build_passage (self));
  gtk_box_append (GTK_BOX (body), build_point (self));
  gtk_box_append (GTK_BOX (body), build_fields (self));
  gtk_box_append (GTK_BOX (body), self->error);
  gtk_box_append (GTK_BOX (box), build_header (self));
  gtk_box_append (GTK_BOX (box), body);
  return box;
}

static void
cm_feedback_dialog_dispose (GObject *object)
{
  g_clear_object (&CM_FEEDBACK_DIALOG (object)->model);
  G_OBJECT_CLASS (cm_feedback_dialog_parent_class)->dispose (object);
}

static void
cm_feedback_dialog_class_init (CmFeedbackDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_feedback_dialog_dispose;
  signals[SIGNAL_GIVEN] = g_signal_new ("given",
                                        CM_TYPE_FEEDBACK_DIALOG,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "feedback.keep", NULL, keep_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* On the way down: a text takes Ctrl+Enter for a new line. */
static void
cm_feedback_dialog_init (CmFeedbackDialog *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                        gtk_named_action_new ("feedback.keep")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
cm_feedback_dialog_new (CmFeedbackModel *model, CmBlock *block)
{
  CmFeedbackDialog *self = g_object_new (CM_TYPE_FEEDBACK_DIALOG,
                                         "title",
                                         _ ("Feedback"),
                                         "modal",
                                         TRUE,
                                         "default-width",
                                         WIDTH,
                                         "resizable",
                                         FALSE,
                                         NULL);

  self->model = g_object_ref (model);
  self->block = block;
  adw_window_set_content (ADW_WINDOW (self), build_content (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "feedback.keep", FALSE);
  gtk_window_set_focus (GTK_WINDOW (self), self->text);
  return GTK_WIDGET (self);
}
