/* merge-fixture.h - a portfolio and copies of it that are worked on apart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "cm-exchange.h"
#include "cm-merge.h"

#define ACTIVITY "018c0000-0000-7000-8000-00000000000a"
#define OTHER "018c0000-0000-7000-8000-00000000000b"
#define COUNTY "018c0000-0000-7000-8000-00000000000c"
#define BOROUGH "018c0000-0000-7000-8000-00000000000d"
#define FUND "018c0000-0000-7000-8000-00000000000e"
#define LINE "018c0000-0000-7000-8000-00000000000f"

typedef struct
{
  char *folder;
  CmStore *mine, *theirs;
} Fixture;

static inline char *
get_path (Fixture *f, const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

static inline void
copy_file (Fixture *f, const char *from, const char *to)
{
  g_autofree char *source = get_path (f, from);
  g_autofree char *target = get_path (f, to);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) size, NULL));
}

static inline CmStore *
open_file (Fixture *f, const char *name)
{
  g_autofree char *path = get_path (f, name);
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_open (path, CM_STORE_WRITE, &error);

  g_assert_no_error (error);
  return store;
}

static inline void
set_field (CmRecord *record, const char *field, const char *text)
{
  const CmTable *table = cm_record_get_table (record);
  int at = cm_table_field_index (table, field);
  CmValue value = CM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (at, >=, 0);
  if (*text != '\0')
    cm_value_from_file (&value, &table->fields[at], text, &error);
  g_assert_no_error (error);
  cm_record_set_value (record, (guint) at, &value);
  cm_value_clear (&value);
}

/* A record with that key and values as in files: "field", "value", … */
static inline void
add_record (CmStore *store, const char *table, const char *id, const char *const values[])
{
  g_autoptr (CmRecord) record = cm_record_new_with_id (cm_table_find (table), id);
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    set_field (record, values[i], values[i + 1]);
  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
}
#define ADD(store, table, id, ...)                                                                 \
  add_record (store, table, id, (const char *const[]){ __VA_ARGS__, NULL })

static inline void
edit (CmStore *store, const char *table, const char *id, const char *field, const char *text)
{
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);
  g_autoptr (CmRecord) copy = cm_record_copy (record);
  g_autofree char *label = g_strdup_printf ("Change %s to %s", field, text);
  g_autoptr (GError) error = NULL;

  set_field (copy, field, text);
  cm_store_save (store, copy, label, &error);
  g_assert_no_error (error);
}

static inline void
drop (CmStore *store, const char *table, const char *id)
{
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (store, "Delete", NULL));
  cm_store_delete (store, record, &error);
  g_assert_no_error (error);
  g_assert_true (cm_store_commit (store, NULL));
}

static inline gboolean
has (CmStore *store, const char *table, const char *id)
{
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);

  return record != NULL;
}

static inline void
assert_value (
    CmStore *store, const char *table, const char *id, const char *field, const char *expected)
{
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);
  g_autofree char *text = NULL;

  g_assert_nonnull (record);
  text = cm_value_to_file (cm_record_get (record, field),
                           cm_table_field (cm_record_get_table (record), field));
  g_assert_cmpstr (text, ==, expected);
}

/* Every record keeps its rules and every reference leads somewhere. */
static inline void
assert_sound (CmStore *store)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  g_autoptr (GError) error = NULL;

  cm_store_check (store, &error);
  g_assert_no_error (error);
  for (guint t = 0; t < n; t++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[t]->name);
      g_autoptr (GPtrArray) records = cm_store_list (store, query);

      for (guint i = 0; i < records->len; i++)
        {
          cm_record_check (records->pdata[i], &error);
          g_assert_no_error (error);
        }
    }
}
