/* cm-matrix.h - which topics matter how much to whom: a priority matrix. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* In the order of how much is said. Not identified does not mean unimportant, and unknown does not
 * mean not identified. */
typedef enum
{
  CM_MARK_UNKNOWN,
  CM_MARK_NONE,
  CM_MARK_PRIORITY,
  CM_MARK_HIGH,
} CmMark;

#define CM_N_MARKS 4

typedef struct
{
  char *id;
  char *heading; /* "" for none */
  char *code;    /* a letter of the paper it is from, or ""; never a key */
  char *name;
  char *explanation;
} CmMatrixTopic;

typedef struct
{
  char *id;
  char *name;
} CmMatrixRow;

typedef struct
{
  char *id;
  char *name;
  char *rows_are;     /* "place", "theme", "area" or "group" */
  GPtrArray *topics;  /* of CmMatrixTopic: by heading, as these come, then by rank */
  GPtrArray *rows;    /* of CmMatrixRow */
  guint n_other_rows; /* outside the scope */
  CmMark *marks;      /* row after row; see cm_matrix_get_mark() */
} CmMatrix;

typedef struct
{
  guint row, topic;
} CmMatrixCell;

/* --- one matrix ------------------------------------------------------------------------------- */

/* (nullable): the matrix as it is kept, NULL if it is gone. Of a matrix of themes a narrower scope
 * leaves the rows of its theme alone. */
CmMatrix *cm_matrix_load (CmStore *store, const char *id, const CmScope *scope);
void cm_matrix_free (CmMatrix *self);

CmMark cm_matrix_get_mark (const CmMatrix *self, guint row, guint topic);
const CmMatrixTopic *cm_matrix_get_topic (const CmMatrix *self, guint topic);
const CmMatrixRow *cm_matrix_get_row (const CmMatrix *self, guint row);
/* How many of its cells have each mark. */
void cm_matrix_count (const CmMatrix *self, guint n[CM_N_MARKS]);
/* Whether more than a third of the cells that were marked are high, of six or more: if everything
 * is a priority, nothing is. */
gboolean cm_matrix_is_crowded (const CmMatrix *self);

/* (transfer full): the matrix in words, and one of its cells. */
char *cm_matrix_describe (const CmMatrix *self);
char *cm_matrix_describe_cell (const CmMatrix *self, guint row, guint topic);
/* "High priority", "Priority", "Not identified", "Unknown". */
const char *cm_mark_label (CmMark mark);
/* The mark with that name in files; unknown for any other name. */
CmMark cm_mark_find (const char *name);

/* Marks cells in one transaction, “Mark “Investment cycle” for Northamptonshire as high priority”.
 * Cells that have the mark already are left alone. */
gboolean cm_matrix_set_marks (CmStore *store,
                              const CmMatrix *self,
                              const CmMatrixCell *cells,
                              guint n_cells,
                              CmMark mark,
                              GError **error);

/* --- matrices, their topics and their rows ---------------------------------------------------- */

/* Makes a matrix with a row for each place or theme of the partnership, or with one row to be
 * named for areas and groups; with the topics of another matrix, or without one those of a starter
 * set. (transfer full) (nullable): its key, NULL with an error. */
char *cm_matrix_create (
    CmStore *store, const char *name, const char *rows_are, const char *topics_of, GError **error);
/* After the others, or after those of the same heading. (transfer full) (nullable): its key, NULL
 * with an error. */
char *cm_matrix_add_topic (
    CmStore *store, const char *matrix, const char *heading, const char *name, GError **error);
char *cm_matrix_add_row (CmStore *store, const char *matrix, const char *name, GError **error);
/* `heading` may be "" for none. */
gboolean cm_matrix_rename_topic (
    CmStore *store, const char *topic, const char *heading, const char *name, GError **error);
gboolean cm_matrix_rename_row (CmStore *store, const char *row, const char *name, GError **error);
/* Each with the marks it has. */
gboolean cm_matrix_remove_topic (CmStore *store, const char *topic, GError **error);
gboolean cm_matrix_remove_row (CmStore *store, const char *row, GError **error);
gboolean cm_matrix_delete (CmStore *store, const char *matrix, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmMatrix, cm_matrix_free)

G_END_DECLS
