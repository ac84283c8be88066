/* cm-store-bulk.c - thousands of new records of a table, several times faster than one by one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-changeset.h"
#include "cm-store-private.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* A session reads each row again when it makes its changeset. Of a row that is new all is known, so
 * its entry is written here as it is inserted, in the form that SQLite documents for changesets;
 * the session looks away meanwhile. */

#define KEY_LENGTH 36
#define POOL 4096          /* random bytes taken at a time */
#define MANY (1024 * 1024) /* bytes of entries, of which the packing takes time */
#define COUNTER 0x1000u    /* what there is room for in a key beside the millisecond */

enum
{
  TYPE_INTEGER = 1,
  TYPE_TEXT = 3,
  TYPE_NULL = 5,
};

struct _CmBulk
{
  const CmTable *table;
  guint n_columns;
  int *fields; /* of the columns of the file, in their order; -1 for the key */
  sqlite3_stmt *insert;
  GByteArray *entries;
  guint n_rows;
  CmPacker *packer; /* of the entries up to `packed`, as soon as there are many; or NULL */
  guint packed;

  guint64 time; /* ms, of the last key */
  guint counter;
  guint8 pool[POOL];
  guint used;
  char key[KEY_LENGTH + 1];
};

void
_cm_bulk_free (CmBulk *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->insert);
  cm_packer_free (self->packer);
  g_byte_array_unref (self->entries);
  g_free (self->fields);
  g_free (self);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
fill_pool (CmBulk *self)
{
  gsize filled = 0;

  while (filled < POOL)
    {
      const gssize got = getrandom (self->pool + filled, POOL - filled, 0);

      if (got > 0)
        filled += (gsize) got;
      else if (errno != EINTR)
        g_error ("no random numbers from the kernel: %s", g_strerror (errno));
    }
  self->used = 0;
}

static const guint8 *
take_random (CmBulk *self, guint n)
{
  if (self->used + n > POOL)
    fill_pool (self);
  self->used += n;
  return self->pool + self->used - n;
}

/* As cm_uuid_new(), but each greater than the one before (RFC 9562, 6.2, method 1), so that the
 * index of keys grows at its end. */
static void
make_key (CmBulk *self)
{
  static const char digits[] = "0123456789abcdef";
  const guint64 now = (guint64) (g_get_real_time () / 1000);
  guint8 b[16];
  char *out = self->key;

  if (now > self->time)
    {
      self->time = now;
      self->counter = 0;
    }
  else if (++self->counter == COUNTER)
    {
      self->time++;
      self->counter = 0;
    }
  for (guint i = 0; i < 6; i++)
    b[i] = (guint8) (self->time >> (8 * (5 - i)));
  b[6] = (guint8) (0x70 | self->counter >> 8);
  b[7] = (guint8) self->counter;
  memcpy (b + 8, take_random (self, 8), 8);
  b[8] = (guint8) (0x80 | (b[8] & 0x3f));
  for (guint i = 0; i < sizeof b; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = digits[b[i] >> 4];
      *out++ = digits[b[i] & 0xf];
    }
  *out = '\0';
}

/* --- entries of the changeset ----------------------------------------------------------------- */

/* What a number or the head of a text needs at most. */
#define VALUE_MAX 9

static guint8 *
write_byte (guint8 *p, guint8 byte)
{
  *p = byte;
  return p + 1;
}

/* SQLite's variable-length integer: seven bits in a byte, the highest first. */
static guint8 *
write_varint (guint8 *p, guint32 number)
{
  guint8 bytes[5];
  guint n = sizeof bytes;

  bytes[--n] = (guint8) (number & 0x7f);
  while ((number >>= 7) > 0)
    bytes[--n] = (guint8) (0x80 | (number & 0x7f));
  memcpy (p, bytes + n, sizeof bytes - n);
  return p + sizeof bytes - n;
}

static guint8 *
write_text (guint8 *p, const char *text, gsize length)
{
  p = write_varint (write_byte (p, TYPE_TEXT), (guint32) length);
  memcpy (p, text, length);
  return p + length;
}

static guint8 *
write_number (guint8 *p, gint64 number)
{
  const gint64 big = GINT64_TO_BE (number);

  p = write_byte (p, TYPE_INTEGER);
  memcpy (p, &big, sizeof big);
  return p + sizeof big;
}

/* Room for so many bytes; end_entry() tells how many it were. */
static guint8 *
begin_entry (CmBulk *self, gsize most)
{
  const guint length = self->entries->len;

  g_byte_array_set_size (self->entries, length + (guint) most);
  return self->entries->data + length;
}

static void
end_entry (CmBulk *self, const guint8 *p)
{
  g_byte_array_set_size (self->entries, (guint) (p - self->entries->data));
}

static void
write_head (CmBulk *self)
{
  const gsize length = strlen (self->table->name) + 1;
  guint8 *p = begin_entry (self, VALUE_MAX + self->n_columns + length);

  p = write_varint (write_byte (p, 'T'), self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    p = write_byte (p, self->fields[i] < 0);
  memcpy (p, self->table->name, length);
  end_entry (self, p + length);
}

/* --- inserting -------------------------------------------------------------------------------- */

static gboolean
prepare (CmBulk *self, CmStore *store)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s VALUES(?", self->table->name);
  for (guint i = 1; i < self->n_columns; i++)
    g_string_append (sql, ",?");
  g_string_append_c (sql, ')');
  return sqlite3_prepare_v2 (store->db, sql->str, -1, &self->insert, NULL) == SQLITE_OK;
}

/* NULL where a column of the file belongs to no field. */
static CmBulk *
new_bulk (CmStore *store, const CmTable *table)
{
  CmBulk *self = g_new0 (CmBulk, 1);
  const CmField *const *columns = _cm_columns_list (store->columns, table, &self->n_columns);

  self->table = table;
  self->entries = g_byte_array_new ();
  self->fields = g_new (int, self->n_columns);
  self->used = POOL;
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (i > 0 && columns[i] == NULL)
        {
          _cm_bulk_free (self);
          return NULL;
        }
      self->fields[i] = i == 0 ? -1 : (int) (columns[i] - table->fields);
    }
  if (prepare (self, store))
    {
      write_head (self);
      return self;
    }
  _cm_bulk_free (self);
  return NULL;
}

static gsize
measure (CmBulk *self, CmRecord *pattern)
{
  gsize n = 2 + VALUE_MAX + KEY_LENGTH;

  for (guint i = 1; i < self->n_columns; i++)
    {
      const CmValue *value = cm_record_value (pattern, (guint) self->fields[i]);

      n += VALUE_MAX + (value->kind == CM_VALUE_TEXT ? strlen (value->text) : 0);
    }
  return n;
}

static guint8 *
bind (CmBulk *self, guint8 *p, int position, const CmValue *value)
{
  gsize length;

  if (value->kind == CM_VALUE_NUMBER)
    {
      sqlite3_bind_int64 (self->insert, position, value->number);
      return write_number (p, value->number);
    }
  if (value->kind != CM_VALUE_TEXT)
    {
      sqlite3_bind_null (self->insert, position);
      return write_byte (p, TYPE_NULL);
    }
  length = strlen (value->text);
  sqlite3_bind_text (self->insert, position, value->text, (int) length, SQLITE_STATIC);
  return write_text (p, value->text, length);
}

/* Binds the row and writes its entry. */
static void
bind_row (CmBulk *self, CmRecord *pattern)
{
  guint8 *p = begin_entry (self, measure (self, pattern));

  make_key (self);
  p = write_byte (write_byte (p, SQLITE_INSERT), 0);
  p = write_text (p, self->key, KEY_LENGTH);
  sqlite3_bind_text (self->insert, 1, self->key, KEY_LENGTH, SQLITE_STATIC);
  for (guint i = 1; i < self->n_columns; i++)
    p = bind (self, p, (int) i + 1, cm_record_value (pattern, (guint) self->fields[i]));
  end_entry (self, p);
}

static void
pack (CmBulk *self)
{
  if (self->packer == NULL)
    self->packer = cm_packer_new ();
  cm_packer_add (
      self->packer, self->entries->data + self->packed, self->entries->len - self->packed);
  self->packed = self->entries->len;
}

/* A copy with a key of its own goes the usual way. */
static gboolean
insert_copy (CmStore *self, CmRecord *pattern, GError **error)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_record_get_table (pattern));

  for (guint i = 0; i < cm_record_get_table (pattern)->n_fields; i++)
    cm_record_set_value (record, i, cm_record_value (pattern, i));
  return cm_store_insert (self, record, error);
}

gboolean
cm_store_insert_like (CmStore *self, CmRecord *pattern, GError **error)
{
  const CmTable *table = cm_record_get_table (pattern);
  CmBulk *bulk;
  guint length;
  int code;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (self->bulk == NULL)
    self->bulk = new_bulk (self, table);
  bulk = self->bulk;
  /* Where the transaction is gone, as a disk failed, the usual way says so. */
  if (bulk == NULL || bulk->table != table || sqlite3_get_autocommit (self->db))
    return insert_copy (self, pattern, error);
  length = bulk->entries->len;
  bind_row (bulk, pattern);
  sqlite3session_enable (self->session, 0);
  code = sqlite3_step (bulk->insert);
  sqlite3session_enable (self->session, 1);
  sqlite3_reset (bulk->insert);
  if (code == SQLITE_DONE)
    {
      bulk->n_rows++;
      if (bulk->entries->len - bulk->packed >= MANY)
        pack (bulk);
      return TRUE;
    }
  /* Nothing tells of a row that is not there; why, the usual way tells. */
  g_byte_array_set_size (bulk->entries, length);
  return insert_copy (self, pattern, error);
}

/* --- the changeset of all --------------------------------------------------------------------- */

/* How many records the changeset changes; -1 if one of them is of the table. */
static int
count_others (const void *changeset, int size, const char *table)
{
  sqlite3_changeset_iter *iter = NULL;
  gboolean found = FALSE;
  int count = 0;

  if (size == 0)
    return 0;
  if (sqlite3changeset_start (&iter, size, (void *) changeset) != SQLITE_OK)
    return -1;
  while (!found && sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      const char *name = NULL;
      int n, op, indirect;

      sqlite3changeset_op (iter, &name, &n, &op, &indirect);
      found = g_strcmp0 (name, table) == 0;
      count++;
    }
  sqlite3changeset_finalize (iter);
  return found ? -1 : count;
}

/* New rows, some of which were changed or deleted later on. */
static gboolean
merge (const CmBulk *bulk, void **changeset, int *size)
{
  sqlite3_changegroup *group = NULL;
  void *both = NULL;
  int length = 0;
  gboolean done =
      sqlite3changegroup_new (&group) == SQLITE_OK &&
      sqlite3changegroup_add (group, (int) bulk->entries->len, bulk->entries->data) == SQLITE_OK &&
      sqlite3changegroup_add (group, *size, *changeset) == SQLITE_OK &&
      sqlite3changegroup_output (group, &length, &both) == SQLITE_OK;

  sqlite3changegroup_delete (group);
  if (!done)
    return FALSE;
  sqlite3_free (*changeset);
  *changeset = both;
  *size = length;
  return TRUE;
}

/* The tables of a changeset follow each other, so that two of other tables are one. */
static gboolean
append (const CmBulk *bulk, void **changeset, int *size)
{
  const guint64 length = (guint64) *size + bulk->entries->len;
  guint8 *both = length <= G_MAXINT ? sqlite3_malloc64 (length) : NULL;

  if (both == NULL)
    return FALSE;
  memcpy (both, bulk->entries->data, bulk->entries->len);
  if (*size > 0)
    memcpy (both + bulk->entries->len, *changeset, (gsize) *size);
  sqlite3_free (*changeset);
  *changeset = both;
  *size = (int) length;
  return TRUE;
}

gboolean
_cm_store_add_bulk (CmStore *self, void **changeset, int *size)
{
  CmBulk *bulk = self->bulk;
  int others;
  gboolean done;

  if (bulk == NULL)
    return TRUE;
  others = count_others (*changeset, *size, bulk->table->name);
  if (others >= 0 && bulk->packer != NULL)
    {
      pack (bulk);
      cm_packer_add (bulk->packer, *changeset, (gsize) *size);
    }
  done = others < 0 ? merge (bulk, changeset, size) : append (bulk, changeset, size);
  if (done && others >= 0 && bulk->packer != NULL)
    self->packed = cm_packer_end (bulk->packer, bulk->n_rows + (guint) others);
  g_clear_pointer (&self->bulk, _cm_bulk_free);
  return done;
}
