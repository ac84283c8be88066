/* test-damage.c - a file with some bits or blocks gone wrong is refused, or told to be damaged, or
 * shows what was in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-faults.h"

#include <glib/gstdio.h>
#include <string.h>

#define PAGE 4096

typedef struct
{
  char *folder, *path;
  char *bytes;
  gsize size;
  char *shown; /* what the sound file shows */
} Case;

static struct
{
  guint tried, refused, told, same, wrong;
} counts;

/* Text, numbers, dates, long texts; some done, some undone, some gone: pages of every kind. */
static void
fill (CmStore *store)
{
  for (guint i = 0; i < cm_faults_n_steps; i++)
    {
      g_autoptr (GError) error = NULL;

      cm_faults_steps[i].run (store, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("Theme with a longer name %u", i);

      g_assert_true (cm_faults_add_theme (store, name, NULL));
    }
  g_assert_true (cm_faults_import (store, 800, NULL));
}

static void
set_up (Case *c, gconstpointer data)
{
  CmStore *store;

  c->folder = cm_faults_new_folder ();
  c->path = g_build_filename (c->folder, "plan.portfolio", NULL);
  store = cm_store_create (c->path, NULL);
  g_assert_nonnull (store);
  fill (store);
  c->shown = cm_faults_digest_shown (store);
  cm_store_close (store);
  g_object_unref (store);
  g_assert_true (g_file_get_contents (c->path, &c->bytes, &c->size, NULL));
}

static void
tear_down (Case *c, gconstpointer data)
{
  cm_faults_drop_folder (c->folder);
  g_free (c->path);
  g_free (c->bytes);
  g_free (c->shown);
}

/* --- damage ----------------------------------------------------------------------------------- */

static guint
any (gsize n)
{
  return (guint) g_test_rand_int_range (0, (int) n);
}

static void
cut (char *bytes, gsize *size)
{
  *size = g_test_rand_bit () ? any (*size) : (any (*size / PAGE)) * PAGE;
}

static void
flip_one (char *bytes, gsize *size)
{
  bytes[any (*size)] ^= (char) (1 << any (8));
}

static void
flip_some (char *bytes, gsize *size)
{
  for (guint i = 2 + any (30); i > 0; i--)
    flip_one (bytes, size);
}

/* Where there is something to flip: most of a file may be empty. */
static void
flip_content (char *bytes, gsize *size)
{
  for (guint i = 0; i < 100000; i++)
    {
      gsize at = any (*size);

      if (bytes[at] == 0 || bytes[at] == 'x')
        continue;
      bytes[at] ^= (char) (1 << any (8));
      return;
    }
}

static void
change_letter (char *bytes, gsize *size)
{
  for (guint i = 0; i < 100000; i++)
    {
      gsize at = any (*size);

      if (!g_ascii_isalnum (bytes[at]))
        continue;
      bytes[at] = bytes[at] == 'e' ? 'a' : 'e';
      return;
    }
}

static void
fill_block (char *bytes, gsize *size)
{
  gsize block = g_test_rand_bit () ? PAGE : 512;

  memset (bytes + any (*size / block) * block, g_test_rand_bit () ? 0 : (int) any (256), block);
}

static void
swap_pages (char *bytes, gsize *size)
{
  char page[PAGE];
  char *a = bytes + (gsize) any (*size / PAGE) * PAGE,
       *b = bytes + (gsize) any (*size / PAGE) * PAGE;

  memcpy (page, a, PAGE);
  memmove (a, b, PAGE);
  memcpy (b, page, PAGE);
}

/* A page as a disk may have kept it from before. */
static void
repeat_page (char *bytes, gsize *size)
{
  memmove (
      bytes + (gsize) any (*size / PAGE) * PAGE, bytes + (gsize) any (*size / PAGE) * PAGE, PAGE);
}

static void
damage_header (char *bytes, gsize *size)
{
  bytes[any (100)] ^= (char) (1 << any (8));
}

static const struct
{
  const char *name;
  void (*damage) (char *bytes, gsize *size);
} kinds[] = {
  { "cut", cut },
  { "flip-one", flip_one },
  { "flip-some", flip_some },
  { "flip-content", flip_content },
  { "change-letter", change_letter },
  { "block", fill_block },
  { "swap", swap_pages },
  { "repeat", repeat_page },
  { "header", damage_header },
};

/* --- what comes of it ------------------------------------------------------------------------- */

/* Everything that a page, a list or the log may ask for. */
static char *
look_at_all (CmStore *store)
{
  char *shown = cm_faults_digest_shown (store);
  g_autoptr (GPtrArray) history = cm_store_get_history (store, 100);
  g_autofree char *undo = cm_store_get_undo_label (store), *redo = cm_store_get_redo_label (store);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return shown;
}

static void
try_once (Case *c, void (*damage) (char *bytes, gsize *size))
{
  g_autofree char *bytes = g_memdup2 (c->bytes, c->size), *shown = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = c->size;
  CmStore *store;

  damage (bytes, &size);
  if (size == c->size && memcmp (bytes, c->bytes, size) == 0)
    return;
  counts.tried++;
  g_assert_true (g_file_set_contents (c->path, bytes, (gssize) size, NULL));
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  if (store == NULL)
    {
      cm_faults_assert_told (error);
      counts.refused++;
      return;
    }
  shown = look_at_all (store);
  if (g_strcmp0 (shown, c->shown) == 0)
    counts.same++;
  else if (cm_store_get_damage (store) != NULL || !cm_store_check (store, NULL))
    counts.told++;
  else
    counts.wrong++;
  /* It can be closed, and with what is told of it nothing is written. */
  if (cm_store_get_damage (store) != NULL)
    {
      g_assert_false (cm_store_begin (store, "Change", &error));
      cm_faults_assert_told (error);
    }
  cm_store_close (store);
  g_object_unref (store);
}

static void
test_damage (Case *c, gconstpointer data)
{
  guint n = cm_faults_choose (34, 1500), before = counts.wrong;

  for (guint i = 0; i < n; i++)
    try_once (c, kinds[GPOINTER_TO_UINT (data)].damage);
  g_test_message ("%u with wrong content and no word of it", counts.wrong - before);
  g_assert_cmpuint (counts.wrong, ==, before);
}

/* --- in a large file, which is checked beside the work ------------------------------------------
 */

#define N_LARGE 30000

static void
make_large (Case *c)
{
  g_autoptr (CmStore) store = cm_store_open (c->path, CM_STORE_WRITE, NULL);

  g_assert_true (cm_store_begin (store, "Fill", NULL));
  for (guint i = 0; i < N_LARGE; i++)
    {
      g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
      g_autofree char *name = g_strdup_printf ("A theme %u", i);

      cm_record_set_text (theme, "name", name);
      g_assert_true (cm_store_insert (store, theme, NULL));
    }
  g_assert_true (cm_store_commit (store, NULL));
  cm_store_close (store);
}

static void
told_cb (CmStore *store, const char *message, gboolean *told)
{
  *told = TRUE;
}

/* One letter of a name in a file of megabytes. */
static void
test_large (Case *c, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;
  gint64 end;
  CmStore *store;
  char *at;
  gsize size;

  make_large (c);
  g_assert_true (g_file_get_contents (c->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 4 * 1024 * 1024);
  at = memmem (bytes, size, "A theme 17171", strlen ("A theme 17171"));
  g_assert_nonnull (at);
  at[2] = 'T';
  g_assert_true (g_file_set_contents (c->path, bytes, (gssize) size, NULL));
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_signal_connect (store, "damaged", G_CALLBACK (told_cb), &told);
  end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  while (!told && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_true (told);
  g_assert_false (cm_store_begin (store, "Change", &error));
  cm_faults_assert_told (error);
  cm_store_close (store);
  g_object_unref (store);
  counts.tried++;
  counts.told++;
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/damage/", kinds[i].name, NULL);

      g_test_add (path, Case, GUINT_TO_POINTER (i), set_up, test_damage, tear_down);
    }
  g_test_add ("/faults/damage/large", Case, NULL, set_up, test_large, tear_down);
  status = g_test_run ();
  cm_faults_tell ("%s damaged files (%s refused, %s told, %s with all content intact), %u showed "
                  "wrong data without a warning",
                  cm_faults_number (counts.tried),
                  cm_faults_number (counts.refused),
                  cm_faults_number (counts.told),
                  cm_faults_number (counts.same),
                  counts.wrong);
  return status;
}
