/* cm-changeset-pack.c - large changesets take up less room in the file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-changeset.h"

#include <string.h>

/* A changeset begins with 'T'. A packed one begins with this, then how many records it changes and
 * how many bytes it has, as little-endian numbers of 32 bits; then zlib's stream. */
static const char mark[4] = { 'C', 'M', 'Z', '1' };

#define HEADER (sizeof mark + 2 * sizeof (guint32))
#define WORTH_IT (64 * 1024)
#define FAST 1 /* the level of zlib; the best takes five times as long for a tenth less */

static gboolean
is_packed (const guint8 *bytes, gsize length)
{
  return length >= HEADER && memcmp (bytes, mark, sizeof mark) == 0;
}

static guint32
read_number (const guint8 *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT32_FROM_LE (number);
}

static void
append_number (GByteArray *out, guint32 number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (out, (const guint8 *) &number, sizeof number);
}

/* Appends what the converter makes of the bytes, up to `limit` bytes in all. */
static gboolean
convert (GConverter *converter, const guint8 *bytes, gsize length, GByteArray *out, gsize limit)
{
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      guint8 buffer[64 * 1024];
      gsize n_read, n_written;

      result = g_converter_convert (converter,
                                    bytes,
                                    length,
                                    buffer,
                                    sizeof buffer,
                                    G_CONVERTER_INPUT_AT_END,
                                    &n_read,
                                    &n_written,
                                    NULL);
      if (result == G_CONVERTER_ERROR || out->len + n_written > limit)
        return FALSE;
      g_byte_array_append (out, buffer, (guint) n_written);
      bytes += n_read;
      length -= n_read;
    }
  return TRUE;
}

GBytes *
cm_changeset_pack (const void *bytes, gsize length, CmColumns *columns)
{
  g_autoptr (GConverter) converter = NULL;
  g_autoptr (GByteArray) out = NULL;

  if (length < WORTH_IT || length > CM_CHANGESET_MAX)
    return NULL;
  converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, FAST));
  out = g_byte_array_sized_new ((guint) (length / 4));
  g_byte_array_append (out, (const guint8 *) mark, sizeof mark);
  append_number (out, (guint32) MAX (cm_changeset_count (bytes, length, columns), 0));
  append_number (out, (guint32) length);
  if (!convert (converter, bytes, length, out, length))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
cm_changeset_unpack (const void *bytes, gsize length)
{
  const guint8 *packed = bytes;
  g_autoptr (GConverter) converter = NULL;
  g_autoptr (GByteArray) out = NULL;
  gsize size;

  if (packed == NULL || !is_packed (packed, length))
    return g_bytes_new (bytes, length);
  size = read_number (packed + sizeof mark + sizeof (guint32));
  if (size > CM_CHANGESET_MAX)
    return NULL;
  converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  /* What the header claims is believed only as far as it is borne out. */
  out = g_byte_array_sized_new ((guint) MIN (size, length * 8));
  if (!convert (converter, packed + HEADER, length - HEADER, out, size) || out->len != size)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* --- while it is written ---------------------------------------------------------------------- */

#define PIECE (256 * 1024) /* bytes handed over at a time */

struct _CmPacker
{
  GThread *thread;
  GAsyncQueue *pieces; /* of GBytes; an empty one is the end */
  GByteArray *waiting;
  guint64 length;

  /* of the thread */
  GByteArray *out;
  gboolean failed;
};

/* All that the compressor makes of the bytes and keeps not to itself. */
static gboolean
squeeze (GConverter *converter, const guint8 *bytes, gsize length, GByteArray *out)
{
  while (length > 0)
    {
      guint8 buffer[64 * 1024];
      gsize n_read, n_written;

      if (g_converter_convert (converter,
                               bytes,
                               length,
                               buffer,
                               sizeof buffer,
                               G_CONVERTER_NO_FLAGS,
                               &n_read,
                               &n_written,
                               NULL) == G_CONVERTER_ERROR)
        return FALSE;
      g_byte_array_append (out, buffer, (guint) n_written);
      bytes += n_read;
      length -= n_read;
    }
  return TRUE;
}

static gpointer
pack_in_thread (gpointer data)
{
  CmPacker *self = data;
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, FAST));

  for (;;)
    {
      g_autoptr (GBytes) piece = g_async_queue_pop (self->pieces);
      gsize length;
      const guint8 *bytes = g_bytes_get_data (piece, &length);

      if (length == 0)
        break;
      self->failed = self->failed || !squeeze (converter, bytes, length, self->out);
    }
  self->failed =
      self->failed || !convert (converter, (const guint8 *) "", 0, self->out, G_MAXUINT32);
  return NULL;
}

CmPacker *
cm_packer_new (void)
{
  CmPacker *self = g_new0 (CmPacker, 1);

  self->pieces = g_async_queue_new_full ((GDestroyNotify) g_bytes_unref);
  self->waiting = g_byte_array_new ();
  self->out = g_byte_array_new ();
  g_byte_array_set_size (self->out, HEADER);
  self->thread = g_thread_new ("pack", pack_in_thread, self);
  return self;
}

static void
hand_over (CmPacker *self)
{
  if (self->waiting->len > 0)
    g_async_queue_push (self->pieces, g_byte_array_free_to_bytes (self->waiting));
  else
    g_byte_array_unref (self->waiting);
  self->waiting = g_byte_array_new ();
}

void
cm_packer_add (CmPacker *self, const void *bytes, gsize length)
{
  g_byte_array_append (self->waiting, bytes, (guint) length);
  self->length += length;
  if (self->waiting->len >= PIECE)
    hand_over (self);
}

static void
finish (CmPacker *self)
{
  if (self->thread == NULL)
    return;
  g_async_queue_push (self->pieces, g_bytes_new (NULL, 0));
  g_thread_join (self->thread);
  self->thread = NULL;
}

GBytes *
cm_packer_end (CmPacker *self, guint n_records)
{
  g_autoptr (GByteArray) header = g_byte_array_new ();

  hand_over (self);
  finish (self);
  if (self->failed || self->length > CM_CHANGESET_MAX)
    return NULL;
  g_byte_array_append (header, (const guint8 *) mark, sizeof mark);
  append_number (header, n_records);
  append_number (header, (guint32) self->length);
  memcpy (self->out->data, header->data, HEADER);
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->out));
}

void
cm_packer_free (CmPacker *self)
{
  if (self == NULL)
    return;
  finish (self);
  g_async_queue_unref (self->pieces);
  g_byte_array_unref (self->waiting);
  g_clear_pointer (&self->out, g_byte_array_unref);
  g_free (self);
}

/* --- what one says of itself ------------------------------------------------------------------ */

gsize
cm_changeset_get_size (const void *bytes, gsize length)
{
  return bytes != NULL && is_packed (bytes, length)
             ? read_number ((const guint8 *) bytes + sizeof mark + sizeof (guint32))
             : length;
}

gboolean
cm_changeset_tell (const void *bytes, gsize length, guint *n_records)
{
  if (bytes == NULL || !is_packed (bytes, length))
    return FALSE;
  *n_records = read_number ((const guint8 *) bytes + sizeof mark);
  return TRUE;
}
