/* cm-record.c - one row of a table, in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-record.h"

#include <glib/gi18n.h>

/**
 * CmRecord:
 *
 * Holds the values of one row, in the order of the fields of its #CmTable. A record that came from
 * a store stays the same object for as long as anybody holds it; after a commit the store refreshes
 * it and CmRecord::changed is emitted. To change a row, change a copy and give that to the store.
 */
struct _CmRecord
{
  GObject parent_instance;

  const CmTable *table;
  char *id;
  CmValue *values; /* table->n_fields of them */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmRecord, cm_record, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static guint
field_position (CmRecord *self, const char *field)
{
  int i = cm_table_field_index (self->table, field);

  if (i < 0)
    g_error ("table %s has no field %s", self->table->name, field);
  return (guint) i;
}

static void
cm_record_finalize (GObject *object)
{
  CmRecord *self = CM_RECORD (object);

  for (guint i = 0; i < self->table->n_fields; i++)
    cm_value_clear (&self->values[i]);
  g_free (self->values);
  g_free (self->id);
  G_OBJECT_CLASS (cm_record_parent_class)->finalize (object);
}

static void
cm_record_class_init (CmRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_record_finalize;

  /* The values were refreshed from the store. */
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", CM_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_record_init (CmRecord *self)
{
}

CmRecord *
cm_record_new_with_id (const CmTable *table, const char *id)
{
  CmRecord *self = g_object_new (CM_TYPE_RECORD, NULL);

  self->table = table;
  self->id = g_strdup (id);
  self->values = g_new0 (CmValue, table->n_fields);
  return self;
}

CmRecord *
cm_record_new (const CmTable *table)
{
  g_autofree char *id = cm_uuid_new ();

  return cm_record_new_with_id (table, id);
}

CmRecord *
cm_record_copy (CmRecord *self)
{
  CmRecord *copy = cm_record_new_with_id (self->table, self->id);

  for (guint i = 0; i < self->table->n_fields; i++)
    cm_value_copy (&copy->values[i], &self->values[i]);
  return copy;
}

const CmTable *
cm_record_get_table (CmRecord *self)
{
  return self->table;
}

const char *
cm_record_get_id (CmRecord *self)
{
  return self->id;
}

const CmValue *
cm_record_value (CmRecord *self, guint field)
{
  g_return_val_if_fail (field < self->table->n_fields, NULL);
  return &self->values[field];
}

const CmValue *
cm_record_get (CmRecord *self, const char *field)
{
  return &self->values[field_position (self, field)];
}

const char *
cm_record_get_text (CmRecord *self, const char *field)
{
  const CmValue *value = cm_record_get (self, field);

  return value->kind == CM_VALUE_TEXT ? value->text : "";
}

gint64
cm_record_get_number (CmRecord *self, const char *field)
{
  return cm_record_get (self, field)->number;
}

gboolean
cm_record_is_null (CmRecord *self, const char *field)
{
  return cm_record_get (self, field)->kind == CM_VALUE_NULL;
}

const char *
cm_record_get_title (CmRecord *self)
{
  return self->table->title != NULL ? cm_record_get_text (self, self->table->title) : "";
}

void
cm_record_set_value (CmRecord *self, guint field, const CmValue *value)
{
  g_return_if_fail (field < self->table->n_fields);
  cm_value_copy (&self->values[field], value);
}

void
cm_record_set_text (CmRecord *self, const char *field, const char *text)
{
  cm_value_set_text (&self->values[field_position (self, field)], text);
}

void
cm_record_set_number (CmRecord *self, const char *field, gint64 number)
{
  cm_value_set_number (&self->values[field_position (self, field)], number);
}

void
cm_record_set_null (CmRecord *self, const char *field)
{
  cm_value_clear (&self->values[field_position (self, field)]);
}

/* Wherever a table has both fields of a pair, the first must not be greater than the second. */
static const char *const ordered[][2] = {
  { "starts", "ends" },
  { "consult_from", "consult_to" },
  { "volume_from", "volume_to" },
  { "low", "value" },
  { "value", "high" },
  { "swing_low", "swing" },
  { "swing", "swing_high" },
};

static gboolean
is_greater (const CmValue *a, const CmValue *b)
{
  if (a->kind == CM_VALUE_NUMBER && b->kind == CM_VALUE_NUMBER)
    return a->number > b->number;
  return a->kind == CM_VALUE_TEXT && b->kind == CM_VALUE_TEXT && g_strcmp0 (a->text, b->text) > 0;
}

/* Which of them a table has, by their positions. */
typedef struct
{
  const CmTable *table;
  guint n;
  int fields[G_N_ELEMENTS (ordered)][2];
} Pairs;

/* Good until the next call in this thread; many records of one table are checked after each other.
 */
static const Pairs *
find_pairs (const CmTable *table)
{
  static _Thread_local Pairs pairs;

  if (pairs.table == table)
    return &pairs;
  pairs.table = table;
  pairs.n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    {
      const int low = cm_table_field_index (table, ordered[i][0]);
      const int high = cm_table_field_index (table, ordered[i][1]);

      if (low < 0 || high < 0)
        continue;
      pairs.fields[pairs.n][0] = low;
      pairs.fields[pairs.n++][1] = high;
    }
  return &pairs;
}

static gboolean
check_order (CmRecord *self, GError **error)
{
  const Pairs *pairs = find_pairs (self->table);

  for (guint i = 0; i < pairs->n; i++)
    {
      const int *fields = pairs->fields[i];
      const CmField *low = &self->table->fields[fields[0]];
      const CmField *high = &self->table->fields[fields[1]];

      if (!is_greater (&self->values[fields[0]], &self->values[fields[1]]))
        continue;
      if (low->type == CM_FIELD_DATE)
        /* translators: the names of two fields: the end lies before the start */
        g_set_error (error,
                     CM_MODEL_ERROR,
                     CM_MODEL_ERROR_INVALID,
                     _ ("%1$s: it lies before %2$s"),
                     cm_field_label (high),
                     cm_field_label (low));
      else
        /* translators: the names of two fields: the second must be at least as great as the first
         */
        g_set_error (error,
                     CM_MODEL_ERROR,
                     CM_MODEL_ERROR_INVALID,
                     _ ("%1$s: it is less than %2$s"),
                     cm_field_label (high),
                     cm_field_label (low));
      return FALSE;
    }
  return TRUE;
}

gboolean
cm_record_check (CmRecord *self, GError **error)
{
  for (guint i = 0; i < self->table->n_fields; i++)
    if (!cm_field_is_derived (&self->table->fields[i]) &&
        !cm_value_check (&self->values[i], &self->table->fields[i], error))
      return FALSE;
  return check_order (self, error);
}

void
cm_record_assign (CmRecord *self, CmRecord *from)
{
  gboolean changed = FALSE;

  g_return_if_fail (self->table == from->table);
  for (guint i = 0; i < self->table->n_fields; i++)
    if (!cm_value_equal (&self->values[i], &from->values[i]))
      {
        cm_value_copy (&self->values[i], &from->values[i]);
        changed = TRUE;
      }
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
