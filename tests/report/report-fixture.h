/* report-fixture.h - a portfolio in a folder, files beside it, and CSV read by rules of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-store.h"

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static inline void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-report-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  g_assert_nonnull (f->store);
}

/* Whatever the test wrote, nothing half written is left beside it. */
static inline void
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

      g_assert_null (strstr (name, ".part"));
      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static inline char *
file_in (Fixture *f, const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

static inline char *
read_file (const char *path)
{
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* (transfer full): an inserted record with values as in files: "field", "value", … NULL. */
static inline CmRecord *
insert (Fixture *f, const char *table, ...)
{
  CmRecord *record = cm_record_new (cm_table_find (table));
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
  cm_store_insert (f->store, record, &error);
  g_assert_no_error (error);
  return record;
}

#define INSERT(...) g_object_unref (insert (__VA_ARGS__, NULL))

static inline void
begin (Fixture *f)
{
  g_assert_true (cm_store_begin (f->store, "Fill", NULL));
}

static inline void
commit (Fixture *f)
{
  g_assert_true (cm_store_commit (f->store, NULL));
}

/* (transfer container): all fields of a table. */
static inline GPtrArray *
list_fields (const char *name)
{
  const CmTable *table = cm_table_find (name);
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < table->n_fields; i++)
    g_ptr_array_add (fields, (gpointer) &table->fields[i]);
  return fields;
}

/* --- CSV -------------------------------------------------------------------------------------- */

/* (transfer container): the next line as an array of char *, and where the one after it begins;
 * NULL at the end. RFC 4180 to the letter. */
static inline GPtrArray *
read_line (const char **text)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const char *p = *text;

  if (*p == '\0')
    {
      g_ptr_array_unref (cells);
      return NULL;
    }
  for (;;)
    {
      GString *cell = g_string_new (NULL);

      if (*p == '"')
        {
          for (p++; *p != '"' || p[1] == '"'; p++)
            {
              g_assert_cmpint (*p, !=, '\0');
              g_string_append_c (cell, *p);
              p += *p == '"';
            }
          p++;
        }
      else
        for (; *p != ',' && *p != '\r'; p++)
          {
            g_assert_cmpint (*p, !=, '\0');
            g_assert_cmpint (*p, !=, '"');
            g_string_append_c (cell, *p);
          }
      g_ptr_array_add (cells, g_string_free (cell, FALSE));
      if (*p == ',')
        {
          p++;
          continue;
        }
      g_assert_true (p[0] == '\r' && p[1] == '\n');
      *text = p + 2;
      return cells;
    }
}
