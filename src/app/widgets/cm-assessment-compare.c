/* cm-assessment-compare.c - an assessment set beside an earlier one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-assessment-compare"
#include "config.h"

#include "cm-assessment-compare.h"

#include <glib/gi18n.h>

#include "cm-option-drop-down.h"

/**
 * CmAssessmentCompare:
 *
 * What moved in a sentence, then heading by heading as a chart or as a table.
 */
struct _CmAssessmentCompare
{
  AdwBin parent_instance;

  GPtrArray *ids; /* of char *: those of the drop-down */
  gboolean showing;

  GtkWidget *choice, *choice_row, *words, *points, *chart, *alone;
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_CHOSEN,
  SIGNAL_HEADING,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmAssessmentCompare, cm_assessment_compare, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- the chart -------------------------------------------------------------------------------- */

static void
draw_levels (cairo_t *cr,
             gpointer model,
             PangoContext *like,
             double width,
             double height,
             const CmPalette *palette)
{
  cm_levels_draw (cr, model, like, width, height, palette);
}

static int
hit_levels (gpointer model, PangoContext *like, double width, double height, double x, double y)
{
  return cm_levels_hit (model, like, width, height, x, y);
}

static void
choose_row (gpointer model, int part)
{
  ((CmLevels *) model)->row = part;
}

static int
count_rows (gpointer model)
{
  return (int) ((CmLevels *) model)->rows->len;
}

static char *
describe_levels (gpointer model)
{
  return cm_levels_describe (model);
}

static char *
describe_row (gpointer model, int part)
{
  return cm_levels_describe_row (model, part);
}

static void
free_levels (gpointer model)
{
  cm_levels_free (model);
}

static const CmFundingChartKind levels_kind = { draw_levels, hit_levels,      choose_row,
                                                count_rows,  describe_levels, describe_row,
                                                free_levels };

static CmLevels *
make_levels (const CmAssessment *then, const CmAssessment *now, GPtrArray *steps)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  CmLevels *levels;

  for (guint i = 0; now->benchmark != NULL && i < now->benchmark->levels->len; i++)
    g_ptr_array_add (names, ((const CmBenchmarkLevel *) now->benchmark->levels->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  levels = cm_levels_new (_ ("Then and now"),
                          then != NULL ? cm_record_get_title (then->record) : NULL,
                          cm_record_get_title (now->record),
                          (const char *const *) names->pdata);
  for (guint i = 0; i < steps->len; i++)
    {
      const CmAssessmentStep *step = g_ptr_array_index (steps, i);
      g_autofree char *words = then != NULL   ? cm_assessment_step_describe (step)
                               : step->to < 0 ? g_strdup (_ ("Not judged"))
                                              : g_strdup ("");

      cm_levels_add (levels, cm_assessment_step_get_title (step), step->from, step->to, words);
    }
  return levels;
}

/* --- the table -------------------------------------------------------------------------------- */

static char *
get_level (const CmAssessmentPart *part)
{
  return part != NULL ? cm_assessment_part_get_level (part) : g_strdup ("–");
}

static char *
count_points (const CmAssessmentStep *step, gboolean strengths, gboolean compared)
{
  guint then = step->then == NULL ? 0
               : strengths        ? step->then->strengths->len
                                  : step->then->areas->len;
  guint now = step->now == NULL ? 0 : strengths ? step->now->strengths->len : step->now->areas->len;

  return compared ? g_strdup_printf ("%u → %u", then, now) : g_strdup_printf ("%u", now);
}

static void
add_row (CmFundingGrid *grid, const CmAssessmentStep *step, gboolean compared)
{
  guint row = cm_funding_grid_add_row (grid, CM_GRID_ITEM, cm_assessment_step_get_title (step));
  g_autofree char *then = get_level (step->then);
  g_autofree char *now = get_level (step->now);
  g_autofree char *moved = cm_assessment_step_describe (step);
  g_autofree char *strengths = count_points (step, TRUE, compared);
  g_autofree char *areas = count_points (step, FALSE, compared);
  guint column = 1;

  if (compared)
    cm_funding_grid_set_cell (grid, row, column++, then, NULL, FALSE);
  cm_funding_grid_set_cell (grid, row, column++, now, NULL, FALSE);
  if (compared)
    cm_funding_grid_set_cell (grid, row, column++, moved, NULL, FALSE);
  cm_funding_grid_set_cell (grid, row, column++, strengths, NULL, FALSE);
  cm_funding_grid_set_cell (grid, row, column, areas, NULL, FALSE);
}

static void
fill_grid (CmFundingGrid *grid, GPtrArray *steps, gboolean compared)
{
  const char *const both[] = { _ ("Heading"),   _ ("Then"),  _ ("Now"), _ ("Moved"),
                               _ ("Strengths"), _ ("Areas"), NULL };
  const char *const one[] = { _ ("Heading"), _ ("Level"), _ ("Strengths"), _ ("Areas"), NULL };

  cm_funding_grid_begin (grid, compared ? both : one, compared ? 4 : 2);
  for (guint i = 0; i < steps->len; i++)
    add_row (grid, g_ptr_array_index (steps, i), compared);
  cm_funding_grid_end (grid);
}

/* --- in words --------------------------------------------------------------------------------- */

static void
sum_points (const CmAssessment *assessment, guint *strengths, guint *areas)
{
  *strengths = *areas = 0;
  for (guint i = 0; i < assessment->parts->len; i++)
    {
      const CmAssessmentPart *part = g_ptr_array_index (assessment->parts, i);

      *strengths += part->strengths->len;
      *areas += part->areas->len;
    }
}

static void
show_words (CmAssessmentCompare *self,
            const CmAssessment *then,
            const CmAssessment *now,
            GPtrArray *steps)
{
  g_autofree char *words = then != NULL ? cm_assessment_describe_steps (steps) : NULL;
  guint strengths[2] = { 0 }, areas[2] = { 0 };
  g_autofree char *points = NULL;

  sum_points (now, &strengths[1], &areas[1]);
  if (then != NULL)
    sum_points (then, &strengths[0], &areas[0]);
  points = then != NULL
               /* translators: how many there were then and are now */
               ? g_strdup_printf (_ ("Strengths: %1$u then, %2$u now. Areas for development: %3$u "
                                     "then, %4$u now."),
                                  strengths[0],
                                  strengths[1],
                                  areas[0],
                                  areas[1])
               /* translators: how many there are */
               : g_strdup_printf (
                     _ ("Strengths: %1$u. Areas for development: %2$u."), strengths[1], areas[1]);
  gtk_label_set_text (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_widget_set_visible (self->words, words != NULL);
  gtk_label_set_text (GTK_LABEL (self->points), points);
}

/* --- which one -------------------------------------------------------------------------------- */

static gboolean
lists (CmAssessmentCompare *self, GtkStringList *names, GPtrArray *others)
{
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (self->choice));

  if (model == NULL || self->ids->len != others->len)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      g_autoptr (GtkStringObject) shown = g_list_model_get_item (model, i);

      if (g_strcmp0 (self->ids->pdata[i], cm_record_get_id (others->pdata[i])) != 0 ||
          g_strcmp0 (gtk_string_object_get_string (shown), gtk_string_list_get_string (names, i)) !=
              0)
        return FALSE;
    }
  return TRUE;
}

/* The list is made anew only where it is another: it may be open. */
static void
show_choice (CmAssessmentCompare *self, CmStore *store, GPtrArray *others, const CmAssessment *then)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < others->len; i++)
    {
      g_autofree char *what = cm_assessment_describe (store, others->pdata[i]);
      g_autofree char *name =
          g_strdup_printf ("%s (%s)", cm_record_get_title (others->pdata[i]), what);

      gtk_string_list_append (names, name);
      if (then != NULL &&
          g_str_equal (cm_record_get_id (then->record), cm_record_get_id (others->pdata[i])))
        chosen = i;
    }
  if (!lists (self, names, others))
    {
      g_ptr_array_set_size (self->ids, 0);
      for (guint i = 0; i < others->len; i++)
        g_ptr_array_add (self->ids, g_strdup (cm_record_get_id (others->pdata[i])));
      gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (names));
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), chosen);
  gtk_widget_set_visible (self->choice_row, others->len > 0);
  gtk_widget_set_visible (self->alone, others->len == 0);
}

void
cm_assessment_compare_show (CmAssessmentCompare *self,
                            CmStore *store,
                            GPtrArray *others,
                            const CmAssessment *then,
                            const CmAssessment *now)
{
  g_autoptr (GPtrArray) steps = cm_assessment_compare (then, now);
  CmLevels *levels = make_levels (then, now, steps);
  CmFundingChart *chart = CM_FUNDING_CHART (self->chart);

  g_return_if_fail (CM_IS_ASSESSMENT_COMPARE (self));
  self->showing = TRUE;
  show_choice (self, store, others, then);
  show_words (self, then, now, steps);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (cm_funding_chart_get_canvas (chart)),
                                       (int) cm_levels_get_height (levels));
  cm_funding_chart_show (chart, levels);
  fill_grid (cm_funding_chart_get_grid (chart), steps, then != NULL);
  self->showing = FALSE;
}

const char *
cm_assessment_compare_get_chosen (CmAssessmentCompare *self)
{
  guint chosen;

  g_return_val_if_fail (CM_IS_ASSESSMENT_COMPARE (self), NULL);
  chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));
  return chosen < self->ids->len ? self->ids->pdata[chosen] : NULL;
}

CmFundingChart *
cm_assessment_compare_get_chart (CmAssessmentCompare *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_COMPARE (self), NULL);
  return CM_FUNDING_CHART (self->chart);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
chosen_cb (CmAssessmentCompare *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
activated_cb (CmAssessmentCompare *self, int part)
{
  const CmLevels *levels = cm_funding_chart_get_model (CM_FUNDING_CHART (self->chart));
  const CmLevelsRow *row = g_ptr_array_index (levels->rows, (guint) part);

  g_signal_emit (self, signals[SIGNAL_HEADING], 0, row->label);
}

static void
message_cb (CmAssessmentCompare *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
cm_assessment_compare_finalize (GObject *object)
{
  g_ptr_array_unref (CM_ASSESSMENT_COMPARE (object)->ids);
  G_OBJECT_CLASS (cm_assessment_compare_parent_class)->finalize (object);
}

static void
cm_assessment_compare_class_init (CmAssessmentCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_assessment_compare_finalize;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_ASSESSMENT_COMPARE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_CHOSEN] = g_signal_new (
      "chosen", CM_TYPE_ASSESSMENT_COMPARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HEADING] = g_signal_new ("heading",
                                          CM_TYPE_ASSESSMENT_COMPARE,
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
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
build_choice (CmAssessmentCompare *self)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("Set _beside"));

  self->choice_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->choice = cm_option_drop_down_new (_ ("The assessment to set beside this one"));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->choice);
  gtk_widget_set_hexpand (self->choice, TRUE);
  g_signal_connect_object (
      self->choice, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->choice_row), label);
  gtk_box_append (GTK_BOX (self->choice_row), self->choice);
}

static void
cm_assessment_compare_init (CmAssessmentCompare *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->ids = g_ptr_array_new_with_free_func (g_free);
  build_choice (self);
  self->alone = make_label (_ ("There is no other assessment yet. Look again in a year by the same "
                               "headings, and see here what has moved."),
                            "dim-label");
  self->words = make_label (NULL, "title-4");
  self->points = make_label (NULL, "dim-label");
  self->chart = cm_funding_chart_new (_ ("Heading by heading"), &levels_kind, 300);
  g_signal_connect_object (
      self->chart, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->chart, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->choice_row);
  gtk_box_append (GTK_BOX (box), self->alone);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), self->points);
  gtk_box_append (GTK_BOX (box), self->chart);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_assessment_compare_new (void)
{
  return g_object_new (CM_TYPE_ASSESSMENT_COMPARE, NULL);
}
