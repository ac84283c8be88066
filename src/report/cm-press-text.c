/* cm-press-text.c - paragraphs, titles and cells on paper: from runs of text to lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

#include <math.h>
#include <string.h>

/* For each line it breaks off, Pango shapes all the rest of a paragraph again; a text of more bytes
 * is therefore broken by parts. */
#define PART 1024
/* As much tells how wide a cell wants to be. */
#define SAMPLE 2048

PressStyle
_cm_press_style (CmPress *self, double scale, double leading)
{
  return (PressStyle){
    .size = self->size * scale,
    .pitch = self->size * scale * leading,
    .align = PANGO_ALIGN_LEFT,
    .ink = PRESS_INK_TEXT,
  };
}

PressText *
_cm_press_text_new (CmPress *self, const PressStyle *style, PressNode *node)
{
  PressText *text = g_new0 (PressText, 1);

  text->style = *style;
  text->words = g_string_new (NULL);
  text->spans = g_array_new (FALSE, FALSE, sizeof (PressSpan));
  text->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  text->lines = g_array_new (FALSE, FALSE, sizeof (PressLine));
  text->node = node;
  text->plain = TRUE;
  g_ptr_array_add (self->texts, text);
  return text;
}

void
_cm_press_text_free (gpointer data)
{
  PressText *text = data;

  for (guint i = 0; i < text->lines->len; i++)
    pango_layout_line_unref (g_array_index (text->lines, PressLine, i).line);
  g_array_unref (text->lines);
  g_array_unref (text->spans);
  g_ptr_array_unref (text->layouts);
  g_string_free (text->words, TRUE);
  g_free (text);
}

void
_cm_press_text_add (
    PressText *text, const char *words, CmInlineFlags flags, const char *link, int note, int ink)
{
  g_autofree char *valid = g_utf8_validate (words, -1, NULL) ? NULL : g_utf8_make_valid (words, -1);
  PressSpan span = { text->words->len, 0, flags, link, note, ink };

  g_string_append (text->words, valid != NULL ? valid : words);
  span.end = text->words->len;
  if (span.end == span.start)
    return;
  text->plain = text->plain && link == NULL && note < 0;
  g_array_append_val (text->spans, span);
}

/* A link that leads out of what is set is no link. */
static const char *
resolve_link (CmPress *self, const char *link)
{
  if (link == NULL)
    return NULL;
  if (link[0] == '#')
    return g_hash_table_contains (self->linked, link + 1) ? link : NULL;
  return g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://") ||
                 g_str_has_prefix (link, "mailto:")
             ? link
             : NULL;
}

static int
add_note (CmPress *self, const CmInline *run)
{
  PressStyle style = _cm_press_style (self, 0.82, 1.32);
  PressNote *note = g_new0 (PressNote, 1);

  style.figures = TRUE;
  note->label = _cm_press_text_new (self, &style, NULL);
  _cm_press_text_add (note->label, run->text, 0, NULL, -1, -1);
  _cm_press_text_add (note->label, " ", 0, NULL, -1, -1);
  _cm_press_text_lay (self, note->label, 3 * self->size);
  note->text = _cm_press_text_new (self, &style, NULL);
  _cm_press_text_add (note->text, run->footnote, 0, NULL, -1, -1);
  _cm_press_text_lay (self, note->text, self->body_width - 1.5 * self->size);
  g_ptr_array_add (self->notes, note);
  return (int) self->notes->len - 1;
}

void
_cm_press_text_add_block (CmPress *self, PressText *text, const CmBlock *block)
{
  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);
      const int note = run->footnote != NULL ? add_note (self, run) : -1;
      const int ink = run->flags & CM_INLINE_SMALL ? PRESS_INK_DIM : -1;

      _cm_press_text_add (text, run->text, run->flags, resolve_link (self, run->link), note, ink);
    }
}

/* --- layouts ---------------------------------------------------------------------------------- */

static void
set_colour (PangoAttrList *list, const PressSpan *span, guint start, guint end)
{
  PangoAttribute *attribute;

  /* The colour itself is not used: it makes a run of its own, which the drawing then finds. */
  attribute = pango_attr_foreground_new ((guint16) (span->start & 0xffff), 1, 0);
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

/* The number of a footnote stays on the line of the word before it: Pango breaks lines between a
 * full stop and a figure. */
static void
join_note (PangoAttrList *list, const char *words, guint start, guint end)
{
  const char *before = start > 0 ? g_utf8_find_prev_char (words, words + start) : NULL;

  if (before != NULL)
    add_attribute (list, pango_attr_allow_breaks_new (FALSE), (guint) (before - words), end);
}

static void
add_span (PangoAttrList *list, const PressText *text, const PressSpan *span, guint start, guint end)
{
  if (span->flags & CM_INLINE_EMPHASIS)
    add_attribute (list, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if (span->flags & CM_INLINE_STRONG)
    add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if (span->flags & CM_INLINE_CODE)
    {
      add_attribute (list, pango_attr_family_new ("DejaVu Sans Mono, monospace"), start, end);
      add_attribute (list, pango_attr_scale_new (0.86), start, end);
    }
  if (span->flags & CM_INLINE_SMALL)
    {
      add_attribute (list, pango_attr_scale_new (0.88), start, end);
      if ((span->flags & CM_INLINE_STRONG) == 0)
        add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_NORMAL), start, end);
    }
  if (span->note >= 0)
    {
      add_attribute (list, pango_attr_scale_new (0.68), start, end);
      add_attribute (
          list, pango_attr_rise_new ((int) (0.34 * text->style.size * PANGO_SCALE)), start, end);
    }
  set_colour (list, span, start, end);
}

/* For the words from `start` to `end`. */
static PangoAttrList *
make_attributes (const PressText *text, gsize start, gsize end)
{
  PangoAttrList *list = pango_attr_list_new ();

  add_attribute (list, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  /* Without ligatures every letter can be found and read aloud. */
  add_attribute (list,
                 pango_attr_font_features_new (text->style.figures ? "liga=0, tnum=1" : "liga=0"),
                 0,
                 G_MAXUINT);
  for (guint i = 0; i < text->spans->len; i++)
    {
      const PressSpan *span = &g_array_index (text->spans, PressSpan, i);
      const gsize from = MAX (span->start, start);
      const gsize to = MIN (span->end, end);

      if (from >= to)
        continue;
      add_span (list, text, span, (guint) (from - start), (guint) (to - start));
      if (span->note >= 0)
        join_note (list, text->words->str + start, (guint) (from - start), (guint) (to - start));
    }
  return list;
}

static PangoLayout *
make_layout (CmPress *self, const PressText *text, gsize start, gsize end)
{
  PangoLayout *layout =
      pango_layout_new (text->leftwards && start > 0 ? self->leftwards : self->context);
  PangoFontDescription *font = pango_font_description_from_string (self->family);
  PangoAttrList *attributes = make_attributes (text, start, end);

  pango_font_description_set_absolute_size (font, text->style.size * PANGO_SCALE);
  pango_font_description_set_weight (font,
                                     text->style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  /* A part must not be taken for text of the other direction. */
  pango_layout_set_auto_dir (layout, start == 0);
  pango_layout_set_alignment (layout,
                              text->leftwards && start > 0 ? PANGO_ALIGN_RIGHT : text->style.align);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (text->style.max_lines > 0)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -text->style.max_lines);
    }
  pango_layout_set_text (layout, text->words->str + start, (int) (end - start));
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

/* Where a part of at most `size` bytes ends that begins at `start`. */
static gsize
find_end (const PressText *text, gsize start, gsize size)
{
  const char *words = text->words->str;
  gsize end = MIN (text->words->len, start + size);

  while (end < text->words->len && end > start && (words[end] & 0xc0) == 0x80)
    end--;
  return end;
}

static void
add_line (CmPress *self, PressText *text, PangoLayoutIter *iter, const char *words, gsize offset)
{
  const double base = (self->ascent + self->descent) * text->style.size;
  const double lead = (text->style.pitch - base) / 2;
  PangoRectangle logical;
  PressLine line = { .words = words, .offset = offset };
  double above, below;

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  above = (double) (pango_layout_iter_get_baseline (iter) - logical.y) / PANGO_SCALE;
  below = (double) logical.height / PANGO_SCALE - above;
  line.line = pango_layout_line_ref (pango_layout_iter_get_line_readonly (iter));
  line.x = MAX ((double) logical.x / PANGO_SCALE, 0);
  line.ascent = MAX (lead + self->ascent * text->style.size, above - text->style.size * 0.15);
  line.height =
      line.ascent + MAX (lead + self->descent * text->style.size, below - text->style.size * 0.15);
  text->height += line.height;
  g_array_append_val (text->lines, line);
}

/* Takes the lines of the part of the text from `start` to `end`, but not the last one if more text
 * follows. Returns where to go on. */
static gsize
lay_part (CmPress *self, PressText *text, gsize start, gsize end)
{
  PangoLayout *layout = make_layout (self, text, start, end);
  PangoLayoutIter *iter;
  int n_lines, i = 0;
  gsize next = end;

  pango_layout_set_width (layout, (int) (text->width * PANGO_SCALE));
  g_ptr_array_add (text->layouts, layout);
  n_lines = pango_layout_get_line_count (layout);
  if (start == 0)
    text->leftwards = pango_layout_line_get_resolved_direction (
                          pango_layout_get_line_readonly (layout, 0)) == PANGO_DIRECTION_RTL;
  if (end < text->words->len && n_lines > 1)
    {
      n_lines--;
      next = start + (gsize) pango_layout_get_line_readonly (layout, n_lines)->start_index;
    }
  iter = pango_layout_get_iter (layout);
  do
    add_line (self, text, iter, pango_layout_get_text (layout), start);
  while (++i < n_lines && pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return next;
}

void
_cm_press_text_lay (CmPress *self, PressText *text, double width)
{
  gsize at = 0;

  text->width = MAX (width, 1);
  do
    at = lay_part (self, text, at, find_end (text, at, PART));
  while (at < text->words->len && text->style.max_lines == 0 &&
         !g_cancellable_is_cancelled (self->cancellable));
}

/* --- measuring -------------------------------------------------------------------------------- */

void
_cm_press_text_measure (CmPress *self, PressText *text, double *natural, double *longest)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, 0, find_end (text, 0, SAMPLE));
  const char *words = pango_layout_get_text (layout);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int width, word = 0, widest = 0;

  pango_layout_get_size (layout, &width, NULL);
  do
    {
      const char *at = words + pango_layout_iter_get_index (iter);
      PangoRectangle extents;

      pango_layout_iter_get_char_extents (iter, &extents);
      word = *at == '\0' || g_unichar_isspace (g_utf8_get_char (at)) ? 0 : word + extents.width;
      widest = MAX (widest, word);
      if (*at == '-')
        word = 0;
    }
  while (pango_layout_iter_next_char (iter));
  pango_layout_iter_free (iter);
  /* Rounding must not break what just fits. */
  *natural = ceil ((double) width / PANGO_SCALE + 0.5);
  *longest = ceil ((double) widest / PANGO_SCALE + 0.5);
}

double
_cm_press_text_height (const PressText *text, guint from, guint to)
{
  double height = 0;

  for (guint i = from; i < MIN (to, text->lines->len); i++)
    height += g_array_index (text->lines, PressLine, i).height;
  return height;
}

/* The position of the span with that byte, or of the last one before it. */
static guint
find_span (const PressText *text, gsize byte)
{
  guint low = 0, high = text->spans->len;

  while (low + 1 < high)
    {
      const guint middle = (low + high) / 2;

      if (g_array_index (text->spans, PressSpan, middle).start <= byte)
        low = middle;
      else
        high = middle;
    }
  return low;
}

const PressSpan *
_cm_press_text_span_at (const PressText *text, gsize byte)
{
  return text->spans->len > 0 ? &g_array_index (text->spans, PressSpan, find_span (text, byte))
                              : NULL;
}

void
_cm_press_text_notes (const PressText *text, guint from, guint to, GArray *found)
{
  const PressLine *first, *last;
  gsize start, end;

  to = MIN (to, text->lines->len);
  if (text->plain || from >= to)
    return;
  first = &g_array_index (text->lines, PressLine, from);
  last = &g_array_index (text->lines, PressLine, to - 1);
  start = first->offset + (gsize) first->line->start_index;
  end = last->offset + (gsize) (last->line->start_index + last->line->length);
  for (guint i = find_span (text, start); i < text->spans->len; i++)
    {
      const PressSpan *span = &g_array_index (text->spans, PressSpan, i);

      if (span->start >= end)
        return;
      if (span->note >= 0 && span->start >= start)
        {
          const guint note = (guint) span->note;

          g_array_append_val (found, note);
        }
    }
}
