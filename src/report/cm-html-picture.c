/* cm-html-picture.c - the picture of a figure: in the page itself, or a file beside it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-report"

#include "config.h"

#include "cm-html-private.h"

#include "cm-picture-file.h"

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

/* Without its picture, a figure is the words that describe it. */
void
_cm_html_picture (CmHtml *self, const CmBlock *figure)
{
  g_autoptr (CmPictureFile) picture = cm_picture_file_load (self->document, figure);
  g_autofree char *address = picture != NULL ? make_address (self, picture) : NULL;

  if (address != NULL)
    cm_markup_element (self->out,
                       "img",
                       NULL,
                       "src",
                       address,
                       "alt",
                       figure->role != NULL ? figure->role : "",
                       NULL);
  else if (figure->role != NULL)
    cm_markup_element (self->out, "p", figure->role, NULL);
  cm_markup_line (self->out);
}
