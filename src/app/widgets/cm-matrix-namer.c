/* cm-matrix-namer.c - asks what a topic or a row of a priority matrix is called. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-matrix-namer"
#include "config.h"

#include "cm-matrix-namer.h"

#include <glib/gi18n.h>

struct _CmMatrixNamer
{
  GtkPopover parent_instance;

  GtkEditable *name;
  GtkEditable *heading;
  GtkWidget *heading_label;
  GtkButton *settle;
};

enum
{
  SIGNAL_NAMED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmMatrixNamer, cm_matrix_namer, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static char *
read_entry (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
update (CmMatrixNamer *self)
{
  g_autofree char *name = read_entry (self->name);

  gtk_widget_set_sensitive (GTK_WIDGET (self->settle), *name != '\0');
}

static void
settle_cb (CmMatrixNamer *self)
{
  g_autofree char *name = read_entry (self->name);
  g_autofree char *heading = read_entry (self->heading);

  if (*name == '\0')
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_NAMED], 0, name, heading);
}

void
cm_matrix_namer_ask (CmMatrixNamer *self, const char *verb, const char *name, const char *heading)
{
  g_return_if_fail (CM_IS_MATRIX_NAMER (self));

  gtk_button_set_label (self->settle, verb);
  gtk_editable_set_text (self->name, name);
  gtk_editable_set_text (self->heading, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
  gtk_widget_set_visible (self->heading_label, heading != NULL);
  update (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
cm_matrix_namer_class_init (CmMatrixNamerClass *klass)
{
  signals[SIGNAL_NAMED] = g_signal_new ("named",
                                        CM_TYPE_MATRIX_NAMER,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        2,
                                        G_TYPE_STRING,
                                        G_TYPE_STRING);
}

static GtkWidget *
add_line (CmMatrixNamer *self, GtkGrid *grid, int row, const char *caption, GtkEditable **entry)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (caption);
  GtkWidget *widget = gtk_entry_new ();

  *entry = GTK_EDITABLE (widget);
  gtk_editable_set_width_chars (*entry, 28);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_widget_add_css_class (label, "dim-label");
  g_signal_connect_swapped (widget, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (widget, "activate", G_CALLBACK (settle_cb), self);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
  return label;
}

static void
cm_matrix_namer_init (CmMatrixNamer *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *settle = gtk_button_new_with_mnemonic ("");

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_margin_top (grid, 6);
  gtk_widget_set_margin_bottom (grid, 6);
  gtk_widget_set_margin_start (grid, 6);
  gtk_widget_set_margin_end (grid, 6);
  self->settle = GTK_BUTTON (settle);
  gtk_widget_add_css_class (settle, "suggested-action");
  gtk_widget_set_halign (settle, GTK_ALIGN_END);
  g_signal_connect_swapped (settle, "clicked", G_CALLBACK (settle_cb), self);
  add_line (self, GTK_GRID (grid), 0, _ ("_Name"), &self->name);
  self->heading_label =
      add_line (self, GTK_GRID (grid), 1, _ ("_Under the heading"), &self->heading);
  gtk_grid_attach (GTK_GRID (grid), settle, 0, 2, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (self), grid);
}

GtkWidget *
cm_matrix_namer_new (void)
{
  return g_object_new (CM_TYPE_MATRIX_NAMER, NULL);
}
