/* cm-manual-contents.c - the contents of the manual as a tree. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-manual-contents"
#include "config.h"

#include "cm-manual-contents.h"

#include <glib/gi18n.h>

/* --- an entry --------------------------------------------------------------------------------- */

#define CM_TYPE_MANUAL_ENTRY (cm_manual_entry_get_type ())
G_DECLARE_FINAL_TYPE (CmManualEntry, cm_manual_entry, CM, MANUAL_ENTRY, GObject)

struct _CmManualEntry
{
  GObject parent_instance;

  CmBlock *block; /* of the manual, which outlives the entry */
};

G_DEFINE_FINAL_TYPE (CmManualEntry, cm_manual_entry, G_TYPE_OBJECT)

static void
cm_manual_entry_class_init (CmManualEntryClass *klass)
{
}

static void
cm_manual_entry_init (CmManualEntry *self)
{
}

/* The sections among the blocks, or NULL if there are none. */
static GListModel *
list_sections (GPtrArray *blocks)
{
  GListStore *store = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      CmBlock *block = g_ptr_array_index (blocks, i);
      g_autoptr (CmManualEntry) entry = NULL;

      if (block->kind != CM_BLOCK_SECTION || block->id == NULL)
        continue;
      entry = g_object_new (CM_TYPE_MANUAL_ENTRY, NULL);
      entry->block = block;
      if (store == NULL)
        store = g_list_store_new (CM_TYPE_MANUAL_ENTRY);
      g_list_store_append (store, entry);
    }
  return G_LIST_MODEL (store);
}

/* --- the tree --------------------------------------------------------------------------------- */

/**
 * CmManualContents:
 *
 * Chapters and their sections. A chapter of the cycle has the mark of its stage.
 */
struct _CmManualContents
{
  AdwBin parent_instance;

  CmManual *manual;
  GtkWidget *view;
  GtkTreeListModel *tree;
  GtkSingleSelection *selection;
  gboolean selecting;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmManualContents, cm_manual_contents, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static GListModel *
make_children_cb (gpointer item, gpointer data)
{
  return list_sections (CM_MANUAL_ENTRY (item)->block->children);
}

static CmBlock *
get_block (CmManualContents *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  g_autoptr (CmManualEntry) entry = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return entry != NULL ? entry->block : NULL;
}

static void
selected_cb (CmManualContents *self)
{
  CmBlock *block = cm_manual_contents_get_selected (self);

  if (!self->selecting && block != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, block->id);
}

/* Enter on what is selected shows it again. */
static void
activate_cb (CmManualContents *self, guint position)
{
  CmBlock *block = get_block (self, position);

  if (block != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, block->id);
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
setup_cb (CmManualContents *self, GtkListItem *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = adw_bin_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (item, expander);
}

static const char *
find_stage (CmManual *manual, const CmBlock *block)
{
  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (cm_manual_get_stage (manual, i)->block == block)
      return cm_manual_get_stage (manual, i)->id;
  return NULL;
}

static void
show_mark (GtkWidget *mark, const char *stage)
{
  const char *classes[] = { "navigation-mark", stage, NULL };
  const char *none[] = { "contents-no-mark", NULL };

  gtk_widget_set_css_classes (mark, stage != NULL ? classes : none);
}

static void
bind_cb (CmManualContents *self, GtkListItem *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkWidget *expander = gtk_list_item_get_child (item);
  GtkWidget *mark =
      gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GtkWidget *label = gtk_widget_get_next_sibling (mark);
  g_autoptr (CmManualEntry) entry = gtk_tree_list_row_get_item (row);
  g_autofree char *title = cm_block_get_text (entry->block);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_label_set_text (GTK_LABEL (label), title);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  show_mark (mark, find_stage (self->manual, entry->block));
  /* Chapters without a stage keep its place, so that their titles stand beneath one another. */
  gtk_widget_set_visible (mark, entry->block->parent == NULL);
  if (entry->block->parent == NULL)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
}

static void
unbind_cb (CmManualContents *self, GtkListItem *item)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)), NULL);
}

/* --- public ----------------------------------------------------------------------------------- */

void
cm_manual_contents_set_manual (CmManualContents *self, CmManual *manual)
{
  GListModel *chapters;

  g_return_if_fail (CM_IS_MANUAL_CONTENTS (self));
  g_return_if_fail (self->manual == NULL);

  self->manual = g_object_ref (manual);
  chapters = list_sections (cm_document_get_chapters (cm_manual_get_document (manual)));
  if (chapters == NULL)
    return;
  self->tree = gtk_tree_list_model_new (chapters, FALSE, FALSE, make_children_cb, NULL, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->tree)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (
      self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
}

static guint
find_position (CmManualContents *self, const CmBlock *section)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tree));

  for (guint i = 0; i < n; i++)
    if (get_block (self, i) == section)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* Opens what the section is in, from the chapter down, and tells where it is then. */
static guint
reveal (CmManualContents *self, CmBlock *section)
{
  guint position;

  if (section->parent != NULL)
    {
      guint parent = reveal (self, cm_block_get_section (section->parent));
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, parent);

      if (row != NULL)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
  position = find_position (self, section);
  return position;
}

void
cm_manual_contents_select (CmManualContents *self, CmBlock *section)
{
  guint position;

  g_return_if_fail (CM_IS_MANUAL_CONTENTS (self));

  if (self->tree == NULL || cm_manual_contents_get_selected (self) == section)
    return;
  self->selecting = TRUE;
  position = reveal (self, section);
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
}

CmBlock *
cm_manual_contents_get_selected (CmManualContents *self)
{
  g_return_val_if_fail (CM_IS_MANUAL_CONTENTS (self), NULL);

  return self->selection != NULL
             ? get_block (self, gtk_single_selection_get_selected (self->selection))
             : NULL;
}

/* --- the object ------------------------------------------------------------------------------- */

static void
cm_manual_contents_dispose (GObject *object)
{
  CmManualContents *self = CM_MANUAL_CONTENTS (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  G_OBJECT_CLASS (cm_manual_contents_parent_class)->dispose (object);
  g_clear_object (&self->manual);
}

static void
cm_manual_contents_class_init (CmManualContentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_manual_contents_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen",
                                         CM_TYPE_MANUAL_CONTENTS,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_STRING);
}

static void
cm_manual_contents_init (CmManualContents *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->view = gtk_list_view_new (NULL, factory);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  gtk_widget_add_css_class (self->view, "manual-contents");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Contents"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->view);
  adw_bin_set_child (ADW_BIN (self), window);
}
