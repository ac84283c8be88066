/* cm-html.c - a document as one page of HTML 5, and what every page begins and ends with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-html-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-report-resources.h"

#define STYLE "/org/commissioning/Manual/report/cm-html.css"
/* What the manual is written in. */
#define LANGUAGE "en-GB"

/* --- addresses -------------------------------------------------------------------------------- */

static void
free_file (gpointer data)
{
  CmHtmlFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

void
_cm_html_init (CmHtml *self, CmDocument *document, CmManual *manual)
{
  memset (self, 0, sizeof *self);
  self->document = g_object_ref (document);
  self->manual = manual != NULL ? g_object_ref (manual) : NULL;
  self->anchors = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  self->page = "";
  self->notes = g_ptr_array_new ();
}

void
_cm_html_clear (CmHtml *self)
{
  g_clear_object (&self->document);
  g_clear_object (&self->manual);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->anchors, g_hash_table_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->out, cm_markup_free);
}

void
_cm_html_keep_files (CmHtml *self)
{
  self->files = g_ptr_array_new_with_free_func (free_file);
}

/* Of two blocks with the same id the first one has it. Chapters, and the sections in them, are in
 * the list of contents and need one. */
void
_cm_html_place (CmHtml *self, const CmBlock *block, const char *page, gboolean with_sections)
{
  const gboolean listed =
      block->kind == CM_BLOCK_SECTION && (block->parent == NULL || block->parent->parent == NULL);
  char *id = NULL;

  if (cm_markup_is_id (block->id) && !g_hash_table_contains (self->places, block->id))
    id = g_strdup (block->id);
  else if (listed)
    id = g_strdup_printf ("section:%u", g_hash_table_size (self->anchors) + 1);
  if (id != NULL)
    {
      g_hash_table_insert (self->anchors, (gpointer) block, id);
      g_hash_table_insert (self->places, id, (gpointer) page);
    }
  for (guint i = 0; i < block->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (block->children, i);

      if (with_sections || child->kind != CM_BLOCK_SECTION)
        _cm_html_place (self, child, page, TRUE);
    }
}

char *
_cm_html_address (CmHtml *self, const CmBlock *block)
{
  const char *id = g_hash_table_lookup (self->anchors, block);
  const char *page = id != NULL ? g_hash_table_lookup (self->places, id) : NULL;

  if (page == NULL)
    return NULL;
  return g_strconcat (g_str_equal (page, self->page) ? "" : page, "#", id, NULL);
}

const char *
_cm_html_stage (CmHtml *self, const CmBlock *chapter)
{
  static const char *const classes[] = {
    "stage stage-1", "stage stage-2", "stage stage-3", "stage stage-4"
  };

  if (self->manual == NULL || chapter->parent != NULL || chapter->id == NULL)
    return NULL;
  for (guint i = 0; i < cm_manual_get_n_stages (self->manual); i++)
    if (g_strcmp0 (cm_manual_get_stage (self->manual, i)->block->id, chapter->id) == 0)
      return classes[i % G_N_ELEMENTS (classes)];
  return NULL;
}

/* --- pages ------------------------------------------------------------------------------------ */

GBytes *
_cm_html_get_style (void)
{
  GError *error = NULL;
  GBytes *style = g_resource_lookup_data (cm_report_resources_get_resource (), STYLE, 0, &error);

  g_assert_no_error (error);
  return style;
}

static void
write_head (CmHtml *self, const char *title, GBytes *style)
{
  cm_markup_open (self->out, "head", NULL);
  cm_markup_line (self->out);
  cm_markup_element (self->out, "meta", NULL, "charset", "utf-8", NULL);
  cm_markup_line (self->out);
  cm_markup_element (self->out, "title", title, NULL);
  cm_markup_line (self->out);
  cm_markup_element (self->out,
                     "meta",
                     NULL,
                     "name",
                     "viewport",
                     "content",
                     "width=device-width, initial-scale=1",
                     NULL);
  cm_markup_element (
      self->out, "meta", NULL, "name", "color-scheme", "content", "light dark", NULL);
  cm_markup_element (
      self->out, "meta", NULL, "name", "generator", "content", "Commissioning Manual", NULL);
  cm_markup_line (self->out);
  if (style != NULL)
    {
      gsize size;
      const char *text = g_bytes_get_data (style, &size);

      cm_markup_open (self->out, "style", NULL);
      cm_markup_raw (self->out, text, (gssize) size);
      cm_markup_close (self->out);
    }
  else
    cm_markup_element (self->out, "link", NULL, "rel", "stylesheet", "href", "style.css", NULL);
  cm_markup_line (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

void
_cm_html_begin (CmHtml *self, const char *page, const char *title, GBytes *style)
{
  self->page = page;
  self->n_notes = self->n_captions = self->n_figures = 0;
  self->out = cm_markup_new (CM_MARKUP_HTML);
  cm_markup_raw (self->out, "<!DOCTYPE html>\n", -1);
  cm_markup_open (self->out, "html", "lang", LANGUAGE, NULL);
  cm_markup_line (self->out);
  write_head (self, title, style);
  cm_markup_open (self->out, "body", NULL);
  cm_markup_line (self->out);
  cm_markup_element (
      self->out, "a", _ ("Skip to the text"), "class", "skip", "href", "#" CM_HTML_TEXT, NULL);
  cm_markup_line (self->out);
}

GBytes *
_cm_html_end (CmHtml *self)
{
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  return cm_markup_finish (g_steal_pointer (&self->out));
}

void
_cm_html_open_entry (CmHtml *self, const CmBlock *section, gboolean current)
{
  g_autofree char *address = _cm_html_address (self, section);
  g_autofree char *title = cm_block_get_text (section);

  cm_markup_open (self->out, "li", "class", _cm_html_stage (self, section), NULL);
  cm_markup_element (self->out,
                     "a",
                     *title != '\0' ? title : _ ("Untitled"),
                     "href",
                     address,
                     "aria-current",
                     current ? "page" : NULL,
                     NULL);
}

/* --- the one page ----------------------------------------------------------------------------- */

static void
write_entry (CmHtml *self, const CmBlock *chapter)
{
  gboolean open = FALSE;

  _cm_html_open_entry (self, chapter, FALSE);
  for (guint i = 0; i < chapter->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (chapter->children, i);

      if (child->kind != CM_BLOCK_SECTION)
        continue;
      if (!open)
        {
          cm_markup_line (self->out);
          cm_markup_open (self->out, "ul", NULL);
          cm_markup_line (self->out);
        }
      open = TRUE;
      _cm_html_open_entry (self, child, FALSE);
      cm_markup_close (self->out);
      cm_markup_line (self->out);
    }
  if (open)
    cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

void
_cm_html_contents (CmHtml *self)
{
  GPtrArray *chapters = cm_document_get_chapters (self->document);

  if (chapters->len == 0)
    return;
  cm_markup_open (self->out, "nav", "class", "contents", "aria-labelledby", CM_HTML_CONTENTS, NULL);
  cm_markup_line (self->out);
  cm_markup_element (
      self->out, "h2", _ ("Contents"), "id", CM_HTML_CONTENTS, "class", "contents-title", NULL);
  cm_markup_line (self->out);
  cm_markup_open (self->out, "ul", NULL);
  cm_markup_line (self->out);
  for (guint i = 0; i < chapters->len; i++)
    write_entry (self, g_ptr_array_index (chapters, i));
  cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

/* Chapter by chapter, so that it can be cancelled in between. */
static gboolean
write_chapters (CmHtml *self, CmProgress *progress, GCancellable *cancellable, GError **error)
{
  GPtrArray *chapters = cm_document_get_chapters (self->document);

  for (guint i = 0; i < chapters->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      _cm_html_section (self, g_ptr_array_index (chapters, i), 2, TRUE);
      _cm_html_notes (self);
      cm_progress_set (progress, (i + 1.0) / chapters->len);
    }
  return TRUE;
}

GBytes *
cm_html_make (CmDocument *document,
              CmManual *manual,
              CmProgress *progress,
              GCancellable *cancellable,
              GError **error)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  g_autoptr (GBytes) style = _cm_html_get_style ();
  g_auto (CmHtml) html;

  _cm_html_init (&html, document, manual);
  for (guint i = 0; i < chapters->len; i++)
    _cm_html_place (&html, g_ptr_array_index (chapters, i), "", TRUE);
  _cm_html_begin (&html, "", cm_document_get_title (document), style);
  cm_markup_open (html.out, "header", NULL);
  cm_markup_element (html.out, "h1", cm_document_get_title (document), NULL);
  cm_markup_close (html.out);
  cm_markup_line (html.out);
  cm_markup_open (html.out, "div", "class", "page", NULL);
  cm_markup_line (html.out);
  _cm_html_contents (&html);
  cm_markup_open (html.out, "main", "id", CM_HTML_TEXT, "tabindex", "-1", NULL);
  cm_markup_line (html.out);
  if (!write_chapters (&html, progress, cancellable, error))
    return NULL;
  cm_markup_close (html.out);
  cm_markup_line (html.out);
  cm_markup_close (html.out);
  cm_markup_line (html.out);
  return _cm_html_end (&html);
}
