/* cm-encoding.c - bytes of text files as UTF-8, and which encoding they are in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-encoding-private.h"

#include <string.h>

static const char *const names[CM_N_ENCODINGS] = {
  [CM_ENCODING_UTF8] = "UTF-8",           [CM_ENCODING_CP1252] = "Windows-1252",
  [CM_ENCODING_CP850] = "MS-DOS (CP850)", [CM_ENCODING_CP437] = "MS-DOS (CP437)",
  [CM_ENCODING_UTF16LE] = "UTF-16LE",     [CM_ENCODING_UTF16BE] = "UTF-16BE",
};

/* The characters of the bytes from 0x80 on; 0 where there is none. Kept here because not every
 * system's iconv has the code pages of MS-DOS; a test compares them with the one it has. */
static const gunichar2 cp1252[128] = {
  0x20ac, 0x0000, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
  0x0152, 0x0000, 0x017d, 0x0000, 0x0000, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x0000, 0x017e, 0x0178, 0x00a0, 0x00a1, 0x00a2, 0x00a3,
  0x00a4, 0x00a5, 0x00a6, 0x00a7, 0x00a8, 0x00a9, 0x00aa, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x00af,
  0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5, 0x00b6, 0x00b7, 0x00b8, 0x00b9, 0x00ba, 0x00bb,
  0x00bc, 0x00bd, 0x00be, 0x00bf, 0x00c0, 0x00c1, 0x00c2, 0x00c3, 0x00c4, 0x00c5, 0x00c6, 0x00c7,
  0x00c8, 0x00c9, 0x00ca, 0x00cb, 0x00cc, 0x00cd, 0x00ce, 0x00cf, 0x00d0, 0x00d1, 0x00d2, 0x00d3,
  0x00d4, 0x00d5, 0x00d6, 0x00d7, 0x00d8, 0x00d9, 0x00da, 0x00db, 0x00dc, 0x00dd, 0x00de, 0x00df,
  0x00e0, 0x00e1, 0x00e2, 0x00e3, 0x00e4, 0x00e5, 0x00e6, 0x00e7, 0x00e8, 0x00e9, 0x00ea, 0x00eb,
  0x00ec, 0x00ed, 0x00ee, 0x00ef, 0x00f0, 0x00f1, 0x00f2, 0x00f3, 0x00f4, 0x00f5, 0x00f6, 0x00f7,
  0x00f8, 0x00f9, 0x00fa, 0x00fb, 0x00fc, 0x00fd, 0x00fe, 0x00ff,
};
static const gunichar2 cp850[128] = {
  0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7, 0x00ea, 0x00eb, 0x00e8, 0x00ef,
  0x00ee, 0x00ec, 0x00c4, 0x00c5, 0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9,
  0x00ff, 0x00d6, 0x00dc, 0x00f8, 0x00a3, 0x00d8, 0x00d7, 0x0192, 0x00e1, 0x00ed, 0x00f3, 0x00fa,
  0x00f1, 0x00d1, 0x00aa, 0x00ba, 0x00bf, 0x00ae, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
  0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00c1, 0x00c2, 0x00c0, 0x00a9, 0x2563, 0x2551, 0x2557,
  0x255d, 0x00a2, 0x00a5, 0x2510, 0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x00e3, 0x00c3,
  0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x00a4, 0x00f0, 0x00d0, 0x00ca, 0x00cb,
  0x00c8, 0x0131, 0x00cd, 0x00ce, 0x00cf, 0x2518, 0x250c, 0x2588, 0x2584, 0x00a6, 0x00cc, 0x2580,
  0x00d3, 0x00df, 0x00d4, 0x00d2, 0x00f5, 0x00d5, 0x00b5, 0x00fe, 0x00de, 0x00da, 0x00db, 0x00d9,
  0x00fd, 0x00dd, 0x00af, 0x00b4, 0x00ad, 0x00b1, 0x2017, 0x00be, 0x00b6, 0x00a7, 0x00f7, 0x00b8,
  0x00b0, 0x00a8, 0x00b7, 0x00b9, 0x00b3, 0x00b2, 0x25a0, 0x00a0,
};
static const gunichar2 cp437[128] = {
  0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7, 0x00ea, 0x00eb, 0x00e8, 0x00ef,
  0x00ee, 0x00ec, 0x00c4, 0x00c5, 0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9,
  0x00ff, 0x00d6, 0x00dc, 0x00a2, 0x00a3, 0x00a5, 0x20a7, 0x0192, 0x00e1, 0x00ed, 0x00f3, 0x00fa,
  0x00f1, 0x00d1, 0x00aa, 0x00ba, 0x00bf, 0x2310, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
  0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557,
  0x255d, 0x255c, 0x255b, 0x2510, 0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x255e, 0x255f,
  0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559,
  0x2558, 0x2552, 0x2553, 0x256b, 0x256a, 0x2518, 0x250c, 0x2588, 0x2584, 0x258c, 0x2590, 0x2580,
  0x03b1, 0x00df, 0x0393, 0x03c0, 0x03a3, 0x03c3, 0x00b5, 0x03c4, 0x03a6, 0x0398, 0x03a9, 0x03b4,
  0x221e, 0x03c6, 0x03b5, 0x2229, 0x2261, 0x00b1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00f7, 0x2248,
  0x00b0, 0x2219, 0x00b7, 0x221a, 0x207f, 0x00b2, 0x25a0, 0x00a0,
};

const char *
cm_encoding_name (CmEncoding encoding)
{
  g_return_val_if_fail (encoding < CM_N_ENCODINGS, NULL);
  return names[encoding];
}

void
_cm_decoder_init (CmDecoder *self, CmEncoding encoding)
{
  *self = (CmDecoder){ .encoding = encoding };
}

static gsize
mark (CmDecoder *self, guchar *text)
{
  self->n_bad++;
  *text = CM_DECODER_BAD;
  return 1;
}

/* The bytes stay where they are; only those that are no UTF-8 become marks. */
static gsize
decode_utf8 (CmDecoder *self, const guchar *bytes, gsize n, gboolean last, guchar *text)
{
  const char *p = (const char *) text;
  const char *end;

  memcpy (text, self->rest, self->n_rest);
  memcpy (text + self->n_rest, bytes, n);
  end = (const char *) text + self->n_rest + n;
  self->n_rest = 0;
  while (!g_utf8_validate_len (p, (gsize) (end - p), &p))
    {
      if (*p == '\0')
        {
          p++;
          continue;
        }
      /* It may be incomplete at the end alone; GLib says so of one cut short by a zero byte, too.
       */
      if (!last && end - p < 4 && g_utf8_get_char_validated (p, end - p) == (gunichar) -2)
        {
          self->n_rest = (guint) (end - p);
          memcpy (self->rest, p, self->n_rest);
          break;
        }
      p += mark (self, text + (p - (const char *) text));
    }
  return (gsize) (p - (const char *) text);
}

static gsize
decode_page (CmDecoder *self, const gunichar2 *page, const guchar *bytes, gsize n, guchar *text)
{
  guchar *out = text;

  for (gsize i = 0; i < n; i++)
    {
      const gunichar2 c = bytes[i] < 0x80 ? bytes[i] : page[bytes[i] - 0x80];

      if (bytes[i] < 0x80)
        *out++ = bytes[i];
      else if (c == 0)
        out += mark (self, out);
      else
        out += g_unichar_to_utf8 (c, (char *) out);
    }
  return (gsize) (out - text);
}

static gsize
add_unit (CmDecoder *self, gunichar2 unit, guchar *text)
{
  const gunichar2 high = self->high;
  gsize n = 0;

  self->high = 0;
  if (high != 0 && (unit & 0xfc00) == 0xdc00)
    return g_unichar_to_utf8 (0x10000 + ((gunichar) (high & 0x3ff) << 10) + (unit & 0x3ff),
                              (char *) text);
  if (high != 0)
    n = mark (self, text);
  if ((unit & 0xfc00) == 0xd800)
    self->high = unit;
  else if ((unit & 0xfc00) == 0xdc00)
    n += mark (self, text + n);
  else
    n += g_unichar_to_utf8 (unit, (char *) text + n);
  return n;
}

static gsize
decode_utf16 (CmDecoder *self, const guchar *bytes, gsize n, gboolean last, guchar *text)
{
  const gboolean little = self->encoding == CM_ENCODING_UTF16LE;
  guchar *out = text;

  for (gsize i = 0; i < n; i++)
    {
      guint a, b;

      self->rest[self->n_rest++] = bytes[i];
      if (self->n_rest < 2)
        continue;
      self->n_rest = 0;
      a = self->rest[0];
      b = self->rest[1];
      out += add_unit (self, (gunichar2) (little ? a | b << 8 : a << 8 | b), out);
    }
  if (last && self->high != 0)
    out += mark (self, out);
  if (last && self->n_rest > 0)
    out += mark (self, out);
  return (gsize) (out - text);
}

gsize
_cm_decoder_feed (CmDecoder *self, const guchar *bytes, gsize n, gboolean last, guchar *text)
{
  switch (self->encoding)
    {
    case CM_ENCODING_CP1252:
      return decode_page (self, cp1252, bytes, n, text);
    case CM_ENCODING_CP850:
      return decode_page (self, cp850, bytes, n, text);
    case CM_ENCODING_CP437:
      return decode_page (self, cp437, bytes, n, text);
    case CM_ENCODING_UTF16LE:
    case CM_ENCODING_UTF16BE:
      return decode_utf16 (self, bytes, n, last, text);
    case CM_ENCODING_UTF8:
    case CM_N_ENCODINGS:
    default:
      return decode_utf8 (self, bytes, n, last, text);
    }
}

/* The pound sign of MS-DOS is, in Windows-1252, an "œ", which nobody writes before a digit. */
static void
look_for_pound (CmEncodingScan *self, const guchar *bytes, gsize n)
{
  for (gsize i = 0; i < n && !self->dos_pound; i++)
    {
      const guchar c = bytes[i];

      if (self->after_pound > 0 && g_ascii_isdigit (c))
        self->dos_pound = TRUE;
      else if (self->after_pound == 1 && (c == ' ' || c == '-'))
        self->after_pound = 2;
      else
        /* Between other bytes beyond ASCII it may be part of a character of UTF-8. */
        self->after_pound = c == 0x9c && self->previous < 0x80;
      self->previous = c;
    }
}

void
_cm_encoding_scan_feed (
    CmEncodingScan *self, const guchar *bytes, gsize n, gboolean last, guchar *scratch)
{
  _cm_decoder_feed (&self->decoder, bytes, n, last, scratch);
  look_for_pound (self, bytes, n);
}

CmEncoding
_cm_encoding_scan_result (const CmEncodingScan *self)
{
  if (self->decoder.n_bad == 0)
    return CM_ENCODING_UTF8;
  return self->dos_pound ? CM_ENCODING_CP850 : CM_ENCODING_CP1252;
}

static gboolean
starts_with (const guchar *head, gsize n, const char *magic)
{
  const gsize length = strlen (magic);

  return n >= length && memcmp (head, magic, length) == 0;
}

void
_cm_encoding_look_for_mark (const guchar *head, gsize n, CmByteOrderMark *mark_out)
{
  guint found = 0;

  n = MIN (n, CM_BYTE_ORDER_MARK_HEAD);
  *mark_out = (CmByteOrderMark){ 0 };
  if (starts_with (head, n, "\xff\xfe"))
    *mark_out = (CmByteOrderMark){ 2, TRUE, CM_ENCODING_UTF16LE, FALSE };
  else if (starts_with (head, n, "\xfe\xff"))
    *mark_out = (CmByteOrderMark){ 2, TRUE, CM_ENCODING_UTF16BE, FALSE };
  for (gsize i = 0; mark_out->encoding == CM_ENCODING_UTF8; i = mark_out->skip)
    {
      if (starts_with (head + i, n - i, "\xef\xbb\xbf"))
        {
          mark_out->known = TRUE;
          mark_out->twice |= found++ > 0;
          mark_out->skip += 3;
        }
      else if (starts_with (head + i, n - i, "\xc3\xaf\xc2\xbb\xc2\xbf"))
        {
          mark_out->twice = TRUE;
          mark_out->skip += 6;
        }
      else
        break;
    }
}

gboolean
_cm_encoding_guess_utf16 (const guchar *head, gsize n, CmEncoding *encoding)
{
  gsize zeros[2] = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    zeros[i % 2] += head[i] == 0;
  /* Of mostly western text every other byte is zero. */
  if (zeros[0] == 0 && zeros[1] * 6 > n)
    *encoding = CM_ENCODING_UTF16LE;
  else if (zeros[1] == 0 && zeros[0] * 6 > n)
    *encoding = CM_ENCODING_UTF16BE;
  else
    return FALSE;
  return TRUE;
}
