/* cm-search-texts.c - the manual and case studies as texts to be searched, and where a hit stands.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-search"
#include "config.h"

#include "cm-search-private.h"

#include <glib/gi18n.h>

#include "cm-search.h"

#define PLACES_MAX 3 /* levels above a record that are told */

/* --- the manual ------------------------------------------------------------------------------- */

static void
free_text (gpointer data)
{
  CmSearchText *text = data;

  g_free (text->id);
  g_free (text->title);
  g_free (text->body);
  g_free (text);
}

static void
append (GString *body, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (body->len > 0)
    g_string_append_c (body, ' ');
  g_string_append (body, text);
}

/* What the manual says of a step beside its text. */
static void
append_step (GString *body, const CmManualStep *step)
{
  append (body, step->summary);
  for (guint i = 0; i < step->questions->len; i++)
    append (body, g_ptr_array_index (step->questions, i));
  for (guint i = 0; i < step->roles->len; i++)
    append (body, ((const CmManualRole *) g_ptr_array_index (step->roles, i))->text);
  for (guint i = 0; i < step->outputs->len; i++)
    {
      const CmManualOutput *output = g_ptr_array_index (step->outputs, i);

      append (body, output->name);
      append (body, output->text);
    }
  for (guint i = 0; i < step->checks->len; i++)
    {
      const CmManualCheck *check = g_ptr_array_index (step->checks, i);

      append (body, check->item);
      append (body, check->good);
      append (body, check->risk);
      append (body, check->tight);
    }
  append (body, step->tight);
}

static void
append_inlines (GString *body, const CmBlock *block)
{
  g_autofree char *text = cm_block_get_text (block);

  append (body, text);
  for (guint i = 0; i < block->inlines->len; i++)
    append (body, ((const CmInline *) g_ptr_array_index (block->inlines, i))->footnote);
}

/* A section and a term can be gone to; all else belongs to the one that it is in. */
static gboolean
stands_alone (const CmBlock *block)
{
  return block->id != NULL && (block->kind == CM_BLOCK_SECTION || block->kind == CM_BLOCK_TERM);
}

static void
add_block (GPtrArray *texts, CmManual *manual, const CmBlock *block)
{
  const CmManualStep *step = cm_manual_get_step_of (manual, block);
  CmSearchText *text = g_new0 (CmSearchText, 1);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  text->kind = CM_SEARCH_MANUAL;
  text->id = g_strdup (block->id);
  text->title = cm_block_get_text (block);
  g_ptr_array_add (texts, text);
  if (step != NULL)
    append_step (body, step);
  for (guint i = block->children->len; i-- > 0;)
    g_ptr_array_add (left, g_ptr_array_index (block->children, i));
  while (left->len > 0)
    {
      const CmBlock *part = g_ptr_array_steal_index (left, left->len - 1);

      if (stands_alone (part))
        {
          add_block (texts, manual, part);
          continue;
        }
      append_inlines (body, part);
      for (guint i = part->children->len; i-- > 0;)
        g_ptr_array_add (left, g_ptr_array_index (part->children, i));
    }
  text->body = g_strdup (body->str);
}

/* --- case studies ----------------------------------------------------------------------------- */

static void
append_all (GString *body, const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    append (body, g_ptr_array_index (words, i));
}

static void
append_block (GString *body, const CmBlock *block)
{
  append_inlines (body, block);
  for (guint i = 0; i < block->children->len; i++)
    append_block (body, g_ptr_array_index (block->children, i));
}

/* What is said of it comes after what it says: the words around a hit are to be those of the text.
 */
static void
add_case (GPtrArray *texts, const CmCaseStudy *study)
{
  CmSearchText *text = g_new0 (CmSearchText, 1);
  g_autoptr (GString) body = g_string_new (study->subtitle);

  text->kind = CM_SEARCH_CASE;
  text->id = g_strdup (study->id);
  text->title = g_strdup (study->title);
  for (guint i = 0; i < study->block->children->len; i++)
    append_block (body, g_ptr_array_index (study->block->children, i));
  append (body, study->place);
  append_all (body, study->themes);
  append_all (body, study->partners);
  for (guint i = 0; i < study->sources->len; i++)
    append (body, ((const CmCaseSource *) g_ptr_array_index (study->sources, i))->text);
  text->body = g_strdup (body->str);
  g_ptr_array_add (texts, text);
}

GPtrArray *
_cm_search_read_texts (CmManual *manual, GPtrArray *cases)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (free_text);
  GPtrArray *chapters =
      manual != NULL ? cm_document_get_chapters (cm_manual_get_document (manual)) : NULL;

  for (guint i = 0; chapters != NULL && i < chapters->len; i++)
    add_block (texts, manual, g_ptr_array_index (chapters, i));
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    add_case (texts, g_ptr_array_index (cases, i));
  return texts;
}

/* --- where a hit stands ----------------------------------------------------------------------- */

const char *
cm_search_get_kind_label (const char *kind)
{
  const CmTable *table = cm_table_find (kind);

  if (table != NULL)
    return _ (table->plural);
  return g_str_equal (kind, CM_SEARCH_CASE) ? _ ("Case studies") : _ ("Manual");
}

static char *
get_manual_place (CmManual *manual, const char *id)
{
  CmBlock *block = cm_document_find (cm_manual_get_document (manual), id);
  GString *place = g_string_new (NULL);

  for (block = block != NULL ? block->parent : NULL; block != NULL; block = block->parent)
    if (block->kind == CM_BLOCK_SECTION)
      {
        const CmManualStep *step = cm_manual_get_step_of (manual, block);
        g_autofree char *title = step != NULL && step->short_title != NULL
                                     ? g_strdup (step->short_title)
                                     : cm_block_get_text (block);

        if (place->len > 0)
          g_string_prepend (place, " › ");
        g_string_prepend (place, title);
      }
  return g_string_free (place, FALSE);
}

/* The record that one is part of: its owner, or else what it first refers to. */
static CmRecord *
get_parent (CmStore *store, CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);
  const CmField *owner = cm_table_owner (table);

  if (owner != NULL)
    return cm_store_get (store, owner->references, cm_record_get_text (record, owner->name));
  for (guint i = 0; i < table->n_fields; i++)
    if (table->fields[i].type == CM_FIELD_REFERENCE && !cm_field_is_derived (&table->fields[i]) &&
        !cm_record_is_null (record, table->fields[i].name))
      return cm_store_get (
          store, table->fields[i].references, cm_record_get_text (record, table->fields[i].name));
  return NULL;
}

/* The first chapter that the record serves, through the links that it owns. */
static CmRecord *
get_chapter (CmStore *store, CmRecord *record)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      const CmField *owner = cm_table_owner (tables[i]);
      const CmField *chapter = cm_table_field (tables[i], "chapter");
      g_autoptr (CmQuery) query = NULL;
      g_autoptr (CmRecord) link = NULL;

      if (owner == NULL || chapter == NULL || chapter->references == NULL ||
          g_strcmp0 (owner->references, cm_record_get_table (record)->name) != 0)
        continue;
      query = cm_query_new (tables[i]->name);
      cm_query_where_text (query, owner->name, cm_record_get_id (record));
      link = cm_store_first (store, query);
      if (link != NULL)
        return cm_store_get (store, chapter->references, cm_record_get_text (link, "chapter"));
    }
  return NULL;
}

static char *
get_record_place (CmStore *store, const CmSearchHit *hit)
{
  g_autoptr (CmRecord) record = cm_store_get (store, hit->kind, hit->id);
  g_autoptr (CmRecord) at = record != NULL ? get_chapter (store, record) : NULL;
  GString *place = g_string_new (NULL);

  if (at == NULL && record != NULL)
    at = get_parent (store, record);
  for (guint i = 0; at != NULL && i < PLACES_MAX; i++)
    {
      CmRecord *next = get_parent (store, at);
      const char *title = cm_record_get_title (at);

      if (place->len > 0 && *title != '\0')
        g_string_prepend (place, " › ");
      g_string_prepend (place, title);
      g_object_unref (at);
      at = next;
    }
  return g_string_free (place, FALSE);
}

char *
cm_search_get_place (CmManual *manual, CmStore *store, const CmSearchHit *hit)
{
  if (g_str_equal (hit->kind, CM_SEARCH_CASE))
    return g_strdup ("");
  if (cm_table_find (hit->kind) == NULL)
    return manual != NULL ? get_manual_place (manual, hit->id) : g_strdup ("");
  return store != NULL ? get_record_place (store, hit) : g_strdup ("");
}
