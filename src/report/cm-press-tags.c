/* cm-press-tags.c - tells cairo what is drawn is, so that a PDF file has a structure. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-press-private.h"

/* Cairo wants what holds text itself to begin and end on one page and to hold nothing else. What
 * holds other elements may go on over pages, but must be begun only where something is drawn in
 * it. */
struct _PressTags
{
  CmPress *press;
  cairo_t *cr;
  GPtrArray *open; /* of PressNode, from the outermost */
};

PressTags *
_cm_press_tags_new (CmPress *self, cairo_t *cr)
{
  PressTags *tags = g_new0 (PressTags, 1);

  tags->press = self;
  tags->cr = cr;
  tags->open = g_ptr_array_new ();
  return tags;
}

static void
close_to (PressTags *self, guint n)
{
  while (self->open->len > n)
    {
      const PressNode *node = g_ptr_array_index (self->open, self->open->len - 1);

      cairo_tag_end (self->cr, node->tag);
      g_ptr_array_remove_index (self->open, self->open->len - 1);
    }
}

void
_cm_press_tags_free (PressTags *self)
{
  close_to (self, 0);
  g_ptr_array_unref (self->open);
  g_free (self);
}

static void
open_node (PressTags *self, PressNode *node)
{
  if (node == NULL || node->depth < self->open->len)
    return;
  open_node (self, node->parent);
  cairo_tag_begin (self->cr, node->tag, NULL);
  g_ptr_array_add (self->open, node);
}

/* Closes what the node is not in, and opens what it is in; then itself. */
void
_cm_press_tags_move (PressTags *self, PressNode *node)
{
  PressNode *common = node;

  if (self == NULL || node == NULL)
    return;
  while (common != NULL && (common->depth >= self->open->len ||
                            g_ptr_array_index (self->open, common->depth) != (gpointer) common))
    common = common->parent;
  close_to (self, common != NULL ? common->depth + 1 : 0);
  open_node (self, node);
}

void
_cm_press_tags_begin (PressTags *self, const char *tag)
{
  if (self != NULL)
    cairo_tag_begin (self->cr, tag, NULL);
}

/* Within quotes, cairo takes a backslash before these. */
static char *
quote (const char *text)
{
  GString *quoted = g_string_new ("'");

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\'' || *c == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '\'');
  return g_string_free (quoted, FALSE);
}

char *
_cm_press_tags_attributes (const char *name)
{
  g_autofree char *quoted = quote (name);

  return g_strconcat ("dest=", quoted, NULL);
}

static char *
make_attributes (const char *link)
{
  g_autofree char *address = NULL;
  g_autofree char *quoted = NULL;

  if (link[0] == '#')
    return _cm_press_tags_attributes (link + 1);
  address = g_uri_escape_string (link, ":/?#[]@!$&()*+,;=%", FALSE);
  quoted = quote (address);
  return g_strconcat ("uri=", quoted, NULL);
}

void
_cm_press_tags_begin_link (PressTags *self, const char *link)
{
  g_autofree char *attributes = NULL;

  if (self == NULL)
    return;
  attributes = make_attributes (link);
  cairo_tag_begin (self->cr, CAIRO_TAG_LINK, attributes);
}

void
_cm_press_tags_end (PressTags *self, const char *tag)
{
  if (self != NULL)
    cairo_tag_end (self->cr, tag);
}

void
_cm_press_tags_anchor (PressTags *self, const char *name, double x, double y)
{
  char x_words[G_ASCII_DTOSTR_BUF_SIZE], y_words[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *quoted = NULL;
  g_autofree char *attributes = NULL;

  if (self == NULL)
    return;
  quoted = quote (name);
  attributes = g_strdup_printf ("name=%s x=%s y=%s",
                                quoted,
                                g_ascii_formatd (x_words, sizeof x_words, "%.2f", x),
                                g_ascii_formatd (y_words, sizeof y_words, "%.2f", y));
  cairo_tag_begin (self->cr, CAIRO_TAG_DEST, attributes);
  cairo_tag_end (self->cr, CAIRO_TAG_DEST);
}
