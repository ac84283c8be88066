/* test-csv.c - CSV as it is written: what spreadsheets must read back, and must not run. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-csv.h"

static void
test_cells (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  cm_csv_append_text (out, "");
  cm_csv_append_text (out, "plain");
  cm_csv_append_text (out, "Youth, “Streetscene”");
  cm_csv_append_text (out, "say \"no\"");
  cm_csv_end_line (out);
  cm_csv_append_text (out, "two\nlines");
  cm_csv_append_plain (out, "-36400.00");
  cm_csv_append_text (out, "");
  cm_csv_end_line (out);
  g_assert_cmpstr (out->str,
                   ==,
                   "\"\",plain,\"Youth, “Streetscene”\",\"say \"\"no\"\"\"\r\n"
                   "\"two\nlines\",-36400.00,\"\"\r\n");
}

/* The guard is set before what would run, and before nothing else; taking it away gives the text
 * back. */
static void
test_guard (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } cases[] = {
    { "=1+1", "'=1+1\r\n" },         { "+44 116", "'+44 116\r\n" }, { "-2", "'-2\r\n" },
    { "@SUM(A1)", "'@SUM(A1)\r\n" }, { "\t=1", "\"'\t=1\"\r\n" },   { "a=1", "a=1\r\n" },
    { "'quoted'", "'quoted'\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      cm_csv_append_text (out, cases[i].text);
      cm_csv_end_line (out);
      g_assert_cmpstr (out->str, ==, cases[i].cell);
    }
  g_assert_cmpstr (cm_csv_unguard ("'=1+1"), ==, "=1+1");
  g_assert_cmpstr (cm_csv_unguard ("'quoted'"), ==, "'quoted'");
  g_assert_cmpstr (cm_csv_unguard (""), ==, "");
}

/* The mark at the beginning of a file is no cell. */
static void
test_begin (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  cm_csv_begin (out);
  cm_csv_append_text (out, "Line");
  cm_csv_append_text (out, "Field");
  cm_csv_end_line (out);
  g_assert_cmpstr (out->str, ==, "\xef\xbb\xbfLine,Field\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/cells", test_cells);
  g_test_add_func ("/csv/guard", test_guard);
  g_test_add_func ("/csv/begin", test_begin);
  return g_test_run ();
}
