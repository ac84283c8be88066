/* cm-store-place.c - what lies at the path of a portfolio and beside it, before SQLite touches it.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *
_cm_store_find_real_path (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *name = g_path_get_basename (absolute);
  char *real = realpath (folder, NULL);
  char *result = g_build_filename (real != NULL ? real : folder, name, NULL);

  free (real);
  return result;
}

/* The name of another file at the end of a journal: SQLite deletes that file when it has rolled the
 * journal back. We never write one, so whoever did has no good in mind. */
static gboolean
names_another (const char *journal)
{
  static const guint8 mark[8] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
  guint8 last[sizeof mark];
  FILE *file = g_fopen (journal, "rbe");
  gboolean names = file != NULL && fseek (file, -(long) sizeof last, SEEK_END) == 0 &&
                   fread (last, 1, sizeof last, file) == sizeof last &&
                   ftell (file) > (long) sizeof last && memcmp (last, mark, sizeof mark) == 0;

  if (file != NULL)
    fclose (file);
  return names;
}

/* What a crash leaves is a plain file. */
static gboolean
check_journal (CmStore *self, GError **error)
{
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);
  struct stat status;

  if (g_lstat (journal, &status) != 0)
    return TRUE;
  if (S_ISREG (status.st_mode) && !names_another (journal))
    return TRUE;
  return _cm_store_fail_open (
      self,
      error,
      CM_STORE_ERROR_OPEN,
      /* translators: %s is the path of a file */
      _ ("what lies beside it as “%s” was not written by this program and could do harm. Nothing "
         "was changed; move that file away, or open a copy."),
      journal);
}

gboolean
_cm_store_check_place (CmStore *self, GError **error)
{
  struct stat status;

  if (g_lstat (self->path, &status) == 0 && S_ISLNK (status.st_mode))
    return _cm_store_fail_open (
        self, error, CM_STORE_ERROR_OPEN, _ ("it is a link. Open the file that it leads to."));
  if (g_access (self->path, R_OK) != 0 || g_stat (self->path, &status) != 0)
    return _cm_store_fail_open (self, error, CM_STORE_ERROR_OPEN, "%s", g_strerror (errno));
  if (S_ISDIR (status.st_mode))
    return _cm_store_fail_open (self, error, CM_STORE_ERROR_OPEN, _ ("it is a folder."));
  /* To open a pipe would wait for ever. */
  if (!S_ISREG (status.st_mode))
    return _cm_store_fail_open (self, error, CM_STORE_ERROR_OPEN, _ ("it is not a file."));
  return check_journal (self, error);
}
