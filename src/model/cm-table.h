/* cm-table.h - the one description of every table: its fields, their types and their rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How a field is kept and shown. Text, long text, dates, choices, references and keys are kept as
 * text; the rest as 64-bit integers: money in pence, a year as the year in which it starts (2010 is
 * 2010/11), a decimal in thousandths, a flag as 0 or 1. */
typedef enum
{
  CM_FIELD_TEXT,
  CM_FIELD_LONG_TEXT,
  CM_FIELD_INTEGER,
  CM_FIELD_DECIMAL,
  CM_FIELD_MONEY,
  CM_FIELD_DATE,
  CM_FIELD_YEAR,
  CM_FIELD_CHOICE,
  CM_FIELD_REFERENCE,
  CM_FIELD_FLAG,
} CmFieldType;

typedef enum
{
  CM_FIELD_DEFAULT = 0,
  CM_FIELD_REQUIRED = 1 << 0,
  CM_FIELD_SEARCHED = 1 << 1, /* looked at by search and by the filter of a table */
  CM_FIELD_COLUMN = 1 << 2,   /* a column of the table view until the user decides otherwise */
  CM_FIELD_OWNER = 1 << 3,    /* reference to the record this one is part of: deleted with it */
  CM_FIELD_PERSONAL = 1 << 4, /* meant for a role; where somebody is named all the same, here */
  CM_FIELD_PAYEE = 1 << 5,    /* whom money goes to: mostly a firm, at times one person */
} CmFieldFlags;

typedef struct
{
  const char *name;  /* kept in the file; never translated */
  const char *label; /* shown; mark with N_() */
} CmChoice;

/* A field whose value is computed by the store from other tables, never kept, never dumped. */
typedef enum
{
  CM_DERIVE_NONE,
  CM_DERIVE_SUM,   /* sum of `field` over the rows of `table` whose `key` is this record */
  CM_DERIVE_COUNT, /* number of such rows */
  CM_DERIVE_NAMES, /* titles of the records that `field` of such rows refers to, in their order */
} CmDeriveKind;

typedef struct
{
  CmDeriveKind kind;
  const char *table;
  const char *key;
  const char *field;
} CmDerivation;

typedef struct
{
  const char *name;
  CmFieldType type;
  CmFieldFlags flags;
  const char *label;
  const char *help;
  const CmChoice *choices; /* CM_FIELD_CHOICE: ends with a NULL name */
  const char *references;  /* CM_FIELD_REFERENCE: a table's name */
  gint64 min, max;         /* numbers and years; both 0 for no limit of its own */
  CmDerivation derivation;
  const char *group; /* the heading it stands under in a form; NULL for that of the field before */
} CmField;

typedef struct
{
  const char *name;
  const char *label;  /* one of them, capitalised */
  const char *plural; /* many of them, capitalised */
  const char *help;
  const char *section; /* the part of the portfolio it belongs to, as a heading; mark with N_() */
  const char *
      title; /* the field that names a record to a person, or NULL for a link between two records */
  const char *order; /* the field that orders its records when nothing else does */
  const CmField *fields;
  guint n_fields;
} CmTable;

/* All tables, parents before the tables that refer to them. */
const CmTable *const *cm_tables (guint *n_tables);
const CmTable *cm_table_find (const char *name);

/* The position of the named field, or -1. */
int cm_table_field_index (const CmTable *table, const char *name);
const CmField *cm_table_field (const CmTable *table, const char *name);

/* The reference to the record that owns this one, or NULL for a record that stands alone. */
const CmField *cm_table_owner (const CmTable *table);

gboolean cm_field_is_number (const CmField *field);
gboolean cm_field_is_derived (const CmField *field);
const char *cm_field_label (const CmField *field);
const char *cm_table_label (const CmTable *table);
/* Thousandths in one: how a decimal is kept. */
#define CM_DECIMAL_ONE 1000

/* The translated label of a choice, or NULL if `name` is not one of the field's choices. */
const char *cm_field_choice_label (const CmField *field, const char *name);

/* The name of a type as the data dictionary writes it; not translated. */
const char *cm_field_type_name (CmFieldType type);

G_END_DECLS
