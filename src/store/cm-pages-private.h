/* cm-pages-private.h - the rows of a damaged file, read page by page without SQLite. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CM_PAGE_SIZE 4096
#define CM_PAGES_CELLS_MAX 200

typedef enum
{
  CM_CELL_NULL,
  CM_CELL_NUMBER,
  CM_CELL_TEXT,
  CM_CELL_OTHER, /* a fraction or bytes, of which a portfolio has none but changesets */
} CmCellKind;

/* What stands in one column of a row. */
typedef struct
{
  CmCellKind kind;
  gint64 number;
  const char *text; /* not terminated, not checked */
  gsize size;
  gboolean cut; /* a part of it cannot be read */
} CmCell;

typedef struct
{
  gint64 row; /* the rowid */
  guint n_cells;
  CmCell cells[CM_PAGES_CELLS_MAX];
} CmPagesRow;

/* What was found of a tree, and what was not. */
typedef struct
{
  guint n_rows;
  guint n_pages_lost; /* that cannot be read, with all that may hang on them */
  guint n_rows_lost;  /* about; by the numbers that the rows around them have */
} CmPagesCount;

/* Nothing in the file is taken on trust: a number that leads out of it, in a circle or nowhere is
 * damage. */
typedef struct _CmPages CmPages;
/* The row is valid while the function runs. */
typedef void (*CmPagesFunc) (const CmPagesRow *row, gpointer data);

CmPages *_cm_pages_new (GBytes *file);
void _cm_pages_free (CmPages *self);
guint32 _cm_pages_get_size (const CmPages *self);
/* Calls `func` for each row of the table whose tree has its root in that page, from 1. */
void
_cm_pages_walk (CmPages *self, guint32 root, CmPagesFunc func, gpointer data, CmPagesCount *count);
/* Marks what the file says is not in use. */
void _cm_pages_skip_free (CmPages *self);
/* Calls `func` for the rows of one page that no tree led to. FALSE, and no calls, if it holds no
 * whole rows. */
gboolean _cm_pages_read_loose (CmPages *self, guint32 page, CmPagesFunc func, gpointer data);
/* The page need not be looked at again. */
void _cm_pages_mark (CmPages *self, guint32 page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPages, _cm_pages_free)

G_END_DECLS
