/* cm-press-flow.c - from blocks to pieces that go on pages one after the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The shares of the column that lists and boxes within each other may take, and that one may. */
#define MAX_INDENT 0.5

PressNode *
_cm_press_node (CmPress *self, const char *tag, PressNode *parent)
{
  PressNode *node = g_new0 (PressNode, 1);

  node->tag = tag;
  node->parent = parent;
  node->depth = parent != NULL ? parent->depth + 1 : 0;
  g_ptr_array_add (self->nodes, node);
  return node;
}

void
_cm_press_flow_init (PressFlow *flow, CmPress *self)
{
  *flow = (PressFlow){
    .press = self,
    .pieces = self->pieces,
    .x = self->body_x,
    .width = self->body_width,
    .node = self->root,
    .heading = -1,
    .heading_now = -1,
  };
}

void
_cm_press_flow_skip (PressFlow *flow, double skip)
{
  flow->skip = MAX (flow->skip, skip);
}

static double
get_em (const PressFlow *flow)
{
  return flow->press->size;
}

/* --- pieces ----------------------------------------------------------------------------------- */

static PressPiece *
get_last (PressFlow *flow)
{
  return flow->pieces->len > 0 ? g_ptr_array_index (flow->pieces, flow->pieces->len - 1) : NULL;
}

PressPiece *
_cm_press_flow_piece (PressFlow *flow, PressPieceKind kind, PressNode *node)
{
  PressPiece *piece = g_new0 (PressPiece, 1);

  piece->kind = kind;
  piece->skip = flow->skip;
  piece->pad = flow->pad;
  piece->glued = flow->glue;
  piece->fresh = flow->fresh;
  piece->box = flow->box;
  piece->node = node;
  piece->x = flow->x;
  piece->width = flow->width;
  piece->anchors = g_steal_pointer (&flow->anchors);
  piece->heading = flow->heading;
  piece->mark = g_steal_pointer (&flow->mark);
  piece->mark_x = flow->mark_x;
  piece->mark_node = flow->mark_node;
  flow->skip = flow->pad = 0;
  flow->glue = flow->fresh = FALSE;
  flow->heading = -1;
  g_ptr_array_add (flow->pieces, piece);
  return piece;
}

/* No page begins with a paragraph's last line, and none ends with its first. */
static gboolean
is_line_glued (guint line, guint n_lines)
{
  return line == 1 || line + 1 == n_lines;
}

void
_cm_press_flow_text (PressFlow *flow, PressText *text)
{
  for (guint i = 0; i < text->lines->len; i++)
    {
      PressPiece *piece;

      if (i > 0)
        flow->glue = is_line_glued (i, text->lines->len);
      piece = _cm_press_flow_piece (flow, PRESS_PIECE_LINE, text->node);
      piece->text = text;
      piece->from = i;
      piece->to = i + 1;
      piece->height = g_array_index (text->lines, PressLine, i).height;
    }
}

/* All lines of what was added since stay together. */
static void
glue_all (PressFlow *flow, guint since)
{
  for (guint i = since + 1; i < flow->pieces->len; i++)
    ((PressPiece *) g_ptr_array_index (flow->pieces, i))->glued = TRUE;
}

static void
add_anchor (PressFlow *flow, const char *id)
{
  if (id == NULL)
    return;
  if (flow->anchors == NULL)
    flow->anchors = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (flow->anchors, g_strdup (id));
}

/* --- paragraphs ------------------------------------------------------------------------------- */

static void
add_para (PressFlow *flow, const CmBlock *block)
{
  PressStyle style = _cm_press_style (flow->press, 1, 1.4);
  PressText *text =
      _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "P", flow->node));
  gboolean leads;

  _cm_press_text_add_block (flow->press, text, block);
  if (text->words->len == 0 && flow->mark == NULL)
    return;
  _cm_press_text_lay (flow->press, text, flow->width);
  leads = text->words->len > 0 && text->words->str[text->words->len - 1] == ':';
  _cm_press_flow_text (flow, text);
  /* What says “as follows:” is followed by it. */
  flow->glue = leads;
  _cm_press_flow_skip (flow, get_em (flow) * (flow->tight ? 0.3 : 0.6));
}

/* A text in a style of its own that leads to what comes after it. */
static void
add_label (PressFlow *flow, PressText *text, double after)
{
  const guint since = flow->pieces->len;

  _cm_press_text_lay (flow->press, text, flow->width);
  _cm_press_flow_text (flow, text);
  glue_all (flow, since);
  flow->glue = TRUE;
  flow->skip = after;
}

/* --- lists ------------------------------------------------------------------------------------ */

/* An indent, less the deeper it is. */
static double
fit_indent (const PressFlow *flow, double indent)
{
  const double taken = 1 - flow->width / flow->press->body_width;

  return taken >= MAX_INDENT ? 0 : MIN (indent, (MAX_INDENT - taken) * flow->press->body_width);
}

static void
indent_by (PressFlow *flow, double indent)
{
  flow->x += indent;
  flow->width -= indent;
}

static char *
name_item (const CmBlock *list, guint item, guint depth)
{
  if (list->kind == CM_BLOCK_BULLETS)
    return g_strdup (depth % 2 == 1 ? "•" : "–");
  if (depth % 2 == 0 && item < 26)
    return g_strdup_printf ("%c.", (char) ('a' + item));
  return g_strdup_printf ("%u.", item + 1);
}

/* A number stands to the left of its text, aligned right. */
static void
set_mark (PressFlow *flow, const char *words, double indent, gboolean right)
{
  PressStyle style = _cm_press_style (flow->press, 1, 1.4);
  const double gap = get_em (flow) * 0.5;

  style.figures = TRUE;
  style.align = right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
  flow->mark = _cm_press_text_new (flow->press, &style, NULL);
  _cm_press_text_add (flow->mark, words, 0, NULL, -1, -1);
  if (right)
    {
      const double width = MAX (indent - gap, get_em (flow));

      _cm_press_text_lay (flow->press, flow->mark, width);
      flow->mark_x = flow->x + indent - gap - width;
    }
  else
    {
      _cm_press_text_lay (flow->press, flow->mark, MAX (indent, get_em (flow)));
      flow->mark_x = flow->x + indent - get_em (flow) * 0.95;
    }
  flow->mark_x = MAX (flow->mark_x, flow->press->full_x);
}

/* A list without words of its own leaves the mark before it without a line to stand beside. */
static void
flush_mark (PressFlow *flow)
{
  PressStyle style = _cm_press_style (flow->press, 1, 1.4);
  PressText *text;

  if (flow->mark == NULL)
    return;
  text = _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "P", flow->node));
  _cm_press_text_lay (flow->press, text, flow->width);
  _cm_press_flow_text (flow, text);
  flow->glue = TRUE;
}

static void
add_item (PressFlow *flow, const CmBlock *list, const CmBlock *item, guint at, double indent)
{
  const PressFlow before = *flow;
  PressNode *node = _cm_press_node (flow->press, "LI", flow->node);
  g_autofree char *words = name_item (list, at, flow->list_depth);

  add_anchor (flow, item->id);
  set_mark (flow, words, indent, list->kind == CM_BLOCK_NUMBERS);
  flow->mark_node = _cm_press_node (flow->press, "Lbl", node);
  indent_by (flow, indent);
  flow->node = _cm_press_node (flow->press, "LBody", node);
  _cm_press_flow_blocks (flow, item);
  flush_mark (flow);
  flow->x = before.x;
  flow->width = before.width;
  flow->node = before.node;
}

/* Items of a line or two stand closer than those of many. */
static gboolean
is_compact (const CmBlock *list)
{
  for (guint i = 0; i < list->children->len; i++)
    {
      const CmBlock *item = g_ptr_array_index (list->children, i);

      if (item->children->len != 1 ||
          ((CmBlock *) g_ptr_array_index (item->children, 0))->kind != CM_BLOCK_PARA)
        return FALSE;
    }
  return TRUE;
}

static void
add_list (PressFlow *flow, const CmBlock *list)
{
  const gboolean compact = is_compact (list);
  const double wide = list->children->len > 99 ? 2.9 : list->children->len > 9 ? 2.3 : 1.75;
  const double indent =
      fit_indent (flow, get_em (flow) * (list->kind == CM_BLOCK_NUMBERS ? wide : 1.5));
  PressNode *node = flow->node;

  flush_mark (flow);
  flow->node = _cm_press_node (flow->press, "L", node);
  flow->list_depth++;
  for (guint i = 0; i < list->children->len; i++)
    {
      if (compact && i > 0)
        flow->skip = get_em (flow) * 0.28;
      add_item (flow, list, g_ptr_array_index (list->children, i), i, indent);
    }
  flow->list_depth--;
  flow->node = node;
  _cm_press_flow_skip (flow, get_em (flow) * 0.6);
}

static void
add_term (PressFlow *flow, const CmBlock *term)
{
  PressStyle style = _cm_press_style (flow->press, 1, 1.4);
  PressNode *node = flow->node, *item = _cm_press_node (flow->press, "LI", node);
  const double indent = fit_indent (flow, get_em (flow) * 1.5);
  const gboolean tight = flow->tight;
  PressText *text;

  style.bold = TRUE;
  add_anchor (flow, term->id);
  text = _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "Lbl", item));
  _cm_press_text_add_block (flow->press, text, term);
  add_label (flow, text, 0);
  flow->node = _cm_press_node (flow->press, "LBody", item);
  indent_by (flow, indent);
  flow->tight = TRUE;
  _cm_press_flow_blocks (flow, term);
  flow->tight = tight;
  indent_by (flow, -indent);
  flow->glue = FALSE;
  flow->node = node;
  _cm_press_flow_skip (flow, get_em (flow) * 0.75);
}

static void
add_definitions (PressFlow *flow, const CmBlock *list)
{
  PressNode *node = flow->node;

  flush_mark (flow);
  flow->node = _cm_press_node (flow->press, "L", node);
  for (guint i = 0; i < list->children->len; i++)
    add_term (flow, g_ptr_array_index (list->children, i));
  flow->node = node;
}

/* --- boxes ------------------------------------------------------------------------------------ */

static void
begin_box (PressFlow *flow, double inset, PressInk ink, gboolean tinted)
{
  PressBox *box = g_new0 (PressBox, 1);

  g_ptr_array_add (flow->press->boxes, box);
  flush_mark (flow);
  box->parent = flow->box;
  box->x = flow->x;
  box->width = flow->width;
  box->ink = ink;
  box->tinted = tinted;
  _cm_press_flow_skip (flow, get_em (flow) * 0.9);
  flow->box = box;
  if (tinted)
    flow->pad += get_em (flow) * 0.7;
  indent_by (flow, inset);
  if (tinted)
    flow->width -= inset;
}

/* What was added since lies in the box; nothing if the box is empty. */
static void
end_box (PressFlow *flow, const PressFlow *before, guint since)
{
  PressPiece *last = get_last (flow);

  if (flow->pieces->len > since && flow->box->tinted)
    last->below += get_em (flow) * 0.7;
  if (flow->pieces->len == since)
    flow->pad = before->pad;
  flow->box = before->box;
  flow->x = before->x;
  flow->width = before->width;
  flow->node = before->node;
  flow->glue = FALSE;
  flow->skip = get_em (flow) * 1.0;
}

static PressInk
find_role (const char *role, const char **name)
{
  static const struct
  {
    const char *role, *name;
    PressInk ink;
  } roles[] = {
    { "note", N_ ("Note"), PRESS_INK_NOTE },
    { "tip", N_ ("Tip"), PRESS_INK_TIP },
    { "important", N_ ("Important"), PRESS_INK_IMPORTANT },
    { "caution", N_ ("Caution"), PRESS_INK_CAUTION },
    { "warning", N_ ("Warning"), PRESS_INK_WARNING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (role, roles[i].role) == 0)
      {
        *name = _ (roles[i].name);
        return roles[i].ink;
      }
  *name = _ ("Note");
  return PRESS_INK_NOTE;
}

static void
add_admonition (PressFlow *flow, const CmBlock *block)
{
  const char *name;
  const PressInk ink = find_role (block->role, &name);
  PressStyle style = _cm_press_style (flow->press, 1, 1.4);
  const guint since = flow->pieces->len;
  PressFlow before;
  PressText *text;

  flush_mark (flow);
  before = *flow;
  begin_box (flow, fit_indent (flow, get_em (flow) * 1.1), ink, TRUE);
  flow->node = _cm_press_node (flow->press, "Div", flow->node);
  style.bold = TRUE;
  text = _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "P", flow->node));
  _cm_press_text_add (text, name, 0, NULL, -1, (int) ink);
  if (block->inlines->len > 0)
    _cm_press_text_add (text, "\u2002", 0, NULL, -1, -1);
  _cm_press_text_add_block (flow->press, text, block);
  add_label (flow, text, get_em (flow) * 0.2);
  _cm_press_flow_blocks (flow, block);
  end_box (flow, &before, since);
}

static void
add_quote (PressFlow *flow, const CmBlock *block)
{
  PressStyle style = _cm_press_style (flow->press, 0.9, 1.4);
  const guint since = flow->pieces->len;
  PressFlow before;

  flush_mark (flow);
  before = *flow;
  begin_box (flow, fit_indent (flow, get_em (flow) * 1.5), PRESS_INK_DIM, FALSE);
  flow->node = _cm_press_node (flow->press, "BlockQuote", flow->node);
  _cm_press_flow_blocks (flow, block);
  if (block->inlines->len > 0)
    {
      PressText *text =
          _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "P", flow->node));

      text->style.ink = PRESS_INK_DIM;
      _cm_press_text_add (text, "— ", 0, NULL, -1, -1);
      _cm_press_text_add_block (flow->press, text, block);
      _cm_press_text_lay (flow->press, text, flow->width);
      flow->skip = get_em (flow) * 0.2;
      flow->glue = flow->pieces->len > since;
      _cm_press_flow_text (flow, text);
    }
  end_box (flow, &before, since);
}

/* --- figures ---------------------------------------------------------------------------------- */

static void
add_caption (PressFlow *flow, const CmBlock *block)
{
  PressStyle style = _cm_press_style (flow->press, 0.9, 1.35);
  PressText *text;

  style.bold = TRUE;
  text =
      _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "Caption", flow->node));
  _cm_press_text_add_block (flow->press, text, block);
  if (text->words->len > 0)
    add_label (flow, text, get_em (flow) * 0.3);
}

/* Of no more height than most of a page, and with the air around it that drawings need. */
static void
add_drawing (PressFlow *flow, CmFigure *figure)
{
  CmPress *self = flow->press;
  const double size = get_em (flow) * 0.9, most = self->body_height * 0.8;
  const double height = cm_figure_measure (figure, self->context, flow->width, size);
  PressPiece *piece;

  g_ptr_array_add (self->figures, figure);
  flow->skip += get_em (flow) * 0.3;
  piece =
      _cm_press_flow_piece (flow, PRESS_PIECE_FIGURE, _cm_press_node (self, "Figure", flow->node));
  piece->figure = figure;
  piece->scale = MIN (1, most / MAX (height, 1));
  piece->height = height * piece->scale;
}

/* A figure that nothing can draw is told in words. */
static void
add_words (PressFlow *flow, const CmBlock *block)
{
  const PressStyle style = _cm_press_style (flow->press, 0.9, 1.35);

  if (block->role != NULL)
    {
      PressText *text =
          _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, "P", flow->node));

      _cm_press_text_add (text, block->role, 0, NULL, -1, -1);
      _cm_press_text_lay (flow->press, text, flow->width);
      _cm_press_flow_text (flow, text);
    }
  _cm_press_flow_blocks (flow, block);
}

static void
add_figure (PressFlow *flow, const CmBlock *block)
{
  CmFigure *figure = cm_figure_new (block, flow->press->manual);
  PressNode *node = flow->node;

  flush_mark (flow);
  _cm_press_flow_skip (flow, get_em (flow) * 0.9);
  flow->node = _cm_press_node (flow->press, "Div", node);
  add_caption (flow, block);
  if (figure != NULL)
    add_drawing (flow, figure);
  else
    add_words (flow, block);
  flow->glue = FALSE;
  flow->node = node;
  _cm_press_flow_skip (flow, get_em (flow) * 1.2);
}

/* --- sections --------------------------------------------------------------------------------- */

static guint
count_before (const CmPress *self, guint level, int parent)
{
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const PressHeading *heading = g_ptr_array_index (self->headings, i);

      n += heading->level == level && heading->parent == parent;
    }
  return n;
}

static char *
number_heading (CmPress *self, guint level, int parent)
{
  const guint n = count_before (self, level, parent) + 1;
  const PressHeading *above = parent >= 0 ? g_ptr_array_index (self->headings, parent) : NULL;

  if (!self->numbered || level > 2 || (level == 2 && (above == NULL || above->number == NULL)))
    return NULL;
  return level == 1 ? g_strdup_printf ("%u", n) : g_strdup_printf ("%s.%u", above->number, n);
}

static int
make_heading (PressFlow *flow, const CmBlock *section)
{
  CmPress *self = flow->press;
  PressHeading *heading = g_new0 (PressHeading, 1);
  g_autofree char *title = cm_block_get_text (section);

  heading->level = flow->level;
  heading->parent = flow->heading_now;
  heading->number = number_heading (self, flow->level, flow->heading_now);
  heading->name =
      section->id != NULL ? g_strdup (section->id) :
                          /* No XML name has a blank, so this is never one of the document's own. */
          g_strdup_printf ("heading %u", self->headings->len + 1);
  heading->title = g_utf8_make_valid (title, -1);
  g_ptr_array_add (self->headings, heading);
  return (int) self->headings->len - 1;
}

/* The number hangs to the left of the text; on narrow paper it goes before the title. */
static void
add_number (PressFlow *flow, PressText *text, const char *number)
{
  CmPress *self = flow->press;
  PressStyle style = text->style;
  const double room = self->body_x - self->full_x;
  double natural, longest;

  if (number == NULL)
    return;
  style.figures = TRUE;
  style.ink = PRESS_INK_DIM;
  flow->mark = _cm_press_text_new (self, &style, NULL);
  _cm_press_text_add (flow->mark, number, 0, NULL, -1, -1);
  _cm_press_text_add (flow->mark, " ", 0, NULL, -1, -1);
  _cm_press_text_measure (self, flow->mark, &natural, &longest);
  if (natural + self->size > room)
    {
      flow->mark = NULL;
      _cm_press_text_add (text, number, 0, NULL, -1, PRESS_INK_DIM);
      _cm_press_text_add (text, "\u2002", 0, NULL, -1, -1);
      return;
    }
  _cm_press_text_lay (self, flow->mark, room);
  flow->mark_x = self->full_x;
  flow->mark_node = NULL;
}

static PressStyle
style_heading (CmPress *self, guint level)
{
  static const double scales[] = { 2.3, 1.45, 1.14, 1 };
  PressStyle style = _cm_press_style (self,
                                      scales[MIN (level, 4) - 1],
                                      level == 1   ? 1.15
                                      : level == 2 ? 1.2
                                                   : 1.3);

  style.bold = TRUE;
  return style;
}

static void
add_heading (PressFlow *flow, const CmBlock *section)
{
  static const char *const tags[] = { "H1", "H2", "H3", "H4", "H5", "H6" };
  static const double above[] = { 0, 2.1, 1.5, 1.1 }, below[] = { 1.6, 0.6, 0.35, 0.2 };
  CmPress *self = flow->press;
  const guint at = MIN (flow->level, 4) - 1;
  const PressStyle style = style_heading (self, flow->level);
  PressText *text = _cm_press_text_new (
      self, &style, _cm_press_node (self, tags[MIN (flow->level, 6) - 1], flow->node));
  const PressHeading *heading;

  flow->heading = make_heading (flow, section);
  flow->heading_now = flow->heading;
  heading = g_ptr_array_index (self->headings, flow->heading);
  add_anchor (flow, heading->name);
  flow->fresh = flow->fresh || flow->level == 1;
  flow->glue = FALSE;
  _cm_press_flow_skip (flow, get_em (flow) * above[at]);
  add_number (flow, text, heading->number);
  _cm_press_text_add_block (self, text, section);
  if (text->words->len == 0)
    _cm_press_text_add (text, "—", 0, NULL, -1, -1);
  add_label (flow, text, get_em (flow) * below[at]);
}

void
_cm_press_flow_section (PressFlow *flow, const CmBlock *section)
{
  const PressFlow before = *flow;

  if (g_cancellable_is_cancelled (flow->press->cancellable))
    return;
  flow->level++;
  flow->node = _cm_press_node (flow->press, "Sect", flow->node);
  add_heading (flow, section);
  _cm_press_flow_blocks (flow, section);
  flow->level--;
  flow->node = before.node;
  flow->heading_now = before.heading_now;
}

/* --- all of them ------------------------------------------------------------------------------ */

static void
add_block (PressFlow *flow, const CmBlock *block)
{
  guint at;

  if (block->kind != CM_BLOCK_SECTION)
    add_anchor (flow, block->id);
  switch (block->kind)
    {
    case CM_BLOCK_SECTION:
      _cm_press_flow_section (flow, block);
      break;
    case CM_BLOCK_PARA:
      add_para (flow, block);
      break;
    case CM_BLOCK_BULLETS:
    case CM_BLOCK_NUMBERS:
      add_list (flow, block);
      break;
    case CM_BLOCK_DEFINITIONS:
      add_definitions (flow, block);
      break;
    case CM_BLOCK_TABLE:
      flush_mark (flow);
      _cm_press_flow_skip (flow, get_em (flow) * 0.9);
      at = flow->pieces->len;
      add_caption (flow, block);
      _cm_press_flow_table (flow, block, at);
      break;
    case CM_BLOCK_ADMONITION:
      add_admonition (flow, block);
      break;
    case CM_BLOCK_FIGURE:
      add_figure (flow, block);
      break;
    case CM_BLOCK_QUOTE:
      add_quote (flow, block);
      break;
    case CM_BLOCK_ITEM:
    case CM_BLOCK_TERM:
    case CM_BLOCK_ROW:
    case CM_BLOCK_CELL:
    default:
      /* Not where it belongs, yet its words are wanted. */
      add_para (flow, block);
      _cm_press_flow_blocks (flow, block);
    }
}

void
_cm_press_flow_blocks (PressFlow *flow, const CmBlock *parent)
{
  for (guint i = 0; i < parent->children->len; i++)
    add_block (flow, g_ptr_array_index (parent->children, i));
}
