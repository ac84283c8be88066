/* cm-spend-workbook.h - what is spent now as a workbook that a chief executive can read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-new-file.h"
#include "cm-spend.h"

G_BEGIN_DECLS

/* What was looked at when it was taken down; it asks neither the store nor the spend afterwards,
 * and may be written in a thread. It belongs to one thread at a time. */
typedef struct _CmSpendWorkbook CmSpendWorkbook;

/* Takes down what `spend`, which must be ready, looks at: the groups of `by`, the largest first;
 * the programme budget with a column for each organisation; mainstream money and pots; the
 * contracts of the scope; and what all of that means, with the mapping rules. */
CmSpendWorkbook *
cm_spend_workbook_new (CmStore *store, CmSpend *spend, const CmScope *scope, CmSpendBy by);
void cm_spend_workbook_free (CmSpendWorkbook *self);

/* Writes it; the file takes the place of one at `path` only once it is whole. */
gboolean cm_spend_workbook_write (CmSpendWorkbook *self,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSpendWorkbook, cm_spend_workbook_free)

G_END_DECLS
