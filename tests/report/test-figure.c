/* test-figure.c - from the blocks of the manual to a figure, drawn, spoken and as SVG. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-figure.h"

#include <string.h>

#include "cm-document-maker.h"

/* --- making blocks ------------------------------------------------------------------------------
 */

static CmBlock *
add_block (CmBlock *parent, CmBlockKind kind, const char *text)
{
  CmBlock *block = cm_block_new (kind, 1);

  if (text != NULL)
    cm_block_add_inline (block, text, -1, 0);
  cm_block_append (parent, block);
  return block;
}

/* A figure in a document, which keeps it. */
static CmBlock *
make_figure (CmDocument *document, const char *draw)
{
  CmBlock *chapter = cm_block_new (CM_BLOCK_SECTION, 1);
  CmBlock *figure = add_block (chapter, CM_BLOCK_FIGURE, "The title & more");

  figure->draw = g_strdup (draw);
  cm_document_add (document, chapter);
  return figure;
}

static void
add_items (CmBlock *figure)
{
  CmBlock *list = add_block (figure, CM_BLOCK_NUMBERS, NULL);
  CmBlock *para = add_block (add_block (list, CM_BLOCK_ITEM, NULL), CM_BLOCK_PARA, NULL);

  cm_block_add_inline (para, "Board", -1, CM_INLINE_STRONG);
  cm_block_add_inline (para, ": agrees <it>", -1, 0);
  add_block (add_block (list, CM_BLOCK_ITEM, NULL), CM_BLOCK_PARA, "All plain");
}

static void
add_terms (CmBlock *figure)
{
  CmBlock *list = add_block (figure, CM_BLOCK_DEFINITIONS, NULL);
  CmBlock *term = add_block (list, CM_BLOCK_TERM, "Board");

  add_block (term, CM_BLOCK_PARA, "Decides.");
  add_block (term, CM_BLOCK_PARA, "Answers.");
  add_block (list, CM_BLOCK_TERM, "Executive");
}

static void
add_row (CmBlock *table, gboolean head, const char *what, const char *first, const char *last)
{
  CmBlock *row = add_block (table, CM_BLOCK_ROW, NULL);

  row->head = head;
  add_block (row, CM_BLOCK_CELL, what);
  add_block (row, CM_BLOCK_CELL, first);
  if (last != NULL)
    add_block (row, CM_BLOCK_CELL, last);
}

static CmBlock *
add_table (CmBlock *figure)
{
  CmBlock *table = add_block (figure, CM_BLOCK_TABLE, "Weeks");

  add_row (table, TRUE, "What", "First week", "Last week");
  add_row (table, FALSE, "Consultation", "1", "12");
  return table;
}

static CmManual *
load_manual (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  return manual;
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
assert_words (const CmBlock *block, const char *expected)
{
  g_autoptr (CmFigure) figure = cm_figure_new (block, NULL);
  g_autofree char *words = NULL;

  g_assert_nonnull (figure);
  words = cm_figure_describe (figure);
  g_assert_cmpstr (words, ==, expected);
  g_assert_cmpstr (cm_figure_get_title (figure), ==, "The title & more");
  g_assert_cmpfloat (cm_figure_measure (figure, NULL, 400, 11), >, 20);
}

static void
test_kinds (void)
{
  g_autoptr (CmDocument) document = cm_document_new ("/", "D");
  CmBlock *figure = make_figure (document, "tiers");

  add_terms (figure);
  add_block (figure, CM_BLOCK_PARA, "A note.");
  assert_words (figure, "2 layers from the top down. Board: Decides.\nAnswers. Executive. A note.");
  figure = make_figure (document, "ring");
  add_items (figure);
  assert_words (figure,
                "A cycle of 2 stations; the last leads to the first. 1: Board: agrees <it>. "
                "2: All plain.");
  figure = make_figure (document, "flow");
  add_items (figure);
  assert_words (figure, "2 steps, one after the other. 1: Board: agrees <it>. 2: All plain.");
  figure = make_figure (document, "spans");
  add_table (figure);
  assert_words (figure, "Consultation: week 1 to week 12, 12 weeks.");
}

/* What cannot be drawn makes no figure; the words are still there to be shown. */
static void
test_misfits (void)
{
  static const struct
  {
    const char *first, *last;
  } weeks[] = {
    { "soon", "12" },
    { "1", "" },
    { "1", "2.5" },
    { "12", "1" },
    { "1", NULL },
    { "1", "1000" },
    { "1", "99999999999999999999" },
  };
  g_autoptr (CmDocument) document = cm_document_new ("/", "D");
  CmBlock *figure = make_figure (document, NULL);

  add_items (figure);
  g_assert_null (cm_figure_new (figure, NULL));
  figure = make_figure (document, "pyramid");
  add_items (figure);
  g_assert_null (cm_figure_new (figure, NULL));
  figure = make_figure (document, "tiers");
  add_items (figure);
  g_assert_null (cm_figure_new (figure, NULL));
  figure = make_figure (document, "ring");
  add_terms (figure);
  g_assert_null (cm_figure_new (figure, NULL));
  g_assert_null (cm_figure_new (make_figure (document, "flow"), NULL));
  g_assert_null (cm_figure_new (make_figure (document, "spans"), NULL));
  g_assert_null (cm_figure_new (make_figure (document, "wheel"), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      figure = make_figure (document, "spans");
      add_row (add_table (figure), FALSE, "Notice", weeks[i].first, weeks[i].last);
      g_assert_null (cm_figure_new (figure, NULL));
    }
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

/* A picture with a name and a description; every id is prefixed, where it is and where it is used.
 */
static void
test_svg (void)
{
  g_autoptr (CmDocument) document = cm_document_new ("/", "D");
  CmBlock *block = make_figure (document, "flow");
  g_autoptr (CmFigure) figure = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = NULL;

  add_items (block);
  figure = cm_figure_new (block, NULL);
  svg = cm_figure_write_svg (figure, 600, 16, cm_palette_light (), "one", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (svg, "<svg xmlns="));
  g_assert_true (g_str_has_suffix (svg, "</svg>\n"));
  g_assert_nonnull (strstr (svg, "role=\"img\" aria-labelledby=\"one-title\""));
  g_assert_nonnull (strstr (svg, "<title id=\"one-title\">The title &amp; more</title>"));
  g_assert_nonnull (strstr (svg, "1: Board: agrees &lt;it&gt;."));
  g_assert_cmpuint (count (svg, "<svg"), ==, 1);
  g_assert_cmpuint (count (svg, " id=\""), ==, count (svg, " id=\"one-"));
  g_assert_cmpuint (count (svg, "href=\"#"), ==, count (svg, "href=\"#one-"));
  g_assert_cmpuint (count (svg, "url(#"), ==, count (svg, "url(#one-"));
  g_assert_cmpuint (count (svg, "href=\"#one-glyph"), >, 20);
}

/* The height follows the width and the type in proportion. */
static void
test_sizes (void)
{
  g_autoptr (CmDocument) document = cm_document_new ("/", "D");
  CmBlock *block = make_figure (document, "ring");
  g_autoptr (CmFigure) figure = NULL;
  double low, high;

  add_items (block);
  figure = cm_figure_new (block, NULL);
  low = cm_figure_measure (figure, NULL, 300, 10);
  high = cm_figure_measure (figure, NULL, 600, 20);
  g_assert_cmpfloat_with_epsilon (high, 2 * low, 1.5);
}

/* Every figure of the manual is drawn, and the wheel has all of its steps. */
static void
check_block (const CmBlock *block, CmManual *manual, guint *n)
{
  if (block->kind == CM_BLOCK_FIGURE && block->draw != NULL)
    {
      g_autoptr (CmFigure) figure = cm_figure_new (block, manual);
      g_autofree char *words = NULL;

      g_assert_nonnull (figure);
      words = cm_figure_describe (figure);
      g_assert_cmpuint (strlen (words), >, 60);
      if (g_str_equal (block->draw, "wheel"))
        for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
          {
            const CmManualStep *step = cm_manual_get_step (manual, i);
            g_autoptr (GString) title = g_string_new (step->short_title);

            g_string_replace (title, "\xc2\xad", "", 0);
            g_assert_nonnull (strstr (words, title->str));
          }
      g_assert_cmpfloat (cm_figure_measure (figure, NULL, 450, 10), <, 600);
      *n += 1;
    }
  for (guint i = 0; i < block->children->len; i++)
    check_block (g_ptr_array_index (block->children, i), manual, n);
}

static void
test_manual (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  GPtrArray *chapters = cm_document_get_chapters (cm_manual_get_document (manual));
  guint n = 0;

  for (guint i = 0; i < chapters->len; i++)
    check_block (g_ptr_array_index (chapters, i), manual, &n);
  g_assert_cmpuint (n, >=, 5);
}

/* How many glyphs of the wheel are drawn. */
static guint
count_glyphs (const CmFigure *figure, double width, double font_size)
{
  g_autofree char *svg =
      cm_figure_write_svg (figure, width, font_size, cm_palette_light (), "w", NULL);

  return count (svg, "href=\"#w-glyph");
}

/* No word of it is cut short in the text of a page or of the screen. */
static void
test_whole_wheel (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  CmBlock *block = cm_document_find (cm_manual_get_document (manual), "figure-wheel");
  g_autoptr (CmFigure) figure = cm_figure_new (block, manual);
  guint n = count_glyphs (figure, 900, 24);

  g_assert_cmpuint (n, >, 150);
  g_assert_cmpuint (count_glyphs (figure, 341, 10), ==, n);
  g_assert_cmpuint (count_glyphs (figure, 250, 10), ==, n);
  g_assert_cmpuint (count_glyphs (figure, 400, 16), ==, n);
  g_assert_cmpuint (count_glyphs (figure, 440, 14.7), ==, n);
}

/* Where the wheel has no room for its words, its stages stand one below the other. */
static void
test_narrow_wheel (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  CmBlock *block = cm_document_find (cm_manual_get_document (manual), "figure-wheel");
  g_autoptr (CmFigure) figure = cm_figure_new (block, manual);

  g_assert_nonnull (figure);
  g_assert_cmpfloat (cm_figure_measure (figure, NULL, 600, 16), ==, 36 * 16);
  g_assert_cmpfloat (cm_figure_measure (figure, NULL, 480, 16), ==, 480);
  g_assert_cmpfloat (cm_figure_measure (figure, NULL, 250, 16), >, 280);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/figure/kinds", test_kinds);
  g_test_add_func ("/figure/misfits", test_misfits);
  g_test_add_func ("/figure/svg", test_svg);
  g_test_add_func ("/figure/sizes", test_sizes);
  g_test_add_func ("/figure/manual", test_manual);
  g_test_add_func ("/figure/narrow-wheel", test_narrow_wheel);
  g_test_add_func ("/figure/whole-wheel", test_whole_wheel);
  return g_test_run ();
}
