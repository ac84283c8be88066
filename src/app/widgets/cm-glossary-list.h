/* cm-glossary-list.h - the terms that are listed, replaced all at once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-glossary-item.h"

G_BEGIN_DECLS

#define CM_TYPE_GLOSSARY_LIST (cm_glossary_list_get_type ())
G_DECLARE_FINAL_TYPE (CmGlossaryList, cm_glossary_list, CM, GLOSSARY_LIST, GObject)

/* A GListModel of CmGlossaryItem, of which there is one for each of the terms (CmGlossaryTerm,
 * which must outlive it); all are listed. */
CmGlossaryList *cm_glossary_list_new (GPtrArray *terms);
/* Lists those of them, in that order; with `letters` each letter is marked where it begins. */
void cm_glossary_list_show (CmGlossaryList *self, GPtrArray *terms, gboolean letters);
/* GTK_INVALID_LIST_POSITION if it is not listed. */
guint cm_glossary_list_find (CmGlossaryList *self, const CmGlossaryTerm *term);

G_END_DECLS
