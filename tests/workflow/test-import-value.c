/* test-import-value.c - every form in which cells are met: what it becomes, or why it is refused.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

typedef struct
{
  const char *text;   /* of the cell */
  const char *shown;  /* or NULL if it is refused */
  const char *reason; /* words of it */
} Form;

/* The cells of one column below a heading, each on a line of its own. */
static CmImport *
open_forms (Fixture *f, const char *table, const char *name, const Form *forms, guint n)
{
  g_autoptr (GString) text = g_string_new ("Heading,Other\r\n");
  CmImport *import;

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) split = g_strsplit (forms[i].text, "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", split);

      g_string_append_printf (text, "\"%s\",x\r\n", doubled);
    }
  import = open_text (f, table, text->str);
  cm_import_set_header (import, 1);
  g_assert_cmpuint (cm_import_get_n_columns (import), ==, 2);
  cm_import_set_field (import, 0, field (table, name));
  return import;
}

static void
check_forms_as (
    Fixture *f, const char *table, const char *name, const Form *forms, guint n, CmDateOrder order)
{
  g_autoptr (CmImport) import = open_forms (f, table, name, forms, n);

  cm_import_set_date_order (import, order);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = cm_import_show_cell (import, f->store, i + 1, 0, &error);

      g_test_message ("“%s” becomes “%s” (%s)",
                      forms[i].text,
                      shown,
                      error != NULL ? error->message : "no error");
      g_assert_cmpstr (shown, ==, forms[i].shown);
      if (forms[i].shown == NULL)
        {
          g_assert_nonnull (error);
          g_assert_nonnull (strstr (error->message, forms[i].reason));
        }
      else
        g_assert_no_error (error);
    }
}

#define CHECK(f, table, name, forms)                                                               \
  check_forms_as (f, table, name, forms, G_N_ELEMENTS (forms), CM_DATES_DAY_FIRST)

static void
test_money (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "36400", "£36,400" },
    { "1,050", "£1,050" },
    { "£1,234.50", "£1,234.50" },
    { "1616.23 ", "£1,616.23" },
    { "\302\240£\302\2401,616.23\302\240", "£1,616.23" },
    { "1 234.50", "£1,234.50" },
    { "1\302\240234\302\240567", "£1,234,567" },
    { "1\342\200\257234", "£1,234" },
    { "12.5", "£12.50" },
    { ".50", "£0.50" },
    { "12.", "£12" },
    { "0", "£0" },
    { "0.00", "£0" },
    { "12.5000", "£12.50" },
    { "+12.50", "£12.50" },
    { "GBP 12.50", "£12.50" },
    { "-12.50", "−£12.50" },
    { "−12.50", "−£12.50" },
    { "12.50-", "−£12.50" },
    { "£-12.50", "−£12.50" },
    { "-£12.50", "−£12.50" },
    { "- 12.50", "−£12.50" },
    { "(12.50)", "−£12.50" },
    { "(£1,012.50)", "−£1,012.50" },
    { "£(12.50)", "−£12.50" },
    { "( 12.50 )", "−£12.50" },
    { "12.50 CR", "−£12.50" },
    { "12.50CR", "−£12.50" },
    { "12.50 DR", "£12.50" },
    { "'-12.50", "−£12.50" },
    { "1,05", NULL, "continental" },
    { "12,5", NULL, "continental" },
    { "1.234,56", NULL, "continental" },
    { "1.234.567", NULL, "continental" },
    { "1234,567", NULL, "commas" },
    { "1,23,456", NULL, "commas" },
    { ",123", NULL, "commas" },
    { "12 34", NULL, "not an amount" },
    { "1,234 567", NULL, "commas" },
    { "12.505", NULL, "more than two decimals" },
    { "1.2E+05", NULL, "damaged" },
    { "-3.1E-02", NULL, "damaged" },
    { "$12.50", NULL, "not in pounds" },
    { "€12.50", NULL, "not in pounds" },
    { "12.50 EUR", NULL, "not in pounds" },
    { "--12", NULL, "not an amount" },
    { "(-12)", NULL, "not an amount" },
    { "-12-", NULL, "not an amount" },
    { "-12 CR", NULL, "not an amount" },
    { "(12", NULL, "not an amount" },
    { "12)", NULL, "not an amount" },
    { "££12", NULL, "not an amount" },
    { "12%", NULL, "not an amount" },
    { "12 pounds", NULL, "not an amount" },
    { "see note", NULL, "not an amount" },
    { "1234567890123456", NULL, "too large" },
    { "999999999999999", NULL, "between" },
    { "#REF!", NULL, "formula" },
    { "31/12/2009", NULL, "not an amount" },
  };

  CHECK (f, "spend_line", "amount", forms);
}

/* Nothing is nothing: not nought, and not zero pounds either. */
static void
test_absent_money (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "", "" },    { " ", "" },   { "\302\240", "" },  { "-", "" },    { "–", "" },
    { "—", "" },   { "N/A", "" }, { "n/a", "" },       { "NA", "" },   { "NULL", "" },
    { "TBC", "" }, { "tba", "" }, { "None", "" },      { "Nil", "" },  { "£ -", "" },
    { "£-", "" },  { "--", "" },  { "not known", "" }, { "TBD ", "" }, { "£ -   ", "" },
  };

  CHECK (f, "contract", "annual_value", forms);
}

static void
test_absent_required (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "", NULL, "must not be empty" },
    { "-", NULL, "must not be empty" },
    { "TBC", NULL, "must not be empty" },
  };

  CHECK (f, "spend_line", "amount", forms);
}

static void
test_dates (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "2009-12-31", "31 Dec 2009" },
    { "2009/12/31", "31 Dec 2009" },
    { "20091231", "31 Dec 2009" },
    { "31/12/2009", "31 Dec 2009" },
    { "1/2/2010", "1 Feb 2010" },
    { "31-12-2009", "31 Dec 2009" },
    { "31.12.2009", "31 Dec 2009" },
    { "31. 12. 2009", "31 Dec 2009" },
    { "31 12 2009", "31 Dec 2009" },
    { "31/12/09", "31 Dec 2009" },
    { "31-Dec-09", "31 Dec 2009" },
    { "31-DEC-2009", "31 Dec 2009" },
    { "1 Sept 2009", "1 Sep 2009" },
    { "31 December 2009", "31 Dec 2009" },
    { "31st December 2009", "31 Dec 2009" },
    { "December 31, 2009", "31 Dec 2009" },
    { "2009 Dec 31", "31 Dec 2009" },
    { "1/1/49", "1 Jan 2049" },
    { "1/1/69", "1 Jan 1969" },
    { "29/02/2012", "29 Feb 2012" },
    { "2009-12-31T14:30:00", "31 Dec 2009" },
    { "2009-12-31 00:00:00.000", "31 Dec 2009" },
    { "31/12/2009 14:30", "31 Dec 2009" },
    { "31/12/2009 2:30 PM", "31 Dec 2009" },
    { "31-Dec-09 00:00", "31 Dec 2009" },
    { "  31/12/2009\302\240", "31 Dec 2009" },
    { "TBC", "" },
    { "-", "" },
    { "n/a", "" },
    { "12/31/2009", NULL, "no month 31" },
    { "30/02/2010", NULL, "no such day" },
    { "29/02/2011", NULL, "no such day" },
    { "0/1/2010", NULL, "no such day" },
    { "31/12", NULL, "names no day" },
    { "12/2009", NULL, "names no day" },
    { "2009", NULL, "names no day" },
    { "Dec-09", NULL, "a month, not a day" },
    { "December 2009", NULL, "a month, not a day" },
    { "1/1/50", NULL, "century" },
    { "1/1/68", NULL, "century" },
    { "31/12/209", NULL, "century" },
    { "31/12/0209", NULL, "cannot be meant" },
    { "40178", NULL, "spreadsheet programs count days" },
    { "31/12-2009", NULL, "not a date" },
    { "31/Dez/2009", NULL, "not a date" },
    { "Quarter 4", NULL, "not a date" },
    { "asap", NULL, "not a date" },
    { "31/12/2009 to 1/1/2010", NULL, "not a date" },
    { "123/12/2009", NULL, "not a date" },
    { "#VALUE!", NULL, "formula" },
  };

  CHECK (f, "spend_line", "on_date", forms);
}

static void
test_month_first (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "12/31/2009", "31 Dec 2009" },       { "1/2/2010", "2 Jan 2010" },
    { "2009-12-31", "31 Dec 2009" },       { "31 Dec 2009", "31 Dec 2009" },
    { "31/12/2009", NULL, "month first" },
  };

  check_forms_as (f, "spend_line", "on_date", forms, G_N_ELEMENTS (forms), CM_DATES_MONTH_FIRST);
}

static void
test_years (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "2009/10", "2009/10" },          { "2009-10", "2009/10" },
    { "2009/2010", "2009/10" },        { "FY 2009/10", "2009/10" },
    { "FY2009", "2009/10" },           { "2009", "2009/10" },
    { "2013-P01", NULL, "2010/11" },   { "2009/11", NULL, "2010/11" },
    { "09/10", NULL, "2010/11" },      { "Q1 2009/10", NULL, "2010/11" },
    { "April 2009", NULL, "2010/11" },
  };

  CHECK (f, "spend_line", "year", forms);
}

/* Under a heading that does not say so, a bare year may be one that starts in January. */
static void
test_bare_years (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *heading, *shown;
  } cases[] = {
    { "Financial Year", "2009/10" }, { "Year", "2009/10" }, { "FY", "2009/10" },
    { "Fiscal Year", "2009/10" },    { "Period", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "%s,Supplier,Amount\r\n2009,A Ltd,1.00\r\n2009,B Ltd,2.00\r\n", cases[i].heading);
      g_autoptr (CmImport) import = open_text (f, "spend_line", text);
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;

      g_assert_cmpstr (field_of (import, 0), ==, "year");
      shown = cm_import_show_cell (import, f->store, 1, 0, &error);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      if (shown == NULL)
        g_assert_nonnull (strstr (error->message, "calendar year"));
    }
}

static void
test_texts (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "Example Ltd", "Example Ltd" },
    { "  Example Ltd\302\240", "Example Ltd" },
    { "00123", "00123" },
    { "1N/A9794N/A", "1N/A9794N/A" },
    { "312832-6", "312832-6" },
    { "Caf\303\251 \"Example\"", "Caf\303\251 \"Example\"" },
    { "Two\nlines", "Two lines" },
    { "Two\r\nlines", "Two lines" },
    { "'=SUM(A1)", "=SUM(A1)" },
    { "'-x", "-x" },
    { "'tis", "'tis" },
    { "None", "None" },
    { "Nil", "Nil" },
    { "N/A", "" },
    { "-", "" },
    { "TBC", "" },
    { "1.2E+05", "1.2E+05" },
    { "a\tb", "a\tb" },
    { "#REF!", NULL, "formula" },
    { "bell\007", NULL, "U+0007" },
  };

  CHECK (f, "spend_line", "supplier", forms);
}

static void
test_long_texts (Fixture *f, gconstpointer data)
{
  g_autofree char *fits = g_strnfill (4000, 'x');
  g_autofree char *beyond = g_strnfill (4001, 'x');
  const Form forms[] = {
    { fits, fits },
    { beyond, NULL, "4001" },
  };
  static const Form notes[] = {
    { "Two\r\nlines", "Two\nlines" },
    { "Two\nlines", "Two\nlines" },
  };

  CHECK (f, "spend_line", "supplier", forms);
  CHECK (f, "spend_line", "note", notes);
}

static void
test_references (Fixture *f, gconstpointer data)
{
  static const Form forms[] = {
    { "Alpha Council", "Alpha Council" },
    { " alpha  COUNCIL ", "Alpha Council" },
    { "Beta\302\240Council", "Beta Council" },
    { "-", "" },
    { "", "" },
    { "Delta Council", NULL, "none with this name" },
    { "Alpha", NULL, "none with this name" },
    { "Twin", NULL, "several" },
  };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CmRecord) twin = cm_record_new (cm_table_find ("organisation"));

      cm_record_set_text (twin, "name", "Twin");
      cm_record_set_text (twin, "kind", "county");
      g_assert_true (cm_store_save (f->store, twin, "Add", NULL));
    }
  CHECK (f, "spend_line", "organisation", forms);
}

/* A record that has come meanwhile is found. */
static void
test_new_reference (Fixture *f, gconstpointer data)
{
  static const Form forms[] = { { "Delta Council", "Delta Council" } };
  g_autoptr (CmImport) import = open_forms (f, "spend_line", "organisation", forms, 1);
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("organisation"));
  g_autofree char *before = cm_import_show_cell (import, f->store, 1, 0, NULL);
  g_autofree char *after = NULL;

  g_assert_null (before);
  cm_record_set_text (record, "name", "Delta Council");
  cm_record_set_text (record, "kind", "county");
  g_assert_true (cm_store_save (f->store, record, "Add", NULL));
  after = cm_import_show_cell (import, f->store, 1, 0, NULL);
  g_assert_cmpstr (after, ==, "Delta Council");
}

static void
test_others (Fixture *f, gconstpointer data)
{
  static const Form choices[] = {
    { "Running", "Running" },
    { "RUNNING", "Running" },
    { "retender", "To be let again" },
    { "to be let again", "To be let again" },
    { "TBC", "" },
    { "going on", NULL, "choices" },
  };
  static const Form flags[] = {
    { "Yes", "Yes" },  { "y", "Yes" },
    { "TRUE", "Yes" }, { "1", "Yes" },
    { "No", "No" },    { "N", "No" },
    { "false", "No" }, { "0", "No" },
    { "N/A", "" },     { "Noo", NULL, "neither" },
  };
  static const Form whole[] = {
    { "12", "12" },
    { "12.0", "12" },
    { "-", "" },
    { "12.5", NULL, "whole" },
    { "a few", NULL, "whole" },
    { "500", NULL, "between" },
  };

  CHECK (f, "contract", "state", choices);
  CHECK (f, "contract", "voluntary", flags);
  CHECK (f, "contract", "notice_months", whole);
}

/* What a field gets where a row has nothing for it is shown too; what is left out stays as it is.
 */
static void
test_defaults (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import =
      open_text (f, "spend_line", "Body,Supplier,Amount,Code\r\n-,A Ltd,1.00, 007 \r\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL, *code = NULL, *heading = NULL, *broken = NULL;

  g_assert_cmpstr (field_of (import, 0), ==, "organisation");
  cm_import_set_default (import, field ("spend_line", "organisation"), "beta council");
  shown = cm_import_show_cell (import, f->store, 1, 0, NULL);
  g_assert_cmpstr (shown, ==, "Beta Council");
  code = cm_import_show_cell (import, f->store, 1, 3, NULL);
  g_assert_cmpstr (code, ==, "007");
  heading = cm_import_show_cell (import, f->store, 0, 0, NULL);
  g_assert_cmpstr (heading, ==, "Body");
  cm_import_set_default (import, field ("spend_line", "organisation"), "Nobody");
  broken = cm_import_show_cell (import, f->store, 1, 0, &error);
  g_assert_null (broken);
  g_assert_nonnull (error);
}

#define CASE(name, func) g_test_add ("/import-value/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CASE ("money", test_money);
  CASE ("absent money", test_absent_money);
  CASE ("absent but required", test_absent_required);
  CASE ("dates", test_dates);
  CASE ("month first", test_month_first);
  CASE ("years", test_years);
  CASE ("bare years", test_bare_years);
  CASE ("texts", test_texts);
  CASE ("long texts", test_long_texts);
  CASE ("references", test_references);
  CASE ("new reference", test_new_reference);
  CASE ("choices, flags, numbers", test_others);
  CASE ("defaults", test_defaults);
  return g_test_run ();
}
