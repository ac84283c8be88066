/* cm-spans-painter.c - what lasts from one week to another, as bars over the weeks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spans-painter"
#include "config.h"

#include "cm-spans-painter.h"

#include <glib/gi18n.h>
#include <math.h>

/* In parts of the size of the type. */
#define NARROWEST 16.0
#define WIDEST 62.0
#define BESIDE 34.0     /* from this width on, names stand beside their bars */
#define NAMES_MAX 16.0  /* width of the names beside the bars */
#define NAME_SHARE 0.36 /* of the width that they take at most */
#define NAME_SPACE 1.0
#define BAR 1.9 /* height */
#define ROW_SPACE 0.9
#define PADDING 0.5 /* within a bar */
#define LENGTH 0.92 /* size of what a bar says */
#define AXIS 2.9    /* height of the axis with its name */
#define AXIS_SIZE 0.82
#define TICK 2.6 /* the least between two numbers of the axis */
#define END 1.2  /* at the right, for half of the last number */

/* --- the spans -------------------------------------------------------------------------------- */

static void
free_span (gpointer data)
{
  CmSpan *span = data;

  g_free (span->name);
  g_free (span);
}

CmSpans *
cm_spans_new (const char *title, const char *note, guint colour)
{
  CmSpans *self = g_new0 (CmSpans, 1);

  self->title = g_strdup (title);
  self->note = g_strdup (note);
  self->colour = colour;
  self->items = g_ptr_array_new_with_free_func (free_span);
  return self;
}

void
cm_spans_free (CmSpans *self)
{
  g_free (self->title);
  g_free (self->note);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
cm_spans_add (CmSpans *self, const char *name, int first, int last)
{
  CmSpan *span = g_new0 (CmSpan, 1);

  span->name = g_strdup (name);
  span->first = CLAMP (first, CM_SPANS_FIRST, CM_SPANS_LAST);
  span->last = CLAMP (last, span->first, CM_SPANS_LAST);
  g_ptr_array_add (self->items, span);
}

const CmSpan *
cm_spans_get (const CmSpans *self, guint i)
{
  return g_ptr_array_index (self->items, i);
}

static guint
count_weeks (const CmSpan *span)
{
  return (guint) (span->last - span->first + 1);
}

/* --- where everything is ---------------------------------------------------------------------- */

typedef struct
{
  CmFigureBox name, bar;
} Row;

typedef struct
{
  CmFigureType type;
  guint n;
  Row *rows;          /* owned */
  double left, width; /* of the whole */
  double axis_left, axis_width;
  double axis_top; /* below the bars */
  int start, end;  /* the weeks that have passed at both ends of the axis */
  int step;        /* between two numbers of the axis */
  gboolean beside; /* the names are, not above their bars */
} Layout;

static PangoLayout *
create_name (const CmFigureType *type, const char *name, double width)
{
  return cm_figure_text_new (type, name, 1, PANGO_WEIGHT_BOLD, width, PANGO_ALIGN_LEFT);
}

static double
measure_name (const CmFigureType *type, const char *name, double width)
{
  g_autoptr (PangoLayout) text = create_name (type, name, width);
  double height;

  cm_figure_text_get_size (text, NULL, &height);
  return height;
}

/* The width that the longest name would like. */
static double
find_name_width (const Layout *layout, const CmSpans *self)
{
  double most = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr (PangoLayout) text =
          create_name (&layout->type, cm_spans_get (self, i)->name, NAMES_MAX * layout->type.size);
      double width;

      cm_figure_text_get_size (text, &width, NULL);
      most = MAX (most, width);
    }
  return MIN (most + 1, layout->width * NAME_SHARE);
}

static void
find_weeks (Layout *layout, const CmSpans *self)
{
  static const int steps[] = { 1, 2, 4, 8, 13, 26, 52, 104, 208, 520 };
  double week;
  guint i = 0;

  layout->start = G_MAXINT;
  layout->end = G_MININT;
  for (guint k = 0; k < self->items->len; k++)
    {
      const CmSpan *span = cm_spans_get (self, k);

      layout->start = MIN (layout->start, span->first - 1);
      layout->end = MAX (layout->end, span->last);
    }
  week = layout->axis_width / (layout->end - layout->start);
  while (i + 1 < G_N_ELEMENTS (steps) && steps[i] * week < TICK * layout->type.size)
    i++;
  layout->step = steps[i];
}

static double
get_week_x (const Layout *layout, int passed)
{
  double share = (passed - layout->start) / (double) (layout->end - layout->start);

  return layout->axis_left + layout->axis_width * (layout->type.rtl ? 1 - share : share);
}

static double
place_row (Layout *layout, const CmSpan *span, Row *row, double name, double y)
{
  double em = layout->type.size;
  double from = get_week_x (layout, span->first - 1), to = get_week_x (layout, span->last);
  double height;

  row->name = (CmFigureBox){
    layout->type.rtl ? layout->left + layout->width - name : layout->left,
    y,
    name,
    measure_name (&layout->type, span->name, name),
  };
  row->bar = (CmFigureBox){ MIN (from, to), y, fabs (to - from), BAR * em };
  if (!layout->beside)
    {
      row->bar.y += row->name.height + 0.2 * em;
      return row->bar.y + row->bar.height - y;
    }
  height = MAX (row->name.height, row->bar.height);
  row->name.y += (height - row->name.height) / 2;
  row->bar.y += (height - row->bar.height) / 2;
  return height;
}

static void
lay_out (Layout *layout, const CmSpans *self, PangoContext *like, double width, double font_size)
{
  double y = 0, name, em;

  *layout = (Layout){ .n = self->items->len };
  cm_figure_type_init (&layout->type, like, width, font_size, NARROWEST);
  if (layout->n == 0)
    return;
  em = layout->type.size;
  layout->width = MIN (width, WIDEST * em);
  layout->left = (width - layout->width) / 2;
  layout->beside = width >= BESIDE * em;
  name = layout->beside ? find_name_width (layout, self) : layout->width;
  layout->axis_width =
      layout->width - END * em - (layout->beside ? name + NAME_SPACE * em : END * em);
  layout->axis_left = layout->left + layout->width - END * em - layout->axis_width;
  if (layout->type.rtl)
    layout->axis_left = layout->left + END * em;
  find_weeks (layout, self);
  layout->rows = g_new (Row, layout->n);
  for (guint i = 0; i < layout->n; i++)
    y += place_row (layout, cm_spans_get (self, i), &layout->rows[i], name, y) + ROW_SPACE * em;
  layout->axis_top = y - ROW_SPACE * em / 2;
}

static void
clear_layout (Layout *layout)
{
  cm_figure_type_clear (&layout->type);
  g_free (layout->rows);
}

double
cm_spans_measure (const CmSpans *self, PangoContext *like, double width, double font_size)
{
  Layout layout;
  double height = 0;

  lay_out (&layout, self, like, width, font_size);
  if (layout.n > 0)
    height = layout.axis_top + AXIS * layout.type.size +
             cm_figure_note_measure (&layout.type, self->note, width);
  clear_layout (&layout);
  return height;
}

void
cm_spans_get_boxes (const CmSpans *self,
                    PangoContext *like,
                    double width,
                    double font_size,
                    CmFigureBox **bars,
                    CmFigureBox **names)
{
  Layout layout;

  lay_out (&layout, self, like, width, font_size);
  *bars = g_new (CmFigureBox, layout.n);
  *names = g_new (CmFigureBox, layout.n);
  for (guint i = 0; i < layout.n; i++)
    {
      (*bars)[i] = layout.rows[i].bar;
      (*names)[i] = layout.rows[i].name;
    }
  clear_layout (&layout);
}

/* --- drawing ---------------------------------------------------------------------------------- */

static void
draw_axis_text (cairo_t *cr,
                const Layout *layout,
                const char *words,
                double x,
                double y,
                const CmPalette *palette)
{
  g_autoptr (PangoLayout) text = cm_figure_text_new (
      &layout->type, words, AXIS_SIZE, PANGO_WEIGHT_NORMAL, layout->axis_width, PANGO_ALIGN_CENTER);

  cm_figure_text_draw (cr, text, x - layout->axis_width / 2, y, palette->dim);
}

static void
draw_axis (cairo_t *cr, const Layout *layout, const CmPalette *palette)
{
  double em = layout->type.size;
  double line = MAX (0.06 * em, 0.1);

  cairo_set_line_width (cr, line);
  for (int week = (int) ceil (layout->start / (double) layout->step) * layout->step;
       week <= layout->end;
       week += layout->step)
    {
      double x = get_week_x (layout, week);
      g_autofree char *number = g_strdup_printf ("%d", week);

      cm_colour_set_source (cr, palette->line);
      /* Lines would cross names that stand above their bars. */
      cairo_move_to (cr, x, layout->beside ? 0 : layout->axis_top);
      cairo_line_to (cr, x, layout->axis_top + 0.3 * em);
      cairo_stroke (cr);
      draw_axis_text (cr, layout, number, x, layout->axis_top + 0.3 * em, palette);
    }
  cm_colour_set_source (cr, palette->dim);
  cairo_move_to (cr, layout->axis_left, layout->axis_top);
  cairo_line_to (cr, layout->axis_left + layout->axis_width, layout->axis_top);
  cairo_stroke (cr);
  draw_axis_text (cr,
                  layout,
                  _ ("Weeks"),
                  layout->axis_left + layout->axis_width / 2,
                  layout->axis_top + 1.5 * em,
                  palette);
}

/* Within the bar if it has room there, or else after or before it. */
static void
draw_length (cairo_t *cr,
             const Layout *layout,
             const CmSpan *span,
             const CmFigureBox *bar,
             const CmPalette *palette,
             guint colour)
{
  double em = layout->type.size;
  guint weeks = count_weeks (span);
  g_autofree char *words = g_strdup_printf (ngettext ("%u week", "%u weeks", weeks), weeks);
  g_autoptr (PangoLayout) text =
      cm_figure_text_new (&layout->type, words, LENGTH, PANGO_WEIGHT_BOLD, -1, PANGO_ALIGN_LEFT);
  double width, height, x;

  cm_figure_text_get_size (text, &width, &height);
  x = bar->x + (bar->width - width) / 2;
  if (width + 2 * PADDING * em <= bar->width)
    {
      cm_figure_text_draw (cr,
                           text,
                           x,
                           bar->y + (bar->height - height) / 2,
                           cm_palette_stage_text (palette, colour));
      return;
    }
  x = bar->x + bar->width + PADDING * em;
  if (x + width > layout->left + layout->width)
    x = bar->x - PADDING * em - width;
  cm_figure_text_draw (cr, text, x, bar->y + (bar->height - height) / 2, palette->foreground);
}

static void
draw_row (cairo_t *cr,
          const Layout *layout,
          const CmSpan *span,
          const Row *row,
          const CmPalette *palette,
          guint colour)
{
  g_autoptr (PangoLayout) name = create_name (&layout->type, span->name, row->name.width);

  cm_figure_text_draw (cr, name, row->name.x, row->name.y, palette->foreground);
  cm_figure_box_trace (cr, &row->bar, 0.35 * layout->type.size);
  cm_colour_set_source (cr, cm_palette_stage (palette, colour));
  cairo_fill (cr);
  draw_length (cr, layout, span, &row->bar, palette, colour);
}

void
cm_spans_draw (cairo_t *cr,
               const CmSpans *self,
               PangoContext *like,
               double width,
               double font_size,
               const CmPalette *palette)
{
  Layout layout;

  lay_out (&layout, self, like, width, font_size);
  cairo_save (cr);
  cairo_new_path (cr);
  if (layout.n > 0)
    {
      draw_axis (cr, &layout, palette);
      cm_figure_note_draw (
          cr, &layout.type, self->note, layout.axis_top + AXIS * layout.type.size, width, palette);
    }
  for (guint i = 0; i < layout.n; i++)
    draw_row (cr, &layout, cm_spans_get (self, i), &layout.rows[i], palette, self->colour);
  cairo_restore (cr);
  clear_layout (&layout);
}

char *
cm_spans_describe (const CmSpans *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const CmSpan *span = cm_spans_get (self, i);
      guint weeks = count_weeks (span);

      if (i > 0)
        g_string_append_c (text, ' ');
      if (span->first == span->last)
        /* translators: spoken; %1$s is what lasts, %2$d a week */
        g_string_append_printf (text, _ ("%1$s: week %2$d."), span->name, span->first);
      else
        /* translators: spoken; %1$s is what lasts, %2$d and %3$d weeks, %4$u how many they are */
        g_string_append_printf (text,
                                _ ("%1$s: week %2$d to week %3$d, %4$u weeks."),
                                span->name,
                                span->first,
                                span->last,
                                weeks);
    }
  if (self->note != NULL)
    g_string_append_printf (text, " %s", self->note);
  return g_string_free (text, FALSE);
}
