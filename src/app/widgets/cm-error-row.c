/* cm-error-row.c - a line of a list that says what is wrong with what was typed above it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-error-row"
#include "config.h"

#include "cm-error-row.h"

static GtkLabel *
get_label (GtkWidget *row)
{
  return GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
}

void
cm_error_row_set_message (GtkWidget *row, const char *message)
{
  gtk_label_set_text (get_label (row), message != NULL ? message : "");
  gtk_widget_set_visible (row, message != NULL);
}

const char *
cm_error_row_get_message (GtkWidget *row)
{
  return gtk_widget_get_visible (row) ? gtk_label_get_text (get_label (row)) : NULL;
}

GtkWidget *
cm_error_row_new (void)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "row-error");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_visible (row, FALSE);
  return row;
}
