/* cm-document-view.h - a section of the manual as text on the screen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-manual.h"

G_BEGIN_DECLS

#define CM_TYPE_DOCUMENT_VIEW (cm_document_view_get_type ())
G_DECLARE_FINAL_TYPE (CmDocumentView, cm_document_view, CM, DOCUMENT_VIEW, AdwBin)

/* Emits "link" (const char *target) for a link that is followed: "#id" for a place of the manual,
 * else an address; and "block-menu" (CmBlock *block, GMenu *menu) before the menu of a paragraph is
 * opened, for whoever has something to add to it: a section, say, with an action that knows the
 * block. The view does not scroll by itself: put it in a GtkScrolledWindow. */
GtkWidget *cm_document_view_new (CmManual *manual);

/* Shows a section or chapter of the manual; NULL shows nothing. The first screen is there when this
 * returns, what follows is added in the next frames. */
void cm_document_view_show (CmDocumentView *self, CmBlock *block);
CmBlock *cm_document_view_get_block (CmDocumentView *self);

/* These three hold for what is shown next. */
/* Smaller headings, no measure: for a narrow pane. */
void cm_document_view_set_compact (CmDocumentView *self, gboolean compact);
/* The sections within are listed as links. */
void cm_document_view_set_shallow (CmDocumentView *self, gboolean shallow);
/* Only what must be at hand: of a step its facts, of a section its first paragraphs. */
void cm_document_view_set_brief (CmDocumentView *self, gboolean brief);

/* (transfer full) (nullable): what stands below the title of a section that is shown. */
typedef GtkWidget *(*CmDocumentHead) (const CmBlock *section, guint level, gpointer data);
/* Holds for what is shown next; `data` must outlive the view. */
void cm_document_view_set_head (CmDocumentView *self, CmDocumentHead make, gpointer data);

/* (nullable): the widget that shows the block, if it is built; of a row of a table its first cell.
 */
GtkWidget *cm_document_view_find_block (CmDocumentView *self, const CmBlock *block);
/* Scrolls to the block, once it is there, and lifts it out until something else is gone to. */
void cm_document_view_scroll_to_block (CmDocumentView *self, const CmBlock *block);

/* Both scroll the window that the view is in, as soon as all is laid out. FALSE if nothing that is
 * shown has this id. The position is in pixels. */
gboolean cm_document_view_scroll_to (CmDocumentView *self, const char *id);
void cm_document_view_scroll_to_position (CmDocumentView *self, double position);

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
