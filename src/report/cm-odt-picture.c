/* cm-odt-picture.c - the picture of a figure in an OpenDocument text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-odt-private.h"

#include "cm-picture-file.h"

#define WIDTH_CM 16.0
#define HEIGHT_CM 20.0
#define CM_PER_PIXEL (2.54 / 96)

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
  g_autofree char *name = g_strdup_printf ("Figure%u", self->files->len);
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

/* Without its picture, a figure is the words that describe it. */
void
_cm_odt_picture (CmOdt *self, const CmBlock *figure)
{
  g_autoptr (CmPictureFile) picture = cm_picture_file_load (self->document, figure);

  if (picture != NULL)
    {
      const char *name = add_file (self, picture->ending, picture->type, picture->bytes);

      open_frame (self, picture->width * CM_PER_PIXEL, picture->height * CM_PER_PIXEL);
      write_image (self, name);
      close_frame (self, figure, figure->role);
    }
  else if (figure->role != NULL)
    {
      cm_markup_element (self->out, "text:p", figure->role, "text:style-name", CM_ODT_BODY, NULL);
      cm_markup_line (self->out);
    }
}
