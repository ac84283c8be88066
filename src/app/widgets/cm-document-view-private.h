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
  PART_NOTES,
} PartKind;

typedef struct
{
  PartKind kind;
  const CmBlock *block;
  const CmManualStep *step;
  guint level; /* of the heading */
} Part;

typedef struct
{
  GtkLabel *label;
  guint start, end; /* bytes of its text */
} Match;

struct _CmDocumentView
{
  AdwBin parent_instance;

  CmDocumentBuilder builder;
  GtkWidget *clamp;
  GtkWidget *column;
  CmBlock *block;
  gboolean shallow, brief;

  GArray *parts; /* of Part */
  guint n_built;
  guint build_id;

  gboolean laid_out;
  guint scroll_id;
  char *scroll_anchor;         /* to go to, or NULL */
  double scroll_position;      /* to go to, or negative */
  const CmBlock *scroll_block; /* to go to, or NULL */
  GtkWidget *chosen;           /* what was gone to as a block, or NULL */

  CmDocumentHead make_head; /* or NULL */
  gpointer head_data;

  char *words;
  GArray *matches; /* of Match */
  guint current;   /* from 1; 0 is none */

  GtkWidget *menu;      /* or NULL as long as it was never asked for */
  GtkLabel *menu_label; /* that the menu is about, or NULL */
  guint menu_id;        /* until that is forgotten */
};

/* --- the menu of a paragraph, and copying -------------------------------------------------------
 */

/* Adds actions and keys to the class. */
void _cm_document_view_add_menu_actions (GtkWidgetClass *widget_class);
/* Listens for the right button and the keys of a view. */
void _cm_document_view_init_menu (CmDocumentView *self);
/* Takes the menu away with what it is about. */
void _cm_document_view_drop_menu (CmDocumentView *self);
/* To be called when the view has its place. */
void _cm_document_view_present_menu (CmDocumentView *self);

G_END_DECLS
