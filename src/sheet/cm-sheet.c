/* cm-sheet.c - a .csv, .xlsx or .ods file as rows of text: what the formats share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-sheet-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes read at a time, so that a cancelled reading ends soon. */
#define CHUNK (64 * 1024)
/* How far into an old Office file the names of its streams are looked for. */
#define OFFICE_HEAD (1024 * 1024)

#define STARTS(head, n, magic)                                                                     \
  (n >= sizeof magic - 1 && memcmp (head, magic, sizeof magic - 1) == 0)

G_DEFINE_QUARK (cm_sheet_error, cm_sheet_error)

void
_cm_sheet_remark (CmSheet *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->remarks, g_strdup_vprintf (format, args));
  va_end (args);
}

gboolean
_cm_sheet_fail (const CmSheet *self, GError **error, CmSheetError code, const char *format, ...)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* Translators: the name of a file and what is wrong with it. */
  g_set_error (error, CM_SHEET_ERROR, code, _ ("“%s”: %s"), name, what);
  return FALSE;
}

/* After a call that set errno. */
static gboolean
fail_to_read (const CmSheet *self, GError **error)
{
  return _cm_sheet_fail (self,
                         error,
                         CM_SHEET_ERROR_READ,
                         /* Translators: why, in the words of the system. */
                         _ ("it cannot be read: %s"),
                         g_strerror (errno));
}

int
_cm_sheet_open_file (const CmSheet *self, GError **error)
{
  const int fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (fd < 0)
    _cm_sheet_fail (self,
                    error,
                    CM_SHEET_ERROR_READ,
                    /* Translators: why, in the words of the system. */
                    _ ("it cannot be opened: %s"),
                    g_strerror (errno));
  return fd;
}

gssize
_cm_sheet_read_bytes (
    const CmSheet *self, int fd, gpointer bytes, gsize n, GCancellable *cancellable, GError **error)
{
  gssize got;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  do
    got = read (fd, bytes, n);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    fail_to_read (self, error);
  return got;
}

gboolean
_cm_sheet_seek (const CmSheet *self, int fd, gsize offset, GError **error)
{
  return lseek (fd, (off_t) offset, SEEK_SET) >= 0 || fail_to_read (self, error);
}

static gboolean
measure (CmSheet *self, int fd, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail_to_read (self, error);
  if (S_ISDIR (info.st_mode))
    return _cm_sheet_fail (
        self, error, CM_SHEET_ERROR_READ, _ ("it is a folder; choose a file in it"));
  if (!S_ISREG (info.st_mode))
    return _cm_sheet_fail (
        self,
        error,
        CM_SHEET_ERROR_READ,
        _ ("it is not a file that can be read twice; save it to the disk first"));
  if (info.st_size == 0)
    return _cm_sheet_fail (self, error, CM_SHEET_ERROR_FORMAT, _ ("it is empty"));
  self->size = info.st_size;
  return TRUE;
}

/* The old container of Office holds old workbooks, and new ones that have a password. */
static gboolean
refuse_office (CmSheet *self, int fd, GError **error)
{
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  g_autofree char *head = g_malloc (OFFICE_HEAD);
  gsize n = 0;
  gssize got;

  if (!_cm_sheet_seek (self, fd, 0, error))
    return FALSE;
  while (n < OFFICE_HEAD &&
         (got = _cm_sheet_read_bytes (self, fd, head + n, OFFICE_HEAD - n, NULL, error)) != 0)
    {
      if (got < 0)
        return FALSE;
      n += (gsize) got;
    }
  if (memmem (head, n, encrypted, sizeof encrypted) != NULL)
    return _cm_sheet_fail (self,
                           error,
                           CM_SHEET_ERROR_FORMAT,
                           _ ("it is protected with a password; open it in a spreadsheet program "
                              "and save it without one"));
  return _cm_sheet_fail (self,
                         error,
                         CM_SHEET_ERROR_FORMAT,
                         _ ("it is an old Excel workbook (.xls); open it in a spreadsheet program "
                            "and save it as .xlsx or as CSV"));
}

/* NULL unless the first bytes are those of a file in which there cannot be rows. */
static const char *
find_refusal (const char *head, gsize n)
{
  if (STARTS (head, n, "%PDF"))
    return _ ("it is a PDF document, not a table; ask for the .csv or .xlsx file it was made from");
  if (STARTS (head, n, "SQLite format 3"))
    return _ ("it is a portfolio or another database, not a table; open it from the main menu");
  if (STARTS (head, n, "\x89PNG") || STARTS (head, n, "\xff\xd8\xff") ||
      STARTS (head, n, "GIF87a") || STARTS (head, n, "GIF89a") || STARTS (head, n, "II*\0") ||
      STARTS (head, n, "MM\0*"))
    return _ ("it is a picture, not a table; ask for the .csv or .xlsx file it was made from");
  if (STARTS (head, n, "\x1f\x8b") ||
      (STARTS (head, n, "BZh") && n > 4 && STARTS (head + 4, n - 4, "1AY&SY")) ||
      STARTS (head,
              n,
              "\xfd"
              "7zXZ") ||
      STARTS (head, n, "7z\xbc\xaf") || STARTS (head, n, "Rar!\x1a\x07"))
    return _ (
        "it is packed; unpack it first and choose the .csv, .xlsx or .ods file that is in it");
  if (STARTS (head, n, "{\\rtf"))
    return _ ("it is a text document, not a table; save the table in it as CSV");
  return NULL;
}

static gboolean
look (CmSheet *self, int fd, GError **error)
{
  char head[16];
  const gssize got = _cm_sheet_read_bytes (self, fd, head, sizeof head, NULL, error);
  const gsize n = MAX (got, 0);
  const char *refusal;

  if (got < 0)
    return FALSE;
  if (STARTS (head, n, "PK\3\4") || STARTS (head, n, "PK\5\6"))
    return _cm_workbook_open (self, error);
  if (STARTS (head, n, "\xd0\xcf\x11\xe0"))
    return refuse_office (self, fd, error);
  refusal = find_refusal (head, n);
  if (refusal != NULL)
    return _cm_sheet_fail (self, error, CM_SHEET_ERROR_FORMAT, "%s", refusal);
  self->format = CM_SHEET_CSV;
  self->names = g_new0 (char *, 2);
  self->names[0] = g_strdup ("");
  return _cm_csv_open (self, error);
}

CmSheet *
cm_sheet_open (const char *path, GError **error)
{
  g_autoptr (CmSheet) self = g_new0 (CmSheet, 1);
  gboolean good;
  int fd;

  self->path = g_strdup (path);
  self->delimiter = ',';
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  fd = _cm_sheet_open_file (self, error);
  if (fd < 0)
    return NULL;
  good = measure (self, fd, error) && look (self, fd, error);
  close (fd);
  return good ? g_steal_pointer (&self) : NULL;
}

void
cm_sheet_free (CmSheet *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_ptr_array_unref (self->remarks);
  g_strfreev (self->names);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

CmSheetFormat
cm_sheet_get_format (const CmSheet *self)
{
  return self->format;
}

const char *
cm_sheet_get_path (const CmSheet *self)
{
  return self->path;
}

gint64
cm_sheet_get_size (const CmSheet *self)
{
  return self->size;
}

CmEncoding
cm_sheet_get_encoding (const CmSheet *self)
{
  return self->encoding;
}

void
cm_sheet_set_encoding (CmSheet *self, CmEncoding encoding)
{
  g_return_if_fail (encoding < CM_N_ENCODINGS);
  self->encoding = encoding;
  self->encoding_set = TRUE;
}

char
cm_sheet_get_delimiter (const CmSheet *self)
{
  return self->delimiter;
}

void
cm_sheet_set_delimiter (CmSheet *self, char delimiter)
{
  g_return_if_fail (delimiter != '\0' && strchr (CM_CSV_DELIMITERS, delimiter) != NULL);
  self->delimiter = delimiter;
}

const char *const *
cm_sheet_get_names (const CmSheet *self)
{
  return (const char *const *) self->names;
}

guint
cm_sheet_get_chosen (const CmSheet *self)
{
  return self->chosen;
}

void
cm_sheet_choose (CmSheet *self, guint sheet)
{
  g_return_if_fail (sheet < g_strv_length (self->names));
  self->chosen = sheet;
}

gboolean
cm_sheet_survey (CmSheet *self, GCancellable *cancellable)
{
  if (self->format != CM_SHEET_CSV || self->encoding_set)
    return FALSE;
  g_ptr_array_set_size (self->remarks, 0);
  return _cm_csv_survey (self, cancellable);
}

gboolean
cm_sheet_read (CmSheet *self,
               CmRowFunc row,
               gpointer row_data,
               CmSheetProgressFunc progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  const CmRowSink sink = { row, row_data, progress, progress_data, cancellable };

  g_ptr_array_set_size (self->remarks, 0);
  return self->format == CM_SHEET_CSV ? _cm_csv_read (self, &sink, error)
                                      : _cm_workbook_read (self, &sink, error);
}

GPtrArray *
cm_sheet_get_remarks (const CmSheet *self)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->remarks->len; i++)
    g_ptr_array_add (remarks, g_strdup (self->remarks->pdata[i]));
  return remarks;
}

char *
cm_sheet_digest (CmSheet *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *bytes = g_malloc (CHUNK);
  const int fd = _cm_sheet_open_file (self, error);
  gssize got;

  if (fd < 0)
    return NULL;
  while ((got = _cm_sheet_read_bytes (self, fd, bytes, CHUNK, cancellable, error)) > 0)
    g_checksum_update (checksum, bytes, got);
  close (fd);
  return got == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}
