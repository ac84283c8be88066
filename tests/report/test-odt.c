/* test-odt.c - OpenDocument texts: nothing is lost, and LibreOffice reads what was meant. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-odt.h"

#include "document-fixture.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-odt-XXXXXX", NULL);
  write_dot (f->folder);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  remove_tree (f->folder);
  g_free (f->folder);
}

/* --- a package read back ---------------------------------------------------------------------- */

typedef struct
{
  GHashTable *anchors, *defined, *used; /* names of bookmarks; of styles */
  GPtrArray *links;
  GString *text; /* without notes and contents */
  GString *notes;
  GString *contents;
  guint depth, note, list; /* of elements; that of the note or the contents we are in */
} Text;

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static GString *
get_sink (Text *text)
{
  return text->note > 0 ? text->notes : text->list > 0 ? text->contents : text->text;
}

static void
take_styles (Text *text, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], "style:name"))
      g_hash_table_add (text->defined, g_strdup (values[i]));
    else if (g_str_has_suffix (names[i], "style-name") && *values[i] != '\0')
      g_hash_table_add (text->used, g_strdup (values[i]));
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Text *text = data;
  const char *href = find_attribute (names, values, "xlink:href");

  text->depth++;
  take_styles (text, names, values);
  if (g_str_equal (element, "text:note"))
    text->note = text->depth;
  if (g_str_equal (element, "text:table-of-content"))
    text->list = text->depth;
  if (g_str_equal (element, "text:bookmark") &&
      !g_hash_table_add (text->anchors, g_strdup (find_attribute (names, values, "text:name"))))
    g_error ("bookmark %s is there twice", find_attribute (names, values, "text:name"));
  if (g_str_equal (element, "text:a") || g_str_equal (element, "draw:image"))
    g_ptr_array_add (text->links, g_strdup (href));
  if (g_str_equal (element, "text:tab") || g_str_equal (element, "text:line-break") ||
      g_str_equal (element, "text:s") || g_str_equal (element, "text:p") ||
      g_str_equal (element, "text:h"))
    g_string_append_c (get_sink (text), ' ');
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Text *text = data;

  if (text->note == text->depth)
    text->note = 0;
  if (text->list == text->depth)
    text->list = 0;
  text->depth--;
}

static void
text_cb (
    GMarkupParseContext *context, const char *string, gsize size, gpointer data, GError **error)
{
  g_string_append_len (get_sink (data), string, (gssize) size);
}

static void
clear_text (Text *text)
{
  g_hash_table_unref (text->anchors);
  g_hash_table_unref (text->defined);
  g_hash_table_unref (text->used);
  g_ptr_array_unref (text->links);
  g_string_free (text->text, TRUE);
  g_string_free (text->notes, TRUE);
  g_string_free (text->contents, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Text, clear_text)

static void
parse_into (Text *text, const char *folder, const char *name)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, text, NULL);
  gsize size;

  g_file_get_contents (path, &xml, &size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_parse (context, xml, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
}

static char *
write_odt (Fixture *f, CmDocument *document, CmManual *manual, const char *name)
{
  char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cm_odt_make (document, manual, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (
      path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  return path;
}

/* (transfer full): the folder into which another program has unpacked it. */
static char *
unpack (Fixture *f, const char *path)
{
  char *folder = g_build_filename (f->folder, "unpacked", NULL);
  const char *const test[] = { "python3", "-m", "zipfile", "-t", path, NULL };
  const char *const extract[] = { "python3", "-m", "zipfile", "-e", path, folder, NULL };

  remove_tree (folder);
  g_free (run_program (NULL, test));
  g_free (run_program (NULL, extract));
  return folder;
}

static void
check_well_formed (const char *folder)
{
  const char *const argv[] = { "xmllint",
                               "--noout",
                               "--nonet",
                               "content.xml",
                               "styles.xml",
                               "meta.xml",
                               "META-INF/manifest.xml",
                               NULL };

  g_free (run_program (folder, argv));
}

static void
check_styles (const Text *text)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, text->used);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (text->defined, name))
      g_error ("there is no style %s", (char *) name);
}

static void
check_links (const Text *text, const char *folder)
{
  for (guint i = 0; i < text->links->len; i++)
    {
      const char *link = g_ptr_array_index (text->links, i);
      g_autofree char *file = g_build_filename (folder, link, NULL);

      if (*link == '#')
        g_assert_true (g_hash_table_contains (text->anchors, link + 1));
      else if (!g_str_has_prefix (link, "https://") && !g_str_has_prefix (link, "http://"))
        g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
    }
}

static void
check_odt (Fixture *f, CmDocument *document, CmManual *manual)
{
  g_autofree char *path = write_odt (f, document, manual, "test.odt");
  g_autofree char *folder = unpack (f, path);
  g_auto (Text) text = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         g_ptr_array_new_with_free_func (g_free),
                         g_string_new (NULL),
                         g_string_new (NULL),
                         g_string_new (NULL),
                         0 };
  g_autofree char *all = NULL;
  g_autofree char *squeezed = NULL;

  check_well_formed (folder);
  parse_into (&text, folder, "styles.xml");
  g_string_truncate (text.text, 0);
  parse_into (&text, folder, "content.xml");
  check_styles (&text);
  check_links (&text, folder);
  all = g_strconcat (text.text->str, " | ", text.notes->str, NULL);
  squeezed = squeeze (all);
  assert_document (squeezed, document);
}

/* --- the package ------------------------------------------------------------------------------ */

static void
test_sample (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);

  check_odt (f, document, NULL);
}

static void
test_manual (Fixture *f, gconstpointer data)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) document = cm_manual_report_new (manual);

  drawings_only = TRUE;
  check_odt (f, document, manual);
  drawings_only = FALSE;
}

static guint
count_drawings (const CmBlock *block)
{
  guint n = block->draw != NULL;

  for (guint i = 0; i < block->children->len; i++)
    n += count_drawings (g_ptr_array_index (block->children, i));
  return n;
}

/* Each drawing is there as SVG and, for those that cannot draw that, as PNG, with its words. */
static void
test_drawings (Fixture *f, gconstpointer data)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) document = cm_manual_report_new (manual);
  GPtrArray *chapters = cm_document_get_chapters (document);
  g_autofree char *path = write_odt (f, document, manual, "test.odt");
  g_autofree char *folder = unpack (f, path);
  g_autofree char *content = g_build_filename (folder, "content.xml", NULL);
  g_autofree char *xml = NULL;
  guint n = 0;

  for (guint i = 0; i < chapters->len; i++)
    n += count_drawings (g_ptr_array_index (chapters, i));
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_file_get_contents (content, &xml, NULL, NULL));
  g_assert_cmpuint (count (xml, "<draw:frame"), ==, n);
  g_assert_cmpuint (count (xml, ".svg\""), ==, n);
  g_assert_cmpuint (count (xml, ".png\""), ==, n);
  g_assert_cmpuint (count (xml, "<svg:desc>"), ==, n);
  for (guint i = 1; i <= 2 * n; i += 2)
    {
      g_autofree char *svg = g_strdup_printf ("Pictures/%u.svg", i);
      const char *const xmllint[] = { "xmllint", "--noout", "--nonet", svg, NULL };

      g_free (run_program (folder, xmllint));
    }
}

/* What kind of file it is stands at a fixed place, as every package of OpenDocument has it. */
static void
test_package (Fixture *f, gconstpointer data)
{
  static const char type[] = "application/vnd.oasis.opendocument.text";
  g_autoptr (CmDocument) document = new_sample (f->folder);
  g_autofree char *path = write_odt (f, document, NULL, "test.odt");
  g_autofree char *folder = unpack (f, path);
  g_autofree char *manifest = g_build_filename (folder, "META-INF", "manifest.xml", NULL);
  g_autofree char *listed = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpmem (bytes, 4, "PK\3\4", 4);
  g_assert_cmpmem (bytes + 30, 8, "mimetype", 8);
  g_assert_cmpmem (bytes + 38, sizeof type - 1, type, sizeof type - 1);
  g_assert_true (g_file_get_contents (manifest, &listed, NULL, NULL));
  assert_has (listed, "\"content.xml\"");
  assert_has (listed, "\"Pictures/1.png\" manifest:media-type=\"image/png\"");
}

static void
test_markup (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);
  g_autofree char *path = write_odt (f, document, NULL, "test.odt");
  g_autofree char *folder = unpack (f, path);
  g_autofree char *content = g_build_filename (folder, "content.xml", NULL);
  g_autofree char *meta = g_build_filename (folder, "meta.xml", NULL);
  g_autofree char *xml = NULL;
  g_autofree char *facts = NULL;

  g_assert_true (g_file_get_contents (content, &xml, NULL, NULL));
  assert_has (xml, "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">");
  assert_has (xml,
              "text:outline-level=\"2\"><text:bookmark text:name=\"one-a\"/>A section</text:h>");
  assert_has (xml, "<table:table-header-rows>");
  assert_has (xml, "text:note-class=\"footnote\"><text:note-citation>1</text:note-citation>");
  assert_has (xml, "Note of the first chapter &amp; &lt;more&gt;</text:p></text:note-body>");
  assert_has (xml, "xlink:href=\"#two-a\"");
  g_assert_null (strstr (xml, "javascript"));
  g_assert_null (strstr (xml, "#nobody"));
  assert_has (xml, "<svg:title>Title of a figure</svg:title>");
  assert_has (xml, "<svg:desc>A dot &amp; nothing else</svg:desc>");
  assert_has (xml, "<text:p text:style-name=\"Warning_20_Word\">Warning</text:p>");
  /* The contents have their entries already. */
  assert_has (xml, "First &lt;chapter&gt;<text:tab/><text:bookmark-ref");
  g_assert_true (g_file_get_contents (meta, &facts, NULL, NULL));
  assert_has (facts, "<dc:title>Sample &amp; &lt;co&gt;</dc:title>");
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) strange = new_strange ();
  g_autoptr (CmDocument) large = new_large ();
  g_autoptr (CmDocument) empty = cm_document_new (NULL, "Empty");
  CmDocument *documents[] = { strange, large, empty };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *path = write_odt (f, documents[i], NULL, "test.odt");
      g_autofree char *folder = unpack (f, path);

      check_well_formed (folder);
    }
  check_odt (f, empty, NULL);
  check_odt (f, large, NULL);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = new_sample (f->folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cm_odt_make (document, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- LibreOffice ------------------------------------------------------------------------------ */

static char *
read_converted (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return squeeze (text);
}

/* LibreOffice leaves notes out of plain text, but for their numbers where they are called. */
static gboolean
calls_notes (const CmBlock *block)
{
  for (guint i = 0; i < block->inlines->len; i++)
    if (((const CmInline *) g_ptr_array_index (block->inlines, i))->footnote != NULL)
      return TRUE;
  return FALSE;
}

static guint
check_read (const char **at, const CmBlock *block)
{
  guint n = 0;

  if (!calls_notes (block) && block->kind != CM_BLOCK_FIGURE && block->kind != CM_BLOCK_QUOTE)
    {
      take_text (at, block);
      n++;
    }
  for (guint i = 0; i < block->children->len && block->draw == NULL; i++)
    n += check_read (at, g_ptr_array_index (block->children, i));
  return n;
}

static guint
check_document_read (const char *text, CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  guint n = 0;

  for (guint i = 0; i < chapters->len; i++)
    n += check_read (&text, g_ptr_array_index (chapters, i));
  return n;
}

static void
test_libreoffice (Fixture *f, gconstpointer data)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) whole = cm_manual_report_new (manual);
  g_autoptr (CmDocument) sample = new_sample (f->folder);
  g_autofree char *whole_odt = write_odt (f, whole, manual, "manual.odt");
  g_autofree char *sample_odt = write_odt (f, sample, NULL, "sample.odt");
  g_autofree char *option =
      g_strconcat ("-env:UserInstallation=file://", f->folder, "/office", NULL);
  const char *const convert[] = {
    "soffice", option,     "--headless", "--convert-to", "txt:Text (encoded):UTF8",
    whole_odt, sample_odt, NULL
  };
  g_autofree char *read = NULL;

  g_free (run_program (f->folder, convert));
  read = read_converted (f, "manual.txt");
  g_assert_cmpuint (check_document_read (read, whole), >, 1500);
  g_clear_pointer (&read, g_free);
  read = read_converted (f, "sample.txt");
  g_assert_cmpuint (check_document_read (read, sample), >, 20);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/report/odt/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  ADD ("sample", test_sample);
  ADD ("manual", test_manual);
  ADD ("drawings", test_drawings);
  ADD ("package", test_package);
  ADD ("markup", test_markup);
  ADD ("hostile", test_hostile);
  ADD ("cancelled", test_cancelled);
  ADD ("libreoffice", test_libreoffice);
  return g_test_run ();
}
