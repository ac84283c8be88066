/* cm-ring-painter.c - stations of a cycle, clockwise from the top. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-ring-painter"
#include "config.h"

#include "cm-ring-painter.h"

#include <glib/gi18n.h>
#include <math.h>

/* In parts of the size of the type. */
#define NARROWEST 16.0
#define CARD_MIN 10.0
#define CARD_MAX 17.0
#define CARD_SHARE 0.31 /* of the width, between these */
#define CARD_ALONE 42.0 /* the widest of cards one below the other */
#define APART 1.7       /* the least between two cards of the ring */
#define COLUMN_GAP 1.7
#define RETURN 2.0      /* beside a column, for the way back from the last to the first */
#define RADIUS_MAX 19.0 /* of the ring, lying */
#define SMALLEST 0.86   /* how far the type shrinks before the ring gives way to a column */
#define SPACE 0.25      /* between an arrow and a card */
#define RING_MAX 12     /* more stations make a column */
#define ARC_POINTS 240  /* of an arc that is measured */
#define NOTE_SHARE 0.86 /* of the room in the middle that the note may take */
#define TALLEST 1.5     /* height of a ring against its width */

typedef struct
{
  CmFigureType type;
  CmFigureBox *boxes; /* owned */
  guint n;
  gboolean ring;        /* or a column */
  double width, height; /* height without a note that stands below */
  CmFigurePoint centre;
  double rx, ry;    /* of the ring */
  CmFigureBox note; /* in the middle; no width: it stands below */
} Layout;

/* --- the ring --------------------------------------------------------------------------------- */

static double
get_angle (guint i, guint n)
{
  return 2 * G_PI * i / n - G_PI / 2;
}

static gboolean
is_apart (const CmFigureBox *a, const CmFigureBox *b, double space)
{
  return a->x + a->width + space <= b->x || b->x + b->width + space <= a->x ||
         a->y + a->height + space <= b->y || b->y + b->height + space <= a->y;
}

static gboolean
are_apart (const Layout *layout)
{
  for (guint i = 0; i < layout->n; i++)
    for (guint k = 0; k < i; k++)
      if (!is_apart (&layout->boxes[i], &layout->boxes[k], APART * layout->type.size))
        return FALSE;
  return TRUE;
}

static void
centre_boxes (Layout *layout)
{
  for (guint i = 0; i < layout->n; i++)
    {
      double angle = get_angle (i, layout->n);

      layout->boxes[i].x = layout->rx * cos (angle) - layout->boxes[i].width / 2;
      layout->boxes[i].y = layout->ry * sin (angle) - layout->boxes[i].height / 2;
    }
}

/* Moves all so that it lies in the middle of the width and starts at the top. */
static void
move_to_top (Layout *layout)
{
  /* Between two cards at the foot the line runs lower than both. */
  double top = 0, bottom = layout->ry + 0.5 * layout->type.size;

  for (guint i = 0; i < layout->n; i++)
    {
      top = MIN (top, layout->boxes[i].y);
      bottom = MAX (bottom, layout->boxes[i].y + layout->boxes[i].height);
    }
  layout->centre = (CmFigurePoint){ layout->width / 2, -top };
  layout->height = bottom - top;
  for (guint i = 0; i < layout->n; i++)
    {
      layout->boxes[i].x += layout->centre.x;
      layout->boxes[i].y += layout->centre.y;
    }
}

/* The note stands in the middle if it has room there. */
static void
place_note (Layout *layout, const char *note)
{
  double card = layout->boxes[0].width, em = layout->type.size;
  double room = (2 * layout->rx - card - 2 * em) * NOTE_SHARE;
  CmFigureBox box;

  if (note == NULL || room < 8 * em)
    return;
  box.width = MIN (room, 20 * em);
  box.height = cm_figure_note_measure (&layout->type, note, box.width);
  box.x = layout->centre.x - box.width / 2;
  box.y = layout->centre.y - box.height / 2;
  if (box.y < em || box.y + box.height > layout->height - em)
    return;
  for (guint i = 0; i < layout->n; i++)
    if (!is_apart (&box, &layout->boxes[i], em))
      return;
  layout->note = box;
}

/* TRUE if the stations have room round an ellipse with that size of the type. */
static gboolean
try_ring (Layout *layout, const CmFigureList *list)
{
  double em = layout->type.size;
  double card = CLAMP (layout->width * CARD_SHARE, CARD_MIN * em, CARD_MAX * em);
  double highest = 0;

  if (layout->n < 3 || layout->n > RING_MAX)
    return FALSE;
  for (guint i = 0; i < layout->n; i++)
    {
      layout->boxes[i].width = card;
      layout->boxes[i].height =
          cm_figure_card_measure (&layout->type, cm_figure_list_get (list, i), i + 1, card);
      highest = MAX (highest, layout->boxes[i].height);
    }
  layout->rx = MIN ((layout->width - card) / 2, RADIUS_MAX * em);
  for (layout->ry = MAX (layout->rx * 0.5, highest * 0.7);
       2 * layout->ry + highest <= layout->width * TALLEST;
       layout->ry += 0.5 * em)
    {
      centre_boxes (layout);
      if (are_apart (layout))
        return TRUE;
    }
  return FALSE;
}

/* --- a column --------------------------------------------------------------------------------- */

static void
stand_column (Layout *layout, const CmFigureList *list)
{
  double em = layout->type.size;
  double side = layout->n > 1 ? RETURN * em : 0;
  double card = MIN (layout->width - side, CARD_ALONE * em);
  double left = (layout->width - card - side) / 2 + side;
  double y = 0;

  for (guint i = 0; i < layout->n; i++)
    {
      layout->boxes[i] = (CmFigureBox){
        layout->type.rtl ? layout->width - left - card : left,
        y,
        card,
        cm_figure_card_measure (&layout->type, cm_figure_list_get (list, i), i + 1, card),
      };
      y += layout->boxes[i].height + COLUMN_GAP * em;
    }
  layout->height = y - COLUMN_GAP * em;
}

static void
lay_out (
    Layout *layout, const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  double size;

  *layout = (Layout){ .n = list->items->len, .width = width };
  cm_figure_type_init (&layout->type, like, width, font_size, NARROWEST);
  if (layout->n == 0)
    return;
  layout->boxes = g_new0 (CmFigureBox, layout->n);
  size = layout->type.size;
  layout->ring = try_ring (layout, list);
  if (!layout->ring)
    {
      layout->type.size = size * SMALLEST;
      layout->ring = try_ring (layout, list);
    }
  if (layout->ring)
    {
      move_to_top (layout);
      place_note (layout, list->note);
      return;
    }
  layout->type.size = size;
  stand_column (layout, list);
}

static void
clear_layout (Layout *layout)
{
  cm_figure_type_clear (&layout->type);
  g_free (layout->boxes);
}

double
cm_ring_measure (const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  Layout layout;
  double height = 0;

  lay_out (&layout, list, like, width, font_size);
  if (layout.n > 0)
    height = layout.height +
             (layout.note.width > 0 ? 0 : cm_figure_note_measure (&layout.type, list->note, width));
  clear_layout (&layout);
  return height;
}

CmFigureBox *
cm_ring_get_boxes (const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  CmFigureBox *boxes;
  Layout layout;

  lay_out (&layout, list, like, width, font_size);
  boxes = g_steal_pointer (&layout.boxes);
  clear_layout (&layout);
  return boxes;
}

/* --- drawing ---------------------------------------------------------------------------------- */

static gboolean
is_near (const CmFigureBox *box, CmFigurePoint point, double space)
{
  return point.x > box->x - space && point.x < box->x + box->width + space &&
         point.y > box->y - space && point.y < box->y + box->height + space;
}

/* Along the ellipse from one station to the next, as much of it as lies between their cards. */
static void
draw_arc (cairo_t *cr, const Layout *layout, guint i, const CmPalette *palette)
{
  guint next = (i + 1) % layout->n;
  double from = get_angle (i, layout->n), to = get_angle (i + 1, layout->n);
  double space = SPACE * layout->type.size;
  CmFigurePoint points[ARC_POINTS + 1];
  guint n = 0;

  for (guint k = 0; k <= ARC_POINTS; k++)
    {
      double angle = from + (to - from) * k / ARC_POINTS;
      CmFigurePoint point = { layout->centre.x + layout->rx * cos (angle),
                              layout->centre.y + layout->ry * sin (angle) };

      if (!is_near (&layout->boxes[i], point, space) &&
          !is_near (&layout->boxes[next], point, space))
        points[n++] = point;
    }
  /* The head points the way of the last stretch, not only of the last point. */
  if (n > 12)
    {
      points[n - 11] = points[n - 1];
      n -= 10;
    }
  cm_figure_arrow_draw (cr, &layout->type, points, n, FALSE, palette);
}

static void
draw_down (cairo_t *cr, const Layout *layout, guint i, const CmPalette *palette)
{
  const CmFigureBox *box = &layout->boxes[i];
  double x = box->x + box->width / 2, space = SPACE * layout->type.size;
  CmFigurePoint points[] = { { x, box->y + box->height + space },
                             { x, layout->boxes[i + 1].y - space } };

  cm_figure_arrow_draw (cr, &layout->type, points, G_N_ELEMENTS (points), FALSE, palette);
}

/* From the last card back to the first, beside the column. */
static void
draw_return (cairo_t *cr, const Layout *layout, const CmPalette *palette)
{
  const CmFigureBox *first = &layout->boxes[0], *last = &layout->boxes[layout->n - 1];
  double em = layout->type.size, space = SPACE * em;
  double sense = layout->type.rtl ? 1 : -1;
  double near = (layout->type.rtl ? first->x + first->width : first->x) + sense * space;
  double far = near + sense * (RETURN - 2 * SPACE) * em;
  double top = first->y + MIN (first->height / 2, 1.6 * em);
  double bottom = last->y + last->height / 2;
  CmFigurePoint points[] = { { near, bottom }, { far, bottom }, { far, top }, { near, top } };

  cm_figure_arrow_draw (cr, &layout->type, points, G_N_ELEMENTS (points), FALSE, palette);
}

static void
draw_ways (cairo_t *cr, const Layout *layout, const CmPalette *palette)
{
  for (guint i = 0; layout->ring && i < layout->n; i++)
    draw_arc (cr, layout, i, palette);
  for (guint i = 0; !layout->ring && i + 1 < layout->n; i++)
    draw_down (cr, layout, i, palette);
  if (!layout->ring && layout->n > 1)
    draw_return (cr, layout, palette);
}

static void
draw_note (cairo_t *cr, const Layout *layout, const char *note, const CmPalette *palette)
{
  if (layout->note.width > 0)
    {
      cairo_save (cr);
      cairo_translate (cr, layout->note.x, layout->note.y);
      cm_figure_note_draw (cr, &layout->type, note, 0, layout->note.width, palette);
      cairo_restore (cr);
    }
  else if (layout->n > 0)
    cm_figure_note_draw (cr, &layout->type, note, layout->height, layout->width, palette);
}

void
cm_ring_draw (cairo_t *cr,
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
  draw_ways (cr, &layout, palette);
  for (guint i = 0; i < layout.n; i++)
    cm_figure_card_draw (cr,
                         &layout.type,
                         cm_figure_list_get (list, i),
                         i + 1,
                         &layout.boxes[i],
                         palette,
                         list->colour);
  draw_note (cr, &layout, list->note, palette);
  cairo_restore (cr);
  clear_layout (&layout);
}

char *
cm_ring_describe (const CmFigureList *list)
{
  GString *text = g_string_new (NULL);

  /* translators: spoken; the stations follow */
  g_string_append_printf (text,
                          ngettext ("A cycle of %u station. ",
                                    "A cycle of %u stations; the last leads to the first. ",
                                    list->items->len),
                          list->items->len);
  cm_figure_describe_items (text, list, TRUE);
  return g_string_free (text, FALSE);
}
