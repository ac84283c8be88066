/* cm-glossary-item.c - a term in a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-glossary-item"
#include "config.h"

#include "cm-glossary-item.h"

struct _CmGlossaryItem
{
  GObject parent_instance;

  const CmGlossaryTerm *term;
  gboolean begins_letter;
};

G_DEFINE_FINAL_TYPE (CmGlossaryItem, cm_glossary_item, G_TYPE_OBJECT)

static void
cm_glossary_item_class_init (CmGlossaryItemClass *klass)
{
}

static void
cm_glossary_item_init (CmGlossaryItem *self)
{
}

CmGlossaryItem *
cm_glossary_item_new (const CmGlossaryTerm *term)
{
  CmGlossaryItem *self = g_object_new (CM_TYPE_GLOSSARY_ITEM, NULL);

  self->term = term;
  return self;
}

const CmGlossaryTerm *
cm_glossary_item_get_term (CmGlossaryItem *self)
{
  g_return_val_if_fail (CM_IS_GLOSSARY_ITEM (self), NULL);

  return self->term;
}

void
cm_glossary_item_set_begins_letter (CmGlossaryItem *self, gboolean begins_letter)
{
  g_return_if_fail (CM_IS_GLOSSARY_ITEM (self));

  self->begins_letter = begins_letter;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* To set a tooltip asks the display where the pointer is, for each row and each letter typed. */
static gboolean
tooltip_cb (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return TRUE;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *row, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* Whoever hears the term needs no letter. */
  GtkWidget *letter = g_object_new (
      GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "width-chars", 2, NULL);
  GtkWidget *term = gtk_label_new (NULL);

  gtk_widget_add_css_class (letter, "glossary-letter");
  gtk_label_set_xalign (GTK_LABEL (term), 0);
  gtk_label_set_ellipsize (GTK_LABEL (term), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (term, TRUE);
  gtk_widget_set_has_tooltip (term, TRUE);
  g_signal_connect (term, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  gtk_box_append (GTK_BOX (box), letter);
  gtk_box_append (GTK_BOX (box), term);
  gtk_list_item_set_child (row, box);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *row, gpointer data)
{
  CmGlossaryItem *item = gtk_list_item_get_item (row);
  const CmGlossaryTerm *term = item->term;
  GtkWidget *box = gtk_list_item_get_child (row);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)),
                      item->begins_letter ? term->letter : "");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), term->term);
}

GtkListItemFactory *
cm_glossary_item_make_rows (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
