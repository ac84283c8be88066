/* cm-changeset.c - whether a stored SQLite changeset is safe to hand to SQLite. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-changeset.h"
#include "cm-value.h"

#include <string.h>

#define VALUE_MAX (4 * 1024 * 1024)
#define COLUMNS_MAX 128

enum
{
  OP_INSERT = 18,
  OP_DELETE = 9,
  OP_UPDATE = 23,
};
enum
{
  TYPE_UNDEFINED = 0,
  TYPE_INTEGER = 1,
  TYPE_TEXT = 3,
  TYPE_NULL = 5,
};

typedef struct
{
  const guint8 *p, *end;
} Reader;

/* The columns that a changeset has of a table; the first is the key. */
typedef struct
{
  const CmField *const *fields;
  guint n;
} Row;

static gboolean
read_byte (Reader *r, guint8 *byte)
{
  if (r->p >= r->end)
    return FALSE;
  *byte = *r->p++;
  return TRUE;
}

/* SQLite's variable-length integer; nothing here needs more than four bytes of it. */
static gboolean
read_varint (Reader *r, gsize *number)
{
  guint8 byte;

  *number = 0;
  for (int i = 0; i < 4; i++)
    {
      if (!read_byte (r, &byte))
        return FALSE;
      *number = (*number << 7) | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_text (Reader *r, gboolean is_key)
{
  gsize length;
  const char *text;

  if (!read_varint (r, &length) || length > VALUE_MAX || (gsize) (r->end - r->p) < length)
    return FALSE;
  text = (const char *) r->p;
  r->p += length;
  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;
  if (is_key)
    {
      g_autofree char *copy = g_strndup (text, length);

      return length == 36 && cm_uuid_is_valid (copy);
    }
  return TRUE;
}

/* One value; `field` is NULL for the key. Says in `present` whether it is defined. */
static gboolean
read_value (Reader *r, const CmField *field, gboolean *present)
{
  guint8 type;

  if (!read_byte (r, &type))
    return FALSE;
  *present = type != TYPE_UNDEFINED;
  switch (type)
    {
    case TYPE_UNDEFINED:
      return TRUE;
    case TYPE_NULL:
      return field != NULL && (field->flags & CM_FIELD_REQUIRED) == 0;
    case TYPE_INTEGER:
      if (field == NULL || !cm_field_is_number (field) || r->end - r->p < 8)
        return FALSE;
      r->p += 8;
      return TRUE;
    case TYPE_TEXT:
      if (field != NULL && cm_field_is_number (field))
        return FALSE;
      return read_text (r, field == NULL || field->type == CM_FIELD_REFERENCE);
    default:
      return FALSE;
    }
}

static gboolean
read_row (Reader *r, const Row *row, gboolean present[])
{
  for (guint i = 0; i < row->n; i++)
    if (!read_value (r, row->fields[i], &present[i]))
      return FALSE;
  return TRUE;
}

static gboolean
all_present (const Row *row, const gboolean present[])
{
  for (guint i = 0; i < row->n; i++)
    if (!present[i])
      return FALSE;
  return TRUE;
}

static gboolean
read_change (Reader *r, guint8 op, const Row *row)
{
  gboolean old[COLUMNS_MAX], new[COLUMNS_MAX];
  guint8 indirect;

  if (!read_byte (r, &indirect) || indirect > 1 || !read_row (r, row, old))
    return FALSE;
  if (op != OP_UPDATE)
    return all_present (row, old);
  if (!read_row (r, row, new) || !old[0] || new[0])
    return FALSE;
  for (guint i = 1; i < row->n; i++)
    if (old[i] != new[i])
      return FALSE;
  return TRUE;
}

/* Only the key may be a column without a field. */
static gboolean
find_row (Row *row, CmColumns *columns, const CmTable *table, gsize n)
{
  guint n_now;

  row->fields = _cm_columns_list (columns, table, &n_now);
  row->n = (guint) n;
  for (gsize i = 1; i < MIN (n, n_now); i++)
    if (row->fields[i] == NULL)
      return FALSE;
  return n <= n_now;
}

static gboolean
read_table (Reader *r, GHashTable *seen, CmColumns *columns, Row *row)
{
  gsize n;
  guint8 flag;
  const guint8 *end;
  const CmTable *table;

  if (!read_varint (r, &n) || n == 0 || n > COLUMNS_MAX || (gsize) (r->end - r->p) < n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!read_byte (r, &flag) || flag != (i == 0 ? 1 : 0))
      return FALSE;
  end = memchr (r->p, '\0', (gsize) (r->end - r->p));
  if (end == NULL)
    return FALSE;
  table = cm_table_find ((const char *) r->p);
  r->p = end + 1;
  return table != NULL && g_hash_table_add (seen, (gpointer) table) &&
         find_row (row, columns, table, n);
}

int
cm_changeset_count (const guint8 *bytes, gsize length, CmColumns *columns)
{
  Reader r = { bytes, bytes + length };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Row row = { NULL, 0 };
  int n = 0;
  guint8 op;

  if (length > CM_CHANGESET_MAX)
    return -1;
  while (read_byte (&r, &op))
    if (op == 'T')
      {
        if (!read_table (&r, seen, columns, &row))
          return -1;
      }
    else if ((op == OP_INSERT || op == OP_DELETE || op == OP_UPDATE) && row.n > 0 &&
             read_change (&r, op, &row))
      n++;
    else
      return -1;
  return n;
}

gboolean
cm_changeset_is_valid (const guint8 *bytes, gsize length, CmColumns *columns)
{
  return cm_changeset_count (bytes, length, columns) >= 0;
}
