/* cm-zip-writer.c - a zip archive in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-zip-writer.h"

#include <string.h>

#define VERSION 20 /* folders and packing */
#define DEFLATED 8
#define EPOCH 0x0021 /* 1 January 1980: the same text gives the same file */
#define GZIP_HEAD 10
#define GZIP_TAIL 8

struct _CmZipWriter
{
  GByteArray *out;
  GByteArray *directory; /* at the end of the archive */
  guint n_members;
};

CmZipWriter *
cm_zip_writer_new (void)
{
  CmZipWriter *self = g_new0 (CmZipWriter, 1);

  self->out = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

void
cm_zip_writer_free (CmZipWriter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->out, g_byte_array_unref);
  g_byte_array_unref (self->directory);
  g_free (self);
}

static void
put (GByteArray *out, guint32 number, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      const guint8 byte = (guint8) (number >> (8 * i));

      g_byte_array_append (out, &byte, 1);
    }
}

/* gzip wraps what zip needs: the packed bytes, and behind them the checksum. */
static GBytes *
pack_bytes (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  /* Memory takes everything. */
  g_output_stream_write_all (stream, data, size, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

typedef struct
{
  guint32 checksum, packed_size, size;
  guint method;
} Member;

/* What a member's own head and its entry in the directory have in common. */
static void
put_facts (GByteArray *out, const Member *member, gsize name_length)
{
  put (out, VERSION, 2);
  put (out, 0, 2);
  put (out, member->method, 2);
  put (out, 0, 2);
  put (out, EPOCH, 2);
  put (out, member->checksum, 4);
  put (out, member->packed_size, 4);
  put (out, member->size, 4);
  put (out, (guint32) name_length, 2);
  put (out, 0, 2);
}

static guint32
get_number (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

void
cm_zip_writer_add (CmZipWriter *self, const char *name, GBytes *bytes, gboolean pack)
{
  g_autoptr (GBytes) gzip = pack_bytes (bytes);
  const gsize length = strlen (name);
  const guint32 offset = self->out->len;
  gsize size, packed_size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 *packed = g_bytes_get_data (gzip, &packed_size);
  Member member = {
    get_number (packed + packed_size - GZIP_TAIL), (guint32) size, (guint32) size, 0
  };

  packed_size -= GZIP_HEAD + GZIP_TAIL;
  if (pack && packed_size < size)
    {
      member.method = DEFLATED;
      member.packed_size = (guint32) packed_size;
      data = packed + GZIP_HEAD;
    }
  g_byte_array_append (self->out, (const guint8 *) "PK\3\4", 4);
  put_facts (self->out, &member, length);
  g_byte_array_append (self->out, (const guint8 *) name, (guint) length);
  g_byte_array_append (self->out, data, member.packed_size);

  g_byte_array_append (self->directory, (const guint8 *) "PK\1\2", 4);
  put (self->directory, VERSION, 2);
  put_facts (self->directory, &member, length);
  put (self->directory, 0, 4); /* no comment, the one disk */
  put (self->directory, 0, 2);
  put (self->directory, 0, 4);
  put (self->directory, offset, 4);
  g_byte_array_append (self->directory, (const guint8 *) name, (guint) length);
  self->n_members++;
}

GBytes *
cm_zip_writer_finish (CmZipWriter *self)
{
  const guint32 offset = self->out->len;
  GBytes *bytes;

  g_byte_array_append (self->out, self->directory->data, self->directory->len);
  g_byte_array_append (self->out, (const guint8 *) "PK\5\6", 4);
  put (self->out, 0, 4);
  put (self->out, self->n_members, 2);
  put (self->out, self->n_members, 2);
  put (self->out, self->directory->len, 4);
  put (self->out, offset, 4);
  put (self->out, 0, 2);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->out));
  cm_zip_writer_free (self);
  return bytes;
}
