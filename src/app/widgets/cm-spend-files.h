/* cm-spend-files.h - the files that spend was brought in with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-register.h"
#include "cm-spend-view.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_FILES (cm_spend_files_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendFiles, cm_spend_files, CM, SPEND_FILES, CmSpendView)

/* More lines than these are deleted in a thread. */
#define CM_SPEND_FILES_AT_ONCE 300

CmRegister *cm_spend_files_get_register (CmSpendFiles *self);
/* Whether files are being deleted in a thread. */
gboolean cm_spend_files_is_busy (CmSpendFiles *self);

G_END_DECLS
