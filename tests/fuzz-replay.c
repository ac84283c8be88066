/* fuzz-replay.c - the files that were found while fuzzing, and those it began with, as tests. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

static void
test_file (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize n;

  g_file_get_contents (data, &bytes, &n, &error);
  g_assert_no_error (error);
  /* It aborts where something is wrong. */
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const uint8_t *) bytes, n), ==, 0);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_assert_cmpuint (names->len, >, 0);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *test = g_strconcat ("/fuzz-replay/", names->pdata[i], NULL);

      g_test_add_data_func_full (
          test, g_build_filename (argv[1], names->pdata[i], NULL), test_file, g_free);
    }
  return g_test_run ();
}
