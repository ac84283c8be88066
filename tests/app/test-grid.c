/* test-grid.c - the grid as a control: the cursor, keys, clicks, drags, what it says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-grid.h"

#include "cm-test.h"

#define ROWS 40
#define COLUMNS 12

typedef struct
{
  GtkWidget *window;
  CmGrid *grid;
  guint activated, row, column;
  guint keys, keyval;
  guint drags, from[2], to[2];
} Fixture;

static CmGridModel *
make_model (guint rows, guint columns)
{
  CmGridModel *model = cm_grid_model_new ("Priorities");

  for (guint i = 0; i < columns; i++)
    {
      g_autofree char *label = g_strdup_printf ("C%u", i);

      cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, label, NULL);
    }
  for (guint i = 0; i < rows; i++)
    {
      g_autofree char *label = g_strdup_printf ("R%u", i);

      cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, label);
      for (guint j = 0; j < columns; j++)
        cm_grid_model_set_cell (model, i, j, CM_GRID_HEAT, CM_GRID_PLAIN, 0.5, "£1.2m", NULL);
    }
  cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_PLAIN, 0.5, "some");
  return model;
}

static void
activated_cb (CmGrid *grid, guint row, guint column, Fixture *f)
{
  f->activated++;
  f->row = row;
  f->column = column;
}

static gboolean
key_cb (CmGrid *grid, guint row, guint column, guint keyval, Fixture *f)
{
  f->keys++;
  f->keyval = keyval;
  return keyval == GDK_KEY_h;
}

static void
dragged_cb (CmGrid *grid, guint row, guint column, guint to_row, guint to_column, Fixture *f)
{
  f->drags++;
  f->from[0] = row;
  f->from[1] = column;
  f->to[0] = to_row;
  f->to[1] = to_column;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  f->grid = CM_GRID (cm_grid_new ());
  cm_grid_set_model (f->grid, make_model (ROWS, COLUMNS));
  g_signal_connect (f->grid, "activated", G_CALLBACK (activated_cb), f);
  g_signal_connect (f->grid, "key", G_CALLBACK (key_cb), f);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (f->grid));
  f->window = cm_test_show (scrolled, 700, 400);
  cm_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
}

static void
click_cell (Fixture *f, guint row, guint column)
{
  GdkRectangle bounds;

  g_assert_true (cm_grid_get_cell_bounds (f->grid, row, column, &bounds));
  cm_test_click_at (
      GTK_WIDGET (f->grid), bounds.x + bounds.width / 2.0, bounds.y + bounds.height / 2.0, 1);
}

static void
assert_cursor (Fixture *f, guint row, guint column)
{
  guint at_row, at_column;

  g_assert_true (cm_grid_get_cursor (f->grid, &at_row, &at_column));
  g_assert_cmpuint (at_row, ==, row);
  g_assert_cmpuint (at_column, ==, column);
}

static GtkWidget *
get_focus (Fixture *f)
{
  return gtk_root_get_focus (GTK_ROOT (f->window));
}

static void
test_click (Fixture *f, gconstpointer data)
{
  click_cell (f, 2, 3);
  cm_test_wait (f->activated == 1);
  g_assert_cmpuint (f->row, ==, 2);
  g_assert_cmpuint (f->column, ==, 3);
  assert_cursor (f, 2, 3);
  g_assert_true (gtk_widget_get_parent (get_focus (f)) == GTK_WIDGET (f->grid));
}

/* A click on a header or on the legend is no click on a cell. */
static void
test_click_beside (Fixture *f, gconstpointer data)
{
  cm_test_click_at (GTK_WIDGET (f->grid), 4, 4, 1);
  cm_test_click_at (GTK_WIDGET (f->grid), 200, gtk_widget_get_height (GTK_WIDGET (f->grid)) - 4, 1);
  cm_test_settle ();
  g_assert_cmpuint (f->activated, ==, 0);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *grid = GTK_WIDGET (f->grid);

  g_assert_true (gtk_widget_grab_focus (grid));
  assert_cursor (f, 0, 0);
  cm_test_key (grid, "Down");
  cm_test_key (grid, "Right");
  cm_test_key (grid, "Right");
  cm_test_wait (f->keys == 3);
  assert_cursor (f, 1, 2);
  cm_test_key (grid, "End");
  cm_test_wait (f->keys == 4);
  assert_cursor (f, 1, COLUMNS - 1);
  cm_test_key (grid, "Home");
  cm_test_wait (f->keys == 5);
  assert_cursor (f, 1, 0);
  cm_test_key (grid, "Return");
  cm_test_wait (f->activated == 1);
  g_assert_cmpuint (f->row, ==, 1);
  cm_test_key (grid, "space");
  cm_test_wait (f->activated == 2);
  /* The owner's own key. */
  cm_test_key (grid, "h");
  cm_test_wait (f->keyval == GDK_KEY_h);
  assert_cursor (f, 1, 0);
}

/* The cell of the cursor is seen whole, beside the headers, wherever the keys lead. */
static void
assert_seen (Fixture *f)
{
  guint row, column;
  GdkRectangle bounds;

  g_assert_true (cm_grid_get_cursor (f->grid, &row, &column));
  g_assert_true (cm_grid_get_cell_bounds (f->grid, row, column, &bounds));
  g_assert_cmpint (bounds.x, >, 0);
  g_assert_cmpint (bounds.y, >, 20);
  g_assert_cmpint (bounds.x + bounds.width, <=, gtk_widget_get_width (GTK_WIDGET (f->grid)) + 1);
  g_assert_cmpint (bounds.y + bounds.height, <=, gtk_widget_get_height (GTK_WIDGET (f->grid)) + 1);
}

static void
test_scroll (Fixture *f, gconstpointer data)
{
  GtkWidget *grid = GTK_WIDGET (f->grid);
  guint row, column;

  gtk_widget_grab_focus (grid);
  cm_test_key (grid, "<Control>End");
  cm_test_wait (cm_grid_get_cursor (f->grid, &row, &column) && row == ROWS - 1);
  assert_cursor (f, ROWS - 1, COLUMNS - 1);
  cm_test_settle ();
  assert_seen (f);
  g_assert_true (gtk_widget_is_focus (get_focus (f)));
  cm_test_key (grid, "Page_Up");
  cm_test_wait (cm_grid_get_cursor (f->grid, &row, &column) && row < ROWS - 1);
  g_assert_cmpuint (row, <, ROWS - 4);
  assert_seen (f);
  cm_test_key (grid, "<Control>Home");
  cm_test_wait (cm_grid_get_cursor (f->grid, &row, &column) && row == 0);
  cm_test_settle ();
  assert_seen (f);
  click_cell (f, 0, 0);
  cm_test_wait (f->activated == 1);
}

static void
test_selection (Fixture *f, gconstpointer data)
{
  GtkWidget *grid = GTK_WIDGET (f->grid);
  guint row, column, to_row, to_column;

  cm_grid_set_cursor (f->grid, 3, 3, TRUE);
  cm_test_key (grid, "<Shift>Down");
  cm_test_key (grid, "<Shift>Left");
  cm_test_wait (cm_grid_get_selection (f->grid, &row, &column, &to_row, &to_column) && column == 2);
  g_assert_cmpuint (row, ==, 3);
  g_assert_cmpuint (to_row, ==, 4);
  g_assert_cmpuint (to_column, ==, 3);
  g_assert_cmpint (cm_grid_get_model (f->grid)->chosen_row, ==, 3);
  cm_test_key (grid, "Escape");
  cm_test_wait (cm_grid_get_model (f->grid)->chosen_row == -1);
  assert_cursor (f, 4, 2);
}

static void
drag_cells (Fixture *f, guint row, guint column, guint to_row, guint to_column)
{
  GdkRectangle from, to;

  g_assert_true (cm_grid_get_cell_bounds (f->grid, row, column, &from));
  g_assert_true (cm_grid_get_cell_bounds (f->grid, to_row, to_column, &to));
  cm_test_drag (GTK_WIDGET (f->grid),
                from.x + from.width / 2.0,
                from.y + from.height / 2.0,
                to.x + to.width / 2.0,
                to.y + to.height / 2.0);
}

/* A drag is told once, at its end; without anybody who listens it does nothing. */
static void
test_drag (Fixture *f, gconstpointer data)
{
  drag_cells (f, 1, 1, 3, 2);
  g_assert_cmpuint (f->activated, ==, 0);
  assert_cursor (f, 1, 1);
  g_signal_connect (f->grid, "dragged", G_CALLBACK (dragged_cb), f);
  drag_cells (f, 1, 1, 3, 2);
  cm_test_wait (f->drags == 1);
  g_assert_cmpuint (f->from[0], ==, 1);
  g_assert_cmpuint (f->from[1], ==, 1);
  g_assert_cmpuint (f->to[0], ==, 3);
  g_assert_cmpuint (f->to[1], ==, 2);
  g_assert_cmpuint (f->activated, ==, 0);
}

static void
test_words (Fixture *f, gconstpointer data)
{
  GtkWidget *item;

  cm_grid_set_cursor (f->grid, 2, 1, TRUE);
  item = get_focus (f);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->grid), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (f->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, "Priorities");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->grid),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Priorities: 40 rows, 12 columns");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, "R2, C1: £1.2m");
  gtk_widget_activate_action (item, "cell.activate", NULL);
  g_assert_cmpuint (f->activated, ==, 1);
  g_assert_cmpuint (f->row, ==, 2);
}

static guint
count_children (Fixture *f)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (f->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* Cells out of sight cost nothing. */
static void
test_children (Fixture *f, gconstpointer data)
{
  cm_test_settle ();
  g_assert_cmpuint (count_children (f), >, 20);
  g_assert_cmpuint (count_children (f), <, ROWS * COLUMNS / 2);
  cm_grid_set_model (f->grid, make_model (300, 60));
  cm_test_settle ();
  g_assert_cmpuint (count_children (f), <, 400);
}

/* A new model of the same shape keeps cursor and focus; a smaller one the nearest cell. */
static void
test_model (Fixture *f, gconstpointer data)
{
  cm_grid_set_cursor (f->grid, 5, 5, TRUE);
  cm_grid_set_model (f->grid, make_model (ROWS, COLUMNS));
  cm_test_settle ();
  assert_cursor (f, 5, 5);
  g_assert_true (gtk_widget_get_parent (get_focus (f)) == GTK_WIDGET (f->grid));
  cm_grid_set_model (f->grid, make_model (2, 2));
  cm_test_settle ();
  assert_cursor (f, 1, 1);
  g_assert_cmpuint (count_children (f), ==, 4);
  cm_grid_set_model (f->grid, cm_grid_model_new (NULL));
  cm_test_settle ();
  g_assert_cmpuint (count_children (f), ==, 0);
  g_assert_false (cm_grid_set_cursor (f->grid, 0, 0, TRUE));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
  add ("/grid/click", test_click);
  add ("/grid/click-beside", test_click_beside);
  add ("/grid/keys", test_keys);
  add ("/grid/scroll", test_scroll);
  add ("/grid/selection", test_selection);
  add ("/grid/drag", test_drag);
  add ("/grid/words", test_words);
  add ("/grid/children", test_children);
  add ("/grid/model", test_model);
  return g_test_run ();
}
