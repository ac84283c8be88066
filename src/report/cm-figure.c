/* cm-figure.c - a figure of the manual that is drawn from its own words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure"
#include "config.h"

#include "cm-figure.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-figure-options.h"
#include "cm-flow-painter.h"
#include "cm-ring-painter.h"
#include "cm-spans-painter.h"
#include "cm-tiers-painter.h"
#include "cm-wheel-painter.h"

/* The widest that a wheel is drawn, in widths of the type: its own type grows with it. */
#define WHEEL_EMS 36.0
/* Where there is less, its stages stand in a ring instead; without words for one, it shrinks. */
#define WHEEL_LEAST 25.0
/* The size of the text that the wheel is made to stand in, px. */
#define WHEEL_TEXT 16.0

/* How a list is drawn. */
typedef struct
{
  const char *name; /* in c:draw */
  CmBlockKind words;
  double (*measure) (const CmFigureList *list, PangoContext *like, double width, double font_size);
  void (*draw) (cairo_t *cr,
                const CmFigureList *list,
                PangoContext *like,
                double width,
                double font_size,
                const CmPalette *palette);
  char *(*describe) (const CmFigureList *list);
} ListKind;

static const ListKind list_kinds[] = {
  { "tiers", CM_BLOCK_DEFINITIONS, cm_tiers_measure, cm_tiers_draw, cm_tiers_describe },
  { "ring", CM_BLOCK_NUMBERS, cm_ring_measure, cm_ring_draw, cm_ring_describe },
  { "flow", CM_BLOCK_NUMBERS, cm_flow_measure, cm_flow_draw, cm_flow_describe },
};

/* One of list, spans, triangles and wheel is there; with a wheel perhaps a list too. */
struct _CmFigure
{
  char *title;
  const ListKind *kind; /* of the list */
  CmFigureList *list;
  CmSpans *spans;
  CmTriangles *triangles;
  CmWheel *wheel;
};

/* --- the words -------------------------------------------------------------------------------- */

/* The colour of the stage whose chapter the figure is in, be it a copy of it; the first outside of
 * them. */
static guint
find_colour (const CmBlock *block, CmManual *manual)
{
  const CmBlock *home = NULL;

  /* The figure may be of a copy of the text, or of a part of it: ids tell where it belongs. */
  for (; manual != NULL && block != NULL && home == NULL; block = block->parent)
    home = cm_document_find (cm_manual_get_document (manual), block->id);
  while (home != NULL && home->parent != NULL)
    home = home->parent;
  for (guint i = 0; home != NULL && i < cm_manual_get_n_stages (manual); i++)
    if (cm_manual_get_stage (manual, i)->block == home)
      return i;
  return 0;
}

/* Appends the text of all paragraphs below, each on a line of its own. */
static void
append_lines (GString *text, const CmBlock *block)
{
  for (guint i = 0; i < block->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (block->children, i);
      g_autofree char *line = cm_block_get_text (child);

      if (*line != '\0' && text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
      append_lines (text, child);
    }
}

/* (transfer full) (nullable): all text below a block. */
static char *
take_lines (const CmBlock *block)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_lines (text, block);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static const CmBlock *
find_words (const CmBlock *figure, CmBlockKind kind)
{
  for (guint i = 0; i < figure->children->len; i++)
    if (((const CmBlock *) g_ptr_array_index (figure->children, i))->kind == kind)
      return g_ptr_array_index (figure->children, i);
  return NULL;
}

/* (transfer full) (nullable): the paragraphs beside the list or table. */
static char *
take_note (const CmBlock *figure)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < figure->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (figure->children, i);
      g_autofree char *line = child->kind == CM_BLOCK_PARA ? cm_block_get_text (child) : NULL;

      if (line != NULL && text->len > 0)
        g_string_append_c (text, ' ');
      if (line != NULL)
        g_string_append (text, line);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* An item that starts in bold has that as its head. */
static void
add_item (CmFigureList *list, const CmBlock *item)
{
  const CmBlock *first = item->children->len > 0 ? g_ptr_array_index (item->children, 0) : item;
  const CmInline *run = first->inlines->len > 1 ? g_ptr_array_index (first->inlines, 0) : NULL;
  g_autofree char *text = take_lines (item);
  g_autofree char *head = NULL;
  const char *rest;

  if (run == NULL || (run->flags & CM_INLINE_STRONG) == 0)
    {
      cm_figure_list_add (list, NULL, text);
      return;
    }
  rest = text + strlen (run->text);
  while (*rest == ' ' || *rest == ':' || *rest == '.' || *rest == ',')
    rest++;
  head = g_strchomp (g_strdup (run->text));
  cm_figure_list_add (list, head, *rest != '\0' ? rest : NULL);
}

static void
add_term (CmFigureList *list, const CmBlock *term)
{
  g_autofree char *head = cm_block_get_text (term);
  g_autofree char *text = take_lines (term);

  cm_figure_list_add (list, head, text);
}

/* (transfer full) (nullable): the words, if they are of the kind that is wanted. */
static CmFigureList *
read_list (const CmBlock *figure, CmManual *manual, CmBlockKind kind)
{
  const CmBlock *words = find_words (figure, kind);
  g_autofree char *title = cm_block_get_text (figure);
  g_autofree char *note = take_note (figure);
  CmFigureList *list;

  if (words == NULL)
    return NULL;
  list = cm_figure_list_new (title, note, find_colour (figure, manual));
  for (guint i = 0; i < words->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (words->children, i);

      if (kind == CM_BLOCK_DEFINITIONS)
        add_term (list, child);
      else
        add_item (list, child);
    }
  return list;
}

/* FALSE if the cell has no week in it. */
static gboolean
read_week (const CmBlock *row, guint i, int *week)
{
  g_autofree char *text = cm_block_get_text (g_ptr_array_index (row->children, i));
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, CM_SPANS_FIRST, CM_SPANS_LAST, &value, NULL))
    return FALSE;
  *week = (int) value;
  return TRUE;
}

/* FALSE if the row is not: what, first week, last week. */
static gboolean
add_span (CmSpans *spans, const CmBlock *row)
{
  g_autofree char *name = NULL;
  int first, last;

  if (row->children->len != 3 || !read_week (row, 1, &first) || !read_week (row, 2, &last) ||
      last < first)
    return FALSE;
  name = cm_block_get_text (g_ptr_array_index (row->children, 0));
  cm_spans_add (spans, name, first, last);
  return TRUE;
}

/* (transfer full) (nullable) */
static CmSpans *
read_spans (const CmBlock *figure, CmManual *manual)
{
  const CmBlock *table = find_words (figure, CM_BLOCK_TABLE);
  g_autofree char *title = cm_block_get_text (figure);
  g_autofree char *note = take_note (figure);
  g_autoptr (CmSpans) spans = cm_spans_new (title, note, find_colour (figure, manual));

  for (guint i = 0; table != NULL && i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);

      if (!row->head && !add_span (spans, row))
        return NULL;
    }
  return spans->items->len > 0 ? g_steal_pointer (&spans) : NULL;
}

/* (transfer full) (nullable) */
static CmTriangles *
read_triangles (const CmBlock *figure, CmManual *manual)
{
  const CmBlock *table = find_words (figure, CM_BLOCK_TABLE);
  g_autofree char *title = cm_block_get_text (figure);
  g_autofree char *note = take_note (figure);

  return table != NULL ? cm_figure_options_read (table, title, note, find_colour (figure, manual))
                       : NULL;
}

/* (transfer full) (nullable): the cycle, without anybody's progress. */
static CmWheel *
read_wheel (CmManual *manual)
{
  CmWheel *wheel;

  if (manual == NULL || cm_manual_get_n_steps (manual) == 0)
    return NULL;
  wheel = cm_wheel_new ();
  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    {
      const CmManualStage *stage = cm_manual_get_stage (manual, i);

      cm_wheel_add_stage (wheel, stage->id, stage->short_title, stage->ring, i);
    }
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);

      cm_wheel_add_step (wheel, step->stage, step->short_title, CM_STEP_NOT_STARTED);
    }
  /* No stage is the present one. */
  cm_wheel_set_centre (wheel, _ ("People"), cm_manual_get_n_stages (manual), NULL);
  return wheel;
}

/* --- the wheel -------------------------------------------------------------------------------- */

static double
measure_wheel (double width, double font_size)
{
  return MIN (width, WHEEL_EMS * font_size);
}

static void
draw_wheel (cairo_t *cr,
            const CmWheel *wheel,
            PangoContext *like,
            double width,
            double font_size,
            const CmPalette *palette)
{
  /* The least of its type is in px, and is as much against the text around it on paper. */
  double scale = MIN (width / (WHEEL_LEAST * font_size), 1) * font_size / WHEEL_TEXT;
  double height = measure_wheel (width, font_size) / scale;
  g_autoptr (CmWheelLayout) layout = cm_wheel_layout (wheel, width / scale, height, like);

  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  cm_wheel_draw (cr, wheel, layout, palette);
  cairo_restore (cr);
}

/* What the wheel says of itself is progress; here it is what there is. */
static char *
describe_wheel (const CmWheel *wheel)
{
  g_autoptr (GArray) order = cm_wheel_ring_order (wheel);
  GString *text = g_string_new (NULL);
  guint stage = G_MAXUINT;

  for (guint i = 0; i < order->len; i++)
    {
      const CmWheelStep *step = cm_wheel_get_step (wheel, g_array_index (order, guint, i));
      const CmWheelStage *at = cm_wheel_get_stage (wheel, step->stage);

      if (step->stage != stage && i > 0)
        g_string_append (text, ". ");
      if (step->stage != stage && at->ring_label != NULL)
        /* translators: spoken; %1$s is a stage, %2$s the purchasing step beside it; steps follow */
        g_string_append_printf (text, _ ("%1$s, beside it %2$s: "), at->title, at->ring_label);
      else if (step->stage != stage)
        g_string_append_printf (text, "%s: ", at->title);
      else
        g_string_append (text, ", ");
      g_string_append (text, step->label);
      stage = step->stage;
    }
  g_string_append_c (text, '.');
  /* Soft hyphens are for the eye. */
  g_string_replace (text, "\xc2\xad", "", 0);
  return g_string_free (text, FALSE);
}

/* --- a figure --------------------------------------------------------------------------------- */

/* Whether the list is what is drawn at that width. */
static gboolean
shows_list (const CmFigure *self, double width, double font_size)
{
  return self->list != NULL && (self->wheel == NULL || width < WHEEL_LEAST * font_size);
}

static gboolean
read_words (CmFigure *self, const CmBlock *block, CmManual *manual)
{
  /* What it shows may be said as a ring of stages too. */
  const char *draw = g_strcmp0 (block->draw, "wheel") == 0 ? "ring" : block->draw;

  if (g_strcmp0 (block->draw, "wheel") == 0)
    {
      self->wheel = read_wheel (manual);
      if (self->wheel == NULL)
        return FALSE;
    }
  else if (g_strcmp0 (block->draw, "spans") == 0)
    self->spans = read_spans (block, manual);
  else if (g_strcmp0 (block->draw, "options") == 0)
    self->triangles = read_triangles (block, manual);
  for (guint i = 0; i < G_N_ELEMENTS (list_kinds); i++)
    if (g_strcmp0 (draw, list_kinds[i].name) == 0)
      {
        self->kind = &list_kinds[i];
        self->list = read_list (block, manual, self->kind->words);
        if (self->list != NULL)
          self->list->stages = self->wheel != NULL;
      }
  return self->wheel != NULL || self->spans != NULL || self->triangles != NULL ||
         self->list != NULL;
}

CmFigure *
cm_figure_new (const CmBlock *block, CmManual *manual)
{
  CmFigure *self = g_new0 (CmFigure, 1);

  self->title = cm_block_get_text (block);
  if (read_words (self, block, manual))
    return self;
  cm_figure_free (self);
  return NULL;
}

void
cm_figure_free (CmFigure *self)
{
  g_clear_pointer (&self->list, cm_figure_list_free);
  g_clear_pointer (&self->spans, cm_spans_free);
  g_clear_pointer (&self->triangles, cm_triangles_free);
  g_clear_pointer (&self->wheel, cm_wheel_free);
  g_free (self->title);
  g_free (self);
}

double
cm_figure_measure (const CmFigure *self, PangoContext *like, double width, double font_size)
{
  if (shows_list (self, width, font_size))
    return self->kind->measure (self->list, like, width, font_size);
  if (self->spans != NULL)
    return cm_spans_measure (self->spans, like, width, font_size);
  if (self->triangles != NULL)
    return cm_triangles_measure (self->triangles, like, width, font_size);
  return measure_wheel (width, font_size);
}

void
cm_figure_draw (const CmFigure *self,
                cairo_t *cr,
                PangoContext *like,
                double width,
                double font_size,
                const CmPalette *palette)
{
  if (shows_list (self, width, font_size))
    self->kind->draw (cr, self->list, like, width, font_size, palette);
  else if (self->spans != NULL)
    cm_spans_draw (cr, self->spans, like, width, font_size, palette);
  else if (self->triangles != NULL)
    cm_triangles_draw (cr, self->triangles, like, width, font_size, palette);
  else
    draw_wheel (cr, self->wheel, like, width, font_size, palette);
}

const char *
cm_figure_get_title (const CmFigure *self)
{
  return self->title;
}

char *
cm_figure_describe (const CmFigure *self)
{
  if (self->wheel != NULL)
    return describe_wheel (self->wheel);
  if (self->triangles != NULL)
    return cm_triangles_describe (self->triangles);
  return self->spans != NULL ? cm_spans_describe (self->spans) : self->kind->describe (self->list);
}
