/* cm-triangles-painter.c - value for money: options as triangles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-triangles-painter"
#include "config.h"

#include "cm-triangles-painter.h"

#include <glib/gi18n.h>
#include <math.h>

/* In parts of the size of the type. */
#define NARROWEST 20.0
#define WIDEST 46.0
#define EDGE 1.0     /* left and right of it */
#define TALLEST 13.0 /* of the triangles */
#define SLOPE 0.34   /* or so much of the width */
#define BETWEEN 1.6  /* the budget and what is left out */
#define COLUMN 4.4   /* the least in which the words of an option stand */
#define BUDGET_SPACE 0.3
#define WORDS_SPACE 0.5
#define GROUP_SPACE 0.6
#define SMALL 0.88

/* --- the options ------------------------------------------------------------------------------ */

static void
free_triangle (gpointer data)
{
  CmTriangle *triangle = data;

  g_free (triangle->name);
  g_free (triangle->cost_text);
  g_free (triangle->value_text);
  g_free (triangle);
}

CmTriangles *
cm_triangles_new (const char *title, const char *note, guint colour)
{
  CmTriangles *self = g_new0 (CmTriangles, 1);

  self->title = g_strdup (title);
  self->note = g_strdup (note);
  self->colour = colour;
  self->items = g_ptr_array_new_with_free_func (free_triangle);
  return self;
}

void
cm_triangles_free (CmTriangles *self)
{
  g_free (self->title);
  g_free (self->note);
  g_free (self->budget_text);
  g_free (self->cost_text);
  g_free (self->value_text);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
cm_triangles_set_budget (CmTriangles *self, double budget, const char *text)
{
  self->budget = budget;
  g_free (self->budget_text);
  self->budget_text = g_strdup (text);
}

void
cm_triangles_set_total (CmTriangles *self, const char *cost, const char *value)
{
  g_free (self->cost_text);
  self->cost_text = g_strdup (cost);
  g_free (self->value_text);
  self->value_text = g_strdup (value);
}

void
cm_triangles_add (CmTriangles *self,
                  const char *name,
                  double cost,
                  double value,
                  const char *cost_text,
                  const char *value_text,
                  gboolean chosen)
{
  CmTriangle *triangle = g_new0 (CmTriangle, 1);

  triangle->name = g_strdup (name);
  triangle->cost = MAX (cost, 0);
  triangle->value = MAX (value, 0);
  triangle->cost_text = g_strdup (cost_text);
  triangle->value_text = g_strdup (value_text);
  triangle->chosen = chosen;
  g_ptr_array_add (self->items, triangle);
}

const CmTriangle *
cm_triangles_get (const CmTriangles *self, guint i)
{
  return g_ptr_array_index (self->items, i);
}

static guint
count_chosen (const CmTriangles *self)
{
  guint n = 0;

  while (n < self->items->len && cm_triangles_get (self, n)->chosen)
    n++;
  return n;
}

/* --- where everything is ---------------------------------------------------------------------- */

typedef struct
{
  CmFigureType type;
  guint n, n_chosen;
  CmFigureBox *triangles; /* owned; as read from left to right */
  CmFigureBox *words;     /* owned */
  double whole;           /* width of the figure */
  double left, width;     /* of what is drawn */
  double budget_x, beside_x;
  double ground;   /* where the triangles stand */
  double groups;   /* where the words about those chosen and those left out stand */
  double bottom;   /* of all but the note */
  gboolean listed; /* columns are too narrow for words: they have numbers, and a list follows */
} Layout;

/* What stands under a triangle, or in a line of the list. */
static char *
create_words (const CmTriangle *triangle, guint number, gboolean listed)
{
  if (listed)
    /* translators: %1$u is a number, %2$s an option, %3$s what it costs, %4$s what it is worth */
    return g_strdup_printf (_ ("%1$u  %2$s: costs %3$s, worth %4$s"),
                            number,
                            triangle->name,
                            triangle->cost_text,
                            triangle->value_text);
  /* translators: %1$s is an option, %2$s what it costs, %3$s what it is worth */
  return g_strdup_printf (_ ("%1$s\ncosts %2$s\nworth %3$s"),
                          triangle->name,
                          triangle->cost_text,
                          triangle->value_text);
}

static CmFigureText *
create_text (const Layout *layout, const CmTriangles *self, guint i)
{
  g_autofree char *words = create_words (cm_triangles_get (self, i), i + 1, layout->listed);

  return cm_figure_text_new (&layout->type,
                             words,
                             SMALL,
                             PANGO_WEIGHT_NORMAL,
                             layout->words[i].width,
                             layout->listed ? PANGO_ALIGN_LEFT : PANGO_ALIGN_CENTER);
}

/* "Best for the money: costs 10, worth 6", or "Left out". */
static CmFigureText *
create_group (const Layout *layout, const CmTriangles *self, gboolean chosen)
{
  double width =
      chosen ? layout->budget_x - layout->left : layout->left + layout->width - layout->beside_x;
  g_autofree char *words = NULL;

  if (!chosen)
    words = g_strdup (_ ("Left out"));
  else if (layout->n_chosen == 0)
    words = g_strdup (_ ("Nothing can be paid for"));
  else
    /* translators: %1$s is what the chosen options cost, %2$s what they are worth */
    words = g_strdup_printf (
        _ ("Best together: cost %1$s, worth %2$s"), self->cost_text, self->value_text);
  return cm_figure_text_new (
      &layout->type, words, SMALL, PANGO_WEIGHT_BOLD, MAX (width, 1), PANGO_ALIGN_CENTER);
}

static CmFigureText *
create_budget (const Layout *layout, const CmTriangles *self)
{
  /* translators: over the line that ends what can be paid for; %s is an amount */
  g_autofree char *words = g_strdup_printf (_ ("%s to spend"), self->budget_text);

  return cm_figure_text_new (&layout->type, words, SMALL, PANGO_WEIGHT_BOLD, -1, PANGO_ALIGN_LEFT);
}

static double
measure_text (CmFigureText *text)
{
  double height;

  cm_figure_text_get_size (text, NULL, &height);
  cm_figure_text_free (text);
  return height;
}

/* How wide one unit of cost is; also where the budget ends and what is left out begins. */
static double
find_scale (Layout *layout, const CmTriangles *self)
{
  double chosen = 0, beside = 0, room, scale;

  for (guint i = 0; i < layout->n; i++)
    *(i < layout->n_chosen ? &chosen : &beside) += cm_triangles_get (self, i)->cost;
  chosen = MAX (chosen, self->budget);
  room = layout->width - (layout->n > layout->n_chosen ? BETWEEN * layout->type.size : 0);
  scale = chosen + beside > 0 ? room / (chosen + beside) : 0;
  layout->budget_x = layout->left + chosen * scale;
  layout->beside_x = layout->left + layout->width - beside * scale;
  return scale;
}

static double
find_most_value (const Layout *layout, const CmTriangles *self)
{
  double sum = 0, most = 0;

  for (guint i = 0; i < layout->n; i++)
    if (i < layout->n_chosen)
      sum += cm_triangles_get (self, i)->value;
    else
      most = MAX (most, cm_triangles_get (self, i)->value);
  return MAX (sum, most);
}

static void
place_triangles (Layout *layout, const CmTriangles *self, double scale)
{
  double height = MIN (TALLEST * layout->type.size, SLOPE * layout->width);
  double most = find_most_value (layout, self), x = layout->left, climbed = 0;

  layout->ground += height;
  for (guint i = 0; i < layout->n; i++)
    {
      const CmTriangle *triangle = cm_triangles_get (self, i);
      double high = most > 0 ? triangle->value / most * height : 0;

      if (i == layout->n_chosen)
        {
          x = layout->beside_x;
          climbed = 0;
        }
      layout->triangles[i] =
          (CmFigureBox){ x, layout->ground - climbed - high, triangle->cost * scale, high };
      x += triangle->cost * scale;
      climbed += triangle->chosen ? high : 0;
    }
}

static double
place_columns (Layout *layout, const CmTriangles *self, double y)
{
  double tallest = 0;

  for (guint i = 0; i < layout->n; i++)
    {
      const CmFigureBox *over = &layout->triangles[i];

      layout->words[i] = (CmFigureBox){ over->x, y, over->width, 0 };
      layout->words[i].height = measure_text (create_text (layout, self, i));
      tallest = MAX (tallest, layout->words[i].height);
    }
  return y + tallest;
}

static double
place_list (Layout *layout, const CmTriangles *self, double y)
{
  for (guint i = 0; i < layout->n; i++)
    {
      layout->words[i] = (CmFigureBox){ layout->left, y, layout->width, 0 };
      layout->words[i].height = measure_text (create_text (layout, self, i));
      y += layout->words[i].height;
    }
  return y;
}

static void
place_words (Layout *layout, const CmTriangles *self)
{
  double em = layout->type.size, y = layout->ground + WORDS_SPACE * em;

  for (guint i = 0; i < layout->n; i++)
    layout->listed = layout->listed || layout->triangles[i].width < COLUMN * em;
  /* Numbers need one line. */
  y = layout->listed ? y + 1.2 * em : place_columns (layout, self, y);
  layout->groups = y + GROUP_SPACE * em;
  y = layout->groups + measure_text (create_group (layout, self, TRUE));
  if (layout->n_chosen < layout->n)
    y = MAX (y, layout->groups + measure_text (create_group (layout, self, FALSE)));
  layout->bottom = layout->listed ? place_list (layout, self, y + GROUP_SPACE * em) : y;
}

static void
lay_out (
    Layout *layout, const CmTriangles *self, PangoContext *like, double width, double font_size)
{
  double em;

  *layout = (Layout){ .n = self->items->len, .n_chosen = count_chosen (self), .whole = width };
  cm_figure_type_init (&layout->type, like, width, font_size, NARROWEST);
  if (layout->n == 0)
    return;
  em = layout->type.size;
  layout->width = MIN (width, WIDEST * em) - 2 * EDGE * em;
  layout->left = (width - layout->width) / 2;
  layout->triangles = g_new0 (CmFigureBox, layout->n);
  layout->words = g_new0 (CmFigureBox, layout->n);
  layout->ground = measure_text (create_budget (layout, self)) + BUDGET_SPACE * em;
  place_triangles (layout, self, find_scale (layout, self));
  place_words (layout, self);
}

static void
clear_layout (Layout *layout)
{
  cm_figure_type_clear (&layout->type);
  g_free (layout->triangles);
  g_free (layout->words);
}

/* The figure is laid out from left to right; in a language that runs the other way it is mirrored.
 */
static double
mirror (const Layout *layout, double x, double width)
{
  return layout->type.rtl ? layout->whole - x - width : x;
}

double
cm_triangles_measure (const CmTriangles *self, PangoContext *like, double width, double font_size)
{
  Layout layout;
  double height = 0;

  lay_out (&layout, self, like, width, font_size);
  if (layout.n > 0)
    height = layout.bottom + cm_figure_note_measure (&layout.type, self->note, width);
  clear_layout (&layout);
  return height;
}

void
cm_triangles_get_boxes (const CmTriangles *self,
                        PangoContext *like,
                        double width,
                        double font_size,
                        CmFigureBox **triangles,
                        CmFigureBox **words)
{
  Layout layout;

  lay_out (&layout, self, like, width, font_size);
  for (guint i = 0; i < layout.n; i++)
    {
      layout.triangles[i].x = mirror (&layout, layout.triangles[i].x, layout.triangles[i].width);
      layout.words[i].x = mirror (&layout, layout.words[i].x, layout.words[i].width);
    }
  *triangles = g_steal_pointer (&layout.triangles);
  *words = g_steal_pointer (&layout.words);
  clear_layout (&layout);
}

/* --- drawing ---------------------------------------------------------------------------------- */

static void
trace_line (cairo_t *cr, const Layout *layout, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, mirror (layout, x1, 0), y1);
  cairo_line_to (cr, mirror (layout, x2, 0), y2);
}

static void
draw_triangle (cairo_t *cr,
               const Layout *layout,
               guint i,
               const CmPalette *palette,
               guint colour,
               gboolean chosen)
{
  static const double dashes[] = { 0.4, 0.3 };
  const CmFigureBox *box = &layout->triangles[i];
  double em = layout->type.size, foot = box->y + box->height;

  trace_line (cr, layout, box->x, foot, box->x + box->width, foot);
  cairo_line_to (cr, mirror (layout, box->x + box->width, 0), box->y);
  cairo_close_path (cr);
  if (chosen)
    {
      cm_colour_set_source (cr, cm_palette_stage (palette, colour));
      cairo_fill (cr);
      /* What it stands on. */
      cairo_rectangle (
          cr, mirror (layout, box->x, box->width), foot, box->width, layout->ground - foot);
      cm_colour_set_source (cr, cm_palette_step_fill (palette, colour, CM_STEP_IN_HAND));
      cairo_fill (cr);
      return;
    }
  cairo_save (cr);
  cairo_set_dash (cr, (double[]){ dashes[0] * em, dashes[1] * em }, 2, 0);
  cairo_set_line_width (cr, 0.1 * em);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cm_colour_set_source (cr, palette->dim);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_lines (cairo_t *cr, const Layout *layout, const CmTriangles *self, const CmPalette *palette)
{
  double em = layout->type.size, width, height, x;
  g_autoptr (CmFigureText) budget = create_budget (layout, self);

  cairo_set_line_width (cr, MAX (0.06 * em, 0.1));
  cm_colour_set_source (cr, palette->dim);
  trace_line (
      cr, layout, layout->left, layout->ground, layout->left + layout->width, layout->ground);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 0.12 * em);
  cm_colour_set_source (cr, palette->foreground);
  cm_figure_text_get_size (budget, &width, &height);
  trace_line (cr,
              layout,
              layout->budget_x,
              height + BUDGET_SPACE * em / 2,
              layout->budget_x,
              layout->ground + WORDS_SPACE * em / 2);
  cairo_stroke (cr);
  x = CLAMP (layout->budget_x - width / 2,
             layout->left,
             MAX (layout->left, layout->left + layout->width - width));
  cm_figure_text_draw (cr, budget, mirror (layout, x, width), 0, palette->foreground);
}

static void
draw_number (cairo_t *cr, const Layout *layout, guint i, const CmPalette *palette)
{
  const CmFigureBox *over = &layout->triangles[i];
  g_autofree char *words = g_strdup_printf ("%u", i + 1);
  g_autoptr (CmFigureText) text =
      cm_figure_text_new (&layout->type, words, SMALL, PANGO_WEIGHT_BOLD, -1, PANGO_ALIGN_LEFT);
  double width;

  cm_figure_text_get_size (text, &width, NULL);
  cm_figure_text_draw (cr,
                       text,
                       mirror (layout, over->x + (over->width - width) / 2, width),
                       layout->ground + WORDS_SPACE * layout->type.size,
                       palette->foreground);
}

static void
draw_words (
    cairo_t *cr, const Layout *layout, const CmTriangles *self, guint i, const CmPalette *palette)
{
  const CmFigureBox *box = &layout->words[i];
  g_autoptr (CmFigureText) text = create_text (layout, self, i);

  if (layout->listed)
    draw_number (cr, layout, i, palette);
  cm_figure_text_draw (cr, text, mirror (layout, box->x, box->width), box->y, palette->foreground);
}

static void
draw_group (cairo_t *cr,
            const Layout *layout,
            const CmTriangles *self,
            gboolean chosen,
            const CmPalette *palette)
{
  g_autoptr (CmFigureText) text = create_group (layout, self, chosen);
  double from = chosen ? layout->left : layout->beside_x;
  double to = chosen ? layout->budget_x : layout->left + layout->width;

  cm_figure_text_draw (cr,
                       text,
                       mirror (layout, from, to - from),
                       layout->groups,
                       chosen ? cm_palette_stage_ink (palette, self->colour) : palette->dim);
}

void
cm_triangles_draw (cairo_t *cr,
                   const CmTriangles *self,
                   PangoContext *like,
                   double width,
                   double font_size,
                   const CmPalette *palette)
{
  Layout layout;

  lay_out (&layout, self, like, width, font_size);
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < layout.n; i++)
    {
      draw_triangle (cr, &layout, i, palette, self->colour, i < layout.n_chosen);
      draw_words (cr, &layout, self, i, palette);
    }
  if (layout.n > 0)
    {
      draw_lines (cr, &layout, self, palette);
      draw_group (cr, &layout, self, TRUE, palette);
      cm_figure_note_draw (cr, &layout.type, self->note, layout.bottom, width, palette);
    }
  if (layout.n > layout.n_chosen)
    draw_group (cr, &layout, self, FALSE, palette);
  cairo_restore (cr);
  clear_layout (&layout);
}

static void
describe_option (GString *text, const CmTriangle *triangle)
{
  /* translators: spoken; %1$s is an option, %2$s what it costs, %3$s what it is worth */
  g_string_append_printf (text,
                          _ (" %1$s costs %2$s and is worth %3$s."),
                          triangle->name,
                          triangle->cost_text,
                          triangle->value_text);
}

char *
cm_triangles_describe (const CmTriangles *self)
{
  GString *text = g_string_new (NULL);
  guint n_chosen = count_chosen (self);

  if (n_chosen > 0)
    /* translators: spoken; %1$s is the budget, %2$s what the chosen options cost, %3$s what they
     * are worth; the options follow */
    g_string_append_printf (
        text,
        _ ("With %1$s to spend, the best set costs %2$s and is worth %3$s. In it:"),
        self->budget_text,
        self->cost_text,
        self->value_text);
  else
    /* translators: spoken; %s is the budget */
    g_string_append_printf (
        text, _ ("With %s to spend, nothing can be paid for."), self->budget_text);
  for (guint i = 0; i < self->items->len; i++)
    {
      if (i == n_chosen)
        g_string_append_printf (text, " %s", _ ("Left out:"));
      describe_option (text, cm_triangles_get (self, i));
    }
  if (self->note != NULL)
    g_string_append_printf (text, " %s", self->note);
  return g_string_free (text, FALSE);
}
