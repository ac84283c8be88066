/* cm-document-view-find.c - finding words in what is shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include <string.h>

#include "cm-document-view-private.h"

#define MATCH_ABOVE 0.3 /* of the window above a match that is gone to */

/* Where the words end that begin at `text`, or NULL. */
static const char *
match_words (const char *text, const char *words)
{
  while (*words != '\0')
    {
      if (*text == '\0' ||
          g_unichar_tolower (g_utf8_get_char (text)) != g_unichar_tolower (g_utf8_get_char (words)))
        return NULL;
      text = g_utf8_next_char (text);
      words = g_utf8_next_char (words);
    }
  return text;
}

static void
find_in_label (CmDocumentView *self, GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  const char *at = text;

  while (*at != '\0')
    {
      const char *end = match_words (at, self->words);
      Match match = { label, (guint) (at - text), end != NULL ? (guint) (end - text) : 0 };

      if (end != NULL)
        g_array_append_val (self->matches, match);
      at = end != NULL ? end : g_utf8_next_char (at);
    }
}

static void
insert_attribute (PangoAttrList *list, PangoAttribute *attribute, const Match *match)
{
  attribute->start_index = match->start;
  attribute->end_index = match->end;
  pango_attr_list_insert (list, attribute);
}

/* Not by colour alone: matches are underlined, the current one twice. */
static void
mark_label (CmDocumentView *self, GtkLabel *label)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();

  for (guint i = 0; i < self->matches->len; i++)
    {
      const Match *match = &g_array_index (self->matches, Match, i);
      gboolean current = i + 1 == self->current;

      if (match->label != label)
        continue;
      insert_attribute (list, pango_attr_background_new (0xf5f5, 0xc2c2, 0x1111), match);
      insert_attribute (list, pango_attr_background_alpha_new (current ? 0xa000 : 0x5000), match);
      insert_attribute (
          list,
          pango_attr_underline_new (current ? PANGO_UNDERLINE_DOUBLE : PANGO_UNDERLINE_SINGLE),
          match);
    }
  gtk_label_set_attributes (label, list);
}

/* Calls for each label that has a match, once. */
static void
mark_matches (CmDocumentView *self)
{
  GtkLabel *last = NULL;

  for (guint i = 0; i < self->matches->len; i++)
    {
      GtkLabel *label = g_array_index (self->matches, Match, i).label;

      if (label != last)
        mark_label (self, label);
      last = label;
    }
}

static void
forget_matches (CmDocumentView *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    gtk_label_set_attributes (g_array_index (self->matches, Match, i).label, NULL);
  g_array_set_size (self->matches, 0);
  self->current = 0;
  g_clear_pointer (&self->words, g_free);
}

guint
cm_document_view_find (CmDocumentView *self, const char *words)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), 0);

  forget_matches (self);
  self->words = g_strstrip (g_strdup (words != NULL ? words : ""));
  if (*self->words == '\0')
    return 0;
  _cm_document_view_build_rest (self);
  for (guint i = 0; i < self->builder.labels->len; i++)
    find_in_label (self, g_ptr_array_index (self->builder.labels, i));
  mark_matches (self);
  return self->matches->len;
}

gboolean
cm_document_view_find_next (CmDocumentView *self, int direction)
{
  guint n, last;

  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), FALSE);

  n = self->matches->len;
  last = self->current;
  if (n == 0)
    return FALSE;
  if (direction < 0)
    self->current = last <= 1 ? n : last - 1;
  else
    self->current = last >= n ? 1 : last + 1;
  if (last > 0)
    mark_label (self, g_array_index (self->matches, Match, last - 1).label);
  mark_label (self, g_array_index (self->matches, Match, self->current - 1).label);
  _cm_document_view_pin (self,
                         GTK_WIDGET (g_array_index (self->matches, Match, self->current - 1).label),
                         (int) g_array_index (self->matches, Match, self->current - 1).start,
                         0,
                         MATCH_ABOVE);
  return TRUE;
}

guint
cm_document_view_get_find_position (CmDocumentView *self)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), 0);
  return self->current;
}

/* After the text was built anew: the same words, and the same match of them. */
void
_cm_document_view_find_again (CmDocumentView *self, const char *words, guint current)
{
  if (cm_document_view_find (self, words) < current)
    return;
  self->current = current;
  mark_matches (self);
}
