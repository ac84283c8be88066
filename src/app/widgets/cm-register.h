/* cm-register.h - the records of one table: searched, edited, added, deleted, copied, exported. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-record-form.h"
#include "cm-scope.h"
#include "cm-table-view.h"

G_BEGIN_DECLS

#define CM_TYPE_REGISTER (cm_register_get_type ())
G_DECLARE_FINAL_TYPE (CmRegister, cm_register, CM, REGISTER, AdwBin)

typedef enum
{
  CM_REGISTER_DELETED,
  CM_REGISTER_PASTED,
} CmRegisterDeed;

/* How an owner has its records made and kept. Any function may be NULL: then what fits every table
 * is done. */
typedef struct
{
  /* (transfer full): a new record that can be kept as it is, for “Add”. By default every required
   * field is filled as cm_draft_fill() does. */
  CmRecord *(*make) (CmRegister *self, gpointer data, GError **error);
  /* (transfer full) (nullable): what a pasted line need not say. By default nothing. */
  CmRecord *(*make_pattern) (CmRegister *self, gpointer data);
  /* Keep or delete records (CmRecord) in one labelled transaction. */
  gboolean (*add) (CmRegister *self, GPtrArray *records, gpointer data, GError **error);
  gboolean (*remove) (CmRegister *self, GPtrArray *records, gpointer data, GError **error);
  /* (transfer full) (nullable): what was done to that many records, for the reader. */
  char *(*tell) (CmRegister *self, CmRegisterDeed deed, guint n, gpointer data);
  /* Shows a record on a page of its own. By default there is none: then Ctrl+Enter and a double
   * click show the form beside the table, and there is no button to open. */
  void (*open) (CmRegister *self, CmRecord *record, gpointer data);
} CmRegisterKeeper;

/* The words of a page for its records, each marked with N_(). NULL: words that fit every table. */
typedef struct
{
  const char *add, *remove, *copy, *paste, *details; /* tooltips, with the keys */
  const char *open;                                  /* the same, where records can be opened */
  const char *search;                                /* what the search is for */
  const char *empty_title, *empty_text, *empty_add;  /* where there are no records; its button */
  const char *none_found;                            /* no record has the words searched for */
} CmRegisterWords;

/* Signals: "message" (const char *text, gboolean undo), to be told in a toast; "changed-rows" (),
 * later than the change: the owner may now say with cm_register_set_totals() what the rows come
 * to; "selection-changed" ().
 *
 * Actions, in the toolbar and on keys: "register.add" (Ctrl+Shift+N), "register.delete" (Delete),
 * "register.copy" (Ctrl+C), "register.paste" (Ctrl+V), "register.export" (Ctrl+Shift+E),
 * "register.open" (Ctrl+Enter), "register.find" (Ctrl+F), "register.clear-search",
 * "register.widen". */
GtkWidget *cm_register_new (void);

/* Shows the records of the query, which it takes. Search, narrowing and selection stay while the
 * table stays the same; another table starts afresh. */
void cm_register_show (CmRegister *self, CmStore *store, CmQuery *query);
/* Narrows what is shown to records that are in this query too, which it takes; a chip “Only: …”
 * with those words tells so and takes it back. NULL for all. */
void cm_register_narrow (CmRegister *self, CmQuery *query, const char *what);
/* Shows the records that have all those words; NULL or "" for all. */
void cm_register_search (CmRegister *self, const char *words);
/* Selects that record, letting go of a search or a narrowing that hides it. FALSE if it is not
 * there. */
gboolean cm_register_select (CmRegister *self, const char *id);
/* Saves what is still being typed. FALSE if it cannot be kept; the reason is then shown. */
gboolean cm_register_flush (CmRegister *self);
/* Adds the records of a spreadsheet's clipboard, as pasting does: all of them or none. */
void cm_register_paste (CmRegister *self, const char *text);

/* Writes what is shown, row for row and column for column, to the file: to a workbook, or to CSV if
 * its name ends so. It is done in a thread; "message" tells how it went. */
void cm_register_export (CmRegister *self, GFile *file);
/* The part of the portfolio that the query is limited to, which an exported workbook names; NULL
 * for a query that looks at no scope. */
void cm_register_set_scope (CmRegister *self, const CmScope *scope);

/* Both must outlive the register; NULL for the defaults. */
void cm_register_set_keeper (CmRegister *self, const CmRegisterKeeper *keeper, gpointer data);
void cm_register_set_words (CmRegister *self, const CmRegisterWords *words);
/* What the rows come to, below the table; NULL for their number. */
void cm_register_set_totals (CmRegister *self, const char *text);
/* Whether the whole record is shown beside the table. */
void cm_register_set_details (CmRegister *self, gboolean shown);

/* (nullable): NULL before anything is shown. */
CmStore *cm_register_get_store (CmRegister *self);
const CmTable *cm_register_get_table_shown (CmRegister *self);
/* (transfer full): what is shown, search and narrowing included; for the owner's totals. */
CmQuery *cm_register_get_query (CmRegister *self);
CmTableView *cm_register_get_table (CmRegister *self);
CmRecordForm *cm_register_get_form (CmRegister *self);

G_END_DECLS
