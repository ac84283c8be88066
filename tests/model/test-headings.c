/* test-headings.c - the headings that other people's files have are known for what they mean. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-headings.h"

static guint
match (const char *table, const char *field, const char *heading)
{
  const CmTable *t = cm_table_find (table);
  g_autofree char *folded = cm_heading_fold (heading);

  return cm_heading_matches (t, cm_table_field (t, field), folded);
}

static void
test_fold (void)
{
  static const struct
  {
    const char *heading, *folded;
  } cases[] = {
    { "Supplier Name", "suppliername" },
    { " supplier_NAME ", "suppliername" },
    { "Net Amount (£)", "netamount£" },
    { "Bénéficiaire", "beneficiaire" },
    { "'Total (excludes VAT)", "totalexcludesvat" },
    { "£", "£" },
    { "--", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = cm_heading_fold (cases[i].heading);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

/* Those that fifteen bodies use, with their spelling. */
static void
test_variants (void)
{
  static const struct
  {
    const char *field;
    const char *headings[20];
  } cases[] = {
    { "amount",
      { "Amount",
        "Net Amount",
        "NetAmount",
        "Net amount £",
        "Invoiced Value",
        "Value",
        "Gross",
        "Spend",
        "Grand Total",
        "'Total (excludes VAT)",
        "Invoice Line Value (net of VAT)" } },
    { "supplier",
      { "Supplier Name",
        "SupplierName",
        "Vendor Name",
        "Supplier(Beneficiary) Name",
        "Supplier ID(T)",
        "Suuplier ID (T)",
        "Benificiary Name" } },
    { "service", { "Directorate", "Directotate", "Service Label", "Portfolio", "Strgrpcc(T)" } },
    { "purpose", { "Expense Area", "Expense Type" } },
    { "on_date",
      { "Date Paid",
        "DatePaid",
        "Payment date",
        "Pay date",
        "Transaction Date",
        "GL Date",
        "Clearing Date",
        "Updated",
        "Certified Date",
        "Date of Payment" } },
    { "organisation", { "Body", "Body Name", "Organistion Name" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint h = 0; cases[i].headings[h] != NULL; h++)
      {
        g_test_message ("%s: %s", cases[i].field, cases[i].headings[h]);
        g_assert_cmpuint (match ("spend_line", cases[i].field, cases[i].headings[h]), >, 0);
      }
}

static void
test_degrees (void)
{
  g_assert_cmpuint (match ("spend_line", "supplier", "Supplier"), ==, 3);
  g_assert_cmpuint (match ("spend_line", "on_date", "on_date"), ==, 3);
  g_assert_cmpuint (match ("spend_line", "supplier", "Vendor"), ==, 2);
  g_assert_cmpuint (match ("spend_line", "supplier", "Vender Name"), ==, 1);
  g_assert_cmpuint (match ("spend_line", "supplier", "Amount"), ==, 0);
  g_assert_cmpuint (match ("spend_line", "supplier", ""), ==, 0);
  /* A short word is not taken for another. */
  g_assert_cmpuint (match ("spend_line", "on_date", "Rate"), ==, 0);
  g_assert_cmpuint (match ("spend_line", "on_date", "Data"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/headings/fold", test_fold);
  g_test_add_func ("/headings/variants", test_variants);
  g_test_add_func ("/headings/degrees", test_degrees);
  return g_test_run ();
}
