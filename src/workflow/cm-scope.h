/* cm-scope.h - how much of the portfolio is looked at: all of it, a theme or a chapter. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *theme;   /* the key of a theme, or NULL */
  char *chapter; /* the key of a chapter, or NULL; goes before the theme */
} CmScope;

CmScope *cm_scope_new (const char *theme, const char *chapter);
CmScope *cm_scope_copy (const CmScope *self);
void cm_scope_free (CmScope *self);
gboolean cm_scope_is_whole (const CmScope *self);
/* Whether both show the same: a chapter is the same with and without its theme. */
gboolean cm_scope_equal (const CmScope *a, const CmScope *b);

/* (transfer full) (nullable): the key of the theme of the scope, that of its chapter if it is one.
 */
char *cm_scope_get_theme (CmStore *store, const CmScope *self);
/* The chapters, and the activities that serve one of them. The whole portfolio has all activities.
 */
CmQuery *cm_scope_query_chapters (const CmScope *self);
CmQuery *cm_scope_query_activities (const CmScope *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmScope, cm_scope_free)

G_END_DECLS
