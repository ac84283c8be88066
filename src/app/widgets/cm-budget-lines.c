/* cm-budget-lines.c - the budget lines of one year and source, each opened to be edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-budget-lines"
#include "config.h"

#include "cm-budget-lines.h"

#include <glib/gi18n.h>

#include "cm-child-row.h"

/**
 * CmBudgetLines:
 *
 * What the grid shows as one sum: each line with its state, its note and, for a contingency, what
 * must happen before it may be drawn and who may draw it.
 *
 * Keyboard: Escape closes it.
 */
struct _CmBudgetLines
{
  AdwBin parent_instance;

  GtkWidget *heading, *list, *add;
  CmStore *store;
  CmRecord *activity, *source;
  gint64 year;
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_CLOSED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmBudgetLines, cm_budget_lines, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
tell (CmBudgetLines *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

/* --- the rows --------------------------------------------------------------------------------- */

static CmChildRow *
find_row (CmBudgetLines *self, CmRecord *line)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (cm_child_row_get_record (CM_CHILD_ROW (row)) == line)
      return CM_CHILD_ROW (row);
  return NULL;
}

static void
drop_rows (CmBudgetLines *self, GPtrArray *kept)
{
  GtkWidget *next;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (kept != NULL &&
          g_ptr_array_find (kept, cm_child_row_get_record (CM_CHILD_ROW (row)), NULL))
        continue;
      /* First of all it lets go of the record, or leaving a control would save it again. */
      cm_child_row_show (CM_CHILD_ROW (row), NULL, NULL);
      gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
    }
}

static void
remove_cb (CmBudgetLines *self, CmChildRow *row)
{
  g_autoptr (CmRecord) line = g_object_ref (cm_child_row_get_record (row));
  g_autofree char *when = cm_year_format (self->year);
  /* translators: an entry of the change log; %1$s is a funding source, %2$s a year, %3$s an
   * activity */
  g_autofree char *label = g_strdup_printf (_ ("Remove a line of “%1$s” in %2$s from “%3$s”"),
                                            cm_record_get_title (self->source),
                                            when,
                                            cm_record_get_title (self->activity));
  g_autoptr (GError) error = NULL;

  if (!cm_store_begin (self->store, label, &error))
    {
      tell (self, error->message, FALSE);
      return;
    }
  gtk_widget_grab_focus (self->add);
  if (!cm_store_delete (self->store, line, &error))
    cm_store_rollback (self->store);
  else if (cm_store_commit (self->store, &error))
    tell (self, _ ("The line is removed"), TRUE);
  if (error != NULL)
    tell (self, error->message, FALSE);
}

static void
message_cb (CmBudgetLines *self, const char *text, gboolean undo)
{
  tell (self, text, undo);
}

static CmChildRow *
add_row (CmBudgetLines *self, CmRecord *line)
{
  GtkWidget *row = cm_child_row_new (cm_record_get_table (line));

  cm_child_row_show (CM_CHILD_ROW (row), self->store, line);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  return CM_CHILD_ROW (row);
}

/* --- what is done ----------------------------------------------------------------------------- */

static void
add_cb (CmBudgetLines *self)
{
  g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("budget_line"));
  g_autoptr (CmRecord) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *when = cm_year_format (self->year);
  /* translators: an entry of the change log; %1$s is a funding source, %2$s a year, %3$s an
   * activity */
  g_autofree char *label = g_strdup_printf (_ ("Add a line of “%1$s” in %2$s to “%3$s”"),
                                            cm_record_get_title (self->source),
                                            when,
                                            cm_record_get_title (self->activity));
  CmChildRow *row;

  cm_record_set_text (line, "activity", cm_record_get_id (self->activity));
  cm_record_set_text (line, "funding_source", cm_record_get_id (self->source));
  cm_record_set_number (line, "year", self->year);
  cm_record_set_number (line, "amount", 0);
  cm_record_set_text (line, "state", "planned");
  if (!cm_store_save (self->store, line, label, &error))
    {
      tell (self, error->message, FALSE);
      return;
    }
  kept = cm_store_get (self->store, "budget_line", cm_record_get_id (line));
  row = find_row (self, kept);
  if (row != NULL)
    cm_child_row_open (row);
}

static void
close_cb (CmBudgetLines *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static gboolean
key_cb (CmBudgetLines *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  close_cb (self);
  return GDK_EVENT_STOP;
}

void
cm_budget_lines_show (CmBudgetLines *self, const CmBudget *budget, guint row, guint column)
{
  const CmBudgetCell *cell = cm_budget_get_cell (budget, row, column);
  gint64 year = cm_budget_get_year (budget, column);
  CmRecord *source = cm_budget_get_source (budget, row);
  g_autofree char *when = cm_year_format (year);
  /* translators: a heading; %1$s is a funding source, %2$s a year */
  g_autofree char *heading =
      g_strdup_printf (_ ("Lines of “%1$s” in %2$s"), cm_record_get_title (source), when);

  if (self->source != source || self->year != year || self->activity != budget->activity)
    drop_rows (self, NULL);
  g_set_object (&self->store, budget->store);
  g_set_object (&self->activity, budget->activity);
  g_set_object (&self->source, source);
  self->year = year;
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  drop_rows (self, cell->lines);
  for (guint i = 0; i < cell->lines->len; i++)
    {
      CmChildRow *known = find_row (self, cell->lines->pdata[i]);

      if (known != NULL)
        cm_child_row_show (known, self->store, cell->lines->pdata[i]);
      else
        add_row (self, cell->lines->pdata[i]);
    }
  gtk_widget_set_visible (self->list, cell->lines->len > 0);
  gtk_widget_set_sensitive (self->add, !cm_store_get_read_only (self->store));
}

void
cm_budget_lines_clear (CmBudgetLines *self)
{
  drop_rows (self, NULL);
  g_clear_object (&self->activity);
  g_clear_object (&self->source);
  g_clear_object (&self->store);
}

gboolean
cm_budget_lines_flush (CmBudgetLines *self)
{
  gboolean kept = TRUE;
  GtkWidget *next;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      kept = cm_child_row_flush (CM_CHILD_ROW (row)) && kept;
    }
  return kept;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_budget_lines_dispose (GObject *object)
{
  CmBudgetLines *self = CM_BUDGET_LINES (object);

  g_clear_object (&self->activity);
  g_clear_object (&self->source);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_budget_lines_parent_class)->dispose (object);
}

static gboolean
cm_budget_lines_grab_focus (GtkWidget *widget)
{
  CmBudgetLines *self = CM_BUDGET_LINES (widget);
  GtkWidget *row = gtk_widget_get_first_child (self->list);

  return row != NULL ? gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD)
                     : gtk_widget_grab_focus (self->add);
}

static void
cm_budget_lines_class_init (CmBudgetLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_budget_lines_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_budget_lines_grab_focus;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_BUDGET_LINES,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_CLOSED] = g_signal_new (
      "closed", CM_TYPE_BUDGET_LINES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
cm_budget_lines_init (CmBudgetLines *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *close = make_button ("cm-close-symbolic", _ ("Close the lines (Escape)"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_label_set_wrap (GTK_LABEL (self->heading), TRUE);
  gtk_widget_set_hexpand (self->heading, TRUE);
  gtk_widget_add_css_class (self->heading, "caption-heading");
  self->add = make_button ("cm-add-symbolic", _ ("Add a line"));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_box_append (GTK_BOX (line), self->heading);
  gtk_box_append (GTK_BOX (line), self->add);
  gtk_box_append (GTK_BOX (line), close);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_widget_add_css_class (box, "budget-lines");
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
cm_budget_lines_new (void)
{
  return g_object_new (CM_TYPE_BUDGET_LINES, NULL);
}
