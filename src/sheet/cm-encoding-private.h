/* cm-encoding-private.h - bytes of text files as UTF-8, and which encoding they are in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-sheet.h"

G_BEGIN_DECLS

/* Stands for a byte without meaning, in a text that is otherwise UTF-8, where it cannot occur. */
#define CM_DECODER_BAD 0xff
/* The bytes of text that so many bytes can become at most. */
#define CM_DECODER_ROOM(n) (3 * ((n) + 4))

/* Decodes piece by piece; a character may lie across two of them. */
typedef struct
{
  CmEncoding encoding;
  guint64 n_bad; /* marks set so far */
  guchar rest[4];
  guint n_rest;
  gunichar2 high; /* the first half of a pair of UTF-16, or 0 */
} CmDecoder;

void _cm_decoder_init (CmDecoder *self, CmEncoding encoding);
/* How many bytes were written to `text`, which has room for CM_DECODER_ROOM (n). Zero bytes stay
 * what they are. `last` when nothing follows. */
gsize _cm_decoder_feed (CmDecoder *self, const guchar *bytes, gsize n, gboolean last, guchar *text);

/* Looks at bytes piece by piece for what encoding they can be in; begins with { 0 }. */
typedef struct
{
  CmDecoder decoder;
  gboolean dos_pound;
  guint after_pound;
  guchar previous;
} CmEncodingScan;

/* `scratch` has room for CM_DECODER_ROOM (n). */
void _cm_encoding_scan_feed (
    CmEncodingScan *self, const guchar *bytes, gsize n, gboolean last, guchar *scratch);
CmEncoding _cm_encoding_scan_result (const CmEncodingScan *self);

/* In how many bytes at the beginning of a file marks are looked for. */
#define CM_BYTE_ORDER_MARK_HEAD 32

typedef struct
{
  gsize skip;     /* bytes before the text */
  gboolean known; /* the encoding is */
  CmEncoding encoding;
  gboolean twice; /* a mark was encoded once more, or set once more */
} CmByteOrderMark;

void _cm_encoding_look_for_mark (const guchar *head, gsize n, CmByteOrderMark *mark);
/* Of a beginning without a mark. */
gboolean _cm_encoding_guess_utf16 (const guchar *head, gsize n, CmEncoding *encoding);

G_END_DECLS
