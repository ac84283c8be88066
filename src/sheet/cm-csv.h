/* cm-csv.h - writing rows as CSV that a spreadsheet program can open without harm. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 4180: cells parted by commas, lines that end in CR LF, quoted where they must be. */

/* The beginning of a file, by which spreadsheet programs know that it is UTF-8. */
void cm_csv_begin (GString *out);
/* A cell of text. What a spreadsheet would take for a formula gets an apostrophe before it, which
 * cm_csv_unguard() takes away again. */
void cm_csv_append_text (GString *line, const char *text);
/* A cell whose text is known to be harmless, such as a number of our own making. */
void cm_csv_append_plain (GString *line, const char *text);
void cm_csv_end_line (GString *line);

/* The text without the apostrophe that cm_csv_append_text() set before it; part of `text`. */
const char *cm_csv_unguard (const char *text);

G_END_DECLS
