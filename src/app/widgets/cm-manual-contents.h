/* cm-manual-contents.h - the contents of the manual as a tree. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-manual.h"

G_BEGIN_DECLS

#define CM_TYPE_MANUAL_CONTENTS (cm_manual_contents_get_type ())
G_DECLARE_FINAL_TYPE (CmManualContents, cm_manual_contents, CM, MANUAL_CONTENTS, AdwBin)

/* Emits "chosen" (const char *id) when the reader chooses a section. */
void cm_manual_contents_set_manual (CmManualContents *self, CmManual *manual);
/* Selects the section, opening what it is in; emits nothing. */
void cm_manual_contents_select (CmManualContents *self, CmBlock *section);
/* The section that is selected, or NULL. */
CmBlock *cm_manual_contents_get_selected (CmManualContents *self);

G_END_DECLS
