/* cm-odt-picture.c - the picture of a figure in an OpenDocument text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-report"

#include "config.h"

#include "cm-odt-private.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "cm-figure.h"
#include "cm-picture-file.h"

#define WIDTH_CM 16.0
#define HEIGHT_CM 13.0
#define CM_PER_PIXEL (2.54 / 96)
#define FONT_SIZE 14 /* in pixels, of the text around it */
#define SCALE 3      /* for those who cannot draw SVG */

static char *
format_cm (double cm)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strconcat (g_ascii_formatd (text, sizeof text, "%.2f", cm), "cm", NULL);
}

/* Takes the picture into the package; its name there. */
static const char *
add_file (CmOdt *self, const char *ending, const char *type, GBytes *bytes)
{
  CmOdtFile *file = g_new0 (CmOdtFile, 1);

  file->name = g_strdup_printf ("Pictures/%u%s", self->files->len + 1, ending);
  file->type = type;
  file->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->files, file);
  return file->name;
}

static void
open_frame (CmOdt *self, double width, double height)
{
  const double shrink = MIN (1, MIN (WIDTH_CM / width, HEIGHT_CM / height));
  g_autofree char *name = g_strdup_printf ("Figure%u", ++self->n_frames);
  g_autofree char *width_cm = format_cm (width * shrink);
  g_autofree char *height_cm = format_cm (height * shrink);

  cm_markup_open (self->out, "text:p", "text:style-name", "Figure", NULL);
  cm_markup_open (self->out,
                  "draw:frame",
                  "draw:style-name",
                  "Graphics",
                  "draw:name",
                  name,
                  "text:anchor-type",
                  "as-char",
                  "svg:width",
                  width_cm,
                  "svg:height",
                  height_cm,
                  NULL);
}

static void
write_image (CmOdt *self, const char *name)
{
  cm_markup_element (self->out,
                     "draw:image",
                     NULL,
                     "xlink:href",
                     name,
                     "xlink:type",
                     "simple",
                     "xlink:show",
                     "embed",
                     "xlink:actuate",
                     "onLoad",
                     NULL);
}

static void
close_frame (CmOdt *self, const CmBlock *figure, const char *description)
{
  g_autofree char *title = cm_block_get_text (figure);

  cm_markup_element (self->out, "svg:title", title, NULL);
  if (description != NULL)
    cm_markup_element (self->out, "svg:desc", description, NULL);
  cm_markup_close (self->out);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
}

/* --- figures that are drawn ------------------------------------------------------------------- */

static cairo_status_t
append_bytes_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* NULL if there is not the memory for it. */
static GBytes *
make_png (const CmFigure *figure, double width, double height)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (width * SCALE), (int) (height * SCALE));
  cairo_t *cr = cairo_create (surface);
  gboolean drawn;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, SCALE, SCALE);
  cm_figure_draw (figure, cr, NULL, width, FONT_SIZE, cm_palette_light ());
  drawn =
      cairo_status (cr) == CAIRO_STATUS_SUCCESS &&
      cairo_surface_write_to_png_stream (surface, append_bytes_cb, bytes) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (drawn)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

static GBytes *
make_svg (const CmFigure *figure, double width)
{
  g_autoptr (GError) error = NULL;
  char *svg = cm_figure_write_svg (figure, width, FONT_SIZE, cm_palette_light (), "figure", &error);

  if (svg != NULL)
    return g_bytes_new_take (svg, strlen (svg));
  g_info ("%s", error->message);
  return NULL;
}

/* The first of the two that a program can show is the one it shows. */
static gboolean
write_drawing (CmOdt *self, const CmBlock *block, const CmFigure *figure)
{
  const double width = WIDTH_CM / CM_PER_PIXEL;
  const double height = ceil (MAX (cm_figure_measure (figure, NULL, width, FONT_SIZE), 1));
  g_autoptr (GBytes) svg = make_svg (figure, width);
  g_autoptr (GBytes) png = make_png (figure, width, height);
  g_autofree char *words = cm_figure_describe (figure);

  if (svg == NULL || png == NULL)
    return FALSE;
  open_frame (self, width * CM_PER_PIXEL, height * CM_PER_PIXEL);
  write_image (self, add_file (self, ".svg", "image/svg+xml", svg));
  write_image (self, add_file (self, ".png", "image/png", png));
  close_frame (self, block, words);
  return TRUE;
}

static gboolean
draw (CmOdt *self, const CmBlock *block)
{
  g_autoptr (CmFigure) figure =
      block->draw != NULL && self->manual != NULL ? cm_figure_new (block, self->manual) : NULL;

  return figure != NULL && write_drawing (self, block, figure);
}

/* --- any figure ------------------------------------------------------------------------------- */

static void
write_file (CmOdt *self, const CmBlock *figure, const CmPictureFile *picture)
{
  open_frame (self, picture->width * CM_PER_PIXEL, picture->height * CM_PER_PIXEL);
  write_image (self, add_file (self, picture->ending, picture->type, picture->bytes));
  close_frame (self, figure, figure->role);
}

gboolean
_cm_odt_picture (CmOdt *self, const CmBlock *figure)
{
  g_autoptr (CmPictureFile) picture = cm_picture_file_load (self->document, figure);

  if (picture == NULL)
    return draw (self, figure);
  write_file (self, figure, picture);
  return TRUE;
}
