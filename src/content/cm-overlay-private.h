/* cm-overlay-private.h - a partnership's own sections in the tree of the manual. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-xml-private.h"

G_BEGIN_DECLS

/* Puts copies of what the overlay holds into the tree of the manual. `taken` (id → element of that
 * tree) is told what took the place of which ids. FALSE, with faults, if something has no place. */
gboolean _cm_overlay_merge (
    xmlDoc *manual, xmlDoc *overlay, const CmXmlNames *names, GHashTable *taken, GPtrArray *faults);

G_END_DECLS
