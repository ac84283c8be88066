/* cm-glossary-item.h - a term in a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-glossary.h"

G_BEGIN_DECLS

#define CM_TYPE_GLOSSARY_ITEM (cm_glossary_item_get_type ())
G_DECLARE_FINAL_TYPE (CmGlossaryItem, cm_glossary_item, CM, GLOSSARY_ITEM, GObject)

/* The term must outlive the item. */
CmGlossaryItem *cm_glossary_item_new (const CmGlossaryTerm *term);
const CmGlossaryTerm *cm_glossary_item_get_term (CmGlossaryItem *self);

/* Whether its letter stands before it; to be said before the item is in a list. */
void cm_glossary_item_set_begins_letter (CmGlossaryItem *self, gboolean begins_letter);

/* Rows of one height: the term and, before the first of each, its letter. */
GtkListItemFactory *cm_glossary_item_make_rows (void);

G_END_DECLS
