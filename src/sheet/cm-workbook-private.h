/* cm-workbook-private.h - what the readers of .xlsx and .ods share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-zip-private.h"

G_BEGIN_DECLS

#define CM_WORKBOOK_SHEETS_MAX 2000
#define CM_WORKBOOK_ROWS_MAX 1048576           /* the last row that spreadsheet programs have */
#define CM_WORKBOOK_COLUMNS_MAX 16384          /* the last column, filled or not */
#define CM_WORKBOOK_REPEATS_MAX 100000         /* rows that stand once in the file and are filled */
#define CM_ROW_TEXT_MAX (16 * 1024 * 1024)     /* bytes in the cells of one row */
#define CM_SHEET_TEXT_MAX (1024 * 1024 * 1024) /* bytes in the cells of one sheet */

/* --- cm-workbook-part.c: one XML member, parsed while it is unpacked ---------------------------
 */

typedef struct _CmPart CmPart;

/* As libxml2 hands them over. */
typedef struct
{
  const unsigned char **list;
  guint n;
} CmAttributes;

/* `ns` may be NULL; the root element has depth 1. */
typedef struct
{
  void (*start) (
      gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes);
  void (*end) (gpointer data, const char *ns, const char *name, guint depth);
  void (*text) (gpointer data, const char *text, gsize length); /* or NULL */
} CmPartFuncs;

CmPart *_cm_part_open (
    CmZip *zip, const char *name, const CmPartFuncs *funcs, gpointer data, GError **error);
void _cm_part_close (CmPart *self);
/* Parses a little more. FALSE at the end, after _cm_part_stop() and, with `error` set, on faults.
 */
gboolean _cm_part_step (CmPart *self, GError **error);
/* Parses all that is left; FALSE with `error` set. */
gboolean _cm_part_run (CmPart *self, GError **error);
double _cm_part_get_fraction (const CmPart *self);
/* For the functions that are called back: no more calls, and the step ends, with `error` if there
 * is one; it is taken. */
void _cm_part_stop (CmPart *self, GError *error);
gboolean _cm_part_is_stopped (const CmPart *self);

/* The value of an attribute, with its length: no NUL ends it. NULL if there is none. `ns` is the
 * end of a namespace, or NULL for an attribute without one. */
const char *
_cm_attribute (const CmAttributes *self, const char *ns, const char *name, gsize *length);
/* (transfer full) (nullable) */
char *_cm_attribute_dup (const CmAttributes *self, const char *ns, const char *name);
gboolean
_cm_attribute_is (const CmAttributes *self, const char *ns, const char *name, const char *value);
/* `otherwise` if there is none or it is no number. */
guint64
_cm_attribute_uint (const CmAttributes *self, const char *ns, const char *name, guint64 otherwise);
/* "1", "true" and "on". */
gboolean _cm_attribute_flag (const CmAttributes *self, const char *ns, const char *name);

/* --- cm-workbook-row.c: the row that is being read ---------------------------------------------
 */

typedef struct _CmRowBuilder CmRowBuilder;

CmRowBuilder *_cm_row_builder_new (CmSheet *sheet, const CmRowSink *sink);
void _cm_row_builder_free (CmRowBuilder *self);
/* Columns count from 0. An empty text makes an empty cell; the first of two for one column stays.
 */
gboolean _cm_row_builder_set (CmRowBuilder *self,
                              guint row,
                              guint column,
                              CmCellKind kind,
                              gboolean formula,
                              const char *text,
                              gsize length,
                              GError **error);
/* A formula of which the file holds no result. */
gboolean _cm_row_builder_set_lost (CmRowBuilder *self, guint row, guint column, GError **error);
/* Hands the row over, `times` times, if anything is in it, and makes it empty. `row` counts from 1.
 * FALSE with no error when no more rows are wanted. */
gboolean _cm_row_builder_end (CmRowBuilder *self, guint row, guint64 times, GError **error);
/* Says what there was of formulas and merged cells. */
void _cm_row_builder_add_remarks (CmRowBuilder *self, guint n_merged);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmRowBuilder, _cm_row_builder_free)

/* --- cm-workbook-value.c: numbers and dates ----------------------------------------------------
 */

#define CM_VALUE_TEXT_MAX 400

typedef enum
{
  CM_STYLE_NUMBER,
  CM_STYLE_DATE,  /* a date, with or without a time */
  CM_STYLE_TIME,  /* a time of day alone */
  CM_STYLE_ZEROS, /* this and more: with zeros before it, up to so many digits more than this */
} CmStyleKind;

#define CM_STYLE_ZEROS_MAX 32

/* What the code of a number format shows. */
CmStyleKind _cm_style_of_code (const char *code);
/* …and one that every program knows by its number. */
CmStyleKind _cm_style_of_number (guint number);

/* Writes the number that `raw` is, as a spreadsheet program keeps it, in plain digits; FALSE if it
 * is none. */
gboolean _cm_write_number (const char *raw, char text[CM_VALUE_TEXT_MAX]);
/* The same for one that is shown with zeros before it, as the numbers of suppliers are: a text. */
CmCellKind _cm_write_padded (const char *raw, guint n_digits, char text[CM_VALUE_TEXT_MAX]);
/* The same for a count of days that is shown as a date or a time. */
CmCellKind _cm_write_serial (const char *raw,
                             CmStyleKind style,
                             gboolean from_1904,
                             char text[CM_VALUE_TEXT_MAX]);
/* An ISO date with or without a time. */
CmCellKind _cm_write_date (const char *raw, char text[CM_VALUE_TEXT_MAX]);
/* An ISO duration, "PT14H30M00S", as a time of day; of more than a day, as the days it takes. */
CmCellKind _cm_write_time (const char *raw, char text[CM_VALUE_TEXT_MAX]);

/* --- cm-xlsx-strings.c: the texts that the cells of a workbook share ----------------------------
 */

#define CM_STRINGS_MAX (128 * 1024 * 1024) /* bytes in memory */

typedef struct _CmStrings CmStrings;

/* `name` may be NULL: then there are none. */
CmStrings *_cm_strings_open (CmZip *zip, const char *name, GError **error);
void _cm_strings_close (CmStrings *self);
/* Parses as far as it must; valid until the next call. NULL on errors. */
const char *_cm_strings_get (CmStrings *self, guint64 index, gsize *length, GError **error);
/* Takes _xHHHH_ for the character it stands for. */
void _cm_strings_unescape (GString *text, gsize start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmStrings, _cm_strings_close)

/* --- cm-xlsx-styles.c --------------------------------------------------------------------------
 */

/* (transfer full): of CmStyleKind, by the number that cells name their style by. `name` may be
 * NULL. */
GArray *_cm_styles_read (CmZip *zip, const char *name, GError **error);

/* --- cm-xlsx.c, cm-xlsx-sheet.c, cm-ods.c -------------------------------------------------------
 */

typedef struct
{
  gboolean from_1904;
  char *strings; /* names of members, or NULL */
  char *styles;
} CmXlsx;

gboolean _cm_xlsx_open (CmSheet *self, CmZip *zip, GError **error);
gboolean _cm_xlsx_read (CmSheet *self, CmZip *zip, const CmRowSink *sink, GError **error);
gboolean _cm_xlsx_read_sheet (
    CmSheet *self, CmZip *zip, const CmXlsx *book, const CmRowSink *sink, GError **error);

gboolean _cm_ods_open (CmSheet *self, CmZip *zip, GError **error);
gboolean _cm_ods_read (CmSheet *self, CmZip *zip, const CmRowSink *sink, GError **error);

/* cm-workbook.c: fills in the names of the sheets: those that can be seen, then the hidden ones. */
typedef struct
{
  char *name;
  char *part; /* the member that holds it; of .ods, its name once more: there all are in one */
  gboolean hidden;
} CmSheetEntry;

void _cm_sheet_entry_free (CmSheetEntry *self);
gboolean _cm_workbook_set_entries (CmSheet *self, GPtrArray *entries, GError **error);
void _cm_workbook_remark_macros (CmSheet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPart, _cm_part_close)

G_END_DECLS
