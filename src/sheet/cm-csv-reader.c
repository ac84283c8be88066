/* cm-csv-reader.c - text files with delimiters, as they come out of ledgers and spreadsheets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-sheet-private.h"

#include <csv.h>
#include <errno.h>
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
/* Bytes of text in all cells of one record. */
#define RECORD_MAX ((gsize) 4 * 1024 * 1024)

/* --- The beginning of a file --- */

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

static gboolean
seek (const CmSheet *self, int fd, gsize offset, GError **error)
{
  if (lseek (fd, (off_t) offset, SEEK_SET) < 0)
    return _cm_sheet_fail (
        self, error, CM_SHEET_ERROR_READ, _ ("it cannot be read: %s"), g_strerror (errno));
  return TRUE;
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

  if (!seek (self, fd, 0, error))
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
  guchar head[32];
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
      /* Translators: names of encodings, such as “UTF-8”. */
      _cm_sheet_remark (self,
                        _ ("The file is not %s throughout; it is read as %s."),
                        cm_encoding_name (self->encoding),
                        cm_encoding_name (encoding));
      self->encoding = encoding;
    }
  return changed;
}

/* --- Rows --- */

typedef struct
{
  CmSheet *sheet;
  const CmRowSink *sink;
  struct csv_parser parser;
  CmDecoder decoder;
  gboolean done; /* the row function has had enough, or there is a fault */
  GError *fault;

  /* the row that is being read */
  guint line;
  guint n_seen;   /* cells, empty ones too */
  gsize n_record; /* bytes */
  guint n_cells;  /* up to the last that is not empty */
  CmCell cells[CM_SHEET_COLUMNS_MAX];
  gsize starts[CM_SHEET_COLUMNS_MAX]; /* in `text` */
  char *text;                         /* of its cells, each with a NUL after it */
  gsize n_text;
  gsize text_room;
  gboolean after_cr; /* the row before ended so: a line feed now belongs to it */

  /* quotation marks in quoted cells that are not doubled */
  gboolean after_quote; /* one was met; what follows tells whether it ends the cell */
  int quote_state;      /* the parser's, at that moment */
  gboolean stray;       /* it did not, and the cell is still open */

  /* for the remarks */
  gulong n_bad;
  guint bad_line;
  guint twice_line;
  gulong n_stray;
  guint stray_line;
  guint swallow_from;
  guint swallow_to;
} Reading;

/* Line breaks of all three kinds. */
static guint
count_breaks (const char *text, gsize n)
{
  const char *end = text + n;
  guint n_breaks = 0;

  for (const char *p = text; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
    n_breaks++;
  for (const char *p = text; (p = memchr (p, '\r', (gsize) (end - p))) != NULL; p++)
    n_breaks += p + 1 == end || p[1] != '\n';
  return n_breaks;
}

/* Where the cell begins that is being read. */
static guint
find_cell_line (const Reading *self)
{
  return self->line + count_breaks (self->text, self->n_text);
}

static guint
find_current_line (const Reading *self)
{
  return find_cell_line (self) +
         (self->parser.entry_pos > 0
              ? count_breaks ((const char *) self->parser.entry_buf, self->parser.entry_pos)
              : 0);
}

static void
fail_cell (Reading *self)
{
  const guint line = find_cell_line (self);

  self->done = TRUE;
  /* Translators: the number of a line. */
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_TOO_BIG,
                  _ ("a cell that begins in line %u is longer than 1 MiB; is a quotation mark "
                     "there never closed, or is this not a table?"),
                  line);
}

static void
fail_record (Reading *self)
{
  self->done = TRUE;
  /* Translators: the number of a line. */
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_TOO_BIG,
                  _ ("the row that begins in line %u is longer than 4 MiB; is this a table?"),
                  self->line);
}

static void
fail_columns (Reading *self)
{
  self->done = TRUE;
  /* Translators: the number of a line, then of columns. */
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_TOO_BIG,
                  _ ("the row that begins in line %u has more than %u columns; is the delimiter "
                     "right?"),
                  self->line,
                  CM_SHEET_COLUMNS_MAX);
}

static void
reserve_text (Reading *self, gsize n)
{
  if (self->text_room - self->n_text >= n)
    return;
  self->text_room = MAX (self->text_room * 2, self->n_text + n);
  self->text = g_realloc (self->text, self->text_room);
}

static gsize
count_bad (const char *bytes, gsize n)
{
  const char *end = bytes + n;
  gsize n_bad = 0;

  for (const char *p = bytes; (p = memchr (p, CM_DECODER_BAD, (gsize) (end - p))) != NULL; p++)
    n_bad++;
  return n_bad;
}

static void
append_repaired (Reading *self, const char *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if ((guchar) bytes[i] != CM_DECODER_BAD)
      self->text[self->n_text++] = bytes[i];
    else
      {
        if (self->n_bad++ == 0)
          self->bad_line = find_cell_line (self);
        memcpy (self->text + self->n_text, "\xef\xbf\xbd", 3);
        self->n_text += 3;
      }
}

static void
store_cell (Reading *self, const char *bytes, gsize n, gsize n_bad)
{
  while (self->n_cells + 1 < self->n_seen)
    self->cells[self->n_cells++] = (CmCell){ .kind = CM_CELL_EMPTY, .text = "" };
  self->cells[self->n_cells] = (CmCell){ .kind = CM_CELL_TEXT, .doubtful = n_bad > 0 };
  self->starts[self->n_cells++] = self->n_text;
  reserve_text (self, n + 2 * n_bad + 1);
  if (n_bad > 0)
    append_repaired (self, bytes, n);
  else
    {
      memcpy (self->text + self->n_text, bytes, n);
      self->n_text += n;
    }
  self->text[self->n_text++] = '\0';
}

static void
take_cell_cb (void *bytes, size_t n, void *data)
{
  Reading *self = data;
  gsize n_bad = 0;

  if (self->done)
    return;
  self->stray = FALSE;
  self->n_seen++;
  if (n > 0 && self->decoder.n_bad > 0)
    n_bad = count_bad (bytes, n);
  self->n_record += n + 2 * n_bad + 1;
  if (n + 2 * n_bad > CM_SHEET_CELL_MAX)
    fail_cell (self);
  else if (self->n_record > RECORD_MAX)
    fail_record (self);
  else if (n > 0 && self->n_seen > CM_SHEET_COLUMNS_MAX)
    fail_columns (self);
  else if (n > 0)
    store_cell (self, bytes, n, n_bad);
}

/* What UTF-8 becomes that was taken for Windows-1252: a pound sign, or a dash or curly quote. */
static void
look_for_twice_encoded (Reading *self)
{
  const char *end = self->text + self->n_text;

  for (const char *p = self->text; (p = memchr (p, 0xc3, (gsize) (end - p))) != NULL; p++)
    if ((end - p >= 4 && memcmp (p, "Â£", 4) == 0) || (end - p >= 5 && memcmp (p, "â€", 5) == 0))
      {
        self->twice_line = self->line + count_breaks (self->text, (gsize) (p - self->text));
        return;
      }
}

static void
end_row_cb (int ending, void *data)
{
  Reading *self = data;

  if (self->done)
    return;
  if (ending == '\n' && self->after_cr && self->n_seen == 0)
    {
      self->after_cr = FALSE;
      return;
    }
  self->after_cr = ending == '\r';
  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].kind == CM_CELL_TEXT)
      self->cells[i].text = self->text + self->starts[i];
  if (self->twice_line == 0)
    look_for_twice_encoded (self);
  self->done =
      !self->sink->row (&(CmRow){ self->line, self->n_cells, self->cells }, self->sink->row_data);
  self->line += 1 + count_breaks (self->text, self->n_text);
  self->n_seen = self->n_cells = 0;
  self->n_record = self->n_text = 0;
}

/* --- Feeding the parser ---
 *
 * libcsv tells, when it is strict, where a quotation mark stands that should not, and can then go
 * on. Spaces belong to cells, so there are none for it, but for those after a cell's closing mark.
 * A mark in a quoted cell that is neither doubled nor the last is kept as text; such a cell ends
 * with its line, so that it cannot take the rows after it in. */

static int
is_never (unsigned char c)
{
  return FALSE;
}

static gsize
feed (Reading *self, const char *text, gsize n)
{
  return csv_parse (&self->parser, text, n, take_cell_cb, end_row_cb, self);
}

static void
note_stray (Reading *self)
{
  const guint begin = find_cell_line (self), now = find_current_line (self);

  if (!self->stray && self->n_stray++ == 0)
    self->stray_line = begin;
  self->stray = TRUE;
  if (now > begin && self->swallow_from == 0)
    {
      self->swallow_from = begin;
      self->swallow_to = now;
    }
}

/* One character, whether the parser likes it or not. */
static void
feed_leniently (Reading *self, const char *text)
{
  csv_set_opts (&self->parser, CSV_REPALL_NL);
  csv_set_space_func (&self->parser, self->after_quote ? NULL : is_never);
  feed (self, text, 1);
  csv_set_space_func (&self->parser, is_never);
  csv_set_opts (&self->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  if (self->after_quote && self->parser.pstate != self->quote_state)
    {
      self->after_quote = FALSE;
      if (self->parser.quoted)
        note_stray (self);
    }
}

static void
close_stray (Reading *self)
{
  if (self->stray && self->parser.quoted && self->parser.pstate != self->quote_state)
    feed (self, "\"", 1);
}

static gsize
find_line_end (const char *text, gsize n)
{
  gsize i = 0;

  while (i < n && text[i] != '\n' && text[i] != '\r')
    i++;
  return i;
}

static void
parse_text (Reading *self, const char *text, gsize n)
{
  gsize i = 0;

  while (i < n && !self->done)
    {
      const gsize span = self->stray ? find_line_end (text + i, n - i) : n - i;

      if (self->after_quote)
        feed_leniently (self, text + i++);
      else if (span == 0)
        {
          close_stray (self);
          i += feed (self, text + i, 1);
        }
      else
        {
          const gsize fed = feed (self, text + i, span);

          i += fed;
          if (fed == span)
            continue;
          if (self->parser.quoted)
            {
              self->after_quote = TRUE;
              self->quote_state = self->parser.pstate;
            }
          else
            feed_leniently (self, text + i++);
        }
    }
}

/* What is still open grows from chunk to chunk. */
static void
check_bounds (Reading *self)
{
  if (self->done)
    return;
  if (self->parser.entry_pos > CM_SHEET_CELL_MAX)
    fail_cell (self);
  else if (self->n_record + self->parser.entry_pos > RECORD_MAX)
    fail_record (self);
}

static void
take_text (Reading *self, const char *text, gsize n)
{
  const char *zero = memchr (text, '\0', n);

  parse_text (self, text, zero != NULL ? (gsize) (zero - text) : n);
  check_bounds (self);
  if (zero == NULL || self->done)
    return;
  self->done = TRUE;
  /* Translators: the number of a line. */
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_FORMAT,
                  _ ("there is a zero byte in line %u, so it is not a text file, or is damaged; "
                     "ask for it again as CSV or .xlsx"),
                  find_current_line (self));
}

static void
end_text (Reading *self)
{
  close_stray (self);
  if (self->done || csv_fini (&self->parser, take_cell_cb, end_row_cb, self) == 0)
    return;
  self->done = TRUE;
  /* Translators: the number of a line. */
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_FORMAT,
                  _ ("the quotation mark opened in line %u is never closed; close it there, or "
                     "take it away, and try again"),
                  find_cell_line (self));
}

static void
tell_progress (const Reading *self, gsize offset)
{
  if (self->sink->progress != NULL && self->sheet->size > 0)
    self->sink->progress (MIN ((double) offset / (double) self->sheet->size, 1.0),
                          self->sink->progress_data);
}

static void
read_chunks (Reading *self, int fd, gsize offset)
{
  g_autofree guchar *bytes = g_malloc (CHUNK);
  g_autofree guchar *text = g_malloc (CM_DECODER_ROOM (CHUNK));
  gssize got = 1;

  while (!self->done && got > 0)
    {
      gsize n;

      got = _cm_sheet_read_bytes (
          self->sheet, fd, bytes, CHUNK, self->sink->cancellable, &self->fault);
      if (got < 0)
        return;
      n = _cm_decoder_feed (&self->decoder, bytes, (gsize) got, got == 0, text);
      take_text (self, (const char *) text, n);
      if (got == 0)
        end_text (self);
      offset += (gsize) got;
      tell_progress (self, offset);
    }
}

static void
add_remarks (const Reading *self)
{
  if (self->n_bad > 0)
    _cm_sheet_remark (
        self->sheet,
        /* Translators: a number of bytes, the name of an encoding, the number of a line. */
        ngettext ("%lu byte has no meaning in %s, in line %u; it is shown as “\xef\xbf\xbd”.",
                  "%lu bytes have no meaning in %s, first in line %u; they are shown as "
                  "“\xef\xbf\xbd”.",
                  self->n_bad),
        self->n_bad,
        cm_encoding_name (self->decoder.encoding),
        self->bad_line);
  if (self->twice_line > 0)
    /* Translators: the number of a line. */
    _cm_sheet_remark (self->sheet,
                      _ ("Some of the text seems to have been encoded twice, as in “Â£”, first in "
                         "line %u; it is left as it is."),
                      self->twice_line);
  if (self->n_stray > 0)
    _cm_sheet_remark (
        self->sheet,
        /* Translators: a number of cells, the number of a line. */
        ngettext ("%lu quoted cell has a quotation mark in it that is not doubled, in line %u; it "
                  "is kept as text.",
                  "%lu quoted cells have a quotation mark in them that is not doubled, first in "
                  "line %u; they are kept as text.",
                  self->n_stray),
        self->n_stray,
        self->stray_line);
  if (self->swallow_from > 0)
    /* Translators: the numbers of two lines. */
    _cm_sheet_remark (self->sheet,
                      _ ("The quotation mark opened in line %u is closed only in line %u or after; "
                         "the lines between are read as one cell."),
                      self->swallow_from,
                      self->swallow_to);
}

static gboolean
read_rows (Reading *self, int fd)
{
  guchar head[32];
  CmByteOrderMark mark;
  const gssize n = _cm_sheet_read_bytes (
      self->sheet, fd, head, sizeof head, self->sink->cancellable, &self->fault);

  if (n < 0)
    return FALSE;
  _cm_encoding_look_for_mark (head, (gsize) n, &mark);
  remark_mark (self->sheet, &mark);
  if (!seek (self->sheet, fd, mark.skip, &self->fault))
    return FALSE;

  csv_init (&self->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim (&self->parser, (unsigned char) self->sheet->delimiter);
  csv_set_space_func (&self->parser, is_never);
  csv_set_blk_size (&self->parser, CHUNK);
  csv_set_realloc_func (&self->parser, g_realloc);
  csv_set_free_func (&self->parser, g_free);
  _cm_decoder_init (&self->decoder, self->sheet->encoding);
  self->line = 1;
  read_chunks (self, fd, mark.skip);
  add_remarks (self);
  csv_free (&self->parser);
  return self->fault == NULL;
}

gboolean
_cm_csv_read (CmSheet *self, const CmRowSink *sink, GError **error)
{
  Reading *reading;
  gboolean good;
  int fd;

  fd = _cm_sheet_open_file (self, error);
  if (fd < 0)
    return FALSE;
  reading = g_new0 (Reading, 1);
  reading->sheet = self;
  reading->sink = sink;
  reserve_text (reading, CHUNK);
  good = read_rows (reading, fd);
  close (fd);
  if (reading->fault != NULL)
    g_propagate_error (error, reading->fault);
  g_free (reading->text);
  g_free (reading);
  return good;
}
