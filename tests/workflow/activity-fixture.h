/* activity-fixture.h - a new portfolio with activities, for tests of what is theirs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "cm-store.h"

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-activity-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  g_assert_nonnull (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

/* (transfer full): a record with values as in files: "field", "value", … NULL. */
static CmRecord *
add (Fixture *f, const char *table, ...)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  va_list fields;
  const char *name;
  GError *error = NULL;

  va_start (fields, table);
  while ((name = va_arg (fields, const char *)) != NULL)
    {
      CmValue value = CM_VALUE_INIT;
      int at = cm_table_field_index (cm_record_get_table (record), name);

      g_assert_cmpint (at, >=, 0);
      cm_value_from_file (
          &value, &cm_record_get_table (record)->fields[at], va_arg (fields, const char *), &error);
      g_assert_no_error (error);
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  va_end (fields);
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return cm_store_get (f->store, table, cm_record_get_id (record));
}

static inline CmRecord *
add_activity (Fixture *f, const char *title, const char *state)
{
  return add (f, "activity", "title", title, "state", state, NULL);
}

/* For what need not be held. */
#define ADD(...) g_object_unref (add (__VA_ARGS__, NULL))
#define ID(record) cm_record_get_id (record)

static inline guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static inline void
assert_undo_label (Fixture *f, const char *expected)
{
  g_autofree char *label = cm_store_get_undo_label (f->store);

  g_assert_cmpstr (label, ==, expected);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
