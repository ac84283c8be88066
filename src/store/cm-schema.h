/* cm-schema.h - the tables of a portfolio in each of its versions, and the way from one to the
 * next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define CM_SCHEMA_APPLICATION_ID 0x434d504d /* "CMPM" */
#define CM_SCHEMA_VERSION 4                 /* the number of the newest file in sql/ */

/* Brings a database from one version (0: empty) to another, in one transaction; what fails leaves
 * all as it was and the reason in the connection. */
gboolean cm_schema_migrate (sqlite3 *db, guint from, guint to);

/* Whether all the SQL in the database is that which we would have put there at that version. That
 * rules out triggers, views, virtual tables, expressions and whatever else a stranger might have
 * added, in one comparison. */
gboolean cm_schema_is (sqlite3 *db, guint version);

/* (transfer full): what the SQL in the database is told by; and what it is at a version. */
char *cm_schema_digest (sqlite3 *db);
const char *cm_schema_get_known (guint version);

G_END_DECLS
