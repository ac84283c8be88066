/* cm-xlsx.c - what an .xlsx workbook is made of: its sheets and where they are packed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define WORKBOOK "xl/workbook.xml"

typedef struct
{
  char *id;
  char *type;   /* the last word of the URI that names it */
  char *target; /* a member of the archive; NULL if it is outside */
} Relation;

typedef struct
{
  CmPart *part;
  char *folder; /* that targets start from, with a slash at its end, or "" */
  GPtrArray *relations;
} RelationReading;

typedef struct
{
  GPtrArray *relations;
  GPtrArray *entries; /* of CmSheetEntry */
  CmXlsx book;
} BookReading;

/* --- relations: which part belongs to which --------------------------------------------------- */

static void
free_relation (Relation *relation)
{
  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

/* NULL for a path that climbs out of the archive. */
static char *
resolve_target (const char *folder, const char *target)
{
  g_autofree char *path = g_strconcat (target[0] == '/' ? "" : folder, target, NULL);
  g_auto (GStrv) steps = g_strsplit (g_strdelimit (path, "\\", '/'), "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (*steps[i] == '\0' || strcmp (steps[i], ".") == 0)
        continue;
      if (strcmp (steps[i], "..") != 0)
        g_ptr_array_add (kept, steps[i]);
      else if (kept->len > 0)
        g_ptr_array_set_size (kept, (int) kept->len - 1);
      else
        return NULL;
    }
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("/", (char **) kept->pdata);
}

static void
start_relation_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  RelationReading *reading = data;
  g_autofree char *type = NULL;
  g_autofree char *target = NULL;
  Relation *relation;

  if (depth != 2 || strcmp (name, "Relationship") != 0)
    return;
  type = _cm_attribute_dup (attributes, NULL, "Type");
  target = _cm_attribute_dup (attributes, NULL, "Target");
  if (type == NULL || target == NULL || reading->relations->len == CM_ZIP_MEMBERS_MAX)
    return;
  relation = g_new0 (Relation, 1);
  relation->id = _cm_attribute_dup (attributes, NULL, "Id");
  relation->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  if (!_cm_attribute_is (attributes, NULL, "TargetMode", "External"))
    relation->target = resolve_target (reading->folder, target);
  g_ptr_array_add (reading->relations, relation);
}

static void
end_nothing_cb (gpointer data, const char *ns, const char *name, guint depth)
{
}

/* (transfer full): of Relation; those of the package itself for "". */
static GPtrArray *
read_relations (CmZip *zip, const char *part, GError **error)
{
  static const CmPartFuncs funcs = { start_relation_cb, end_nothing_cb, NULL };
  const char *slash = strrchr (part, '/');
  const char *base = slash != NULL ? slash + 1 : part;
  g_autofree char *folder = g_strndup (part, (gsize) (base - part));
  g_autofree char *name = g_strconcat (folder, "_rels/", base, ".rels", NULL);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) free_relation);
  RelationReading reading = { .folder = folder, .relations = relations };
  g_autoptr (CmPart) xml = NULL;

  if (!_cm_zip_has (zip, name))
    return g_steal_pointer (&relations);
  xml = _cm_part_open (zip, name, &funcs, &reading, error);
  if (xml == NULL || !_cm_part_run (xml, error))
    return NULL;
  return g_steal_pointer (&relations);
}

static const Relation *
find_relation (const GPtrArray *relations, const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = relations->pdata[i];

      if (strcmp (relation->type, type) == 0 && relation->target != NULL)
        return relation;
    }
  return NULL;
}

static const Relation *
find_relation_by_id (const GPtrArray *relations, const char *id)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = relations->pdata[i];

      if (g_strcmp0 (relation->id, id) == 0)
        return relation;
    }
  return NULL;
}

/* --- the workbook ----------------------------------------------------------------------------- */

/* A sheet may also be a chart or a dialog, in which there are no rows. */
static void
add_sheet (BookReading *reading, const CmAttributes *attributes)
{
  g_autofree char *id = _cm_attribute_dup (attributes, "/relationships", "id");
  g_autofree char *name = _cm_attribute_dup (attributes, NULL, "name");
  const Relation *relation = id != NULL ? find_relation_by_id (reading->relations, id) : NULL;
  CmSheetEntry *entry;

  if (name == NULL || *name == '\0' || reading->entries->len > CM_WORKBOOK_SHEETS_MAX)
    return;
  if (relation != NULL && strcmp (relation->type, "worksheet") != 0)
    return;
  entry = g_new0 (CmSheetEntry, 1);
  entry->name = g_steal_pointer (&name);
  entry->part = g_strdup (relation != NULL && relation->target != NULL ? relation->target : "");
  entry->hidden = _cm_attribute_is (attributes, NULL, "state", "hidden") ||
                  _cm_attribute_is (attributes, NULL, "state", "veryHidden");
  g_ptr_array_add (reading->entries, entry);
}

static void
start_book_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  BookReading *reading = data;

  if (depth == 2 && strcmp (name, "workbookPr") == 0)
    reading->book.from_1904 = _cm_attribute_flag (attributes, NULL, "date1904");
  else if (depth == 3 && strcmp (name, "sheet") == 0)
    add_sheet (reading, attributes);
}

/* NULL if the archive says that it is something else. */
static char *
find_book (CmZip *zip, GError **error)
{
  const CmSheet *sheet = _cm_zip_get_sheet (zip);
  g_autoptr (GPtrArray) relations = read_relations (zip, "", error);
  const Relation *relation;
  const char *name = WORKBOOK;

  if (relations == NULL)
    return NULL;
  relation = find_relation (relations, "officeDocument");
  if (relation != NULL)
    name = relation->target;
  if (g_str_has_suffix (name, ".bin"))
    _cm_sheet_fail (
        sheet,
        error,
        CM_SHEET_ERROR_FORMAT,
        _ ("it is a binary Excel workbook (.xlsb); open it in a spreadsheet program and "
           "save it as .xlsx or as CSV"));
  else if (g_str_has_prefix (name, "word/") || g_str_has_prefix (name, "ppt/"))
    _cm_sheet_fail (sheet,
                    error,
                    CM_SHEET_ERROR_FORMAT,
                    _ ("it is a text document or a presentation, not a workbook; save the table in "
                       "it as CSV"));
  else
    return g_strdup (name);
  return NULL;
}

static char *
copy_target (const GPtrArray *relations, const char *type)
{
  const Relation *relation = find_relation (relations, type);

  return relation != NULL ? g_strdup (relation->target) : NULL;
}

static void
clear_reading (BookReading *reading)
{
  g_clear_pointer (&reading->relations, g_ptr_array_unref);
  g_clear_pointer (&reading->entries, g_ptr_array_unref);
  g_free (reading->book.strings);
  g_free (reading->book.styles);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BookReading, clear_reading)

static gboolean
read_book (CmZip *zip, BookReading *reading, GError **error)
{
  static const CmPartFuncs funcs = { start_book_cb, end_nothing_cb, NULL };
  g_autofree char *name = find_book (zip, error);
  g_autoptr (CmPart) part = NULL;

  if (name == NULL)
    return FALSE;
  reading->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) _cm_sheet_entry_free);
  reading->relations = read_relations (zip, name, error);
  if (reading->relations == NULL)
    return FALSE;
  part = _cm_part_open (zip, name, &funcs, reading, error);
  if (part == NULL || !_cm_part_run (part, error))
    return FALSE;
  reading->book.strings = copy_target (reading->relations, "sharedStrings");
  reading->book.styles = copy_target (reading->relations, "styles");
  return TRUE;
}

/* Macros are in a part of their own, which nothing here ever opens. */
static void
remark_macros (CmSheet *self, const BookReading *reading)
{
  if (find_relation (reading->relations, "vbaProject") != NULL)
    _cm_workbook_remark_macros (self);
}

gboolean
_cm_xlsx_open (CmSheet *self, CmZip *zip, GError **error)
{
  g_auto (BookReading) reading = { 0 };

  if (!read_book (zip, &reading, error))
    return FALSE;
  remark_macros (self, &reading);
  return _cm_workbook_set_entries (self, reading.entries, error);
}

gboolean
_cm_xlsx_read (CmSheet *self, CmZip *zip, const CmRowSink *sink, GError **error)
{
  g_auto (BookReading) reading = { 0 };

  if (!read_book (zip, &reading, error))
    return FALSE;
  if (*(const char *) g_ptr_array_index (self->parts, self->chosen) == '\0')
    return _cm_sheet_fail (self,
                           error,
                           CM_SHEET_ERROR_FORMAT,
                           /* Translators: the name of a sheet. */
                           _ ("the sheet “%s” is not in the file itself but linked; open it in a "
                              "spreadsheet program and copy the sheet into it"),
                           self->names[self->chosen]);
  if (!_cm_xlsx_read_sheet (self, zip, &reading.book, sink, error))
    return FALSE;
  remark_macros (self, &reading);
  return TRUE;
}
