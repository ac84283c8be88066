/* cm-manual-export.c - the manual, a part of it or a report about it, as a file for others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-manual-export.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cm-document-maker.h"
#include "cm-html.h"
#include "cm-manual-report.h"
#include "cm-odt.h"
#include "cm-pdf.h"

static const CmManualFormatInfo formats[] = {
  [CM_MANUAL_PDF] = { "pdf", ".pdf", N_ ("PDF, for reading and printing (.pdf)") },
  [CM_MANUAL_HTML] = { "html", ".html", N_ ("One web page (.html)") },
  [CM_MANUAL_HTML_FOLDER] = { "html-folder", "", N_ ("A folder of web pages") },
  [CM_MANUAL_ODT] = { "odt", ".odt", N_ ("Text for a word processor (.odt)") },
};

/* --- formats ---------------------------------------------------------------------------------- */

const CmManualFormatInfo *
cm_manual_format_get (CmManualFormat format)
{
  return &formats[format];
}

CmManualFormat
cm_manual_format_find (const char *name)
{
  guint i = 0;

  while (i < CM_N_MANUAL_FORMATS && strcmp (formats[i].name, name) != 0)
    i++;
  return i;
}

CmManualFormat
cm_manual_format_for (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folded = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (path, "/") || strchr (folded, '.') == NULL)
    return CM_MANUAL_HTML_FOLDER;
  if (g_str_has_suffix (folded, ".htm"))
    return CM_MANUAL_HTML;
  for (guint i = 0; i < CM_N_MANUAL_FORMATS; i++)
    if (*formats[i].ending != '\0' && g_str_has_suffix (folded, formats[i].ending))
      return i;
  return CM_N_MANUAL_FORMATS;
}

/* --- documents -------------------------------------------------------------------------------- */

CmDocument *
cm_manual_export_new_document (CmManual *manual, const char *id)
{
  g_autoptr (CmDocument) whole = cm_manual_report_new (manual);
  CmBlock *part = cm_document_find (whole, id);
  CmDocument *document;

  if (id == NULL)
    return g_steal_pointer (&whole);
  if (part == NULL || part->kind != CM_BLOCK_SECTION)
    return NULL;
  document = cm_document_new (cm_document_get_folder (whole), cm_document_get_title (whole));
  cm_document_add (document, cm_block_copy (part));
  return document;
}

/* --- writing ---------------------------------------------------------------------------------- */

static gboolean
wants_wide_sheet (const CmBlock *block)
{
  if (block->kind == CM_BLOCK_TABLE && g_strcmp0 (block->role, "landscape") == 0)
    return TRUE;
  for (guint i = 0; i < block->children->len; i++)
    if (wants_wide_sheet (g_ptr_array_index (block->children, i)))
      return TRUE;
  return FALSE;
}

static gboolean
has_wide_table (CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);

  for (guint i = 0; i < chapters->len; i++)
    if (wants_wide_sheet (g_ptr_array_index (chapters, i)))
      return TRUE;
  return FALSE;
}

/* A part needs no title page, nor a list of what is in it. */
static gboolean
write_pdf (CmDocument *document,
           CmManual *manual,
           const char *path,
           CmProgress *progress,
           GCancellable *cancellable,
           GError **error)
{
  const CmPdfAbout about = { .created = g_get_real_time () / G_USEC_PER_SEC };
  CmPressSetup setup;

  cm_press_setup_init (&setup, CM_PRESS_A4, has_wide_table (document));
  setup.manual = manual;
  setup.edition = cm_manual_get_edition (manual);
  if (cm_document_get_chapters (document)->len == 1)
    setup.title_page = setup.contents = FALSE;
  return cm_pdf_write (document, &setup, &about, path, progress, cancellable, error);
}

/* Its writer wants a file. */
static GBytes *
make_pdf (CmDocument *document,
          CmManual *manual,
          CmProgress *progress,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *path = NULL;
  char *bytes = NULL;
  gsize size;
  int fd = g_file_open_tmp ("manual-XXXXXX.pdf", &path, error);
  gboolean read;

  if (fd < 0)
    return NULL;
  close (fd);
  read = write_pdf (document, manual, path, progress, cancellable, error) &&
         g_file_get_contents (path, &bytes, &size, error);
  g_unlink (path);
  return read ? g_bytes_new_take (bytes, size) : NULL;
}

GBytes *
cm_manual_export_make (CmDocument *document,
                       CmManual *manual,
                       CmManualFormat format,
                       CmProgress *progress,
                       GCancellable *cancellable,
                       GError **error)
{
  switch (format)
    {
    case CM_MANUAL_PDF:
      return make_pdf (document, manual, progress, cancellable, error);
    case CM_MANUAL_HTML:
      return cm_html_make (document, manual, progress, cancellable, error);
    case CM_MANUAL_ODT:
      return cm_odt_make (document, manual, progress, cancellable, error);
    case CM_MANUAL_HTML_FOLDER:
    case CM_N_MANUAL_FORMATS:
    default:
      g_assert_not_reached ();
    }
}

gboolean
cm_manual_export (CmDocument *document,
                  CmManual *manual,
                  CmManualFormat format,
                  const char *path,
                  CmProgress *progress,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (CmNewFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const void *data;
  gsize size;

  if (format == CM_MANUAL_HTML_FOLDER)
    return cm_html_write_folder (document, manual, path, progress, cancellable, error);
  if (format == CM_MANUAL_PDF)
    return write_pdf (document, manual, path, progress, cancellable, error);
  /* A place that cannot be written to is told of before the work is done. */
  file = cm_new_file_open (path, error);
  if (file == NULL)
    return FALSE;
  bytes = cm_manual_export_make (document, manual, format, progress, cancellable, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return cm_new_file_write (file, data, size, error) && cm_new_file_commit (file, error);
}
