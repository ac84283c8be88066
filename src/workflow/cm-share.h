/* cm-share.h - what a copy that is to be shared does not hold, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store-copy.h"

G_BEGIN_DECLS

/* (transfer full): one sentence for each kind of thing that is in the portfolio and not in the
 * copy, and for what to look at before it is passed on; NULL-terminated. Of a backup, one that says
 * that all is in it. Every field is named if it is to be said in full, else those with the most. */
char **cm_share_describe (const CmCopyReport *report, gboolean in_full);

/* (transfer full): the name that a copy is given unless somebody chooses another, without its
 * folder: “Plan – to share.portfolio”, or with the day, as an ISO date, “Plan –
 * 2010-04-01.portfolio”. */
char *cm_share_get_name (const char *path, const char *day);

G_END_DECLS
