/* test-import.c - rows of a file become records: to the penny, in one step, or not at all. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "cm-paste.h"

/* --- the look of files ------------------------------------------------------------------------ */

/* As a ledger writes it: the query, a title with commas, the period, then misspelt headings behind
 * a column of tags, and rows of unlike length. */
static const char ledger[] =
    "SELECT t.tag, d.directorate, s.supplier, t.amount\r\n"
    "     , t.date_paid, x.reference\r\n"
    "FROM ledger.transactions t\r\n"
    "JOIN ledger.suppliers s ON s.id = t.supplier_id,\r\n"
    "     ledger.expense_types x, ledger.directorates d\r\n"
    "WHERE t.amount > 500, t.date_paid >= '01-APR-2009'\r\n"
    "  AND t.status IN ('P', 'C', 'X')\r\n"
    "  AND d.code = t.directorate\r\n"
    "  AND x.code = t.expense\r\n"
    "ORDER BY t.date_paid, s.supplier\r\n"
    ";\r\n"
    "\r\n"
    "\"Payments over £500, by directorate, supplier and date\",,,,,,\r\n"
    "Period:,2009-P01 to 2009-P03,,,,,\r\n"
    ",,,,,,\r\n"
    "Tag,Directotate,Benificiary Name,Expense Area,Date Piad,Transaction Nubmer,Net Amuont\r\n"
    "X1,Adults,Example Home Care Ltd,Care at home,01/04/2009,00001,\"1,050.00\"\r\n"
    "X1,Children,Example Nursery,Child care,02-Apr-09,00002,£12.50-\r\n"
    "X1,Adults,Example Taxis,,2009-04-03,00003,(100.00)\r\n"
    ",,,,,,\r\n"
    "X1,Places,Redacted,Grants,04/04/2009,00004, £2000.00 \r\n";

static void
test_ledger (Fixture *f, gconstpointer data)
{
  static const char *const fields[] = { "",        "service",   "supplier", "purpose",
                                        "on_date", "reference", "amount" };
  g_autoptr (CmImport) import = open_text (f, "spend_line", ledger);
  g_autoptr (CmImportReport) report = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autoptr (CmRecord) second = NULL;

  g_assert_cmpuint (cm_import_get_header (import), ==, 16);
  g_assert_cmpuint (cm_import_get_n_skipped (import), ==, 13);
  g_assert_cmpuint (cm_import_get_n_columns (import), ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_cmpstr (field_of (import, i), ==, fields[i]);
  g_assert_null (cm_import_get_missing (import));
  report = run (f, import);
  g_assert_cmpuint (report->read, ==, 4);
  g_assert_cmpuint (report->stored, ==, 4);
  g_assert_cmpuint (report->blank, ==, 1);
  g_assert_cmpuint (report->skipped, ==, 14);
  g_assert_cmpint (g_array_index (report->totals, CmImportTotal, 0).stored, ==, 293750);
  g_assert_cmpstr (report->first_date, ==, "2009-04-01");
  g_assert_cmpstr (report->last_date, ==, "2009-04-04");
  cm_query_where_text (query, "reference", "00002");
  second = cm_store_first (f->store, query);
  g_assert_nonnull (second);
  g_assert_cmpint (cm_record_get_number (second, "amount"), ==, -1250);
  g_assert_cmpint (cm_record_get_number (second, "year"), ==, 2009);
  g_assert_cmpint (cm_record_get_number (second, "file_line"), ==, 18);
  g_assert_cmpstr (cm_record_get_text (second, "supplier"), ==, "Example Nursery");
}

/* As saved under MS-DOS: the pound is another byte; the number and the name of the supplier have
 * the same heading. */
static void
test_two_names (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           "Body Name,Supplier Name,Supplier Name,Date,Amount\r\n"
                                           "Alpha Council,00017,Example Ltd,1/6/2009,\x9c"
                                           "12.00\r\n"
                                           "Beta Council,00018,Example Caf\x82,1/6/2009,\x9c"
                                           "1.50\r\n");
  g_autoptr (CmImportReport) report = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");

  g_assert_cmpint (cm_sheet_get_encoding (cm_import_get_sheet (import)), ==, CM_ENCODING_CP850);
  g_assert_cmpstr (cm_import_get_heading (import, 1), ==, "Supplier Name");
  g_assert_cmpstr (cm_import_get_heading (import, 2), ==, "Supplier Name (2)");
  g_assert_cmpstr (field_of (import, 1), ==, "");
  g_assert_cmpstr (field_of (import, 2), ==, "supplier");
  report = run (f, import);
  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_nonnull (strstr (report->read_as, "CP850"));
  cm_query_where_text (query, "supplier", "Example Café");
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 1);
}

/* A register of contracts: two byte order marks, a reference that is no key, dirty values. */
static void
test_contracts (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (
      f,
      "contract",
      "\xc3\xaf\xc2\xbb\xc2\xbf"
      "Contract Reference,Contract Title,Organistion Name,Supplier,Start date,End date,Annual "
      "Value,VCSE\r\n"
      "DN0042,Meals,Alpha Council,Example Meals Ltd,01/04/2009,31/03/2012,\"£12,000\",No\r\n"
      "DN0042,Meals (lot 2),Alpha Council,Various,01/04/2009,TBC,-,N/A\r\n"
      "0043,Day care,Beta Council,Example Trust,,,0,Noo\r\n");
  g_autoptr (CmImportReport) report = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("contract");
  g_autoptr (CmRecord) lot = NULL;

  g_assert_cmpstr (field_of (import, 0), ==, "reference");
  g_assert_cmpstr (field_of (import, 2), ==, "organisation");
  g_assert_cmpstr (field_of (import, 7), ==, "voluntary");
  report = run (f, import);
  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpuint (report->n_absent, ==, 3);
  g_assert_cmpuint (reject_at (report, 0)->line, ==, 4);
  g_assert_cmpstr (reject_at (report, 0)->field, ==, "Voluntary sector");
  g_assert_nonnull (strstr (reject_at (report, 0)->reason, "Noo"));
  cm_query_where_text (query, "supplier", "Various");
  lot = cm_store_first (f->store, query);
  g_assert_true (cm_record_is_null (lot, "annual_value"));
  g_assert_true (cm_record_is_null (lot, "ends"));
  g_assert_true (cm_record_is_null (lot, "voluntary"));
}

/* A note, a blank line, letters of Windows, thousands between quotation marks. */
static void
test_windows (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           "Note: figures in \xa3, not audited\r\n"
                                           "\r\n"
                                           "Financial Year,Service Label,Payee,Spend\r\n"
                                           "2009/10,Parks,Example Caf\xe9,\"1,050\"\r\n"
                                           "2009/10,Parks,Example Ltd,NA\r\n"
                                           "2009/10,Parks,Example Ltd,\"\xa3"
                                           "1,000.05\"\r\n");
  g_autoptr (CmImportReport) report = run (f, import);

  g_assert_cmpuint (cm_import_get_header (import), ==, 3);
  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpint (g_array_index (report->totals, CmImportTotal, 0).stored, ==, 205005);
  g_assert_cmpstr (reject_at (report, 0)->field, ==, "Amount");
  g_assert_nonnull (strstr (reject_at (report, 0)->reason, "NA"));
  g_assert_nonnull (strstr (report->read_as, "Windows-1252"));
}

/* Each as it was met in a real file. */
static void
test_heading_variants (Fixture *f, gconstpointer data)
{
  static const char *const headings[][2] = {
    { "Amount", "amount" },
    { "NetAmount", "amount" },
    { "Net Amount £", "amount" },
    { "Invoiced Value", "amount" },
    { "Value", "amount" },
    { "Gross", "amount" },
    { "Spend", "amount" },
    { "Grand Total", "amount" },
    { "'Total (excludes VAT)", "amount" },
    { "Invoice Line Value (net of VAT)", "amount" },
    { "VAT", "" },
    { "VAT Amount", "" },
    { "Id", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "Supplier,%s,Date Paid\r\nA Ltd,1.50,1/2/2010\r\nB Ltd,2.50,2/2/2010\r\n",
          headings[i][0]);
      g_autoptr (CmImport) import = open_text (f, "spend_line", text);

      g_test_message ("%s", headings[i][0]);
      g_assert_cmpuint (cm_import_get_header (import), ==, 1);
      g_assert_cmpstr (field_of (import, 1), ==, headings[i][1]);
    }
}

/* Net is taken before gross wherever it stands, and that is said. */
static void
test_net (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           "Supplier,Gross,VAT,Net Amount,Date\r\n"
                                           "A Ltd,117.50,17.50,100.00,1/6/2009\r\n");
  g_autoptr (CmImportReport) report = run (f, import);

  g_assert_cmpstr (field_of (import, 1), ==, "");
  g_assert_cmpstr (field_of (import, 2), ==, "");
  g_assert_cmpstr (field_of (import, 3), ==, "amount");
  g_assert_cmpint (g_array_index (report->totals, CmImportTotal, 0).stored, ==, 10000);
  g_assert_true (says (report, "there is also “Gross”; “Net Amount” was taken"));
}

/* What stands below a heading has its say: a column of words is no amount. */
static void
test_words_below (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           "Supplier,Value,Amount paid,Date\r\n"
                                           "A Ltd,high,1.00,1/6/2009\r\n"
                                           "B Ltd,low,2.00,1/6/2009\r\n");

  g_assert_cmpstr (field_of (import, 1), ==, "");
  g_assert_cmpstr (field_of (import, 2), ==, "amount");
}

static void
test_no_header (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import =
      open_text (f, "spend_line", "A Ltd,12.50,1/6/2009\r\nB Ltd,1.00,2/6/2009\r\n");
  g_autoptr (CmImportReport) report = NULL;

  g_assert_cmpuint (cm_import_get_header (import), ==, 0);
  g_assert_cmpuint (cm_import_get_n_columns (import), ==, 3);
  g_assert_cmpstr (cm_import_get_heading (import, 2), ==, "C");
  g_assert_cmpstr (field_of (import, 1), ==, "");
  g_assert_cmpstr (cm_import_get_missing (import)->name, ==, "year");
  cm_import_set_field (import, 0, field ("spend_line", "supplier"));
  cm_import_set_field (import, 1, field ("spend_line", "amount"));
  cm_import_set_field (import, 2, field ("spend_line", "on_date"));
  g_assert_null (cm_import_get_missing (import));
  report = run (f, import);
  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_cmpuint (report->skipped, ==, 0);
}

/* Words that nobody knows, but surely headings; and then there are none. */
static void
test_unknown_headings (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           "A list for the meeting,,\r\n"
                                           "Wer,Wann,Wieviel\r\n"
                                           "A Ltd,1/6/2009,12.50\r\n"
                                           "B Ltd,2/6/2009,12.50\r\n");

  g_assert_cmpuint (cm_import_get_header (import), ==, 2);
  g_assert_cmpstr (cm_import_get_heading (import, 1), ==, "Wann");
  g_assert_cmpstr (field_of (import, 1), ==, "");
  cm_import_set_header (import, 0);
  g_assert_cmpuint (cm_import_get_header (import), ==, 0);
  g_assert_cmpstr (cm_import_get_heading (import, 1), ==, "B");
  /* A line that does not start a row is none. */
  cm_import_set_header (import, 99);
  g_assert_cmpuint (cm_import_get_header (import), ==, 0);
  cm_import_set_header (import, 1);
  g_assert_cmpuint (cm_import_get_header (import), ==, 1);
  g_assert_cmpstr (cm_import_get_heading (import, 0), ==, "A list for the meeting");
}

/* A field has one column; what was set stays when the file is looked at again. */
static void
test_setting (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           "Supplier;Purpose;Narrative;Amount;Date\r\n"
                                           "A Ltd;Care;Week 1;1.00;1/6/2009\r\n"
                                           "A Ltd;Care;Week 2;1.00;8/6/2009\r\n");
  CmSheet *sheet = cm_import_get_sheet (import);

  g_assert_cmpint (cm_sheet_get_delimiter (sheet), ==, ';');
  g_assert_cmpstr (field_of (import, 1), ==, "purpose");
  cm_import_set_field (import, 2, field ("spend_line", "purpose"));
  g_assert_cmpstr (field_of (import, 1), ==, "");
  g_assert_cmpstr (field_of (import, 2), ==, "purpose");
  cm_import_set_field (import, 0, NULL);
  cm_sheet_set_encoding (sheet, CM_ENCODING_CP1252);
  g_assert_true (cm_import_sample (import, NULL, NULL));
  g_assert_cmpstr (field_of (import, 0), ==, "");
  g_assert_cmpstr (field_of (import, 1), ==, "");
  g_assert_cmpstr (field_of (import, 2), ==, "purpose");
  g_assert_cmpstr (field_of (import, 3), ==, "amount");
  /* With another delimiter there is nothing left of it. */
  cm_sheet_set_delimiter (sheet, ',');
  g_assert_true (cm_import_sample (import, NULL, NULL));
  g_assert_cmpuint (cm_import_get_n_columns (import), ==, 1);
}

static void
test_fields (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) spend = open_text (f, "spend_line", "Supplier,Amount\r\nA,1\r\n");
  g_autoptr (CmImport) lines = open_text (f, "budget_line", "Amount,Year\r\n1,2009/10\r\n");
  g_autoptr (GPtrArray) of_spend = cm_import_list_fields (spend);
  g_autoptr (GPtrArray) of_lines = cm_import_list_fields (lines);

  g_assert_false (g_ptr_array_find (of_spend, field ("spend_line", "spend_file"), NULL));
  g_assert_false (g_ptr_array_find (of_spend, field ("spend_line", "file_line"), NULL));
  g_assert_true (g_ptr_array_find (of_spend, field ("spend_line", "amount"), NULL));
  /* Where the import makes no owner, the file says who it is. */
  g_assert_true (g_ptr_array_find (of_lines, field ("budget_line", "activity"), NULL));
  g_assert_cmpstr (cm_import_get_missing (lines)->name, ==, "activity");
}

/* --- rows ------------------------------------------------------------------------------------- */

#define HEAD "Body,Supplier,Date,Amount\r\n"

static void
test_surplus (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           HEAD "Alpha Council,A Ltd,1/6/2009,1.00,,\r\n"
                                                ",A Ltd,1/6/2009,2.00,,stray\r\n"
                                                ",A Ltd,1/6/2009,4.00\r\n"
                                                ",A Ltd,1/6/2009\r\n");
  g_autoptr (CmImportReport) report = run (f, import);
  const CmImportTotal *total = &g_array_index (report->totals, CmImportTotal, 0);

  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_cmpuint (report->rejected, ==, 2);
  g_assert_null (reject_at (report, 0)->field);
  g_assert_nonnull (strstr (reject_at (report, 0)->reason, "stray"));
  g_assert_cmpuint (reject_at (report, 1)->line, ==, 5);
  g_assert_cmpstr (reject_at (report, 1)->field, ==, "Amount");
  g_assert_cmpint (total->stored, ==, 500);
  g_assert_cmpuint (total->n_rejected, ==, 1);
  g_assert_cmpint (total->rejected, ==, 200);
}

/* Most rows have something there, so it is a column that lacks its heading. */
static void
test_column_without_heading (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           HEAD "Alpha Council,A Ltd,1/6/2009,1.00,x\r\n"
                                                "Alpha Council,A Ltd,1/6/2009,2.00,y\r\n");
  g_autoptr (CmImportReport) report = run (f, import);

  g_assert_cmpuint (cm_import_get_n_columns (import), ==, 5);
  g_assert_cmpstr (cm_import_get_heading (import, 4), ==, "E");
  g_assert_cmpuint (report->stored, ==, 2);
}

static void
test_headings_again (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import =
      open_text (f, "spend_line", HEAD ",A Ltd,1/6/2009,1.00\r\n" HEAD ",A Ltd,1/6/2009,2.00\r\n");
  g_autoptr (CmImportReport) report = run (f, import);

  g_assert_cmpuint (cm_import_get_header (import), ==, 1);
  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_nonnull (strstr (reject_at (report, 0)->reason, "headings again"));
}

typedef struct
{
  const char *rows; /* two lines of 1.00 and 2.50 precede them */
  guint n_stored, n_rejected;
  const char *remark;
} TotalCase;

static void
test_totals (Fixture *f, gconstpointer data)
{
  static const TotalCase cases[] = {
    { "Total,,,3.50\r\n", 2, 1, "in line 4, £3.50, agrees" },
    { "Grand Total,,,£3.50\r\n", 2, 1, "agrees" },
    { ",TOTAL:,,3.50\r\n", 2, 1, "agrees" },
    { "Total,,,4.00\r\n", 2, 1, "come to £3.50: a difference of £0.50" },
    { "Sub-total,,,2.50\r\n", 2, 1, NULL },
    { "Total for June 2009,,,3.50\r\n", 2, 1, "agrees" },
    { ",,,3.50\r\n", 2, 1, "agrees" },
    /* No total of the file: a supplier, and one that is called so. */
    { ",Total Example Gas Ltd,30/6/2009,3.50\r\n", 3, 0, NULL },
    { ",Total,30/6/2009,3.50\r\n", 3, 0, NULL },
    /* An amount without anything else is no total unless it is the sum. */
    { ",,,3.49\r\n", 2, 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEAD "Alpha Council,A Ltd,1/6/2009,1.00\r\n"
                                                "Alpha Council,B Ltd,1/6/2009,2.50\r\n",
                                           cases[i].rows,
                                           NULL);
      g_autoptr (CmImport) import = open_text (f, "spend_line", text);
      g_autoptr (CmImportReport) report = run (f, import);
      const CmImportTotal *total = &g_array_index (report->totals, CmImportTotal, 0);

      g_test_message ("%s", cases[i].rows);
      g_assert_cmpuint (report->stored, ==, cases[i].n_stored);
      g_assert_cmpuint (report->rejected, ==, cases[i].n_rejected);
      g_assert_cmpint (total->stored, ==, cases[i].n_stored == 3 ? 700 : 350);
      if (cases[i].remark != NULL)
        {
          g_assert_true (says (report, cases[i].remark));
          g_assert_nonnull (strstr (reject_at (report, 0)->reason, "total of the file"));
          g_assert_cmpint (total->rejected, ==, 0);
        }
      else
        g_assert_false (says (report, "own total"));
    }
}

/* A total on a trial balance must not be doubled where the year is told for all rows. */
static void
test_total_with_default (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import =
      open_text (f, "spend_line", "Supplier,Amount\r\nA Ltd,1.00\r\nB Ltd,2.50\r\n,3.50\r\n");
  g_autoptr (CmImportReport) report = NULL;

  cm_import_set_default (import, field ("spend_line", "year"), "2009/10");
  report = run (f, import);
  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_true (says (report, "agrees"));
}

static void
test_years_follow (Fixture *f, gconstpointer data)
{
  static const char text[] =
      "Supplier,Date,Amount\r\nA Ltd,31/3/2010,1.00\r\nA Ltd,1/4/2010,2.00\r\n";
  g_autoptr (CmImport) import = open_text (f, "spend_line", text);
  g_autoptr (CmImportReport) first = run (f, import), second = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autoptr (CmQuery) later = cm_query_new ("spend_line");

  g_assert_cmpuint (first->stored, ==, 2);
  cm_query_where_number (query, "year", 2009);
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 1);
  /* What is told for all rows goes before what follows from the date. */
  cm_import_set_default (import, field ("spend_line", "year"), "2008/09");
  second = run (f, import);
  g_assert_cmpuint (second->stored, ==, 2);
  cm_query_where_number (later, "year", 2008);
  g_assert_cmpuint (cm_store_count (f->store, later), ==, 2);
}

/* Between rules of the record: the end must not lie before the start. */
static void
test_rules_between_fields (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "contract",
                                           "Title,Starts,Ends\r\n"
                                           "One,1/4/2009,31/3/2009\r\n"
                                           "Two,1/4/2009,31/3/2010\r\n");
  g_autoptr (CmImportReport) trial = cm_import_try (import, f->store, NULL, NULL, NULL);
  g_autoptr (CmImportReport) report = run (f, import);

  g_assert_cmpuint (trial->rejected, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpstr (reject_at (report, 0)->field, ==, "Ends");
  g_assert_nonnull (strstr (reject_at (report, 0)->reason, "before"));
}

static void
test_american (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           HEAD ",A Ltd,06/13/2009,1.00\r\n"
                                                ",A Ltd,06/05/2009,1.00\r\n");
  g_autoptr (CmImportReport) british = cm_import_try (import, f->store, NULL, NULL, NULL);
  g_autoptr (CmImportReport) american = NULL;

  g_assert_cmpuint (british->rejected, ==, 1);
  g_assert_true (says (british, "“06/13/2009” can only be read with the month first"));
  cm_import_set_date_order (import, CM_DATES_MONTH_FIRST);
  american = run (f, import);
  g_assert_cmpuint (american->stored, ==, 2);
  g_assert_cmpstr (american->first_date, ==, "2009-06-05");
}

static void
test_doubtful (Fixture *f, gconstpointer data)
{
  /* 0x81 and 0x8d have no meaning in Windows-1252; £ as 0xa3 says that it is that. */
  g_autoptr (CmImport) import = open_text (f,
                                           "spend_line",
                                           HEAD ",A\x81 Ltd,1/6/2009,\xa3"
                                                "1.00\r\n"
                                                ",1.2E+05,1/6/2009,\xa3"
                                                "1.00\r\n");
  g_autoptr (CmImportReport) report = run (f, import);

  g_assert_cmpuint (report->stored, ==, 2);
  g_assert_true (says (report, "in line 2"));
  g_assert_true (says (report, "1.2E+05"));
}

/* --- workbooks -------------------------------------------------------------------------------- */

/* Cells have kinds: a number is what it is, but for what a computer's arithmetic adds to it; a day
 * is a day; what failed is refused. The amounts in the workbook are 1234.5, 0.30000000000000004,
 * -1.9999999999999998, 1.005, 1 (beside a day that is but a number), a formula that failed, and one
 * that came to 2. */
static void
test_workbook (Fixture *f, gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "workflow", "fixtures", "kinds.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  CmSheet *sheet = cm_sheet_open (path, &error);
  g_autoptr (CmImport) import = cm_import_new (cm_table_find ("spend_line"), sheet);
  g_autoptr (CmImportReport) report = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autoptr (CmRecord) second = NULL;

  g_assert_no_error (error);
  g_assert_true (cm_import_sample (import, NULL, NULL));
  report = run (f, import);
  g_assert_cmpstr (report->read_as, ==, "XLSX, sheet “Spend”, headings in line 1");
  g_assert_cmpuint (report->read, ==, 7);
  g_assert_cmpuint (report->stored, ==, 4);
  g_assert_cmpint (
      g_array_index (report->totals, CmImportTotal, 0).stored, ==, 123450 + 30 - 200 + 200);
  g_assert_cmpstr (report->first_date, ==, "2009-12-31");
  g_assert_cmpstr (report->last_date, ==, "2009-12-31");
  g_assert_cmpuint (reject_at (report, 0)->line, ==, 5);
  g_assert_nonnull (strstr (reject_at (report, 0)->reason, "two decimals"));
  g_assert_cmpuint (reject_at (report, 1)->line, ==, 6);
  g_assert_nonnull (strstr (reject_at (report, 1)->reason, "count days"));
  g_assert_cmpuint (reject_at (report, 2)->line, ==, 7);
  g_assert_nonnull (strstr (reject_at (report, 2)->reason, "formula"));
  cm_query_where_text (query, "reference", "0042");
  second = cm_store_first (f->store, query);
  g_assert_nonnull (second);
  g_assert_cmpint (cm_record_get_number (second, "amount"), ==, 30);
}

/* --- one step --------------------------------------------------------------------------------- */

static const char june[] = HEAD "Alpha Council,A Ltd,1/6/2009,\"1,000.10\"\r\n"
                                "Alpha Council,B Ltd,31/6/2009,20.00\r\n"
                                "Alpha Council,\"C, Ltd\",30/6/2009,-0.05\r\n"
                                "Alpha Council,=D Ltd,30/6/2009,TBC\r\n"
                                "Alpha Council,E Ltd,30/6/2009,0.01\r\n";

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", june);
  g_autofree char *before = cm_exchange_dump (f->store), *after = NULL, *undone = NULL;
  g_autofree char *redone = NULL, *label = NULL;
  g_autoptr (CmImportReport) report = run (f, import);
  g_autoptr (CmQuery) query = cm_query_new ("spend_file");
  g_autoptr (CmRecord) file = cm_store_first (f->store, query);
  g_autofree char *owner = cm_store_format (f->store, file, field ("spend_file", "organisation"));

  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Bring in “file.csv”");
  g_assert_cmpuint (report->stored, ==, 3);
  g_assert_cmpuint (count (f, "spend_line"), ==, 3);
  g_assert_cmpstr (cm_record_get_text (file, "name"), ==, "file.csv");
  g_assert_cmpint (cm_record_get_number (file, "rows_read"), ==, 5);
  g_assert_cmpint (cm_record_get_number (file, "rows_stored"), ==, 3);
  g_assert_cmpint (cm_record_get_number (file, "rows_rejected"), ==, 2);
  g_assert_cmpint (cm_record_get_number (file, "control_total"), ==, 100006);
  g_assert_cmpstr (cm_record_get_text (file, "digest"), ==, report->digest);
  g_assert_cmpstr (
      cm_record_get_text (file, "read_as"), ==, "CSV, UTF-8, comma, headings in line 1");
  g_assert_cmpstr (owner, ==, "Alpha Council");
  g_clear_object (&file);
  after = cm_exchange_dump (f->store);
  g_assert_true (cm_store_undo (f->store, NULL));
  undone = cm_exchange_dump (f->store);
  g_assert_cmpstr (undone, ==, before);
  g_assert_true (cm_store_redo (f->store, NULL));
  redone = cm_exchange_dump (f->store);
  g_assert_cmpstr (redone, ==, after);
}

static void
test_trial (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", june);
  g_autofree char *before = cm_exchange_dump (f->store), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (CmImportReport) trial = cm_import_try (import, f->store, progress, NULL, &error);
  g_autoptr (CmImportReport) report = NULL;

  g_assert_no_error (error);
  after = cm_exchange_dump (f->store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (trial->read, ==, 5);
  g_assert_cmpuint (trial->stored, ==, 3);
  g_assert_null (trial->known_as);
  report = run (f, import);
  /* What was promised is what is done. */
  g_assert_cmpuint (report->stored, ==, trial->stored);
  g_assert_cmpuint (report->rejects->len, ==, trial->rejects->len);
  for (guint i = 0; i < report->rejects->len; i++)
    g_assert_cmpstr (reject_at (report, i)->reason, ==, reject_at (trial, i)->reason);
  g_assert_cmpint (g_array_index (report->totals, CmImportTotal, 0).stored,
                   ==,
                   g_array_index (trial->totals, CmImportTotal, 0).stored);
  g_assert_cmpint (g_array_index (report->totals, CmImportTotal, 0).rejected, ==, 2000);
}

/* It may be meant, so it is told and not refused. */
static void
test_known (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", june);
  g_autoptr (CmImportReport) first = run (f, import), second = run (f, import);

  g_assert_null (first->known_as);
  g_assert_cmpstr (second->known_as, ==, "file.csv");
  g_assert_true (says (second, "brought in before"));
  g_assert_cmpuint (count (f, "spend_file"), ==, 2);
}

static void
test_rejects (Fixture *f, gconstpointer data)
{
  static const char expected[] =
      "\xef\xbb\xbf"
      "Line,Field,Reason,Body,Supplier,Date,Amount\r\n"
      "3,Date,“31/6/2009”: there is no such day,Alpha Council,B Ltd,31/6/2009,20.00\r\n"
      "5,Amount,“TBC” says that there is nothing yet (a row must have it),Alpha Council,'=D "
      "Ltd,30/6/2009,TBC\r\n";
  g_autoptr (CmImport) import = open_text (f, "spend_line", june);
  g_autofree char *path = g_build_filename (f->folder, "rejects.csv", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmImportReport) report = cm_import_run (import, f->store, path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->rejected, ==, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* Put right, they go in as they are: the columns that the import added are left out. */
static void
test_rejects_return (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", june), again = NULL;
  g_autofree char *path = g_build_filename (f->folder, "rejects.csv", NULL), *text = NULL;
  g_autoptr (CmImportReport) report = cm_import_run (import, f->store, path, NULL, NULL, NULL);
  g_autoptr (GString) right = NULL;
  g_autoptr (CmImportReport) second = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");

  g_assert_nonnull (report);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  right = g_string_new (text);
  g_string_replace (right, "Ltd,31/6", "Ltd,30/6", 0);
  g_string_replace (right, ",TBC", ",7.00", 0);
  again = open_text (f, "spend_line", right->str);
  g_assert_cmpstr (field_of (again, 0), ==, "");
  g_assert_cmpstr (field_of (again, 1), ==, "");
  second = run (f, again);
  g_assert_cmpuint (second->stored, ==, 2);
  cm_query_where_text (query, "supplier", "=D Ltd");
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 1);
}

static void
assert_fails (
    Fixture *f, CmImport *import, const char *rejects, GCancellable *cancellable, const char *words)
{
  g_autofree char *before = cm_exchange_dump (f->store), *after = NULL;
  g_autofree char *label = cm_store_get_undo_label (f->store), *label_after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmImportReport) report =
      cm_import_run (import, f->store, rejects, NULL, cancellable, &error);

  g_assert_null (report);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  after = cm_exchange_dump (f->store);
  g_assert_cmpstr (before, ==, after);
  label_after = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, label_after);
}

static void
test_unwritable_rejects (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", june);
  g_autofree char *nowhere = g_build_filename (f->folder, "nowhere", "rejects.csv", NULL);

  assert_fails (f, import, nowhere, NULL, "cannot be written");
  assert_fails (f, import, f->folder, NULL, "something else");
  assert_fails (f, import, f->file, NULL, "something else");
  assert_fails (f, import, f->path, NULL, "something else");
}

/* Where all rows are good, no file is made. */
static void
test_no_rejects (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", HEAD ",A Ltd,1/6/2009,1.00\r\n");
  g_autofree char *path = g_build_filename (f->folder, "rejects.csv", NULL);
  g_autoptr (CmImportReport) report = cm_import_run (import, f->store, path, NULL, NULL, NULL);

  g_assert_cmpuint (report->stored, ==, 1);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Nothing to store is nothing to undo. */
static void
test_all_rejected (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", HEAD "Nobody,A Ltd,1/6/2009,1.00\r\n");
  g_autofree char *before = cm_exchange_dump (f->store), *after = NULL;
  g_autoptr (CmImportReport) report = run (f, import);

  g_assert_cmpuint (report->rejected, ==, 1);
  after = cm_exchange_dump (f->store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_failures (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) no_amount = open_text (f, "spend_line", "Supplier,Date\r\nA,1/6/2009\r\n");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  CmImport *other;

  assert_fails (f, no_amount, NULL, NULL, "“Amount”");
  other = open_text (f, "spend_line", HEAD "\r\n");
  assert_fails (f, other, NULL, NULL, "no rows");
  cm_import_free (other);
  other = open_text (f, "spend_line", HEAD ",A Ltd,1/6/2009,1.00\r\n");
  cm_import_set_default (other, field ("spend_line", "organisation"), "Nobody");
  assert_fails (f, other, NULL, NULL, "Nobody");
  cm_import_set_default (other, field ("spend_line", "organisation"), NULL);
  g_cancellable_cancel (cancelled);
  assert_fails (f, other, NULL, cancelled, "cancelled");
  g_remove (f->file);
  assert_fails (f, other, NULL, NULL, "file.csv");
  cm_import_free (other);
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) import = open_text (f, "spend_line", june);
  g_autoptr (CmImportReport) trial = NULL, report = NULL;
  g_autoptr (GError) error = NULL;

  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  f->store = cm_store_open (f->path, CM_STORE_READ_ONLY, NULL);
  trial = cm_import_try (import, f->store, NULL, NULL, NULL);
  g_assert_cmpuint (trial->stored, ==, 3);
  report = cm_import_run (import, f->store, NULL, NULL, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
}

typedef struct
{
  CmProgress *progress;
  GCancellable *cancellable;
} Watch;

static gpointer
cancel_midway (gpointer data)
{
  Watch *watch = data;

  while (cm_progress_get (watch->progress) < 0.3)
    g_usleep (200);
  g_cancellable_cancel (watch->cancellable);
  return NULL;
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (CmImport) import = NULL;
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { progress, cancellable };
  g_autofree char *before = NULL, *after = NULL;
  g_autofree char *rejects = g_build_filename (f->folder, "rejects.csv", NULL);
  gsize length, length_after;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmImportReport) report = NULL;
  GThread *thread;

  for (guint i = 0; i < 40000; i++)
    g_string_append_printf (
        text, "Alpha Council,Example %u Ltd,1/6/2009,%s\r\n", i, i % 10 == 0 ? "?" : "1.00");
  import = open_text (f, "spend_line", text->str);
  g_assert_true (g_file_get_contents (f->path, &before, &length, NULL));
  thread = g_thread_new ("cancel", cancel_midway, &watch);
  report = cm_import_run (import, f->store, rejects, progress, cancellable, &error);
  g_thread_join (thread);
  g_assert_null (report);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (f, "spend_line"), ==, 0);
  g_assert_false (g_file_test (rejects, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (f->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);
}

/* --- the mapping kept ------------------------------------------------------------------------- */

static void
test_map (Fixture *f, gconstpointer data)
{
  static const char text[] = "Who,Supplier [name],Pre-paid,Amount\r\nx,A Ltd,1/6/2009,1.00\r\n";
  g_autoptr (CmImport) import = open_text (f, "spend_line", text), again = NULL;
  g_autofree char *map = NULL, *written = NULL;
  g_autoptr (GString) edited = NULL;
  g_autoptr (GPtrArray) not_there = NULL;
  g_autoptr (GError) error = NULL;

  cm_import_set_field (import, 1, field ("spend_line", "supplier"));
  cm_import_set_field (import, 2, field ("spend_line", "on_date"));
  cm_import_set_default (import, field ("spend_line", "organisation"), "Beta Council");
  cm_import_set_date_order (import, CM_DATES_MONTH_FIRST);
  map = cm_import_write_map (import);
  edited = g_string_new (map);
  g_string_replace (edited, "field=amount", "field=", 0);
  g_string_append (edited, "\n[column Elsewhere]\nfield=amount\n");
  again = open_text (f, "spend_line", text);
  g_assert_true (cm_import_read_map (again, map, &not_there, &error));
  g_assert_cmpuint (not_there->len, ==, 0);
  g_assert_cmpstr (field_of (again, 1), ==, "supplier");
  g_assert_cmpstr (field_of (again, 2), ==, "on_date");
  g_assert_cmpstr (field_of (again, 3), ==, "amount");
  g_assert_cmpstr (
      cm_import_get_default (again, field ("spend_line", "organisation")), ==, "Beta Council");
  g_assert_cmpint (cm_import_get_date_order (again), ==, CM_DATES_MONTH_FIRST);
  written = cm_import_write_map (again);
  g_assert_cmpstr (written, ==, map);
  g_clear_pointer (&not_there, g_ptr_array_unref);
  g_assert_true (cm_import_read_map (again, edited->str, &not_there, &error));
  g_assert_cmpuint (not_there->len, ==, 1);
  g_assert_cmpstr (not_there->pdata[0], ==, "Elsewhere");
  g_assert_cmpstr (field_of (again, 3), ==, "");
}

static void
test_bad_maps (Fixture *f, gconstpointer data)
{
  static const char *const maps[][2] = {
    { "nonsense", "mapping" },
    { "", "table" },
    { "[import]\ntable=contract\n", "contract" },
    { "[import]\ntable=spend_line\ndates=backwards\n", "backwards" },
    { "[import]\ntable=spend_line\n[column Supplier]\nfield=colour\n", "colour" },
    { "[import]\ntable=spend_line\n[column Supplier]\nfield=spend_file\n", "spend_file" },
    { "[import]\ntable=spend_line\ndates=month-first\n[defaults]\ncolour=red\n", "colour" },
  };
  g_autoptr (CmImport) import = open_text (f, "spend_line", HEAD ",A Ltd,1/6/2009,1.00\r\n");
  g_autofree char *before = cm_import_write_map (import);

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_false (cm_import_read_map (import, maps[i][0], NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, maps[i][1]));
      after = cm_import_write_map (import);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_signature (Fixture *f, gconstpointer data)
{
  g_autoptr (CmImport) one = open_text (f, "spend_line", HEAD ",A Ltd,1/6/2009,1.00\r\n");
  g_autoptr (CmImport) two = open_text (f, "spend_line", "a title\r\n" HEAD ",B,2/6/2009,2\r\n");
  g_autoptr (CmImport) moved =
      open_text (f, "spend_line", "Supplier,Body,Date,Amount\r\nA Ltd,,1/6/2009,1.00\r\n");
  g_autoptr (CmImport) other = open_text (f, "contract", HEAD ",A Ltd,1/6/2009,1.00\r\n");
  g_autofree char *first = cm_import_get_signature (one);
  g_autofree char *second = cm_import_get_signature (two);
  g_autofree char *third = cm_import_get_signature (moved);
  g_autofree char *fourth = cm_import_get_signature (other);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
  g_assert_cmpstr (first, !=, fourth);
  g_assert_cmpuint (strspn (first, "0123456789abcdef"), ==, strlen (first));
}

/* --- out and in again ------------------------------------------------------------------------- */

static void
add_contract (Fixture *f, const char *title, const char *state, const char *reference, gint64 value)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("contract"));
  CmValue organisation = CM_VALUE_INIT;

  cm_store_parse (
      f->store, &organisation, field ("contract", "organisation"), "Beta Council", NULL);
  cm_record_set_text (record, "title", title);
  cm_record_set_text (record, "reference", reference);
  cm_record_set_text (record, "organisation", organisation.text);
  cm_record_set_text (record, "state", state);
  cm_record_set_text (record, "ends", "2012-03-31");
  cm_record_set_number (record, "annual_value", value);
  cm_record_set_number (record, "voluntary", 1);
  cm_record_set_text (record, "note", "One line\nand another, “quoted”\tand parted");
  cm_value_clear (&organisation);
  g_assert_true (cm_store_save (f->store, record, "Add", NULL));
}

static char *
copy_contracts (Fixture *f)
{
  static const char *const names[] = { "title", "reference",    "organisation", "state", "starts",
                                       "ends",  "annual_value", "voluntary",    "note" };
  const CmField *fields[G_N_ELEMENTS (names)];
  g_autoptr (CmQuery) query = cm_query_new ("contract");
  g_autoptr (GPtrArray) records = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields[i] = field ("contract", names[i]);
  cm_query_order (query, "title", FALSE);
  records = cm_store_list (f->store, query);
  return cm_paste_copy (f->store, records, fields, G_N_ELEMENTS (fields));
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autofree char *out = NULL, *in = NULL;
  g_autoptr (CmImport) import = NULL;
  g_autoptr (CmImportReport) report = NULL;

  add_contract (f, "Meals, hot", "running", "00042", 1234567);
  add_contract (f, "Transport", "retender", "007", -50);
  out = copy_contracts (f);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "contract"), ==, 0);
  import = open_text (f, "contract", out);
  g_assert_cmpint (cm_sheet_get_delimiter (cm_import_get_sheet (import)), ==, '\t');
  report = run (f, import);
  g_assert_cmpuint (report->stored, ==, 2);
  in = copy_contracts (f);
  g_assert_cmpstr (in, ==, out);
}

#define CASE(name, func) g_test_add ("/import/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CASE ("ledger", test_ledger);
  CASE ("two names", test_two_names);
  CASE ("contracts", test_contracts);
  CASE ("Windows", test_windows);
  CASE ("variants of headings", test_heading_variants);
  CASE ("net", test_net);
  CASE ("words below", test_words_below);
  CASE ("no header", test_no_header);
  CASE ("unknown headings", test_unknown_headings);
  CASE ("setting", test_setting);
  CASE ("fields", test_fields);
  CASE ("surplus", test_surplus);
  CASE ("column without heading", test_column_without_heading);
  CASE ("headings again", test_headings_again);
  CASE ("totals", test_totals);
  CASE ("total with default", test_total_with_default);
  CASE ("years follow", test_years_follow);
  CASE ("rules between fields", test_rules_between_fields);
  CASE ("American", test_american);
  CASE ("doubtful", test_doubtful);
  CASE ("workbook", test_workbook);
  CASE ("undo", test_undo);
  CASE ("trial", test_trial);
  CASE ("known", test_known);
  CASE ("rejects", test_rejects);
  CASE ("rejects return", test_rejects_return);
  CASE ("unwritable rejects", test_unwritable_rejects);
  CASE ("no rejects", test_no_rejects);
  CASE ("all rejected", test_all_rejected);
  CASE ("failures", test_failures);
  CASE ("read only", test_read_only);
  CASE ("cancel", test_cancel);
  CASE ("map", test_map);
  CASE ("bad maps", test_bad_maps);
  CASE ("signature", test_signature);
  CASE ("round trip", test_round_trip);
  return g_test_run ();
}
