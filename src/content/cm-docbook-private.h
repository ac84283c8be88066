/* cm-docbook-private.h - the DocBook subset of the manual, from XML to blocks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "cm-document.h"

G_BEGIN_DECLS

#define CM_NS_DOCBOOK "http://docbook.org/ns/docbook"
#define CM_NS_COMMISSIONING "urn:commissioning:manual:1"
#define CM_NS_XLINK "http://www.w3.org/1999/xlink"

/* Where a tree comes from; `own` is for the elements that an overlay put into it, or NULL. */
typedef struct
{
  const char *name;   /* of the file */
  const char *folder; /* that its pictures are in */
  const char *own_name, *own_folder;
  GHashTable *taken; /* id → element of the overlay that took it out, or NULL */
} CmDocbookSource;

/* What a schema cannot say: links lead somewhere, pictures are in the folder, ids are used once,
 * every step has text, every group a name. Appends to `faults`; TRUE if there were none. */
gboolean _cm_docbook_check (xmlDoc *xml, const CmDocbookSource *source, GPtrArray *faults);
/* The document of XML that has been checked: a book with its chapters, or an article as the only
 * one. */
CmDocument *_cm_docbook_read (xmlDoc *xml, const CmDocbookSource *source);
/* (transfer full): the text of an element, its white space made single. */
char *_cm_docbook_text (const xmlNode *node);
/* (transfer full) (nullable): the xml:id of an element. */
char *_cm_docbook_id (const xmlNode *node);

G_END_DECLS
