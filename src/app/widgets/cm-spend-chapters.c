/* cm-spend-chapters.c - the programme budget: what is spent on each chapter, and by whom. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-chapters"
#include "config.h"

#include "cm-spend-chapters.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-export.h"
#include "cm-grid-painter.h"
#include "cm-grid-table.h"
#include "cm-mix-painter.h"

#define ANALYSE_COLOUR 0
#define PICTURE_WIDTH 1000

/**
 * CmSpendChapters:
 *
 * The same figures as a heat map, as bars of mainstream money and pots, and as a plain table; what
 * is behind a cell is shown below. Rows of the grid are those of the table, and its total.
 */
struct _CmSpendChapters
{
  CmSpendView parent_instance;

  CmSpendBy by;
  CmSpendTable *table;
  int row, column; /* of what is shown below, or -1 */

  GtkWidget *looks[3];
  GtkWidget *columns_label, *columns, *save, *stack, *grid, *plain, *chart, *behind, *note;
  GtkNativeDialog *chooser;
};

G_DEFINE_FINAL_TYPE (CmSpendChapters, cm_spend_chapters, CM_TYPE_SPEND_VIEW)

static const CmSpendBy choices[] = { CM_SPEND_BY_ORGANISATION, CM_SPEND_BY_KIND, CM_SPEND_BY_YEAR };
static const char *const look_names[] = { "grid", "mix", "table" };

static const CmSpendRow *
get_row (CmSpendChapters *self, guint row)
{
  return g_ptr_array_index (self->table->rows, row);
}

static const CmSpendHead *
get_column (CmSpendChapters *self, guint column)
{
  return g_ptr_array_index (self->table->columns, column);
}

static const CmSpendMix *
get_mix (CmSpendChapters *self, guint row)
{
  return row < self->table->rows->len ? &get_row (self, row)->mix : &self->table->mix;
}

/* --- the grid --------------------------------------------------------------------------------- */

static gint64
find_largest (CmSpendChapters *self)
{
  gint64 largest = 0;

  for (guint row = 0; row < self->table->rows->len; row++)
    for (guint column = 0; column < self->table->columns->len; column++)
      if (!get_row (self, row)->is_theme)
        largest = MAX (largest, cm_spend_table_get (self->table, row, column));
  return largest;
}

static void
set_cell (CmSpendChapters *self, CmGridModel *model, guint row, guint column, gint64 largest)
{
  gint64 amount = cm_spend_table_get (self->table, row, column);
  gboolean sum = row == self->table->rows->len || column == self->table->columns->len ||
                 get_row (self, row)->is_theme;
  g_autofree char *text = amount != 0 ? cm_money_format_short (amount) : g_strdup ("–");
  g_autofree char *spoken = amount != 0 ? cm_money_format (amount) : g_strdup (_ ("nothing"));
  /* The root tells small amounts apart, of which there are most. */
  double shade = amount > 0 && largest > 0 ? sqrt ((double) amount / (double) largest) : 0;

  cm_grid_model_set_cell (model,
                          row,
                          column,
                          sum ? CM_GRID_BLANK : CM_GRID_HEAT,
                          CM_GRID_PLAIN,
                          sum ? 0 : MIN (shade, 1),
                          text,
                          spoken);
}

/* How much of what is known to be the one or the other is mainstream money. */
static void
set_share (CmSpendChapters *self, CmGridModel *model, guint row)
{
  const CmSpendMix *mix = get_mix (self, row);
  gint64 known = mix->mainstream + mix->pots;
  gboolean told = known > 0 && mix->mainstream >= 0 && mix->pots >= 0;
  g_autofree char *text =
      told ? g_strdup_printf ("%.0f%%", 100 * (double) mix->mainstream / (double) known)
           : g_strdup ("–");

  cm_grid_model_set_cell (model,
                          row,
                          self->table->columns->len + 1,
                          CM_GRID_BLANK,
                          CM_GRID_PLAIN,
                          0,
                          text,
                          told ? NULL : _ ("not known"));
}

static void
set_planned (CmSpendChapters *self, CmGridModel *model, guint row)
{
  gint64 planned =
      row < self->table->rows->len ? get_row (self, row)->planned : self->table->planned;
  g_autofree char *text = planned != 0 ? cm_money_format_short (planned) : g_strdup ("–");
  g_autofree char *spoken = planned != 0 ? cm_money_format (planned) : g_strdup (_ ("nothing"));

  cm_grid_model_set_cell (
      model, row, self->table->columns->len + 2, CM_GRID_BLANK, CM_GRID_PLAIN, 0, text, spoken);
}

static void
add_columns (CmSpendChapters *self, CmGridModel *model)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, get_column (self, i)->name, NULL);
  cm_grid_model_add_column (model, CM_GRID_HEAD_TOTAL, _ ("All"), NULL);
  cm_grid_model_add_column (model, CM_GRID_HEAD_TOTAL, _ ("Mainstream share"), NULL);
  if (self->table->has_planned)
    cm_grid_model_add_column (model, CM_GRID_HEAD_TOTAL, _ ("Planned"), NULL);
}

static CmGridModel *
make_grid (CmSpendChapters *self)
{
  CmGridModel *model = cm_grid_model_new (_ ("Spend by chapter"));
  gint64 largest = find_largest (self);

  model->colour = ANALYSE_COLOUR;
  model->corner = g_strdup (_ ("Chapter"));
  add_columns (self, model);
  for (guint row = 0; row <= self->table->rows->len; row++)
    {
      if (row == self->table->rows->len)
        cm_grid_model_add_row (model, CM_GRID_HEAD_TOTAL, _ ("All"));
      else
        cm_grid_model_add_row (model,
                               get_row (self, row)->is_theme ? CM_GRID_HEAD_GROUP
                                                             : CM_GRID_HEAD_ITEM,
                               get_row (self, row)->head->name);
      for (guint column = 0; column <= self->table->columns->len; column++)
        set_cell (self, model, row, column, largest);
      set_share (self, model, row);
      if (self->table->has_planned)
        set_planned (self, model, row);
    }
  cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_PLAIN, 0.15, _ ("Less"));
  cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_PLAIN, 1, _ ("More"));
  return model;
}

/* --- bars ------------------------------------------------------------------------------------- */

static void
draw_mix (cairo_t *cr,
          gpointer model,
          PangoContext *like,
          double width,
          double height,
          const CmPalette *palette)
{
  cm_mix_draw (cr, model, like, width, height, palette);
}

static int
hit_mix (gpointer model, PangoContext *like, double width, double height, double x, double y)
{
  return cm_mix_hit (model, like, width, height, x, y);
}

static void
choose_mix (gpointer model, int bar)
{
  ((CmMix *) model)->bar = bar;
}

static int
count_mix (gpointer model)
{
  return (int) ((CmMix *) model)->bars->len;
}

static char *
describe_mix (gpointer model)
{
  return cm_mix_describe (model);
}

static char *
describe_mix_bar (gpointer model, int bar)
{
  return cm_mix_describe_bar (model, bar);
}

static void
free_mix (gpointer model)
{
  cm_mix_free (model);
}

static const CmFundingChartKind mix_kind = { draw_mix,     hit_mix,          choose_mix, count_mix,
                                             describe_mix, describe_mix_bar, free_mix };

/* A bar for each row of the table, so that their numbers are the same. */
static CmMix *
make_mix (CmSpendChapters *self)
{
  const char *const parts[CM_MIX_PARTS] = { _ ("Mainstream"), _ ("Pots"), _ ("Not stated") };
  CmMix *mix = cm_mix_new (
      _ ("Mainstream money and pots, by chapter"), parts, cm_money_format, cm_money_format_short);

  for (guint row = 0; row < self->table->rows->len; row++)
    {
      const CmSpendMix *own = get_mix (self, row);
      const gint64 values[CM_MIX_PARTS] = { own->mainstream, own->pots, own->unstated };

      if (get_row (self, row)->is_theme)
        cm_mix_add_heading (mix, get_row (self, row)->head->name);
      else
        cm_mix_add (mix, get_row (self, row)->head->name, values);
    }
  return mix;
}

static void
fill_chart_grid (CmSpendChapters *self)
{
  const char *headings[] = { _ ("Chapter"),    _ ("Mainstream"), _ ("Pots"),
                             _ ("Not stated"), _ ("All"),        NULL };
  CmFundingGrid *grid = cm_funding_chart_get_grid (CM_FUNDING_CHART (self->chart));

  cm_funding_grid_begin (grid, headings, 1);
  for (guint row = 0; row <= self->table->rows->len; row++)
    {
      gboolean total = row == self->table->rows->len;
      const CmSpendMix *mix = get_mix (self, row);
      const gint64 values[] = { mix->mainstream, mix->pots, mix->unstated, mix->total };
      CmGridRow kind = total                           ? CM_GRID_TOTAL
                       : get_row (self, row)->is_theme ? CM_GRID_GROUP
                                                       : CM_GRID_ITEM;
      guint at =
          cm_funding_grid_add_row (grid, kind, total ? _ ("All") : get_row (self, row)->head->name);

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        {
          g_autofree char *text = cm_money_format (values[i]);

          cm_funding_grid_set_cell (grid, at, i + 1, text, NULL, FALSE);
        }
    }
  cm_funding_grid_end (grid);
}

/* --- what is behind a cell -------------------------------------------------------------------- */

static char *
name_cell (CmSpendChapters *self, guint row, guint column)
{
  const char *of_row = row < self->table->rows->len ? get_row (self, row)->head->name : NULL;
  const char *of_column =
      column < self->table->columns->len ? get_column (self, column)->name : NULL;

  if (of_row != NULL && of_column != NULL)
    /* translators: %1$s is a chapter, %2$s an organisation, a year or a kind of money */
    return g_strdup_printf (_ ("%1$s, %2$s"), of_row, of_column);
  return g_strdup (of_row != NULL ? of_row : of_column != NULL ? of_column : _ ("All spend"));
}

static void
show_behind (CmSpendChapters *self)
{
  gboolean any = self->row >= 0 && (guint) self->row <= self->table->rows->len;
  guint row = (guint) self->row, column = (guint) self->column;
  g_autofree char *what = NULL;

  gtk_widget_set_visible (self->behind, any);
  if (!any)
    return;
  what = name_cell (self, row, column);
  cm_spend_behind_show (CM_SPEND_BEHIND (self->behind),
                        cm_spend_view_get_spend (CM_SPEND_VIEW (self)),
                        row < self->table->rows->len ? get_row (self, row)->head : NULL,
                        column < self->table->columns->len ? get_column (self, column) : NULL,
                        cm_spend_table_get (self->table, row, column),
                        what,
                        NULL);
}

void
cm_spend_chapters_open (CmSpendChapters *self, guint row, guint column)
{
  g_return_if_fail (CM_IS_SPEND_CHAPTERS (self));
  g_return_if_fail (self->table != NULL);

  self->row = (int) MIN (row, self->table->rows->len);
  self->column = (int) MIN (column, self->table->columns->len);
  show_behind (self);
}

static void
cell_activated_cb (CmSpendChapters *self, guint row, guint column)
{
  cm_spend_chapters_open (self, row, column);
}

static void
row_activated_cb (CmSpendChapters *self, guint row)
{
  cm_spend_chapters_open (self, row, self->table->columns->len);
}

static void
bar_activated_cb (CmSpendChapters *self, int bar)
{
  cm_spend_chapters_open (self, (guint) bar, self->table->columns->len);
}

static void
open_query_cb (CmSpendChapters *self, const CmQuery *query, const char *what)
{
  cm_spend_view_open_query (CM_SPEND_VIEW (self), cm_query_copy (query), what);
}

/* --- showing ---------------------------------------------------------------------------------- */

static CmSpendChaptersLook
get_look (CmSpendChapters *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (look_names); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->looks[i])))
      return (CmSpendChaptersLook) i;
  return CM_SPEND_CHAPTERS_GRID;
}

static void
show_look (CmSpendChapters *self)
{
  CmSpendChaptersLook look = get_look (self);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), look_names[look]);
  gtk_widget_set_visible (self->columns, look != CM_SPEND_CHAPTERS_MIX);
  gtk_widget_set_visible (self->columns_label, look != CM_SPEND_CHAPTERS_MIX);
  gtk_widget_set_visible (self->save, look == CM_SPEND_CHAPTERS_GRID);
}

static void
cm_spend_chapters_refresh (CmSpendView *view)
{
  CmSpendChapters *self = CM_SPEND_CHAPTERS (view);
  CmMix *mix;

  g_clear_pointer (&self->table, cm_spend_table_free);
  self->table = cm_spend_tabulate (cm_spend_view_get_spend (view), self->by);
  cm_grid_set_model (CM_GRID (self->grid), make_grid (self));
  cm_grid_table_show (CM_GRID_TABLE (self->plain), cm_grid_get_model (CM_GRID (self->grid)));
  mix = make_mix (self);
  gtk_drawing_area_set_content_height (
      GTK_DRAWING_AREA (cm_funding_chart_get_canvas (CM_FUNDING_CHART (self->chart))),
      (int) ceil (cm_mix_get_height (mix)));
  cm_funding_chart_show (CM_FUNDING_CHART (self->chart), mix);
  fill_chart_grid (self);
  self->column = MIN (self->column, (int) self->table->columns->len);
  show_behind (self);
}

static void
columns_cb (CmSpendChapters *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->columns));

  if (i >= G_N_ELEMENTS (choices) || choices[i] == self->by)
    return;
  self->by = choices[i];
  self->row = -1;
  if (cm_spend_view_get_spend (CM_SPEND_VIEW (self)) != NULL)
    cm_spend_view_queue_refresh (CM_SPEND_VIEW (self));
}

void
cm_spend_chapters_set_columns (CmSpendChapters *self, CmSpendBy columns)
{
  g_return_if_fail (CM_IS_SPEND_CHAPTERS (self));

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i] == columns)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->columns), i);
}

void
cm_spend_chapters_look (CmSpendChapters *self, CmSpendChaptersLook look)
{
  g_return_if_fail (CM_IS_SPEND_CHAPTERS (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->looks[look]), TRUE);
}

const CmSpendTable *
cm_spend_chapters_get_table (CmSpendChapters *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CHAPTERS (self), NULL);
  return self->table;
}

CmGrid *
cm_spend_chapters_get_grid (CmSpendChapters *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CHAPTERS (self), NULL);
  return CM_GRID (self->grid);
}

CmFundingChart *
cm_spend_chapters_get_chart (CmSpendChapters *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CHAPTERS (self), NULL);
  return CM_FUNDING_CHART (self->chart);
}

CmSpendBehind *
cm_spend_chapters_get_behind (CmSpendChapters *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CHAPTERS (self), NULL);
  return CM_SPEND_BEHIND (self->behind);
}

/* --- saving ----------------------------------------------------------------------------------- */

gboolean
cm_spend_chapters_save (CmSpendChapters *self, const char *path, GError **error)
{
  g_autoptr (CmGridLayout) layout = NULL;
  CmGridPicture picture;
  double width, height;

  g_return_val_if_fail (CM_IS_SPEND_CHAPTERS (self), FALSE);

  layout = cm_grid_layout_new (cm_grid_get_model (CM_GRID (self->grid)), PICTURE_WIDTH, NULL);
  /* On paper, light. */
  picture = (CmGridPicture){ layout, cm_palette_light () };
  cm_grid_picture_size (layout, &width, &height);
  if (g_str_has_suffix (path, ".svg"))
    return cm_chart_export_svg (cm_grid_picture_draw, &picture, width, height, path, error);
  if (g_str_has_suffix (path, ".pdf"))
    return cm_chart_export_pdf (cm_grid_picture_draw, &picture, width, height, path, error);
  return cm_chart_export_png (cm_grid_picture_draw, &picture, width, height, path, error);
}

static void
save_response_cb (CmSpendChapters *self, int response)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL, *name = NULL, *text = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path == NULL)
    return;
  name = g_path_get_basename (path);
  if (cm_spend_chapters_save (self, path, &error))
    /* translators: %s is the name of a file */
    text = g_strdup_printf (_ ("The picture is in “%s”"), name);
  cm_spend_view_tell (CM_SPEND_VIEW (self), text != NULL ? text : error->message, FALSE);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmSpendChapters *self = CM_SPEND_CHAPTERS (widget);
  g_autofree char *name =
      /* translators: the name of a file; %s is its kind, such as “png” */
      g_strdup_printf (_ ("Spend by chapter.%s"), g_variant_get_string (parameter, NULL));

  g_clear_object (&self->chooser);
  self->chooser =
      GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (_ ("Save the picture"),
                                                      GTK_WINDOW (gtk_widget_get_root (widget)),
                                                      GTK_FILE_CHOOSER_ACTION_SAVE,
                                                      _ ("_Save"),
                                                      _ ("_Cancel")));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (save_response_cb), self);
  gtk_native_dialog_show (self->chooser);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_chapters_dispose (GObject *object)
{
  CmSpendChapters *self = CM_SPEND_CHAPTERS (object);

  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  self->columns = NULL;
  g_clear_object (&self->chooser);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->table, cm_spend_table_free);
  G_OBJECT_CLASS (cm_spend_chapters_parent_class)->dispose (object);
}

static void
cm_spend_chapters_class_init (CmSpendChaptersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_chapters_dispose;
  CM_SPEND_VIEW_CLASS (klass)->refresh = cm_spend_chapters_refresh;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "chapters.save", "s", save_cb);
}

static GtkWidget *
build_looks (CmSpendChapters *self)
{
  const char *labels[] = { _ ("Heat map"), _ ("Mainstream and pots"), _ ("Table") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      self->looks[i] = gtk_toggle_button_new_with_label (labels[i]);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->looks[i]),
                                     GTK_TOGGLE_BUTTON (self->looks[0]));
      g_signal_connect_swapped (self->looks[i], "toggled", G_CALLBACK (show_look), self);
      gtk_box_append (GTK_BOX (box), self->looks[i]);
    }
  return box;
}

static GtkWidget *
build_save (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Save as a picture (PNG) …"), "chapters.save::png");
  g_menu_append (menu, _ ("Save as a drawing (SVG) …"), "chapters.save::svg");
  g_menu_append (menu, _ ("Save as a page (PDF) …"), "chapters.save::pdf");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "cm-menu-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Save the picture"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Save the picture"), -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
build_bar (CmSpendChapters *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (names, cm_spend_by_label (choices[i]));
  self->columns = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->columns), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Columns"), -1);
  self->columns_label = gtk_label_new_with_mnemonic (_ ("C_olumns"));
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->columns_label), self->columns);
  self->save = build_save ();
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (bar), build_looks (self));
  gtk_box_append (GTK_BOX (bar), space);
  gtk_box_append (GTK_BOX (bar), self->columns_label);
  gtk_box_append (GTK_BOX (bar), self->columns);
  gtk_box_append (GTK_BOX (bar), self->save);
  g_signal_connect_swapped (self->columns, "notify::selected", G_CALLBACK (columns_cb), self);
  return bar;
}

static GtkWidget *
scroll (GtkWidget *child)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  return window;
}

static GtkWidget *
build_stack (CmSpendChapters *self)
{
  GtkWidget *stack = gtk_stack_new ();

  self->grid = cm_grid_new ();
  self->plain = cm_grid_table_new ();
  self->chart = cm_funding_chart_new (_ ("Mainstream money and pots, by chapter"), &mix_kind, 200);
  gtk_stack_add_named (GTK_STACK (stack), scroll (self->grid), "grid");
  gtk_stack_add_named (GTK_STACK (stack), scroll (self->chart), "mix");
  gtk_stack_add_named (GTK_STACK (stack), self->plain, "table");
  gtk_stack_set_hhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);
  gtk_widget_set_size_request (stack, -1, 160);
  g_signal_connect_swapped (self->grid, "activated", G_CALLBACK (cell_activated_cb), self);
  g_signal_connect_swapped (self->plain, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->chart, "activated", G_CALLBACK (bar_activated_cb), self);
  g_signal_connect_swapped (self->chart, "message", G_CALLBACK (cm_spend_view_tell), self);
  return stack;
}

static void
cm_spend_chapters_init (CmSpendChapters *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);

  self->row = -1;
  self->by = choices[0];
  self->behind = cm_spend_behind_new ();
  gtk_widget_set_size_request (self->behind, -1, 170);
  gtk_widget_set_visible (self->behind, FALSE);
  g_signal_connect_swapped (self->behind, "open-query", G_CALLBACK (open_query_cb), self);
  gtk_box_append (GTK_BOX (box), build_bar (self));
  self->stack = build_stack (self);
  gtk_paned_set_start_child (GTK_PANED (paned), self->stack);
  gtk_paned_set_end_child (GTK_PANED (paned), self->behind);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_box_append (GTK_BOX (box), paned);
  gtk_widget_add_css_class (box, "spend-view");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->looks[CM_SPEND_CHAPTERS_GRID]), TRUE);
  show_look (self);
}
