/* cm-query.c - which records of a table are wanted, turned into SQL with bound values. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-query-private.h"

#include <string.h>

typedef struct
{
  char *field;
  CmValue value; /* equals this; null: is null */
  CmQuery *sub;  /* or is among */
  char *sub_field;
  gboolean outside; /* is not among */
} Condition;

struct _CmQuery
{
  const CmTable *table;
  GPtrArray *conditions; /* of Condition */
  GPtrArray *words;      /* of char * */
  char *order;
  gboolean descending;
};

static void
free_condition (gpointer data)
{
  Condition *condition = data;

  cm_value_clear (&condition->value);
  g_clear_pointer (&condition->sub, cm_query_free);
  g_free (condition->sub_field);
  g_free (condition->field);
  g_free (condition);
}

static Condition *
add_condition (CmQuery *self, const char *field)
{
  Condition *condition = g_new0 (Condition, 1);

  if (g_strcmp0 (field, "id") != 0 && cm_table_field (self->table, field) == NULL)
    g_error ("table %s has no field %s", self->table->name, field);
  condition->field = g_strdup (field);
  g_ptr_array_add (self->conditions, condition);
  return condition;
}

CmQuery *
cm_query_new (const char *table)
{
  CmQuery *self = g_new0 (CmQuery, 1);

  self->table = cm_table_find (table);
  if (self->table == NULL)
    g_error ("there is no table %s", table);
  self->conditions = g_ptr_array_new_with_free_func (free_condition);
  self->words = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CmQuery *
cm_query_copy (const CmQuery *self)
{
  CmQuery *copy = cm_query_new (self->table->name);

  for (guint i = 0; i < self->conditions->len; i++)
    {
      const Condition *from = g_ptr_array_index (self->conditions, i);
      Condition *to = add_condition (copy, from->field);

      cm_value_copy (&to->value, &from->value);
      to->sub = from->sub != NULL ? cm_query_copy (from->sub) : NULL;
      to->sub_field = g_strdup (from->sub_field);
      to->outside = from->outside;
    }
  for (guint i = 0; i < self->words->len; i++)
    g_ptr_array_add (copy->words, g_strdup (g_ptr_array_index (self->words, i)));
  copy->order = g_strdup (self->order);
  copy->descending = self->descending;
  return copy;
}

void
cm_query_free (CmQuery *self)
{
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->words);
  g_free (self->order);
  g_free (self);
}

const CmTable *
cm_query_get_table (const CmQuery *self)
{
  return self->table;
}

void
cm_query_where_text (CmQuery *self, const char *field, const char *text)
{
  cm_value_set_text (&add_condition (self, field)->value, text);
}

void
cm_query_where_number (CmQuery *self, const char *field, gint64 number)
{
  cm_value_set_number (&add_condition (self, field)->value, number);
}

void
cm_query_where_null (CmQuery *self, const char *field)
{
  add_condition (self, field);
}

void
cm_query_where_in (CmQuery *self, const char *field, CmQuery *sub, const char *sub_field)
{
  Condition *condition = add_condition (self, field);

  condition->sub = sub;
  condition->sub_field = g_strdup (sub_field);
}

void
cm_query_where_not_in (CmQuery *self, const char *field, CmQuery *sub, const char *sub_field)
{
  cm_query_where_in (self, field, sub, sub_field);
  ((Condition *) g_ptr_array_index (self->conditions, self->conditions->len - 1))->outside = TRUE;
}

void
cm_query_search (CmQuery *self, const char *words)
{
  g_auto (GStrv) split = g_strsplit_set (words, " \t\n", -1);

  g_ptr_array_set_size (self->words, 0);
  for (char **word = split; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (self->words, g_strdup (*word));
}

void
cm_query_order (CmQuery *self, const char *field, gboolean descending)
{
  g_return_if_fail (cm_table_field (self->table, field) != NULL);
  g_free (self->order);
  self->order = g_strdup (field);
  self->descending = descending;
}

/* --- SQL -------------------------------------------------------------------------------------- */

static void
clear_value (gpointer data)
{
  cm_value_clear (data);
}

GArray *
_cm_values_new (void)
{
  GArray *values = g_array_new (FALSE, TRUE, sizeof (CmValue));

  g_array_set_clear_func (values, clear_value);
  return values;
}

static void
append_value (GArray *values, const CmValue *value)
{
  CmValue copy = CM_VALUE_INIT;

  cm_value_copy (&copy, value);
  g_array_append_val (values, copy);
}

char *
_cm_field_sql (const CmTable *table, const CmField *field, const char *alias)
{
  const CmDerivation *d = &field->derivation;
  const CmTable *from, *named;

  switch (d->kind)
    {
    case CM_DERIVE_SUM:
      return g_strdup_printf (
          "(SELECT sum(x.%s) FROM %s x WHERE x.%s = %s.id)", d->field, d->table, d->key, alias);
    case CM_DERIVE_COUNT:
      return g_strdup_printf (
          "(SELECT count(*) FROM %s x WHERE x.%s = %s.id)", d->table, d->key, alias);
    case CM_DERIVE_NAMES:
      from = cm_table_find (d->table);
      named = cm_table_find (cm_table_field (from, d->field)->references);
      return g_strdup_printf (
          "(SELECT group_concat(n, ', ') FROM (SELECT y.%s AS n FROM %s y WHERE y.id IN "
          "(SELECT x.%s FROM %s x WHERE x.%s = %s.id) ORDER BY y.%s, y.%s))",
          named->title,
          named->name,
          d->field,
          d->table,
          d->key,
          alias,
          named->order,
          named->title);
    case CM_DERIVE_NONE:
    default:
      return g_strdup_printf ("%s.\"%s\"", alias, field->name);
    }
}

static char *
write_field (const CmTable *table, const CmField *field, int depth)
{
  char alias[16];

  g_snprintf (alias, sizeof alias, "t%d", depth);
  return _cm_field_sql (table, field, alias);
}

/* The field that a condition is about, or the key. */
static char *
write_condition_field (const CmQuery *self, const Condition *condition, int depth)
{
  const CmField *field = cm_table_field (self->table, condition->field);

  return field != NULL ? write_field (self->table, field, depth)
                       : g_strdup_printf ("t%d.id", depth);
}

/* “Is among all there are” says no more of a reference than that it has a value, and is much
 * quicker asked in that way: no reference leads nowhere. */
static gboolean
is_any_reference (const CmQuery *self, const Condition *c)
{
  const CmField *field = cm_table_field (self->table, c->field);

  return c->sub != NULL && c->sub->conditions->len == 0 && c->sub->words->len == 0 &&
         g_str_equal (c->sub_field, "id") && field != NULL && field->references != NULL &&
         g_str_equal (field->references, c->sub->table->name);
}

static void
append_conditions (const CmQuery *self, GString *sql, GArray *values, int depth)
{
  const char *glue = " WHERE ";

  for (guint i = 0; i < self->conditions->len; i++, glue = " AND ")
    {
      const Condition *c = g_ptr_array_index (self->conditions, i);
      g_autofree char *field = write_condition_field (self, c, depth);

      if (is_any_reference (self, c))
        {
          g_string_append_printf (sql, "%s%s IS %s", glue, field, c->outside ? "NULL" : "NOT NULL");
          continue;
        }
      /* “IS NOT TRUE” keeps what SQL does not know: no value is not among any values. */
      g_string_append_printf (sql, "%s%s%s", glue, c->outside ? "(" : "", field);
      if (c->sub != NULL)
        {
          g_string_append_printf (sql,
                                  " IN (SELECT t%d.\"%s\" FROM %s t%d",
                                  depth + 1,
                                  c->sub_field,
                                  c->sub->table->name,
                                  depth + 1);
          append_conditions (c->sub, sql, values, depth + 1);
          g_string_append (sql, c->outside ? ")) IS NOT TRUE" : ")");
        }
      else if (c->value.kind == CM_VALUE_NULL)
        g_string_append (sql, " IS NULL");
      else
        {
          g_string_append (sql, " = ?");
          append_value (values, &c->value);
        }
    }
  for (guint i = 0; i < self->words->len; i++, glue = " AND ")
    {
      CmValue word = { CM_VALUE_TEXT, 0, g_ptr_array_index (self->words, i) };

      g_string_append_printf (sql, "%scm_contains(?", glue);
      append_value (values, &word);
      for (guint f = 0; f < self->table->n_fields; f++)
        if (self->table->fields[f].flags & CM_FIELD_SEARCHED)
          {
            g_autofree char *expression = write_field (self->table, &self->table->fields[f], depth);

            g_string_append_printf (sql, ", %s", expression);
          }
      g_string_append_c (sql, ')');
    }
}

void
_cm_query_append_from (const CmQuery *self, GString *sql, GArray *values)
{
  g_string_append_printf (sql, " FROM %s t0", self->table->name);
  append_conditions (self, sql, values, 0);
}

static void
append_choice_order (GString *sql, const CmField *field)
{
  int rank = 0;

  g_string_append_printf (sql, "CASE t0.\"%s\"", field->name);
  for (const CmChoice *c = field->choices; c->name != NULL; c++)
    g_string_append_printf (sql, " WHEN '%s' THEN %d", c->name, rank++);
  g_string_append (sql, " END");
}

void
_cm_query_append_order (const CmQuery *self, GString *sql)
{
  const char *name = self->order != NULL ? self->order : self->table->order;
  const CmField *field = cm_table_field (self->table, name);
  const CmTable *named = field->references != NULL ? cm_table_find (field->references) : NULL;

  g_string_append (sql, " ORDER BY ");
  if (field->type == CM_FIELD_CHOICE)
    append_choice_order (sql, field);
  else if (named != NULL && named->title != NULL)
    g_string_append_printf (sql,
                            "cm_sort_key((SELECT r.%s FROM %s r WHERE r.id = t0.\"%s\"))",
                            named->title,
                            named->name,
                            name);
  else
    {
      g_autofree char *expression = _cm_field_sql (self->table, field, "t0");

      g_string_append_printf (
          sql, cm_field_is_number (field) ? "%s" : "cm_sort_key(%s)", expression);
    }
  g_string_append (sql, self->descending ? " DESC NULLS LAST, t0.id" : " NULLS LAST, t0.id");
}

/* --- what a query depends on ------------------------------------------------------------------ */

static gboolean
subqueries_look_at (const CmQuery *self, const CmTable *table)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const Condition *condition = g_ptr_array_index (self->conditions, i);

      if (condition->sub != NULL &&
          (condition->sub->table == table || subqueries_look_at (condition->sub, table)))
        return TRUE;
    }
  return FALSE;
}

/* Calls `ask` for every field that the query orders by, compares or searches, until it says yes. */
static gboolean
any_field (const CmQuery *self,
           gboolean (*ask) (const CmField *field, const CmTable *other),
           const CmTable *other)
{
  const char *order = self->order != NULL ? self->order : self->table->order;

  if (ask (cm_table_field (self->table, order), other))
    return TRUE;
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const Condition *condition = g_ptr_array_index (self->conditions, i);
      const CmField *field = cm_table_field (self->table, condition->field);

      if (field != NULL && ask (field, other))
        return TRUE;
    }
  for (guint i = 0; self->words->len > 0 && i < self->table->n_fields; i++)
    if ((self->table->fields[i].flags & CM_FIELD_SEARCHED) && ask (&self->table->fields[i], other))
      return TRUE;
  return FALSE;
}

/* The rows behind a computed value are not asked for: what changed in them comes with a word about
 * the record that it is computed for. */
static gboolean
is_named_by (const CmField *field, const CmTable *other)
{
  const CmDerivation *d = &field->derivation;

  if (field->references != NULL)
    return cm_table_find (field->references) == other;
  return d->kind == CM_DERIVE_NAMES &&
         cm_table_find (cm_table_field (cm_table_find (d->table), d->field)->references) == other;
}

static gboolean
is_computed (const CmField *field, const CmTable *other)
{
  return cm_field_is_derived (field);
}

gboolean
_cm_query_looks_at (const CmQuery *self, const CmTable *table)
{
  return subqueries_look_at (self, table) || any_field (self, is_named_by, table);
}

gboolean
_cm_query_computes (const CmQuery *self)
{
  return any_field (self, is_computed, NULL);
}
