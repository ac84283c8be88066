/* cm-template.c - patterns of documents: what stands in them, and what to write there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-template-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-docbook-private.h"
#include "cm-plain-private.h"
#include "cm-table.h"

static const struct
{
  const char *word; /* in the XML */
  CmTemplateKind kind;
  guint types; /* of the fields of a portfolio that it fits: 1 << CmFieldType */
} kinds[] = {
  { "line",
    CM_TEMPLATE_LINE,
    1u << CM_FIELD_TEXT | 1u << CM_FIELD_REFERENCE | 1u << CM_FIELD_YEAR },
  { "text", CM_TEMPLATE_TEXT, 1u << CM_FIELD_LONG_TEXT | 1u << CM_FIELD_TEXT },
  { "date", CM_TEMPLATE_DATE, 1u << CM_FIELD_DATE },
  { "number", CM_TEMPLATE_NUMBER, 1u << CM_FIELD_INTEGER | 1u << CM_FIELD_DECIMAL },
  { "money", CM_TEMPLATE_MONEY, 1u << CM_FIELD_MONEY },
  { "choice", CM_TEMPLATE_CHOICE, 1u << CM_FIELD_CHOICE | 1u << CM_FIELD_FLAG },
  { "rows", CM_TEMPLATE_ROWS, 0 },
};

/* --- memory ----------------------------------------------------------------------------------- */

static void
free_choice (gpointer data)
{
  CmTemplateChoice *choice = data;

  g_free (choice->text);
  g_free (choice->value);
  g_free (choice);
}

static void
free_column (gpointer data)
{
  CmTemplateColumn *column = data;

  g_free (column->title);
  g_free (column->field);
  g_free (column);
}

static void
free_field (gpointer data)
{
  CmTemplateField *field = data;

  g_free (field->id);
  g_free (field->title);
  g_free (field->guidance);
  g_free (field->table);
  g_free (field->field);
  g_free (field->where);
  g_strfreev (field->among);
  g_ptr_array_unref (field->choices);
  g_ptr_array_unref (field->columns);
  g_free (field);
}

static void
free_part (gpointer data)
{
  CmTemplatePart *part = data;

  g_free (part->id);
  g_free (part->title);
  g_free (part->guidance);
  g_ptr_array_unref (part->fields);
  g_free (part);
}

static void
free_group (gpointer data)
{
  CmTemplateGroup *group = data;

  g_free (group->group);
  g_free (group->text);
  g_free (group);
}

void
cm_template_free (CmTemplate *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->purpose);
  g_free (self->when);
  g_free (self->length);
  g_free (self->advice);
  g_free (self->table);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->writers);
  g_ptr_array_unref (self->readers);
  g_ptr_array_unref (self->seen);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* --- checking --------------------------------------------------------------------------------- */

typedef struct
{
  const CmXmlNames *names;
  const CmTable *table; /* that a document is a record of, or NULL */
  GPtrArray *faults;
} Checker;

/* Takes the message. */
static void
report (Checker *checker, const xmlNode *node, char *message)
{
  _cm_xml_report (checker->faults, checker->names, node, message);
}

static guint
find_kind (const xmlNode *field)
{
  g_autofree char *word = _cm_xml_attribute (field, "kind", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].word, word) == 0)
      return i;
  g_return_val_if_reached (0);
}

/* The table of the portfolio that an element names, or NULL. */
static const CmTable *
check_table (Checker *checker, const xmlNode *node)
{
  g_autofree char *name = _cm_xml_attribute (node, "table", NULL);
  const CmTable *table = name != NULL ? cm_table_find (name) : NULL;

  if (name != NULL && table == NULL)
    report (checker, node, g_strdup_printf (_ ("a portfolio has no table “%s”"), name));
  return table;
}

/* The field of that table that an element names, or NULL. */
static const CmField *
check_stored (Checker *checker, const xmlNode *node, const CmTable *table)
{
  g_autofree char *name = _cm_xml_attribute (node, "field", NULL);
  const CmField *field = name != NULL && table != NULL ? cm_table_field (table, name) : NULL;

  if (name == NULL || field != NULL)
    return field;
  if (table == NULL)
    report (checker,
            node,
            g_strdup_printf (_ ("say of which table “%s” is a field (table=\"…\")"), name));
  else
    report (checker,
            node,
            /* translators: %1$s is the name of a table, %2$s that of a field */
            g_strdup_printf (_ ("the table “%1$s” has no field “%2$s”"), table->name, name));
  return NULL;
}

static void
check_choices (Checker *checker, const xmlNode *node, const CmField *stored)
{
  for (const xmlNode *choice = _cm_plain_first (node, "choice"); choice != NULL;
       choice = _cm_plain_next (choice, "choice"))
    {
      g_autofree char *value = _cm_xml_attribute (choice, "value", NULL);

      if (value != NULL && stored != NULL && stored->type == CM_FIELD_CHOICE &&
          cm_field_choice_label (stored, value) == NULL)
        report (checker,
                choice,
                g_strdup_printf (_ ("the field “%1$s” has no choice “%2$s”"), stored->name, value));
    }
}

/* Only what is chosen from has choices, and only rows have columns and a table. */
static void
check_contents (Checker *checker, const xmlNode *node, CmTemplateKind kind)
{
  const xmlNode *choice = _cm_plain_first (node, "choice");
  const xmlNode *column = _cm_plain_first (node, "column");
  g_autofree char *table = _cm_xml_attribute (node, "table", NULL);

  if (kind == CM_TEMPLATE_CHOICE && (choice == NULL || _cm_plain_next (choice, "choice") == NULL))
    report (checker, node, g_strdup (_ ("a choice needs at least two <choice>")));
  if (kind != CM_TEMPLATE_CHOICE && choice != NULL)
    report (checker, choice, g_strdup (_ ("only a field with kind=\"choice\" has choices")));
  if (kind == CM_TEMPLATE_ROWS && column == NULL)
    report (checker, node, g_strdup (_ ("rows need at least one <column>")));
  if (kind != CM_TEMPLATE_ROWS && (column != NULL || table != NULL))
    report (checker,
            column != NULL ? column : node,
            g_strdup (_ ("only a field with kind=\"rows\" has columns and a table")));
}

/* (transfer full): "kind=idea solution" as the name of the field and the choices; NULL if there is
 * nothing of the sort. */
static char *
read_where (const xmlNode *node, char ***among)
{
  g_autofree char *text = _cm_xml_attribute (node, "where", NULL);
  const char *at = text != NULL ? strchr (text, '=') : NULL;

  if (at == NULL)
    return NULL;
  *among = g_strsplit (at + 1, " ", -1);
  return g_strndup (text, (gsize) (at - text));
}

/* Only of rows that are records, and only by a choice of these. */
static void
check_where (Checker *checker, const xmlNode *node, const CmTable *rows)
{
  g_auto (GStrv) among = NULL;
  g_autofree char *name = read_where (node, &among);
  const CmField *field = name != NULL && rows != NULL ? cm_table_field (rows, name) : NULL;

  if (name == NULL)
    return;
  if (field == NULL || field->type != CM_FIELD_CHOICE)
    {
      report (
          checker,
          node,
          g_strdup_printf (_ ("where=\"…\" wants a choice of the table of the rows, and “%s” is "
                              "none"),
                           name));
      return;
    }
  for (guint i = 0; among[i] != NULL; i++)
    if (cm_field_choice_label (field, among[i]) == NULL)
      report (checker,
              node,
              g_strdup_printf (_ ("the field “%1$s” has no choice “%2$s”"), name, among[i]));
}

static void
check_field (Checker *checker, const xmlNode *node)
{
  guint kind = find_kind (node);
  gboolean has_rows = kinds[kind].kind == CM_TEMPLATE_ROWS;
  const CmTable *rows = check_table (checker, node);
  const CmField *stored = check_stored (checker, node, checker->table);

  check_contents (checker, node, kinds[kind].kind);
  check_where (checker, node, rows);
  if (stored != NULL && (kinds[kind].types & (1u << stored->type)) == 0)
    report (checker,
            node,
            /* translators: %1$s is the name of a field, %2$s a word for its type, %3$s one for the
             * kind that was given */
            g_strdup_printf (_ ("“%1$s” is kept as %2$s, which kind=\"%3$s\" does not fit"),
                             stored->name,
                             cm_field_type_name (stored->type),
                             kinds[kind].word));
  check_choices (checker, node, stored);
  for (const xmlNode *column = has_rows ? _cm_plain_first (node, "column") : NULL; column != NULL;
       column = _cm_plain_next (column, "column"))
    check_stored (checker, column, rows);
}

static void
check_parts (xmlDoc *xml, const CmXmlNames *names, GPtrArray *faults)
{
  const xmlNode *root = xmlDocGetRootElement (xml);
  Checker checker = { .names = names, .faults = faults };

  checker.table = check_table (&checker, root);
  for (const xmlNode *part = _cm_plain_first (root, "part"); part != NULL;
       part = _cm_plain_next (part, "part"))
    for (const xmlNode *field = _cm_plain_first (part, "field"); field != NULL;
         field = _cm_plain_next (field, "field"))
      check_field (&checker, field);
}

/* --- reading ---------------------------------------------------------------------------------- */

static GPtrArray *
read_choices (const xmlNode *node)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (free_choice);

  for (const xmlNode *child = _cm_plain_first (node, "choice"); child != NULL;
       child = _cm_plain_next (child, "choice"))
    {
      CmTemplateChoice *choice = g_new0 (CmTemplateChoice, 1);

      choice->text = _cm_docbook_text (child);
      choice->value = _cm_xml_attribute (child, "value", NULL);
      g_ptr_array_add (choices, choice);
    }
  return choices;
}

static GPtrArray *
read_columns (const xmlNode *node)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (free_column);

  for (const xmlNode *child = _cm_plain_first (node, "column"); child != NULL;
       child = _cm_plain_next (child, "column"))
    {
      CmTemplateColumn *column = g_new0 (CmTemplateColumn, 1);

      column->title = _cm_docbook_text (child);
      column->field = _cm_xml_attribute (child, "field", NULL);
      g_ptr_array_add (columns, column);
    }
  return columns;
}

static CmTemplateField *
read_field (const xmlNode *node)
{
  CmTemplateField *field = g_new0 (CmTemplateField, 1);
  g_autofree char *optional = _cm_xml_attribute (node, "optional", NULL);

  field->id = _cm_docbook_id (node);
  field->title = _cm_xml_attribute (node, "title", NULL);
  field->guidance = _cm_plain_text (node, "guidance");
  field->kind = kinds[find_kind (node)].kind;
  field->origin = _cm_plain_origin (node);
  field->optional = g_strcmp0 (optional, "true") == 0;
  field->table = _cm_xml_attribute (node, "table", NULL);
  field->field = _cm_xml_attribute (node, "field", NULL);
  field->where = read_where (node, &field->among);
  field->choices = read_choices (node);
  field->columns = read_columns (node);
  return field;
}

static CmTemplatePart *
read_part (const xmlNode *node)
{
  CmTemplatePart *part = g_new0 (CmTemplatePart, 1);

  part->id = _cm_docbook_id (node);
  part->title = _cm_xml_attribute (node, "title", NULL);
  part->guidance = _cm_plain_text (node, "guidance");
  part->origin = _cm_plain_origin (node);
  part->fields = g_ptr_array_new_with_free_func (free_field);
  for (const xmlNode *child = _cm_plain_first (node, "field"); child != NULL;
       child = _cm_plain_next (child, "field"))
    g_ptr_array_add (part->fields, read_field (child));
  return part;
}

static GPtrArray *
read_groups (const xmlNode *node, const char *name)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (free_group);

  for (const xmlNode *child = _cm_plain_first (node, name); child != NULL;
       child = _cm_plain_next (child, name))
    {
      CmTemplateGroup *group = g_new0 (CmTemplateGroup, 1);

      group->group = _cm_xml_attribute (child, "group", NULL);
      group->text = _cm_docbook_text (child);
      g_ptr_array_add (groups, group);
    }
  return groups;
}

static GPtrArray *
read_steps (const xmlNode *node)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = _cm_plain_first (node, "step"); child != NULL;
       child = _cm_plain_next (child, "step"))
    g_ptr_array_add (steps, _cm_xml_attribute (child, "ref", NULL));
  return steps;
}

static CmTemplate *
read_template (xmlDoc *xml)
{
  const xmlNode *root = xmlDocGetRootElement (xml), *info = _cm_plain_first (root, "info");
  CmTemplate *self = g_new0 (CmTemplate, 1);

  self->id = _cm_docbook_id (root);
  self->title = _cm_plain_text (info, "title");
  self->purpose = _cm_plain_text (info, "purpose");
  self->when = _cm_plain_text (info, "when");
  self->length = _cm_plain_text (info, "length");
  self->advice = _cm_plain_text (info, "advice");
  self->table = _cm_xml_attribute (root, "table", NULL);
  self->sources = _cm_plain_sources (info);
  self->steps = read_steps (info);
  self->writers = read_groups (info, "writer");
  self->readers = read_groups (info, "reader");
  self->seen = _cm_plain_seen (info);
  self->parts = g_ptr_array_new_with_free_func (free_part);
  self->own = _cm_xml_is_own (root);
  for (const xmlNode *child = _cm_plain_first (root, "part"); child != NULL;
       child = _cm_plain_next (child, "part"))
    g_ptr_array_add (self->parts, read_part (child));
  return self;
}

CmTemplate *
_cm_template_read (xmlDoc *xml, const CmXmlNames *names, CmManual *manual, GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = cm_faults_new ();

  _cm_plain_check (xml, names, manual, found);
  check_parts (xml, names, found);
  return cm_faults_move (faults, found) == 0 ? read_template (xml) : NULL;
}
