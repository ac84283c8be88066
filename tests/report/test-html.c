/* test-html.c - pages of HTML: nothing is lost, every link leads somewhere, and they are valid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-html.h"

#include <errno.h>
#include <sys/stat.h>

#include "cm-new-file.h"
#include "document-fixture.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-html-XXXXXX", NULL);
  write_dot (f->folder);
}

/* Nothing half written is left. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, ".part"));
  remove_tree (f->folder);
  g_free (f->folder);
}

/* --- a page read back ------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *ids; /* in use; no two are the same */
  GPtrArray *links;
  GString *text;      /* of <main>, without the calls of notes */
  GString *notes;     /* of the footnotes */
  guint main, skip;   /* elements we are in */
  guint note;         /* the depth of the footnote we are in, or 0 */
  guint depth, level; /* of elements; of the last heading */
  guint n_h1;
} Page;

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

/* Headings go down one level at a time. */
static void
check_heading (Page *page, const char *element)
{
  const guint level = (guint) (element[1] - '0');

  if (element[0] != 'h' || element[2] != '\0' || level < 1 || level > 6)
    return;
  g_assert_cmpuint (level, <=, page->level + 1);
  page->level = level;
  page->n_h1 += level == 1;
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Page *page = data;
  const char *id = find_attribute (names, values, "id");
  const char *href = find_attribute (names, values, "href");
  const char *labelled = find_attribute (names, values, "aria-labelledby");

  page->depth++;
  if (id != NULL && !g_hash_table_add (page->ids, g_strdup (id)))
    g_error ("id %s is used twice", id);
  if (href != NULL)
    g_ptr_array_add (page->links, g_strdup (href));
  if (labelled != NULL)
    g_ptr_array_add (page->links, g_strconcat ("#", labelled, NULL));
  page->main += g_str_equal (element, "main");
  page->skip += g_str_equal (element, "sup");
  if (g_strcmp0 (find_attribute (names, values, "role"), "doc-footnote") == 0)
    page->note = page->depth;
  check_heading (page, element);
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Page *page = data;

  page->main -= g_str_equal (element, "main");
  page->skip -= g_str_equal (element, "sup");
  if (page->note == page->depth)
    page->note = 0;
  page->depth--;
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize size, gpointer data, GError **error)
{
  Page *page = data;

  if (page->main > 0 && page->note > 0)
    g_string_append_len (page->notes, text, (gssize) size);
  else if (page->main > 0 && page->skip == 0)
    g_string_append_len (page->text, text, (gssize) size);
}

static void
clear_page (Page *page)
{
  g_clear_pointer (&page->ids, g_hash_table_unref);
  g_clear_pointer (&page->links, g_ptr_array_unref);
  g_string_free (page->text, TRUE);
  g_string_free (page->notes, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, clear_page)

static Page
read_page (const char *text, gsize size)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  Page page = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                g_ptr_array_new_with_free_func (g_free),
                g_string_new (NULL),
                g_string_new (NULL),
                0 };
  g_autoptr (GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &page, NULL);

  g_markup_parse_context_parse (context, text, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  return page;
}

static void
check_links (const Page *page)
{
  for (guint i = 0; i < page->links->len; i++)
    {
      const char *link = g_ptr_array_index (page->links, i);

      if (*link == '#' && !g_hash_table_contains (page->ids, link + 1))
        g_error ("%s leads nowhere", link);
      g_assert_false (g_str_has_prefix (link, "javascript:"));
    }
}

static GBytes *
make (CmDocument *document, CmManual *manual)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = cm_html_make (document, manual, NULL, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* tidy takes the title of a drawing for one of the page. */
static void
check_tidy (const char *path)
{
  const char *const argv[] = { "tidy", "-quiet", "-errors", "-utf8", path, NULL };
  g_autofree char *said = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (
      NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (said, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_str_has_suffix (lines[i], "<title> proprietary attribute \"id\""))
      g_error ("%s", lines[i]);
}

/* Writes the page and has other programs look at it. */
static void
check_valid (Fixture *f, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (f->folder, "page.html", NULL);
  const char *const xmllint[] = { "xmllint", "--noout", "--nonet", path, NULL };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  check_tidy (path);
  g_free (run_program (NULL, xmllint));
}

static char *
get_text (const Page *page)
{
  g_autofree char *notes = squeeze (page->notes->str);
  g_autofree char *text = squeeze (page->text->str);

  return g_strconcat (text, " | ", notes, NULL);
}

static void
check_page (Fixture *f, CmDocument *document, CmManual *manual)
{
  g_autoptr (GBytes) bytes = make (document, manual);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_auto (Page) page = read_page (data, size);
  g_autofree char *text = get_text (&page);

  assert_document (text, document);
  check_links (&page);
  g_assert_cmpuint (page.n_h1, ==, 1);
  check_valid (f, bytes);
}

/* --- one page --------------------------------------------------------------------------------- */

static void
test_sample (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);

  check_page (f, document, NULL);
}

static void
test_markup (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);
  g_autoptr (GBytes) bytes = make (document, NULL);
  g_autofree char *html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  assert_has (html, "<html lang=\"en-GB\">");
  assert_has (html, "<title>Sample &amp; &lt;co&gt;</title>");
  assert_has (html, "<h2>First &lt;chapter&gt;</h2>");
  assert_has (html, "<strong><code> code both</code></strong>");
  assert_has (html, "<a href=\"#two-a\"><strong> inside</strong></a>");
  assert_has (html, "<a href=\"https://example.org/?a=1&amp;b=%222%22\">");
  /* No link, but the words. */
  assert_has (html, "<strong> nowhere</strong>");
  g_assert_null (strstr (html, "javascript"));
  g_assert_null (strstr (html, "<script"));
  assert_has (html, "before after");
  assert_has (html, "<th scope=\"col\">Head one</th>");
  assert_has (html, "<th scope=\"row\">Cell one</th>");
  assert_has (html, "<td>Cell two</td>");
  assert_has (html, "<caption id=\"caption:1\">Title of a table</caption>");
  assert_has (html, "role=\"group\" tabindex=\"0\" aria-labelledby=\"caption:1\"");
  assert_has (html, "<aside class=\"warning\" role=\"note\" aria-label=\"Warning\">");
  assert_has (html, "<p class=\"word\">Warning</p>");
  assert_has (html, "<p class=\"source\">— Who said it</p>");
  assert_has (html, "src=\"data:image/png;base64,iVBORw0KGgo");
  assert_has (html, "alt=\"A dot &amp; nothing else\"");
  assert_has (html, "<a id=\"call:1\" href=\"#note:1\" role=\"doc-noteref\"");
  assert_has (html, "<div id=\"note:1\" role=\"doc-footnote\">");
  assert_has (html, "href=\"#call:1\" role=\"doc-backlink\"");
  /* Numbers run on, and each chapter ends with its notes. */
  g_assert_cmpuint (count (html, "class=\"notes\""), ==, 2);
  assert_has (html, "id=\"note:3\"");
  g_assert_cmpuint (count (html, "id=\"para\""), ==, 1);
  /* Nothing comes from elsewhere. */
  g_assert_cmpuint (count (html, "<link"), ==, 0);
  assert_has (html, "prefers-color-scheme: dark");
  assert_has (html, "@media print");
}

static void
test_manual (Fixture *f, gconstpointer data)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) document = cm_manual_report_new (manual);

  check_page (f, document, manual);
}

/* Each drawing has a name, is there for light and for dark pages, and can be read. */
static void
test_drawings (Fixture *f, gconstpointer data)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) document = cm_manual_report_new (manual);
  g_autoptr (GBytes) bytes = make (document, manual);
  g_autofree char *html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const guint n = count (html, "<div class=\"drawn-light\">");

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (count (html, "<div class=\"drawn-dark\">"), ==, n);
  g_assert_cmpuint (count (html, "<svg xmlns="), ==, 2 * n);
  g_assert_cmpuint (count (html, " role=\"img\" aria-labelledby=\"figure:"), ==, 2 * n);
  g_assert_cmpuint (count (html, "<details><summary>In words</summary>"), ==, n);
}

/* A picture from outside the folder, or one that is not there, is its words. */
static void
test_pictures (Fixture *f, gconstpointer data)
{
  static const char *const names[] = {
    "../../../../../../etc/hostname.png", "link.png", "pictures/none.png", "pictures", "words.txt"
  };
  g_autofree char *link = g_build_filename (f->folder, "link.png", NULL);
  g_autofree char *text = g_build_filename (f->folder, "words.txt", NULL);

  g_assert_true (g_file_set_contents (text, "words", -1, NULL));
  g_assert_no_errno (symlink ("/usr/share/pixmaps/debian-logo.png", link));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CmDocument) document = cm_document_new (f->folder, "Pictures");
      CmBlock *chapter = add_block (NULL, CM_BLOCK_SECTION, "Chapter");
      CmBlock *figure = add_block (chapter, CM_BLOCK_FIGURE, "Figure");
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *html = NULL;

      figure->target = g_strdup (names[i]);
      figure->role = g_strdup ("What it shows");
      cm_document_add (document, chapter);
      bytes = make (document, NULL);
      html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_null (strstr (html, "<img"));
      assert_has (html, "<p>What it shows</p>");
    }
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) large = new_large ();
  g_autoptr (CmDocument) strange = new_strange ();
  g_autoptr (CmDocument) empty = cm_document_new (NULL, "Empty");
  g_autoptr (GBytes) bytes = make (large, NULL);
  g_autofree char *html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpuint (count (html, "<tr>"), ==, 5002);
  assert_has (html, "The innermost");
  g_assert_cmpuint (count (html, "<ul>"), >, 60);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = make (strange, NULL);
  read_page (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_clear_pointer (&bytes, g_bytes_unref);
  check_page (f, empty, NULL);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "site", NULL);

  g_cancellable_cancel (cancellable);
  g_assert_null (cm_html_make (document, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (cm_html_write_folder (document, NULL, path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* --- a folder --------------------------------------------------------------------------------- */

/* Every file of the folder, parsed: name → Page *. */
static void
free_page (gpointer data)
{
  clear_page (data);
  g_free (data);
}

static GHashTable *
read_folder (const char *path)
{
  GHashTable *pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_page);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      gsize size;
      Page page;

      if (!g_str_has_suffix (name, ".html"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, &size, NULL));
      page = read_page (text, size);
      g_assert_cmpuint (page.n_h1, ==, 1);
      g_hash_table_insert (pages, g_strdup (name), g_memdup2 (&page, sizeof page));
    }
  return pages;
}

static void
check_link_between (const char *path, GHashTable *pages, const char *from, const char *link)
{
  g_auto (GStrv) parts = g_strsplit (link, "#", 2);
  const Page *page = g_hash_table_lookup (pages, *parts[0] != '\0' ? parts[0] : from);
  g_autofree char *file = g_build_filename (path, parts[0], NULL);

  if (strstr (link, "://") != NULL)
    return;
  g_assert_null (strchr (parts[0], '/'));
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    g_error ("%s: %s leads nowhere", from, link);
  if (parts[1] != NULL && (page == NULL || !g_hash_table_contains (page->ids, parts[1])))
    g_error ("%s: %s leads to no place on its page", from, link);
}

static void
check_links_between (const char *path, GHashTable *pages)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const Page *page = value;

      for (guint i = 0; i < page->links->len; i++)
        check_link_between (path, pages, name, g_ptr_array_index (page->links, i));
    }
}

static void
test_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) document = cm_manual_report_new (manual);
  GPtrArray *chapters = cm_document_get_chapters (document);
  g_autofree char *path = g_build_filename (f->folder, "site", NULL);
  g_autofree char *stray = g_build_filename (path, "stray.txt", NULL);
  g_autoptr (GHashTable) pages = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_html_write_folder (document, manual, path, NULL, NULL, &error));
  g_assert_no_error (error);
  pages = read_folder (path);
  /* A page for each chapter and each step, and the first one. */
  g_assert_cmpuint (
      g_hash_table_size (pages), ==, chapters->len + cm_manual_get_n_steps (manual) + 1);
  check_links_between (path, pages);
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      CmBlock *block = cm_document_find (document, cm_manual_get_step (manual, i)->block->id);
      g_autofree char *name = g_strconcat (block->id, ".html", NULL);
      const Page *page = g_hash_table_lookup (pages, name);
      g_autofree char *text = get_text (page);
      const char *at = text;

      assert_text (&at, block);
      assert_notes (text, block);
    }
  /* Written again it takes the place of what it wrote, and of nothing else. */
  g_assert_true (cm_html_write_folder (document, manual, path, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (stray, "mine", -1, NULL));
  g_assert_false (cm_html_write_folder (document, manual, path, NULL, NULL, &error));
  g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_WRITE);
  g_assert_true (g_file_test (stray, G_FILE_TEST_EXISTS));
}

static void
test_sample_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);
  g_autofree char *path = g_build_filename (f->folder, "site/", NULL);
  g_autofree char *picture = g_build_filename (path, "picture-1.png", NULL);
  g_autofree char *style = g_build_filename (path, "style.css", NULL);
  g_autofree char *one = g_build_filename (path, "one.html", NULL);
  g_autofree char *html = NULL;
  g_autoptr (GHashTable) pages = NULL;
  g_autoptr (GError) error = NULL;

  /* An empty folder may be there. */
  g_assert_no_errno (g_mkdir (path, 0755));
  g_assert_true (cm_html_write_folder (document, NULL, path, NULL, NULL, &error));
  g_assert_no_error (error);
  pages = read_folder (path);
  g_assert_cmpuint (g_hash_table_size (pages), ==, 3);
  check_links_between (path, pages);
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (style, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_get_contents (one, &html, NULL, NULL));
  assert_has (html, "<a href=\"two.html#two-a\">");
  assert_has (html, "<link rel=\"stylesheet\" href=\"style.css\"/>");
  assert_has (html, "href=\"two.html\" rel=\"next\"");
  assert_has (html, "aria-current=\"page\"");
  g_assert_null (strstr (html, "rel=\"prev\""));
}

/* Names that one file system or another would take for the same. */
static void
test_names (Fixture *f, gconstpointer data)
{
  static const char *const ids[] = { "Plan", "plan", "index", "_x/../y", "é", NULL };
  g_autoptr (CmDocument) document = cm_document_new (NULL, "Names");
  g_autofree char *path = g_build_filename (f->folder, "site", NULL);
  g_autoptr (GHashTable) pages = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    cm_document_add (document, add_with_id (NULL, CM_BLOCK_SECTION, "Chapter", ids[i]));
  cm_document_add (document, add_block (NULL, CM_BLOCK_SECTION, "Chapter"));
  g_assert_true (cm_html_write_folder (document, NULL, path, NULL, NULL, NULL));
  pages = read_folder (path);
  g_assert_cmpuint (g_hash_table_size (pages), ==, 7);
  g_assert_true (g_hash_table_contains (pages, "plan.html"));
  g_assert_true (g_hash_table_contains (pages, "plan-2.html"));
  g_assert_true (g_hash_table_contains (pages, "index-2.html"));
  g_assert_true (g_hash_table_contains (pages, "xy.html"));
  check_links_between (path, pages);
}

static void
test_no_place (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);
  g_autofree char *file = g_build_filename (f->folder, "file", NULL);
  g_autofree char *within = g_build_filename (f->folder, "none", "site", NULL);
  const char *const paths[] = { file, within, "", f->folder };

  g_assert_true (g_file_set_contents (file, "mine", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (cm_html_write_folder (document, NULL, paths[i], NULL, NULL, &error));
      g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_WRITE);
    }
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/report/html/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  ADD ("sample", test_sample);
  ADD ("markup", test_markup);
  ADD ("manual", test_manual);
  ADD ("drawings", test_drawings);
  ADD ("pictures", test_pictures);
  ADD ("hostile", test_hostile);
  ADD ("cancelled", test_cancelled);
  ADD ("folder", test_folder);
  ADD ("sample-folder", test_sample_folder);
  ADD ("names", test_names);
  ADD ("no-place", test_no_place);
  return g_test_run ();
}
