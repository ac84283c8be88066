/* cm-draft.h - a new record that can be kept as it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* Fills every required field that has no value yet: a reference with the first record there is, a
 * choice with its first, a day and a year with those the portfolio is looked at from, a text with
 * what the record is. FALSE when there is nothing yet that a reference could refer to. */
gboolean cm_draft_fill (CmStore *store, CmRecord *record, GError **error);

G_END_DECLS
