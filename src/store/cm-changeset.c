/* cm-changeset.c - whether a stored SQLite changeset is safe to hand to SQLite. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-changeset.h"
#include "cm-value.h"

#include <string.h>

#define CHANGESET_MAX (64 * 1024 * 1024)
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

/* The fields that are columns, in order; the key comes before them. */
typedef struct
{
  const CmField *fields[COLUMNS_MAX];
  guint n;
} Columns;

static void
find_columns (const CmTable *table, Columns *columns)
{
  columns->n = 0;
  for (guint i = 0; i < table->n_fields && columns->n < COLUMNS_MAX; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      columns->fields[columns->n++] = &table->fields[i];
}

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
read_row (Reader *r, const Columns *columns, gboolean present[])
{
  for (guint i = 0; i <= columns->n; i++)
    if (!read_value (r, i == 0 ? NULL : columns->fields[i - 1], &present[i]))
      return FALSE;
  return TRUE;
}

static gboolean
all_present (const Columns *columns, const gboolean present[])
{
  for (guint i = 0; i <= columns->n; i++)
    if (!present[i])
      return FALSE;
  return TRUE;
}

static gboolean
read_change (Reader *r, guint8 op, const Columns *columns)
{
  gboolean old[COLUMNS_MAX + 1], new[COLUMNS_MAX + 1];
  guint8 indirect;

  if (!read_byte (r, &indirect) || indirect > 1 || !read_row (r, columns, old))
    return FALSE;
  if (op != OP_UPDATE)
    return all_present (columns, old);
  if (!read_row (r, columns, new) || !old[0] || new[0])
    return FALSE;
  for (guint i = 1; i <= columns->n; i++)
    if (old[i] != new[i])
      return FALSE;
  return TRUE;
}

static gboolean
read_table (Reader *r, GHashTable *seen, Columns *columns)
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
  if (table == NULL || !g_hash_table_add (seen, (gpointer) table))
    return FALSE;
  find_columns (table, columns);
  return columns->n + 1 == n;
}

gboolean
cm_changeset_is_valid (const guint8 *bytes, gsize length)
{
  Reader r = { bytes, bytes + length };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Columns columns = { .n = 0 };
  guint8 op;

  if (length > CHANGESET_MAX)
    return FALSE;
  while (read_byte (&r, &op))
    if (op == 'T')
      {
        if (!read_table (&r, seen, &columns))
          return FALSE;
      }
    else if ((op != OP_INSERT && op != OP_DELETE && op != OP_UPDATE) || columns.n == 0 ||
             !read_change (&r, op, &columns))
      return FALSE;
  return TRUE;
}
