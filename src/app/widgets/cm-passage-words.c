/* cm-passage-words.c - two versions of a passage, with what differs marked in each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-passage-words.h"

#include <string.h>

#define WORDS_MAX 600 /* of both: comparing takes their product */

/* How many words the rest of both texts have in common, from each pair of places on. */
static guint16 *
measure_common (char **then, guint n_then, char **now, guint n_now)
{
  guint width = n_now + 1;
  guint16 *common = g_new0 (guint16, (gsize) (n_then + 1) * width);

  for (guint i = n_then; i-- > 0;)
    for (guint j = n_now; j-- > 0;)
      common[i * width + j] = strcmp (then[i], now[j]) == 0
                                  ? (guint16) (common[(i + 1) * width + j + 1] + 1)
                                  : MAX (common[(i + 1) * width + j], common[i * width + j + 1]);
  return common;
}

/* Appends a word; marks last as long as words that are marked follow one another. */
static void
append_word (GString *markup, const char *word, gboolean mark, gboolean *marked, const char *tag)
{
  g_autofree char *escaped = g_markup_escape_text (word, -1);

  if (*marked && !mark)
    g_string_append_printf (markup, "</%s>", tag);
  if (markup->len > 0)
    g_string_append_c (markup, ' ');
  if (mark && !*marked)
    g_string_append_printf (markup, "<%s>", tag);
  g_string_append (markup, escaped);
  *marked = mark;
}

static void
compare (char **then, guint n_then, char **now, guint n_now, GString *before, GString *after)
{
  g_autofree guint16 *common = measure_common (then, n_then, now, n_now);
  guint width = n_now + 1, i = 0, j = 0;
  gboolean struck = FALSE, bold = FALSE;

  while (i < n_then || j < n_now)
    if (i < n_then && j < n_now && strcmp (then[i], now[j]) == 0)
      {
        append_word (before, then[i++], FALSE, &struck, "s");
        append_word (after, now[j++], FALSE, &bold, "b");
      }
    else if (j == n_now || (i < n_then && common[(i + 1) * width + j] >= common[i * width + j + 1]))
      append_word (before, then[i++], TRUE, &struck, "s");
    else
      append_word (after, now[j++], TRUE, &bold, "b");
  if (struck)
    g_string_append (before, "</s>");
  if (bold)
    g_string_append (after, "</b>");
}

void
cm_passage_compare (const char *then, const char *now, char **then_markup, char **now_markup)
{
  g_auto (GStrv) old_words = g_strsplit_set (then, " \n\t", -1);
  g_auto (GStrv) new_words = g_strsplit_set (now, " \n\t", -1);
  guint n_old = g_strv_length (old_words), n_new = g_strv_length (new_words);
  GString *before = g_string_new (NULL), *after = g_string_new (NULL);

  if (n_old + n_new > WORDS_MAX)
    {
      g_string_free (before, TRUE);
      g_string_free (after, TRUE);
      *then_markup = g_markup_escape_text (then, -1);
      *now_markup = g_markup_escape_text (now, -1);
      return;
    }
  compare (old_words, n_old, new_words, n_new, before, after);
  *then_markup = g_string_free (before, FALSE);
  *now_markup = g_string_free (after, FALSE);
}
