/* cm-press-draw.c - draws a page that was set. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

#include <math.h>

typedef struct
{
  CmPress *press;
  const PressPage *page;
  cairo_t *cr;
  PressTags *tags; /* or NULL */
} Drawing;

/* --- ink -------------------------------------------------------------------------------------- */

static CmColour
get_colour (PressInk ink)
{
  static const CmColour colours[] = {
    [PRESS_INK_TEXT] = { 0.10, 0.10, 0.12 },   [PRESS_INK_DIM] = { 0.36, 0.36, 0.39 },
    [PRESS_INK_LINK] = { 0.10, 0.30, 0.55 },   [PRESS_INK_NOTE] = { 0.11, 0.40, 0.74 },
    [PRESS_INK_TIP] = { 0.05, 0.44, 0.41 },    [PRESS_INK_IMPORTANT] = { 0.45, 0.20, 0.56 },
    [PRESS_INK_CAUTION] = { 0.69, 0.25, 0.0 }, [PRESS_INK_WARNING] = { 0.66, 0.11, 0.14 },
  };

  return colours[ink];
}

static void
set_ink (Drawing *self, PressInk ink)
{
  cm_colour_set_source (self->cr, get_colour (ink));
}

static void
draw_rule (Drawing *self, double x, double y, double width, double thickness, double grey)
{
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_rectangle (self->cr, x, y - thickness / 2, width, thickness);
  cairo_fill (self->cr);
}

/* --- text ------------------------------------------------------------------------------------- */

/* Pango makes nothing of the space that a line ends with. A screen reader would then hear the last
 * word of a line and the first of the next as one, so the space is drawn. */
static gboolean
is_lost_space (const char *words, const PangoGlyphItem *run, int glyph)
{
  return run->glyphs->glyphs[glyph].glyph == PANGO_GLYPH_EMPTY &&
         words[run->item->offset + run->glyphs->log_clusters[glyph]] == ' ';
}

static PangoGlyph
find_space (const PangoGlyphItem *run)
{
  cairo_scaled_font_t *font =
      pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (run->item->analysis.font));
  cairo_glyph_t *glyphs = NULL;
  int n_glyphs = 0;
  PangoGlyph found = PANGO_GLYPH_EMPTY;

  if (font != NULL &&
      cairo_scaled_font_text_to_glyphs (font, 0, 0, " ", 1, &glyphs, &n_glyphs, NULL, NULL, NULL) ==
          CAIRO_STATUS_SUCCESS &&
      n_glyphs == 1)
    found = (PangoGlyph) glyphs[0].index;
  cairo_glyph_free (glyphs);
  return found;
}

static void
show_run (Drawing *self, const PressLine *line, PangoGlyphItem *run)
{
  PangoGlyphItem *copy = NULL;

  for (int i = 0; i < run->glyphs->num_glyphs; i++)
    if (is_lost_space (line->words, run, i))
      {
        if (copy == NULL)
          copy = pango_glyph_item_copy (run);
        copy->glyphs->glyphs[i].glyph = find_space (run);
      }
  pango_cairo_show_glyph_item (self->cr, line->words, copy != NULL ? copy : run);
  g_clear_pointer (&copy, pango_glyph_item_free);
}

static void
draw_run (Drawing *self,
          const PressText *text,
          const PressLine *line,
          PangoLayoutRun *run,
          const PressSpan *span,
          double x,
          double y)
{
  PressInk ink = text->style.ink;

  if (span != NULL && span->ink >= 0)
    ink = (PressInk) span->ink;
  else if (span != NULL && (span->link != NULL || span->note >= 0))
    ink = PRESS_INK_LINK;
  set_ink (self, ink);
  cairo_move_to (self->cr, x, y - (double) run->y_offset / PANGO_SCALE);
  show_run (self, line, run);
}

static void draw_note (Drawing *self, guint note);

/* What a stretch of a line is to a screen reader. */
typedef enum
{
  STRETCH_NONE,
  STRETCH_WORDS,
  STRETCH_LINK,
} Stretch;

typedef struct
{
  Stretch now;
  const char *link; /* of the stretch */
} Stretches;

static void
end_stretch (Drawing *self, Stretches *stretches)
{
  if (stretches->now == STRETCH_WORDS)
    _cm_press_tags_end (self->tags, "Span");
  else if (stretches->now == STRETCH_LINK)
    _cm_press_tags_end (self->tags, CAIRO_TAG_LINK);
  stretches->now = STRETCH_NONE;
  stretches->link = NULL;
}

static gboolean
leads_somewhere (Drawing *self, const char *link)
{
  return link != NULL &&
         (link[0] != '#' || g_hash_table_lookup (self->press->linked, link + 1) != NULL);
}

static void
follow_stretch (Drawing *self, Stretches *stretches, const PressSpan *span)
{
  const char *link = span != NULL && leads_somewhere (self, span->link) ? span->link : NULL;
  const Stretch wanted = link != NULL ? STRETCH_LINK : STRETCH_WORDS;

  if (stretches->now == wanted && stretches->link == link)
    return;
  end_stretch (self, stretches);
  if (link != NULL)
    _cm_press_tags_begin_link (self->tags, link);
  else
    _cm_press_tags_begin (self->tags, "Span");
  stretches->now = wanted;
  stretches->link = link;
}

static void
draw_line (Drawing *self,
           const PressText *text,
           const PressLine *line,
           Stretches *stretches,
           double x,
           double y)
{
  x += line->x;
  y += line->ascent;
  for (GSList *l = line->line->runs; l != NULL; l = l->next)
    {
      PangoLayoutRun *run = l->data;
      const PressSpan *span =
          _cm_press_text_span_at (text, line->offset + (gsize) run->item->offset);

      if (stretches != NULL)
        follow_stretch (self, stretches, span);
      draw_run (self, text, line, run, span, x, y);
      x += (double) pango_glyph_string_get_width (run->glyphs) / PANGO_SCALE;
      if (stretches != NULL && span != NULL && span->note >= 0)
        {
          end_stretch (self, stretches);
          draw_note (self, (guint) span->note);
        }
    }
  /* A link that goes on on the next line has a place to click on each. */
  if (stretches != NULL && stretches->now == STRETCH_LINK)
    end_stretch (self, stretches);
}

static void
draw_lines (Drawing *self,
            const PressText *text,
            guint from,
            guint to,
            Stretches *stretches,
            double x,
            double y)
{
  for (guint i = from; i < MIN (to, text->lines->len); i++)
    {
      const PressLine *line = &g_array_index (text->lines, PressLine, i);

      draw_line (self, text, line, stretches, x, y);
      y += line->height;
    }
}

/* Words that are an element by themselves. */
static void
draw_leaf (Drawing *self, const PressText *text, PressNode *node, double x, double y)
{
  _cm_press_tags_move (self->tags, node);
  draw_lines (self, text, 0, text->lines->len, NULL, x, y);
  if (node != NULL)
    _cm_press_tags_move (self->tags, node->parent);
}

static gboolean
has_words (const PressText *text, guint from)
{
  return text->words->len > 0 && from < text->lines->len;
}

/* What stands beside the first line and belongs to the same element: the number of a heading. */
static void
draw_number (Drawing *self, const PressPiece *piece, double y)
{
  const PressLine *number, *line;

  if (piece == NULL || piece->mark == NULL || piece->mark_node != NULL)
    return;
  number = &g_array_index (piece->mark->lines, PressLine, 0);
  line = &g_array_index (piece->text->lines, PressLine, piece->from);
  draw_lines (self,
              piece->mark,
              0,
              1,
              NULL,
              self->press->left + piece->mark_x,
              y + line->ascent - number->ascent);
}

/* Lines of a text, which may have links and footnotes and begin on the page before. `piece` is the
 * first of them, or NULL in a table. */
static void
draw_text (Drawing *self,
           const PressText *text,
           const PressPiece *piece,
           guint from,
           guint to,
           double x,
           double y)
{
  Stretches stretches = { STRETCH_NONE, NULL };

  if (!has_words (text, from))
    return;
  _cm_press_tags_move (self->tags, text->node);
  if (text->plain && !text->spread)
    {
      draw_number (self, piece, y);
      draw_lines (self, text, from, to, NULL, x, y);
      _cm_press_tags_move (self->tags, text->node->parent);
      return;
    }
  if (piece != NULL && piece->mark != NULL && piece->mark_node == NULL)
    {
      follow_stretch (self, &stretches, NULL);
      draw_number (self, piece, y);
    }
  draw_lines (self, text, from, to, &stretches, x, y);
  end_stretch (self, &stretches);
}

/* --- footnotes -------------------------------------------------------------------------------- */

static void
draw_placed_note (Drawing *self, const PressPlacedNote *placed)
{
  const PressNote *note = g_ptr_array_index (self->press->notes, placed->note);
  const double x = self->press->left + self->press->body_x;
  const double y = self->press->top + placed->y;
  const double indent = self->press->size * 1.5;

  _cm_press_tags_begin (self->tags, "Note");
  if (placed->from == 0)
    draw_lines (self, note->label, 0, 1, NULL, x, y);
  draw_lines (self, note->text, placed->from, placed->to, NULL, x + indent, y);
  _cm_press_tags_end (self->tags, "Note");
}

/* The footnote is heard where it is called, though it stands at the foot of the page. */
static void
draw_note (Drawing *self, guint note)
{
  for (guint i = 0; i < self->page->notes->len; i++)
    {
      const PressPlacedNote *placed = &g_array_index (self->page->notes, PressPlacedNote, i);

      if (placed->note == note && placed->from == 0)
        draw_placed_note (self, placed);
    }
}

/* Those that began on a page before. */
static void
draw_carried_notes (Drawing *self)
{
  for (guint i = 0; i < self->page->notes->len; i++)
    {
      const PressPlacedNote *placed = &g_array_index (self->page->notes, PressPlacedNote, i);

      if (placed->from > 0)
        draw_placed_note (self, placed);
    }
  if (self->page->notes->len > 0)
    draw_rule (self,
               self->press->left + self->press->body_x,
               self->press->top + self->page->notes_y,
               self->press->size * 6,
               0.5,
               0.5);
}

/* --- pieces ----------------------------------------------------------------------------------- */

/* Around the cells that are to be written in. */
static void
draw_frames (Drawing *self, const PressTable *table, double y, double height)
{
  const double left = self->press->left + table->x - table->gap / 2;
  const double width = table->width / table->n_columns;

  cairo_set_source_rgb (self->cr, 0.55, 0.55, 0.55);
  cairo_set_line_width (self->cr, 0.5);
  for (guint i = 0; i < table->n_columns; i++)
    cairo_rectangle (self->cr, left + width * i, y, width, height);
  cairo_stroke (self->cr);
}

/* The cells of a row, or of those of its lines that are on the page. */
static void
draw_row (Drawing *self,
          const PressRow *row,
          guint from,
          guint to,
          gboolean again,
          double y,
          double height)
{
  const PressTable *table = row->table;
  PressTags *tags = self->tags;
  double x = self->press->left + table->x;
  const double top = y + (from == 0 ? row->pad : 0);

  if (row->head && from == 0 && !table->form)
    draw_rule (self, x, y, table->width, 0.8, 0.25);
  if (again)
    self->tags = NULL;
  for (guint i = 0; i < row->cells->len; i++)
    {
      const PressText *text = g_ptr_array_index (row->cells, i);

      if (has_words (text, from))
        draw_text (self, text, NULL, from, to, x, top);
      x += table->widths[i] + table->gap;
    }
  self->tags = tags;
  if (table->form)
    {
      draw_frames (self, table, y, height);
      return;
    }
  draw_rule (self,
             self->press->left + table->x,
             y + height,
             table->width,
             row->head   ? 0.6
             : row->last ? 0.8
                         : 0.35,
             row->head || row->last ? 0.25 : 0.72);
}

/* A row of dots, each under those of the line above. */
static void
draw_leader (Drawing *self, double from, double to, double y)
{
  const double step = self->press->size * 0.5, dot = self->press->size * 0.06;
  double x = self->press->width - ceil ((self->press->width - to) / step) * step;

  set_ink (self, PRESS_INK_DIM);
  for (; x > from; x -= step)
    {
      cairo_new_path (self->cr);
      cairo_arc (self->cr, x, y, dot, 0, 2 * G_PI);
      cairo_fill (self->cr);
    }
}

static void
draw_entry (Drawing *self, const PressPiece *piece, double x, double y)
{
  const PressHeading *heading = g_ptr_array_index (self->press->headings, piece->heading);
  const PressText *text = piece->text;
  const PressLine *last = &g_array_index (text->lines, PressLine, text->lines->len - 1);
  const double last_y = y + _cm_press_text_height (text, 0, text->lines->len - 1);
  const double room = self->press->size * 3;
  g_autofree char *link = g_strconcat ("#", heading->name, NULL);
  PangoRectangle logical;

  pango_layout_line_get_extents (last->line, NULL, &logical);
  _cm_press_tags_move (self->tags, piece->node);
  _cm_press_tags_begin_link (self->tags, link);
  if (piece->mark != NULL)
    draw_lines (self, piece->mark, 0, 1, NULL, self->press->left + piece->mark_x, y);
  draw_lines (self, text, 0, text->lines->len, NULL, x, y);
  draw_lines (self, piece->number, 0, 1, NULL, x + piece->width - room, last_y);
  _cm_press_tags_end (self->tags, CAIRO_TAG_LINK);
  if (heading->level > 1)
    draw_leader (self,
                 x + last->x + (double) logical.width / PANGO_SCALE + self->press->size * 0.5,
                 x + piece->width - self->press->size * 2.2,
                 last_y + last->ascent - self->press->size * 0.08);
}

/* The colours of the four stages. */
static void
draw_band (Drawing *self, const PressPiece *piece, double x, double y)
{
  const CmPalette *palette = cm_palette_light ();
  const double width = self->press->size * 14 / CM_N_STAGE_COLOURS;

  for (guint i = 0; i < CM_N_STAGE_COLOURS; i++)
    {
      cm_colour_set_source (self->cr, palette->stage[i]);
      cairo_rectangle (self->cr, x + width * i, y, width, piece->height);
      cairo_fill (self->cr);
    }
}

static void
draw_figure (Drawing *self, const PressPiece *piece, double x, double y)
{
  _cm_press_tags_move (self->tags, piece->node);
  cairo_save (self->cr);
  /* A figure that had to become smaller stands in the middle. */
  cairo_translate (self->cr, x + piece->width * (1 - piece->scale) / 2, y);
  cairo_scale (self->cr, piece->scale, piece->scale);
  cm_figure_draw (piece->figure,
                  self->cr,
                  self->press->context,
                  piece->width,
                  self->press->size * 0.9,
                  cm_palette_light ());
  cairo_restore (self->cr);
  cairo_new_path (self->cr);
  _cm_press_tags_move (self->tags, piece->node->parent);
}

static void
draw_mark (Drawing *self, const PressPiece *piece, double y)
{
  const PressLine *mark, *line;
  double shift = 0;

  if (piece->mark == NULL || piece->mark_node == NULL)
    return;
  mark = &g_array_index (piece->mark->lines, PressLine, 0);
  if (piece->kind == PRESS_PIECE_LINE)
    {
      line = &g_array_index (piece->text->lines, PressLine, piece->from);
      shift = line->ascent - mark->ascent;
    }
  draw_leaf (self, piece->mark, piece->mark_node, self->press->left + piece->mark_x, y + shift);
}

static void
drop_anchors (Drawing *self, const PressPiece *piece, double y)
{
  for (guint i = 0; piece->anchors != NULL && i < piece->anchors->len; i++)
    _cm_press_tags_anchor (self->tags,
                           g_ptr_array_index (piece->anchors, i),
                           self->press->left,
                           MAX (y - self->press->size, 0));
}

/* How many of what was placed, from `at` on, is one text or row. */
static guint
count_together (Drawing *self, guint at)
{
  const PressPlaced *first = &g_array_index (self->page->placed, PressPlaced, at);
  guint n = 1;

  for (; at + n < self->page->placed->len; n++)
    {
      const PressPlaced *placed = &g_array_index (self->page->placed, PressPlaced, at + n);

      if (placed->piece->kind != first->piece->kind || placed->again != first->again ||
          placed->piece->text != first->piece->text || placed->piece->row != first->piece->row ||
          (placed->piece->text == NULL && placed->piece->row == NULL))
        break;
    }
  return n;
}

static void
draw_placed (Drawing *self, guint at, guint n)
{
  const PressPlaced *placed = &g_array_index (self->page->placed, PressPlaced, at);
  const PressPlaced *last = &g_array_index (self->page->placed, PressPlaced, at + n - 1);
  const PressPiece *piece = placed->piece;
  const double x = self->press->left + piece->x;
  const double y = self->press->top + placed->y + piece->pad;

  if (!placed->again)
    {
      for (guint i = at; i < at + n; i++)
        drop_anchors (self, g_array_index (self->page->placed, PressPlaced, i).piece, y);
      draw_mark (self, piece, y);
    }
  switch (piece->kind)
    {
    case PRESS_PIECE_LINE:
      draw_text (self, piece->text, piece, piece->from, last->piece->to, x, y);
      break;
    case PRESS_PIECE_ROW:
      draw_row (self,
                piece->row,
                piece->from,
                last->piece->to,
                placed->again,
                y,
                self->press->top + last->y + last->piece->pad + last->piece->height - y);
      break;
    case PRESS_PIECE_ENTRY:
      draw_entry (self, piece, x, y);
      break;
    case PRESS_PIECE_BAND:
      draw_band (self, piece, x, y);
      break;
    case PRESS_PIECE_FIGURE:
      draw_figure (self, piece, x, y);
      break;
    default:
      break;
    }
}

/* --- boxes ------------------------------------------------------------------------------------ */

static gboolean
is_in_box (const PressPiece *piece, const PressBox *box)
{
  const PressBox *at = piece->box;

  while (at != NULL && at != box)
    at = at->parent;
  return at != NULL;
}

static void
draw_box (Drawing *self, const PressBox *box, double y, double height)
{
  const double x = self->press->left + box->x;

  if (box->tinted)
    {
      cm_colour_set_source (self->cr,
                            cm_colour_blend (get_colour (box->ink), (CmColour){ 1, 1, 1 }, 0.06));
      cairo_rectangle (self->cr, x, y, box->width, height);
      cairo_fill (self->cr);
    }
  set_ink (self, box->ink);
  cairo_rectangle (self->cr, x, y, box->tinted ? 2.25 : 0.75, height);
  cairo_fill (self->cr);
}

/* The box from that piece on, unless the piece before is in it too. */
static void
draw_box_from (Drawing *self, const PressBox *box, guint at)
{
  const GArray *placed = self->page->placed;
  const PressPlaced *first = &g_array_index (placed, PressPlaced, at);
  const PressPlaced *last = first;

  if (at > 0 && is_in_box (g_array_index (placed, PressPlaced, at - 1).piece, box))
    return;
  for (guint i = at; i < placed->len; i++)
    {
      if (!is_in_box (g_array_index (placed, PressPlaced, i).piece, box))
        break;
      last = &g_array_index (placed, PressPlaced, i);
    }
  draw_box (self,
            box,
            self->press->top + first->y,
            last->y + last->piece->pad + last->piece->height + last->piece->below - first->y);
}

/* The outer one first. */
static void
draw_boxes_of (Drawing *self, const PressBox *box, guint at)
{
  if (box == NULL)
    return;
  draw_boxes_of (self, box->parent, at);
  draw_box_from (self, box, at);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
draw_head_and_foot (Drawing *self, guint page)
{
  const CmPress *press = self->press;
  const double x = press->left + press->full_x;
  const double y = press->top - press->size * 3;

  if (!self->page->bare)
    draw_lines (self,
                g_ptr_array_index (press->folios, page),
                0,
                1,
                NULL,
                x,
                press->height - press->bottom + press->size * 1.8);
  if (self->page->opener)
    return;
  draw_lines (self, press->head_title, 0, 1, NULL, x, y);
  if (self->page->heading >= 0 || self->page->contents)
    draw_lines (self,
                self->page->contents
                    ? press->head_contents
                    : g_ptr_array_index (press->head_chapters, self->page->heading),
                0,
                1,
                NULL,
                x + press->full_width / 2 + press->size,
                y);
  draw_rule (self, x, y + press->size * 1.35, press->full_width, 0.4, 0.7);
}

static void
draw_range (Drawing *self, guint from, guint to)
{
  guint n;

  for (guint i = from; i < to; i += n)
    {
      n = count_together (self, i);
      draw_placed (self, i, n);
    }
}

/* How many pieces at the head of the page are figures that had no room on the page before. */
static guint
count_floats (const GArray *placed)
{
  guint n = 0;

  for (; n < placed->len; n++)
    {
      const PressPiece *piece = g_array_index (placed, PressPlaced, n).piece;

      if (piece->kind != PRESS_PIECE_FIGURE &&
          (piece->kind != PRESS_PIECE_LINE || !g_str_equal (piece->node->tag, "Caption")))
        break;
    }
  return n;
}

/* How many pieces from there on go on with a text of the page before. */
static guint
count_continued (const GArray *placed, guint from)
{
  const PressPiece *first =
      from < placed->len ? g_array_index (placed, PressPlaced, from).piece : NULL;
  guint n = 0;

  if (first == NULL || first->kind != PRESS_PIECE_LINE || first->from == 0)
    return 0;
  while (from + n < placed->len &&
         g_array_index (placed, PressPlaced, from + n).piece->text == first->text)
    n++;
  return n;
}

void
_cm_press_draw (CmPress *self, guint page, cairo_t *cr, PressTags *tags)
{
  Drawing drawing = { self, g_ptr_array_index (self->pages, page), cr, tags };
  guint floats, continued;

  draw_head_and_foot (&drawing, page);
  for (guint i = 0; i < drawing.page->placed->len; i++)
    draw_boxes_of (&drawing, g_array_index (drawing.page->placed, PressPlaced, i).piece->box, i);
  draw_carried_notes (&drawing);
  /* What is drawn first is read first: a paragraph to its end, then the figures above it. */
  floats = count_floats (drawing.page->placed);
  continued = count_continued (drawing.page->placed, floats);
  draw_range (&drawing, floats, floats + continued);
  draw_range (&drawing, 0, floats);
  draw_range (&drawing, floats + continued, drawing.page->placed->len);
}
