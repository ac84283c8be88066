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
