/* cm-funding-part.h - what the views of the funding page have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-register.h"
#include "cm-scope.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_PART (cm_funding_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (CmFundingPart, cm_funding_part, CM, FUNDING_PART, AdwBin)

struct _CmFundingPartClass
{
  AdwBinClass parent_class;

  const char *title;         /* of the overview; marked with N_() */
  const char *const *tables; /* whose changes are seen in the overview, ending with NULL */

  /* (transfer full): the overview; made when it is first looked at. */
  GtkWidget *(*make_overview) (CmFundingPart *self);
  /* Shows the store and the scope in the overview; called whenever it is seen and they differ from
   * what was last shown. */
  void (*refresh) (CmFundingPart *self);
  /* (transfer full): what a register shows; by default all records of the table. */
  CmQuery *(*make_query) (CmFundingPart *self, const char *table);
  /* Keeps what is still being typed in the overview; FALSE if it cannot be kept. May be NULL. */
  gboolean (*flush) (CmFundingPart *self);
};

/* Signals: "message" (const char *text, gboolean undo); "open-query" (CmQuery *query, const char
 * *what) and "open-record" (const char *table, const char *id), to be shown where they are at home.
 *
 * A switcher at the top leads from the overview to the registers in which its records are edited.
 */

void cm_funding_part_show (CmFundingPart *self, CmStore *store, const CmScope *scope);
CmStore *cm_funding_part_get_store (CmFundingPart *self);
const CmScope *cm_funding_part_get_scope (CmFundingPart *self);
gboolean cm_funding_part_is_editable (CmFundingPart *self);

/* Adds a register, for instance init; what `words` and `keeper` may be see cm-register.h. */
void cm_funding_part_add_register (CmFundingPart *self,
                                   const char *table,
                                   const char *title,
                                   const CmRegisterWords *words,
                                   const CmRegisterKeeper *keeper);
gboolean cm_funding_part_has_register (CmFundingPart *self, const char *table);
/* (transfer none): makes it if need be. */
CmRegister *cm_funding_part_get_register (CmFundingPart *self, const char *table);
/* Lets a register follow what make_query() says now. */
void cm_funding_part_update_register (CmFundingPart *self, const char *table);
/* Shows the register of the table, or the overview for NULL. */
void cm_funding_part_choose (CmFundingPart *self, const char *table);
gboolean cm_funding_part_show_record (CmFundingPart *self, const char *table, const char *id);
void cm_funding_part_show_query (CmFundingPart *self, const CmQuery *query, const char *what);
gboolean cm_funding_part_flush (CmFundingPart *self);

/* For subclasses: shows it all anew as soon as there is time. */
void cm_funding_part_queue_refresh (CmFundingPart *self);
void cm_funding_part_tell (CmFundingPart *self, const char *text, gboolean undo);
/* Takes the query. */
void cm_funding_part_open_query (CmFundingPart *self, CmQuery *query, const char *what);
void cm_funding_part_open_record (CmFundingPart *self, const char *table, const char *id);

/* A heading within an overview; a hint below it; a sentence that wraps; a notice with a mark before
 * it, hidden while its text is NULL. */
GtkWidget *cm_funding_part_make_heading (const char *text);
GtkWidget *cm_funding_part_make_hint (const char *text);
GtkWidget *cm_funding_part_make_sentence (const char *text);
GtkWidget *cm_funding_part_make_notice (void);
void cm_funding_part_set_notice (GtkWidget *notice, const char *text);
/* A figure with what it is above and how it comes about below. */
GtkWidget *cm_funding_part_make_figure (const char *title);
void cm_funding_part_set_figure (GtkWidget *figure, const char *value, const char *note);
/* A row of figures that takes more lines where there is no room. */
GtkWidget *cm_funding_part_make_figures (void);
void cm_funding_part_add_figure (GtkWidget *figures, GtkWidget *figure);
/* What stands in for an overview with nothing in it; `button` may be NULL. */
GtkWidget *cm_funding_part_make_empty (const char *title, const char *text, GtkWidget *button);

G_END_DECLS
