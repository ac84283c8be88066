/* cm-odt.h - a document as OpenDocument text, for word processors. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-manual.h"
#include "cm-progress.h"

G_BEGIN_DECLS

/* (transfer full): the whole file, or NULL if that was cancelled. On A4, with a list of contents,
 * headings as headings, footnotes as footnotes. A link that would lead nowhere is written as its
 * words. The manual, which knows how figures are drawn, `progress` and `cancellable` may be NULL.
 */
GBytes *cm_odt_make (CmDocument *document,
                     CmManual *manual,
                     CmProgress *progress,
                     GCancellable *cancellable,
                     GError **error);

G_END_DECLS
