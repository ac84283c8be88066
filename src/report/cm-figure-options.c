/* cm-figure-options.c - options of a table, with what is best for the money worked out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure-options"
#include "config.h"

#include "cm-figure-options.h"

#include <glib/gi18n.h>

#include "cm-options.h"

/* Numbers are kept in thousandths, so that nothing is rounded. */
#define UNIT 1000
/* Larger ones are not for a figure. */
#define MOST (CM_OPTION_MAX / UNIT)
/* A fraction with more below the line is written as a decimal. */
#define SIMPLE 12

typedef struct
{
  CmOption options[CM_TRIANGLES_MAX];
  char *names[CM_TRIANGLES_MAX];
  guint n;
  gint64 budget; /* -1 until it is known */
} Reading;

/* "10", "0.5" or "2.125". */
static gboolean
read_number (const char *text, gint64 *number)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 2);
  guint64 whole, part = 0;
  guint unit = UNIT;

  if (parts[0] == NULL || !g_ascii_string_to_unsigned (parts[0], 10, 0, MOST, &whole, NULL))
    return FALSE;
  if (parts[1] != NULL && (strlen (parts[1]) > 3 ||
                           !g_ascii_string_to_unsigned (parts[1], 10, 0, UNIT - 1, &part, NULL)))
    return FALSE;
  for (gsize i = 0; parts[1] != NULL && i < strlen (parts[1]); i++)
    unit /= 10;
  *number = (gint64) (whole * UNIT + part * unit);
  return TRUE;
}

static char *
write_number (gint64 number)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%" G_GINT64_FORMAT ".%03d", number / UNIT, (int) (ABS (number) % UNIT));
  while (g_str_has_suffix (text->str, "0"))
    g_string_truncate (text, text->len - 1);
  if (g_str_has_suffix (text->str, "."))
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

static gint64
find_divisor (gint64 a, gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

/* "2/3", or a decimal that is not more than that. */
static char *
write_fraction (gint64 over, gint64 under)
{
  gint64 divisor = find_divisor (over, under * UNIT);
  gint64 above = over / divisor, below = under * UNIT / divisor;

  if (below > 1 && below <= SIMPLE)
    return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, above, below);
  return write_number (over / under);
}

static gboolean
read_row (Reading *reading, const CmBlock *row)
{
  g_autofree char *cost = NULL, *value = NULL;
  CmOption option = { 0 };

  if (row->children->len != 3)
    return FALSE;
  cost = cm_block_get_text (g_ptr_array_index (row->children, 1));
  value = cm_block_get_text (g_ptr_array_index (row->children, 2));
  if (!read_number (cost, &option.cost))
    return FALSE;
  if (*value == '\0' && reading->budget < 0)
    {
      reading->budget = option.cost;
      return TRUE;
    }
  if (!read_number (value, &option.value) || reading->n == CM_TRIANGLES_MAX)
    return FALSE;
  reading->options[reading->n] = option;
  reading->names[reading->n++] = cm_block_get_text (g_ptr_array_index (row->children, 0));
  return TRUE;
}

static gboolean
read_table (Reading *reading, const CmBlock *table)
{
  for (guint i = 0; i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);

      if (!row->head && !read_row (reading, row))
        return FALSE;
    }
  return reading->n > 0 && reading->budget >= 0;
}

static void
add_option (CmTriangles *triangles, const Reading *reading, guint option, gboolean chosen)
{
  const CmOption *of = &reading->options[option];
  g_autofree char *cost = write_number (of->cost);
  g_autofree char *value = write_number (of->value);

  cm_triangles_add (triangles,
                    reading->names[option],
                    (double) of->cost,
                    (double) of->value,
                    cost,
                    value,
                    chosen);
}

/* (transfer full): what is said below the figure: the writer's words, and how sure the choice is.
 */
static char *
make_note (const Reading *reading, const CmOptionSet *best, const char *note)
{
  g_autofree char *margin = NULL, *words = NULL;
  gint64 over, under;

  if (!cm_options_find_margin (
          reading->options, reading->n, reading->budget, best, &over, &under) ||
      over == 0)
    return g_strdup (note);
  margin = write_fraction (over, under);
  /* translators: %s is a number */
  words = g_strdup_printf (
      _ ("All values may be wrong at once, each by less than %s, and this set stays the best."),
      margin);
  return note != NULL ? g_strconcat (note, " ", words, NULL) : g_steal_pointer (&words);
}

static CmTriangles *
choose (const Reading *reading, const char *title, const char *note, guint colour)
{
  g_autoptr (CmOptionSet) best =
      cm_options_find_best (reading->options, reading->n, reading->budget);
  g_autofree guint *order = cm_options_order (reading->options, reading->n);
  g_autofree char *budget = write_number (reading->budget);
  g_autofree char *cost = write_number (best->cost), *value = write_number (best->value);
  g_autofree char *said = make_note (reading, best, note);
  CmTriangles *triangles = cm_triangles_new (title, said, colour);

  cm_triangles_set_budget (triangles, (double) reading->budget, budget);
  cm_triangles_set_total (triangles, cost, value);
  for (int chosen = TRUE; chosen >= FALSE; chosen--)
    for (guint i = 0; i < reading->n; i++)
      if (best->chosen[order[i]] == chosen)
        add_option (triangles, reading, order[i], chosen);
  return triangles;
}

CmTriangles *
cm_figure_options_read (const CmBlock *table, const char *title, const char *note, guint colour)
{
  Reading reading = { .budget = -1 };
  CmTriangles *triangles = NULL;

  if (read_table (&reading, table))
    triangles = choose (&reading, title, note, colour);
  for (guint i = 0; i < reading.n; i++)
    g_free (reading.names[i]);
  return triangles;
}
