/* cm-triangles-painter.h - value for money: options as triangles, as wide as they cost and as high
 * as they are worth. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-figure-kit.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  double cost, value; /* not negative; in any unit */
  char *cost_text, *value_text;
  gboolean chosen;
} CmTriangle;

/**
 * CmTriangles:
 *
 * Those that are chosen stand one upon the other and climb, the steepest first, to the line of the
 * budget; those left out stand beside it on the ground, so that the eye compares what the same
 * width would have given. After the value-for-money triangles of the STAR approach (London School
 * of Economics and the Health Foundation). Plain data, filled by whoever knows what is chosen.
 */
typedef struct
{
  char *title; /* spoken first; may be NULL */
  char *note;  /* a sentence about the whole; may be NULL */
  guint colour;
  double budget;
  char *budget_text;
  char *cost_text, *value_text; /* of all that are chosen */
  GPtrArray *items;             /* of CmTriangle; in the order in which they stand */
} CmTriangles;

#define CM_TRIANGLES_MAX 12

CmTriangles *cm_triangles_new (const char *title, const char *note, guint colour);
void cm_triangles_free (CmTriangles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmTriangles, cm_triangles_free)
void cm_triangles_set_budget (CmTriangles *self, double budget, const char *text);
void cm_triangles_set_total (CmTriangles *self, const char *cost, const char *value);
/* The chosen ones have to be added before the others. */
void cm_triangles_add (CmTriangles *self,
                       const char *name,
                       double cost,
                       double value,
                       const char *cost_text,
                       const char *value_text,
                       gboolean chosen);
const CmTriangle *cm_triangles_get (const CmTriangles *self, guint i);

/* The height that the figure takes at that width, in the same units; 0 without options. */
double
cm_triangles_measure (const CmTriangles *self, PangoContext *like, double width, double font_size);
/* (transfer full): what surrounds each triangle, and its words; free with g_free(). */
void cm_triangles_get_boxes (const CmTriangles *self,
                             PangoContext *like,
                             double width,
                             double font_size,
                             CmFigureBox **triangles,
                             CmFigureBox **words);
/* In the font of `like` or the default one; the background is left alone. */
void cm_triangles_draw (cairo_t *cr,
                        const CmTriangles *self,
                        PangoContext *like,
                        double width,
                        double font_size,
                        const CmPalette *palette);
/* Spoken, translated; free with g_free(). */
char *cm_triangles_describe (const CmTriangles *self);

G_END_DECLS
