/* cm-portfolio-facts.h - who does what where with whose money: the portfolio as plain numbers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *state;
  int organisation; /* that leads it: its place in the organisations, or -1 */
  gint64 scores;    /* their sum */
  guint n_scores;
} CmFactActivity;

/* An activity has to do with a chapter, a place or an organisation: their places in the lists. */
typedef struct
{
  guint activity;
  guint other;
  gboolean main; /* of chapters: it contributes mainly to it */
} CmFactLink;

typedef struct
{
  guint activity;
  guint source; /* its place in the funding sources */
  gint64 year;
  gint64 pence;
} CmFactLine;

/* Read-only. Lists of CmRecord are in the order of their tables, chapters by theme. What refers to
 * a record that is not there is left out. */
typedef struct
{
  GPtrArray *themes, *chapters, *places, *organisations, *sources;
  GArray *activities;                                   /* of CmFactActivity */
  GArray *in_chapters, *in_places, *with_organisations; /* of CmFactLink, no two alike */
  GArray *lines; /* of CmFactLine, one for each activity, source and year */
  gint64 year;   /* the partnership's current one, or 0 */
} CmPortfolioFacts;

/* Reading takes a while: it is done in slices of a few milliseconds. Nothing is held open between
 * two of them; who sees the store change begins anew. */
typedef struct _CmFactsReader CmFactsReader;

CmFactsReader *cm_facts_reader_new (CmStore *store);
void cm_facts_reader_free (CmFactsReader *self);
/* Reads on. TRUE when all is read. */
gboolean cm_facts_reader_step (CmFactsReader *self);
/* (transfer none): what was read, when all is; it lives as long as the reader. */
const CmPortfolioFacts *cm_facts_reader_get (CmFactsReader *self);

/* Whether a change to that table is one to the facts. */
gboolean cm_facts_depend_on (const CmTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmFactsReader, cm_facts_reader_free)

G_END_DECLS
