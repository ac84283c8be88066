/* cm-output.h - what a step of the cycle brings forth: how far it has come and where it is kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the record of an output, NULL for one that nobody has touched. */
CmRecord *cm_output_find (CmStore *store, CmRecord *run, const char *step, const char *name);
/* (transfer container): all records of the step's outputs, in the order in which they came. */
GPtrArray *cm_output_list (CmStore *store, CmRecord *run, const char *step);

/* Sets a field of an output from what was typed. One transaction; errors as cm_value_parse(). */
gboolean cm_output_set (CmStore *store,
                        CmRecord *run,
                        const char *step,
                        const char *name,
                        const char *field,
                        const char *text,
                        GError **error);

/* Adds an output of the partnership's own. Refused without a name and with one that the step has
 * already; `taken` are the names that the manual gives, ending with NULL. */
gboolean cm_output_add (CmStore *store,
                        CmRecord *run,
                        const char *step,
                        const char *name,
                        const char *const *taken,
                        GError **error);
gboolean cm_output_remove (CmStore *store, CmRecord *output, GError **error);

G_END_DECLS
