/* cm-page.h - what every page of the window has in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-content.h"
#include "cm-cycle.h"
#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_PAGE (cm_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CmPage, cm_page, CM, PAGE, AdwBin)

struct _CmPageClass
{
  AdwBinClass parent_class;

  /* Shows the portfolio of that store; called once, before the page is seen. */
  void (*set_store) (CmPage *self, CmStore *store);
  /* Narrows what is shown; both copied. */
  void (*set_scope) (CmPage *self, const CmScope *scope);
};

void cm_page_set_store (CmPage *self, CmStore *store);
CmStore *cm_page_get_store (CmPage *self);
void cm_page_set_scope (CmPage *self, const CmScope *scope);
const CmScope *cm_page_get_scope (CmPage *self);

/* Tells the reader of an error or an event in a toast of the window that the page is in; with `undo`, the
 * toast offers to undo what was just done. */
void cm_page_show_error (CmPage *self, const GError *error);
void cm_page_show_toast (CmPage *self, const char *text, gboolean undo);
/* Scrolls the guidance pane to that section of the manual. */
void cm_page_show_guidance (CmPage *self, const char *anchor);

G_END_DECLS
