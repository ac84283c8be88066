/* cm-opening.h - a portfolio that is being opened, or made, in a thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* The work begins at once; who wants to know its outcome says so before the main loop runs again.
 */
#define CM_TYPE_OPENING (cm_opening_get_type ())
G_DECLARE_FINAL_TYPE (CmOpening, cm_opening, CM, OPENING, GObject)

CmOpening *cm_opening_new_file (const char *path, CmStoreMode mode);
/* The reader's own copy of an example. */
CmOpening *cm_opening_new_example (const char *name);
/* A new portfolio at `path`. What is there already is kept beside it as a backup, "path~". */
CmOpening *cm_opening_new_template (const char *name, const char *path);

/* Emitted in the main loop when it is through: "done" (). Then the path that it is about is known,
 * and the store can be taken: (transfer full), or NULL with `error` set. */
const char *cm_opening_get_path (CmOpening *self);
CmStore *cm_opening_take_store (CmOpening *self, GError **error);

G_END_DECLS
