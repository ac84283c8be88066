/* cm-document.h - prose as a tree of blocks, the same for the screen, the printer and the
 * projector. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CM_CONTENT_ERROR (cm_content_error_quark ())
GQuark cm_content_error_quark (void);

typedef enum
{
  CM_CONTENT_ERROR_OPEN,    /* not there, or too large */
  CM_CONTENT_ERROR_INVALID, /* not XML, or not of its vocabulary; the message says file and line */
} CmContentError;

typedef enum
{
  CM_BLOCK_SECTION, /* its title in `inlines`; a chapter with `role` "paper" is a paper of its own,
                     * which wants neither a title page nor contents */
  CM_BLOCK_PARA,
  CM_BLOCK_BULLETS,
  CM_BLOCK_NUMBERS,
  CM_BLOCK_ITEM,        /* of bullets or numbers */
  CM_BLOCK_DEFINITIONS, /* of terms: a variable list, or a glossary if `role` is "glossary" */
  CM_BLOCK_TERM,        /* the term in `inlines`, its definition as children */
  CM_BLOCK_TABLE,       /* its title in `inlines`; rows; `role` "landscape" wants a wide sheet,
                         * "form" room to write in, with columns of one width */
  CM_BLOCK_ROW,         /* cells; `role` "space" is room for a paragraph in a form */
  CM_BLOCK_CELL,        /* the text in `inlines` */
  CM_BLOCK_ADMONITION,  /* `role` is note, tip, important, caution or warning; title in `inlines` */
  CM_BLOCK_FIGURE,      /* title in `inlines`; `target` is the picture, or `draw` says how to draw
                         * it from the children; `role` is what it shows, or NULL */
  CM_BLOCK_QUOTE,       /* who said it in `inlines` */
} CmBlockKind;

typedef enum
{
  CM_INLINE_EMPHASIS = 1 << 0,
  CM_INLINE_STRONG = 1 << 1,
  CM_INLINE_CODE = 1 << 2,
  CM_INLINE_SMALL = 1 << 3, /* small and pale: what is said beside the text */
} CmInlineFlags;

/* A run of text in one style. */
typedef struct
{
  char *text;
  CmInlineFlags flags;
  char *link;     /* "#id" within the document, an address, or NULL */
  char *footnote; /* the text of a footnote that is called here, or NULL; `text` is its number */
} CmInline;

typedef struct _CmBlock CmBlock;
struct _CmBlock
{
  CmBlockKind kind;
  char *id;            /* or NULL */
  char *role;          /* see the kinds */
  char *target;        /* see the kinds */
  char *draw;          /* see the kinds: "wheel", "tiers", "ring", "flow", "spans", or NULL */
  gboolean head;       /* a row or a cell of a table's head */
  gboolean own;        /* a partnership's own text, in place of the manual's or beside it */
  int line;            /* of the source */
  GPtrArray *inlines;  /* of CmInline */
  GPtrArray *children; /* of CmBlock */
  CmBlock *parent;     /* not owned */
};

/* A document and everything in it; never changes once made. */
#define CM_TYPE_DOCUMENT (cm_document_get_type ())
G_DECLARE_FINAL_TYPE (CmDocument, cm_document, CM, DOCUMENT, GObject)

const char *cm_document_get_title (CmDocument *self);
/* The chapters, in order: of CmBlock, owned by the document. */
GPtrArray *cm_document_get_chapters (CmDocument *self);
CmBlock *cm_document_find (CmDocument *self, const char *id);
/* The folder that the paths of figures start from. */
const char *cm_document_get_folder (CmDocument *self);

/* (transfer full): the title or the text of a block without its styles. */
char *cm_block_get_text (const CmBlock *block);
/* The section or chapter that the block is in, or itself if it is one. */
CmBlock *cm_block_get_section (CmBlock *block);

G_END_DECLS
