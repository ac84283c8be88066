/* cm-csv.c - writing rows as CSV that a spreadsheet program can open without harm. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-csv.h"

#include <string.h>

/* A spreadsheet takes a cell that begins with one of these for a formula, even between quotes. */
#define FORMULA_STARTS "=+-@\t\r"

/* What a file begins with so that a spreadsheet takes it for UTF-8. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
begins_line (const GString *line)
{
  return line->len == 0 || line->str[line->len - 1] == '\n' ||
         g_str_equal (line->str, BYTE_ORDER_MARK);
}

static gboolean
begins_formula (const char *text)
{
  return *text != '\0' && strchr (FORMULA_STARTS, *text) != NULL;
}

static void
append_cell (GString *line, const char *guard, const char *text)
{
  const gboolean quoted = strpbrk (text, ",;\"\r\n\t") != NULL;

  if (!begins_line (line))
    g_string_append_c (line, ',');
  /* An empty cell at the start of a line would be no cell at all. */
  if (quoted || *text == '\0')
    g_string_append_c (line, '"');
  g_string_append (line, guard);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *p);
    }
  if (quoted || *text == '\0')
    g_string_append_c (line, '"');
}

void
cm_csv_begin (GString *out)
{
  g_string_append (out, BYTE_ORDER_MARK);
}

void
cm_csv_append_text (GString *line, const char *text)
{
  append_cell (line, begins_formula (text) ? "'" : "", text);
}

void
cm_csv_append_plain (GString *line, const char *text)
{
  append_cell (line, "", text);
}

void
cm_csv_end_line (GString *line)
{
  g_string_append (line, "\r\n");
}

const char *
cm_csv_unguard (const char *text)
{
  return *text == '\'' && begins_formula (text + 1) ? text + 1 : text;
}
