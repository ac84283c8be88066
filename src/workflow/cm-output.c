/* cm-output.c - what a step of the cycle brings forth: how far it has come and where it is kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-output.h"

#include <glib/gi18n.h>

#include "cm-sign-off.h"

static CmQuery *
query_outputs (CmRecord *run, const char *step)
{
  CmQuery *query = cm_query_new ("output");

  cm_query_where_text (query, "cycle_run", cm_record_get_id (run));
  cm_query_where_text (query, "step", step);
  return query;
}

CmRecord *
cm_output_find (CmStore *store, CmRecord *run, const char *step, const char *name)
{
  g_autoptr (CmQuery) query = query_outputs (run, step);

  cm_query_where_text (query, "name", name);
  return cm_store_first (store, query);
}

GPtrArray *
cm_output_list (CmStore *store, CmRecord *run, const char *step)
{
  g_autoptr (CmQuery) query = query_outputs (run, step);

  return cm_store_list (store, query);
}

static CmRecord *
make_output (CmRecord *run, const char *step, const char *name)
{
  CmRecord *record = cm_record_new (cm_table_find ("output"));

  cm_record_set_text (record, "cycle_run", cm_record_get_id (run));
  cm_record_set_text (record, "step", step);
  cm_record_set_text (record, "name", name);
  cm_record_set_text (record, "state", "not-started");
  return record;
}

gboolean
cm_output_set (CmStore *store,
               CmRecord *run,
               const char *step,
               const char *name,
               const char *field_name,
               const char *text,
               GError **error)
{
  const CmTable *table = cm_table_find ("output");
  const CmField *field = cm_table_field (table, field_name);
  g_autoptr (CmRecord) known = cm_output_find (store, run, step, name);
  g_autoptr (CmRecord) record =
      known != NULL ? cm_record_copy (known) : make_output (run, step, name);
  CmValue value = CM_VALUE_INIT;
  gboolean read = cm_value_parse (&value, field, text, error);
  g_autofree char *label = NULL;

  if (read)
    cm_record_set_value (record, (guint) cm_table_field_index (table, field_name), &value);
  cm_value_clear (&value);
  if (!read)
    return FALSE;
  /* translators: an entry of the change log: %1$s is a field such as Date, %2$s an output of a step
   */
  label = g_strdup_printf (_ ("Change %1$s of output “%2$s”"), cm_field_label (field), name);
  return cm_store_save (store, record, label, error);
}

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *a_key = g_utf8_casefold (a, -1);
  g_autofree char *b_key = g_utf8_casefold (b, -1);

  return g_str_equal (a_key, b_key);
}

static gboolean
is_taken (
    CmStore *store, CmRecord *run, const char *step, const char *name, const char *const *taken)
{
  g_autoptr (GPtrArray) known = cm_output_list (store, run, step);

  for (guint i = 0; taken[i] != NULL; i++)
    if (is_same (taken[i], name))
      return TRUE;
  for (guint i = 0; i < known->len; i++)
    if (is_same (cm_record_get_title (known->pdata[i]), name))
      return TRUE;
  return FALSE;
}

gboolean
cm_output_add (CmStore *store,
               CmRecord *run,
               const char *step,
               const char *name,
               const char *const *taken,
               GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  g_autoptr (CmRecord) record = make_output (run, step, stripped);
  g_autofree char *label = NULL;

  if (*stripped == '\0')
    {
      g_set_error_literal (error,
                           CM_WORKFLOW_ERROR,
                           CM_WORKFLOW_ERROR_RULE,
                           _ ("An output needs a name. Type what the step is to bring forth."));
      return FALSE;
    }
  if (is_taken (store, run, step, stripped, taken))
    {
      g_set_error (error,
                   CM_WORKFLOW_ERROR,
                   CM_WORKFLOW_ERROR_RULE,
                   /* translators: %s is the name of an output */
                   _ ("This step has an output “%s” already. Choose another name."),
                   stripped);
      return FALSE;
    }
  /* translators: an entry of the change log: %s is an output of a step */
  label = g_strdup_printf (_ ("Add output “%s”"), stripped);
  return cm_store_save (store, record, label, error);
}

gboolean
cm_output_remove (CmStore *store, CmRecord *output, GError **error)
{
  g_autofree char *label = NULL;

  /* translators: an entry of the change log: %s is an output of a step */
  label = g_strdup_printf (_ ("Remove output “%s”"), cm_record_get_title (output));
  if (!cm_store_begin (store, label, error))
    return FALSE;
  if (cm_store_delete (store, output, error))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}
