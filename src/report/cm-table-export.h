/* cm-table-export.h - the records of a query as a file for a spreadsheet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-new-file.h"
#include "cm-progress.h"
#include "cm-store.h"

G_BEGIN_DECLS

typedef enum
{
  CM_EXPORT_CSV,  /* UTF-8 with a byte order mark, RFC 4180 */
  CM_EXPORT_XLSX, /* with a second sheet that says what the first one is */
} CmExportFormat;

/* What the rows are, for the second sheet; any may be NULL or "". */
typedef struct
{
  const char *scope; /* the part of the portfolio, as in “Theme: People” */
  const char *only;  /* what they are narrowed to, as in “without a lead” */
  const char *words; /* what was searched for */
  const char *order; /* as in “Title, descending” */
} CmExportWords;

/* CM_EXPORT_CSV for a name that ends in ".csv", whatever the case; else CM_EXPORT_XLSX. */
CmExportFormat cm_export_format_for (const char *path);

/* Writes the records of the query in its order, a column for each field in the order given, under
 * their labels, so that they can be read in again: references by title, choices by label, money as
 * pounds, years as 2010/11. No cell can be taken for a formula. The file takes the place of one at
 * `path` only once it is whole; if others change the portfolio meanwhile, it is written afresh.
 * `words`, `progress`, `cancellable` and `n_rows`, how many were written, may be NULL. */
gboolean cm_table_export (CmStore *store,
                          const CmQuery *query,
                          const CmField *const *fields,
                          guint n_fields,
                          CmExportFormat format,
                          const char *path,
                          const CmExportWords *words,
                          CmProgress *progress,
                          GCancellable *cancellable,
                          guint *n_rows,
                          GError **error);

G_END_DECLS
