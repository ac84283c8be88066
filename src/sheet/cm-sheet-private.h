/* cm-sheet-private.h - what the readers of the formats share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-sheet.h"

G_BEGIN_DECLS

/* Where a reader hands its rows, and what it asks now and then. */
typedef struct
{
  CmRowFunc row;
  gpointer row_data;
  CmSheetProgressFunc progress; /* or NULL */
  gpointer progress_data;
  GCancellable *cancellable; /* or NULL */
} CmRowSink;

struct _CmSheet
{
  char *path;
  gint64 size;
  CmSheetFormat format;
  GPtrArray *remarks; /* of char * */

  /* text files: cm-csv-open.c, cm-csv-reader.c */
  CmEncoding encoding;
  gboolean encoding_set; /* by the caller */
  char delimiter;

  /* workbooks: cm-xlsx.c, cm-ods.c */
  char **names;     /* ends with NULL */
  GPtrArray *parts; /* of char *: for each name, what its reader finds the sheet by: in .xlsx
                     * the member of the archive, in .ods the name itself */
  guint chosen;
};

/* cm-sheet.c */
void _cm_sheet_remark (CmSheet *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Sets "“NAME”: …" and returns FALSE. NAME is the file's own, without its folder. */
gboolean
_cm_sheet_fail (const CmSheet *self, GError **error, CmSheetError code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* Opens the file for reading; -1 when it cannot be. */
int _cm_sheet_open_file (const CmSheet *self, GError **error);
/* Up to `n` bytes from where the file stands: 0 at its end, -1 when it cannot be read or was
 * cancelled. */
gssize _cm_sheet_read_bytes (const CmSheet *self,
                             int fd,
                             gpointer bytes,
                             gsize n,
                             GCancellable *cancellable,
                             GError **error);
gboolean _cm_sheet_seek (const CmSheet *self, int fd, gsize offset, GError **error);

#define CM_CSV_DELIMITERS ",;\t|"

/* cm-csv-open.c */
/* Fills in what the beginning of a text file tells. */
gboolean _cm_csv_open (CmSheet *self, GError **error);
gboolean _cm_csv_survey (CmSheet *self, GCancellable *cancellable);
/* Goes to where the text begins, and remarks on what is before it. */
gboolean
_cm_csv_skip_mark (CmSheet *self, int fd, GCancellable *cancellable, gsize *skip, GError **error);

/* cm-csv-reader.c */
gboolean _cm_csv_read (CmSheet *self, const CmRowSink *sink, GError **error);

/* cm-workbook.c: a zip archive that is one of the two formats, told by what it holds. */
gboolean _cm_workbook_open (CmSheet *self, GError **error);
gboolean _cm_workbook_read (CmSheet *self, const CmRowSink *sink, GError **error);

G_END_DECLS
