/* cm-import-line.h - a line of a file as it will be kept: the cells that are in sight, drawn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-import.h"

G_BEGIN_DECLS

#define CM_TYPE_IMPORT_LINE (cm_import_line_get_type ())
G_DECLARE_FINAL_TYPE (CmImportLine, cm_import_line, CM, IMPORT_LINE, GtkWidget)

/* A column that is shown. */
typedef struct
{
  guint column; /* of the import */
  int x, width; /* pixels */
} CmImportPlace;

/* What all lines of one file have in common; they are told of a change by
 * cm_import_line_refresh(). */
typedef struct
{
  CmImport *import; /* NULL: nothing is drawn */
  CmStore *store;
  GArray *places;   /* of CmImportPlace, from left to right */
  int number_width; /* of the line numbers, which stay in sight */
  int width;        /* of all */
  GtkAdjustment *across;
  GtkWidget *view; /* what is outside of it is not drawn; lines are redrawn when it is scrolled */
} CmImportShown;

/* `shown` must outlive the line. */
GtkWidget *cm_import_line_new (const CmImportShown *shown);
/* Shows that row of the sample. */
void cm_import_line_show (CmImportLine *self, guint row);
guint cm_import_line_get_row (CmImportLine *self);
/* What goes where has changed, or the columns. */
void cm_import_line_refresh (CmImportLine *self);
/* The place at that point, or -1 for the number of the line and beyond the last. */
int cm_import_line_find_place (CmImportLine *self, double x);
gboolean cm_import_line_is_number (CmImportLine *self, double x);

/* (transfer container): of char *: what cannot be read in the row, as “Amount: …”. */
GPtrArray *cm_import_line_list_faults (const CmImportShown *shown, guint row);

G_END_DECLS
