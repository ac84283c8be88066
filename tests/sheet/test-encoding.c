/* test-encoding.c - bytes as UTF-8: every byte of every code page, cut anywhere. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-encoding-private.h"

#include <string.h>

/* In pieces of `step` bytes; marks are shown as "?". */
static char *
decode (CmEncoding encoding, const char *bytes, gsize n, gsize step, guint64 *n_bad)
{
  GString *all = g_string_new (NULL);
  CmDecoder decoder;

  _cm_decoder_init (&decoder, encoding);
  for (gsize i = 0; i <= n; i += step)
    {
      const gsize length = MIN (step, n - i);
      g_autofree guchar *text = g_malloc (CM_DECODER_ROOM (length));
      const gsize got =
          _cm_decoder_feed (&decoder, (const guchar *) bytes + i, length, i + step > n, text);

      g_assert_cmpuint (got, <=, CM_DECODER_ROOM (length));
      g_string_append_len (all, (const char *) text, (gssize) got);
    }
  if (n_bad != NULL)
    *n_bad = decoder.n_bad;
  for (gsize i = 0; i < all->len; i++)
    if ((guchar) all->str[i] == CM_DECODER_BAD)
      all->str[i] = '?';
  return g_string_free (all, FALSE);
}

/* Our tables against those of the system, where it has them. */
static void
test_pages (void)
{
  static const struct
  {
    CmEncoding encoding;
    const char *name;
    guint n_meaningless;
  } pages[] = {
    { CM_ENCODING_CP1252, "WINDOWS-1252", 5 },
    { CM_ENCODING_CP850, "CP850", 0 },
    { CM_ENCODING_CP437, "CP437", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      guint n_meaningless = 0;

      for (guint byte = 1; byte < 256; byte++)
        {
          const char bytes[] = { (char) byte, '\0' };
          g_autofree char *ours = decode (pages[i].encoding, bytes, 1, 1, NULL);
          g_autofree char *theirs = g_convert (bytes, 1, "UTF-8", pages[i].name, NULL, NULL, NULL);

          if (theirs != NULL)
            g_assert_cmpstr (ours, ==, theirs);
          n_meaningless += byte != '?' && g_str_equal (ours, "?");
        }
      g_assert_cmpuint (n_meaningless, ==, pages[i].n_meaningless);
    }
}

static void
test_cut_anywhere (void)
{
  static const char utf8[] = "a£ “œ” €\xf0\x9f\x99\x82 z";
  static const char utf16[] = "a\0\xa3\0\x3d\xd8\x42\xde\x1c\x20z";
  static const char swapped[] = "\0a\0\xa3\xd8\x3d\xde\x42\x20\x1c\0z";

  for (gsize step = 1; step < 20; step++)
    {
      g_autofree char *a = decode (CM_ENCODING_UTF8, utf8, strlen (utf8), step, NULL);
      g_autofree char *b = decode (CM_ENCODING_UTF16LE, utf16, sizeof utf16, step, NULL);
      g_autofree char *c = decode (CM_ENCODING_UTF16BE, swapped, sizeof swapped - 1, step, NULL);

      g_assert_cmpstr (a, ==, utf8);
      g_assert_cmpstr (b, ==, "a£\xf0\x9f\x99\x82“z");
      g_assert_cmpstr (c, ==, "a£\xf0\x9f\x99\x82“z");
    }
}

/* One mark for each byte of UTF-8, or unit of UTF-16, that means nothing. */
static void
test_meaningless (void)
{
  static const struct
  {
    CmEncoding encoding;
    const char *bytes;
    gsize n;
    const char *text;
    guint64 n_bad;
  } cases[] = {
    { CM_ENCODING_UTF8, "a\xa3z", 3, "a?z", 1 },
    { CM_ENCODING_UTF8, "a\xe2\x82", 3, "a??", 2 },
    { CM_ENCODING_UTF8, "\xc0\x80\xed\xa0\x80\xff", 6, "??????", 6 },
    { CM_ENCODING_UTF8, "\xe2\x82z\xc3\xa9", 5, "??zé", 2 },
    { CM_ENCODING_UTF8, "\xf0z\xe2z\xffzzz", 8, "?z?z?zzz", 3 },
    { CM_ENCODING_CP1252, "\x81\x8d\x8f\x90\x9d£", 7, "?????Â£", 5 },
    { CM_ENCODING_UTF16LE, "\x00\xdcz\0", 4, "?z", 1 },
    { CM_ENCODING_UTF16LE, "\x3d\xd8z\0", 4, "?z", 1 },
    { CM_ENCODING_UTF16LE, "z\0\x3d\xd8", 4, "z?", 1 },
    { CM_ENCODING_UTF16LE, "z\0y", 3, "z?", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step < 8; step++)
      {
        guint64 n_bad = 0;
        g_autofree char *text =
            decode (cases[i].encoding, cases[i].bytes, cases[i].n, step, &n_bad);

        g_assert_cmpstr (text, ==, cases[i].text);
        g_assert_cmpuint (n_bad, ==, cases[i].n_bad);
      }
}

/* Zero bytes stay, and end no character. */
static void
test_zero_bytes (void)
{
  static const char bytes[] = "a\0\xe2\0\x82\xac\0z\xc3\0\xa9";

  for (gsize step = 1; step < 14; step++)
    {
      guint64 n_bad = 0;
      g_autofree char *text = decode (CM_ENCODING_UTF8, bytes, sizeof bytes - 1, step, &n_bad);

      g_assert_cmpmem (text, 11, "a\0?\0??\0z?\0?", 11);
      g_assert_cmpuint (n_bad, ==, 5);
    }
}

static CmEncoding
scan (const char *bytes, gsize n, gsize step)
{
  g_autofree guchar *scratch = g_malloc (CM_DECODER_ROOM (step));
  CmEncodingScan self = { 0 };

  for (gsize i = 0; i <= n; i += step)
    _cm_encoding_scan_feed (
        &self, (const guchar *) bytes + i, MIN (step, n - i), i + step > n, scratch);
  return _cm_encoding_scan_result (&self);
}

static void
test_scan (void)
{
  static const struct
  {
    const char *bytes;
    CmEncoding encoding;
  } cases[] = {
    { "plain", CM_ENCODING_UTF8 },
    { "£12 “5 a day”", CM_ENCODING_UTF8 },
    { "\xa3"
      "12",
      CM_ENCODING_CP1252 },
    { "\x9c"
      "12",
      CM_ENCODING_CP850 },
    { "costs \x9c-12", CM_ENCODING_CP850 },
    { "costs \x9c 12", CM_ENCODING_CP850 },
    /* An "œ" where one is written. */
    { "man\x9cuvre 12 \x9cuvres", CM_ENCODING_CP1252 },
    { "\x9c- 12", CM_ENCODING_CP1252 },
    /* A curly quote of UTF-8 in a file that is not UTF-8 throughout. */
    { "“5 a day” for \xa3"
      "5",
      CM_ENCODING_CP1252 },
    { "cut short \xe2\x82", CM_ENCODING_CP1252 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step < 12; step++)
      g_assert_cmpint (scan (cases[i].bytes, strlen (cases[i].bytes), step), ==, cases[i].encoding);
}

static void
test_marks (void)
{
  static const struct
  {
    const char *head;
    CmByteOrderMark mark;
  } cases[] = {
    { "a", { 0, FALSE, CM_ENCODING_UTF8, FALSE } },
    { "\xef\xbb\xbf"
      "a",
      { 3, TRUE, CM_ENCODING_UTF8, FALSE } },
    { "\xc3\xaf\xc2\xbb\xc2\xbf"
      "a",
      { 6, FALSE, CM_ENCODING_UTF8, TRUE } },
    { "\xef\xbb\xbf\xc3\xaf\xc2\xbb\xc2\xbf"
      "a",
      { 9, TRUE, CM_ENCODING_UTF8, TRUE } },
    { "\xef\xbb\xbf\xef\xbb\xbf"
      "a",
      { 6, TRUE, CM_ENCODING_UTF8, TRUE } },
    { "\xff\xfe"
      "a",
      { 2, TRUE, CM_ENCODING_UTF16LE, FALSE } },
    { "\xfe\xff"
      "a",
      { 2, TRUE, CM_ENCODING_UTF16BE, FALSE } },
    { "\xef\xbb", { 0, FALSE, CM_ENCODING_UTF8, FALSE } },
    { "", { 0, FALSE, CM_ENCODING_UTF8, FALSE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CmByteOrderMark mark;

      _cm_encoding_look_for_mark ((const guchar *) cases[i].head, strlen (cases[i].head), &mark);
      g_assert_cmpuint (mark.skip, ==, cases[i].mark.skip);
      g_assert_cmpint (mark.known, ==, cases[i].mark.known);
      g_assert_cmpint (mark.encoding, ==, cases[i].mark.encoding);
      g_assert_cmpint (mark.twice, ==, cases[i].mark.twice);
    }
}

static void
test_utf16_without_mark (void)
{
  CmEncoding encoding = CM_ENCODING_CP437;

  g_assert_true (_cm_encoding_guess_utf16 ((const guchar *) "a\0,\0b\0\n", 8, &encoding));
  g_assert_cmpint (encoding, ==, CM_ENCODING_UTF16LE);
  g_assert_true (_cm_encoding_guess_utf16 ((const guchar *) "\0a\0,\0b\0\n", 8, &encoding));
  g_assert_cmpint (encoding, ==, CM_ENCODING_UTF16BE);
  g_assert_false (_cm_encoding_guess_utf16 ((const guchar *) "a,b\0c,d\n", 8, &encoding));
  g_assert_false (_cm_encoding_guess_utf16 ((const guchar *) "a\0\0b", 4, &encoding));
  g_assert_false (_cm_encoding_guess_utf16 ((const guchar *) "", 0, &encoding));
}

static void
test_names (void)
{
  for (guint i = 0; i < CM_N_ENCODINGS; i++)
    {
      g_assert_cmpstr (cm_encoding_name (i), !=, NULL);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (cm_encoding_name (i), !=, cm_encoding_name (j));
    }
  g_assert_cmpstr (cm_encoding_name (CM_ENCODING_CP850), ==, "MS-DOS (CP850)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/pages", test_pages);
  g_test_add_func ("/encoding/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/encoding/meaningless", test_meaningless);
  g_test_add_func ("/encoding/zero-bytes", test_zero_bytes);
  g_test_add_func ("/encoding/scan", test_scan);
  g_test_add_func ("/encoding/marks", test_marks);
  g_test_add_func ("/encoding/utf16-without-mark", test_utf16_without_mark);
  g_test_add_func ("/encoding/names", test_names);
  return g_test_run ();
}
