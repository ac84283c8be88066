/* cm-funding-reserves.h - the reserves ledger: what is stated against what the entries come to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* As the table reserve_entry lists its choices. */
typedef enum
{
  CM_RESERVE_FORECAST,
  CM_RESERVE_SANCTIONED,
  CM_RESERVE_PROPOSED,
  CM_RESERVE_CONDITIONAL,
  CM_N_RESERVE_STATES
} CmReserveState;

/* One entry of the ledger, in its order. Money in pence. */
typedef struct
{
  char *id, *name, *trigger, *delegated_to; /* "" for none */
  char *on_date;                            /* ISO date, or "" */
  CmReserveState state;
  gboolean has_amount, has_stated;
  gint64 amount, stated;
  gint64 computed;   /* the balance after it: the stated one before, and the amounts since */
  gint64 difference; /* stated − computed; 0 where nothing is stated to begin with */
  char *arithmetic;  /* “£232,290 − £85,000 − £17,500 = £129,790”, or NULL */
  gint64 drawn;      /* by its drawdowns */
  guint drawdowns;
} CmReserveLine;

typedef struct
{
  GPtrArray *lines;                   /* of CmReserveLine */
  guint differences;                  /* lines that differ */
  gboolean has_opening;               /* a balance is stated to begin with */
  gint64 opening;                     /* the first balance that is stated, or 0 */
  gint64 called[CM_N_RESERVE_STATES]; /* amounts of entries after the opening, by state */
  /* The balance with all entries forecast or sanctioned; with those proposed too; and with those
   * on a condition too. */
  gint64 certain, proposed, all;
} CmReserves;

CmReserves *cm_reserves_read (CmStore *store);
void cm_reserves_free (CmReserves *self);

/* (transfer full) (nullable): what is to be said of a line, each in a sentence: that the stated
 * balance is another than the computed, that more was drawn than was called, that it was drawn on
 * without being sanctioned. */
char *cm_reserves_judge (const CmReserves *self, guint line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmReserves, cm_reserves_free)

G_END_DECLS
