/* cm-links-painter.h - what one thing hangs together with, as a small diagram around it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

/* In this order they are listed. */
typedef enum
{
  CM_LINK_REQUIRES,    /* on the left: comes first; a solid line */
  CM_LINK_FOLLOWS,     /* on the left; a dashed line */
  CM_LINK_REQUIRED_BY, /* on the right */
  CM_LINK_FOLLOWED_BY,
  CM_LINK_EXCLUDES, /* below; a line that is struck through */
} CmLinkKind;

typedef struct
{
  CmLinkKind kind;
  char *word;  /* how it hangs together, as “Requires” */
  char *title; /* of the other one */
  char *state; /* in words; NULL for none */
  gboolean trouble;
} CmLink;

typedef struct
{
  char *title; /* of the one in the middle */
  char *state;
  GPtrArray *items; /* of CmLink */
} CmLinks;

/* In px. */
typedef struct
{
  double x, y, width, height;
} CmLinksBox;

CmLinks *cm_links_new (const char *title, const char *state);
void cm_links_free (CmLinks *self);
void cm_links_add (CmLinks *self,
                   CmLinkKind kind,
                   const char *word,
                   const char *title,
                   const char *state,
                   gboolean trouble);
const CmLink *cm_links_get (const CmLinks *self, guint i);

/* The height that the diagram takes at that width, px; 0 without links. */
double cm_links_measure (const CmLinks *self, double width);
/* The place of the i-th link; -1 is the middle. All lie within the width and the height. */
void cm_links_get_box (const CmLinks *self, double width, int i, CmLinksBox *box);
/* The link at (x, y), or -1. */
int cm_links_hit (const CmLinks *self, double width, double x, double y);

/* `context` says which font; `hovered` is a link or -1. */
void cm_links_draw (cairo_t *cr,
                    PangoContext *context,
                    const CmLinks *self,
                    double width,
                    const CmPalette *palette,
                    int hovered);

/* (transfer full): spoken: "Requires “Telephony”, live. Excludes …". */
char *cm_links_describe (const CmLinks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmLinks, cm_links_free)

G_END_DECLS
