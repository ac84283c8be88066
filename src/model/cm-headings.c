/* cm-headings.c - what other people call our fields, in the headings of the files they send. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-headings.h"

#include <string.h>

/* As cm_heading_fold() makes them; the likelier first. They are the headings of files that councils
 * and charities publish, so they are not translated: a field's label, which is, always fits. */
typedef struct
{
  const char *table; /* or NULL for every table with such a field */
  const char *field;
  const char *headings[36];
} Headings;

static const Headings known[] = {
  { "spend_line",
    "amount",
    { "amount",
      "netamount",
      "netamount£",
      "amount£",
      "invoicedvalue",
      "value",
      "gross",
      "spend",
      "grandtotal",
      "totalexcludesvat",
      "total",
      "invoicelinevaluenetofvat",
      "netvalue",
      "grossamount",
      "amountexvat",
      "amountexcludingvat",
      "paymentamount",
      "invoiceamount",
      "invoicevalue",
      "linevalue",
      "linevaluenet",
      "totalspend",
      "amountpaid",
      "net",
      "cost",
      "amountawarded",
      "transactionamount",
      "expenditure",
      "outturn",
      "actual",
      "budget" } },
  { "spend_line",
    "supplier",
    { "suppliername",
      "supplier",
      "vendorname",
      "vendor",
      "supplierbeneficiaryname",
      "supplieridt",
      "beneficiaryname",
      "beneficiary",
      "payee",
      "payeename",
      "creditor",
      "creditorname",
      "merchant",
      "recipient",
      "recipientorgname",
      "paidto",
      "company" } },
  { "spend_line",
    "service",
    { "directorate",
      "service",
      "servicelabel",
      "servicearea",
      "servicename",
      "portfolio",
      "strgrpcct",
      "department",
      "departmentname",
      "directoratename",
      "division",
      "unit",
      "organisationalunit",
      "costcentre",
      "costcentrename",
      "costcentredescription",
      "serviceareacategorisation",
      "servicedivision",
      "servicedivisionlabel",
      "programme",
      "serviceunit",
      "team" } },
  { "spend_line",
    "purpose",
    { "purpose",
      "expensetype",
      "expensearea",
      "expenditurecategory",
      "description",
      "purposeofspend",
      "category",
      "subjective",
      "subjectivedescription",
      "detailedexpensetype",
      "summary",
      "expenditurecode",
      "accountdescription",
      "account",
      "proclasslabel",
      "procurementclassification",
      "narrative",
      "details",
      "natureofexpenditure",
      "expensedescription",
      "typeofexpenditure" } },
  { "spend_line",
    "reference",
    { "reference",
      "transactionnumber",
      "transno",
      "transactionno",
      "invoicenumber",
      "invoiceno",
      "documentnumber",
      "documentno",
      "docno",
      "paymentreference",
      "paymentnumber",
      "voucherno",
      "vouchernumber",
      "internalref",
      "ref",
      "refno",
      "transactionreference",
      "transactionid",
      "uniqueid",
      "identifier" } },
  { "spend_line",
    "on_date",
    { "datepaid",
      "paymentdate",
      "paydate",
      "transactiondate",
      "gldate",
      "clearingdate",
      "updated",
      "certifieddate",
      "dateofpayment",
      "date",
      "postingdate",
      "invoicedate",
      "paid",
      "awarddate",
      "effectivedate" } },
  { "spend_line", "year", { "financialyear", "year", "fiscalyear", "period", "fy" } },
  { "spend_line",
    "organisation",
    { "body",
      "bodyname",
      "organisationname",
      "organisation",
      "authority",
      "council",
      "localauthority",
      "organizationname",
      "entity" } },
  { "spend_line", "kind", { "fundingtype", "funding", "fund", "mainstreamorgrant" } },
  { "contract",
    "title",
    { "title",
      "contracttitle",
      "contractname",
      "descriptionofcontract",
      "contractdescription",
      "agreementtitle",
      "name",
      "description",
      "titleofagreement",
      "descriptionofservice" } },
  { "contract",
    "reference",
    { "reference",
      "contractreference",
      "contractref",
      "referencenumber",
      "contractno",
      "contractnumber",
      "contractid",
      "refno",
      "agreementreference" } },
  { "contract",
    "organisation",
    { "organisation",
      "organisationname",
      "body",
      "bodyname",
      "buyer",
      "authority",
      "council",
      "localauthority",
      "contractingauthority" } },
  { "contract",
    "supplier",
    { "supplier",
      "suppliername",
      "contractor",
      "contractorname",
      "vendor",
      "vendorname",
      "provider",
      "providername",
      "awardedto",
      "nameofsupplier" } },
  { "contract",
    "service",
    { "department",
      "directorate",
      "service",
      "servicearea",
      "division",
      "departmentname",
      "departmentresponsible",
      "localauthoritydepartment" } },
  { "contract",
    "starts",
    { "startdate",
      "contractstartdate",
      "start",
      "commencementdate",
      "from",
      "datestarted",
      "contractstart" } },
  { "contract",
    "ends",
    { "enddate",
      "contractenddate",
      "end",
      "expirydate",
      "expires",
      "to",
      "finishdate",
      "contractend",
      "completiondate" } },
  { "contract", "review_by", { "reviewdate", "reviewby", "review" } },
  { "contract", "extension", { "extension", "optiontoextend", "extensionperiod", "extensions" } },
  { "contract",
    "annual_value",
    { "annualvalue",
      "valueperyear",
      "annualcontractvalue",
      "yearlyvalue",
      "annualspend",
      "estimatedannualvalue",
      "valueperannum",
      "valuepa",
      "annualamount" } },
  { "contract",
    "total_value",
    { "totalvalue",
      "contractvalue",
      "value",
      "totalcontractvalue",
      "totalamount",
      "amount",
      "contractsum" } },
  { "contract",
    "voluntary",
    { "vcse",
      "vcs",
      "voluntaryandcommunitysectororganisation",
      "smevcse",
      "voluntary",
      "isvcse" } },
  { "contract",
    "procedure",
    { "procedure",
      "procurementroute",
      "procedureused",
      "processtype",
      "routetomarket",
      "typeofprocedure" } },
  { "organisation", "name", { "organisationname", "organisation", "body", "bodyname", "title" } },
  { "activity",
    "name",
    { "name",
      "title",
      "project",
      "projectname",
      "activity",
      "activityname",
      "service",
      "scheme" } },
  { NULL, "name", { "name", "title" } },
  { NULL, "title", { "title", "name" } },
  { NULL, "starts", { "startdate", "start", "from", "plannedstart", "planneddatesstartdate" } },
  { NULL, "ends", { "enddate", "end", "to", "finish", "finishdate", "planneddatesenddate" } },
  { NULL, "on_date", { "date", "when" } },
  { NULL, "amount", { "amount", "value", "cost", "total", "sum" } },
  { NULL, "year", { "financialyear", "year", "fy" } },
  { NULL, "state", { "status", "state", "stage" } },
  { NULL, "note", { "notes", "note", "comments", "comment", "remarks" } },
  { NULL, "lead", { "lead", "leadofficer", "responsibleofficer", "owner" } },
  { NULL, "organisation", { "organisation", "organisationname", "body", "agency", "partner" } },
  { NULL, "source", { "source", "sourceofinformation" } },
};

char *
cm_heading_fold (const char *heading)
{
  g_autofree char *plain = g_str_to_ascii (heading, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  GString *folded = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (folded, *p);
  /* The sign of a column of money is all that some headings say. */
  if (strstr (heading, "£") != NULL)
    g_string_append (folded, "£");
  return g_string_free (folded, FALSE);
}

/* The number of letters to put in, leave out, change or swap with the next to make `a` into `b`;
 * `limit` + 1 as soon as it is beyond the limit (Damerau 1964, restricted to adjacent swaps). */
static guint
count_slips (const char *a, const char *b, guint limit)
{
  enum
  {
    LONGEST = 48
  };
  const gsize la = strlen (a), lb = strlen (b);
  guint rows[3][LONGEST + 1];

  if (la > LONGEST || lb > LONGEST || (la > lb ? la - lb : lb - la) > limit)
    return limit + 1;
  for (gsize j = 0; j <= lb; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= la; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
      guint least;

      row[0] = (guint) i;
      least = row[0];
      for (gsize j = 1; j <= lb; j++)
        {
          guint cost = a[i - 1] == b[j - 1] ? 0 : 1;

          row[j] = MIN (MIN (row[j - 1] + 1, above[j] + 1), above[j - 1] + cost);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], above2[j - 2] + 1);
          least = MIN (least, row[j]);
        }
      if (least > limit)
        return limit + 1;
    }
  return MIN (rows[la % 3][lb], limit + 1);
}

/* Short words become other words by a single letter. */
static gboolean
is_misspelt (const char *folded, const char *heading)
{
  const gsize length = strlen (heading);
  const guint limit = length >= 10 ? 2 : 1;

  return length >= 6 && strlen (folded) >= 6 && count_slips (folded, heading, limit) <= limit;
}

static guint
match_known (const Headings *entry, const char *folded)
{
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (entry->headings) && entry->headings[i] != NULL; i++)
    {
      if (g_str_equal (entry->headings[i], folded))
        return 2;
      if (is_misspelt (folded, entry->headings[i]))
        best = 1;
    }
  return best;
}

guint
cm_heading_matches (const CmTable *table, const CmField *field, const char *folded)
{
  g_autofree char *name = cm_heading_fold (field->name);
  g_autofree char *label = cm_heading_fold (cm_field_label (field));
  guint best = 0;

  if (*folded == '\0')
    return 0;
  if (g_str_equal (folded, name) || g_str_equal (folded, label))
    return 3;
  for (guint i = 0; i < G_N_ELEMENTS (known) && best < 2; i++)
    if (g_str_equal (known[i].field, field->name) &&
        (known[i].table == NULL || g_str_equal (known[i].table, table->name)))
      best = MAX (best, match_known (&known[i], folded));
  if (best == 0 && is_misspelt (folded, label))
    best = 1;
  return best;
}
