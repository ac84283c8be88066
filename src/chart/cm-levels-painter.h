/* cm-levels-painter.h - how far each heading has come on a scale, then and now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  int then, now; /* levels, from 0; -1: not known */
  char *words;   /* what stands below it: “Up by 1 level”, “Not judged” */
} CmLevelsRow;

/**
 * CmLevels:
 *
 * Plain data. A column for each level of the scale, a row for each heading: a ring where it was, a
 * dot where it is, an arrow from the one to the other.
 */
typedef struct
{
  char *name;
  char *then, *now;  /* what the two are called; `then` is NULL if there is only one */
  GPtrArray *levels; /* of char *, from the least to the most */
  GPtrArray *rows;   /* of CmLevelsRow */
  int row;           /* under the pointer or with the focus, or -1 */
} CmLevels;

/* `levels` ends with NULL. */
CmLevels *
cm_levels_new (const char *name, const char *then, const char *now, const char *const *levels);
void cm_levels_free (CmLevels *self);
void cm_levels_add (CmLevels *self, const char *label, int then, int now, const char *words);

/* The height in px that all of it needs. */
double cm_levels_get_height (const CmLevels *self);
/* Draws into @width by @height px, in the font of @like or the default one. The background is left
 * alone. */
void cm_levels_draw (cairo_t *cr,
                     const CmLevels *self,
                     PangoContext *like,
                     double width,
                     double height,
                     const CmPalette *palette);
/* The row at a point, or -1. */
int cm_levels_hit (
    const CmLevels *self, PangoContext *like, double width, double height, double x, double y);

/* Spoken texts, translated; free with g_free(). */
char *cm_levels_describe (const CmLevels *self);
char *cm_levels_describe_row (const CmLevels *self, int row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmLevels, cm_levels_free)

G_END_DECLS
