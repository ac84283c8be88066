/* cm-merge.c - what was done in a copy of the portfolio, and what was done here, become one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-merge-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define READING 0.6 /* of the work */
#define TELL_EVERY 64

struct _CmMerge
{
  char *theirs, *base;
  CmMergePlan *plan;
  GPtrArray *conflicts; /* of CmMergeConflict, those of the plan */
  GPtrArray *changes;   /* of CmMergeChange */
  GPtrArray *notes;     /* of char * */
  guint n_changes;
};

/* --- reading -----------------------------------------------------------------------------------
 */

static void
keep_row (CmMerge *self, CmMergePlan *plan, CmMergeRow *row)
{
  if (row->outcome == CM_OUTCOME_KEEP || row->conflicts != NULL)
    return;
  self->n_changes++;
  if (self->changes->len < CM_MERGE_TOLD_MAX)
    g_ptr_array_add (self->changes, _cm_merge_describe_change (plan, row));
}

CmMerge *
cm_merge_new (CmStore *mine,
              const char *theirs,
              const char *base,
              CmProgress *progress,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (CmMerge) self = g_new0 (CmMerge, 1);
  g_autoptr (CmMergePlan) plan = NULL;

  self->theirs = g_strdup (theirs);
  self->base = g_strdup (base);
  self->changes = g_ptr_array_new_with_free_func (_cm_merge_change_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  plan = _cm_merge_plan_new (mine, theirs, base, progress, READING, cancellable, error);
  if (plan == NULL || !_cm_merge_settle (plan, self->notes, error))
    return NULL;
  _cm_merge_describe_conflicts (plan);
  for (guint i = 0; i < plan->rows->len; i++)
    keep_row (self, plan, g_ptr_array_index (plan->rows, i));
  self->conflicts = g_ptr_array_ref (plan->conflicts);
  _cm_merge_plan_leave (plan);
  self->plan = g_steal_pointer (&plan);
  cm_progress_set (progress, 1);
  return g_steal_pointer (&self);
}

void
cm_merge_free (CmMerge *self)
{
  g_clear_pointer (&self->plan, _cm_merge_plan_free);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->notes);
  g_free (self->theirs);
  g_free (self->base);
  g_free (self);
}

const char *
cm_merge_get_theirs (CmMerge *self)
{
  return self->theirs;
}

GPtrArray *
cm_merge_get_conflicts (CmMerge *self)
{
  return self->conflicts;
}

guint
cm_merge_get_n_open (CmMerge *self)
{
  guint n = 0;

  for (guint i = 0; i < self->conflicts->len; i++)
    if (!((CmMergeConflict *) self->conflicts->pdata[i])->chosen)
      n++;
  return n;
}

GPtrArray *
cm_merge_get_changes (CmMerge *self)
{
  return self->changes;
}

guint
cm_merge_get_n_changes (CmMerge *self)
{
  return self->n_changes;
}

GPtrArray *
cm_merge_get_notes (CmMerge *self)
{
  return self->notes;
}

gboolean
cm_merge_is_empty (CmMerge *self)
{
  return self->n_changes == 0 && self->conflicts->len == 0 && self->notes->len == 0;
}

/* --- choosing ----------------------------------------------------------------------------------
 */

static CmMergeConflict *
find_conflict (GPtrArray *conflicts, const char *id)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      CmMergeConflict *conflict = g_ptr_array_index (conflicts, i);

      if (g_str_equal (conflict->id, id))
        return conflict;
    }
  return NULL;
}

static void
set_choice (CmMergeConflict *conflict, CmMergeChoice choice)
{
  conflict->choice = choice;
  conflict->chosen = TRUE;
}

void
cm_merge_prefer (CmMerge *self, CmMergeChoice choice)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    set_choice (g_ptr_array_index (self->conflicts, i), choice);
}

gboolean
cm_merge_choose (CmMerge *self, const char *id, CmMergeChoice choice)
{
  CmMergeConflict *conflict = find_conflict (self->conflicts, id);

  if (conflict != NULL)
    set_choice (conflict, choice);
  return conflict != NULL;
}

static gboolean
read_choice (const char *text, CmMergeChoice *choice)
{
  *choice = g_str_equal (text, "theirs") ? CM_MERGE_THEIRS : CM_MERGE_MINE;
  return *choice == CM_MERGE_THEIRS || g_str_equal (text, "mine");
}

static gboolean
read_line (CmMerge *self, char *line, guint number, GError **error)
{
  char *tab = strchr (line, '\t');
  CmMergeChoice choice;

  if (tab != NULL)
    *tab = '\0';
  if (tab == NULL || !read_choice (g_strstrip (tab + 1), &choice))
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_REFUSED,
                   /* translators: %u is the number of a line in a file */
                   _ ("Line %u of the choices: expected the id of a conflict, a tab, and “mine” or "
                      "“theirs”."),
                   number);
      return FALSE;
    }
  if (cm_merge_choose (self, g_strstrip (line), choice))
    return TRUE;
  g_set_error (error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_REFUSED,
               /* translators: %1$u is the number of a line in a file, %2$s what is in it */
               _ ("Line %1$u of the choices: there is no conflict “%2$s”."),
               number,
               line);
  return FALSE;
}

gboolean
cm_merge_read_choices (CmMerge *self, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] != '\0' && *lines[i] != '#' && !read_line (self, lines[i], i + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* --- taking over -------------------------------------------------------------------------------
 */

void
cm_merge_result_clear (CmMergeResult *result)
{
  g_clear_pointer (&result->notes, g_ptr_array_unref);
}

/* What was chosen, for the conflicts as they are found now. */
static gboolean
hand_over_choices (CmMerge *self, CmMergePlan *plan, GError **error)
{
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      CmMergeConflict *conflict = g_ptr_array_index (self->conflicts, i);

      g_hash_table_insert (choices, conflict->id, conflict);
    }
  for (guint i = 0; i < plan->conflicts->len; i++)
    {
      CmMergeConflict *conflict = g_ptr_array_index (plan->conflicts, i);
      const CmMergeConflict *chosen = g_hash_table_lookup (choices, conflict->id);

      if (chosen == NULL || chosen->kind != conflict->kind)
        {
          g_set_error_literal (error,
                               CM_STORE_ERROR,
                               CM_STORE_ERROR_REFUSED,
                               _ ("One of the two copies has been changed in the meantime. Nothing "
                                  "was merged; look at the conflicts again."));
          return FALSE;
        }
      conflict->choice = chosen->choice;
    }
  return TRUE;
}

static gboolean
write_row (CmStore *mine, CmMergePlan *plan, CmMergeRow *row, GError **error)
{
  g_autoptr (CmRecord) record = NULL;

  if (row->outcome == CM_OUTCOME_DELETE)
    return cm_store_remove (mine, row->table, row->id, error);
  record = _cm_merge_plan_make (plan, row);
  if (record == NULL)
    {
      g_set_error_literal (error,
                           CM_STORE_ERROR,
                           CM_STORE_ERROR_REFUSED,
                           _ ("One of the two copies has been changed in the meantime. Nothing was "
                              "merged; try again."));
      return FALSE;
    }
  return row->outcome == CM_OUTCOME_INSERT ? cm_store_insert (mine, record, error)
                                           : cm_store_update (mine, record, error);
}

static gboolean
write_rows (CmStore *mine,
            CmMergePlan *plan,
            guint *n_changes,
            CmProgress *progress,
            GCancellable *cancellable,
            GError **error)
{
  for (guint i = 0; i < plan->rows->len; i++)
    {
      CmMergeRow *row = g_ptr_array_index (plan->rows, i);

      if (i % TELL_EVERY == 0)
        cm_progress_set (progress, READING + (1 - READING) * i / plan->rows->len);
      if (row->outcome == CM_OUTCOME_KEEP)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !write_row (mine, plan, row, error))
        return FALSE;
      (*n_changes)++;
    }
  return TRUE;
}

static char *
make_label (CmMerge *self, guint n_changes, guint n_conflicts)
{
  g_autofree char *name = g_path_get_basename (self->theirs);
  g_autofree char *changes = NULL, *conflicts = NULL;

  /* translators: part of an entry of the change log */
  changes = g_strdup_printf (ngettext ("%u change", "%u changes", n_changes), n_changes);
  if (n_conflicts == 0)
    /* translators: an entry of the change log: %1$s is the name of a file, %2$s is “42 changes” */
    return g_strdup_printf (_ ("Merged “%1$s” (%2$s)"), name, changes);
  /* translators: part of an entry of the change log */
  conflicts = g_strdup_printf (ngettext ("%u conflict", "%u conflicts", n_conflicts), n_conflicts);
  /* translators: an entry of the change log: %1$s is the name of a file, %2$s is “42 changes”, %3$s
   * is “3 conflicts” */
  return g_strdup_printf (_ ("Merged “%1$s” (%2$s, %3$s)"), name, changes, conflicts);
}

/* Files are checked all through before anything of theirs is kept. */
static gboolean
check_files (CmMergePlan *plan, GError **error)
{
  return cm_store_check (cm_copy_get_store (plan->theirs), error) &&
         (plan->base == NULL || cm_store_check (cm_copy_get_store (plan->base), error));
}

static gboolean
write_plan (CmMerge *self,
            CmStore *mine,
            CmMergePlan *plan,
            guint *n_changes,
            CmProgress *progress,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *label = NULL;

  if (!check_files (plan, error) || !cm_store_begin_merge (mine, "", plan->state, error))
    return FALSE;
  if (!write_rows (mine, plan, n_changes, progress, cancellable, error) ||
      !cm_copy_check (plan->theirs, error))
    {
      cm_store_rollback (mine);
      return FALSE;
    }
  label = make_label (self, *n_changes, plan->conflicts->len);
  cm_store_relabel (mine, label);
  return cm_store_commit (mine, error);
}

static gboolean
apply_plan (CmMerge *self,
            CmStore *mine,
            CmMergePlan *plan,
            CmMergeResult *result,
            CmProgress *progress,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  guint n_changes = 0;

  if (!_cm_merge_settle (plan, notes, error))
    return FALSE;
  if (plan->rows->len > 0 &&
      !write_plan (self, mine, plan, &n_changes, progress, cancellable, error))
    return FALSE;
  if (result != NULL)
    *result = (CmMergeResult){ n_changes, g_steal_pointer (&notes) };
  return TRUE;
}

static gboolean
apply_anew (CmMerge *self,
            CmStore *mine,
            CmMergeResult *result,
            CmProgress *progress,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (CmMergePlan) plan =
      _cm_merge_plan_new (mine, self->theirs, self->base, progress, READING, cancellable, error);

  return plan != NULL && hand_over_choices (self, plan, error) &&
         apply_plan (self, mine, plan, result, progress, cancellable, error);
}

gboolean
cm_merge_apply (CmMerge *self,
                CmStore *mine,
                CmMergeResult *result,
                CmProgress *progress,
                GCancellable *cancellable,
                GError **error)
{
  gboolean done;

  if (_cm_merge_plan_resume (self->plan, mine))
    done = apply_plan (self, mine, self->plan, result, progress, cancellable, error);
  else
    done = apply_anew (self, mine, result, progress, cancellable, error);
  _cm_merge_plan_leave (self->plan);
  return done;
}
