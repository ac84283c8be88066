/* cm-loose-list.c - the loose ends of the golden thread, by kind, to be opened. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-loose-list"
#include "config.h"

#include "cm-loose-list.h"

#include <glib/gi18n.h>

#include "cm-scroll-pacer.h"

#define NO_ARROW 20 /* px, as wide as the arrow of a row that opens */

/**
 * CmLooseList:
 *
 * A row for each kind of loose end with its number, first those found from the chapters downwards,
 * then those found from the money upwards; it opens to the records themselves. What is in order
 * stays in the list and says so.
 *
 * Keyboard: Up and Down; Right and Left open and close a kind; Enter opens it, or the record.
 */
struct _CmLooseList
{
  AdwBin parent_instance;

  CmThread *thread;
  GPtrArray *ends;  /* of CmLooseEnds, or NULL */
  GListStore *root; /* of CmLooseLine: headings and kinds; stays */
  GtkTreeListModel *model;
  GtkSingleSelection *selection;
  GtkWidget *view;
  GHashTable *rows; /* Row → nothing: those that show something */
};

/* A heading (kind -1), a kind (item NULL) or a record. */
#define CM_TYPE_LOOSE_LINE (cm_loose_line_get_type ())
G_DECLARE_FINAL_TYPE (CmLooseLine, cm_loose_line, CM, LOOSE_LINE, GObject)

struct _CmLooseLine
{
  GObject parent_instance;

  int kind;
  const char *heading;
  const char *table;
  char *id, *title, *detail;
  GListStore *children;
};

/* What a row of the view is made of. */
typedef struct
{
  CmLooseList *list;
  GtkListItem *item;
  GtkWidget *expander, *names, *title, *caption, *detail, *count, *button;
} Row;

enum
{
  SIGNAL_OPENED,
  SIGNAL_NARROW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmLooseLine, cm_loose_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CmLooseList, cm_loose_list, ADW_TYPE_BIN)

static void
cm_loose_line_finalize (GObject *object)
{
  CmLooseLine *self = CM_LOOSE_LINE (object);

  g_clear_object (&self->children);
  g_free (self->id);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (cm_loose_line_parent_class)->finalize (object);
}

static void
cm_loose_line_class_init (CmLooseLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_loose_line_finalize;
}

static void
cm_loose_line_init (CmLooseLine *self)
{
}

static CmLooseEnds *
get_ends (CmLooseList *self, int kind)
{
  return self->ends != NULL && kind >= 0 ? g_ptr_array_index (self->ends, kind) : NULL;
}

/* --- the tree --------------------------------------------------------------------------------- */

static void
fill_children (CmLooseList *self, CmLooseLine *line)
{
  const CmLooseEnds *ends = get_ends (self, line->kind);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ends != NULL && i < ends->items->len; i++)
    {
      const CmLooseItem *item = g_ptr_array_index (ends->items, i);
      CmLooseLine *child = g_object_new (CM_TYPE_LOOSE_LINE, NULL);

      child->kind = line->kind;
      child->table = ends->table;
      child->id = g_strdup (item->id);
      child->title = g_strdup (item->title);
      child->detail = g_strdup (item->detail);
      g_ptr_array_add (items, child);
    }
  g_list_store_splice (line->children,
                       0,
                       g_list_model_get_n_items (G_LIST_MODEL (line->children)),
                       items->pdata,
                       items->len);
}

static GListModel *
create_children_cb (gpointer data, gpointer list)
{
  CmLooseLine *line = data;
  const CmLooseEnds *ends = get_ends (list, line->kind);

  if (line->id != NULL || line->kind < 0)
    return NULL;
  /* Never nothing: a row that could not be opened once could never be. */
  if (line->children == NULL)
    {
      line->children = g_list_store_new (CM_TYPE_LOOSE_LINE);
      if (ends != NULL)
        fill_children (list, line);
    }
  return g_object_ref (G_LIST_MODEL (line->children));
}

static void
add_line (CmLooseList *self, int kind, const char *heading)
{
  g_autoptr (CmLooseLine) line = g_object_new (CM_TYPE_LOOSE_LINE, NULL);

  line->kind = kind;
  line->heading = heading;
  g_list_store_append (self->root, line);
}

static void
fill_root (CmLooseList *self)
{
  add_line (self, -1, _ ("From the chapters down"));
  for (int kind = 0; kind < CM_N_LOOSE; kind++)
    {
      if (cm_loose_is_upwards ((CmLooseKind) kind) &&
          !cm_loose_is_upwards ((CmLooseKind) (kind - 1)))
        add_line (self, -1, _ ("From the money up"));
      add_line (self, kind, NULL);
    }
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
show_kind (Row *row, const CmLooseLine *line)
{
  const CmLooseEnds *ends = get_ends (row->list, line->kind);
  guint n = ends != NULL ? ends->items->len : 0;
  g_autofree char *count = n > 0 ? g_strdup_printf ("◇ %u", n) : g_strdup (_ ("✓ none"));
  g_autofree char *money =
      ends != NULL && ends->has_money && n > 0 ? cm_money_format (ends->money) : NULL;

  set_text (row->title, cm_loose_get_title ((CmLooseKind) line->kind));
  set_text (row->caption, n > 0 ? cm_loose_get_reason ((CmLooseKind) line->kind) : NULL);
  set_text (row->detail, money);
  set_text (row->count, count);
  if (n > 0)
    gtk_widget_remove_css_class (row->count, "dim-label");
  else
    gtk_widget_add_css_class (row->count, "dim-label");
  if (n > 0)
    gtk_widget_add_css_class (row->count, "thread-loose");
  else
    gtk_widget_remove_css_class (row->count, "thread-loose");
  gtk_widget_set_margin_start (row->names, n > 0 ? 0 : NO_ARROW);
  gtk_widget_set_visible (row->button, n > 0 && !g_str_equal (ends->table, "activity"));
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (row->expander),
                                  n > 0 ? gtk_list_item_get_item (row->item) : NULL);
}

static char *
speak (Row *row)
{
  GtkWidget *const labels[] = { row->title, row->count, row->detail };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (gtk_widget_get_visible (labels[i]))
      g_string_append_printf (
          text, "%s%s", i > 0 ? "; " : "", gtk_label_get_text (GTK_LABEL (labels[i])));
  return g_string_free (text, FALSE);
}

static void
show_row (Row *row)
{
  GtkTreeListRow *tree_row = gtk_list_item_get_item (row->item);
  g_autoptr (CmLooseLine) line = gtk_tree_list_row_get_item (tree_row);
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (row->button, FALSE);
  gtk_widget_set_margin_start (row->names, 0);
  gtk_widget_remove_css_class (row->title, "heading");
  gtk_widget_remove_css_class (row->title, "dim-label");
  gtk_list_item_set_selectable (row->item, line->kind >= 0);
  gtk_list_item_set_activatable (row->item, line->kind >= 0);
  if (line->kind >= 0 && line->id == NULL)
    show_kind (row, line);
  else
    {
      gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (row->expander),
                                      line->kind >= 0 ? tree_row : NULL);
      set_text (row->title, line->kind < 0 ? line->heading : line->title);
      set_text (row->caption, NULL);
      set_text (row->detail, line->detail);
      set_text (row->count, NULL);
      if (line->kind < 0)
        gtk_widget_add_css_class (row->title, "heading");
    }
  spoken = speak (row);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
narrow_cb (Row *row)
{
  g_autoptr (CmLooseLine) line = gtk_tree_list_row_get_item (gtk_list_item_get_item (row->item));

  g_signal_emit (row->list, signals[SIGNAL_NARROW], 0, line->kind);
}

static GtkWidget *
make_label (double xalign, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, CmLooseList *self)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  row->list = self;
  row->names = names;
  row->item = item;
  row->title = make_label (0, NULL);
  row->caption = make_label (0, "caption");
  gtk_widget_add_css_class (row->caption, "dim-label");
  row->detail = make_label (1, "caption");
  gtk_widget_add_css_class (row->detail, "numeric");
  gtk_label_set_max_width_chars (GTK_LABEL (row->detail), 32);
  row->count = make_label (1, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (row->count), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (GTK_LABEL (row->count), 7);
  row->button = gtk_button_new_with_label (_ ("Show in the list"));
  gtk_widget_set_valign (row->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (row->button, "flat");
  gtk_widget_set_hexpand (names, TRUE);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (names), row->title);
  gtk_box_append (GTK_BOX (names), row->caption);
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), row->button);
  gtk_box_append (GTK_BOX (box), row->detail);
  gtk_box_append (GTK_BOX (box), row->count);
  row->expander = gtk_tree_expander_new ();
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (row->expander), box);
  gtk_widget_add_css_class (row->expander, "loose-row");
  g_object_set_data_full (G_OBJECT (row->expander), "row", row, g_free);
  g_signal_connect_swapped (row->button, "clicked", G_CALLBACK (narrow_cb), row);
  gtk_list_item_set_child (item, row->expander);
}

static Row *
get_row (GtkListItem *item)
{
  return g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "row");
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, CmLooseList *self)
{
  g_hash_table_add (self->rows, get_row (item));
  show_row (get_row (item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, CmLooseList *self)
{
  Row *row = get_row (item);

  g_hash_table_remove (self->rows, row);
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (row->expander), NULL);
}

/* --- following the thread --------------------------------------------------------------------- */

static void
update (CmLooseList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_clear_pointer (&self->ends, g_ptr_array_unref);
  self->ends = cm_thread_list_loose (self->thread);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->root)); i++)
    {
      g_autoptr (CmLooseLine) line = g_list_model_get_item (G_LIST_MODEL (self->root), i);

      if (line->children != NULL)
        fill_children (self, line);
    }
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    show_row (row);
}

/* --- going about ------------------------------------------------------------------------------ */

static void
activate_cb (GtkListView *view, guint position, CmLooseList *self)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->model, position);
  g_autoptr (CmLooseLine) line = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (line == NULL)
    return;
  if (line->id != NULL)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, line->table, line->id);
  else
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        CmLooseList *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->model, selected);

  if (row == NULL || (keyval != GDK_KEY_Right && keyval != GDK_KEY_Left))
    return GDK_EVENT_PROPAGATE;
  gtk_tree_list_row_set_expanded (row, keyval == GDK_KEY_Right);
  return GDK_EVENT_STOP;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
let_go (CmLooseList *self)
{
  if (self->thread != NULL)
    g_signal_handlers_disconnect_by_data (self->thread, self);
  g_clear_object (&self->thread);
}

static void
cm_loose_list_dispose (GObject *object)
{
  CmLooseList *self = CM_LOOSE_LIST (object);

  let_go (self);
  G_OBJECT_CLASS (cm_loose_list_parent_class)->dispose (object);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->root);
}

static void
cm_loose_list_finalize (GObject *object)
{
  CmLooseList *self = CM_LOOSE_LIST (object);

  g_clear_pointer (&self->ends, g_ptr_array_unref);
  g_hash_table_unref (self->rows);
  G_OBJECT_CLASS (cm_loose_list_parent_class)->finalize (object);
}

static gboolean
cm_loose_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_LOOSE_LIST (widget)->view);
}

static void
cm_loose_list_class_init (CmLooseListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_loose_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_loose_list_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_loose_list_grab_focus;
  signals[SIGNAL_OPENED] = g_signal_new ("opened",
                                         CM_TYPE_LOOSE_LIST,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         2,
                                         G_TYPE_STRING,
                                         G_TYPE_STRING);
  signals[SIGNAL_NARROW] = g_signal_new ("narrow",
                                         CM_TYPE_LOOSE_LIST,
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
make_view (CmLooseList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_widget_add_css_class (self->view, "thread");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Loose ends"), -1);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keys);
}

static void
cm_loose_list_init (CmLooseList *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->rows = g_hash_table_new (NULL, NULL);
  self->root = g_list_store_new (CM_TYPE_LOOSE_LINE);
  fill_root (self);
  self->model = gtk_tree_list_model_new (
      g_object_ref (G_LIST_MODEL (self->root)), FALSE, FALSE, create_children_cb, self, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  make_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->view);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  cm_scroll_pacer_attach (GTK_SCROLLED_WINDOW (window));
  adw_bin_set_child (ADW_BIN (self), window);
}

GtkWidget *
cm_loose_list_new (void)
{
  return g_object_new (CM_TYPE_LOOSE_LIST, NULL);
}

void
cm_loose_list_show (CmLooseList *self, CmThread *thread)
{
  if (thread == self->thread)
    return;
  let_go (self);
  if (thread == NULL)
    return;
  self->thread = g_object_ref (thread);
  g_signal_connect_swapped (thread, "changed", G_CALLBACK (update), self);
  update (self);
}

guint
cm_loose_list_get_n (CmLooseList *self)
{
  guint n = 0;

  for (guint i = 0; self->ends != NULL && i < self->ends->len; i++)
    n += ((CmLooseEnds *) g_ptr_array_index (self->ends, i))->items->len;
  return n;
}

GHashTable *
cm_loose_list_get_ids (CmLooseList *self, CmLooseKind kind)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const CmLooseEnds *ends = get_ends (self, kind);

  for (guint i = 0; ends != NULL && i < ends->items->len; i++)
    g_hash_table_add (ids, g_strdup (((CmLooseItem *) ends->items->pdata[i])->id));
  return ids;
}
