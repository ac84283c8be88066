/* cm-sheet.h - a .csv, .xlsx or .ods file as rows of text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CM_SHEET_ERROR (cm_sheet_error_quark ())
GQuark cm_sheet_error_quark (void);

typedef enum
{
  CM_SHEET_ERROR_READ,    /* the file cannot be opened or read */
  CM_SHEET_ERROR_FORMAT,  /* it is not what its name says, is damaged or protected */
  CM_SHEET_ERROR_TOO_BIG, /* a line, a cell or what is packed goes beyond a bound below */
} CmSheetError;

#define CM_SHEET_CELL_MAX (1024 * 1024) /* bytes in one cell */
#define CM_SHEET_COLUMNS_MAX 1000       /* cells in one row */

typedef enum
{
  CM_SHEET_CSV,
  CM_SHEET_XLSX,
  CM_SHEET_ODS,
} CmSheetFormat;

/* How the bytes of a text file are read. A workbook is always UTF-8. */
typedef enum
{
  CM_ENCODING_UTF8,
  CM_ENCODING_CP1252,
  CM_ENCODING_CP850,
  CM_ENCODING_CP437,
  CM_ENCODING_UTF16LE,
  CM_ENCODING_UTF16BE,
  CM_N_ENCODINGS,
} CmEncoding;

/* "UTF-8", "Windows-1252", "MS-DOS (CP850)" …; not translated. */
const char *cm_encoding_name (CmEncoding encoding);

typedef enum
{
  CM_CELL_EMPTY,
  CM_CELL_TEXT,
  CM_CELL_NUMBER, /* plain digits with a point: "-1234.5" */
  CM_CELL_DATE,   /* ISO: "2009-12-31", with a time "2009-12-31T14:30:00" */
  CM_CELL_FLAG,   /* "TRUE" or "FALSE" */
  CM_CELL_ERROR,  /* what the spreadsheet shows: "#REF!" */
} CmCellKind;

/* A text file knows only text. */
typedef struct
{
  CmCellKind kind;
  gboolean formula;  /* the text is what the spreadsheet program last computed */
  gboolean doubtful; /* a byte in it has no meaning in the encoding; it is now U+FFFD */
  const char *text;  /* UTF-8 as it stands in the file, spaces and all; never NULL */
} CmCell;

/* Valid until the function that got it returns. */
typedef struct
{
  guint line;    /* of the text file, or row of the sheet, where it starts; from 1 */
  guint n_cells; /* cells after the last that is not empty are left out */
  const CmCell *cells;
} CmRow;

/* Every row in its order, empty ones too where they are in a text file. FALSE to stop reading. */
typedef gboolean (*CmRowFunc) (const CmRow *row, gpointer data);
/* How far reading has come, from 0 to 1; called now and then in the thread that reads. */
typedef void (*CmSheetProgressFunc) (double fraction, gpointer data);

/* One file. It belongs to one thread at a time. */
typedef struct _CmSheet CmSheet;

/* Opens the file and looks at the beginning of it, however large: what it is, by its content and
 * not its name; its encoding and delimiter; the names of its sheets. */
CmSheet *cm_sheet_open (const char *path, GError **error);
void cm_sheet_free (CmSheet *self);

CmSheetFormat cm_sheet_get_format (const CmSheet *self);
const char *cm_sheet_get_path (const CmSheet *self);
/* In bytes. */
gint64 cm_sheet_get_size (const CmSheet *self);

/* The dialect of a text file: as it was found, or as set. A delimiter is one of , ; tab |. */
CmEncoding cm_sheet_get_encoding (const CmSheet *self);
void cm_sheet_set_encoding (CmSheet *self, CmEncoding encoding);
char cm_sheet_get_delimiter (const CmSheet *self);
void cm_sheet_set_delimiter (CmSheet *self, char delimiter);

/* The names of the sheets of a workbook that are not empty of name, in their order; of a text file
 * there is one, "". The first visible one is chosen until another is. */
const char *const *cm_sheet_get_names (const CmSheet *self);
guint cm_sheet_get_chosen (const CmSheet *self);
void cm_sheet_choose (CmSheet *self, guint sheet);

/* Looks at all of a text file for bytes that its encoding does not have, as cm_sheet_open() did
 * at the beginning; TRUE if the encoding is another now. Until cm_sheet_set_encoding() is called,
 * and not after. Of a workbook there is nothing to look at. */
gboolean cm_sheet_survey (CmSheet *self, GCancellable *cancellable);

/* Reads the rows from the first on, in bounded memory. TRUE when all were read or `row` stopped it;
 * may be called again. `progress` may be NULL. */
gboolean cm_sheet_read (CmSheet *self,
                        CmRowFunc row,
                        gpointer row_data,
                        CmSheetProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error);

/* (transfer container): sentences for the reader about what was met by the last cm_sheet_open(),
 * _survey() or _read(): a second byte order mark, formulas whose last values were taken, merged
 * cells, bytes without meaning and the first line of them. */
GPtrArray *cm_sheet_get_remarks (const CmSheet *self);

/* (transfer full): SHA-256 of the file's bytes, in hexadecimal; NULL if it cannot be read or was
 * cancelled. */
char *cm_sheet_digest (CmSheet *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSheet, cm_sheet_free)

G_END_DECLS
