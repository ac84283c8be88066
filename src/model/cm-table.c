/* cm-table.c - looking things up in the description of the tables. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-table.h"

#include <glib/gi18n.h>

const CmTable *
cm_table_find (const char *name)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (tables[i]->name, name) == 0)
      return tables[i];
  return NULL;
}

int
cm_table_field_index (const CmTable *table, const char *name)
{
  for (guint i = 0; i < table->n_fields; i++)
    if (table->fields[i].name == name || g_strcmp0 (table->fields[i].name, name) == 0)
      return (int) i;
  return -1;
}

const CmField *
cm_table_field (const CmTable *table, const char *name)
{
  int i = cm_table_field_index (table, name);

  return i < 0 ? NULL : &table->fields[i];
}

const CmField *
cm_table_owner (const CmTable *table)
{
  for (guint i = 0; i < table->n_fields; i++)
    if (table->fields[i].flags & CM_FIELD_OWNER)
      return &table->fields[i];
  return NULL;
}

gboolean
cm_field_is_number (const CmField *field)
{
  return field->type == CM_FIELD_INTEGER || field->type == CM_FIELD_DECIMAL ||
         field->type == CM_FIELD_MONEY || field->type == CM_FIELD_YEAR ||
         field->type == CM_FIELD_FLAG;
}

gboolean
cm_field_is_derived (const CmField *field)
{
  return field->derivation.kind != CM_DERIVE_NONE;
}

const char *
cm_field_label (const CmField *field)
{
  return _ (field->label);
}

const char *
cm_table_label (const CmTable *table)
{
  return _ (table->label);
}

const char *
cm_field_choice_label (const CmField *field, const char *name)
{
  for (const CmChoice *c = field->choices; c != NULL && c->name != NULL; c++)
    if (g_strcmp0 (c->name, name) == 0)
      return _ (c->label);
  return NULL;
}

const char *
cm_field_type_name (CmFieldType type)
{
  static const char *const names[] = { "text", "long-text", "integer", "decimal",   "money",
                                       "date", "year",      "choice",  "reference", "flag" };

  return names[type];
}
