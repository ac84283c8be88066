/* cm-press-private.h - what setting, breaking and drawing pages share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-press.h"

#include <pango/pangocairo.h>

#include "cm-figure.h"
#include "cm-palette.h"

G_BEGIN_DECLS

/* --- structure: what a screen reader is told -------------------------------------------------- */

typedef struct _PressNode PressNode;
struct _PressNode
{
  const char *tag; /* of PDF: "Sect", "P" */
  PressNode *parent;
  guint depth;
};

/* --- text ------------------------------------------------------------------------------------- */

typedef enum
{
  PRESS_INK_TEXT,
  PRESS_INK_DIM,
  PRESS_INK_LINK,
  PRESS_INK_NOTE, /* the five of admonitions */
  PRESS_INK_TIP,
  PRESS_INK_IMPORTANT,
  PRESS_INK_CAUTION,
  PRESS_INK_WARNING,
} PressInk;

typedef struct
{
  double size;  /* pt */
  double pitch; /* from baseline to baseline, pt */
  gboolean bold;
  gboolean figures; /* numerals all of one width */
  int max_lines;    /* what does not fit is left out, with an ellipsis; or 0 */
  PangoAlignment align;
  PressInk ink;
} PressStyle;

/* A stretch of a text that is the same throughout. */
typedef struct
{
  gsize start, end; /* bytes */
  CmInlineFlags flags;
  const char *link; /* owned by the document; NULL if it leads nowhere */
  int note;         /* the footnote that it calls, or -1 */
  int ink;          /* of its own, or -1 */
} PressSpan;

typedef struct
{
  PangoLayoutLine *line;
  const char *words; /* of its layout */
  gsize offset;      /* of these in the words of the text */
  double x;          /* from the left edge of the column */
  double ascent;     /* from the top of the line to its baseline */
  double height;
} PressLine;

/* A paragraph, title or cell in a column of a certain width. */
typedef struct
{
  PressStyle style;
  GString *words;
  GArray *spans;      /* of PressSpan, one after the other */
  GPtrArray *layouts; /* of PangoLayout; a very long text has many */
  GArray *lines;      /* of PressLine */
  double width;       /* of the column */
  double height;
  PressNode *node;
  gboolean leftwards; /* read from right to left */
  gboolean plain;     /* neither links nor footnotes */
  gboolean spread;    /* on more than one page */
} PressText;

typedef struct
{
  PressText *text, *label;
} PressNote;

/* --- pieces: what cannot be broken ------------------------------------------------------------ */

/* What is drawn around pieces that follow one another. */
typedef struct _PressBox PressBox;
struct _PressBox
{
  PressBox *parent;
  double x, width;
  PressInk ink;
  gboolean tinted;
};

typedef struct
{
  double x;
  guint n_columns;
  double *widths; /* of the columns, without the gaps between them */
  double gap;
  double width;       /* of the rules */
  gboolean form;      /* to be written in: columns of one width, between rules */
  GPtrArray *head;    /* the pieces that are repeated on the next page */
  double head_height; /* of these */
  PressNode *node;
} PressTable;

typedef struct
{
  PressTable *table;
  GPtrArray *cells; /* of PressText; may hold fewer than there are columns */
  PressNode *node;
  double pad;   /* above and below the cells */
  double least; /* height, with the white */
  gboolean head, last;
} PressRow;

typedef enum
{
  PRESS_PIECE_LINE,   /* of a text */
  PRESS_PIECE_ROW,    /* of a table, or a slice of it */
  PRESS_PIECE_FIGURE, /* drawn by a painter */
  PRESS_PIECE_ENTRY,  /* of the contents */
  PRESS_PIECE_BAND,   /* the four colours of the title page */
} PressPieceKind;

typedef struct
{
  PressPieceKind kind;
  double skip;    /* the white before it, unless a page begins with it */
  double pad;     /* the white above it that belongs to its box */
  double height;  /* without the white */
  double below;   /* the white below it that belongs to its box */
  gboolean glued; /* stays on the page of the piece before it */
  gboolean fresh; /* begins a page */
  PressBox *box;
  PressNode *node;
  double x;
  double width;
  PressText *text; /* of a line or an entry */
  guint from, to;  /* lines of it, or of the cells of a row */
  PressRow *row;
  CmFigure *figure;
  double scale;    /* of the figure */
  PressText *mark; /* a bullet or number beside it, or NULL */
  double mark_x;
  PressNode *mark_node;
  GPtrArray *anchors; /* names of what begins here, or NULL */
  int heading;        /* that it begins or, of an entry, leads to; or -1 */
  PressText *number;  /* of an entry: its page */
} PressPiece;

typedef struct
{
  char *name;   /* of the destination */
  char *title;  /* with its number */
  char *number; /* or NULL */
  guint level;  /* from 1 */
  int parent;   /* heading, or -1 */
  int page;     /* from 0 */
} PressHeading;

/* --- pages ------------------------------------------------------------------------------------ */

typedef struct
{
  PressPiece *piece;
  double y;       /* of its top, white of the box included, from the top of the text */
  gboolean again; /* the head of a table, repeated */
} PressPlaced;

typedef struct
{
  guint note;
  guint from, to; /* lines */
  double y;
} PressPlacedNote;

typedef struct
{
  GArray *placed;  /* of PressPlaced */
  GArray *notes;   /* of PressPlacedNote */
  double notes_y;  /* of the rule above them */
  int heading;     /* of the chapter, or -1 */
  gboolean opener; /* a chapter begins here: no running head */
  gboolean bare;   /* nor a page number */
  gboolean contents;
} PressPage;

struct _CmPress
{
  GObject parent_instance;

  CmDocument *document;
  CmManual *manual;
  double width, height, left, right, top, bottom;
  char *family, *title, *subtitle, *edition;
  double size;
  gboolean numbered;
  double ascent, descent;    /* of the font, for a size of 1 */
  double body_x, body_width; /* the column of the text */
  double full_x, full_width; /* what wide tables may use; body and hanging numbers are within */
  double body_height;

  PangoContext *context;
  PangoContext *leftwards; /* the same for text that is read from right to left */
  CmProgress *progress;
  GCancellable *cancellable;

  PressNode *root;
  GPtrArray *nodes, *texts, *rows, *tables, *boxes; /* all there are of each */
  GPtrArray *pieces;                                /* of the text */
  GPtrArray *front;                                 /* pieces of the title page and the contents */
  GPtrArray *notes;                                 /* of PressNote */
  GPtrArray *headings;                              /* of PressHeading */
  GHashTable *linked;                               /* names of all anchors → page + 1 */
  GPtrArray *figures;                               /* of CmFigure */
  GPtrArray *pages;                                 /* of PressPage */
  PressText *head_title, *head_contents;            /* of the running head */
  GPtrArray *head_chapters, *folios;
};

/* Where pieces are made, one after the other. */
typedef struct
{
  CmPress *press;
  GPtrArray *pieces; /* not owned */
  double x, width;   /* of the column */
  double skip;       /* wanted before the next piece */
  double pad;        /* the same within a box */
  gboolean glue;     /* the next piece stays with the one before */
  gboolean fresh;
  PressBox *box;
  PressNode *node;
  GPtrArray *anchors; /* of the next piece, or NULL */
  int heading;        /* that the next piece begins, or -1 */
  PressText *mark;    /* of the next piece, or NULL */
  double mark_x;
  PressNode *mark_node;
  guint level;      /* of the section, from 1 */
  guint list_depth; /* lists around */
  gboolean tight;   /* paragraphs stand closer: they are parts of a definition */
  int heading_now;  /* of the section, or -1 */
} PressFlow;

/* cm-press-text.c */
PressStyle _cm_press_style (CmPress *self, double scale, double leading);
PressText *_cm_press_text_new (CmPress *self, const PressStyle *style, PressNode *node);
void _cm_press_text_add (
    PressText *text, const char *words, CmInlineFlags flags, const char *link, int note, int ink);
void _cm_press_text_add_block (CmPress *self, PressText *text, const CmBlock *block);
/* Breaks it into lines. */
void _cm_press_text_lay (CmPress *self, PressText *text, double width);
/* The width it would have on one line, and that of its longest word. */
void _cm_press_text_measure (CmPress *self, PressText *text, double *natural, double *longest);
double _cm_press_text_height (const PressText *text, guint from, guint to);
/* Calls `found` for each footnote that is called on those lines. */
void _cm_press_text_notes (const PressText *text, guint from, guint to, GArray *found);
const PressSpan *_cm_press_text_span_at (const PressText *text, gsize byte);
void _cm_press_text_free (gpointer data);

/* cm-press-flow.c */
void _cm_press_flow_init (PressFlow *flow, CmPress *self);
void _cm_press_flow_blocks (PressFlow *flow, const CmBlock *parent);
void _cm_press_flow_section (PressFlow *flow, const CmBlock *section);
void _cm_press_flow_text (PressFlow *flow, PressText *text);
PressPiece *_cm_press_flow_piece (PressFlow *flow, PressPieceKind kind, PressNode *node);
void _cm_press_flow_skip (PressFlow *flow, double skip);
PressNode *_cm_press_node (CmPress *self, const char *tag, PressNode *parent);

/* cm-press-table.c */
/* The pieces from `caption` on head the table. */
void _cm_press_flow_table (PressFlow *flow, const CmBlock *block, guint caption);

/* cm-press-front.c */
void _cm_press_front_title (CmPress *self);
void _cm_press_front_contents (CmPress *self, PressFlow *flow);
/* Once all pages are known. */
void _cm_press_front_number (CmPress *self);

/* cm-press-break.c */
/* Adds pages for these pieces; FALSE if cancelled. */
gboolean _cm_press_break (CmPress *self, GPtrArray *pieces, double from, double to);
PressPage *_cm_press_page_new (CmPress *self);
void _cm_press_page_free (gpointer data);

/* cm-press-tags.c */
typedef struct _PressTags PressTags;
PressTags *_cm_press_tags_new (CmPress *self, cairo_t *cr);
/* Ends all that is open. */
void _cm_press_tags_free (PressTags *self);
/* With NULL for the tags, each does nothing. */
void _cm_press_tags_move (PressTags *self, PressNode *node);
void _cm_press_tags_begin (PressTags *self, const char *tag);
void _cm_press_tags_begin_link (PressTags *self, const char *link);
void _cm_press_tags_end (PressTags *self, const char *tag);
/* (transfer full): what says that a link or the outline leads to that name. */
char *_cm_press_tags_attributes (const char *name);
void _cm_press_tags_anchor (PressTags *self, const char *name, double x, double y);

/* cm-press-draw.c */
void _cm_press_draw (CmPress *self, guint page, cairo_t *cr, PressTags *tags);

G_END_DECLS
