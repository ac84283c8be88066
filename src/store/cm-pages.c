/* cm-pages.c - the rows of a damaged file, read page by page without SQLite. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-pages-private.h"

/* See https://sqlite.org/fileformat2.html for what is read here. SQLite gives up a whole table when
 * one page on the way to its rows is broken, and it would read what a stranger's schema says; this
 * reads the rows that are there. */

#define LEAF 0x0d
#define INTERIOR 0x05
#define DEPTH_MAX 20
#define PAYLOAD_MAX (64 * 1024 * 1024)
#define FREE_FIRST 32 /* where the header says which page is the first that is not in use */

struct _CmPages
{
  GBytes *file;
  const guint8 *data;
  guint32 n;
  guint8 *seen;        /* by page, from 1 */
  GByteArray *payload; /* of the row that is being read */
};

/* A tree that is being walked. */
typedef struct
{
  CmPagesFunc func;
  gpointer data;
  CmPagesCount *count;
  guint n_leaves;
  guint n_unknown; /* lost pages of which nothing tells how many rows they had */
} Walk;

CmPages *
_cm_pages_new (GBytes *file)
{
  CmPages *self = g_new0 (CmPages, 1);

  self->file = g_bytes_ref (file);
  self->data = g_bytes_get_data (file, NULL);
  self->n = (guint32) (g_bytes_get_size (file) / CM_PAGE_SIZE);
  self->seen = g_new0 (guint8, (gsize) self->n + 1);
  self->payload = g_byte_array_new ();
  return self;
}

void
_cm_pages_free (CmPages *self)
{
  g_byte_array_unref (self->payload);
  g_free (self->seen);
  g_bytes_unref (self->file);
  g_free (self);
}

guint32
_cm_pages_get_size (const CmPages *self)
{
  return self->n;
}

void
_cm_pages_mark (CmPages *self, guint32 page)
{
  self->seen[page] = 1;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static guint32
read_number (const guint8 *p, guint size)
{
  guint32 number = 0;

  for (guint i = 0; i < size; i++)
    number = (number << 8) | p[i];
  return number;
}

static gboolean
read_varint (const guint8 **p, const guint8 *end, guint64 *number)
{
  *number = 0;
  for (guint i = 0; i < 9; i++)
    {
      guint8 byte;

      if (*p >= end)
        return FALSE;
      byte = *(*p)++;
      if (i == 8)
        {
          *number = (*number << 8) | byte;
          return TRUE;
        }
      *number = (*number << 7) | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

static const guint8 *
get_page (const CmPages *self, guint32 page)
{
  return self->data + (gsize) (page - 1) * CM_PAGE_SIZE;
}

/* Where the tree's part of a page begins: the first page starts with the header of the file. */
static guint
get_start (guint32 page)
{
  return page == 1 ? 100 : 0;
}

/* --- one row ---------------------------------------------------------------------------------- */

/* How much of a payload stands in the page itself; the rest goes on in a chain of others. */
static gsize
get_local_size (gsize size)
{
  const gsize most = CM_PAGE_SIZE - 35, least = (CM_PAGE_SIZE - 12) * 32 / 255 - 23;
  gsize local;

  if (size <= most)
    return size;
  local = least + (size - least) % (CM_PAGE_SIZE - 4);
  return local <= most ? local : least;
}

/* As much of it as can be read. */
static void
take_overflow (CmPages *self, guint32 page, gsize size)
{
  while (self->payload->len < size && page >= 2 && page <= self->n)
    {
      const guint8 *p = get_page (self, page);

      g_byte_array_append (
          self->payload, p + 4, (guint) MIN (size - self->payload->len, CM_PAGE_SIZE - 4));
      page = read_number (p, 4);
    }
}

static gboolean
take_payload (CmPages *self, const guint8 *p, const guint8 *end, gsize size)
{
  gsize local = get_local_size (size);

  if ((gsize) (end - p) < local + (local < size ? 4 : 0))
    return FALSE;
  g_byte_array_set_size (self->payload, 0);
  g_byte_array_append (self->payload, p, (guint) local);
  if (local < size)
    take_overflow (self, read_number (p + local, 4), size);
  return TRUE;
}

static gboolean
get_cell_size (guint64 serial, gsize *size)
{
  static const gsize sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

  if (serial < G_N_ELEMENTS (sizes))
    *size = sizes[serial];
  else if (serial < 12 || serial > PAYLOAD_MAX)
    return FALSE;
  else
    *size = (gsize) (serial - 12) / 2;
  return TRUE;
}

static gint64
read_signed (const guint8 *p, gsize size)
{
  guint64 number = (p[0] & 0x80) != 0 ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < size; i++)
    number = (number << 8) | p[i];
  return (gint64) number;
}

static void
take_cell (CmCell *cell, guint64 serial, const guint8 *p, gsize size, gsize there)
{
  cell->cut = there < size;
  cell->text = (const char *) p;
  cell->size = MIN (size, there);
  cell->number = 0;
  if (serial == 0)
    cell->kind = CM_CELL_NULL;
  else if (serial >= 13 && serial % 2 == 1)
    cell->kind = CM_CELL_TEXT;
  else if (serial >= 12 || serial == 7)
    cell->kind = CM_CELL_OTHER;
  else
    {
      cell->kind = CM_CELL_NUMBER;
      if (serial >= 8)
        cell->number = serial == 9;
      else if (!cell->cut)
        cell->number = read_signed (p, size);
    }
}

/* Its own header says what a row consists of; the sum of it is the size that the page says, or
 * something is wrong. */
static gboolean
take_cells (CmPages *self, gsize size, CmPagesRow *row)
{
  const guint8 *start = self->payload->data, *p = start;
  gsize there = self->payload->len, body;
  guint64 header;

  if (!read_varint (&p, start + there, &header) || header > there || header > size)
    return FALSE;
  body = (gsize) header;
  for (row->n_cells = 0; p < start + header; row->n_cells++)
    {
      guint64 serial;
      gsize n;

      if (row->n_cells == CM_PAGES_CELLS_MAX || !read_varint (&p, start + header, &serial) ||
          !get_cell_size (serial, &n) || n > size - body)
        return FALSE;
      take_cell (&row->cells[row->n_cells],
                 serial,
                 start + MIN (body, there),
                 n,
                 body < there ? there - body : 0);
      body += n;
    }
  return body == size;
}

static gboolean
take_row (CmPages *self, const guint8 *page, guint at, CmPagesRow *row)
{
  const guint8 *p = page + at, *end = page + CM_PAGE_SIZE;
  guint64 size, number;

  if (!read_varint (&p, end, &size) || size > PAYLOAD_MAX || !read_varint (&p, end, &number) ||
      !take_payload (self, p, end, (gsize) size))
    return FALSE;
  row->row = (gint64) number;
  return take_cells (self, (gsize) size, row);
}

/* --- trees ------------------------------------------------------------------------------------ */

static void
count_lost (Walk *walk, gint64 low, gint64 high)
{
  walk->count->n_pages_lost++;
  if (low < 0 || high < low || high - low > G_MAXINT / 2)
    walk->n_unknown++;
  else
    walk->count->n_rows_lost += (guint) (high - low);
}

/* The number of cells, if there can be so many. */
static gboolean
read_head (const guint8 *page, guint start, guint head, guint *n)
{
  *n = read_number (page + start + 3, 2);
  return start + head + *n * 2 <= CM_PAGE_SIZE;
}

static void
walk_leaf (CmPages *self, guint32 number, gint64 low, gint64 high, Walk *walk)
{
  const guint8 *page = get_page (self, number);
  guint start = get_start (number), n;

  if (!read_head (page, start, 8, &n))
    {
      count_lost (walk, low, high);
      return;
    }
  walk->n_leaves++;
  for (guint i = 0; i < n; i++)
    {
      guint at = read_number (page + start + 8 + i * 2, 2);
      CmPagesRow row;

      if (at < start + 8 + n * 2 || at >= CM_PAGE_SIZE || !take_row (self, page, at, &row))
        {
          walk->count->n_rows_lost++;
          continue;
        }
      walk->count->n_rows++;
      walk->func (&row, walk->data);
    }
}

static void
walk_page (CmPages *self, guint32 number, gint64 low, gint64 high, Walk *walk, guint depth);

static void
walk_interior (CmPages *self, guint32 number, gint64 low, gint64 high, Walk *walk, guint depth)
{
  const guint8 *page = get_page (self, number);
  guint start = get_start (number), n;

  if (!read_head (page, start, 12, &n))
    {
      count_lost (walk, low, high);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      guint at = read_number (page + start + 12 + i * 2, 2);
      const guint8 *p = page + at + 4;
      guint64 key;

      if (at < start + 12 + n * 2 || at > CM_PAGE_SIZE - 5 ||
          !read_varint (&p, page + CM_PAGE_SIZE, &key))
        {
          count_lost (walk, -1, -1);
          continue;
        }
      walk_page (self, read_number (page + at, 4), low, (gint64) key, walk, depth + 1);
      low = (gint64) key;
    }
  walk_page (self, read_number (page + start + 8, 4), low, high, walk, depth + 1);
}

static void
walk_page (CmPages *self, guint32 number, gint64 low, gint64 high, Walk *walk, guint depth)
{
  guint8 kind = number >= 1 && number <= self->n ? get_page (self, number)[get_start (number)] : 0;

  if ((kind != LEAF && kind != INTERIOR) || self->seen[number] || depth > DEPTH_MAX)
    {
      count_lost (walk, low, high);
      return;
    }
  self->seen[number] = 1;
  if (kind == LEAF)
    walk_leaf (self, number, low, high, walk);
  else
    walk_interior (self, number, low, high, walk, depth);
}

void
_cm_pages_walk (CmPages *self, guint32 root, CmPagesFunc func, gpointer data, CmPagesCount *count)
{
  Walk walk = { func, data, count, 0, 0 };

  /* Rows are numbered from 1. */
  walk_page (self, root, 0, -1, &walk, 0);
  count->n_rows_lost += walk.n_unknown * MAX (1, count->n_rows / MAX (1, walk.n_leaves));
}

/* --- loose pages ------------------------------------------------------------------------------ */

void
_cm_pages_skip_free (CmPages *self)
{
  guint32 trunk = self->n > 0 ? read_number (self->data + FREE_FIRST, 4) : 0;

  while (trunk >= 2 && trunk <= self->n && !self->seen[trunk])
    {
      const guint8 *page = get_page (self, trunk);
      guint32 n = read_number (page + 4, 4);

      self->seen[trunk] = 1;
      for (guint32 i = 0; n <= CM_PAGE_SIZE / 4 - 2 && i < n; i++)
        {
          guint32 leaf = read_number (page + 8 + i * 4, 4);

          if (leaf >= 2 && leaf <= self->n)
            self->seen[leaf] = 1;
        }
      trunk = read_number (page, 4);
    }
}

static void
ignore_row (const CmPagesRow *row, gpointer data)
{
}

gboolean
_cm_pages_read_loose (CmPages *self, guint32 page, CmPagesFunc func, gpointer data)
{
  CmPagesCount count = { 0 };
  Walk walk = { ignore_row, NULL, &count, 0, 0 };

  if (self->seen[page] || get_page (self, page)[get_start (page)] != LEAF)
    return FALSE;
  walk_leaf (self, page, 0, -1, &walk);
  if (count.n_rows == 0 || count.n_rows_lost > 0 || count.n_pages_lost > 0)
    return FALSE;
  walk.func = func;
  walk.data = data;
  walk_leaf (self, page, 0, -1, &walk);
  return TRUE;
}
