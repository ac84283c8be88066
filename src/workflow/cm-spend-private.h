/* cm-spend-private.h - the lines of spend in memory, the rules and what they decide. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-portfolio-facts.h"
#include "cm-spend.h"
#include "cm-store-sums.h"

G_BEGIN_DECLS

/* Lines that are alike in all that is asked about: numbers of texts and keys, 0 for none. */
typedef struct
{
  guint organisation, supplier, service, purpose, chapter;
  int kind; /* its place in the choices, or -1 */
  guint year_at;
  gint64 year;
  gint64 amount;
  guint lines;
} CmSpendBundle;

/* What was read of the lines: it stays as it is once all is read. */
typedef struct
{
  guint n_refs;
  CmSums *sums; /* holds all texts */
  guint next;
  gboolean complete;
  GArray *bundles;     /* of CmSpendBundle */
  GPtrArray *texts;    /* by number, as they are written */
  GPtrArray *folded;   /* by number */
  GArray *same;        /* of guint: the first number of the same folded text; 0 for an empty one */
  GHashTable *by_fold; /* folded text → its first number */
  GPtrArray *keys;     /* of organisations and chapters, by number */
  GHashTable *numbers; /* text of the sums → its number in the texts */
  GHashTable *key_numbers; /* likewise in the keys */
  GArray *years;           /* of gint64, in order */
} CmSpendLines;

CmSpendLines *_cm_spend_lines_new (CmStore *store);
CmSpendLines *_cm_spend_lines_ref (CmSpendLines *self);
void _cm_spend_lines_unref (CmSpendLines *self);
/* Reads on until about that time. TRUE when all is read. */
gboolean _cm_spend_lines_step (CmSpendLines *self, gint64 until);
guint _cm_spend_lines_find_key (const CmSpendLines *self, const char *key);

/* Places of what a bundle serves that are no chapters. */
#define CM_SPEND_AT_UNMAPPED (-1)
#define CM_SPEND_AT_OUTSIDE (-2)

/* Who decided: the place of a rule, or… */
#define CM_SPEND_BY_NOBODY (-1)
#define CM_SPEND_BY_ITSELF (-2)

typedef struct
{
  int chapter; /* its place, or CM_SPEND_AT_… */
  int kind;    /* its place in the choices, or -1 */
  int chapter_rule, kind_rule;
} CmSpendDecision;

/* What a rule looks for. */
typedef struct
{
  char *words;        /* folded; "" fits nothing */
  int field;          /* place in the choices */
  int test;           /* likewise */
  guint organisation; /* number of the key, 0 for any, G_MAXUINT for one that has no lines */
} CmSpendMatcher;

typedef struct
{
  CmRecord *record;
  CmSpendMatcher matcher;
  guint32 *bits; /* for each number of a text whether it fits; a box with a count of references */
  gboolean says_chapter, says_kind;
  int chapter, kind;    /* as in a decision */
  CmSpendEffect effect; /* its record is not set */
} CmSpendRule;

/* Lines, rules and what these decide. */
typedef struct
{
  CmStore *store;
  CmSpendLines *lines;
  GPtrArray *themes, *chapters, *organisations; /* of CmRecord, chapters by theme */
  GHashTable *chapter_places;                   /* key → place, from 1 */
  GArray *theme_of;                             /* of int, for each chapter; -1 for none */
  GPtrArray *rules;                             /* of CmSpendRule, the first first */
  CmSpendDecision *decisions;                   /* for each bundle */
  gboolean prepared;
  guint rule_at, text_at, bundle_at; /* how far it is */
  guint32 *bits;                     /* of the rule that is looked at */
} CmSpendState;

/* With lines that are read already, or NULL to read them. */
CmSpendState *_cm_spend_state_new (CmStore *store, CmSpendLines *lines);
void _cm_spend_state_free (CmSpendState *self);
/* Goes on until about that time; what `before` (or NULL) found of the same lines is used. TRUE when
 * all is done. */
gboolean _cm_spend_state_step (CmSpendState *self, const CmSpendState *before, gint64 until);
/* All of it at once. */
CmSpendState *_cm_spend_state_read (CmStore *store);
CmSpendEffect *_cm_spend_state_try (const CmSpendState *self, CmRecord *rule);

/* (transfer container): the rules in the order in which they decide. */
GPtrArray *_cm_spend_read_rules (CmStore *store);
int _cm_spend_compare_rules (CmRecord *a, CmRecord *b);

static inline const CmSpendBundle *
_cm_spend_bundle (const CmSpendState *state, guint i)
{
  return &g_array_index (state->lines->bundles, CmSpendBundle, i);
}

struct _CmSpend
{
  GObject parent_instance;

  CmStore *store;
  CmSpendState *state; /* what is asked, or NULL */
  CmSpendState *next;  /* what is being read, or NULL */
  guint idle;
  gboolean active;
  gboolean stale_lines, stale_rules, stale_planned; /* while it rests */

  gint64 year;
  char *organisation;
  CmScope *scope;
  guint organisation_number; /* of what is asked; G_MAXUINT for one without lines */
  gboolean *in_scope;        /* for each chapter of what is asked; NULL for all spend */

  gboolean wants_planned;
  CmFactsReader *planned;         /* or NULL */
  CmFactsReader *planned_next;    /* or NULL */
  GHashTable *planned_by_chapter; /* key → pence of the year and organisation; NULL if not known */
};

typedef enum
{
  CM_SPEND_LOOK_SCOPE, /* what is looked at */
  CM_SPEND_LOOK_WHOLE, /* without the scope */
  CM_SPEND_LOOK_UNMAPPED,
} CmSpendLook;

gboolean _cm_spend_sees (const CmSpend *self, CmSpendLook look, guint bundle);
void _cm_spend_mix_add (CmSpendMix *mix, int kind, int mainstream, gint64 amount);
/* Begins to read what is planned, if it was not yet. */
void _cm_spend_want_planned (CmSpend *self);

/* The groups of a kind by numbers: CM_SPEND_NOT_STATED and its neighbours as they are, and from
 * CM_SPEND_FIRST on those with a name. */
#define CM_SPEND_FIRST 4
guint _cm_spend_n_numbers (const CmSpendState *state, CmSpendBy by);
guint _cm_spend_number (const CmSpendState *state, CmSpendBy by, guint bundle);
/* The number of a head, or G_MAXUINT if there is none any more. */
guint _cm_spend_find_number (const CmSpendState *state, const CmSpendHead *head);
/* (transfer full); of a text, its first spelling. */
CmSpendHead *_cm_spend_make_head (const CmSpendState *state, CmSpendBy by, guint number);
const CmChoice *_cm_spend_kinds (void);
/* The place of a kind of money in these, or -1. */
int _cm_spend_find_kind (const char *name);

G_END_DECLS
