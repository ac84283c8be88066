/* cm-workbook-row.c - the row of a workbook that is being read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Rows handed over between two looks at whether to go on. */
#define ROWS_PER_LOOK 256

typedef struct
{
  CmCellKind kind;
  gboolean formula;
  gsize offset; /* of the text: it moves while it grows */
} Slot;

struct _CmRowBuilder
{
  CmSheet *sheet;
  const CmRowSink *sink;
  GString *text;
  GArray *slots;   /* of Slot */
  GArray *cells;   /* of CmCell, as they are handed over */
  guint64 n_bytes; /* of text, in all rows */
  guint64 n_repeats;
  guint n_formulas;
  guint n_lost; /* formulas without a value */
};

CmRowBuilder *
_cm_row_builder_new (CmSheet *sheet, const CmRowSink *sink)
{
  CmRowBuilder *self = g_new0 (CmRowBuilder, 1);

  self->sheet = sheet;
  self->sink = sink;
  /* The empty text at its start is that of every empty cell. */
  self->text = g_string_new ("");
  g_string_append_c (self->text, '\0');
  self->slots = g_array_new (FALSE, TRUE, sizeof (Slot));
  self->cells = g_array_new (FALSE, TRUE, sizeof (CmCell));
  return self;
}

void
_cm_row_builder_free (CmRowBuilder *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->slots);
  g_array_unref (self->cells);
  g_free (self);
}

static gboolean
fail_at (CmRowBuilder *self, guint row, const char *what, int bound, GError **error)
{
  return _cm_sheet_fail (
      self->sheet,
      error,
      CM_SHEET_ERROR_TOO_BIG,
      /* Translators: the number of a row, what is wrong there and the bound. */
      _ ("row %u: %s (at most %d can be read); delete what is not needed and save "
         "it again"),
      row,
      what,
      bound);
}

gboolean
_cm_row_builder_set (CmRowBuilder *self,
                     guint row,
                     guint column,
                     CmCellKind kind,
                     gboolean formula,
                     const char *text,
                     gsize length,
                     GError **error)
{
  Slot *slot;

  if (length == 0)
    kind = CM_CELL_EMPTY;
  self->n_formulas += formula;
  if (kind == CM_CELL_EMPTY)
    return TRUE;
  if (column >= CM_SHEET_COLUMNS_MAX)
    return fail_at (self, row, _ ("too many columns are filled"), CM_SHEET_COLUMNS_MAX, error);
  if (length > CM_SHEET_CELL_MAX)
    return fail_at (self, row, _ ("too many bytes of text in a cell"), CM_SHEET_CELL_MAX, error);
  if (self->text->len + length > CM_ROW_TEXT_MAX)
    return fail_at (self, row, _ ("too many bytes of text in it"), CM_ROW_TEXT_MAX, error);
  if (self->slots->len <= column)
    g_array_set_size (self->slots, column + 1);
  slot = &g_array_index (self->slots, Slot, column);
  if (slot->kind != CM_CELL_EMPTY)
    return TRUE;
  slot->kind = kind;
  slot->formula = formula;
  if (length > 0)
    {
      slot->offset = self->text->len;
      g_string_append_len (self->text, text, (gssize) length);
      g_string_append_c (self->text, '\0');
    }
  return TRUE;
}

gboolean
_cm_row_builder_set_lost (CmRowBuilder *self, guint row, guint column, GError **error)
{
  const char *text = _ ("formula without a value");

  self->n_lost++;
  return _cm_row_builder_set (self, row, column, CM_CELL_ERROR, TRUE, text, strlen (text), error);
}

/* Cells after the last that is not empty are left out. */
static guint
lay_out_cells (CmRowBuilder *self)
{
  guint n = self->slots->len;

  while (n > 0 && g_array_index (self->slots, Slot, n - 1).kind == CM_CELL_EMPTY)
    n--;
  g_array_set_size (self->cells, n);
  for (guint i = 0; i < n; i++)
    {
      const Slot *slot = &g_array_index (self->slots, Slot, i);
      const CmCell cell = { .kind = slot->kind,
                            .formula = slot->formula,
                            .text = self->text->str + slot->offset };

      g_array_index (self->cells, CmCell, i) = cell;
    }
  return n;
}

static gboolean
check_times (CmRowBuilder *self, guint row, guint64 times, GError **error)
{
  self->n_repeats += times - 1;
  if (self->n_repeats > CM_WORKBOOK_REPEATS_MAX)
    return fail_at (
        self, row, _ ("too many repetitions of filled rows"), CM_WORKBOOK_REPEATS_MAX, error);
  if (times > CM_WORKBOOK_ROWS_MAX || row > CM_WORKBOOK_ROWS_MAX - (guint) times + 1)
    return fail_at (self, row, _ ("too many rows"), CM_WORKBOOK_ROWS_MAX, error);
  self->n_bytes += times * self->text->len;
  if (self->n_bytes > CM_SHEET_TEXT_MAX)
    return fail_at (self, row, _ ("too many bytes of text up to here"), CM_SHEET_TEXT_MAX, error);
  return TRUE;
}

static void
clear_row (CmRowBuilder *self)
{
  g_array_set_size (self->slots, 0);
  g_string_truncate (self->text, 1);
}

gboolean
_cm_row_builder_end (CmRowBuilder *self, guint row, guint64 times, GError **error)
{
  const guint n = lay_out_cells (self);
  gboolean more = TRUE;

  if (n > 0 && times > 0)
    {
      more = check_times (self, row, times, error);
      for (guint i = 0; more && i < times; i++)
        {
          const CmRow handed = { .line = row + i,
                                 .n_cells = n,
                                 .cells = (const CmCell *) (gpointer) self->cells->data };

          if (i % ROWS_PER_LOOK == ROWS_PER_LOOK - 1 &&
              g_cancellable_set_error_if_cancelled (self->sink->cancellable, error))
            return FALSE;
          more = self->sink->row (&handed, self->sink->row_data);
        }
    }
  clear_row (self);
  return more;
}

void
_cm_row_builder_add_remarks (CmRowBuilder *self, guint n_merged)
{
  const guint n_computed = self->n_formulas - self->n_lost;

  if (n_computed > 0)
    _cm_sheet_remark (
        self->sheet,
        /* Translators: how many cells of a workbook are formulas. */
        ngettext ("%u cell is a formula: the value that was computed last is taken",
                  "%u cells are formulas: the values that were computed last are taken",
                  n_computed),
        n_computed);
  if (self->n_lost > 0)
    _cm_sheet_remark (
        self->sheet,
        /* Translators: how many cells of a workbook are formulas of which no result is stored. */
        ngettext ("%u cell is a formula without a value: open the file in a spreadsheet program, "
                  "save it and bring it in again",
                  "%u cells are formulas without a value: open the file in a spreadsheet program, "
                  "save it and bring it in again",
                  self->n_lost),
        self->n_lost);
  if (n_merged > 0)
    _cm_sheet_remark (self->sheet,
                      /* Translators: how many groups of cells of a workbook are merged into one. */
                      ngettext ("Merged cells in %u place: only the first of them has the value",
                                "Merged cells in %u places: only the first of each has the value",
                                n_merged),
                      n_merged);
}
