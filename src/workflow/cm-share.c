/* cm-share.c - what a copy that is to be shared does not hold, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-share.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHORT_LIST 4 /* fields */

static char *
describe_history (const CmCopyReport *report)
{
  g_autofree char *entries =
      /* translators: %u is how many */
      g_strdup_printf (ngettext ("%u entry of the change log",
                                 "%u entries of the change log",
                                 report->n_entries),
                       report->n_entries);

  return g_strdup_printf (
      /* translators: %1$s is as in “214 entries of the change log”, %2$u how many people */
      ngettext ("Removed: %1$s, with the name of %2$u person.",
                "Removed: %1$s, with the names of %2$u people.",
                report->n_actors),
      entries,
      report->n_actors);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const CmCopyCount *one = a, *other = b;

  return one->n > other->n ? -1 : one->n < other->n;
}

/* "Activities, Lead: 12; Actions, Owner: 3", the largest first; of more than `limit`, how many
 * there are besides. */
static char *
list_fields (GArray *counts, guint limit)
{
  g_autoptr (GArray) sorted = g_array_copy (counts);
  const guint n = MIN (counts->len, limit);
  g_autoptr (GString) list = g_string_new (NULL);

  g_array_sort (sorted, compare_counts);
  for (guint i = 0; i < n; i++)
    {
      const CmCopyCount *count = &g_array_index (sorted, CmCopyCount, i);

      g_string_append_printf (list,
                              /* translators: the names of a table and of its field, and how many */
                              _ ("%1$s, %2$s: %3$u"),
                              _ (count->table->plural),
                              cm_field_label (count->field),
                              count->n);
      if (i + 1 < n)
        /* translators: between the parts of a list */
        g_string_append (list, _ ("; "));
    }
  if (counts->len > n)
    g_string_append_printf (
        list,
        /* translators: ends a list; %u is how many fields are not named in it */
        ngettext ("; and %u other field", "; and %u other fields", counts->len - n),
        counts->len - n);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
list_tables (GArray *counts)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++)
    {
      const CmCopyCount *count = &g_array_index (counts, CmCopyCount, i);

      g_string_append_printf (list,
                              /* translators: the name of a table, and how many of its records */
                              _ ("%1$s: %2$u"),
                              _ (count->table->plural),
                              count->n);
      if (i + 1 < counts->len)
        g_string_append (list, _ ("; "));
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
describe_replaced (const CmCopyReport *report, guint limit)
{
  const guint n = cm_copy_counts_sum (report->replaced);
  const guint names = report->n_persons + report->n_suppliers;
  g_autofree char *fields = list_fields (report->replaced, limit);
  /* translators: %u is how many texts were replaced */
  g_autofree char *texts = g_strdup_printf (ngettext ("%u text", "%u texts", n), n);

  return g_strdup_printf (
      /* translators: %1$s is as in “12 texts”, %2$u how many different names they are, %3$s a list
         as in “Activities, Lead: 12” */
      ngettext ("Replaced: %1$s with %2$u name (%3$s).",
                "Replaced: %1$s with %2$u different names (%3$s).",
                names),
      texts,
      names,
      fields);
}

static char *
describe_kept (const CmCopyReport *report)
{
  return g_strdup_printf (
      /* translators: %u is how many texts */
      ngettext (
          "Kept: %u text that the portfolio itself lists as a role, a body or an organisation.",
          "Kept: %u texts that the portfolio itself lists as roles, bodies or organisations.",
          report->n_kept),
      report->n_kept);
}

static char *
describe_mentions (const CmCopyReport *report)
{
  return g_strdup_printf (
      /* translators: %u is how many texts */
      ngettext ("Look again: in %u other text, such as a note, a replaced name still stands.",
                "Look again: in %u other texts, such as notes, a replaced name still stands.",
                report->n_mentions),
      report->n_mentions);
}

/* --- all of it -------------------------------------------------------------------------------- */

static void
add_lists (GPtrArray *lines, const CmCopyReport *report)
{
  if (report->left_out->len > 0)
    {
      g_autofree char *tables = list_tables (report->left_out);

      /* translators: %s is a list as in “Evidence: 2; Links: 3” */
      g_ptr_array_add (lines, g_strdup_printf (_ ("Left out: %s."), tables));
    }
  if (report->emptied->len > 0)
    {
      g_autofree char *fields = list_fields (report->emptied, G_MAXUINT);

      /* translators: %s is a list as in “Evidence, Source: 2” */
      g_ptr_array_add (lines, g_strdup_printf (_ ("Emptied: %s."), fields));
    }
}

static void
add_names (GPtrArray *lines, const CmCopyReport *report, guint limit)
{
  const gboolean anonymised = (report->flags & (CM_COPY_ANONYMISE | CM_COPY_SUPPLIERS)) != 0;

  if (report->replaced->len > 0)
    g_ptr_array_add (lines, describe_replaced (report, limit));
  else if (anonymised)
    g_ptr_array_add (lines, g_strdup (_ ("No name had to be replaced.")));
  if (report->n_kept > 0)
    g_ptr_array_add (lines, describe_kept (report));
}

static void
add_advice (GPtrArray *lines, const CmCopyReport *report)
{
  if (report->n_mentions > 0)
    g_ptr_array_add (lines, describe_mentions (report));
  g_ptr_array_add (lines,
                   g_strdup (_ ("Notes and descriptions are as they were: no program can tell "
                                "whom they are about. Read them before you share the copy.")));
}

char **
cm_share_describe (const CmCopyReport *report, gboolean in_full)
{
  const guint limit = in_full ? G_MAXUINT : SHORT_LIST;
  GPtrArray *lines = g_ptr_array_new ();

  if (report->flags & CM_COPY_WITHOUT_HISTORY)
    {
      if (report->n_entries > 0)
        g_ptr_array_add (lines, describe_history (report));
      else
        g_ptr_array_add (lines, g_strdup (_ ("The change log is empty.")));
      add_names (lines, report, limit);
      add_lists (lines, report);
      add_advice (lines, report);
    }
  else
    g_ptr_array_add (
        lines,
        g_strdup (_ ("Nothing is removed: all that was ever changed, and by whom, is in it.")));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

char *
cm_share_get_name (const char *path, const char *day)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ".portfolio"))
    name[strlen (name) - strlen (".portfolio")] = '\0';
  /* translators: the name of a file; %1$s is that of the portfolio, %2$s a day as an ISO date */
  return day != NULL ? g_strdup_printf (_ ("%1$s – %2$s.portfolio"), name, day)
                     /* translators: the name of a file; %s is that of the portfolio */
                     : g_strdup_printf (_ ("%s – to share.portfolio"), name);
}
