/* cm-window-private.h - what the files of the window share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-guidance-pane.h"
#include "cm-search.h"
#include "cm-window.h"

G_BEGIN_DECLS

/* What looks after the open file. */
typedef struct _CmWatch CmWatch;

struct _CmWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  CmStore *store;
  CmWatch *watch; /* while a portfolio is open */
  CmScope *scope;
  GPtrArray *scopes;    /* of CmScope: those of the drop-down */
  gboolean filling;     /* the drop-down is being filled, not used */
  guint n_openings;     /* portfolios on their way */
  guint opening_source; /* shows that a portfolio is being opened, or 0 */

  CmSearch *search;         /* from the first time on that it is used, or NULL */
  GtkWidget *search_dialog; /* or NULL */

  AdwToastOverlay *toasts;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkLabel *notice_label, *notice_full;
  GtkWidget *notice, *read_only_notice;
  GtkWidget *trouble_notice, *trouble_close;
  GtkLabel *trouble_label;
  GtkWidget *edition_notice;
  GtkLabel *edition_label;
  GtkStack *stack;
  AdwBin *start_bin;
  AdwFlap *sidebar_flap, *guidance_flap;
  AdwBin *guidance_bin;
  CmGuidancePane *guidance;
  GtkListBox *navigation;
  GtkStack *pages;
  GtkToggleButton *sidebar_button, *guidance_button;
  GtkButton *undo_button, *redo_button;
  GtkDropDown *scope_drop;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
};

/* cm-window-actions.c */
void _cm_window_install_actions (GtkWidgetClass *widget_class);
/* cm-window-start.c */
void _cm_window_prepare_start (CmWindow *self);
void _cm_window_choose_new (CmWindow *self, const char *template_name);
void _cm_window_choose_open (CmWindow *self);

/* cm-window-pages.c */
void _cm_window_fill_navigation (CmWindow *self);
void _cm_window_drop_pages (CmWindow *self);
/* A row of the navigation was chosen. */
void _cm_window_take_page (CmWindow *self, GtkListBoxRow *row);
/* Shows the changes of that record. */
void _cm_window_show_history (CmWindow *self, const char *table, const char *id);
/* Shows those records where they are at home, or with no `what` just the page. */
void _cm_window_open_query (CmWindow *self, const CmQuery *query, const char *what);
/* Opens that section of the manual. */
void _cm_window_read (CmWindow *self, const char *id);
/* Opens that case study. */
void _cm_window_read_case (CmWindow *self, const char *id);
/* Opens the manual where the point of feedback with that key is about. */
void _cm_window_read_point (CmWindow *self, const char *id);
void _cm_window_apply_scope (CmWindow *self);
/* cm-window-edition.c */
void _cm_window_install_edition (GtkWidgetClass *widget_class);
void _cm_window_prepare_edition (CmWindow *self);
/* Copies the built-in edition into a new folder below that one; tells how that went. */
void _cm_window_export_edition (CmWindow *self, const char *parent);
/* cm-window-import.c */
/* Brings in a file, or asks for one; into that table or, if it is NULL, one that is chosen then. */
void _cm_window_import (CmWindow *self, const char *table, GFile *file);
void _cm_window_prepare_import (CmWindow *self);
/* cm-window-merge.c */
/* Merges the copy at that path, or asks for one. */
void _cm_window_merge (CmWindow *self, const char *path);
/* cm-window-share.c */
void _cm_window_install_share (GtkWidgetClass *widget_class);
/* Whether there is a portfolio of which copies can be saved. */
void _cm_window_enable_share (CmWindow *self, gboolean enable);
/* cm-window-export.c */
void _cm_window_install_export (GtkWidgetClass *widget_class);
/* cm-window-watch.c */
void _cm_window_install_watch (GtkWidgetClass *widget_class);
void _cm_window_start_watch (CmWindow *self);
void _cm_window_stop_watch (CmWindow *self);
/* cm-window-recover.c */
/* Whether there may be something to be recovered from a file that was not opened. */
gboolean _cm_window_can_recover (const char *path, const GError *error);
/* Says what is wrong with a file and offers to bring what can be read into a new one. */
void
_cm_window_offer_recovery (CmWindow *self, const char *heading, const char *path, const char *why);
/* cm-window-print.c */
typedef enum
{
  CM_PRINT_SHEET,   /* the section that is shown */
  CM_PRINT_CHAPTER, /* the chapter that it is in */
  CM_PRINT_ALL,
} CmPrintPart;
void _cm_window_install_print (GtkWidgetClass *widget_class);
void _cm_window_prepare_print (CmWindow *self);
/* (transfer full) (nullable): asks how to print the manual, or prints that part to a PDF file if
 * `path` is not NULL; NULL if the manual is not shown. */
GtkPrintOperation *_cm_window_print (CmWindow *self, CmPrintPart part, const char *path);
/* cm-window-search.c */
/* Searches everywhere; for words at once if they are not NULL, in one kind or all (NULL). */
void _cm_window_search (CmWindow *self, const char *words, const char *kind);
void _cm_window_drop_search (CmWindow *self);
/* cm-window-scope.c */
void _cm_window_prepare_scopes (CmWindow *self);
void _cm_window_fill_scopes (CmWindow *self);
/* A scope of the drop-down was chosen. */
void _cm_window_take_scope (CmWindow *self);

/* Shows the guidance of the edition that is read. */
void _cm_window_make_guidance (CmWindow *self);
/* Keeps what is still being typed. FALSE if it cannot be kept: its page is shown and tells why. */
gboolean _cm_window_finish_typing (CmWindow *self);
void _cm_window_show_error (CmWindow *self, const char *heading, const GError *error);

G_END_DECLS
