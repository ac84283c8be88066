/* cm-press.c - a document set on paper. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

#define MM (72 / 25.4)

/* What setting takes of the time; breaking into pages takes the rest. */
#define SHARE_OF_FLOW 0.9

/* Cantarell is the font of the design; the next one has the letters of many more languages. */
#define FAMILY "Cantarell, DejaVu Sans, sans-serif"

/* The column is made for lines of that many letters: fewer break too often, with more the eye loses
 * the next one. */
#define N_LETTERS 72
#define SAMPLE                                                                                     \
  "the partnership decides together what the money of an area should achieve for people"

/* White that numbers of headings hang in, and that a wide table may use, in units of the size. */
#define HANG 4.6

G_DEFINE_FINAL_TYPE (CmPress, cm_press, G_TYPE_OBJECT)

/* --- setup ------------------------------------------------------------------------------------ */

void
cm_press_setup_init_for (CmPressSetup *setup, double width, double height)
{
  const double small = MIN (width, height);
  const double side = small > 800 ? 34 * MM : small > 500 ? 24 * MM : 15 * MM;

  *setup = (CmPressSetup){
    .width = width,
    .height = height,
    .left = side,
    .right = side,
    .top = MIN (30 * MM, height * 0.12),
    .bottom = MIN (26 * MM, height * 0.1),
    .size = small > 800   ? 13
            : small > 350 ? 10.5
                          : 9,
    .title_page = TRUE,
    .contents = TRUE,
    .numbered = TRUE,
  };
}

void
cm_press_setup_init (CmPressSetup *setup, CmPressPaper paper, gboolean landscape)
{
  static const double sizes[][2] = {
    [CM_PRESS_A4] = { 210 * MM, 297 * MM },
    [CM_PRESS_A3] = { 297 * MM, 420 * MM },
    [CM_PRESS_LETTER] = { 612, 792 },
  };
  const double *size = sizes[MIN (paper, CM_PRESS_LETTER)];

  cm_press_setup_init_for (setup, size[landscape ? 1 : 0], size[landscape ? 0 : 1]);
}

/* --- life ------------------------------------------------------------------------------------- */

static void
free_row (gpointer data)
{
  PressRow *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
free_table (gpointer data)
{
  PressTable *table = data;

  g_ptr_array_unref (table->head);
  g_free (table->widths);
  g_free (table);
}

static void
free_piece (gpointer data)
{
  PressPiece *piece = data;

  g_clear_pointer (&piece->anchors, g_ptr_array_unref);
  g_free (piece);
}

static void
free_heading (gpointer data)
{
  PressHeading *heading = data;

  g_free (heading->name);
  g_free (heading->title);
  g_free (heading->number);
  g_free (heading);
}

static void
cm_press_finalize (GObject *object)
{
  CmPress *self = CM_PRESS (object);
  GPtrArray **arrays[] = { &self->pages,        &self->pieces, &self->front,  &self->rows,
                           &self->tables,       &self->boxes,  &self->notes,  &self->headings,
                           &self->texts,        &self->nodes,  &self->folios, &self->figures,
                           &self->head_chapters };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_ptr_array_unref (*arrays[i]);
  g_hash_table_unref (self->linked);
  g_clear_object (&self->context);
  g_clear_object (&self->leftwards);
  g_clear_object (&self->document);
  g_clear_object (&self->manual);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, cm_progress_unref);
  g_free (self->family);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->edition);
  G_OBJECT_CLASS (cm_press_parent_class)->finalize (object);
}

static void
cm_press_class_init (CmPressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_press_finalize;
}

static void
cm_press_init (CmPress *self)
{
  self->pages = g_ptr_array_new_with_free_func (_cm_press_page_free);
  self->pieces = g_ptr_array_new_with_free_func (free_piece);
  self->front = g_ptr_array_new_with_free_func (free_piece);
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->boxes = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->headings = g_ptr_array_new_with_free_func (free_heading);
  self->texts = g_ptr_array_new_with_free_func (_cm_press_text_free);
  self->nodes = g_ptr_array_new_with_free_func (g_free);
  self->folios = g_ptr_array_new ();
  self->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_figure_free);
  self->head_chapters = g_ptr_array_new ();
  self->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->root = _cm_press_node (self, "Document", NULL);
}

/* --- geometry --------------------------------------------------------------------------------- */

/* Of its own, as pages may be set in a thread; without hints, as paper has no pixels. */
static PangoContext *
make_context (PangoFontMap *fonts, PangoDirection direction)
{
  PangoContext *context = pango_font_map_create_context (fonts);
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72);
  pango_cairo_context_set_resolution (context, 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_base_dir (context, direction);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("en-gb"));
  cairo_font_options_destroy (options);
  return context;
}

static void
measure_font (CmPress *self)
{
  PangoFontDescription *font = pango_font_description_from_string (self->family);
  PangoFontMetrics *metrics;

  /* Figures take theirs from there. */
  pango_context_set_font_description (self->context, font);
  pango_font_description_set_absolute_size (font, 100 * PANGO_SCALE);
  metrics = pango_context_get_metrics (self->context, font, NULL);
  self->ascent = (double) pango_font_metrics_get_ascent (metrics) / PANGO_SCALE / 100;
  self->descent = (double) pango_font_metrics_get_descent (metrics) / PANGO_SCALE / 100;
  pango_font_metrics_unref (metrics);
  pango_font_description_free (font);
}

static double
measure_letter (CmPress *self)
{
  const PressStyle style = _cm_press_style (self, 1, 1);
  PressText *text = _cm_press_text_new (self, &style, NULL);
  double natural, longest;

  _cm_press_text_add (text, SAMPLE, 0, NULL, -1, -1);
  _cm_press_text_measure (self, text, &natural, &longest);
  return natural / (sizeof SAMPLE - 1);
}

/* The column of the text, to the right of its hanging numbers; on wide paper both stand in the
 * middle, with room for tables beside them. */
static void
plan_columns (CmPress *self)
{
  const double room = MAX (self->width - self->left - self->right, 36);

  self->body_width = MIN (room, N_LETTERS * measure_letter (self));
  self->full_width = MIN (room, self->body_width * 1.5);
  self->full_x = (room - self->full_width) / 2;
  self->body_x = self->full_x;
  if (self->full_width - self->body_width > 2.4 * self->size)
    self->body_x += self->full_width - self->body_width;
  else
    self->body_width = self->full_width;
  if (self->body_x - self->full_x > HANG * 2 * self->size)
    self->body_x = self->full_x + (self->full_width - self->body_width) / 2;
  self->body_height = MAX (self->height - self->top - self->bottom, 36);
}

static void
take_setup (CmPress *self, CmDocument *document, const CmPressSetup *setup)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  const char *title = setup->title != NULL ? setup->title : cm_document_get_title (document);

  self->document = g_object_ref (document);
  self->manual = setup->manual != NULL ? g_object_ref (setup->manual) : NULL;
  self->width = setup->width;
  self->height = setup->height;
  self->left = setup->left;
  self->right = setup->right;
  self->top = setup->top;
  self->bottom = setup->bottom;
  self->size = setup->size;
  self->family = g_strdup (setup->family != NULL ? setup->family : FAMILY);
  self->title = g_strdup (title != NULL ? title : "");
  self->subtitle = g_strdup (setup->subtitle);
  self->edition = g_strdup (setup->edition);
  /* A part would begin with 1 wherever it stands in the whole. */
  self->numbered =
      setup->numbered && setup->part == NULL && cm_document_get_chapters (document)->len > 1;
  self->context = make_context (fonts, PANGO_DIRECTION_LTR);
  self->leftwards = make_context (fonts, PANGO_DIRECTION_RTL);
  measure_font (self);
  plan_columns (self);
}

/* --- setting ---------------------------------------------------------------------------------- */

static void
collect_ids (CmPress *self, const CmBlock *block)
{
  if (block->id != NULL)
    g_hash_table_add (self->linked, g_strdup (block->id));
  for (guint i = 0; i < block->children->len; i++)
    collect_ids (self, g_ptr_array_index (block->children, i));
}

static void
set_chapters (CmPress *self, GPtrArray *chapters)
{
  PressFlow flow;

  _cm_press_flow_init (&flow, self);
  for (guint i = 0; i < chapters->len; i++)
    {
      _cm_press_flow_section (&flow, g_ptr_array_index (chapters, i));
      cm_progress_set (self->progress, SHARE_OF_FLOW * (i + 1) / chapters->len);
    }
  g_clear_pointer (&flow.anchors, g_ptr_array_unref);
}

/* FALSE if cancelled. */
static gboolean
set_pages (CmPress *self, const CmPressSetup *setup, GPtrArray *chapters)
{
  PressFlow flow;

  set_chapters (self, chapters);
  if (setup->title_page)
    _cm_press_front_title (self);
  if (setup->contents && self->headings->len > 0)
    {
      const guint before = self->front->len, first = self->pages->len;
      g_autoptr (GPtrArray) contents = g_ptr_array_new ();

      _cm_press_flow_init (&flow, self);
      _cm_press_front_contents (self, &flow);
      for (guint i = before; i < self->front->len; i++)
        g_ptr_array_add (contents, g_ptr_array_index (self->front, i));
      if (!_cm_press_break (self, contents, SHARE_OF_FLOW, SHARE_OF_FLOW))
        return FALSE;
      for (guint i = first; i < self->pages->len; i++)
        {
          PressPage *page = g_ptr_array_index (self->pages, i);

          page->contents = TRUE;
          page->opener = i == first;
        }
    }
  if (!_cm_press_break (self, self->pieces, SHARE_OF_FLOW, 1))
    return FALSE;
  if (self->pages->len == 0)
    _cm_press_page_new (self)->opener = TRUE;
  _cm_press_front_number (self);
  return TRUE;
}

CmPress *
cm_press_new (CmDocument *document,
              const CmPressSetup *setup,
              CmProgress *progress,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (CmPress) self = g_object_new (CM_TYPE_PRESS, NULL);
  g_autoptr (GPtrArray) chapters = g_ptr_array_new ();

  self->progress = progress != NULL ? cm_progress_ref (progress) : NULL;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  take_setup (self, document, setup);
  if (setup->part != NULL)
    g_ptr_array_add (chapters, (gpointer) setup->part);
  else
    g_ptr_array_extend (chapters, cm_document_get_chapters (document), NULL, NULL);
  for (guint i = 0; i < chapters->len; i++)
    collect_ids (self, g_ptr_array_index (chapters, i));
  set_pages (self, setup, chapters);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- asking ----------------------------------------------------------------------------------- */

guint
cm_press_get_n_pages (CmPress *self)
{
  return self->pages->len;
}

void
cm_press_get_size (CmPress *self, double *width, double *height)
{
  *width = self->width;
  *height = self->height;
}

int
cm_press_find_page (CmPress *self, const char *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->linked, id)) - 1;
}

void
cm_press_draw (CmPress *self, guint page, cairo_t *cr)
{
  g_return_if_fail (page < self->pages->len);

  _cm_press_draw (self, page, cr, NULL);
}
