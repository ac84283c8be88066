/* cm-planner-table.c - a year's plan as a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-table"
#include "config.h"

#include "cm-planner-table.h"

#include <glib/gi18n.h>

/**
 * CmPlannerTable:
 *
 * The same as the planner, for whoever reads a table more easily.
 *
 * Keyboard: Up and Down choose a row, Enter activates it.
 */
struct _CmPlannerTable
{
  AdwBin parent_instance;

  GtkWidget *view;
  GtkStringList *rows; /* of the cells of each row, joined */
};

enum
{
  WHEN,
  WHAT,
  KIND,
  WHO,
  STEP,
  PLANNER,
  N_COLUMNS
};

#define SEPARATOR "\x1f"

G_DEFINE_FINAL_TYPE (CmPlannerTable, cm_planner_table, ADW_TYPE_BIN)

static guint activated_signal;

static char *
make_kind (const CmYearItem *item)
{
  GString *text = g_string_new (cm_year_item_kind_name (item->kind));

  if (item->topic != CM_TIMELINE_ANY)
    g_string_append_printf (text, " · %s", cm_year_item_topic_name (item->topic));
  if (item->open)
    g_string_append_printf (text, " · %s", _ ("Open to partners"));
  return g_string_free (text, FALSE);
}

static char *
make_when (const CmYearItem *item)
{
  g_autofree char *when = cm_year_item_describe_when (item);

  /* translators: a mark before something whose time is not known */
  return cm_year_item_is_known (item) ? g_steal_pointer (&when)
                                      : g_strdup_printf (_ ("? %s"), when);
}

static char *
make_step (const CmYearItem *item, CmManual *manual)
{
  const char *step = cm_year_item_get_step_title (item, manual);
  const char *stage = cm_year_item_get_stage_title (item, manual);

  return *step != '\0' ? g_strdup_printf ("%s: %s", stage, step) : g_strdup (stage);
}

static char *
make_row (const CmYearPlan *plan, const CmYearItem *item, CmManual *manual)
{
  char *cells[N_COLUMNS + 1] = { NULL };
  char *row;

  cells[WHEN] = make_when (item);
  cells[WHAT] = g_strdup (item->title);
  cells[KIND] = make_kind (item);
  cells[WHO] = cm_year_item_describe_who (item, manual);
  cells[STEP] = make_step (item, manual);
  cells[PLANNER] = g_strdup (cm_year_plan_get_planner (plan, item)->title);
  row = g_strjoinv (SEPARATOR, cells);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (cells[i]);
  return row;
}

/* --- columns ---------------------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (column) == WHAT ? 40 : 22);
  if (GPOINTER_TO_INT (column) == WHEN)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkStringObject *row = gtk_list_item_get_item (item);
  g_auto (GStrv) cells = g_strsplit (gtk_string_object_get_string (row), SEPARATOR, -1);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), cells[GPOINTER_TO_INT (column)]);
}

static void
add_columns (CmPlannerTable *self)
{
  static const char *const titles[N_COLUMNS] = { N_ ("When"), N_ ("What"), N_ ("Kind"),
                                                 N_ ("Who"),  N_ ("Step"), N_ ("Planner") };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (titles[i]), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (i));
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, i == WHAT);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
    }
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
activate_cb (CmPlannerTable *self, guint position)
{
  g_signal_emit (self, activated_signal, 0, position);
}

static gboolean
cm_planner_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_PLANNER_TABLE (widget)->view);
}

static void
cm_planner_table_class_init (CmPlannerTableClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_planner_table_grab_focus;
  activated_signal = g_signal_new ("activated",
                                   CM_TYPE_PLANNER_TABLE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_UINT);
}

static void
cm_planner_table_init (CmPlannerTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->rows = gtk_string_list_new (NULL);
  /* The model takes the rows over; the view takes the model. */
  self->view = gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->rows))));
  gtk_widget_add_css_class (self->view, "data-table");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Year planner"), -1);
  add_columns (self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_add_css_class (scrolled, "card");
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
cm_planner_table_new (void)
{
  return g_object_new (CM_TYPE_PLANNER_TABLE, NULL);
}

void
cm_planner_table_show (CmPlannerTable *self, const CmYearPlan *plan, CmManual *manual)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (CM_IS_PLANNER_TABLE (self));

  for (guint i = 0; i < plan->items->len; i++)
    g_ptr_array_add (rows, make_row (plan, cm_year_plan_get (plan, i), manual));
  g_ptr_array_add (rows, NULL);
  gtk_string_list_splice (self->rows,
                          0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                          (const char *const *) rows->pdata);
}
