/* cm-figure-list.h - the words of a figure: layers, stations or steps, one after the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *head; /* in bold; or NULL */
  char *text; /* may have several lines; or NULL */
} CmFigureItem;

/**
 * CmFigureList:
 *
 * Plain data, filled by whoever knows the words. Each painter of figures draws it in its own way.
 */
typedef struct
{
  char *title;      /* spoken first; may be NULL */
  char *note;       /* a sentence about the whole that is drawn too; may be NULL */
  guint colour;     /* index into the palette's stage colours */
  GPtrArray *items; /* of CmFigureItem */
} CmFigureList;

/* Both texts may be NULL. */
CmFigureList *cm_figure_list_new (const char *title, const char *note, guint colour);
void cm_figure_list_free (CmFigureList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmFigureList, cm_figure_list_free)

/* Either text may be NULL. */
void cm_figure_list_add (CmFigureList *self, const char *head, const char *text);
const CmFigureItem *cm_figure_list_get (const CmFigureList *self, guint i);

G_END_DECLS
