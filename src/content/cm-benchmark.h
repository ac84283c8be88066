/* cm-benchmark.h - the headings by which a partnership judges itself, and how far it has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "cm-origin.h"

G_BEGIN_DECLS

/* One of the scale, from the least to the most. */
typedef struct
{
  char *id;
  char *name;
  char *meaning; /* under whatever heading */
} CmBenchmarkLevel;

typedef struct
{
  char *id;
  char *text;
  CmTextOrigin origin;
} CmBenchmarkQuestion;

/* What it looks like under one heading. */
typedef struct
{
  const CmBenchmarkLevel *level;
  char *text;
} CmBenchmarkStage;

typedef struct
{
  char *id;
  char *title; /* this is what a portfolio keeps as the heading of a point or a recommendation */
  CmTextOrigin origin; /* of the title */
  char *about;         /* our words, unless the sources say it: */
  CmTextOrigin about_origin;
  GPtrArray *questions; /* of CmBenchmarkQuestion; at least one */
  GPtrArray *stages;    /* of CmBenchmarkStage: one for each level, in their order */
  CmTextOrigin stages_origin;
  GPtrArray *evidence; /* of char *: what to bring; at least one */
  CmTextOrigin evidence_origin;
  GPtrArray *seen; /* of CmManualSeen: where the manual helps */
} CmBenchmarkHeading;

typedef struct
{
  char *title;
  char *summary;      /* what it is for */
  char *method;       /* how to go about it, or NULL */
  char *advice;       /* what of it is the edition’s own, or NULL */
  GPtrArray *sources; /* of CmSource */
  GPtrArray *levels;  /* of CmBenchmarkLevel; at least two */
  CmTextOrigin levels_origin;
  GPtrArray *headings; /* of CmBenchmarkHeading, in their order */
  gboolean own;        /* from a partnership's own folder */
} CmBenchmark;

void cm_benchmark_free (CmBenchmark *self);
/* The heading that a portfolio has named by its title, or NULL: portfolios also keep headings that
 * others have used. */
const CmBenchmarkHeading *cm_benchmark_find_heading (const CmBenchmark *self, const char *title);

G_END_DECLS
