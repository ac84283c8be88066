/* cm-document-builder.h - from the blocks of a document to widgets, for CmDocumentView. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-case-study.h"
#include "cm-manual.h"

G_BEGIN_DECLS

/* Links that the view follows by itself: from a footnote's call to its text and back. */
#define CM_DOCUMENT_NOTE "note:"
#define CM_DOCUMENT_CALL "call:"
/* Links to a case study, by its id. */
#define CM_DOCUMENT_CASE "case:"
/* After the id of a step's section: the place where it is said who does what. */
#define CM_DOCUMENT_ROLES ":roles"

/* What is gathered while a section is built. */
typedef struct
{
  CmManual *manual;
  CmDocument *document; /* that is built from: the manual's, or another */
  GPtrArray *cases;     /* of CmCaseStudy, or NULL */
  gboolean compact;
  guint scale; /* of the text, in percent */
  /* What to do with a link, an address or "#id"; the data outlives the widgets. */
  void (*follow) (gpointer data, const char *target);
  gpointer follow_data;
  GPtrArray *labels;   /* of GtkLabel, as they are read; not owned */
  GHashTable *anchors; /* id → GtkWidget, not owned */
  GPtrArray *notes;    /* of CmInline: footnotes called so far; not owned */
  guint n_placed;      /* how many of them have their call in a label */
} CmDocumentBuilder;

void cm_document_builder_init (CmDocumentBuilder *self, CmManual *manual);
/* Another document is built from; NULL is the manual's. */
void cm_document_builder_set_document (CmDocumentBuilder *self, CmDocument *document);
void cm_document_builder_clear (CmDocumentBuilder *self);
/* Forgets what was built. */
void cm_document_builder_reset (CmDocumentBuilder *self);

/* --- text ------------------------------------------------------------------------------------- */

/* A text that can be selected and followed; `css_class` may be NULL. */
GtkWidget *
cm_document_make_text (CmDocumentBuilder *self, const char *markup, const char *css_class);
/* The same from text without marks. */
GtkWidget *
cm_document_make_plain (CmDocumentBuilder *self, const char *text, const char *css_class);
/* A heading; the level counts from 1. */
GtkWidget *cm_document_make_heading (CmDocumentBuilder *self, const char *markup, guint level);
GtkWidget *cm_document_make_heading_plain (CmDocumentBuilder *self, const char *text, guint level);
/* What every label of the text needs, however it was made: links that lead on, being found. */
void cm_document_take_label (CmDocumentBuilder *self, GtkWidget *label);
/* (transfer full): the runs as Pango markup. */
char *cm_document_make_markup (CmDocumentBuilder *self, const GPtrArray *inlines);

/* Says which block of the document the widget and all in it is of, and tells it again; NULL if
 * nobody has said so. */
void cm_document_set_block (GtkWidget *widget, const CmBlock *block);
CmBlock *cm_document_get_block (GtkWidget *widget);

/* An item of a list: a mark and, beside it, what is marked. */
GtkWidget *cm_document_make_item (const char *mark, GtkWidget *body);

/* --- blocks ----------------------------------------------------------------------------------- */

/* The title of a section or chapter, with its place in the cycle if it has one. */
GtkWidget *
cm_document_make_section_heading (CmDocumentBuilder *self, const CmBlock *section, guint level);
/* Any block but a section, with all that is in it. */
GtkWidget *cm_document_make_block (CmDocumentBuilder *self, const CmBlock *block);
/* The sections within a section as a list of links, or NULL if there are none. */
GtkWidget *cm_document_make_contents (CmDocumentBuilder *self, const CmBlock *section);
/* The text of the footnotes called so far, or NULL if there are none. */
GtkWidget *cm_document_make_notes (CmDocumentBuilder *self);

/* --- what is known of a step; each NULL if there is nothing to say ------------------------------
 */

GtkWidget *cm_document_make_roles (CmDocumentBuilder *self, const CmManualStep *step, guint level);
GtkWidget *
cm_document_make_outputs (CmDocumentBuilder *self, const CmManualStep *step, guint level);
GtkWidget *
cm_document_make_questions (CmDocumentBuilder *self, const CmManualStep *step, guint level);
GtkWidget *cm_document_make_checks (CmDocumentBuilder *self, const CmManualStep *step, guint level);
GtkWidget *cm_document_make_tight (CmDocumentBuilder *self, const CmManualStep *step, guint level);
GtkWidget *cm_document_make_seen (CmDocumentBuilder *self, const CmManualStep *step, guint level);
/* The case studies of the step as links; of a compact text a few. */
GtkWidget *cm_document_make_cases (CmDocumentBuilder *self, const CmManualStep *step, guint level);
/* NULL if there is none with that id. */
const CmCaseStudy *cm_document_find_case (CmDocumentBuilder *self, const char *id);

G_END_DECLS
