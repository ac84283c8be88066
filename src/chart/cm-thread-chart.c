/* cm-thread-chart.c - the golden thread as plain data: its nodes, its curves, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-chart"

#include "config.h"

#include <glib/gi18n.h>

#include "cm-thread-painter.h"

static void
free_node (gpointer data)
{
  CmThreadNode *node = data;

  g_free (node->title);
  g_free (node->note);
  g_free (node->warning);
  g_free (node);
}

CmThreadChart *
cm_thread_chart_new (const char *name, const char *money_title)
{
  CmThreadChart *chart = g_new0 (CmThreadChart, 1);

  chart->nodes = g_ptr_array_new_with_free_func (free_node);
  chart->curves = g_array_new (FALSE, FALSE, sizeof (CmThreadCurve));
  chart->name = g_strdup (name);
  chart->money_title = g_strdup (money_title);
  chart->hover = chart->focus = chart->selected = -1;
  return chart;
}

void
cm_thread_chart_free (CmThreadChart *chart)
{
  g_ptr_array_unref (chart->nodes);
  g_array_unref (chart->curves);
  g_free (chart->name);
  g_free (chart->money_title);
  g_free (chart->summary);
  g_free (chart);
}

guint
cm_thread_chart_add_node (CmThreadChart *chart,
                          CmThreadColumn column,
                          const char *title,
                          const char *note,
                          const char *warning)
{
  CmThreadNode *node = g_new0 (CmThreadNode, 1);

  node->column = column;
  node->title = g_strdup (title);
  node->note = g_strdup (note);
  node->warning = g_strdup (warning);
  g_ptr_array_add (chart->nodes, node);
  return chart->nodes->len - 1;
}

guint
cm_thread_chart_add_loose (CmThreadChart *chart,
                           guint from,
                           CmThreadColumn column,
                           const char *title)
{
  guint node = cm_thread_chart_add_node (chart, column, title, NULL, NULL);

  ((CmThreadNode *) g_ptr_array_index (chart->nodes, node))->loose = TRUE;
  cm_thread_chart_add_curve (chart, from, node, 0, FALSE);
  return node;
}

void
cm_thread_chart_add_curve (
    CmThreadChart *chart, guint from, guint to, double weight, gboolean hollow)
{
  CmThreadCurve curve = { from, to, weight, hollow };

  g_return_if_fail (from < chart->nodes->len && to < chart->nodes->len);
  g_return_if_fail (cm_thread_chart_get_node (chart, from)->column <
                    cm_thread_chart_get_node (chart, to)->column);
  g_array_append_val (chart->curves, curve);
}

const CmThreadNode *
cm_thread_chart_get_node (const CmThreadChart *chart, guint node)
{
  return g_ptr_array_index (chart->nodes, node);
}

/* --- words ------------------------------------------------------------------------------------ */

static guint
count_column (const CmThreadChart *chart, CmThreadColumn column)
{
  guint n = 0;

  for (guint i = 0; i < chart->nodes->len; i++)
    {
      const CmThreadNode *node = cm_thread_chart_get_node (chart, i);

      n += node->column == column && !node->loose;
    }
  return n;
}

/* What is missing, each said once with how often. */
static void
append_loose (const CmThreadChart *chart, GString *text)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < chart->nodes->len; i++)
    {
      const CmThreadNode *node = cm_thread_chart_get_node (chart, i);
      const char *what = node->loose ? node->title : node->warning;
      guint n;

      if (what == NULL)
        continue;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, what));
      if (n == 0)
        g_ptr_array_add (order, (gpointer) what);
      g_hash_table_insert (counts, (gpointer) what, GUINT_TO_POINTER (n + 1));
    }
  if (order->len == 0)
    {
      g_string_append (text, _ ("No loose ends."));
      return;
    }
  g_string_append (text, _ ("Loose ends: "));
  for (guint i = 0; i < order->len; i++)
    {
      const char *what = g_ptr_array_index (order, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, what));

      g_string_append (text, i > 0 ? "; " : "");
      if (n > 1)
        /* translators: spoken. %1$s is what is missing, %2$u how often */
        g_string_append_printf (text, _ ("%1$s, %2$u times"), what, n);
      else
        g_string_append (text, what);
    }
  g_string_append_c (text, '.');
}

char *
cm_thread_chart_describe (const CmThreadChart *chart)
{
  GString *text = g_string_new (NULL);
  guint outcomes = count_column (chart, CM_COLUMN_OUTCOME);
  guint indicators = count_column (chart, CM_COLUMN_INDICATOR);
  guint activities = count_column (chart, CM_COLUMN_ACTIVITY);

  g_string_append_printf (text, "%s: ", chart->name);
  g_string_append_printf (text, ngettext ("%u outcome", "%u outcomes", outcomes), outcomes);
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%u indicator", "%u indicators", indicators), indicators);
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%u activity", "%u activities", activities), activities);
  g_string_append (text, ". ");
  if (chart->summary != NULL)
    g_string_append_printf (text, "%s ", chart->summary);
  append_loose (chart, text);
  return g_string_free (text, FALSE);
}

char *
cm_thread_chart_describe_node (const CmThreadChart *chart, guint index)
{
  static const char *const words[CM_N_COLUMNS] = {
    N_ ("Chapter"), N_ ("Outcome"), N_ ("Indicator"), N_ ("Activity"), N_ ("Money")
  };
  const CmThreadNode *node = cm_thread_chart_get_node (chart, index);
  GString *text = g_string_new (NULL);

  if (node->loose)
    {
      /* translators: spoken. %s is what is missing, such as No indicator */
      g_string_append_printf (text, _ ("Loose end: %s"), node->title);
      return g_string_free (text, FALSE);
    }
  g_string_append_printf (text, "%s: %s", _ (words[node->column]), node->title);
  if (node->note != NULL)
    g_string_append_printf (text, "; %s", node->note);
  if (node->warning != NULL)
    g_string_append_printf (text, "; %s", node->warning);
  return g_string_free (text, FALSE);
}

/* --- going from one to another ---------------------------------------------------------------- */

static int
find_in_column (const CmThreadChart *chart, int node, int by)
{
  CmThreadColumn column = cm_thread_chart_get_node (chart, (guint) node)->column;

  for (int i = node + by; i >= 0 && i < (int) chart->nodes->len; i += by)
    if (cm_thread_chart_get_node (chart, (guint) i)->column == column)
      return i;
  return -1;
}

static int
find_along (const CmThreadChart *chart, int node, gboolean forward)
{
  for (guint i = 0; i < chart->curves->len; i++)
    {
      const CmThreadCurve *curve = &g_array_index (chart->curves, CmThreadCurve, i);

      if ((int) (forward ? curve->from : curve->to) == node)
        return (int) (forward ? curve->to : curve->from);
    }
  return -1;
}

int
cm_thread_chart_find_neighbour (const CmThreadChart *chart, int node, CmThreadWay way)
{
  if (node < 0 || node >= (int) chart->nodes->len)
    return chart->nodes->len > 0 ? 0 : -1;
  switch (way)
    {
    case CM_THREAD_UP:
      return find_in_column (chart, node, -1);
    case CM_THREAD_DOWN:
      return find_in_column (chart, node, 1);
    case CM_THREAD_LEFT:
      return find_along (chart, node, FALSE);
    case CM_THREAD_RIGHT:
    default:
      return find_along (chart, node, TRUE);
    }
}
