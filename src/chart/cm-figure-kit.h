/* cm-figure-kit.h - what figures are made of: wrapped text, cards and arrows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-figure-list.h"
#include "cm-palette.h"

G_BEGIN_DECLS

/* In the caller's units: points on paper, px on the screen. */
typedef struct
{
  double x, y, width, height;
} CmFigureBox;

typedef struct
{
  double x, y;
} CmFigurePoint;

/* What a figure is set in. */
typedef struct
{
  PangoContext *context; /* owned */
  double size;           /* of the type; all other measures are in parts of it */
  gboolean rtl;          /* the figure is read from right to left */
} CmFigureType;

/* The font of `like` or the default one. Where less than `ems` widths of the type go into `width`,
 * the type is made smaller, so that a word has room anywhere. */
void cm_figure_type_init (
    CmFigureType *type, PangoContext *like, double width, double font_size, double ems);
void cm_figure_type_clear (CmFigureType *type);

/* (transfer full): text that wraps, within a word if it must, and is never cut short; all in one
 * line if `width` is negative. `size` in parts of that of the type. */
PangoLayout *cm_figure_text_new (const CmFigureType *type,
                                 const char *text,
                                 double size,
                                 PangoWeight weight,
                                 double width,
                                 PangoAlignment alignment);
/* In the caller's units; either may be NULL. */
void cm_figure_text_get_size (PangoLayout *text, double *width, double *height);
/* The left upper corner at (x, y). */
void cm_figure_text_draw (cairo_t *cr, PangoLayout *text, double x, double y, CmColour colour);

/* A card has an edge in the colour, a number (0: none), a head in bold and a text. */
double cm_figure_card_measure (const CmFigureType *type,
                               const CmFigureItem *item,
                               guint number,
                               double width);
/* The width at which no text of the card would wrap. */
double cm_figure_card_get_width (const CmFigureType *type, const CmFigureItem *item, guint number);
void cm_figure_card_draw (cairo_t *cr,
                          const CmFigureType *type,
                          const CmFigureItem *item,
                          guint number,
                          const CmFigureBox *box,
                          const CmPalette *palette,
                          guint colour);

/* The sentence about the whole, set small across the width; 0 without one. */
double cm_figure_note_measure (const CmFigureType *type, const char *note, double width);
void cm_figure_note_draw (cairo_t *cr,
                          const CmFigureType *type,
                          const char *note,
                          double y,
                          double width,
                          const CmPalette *palette);

/* A line through the points with a head at its end, and at its start if `both`. */
void cm_figure_arrow_draw (cairo_t *cr,
                           const CmFigureType *type,
                           const CmFigurePoint *points,
                           guint n,
                           gboolean both,
                           const CmPalette *palette);
void cm_figure_box_trace (cairo_t *cr, const CmFigureBox *box, double radius);

/* Appends what is spoken of a list: "1: Analyse, what it says; 2: …". */
void cm_figure_describe_items (GString *text, const CmFigureList *list, gboolean numbered);

G_END_DECLS
