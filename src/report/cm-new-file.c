/* cm-new-file.c - a file that takes the place of another only once it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-new-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct _CmNewFile
{
  char *path;      /* as it was asked for */
  char *target;    /* where that leads */
  char *temporary; /* NULL once it is in its place */
  int fd;
};

G_DEFINE_QUARK (cm_report_error_quark, cm_report_error)

static gboolean
fail (GError **error, const char *path, const char *why)
{
  g_set_error (error,
               CM_REPORT_ERROR,
               CM_REPORT_ERROR_WRITE,
               /* translators: %1$s is the path of a file, %2$s says why */
               _ ("“%1$s” cannot be written: %2$s"),
               path,
               why);
  return FALSE;
}

gboolean
cm_new_file_fail (const CmNewFile *self, GError **error, const char *why)
{
  return fail (error, self->path, why);
}

/* A link stays a link. */
static char *
follow_links (const char *path)
{
  char *real = realpath (path, NULL);
  char *target = g_strdup (real != NULL ? real : path);

  free (real);
  return target;
}

/* The file is as private or public as the one whose place it takes. */
static void
take_mode (int fd, const char *target)
{
  struct stat found;

  if (stat (target, &found) == 0 && S_ISREG (found.st_mode))
    fchmod (fd, found.st_mode & 0777);
}

CmNewFile *
cm_new_file_open (const char *path, GError **error)
{
  g_autofree char *target = follow_links (path);
  g_autofree char *temporary = g_strconcat (target, ".XXXXXX.part", NULL);
  CmNewFile *self;
  int fd;

  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    {
      fail (error, path, g_strerror (EISDIR));
      return NULL;
    }
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      fail (error, path, g_strerror (errno));
      return NULL;
    }
  take_mode (fd, target);
  self = g_new0 (CmNewFile, 1);
  self->path = g_strdup (path);
  self->target = g_steal_pointer (&target);
  self->temporary = g_steal_pointer (&temporary);
  self->fd = fd;
  return self;
}

const char *
cm_new_file_get_temporary (const CmNewFile *self)
{
  return self->temporary;
}

gboolean
cm_new_file_write (CmNewFile *self, const void *bytes, gsize size, GError **error)
{
  const char *from = bytes;

  while (size > 0)
    {
      gssize written = write (self->fd, from, size);

      if (written < 0 && errno != EINTR)
        return cm_new_file_fail (self, error, g_strerror (errno));
      if (written > 0)
        {
          from += written;
          size -= (gsize) written;
        }
    }
  return TRUE;
}

/* What is told to be written must be on the disk before it takes the place of what is there. Some
 * file systems cannot promise that, which is no reason to fail. */
static gboolean
sync_to_disk (CmNewFile *self)
{
  return fsync (self->fd) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

gboolean
cm_new_file_commit (CmNewFile *self, GError **error)
{
  const gboolean synced = sync_to_disk (self);
  const int fd = self->fd;

  self->fd = -1;
  if (!synced)
    {
      cm_new_file_fail (self, error, g_strerror (errno));
      close (fd);
      return FALSE;
    }
  if (close (fd) != 0 || g_rename (self->temporary, self->target) != 0)
    return cm_new_file_fail (self, error, g_strerror (errno));
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

void
cm_new_file_free (CmNewFile *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->target);
  g_free (self->path);
  g_free (self);
}
