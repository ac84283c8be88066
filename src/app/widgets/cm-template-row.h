/* cm-template-row.h - what a template is, as a row of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-manual.h"
#include "cm-template.h"

G_BEGIN_DECLS

/* Whether one of its steps is of that stage ("plan"), or is that step ("plan/options"). */
gboolean cm_template_is_about (const CmTemplate *self, const char *place);
/* Whether the group fills it in. */
gboolean cm_template_is_written_by (const CmTemplate *self, const char *group);

/* A row with its title, purpose and stages, named to a screen reader. */
GtkWidget *cm_template_row_new (CmManual *manual, const CmTemplate *template);

G_END_DECLS
