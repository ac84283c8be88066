/* cm-press-break.c - which piece goes on which page, and the footnotes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

/* Footnotes that go on from the page before take no more of a page than this. */
#define MAX_CARRIED 0.6
/* A figure lets the text go on before it if it would else leave that much of a page white. */
#define MIN_WHITE 0.12
/* A footnote of fewer lines is not broken, and none leaves fewer behind. */
#define MIN_NOTE_LINES 2

/* Pieces from one up to, not with, another. */
typedef struct
{
  guint from, to;
} Chunk;

typedef struct
{
  CmPress *press;
  GPtrArray *pieces;
  PressPage *page;
  double y;        /* where the next piece goes, its white not counted */
  double notes;    /* height of the footnotes of the page, with what parts them from the text */
  int note;        /* that goes on on the next page, or -1 */
  guint note_from; /* with this line */
  int heading;     /* of the chapter, or -1 */
  GArray *floats;  /* of Chunk: figures for the next page */
} Breaker;

PressPage *
_cm_press_page_new (CmPress *self)
{
  PressPage *page = g_new0 (PressPage, 1);

  page->placed = g_array_new (FALSE, FALSE, sizeof (PressPlaced));
  page->notes = g_array_new (FALSE, FALSE, sizeof (PressPlacedNote));
  page->heading = -1;
  g_ptr_array_add (self->pages, page);
  return page;
}

void
_cm_press_page_free (gpointer data)
{
  PressPage *page = data;

  g_array_unref (page->placed);
  g_array_unref (page->notes);
  g_free (page);
}

/* --- footnotes -------------------------------------------------------------------------------- */

static const PressText *
get_note_text (Breaker *self, guint note)
{
  return ((PressNote *) g_ptr_array_index (self->press->notes, note))->text;
}

/* What parts the footnotes from the text. */
static double
get_note_rule (Breaker *self)
{
  return self->press->size * 1.6;
}

static double
get_note_gap (Breaker *self)
{
  return self->press->size * 0.2;
}

/* The height that more footnotes need on the page, of which there may be some already. */
static double
measure_notes (Breaker *self, const GArray *notes, guint n)
{
  double height = n > 0 && self->notes == 0 ? get_note_rule (self) : 0;

  for (guint i = 0; i < n; i++)
    height +=
        get_note_gap (self) +
        _cm_press_text_height (get_note_text (self, g_array_index (notes, guint, i)), 0, G_MAXUINT);
  return height;
}

static double
get_room (Breaker *self)
{
  return self->press->body_height - self->y - self->notes;
}

static void
place_note (Breaker *self, guint note, guint from, guint to)
{
  PressPlacedNote placed = { note, from, to, 0 };

  self->notes += self->notes == 0 ? get_note_rule (self) : 0;
  self->notes += get_note_gap (self) + _cm_press_text_height (get_note_text (self, note), from, to);
  g_array_append_val (self->page->notes, placed);
}

/* How many lines of the text from `from` on fit. */
static guint
count_fitting (const PressText *text, guint from, double room)
{
  guint n = 0;

  while (from + n < text->lines->len)
    {
      room -= g_array_index (text->lines, PressLine, from + n).height;
      if (room < -0.01)
        break;
      n++;
    }
  return n;
}

/* Places as much as fits of a footnote; what does not goes on on the next page. */
static void
place_note_part (Breaker *self, guint note, guint from, double room)
{
  const PressText *text = get_note_text (self, note);
  const double taken = get_note_gap (self) + (self->notes == 0 ? get_note_rule (self) : 0);
  guint n = MAX (count_fitting (text, from, room - taken), 1);

  /* The last line of a footnote is not left alone either. */
  if (from + n + 1 == text->lines->len && n > MIN_NOTE_LINES)
    n--;
  place_note (self, note, from, from + n);
  self->note = from + n < text->lines->len ? (int) note : -1;
  self->note_from = from + n;
}

/* They stand at the foot of the page, however little text it has. */
static void
settle_notes (Breaker *self)
{
  double y = self->press->body_height - self->notes;

  self->page->notes_y = y + get_note_rule (self) * 0.6;
  y += get_note_rule (self);
  for (guint i = 0; i < self->page->notes->len; i++)
    {
      PressPlacedNote *placed = &g_array_index (self->page->notes, PressPlacedNote, i);

      y += get_note_gap (self);
      placed->y = y;
      y += _cm_press_text_height (get_note_text (self, placed->note), placed->from, placed->to);
    }
}

/* --- pages ------------------------------------------------------------------------------------ */

static void
end_page (Breaker *self)
{
  if (self->page != NULL && self->page->notes->len > 0)
    settle_notes (self);
  self->page = NULL;
}

static void
begin_page (Breaker *self)
{
  end_page (self);
  self->page = _cm_press_page_new (self->press);
  self->page->heading = self->heading;
  self->y = 0;
  self->notes = 0;
  if (self->note >= 0)
    place_note_part (
        self, (guint) self->note, self->note_from, self->press->body_height * MAX_CARRIED);
}

static double
get_height (const PressPiece *piece)
{
  return piece->pad + piece->height + piece->below;
}

static gboolean
is_bare (Breaker *self)
{
  return self->page->placed->len == 0;
}

static void
place (Breaker *self, PressPiece *piece, gboolean again)
{
  PressPlaced placed = { piece, 0, again };
  const guint page = self->press->pages->len;

  if (!is_bare (self))
    self->y += piece->skip;
  placed.y = self->y;
  if (piece->kind == PRESS_PIECE_LINE && piece->from > 0 && is_bare (self))
    piece->text->spread = TRUE;
  self->y += get_height (piece);
  g_array_append_val (self->page->placed, placed);
  if (again)
    return;
  for (guint i = 0; piece->anchors != NULL && i < piece->anchors->len; i++)
    g_hash_table_insert (self->press->linked,
                         g_strdup (g_ptr_array_index (piece->anchors, i)),
                         GUINT_TO_POINTER (page));
  if (piece->heading >= 0 && piece->kind == PRESS_PIECE_LINE)
    ((PressHeading *) g_ptr_array_index (self->press->headings, piece->heading))->page =
        (int) page - 1;
}

/* The head of the table again, if the page begins within it. */
static void
repeat_head (Breaker *self, const PressPiece *piece)
{
  const PressTable *table = piece->kind == PRESS_PIECE_ROW ? piece->row->table : NULL;

  if (table == NULL || !is_bare (self) || piece->row->head ||
      table->head_height > self->press->body_height / 3)
    return;
  for (guint i = 0; i < table->head->len; i++)
    place (self, g_ptr_array_index (table->head, i), TRUE);
}

static double
measure_head (Breaker *self, const PressPiece *piece)
{
  const PressTable *table = piece->kind == PRESS_PIECE_ROW ? piece->row->table : NULL;

  return table == NULL || !is_bare (self) || piece->row->head ||
                 table->head_height > self->press->body_height / 3
             ? 0
             : table->head_height;
}

/* --- chunks: pieces that stay together -------------------------------------------------------- */

static PressPiece *
get_piece (Breaker *self, guint at)
{
  return g_ptr_array_index (self->pieces, at);
}

static double
measure_chunk (Breaker *self, guint from, guint to)
{
  double height = measure_head (self, get_piece (self, from));

  for (guint i = from; i < to; i++)
    {
      const PressPiece *piece = get_piece (self, i);

      height += get_height (piece);
      if (i > from || !is_bare (self) || height > get_height (piece))
        height += piece->skip;
    }
  return height;
}

static void
find_notes (const PressPiece *piece, GArray *found)
{
  if (piece->kind == PRESS_PIECE_LINE)
    _cm_press_text_notes (piece->text, piece->from, piece->to, found);
  else if (piece->kind == PRESS_PIECE_ROW)
    for (guint i = 0; i < piece->row->cells->len; i++)
      _cm_press_text_notes (
          g_ptr_array_index (piece->row->cells, i), piece->from, piece->to, found);
}

static GArray *
find_chunk_notes (Breaker *self, guint from, guint to)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = from; i < to; i++)
    find_notes (get_piece (self, i), found);
  return found;
}

/* Whether the last of these footnotes may be broken, so that the chunk still fits. */
static gboolean
can_break_note (Breaker *self, const GArray *notes, double room)
{
  const PressText *text;
  double left;

  if (notes->len == 0 || self->note >= 0)
    return FALSE;
  text = get_note_text (self, g_array_index (notes, guint, notes->len - 1));
  left = room - measure_notes (self, notes, notes->len - 1) - get_note_gap (self) -
         (self->notes == 0 && notes->len == 1 ? get_note_rule (self) : 0);
  return text->lines->len >= 2 * MIN_NOTE_LINES && count_fitting (text, 0, left) >= MIN_NOTE_LINES;
}

static void
place_chunk (Breaker *self, guint from, guint to)
{
  repeat_head (self, get_piece (self, from));
  for (guint i = from; i < to; i++)
    place (self, get_piece (self, i), FALSE);
}

/* FALSE if it does not fit on the page. */
static gboolean
try_chunk (Breaker *self, guint from, guint to)
{
  g_autoptr (GArray) notes = find_chunk_notes (self, from, to);
  const double room = get_room (self) - measure_chunk (self, from, to);
  const gboolean all = room + 0.01 >= measure_notes (self, notes, notes->len);

  if (room < -0.01 || (!all && !can_break_note (self, notes, room)))
    return FALSE;
  place_chunk (self, from, to);
  for (guint i = 0; i < notes->len; i++)
    {
      const guint note = g_array_index (notes, guint, i);

      if (!all && i + 1 == notes->len)
        place_note_part (self, note, 0, get_room (self));
      else
        place_note (self, note, 0, get_note_text (self, note)->lines->len);
    }
  return TRUE;
}

/* Footnotes that a page cannot hold with the line that calls them: whatever fits is there, and the
 * others go on. */
static void
force_piece (Breaker *self, guint at)
{
  g_autoptr (GArray) notes = find_chunk_notes (self, at, at + 1);

  place_chunk (self, at, at + 1);
  for (guint i = 0; i < notes->len; i++)
    {
      while (self->note >= 0)
        begin_page (self);
      place_note_part (self, g_array_index (notes, guint, i), 0, get_room (self));
    }
}

/* What stays together for no page to hold is broken wherever it must. */
static void
break_chunk (Breaker *self, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (!try_chunk (self, i, i + 1))
      {
        if (!is_bare (self))
          begin_page (self);
        if (!try_chunk (self, i, i + 1))
          force_piece (self, i);
      }
}

/* The running head names the chapter that the page begins in. */
static void
follow_chapter (Breaker *self, const PressPiece *first)
{
  const PressHeading *heading = first->heading >= 0 && first->kind == PRESS_PIECE_LINE
                                    ? g_ptr_array_index (self->press->headings, first->heading)
                                    : NULL;

  if (heading == NULL || heading->level != 1)
    return;
  self->heading = first->heading;
  if (is_bare (self))
    {
      self->page->heading = first->heading;
      self->page->opener = TRUE;
    }
}

/* --- figures ---------------------------------------------------------------------------------- */

static gboolean
is_figure (Breaker *self, guint from, guint to)
{
  const PressPiece *first = get_piece (self, from);
  const gboolean caption =
      first->kind == PRESS_PIECE_LINE && g_str_equal (first->node->tag, "Caption");

  return first->box == NULL && first->x == self->press->body_x &&
         (caption || first->kind == PRESS_PIECE_FIGURE) &&
         get_piece (self, to - 1)->kind == PRESS_PIECE_FIGURE;
}

/* Figures stand at the head of the next page, in their order. */
static void
turn_page (Breaker *self)
{
  g_autoptr (GArray) floats = self->floats;

  self->floats = g_array_new (FALSE, FALSE, sizeof (Chunk));
  begin_page (self);
  for (guint i = 0; i < floats->len; i++)
    {
      const Chunk chunk = g_array_index (floats, Chunk, i);

      if (try_chunk (self, chunk.from, chunk.to))
        continue;
      if (!is_bare (self))
        begin_page (self);
      break_chunk (self, chunk.from, chunk.to);
    }
}

/* Whether the chunk is a figure that is kept for the next page. */
static gboolean
float_chunk (Breaker *self, guint from, guint to)
{
  const Chunk chunk = { from, to };

  if (is_bare (self) || !is_figure (self, from, to) ||
      (self->floats->len == 0 && get_room (self) < self->press->body_height * MIN_WHITE))
    return FALSE;
  g_array_append_val (self->floats, chunk);
  return TRUE;
}

/* A chapter begins on a page of its own, with all figures of the one before it behind it. */
static void
begin_fresh (Breaker *self)
{
  if (self->page == NULL || !is_bare (self))
    turn_page (self);
  if (!is_bare (self))
    begin_page (self);
}

static void
add_chunk (Breaker *self, guint from, guint to)
{
  const PressPiece *first = get_piece (self, from);

  if (self->page == NULL || first->fresh)
    begin_fresh (self);
  follow_chapter (self, first);
  if ((self->floats->len == 0 || !is_figure (self, from, to)) && try_chunk (self, from, to))
    return;
  if (float_chunk (self, from, to))
    return;
  if (!is_bare (self))
    turn_page (self);
  follow_chapter (self, first);
  if (try_chunk (self, from, to))
    return;
  if (!is_bare (self))
    begin_page (self);
  if (!try_chunk (self, from, to))
    break_chunk (self, from, to);
}

gboolean
_cm_press_break (CmPress *self, GPtrArray *pieces, double from_share, double to_share)
{
  Breaker breaker = { .press = self, .pieces = pieces, .note = -1, .heading = -1 };
  guint from = 0;

  breaker.floats = g_array_new (FALSE, FALSE, sizeof (Chunk));
  while (from < pieces->len)
    {
      guint to = from + 1;

      while (to < pieces->len && get_piece (&breaker, to)->glued)
        to++;
      add_chunk (&breaker, from, to);
      from = to;
      cm_progress_set (self->progress, from_share + (to_share - from_share) * from / pieces->len);
      if (g_cancellable_is_cancelled (self->cancellable))
        break;
    }
  if (breaker.floats->len > 0)
    turn_page (&breaker);
  while (breaker.note >= 0)
    begin_page (&breaker);
  end_page (&breaker);
  g_array_unref (breaker.floats);
  return !g_cancellable_is_cancelled (self->cancellable);
}
