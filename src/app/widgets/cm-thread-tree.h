/* cm-thread-tree.h - the golden thread as a tree: chapters, outcomes, indicators, activities. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-thread-item.h"

G_BEGIN_DECLS

#define CM_TYPE_THREAD_TREE (cm_thread_tree_get_type ())
G_DECLARE_FINAL_TYPE (CmThreadTree, cm_thread_tree, CM, THREAD_TREE, AdwBin)

/* Signals: "selection-changed" (); "activated" (CmThreadItem *), by Enter or a double click;
 * "mend" (CmThreadItem *), the button of a gap was pressed; "renamed" (CmThreadItem *, const char
 * *name); "dropped" (const char *activity, const char *outcome); "changed-rows" (). */
GtkWidget *cm_thread_tree_new (void);

/* Shows the thread and follows it; NULL lets go of it. */
void cm_thread_tree_show (CmThreadTree *self, CmThread *thread);
/* The row alone that is chosen, or NULL. */
CmThreadItem *cm_thread_tree_get_selected (CmThreadTree *self);
/* Opens what the record of that table is in, chooses its row and, if wanted, gives it the keyboard.
 * FALSE if there is no such row. */
gboolean
cm_thread_tree_select (CmThreadTree *self, const char *table, const char *id, gboolean focus);
/* Renames the chosen row in place. */
void cm_thread_tree_edit (CmThreadTree *self);
/* Shows what has all those words, with what it is in; NULL or "" for all. */
void cm_thread_tree_search (CmThreadTree *self, const char *words);
/* Shows the records with those keys (of chapters, outcomes, indicators) alone, with what they are
 * in; takes the set; NULL for all. */
void cm_thread_tree_narrow (CmThreadTree *self, GHashTable *ids);
guint cm_thread_tree_get_n_rows (CmThreadTree *self);
void cm_thread_tree_set_all_expanded (CmThreadTree *self, gboolean expanded);
/* Makes a popover a child of the tree that points to the chosen row. */
void cm_thread_tree_point (CmThreadTree *self, GtkPopover *popover);
/* What the money column is about, such as "2009/10". */
void cm_thread_tree_set_money_title (CmThreadTree *self, const char *title);

G_END_DECLS
