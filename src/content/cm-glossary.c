/* cm-glossary.c - the terms of a text: what each means, where it is used, what goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-glossary.h"

#include <string.h>

/* What is looked at by a search is folded once. */
typedef struct
{
  CmGlossaryTerm term; /* first: one is the other */
  char *key;           /* to sort by */
  char *folded;        /* the term */
  char *definition;    /* folded */
} Entry;

/* A section without the sections in it. */
typedef struct
{
  CmBlock *section;
  char *folded; /* its text */
} Stretch;

struct _CmGlossary
{
  CmDocument *document;
  GPtrArray *terms;     /* of CmGlossaryTerm */
  GHashTable *by_id;    /* id → CmGlossaryTerm, not owned */
  GPtrArray *stretches; /* of Stretch, all of the text; NULL until it is asked for */
};

static void
free_stretch (gpointer data)
{
  Stretch *stretch = data;

  g_free (stretch->folded);
  g_free (stretch);
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->term.term);
  g_free (entry->term.letter);
  g_ptr_array_unref (entry->term.uses);
  g_ptr_array_unref (entry->term.see);
  g_free (entry->key);
  g_free (entry->folded);
  g_free (entry->definition);
  g_free (entry);
}

/* --- words ------------------------------------------------------------------------------------ */

/* Without case and accents. */
static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (apart != NULL ? apart : "", -1);
  GString *folded = g_string_new (NULL);

  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_ismark (g_utf8_get_char (c)))
      g_string_append_unichar (folded, g_utf8_get_char (c));
  return g_string_free (folded, FALSE);
}

static void
append_text (GString *text, const CmBlock *block)
{
  g_autofree char *own = cm_block_get_text (block);

  g_string_append_printf (text, "%s\n", own);
  for (guint i = 0; i < block->children->len; i++)
    append_text (text, g_ptr_array_index (block->children, i));
}

static char *
read_definition (const CmBlock *block)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < block->children->len; i++)
    append_text (text, g_ptr_array_index (block->children, i));
  return fold (text->str);
}

static char *
find_letter (const char *folded)
{
  gunichar first = g_utf8_get_char (folded);
  char letter[8] = { 0 };

  if (!g_unichar_isalpha (first))
    return g_strdup ("#");
  g_unichar_to_utf8 (g_unichar_toupper (first), letter);
  return g_strdup (letter);
}

/* --- gathering -------------------------------------------------------------------------------- */

static gboolean
is_glossary (const CmBlock *block)
{
  return block->kind == CM_BLOCK_DEFINITIONS && g_strcmp0 (block->role, "glossary") == 0;
}

static void
add_term (CmGlossary *self, const CmBlock *block)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->term.term = cm_block_get_text (block);
  entry->term.block = block;
  entry->term.uses = g_ptr_array_new ();
  entry->term.see = g_ptr_array_new ();
  entry->folded = fold (entry->term.term);
  entry->key = g_utf8_collate_key (entry->folded, -1);
  entry->term.letter = find_letter (entry->folded);
  entry->definition = read_definition (block);
  g_ptr_array_add (self->terms, entry);
  if (block->id != NULL)
    g_hash_table_insert (self->by_id, block->id, entry);
}

static void
gather_terms (CmGlossary *self, const CmBlock *block)
{
  for (guint i = 0; i < block->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (block->children, i);

      if (is_glossary (block))
        add_term (self, child);
      else
        gather_terms (self, child);
    }
}

static void
add_once (GPtrArray *items, gpointer item)
{
  if (!g_ptr_array_find (items, item, NULL))
    g_ptr_array_add (items, item);
}

/* From within the glossary, both are to be seen together; from elsewhere, the term is used. */
static void
take_link (CmGlossary *self, CmBlock *block, CmGlossaryTerm *from, const char *link)
{
  CmGlossaryTerm *to =
      link != NULL && *link == '#' ? g_hash_table_lookup (self->by_id, link + 1) : NULL;

  if (to == NULL || to == from)
    return;
  if (from == NULL)
    {
      add_once (to->uses, cm_block_get_section (block));
      return;
    }
  add_once (from->see, to);
  add_once (to->see, from);
}

static void
gather_links (CmGlossary *self, CmBlock *block, CmGlossaryTerm *from)
{
  for (guint i = 0; i < block->inlines->len; i++)
    take_link (self, block, from, ((const CmInline *) g_ptr_array_index (block->inlines, i))->link);
  for (guint i = 0; i < block->children->len; i++)
    {
      CmBlock *child = g_ptr_array_index (block->children, i);
      CmGlossaryTerm *term = is_glossary (block) && child->id != NULL
                                 ? g_hash_table_lookup (self->by_id, child->id)
                                 : from;

      gather_links (self, child, term);
    }
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  const Entry *const *first = a, *const *second = b;

  return strcmp ((*first)->key, (*second)->key);
}

CmGlossary *
cm_glossary_new (CmDocument *document)
{
  CmGlossary *self = g_new0 (CmGlossary, 1);
  GPtrArray *chapters = cm_document_get_chapters (document);

  self->document = document;
  self->terms = g_ptr_array_new_with_free_func (free_entry);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < chapters->len; i++)
    gather_terms (self, g_ptr_array_index (chapters, i));
  g_ptr_array_sort (self->terms, compare_terms);
  for (guint i = 0; i < chapters->len; i++)
    gather_links (self, g_ptr_array_index (chapters, i), NULL);
  for (guint i = 0; i < self->terms->len; i++)
    g_ptr_array_sort (((CmGlossaryTerm *) g_ptr_array_index (self->terms, i))->see, compare_terms);
  return self;
}

void
cm_glossary_free (CmGlossary *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->terms);
  g_clear_pointer (&self->stretches, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
cm_glossary_get_terms (CmGlossary *self)
{
  return self->terms;
}

const CmGlossaryTerm *
cm_glossary_find (CmGlossary *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

/* --- searching -------------------------------------------------------------------------------- */

static gboolean
has_words (const char *text, const char *more, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL && (more == NULL || strstr (more, words[i]) == NULL))
      return FALSE;
  return TRUE;
}

static void
append_all (GPtrArray *to, GPtrArray *from)
{
  g_ptr_array_extend (to, from, NULL, NULL);
}

GPtrArray *
cm_glossary_search (CmGlossary *self, const char *words)
{
  g_autofree char *typed = g_strstrip (fold (words != NULL ? words : ""));
  g_auto (GStrv) parts = g_strsplit_set (typed, " \t", -1);
  GPtrArray *found = g_ptr_array_sized_new (self->terms->len);
  g_autoptr (GPtrArray) named = g_ptr_array_new (), told = g_ptr_array_new ();

  for (guint i = 0; i < self->terms->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->terms, i);

      if (g_str_has_prefix (entry->folded, typed))
        g_ptr_array_add (found, entry);
      else if (has_words (entry->folded, NULL, parts))
        g_ptr_array_add (named, entry);
      else if (has_words (entry->folded, entry->definition, parts))
        g_ptr_array_add (told, entry);
    }
  append_all (found, named);
  append_all (found, told);
  return found;
}

/* --- mentions --------------------------------------------------------------------------------- */

/* Without the sections within, and without what a glossary says. */
static void
append_stretch (GString *text, const CmBlock *block)
{
  g_autofree char *own = cm_block_get_text (block);

  g_string_append_printf (text, "%s\n", own);
  for (guint i = 0; i < block->children->len && !is_glossary (block); i++)
    {
      const CmBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind != CM_BLOCK_SECTION)
        append_stretch (text, child);
    }
}

static void
gather_stretches (CmGlossary *self, CmBlock *section)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Stretch *stretch = g_new0 (Stretch, 1);

  append_stretch (text, section);
  stretch->section = section;
  stretch->folded = fold (text->str);
  g_ptr_array_add (self->stretches, stretch);
  for (guint i = 0; i < section->children->len; i++)
    {
      CmBlock *child = g_ptr_array_index (section->children, i);

      if (child->kind == CM_BLOCK_SECTION)
        gather_stretches (self, child);
    }
}

static void
read_stretches (CmGlossary *self)
{
  GPtrArray *chapters = cm_document_get_chapters (self->document);

  if (self->stretches != NULL)
    return;
  self->stretches = g_ptr_array_new_with_free_func (free_stretch);
  for (guint i = 0; i < chapters->len; i++)
    gather_stretches (self, g_ptr_array_index (chapters, i));
}

/* As words of their own: not “need” in “needle”. */
static gboolean
has_term (const char *text, const char *term)
{
  const gsize length = strlen (term);

  for (const char *at = strstr (text, term); at != NULL; at = strstr (at + 1, term))
    {
      const gunichar before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';

      if (!g_unichar_isalnum (before) && !g_unichar_isalnum (g_utf8_get_char (at + length)))
        return TRUE;
    }
  return FALSE;
}

/* What a term goes by in a text: “Area-based grant (ABG)” by either. */
static char **
list_names (const char *folded)
{
  const char *open = strstr (folded, " ("), *close = open != NULL ? strchr (open, ')') : NULL;
  char *names[] = { NULL, NULL, NULL };
  g_autofree char *whole = NULL, *brief = NULL;

  if (close == NULL || close[1] != '\0')
    return g_strsplit (folded, "\n", 1);
  names[0] = whole = g_strndup (folded, (gsize) (open - folded));
  names[1] = brief = g_strndup (open + 2, (gsize) (close - open - 2));
  return g_strdupv (names);
}

static gboolean
has_name (const char *text, char **names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && has_term (text, names[i]))
      return TRUE;
  return FALSE;
}

GPtrArray *
cm_glossary_find_mentions (CmGlossary *self, const CmGlossaryTerm *term, guint limit)
{
  g_auto (GStrv) names = list_names (((const Entry *) term)->folded);
  GPtrArray *found = g_ptr_array_new ();

  read_stretches (self);
  for (guint i = 0; i < self->stretches->len && found->len < limit; i++)
    {
      const Stretch *stretch = g_ptr_array_index (self->stretches, i);

      if (has_name (stretch->folded, names) &&
          !g_ptr_array_find (term->uses, stretch->section, NULL))
        g_ptr_array_add (found, stretch->section);
    }
  return found;
}
