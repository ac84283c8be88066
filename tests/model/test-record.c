/* test-record.c - one row in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-record.h"

static void
count_cb (CmRecord *record, guint *count)
{
  (*count)++;
}

static void
test_values (void)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("activity"));
  g_autoptr (CmRecord) copy = NULL;
  guint changed = 0;

  g_assert_cmpstr (cm_record_get_title (record), ==, "");
  cm_record_set_text (record, "title", "Youth outreach");
  cm_record_set_number (record, "statutory", 1);
  g_assert_cmpstr (cm_record_get_title (record), ==, "Youth outreach");
  g_assert_true (cm_record_is_null (record, "starts"));

  copy = cm_record_copy (record);
  g_assert_cmpstr (cm_record_get_id (copy), ==, cm_record_get_id (record));
  cm_record_set_text (copy, "title", "Outreach");
  g_assert_cmpstr (cm_record_get_title (record), ==, "Youth outreach");
  g_signal_connect (record, "changed", G_CALLBACK (count_cb), &changed);
  cm_record_assign (record, copy);
  cm_record_assign (record, copy);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpstr (cm_record_get_title (record), ==, "Outreach");
}

static void
test_check (void)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("activity"));
  g_autoptr (GError) error = NULL;

  g_assert_false (cm_record_check (record, &error));
  g_assert_true (g_str_has_prefix (error->message, "Activity:"));
  g_clear_error (&error);
  cm_record_set_text (record, "title", "Youth outreach");
  cm_record_set_text (record, "state", "live");
  g_assert_true (cm_record_check (record, &error));
  cm_record_set_text (record, "starts", "2010-04-01");
  cm_record_set_text (record, "ends", "2010-03-31");
  g_assert_false (cm_record_check (record, &error));
  g_assert_cmpstr (error->message, ==, "Ends: it lies before Starts");
}

/* Numbers that belong together are kept in order as dates are. */
static void
test_order (void)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("score"));
  g_autoptr (GError) error = NULL;

  cm_record_set_text (record, "activity", "018c0000-0000-7000-8000-000000000001");
  cm_record_set_text (record, "criterion", "018c0000-0000-7000-8000-000000000002");
  cm_record_set_number (record, "value", 50);
  cm_record_set_number (record, "low", 40);
  g_assert_true (cm_record_check (record, &error));
  cm_record_set_number (record, "high", 45);
  g_assert_false (cm_record_check (record, &error));
  g_assert_cmpstr (error->message, ==, "At most: it is less than Score");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/values", test_values);
  g_test_add_func ("/record/check", test_check);
  g_test_add_func ("/record/order", test_order);
  return g_test_run ();
}
