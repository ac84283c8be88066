/* cm-mix-painter.h - lying bars, each of a few parts, one below the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

/* Writes a value; free with g_free(). */
typedef char *(*CmMixFormat) (gint64 value);

#define CM_MIX_PARTS 3

typedef struct
{
  char *label;
  gboolean heading; /* heads the bars after it and has none itself */
  gint64 values[CM_MIX_PARTS];
} CmMixBar;

/**
 * CmMix:
 *
 * Plain data. A bar has the same few parts as all others, told apart by colour and by pattern;
 * values below zero lie to the left of the line. Its sum, and the share of the first part in it,
 * stand after it.
 */
typedef struct
{
  char *name;
  char *parts[CM_MIX_PARTS]; /* what they are called */
  GPtrArray *bars;           /* of CmMixBar */
  CmMixFormat format, format_short;
  int bar; /* under the pointer or with the focus, or -1 */
} CmMix;

/* `parts` are the names of the parts. */
CmMix *cm_mix_new (const char *name,
                   const char *const parts[CM_MIX_PARTS],
                   CmMixFormat format,
                   CmMixFormat format_short);
void cm_mix_free (CmMix *self);
void cm_mix_add (CmMix *self, const char *label, const gint64 values[CM_MIX_PARTS]);
void cm_mix_add_heading (CmMix *self, const char *label);
gint64 cm_mix_get_total (const CmMix *self, guint bar);

/* The height in px that all of it needs. */
double cm_mix_get_height (const CmMix *self);
/* Draws into @width by @height px, in the font of @like or the default one. The background is left
 * alone. */
void cm_mix_draw (cairo_t *cr,
                  const CmMix *self,
                  PangoContext *like,
                  double width,
                  double height,
                  const CmPalette *palette);
/* The bar at a point, or -1; headings are none. */
int
cm_mix_hit (const CmMix *self, PangoContext *like, double width, double height, double x, double y);

/* Spoken texts, translated; free with g_free(). */
char *cm_mix_describe (const CmMix *self);
char *cm_mix_describe_bar (const CmMix *self, int bar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmMix, cm_mix_free)

G_END_DECLS
