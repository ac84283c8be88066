/* cm-links-painter.c - what one thing hangs together with, as a small diagram around it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-links-painter"
#include "config.h"

#include "cm-links-painter.h"

#include <glib/gi18n.h>

#define BOX_HEIGHT 76.0
#define BOX_WIDTH_MAX 250.0
#define SPACE 12.0 /* between boxes one above the other */
#define GAP 44.0   /* between columns, for the lines */
#define DROP 34.0  /* between the middle and what it excludes */
#define PADDING 9.0
#define RADIUS 9.0
#define TITLE_SIZE 13.0
#define SMALL_SIZE 11.5

/* --- the links -------------------------------------------------------------------------------- */

static void
free_link (gpointer data)
{
  CmLink *item = data;

  g_free (item->word);
  g_free (item->title);
  g_free (item->state);
  g_free (item);
}

CmLinks *
cm_links_new (const char *title, const char *state)
{
  CmLinks *self = g_new0 (CmLinks, 1);

  self->title = g_strdup (title);
  self->state = g_strdup (state);
  self->items = g_ptr_array_new_with_free_func (free_link);
  return self;
}

void
cm_links_free (CmLinks *self)
{
  g_free (self->title);
  g_free (self->state);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
cm_links_add (CmLinks *self,
              CmLinkKind kind,
              const char *word,
              const char *title,
              const char *state,
              gboolean trouble)
{
  CmLink *item = g_new0 (CmLink, 1);

  item->kind = kind;
  item->word = g_strdup (word);
  item->title = g_strdup (title);
  item->state = g_strdup (state);
  item->trouble = trouble;
  g_ptr_array_add (self->items, item);
}

const CmLink *
cm_links_get (const CmLinks *self, guint i)
{
  return g_ptr_array_index (self->items, i);
}

/* --- where everything is ---------------------------------------------------------------------- */

typedef enum
{
  LEFT,
  RIGHT,
  BELOW,
  N_SIDES
} Side;

typedef struct
{
  guint n[N_SIDES];
  double box_width;
  double left, middle, right; /* of the columns */
  double centre;              /* of the middle box, down from the top */
  double height;
} Layout;

static Side
get_side (CmLinkKind kind)
{
  if (kind == CM_LINK_EXCLUDES)
    return BELOW;
  return kind == CM_LINK_REQUIRES || kind == CM_LINK_FOLLOWS ? LEFT : RIGHT;
}

static double
stack_height (guint n)
{
  return n > 0 ? n * (BOX_HEIGHT + SPACE) - SPACE : 0;
}

static Layout
make_layout (const CmLinks *self, double width)
{
  Layout layout = { 0 };
  guint columns;
  double below;

  for (guint i = 0; i < self->items->len; i++)
    layout.n[get_side (cm_links_get (self, i)->kind)]++;
  columns = 1 + (layout.n[LEFT] > 0 ? 1 : 0) + (layout.n[RIGHT] > 0 ? 1 : 0);
  layout.box_width = MIN (BOX_WIDTH_MAX, (width - GAP * (columns - 1)) / columns);
  layout.middle = layout.n[LEFT] > 0 ? layout.box_width + GAP : 0;
  layout.right = layout.middle + layout.box_width + GAP;
  /* Both sides have the middle of the diagram at their half height. */
  layout.centre =
      MAX (MAX (stack_height (layout.n[LEFT]), stack_height (layout.n[RIGHT])), BOX_HEIGHT) / 2;
  below = layout.n[BELOW] > 0 ? DROP + stack_height (layout.n[BELOW]) : 0;
  layout.height = MAX (2 * layout.centre, layout.centre + BOX_HEIGHT / 2 + below);
  if (self->items->len == 0)
    layout.height = 0;
  return layout;
}

double
cm_links_measure (const CmLinks *self, double width)
{
  return make_layout (self, width).height;
}

/* How many of the same side stand above it. */
static guint
count_above (const CmLinks *self, guint i)
{
  Side side = get_side (cm_links_get (self, i)->kind);
  guint above = 0;

  for (guint k = 0; k < i; k++)
    above += get_side (cm_links_get (self, k)->kind) == side ? 1 : 0;
  return above;
}

static void
place (const CmLinks *self, const Layout *layout, int i, CmLinksBox *box)
{
  double step;
  Side side;

  box->width = layout->box_width;
  box->height = BOX_HEIGHT;
  box->x = layout->middle;
  box->y = layout->centre - BOX_HEIGHT / 2;
  if (i < 0)
    return;
  side = get_side (cm_links_get (self, (guint) i)->kind);
  step = count_above (self, (guint) i) * (BOX_HEIGHT + SPACE);
  if (side == BELOW)
    {
      box->y += BOX_HEIGHT + DROP + step;
      return;
    }
  box->x = side == LEFT ? layout->left : layout->right;
  box->y = layout->centre - stack_height (layout->n[side]) / 2 + step;
}

void
cm_links_get_box (const CmLinks *self, double width, int i, CmLinksBox *box)
{
  Layout layout = make_layout (self, width);

  place (self, &layout, i, box);
}

int
cm_links_hit (const CmLinks *self, double width, double x, double y)
{
  Layout layout = make_layout (self, width);

  for (guint i = 0; i < self->items->len; i++)
    {
      CmLinksBox box;

      place (self, &layout, (int) i, &box);
      if (x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
        return (int) i;
    }
  return -1;
}

/* --- drawing ---------------------------------------------------------------------------------- */

typedef struct
{
  cairo_t *cr;
  PangoContext *context;
  const CmPalette *palette;
} Pen;

static double
draw_text (const Pen *pen,
           const char *text,
           double size,
           PangoWeight weight,
           int lines,
           CmColour colour,
           const CmLinksBox *box)
{
  PangoLayout *layout = pango_layout_new (pen->context);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (pen->context));
  int height;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) ((box->width - 2 * PADDING) * PANGO_SCALE));
  pango_layout_set_height (layout, -lines);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  cm_colour_set_source (pen->cr, colour);
  cairo_move_to (pen->cr, box->x + PADDING, box->y);
  pango_cairo_show_layout (pen->cr, layout);
  pango_layout_get_pixel_size (layout, NULL, &height);
  pango_font_description_free (font);
  g_object_unref (layout);
  return height;
}

static void
trace_box (cairo_t *cr, const CmLinksBox *box, double inset)
{
  double x = box->x + inset, y = box->y + inset;
  double width = box->width - 2 * inset, height = box->height - 2 * inset;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - RADIUS, y + RADIUS, RADIUS, -G_PI / 2, 0);
  cairo_arc (cr, x + width - RADIUS, y + height - RADIUS, RADIUS, 0, G_PI / 2);
  cairo_arc (cr, x + RADIUS, y + height - RADIUS, RADIUS, G_PI / 2, G_PI);
  cairo_arc (cr, x + RADIUS, y + RADIUS, RADIUS, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_frame (
    const Pen *pen, const CmLinksBox *box, gboolean middle, gboolean trouble, gboolean hovered)
{
  const CmPalette *palette = pen->palette;
  double line = trouble || middle ? 2 : 1;

  trace_box (pen->cr, box, line / 2);
  cm_colour_set_source (pen->cr,
                        hovered ? cm_colour_blend (palette->foreground, palette->card, 0.06)
                                : palette->card);
  cairo_fill_preserve (pen->cr);
  cm_colour_set_source (pen->cr,
                        trouble  ? palette->warning
                        : middle ? palette->dim
                                 : palette->line);
  cairo_set_line_width (pen->cr, line);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_stroke (pen->cr);
}

/* A word, the title in at most two lines, the state at the foot. */
static void
draw_box (const Pen *pen,
          const CmLinksBox *box,
          const char *word,
          const char *title,
          const char *state,
          gboolean trouble)
{
  const CmPalette *palette = pen->palette;
  CmLinksBox at = *box;
  g_autofree char *told = NULL;

  at.y += 7;
  if (word != NULL)
    at.y += draw_text (pen, word, SMALL_SIZE, PANGO_WEIGHT_NORMAL, 1, palette->dim, &at);
  draw_text (
      pen, title, TITLE_SIZE, PANGO_WEIGHT_BOLD, state != NULL ? 2 : 3, palette->foreground, &at);
  if (state == NULL)
    return;
  at.y = box->y + box->height - 22;
  /* translators: a mark of trouble before the state of an activity */
  told = trouble ? g_strdup_printf (_ ("⚠ %s"), state) : g_strdup (state);
  draw_text (pen,
             told,
             SMALL_SIZE,
             PANGO_WEIGHT_NORMAL,
             1,
             trouble ? palette->warning : palette->dim,
             &at);
}

static void
draw_arrow (const Pen *pen, double x, double y)
{
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_move_to (pen->cr, x, y);
  cairo_line_to (pen->cr, x - 8, y - 4.5);
  cairo_line_to (pen->cr, x - 8, y + 4.5);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

/* From what comes first to what comes after it. */
static void
draw_curve (const Pen *pen, const CmLinksBox *from, const CmLinksBox *to, gboolean dashed)
{
  static const double dashes[] = { 5, 4 };
  double x0 = from->x + from->width, y0 = from->y + from->height / 2;
  double x1 = to->x, y1 = to->y + to->height / 2;
  double bend = (x1 - x0) / 2;

  cairo_set_dash (pen->cr, dashes, dashed ? 2 : 0, 0);
  cairo_move_to (pen->cr, x0, y0);
  cairo_curve_to (pen->cr, x0 + bend, y0, x1 - bend, y1, x1 - 7, y1);
  cairo_stroke (pen->cr);
  draw_arrow (pen, x1, y1);
}

/* Down to what is excluded, struck through. */
static void
draw_struck (const Pen *pen, const CmLinksBox *middle, const CmLinksBox *box)
{
  double x = middle->x + middle->width / 2;
  double y0 = middle->y + middle->height, y1 = box->y;
  double y = y1 - MIN (y1 - y0, DROP) / 2;

  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_move_to (pen->cr, x, y1 - MIN (y1 - y0, DROP));
  cairo_line_to (pen->cr, x, y1);
  cairo_move_to (pen->cr, x - 8, y + 5);
  cairo_line_to (pen->cr, x + 8, y - 5);
  cairo_stroke (pen->cr);
}

static void
draw_line (const Pen *pen, const CmLink *item, const CmLinksBox *middle, const CmLinksBox *box)
{
  gboolean dashed = item->kind == CM_LINK_FOLLOWS || item->kind == CM_LINK_FOLLOWED_BY;

  cm_colour_set_source (pen->cr, item->trouble ? pen->palette->warning : pen->palette->dim);
  cairo_set_line_width (pen->cr, item->trouble ? 2 : 1.5);
  if (item->kind == CM_LINK_EXCLUDES)
    draw_struck (pen, middle, box);
  else if (get_side (item->kind) == LEFT)
    draw_curve (pen, box, middle, dashed);
  else
    draw_curve (pen, middle, box, dashed);
}

void
cm_links_draw (cairo_t *cr,
               PangoContext *context,
               const CmLinks *self,
               double width,
               const CmPalette *palette,
               int hovered)
{
  Layout layout = make_layout (self, width);
  Pen pen = { cr, context, palette };
  CmLinksBox middle;

  if (self->items->len == 0)
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  place (self, &layout, -1, &middle);
  for (guint i = 0; i < self->items->len; i++)
    {
      const CmLink *item = cm_links_get (self, i);
      CmLinksBox box;

      place (self, &layout, (int) i, &box);
      draw_line (&pen, item, &middle, &box);
      draw_frame (&pen, &box, FALSE, item->trouble, hovered == (int) i);
      draw_box (&pen, &box, item->word, item->title, item->state, item->trouble);
    }
  draw_frame (&pen, &middle, TRUE, FALSE, FALSE);
  draw_box (&pen, &middle, NULL, self->title, self->state, FALSE);
  cairo_restore (cr);
}

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_links_describe (const CmLinks *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const CmLink *item = cm_links_get (self, i);

      if (i > 0)
        g_string_append_c (text, ' ');
      if (item->state != NULL)
        /* translators: spoken; %1$s is as “Requires”, %2$s the title of an activity, %3$s its state
         */
        g_string_append_printf (
            text, _ ("%1$s “%2$s”, %3$s."), item->word, item->title, item->state);
      else
        /* translators: spoken; %1$s is as “Requires”, %2$s the title of an activity */
        g_string_append_printf (text, _ ("%1$s “%2$s”."), item->word, item->title);
    }
  return g_string_free (text, FALSE);
}
