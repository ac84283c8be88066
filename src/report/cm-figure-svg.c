/* cm-figure-svg.c - a drawn figure as an <svg> element. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure"
#include "config.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "cm-chart-export.h"
#include "cm-figure.h"

static cairo_status_t
append_bytes_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* (transfer full) (nullable): what cairo writes. */
static GString *
write_svg (const CmFigure *self,
           double width,
           double height,
           double font_size,
           const CmPalette *palette,
           GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (append_bytes_cb, text, width, height);
  cairo_t *cr;
  cairo_status_t status;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cr = cairo_create (surface);
  cm_figure_draw (self, cr, NULL, width, font_size, palette);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_steal_pointer (&text);
  g_set_error (error,
               CM_CHART_ERROR,
               CM_CHART_ERROR_DRAW,
               /* translators: the first %s is the title of a figure, the second the reason */
               _ ("the figure “%s” could not be drawn (%s); free some memory and try again"),
               cm_figure_get_title (self),
               cairo_status_to_string (status));
  return NULL;
}

/* Cairo gives every drawing the same ids; in one page they would get in each other's way. */
static void
prefix_ids (GString *text, const char *prefix)
{
  static const char *const places[] = { " id=\"", "href=\"#", "url(#" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *with = g_strconcat (places[i], prefix, "-", NULL);

      g_string_replace (text, places[i], with, 0);
    }
}

/* The head of the element: a picture that has a name and a description. */
static char *
make_head (const CmFigure *self, double width, double height, const char *prefix)
{
  g_autofree char *words = cm_figure_describe (self);
  g_autofree char *w = g_strdup_printf ("%.0f", ceil (width));
  g_autofree char *h = g_strdup_printf ("%.0f", ceil (height));

  return g_markup_printf_escaped (
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
      " role=\"img\" aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\""
      " width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">\n"
      "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n",
      prefix,
      prefix,
      w,
      h,
      w,
      h,
      prefix,
      cm_figure_get_title (self),
      prefix,
      words);
}

char *
cm_figure_write_svg (const CmFigure *self,
                     double width,
                     double font_size,
                     const CmPalette *palette,
                     const char *prefix,
                     GError **error)
{
  double height = ceil (MAX (cm_figure_measure (self, NULL, width, font_size), 1));
  g_autoptr (GString) text = write_svg (self, width, height, font_size, palette, error);
  g_autofree char *head = NULL;
  const char *root;

  if (text == NULL)
    return NULL;
  prefix_ids (text, prefix);
  head = make_head (self, width, height, prefix);
  root = strstr (text->str, "<svg");
  return g_strconcat (head, strchr (root, '>') + 1, NULL);
}
