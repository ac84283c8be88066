/* cm-figure-options.h - options of a table, with what is best for the money worked out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"
#include "cm-triangles-painter.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): from a table whose rows are: option, cost, value; and one row without
 * a value, whose cost is the budget. Which options are chosen, what they come to and how wrong the
 * values may be is worked out by cm_options_find_best() and cm_options_find_margin(). NULL if a row
 * is anything else, or there are no options or more than CM_TRIANGLES_MAX. */
CmTriangles *
cm_figure_options_read (const CmBlock *table, const char *title, const char *note, guint colour);

G_END_DECLS
