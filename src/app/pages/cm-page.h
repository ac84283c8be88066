/* cm-page.h - what every page of the window has in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-scope.h"
#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_PAGE (cm_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CmPage, cm_page, CM, PAGE, AdwBin)

struct _CmPageClass
{
  AdwBinClass parent_class;

  /* Shows the portfolio of that store as far as the scope of the page; called once, before the page
   * is seen. */
  void (*set_store) (CmPage *self, CmStore *store);
  /* Narrows what is shown to the scope, which cm_page_get_scope() tells from now on. */
  void (*set_scope) (CmPage *self, const CmScope *scope);
  /* Shows that record, in whole and ready to be edited; a search that hides it gives way. FALSE if
   * it is not within the scope. */
  gboolean (*show_record) (CmPage *self, const char *table, const char *id);
  /* Shows the records of the query alone until the reader asks for all; `what` says which they are.
   */
  void (*show_query) (CmPage *self, const CmQuery *query, const char *what);
  /* Alt+Left: shows what was shown before this, on the same page. May be NULL. */
  void (*go_back) (CmPage *self);
  /* See cm_page_flush(). */
  gboolean (*flush) (CmPage *self);
};

/* Shows the store as far as the scope goes; NULL for all of it. */
void cm_page_set_store (CmPage *self, CmStore *store, const CmScope *scope);
CmStore *cm_page_get_store (CmPage *self);
void cm_page_set_scope (CmPage *self, const CmScope *scope);
const CmScope *cm_page_get_scope (CmPage *self);
/* See show_record and show_query of the class. */
gboolean cm_page_show_record (CmPage *self, const char *table, const char *id);
void cm_page_show_query (CmPage *self, const CmQuery *query, const char *what);
/* Saves what is still being typed. FALSE if it cannot be kept; the page then tells why. */
gboolean cm_page_flush (CmPage *self);
/* Goes back within the page; nothing happens where there is nothing to go back to. */
void cm_page_go_back (CmPage *self);

/* Tells the reader of an error or of what was done, in a toast of the window that the page is in;
 * with `undo` the toast offers to take it back. */
void cm_page_show_error (CmPage *self, const GError *error);
void cm_page_show_toast (CmPage *self, const char *text, gboolean undo);
/* Asks where to save something; `take` is given a path of this computer, unless the reader thinks
 * better of it or the page goes away. Takes the place of a question that is still open. */
typedef void (*CmPagePathFunc) (CmPage *self, const char *path);
void cm_page_ask_path (CmPage *self, const char *title, const char *name, CmPagePathFunc take);
/* The end of that: tells that the file was saved, or why it was not. */
void cm_page_tell_saved (CmPage *self, const char *path, gboolean saved, const GError *error);
/* Asks the window to show a record, or the records of a query (taken), where they are at home. */
void cm_page_open_record (CmPage *self, const char *table, const char *id);
void cm_page_open_query (CmPage *self, CmQuery *query, const char *what);
/* Shows that section of the manual, named by its id or by the page it guides, in the guidance pane.
 */
void cm_page_show_guidance (CmPage *self, const char *anchor);

G_END_DECLS
