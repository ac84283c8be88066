/* cm-activity.c - activities are added to a portfolio and taken out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-activity.h"

#include <glib/gi18n.h>

#include "cm-sign-off.h"

CmRecord *
cm_activity_new (void)
{
  CmRecord *activity = cm_record_new (cm_table_find ("activity"));

  cm_record_set_text (activity, "title", _ ("New activity"));
  cm_record_set_text (activity, "state", "proposed");
  return activity;
}

static gboolean
find_chapter (CmStore *store, const CmScope *scope, char **id, GError **error)
{
  g_autoptr (CmQuery) query = cm_scope_query_chapters (scope);
  g_autoptr (CmRecord) chapter = NULL;

  *id = NULL;
  if (cm_scope_is_whole (scope))
    return TRUE;
  chapter = cm_store_first (store, query);
  if (chapter == NULL)
    {
      g_set_error_literal (error,
                           CM_WORKFLOW_ERROR,
                           CM_WORKFLOW_ERROR_RULE,
                           _ ("This theme has no chapter yet that an activity could serve. Add a "
                              "chapter first, or choose the whole partnership."));
      return FALSE;
    }
  *id = g_strdup (cm_record_get_id (chapter));
  return TRUE;
}

static gboolean
insert (CmStore *store, CmRecord *activity, const char *chapter, GError **error)
{
  g_autoptr (CmRecord) link = NULL;

  if (!cm_store_insert (store, activity, error))
    return FALSE;
  if (chapter == NULL)
    return TRUE;
  link = cm_record_new (cm_table_find ("activity_chapter"));
  cm_record_set_text (link, "activity", cm_record_get_id (activity));
  cm_record_set_text (link, "chapter", chapter);
  return cm_store_insert (store, link, error);
}

gboolean
cm_activity_add (CmStore *store, const CmScope *scope, GPtrArray *activities, GError **error)
{
  g_autofree char *chapter = NULL;
  g_autofree char *label = NULL;

  if (!find_chapter (store, scope, &chapter, error))
    return FALSE;
  label = activities->len == 1
              /* translators: an entry of the change log; %s is the title of an activity */
              ? g_strdup_printf (_ ("Add “%s”"), cm_record_get_title (activities->pdata[0]))
              : g_strdup_printf (ngettext ("Add %u activity", "Add %u activities", activities->len),
                                 activities->len);
  if (!cm_store_begin (store, label, error))
    return FALSE;
  for (guint i = 0; i < activities->len; i++)
    if (!insert (store, g_ptr_array_index (activities, i), chapter, error))
      {
        cm_store_rollback (store);
        return FALSE;
      }
  return cm_store_commit (store, error);
}

gboolean
cm_activity_delete (CmStore *store, GPtrArray *activities, GError **error)
{
  g_autofree char *label =
      activities->len == 1
          /* translators: an entry of the change log; %s is the title of an activity */
          ? g_strdup_printf (_ ("Delete “%s”"), cm_record_get_title (activities->pdata[0]))
          : g_strdup_printf (
                ngettext ("Delete %u activity", "Delete %u activities", activities->len),
                activities->len);

  if (!cm_store_begin (store, label, error))
    return FALSE;
  for (guint i = 0; i < activities->len; i++)
    if (!cm_store_delete (store, g_ptr_array_index (activities, i), error))
      {
        cm_store_rollback (store);
        return FALSE;
      }
  return cm_store_commit (store, error);
}
