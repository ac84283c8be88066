/* cm-table-words.h - what an exported table is, in words: the sheet of definitions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-table-export.h"
#include "cm-workbook-writer.h"

G_BEGIN_DECLS

/* (transfer full): "Activities – Leicestershire Together". */
char *cm_table_words_title (CmStore *store, const CmTable *table);
/* (transfer full): what stands above the column: the label of the field. Where two have the same,
 * one that is computed says so, and the later of others has its name in words, so that the file can
 * be read in again. */
char *cm_table_words_heading (const CmTable *table, const CmField *field);
/* Adds the sheet of definitions: what the table is, which of its rows are there, and what each
 * column means. */
void cm_table_words_write (CmWorkbook *book,
                           CmStore *store,
                           const CmTable *table,
                           const CmField *const *fields,
                           guint n_fields,
                           const CmExportWords *words,
                           guint n_rows);

G_END_DECLS
