/* cm-grid-table.c - a grid of cells as a plain table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-grid-table"
#include "config.h"

#include "cm-grid-table.h"

#include <glib/gi18n.h>

/**
 * CmGridTable:
 *
 * The same rows and columns as a #CmGrid, for whoever reads a table more easily: the marks stand
 * before the figures as signs, the rest is text.
 *
 * Keyboard: Up and Down choose a row, Enter opens it.
 *
 * Signals: row-activated (row of the model).
 */
struct _CmGridTable
{
  AdwBin parent_instance;

  GtkWidget *view;
  GListStore *rows;
  char *headings; /* of the columns that the view has, joined */
};

/* A row in words. */
#define CM_TYPE_GRID_LINE (cm_grid_line_get_type ())
G_DECLARE_FINAL_TYPE (CmGridLine, cm_grid_line, CM, GRID_LINE, GObject)

struct _CmGridLine
{
  GObject parent_instance;

  guint row;
  gboolean strong;
  char **texts; /* the name of the row, then its cells */
};

G_DEFINE_FINAL_TYPE (CmGridLine, cm_grid_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CmGridTable, cm_grid_table, ADW_TYPE_BIN)

static guint activated_signal;

static void
cm_grid_line_finalize (GObject *object)
{
  g_strfreev (CM_GRID_LINE (object)->texts);
  G_OBJECT_CLASS (cm_grid_line_parent_class)->finalize (object);
}

static void
cm_grid_line_class_init (CmGridLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_grid_line_finalize;
}

static void
cm_grid_line_init (CmGridLine *self)
{
}

static char *
make_text (const CmGridCell *cell)
{
  const char *text = cell->text != NULL ? cell->text : "";

  switch (cell->mark)
    {
    case CM_GRID_GAP:
      return g_strdup_printf ("○ %s", text);
    case CM_GRID_OVER:
      return g_strdup_printf ("▲ %s", text);
    case CM_GRID_PLAIN:
    default:
      return g_strdup (text);
    }
}

static CmGridLine *
make_line (const CmGridModel *model, guint row)
{
  const CmGridHead *head = cm_grid_model_get_row (model, row);
  CmGridLine *line = g_object_new (CM_TYPE_GRID_LINE, NULL);

  line->row = row;
  line->strong = head->kind != CM_GRID_HEAD_ITEM;
  line->texts = g_new0 (char *, model->columns->len + 2);
  line->texts[0] = g_strdup (head->label);
  for (guint i = 0; i < model->columns->len; i++)
    line->texts[i + 1] = make_text (cm_grid_model_get_cell (model, row, i));
  return line;
}

static gboolean
is_same (const CmGridLine *a, const CmGridLine *b)
{
  return a->row == b->row && a->strong == b->strong &&
         g_strv_equal ((const char *const *) a->texts, (const char *const *) b->texts);
}

/* --- columns ---------------------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column == NULL ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  CmGridLine *line = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), line->texts[GPOINTER_TO_UINT (column)]);
  if (line->strong)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
}

static void
add_column (CmGridTable *self, const char *title, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (index));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, index == 0);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
}

static char *
make_heading (const CmGridHead *head)
{
  return head->group != NULL && *head->group != '\0'
             ? g_strdup_printf ("%s: %s", head->group, head->label)
             : g_strdup (head->label);
}

/* Columns are made anew only where they are others. */
static void
match_columns (CmGridTable *self, const CmGridModel *model)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));
  char *joined;

  g_ptr_array_add (titles, g_strdup (model->corner != NULL ? model->corner : ""));
  for (guint i = 0; i < model->columns->len; i++)
    g_ptr_array_add (titles, make_heading (cm_grid_model_get_column (model, i)));
  g_ptr_array_add (titles, NULL);
  joined = g_strjoinv ("\n", (char **) titles->pdata);
  if (g_strcmp0 (joined, self->headings) == 0)
    {
      g_free (joined);
      return;
    }
  g_free (self->headings);
  self->headings = joined;
  g_list_store_remove_all (self->rows);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (GTK_COLUMN_VIEW (self->view), column);
    }
  for (guint i = 0; titles->pdata[i] != NULL; i++)
    add_column (self, titles->pdata[i], i);
}

/* Only what changed is replaced: the chosen row and the place in the list stay. */
void
cm_grid_table_show (CmGridTable *self, const CmGridModel *model)
{
  guint n;

  match_columns (self, model);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  if (n > model->rows->len)
    g_list_store_splice (self->rows, model->rows->len, n - model->rows->len, NULL, 0);
  for (guint i = 0; i < model->rows->len; i++)
    {
      g_autoptr (CmGridLine) line = make_line (model, i);
      g_autoptr (CmGridLine) known = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (known == NULL)
        g_list_store_append (self->rows, line);
      else if (!is_same (known, line))
        g_list_store_splice (self->rows, i, 1, (gpointer *) &line, 1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  model->name != NULL ? model->name : "",
                                  -1);
}

static void
activate_cb (CmGridTable *self, guint position)
{
  g_autoptr (CmGridLine) line = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (line != NULL)
    g_signal_emit (self, activated_signal, 0, line->row);
}

static gboolean
cm_grid_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_GRID_TABLE (widget)->view);
}

static void
cm_grid_table_finalize (GObject *object)
{
  g_free (CM_GRID_TABLE (object)->headings);
  G_OBJECT_CLASS (cm_grid_table_parent_class)->finalize (object);
}

static void
cm_grid_table_class_init (CmGridTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_grid_table_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_grid_table_grab_focus;
  activated_signal = g_signal_new ("row-activated",
                                   CM_TYPE_GRID_TABLE,
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
cm_grid_table_init (CmGridTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->rows = g_list_store_new (CM_TYPE_GRID_LINE);
  /* The model takes the rows over; the view takes the model. */
  self->view = gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->rows))));
  gtk_widget_add_css_class (self->view, "data-table");
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_add_css_class (scrolled, "card");
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
cm_grid_table_new (void)
{
  return g_object_new (CM_TYPE_GRID_TABLE, NULL);
}
