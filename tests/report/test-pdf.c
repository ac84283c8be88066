/* test-pdf.c - documents as PDF files, read with the tools of poppler. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-pdf.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-new-file.h"
#include "press-fixture.h"

#define CREATED 1234567890

static char *folder;

static char *
make_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* (transfer full): the path of the file. */
static char *
write_document (CmDocument *document, const char *name)
{
  const CmPdfAbout about = { NULL, "The partnership", "How to commission", CREATED };
  char *path = make_path (name);
  g_autoptr (GError) error = NULL;
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  cm_pdf_write (document, &setup, &about, path, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* (transfer full): what a program says of the file. */
static char *
ask (const char *path, const char *program, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  const char *argument;
  va_list list;

  g_ptr_array_add (arguments, (gpointer) program);
  va_start (list, program);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, (gpointer) path);
  if (g_str_has_prefix (program, "pdftotext"))
    g_ptr_array_add (arguments, (gpointer) "-");
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv (
      (const char *const *) arguments->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return said;
}

static char *
read_bytes (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* What is in the file between the streams; in these, all is compressed. */
static char *
read_objects (const char *path)
{
  gsize length;
  g_autofree char *bytes = read_bytes (path, &length);
  GString *objects = g_string_new (NULL);
  const char *at = bytes;

  while (at != NULL)
    {
      const char *stream = g_strstr_len (at, (gssize) (bytes + length - at), "\nstream");

      g_string_append_len (objects, at, stream != NULL ? stream - at : bytes + length - at);
      at = stream != NULL ? memmem (stream, (gsize) (bytes + length - stream), "endstream", 9)
                          : NULL;
    }
  /* Only the first line has other letters. */
  for (gsize i = 0; i < objects->len; i++)
    if ((guchar) objects->str[i] >= 0x80)
      objects->str[i] = '?';
  return g_string_free (objects, FALSE);
}

/* --- text ------------------------------------------------------------------------------------- */

static void
append_without_blanks (GString *to, const char *words)
{
  for (const char *c = words; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      g_string_append_unichar (to, g_utf8_get_char (c));
}

static guint
count_indent (const char *line)
{
  guint n = 0;

  while (line[n] == ' ')
    n++;
  return n;
}

/* The words of the structure, in its order and without blanks; footnotes go to `notes`. */
static void
read_structure (const char *path, GString *words, GString *notes)
{
  g_autofree char *said = ask (path, "pdfinfo", "-struct-text", NULL);
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint note = 0; /* the indent of the footnote, or 0 */

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const guint indent = count_indent (lines[i]);
      const char *line = lines[i] + indent;

      if (note > 0 && indent <= note && *line != '\0')
        note = 0;
      if (g_str_has_prefix (line, "Note"))
        note = indent;
      else if (line[0] == '"')
        {
          g_autofree char *inside = g_strndup (line + 1, strlen (line) - 2);

          append_without_blanks (note > 0 ? notes : words, inside);
        }
    }
}

typedef struct
{
  const char *all, *at; /* the words of the file, and those from here on */
  GString *notes;
  guint n_found;
} Seeking;

static void
seek_block (Seeking *seeking, const CmBlock *block)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *found;

  for (guint i = 0; i < block->inlines->len; i++)
    append_without_blanks (words, ((CmInline *) g_ptr_array_index (block->inlines, i))->text);
  /* Who said it comes after what was said; a figure may stand on the next page. */
  if (block->kind == CM_BLOCK_FIGURE && words->len > 0)
    g_assert_nonnull (strstr (seeking->all, words->str));
  else if (block->kind != CM_BLOCK_QUOTE && words->len > 0)
    {
      found = strstr (seeking->at, words->str);
      if (found == NULL)
        g_error ("“%s” is not in the file, or not in its place", words->str);
      seeking->at = found + words->len;
      seeking->n_found++;
    }
  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      if (run->footnote != NULL)
        append_without_blanks (seeking->notes, run->footnote);
    }
  /* What is drawn has its words in the order of the drawing. */
  for (guint i = 0; i < block->children->len && block->draw == NULL; i++)
    seek_block (seeking, g_ptr_array_index (block->children, i));
}

/* Every word of the document is in the file, in the order of reading. */
static void
test_words (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *path = write_document (document, "words.pdf");
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) notes = g_string_new (NULL);
  g_autoptr (GString) wanted_notes = g_string_new (NULL);
  GPtrArray *chapters = cm_document_get_chapters (document);
  Seeking seeking = { NULL, NULL, wanted_notes, 0 };

  read_structure (path, words, notes);
  seeking.all = seeking.at = words->str;
  for (guint i = 0; i < chapters->len; i++)
    seek_block (&seeking, g_ptr_array_index (chapters, i));
  g_assert_cmpuint (seeking.n_found, >, 1500);
  g_assert_cmpuint (wanted_notes->len, >, 100);
  /* Before each footnote stands its number. */
  g_assert_cmpuint (notes->len, >, wanted_notes->len);
}

/* A figure that has no room goes to the head of the next page, where a paragraph of the page before
 * may go on; that is read to its end first. */
static void
test_figures_between (void)
{
  for (guint lines = 20; lines < 46; lines += 2)
    {
      CmBlock *chapter = make_chapter ("One", "one");
      CmBlock *figure, *list;
      g_autofree char *before = make_words (10 * lines, 1);
      g_autofree char *around = make_words (150, 2);
      g_autoptr (CmDocument) document = NULL;
      g_autofree char *path = NULL;
      g_autoptr (GString) words = g_string_new (NULL);
      g_autoptr (GString) notes = g_string_new (NULL);
      Seeking seeking = { NULL, NULL, notes, 0 };

      add (chapter, CM_BLOCK_PARA, before);
      figure = add (chapter, CM_BLOCK_FIGURE, "Layers");
      figure->draw = g_strdup ("tiers");
      list = add (figure, CM_BLOCK_DEFINITIONS, NULL);
      for (guint i = 0; i < 6; i++)
        add (add (list, CM_BLOCK_TERM, "Layer"), CM_BLOCK_PARA, "What it does");
      add (chapter, CM_BLOCK_PARA, around);
      document = make_document (chapter);
      path = write_document (document, "between.pdf");
      read_structure (path, words, notes);
      seeking.all = seeking.at = words->str;
      seek_block (&seeking, chapter);
      g_assert_cmpuint (seeking.n_found, ==, 3);
    }
}

/* On paper as in the structure: the words are where they can be seen. */
static void
test_margins (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *path = write_document (document, "margins.pdf");
  g_autofree char *said = ask (path, "pdftotext", "-bbox", NULL);
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  CmPressSetup setup;
  guint n_words = 0;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *word = strstr (lines[i], "<word xMin=\"");
      double left, right;

      if (word == NULL)
        continue;
      left = g_ascii_strtod (word + strlen ("<word xMin=\""), NULL);
      right = g_ascii_strtod (strstr (word, "xMax=\"") + strlen ("xMax=\""), NULL);
      g_assert_cmpfloat (left, >=, setup.left - 0.5);
      g_assert_cmpfloat (right, <=, setup.width - setup.right + 0.5);
      n_words++;
    }
  g_assert_cmpuint (n_words, >, 20000);
}

/* The page that the contents give for a chapter has its title. */
static void
test_contents (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *path = write_document (document, "contents.pdf");
  g_autofree char *contents = ask (path, "pdftotext", "-f", "2", "-l", "4", "-layout", NULL);
  g_autoptr (GRegex) entry =
      g_regex_new ("^(\\d+) +(\\S.*\\S) +(\\d+)$", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (g_regex_match (entry, contents, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *title = g_match_info_fetch (match, 2);
      g_autofree char *page = g_match_info_fetch (match, 3);
      g_autofree char *text = ask (path, "pdftotext", "-f", page, "-l", page, "-layout", NULL);
      g_auto (GStrv) lines = g_strsplit (g_strstrip (text), "\n", 2);

      g_assert_true (g_str_has_suffix (lines[0], title));
      n++;
    }
  g_assert_cmpuint (n, ==, cm_document_get_chapters (document)->len);
}

/* --- outline and links ------------------------------------------------------------------------ */

static guint
count_sections (const CmBlock *block)
{
  guint n = block->kind == CM_BLOCK_SECTION;

  for (guint i = 0; i < block->children->len; i++)
    n += count_sections (g_ptr_array_index (block->children, i));
  return n;
}

static char *
fetch (const char *text, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* Number of an object → the one it is in; titles are of ASCII or in UTF-16, so that only how they
 * nest is looked at. */
static GHashTable *
read_outline (const char *objects)
{
  GHashTable *parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GRegex) object = g_regex_new ("(\\d+) 0 obj\\s(.*?)endobj", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (object, objects, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *body = g_match_info_fetch (match, 2);
      char *parent = fetch (body, "/Parent (\\d+) 0 R");

      if (strstr (body, "/Title") != NULL && parent != NULL)
        g_hash_table_insert (parents, g_match_info_fetch (match, 1), parent);
      else
        g_free (parent);
    }
  return parents;
}

static guint
count_level (GHashTable *parents, const char *object)
{
  const char *parent = g_hash_table_lookup (parents, object);

  return parent != NULL ? 1 + count_level (parents, parent) : 0;
}

static void
count_levels (const CmBlock *block, guint level, guint *counts)
{
  if (block->kind == CM_BLOCK_SECTION)
    level++;
  counts[MIN (level, 7)] += block->kind == CM_BLOCK_SECTION;
  for (guint i = 0; i < block->children->len; i++)
    count_levels (g_ptr_array_index (block->children, i), level, counts);
}

/* As many entries of each level as the document has sections. */
static void
test_outline (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *path = write_document (document, "outline.pdf");
  g_autofree char *objects = read_objects (path);
  g_autoptr (GHashTable) parents = read_outline (objects);
  GPtrArray *chapters = cm_document_get_chapters (document);
  guint wanted[8] = { 0 }, found[8] = { 0 }, n_sections = 0;
  GHashTableIter iter;
  gpointer object;

  for (guint i = 0; i < chapters->len; i++)
    {
      count_levels (g_ptr_array_index (chapters, i), 0, wanted);
      n_sections += count_sections (g_ptr_array_index (chapters, i));
    }
  g_hash_table_iter_init (&iter, parents);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    found[MIN (count_level (parents, object), 7)]++;
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (found[i], ==, wanted[i]);
  g_assert_cmpuint (n_sections, ==, g_hash_table_size (parents));
}

/* Every place that something leads to is there, and there are as many links as in the text or more,
 * as one that is broken between lines makes two. */
static void
test_links (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *path = write_document (document, "links.pdf");
  g_autofree char *objects = read_objects (path);
  g_autofree char *dests = ask (path, "pdfinfo", "-dests", NULL);
  g_autoptr (GRegex) link = g_regex_new ("/Dest \\(([^)]*)\\)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (g_regex_match (link, objects, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);

      if (strstr (dests, quoted) == NULL)
        g_error ("nothing is called %s", quoted);
      n++;
    }
  g_assert_cmpuint (n, >, 200);
  g_assert_nonnull (strstr (dests, "\"glossary-chapter\""));
}

static void
test_outside_links (void)
{
  CmBlock *chapter = make_chapter ("Links", "links");
  CmBlock *para = add (chapter, CM_BLOCK_PARA, "See ");
  g_autoptr (CmDocument) document = NULL;
  g_autofree char *path = NULL;
  g_autofree char *objects = NULL;

  cm_block_add_inline (para, "this", -1, 0)->link = g_strdup ("https://example.org/a'b?c=(d)&é");
  cm_block_add_inline (para, "that", -1, 0)->link = g_strdup ("file:///etc/passwd");
  cm_block_add_inline (para, "nowhere", -1, 0)->link = g_strdup ("#nowhere");
  cm_block_add_inline (para, "quoted", -1, 0)->link = g_strdup ("#it's\\so");
  add (chapter, CM_BLOCK_PARA, "Here.")->id = g_strdup ("it's\\so");
  document = make_document (chapter);
  path = write_document (document, "outside.pdf");
  objects = read_objects (path);
  g_assert_nonnull (strstr (objects, "https://example.org/a%27b?c="));
  g_assert_null (strstr (objects, "passwd"));
  g_assert_null (strstr (objects, "nowhere"));
}

/* --- the file --------------------------------------------------------------------------------- */

static void
test_about (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *path = write_document (document, "about.pdf");
  g_autofree char *said = ask (path, "pdfinfo", "-isodates", NULL);
  static const char *const wanted[] = { "Commissioning manual\n", "The partnership\n",
                                        "How to commission\n",    "2009-02-13T23:31:30",
                                        "Tagged:          yes",   "(A4)" };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (said, wanted[i]));
}

static void
test_same_twice (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *first = write_document (document, "first.pdf");
  g_autofree char *second = write_document (document, "second.pdf");
  gsize first_length, second_length;
  g_autofree char *first_bytes = read_bytes (first, &first_length);
  g_autofree char *second_bytes = read_bytes (second, &second_length);

  g_assert_cmpmem (first_bytes, first_length, second_bytes, second_length);
  g_assert_cmpuint (first_length, <, 2000000);
}

static void
test_structure (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autofree char *path = write_document (document, "structure.pdf");
  g_autofree char *said = ask (path, "pdfinfo", "-struct", NULL);
  static const char *const wanted[] = { "\nDocument", " TOC\n", " TOCI\n", " H1 ",   " H2 ",
                                        " H3 ",       " L ",    " LI ",    " LBody", " Table ",
                                        " TR",        " TH",    " TD",     " Note ", " Link " };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (said, wanted[i]) == NULL && !g_str_has_prefix (said, wanted[i] + 1))
      g_error ("no%s", wanted[i]);
}

static void
test_hostile (void)
{
  g_autofree char *word = g_strnfill (1 << 20, 'w');
  CmBlock *chapter = make_chapter ("Word", "word");
  CmBlock *at = chapter;
  CmBlock *table;
  g_autoptr (CmDocument) document = NULL;
  g_autofree char *path = NULL;
  g_autofree char *said = NULL;

  add (chapter, CM_BLOCK_PARA, word);
  for (guint i = 0; i < 60; i++)
    at = add (add (at, CM_BLOCK_BULLETS, NULL), CM_BLOCK_ITEM, NULL);
  table = add (at, CM_BLOCK_TABLE, "A table");
  for (guint i = 0; i < 3; i++)
    add (add (table, CM_BLOCK_ROW, NULL), CM_BLOCK_CELL, i == 1 ? word : "Cell");
  add (chapter, CM_BLOCK_PARA, "עברית وعربية 漢字 \xf3\xb0\x80\x80");
  document = make_document (chapter);
  path = write_document (document, "hostile.pdf");
  said = ask (path, "pdfinfo", NULL);
  g_assert_nonnull (strstr (said, "Tagged:          yes"));
}

static void
test_empty (void)
{
  g_autoptr (CmDocument) document = make_document (NULL);
  g_autofree char *path = write_document (document, "empty.pdf");
  g_autofree char *said = ask (path, "pdfinfo", NULL);

  g_assert_nonnull (strstr (said, "Pages:           1\n"));
}

static void
test_cannot_write (void)
{
  g_autoptr (CmDocument) document = make_document (make_chapter ("One", "one"));
  g_autofree char *path = g_build_filename (folder, "no such folder", "a.pdf", NULL);
  const CmPdfAbout about = { NULL, NULL, NULL, CREATED };
  g_autoptr (GError) error = NULL;
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  g_assert_false (cm_pdf_write (document, &setup, &about, path, NULL, NULL, &error));
  g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, "a.pdf"));
}

/* What was there stays. */
static void
test_cancelled (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  g_autoptr (CmPress) press = NULL;
  g_autoptr (GError) error = NULL;
  const CmPdfAbout about = { NULL, NULL, NULL, CREATED };
  g_autofree char *path = make_path ("kept.pdf");
  g_autofree char *kept = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  press = cm_press_new (document, &setup, NULL, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (cm_pdf_write_pages (press, &about, path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "before");
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = make_path (name);

      /* What was not finished does not stay. */
      g_assert_false (g_str_has_suffix (name, ".part"));
      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  folder = g_dir_make_tmp ("cm-test-pdf-XXXXXX", NULL);
  g_test_add_func ("/pdf/words", test_words);
  g_test_add_func ("/pdf/figures-between", test_figures_between);
  g_test_add_func ("/pdf/margins", test_margins);
  g_test_add_func ("/pdf/contents", test_contents);
  g_test_add_func ("/pdf/outline", test_outline);
  g_test_add_func ("/pdf/links", test_links);
  g_test_add_func ("/pdf/outside-links", test_outside_links);
  g_test_add_func ("/pdf/about", test_about);
  g_test_add_func ("/pdf/same-twice", test_same_twice);
  g_test_add_func ("/pdf/structure", test_structure);
  g_test_add_func ("/pdf/hostile", test_hostile);
  g_test_add_func ("/pdf/empty", test_empty);
  g_test_add_func ("/pdf/cannot-write", test_cannot_write);
  g_test_add_func ("/pdf/cancelled", test_cancelled);
  result = g_test_run ();
  remove_folder ();
  return result;
}
