/* cm-import-rejects.c - the rows of a file that were not taken, in a file of their own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-import-rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cm-csv.h"

#define FLUSHED 65536 /* bytes written at a time */

struct _CmImportRejects
{
  char *path, *temporary; /* the second is NULL until a row comes */
  int fd;
  GString *text;
  const CmImport *import;
};

static gboolean
fail (const CmImportRejects *self, GError **error, int code)
{
  g_set_error (error,
               G_FILE_ERROR,
               g_file_error_from_errno (code),
               /* translators: %1$s is the path of a file, %2$s what the system says */
               _ ("The rows that could not be taken cannot be written to “%1$s”: %2$s. Nothing was "
                  "brought in."),
               self->path,
               g_strerror (code));
  return FALSE;
}

static gboolean
is_same (const char *a, const char *b)
{
  struct stat first, second;

  return stat (a, &first) == 0 && stat (b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

CmImportRejects *
_cm_import_rejects_new (const CmImport *import, CmStore *store, const char *path, GError **error)
{
  CmImportRejects *self = g_new0 (CmImportRejects, 1);

  self->import = import;
  self->path = g_strdup (path);
  self->text = g_string_new (NULL);
  self->fd = -1;
  if (!is_same (path, cm_sheet_get_path (import->sheet)) &&
      !is_same (path, cm_store_get_path (store)) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return self;
  g_set_error (error,
               G_FILE_ERROR,
               G_FILE_ERROR_EXIST,
               /* translators: %s is the path of a file */
               _ ("“%s” is something else already; give the file of the rows that cannot be taken "
                  "another name. Nothing was brought in."),
               path);
  _cm_import_rejects_free (self);
  return NULL;
}

void
_cm_import_rejects_free (CmImportRejects *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
flush (CmImportRejects *self, GError **error)
{
  const char *p = self->text->str;
  gsize left = self->text->len;

  while (left > 0)
    {
      const gssize n = write (self->fd, p, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (self, error, errno);
      p += n;
      left -= (gsize) n;
    }
  g_string_truncate (self->text, 0);
  return TRUE;
}

static gboolean
begin (CmImportRejects *self, GError **error)
{
  char *temporary = g_strconcat (self->path, ".XXXXXX", NULL);

  self->fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      const int code = errno;

      g_free (temporary);
      return fail (self, error, code);
    }
  self->temporary = temporary;
  cm_csv_append_text (self->text, _ ("Line"));
  cm_csv_append_text (self->text, _ ("Field"));
  cm_csv_append_text (self->text, _ ("Reason"));
  for (guint i = 0; i < self->import->columns->len; i++)
    cm_csv_append_text (self->text, _cm_import_column (self->import, i)->heading);
  cm_csv_end_line (self->text);
  /* The mark of UTF-8, without which spreadsheet programs take it for something else. */
  g_string_prepend (self->text, "\xef\xbb\xbf");
  return TRUE;
}

gboolean
_cm_import_rejects_add (
    CmImportRejects *self, const CmRow *row, const char *field, const char *reason, GError **error)
{
  char number[16];

  if (self->temporary == NULL && !begin (self, error))
    return FALSE;
  g_snprintf (number, sizeof number, "%u", row->line);
  cm_csv_append_plain (self->text, number);
  cm_csv_append_text (self->text, field != NULL ? field : "");
  cm_csv_append_text (self->text, reason);
  for (guint i = 0; i < row->n_cells; i++)
    cm_csv_append_text (self->text, row->cells[i].text);
  cm_csv_end_line (self->text);
  return self->text->len < FLUSHED || flush (self, error);
}

gboolean
_cm_import_rejects_finish (CmImportRejects *self, GError **error)
{
  int fd;

  if (self->temporary == NULL)
    return TRUE;
  if (!flush (self, error))
    return FALSE;
  if (fsync (self->fd) != 0)
    return fail (self, error, errno);
  fd = self->fd;
  self->fd = -1;
  return close (fd) == 0 || fail (self, error, errno);
}

char *
_cm_import_rejects_keep (CmImportRejects *self)
{
  char *kept = NULL;

  if (self->temporary != NULL && g_rename (self->temporary, self->path) != 0)
    kept = g_strdup (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  return kept;
}
