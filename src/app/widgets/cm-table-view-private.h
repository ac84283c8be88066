/* cm-table-view-private.h - what the files of the table view share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-record-list.h"
#include "cm-table-cell.h"
#include "cm-table-view.h"

G_BEGIN_DECLS

/* The one edit under way. It outlives its cell: a row that scrolls out of sight is recycled, and
 * what was entered waits here until the row comes back. */
typedef struct
{
  CmRecord *record; /* NULL: nothing is edited */
  CmTableColumn *column;
  CmTableCell *cell; /* the cell it is in, or NULL while that is out of sight */
  GArray *choices;   /* of CmValue, what the popover lists; NULL for an entry */
  char *text;        /* of the entry while there is no cell */
  char *error;
  guint idle;
} CmTableEdit;

struct _CmTableView
{
  AdwBin parent_instance;

  GtkWidget *window;
  GtkWidget *view;
  GtkMultiSelection *selection;

  CmStore *store;
  gulong store_changed_id;
  const CmTable *table;
  CmQuery *base;
  CmRecordList *list;
  char *words;
  char *order; /* never NULL once there is a table */
  gboolean descending;
  const char *first_order; /* where the reader has no other, or NULL for the own of the table */
  gboolean first_descending;
  gboolean applying; /* the query changes, not the records */

  GPtrArray *columns; /* of CmTableColumn, one for each field */
  GPtrArray *shown;   /* of CmField, as last asked for */
  GHashTable *cells;  /* set of bound CmTableCell */
  CmTableColumn *current;
  CmTableColumn *probed; /* see sorter_changed_cb() */
  gboolean sorting;      /* the view itself sets the sorter */

  CmRecord *current_record;
  guint64 n_selected;
  char *wanted;         /* the key of the record to be focused once its row is there */
  gboolean edit_wanted; /* and its current cell edited */
  char *scroll_to;      /* the key of the record to be scrolled to, NULL for the first */
  guint scroll_tick, frames;
  guint heir_idle, heir; /* the row to be chosen in place of deleted ones */
  gboolean heir_focus;
  CmTableEdit edit;

  const char *const *worded; /* names of the fields that are shown in words; or NULL */
  CmTableViewWords describe;
  gpointer describe_data;

  GSettings *settings;
  guint memory_timeout;
  guint arranging; /* above 0 while the view itself shows, hides and orders */

  GMenu *menu;
  GSimpleActionGroup *actions;
};

/* Emits "message". */
void _cm_table_view_tell (CmTableView *self, const char *text, gboolean undo);
/* Emits "activated". */
void _cm_table_view_activated (CmTableView *self, CmRecord *record);
/* The widget of the window that has the keyboard, or NULL. */
GtkWidget *_cm_table_view_get_focus (CmTableView *self);

/* --- cells and rows --------------------------------------------------------------------------- */

void _cm_table_view_connect_factory (GtkListItemFactory *factory, CmTableColumn *column);
/* The cell that shows the field of that record, or NULL if its row is far out of sight. */
CmTableCell *_cm_table_view_find_cell (CmTableView *self, const char *id, CmTableColumn *column);
void _cm_table_view_scroll_to_cell (CmTableView *self, GtkWidget *cell);
/* Selects the record alone and puts the focus into its cell of the column. */
void _cm_table_view_go_to (CmTableView *self, const char *id, CmTableColumn *column);
/* Looks at what is selected now, and emits "selection-changed" if that is another, or `told`. */
void _cm_table_view_update_selection (CmTableView *self, gboolean told);
/* As a key of the row: (transfer full) (nullable). */
char *_cm_table_view_get_row_id (CmTableView *self, guint position);

/* --- columns ---------------------------------------------------------------------------------- */

CmTableColumn *_cm_table_view_find_column (CmTableView *self, const char *field);
/* Columns can be dragged about: positions are those on the screen. */
guint _cm_table_view_count_shown (CmTableView *self);
CmTableColumn *_cm_table_view_get_shown (CmTableView *self, guint position);
int _cm_table_view_find_shown (CmTableView *self, CmTableColumn *column);
void _cm_table_view_set_current_column (CmTableView *self, CmTableColumn *column);
void _cm_table_view_set_action_state (CmTableView *self, const char *name, GVariant *state);
void _cm_table_view_release_column (gpointer data);
void _cm_table_view_add_actions (CmTableView *self);
void _cm_table_view_add_columns (CmTableView *self);
void _cm_table_view_clear_columns (CmTableView *self);

/* Shows the column as the last, in that width or for -1 in its usual one. */
void _cm_table_view_append_column (CmTableView *self, CmTableColumn *column, int width);
int _cm_table_view_get_usual_width (CmTableView *self, CmTableColumn *column);
/* All columns and the order as the table comes. */
void _cm_table_view_reset (CmTableView *self);

/* --- memory ----------------------------------------------------------------------------------- */

/* Shows the columns as they were left; FALSE if that is not known. */
gboolean _cm_table_view_recall_columns (CmTableView *self);
const char *_cm_table_view_get_first_order (CmTableView *self);
void _cm_table_view_recall_order (CmTableView *self);
void _cm_table_view_remember_later (CmTableView *self);
/* Does at once what was to be done later, if anything was. */
void _cm_table_view_remember_now (CmTableView *self);

/* --- order and search ------------------------------------------------------------------------- */

GtkSorter *_cm_table_view_make_sorter (CmTableColumn *column);
void _cm_table_view_follow_sorter (CmTableView *self);
CmQuery *_cm_table_view_make_query (CmTableView *self);
void _cm_table_view_apply_query (CmTableView *self);
/* To the row of that record, or for NULL to the first. */
void _cm_table_view_scroll_later (CmTableView *self, const char *id);

/* --- editing ---------------------------------------------------------------------------------- */

/* Whether the words of the field are the owner's. */
gboolean _cm_table_view_is_worded (CmTableView *self, const CmField *field);
gboolean _cm_table_view_is_editable (CmTableView *self, CmTableColumn *column);
gboolean _cm_table_view_has_edit_focus (CmTableView *self);
/* Starts to edit the cell, with that text or, for NULL, with what it holds. FALSE if it may not be,
 * or if another edit cannot be ended; the reason has been told. */
gboolean _cm_table_view_begin_edit (CmTableView *self, CmTableCell *cell, const char *text);
/* Takes the editor away and what was entered with it. */
void _cm_table_view_end_edit (CmTableView *self);
/* The row of the edit comes into sight, goes out of sight, or is no longer among the rows. */
void _cm_table_view_attach_edit (CmTableView *self, CmTableCell *cell);
void _cm_table_view_detach_edit (CmTableView *self, CmTableCell *cell);
void _cm_table_view_drop_lost_edit (CmTableView *self);

/* --- keys and pointer ------------------------------------------------------------------------- */

void _cm_table_view_add_controllers (CmTableView *self);

G_END_DECLS
