/* cm-spend-largest.c - the largest groups of spend, and how few of them make up most of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-largest"
#include "config.h"

#include "cm-spend-largest.h"

#include <glib/gi18n.h>

#include "cm-pareto-painter.h"

#define MOST 80 /* per cent: what “most of it” is */
#define BARS 20 /* more could not be told apart; the table has them all */
#define CHART_HEIGHT 250

/**
 * CmSpendLargest:
 *
 * A chart of the largest groups, a table of all of them, and beside it what the chosen one is made
 * up of. Chart and table choose the same group.
 */
struct _CmSpendLargest
{
  CmSpendView parent_instance;

  CmSpendBy by;
  CmSpendGroups *groups;
  char *chosen; /* what tells the chosen group from others, or NULL */

  GtkWidget *choice, *sentence, *copy, *chart, *list, *behind;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CmSpendLargest, cm_spend_largest, CM_TYPE_SPEND_VIEW)

/* In the order of the drop-down. */
static const CmSpendBy choices[] = {
  CM_SPEND_BY_SUPPLIER, CM_SPEND_BY_ORGANISATION, CM_SPEND_BY_SERVICE, CM_SPEND_BY_PURPOSE,
  CM_SPEND_BY_CHAPTER,  CM_SPEND_BY_THEME,        CM_SPEND_BY_KIND,
};

enum
{
  COLUMN_NAME,
  COLUMN_LINES,
  COLUMN_AMOUNT,
  COLUMN_SHARE,
  COLUMN_CUMULATIVE,
};

static const CmSpendListColumn columns[] = {
  { N_ ("Name"), FALSE, 0 },
  { N_ ("Lines"), TRUE, 5 },
  { N_ ("Amount"), TRUE, 10 },
  { N_ ("Share"), TRUE, 6 },
  /* translators: the share of a row and of all rows above it */
  { N_ ("Up to here"), TRUE, 8 },
  { NULL, FALSE, 0 },
};

/* --- the chart -------------------------------------------------------------------------------- */

static void
draw_pareto (cairo_t *cr,
             gpointer model,
             PangoContext *like,
             double width,
             double height,
             const CmPalette *palette)
{
  cm_pareto_chart_draw (cr, model, like, width, height, palette);
}

static int
hit_pareto (gpointer model, PangoContext *like, double width, double height, double x, double y)
{
  return cm_pareto_chart_hit (model, like, width, height, x, y);
}

static void
choose_bar (gpointer model, int bar)
{
  ((CmParetoChart *) model)->bar = bar;
}

static int
count_bars (gpointer model)
{
  return (int) cm_pareto_chart_count (model);
}

static char *
describe_pareto (gpointer model)
{
  return cm_pareto_chart_describe (model);
}

static char *
describe_bar (gpointer model, int bar)
{
  return cm_pareto_chart_describe_bar (model, bar);
}

static void
free_pareto (gpointer model)
{
  cm_pareto_chart_free (model);
}

static const CmFundingChartKind pareto_kind = { draw_pareto, hit_pareto,      choose_bar,
                                                count_bars,  describe_pareto, describe_bar,
                                                free_pareto };

/* --- groups ----------------------------------------------------------------------------------- */

static const CmSpendGroup *
get_group (CmSpendLargest *self, guint i)
{
  return g_ptr_array_index (self->groups->groups, i);
}

/* What is not named has no key, but there is only one of its sort. */
static const char *
get_key (gpointer data, guint row)
{
  static const char *const unnamed[] = { "", "\001", "\002", "\003" };
  const CmSpendHead *head = get_group (data, row)->head;

  return head->key != NULL ? head->key : unnamed[head->what];
}

static char *
get_text (gpointer data, guint row, guint column)
{
  const CmSpendGroup *group = get_group (data, row);

  switch (column)
    {
    case COLUMN_NAME:
      return g_strdup (group->head->name);
    case COLUMN_LINES:
      return g_strdup_printf ("%u", group->lines);
    case COLUMN_AMOUNT:
      return cm_money_format (group->amount);
    case COLUMN_SHARE:
      return group->amount > 0 ? g_strdup_printf (_ ("%.1f%%"), group->share * 100)
                               : g_strdup ("–");
    default:
      return group->amount > 0 ? g_strdup_printf (_ ("%.0f%%"), group->cumulative * 100)
                               : g_strdup ("–");
    }
}

static guint
find_chosen (CmSpendLargest *self)
{
  for (guint i = 0; self->chosen != NULL && i < self->groups->groups->len; i++)
    if (g_str_equal (get_key (self, i), self->chosen))
      return i;
  return G_MAXUINT;
}

static CmParetoChart *
make_pareto (CmSpendLargest *self)
{
  GPtrArray *groups = self->groups->groups;
  CmParetoChart *pareto = cm_pareto_chart_new (
      _ ("Spend, largest first"), MOST / 100., cm_money_format, cm_money_format_short);
  guint n = groups->len > BARS + 1 ? BARS : groups->len, chosen = find_chosen (self);
  gint64 rest = 0, positive = 0;

  for (guint i = 0; i < n; i++)
    cm_pareto_chart_add (pareto, get_group (self, i)->head->name, get_group (self, i)->amount);
  for (guint i = n; i < groups->len; i++)
    {
      rest += get_group (self, i)->amount;
      positive += MAX (get_group (self, i)->amount, 0);
    }
  if (n < groups->len)
    {
      g_autofree char *label =
          g_strdup_printf (ngettext ("%u other", "%u others", groups->len - n), groups->len - n);

      cm_pareto_chart_set_rest (pareto, label, groups->len - n, rest, positive);
    }
  pareto->chosen = chosen < n ? (int) chosen : -1;
  return pareto;
}

/* Twenty bars are told apart in a table too; all groups stand in the list below. */
static void
fill_grid (CmSpendLargest *self)
{
  const char *headings[] = { _ ("Name"), _ ("Amount"), _ ("Share"), _ ("Up to here"), NULL };
  CmFundingGrid *grid = cm_funding_chart_get_grid (CM_FUNDING_CHART (self->chart));
  guint n = MIN (self->groups->groups->len, BARS);

  cm_funding_grid_begin (grid, headings, 1);
  for (guint i = 0; i < n; i++)
    {
      guint row = cm_funding_grid_add_row (grid, CM_GRID_ITEM, get_group (self, i)->head->name);

      for (guint column = COLUMN_AMOUNT; column <= COLUMN_CUMULATIVE; column++)
        {
          g_autofree char *text = get_text (self, i, column);

          cm_funding_grid_set_cell (grid, row, column - 1, text, NULL, FALSE);
        }
    }
  cm_funding_grid_end (grid);
}

/* --- the chosen group ------------------------------------------------------------------------- */

static void
show_behind (CmSpendLargest *self)
{
  guint chosen = find_chosen (self);
  const CmSpendGroup *group;

  if (chosen == G_MAXUINT)
    {
      cm_spend_behind_clear (CM_SPEND_BEHIND (self->behind),
                             _ ("Choose a bar or a row to see what it is made up of."));
      return;
    }
  group = get_group (self, chosen);
  cm_spend_behind_show (
      CM_SPEND_BEHIND (self->behind),
      cm_spend_view_get_spend (CM_SPEND_VIEW (self)),
      group->head,
      NULL,
      group->amount,
      group->head->name,
      cm_spend_group_query (cm_spend_view_get_spend (CM_SPEND_VIEW (self)), group));
}

static void
mark_bar (CmSpendLargest *self)
{
  CmParetoChart *pareto = cm_funding_chart_get_model (CM_FUNDING_CHART (self->chart));
  guint chosen = find_chosen (self);

  if (pareto == NULL)
    return;
  pareto->chosen = chosen < pareto->bars->len ? (int) chosen : -1;
  gtk_widget_queue_draw (cm_funding_chart_get_canvas (CM_FUNDING_CHART (self->chart)));
}

static void
selected_cb (CmSpendLargest *self, guint row)
{
  if (self->filling || self->groups == NULL)
    return;
  g_free (self->chosen);
  self->chosen = row < self->groups->groups->len ? g_strdup (get_key (self, row)) : NULL;
  mark_bar (self);
  show_behind (self);
}

void
cm_spend_largest_select (CmSpendLargest *self, guint group)
{
  g_return_if_fail (CM_IS_SPEND_LARGEST (self));
  cm_spend_list_select (CM_SPEND_LIST (self->list), group);
}

/* The bar of all the others leads to the first of them in the table. */
static void
bar_activated_cb (CmSpendLargest *self, int bar)
{
  cm_spend_largest_select (self, (guint) bar);
}

/* Enter or a double click in the table goes on to the lines, where one query can say which. */
static void
row_activated_cb (CmSpendLargest *self, guint row)
{
  const CmSpendGroup *group = get_group (self, row);
  CmQuery *query = cm_spend_group_query (cm_spend_view_get_spend (CM_SPEND_VIEW (self)), group);

  if (query != NULL)
    cm_spend_view_open_query (CM_SPEND_VIEW (self), query, group->head->name);
  else
    cm_spend_largest_select (self, row);
}

static void
open_query_cb (CmSpendLargest *self, const CmQuery *query, const char *what)
{
  cm_spend_view_open_query (CM_SPEND_VIEW (self), cm_query_copy (query), what);
}

/* --- showing ---------------------------------------------------------------------------------- */

/* “12 of 134 suppliers make up 80% of the spend”. */
static char *
count_few (CmSpendLargest *self, guint few, guint n)
{
  /* translators: below, %1$u of %2$u make up %3$d per cent of the spend */
  switch (self->by)
    {
    case CM_SPEND_BY_ORGANISATION:
      return g_strdup_printf (
          _ ("%1$u of %2$u organisations make up %3$d%% of the spend"), few, n, MOST);
    case CM_SPEND_BY_SERVICE:
      return g_strdup_printf (
          _ ("%1$u of %2$u services make up %3$d%% of the spend"), few, n, MOST);
    case CM_SPEND_BY_PURPOSE:
      return g_strdup_printf (
          _ ("%1$u of %2$u purposes make up %3$d%% of the spend"), few, n, MOST);
    case CM_SPEND_BY_CHAPTER:
      return g_strdup_printf (
          _ ("%1$u of %2$u chapters make up %3$d%% of the spend"), few, n, MOST);
    case CM_SPEND_BY_THEME:
      return g_strdup_printf (_ ("%1$u of %2$u themes make up %3$d%% of the spend"), few, n, MOST);
    case CM_SPEND_BY_KIND:
      return g_strdup_printf (
          _ ("%1$u of %2$u kinds of money make up %3$d%% of the spend"), few, n, MOST);
    case CM_SPEND_BY_YEAR:
      return g_strdup_printf (_ ("%1$u of %2$u years make up %3$d%% of the spend"), few, n, MOST);
    case CM_SPEND_BY_SUPPLIER:
    default:
      return g_strdup_printf (
          _ ("%1$u of %2$u suppliers make up %3$d%% of the spend"), few, n, MOST);
    }
}

/* What is not named counts among the groups, so that nothing is left out; it is said if it is among
 * the few. */
static char *
make_sentence (CmSpendLargest *self)
{
  guint n = self->groups->groups->len, few = cm_spend_groups_count (self->groups, MOST);
  g_autofree char *counted = count_few (self, few, n);

  if (n == 0)
    return g_strdup (_ ("Nothing was spent there."));
  for (guint i = 0; i < few; i++)
    if (get_group (self, i)->head->what != CM_SPEND_NAMED)
      /* translators: %1$s is as in “12 of 134 suppliers make up 80% of the spend”, %2$s as in
       * “Not stated” */
      return g_strdup_printf (
          _ ("%1$s, “%2$s” among them"), counted, get_group (self, i)->head->name);
  return g_steal_pointer (&counted);
}

static void
cm_spend_largest_refresh (CmSpendView *view)
{
  CmSpendLargest *self = CM_SPEND_LARGEST (view);
  g_autoptr (CmSpendGroups) before = self->groups;
  g_autofree char *sentence = NULL, *more = NULL;

  self->groups = cm_spend_group (cm_spend_view_get_spend (view), self->by);
  sentence = make_sentence (self);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  more = cm_spend_groups_describe (self->groups, MOST);
  gtk_widget_set_tooltip_text (self->sentence, more);
  cm_funding_chart_show (CM_FUNDING_CHART (self->chart), make_pareto (self));
  fill_grid (self);
  self->filling = TRUE;
  cm_spend_list_fill (
      CM_SPEND_LIST (self->list), self->groups->groups->len, get_text, get_key, self);
  self->filling = FALSE;
  if (find_chosen (self) == G_MAXUINT)
    g_clear_pointer (&self->chosen, g_free);
  show_behind (self);
}

void
cm_spend_largest_group (CmSpendLargest *self, CmSpendBy by)
{
  g_return_if_fail (CM_IS_SPEND_LARGEST (self));

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i] == by)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), i);
}

static void
chosen_cb (CmSpendLargest *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  if (i >= G_N_ELEMENTS (choices) || choices[i] == self->by)
    return;
  self->by = choices[i];
  g_clear_pointer (&self->chosen, g_free);
  if (cm_spend_view_get_spend (CM_SPEND_VIEW (self)) != NULL)
    cm_spend_view_queue_refresh (CM_SPEND_VIEW (self));
}

static void
copy_cb (CmSpendLargest *self)
{
  cm_spend_list_copy (CM_SPEND_LIST (self->list));
  cm_spend_view_tell (
      CM_SPEND_VIEW (self), _ ("The table is on the clipboard, for a spreadsheet"), FALSE);
}

const CmSpendGroups *
cm_spend_largest_get_groups (CmSpendLargest *self)
{
  g_return_val_if_fail (CM_IS_SPEND_LARGEST (self), NULL);
  return self->groups;
}

CmFundingChart *
cm_spend_largest_get_chart (CmSpendLargest *self)
{
  g_return_val_if_fail (CM_IS_SPEND_LARGEST (self), NULL);
  return CM_FUNDING_CHART (self->chart);
}

CmSpendList *
cm_spend_largest_get_list (CmSpendLargest *self)
{
  g_return_val_if_fail (CM_IS_SPEND_LARGEST (self), NULL);
  return CM_SPEND_LIST (self->list);
}

CmSpendBehind *
cm_spend_largest_get_behind (CmSpendLargest *self)
{
  g_return_val_if_fail (CM_IS_SPEND_LARGEST (self), NULL);
  return CM_SPEND_BEHIND (self->behind);
}

const char *
cm_spend_largest_get_sentence (CmSpendLargest *self)
{
  g_return_val_if_fail (CM_IS_SPEND_LARGEST (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->sentence));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_largest_dispose (GObject *object)
{
  CmSpendLargest *self = CM_SPEND_LARGEST (object);

  if (self->choice != NULL)
    g_signal_handlers_disconnect_by_data (self->choice, self);
  self->choice = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->groups, cm_spend_groups_free);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (cm_spend_largest_parent_class)->dispose (object);
}

static void
cm_spend_largest_class_init (CmSpendLargestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_largest_dispose;
  CM_SPEND_VIEW_CLASS (klass)->refresh = cm_spend_largest_refresh;
}

static GtkWidget *
build_bar (CmSpendLargest *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Grouped by"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (names, cm_spend_by_label (choices[i]));
  self->choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Grouped by"), -1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->choice);
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->sentence), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->sentence, TRUE);
  gtk_widget_add_css_class (self->sentence, "numeric");
  self->copy = gtk_button_new_from_icon_name ("cm-copy-symbolic");
  gtk_widget_add_css_class (self->copy, "flat");
  gtk_widget_set_tooltip_text (self->copy, _ ("Copy the whole table for a spreadsheet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy the whole table for a spreadsheet"),
                                  -1);
  gtk_box_append (GTK_BOX (bar), label);
  gtk_box_append (GTK_BOX (bar), self->choice);
  gtk_box_append (GTK_BOX (bar), self->sentence);
  gtk_box_append (GTK_BOX (bar), self->copy);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->copy, "clicked", G_CALLBACK (copy_cb), self);
  return bar;
}

static GtkWidget *
build_tables (CmSpendLargest *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *frame = adw_bin_new ();

  self->list = cm_spend_list_new (_ ("Spend, largest first"), columns);
  self->behind = cm_spend_behind_new ();
  adw_bin_set_child (ADW_BIN (frame), self->list);
  gtk_widget_set_margin_end (frame, 6);
  gtk_widget_set_margin_start (self->behind, 6);
  gtk_widget_set_hexpand (frame, TRUE);
  gtk_widget_set_hexpand (self->behind, TRUE);
  gtk_widget_set_size_request (frame, 280, 120);
  gtk_widget_set_size_request (self->behind, 260, -1);
  gtk_paned_set_start_child (GTK_PANED (paned), frame);
  gtk_paned_set_end_child (GTK_PANED (paned), self->behind);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_vexpand (paned, TRUE);
  g_signal_connect_swapped (self->list, "selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->behind, "open-query", G_CALLBACK (open_query_cb), self);
  return paned;
}

static void
cm_spend_largest_init (CmSpendLargest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->by = choices[0];
  self->chart = cm_funding_chart_new (_ ("Spend, largest first"), &pareto_kind, CHART_HEIGHT);
  g_signal_connect_swapped (self->chart, "activated", G_CALLBACK (bar_activated_cb), self);
  g_signal_connect_swapped (self->chart, "message", G_CALLBACK (cm_spend_view_tell), self);
  gtk_box_append (GTK_BOX (box), build_bar (self));
  gtk_box_append (GTK_BOX (box), self->chart);
  gtk_box_append (GTK_BOX (box), build_tables (self));
  gtk_widget_add_css_class (box, "spend-view");
  adw_bin_set_child (ADW_BIN (self), box);
}
