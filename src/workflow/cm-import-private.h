/* cm-import-private.h - what the parts of the import share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-import.h"

G_BEGIN_DECLS

/* --- reading cells: cm-import-value.c --------------------------------------------------------- */

typedef enum
{
  CM_READ_VALUE,
  CM_READ_ABSENT, /* empty, or a word such as “TBC” that says that there is nothing yet */
  CM_READ_BAD,
} CmReadResult;

/* What reading cells of one portfolio needs and learns. */
typedef struct
{
  CmStore *store; /* not owned */
  CmDateOrder order;
  GHashTable *titles; /* CmTable → GHashTable of char * → id, "" for several */
  GString *scratch;

  guint n_absent;                 /* words that say that there is nothing */
  guint n_cut;                    /* texts such as “1.2E+05”, digits lost */
  char *first_cut;                /* the first of them */
  guint n_day_only, n_month_only; /* dates in digits that only one order can read */
  char *first_month_only;
} CmCellReader;

void _cm_cell_reader_init (CmCellReader *self, CmStore *store, CmDateOrder order);
void _cm_cell_reader_clear (CmCellReader *self);
/* Forgets what it knows of the portfolio. */
void _cm_cell_reader_forget (CmCellReader *self);
/* Reads now what the cells of the field can refer to; after that, cells are read without the
 * portfolio and in any thread. */
void _cm_cell_reader_prepare (CmCellReader *self, const CmField *field);
/* `bare_year`: whether "2009" is surely a financial year. Of CM_READ_BAD, `reason` (transfer full)
 * is a sentence; of CM_READ_ABSENT, `value` is empty. */
CmReadResult _cm_cell_read (CmCellReader *self,
                            const CmField *field,
                            const CmCell *cell,
                            gboolean bare_year,
                            CmValue *value,
                            char **reason);
/* Whether the cell could be of that type, as far as can be said without a portfolio. */
gboolean _cm_cell_fits (const CmField *field, const CmCell *cell, CmDateOrder order);

/* The text without the spaces around it, those that do not break included: a copy in `scratch`
 * unless it has none. */
const char *_cm_cell_trim (const char *text, GString *scratch);
gboolean _cm_cell_is_blank (const CmCell *cell);
/* (transfer full): the text for a sentence: on one line and not too long. */
char *_cm_cell_quote (const char *text);
/* What is wrong, without the name of the field that the model puts before it. (transfer full) */
char *_cm_import_say_why (const GError *error, const CmTable *table, const CmField **field);

/* --- the import ------------------------------------------------------------------------------- */

typedef struct
{
  char *heading; /* shown; unlike all others */
  char *folded;  /* of cm_heading_fold(), "" for a column without a heading */
  const CmField *field;
  gboolean set; /* by the reader or a kept mapping, not by us */
} CmImportColumn;

typedef struct
{
  guint line, n_cells;
  CmCell *cells;
} CmImportRow;

struct _CmImport
{
  const CmTable *table;
  CmSheet *sheet;
  CmDateOrder order;
  GHashTable *defaults; /* CmField → char * */

  GStringChunk *texts;
  GArray *rows; /* of CmImportRow: the sample */
  guint sheet_sampled;
  gboolean surveyed; /* all of the file was looked at for its encoding */
  guint header;      /* line */
  gboolean header_set;
  GArray *columns;     /* of CmImportColumn */
  GPtrArray *remarks;  /* of char *: about the mapping */
  CmCellReader *shown; /* for cm_import_show_cell() */
  gulong changed_id;   /* of the store of `shown` */
};

static inline CmImportColumn *
_cm_import_column (const CmImport *self, guint column)
{
  return &g_array_index (self->columns, CmImportColumn, column);
}

static inline const CmImportRow *
_cm_import_row (const CmImport *self, guint row)
{
  return &g_array_index (self->rows, CmImportRow, row);
}

/* The sampled row that starts in that line, or NULL. */
const CmImportRow *_cm_import_find_row (const CmImport *self, guint line);
gboolean _cm_import_may_fill (const CmImport *self, const CmField *field);
gboolean _cm_import_is_bare_year (const CmImport *self, const CmField *field, guint column);
/* Whether the year follows from a date where nothing else says it. */
gboolean _cm_import_year_follows (const CmImport *self, const CmField *field);
/* (transfer full): a line of text: spaces of all kinds and line breaks as single spaces. */
char *_cm_import_tidy (const char *text);

/* cm-import-map.c */
/* Maps the columns that nobody has set, as far as their headings and what is below tell. */
void _cm_import_map_columns (CmImport *self);
/* The line of the headings among the sampled rows, or 0. */
guint _cm_import_find_header (const CmImport *self);

G_END_DECLS
