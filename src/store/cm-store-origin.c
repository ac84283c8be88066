/* cm-store-origin.c - the state that two copies of a portfolio both come from, out of their change
 * logs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-changeset.h"
#include "cm-store-merge-private.h"

#define AUTHORS_MAX (64 * 1024 * 1024) /* bytes of changesets looked through for who did it */
#define NOWHERE (-1)

/**
 * CmOrigin:
 *
 * The change log of each copy is a line of entries, and the copy went through one state after each
 * of them. The lines begin alike, as one file was copied. When a copy takes in the other, its entry
 * says in which state the other was, so that what was taken in once is known the next time. The
 * state sought is the newest that both have gone through or taken in: the last entry that both
 * lines have, or a state of the one that the other took in later. Where each has taken in a state
 * of the other that knew nothing of that, it is the older common one: more is asked then, and
 * nothing is decided in silence.
 *
 * From the line that the state is on, it is rebuilt by taking back what was done later, record by
 * record: only those that differ since are held.
 */

typedef struct
{
  gint64 seq;
  char *id;
  char *state; /* what names the state after it */
  char *target;
  int kind;
  gboolean has_changeset;
  gboolean undone; /* at the end of the line */
} Entry;

typedef struct
{
  CmCopy *copy;
  GPtrArray *entries;   /* of Entry, oldest first */
  GHashTable *by_id;    /* id → position + 1 */
  GHashTable *by_state; /* state → position + 1 */
} Line;

/* What a record was: gone, or there with these values; the others are as they are now, unless all
 * are listed. */
typedef struct
{
  gboolean there, whole;
  GArray *values; /* of Part */
} Was;

typedef struct
{
  guint field;
  CmValue value;
} Part;

typedef struct
{
  Entry *last;        /* that touched the record */
  GHashTable *fields; /* CmField → Entry that changed it last */
} Touch;

struct _CmOrigin
{
  CmCopy *base; /* or NULL: rebuilt on a line */
  Line *lines[2];
  int on;                 /* which line: 0 for mine, 1 for theirs */
  int position;           /* of the last entry that counts */
  int common[2];          /* the last entry that both have, on either line, or NOWHERE */
  int taken_in;           /* the last of theirs that mine has taken in */
  GHashTable *tables;     /* CmTable → id → Was */
  GHashTable *touched[2]; /* id → Touch, of those that were asked for */
  GHashTable *actors[2];  /* Entry → char * */
};

/* --- lines ------------------------------------------------------------------------------------ */

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->id);
  g_free (entry->state);
  g_free (entry->target);
  g_free (entry);
}

static void
free_line (Line *line)
{
  g_ptr_array_unref (line->entries);
  g_hash_table_unref (line->by_id);
  g_hash_table_unref (line->by_state);
  g_free (line);
}

static int
find (GHashTable *positions, const char *key)
{
  return key != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (positions, key)) - 1 : NOWHERE;
}

static Entry *
get_entry (Line *line, int position)
{
  return g_ptr_array_index (line->entries, position);
}

static void
add_entry (Line *line, sqlite3_stmt *row)
{
  Entry *entry = g_new0 (Entry, 1);
  int undoes;

  entry->seq = sqlite3_column_int64 (row, 0);
  entry->id = g_strdup ((const char *) sqlite3_column_text (row, 1));
  entry->state = _cm_state_name (entry->id, sqlite3_column_int64 (row, 2));
  entry->kind = sqlite3_column_int (row, 3);
  entry->target = g_strdup ((const char *) sqlite3_column_text (row, 4));
  entry->has_changeset = sqlite3_column_int (row, 5) != 0;
  undoes = find (line->by_id, entry->target);
  if (undoes != NOWHERE && (entry->kind == CM_KIND_UNDO || entry->kind == CM_KIND_REDO))
    get_entry (line, undoes)->undone = entry->kind == CM_KIND_UNDO;
  g_ptr_array_add (line->entries, entry);
  g_hash_table_insert (line->by_id, entry->id, GINT_TO_POINTER (line->entries->len));
  g_hash_table_insert (line->by_state, entry->state, GINT_TO_POINTER (line->entries->len));
}

static Line *
read_line (CmCopy *copy)
{
  Line *line = g_new0 (Line, 1);
  sqlite3_stmt *select = _cm_copy_prepare (
      copy, "SELECT seq, id, ts, kind, target, changeset IS NOT NULL FROM history ORDER BY seq");

  line->copy = copy;
  line->entries = g_ptr_array_new_with_free_func (free_entry);
  line->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  line->by_state = g_hash_table_new (g_str_hash, g_str_equal);
  while (_cm_copy_next (copy, select))
    add_entry (line, select);
  sqlite3_reset (select);
  return line;
}

/* The position of a state that was named some time ago: an entry that was typed on since does not
 * name it any more, but the one before it does. */
static int
find_state (Line *line, const char *state)
{
  int position = find (line->by_state, state);
  g_autofree char *id = NULL;

  if (position != NOWHERE || state == NULL || strlen (state) < 36)
    return position;
  id = g_strndup (state, 36);
  position = find (line->by_id, id);
  return position != NOWHERE ? position - 1 : NOWHERE;
}

static void
find_common (CmOrigin *self)
{
  self->common[0] = self->common[1] = NOWHERE;
  for (int i = (int) self->lines[0]->entries->len - 1; i >= 0; i--)
    {
      int other = find (self->lines[1]->by_state, get_entry (self->lines[0], i)->state);

      if (other == NOWHERE)
        continue;
      self->common[0] = i;
      self->common[1] = other;
      return;
    }
}

/* Up to where on the other line a copy knows it, and since which entry of its own. */
static void
find_known (CmOrigin *self, int side, int *known, int *since)
{
  Line *line = self->lines[side];

  *known = self->common[1 - side];
  *since = self->common[side];
  for (guint i = 0; i < line->entries->len; i++)
    {
      Entry *entry = get_entry (line, (int) i);
      gboolean merged =
          (entry->kind == CM_KIND_MERGE || entry->kind == CM_KIND_AGREED) && !entry->undone;
      int position = merged ? find_state (self->lines[1 - side], entry->target) : NOWHERE;

      if (position <= *known)
        continue;
      *known = position;
      *since = (int) i;
    }
}

static void
choose_state (CmOrigin *self)
{
  int of_theirs, mine_since, of_mine, theirs_since;

  find_common (self);
  find_known (self, 0, &of_theirs, &mine_since);
  find_known (self, 1, &of_mine, &theirs_since);
  self->taken_in = of_theirs;
  if (of_mine > self->common[0] && mine_since <= of_mine)
    {
      self->on = 0;
      self->position = of_mine;
    }
  else if (of_theirs > self->common[1] && theirs_since <= of_theirs)
    {
      self->on = 1;
      self->position = of_theirs;
    }
  else
    {
      self->on = 0;
      self->position = self->common[0];
    }
}

/* --- what was ----------------------------------------------------------------------------------
 */

static void
clear_part (gpointer data)
{
  cm_value_clear (&((Part *) data)->value);
}

static void
free_was (gpointer data)
{
  Was *was = data;

  g_clear_pointer (&was->values, g_array_unref);
  g_free (was);
}

static GHashTable *
get_table (CmOrigin *self, const CmTable *table)
{
  GHashTable *records = g_hash_table_lookup (self->tables, table);

  if (records == NULL)
    {
      records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_was);
      g_hash_table_insert (self->tables, (gpointer) table, records);
    }
  return records;
}

static void
set_part (Was *was, guint field, sqlite3_value *from)
{
  Part part = { field, CM_VALUE_INIT };

  if (was->values == NULL)
    {
      was->values = g_array_new (FALSE, FALSE, sizeof (Part));
      g_array_set_clear_func (was->values, clear_part);
    }
  for (guint i = 0; i < was->values->len; i++)
    {
      Part *known = &g_array_index (was->values, Part, i);

      if (known->field == field)
        {
          _cm_value_take (&known->value, from);
          return;
        }
    }
  _cm_value_take (&part.value, from);
  g_array_append_val (was->values, part);
}

/* An entry as its changeset goes back, and the one of the line that holds it. */
typedef struct
{
  CmOrigin *origin;
  Line *line;
  Entry *entry;
  const CmTable *table;
  const char *id;
  int op;
  gboolean forth; /* the entry undid what the changeset holds, so back is forth */
  sqlite3_changeset_iter *iter;
} Step;

/* The value of a column before or after what the changeset did; NULL if it did not change. */
static sqlite3_value *
get_value (Step *step, gboolean after, int column)
{
  sqlite3_value *value = NULL;

  if (after && step->op != SQLITE_DELETE)
    sqlite3changeset_new (step->iter, column, &value);
  else if (!after && step->op != SQLITE_INSERT)
    sqlite3changeset_old (step->iter, column, &value);
  return value;
}

static void
take_back_values (Step *step, Was *was)
{
  guint n;
  const CmField *const *fields =
      _cm_columns_list (_cm_copy_get_columns (step->line->copy), step->table, &n);
  const char *name;
  int n_columns, op, indirect;

  sqlite3changeset_op (step->iter, &name, &n_columns, &op, &indirect);
  for (int i = 1; i < n_columns && i < (int) n; i++)
    {
      sqlite3_value *value = get_value (step, step->forth, i);

      if (fields[i] != NULL && (value != NULL || step->op != SQLITE_UPDATE))
        set_part (was, (guint) (fields[i] - step->table->fields), value);
    }
}

/* FALSE if the record cannot have been as the entry says. */
static gboolean
take_back (Step *step)
{
  GHashTable *records = get_table (step->origin, step->table);
  Was *was = g_hash_table_lookup (records, step->id);
  gboolean came = step->op == (step->forth ? SQLITE_DELETE : SQLITE_INSERT);
  gboolean there = was != NULL ? was->there : cm_copy_has (step->line->copy, step->table, step->id);

  if (there != (came || step->op == SQLITE_UPDATE))
    return FALSE;
  if (was == NULL)
    {
      was = g_new0 (Was, 1);
      g_hash_table_insert (records, g_strdup (step->id), was);
    }
  if (came)
    g_clear_pointer (&was->values, g_array_unref);
  else
    take_back_values (step, was);
  was->there = !came;
  was->whole = was->whole || step->op != SQLITE_UPDATE;
  return TRUE;
}

/* --- going back --------------------------------------------------------------------------------
 */

typedef gboolean (*StepFunc) (Step *step);

static gboolean
visit_changeset (Step *step, GBytes *changeset, StepFunc visit)
{
  gsize size;
  const void *bytes = g_bytes_get_data (changeset, &size);
  gboolean done = sqlite3changeset_start (&step->iter, (int) size, (void *) bytes) == SQLITE_OK;

  while (done && sqlite3changeset_next (step->iter) == SQLITE_ROW)
    {
      sqlite3_value *key = NULL;
      const char *name;
      int n, indirect;

      sqlite3changeset_op (step->iter, &name, &n, &step->op, &indirect);
      if (step->op == SQLITE_INSERT)
        sqlite3changeset_new (step->iter, 0, &key);
      else
        sqlite3changeset_old (step->iter, 0, &key);
      step->table = cm_table_find (name);
      step->id = key != NULL ? (const char *) sqlite3_value_text (key) : NULL;
      done = step->table != NULL && step->id != NULL && visit (step);
    }
  sqlite3changeset_finalize (step->iter);
  return done;
}

/* (transfer full) (nullable): checked. */
static GBytes *
read_changeset (Line *line, const char *id)
{
  sqlite3_stmt *select =
      _cm_copy_prepare (line->copy, "SELECT changeset FROM history WHERE id = ?");
  GBytes *changeset = NULL;

  if (select == NULL)
    return NULL;
  sqlite3_bind_text (select, 1, id, -1, SQLITE_TRANSIENT);
  if (_cm_copy_next (line->copy, select))
    changeset = _cm_store_take_changeset (cm_copy_get_store (line->copy), select, 0);
  sqlite3_reset (select);
  return changeset;
}

/* Visits all that an entry changed; FALSE if that is not known. Adds up the size. */
static gboolean
visit_entry (CmOrigin *self, int side, int position, StepFunc visit, gsize *size)
{
  Line *line = self->lines[side];
  Entry *entry = get_entry (line, position);
  Step step = { .origin = self, .line = line, .entry = entry };
  gboolean points = entry->kind == CM_KIND_UNDO || entry->kind == CM_KIND_REDO;
  g_autoptr (GBytes) changeset = NULL;

  if (entry->kind == CM_KIND_AGREED)
    return TRUE;
  if (!points && entry->kind != CM_KIND_EDIT && entry->kind != CM_KIND_MERGE)
    return FALSE;
  step.forth = entry->kind == CM_KIND_UNDO;
  if (points ? entry->target != NULL : entry->has_changeset)
    changeset = read_changeset (line, points ? entry->target : entry->id);
  if (changeset == NULL)
    return FALSE;
  *size += g_bytes_get_size (changeset);
  return visit_changeset (&step, changeset, visit);
}

/* Whether the state can be rebuilt from a line. */
static gboolean
rebuild (CmOrigin *self, int side, int position)
{
  gsize size = 0;

  g_hash_table_remove_all (self->tables);
  self->on = side;
  self->position = position;
  if (position == NOWHERE)
    return FALSE;
  for (int i = (int) self->lines[side]->entries->len - 1; i > position; i--)
    if (!visit_entry (self, side, i, take_back, &size))
      return FALSE;
  return TRUE;
}

static gboolean
rebuild_any (CmOrigin *self)
{
  return rebuild (self, self->on, self->position) || rebuild (self, 0, self->common[0]) ||
         rebuild (self, 1, self->common[1]);
}

/* --- the origin --------------------------------------------------------------------------------
 */

static CmOrigin *
new_origin (CmCopy *base, CmCopy *mine, CmCopy *theirs)
{
  CmOrigin *self = g_new0 (CmOrigin, 1);

  self->base = base;
  self->lines[0] = read_line (mine);
  self->lines[1] = read_line (theirs);
  self->tables = g_hash_table_new_full (
      NULL, NULL, NULL, (GDestroyNotify) (void (*) (void)) g_hash_table_unref);
  choose_state (self);
  return self;
}

void
cm_origin_free (CmOrigin *self)
{
  for (int side = 0; side < 2; side++)
    {
      g_clear_pointer (&self->touched[side], g_hash_table_unref);
      g_clear_pointer (&self->actors[side], g_hash_table_unref);
      free_line (self->lines[side]);
    }
  g_hash_table_unref (self->tables);
  g_free (self);
}

void
cm_origin_set_mine (CmOrigin *self, CmCopy *mine)
{
  self->lines[0]->copy = mine;
}

static gboolean
check (CmOrigin *self, GError **error)
{
  return cm_copy_check (self->lines[0]->copy, error) && cm_copy_check (self->lines[1]->copy, error);
}

static void
set_unknown (CmOrigin *self, GError **error)
{
  const char *mine = cm_store_get_path (cm_copy_get_store (self->lines[0]->copy));
  const char *theirs = cm_store_get_path (cm_copy_get_store (self->lines[1]->copy));

  if (self->common[0] == NOWHERE)
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_UNRELATED,
                 /* translators: the paths of two files */
                 _ ("The change logs of “%1$s” and “%2$s” have nothing in common, so it cannot be "
                    "told who changed what. Name the file that both were copied from as the "
                    "base."),
                 mine,
                 theirs);
  else
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_UNRELATED,
                 /* translators: the paths of two files */
                 _ ("The change logs of “%1$s” and “%2$s” do not reach back to when they were the "
                    "same. Name the file that both were copied from as the base."),
                 mine,
                 theirs);
}

CmOrigin *
cm_origin_new (CmCopy *mine, CmCopy *theirs, GError **error)
{
  g_autoptr (CmOrigin) self = new_origin (NULL, mine, theirs);

  if (!check (self, error))
    return NULL;
  if (rebuild_any (self) && check (self, error))
    return g_steal_pointer (&self);
  if (error == NULL || *error == NULL)
    set_unknown (self, error);
  return NULL;
}

CmOrigin *
cm_origin_new_from_copy (CmCopy *base, CmCopy *mine, CmCopy *theirs, GError **error)
{
  g_autoptr (CmOrigin) self = new_origin (base, mine, theirs);

  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
cm_origin_is_taken_in (CmOrigin *self)
{
  return self->taken_in > self->common[1] &&
         self->taken_in == (int) self->lines[1]->entries->len - 1;
}

CmRecord *
cm_origin_read (CmOrigin *self, const CmTable *table, const char *id)
{
  CmCopy *copy = self->base != NULL ? self->base : self->lines[self->on]->copy;
  GHashTable *records = g_hash_table_lookup (self->tables, table);
  const Was *was = records != NULL ? g_hash_table_lookup (records, id) : NULL;
  CmRecord *record;

  if (was == NULL)
    return cm_copy_read (copy, table, id);
  if (!was->there)
    return NULL;
  record = was->whole ? cm_record_new_with_id (table, id) : cm_copy_read (copy, table, id);
  for (guint i = 0; record != NULL && was->values != NULL && i < was->values->len; i++)
    {
      const Part *part = &g_array_index (was->values, Part, i);

      cm_record_set_value (record, part->field, &part->value);
    }
  return record;
}

/* --- who ---------------------------------------------------------------------------------------
 */

static void
free_touch (gpointer data)
{
  Touch *touch = data;

  g_hash_table_unref (touch->fields);
  g_free (touch);
}

/* From the newest entry on, so that the first to be met is the last that did it. */
static gboolean
note_touch (Step *step)
{
  int side = step->line == step->origin->lines[1];
  Touch *touch = g_hash_table_lookup (step->origin->touched[side], step->id);
  guint n;
  const CmField *const *fields =
      _cm_columns_list (_cm_copy_get_columns (step->line->copy), step->table, &n);
  const char *name;
  int n_columns, op, indirect;

  if (touch == NULL)
    return TRUE;
  if (touch->last == NULL)
    touch->last = step->entry;
  sqlite3changeset_op (step->iter, &name, &n_columns, &op, &indirect);
  for (int i = 1; i < n_columns && i < (int) n; i++)
    if (fields[i] != NULL &&
        (get_value (step, TRUE, i) != NULL || get_value (step, FALSE, i) != NULL) &&
        !g_hash_table_contains (touch->fields, fields[i]))
      g_hash_table_insert (touch->fields, (gpointer) fields[i], step->entry);
  return TRUE;
}

void
cm_origin_find_authors (CmOrigin *self, GHashTable *ids)
{
  for (int side = 0; side < 2; side++)
    {
      GHashTableIter iter;
      gpointer id;
      gsize size = 0;

      g_clear_pointer (&self->touched[side], g_hash_table_unref);
      self->touched[side] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_touch);
      g_hash_table_iter_init (&iter, ids);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        {
          Touch *touch = g_new0 (Touch, 1);

          touch->fields = g_hash_table_new (NULL, NULL);
          g_hash_table_insert (self->touched[side], g_strdup (id), touch);
        }
      for (int i = (int) self->lines[side]->entries->len - 1;
           i > self->common[side] && size < AUTHORS_MAX;
           i--)
        visit_entry (self, side, i, note_touch, &size);
    }
}

static const char *
read_actor (CmOrigin *self, int side, Entry *entry)
{
  char *actor;
  sqlite3_stmt *select;

  if (self->actors[side] == NULL)
    self->actors[side] = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  actor = g_hash_table_lookup (self->actors[side], entry);
  if (actor != NULL)
    return actor;
  select = _cm_copy_prepare (self->lines[side]->copy, "SELECT actor FROM history WHERE seq = ?");
  if (select != NULL)
    sqlite3_bind_int64 (select, 1, entry->seq);
  if (_cm_copy_next (self->lines[side]->copy, select))
    actor = g_strdup ((const char *) sqlite3_column_text (select, 0));
  sqlite3_reset (select);
  if (actor == NULL || !g_utf8_validate (actor, -1, NULL))
    {
      g_free (actor);
      actor = g_strdup ("");
    }
  g_hash_table_insert (self->actors[side], entry, actor);
  return actor;
}

const char *
cm_origin_get_author (
    CmOrigin *self, gboolean theirs, const char *id, const CmField *field, gint64 *time)
{
  int side = theirs ? 1 : 0;
  Touch *touch = self->touched[side] != NULL ? g_hash_table_lookup (self->touched[side], id) : NULL;
  Entry *entry = touch == NULL   ? NULL
                 : field == NULL ? touch->last
                                 : g_hash_table_lookup (touch->fields, field);

  if (entry == NULL)
    return NULL;
  *time = g_ascii_strtoll (entry->state + strlen (entry->id) + 1, NULL, 10);
  return read_actor (self, side, entry);
}
