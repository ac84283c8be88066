/* cm-test-table.h - what tests of tables share: a portfolio, its records, the cells that show them.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-table-cell.h"
#include "cm-table-view.h"
#include "cm-test.h"

G_BEGIN_DECLS

/* A new portfolio in a folder of its own, and its end: nobody may hold it by then. */
CmStore *cm_test_new_store (void);
void cm_test_drop_store (CmStore *store);

/* (transfer full): a new record with values as in files: "field", "value", … NULL. */
CmRecord *cm_test_add (CmStore *store, const char *table, const char *const values[]);
#define CM_TEST_ADD(store, table, ...)                                                             \
  g_object_unref (cm_test_add (store, table, (const char *const[]){ __VA_ARGS__, NULL }))
/* (transfer full) (nullable): the record with that title. */
CmRecord *cm_test_get (CmStore *store, const char *table, const char *title);
/* (transfer full): the field of the record with that title, as it is written to files. */
char *cm_test_value (CmStore *store, const char *table, const char *title, const char *field);
/* How many changes the file has seen. */
guint cm_test_count_changes (CmStore *store);

/* The cell in sight that shows that field of the record with that title, or NULL. */
GtkWidget *cm_test_cell (GtkWidget *root, const char *title, const char *field);
/* (transfer full): the words of a column from top to bottom, joined by "|". */
char *cm_test_column (GtkWidget *root, const char *field);
/* The heading with those words. */
GtkWidget *cm_test_heading (GtkWidget *root, const char *label);
/* What is edited in the table at present: an entry or a popover, or NULL. */
GtkWidget *cm_test_editor (GtkWidget *root);

G_END_DECLS
