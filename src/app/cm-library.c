/* cm-library.c - what is installed beside the program: the manual, examples, templates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-library"
#include "config.h"

#include "cm-library.h"

#include <glib/gi18n.h>

#include "cm-exchange.h"

const CmLibraryEntry *
cm_library_get_examples (void)
{
  static const CmLibraryEntry entries[] = {
    { CM_LIBRARY_FIRST_EXAMPLE,
      N_ ("Leicestershire Together"),
      N_ ("A partnership with 7 themes and 18 chapters; partly real, partly illustrative") },
    { "staffordshire-connects-2010",
      N_ ("Staffordshire Connects 2010"),
      N_ ("A real work plan of December 2010 and the fates of its projects") },
    { NULL, NULL, NULL },
  };

  return entries;
}

const CmLibraryEntry *
cm_library_get_templates (void)
{
  static const CmLibraryEntry entries[] = {
    { "partnership",
      N_ ("Two-tier partnership"),
      N_ ("7 themes, 18 chapters, bodies, roles and a cycle for each theme") },
    { "empty", N_ ("Empty portfolio"), N_ ("A partnership and one cycle, nothing else") },
    { NULL, NULL, NULL },
  };

  return entries;
}

char *
cm_library_get_path (const char *folder, const char *name)
{
  const char *data = g_getenv ("COMMISSIONING_DATA_DIR");

  return g_build_filename (data != NULL ? data : PKGDATADIR, folder, name, NULL);
}

static gpointer
prefetch_worker (gpointer data)
{
  cm_library_get_manual (NULL);
  return NULL;
}

void
cm_library_prefetch (void)
{
  g_thread_unref (g_thread_new ("manual", prefetch_worker, NULL));
}

CmManual *
cm_library_get_manual (GError **error)
{
  static GMutex mutex;
  static CmManual *manual;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (manual == NULL)
    {
      g_autofree char *folder = cm_library_get_path ("content", NULL);

      manual = cm_manual_load (folder, NULL, error);
    }
  return manual;
}

char *
cm_library_copy_example (const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".portfolio", NULL);
  g_autofree char *source_name = g_strconcat (name, ".xml", NULL);
  g_autofree char *source = cm_library_get_path ("examples", source_name);
  g_autofree char *folder =
      g_build_filename (g_get_user_data_dir (), "commissioning-manual", "examples", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_FAILED,
                   /* translators: %s is the path of a folder */
                   _ ("The folder “%s” for your copy of the example could not be made."),
                   folder);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !cm_exchange_load (source, path, error))
    return NULL;
  return g_steal_pointer (&path);
}
