/* cm-needs.c - needs, what they rest on, and what is yet to be followed up, within a scope. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-needs.h"

#include <glib/gi18n.h>

#include "cm-draft.h"
#include "cm-sign-off.h"

/* --- within a scope --------------------------------------------------------------------------- */

static CmQuery *
query_of_chapters (const char *table, const CmScope *scope)
{
  CmQuery *query = cm_query_new (table);

  if (!cm_scope_is_whole (scope))
    cm_query_where_in (query, "chapter", cm_scope_query_chapters (scope), "id");
  return query;
}

CmQuery *
cm_needs_query (const CmScope *scope)
{
  return query_of_chapters ("need", scope);
}

CmQuery *
cm_needs_query_engagement (const CmScope *scope)
{
  return query_of_chapters ("engagement", scope);
}

/* What is neither about the chapters of the scope nor about its theme, nor under one of its needs.
 */
static CmQuery *
query_other_evidence (const CmScope *scope)
{
  CmQuery *other = cm_query_new ("evidence");
  CmQuery *links = cm_query_new ("need_evidence");

  cm_query_where_not_in (other, "chapter", cm_scope_query_chapters (scope), "id");
  if (scope->chapter == NULL)
    {
      CmQuery *theme = cm_query_new ("theme");

      cm_query_where_text (theme, "id", scope->theme);
      cm_query_where_not_in (other, "theme", theme, "id");
    }
  cm_query_where_in (links, "need", cm_needs_query (scope), "id");
  cm_query_where_not_in (other, "id", links, "evidence");
  return other;
}

/* The conditions of a query must all hold; one of several holds for what is not among the rest. */
CmQuery *
cm_needs_query_evidence (const CmScope *scope)
{
  CmQuery *query = cm_query_new ("evidence");

  if (!cm_scope_is_whole (scope))
    cm_query_where_not_in (query, "id", query_other_evidence (scope), "id");
  return query;
}

/* --- making ----------------------------------------------------------------------------------- */

/* Evidence may bear on a theme as a whole; needs and engagement belong to a chapter. */
static gboolean
place_in_scope (CmStore *store, CmRecord *record, const CmScope *scope, GError **error)
{
  g_autoptr (CmQuery) query = cm_scope_query_chapters (scope);
  g_autoptr (CmRecord) chapter = NULL;

  if (cm_scope_is_whole (scope))
    return TRUE;
  if (scope->chapter == NULL && cm_table_field (cm_record_get_table (record), "theme") != NULL)
    {
      cm_record_set_text (record, "theme", scope->theme);
      return TRUE;
    }
  chapter = cm_store_first (store, query);
  if (chapter == NULL)
    {
      g_set_error_literal (error,
                           CM_WORKFLOW_ERROR,
                           CM_WORKFLOW_ERROR_RULE,
                           _ ("This theme has no chapter yet that it could be about. Add a chapter "
                              "first, or choose the whole partnership."));
      return FALSE;
    }
  cm_record_set_text (record, "chapter", cm_record_get_id (chapter));
  return TRUE;
}

CmRecord *
cm_needs_new (CmStore *store, const char *table, const CmScope *scope, GError **error)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));

  if (g_str_equal (table, "evidence"))
    {
      cm_record_set_text (record, "name", _ ("New evidence"));
      cm_record_set_text (record, "kind", "other");
    }
  else
    cm_record_set_text (
        record, "name", g_str_equal (table, "need") ? _ ("New need") : _ ("New engagement"));
  if (!place_in_scope (store, record, scope, error) || !cm_draft_fill (store, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

/* --- what is missing -------------------------------------------------------------------------- */

static CmQuery *
query_without (const CmQuery *query, const char *links, const char *key)
{
  CmQuery *without = cm_query_copy (query);

  cm_query_where_not_in (without, "id", cm_query_new (links), key);
  return without;
}

CmQuery *
cm_needs_query_unproven (const CmQuery *needs)
{
  return query_without (needs, "need_evidence", "need");
}

CmQuery *
cm_needs_query_unanswered (const CmQuery *needs)
{
  return query_without (needs, "need_outcome", "need");
}

CmQuery *
cm_needs_query_unused (const CmQuery *evidence)
{
  return query_without (evidence, "need_evidence", "evidence");
}

CmQuery *
cm_needs_query_outstanding (const CmQuery *engagement)
{
  CmQuery *query = cm_query_copy (engagement);

  cm_query_where_number (query, "follow_up_needed", 1);
  cm_query_where_null (query, "done_on");
  return query;
}

/* --- in words --------------------------------------------------------------------------------- */

static guint
count_links (CmStore *store, const char *table, const char *need)
{
  g_autoptr (CmQuery) links = cm_query_new (table);

  cm_query_where_text (links, "need", need);
  return cm_store_count (store, links);
}

char *
cm_needs_describe (CmStore *store, const char *need)
{
  guint evidence = count_links (store, "need_evidence", need);
  guint outcomes = count_links (store, "need_outcome", need);
  g_autofree char *rests = NULL;
  g_autofree char *answered = NULL;

  if (evidence == 0)
    rests = g_strdup (_ ("Without evidence"));
  else
    rests = g_strdup_printf (
        ngettext ("Rests on %u piece of evidence", "Rests on %u pieces of evidence", evidence),
        evidence);
  if (outcomes == 0)
    answered = g_strdup (_ ("without an outcome"));
  else
    answered = g_strdup_printf (
        ngettext ("answered by %u outcome", "answered by %u outcomes", outcomes), outcomes);
  /* translators: of a need; %1$s is as in “Rests on 2 pieces of evidence”, %2$s as in “without an
   * outcome” */
  return g_strdup_printf (_ ("%1$s, %2$s"), rests, answered);
}
