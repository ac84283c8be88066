/* cm-draft.c - a new record that can be kept as it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-draft.h"

#include <glib/gi18n.h>

#include "cm-sign-off.h"

/* Today, or the day from which the portfolio is looked at. */
static char *
find_day (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);

  if (partnership != NULL && !cm_record_is_null (partnership, "as_on"))
    return g_strdup (cm_record_get_text (partnership, "as_on"));
  return cm_date_today ();
}

static gint64
find_year (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);
  g_autofree char *day = NULL;

  if (partnership != NULL)
    return cm_record_get_number (partnership, "year");
  day = cm_date_today ();
  return cm_date_financial_year (day);
}

static gboolean
fill_reference (CmStore *store, CmRecord *record, const CmField *field, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new (field->references);
  g_autoptr (CmRecord) first = cm_store_first (store, query);

  if (first != NULL)
    {
      cm_record_set_text (record, field->name, cm_record_get_id (first));
      return TRUE;
    }
  g_set_error (
      error,
      CM_WORKFLOW_ERROR,
      CM_WORKFLOW_ERROR_RULE,
      /* translators: %1$s and %2$s are what records are, such as Budget line and Funding source */
      _ ("%1$s: there is no record of “%2$s” to refer to yet. Add one first."),
      cm_table_label (cm_record_get_table (record)),
      cm_table_label (cm_table_find (field->references)));
  return FALSE;
}

static gboolean
fill_field (CmStore *store, CmRecord *record, const CmField *field, GError **error)
{
  g_autofree char *day = NULL;

  switch (field->type)
    {
    case CM_FIELD_REFERENCE:
      return fill_reference (store, record, field, error);
    case CM_FIELD_CHOICE:
      cm_record_set_text (record, field->name, field->choices[0].name);
      break;
    case CM_FIELD_DATE:
      day = find_day (store);
      cm_record_set_text (record, field->name, day);
      break;
    case CM_FIELD_YEAR:
      cm_record_set_number (record, field->name, find_year (store));
      break;
    case CM_FIELD_INTEGER:
    case CM_FIELD_DECIMAL:
    case CM_FIELD_MONEY:
    case CM_FIELD_FLAG:
      cm_record_set_number (record, field->name, MAX (field->min, 0));
      break;
    case CM_FIELD_TEXT:
    case CM_FIELD_LONG_TEXT:
    default:
      cm_record_set_text (record, field->name, cm_table_label (cm_record_get_table (record)));
      break;
    }
  return TRUE;
}

gboolean
cm_draft_fill (CmStore *store, CmRecord *record, GError **error)
{
  const CmTable *table = cm_record_get_table (record);

  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];

      if ((field->flags & CM_FIELD_REQUIRED) != 0 && cm_record_is_null (record, field->name) &&
          !fill_field (store, record, field, error))
        return FALSE;
    }
  return TRUE;
}
