/* cm-document-view-private.h - what the files of CmDocumentView share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document-builder.h"
#include "cm-document-view.h"

G_BEGIN_DECLS

typedef enum
{
  PART_HEADING,
  PART_SUMMARY,
  PART_ROLES,
  PART_OUTPUTS,
  PART_QUESTIONS,
  PART_METHOD, /* the heading of a step's own text */
  PART_BLOCK,
  PART_CONTENTS,
  PART_CHECKS,
  PART_TIGHT,
  PART_SEEN,
  PART_CASES,
  PART_FOOT,
  PART_NOTES,
} PartKind;

typedef struct
{
  PartKind kind;
  const CmBlock *block;
  const CmManualStep *step;
  guint level;                 /* of the heading */
  GtkWidget *widget;           /* or NULL if there is nothing to show, or not yet */
  guint first_label, n_labels; /* of the builder's */
} Part;

typedef struct
{
  GtkLabel *label;
  guint start, end; /* bytes of its text */
} Match;

/* What is held on to; the start of the text if there is no widget. */
typedef struct
{
  GtkWidget *widget;
  int index;    /* in bytes, of the label's text; negative for the top of the widget */
  double below; /* pixels that it is to be below the top of the window */
  double share; /* of the window's height that it is to be lower than that */
} Pin;

/* The same before there is a widget. */
typedef struct
{
  guint part, nth; /* of the plan; of its labels */
  int index;
  double below;
} Place;

typedef struct
{
  GtkWidget *popover; /* or NULL, and the link that it is about */
  char *link;
  GtkEventController *pointer; /* of the popover */
  GtkLabel *label;             /* whose spans are at hand, or NULL */
  GArray *spans;               /* of CmDocumentSpan */
  char *hovered;               /* the link that the pointer is on, or NULL, and a byte of it */
  guint index;
  guint rest_id, leave_id, follow_id;
} Preview;

struct _CmDocumentView
{
  AdwBin parent_instance;

  CmDocumentBuilder builder;
  GtkWidget *clamp;
  GtkWidget *column;
  CmBlock *block;
  gboolean shallow, brief;

  GArray *parts;      /* of Part */
  GPtrArray *leaving; /* of GtkWidget: what was shown before */
  guint leave_id;
  guint first_built, end_built; /* of them, without a gap */
  guint build_id;
  gboolean is_first_frame; /* since what is shown was chosen */

  CmDocumentHead make_head; /* or NULL */
  gpointer head_data;
  CmDocumentHead make_foot; /* or NULL */
  gpointer foot_data;
  GtkWidget *chosen; /* what was gone to as a block, or NULL */

  GSettings *settings;
  GtkCssProvider *style; /* the size of the text */

  Pin pin;
  GtkAdjustment *adjustment; /* that is listened to */
  double upper, page;        /* of it, when all had its place last */
  gboolean scrolling;        /* and not the reader */
  guint scroll_id;

  char *find_words; /* to be found once all is built, or NULL */
  guint find_current;
  char *words;
  GArray *matches; /* of Match */
  guint current;   /* from 1; 0 is none */

  GtkWidget *menu;      /* or NULL as long as it was never asked for */
  GtkLabel *menu_label; /* that the menu is about, or NULL */
  gboolean menu_focus;  /* whether that had the focus */
  guint menu_id;        /* until that is forgotten */

  Preview preview;
};

/* --- planning --------------------------------------------------------------------------------- */

void _cm_document_view_plan (CmDocumentView *self);
/* The part that shows the block, or that it is in; -1 if none does. */
int _cm_document_view_find_part (CmDocumentView *self, const CmBlock *block);
/* NULL if there is nothing to show. */
GtkWidget *_cm_document_view_make_part (CmDocumentBuilder *builder, const Part *part);
gboolean _cm_document_view_begins_with_heading (PartKind kind);
void _cm_document_view_build_rest (CmDocumentView *self);
/* The heading with what stands below it, if anything. */
GtkWidget *_cm_document_view_add_head (CmDocumentView *self, const Part *part, GtkWidget *heading);

/* --- places ----------------------------------------------------------------------------------- */

/* Holds on to a widget of the text; see Pin. */
void _cm_document_view_pin (
    CmDocumentView *self, GtkWidget *widget, int index, double below, double share);
void _cm_document_view_pin_anchor (CmDocumentView *self, const char *id);
void _cm_document_view_pin_place (CmDocumentView *self, const Place *place);
void _cm_document_view_unpin (CmDocumentView *self);
void _cm_document_view_unwatch (CmDocumentView *self);
/* How far the text is to be shifted down until the window is scrolled. */
double _cm_document_view_find_shift (CmDocumentView *self);
/* (transfer full) (nullable) */
char *_cm_document_view_describe (CmDocumentView *self, GtkWidget *widget, int index, double below);
gboolean _cm_document_view_parse_place (CmDocumentView *self, const char *text, Place *place);
GtkWidget *_cm_document_view_find_place (CmDocumentView *self, const Place *place);

/* After the text was built anew: the same words, and the same match of them. */
void _cm_document_view_find_again (CmDocumentView *self, const char *words, guint current);

/* --- the menu of a paragraph, and copying -------------------------------------------------------
 */

/* Adds actions and keys to the class. */
void _cm_document_view_add_menu_actions (GtkWidgetClass *widget_class);
/* Listens for the right button and the keys of a view. */
void _cm_document_view_init_menu (CmDocumentView *self);
/* Takes the menu away with what it is about. */
void _cm_document_view_drop_menu (CmDocumentView *self);
/* To be called when the view has its place. */
void _cm_document_view_present_popovers (CmDocumentView *self);

/* --- previews of links ------------------------------------------------------------------------ */

void _cm_document_view_init_preview (CmDocumentView *self);
void _cm_document_view_close_preview (CmDocumentView *self);
/* Forgets the text that links are in, too. */
void _cm_document_view_drop_preview (CmDocumentView *self);

G_END_DECLS
