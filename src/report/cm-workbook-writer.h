/* cm-workbook-writer.h - a workbook (.xlsx) of tables with typed cells and sheets of notes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-new-file.h"

G_BEGIN_DECLS

/* Rows of a sheet, its heading included. */
#define CM_WORKBOOK_ROWS_MAX 1048576
/* Characters that a spreadsheet program takes in one cell. */
#define CM_WORKBOOK_TEXT_MAX 32767

typedef enum
{
  CM_COLUMN_TEXT,
  CM_COLUMN_MONEY, /* in pence, shown in pounds */
  CM_COLUMN_INTEGER,
  CM_COLUMN_DECIMAL, /* in thousandths */
  CM_COLUMN_PERCENT, /* in thousandths of the whole: 125 is 12.5% */
  CM_COLUMN_DATE,
} CmColumnKind;

typedef struct
{
  const char *heading;
  CmColumnKind kind;
  guint width; /* in characters; 0 for what the first thousand rows need */
} CmWorkbookColumn;

/* Sheets are written one after the other, rows from top to bottom, cells from left to right. What
 * goes wrong on the way is told by cm_workbook_close(). */
typedef struct _CmWorkbook CmWorkbook;

/* `title` is in the properties of the workbook and at the foot of each printed page. */
CmWorkbook *cm_workbook_new (const char *path, const char *title, GError **error);

/* A table, with a line of headings that stays in sight, is repeated on each printed page and can be
 * filtered by. The name is made one that a sheet may have. */
void cm_workbook_add_sheet (CmWorkbook *self,
                            const char *name,
                            const CmWorkbookColumn *columns,
                            guint n_columns);
/* The next cell of the row, as text whatever it looks like: never a formula. NULL or "" leaves it
 * empty. */
void cm_workbook_add_text (CmWorkbook *self, const char *text);
/* The same with a number, in the unit of its column. */
void cm_workbook_add_number (CmWorkbook *self, gint64 number);
/* An ISO date. What is none, or is too early for a spreadsheet to count, stays text. */
void cm_workbook_add_date (CmWorkbook *self, const char *iso);
void cm_workbook_add_blank (CmWorkbook *self);
void cm_workbook_end_row (CmWorkbook *self);
/* FALSE once something has gone wrong: to go on is of no use then. */
gboolean cm_workbook_is_sound (CmWorkbook *self);

/* A sheet of explanations, with a title: then names with what there is to say about them, and
 * tables of up to four columns of text, of which this writes a line, as heading or not. */
void cm_workbook_add_notes (CmWorkbook *self, const char *name, const char *title);
void cm_workbook_add_note (CmWorkbook *self, const char *name, const char *text);
void cm_workbook_add_note_row (CmWorkbook *self,
                               gboolean heading,
                               const char *const *cells,
                               guint n_cells);

/* Puts the workbook in its place, unless that was cancelled. The workbook is no longer of use. */
gboolean cm_workbook_close (CmWorkbook *self, GCancellable *cancellable, GError **error);
/* Of a workbook that was not closed nothing stays. */
void cm_workbook_free (CmWorkbook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmWorkbook, cm_workbook_free)

G_END_DECLS
