/* cm-links-diagram.c - the diagram of what an activity hangs together with, to be clicked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-links-diagram"
#include "config.h"

#include "cm-links-diagram.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define WIDTH_MIN 280
#define WIDTH 560

/**
 * CmLinksDiagram:
 *
 * The picture is drawn by the painter; over each box of another activity lies a button without a
 * face of its own, which takes the focus, the click and the words.
 *
 * CSS nodes: linksdiagram, button.links-target.
 */
struct _CmLinksDiagram
{
  GtkWidget parent_instance;

  CmLinks *links;
  GPtrArray *buttons; /* of GtkWidget, our children */
  int hovered;
};

G_DEFINE_FINAL_TYPE (CmLinksDiagram, cm_links_diagram, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
clicked_cb (CmLinksDiagram *self, GtkWidget *button)
{
  guint i;

  if (g_ptr_array_find (self->buttons, button, &i))
    g_signal_emit (self, chosen_signal, 0, i);
}

static void
hover_cb (CmLinksDiagram *self)
{
  int hovered = -1;

  for (guint i = 0; i < self->buttons->len; i++)
    if ((gtk_widget_get_state_flags (self->buttons->pdata[i]) & GTK_STATE_FLAG_PRELIGHT) != 0)
      hovered = (int) i;
  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkWidget *
make_button (CmLinksDiagram *self, const CmLink *item)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *text = NULL;

  if (item->state != NULL)
    /* translators: %1$s is as “Requires”, %2$s the title of an activity, %3$s its state */
    text = g_strdup_printf (_ ("%1$s “%2$s”, %3$s"), item->word, item->title, item->state);
  else
    /* translators: %1$s is as “Requires”, %2$s the title of an activity */
    text = g_strdup_printf (_ ("%1$s “%2$s”"), item->word, item->title);
  gtk_widget_add_css_class (button, "links-target");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_cursor_from_name (button, "pointer");
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      button, "state-flags-changed", G_CALLBACK (hover_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
drop_buttons (CmLinksDiagram *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_unparent (self->buttons->pdata[i]);
  g_ptr_array_set_size (self->buttons, 0);
}

void
cm_links_diagram_set_links (CmLinksDiagram *self, CmLinks *links)
{
  g_autofree char *words = links != NULL ? cm_links_describe (links) : g_strdup ("");

  g_return_if_fail (CM_IS_LINKS_DIAGRAM (self));
  drop_buttons (self);
  g_clear_pointer (&self->links, cm_links_free);
  self->links = links;
  self->hovered = -1;
  for (guint i = 0; links != NULL && i < links->items->len; i++)
    g_ptr_array_add (self->buttons, make_button (self, cm_links_get (links, i)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), links != NULL && links->items->len > 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- widget ----------------------------------------------------------------------------------- */

static GtkSizeRequestMode
cm_links_diagram_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_links_diagram_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  CmLinksDiagram *self = CM_LINKS_DIAGRAM (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = WIDTH_MIN;
      *natural = WIDTH;
      return;
    }
  *minimum = *natural =
      self->links != NULL
          ? (int) ceil (cm_links_measure (self->links, for_size > 0 ? for_size : WIDTH_MIN))
          : 0;
}

static void
cm_links_diagram_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmLinksDiagram *self = CM_LINKS_DIAGRAM (widget);

  for (guint i = 0; i < self->buttons->len; i++)
    {
      CmLinksBox box;
      GtkAllocation area;

      cm_links_get_box (self->links, width, (int) i, &box);
      area = (GtkAllocation){ (int) box.x, (int) box.y, (int) box.width, (int) box.height };
      gtk_widget_measure (
          self->buttons->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->buttons->pdata[i], &area, -1);
    }
}

static void
cm_links_diagram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmLinksDiagram *self = CM_LINKS_DIAGRAM (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->links == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cm_links_draw (cr,
                 gtk_widget_get_pango_context (widget),
                 self->links,
                 width,
                 cm_palette_get (adw_style_manager_get_dark (manager),
                                 adw_style_manager_get_high_contrast (manager)),
                 self->hovered);
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (cm_links_diagram_parent_class)->snapshot (widget, snapshot);
}

static void
cm_links_diagram_dispose (GObject *object)
{
  CmLinksDiagram *self = CM_LINKS_DIAGRAM (object);

  drop_buttons (self);
  g_clear_pointer (&self->links, cm_links_free);
  G_OBJECT_CLASS (cm_links_diagram_parent_class)->dispose (object);
}

static void
cm_links_diagram_finalize (GObject *object)
{
  g_ptr_array_unref (CM_LINKS_DIAGRAM (object)->buttons);
  G_OBJECT_CLASS (cm_links_diagram_parent_class)->finalize (object);
}

static void
cm_links_diagram_class_init (CmLinksDiagramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_links_diagram_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_links_diagram_finalize;
  widget_class->get_request_mode = cm_links_diagram_get_request_mode;
  widget_class->measure = cm_links_diagram_measure;
  widget_class->size_allocate = cm_links_diagram_size_allocate;
  widget_class->snapshot = cm_links_diagram_snapshot;
  gtk_widget_class_set_css_name (widget_class, "linksdiagram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  chosen_signal = g_signal_new ("chosen",
                                CM_TYPE_LINKS_DIAGRAM,
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
cm_links_diagram_init (CmLinksDiagram *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->buttons = g_ptr_array_new ();
  self->hovered = -1;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (
      manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager,
                           "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw),
                           self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
cm_links_diagram_new (void)
{
  return g_object_new (CM_TYPE_LINKS_DIAGRAM, NULL);
}
