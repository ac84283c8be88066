/* cm-spend-chapters.h - the programme budget: what is spent on each chapter, and by whom. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-chart.h"
#include "cm-grid.h"
#include "cm-spend-behind.h"
#include "cm-spend-view.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_CHAPTERS (cm_spend_chapters_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendChapters, cm_spend_chapters, CM, SPEND_CHAPTERS, CmSpendView)

typedef enum
{
  CM_SPEND_CHAPTERS_GRID,
  CM_SPEND_CHAPTERS_MIX, /* mainstream money and pots, as bars */
  CM_SPEND_CHAPTERS_TABLE,
} CmSpendChaptersLook;

void cm_spend_chapters_look (CmSpendChapters *self, CmSpendChaptersLook look);
/* Columns of organisations, kinds or years. */
void cm_spend_chapters_set_columns (CmSpendChapters *self, CmSpendBy columns);
/* (nullable): NULL before it was first seen. */
const CmSpendTable *cm_spend_chapters_get_table (CmSpendChapters *self);
/* Shows what is behind a cell of that table; its numbers of rows and columns are the totals. */
void cm_spend_chapters_open (CmSpendChapters *self, guint row, guint column);
/* Writes a picture of the grid; the kind of file follows from its name. */
gboolean cm_spend_chapters_save (CmSpendChapters *self, const char *path, GError **error);

/* Its parts, for tests and pictures. */
CmGrid *cm_spend_chapters_get_grid (CmSpendChapters *self);
CmFundingChart *cm_spend_chapters_get_chart (CmSpendChapters *self);
CmSpendBehind *cm_spend_chapters_get_behind (CmSpendChapters *self);

G_END_DECLS
