/* cm-assessment-levels.c - how far a heading has come: one of the scale, with the reason. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-assessment-levels"
#include "config.h"

#include "cm-assessment-levels.h"

#include <glib/gi18n.h>

#include "cm-edit-text.h"

/**
 * CmAssessmentLevels:
 *
 * A row for each level in the words that the heading has for it, and one for none. Where copies
 * disagree, or the level is of another scale, none is chosen and a line says what is kept.
 */
struct _CmAssessmentLevels
{
  AdwBin parent_instance;

  CmStore *store;
  const CmAssessment *assessment;
  const CmAssessmentPart *part;
  const CmBenchmarkHeading *built_for;
  const CmBenchmark *scale; /* whose levels the rows are */
  gboolean showing;

  GtkWidget *rows, *notice, *reason;
  GPtrArray *checks; /* of GtkWidget, not owned: none, then the levels */
  GtkSizeGroup *names;
};

G_DEFINE_FINAL_TYPE (CmAssessmentLevels, cm_assessment_levels, ADW_TYPE_BIN)

static guint message_signal;

/* --- choosing --------------------------------------------------------------------------------- */

static void
tell_error (CmAssessmentLevels *self, const GError *error)
{
  g_signal_emit (self, message_signal, 0, error->message, FALSE);
}

static void show_choice (CmAssessmentLevels *self);

static void
toggled_cb (CmAssessmentLevels *self, GtkWidget *check)
{
  g_autoptr (CmAssessmentLevels) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  const CmBenchmarkLevel *level = g_object_get_data (G_OBJECT (check), "level");

  if (self->showing || self->part == NULL ||
      !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
    return;
  if (cm_assessment_judge (self->store, self->assessment, self->part, level, &error))
    return;
  tell_error (self, error);
  show_choice (self);
}

static gboolean
save_reason (CmEditText *text, const char *typed, gpointer data, GError **error)
{
  CmAssessmentLevels *self = data;

  return self->part == NULL ||
         cm_assessment_give_reason (self->store, self->assessment, self->part, typed, error);
}

static void
refused_cb (CmAssessmentLevels *self, const char *why)
{
  g_signal_emit (self, message_signal, 0, why, FALSE);
}

gboolean
cm_assessment_levels_flush (CmAssessmentLevels *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_LEVELS (self), TRUE);
  return cm_edit_text_flush (CM_EDIT_TEXT (self->reason));
}

/* --- building --------------------------------------------------------------------------------- */

static GtkWidget *
make_words (CmAssessmentLevels *self, const char *name, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (name), *words = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "level-name");
  gtk_size_group_add_widget (self->names, title);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

/* NULL is for not judged. */
static void
add_level (CmAssessmentLevels *self, const CmBenchmarkLevel *level, const char *text)
{
  GtkWidget *check = gtk_check_button_new ();
  const char *name = level != NULL ? level->name : _ ("Not judged");

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), make_words (self, name, text));
  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  gtk_widget_add_css_class (check, "level-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text,
                                  -1);
  g_object_set_data (G_OBJECT (check), "level", (gpointer) level);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows), check);
  g_ptr_array_add (self->checks, check);
}

static const char *
find_words (const CmAssessmentPart *part, const CmBenchmarkLevel *level)
{
  for (guint i = 0; part->heading != NULL && i < part->heading->stages->len; i++)
    {
      const CmBenchmarkStage *stage = g_ptr_array_index (part->heading->stages, i);

      if (stage->level == level)
        return stage->text;
    }
  return level->meaning;
}

static void
build_rows (CmAssessmentLevels *self)
{
  const CmBenchmark *benchmark = self->assessment->benchmark;
  GtkWidget *child;

  if (self->checks->len > 0 && self->built_for == self->part->heading && self->scale == benchmark)
    return;
  self->built_for = self->part->heading;
  self->scale = benchmark;
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  g_ptr_array_set_size (self->checks, 0);
  add_level (self, NULL, _ ("Nothing is assumed. A level is not a must."));
  for (guint i = 0; benchmark != NULL && i < benchmark->levels->len; i++)
    {
      const CmBenchmarkLevel *level = g_ptr_array_index (benchmark->levels, i);

      add_level (self, level, find_words (self->part, level));
    }
}

/* --- showing ---------------------------------------------------------------------------------- */

static gboolean
is_chosen (CmAssessmentLevels *self, GtkWidget *check)
{
  const CmBenchmarkLevel *level = g_object_get_data (G_OBJECT (check), "level");

  if (level != NULL)
    return self->part->level == level;
  return self->part->levels->len == 0 ||
         (self->part->levels->len == 1 &&
          cm_record_is_null (self->part->levels->pdata[0], "level"));
}

/* A group always has one that is chosen, unless all of it is let go at once. */
static void
show_choice (CmAssessmentLevels *self)
{
  gboolean editable = !cm_store_get_read_only (self->store);

  self->showing = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = self->checks->pdata[i];

      gtk_check_button_set_active (check, is_chosen (self, GTK_WIDGET (check)));
      gtk_widget_set_sensitive (GTK_WIDGET (check), editable);
    }
  self->showing = FALSE;
}

static void
show_notice (CmAssessmentLevels *self)
{
  g_autofree char *level = cm_assessment_part_get_level (self->part);
  g_autofree char *words = NULL;

  if (self->part->levels->len > 1)
    /* translators: %s is as in “Begun or Working” */
    words = g_strdup_printf (_ ("Two copies of this assessment say different things: %s. Choose "
                                "what holds."),
                             level);
  else if (self->part->levels->len == 1 && self->part->level == NULL &&
           !cm_record_is_null (self->part->levels->pdata[0], "level"))
    /* translators: %s is a level that this benchmark does not know */
    words = g_strdup_printf (_ ("“%s” was chosen, which is not on this scale. It is kept until you "
                                "choose another."),
                             level);
  gtk_label_set_text (GTK_LABEL (self->notice), words != NULL ? words : "");
  gtk_widget_set_visible (self->notice, words != NULL);
}

void
cm_assessment_levels_show (CmAssessmentLevels *self,
                           CmStore *store,
                           const CmAssessment *assessment,
                           const CmAssessmentPart *part)
{
  g_return_if_fail (CM_IS_ASSESSMENT_LEVELS (self));

  g_set_object (&self->store, store);
  self->assessment = assessment;
  self->part = part;
  if (part == NULL)
    return;
  build_rows (self);
  show_choice (self);
  show_notice (self);
  cm_edit_text_show (CM_EDIT_TEXT (self->reason), cm_assessment_part_get_reason (part));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->reason), !cm_store_get_read_only (store));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_assessment_levels_dispose (GObject *object)
{
  CmAssessmentLevels *self = CM_ASSESSMENT_LEVELS (object);

  self->part = NULL;
  self->assessment = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_assessment_levels_parent_class)->dispose (object);
}

static void
cm_assessment_levels_finalize (GObject *object)
{
  CmAssessmentLevels *self = CM_ASSESSMENT_LEVELS (object);

  g_ptr_array_unref (self->checks);
  g_object_unref (self->names);
  G_OBJECT_CLASS (cm_assessment_levels_parent_class)->finalize (object);
}

static void
cm_assessment_levels_class_init (CmAssessmentLevelsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_assessment_levels_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_assessment_levels_finalize;
  message_signal = g_signal_new ("message",
                                 CM_TYPE_ASSESSMENT_LEVELS,
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
cm_assessment_levels_init (CmAssessmentLevels *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->checks = g_ptr_array_new ();
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->rows, "level-rows");
  self->notice = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->notice), 0);
  gtk_label_set_wrap (GTK_LABEL (self->notice), TRUE);
  gtk_widget_add_css_class (self->notice, "level-notice");
  self->reason = cm_edit_text_new (_ ("Reason for the level"),
                                   _ ("Why this level? What would show it to somebody else?"),
                                   save_reason,
                                   self);
  gtk_widget_add_css_class (self->reason, "point-next");
  g_signal_connect_object (
      self->reason, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), self->reason);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_assessment_levels_new (void)
{
  return g_object_new (CM_TYPE_ASSESSMENT_LEVELS, NULL);
}
