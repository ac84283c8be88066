/* cm-feedback-register.c - the feedback record: points, the passages they are about, answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-feedback-register.h"

#include <glib/gi18n.h>

#include "cm-passage-panel.h"

/**
 * CmFeedbackRegister:
 *
 * A register; above it what is still open and which passages are no longer what they were. Beside
 * it, around the fields of the point, the passage then and now, and how the point is settled:
 * that has rules, so the state is not changed in the table.
 */
struct _CmFeedbackRegister
{
  AdwBin parent_instance;

  CmFeedbackModel *model;
  CmRegister *list;
  GtkWidget *bar;
  GtkWidget *open;                       /* narrows to the open points */
  GtkWidget *places[CM_ANCHOR_GONE + 1]; /* go to the next point in that case; NULL for the same */
  CmPassagePanel *panel;
  GtkWidget *settle, *settle_error;
  GtkWidget *done, *drop, *reopen;
  const char *wanted; /* the state that the point is to have */
  guint settle_id;
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmFeedbackRegister, cm_feedback_register, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static const char *const worded[] = { "section", "anchor", "state", NULL };
static const char *const left_out[] = { "section", "anchor", "quoted", "state", NULL };

static const CmRegisterWords words = {
  .add = N_ ("Add a point about the manual as a whole"),
  .remove = N_ ("Delete the chosen points"),
  .copy = N_ ("Copy the chosen points for a spreadsheet"),
  .paste = N_ ("Add points from a spreadsheet’s clipboard"),
  .details = N_ ("Show the passage, the answer and everything else about the chosen point"),
  .search = N_ ("Search the points"),
  .empty_title = N_ ("No feedback yet"),
  .empty_text =
      N_ ("Whoever reads the manual can say something about a paragraph: there, in its menu. Each "
          "point is kept here with the group that raised it, and is answered: accepted, in part, "
          "rejected, no action. Readers who never hear back do not write again."),
  .empty_add = N_ ("_Add a point"),
  .none_found = N_ ("No point has all those words. Search looks in points, groups and answers."),
};

/* --- words for keys --------------------------------------------------------------------------- */

/* What has become of the passage comes first: the column is narrow. */
static char *
describe_section (CmFeedbackRegister *self, CmRecord *record)
{
  CmFeedback *points = cm_feedback_model_get_points (self->model);
  const CmFeedbackPoint *point = cm_feedback_find (points, cm_record_get_id (record));
  g_autofree char *title = cm_feedback_get_section_title (
      cm_feedback_model_get_manual (self->model), cm_record_get_text (record, "section"));
  static const char *const cases[] = { NULL, N_ ("Moved"), N_ ("Changed"), N_ ("Gone") };

  if (point == NULL || point->where == CM_ANCHOR_SAME)
    return g_steal_pointer (&title);
  /* translators: %1$s is what has become of a passage, such as Moved, %2$s the title of the section
   * that it was in */
  return g_strdup_printf (_ ("%1$s · %2$s"), _ (cases[point->where]), title);
}

static char *
describe_cell (CmRecord *record, const CmField *field, gpointer data)
{
  CmFeedbackRegister *self = data;
  const CmFeedbackPoint *point;

  if (g_str_equal (field->name, "section"))
    return describe_section (self, record);
  if (g_str_equal (field->name, "state"))
    return cm_store_format (cm_feedback_model_get_store (self->model), record, field);
  point = cm_feedback_find (cm_feedback_model_get_points (self->model), cm_record_get_id (record));
  return point != NULL ? cm_feedback_describe (cm_feedback_model_get_points (self->model), point)
                       : g_strdup ("");
}

/* --- how points are made ---------------------------------------------------------------------- */

static CmRecord *
make (CmRegister *list, gpointer data, GError **error)
{
  CmRecord *record = cm_record_new (cm_table_find ("feedback"));
  g_autofree char *today = cm_date_today ();

  cm_record_set_text (record, "name", _ ("New point"));
  cm_record_set_text (record, "on_date", today);
  cm_record_set_text (record, "state", "open");
  return record;
}

static CmRecord *
make_pattern (CmRegister *list, gpointer data)
{
  CmRecord *pattern = make (list, data, NULL);

  cm_record_set_null (pattern, "name");
  return pattern;
}

static const CmRegisterKeeper keeper = { make, make_pattern, NULL, NULL, NULL, NULL };

/* --- the bar ---------------------------------------------------------------------------------- */

static CmQuery *
query_open (void)
{
  CmQuery *query = cm_query_new ("feedback");

  cm_query_where_text (query, "state", "open");
  return query;
}

static void
open_cb (CmFeedbackRegister *self)
{
  cm_register_narrow (self->list, query_open (), _ ("open"));
}

static CmRecord *
get_current (CmFeedbackRegister *self)
{
  return cm_table_view_get_current (cm_register_get_table (self->list));
}

/* The next point after the chosen one whose passage is in that case, round the end. */
static void
place_cb (GtkWidget *button, CmFeedbackRegister *self)
{
  CmFeedback *points = cm_feedback_model_get_points (self->model);
  CmRecord *current = get_current (self);
  guint n = cm_feedback_get_n_points (points), start = 0;

  for (guint i = 0; i < n && current != NULL; i++)
    if (g_str_equal (cm_record_get_id (cm_feedback_get_point (points, i)->record),
                     cm_record_get_id (current)))
      start = i + 1;
  for (guint i = 0; i < n; i++)
    {
      const CmFeedbackPoint *point = cm_feedback_get_point (points, (start + i) % n);

      if (self->places[point->where] != button)
        continue;
      cm_register_set_details (self->list, TRUE);
      cm_register_select (self->list, cm_record_get_id (point->record));
      return;
    }
}

static char *
make_place_label (CmAnchorState state, guint n)
{
  if (state == CM_ANCHOR_MOVED)
    return g_strdup_printf (ngettext ("%u passage moved", "%u passages moved", n), n);
  if (state == CM_ANCHOR_CHANGED)
    return g_strdup_printf (ngettext ("%u passage changed", "%u passages changed", n), n);
  return g_strdup_printf (ngettext ("%u passage gone", "%u passages gone", n), n);
}

static void
update_bar (CmFeedbackRegister *self)
{
  CmFeedback *points = cm_feedback_model_get_points (self->model);
  g_autoptr (CmQuery) query = query_open ();
  guint n_open = cm_store_count (cm_feedback_model_get_store (self->model), query);
  g_autofree char *open = g_strdup_printf (ngettext ("%u open", "%u open", n_open), n_open);
  guint n[CM_ANCHOR_GONE + 1] = { 0 };

  for (guint i = 0; i < cm_feedback_get_n_points (points); i++)
    n[cm_feedback_get_point (points, i)->where]++;
  gtk_button_set_label (GTK_BUTTON (self->open), open);
  gtk_widget_set_visible (self->open, n_open > 0);
  for (int state = CM_ANCHOR_MOVED; state <= CM_ANCHOR_GONE; state++)
    {
      g_autofree char *label = make_place_label ((CmAnchorState) state, n[state]);

      gtk_button_set_label (GTK_BUTTON (self->places[state]), label);
      gtk_widget_set_visible (self->places[state], n[state] > 0);
    }
  gtk_widget_set_visible (self->bar, cm_feedback_get_n_points (points) > 0);
}

/* --- the point that is chosen ----------------------------------------------------------------- */

static void
update_settle (CmFeedbackRegister *self, CmRecord *point)
{
  gboolean open = point != NULL && cm_feedback_is_open (point);

  gtk_label_set_text (GTK_LABEL (self->settle_error), "");
  gtk_widget_set_visible (self->settle_error, FALSE);
  gtk_widget_set_visible (self->settle,
                          point != NULL &&
                              !cm_store_get_read_only (cm_feedback_model_get_store (self->model)));
  gtk_widget_set_visible (self->done, open);
  gtk_widget_set_visible (self->drop, open);
  gtk_widget_set_visible (self->reopen, !open);
}

static void
show_point (CmFeedbackRegister *self)
{
  CmRecord *point = get_current (self);

  cm_passage_panel_show (self->panel, self->model, point != NULL ? cm_record_get_id (point) : NULL);
  update_settle (self, point);
}

static void
update (CmFeedbackRegister *self)
{
  update_bar (self);
  show_point (self);
}

static void
changed_cb (CmFeedbackRegister *self)
{
  update (self);
  cm_table_view_refresh (cm_register_get_table (self->list));
}

/* The field that an error names is where it can be put right. */
static void
show_refusal (CmFeedbackRegister *self, const GError *error)
{
  static const char *const fields[] = { "response", "answer", "amendment" };

  gtk_label_set_text (GTK_LABEL (self->settle_error), error->message);
  gtk_widget_set_visible (self->settle_error, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *label = cm_field_label (cm_table_field (cm_table_find ("feedback"), fields[i]));

      if (g_str_has_prefix (error->message, label))
        cm_record_form_focus (cm_register_get_form (self->list), fields[i]);
    }
}

static char *
describe_deed (const char *state, const char *point)
{
  if (g_str_equal (state, "done"))
    /* translators: %s is a point of feedback */
    return g_strdup_printf (_ ("“%s” is settled"), point);
  if (g_str_equal (state, "dropped"))
    /* translators: %s is a point of feedback */
    return g_strdup_printf (_ ("“%s” is dropped"), point);
  /* translators: %s is a point of feedback */
  return g_strdup_printf (_ ("“%s” is open again"), point);
}

static void
settle (CmFeedbackRegister *self, const char *state)
{
  CmRecord *point = get_current (self);
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  if (point == NULL || !cm_register_flush (self->list))
    return;
  told = describe_deed (state, cm_record_get_title (point));
  if (cm_feedback_answer (cm_feedback_model_get_store (self->model),
                          point,
                          cm_record_get_text (point, "response"),
                          cm_record_get_text (point, "answer"),
                          cm_record_get_text (point, "amendment"),
                          state,
                          &error))
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, told, TRUE);
  else
    show_refusal (self, error);
}

/* A button that goes while it is pressed would be held for pressed for ever, so it is let go first.
 */
static gboolean
settle_cb (gpointer data)
{
  CmFeedbackRegister *self = data;

  self->settle_id = 0;
  settle (self, self->wanted);
  return G_SOURCE_REMOVE;
}

static void
settle_later (CmFeedbackRegister *self, const char *state)
{
  self->wanted = state;
  if (self->settle_id == 0)
    self->settle_id = g_idle_add (settle_cb, self);
}

static void
done_cb (CmFeedbackRegister *self)
{
  settle_later (self, "done");
}

static void
drop_cb (CmFeedbackRegister *self)
{
  settle_later (self, "dropped");
}

static void
reopen_cb (CmFeedbackRegister *self)
{
  settle_later (self, "open");
}

/* --- the widget ------------------------------------------------------------------------------- */

CmRegister *
cm_feedback_register_get_register (CmFeedbackRegister *self)
{
  g_return_val_if_fail (CM_IS_FEEDBACK_REGISTER (self), NULL);
  return self->list;
}

static void
message_cb (CmFeedbackRegister *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
cm_feedback_register_dispose (GObject *object)
{
  CmFeedbackRegister *self = CM_FEEDBACK_REGISTER (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  self->list = NULL;
  g_clear_object (&self->model);
  G_OBJECT_CLASS (cm_feedback_register_parent_class)->dispose (object);
}

static void
cm_feedback_register_class_init (CmFeedbackRegisterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_feedback_register_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_FEEDBACK_REGISTER,
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

static void
cm_feedback_register_init (CmFeedbackRegister *self)
{
}

static GtkWidget *
add_bar_button (CmFeedbackRegister *self, const char *tip)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "gap-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_box_append (GTK_BOX (self->bar), button);
  return button;
}

static void
build_bar (CmFeedbackRegister *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->bar, "needs-bar");
  self->open = add_bar_button (self, _ ("Show only these"));
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
  for (int state = CM_ANCHOR_MOVED; state <= CM_ANCHOR_GONE; state++)
    {
      self->places[state] = add_bar_button (self, _ ("Go to the next of these"));
      g_signal_connect (self->places[state], "clicked", G_CALLBACK (place_cb), self);
    }
}

static GtkWidget *
add_settle_button (GtkWidget *box, const char *label, GCallback callback, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, data);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
build_settle (CmFeedbackRegister *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->settle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->settle_error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->settle_error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->settle_error), 0);
  gtk_widget_add_css_class (self->settle_error, "error");
  self->done = add_settle_button (buttons, _ ("_Settle this point"), G_CALLBACK (done_cb), self);
  gtk_widget_add_css_class (self->done, "suggested-action");
  self->drop = add_settle_button (buttons, _ ("_Drop it"), G_CALLBACK (drop_cb), self);
  gtk_widget_set_tooltip_text (self->drop, _ ("It need not be answered any more"));
  self->reopen = add_settle_button (buttons, _ ("_Open it again"), G_CALLBACK (reopen_cb), self);
  gtk_box_append (GTK_BOX (self->settle), self->settle_error);
  gtk_box_append (GTK_BOX (self->settle), buttons);
  return self->settle;
}

static void
build_list (CmFeedbackRegister *self)
{
  self->list = CM_REGISTER (cm_register_new ());
  self->panel = CM_PASSAGE_PANEL (cm_passage_panel_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  cm_register_set_keeper (self->list, &keeper, self);
  cm_register_set_words (self->list, &words);
  cm_table_view_set_words (cm_register_get_table (self->list), worded, describe_cell, self);
  cm_record_form_set_parts (
      cm_register_get_form (self->list), GTK_WIDGET (self->panel), build_settle (self), left_out);
  g_signal_connect_swapped (self->list, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->list, "selection-changed", G_CALLBACK (show_point), self);
}

GtkWidget *
cm_feedback_register_new (CmFeedbackModel *model)
{
  CmFeedbackRegister *self = g_object_new (CM_TYPE_FEEDBACK_REGISTER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->model = g_object_ref (model);
  build_bar (self);
  build_list (self);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (model, "changed", G_CALLBACK (changed_cb), self);
  cm_register_show (self->list, cm_feedback_model_get_store (model), cm_query_new ("feedback"));
  update (self);
  return GTK_WIDGET (self);
}
