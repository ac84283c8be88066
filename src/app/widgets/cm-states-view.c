/* cm-states-view.c - how far the manual has come: its sections, their states, open points. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-states-view.h"

#include <glib/gi18n.h>

#include "cm-section-tag.h"

#define INDENT 18

/* A section of the list. */
#define CM_TYPE_STATES_ITEM (cm_states_item_get_type ())
G_DECLARE_FINAL_TYPE (CmStatesItem, cm_states_item, CM, STATES_ITEM, GObject)

struct _CmStatesItem
{
  GObject parent_instance;

  const CmBlock *section;
  guint level; /* of a chapter 0 */
};

G_DEFINE_FINAL_TYPE (CmStatesItem, cm_states_item, G_TYPE_OBJECT)

static void
cm_states_item_class_init (CmStatesItemClass *klass)
{
}

static void
cm_states_item_init (CmStatesItem *self)
{
}

/**
 * CmStatesView:
 *
 * All chapters and sections of the manual in their order, each with its state as a tag that takes
 * it on. Above them, how many have come how far.
 */
struct _CmStatesView
{
  AdwBin parent_instance;

  CmFeedbackModel *model;
  GListStore *items;
  GtkWidget *table, *window;
  GtkLabel *counts[CM_N_SECTION_STATES];
  GPtrArray *labels; /* of GtkLabel bound to an item, not owned */
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmStatesView, cm_states_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- what is shown ---------------------------------------------------------------------------- */

static void
add_section (CmStatesView *self, const CmBlock *section, guint level)
{
  if (section->id != NULL)
    {
      g_autoptr (CmStatesItem) item = g_object_new (CM_TYPE_STATES_ITEM, NULL);

      item->section = section;
      item->level = level;
      g_list_store_append (self->items, item);
    }
  for (guint i = 0; i < section->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (section->children, i);

      if (child->kind == CM_BLOCK_SECTION)
        add_section (self, child, level + 1);
    }
}

static void
fill (CmStatesView *self)
{
  CmDocument *document = cm_manual_get_document (cm_feedback_model_get_manual (self->model));
  GPtrArray *chapters = cm_document_get_chapters (document);

  for (guint i = 0; i < chapters->len; i++)
    add_section (self, g_ptr_array_index (chapters, i), 0);
}

static void
update_counts (CmStatesView *self)
{
  CmSectionStates *states = cm_feedback_model_get_states (self->model);
  guint n[CM_N_SECTION_STATES] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (CmStatesItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      n[cm_section_states_get (states, item->section, NULL)]++;
    }
  for (int state = 0; state < CM_N_SECTION_STATES; state++)
    {
      g_autofree char *text = g_strdup_printf ("%u", n[state]);

      gtk_label_set_text (self->counts[state], text);
    }
}

static char *
describe_since (CmStatesView *self, const CmBlock *section)
{
  CmRecord *record =
      cm_section_states_get_record (cm_feedback_model_get_states (self->model), section);

  return record != NULL ? cm_date_format (cm_record_get_text (record, "on_date")) : g_strdup ("");
}

static char *
describe_witness (CmStatesView *self, const CmBlock *section)
{
  CmStore *store = cm_feedback_model_get_store (self->model);
  CmRecord *record =
      cm_section_states_get_record (cm_feedback_model_get_states (self->model), section);
  const char *body = record != NULL ? cm_record_get_text (record, "body") : "";
  const char *workshop = record != NULL ? cm_record_get_text (record, "workshop") : "";

  if (*workshop != '\0')
    return cm_store_get_title (store, "workshop", workshop);
  return *body != '\0' ? cm_store_get_title (store, "body", body) : g_strdup ("");
}

static char *
describe_open (CmStatesView *self, const CmBlock *section)
{
  guint n = cm_feedback_count_open_in (cm_feedback_model_get_points (self->model), section);

  return n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");
}

static char *
describe_title (CmStatesView *self, const CmBlock *section)
{
  return cm_block_get_text (section);
}

/* --- columns ---------------------------------------------------------------------------------- */

typedef char *(*Describe) (CmStatesView *self, const CmBlock *section);

typedef struct
{
  const char *title;
  Describe describe; /* NULL: the state */
  int width;
  gboolean expand, numeric;
} Column;

static const Column columns[] = {
  { N_ ("Section"), describe_title, 214, TRUE, FALSE },
  { N_ ("State"), NULL, 176, FALSE, FALSE },
  { N_ ("Since"), describe_since, 106, FALSE, FALSE },
  { N_ ("Seen to by"), describe_witness, 138, FALSE, FALSE },
  { N_ ("Open points"), describe_open, 96, FALSE, TRUE },
};

static void
show_label (CmStatesView *self, GtkLabel *label)
{
  const Column *column = g_object_get_data (G_OBJECT (label), "column");
  CmStatesItem *item = g_object_get_data (G_OBJECT (label), "item");
  g_autofree char *text = column->describe (self, item->section);

  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), *text != '\0' ? text : NULL);
  if (column->describe != describe_title)
    return;
  gtk_widget_set_margin_start (GTK_WIDGET (label), (int) item->level * INDENT);
  if (item->level == 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "heading");
}

static void
message_cb (CmStatesView *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  CmStatesView *self = data;
  const Column *column = g_object_get_data (G_OBJECT (factory), "column");
  GtkWidget *child;

  if (column->describe == NULL)
    {
      child = cm_section_tag_new (self->model);
      g_signal_connect_swapped (child, "message", G_CALLBACK (message_cb), self);
    }
  else
    {
      child = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (child), column->numeric ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
      g_object_set_data (G_OBJECT (child), "column", (gpointer) column);
      if (column->numeric)
        gtk_widget_add_css_class (child, "numeric");
    }
  gtk_list_item_set_child (cell, child);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  CmStatesView *self = data;
  GtkWidget *child = gtk_list_item_get_child (cell);
  CmStatesItem *item = gtk_list_item_get_item (cell);

  if (CM_IS_SECTION_TAG (child))
    {
      cm_section_tag_show (CM_SECTION_TAG (child), item->section);
      return;
    }
  g_object_set_data (G_OBJECT (child), "item", item);
  g_ptr_array_add (self->labels, child);
  show_label (self, GTK_LABEL (child));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  CmStatesView *self = data;
  GtkWidget *child = gtk_list_item_get_child (cell);

  if (CM_IS_SECTION_TAG (child))
    cm_section_tag_show (CM_SECTION_TAG (child), NULL);
  else if (self->labels != NULL)
    g_ptr_array_remove_fast (self->labels, child);
}

static void
add_column (CmStatesView *self, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *shown;

  g_object_set_data (G_OBJECT (factory), "column", (gpointer) column);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  shown = gtk_column_view_column_new (_ (column->title), factory);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_column_set_expand (shown, column->expand);
  gtk_column_view_column_set_fixed_width (shown, column->width);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->table), shown);
  g_object_unref (shown);
}

static void
changed_cb (CmStatesView *self)
{
  update_counts (self);
  for (guint i = 0; i < self->labels->len; i++)
    show_label (self, g_ptr_array_index (self->labels, i));
}

/* --- going to a section ----------------------------------------------------------------------- */

static void
activated_cb (CmStatesView *self, guint position)
{
  g_autoptr (CmStatesItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.read", "s", item->section->id);
}

gboolean
cm_states_view_select (CmStatesView *self, const char *section)
{
  GtkSelectionModel *selection;

  g_return_val_if_fail (CM_IS_STATES_VIEW (self), FALSE);
  selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (self->table));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (CmStatesItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (item->section->id, section) != 0)
        continue;
      gtk_selection_model_select_item (selection, i, TRUE);
      gtk_widget_activate_action (
          gtk_widget_get_last_child (self->table), "list.scroll-to-item", "u", i);
      return TRUE;
    }
  return FALSE;
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_states_view_dispose (GObject *object)
{
  CmStatesView *self = CM_STATES_VIEW (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->items);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (cm_states_view_parent_class)->dispose (object);
}

static void
cm_states_view_class_init (CmStatesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_states_view_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_STATES_VIEW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
}

static void
cm_states_view_init (CmStatesView *self)
{
  self->labels = g_ptr_array_new ();
  self->items = g_list_store_new (CM_TYPE_STATES_ITEM);
}

static GtkWidget *
build_count (CmStatesView *self, CmSectionState state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *name = gtk_label_new (cm_section_state_get_label (state));

  self->counts[state] = GTK_LABEL (number);
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (number, "title-2");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (name, "dim-label");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), name);
  return box;
}

static GtkWidget *
build_counts (CmStatesView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 36);

  for (int state = 0; state < CM_N_SECTION_STATES; state++)
    gtk_box_append (GTK_BOX (bar), build_count (self, (CmSectionState) state));
  gtk_widget_add_css_class (bar, "states-bar");
  return bar;
}

static GtkWidget *
build_table (CmStatesView *self)
{
  self->table = gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)))));
  gtk_widget_add_css_class (self->table, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sections and their state"),
                                  -1);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, &columns[i]);
  g_signal_connect_swapped (self->table, "activate", G_CALLBACK (activated_cb), self);
  self->window = gtk_scrolled_window_new ();
  gtk_widget_set_vexpand (self->window, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), self->table);
  return self->window;
}

GtkWidget *
cm_states_view_new (CmFeedbackModel *model)
{
  CmStatesView *self = g_object_new (CM_TYPE_STATES_VIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->model = g_object_ref (model);
  fill (self);
  gtk_box_append (GTK_BOX (box), build_counts (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), build_table (self));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (model, "changed", G_CALLBACK (changed_cb), self);
  update_counts (self);
  return GTK_WIDGET (self);
}
