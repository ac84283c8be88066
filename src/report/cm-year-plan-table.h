/* cm-year-plan-table.h - a year's plan as a table for other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-year-plan.h"

G_BEGIN_DECLS

/* Writes a row for each thing, what is not known to be anywhere last: as CSV if the name of the
 * file ends so, else as a workbook. `manual` may be NULL. See cm-csv.h and cm-workbook-writer.h. */
gboolean cm_year_plan_table_save (const CmYearPlan *plan,
                                  CmManual *manual,
                                  const char *path,
                                  GError **error);

G_END_DECLS
