/* cm-value.h - one value of a field: nothing, a number or a text; reading and writing it for
 * people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-table.h"

G_BEGIN_DECLS

#define CM_MODEL_ERROR (cm_model_error_quark ())
GQuark cm_model_error_quark (void);

typedef enum
{
  CM_MODEL_ERROR_INVALID, /* the value breaks a rule of its field; the message names the field */
} CmModelError;

typedef enum
{
  CM_VALUE_NULL,
  CM_VALUE_NUMBER,
  CM_VALUE_TEXT,
} CmValueKind;

typedef struct
{
  CmValueKind kind;
  gint64 number;
  char *text; /* owned */
} CmValue;

#define CM_VALUE_INIT                                                                              \
  {                                                                                                \
    CM_VALUE_NULL, 0, NULL                                                                         \
  }

void cm_value_clear (CmValue *value);
void cm_value_set_number (CmValue *value, gint64 number);
void cm_value_set_text (CmValue *value, const char *text);
void cm_value_copy (CmValue *to, const CmValue *from);
gboolean cm_value_equal (const CmValue *a, const CmValue *b);

/* Whether the value may be kept in the field: type, required, range, choice, length (4,000
 * characters for a text, 100,000 for a long text), no control characters. The message names the
 * field. */
gboolean cm_value_check (const CmValue *value, const CmField *field, GError **error);

/* Reads what a person typed or pasted: "£36,400", "31 Dec 2009", "31/12/2009", "2010/11", a choice
 * by its label or name, "yes". Empty text is no value. A reference is taken as the key it must be.
 * Never guesses: what cannot be read is an error that names the field. */
gboolean cm_value_parse (CmValue *value, const CmField *field, const char *text, GError **error);

/* For the screen: "£36,400", "31 Dec 2009", "2010/11", the label of a choice; a reference as its
 * key. */
char *cm_value_format (const CmValue *value, const CmField *field);

/* For files: plain digits (pounds with two decimals for money), ISO dates, the name of a choice. */
char *cm_value_to_file (const CmValue *value, const CmField *field);
gboolean
cm_value_from_file (CmValue *value, const CmField *field, const char *text, GError **error);

/* Money in pence as "£42,000" or "£1,234.50", with a real minus sign; short form as "£42k",
 * "£18.4m". */
char *cm_money_format (gint64 pence);
char *cm_money_format_short (gint64 pence);
/* A financial year as "2010/11". */
char *cm_year_format (gint64 year);
/* An ISO date as "31 Dec 2009", or the text itself if it is none. */
char *cm_date_format (const char *iso);
/* Today as an ISO date, local time. */
char *cm_date_today (void);
/* The financial year (from April) that the ISO date lies in. */
gint64 cm_date_financial_year (const char *iso);

/* A new UUIDv7 (RFC 9562) from the kernel's random source: 36 characters, lower case. */
char *cm_uuid_new (void);
gboolean cm_uuid_is_valid (const char *text);

G_END_DECLS
