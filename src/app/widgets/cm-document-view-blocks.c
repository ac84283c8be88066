/* cm-document-view-blocks.c - finding the widget of a block, and what stands below titles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include "cm-document-view-private.h"

#define BLOCK_ABOVE 0.3 /* of the window above a block that is gone to */

/* --- below titles ----------------------------------------------------------------------------- */

void
cm_document_view_set_head (CmDocumentView *self, CmDocumentHead make, gpointer data)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  self->make_head = make;
  self->head_data = data;
}

void
cm_document_view_set_foot (CmDocumentView *self, CmDocumentHead make, gpointer data)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  self->make_foot = make;
  self->foot_data = data;
}

/* Within the edge of its stage if it has one. */
GtkWidget *
_cm_document_view_add_head (CmDocumentView *self, const Part *part, GtkWidget *heading)
{
  GtkWidget *head =
      self->make_head != NULL ? self->make_head (part->block, part->level, self->head_data) : NULL;
  GtkWidget *box = heading;

  if (head == NULL)
    return heading;
  if (!GTK_IS_BOX (heading))
    {
      box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      gtk_box_append (GTK_BOX (box), heading);
    }
  gtk_box_append (GTK_BOX (box), head);
  return box;
}

/* --- blocks on the screen ---------------------------------------------------------------------
 */

/* A row of a table has no widget of its own. */
static gboolean
shows_block (GtkWidget *widget, const CmBlock *block)
{
  const CmBlock *shown = cm_document_get_block (widget);

  return shown != NULL &&
         (shown == block || (block->kind == CM_BLOCK_ROW && shown->parent == block));
}

static GtkWidget *
find_block (GtkWidget *widget, const CmBlock *block)
{
  GtkWidget *found = shows_block (widget, block) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_block (child, block);
  return found;
}

GtkWidget *
cm_document_view_find_block (CmDocumentView *self, const CmBlock *block)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), NULL);
  return block != NULL ? find_block (self->column, block) : NULL;
}

/* Another one, or none. */
static void
choose (CmDocumentView *self, GtkWidget *widget)
{
  if (self->chosen != NULL)
    gtk_widget_remove_css_class (self->chosen, "document-chosen");
  g_set_weak_pointer (&self->chosen, widget);
  if (widget != NULL)
    gtk_widget_add_css_class (widget, "document-chosen");
}

void
cm_document_view_scroll_to_block (CmDocumentView *self, const CmBlock *block)
{
  GtkWidget *widget;

  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  if (self->block == NULL)
    return;
  _cm_document_view_build_rest (self);
  widget = cm_document_view_find_block (self, block);
  choose (self, widget);
  if (widget != NULL)
    _cm_document_view_pin (self, widget, -1, 0, BLOCK_ABOVE);
}
