/* cm-step-outputs.c - the outputs of a step: how far each has come and where it is kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-step-outputs"
#include "config.h"

#include "cm-step-outputs.h"

#include <glib/gi18n.h>

#include "cm-edit-row.h"
#include "cm-output.h"

/**
 * CmStepOutputs:
 *
 * The outputs that the manual names, then those that the partnership added, each a row that opens.
 * Rows stay while the names stay, with what is being typed in them.
 */
struct _CmStepOutputs
{
  CmStepPart parent_instance;

  GtkWidget *list;
  GPtrArray *rows; /* of OutputRow, in the order of the list */
  GtkWidget *add;  /* the name of another one, below them */
};

typedef struct
{
  CmStepOutputs *part;
  char *name, *help;
  gboolean own; /* not in the manual */
  GtkWidget *row, *state, *place, *date;
  gboolean showing;
} OutputRow;

G_DEFINE_FINAL_TYPE (CmStepOutputs, cm_step_outputs, CM_TYPE_STEP_PART)

static const CmField *
get_state_field (void)
{
  return cm_table_field (cm_table_find ("output"), "state");
}

static void
free_row (gpointer data)
{
  OutputRow *row = data;

  g_free (row->name);
  g_free (row->help);
  g_free (row);
}

/* --- from the reader to the store ------------------------------------------------------------- */

static gboolean
save_field (OutputRow *row, const char *field, const char *text, GError **error)
{
  const CmStepContext *context = cm_step_part_get_context (CM_STEP_PART (row->part));

  return context == NULL ||
         cm_output_set (
             context->store, context->run, context->step->id, row->name, field, text, error);
}

static gboolean
save_row (CmEditRow *edit, const char *text, gpointer data, GError **error)
{
  return save_field (data, cm_edit_row_get_name (edit), text, error);
}

static void
state_selected_cb (OutputRow *row)
{
  CmStepPart *part = CM_STEP_PART (row->part);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (row->state));
  g_autoptr (GError) error = NULL;

  if (row->showing)
    return;
  save_field (row, "state", get_state_field ()->choices[selected].name, &error);
  if (!cm_step_part_tell (part, error, NULL))
    cm_step_part_show (part, cm_step_part_get_context (part));
}

static void
remove_cb (OutputRow *row)
{
  CmStepPart *part = CM_STEP_PART (row->part);
  const CmStepContext *context = cm_step_part_get_context (part);
  g_autoptr (CmRecord) output =
      cm_output_find (context->store, context->run, context->step->id, row->name);
  g_autoptr (GError) error = NULL;
  /* translators: %s is an output of a step */
  g_autofree char *text = g_strdup_printf (_ ("“%s” removed"), row->name);

  /* The row goes with its record: nothing of it may be touched after this. */
  cm_output_remove (context->store, output, &error);
  cm_step_part_tell (part, error, text);
}

static const char **
list_manual_names (const CmStepContext *context)
{
  GPtrArray *outputs = context->step->outputs;
  const char **names = g_new0 (const char *, outputs->len + 1);

  for (guint i = 0; i < outputs->len; i++)
    names[i] = ((const CmManualOutput *) outputs->pdata[i])->name;
  return names;
}

/* A name that is left in the last line becomes another output. */
static gboolean
save_new (CmEditRow *edit, const char *text, gpointer data, GError **error)
{
  const CmStepContext *context = cm_step_part_get_context (data);
  g_autofree const char **taken = context != NULL ? list_manual_names (context) : NULL;

  return context == NULL ||
         cm_output_add (context->store, context->run, context->step->id, text, taken, error);
}

/* --- from the store to the reader ------------------------------------------------------------- */

static void
show_subtitle (OutputRow *row, CmRecord *record)
{
  const char *place = record != NULL ? cm_record_get_text (record, "place") : "";
  g_autofree char *date =
      cm_date_format (record != NULL ? cm_record_get_text (record, "on_date") : "");
  g_autofree char *text =
      g_strjoin (*place != '\0' && *date != '\0' ? " · " : "", place, date, NULL);
  g_autofree char *escaped = cm_step_part_escape (*text != '\0' ? text : row->help);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row->row), escaped);
}

static void
show_output (OutputRow *row, const CmStepContext *context)
{
  g_autoptr (CmRecord) record =
      cm_output_find (context->store, context->run, context->step->id, row->name);
  gboolean editable = cm_step_part_is_editable (CM_STEP_PART (row->part));
  g_autofree char *date =
      cm_date_format (record != NULL ? cm_record_get_text (record, "on_date") : "");
  const CmChoice *choices = get_state_field ()->choices;
  guint selected = 0;

  for (guint i = 0; record != NULL && choices[i].name != NULL; i++)
    if (g_str_equal (choices[i].name, cm_record_get_text (record, "state")))
      selected = i;
  row->showing = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (row->state), selected);
  row->showing = FALSE;
  gtk_widget_set_sensitive (row->state, editable);
  cm_edit_row_show (CM_EDIT_ROW (row->place),
                    record != NULL ? cm_record_get_text (record, "place") : "");
  cm_edit_row_show (CM_EDIT_ROW (row->date), date);
  gtk_editable_set_editable (GTK_EDITABLE (row->place), editable);
  gtk_editable_set_editable (GTK_EDITABLE (row->date), editable);
  show_subtitle (row, record);
}

static GtkWidget *
make_state (OutputRow *row)
{
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);
  const CmChoice *choices = get_state_field ()->choices;
  GtkWidget *drop;
  /* translators: spoken; %s is an output of a step */
  g_autofree char *spoken = g_strdup_printf (_ ("State of “%s”"), row->name);

  for (guint i = 0; choices[i].name != NULL; i++)
    gtk_string_list_append (states, _ (choices[i].label));
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&states)), NULL);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (drop, "row-choice");
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (state_selected_cb), row);
  return drop;
}

static GtkWidget *
make_remove (OutputRow *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("cm-delete-symbolic");
  /* translators: %s is an output of a step */
  g_autofree char *text = g_strdup_printf (_ ("Remove “%s”"), row->name);

  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), row);
  return button;
}

static GtkWidget *
make_edit (OutputRow *row, const char *name, const char *title)
{
  GtkWidget *edit = cm_edit_row_new (name, title, save_row, row);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (row->row), edit);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row->row),
                            cm_edit_row_get_error_row (CM_EDIT_ROW (edit)));
  return edit;
}

static void
add_row (CmStepOutputs *self, const char *name, const char *help, gboolean own)
{
  OutputRow *row = g_new0 (OutputRow, 1);

  row->part = self;
  row->name = g_strdup (name);
  row->help = g_strdup (help);
  row->own = own;
  row->row = adw_expander_row_new ();
  cm_step_part_set_title (row->row, name);
  row->state = make_state (row);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row->row), row->state);
  row->place = make_edit (row, "place", _ ("Where it is kept: a file, a folder, a paper number"));
  row->date = make_edit (row, "on_date", _ ("Finished on, such as 12 Jun 2010"));
  if (own && cm_step_part_is_editable (CM_STEP_PART (self)))
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row->row), make_remove (row));
  gtk_list_box_insert (GTK_LIST_BOX (self->list), row->row, (int) self->rows->len);
  g_ptr_array_add (self->rows, row);
}

/* Rows go before what they belong to: a focus that leaves one must still find it. */
static void
clear_rows (CmStepOutputs *self, guint from)
{
  for (guint i = from; i < self->rows->len; i++)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), ((OutputRow *) self->rows->pdata[i])->row);
  g_ptr_array_set_size (self->rows, (int) from);
}

/* From the first name that is another one, rows are made anew. */
static void
match_row (CmStepOutputs *self, guint at, const char *name, const char *help, gboolean own)
{
  OutputRow *row = at < self->rows->len ? self->rows->pdata[at] : NULL;

  if (row != NULL && g_str_equal (row->name, name) && row->own == own)
    return;
  clear_rows (self, at);
  add_row (self, name, help, own);
}

static void
match_rows (CmStepOutputs *self, const CmStepContext *context)
{
  g_autoptr (GPtrArray) records = cm_output_list (context->store, context->run, context->step->id);
  g_autofree const char **names = list_manual_names (context);
  guint n = 0;

  for (; names[n] != NULL; n++)
    match_row (self,
               n,
               names[n],
               ((const CmManualOutput *) context->step->outputs->pdata[n])->text,
               FALSE);
  for (guint i = 0; i < records->len; i++)
    if (!g_strv_contains (names, cm_record_get_title (records->pdata[i])))
      match_row (self, n++, cm_record_get_title (records->pdata[i]), NULL, TRUE);
  clear_rows (self, n);
}

static void
cm_step_outputs_show (CmStepPart *part, const CmStepContext *context, gboolean other)
{
  CmStepOutputs *self = CM_STEP_OUTPUTS (part);

  if (other)
    {
      clear_rows (self, 0);
      cm_edit_row_restore (CM_EDIT_ROW (self->add));
    }
  match_rows (self, context);
  for (guint i = 0; i < self->rows->len; i++)
    show_output (self->rows->pdata[i], context);
  gtk_widget_set_visible (self->add, cm_step_part_is_editable (part));
}

static void
cm_step_outputs_dispose (GObject *object)
{
  CmStepOutputs *self = CM_STEP_OUTPUTS (object);

  clear_rows (self, 0);
  G_OBJECT_CLASS (cm_step_outputs_parent_class)->dispose (object);
}

static void
cm_step_outputs_finalize (GObject *object)
{
  g_ptr_array_unref (CM_STEP_OUTPUTS (object)->rows);
  G_OBJECT_CLASS (cm_step_outputs_parent_class)->finalize (object);
}

static void
cm_step_outputs_class_init (CmStepOutputsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_step_outputs_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_step_outputs_finalize;
  CM_STEP_PART_CLASS (klass)->show = cm_step_outputs_show;
}

static void
cm_step_outputs_init (CmStepOutputs *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->rows = g_ptr_array_new_with_free_func (free_row);
  adw_preferences_group_set_title (group, _ ("Outputs"));
  adw_preferences_group_set_description (
      group, _ ("What the step leaves behind. Open one to say where it is kept."));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Outputs"), -1);
  adw_preferences_group_add (group, self->list);
  self->add = cm_edit_row_new ("name", _ ("Add an output of your own"), save_new, self);
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->add);
  gtk_list_box_append (GTK_LIST_BOX (self->list),
                       cm_edit_row_get_error_row (CM_EDIT_ROW (self->add)));
}

GtkWidget *
cm_step_outputs_new (void)
{
  return g_object_new (CM_TYPE_STEP_OUTPUTS, NULL);
}
