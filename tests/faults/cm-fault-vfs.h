/* cm-fault-vfs.h - a layer below SQLite that writes down what is done to files, or makes it fail.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CM_IO_MARK = 0, /* not of a file: something was acknowledged */
  CM_IO_OPEN = 1 << 0,
  CM_IO_READ = 1 << 1,
  CM_IO_WRITE = 1 << 2,
  CM_IO_TRUNCATE = 1 << 3,
  CM_IO_SYNC = 1 << 4,
  CM_IO_DELETE = 1 << 5,
} CmIoKind;

/* One call. An open is written down only if it made the file. */
typedef struct
{
  CmIoKind kind;
  char *name;       /* of the file, without its folder */
  gint64 offset;    /* of a write; the new size of a truncate; the number of a mark */
  GBytes *bytes;    /* of a write */
  gboolean folders; /* the names of files are safe from here on as well */
} CmIoCall;

/* How a call fails. */
typedef enum
{
  CM_FAULT_BEFORE, /* nothing was done */
  CM_FAULT_HALF,   /* half of what was to be written is */
  CM_FAULT_AFTER,  /* it was done, and yet an error is told */
} CmFaultMode;

/* Becomes SQLite's default; before any file is opened. */
void cm_fault_vfs_install (void);

/* Writes down from now on. */
void cm_fault_vfs_record (void);
void cm_fault_vfs_mark (guint number);
/* (transfer container): of CmIoCall, in their order; ends the writing down. */
GPtrArray *cm_fault_vfs_stop (void);

/* Of the calls of those kinds from now on, the `nth` (from 1) fails with that code of SQLite, and
 * all after it if `for_good`. */
void cm_fault_vfs_fail (guint kinds, guint nth, int code, CmFaultMode mode, gboolean for_good);
/* Nothing fails until it is resumed; nothing is counted. */
void cm_fault_vfs_pause (gboolean pause);
/* How many calls of those kinds there were, and how many failed, since cm_fault_vfs_fail(). */
guint cm_fault_vfs_count (void);
guint cm_fault_vfs_failed (void);

G_END_DECLS
