/* cm-paste.h - records as the text that spreadsheets put on the clipboard, and back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* (transfer full): a line of the fields' labels, then a line for each record: cells parted by tabs,
 * quoted where they hold a tab, a line break or a quotation mark. Values as on the screen, but
 * numbers and money as plain digits ("36400.00"), so that a spreadsheet can reckon with them. */
char *
cm_paste_copy (CmStore *store, GPtrArray *records, const CmField *const *fields, guint n_fields);

/* (transfer container): new records of the table, one for each line of the text that is not empty,
 * each checked; the array frees them. A first line that consists mostly of labels or names of
 * fields says which column is which; otherwise they come in the order of `columns`. An empty cell
 * leaves what `pattern` (nullable), a record of the table, has there.
 *
 * `problems` (transfer container, out) gets a text for each value that cannot be kept, naming line
 * and field; its line makes no record. `left_out` (transfer container, out) gets the headings of
 * the columns that were passed over, being computed, unknown or there twice. What to do in spite of
 * them is for the caller to decide. */
GPtrArray *cm_paste_read (CmStore *store,
                          const CmTable *table,
                          const char *text,
                          const CmField *const *columns,
                          guint n_columns,
                          CmRecord *pattern,
                          GPtrArray **problems,
                          GPtrArray **left_out);

G_END_DECLS
