/* cm-table-words.c - what an exported table is, in words: the sheet of definitions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-table-words.h"

#include <glib/gi18n.h>

static char *
get_partnership (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);

  return g_strdup (partnership != NULL ? cm_record_get_title (partnership) : "");
}

char *
cm_table_words_title (CmStore *store, const CmTable *table)
{
  g_autofree char *partnership = get_partnership (store);

  if (*partnership == '\0')
    return g_strdup (_ (table->plural));
  /* translators: %1$s is the heading of a table, as in “Activities”, %2$s the name of a partnership
   */
  return g_strdup_printf (_ ("%1$s – %2$s"), _ (table->plural), partnership);
}

/* Whether a field that can be read in has the same label: an earlier one, or any. */
static gboolean
is_shared (const CmTable *table, const CmField *field, gboolean earlier)
{
  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *other = &table->fields[i];
      const gboolean self = g_str_equal (other->name, field->name);

      if (self && earlier)
        return FALSE;
      if (!self && !cm_field_is_derived (other) &&
          g_utf8_collate (_ (other->label), _ (field->label)) == 0)
        return TRUE;
    }
  return FALSE;
}

char *
cm_table_words_heading (const CmTable *table, const CmField *field)
{
  char *words;

  if (!is_shared (table, field, !cm_field_is_derived (field)))
    return g_strdup (cm_field_label (field));
  if (cm_field_is_derived (field))
    /* translators: %s is the heading of a column that the program works out, as in “Cost”, where
     * another column is called so too */
    return g_strdup_printf (_ ("%s (worked out)"), cm_field_label (field));
  words = g_strdelimit (g_strdup (field->name), "_", ' ');
  words[0] = g_ascii_toupper (words[0]);
  return words;
}

/* --- columns ---------------------------------------------------------------------------------- */

static char *
describe_type (const CmField *field)
{
  switch (field->type)
    {
    case CM_FIELD_LONG_TEXT:
      return g_strdup (_ ("Long text"));
    case CM_FIELD_INTEGER:
      return g_strdup (_ ("Whole number"));
    case CM_FIELD_DECIMAL:
      return g_strdup (_ ("Number"));
    case CM_FIELD_MONEY:
      return g_strdup (_ ("Money in pounds"));
    case CM_FIELD_DATE:
      return g_strdup (_ ("Date"));
    case CM_FIELD_YEAR:
      return g_strdup (_ ("Financial year"));
    case CM_FIELD_CHOICE:
      return g_strdup (_ ("One of the choices"));
    case CM_FIELD_REFERENCE:
      /* translators: %s is the heading of a table, as in “Organisations” */
      return g_strdup_printf (_ ("A name from “%s”"),
                              _ (cm_table_find (field->references)->plural));
    case CM_FIELD_FLAG:
      return g_strdup (_ ("Yes or no"));
    case CM_FIELD_TEXT:
    default:
      return g_strdup (_ ("Text"));
    }
}

static char *
describe_kind (const CmField *field)
{
  g_autofree char *type = describe_type (field);

  if (cm_field_is_derived (field))
    /* translators: %s is what a column holds, as in “Money in pounds” */
    return g_strdup_printf (_ ("%s, worked out by the program"), type);
  if ((field->flags & CM_FIELD_REQUIRED) != 0)
    /* translators: %s is what a column holds, as in “Financial year” */
    return g_strdup_printf (_ ("%s, never empty"), type);
  return g_steal_pointer (&type);
}

static char *
list_choices (const CmField *field)
{
  GString *out = g_string_new (NULL);

  for (const CmChoice *c = field->choices; c != NULL && c->name != NULL; c++)
    g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", _ (c->label));
  return g_string_free (out, FALSE);
}

static void
add_column (CmWorkbook *book, const CmTable *table, const CmField *field)
{
  g_autofree char *heading = cm_table_words_heading (table, field);
  g_autofree char *kind = describe_kind (field);
  g_autofree char *choices = list_choices (field);
  const char *help = field->help != NULL && *field->help != '\0' ? _ (field->help) : "";
  const char *const cells[] = { heading, help, kind, choices };

  cm_workbook_add_note_row (book, FALSE, cells, G_N_ELEMENTS (cells));
}

static void
add_columns (CmWorkbook *book, const CmTable *table, const CmField *const *fields, guint n_fields)
{
  const char *const headings[] = {
    _ ("Column"), _ ("What it means"), _ ("What it holds"), _ ("Choices")
  };

  cm_workbook_add_note_row (book, TRUE, headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < n_fields; i++)
    add_column (book, table, fields[i]);
}

/* --- what it is ------------------------------------------------------------------------------- */

static void
add_note (CmWorkbook *book, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    cm_workbook_add_note (book, name, text);
}

static gboolean
has_type (const CmField *const *fields, guint n_fields, CmFieldType type)
{
  for (guint i = 0; i < n_fields; i++)
    if (fields[i]->type == type)
      return TRUE;
  return FALSE;
}

/* Whether these are all records of the table is counted, not concluded from what is said. */
static char *
describe_rows (CmStore *store, const CmTable *table, guint n_rows)
{
  g_autoptr (CmQuery) query = cm_query_new (table->name);
  const guint all = cm_store_count (store, query);

  if (n_rows == all)
    /* translators: %u is the number of rows of a table */
    return g_strdup_printf (ngettext ("%u row: all there are", "%u rows: all there are", all), all);
  /* translators: %1$u of the %2$u rows of a table are in the file */
  return g_strdup_printf (ngettext ("%1$u of %2$u row", "%1$u of %2$u rows", all), n_rows, all);
}

static void
add_rows (CmWorkbook *book,
          CmStore *store,
          const CmTable *table,
          const CmExportWords *words,
          guint n_rows)
{
  const CmExportWords none = { NULL };
  const CmExportWords *shown = words != NULL ? words : &none;
  g_autofree char *rows = describe_rows (store, table, n_rows);

  cm_workbook_add_note (book, _ ("Rows"), rows);
  add_note (book, _ ("Part of the portfolio"), shown->scope);
  add_note (book, _ ("Only"), shown->only);
  add_note (book, _ ("With the words"), shown->words);
  add_note (book, _ ("In the order of"), shown->order);
}

void
cm_table_words_write (CmWorkbook *book,
                      CmStore *store,
                      const CmTable *table,
                      const CmField *const *fields,
                      guint n_fields,
                      const CmExportWords *words,
                      guint n_rows)
{
  g_autofree char *partnership = get_partnership (store);
  g_autofree char *today = cm_date_today ();
  g_autofree char *date = cm_date_format (today);

  cm_workbook_add_notes (book, _ ("Definitions"), _ (table->plural));
  add_note (book, _ ("Portfolio"), partnership);
  add_note (
      book, _ ("What it is"), table->help != NULL && *table->help != '\0' ? _ (table->help) : NULL);
  add_rows (book, store, table, words, n_rows);
  add_note (book, _ ("Taken out on"), date);
  if (has_type (fields, n_fields, CM_FIELD_MONEY))
    add_note (book, _ ("Money"), _ ("In pounds; what is less than nothing is red, with a minus."));
  if (has_type (fields, n_fields, CM_FIELD_YEAR))
    add_note (book,
              _ ("Years"),
              _ ("Financial years, each from 1 April: 2010/11 ends on 31 March 2011."));
  add_columns (book, table, fields, n_fields);
}
