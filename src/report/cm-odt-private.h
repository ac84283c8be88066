/* cm-odt-private.h - the body of an OpenDocument text while it is being written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-markup-writer.h"
#include "cm-odt.h"

G_BEGIN_DECLS

#define CM_ODT_BODY "Text_20_body"

/* A picture of the package. */
typedef struct
{
  char *name; /* "Pictures/1.png" */
  const char *type;
  GBytes *bytes;
} CmOdtFile;

typedef struct
{
  CmDocument *document;
  CmManual *manual;    /* or NULL */
  CmMarkup *out;       /* the body */
  CmMarkup *styles;    /* of single tables */
  GHashTable *anchors; /* CmBlock → its id, for those that have one or need one */
  GHashTable *ids;     /* those ids */
  GPtrArray *pending;  /* ids whose place is where the next paragraph begins */
  GPtrArray *files;    /* of CmOdtFile */
  const char *style;   /* of the next paragraph */
  guint n_notes, n_tables, n_frames;
  guint lists; /* that are open: no table fits into a list */
} CmOdt;

/* Makes ids known from which on links can lead to them. */
void _cm_odt_place (CmOdt *self, const CmBlock *block);
void _cm_odt_chapter (CmOdt *self, const CmBlock *chapter);
/* FALSE if the figure has none: it is its words then. */
gboolean _cm_odt_picture (CmOdt *self, const CmBlock *figure);

G_END_DECLS
