/* cm-amount-cell.c - one amount of a grid: what it is, how sure it is, and an entry to change it.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-amount-cell"
#include "config.h"

#include "cm-amount-cell.h"

#define WIDTH_CHARS 8

/**
 * CmAmountCell:
 *
 * Takes the focus as a whole; its grid decides what keys do. CSS node: amountcell.
 */
struct _CmAmountCell
{
  GtkWidget parent_instance;

  guint row, column;
  GtkWidget *line; /* mark and amount */
  GtkWidget *mark, *amount;
  GtkWidget *entry; /* NULL unless it is edited */
  const char *style;
};

G_DEFINE_FINAL_TYPE (CmAmountCell, cm_amount_cell, GTK_TYPE_WIDGET)

static void
cm_amount_cell_dispose (GObject *object)
{
  CmAmountCell *self = CM_AMOUNT_CELL (object);

  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  G_OBJECT_CLASS (cm_amount_cell_parent_class)->dispose (object);
}

static void
cm_amount_cell_class_init (CmAmountCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_amount_cell_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amountcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

GtkWidget *
cm_amount_cell_make_mark (const char *mark, const char *style)
{
  GtkWidget *label = gtk_label_new (mark);

  gtk_widget_add_css_class (label, "amount-mark");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
cm_amount_cell_init (CmAmountCell *self)
{
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->mark = cm_amount_cell_make_mark ("", NULL);
  self->amount = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->amount), 1);
  gtk_label_set_width_chars (GTK_LABEL (self->amount), WIDTH_CHARS);
  gtk_widget_set_hexpand (self->amount, TRUE);
  gtk_widget_add_css_class (self->amount, "numeric");
  gtk_box_append (GTK_BOX (self->line), self->mark);
  gtk_box_append (GTK_BOX (self->line), self->amount);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
cm_amount_cell_new (guint row, guint column)
{
  CmAmountCell *self = g_object_new (CM_TYPE_AMOUNT_CELL, NULL);

  self->row = row;
  self->column = column;
  return GTK_WIDGET (self);
}

guint
cm_amount_cell_get_row (CmAmountCell *self)
{
  return self->row;
}

guint
cm_amount_cell_get_column (CmAmountCell *self)
{
  return self->column;
}

void
cm_amount_cell_show (
    CmAmountCell *self, const char *amount, const char *mark, const char *style, const char *spoken)
{
  gtk_label_set_text (GTK_LABEL (self->amount), amount);
  gtk_label_set_text (GTK_LABEL (self->mark), mark != NULL ? mark : "");
  gtk_widget_set_visible (self->mark, mark != NULL);
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->mark, self->style);
  self->style = style != NULL ? g_intern_string (style) : NULL;
  if (style != NULL)
    gtk_widget_add_css_class (self->mark, style);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

const char *
cm_amount_cell_get_amount (CmAmountCell *self)
{
  return gtk_label_get_text (GTK_LABEL (self->amount));
}

GtkWidget *
cm_amount_cell_begin_edit (CmAmountCell *self, const char *text)
{
  const char *spoken = gtk_widget_get_tooltip_text (GTK_WIDGET (self));

  g_return_val_if_fail (self->entry == NULL, NULL);
  self->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  /* As narrow as its column, whatever it holds. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1);
  gtk_widget_add_css_class (self->entry, "numeric");
  if (spoken != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  /* The line keeps its place, so that the column does not become narrower. */
  gtk_widget_set_opacity (self->line, 0);
  gtk_widget_grab_focus (self->entry);
  return self->entry;
}

GtkWidget *
cm_amount_cell_get_entry (CmAmountCell *self)
{
  return self->entry;
}

void
cm_amount_cell_end_edit (CmAmountCell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->entry == NULL)
    return;
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->entry))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  gtk_widget_set_opacity (self->line, 1);
}
