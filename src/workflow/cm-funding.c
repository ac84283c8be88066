/* cm-funding.c - the money of the portfolio by source, year and how sure it is; what of it ends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding"
#include "config.h"

#include "cm-funding.h"

#include <string.h>

#include "cm-store-sums.h"
#include "cm-summary.h"

/* Years further apart than that are not filled up: somebody mistyped one. */
#define MAX_YEARS 60

typedef struct
{
  gint64 amount;
  guint lines;
} Cell;

typedef enum
{
  READ_LINES,
  READ_NEEDS,
  LAY_OUT,
  ADD_LINES,
  ADD_NEEDS,
  DONE,
} Phase;

/* Lines added up in one go. */
#define SLICE 8000

/* Lines alike in all that matters here. */
typedef struct
{
  guint source, year, state; /* positions */
  const char *ends;          /* the day it ends, its source's if that is earlier, or NULL */
  gboolean own;              /* that day is its own */
  gint64 amount;
  guint lines;
  int next; /* of the same activity, or -1 */
} Line;

struct _CmFunding
{
  CmStore *store;
  CmScope *scope;
  char *today;

  CmSums *sums;  /* of the lines */
  CmSums *needs; /* what activities say they need */
  Phase phase;
  guint added; /* of the sums of the lines */

  GPtrArray *sources;      /* of CmFundingSource */
  GHashTable *source_of;   /* key → position + 1 */
  GArray *years;           /* of gint64 */
  Cell *cells;             /* by source, year, state */
  GArray *lines;           /* of Line */
  GPtrArray *activities;   /* keys, owned by the sums */
  GArray *first;           /* of int: the first line of each activity */
  GHashTable *activity_of; /* key → position + 1 */
  gint64 beyond;
};

enum
{
  GROUP_ACTIVITY,
  GROUP_SOURCE,
  GROUP_YEAR,
  GROUP_STATE,
  GROUP_ENDS,
};
static const char *const groups[] = { "activity", "funding_source", "year", "state", "ends", NULL };

static void
free_source (gpointer data)
{
  CmFundingSource *source = data;

  g_free (source->id);
  g_free (source->name);
  g_free (source->organisation);
  g_free (source->ends);
  g_free (source);
}

CmFunding *
cm_funding_new (CmStore *store, const CmScope *scope)
{
  static const char *const key[] = { "id", NULL };
  CmFunding *self = g_new0 (CmFunding, 1);
  g_autoptr (CmQuery) lines = cm_query_new ("budget_line");
  g_autoptr (CmQuery) activities = cm_scope_query_activities (scope);

  self->store = g_object_ref (store);
  self->scope = cm_scope_copy (scope);
  self->today = cm_summary_get_today (store);
  if (!cm_scope_is_whole (scope))
    cm_query_where_in (lines, "activity", cm_scope_query_activities (scope), "id");
  self->sums = cm_sums_new (store, lines, "amount", groups);
  self->needs = cm_sums_new (store, activities, "needed", key);
  self->sources = g_ptr_array_new_with_free_func (free_source);
  self->source_of = g_hash_table_new (g_str_hash, g_str_equal);
  self->years = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->activities = g_ptr_array_new ();
  self->first = g_array_new (FALSE, FALSE, sizeof (int));
  self->activity_of = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
cm_funding_free (CmFunding *self)
{
  g_hash_table_unref (self->activity_of);
  g_hash_table_unref (self->source_of);
  g_array_unref (self->first);
  g_ptr_array_unref (self->activities);
  g_array_unref (self->lines);
  g_array_unref (self->years);
  g_ptr_array_unref (self->sources);
  g_free (self->cells);
  cm_sums_free (self->sums);
  cm_sums_free (self->needs);
  cm_scope_free (self->scope);
  g_free (self->today);
  g_object_unref (self->store);
  g_free (self);
}

/* --- reading ---------------------------------------------------------------------------------- */

static const CmChoice *
get_choices (const char *table, const char *field)
{
  return cm_table_field (cm_table_find (table), field)->choices;
}

static int
find_choice (const CmChoice *choices, const char *name)
{
  int i = 0;

  while (choices[i].name != NULL && !g_str_equal (choices[i].name, name))
    i++;
  return choices[i].name != NULL ? i : 0;
}

static int
compare_sources (gconstpointer a, gconstpointer b)
{
  const CmFundingSource *first = *(const CmFundingSource *const *) a;
  const CmFundingSource *second = *(const CmFundingSource *const *) b;

  if (first->kind != second->kind)
    return (int) first->kind - (int) second->kind;
  return g_utf8_collate (first->name, second->name);
}

static CmFundingSource *
make_source (CmRecord *record)
{
  CmFundingSource *source = g_new0 (CmFundingSource, 1);

  source->id = g_strdup (cm_record_get_id (record));
  source->name = g_strdup (cm_record_get_title (record));
  source->kind = (CmFundingKind) find_choice (get_choices ("funding_source", "kind"),
                                              cm_record_get_text (record, "kind"));
  if (!cm_record_is_null (record, "organisation"))
    source->organisation = g_strdup (cm_record_get_text (record, "organisation"));
  if (!cm_record_is_null (record, "ends"))
    source->ends = g_strdup (cm_record_get_text (record, "ends"));
  source->ceiling =
      cm_record_is_null (record, "ceiling") ? -1 : cm_record_get_number (record, "ceiling");
  return source;
}

/* The sources that occur; equal keys are one pointer in the sums. */
static void
read_sources (CmFunding *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < cm_sums_get_size (self->sums); i++)
    {
      const char *id = cm_sums_get_text (self->sums, i, GROUP_SOURCE);
      g_autoptr (CmRecord) record = NULL;

      if (id == NULL || !g_hash_table_add (seen, (gpointer) id))
        continue;
      record = cm_store_get (self->store, "funding_source", id);
      if (record != NULL)
        g_ptr_array_add (self->sources, make_source (record));
    }
  g_ptr_array_sort (self->sources, compare_sources);
  for (guint i = 0; i < self->sources->len; i++)
    {
      CmFundingSource *source = g_ptr_array_index (self->sources, i);

      g_hash_table_insert (self->source_of, source->id, GUINT_TO_POINTER (i + 1));
    }
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

static int
find_year (const CmFunding *self, gint64 year)
{
  for (guint i = 0; i < self->years->len; i++)
    if (g_array_index (self->years, gint64, i) == year)
      return (int) i;
  return -1;
}

static void
read_years (CmFunding *self)
{
  for (guint i = 0; i < cm_sums_get_size (self->sums); i++)
    {
      gint64 year = cm_sums_get_number (self->sums, i, GROUP_YEAR);

      if (find_year (self, year) < 0)
        g_array_append_val (self->years, year);
    }
  g_array_sort (self->years, compare_years);
  for (guint i = 1; i < self->years->len && self->years->len < MAX_YEARS; i++)
    {
      gint64 next = g_array_index (self->years, gint64, i - 1) + 1;

      if (g_array_index (self->years, gint64, i) > next)
        g_array_insert_val (self->years, i, next);
    }
}

static guint
find_activity (CmFunding *self, const char *id)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->activity_of, id));
  int none = -1;

  if (known > 0)
    return known - 1;
  g_ptr_array_add (self->activities, (gpointer) id);
  g_array_append_val (self->first, none);
  g_hash_table_insert (self->activity_of, (gpointer) id, GUINT_TO_POINTER (self->activities->len));
  return self->activities->len - 1;
}

static Cell *
get_cell (const CmFunding *self, guint source, guint year, guint state)
{
  return &self->cells[(source * self->years->len + year) * CM_N_FUNDING_STATES + state];
}

static void
add_line (CmFunding *self, guint i, const CmChoice *states)
{
  const char *own = cm_sums_get_text (self->sums, i, GROUP_ENDS);
  guint source = GPOINTER_TO_UINT (
      g_hash_table_lookup (self->source_of, cm_sums_get_text (self->sums, i, GROUP_SOURCE)));
  guint activity = find_activity (self, cm_sums_get_text (self->sums, i, GROUP_ACTIVITY));
  const char *ends;
  Line line = { 0 };
  Cell *cell;

  if (source == 0)
    return;
  line.source = source - 1;
  line.year = (guint) find_year (self, cm_sums_get_number (self->sums, i, GROUP_YEAR));
  line.state = (guint) find_choice (states, cm_sums_get_text (self->sums, i, GROUP_STATE));
  ends = cm_funding_get_source (self, line.source)->ends;
  line.own = own != NULL && (ends == NULL || g_strcmp0 (own, ends) < 0);
  line.ends = line.own ? own : ends;
  line.amount = cm_sums_get_sum (self->sums, i);
  line.lines = cm_sums_get_count (self->sums, i);
  line.next = g_array_index (self->first, int, activity);
  g_array_index (self->first, int, activity) = (int) self->lines->len;
  g_array_append_val (self->lines, line);
  cell = get_cell (self, line.source, line.year, line.state);
  cell->amount += line.amount;
  cell->lines += line.lines;
}

static gint64
sum_activity (const CmFunding *self, const char *id)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->activity_of, id));
  gint64 amount = 0;

  for (int i = known > 0 ? g_array_index (self->first, int, known - 1) : -1; i >= 0;)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      amount += line->amount;
      i = line->next;
    }
  return amount;
}

static void
add_needs (CmFunding *self)
{
  for (guint i = 0; i < cm_sums_get_size (self->needs); i++)
    {
      gint64 needed = cm_sums_get_sum (self->needs, i);

      if (needed > 0)
        self->beyond += MAX (needed - sum_activity (self, cm_sums_get_text (self->needs, i, 0)), 0);
    }
}

static void
lay_out (CmFunding *self)
{
  read_sources (self);
  read_years (self);
  self->cells = g_new0 (Cell, self->sources->len * self->years->len * CM_N_FUNDING_STATES + 1);
}

/* TRUE when all are added. */
static gboolean
add_lines (CmFunding *self)
{
  const CmChoice *states = get_choices ("budget_line", "state");
  guint end = MIN (self->added + SLICE, cm_sums_get_size (self->sums));

  while (self->added < end)
    add_line (self, self->added++, states);
  return self->added == cm_sums_get_size (self->sums);
}

gboolean
cm_funding_read (CmFunding *self)
{
  gboolean through = TRUE;

  switch (self->phase)
    {
    case READ_LINES:
      through = cm_sums_step (self->sums);
      break;
    case READ_NEEDS:
      through = cm_sums_step (self->needs);
      break;
    case LAY_OUT:
      lay_out (self);
      break;
    case ADD_LINES:
      through = add_lines (self);
      break;
    case ADD_NEEDS:
      add_needs (self);
      break;
    case DONE:
    default:
      return TRUE;
    }
  if (through)
    self->phase++;
  return self->phase == DONE;
}

/* --- sums ------------------------------------------------------------------------------------- */

guint
cm_funding_get_n_sources (const CmFunding *self)
{
  return self->sources->len;
}

const CmFundingSource *
cm_funding_get_source (const CmFunding *self, guint source)
{
  return g_ptr_array_index (self->sources, source);
}

guint
cm_funding_get_n_years (const CmFunding *self)
{
  return self->years->len;
}

gint64
cm_funding_get_year (const CmFunding *self, guint year)
{
  return g_array_index (self->years, gint64, year);
}

static void
add_years (
    const CmFunding *self, const CmFundingLines *part, guint source, gint64 *amount, guint *lines)
{
  for (guint year = 0; year < self->years->len; year++)
    for (guint state = 0; state < CM_N_FUNDING_STATES; state++)
      {
        const Cell *cell = get_cell (self, source, year, state);

        if ((part->year >= 0 && (guint) part->year != year) ||
            (part->states != 0 && (part->states & 1u << state) == 0))
          continue;
        *amount += cell->amount;
        *lines += cell->lines;
      }
}

gint64
cm_funding_sum (const CmFunding *self, const CmFundingLines *part, guint *lines)
{
  gint64 amount = 0;
  guint count = 0;

  for (guint source = 0; source < self->sources->len; source++)
    if ((part->source < 0 || (guint) part->source == source) &&
        (part->kind < 0 || (int) cm_funding_get_source (self, source)->kind == part->kind))
      add_years (self, part, source, &amount, &count);
  if (lines != NULL)
    *lines = count;
  return amount;
}

int
cm_funding_get_mainstream (const CmFunding *self, int year)
{
  CmFundingLines all = CM_FUNDING_ALL;
  CmFundingLines mainstream = CM_FUNDING_ALL;
  gint64 total;

  all.year = mainstream.year = year;
  mainstream.kind = CM_FUNDING_MAINSTREAM;
  total = cm_funding_sum (self, &all, NULL);
  if (total <= 0)
    return -1;
  return (int) ((double) cm_funding_sum (self, &mainstream, NULL) * 100 / (double) total + 0.5);
}

gint64
cm_funding_get_beyond (const CmFunding *self)
{
  return self->beyond;
}

/* --- queries ---------------------------------------------------------------------------------- */

/* One state or all: a query has no “or”. */
static void
narrow_to_state (CmQuery *lines, guint states)
{
  const CmChoice *choices = get_choices ("budget_line", "state");

  for (guint state = 0; state < CM_N_FUNDING_STATES; state++)
    if (states == 1u << state)
      cm_query_where_text (lines, "state", choices[state].name);
}

CmQuery *
cm_funding_query (const CmFunding *self, const CmFundingLines *part)
{
  CmQuery *activities = cm_scope_query_activities (self->scope);
  CmQuery *lines = cm_query_new ("budget_line");

  if (part->year >= 0)
    cm_query_where_number (lines, "year", cm_funding_get_year (self, (guint) part->year));
  if (part->source >= 0)
    cm_query_where_text (
        lines, "funding_source", cm_funding_get_source (self, (guint) part->source)->id);
  else if (part->kind >= 0)
    {
      const CmChoice *kinds = get_choices ("funding_source", "kind");
      CmQuery *sources = cm_query_new ("funding_source");

      cm_query_where_text (sources, "kind", kinds[part->kind].name);
      cm_query_where_in (lines, "funding_source", sources, "id");
    }
  narrow_to_state (lines, part->states);
  cm_query_where_in (activities, "id", lines, "activity");
  return activities;
}

CmQuery *
cm_funding_query_end (const CmFunding *self, const CmFundingEnd *end)
{
  CmQuery *activities = cm_scope_query_activities (self->scope);
  CmQuery *lines = cm_query_new ("budget_line");

  cm_query_where_text (lines, "funding_source", cm_funding_get_source (self, end->source)->id);
  if (end->own)
    cm_query_where_text (lines, "ends", end->ends);
  cm_query_where_in (activities, "id", lines, "activity");
  return activities;
}

/* --- what ends -------------------------------------------------------------------------------- */

static void
free_end (gpointer data)
{
  CmFundingEnd *end = data;

  g_free (end->ends);
  g_ptr_array_unref (end->bereft);
  g_ptr_array_unref (end->hopeful);
  g_free (end);
}

static char *
add_months (const char *iso, int months)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *full = g_strconcat (iso, "T00:00:00", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (full, zone);
  g_autoptr (GDateTime) later = date != NULL ? g_date_time_add_months (date, months) : NULL;

  return later != NULL ? g_date_time_format (later, "%Y-%m-%d") : g_strdup (iso);
}

/* The financial year in which the day after lies. */
static gint64
find_year_after (const char *iso)
{
  return cm_date_financial_year (iso) + (g_str_has_suffix (iso, "-03-31") ? 1 : 0);
}

static CmFundingEnd *
find_end (GPtrArray *ends, const Line *line)
{
  CmFundingEnd *end;

  for (guint i = 0; i < ends->len; i++)
    {
      end = g_ptr_array_index (ends, i);
      if (end->source == line->source && end->own == line->own &&
          g_str_equal (end->ends, line->ends))
        return end;
    }
  end = g_new0 (CmFundingEnd, 1);
  end->source = line->source;
  end->ends = g_strdup (line->ends);
  end->own = line->own;
  end->bereft = g_ptr_array_new_with_free_func (g_free);
  end->hopeful = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (ends, end);
  return end;
}

/* Whether the line pays for something after that day. */
static gboolean
pays_after (const CmFunding *self, const Line *line, const char *day)
{
  return line->amount > 0 && cm_funding_get_year (self, line->year) >= find_year_after (day) &&
         (line->ends == NULL || g_strcmp0 (line->ends, day) > 0);
}

/* An activity loses this money: what has it then? */
static void
judge_activity (const CmFunding *self, CmFundingEnd *end, guint activity)
{
  gboolean any = FALSE, in_hand = FALSE;

  for (int i = g_array_index (self->first, int, activity); i >= 0;)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (pays_after (self, line, end->ends))
        {
          any = TRUE;
          in_hand = in_hand || (CM_FUNDING_IN_HAND & 1u << line->state) != 0;
        }
      i = line->next;
    }
  end->activities++;
  if (!in_hand)
    g_ptr_array_add (any ? end->hopeful : end->bereft,
                     g_strdup (g_ptr_array_index (self->activities, activity)));
}

static gboolean
ends_between (const Line *line, const char *from, const char *to)
{
  return line->ends != NULL && g_strcmp0 (line->ends, from) >= 0 && g_strcmp0 (line->ends, to) <= 0;
}

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const CmFundingEnd *first = *(const CmFundingEnd *const *) a;
  const CmFundingEnd *second = *(const CmFundingEnd *const *) b;
  int order = g_strcmp0 (first->ends, second->ends);

  if (order != 0)
    return order;
  return first->amount > second->amount ? -1 : first->amount < second->amount;
}

/* The lines of one activity: it may lose money of several sources, of each once. */
static void
add_ends_of (const CmFunding *self, GPtrArray *ends, guint activity, const char *horizon)
{
  gint64 this_year = cm_date_financial_year (self->today);
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();

  for (int i = g_array_index (self->first, int, activity); i >= 0;)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      gint64 year = cm_funding_get_year (self, line->year);

      if (ends_between (line, self->today, horizon) && year >= this_year &&
          year <= cm_date_financial_year (line->ends))
        {
          CmFundingEnd *end = find_end (ends, line);

          end->amount += line->amount;
          if (!g_ptr_array_find (lost, end, NULL))
            g_ptr_array_add (lost, end);
        }
      i = line->next;
    }
  for (guint i = 0; i < lost->len; i++)
    judge_activity (self, g_ptr_array_index (lost, i), activity);
}

GPtrArray *
cm_funding_list_ends (const CmFunding *self, int months)
{
  GPtrArray *ends = g_ptr_array_new_with_free_func (free_end);
  g_autofree char *horizon = add_months (self->today, months);

  for (guint activity = 0; activity < self->activities->len; activity++)
    add_ends_of (self, ends, activity, horizon);
  g_ptr_array_sort (ends, compare_ends);
  return ends;
}

gint64
cm_funding_get_late (const CmFunding *self, guint source)
{
  const char *ends = cm_funding_get_source (self, source)->ends;
  gint64 late = 0;

  for (guint year = 0; ends != NULL && year < self->years->len; year++)
    if (cm_funding_get_year (self, year) > cm_date_financial_year (ends))
      {
        CmFundingLines part = CM_FUNDING_ALL;

        part.source = (int) source;
        part.year = (int) year;
        late += cm_funding_sum (self, &part, NULL);
      }
  return late;
}
