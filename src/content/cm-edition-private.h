/* cm-edition-private.h - parts of an edition, and editions that are in no folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-edition.h"

G_BEGIN_DECLS

/* Only the manual of a folder, without anything else that is there. */
CmManual *_cm_edition_load_manual (const char *folder, GPtrArray *faults);

#define CM_EDITION_N_KINDS 6

/* The edition of a manual, an overlay, a case study, a benchmark, a template and a timeline that
 * are in memory; all but the first may be NULL. `folder` is where their pictures would be. NULL
 * with faults if anything is wrong. */
CmEdition *_cm_edition_new_from_bytes (GBytes *const bytes[CM_EDITION_N_KINDS],
                                       const char *folder,
                                       GPtrArray *faults);

G_END_DECLS
