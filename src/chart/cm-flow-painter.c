/* cm-flow-painter.c - steps from left to right, in rows where the width is short. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-flow-painter"
#include "config.h"

#include "cm-flow-painter.h"

#include <glib/gi18n.h>

/* In parts of the size of the type. */
#define NARROWEST 14.0
#define CARD_MIN 11.5
#define CARD_MAX 19.0
#define CARD_ALONE 42.0 /* the widest of cards one below the other */
#define GAP 2.2         /* between cards beside each other */
#define ROW_GAP 2.2
#define SPACE 0.2 /* between an arrow and a card */

typedef struct
{
  CmFigureType type;
  CmFigureBox *boxes; /* owned */
  guint n, columns;
  double width, height; /* height without the note */
} Layout;

/* As many beside each other as have room, the rows as even as can be. */
static double
choose_columns (Layout *layout)
{
  double em = layout->type.size;
  guint fit = (guint) MAX (1, (layout->width + GAP * em) / ((CARD_MIN + GAP) * em));
  guint rows = (layout->n + fit - 1) / fit;

  layout->columns = (layout->n + rows - 1) / rows;
  if (layout->columns == 1 && layout->n > 1)
    return MIN (layout->width, CARD_ALONE * em);
  return MIN ((layout->width - (layout->columns - 1) * GAP * em) / layout->columns, CARD_MAX * em);
}

/* All cards of a row are as high as the highest. */
static double
place_row (Layout *layout, const CmFigureList *list, guint start, guint end, double card, double y)
{
  double step = card + GAP * layout->type.size;
  double left = (layout->width - layout->columns * step + GAP * layout->type.size) / 2;
  double height = 0;

  for (guint i = start; i < end; i++)
    height = MAX (
        height, cm_figure_card_measure (&layout->type, cm_figure_list_get (list, i), i + 1, card));
  for (guint i = start; i < end; i++)
    {
      double x = left + (i - start) * step;

      layout->boxes[i] =
          (CmFigureBox){ layout->type.rtl ? layout->width - x - card : x, y, card, height };
    }
  return height;
}

static void
lay_out (
    Layout *layout, const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  double y = 0, card;

  *layout = (Layout){ .n = list->items->len, .width = width };
  cm_figure_type_init (&layout->type, like, width, font_size, NARROWEST);
  if (layout->n == 0)
    return;
  layout->boxes = g_new (CmFigureBox, layout->n);
  card = choose_columns (layout);
  for (guint start = 0; start < layout->n; start += layout->columns)
    {
      guint end = MIN (start + layout->columns, layout->n);

      y += place_row (layout, list, start, end, card, y) + ROW_GAP * layout->type.size;
    }
  layout->height = y - ROW_GAP * layout->type.size;
}

static void
clear_layout (Layout *layout)
{
  cm_figure_type_clear (&layout->type);
  g_free (layout->boxes);
}

double
cm_flow_measure (const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  Layout layout;
  double height = 0;

  lay_out (&layout, list, like, width, font_size);
  if (layout.n > 0)
    height = layout.height + cm_figure_note_measure (&layout.type, list->note, width);
  clear_layout (&layout);
  return height;
}

CmFigureBox *
cm_flow_get_boxes (const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  CmFigureBox *boxes;
  Layout layout;

  lay_out (&layout, list, like, width, font_size);
  boxes = g_steal_pointer (&layout.boxes);
  clear_layout (&layout);
  return boxes;
}

/* Across to the next card of the row, at half height. */
static void
draw_across (cairo_t *cr, const Layout *layout, guint i, const CmPalette *palette)
{
  const CmFigureBox *from = &layout->boxes[i], *to = &layout->boxes[i + 1];
  double space = SPACE * layout->type.size;
  double y = from->y + from->height / 2;
  CmFigurePoint points[] = { { from->x + from->width + space, y }, { to->x - space, y } };

  if (layout->type.rtl)
    {
      points[0].x = from->x - space;
      points[1].x = to->x + to->width + space;
    }
  cm_figure_arrow_draw (cr, &layout->type, points, G_N_ELEMENTS (points), FALSE, palette);
}

/* Down, along between the rows, and down to the first card of the next one. */
static void
draw_down (cairo_t *cr, const Layout *layout, guint i, const CmPalette *palette)
{
  const CmFigureBox *from = &layout->boxes[i], *to = &layout->boxes[i + 1];
  double space = SPACE * layout->type.size;
  double from_x = from->x + from->width / 2, to_x = to->x + to->width / 2;
  double top = from->y + from->height + space, bottom = to->y - space;
  double middle = (top + bottom) / 2 - 0.2 * layout->type.size;
  CmFigurePoint points[] = {
    { from_x, top }, { from_x, middle }, { to_x, middle }, { to_x, bottom }
  };

  if (layout->columns == 1)
    points[1] = points[3];
  cm_figure_arrow_draw (
      cr, &layout->type, points, layout->columns == 1 ? 2 : G_N_ELEMENTS (points), FALSE, palette);
}

void
cm_flow_draw (cairo_t *cr,
              const CmFigureList *list,
              PangoContext *like,
              double width,
              double font_size,
              const CmPalette *palette)
{
  Layout layout;

  lay_out (&layout, list, like, width, font_size);
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < layout.n; i++)
    {
      const CmFigureItem *item = cm_figure_list_get (list, i);

      cm_figure_card_draw (cr, &layout.type, item, i + 1, &layout.boxes[i], palette, list->colour);
      if (i + 1 < layout.n && (i + 1) % layout.columns != 0)
        draw_across (cr, &layout, i, palette);
      else if (i + 1 < layout.n)
        draw_down (cr, &layout, i, palette);
    }
  if (layout.n > 0)
    cm_figure_note_draw (cr, &layout.type, list->note, layout.height, width, palette);
  cairo_restore (cr);
  clear_layout (&layout);
}

char *
cm_flow_describe (const CmFigureList *list)
{
  GString *text = g_string_new (NULL);

  /* translators: spoken; the steps follow */
  g_string_append_printf (
      text,
      ngettext ("%u step. ", "%u steps, one after the other. ", list->items->len),
      list->items->len);
  cm_figure_describe_items (text, list, TRUE);
  return g_string_free (text, FALSE);
}
