/* cm-html-private.h - what the one page and the folder of pages have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-html.h"
#include "cm-markup-writer.h"

G_BEGIN_DECLS

/* Ids made here hold a colon, which those of a text never do. */
#define CM_HTML_TEXT "text:"
#define CM_HTML_CONTENTS "contents:"

/* A file that pages need beside them. */
typedef struct
{
  char *name;
  GBytes *bytes;
} CmHtmlFile;

typedef struct
{
  CmDocument *document;
  CmManual *manual;    /* or NULL */
  GHashTable *anchors; /* CmBlock → its id, for those that have one or need one */
  GHashTable *places;  /* id → file name of the page that it is on, "" if there is but one */
  const char *page;    /* file name of the page being written, or "" */
  CmMarkup *out;       /* of that page */
  GPtrArray *notes;    /* of CmInline: called since notes were written last */
  guint n_notes;       /* on the page */
  guint n_captions;    /* on the page */
  guint n_figures;     /* on the page */
  GPtrArray *files;    /* of CmHtmlFile, or NULL: what pages need is then put into them */
} CmHtml;

void _cm_html_init (CmHtml *self, CmDocument *document, CmManual *manual);
void _cm_html_clear (CmHtml *self);
/* Pictures become files of their own from here on. */
void _cm_html_keep_files (CmHtml *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CmHtml, _cm_html_clear)

/* Says that the blocks from here on, with all that is in them, are on that page; `with_sections`
 * says whether that goes for the sections too. The name must live as long as `self`. */
void _cm_html_place (CmHtml *self, const CmBlock *block, const char *page, gboolean with_sections);
/* The address of a block from the page being written, or NULL if it has none. */
char *_cm_html_address (CmHtml *self, const CmBlock *block);
/* "stage-1" to "stage-4" for the chapter of a stage of the cycle, else NULL. */
const char *_cm_html_stage (CmHtml *self, const CmBlock *chapter);

/* From the doctype to the opened body. Without `style` the page asks for the file style.css. */
void _cm_html_begin (CmHtml *self, const char *page, const char *title, GBytes *style);
/* Takes the page. */
GBytes *_cm_html_end (CmHtml *self);
GBytes *_cm_html_get_style (void);

/* A section with its heading at that level; without its sections unless `with_sections`. */
void _cm_html_section (CmHtml *self, const CmBlock *section, guint level, gboolean with_sections);
void _cm_html_blocks (CmHtml *self, const CmBlock *parent, guint level);
void _cm_html_runs (CmHtml *self, const CmBlock *block);
/* The notes called since the last time, if there are any. */
void _cm_html_notes (CmHtml *self);
/* The list of contents: the chapters and the sections in them. */
void _cm_html_contents (CmHtml *self);
/* An entry of a list of contents, left open for what is below it; `current` if it is the page
 * itself. */
void _cm_html_open_entry (CmHtml *self, const CmBlock *section, gboolean current);
/* All of a figure but its title. */
void _cm_html_picture (CmHtml *self, const CmBlock *figure, guint level);

G_END_DECLS
