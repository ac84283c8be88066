/* cm-approval.c - whether an activity is agreed on every track that must agree. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-approval.h"

#include <glib/gi18n.h>

typedef struct
{
  GString *yes, *no, *open; /* names of tracks */
  guint conditional;
  char *last;     /* date of the last yes */
  gboolean whole; /* every yes has a date */
} Count;

static void
add_name (GString *names, CmRecord *approval)
{
  /* translators: the name of a track of approval, in a list */
  g_string_append_printf (
      names, names->len > 0 ? _ (", “%s”") : _ ("“%s”"), cm_record_get_text (approval, "track"));
}

static gboolean
is_yes (CmRecord *approval)
{
  const char *state = cm_record_get_text (approval, "state");

  return g_str_equal (state, "approved") || g_str_equal (state, "conditional");
}

static void
count_yes (Count *count, CmRecord *approval)
{
  const char *date = cm_record_get_text (approval, "on_date");

  add_name (count->yes, approval);
  if (g_str_equal (cm_record_get_text (approval, "state"), "conditional"))
    count->conditional++;
  count->whole = count->whole && *date != '\0';
  if (g_strcmp0 (date, count->last) <= 0)
    return;
  g_free (count->last);
  count->last = g_strdup (date);
}

static void
count_tracks (Count *count, GPtrArray *approvals)
{
  gboolean any_required = FALSE;

  for (guint i = 0; i < approvals->len; i++)
    any_required |= cm_record_get_number (approvals->pdata[i], "required") != 0;
  for (guint i = 0; i < approvals->len; i++)
    {
      CmRecord *approval = approvals->pdata[i];

      if (any_required && cm_record_get_number (approval, "required") == 0)
        continue;
      if (is_yes (approval))
        count_yes (count, approval);
      else if (g_str_equal (cm_record_get_text (approval, "state"), "refused"))
        add_name (count->no, approval);
      else
        add_name (count->open, approval);
    }
}

static CmApprovalVerdict
decide (const Count *count)
{
  if (count->no->len > 0)
    return count->yes->len > 0 ? CM_APPROVAL_DISAGREE : CM_APPROVAL_REFUSED;
  if (count->open->len > 0)
    return CM_APPROVAL_PENDING;
  return count->yes->len > 0 ? CM_APPROVAL_AGREED : CM_APPROVAL_NONE;
}

static char *
describe (const Count *count, CmApprovalVerdict verdict)
{
  switch (verdict)
    {
    case CM_APPROVAL_AGREED:
      if (count->conditional > 0)
        /* translators: %s are names of tracks of approval */
        return g_strdup_printf (_ ("Agreed, with conditions: %s."), count->yes->str);
      /* translators: %s are names of tracks of approval */
      return g_strdup_printf (_ ("Agreed on every required track: %s."), count->yes->str);
    case CM_APPROVAL_DISAGREE:
      /* translators: %1$s and %2$s are names of tracks of approval */
      return g_strdup_printf (
          _ ("The tracks disagree: %1$s approved it, %2$s refused it. It is not agreed."),
          count->yes->str,
          count->no->str);
    case CM_APPROVAL_REFUSED:
      /* translators: %s are names of tracks of approval */
      return g_strdup_printf (_ ("Refused by %s."), count->no->str);
    case CM_APPROVAL_PENDING:
      if (count->yes->len > 0)
        /* translators: %1$s and %2$s are names of tracks of approval */
        return g_strdup_printf (_ ("Not agreed yet: %1$s approved it, %2$s has still to."),
                                count->yes->str,
                                count->open->str);
      /* translators: %s are names of tracks of approval */
      return g_strdup_printf (_ ("Not agreed yet: %s has still to approve it."), count->open->str);
    case CM_APPROVAL_NONE:
    default:
      return g_strdup (_ ("No approval is asked for yet."));
    }
}

CmApproval *
cm_approval_judge (CmStore *store, CmRecord *activity)
{
  CmApproval *self = g_new0 (CmApproval, 1);
  g_autoptr (CmQuery) query = cm_query_new ("approval");
  g_autoptr (GPtrArray) approvals = NULL;
  Count count = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), 0, NULL, TRUE };

  cm_query_where_text (query, "activity", cm_record_get_id (activity));
  approvals = cm_store_list (store, query);
  count_tracks (&count, approvals);
  self->verdict = decide (&count);
  self->words = describe (&count, self->verdict);
  if (self->verdict == CM_APPROVAL_AGREED && count.whole)
    self->date = g_steal_pointer (&count.last);
  g_free (count.last);
  g_string_free (count.yes, TRUE);
  g_string_free (count.no, TRUE);
  g_string_free (count.open, TRUE);
  return self;
}

void
cm_approval_free (CmApproval *self)
{
  g_free (self->words);
  g_free (self->date);
  g_free (self);
}
