/* cm-press-front.c - the title page, the contents, running heads and page numbers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

#include <glib/gi18n.h>

/* Chapters and their sections; what is below is found through these. */
#define CONTENTS_DEPTH 2

/* --- title page ------------------------------------------------------------------------------- */

/* Returns where the next text goes. */
static double
place_text (PressFlow *flow, PressPage *page, PressText *text, double y)
{
  const guint from = flow->pieces->len;

  _cm_press_text_lay (flow->press, text, flow->width);
  _cm_press_flow_text (flow, text);
  for (guint i = from; i < flow->pieces->len; i++)
    {
      PressPlaced placed = { g_ptr_array_index (flow->pieces, i), y, FALSE };

      /* A title longer than the page is cut, which beats a page for each of its parts. */
      if (y + placed.piece->height > flow->press->body_height)
        break;
      g_array_append_val (page->placed, placed);
      y += placed.piece->height;
    }
  return y;
}

static PressText *
make_text (PressFlow *flow, const char *words, double scale, gboolean bold, PressInk ink)
{
  PressStyle style = _cm_press_style (flow->press, scale, 1.18);
  PressText *text;

  style.bold = bold;
  style.ink = ink;
  text = _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "P", flow->node));
  _cm_press_text_add (text, words, 0, NULL, -1, -1);
  return text;
}

static void
place_band (PressFlow *flow, PressPage *page, double y)
{
  PressPlaced placed = { _cm_press_flow_piece (flow, PRESS_PIECE_BAND, NULL), y, FALSE };

  placed.piece->height = flow->press->size * 0.5;
  g_array_append_val (page->placed, placed);
}

void
_cm_press_front_title (CmPress *self)
{
  PressPage *page = _cm_press_page_new (self);
  PressFlow flow;
  double y = self->body_height * 0.26;

  _cm_press_flow_init (&flow, self);
  flow.pieces = self->front;
  flow.node = _cm_press_node (self, "Sect", self->root);
  page->opener = page->bare = TRUE;
  place_band (&flow, page, y);
  y = place_text (
      &flow, page, make_text (&flow, self->title, 3.6, TRUE, PRESS_INK_TEXT), y + self->size * 2.2);
  if (self->subtitle != NULL)
    place_text (&flow,
                page,
                make_text (&flow, self->subtitle, 1.6, FALSE, PRESS_INK_DIM),
                y + self->size * 0.8);
  if (self->edition != NULL)
    {
      PressText *text = make_text (&flow, self->edition, 1, FALSE, PRESS_INK_DIM);

      _cm_press_text_lay (self, text, flow.width);
      place_text (&flow,
                  page,
                  make_text (&flow, self->edition, 1, FALSE, PRESS_INK_DIM),
                  MAX (y + self->size * 8, self->body_height - text->height - 0.01));
    }
}

/* --- contents --------------------------------------------------------------------------------- */

static PressStyle
style_entry (CmPress *self, guint level)
{
  PressStyle style = _cm_press_style (self, 1, 1.35);

  style.bold = level == 1;
  style.figures = TRUE;
  return style;
}

static void
set_number (PressFlow *flow, PressText *text, const char *number)
{
  CmPress *self = flow->press;
  PressStyle style = text->style;

  if (number == NULL)
    return;
  if (self->body_x - self->full_x < self->size * 3)
    {
      _cm_press_text_add (text, number, 0, NULL, -1, -1);
      _cm_press_text_add (text, "\u2002", 0, NULL, -1, -1);
      return;
    }
  style.ink = PRESS_INK_DIM;
  flow->mark = _cm_press_text_new (self, &style, NULL);
  _cm_press_text_add (flow->mark, number, 0, NULL, -1, -1);
  _cm_press_text_add (flow->mark, " ", 0, NULL, -1, -1);
  _cm_press_text_lay (self, flow->mark, self->body_x - self->full_x);
  flow->mark_x = self->full_x;
  flow->mark_node = NULL;
}

static void
add_entry (PressFlow *flow, const PressHeading *heading, int at)
{
  CmPress *self = flow->press;
  const PressStyle style = style_entry (self, heading->level);
  PressText *text = _cm_press_text_new (self, &style, _cm_press_node (self, "TOCI", flow->node));
  const double indent = self->numbered ? 0 : self->size * 1.5 * (heading->level - 1);
  PressPiece *piece;

  text->style.max_lines = 3;
  _cm_press_flow_skip (flow, heading->level == 1 ? self->size * 0.75 : self->size * 0.12);
  set_number (flow, text, heading->number);
  _cm_press_text_add (text, *heading->title != '\0' ? heading->title : "—", 0, NULL, -1, -1);
  _cm_press_text_lay (self, text, flow->width - indent - self->size * 4);
  piece = _cm_press_flow_piece (flow, PRESS_PIECE_ENTRY, text->node);
  piece->text = text;
  piece->to = text->lines->len;
  piece->height = text->height;
  piece->x += indent;
  piece->width -= indent;
  piece->heading = at;
}

void
_cm_press_front_contents (CmPress *self, PressFlow *flow)
{
  PressStyle style = _cm_press_style (self, 2.3, 1.15);
  PressNode *section = _cm_press_node (self, "Sect", self->root);
  PressText *text;

  style.bold = TRUE;
  flow->pieces = self->front;
  text = _cm_press_text_new (self, &style, _cm_press_node (self, "H1", section));
  _cm_press_text_add (text, _ ("Contents"), 0, NULL, -1, -1);
  _cm_press_text_lay (self, text, flow->width);
  flow->node = _cm_press_node (self, "TOC", section);
  flow->fresh = TRUE;
  _cm_press_flow_text (flow, text);
  flow->skip = self->size * 1.2;
  for (guint i = 0; i < self->headings->len; i++)
    {
      const PressHeading *heading = g_ptr_array_index (self->headings, i);
      const guint before = flow->pieces->len;

      if (heading->level > CONTENTS_DEPTH)
        continue;
      add_entry (flow, heading, (int) i);
      /* A chapter's name is not the last line of a page, nor its only section the first. */
      if (heading->level == 2 && heading->parent == (int) i - 1)
        ((PressPiece *) g_ptr_array_index (flow->pieces, before))->glued = TRUE;
    }
}

/* --- numbers ---------------------------------------------------------------------------------- */

static PressText *
make_folio (CmPress *self, guint page)
{
  PressStyle style = _cm_press_style (self, 0.85, 1.3);
  PressText *text;
  g_autofree char *words = g_strdup_printf ("%u", page + 1);

  style.figures = TRUE;
  style.ink = PRESS_INK_DIM;
  style.align = PANGO_ALIGN_RIGHT;
  text = _cm_press_text_new (self, &style, NULL);
  _cm_press_text_add (text, words, 0, NULL, -1, -1);
  _cm_press_text_lay (self, text, self->full_width);
  return text;
}

static PressText *
make_head (CmPress *self, const char *words, PangoAlignment align)
{
  PressStyle style = _cm_press_style (self, 0.8, 1.3);
  PressText *text;

  style.align = align;
  style.ink = PRESS_INK_DIM;
  style.max_lines = 1;
  text = _cm_press_text_new (self, &style, NULL);
  _cm_press_text_add (text, words, 0, NULL, -1, -1);
  _cm_press_text_lay (self, text, self->full_width / 2 - self->size);
  return text;
}

static void
number_entry (CmPress *self, PressPiece *piece)
{
  const PressHeading *heading = g_ptr_array_index (self->headings, piece->heading);
  PressStyle style = style_entry (self, heading->level);
  g_autofree char *words = g_strdup_printf (" %d", heading->page + 1);

  style.align = PANGO_ALIGN_RIGHT;
  piece->number = _cm_press_text_new (self, &style, NULL);
  _cm_press_text_add (piece->number, words, 0, NULL, -1, -1);
  _cm_press_text_lay (self, piece->number, self->size * 3);
}

static gboolean
is_own_chapter (CmPress *self)
{
  GPtrArray *chapters = cm_document_get_chapters (self->document);
  const PressHeading *heading =
      self->headings->len > 0 ? g_ptr_array_index (self->headings, 0) : NULL;

  return chapters->len == 1 && heading != NULL && g_strcmp0 (heading->title, self->title) == 0;
}

void
_cm_press_front_number (CmPress *self)
{
  for (guint i = 0; i < self->front->len; i++)
    {
      PressPiece *piece = g_ptr_array_index (self->front, i);

      if (piece->kind == PRESS_PIECE_ENTRY)
        number_entry (self, piece);
    }
  /* A paper that is its only chapter is named once. */
  self->head_title = make_head (self, is_own_chapter (self) ? "" : self->title, PANGO_ALIGN_LEFT);
  self->head_contents = make_head (self, _ ("Contents"), PANGO_ALIGN_RIGHT);
  for (guint i = 0; i < self->headings->len; i++)
    {
      const PressHeading *heading = g_ptr_array_index (self->headings, i);

      g_ptr_array_add (self->head_chapters,
                       heading->level == 1 ? make_head (self, heading->title, PANGO_ALIGN_RIGHT)
                                           : NULL);
    }
  for (guint i = 0; i < self->pages->len; i++)
    g_ptr_array_add (self->folios, make_folio (self, i));
}
