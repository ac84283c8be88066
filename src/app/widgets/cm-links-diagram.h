/* cm-links-diagram.h - the diagram of what an activity hangs together with, to be clicked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-links-painter.h"

G_BEGIN_DECLS

#define CM_TYPE_LINKS_DIAGRAM (cm_links_diagram_get_type ())
G_DECLARE_FINAL_TYPE (CmLinksDiagram, cm_links_diagram, CM, LINKS_DIAGRAM, GtkWidget)

/* Emits "chosen" (guint): the link of that number was clicked or chosen with the keyboard. */
GtkWidget *cm_links_diagram_new (void);
/* Takes `links`; NULL for none. */
void cm_links_diagram_set_links (CmLinksDiagram *self, CmLinks *links);

G_END_DECLS
