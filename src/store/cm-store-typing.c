/* cm-store-typing.c - what is typed into one field in one go is one step of the history. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-changeset.h"
#include "cm-store-private.h"

#define PAUSE (60 * G_USEC_PER_SEC) /* after which a step of its own begins */

void
_cm_store_end_typing (CmStore *self)
{
  g_free (self->typing.label);
  g_free (self->typing.id);
  self->typing = (CmTyping){ 0 };
}

/* What is chosen is not typed: each choice is a step that somebody took. */
static gboolean
is_typed (const CmField *field)
{
  return field != NULL && field->type != CM_FIELD_CHOICE && field->type != CM_FIELD_REFERENCE &&
         field->type != CM_FIELD_FLAG;
}

/* The one column that an update changes, or -1 if there are more. */
static int
find_column (sqlite3_changeset_iter *iter, int n)
{
  int column = -1;

  for (int i = 1; i < n; i++)
    {
      sqlite3_value *new = NULL;

      sqlite3changeset_new (iter, i, &new);
      if (new == NULL)
        continue;
      if (column >= 0)
        return -1;
      column = i;
    }
  return column;
}

/* Whether a changeset types into one field of one record and nothing else; says which in `typing`.
 */
static gboolean
is_typing (CmStore *self, const void *changeset, int size, CmTyping *typing)
{
  const CmField *const *fields;
  guint n_fields;
  sqlite3_changeset_iter *iter = NULL;
  sqlite3_value *key = NULL;
  const char *name;
  int n, op, indirect;

  if (sqlite3changeset_start (&iter, size, (void *) changeset) != SQLITE_OK)
    return FALSE;
  typing->column = -1;
  if (sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      sqlite3changeset_op (iter, &name, &n, &op, &indirect);
      typing->column = op == SQLITE_UPDATE ? find_column (iter, n) : -1;
      typing->table = cm_table_find (name);
      sqlite3changeset_old (iter, 0, &key);
      if (key != NULL)
        typing->id = g_strdup ((const char *) sqlite3_value_text (key));
      if (sqlite3changeset_next (iter) == SQLITE_ROW)
        typing->column = -1;
    }
  sqlite3changeset_finalize (iter);
  if (typing->column < 0 || typing->table == NULL || typing->id == NULL)
    return FALSE;
  fields = _cm_columns_list (self->columns, typing->table, &n_fields);
  return (guint) typing->column < n_fields && is_typed (fields[typing->column]);
}

static gboolean
goes_on (CmStore *self, const CmTyping *typing)
{
  const CmTyping *last = &self->typing;

  return last->seq > 0 && typing->time - last->time <= PAUSE && last->table == typing->table &&
         last->column == typing->column && g_strcmp0 (last->id, typing->id) == 0 &&
         g_strcmp0 (last->label, typing->label) == 0;
}

/* (transfer full) (nullable): the changeset of the last commit, if it can still be undone and
 * nothing came after it. */
static GBytes *
read_last (CmStore *self)
{
  sqlite3_stmt *select = _cm_sql_prepare (
      self,
      "SELECT changeset FROM history WHERE seq = ? AND state = 0 AND changeset IS NOT NULL AND seq "
      "= (SELECT max(seq) FROM history)");
  GBytes *changeset = NULL;

  sqlite3_bind_int64 (select, 1, self->typing.seq);
  if (_cm_sql_next (self, select))
    changeset = _cm_store_take_changeset (self, select, 0);
  sqlite3_reset (select);
  return changeset;
}

/* Both changes as one, to be freed with sqlite3_free(); FALSE if that cannot be. */
static gboolean
combine (CmStore *self, GBytes *last, const void *changeset, int size, void **both, int *length)
{
  sqlite3_changegroup *group = NULL;
  gsize last_size;
  const void *bytes = g_bytes_get_data (last, &last_size);
  gboolean done;

  if (sqlite3changegroup_new (&group) != SQLITE_OK)
    return FALSE;
  done = sqlite3changegroup_add (group, (int) last_size, (void *) bytes) == SQLITE_OK &&
         sqlite3changegroup_add (group, size, (void *) changeset) == SQLITE_OK &&
         sqlite3changegroup_output (group, length, both) == SQLITE_OK;
  sqlite3changegroup_delete (group);
  return done;
}

/* Nothing is left of an entry that in the end changed nothing. */
static gboolean
rewrite (CmStore *self, const void *changeset, int size, GError **error)
{
  sqlite3_stmt *statement =
      _cm_sql_prepare (self,
                       size > 0 ? "UPDATE history SET changeset = ?2, ts = ?3 WHERE seq = ?1"
                                : "DELETE FROM history WHERE seq = ?1");
  int code;

  sqlite3_bind_int64 (statement, 1, self->typing.seq);
  if (size > 0)
    {
      sqlite3_bind_blob (statement, 2, changeset, size, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 3, g_get_real_time ());
    }
  code = sqlite3_step (statement);
  sqlite3_reset (statement);
  if (statement != NULL)
    sqlite3_clear_bindings (statement);
  return code == SQLITE_DONE || _cm_sql_fail (self, error);
}

/* Says in `joined` whether the commit has become part of the last one. */
static gboolean
join (CmStore *self, const void *changeset, int size, gboolean *joined, GError **error)
{
  g_autoptr (GBytes) last = read_last (self);
  void *both = NULL;
  int length = 0;
  gboolean done = TRUE;

  *joined = last != NULL && combine (self, last, changeset, size, &both, &length);
  if (*joined)
    done = rewrite (self, both, length, error);
  if (*joined && length == 0)
    self->typing.seq = 0;
  sqlite3_free (both);
  return done;
}

static gboolean
add (CmStore *self, const void *changeset, int size, GError **error)
{
  g_autoptr (GBytes) packed = self->packed != NULL
                                  ? g_bytes_ref (self->packed)
                                  : cm_changeset_pack (changeset, (gsize) size, self->columns);
  const CmHistoryKind kind = self->merged != NULL ? CM_KIND_MERGE : CM_KIND_EDIT;
  gsize length = (gsize) size;

  if (packed != NULL)
    changeset = g_bytes_get_data (packed, &length);
  /* A new change forgets what was undone before it. */
  return _cm_sql_run (self, "UPDATE history SET state = 2 WHERE state = 1", error) &&
         _cm_store_add_history (
             self, self->label, kind, CM_STATE_DONE, self->merged, changeset, (int) length, error);
}

/* A merge in which all stayed as it was is still known to have been done. */
static gboolean
log_agreement (CmStore *self, GError **error)
{
  _cm_store_end_typing (self);
  return _cm_store_add_history (
      self, self->label, CM_KIND_AGREED, CM_STATE_LOG, self->merged, NULL, 0, error);
}

static gboolean
log_change (CmStore *self, const void *changeset, int size, GError **error)
{
  CmTyping typing = { .time = g_get_monotonic_time (), .label = g_strdup (self->label) };
  gboolean single = self->merged == NULL && is_typing (self, changeset, size, &typing);
  gboolean joined = FALSE, done = TRUE;

  if (single && goes_on (self, &typing))
    {
      done = join (self, changeset, size, &joined, error);
      typing.seq = self->typing.seq;
    }
  if (done && !joined)
    {
      done = add (self, changeset, size, error);
      typing.seq = single ? sqlite3_last_insert_rowid (self->db) : 0;
    }
  _cm_store_end_typing (self);
  self->typing = typing;
  return done;
}

gboolean
_cm_store_log_commit (CmStore *self, const void *changeset, int size, GError **error)
{
  return size > 0 ? log_change (self, changeset, size, error) : log_agreement (self, error);
}
