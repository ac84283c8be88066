/* cm-figure.c - a figure of the manual that is drawn from its own words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure"
#include "config.h"

#include "cm-figure.h"

#include <glib/gi18n.h>

#include "cm-figure-list.h"
#include "cm-tiers-painter.h"
#include "cm-wheel-painter.h"

/* The widest that a wheel is drawn, in widths of the type: its own type grows with it. */
#define WHEEL_EMS 36.0

/* How one kind of figure is made and drawn; the model is its own. */
typedef struct
{
  const char *name; /* in c:draw */
  gpointer (*read) (const CmBlock *block, CmManual *manual);
  double (*measure) (gconstpointer model, PangoContext *like, double width, double font_size);
  void (*draw) (cairo_t *cr,
                gconstpointer model,
                PangoContext *like,
                double width,
                double font_size,
                const CmPalette *palette);
  char *(*describe) (gconstpointer model);
  void (*free) (gpointer model);
} Kind;

struct _CmFigure
{
  const Kind *kind;
  gpointer model;
  char *title;
};

/* --- the words -------------------------------------------------------------------------------- */

/* The colour of the stage whose chapter the figure is in; the first outside of them. */
static guint
find_colour (const CmBlock *block, CmManual *manual)
{
  while (block->parent != NULL)
    block = block->parent;
  for (guint i = 0; manual != NULL && i < cm_manual_get_n_stages (manual); i++)
    if (cm_manual_get_stage (manual, i)->block == block)
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

static CmFigureList *
create_list (const CmBlock *figure, CmManual *manual)
{
  g_autofree char *title = cm_block_get_text (figure);
  g_autofree char *note = take_note (figure);

  return cm_figure_list_new (title, note, find_colour (figure, manual));
}

static gpointer
read_definitions (const CmBlock *figure, CmManual *manual)
{
  const CmBlock *words = find_words (figure, CM_BLOCK_DEFINITIONS);
  CmFigureList *list;

  if (words == NULL)
    return NULL;
  list = create_list (figure, manual);
  for (guint i = 0; i < words->children->len; i++)
    {
      const CmBlock *term = g_ptr_array_index (words->children, i);
      g_autofree char *head = cm_block_get_text (term);
      g_autofree char *text = take_lines (term);

      cm_figure_list_add (list, head, text);
    }
  return list;
}

/* --- kinds ------------------------------------------------------------------------------------ */

static void
free_list (gpointer model)
{
  cm_figure_list_free (model);
}

static double
measure_tiers (gconstpointer model, PangoContext *like, double width, double font_size)
{
  return cm_tiers_measure (model, like, width, font_size);
}

static void
draw_tiers (cairo_t *cr,
            gconstpointer model,
            PangoContext *like,
            double width,
            double font_size,
            const CmPalette *palette)
{
  cm_tiers_draw (cr, model, like, width, font_size, palette);
}

static char *
describe_tiers (gconstpointer model)
{
  return cm_tiers_describe (model);
}

/* The cycle without anybody's progress. */
static gpointer
read_wheel (const CmBlock *figure, CmManual *manual)
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

static double
measure_wheel (gconstpointer model, PangoContext *like, double width, double font_size)
{
  return MIN (width, WHEEL_EMS * font_size);
}

static void
draw_wheel (cairo_t *cr,
            gconstpointer model,
            PangoContext *like,
            double width,
            double font_size,
            const CmPalette *palette)
{
  double height = measure_wheel (model, like, width, font_size);
  g_autoptr (CmWheelLayout) layout = cm_wheel_layout (model, width, height, like);

  cm_wheel_draw (cr, model, layout, palette);
}

static char *
describe_wheel (gconstpointer model)
{
  const CmWheel *wheel = model;
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
  return g_string_free (text, FALSE);
}

static void
free_wheel (gpointer model)
{
  cm_wheel_free (model);
}

static const Kind kinds[] = {
  { "wheel", read_wheel, measure_wheel, draw_wheel, describe_wheel, free_wheel },
  { "tiers", read_definitions, measure_tiers, draw_tiers, describe_tiers, free_list },
};

/* --- a figure --------------------------------------------------------------------------------- */

static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

CmFigure *
cm_figure_new (const CmBlock *block, CmManual *manual)
{
  const Kind *kind = find_kind (block->draw);
  gpointer model = kind != NULL ? kind->read (block, manual) : NULL;
  CmFigure *self;

  if (model == NULL)
    return NULL;
  self = g_new0 (CmFigure, 1);
  self->kind = kind;
  self->model = model;
  self->title = cm_block_get_text (block);
  return self;
}

void
cm_figure_free (CmFigure *self)
{
  self->kind->free (self->model);
  g_free (self->title);
  g_free (self);
}

double
cm_figure_measure (const CmFigure *self, PangoContext *like, double width, double font_size)
{
  return self->kind->measure (self->model, like, width, font_size);
}

void
cm_figure_draw (const CmFigure *self,
                cairo_t *cr,
                PangoContext *like,
                double width,
                double font_size,
                const CmPalette *palette)
{
  self->kind->draw (cr, self->model, like, width, font_size, palette);
}

const char *
cm_figure_get_title (const CmFigure *self)
{
  return self->title;
}

char *
cm_figure_describe (const CmFigure *self)
{
  return self->kind->describe (self->model);
}
