/* cm-pdf.c - a document as a PDF file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-pdf.h"

#include <cairo-pdf.h>

#include "cm-new-file.h"
#include "cm-press-private.h"

/* What cairo writes goes to the new file; its error is kept, as cairo only knows that there is
 * one. */
typedef struct
{
  CmNewFile *file;
  GError *error;
} Sink;

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int size)
{
  Sink *sink = data;

  if (sink->error != NULL || !cm_new_file_write (sink->file, bytes, size, &sink->error))
    return CAIRO_STATUS_WRITE_ERROR;
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, CmPress *press, const CmPdfAbout *about)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (about->created);
  g_autofree char *when =
      created != NULL ? g_date_time_format (created, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  const struct
  {
    cairo_pdf_metadata_t what;
    const char *value;
  } all[] = {
    { CAIRO_PDF_METADATA_TITLE, about->title != NULL ? about->title : press->title },
    { CAIRO_PDF_METADATA_AUTHOR, about->author },
    { CAIRO_PDF_METADATA_SUBJECT, about->subject },
    { CAIRO_PDF_METADATA_CREATOR, "Commissioning Manual " PACKAGE_VERSION },
    { CAIRO_PDF_METADATA_CREATE_DATE, when },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].value != NULL)
      cairo_pdf_surface_set_metadata (surface, all[i].what, all[i].value);
}

static char *
make_outline_title (const PressHeading *heading)
{
  return heading->number != NULL ? g_strdup_printf ("%s %s", heading->number, heading->title)
                                 : g_strdup (heading->title);
}

/* Chapters are shown, what is in them only when it is unfolded. */
static void
add_outline (cairo_surface_t *surface, CmPress *press)
{
  g_autofree int *ids = g_new (int, press->headings->len + 1);

  for (guint i = 0; i < press->headings->len; i++)
    {
      const PressHeading *heading = g_ptr_array_index (press->headings, i);
      g_autofree char *title = make_outline_title (heading);
      g_autofree char *attributes = _cm_press_tags_attributes (heading->name);

      ids[i] = cairo_pdf_surface_add_outline (surface,
                                              heading->parent >= 0 ? ids[heading->parent]
                                                                   : CAIRO_PDF_OUTLINE_ROOT,
                                              title,
                                              attributes,
                                              0);
    }
}

/* FALSE if cancelled. */
static gboolean
draw_pages (cairo_surface_t *surface,
            CmPress *press,
            CmProgress *progress,
            GCancellable *cancellable)
{
  cairo_t *cr = cairo_create (surface);
  PressTags *tags = _cm_press_tags_new (press, cr);
  guint i;

  for (i = 0; i < press->pages->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *label = g_strdup_printf ("%u", i + 1);

      _cm_press_draw (press, i, cr, tags);
      /* What is still open goes on on the next page; after the last there is none. */
      if (i + 1 == press->pages->len)
        g_clear_pointer (&tags, _cm_press_tags_free);
      cairo_pdf_surface_set_page_label (surface, label);
      cairo_show_page (cr);
      cm_progress_set (progress, 0.5 + 0.5 * (i + 1) / press->pages->len);
    }
  g_clear_pointer (&tags, _cm_press_tags_free);
  cairo_destroy (cr);
  return i == press->pages->len;
}

static gboolean
write_surface (CmPress *press,
               const CmPdfAbout *about,
               Sink *sink,
               CmProgress *progress,
               GCancellable *cancellable,
               GError **error)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (write_cb, sink, press->width, press->height);
  gboolean done;
  cairo_status_t status;

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  set_metadata (surface, press, about);
  done = draw_pages (surface, press, progress, cancellable);
  if (done)
    add_outline (surface, press);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (sink->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&sink->error));
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return status == CAIRO_STATUS_SUCCESS ||
         cm_new_file_fail (sink->file, error, cairo_status_to_string (status));
}

gboolean
cm_pdf_write_pages (CmPress *press,
                    const CmPdfAbout *about,
                    const char *path,
                    CmProgress *progress,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (CmNewFile) file = cm_new_file_open (path, error);
  Sink sink = { file, NULL };

  if (file == NULL || !write_surface (press, about, &sink, progress, cancellable, error))
    return FALSE;
  return cm_new_file_commit (file, error);
}

gboolean
cm_pdf_write (CmDocument *document,
              const CmPressSetup *setup,
              const CmPdfAbout *about,
              const char *path,
              CmProgress *progress,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (CmPress) press = cm_press_new (document, setup, NULL, cancellable, error);

  if (press == NULL)
    return FALSE;
  cm_progress_set (progress, 0.5);
  return cm_pdf_write_pages (press, about, path, progress, cancellable, error);
}
