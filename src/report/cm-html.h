/* cm-html.h - a document as HTML 5: one page that holds all of it, or a folder of pages. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-manual.h"
#include "cm-progress.h"

G_BEGIN_DECLS

/* Both read without a network and without scripts, on screen (light and dark) and on paper. The
 * manual tells the stages of the cycle and how figures are drawn; it may be NULL. A link that would
 * lead nowhere is written as its words. `progress` and `cancellable` may be NULL. */

/* (transfer full): a page with everything in it, or NULL if that was cancelled. */
GBytes *cm_html_make (CmDocument *document,
                      CmManual *manual,
                      CmProgress *progress,
                      GCancellable *cancellable,
                      GError **error);

/* Writes a folder whose index.html leads to a page for each chapter, or for each section where the
 * chapter is a stage. It appears once it is whole. What is there already is replaced only if it is
 * an empty folder, or one that was written by this and still holds just that. */
gboolean cm_html_write_folder (CmDocument *document,
                               CmManual *manual,
                               const char *path,
                               CmProgress *progress,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
