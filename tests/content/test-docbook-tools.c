/* test-docbook-tools.c - the manual is DocBook that other tools read: nothing of it gets lost. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-manual.h"

#define DOCBOOK "/usr/share/xml/docbook/"
#define SCHEMA DOCBOOK "schema/rng/5.0/docbook.rng"
#define STYLE_SHEET DOCBOOK "stylesheet/docbook-xsl-ns/xhtml5/docbook.xsl"
#define YELP "/usr/share/yelp-xsl/xslt/docbook/html/db2xhtml.xsl"

typedef struct
{
  char *folder; /* for what tools write */
  char *path;   /* of the manual */
  CmManual *manual;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *content =
      g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-docbook-XXXXXX", NULL);
  f->path = g_build_filename (content, "manual.xml", NULL);
  f->manual = cm_manual_load (content, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (f->folder);
  g_object_unref (f->manual);
  g_free (f->path);
  g_free (f->folder);
}

/* (transfer full): what the tool writes. It must have nothing to complain of. */
static char *
run (Fixture *f, const char *const *argv)
{
  char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (f->folder,
                (char **) argv,
                NULL,
                G_SPAWN_SEARCH_PATH,
                NULL,
                NULL,
                &out,
                &err,
                &status,
                &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL) || strstr (err, "no template matches") != NULL ||
      strstr (err, "rror") != NULL)
    g_error ("%s: %s", argv[0], err);
  return out;
}

/* --- text read back --------------------------------------------------------------------------- */

static void
squeeze_into (GString *out, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);
}

/* What is called a footnote is a number of its own. */
static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  GString *text = data;

  if (!g_strv_contains ((const char *const[]){ "a", "em", "strong", "code", "span", "sup", NULL },
                        element))
    g_string_append_c (text, ' ');
}

static void
text_cb (
    GMarkupParseContext *context, const char *string, gsize size, gpointer data, GError **error)
{
  g_string_append_len (data, string, (gssize) size);
}

/* (transfer full): the text of a page that is XML. */
static char *
get_text (const char *page)
{
  static const GMarkupParser parser = { start_cb, NULL, text_cb, NULL, NULL };
  GString *text = g_string_new (NULL);
  GString *squeezed = g_string_new (NULL);
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, text, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, page, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  squeeze_into (squeezed, text->str);
  g_string_free (text, TRUE);
  return g_string_free (squeezed, FALSE);
}

static gboolean
is_plain (const CmBlock *block)
{
  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      /* Where a footnote is called, and a link is named by what it leads to, tools have their own
       * ways. */
      if (run->footnote != NULL || run->link != NULL)
        return FALSE;
    }
  return block->inlines->len > 0;
}

/* How many blocks were found in the text, each of which must be there. */
static guint
check_block (const char *text, const CmBlock *block)
{
  guint n = 0;

  if (is_plain (block))
    {
      g_autofree char *words = cm_block_get_text (block);

      if (strstr (text, words) == NULL)
        g_error ("lost: %s", words);
      n++;
    }
  for (guint i = 0; i < block->children->len; i++)
    n += check_block (text, g_ptr_array_index (block->children, i));
  return n;
}

static guint
check_document (const char *text, CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  guint n = 0;

  for (guint i = 0; i < chapters->len; i++)
    n += check_block (text, g_ptr_array_index (chapters, i));
  return n;
}

/* --- tools ------------------------------------------------------------------------------------ */

/* Without what is the program's own, it is DocBook 5.0 to the letter. */
static void
test_schema (Fixture *f, gconstpointer data)
{
  g_autofree char *sheet =
      g_test_build_filename (G_TEST_DIST, "content", "plain-docbook.xsl", NULL);
  g_autofree char *plain = g_build_filename (f->folder, "plain.xml", NULL);
  const char *const strip[] = { "xsltproc", "--nonet", "-o", plain, sheet, f->path, NULL };
  const char *const check[] = { "xmllint", "--noout", "--nonet", "--relaxng", SCHEMA, plain, NULL };
  g_autofree char *text = NULL;

  g_free (run (f, strip));
  g_assert_true (g_file_get_contents (plain, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<chapter xml:id=\"plan\">"));
  g_assert_null (strstr (text, "<c:"));
  /* xmllint tells of success as of faults. */
  g_free (run (f, check));
}

static void
test_style_sheets (Fixture *f, gconstpointer data)
{
  const char *const argv[] = { "xsltproc", "--nonet", STYLE_SHEET, f->path, NULL };
  g_autofree char *page = run (f, argv);
  g_autofree char *text = get_text (page);

  /* That is how it shows what it does not know. */
  g_assert_null (strstr (page, "color: red"));
  g_assert_cmpuint (check_document (text, cm_manual_get_document (f->manual)), >, 700);
}

/* Yelp makes its pages with these. */
static void
test_yelp (Fixture *f, gconstpointer data)
{
  const char *const argv[] = { "xsltproc", "--nonet", YELP, f->path, NULL };
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  const char *name;
  guint n_pages = 0;

  g_free (run (f, argv));
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_autofree char *page = NULL;
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (name, ".xhtml"))
        continue;
      g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
      text = get_text (page);
      g_string_append_printf (all, "%s\n", text);
      n_pages++;
    }
  g_assert_cmpuint (n_pages, >, 50);
  g_assert_cmpuint (check_document (all->str, cm_manual_get_document (f->manual)), >, 700);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/content/docbook-tools/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  ADD ("schema", test_schema);
  ADD ("style-sheets", test_style_sheets);
  ADD ("yelp", test_yelp);
  return g_test_run ();
}
