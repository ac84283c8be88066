/* cm-manual-report.h - the whole manual as one plain document, for paper and other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"

G_BEGIN_DECLS

/* (transfer full): a copy of the manual's text in which what a step knows (who does what, outputs,
 * questions, checks, what to do when time is tight) has become blocks like any other. Steps keep
 * their ids; sections that are made here have none. */
CmDocument *cm_manual_report_new (CmManual *manual);

G_END_DECLS
