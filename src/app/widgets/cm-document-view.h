/* cm-document-view.h - a section of the manual as text on the screen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-case-study.h"
#include "cm-manual.h"

G_BEGIN_DECLS

#define CM_TYPE_DOCUMENT_VIEW (cm_document_view_get_type ())
G_DECLARE_FINAL_TYPE (CmDocumentView, cm_document_view, CM, DOCUMENT_VIEW, AdwBin)

/* Emits "link" (const char *target) for a link that is followed: "#id" for a place of the text,
 * "case:id" for a case study, else an address; and "block-menu" (CmBlock *block, GMenu *menu)
 * before the menu of a paragraph is opened, for whoever has something to add to it: a section, say,
 * with an action that knows the block. The view does not scroll by itself: put it in a
 * GtkScrolledWindow. */
GtkWidget *cm_document_view_new (CmManual *manual);

/* Shows a section or chapter of the manual; NULL shows nothing. The first screen is there when this
 * returns, what follows is added in the next frames. */
void cm_document_view_show (CmDocumentView *self, CmBlock *block);
/* The same, but the first screen is what has that id, or that place, of it; the start if nothing
 * has. */
void cm_document_view_show_at (CmDocumentView *self, CmBlock *block, const char *id);
void cm_document_view_show_place (CmDocumentView *self, CmBlock *block, const char *place);
CmBlock *cm_document_view_get_block (CmDocumentView *self);

/* These three hold for what is shown next. */
/* Smaller headings, no measure: for a narrow pane. */
void cm_document_view_set_compact (CmDocumentView *self, gboolean compact);
/* The sections within are listed as links. */
void cm_document_view_set_shallow (CmDocumentView *self, gboolean shallow);
/* Only what must be at hand: of a step its facts, of a section its first paragraphs. */
void cm_document_view_set_brief (CmDocumentView *self, gboolean brief);

/* The document whose sections are shown, if it is not the manual's: a case study's, say; NULL is
 * the manual's. What is shown goes. */
void cm_document_view_set_document (CmDocumentView *self, CmDocument *document);
/* Of CmCaseStudy, or NULL: they are listed with the steps that they are about. */
void cm_document_view_set_cases (CmDocumentView *self, GPtrArray *cases);

/* (transfer full) (nullable): what stands below the title of a section that is shown. */
typedef GtkWidget *(*CmDocumentHead) (const CmBlock *section, guint level, gpointer data);
/* Holds for what is shown next; `data` must outlive the view. */
void cm_document_view_set_head (CmDocumentView *self, CmDocumentHead make, gpointer data);
/* The same for what stands at the end of all that is shown, above its notes. */
void cm_document_view_set_foot (CmDocumentView *self, CmDocumentHead make, gpointer data);

/* (nullable): the widget that shows the block, if it is built; of a row of a table its first cell.
 */
GtkWidget *cm_document_view_find_block (CmDocumentView *self, const CmBlock *block);
/* Scrolls to the block, if it is shown, and lifts it out until another is gone to. */
void cm_document_view_scroll_to_block (CmDocumentView *self, const CmBlock *block);

/* These scroll the window that the view is in, as soon as there is something to scroll. FALSE if
 * nothing that is shown has this id. */
gboolean cm_document_view_scroll_to (CmDocumentView *self, const char *id);
void cm_document_view_scroll_to_start (CmDocumentView *self);
/* (transfer full) (nullable): where the reader is, in words that hold for any size of the text and
 * of the window; NULL is the start. "moved" is emitted when the reader goes elsewhere. */
char *cm_document_view_get_place (CmDocumentView *self);
/* Goes to what cm_document_view_get_place() told. */
void cm_document_view_go_to_place (CmDocumentView *self, const char *place);
/* Goes to the next heading, or with a negative direction to the one before, and gives it the focus.
 */
void cm_document_view_move_heading (CmDocumentView *self, int direction);
/* How wide a line may be, in pixels. */
int cm_document_view_get_measure (CmDocumentView *self);

/* Makes the text of this and every other view larger, or with a negative direction smaller, or with
 * 0 as large as it usually is. The reader stays at the same line. */
#define CM_DOCUMENT_SMALLEST 70 /* percent */
#define CM_DOCUMENT_LARGEST 250
void cm_document_view_change_size (CmDocumentView *self, int direction);

/* What the menu is open on, else what has the focus: the paragraph, cell or term; for a heading and
 * for what is known of a step, its section. NULL if that is nothing of the text. */
CmBlock *cm_document_view_get_block_at_focus (CmDocumentView *self);
/* (transfer full) (nullable): what is selected there, or all its text. */
char *cm_document_view_get_text_at_focus (CmDocumentView *self);

/* Marks the words wherever they are shown, whatever their case, and returns how often that is;
 * NULL or "" ends it. */
guint cm_document_view_find (CmDocumentView *self, const char *words);
/* Goes to the next match, or with a negative direction to the one before, round the end. FALSE if
 * there is none. */
gboolean cm_document_view_find_next (CmDocumentView *self, int direction);
/* Which match is the current one, from 1; 0 if none is. */
guint cm_document_view_get_find_position (CmDocumentView *self);

G_END_DECLS
