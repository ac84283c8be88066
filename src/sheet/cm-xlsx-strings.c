/* cm-xlsx-strings.c - the texts that the cells of an .xlsx workbook share, as far as they are
 * needed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <glib/gi18n.h>
#include <string.h>

/*
 * Programs number the texts in the order in which they first needed them. So the parser stays open
 * and goes on only when a cell asks for a text that it has not come to: who looks at the first rows
 * of a large workbook does not wait for all its texts.
 */
struct _CmStrings
{
  CmPart *part; /* NULL when there are none */
  const CmSheet *sheet;
  GString *text;   /* of all, each ended by NUL */
  GArray *offsets; /* of guint32: where each begins */
  gboolean in_item;
  gboolean in_run;
  gboolean in_text;
};

static void
begin_item (CmStrings *self)
{
  const guint32 offset = (guint32) self->text->len;

  g_array_append_val (self->offsets, offset);
  self->in_item = TRUE;
}

/* A text stands in the item itself or in a run of it; how it is pronounced stands beside. */
static void
start_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  CmStrings *self = data;

  if (depth == 2 && strcmp (name, "si") == 0)
    begin_item (self);
  else if (depth == 3 && self->in_item && strcmp (name, "r") == 0)
    self->in_run = TRUE;
  else if (strcmp (name, "t") == 0)
    self->in_text = self->in_item && (depth == 3 || (depth == 4 && self->in_run));
}

static void
check_memory (CmStrings *self)
{
  GError *error = NULL;

  if (self->text->len + self->offsets->len * sizeof (guint32) <= CM_STRINGS_MAX)
    return;
  _cm_sheet_fail (self->sheet,
                  &error,
                  CM_SHEET_ERROR_TOO_BIG,
                  /* Translators: the most that can be read. */
                  _ ("its texts need more than %d MiB of memory; split the sheet, or save it as "
                     "CSV"),
                  CM_STRINGS_MAX >> 20);
  _cm_part_stop (self->part, error);
}

static void
end_item (CmStrings *self)
{
  _cm_strings_unescape (self->text, g_array_index (self->offsets, guint32, self->offsets->len - 1));
  g_string_append_c (self->text, '\0');
  self->in_item = FALSE;
  check_memory (self);
}

static void
end_cb (gpointer data, const char *ns, const char *name, guint depth)
{
  CmStrings *self = data;

  self->in_text = FALSE;
  if (depth == 3)
    self->in_run = FALSE;
  else if (depth == 2 && self->in_item)
    end_item (self);
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  CmStrings *self = data;

  if (!self->in_text)
    return;
  g_string_append_len (self->text, text, (gssize) length);
  if (self->text->len > CM_STRINGS_MAX)
    check_memory (self);
}

CmStrings *
_cm_strings_open (CmZip *zip, const char *name, GError **error)
{
  static const CmPartFuncs funcs = { start_cb, end_cb, text_cb };
  g_autoptr (CmStrings) self = g_new0 (CmStrings, 1);

  self->sheet = _cm_zip_get_sheet (zip);
  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (name == NULL)
    return g_steal_pointer (&self);
  self->part = _cm_part_open (zip, name, &funcs, self, error);
  return self->part != NULL ? g_steal_pointer (&self) : NULL;
}

void
_cm_strings_close (CmStrings *self)
{
  if (self == NULL)
    return;
  _cm_part_close (self->part);
  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

/* The last one may not have ended yet. */
static guint
count_ended (const CmStrings *self)
{
  return self->offsets->len - (self->in_item ? 1 : 0);
}

const char *
_cm_strings_get (CmStrings *self, guint64 index, gsize *length, GError **error)
{
  GError *fault = NULL;
  const char *text;

  while (index >= count_ended (self) && self->part != NULL && _cm_part_step (self->part, &fault))
    ;
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (index >= count_ended (self))
    {
      _cm_sheet_fail (
          self->sheet,
          error,
          CM_SHEET_ERROR_FORMAT,
          /* Translators: the number that a cell gives, and the last that there is. */
          _ ("a cell names text %u and only %u are in it; open it in a spreadsheet program and "
             "save it again"),
          (guint) MIN (index + 1, G_MAXUINT),
          count_ended (self));
      return NULL;
    }
  text = self->text->str + g_array_index (self->offsets, guint32, index);
  *length = index + 1 < self->offsets->len ? g_array_index (self->offsets, guint32, index + 1) -
                                                 g_array_index (self->offsets, guint32, index) - 1
                                           : strlen (text);
  return text;
}

/* --- _xHHHH_ ---------------------------------------------------------------------------------- */

#define ESCAPE_LENGTH 7

/* The unit of UTF-16 that stands at `p`, or -1. */
static int
read_escape (const char *p, gsize length)
{
  int unit = 0;

  if (length < ESCAPE_LENGTH || p[0] != '_' || p[1] != 'x' || p[6] != '_')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      const int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* Two units may make one character; one that cannot be a character is U+FFFD. */
static gunichar
read_character (const char *p, gsize length, gsize *used)
{
  const int unit = read_escape (p, length);
  int low = -1;

  *used = ESCAPE_LENGTH;
  if (unit >= 0xd800 && unit < 0xdc00 && length > ESCAPE_LENGTH)
    low = read_escape (p + ESCAPE_LENGTH, length - ESCAPE_LENGTH);
  if (low >= 0xdc00 && low < 0xe000)
    {
      *used = 2 * ESCAPE_LENGTH;
      return 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00);
    }
  return unit == 0 || !g_unichar_validate ((gunichar) unit) ? 0xfffd : (gunichar) unit;
}

void
_cm_strings_unescape (GString *text, gsize start)
{
  const gsize end = text->len;
  gsize to = start;

  if (strstr (text->str + start, "_x") == NULL)
    return;
  for (gsize from = start; from < end;)
    {
      gsize used = 1;

      if (read_escape (text->str + from, end - from) >= 0)
        to += (gsize) g_unichar_to_utf8 (read_character (text->str + from, end - from, &used),
                                         text->str + to);
      else
        text->str[to++] = text->str[from];
      from += used;
    }
  g_string_truncate (text, to);
}
