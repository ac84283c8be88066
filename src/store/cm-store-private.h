/* cm-store-private.h - what the files of the store share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store-columns.h"
#include "cm-progress.h"
#include "cm-query-private.h"
#include "cm-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* What an entry of the history is; the numbers are in the files. */
typedef enum
{
  CM_KIND_EDIT = 0,
  CM_KIND_UNDO = 1,
  CM_KIND_REDO = 2,
  CM_KIND_MERGE = 3,  /* its target is the state of the copy that was taken in */
  CM_KIND_AGREED = 6, /* the same, and nothing was changed by it */
} CmHistoryKind;

/* What can be done with it. */
typedef enum
{
  CM_STATE_DONE = 0,
  CM_STATE_UNDONE = 1,
  CM_STATE_ABANDONED = 2, /* undone, and then something else was done */
  CM_STATE_LOG = 3,       /* nothing: it is only told */
} CmHistoryState;

/* A commit that changed one field of one record and nothing else. */
typedef struct
{
  gint64 seq;  /* its entry of the history, or 0 for no such commit */
  gint64 time; /* monotonic */
  char *label;
  const CmTable *table;
  char *id;
  int column;
} CmTyping;

/* The statements that every table needs all the time. */
typedef enum
{
  CM_SQL_GET,     /* the record with key ?1 */
  CM_SQL_GET_ROW, /* the record with rowid ?1 */
  CM_SQL_INSERT,  /* key ?1, the fields from ?2 on */
  CM_SQL_UPDATE,  /* the same */
  CM_SQL_DELETE,  /* key ?1 */
  N_CM_SQL,
} CmSqlPurpose;

typedef struct _CmStoreCheck CmStoreCheck;
typedef struct _CmBulk CmBulk;
typedef struct _CmErrand CmErrand;

struct _CmStore
{
  GObject parent_instance;

  char *path;
  sqlite3 *db;
  CmColumns *columns;
  gboolean read_only;
  gboolean prepared; /* to be written to */
  int lock;          /* the lock file's descriptor, or -1 */
  char *lock_path;
  gboolean recovered; /* somebody left it without closing it */
  char *backup_path;  /* of the file as it was before opening brought it up to date, or NULL */

  GHashTable *statements;                 /* SQL → sqlite3_stmt */
  GHashTable *table_statements[N_CM_SQL]; /* CmTable → sqlite3_stmt of those */
  GHashTable *live;                       /* id → CmRecord that somebody holds; not owned */

  gint64 data_version; /* SQLite's count of what others wrote */

  CmStoreCheck *check; /* while it goes on, and until the file is closed; or NULL */
  gboolean reported;   /* damage that was met; soon it will be told */
  char *fault;         /* why the file could not be read, if it is not itself damaged; or NULL */
  char *damage;        /* what was told about it, or NULL */

  CmTyping typing; /* the last commit, if another may join it */

  sqlite3_session *session; /* while a transaction is open */
  char *label;
  CmBulk *bulk;   /* what cm_store_insert_like() inserted, or NULL */
  GBytes *packed; /* the changeset that is being committed, if that was packed already, or NULL */
  char *merged;   /* the state of the copy that it takes in, or NULL */

  gboolean on_errand;   /* this store is a second one on the file of another */
  CmErrand *errand;     /* while another store is changing the file for this one, or NULL */
  CmProgress *progress; /* of the errand, or NULL */
};

/* cm-store-sql.c: the thin layer over SQLite. */
gboolean _cm_sql_fail (CmStore *self, GError **error);
/* For what returned `code` and may have left another in the connection. */
gboolean _cm_sql_fail_code (CmStore *self, int code, GError **error);
gboolean _cm_sql_exec (CmStore *self, const char *sql, GError **error);
/* A cached statement, reset and unbound; NULL if the file cannot be read. SQLite takes NULL for a
 * statement that fails, so whoever steps it tells what happened. */
sqlite3_stmt *_cm_sql_prepare (CmStore *self, const char *sql);
/* Those of a table, reset and unbound. */
sqlite3_stmt *_cm_sql_for_table (CmStore *self, CmSqlPurpose purpose, const CmTable *table);
/* Whether there is another row. */
gboolean _cm_sql_next (CmStore *self, sqlite3_stmt *statement);
/* Runs a statement of which the store will have need again. */
gboolean _cm_sql_run (CmStore *self, const char *sql, GError **error);
/* Ends the open transaction. FALSE if nothing of it was kept, or with CM_STORE_ERROR_DOUBT. */
gboolean _cm_sql_commit (CmStore *self, GError **error);
void _cm_sql_forget (CmStore *self);
void _cm_sql_bind (sqlite3_stmt *statement, int position, const CmValue *value);
void _cm_sql_bind_all (sqlite3_stmt *statement, GArray *values);
/* The first column of the first row, or NULL. */
char *_cm_sql_text (CmStore *self, const char *sql, const char *parameter);
void _cm_sql_add_functions (sqlite3 *db);

/* cm-store-file.c: opening, locking, closing. */
gboolean _cm_store_open_file (CmStore *self, gboolean create, GError **error);
void _cm_store_close_file (CmStore *self);
/* Sets "“PATH” cannot be opened: …" and returns FALSE. */
gboolean
_cm_store_fail_open (CmStore *self, GError **error, CmStoreError code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
gboolean _cm_store_connect (CmStore *self, GError **error);
gboolean _cm_store_prepare_to_write (CmStore *self, GError **error);
/* Opens the file that another store of this program holds open for writing. */
gboolean _cm_store_open_second (CmStore *self, GError **error);
/* Makes `db` the store's own and hardens it. */
void _cm_store_take_connection (CmStore *self, sqlite3 *db);
void _cm_store_disconnect (CmStore *self);
/* Reads the raw bytes of the open file, past SQLite's cache but with its descriptor: to close
 * another one would let go of all locks that this program has on the file. */
gboolean _cm_store_read_bytes (CmStore *self, gint64 offset, void *bytes, int size);
gint64 _cm_store_get_size (CmStore *self);

/* cm-store-place.c: what lies at a path. */
/* (transfer full): the path with its folders as they really are, and its last part as it stands:
 * SQLite is told to follow no links, but a home may well be behind one. */
char *_cm_store_find_real_path (const char *path);
/* Fails for what is no file, or has something beside it that would do harm. */
gboolean _cm_store_check_place (CmStore *self, GError **error);

/* cm-store-check.c: damage. */
/* What SQLite has just failed in: damage and disks that fail are told, as what is shown may be
 * incomplete; the rest is a fault of ours. */
void _cm_store_note_fault (CmStore *self);
/* A change that was not kept; soon it will be told. */
void _cm_store_note_failure (CmStore *self, const char *message);
gboolean _cm_store_refuse_damaged (CmStore *self, GError **error);
void _cm_store_start_check (CmStore *self);
void _cm_store_stop_check (CmStore *self);

/* cm-store-seal.c: the sum of all that a file holds, kept in it. */
/* Reads everything: whether the sum is right, if there is one, and all text is text. */
gboolean _cm_seal_holds (sqlite3 *db);
/* Of a file that is made otherwise than by changes to a store. */
gboolean _cm_seal_make (sqlite3 *db);
/* In an open transaction, before the history is written; to be given to the next. */
sqlite3_session *_cm_seal_start (CmStore *self, GError **error);
/* Before the commit: brings the sum up to date with a changeset, or what undoes it, and with what
 * was written to the history since; takes `history`. */
gboolean _cm_seal_finish (CmStore *self,
                          sqlite3_session *history,
                          const void *changeset,
                          int size,
                          gboolean invert,
                          GError **error);
/* In an open transaction that changed rows in any other way. */
gboolean _cm_seal_renew (CmStore *self, GError **error);

/* cm-store-upgrade.c: files of an older version. */
/* Makes a backup and brings the file to the present version. */
gboolean _cm_store_upgrade_file (CmStore *self, guint version, GError **error);
/* Goes on with a copy in memory, brought to the present version; the file is left alone. */
gboolean _cm_store_upgrade_in_memory (CmStore *self, guint version, GError **error);

/* cm-store-history.c: changesets. */
sqlite3_session *_cm_store_start_session (CmStore *self, GError **error);
/* The records touched by a changeset, with those whose computed values depend on them. */
CmChanges *_cm_store_read_changes (CmStore *self, const void *changeset, int size);
CmChangeKind _cm_store_kind_of (int op);
/* Writes the open transaction's entry of the history, or joins it to that of the last commit. */
gboolean _cm_store_log_commit (CmStore *self, const void *changeset, int size, GError **error);
/* The next commit is a step of its own. */
void _cm_store_end_typing (CmStore *self);
/* `target` is the id of the entry that this one undoes or redoes, or NULL. */
gboolean _cm_store_add_history (CmStore *self,
                                const char *summary,
                                CmHistoryKind kind,
                                CmHistoryState state,
                                const char *target,
                                const void *changeset,
                                int size,
                                GError **error);

/* (transfer full) (nullable): the changeset in a column of the current row, unpacked and safe to
 * read. */
GBytes *_cm_store_take_changeset (CmStore *self, sqlite3_stmt *select, int column);

/* A row with seq, summary, changeset and id of what would be undone or redone next, or none. */
sqlite3_stmt *_cm_store_select_step (CmStore *self, gboolean undo);

/* cm-store-errand.c */
/* Fails while an errand is under way. */
gboolean _cm_store_refuse_busy (CmStore *self, GError **error);
/* Cancels an errand and waits for it: a small part of a second. */
void _cm_store_end_errand (CmStore *self);

/* cm-store-bulk.c: many new records. */
void _cm_bulk_free (CmBulk *self);
/* Adds them to the changeset of the session; to be freed with sqlite3_free() as before. */
gboolean _cm_store_add_bulk (CmStore *self, void **changeset, int *size);

/* cm-store-read.c */
/* "SELECT t0.id, every field" without FROM. */
void _cm_store_append_columns (const CmTable *table, GString *sql);
/* The record in the current row of a statement made with those columns: a new one, or the one that
 * somebody holds already. */
CmRecord *_cm_store_read_row (const CmTable *table, sqlite3_stmt *statement);
CmRecord *_cm_store_take_row (CmStore *self, const CmTable *table, sqlite3_stmt *statement);
gboolean _cm_store_has (CmStore *self, const CmTable *table, const char *id);
/* Keys of a query in order: rowids, good until the next commit. */
GArray *_cm_store_list_rows (CmStore *self, const CmQuery *query);
CmRecord *_cm_store_get_row (CmStore *self, const CmTable *table, gint64 row);

/* cm-store.c */
gboolean _cm_store_refuse_read_only (CmStore *self, GError **error);
gint64 _cm_store_read_data_version (CmStore *self);
/* Whether anybody would learn of changes. */
gboolean _cm_store_is_heard (CmStore *self);
/* Refreshes the records that somebody holds and tells everybody. */
void _cm_store_announce (CmStore *self, CmChanges *changes);

G_END_DECLS
