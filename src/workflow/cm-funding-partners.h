/* cm-funding-partners.h - what partners give: money, people and days of skill. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"

G_BEGIN_DECLS

/* As the table partner_contribution lists its choices. */
typedef enum
{
  CM_GIVING_REQUESTED,
  CM_GIVING_QUERIED,
  CM_GIVING_AGREED,
  CM_GIVING_REFUSED,
  CM_GIVING_GIVEN,
  CM_N_GIVING_STATES
} CmGivingState;

#define CM_N_GIVING_KINDS 6

typedef struct
{
  gint64 amount; /* pence */
  gint64 days;
  guint lines;
} CmGiving;

typedef struct
{
  char *id, *name;
  CmGiving of[CM_N_GIVING_KINDS][CM_N_GIVING_STATES];
} CmPartner;

/* A skill that is needed and still open, and an offer of it, if there is one. */
typedef struct
{
  char *need, *offer; /* keys; offer NULL for none */
  char *skill;
  char *needer, *offerer;           /* names of organisations; offerer NULL */
  gint64 days_needed, days_offered; /* 0: not said */
} CmSkillMatch;

/* Days of skill that an organisation gave and received. */
typedef struct
{
  char *id, *name;
  gint64 given, received;
} CmTimeBalance;

typedef struct
{
  GPtrArray *partners; /* of CmPartner, by name */
  CmGiving totals[CM_N_GIVING_STATES];
  GPtrArray *matches;  /* of CmSkillMatch: needs in the order of their skill, each with every offer
                          that fits or with none */
  GPtrArray *offers;   /* of CmSkillMatch with need NULL: offers that nobody needs */
  GPtrArray *balances; /* of CmTimeBalance, by name */
} CmPartners;

/* Contributions of the scope; those to the whole partnership only where that is the scope. Skills
 * are always those of all. */
CmPartners *cm_partners_read (CmStore *store, const CmScope *scope);
void cm_partners_free (CmPartners *self);

/* What is agreed or given: by one partner, or by all where `partner` is NULL. */
CmGiving cm_partners_get_firm (const CmPartners *self, const CmPartner *partner);
/* (transfer full) (nullable): that one partner gives more than half of the money, or of the days,
 * that are agreed or given, with the arithmetic. Nothing where only one gives at all and nobody
 * else was asked. */
char *cm_partners_judge (const CmPartners *self);

/* An offer meets a need: both are matched, and the days are entered as given on the day from which
 * the portfolio is looked at. One change. */
gboolean cm_partners_match (CmStore *store, const char *need, const char *offer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPartners, cm_partners_free)

G_END_DECLS
