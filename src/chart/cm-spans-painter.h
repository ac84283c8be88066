/* cm-spans-painter.h - what lasts from one week to another, as bars over the weeks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-figure-kit.h"

G_BEGIN_DECLS

/* Weeks are counted as people do: from the first to the second week are two. */
typedef struct
{
  char *name;
  int first, last; /* the week it starts in, and the week it ends in */
} CmSpan;

typedef struct
{
  char *title; /* spoken first; may be NULL */
  char *note;  /* a sentence about the whole; may be NULL */
  guint colour;
  GPtrArray *items; /* of CmSpan */
} CmSpans;

/* The earliest and the latest week. */
#define CM_SPANS_FIRST (-999)
#define CM_SPANS_LAST 999

CmSpans *cm_spans_new (const char *title, const char *note, guint colour);
void cm_spans_free (CmSpans *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSpans, cm_spans_free)
/* Weeks beyond the earliest and the latest are moved there, and an end before its start to it. */
void cm_spans_add (CmSpans *self, const char *name, int first, int last);
const CmSpan *cm_spans_get (const CmSpans *self, guint i);

/* The height that the figure takes at that width, in the same units; 0 without spans. */
double cm_spans_measure (const CmSpans *self, PangoContext *like, double width, double font_size);
/* (transfer full): the bars of all spans and the places of their names; free with g_free(). */
void cm_spans_get_boxes (const CmSpans *self,
                         PangoContext *like,
                         double width,
                         double font_size,
                         CmFigureBox **bars,
                         CmFigureBox **names);
/* In the font of `like` or the default one; the background is left alone. */
void cm_spans_draw (cairo_t *cr,
                    const CmSpans *self,
                    PangoContext *like,
                    double width,
                    double font_size,
                    const CmPalette *palette);
/* Spoken, translated; free with g_free(). */
char *cm_spans_describe (const CmSpans *self);

G_END_DECLS
