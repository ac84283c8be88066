/* cm-thread-edit.c - the golden thread is mended: what is added to it, tied and untied. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-sign-off.h"
#include "cm-thread.h"

static void
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE, text);
}

/* One more than the last of the records that refer to the same. */
static gint64
find_next_rank (CmStore *store, const char *table, const char *field, const char *id)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (CmRecord) last = NULL;

  cm_query_where_text (query, field, id);
  cm_query_order (query, "rank", TRUE);
  last = cm_store_first (store, query);
  return last != NULL ? cm_record_get_number (last, "rank") + 1 : 1;
}

static CmRecord *
add (CmStore *store,
     const char *table,
     const char *field,
     const char *parent,
     const char *name,
     const char *measure,
     GError **error)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  /* translators: an entry of the change log; %s is the name of an outcome or an indicator */
  g_autofree char *label = g_strdup_printf (_ ("Add “%s”"), name);

  cm_record_set_text (record, field, parent);
  cm_record_set_text (record, "name", name);
  if (measure != NULL)
    cm_record_set_text (record, "measure", measure);
  cm_record_set_number (record, "rank", find_next_rank (store, table, field, parent));
  return cm_store_save (store, record, label, error) ? g_steal_pointer (&record) : NULL;
}

CmRecord *
cm_thread_add_outcome (CmStore *store, const char *chapter, GError **error)
{
  return add (store, "outcome", "chapter", chapter, _ ("New outcome"), NULL, error);
}

CmRecord *
cm_thread_add_indicator (CmStore *store, const char *outcome, GError **error)
{
  return add (store, "indicator", "outcome", outcome, _ ("New indicator"), "number", error);
}

CmRecord *
cm_thread_link (CmStore *store, const char *activity, const char *outcome, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity_outcome");
  g_autoptr (CmQuery) same = NULL;
  g_autoptr (CmRecord) link = NULL;
  g_autofree char *title = cm_store_get_title (store, "activity", activity);
  g_autofree char *aim = cm_store_get_title (store, "outcome", outcome);
  g_autofree char *label = NULL;

  cm_query_where_text (query, "activity", activity);
  same = cm_query_copy (query);
  cm_query_where_text (same, "outcome", outcome);
  if (cm_store_count (store, same) > 0)
    {
      /* translators: %1$s is an activity, %2$s an outcome */
      g_autofree char *text = g_strdup_printf (_ ("“%1$s” serves “%2$s” already."), title, aim);

      refuse (error, text);
      return NULL;
    }
  link = cm_record_new (cm_table_find ("activity_outcome"));
  cm_record_set_text (link, "activity", activity);
  cm_record_set_text (link, "outcome", outcome);
  cm_record_set_text (
      link, "contribution", cm_store_count (store, query) == 0 ? "main" : "supporting");
  /* translators: an entry of the change log; %1$s is an activity, %2$s an outcome */
  label = g_strdup_printf (_ ("“%1$s” serves “%2$s”"), title, aim);
  return cm_store_save (store, link, label, error) ? g_steal_pointer (&link) : NULL;
}

static gboolean
delete_record (CmStore *store, CmRecord *record, const char *label, GError **error)
{
  if (!cm_store_begin (store, label, error))
    return FALSE;
  if (!cm_store_delete (store, record, error))
    {
      cm_store_rollback (store);
      return FALSE;
    }
  return cm_store_commit (store, error);
}

gboolean
cm_thread_unlink (CmStore *store, const char *id, GError **error)
{
  g_autoptr (CmRecord) link = cm_store_get (store, "activity_outcome", id);
  g_autofree char *title = NULL, *aim = NULL, *label = NULL;

  if (link == NULL)
    {
      refuse (error, _ ("The activity no longer serves that outcome."));
      return FALSE;
    }
  title = cm_store_get_title (store, "activity", cm_record_get_text (link, "activity"));
  aim = cm_store_get_title (store, "outcome", cm_record_get_text (link, "outcome"));
  /* translators: an entry of the change log; %1$s is an activity, %2$s an outcome */
  label = g_strdup_printf (_ ("“%1$s” no longer serves “%2$s”"), title, aim);
  return delete_record (store, link, label, error);
}

gboolean
cm_thread_remove (CmStore *store, const char *table, const char *id, GError **error)
{
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);
  g_autofree char *label = NULL;

  if (record == NULL)
    {
      refuse (error, _ ("It is deleted already."));
      return FALSE;
    }
  /* translators: an entry of the change log; %s is the name of an outcome or an indicator */
  label = g_strdup_printf (_ ("Delete “%s”"), cm_record_get_title (record));
  return delete_record (store, record, label, error);
}

gboolean
cm_thread_rename (
    CmStore *store, const char *table, const char *id, const char *name, GError **error)
{
  g_autoptr (CmRecord) known = cm_store_get (store, table, id);
  const CmTable *description = cm_table_find (table);
  g_autoptr (CmRecord) record = NULL;
  g_autofree char *label = NULL;
  CmValue value = CM_VALUE_INIT;

  if (known == NULL)
    {
      refuse (error, _ ("It is deleted already."));
      return FALSE;
    }
  if (!cm_value_parse (&value, cm_table_field (description, description->title), name, error))
    return FALSE;
  record = cm_record_copy (known);
  cm_record_set_value (
      record, (guint) cm_table_field_index (description, description->title), &value);
  cm_value_clear (&value);
  /* translators: an entry of the change log; %1$s was the name of something, %2$s is it now */
  label = g_strdup_printf (
      _ ("Rename “%1$s” to “%2$s”"), cm_record_get_title (known), cm_record_get_title (record));
  return cm_store_save (store, record, label, error);
}
