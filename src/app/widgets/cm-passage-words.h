/* cm-passage-words.h - two versions of a passage, with what differs marked in each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pango markup of both texts: words of `then` that are not in `now` are struck through, words of
 * `now` that were not in `then` are bold. Long passages are not compared, but shown as they are. */
void cm_passage_compare (const char *then, const char *now, char **then_markup, char **now_markup);

G_END_DECLS
