/* cm-merge-words.c - what a person is told of a merge. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-merge-private.h"

#include <glib/gi18n.h>

#define DEPTH_MAX 4 /* of records that are named by what they refer to */

void
_cm_merge_conflict_free (gpointer data)
{
  CmMergeConflict *conflict = data;

  g_free (conflict->id);
  g_free (conflict->record);
  g_free (conflict->title);
  g_free (conflict->base);
  g_free (conflict->mine);
  g_free (conflict->theirs);
  g_free (conflict->mine_who);
  g_free (conflict->theirs_who);
  g_free (conflict);
}

void
_cm_merge_change_free (gpointer data)
{
  CmMergeChange *change = data;

  g_free (change->record);
  g_free (change->title);
  g_free (change->text);
  g_free (change);
}

/* --- names -------------------------------------------------------------------------------------
 */

static CmRecord *
read_any (CmMergePlan *self, const CmTable *table, const char *id)
{
  CmRecord *record = cm_copy_read (self->mine, table, id);

  if (record == NULL)
    record = cm_copy_read (self->theirs, table, id);
  return record != NULL ? record : cm_origin_read (self->origin, table, id);
}

static const char *find_title (CmMergePlan *self, const CmTable *table, const char *id, int depth);

/* A record without a name of its own goes by what it refers to, or else by its first value. */
static char *
name_link (CmMergePlan *self, CmRecord *record, int depth)
{
  const CmTable *table = cm_record_get_table (record);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; depth < DEPTH_MAX && i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      const char *id = field->references != NULL && !cm_field_is_derived (field)
                           ? cm_record_get_text (record, field->name)
                           : "";
      const char *title =
          *id != '\0' ? find_title (self, cm_table_find (field->references), id, depth + 1) : "";

      if (*title != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " – " : "", title);
    }
  return g_strdup (name->str);
}

static char *
make_title (CmMergePlan *self, CmRecord *record, int depth)
{
  const CmTable *table = cm_record_get_table (record);
  const CmField *field = table->title != NULL ? cm_table_field (table, table->title) : NULL;

  if (field == NULL || cm_record_is_null (record, field->name))
    return name_link (self, record, depth);
  if (field->references != NULL)
    return g_strdup (find_title (self,
                                 cm_table_find (field->references),
                                 cm_record_get_text (record, field->name),
                                 depth + 1));
  return cm_value_format (cm_record_get (record, field->name), field);
}

static const char *
find_title (CmMergePlan *self, const CmTable *table, const char *id, int depth)
{
  char *title = g_hash_table_lookup (self->names, id);
  g_autoptr (CmRecord) record = NULL;

  if (title != NULL)
    return title;
  if (depth > DEPTH_MAX)
    return "";
  record = read_any (self, table, id);
  title = record != NULL ? make_title (self, record, depth) : g_strdup ("");
  g_hash_table_insert (self->names, g_strdup (id), title);
  return title;
}

char *
_cm_merge_name (CmMergePlan *self, const CmTable *table, const char *id)
{
  const char *title = find_title (self, table, id, 0);

  if (*title == '\0')
    return g_strdup (cm_table_label (table));
  /* translators: %1$s is what a record is, such as Activity, %2$s its name */
  return g_strdup_printf (_ ("%1$s “%2$s”"), cm_table_label (table), title);
}

static char *
format (CmMergePlan *self, CmRecord *record, const CmField *field)
{
  const CmValue *value = record != NULL ? cm_record_get (record, field->name) : NULL;

  if (value == NULL)
    return g_strdup ("");
  if (field->type == CM_FIELD_REFERENCE && value->kind == CM_VALUE_TEXT)
    return g_strdup (find_title (self, cm_table_find (field->references), value->text, 1));
  return cm_value_format (value, field);
}

/* --- what was changed --------------------------------------------------------------------------
 */

static gboolean
is_same (CmRecord *a, CmRecord *b, guint field)
{
  if (a == NULL || b == NULL)
    return a == b || (a != NULL ? cm_record_value (a, field) : cm_record_value (b, field))->kind ==
                         CM_VALUE_NULL;
  return cm_value_equal (cm_record_value (a, field), cm_record_value (b, field));
}

/* "Lead: Borough → County" for every field in which they differ, each on a line. */
static char *
list_changes (CmMergePlan *self, CmRecord *before, CmRecord *after)
{
  const CmTable *table = cm_record_get_table (after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      g_autofree char *old = NULL, *new = NULL;

      if (cm_field_is_derived (field) || is_same (before, after, i))
        continue;
      old = format (self, before, field);
      new = format (self, after, field);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (*old == '\0')
        /* translators: %1$s is the name of a field, %2$s its new value */
        g_string_append_printf (text, _ ("%1$s: %2$s"), cm_field_label (field), new);
      else if (*new == '\0')
        /* translators: %1$s is the name of a field, %2$s the value that it had */
        g_string_append_printf (text, _ ("%1$s: %2$s → nothing"), cm_field_label (field), old);
      else
        /* translators: %1$s is the name of a field, %2$s its old and %3$s its new value */
        g_string_append_printf (text, _ ("%1$s: %2$s → %3$s"), cm_field_label (field), old, new);
    }
  return g_string_free (text, FALSE);
}

static void
describe_field (
    CmMergePlan *self, CmMergeConflict *conflict, CmRecord *base, CmRecord *mine, CmRecord *theirs)
{
  conflict->base = format (self, base, conflict->field);
  conflict->mine = format (self, mine, conflict->field);
  conflict->theirs = format (self, theirs, conflict->field);
}

static void
describe_authors (CmMergePlan *self, CmMergeConflict *conflict)
{
  conflict->mine_who = g_strdup (cm_origin_get_author (
      self->origin, FALSE, conflict->record, conflict->field, &conflict->mine_when));
  conflict->theirs_who = g_strdup (cm_origin_get_author (
      self->origin, TRUE, conflict->record, conflict->field, &conflict->theirs_when));
}

static void
describe_conflict (CmMergePlan *self, CmMergeConflict *conflict)
{
  g_autoptr (CmRecord) mine = cm_copy_read (self->mine, conflict->table, conflict->record);
  g_autoptr (CmRecord) theirs = cm_copy_read (self->theirs, conflict->table, conflict->record);
  g_autoptr (CmRecord) base = cm_origin_read (self->origin, conflict->table, conflict->record);

  conflict->title = g_strdup (find_title (self, conflict->table, conflict->record, 0));
  if (conflict->kind == CM_CONFLICT_FIELD)
    describe_field (self, conflict, base, mine, theirs);
  else
    {
      conflict->base = g_strdup ("");
      conflict->mine = mine != NULL ? list_changes (self, base, mine) : g_strdup (_ ("deleted"));
      conflict->theirs =
          theirs != NULL ? list_changes (self, base, theirs) : g_strdup (_ ("deleted"));
    }
  describe_authors (self, conflict);
}

void
_cm_merge_describe_conflicts (CmMergePlan *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->conflicts->len == 0)
    return;
  for (guint i = 0; i < self->conflicts->len; i++)
    g_hash_table_add (ids, ((CmMergeConflict *) self->conflicts->pdata[i])->record);
  cm_origin_find_authors (self->origin, ids);
  for (guint i = 0; i < self->conflicts->len; i++)
    describe_conflict (self, g_ptr_array_index (self->conflicts, i));
}

CmMergeChange *
_cm_merge_describe_change (CmMergePlan *self, CmMergeRow *row)
{
  CmMergeChange *change = g_new0 (CmMergeChange, 1);
  g_autoptr (CmRecord) before = NULL, after = NULL;

  change->table = row->table;
  change->record = g_strdup (row->id);
  change->title = g_strdup (find_title (self, row->table, row->id, 0));
  change->kind = row->outcome == CM_OUTCOME_DELETE   ? CM_CHANGE_DELETE
                 : row->outcome == CM_OUTCOME_INSERT ? CM_CHANGE_INSERT
                                                     : CM_CHANGE_UPDATE;
  if (change->kind == CM_CHANGE_UPDATE)
    before = cm_copy_read (self->mine, row->table, row->id);
  after = _cm_merge_plan_make (self, row);
  change->text = after != NULL ? list_changes (self, before, after) : g_strdup ("");
  return change;
}

char *
_cm_merge_describe_refusal (CmMergePlan *self, CmMergeRow *row)
{
  g_autofree char *name = _cm_merge_name (self, row->table, row->id);

  if (row->in_mine)
    /* translators: %1$s is a record, such as Activity “Streetscene”, %2$s a reason */
    return g_strdup_printf (
        _ ("%1$s stays as it is here, as theirs breaks a rule: %2$s."), name, row->refusal);
  /* translators: %1$s is a record, such as Activity “Streetscene”, %2$s a reason */
  return g_strdup_printf (
      _ ("%1$s is not taken over, as it breaks a rule: %2$s."), name, row->refusal);
}
