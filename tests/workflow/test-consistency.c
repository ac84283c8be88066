/* test-consistency.c - every contradiction is found, and a sound portfolio has none. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-consistency.h"
#include "cm-exchange.h"
#include "cm-summary.h"

#include <glib/gstdio.h>
#include <string.h>

#define TODAY "2010-06-01"

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer example)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-consistency-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  if (example != NULL)
    {
      g_autofree char *source =
          g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "examples", example, NULL);

      cm_exchange_load (source, f->path, &error);
      g_assert_no_error (error);
      f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
    }
  else
    f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer example)
{
  g_clear_object (&f->store);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

/* Keeps a record of the values, in pairs of field and text; what is required is not checked away.
 */
static CmRecord *
add (Fixture *f, const char *table, const char *const *pairs)
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      CmValue value = CM_VALUE_INIT;
      const CmField *field = cm_table_field (cm_table_find (table), pairs[i]);

      cm_value_parse (&value, field, pairs[i + 1], &error);
      g_assert_no_error (error);
      cm_record_set_value (
          record, (guint) cm_table_field_index (cm_table_find (table), pairs[i]), &value);
      cm_value_clear (&value);
    }
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })
#define ID(record) cm_record_get_id (record)

static const CmFinding *
find (GPtrArray *findings, CmFindingKind kind, const char *table, const char *words)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CmFinding *finding = g_ptr_array_index (findings, i);

      if (finding->kind == kind && g_str_equal (finding->table, table) &&
          strstr (finding->text, words) != NULL)
        return finding;
    }
  return NULL;
}

static guint
count (GPtrArray *findings, CmFindingKind kind)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += ((const CmFinding *) g_ptr_array_index (findings, i))->kind == kind;
  return n;
}

/* The paper says £129,700; its own figures come to £129,790. */
static void
test_reserves (Fixture *f, gconstpointer example)
{
  g_autofree char *today = cm_summary_get_today (f->store);
  g_autoptr (GPtrArray) findings = cm_consistency_check (f->store, today);
  const CmFinding *finding = find (findings, CM_FINDING_SUM, "reserve_entry", "£90 too low");

  g_assert_nonnull (finding);
  g_assert_nonnull (strstr (finding->text, "£129,700"));
  g_assert_nonnull (strstr (finding->text, "£129,790"));
  g_assert_cmpuint (count (findings, CM_FINDING_SUM), ==, 1);
  g_assert_nonnull (find (findings, CM_FINDING_FOLLOW_UP, "activity", "without a date"));
  g_assert_nonnull (find (findings, CM_FINDING_FOLLOW_UP, "review", "without a lead and"));
}

static void
test_threads (Fixture *f, gconstpointer example)
{
  g_autofree char *today = cm_summary_get_today (f->store);
  g_autoptr (GPtrArray) findings = cm_consistency_check (f->store, today);
  const CmFinding *finding = find (findings, CM_FINDING_ORPHAN, "chapter", "no activity");

  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->title, ==, "Equalities");
  g_assert_nonnull (find (findings, CM_FINDING_ORPHAN, "indicator", "no outcome"));
  g_assert_nonnull (find (findings, CM_FINDING_ORPHAN, "need", "nothing shows"));
  g_assert_cmpuint (count (findings, CM_FINDING_SUM), ==, 0);
}

static void
test_empty (Fixture *f, gconstpointer example)
{
  g_autoptr (GPtrArray) findings = cm_consistency_check (f->store, TODAY);

  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_money (Fixture *f, gconstpointer example)
{
  g_autoptr (CmRecord) grant = ADD (
      "funding_source", "name", "Grant", "kind", "grant", "ends", "2011-03-31", "ceiling", "100");
  g_autoptr (CmRecord) a = ADD ("activity", "title", "Patrols", "state", "live");
  g_autoptr (CmRecord) b = ADD ("activity", "title", "Unpaid", "state", "live");
  g_autoptr (CmRecord) one = ADD ("budget_line",
                                  "activity",
                                  ID (a),
                                  "funding_source",
                                  ID (grant),
                                  "year",
                                  "2010/11",
                                  "amount",
                                  "80",
                                  "state",
                                  "secured",
                                  "drawn",
                                  "90");
  g_autoptr (CmRecord) two = ADD ("budget_line",
                                  "activity",
                                  ID (a),
                                  "funding_source",
                                  ID (grant),
                                  "year",
                                  "2010/11",
                                  "amount",
                                  "30",
                                  "state",
                                  "contingency");
  g_autoptr (CmRecord) three = ADD ("budget_line",
                                    "activity",
                                    ID (a),
                                    "funding_source",
                                    ID (grant),
                                    "year",
                                    "2011/12",
                                    "amount",
                                    "10",
                                    "state",
                                    "planned");
  g_autoptr (CmRecord) call =
      ADD ("reserve_entry", "name", "Call", "amount", "-50", "state", "sanctioned");
  g_autoptr (CmRecord) first =
      ADD ("drawdown", "reserve_entry", ID (call), "on_date", "2010-05-01", "amount", "30");
  g_autoptr (CmRecord) second =
      ADD ("drawdown", "reserve_entry", ID (call), "on_date", "2010-05-02", "amount", "30");
  g_autoptr (GPtrArray) findings = cm_consistency_check (f->store, TODAY);
  const CmFinding *over =
      find (findings, CM_FINDING_MONEY, "budget_line", "which ends on 31 Mar 2011");

  g_assert_nonnull (over);
  g_assert_cmpstr (over->id, ==, ID (three));
  g_assert_cmpstr (over->title, ==, "Patrols");
  g_assert_nonnull (find (findings, CM_FINDING_MONEY, "funding_source", "£110; it pays £100"));
  g_assert_nonnull (find (findings, CM_FINDING_MONEY, "budget_line", "contingency"));
  g_assert_cmpstr (
      find (findings, CM_FINDING_MONEY, "activity", "no budget line")->title, ==, "Unpaid");
  g_assert_cmpstr (
      find (findings, CM_FINDING_SUM, "budget_line", "more is drawn")->id, ==, ID (one));
  g_assert_cmpstr (find (findings, CM_FINDING_SUM, "reserve_entry", "drawn")->id, ==, ID (call));
}

static void
test_dates (Fixture *f, gconstpointer example)
{
  g_autoptr (CmRecord) a = ADD ("activity", "title", "Late", "state", "live", "ends", "2010-03-31");
  g_autoptr (CmRecord) g1 = ADD ("gate",
                                 "activity",
                                 ID (a),
                                 "on_date",
                                 "2009-01-01",
                                 "from_state",
                                 "proposed",
                                 "to_state",
                                 "pipeline");
  g_autoptr (CmRecord) g2 = ADD ("gate",
                                 "activity",
                                 ID (a),
                                 "on_date",
                                 "2009-06-01",
                                 "from_state",
                                 "business-case",
                                 "to_state",
                                 "closing");
  g_autoptr (CmRecord) flash = ADD ("flash_report",
                                    "name",
                                    "Flash",
                                    "number",
                                    "6",
                                    "starts",
                                    "2009-06-01",
                                    "ends",
                                    "2009-06-12",
                                    "on_date",
                                    "2009-06-05");
  g_autoptr (CmRecord) wrong = ADD ("flash_report",
                                    "name",
                                    "Wrong",
                                    "number",
                                    "7",
                                    "starts",
                                    "2009-06-01",
                                    "ends",
                                    "2009-06-12",
                                    "on_date",
                                    "2009-06-15");
  g_autoptr (CmRecord) body = ADD ("body", "name", "Board", "kind", "board");
  g_autoptr (CmRecord) meeting =
      ADD ("meeting", "name", "June", "body", ID (body), "on_date", "2009-06-10");
  g_autoptr (CmRecord) decision = ADD ("decision",
                                       "name",
                                       "Do it",
                                       "body",
                                       ID (body),
                                       "meeting",
                                       ID (meeting),
                                       "verb",
                                       "agreed",
                                       "due",
                                       "2009-03-10");
  g_autoptr (GPtrArray) findings = cm_consistency_check (f->store, TODAY);

  g_assert_nonnull (find (findings, CM_FINDING_DATE, "activity", "ended on 31 Mar 2010"));
  g_assert_nonnull (
      find (findings, CM_FINDING_DATE, "activity", "“Live”; by the gate log it is “Closing”"));
  g_assert_cmpstr (find (findings, CM_FINDING_DATE, "gate", "another state")->id, ==, ID (g2));
  /* A period takes in what is planned: a report within it is right. */
  g_assert_cmpstr (find (findings, CM_FINDING_DATE, "flash_report", "period")->id, ==, ID (wrong));
  g_assert_nonnull (find (findings, CM_FINDING_DATE, "decision", "before the meeting"));
  g_assert_nonnull (find (findings, CM_FINDING_FOLLOW_UP, "decision", "due on 10 Mar 2009"));
}

static void
test_follow_up (Fixture *f, gconstpointer example)
{
  g_autoptr (CmRecord) over = ADD ("activity", "title", "Over", "state", "closed");
  g_autoptr (CmRecord) a = ADD ("activity", "title", "Goes on", "state", "pipeline");
  g_autoptr (CmRecord) link =
      ADD ("activity_link", "activity", ID (a), "kind", "requires", "other", ID (over));
  g_autoptr (CmRecord) approval =
      ADD ("approval", "activity", ID (a), "track", "One", "state", "conditional");
  g_autoptr (CmRecord) indicator =
      ADD ("indicator", "name", "Bodies", "measure", "count", "of_n", "9");
  g_autoptr (CmRecord) target =
      ADD ("target", "indicator", ID (indicator), "version", "original", "value", "12");
  g_autoptr (CmRecord) workshop = ADD ("workshop", "name", "June");
  g_autoptr (CmRecord) came = ADD ("attendance", "workshop", ID (workshop), "present", "5");
  g_autoptr (CmRecord) rated =
      ADD ("workshop_rating", "workshop", ID (workshop), "score", "4", "people", "6");
  g_autoptr (GPtrArray) findings = cm_consistency_check (f->store, TODAY);

  g_assert_nonnull (find (findings, CM_FINDING_FOLLOW_UP, "activity", "“Over”, which is over"));
  g_assert_nonnull (find (findings, CM_FINDING_FOLLOW_UP, "approval", "not named"));
  g_assert_cmpstr (
      find (findings, CM_FINDING_SUM, "target", "the 9 there are")->title, ==, "Bodies");
  g_assert_nonnull (find (findings, CM_FINDING_SUM, "workshop", "6 people rated it; 5 came"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, example)                                                                        \
  g_test_add ("/consistency/" #name, Fixture, example, set_up, test_##name, tear_down)
  TEST (empty, NULL);
  TEST (reserves, "staffordshire-connects-2010.xml");
  TEST (threads, "leicestershire-together.xml");
  TEST (money, NULL);
  TEST (dates, NULL);
  TEST (follow_up, NULL);
  return g_test_run ();
}
