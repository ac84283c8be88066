/* cm-markup-writer.h - writes XML, or HTML that is XML too, from elements and text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CM_MARKUP_XML,  /* what is empty is written as <x/> */
  CM_MARKUP_HTML, /* only what HTML never lets have content is */
} CmMarkupKind;

/* Whatever is given as text or as the value of an attribute is escaped; characters that XML cannot
 * hold are left out, and bytes that are not UTF-8 replaced. */
typedef struct _CmMarkup CmMarkup;

CmMarkup *cm_markup_new (CmMarkupKind kind);
/* Begins an element with attributes: "name", "value", … NULL. An attribute whose value is NULL is
 * left out. The name of the element is not copied. */
void cm_markup_open (CmMarkup *self, const char *name, ...) G_GNUC_NULL_TERMINATED;
/* Ends the element begun last. */
void cm_markup_close (CmMarkup *self);
void cm_markup_text (CmMarkup *self, const char *text);
/* An element with nothing but text, or empty if that is NULL; then attributes as above. */
void
cm_markup_element (CmMarkup *self, const char *name, const char *text, ...) G_GNUC_NULL_TERMINATED;
/* What is markup already, such as a doctype. */
void cm_markup_raw (CmMarkup *self, const char *markup, gssize length);
/* The next element starts on a line of its own; only where white space has no meaning. */
void cm_markup_line (CmMarkup *self);
/* (transfer full): all of it. The writer is freed; every element must have ended. */
GBytes *cm_markup_finish (CmMarkup *self);
void cm_markup_free (CmMarkup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmMarkup, cm_markup_free)

/* Whether XML, and HTML without complaint, may hold the character. */
gboolean cm_markup_allows (gunichar c);
/* Whether it can be the id of an element, and is not one made by those who write documents: these
 * hold a colon. */
gboolean cm_markup_is_id (const char *id);
/* (transfer full): an address outside the document as it may be written, or NULL if it is none that
 * a reader should be sent to: only the web and mail are. */
char *cm_markup_make_address (const char *link);

G_END_DECLS
