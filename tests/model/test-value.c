/* test-value.c - reading what people type, and refusing what cannot be read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-value.h"

#include <string.h>

static const CmChoice colours[] = { { "red", "Red light" },
                                    { "green", "Green light" },
                                    { NULL, NULL } };
static const CmField fields[] = {
  { "text", CM_FIELD_TEXT, CM_FIELD_REQUIRED, "Text", "" },
  { "long", CM_FIELD_LONG_TEXT, CM_FIELD_DEFAULT, "Long", "" },
  { "integer", CM_FIELD_INTEGER, CM_FIELD_DEFAULT, "Integer", "", .min = 1, .max = 1000 },
  { "money", CM_FIELD_MONEY, CM_FIELD_DEFAULT, "Money", "" },
  { "decimal", CM_FIELD_DECIMAL, CM_FIELD_DEFAULT, "Decimal", "" },
  { "date", CM_FIELD_DATE, CM_FIELD_DEFAULT, "Date", "" },
  { "year", CM_FIELD_YEAR, CM_FIELD_DEFAULT, "Year", "" },
  { "choice", CM_FIELD_CHOICE, CM_FIELD_DEFAULT, "Choice", "", .choices = colours },
  { "flag", CM_FIELD_FLAG, CM_FIELD_DEFAULT, "Flag", "" },
};

static const CmField *
field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, name) == 0)
      return &fields[i];
  g_assert_not_reached ();
}

static const struct
{
  const char *field, *typed, *file, *shown; /* file NULL: refused */
} cases[] = {
  { "money", "£36,400", "36400.00", "£36,400" },
  { "money", "36400.5", "36400.50", "£36,400.50" },
  { "money", "-£1,234.56", "-1234.56", "\xe2\x88\x92£1,234.56" },
  { "money", "(85,000)", "-85000.00", "\xe2\x88\x92£85,000" },
  { "money", "1,5", NULL, NULL },
  { "money", "12,34", NULL, NULL },
  { "money", "1.234", NULL, NULL },
  { "money", "Noo", NULL, NULL },
  { "money", "-", NULL, NULL },
  { "money", "(5", NULL, NULL },
  { "money", "99999999999999999999999999", NULL, NULL },
  { "decimal", "0.8", "0.8", "0.8" },
  { "decimal", "76%", "76", "76" },
  { "decimal", "76 %", "76", "76" },
  { "decimal",
    "-1,234.567",
    "-1234.567",
    "\xe2\x88\x92"
    "1,234.567" },
  { "decimal", "1234.50", "1234.5", "1,234.5" },
  { "decimal", "0.0001", NULL, NULL },
  { "decimal", "£5", NULL, NULL },
  { "decimal", "%", NULL, NULL },
  { "decimal", "1,5", NULL, NULL },
  { "date", "31 Dec 2009", "2009-12-31", "31 Dec 2009" },
  { "date", "31/12/2009", "2009-12-31", "31 Dec 2009" },
  { "date", "1-March-2010", "2010-03-01", "1 Mar 2010" },
  { "date", "2009-12-31", "2009-12-31", "31 Dec 2009" },
  { "date", "12/31/2009", NULL, NULL },
  { "date", "29/02/2009", NULL, NULL },
  { "date", "TBC", NULL, NULL },
  { "date", "31/12/09", NULL, NULL },
  { "date", "2009-13-01", NULL, NULL },
  { "year", "2010/11", "2010", "2010/11" },
  { "year", "2010-2011", "2010", "2010/11" },
  { "year", "1999/00", "1999", "1999/00" },
  { "year", "2010/12", NULL, NULL },
  { "year", "10", NULL, NULL },
  { "integer", "25", "25", "25" },
  { "integer", "1,000", "1000", "1,000" },
  { "integer", "1001", NULL, NULL },
  { "integer", "2.5", NULL, NULL },
  { "choice", "green LIGHT", "green", "Green light" },
  { "choice", "red", "red", "Red light" },
  { "choice", "amber", NULL, NULL },
  { "flag", "Yes", "true", "Yes" },
  { "flag", "0", "false", "No" },
  { "flag", "perhaps", NULL, NULL },
  { "text", "  žluť  ", "žluť", "žluť" },
  { "text", "", NULL, NULL },
  { "text", "two\nlines", NULL, NULL },
  { "text", "\xff\xfe", NULL, NULL },
  { "long", "two\nlines", "two\nlines", "two\nlines" },
  { "long", "", "", "" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CmField *f = field (cases[i].field);
      g_autoptr (GError) error = NULL;
      CmValue value = CM_VALUE_INIT, again = CM_VALUE_INIT;
      gboolean ok = cm_value_parse (&value, f, cases[i].typed, &error);
      g_autofree char *file = cm_value_to_file (&value, f);
      g_autofree char *shown = cm_value_format (&value, f);
      g_autofree char *typed = g_utf8_make_valid (cases[i].typed, -1);

      g_test_message ("%s “%s”", cases[i].field, typed);
      if (cases[i].file == NULL)
        {
          g_assert_false (ok);
          g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
          g_assert_true (g_str_has_prefix (error->message, f->label));
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpstr (file, ==, cases[i].file);
          g_assert_cmpstr (shown, ==, cases[i].shown);
          g_assert_true (cm_value_from_file (&again, f, file, &error));
          g_assert_true (cm_value_equal (&value, &again));
        }
      cm_value_clear (&value);
      cm_value_clear (&again);
    }
}

static void
test_length (void)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;
  CmValue value = CM_VALUE_INIT;

  g_assert_false (cm_value_parse (&value, field ("text"), text, &error));
  g_assert_nonnull (strstr (error->message, "5000"));
  g_clear_error (&error);
  g_assert_true (cm_value_parse (&value, field ("long"), text, &error));
  cm_value_clear (&value);
}

static void
test_short_money (void)
{
  static const struct
  {
    gint64 pence;
    const char *text;
  } table[] = { { 4200000, "£42k" },   { 1840000000, "£18.4m" },
                { 99900, "£999" },     { -4200000, "\xe2\x88\x92£42k" },
                { 99990000, "£1.0m" }, { 0, "£0" } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = cm_money_format_short (table[i].pence);

      g_assert_cmpstr (text, ==, table[i].text);
    }
}

static void
test_uuid (void)
{
  g_autofree char *last = cm_uuid_new ();

  g_assert_true (cm_uuid_is_valid (last));
  g_assert_cmpint (last[14], ==, '7');
  g_usleep (2000);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *next = cm_uuid_new ();

      g_assert_cmpstr (last, <, next);
      g_free (g_steal_pointer (&last));
      last = g_steal_pointer (&next);
      g_usleep (2000);
    }
  g_assert_false (cm_uuid_is_valid ("00000000-0000-7000-8000-00000000000G"));
  g_assert_false (cm_uuid_is_valid ("00000000-0000-7000-8000-00000000000"));
  g_assert_false (cm_uuid_is_valid (NULL));
}

static void
test_financial_year (void)
{
  g_assert_cmpint (cm_date_financial_year ("2010-03-31"), ==, 2009);
  g_assert_cmpint (cm_date_financial_year ("2010-04-01"), ==, 2010);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/cases", test_cases);
  g_test_add_func ("/value/length", test_length);
  g_test_add_func ("/value/short-money", test_short_money);
  g_test_add_func ("/value/uuid", test_uuid);
  g_test_add_func ("/value/financial-year", test_financial_year);
  return g_test_run ();
}
