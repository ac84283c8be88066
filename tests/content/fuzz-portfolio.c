/* fuzz-portfolio.c - any bytes as a portfolio in XML: it is read or refused in words, and what is
 * read is written and read again the same. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-portfolio-xml-private.h"

#include <string.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n)
{
  g_autofree char *path = write_input (bytes, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = _cm_portfolio_xml_read_again (path, &error);
  g_autofree char *text = NULL, *again = NULL;

  g_assert_true ((records == NULL) == (error != NULL));
  if (records == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  text = cm_portfolio_xml_write (records);
  g_free (path);
  path = write_input ((const uint8_t *) text, strlen (text));
  g_clear_pointer (&records, g_ptr_array_unref);
  records = _cm_portfolio_xml_read_again (path, &error);
  g_assert_no_error (error);
  again = cm_portfolio_xml_write (records);
  g_assert_cmpstr (text, ==, again);
  return 0;
}
