/* cm-manual-private.h - a manual from XML that is there already. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-docbook-private.h"
#include "cm-manual.h"

G_BEGIN_DECLS

/* The manual of XML that has been checked. */
CmManual *_cm_manual_new (xmlDoc *xml, const CmDocbookSource *source);

G_END_DECLS
