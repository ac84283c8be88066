/* cm-template.h - patterns of documents: what stands in them, and what to write there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "cm-origin.h"

G_BEGIN_DECLS

typedef enum
{
  CM_TEMPLATE_LINE, /* a few words */
  CM_TEMPLATE_TEXT, /* paragraphs */
  CM_TEMPLATE_DATE,
  CM_TEMPLATE_NUMBER,
  CM_TEMPLATE_MONEY,
  CM_TEMPLATE_CHOICE, /* one of `choices` */
  CM_TEMPLATE_ROWS,   /* a table with `columns` */
} CmTemplateKind;

typedef struct
{
  char *text;
  char *value; /* how a portfolio keeps it, or NULL */
} CmTemplateChoice;

typedef struct
{
  char *title;
  char *field; /* of the field's table, or NULL */
} CmTemplateColumn;

typedef struct
{
  char *id;
  char *title;
  char *guidance;
  CmTemplateKind kind;
  CmTextOrigin origin;
  gboolean optional;  /* may be left out of the document */
  char *table;        /* of the portfolio: rows are records of it; else NULL */
  char *field;        /* of the template's table, or NULL */
  char *where;        /* a choice of `table` that tells which records are meant, or NULL */
  char **among;       /* what it may be then, or NULL; ends with NULL */
  GPtrArray *choices; /* of CmTemplateChoice */
  GPtrArray *columns; /* of CmTemplateColumn */
} CmTemplateField;

typedef struct
{
  char *id;
  char *title;
  char *guidance; /* or NULL */
  CmTextOrigin origin;
  GPtrArray *fields; /* of CmTemplateField; at least one */
} CmTemplatePart;

typedef struct
{
  char *group; /* see cm_manual_find_group() */
  char *text;  /* what it does */
} CmTemplateGroup;

typedef struct
{
  char *id;
  char *title;
  char *purpose;
  char *when;         /* or NULL */
  char *length;       /* or NULL */
  char *advice;       /* what of it is the edition’s own, or NULL */
  char *table;        /* of the portfolio: a document is a record of it; or NULL */
  GPtrArray *sources; /* of CmSource */
  GPtrArray *steps;   /* of char *: "do/report"; at least one */
  GPtrArray *writers; /* of CmTemplateGroup: who fills it in; at least one */
  GPtrArray *readers; /* of CmTemplateGroup: whom it is for */
  GPtrArray *seen;    /* of CmManualSeen: where the manual helps */
  GPtrArray *parts;   /* of CmTemplatePart */
  gboolean own;       /* from a partnership's own folder */
} CmTemplate;

void cm_template_free (CmTemplate *self);

G_END_DECLS
