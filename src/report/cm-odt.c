/* cm-odt.c - a document as OpenDocument text, for word processors. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-odt.h"

#include <glib/gi18n.h>

#include "cm-odt-private.h"
#include "cm-report-resources.h"
#include "cm-zip-writer.h"

#define STYLES "/org/commissioning/Manual/report/cm-odt-styles.xml"
#define MIME_TYPE "application/vnd.oasis.opendocument.text"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS "urn:oasis:names:tc:opendocument:xmlns:"

/* Of what is the same in every text, what may not stand among the styles of the package. */
#define FIXED_STYLES                                                                               \
  "<style:style style:name=\"FirstTitle\" style:family=\"paragraph\""                              \
  " style:parent-style-name=\"Title\" style:master-page-name=\"First_20_Page\"/>\n"                \
  "<style:style style:name=\"FirstHeading\" style:family=\"paragraph\""                            \
  " style:parent-style-name=\"Heading_20_1\" style:master-page-name=\"First_20_Page\">"            \
  "<style:paragraph-properties fo:break-before=\"auto\"/></style:style>\n"                         \
  "<style:style style:name=\"Grid\" style:family=\"table\"><style:table-properties"                \
  " style:width=\"17cm\" table:align=\"margins\" style:shadow=\"none\""                            \
  " table:border-model=\"collapsing\"/></style:style>\n"                                           \
  "<style:style style:name=\"Cell\" style:family=\"table-cell\"><style:table-cell-properties"      \
  " fo:padding=\"0.12cm\" fo:border-left=\"none\" fo:border-right=\"none\" fo:border-top=\"none\"" \
  " fo:border-bottom=\"0.5pt solid #c0bfbc\"/></style:style>\n"                                    \
  "<style:style style:name=\"HeadCell\" style:family=\"table-cell\"><style:table-cell-properties"  \
  " fo:padding=\"0.12cm\" fo:background-color=\"#f2f1ef\" fo:border-left=\"none\""                 \
  " fo:border-right=\"none\" fo:border-top=\"none\""                                               \
  " fo:border-bottom=\"1pt solid #77767b\"/></style:style>\n"                                      \
  "<style:style style:name=\"FormCell\" style:family=\"table-cell\"><style:table-cell-properties"  \
  " fo:padding=\"0.12cm\" fo:border=\"0.5pt solid #9a9996\"/></style:style>\n"                     \
  "<style:style style:name=\"FormHeadCell\" style:family=\"table-cell\">"                          \
  "<style:table-cell-properties fo:padding=\"0.12cm\" fo:background-color=\"#f2f1ef\""             \
  " fo:border=\"0.5pt solid #9a9996\"/></style:style>\n"                                           \
  "<style:style style:name=\"FormRow\" style:family=\"table-row\"><style:table-row-properties"     \
  " style:min-row-height=\"0.85cm\" fo:keep-together=\"always\"/></style:style>\n"                 \
  "<style:style style:name=\"FormSpace\" style:family=\"table-row\"><style:table-row-properties"   \
  " style:min-row-height=\"3cm\"/></style:style>\n"

static void
free_file (gpointer data)
{
  CmOdtFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

static void
clear (CmOdt *self)
{
  cm_markup_free (self->out);
  cm_markup_free (self->styles);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->anchors);
  g_ptr_array_unref (self->pending);
  g_ptr_array_unref (self->files);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CmOdt, clear)

/* --- the list of contents --------------------------------------------------------------------- */

/* The number of the page is a field, which the word processor fills in. */
static void
write_entry (CmOdt *self, const CmBlock *section, const char *style)
{
  const char *id = g_hash_table_lookup (self->anchors, section);
  g_autofree char *address = g_strconcat ("#", id, NULL);
  g_autofree char *title = cm_block_get_text (section);

  cm_markup_open (self->out, "text:p", "text:style-name", style, NULL);
  cm_markup_open (self->out,
                  "text:a",
                  "xlink:type",
                  "simple",
                  "xlink:href",
                  address,
                  "text:style-name",
                  "Index_20_Link",
                  "text:visited-style-name",
                  "Index_20_Link",
                  NULL);
  cm_markup_text (self->out, *title != '\0' ? title : _ ("Untitled"));
  cm_markup_element (self->out, "text:tab", NULL, NULL);
  cm_markup_element (self->out,
                     "text:bookmark-ref",
                     "",
                     "text:reference-format",
                     "page",
                     "text:ref-name",
                     id,
                     NULL);
  cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_entries (CmOdt *self)
{
  GPtrArray *chapters = cm_document_get_chapters (self->document);

  for (guint i = 0; i < chapters->len; i++)
    {
      const CmBlock *chapter = g_ptr_array_index (chapters, i);

      write_entry (self, chapter, "Contents_20_1");
      for (guint j = 0; j < chapter->children->len; j++)
        {
          const CmBlock *child = g_ptr_array_index (chapter->children, j);

          if (child->kind == CM_BLOCK_SECTION)
            write_entry (self, child, "Contents_20_2");
        }
    }
}

/* What an entry is made of when the word processor makes the list anew. */
static void
write_template (CmOdt *self, const char *level)
{
  g_autofree char *style = g_strconcat ("Contents_20_", level, NULL);

  cm_markup_open (self->out,
                  "text:table-of-content-entry-template",
                  "text:outline-level",
                  level,
                  "text:style-name",
                  style,
                  NULL);
  cm_markup_element (self->out, "text:index-entry-link-start", NULL, NULL);
  cm_markup_element (self->out, "text:index-entry-text", NULL, NULL);
  cm_markup_element (self->out,
                     "text:index-entry-tab-stop",
                     NULL,
                     "style:type",
                     "right",
                     "style:leader-char",
                     ".",
                     NULL);
  cm_markup_element (self->out, "text:index-entry-page-number", NULL, NULL);
  cm_markup_element (self->out, "text:index-entry-link-end", NULL, NULL);
  cm_markup_close (self->out);
}

static void
write_contents (CmOdt *self)
{
  cm_markup_open (
      self->out, "text:table-of-content", "text:name", "Contents", "text:protected", "false", NULL);
  cm_markup_open (self->out, "text:table-of-content-source", "text:outline-level", "2", NULL);
  cm_markup_element (self->out,
                     "text:index-title-template",
                     _ ("Contents"),
                     "text:style-name",
                     "Contents_20_Heading",
                     NULL);
  write_template (self, "1");
  write_template (self, "2");
  cm_markup_close (self->out);
  cm_markup_open (self->out, "text:index-body", NULL);
  cm_markup_line (self->out);
  cm_markup_open (self->out, "text:index-title", "text:name", "Contents_Head", NULL);
  cm_markup_element (
      self->out, "text:p", _ ("Contents"), "text:style-name", "Contents_20_Heading", NULL);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  write_entries (self);
  cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static gboolean
is_paper (CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);

  return chapters->len == 1 &&
         g_strcmp0 (((const CmBlock *) g_ptr_array_index (chapters, 0))->role, "paper") == 0;
}

static void
write_front (CmOdt *self)
{
  cm_markup_element (self->out,
                     "text:p",
                     cm_document_get_title (self->document),
                     "text:style-name",
                     "FirstTitle",
                     NULL);
  cm_markup_line (self->out);
  if (cm_document_get_chapters (self->document)->len > 0)
    write_contents (self);
}

/* --- the parts of the package ----------------------------------------------------------------- */

static gboolean
write_body (CmOdt *self, CmProgress *progress, GCancellable *cancellable, GError **error)
{
  GPtrArray *chapters = cm_document_get_chapters (self->document);

  for (guint i = 0; i < chapters->len; i++)
    _cm_odt_place (self, g_ptr_array_index (chapters, i));
  if (!is_paper (self->document))
    write_front (self);
  for (guint i = 0; i < chapters->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      _cm_odt_chapter (self, g_ptr_array_index (chapters, i));
      cm_progress_set (progress, (i + 1.0) / chapters->len);
    }
  return TRUE;
}

static void
insert (CmMarkup *into, CmMarkup **from)
{
  g_autoptr (GBytes) bytes = cm_markup_finish (g_steal_pointer (from));
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  cm_markup_raw (into, text, (gssize) size);
}

static GBytes *
make_content (CmOdt *self)
{
  CmMarkup *out = cm_markup_new (CM_MARKUP_XML);

  cm_markup_raw (out, XML, -1);
  cm_markup_open (out,
                  "office:document-content",
                  "xmlns:office",
                  NS "office:1.0",
                  "xmlns:style",
                  NS "style:1.0",
                  "xmlns:text",
                  NS "text:1.0",
                  "xmlns:table",
                  NS "table:1.0",
                  "xmlns:draw",
                  NS "drawing:1.0",
                  "xmlns:fo",
                  NS "xsl-fo-compatible:1.0",
                  "xmlns:svg",
                  NS "svg-compatible:1.0",
                  "xmlns:xlink",
                  "http://www.w3.org/1999/xlink",
                  "office:version",
                  "1.3",
                  NULL);
  cm_markup_line (out);
  cm_markup_open (out, "office:automatic-styles", NULL);
  cm_markup_line (out);
  cm_markup_raw (out, FIXED_STYLES, -1);
  insert (out, &self->styles);
  cm_markup_close (out);
  cm_markup_line (out);
  cm_markup_open (out, "office:body", NULL);
  cm_markup_open (out, "office:text", NULL);
  cm_markup_line (out);
  insert (out, &self->out);
  cm_markup_close (out);
  cm_markup_close (out);
  cm_markup_close (out);
  return cm_markup_finish (out);
}

static GBytes *
make_meta (CmOdt *self)
{
  CmMarkup *out = cm_markup_new (CM_MARKUP_XML);

  cm_markup_raw (out, XML, -1);
  cm_markup_open (out,
                  "office:document-meta",
                  "xmlns:office",
                  NS "office:1.0",
                  "xmlns:meta",
                  NS "meta:1.0",
                  "xmlns:dc",
                  "http://purl.org/dc/elements/1.1/",
                  "office:version",
                  "1.3",
                  NULL);
  cm_markup_open (out, "office:meta", NULL);
  cm_markup_element (out, "meta:generator", "Commissioning Manual/" PACKAGE_VERSION, NULL);
  cm_markup_element (out, "dc:title", cm_document_get_title (self->document), NULL);
  cm_markup_element (out, "dc:language", "en-GB", NULL);
  cm_markup_close (out);
  cm_markup_close (out);
  return cm_markup_finish (out);
}

static void
list_file (CmMarkup *out, const char *path, const char *type)
{
  cm_markup_element (out,
                     "manifest:file-entry",
                     NULL,
                     "manifest:full-path",
                     path,
                     "manifest:version",
                     g_str_equal (path, "/") ? "1.3" : NULL,
                     "manifest:media-type",
                     type,
                     NULL);
  cm_markup_line (out);
}

static GBytes *
make_manifest (CmOdt *self)
{
  CmMarkup *out = cm_markup_new (CM_MARKUP_XML);

  cm_markup_raw (out, XML, -1);
  cm_markup_open (out,
                  "manifest:manifest",
                  "xmlns:manifest",
                  NS "manifest:1.0",
                  "manifest:version",
                  "1.3",
                  NULL);
  cm_markup_line (out);
  list_file (out, "/", MIME_TYPE);
  list_file (out, "content.xml", "text/xml");
  list_file (out, "styles.xml", "text/xml");
  list_file (out, "meta.xml", "text/xml");
  for (guint i = 0; i < self->files->len; i++)
    {
      const CmOdtFile *file = g_ptr_array_index (self->files, i);

      list_file (out, file->name, file->type);
    }
  cm_markup_close (out);
  return cm_markup_finish (out);
}

/* A paper is named once in its running head. */
static GBytes *
make_styles (CmOdt *self)
{
  GBytes *styles = g_resource_lookup_data (cm_report_resources_get_resource (), STYLES, 0, NULL);
  gsize size;
  const char *text = g_bytes_get_data (styles, &size);
  GString *changed;

  if (!is_paper (self->document))
    return styles;
  changed = g_string_new_len (text, (gssize) size);
  g_string_replace (changed, "<text:title/>", "", 0);
  g_bytes_unref (styles);
  return g_string_free_to_bytes (changed);
}

/* The type comes first and unpacked, so that it is found at a fixed place. */
static GBytes *
make_package (CmOdt *self)
{
  CmZipWriter *zip = cm_zip_writer_new ();
  g_autoptr (GBytes) type = g_bytes_new_static (MIME_TYPE, sizeof MIME_TYPE - 1);
  g_autoptr (GBytes) content = make_content (self);
  g_autoptr (GBytes) meta = make_meta (self);
  g_autoptr (GBytes) manifest = make_manifest (self);
  g_autoptr (GBytes) styles = make_styles (self);

  cm_zip_writer_add (zip, "mimetype", type, FALSE);
  cm_zip_writer_add (zip, "content.xml", content, TRUE);
  cm_zip_writer_add (zip, "styles.xml", styles, TRUE);
  cm_zip_writer_add (zip, "meta.xml", meta, TRUE);
  for (guint i = 0; i < self->files->len; i++)
    {
      const CmOdtFile *file = g_ptr_array_index (self->files, i);

      cm_zip_writer_add (zip, file->name, file->bytes, TRUE);
    }
  cm_zip_writer_add (zip, "META-INF/manifest.xml", manifest, TRUE);
  return cm_zip_writer_finish (zip);
}

GBytes *
cm_odt_make (CmDocument *document,
             CmManual *manual,
             CmProgress *progress,
             GCancellable *cancellable,
             GError **error)
{
  g_auto (CmOdt) odt = {
    .document = document,
    .manual = manual,
    .out = cm_markup_new (CM_MARKUP_XML),
    .styles = cm_markup_new (CM_MARKUP_XML),
    .anchors = g_hash_table_new_full (NULL, NULL, NULL, g_free),
    .ids = g_hash_table_new (g_str_hash, g_str_equal),
    .pending = g_ptr_array_new (),
    .files = g_ptr_array_new_with_free_func (free_file),
    .style = CM_ODT_BODY,
  };

  if (!write_body (&odt, progress, cancellable, error))
    return NULL;
  return make_package (&odt);
}
