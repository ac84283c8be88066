/* test-markup-writer.c - elements, attributes and what may be in them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-markup-writer.h"

static void
assert_written (CmMarkup *out, const char *expected)
{
  g_autoptr (GBytes) bytes = cm_markup_finish (out);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_elements (void)
{
  CmMarkup *out = cm_markup_new (CM_MARKUP_XML);

  cm_markup_raw (out, "<?xml?>", -1);
  cm_markup_open (out, "a", "x", "1", "left-out", NULL, "y", "", NULL);
  cm_markup_element (out, "b", NULL, NULL);
  cm_markup_element (out, "c", "text", "z", "2", NULL);
  cm_markup_open (out, "d", NULL);
  cm_markup_line (out);
  cm_markup_close (out);
  cm_markup_close (out);
  assert_written (out, "<?xml?><a x=\"1\" y=\"\"><b/><c z=\"2\">text</c><d>\n</d></a>");
}

/* HTML knows which elements are empty, and takes no other for empty. */
static void
test_empty (void)
{
  CmMarkup *out = cm_markup_new (CM_MARKUP_HTML);

  cm_markup_element (out, "td", NULL, NULL);
  cm_markup_element (out, "br", NULL, NULL);
  cm_markup_element (out, "td", "", NULL);
  assert_written (out, "<td></td><br/><td></td>");
}

static void
test_escapes (void)
{
  CmMarkup *out = cm_markup_new (CM_MARKUP_XML);

  cm_markup_element (out, "a", "<&>\"' \t\n", "b", "<&>\"'\t\n", NULL);
  assert_written (out, "<a b=\"&lt;&amp;&gt;&quot;&#39;&#9;&#10;\">&lt;&amp;&gt;\"' \t\n</a>");
}

static void
test_characters (void)
{
  CmMarkup *out = cm_markup_new (CM_MARKUP_XML);

  cm_markup_open (out, "a", NULL);
  cm_markup_text (out,
                  "\001\010\013\014\015\037x\177\302\205\357\277\276\357\277\277y\357\267\220");
  cm_markup_text (out, "é€𝄞\360\237\277\276z");
  cm_markup_text (out, "\377");
  cm_markup_close (out);
  assert_written (out, "<a>xyé€𝄞z\357\277\275</a>");
}

static void
test_ids (void)
{
  g_assert_true (cm_markup_is_id ("plan-options"));
  g_assert_true (cm_markup_is_id ("straße_1.2"));
  g_assert_false (cm_markup_is_id (NULL));
  g_assert_false (cm_markup_is_id (""));
  g_assert_false (cm_markup_is_id ("two words"));
  g_assert_false (cm_markup_is_id ("note:1"));
  g_assert_false (cm_markup_is_id ("100%41"));
  g_assert_false (cm_markup_is_id ("a\001"));
  g_assert_false (cm_markup_is_id ("a\377"));
}

static void
test_addresses (void)
{
  static const char *const cases[][2] = {
    { "https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e" },
    { "HTTP://example.org/two words\"<>", "HTTP://example.org/two%20words%22%3C%3E" },
    { "mailto:someone@example.org", "mailto:someone@example.org" },
    { "https://example.org/caf\303\251%20", "https://example.org/caf\303\251%20" },
    { "javascript:alert(1)", NULL },
    { "file:///etc/passwd", NULL },
    { "data:text/html,x", NULL },
    { "other.html", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = cm_markup_make_address (cases[i][0]);

      g_assert_cmpstr (address, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/markup-writer/elements", test_elements);
  g_test_add_func ("/report/markup-writer/empty", test_empty);
  g_test_add_func ("/report/markup-writer/escapes", test_escapes);
  g_test_add_func ("/report/markup-writer/characters", test_characters);
  g_test_add_func ("/report/markup-writer/ids", test_ids);
  g_test_add_func ("/report/markup-writer/addresses", test_addresses);
  return g_test_run ();
}
