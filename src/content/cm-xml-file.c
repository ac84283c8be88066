/* cm-xml-file.c - the bytes of a file that somebody else may have put there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-xml-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *
_cm_xml_resolve (const char *folder, const char *name, gboolean *outside)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *root = realpath (folder, NULL);
  char *real = root != NULL ? realpath (path, NULL) : NULL;
  gsize length = root != NULL && !g_str_equal (root, "/") ? strlen (root) : 0;

  *outside = g_path_is_absolute (name) ||
             (real != NULL && (strncmp (real, root, length) != 0 || real[length] != '/'));
  free (root);
  if (*outside)
    g_clear_pointer (&real, free);
  return real;
}

static GBytes *
read_all (int fd, gsize size, const char *shown, GPtrArray *faults)
{
  g_autofree char *bytes = g_malloc (size + 1);
  gsize n = 0;

  while (n < size)
    {
      gssize got = read (fd, bytes + n, size - n);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          cm_fault_add (faults, cm_fault_new (shown, 0, "%s", g_strerror (errno)));
          return NULL;
        }
      if (got == 0)
        break;
      n += (gsize) got;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}

static GBytes *
read_open_file (int fd, const char *shown, gsize max, GPtrArray *faults)
{
  struct stat facts;

  if (fstat (fd, &facts) != 0)
    {
      cm_fault_add (faults, cm_fault_new (shown, 0, "%s", g_strerror (errno)));
      return NULL;
    }
  if (!S_ISREG (facts.st_mode))
    {
      cm_fault_add (
          faults,
          cm_fault_new (shown, 0, "%s", _ ("it is no file of text, but a folder, pipe or device")));
      return NULL;
    }
  if ((guint64) facts.st_size > max)
    {
      g_autofree char *limit = g_format_size (max);

      cm_fault_add (
          faults,
          /* translators: %s is a size, as in 16.8 MB */
          cm_fault_new (shown, 0, _ ("it is larger than %s, which no file of its kind is"), limit));
      return NULL;
    }
  return read_all (fd, (gsize) facts.st_size, shown, faults);
}

GBytes *
_cm_xml_read_bytes (
    const char *folder, const char *name, const char *shown, gsize max, GPtrArray *faults)
{
  gboolean outside = FALSE;
  char *path = folder != NULL ? _cm_xml_resolve (folder, name, &outside) : strdup (name);
  int saved = errno, fd = -1;
  GBytes *bytes = NULL;

  if (outside)
    {
      cm_fault_add (
          faults,
          cm_fault_new (
              shown, 0, "%s", _ ("it leads out of its folder; put the file itself there")));
      return NULL;
    }
  if (path != NULL)
    {
      /* A pipe without anybody to write into it is opened and then refused, not waited for. */
      fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
      saved = errno;
    }
  if (fd >= 0)
    {
      bytes = read_open_file (fd, shown, max, faults);
      close (fd);
    }
  else if (saved == ENOENT)
    cm_fault_add (faults, cm_fault_new (shown, 0, "%s", _ ("it is missing")));
  else
    /* translators: %s is what the system says, such as Permission denied */
    cm_fault_add (faults, cm_fault_new (shown, 0, _ ("it cannot be read: %s"), g_strerror (saved)));
  free (path);
  return bytes;
}
