/* cm-test-table.c - what tests of tables share: a portfolio, its records, the cells that show them.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-test-table.h"

#include <glib/gstdio.h>

/* --- the portfolio ---------------------------------------------------------------------------- */

CmStore *
cm_test_new_store (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-table-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.portfolio", NULL);
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_create (path, &error);
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  /* Each test begins with tables as they come. */
  g_settings_reset (settings, "columns");

  g_assert_no_error (error);
  return store;
}

void
cm_test_drop_store (CmStore *store)
{
  char *path = g_strdup (cm_store_get_path (store));

  g_assert_finalize_object (store);
  cm_test_drop_file (path);
}

CmRecord *
cm_test_add (CmStore *store, const char *table, const char *const values[])
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    {
      int at = cm_table_field_index (cm_record_get_table (record), values[i]);
      CmValue value = CM_VALUE_INIT;

      g_assert_cmpint (at, >=, 0);
      cm_value_from_file (&value, &cm_record_get_table (record)->fields[at], values[i + 1], &error);
      g_assert_no_error (error);
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
  return cm_store_get (store, table, cm_record_get_id (record));
}

CmRecord *
cm_test_get (CmStore *store, const char *table, const char *title)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  cm_query_where_text (query, cm_table_find (table)->title, title);
  return cm_store_first (store, query);
}

char *
cm_test_value (CmStore *store, const char *table, const char *title, const char *field)
{
  g_autoptr (CmRecord) record = cm_test_get (store, table, title);

  g_assert_nonnull (record);
  return cm_value_to_file (cm_record_get (record, field),
                           cm_table_field (cm_table_find (table), field));
}

guint
cm_test_count_changes (CmStore *store)
{
  g_autoptr (GPtrArray) entries = cm_store_get_history (store, G_MAXINT);

  return entries->len;
}

/* --- the cells -------------------------------------------------------------------------------- */

static gboolean
shows_field (CmTableCell *cell, const char *title, const char *field)
{
  return cm_table_cell_get_record (cell) != NULL &&
         g_str_equal (cm_table_cell_get_column (cell)->field->name, field) &&
         (title == NULL ||
          g_str_equal (cm_record_get_title (cm_table_cell_get_record (cell)), title));
}

static void
collect (GtkWidget *root, GPtrArray *cells, const char *title, const char *field)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (CM_IS_TABLE_CELL (root) && shows_field (CM_TABLE_CELL (root), title, field))
    g_ptr_array_add (cells, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, cells, title, field);
}

GtkWidget *
cm_test_cell (GtkWidget *root, const char *title, const char *field)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  collect (root, cells, title, field);
  return cells->len > 0 ? g_ptr_array_index (cells, 0) : NULL;
}

static int
compare_heights (gconstpointer a, gconstpointer b, gpointer root)
{
  double x, left, right;

  gtk_widget_translate_coordinates (*(GtkWidget **) a, root, 0, 0, &x, &left);
  gtk_widget_translate_coordinates (*(GtkWidget **) b, root, 0, 0, &x, &right);
  return (left > right) - (left < right);
}

char *
cm_test_column (GtkWidget *root, const char *field)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  collect (root, cells, NULL, field);
  g_ptr_array_sort_with_data (cells, compare_heights, root);
  for (guint i = 0; i < cells->len; i++)
    g_string_append_printf (
        out, "%s%s", i > 0 ? "|" : "", cm_table_cell_get_text (g_ptr_array_index (cells, i)));
  return g_string_free (out, FALSE);
}

GtkWidget *
cm_test_heading (GtkWidget *root, const char *label)
{
  GtkWidget *view = cm_test_find (root, GTK_TYPE_COLUMN_VIEW);

  for (GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (view));
       title != NULL;
       title = gtk_widget_get_next_sibling (title))
    if (cm_test_find_text (title, label) != NULL)
      return title;
  return NULL;
}

static GtkWidget *
find_editor (GtkWidget *root)
{
  if (CM_IS_TABLE_CELL (root) && cm_table_cell_get_editor (CM_TABLE_CELL (root)) != NULL)
    return cm_table_cell_get_editor (CM_TABLE_CELL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_editor (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
cm_test_editor (GtkWidget *root)
{
  return find_editor (root);
}
