/* cm-glossary-page.h - the terms of the manual: to be found, read and followed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-glossary.h"
#include "cm-manual.h"
#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_GLOSSARY_PAGE (cm_glossary_page_get_type ())
G_DECLARE_FINAL_TYPE (CmGlossaryPage, cm_glossary_page, CM, GLOSSARY_PAGE, CmPage)

/* Shows that term ("term-champion"), whatever is searched for; nothing happens if there is none. */
void cm_glossary_page_show (CmGlossaryPage *self, const char *id);
/* The one that is shown, or NULL. */
const CmGlossaryTerm *cm_glossary_page_get_shown (CmGlossaryPage *self);
/* Shows the terms of another manual; NULL with an error says why there is none. */
void cm_glossary_page_show_manual (CmGlossaryPage *self, CmManual *manual, const GError *error);

G_END_DECLS
