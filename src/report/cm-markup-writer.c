/* cm-markup-writer.c - writes XML, or HTML that is XML too, from elements and text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-markup-writer.h"

#include <string.h>

struct _CmMarkup
{
  CmMarkupKind kind;
  GString *out;
  GPtrArray *open;   /* names of the elements not ended yet */
  gboolean starting; /* the ">" of the last one is not written yet */
};

CmMarkup *
cm_markup_new (CmMarkupKind kind)
{
  CmMarkup *self = g_new0 (CmMarkup, 1);

  self->kind = kind;
  self->out = g_string_new (NULL);
  self->open = g_ptr_array_new ();
  return self;
}

void
cm_markup_free (CmMarkup *self)
{
  if (self == NULL)
    return;
  g_string_free (self->out, TRUE);
  g_ptr_array_unref (self->open);
  g_free (self);
}

GBytes *
cm_markup_finish (CmMarkup *self)
{
  GBytes *bytes;

  g_assert (self->open->len == 0);
  bytes = g_string_free_to_bytes (g_steal_pointer (&self->out));
  self->out = g_string_new (NULL);
  cm_markup_free (self);
  return bytes;
}

/* --- characters ------------------------------------------------------------------------------- */

gboolean
cm_markup_allows (gunichar c)
{
  if (c < 0x20)
    return c == '\t' || c == '\n';
  if (c >= 0x7f && c < 0xa0)
    return FALSE;
  return (c < 0xfdd0 || c > 0xfdef) && (c & 0xfffe) != 0xfffe;
}

gboolean
cm_markup_is_id (const char *id)
{
  if (id == NULL || *id == '\0' || !g_utf8_validate (id, -1, NULL))
    return FALSE;
  for (const char *p = id; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || !cm_markup_allows (c) || c == ':' || c == '%' || c == '|')
        return FALSE;
    }
  return TRUE;
}

char *
cm_markup_make_address (const char *link)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (link, schemes[i], strlen (schemes[i])) == 0)
      return g_uri_escape_string (link, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?#[]%", TRUE);
  return NULL;
}

static const char *
find_entity (char c, gboolean in_attribute)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return in_attribute ? "&quot;" : NULL;
    case '\'':
      return in_attribute ? "&#39;" : NULL;
    case '\t':
      return in_attribute ? "&#9;" : NULL;
    case '\n':
      return in_attribute ? "&#10;" : NULL;
    default:
      return NULL;
    }
}

static void
append_escaped (GString *out, const char *text, gboolean in_attribute)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  const char *p = valid != NULL ? valid : text, *next;

  for (; *p != '\0'; p = next)
    {
      const char *entity = find_entity (*p, in_attribute);

      next = g_utf8_next_char (p);
      if (entity != NULL)
        g_string_append (out, entity);
      else if (cm_markup_allows (g_utf8_get_char (p)))
        g_string_append_len (out, p, next - p);
    }
}

/* --- elements --------------------------------------------------------------------------------- */

/* Of those that HTML never lets have content, the ones that are of use here. */
static gboolean
is_void (const char *name)
{
  static const char *const names[] = { "meta", "link", "br", "hr", "img", "col", NULL };

  return g_strv_contains (names, name);
}

static void
end_start_tag (CmMarkup *self)
{
  if (self->starting)
    g_string_append_c (self->out, '>');
  self->starting = FALSE;
}

static void
start_tag (CmMarkup *self, const char *name, va_list attributes)
{
  const char *attribute;

  end_start_tag (self);
  g_string_append_c (self->out, '<');
  g_string_append (self->out, name);
  while ((attribute = va_arg (attributes, const char *)) != NULL)
    {
      const char *value = va_arg (attributes, const char *);

      if (value == NULL)
        continue;
      g_string_append_printf (self->out, " %s=\"", attribute);
      append_escaped (self->out, value, TRUE);
      g_string_append_c (self->out, '"');
    }
  g_ptr_array_add (self->open, (gpointer) name);
  self->starting = TRUE;
}

void
cm_markup_open (CmMarkup *self, const char *name, ...)
{
  va_list attributes;

  va_start (attributes, name);
  start_tag (self, name, attributes);
  va_end (attributes);
}

void
cm_markup_close (CmMarkup *self)
{
  const char *name = g_ptr_array_steal_index (self->open, self->open->len - 1);

  if (self->starting && (self->kind == CM_MARKUP_XML || is_void (name)))
    g_string_append (self->out, "/>");
  else
    {
      end_start_tag (self);
      g_string_append_printf (self->out, "</%s>", name);
    }
  self->starting = FALSE;
}

void
cm_markup_text (CmMarkup *self, const char *text)
{
  end_start_tag (self);
  append_escaped (self->out, text, FALSE);
}

void
cm_markup_element (CmMarkup *self, const char *name, const char *text, ...)
{
  va_list attributes;

  va_start (attributes, text);
  start_tag (self, name, attributes);
  va_end (attributes);
  if (text != NULL)
    cm_markup_text (self, text);
  cm_markup_close (self);
}

void
cm_markup_raw (CmMarkup *self, const char *markup, gssize length)
{
  end_start_tag (self);
  g_string_append_len (self->out, markup, length);
}

void
cm_markup_line (CmMarkup *self)
{
  end_start_tag (self);
  g_string_append_c (self->out, '\n');
}
