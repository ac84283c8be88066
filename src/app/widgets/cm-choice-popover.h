/* cm-choice-popover.h - a short or long list to choose one of, all by keyboard. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_CHOICE_POPOVER (cm_choice_popover_get_type ())
G_DECLARE_FINAL_TYPE (CmChoicePopover, cm_choice_popover, CM, CHOICE_POPOVER, GtkPopover)

/* A list of those labels with one of them selected (or GTK_INVALID_LIST_POSITION), named `name` to
 * a screen reader. A long list has an entry to search it. To be given a parent and popped up. */
GtkWidget *cm_choice_popover_new (const char *name, const char *const *labels, guint selected);
/* Looks for what begins like the typed text: in the search entry, or in the list itself. */
void cm_choice_popover_type (CmChoicePopover *self, const char *typed);

G_END_DECLS
