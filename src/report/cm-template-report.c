/* cm-template-report.c - a template as a document: to be read, to be filled in, or filled in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-template-report.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-maker.h"
#include "cm-feedback.h"

#define BLANK_ROWS 4 /* of a table in a blank form */

#define BOX "☐ "
#define TICKED "☒ "

/* What a document is being made from. */
typedef struct
{
  const CmTemplate *template;
  CmManual *manual;
  CmTemplateForm form;
  CmStore *store;       /* when it is filled in, else NULL */
  CmRecord *record;     /* or NULL */
  guint n_fields;       /* so far, but for those that may be left out and are */
  guint n_filled;       /* of them */
  CmBlock *short_table; /* of the short fields that are being gathered, or NULL */
} Maker;

/* --- what can fill it in ---------------------------------------------------------------------- */

/* The reference of rows of one table to a record of the other, its owner first; or NULL. */
static const CmField *
find_reference (const CmTable *rows, const CmTable *table)
{
  const CmField *owner = cm_table_owner (rows);

  if (owner != NULL && strcmp (owner->references, table->name) == 0)
    return owner;
  for (guint i = 0; i < rows->n_fields; i++)
    if (rows->fields[i].type == CM_FIELD_REFERENCE &&
        strcmp (rows->fields[i].references, table->name) == 0)
      return &rows->fields[i];
  return NULL;
}

static const CmField *
get_owner (const CmTable *rows)
{
  const CmField *owner = cm_table_owner (rows);

  for (guint i = 0; i < rows->n_fields && owner == NULL; i++)
    if (rows->fields[i].type == CM_FIELD_REFERENCE)
      owner = &rows->fields[i];
  return owner;
}

CmTemplateOrigin
cm_template_get_origin (const CmTemplate *self, const CmTable **table)
{
  const CmTable *found = self->table != NULL ? cm_table_find (self->table) : NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const CmTemplatePart *part = g_ptr_array_index (self->parts, i);

      for (guint j = 0; j < part->fields->len; j++)
        {
          const CmTemplateField *field = g_ptr_array_index (part->fields, j);
          const CmTable *rows = field->table != NULL ? cm_table_find (field->table) : NULL;
          const CmField *owner = rows != NULL ? get_owner (rows) : NULL;

          any = any || rows != NULL;
          if (found == NULL && owner != NULL)
            found = cm_table_find (owner->references);
        }
    }
  if (table != NULL)
    *table = found;
  if (found != NULL)
    return CM_TEMPLATE_FROM_RECORD;
  return any ? CM_TEMPLATE_FROM_PORTFOLIO : CM_TEMPLATE_FROM_NOTHING;
}

GPtrArray *
cm_template_list_records (const CmTemplate *self, CmStore *store)
{
  const CmTable *table;
  g_autoptr (CmQuery) query = NULL;

  if (cm_template_get_origin (self, &table) != CM_TEMPLATE_FROM_RECORD)
    return g_ptr_array_new_with_free_func (g_object_unref);
  query = cm_query_new (table->name);
  return cm_store_list (store, query);
}

char *
cm_template_name_record (CmStore *store, CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);
  const CmField *owner = cm_table_owner (table);
  const CmField *order = cm_table_field (table, table->order);
  g_autofree char *title = g_strdup (cm_record_get_title (record));
  g_autofree char *place = NULL;

  if (*title == '\0' && owner != NULL)
    {
      g_free (title);
      title =
          cm_store_get_title (store, owner->references, cm_record_get_text (record, owner->name));
    }
  if (order == NULL || (order->type != CM_FIELD_DATE && order->type != CM_FIELD_INTEGER) ||
      strcmp (order->name, "rank") == 0)
    return g_steal_pointer (&title);
  place = cm_store_format (store, record, order);
  return *place != '\0' ? g_strdup_printf ("%s · %s", title, place) : g_steal_pointer (&title);
}

/* --- small pieces ----------------------------------------------------------------------------- */

static CmBlock *
append_block (CmBlock *parent, CmBlockKind kind, const char *text)
{
  CmBlock *block = cm_block_new (kind, 0);

  if (text != NULL)
    cm_block_add_inline (block, text, -1, 0);
  cm_block_append (parent, block);
  return block;
}

static CmBlock *
append_styled (CmBlock *parent, CmBlockKind kind, const char *text, CmInlineFlags flags)
{
  CmBlock *block = append_block (parent, kind, NULL);

  cm_block_add_inline (block, text, -1, flags);
  return block;
}

static void
append_small (CmBlock *parent, const char *text)
{
  if (text != NULL)
    append_styled (parent, CM_BLOCK_PARA, text, CM_INLINE_SMALL);
}

/* A run that leads to a place of the manual, if that is there. */
static void
add_link (Maker *maker, CmBlock *block, const char *text, const char *id)
{
  CmInline *run = cm_block_add_inline (block, text, -1, 0);

  if (id != NULL && cm_document_find (cm_manual_get_document (maker->manual), id) != NULL)
    run->link = g_strconcat ("#", id, NULL);
}

static CmBlock *
append_form (CmBlock *parent)
{
  CmBlock *table = append_block (parent, CM_BLOCK_TABLE, NULL);

  table->role = g_strdup ("form");
  return table;
}

static void
append_blank_row (CmBlock *table, guint n_cells, const char *role)
{
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  row->role = g_strdup (role);
  for (guint i = 0; i < n_cells; i++)
    append_block (row, CM_BLOCK_CELL, NULL);
}

static void
append_head (CmBlock *table, const CmTemplateField *field)
{
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  row->head = TRUE;
  for (guint i = 0; i < field->columns->len; i++)
    {
      const CmTemplateColumn *column = g_ptr_array_index (field->columns, i);

      append_block (row, CM_BLOCK_CELL, column->title)->head = TRUE;
    }
}

/* --- to be read ------------------------------------------------------------------------------- */

static const char *
name_kind (CmTemplateKind kind)
{
  static const char *const names[] = {
    [CM_TEMPLATE_LINE] = N_ ("a few words"),     [CM_TEMPLATE_TEXT] = N_ ("text"),
    [CM_TEMPLATE_DATE] = N_ ("a date"),          [CM_TEMPLATE_NUMBER] = N_ ("a number"),
    [CM_TEMPLATE_MONEY] = N_ ("a sum of money"), [CM_TEMPLATE_CHOICE] = N_ ("one of these"),
    [CM_TEMPLATE_ROWS] = N_ ("a table"),
  };

  return _ (names[kind]);
}

static char *
describe_field (const CmTemplateField *field)
{
  return g_strdup_printf ("%s · %s%s%s",
                          name_kind (field->kind),
                          field->origin == CM_ORIGIN_SOURCE ? _ ("as the sources have it")
                                                            : _ ("our advice"),
                          field->optional ? " · " : "",
                          field->optional ? _ ("may be left out") : "");
}

static void
append_fact (CmBlock *list, const char *name, const char *text)
{
  if (text != NULL)
    append_block (append_block (list, CM_BLOCK_TERM, name), CM_BLOCK_PARA, text);
}

static void
append_groups (Maker *maker, CmBlock *list, const char *name, const GPtrArray *groups)
{
  CmBlock *term, *bullets;

  if (groups->len == 0)
    return;
  term = append_block (list, CM_BLOCK_TERM, name);
  bullets = append_block (term, CM_BLOCK_BULLETS, NULL);
  for (guint i = 0; i < groups->len; i++)
    {
      const CmTemplateGroup *group = g_ptr_array_index (groups, i);
      CmBlock *para =
          append_block (append_block (bullets, CM_BLOCK_ITEM, NULL), CM_BLOCK_PARA, NULL);
      g_autofree char *id = g_strconcat ("role-", group->group, NULL);

      add_link (maker, para, cm_manual_get_group_name (maker->manual, group->group), id);
      cm_block_add_inline (para, ": ", -1, 0);
      cm_block_add_inline (para, group->text, -1, 0);
    }
}

static void
append_steps (Maker *maker, CmBlock *list)
{
  CmBlock *para =
      append_block (append_block (list, CM_BLOCK_TERM, _ ("Belongs to")), CM_BLOCK_PARA, NULL);

  for (guint i = 0; i < maker->template->steps->len; i++)
    {
      const char *id = g_ptr_array_index (maker->template->steps, i);
      const CmManualStep *step = cm_manual_find_step (maker->manual, id);
      g_autofree char *way =
          step != NULL ? g_strdup_printf ("%s › %s",
                                          cm_manual_get_stage (maker->manual, step->stage)->title,
                                          step->title)
                       : g_strdup (id);

      if (i > 0)
        cm_block_add_inline (para, " · ", -1, 0);
      add_link (maker, para, way, step != NULL ? step->block->id : NULL);
    }
}

static void
append_seen (Maker *maker, CmBlock *list)
{
  CmDocument *manual = cm_manual_get_document (maker->manual);
  const GPtrArray *seen = maker->template->seen;
  CmBlock *bullets;

  if (seen->len == 0)
    return;
  bullets = append_block (
      append_block (list, CM_BLOCK_TERM, _ ("The manual helps")), CM_BLOCK_BULLETS, NULL);
  for (guint i = 0; i < seen->len; i++)
    {
      const CmManualSeen *place = g_ptr_array_index (seen, i);
      const CmBlock *block = cm_document_find (manual, place->target);
      g_autofree char *title = block != NULL ? cm_block_get_text (block) : g_strdup (place->target);
      CmBlock *para =
          append_block (append_block (bullets, CM_BLOCK_ITEM, NULL), CM_BLOCK_PARA, NULL);

      add_link (maker, para, title, place->target);
      cm_block_add_inline (para, ": ", -1, 0);
      cm_block_add_inline (para, place->text, -1, 0);
    }
}

static void
append_about (Maker *maker, CmBlock *chapter)
{
  const CmTemplate *self = maker->template;
  CmBlock *list;

  append_block (chapter, CM_BLOCK_PARA, self->purpose);
  list = append_block (chapter, CM_BLOCK_DEFINITIONS, NULL);
  append_fact (list, _ ("When"), self->when);
  append_fact (list, _ ("Length"), self->length);
  append_groups (maker, list, _ ("Who writes it"), self->writers);
  append_groups (maker, list, _ ("For whom"), self->readers);
  append_steps (maker, list);
  append_seen (maker, list);
}

static void
append_look (CmBlock *term, const CmTemplateField *field)
{
  CmBlock *table;

  for (guint i = 0; i < field->choices->len; i++)
    {
      const CmTemplateChoice *choice = g_ptr_array_index (field->choices, i);
      g_autofree char *text = g_strconcat (BOX, choice->text, NULL);

      append_block (term, CM_BLOCK_PARA, text);
    }
  if (field->columns->len == 0)
    return;
  table = append_form (term);
  append_head (table, field);
  append_blank_row (table, field->columns->len, NULL);
}

static void
read_part (Maker *maker, CmBlock *section, const CmTemplatePart *part)
{
  CmBlock *list;

  if (part->guidance != NULL)
    append_block (section, CM_BLOCK_PARA, part->guidance);
  list = append_block (section, CM_BLOCK_DEFINITIONS, NULL);
  for (guint i = 0; i < part->fields->len; i++)
    {
      const CmTemplateField *field = g_ptr_array_index (part->fields, i);
      CmBlock *term = append_block (list, CM_BLOCK_TERM, field->title);
      g_autofree char *kind = describe_field (field);

      term->id = g_strdup (field->id);
      cm_block_add_inline (term, "  ", -1, 0);
      cm_block_add_inline (term, kind, -1, CM_INLINE_SMALL);
      append_block (term, CM_BLOCK_PARA, field->guidance);
      append_look (term, field);
    }
}

static void
append_origin (Maker *maker, CmBlock *chapter)
{
  const CmTemplate *self = maker->template;
  CmBlock *section = append_block (chapter, CM_BLOCK_SECTION, _ ("Where it is from"));
  CmBlock *list;

  if (self->sources->len > 0)
    {
      list = append_block (section, CM_BLOCK_BULLETS, NULL);
      for (guint i = 0; i < self->sources->len; i++)
        {
          const CmSource *source = g_ptr_array_index (self->sources, i);
          CmBlock *para =
              append_block (append_block (list, CM_BLOCK_ITEM, NULL), CM_BLOCK_PARA, NULL);

          cm_block_add_inline (para, source->text, -1, 0)->link = g_strdup (source->link);
        }
    }
  if (self->advice != NULL)
    {
      CmBlock *note = append_block (section, CM_BLOCK_ADMONITION, _ ("What is advice"));

      note->role = g_strdup ("note");
      append_block (note, CM_BLOCK_PARA, self->advice);
    }
  if (section->children->len == 0)
    append_block (section, CM_BLOCK_PARA, _ ("No source is named: all of it is advice."));
}

/* --- values ----------------------------------------------------------------------------------- */

/* The key of a section of the manual says little. */
static char *
format_value (Maker *maker, CmRecord *record, const CmField *field)
{
  g_autofree char *text = cm_store_format (maker->store, record, field);

  if (*text != '\0' && strcmp (field->name, "section") == 0 && field->type == CM_FIELD_TEXT)
    return cm_feedback_get_section_title (maker->manual, text);
  return g_steal_pointer (&text);
}

/* (transfer full): what the record has in that field; NULL without a record or a value. */
static char *
read_value (Maker *maker, const CmTemplateField *field)
{
  const CmField *kept = maker->record != NULL && field->field != NULL
                            ? cm_table_field (cm_record_get_table (maker->record), field->field)
                            : NULL;
  char *text = kept != NULL ? format_value (maker, maker->record, kept) : NULL;

  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static gboolean
is_meant (const CmTemplateField *field, CmRecord *record)
{
  return field->where == NULL || g_strv_contains ((const char *const *) field->among,
                                                  cm_record_get_text (record, field->where));
}

/* (transfer container): the records that are its rows. */
static GPtrArray *
list_rows (Maker *maker, const CmTemplateField *field)
{
  const CmTable *rows = field->table != NULL ? cm_table_find (field->table) : NULL;
  const CmField *reference = NULL;
  g_autoptr (CmQuery) query = NULL;
  GPtrArray *records;

  if (rows != NULL && maker->record != NULL)
    reference = find_reference (rows, cm_record_get_table (maker->record));
  if (maker->store == NULL || rows == NULL || (maker->record != NULL && reference == NULL))
    return g_ptr_array_new ();
  query = cm_query_new (rows->name);
  if (reference != NULL)
    cm_query_where_text (query, reference->name, cm_record_get_id (maker->record));
  records = cm_store_list (maker->store, query);
  for (guint i = records->len; i > 0; i--)
    if (!is_meant (field, g_ptr_array_index (records, i - 1)))
      g_ptr_array_remove_index (records, i - 1);
  return records;
}

static gboolean
is_marked (CmRecord *record)
{
  return cm_table_field (cm_record_get_table (record), "illustrative") != NULL &&
         cm_record_get_number (record, "illustrative") != 0;
}

/* Itself, or as a part of something that is. */
static gboolean
is_illustrative (Maker *maker, CmRecord *record)
{
  const CmField *owner = cm_table_owner (cm_record_get_table (record));
  g_autoptr (CmRecord) whole = NULL;

  if (is_marked (record) || owner == NULL)
    return is_marked (record);
  whole = cm_store_get (maker->store, owner->references, cm_record_get_text (record, owner->name));
  return whole != NULL && is_marked (whole);
}

/* --- the form --------------------------------------------------------------------------------- */

/* What is left to be written, or NULL where that is everything. */
static const char *
get_mark (Maker *maker, const CmTemplateField *field)
{
  if (maker->form != CM_TEMPLATE_FILLED)
    return NULL;
  return field->field != NULL || field->table != NULL ? _ ("Nothing in the portfolio yet")
                                                      : _ ("Still to be written");
}

/* What stands above room to write in belongs to that, and stays with it; else it is a paragraph. */
static void
add_title (CmBlock *block, const CmTemplateField *field, gboolean with_guidance)
{
  cm_block_add_inline (block, field->title, -1, CM_INLINE_STRONG);
  if (field->optional)
    {
      cm_block_add_inline (block, "  ", -1, 0);
      cm_block_add_inline (block, _ ("may be left out"), -1, CM_INLINE_SMALL);
    }
  if (with_guidance)
    {
      g_autofree char *guidance = g_strconcat ("\n", field->guidance, NULL);

      cm_block_add_inline (block, guidance, -1, CM_INLINE_SMALL);
    }
}

static void
count (Maker *maker, gboolean filled)
{
  maker->n_fields++;
  maker->n_filled += filled ? 1 : 0;
}

/* Short fields that follow one another stand in one table. */
static void
append_short (Maker *maker, CmBlock *section, const CmTemplateField *field)
{
  g_autofree char *value = read_value (maker, field);
  const char *mark = get_mark (maker, field);
  CmBlock *row, *cell;

  if (maker->short_table == NULL)
    maker->short_table = append_form (section);
  row = append_block (maker->short_table, CM_BLOCK_ROW, NULL);
  cell = append_block (row, CM_BLOCK_CELL, NULL);
  add_title (cell, field, value == NULL);
  cell = append_block (row, CM_BLOCK_CELL, value);
  if (value == NULL && mark != NULL)
    cm_block_add_inline (cell, mark, -1, CM_INLINE_SMALL);
  count (maker, value != NULL);
}

static void
append_paragraphs (CmBlock *section, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      append_block (section, CM_BLOCK_PARA, lines[i]);
}

static void
append_text (Maker *maker, CmBlock *section, const CmTemplateField *field)
{
  g_autofree char *value = read_value (maker, field);
  const char *mark = get_mark (maker, field);
  CmBlock *table, *row;

  if (value != NULL)
    {
      add_title (append_block (section, CM_BLOCK_PARA, NULL), field, FALSE);
      append_paragraphs (section, value);
    }
  else
    {
      table = append_form (section);
      add_title (table, field, TRUE);
      append_blank_row (table, 1, "space");
      row = g_ptr_array_index (table->children, 0);
      if (mark != NULL)
        cm_block_add_inline (g_ptr_array_index (row->children, 0), mark, -1, CM_INLINE_SMALL);
    }
  count (maker, value != NULL);
}

static gboolean
is_chosen (Maker *maker, const CmTemplateField *field, const CmTemplateChoice *choice)
{
  const CmField *kept = maker->record != NULL && field->field != NULL
                            ? cm_table_field (cm_record_get_table (maker->record), field->field)
                            : NULL;
  g_autofree char *value =
      kept != NULL ? cm_value_to_file (cm_record_get (maker->record, kept->name), kept) : NULL;

  return value != NULL && *value != '\0' && g_strcmp0 (choice->value, value) == 0;
}

static void
append_choice (Maker *maker, CmBlock *section, const CmTemplateField *field)
{
  g_autofree char *value = read_value (maker, field);
  const char *mark = get_mark (maker, field);
  gboolean found = FALSE;

  add_title (append_block (section, CM_BLOCK_PARA, NULL), field, value == NULL);
  for (guint i = 0; i < field->choices->len; i++)
    {
      const CmTemplateChoice *choice = g_ptr_array_index (field->choices, i);
      gboolean chosen = is_chosen (maker, field, choice);
      g_autofree char *text = g_strconcat (chosen ? TICKED : BOX, choice->text, NULL);

      found = found || chosen;
      append_styled (section, CM_BLOCK_PARA, text, chosen ? CM_INLINE_STRONG : 0);
    }
  if (value != NULL && !found)
    {
      g_autofree char *text = g_strconcat (TICKED, value, NULL);

      append_styled (section, CM_BLOCK_PARA, text, CM_INLINE_STRONG);
    }
  if (value == NULL && mark != NULL)
    append_small (section, mark);
  count (maker, value != NULL);
}

static void
append_record (Maker *maker, CmBlock *table, const CmTemplateField *field, CmRecord *record)
{
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  for (guint i = 0; i < field->columns->len; i++)
    {
      const CmTemplateColumn *column = g_ptr_array_index (field->columns, i);
      const CmField *kept = column->field != NULL
                                ? cm_table_field (cm_record_get_table (record), column->field)
                                : NULL;
      g_autofree char *text = kept != NULL ? format_value (maker, record, kept) : NULL;
      CmBlock *cell = append_block (row, CM_BLOCK_CELL, text);

      if (i == 0 && is_marked (record))
        {
          cm_block_add_inline (cell, " ", -1, 0);
          cm_block_add_inline (cell, _ ("(illustrative)"), -1, CM_INLINE_SMALL);
        }
    }
}

static void
append_rows (Maker *maker, CmBlock *section, const CmTemplateField *field)
{
  g_autoptr (GPtrArray) records = list_rows (maker, field);
  const char *mark = get_mark (maker, field);
  CmBlock *table;

  table = append_form (section);
  add_title (table, field, records->len == 0);
  append_head (table, field);
  for (guint i = 0; i < records->len; i++)
    append_record (maker, table, field, g_ptr_array_index (records, i));
  for (guint i = 0; i < BLANK_ROWS && records->len == 0; i++)
    append_blank_row (table, field->columns->len, NULL);
  if (records->len == 0 && mark != NULL)
    append_small (section, mark);
  count (maker, records->len > 0);
}

static void
fill_part (Maker *maker, CmBlock *section, const CmTemplatePart *part)
{
  maker->short_table = NULL;
  if (maker->form == CM_TEMPLATE_BLANK)
    append_small (section, part->guidance);
  for (guint i = 0; i < part->fields->len; i++)
    {
      const CmTemplateField *field = g_ptr_array_index (part->fields, i);

      if (field->kind != CM_TEMPLATE_TEXT && field->kind != CM_TEMPLATE_CHOICE &&
          field->kind != CM_TEMPLATE_ROWS)
        {
          append_short (maker, section, field);
          continue;
        }
      maker->short_table = NULL;
      if (field->kind == CM_TEMPLATE_TEXT)
        append_text (maker, section, field);
      else if (field->kind == CM_TEMPLATE_CHOICE)
        append_choice (maker, section, field);
      else
        append_rows (maker, section, field);
    }
}

/* --- the document ----------------------------------------------------------------------------- */

static void
append_parts (Maker *maker, CmBlock *chapter)
{
  for (guint i = 0; i < maker->template->parts->len; i++)
    {
      const CmTemplatePart *part = g_ptr_array_index (maker->template->parts, i);
      CmBlock *section = append_block (chapter, CM_BLOCK_SECTION, part->title);

      section->id = g_strdup (part->id);
      if (maker->form == CM_TEMPLATE_READ)
        read_part (maker, section, part);
      else
        fill_part (maker, section, part);
    }
}

static CmDocument *
make_document (Maker *maker, CmBlock *chapter, const char *title)
{
  CmDocument *document =
      cm_document_new (cm_document_get_folder (cm_manual_get_document (maker->manual)), title);

  chapter->id = g_strdup (maker->template->id);
  chapter->role = g_strdup ("paper");
  cm_document_add (document, chapter);
  return document;
}

CmDocument *
cm_template_report_new (const CmTemplate *self, CmManual *manual, CmTemplateForm form)
{
  Maker maker = { .template = self, .manual = manual, .form = form };
  CmBlock *chapter = cm_block_new (CM_BLOCK_SECTION, 0);

  g_return_val_if_fail (form != CM_TEMPLATE_FILLED, NULL);

  cm_block_add_inline (chapter, self->title, -1, 0);
  if (form == CM_TEMPLATE_READ)
    append_about (&maker, chapter);
  else
    append_small (chapter, self->purpose);
  append_parts (&maker, chapter);
  if (form == CM_TEMPLATE_READ)
    append_origin (&maker, chapter);
  return make_document (&maker, chapter, self->title);
}

/* What is known of the document is said once all of it is made. */
static char *
describe_filling (Maker *maker)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (maker->store, query);
  g_autofree char *today = cm_date_today ();
  g_autofree char *date = cm_date_format (today);
  const char *name = partnership != NULL ? cm_record_get_title (partnership) : "";

  if (*name == '\0')
    /* translators: %1$s is a day such as 31 Dec 2009, %2$u and %3$u are numbers */
    return g_strdup_printf (_ ("From the portfolio on %1$s: %2$u of %3$u fields."),
                            date,
                            maker->n_filled,
                            maker->n_fields);
  /* translators: %1$s is the name of a partnership, %2$s a day such as 31 Dec 2009, %3$u and %4$u
   * are numbers */
  return g_strdup_printf (_ ("From the portfolio of %1$s on %2$s: %3$u of %4$u fields."),
                          name,
                          date,
                          maker->n_filled,
                          maker->n_fields);
}

static char *
make_title (Maker *maker)
{
  g_autofree char *name =
      maker->record != NULL ? cm_template_name_record (maker->store, maker->record) : NULL;

  if (name == NULL || *name == '\0')
    return g_strdup (maker->template->title);
  /* translators: %1$s is a kind of paper, %2$s what it is about */
  return g_strdup_printf (_ ("%1$s: %2$s"), maker->template->title, name);
}

CmDocument *
cm_template_report_fill (
    const CmTemplate *self, CmManual *manual, CmStore *store, CmRecord *record, GError **error)
{
  Maker maker = {
    .template = self, .manual = manual, .form = CM_TEMPLATE_FILLED, .store = store, .record = record
  };
  g_autofree char *title = NULL, *words = NULL;
  CmBlock *chapter, *about;

  if (cm_store_get_damage (store) != NULL)
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_OPEN,
                   /* translators: %s says what is wrong with a file */
                   _ ("The portfolio cannot be read: %s"),
                   cm_store_get_damage (store));
      return NULL;
    }
  title = make_title (&maker);
  chapter = cm_block_new (CM_BLOCK_SECTION, 0);
  cm_block_add_inline (chapter, title, -1, 0);
  about = append_block (chapter, CM_BLOCK_PARA, NULL);
  append_parts (&maker, chapter);
  words = describe_filling (&maker);
  cm_block_add_inline (about, words, -1, CM_INLINE_SMALL);
  if (record != NULL && is_illustrative (&maker, record))
    {
      cm_block_add_inline (about, " ", -1, CM_INLINE_SMALL);
      cm_block_add_inline (about,
                           _ ("Illustrative: an example made up to show how the program works."),
                           -1,
                           CM_INLINE_SMALL | CM_INLINE_STRONG);
    }
  return make_document (&maker, chapter, title);
}
