/* cm-theme-list.h - how far each theme's cycle has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-manual.h"
#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_THEME_LIST (cm_theme_list_get_type ())
G_DECLARE_FINAL_TYPE (CmThemeList, cm_theme_list, CM, THEME_LIST, AdwBin)

GtkWidget *cm_theme_list_new (void);

/* Shows the themes of the store as they stand on the day `today` (ISO); returns how many there are.
 * To be called again after the store changed. */
guint cm_theme_list_show (CmThemeList *self, CmStore *store, CmManual *manual, const char *today);

G_END_DECLS
