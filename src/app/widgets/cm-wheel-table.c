/* cm-wheel-table.c - the steps of the wheel as a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel-table"
#include "config.h"

#include "cm-wheel-table.h"

#include <glib/gi18n.h>

/**
 * CmWheelTable:
 *
 * The same steps as the wheel in the same order, for whoever reads a table more easily: stage,
 * step, state, due, responsible.
 *
 * Keyboard: Up and Down choose a row, Enter opens its step.
 *
 * Signals: step-activated (step), as the wheel.
 */
struct _CmWheelTable
{
  AdwBin parent_instance;

  GtkWidget *view;
  GListStore *rows;
};

enum
{
  COLUMN_STAGE,
  COLUMN_STEP,
  COLUMN_STATE,
  COLUMN_DUE,
  COLUMN_RESPONSIBLE,
  N_COLUMNS
};

/* A step, in words. */
#define CM_TYPE_WHEEL_LINE (cm_wheel_line_get_type ())
G_DECLARE_FINAL_TYPE (CmWheelLine, cm_wheel_line, CM, WHEEL_LINE, GObject)

struct _CmWheelLine
{
  GObject parent_instance;

  int step;
  char *texts[N_COLUMNS];
  gboolean overdue;
};

G_DEFINE_FINAL_TYPE (CmWheelLine, cm_wheel_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CmWheelTable, cm_wheel_table, ADW_TYPE_BIN)

static guint activated_signal;

static const char *const titles[] = {
  N_ ("Stage"), N_ ("Step"), N_ ("State"), N_ ("Due"), N_ ("Responsible")
};

static void
cm_wheel_line_finalize (GObject *object)
{
  CmWheelLine *self = CM_WHEEL_LINE (object);

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (cm_wheel_line_parent_class)->finalize (object);
}

static void
cm_wheel_line_class_init (CmWheelLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_wheel_line_finalize;
}

static void
cm_wheel_line_init (CmWheelLine *self)
{
}

static char *
describe_state (const CmWheelStep *step)
{
  const char *mark = step->state == CM_STEP_SIGNED_OFF ? "✓"
                     : step->state == CM_STEP_BLOCKED  ? "■"
                     : step->state == CM_STEP_IN_HAND  ? "●"
                                                       : "○";
  const char *word =
      step->state == CM_STEP_NOT_STARTED ? _ ("not started") : cm_wheel_state_word (step->state);

  if (step->overdue)
    /* translators: %s is the state of a step, such as “in hand” */
    return g_strdup_printf (_ ("▲ overdue, %s"), word);
  return g_strdup_printf ("%s %s", mark, word);
}

static CmWheelLine *
make_line (const CmWheel *wheel, guint index)
{
  const CmWheelStep *step = cm_wheel_get_step (wheel, index);
  CmWheelLine *line = g_object_new (CM_TYPE_WHEEL_LINE, NULL);

  line->step = (int) index;
  line->overdue = step->overdue;
  line->texts[COLUMN_STAGE] = g_strdup (cm_wheel_get_stage (wheel, step->stage)->title);
  line->texts[COLUMN_STEP] =
      g_strdup_printf ("%u %s", cm_wheel_step_number (wheel, index), step->label);
  line->texts[COLUMN_STATE] = describe_state (step);
  line->texts[COLUMN_DUE] = g_strdup (step->due != NULL ? step->due : "–");
  line->texts[COLUMN_RESPONSIBLE] =
      g_strdup (step->responsible != NULL ? step->responsible : _ ("nobody"));
  return line;
}

static gboolean
is_same (const CmWheelLine *a, const CmWheelLine *b)
{
  if (a->step != b->step || a->overdue != b->overdue)
    return FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    if (!g_str_equal (a->texts[i], b->texts[i]))
      return FALSE;
  return TRUE;
}

/* Only what changed is replaced: the chosen row and the place in the list stay. */
void
cm_wheel_table_show (CmWheelTable *self, const CmWheel *wheel)
{
  g_autoptr (GArray) order = cm_wheel_ring_order (wheel);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (n > order->len)
    g_list_store_splice (self->rows, order->len, n - order->len, NULL, 0);
  for (guint i = 0; i < order->len; i++)
    {
      g_autoptr (CmWheelLine) line = make_line (wheel, g_array_index (order, guint, i));
      g_autoptr (CmWheelLine) known = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (known == NULL)
        g_list_store_append (self->rows, line);
      else if (!is_same (known, line))
        g_list_store_splice (self->rows, i, 1, (gpointer *) &line, 1);
    }
}

static void
activate_cb (CmWheelTable *self, guint position)
{
  g_autoptr (CmWheelLine) line = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (line != NULL)
    g_signal_emit (self, activated_signal, 0, line->step);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (GPOINTER_TO_UINT (column) == COLUMN_RESPONSIBLE)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 14);
    }
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  CmWheelLine *line = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = line->texts[GPOINTER_TO_UINT (column)];

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
  if (line->overdue && GPOINTER_TO_UINT (column) == COLUMN_STATE)
    gtk_widget_add_css_class (label, "error");
  else
    gtk_widget_remove_css_class (label, "error");
}

static void
add_column (CmWheelTable *self, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (titles[index]), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (index));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, index == COLUMN_RESPONSIBLE);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
}

static gboolean
cm_wheel_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_WHEEL_TABLE (widget)->view);
}

static void
cm_wheel_table_class_init (CmWheelTableClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_wheel_table_grab_focus;
  activated_signal = g_signal_new ("step-activated",
                                   CM_TYPE_WHEEL_TABLE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_INT);
}

static void
cm_wheel_table_init (CmWheelTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->rows = g_list_store_new (CM_TYPE_WHEEL_LINE);
  /* The model takes the rows over; the view takes the model. */
  self->view = gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->rows))));
  gtk_column_view_set_single_click_activate (GTK_COLUMN_VIEW (self->view), TRUE);
  gtk_widget_add_css_class (self->view, "data-table");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The steps of the cycle"), -1);
  for (guint i = 0; i < N_COLUMNS; i++)
    add_column (self, i);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  /* As high as its rows: the page scrolls. */
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_add_css_class (scrolled, "card");
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
cm_wheel_table_new (void)
{
  return g_object_new (CM_TYPE_WHEEL_TABLE, NULL);
}
