/* cm-spend-edit.c - mapping rules are added and moved. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-spend-private.h"

/* A rank after all others: those without one come last, so they get theirs first. */
static gboolean
renumber (CmStore *store, GPtrArray *rules, GError **error)
{
  for (guint i = 0; i < rules->len; i++)
    {
      g_autoptr (CmRecord) copy = NULL;

      if (!cm_record_is_null (rules->pdata[i], "rank") &&
          cm_record_get_number (rules->pdata[i], "rank") == i + 1)
        continue;
      copy = cm_record_copy (rules->pdata[i]);
      cm_record_set_number (copy, "rank", i + 1);
      if (!cm_store_update (store, copy, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
end (CmStore *store, gboolean done, GError **error)
{
  if (done)
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}

gboolean
cm_spend_add_rule (CmStore *store, CmRecord *rule, GError **error)
{
  g_autoptr (GPtrArray) rules = _cm_spend_read_rules (store);
  CmRecord *last = rules->len > 0 ? rules->pdata[rules->len - 1] : NULL;
  gboolean unranked = last != NULL && cm_record_is_null (last, "rank");
  g_autofree char *label =
      /* translators: an entry of the change log; %s are the words of a mapping rule */
      g_strdup_printf (_ ("Add rule “%s”"), cm_record_get_text (rule, "words"));

  if (last == NULL)
    cm_record_set_number (rule, "rank", 1);
  else if (unranked)
    cm_record_set_number (rule, "rank", rules->len + 1);
  else
    cm_record_set_number (rule, "rank", cm_record_get_number (last, "rank") + 1);
  if (!cm_store_begin (store, label, error))
    return FALSE;
  return end (store,
              (!unranked || renumber (store, rules, error)) && cm_store_insert (store, rule, error),
              error);
}

gboolean
cm_spend_move_rule (CmStore *store, const char *id, guint place, GError **error)
{
  g_autoptr (GPtrArray) rules = _cm_spend_read_rules (store);
  g_autofree char *label = NULL;

  for (guint i = 0; i < rules->len; i++)
    {
      CmRecord *rule = rules->pdata[i];

      if (!g_str_equal (cm_record_get_id (rule), id))
        continue;
      /* translators: an entry of the change log; %s are the words of a mapping rule */
      label = g_strdup_printf (_ ("Move rule “%s”"), cm_record_get_text (rule, "words"));
      rule = g_ptr_array_steal_index (rules, i);
      g_ptr_array_insert (rules, (int) MIN (place, rules->len), rule);
      break;
    }
  if (label == NULL)
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_REFUSED,
                   "%s",
                   _ ("This mapping rule is not there any more."));
      return FALSE;
    }
  if (!cm_store_begin (store, label, error))
    return FALSE;
  return end (store, renumber (store, rules, error), error);
}
