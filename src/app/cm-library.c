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

/* --- the edition ------------------------------------------------------------------------------ */

/* Everybody holds on to what is in an edition, in other threads too: none is ever let go. */
static struct
{
  GMutex mutex;
  gboolean chosen;        /* `folder` and `overlay` have been read from the settings */
  char *folder, *overlay; /* that were chosen, or NULL */
  GPtrArray *editions;    /* the last is the one that is read */
  GPtrArray *faults;      /* of the edition that was chosen last, or NULL */
  char *lost;             /* its folder */
} library;

static char *
get_folder_setting (GSettings *settings, const char *key)
{
  char *folder = g_settings_get_string (settings, key);

  if (*folder == '\0')
    g_clear_pointer (&folder, g_free);
  return folder;
}

/* In the main thread, which the settings belong to. */
static void
read_choice (void)
{
  g_autoptr (GSettings) settings = NULL;

  if (library.chosen)
    return;
  settings = g_settings_new (APPLICATION_ID);
  library.folder = get_folder_setting (settings, "edition-folder");
  library.overlay = get_folder_setting (settings, "overlay-folder");
  library.chosen = TRUE;
}

static CmEdition *
load_chosen (void)
{
  g_autofree char *built_in = cm_library_get_path ("content", NULL);
  g_autoptr (GPtrArray) faults = cm_faults_new ();
  g_autoptr (GError) error = NULL;
  CmEdition *edition;

  if (library.folder == NULL && library.overlay == NULL)
    return NULL;
  edition = cm_edition_load (
      library.folder != NULL ? library.folder : built_in, library.overlay, NULL, faults, &error);
  if (edition != NULL)
    return edition;
  library.lost = g_strdup (library.overlay != NULL ? library.overlay : library.folder);
  /* The folder itself is gone. */
  if (faults->len == 0)
    cm_fault_add (faults, cm_fault_new (library.lost, 0, "%s", error->message));
  library.faults = g_steal_pointer (&faults);
  return NULL;
}

static CmEdition *
load_built_in (GError **error)
{
  g_autofree char *folder = cm_library_get_path ("content", NULL);

  return cm_edition_load (folder, NULL, NULL, NULL, error);
}

CmEdition *
cm_library_get_edition (GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&library.mutex);
  CmEdition *edition;

  if (library.editions == NULL)
    {
      read_choice ();
      edition = load_chosen ();
      if (edition == NULL)
        edition = load_built_in (error);
      if (edition == NULL)
        return NULL;
      library.editions = g_ptr_array_new ();
      g_ptr_array_add (library.editions, edition);
    }
  return g_ptr_array_index (library.editions, library.editions->len - 1);
}

CmManual *
cm_library_get_manual (GError **error)
{
  CmEdition *edition = cm_library_get_edition (error);

  return edition != NULL ? cm_edition_get_manual (edition) : NULL;
}

static gpointer
prefetch_worker (gpointer data)
{
  cm_library_get_edition (NULL);
  return NULL;
}

void
cm_library_prefetch (void)
{
  read_choice ();
  g_thread_unref (g_thread_new ("manual", prefetch_worker, NULL));
}

gboolean
cm_library_is_built_in (void)
{
  CmEdition *edition = cm_library_get_edition (NULL);
  g_autofree char *folder = cm_library_get_path ("content", NULL);

  return edition == NULL || (cm_edition_get_overlay_folder (edition) == NULL &&
                             g_str_equal (cm_edition_get_folder (edition), folder));
}

GPtrArray *
cm_library_get_faults (void)
{
  cm_library_get_edition (NULL);
  return library.faults;
}

const char *
cm_library_get_lost_folder (void)
{
  return library.lost;
}

static void
set_choice (const char *folder, const char *overlay)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  g_settings_set_string (settings, "edition-folder", folder != NULL ? folder : "");
  g_settings_set_string (settings, "overlay-folder", overlay != NULL ? overlay : "");
}

void
cm_library_set_edition (CmEdition *edition)
{
  g_autofree char *built_in = cm_library_get_path ("content", NULL);
  const char *folder = cm_edition_get_folder (edition);

  cm_library_get_edition (NULL);
  g_mutex_lock (&library.mutex);
  if (library.editions == NULL)
    library.editions = g_ptr_array_new ();
  g_ptr_array_add (library.editions, g_object_ref (edition));
  g_mutex_unlock (&library.mutex);
  cm_library_forget ();
  set_choice (g_str_equal (folder, built_in) ? NULL : folder,
              cm_edition_get_overlay_folder (edition));
}

void
cm_library_forget (void)
{
  g_clear_pointer (&library.faults, g_ptr_array_unref);
  g_clear_pointer (&library.lost, g_free);
  set_choice (NULL, NULL);
}

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
cm_library_take_folder (const char *folder, char **edition, char **overlay)
{
  *overlay = NULL;
  if (!has_file (folder, "manual.xml") && has_file (folder, "overlay.xml"))
    {
      CmEdition *base = cm_library_get_edition (NULL);

      *overlay = g_strdup (folder);
      *edition = base != NULL ? g_strdup (cm_edition_get_folder (base))
                              : cm_library_get_path ("content", NULL);
    }
  /* As a copy of the built-in edition is exported. */
  else if (!has_file (folder, "manual.xml") && has_file (folder, "content/manual.xml"))
    *edition = g_build_filename (folder, "content", NULL);
  else
    *edition = g_strdup (folder);
}

/* --- copies of it ----------------------------------------------------------------------------- */

static gboolean
copy_folder (GFile *from, GFile *to, GError **error)
{
  g_autoptr (GFileEnumerator) files = NULL;

  if (!g_file_make_directory (to, NULL, error))
    return FALSE;
  files =
      g_file_enumerate_children (from,
                                 G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                 G_FILE_QUERY_INFO_NONE,
                                 NULL,
                                 error);
  while (files != NULL)
    {
      GFileInfo *info;
      GFile *file;
      g_autoptr (GFile) copy = NULL;

      if (!g_file_enumerator_iterate (files, &info, &file, NULL, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      copy = g_file_get_child (to, g_file_info_get_name (info));
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        {
          if (!copy_folder (file, copy, error))
            return FALSE;
        }
      /* What the program is built from lies beside it, where it is not installed. */
      else if (!g_str_equal (g_file_info_get_name (info), "meson.build") &&
               !g_str_has_suffix (g_file_info_get_name (info), ".gresource.xml") &&
               !g_file_copy (file, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error))
        return FALSE;
    }
  return FALSE;
}

char *
cm_library_export_edition (const char *parent, GError **error)
{
  static const char *const parts[] = { "content", "schema" };
  g_autofree char *path = g_build_filename (parent, _ ("Commissioning edition"), NULL);
  g_autoptr (GFile) folder = NULL;

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("Commissioning edition %u"), i);

      g_free (path);
      path = g_build_filename (parent, name, NULL);
    }
  folder = g_file_new_for_path (path);
  if (!g_file_make_directory (folder, NULL, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *source = cm_library_get_path (parts[i], NULL);
      g_autoptr (GFile) from = g_file_new_for_path (source);
      g_autoptr (GFile) to = g_file_get_child (folder, parts[i]);

      if (!copy_folder (from, to, error))
        return NULL;
    }
  return g_steal_pointer (&path);
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
