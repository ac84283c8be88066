/* cm-workbook-text.h - what a workbook allows in its names, cells and footers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): a name that a sheet may have and none of `taken` (char *) has: at most 31
 * characters, without those that spreadsheet programs use in references. */
char *cm_workbook_make_name (const char *wanted, GPtrArray *taken);
/* (transfer full): the text as a cell holds it: what XML cannot hold is replaced, what would be
 * read as an escape is escaped, what is too long for a cell is cut, and says so at its end. */
char *cm_workbook_make_cell (const char *text);
/* (transfer full): "TITLE … Page 1 of 3", in the codes of a footer. */
char *cm_workbook_make_footer (const char *title);
/* How wide the longest line of the text is, in characters. */
guint cm_workbook_measure (const char *text);
/* How many lines the text takes when it is wrapped at that width. */
guint cm_workbook_count_lines (const char *text, guint width);

G_END_DECLS
