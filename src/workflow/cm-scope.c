/* cm-scope.c - how much of the portfolio is looked at: all of it, a theme or a chapter. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-scope.h"

CmScope *
cm_scope_new (const char *theme, const char *chapter)
{
  CmScope *self = g_new0 (CmScope, 1);

  self->theme = g_strdup (theme);
  self->chapter = g_strdup (chapter);
  return self;
}

CmScope *
cm_scope_copy (const CmScope *self)
{
  return cm_scope_new (self->theme, self->chapter);
}

void
cm_scope_free (CmScope *self)
{
  g_free (self->theme);
  g_free (self->chapter);
  g_free (self);
}

gboolean
cm_scope_is_whole (const CmScope *self)
{
  return self->theme == NULL && self->chapter == NULL;
}

gboolean
cm_scope_equal (const CmScope *a, const CmScope *b)
{
  return g_strcmp0 (a->chapter, b->chapter) == 0 &&
         (a->chapter != NULL || g_strcmp0 (a->theme, b->theme) == 0);
}

char *
cm_scope_get_theme (CmStore *store, const CmScope *self)
{
  g_autoptr (CmRecord) chapter = NULL;

  if (self->chapter == NULL)
    return g_strdup (self->theme);
  chapter = cm_store_get (store, "chapter", self->chapter);
  return chapter != NULL ? g_strdup (cm_record_get_text (chapter, "theme")) : NULL;
}

CmQuery *
cm_scope_query_chapters (const CmScope *self)
{
  CmQuery *query = cm_query_new ("chapter");

  if (self->chapter != NULL)
    cm_query_where_text (query, "id", self->chapter);
  else if (self->theme != NULL)
    cm_query_where_text (query, "theme", self->theme);
  return query;
}

CmQuery *
cm_scope_query_activities (const CmScope *self)
{
  CmQuery *query = cm_query_new ("activity");
  CmQuery *links;

  if (cm_scope_is_whole (self))
    return query;
  links = cm_query_new ("activity_chapter");
  cm_query_where_in (links, "chapter", cm_scope_query_chapters (self), "id");
  cm_query_where_in (query, "id", links, "activity");
  return query;
}
