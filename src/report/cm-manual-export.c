/* cm-manual-export.c - the manual, or a part of it, as a file for others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-manual-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-maker.h"
#include "cm-html.h"
#include "cm-manual-report.h"
#include "cm-odt.h"

static const CmManualFormatInfo formats[] = {
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
