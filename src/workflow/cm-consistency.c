/* cm-consistency.c - where a portfolio contradicts itself, or leaves something open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-consistency.h"

#include <glib/gi18n.h>

#include "cm-funding-reserves.h"
#include "cm-spend-private.h"

typedef struct
{
  CmStore *store;
  const char *today;
  GPtrArray *findings;
  GHashTable *tables; /* name → Rows */
} Check;

/* A table that was read, with its records by key. */
typedef struct
{
  GPtrArray *records;
  GHashTable *by_id;
} Rows;

static void
free_rows (gpointer data)
{
  Rows *rows = data;

  g_hash_table_unref (rows->by_id);
  g_ptr_array_unref (rows->records);
  g_free (rows);
}

static void
free_finding (gpointer data)
{
  CmFinding *finding = data;

  g_free (finding->id);
  g_free (finding->title);
  g_free (finding->text);
  g_free (finding);
}

static Rows *
read_rows (Check *check, const char *table)
{
  Rows *rows = g_hash_table_lookup (check->tables, table);

  if (rows == NULL)
    {
      g_autoptr (CmQuery) query = cm_query_new (table);

      rows = g_new0 (Rows, 1);
      rows->records = cm_store_list (check->store, query);
      rows->by_id = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < rows->records->len; i++)
        g_hash_table_insert (rows->by_id,
                             (gpointer) cm_record_get_id (rows->records->pdata[i]),
                             rows->records->pdata[i]);
      g_hash_table_insert (check->tables, (gpointer) table, rows);
    }
  return rows;
}

static GPtrArray *
list (Check *check, const char *table)
{
  return read_rows (check, table)->records;
}

/* (nullable): the record that a reference leads to. */
static CmRecord *
follow (Check *check, CmRecord *record, const char *field)
{
  const CmField *reference = cm_table_field (cm_record_get_table (record), field);

  return g_hash_table_lookup (read_rows (check, reference->references)->by_id,
                              cm_record_get_text (record, field));
}

/* The keys that `field` of the records of `table` refers to. */
static GHashTable *
collect (Check *check, const char *table, const char *field)
{
  GPtrArray *records = list (check, table);
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (keys, (gpointer) cm_record_get_text (records->pdata[i], field));
  return keys;
}

static gboolean
is (CmRecord *record, const char *field, const char *value)
{
  return g_str_equal (cm_record_get_text (record, field), value);
}

static gboolean
is_over (CmRecord *activity)
{
  return is (activity, "state", "closed") || is (activity, "state", "withdrawn");
}

/* Takes `text`. A record that has no name of its own goes by that of its owner. */
static void
tell (Check *check, CmFindingKind kind, CmRecord *record, char *text)
{
  const CmTable *table = cm_record_get_table (record);
  const CmField *owner = cm_table_owner (table);
  CmFinding *finding = g_new0 (CmFinding, 1);
  CmRecord *named = record;

  while (named != NULL && *cm_record_get_title (named) == '\0' && owner != NULL)
    {
      named = follow (check, named, owner->name);
      owner = named != NULL ? cm_table_owner (cm_record_get_table (named)) : NULL;
    }
  finding->kind = kind;
  finding->table = table->name;
  finding->id = g_strdup (cm_record_get_id (record));
  finding->title = g_strdup (named != NULL ? cm_record_get_title (named) : "");
  finding->text = text;
  g_ptr_array_add (check->findings, finding);
}

static char *
money (gint64 pence)
{
  return cm_money_format (pence);
}

/* --- sums ------------------------------------------------------------------------------------- */

static void
check_reserves (Check *check)
{
  g_autoptr (CmReserves) reserves = cm_reserves_read (check->store);
  Rows *entries = read_rows (check, "reserve_entry");

  for (guint i = 0; i < reserves->lines->len; i++)
    {
      const CmReserveLine *line = g_ptr_array_index (reserves->lines, i);
      char *text = cm_reserves_judge (reserves, i);

      if (text != NULL)
        tell (check, CM_FINDING_SUM, g_hash_table_lookup (entries->by_id, line->id), text);
    }
}

static void
check_drawn (Check *check)
{
  GPtrArray *lines = list (check, "budget_line");

  for (guint i = 0; i < lines->len; i++)
    if (cm_record_get_number (lines->pdata[i], "drawn") >
        cm_record_get_number (lines->pdata[i], "amount"))
      tell (check,
            CM_FINDING_SUM,
            lines->pdata[i],
            g_strdup (_ ("more is drawn from a budget line than it holds")));
}

static void
check_counts (Check *check)
{
  GPtrArray *targets = list (check, "target");

  for (guint i = 0; i < targets->len; i++)
    {
      CmRecord *target = targets->pdata[i];
      CmRecord *indicator = follow (check, target, "indicator");
      gint64 of = cm_record_get_number (target, "of_n");

      if (of == 0 && indicator != NULL)
        of = cm_record_get_number (indicator, "of_n");
      if (indicator != NULL && is (indicator, "measure", "count") && of > 0 &&
          cm_record_get_number (target, "value") > of * CM_DECIMAL_ONE)
        tell (check,
              CM_FINDING_SUM,
              target,
              /* translators: the target of an indicator that counts so many of a number */
              g_strdup_printf (_ ("the target is higher than the %d there are"), (int) of));
    }
}

static void
check_ratings (Check *check)
{
  GPtrArray *workshops = list (check, "workshop");
  GPtrArray *ratings = list (check, "workshop_rating");
  GPtrArray *attendance = list (check, "attendance");

  for (guint w = 0; w < workshops->len; w++)
    {
      gint64 rated = 0, present = 0;

      for (guint i = 0; i < ratings->len; i++)
        if (is (ratings->pdata[i], "workshop", cm_record_get_id (workshops->pdata[w])))
          rated += cm_record_get_number (ratings->pdata[i], "people");
      for (guint i = 0; i < attendance->len; i++)
        if (is (attendance->pdata[i], "workshop", cm_record_get_id (workshops->pdata[w])))
          present += cm_record_get_number (attendance->pdata[i], "present");
      if (present > 0 && rated > present)
        tell (check,
              CM_FINDING_SUM,
              workshops->pdata[w],
              /* translators: numbers of people: who rated a workshop, and who came to it */
              g_strdup_printf (_ ("%1$d people rated it; %2$d came"), (int) rated, (int) present));
    }
}

/* --- orphans ---------------------------------------------------------------------------------- */

/* Records of `table` to which `field` of no record of `from` refers. */
static void
check_unreferenced (
    Check *check, const char *table, const char *from, const char *field, const char *text)
{
  GPtrArray *records = list (check, table);
  g_autoptr (GHashTable) keys = collect (check, from, field);
  gboolean activities = g_str_equal (table, "activity");

  for (guint i = 0; i < records->len; i++)
    if (!g_hash_table_contains (keys, cm_record_get_id (records->pdata[i])) &&
        !(activities && is_over (records->pdata[i])))
      tell (check, CM_FINDING_ORPHAN, records->pdata[i], g_strdup (text));
}

static void
check_empty (Check *check, const char *table, const char *field, const char *text)
{
  GPtrArray *records = list (check, table);

  for (guint i = 0; i < records->len; i++)
    if (cm_record_is_null (records->pdata[i], field))
      tell (check, CM_FINDING_ORPHAN, records->pdata[i], g_strdup (text));
}

static void
check_orphans (Check *check)
{
  check_unreferenced (
      check, "chapter", "activity_chapter", "chapter", _ ("no activity serves this chapter"));
  check_unreferenced (check, "chapter", "outcome", "chapter", _ ("this chapter has no outcome"));
  check_unreferenced (
      check, "outcome", "activity_outcome", "outcome", _ ("no activity serves this outcome"));
  check_unreferenced (
      check, "outcome", "indicator", "outcome", _ ("no indicator measures this outcome"));
  check_empty (check, "outcome", "owner", _ ("nobody owns this outcome"));
  check_empty (check, "indicator", "outcome", _ ("this indicator measures no outcome"));
  check_unreferenced (
      check, "indicator", "target", "indicator", _ ("this indicator has no target"));
  check_unreferenced (
      check, "activity", "activity_chapter", "activity", _ ("this activity serves no chapter"));
  check_unreferenced (
      check, "activity", "activity_outcome", "activity", _ ("this activity serves no outcome"));
  check_unreferenced (check, "need", "need_evidence", "need", _ ("nothing shows this need"));
  check_unreferenced (check, "need", "need_outcome", "need", _ ("no outcome answers this need"));
}

/* --- money ------------------------------------------------------------------------------------ */

static void
check_expired (Check *check)
{
  GPtrArray *lines = list (check, "budget_line");

  for (guint i = 0; i < lines->len; i++)
    {
      CmRecord *line = lines->pdata[i];
      CmRecord *source = follow (check, line, "funding_source");
      const char *ends = source != NULL ? cm_record_get_text (source, "ends") : "";
      g_autofree char *year = cm_year_format (cm_record_get_number (line, "year"));
      g_autofree char *date = cm_date_format (ends);
      g_autofree char *amount = money (cm_record_get_number (line, "amount"));

      if (*ends != '\0' && cm_record_get_number (line, "year") > cm_date_financial_year (ends))
        tell (check,
              CM_FINDING_MONEY,
              line,
              /* translators: %1$s is an amount, %2$s a year, %3$s a source of money, %4$s a date */
              g_strdup_printf (_ ("%1$s for %2$s comes from “%3$s”, which ends on %4$s"),
                               amount,
                               year,
                               cm_record_get_title (source),
                               date));
      if (is (line, "state", "contingency") &&
          (cm_record_is_null (line, "trigger") || cm_record_is_null (line, "delegated_to")))
        tell (check,
              CM_FINDING_MONEY,
              line,
              g_strdup (_ ("a contingency must say when it may be drawn, and by whom")));
    }
}

static void
check_ceilings (Check *check)
{
  GPtrArray *sources = list (check, "funding_source");
  GPtrArray *lines = list (check, "budget_line");

  for (guint s = 0; s < sources->len; s++)
    {
      gint64 ceiling = cm_record_get_number (sources->pdata[s], "ceiling");
      g_autoptr (GHashTable) years = NULL;
      GHashTableIter iter;
      gpointer year, total;

      if (cm_record_is_null (sources->pdata[s], "ceiling"))
        continue;
      years = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < lines->len; i++)
        if (is (lines->pdata[i], "funding_source", cm_record_get_id (sources->pdata[s])))
          {
            year = GSIZE_TO_POINTER ((gsize) cm_record_get_number (lines->pdata[i], "year"));
            total = GSIZE_TO_POINTER (GPOINTER_TO_SIZE (g_hash_table_lookup (years, year)) +
                                      (gsize) cm_record_get_number (lines->pdata[i], "amount"));
            g_hash_table_insert (years, year, total);
          }
      g_hash_table_iter_init (&iter, years);
      while (g_hash_table_iter_next (&iter, &year, &total))
        if ((gint64) GPOINTER_TO_SIZE (total) > ceiling)
          {
            g_autofree char *name = cm_year_format ((gint64) GPOINTER_TO_SIZE (year));
            g_autofree char *asked = money ((gint64) GPOINTER_TO_SIZE (total));
            g_autofree char *most = money (ceiling);

            tell (
                check,
                CM_FINDING_MONEY,
                sources->pdata[s],
                /* translators: %1$s is a year, %2$s and %3$s are amounts */
                g_strdup_printf (
                    _ ("in %1$s its lines come to %2$s; it pays %3$s at most"), name, asked, most));
          }
    }
}

static void
check_unfunded (Check *check)
{
  GPtrArray *activities = list (check, "activity");
  g_autoptr (GHashTable) funded = collect (check, "budget_line", "activity");

  for (guint i = 0; i < activities->len; i++)
    if (is (activities->pdata[i], "state", "live") &&
        !g_hash_table_contains (funded, cm_record_get_id (activities->pdata[i])))
      tell (check,
            CM_FINDING_MONEY,
            activities->pdata[i],
            g_strdup (_ ("it is live and has no budget line")));
}

/* --- dates and states ------------------------------------------------------------------------- */

/* `later` of the record lies before `earlier`, of the record or of the one that `through` refers
 * to. */
static void
check_dates (Check *check,
             const char *table,
             const char *earlier,
             const char *through,
             const char *later,
             const char *text)
{
  GPtrArray *records = list (check, table);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *other =
          through != NULL ? follow (check, records->pdata[i], through) : records->pdata[i];
      const char *from = other != NULL ? cm_record_get_text (other, earlier) : "";
      const char *to = cm_record_get_text (records->pdata[i], later);
      g_autofree char *first = cm_date_format (from);
      g_autofree char *second = cm_date_format (to);

      if (*from != '\0' && *to != '\0' && g_strcmp0 (to, from) < 0)
        /* translators: %1$s says what is wrong, %2$s and %3$s are the two dates */
        tell (check,
              CM_FINDING_DATE,
              records->pdata[i],
              g_strdup_printf (_ ("%1$s (%2$s, %3$s)"), text, second, first));
    }
}

static void
check_crossing (Check *check)
{
  check_dates (check,
               "flash_report",
               "starts",
               NULL,
               "on_date",
               _ ("the report is dated before its period begins"));
  check_dates (check,
               "flash_report",
               "on_date",
               NULL,
               "ends",
               _ ("the report’s period ends before the report is dated"));
  check_dates (check, "review", "on_date", NULL, "next_on", _ ("the next review lies before it"));
  check_dates (
      check, "risk", "raised_on", NULL, "happened_on", _ ("it happened before it was raised"));
  check_dates (check,
               "decision",
               "on_date",
               "meeting",
               "due",
               _ ("it is due before the meeting took place"));
  check_dates (check,
               "step_state",
               "starts",
               "cycle_run",
               "due",
               _ ("the step is due before its cycle starts"));
}

static void
check_activity_dates (Check *check)
{
  GPtrArray *activities = list (check, "activity");
  GPtrArray *lines = list (check, "budget_line");

  for (guint i = 0; i < activities->len; i++)
    {
      const char *ends = cm_record_get_text (activities->pdata[i], "ends");
      g_autofree char *date = cm_date_format (ends);

      if (is (activities->pdata[i], "state", "live") && *ends != '\0' &&
          g_strcmp0 (ends, check->today) < 0)
        tell (check,
              CM_FINDING_DATE,
              activities->pdata[i],
              /* translators: %s is a date */
              g_strdup_printf (_ ("it is live and ended on %s"), date));
    }
  for (guint i = 0; i < lines->len; i++)
    {
      CmRecord *activity = follow (check, lines->pdata[i], "activity");
      const char *ends = activity != NULL ? cm_record_get_text (activity, "ends") : "";
      gint64 year = cm_record_get_number (lines->pdata[i], "year");
      g_autofree char *name = cm_year_format (year);
      g_autofree char *date = cm_date_format (ends);

      if (*ends != '\0' && year > cm_date_financial_year (ends))
        tell (check,
              CM_FINDING_DATE,
              lines->pdata[i],
              /* translators: %1$s is a year, %2$s a date */
              g_strdup_printf (
                  _ ("a budget line for %1$s, but the activity ends on %2$s"), name, date));
    }
}

/* The log of gates in the order of its dates leads from state to state and ends with that of the
 * activity. */
static void
check_gates (Check *check)
{
  GPtrArray *gates = list (check, "gate");
  g_autoptr (GHashTable) last = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer activity, gate;

  for (guint i = 0; i < gates->len; i++)
    {
      activity = follow (check, gates->pdata[i], "activity");
      gate = g_hash_table_lookup (last, activity);
      if (gate != NULL && !cm_record_is_null (gates->pdata[i], "from_state") &&
          !is (gates->pdata[i], "from_state", cm_record_get_text (gate, "to_state")))
        tell (check,
              CM_FINDING_DATE,
              gates->pdata[i],
              g_strdup (_ ("a gate starts from another state than the gate before led to")));
      g_hash_table_insert (last, activity, gates->pdata[i]);
    }
  g_hash_table_iter_init (&iter, last);
  while (g_hash_table_iter_next (&iter, &activity, &gate))
    if (activity != NULL && !is (gate, "to_state", cm_record_get_text (activity, "state")))
      {
        const CmField *state = cm_table_field (cm_record_get_table (activity), "state");
        g_autofree char *now = cm_value_format (cm_record_get (activity, "state"), state);
        g_autofree char *logged = cm_value_format (cm_record_get (gate, "to_state"), state);

        tell (
            check,
            CM_FINDING_DATE,
            activity,
            /* translators: both are states of an activity, as “Live” */
            g_strdup_printf (_ ("its state is “%1$s”; by the gate log it is “%2$s”"), now, logged));
      }
}

/* --- spend and contracts ---------------------------------------------------------------------- */

/* What the lines of one file come to, and which of them are dated in another year than theirs. */
typedef struct
{
  gint64 amount;
  guint astray;
} FileSums;

/* (transfer full): by the key of the file. There may be very many lines: none is read as a record.
 */
static GHashTable *
sum_files (CmStore *store)
{
  static const char *const groups[] = { "spend_file", "year", "on_date", NULL };
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autoptr (CmSums) sums = cm_store_sum_by (store, query, "amount", groups);
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      const char *file = cm_sums_get_text (sums, i, 0);
      const char *date = cm_sums_get_text (sums, i, 2);
      FileSums *found = file != NULL ? g_hash_table_lookup (files, file) : NULL;

      if (file == NULL)
        continue;
      if (found == NULL)
        {
          found = g_new0 (FileSums, 1);
          g_hash_table_insert (files, g_strdup (file), found);
        }
      found->amount += cm_sums_get_sum (sums, i);
      if (date != NULL && cm_date_financial_year (date) != cm_sums_get_number (sums, i, 1))
        found->astray += cm_sums_get_count (sums, i);
    }
  return files;
}

static void
check_spend_files (Check *check)
{
  GPtrArray *files = list (check, "spend_file");
  g_autoptr (GHashTable) sums = files->len > 0 ? sum_files (check->store) : NULL;

  for (guint i = 0; i < files->len; i++)
    {
      const FileSums *found = g_hash_table_lookup (sums, cm_record_get_id (files->pdata[i]));
      gint64 amount = found != NULL ? found->amount : 0;
      gint64 stated = cm_record_get_number (files->pdata[i], "control_total");
      g_autofree char *now = money (amount);
      g_autofree char *then = money (stated);

      if (!cm_record_is_null (files->pdata[i], "control_total") && amount != stated)
        tell (
            check,
            CM_FINDING_SUM,
            files->pdata[i],
            /* translators: two amounts: the sum of a file’s lines, and what was noted of it */
            g_strdup_printf (
                _ ("its lines come to %1$s; when it was brought in they came to %2$s"), now, then));
      if (found != NULL && found->astray > 0)
        tell (check,
              CM_FINDING_DATE,
              files->pdata[i],
              /* translators: %u is how many lines of a file */
              g_strdup_printf (ngettext ("%u of its lines is dated in another year than its own",
                                         "%u of its lines are dated in another year than their own",
                                         found->astray),
                               found->astray));
    }
}

static void
check_rule (Check *check, CmRecord *rule, const CmSpendRule *effect, gboolean any_lines)
{
  gboolean outside = cm_record_get_number (rule, "outside") != 0;
  gboolean chapter = !cm_record_is_null (rule, "chapter");

  if (!outside && !chapter && cm_record_is_null (rule, "kind"))
    tell (check,
          CM_FINDING_ORPHAN,
          rule,
          g_strdup (_ ("the rule says neither a chapter nor a kind of money")));
  if (outside && chapter)
    tell (check,
          CM_FINDING_DATE,
          rule,
          g_strdup (_ ("the rule names a chapter, and says that such spend serves none")));
  if (any_lines && effect->effect.fits_lines == 0)
    tell (check, CM_FINDING_ORPHAN, rule, g_strdup (_ ("the rule fits no line of spend")));
}

static void
check_spend_rules (Check *check)
{
  Rows *rules = read_rows (check, "spend_rule");
  CmSpendState *state;

  if (rules->records->len == 0)
    return;
  state = _cm_spend_state_read (check->store);
  for (guint i = 0; i < state->rules->len; i++)
    {
      const CmSpendRule *rule = state->rules->pdata[i];

      check_rule (check,
                  g_hash_table_lookup (rules->by_id, cm_record_get_id (rule->record)),
                  rule,
                  state->lines->bundles->len > 0);
    }
  _cm_spend_state_free (state);
}

/* Whether it is said to go on; nothing may be said. */
static gboolean
is_said_to_run (CmRecord *contract)
{
  static const char *const states[] = { "running", "extended", "review", "retender", NULL };

  return g_strv_contains (states, cm_record_get_text (contract, "state"));
}

static void
check_contracts (Check *check)
{
  GPtrArray *contracts = list (check, "contract");

  for (guint i = 0; i < contracts->len; i++)
    {
      CmRecord *contract = contracts->pdata[i];
      CmRecord *activity = follow (check, contract, "activity");
      const char *ends = cm_record_get_text (contract, "ends");
      const char *over = activity != NULL ? cm_record_get_text (activity, "ends") : "";
      g_autofree char *date = cm_date_format (ends);
      g_autofree char *other = cm_date_format (over);

      if (*ends == '\0')
        continue;
      if (is_said_to_run (contract) && g_strcmp0 (ends, check->today) < 0)
        tell (check,
              CM_FINDING_DATE,
              contract,
              /* translators: %s is a date */
              g_strdup_printf (_ ("the contract ended on %s and is said to go on"), date));
      if (*over != '\0' && g_strcmp0 (over, ends) < 0 && !is (contract, "state", "ended"))
        tell (check,
              CM_FINDING_DATE,
              contract,
              /* translators: both are dates */
              g_strdup_printf (
                  _ ("the contract binds until %1$s, but its activity ends on %2$s"), date, other));
    }
}

/* --- what must be come back to ---------------------------------------------------------------- */

static void
check_watching (
    Check *check, const char *table, const char *lead, const char *date, const char *open)
{
  GPtrArray *records = list (check, table);

  for (guint i = 0; i < records->len; i++)
    {
      gboolean no_lead = cm_record_is_null (records->pdata[i], lead);
      gboolean no_date = cm_record_is_null (records->pdata[i], date);

      if (is (records->pdata[i], open, "watch") && (no_lead || no_date))
        tell (check,
              CM_FINDING_FOLLOW_UP,
              records->pdata[i],
              g_strdup (no_lead && no_date
                            ? _ ("a watching brief without a lead and without a date")
                        : no_lead ? _ ("a watching brief without a lead")
                                  : _ ("a watching brief without a date")));
    }
}

static void
check_overdue (Check *check, const char *table, const char *done)
{
  GPtrArray *records = list (check, table);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      const char *due = cm_record_get_text (record, "due");
      g_autofree char *date = cm_date_format (due);

      if (*due != '\0' && g_strcmp0 (due, check->today) < 0 && cm_record_is_null (record, done))
        tell (check,
              CM_FINDING_FOLLOW_UP,
              record,
              /* translators: %s is a date */
              g_strdup_printf (_ ("it was due on %s and is not done"), date));
    }
}

static void
check_open_ends (Check *check)
{
  GPtrArray *engagements = list (check, "engagement");
  GPtrArray *approvals = list (check, "approval");
  GPtrArray *links = list (check, "activity_link");

  for (guint i = 0; i < engagements->len; i++)
    if (cm_record_get_number (engagements->pdata[i], "follow_up_needed") != 0 &&
        cm_record_is_null (engagements->pdata[i], "follow_up"))
      tell (check,
            CM_FINDING_FOLLOW_UP,
            engagements->pdata[i],
            g_strdup (_ ("a follow-up is needed and none is named")));
  for (guint i = 0; i < approvals->len; i++)
    if (is (approvals->pdata[i], "state", "conditional") &&
        cm_record_is_null (approvals->pdata[i], "condition"))
      tell (check,
            CM_FINDING_FOLLOW_UP,
            approvals->pdata[i],
            g_strdup (_ ("approved with conditions that are not named")));
  for (guint i = 0; i < links->len; i++)
    {
      CmRecord *activity = follow (check, links->pdata[i], "activity");
      CmRecord *other = follow (check, links->pdata[i], "other");

      if (is (links->pdata[i], "kind", "requires") && activity != NULL && other != NULL &&
          !is_over (activity) && is_over (other))
        tell (check,
              CM_FINDING_FOLLOW_UP,
              activity,
              /* translators: %s is the title of an activity */
              g_strdup_printf (_ ("it requires “%s”, which is over"), cm_record_get_title (other)));
    }
}

static void
check_follow_up (Check *check)
{
  check_watching (check, "activity", "lead", "review_on", "fate");
  check_watching (check, "review", "lead", "next_on", "fate");
  check_overdue (check, "action", "done_on");
  check_overdue (check, "decision", "done_on");
  check_overdue (check, "exit_step", "done_on");
  check_open_ends (check);
}

/* --- all of it -------------------------------------------------------------------------------- */

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const CmFinding *first = *(CmFinding *const *) a, *second = *(CmFinding *const *) b;

  return (int) first->kind - (int) second->kind;
}

GPtrArray *
cm_consistency_check (CmStore *store, const char *today)
{
  static void (*const rules[]) (Check *) = {
    check_reserves,       check_drawn,     check_counts,      check_ratings,     check_orphans,
    check_expired,        check_ceilings,  check_unfunded,    check_crossing,    check_gates,
    check_activity_dates, check_contracts, check_spend_files, check_spend_rules, check_follow_up,
  };
  Check check = {
    .store = store,
    .today = today,
    .findings = g_ptr_array_new_with_free_func (free_finding),
    .tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_rows),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    rules[i](&check);
  g_hash_table_unref (check.tables);
  /* Of one kind they stay in the order in which they were found. */
  g_ptr_array_sort (check.findings, compare_kinds);
  return check.findings;
}

const char *
cm_finding_kind_label (CmFindingKind kind)
{
  static const char *const labels[CM_N_FINDINGS] = {
    N_ ("Sums that do not agree"),        N_ ("Broken threads"),
    N_ ("Money that is over or missing"), N_ ("Dates and states that cross"),
    N_ ("Nobody will come back to it"),
  };

  return _ (labels[kind]);
}
