/* cm-thread-private.h - what the layout of the golden thread and its painter share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-thread-painter.h"

G_BEGIN_DECLS

#define CM_THREAD_PAD 9.0   /* between the edge of a card and its texts */
#define CM_THREAD_MARK 14.0 /* room for a mark before a text */

/* A text that wraps, in the order title, note, warning. */
typedef struct
{
  PangoLayout *text; /* NULL: there is none */
  double x, y;       /* within the card */
} CmThreadText;

typedef struct
{
  CmThreadBox box;
  CmThreadText texts[3];
} CmThreadCard;

typedef struct
{
  double width;
  double start, end; /* the middle of its ends, down */
  double lane;       /* the middle where it passes the indicators, or 0 */
} CmThreadPath;

struct _CmThreadLayout
{
  double width, height, top; /* `top`: under the headings */
  double x[CM_N_COLUMNS], column_width[CM_N_COLUMNS];
  GArray *cards; /* CmThreadCard */
  GArray *paths; /* CmThreadPath */
  PangoLayout *headings[CM_N_COLUMNS];
  PangoLayout *name; /* NULL without a heading */
  PangoLayout *legend;
  PangoContext *context;
};

G_END_DECLS
