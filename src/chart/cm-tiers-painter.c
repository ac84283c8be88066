/* cm-tiers-painter.c - layers from the top down, as of those who govern. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-tiers-painter"
#include "config.h"

#include "cm-tiers-painter.h"

#include <glib/gi18n.h>

/* In parts of the size of the type. */
#define NARROWEST 14.0
#define WIDEST 42.0 /* longer lines are hard to read */
#define GAP 2.3     /* between layers, for the arrow */
#define SPACE 0.15  /* between an arrow and a layer */
#define LEAST 24.0  /* width of the layers, where there is room */

/* As wide as the longest text, within limits: a wide empty card says nothing. */
static double
choose_width (const CmFigureList *list, const CmFigureType *type, double width)
{
  double most = LEAST * type->size;

  for (guint i = 0; i < list->items->len; i++)
    most = MAX (most, cm_figure_card_get_width (type, cm_figure_list_get (list, i), 0));
  return MIN (MIN (most, WIDEST * type->size), width);
}

static CmFigureBox *
place_layers (const CmFigureList *list, const CmFigureType *type, double width, double *height)
{
  CmFigureBox *boxes = g_new (CmFigureBox, list->items->len);
  double card = choose_width (list, type, width);
  double y = 0;

  for (guint i = 0; i < list->items->len; i++)
    {
      boxes[i] = (CmFigureBox){
        (width - card) / 2,
        y,
        card,
        cm_figure_card_measure (type, cm_figure_list_get (list, i), 0, card),
      };
      y += boxes[i].height + GAP * type->size;
    }
  *height = MAX (y - GAP * type->size, 0);
  return boxes;
}

double
cm_tiers_measure (const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  CmFigureType type;
  double height;

  if (list->items->len == 0)
    return 0;
  cm_figure_type_init (&type, like, width, font_size, NARROWEST);
  g_free (place_layers (list, &type, width, &height));
  height += cm_figure_note_measure (&type, list->note, width);
  cm_figure_type_clear (&type);
  return height;
}

CmFigureBox *
cm_tiers_get_boxes (const CmFigureList *list, PangoContext *like, double width, double font_size)
{
  CmFigureBox *boxes;
  CmFigureType type;
  double height;

  cm_figure_type_init (&type, like, width, font_size, NARROWEST);
  boxes = place_layers (list, &type, width, &height);
  cm_figure_type_clear (&type);
  return boxes;
}

/* Reports go up and directions down: the arrow has two heads. */
static void
draw_link (cairo_t *cr, const CmFigureType *type, const CmFigureBox *box, const CmPalette *palette)
{
  double x = box->x + box->width / 2, y = box->y + box->height;
  CmFigurePoint points[] = { { x, y + SPACE * type->size }, { x, y + (GAP - SPACE) * type->size } };

  cm_figure_arrow_draw (cr, type, points, G_N_ELEMENTS (points), TRUE, palette);
}

void
cm_tiers_draw (cairo_t *cr,
               const CmFigureList *list,
               PangoContext *like,
               double width,
               double font_size,
               const CmPalette *palette)
{
  g_autofree CmFigureBox *boxes = NULL;
  CmFigureType type;
  double height;

  if (list->items->len == 0)
    return;
  cm_figure_type_init (&type, like, width, font_size, NARROWEST);
  boxes = place_layers (list, &type, width, &height);
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < list->items->len; i++)
    {
      cm_figure_card_draw (
          cr, &type, cm_figure_list_get (list, i), 0, &boxes[i], palette, list->colour);
      if (i + 1 < list->items->len)
        draw_link (cr, &type, &boxes[i], palette);
    }
  cm_figure_note_draw (cr, &type, list->note, height, width, palette);
  cairo_restore (cr);
  cm_figure_type_clear (&type);
}

char *
cm_tiers_describe (const CmFigureList *list)
{
  GString *text = g_string_new (NULL);

  /* translators: spoken; what follows names each layer and says what it does */
  g_string_append_printf (
      text,
      ngettext ("%u layer. ", "%u layers from the top down. ", list->items->len),
      list->items->len);
  cm_figure_describe_items (text, list, FALSE);
  return g_string_free (text, FALSE);
}
