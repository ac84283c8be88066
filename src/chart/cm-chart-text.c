/* cm-chart-text.c - measuring and drawing the short texts of a chart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-chart-text"

#include "cm-chart-text.h"

#include <math.h>
#include <string.h>

/* Texts are measured at this size, where rounding no longer matters. */
#define MEASURING_SIZE 100.0

/* Half of the height of lower case with its ascenders, in parts of the size: a line is centred on
 * what the eye sees, not on the font's box. */
#define EYE_CENTRE 0.345

static PangoLayout *
create_layout (PangoContext *context, const char *text, PangoWeight weight, double size)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  return layout;
}

static void
set_width (PangoLayout *layout, double width)
{
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  if (box.width > (width + 1) * PANGO_SCALE)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
    }
}

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* Byte offsets at which the clusters begin, ascending, with the end of the text last. */
static GArray *
list_clusters (PangoLayout *layout)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (int));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int end = (int) strlen (pango_layout_get_text (layout));

  do
    {
      int index = pango_layout_iter_get_index (iter);
      if (index < end)
        g_array_append_val (starts, index);
    }
  while (pango_layout_iter_next_cluster (iter));
  pango_layout_iter_free (iter);
  g_array_sort (starts, compare_ints);
  g_array_append_val (starts, end);
  return starts;
}

static void
draw_cluster (cairo_t *cr, PangoLayout *cluster, double baseline)
{
  PangoRectangle box;

  pango_layout_get_extents (cluster, NULL, &box);
  cairo_move_to (cr,
                 -box.width / 2.0 / PANGO_SCALE,
                 baseline - pango_layout_get_baseline (cluster) / (double) PANGO_SCALE);
  pango_cairo_show_layout (cr, cluster);
}

void
cm_chart_line_clear (CmChartLine *line)
{
  g_clear_pointer (&line->text, g_free);
}

void
cm_chart_split_clear (CmChartSplit *split)
{
  g_clear_pointer (&split->first, g_free);
  g_clear_pointer (&split->second, g_free);
}

PangoContext *
cm_chart_text_context (PangoContext *like)
{
  PangoFontMap *map =
      like != NULL ? pango_context_get_font_map (like) : pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  if (like != NULL)
    {
      pango_context_set_font_description (context, pango_context_get_font_description (like));
      pango_context_set_language (context, pango_context_get_language (like));
    }
  else
    {
      PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");
      pango_context_set_font_description (context, font);
      pango_font_description_free (font);
    }
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

double
cm_chart_text_width (PangoContext *context, const char *text, PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = create_layout (context, text, weight, MEASURING_SIZE);
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  return box.width / (double) PANGO_SCALE / MEASURING_SIZE;
}

gboolean
cm_chart_text_split (PangoContext *context,
                     const char *text,
                     PangoWeight weight,
                     CmChartSplit *split)
{
  double best = G_MAXDOUBLE;

  *split = (CmChartSplit){ 0 };
  for (const char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      g_autofree char *first = g_strndup (text, (gsize) (space - text));
      double first_width = cm_chart_text_width (context, first, weight);
      double second_width = cm_chart_text_width (context, space + 1, weight);

      if (MAX (first_width, second_width) >= best)
        continue;
      best = MAX (first_width, second_width);
      cm_chart_split_clear (split);
      split->first = g_steal_pointer (&first);
      split->second = g_strdup (space + 1);
      split->first_width = first_width;
      split->second_width = second_width;
    }
  return split->first != NULL;
}

void
cm_chart_text_draw (cairo_t *cr, PangoContext *context, const CmChartLine *line)
{
  g_autoptr (PangoLayout) layout = create_layout (context, line->text, line->weight, line->size);
  PangoRectangle box;
  double baseline;

  set_width (layout, line->width);
  pango_layout_get_extents (layout, NULL, &box);
  baseline = pango_layout_get_baseline (layout) / (double) PANGO_SCALE;
  cairo_move_to (cr,
                 line->x - (box.x + box.width / 2.0) / PANGO_SCALE,
                 line->y + EYE_CENTRE * line->size - baseline);
  pango_cairo_show_layout (cr, layout);
}

void
cm_chart_text_draw_arc (
    cairo_t *cr, PangoContext *context, const CmChartLine *line, double radius, double angle)
{
  g_autoptr (PangoLayout) layout = create_layout (context, line->text, line->weight, line->size);
  g_autoptr (GArray) clusters = list_clusters (layout);
  gboolean below = sin (angle) > 0.01;
  double sense = below ? -1 : 1;
  /* The eye's centre of the line runs along the circle, so the baseline is a little off it. */
  double baseline = EYE_CENTRE * 0.9 * line->size;
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  for (guint i = 0; i + 1 < clusters->len; i++)
    {
      int start = g_array_index (clusters, int, i);
      int end = g_array_index (clusters, int, i + 1);
      g_autofree char *piece = g_strndup (line->text + start, (gsize) (end - start));
      g_autoptr (PangoLayout) cluster = create_layout (context, piece, line->weight, line->size);
      PangoRectangle at;
      double along;

      pango_layout_index_to_pos (layout, start, &at);
      along = (at.x + at.width / 2.0 - box.width / 2.0) / PANGO_SCALE;
      cairo_save (cr);
      cairo_translate (cr, line->x, line->y);
      cairo_rotate (cr, angle + sense * along / radius + sense * G_PI / 2);
      cairo_translate (cr, 0, -sense * radius);
      draw_cluster (cr, cluster, baseline);
      cairo_restore (cr);
    }
}
