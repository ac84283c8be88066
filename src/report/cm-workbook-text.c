/* cm-workbook-text.c - what a workbook allows in its names, cells and footers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-workbook-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-workbook-writer.h"

#define NAME_MAX_UNITS 31
#define FOOTER_TITLE_MAX 100

/* Spreadsheet programs count in UTF-16. */
static guint
get_units (gunichar c)
{
  return c > 0xffff ? 2 : 1;
}

/* The longest beginning of the text of so many units. */
static gsize
fit (const char *text, guint units)
{
  const char *p = text;

  for (guint n = 0; *p != '\0'; p = g_utf8_next_char (p))
    {
      n += get_units (g_utf8_get_char (p));
      if (n > units)
        break;
    }
  return (gsize) (p - text);
}

static guint
count_units (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += get_units (g_utf8_get_char (p));
  return n;
}

/* --- names of sheets -------------------------------------------------------------------------- */

static gboolean
is_taken (const char *name, GPtrArray *taken)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  /* Excel keeps this one for itself. */
  if (g_str_equal (folded, "history"))
    return TRUE;
  for (guint i = 0; i < taken->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (taken->pdata[i], -1);

      if (g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

static char *
replace_forbidden (const char *wanted)
{
  g_autofree char *valid = g_utf8_make_valid (wanted, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || c == 0x7f || c == 0xfffe || c == 0xffff)
        g_string_append_c (out, ' ');
      else if (c == '\'')
        g_string_append (out, "’"); /* a straight one may not stand at the ends */
      else if (c < 0x80 && strchr ("[]:*?/\\", (int) c) != NULL)
        g_string_append (out, "–");
      else
        g_string_append_unichar (out, c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

char *
cm_workbook_make_name (const char *wanted, GPtrArray *taken)
{
  g_autofree char *clean = replace_forbidden (wanted);
  g_autofree char *name = NULL;

  if (*clean == '\0')
    {
      g_free (clean);
      clean = g_strdup (_ ("Sheet"));
    }
  name = g_strndup (clean, fit (clean, NAME_MAX_UNITS));
  for (guint i = 2; is_taken (name, taken); i++)
    {
      g_autofree char *number = g_strdup_printf (" (%u)", i);
      g_autofree char *start =
          g_strndup (clean, fit (clean, NAME_MAX_UNITS - (guint) strlen (number)));

      g_free (name);
      name = g_strconcat (g_strchomp (start), number, NULL);
    }
  return g_steal_pointer (&name);
}

/* --- cells ------------------------------------------------------------------------------------ */

/* "_x0041_" in a workbook means "A". */
static gboolean
looks_escaped (const char *p)
{
  return p[0] == '_' && p[1] == 'x' && g_ascii_isxdigit (p[2]) && g_ascii_isxdigit (p[3]) &&
         g_ascii_isxdigit (p[4]) && g_ascii_isxdigit (p[5]) && p[6] == '_';
}

static void
append_escaped (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (looks_escaped (p))
        g_string_append (out, "_x005F_");
      else if (c == 0xfffe || c == 0xffff || (c < 0x20 && c != '\n' && c != '\t'))
        g_string_append (out, "\xef\xbf\xbd");
      else
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
}

static void
cut (GString *text)
{
  g_autofree char *note = g_strdup_printf (
      /* translators: at the end of a text that is too long for a cell; %d is a number of characters
       */
      _ ("… [cut here: a cell holds %d characters; a CSV file has the whole text]"),
      CM_WORKBOOK_TEXT_MAX);

  g_string_truncate (text, fit (text->str, CM_WORKBOOK_TEXT_MAX - count_units (note)));
  g_string_append (text, note);
}

/* Nothing in it that asks for a closer look? That is nearly every text. */
static gboolean
is_plain (const char *text)
{
  const char *p = text;

  for (; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || (guchar) *p >= 0xed || (*p == '_' && p[1] == 'x'))
      return FALSE;
  return p - text <= CM_WORKBOOK_TEXT_MAX;
}

char *
cm_workbook_make_cell (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out;

  if (is_plain (valid))
    return g_steal_pointer (&valid);
  out = g_string_new (NULL);
  append_escaped (out, valid);
  if (count_units (out->str) > CM_WORKBOOK_TEXT_MAX)
    cut (out);
  return g_string_free (out, FALSE);
}

/* --- footers and widths ----------------------------------------------------------------------- */

char *
cm_workbook_make_footer (const char *title)
{
  g_autofree char *name = g_strndup (title, fit (title, FOOTER_TITLE_MAX));
  GString *out = g_string_new ("&L");

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '&')
        g_string_append_c (out, '&');
      g_string_append_c (out, *p == '\n' || *p == '\t' ? ' ' : *p);
    }
  /* translators: at the foot of a printed page; &P becomes its number and &N that of the last page
   */
  g_string_append_printf (out, "&R%s", _ ("Page &P of &N"));
  return g_string_free (out, FALSE);
}

static guint
get_cells (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

guint
cm_workbook_measure (const char *text)
{
  guint line = 0, widest = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      line = *p == '\n' ? 0 : line + get_cells (g_utf8_get_char (p));
      widest = MAX (widest, line);
    }
  return widest;
}

guint
cm_workbook_count_lines (const char *text, guint width)
{
  guint line = 0, n = 1;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      line = *p == '\n' ? 0 : line + get_cells (g_utf8_get_char (p));
      if (*p == '\n')
        n++;
      else if (line > width)
        {
          line = 1;
          n++;
        }
    }
  return n;
}
