/* cm-records.h - records of any one table are added to a portfolio and taken out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* Keeps new records (CmRecord), all of one table, in one transaction: “Add “Streetscene””, “Add 3
 * rows to “Decisions””. None is kept if one cannot be. */
gboolean cm_records_add (CmStore *store, GPtrArray *records, GError **error);

/* Deletes records, all of one table, with all that is theirs in one transaction; none is deleted
 * if one cannot be. */
gboolean cm_records_delete (CmStore *store, GPtrArray *records, GError **error);

G_END_DECLS
