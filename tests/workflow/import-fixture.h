/* import-fixture.h - a portfolio and files on their way into it, for tests of the import. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "cm-exchange.h"
#include "cm-import.h"

typedef struct
{
  char *folder, *path, *file;
  CmStore *store;
} Fixture;

static const char *const bodies[] = { "Alpha Council", "Beta Council", "Gamma Trust" };

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-import-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->file = g_build_filename (f->folder, "file.csv", NULL);
  f->store = cm_store_create (f->path, NULL);
  g_assert_nonnull (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("organisation"));

      cm_record_set_text (record, "name", bodies[i]);
      cm_record_set_text (record, "kind", "county");
      g_assert_true (cm_store_save (f->store, record, "Add", NULL));
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      /* Nothing but what was asked for is left behind. */
      g_assert_true (g_str_has_suffix (name, ".csv") || g_str_has_suffix (name, ".portfolio"));
      g_remove (path);
    }
  g_rmdir (f->folder);
  g_free (f->file);
  g_free (f->path);
  g_free (f->folder);
}

/* Writes the file and looks at it. */
static CmImport *
open_bytes (Fixture *f, const char *table, const char *bytes, gssize size)
{
  g_autoptr (GError) error = NULL;
  CmSheet *sheet;
  CmImport *import;

  g_file_set_contents (f->file, bytes, size, &error);
  g_assert_no_error (error);
  sheet = cm_sheet_open (f->file, &error);
  g_assert_no_error (error);
  import = cm_import_new (cm_table_find (table), sheet);
  cm_import_sample (import, NULL, &error);
  g_assert_no_error (error);
  return import;
}

static inline CmImport *
open_text (Fixture *f, const char *table, const char *text)
{
  return open_bytes (f, table, text, -1);
}

/* The name of the field that the column goes to, or "". */
static inline const char *
field_of (CmImport *import, guint column)
{
  const CmField *field = cm_import_get_field (import, column);

  return field != NULL ? field->name : "";
}

static inline const CmField *
field (const char *table, const char *name)
{
  const CmField *found = cm_table_field (cm_table_find (table), name);

  g_assert_nonnull (found);
  return found;
}

static inline CmImportReport *
run (Fixture *f, CmImport *import)
{
  g_autoptr (GError) error = NULL;
  CmImportReport *report = cm_import_run (import, f->store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->read, ==, report->stored + report->rejected);
  return report;
}

/* Whether one of the sentences has the words. */
static inline gboolean
says (CmImportReport *report, const char *words)
{
  for (guint i = 0; i < report->remarks->len; i++)
    {
      g_test_message ("remark: %s", (char *) report->remarks->pdata[i]);
      if (strstr (report->remarks->pdata[i], words) != NULL)
        return TRUE;
    }
  return FALSE;
}

static inline const CmImportReject *
reject_at (CmImportReport *report, guint i)
{
  g_assert_cmpuint (i, <, report->rejects->len);
  return report->rejects->pdata[i];
}

static inline guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}
