/* cm-import-plan.h - how a file is to be read, so that each thread can make its own import of it.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-import.h"

G_BEGIN_DECLS

/* A CmImport belongs to one thread at a time. What is shown, what is tried and what is brought in
 * are therefore three imports, made from one plan in the same way, so that they agree. */
typedef struct _CmImportPlan CmImportPlan;

CmImportPlan *cm_import_plan_new (const char *path, const CmTable *table);
CmImportPlan *cm_import_plan_copy (const CmImportPlan *self);
void cm_import_plan_free (CmImportPlan *self);

const char *cm_import_plan_get_path (const CmImportPlan *self);
const CmTable *cm_import_plan_get_table (const CmImportPlan *self);

/* What the reader sets, instead of what is found in the file. Another delimiter or sheet lets go of
 * the headings that were set. */
void cm_import_plan_set_encoding (CmImportPlan *self, CmEncoding encoding);
void cm_import_plan_set_delimiter (CmImportPlan *self, char delimiter);
void cm_import_plan_set_sheet (CmImportPlan *self, guint sheet);
void cm_import_plan_set_header (CmImportPlan *self, guint line);
void cm_import_plan_set_date_order (CmImportPlan *self, CmDateOrder order);
/* In the order in which they were set. NULL leaves the column, or the value, out. */
void cm_import_plan_set_field (CmImportPlan *self, const char *heading, const CmField *field);
void cm_import_plan_set_default (CmImportPlan *self, const CmField *field, const char *text);
/* A mapping of cm_import_write_map() to begin with; what was set before is let go of. */
void cm_import_plan_set_map (CmImportPlan *self, const char *map);
/* As it was made, and so that no mapping is remembered for it. */
void cm_import_plan_forget (CmImportPlan *self);

/* --- in threads; the callbacks come in the main one --- */

/* What came of reading a file for the screen. */
typedef struct
{
  CmImport *import;   /* sampled and mapped */
  CmImportPlan *plan; /* as it was given, and what was remembered for such files */
  char *signature;    /* of the file as it is found when nothing is set */
  gboolean remembered;
  GPtrArray *not_there; /* of char *: headings of the mapping that the file has not; or NULL */
} CmImportReading;

void cm_import_reading_free (CmImportReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmImportReading, cm_import_reading_free)

void cm_import_plan_read_async (const CmImportPlan *self,
                                gpointer source,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
CmImportReading *cm_import_plan_read_finish (GAsyncResult *result, GError **error);

/* cm_import_try() with a store of its own. `encoding` (or NULL) is the one that all of the file was
 * read in: it may be another than that of its beginning. */
void cm_import_plan_try_async (const CmImportPlan *self,
                               gpointer source,
                               const char *store_path,
                               CmProgress *progress,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
CmImportReport *
cm_import_plan_try_finish (GAsyncResult *result, CmEncoding *encoding, GError **error);

/* cm_import_run() as an errand of the store. `newest` (transfer full) (nullable) is the record that
 * was made last, and of lines of spend the file that they belong to. */
void cm_import_plan_run_async (const CmImportPlan *self,
                               gpointer source,
                               CmStore *store,
                               const char *rejects,
                               CmProgress *progress,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
CmImportReport *cm_import_plan_run_finish (GAsyncResult *result, char **newest, GError **error);

/* --- what is remembered --- */

/* Keeps how the file was read and what went where, for the next that has this signature. Years and
 * dates that all rows were given are not kept: they are seldom those of the next file. */
gboolean cm_import_plan_remember (const CmImportPlan *self,
                                  const CmImport *import,
                                  const char *signature,
                                  GError **error);
/* Deletes what is kept for the signature. */
gboolean
cm_import_plan_forget_signature (const CmTable *table, const char *signature, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmImportPlan, cm_import_plan_free)

G_END_DECLS
