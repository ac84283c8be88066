/* cm-store-columns.c - which column of a portfolio file holds which field. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-store-columns.h"

struct _CmColumns
{
  sqlite3 *db;
  GHashTable *tables; /* CmTable → GPtrArray of CmField */
};

CmColumns *
_cm_columns_new (sqlite3 *db)
{
  CmColumns *self = g_new0 (CmColumns, 1);

  self->db = db;
  self->tables = g_hash_table_new_full (
      NULL, NULL, NULL, (GDestroyNotify) (void (*) (void)) g_ptr_array_unref);
  return self;
}

void
_cm_columns_free (CmColumns *self)
{
  g_hash_table_unref (self->tables);
  g_free (self);
}

static GPtrArray *
read_columns (CmColumns *self, const CmTable *table)
{
  GPtrArray *fields = g_ptr_array_new ();
  sqlite3_stmt *select = NULL;

  if (sqlite3_prepare_v2 (
          self->db, "SELECT name FROM pragma_table_info(?) ORDER BY cid", -1, &select, NULL) ==
      SQLITE_OK)
    {
      sqlite3_bind_text (select, 1, table->name, -1, SQLITE_STATIC);
      while (sqlite3_step (select) == SQLITE_ROW)
        g_ptr_array_add (
            fields,
            (gpointer) cm_table_field (table, (const char *) sqlite3_column_text (select, 0)));
    }
  sqlite3_finalize (select);
  return fields;
}

const CmField *const *
_cm_columns_list (CmColumns *self, const CmTable *table, guint *n_columns)
{
  GPtrArray *fields = g_hash_table_lookup (self->tables, table);

  if (fields == NULL)
    {
      fields = read_columns (self, table);
      g_hash_table_insert (self->tables, (gpointer) table, fields);
    }
  *n_columns = fields->len;
  return (const CmField *const *) fields->pdata;
}

int
_cm_columns_find (CmColumns *self, const CmTable *table, const char *field)
{
  guint n;
  const CmField *const *fields = _cm_columns_list (self, table, &n);

  for (guint i = 1; i < n; i++)
    if (fields[i] != NULL && g_str_equal (fields[i]->name, field))
      return (int) i;
  return -1;
}
