/* cm-chart-text.c - measuring and drawing the short texts of a chart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-chart-text"

#include "cm-chart-text.h"

#include <math.h>
#include <string.h>

/* All type is set at this size, where rounding no longer matters, and scaled: to find the font for
 * one more size takes longer than to draw with it. */
#define TYPE_SIZE 100.0
/* Shows a place in a word where a line may end. */
#define SOFT_HYPHEN "\xc2\xad"

/* Half of the height of lower case with its ascenders, in parts of the size: a line is centred on
 * what the eye sees, not on the font's box. */
#define EYE_CENTRE 0.345

static PangoLayout *
create_layout (PangoContext *context, const char *text, PangoWeight weight)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, TYPE_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  return layout;
}

/* How far a line of type of 1 px reaches. Its extents would say the same, but they need the ink of
 * every glyph, and that takes most of the time that a wheel takes. */
static double
get_line_width (PangoLayoutLine *line)
{
  int width = 0;

  for (GSList *l = line->runs; l != NULL; l = l->next)
    width += pango_glyph_string_get_width (((PangoLayoutRun *) l->data)->glyphs);
  return width / (TYPE_SIZE * PANGO_SCALE);
}

static void
set_width (PangoLayout *layout, double size, double width)
{
  if (get_line_width (pango_layout_get_line_readonly (layout, 0)) * size > width + 1)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (width / size * TYPE_SIZE * PANGO_SCALE));
    }
}

/* Turned type needs a font of its own for each angle, which takes longer than everything else on
 * the wheel. On the screen its outlines are turned instead; in a file it stays text. */
static gboolean
keeps_text (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));

  return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_SVG ||
         type == CAIRO_SURFACE_TYPE_PS;
}

/* Turns about the centre of the circle by `turn` and draws at its upper, or with `sense` -1 its
 * lower, edge. */
static void
draw_glyphs (cairo_t *cr,
             PangoFont *font,
             PangoGlyphString *glyphs,
             double x,
             double baseline,
             double turn,
             double radius,
             double sense)
{
  cairo_path_t *outline = NULL;

  if (!keeps_text (cr))
    {
      cairo_new_path (cr);
      cairo_move_to (cr, x, baseline);
      pango_cairo_glyph_string_path (cr, font, glyphs);
      outline = cairo_copy_path (cr);
      cairo_new_path (cr);
    }
  cairo_rotate (cr, turn);
  cairo_translate (cr, 0, -sense * radius);
  if (outline != NULL)
    {
      cairo_append_path (cr, outline);
      cairo_fill (cr);
      cairo_path_destroy (outline);
      return;
    }
  cairo_move_to (cr, x, baseline);
  pango_cairo_show_glyph_string (cr, font, glyphs);
}

/* The glyphs from `start` on that belong to one cluster, which stays together. */
static PangoGlyphString
take_cluster (PangoGlyphString *glyphs, int start)
{
  PangoGlyphString cluster = { 1, glyphs->glyphs + start, glyphs->log_clusters + start };

  while (start + cluster.num_glyphs < glyphs->num_glyphs &&
         cluster.log_clusters[cluster.num_glyphs] == cluster.log_clusters[0])
    cluster.num_glyphs++;
  return cluster;
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
  g_autoptr (PangoLayout) layout = create_layout (context, text, weight);

  return get_line_width (pango_layout_get_line_readonly (layout, 0));
}

/* The next place from `text` on where a line may end: a space, or a soft hyphen within a word. */
static const char *
find_break (const char *text)
{
  const char *space = strchr (text, ' ');
  const char *hyphen = strstr (text, SOFT_HYPHEN);

  return space == NULL || (hyphen != NULL && hyphen < space) ? hyphen : space;
}

gboolean
cm_chart_text_split (PangoContext *context,
                     const char *text,
                     PangoWeight weight,
                     CmChartSplit *split)
{
  double best = G_MAXDOUBLE;

  *split = (CmChartSplit){ 0 };
  for (const char *at = find_break (text); at != NULL; at = find_break (at + 1))
    {
      const char *rest = at + (*at == ' ' ? 1 : strlen (SOFT_HYPHEN));
      g_autofree char *start = g_strndup (text, (gsize) (at - text));
      g_autofree char *first = g_strconcat (start, *at == ' ' ? "" : "-", NULL);
      double first_width = cm_chart_text_width (context, first, weight);
      double second_width = cm_chart_text_width (context, rest, weight);

      if (MAX (first_width, second_width) >= best)
        continue;
      best = MAX (first_width, second_width);
      cm_chart_split_clear (split);
      split->first = g_steal_pointer (&first);
      split->second = g_strdup (rest);
      split->first_width = first_width;
      split->second_width = second_width;
    }
  return split->first != NULL;
}

void
cm_chart_text_draw (cairo_t *cr, PangoContext *context, const CmChartLine *line)
{
  g_autoptr (PangoLayout) layout = create_layout (context, line->text, line->weight);
  PangoLayoutLine *text;

  set_width (layout, line->size, line->width);
  text = pango_layout_get_line_readonly (layout, 0);
  cairo_save (cr);
  cairo_translate (cr, line->x, line->y);
  cairo_scale (cr, line->size / TYPE_SIZE, line->size / TYPE_SIZE);
  cairo_move_to (cr, -get_line_width (text) * TYPE_SIZE / 2.0, EYE_CENTRE * TYPE_SIZE);
  pango_cairo_show_layout_line (cr, text);
  cairo_restore (cr);
}

void
cm_chart_text_draw_arc (
    cairo_t *cr, PangoContext *context, const CmChartLine *line, double radius, double angle)
{
  g_autoptr (PangoLayout) layout = create_layout (context, line->text, line->weight);
  PangoLayoutLine *straight = pango_layout_get_line_readonly (layout, 0);
  double sense = sin (angle) > 0.01 ? -1 : 1;
  /* The eye's centre of the line runs along the circle, so the baseline is a little off it. */
  double baseline = EYE_CENTRE * 0.9 * TYPE_SIZE;
  double scale = line->size / TYPE_SIZE;
  double along = -get_line_width (straight) * TYPE_SIZE / 2.0;

  for (GSList *l = straight->runs; l != NULL; l = l->next)
    {
      PangoLayoutRun *run = l->data;

      for (int i = 0; i < run->glyphs->num_glyphs;)
        {
          PangoGlyphString cluster = take_cluster (run->glyphs, i);
          double half = pango_glyph_string_get_width (&cluster) / 2.0 / PANGO_SCALE;
          double turn = angle + sense * (along + half) * scale / radius + sense * G_PI / 2;

          cairo_save (cr);
          cairo_translate (cr, line->x, line->y);
          cairo_scale (cr, scale, scale);
          draw_glyphs (
              cr, run->item->analysis.font, &cluster, -half, baseline, turn, radius / scale, sense);
          cairo_restore (cr);
          along += 2 * half;
          i += cluster.num_glyphs;
        }
    }
}
