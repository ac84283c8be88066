/* cm-plain-private.h - what the plain vocabularies (benchmark, templates) have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-origin.h"
#include "cm-xml-private.h"

G_BEGIN_DECLS

/* What no grammar can say: nothing is blank; whoever says that a source has something names the
 * source; "linkend" is an element of the manual, "group" one of its groups, "ref" one of its steps.
 * Without a manual (NULL) the last three are not checked. */
void _cm_plain_check (xmlDoc *xml, const CmXmlNames *names, CmManual *manual, GPtrArray *faults);

/* The first child of that name, and the next element of that name beside one; or NULL. `node` may
 * be NULL for the first. */
const xmlNode *_cm_plain_first (const xmlNode *node, const char *name);
const xmlNode *_cm_plain_next (const xmlNode *node, const char *name);
/* (transfer full): the text of the first child of that name; NULL if there is none. */
char *_cm_plain_text (const xmlNode *node, const char *name);
/* (transfer full): the texts of all children of that name, of char *. */
GPtrArray *_cm_plain_texts (const xmlNode *node, const char *name);
/* (transfer full): its <source>, of CmSource. */
GPtrArray *_cm_plain_sources (const xmlNode *node);
/* (transfer full): its <see>, of CmManualSeen. */
GPtrArray *_cm_plain_seen (const xmlNode *node);
CmTextOrigin _cm_plain_origin (const xmlNode *node);

G_END_DECLS
