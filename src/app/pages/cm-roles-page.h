/* cm-roles-page.h - who does what in the cycle: all groups, or one's own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-grid.h"
#include "cm-manual.h"
#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_ROLES_PAGE (cm_roles_page_get_type ())
G_DECLARE_FINAL_TYPE (CmRolesPage, cm_roles_page, CM, ROLES_PAGE, CmPage)

/* Signal: "read" (const char *id): that place of the manual is asked for, as
 * cm_manual_page_show() takes it. */

/* Shows another manual than the one that is installed; with NULL, why it cannot be read. */
void cm_roles_page_show_manual (CmRolesPage *self, CmManual *manual, const GError *error);
/* Shows what a group does, and remembers it; NULL is all groups. */
void cm_roles_page_choose (CmRolesPage *self, const char *group);
/* The group chosen, or NULL. */
const char *cm_roles_page_get_group (CmRolesPage *self);
/* Writes what is shown as CSV. */
gboolean cm_roles_page_save (CmRolesPage *self, const char *path, GError **error);

CmGrid *cm_roles_page_get_grid (CmRolesPage *self);

G_END_DECLS
