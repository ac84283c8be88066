/* cm-merge-settle.c - what becomes of every record in a merge, so that every reference leads
 * somewhere. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-merge-private.h"

#include <glib/gi18n.h>

/* A field of a table that refers to another table. */
typedef struct
{
  const CmTable *table;
  const CmField *field;
} Referrer;

typedef struct
{
  CmMergePlan *plan;
  GPtrArray *notes;      /* of char *, or NULL */
  GQueue queue;          /* of CmMergeRow, to be looked at */
  GHashTable *referrers; /* CmTable → GArray of Referrer, to that table */
} Settling;

static void
enqueue (Settling *s, CmMergeRow *row)
{
  if (row->queued)
    return;
  row->queued = TRUE;
  g_queue_push_tail (&s->queue, row);
}

static void
free_array (gpointer data)
{
  g_array_unref (data);
}

static void
add_referrers (Settling *s, const CmTable *table)
{
  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      const Referrer referrer = { table, field };
      gpointer to;
      GArray *known;

      if (field->references == NULL || cm_field_is_derived (field))
        continue;
      to = (gpointer) cm_table_find (field->references);
      known = g_hash_table_lookup (s->referrers, to);
      if (known == NULL)
        {
          known = g_array_new (FALSE, FALSE, sizeof (Referrer));
          g_hash_table_insert (s->referrers, to, known);
        }
      g_array_append_val (known, referrer);
    }
}

static const Referrer *
get_referrers (Settling *s, const CmTable *table, guint *n)
{
  GArray *known = g_hash_table_lookup (s->referrers, table);

  *n = known != NULL ? known->len : 0;
  return known != NULL ? (const Referrer *) known->data : NULL;
}

static CmMergeRow *
find_or_add (Settling *s, const CmTable *table, const char *id)
{
  CmMergeRow *row = _cm_merge_plan_find (s->plan, table, id);

  if (row != NULL)
    return row;
  row = _cm_merge_plan_add (s->plan, table, id);
  row->in_mine = cm_copy_has (s->plan->mine, table, id);
  row->in_theirs = cm_copy_has (s->plan->theirs, table, id);
  return row;
}

static gboolean
will_be_there (const CmMergeRow *row)
{
  return row->outcome == CM_OUTCOME_KEEP ? row->in_mine : row->outcome != CM_OUTCOME_DELETE;
}

static gboolean
is_there (Settling *s, const CmTable *table, const char *id)
{
  const CmMergeRow *row = _cm_merge_plan_find (s->plan, table, id);

  return row != NULL ? will_be_there (row) : cm_copy_has (s->plan->mine, table, id);
}

/* --- telling -----------------------------------------------------------------------------------
 */

/* `format` has two places, for the names of the two records. */
static void
note (Settling *s, const char *format, const CmMergeRow *row, const CmTable *table, const char *id)
{
  g_autofree char *name = NULL, *other = NULL;

  if (s->notes == NULL || s->notes->len >= CM_MERGE_TOLD_MAX)
    return;
  name = _cm_merge_name (s->plan, row->table, row->id);
  other = _cm_merge_name (s->plan, table, id);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_ptr_array_add (s->notes, g_strdup_printf (format, name, other));
#pragma GCC diagnostic pop
}

static void
note_refusal (Settling *s, CmMergeRow *row)
{
  if (s->notes != NULL && s->notes->len < CM_MERGE_TOLD_MAX)
    g_ptr_array_add (s->notes, _cm_merge_describe_refusal (s->plan, row));
}

/* --- what follows from what --------------------------------------------------------------------
 */

/* Those of theirs that refer to a record which is not to be there have to be looked at again. */
static void
enqueue_referrers (Settling *s, CmMergeRow *row)
{
  guint n;
  const Referrer *referrers = get_referrers (s, row->table, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) ids =
          cm_copy_find (s->plan->theirs, referrers[i].table, referrers[i].field, row->id);

      for (guint k = 0; k < ids->len; k++)
        {
          CmMergeRow *other = _cm_merge_plan_find (s->plan, referrers[i].table, ids->pdata[k]);

          if (other != NULL)
            enqueue (s, other);
        }
    }
}

/* Theirs cannot be taken over. */
static void
refuse (Settling *s, CmMergeRow *row, const char *why)
{
  row->outcome = CM_OUTCOME_KEEP;
  row->left = TRUE;
  if (row->refusal == NULL)
    row->refusal = g_strdup (why);
  note_refusal (s, row);
  enqueue (s, row);
  if (!row->in_mine)
    enqueue_referrers (s, row);
}

/* Goes or stays away with what it belongs to. */
static void
leave_out (Settling *s, CmMergeRow *row, const CmTable *owner, const char *id)
{
  row->outcome = row->in_mine ? CM_OUTCOME_DELETE : CM_OUTCOME_KEEP;
  row->asked = TRUE;
  /* translators: two records, such as Budget line “2010/11” and Activity “Streetscene” */
  note (s, _ ("%1$s is left out, as %2$s, which it belongs to, is deleted."), row, owner, id);
  enqueue (s, row);
  enqueue_referrers (s, row);
}

static gboolean
can_come (Settling *s, CmMergeRow *row)
{
  g_autoptr (CmRecord) theirs = NULL;

  if (row->left || row->refusal != NULL || !row->in_theirs || !cm_uuid_is_valid (row->id))
    return FALSE;
  theirs = cm_copy_read (s->plan->theirs, row->table, row->id);
  return theirs != NULL && cm_record_check (theirs, NULL);
}

/* Another record refers to it. */
static gboolean
bring_back (Settling *s, const CmTable *table, const char *id, const CmTable *why, const char *by)
{
  CmMergeRow *row = find_or_add (s, table, id);

  if (!row->in_mine && !can_come (s, row))
    return FALSE;
  row->outcome = row->in_mine ? CM_OUTCOME_KEEP : CM_OUTCOME_INSERT;
  row->pinned = TRUE;
  row->whole = TRUE;
  /* translators: two records, such as Activity “Streetscene” and Budget line “2010/11” */
  note (s, _ ("%1$s is brought back, as %2$s still refers to it."), row, why, by);
  enqueue (s, row);
  return TRUE;
}

/* What a record owned when it was deleted comes back with it. */
static void
bring_owned (Settling *s, CmMergeRow *row, const Referrer *owned)
{
  CmCopy *copy = row->in_mine ? s->plan->mine : s->plan->theirs;
  g_autoptr (GPtrArray) ids = cm_copy_find (copy, owned->table, owned->field, row->id);

  for (guint i = 0; i < ids->len; i++)
    {
      CmMergeRow *part = row->in_mine ? _cm_merge_plan_find (s->plan, owned->table, ids->pdata[i])
                                      : find_or_add (s, owned->table, ids->pdata[i]);

      if (part == NULL || part->asked || will_be_there (part) ||
          (!part->in_mine && !can_come (s, part)))
        continue;
      part->outcome = part->in_mine ? CM_OUTCOME_KEEP : CM_OUTCOME_INSERT;
      part->whole = TRUE;
      enqueue (s, part);
    }
}

static void
complete (Settling *s, CmMergeRow *row)
{
  guint n;
  const Referrer *referrers = get_referrers (s, row->table, &n);

  for (guint i = 0; i < n; i++)
    if (referrers[i].field->flags & CM_FIELD_OWNER)
      bring_owned (s, row, &referrers[i]);
}

/* --- looking at one record ---------------------------------------------------------------------
 */

/* A reference of a record that will be there. FALSE if that was changed by it. */
static gboolean
settle_reference (Settling *s, CmMergeRow *row, const CmField *field, const char *id)
{
  const CmTable *table = cm_table_find (field->references);
  const CmMergeRow *other;

  if (is_there (s, table, id))
    return TRUE;
  other = _cm_merge_plan_find (s->plan, table, id);
  if (other != NULL && other->asked && (field->flags & CM_FIELD_OWNER) && !row->pinned &&
      !row->asked)
    {
      leave_out (s, row, table, id);
      return FALSE;
    }
  if (bring_back (s, table, id, row->table, row->id))
    return TRUE;
  refuse (s, row, _ ("what it refers to is not there"));
  return FALSE;
}

static void
settle_references (Settling *s, CmMergeRow *row)
{
  g_autoptr (CmRecord) record = _cm_merge_plan_make (s->plan, row);

  for (guint i = 0; record != NULL && i < row->table->n_fields; i++)
    {
      const CmField *field = &row->table->fields[i];
      const CmValue *value = cm_record_value (record, i);

      if (field->references != NULL && !cm_field_is_derived (field) &&
          value->kind == CM_VALUE_TEXT && !settle_reference (s, row, field, value->text))
        return;
    }
}

/* Whether a record of mine will still refer to one that is to be deleted. */
static gboolean
still_refers (Settling *s, CmMergeRow *other, const CmField *field, const char *id)
{
  g_autoptr (CmRecord) record = NULL;

  if (other == NULL || other->outcome == CM_OUTCOME_KEEP)
    return TRUE;
  if (other->outcome == CM_OUTCOME_DELETE)
    return FALSE;
  record = _cm_merge_plan_make (s->plan, other);
  return record != NULL && g_str_equal (cm_record_get_text (record, field->name), id);
}

/* FALSE if the record is not to be deleted after all. */
static gboolean
settle_referrer (Settling *s, CmMergeRow *row, const Referrer *referrer, const char *id)
{
  CmMergeRow *other = _cm_merge_plan_find (s->plan, referrer->table, id);

  if (!still_refers (s, other, referrer->field, row->id))
    return TRUE;
  if (!row->asked || (referrer->field->flags & CM_FIELD_OWNER) == 0 ||
      (other != NULL && (other->pinned || other->asked)))
    {
      bring_back (s, row->table, row->id, referrer->table, id);
      return FALSE;
    }
  leave_out (s, find_or_add (s, referrer->table, id), row->table, row->id);
  return TRUE;
}

static void
settle_deletion (Settling *s, CmMergeRow *row)
{
  guint n;
  const Referrer *referrers = get_referrers (s, row->table, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) ids =
          cm_copy_find (s->plan->mine, referrers[i].table, referrers[i].field, row->id);

      for (guint k = 0; k < ids->len; k++)
        if (!settle_referrer (s, row, &referrers[i], ids->pdata[k]))
          return;
    }
}

static void
settle_row (Settling *s, CmMergeRow *row)
{
  if (row->whole)
    complete (s, row);
  row->whole = FALSE;
  if (row->outcome == CM_OUTCOME_DELETE)
    settle_deletion (s, row);
  else if (will_be_there (row))
    settle_references (s, row);
}

/* --- by choice ---------------------------------------------------------------------------------
 */

static gboolean
takes_anything (const CmMergeRow *row)
{
  if (row->takes != NULL || row->conflicts == NULL)
    return TRUE;
  for (guint i = 0; i < row->conflicts->len; i++)
    if (((CmMergeConflict *) row->conflicts->pdata[i])->choice == CM_MERGE_THEIRS)
      return TRUE;
  return FALSE;
}

static void
choose (CmMergeRow *row)
{
  const CmMergeConflict *conflict = row->conflicts != NULL ? row->conflicts->pdata[0] : NULL;
  const gboolean theirs = conflict != NULL && conflict->choice == CM_MERGE_THEIRS;

  row->outcome = row->verdict;
  row->asked = row->pinned = row->left = row->whole = FALSE;
  if (conflict == NULL || conflict->kind == CM_CONFLICT_FIELD)
    {
      if (!takes_anything (row))
        row->outcome = CM_OUTCOME_KEEP;
      return;
    }
  if (!theirs)
    row->outcome = CM_OUTCOME_KEEP;
  row->asked = conflict->kind != CM_CONFLICT_RULE;
  row->whole = row->asked && will_be_there (row);
}

static void
begin_row (Settling *s, CmMergeRow *row)
{
  choose (row);
  if (row->refusal != NULL && row->outcome != CM_OUTCOME_KEEP)
    {
      row->outcome = CM_OUTCOME_KEEP;
      row->left = TRUE;
      note_refusal (s, row);
    }
  enqueue (s, row);
}

gboolean
_cm_merge_settle (CmMergePlan *self, GPtrArray *notes, GError **error)
{
  Settling s = { .plan = self, .notes = notes, .queue = G_QUEUE_INIT };
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  CmMergeRow *row;

  s.referrers = g_hash_table_new_full (NULL, NULL, NULL, free_array);
  for (guint i = 0; i < n; i++)
    add_referrers (&s, tables[i]);
  for (guint i = 0; i < self->rows->len; i++)
    begin_row (&s, g_ptr_array_index (self->rows, i));
  while ((row = g_queue_pop_head (&s.queue)) != NULL)
    {
      row->queued = FALSE;
      settle_row (&s, row);
    }
  g_hash_table_unref (s.referrers);
  return cm_copy_check (self->mine, error) && cm_copy_check (self->theirs, error);
}
