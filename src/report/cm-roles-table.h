/* cm-roles-table.h - who does what in the cycle, as a table for other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-manual.h"

G_BEGIN_DECLS

/* With `group` NULL all steps by all groups, a letter in each cell; else what that group does in
 * the steps that it has a part in. The first row has the headings. */

/* (transfer full): lines of cells that tabs part, as a spreadsheet takes them from a clipboard. */
char *cm_roles_table_to_text (CmManual *manual, const char *group);
/* Writes them as CSV; see cm-csv.h and cm-new-file.h. */
gboolean
cm_roles_table_save (CmManual *manual, const char *group, const char *path, GError **error);

G_END_DECLS
