/* cm-feedback-report.h - the feedback record as a document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* (transfer full): what readers said about the manual, for paper and other programs: how many
 * points there are by response, all points in a table that wants a sheet on its side (passage as
 * it was quoted, where it is in this edition, response, amendment, state), and how far sections of
 * the manual have come. Nothing of it can fail but reading a file that is damaged. */
CmDocument *cm_feedback_report_new (CmStore *store, CmManual *manual, GError **error);

G_END_DECLS
