/* cm-press-table.c - tables on paper: how wide each column is, and what of a row can be broken. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

#include <string.h>

/* So many rows tell how wide the columns want to be. */
#define N_MEASURED 150

/* Room to write in, in ems: a line, a paragraph. */
#define FORM_LINE 2.6
#define FORM_SPACE 9.0

typedef struct
{
  double natural, longest, width;
  gboolean numeric; /* nothing but numbers below the head */
  gboolean any;     /* at least one */
} Column;

/* --- what is in the columns ------------------------------------------------------------------- */

static guint
count_columns (const CmBlock *block)
{
  guint n = 0;

  for (guint i = 0; i < block->children->len; i++)
    n = MAX (n, ((CmBlock *) g_ptr_array_index (block->children, i))->children->len);
  return n;
}

static gboolean
is_numeric (const char *words)
{
  gboolean any = FALSE;

  for (const char *c = words; *c != '\0'; c = g_utf8_next_char (c))
    {
      const gunichar u = g_utf8_get_char (c);

      if (g_unichar_isdigit (u))
        any = TRUE;
      else if (u == 0 || g_utf8_strchr ("£€$%+-−–.,() kmMbn", -1, u) == NULL)
        return FALSE;
    }
  return any;
}

static PressStyle
style_cell (CmPress *self, const CmBlock *row, const CmBlock *cell)
{
  PressStyle style = _cm_press_style (self, 0.9, 1.33);

  style.bold = row->head || cell->head;
  style.figures = TRUE;
  return style;
}

static PressText *
make_cell (PressFlow *flow, PressRow *row, const CmBlock *from, const CmBlock *cell)
{
  const PressStyle style = style_cell (flow->press, from, cell);
  const char *tag = from->head || cell->head ? "TH" : "TD";
  PressText *text =
      _cm_press_text_new (flow->press, &style, _cm_press_node (flow->press, tag, row->node));

  _cm_press_text_add_block (flow->press, text, cell);
  for (guint i = 0; i < cell->children->len; i++)
    {
      if (text->words->len > 0)
        _cm_press_text_add (text, "\n", 0, NULL, -1, -1);
      _cm_press_text_add_block (flow->press, text, g_ptr_array_index (cell->children, i));
    }
  return text;
}

static PressRow *
make_row (PressFlow *flow, PressTable *table, const CmBlock *block)
{
  PressRow *row = g_new0 (PressRow, 1);

  row->table = table;
  row->node = _cm_press_node (flow->press, "TR", table->node);
  row->cells = g_ptr_array_new ();
  row->head = block->head;
  row->pad = flow->press->size * 0.32;
  if (table->form && !block->head)
    row->least =
        flow->press->size * (g_strcmp0 (block->role, "space") == 0 ? FORM_SPACE : FORM_LINE);
  for (guint i = 0; i < block->children->len; i++)
    g_ptr_array_add (row->cells,
                     make_cell (flow, row, block, g_ptr_array_index (block->children, i)));
  g_ptr_array_add (flow->press->rows, row);
  return row;
}

static void
measure_row (PressFlow *flow, const PressRow *row, Column *columns, gboolean all)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      PressText *text = g_ptr_array_index (row->cells, i);
      Column *column = &columns[i];
      double natural, longest;

      if (!row->head && text->words->len > 0)
        {
          column->numeric = column->numeric && is_numeric (text->words->str);
          column->any = TRUE;
        }
      if (!all)
        continue;
      _cm_press_text_measure (flow->press, text, &natural, &longest);
      column->natural = MAX (column->natural, natural);
      column->longest = MAX (column->longest, longest);
    }
}

/* --- widths ----------------------------------------------------------------------------------- */

static double
sum_widths (const Column *columns, guint n, gboolean longest)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += longest ? columns[i].longest : columns[i].natural;
  return sum;
}

/* Each column gets what its longest word needs, and then of the rest in proportion to what it still
 * wants; if not even the words fit, they share what there is. */
static void
share_width (Column *columns, guint n, double room)
{
  double longest, natural;

  /* No word is worth more than its fair part and a half. */
  for (guint i = 0; i < n; i++)
    columns[i].longest = MIN (columns[i].longest, MAX (room / n * 1.5, room * 0.2));
  for (guint i = 0; i < n; i++)
    columns[i].natural = MAX (MIN (columns[i].natural, room * 1.5), columns[i].longest);
  longest = sum_widths (columns, n, TRUE);
  natural = sum_widths (columns, n, FALSE);
  for (guint i = 0; i < n; i++)
    if (natural <= room)
      columns[i].width = columns[i].natural;
    else if (longest >= room)
      columns[i].width = columns[i].longest * room / longest;
    else
      columns[i].width = columns[i].longest + (room - longest) *
                                                  (columns[i].natural - columns[i].longest) /
                                                  (natural - longest);
}

/* A table that would be crowded in the column of the text may use the white beside it. */
static void
place_table (PressFlow *flow, PressTable *table, Column *columns)
{
  CmPress *self = flow->press;
  const double gaps = table->gap * (table->n_columns - 1);
  const double natural = sum_widths (columns, table->n_columns, FALSE);
  const gboolean outermost = flow->x == self->body_x && flow->width == self->body_width;

  table->x = flow->x;
  table->width = flow->width;
  if (outermost && table->n_columns > 3 && natural + gaps > flow->width * 1.6)
    {
      table->x = self->full_x;
      table->width = self->full_width;
    }
  share_width (columns, table->n_columns, table->width - gaps);
}

/* What is to be written is not known: every column gets the same. The rules lie in the gaps. */
static void
place_form (PressFlow *flow, PressTable *table, Column *columns)
{
  table->x = flow->x + table->gap / 2;
  table->width = flow->width;
  for (guint i = 0; i < table->n_columns; i++)
    columns[i].width = table->width / table->n_columns - table->gap;
}

/* --- rows ------------------------------------------------------------------------------------- */

static guint
count_lines (const PressRow *row)
{
  guint n = 1;

  for (guint i = 0; i < row->cells->len; i++)
    n = MAX (n, ((PressText *) g_ptr_array_index (row->cells, i))->lines->len);
  return n;
}

static double
measure_height (const PressRow *row, guint from, guint to)
{
  double height = 0;

  for (guint i = 0; i < row->cells->len; i++)
    height = MAX (height, _cm_press_text_height (g_ptr_array_index (row->cells, i), from, to));
  return height;
}

static void
lay_row (PressFlow *flow, PressRow *row, const Column *columns)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      PressText *text = g_ptr_array_index (row->cells, i);

      if (columns[i].numeric && columns[i].any && !row->table->form)
        text->style.align = PANGO_ALIGN_RIGHT;
      _cm_press_text_lay (flow->press, text, columns[i].width);
    }
}

static PressPiece *
add_piece (PressFlow *flow, PressRow *row, guint from, guint to, guint n_lines)
{
  PressPiece *piece = _cm_press_flow_piece (flow, PRESS_PIECE_ROW, row->node);

  piece->row = row;
  piece->from = from;
  piece->to = to;
  piece->height =
      measure_height (row, from, to) + (from == 0 ? row->pad : 0) + (to == n_lines ? row->pad : 0);
  if (from == 0 && to == n_lines)
    piece->height = MAX (piece->height, row->least);
  return piece;
}

/* A row stays in one piece unless it is taller than a page. */
static void
add_row (PressFlow *flow, PressRow *row)
{
  const guint n_lines = count_lines (row);
  const double room = flow->press->body_height - row->table->head_height - flow->pad;

  if (measure_height (row, 0, n_lines) + 2 * row->pad < room * 0.9)
    {
      add_piece (flow, row, 0, n_lines, n_lines);
      return;
    }
  for (guint i = 0; i < n_lines; i++)
    {
      if (i > 0)
        flow->glue = i == 1 || i + 1 == n_lines;
      add_piece (flow, row, i, i + 1, n_lines);
    }
}

static void
add_head_row (PressFlow *flow, PressRow *row)
{
  const guint before = flow->pieces->len;

  add_row (flow, row);
  for (guint i = before; i < flow->pieces->len; i++)
    {
      PressPiece *piece = g_ptr_array_index (flow->pieces, i);

      g_ptr_array_add (row->table->head, piece);
      row->table->head_height += piece->height;
    }
  flow->glue = TRUE;
}

/* The first two rows stay with the head, and the last with the one before. */
static void
add_rows (PressFlow *flow, PressTable *table, GPtrArray *rows, const Column *columns)
{
  guint n_body = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      PressRow *row = g_ptr_array_index (rows, i);

      lay_row (flow, row, columns);
      row->last = i + 1 == rows->len;
      if (row->head && n_body == 0)
        {
          add_head_row (flow, row);
          continue;
        }
      if (n_body == 1 || (row->last && n_body > 1))
        flow->glue = TRUE;
      add_row (flow, row);
      n_body++;
    }
}

/* --- tables with too many columns ------------------------------------------------------------- */

/* Each cell in a paragraph of its own, after the word at the head of its column. */
static void
add_stacked (PressFlow *flow, const CmBlock *block)
{
  const PressStyle style = _cm_press_style (flow->press, 0.9, 1.33);
  const CmBlock *head = g_ptr_array_index (block->children, 0);

  for (guint i = head->head ? 1 : 0; i < block->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (block->children, i);

      for (guint n = 0; n < row->children->len; n++)
        {
          PressText *text = _cm_press_text_new (
              flow->press, &style, _cm_press_node (flow->press, "P", flow->node));

          if (head->head && n < head->children->len)
            {
              g_autofree char *words = cm_block_get_text (g_ptr_array_index (head->children, n));

              _cm_press_text_add (text, words, CM_INLINE_STRONG, NULL, -1, -1);
              _cm_press_text_add (text, "\u2002", 0, NULL, -1, -1);
            }
          _cm_press_text_add_block (flow->press, text, g_ptr_array_index (row->children, n));
          _cm_press_text_lay (flow->press, text, flow->width);
          _cm_press_flow_text (flow, text);
        }
      _cm_press_flow_skip (flow, flow->press->size);
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

static PressTable *
make_table (PressFlow *flow, guint n_columns, gboolean form)
{
  PressTable *table = g_new0 (PressTable, 1);

  table->n_columns = n_columns;
  table->form = form;
  table->gap = flow->press->size * 1.2;
  table->head = g_ptr_array_new ();
  table->node = _cm_press_node (flow->press, "Table", flow->node);
  g_ptr_array_add (flow->press->tables, table);
  return table;
}

static void
add_table (PressFlow *flow, const CmBlock *block, guint n_columns, guint caption)
{
  const gboolean form = g_strcmp0 (block->role, "form") == 0;
  PressTable *table = make_table (flow, n_columns, form);
  g_autofree Column *columns = g_new0 (Column, n_columns);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < n_columns; i++)
    columns[i].numeric = TRUE;
  for (guint i = 0; i < block->children->len; i++)
    {
      PressRow *row = make_row (flow, table, g_ptr_array_index (block->children, i));

      measure_row (flow, row, columns, i < N_MEASURED);
      g_ptr_array_add (rows, row);
    }
  if (form)
    place_form (flow, table, columns);
  else
    place_table (flow, table, columns);
  table->widths = g_new (double, n_columns);
  for (guint i = 0; i < n_columns; i++)
    table->widths[i] = columns[i].width;
  for (guint i = caption; i < flow->pieces->len; i++)
    ((PressPiece *) g_ptr_array_index (flow->pieces, i))->x = form ? flow->x : table->x;
  add_rows (flow, table, rows, columns);
}

void
_cm_press_flow_table (PressFlow *flow, const CmBlock *block, guint caption)
{
  const guint n_columns = count_columns (block);

  if (n_columns == 0)
    return;
  if (flow->width / n_columns < flow->press->size * 3)
    add_stacked (flow, block);
  else
    add_table (flow, block, n_columns, caption);
  flow->glue = FALSE;
  flow->skip = flow->press->size * 1.2;
}
