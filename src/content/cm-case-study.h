/* cm-case-study.h - what a partnership did, and which part of the cycle it bears on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;
  char *link; /* an address, or NULL */
} CmCaseSource;

typedef struct
{
  char *id;
  char *title;
  char *subtitle;        /* or NULL */
  char *date;            /* of the text, as 2010-12-31, or NULL */
  char *place;           /* or NULL */
  GPtrArray *stages;     /* of char *: "plan" */
  GPtrArray *steps;      /* of char *: "plan/options" */
  GPtrArray *themes;     /* of char *, in its own words */
  GPtrArray *partners;   /* of char * */
  GPtrArray *sources;    /* of CmCaseSource */
  gboolean pending;      /* somebody has yet to be asked; what is there may be little */
  gboolean illustrative; /* invented, to show how something is done */
  gboolean own;          /* from a partnership's own folder */
  CmDocument *document;
  CmBlock *block; /* the only chapter of the document */
} CmCaseStudy;

void cm_case_study_free (CmCaseStudy *self);

G_END_DECLS
