/* cm-register-list.h - the tables whose records stand alone, under headings, to choose one of. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_REGISTER_LIST (cm_register_list_get_type ())
G_DECLARE_FINAL_TYPE (CmRegisterList, cm_register_list, CM, REGISTER_LIST, AdwBin)

/* Signals: "chosen" (const char *table), as soon as the keyboard or the pointer is on another row;
 * "activated" (), when a row is clicked or Enter is pressed on it. */
GtkWidget *cm_register_list_new (void);

/* Counts the records of each table in the store and follows it. */
void cm_register_list_show (CmRegisterList *self, CmStore *store);
/* Chooses the table, which emits "chosen" unless it is the one. FALSE if it is not in the list:
 * unknown, part of another table, or with a page of its own. */
gboolean cm_register_list_choose (CmRegisterList *self, const char *table);
/* (nullable): the name of the table that is chosen. */
const char *cm_register_list_get_chosen (CmRegisterList *self);

G_END_DECLS
