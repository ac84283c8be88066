/* test-changesets.c - what the change log keeps may be garbage: it is refused, and nothing changes.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-changeset.h"
#include "cm-faults.h"
#include "cm-store-errand.h"
#include "cm-store-log.h"
#include "cm-store-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SLOW (20 * G_USEC_PER_SEC) /* something hangs; a busy computer may take long as well */

typedef struct
{
  char *folder, *path;
  char *bytes;
  gsize size;
  CmStore *store;
  gint64 seq; /* of what is undone next */
  GBytes *genuine;
} Case;

static guint n_tried, n_refused, n_accepted, n_harmed;

/* --- a file whose next undo is of a certain kind -----------------------------------------------
 */

static void
open_store (Case *c)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (c->path, c->bytes, (gssize) c->size, NULL));
  c->store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (_cm_sql_exec (c->store, "PRAGMA synchronous=OFF", NULL));
}

static void
drop_store (Case *c)
{
  cm_store_close (c->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&c->store);
}

static gboolean
take (Case *c, const char *name)
{
  for (guint i = 0; i < cm_faults_n_steps; i++)
    if (g_str_equal (cm_faults_steps[i].name, name))
      return cm_faults_steps[i].run (c->store, NULL);
  g_assert_not_reached ();
}

static GBytes *
read_blob (Case *c)
{
  sqlite3_stmt *select = _cm_sql_prepare (c->store, "SELECT changeset FROM history WHERE seq = ?");
  GBytes *blob;

  sqlite3_bind_int64 (select, 1, c->seq);
  g_assert_true (_cm_sql_next (c->store, select));
  blob = g_bytes_new (sqlite3_column_blob (select, 0), (gsize) sqlite3_column_bytes (select, 0));
  sqlite3_reset (select);
  return blob;
}

static void
write_blob (Case *c, const void *bytes, gsize size)
{
  sqlite3_stmt *update =
      _cm_sql_prepare (c->store, "UPDATE history SET changeset = ?2 WHERE seq = ?1");

  sqlite3_bind_int64 (update, 1, c->seq);
  sqlite3_bind_blob (update, 2, bytes != NULL ? bytes : "", (int) size, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (update), ==, SQLITE_DONE);
  sqlite3_reset (update);
}

static void
set_up (Case *c, gconstpointer data)
{
  const char *kind = data;

  c->folder = cm_faults_new_folder ();
  c->path = g_build_filename (c->folder, "plan.portfolio", NULL);
  c->store = cm_store_create (c->path, NULL);
  g_assert_true (take (c, "add a theme"));
  g_assert_true (take (c, "type more than a page"));
  g_assert_true (take (c, "import"));
  if (g_str_equal (kind, "update"))
    g_assert_true (take (c, "type") && take (c, "forget what was undone"));
  else if (g_str_equal (kind, "insert"))
    g_assert_true (take (c, "add many"));
  else if (g_str_equal (kind, "delete"))
    g_assert_true (take (c, "delete with what it owns"));
  else
    g_assert_true (cm_faults_import (c->store, 900, NULL));
  cm_store_close (c->store);
  g_clear_object (&c->store);
  g_assert_true (g_file_get_contents (c->path, &c->bytes, &c->size, NULL));
  open_store (c);
  c->seq = cm_store_get_undo_seq (c->store);
  c->genuine = read_blob (c);
}

static void
tear_down (Case *c, gconstpointer data)
{
  drop_store (c);
  g_bytes_unref (c->genuine);
  cm_faults_drop_folder (c->folder);
  g_free (c->path);
  g_free (c->bytes);
}

/* --- mutations -------------------------------------------------------------------------------- */

static guint
any (gsize n)
{
  return n > 0 ? (guint) g_test_rand_int_range (0, (int) n) : 0;
}

static void
flip (GByteArray *bytes)
{
  if (bytes->len > 0)
    bytes->data[any (bytes->len)] ^= (guint8) (1 << any (8));
}

/* Near the beginning, where the tables and columns are. */
static void
flip_early (GByteArray *bytes)
{
  if (bytes->len > 0)
    bytes->data[any (MIN (bytes->len, 120))] ^= (guint8) (1 << any (8));
}

static void
put_telling (GByteArray *bytes)
{
  static const guint8 telling[] = { 0, 1, 2, 3, 4, 5, 9, 18, 23, 'T', 'P', 0x7f, 0x80, 0xff };

  if (bytes->len > 0)
    bytes->data[any (bytes->len)] = telling[any (sizeof telling)];
}

static void
cut (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, any (bytes->len));
}

static void
take_out (GByteArray *bytes)
{
  guint at = any (bytes->len), wanted = 1 + any (40), n = MIN (wanted, bytes->len - at);

  if (n > 0)
    g_byte_array_remove_range (bytes, at, n);
}

static void
repeat (GByteArray *bytes)
{
  guint at = any (bytes->len), wanted = 1 + any (400), n = MIN (wanted, bytes->len - at);
  g_autofree guint8 *part = g_memdup2 (bytes->data + at, n);

  g_byte_array_append (bytes, part, n);
}

static void
append_noise (GByteArray *bytes)
{
  for (guint i = 1 + any (30); i > 0; i--)
    {
      guint8 byte = (guint8) any (256);

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* The name of a table without an end: SQLite itself would look for it for ever. */
static void
lose_end (GByteArray *bytes)
{
  static const guint8 head[] = { 'T', 1, 1, 'a', 'b', 'c' };

  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, head, sizeof head);
}

static void (*const mutations[]) (GByteArray *bytes) = {
  flip, flip_early, put_telling, cut, take_out, repeat, append_noise, lose_end,
};

static GByteArray *
copy_of (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GByteArray *copy = g_byte_array_sized_new ((guint) size);

  g_byte_array_append (copy, data, (guint) size);
  return copy;
}

/* Packs anything, with a header that says what it is told to. */
static GByteArray *
pack (const GByteArray *raw, guint32 n_records, guint32 size)
{
  g_autoptr (GConverter) deflate =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  GByteArray *packed = g_byte_array_new ();
  gsize room = raw->len + raw->len / 10 + 1000, n_read, n_written;
  g_autofree guint8 *out = g_malloc (room);

  n_records = GUINT32_TO_LE (n_records);
  size = GUINT32_TO_LE (size);
  g_byte_array_append (packed, (const guint8 *) "CMZ1", 4);
  g_byte_array_append (packed, (const guint8 *) &n_records, sizeof n_records);
  g_byte_array_append (packed, (const guint8 *) &size, sizeof size);
  g_assert_cmpint (g_converter_convert (deflate,
                                        raw->data,
                                        raw->len,
                                        out,
                                        room,
                                        G_CONVERTER_INPUT_AT_END,
                                        &n_read,
                                        &n_written,
                                        NULL),
                   ==,
                   G_CONVERTER_FINISHED);
  g_byte_array_append (packed, out, (guint) n_written);
  return packed;
}

/* --- what the program does with it -------------------------------------------------------------
 */

static void
visit (const CmHistoryDetail *detail, gpointer data)
{
  ++*(guint *) data;
}

/* Everything that the page of the change log asks. */
static void
read_log (Case *c)
{
  g_autoptr (CmQuery) themes = cm_query_new ("theme");
  g_autoptr (CmRecord) theme = cm_store_first (c->store, themes);
  CmHistoryFilter filter = { .limit = 2, .table = "theme" };
  g_autoptr (GPtrArray) all = cm_store_get_history (c->store, 2);
  g_autoptr (GPtrArray) some = NULL, details = NULL;
  g_autofree char *label = cm_store_get_undo_label (c->store);
  guint n = 0;

  filter.id = theme != NULL ? cm_record_get_id (theme) : NULL;
  some = cm_store_find_history (c->store, &filter);
  details = cm_store_get_history_details (c->store, c->seq);
  cm_store_visit_history_details (c->store, c->seq, visit, &n);
  cm_store_undo_is_long (c->store, FALSE);
}

static gboolean
is_sound (Case *c)
{
  g_autofree char *integrity = _cm_sql_text (c->store, "PRAGMA integrity_check", NULL);
  g_autofree char *dangling = _cm_sql_text (c->store, "PRAGMA foreign_key_check", NULL);

  return g_strcmp0 (integrity, "ok") == 0 && dangling == NULL;
}

/* What was not noticed to be another change is still a change of values that can be undone. */
static void
after_undo (Case *c)
{
  g_autoptr (GError) error = NULL;

  n_accepted++;
  n_harmed += !is_sound (c);
  if (!cm_store_redo (c->store, &error))
    cm_faults_assert_told (error);
  n_harmed += !is_sound (c);
  drop_store (c);
  open_store (c);
}

/* Every commit, whoever made it, counts up this number in the header of the file. */
static guint32
count_commits (Case *c)
{
  guint32 counter = 0;

  g_assert_true (_cm_store_read_bytes (c->store, 24, &counter, sizeof counter));
  return counter;
}

static void
try_blob (Case *c, const void *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  guint32 before, after;
  gint64 start = g_get_monotonic_time ();

  if (size == 0)
    return;
  n_tried++;
  write_blob (c, bytes, size);
  before = count_commits (c);
  read_log (c);
  if (cm_store_undo (c->store, &error))
    after_undo (c);
  else
    {
      cm_faults_assert_told (error);
      n_refused++;
      after = count_commits (c);
      n_harmed += before != after;
      g_assert_cmpuint (before, ==, after);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, SLOW);
}

static void
test_mutations (Case *c, gconstpointer data)
{
  gboolean is_packed = g_str_equal (data, "packed");
  guint n = is_packed ? cm_faults_choose (200, 6000) : cm_faults_choose (640, 20000);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) bytes = copy_of (c->genuine);

      mutations[i % G_N_ELEMENTS (mutations)](bytes);
      for (guint more = any (3); more > 0; more--)
        mutations[any (G_N_ELEMENTS (mutations) - 1)](bytes);
      if (bytes->len == g_bytes_get_size (c->genuine) &&
          memcmp (bytes->data, g_bytes_get_data (c->genuine, NULL), bytes->len) == 0)
        continue;
      try_blob (c, bytes->data, bytes->len);
    }
  g_assert_cmpuint (n_harmed, ==, 0);
}

/* What is packed is garbage, or another size than the header says. */
static void
test_packed (Case *c, gconstpointer data)
{
  g_autoptr (GBytes) raw =
      cm_changeset_unpack (g_bytes_get_data (c->genuine, NULL), g_bytes_get_size (c->genuine));
  guint32 size = (guint32) g_bytes_get_size (raw);
  const guint32 lies[] = { 0,          1,          size - 1,         size + 1,
                           size / 2,   1 << 20,    CM_CHANGESET_MAX, CM_CHANGESET_MAX + 1u,
                           G_MAXINT32, G_MAXUINT32 };
  guint n = cm_faults_choose (100, 3000);

  g_assert_cmpuint (g_bytes_get_size (c->genuine), <, size);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) bytes = copy_of (raw), packed = NULL;

      mutations[i % G_N_ELEMENTS (mutations)](bytes);
      if (bytes->len == size && memcmp (bytes->data, g_bytes_get_data (raw, NULL), size) == 0)
        continue;
      packed = pack (bytes, any (2000), bytes->len);
      try_blob (c, packed->data, packed->len);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (GByteArray) bytes = copy_of (raw);
      g_autoptr (GByteArray) packed = pack (bytes, G_MAXUINT32, lies[i]);
      guint refused = n_refused;

      try_blob (c, packed->data, packed->len);
      g_assert_cmpuint (n_refused, ==, refused + 1);
    }
  g_assert_cmpuint (n_harmed, ==, 0);
}

/* Some kilobytes that unpack to hundreds of millions. */
static void
test_bomb (Case *c, gconstpointer data)
{
  guint mib = cm_faults_choose (60, 400);
  g_autoptr (GByteArray) zeros = g_byte_array_sized_new (mib * 1024 * 1024);
  const guint32 sizes[] = { 100000, mib * 1024 * 1024 };

  g_byte_array_set_size (zeros, mib * 1024 * 1024);
  memset (zeros->data, 0, zeros->len);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GByteArray) packed = pack (zeros, 10, sizes[i]);
      guint refused = n_refused;

      try_blob (c, packed->data, packed->len);
      g_assert_cmpuint (n_refused, ==, refused + 1);
    }
  g_assert_cmpuint (n_harmed, ==, 0);
}

int
main (int argc, char **argv)
{
  static const char *const kinds[] = { "update", "insert", "delete", "packed" };
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/changesets/", kinds[i], NULL);

      g_test_add (path, Case, kinds[i], set_up, test_mutations, tear_down);
    }
  g_test_add ("/faults/changesets/unpacked", Case, "packed", set_up, test_packed, tear_down);
  g_test_add ("/faults/changesets/bomb", Case, "packed", set_up, test_bomb, tear_down);
  status = g_test_run ();
  cm_faults_tell (
      "%s mutated changesets (%s refused, %s still a change that can be undone), %u did harm",
      cm_faults_number (n_tried),
      cm_faults_number (n_refused),
      cm_faults_number (n_accepted),
      n_harmed);
  return status;
}
