/* cm-chart-export.c - writes a chart to a PNG, SVG or PDF file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-chart-export"

#include "config.h"

#include "cm-chart-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>

#define PNG_SCALE 2.0
#define POINTS_PER_PX 0.75
/* Cairo's own limit for images. */
#define LARGEST_SIDE 32767.0

G_DEFINE_QUARK (cm_chart_error_quark, cm_chart_error)

static cairo_status_t
append_bytes_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_size (double width, double height, const char *path, GError **error)
{
  if (width >= 1 && height >= 1 && width * PNG_SCALE <= LARGEST_SIDE &&
      height * PNG_SCALE <= LARGEST_SIDE)
    return TRUE;
  /* Translators: the first %s is a file; the numbers are the width and height in pixels. */
  g_set_error (
      error,
      CM_CHART_ERROR,
      CM_CHART_ERROR_DRAW,
      _ ("“%s” was not written: a chart cannot be %.0f by %.0f pixels. Choose a size from 1 "
         "to %.0f."),
      path,
      width,
      height,
      LARGEST_SIDE / PNG_SCALE);
  return FALSE;
}

/* Takes the outcome of drawing and, if it is good, puts @bytes in the place of the file. */
static gboolean
write_file (GByteArray *bytes, cairo_status_t status, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (status != CAIRO_STATUS_SUCCESS)
    {
      /* Translators: the first %s is a file, the second the reason. */
      g_set_error (
          error,
          CM_CHART_ERROR,
          CM_CHART_ERROR_DRAW,
          _ ("“%s” was not written: the chart could not be drawn (%s). Try a smaller size."),
          path,
          cairo_status_to_string (status));
      return FALSE;
    }
  if (g_file_set_contents_full (path,
                                (const char *) bytes->data,
                                bytes->len,
                                G_FILE_SET_CONTENTS_CONSISTENT,
                                0666,
                                &local_error))
    return TRUE;
  /* Translators: the first %s is a file, the second the reason. */
  g_set_error (error,
               CM_CHART_ERROR,
               CM_CHART_ERROR_WRITE,
               _ ("“%s” was not written: %s. Choose another folder or free some space."),
               path,
               local_error->message);
  return FALSE;
}

/* Draws on a surface that streams its pages into @bytes, and finishes it. */
static cairo_status_t
draw_and_finish (cairo_surface_t *surface,
                 double scale,
                 CmChartDrawFunc draw,
                 gpointer data,
                 double width,
                 double height)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  draw (cr, width, height, data);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

gboolean
cm_chart_export_png (CmChartDrawFunc draw,
                     gpointer data,
                     double width,
                     double height,
                     const char *path,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;

  if (!check_size (width, height, path, error))
    return FALSE;
  surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) ceil (width * PNG_SCALE), (int) ceil (height * PNG_SCALE));
  status = draw_and_finish (surface, PNG_SCALE, draw, data, width, height);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_bytes_cb, bytes);
  cairo_surface_destroy (surface);
  return write_file (bytes, status, path, error);
}

gboolean
cm_chart_export_svg (CmChartDrawFunc draw,
                     gpointer data,
                     double width,
                     double height,
                     const char *path,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;

  if (!check_size (width, height, path, error))
    return FALSE;
  surface = cairo_svg_surface_create_for_stream (append_bytes_cb, bytes, width, height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  status = draw_and_finish (surface, 1, draw, data, width, height);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return write_file (bytes, status, path, error);
}

gboolean
cm_chart_export_pdf (CmChartDrawFunc draw,
                     gpointer data,
                     double width,
                     double height,
                     const char *path,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;

  if (!check_size (width, height, path, error))
    return FALSE;
  surface = cairo_pdf_surface_create_for_stream (
      append_bytes_cb, bytes, width * POINTS_PER_PX, height * POINTS_PER_PX);
  status = draw_and_finish (surface, POINTS_PER_PX, draw, data, width, height);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return write_file (bytes, status, path, error);
}
