/* cm-workbook.c - a zip archive that is one of the two formats of workbooks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>

void
_cm_sheet_entry_free (CmSheetEntry *self)
{
  g_free (self->name);
  g_free (self->part);
  g_free (self);
}

static void
add_entries (CmSheet *self, GPtrArray *names, GPtrArray *entries, gboolean hidden)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const CmSheetEntry *entry = entries->pdata[i];

      if (entry->hidden != hidden)
        continue;
      g_ptr_array_add (names, g_strdup (entry->name));
      g_ptr_array_add (self->parts, g_strdup (entry->part));
    }
}

gboolean
_cm_workbook_set_entries (CmSheet *self, GPtrArray *entries, GError **error)
{
  GPtrArray *names;

  if (entries->len == 0)
    return _cm_sheet_fail (
        self, error, CM_SHEET_ERROR_FORMAT, _ ("there is no sheet of cells in it"));
  if (entries->len > CM_WORKBOOK_SHEETS_MAX)
    return _cm_sheet_fail (
        self,
        error,
        CM_SHEET_ERROR_TOO_BIG,
        /* Translators: the most that can be read. */
        _ ("there are more than %d sheets in it; save the sheet alone, or as CSV"),
        CM_WORKBOOK_SHEETS_MAX);
  names = g_ptr_array_new ();
  self->parts = g_ptr_array_new_with_free_func (g_free);
  add_entries (self, names, entries, FALSE);
  add_entries (self, names, entries, TRUE);
  g_ptr_array_add (names, NULL);
  self->names = (char **) g_ptr_array_free (names, FALSE);
  return TRUE;
}

void
_cm_workbook_remark_macros (CmSheet *self)
{
  _cm_sheet_remark (self, _ ("The workbook contains macros: they are left alone and never run"));
}

/* What is in the archive decides, not the name of the file. */
static gboolean
tell_format (CmSheet *self, CmZip *zip, GError **error)
{
  if (_cm_zip_has (zip, "[Content_Types].xml") || _cm_zip_has (zip, "_rels/.rels"))
    self->format = CM_SHEET_XLSX;
  else if (_cm_zip_has (zip, "mimetype") || _cm_zip_has (zip, "content.xml"))
    self->format = CM_SHEET_ODS;
  else
    return _cm_sheet_fail (
        self,
        error,
        CM_SHEET_ERROR_FORMAT,
        _ ("it is a packed file, but no workbook; unpack it first and choose the .csv, .xlsx or "
           ".ods file that is in it"));
  return TRUE;
}

gboolean
_cm_workbook_open (CmSheet *self, GError **error)
{
  g_autoptr (CmZip) zip = NULL;

  /* Before there are threads that use it. */
  xmlInitParser ();
  zip = _cm_zip_open (self, NULL, error);
  if (zip == NULL || !tell_format (self, zip, error))
    return FALSE;
  return self->format == CM_SHEET_XLSX ? _cm_xlsx_open (self, zip, error)
                                       : _cm_ods_open (self, zip, error);
}

gboolean
_cm_workbook_read (CmSheet *self, const CmRowSink *sink, GError **error)
{
  g_autoptr (CmZip) zip = _cm_zip_open (self, sink->cancellable, error);

  if (zip == NULL)
    return FALSE;
  return self->format == CM_SHEET_XLSX ? _cm_xlsx_read (self, zip, sink, error)
                                       : _cm_ods_read (self, zip, sink, error);
}
