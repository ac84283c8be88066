/* cm-zip.c - the members of a zip archive that a stranger may have packed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-zip-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (64 * 1024)
/* Bytes that the list of members may need: all of it is held in memory. */
#define LIST_MAX (4 * 1024 * 1024)

typedef struct
{
  guint position; /* among the headers of the archive */
  gint64 size;    /* unpacked, as the archive says; -1 if it does not */
  gboolean encrypted;
} Member;

struct _CmZip
{
  const CmSheet *sheet;
  GCancellable *cancellable;
  GHashTable *members; /* name in lower case → Member */
  gint64 unpacked;     /* bytes, of all members that were read */
  gint64 packed;
};

/* The archive, opened for one way through it. */
typedef struct
{
  const CmZip *zip;
  struct archive *archive;
  int fd;
  char *block;
  gint64 n_read;
  gboolean listed;
  GError *error; /* met while the unpacker asked for bytes */
} Pass;

struct _CmZipMember
{
  CmZip *zip;
  Pass *pass;
  const Member *member;
  gint64 place;    /* in the archive, after what was unpacked */
  gint64 unpacked; /* bytes, of this member */
};

/* --- the archive ------------------------------------------------------------------------------ */

static gboolean
fail_members (const CmZip *zip, GError **error)
{
  return _cm_sheet_fail (zip->sheet,
                         error,
                         CM_SHEET_ERROR_TOO_BIG,
                         /* Translators: the most that can be read. */
                         _ ("more than %u files are packed in it; save the sheet alone, or as CSV"),
                         CM_ZIP_MEMBERS_MAX);
}

static la_ssize_t
read_cb (struct archive *archive, void *data, const void **bytes)
{
  Pass *pass = data;
  gssize n = -1;

  if (!pass->listed && pass->n_read > LIST_MAX)
    fail_members (pass->zip, &pass->error);
  else
    n = _cm_sheet_read_bytes (
        pass->zip->sheet, pass->fd, pass->block, BLOCK, pass->zip->cancellable, &pass->error);
  if (n < 0)
    return ARCHIVE_FATAL;
  pass->n_read += n;
  *bytes = pass->block;
  return n;
}

static la_int64_t
seek_cb (struct archive *archive, void *data, la_int64_t offset, int whence)
{
  Pass *pass = data;
  const off_t place = lseek (pass->fd, offset, whence);

  return place >= 0 ? place : ARCHIVE_FATAL;
}

static gboolean
fail_damaged (Pass *pass, GError **error)
{
  const char *said = archive_error_string (pass->archive);
  g_autofree char *detail = said != NULL ? g_utf8_make_valid (said, -1) : g_strdup ("?");

  if (pass->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&pass->error));
      return FALSE;
    }
  return _cm_sheet_fail (pass->zip->sheet,
                         error,
                         CM_SHEET_ERROR_FORMAT,
                         /* Translators: what the unpacker says, in English. */
                         _ ("it is damaged and cannot be unpacked (%s); ask for it again"),
                         detail);
}

static void
end_pass (Pass *pass)
{
  if (pass == NULL)
    return;
  if (pass->archive != NULL)
    archive_read_free (pass->archive);
  if (pass->fd >= 0)
    close (pass->fd);
  g_clear_error (&pass->error);
  g_free (pass->block);
  g_free (pass);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pass, end_pass)

/* Only the list at the end of the file is believed: a file that was cut short has none. */
static Pass *
begin_pass (const CmZip *zip, GError **error)
{
  g_autoptr (Pass) pass = g_new0 (Pass, 1);

  pass->zip = zip;
  pass->fd = _cm_sheet_open_file (zip->sheet, error);
  if (pass->fd < 0)
    return NULL;
  pass->block = g_malloc (BLOCK);
  pass->archive = archive_read_new ();
  archive_read_support_format_zip_seekable (pass->archive);
  archive_read_set_read_callback (pass->archive, read_cb);
  archive_read_set_seek_callback (pass->archive, seek_cb);
  archive_read_set_callback_data (pass->archive, pass);
  if (archive_read_open1 (pass->archive) != ARCHIVE_OK)
    {
      fail_damaged (pass, error);
      return NULL;
    }
  return g_steal_pointer (&pass);
}

/* 1 with the next header, 0 after the last one, -1 on errors. */
static int
next_header (Pass *pass, struct archive_entry **entry, GError **error)
{
  int result;

  if (g_cancellable_set_error_if_cancelled (pass->zip->cancellable, error))
    return -1;
  result = archive_read_next_header (pass->archive, entry);
  pass->listed = TRUE;
  if (result == ARCHIVE_EOF)
    return 0;
  /* Warnings are about names that the locale cannot write. */
  if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
    return 1;
  fail_damaged (pass, error);
  return -1;
}

/* NULL if it has none. Some programs write the names as Windows would. */
static char *
read_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);
  char *lower;

  if (name == NULL)
    name = archive_entry_pathname (entry);
  if (name == NULL)
    return NULL;
  lower = g_strdelimit (g_ascii_strdown (name, -1), "\\", '/');
  if (lower[0] == '/')
    memmove (lower, lower + 1, strlen (lower));
  return lower;
}

static void
add_member (CmZip *self, struct archive_entry *entry, guint position)
{
  g_autofree char *name = read_name (entry);
  Member *member;

  if (name == NULL || g_hash_table_contains (self->members, name))
    return;
  member = g_new0 (Member, 1);
  member->position = position;
  member->size = archive_entry_size_is_set (entry) ? archive_entry_size (entry) : -1;
  member->encrypted = archive_entry_is_encrypted (entry) != 0;
  g_hash_table_insert (self->members, g_steal_pointer (&name), member);
}

static gboolean
list_members (CmZip *self, Pass *pass, GError **error)
{
  struct archive_entry *entry;
  guint position = 0;
  int result;

  while ((result = next_header (pass, &entry, error)) > 0)
    {
      if (position == CM_ZIP_MEMBERS_MAX)
        return fail_members (self, error);
      add_member (self, entry, position++);
    }
  return result == 0;
}

CmZip *
_cm_zip_open (const CmSheet *sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (CmZip) self = g_new0 (CmZip, 1);
  g_autoptr (Pass) pass = NULL;

  self->sheet = sheet;
  self->cancellable = cancellable;
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  pass = begin_pass (self, error);
  if (pass == NULL || !list_members (self, pass, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
_cm_zip_free (CmZip *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->members);
  g_free (self);
}

static const Member *
find_member (const CmZip *self, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->members, lower);
}

gboolean
_cm_zip_has (const CmZip *self, const char *name)
{
  return find_member (self, name) != NULL;
}

gboolean
_cm_zip_has_below (const CmZip *self, const char *folder)
{
  g_autofree char *lower = g_ascii_strdown (folder, -1);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, lower))
      return TRUE;
  return FALSE;
}

const CmSheet *
_cm_zip_get_sheet (const CmZip *self)
{
  return self->sheet;
}

/* --- one member ------------------------------------------------------------------------------- */

static gboolean
seek_member (CmZipMember *self, GError **error)
{
  struct archive_entry *entry;
  int result = 1;

  for (guint i = 0; result > 0 && i <= self->member->position; i++)
    result = next_header (self->pass, &entry, error);
  if (result == 0)
    fail_damaged (self->pass, error);
  return result > 0;
}

/* Whatever else a zip may be packed with, no spreadsheet program writes. */
static gboolean
check_packing (CmZipMember *self, GError **error)
{
  const char *packing = archive_format_name (self->pass->archive);

  if (packing != NULL &&
      (strstr (packing, "(deflation)") != NULL || strstr (packing, "(uncompressed)") != NULL))
    return TRUE;
  return _cm_sheet_fail (
      self->zip->sheet,
      error,
      CM_SHEET_ERROR_FORMAT,
      /* Translators: how a file in the archive is packed, in English. */
      _ ("it is packed in a way that spreadsheet programs do not use (%s); open it in one and "
         "save it again"),
      packing != NULL ? packing : "?");
}

CmZipMember *
_cm_zip_member_open (CmZip *zip, const char *name, GError **error)
{
  const Member *member = find_member (zip, name);
  g_autoptr (CmZipMember) self = NULL;

  if (member == NULL)
    {
      _cm_sheet_fail (zip->sheet,
                      error,
                      CM_SHEET_ERROR_FORMAT,
                      /* Translators: the name of a file packed in the workbook. */
                      _ ("“%s” is missing in it; open it in a spreadsheet program and save it "
                         "again"),
                      name);
      return NULL;
    }
  if (member->encrypted)
    {
      _cm_sheet_fail (zip->sheet,
                      error,
                      CM_SHEET_ERROR_FORMAT,
                      _ ("it is protected with a password; open it in a spreadsheet program and "
                         "save it without one"));
      return NULL;
    }
  self = g_new0 (CmZipMember, 1);
  self->zip = zip;
  self->member = member;
  self->pass = begin_pass (zip, error);
  if (self->pass == NULL || !seek_member (self, error) || !check_packing (self, error))
    return NULL;
  self->place = archive_filter_bytes (self->pass->archive, -1);
  return g_steal_pointer (&self);
}

void
_cm_zip_member_close (CmZipMember *self)
{
  if (self == NULL)
    return;
  end_pass (self->pass);
  g_free (self);
}

static gboolean
count_bytes (CmZipMember *self, gint64 n, GError **error)
{
  const gint64 place = archive_filter_bytes (self->pass->archive, -1);
  CmZip *zip = self->zip;

  self->unpacked += n;
  zip->unpacked += n;
  zip->packed += MAX (place - self->place, 0);
  self->place = place;
  if (zip->unpacked > CM_ZIP_UNPACKED_MAX)
    return _cm_sheet_fail (zip->sheet,
                           error,
                           CM_SHEET_ERROR_TOO_BIG,
                           /* Translators: the most that can be read. */
                           _ ("more than %d MiB are packed in it; split the sheet, or save it as "
                              "CSV"),
                           (int) (CM_ZIP_UNPACKED_MAX >> 20));
  if (zip->unpacked > CM_ZIP_UNPACKED_FREE && zip->unpacked / CM_ZIP_RATIO_MAX > zip->packed)
    return _cm_sheet_fail (
        zip->sheet,
        error,
        CM_SHEET_ERROR_TOO_BIG,
        /* Translators: the most that can be read. */
        _ ("it swells to more than %d times its size when it is unpacked, as no honest workbook "
           "does; ask who sent it, or save the sheet as CSV"),
        CM_ZIP_RATIO_MAX);
  return TRUE;
}

gssize
_cm_zip_member_read (CmZipMember *self, const char **bytes, GError **error)
{
  const void *block;
  size_t n = 0;
  la_int64_t offset;
  int result;

  if (g_cancellable_set_error_if_cancelled (self->zip->cancellable, error))
    return -1;
  do
    result = archive_read_data_block (self->pass->archive, &block, &n, &offset);
  while (result == ARCHIVE_OK && n == 0);
  if (result == ARCHIVE_EOF)
    return 0;
  /* A warning says that the sum over the bytes is not the one in the archive. */
  if (result != ARCHIVE_OK)
    {
      fail_damaged (self->pass, error);
      return -1;
    }
  if (!count_bytes (self, (gint64) n, error))
    return -1;
  *bytes = block;
  return (gssize) n;
}

double
_cm_zip_member_get_fraction (const CmZipMember *self)
{
  if (self->member->size <= 0)
    return 0;
  return MIN (1.0, (double) self->unpacked / (double) self->member->size);
}
