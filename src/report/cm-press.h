/* cm-press.h - a document set on paper: measured once, then drawn page by page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "cm-manual.h"
#include "cm-progress.h"

G_BEGIN_DECLS

typedef enum
{
  CM_PRESS_A4,
  CM_PRESS_A3,
  CM_PRESS_LETTER,
} CmPressPaper;

/**
 * CmPressSetup:
 *
 * How a document is to be set. Lengths are in points, 72 to the inch; the margins are those of the
 * text, and running heads and page numbers stand in them. Strings are only borrowed while
 * cm_press_new() runs.
 */
typedef struct
{
  double width, height;            /* of the paper */
  double left, right, top, bottom; /* margins */
  const char *family;              /* of fonts, or NULL for the one of the design */
  double size;                     /* of the text */
  const char *title;               /* or NULL for the document's own */
  const char *subtitle;            /* on the title page, or NULL */
  const char *edition;             /* at its foot: an edition or a date, or NULL */
  gboolean title_page;
  gboolean contents;
  gboolean numbered;   /* chapters and their sections have numbers */
  const CmBlock *part; /* the only section that is wanted, or NULL for all of the document */
  CmManual *manual;    /* that figures take their data from, or NULL */
} CmPressSetup;

/* The whole document on that paper, with a title page, contents and numbers. */
void cm_press_setup_init (CmPressSetup *setup, CmPressPaper paper, gboolean landscape);
/* The same on paper of any size. */
void cm_press_setup_init_for (CmPressSetup *setup, double width, double height);

/* A document on pages. It may be made in one thread and drawn in another, but is not to be used by
 * two at once. */
#define CM_TYPE_PRESS (cm_press_get_type ())
G_DECLARE_FINAL_TYPE (CmPress, cm_press, CM, PRESS, GObject)

/* (transfer full): the only error is G_IO_ERROR_CANCELLED. There is always at least one page. */
CmPress *cm_press_new (CmDocument *document,
                       const CmPressSetup *setup,
                       CmProgress *progress,
                       GCancellable *cancellable,
                       GError **error);

guint cm_press_get_n_pages (CmPress *self);
/* In points. */
void cm_press_get_size (CmPress *self, double *width, double *height);
/* The page, from 0, on which the block with that id begins; -1 if none does. */
int cm_press_find_page (CmPress *self, const char *id);
/* Draws a page, from 0, in points from its upper left corner. */
void cm_press_draw (CmPress *self, guint page, cairo_t *cr);

G_END_DECLS
