/* test-press.c - documents on paper: what is on which page, and that all of it is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-press.h"

#include <math.h>
#include <string.h>

#include "press-fixture.h"

/* --- looking at pages ------------------------------------------------------------------------- */

static const PressPage *
get_page (CmPress *press, guint page)
{
  return g_ptr_array_index (press->pages, page);
}

static const PressPlaced *
get_placed (const PressPage *page, guint at)
{
  return &g_array_index (page->placed, PressPlaced, at);
}

static gboolean
is_heading (const PressPiece *piece)
{
  return piece->kind == PRESS_PIECE_LINE && piece->text->node != NULL &&
         piece->text->node->tag[0] == 'H';
}

/* The ends of a paragraph's lines are not alone on a page. */
static void
check_ends (const PressPage *page)
{
  const PressPiece *first = get_placed (page, 0)->piece;
  const PressPiece *last = get_placed (page, page->placed->len - 1)->piece;

  if (first->kind == PRESS_PIECE_LINE && first->text->lines->len > 1)
    g_assert_cmpuint (first->from + 1, !=, first->text->lines->len);
  if (last->kind == PRESS_PIECE_LINE && last->text->lines->len > 1)
    g_assert_cmpuint (last->from, !=, 0);
  g_assert_false (is_heading (last));
}

/* What is placed lies below what is before it, and above the footnotes. */
static void
check_heights (CmPress *press, const PressPage *page)
{
  double y = 0;

  for (guint i = 0; i < page->placed->len; i++)
    {
      const PressPlaced *placed = get_placed (page, i);

      g_assert_cmpfloat (placed->y, >=, y - 0.01);
      y = placed->y + placed->piece->pad + placed->piece->height + placed->piece->below;
    }
  g_assert_cmpfloat (y, <=, press->body_height + 0.01);
  for (guint i = 0; i < page->notes->len; i++)
    {
      const PressPlacedNote *placed = &g_array_index (page->notes, PressPlacedNote, i);
      const PressNote *note = g_ptr_array_index (press->notes, placed->note);

      g_assert_cmpfloat (placed->y, >, y - 0.01);
      y = placed->y + _cm_press_text_height (note->text, placed->from, placed->to);
    }
  g_assert_cmpfloat (y, <=, press->body_height + 0.01);
}

/* The ink stays between the margins, to which heads and page numbers belong. */
static void
check_ink (CmPress *press, guint page)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;

  cm_press_draw (press, page, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_assert_cmpfloat (width, >, 0);
  g_assert_cmpfloat (x, >=, press->left - 2);
  g_assert_cmpfloat (x + width, <=, press->width - press->right + 2);
  g_assert_cmpfloat (y, >=, 10);
  g_assert_cmpfloat (y + height, <=, press->height - 10);
}

static gboolean
is_of_figure (const PressPiece *piece)
{
  return piece->kind == PRESS_PIECE_FIGURE ||
         (piece->kind == PRESS_PIECE_LINE && g_str_equal (piece->text->node->tag, "Caption"));
}

/* Every line of every text that was made is on a page, once, and in order; but figures may stand on
 * the page behind what comes after them. */
static void
check_all_there (CmPress *press)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  guint n_found = 0, last = 0;

  for (guint i = 0; i < press->pieces->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (press->pieces, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < press->pages->len; i++)
    for (guint n = 0; n < get_page (press, i)->placed->len; n++)
      {
        const PressPlaced *placed = get_placed (get_page (press, i), n);
        const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, placed->piece));

        if (placed->again || place == 0)
          continue;
        n_found++;
        g_hash_table_remove (places, placed->piece);
        if (is_of_figure (placed->piece))
          continue;
        g_assert_cmpuint (place, >, last);
        last = place;
      }
  g_assert_cmpuint (n_found, ==, press->pieces->len);
}

static gboolean
is_note_placed (const PressPage *page, guint note)
{
  for (guint i = 0; i < page->notes->len; i++)
    {
      const PressPlacedNote *placed = &g_array_index (page->notes, PressPlacedNote, i);

      if (placed->note == note && placed->from == 0)
        return TRUE;
    }
  return FALSE;
}

static void
collect_calls (const PressPiece *piece, GArray *calls)
{
  if (piece->kind == PRESS_PIECE_LINE)
    _cm_press_text_notes (piece->text, piece->from, piece->to, calls);
  else if (piece->kind == PRESS_PIECE_ROW)
    for (guint i = 0; i < piece->row->cells->len; i++)
      _cm_press_text_notes (
          g_ptr_array_index (piece->row->cells, i), piece->from, piece->to, calls);
}

/* Footnotes begin on the page that calls them. Returns how many there are. */
static guint
check_notes (CmPress *press)
{
  guint n_calls = 0;

  for (guint i = 0; i < press->pages->len; i++)
    {
      g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint n = 0; n < get_page (press, i)->placed->len; n++)
        if (!get_placed (get_page (press, i), n)->again)
          collect_calls (get_placed (get_page (press, i), n)->piece, calls);
      for (guint n = 0; n < calls->len; n++)
        g_assert_true (is_note_placed (get_page (press, i), g_array_index (calls, guint, n)));
      n_calls += calls->len;
    }
  g_assert_cmpuint (n_calls, ==, press->notes->len);
  return n_calls;
}

/* Each footnote's lines are all there, in order. */
static void
check_note_lines (CmPress *press)
{
  g_autofree guint *next = g_new0 (guint, press->notes->len + 1);

  for (guint i = 0; i < press->pages->len; i++)
    for (guint n = 0; n < get_page (press, i)->notes->len; n++)
      {
        const PressPlacedNote *placed =
            &g_array_index (get_page (press, i)->notes, PressPlacedNote, n);

        g_assert_cmpuint (placed->from, ==, next[placed->note]);
        g_assert_cmpuint (placed->to, >, placed->from);
        next[placed->note] = placed->to;
      }
  for (guint i = 0; i < press->notes->len; i++)
    g_assert_cmpuint (
        next[i], ==, ((PressNote *) g_ptr_array_index (press->notes, i))->text->lines->len);
}

/* What holds for any document on any paper. */
static void
check_pages (CmPress *press)
{
  for (guint i = 0; i < press->pages->len; i++)
    {
      const PressPage *page = get_page (press, i);

      g_assert_cmpuint (page->placed->len + page->notes->len, >, 0);
      check_heights (press, page);
      check_ink (press, i);
    }
  check_all_there (press);
  check_notes (press);
  check_note_lines (press);
}

static CmPress *
set_on (CmDocument *document, CmPressPaper paper, gboolean landscape)
{
  CmPressSetup setup;

  cm_press_setup_init (&setup, paper, landscape);
  return set_document (document, &setup);
}

/* On A4 without title page and contents. */
static CmPress *
set_plain (CmDocument *document)
{
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  setup.title_page = setup.contents = FALSE;
  return set_document (document, &setup);
}

/* --- the manual ------------------------------------------------------------------------------- */

static void
test_manual (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (CmPress) press = set_on (document, CM_PRESS_A4, FALSE);

  check_pages (press);
  for (guint i = 0; i < press->pages->len; i++)
    if (!get_page (press, i)->bare)
      check_ends (get_page (press, i));
  g_assert_cmpuint (check_notes (press), >, 10);
  g_assert_cmpuint (press->pages->len, >, 40);
  g_assert_cmpuint (press->pages->len, <, 200);
}

/* No line begins with the number of a footnote. */
static void
assert_calls_joined (const PressText *text)
{
  for (guint i = 0; i < text->spans->len; i++)
    {
      const PressSpan *span = &g_array_index (text->spans, PressSpan, i);

      for (guint k = 0; span->note >= 0 && span->start > 0 && k < text->lines->len; k++)
        {
          const PressLine *line = &g_array_index (text->lines, PressLine, k);

          g_assert_cmpuint (line->offset + (gsize) line->line->start_index, !=, span->start);
        }
    }
}

static void
test_calls (void)
{
  g_autoptr (CmDocument) document = load_manual ();

  for (int paper = CM_PRESS_A4; paper <= CM_PRESS_LETTER; paper++)
    {
      g_autoptr (CmPress) press = set_on (document, (CmPressPaper) paper, FALSE);

      for (guint i = 0; i < press->texts->len; i++)
        assert_calls_joined (g_ptr_array_index (press->texts, i));
    }
}

static void
test_papers (void)
{
  g_autoptr (CmDocument) document = load_manual ();

  for (int paper = CM_PRESS_A4; paper <= CM_PRESS_LETTER; paper++)
    for (int landscape = 0; landscape < 2; landscape++)
      {
        g_autoptr (CmPress) press = set_on (document, (CmPressPaper) paper, landscape);
        double width, height;

        cm_press_get_size (press, &width, &height);
        g_assert_true ((width > height) == landscape);
        check_pages (press);
      }
}

/* Paper as narrow as a till roll, too. */
static void
test_small_paper (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  CmPressSetup setup;

  cm_press_setup_init_for (&setup, 240, 400);
  {
    g_autoptr (CmPress) press = set_document (document, &setup);

    check_pages (press);
  }
}

/* The numbers in the contents are those of the pages where the headings are. */
static void
test_contents (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (CmPress) press = set_on (document, CM_PRESS_A4, FALSE);
  guint n_entries = 0;

  for (guint i = 0; i < press->front->len; i++)
    {
      const PressPiece *entry = g_ptr_array_index (press->front, i);
      const PressPage *page;
      gboolean found = FALSE;

      if (entry->kind != PRESS_PIECE_ENTRY)
        continue;
      n_entries++;
      page = get_page (press, (guint) g_ascii_strtoull (entry->number->words->str, NULL, 10) - 1);
      for (guint n = 0; n < page->placed->len; n++)
        {
          const PressPiece *piece = get_placed (page, n)->piece;

          found = found || (is_heading (piece) && piece->heading == entry->heading &&
                            strstr (piece->text->words->str, entry->text->words->str) != NULL);
        }
      g_assert_true (found);
    }
  g_assert_cmpuint (n_entries, >, 40);
}

static void
test_chapters (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (CmPress) press = set_on (document, CM_PRESS_A4, FALSE);
  GPtrArray *chapters = cm_document_get_chapters (document);
  int before = 0;

  for (guint i = 0; i < chapters->len; i++)
    {
      const CmBlock *chapter = g_ptr_array_index (chapters, i);
      g_autofree char *title = cm_block_get_text (chapter);
      const int page = cm_press_find_page (press, chapter->id);
      const PressPage *opener = get_page (press, (guint) page);

      g_assert_cmpint (page, >, before);
      g_assert_true (opener->opener);
      g_assert_cmpstr (get_placed (opener, 0)->piece->text->words->str, ==, title);
      before = page;
    }
  g_assert_cmpint (cm_press_find_page (press, "no such thing"), ==, -1);
}

/* --- footnotes -------------------------------------------------------------------------------- */

static void
add_note (CmBlock *para, const char *number, const char *words)
{
  cm_block_add_inline (para, number, -1, 0)->footnote = g_strdup (words);
}

/* A footnote that is longer than a page goes on and on; others begin where they are called. */
static void
test_long_notes (void)
{
  CmBlock *chapter = make_chapter ("Notes", "notes");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;
  guint n_parts = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *words = make_words (90, i);
      g_autofree char *note = make_words (i == 7 ? 3000 : i % 5 == 0 ? 200 : 12, i + 3);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      CmBlock *para = add (chapter, CM_BLOCK_PARA, words);

      add_note (para, number, note);
      cm_block_add_inline (para, " and so on.", -1, 0);
    }
  document = make_document (chapter);
  press = set_plain (document);
  check_pages (press);
  for (guint i = 0; i < press->pages->len; i++)
    for (guint n = 0; n < get_page (press, i)->notes->len; n++)
      n_parts += g_array_index (get_page (press, i)->notes, PressPlacedNote, n).note == 7;
  g_assert_cmpuint (n_parts, >, 2);
}

static void
test_many_notes_in_a_line (void)
{
  CmBlock *chapter = make_chapter ("Notes", "notes");
  CmBlock *para = add (chapter, CM_BLOCK_PARA, "All of them");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *note = make_words (150, i);

      add_note (para, "9", note);
    }
  document = make_document (chapter);
  press = set_plain (document);
  g_assert_cmpuint (press->pages->len, >, 2);
  check_note_lines (press);
  check_all_there (press);
  for (guint i = 0; i < press->pages->len; i++)
    check_heights (press, get_page (press, i));
}

/* --- tables ----------------------------------------------------------------------------------- */

static CmBlock *
add_row (CmBlock *table, gboolean head, guint n_cells, const char *words)
{
  CmBlock *row = add (table, CM_BLOCK_ROW, NULL);

  row->head = head;
  for (guint i = 0; i < n_cells; i++)
    add (row, CM_BLOCK_CELL, words)->head = head;
  return row;
}

static void
test_long_table (void)
{
  CmBlock *chapter = make_chapter ("Table", "table");
  CmBlock *table = add (chapter, CM_BLOCK_TABLE, "A long one");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;
  gint64 start = g_get_monotonic_time ();

  add_row (table, TRUE, 3, "Head");
  for (guint i = 0; i < 5000; i++)
    add_row (
        table, FALSE, 3, i % 9 == 0 ? "A cell whose words go on for more than a line" : "Cell");
  document = make_document (chapter);
  press = set_plain (document);
  g_test_message ("%.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  check_all_there (press);
  for (guint i = 0; i < press->pages->len; i++)
    {
      const PressPlaced *first = get_placed (get_page (press, i), 0);

      check_heights (press, get_page (press, i));
      if (i == 0)
        continue;
      g_assert_true (first->again);
      g_assert_true (first->piece->row->head);
      g_assert_cmpuint (get_page (press, i)->placed->len, >, 2);
    }
  g_assert_cmpuint (press->pages->len, >, 80);
}

static void
test_tall_cell (void)
{
  CmBlock *chapter = make_chapter ("Table", "table");
  CmBlock *table = add (chapter, CM_BLOCK_TABLE, NULL);
  g_autofree char *words = make_words (4000, 1);
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  add_row (table, TRUE, 2, "Head");
  add_row (table, FALSE, 2, "Short");
  add (add_row (table, FALSE, 1, "Beside"), CM_BLOCK_CELL, words);
  add_row (table, FALSE, 2, "Short");
  document = make_document (chapter);
  press = set_plain (document);
  g_assert_cmpuint (press->pages->len, >, 3);
  check_pages (press);
}

static void
test_numbers_align (void)
{
  CmBlock *chapter = make_chapter ("Table", "table");
  CmBlock *table = add (chapter, CM_BLOCK_TABLE, NULL);
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  add_row (table, TRUE, 2, "Head");
  for (guint i = 0; i < 3; i++)
    {
      CmBlock *row = add_row (table, FALSE, 1, "Services");

      add (row, CM_BLOCK_CELL, i == 0 ? "£42,000" : i == 1 ? "−£7" : "");
    }
  document = make_document (chapter);
  press = set_plain (document);
  for (guint i = 0; i < press->rows->len; i++)
    {
      const PressRow *row = g_ptr_array_index (press->rows, i);

      g_assert_cmpint (
          ((PressText *) g_ptr_array_index (row->cells, 0))->style.align, ==, PANGO_ALIGN_LEFT);
      g_assert_cmpint (
          ((PressText *) g_ptr_array_index (row->cells, 1))->style.align, ==, PANGO_ALIGN_RIGHT);
    }
}

/* Rows with fewer and more cells than the head, hundreds of columns, no cells at all. */
static void
test_odd_tables (void)
{
  CmBlock *chapter = make_chapter ("Tables", "tables");
  CmBlock *table = add (chapter, CM_BLOCK_TABLE, "Ragged");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  add_row (table, TRUE, 2, "Head");
  add_row (table, FALSE, 5, "Cell");
  add_row (table, FALSE, 0, NULL);
  add_row (table, FALSE, 1, "");
  add (chapter, CM_BLOCK_TABLE, "Empty");
  table = add (chapter, CM_BLOCK_TABLE, "Wide");
  add_row (table, TRUE, 300, "Head");
  add_row (table, FALSE, 300, "A cell of several words");
  table = add (chapter, CM_BLOCK_TABLE, "With long words");
  add_row (table, FALSE, 8, "Incomprehensibilities");
  table = add (chapter, CM_BLOCK_TABLE, "Nothing but a head");
  add_row (table, TRUE, 3, "Head");
  document = make_document (chapter);
  press = set_plain (document);
  check_pages (press);
}

/* --- bad documents ---------------------------------------------------------------------------- */

static void
test_empty (void)
{
  g_autoptr (CmDocument) document = make_document (NULL);
  g_autoptr (CmPress) press = set_on (document, CM_PRESS_A4, FALSE);
  g_autoptr (CmPress) plain = set_plain (document);

  g_assert_cmpuint (cm_press_get_n_pages (press), ==, 1);
  check_ink (press, 0);
  g_assert_cmpuint (cm_press_get_n_pages (plain), ==, 1);
}

static void
test_empty_blocks (void)
{
  CmBlock *chapter = make_chapter ("", "chapter");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  for (int kind = CM_BLOCK_SECTION; kind <= CM_BLOCK_QUOTE; kind++)
    {
      add (chapter, (CmBlockKind) kind, NULL);
      add (add (chapter, (CmBlockKind) kind, ""), CM_BLOCK_PARA, "");
      add (add (chapter, (CmBlockKind) kind, "Words"), (CmBlockKind) kind, "Words");
    }
  document = make_document (chapter);
  press = set_on (document, CM_PRESS_A4, FALSE);
  check_pages (press);
}

static void
test_long_word (void)
{
  CmBlock *chapter = make_chapter ("Word", "word");
  g_autofree char *word = g_strnfill (1 << 20, 'w');
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;
  gsize n_bytes = 0;

  add (chapter, CM_BLOCK_PARA, word);
  document = make_document (chapter);
  press = set_plain (document);
  for (guint i = 0; i < press->pieces->len; i++)
    {
      const PressPiece *piece = g_ptr_array_index (press->pieces, i);

      if (!is_heading (piece))
        n_bytes += (gsize) g_array_index (piece->text->lines, PressLine, piece->from).line->length;
    }
  g_assert_cmpuint (n_bytes, ==, 1 << 20);
  check_all_there (press);
  check_ink (press, 0);
  check_ink (press, press->pages->len - 1);
}

static void
test_long_words_everywhere (void)
{
  g_autofree char *word = g_strnfill (3000, 'm');
  CmBlock *chapter = make_chapter (word, "chapter");
  CmBlock *table = add (chapter, CM_BLOCK_TABLE, word);
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  add_row (table, TRUE, 3, word);
  add_row (table, FALSE, 3, word);
  add (add (add (chapter, CM_BLOCK_BULLETS, NULL), CM_BLOCK_ITEM, NULL), CM_BLOCK_PARA, word);
  add (add (chapter, CM_BLOCK_ADMONITION, word), CM_BLOCK_PARA, word);
  add (add (chapter, CM_BLOCK_QUOTE, word), CM_BLOCK_PARA, word);
  add (add (add (chapter, CM_BLOCK_DEFINITIONS, NULL), CM_BLOCK_TERM, word), CM_BLOCK_PARA, word);
  add_note (add (chapter, CM_BLOCK_PARA, "x"), "1", word);
  document = cm_document_new (".", word);
  cm_document_add (document, chapter);
  press = set_on (document, CM_PRESS_A4, FALSE);
  check_pages (press);
}

static void
test_deep_lists (void)
{
  CmBlock *chapter = make_chapter ("Lists", "lists");
  CmBlock *at = chapter;
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  for (guint i = 0; i < 60; i++)
    {
      at = add (add (at, i % 2 ? CM_BLOCK_BULLETS : CM_BLOCK_NUMBERS, NULL), CM_BLOCK_ITEM, NULL);
      add (at, CM_BLOCK_PARA, "A few words, that need some room to be read with ease.");
    }
  document = make_document (chapter);
  press = set_plain (document);
  check_pages (press);
  for (guint i = 0; i < press->pieces->len; i++)
    g_assert_cmpfloat (
        ((PressPiece *) g_ptr_array_index (press->pieces, i))->width, >=, press->body_width * 0.4);
}

static void
test_deep_sections (void)
{
  CmBlock *chapter = make_chapter ("1", "s");
  CmBlock *at = chapter;
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  for (guint i = 0; i < 200; i++)
    at = add (add (at, CM_BLOCK_SECTION, "Deeper"), CM_BLOCK_ADMONITION, NULL);
  add (at, CM_BLOCK_PARA, "Here.");
  document = make_document (chapter);
  press = set_plain (document);
  check_all_there (press);
}

/* Lines of a text that is read from right to left end at the right. */
static void
test_right_to_left (void)
{
  CmBlock *chapter = make_chapter ("שלום", "rtl");
  CmBlock *para = add (chapter, CM_BLOCK_PARA, "התקציב של השותפות לשנה הבאה ");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;
  const PressText *text;
  PangoRectangle logical;
  const PressLine *line;

  cm_block_add_inline (para, "commissioning", -1, CM_INLINE_STRONG)->link =
      g_strdup ("https://example.org/");
  cm_block_add_inline (para, " وأيضا بالعربية", -1, 0);
  document = make_document (chapter);
  press = set_plain (document);
  check_pages (press);
  text = ((PressPiece *) g_ptr_array_index (press->pieces, 1))->text;
  line = &g_array_index (text->lines, PressLine, 0);
  pango_layout_line_get_extents (line->line, NULL, &logical);
  g_assert_cmpfloat (line->x + (double) logical.width / PANGO_SCALE, >, text->width - 2);
}

/* However long it is, and whatever its parts begin with. */
static void
test_long_right_to_left (void)
{
  CmBlock *chapter = make_chapter ("Long", "long");
  g_autoptr (GString) words = g_string_new ("התקציב");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (words, i % 3 == 0 ? " של" : " commissioning");
  add (chapter, CM_BLOCK_PARA, words->str);
  document = make_document (chapter);
  press = set_plain (document);
  check_all_there (press);
  for (guint i = 1; i < press->pieces->len; i++)
    {
      const PressPiece *piece = g_ptr_array_index (press->pieces, i);
      const PressLine *line = &g_array_index (piece->text->lines, PressLine, piece->from);
      PangoRectangle logical;

      pango_layout_line_get_extents (line->line, NULL, &logical);
      g_assert_cmpfloat (line->x + (double) logical.width / PANGO_SCALE, >, piece->width - 8);
    }
}

static void
test_bad_letters (void)
{
  CmBlock *chapter = make_chapter ("Bad \xff letters", "bad");
  g_autoptr (CmDocument) document = NULL;
  g_autoptr (CmPress) press = NULL;

  add (chapter, CM_BLOCK_PARA, "half a letter \xc3");
  add (chapter, CM_BLOCK_PARA, "no font has \xf3\xb0\x80\x80 this; nor \xe2\x80\xa8 one\ttab\r\n");
  document = make_document (chapter);
  press = set_plain (document);
  check_pages (press);
}

/* --- parts, links and stopping ---------------------------------------------------------------- */

static void
test_part (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (CmPress) press = NULL;
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  setup.title_page = setup.contents = FALSE;
  setup.part = cm_document_find (document, "introduction-how");
  g_assert_nonnull (setup.part);
  press = set_document (document, &setup);
  g_assert_cmpuint (press->pages->len, ==, 1);
  g_assert_cmpint (cm_press_find_page (press, "introduction-how"), ==, 0);
  g_assert_cmpint (cm_press_find_page (press, "glossary-chapter"), ==, -1);
  /* What is not printed cannot be linked to. */
  for (guint i = 0; i < press->texts->len; i++)
    g_assert_true (((PressText *) g_ptr_array_index (press->texts, i))->plain);
  check_pages (press);
}

static void
test_cancelled (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (cm_press_new (document, &setup, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_progress (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (CmPress) press = NULL;
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  press = cm_press_new (document, &setup, progress, NULL, NULL);
  g_assert_cmpfloat (cm_progress_get (progress), >, 0.95);
  g_assert_cmpfloat (cm_progress_get (progress), <=, 1);
}

/* Set in one thread, drawn in another. */
static gpointer
set_in_thread (gpointer document)
{
  return set_on (document, CM_PRESS_A4, FALSE);
}

static void
test_thread (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (CmPress) press = g_thread_join (g_thread_new ("press", set_in_thread, document));

  check_ink (press, press->pages->len / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/press/manual", test_manual);
  g_test_add_func ("/press/calls", test_calls);
  g_test_add_func ("/press/papers", test_papers);
  g_test_add_func ("/press/small-paper", test_small_paper);
  g_test_add_func ("/press/contents", test_contents);
  g_test_add_func ("/press/chapters", test_chapters);
  g_test_add_func ("/press/notes/long", test_long_notes);
  g_test_add_func ("/press/notes/many-in-a-line", test_many_notes_in_a_line);
  g_test_add_func ("/press/tables/long", test_long_table);
  g_test_add_func ("/press/tables/tall-cell", test_tall_cell);
  g_test_add_func ("/press/tables/numbers", test_numbers_align);
  g_test_add_func ("/press/tables/odd", test_odd_tables);
  g_test_add_func ("/press/bad/empty", test_empty);
  g_test_add_func ("/press/bad/empty-blocks", test_empty_blocks);
  g_test_add_func ("/press/bad/long-word", test_long_word);
  g_test_add_func ("/press/bad/long-words-everywhere", test_long_words_everywhere);
  g_test_add_func ("/press/bad/deep-lists", test_deep_lists);
  g_test_add_func ("/press/bad/deep-sections", test_deep_sections);
  g_test_add_func ("/press/bad/right-to-left", test_right_to_left);
  g_test_add_func ("/press/bad/long-right-to-left", test_long_right_to_left);
  g_test_add_func ("/press/bad/letters", test_bad_letters);
  g_test_add_func ("/press/part", test_part);
  g_test_add_func ("/press/cancelled", test_cancelled);
  g_test_add_func ("/press/progress", test_progress);
  g_test_add_func ("/press/thread", test_thread);
  return g_test_run ();
}
