/* cm-glossary-list.c - the terms that are listed, replaced all at once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-glossary-list"
#include "config.h"

#include "cm-glossary-list.h"

#include <string.h>

/**
 * CmGlossaryList:
 *
 * A GListStore would take each item out of a tree and put it in again, with every letter that is
 * typed.
 */
struct _CmGlossaryList
{
  GObject parent_instance;

  GHashTable *items; /* CmGlossaryTerm → CmGlossaryItem */
  GPtrArray *listed; /* of CmGlossaryItem, not owned */
};

static void init_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CmGlossaryList,
                               cm_glossary_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

static GType
get_item_type (GListModel *model)
{
  return CM_TYPE_GLOSSARY_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return CM_GLOSSARY_LIST (model)->listed->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *listed = CM_GLOSSARY_LIST (model)->listed;

  return position < listed->len ? g_object_ref (g_ptr_array_index (listed, position)) : NULL;
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cm_glossary_list_finalize (GObject *object)
{
  CmGlossaryList *self = CM_GLOSSARY_LIST (object);

  g_ptr_array_unref (self->listed);
  g_hash_table_unref (self->items);
  G_OBJECT_CLASS (cm_glossary_list_parent_class)->finalize (object);
}

static void
cm_glossary_list_class_init (CmGlossaryListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_glossary_list_finalize;
}

static void
cm_glossary_list_init (CmGlossaryList *self)
{
  self->items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->listed = g_ptr_array_new ();
}

CmGlossaryList *
cm_glossary_list_new (GPtrArray *terms)
{
  CmGlossaryList *self = g_object_new (CM_TYPE_GLOSSARY_LIST, NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      const CmGlossaryTerm *term = g_ptr_array_index (terms, i);

      g_hash_table_insert (self->items, (gpointer) term, cm_glossary_item_new (term));
    }
  cm_glossary_list_show (self, terms, TRUE);
  return self;
}

void
cm_glossary_list_show (CmGlossaryList *self, GPtrArray *terms, gboolean letters)
{
  const guint before = self->listed->len;
  const char *letter = NULL;

  g_return_if_fail (CM_IS_GLOSSARY_LIST (self));

  g_ptr_array_set_size (self->listed, 0);
  for (guint i = 0; i < terms->len; i++)
    {
      const CmGlossaryTerm *term = g_ptr_array_index (terms, i);
      CmGlossaryItem *item = g_hash_table_lookup (self->items, term);

      cm_glossary_item_set_begins_letter (item, letters && g_strcmp0 (letter, term->letter) != 0);
      letter = term->letter;
      g_ptr_array_add (self->listed, item);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->listed->len);
}

guint
cm_glossary_list_find (CmGlossaryList *self, const CmGlossaryTerm *term)
{
  CmGlossaryItem *item;
  guint position;

  g_return_val_if_fail (CM_IS_GLOSSARY_LIST (self), GTK_INVALID_LIST_POSITION);

  item = term != NULL ? g_hash_table_lookup (self->items, term) : NULL;
  return item != NULL && g_ptr_array_find (self->listed, item, &position)
             ? position
             : GTK_INVALID_LIST_POSITION;
}
