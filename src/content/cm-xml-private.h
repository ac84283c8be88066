/* cm-xml-private.h - reading XML that a stranger may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libxml/tree.h>

#include "cm-fault.h"

G_BEGIN_DECLS

/* A file larger, deeper or with more in it than that is refused before it is parsed; memory and
 * time are bounded by these. */
typedef struct
{
  gsize bytes;
  guint elements;
  guint children; /* of one element; libxml2 2.9 takes time with their square to validate them */
} CmXmlLimits;

#define CM_XML_DEPTH_MAX 100

/* What the file of a tree is called, and that of the overlay whose elements were put into it. */
typedef struct
{
  const char *name;
  const char *overlay; /* or NULL */
} CmXmlNames;

/* A RELAX NG grammar. */
typedef struct _CmXmlSchema CmXmlSchema;

/* One of ours, as "manual.rng", with all that it includes; it is looked for nowhere else. */
CmXmlSchema *_cm_xml_schema_new (const char *name);
CmXmlSchema *_cm_xml_schema_new_from_text (const char *text);
void _cm_xml_schema_free (CmXmlSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmXmlSchema, _cm_xml_schema_free)

/* (nullable), free with free(): where a file or folder really is; NULL if it is not there or, with
 * `outside` set, not in the folder. */
char *_cm_xml_resolve (const char *folder, const char *name, gboolean *outside);
/* The bytes of a regular file of at most `max` bytes; NULL with a fault under the name `shown` if
 * it cannot be read. With `folder`, `name` starts there, and nothing outside of it is read,
 * whatever links there are; else `name` is a path. Never waits, as for a pipe. */
GBytes *_cm_xml_read_bytes (
    const char *folder, const char *name, const char *shown, gsize max, GPtrArray *faults);
/* Parses and validates. UTF-8 only; no document type (and so no entities), no network, no other
 * file. NULL unless it is whole and valid. `own`: it is an overlay, named names->overlay. */
xmlDoc *_cm_xml_parse (GBytes *bytes,
                       const CmXmlNames *names,
                       gboolean own,
                       CmXmlSchema *schema,
                       const CmXmlLimits *limits,
                       GPtrArray *faults);
gboolean _cm_xml_validate (xmlDoc *document,
                           const CmXmlNames *names,
                           CmXmlSchema *schema,
                           GPtrArray *faults);
/* Both, of the file at that path, which goes by the name `name`. */
xmlDoc *_cm_xml_read (const char *path,
                      const char *name,
                      CmXmlSchema *schema,
                      const CmXmlLimits *limits,
                      GPtrArray *faults);
/* The first fault as an error of this folder. */
void _cm_xml_set_error (GError **error, GPtrArray *faults);

/* Looks at the bytes before they are parsed: encoding and the limits. The fault, or NULL. */
CmFault *_cm_xml_scan (const char *text, gsize size, const char *name, const CmXmlLimits *limits);
/* Appends a fault for every element and attribute that the RELAX NG grammar does not allow where it
 * stands. */
void _cm_xml_explain (const xmlDoc *document,
                      const xmlDoc *grammar,
                      const CmXmlNames *names,
                      GPtrArray *faults);

/* Where an element begins. Known of all that _cm_xml_parse() has read. */
int _cm_xml_line (const xmlNode *node);
int _cm_xml_column (const xmlNode *node);
/* Whether it came from an overlay. */
gboolean _cm_xml_is_own (const xmlNode *node);
/* Lets a copy and all in it, element by element, begin where the other does. */
void _cm_xml_copy_places (xmlNode *copy, const xmlNode *node);
/* Adds a fault at that element; the message is taken. */
void
_cm_xml_report (GPtrArray *faults, const CmXmlNames *names, const xmlNode *node, char *message);

/* (transfer full) (nullable): an attribute; `ns` NULL for one without a namespace. */
char *_cm_xml_attribute (const xmlNode *node, const char *name, const char *ns);
gboolean _cm_xml_is (const xmlNode *node, const char *name, const char *ns);
/* The first child of that name, or NULL; `node` may be NULL too. */
const xmlNode *_cm_xml_find (const xmlNode *node, const char *name, const char *ns);
/* The first child of any kind, for loops; `node` may be NULL. */
const xmlNode *_cm_xml_children (const xmlNode *node);

G_END_DECLS
