/* cm-thread-layout.c - where the cards and curves of the golden thread go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-layout"

#include "config.h"

#include <glib/gi18n.h>

#include "cm-chart-text.h"
#include "cm-thread-private.h"

#define MARGIN 12.0
#define CARD_GAP 8.0
#define BAND_GAP 22.0
#define LANE_GAP 12.0 /* between the last indicator of an outcome and what passes below it */
#define THICKEST 72.0 /* all curves of the node with the most money, together */
#define THINNEST 1.6
#define CURVE_GAP 2.0 /* between curves side by side */
#define EDGE 6.0      /* of a card, where no curve ends */
#define LINES_MAX 4

/* Shares of the width that is left for cards. */
static const double shares[CM_N_COLUMNS] = { 0.165, 0.23, 0.225, 0.23, 0.15 };

typedef struct
{
  const CmThreadChart *chart;
  CmThreadLayout *layout;
  double scale; /* px for a weight of 1 */
} Work;

static CmThreadCard *
get_card (const CmThreadLayout *layout, guint node)
{
  return &g_array_index (layout->cards, CmThreadCard, node);
}

static const CmThreadCurve *
get_curve (const CmThreadChart *chart, guint i)
{
  return &g_array_index (chart->curves, CmThreadCurve, i);
}

static CmThreadPath *
get_path (const CmThreadLayout *layout, guint i)
{
  return &g_array_index (layout->paths, CmThreadPath, i);
}

static CmThreadColumn
get_column (const CmThreadChart *chart, guint node)
{
  return cm_thread_chart_get_node (chart, node)->column;
}

/* --- texts ------------------------------------------------------------------------------------ */

static PangoLayout *
make_text (PangoContext *context, const char *words, double size, PangoWeight weight, double width)
{
  PangoLayout *text = pango_layout_new (context);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (text, font);
  pango_font_description_free (font);
  pango_layout_set_text (text, words, -1);
  pango_layout_set_width (text, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (text, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (text, -LINES_MAX);
  return text;
}

static double
get_text_height (PangoLayout *text)
{
  int height;

  pango_layout_get_size (text, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* The texts of a card, one below the other; the card is as high as they need. */
static void
fill_card (Work *w, guint index)
{
  const CmThreadNode *node = cm_thread_chart_get_node (w->chart, index);
  CmThreadCard *card = get_card (w->layout, index);
  double left = CM_THREAD_PAD + (node->column <= CM_COLUMN_OUTCOME && !node->loose ? 4 : 0);
  double width = w->layout->column_width[node->column] - left - CM_THREAD_PAD;
  double y = CM_THREAD_PAD - 2;
  const struct
  {
    const char *words;
    double size;
    PangoWeight weight;
    gboolean marked;
  } texts[] = {
    { node->title,
      12,
      node->loose || node->column > CM_COLUMN_OUTCOME ? PANGO_WEIGHT_MEDIUM : PANGO_WEIGHT_BOLD,
      node->loose },
    { node->note, 11, PANGO_WEIGHT_NORMAL, FALSE },
    { node->warning, 11, PANGO_WEIGHT_MEDIUM, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double mark = texts[i].marked ? CM_THREAD_MARK : 0;

      if (texts[i].words == NULL)
        continue;
      card->texts[i].text = make_text (
          w->layout->context, texts[i].words, texts[i].size, texts[i].weight, width - mark);
      card->texts[i].x = left + mark;
      card->texts[i].y = y;
      y += get_text_height (card->texts[i].text) + 2;
    }
  card->box.x = w->layout->x[node->column];
  card->box.width = w->layout->column_width[node->column];
  card->box.height = y + CM_THREAD_PAD - 4;
}

static void
place_columns (CmThreadLayout *layout)
{
  double gap = CLAMP (layout->width * 0.052, 34, 84);
  double room = layout->width - 2 * MARGIN - (CM_N_COLUMNS - 1) * gap;
  double x = MARGIN;

  for (guint i = 0; i < CM_N_COLUMNS; i++)
    {
      layout->x[i] = x;
      layout->column_width[i] = room * shares[i];
      x += layout->column_width[i] + gap;
    }
}

static void
make_headings (Work *w)
{
  const char *const titles[CM_N_COLUMNS] = {
    _ ("Chapter"), _ ("Outcome"), _ ("Indicator and target"), _ ("Activity"), w->chart->money_title
  };
  CmThreadLayout *layout = w->layout;
  double y = MARGIN;

  if (w->chart->has_heading)
    {
      layout->name = make_text (
          layout->context, w->chart->name, 17, PANGO_WEIGHT_BOLD, layout->width - 2 * MARGIN);
      y += get_text_height (layout->name) + 12;
    }
  for (guint i = 0; i < CM_N_COLUMNS; i++)
    {
      layout->headings[i] =
          make_text (layout->context, titles[i], 12, PANGO_WEIGHT_BOLD, layout->column_width[i]);
      pango_layout_set_height (layout->headings[i], -1);
    }
  layout->top = y + get_text_height (layout->headings[0]) + 14;
}

/* --- widths of curves ------------------------------------------------------------------------- */

static double
sum_weights (const CmThreadChart *chart, guint node, gboolean out)
{
  double sum = 0;

  for (guint i = 0; i < chart->curves->len; i++)
    {
      const CmThreadCurve *curve = get_curve (chart, i);

      if ((out ? curve->from : curve->to) == node)
        sum += curve->weight;
    }
  return sum;
}

/* So that the curves of no outcome and no activity are thicker than a card is high. */
static double
find_scale (const CmThreadChart *chart)
{
  double most = 0;

  for (guint i = 0; i < chart->nodes->len; i++)
    {
      CmThreadColumn column = get_column (chart, i);

      if (column == CM_COLUMN_OUTCOME || column == CM_COLUMN_ACTIVITY)
        most = MAX (most, MAX (sum_weights (chart, i, TRUE), sum_weights (chart, i, FALSE)));
    }
  return most > 0 ? THICKEST / most : 0;
}

static void
find_widths (Work *w)
{
  for (guint i = 0; i < w->chart->curves->len; i++)
    get_path (w->layout, i)->width = MAX (get_curve (w->chart, i)->weight * w->scale, THINNEST);
}

/* How much of a card's edge the curves at one side take. */
static double
measure_side (Work *w, guint node, gboolean out)
{
  double sum = 0;

  for (guint i = 0; i < w->chart->curves->len; i++)
    {
      const CmThreadCurve *curve = get_curve (w->chart, i);

      if ((out ? curve->from : curve->to) == node)
        sum += (sum > 0 ? CURVE_GAP : 0) + get_path (w->layout, i)->width;
    }
  return sum;
}

static void
grow_cards (Work *w)
{
  for (guint i = 0; i < w->chart->nodes->len; i++)
    {
      CmThreadBox *box = &get_card (w->layout, i)->box;
      double side = MAX (measure_side (w, i, TRUE), measure_side (w, i, FALSE));

      box->height = MAX (box->height, side + 2 * EDGE);
    }
}

/* --- bands ------------------------------------------------------------------------------------ */

/* The nodes of a column that curves lead to from `node` and that have no place yet. */
static GArray *
list_targets (Work *w, guint node, CmThreadColumn column, gboolean *placed)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < w->chart->curves->len; i++)
    {
      const CmThreadCurve *curve = get_curve (w->chart, i);

      if (curve->from == node && get_column (w->chart, curve->to) == column && !placed[curve->to])
        {
          placed[curve->to] = TRUE;
          g_array_append_val (targets, curve->to);
        }
    }
  return targets;
}

static double
measure_stack (Work *w, GArray *nodes)
{
  double height = 0;

  for (guint i = 0; i < nodes->len; i++)
    height +=
        (i > 0 ? CARD_GAP : 0) + get_card (w->layout, g_array_index (nodes, guint, i))->box.height;
  return height;
}

static void
place_stack (Work *w, GArray *nodes, double y)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      CmThreadBox *box = &get_card (w->layout, g_array_index (nodes, guint, i))->box;

      box->y = y;
      y += box->height + CARD_GAP;
    }
}

/* The curves of an outcome to its activities pass below its indicators, side by side. */
static double
place_lane (Work *w, guint outcome, double y)
{
  double start = y;

  for (guint i = 0; i < w->chart->curves->len; i++)
    {
      const CmThreadCurve *curve = get_curve (w->chart, i);
      CmThreadPath *path = get_path (w->layout, i);

      if (curve->from != outcome || get_column (w->chart, curve->to) != CM_COLUMN_ACTIVITY)
        continue;
      path->lane = y + path->width / 2;
      y += path->width + CURVE_GAP;
    }
  return y > start ? y - start - CURVE_GAP : 0;
}

/* One outcome with what belongs to it, side by side about one line. Returns its height. */
static double
place_band (Work *w, guint outcome, double y, gboolean *placed)
{
  g_autoptr (GArray) indicators = list_targets (w, outcome, CM_COLUMN_INDICATOR, placed);
  g_autoptr (GArray) activities = list_targets (w, outcome, CM_COLUMN_ACTIVITY, placed);
  CmThreadBox *box = &get_card (w->layout, outcome)->box;
  double stack = measure_stack (w, indicators);
  double lane = place_lane (w, outcome, 0);
  double gap = stack > 0 && lane > 0 ? LANE_GAP : 0;
  double acts = measure_stack (w, activities);
  double height = MAX (box->height, MAX (stack + gap + lane, acts));

  box->y = y + (height - box->height) / 2;
  place_stack (w, indicators, y + (height - stack - gap - lane) / 2);
  place_lane (w, outcome, y + (height + stack + gap - lane) / 2);
  place_stack (w, activities, y + (height - acts) / 2);
  return height;
}

static GArray *
list_column (const CmThreadChart *chart, CmThreadColumn column)
{
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < chart->nodes->len; i++)
    if (get_column (chart, i) == column)
      g_array_append_val (nodes, i);
  return nodes;
}

static double
place_bands (Work *w)
{
  g_autofree gboolean *placed = g_new0 (gboolean, w->chart->nodes->len + 1);
  g_autoptr (GArray) outcomes = list_column (w->chart, CM_COLUMN_OUTCOME);
  double y = w->layout->top;

  for (guint i = 0; i < outcomes->len; i++)
    {
      y += i > 0 ? BAND_GAP : 0;
      y += place_band (w, g_array_index (outcomes, guint, i), y, placed);
    }
  return y - w->layout->top;
}

static void
place_all (Work *w)
{
  g_autoptr (GArray) chapters = list_column (w->chart, CM_COLUMN_CHAPTER);
  g_autoptr (GArray) money = list_column (w->chart, CM_COLUMN_MONEY);
  double bands = place_bands (w);
  double left = measure_stack (w, chapters), right = measure_stack (w, money);
  double height = MAX (bands, MAX (left, right));

  /* What is in the middle moves down when one of the sides is higher. */
  for (guint i = 0; i < w->chart->nodes->len; i++)
    {
      CmThreadColumn column = get_column (w->chart, i);

      if (column != CM_COLUMN_CHAPTER && column != CM_COLUMN_MONEY)
        get_card (w->layout, i)->box.y += (height - bands) / 2;
    }
  for (guint i = 0; i < w->chart->curves->len; i++)
    get_path (w->layout, i)->lane += (height - bands) / 2;
  place_stack (w, chapters, w->layout->top + (height - left) / 2);
  place_stack (w, money, w->layout->top + (height - right) / 2);
  w->layout->height = w->layout->top + height + MARGIN;
}

/* --- where curves end ------------------------------------------------------------------------- */

static double
get_middle (const CmThreadLayout *layout, guint node)
{
  CmThreadBox box = get_card (layout, node)->box;

  return box.y + box.height / 2;
}

/* Where the curve goes to next from `node`, down. */
static double
get_far_end (Work *w, guint index, gboolean out)
{
  const CmThreadCurve *curve = get_curve (w->chart, index);

  if (get_column (w->chart, curve->to) == CM_COLUMN_ACTIVITY)
    return get_path (w->layout, index)->lane;
  return get_middle (w->layout, out ? curve->to : curve->from);
}

/* Curves leave and reach a card in the order in which they come, so that they do not cross. */
static void
place_ends (Work *w, guint node, gboolean out)
{
  g_autoptr (GArray) curves = g_array_new (FALSE, FALSE, sizeof (guint));
  double y = get_middle (w->layout, node) - measure_side (w, node, out) / 2;

  for (guint i = 0; i < w->chart->curves->len; i++)
    if ((out ? get_curve (w->chart, i)->from : get_curve (w->chart, i)->to) == node)
      {
        guint at = 0;

        while (at < curves->len &&
               get_far_end (w, g_array_index (curves, guint, at), out) <= get_far_end (w, i, out))
          at++;
        g_array_insert_val (curves, at, i);
      }
  for (guint i = 0; i < curves->len; i++)
    {
      CmThreadPath *path = get_path (w->layout, g_array_index (curves, guint, i));

      *(out ? &path->start : &path->end) = y + path->width / 2;
      y += path->width + CURVE_GAP;
    }
}

static void
make_legend (Work *w)
{
  g_autofree char *text = g_strdup_printf (
      /* translators: %s is a financial year */
      _ ("Width follows the money of %s; an activity that serves several outcomes is drawn to each "
         "with all of it. Filled: main contribution. Outlined or dotted: supporting, or not said. "
         "Dashed with "
         "a diamond: a loose end."),
      w->chart->money_title);

  w->layout->legend =
      make_text (w->layout->context, text, 11, PANGO_WEIGHT_NORMAL, w->layout->width - 2 * MARGIN);
  w->layout->height += 6 + get_text_height (w->layout->legend) + MARGIN;
}

/* --- the layout ------------------------------------------------------------------------------- */

CmThreadLayout *
cm_thread_layout_new (const CmThreadChart *chart, double width, PangoContext *context)
{
  CmThreadLayout *layout = g_new0 (CmThreadLayout, 1);
  Work w = { chart, layout, find_scale (chart) };

  layout->width = MAX (width, CM_THREAD_MINIMUM_WIDTH);
  layout->context = cm_chart_text_context (context);
  layout->cards = g_array_new (FALSE, TRUE, sizeof (CmThreadCard));
  layout->paths = g_array_new (FALSE, TRUE, sizeof (CmThreadPath));
  g_array_set_size (layout->cards, chart->nodes->len);
  g_array_set_size (layout->paths, chart->curves->len);
  place_columns (layout);
  make_headings (&w);
  find_widths (&w);
  for (guint i = 0; i < chart->nodes->len; i++)
    fill_card (&w, i);
  grow_cards (&w);
  place_all (&w);
  for (guint i = 0; i < chart->nodes->len; i++)
    {
      place_ends (&w, i, TRUE);
      place_ends (&w, i, FALSE);
    }
  make_legend (&w);
  return layout;
}

void
cm_thread_layout_free (CmThreadLayout *layout)
{
  for (guint i = 0; i < layout->cards->len; i++)
    for (guint t = 0; t < G_N_ELEMENTS (((CmThreadCard *) NULL)->texts); t++)
      g_clear_object (&get_card (layout, i)->texts[t].text);
  for (guint i = 0; i < CM_N_COLUMNS; i++)
    g_clear_object (&layout->headings[i]);
  g_clear_object (&layout->name);
  g_clear_object (&layout->legend);
  g_array_unref (layout->cards);
  g_array_unref (layout->paths);
  g_object_unref (layout->context);
  g_free (layout);
}

double
cm_thread_layout_get_height (const CmThreadLayout *layout)
{
  return layout->height;
}

CmThreadBox
cm_thread_layout_get_box (const CmThreadLayout *layout, guint node)
{
  return get_card (layout, node)->box;
}

int
cm_thread_layout_hit (const CmThreadLayout *layout, double x, double y)
{
  for (guint i = 0; i < layout->cards->len; i++)
    {
      CmThreadBox box = get_card (layout, i)->box;

      if (x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
        return (int) i;
    }
  return -1;
}
