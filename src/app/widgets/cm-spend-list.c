/* cm-spend-list.c - a plain table of figures, however long, that can be copied. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-list"
#include "config.h"

#include "cm-spend-list.h"

#include <glib/gi18n.h>

#include "cm-scroll-pacer.h"

/* GTK makes the widgets of some 200 rows, however few are seen, in one go: the rows come in so many
 * at a time, until it has them all. */
#define AT_ONCE 30
#define GTK_KEEPS 240

/* --- rows ------------------------------------------------------------------------------------- */

/* Stands for one row: what it says is asked for when it is seen. */
#define CM_TYPE_SPEND_LIST_ROW (cm_spend_list_row_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendListRow, cm_spend_list_row, CM, SPEND_LIST_ROW, GObject)

struct _CmSpendListRow
{
  GObject parent_instance;

  guint row;
};

G_DEFINE_FINAL_TYPE (CmSpendListRow, cm_spend_list_row, G_TYPE_OBJECT)

static void
cm_spend_list_row_class_init (CmSpendListRowClass *klass)
{
}

static void
cm_spend_list_row_init (CmSpendListRow *self)
{
}

#define CM_TYPE_SPEND_LIST_ROWS (cm_spend_list_rows_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendListRows, cm_spend_list_rows, CM, SPEND_LIST_ROWS, GObject)

struct _CmSpendListRows
{
  GObject parent_instance;

  guint n; /* as many as the list has shown so far */
};

static GType
get_item_type (GListModel *model)
{
  return CM_TYPE_SPEND_LIST_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return CM_SPEND_LIST_ROWS (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CmSpendListRow *row;

  if (position >= CM_SPEND_LIST_ROWS (model)->n)
    return NULL;
  row = g_object_new (CM_TYPE_SPEND_LIST_ROW, NULL);
  row->row = position;
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CmSpendListRows,
                               cm_spend_list_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
cm_spend_list_rows_class_init (CmSpendListRowsClass *klass)
{
}

static void
cm_spend_list_rows_init (CmSpendListRows *self)
{
}

/* --- cells ------------------------------------------------------------------------------------ */

/* One line of text, drawn at either end. A label would do more and take several times as long to
 * make, of which a list makes a thousand. */
#define CM_TYPE_SPEND_LIST_CELL (cm_spend_list_cell_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendListCell, cm_spend_list_cell, CM, SPEND_LIST_CELL, GtkWidget)

struct _CmSpendListCell
{
  GtkWidget parent_instance;

  gboolean number;
  int chars;
  char *text;
  PangoLayout *layout; /* of the text, or NULL until it is drawn */
};

G_DEFINE_FINAL_TYPE (CmSpendListCell, cm_spend_list_cell, GTK_TYPE_WIDGET)

static void
set_text (CmSpendListCell *self, const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cm_spend_list_cell_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  CmSpendListCell *self = CM_SPEND_LIST_CELL (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural =
        PANGO_PIXELS_CEIL (self->chars * pango_font_metrics_get_approximate_digit_width (metrics));
  else
    *minimum = *natural = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
}

static PangoLayout *
get_layout (CmSpendListCell *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    }
  pango_layout_set_width (self->layout, gtk_widget_get_width (GTK_WIDGET (self)) * PANGO_SCALE);
  return self->layout;
}

static void
cm_spend_list_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmSpendListCell *self = CM_SPEND_LIST_CELL (widget);
  gboolean at_end = self->number != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  PangoLayout *layout = get_layout (self);

  pango_layout_set_alignment (layout, at_end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), 0, 0, layout);
}

/* All of what is cut off. */
static gboolean
cm_spend_list_cell_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  CmSpendListCell *self = CM_SPEND_LIST_CELL (widget);

  if (self->text == NULL || !pango_layout_is_ellipsized (get_layout (self)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->text);
  return TRUE;
}

static void
cm_spend_list_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (cm_spend_list_cell_parent_class)->css_changed (widget, change);
  g_clear_object (&CM_SPEND_LIST_CELL (widget)->layout);
  gtk_widget_queue_draw (widget);
}

static void
cm_spend_list_cell_finalize (GObject *object)
{
  CmSpendListCell *self = CM_SPEND_LIST_CELL (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  G_OBJECT_CLASS (cm_spend_list_cell_parent_class)->finalize (object);
}

static void
cm_spend_list_cell_class_init (CmSpendListCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_spend_list_cell_finalize;
  widget_class->measure = cm_spend_list_cell_measure;
  widget_class->snapshot = cm_spend_list_cell_snapshot;
  widget_class->query_tooltip = cm_spend_list_cell_query_tooltip;
  widget_class->css_changed = cm_spend_list_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
cm_spend_list_cell_init (CmSpendListCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/* --- the list --------------------------------------------------------------------------------- */

/**
 * CmSpendList:
 *
 * Accessibility: a table of plain cells; the row that is selected has the focus.
 */
struct _CmSpendList
{
  AdwBin parent_instance;

  GtkWidget *view;
  CmSpendListRows *rows;
  GtkSingleSelection *selection;
  const CmSpendListColumn *columns;
  guint n_columns;

  CmSpendListText text;
  CmSpendListKey key;
  gpointer data;
  guint n_rows;
  guint grow_idle;
  char *selected_key;
  gboolean filling;
  GHashTable *cells; /* of GtkListItem to Place: those that are seen */
};

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmSpendList, cm_spend_list, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

guint
cm_spend_list_get_n_rows (CmSpendList *self)
{
  return self->n_rows;
}

char *
cm_spend_list_get_text (CmSpendList *self, guint row, guint column)
{
  char *text = self->text != NULL ? self->text (self->data, row, column) : NULL;

  return text != NULL ? text : g_strdup ("");
}

/* --- selection -------------------------------------------------------------------------------- */

guint
cm_spend_list_get_selected (CmSpendList *self)
{
  return gtk_single_selection_get_selected (self->selection); /* GTK's for none is G_MAXUINT too */
}

static void
keep_key (CmSpendList *self)
{
  guint row = cm_spend_list_get_selected (self);

  g_clear_pointer (&self->selected_key, g_free);
  if (row < self->n_rows && self->key != NULL)
    self->selected_key = g_strdup (self->key (self->data, row));
}

static void
selected_cb (CmSpendList *self)
{
  if (self->filling)
    return;
  keep_key (self);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, cm_spend_list_get_selected (self));
}

/* Lets the view have so many rows. */
static void
set_size (CmSpendList *self, guint n)
{
  guint before = self->rows->n, common = MIN (before, n);

  if (n == before)
    return;
  self->rows->n = n;
  g_list_model_items_changed (G_LIST_MODEL (self->rows), common, before - common, n - common);
}

static gboolean
grow_cb (gpointer data)
{
  CmSpendList *self = data;
  guint n = self->rows->n + AT_ONCE;

  set_size (self, n < GTK_KEEPS && n < self->n_rows ? n : self->n_rows);
  if (self->rows->n < self->n_rows)
    return G_SOURCE_CONTINUE;
  self->grow_idle = 0;
  return G_SOURCE_REMOVE;
}

void
cm_spend_list_select (CmSpendList *self, guint row)
{
  if (row < self->n_rows && row >= self->rows->n)
    set_size (self, self->n_rows);
  gtk_single_selection_set_selected (self->selection, row);
  if (row < self->n_rows)
    gtk_widget_activate_action (
        gtk_widget_get_last_child (self->view), "list.scroll-to-item", "u", row);
}

static void
activated_cb (CmSpendList *self, guint row)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, row);
}

/* Of which row and column a cell is. */
typedef struct
{
  CmSpendList *self; /* the list outlives its columns */
  guint column;
} Place;

static void
show_cell (GtkListItem *item, const Place *place)
{
  CmSpendListRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = cm_spend_list_get_text (place->self, row->row, place->column);

  set_text (CM_SPEND_LIST_CELL (gtk_list_item_get_child (item)), text);
}

static void
show_cells (CmSpendList *self)
{
  GHashTableIter iter;
  gpointer item, place;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, &place))
    show_cell (item, place);
}

static guint
find_key (CmSpendList *self)
{
  for (guint row = 0; self->selected_key != NULL && self->key != NULL && row < self->n_rows; row++)
    if (g_strcmp0 (self->key (self->data, row), self->selected_key) == 0)
      return row;
  return G_MAXUINT;
}

/* The rows that stay say something else now; the place that is seen stays. */
void
cm_spend_list_fill (
    CmSpendList *self, guint n_rows, CmSpendListText text, CmSpendListKey key, gpointer data)
{
  gboolean had = cm_spend_list_get_selected (self) != G_MAXUINT;
  guint chosen;

  self->filling = TRUE;
  self->text = text;
  self->key = key;
  self->data = data;
  self->n_rows = n_rows;
  chosen = find_key (self);
  if (n_rows <= self->rows->n || (chosen != G_MAXUINT && chosen >= self->rows->n) ||
      self->rows->n >= GTK_KEEPS)
    set_size (self, n_rows);
  else
    set_size (self, MIN (n_rows, MAX (self->rows->n, AT_ONCE)));
  if (self->rows->n < n_rows && self->grow_idle == 0)
    self->grow_idle = g_idle_add_full (G_PRIORITY_LOW, grow_cb, self, NULL);
  show_cells (self);
  gtk_single_selection_set_selected (self->selection, chosen);
  self->filling = FALSE;
  if (had && cm_spend_list_get_selected (self) == G_MAXUINT)
    selected_cb (self);
}

static GtkColumnViewColumn *
get_column (CmSpendList *self, guint column)
{
  g_autoptr (GtkColumnViewColumn) found =
      g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view)), column);

  return found; /* the view has it */
}

void
cm_spend_list_set_column_visible (CmSpendList *self, guint column, gboolean visible)
{
  gtk_column_view_column_set_visible (get_column (self, column), visible);
}

/* --- copying ---------------------------------------------------------------------------------- */

/* What would begin another cell or row there is a space here. */
static void
append_cell (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

/* One row, or the headings for G_MAXUINT. */
static void
append_row (CmSpendList *self, GString *out, guint row)
{
  gboolean first = TRUE;

  for (guint column = 0; column < self->n_columns; column++)
    {
      g_autofree char *text = NULL;

      if (!gtk_column_view_column_get_visible (get_column (self, column)))
        continue;
      text = row == G_MAXUINT ? g_strdup (_ (self->columns[column].title))
                              : cm_spend_list_get_text (self, row, column);
      if (!first)
        g_string_append_c (out, '\t');
      append_cell (out, text);
      first = FALSE;
    }
  g_string_append_c (out, '\n');
}

static char *
write_rows (CmSpendList *self, guint from, guint to)
{
  GString *out = g_string_new (NULL);

  append_row (self, out, G_MAXUINT);
  for (guint row = from; row < to; row++)
    append_row (self, out, row);
  return g_string_free (out, FALSE);
}

char *
cm_spend_list_write (CmSpendList *self)
{
  return write_rows (self, 0, self->n_rows);
}

static void
copy_text (CmSpendList *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

void
cm_spend_list_copy (CmSpendList *self)
{
  g_autofree char *text = cm_spend_list_write (self);

  copy_text (self, text);
}

static gboolean
copy_key_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  CmSpendList *self = CM_SPEND_LIST (widget);
  guint row = cm_spend_list_get_selected (self);
  g_autofree char *text =
      row < self->rows->n ? write_rows (self, row, row + 1) : write_rows (self, 0, self->rows->n);

  copy_text (self, text);
  return GDK_EVENT_STOP;
}

/* --- columns ---------------------------------------------------------------------------------- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Place *place)
{
  const CmSpendListColumn *column = &place->self->columns[place->column];
  CmSpendListCell *cell = g_object_new (CM_TYPE_SPEND_LIST_CELL, NULL);

  cell->number = column->number;
  cell->chars = column->chars;
  if (column->number)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "numeric");
  gtk_list_item_set_child (item, GTK_WIDGET (cell));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, Place *place)
{
  g_hash_table_insert (place->self->cells, item, place);
  show_cell (item, place);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, Place *place)
{
  g_hash_table_remove (place->self->cells, item);
}

static void
free_place (gpointer place, GClosure *closure)
{
  g_free (place);
}

/* GTK before 4.12 sets every heading at the start of its column; a figure stands at the end. */
static void
align_headings (CmSpendList *self)
{
  GtkWidget *header = gtk_widget_get_first_child (self->view);
  GtkWidget *title = gtk_widget_get_first_child (header);

  for (guint i = 0; i < self->n_columns && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (self->columns[i].number && box != NULL)
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}

static void
add_column (CmSpendList *self, guint i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (_ (self->columns[i].title), factory);
  Place *place = g_new0 (Place, 1);

  place->self = self;
  place->column = i;
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), place, free_place, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), place);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), place);
  gtk_column_view_column_set_expand (column, self->columns[i].chars == 0);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
  g_object_unref (column);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_list_dispose (GObject *object)
{
  CmSpendList *self = CM_SPEND_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_handle_id (&self->grow_idle, g_source_remove);
  self->text = NULL;
  self->key = NULL;
  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->selected_key, g_free);
  G_OBJECT_CLASS (cm_spend_list_parent_class)->dispose (object);
}

static void
cm_spend_list_finalize (GObject *object)
{
  g_clear_object (&CM_SPEND_LIST (object)->rows);
  g_hash_table_unref (CM_SPEND_LIST (object)->cells);
  G_OBJECT_CLASS (cm_spend_list_parent_class)->finalize (object);
}

static void
cm_spend_list_class_init (CmSpendListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_spend_list_finalize;
  gtk_widget_class_add_binding (
      GTK_WIDGET_CLASS (klass), GDK_KEY_c, GDK_CONTROL_MASK, copy_key_cb, NULL);
  signals[SIGNAL_SELECTED] = g_signal_new ("selected",
                                           CM_TYPE_SPEND_LIST,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           1,
                                           G_TYPE_UINT);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated",
                                            CM_TYPE_SPEND_LIST,
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
cm_spend_list_init (CmSpendList *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->cells = g_hash_table_new (NULL, NULL);
  self->rows = g_object_new (CM_TYPE_SPEND_LIST_ROWS, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->view = gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)));
  gtk_widget_add_css_class (self->view, "data-table");
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->view);
  gtk_widget_set_vexpand (window, TRUE);
  cm_scroll_pacer_attach (GTK_SCROLLED_WINDOW (window));
  adw_bin_set_child (ADW_BIN (self), window);
}

GtkWidget *
cm_spend_list_new (const char *name, const CmSpendListColumn *columns)
{
  CmSpendList *self = g_object_new (CM_TYPE_SPEND_LIST, NULL);

  self->columns = columns;
  while (columns[self->n_columns].title != NULL)
    add_column (self, self->n_columns++);
  align_headings (self);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
