/* cm-template-private.h - patterns of documents from XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-template.h"
#include "cm-xml-private.h"

G_BEGIN_DECLS

/* Checks what is valid and reads it; NULL with faults. `manual` tells which steps and groups there
 * are and what can be linked to; without one, that is not checked. */
CmTemplate *
_cm_template_read (xmlDoc *xml, const CmXmlNames *names, CmManual *manual, GPtrArray *faults);

G_END_DECLS
