/* cm-new-folder.c - a folder of files that takes its place only once it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-new-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Lists what was written, one name to a line: what it lists may be replaced, no other file is. */
#define LIST ".files-of-this-export"

struct _CmNewFolder
{
  char *path;      /* without a slash at its end */
  char *temporary; /* NULL once it is in its place */
  GPtrArray *names;
};

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

/* --- what is there already -------------------------------------------------------------------- */

/* The names in the list of a folder; NULL if there is none. */
static GStrv
read_list (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LIST, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strsplit (g_strchomp (text), "\n", -1);
}

/* Whether nothing is in the folder but what an export wrote there. */
static gboolean
is_ours (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_auto (GStrv) names = read_list (folder);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_equal (name, LIST))
        continue;
      if (names == NULL || !g_strv_contains ((const char *const *) names, name))
        return fail (error,
                     folder,
                     _ ("the folder holds other files, which would be lost; choose a new name"));
    }
  return TRUE;
}

/* A folder of files; folders in it stay, and so does it then. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      unlink (path);
    }
  rmdir (folder);
}

/* --- writing ---------------------------------------------------------------------------------- */

static char *
strip_slashes (const char *path)
{
  gsize length = strlen (path);

  while (length > 1 && path[length - 1] == '/')
    length--;
  return g_strndup (path, length);
}

CmNewFolder *
cm_new_folder_open (const char *path, GError **error)
{
  g_autofree char *stripped = strip_slashes (path);
  g_autofree char *temporary = g_strconcat (stripped, ".XXXXXX.part", NULL);
  CmNewFolder *self;
  GStatBuf found;

  if (g_stat (stripped, &found) == 0)
    {
      if (!S_ISDIR (found.st_mode))
        {
          fail (error, path, g_strerror (ENOTDIR));
          return NULL;
        }
      if (!is_ours (stripped, error))
        return NULL;
    }
  /* Others may look into it as far as the umask lets them. */
  if (*path == '\0' || g_mkdtemp_full (temporary, 0777) == NULL)
    {
      fail (error, path, g_strerror (*path == '\0' ? ENOENT : errno));
      return NULL;
    }
  self = g_new0 (CmNewFolder, 1);
  self->path = g_steal_pointer (&stripped);
  self->temporary = g_steal_pointer (&temporary);
  self->names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

gboolean
cm_new_folder_add (
    CmNewFolder *self, const char *name, const void *bytes, gsize size, GError **error)
{
  g_autofree char *path = g_build_filename (self->temporary, name, NULL);
  g_autoptr (CmNewFile) file = cm_new_file_open (path, error);

  if (file == NULL || !cm_new_file_write (file, bytes, size, error) ||
      !cm_new_file_commit (file, error))
    return FALSE;
  g_ptr_array_add (self->names, g_strdup (name));
  return TRUE;
}

static gboolean
add_list (CmNewFolder *self, GError **error)
{
  g_autofree char *text = NULL;

  g_ptr_array_add (self->names, NULL);
  text = g_strjoinv ("\n", (char **) self->names->pdata);
  return cm_new_folder_add (self, LIST, text, strlen (text), error);
}

/* Where the file system cannot exchange two folders, the old one steps aside first. */
static gboolean
exchange (CmNewFolder *self)
{
  g_autofree char *aside = NULL;

  if (renameat2 (AT_FDCWD, self->temporary, AT_FDCWD, self->path, RENAME_EXCHANGE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return FALSE;
  aside = g_strconcat (self->temporary, ".old", NULL);
  if (g_rename (self->path, aside) != 0)
    return FALSE;
  if (g_rename (self->temporary, self->path) == 0)
    return g_rename (aside, self->temporary) == 0;
  g_rename (aside, self->path);
  return FALSE;
}

gboolean
cm_new_folder_commit (CmNewFolder *self, GError **error)
{
  if (!add_list (self, error))
    return FALSE;
  /* Goes well where nothing is, or an empty folder. */
  if (g_rename (self->temporary, self->path) == 0)
    {
      g_clear_pointer (&self->temporary, g_free);
      return TRUE;
    }
  if (errno != ENOTEMPTY && errno != EEXIST)
    return fail (error, self->path, g_strerror (errno));
  /* Somebody may have put a file there meanwhile. */
  if (!is_ours (self->path, error))
    return FALSE;
  if (!exchange (self))
    return fail (error, self->path, g_strerror (errno));
  return TRUE;
}

void
cm_new_folder_free (CmNewFolder *self)
{
  if (self == NULL)
    return;
  /* After an exchange it is the old one that is there. */
  if (self->temporary != NULL)
    remove_folder (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_ptr_array_unref (self->names);
  g_free (self);
}
