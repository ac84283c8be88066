/* cm-option-drop-down.c - a drop-down of records and words that fits a narrow form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-option-drop-down"
#include "config.h"

#include "cm-option-drop-down.h"

#include "cm-record.h"

#define LIST_CHARS 48 /* longer options take a second line in the list */

static char *
read_option (gpointer item, gpointer data)
{
  if (CM_IS_RECORD (item))
    return g_strdup (cm_record_get_title (item));
  return g_strdup (gtk_string_object_get_string (item));
}

static void
show_option (GtkListItem *row)
{
  g_autofree char *text = read_option (gtk_list_item_get_item (row), NULL);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (row));

  gtk_label_set_text (GTK_LABEL (label), text);
}

static void
mark_option (GtkListItem *row, GParamSpec *property, GtkDropDown *drop_down)
{
  GtkWidget *mark = gtk_widget_get_last_child (gtk_list_item_get_child (row));

  gtk_widget_set_opacity (
      mark, gtk_drop_down_get_selected_item (drop_down) == gtk_list_item_get_item (row));
}

/* In the list a mark follows the text; the button shows the text alone. */
static void
setup_option_cb (GtkListItemFactory *factory, GtkListItem *row, gpointer drop_down)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (drop_down != NULL)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), LIST_CHARS);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("cm-check-symbolic"));
    }
  else
    {
      /* A value, set like those in the entries around it, not the name of a button. */
      g_autoptr (PangoAttrList) plain = pango_attr_list_new ();

      pango_attr_list_insert (plain, pango_attr_weight_new (PANGO_WEIGHT_NORMAL));
      gtk_label_set_attributes (GTK_LABEL (label), plain);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  gtk_list_item_set_child (row, box);
}

static void
bind_option_cb (GtkListItemFactory *factory, GtkListItem *row, gpointer drop_down)
{
  gpointer item = gtk_list_item_get_item (row);

  show_option (row);
  if (CM_IS_RECORD (item))
    g_signal_connect_object (item, "changed", G_CALLBACK (show_option), row, G_CONNECT_SWAPPED);
  if (drop_down == NULL)
    return;
  mark_option (row, NULL, drop_down);
  g_signal_connect_object (
      drop_down, "notify::selected-item", G_CALLBACK (mark_option), row, G_CONNECT_SWAPPED);
}

static void
unbind_option_cb (GtkListItemFactory *factory, GtkListItem *row, gpointer drop_down)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (row), show_option, row);
  if (drop_down != NULL)
    g_signal_handlers_disconnect_by_func (drop_down, mark_option, row);
}

static GtkListItemFactory *
new_option_factory (GtkWidget *drop_down)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_option_cb), drop_down);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_option_cb), drop_down);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_option_cb), drop_down);
  return factory;
}

GtkWidget *
cm_option_drop_down_new (const char *name)
{
  GtkWidget *self = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GtkListItemFactory) button_factory = new_option_factory (NULL);
  g_autoptr (GtkListItemFactory) list_factory = new_option_factory (self);
  g_autoptr (GtkExpression) text = gtk_cclosure_expression_new (
      G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (read_option), NULL, NULL);

  gtk_drop_down_set_factory (GTK_DROP_DOWN (self), button_factory);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (self), list_factory);
  gtk_drop_down_set_expression (GTK_DROP_DOWN (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* The button inside is what takes the focus. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return self;
}
