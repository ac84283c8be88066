/* cm-odt-blocks.c - from the blocks of a document to paragraphs of OpenDocument. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-odt-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define LEVEL_MAX 6
#define COLUMNS_MAX 64
#define WIDTH_CM 17.0
#define WORD_MAX 22     /* letters: a longer one is broken */
#define LETTER_CM 0.215 /* of the bold letters of a table, in the widest of the usual fonts */
#define PADDING_CM 0.28

/* --- anchors ---------------------------------------------------------------------------------- */

void
_cm_odt_place (CmOdt *self, const CmBlock *block)
{
  const gboolean listed =
      block->kind == CM_BLOCK_SECTION && (block->parent == NULL || block->parent->parent == NULL);
  char *id = NULL;

  if (cm_markup_is_id (block->id) && !g_hash_table_contains (self->ids, block->id))
    id = g_strdup (block->id);
  else if (listed)
    id = g_strdup_printf ("section:%u", g_hash_table_size (self->anchors) + 1);
  if (id != NULL)
    {
      g_hash_table_insert (self->anchors, (gpointer) block, id);
      g_hash_table_add (self->ids, id);
    }
  for (guint i = 0; i < block->children->len; i++)
    _cm_odt_place (self, g_ptr_array_index (block->children, i));
}

/* Only a paragraph can hold a bookmark. */
static void
take_anchor (CmOdt *self, const CmBlock *block)
{
  char *id = g_hash_table_lookup (self->anchors, block);

  if (id != NULL)
    g_ptr_array_add (self->pending, id);
}

static void
write_anchors (CmOdt *self)
{
  for (guint i = 0; i < self->pending->len; i++)
    cm_markup_element (
        self->out, "text:bookmark", NULL, "text:name", self->pending->pdata[i], NULL);
  g_ptr_array_set_size (self->pending, 0);
}

static void
open_para (CmOdt *self, const char *style)
{
  cm_markup_open (self->out, "text:p", "text:style-name", style, NULL);
  write_anchors (self);
}

static void
close_para (CmOdt *self)
{
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

/* --- runs of text ----------------------------------------------------------------------------- */

/* Of several spaces, and of tabs and line ends, a paragraph keeps only what has an element. */
static const char *
write_space (CmOdt *self, const char *p)
{
  guint n = 0;

  if (*p == '\t' || *p == '\n')
    {
      cm_markup_element (self->out, *p == '\t' ? "text:tab" : "text:line-break", NULL, NULL);
      return p + 1;
    }
  for (; *p == ' '; p++)
    n++;
  cm_markup_text (self->out, " ");
  if (n > 1)
    {
      g_autofree char *rest = g_strdup_printf ("%u", n - 1);

      cm_markup_element (self->out, "text:s", NULL, "text:c", rest, NULL);
    }
  return p;
}

static void
write_text (CmOdt *self, const char *text)
{
  while (*text != '\0')
    {
      const gsize length = strcspn (text, " \t\n");
      g_autofree char *words = g_strndup (text, length);

      cm_markup_text (self->out, words);
      text += length;
      if (*text != '\0')
        text = write_space (self, text);
    }
}

static void
write_note (CmOdt *self, const CmInline *run)
{
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_notes);
  g_autofree char *id = g_strconcat ("ftn", number, NULL);

  cm_markup_open (self->out, "text:note", "text:id", id, "text:note-class", "footnote", NULL);
  cm_markup_element (self->out, "text:note-citation", number, NULL);
  cm_markup_open (self->out, "text:note-body", NULL);
  cm_markup_open (self->out, "text:p", "text:style-name", "Footnote", NULL);
  write_text (self, run->footnote);
  cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_close (self->out);
}

/* Where a link leads to, or NULL if that is nowhere. */
static char *
find_address (CmOdt *self, const char *link)
{
  if (link == NULL)
    return NULL;
  if (*link != '#')
    return cm_markup_make_address (link);
  return g_hash_table_contains (self->ids, link + 1) ? g_strdup (link) : NULL;
}

static void
write_run (CmOdt *self, const CmInline *run)
{
  static const struct
  {
    CmInlineFlags flag;
    const char *style;
  } styles[] = {
    { CM_INLINE_STRONG, "Strong_20_Emphasis" },
    { CM_INLINE_EMPHASIS, "Emphasis" },
    { CM_INLINE_CODE, "Source_20_Text" },
    { CM_INLINE_SMALL, "Aside" },
  };
  g_autofree char *address = find_address (self, run->link);
  guint n = 0;

  if (address != NULL)
    cm_markup_open (self->out,
                    "text:a",
                    "xlink:type",
                    "simple",
                    "xlink:href",
                    address,
                    "text:style-name",
                    "Internet_20_link",
                    "text:visited-style-name",
                    "Internet_20_link",
                    NULL);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (run->flags & styles[i].flag)
      {
        cm_markup_open (self->out, "text:span", "text:style-name", styles[i].style, NULL);
        n++;
      }
  write_text (self, run->text);
  for (; n > 0; n--)
    cm_markup_close (self->out);
  if (address != NULL)
    cm_markup_close (self->out);
}

static void
write_runs (CmOdt *self, const CmBlock *block)
{
  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      if (run->footnote != NULL)
        write_note (self, run);
      else
        write_run (self, run);
    }
}

static void
write_runs_in (CmOdt *self, const CmBlock *block, const char *style)
{
  open_para (self, style);
  write_runs (self, block);
  close_para (self);
}

/* --- blocks ----------------------------------------------------------------------------------- */

static void write_block (CmOdt *self, const CmBlock *block, guint level);

static void
write_blocks (CmOdt *self, const CmBlock *parent, guint level)
{
  for (guint i = 0; i < parent->children->len; i++)
    write_block (self, g_ptr_array_index (parent->children, i), level);
}

/* The children, as paragraphs of that style. */
static void
write_blocks_as (CmOdt *self, const CmBlock *parent, const char *style, guint level)
{
  const char *before = self->style;

  self->style = style;
  write_blocks (self, parent, level);
  self->style = before;
}

static void
write_section (CmOdt *self, const CmBlock *section, guint level)
{
  const guint shown = MIN (level, LEVEL_MAX);
  const gboolean paper = section->parent == NULL && g_strcmp0 (section->role, "paper") == 0;
  g_autofree char *style =
      paper ? g_strdup ("FirstHeading") : g_strdup_printf ("Heading_20_%u", shown);
  g_autofree char *outline = g_strdup_printf ("%u", shown);

  if (section->inlines->len > 0)
    {
      cm_markup_open (
          self->out, "text:h", "text:style-name", style, "text:outline-level", outline, NULL);
      write_anchors (self);
      write_runs (self, section);
      close_para (self);
    }
  write_blocks (self, section, level + 1);
}

static void
write_list (CmOdt *self, const CmBlock *list, const char *style, guint level)
{
  const gboolean plain = g_str_equal (self->style, CM_ODT_BODY);

  if (list->children->len == 0)
    return;
  self->lists++;
  if (plain)
    self->style = "List_20_Text";
  cm_markup_open (self->out, "text:list", "text:style-name", style, NULL);
  cm_markup_line (self->out);
  for (guint i = 0; i < list->children->len; i++)
    {
      const CmBlock *item = g_ptr_array_index (list->children, i);

      take_anchor (self, item);
      cm_markup_open (self->out, "text:list-item", NULL);
      if (item->inlines->len > 0)
        write_runs_in (self, item, self->style);
      write_blocks (self, item, level);
      cm_markup_close (self->out);
      cm_markup_line (self->out);
    }
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  if (plain)
    self->style = CM_ODT_BODY;
  self->lists--;
}

static void
write_definitions (CmOdt *self, const CmBlock *list, guint level)
{
  const gboolean plain = g_str_equal (self->style, CM_ODT_BODY);

  for (guint i = 0; i < list->children->len; i++)
    {
      const CmBlock *term = g_ptr_array_index (list->children, i);

      take_anchor (self, term);
      write_runs_in (self, term, plain ? "Definition_20_Term" : self->style);
      write_blocks_as (self, term, plain ? "Definition" : self->style, level);
    }
}

static void
write_admonition (CmOdt *self, const CmBlock *block, guint level)
{
  static const struct
  {
    const char *role, *word, *styles[3];
  } kinds[] = {
    { "tip", N_ ("Tip"), { "Tip_20_Word", "Tip_20_Title", "Tip_20_Text" } },
    { "important",
      N_ ("Important"),
      { "Important_20_Word", "Important_20_Title", "Important_20_Text" } },
    { "caution", N_ ("Caution"), { "Warning_20_Word", "Warning_20_Title", "Warning_20_Text" } },
    { "warning", N_ ("Warning"), { "Warning_20_Word", "Warning_20_Title", "Warning_20_Text" } },
    { "note", N_ ("Note"), { "Note_20_Word", "Note_20_Title", "Note_20_Text" } },
  };
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[i].role, block->role) != 0)
    i++;
  open_para (self, kinds[i].styles[0]);
  write_text (self, _ (kinds[i].word));
  close_para (self);
  if (block->inlines->len > 0)
    write_runs_in (self, block, kinds[i].styles[1]);
  write_blocks_as (self, block, kinds[i].styles[2], level);
}

static void
write_figure (CmOdt *self, const CmBlock *figure, guint level)
{
  if (!_cm_odt_picture (self, figure))
    {
      if (figure->role != NULL)
        {
          open_para (self, self->style);
          write_text (self, figure->role);
          close_para (self);
        }
      write_blocks (self, figure, level);
    }
  if (figure->inlines->len > 0)
    write_runs_in (self, figure, "Figure_20_Caption");
}

static void
write_quote (CmOdt *self, const CmBlock *quote, guint level)
{
  write_blocks_as (self, quote, "Quotations", level);
  if (quote->inlines->len > 0)
    {
      open_para (self, "Quotation_20_Source");
      write_text (self, "— ");
      write_runs (self, quote);
      close_para (self);
    }
}

/* --- tables ----------------------------------------------------------------------------------- */

static guint
count_columns (const CmBlock *table)
{
  guint n = 0;

  for (guint i = 0; i < table->children->len; i++)
    n = MAX (n, ((const CmBlock *) g_ptr_array_index (table->children, i))->children->len);
  return n;
}

/* Room for a column: what its longest word needs, and its share of what is left then. */
typedef struct
{
  double least_cm;
  double weight;
} Column;

static guint
find_longest_word (const char *text)
{
  guint longest = 0, length = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      length = g_ascii_isspace (*p) || *p == '-' ? 0 : length + ((*p & 0xc0) != 0x80);
      longest = MAX (longest, length);
    }
  return longest;
}

static gboolean
is_form (const CmBlock *table)
{
  return table != NULL && g_strcmp0 (table->role, "form") == 0;
}

static Column
measure_column (const CmBlock *table, guint column)
{
  double sum = 0, most = 0;
  guint n = 0, longest = 0;

  for (guint i = 0; i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);

      if (column < row->children->len)
        {
          g_autofree char *text = cm_block_get_text (g_ptr_array_index (row->children, column));
          const double length = (double) strlen (text);

          sum += length;
          most = MAX (most, length);
          longest = MAX (longest, find_longest_word (text));
          n++;
        }
    }
  return (Column){ MIN (longest, WORD_MAX) * LETTER_CM + PADDING_CM,
                   CLAMP (n > 0 ? sum / n + most / 4 : 0, 4, 90) };
}

/* (transfer full): the widths, which make up that of the page. */
static double *
share_width (const CmBlock *table, guint n)
{
  double *widths = g_new (double, n);
  g_autofree double *weights = g_new (double, n);
  double needed = 0, weight = 0, shrink;

  for (guint i = 0; i < n; i++)
    {
      const Column column =
          is_form (table) ? (Column){ WIDTH_CM / n, 1 } : measure_column (table, i);

      needed += widths[i] = column.least_cm;
      weight += weights[i] = column.weight;
    }
  shrink = MIN (1, WIDTH_CM / needed);
  for (guint i = 0; i < n; i++)
    widths[i] = widths[i] * shrink + MAX (0, WIDTH_CM - needed) * weights[i] / weight;
  return widths;
}

static void
write_column_styles (CmOdt *self, const CmBlock *table, const char *name, guint n)
{
  g_autofree double *widths = share_width (table, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *style = g_strdup_printf ("%s.%u", name, i + 1);
      char width[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *width_cm = NULL;
      g_autofree char *share = g_strdup_printf ("%d*", (int) (widths[i] * 1000));

      g_ascii_formatd (width, sizeof width, "%.2f", widths[i]);
      width_cm = g_strconcat (width, "cm", NULL);
      cm_markup_open (
          self->styles, "style:style", "style:name", style, "style:family", "table-column", NULL);
      cm_markup_element (self->styles,
                         "style:table-column-properties",
                         NULL,
                         "style:column-width",
                         width_cm,
                         "style:rel-column-width",
                         share,
                         NULL);
      cm_markup_close (self->styles);
      cm_markup_line (self->styles);
    }
}

static void
write_cell (CmOdt *self, const CmBlock *row, guint column, guint level)
{
  const CmBlock *cell =
      column < row->children->len ? g_ptr_array_index (row->children, column) : NULL;
  const gboolean head = row->head || (cell != NULL && cell->head), form = is_form (row->parent);

  cm_markup_open (self->out,
                  "table:table-cell",
                  "table:style-name",
                  form        ? row->head ? "FormHeadCell" : "FormCell"
                  : row->head ? "HeadCell"
                              : "Cell",
                  "office:value-type",
                  "string",
                  NULL);
  if (cell != NULL)
    take_anchor (self, cell);
  open_para (self, head ? "Table_20_Heading" : "Table_20_Contents");
  if (cell != NULL)
    write_runs (self, cell);
  cm_markup_close (self->out);
  if (cell != NULL)
    write_blocks_as (self, cell, "Table_20_Contents", level);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_row (CmOdt *self, const CmBlock *row, guint n_columns, guint level)
{
  const char *style = NULL;

  if (is_form (row->parent) && !row->head)
    style = g_strcmp0 (row->role, "space") == 0 ? "FormSpace" : "FormRow";
  take_anchor (self, row);
  cm_markup_open (self->out, "table:table-row", "table:style-name", style, NULL);
  cm_markup_line (self->out);
  for (guint i = 0; i < n_columns; i++)
    write_cell (self, row, i, level);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

/* The rows at the top that are repeated on each page. A table needs others too. */
static guint
write_head_rows (CmOdt *self, const CmBlock *table, guint n_columns, guint level)
{
  guint n = 0;

  while (n + 1 < table->children->len &&
         ((const CmBlock *) g_ptr_array_index (table->children, n))->head)
    n++;
  if (n > 0)
    cm_markup_open (self->out, "table:table-header-rows", NULL);
  for (guint i = 0; i < n; i++)
    write_row (self, g_ptr_array_index (table->children, i), n_columns, level);
  if (n > 0)
    cm_markup_close (self->out);
  return n;
}

static void
write_grid (CmOdt *self, const CmBlock *table, guint n_columns, guint level)
{
  g_autofree char *name = g_strdup_printf ("Table%u", ++self->n_tables);

  write_column_styles (self, table, name, n_columns);
  cm_markup_open (self->out, "table:table", "table:name", name, "table:style-name", "Grid", NULL);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *style = g_strdup_printf ("%s.%u", name, i + 1);

      cm_markup_element (self->out, "table:table-column", NULL, "table:style-name", style, NULL);
    }
  cm_markup_line (self->out);
  for (guint i = write_head_rows (self, table, n_columns, level); i < table->children->len; i++)
    write_row (self, g_ptr_array_index (table->children, i), n_columns, level);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  /* Two tables in a row would become one. */
  open_para (self, "After_20_Table");
  close_para (self);
}

/* Where no table fits, and for the cells beyond what fits on paper. */
static void
write_rows_as_text (CmOdt *self, const CmBlock *table, guint level)
{
  for (guint i = 0; i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);

      take_anchor (self, row);
      open_para (self, self->style);
      for (guint j = 0; j < row->children->len; j++)
        {
          if (j > 0)
            write_text (self, "\t");
          write_runs (self, g_ptr_array_index (row->children, j));
        }
      close_para (self);
      for (guint j = 0; j < row->children->len; j++)
        write_blocks (self, g_ptr_array_index (row->children, j), level);
    }
}

static void
write_table (CmOdt *self, const CmBlock *table, guint level)
{
  const guint n_columns = count_columns (table);

  if (table->inlines->len > 0)
    write_runs_in (self, table, self->lists > 0 ? self->style : "Caption");
  if (n_columns == 0)
    return;
  if (self->lists > 0 || n_columns > COLUMNS_MAX)
    write_rows_as_text (self, table, level);
  else
    write_grid (self, table, n_columns, level);
}

static void
write_block (CmOdt *self, const CmBlock *block, guint level)
{
  take_anchor (self, block);
  switch (block->kind)
    {
    case CM_BLOCK_SECTION:
      write_section (self, block, level);
      break;
    case CM_BLOCK_BULLETS:
      write_list (self, block, "Bullets", level);
      break;
    case CM_BLOCK_NUMBERS:
      write_list (self, block, "Numbers", level);
      break;
    case CM_BLOCK_DEFINITIONS:
      write_definitions (self, block, level);
      break;
    case CM_BLOCK_TABLE:
      write_table (self, block, level);
      break;
    case CM_BLOCK_ADMONITION:
      write_admonition (self, block, level);
      break;
    case CM_BLOCK_FIGURE:
      write_figure (self, block, level);
      break;
    case CM_BLOCK_QUOTE:
      write_quote (self, block, level);
      break;
    /* Items, terms, rows and cells are written by what they are in. */
    case CM_BLOCK_ITEM:
    case CM_BLOCK_TERM:
    case CM_BLOCK_ROW:
    case CM_BLOCK_CELL:
    case CM_BLOCK_PARA:
    default:
      write_runs_in (self, block, self->style);
      write_blocks (self, block, level);
      break;
    }
}

void
_cm_odt_chapter (CmOdt *self, const CmBlock *chapter)
{
  self->style = CM_ODT_BODY;
  write_block (self, chapter, 1);
  /* Nothing follows that they could be put into. */
  if (self->pending->len > 0)
    {
      open_para (self, CM_ODT_BODY);
      close_para (self);
    }
}
