/* cm-spend-list.h - a plain table of figures, however long, that can be copied. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CM_TYPE_SPEND_LIST (cm_spend_list_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendList, cm_spend_list, CM, SPEND_LIST, AdwBin)

/* (transfer full) (nullable): what stands in a cell. Asked for when it is seen. */
typedef char *(*CmSpendListText) (gpointer data, guint row, guint column);
/* Tells the rows apart when they are shown anew: of the same key is the same row. May be NULL. */
typedef const char *(*CmSpendListKey) (gpointer data, guint row);

typedef struct
{
  const char *title; /* marked with N_() */
  gboolean number;   /* aligned at the end */
  int chars;         /* how wide, in characters; 0 for one that takes what is left */
} CmSpendListColumn;

/* Signals: "selected" (guint row), G_MAXUINT for none, when the reader or the owner chose another;
 * "activated" (guint row), by Enter or a double click.
 *
 * Copies the selected row, or all if none is, with Ctrl+C. `columns` ends with a NULL title and
 * must outlive the list; `name` is said by assistive tools. */
GtkWidget *cm_spend_list_new (const char *name, const CmSpendListColumn *columns);

/* Both may be NULL; they and `data` must be there until the list is filled with others. */
void cm_spend_list_fill (
    CmSpendList *self, guint n_rows, CmSpendListText text, CmSpendListKey key, gpointer data);
guint cm_spend_list_get_n_rows (CmSpendList *self);
/* (transfer full): what a cell says. */
char *cm_spend_list_get_text (CmSpendList *self, guint row, guint column);

/* A column of which nothing is seen is not copied either. */
void cm_spend_list_set_column_visible (CmSpendList *self, guint column, gboolean visible);

/* G_MAXUINT for none. A row that is selected by the owner is scrolled to. */
guint cm_spend_list_get_selected (CmSpendList *self);
void cm_spend_list_select (CmSpendList *self, guint row);

/* (transfer full): all of it, headings first, for a spreadsheet. */
char *cm_spend_list_write (CmSpendList *self);
/* Puts that on the clipboard. */
void cm_spend_list_copy (CmSpendList *self);

G_END_DECLS
