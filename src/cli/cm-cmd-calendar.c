/* cm-cmd-calendar.c - calendar: the planners of a year as iCalendar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-calendar-file.h"
#include "cm-cli.h"
#include "cm-edition.h"
#include "cm-summary.h"

typedef struct
{
  char *content; /* folder of the edition, or NULL */
  char *year;
  char **planners;
  char *output;
  gboolean list;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->content);
  g_free (options->year);
  g_strfreev (options->planners);
  g_free (options->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* "2009" or "2009/10"; without it the year that the portfolio is looked at from. FALSE once it was
 * told what is wrong. */
static gboolean
read_year (const Options *options, CmStore *store, gint64 *year)
{
  static const CmField field = { .name = "year", .type = CM_FIELD_YEAR, .label = N_ ("Year") };
  CmValue value = CM_VALUE_INIT;
  g_autofree char *today = NULL;

  if (options->year != NULL)
    {
      gboolean read = cm_value_parse (&value, &field, options->year, NULL) &&
                      value.number >= CM_TIMELINE_YEAR_MIN && value.number <= CM_TIMELINE_YEAR_MAX;

      *year = value.number;
      cm_value_clear (&value);
      if (!read)
        /* translators: %s is what was typed */
        cm_cli_usage ("calendar",
                      _ ("“%s” is not a financial year; write it as 2009 or 2009/10"),
                      options->year);
      return read;
    }
  today = store != NULL ? cm_summary_get_today (store) : cm_date_today ();
  *year = cm_date_financial_year (today);
  return TRUE;
}

static char *
list_ids (GPtrArray *planners)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < planners->len; i++)
    g_string_append_printf (
        ids, "%s%s", i > 0 ? ", " : "", ((CmYearPlanner *) g_ptr_array_index (planners, i))->id);
  return g_string_free (ids, FALSE);
}

static gboolean
check_ids (const Options *options, GPtrArray *planners)
{
  for (guint i = 0; options->planners != NULL && options->planners[i] != NULL; i++)
    if (cm_year_planners_find (planners, options->planners[i]) == NULL)
      {
        g_autofree char *ids = list_ids (planners);

        /* translators: %1$s is what was typed, %2$s a list of words */
        cm_cli_usage ("calendar",
                      _ ("there is no planner “%1$s”; there are %2$s"),
                      options->planners[i],
                      ids);
        return FALSE;
      }
  return TRUE;
}

static int
print_list (GPtrArray *planners)
{
  for (guint i = 0; i < planners->len; i++)
    {
      const CmYearPlanner *planner = g_ptr_array_index (planners, i);
      g_autofree char *year = planner->year != 0 ? cm_year_format (planner->year) : g_strdup ("");

      g_print ("%s\t%s\t%s\n", planner->id, year, planner->title);
    }
  return CM_CLI_OK;
}

/* What is not in the file is told, and why. */
static void
tell_left_out (const CmYearPlan *plan)
{
  guint n = cm_calendar_file_count_left_out (plan);

  if (n > 0)
    g_printerr (ngettext ("%u thing is left out, as it is not known when it is\n",
                          "%u things are left out, as it is not known when they are\n",
                          n),
                n);
  for (guint i = 0; i < plan->notes->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (plan->notes, i));
}

static int
write_calendar (const Options *options, const CmYearPlan *plan, CmManual *manual)
{
  g_autoptr (GError) error = NULL;
  guint n_events;

  if (options->output != NULL && !g_str_equal (options->output, "-"))
    {
      if (!cm_calendar_file_write (plan, manual, options->output, &n_events, &error))
        return cm_cli_fail (error);
      g_print (ngettext ("%u event\n", "%u events\n", n_events), n_events);
    }
  else
    {
      g_autofree char *text =
          cm_calendar_file_make (plan, manual, g_get_real_time () / G_USEC_PER_SEC, &n_events);

      g_print ("%s", text);
    }
  tell_left_out (plan);
  return CM_CLI_OK;
}

static int
run (const Options *options, CmEdition *edition, CmStore *store)
{
  g_autoptr (GPtrArray) planners =
      cm_year_planners_list (cm_edition_get_timelines (edition), store);
  CmYearPlanChoice choice = { .planners = (const char *const *) options->planners };
  g_autoptr (CmYearPlan) plan = NULL;

  if (options->list)
    return print_list (planners);
  if (!read_year (options, store, &choice.year) || !check_ids (options, planners))
    return CM_CLI_USAGE;
  plan = cm_year_plan_new (planners, &choice, store, NULL);
  return write_calendar (options, plan, cm_edition_get_manual (edition));
}

int
cm_cmd_calendar (int argc, char **argv)
{
  g_auto (Options) o = { NULL };
  const GOptionEntry options[] = {
    { "year",
      'y',
      0,
      G_OPTION_ARG_STRING,
      &o.year,
      N_ ("The financial year, by the year in which it begins; else the present one"),
      N_ ("YEAR") },
    { "planner",
      'p',
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &o.planners,
      N_ ("Only that planner; can be given more than once. Else the commissioning year and, of "
          "the portfolio, partners’ cycles, meetings and events"),
      N_ ("ID") },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &o.list, N_ ("List the planners that there are"), NULL },
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &o.output,
      N_ ("Where to write it; “-” for standard output"),
      N_ ("FILE") },
    { "content",
      'c',
      0,
      G_OPTION_ARG_FILENAME,
      &o.content,
      N_ ("The folder with the edition, instead of the one that comes with the program"),
      N_ ("FOLDER") },
    { NULL },
  };
  g_autofree char *usual = cm_cli_find_data ("content", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmEdition) edition = NULL;
  g_autoptr (CmStore) store = NULL;
  int status;

  if (!cm_cli_parse ("calendar", options, &argc, &argv, CM_CLI_MAYBE_ONE, &status))
    return status;
  edition = cm_edition_load (o.content != NULL ? o.content : usual, NULL, NULL, NULL, &error);
  if (edition == NULL)
    return cm_cli_fail (error);
  if (argc > 1)
    store = cm_store_open (argv[1], CM_STORE_READ_ONLY, &error);
  return argc > 1 && store == NULL ? cm_cli_fail (error) : run (&o, edition, store);
}
