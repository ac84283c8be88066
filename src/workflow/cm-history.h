/* cm-history.h - the change log as a table for a spreadsheet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store-log.h"

G_BEGIN_DECLS

/* (transfer full): the entries that the filter lets through, newest first, as CSV (UTF-8, a line of
 * headings, lines end in CR LF): time as ISO 8601, who, what, record, field, before, after; one
 * line for each value that was changed, or one for an entry of which no values are known. No cell
 * can be taken for a formula. */
char *cm_history_export (CmStore *store, const CmHistoryFilter *filter);

G_END_DECLS
