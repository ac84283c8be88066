/* cm-sign-off.c - a body signs a step of the cycle off, and the wheel moves. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-sign-off.h"

#include <glib/gi18n.h>

G_DEFINE_QUARK (cm_workflow_error_quark, cm_workflow_error)

static CmQuery *
query_step (const char *table, CmRecord *run, const char *step)
{
  CmQuery *query = cm_query_new (table);

  cm_query_where_text (query, "cycle_run", cm_record_get_id (run));
  cm_query_where_text (query, "step", step);
  return query;
}

CmRecord *
cm_sign_off_find (CmStore *store, CmRecord *run, const char *step)
{
  g_autoptr (CmQuery) query = query_step ("sign_off", run, step);

  cm_query_order (query, "on_date", TRUE);
  return cm_store_first (store, query);
}

/* Writes the state of a step inside an open transaction. */
static gboolean
write_state (CmStore *store, CmRecord *run, const char *step, const char *state, GError **error)
{
  g_autoptr (CmQuery) query = query_step ("step_state", run, step);
  g_autoptr (CmRecord) known = cm_store_first (store, query);
  g_autoptr (CmRecord) record =
      known != NULL ? cm_record_copy (known) : cm_record_new (cm_table_find ("step_state"));

  cm_record_set_text (record, "cycle_run", cm_record_get_id (run));
  cm_record_set_text (record, "step", step);
  cm_record_set_text (record, "state", state);
  return known != NULL ? cm_store_update (store, record, error)
                       : cm_store_insert (store, record, error);
}

static gboolean
is_untouched (CmStore *store, CmRecord *run, const char *step)
{
  g_autoptr (CmQuery) query = query_step ("step_state", run, step);
  g_autoptr (CmRecord) record = cm_store_first (store, query);

  return record == NULL || g_str_equal (cm_record_get_text (record, "state"), CM_STATE_NOT_STARTED);
}

static gboolean
check_rules (CmStore *store,
             CmRecord *run,
             const char *step,
             const char *body,
             const char *date,
             GError **error)
{
  g_autoptr (CmQuery) query = query_step ("step_state", run, step);
  g_autoptr (CmRecord) record = cm_store_first (store, query);
  const char *responsible = record != NULL ? cm_record_get_text (record, "responsible") : "";
  g_autofree char *today = cm_date_today ();

  if (record != NULL && g_str_equal (cm_record_get_text (record, "state"), CM_STATE_SIGNED_OFF))
    {
      g_set_error_literal (
          error,
          CM_WORKFLOW_ERROR,
          CM_WORKFLOW_ERROR_RULE,
          _ ("This step is signed off already. Withdraw the sign-off to sign it off anew."));
      return FALSE;
    }
  if (*responsible != '\0' && g_strcmp0 (responsible, body) != 0)
    {
      g_autofree char *name = cm_store_get_title (store, "body", responsible);

      g_set_error (error,
                   CM_WORKFLOW_ERROR,
                   CM_WORKFLOW_ERROR_RULE,
                   /* translators: %s is the name of a body */
                   _ ("“%s” is responsible for this step, so it signs it off. Change the "
                      "responsible body first "
                      "if that is wrong."),
                   name);
      return FALSE;
    }
  if (g_strcmp0 (date, today) > 0)
    {
      g_set_error_literal (error,
                           CM_WORKFLOW_ERROR,
                           CM_WORKFLOW_ERROR_RULE,
                           _ ("Date: a step cannot be signed off on a day that has not come."));
      return FALSE;
    }
  return TRUE;
}

static CmRecord *
make_sign_off (CmRecord *run,
               const char *step,
               const char *body,
               const char *date,
               const char *role,
               const char *note,
               GError **error)
{
  const char *const values[][2] = {
    { "body", body }, { "on_date", date }, { "role", role }, { "note", note }
  };
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("sign_off"));

  cm_record_set_text (record, "cycle_run", cm_record_get_id (run));
  cm_record_set_text (record, "step", step);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      int at = cm_table_field_index (cm_record_get_table (record), values[i][0]);
      CmValue value = CM_VALUE_INIT;
      gboolean read =
          cm_value_parse (&value, &cm_record_get_table (record)->fields[at], values[i][1], error);

      if (read)
        cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
      if (!read)
        return NULL;
    }
  return g_steal_pointer (&record);
}

gboolean
cm_sign_off (CmStore *store,
             CmRecord *run,
             const char *step,
             const char *title,
             const char *next,
             const char *body,
             const char *date,
             const char *role,
             const char *note,
             GError **error)
{
  g_autofree char *today = cm_date_today ();
  g_autoptr (CmRecord) record = make_sign_off (
      run, step, body, date != NULL && *date != '\0' ? date : today, role, note, error);
  g_autofree char *label = NULL;

  if (record == NULL ||
      !check_rules (store, run, step, body, cm_record_get_text (record, "on_date"), error))
    return FALSE;
  /* translators: an entry of the change log: %s is a step of the cycle */
  label = g_strdup_printf (_ ("Sign off step “%s”"), title);
  if (!cm_store_begin (store, label, error))
    return FALSE;
  if (cm_store_insert (store, record, error) &&
      write_state (store, run, step, CM_STATE_SIGNED_OFF, error) &&
      (next == NULL || !is_untouched (store, run, next) ||
       write_state (store, run, next, CM_STATE_IN_HAND, error)))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}

gboolean
cm_sign_off_withdraw (
    CmStore *store, CmRecord *run, const char *step, const char *title, GError **error)
{
  g_autoptr (CmRecord) record = cm_sign_off_find (store, run, step);
  g_autofree char *label = NULL;

  /* translators: an entry of the change log: %s is a step of the cycle */
  label = g_strdup_printf (_ ("Withdraw the sign-off of step “%s”"), title);
  if (!cm_store_begin (store, label, error))
    return FALSE;
  if ((record == NULL || cm_store_delete (store, record, error)) &&
      write_state (store, run, step, CM_STATE_IN_HAND, error))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}
