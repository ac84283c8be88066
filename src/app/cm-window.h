/* cm-window.h - the window: navigation, scope, pages, guidance. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-opening.h"
#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_WINDOW (cm_window_get_type ())
G_DECLARE_FINAL_TYPE (CmWindow, cm_window, CM, WINDOW, AdwApplicationWindow)

CmWindow *cm_window_new (AdwApplication *application);

/* Shows the portfolio when it is open; what goes wrong is told in the window and changes nothing.
 * "opened" is emitted when it is through, whatever came of it. A window that is not shown yet comes
 * up then, or when that takes long. Takes `opening`. */
void cm_window_take_opening (CmWindow *self, CmOpening *opening);
void cm_window_open (CmWindow *self, const char *path);
void cm_window_open_example (CmWindow *self, const char *name);
/* Makes a new portfolio at `path` from a template and opens it. */
void cm_window_create (CmWindow *self, const char *path, const char *template_name);
void cm_window_close_portfolio (CmWindow *self);

/* Whether it has no portfolio and none on its way. */
gboolean cm_window_is_free (CmWindow *self);
/* The path of the open portfolio, or NULL. */
/* Saves all that the open portfolio holds to `path`, whatever became of its own file, and goes on
 * there. */
void cm_window_keep_copy (CmWindow *self, const char *path);
const char *cm_window_get_path (CmWindow *self);
CmStore *cm_window_get_store (CmWindow *self);

/* Checks the edition of the manual in a folder, or the overlay; then shows it, in all windows, or
 * lists its faults. "edition-read" is emitted when it is through, whatever came of it. */
void cm_window_open_edition (CmWindow *self, const char *folder);

/* A page by its name in the table of cm-window-pages.c; NULL when no portfolio is open. */
CmPage *cm_window_get_page (CmWindow *self, const char *name);
void cm_window_show_page (CmWindow *self, const char *name);
/* The name of the page that has the key at that place, from 0; NULL behind the last. */
const char *cm_window_get_nth_page_name (guint n);
/* Shows the record on the page where it is at home, or the record that it is part of. */
void cm_window_open_record (CmWindow *self, const char *table, const char *id);
const char *cm_window_get_page_name (CmWindow *self);
void cm_window_set_scope (CmWindow *self, const CmScope *scope);
void cm_window_show_toast (CmWindow *self, const char *text, gboolean undo);

G_END_DECLS
