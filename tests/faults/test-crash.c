/* test-crash.c - the disk as a power cut may leave it, after every single thing that was done to
 * it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-fault-vfs.h"
#include "cm-faults.h"
#include "cm-schema.h"
#include "cm-store-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* The disk keeps what was synced. Of what was written to a file since, any sectors may be there or
 * not; its size and the names in the folder change in the order in which they were told to, but any
 * number of the last of these changes may be missing. A disk that says it has synced has done so.
 */
typedef struct
{
  GByteArray *safe;   /* what is kept in any case */
  GPtrArray *pending; /* of CmIoCall: what came since */
} Inode;

typedef struct
{
  char *name;
  Inode *inode; /* NULL: the name goes */
} Link;

typedef struct
{
  GHashTable *names;  /* name → Inode, as the disk keeps them in any case */
  GHashTable *seen;   /* the same, as the program sees them */
  GPtrArray *pending; /* of Link */
  GPtrArray *inodes;
} Disk;

/* --- the disk --------------------------------------------------------------------------------- */

static void
free_inode (gpointer data)
{
  Inode *inode = data;

  g_byte_array_unref (inode->safe);
  g_ptr_array_unref (inode->pending);
  g_free (inode);
}

static void
free_link (gpointer data)
{
  Link *link = data;

  g_free (link->name);
  g_free (link);
}

static Inode *
add_inode (Disk *disk)
{
  Inode *inode = g_new0 (Inode, 1);

  inode->safe = g_byte_array_new ();
  inode->pending = g_ptr_array_new ();
  g_ptr_array_add (disk->inodes, inode);
  return inode;
}

static Disk *
new_disk (void)
{
  Disk *disk = g_new0 (Disk, 1);

  disk->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  disk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  disk->pending = g_ptr_array_new_with_free_func (free_link);
  disk->inodes = g_ptr_array_new_with_free_func (free_inode);
  return disk;
}

static void
free_disk (Disk *disk)
{
  g_hash_table_unref (disk->names);
  g_hash_table_unref (disk->seen);
  g_ptr_array_unref (disk->pending);
  g_ptr_array_unref (disk->inodes);
  g_free (disk);
}

/* A file that was there before. */
static void
add_file (Disk *disk, const char *name, const char *bytes, gsize size)
{
  Inode *inode = add_inode (disk);

  g_byte_array_append (inode->safe, (const guint8 *) bytes, (guint) size);
  g_hash_table_insert (disk->names, g_strdup (name), inode);
  g_hash_table_insert (disk->seen, g_strdup (name), inode);
}

static void
add_link (Disk *disk, const char *name, Inode *inode)
{
  Link *link = g_new0 (Link, 1);

  link->name = g_strdup (name);
  link->inode = inode;
  g_ptr_array_add (disk->pending, link);
  if (inode != NULL)
    g_hash_table_insert (disk->seen, g_strdup (name), inode);
  else
    g_hash_table_remove (disk->seen, name);
}

static void
apply_link (GHashTable *names, const Link *link)
{
  if (link->inode != NULL)
    g_hash_table_insert (names, g_strdup (link->name), link->inode);
  else
    g_hash_table_remove (names, link->name);
}

static void
resize (GByteArray *bytes, gsize size)
{
  guint old = bytes->len;

  g_byte_array_set_size (bytes, (guint) size);
  if (size > old)
    memset (bytes->data + old, 0, size - old);
}

/* Of a write, the sectors that `luck` (from 0 to 1) leaves there; the size only grows if it may. */
static void
apply_write (GByteArray *bytes, const CmIoCall *call, gboolean grows, double luck, gsize sector)
{
  gsize size;
  const guint8 *from = g_bytes_get_data (call->bytes, &size);
  gsize start = (gsize) call->offset, end = start + size;

  if (end > bytes->len && grows)
    resize (bytes, end);
  end = MIN (end, bytes->len);
  for (gsize at = start; at < end;)
    {
      gsize next = MIN (end, (at / sector + 1) * sector);

      if (luck >= 1 || (luck > 0 && g_test_rand_double () < luck))
        memcpy (bytes->data + at, from + (at - start), next - at);
      at = next;
    }
}

static void
apply_call (GByteArray *bytes, const CmIoCall *call, gboolean resizes, double luck, gsize sector)
{
  if (call->kind == CM_IO_WRITE)
    apply_write (bytes, call, resizes, luck, sector);
  else if (resizes)
    resize (bytes, (gsize) call->offset);
}

static void
sync_folder (Disk *disk)
{
  for (guint i = 0; i < disk->pending->len; i++)
    apply_link (disk->names, disk->pending->pdata[i]);
  g_ptr_array_set_size (disk->pending, 0);
}

static void
sync_inode (Inode *inode)
{
  for (guint i = 0; i < inode->pending->len; i++)
    apply_call (inode->safe, inode->pending->pdata[i], TRUE, 1, 4096);
  g_ptr_array_set_size (inode->pending, 0);
}

static void
do_call (Disk *disk, CmIoCall *call)
{
  Inode *inode = call->name != NULL ? g_hash_table_lookup (disk->seen, call->name) : NULL;

  switch (call->kind)
    {
    case CM_IO_OPEN:
      add_link (disk, call->name, add_inode (disk));
      break;
    case CM_IO_DELETE:
      add_link (disk, call->name, NULL);
      break;
    case CM_IO_WRITE:
    case CM_IO_TRUNCATE:
      g_assert_nonnull (inode);
      g_ptr_array_add (inode->pending, call);
      break;
    case CM_IO_SYNC:
      g_assert_nonnull (inode);
      sync_inode (inode);
      break;
    case CM_IO_MARK:
    case CM_IO_READ:
    default:
      break;
    }
  if (call->folders)
    sync_folder (disk);
}

/* How a cut treats what was not synced. */
typedef struct
{
  double luck;  /* the part of the sectors that are there */
  double order; /* the part of the changes of sizes and names that are there */
  gsize sector; /* bytes */
} Cut;

static GByteArray *
read_inode (const Inode *inode, const Cut *cut)
{
  GByteArray *bytes = g_byte_array_sized_new (inode->safe->len);
  guint kept = (guint) (cut->order * inode->pending->len + 0.5);

  g_byte_array_append (bytes, inode->safe->data, inode->safe->len);
  for (guint i = 0; i < inode->pending->len; i++)
    apply_call (bytes, inode->pending->pdata[i], i < kept, cut->luck, cut->sector);
  return bytes;
}

/* name → GByteArray: what is found in the folder after the cut. */
static GHashTable *
cut_power (const Disk *disk, const Cut *cut)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *files = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) (void (*) (void)) g_byte_array_unref);
  guint kept = (guint) (cut->order * disk->pending->len + 0.5);
  GHashTableIter iter;
  gpointer name, inode;

  g_hash_table_iter_init (&iter, disk->names);
  while (g_hash_table_iter_next (&iter, &name, &inode))
    g_hash_table_insert (names, g_strdup (name), inode);
  for (guint i = 0; i < kept; i++)
    apply_link (names, disk->pending->pdata[i]);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &inode))
    g_hash_table_insert (files, g_strdup (name), read_inode (inode, cut));
  return files;
}

/* --- a case: what was done, and what must be found after it ------------------------------------
 */

#define NAME "plan.portfolio"

typedef struct
{
  char *folder, *path;
  char *first; /* the file as it was before, or NULL for none */
  gsize first_size;
  GPtrArray *digests; /* after how many acknowledgements which content; NULL: none need be there */
  GPtrArray *calls;
  guint states, lost, hot;
  GHashTable *tried;
} Case;

static guint all_states, all_lost, all_hot;

static void
set_up (Case *c, gconstpointer data)
{
  c->folder = cm_faults_new_folder ();
  c->path = g_build_filename (c->folder, NAME, NULL);
  c->digests = g_ptr_array_new_with_free_func (g_free);
  c->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Case *c, gconstpointer data)
{
  g_test_message ("%u states, %u with a journal to roll back, %u lost", c->states, c->hot, c->lost);
  g_assert_cmpuint (c->lost, ==, 0);
  all_states += c->states;
  all_hot += c->hot;
  all_lost += c->lost;
  g_ptr_array_unref (c->digests);
  g_clear_pointer (&c->calls, g_ptr_array_unref);
  g_hash_table_unref (c->tried);
  cm_faults_drop_folder (c->folder);
  g_free (c->first);
  g_free (c->path);
}

/* Something was acknowledged, and this is what the file holds from now on. */
static void
acknowledge (Case *c, CmStore *store)
{
  g_ptr_array_add (c->digests, store != NULL ? cm_faults_digest (store) : NULL);
  cm_fault_vfs_mark (c->digests->len);
}

static void
take_steps (Case *c, CmStore *store, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!cm_faults_steps[i].run (store, &error))
        g_error ("%s: %s", cm_faults_steps[i].name, error->message);
      acknowledge (c, store);
    }
}

/* What the disk must give back: what was acknowledged, or what was just about to be. */
static gboolean
is_expected (Case *c, const char *digest, guint acknowledged)
{
  for (guint i = MAX (acknowledged, 1); i <= MIN (acknowledged + 1, c->digests->len); i++)
    if (g_strcmp0 (digest, c->digests->pdata[i - 1]) == 0)
      return TRUE;
  return FALSE;
}

static void
fill_folder (Case *c, GHashTable *files)
{
  GHashTableIter iter;
  gpointer name, bytes;
  GDir *dir = g_dir_open (c->folder, 0, NULL);
  const char *old;

  while ((old = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (c->folder, old, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *path = g_build_filename (c->folder, name, NULL);
      FILE *file = g_fopen (path, "we");
      GByteArray *array = bytes;

      if (array->len > 0)
        g_assert_cmpuint (fwrite (array->data, 1, array->len, file), ==, array->len);
      g_assert_cmpint (fclose (file), ==, 0);
    }
}

static char *
name_state (GHashTable *files, guint acknowledged)
{
  static const char *const names[] = { NAME, NAME "-journal" };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);

  g_checksum_update (sum, (const guchar *) &acknowledged, sizeof acknowledged);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GByteArray *bytes = g_hash_table_lookup (files, names[i]);

      g_checksum_update (sum, (const guchar *) (bytes != NULL ? "+" : "-"), 1);
      if (bytes != NULL)
        g_checksum_update (sum, bytes->data, bytes->len);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
has_journal (GHashTable *files)
{
  GByteArray *journal = g_hash_table_lookup (files, NAME "-journal");

  return journal != NULL && journal->len > 0 && journal->data[0] != 0;
}

/* Everything that can be undone is undone: the history is whole. */
static gboolean
unwind (CmStore *store)
{
  while (cm_store_get_undo_seq (store) > 0)
    if (!cm_store_undo (store, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
survives (Case *c, GHashTable *files, guint acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = NULL;
  g_autofree char *digest = NULL;
  gboolean may_be_missing = acknowledged == 0 || c->digests->pdata[acknowledged - 1] == NULL;
  gboolean survived;

  fill_folder (c, files);
  store = cm_store_open (c->path, CM_STORE_WRITE, &error);
  if (store == NULL)
    {
      cm_faults_assert_told (error);
      if (!may_be_missing)
        g_test_message ("%s", error->message);
      return may_be_missing;
    }
  g_assert_false (cm_store_get_read_only (store));
  digest = cm_faults_digest (store);
  survived = is_expected (c, digest, acknowledged);
  if (survived && c->states % 16 == 0)
    survived = unwind (store) && cm_store_check (store, NULL);
  cm_store_close (store);
  /* The journal is cleared away as well. */
  g_assert_false (g_hash_table_size (files) > 2);
  g_assert_cmpuint (
      cm_faults_count_files (c->folder), ==, cm_store_get_backup_path (store) ? 2 : 1);
  return survived;
}

static void
try_state (Case *c, const Disk *disk, const Cut *cut, guint acknowledged)
{
  g_autoptr (GHashTable) files = cut_power (disk, cut);
  char *name = name_state (files, acknowledged);

  if (!g_hash_table_add (c->tried, name))
    return;
  c->states++;
  c->hot += has_journal (files);
  if (survives (c, files, acknowledged))
    return;
  c->lost++;
  g_test_message ("lost after %u acknowledgements, luck %.2f, order %.2f, sectors of %zu bytes",
                  acknowledged,
                  cut->luck,
                  cut->order,
                  cut->sector);
}

/* Nothing of it, all of it, and as often as that something in between. */
static void
try_states (Case *c, const Disk *disk, guint acknowledged, guint between)
{
  static const Cut nothing = { 0, 0, 4096 }, everything = { 1, 1, 4096 };

  try_state (c, disk, &nothing, acknowledged);
  try_state (c, disk, &everything, acknowledged);
  for (guint i = 0; i < between; i++)
    {
      Cut cut = { g_test_rand_double_range (0.05, 1.05),
                  g_test_rand_bit () ? 1 : g_test_rand_double (),
                  g_test_rand_bit () ? 512 : 4096 };

      try_state (c, disk, &cut, acknowledged);
    }
}

/* After what a cut is worth most: what is about to be, or has just been, made safe. */
static gboolean
is_turn (Case *c, guint i)
{
  const CmIoCall *call = c->calls->pdata[i];
  const CmIoCall *next = i + 1 < c->calls->len ? c->calls->pdata[i + 1] : NULL;

  return call->kind != CM_IO_WRITE || next == NULL || next->kind != CM_IO_WRITE;
}

/* Cuts the power after each call; in the short run, after every so many of the plain writes. */
static void
try_all (Case *c, guint every, guint between)
{
  Disk *disk = new_disk ();
  guint acknowledged = 0;

  if (c->first != NULL)
    add_file (disk, NAME, c->first, c->first_size);
  else /* The store itself makes the file, empty, before SQLite opens it. */
    add_link (disk, NAME, add_inode (disk));
  for (guint i = 0; i < c->calls->len; i++)
    {
      CmIoCall *call = c->calls->pdata[i];

      if (call->kind == CM_IO_MARK)
        acknowledged = (guint) call->offset;
      do_call (disk, call);
      if (is_turn (c, i) || g_test_rand_int_range (0, (int) every) == 0)
        try_states (c, disk, acknowledged, between);
    }
  free_disk (disk);
}

static void
keep_first (Case *c)
{
  g_assert_true (g_file_get_contents (c->path, &c->first, &c->first_size, NULL));
}

/* --- cases ------------------------------------------------------------------------------------ */

static void
test_create (Case *c, gconstpointer data)
{
  CmStore *store;

  cm_fault_vfs_record ();
  store = cm_store_create (c->path, NULL);
  g_assert_nonnull (store);
  acknowledge (c, store);
  cm_store_close (store);
  c->calls = cm_fault_vfs_stop ();
  g_object_unref (store);
  try_all (c, cm_faults_choose (40, 1), cm_faults_choose (1, 4));
}

static void
record_sitting (Case *c, const char *pragma)
{
  CmStore *store = cm_store_create (c->path, NULL);

  cm_store_close (store);
  g_object_unref (store);
  keep_first (c);
  cm_fault_vfs_record ();
  store = cm_store_open (c->path, CM_STORE_WRITE, NULL);
  g_assert_nonnull (store);
  if (pragma != NULL)
    g_assert_true (_cm_sql_exec (store, pragma, NULL));
  acknowledge (c, store);
  take_steps (c, store, cm_faults_n_steps);
  cm_store_close (store);
  c->calls = cm_fault_vfs_stop ();
  g_object_unref (store);
}

static void
test_sitting (Case *c, gconstpointer data)
{
  record_sitting (c, NULL);
  try_all (c, cm_faults_choose (16, 1), cm_faults_choose (1, 6));
}

/* Pages are written before the commit, as those of a large change are: the cache holds few. */
static void
test_spill (Case *c, gconstpointer data)
{
  record_sitting (c, "PRAGMA cache_size=12; PRAGMA cache_spill=12");
  try_all (c, cm_faults_choose (40, 1), cm_faults_choose (0, 4));
}

/* A file of an older version, brought up to date by opening it. */
static void
make_old (Case *c)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (c->path, &db), ==, SQLITE_OK);
  g_assert_true (cm_schema_migrate (db, 0, CM_SCHEMA_VERSION - 1));
  g_assert_cmpint (
      sqlite3_exec (db,
                    "INSERT INTO theme(id, name) VALUES('00000000-0000-7000-8000-000000000001', "
                    "'Kept'); INSERT INTO history(id, ts, actor, summary, schema_v) "
                    "VALUES('00000000-0000-7000-8000-000000000002', 1, 'a', 'b', 1)",
                    NULL,
                    NULL,
                    NULL),
      ==,
      SQLITE_OK);
  sqlite3_close (db);
}

static void
test_migration (Case *c, gconstpointer data)
{
  g_autoptr (CmStore) store = NULL;

  make_old (c);
  keep_first (c);
  cm_fault_vfs_record ();
  store = cm_store_open (c->path, CM_STORE_WRITE, NULL);
  g_assert_nonnull (store);
  /* Whether the cut came before or after it, opening gives the same. */
  acknowledge (c, store);
  take_steps (c, store, 2);
  cm_store_close (store);
  c->calls = cm_fault_vfs_stop ();
  try_all (c, cm_faults_choose (25, 1), cm_faults_choose (1, 4));
}

/* The power is cut in a commit, and again while what that left is repaired. */
static void
test_twice (Case *c, gconstpointer data)
{
  static const Cut half = { 0.5, 1, 4096 };
  Disk *disk = new_disk ();
  g_autoptr (GPtrArray) sitting = NULL;
  guint acknowledged = 0, n = cm_faults_choose (6, 60), next = 0;

  record_sitting (c, NULL);
  sitting = g_steal_pointer (&c->calls);
  add_file (disk, NAME, c->first, c->first_size);
  for (guint i = 0; i < sitting->len; i++)
    {
      CmIoCall *call = sitting->pdata[i];
      g_autoptr (GHashTable) files = NULL;
      g_autoptr (CmStore) store = NULL;
      Disk *second;
      GHashTableIter iter;
      gpointer name, bytes;

      if (call->kind == CM_IO_MARK)
        acknowledged = (guint) call->offset;
      do_call (disk, call);
      if (call->kind != CM_IO_WRITE || g_str_has_suffix (call->name, "-journal") || i < next)
        continue;
      next = i + sitting->len / n;
      files = cut_power (disk, &half);
      fill_folder (c, files);
      second = new_disk ();
      g_hash_table_iter_init (&iter, files);
      while (g_hash_table_iter_next (&iter, &name, &bytes))
        add_file (second, name, (char *) ((GByteArray *) bytes)->data, ((GByteArray *) bytes)->len);
      cm_fault_vfs_record ();
      store = cm_store_open (c->path, CM_STORE_WRITE, NULL);
      g_assert_nonnull (store);
      cm_store_close (store);
      c->calls = cm_fault_vfs_stop ();
      for (guint k = 0; k < c->calls->len; k++)
        {
          do_call (second, c->calls->pdata[k]);
          try_states (c, second, acknowledged, 1);
        }
      free_disk (second);
      g_clear_pointer (&c->calls, g_ptr_array_unref);
    }
  free_disk (disk);
}

/* The test finds it out if a disk is not asked to keep what is written: a mode that must lose. */
static void
test_finds_loss (Case *c, gconstpointer data)
{
  record_sitting (c, "PRAGMA synchronous=OFF");
  try_all (c, cm_faults_choose (60, 8), 1);
  g_assert_cmpuint (c->lost, >, 0);
  g_test_message ("%u of %u states lost without syncs, as they must be", c->lost, c->states);
  c->lost = c->states = c->hot = 0;
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cm_fault_vfs_install ();
  g_test_add ("/faults/crash/create", Case, NULL, set_up, test_create, tear_down);
  g_test_add ("/faults/crash/sitting", Case, NULL, set_up, test_sitting, tear_down);
  g_test_add ("/faults/crash/spill", Case, NULL, set_up, test_spill, tear_down);
  g_test_add ("/faults/crash/migration", Case, NULL, set_up, test_migration, tear_down);
  g_test_add ("/faults/crash/twice", Case, NULL, set_up, test_twice, tear_down);
  g_test_add ("/faults/crash/finds-loss", Case, NULL, set_up, test_finds_loss, tear_down);
  status = g_test_run ();
  cm_faults_tell ("%s crash states (%s with a journal to roll back), %u lost",
                  cm_faults_number (all_states),
                  cm_faults_number (all_hot),
                  all_lost);
  return status;
}
