/* cm-import.h - rows of a file become records: what goes where, what is set aside, in one step. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-progress.h"
#include "cm-sheet.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* How dates that are written in digits are to be read. ISO dates and dates with a month's name are
 * understood in any case. */
typedef enum
{
  CM_DATES_DAY_FIRST, /* 31/12/2009, as in Britain */
  CM_DATES_MONTH_FIRST,
} CmDateOrder;

/* A file on its way into a table. It belongs to one thread at a time. */
typedef struct _CmImport CmImport;

/* Takes the sheet. Nothing is read yet. */
CmImport *cm_import_new (const CmTable *table, CmSheet *sheet);
void cm_import_free (CmImport *self);
const CmTable *cm_import_get_table (const CmImport *self);
/* To set its encoding, delimiter or sheet; cm_import_sample() must follow. */
CmSheet *cm_import_get_sheet (const CmImport *self);

/* --- the look of the file --- */

#define CM_IMPORT_SAMPLE 200 /* rows */

/* Reads the first rows, finds the row of headings below any preamble, and maps the columns whose
 * headings are known. What the reader has set stays where the headings are still there. */
gboolean cm_import_sample (CmImport *self, GCancellable *cancellable, GError **error);

/* The line of the headings; 0 for none: then all rows are records and columns are called A, B, ….
 */
guint cm_import_get_header (const CmImport *self);
void cm_import_set_header (CmImport *self, guint line);
/* Lines above the headings that are passed over and have something in them. */
guint cm_import_get_n_skipped (const CmImport *self);

guint cm_import_get_n_columns (const CmImport *self);
/* As the file has it, without spaces around; of equal ones the second gets " (2)". */
const char *cm_import_get_heading (const CmImport *self, guint column);
/* The sampled rows, those above the headings included: the line of each and its cells, "" beyond
 * the last. */
guint cm_import_get_n_rows (const CmImport *self);
guint cm_import_get_line (const CmImport *self, guint row);
const char *cm_import_get_cell (const CmImport *self, guint row, guint column);

/* --- what goes where --- */

/* The fields that a file may fill: neither computed nor the owner that the import itself makes.
 * (transfer container) */
GPtrArray *cm_import_list_fields (const CmImport *self);
/* NULL for a column that is left out. A field has one column: it leaves the one that had it. */
const CmField *cm_import_get_field (const CmImport *self, guint column);
void cm_import_set_field (CmImport *self, guint column, const CmField *field);
/* What a field gets where the row has nothing for it: as a person types it, references by title;
 * NULL for nothing. */
const char *cm_import_get_default (const CmImport *self, const CmField *field);
void cm_import_set_default (CmImport *self, const CmField *field, const char *text);
CmDateOrder cm_import_get_date_order (const CmImport *self);
void cm_import_set_date_order (CmImport *self, CmDateOrder order);
/* A required field for which there is neither column nor default, or NULL. */
const CmField *cm_import_get_missing (const CmImport *self);
/* What the cell becomes, as shown on the screen, or why it cannot be read: never an unmarked guess.
 * (transfer full) (nullable): NULL with the error. */
char *cm_import_show_cell (CmImport *self, CmStore *store, guint row, guint column, GError **error);

/* The mapping as text, a key file whose groups are the headings, the defaults and how to read; to
 * keep and to edit. Reading one says which of its headings the file does not have. */
char *cm_import_write_map (const CmImport *self);
gboolean
cm_import_read_map (CmImport *self, const char *text, GPtrArray **not_there, GError **error);
/* (transfer full): the same for two files of the same table with the same headings in the same
 * order; fit for a file name. */
char *cm_import_get_signature (const CmImport *self);

/* --- trial and truth --- */

typedef struct
{
  guint line;
  char *field;  /* its label, or NULL for the row as a whole */
  char *reason; /* a sentence */
} CmImportReject;

typedef struct
{
  const CmField *field; /* of money */
  guint n;              /* rows stored that have an amount */
  gint64 stored;        /* pence: the sum of those rows */
  guint n_rejected;     /* rows rejected whose amount could be read; but not totals of the file */
  gint64 rejected;      /* pence */
} CmImportTotal;

#define CM_IMPORT_REJECTS_KEPT 1000

/* read = stored + rejected, always. */
typedef struct
{
  guint read, stored, rejected;
  guint skipped, blank; /* rows above and with the headings; empty rows below */
  GArray *totals;       /* of CmImportTotal: each mapped field of money */
  GPtrArray *rejects;   /* of CmImportReject: the first CM_IMPORT_REJECTS_KEPT */
  GPtrArray *remarks;   /* of char *: sentences, those of the sheet included */
  guint n_absent;       /* cells such as “-”, “N/A” and “TBC”, kept as nothing */
  char *first_date, *last_date; /* ISO, of the first mapped date field; NULL for none */
  char *read_as;                /* “CSV, Windows-1252, comma, headings in line 19” */
  char *digest;                 /* of the file */
  char *known_as;               /* the spend file that had the same digest, or NULL */
} CmImportReport;

void cm_import_report_free (CmImportReport *self);

/* Reads all of the file and stores nothing. NULL with an error if the file cannot be read or it was
 * cancelled. The store is only read. */
CmImportReport *cm_import_try (CmImport *self,
                               CmStore *store,
                               CmProgress *progress,
                               GCancellable *cancellable,
                               GError **error);

/* The same, and stores every row that can be: in one transaction, so that all of it can be undone,
 * and so that a failure or a cancellation leaves the portfolio as it was. Rows that cannot be go to
 * the file `rejects` (CSV, or NULL): line, field and reason, then the cells as they were; no file
 * is made if there are none. Lines of spend get a “spend file” of their own, with what the report
 * says. Afterwards what was stored is counted and summed in the portfolio and compared. */
CmImportReport *cm_import_run (CmImport *self,
                               CmStore *store,
                               const char *rejects,
                               CmProgress *progress,
                               GCancellable *cancellable,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmImport, cm_import_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmImportReport, cm_import_report_free)

G_END_DECLS
