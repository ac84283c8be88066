/* cm-figure-kit.c - what figures are made of: wrapped text, cards and arrows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure-kit"
#include "config.h"

#include "cm-figure-kit.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-text.h"

/* All in parts of the size of the type. */
#define PADDING 0.75
#define EDGE 0.25
#define RADIUS 0.6
#define TEXT_SIZE 0.92
#define NOTE_SIZE 0.88
#define HEAD_SPACE 0.2 /* between head and text */
#define DISC 1.6       /* height of what the number stands in */
#define DISC_SPACE 0.5
#define ARROW_LINE 0.11
#define ARROW_HEAD 0.62

/* --- type ------------------------------------------------------------------------------------- */

void
cm_figure_type_init (
    CmFigureType *type, PangoContext *like, double width, double font_size, double ems)
{
  type->context = cm_chart_text_context (like);
  type->size = MAX (MIN (font_size, width / ems), 0.1);
  type->rtl = like != NULL && pango_context_get_base_dir (like) == PANGO_DIRECTION_RTL;
  if (like != NULL)
    pango_context_set_base_dir (type->context, pango_context_get_base_dir (like));
}

void
cm_figure_type_clear (CmFigureType *type)
{
  g_clear_object (&type->context);
}

PangoLayout *
cm_figure_text_new (const CmFigureType *type,
                    const char *text,
                    double size,
                    PangoWeight weight,
                    double width,
                    PangoAlignment alignment)
{
  PangoLayout *layout = pango_layout_new (type->context);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (type->context));

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, type->size * size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, width < 0 ? -1 : (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

void
cm_figure_text_get_size (PangoLayout *text, double *width, double *height)
{
  int w, h;

  pango_layout_get_size (text, &w, &h);
  if (width != NULL)
    *width = w / (double) PANGO_SCALE;
  if (height != NULL)
    *height = h / (double) PANGO_SCALE;
}

void
cm_figure_text_draw (cairo_t *cr, PangoLayout *text, double x, double y, CmColour colour)
{
  cm_colour_set_source (cr, colour);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, text);
}

/* --- cards ------------------------------------------------------------------------------------ */

/* What stands in a card, and where. */
typedef struct
{
  PangoLayout *number, *head, *text; /* or NULL */
  double disc;                       /* width of what the number stands in, or 0 */
  double left;                       /* of head and text, from the start of the card */
  double head_height, text_height;
  double height; /* of the card */
} Card;

static void
clear_card (Card *card)
{
  g_clear_object (&card->number);
  g_clear_object (&card->head);
  g_clear_object (&card->text);
}

static void
set_number (Card *card, const CmFigureType *type, guint number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  double width;

  card->number =
      cm_figure_text_new (type, digits, TEXT_SIZE, PANGO_WEIGHT_BOLD, -1, PANGO_ALIGN_LEFT);
  cm_figure_text_get_size (card->number, &width, NULL);
  card->disc = MAX (DISC * type->size, width + 0.8 * type->size);
  card->left += card->disc + DISC_SPACE * type->size;
}

static void
lay_out_card (
    Card *card, const CmFigureType *type, const CmFigureItem *item, guint number, double width)
{
  double em = type->size;
  double room;

  *card = (Card){ .left = (PADDING + EDGE) * em };
  if (number > 0)
    set_number (card, type, number);
  room = MAX (width - card->left - PADDING * em, em);
  if (item->head != NULL)
    {
      card->head =
          cm_figure_text_new (type, item->head, 1, PANGO_WEIGHT_BOLD, room, PANGO_ALIGN_LEFT);
      cm_figure_text_get_size (card->head, NULL, &card->head_height);
    }
  if (item->text != NULL)
    {
      card->text = cm_figure_text_new (
          type, item->text, TEXT_SIZE, PANGO_WEIGHT_NORMAL, room, PANGO_ALIGN_LEFT);
      cm_figure_text_get_size (card->text, NULL, &card->text_height);
    }
  card->height = card->head_height + card->text_height +
                 (card->head != NULL && card->text != NULL ? HEAD_SPACE * em : 0);
  card->height = MAX (card->height, number > 0 ? DISC * em : em) + 2 * PADDING * em;
}

double
cm_figure_card_measure (const CmFigureType *type,
                        const CmFigureItem *item,
                        guint number,
                        double width)
{
  Card card;

  lay_out_card (&card, type, item, number, width);
  clear_card (&card);
  return card.height;
}

double
cm_figure_card_get_width (const CmFigureType *type, const CmFigureItem *item, guint number)
{
  double head = 0, text = 0;
  double left;
  Card card;

  lay_out_card (&card, type, item, number, 1e6);
  if (card.head != NULL)
    cm_figure_text_get_size (card.head, &head, NULL);
  if (card.text != NULL)
    cm_figure_text_get_size (card.text, &text, NULL);
  left = card.left;
  clear_card (&card);
  /* A little more, for what rounding takes away. */
  return left + MAX (head, text) + (PADDING + 0.1) * type->size;
}

void
cm_figure_box_trace (cairo_t *cr, const CmFigureBox *box, double radius)
{
  double r = MIN (radius, MIN (box->width, box->height) / 2);
  double right = box->x + box->width, bottom = box->y + box->height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, box->y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI / 2);
  cairo_arc (cr, box->x + r, bottom - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, box->x + r, box->y + r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_frame (cairo_t *cr,
            const CmFigureType *type,
            const CmFigureBox *box,
            const CmPalette *palette,
            guint colour)
{
  double line = type->size * 0.07;
  CmFigureBox inside = {
    box->x + line / 2, box->y + line / 2, box->width - line, box->height - line
  };
  double edge = EDGE * type->size;

  cairo_save (cr);
  cm_figure_box_trace (cr, box, RADIUS * type->size);
  cairo_clip (cr);
  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cm_colour_set_source (cr, cm_palette_stage (palette, colour));
  cairo_rectangle (cr, type->rtl ? box->x + box->width - edge : box->x, box->y, edge, box->height);
  cairo_fill (cr);
  cairo_restore (cr);
  cm_figure_box_trace (cr, &inside, RADIUS * type->size - line / 2);
  cm_colour_set_source (cr, palette->line);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

static void
draw_number (cairo_t *cr,
             const CmFigureType *type,
             const Card *card,
             const CmFigureBox *box,
             const CmPalette *palette,
             guint colour)
{
  double start = (PADDING + EDGE) * type->size;
  CmFigureBox disc = { type->rtl ? box->x + box->width - start - card->disc : box->x + start,
                       box->y + PADDING * type->size,
                       card->disc,
                       DISC * type->size };
  double width, height;

  cm_figure_box_trace (cr, &disc, disc.height / 2);
  cm_colour_set_source (cr, cm_palette_stage (palette, colour));
  cairo_fill (cr);
  cm_figure_text_get_size (card->number, &width, &height);
  cm_figure_text_draw (cr,
                       card->number,
                       disc.x + (disc.width - width) / 2,
                       disc.y + (disc.height - height) / 2,
                       cm_palette_stage_text (palette, colour));
}

void
cm_figure_card_draw (cairo_t *cr,
                     const CmFigureType *type,
                     const CmFigureItem *item,
                     guint number,
                     const CmFigureBox *box,
                     const CmPalette *palette,
                     guint colour)
{
  double em = type->size;
  double x, y;
  Card card;

  lay_out_card (&card, type, item, number, box->width);
  draw_frame (cr, type, box, palette, colour);
  if (card.number != NULL)
    draw_number (cr, type, &card, box, palette, colour);
  x = box->x + (type->rtl ? PADDING * em : card.left);
  /* A single line stands level with its number. */
  y = box->y + PADDING * em;
  if (number > 0)
    y += MAX (0, (DISC * em - card.head_height - card.text_height) / 2);
  if (card.head != NULL)
    {
      cm_figure_text_draw (cr, card.head, x, y, palette->foreground);
      y += card.head_height + HEAD_SPACE * em;
    }
  if (card.text != NULL)
    cm_figure_text_draw (cr, card.text, x, y, palette->foreground);
  clear_card (&card);
}

/* --- the note --------------------------------------------------------------------------------- */

static PangoLayout *
create_note (const CmFigureType *type, const char *note, double width)
{
  return cm_figure_text_new (type, note, NOTE_SIZE, PANGO_WEIGHT_NORMAL, width, PANGO_ALIGN_CENTER);
}

double
cm_figure_note_measure (const CmFigureType *type, const char *note, double width)
{
  g_autoptr (PangoLayout) layout = NULL;
  double height;

  if (note == NULL)
    return 0;
  layout = create_note (type, note, width);
  cm_figure_text_get_size (layout, NULL, &height);
  return height + PADDING * type->size;
}

void
cm_figure_note_draw (cairo_t *cr,
                     const CmFigureType *type,
                     const char *note,
                     double y,
                     double width,
                     const CmPalette *palette)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (note == NULL)
    return;
  layout = create_note (type, note, width);
  cm_figure_text_draw (cr, layout, 0, y + PADDING * type->size, palette->dim);
}

/* --- arrows ----------------------------------------------------------------------------------- */

/* The head of an arrow that comes from `from`, its tip at `tip`. */
static void
draw_head (cairo_t *cr, double size, CmFigurePoint from, CmFigurePoint tip)
{
  double angle = atan2 (tip.y - from.y, tip.x - from.x);

  cairo_save (cr);
  cairo_translate (cr, tip.x, tip.y);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, -size, -size * 0.5);
  cairo_line_to (cr, -size, size * 0.5);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* The point that lies `by` before `to` on the way from `from`. */
static CmFigurePoint
shorten (CmFigurePoint from, CmFigurePoint to, double by)
{
  double length = hypot (to.x - from.x, to.y - from.y);
  double share = length > 0 ? MIN (by, length) / length : 0;

  return (CmFigurePoint){ to.x + (from.x - to.x) * share, to.y + (from.y - to.y) * share };
}

void
cm_figure_arrow_draw (cairo_t *cr,
                      const CmFigureType *type,
                      const CmFigurePoint *points,
                      guint n,
                      gboolean both,
                      const CmPalette *palette)
{
  double head = ARROW_HEAD * type->size;
  CmFigurePoint start, end;

  if (n < 2)
    return;
  start = both ? shorten (points[1], points[0], head * 0.8) : points[0];
  end = shorten (points[n - 2], points[n - 1], head * 0.8);
  cairo_new_path (cr);
  cm_colour_set_source (cr, palette->dim);
  cairo_set_line_width (cr, ARROW_LINE * type->size);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, start.x, start.y);
  for (guint i = 1; i + 1 < n; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
  cairo_line_to (cr, end.x, end.y);
  cairo_stroke (cr);
  draw_head (cr, head, points[n - 2], points[n - 1]);
  if (both)
    draw_head (cr, head, points[1], points[0]);
}

/* --- in words --------------------------------------------------------------------------------- */

void
cm_figure_describe_items (GString *text, const CmFigureList *list, gboolean numbered)
{
  for (guint i = 0; i < list->items->len; i++)
    {
      const CmFigureItem *item = cm_figure_list_get (list, i);

      if (i > 0)
        g_string_append_c (text, ' ');
      if (numbered)
        /* translators: spoken; the number of a step, before its words */
        g_string_append_printf (text, _ ("%u: "), i + 1);
      if (item->head != NULL)
        g_string_append (text, item->head);
      if (item->head != NULL && item->text != NULL)
        g_string_append (text, ": ");
      if (item->text != NULL)
        g_string_append (text, item->text);
      if (text->len > 0 && !g_str_has_suffix (text->str, ".") && !g_str_has_suffix (text->str, "?"))
        g_string_append_c (text, '.');
    }
  if (list->note != NULL)
    g_string_append_printf (text, " %s", list->note);
}
