/* cm-fault-vfs.c - a layer below SQLite that writes down what is done to files, or makes it fail.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
  char *name;      /* NULL for a file without one */
  gboolean is_new; /* a journal that was made: its first sync makes its name safe */
} FaultFile;

static sqlite3_vfs *below;
static sqlite3_vfs layer;
static GMutex mutex;
static GPtrArray *calls; /* while they are written down */
static struct
{
  guint kinds, nth;
  int code;
  CmFaultMode mode;
  gboolean for_good, paused;
  guint count, failed;
} plan;

/* --- writing down ----------------------------------------------------------------------------- */

static void
free_call (gpointer data)
{
  CmIoCall *call = data;

  g_free (call->name);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_free (call);
}

static void
record (
    CmIoKind kind, const char *name, gint64 offset, const void *bytes, int size, gboolean folders)
{
  g_mutex_lock (&mutex);
  if (calls != NULL && (name != NULL || kind == CM_IO_MARK))
    {
      CmIoCall *call = g_new0 (CmIoCall, 1);

      call->kind = kind;
      call->name = g_strdup (name);
      call->offset = offset;
      call->bytes = bytes != NULL ? g_bytes_new (bytes, (gsize) size) : NULL;
      call->folders = folders;
      g_ptr_array_add (calls, call);
    }
  g_mutex_unlock (&mutex);
}

void
cm_fault_vfs_record (void)
{
  g_assert_null (calls);
  calls = g_ptr_array_new_with_free_func (free_call);
}

void
cm_fault_vfs_mark (guint number)
{
  record (CM_IO_MARK, NULL, number, NULL, 0, FALSE);
}

GPtrArray *
cm_fault_vfs_stop (void)
{
  return g_steal_pointer (&calls);
}

/* --- failing ---------------------------------------------------------------------------------- */

/* The code that the call is to fail with, or SQLITE_OK. */
static int
next_fault (CmIoKind kind)
{
  int code = SQLITE_OK;

  g_mutex_lock (&mutex);
  if (!plan.paused && (plan.kinds & kind) != 0)
    {
      plan.count++;
      if (plan.nth > 0 && (plan.count == plan.nth || (plan.for_good && plan.count > plan.nth)))
        {
          plan.failed++;
          code = plan.code;
        }
    }
  g_mutex_unlock (&mutex);
  return code;
}

void
cm_fault_vfs_fail (guint kinds, guint nth, int code, CmFaultMode mode, gboolean for_good)
{
  g_mutex_lock (&mutex);
  plan.kinds = kinds;
  plan.nth = nth;
  plan.code = code;
  plan.mode = mode;
  plan.for_good = for_good;
  plan.paused = FALSE;
  plan.count = plan.failed = 0;
  g_mutex_unlock (&mutex);
}

void
cm_fault_vfs_pause (gboolean pause)
{
  g_mutex_lock (&mutex);
  plan.paused = pause;
  g_mutex_unlock (&mutex);
}

guint
cm_fault_vfs_count (void)
{
  return plan.count;
}

guint
cm_fault_vfs_failed (void)
{
  return plan.failed;
}

/* --- files ------------------------------------------------------------------------------------ */

static FaultFile *
fault_file (sqlite3_file *file)
{
  return (FaultFile *) (void *) file;
}

static int
close_file (sqlite3_file *file)
{
  FaultFile *self = fault_file (file);
  int code = self->real->pMethods->xClose (self->real);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->real, g_free);
  return code;
}

static int
read_file (sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
  FaultFile *self = fault_file (file);
  int fault = next_fault (CM_IO_READ);

  return fault != SQLITE_OK ? fault : self->real->pMethods->xRead (self->real, bytes, size, offset);
}

static int
do_write (FaultFile *self, const void *bytes, int size, sqlite3_int64 offset)
{
  int code = self->real->pMethods->xWrite (self->real, bytes, size, offset);

  if (code == SQLITE_OK)
    record (CM_IO_WRITE, self->name, offset, bytes, size, FALSE);
  return code;
}

static int
write_file (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  FaultFile *self = fault_file (file);
  int fault = next_fault (CM_IO_WRITE);

  if (fault == SQLITE_OK)
    return do_write (self, bytes, size, offset);
  if (plan.mode == CM_FAULT_AFTER)
    do_write (self, bytes, size, offset);
  else if (plan.mode == CM_FAULT_HALF && size > 1)
    do_write (self, bytes, size / 2, offset);
  return fault;
}

static int
do_truncate (FaultFile *self, sqlite3_int64 size)
{
  int code = self->real->pMethods->xTruncate (self->real, size);

  if (code == SQLITE_OK)
    record (CM_IO_TRUNCATE, self->name, size, NULL, 0, FALSE);
  return code;
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  FaultFile *self = fault_file (file);
  int fault = next_fault (CM_IO_TRUNCATE);

  if (fault == SQLITE_OK)
    return do_truncate (self, size);
  if (plan.mode == CM_FAULT_AFTER)
    do_truncate (self, size);
  return fault;
}

static int
do_sync (FaultFile *self, int flags)
{
  int code = self->real->pMethods->xSync (self->real, flags);

  if (code == SQLITE_OK)
    {
      record (CM_IO_SYNC, self->name, 0, NULL, 0, self->is_new);
      self->is_new = FALSE;
    }
  return code;
}

static int
sync_file (sqlite3_file *file, int flags)
{
  FaultFile *self = fault_file (file);
  int fault = next_fault (CM_IO_SYNC);

  if (fault == SQLITE_OK)
    return do_sync (self, flags);
  if (plan.mode == CM_FAULT_AFTER)
    do_sync (self, flags);
  return fault;
}

static int
get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  FaultFile *self = fault_file (file);

  return self->real->pMethods->xFileSize (self->real, size);
}

static int
lock_file (sqlite3_file *file, int lock)
{
  FaultFile *self = fault_file (file);

  return self->real->pMethods->xLock (self->real, lock);
}

static int
unlock_file (sqlite3_file *file, int lock)
{
  FaultFile *self = fault_file (file);

  return self->real->pMethods->xUnlock (self->real, lock);
}

static int
check_lock (sqlite3_file *file, int *reserved)
{
  FaultFile *self = fault_file (file);

  return self->real->pMethods->xCheckReservedLock (self->real, reserved);
}

static int
control_file (sqlite3_file *file, int op, void *argument)
{
  FaultFile *self = fault_file (file);

  return self->real->pMethods->xFileControl (self->real, op, argument);
}

static int
get_sector (sqlite3_file *file)
{
  FaultFile *self = fault_file (file);

  return self->real->pMethods->xSectorSize (self->real);
}

static int
get_traits (sqlite3_file *file)
{
  FaultFile *self = fault_file (file);

  return self->real->pMethods->xDeviceCharacteristics (self->real);
}

static const sqlite3_io_methods methods = {
  .iVersion = 1,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = get_size,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector,
  .xDeviceCharacteristics = get_traits,
};

/* --- the layer -------------------------------------------------------------------------------- */

static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = fault_file (file);
  int fault = next_fault (CM_IO_OPEN);
  gboolean there = path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
  int code;

  memset (self, 0, sizeof *self);
  if (fault != SQLITE_OK)
    return fault;
  self->real = g_malloc0 ((gsize) below->szOsFile);
  code = below->xOpen (below, path, self->real, flags, out_flags);
  if (code != SQLITE_OK)
    {
      if (self->real->pMethods != NULL)
        self->real->pMethods->xClose (self->real);
      g_clear_pointer (&self->real, g_free);
      return code;
    }
  self->base.pMethods = &methods;
  self->name = path != NULL ? g_path_get_basename (path) : NULL;
  if (!there)
    {
      self->is_new = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0;
      record (CM_IO_OPEN, self->name, 0, NULL, 0, FALSE);
    }
  return SQLITE_OK;
}

static int
do_delete (const char *path, int folders)
{
  int code = below->xDelete (below, path, folders);
  g_autofree char *name = g_path_get_basename (path);

  if (code == SQLITE_OK)
    record (CM_IO_DELETE, name, 0, NULL, 0, folders != 0);
  return code;
}

static int
delete_file (sqlite3_vfs *vfs, const char *path, int folders)
{
  int fault = next_fault (CM_IO_DELETE);

  if (fault == SQLITE_OK)
    return do_delete (path, folders);
  if (plan.mode == CM_FAULT_AFTER)
    do_delete (path, folders);
  return fault;
}

void
cm_fault_vfs_install (void)
{
  below = sqlite3_vfs_find (NULL);
  g_assert_nonnull (below);
  layer = *below;
  layer.zName = "cm-faults";
  layer.szOsFile = sizeof (FaultFile);
  layer.pNext = NULL;
  layer.xOpen = open_file;
  layer.xDelete = delete_file;
  g_assert_cmpint (sqlite3_vfs_register (&layer, TRUE), ==, SQLITE_OK);
}
