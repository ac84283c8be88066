/* cm-matrix-new.c - asks what a new priority matrix is to be called and made from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-matrix-new"
#include "config.h"

#include "cm-matrix-new.h"

#include <glib/gi18n.h>

#include "cm-matrix.h"
#include "cm-option-drop-down.h"

struct _CmMatrixNew
{
  GtkPopover parent_instance;

  CmStore *store;
  GtkEditable *name;
  GtkDropDown *rows;
  GtkDropDown *topics; /* the starter set, then the matrices */
  GtkLabel *hint;
  GtkWidget *create;
};

enum
{
  SIGNAL_MADE,
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmMatrixNew, cm_matrix_new, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

/* What the rows are to be, in the order of the drop-down. */
static const CmChoice *
get_row_kinds (void)
{
  return cm_table_field (cm_table_find ("matrix"), "rows")->choices;
}

static const char *
get_chosen_kind (CmMatrixNew *self)
{
  return get_row_kinds ()[gtk_drop_down_get_selected (self->rows)].name;
}

/* --- what will come of it --------------------------------------------------------------------- */

static char *
describe_rows (CmMatrixNew *self)
{
  const char *kind = get_chosen_kind (self);
  g_autoptr (CmQuery) query = NULL;
  guint n;

  if (!g_str_equal (kind, "place") && !g_str_equal (kind, "theme"))
    return g_strdup (_ ("It begins with one row; add and name the others."));
  query = cm_query_new (kind);
  n = cm_store_count (self->store, query);
  if (g_str_equal (kind, "place"))
    return g_strdup_printf (
        ngettext ("A row for the %u place.", "A row for each of the %u places.", n), n);
  return g_strdup_printf (
      ngettext ("A row for the %u theme.", "A row for each of the %u themes.", n), n);
}

static void
update (CmMatrixNew *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *rows = NULL;

  if (self->store == NULL || gtk_drop_down_get_selected (self->rows) == GTK_INVALID_LIST_POSITION)
    return;
  rows = describe_rows (self);
  gtk_label_set_text (self->hint, rows);
  gtk_widget_set_sensitive (self->create, *name != '\0');
}

static void
create_cb (CmMatrixNew *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  gpointer topics = gtk_drop_down_get_selected_item (self->topics);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  if (*name == '\0')
    return;
  id = cm_matrix_create (self->store,
                         name,
                         get_chosen_kind (self),
                         CM_IS_RECORD (topics) ? cm_record_get_id (topics) : NULL,
                         &error);
  gtk_popover_popdown (GTK_POPOVER (self));
  if (id != NULL)
    g_signal_emit (self, signals[SIGNAL_MADE], 0, id);
  else
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error->message, FALSE);
}

void
cm_matrix_new_prepare (CmMatrixNew *self, CmStore *store)
{
  g_autoptr (GListStore) topics = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GtkStringObject) starter = gtk_string_object_new (_ ("A set to begin with"));
  g_autoptr (CmQuery) query = cm_query_new ("matrix");
  g_autoptr (GPtrArray) matrices = NULL;

  g_return_if_fail (CM_IS_MATRIX_NEW (self));

  g_set_object (&self->store, store);
  matrices = cm_store_list (store, query);
  g_list_store_append (topics, starter);
  for (guint i = 0; i < matrices->len; i++)
    g_list_store_append (topics, matrices->pdata[i]);
  gtk_drop_down_set_model (self->topics, G_LIST_MODEL (topics));
  /* The same topics again are what lets matrices be taken together. */
  gtk_drop_down_set_selected (self->topics, matrices->len);
  gtk_editable_set_text (self->name, "");
  update (self);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_matrix_new_dispose (GObject *object)
{
  g_clear_object (&CM_MATRIX_NEW (object)->store);
  G_OBJECT_CLASS (cm_matrix_new_parent_class)->dispose (object);
}

static void
cm_matrix_new_class_init (CmMatrixNewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_matrix_new_dispose;
  signals[SIGNAL_MADE] = g_signal_new ("made",
                                       CM_TYPE_MATRIX_NEW,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_STRING);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_MATRIX_NEW,
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
add_line (GtkGrid *grid, int row, const char *caption, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (caption);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
}

static GtkWidget *
build_rows (CmMatrixNew *self)
{
  GtkWidget *widget = cm_option_drop_down_new (_ ("Rows"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (const CmChoice *choice = get_row_kinds (); choice->name != NULL; choice++)
    gtk_string_list_append (names, _ (choice->label));
  self->rows = GTK_DROP_DOWN (widget);
  gtk_drop_down_set_model (self->rows, G_LIST_MODEL (names));
  g_signal_connect_swapped (widget, "notify::selected", G_CALLBACK (update), self);
  return widget;
}

static GtkWidget *
build_name (CmMatrixNew *self)
{
  GtkWidget *widget = gtk_entry_new ();

  self->name = GTK_EDITABLE (widget);
  gtk_editable_set_width_chars (self->name, 28);
  g_signal_connect_swapped (widget, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (widget, "activate", G_CALLBACK (create_cb), self);
  return widget;
}

static void
cm_matrix_new_init (CmMatrixNew *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *hint = gtk_label_new (NULL);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_margin_top (grid, 6);
  gtk_widget_set_margin_bottom (grid, 6);
  gtk_widget_set_margin_start (grid, 6);
  gtk_widget_set_margin_end (grid, 6);
  self->topics = GTK_DROP_DOWN (cm_option_drop_down_new (_ ("Topics")));
  self->hint = GTK_LABEL (hint);
  gtk_label_set_xalign (self->hint, 0);
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_max_width_chars (self->hint, 32);
  gtk_widget_add_css_class (hint, "caption");
  self->create = gtk_button_new_with_mnemonic (_ ("_Create"));
  gtk_widget_add_css_class (self->create, "suggested-action");
  gtk_widget_set_halign (self->create, GTK_ALIGN_END);
  gtk_widget_set_margin_top (self->create, 6);
  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (create_cb), self);
  add_line (GTK_GRID (grid), 0, _ ("_Name"), build_name (self));
  add_line (GTK_GRID (grid), 1, _ ("_Rows"), build_rows (self));
  gtk_grid_attach (GTK_GRID (grid), hint, 1, 2, 1, 1);
  add_line (GTK_GRID (grid), 3, _ ("_Topics as in"), GTK_WIDGET (self->topics));
  gtk_grid_attach (GTK_GRID (grid), self->create, 0, 4, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (self), grid);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New matrix"), -1);
}

GtkWidget *
cm_matrix_new_new (void)
{
  return g_object_new (CM_TYPE_MATRIX_NEW, NULL);
}
