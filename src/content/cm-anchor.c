/* cm-anchor.c - naming a passage of a document so that it is found again in a later edition. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-anchor.h"

#include <stdlib.h>
#include <string.h>

#define RUN 3 /* words that are compared together */
#define SIMILAR 0.4
#define PART 0.7
#define PART_RUNS 6

/* --- words ------------------------------------------------------------------------------------ */

#define HASH_START G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define HASH_PRIME G_GUINT64_CONSTANT (0x100000001b3)

static guint64
hash_unit (guint64 hash, gunichar unit)
{
  for (; unit != 0; unit >>= 8)
    hash = (hash ^ (unit & 0xff)) * HASH_PRIME;
  return hash;
}

static gboolean
is_inside_word (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0xad || g_unichar_ismark (c);
}

static gboolean
has_marks (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if ((guchar) *text >= 0x80 && g_unichar_ismark (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* (transfer full): valid, an accent being one with its letter. That takes long, and few texts need
 * it. */
static char *
compose (const char *text)
{
  g_autofree char *valid = NULL;

  if (g_utf8_validate (text, -1, NULL) && !has_marks (text))
    return g_strdup (text);
  valid = g_utf8_make_valid (text, -1);
  return g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
}

static gboolean
is_letter (gunichar unit)
{
  return unit < 0x80 ? g_ascii_isalnum ((char) unit) : g_unichar_isalnum (unit);
}

static gunichar
make_small (gunichar unit)
{
  return unit < 0x80 ? (gunichar) g_ascii_tolower ((char) unit) : g_unichar_tolower (unit);
}

/* Appends a hash for each word; an apostrophe and a hyphen that may be shown or not are no part of
 * it. */
static void
hash_words (const char *text, GArray *words)
{
  g_autofree char *composed = compose (text);
  guint64 hash = HASH_START;
  gboolean inside = FALSE;

  for (const char *c = composed; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar unit = g_utf8_get_char (c);

      if (is_letter (unit))
        {
          hash = hash_unit (hash, make_small (unit));
          inside = TRUE;
        }
      else if (inside && !is_inside_word (unit))
        {
          g_array_append_val (words, hash);
          hash = HASH_START;
          inside = FALSE;
        }
    }
  if (inside)
    g_array_append_val (words, hash);
}

static guint64
hash_run (const guint64 *words, guint n)
{
  guint64 hash = HASH_START;

  for (guint i = 0; i < n; i++)
    {
      hash = (hash ^ (words[i] >> 32)) * HASH_PRIME;
      hash = (hash ^ (words[i] & G_MAXUINT32)) * HASH_PRIME;
    }
  return hash;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static void
drop_repeated (GArray *numbers)
{
  guint n = 0;

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (i == 0 || g_array_index (numbers, guint64, i) != g_array_index (numbers, guint64, i - 1))
      g_array_index (numbers, guint64, n++) = g_array_index (numbers, guint64, i);
  g_array_set_size (numbers, n);
}

/* The set of runs of three words, in the order of their hashes. Ends count as words, so that one
 * word has runs too and one word more or less at an end costs as little as one in the middle. */
static GArray *
list_runs (const GArray *words)
{
  GArray *padded = g_array_new (FALSE, TRUE, sizeof (guint64));
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (guint64));

  if (words->len > 0)
    {
      g_array_set_size (padded, RUN - 1);
      g_array_append_vals (padded, words->data, words->len);
      g_array_set_size (padded, padded->len + RUN - 1);
      for (guint i = 0; i + RUN <= padded->len; i++)
        {
          guint64 run = hash_run (&g_array_index (padded, guint64, i), RUN);

          g_array_append_val (runs, run);
        }
      drop_repeated (runs);
    }
  g_array_unref (padded);
  return runs;
}

/* --- passages --------------------------------------------------------------------------------- */

static gboolean
is_passage (const CmBlock *block)
{
  return block->kind == CM_BLOCK_PARA || block->kind == CM_BLOCK_FIGURE ||
         (block->kind == CM_BLOCK_ROW && !block->head);
}

static CmBlock *
find_first_passage (CmBlock *block)
{
  CmBlock *found = is_passage (block) ? block : NULL;

  for (guint i = 0; i < block->children->len && found == NULL; i++)
    {
      CmBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind != CM_BLOCK_SECTION)
        found = find_first_passage (child);
    }
  return found;
}

CmBlock *
cm_anchor_get_passage (CmBlock *block)
{
  CmBlock *up = block;

  while (up != NULL && up->kind != CM_BLOCK_SECTION && !is_passage (up))
    up = up->parent;
  if (up != NULL && (is_passage (up) || up == block))
    return up;
  /* A cell of a table's head is in no passage; its table begins with one. */
  while (block != NULL && block->kind != CM_BLOCK_SECTION)
    {
      CmBlock *first = find_first_passage (block);

      if (first != NULL)
        return first;
      block = block->kind == CM_BLOCK_ROW || block->kind == CM_BLOCK_CELL ? block->parent : NULL;
    }
  return NULL;
}

CmBlock *
cm_anchor_get_section (CmBlock *block)
{
  while (block != NULL && (block->kind != CM_BLOCK_SECTION || block->id == NULL))
    block = block->parent;
  return block;
}

/* Passages come in the order of the text; what is in a passage, as the words of a figure that is
 * drawn from them, are passages of their own. */
static void
gather_passages (CmBlock *block, gboolean within, GPtrArray *passages)
{
  if (is_passage (block))
    g_ptr_array_add (passages, block);
  for (guint i = 0; i < block->children->len; i++)
    {
      CmBlock *child = g_ptr_array_index (block->children, i);

      if (!within || child->kind != CM_BLOCK_SECTION || child->id == NULL)
        gather_passages (child, within, passages);
    }
}

static char *
get_words (const CmBlock *passage)
{
  GString *text;

  if (passage->kind != CM_BLOCK_ROW)
    return cm_block_get_text (passage);
  text = g_string_new (NULL);
  for (guint i = 0; i < passage->children->len; i++)
    {
      g_autofree char *cell = cm_block_get_text (g_ptr_array_index (passage->children, i));

      if (*cell != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", cell);
    }
  return g_string_free (text, FALSE);
}

static guint64
get_fingerprint (const char *text)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint64));

  hash_words (text, words);
  return words->len > 0 ? hash_run ((const guint64 *) (gpointer) words->data, words->len) : 0;
}

char *
cm_anchor_make (CmBlock *block)
{
  CmBlock *passage = cm_anchor_get_passage (block);
  CmBlock *section = cm_anchor_get_section (passage);
  g_autoptr (GPtrArray) passages = g_ptr_array_new ();
  g_autofree char *words = NULL;
  guint ordinal = 0;

  if (section == NULL)
    return NULL;
  if (passage == section)
    return g_strdup (section->id);
  if (passage->id != NULL)
    return g_strconcat (section->id, "/", passage->id, NULL);
  gather_passages (section, TRUE, passages);
  if (!g_ptr_array_find (passages, passage, &ordinal))
    return g_strdup (section->id); /* a section without an id, as a whole */
  words = get_words (passage);
  return g_strdup_printf (
      "%s:%u:%016" G_GINT64_MODIFIER "x", section->id, ordinal + 1, get_fingerprint (words));
}

char *
cm_anchor_quote (CmBlock *block)
{
  CmBlock *passage = cm_anchor_get_passage (block);

  return passage != NULL && passage->kind != CM_BLOCK_SECTION ? get_words (passage) : g_strdup ("");
}

/* --- the index -------------------------------------------------------------------------------- */

typedef struct
{
  CmBlock *block;
  CmBlock *section; /* with an id, or NULL */
  guint ordinal;    /* in its section, from 1 */
  guint64 fingerprint;
  guint n_runs; /* how many different ones */
} Passage;

/* Where a run of words occurs. */
typedef struct
{
  guint64 run;
  guint passage;
} Occurrence;

struct _CmAnchorIndex
{
  CmDocument *document;
  GArray *passages;       /* of Passage, in the order of the text */
  GArray *by_fingerprint; /* of Occurrence: of whole passages */
  GArray *by_run;         /* of Occurrence; NULL until it is first needed */
  guint *shared;          /* for each passage, while one is looked for: runs in common */
};

static int
compare_occurrences (gconstpointer a, gconstpointer b)
{
  const Occurrence *x = a, *y = b;

  if (x->run != y->run)
    return x->run < y->run ? -1 : 1;
  return x->passage < y->passage ? -1 : x->passage > y->passage;
}

/* The position of the first occurrence of a run, or where it would be. */
static guint
find_occurrence (const GArray *occurrences, guint64 run)
{
  guint low = 0, high = occurrences->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (occurrences, Occurrence, middle).run < run)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
index_passage (CmAnchorIndex *self, CmBlock *block, guint ordinal)
{
  g_autofree char *text = get_words (block);
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint64));
  Passage passage = { block, cm_anchor_get_section (block), ordinal, 0, 0 };
  Occurrence occurrence = { 0, self->passages->len };

  hash_words (text, words);
  if (words->len == 0)
    return;
  passage.fingerprint = hash_run ((const guint64 *) (gpointer) words->data, words->len);
  g_array_append_val (self->passages, passage);
  occurrence.run = passage.fingerprint;
  g_array_append_val (self->by_fingerprint, occurrence);
}

static void
index_runs_of (CmAnchorIndex *self, guint position)
{
  Passage *passage = &g_array_index (self->passages, Passage, position);
  g_autofree char *text = get_words (passage->block);
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) runs = NULL;
  Occurrence occurrence = { 0, position };

  hash_words (text, words);
  runs = list_runs (words);
  passage->n_runs = runs->len;
  for (guint i = 0; i < runs->len; i++)
    {
      occurrence.run = g_array_index (runs, guint64, i);
      g_array_append_val (self->by_run, occurrence);
    }
}

/* As long as every passage is as it was, nobody asks for what is similar. */
static void
index_runs (CmAnchorIndex *self)
{
  if (self->by_run != NULL)
    return;
  self->by_run = g_array_new (FALSE, FALSE, sizeof (Occurrence));
  for (guint i = 0; i < self->passages->len; i++)
    index_runs_of (self, i);
  g_array_sort (self->by_run, compare_occurrences);
}

/* Ordinals count what is in a section with an id, as cm_anchor_make() does; they are known when the
 * text is gone through once, by a count for each section. */
static void
index_chapter (CmAnchorIndex *self, CmBlock *chapter, GHashTable *counts)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  gather_passages (chapter, FALSE, blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      CmBlock *block = g_ptr_array_index (blocks, i);
      CmBlock *section = cm_anchor_get_section (block);
      guint ordinal = GPOINTER_TO_UINT (g_hash_table_lookup (counts, section)) + 1;

      g_hash_table_insert (counts, section, GUINT_TO_POINTER (ordinal));
      index_passage (self, block, ordinal);
    }
}

CmAnchorIndex *
cm_anchor_index_new (CmDocument *document)
{
  CmAnchorIndex *self = g_new0 (CmAnchorIndex, 1);
  GPtrArray *chapters = cm_document_get_chapters (document);
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);

  self->document = g_object_ref (document);
  self->passages = g_array_new (FALSE, FALSE, sizeof (Passage));
  self->by_fingerprint = g_array_new (FALSE, FALSE, sizeof (Occurrence));
  for (guint i = 0; i < chapters->len; i++)
    index_chapter (self, g_ptr_array_index (chapters, i), counts);
  g_array_sort (self->by_fingerprint, compare_occurrences);
  self->shared = g_new0 (guint, self->passages->len);
  return self;
}

void
cm_anchor_index_free (CmAnchorIndex *self)
{
  g_clear_object (&self->document);
  g_array_unref (self->passages);
  g_array_unref (self->by_fingerprint);
  g_clear_pointer (&self->by_run, g_array_unref);
  g_free (self->shared);
  g_free (self);
}

/* --- finding ---------------------------------------------------------------------------------- */

/* An anchor taken apart. */
typedef struct
{
  char *section;
  char *id; /* of the passage, or NULL */
  gint64 ordinal;
  guint64 fingerprint; /* of its words, or 0 */
} Parts;

static void
clear_parts (Parts *parts)
{
  g_free (parts->section);
  g_free (parts->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, clear_parts)

static void
read_anchor (Parts *parts, const char *anchor, const char *section)
{
  g_auto (GStrv) fields = g_strsplit (anchor != NULL ? anchor : "", ":", 4);
  g_auto (GStrv) path = g_strsplit (anchor != NULL ? anchor : "", "/", 3);

  if (g_strv_length (fields) == 3)
    {
      parts->section = g_strdup (fields[0]);
      parts->ordinal = (gint64) MIN (g_ascii_strtoull (fields[1], NULL, 10), G_MAXINT);
      parts->fingerprint = g_ascii_strtoull (fields[2], NULL, 16);
    }
  else if (g_strv_length (path) == 2)
    {
      parts->section = g_strdup (path[0]);
      parts->id = g_strdup (path[1]);
    }
  else
    parts->section = g_strdup (anchor != NULL && *anchor != '\0' ? anchor
                               : section != NULL                 ? section
                                                                 : "");
}

static gboolean
is_in (const Passage *passage, const char *section)
{
  return passage->section != NULL && g_strcmp0 (passage->section->id, section) == 0;
}

static gint64
get_distance (const Passage *passage, const Parts *parts)
{
  return ABS ((gint64) passage->ordinal - parts->ordinal);
}

/* Whether `a` is a better place for the same words than `b`. */
static gboolean
is_nearer (const Passage *a, const Passage *b, const Parts *parts)
{
  gboolean a_in = is_in (a, parts->section), b_in = is_in (b, parts->section);

  if (a_in != b_in)
    return a_in;
  return get_distance (a, parts) < get_distance (b, parts);
}

static const Passage *
find_same_words (CmAnchorIndex *self, const Parts *parts)
{
  const Passage *best = NULL;

  if (parts->fingerprint == 0)
    return NULL;
  for (guint i = find_occurrence (self->by_fingerprint, parts->fingerprint);
       i < self->by_fingerprint->len;
       i++)
    {
      const Occurrence *at = &g_array_index (self->by_fingerprint, Occurrence, i);
      const Passage *passage = &g_array_index (self->passages, Passage, at->passage);

      if (at->run != parts->fingerprint)
        break;
      if (best == NULL || is_nearer (passage, best, parts))
        best = passage;
    }
  return best;
}

/* How similar two sets of runs are, of which so many are shared; 0 if they are not. */
static double
measure (guint shared, guint a, guint b)
{
  double alike = 2.0 * shared / (a + b), part = (double) shared / MIN (a, b);

  if (alike >= SIMILAR)
    return alike;
  return part >= PART && shared >= PART_RUNS ? alike : 0;
}

/* Counts the runs that each passage shares; `touched` are the passages that have any. */
static void
count_shared (CmAnchorIndex *self, const GArray *runs, GArray *touched)
{
  for (guint i = 0; i < runs->len; i++)
    {
      guint64 run = g_array_index (runs, guint64, i);

      for (guint j = find_occurrence (self->by_run, run);
           j < self->by_run->len && g_array_index (self->by_run, Occurrence, j).run == run;
           j++)
        {
          guint passage = g_array_index (self->by_run, Occurrence, j).passage;

          if (self->shared[passage]++ == 0)
            g_array_append_val (touched, passage);
        }
    }
}

static const Passage *
find_similar (CmAnchorIndex *self, const Parts *parts, const GArray *words)
{
  g_autoptr (GArray) runs = list_runs (words);
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (guint));
  const Passage *best = NULL;
  double best_score = 0;

  index_runs (self);
  count_shared (self, runs, touched);
  for (guint i = 0; i < touched->len; i++)
    {
      guint at = g_array_index (touched, guint, i);
      const Passage *passage = &g_array_index (self->passages, Passage, at);
      double score = measure (self->shared[at], runs->len, passage->n_runs);

      self->shared[at] = 0;
      if (score <= 0)
        continue;
      /* A passage of the same section comes before one that is more alike elsewhere. */
      score += is_in (passage, parts->section) ? 1 : 0;
      if (score > best_score || (score == best_score && passage < best))
        {
          best = passage;
          best_score = score;
        }
    }
  return best;
}

/* By its own id: it is the same passage whatever has become of its words. */
static CmAnchorState
judge_named (CmBlock *block, const Parts *parts, guint64 fingerprint)
{
  g_autofree char *text = get_words (block);
  CmBlock *section = cm_anchor_get_section (block);

  if (fingerprint != 0 && get_fingerprint (text) != fingerprint)
    return CM_ANCHOR_CHANGED;
  return section != NULL && g_strcmp0 (section->id, parts->section) == 0 ? CM_ANCHOR_SAME
                                                                         : CM_ANCHOR_MOVED;
}

static CmAnchorState
find_passage (CmAnchorIndex *self, Parts *parts, const GArray *words, CmBlock **out)
{
  const Passage *passage;

  passage = find_same_words (self, parts);
  if (passage != NULL)
    {
      *out = passage->block;
      return is_in (passage, parts->section) ? CM_ANCHOR_SAME : CM_ANCHOR_MOVED;
    }
  passage = find_similar (self, parts, words);
  *out = passage != NULL ? passage->block : NULL;
  return passage != NULL ? CM_ANCHOR_CHANGED : CM_ANCHOR_GONE;
}

CmAnchorState
cm_anchor_find (
    CmAnchorIndex *self, const char *anchor, const char *section, const char *quoted, CmBlock **out)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_auto (Parts) parts = { 0 };
  CmBlock *block;

  *out = NULL;
  read_anchor (&parts, anchor, section);
  hash_words (quoted != NULL ? quoted : "", words);
  /* The words of an anchor are those of its making; what is quoted may have been shortened. */
  if (parts.fingerprint == 0 && words->len > 0)
    parts.fingerprint = hash_run ((const guint64 *) (gpointer) words->data, words->len);
  block = cm_document_find (self->document, parts.id);
  if (block != NULL && is_passage (block))
    {
      *out = block;
      return judge_named (block, &parts, parts.fingerprint);
    }
  if (parts.fingerprint != 0)
    return find_passage (self, &parts, words, out);
  block = parts.id == NULL ? cm_document_find (self->document, parts.section) : NULL;
  if (block == NULL || block->kind != CM_BLOCK_SECTION)
    return CM_ANCHOR_GONE;
  *out = block;
  return CM_ANCHOR_SAME;
}
