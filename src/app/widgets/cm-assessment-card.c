/* cm-assessment-card.c - what an assessment says under one heading, to be read and edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-assessment-card"
#include "config.h"

#include "cm-assessment-card.h"

#include <glib/gi18n.h>

#include "cm-assessment-advice.h"
#include "cm-assessment-levels.h"
#include "cm-assessment-side.h"
#include "cm-manual.h"
#include "cm-two-columns.h"

#define COLUMNS_FROM 520 /* px */
#define LEVEL_CHARS 15

/**
 * CmAssessmentCard:
 *
 * Closed, it says how far the heading has come and how much was found. Open: what the heading is
 * about, the questions and what to bring, the levels, strengths beside areas for development, and
 * recommendations.
 */
struct _CmAssessmentCard
{
  AdwBin parent_instance;

  CmStore *store;
  const CmAssessment *assessment;
  const CmAssessmentPart *part;
  const CmBenchmarkHeading *built_for;
  gboolean built;

  GtkWidget *expander, *title, *counts, *level, *body;
  GtkWidget *levels, *strengths, *areas, *advice;
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_OPEN_RECORD,
  SIGNAL_READ,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmAssessmentCard, cm_assessment_card, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- passing on ------------------------------------------------------------------------------- */

static void
message_cb (CmAssessmentCard *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
open_record_cb (CmAssessmentCard *self, const char *table, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, table, id);
}

static gboolean
link_cb (CmAssessmentCard *self, const char *target)
{
  g_signal_emit (self, signals[SIGNAL_READ], 0, target);
  return GDK_EVENT_STOP;
}

/* --- what the benchmark says ------------------------------------------------------------------ */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A heading and, small beside it, whose words follow. */
static GtkWidget *
make_heading (const char *title, CmTextOrigin origin)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *heading = make_label (title, "heading");
  GtkWidget *mark =
      make_label (origin == CM_ORIGIN_SOURCE ? _ ("from the source") : _ ("our advice"), "caption");

  gtk_label_set_wrap (GTK_LABEL (mark), FALSE);
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_widget_set_valign (mark, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (heading, GTK_ALIGN_BASELINE);
  gtk_widget_set_tooltip_text (mark,
                               origin == CM_ORIGIN_SOURCE
                                   ? _ ("These words are those of the benchmark’s source.")
                                   : _ ("These words are advice of whoever wrote this edition, not "
                                        "of the benchmark’s source."));
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), mark);
  return box;
}

static void
append_item (GtkWidget *list, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = make_label (text, NULL);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), make_label ("•", "dim-label"));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (list), row);
}

static GtkWidget *
make_questions (const CmBenchmarkHeading *heading)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  const CmBenchmarkQuestion *first = g_ptr_array_index (heading->questions, 0);

  gtk_box_append (GTK_BOX (list), make_heading (_ ("Questions to ask"), first->origin));
  for (guint i = 0; i < heading->questions->len; i++)
    append_item (list, ((const CmBenchmarkQuestion *) heading->questions->pdata[i])->text);
  return list;
}

static GtkWidget *
make_evidence (const CmBenchmarkHeading *heading)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_box_append (GTK_BOX (list), make_heading (_ ("Evidence to bring"), heading->evidence_origin));
  for (guint i = 0; i < heading->evidence->len; i++)
    append_item (list, heading->evidence->pdata[i]);
  return list;
}

static GtkWidget *
make_seen (CmAssessmentCard *self, const CmBenchmarkHeading *heading)
{
  g_autoptr (GString) markup = g_string_new (_ ("In the manual:"));
  GtkWidget *label = make_label (NULL, "caption");

  for (guint i = 0; i < heading->seen->len; i++)
    {
      const CmManualSeen *seen = g_ptr_array_index (heading->seen, i);
      g_autofree char *link =
          g_markup_printf_escaped (" <a href=\"%s\">%s</a>", seen->target, seen->text);

      g_string_append (markup, link);
    }
  gtk_label_set_markup (GTK_LABEL (label), markup->str);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  return label;
}

static void
append_benchmark (CmAssessmentCard *self, const CmBenchmarkHeading *heading)
{
  GtkWidget *columns = cm_two_columns_new (COLUMNS_FROM, 12);

  gtk_box_append (GTK_BOX (self->body), make_label (heading->about, "assessment-about"));
  cm_two_columns_add (CM_TWO_COLUMNS (columns), FALSE, make_questions (heading));
  cm_two_columns_add (CM_TWO_COLUMNS (columns), TRUE, make_evidence (heading));
  gtk_box_append (GTK_BOX (self->body), columns);
  if (heading->seen->len > 0)
    gtk_box_append (GTK_BOX (self->body), make_seen (self, heading));
}

/* --- the body --------------------------------------------------------------------------------- */

static void
watch (CmAssessmentCard *self, GtkWidget *part, gboolean opens)
{
  g_signal_connect_object (part, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  if (opens)
    g_signal_connect_object (
        part, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
}

static void
append_levels (CmAssessmentCard *self)
{
  const CmBenchmarkHeading *heading = self->part->heading;
  CmTextOrigin origin =
      heading != NULL ? heading->stages_origin : self->assessment->benchmark->levels_origin;

  gtk_box_append (GTK_BOX (self->body), make_heading (_ ("How far it has come"), origin));
  self->levels = cm_assessment_levels_new ();
  watch (self, self->levels, FALSE);
  gtk_box_append (GTK_BOX (self->body), self->levels);
}

static void
append_sides (CmAssessmentCard *self)
{
  GtkWidget *columns = cm_two_columns_new (COLUMNS_FROM, 12);

  self->strengths = cm_assessment_side_new (TRUE);
  self->areas = cm_assessment_side_new (FALSE);
  watch (self, self->strengths, TRUE);
  watch (self, self->areas, TRUE);
  cm_two_columns_add (CM_TWO_COLUMNS (columns), FALSE, self->strengths);
  cm_two_columns_add (CM_TWO_COLUMNS (columns), TRUE, self->areas);
  gtk_box_append (GTK_BOX (self->body), columns);
}

static void
build_body (CmAssessmentCard *self)
{
  GtkWidget *child;

  if (self->built && self->built_for == self->part->heading)
    return;
  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
  self->levels = NULL;
  if (self->part->heading != NULL)
    append_benchmark (self, self->part->heading);
  else
    gtk_box_append (
        GTK_BOX (self->body),
        make_label (_ ("This benchmark has no such heading. It was used in an earlier or "
                       "another assessment, and is kept."),
                    "dim-label"));
  if (self->assessment->benchmark != NULL)
    append_levels (self);
  append_sides (self);
  self->advice = cm_assessment_advice_new ();
  watch (self, self->advice, TRUE);
  gtk_box_append (GTK_BOX (self->body), self->advice);
  self->built = TRUE;
  self->built_for = self->part->heading;
}

static void
show_body (CmAssessmentCard *self)
{
  if (self->part == NULL || !gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    return;
  build_body (self);
  if (self->levels != NULL)
    cm_assessment_levels_show (
        CM_ASSESSMENT_LEVELS (self->levels), self->store, self->assessment, self->part);
  cm_assessment_side_show (
      CM_ASSESSMENT_SIDE (self->strengths), self->store, self->assessment, self->part);
  cm_assessment_side_show (
      CM_ASSESSMENT_SIDE (self->areas), self->store, self->assessment, self->part);
  cm_assessment_advice_show (
      CM_ASSESSMENT_ADVICE (self->advice), self->store, self->assessment, self->part);
}

/* --- the line --------------------------------------------------------------------------------- */

static char *
count_points (const CmAssessmentPart *part)
{
  guint strengths = part->strengths->len, areas = part->areas->len;
  g_autofree char *first =
      g_strdup_printf (ngettext ("%u strength", "%u strengths", strengths), strengths);
  g_autofree char *second = g_strdup_printf (
      ngettext ("%u area for development", "%u areas for development", areas), areas);

  return g_strdup_printf ("%s · %s", first, second);
}

/* As many dots as levels; those that are full say which it is. */
static char *
draw_level (const CmAssessment *assessment, const CmAssessmentPart *part)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint place = 0;

  if (part->level == NULL)
    return g_strdup ("");
  g_ptr_array_find (assessment->benchmark->levels, part->level, &place);
  for (guint i = 0; i < assessment->benchmark->levels->len; i++)
    g_string_append (text, i <= place ? "●" : "○");
  g_string_append (text, "  ");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_line (CmAssessmentCard *self)
{
  g_autofree char *counts = count_points (self->part);
  g_autofree char *level = cm_assessment_part_get_level (self->part);
  g_autofree char *dots = draw_level (self->assessment, self->part);
  g_autofree char *words = g_strconcat (dots, level, NULL);
  /* translators: for a screen reader: %1$s is a heading, %2$s how far it has come, %3$s as in “2
   * strengths · 3 areas for development” */
  g_autofree char *name =
      g_strdup_printf (_ ("%1$s: %2$s, %3$s"), self->part->title, level, counts);

  gtk_label_set_text (GTK_LABEL (self->title), self->part->title);
  gtk_label_set_text (GTK_LABEL (self->counts), counts);
  gtk_label_set_text (GTK_LABEL (self->level), words);
  if (self->part->level == NULL)
    gtk_widget_add_css_class (self->level, "dim-label");
  else
    gtk_widget_remove_css_class (self->level, "dim-label");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
cm_assessment_card_show (CmAssessmentCard *self,
                         CmStore *store,
                         const CmAssessment *assessment,
                         const CmAssessmentPart *part)
{
  g_return_if_fail (CM_IS_ASSESSMENT_CARD (self));

  g_set_object (&self->store, store);
  self->assessment = assessment;
  self->part = part;
  if (part != NULL)
    {
      show_line (self);
      show_body (self);
      return;
    }
  if (!self->built)
    return;
  if (self->levels != NULL)
    cm_assessment_levels_show (CM_ASSESSMENT_LEVELS (self->levels), NULL, NULL, NULL);
  cm_assessment_side_show (CM_ASSESSMENT_SIDE (self->strengths), NULL, NULL, NULL);
  cm_assessment_side_show (CM_ASSESSMENT_SIDE (self->areas), NULL, NULL, NULL);
  cm_assessment_advice_show (CM_ASSESSMENT_ADVICE (self->advice), NULL, NULL, NULL);
}

void
cm_assessment_card_set_open (CmAssessmentCard *self, gboolean open)
{
  g_return_if_fail (CM_IS_ASSESSMENT_CARD (self));
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), open);
}

gboolean
cm_assessment_card_get_open (CmAssessmentCard *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_CARD (self), FALSE);
  return gtk_expander_get_expanded (GTK_EXPANDER (self->expander));
}

gboolean
cm_assessment_card_flush (CmAssessmentCard *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_CARD (self), TRUE);
  if (!self->built)
    return TRUE;
  return (self->levels == NULL ||
          cm_assessment_levels_flush (CM_ASSESSMENT_LEVELS (self->levels))) &&
         cm_assessment_side_flush (CM_ASSESSMENT_SIDE (self->strengths)) &&
         cm_assessment_side_flush (CM_ASSESSMENT_SIDE (self->areas)) &&
         cm_assessment_advice_flush (CM_ASSESSMENT_ADVICE (self->advice));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_assessment_card_dispose (GObject *object)
{
  CmAssessmentCard *self = CM_ASSESSMENT_CARD (object);

  self->part = NULL;
  self->assessment = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_assessment_card_parent_class)->dispose (object);
}

static void
cm_assessment_card_class_init (CmAssessmentCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_assessment_card_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_ASSESSMENT_CARD,
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
                                              CM_TYPE_ASSESSMENT_CARD,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
  signals[SIGNAL_READ] = g_signal_new ("read",
                                       CM_TYPE_ASSESSMENT_CARD,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_STRING);
}

static GtkWidget *
build_line (CmAssessmentCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  self->title = make_label (NULL, "heading");
  self->counts = make_label (NULL, "caption");
  self->level = make_label (NULL, "assessment-level");
  gtk_widget_add_css_class (self->counts, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->level), FALSE);
  /* One below the other, the dots begin at the same place. */
  gtk_label_set_width_chars (GTK_LABEL (self->level), LEVEL_CHARS);
  gtk_widget_set_valign (self->level, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), self->title);
  gtk_box_append (GTK_BOX (column), self->counts);
  gtk_box_append (GTK_BOX (line), column);
  gtk_box_append (GTK_BOX (line), self->level);
  return line;
}

static void
cm_assessment_card_init (CmAssessmentCard *self)
{
  self->expander = gtk_expander_new (NULL);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  gtk_widget_add_css_class (self->body, "assessment-body");
  gtk_widget_add_css_class (self->expander, "card");
  gtk_widget_add_css_class (self->expander, "assessment-card");
  gtk_expander_set_label_widget (GTK_EXPANDER (self->expander), build_line (self));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->body);
  g_signal_connect_object (
      self->expander, "notify::expanded", G_CALLBACK (show_body), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->expander);
}

GtkWidget *
cm_assessment_card_new (void)
{
  return g_object_new (CM_TYPE_ASSESSMENT_CARD, NULL);
}
