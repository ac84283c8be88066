/* cm-html-folder.c - a document as a folder of HTML pages that read without a network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-html-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-new-folder.h"

/* A page of its own for a chapter, or for a section of a chapter that is a stage. */
typedef struct
{
  const CmBlock *block;
  char *name; /* "plan-options.html" */
  gboolean with_sections;
} Sheet;

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet);
}

/* --- which pages there are -------------------------------------------------------------------- */

/* A name that every file system takes, and a web server too. */
static char *
make_name (const CmBlock *block, GHashTable *taken)
{
  GString *stem = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (const char *p = block->id; p != NULL && *p != '\0' && stem->len < 60; p++)
    if (g_ascii_isalnum (*p) || ((*p == '-' || *p == '_') && stem->len > 0))
      g_string_append_c (stem, g_ascii_tolower (*p));
  if (stem->len == 0)
    g_string_append (stem, "section");
  for (guint i = 2; name == NULL || g_hash_table_contains (taken, name); i++)
    {
      g_free (name);
      name = i > 2 ? g_strdup_printf ("%s-%u.html", stem->str, i - 1)
                   : g_strconcat (stem->str, ".html", NULL);
    }
  g_string_free (stem, TRUE);
  g_hash_table_add (taken, g_strdup (name));
  return g_steal_pointer (&name);
}

static void
add_sheet (GPtrArray *sheets, const CmBlock *block, gboolean with_sections, GHashTable *taken)
{
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->block = block;
  sheet->name = make_name (block, taken);
  sheet->with_sections = with_sections;
  g_ptr_array_add (sheets, sheet);
}

static GPtrArray *
list_sheets (CmHtml *html)
{
  GPtrArray *chapters = cm_document_get_chapters (html->document);
  GPtrArray *sheets = g_ptr_array_new_with_free_func (free_sheet);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (taken, g_strdup ("index.html"));
  for (guint i = 0; i < chapters->len; i++)
    {
      const CmBlock *chapter = g_ptr_array_index (chapters, i);
      const gboolean stage = _cm_html_stage (html, chapter) != NULL;

      add_sheet (sheets, chapter, !stage, taken);
      for (guint j = 0; stage && j < chapter->children->len; j++)
        {
          const CmBlock *child = g_ptr_array_index (chapter->children, j);

          if (child->kind == CM_BLOCK_SECTION)
            add_sheet (sheets, child, TRUE, taken);
        }
    }
  return sheets;
}

/* --- a page ----------------------------------------------------------------------------------- */

static const CmBlock *
get_chapter (const CmBlock *block)
{
  while (block->parent != NULL)
    block = block->parent;
  return block;
}

static void
write_trail (CmHtml *html, const CmBlock *block)
{
  const CmBlock *chapter = get_chapter (block);

  cm_markup_open (html->out, "nav", "class", "trail", "aria-label", _ ("Where this is"), NULL);
  cm_markup_element (
      html->out, "a", cm_document_get_title (html->document), "href", "index.html", NULL);
  if (chapter != block)
    {
      g_autofree char *address = _cm_html_address (html, chapter);
      g_autofree char *title = cm_block_get_text (chapter);

      cm_markup_text (html->out, " › ");
      cm_markup_element (html->out, "a", title, "href", address, NULL);
    }
  cm_markup_close (html->out);
  cm_markup_line (html->out);
}

/* All chapters, and the sections of the one that is being read. */
static void
write_sections (CmHtml *html, const CmBlock *chapter, const CmBlock *current)
{
  gboolean open = FALSE;

  for (guint i = 0; i < chapter->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (chapter->children, i);

      if (child->kind != CM_BLOCK_SECTION)
        continue;
      if (!open)
        cm_markup_open (html->out, "ul", NULL);
      open = TRUE;
      _cm_html_open_entry (html, child, child == current);
      cm_markup_close (html->out);
      cm_markup_line (html->out);
    }
  if (open)
    cm_markup_close (html->out);
}

static void
write_menu (CmHtml *html, const CmBlock *current)
{
  GPtrArray *chapters = cm_document_get_chapters (html->document);

  cm_markup_open (html->out, "nav", "class", "contents", "aria-labelledby", CM_HTML_CONTENTS, NULL);
  /* No heading: the one of the page is the first. */
  cm_markup_element (
      html->out, "p", _ ("Contents"), "id", CM_HTML_CONTENTS, "class", "contents-title", NULL);
  cm_markup_open (html->out, "ul", NULL);
  cm_markup_line (html->out);
  for (guint i = 0; i < chapters->len; i++)
    {
      const CmBlock *chapter = g_ptr_array_index (chapters, i);

      _cm_html_open_entry (html, chapter, chapter == current);
      if (chapter == get_chapter (current))
        write_sections (html, chapter, current);
      cm_markup_close (html->out);
      cm_markup_line (html->out);
    }
  cm_markup_close (html->out);
  cm_markup_close (html->out);
  cm_markup_line (html->out);
}

/* The page of a stage leads to its sections, which have pages of their own. */
static void
write_onward (CmHtml *html, const CmBlock *chapter)
{
  cm_markup_open (html->out, "nav", "class", "contents", "aria-label", _ ("Sections"), NULL);
  write_sections (html, chapter, NULL);
  cm_markup_close (html->out);
  cm_markup_line (html->out);
}

static void
write_step (CmHtml *html, const Sheet *sheet, const char *rel, const char *word)
{
  g_autofree char *title = cm_block_get_text (sheet->block);

  cm_markup_open (html->out, "a", "href", sheet->name, "rel", rel, NULL);
  cm_markup_element (html->out, "span", word, NULL);
  cm_markup_text (html->out, title);
  cm_markup_close (html->out);
}

static void
write_steps (CmHtml *html, GPtrArray *sheets, guint at)
{
  cm_markup_open (html->out, "nav", "class", "steps", "aria-label", _ ("Next to this"), NULL);
  if (at > 0)
    write_step (html, g_ptr_array_index (sheets, at - 1), "prev", _ ("Previous"));
  if (at + 1 < sheets->len)
    write_step (html, g_ptr_array_index (sheets, at + 1), "next", _ ("Next"));
  cm_markup_close (html->out);
  cm_markup_line (html->out);
}

static GBytes *
make_page (CmHtml *html, GPtrArray *sheets, guint at)
{
  const Sheet *sheet = g_ptr_array_index (sheets, at);
  g_autofree char *heading = cm_block_get_text (sheet->block);
  /* translators: the title of a page: %1$s is that of a section, %2$s that of the manual */
  g_autofree char *title =
      g_strdup_printf (_ ("%1$s – %2$s"), heading, cm_document_get_title (html->document));

  _cm_html_begin (html, sheet->name, title, NULL);
  write_trail (html, sheet->block);
  cm_markup_open (html->out, "div", "class", "page", NULL);
  cm_markup_line (html->out);
  cm_markup_open (html->out, "main", "id", CM_HTML_TEXT, "tabindex", "-1", "class", "sheet", NULL);
  cm_markup_line (html->out);
  _cm_html_section (html, sheet->block, 1, sheet->with_sections);
  if (!sheet->with_sections)
    write_onward (html, sheet->block);
  _cm_html_notes (html);
  write_steps (html, sheets, at);
  cm_markup_close (html->out);
  cm_markup_line (html->out);
  /* Behind the text, where a narrow window shows it. */
  write_menu (html, sheet->block);
  cm_markup_close (html->out);
  cm_markup_line (html->out);
  return _cm_html_end (html);
}

static GBytes *
make_index (CmHtml *html)
{
  const char *title = cm_document_get_title (html->document);

  _cm_html_begin (html, "index.html", title, NULL);
  cm_markup_open (html->out, "main", "id", CM_HTML_TEXT, "tabindex", "-1", "class", "index", NULL);
  cm_markup_element (html->out, "h1", title, NULL);
  _cm_html_contents (html);
  cm_markup_close (html->out);
  cm_markup_line (html->out);
  return _cm_html_end (html);
}

/* --- the folder ------------------------------------------------------------------------------- */

static gboolean
add_bytes (CmNewFolder *folder, const char *name, GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return cm_new_folder_add (folder, name, data, size, error);
}

static gboolean
add_page (CmNewFolder *folder, CmHtml *html, GPtrArray *sheets, guint at, GError **error)
{
  const Sheet *sheet = g_ptr_array_index (sheets, at);
  g_autoptr (GBytes) page = make_page (html, sheets, at);

  return add_bytes (folder, sheet->name, page, error);
}

static gboolean
add_rest (CmNewFolder *folder, CmHtml *html, GError **error)
{
  g_autoptr (GBytes) style = _cm_html_get_style ();
  g_autoptr (GBytes) index = make_index (html);

  for (guint i = 0; i < html->files->len; i++)
    {
      const CmHtmlFile *file = g_ptr_array_index (html->files, i);

      if (!add_bytes (folder, file->name, file->bytes, error))
        return FALSE;
    }
  return add_bytes (folder, "style.css", style, error) &&
         add_bytes (folder, "index.html", index, error);
}

gboolean
cm_html_write_folder (CmDocument *document,
                      CmManual *manual,
                      const char *path,
                      CmProgress *progress,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (CmNewFolder) folder = cm_new_folder_open (path, error);
  g_autoptr (GPtrArray) sheets = NULL;
  g_auto (CmHtml) html;

  _cm_html_init (&html, document, manual);
  if (folder == NULL)
    return FALSE;
  _cm_html_keep_files (&html);
  sheets = list_sheets (&html);
  for (guint i = 0; i < sheets->len; i++)
    {
      const Sheet *sheet = g_ptr_array_index (sheets, i);

      _cm_html_place (&html, sheet->block, sheet->name, sheet->with_sections);
    }
  for (guint i = 0; i < sheets->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_page (folder, &html, sheets, i, error))
        return FALSE;
      cm_progress_set (progress, (i + 1.0) / sheets->len);
    }
  return add_rest (folder, &html, error) && cm_new_folder_commit (folder, error);
}
