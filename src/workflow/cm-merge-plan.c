/* cm-merge-plan.c - where two copies of a portfolio differ: what is taken over, what is asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-merge-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define COMBINED_MAX 16 /* conflicts of a record that are asked one by one */

typedef struct
{
  CmRecord *mine, *theirs, *base; /* or NULL */
} Versions;

static void
free_row (gpointer data)
{
  CmMergeRow *row = data;

  g_clear_pointer (&row->takes, g_array_unref);
  g_clear_pointer (&row->conflicts, g_ptr_array_unref);
  g_free (row->refusal);
  g_free (row->id);
  g_free (row);
}

CmMergeRow *
_cm_merge_plan_find (CmMergePlan *self, const CmTable *table, const char *id)
{
  GHashTable *rows = g_hash_table_lookup (self->by_table, table);

  return rows != NULL ? g_hash_table_lookup (rows, id) : NULL;
}

CmMergeRow *
_cm_merge_plan_add (CmMergePlan *self, const CmTable *table, const char *id)
{
  GHashTable *rows = g_hash_table_lookup (self->by_table, table);
  CmMergeRow *row = g_new0 (CmMergeRow, 1);

  if (rows == NULL)
    {
      rows = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (self->by_table, (gpointer) table, rows);
    }
  row->table = table;
  row->id = g_strdup (id);
  g_hash_table_insert (rows, row->id, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* --- one record --------------------------------------------------------------------------------
 */

static gboolean
is_same (CmRecord *a, CmRecord *b, guint field)
{
  return cm_value_equal (cm_record_value (a, field), cm_record_value (b, field));
}

static gboolean
is_same_record (CmRecord *a, CmRecord *b)
{
  const CmTable *table = cm_record_get_table (a);

  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]) && !is_same (a, b, i))
      return FALSE;
  return TRUE;
}

static void
take (CmMergeRow *row, guint field)
{
  if (row->takes == NULL)
    row->takes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (row->takes, field);
}

static void
add_conflict (CmMergePlan *self,
              CmMergeRow *row,
              CmConflictKind kind,
              const CmField *field,
              CmMergeChoice choice)
{
  CmMergeConflict *conflict = g_new0 (CmMergeConflict, 1);

  conflict->kind = kind;
  conflict->table = row->table;
  conflict->record = g_strdup (row->id);
  conflict->field = field;
  conflict->choice = choice;
  conflict->id = field != NULL
                     ? g_strdup_printf ("%s/%s/%s", row->table->name, row->id, field->name)
                     : g_strdup_printf ("%s/%s", row->table->name, row->id);
  if (row->conflicts == NULL)
    row->conflicts = g_ptr_array_new ();
  g_ptr_array_add (row->conflicts, conflict);
  g_ptr_array_add (self->conflicts, conflict);
}

static CmMergeRow *
add_row (CmMergePlan *self, const Versions *v, CmMergeOutcome verdict)
{
  CmRecord *any = v->mine != NULL ? v->mine : v->theirs;
  CmMergeRow *row = _cm_merge_plan_add (self, cm_record_get_table (any), cm_record_get_id (any));

  row->in_mine = v->mine != NULL;
  row->in_theirs = v->theirs != NULL;
  row->verdict = verdict;
  return row;
}

/* What theirs is worth; nothing that breaks a rule is taken over. */
static char *
find_refusal (CmRecord *theirs)
{
  g_autoptr (GError) error = NULL;

  if (!cm_uuid_is_valid (cm_record_get_id (theirs)))
    return g_strdup (_ ("its key is not one"));
  return cm_record_check (theirs, &error) ? NULL : g_strdup (error->message);
}

/* Whether a record passes with the fields of `takes`, and `a` and `b` if they are not negative,
 * from theirs. */
static gboolean
passes (const Versions *v, GArray *takes, int a, int b)
{
  g_autoptr (CmRecord) merged = cm_record_copy (v->mine);

  for (guint i = 0; takes != NULL && i < takes->len; i++)
    {
      guint field = g_array_index (takes, guint, i);

      cm_record_set_value (merged, field, cm_record_value (v->theirs, field));
    }
  if (a >= 0)
    cm_record_set_value (merged, (guint) a, cm_record_value (v->theirs, (guint) a));
  if (b >= 0)
    cm_record_set_value (merged, (guint) b, cm_record_value (v->theirs, (guint) b));
  return cm_record_check (merged, NULL);
}

/* Whatever is chosen, the record must keep its rules; they hold between two fields, so it is enough
 * to try every two. */
static gboolean
goes_together (const Versions *v, GArray *takes, GArray *open)
{
  if (open->len > COMBINED_MAX || !passes (v, takes, -1, -1))
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    for (guint j = i; j < open->len; j++)
      if (!passes (v, takes, g_array_index (open, int, i), g_array_index (open, int, j)))
        return FALSE;
  return TRUE;
}

/* By field: what only they changed is taken, what both changed in different ways is open. */
static void
compare_fields (const Versions *v, CmMergeRow *row, GArray *open)
{
  for (guint i = 0; i < row->table->n_fields; i++)
    {
      int field = (int) i;

      if (cm_field_is_derived (&row->table->fields[i]) || is_same (v->mine, v->theirs, i))
        continue;
      if (v->base == NULL)
        g_array_append_val (open, field);
      else if (is_same (v->mine, v->base, i))
        take (row, i);
      else if (!is_same (v->theirs, v->base, i))
        g_array_append_val (open, field);
    }
}

static gboolean
has_anything (const Versions *v)
{
  const CmTable *table = cm_record_get_table (v->mine);

  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]) && !is_same (v->mine, v->theirs, i) &&
        (v->base == NULL || !is_same (v->theirs, v->base, i)))
      return TRUE;
  return FALSE;
}

static void
plan_both (CmMergePlan *self, const Versions *v)
{
  g_autoptr (GArray) open = NULL;
  CmMergeRow *row;

  if (!has_anything (v))
    return;
  row = add_row (self, v, CM_OUTCOME_UPDATE);
  row->refusal = find_refusal (v->theirs);
  if (row->refusal != NULL)
    return;
  open = g_array_new (FALSE, FALSE, sizeof (int));
  compare_fields (v, row, open);
  if (goes_together (v, row->takes, open))
    for (guint i = 0; i < open->len; i++)
      add_conflict (self,
                    row,
                    CM_CONFLICT_FIELD,
                    &row->table->fields[g_array_index (open, int, i)],
                    CM_MERGE_MINE);
  else
    add_conflict (self, row, CM_CONFLICT_RULE, NULL, CM_MERGE_MINE);
}

static void
plan_theirs (CmMergePlan *self, const Versions *v)
{
  CmMergeRow *row;

  if (v->base != NULL && is_same_record (v->theirs, v->base))
    return;
  row = add_row (self, v, CM_OUTCOME_INSERT);
  row->refusal = find_refusal (v->theirs);
  if (v->base != NULL && row->refusal == NULL)
    add_conflict (self, row, CM_CONFLICT_I_DELETED, NULL, CM_MERGE_THEIRS);
}

static void
plan_mine (CmMergePlan *self, const Versions *v)
{
  CmMergeRow *row;

  if (v->base == NULL)
    return;
  row = add_row (self, v, CM_OUTCOME_DELETE);
  if (!is_same_record (v->mine, v->base))
    add_conflict (self, row, CM_CONFLICT_THEY_DELETED, NULL, CM_MERGE_MINE);
}

static void
plan_record_cb (
    const CmTable *table, const char *id, CmRecord *mine, CmRecord *theirs, gpointer data)
{
  CmMergePlan *self = data;
  g_autoptr (CmRecord) base = cm_origin_read (self->origin, table, id);
  const Versions v = { mine, theirs, base };

  if (mine != NULL && theirs != NULL)
    plan_both (self, &v);
  else if (mine != NULL)
    plan_mine (self, &v);
  else
    plan_theirs (self, &v);
}

/* --- as it will be -----------------------------------------------------------------------------
 */

static void
take_chosen (CmMergeRow *row, CmRecord *merged, CmRecord *theirs)
{
  for (guint i = 0; row->takes != NULL && i < row->takes->len; i++)
    {
      guint field = g_array_index (row->takes, guint, i);

      cm_record_set_value (merged, field, cm_record_value (theirs, field));
    }
  for (guint i = 0; row->conflicts != NULL && i < row->conflicts->len; i++)
    {
      const CmMergeConflict *conflict = g_ptr_array_index (row->conflicts, i);

      if (conflict->field != NULL && conflict->choice == CM_MERGE_THEIRS)
        {
          guint field = (guint) (conflict->field - row->table->fields);

          cm_record_set_value (merged, field, cm_record_value (theirs, field));
        }
    }
}

static gboolean
is_rule (CmMergeRow *row)
{
  return row->conflicts != NULL &&
         ((CmMergeConflict *) row->conflicts->pdata[0])->kind == CM_CONFLICT_RULE;
}

CmRecord *
_cm_merge_plan_make (CmMergePlan *self, CmMergeRow *row)
{
  CmRecord *merged;
  g_autoptr (CmRecord) theirs = NULL;

  switch (row->outcome)
    {
    case CM_OUTCOME_DELETE:
      return NULL;
    case CM_OUTCOME_INSERT:
      return cm_copy_read (self->theirs, row->table, row->id);
    case CM_OUTCOME_UPDATE:
      theirs = cm_copy_read (self->theirs, row->table, row->id);
      if (is_rule (row))
        return g_steal_pointer (&theirs);
      merged = cm_copy_read (self->mine, row->table, row->id);
      if (merged != NULL && theirs != NULL)
        take_chosen (row, merged, theirs);
      return merged;
    case CM_OUTCOME_KEEP:
    default:
      return cm_copy_read (self->mine, row->table, row->id);
    }
}

/* --- the plan ----------------------------------------------------------------------------------
 */

static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf of_a, of_b;

  return g_stat (a, &of_a) == 0 && g_stat (b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
         of_a.st_ino == of_b.st_ino;
}

static CmCopy *
open_copy (CmStore *mine, const char *path, GError **error)
{
  g_autoptr (CmStore) store = NULL;

  if (is_same_file (cm_store_get_path (mine), path))
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_REFUSED,
                   /* translators: %s is the path of a file */
                   _ ("“%s” is this portfolio itself. Choose the copy that came from elsewhere."),
                   path);
      return NULL;
    }
  store = cm_store_open (path, CM_STORE_READ_ONLY, error);
  return store != NULL ? cm_copy_new (store) : NULL;
}

static gboolean
open_copies (CmMergePlan *self, CmStore *mine, const char *theirs, const char *base, GError **error)
{
  self->mine = cm_copy_new (mine);
  self->theirs = open_copy (mine, theirs, error);
  if (self->theirs == NULL)
    return FALSE;
  self->my_state = cm_copy_get_state (self->mine);
  self->state = cm_copy_get_state (self->theirs);
  if (base == NULL)
    self->origin = cm_origin_new (self->mine, self->theirs, error);
  else
    {
      self->base = open_copy (mine, base, error);
      if (self->base != NULL)
        self->origin = cm_origin_new_from_copy (self->base, self->mine, self->theirs, error);
    }
  return self->origin != NULL;
}

/* Everything must have been read without a failure. */
static gboolean
check_copies (CmMergePlan *self, GError **error)
{
  return cm_copy_check (self->mine, error) && cm_copy_check (self->theirs, error) &&
         (self->base == NULL || cm_copy_check (self->base, error));
}

CmMergePlan *
_cm_merge_plan_new (CmStore *mine,
                    const char *theirs,
                    const char *base,
                    CmProgress *progress,
                    double share,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (CmMergePlan) self = g_new0 (CmMergePlan, 1);

  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->conflicts = g_ptr_array_new_with_free_func (_cm_merge_conflict_free);
  self->by_table = g_hash_table_new_full (
      NULL, NULL, NULL, (GDestroyNotify) (void (*) (void)) g_hash_table_unref);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!open_copies (self, mine, theirs, base, error))
    return NULL;
  /* What was taken in once is not asked about again, whatever it is compared with. */
  if (!cm_origin_is_taken_in (self->origin) &&
      !cm_copy_compare (
          self->mine, self->theirs, plan_record_cb, self, progress, share, cancellable, error))
    return NULL;
  return check_copies (self, error) ? g_steal_pointer (&self) : NULL;
}

void
_cm_merge_plan_free (CmMergePlan *self)
{
  g_clear_pointer (&self->origin, cm_origin_free);
  g_clear_pointer (&self->base, cm_copy_free);
  g_clear_pointer (&self->theirs, cm_copy_free);
  g_clear_pointer (&self->mine, cm_copy_free);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->conflicts);
  g_hash_table_unref (self->by_table);
  g_hash_table_unref (self->names);
  g_free (self->my_state);
  g_free (self->state);
  g_free (self);
}

void
_cm_merge_plan_leave (CmMergePlan *self)
{
  cm_origin_set_mine (self->origin, NULL);
  g_clear_pointer (&self->mine, cm_copy_free);
}

gboolean
_cm_merge_plan_resume (CmMergePlan *self, CmStore *mine)
{
  g_autofree char *my_state = NULL, *state = NULL;

  self->mine = cm_copy_new (mine);
  cm_origin_set_mine (self->origin, self->mine);
  my_state = cm_copy_get_state (self->mine);
  state = cm_copy_get_state (self->theirs);
  return g_str_equal (my_state, self->my_state) && g_str_equal (state, self->state);
}
