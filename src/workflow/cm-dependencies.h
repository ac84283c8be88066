/* cm-dependencies.h - what an activity requires, excludes and follows, and what contradicts itself.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

typedef enum
{
  CM_DEPENDENCY_REQUIRES,
  CM_DEPENDENCY_FOLLOWS,
  CM_DEPENDENCY_REQUIRED_BY,
  CM_DEPENDENCY_FOLLOWED_BY,
  CM_DEPENDENCY_EXCLUDES, /* either way: an exclusion holds for both */
} CmDependencyKind;

typedef struct
{
  CmDependencyKind kind;
  CmRecord *link;   /* activity_link */
  CmRecord *other;  /* activity */
  gboolean trouble; /* cm_dependencies_check() has something to say about it */
} CmDependency;

/* (transfer container): of CmDependency, in the order of the kinds. */
GPtrArray *cm_dependencies_list (CmStore *store, CmRecord *activity);
/* “requires”, “is required by”: translated, within a sentence. */
const char *cm_dependency_kind_name (CmDependencyKind kind);

/* (transfer container): of char *, each contradiction as a sentence: something required that is
 * withdrawn, closed or closing, also by way of others; something both required and excluded;
 * activities that require or follow one another in a circle; two that exclude each other and are
 * both live; a live one that requires what is not live. Empty if all is well. */
GPtrArray *cm_dependencies_check (CmStore *store, CmRecord *activity);

G_END_DECLS
