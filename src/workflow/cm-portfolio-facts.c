/* cm-portfolio-facts.c - who does what where with whose money: the portfolio as plain numbers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-portfolio-facts"
#include "config.h"

#include "cm-portfolio-facts.h"

#include "cm-store-sums.h"

/* The big tables, in the order in which they are read: each is one query, in slices. */
enum
{
  READ_ACTIVITIES,
  READ_CHAPTERS,
  READ_PLACES,
  READ_PARTNERS,
  READ_LINES,
  READ_SCORES,
  N_READS
};

static const struct
{
  const char *table;
  const char *field; /* summed; where only the groups are wanted, any */
  const char *groups[4];
} reads[N_READS] = {
  { "activity", "needed", { "id", "state", "organisation" } },
  { "activity_chapter", "activity", { "activity", "chapter", "contribution" } },
  { "activity_place", "activity", { "activity", "place" } },
  { "activity_partner", "activity", { "activity", "organisation" } },
  { "budget_line", "amount", { "activity", "funding_source", "year" } },
  { "score", "value", { "activity" } },
};

struct _CmFactsReader
{
  CmStore *store;
  CmPortfolioFacts facts;
  guint next;            /* of reads; N_READS when all is read */
  CmSums *sums[N_READS]; /* kept: they hold the texts */
  gboolean lists_read;
  GHashTable *activities, *chapters, *places, *organisations, *sources; /* key → place, from 1 */
};

/* --- lists ------------------------------------------------------------------------------------ */

static GPtrArray *
list_records (CmStore *store, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_list (store, query);
}

static GHashTable *
index_records (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (
        index, (gpointer) cm_record_get_id (records->pdata[i]), GUINT_TO_POINTER (i + 1));
  return index;
}

static GPtrArray *
list_chapters (CmStore *store, GPtrArray *themes)
{
  g_autoptr (GPtrArray) all = list_records (store, "chapter");
  GPtrArray *chapters = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint t = 0; t < themes->len; t++)
    for (guint i = 0; i < all->len; i++)
      if (g_str_equal (cm_record_get_text (all->pdata[i], "theme"),
                       cm_record_get_id (themes->pdata[t])))
        g_ptr_array_add (chapters, g_object_ref (all->pdata[i]));
  return chapters;
}

static void
read_lists (CmFactsReader *self)
{
  CmPortfolioFacts *facts = &self->facts;
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (self->store, query);

  facts->year = partnership != NULL ? cm_record_get_number (partnership, "year") : 0;
  facts->themes = list_records (self->store, "theme");
  facts->chapters = list_chapters (self->store, facts->themes);
  facts->places = list_records (self->store, "place");
  facts->organisations = list_records (self->store, "organisation");
  facts->sources = list_records (self->store, "funding_source");
  self->chapters = index_records (facts->chapters);
  self->places = index_records (facts->places);
  self->organisations = index_records (facts->organisations);
  self->sources = index_records (facts->sources);
  self->lists_read = TRUE;
}

/* --- what was summed -------------------------------------------------------------------------- */

/* The place of what has that key, or -1. */
static int
find (GHashTable *index, const char *key)
{
  return key != NULL ? (int) GPOINTER_TO_UINT (g_hash_table_lookup (index, key)) - 1 : -1;
}

static void
take_activities (CmFactsReader *self, const CmSums *sums)
{
  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      const char *state = cm_sums_get_text (sums, i, 1);
      CmFactActivity activity = {
        .id = cm_sums_get_text (sums, i, 0),
        .state = state != NULL ? state : "",
        .organisation = find (self->organisations, cm_sums_get_text (sums, i, 2)),
      };

      g_array_append_val (self->facts.activities, activity);
      g_hash_table_insert (self->activities, (gpointer) activity.id, GUINT_TO_POINTER (i + 1));
    }
}

/* That of GLib lays the two halves over each other, where activities and chapters meet. */
static guint
hash_pair (gconstpointer data)
{
  gint64 key = *(const gint64 *) data;

  return (guint) (key >> 32) * 2654435761u ^ (guint) key;
}

/* Two links of one kind between the same two are one; it is a main one if one of them is. */
static void
take_links (CmFactsReader *self, const CmSums *sums, GHashTable *others, GArray *links, int kind)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (hash_pair, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      int activity = find (self->activities, cm_sums_get_text (sums, i, 0));
      int other = find (others, cm_sums_get_text (sums, i, 1));
      CmFactLink link = { (guint) activity, (guint) other, FALSE };
      gint64 key = (gint64) activity << 32 | other;
      guint position;

      if (activity < 0 || other < 0)
        continue;
      link.main = kind >= 0 && g_strcmp0 (cm_sums_get_text (sums, i, (guint) kind), "main") == 0;
      position = GPOINTER_TO_UINT (g_hash_table_lookup (known, &key));
      if (position > 0)
        {
          if (link.main)
            g_array_index (links, CmFactLink, position - 1).main = TRUE;
          continue;
        }
      g_array_append_val (links, link);
      g_hash_table_insert (known, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (links->len));
    }
}

static void
take_lines (CmFactsReader *self, const CmSums *sums)
{
  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      int activity = find (self->activities, cm_sums_get_text (sums, i, 0));
      int source = find (self->sources, cm_sums_get_text (sums, i, 1));
      CmFactLine line = {
        (guint) activity,
        (guint) source,
        cm_sums_get_number (sums, i, 2),
        cm_sums_get_sum (sums, i),
      };

      if (activity >= 0 && source >= 0)
        g_array_append_val (self->facts.lines, line);
    }
}

static void
take_scores (CmFactsReader *self, const CmSums *sums)
{
  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      int activity = find (self->activities, cm_sums_get_text (sums, i, 0));

      if (activity < 0)
        continue;
      g_array_index (self->facts.activities, CmFactActivity, activity).scores =
          cm_sums_get_sum (sums, i);
      g_array_index (self->facts.activities, CmFactActivity, activity).n_scores =
          cm_sums_get_count (sums, i);
    }
}

static void
take (CmFactsReader *self, guint read)
{
  const CmSums *sums = self->sums[read];

  switch (read)
    {
    case READ_ACTIVITIES:
      take_activities (self, sums);
      break;
    case READ_CHAPTERS:
      take_links (self, sums, self->chapters, self->facts.in_chapters, 2);
      break;
    case READ_PLACES:
      take_links (self, sums, self->places, self->facts.in_places, -1);
      break;
    case READ_PARTNERS:
      take_links (self, sums, self->organisations, self->facts.with_organisations, -1);
      break;
    case READ_LINES:
      take_lines (self, sums);
      break;
    case READ_SCORES:
    default:
      take_scores (self, sums);
      break;
    }
}

/* --- reader ----------------------------------------------------------------------------------- */

CmFactsReader *
cm_facts_reader_new (CmStore *store)
{
  CmFactsReader *self = g_new0 (CmFactsReader, 1);

  self->store = g_object_ref (store);
  self->activities = g_hash_table_new (g_str_hash, g_str_equal);
  self->facts.activities = g_array_new (FALSE, TRUE, sizeof (CmFactActivity));
  self->facts.in_chapters = g_array_new (FALSE, TRUE, sizeof (CmFactLink));
  self->facts.in_places = g_array_new (FALSE, TRUE, sizeof (CmFactLink));
  self->facts.with_organisations = g_array_new (FALSE, TRUE, sizeof (CmFactLink));
  self->facts.lines = g_array_new (FALSE, TRUE, sizeof (CmFactLine));
  return self;
}

void
cm_facts_reader_free (CmFactsReader *self)
{
  CmPortfolioFacts *facts = &self->facts;

  g_clear_pointer (&self->activities, g_hash_table_unref);
  g_clear_pointer (&self->chapters, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->organisations, g_hash_table_unref);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&facts->themes, g_ptr_array_unref);
  g_clear_pointer (&facts->chapters, g_ptr_array_unref);
  g_clear_pointer (&facts->places, g_ptr_array_unref);
  g_clear_pointer (&facts->organisations, g_ptr_array_unref);
  g_clear_pointer (&facts->sources, g_ptr_array_unref);
  g_array_unref (facts->activities);
  g_array_unref (facts->in_chapters);
  g_array_unref (facts->in_places);
  g_array_unref (facts->with_organisations);
  g_array_unref (facts->lines);
  for (guint i = 0; i < N_READS; i++)
    g_clear_pointer (&self->sums[i], cm_sums_free);
  g_object_unref (self->store);
  g_free (self);
}

static CmSums *
start_read (CmFactsReader *self, guint read)
{
  g_autoptr (CmQuery) query = cm_query_new (reads[read].table);

  return cm_sums_new (self->store, query, reads[read].field, reads[read].groups);
}

gboolean
cm_facts_reader_step (CmFactsReader *self)
{
  if (!self->lists_read)
    {
      read_lists (self);
      return FALSE;
    }
  if (self->next == N_READS)
    return TRUE;
  if (self->sums[self->next] == NULL)
    self->sums[self->next] = start_read (self, self->next);
  if (cm_sums_step (self->sums[self->next]))
    take (self, self->next++);
  return self->next == N_READS;
}

const CmPortfolioFacts *
cm_facts_reader_get (CmFactsReader *self)
{
  g_return_val_if_fail (self->next == N_READS, NULL);

  return &self->facts;
}

gboolean
cm_facts_depend_on (const CmTable *table)
{
  static const char *const lists[] = { "partnership",  "theme",          "chapter", "place",
                                       "organisation", "funding_source", NULL };

  for (guint i = 0; i < N_READS; i++)
    if (g_str_equal (reads[i].table, table->name))
      return TRUE;
  return g_strv_contains (lists, table->name);
}
