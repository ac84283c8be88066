/* cm-workbook.c - a zip archive that is one of the two formats of workbooks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-sheet-private.h"

#include <glib/gi18n.h>

gboolean
_cm_workbook_open (CmSheet *self, GError **error)
{
  return _cm_sheet_fail (self,
                         error,
                         CM_SHEET_ERROR_FORMAT,
                         _ ("it is a workbook or another packed file; save the sheet as CSV"));
}

gboolean
_cm_workbook_read (CmSheet *self, const CmRowSink *sink, GError **error)
{
  return _cm_workbook_open (self, error);
}
