/* cm-consolidation.c - what several priority matrices say together, and the arithmetic of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-consolidation.h"

#include <glib/gi18n.h>

/* --- putting together ------------------------------------------------------------------------- */

/* What two names must have in common to be the same. */
static char *
fold_name (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " \t\n", -1);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *normal = NULL;

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", *word);
  normal = g_utf8_normalize (joined->str, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_casefold (normal != NULL ? normal : joined->str, -1);
}

/* The position of each name, counted from 1. */
typedef struct
{
  GHashTable *rows;
  GHashTable *topics;
} Places;

static guint
find_position (GHashTable *places, const char *name)
{
  g_autofree char *folded = fold_name (name);

  return GPOINTER_TO_UINT (g_hash_table_lookup (places, folded));
}

static void
free_topic (gpointer data)
{
  CmConsolidatedTopic *topic = data;

  g_free (topic->heading);
  g_free (topic->name);
  g_free (topic->by_row);
  g_free (topic);
}

void
cm_consolidation_free (CmConsolidation *self)
{
  g_ptr_array_unref (self->topics);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
add_rows (CmConsolidation *self, GHashTable *places, const CmMatrix *matrix)
{
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const char *name = cm_matrix_get_row (matrix, i)->name;

      if (find_position (places, name) > 0)
        continue;
      g_ptr_array_add (self->rows, g_strdup (name));
      g_hash_table_insert (places, fold_name (name), GUINT_TO_POINTER (self->rows->len));
    }
}

static void
add_topics (CmConsolidation *self, GHashTable *places, const CmMatrix *matrix)
{
  for (guint i = 0; i < matrix->topics->len; i++)
    {
      const CmMatrixTopic *from = cm_matrix_get_topic (matrix, i);
      CmConsolidatedTopic *topic;

      if (find_position (places, from->name) > 0)
        continue;
      topic = g_new0 (CmConsolidatedTopic, 1);
      topic->heading = g_strdup (from->heading);
      topic->name = g_strdup (from->name);
      topic->by_row = g_new0 (CmTally, self->rows->len);
      g_ptr_array_add (self->topics, topic);
      g_hash_table_insert (places, fold_name (from->name), GUINT_TO_POINTER (self->topics->len));
    }
}

/* The topic of the matrix with that name, or -1. Two topics of one matrix may have one name: then
 * both are counted where the first stands. */
static void
count_matrix (CmConsolidation *self, const Places *places, const CmMatrix *matrix)
{
  g_autofree gboolean *asked = g_new0 (gboolean, self->topics->len + 1);

  for (guint t = 0; t < matrix->topics->len; t++)
    {
      guint at = find_position (places->topics, cm_matrix_get_topic (matrix, t)->name) - 1;
      CmConsolidatedTopic *topic = g_ptr_array_index (self->topics, at);

      asked[at] = TRUE;
      for (guint r = 0; r < matrix->rows->len; r++)
        {
          guint row = find_position (places->rows, cm_matrix_get_row (matrix, r)->name) - 1;
          CmMark mark = cm_matrix_get_mark (matrix, r, t);

          topic->all.n[mark]++;
          topic->by_row[row].n[mark]++;
        }
    }
  for (guint at = 0; at < self->topics->len; at++)
    {
      CmConsolidatedTopic *topic = g_ptr_array_index (self->topics, at);

      for (guint r = 0; !asked[at] && r < matrix->rows->len; r++)
        {
          guint row = find_position (places->rows, cm_matrix_get_row (matrix, r)->name) - 1;

          topic->all.not_asked++;
          topic->by_row[row].not_asked++;
        }
    }
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  GHashTable *headings = data;
  const CmConsolidatedTopic *one = *(CmConsolidatedTopic **) a;
  const CmConsolidatedTopic *two = *(CmConsolidatedTopic **) b;

  return GPOINTER_TO_INT (g_hash_table_lookup (headings, one->heading)) -
         GPOINTER_TO_INT (g_hash_table_lookup (headings, two->heading));
}

/* Topics that only a later matrix has come under their heading too. */
static void
group_topics (CmConsolidation *self)
{
  g_autoptr (GHashTable) headings = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->topics->len; i++)
    {
      CmConsolidatedTopic *topic = g_ptr_array_index (self->topics, i);

      if (!g_hash_table_contains (headings, topic->heading))
        g_hash_table_insert (headings, topic->heading, GINT_TO_POINTER ((int) i));
    }
  g_ptr_array_sort_with_data (self->topics, compare_groups, headings);
}

CmConsolidation *
cm_consolidation_new (const CmMatrix *const *matrices, guint n_matrices)
{
  CmConsolidation *self = g_new0 (CmConsolidation, 1);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) topics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Places places = { rows, topics };

  self->n_matrices = n_matrices;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->topics = g_ptr_array_new_with_free_func (free_topic);
  for (guint i = 0; i < n_matrices; i++)
    add_rows (self, rows, matrices[i]);
  for (guint i = 0; i < n_matrices; i++)
    add_topics (self, topics, matrices[i]);
  for (guint i = 0; i < n_matrices; i++)
    count_matrix (self, &places, matrices[i]);
  group_topics (self);
  return self;
}

const CmConsolidatedTopic *
cm_consolidation_get_topic (const CmConsolidation *self, guint topic)
{
  return g_ptr_array_index (self->topics, topic);
}

/* --- judging ---------------------------------------------------------------------------------- */

static guint
count_known (const CmTally *self)
{
  return self->n[CM_MARK_HIGH] + self->n[CM_MARK_PRIORITY] + self->n[CM_MARK_NONE];
}

CmMark
cm_tally_judge (const CmTally *self)
{
  guint known = count_known (self);

  if (known == 0)
    return CM_MARK_UNKNOWN;
  if (2 * self->n[CM_MARK_HIGH] >= known)
    return CM_MARK_HIGH;
  if (2 * (self->n[CM_MARK_HIGH] + self->n[CM_MARK_PRIORITY]) >= known)
    return CM_MARK_PRIORITY;
  return CM_MARK_NONE;
}

const char *
cm_tally_rule (void)
{
  return _ (
      "Of the known marks: high if half or more are high, priority if half or more are high or "
      "priority, otherwise not identified. What is unknown does not count as not "
      "identified.");
}

/* Whatever the unknown cells are, the judgement lies between those with none of them a priority and
 * with all of them high. */
gboolean
cm_tally_is_firm (const CmTally *self)
{
  CmTally least = *self, most = *self;

  least.n[CM_MARK_NONE] += self->n[CM_MARK_UNKNOWN];
  most.n[CM_MARK_HIGH] += self->n[CM_MARK_UNKNOWN];
  least.n[CM_MARK_UNKNOWN] = most.n[CM_MARK_UNKNOWN] = 0;
  return cm_tally_judge (&least) == cm_tally_judge (&most);
}

/* --- in words --------------------------------------------------------------------------------- */

static void
append_part (GString *text, char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
  g_free (part);
}

char *
cm_tally_describe (const CmTally *self)
{
  guint all = count_known (self) + self->n[CM_MARK_UNKNOWN];
  GString *text = g_string_new (NULL);

  if (self->n[CM_MARK_HIGH] > 0)
    /* translators: part of a list: in how many of how many cells */
    append_part (text, g_strdup_printf (_ ("high in %1$u of %2$u"), self->n[CM_MARK_HIGH], all));
  if (self->n[CM_MARK_PRIORITY] > 0)
    /* translators: part of a list: in how many of how many cells */
    append_part (text,
                 g_strdup_printf (_ ("priority in %1$u of %2$u"), self->n[CM_MARK_PRIORITY], all));
  if (self->n[CM_MARK_NONE] > 0)
    append_part (
        text, g_strdup_printf (_ ("not identified in %1$u of %2$u"), self->n[CM_MARK_NONE], all));
  if (self->n[CM_MARK_UNKNOWN] > 0)
    append_part (text,
                 g_strdup_printf (_ ("unknown in %1$u of %2$u"), self->n[CM_MARK_UNKNOWN], all));
  if (self->not_asked > 0)
    append_part (
        text,
        g_strdup_printf (ngettext ("not asked of %u row", "not asked of %u rows", self->not_asked),
                         self->not_asked));
  return g_string_free (text, FALSE);
}

static char *
explain_judgement (const CmTally *self)
{
  guint known = count_known (self);
  guint high = self->n[CM_MARK_HIGH];
  guint both = high + self->n[CM_MARK_PRIORITY];

  switch (cm_tally_judge (self))
    {
    case CM_MARK_HIGH:
      /* translators: how a mark follows: of %1$u cells %2$u have it */
      return g_strdup_printf (
          _ ("Of the %1$u known, %2$u high: half or more, so high priority."), known, high);
    case CM_MARK_PRIORITY:
      /* translators: how a mark follows: of %1$u cells %2$u are high, %3$u high or priority */
      return g_strdup_printf (_ ("Of the %1$u known, %2$u high (fewer than half) and %3$u high or "
                                 "priority: half or more, so priority."),
                              known,
                              high,
                              both);
    case CM_MARK_NONE:
      /* translators: how a mark follows: of %1$u cells %2$u are high or priority */
      return g_strdup_printf (_ ("Of the %1$u known, %2$u high or priority: fewer than half, so "
                                 "not identified."),
                              known,
                              both);
    case CM_MARK_UNKNOWN:
    default:
      return g_strdup (_ ("None is known, so unknown."));
    }
}

char *
cm_tally_explain (const CmTally *self)
{
  g_autofree char *judgement = explain_judgement (self);
  guint unknown = self->n[CM_MARK_UNKNOWN];

  if (unknown == 0 || count_known (self) == 0)
    return g_steal_pointer (&judgement);
  if (cm_tally_is_firm (self))
    /* translators: %1$s is a sentence; %2$u a number of cells */
    return g_strdup_printf (ngettext ("%1$s The %2$u unknown cannot change it.",
                                      "%1$s The %2$u unknown cannot change it.",
                                      unknown),
                            judgement,
                            unknown);
  /* translators: %1$s is a sentence; %2$u a number of cells */
  return g_strdup_printf (ngettext ("%1$s Provisional: the %2$u unknown could change it.",
                                    "%1$s Provisional: the %2$u unknown could change it.",
                                    unknown),
                          judgement,
                          unknown);
}
