/* cm-csv-open.c - what the beginning of a text file tells: its encoding and delimiter. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-sheet-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "cm-encoding-private.h"

/* Bytes read at a time. */
#define CHUNK ((gsize) 64 * 1024)
/* How far cm_sheet_open() looks for bytes that are not UTF-8. */
#define LOOK ((gsize) 4 * 1024 * 1024)
/* How many records tell the delimiter. */
#define SAMPLE_RECORDS 200

/* Up to a chunk of what the file begins with; -1 when it cannot be read. */
static gssize
read_head (CmSheet *self, int fd, guchar *bytes, GError **error)
{
  gsize n = 0;

  while (n < CHUNK)
    {
      const gssize got = _cm_sheet_read_bytes (self, fd, bytes + n, CHUNK - n, NULL, error);

      if (got < 0)
        return -1;
      if (got == 0)
        break;
      n += (gsize) got;
    }
  return (gssize) n;
}

/* The encoding that the bytes up to `limit` can be in. */
static gboolean
scan_bytes (CmSheet *self,
            int fd,
            gsize limit,
            GCancellable *cancellable,
            CmEncoding *encoding,
            GError **error)
{
  g_autofree guchar *bytes = g_malloc (CHUNK);
  g_autofree guchar *scratch = g_malloc (CM_DECODER_ROOM (CHUNK));
  CmEncodingScan scan = { 0 };
  gsize n = 0;

  if (!_cm_sheet_seek (self, fd, 0, error))
    return FALSE;
  while (n < limit)
    {
      const gssize got = _cm_sheet_read_bytes (self, fd, bytes, CHUNK, cancellable, error);

      if (got < 0)
        return FALSE;
      _cm_encoding_scan_feed (&scan, bytes, (gsize) got, got == 0, scratch);
      if (got == 0)
        break;
      n += (gsize) got;
    }
  *encoding = _cm_encoding_scan_result (&scan);
  return TRUE;
}

/* Web pages and XML that go by the name of a table. */
static const char *
find_markup (const char *text)
{
  static const char *const page_starts[] = { "<html", "<!doctype html", "<table", "<head",
                                             "<meta", "<body",          "<style" };

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "<?xml", 5) == 0)
    {
      if (strstr (text, "urn:schemas-microsoft-com:office:spreadsheet") != NULL)
        return _ ("it is an XML spreadsheet of 2003; open it in a spreadsheet program and save it "
                  "as .xlsx or as CSV");
      return _ ("it is an XML file, not a table; ask for a .csv or .xlsx file");
    }
  for (guint i = 0; i < G_N_ELEMENTS (page_starts); i++)
    {
      const gsize n = strlen (page_starts[i]);

      /* "<Headcount>" may be the name of a column. */
      if (g_ascii_strncasecmp (text, page_starts[i], n) == 0 && !g_ascii_isalnum (text[n]))
        return _ ("it is a web page, not a table; open it in a spreadsheet program and save it as "
                  ".xlsx or as CSV");
    }
  return NULL;
}

static gboolean
is_delimiter (char c)
{
  return c != '\0' && strchr (CM_CSV_DELIMITERS, c) != NULL;
}

/* The number of fields of each record that is not empty, if this were the delimiter. What stands
 * between quotation marks says nothing, whichever delimiter is before them. */
static guint
count_fields (const char *text, gsize n, char delimiter, guint *counts)
{
  gboolean at_start = TRUE, quoted = FALSE;
  guint n_records = 0, n_fields = 1;
  gsize begin = 0;

  for (gsize i = 0; i < n && n_records < SAMPLE_RECORDS; i++)
    {
      const char c = text[i];

      if (quoted)
        {
          if (c == '"' && i + 1 < n && text[i + 1] == '"')
            i++;
          else if (c == '"')
            quoted = FALSE;
        }
      else if (c == '\n' || c == '\r')
        {
          if (i > begin)
            counts[n_records++] = n_fields;
          n_fields = 1;
          begin = i + 1;
          at_start = TRUE;
        }
      else
        {
          n_fields += c == delimiter;
          quoted = at_start && c == '"';
          at_start = is_delimiter (c);
        }
    }
  /* The last one may be cut short, but it may be the only one. */
  if (n_records == 0)
    counts[n_records++] = n_fields;
  return n_records;
}

/* How many records agree on how many fields; more fields weigh somewhat more. */
static double
rate_delimiter (const char *text, gsize n, char delimiter)
{
  guint counts[SAMPLE_RECORDS];
  const guint n_records = count_fields (text, n, delimiter, counts);
  double best = 0;

  for (guint i = 0; i < n_records; i++)
    {
      guint n_same = 0;

      for (guint j = 0; j < n_records; j++)
        n_same += counts[j] == counts[i];
      best = MAX (best, n_same * log2 (counts[i]));
    }
  return best;
}

static char
sniff_delimiter (const char *text, gsize n)
{
  /* Of two that do equally well it is the one seldomer seen in a text. */
  static const char candidates[] = "\t|;,";
  double best = 0;
  char found = ',';

  /* A first line by which some programs tell Excel. */
  if (n >= 5 && memcmp (text, "sep=", 4) == 0 && is_delimiter (text[4]))
    return text[4];
  for (const char *c = candidates; *c != '\0'; c++)
    {
      const double rate = rate_delimiter (text, n, *c);

      if (rate > best)
        {
          best = rate;
          found = *c;
        }
    }
  return found;
}

static void
remark_mark (CmSheet *self, const CmByteOrderMark *mark)
{
  if (mark->twice)
    _cm_sheet_remark (
        self, _ ("The file begins with a byte order mark that was encoded twice; it is skipped."));
}

gboolean
_cm_csv_skip_mark (CmSheet *self, int fd, GCancellable *cancellable, gsize *skip, GError **error)
{
  guchar head[CM_BYTE_ORDER_MARK_HEAD];
  CmByteOrderMark mark;
  const gssize n = _cm_sheet_read_bytes (self, fd, head, sizeof head, cancellable, error);

  if (n < 0)
    return FALSE;
  _cm_encoding_look_for_mark (head, (gsize) n, &mark);
  remark_mark (self, &mark);
  *skip = mark.skip;
  return _cm_sheet_seek (self, fd, mark.skip, error);
}

static gboolean
look_at_head (CmSheet *self, int fd, guchar *head, gsize n, GError **error)
{
  g_autofree char *text = g_malloc (CM_DECODER_ROOM (CHUNK) + 1);
  CmByteOrderMark mark;
  CmDecoder decoder;
  const char *markup;
  gsize length;

  _cm_encoding_look_for_mark (head, n, &mark);
  if (mark.skip == n)
    return _cm_sheet_fail (self, error, CM_SHEET_ERROR_FORMAT, _ ("it is empty"));
  remark_mark (self, &mark);
  self->encoding = mark.encoding;
  if (!mark.known && !_cm_encoding_guess_utf16 (head, MIN (n, 4096), &self->encoding) &&
      !scan_bytes (self, fd, LOOK, NULL, &self->encoding, error))
    return FALSE;

  _cm_decoder_init (&decoder, self->encoding);
  length = _cm_decoder_feed (
      &decoder, head + mark.skip, n - mark.skip, (gint64) n >= self->size, (guchar *) text);
  text[length] = '\0';
  markup = find_markup (text);
  if (markup != NULL)
    return _cm_sheet_fail (self, error, CM_SHEET_ERROR_FORMAT, "%s", markup);
  self->delimiter = sniff_delimiter (text, length);
  return TRUE;
}

gboolean
_cm_csv_open (CmSheet *self, GError **error)
{
  g_autofree guchar *head = g_malloc (CHUNK);
  const int fd = _cm_sheet_open_file (self, error);
  gboolean good = FALSE;
  gssize n;

  if (fd < 0)
    return FALSE;
  n = read_head (self, fd, head, error);
  if (n == 0)
    _cm_sheet_fail (self, error, CM_SHEET_ERROR_FORMAT, _ ("it is empty"));
  else if (n > 0)
    good = look_at_head (self, fd, head, (gsize) n, error);
  close (fd);
  return good;
}

gboolean
_cm_csv_survey (CmSheet *self, GCancellable *cancellable)
{
  guchar head[CM_BYTE_ORDER_MARK_HEAD];
  CmEncoding encoding = self->encoding;
  CmByteOrderMark mark;
  gboolean changed;
  gssize n;
  int fd;

  if (encoding == CM_ENCODING_UTF16LE || encoding == CM_ENCODING_UTF16BE)
    return FALSE;
  /* What cannot be read here is told by the reading that follows. */
  fd = _cm_sheet_open_file (self, NULL);
  if (fd < 0)
    return FALSE;
  n = _cm_sheet_read_bytes (self, fd, head, sizeof head, NULL, NULL);
  _cm_encoding_look_for_mark (head, (gsize) MAX (n, 0), &mark);
  remark_mark (self, &mark);
  changed = !mark.known && scan_bytes (self, fd, G_MAXSIZE, cancellable, &encoding, NULL) &&
            encoding != self->encoding;
  close (fd);
  if (changed)
    {
      _cm_sheet_remark (self,
                        /* Translators: names of encodings, such as “UTF-8”. */
                        _ ("The file is not %s throughout; it is read as %s."),
                        cm_encoding_name (self->encoding),
                        cm_encoding_name (encoding));
      self->encoding = encoding;
    }
  return changed;
}
