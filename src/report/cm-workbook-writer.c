/* cm-workbook-writer.c - a workbook (.xlsx) of tables with typed cells and sheets of notes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-workbook-writer.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>
#include <sys/statvfs.h>
#include <xlsxwriter.h>

#include "cm-workbook-text.h"

#define PAPER_A4 9
#define SAMPLE 1000 /* rows that decide the widths */
#define WIDTH_MIN 8
#define WIDTH_MAX 60
#define HEADING_WIDTH_MAX 24 /* a longer heading is wrapped */
#define ARROW_WIDTH 3        /* of the filter, beside the heading */
#define PAGE_WIDTH 280       /* what is still readable on a page */
#define LINE_HEIGHT 15.0     /* points */
#define TITLE_HEIGHT 24.0
#define LINES_MAX                                                                                  \
  15 /* a longer text goes on below its cell's edge, so that rows can be compared                  \
      */
#define SPARE_ROOM (1024 * 1024)

/* Days are counted from the end of 1899; before March 1900 spreadsheet programs disagree, as some
 * know a 29 February in that year. */
#define FIRST_DAY "1900-03-01"

typedef enum
{
  FORMAT_TITLE,
  FORMAT_NAME,
  FORMAT_NOTE,
  FORMAT_HEADING,
  FORMAT_HEADING_RIGHT,
  FORMAT_TEXT,
  FORMAT_MONEY,
  FORMAT_PERCENT,
  FORMAT_DATE,
  FORMAT_WHOLE,
  FORMAT_TENTHS,
  FORMAT_HUNDREDTHS,
  FORMAT_THOUSANDTHS,
  N_FORMATS,
} Format;

typedef struct
{
  lxw_worksheet *sheet;
  CmWorkbookColumn *columns; /* their headings are not kept */
  guint n_columns;
  guint *widths; /* as wide as what was met in each */
  guint row, column;
  guint lines; /* that the row needs */
} Sheet;

struct _CmWorkbook
{
  CmNewFile *file;
  char *path;
  lxw_workbook *book; /* NULL once it is closed */
  char *title;
  lxw_format *formats[N_FORMATS];
  GPtrArray *names;  /* of char *, of the sheets */
  GPtrArray *sheets; /* of Sheet */
  Sheet *sheet;      /* the last of them */
  lxw_error error;   /* the first */
  locale_t before;
};

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->columns);
  g_free (sheet->widths);
  g_free (sheet);
}

/* The library writes numbers as the locale does; in a file they have a point. */
static void
enter_c_locale (CmWorkbook *self)
{
  static gsize c_locale = 0;

  if (g_once_init_enter (&c_locale))
    g_once_init_leave (&c_locale, (gsize) newlocale (LC_NUMERIC_MASK, "C", (locale_t) 0));
  self->before = c_locale != 0 ? uselocale ((locale_t) c_locale) : (locale_t) 0;
}

static void
leave_c_locale (CmWorkbook *self)
{
  if (self->before != (locale_t) 0)
    uselocale (self->before);
}

static void
note (CmWorkbook *self, lxw_error error)
{
  if (self->error == LXW_NO_ERROR)
    self->error = error;
}

/* --- how it looks ----------------------------------------------------------------------------- */

static void
make_formats (CmWorkbook *self)
{
  static const char *const numbers[N_FORMATS] = {
    [FORMAT_MONEY] = "£#,##0.00;[Red]-£#,##0.00",
    [FORMAT_PERCENT] = "0.0%",
    [FORMAT_DATE] = "d mmm yyyy",
    [FORMAT_WHOLE] = "#,##0",
    [FORMAT_TENTHS] = "#,##0.0",
    [FORMAT_HUNDREDTHS] = "#,##0.00",
    [FORMAT_THOUSANDTHS] = "#,##0.000",
  };

  for (guint i = 0; i < N_FORMATS; i++)
    {
      lxw_format *format = workbook_add_format (self->book);

      if (numbers[i] != NULL)
        format_set_num_format (format, numbers[i]);
      if (i == FORMAT_TEXT || i == FORMAT_NOTE || i == FORMAT_HEADING || i == FORMAT_HEADING_RIGHT)
        format_set_text_wrap (format);
      if (i == FORMAT_TITLE || i == FORMAT_NAME || i == FORMAT_HEADING || i == FORMAT_HEADING_RIGHT)
        format_set_bold (format);
      if (i == FORMAT_HEADING || i == FORMAT_HEADING_RIGHT)
        {
          format_set_bg_color (format, 0xe3e9f1);
          format_set_bottom (format, LXW_BORDER_THIN);
        }
      /* The indent keeps a number apart from the text of the next column. */
      if (numbers[i] != NULL || i == FORMAT_HEADING_RIGHT)
        {
          format_set_align (format, LXW_ALIGN_RIGHT);
          format_set_indent (format, 1);
        }
      format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
      self->formats[i] = format;
    }
  format_set_font_size (self->formats[FORMAT_TITLE], 16);
}

static void
set_print (CmWorkbook *self, lxw_worksheet *sheet)
{
  g_autofree char *footer = cm_workbook_make_footer (self->title);

  worksheet_set_landscape (sheet);
  worksheet_set_paper (sheet, PAPER_A4);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_set_footer (sheet, footer);
}

/* --- the workbook ----------------------------------------------------------------------------- */

static void
set_properties (CmWorkbook *self)
{
  g_autofree char *title = cm_workbook_make_cell (self->title);
  lxw_doc_properties properties = { .title = title };

  note (self, workbook_set_properties (self->book, &properties));
}

CmWorkbook *
cm_workbook_new (const char *path, const char *title, GError **error)
{
  CmNewFile *file = cm_new_file_open (path, error);
  lxw_workbook_options options = { .constant_memory = TRUE,
                                   .tmpdir = (char *) g_get_tmp_dir (),
                                   .use_zip64 = FALSE };
  CmWorkbook *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (CmWorkbook, 1);
  self->file = file;
  self->path = g_strdup (path);
  self->title = g_utf8_make_valid (title, -1);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->sheets = g_ptr_array_new_with_free_func (free_sheet);
  self->book = workbook_new_opt (cm_new_file_get_temporary (file), &options);
  set_properties (self);
  make_formats (self);
  return self;
}

gboolean
cm_workbook_is_sound (CmWorkbook *self)
{
  FILE *rows = self->sheet != NULL ? self->sheet->sheet->optimize_tmpfile : NULL;

  return self->error == LXW_NO_ERROR && (rows == NULL || !ferror (rows));
}

static Sheet *
add_sheet (CmWorkbook *self, const char *wanted)
{
  char *name = cm_workbook_make_name (wanted, self->names);
  Sheet *sheet;
  lxw_worksheet *worksheet = workbook_add_worksheet (self->book, name);

  g_ptr_array_add (self->names, name);
  self->sheet = NULL;
  if (worksheet == NULL)
    {
      note (self, LXW_ERROR_CREATING_TMPFILE);
      return NULL;
    }
  sheet = g_new0 (Sheet, 1);
  sheet->sheet = worksheet;
  g_ptr_array_add (self->sheets, sheet);
  self->sheet = sheet;
  set_print (self, worksheet);
  return sheet;
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
need_lines (Sheet *sheet, const char *text, guint width)
{
  sheet->lines = MAX (sheet->lines, cm_workbook_count_lines (text, width));
}

/* LibreOffice, unlike Excel, does not look how high a row must be whose text is wrapped. To be done
 * while the row is the last one. */
static void
set_height (CmWorkbook *self)
{
  Sheet *sheet = self->sheet;

  if (sheet->lines > 1)
    note (self,
          worksheet_set_row (
              sheet->sheet, sheet->row, LINE_HEIGHT * MIN (sheet->lines, LINES_MAX), NULL));
  sheet->lines = 0;
}

/* --- tables ----------------------------------------------------------------------------------- */

/* In the row that is being written. */
static void
write_cell (CmWorkbook *self, guint column, const char *cell, Format format)
{
  note (self,
        worksheet_write_string (
            self->sheet->sheet, self->sheet->row, (lxw_col_t) column, cell, self->formats[format]));
}

/* Of the given width, for the height of the row. */
static void
write_text (CmWorkbook *self, guint column, const char *text, guint width, Format format)
{
  g_autofree char *cell = cm_workbook_make_cell (text != NULL ? text : "");

  if (*cell == '\0')
    return;
  need_lines (self->sheet, cell, width);
  write_cell (self, column, cell, format);
}

static void
write_headings (CmWorkbook *self, const CmWorkbookColumn *columns)
{
  Sheet *sheet = self->sheet;

  for (guint i = 0; i < sheet->n_columns; i++)
    {
      const guint width = cm_workbook_measure (columns[i].heading) + ARROW_WIDTH;

      sheet->widths[i] = MIN (width, HEADING_WIDTH_MAX);
      write_text (self,
                  i,
                  columns[i].heading,
                  sheet->widths[i] - ARROW_WIDTH + 1,
                  columns[i].kind == CM_COLUMN_TEXT ? FORMAT_HEADING : FORMAT_HEADING_RIGHT);
    }
  set_height (self);
  sheet->row = 1;
}

void
cm_workbook_add_sheet (CmWorkbook *self,
                       const char *name,
                       const CmWorkbookColumn *columns,
                       guint n_columns)
{
  Sheet *sheet = add_sheet (self, name);

  if (sheet == NULL)
    return;
  sheet->n_columns = n_columns;
  sheet->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  sheet->widths = g_new0 (guint, n_columns);
  enter_c_locale (self);
  write_headings (self, columns);
  worksheet_freeze_panes (sheet->sheet, 1, 0);
  note (self, worksheet_repeat_rows (sheet->sheet, 0, 0));
  /* A reference with zeros before it is not a number that somebody forgot to make one. */
  note (self,
        worksheet_ignore_errors (sheet->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
  leave_c_locale (self);
}

/* The column of the next cell, or -1 if there is none. */
static int
take_column (CmWorkbook *self, guint width)
{
  Sheet *sheet = self->sheet;
  guint column;

  if (sheet == NULL || self->error != LXW_NO_ERROR)
    return -1;
  column = sheet->column++;
  g_return_val_if_fail (column < sheet->n_columns, -1);
  sheet->widths[column] = MAX (sheet->widths[column], width);
  return (int) column;
}

static gboolean
is_sampled (CmWorkbook *self)
{
  return self->sheet != NULL && self->sheet->row <= SAMPLE;
}

static guint
get_width (const Sheet *sheet, guint column)
{
  const guint wanted = sheet->columns[column].width;

  return CLAMP (wanted > 0 ? wanted : sheet->widths[column], WIDTH_MIN, WIDTH_MAX);
}

void
cm_workbook_add_text (CmWorkbook *self, const char *text)
{
  g_autofree char *cell = cm_workbook_make_cell (text != NULL ? text : "");
  const gboolean measured = *cell != '\0' && is_sampled (self);
  const int column = take_column (self, measured ? cm_workbook_measure (cell) + 2 : 0);

  if (column < 0 || *cell == '\0')
    return;
  need_lines (self->sheet, cell, get_width (self->sheet, (guint) column));
  enter_c_locale (self);
  write_cell (self, (guint) column, cell, FORMAT_TEXT);
  leave_c_locale (self);
}

void
cm_workbook_add_blank (CmWorkbook *self)
{
  take_column (self, 0);
}

static void
write_number (CmWorkbook *self, int column, double number, Format format)
{
  enter_c_locale (self);
  note (
      self,
      worksheet_write_number (
          self->sheet->sheet, self->sheet->row, (lxw_col_t) column, number, self->formats[format]));
  leave_c_locale (self);
}

/* As many decimals as the number has, so that none is made up. */
static Format
get_decimals (gint64 number)
{
  if (number % 1000 == 0)
    return FORMAT_WHOLE;
  if (number % 100 == 0)
    return FORMAT_TENTHS;
  return number % 10 == 0 ? FORMAT_HUNDREDTHS : FORMAT_THOUSANDTHS;
}

/* In characters: digits, commas, a sign and what is written after the point. */
static guint
measure_number (gint64 number, guint after)
{
  char digits[24];
  const guint n = (guint) g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, number);

  return n + n / 3 + after + 2;
}

void
cm_workbook_add_number (CmWorkbook *self, gint64 number)
{
  CmColumnKind kind = CM_COLUMN_TEXT;
  int column;

  if (self->sheet != NULL && self->sheet->column < self->sheet->n_columns)
    kind = self->sheet->columns[self->sheet->column].kind;
  switch (kind)
    {
    case CM_COLUMN_MONEY:
      column = take_column (self, is_sampled (self) ? measure_number (number / 100, 4) : 0);
      if (column >= 0)
        write_number (self, column, (double) number / 100, FORMAT_MONEY);
      break;
    case CM_COLUMN_DECIMAL:
      column = take_column (self, is_sampled (self) ? measure_number (number / 1000, 4) : 0);
      if (column >= 0)
        write_number (self, column, (double) number / 1000, get_decimals (number));
      break;
    case CM_COLUMN_PERCENT:
      column = take_column (self, WIDTH_MIN);
      if (column >= 0)
        write_number (self, column, (double) number / 1000, FORMAT_PERCENT);
      break;
    case CM_COLUMN_TEXT:
    case CM_COLUMN_INTEGER:
    case CM_COLUMN_DATE:
    default:
      column = take_column (self, is_sampled (self) ? measure_number (number, 0) : 0);
      if (column >= 0)
        write_number (self, column, (double) number, FORMAT_WHOLE);
      break;
    }
}

static gboolean
read_day (const char *iso, guint32 *day)
{
  int year, month, dom, used = 0;

  if (sscanf (iso, "%4d-%2d-%2d%n", &year, &month, &dom, &used) != 3 || used != 10 ||
      iso[used] != '\0' || year < 1 || month < 1 || dom < 1 ||
      !g_date_valid_dmy ((GDateDay) dom, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  {
    g_autoptr (GDate) date = g_date_new_dmy ((GDateDay) dom, (GDateMonth) month, (GDateYear) year);
    g_autoptr (GDate) origin = g_date_new_dmy (30, G_DATE_DECEMBER, 1899);

    if (strcmp (iso, FIRST_DAY) < 0)
      return FALSE;
    *day = g_date_get_julian (date) - g_date_get_julian (origin);
  }
  return TRUE;
}

void
cm_workbook_add_date (CmWorkbook *self, const char *iso)
{
  guint32 day = 0;
  int column;

  if (iso == NULL || !read_day (iso, &day))
    {
      cm_workbook_add_text (self, iso);
      return;
    }
  column = take_column (self, strlen ("30 Sept 2009"));
  if (column >= 0)
    write_number (self, column, day, FORMAT_DATE);
}

void
cm_workbook_end_row (CmWorkbook *self)
{
  if (self->sheet == NULL)
    return;
  enter_c_locale (self);
  set_height (self);
  leave_c_locale (self);
  self->sheet->row++;
  self->sheet->column = 0;
  if (self->sheet->row > CM_WORKBOOK_ROWS_MAX)
    note (self, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
}

/* --- notes ------------------------------------------------------------------------------------ */

static const guint note_widths[] = { 26, 60, 36, 60 };

void
cm_workbook_add_notes (CmWorkbook *self, const char *name, const char *title)
{
  Sheet *sheet = add_sheet (self, name);

  if (sheet == NULL)
    return;
  enter_c_locale (self);
  for (guint i = 0; i < G_N_ELEMENTS (note_widths); i++)
    note (self,
          worksheet_set_column (sheet->sheet, (lxw_col_t) i, (lxw_col_t) i, note_widths[i], NULL));
  write_text (self, 0, title, G_MAXUINT, FORMAT_TITLE); /* it runs on over the next cells */
  note (self, worksheet_set_row (sheet->sheet, 0, TITLE_HEIGHT, NULL));
  leave_c_locale (self);
  sheet->row = 2;
}

static void
write_notes (CmWorkbook *self, const char *const *cells, guint n_cells, Format first, Format other)
{
  Sheet *sheet = self->sheet;

  enter_c_locale (self);
  for (guint i = 0; i < MIN (n_cells, G_N_ELEMENTS (note_widths)); i++)
    write_text (self, i, cells[i], note_widths[i], i == 0 ? first : other);
  set_height (self);
  leave_c_locale (self);
  sheet->row++;
}

void
cm_workbook_add_note (CmWorkbook *self, const char *name, const char *text)
{
  const char *const cells[] = { name, text };

  if (self->sheet != NULL)
    write_notes (self, cells, G_N_ELEMENTS (cells), FORMAT_NAME, FORMAT_NOTE);
}

void
cm_workbook_add_note_row (CmWorkbook *self,
                          gboolean heading,
                          const char *const *cells,
                          guint n_cells)
{
  if (self->sheet == NULL)
    return;
  if (heading)
    self->sheet->row++;
  write_notes (self,
               cells,
               n_cells,
               heading ? FORMAT_HEADING : FORMAT_NAME,
               heading ? FORMAT_HEADING : FORMAT_NOTE);
}

/* --- the end ---------------------------------------------------------------------------------- */

/* A table that would be too small to read on pages of its width is spread over more of them. */
static void
fit_pages (CmWorkbook *self, Sheet *sheet, guint width)
{
  if (width <= PAGE_WIDTH)
    return;
  worksheet_fit_to_pages (sheet->sheet, (guint16) ((width + PAGE_WIDTH - 1) / PAGE_WIDTH), 0);
  note (self, worksheet_repeat_columns (sheet->sheet, 0, 0));
}

static void
finish_sheet (CmWorkbook *self, Sheet *sheet)
{
  guint total = 0;

  if (sheet->n_columns == 0)
    return;
  for (guint i = 0; i < sheet->n_columns; i++)
    {
      const guint width = get_width (sheet, i);

      note (self, worksheet_set_column (sheet->sheet, (lxw_col_t) i, (lxw_col_t) i, width, NULL));
      total += width;
    }
  fit_pages (self, sheet, total);
  note (self,
        worksheet_autofilter (
            sheet->sheet, 0, 0, MAX (sheet->row, 2) - 1, (lxw_col_t) (sheet->n_columns - 1)));
}

/* The library looks neither at what becomes of the rows it puts aside nor whether there is room to
 * put them together, so both is done here. Sets errno. */
static gboolean
check_rows (CmWorkbook *self)
{
  guint64 size = SPARE_ROOM;
  struct statvfs room;

  for (guint i = 0; i < self->sheets->len; i++)
    {
      FILE *rows = ((Sheet *) self->sheets->pdata[i])->sheet->optimize_tmpfile;

      if (rows == NULL)
        continue;
      errno = 0;
      if (fflush (rows) != 0 || ferror (rows))
        {
          errno = errno != 0 ? errno : EIO;
          return FALSE;
        }
      size += (guint64) MAX (ftello (rows), 0);
    }
  errno = ENOSPC;
  return statvfs (g_get_tmp_dir (), &room) != 0 ||
         (guint64) room.f_bavail * (guint64) room.f_frsize >= size;
}

/* The library forgets to close the files of rows of a workbook that it does not write. */
static void
drop_book (CmWorkbook *self)
{
  if (self->book == NULL)
    return;
  for (guint i = 0; i < self->sheets->len; i++)
    {
      lxw_worksheet *sheet = ((Sheet *) self->sheets->pdata[i])->sheet;

      g_clear_pointer (&sheet->optimize_tmpfile, fclose);
    }
  g_clear_pointer (&self->book, lxw_workbook_free);
}

static gboolean
fail (CmWorkbook *self, GError **error, int number)
{
  if (self->error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
    {
      g_set_error (
          error,
          CM_REPORT_ERROR,
          CM_REPORT_ERROR_TOO_BIG,
          /* translators: %1$s is the path of a file, %2$d the number of rows that a sheet
           * holds */
          _ ("“%1$s” cannot be written: a sheet of a workbook holds %2$d rows and no more; "
             "a CSV file holds any number"),
          self->path,
          CM_WORKBOOK_ROWS_MAX);
      return FALSE;
    }
  return cm_new_file_fail (
      self->file, error, number != 0 ? g_strerror (number) : lxw_strerror (self->error));
}

/* What the library says on standard error as well is told here. */
static gboolean
write_book (CmWorkbook *self, GError **error)
{
  lxw_workbook *book = self->book;
  int number;

  for (guint i = 0; i < self->sheets->len; i++)
    finish_sheet (self, self->sheets->pdata[i]);
  if (self->error != LXW_NO_ERROR)
    return fail (self, error, 0);
  if (!check_rows (self))
    return fail (self, error, errno);
  self->book = NULL; /* closing frees it, whatever comes of it */
  g_ptr_array_set_size (self->sheets, 0);
  errno = 0;
  self->error = workbook_close (book);
  number = errno;
  return self->error == LXW_NO_ERROR || fail (self, error, number);
}

gboolean
cm_workbook_close (CmWorkbook *self, GCancellable *cancellable, GError **error)
{
  gboolean written;

  self->sheet = NULL;
  enter_c_locale (self);
  written = write_book (self, error);
  leave_c_locale (self);
  return written && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         cm_new_file_commit (self->file, error);
}

void
cm_workbook_free (CmWorkbook *self)
{
  if (self == NULL)
    return;
  drop_book (self);
  cm_new_file_free (self->file);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->names);
  g_free (self->title);
  g_free (self->path);
  g_free (self);
}
