/* cm-register-list.c - the tables whose records stand alone, under headings, to choose one of. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-register-list"
#include "config.h"

#include "cm-register-list.h"

#include <glib/gi18n.h>

/**
 * CmRegisterList:
 *
 * Accessibility: a row is named by its table and the number of its records. The arrow keys move
 * between the rows, Tab leaves the list.
 */
struct _CmRegisterList
{
  AdwBin parent_instance;

  GtkListBox *list;
  CmStore *store;
  gulong changed_id;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmRegisterList, cm_register_list, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* The headings that tables name as their section, in the order of the list. What names another
 * comes after these. */
static const struct
{
  const char *section;
  const char *stage; /* the colour of its mark, or NULL */
} sections[] = {
  { "Partnership", NULL }, { "Governance", NULL }, { "Analyse", "analyse" }, { "Plan", "plan" },
  { "Money", NULL },       { "Do", "do" },         { "Review", "review" },   { "Workshops", NULL },
};

/* These have pages of their own. */
static const char *const elsewhere[] = { "activity",   "cycle_run", "spend_file",
                                         "spend_rule", "contract",  NULL };

/* --- rows ------------------------------------------------------------------------------------- */

static const CmTable *
get_table (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "table") : NULL;
}

static const char *
get_section (const CmTable *table)
{
  return table->section != NULL ? table->section : N_ ("More");
}

static guint
find_section (const CmTable *table)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (sections) && !g_str_equal (sections[i].section, get_section (table)))
    i++;
  return i;
}

/* Of a table with one record its name alone is the heading. */
static const char *
get_title (const CmTable *table)
{
  return g_str_equal (table->name, "partnership") ? cm_table_label (table) : _ (table->plural);
}

static void
add_row (CmRegisterList *self, const CmTable *table)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (get_title (table));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_set_margin_start (box, 12);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, _ (table->help));
  g_object_set_data (G_OBJECT (row), "table", (gpointer) table);
  g_object_set_data (G_OBJECT (row), "count", count);
  gtk_list_box_append (self->list, row);
}

static gboolean
stands_here (const CmTable *table)
{
  return cm_table_owner (table) == NULL && !g_strv_contains (elsewhere, table->name);
}

static void
add_rows (CmRegisterList *self)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint section = 0; section <= G_N_ELEMENTS (sections); section++)
    for (guint i = 0; i < n; i++)
      if (stands_here (tables[i]) && find_section (tables[i]) == section)
        add_row (self, tables[i]);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const CmTable *table = get_table (row);
  const CmTable *last = get_table (before);
  guint section = find_section (table);
  GtkWidget *box, *mark, *label;

  if (last != NULL && g_str_equal (get_section (last), get_section (table)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  label = gtk_label_new (_ (get_section (table)));
  gtk_widget_add_css_class (box, "navigation-heading");
  gtk_widget_add_css_class (mark, "navigation-mark");
  if (section < G_N_ELEMENTS (sections) && sections[section].stage != NULL)
    gtk_widget_add_css_class (mark, sections[section].stage);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_header (row, box);
}

/* --- counts ----------------------------------------------------------------------------------- */

static void
count_row (CmRegisterList *self, GtkListBoxRow *row)
{
  const CmTable *table = get_table (row);
  GtkLabel *label = g_object_get_data (G_OBJECT (row), "count");
  g_autoptr (CmQuery) query = cm_query_new (table->name);
  guint n = cm_store_count (self->store, query);
  g_autofree char *text = g_strdup_printf ("%u", n);
  /* translators: %1$s is the heading of a table, as in “Decisions”, %2$u the number of its rows */
  g_autofree char *name =
      g_strdup_printf (ngettext ("%1$s, %2$u row", "%1$s, %2$u rows", n), get_title (table), n);

  gtk_label_set_text (label, n > 0 ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
count_rows (CmRegisterList *self, const CmChanges *changes)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (changes == NULL || cm_changes_touch (changes, get_table (row)->name))
      count_row (self, row);
}

static void
changed_cb (CmRegisterList *self, CmChanges *changes)
{
  count_rows (self, changes);
}

static void
set_store (CmRegisterList *self, CmStore *store)
{
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_set_object (&self->store, store);
  if (store != NULL)
    self->changed_id = g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
}

void
cm_register_list_show (CmRegisterList *self, CmStore *store)
{
  g_return_if_fail (CM_IS_REGISTER_LIST (self));
  set_store (self, store);
  count_rows (self, NULL);
}

/* --- choosing --------------------------------------------------------------------------------- */

static void
selected_cb (CmRegisterList *self, GtkListBoxRow *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, get_table (row)->name);
}

static void
activated_cb (CmRegisterList *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

gboolean
cm_register_list_choose (CmRegisterList *self, const char *table)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CM_IS_REGISTER_LIST (self), FALSE);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (get_table (row)->name, table) == 0)
      {
        gtk_list_box_select_row (self->list, row);
        return TRUE;
      }
  return FALSE;
}

const char *
cm_register_list_get_chosen (CmRegisterList *self)
{
  const CmTable *table;

  g_return_val_if_fail (CM_IS_REGISTER_LIST (self), NULL);
  table = get_table (gtk_list_box_get_selected_row (self->list));
  return table != NULL ? table->name : NULL;
}

/* --- GObject ---------------------------------------------------------------------------------- */

/* A list of this version of GTK takes Tab as one more arrow key: here Tab leaves, and comes in at
 * the row that is chosen. */
static gboolean
cm_register_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CmRegisterList *self = CM_REGISTER_LIST (widget);
  GtkListBoxRow *chosen = gtk_list_box_get_selected_row (self->list);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (cm_register_list_parent_class)->focus (widget, direction);
  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return chosen != NULL
             ? gtk_widget_grab_focus (GTK_WIDGET (chosen))
             : GTK_WIDGET_CLASS (cm_register_list_parent_class)->focus (widget, direction);
}

static void
cm_register_list_dispose (GObject *object)
{
  set_store (CM_REGISTER_LIST (object), NULL);
  G_OBJECT_CLASS (cm_register_list_parent_class)->dispose (object);
}

static void
cm_register_list_class_init (CmRegisterListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_register_list_dispose;
  GTK_WIDGET_CLASS (klass)->focus = cm_register_list_focus;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen",
                                         CM_TYPE_REGISTER_LIST,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_STRING);
  signals[SIGNAL_ACTIVATED] = g_signal_new (
      "activated", CM_TYPE_REGISTER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_register_list_init (CmRegisterList *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "register-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Registers"), -1);
  add_rows (self);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), window);
}

GtkWidget *
cm_register_list_new (void)
{
  return g_object_new (CM_TYPE_REGISTER_LIST, NULL);
}
