/* cm-picture-file.c - the picture that a figure of a document names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-report"

#include "config.h"

#include "cm-picture-file.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SIZE_MAX_BYTES (16 * 1024 * 1024)

static const struct
{
  const char *ending, *type;
} kinds[] = {
  { ".svg", "image/svg+xml" },
  { ".png", "image/png" },
  { ".jpg", "image/jpeg" },
  { ".jpeg", "image/jpeg" },
};

/* The path behind all links, if that is still inside the folder. */
static char *
find_inside (const char *folder, const char *target)
{
  g_autofree char *path = g_build_filename (folder, target, NULL);
  char *real = realpath (path, NULL), *root = realpath (folder, NULL);
  const gsize length = root != NULL ? strlen (root) : 0;
  char *found = NULL;

  if (real != NULL && root != NULL && strncmp (real, root, length) == 0 && real[length] == '/')
    found = g_strdup (real);
  free (real);
  free (root);
  return found;
}

static GBytes *
load_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  struct stat found;
  char *bytes;
  gsize size;

  if (stat (path, &found) != 0 || !S_ISREG (found.st_mode) || found.st_size > SIZE_MAX_BYTES)
    return NULL;
  if (g_file_get_contents (path, &bytes, &size, &error))
    return g_bytes_new_take (bytes, size);
  g_info ("%s", error->message);
  return NULL;
}

/* --- sizes ------------------------------------------------------------------------------------ */

static guint
get_number (const guchar *bytes, guint n)
{
  guint number = 0;

  for (guint i = 0; i < n; i++)
    number = number << 8 | bytes[i];
  return number;
}

static void
measure_png (CmPictureFile *self, const guchar *bytes, gsize size)
{
  if (size < 24 || memcmp (bytes, "\211PNG\r\n\032\n", 8) != 0)
    return;
  self->width = get_number (bytes + 16, 4);
  self->height = get_number (bytes + 20, 4);
}

/* The size is in the segment that says how the pixels are coded. */
static void
measure_jpeg (CmPictureFile *self, const guchar *bytes, gsize size)
{
  gsize at = 2;

  while (at + 9 <= size && bytes[at] == 0xff)
    {
      const guchar kind = bytes[at + 1];

      if (kind >= 0xc0 && kind <= 0xcf && kind != 0xc4 && kind != 0xc8 && kind != 0xcc)
        {
          self->height = get_number (bytes + at + 5, 2);
          self->width = get_number (bytes + at + 7, 2);
          return;
        }
      at += 2 + get_number (bytes + at + 2, 2);
    }
}

static void
measure_svg (CmPictureFile *self, const guchar *bytes, gsize size)
{
  const char *box = g_strstr_len ((const char *) bytes, (gssize) MIN (size, 4096), "viewBox=\"");
  g_autofree char *text = NULL;
  double numbers[4] = { 0 };
  char *p;

  if (box == NULL)
    return;
  box += strlen ("viewBox=\"");
  text = g_strndup (box, MIN (100, (gsize) ((const char *) bytes + size - box)));
  p = text;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      numbers[i] = g_ascii_strtod (p, &p);
      p += strspn (p, " ,");
    }
  self->width = numbers[2];
  self->height = numbers[3];
}

static void
measure (CmPictureFile *self)
{
  gsize size;
  const guchar *bytes = g_bytes_get_data (self->bytes, &size);

  if (g_str_equal (self->type, "image/png"))
    measure_png (self, bytes, size);
  else if (g_str_equal (self->type, "image/jpeg"))
    measure_jpeg (self, bytes, size);
  else
    measure_svg (self, bytes, size);
  if (!(self->width >= 1 && self->width <= 100000 && self->height >= 1 && self->height <= 100000))
    {
      self->width = 640;
      self->height = 360;
    }
}

/* --- the file --------------------------------------------------------------------------------- */

CmPictureFile *
cm_picture_file_load (CmDocument *document, const CmBlock *figure)
{
  const char *folder = cm_document_get_folder (document);
  g_autofree char *path = NULL;
  g_autofree char *folded = NULL;

  if (figure->target == NULL || folder == NULL)
    return NULL;
  path = find_inside (folder, figure->target);
  folded = path != NULL ? g_ascii_strdown (path, -1) : NULL;
  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (folded, kinds[i].ending))
      {
        GBytes *bytes = load_bytes (path);
        CmPictureFile *self = bytes != NULL ? g_new0 (CmPictureFile, 1) : NULL;

        if (self == NULL)
          break;
        self->bytes = bytes;
        self->type = kinds[i].type;
        self->ending = kinds[i].ending;
        measure (self);
        return self;
      }
  g_info ("no picture at %s in %s", figure->target, folder);
  return NULL;
}

void
cm_picture_file_free (CmPictureFile *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}
