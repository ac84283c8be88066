/* cm-export-bar.h - writes a table to a file in a thread, and shows how far that is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-table-export.h"

G_BEGIN_DECLS

#define CM_TYPE_EXPORT_BAR (cm_export_bar_get_type ())
G_DECLARE_FINAL_TYPE (CmExportBar, cm_export_bar, CM, EXPORT_BAR, AdwBin)

/* Seen only while something takes its time. Signal: "finished" (const char *text), with what was
 * written, or why not, to be told in a toast; NULL if it was cancelled. */
GtkWidget *cm_export_bar_new (void);

/* Writes the records of the query, which it takes, to the file, in the format that its name asks
 * for; see cm_table_export(). One at a time: until "finished" this is an error of the programmer.
 */
void cm_export_bar_write (CmExportBar *self,
                          CmStore *store,
                          CmQuery *query,
                          const CmField *const *fields,
                          guint n_fields,
                          const CmExportWords *words,
                          GFile *file);
gboolean cm_export_bar_is_busy (CmExportBar *self);

G_END_DECLS
