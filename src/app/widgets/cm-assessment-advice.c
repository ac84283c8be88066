/* cm-assessment-advice.c - the recommendations under one heading, with how far they have come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-assessment-advice"
#include "config.h"

#include "cm-assessment-advice.h"

#include <glib/gi18n.h>

#include "cm-edit-text.h"

struct _CmAssessmentAdvice
{
  AdwBin parent_instance;

  CmStore *store;
  const CmAssessment *assessment;
  const CmAssessmentPart *part;
  gboolean showing;

  GtkWidget *rows, *next;
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_OPEN_RECORD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmAssessmentAdvice, cm_assessment_advice, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* What a row is about, and its controls. */
typedef struct
{
  CmRecord *record, *action;
  GtkWidget *open, *facts, *state, *act;
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_clear_object (&row->action);
  g_object_unref (row->record);
  g_free (row);
}

static Row *
get_row (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "row");
}

static void
tell (CmAssessmentAdvice *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static const CmChoice *
get_states (void)
{
  return cm_table_field (cm_table_find ("recommendation"), "state")->choices;
}

/* --- deeds ------------------------------------------------------------------------------------ */

static guint
find_state (CmRecord *record)
{
  const CmChoice *states = get_states ();
  guint i = 0;

  while (states[i].name != NULL &&
         !g_str_equal (states[i].name, cm_record_get_text (record, "state")))
    i++;
  return states[i].name != NULL ? i + 1 : 0;
}

static void
state_cb (CmAssessmentAdvice *self, GParamSpec *spec, GtkWidget *choice)
{
  Row *row = get_row (gtk_widget_get_ancestor (choice, GTK_TYPE_GRID));
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (choice));
  g_autoptr (GError) error = NULL;

  if (self->showing || self->part == NULL || chosen == find_state (row->record))
    return;
  if (!cm_assessment_set_state (
          self->store, row->record, chosen > 0 ? get_states ()[chosen - 1].name : "", &error))
    tell (self, error->message, FALSE);
}

static void
open_cb (CmAssessmentAdvice *self, GtkWidget *button)
{
  Row *row = get_row (gtk_widget_get_ancestor (button, GTK_TYPE_GRID));
  CmRecord *record = button == row->act ? row->action : row->record;

  g_signal_emit (self,
                 signals[SIGNAL_OPEN_RECORD],
                 0,
                 cm_record_get_table (record)->name,
                 cm_record_get_id (record));
}

static void
act_cb (CmAssessmentAdvice *self, GtkWidget *button)
{
  Row *row = get_row (gtk_widget_get_ancestor (button, GTK_TYPE_GRID));
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) made = NULL;

  if (row->action != NULL)
    {
      open_cb (self, button);
      return;
    }
  made = cm_assessment_act (self->store, self->assessment, self->part, row->record, &error);
  tell (self, made != NULL ? _ ("An action was made of it") : error->message, made != NULL);
}

/* --- the next one ----------------------------------------------------------------------------- */

static gboolean
save_next (CmEditText *text, const char *typed, gpointer data, GError **error)
{
  CmAssessmentAdvice *self = data;
  g_autofree char *words = g_strstrip (g_strdup (typed));
  g_autoptr (CmRecord) made = NULL;

  if (self->part == NULL || *words == '\0')
    return TRUE;
  made = cm_assessment_advise (self->store, self->assessment, self->part, words, error);
  return made != NULL;
}

static void
refused_cb (CmAssessmentAdvice *self, const char *why)
{
  tell (self, why, FALSE);
}

gboolean
cm_assessment_advice_flush (CmAssessmentAdvice *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_ADVICE (self), TRUE);
  return cm_edit_text_flush (CM_EDIT_TEXT (self->next));
}

/* --- showing ---------------------------------------------------------------------------------- */

static GtkWidget *
make_choice (CmAssessmentAdvice *self)
{
  const CmChoice *states = get_states ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *choice;

  gtk_string_list_append (names, _ ("No state"));
  for (guint i = 0; states[i].name != NULL; i++)
    gtk_string_list_append (names, _ (states[i].label));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (choice, "advice-state");
  g_signal_connect_object (
      choice, "notify::selected", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  return choice;
}

static GtkWidget *
make_open (CmAssessmentAdvice *self)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "advice-name");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Show all of this recommendation"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_row (CmAssessmentAdvice *self, CmRecord *record)
{
  GtkWidget *grid = gtk_grid_new ();
  Row *row = g_new0 (Row, 1);

  row->record = g_object_ref (record);
  row->open = make_open (self);
  row->facts = gtk_label_new (NULL);
  row->state = make_choice (self);
  row->act = gtk_button_new ();
  gtk_label_set_xalign (GTK_LABEL (row->facts), 0);
  gtk_label_set_wrap (GTK_LABEL (row->facts), TRUE);
  gtk_widget_add_css_class (row->facts, "advice-facts");
  gtk_widget_add_css_class (row->act, "flat");
  gtk_widget_add_css_class (row->act, "point-button");
  gtk_widget_set_valign (row->act, GTK_ALIGN_CENTER);
  g_signal_connect_object (row->act, "clicked", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), row->open, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->facts, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->act, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->state, 2, 0, 1, 1);
  gtk_widget_add_css_class (grid, "advice-row");
  g_object_set_data_full (G_OBJECT (grid), "row", row, free_row);
  gtk_box_append (GTK_BOX (self->rows), grid);
  return grid;
}

static void
append_fact (GString *text, CmStore *store, CmRecord *record, const char *field)
{
  const CmField *of = cm_table_field (cm_record_get_table (record), field);
  g_autofree char *value = cm_store_format (store, record, of);

  if (*value != '\0')
    g_string_append_printf (
        text, "%s%s: %s", text->len > 0 ? " · " : "", cm_field_label (of), value);
}

static void
show_facts (CmAssessmentAdvice *self, Row *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_fact (text, self->store, row->record, "response");
  append_fact (text, self->store, row->record, "owner");
  append_fact (text, self->store, row->record, "due");
  append_fact (text, self->store, row->record, "found");
  gtk_label_set_text (GTK_LABEL (row->facts), text->str);
  gtk_widget_set_visible (row->facts, text->len > 0);
}

static void
show_row (CmAssessmentAdvice *self, Row *row, CmRecord *record)
{
  gboolean editable = !cm_store_get_read_only (self->store);
  /* translators: for a screen reader: how far a recommendation has come */
  g_autofree char *name = g_strdup_printf (_ ("State of “%s”"), cm_record_get_title (record));

  g_set_object (&row->record, record);
  g_clear_object (&row->action);
  row->action = cm_assessment_find_answer (self->store, self->part, record);
  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (row->open))),
                      cm_record_get_title (record));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (row->state), find_state (record));
  gtk_widget_set_sensitive (row->state, editable);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row->state), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_button_set_label (GTK_BUTTON (row->act),
                        row->action != NULL ? _ ("Show the action") : _ ("Make an action"));
  gtk_widget_set_tooltip_text (row->act,
                               row->action != NULL
                                   ? _ ("Show the action that was made of this recommendation")
                                   : _ ("Make an action of this recommendation"));
  gtk_widget_set_visible (row->act, editable || row->action != NULL);
  show_facts (self, row);
}

/* Rows are made anew only where they are others, so that the focus stays. */
static gboolean
has_rows (CmAssessmentAdvice *self, GPtrArray *records)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);

  for (guint i = 0; i < records->len; i++, row = gtk_widget_get_next_sibling (row))
    if (row == NULL || !g_str_equal (cm_record_get_id (get_row (row)->record),
                                     cm_record_get_id (records->pdata[i])))
      return FALSE;
  return row == NULL;
}

static void
make_rows (CmAssessmentAdvice *self, GPtrArray *records)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = 0; i < records->len; i++)
    make_row (self, records->pdata[i]);
}

void
cm_assessment_advice_show (CmAssessmentAdvice *self,
                           CmStore *store,
                           const CmAssessment *assessment,
                           const CmAssessmentPart *part)
{
  GtkWidget *row;

  g_return_if_fail (CM_IS_ASSESSMENT_ADVICE (self));
  g_set_object (&self->store, store);
  self->assessment = assessment;
  self->part = part;
  if (part == NULL)
    return;
  self->showing = TRUE;
  if (!has_rows (self, part->recommendations))
    make_rows (self, part->recommendations);
  row = gtk_widget_get_first_child (self->rows);
  for (guint i = 0; i < part->recommendations->len; i++, row = gtk_widget_get_next_sibling (row))
    show_row (self, get_row (row), part->recommendations->pdata[i]);
  self->showing = FALSE;
  gtk_widget_set_visible (self->rows, part->recommendations->len > 0);
  gtk_widget_set_visible (self->next, !cm_store_get_read_only (store));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          part->recommendations->len > 0 || gtk_widget_get_visible (self->next));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_assessment_advice_dispose (GObject *object)
{
  CmAssessmentAdvice *self = CM_ASSESSMENT_ADVICE (object);

  self->part = NULL;
  self->assessment = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_assessment_advice_parent_class)->dispose (object);
}

static void
cm_assessment_advice_class_init (CmAssessmentAdviceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_assessment_advice_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_ASSESSMENT_ADVICE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_ASSESSMENT_ADVICE,
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

static void
cm_assessment_advice_init (CmAssessmentAdvice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_ ("Recommendations"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->rows, "point-rows");
  self->next = cm_edit_text_new (
      _ ("Add a recommendation"), _ ("Add a recommendation, with Enter"), save_next, self);
  gtk_widget_add_css_class (self->next, "point-next");
  g_signal_connect_object (self->next, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), self->next);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_assessment_advice_new (void)
{
  return g_object_new (CM_TYPE_ASSESSMENT_ADVICE, NULL);
}
