/* cm-html-blocks.c - from the blocks of a document to elements of HTML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-html-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- runs of text ----------------------------------------------------------------------------- */

/* Where a link leads to, or NULL if that is nowhere, or nowhere that a reader should be sent to. */
static char *
find_address (CmHtml *self, const char *link)
{
  if (link == NULL)
    return NULL;
  if (*link == '#')
    {
      const char *page = g_hash_table_lookup (self->places, link + 1);

      if (page == NULL)
        return NULL;
      return g_str_equal (page, self->page) ? g_strdup (link) : g_strconcat (page, link, NULL);
    }
  return cm_markup_make_address (link);
}

static void
write_call (CmHtml *self, const CmInline *run)
{
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_notes);
  g_autofree char *id = g_strconcat ("call:", number, NULL);
  g_autofree char *address = g_strconcat ("#note:", number, NULL);
  /* translators: %s is the number of a footnote */
  g_autofree char *label = g_strdup_printf (_ ("Note %s"), number);

  g_ptr_array_add (self->notes, (gpointer) run);
  cm_markup_open (self->out, "sup", NULL);
  cm_markup_element (self->out,
                     "a",
                     number,
                     "id",
                     id,
                     "href",
                     address,
                     "role",
                     "doc-noteref",
                     "aria-label",
                     label,
                     NULL);
  cm_markup_close (self->out);
}

static void
write_text (CmHtml *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        cm_markup_element (self->out, "br", NULL, NULL);
      cm_markup_text (self->out, lines[i]);
    }
}

static void
write_styled (CmHtml *self, const CmInline *run)
{
  static const struct
  {
    CmInlineFlags flag;
    const char *element;
  } styles[] = {
    { CM_INLINE_STRONG, "strong" },
    { CM_INLINE_EMPHASIS, "em" },
    { CM_INLINE_CODE, "code" },
    { CM_INLINE_SMALL, "small" },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (run->flags & styles[i].flag)
      {
        cm_markup_open (self->out, styles[i].element, NULL);
        n++;
      }
  write_text (self, run->text);
  for (; n > 0; n--)
    cm_markup_close (self->out);
}

/* Runs that lead to the same place are one link, however many styles it has. */
void
_cm_html_runs (CmHtml *self, const CmBlock *block)
{
  const char *link = NULL;
  gboolean open = FALSE;

  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      if (open && (run->footnote != NULL || g_strcmp0 (run->link, link) != 0))
        {
          cm_markup_close (self->out);
          open = FALSE;
        }
      if (run->footnote != NULL)
        {
          write_call (self, run);
          continue;
        }
      if (!open)
        {
          g_autofree char *address = find_address (self, run->link);

          open = address != NULL;
          link = run->link;
          if (open)
            cm_markup_open (self->out, "a", "href", address, NULL);
        }
      write_styled (self, run);
    }
  if (open)
    cm_markup_close (self->out);
}

static void
write_note (CmHtml *self, const CmInline *run, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *id = g_strconcat ("note:", text, NULL);
  g_autofree char *address = g_strconcat ("#call:", text, NULL);

  cm_markup_open (self->out, "div", "id", id, "role", "doc-footnote", NULL);
  cm_markup_open (self->out, "p", NULL);
  cm_markup_element (self->out,
                     "a",
                     text,
                     "href",
                     address,
                     "role",
                     "doc-backlink",
                     "aria-label",
                     _ ("Back to the text"),
                     NULL);
  cm_markup_text (self->out, " ");
  cm_markup_text (self->out, run->footnote);
  cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

void
_cm_html_notes (CmHtml *self)
{
  const guint first = self->n_notes - self->notes->len + 1;

  if (self->notes->len == 0)
    return;
  cm_markup_open (self->out, "div", "class", "notes", "role", "group", NULL);
  cm_markup_element (self->out, "p", _ ("Notes"), "class", "word", NULL);
  cm_markup_line (self->out);
  for (guint i = 0; i < self->notes->len; i++)
    write_note (self, g_ptr_array_index (self->notes, i), first + i);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  g_ptr_array_set_size (self->notes, 0);
}

/* --- blocks ----------------------------------------------------------------------------------- */

static void write_block (CmHtml *self, const CmBlock *block, guint level);

static const char *
get_id (CmHtml *self, const CmBlock *block)
{
  return g_hash_table_lookup (self->anchors, block);
}

void
_cm_html_blocks (CmHtml *self, const CmBlock *parent, guint level)
{
  for (guint i = 0; i < parent->children->len; i++)
    write_block (self, g_ptr_array_index (parent->children, i), level);
}

static void
write_runs_in (CmHtml *self, const char *element, const CmBlock *block, const char *class)
{
  cm_markup_open (self->out, element, "class", class, NULL);
  _cm_html_runs (self, block);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_heading (CmHtml *self, const CmBlock *section, guint level)
{
  static const char *const names[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
  const guint last = G_N_ELEMENTS (names);
  g_autofree char *deep = level > last ? g_strdup_printf ("%u", level) : NULL;

  if (section->inlines->len == 0)
    return;
  cm_markup_open (self->out, names[MIN (level, last) - 1], "aria-level", deep, NULL);
  _cm_html_runs (self, section);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

/* On a page of its own, a section shows the stage it is in. */
static const char *
get_stage (CmHtml *self, const CmBlock *section, guint level)
{
  while (level == 1 && section->parent != NULL)
    section = section->parent;
  return _cm_html_stage (self, section);
}

void
_cm_html_section (CmHtml *self, const CmBlock *section, guint level, gboolean with_sections)
{
  cm_markup_open (self->out,
                  "section",
                  "id",
                  get_id (self, section),
                  "class",
                  get_stage (self, section, level),
                  NULL);
  cm_markup_line (self->out);
  write_heading (self, section, level);
  for (guint i = 0; i < section->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (section->children, i);

      if (with_sections || child->kind != CM_BLOCK_SECTION)
        write_block (self, child, level + 1);
    }
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_list (CmHtml *self, const CmBlock *list, const char *element, guint level)
{
  cm_markup_open (self->out, element, "id", get_id (self, list), NULL);
  cm_markup_line (self->out);
  for (guint i = 0; i < list->children->len; i++)
    {
      const CmBlock *item = g_ptr_array_index (list->children, i);

      cm_markup_open (self->out, "li", "id", get_id (self, item), NULL);
      if (item->inlines->len > 0)
        write_runs_in (self, "p", item, NULL);
      _cm_html_blocks (self, item, level);
      cm_markup_close (self->out);
      cm_markup_line (self->out);
    }
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_definitions (CmHtml *self, const CmBlock *list, guint level)
{
  cm_markup_open (self->out, "dl", "id", get_id (self, list), NULL);
  cm_markup_line (self->out);
  for (guint i = 0; i < list->children->len; i++)
    {
      const CmBlock *term = g_ptr_array_index (list->children, i);

      cm_markup_open (self->out, "dt", "id", get_id (self, term), NULL);
      _cm_html_runs (self, term);
      cm_markup_close (self->out);
      cm_markup_open (self->out, "dd", NULL);
      _cm_html_blocks (self, term, level);
      cm_markup_close (self->out);
      cm_markup_line (self->out);
    }
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_row (CmHtml *self, const CmBlock *row, guint level)
{
  cm_markup_open (self->out, "tr", "id", get_id (self, row), "class", row->role, NULL);
  for (guint i = 0; i < row->children->len; i++)
    {
      const CmBlock *cell = g_ptr_array_index (row->children, i);
      const gboolean head = row->head || cell->head;

      cm_markup_open (self->out,
                      head ? "th" : "td",
                      "id",
                      get_id (self, cell),
                      "scope",
                      !head       ? NULL
                      : row->head ? "col"
                                  : "row",
                      NULL);
      _cm_html_runs (self, cell);
      _cm_html_blocks (self, cell, level);
      cm_markup_close (self->out);
    }
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

/* The rows from there on that are of the head, or not; gives the first that is not one of them. */
static guint
write_rows (CmHtml *self, const CmBlock *table, guint from, gboolean head, guint level)
{
  guint i = from;

  for (; i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);

      if (head && !row->head)
        break;
      if (i == from)
        cm_markup_open (self->out, head ? "thead" : "tbody", NULL);
      write_row (self, row, level);
    }
  if (i > from)
    cm_markup_close (self->out);
  return i;
}

static char *
make_caption_id (CmHtml *self)
{
  return g_strdup_printf ("caption:%u", ++self->n_captions);
}

/* In a box of its own, which a table that is wider than the window can be scrolled in, by keys too.
 */
static void
write_table (CmHtml *self, const CmBlock *table, guint level)
{
  const gboolean titled = table->inlines->len > 0;
  g_autofree char *caption = titled ? make_caption_id (self) : NULL;
  const char *form = g_strcmp0 (table->role, "form") == 0 ? "form" : NULL;
  guint body;

  cm_markup_open (self->out,
                  "div",
                  "class",
                  "wide",
                  "role",
                  "group",
                  "tabindex",
                  "0",
                  "aria-labelledby",
                  caption,
                  "aria-label",
                  titled ? NULL : _ ("Table"),
                  NULL);
  cm_markup_open (self->out, "table", "id", get_id (self, table), "class", form, NULL);
  cm_markup_line (self->out);
  if (titled)
    {
      cm_markup_open (self->out, "caption", "id", caption, NULL);
      _cm_html_runs (self, table);
      cm_markup_close (self->out);
      cm_markup_line (self->out);
    }
  body = write_rows (self, table, 0, TRUE, level);
  write_rows (self, table, body, FALSE, level);
  cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_admonition (CmHtml *self, const CmBlock *block, guint level)
{
  static const struct
  {
    const char *role, *word;
  } kinds[] = {
    { "tip", N_ ("Tip") },         { "important", N_ ("Important") }, { "caution", N_ ("Caution") },
    { "warning", N_ ("Warning") }, { "note", N_ ("Note") },
  };
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[i].role, block->role) != 0)
    i++;
  cm_markup_open (self->out,
                  "aside",
                  "id",
                  get_id (self, block),
                  "class",
                  kinds[i].role,
                  "role",
                  "note",
                  "aria-label",
                  _ (kinds[i].word),
                  NULL);
  cm_markup_line (self->out);
  cm_markup_element (self->out, "p", _ (kinds[i].word), "class", "word", NULL);
  cm_markup_line (self->out);
  if (block->inlines->len > 0)
    write_runs_in (self, "p", block, "title");
  _cm_html_blocks (self, block, level);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_figure (CmHtml *self, const CmBlock *figure, guint level)
{
  cm_markup_open (self->out, "figure", "id", get_id (self, figure), NULL);
  cm_markup_line (self->out);
  _cm_html_picture (self, figure, level);
  if (figure->inlines->len > 0)
    write_runs_in (self, "figcaption", figure, NULL);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_quote (CmHtml *self, const CmBlock *quote, guint level)
{
  cm_markup_open (self->out, "blockquote", "id", get_id (self, quote), NULL);
  cm_markup_line (self->out);
  _cm_html_blocks (self, quote, level);
  if (quote->inlines->len > 0)
    {
      cm_markup_open (self->out, "p", "class", "source", NULL);
      cm_markup_text (self->out, "— ");
      _cm_html_runs (self, quote);
      cm_markup_close (self->out);
      cm_markup_line (self->out);
    }
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

static void
write_para (CmHtml *self, const CmBlock *para, guint level)
{
  cm_markup_open (self->out, "p", "id", get_id (self, para), NULL);
  _cm_html_runs (self, para);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  _cm_html_blocks (self, para, level);
}

static void
write_block (CmHtml *self, const CmBlock *block, guint level)
{
  switch (block->kind)
    {
    case CM_BLOCK_SECTION:
      _cm_html_section (self, block, level, TRUE);
      break;
    case CM_BLOCK_BULLETS:
      write_list (self, block, "ul", level);
      break;
    case CM_BLOCK_NUMBERS:
      write_list (self, block, "ol", level);
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
      write_para (self, block, level);
      break;
    }
}
