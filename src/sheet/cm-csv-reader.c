/* cm-csv-reader.c - text files with delimiters, as they come out of ledgers and spreadsheets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-sheet-private.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "cm-encoding-private.h"

/* Bytes read at a time. */
#define CHUNK ((gsize) 64 * 1024)
/* Bytes of text in all cells of one record. */
#define RECORD_MAX ((gsize) 4 * 1024 * 1024)

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
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_TOO_BIG,
                  /* Translators: the number of a line. */
                  _ ("a cell that begins in line %u is longer than 1 MiB; is a quotation mark "
                     "there never closed, or is this not a table?"),
                  line);
}

static void
fail_record (Reading *self)
{
  self->done = TRUE;
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_TOO_BIG,
                  /* Translators: the number of a line. */
                  _ ("the row that begins in line %u is longer than 4 MiB; is this a table?"),
                  self->line);
}

static void
fail_columns (Reading *self)
{
  self->done = TRUE;
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_TOO_BIG,
                  /* Translators: the number of a line, then of columns. */
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
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_FORMAT,
                  /* Translators: the number of a line. */
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
  _cm_sheet_fail (self->sheet,
                  &self->fault,
                  CM_SHEET_ERROR_FORMAT,
                  /* Translators: the number of a line. */
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
        ngettext ("%lu byte has no meaning in %s, in line %u; it is shown as “�”.",
                  "%lu bytes have no meaning in %s, first in line %u; they are shown as "
                  "“�”.",
                  self->n_bad),
        self->n_bad,
        cm_encoding_name (self->decoder.encoding),
        self->bad_line);
  if (self->twice_line > 0)
    _cm_sheet_remark (self->sheet,
                      /* Translators: the number of a line. */
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
    _cm_sheet_remark (self->sheet,
                      /* Translators: the numbers of two lines. */
                      _ ("The quotation mark opened in line %u is closed only in line %u or after; "
                         "the lines between are read as one cell."),
                      self->swallow_from,
                      self->swallow_to);
}

static gboolean
read_rows (Reading *self, int fd)
{
  gsize skip;

  if (!_cm_csv_skip_mark (self->sheet, fd, self->sink->cancellable, &skip, &self->fault))
    return FALSE;
  csv_init (&self->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim (&self->parser, (unsigned char) self->sheet->delimiter);
  csv_set_space_func (&self->parser, is_never);
  csv_set_blk_size (&self->parser, CHUNK);
  csv_set_realloc_func (&self->parser, g_realloc);
  csv_set_free_func (&self->parser, g_free);
  _cm_decoder_init (&self->decoder, self->sheet->encoding);
  self->line = 1;
  read_chunks (self, fd, skip);
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
