/* cm-xlsx-styles.c - which cells of an .xlsx workbook show their number as a date. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <string.h>

/* Programs write some hundreds; Excel takes no more than this. */
#define STYLES_MAX 65536

typedef struct
{
  GHashTable *formats; /* number of a format → CmStyleKind */
  GArray *styles;      /* of CmStyleKind */
  gboolean in_formats;
  gboolean in_styles;
} Reading;

static void
add_format (Reading *reading, const CmAttributes *attributes)
{
  const guint number = (guint) _cm_attribute_uint (attributes, NULL, "numFmtId", 0);
  g_autofree char *code = _cm_attribute_dup (attributes, NULL, "formatCode");

  if (code != NULL && g_hash_table_size (reading->formats) < STYLES_MAX)
    g_hash_table_insert (reading->formats,
                         GUINT_TO_POINTER (number),
                         GUINT_TO_POINTER ((guint) _cm_style_of_code (code)));
}

static void
add_style (Reading *reading, const CmAttributes *attributes)
{
  const guint number = (guint) _cm_attribute_uint (attributes, NULL, "numFmtId", 0);
  CmStyleKind style = _cm_style_of_number (number);
  gpointer kind;

  if (g_hash_table_lookup_extended (reading->formats, GUINT_TO_POINTER (number), NULL, &kind))
    style = (CmStyleKind) GPOINTER_TO_UINT (kind);
  if (reading->styles->len < STYLES_MAX)
    g_array_append_val (reading->styles, style);
}

static void
start_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  Reading *reading = data;

  if (depth == 2)
    {
      reading->in_formats = strcmp (name, "numFmts") == 0;
      reading->in_styles = strcmp (name, "cellXfs") == 0;
    }
  else if (depth == 3 && reading->in_formats && strcmp (name, "numFmt") == 0)
    add_format (reading, attributes);
  else if (depth == 3 && reading->in_styles && strcmp (name, "xf") == 0)
    add_style (reading, attributes);
}

static void
end_cb (gpointer data, const char *ns, const char *name, guint depth)
{
}

GArray *
_cm_styles_read (CmZip *zip, const char *name, GError **error)
{
  static const CmPartFuncs funcs = { start_cb, end_cb, NULL };
  Reading reading = { 0 };
  g_autoptr (CmPart) part = NULL;
  gboolean good = TRUE;

  reading.styles = g_array_new (FALSE, FALSE, sizeof (CmStyleKind));
  if (name == NULL)
    return reading.styles;
  reading.formats = g_hash_table_new (NULL, NULL);
  part = _cm_part_open (zip, name, &funcs, &reading, error);
  good = part != NULL && _cm_part_run (part, error);
  g_hash_table_unref (reading.formats);
  if (!good)
    g_clear_pointer (&reading.styles, g_array_unref);
  return reading.styles;
}
