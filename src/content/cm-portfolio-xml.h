/* cm-portfolio-xml.h - the exchange format of a portfolio: all its records, readable, in XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"
#include "cm-record.h"

G_BEGIN_DECLS

#define CM_PORTFOLIO_NAMESPACE "urn:commissioning:portfolio:1"

/* (transfer full): the RELAX NG schema of the format, made from the description of the tables. */
char *cm_portfolio_xml_schema (void);

/* (transfer full): the records as XML, by table and key whatever their order, so that the same
 * content always gives the same bytes. */
char *cm_portfolio_xml_write (GPtrArray *records);

/* (transfer container): the records of a file, after checking it against the schema, its values
 * against their fields and its references against each other. The error names file and line. */
GPtrArray *cm_portfolio_xml_read (const char *path, GError **error);

G_END_DECLS
