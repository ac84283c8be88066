/* cm-xml-private.h - reading XML that a stranger may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "cm-fault.h"

G_BEGIN_DECLS

/* Parses and validates. No document type (and so no entities), no network, at most `max_size`
 * bytes; every fault is appended to `faults` under the name `name`. NULL unless the file is whole
 * and valid. `schema` is RELAX NG as XML text. */
xmlDoc *_cm_xml_read (
    const char *path, const char *name, const char *schema, gsize max_size, GPtrArray *faults);
/* The first fault as an error of this folder. */
void _cm_xml_set_error (GError **error, GPtrArray *faults);

/* Appends a fault for every element and attribute that the RELAX NG grammar does not allow where it
 * stands; the depth of `document` is bounded by the parser. */
void
_cm_xml_explain (const xmlDoc *document, const char *schema, const char *file, GPtrArray *faults);

/* (transfer full) (nullable): an attribute; `ns` NULL for one without a namespace. */
char *_cm_xml_attribute (const xmlNode *node, const char *name, const char *ns);
gboolean _cm_xml_is (const xmlNode *node, const char *name, const char *ns);
/* The first child of that name, or NULL; `node` may be NULL too. */
const xmlNode *_cm_xml_find (const xmlNode *node, const char *name, const char *ns);
/* The first child of any kind, for loops; `node` may be NULL. */
const xmlNode *_cm_xml_children (const xmlNode *node);

G_END_DECLS
