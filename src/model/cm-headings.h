/* cm-headings.h - what other people call our fields, in the headings of the files they send. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-table.h"

G_BEGIN_DECLS

/* Reduces a heading to what matters: small letters and digits of ASCII, all else left out, so that
 * "Supplier Name", "SupplierName" and "supplier_name" are one; "£" stays. (transfer full) */
char *cm_heading_fold (const char *heading);

/* How well a heading names a field: 3 by its name or label, 2 by a word known to mean the same, 1
 * by such a word misspelt by a letter or two, 0 not at all. `folded` is of cm_heading_fold(). */
guint cm_heading_matches (const CmTable *table, const CmField *field, const char *folded);

G_END_DECLS
