/* cm-html-picture.c - the picture of a figure: in the page itself, or a file beside it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-report"

#include "config.h"

#include "cm-html-private.h"

#include <glib/gi18n.h>

#include "cm-figure.h"
#include "cm-picture-file.h"

/* In px, which is what a page has room for. */
#define WIDTH 680
#define FONT_SIZE 15

/* The address of the picture: of a file that goes with the page, or the picture itself. */
static char *
make_address (CmHtml *self, const CmPictureFile *picture)
{
  CmHtmlFile *file;
  gsize size;
  const guchar *data = g_bytes_get_data (picture->bytes, &size);
  g_autofree char *encoded = NULL;

  if (self->files == NULL)
    {
      encoded = g_base64_encode (data, size);
      return g_strdup_printf ("data:%s;base64,%s", picture->type, encoded);
    }
  file = g_new0 (CmHtmlFile, 1);
  file->name = g_strdup_printf ("picture-%u%s", self->files->len + 1, picture->ending);
  file->bytes = g_bytes_ref (picture->bytes);
  g_ptr_array_add (self->files, file);
  return g_strdup (file->name);
}

/* --- figures that are drawn ------------------------------------------------------------------- */

/* One for light pages and one for dark ones; the style shows the one that fits. */
static gboolean
write_drawing (CmHtml *self, const CmFigure *figure, const CmPalette *palette, const char *class)
{
  g_autofree char *prefix = g_strdup_printf ("figure:%u", ++self->n_figures);
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = cm_figure_write_svg (figure, WIDTH, FONT_SIZE, palette, prefix, &error);

  if (svg == NULL)
    {
      g_info ("%s", error->message);
      return FALSE;
    }
  cm_markup_open (self->out, "div", "class", class, NULL);
  cm_markup_raw (self->out, svg, -1);
  cm_markup_close (self->out);
  cm_markup_line (self->out);
  return TRUE;
}

static gboolean
draw (CmHtml *self, const CmBlock *block)
{
  g_autoptr (CmFigure) figure =
      block->draw != NULL && self->manual != NULL ? cm_figure_new (block, self->manual) : NULL;

  return figure != NULL && write_drawing (self, figure, cm_palette_light (), "drawn-light") &&
         write_drawing (self, figure, cm_palette_dark (), "drawn-dark");
}

/* --- any figure ------------------------------------------------------------------------------- */

static void
write_words (CmHtml *self, const CmBlock *figure, guint level)
{
  if (figure->role != NULL)
    cm_markup_element (self->out, "p", figure->role, NULL);
  _cm_html_blocks (self, figure, level);
}

/* What is drawn can be read too; without its picture, a figure is its words. */
void
_cm_html_picture (CmHtml *self, const CmBlock *figure, guint level)
{
  g_autoptr (CmPictureFile) picture = cm_picture_file_load (self->document, figure);
  g_autofree char *address = picture != NULL ? make_address (self, picture) : NULL;

  if (address != NULL)
    {
      cm_markup_element (self->out,
                         "img",
                         NULL,
                         "src",
                         address,
                         "alt",
                         figure->role != NULL ? figure->role : "",
                         NULL);
      _cm_html_blocks (self, figure, level);
    }
  else if (draw (self, figure))
    {
      cm_markup_open (self->out, "details", NULL);
      cm_markup_element (self->out, "summary", _ ("In words"), NULL);
      write_words (self, figure, level);
      cm_markup_close (self->out);
    }
  else
    write_words (self, figure, level);
  cm_markup_line (self->out);
}
