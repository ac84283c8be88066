/* cm-thread-table.c - the golden thread of a chapter as a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-table"
#include "config.h"

#include "cm-thread-table.h"

#include <glib/gi18n.h>

/**
 * CmThreadTable:
 *
 * What the drawing shows, for whoever reads a table more easily: a row for each activity of each
 * outcome, and one for an outcome without any.
 *
 * Keyboard: Up and Down choose a row, Enter opens its activity, or its outcome.
 */
#define LINES_MAX 6 /* of a cell */

struct _CmThreadTable
{
  AdwBin parent_instance;

  GtkWidget *view;
  GListStore *rows;
  GtkColumnViewColumn *money;
};

enum
{
  COLUMN_OUTCOME,
  COLUMN_INDICATORS,
  COLUMN_ACTIVITY,
  COLUMN_CONTRIBUTION,
  COLUMN_MONEY,
  COLUMN_SOURCES,
  N_COLUMNS
};

#define CM_TYPE_THREAD_LINE (cm_thread_line_get_type ())
G_DECLARE_FINAL_TYPE (CmThreadLine, cm_thread_line, CM, THREAD_LINE, GObject)

struct _CmThreadLine
{
  GObject parent_instance;

  char *texts[N_COLUMNS];
  const char *table;
  char *id;
};

G_DEFINE_FINAL_TYPE (CmThreadLine, cm_thread_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CmThreadTable, cm_thread_table, ADW_TYPE_BIN)

static guint opened_signal;

static const char *const titles[] = { N_ ("Outcome"),      N_ ("Indicators"), N_ ("Activity"),
                                      N_ ("Contribution"), N_ ("Money"),      N_ ("From") };

static void
cm_thread_line_finalize (GObject *object)
{
  CmThreadLine *self = CM_THREAD_LINE (object);

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (self->texts[i]);
  g_free (self->id);
  G_OBJECT_CLASS (cm_thread_line_parent_class)->finalize (object);
}

static void
cm_thread_line_class_init (CmThreadLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_thread_line_finalize;
}

static void
cm_thread_line_init (CmThreadLine *self)
{
}

/* --- rows ------------------------------------------------------------------------------------- */

static char *
list_indicators (const CmThreadOutcome *outcome)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < outcome->indicators->len; i++)
    {
      const CmThreadIndicator *indicator = g_ptr_array_index (outcome->indicators, i);
      g_autofree char *course = cm_thread_describe_course (indicator);

      g_string_append_printf (
          text, "%s%s: %s", i > 0 ? "; " : "", cm_record_get_title (indicator->record), course);
    }
  if (text->len == 0)
    g_string_append (text, _ ("◇ no indicator"));
  return g_string_free (text, FALSE);
}

static char *
list_sources (const CmThreadActivity *activity)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; activity->sources != NULL && i < activity->sources->len; i++)
    {
      const CmThreadMoney *money = &g_array_index (activity->sources, CmThreadMoney, i);
      g_autofree char *amount = cm_money_format (money->amount);

      g_string_append_printf (text,
                              "%s%s %s",
                              i > 0 ? "; " : "",
                              money->source != NULL ? money->source->name : "?",
                              amount);
    }
  return g_string_free (text, FALSE);
}

static CmThreadLine *
make_line (const CmThreadOutcome *outcome)
{
  CmThreadLine *line = g_object_new (CM_TYPE_THREAD_LINE, NULL);

  line->texts[COLUMN_OUTCOME] = g_strdup (cm_record_get_title (outcome->record));
  line->texts[COLUMN_INDICATORS] = list_indicators (outcome);
  line->table = "outcome";
  line->id = g_strdup (cm_record_get_id (outcome->record));
  return line;
}

static void
fill_activity (CmThreadLine *line, const CmThreadLink *link)
{
  const CmThreadActivity *activity = link->activity;

  line->texts[COLUMN_ACTIVITY] = g_strdup (activity->title);
  line->texts[COLUMN_CONTRIBUTION] = g_strdup (link->is_main   ? _ ("main")
                                               : link->is_said ? _ ("supporting")
                                                               : _ ("not said"));
  line->texts[COLUMN_MONEY] =
      activity->money != 0 ? cm_money_format (activity->money) : g_strdup (_ ("◇ no money"));
  line->texts[COLUMN_SOURCES] = list_sources (activity);
  line->table = "activity";
  g_free (line->id);
  line->id = g_strdup (activity->id);
}

static void
add_outcome (CmThreadTable *self, const CmThreadOutcome *outcome)
{
  for (guint i = 0; i < MAX (outcome->links->len, 1); i++)
    {
      g_autoptr (CmThreadLine) line = make_line (outcome);

      /* Once is enough. */
      if (i > 0)
        g_clear_pointer (&line->texts[COLUMN_INDICATORS], g_free);
      if (i < outcome->links->len)
        fill_activity (line, g_ptr_array_index (outcome->links, i));
      else
        line->texts[COLUMN_ACTIVITY] = g_strdup (_ ("◇ no activity"));
      g_list_store_append (self->rows, line);
    }
}

void
cm_thread_table_show (CmThreadTable *self,
                      const CmThreadChapter *chapter,
                      const CmThreadOutcome *only,
                      const char *year)
{
  g_list_store_remove_all (self->rows);
  gtk_column_view_column_set_title (self->money, year);
  for (guint i = 0; chapter != NULL && i < chapter->outcomes->len; i++)
    if (only == NULL || only == chapter->outcomes->pdata[i])
      add_outcome (self, chapter->outcomes->pdata[i]);
}

static void
activate_cb (CmThreadTable *self, guint position)
{
  g_autoptr (CmThreadLine) line = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (line != NULL)
    g_signal_emit (self, opened_signal, 0, line->table, line->id);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) == COLUMN_MONEY ? 1 : 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), LINES_MAX);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  CmThreadLine *line = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = line->texts[GPOINTER_TO_UINT (column)];

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (label, text);
}

static void
add_column (CmThreadTable *self, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (titles[index]), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (index));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, index != COLUMN_CONTRIBUTION && index != COLUMN_MONEY);
  if (index == COLUMN_CONTRIBUTION || index == COLUMN_MONEY)
    gtk_column_view_column_set_fixed_width (column, 96);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
  if (index == COLUMN_MONEY)
    self->money = column;
}

static gboolean
cm_thread_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_THREAD_TABLE (widget)->view);
}

static void
cm_thread_table_class_init (CmThreadTableClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_thread_table_grab_focus;
  opened_signal = g_signal_new ("opened",
                                CM_TYPE_THREAD_TABLE,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_STRING,
                                G_TYPE_STRING);
}

static void
cm_thread_table_init (CmThreadTable *self)
{
  self->rows = g_list_store_new (CM_TYPE_THREAD_LINE);
  /* The model takes the rows over; the view takes the model. */
  self->view = gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->rows))));
  gtk_widget_add_css_class (self->view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The golden thread as a table"),
                                  -1);
  for (guint i = 0; i < N_COLUMNS; i++)
    add_column (self, i);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->view);
}

GtkWidget *
cm_thread_table_new (void)
{
  return g_object_new (CM_TYPE_THREAD_TABLE, NULL);
}
