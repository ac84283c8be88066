/* cm-matrix-together.c - several priority matrices as one table, with the arithmetic of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-matrix-together"
#include "config.h"

#include "cm-matrix-together.h"

#include <glib/gi18n.h>

#include "cm-consolidation.h"
#include "cm-grid.h"
#include "cm-matrix-grid.h"

#define ROWS_SHOWN_MAX 40 /* more names than anybody reads across */

/* The columns before those of the rows. */
enum
{
  COLUMN_OVERALL,
  COLUMN_HIGH,
  COLUMN_PRIORITY,
  COLUMN_NONE,
  COLUMN_UNKNOWN,
  N_COLUMNS
};

/**
 * CmMatrixTogether:
 *
 * A line for each topic: the judgement, the numbers it follows from, and each row of the matrices
 * that were taken together. Below it stands how the cell with the cursor was reckoned.
 */
struct _CmMatrixTogether
{
  AdwBin parent_instance;

  CmStore *store;
  CmScope *scope;
  CmConsolidation *consolidation;
  GArray *lines;        /* of int: the topic of a line of the grid, or -1 for a heading */
  GHashTable *left_out; /* of char *: keys of matrices */

  GtkMenuButton *button;
  GtkWidget *choices;
  GtkStack *stack;
  CmGrid *grid;
  GtkLabel *arithmetic;
};

G_DEFINE_FINAL_TYPE (CmMatrixTogether, cm_matrix_together, ADW_TYPE_BIN)

/* --- the grid --------------------------------------------------------------------------------- */

/* A star says that what is unknown could change the mark; see the legend. */
static char *
make_text (const CmTally *tally)
{
  CmMark mark = cm_tally_judge (tally);
  const char *text = cm_matrix_grid_text (mark);
  gboolean provisional = mark != CM_MARK_UNKNOWN && !cm_tally_is_firm (tally);

  return provisional ? g_strconcat (text != NULL ? text : "", "*", NULL) : g_strdup (text);
}

static void
set_judgement (CmGridModel *model, guint line, guint column, const CmTally *tally)
{
  CmMark mark = cm_tally_judge (tally);
  gboolean asked = tally->n[CM_MARK_HIGH] + tally->n[CM_MARK_PRIORITY] + tally->n[CM_MARK_NONE] +
                       tally->n[CM_MARK_UNKNOWN] >
                   0;
  g_autofree char *words = cm_tally_describe (tally);
  g_autofree char *spoken = NULL;
  g_autofree char *text = NULL;

  if (!asked)
    {
      cm_grid_model_set_cell (model, line, column, CM_GRID_BLANK, CM_GRID_PLAIN, 0, "–", words);
      return;
    }
  /* translators: spoken: a mark, then how it came about, as in “high in 1 of 5” */
  spoken = g_strdup_printf (_ ("%1$s: %2$s"), cm_mark_label (mark), words);
  text = make_text (tally);
  cm_grid_model_set_cell (
      model, line, column, cm_matrix_grid_kind (mark), CM_GRID_PLAIN, 0, text, spoken);
}

static void
set_number (CmGridModel *model, guint line, guint column, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  cm_grid_model_set_cell (model, line, column, CM_GRID_BLANK, CM_GRID_PLAIN, 0, text, NULL);
}

static guint
count_rows (CmMatrixTogether *self)
{
  return MIN (self->consolidation->rows->len, ROWS_SHOWN_MAX);
}

static void
add_columns (CmMatrixTogether *self, CmGridModel *model)
{
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, _ ("Overall"), NULL);
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, _ ("High"), _ ("How many"));
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, _ ("Priority"), _ ("How many"));
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, _ ("Not identified"), _ ("How many"));
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, _ ("Unknown"), _ ("How many"));
  for (guint i = 0; i < count_rows (self); i++)
    cm_grid_model_add_column (
        model, CM_GRID_HEAD_ITEM, g_ptr_array_index (self->consolidation->rows, i), _ ("By row"));
}

static void
add_line (CmMatrixTogether *self, CmGridModel *model, guint topic)
{
  const CmConsolidatedTopic *from = cm_consolidation_get_topic (self->consolidation, topic);
  guint line = cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, from->name);

  set_judgement (model, line, COLUMN_OVERALL, &from->all);
  set_number (model, line, COLUMN_HIGH, from->all.n[CM_MARK_HIGH]);
  set_number (model, line, COLUMN_PRIORITY, from->all.n[CM_MARK_PRIORITY]);
  set_number (model, line, COLUMN_NONE, from->all.n[CM_MARK_NONE]);
  set_number (model, line, COLUMN_UNKNOWN, from->all.n[CM_MARK_UNKNOWN]);
  for (guint i = 0; i < count_rows (self); i++)
    set_judgement (model, line, N_COLUMNS + i, &from->by_row[i]);
}

static CmGridModel *
make_model (CmMatrixTogether *self)
{
  CmGridModel *model = cm_grid_model_new (_ ("Priority matrices taken together"));
  const char *heading = "";

  model->corner = g_strdup (_ ("Topics"));
  add_columns (self, model);
  g_array_set_size (self->lines, 0);
  for (guint i = 0; i < self->consolidation->topics->len; i++)
    {
      const char *own = cm_consolidation_get_topic (self->consolidation, i)->heading;
      int topic = (int) i, none = -1;

      if (*own != '\0' && !g_str_equal (own, heading))
        {
          cm_grid_model_add_row (model, CM_GRID_HEAD_GROUP, own);
          g_array_append_val (self->lines, none);
        }
      heading = own;
      add_line (self, model, i);
      g_array_append_val (self->lines, topic);
    }
  cm_matrix_grid_add_keys (model);
  return model;
}

/* --- the arithmetic --------------------------------------------------------------------------- */

static void
show_arithmetic (CmMatrixTogether *self)
{
  guint line, column;
  int topic = cm_grid_get_cursor (self->grid, &line, &column) && line < self->lines->len
                  ? g_array_index (self->lines, int, line)
                  : -1;
  const CmConsolidatedTopic *from;
  const CmTally *tally;
  g_autofree char *words = NULL;
  g_autofree char *reckoning = NULL;
  g_autofree char *text = NULL;
  const char *where;

  if (topic < 0 || self->consolidation == NULL)
    {
      gtk_label_set_text (self->arithmetic, _ ("Go to a cell to see how it was reckoned."));
      return;
    }
  from = cm_consolidation_get_topic (self->consolidation, (guint) topic);
  tally = column < N_COLUMNS ? &from->all : &from->by_row[column - N_COLUMNS];
  where = column < N_COLUMNS ? _ ("overall")
                             : g_ptr_array_index (self->consolidation->rows, column - N_COLUMNS);
  words = cm_tally_describe (tally);
  reckoning = cm_tally_explain (tally);
  /* translators: %1$s is a topic, %2$s “overall” or a row of a matrix, %3$s as in “high in 1 of 5,
   * unknown in 4 of 5”, %4$s sentences that explain the mark */
  text = g_strdup_printf (_ ("“%1$s”, %2$s: %3$s. %4$s"), from->name, where, words, reckoning);
  gtk_label_set_text (self->arithmetic, text);
}

/* --- which matrices --------------------------------------------------------------------------- */

static gboolean
is_included (CmMatrixTogether *self, const char *matrix)
{
  return !g_hash_table_contains (self->left_out, matrix);
}

static GPtrArray *
list_matrices (CmMatrixTogether *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("matrix");

  return cm_store_list (self->store, query);
}

static void
consolidate (CmMatrixTogether *self, GPtrArray *records)
{
  g_autoptr (GPtrArray) matrices = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_matrix_free);

  for (guint i = 0; i < records->len; i++)
    if (is_included (self, cm_record_get_id (records->pdata[i])))
      g_ptr_array_add (
          matrices,
          cm_matrix_load (self->store, cm_record_get_id (records->pdata[i]), self->scope));
  g_clear_pointer (&self->consolidation, cm_consolidation_free);
  self->consolidation =
      cm_consolidation_new ((const CmMatrix *const *) matrices->pdata, matrices->len);
}

static void
show_button (CmMatrixTogether *self, guint n_all)
{
  /* translators: %1$u of %2$u matrices are taken together */
  g_autofree char *text =
      g_strdup_printf (ngettext ("%1$u of %2$u matrix", "%1$u of %2$u matrices", n_all),
                       self->consolidation->n_matrices,
                       n_all);

  gtk_menu_button_set_label (self->button, text);
}

static void
refresh (CmMatrixTogether *self)
{
  g_autoptr (GPtrArray) records = list_matrices (self);

  consolidate (self, records);
  show_button (self, records->len);
  gtk_stack_set_visible_child_name (self->stack,
                                    self->consolidation->topics->len > 0 ? "grid" : "none");
  cm_grid_set_model (self->grid, make_model (self));
  show_arithmetic (self);
}

void
cm_matrix_together_set_included (CmMatrixTogether *self, const char *matrix, gboolean included)
{
  g_return_if_fail (CM_IS_MATRIX_TOGETHER (self));

  if (included)
    g_hash_table_remove (self->left_out, matrix);
  else
    g_hash_table_add (self->left_out, g_strdup (matrix));
  if (self->store != NULL)
    refresh (self);
}

static void
choice_cb (GtkCheckButton *check, CmMatrixTogether *self)
{
  cm_matrix_together_set_included (
      self, g_object_get_data (G_OBJECT (check), "matrix"), gtk_check_button_get_active (check));
}

static void
fill_choices_cb (GtkMenuButton *button, gpointer data)
{
  CmMatrixTogether *self = data;
  g_autoptr (GPtrArray) records = list_matrices (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->choices)) != NULL)
    gtk_box_remove (GTK_BOX (self->choices), child);
  for (guint i = 0; i < records->len; i++)
    {
      const char *id = cm_record_get_id (records->pdata[i]);
      GtkWidget *check = gtk_check_button_new_with_label (cm_record_get_title (records->pdata[i]));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_included (self, id));
      g_object_set_data_full (G_OBJECT (check), "matrix", g_strdup (id), g_free);
      g_signal_connect (check, "toggled", G_CALLBACK (choice_cb), self);
      gtk_box_append (GTK_BOX (self->choices), check);
    }
}

static void
changed_cb (CmMatrixTogether *self, CmChanges *changes)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && cm_matrix_grid_is_touched (changes))
    refresh (self);
}

void
cm_matrix_together_show (CmMatrixTogether *self, CmStore *store, const CmScope *scope)
{
  g_return_if_fail (CM_IS_MATRIX_TOGETHER (self));

  g_clear_pointer (&self->scope, cm_scope_free);
  self->scope = cm_scope_copy (scope);
  if (self->store != store)
    {
      if (self->store != NULL)
        g_signal_handlers_disconnect_by_data (self->store, self);
      g_set_object (&self->store, store);
      g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  refresh (self);
}

GtkWidget *
cm_matrix_together_get_button (CmMatrixTogether *self)
{
  g_return_val_if_fail (CM_IS_MATRIX_TOGETHER (self), NULL);
  return GTK_WIDGET (self->button);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_matrix_together_dispose (GObject *object)
{
  CmMatrixTogether *self = CM_MATRIX_TOGETHER (object);

  if (self->grid != NULL)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  self->grid = NULL;
  g_clear_object (&self->button);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_matrix_together_parent_class)->dispose (object);
}

static void
cm_matrix_together_finalize (GObject *object)
{
  CmMatrixTogether *self = CM_MATRIX_TOGETHER (object);

  g_clear_pointer (&self->scope, cm_scope_free);
  g_clear_pointer (&self->consolidation, cm_consolidation_free);
  g_array_unref (self->lines);
  g_hash_table_unref (self->left_out);
  G_OBJECT_CLASS (cm_matrix_together_parent_class)->finalize (object);
}

static void
cm_matrix_together_class_init (CmMatrixTogetherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_matrix_together_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_matrix_together_finalize;
}

static void
build_button (CmMatrixTogether *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->choices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), self->choices);
  self->button = GTK_MENU_BUTTON (g_object_ref_sink (gtk_menu_button_new ()));
  gtk_menu_button_set_popover (self->button, popover);
  gtk_menu_button_set_create_popup_func (self->button, fill_choices_cb, self, NULL);
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose which to take together"));
}

static GtkWidget *
build_note (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static GtkWidget *
build_grid (CmMatrixTogether *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *notes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *arithmetic = build_note (NULL);
  /* translators: %s is the rule by which marks are taken together; the star stands at a mark */
  g_autofree char *words =
      g_strdup_printf (_ ("%s A star (*) means that it could change it."), cm_tally_rule ());
  GtkWidget *rule = build_note (words);

  self->grid = CM_GRID (cm_grid_new ());
  self->arithmetic = GTK_LABEL (arithmetic);
  gtk_widget_add_css_class (rule, "dim-label");
  gtk_widget_add_css_class (notes, "matrix-notes");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (scroll, TRUE);
  g_signal_connect_swapped (self->grid, "cursor-moved", G_CALLBACK (show_arithmetic), self);
  gtk_box_append (GTK_BOX (notes), arithmetic);
  gtk_box_append (GTK_BOX (notes), rule);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_box_append (GTK_BOX (box), notes);
  return box;
}

static void
cm_matrix_together_init (CmMatrixTogether *self)
{
  GtkWidget *none = adw_status_page_new ();

  self->lines = g_array_new (FALSE, FALSE, sizeof (int));
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  build_button (self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "cm-table-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("Nothing to take together"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none),
                                   _ ("Choose at least one matrix that has topics, at the top."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, build_grid (self), "grid");
  gtk_stack_add_named (self->stack, none, "none");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
cm_matrix_together_new (void)
{
  return g_object_new (CM_TYPE_MATRIX_TOGETHER, NULL);
}
