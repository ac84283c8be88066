/* cm-store.h - a portfolio file: records, transactions, undo. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-changes.h"
#include "cm-query.h"
#include "cm-record.h"

G_BEGIN_DECLS

#define CM_STORE_ERROR (cm_store_error_quark ())
GQuark cm_store_error_quark (void);

typedef enum
{
  CM_STORE_ERROR_OPEN,      /* not there, not a portfolio, damaged */
  CM_STORE_ERROR_TOO_NEW,   /* written by a later version of the program */
  CM_STORE_ERROR_BUSY,      /* open for writing elsewhere */
  CM_STORE_ERROR_READ_ONLY, /* the file or its folder cannot be written to */
  CM_STORE_ERROR_REFUSED,   /* a rule between records forbids it; the message says which */
  CM_STORE_ERROR_SQL,       /* the disk is full or failing; nothing was changed */
  CM_STORE_ERROR_DOUBT,     /* the disk failed at the last moment: nobody knows whether the change
                             * was kept until the file can be read again */
  CM_STORE_ERROR_UNRELATED, /* two files of which it is not known what they both come from */
} CmStoreError;

typedef enum
{
  CM_STORE_WRITE,
  CM_STORE_READ_ONLY,
} CmStoreMode;

/* An entry of the change log; see cm-store-log.h for more of it. */
typedef struct
{
  gint64 seq;    /* what names it */
  gint64 time;   /* microseconds since 1970, UTC */
  char *actor;   /* who, as the computer knows them */
  char *summary; /* what, in words */
  gboolean undone;
  gboolean can_undo; /* when all later ones that can be are undone */
  guint n_records;   /* how many records it changed, or the one that it undid; 0 if not known */
} CmHistoryEntry;

#define CM_TYPE_STORE (cm_store_get_type ())
G_DECLARE_FINAL_TYPE (CmStore, cm_store, CM, STORE, GObject)

/* Makes a new, empty portfolio; refuses a path where something is already. */
CmStore *cm_store_create (const char *path, GError **error);
/* Opens a portfolio after checking it as one would a stranger's: header, version, schema,
 * integrity. Of a large file, the integrity is checked while it is used: CmStore::damaged tells
 * what was found. A file that may not be written to is opened to read. A file of an older version
 * is brought up to date, after a backup; opened to read, it is left as it is. May be called in a
 * thread; the store then belongs to the thread that takes it over. */
CmStore *cm_store_open (const char *path, CmStoreMode mode, GError **error);
/* Closes the file and leaves nothing beside it. Further calls are errors of the programmer. */
void cm_store_close (CmStore *self);

const char *cm_store_get_path (CmStore *self);
gboolean cm_store_get_read_only (CmStore *self);
/* Where the file was kept as it was, if opening it brought it up to date, or NULL. */
const char *cm_store_get_backup_path (CmStore *self);
/* Whether whoever had the file open before came to an end without closing it. What was half done
 * then was undone when it was opened. */
gboolean cm_store_get_recovered (CmStore *self);
/* Checks all of the file now, however large. */
gboolean cm_store_check (CmStore *self, GError **error);
/* What CmStore::damaged told, or NULL. */
const char *cm_store_get_damage (CmStore *self);

/* Whether another program has changed the file since it was opened or last asked about; then what
 * is held has been read again and CmStore::changed emitted. */
gboolean cm_store_refresh (CmStore *self);

/* One transaction, labelled with what it does ("Stop “Streetscene”"). Changes are made between
 * begin and commit; a commit that changed nothing leaves no trace. Commits that follow each other
 * within a minute and only change the same field of the same record under the same label are one
 * step, as is what is typed in one go. After a failed commit everything is as before. */
gboolean cm_store_begin (CmStore *self, const char *label, GError **error);
gboolean cm_store_commit (CmStore *self, GError **error);
void cm_store_rollback (CmStore *self);

/* Inside a transaction. Records are checked against their description. Deleting takes the records
 * that the record owns along, and is refused while others refer to it. */
gboolean cm_store_insert (CmStore *self, CmRecord *record, GError **error);
/* Inserts a record with the values of `pattern` and a key of its own; the pattern can be used
 * again. For many records of one table, several times faster; the caller has seen to it that
 * cm_record_check() is content. */
gboolean cm_store_insert_like (CmStore *self, CmRecord *pattern, GError **error);
gboolean cm_store_update (CmStore *self, CmRecord *record, GError **error);
gboolean cm_store_delete (CmStore *self, CmRecord *record, GError **error);

/* A transaction of one change. */
gboolean cm_store_save (CmStore *self, CmRecord *record, const char *label, GError **error);

/* (transfer full): the record, or NULL if there is none. The same object for the same row while it
 * lives. */
CmRecord *cm_store_get (CmStore *self, const char *table, const char *id);
/* (transfer container): the records of a query in its order; the array frees them. */
GPtrArray *cm_store_list (CmStore *self, const CmQuery *query);
/* Calls `func` with one record of a query after the other, in its order, until it returns FALSE;
 * for more of them than should be held at once. The file is held for a moment now and then only, so
 * that others can change it meanwhile: what they delete is left out, and cm_store_refresh() tells
 * afterwards whether they did anything. */
typedef gboolean (*CmRecordFunc) (CmRecord *record, gpointer data);
void cm_store_visit (CmStore *self, const CmQuery *query, CmRecordFunc func, gpointer data);
/* (transfer full): the first record of a query, or NULL. */
CmRecord *cm_store_first (CmStore *self, const CmQuery *query);
guint cm_store_count (CmStore *self, const CmQuery *query);
gint64 cm_store_sum (CmStore *self, const CmQuery *query, const char *field);
/* (transfer full): what names the record to a person, or "" if it is gone. */
char *cm_store_get_title (CmStore *self, const char *table, const char *id);
/* (transfer full): a value as shown on the screen, references by the title of what they refer to.
 */
char *cm_store_format (CmStore *self, CmRecord *record, const CmField *field);
/* Reads what a person typed, references by the title of a record. Errors as cm_value_parse(). */
gboolean cm_store_parse (
    CmStore *self, CmValue *value, const CmField *field, const char *text, GError **error);

gboolean cm_store_undo (CmStore *self, GError **error);
gboolean cm_store_redo (CmStore *self, GError **error);
/* (transfer full) (nullable): the label of what would be undone or redone. */
char *cm_store_get_undo_label (CmStore *self);
char *cm_store_get_redo_label (CmStore *self);
/* The entry of the change log that would be undone next, or 0. */
gint64 cm_store_get_undo_seq (CmStore *self);
/* Makes what the portfolio holds now its beginning: what was done before stays in the change log,
 * but can no longer be undone. */
gboolean cm_store_begin_history (CmStore *self, GError **error);
/* (transfer container): of CmHistoryEntry, newest first, at most `limit`. */
GPtrArray *cm_store_get_history (CmStore *self, guint limit);

G_END_DECLS
