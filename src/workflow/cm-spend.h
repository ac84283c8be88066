/* cm-spend.h - what is spent now: which lines serve which chapter, largest spend first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"

G_BEGIN_DECLS

/* Which chapter a line of spend serves, and what kind of money it is, is computed and never written
 * into the line. What the line itself says goes first. Otherwise the first mapping rule that fits
 * the line and says a chapter (or that such spend serves none) decides the chapter, and the first
 * that fits and says a kind of money decides the kind: two questions, each with its own first rule.
 * The order of the rules is their rank, those without one last, then their key.
 *
 * A rule fits a line of its organisation, or of any if it names none, whose supplier, service or
 * purpose contains its words, begins with them or is them. Both sides are folded for that: see
 * cm_spend_fold(). Words of which nothing is left by it fit nothing.
 *
 * All money is in pence, all amounts are sums of lines, to the penny, money back included. */

/* (transfer full): the text as texts of ledgers are compared: no case, no accents, no full stops
 * and apostrophes; any other punctuation is a space, several are one, none at the ends; the word
 * “ltd” is “limited”. “EXAMPLE CARE LTD” and “Example Care Limited.” are the same. "" for NULL. */
char *cm_spend_fold (const char *text);

/* --- the object ------------------------------------------------------------------------------- */

#define CM_TYPE_SPEND (cm_spend_get_type ())
G_DECLARE_FINAL_TYPE (CmSpend, cm_spend, CM, SPEND, GObject)

/* Begins to read, in slices of a few milliseconds while the main loop is idle, and follows the
 * changes of the store, which must not be closed while this lives. What was read stays there until
 * what is read anew takes its place.
 *
 * Signal "changed" (no arguments): anything that can be asked of it may be different now. */
CmSpend *cm_spend_new (CmStore *store);
/* Whether it reads at all; a page that is not looked at lets it rest. TRUE at first. */
void cm_spend_set_active (CmSpend *self, gboolean active);
/* Whether there is anything to ask yet: until then there are no lines. */
gboolean cm_spend_get_ready (CmSpend *self);
/* Whether something newer is on its way. */
gboolean cm_spend_get_busy (CmSpend *self);
/* How far the reading is, 0 to 1. */
double cm_spend_get_progress (CmSpend *self);
/* Reads on until it is not busy: for tests, reports and the command line. */
void cm_spend_finish (CmSpend *self);

/* --- what is looked at ------------------------------------------------------------------------ */

/* Each is kept, and emits "changed" if it is another than before. 0 for all years; NULL for all
 * organisations; NULL or a whole scope for all spend, otherwise only what serves its chapters. */
void cm_spend_set_year (CmSpend *self, gint64 year);
gint64 cm_spend_get_year (CmSpend *self);
void cm_spend_set_organisation (CmSpend *self, const char *id);
const char *cm_spend_get_organisation (CmSpend *self);
void cm_spend_set_scope (CmSpend *self, const CmScope *scope);

/* (transfer full): the years that have lines, of gint64, the earliest first. */
GArray *cm_spend_list_years (CmSpend *self);
/* (transfer full): the organisations that have lines, of CmRecord, in their own order. */
GPtrArray *cm_spend_list_organisations (CmSpend *self);

/* Mainstream money against pots: grant, pooled, aligned, reserve, in kind. */
typedef struct
{
  gint64 mainstream, pots, unstated, total; /* the total is the sum of the three */
} CmSpendMix;

typedef struct
{
  guint lines;
  gint64 amount; /* = mapped + outside + unmapped */
  guint mapped_lines;
  gint64 mapped; /* serves a chapter */
  guint outside_lines;
  gint64 outside; /* looked at, and serves none */
  guint unmapped_lines;
  gint64 unmapped; /* nothing says what it serves */
  guint own_lines; /* of those mapped: by what the line itself says */
  gint64 own;
  CmSpendMix mix; /* its total is the amount */
  /* Mapped or outside, of every thousand pounds, rounded down: 1000 only if all is. 0 of nothing.
   * Measured on the sums of the absolute amounts of like lines, so that money back does not hide
   * what is open. */
  guint decided_share;
} CmSpendTotals;

/* (out caller-allocates): of what is looked at; and the same without the scope, of which alone
 * anything can be outside or unmapped. */
void cm_spend_get_totals (CmSpend *self, CmSpendTotals *totals);
void cm_spend_get_whole (CmSpend *self, CmSpendTotals *totals);

/* --- groups, largest first -------------------------------------------------------------------- */

typedef enum
{
  CM_SPEND_BY_ORGANISATION,
  CM_SPEND_BY_SUPPLIER,
  CM_SPEND_BY_SERVICE,
  CM_SPEND_BY_PURPOSE,
  CM_SPEND_BY_CHAPTER,
  CM_SPEND_BY_THEME,
  CM_SPEND_BY_KIND,
  CM_SPEND_BY_YEAR,
} CmSpendBy;

#define CM_SPEND_N_BY 8

/* “Supplier”, translated. */
const char *cm_spend_by_label (CmSpendBy by);

typedef enum
{
  CM_SPEND_NAMED,
  CM_SPEND_NOT_STATED, /* the lines leave it open */
  CM_SPEND_OUTSIDE,    /* by chapter or theme: serves no chapter */
  CM_SPEND_NOT_MAPPED, /* by chapter or theme: no rule says what it serves */
} CmSpendWhat;

/* What a group, a row or a column is of. */
typedef struct
{
  CmSpendBy by;
  CmSpendWhat what;
  char *key; /* of the record, the name of the kind, the year in digits, the folded text; NULL
                unless it is named */
  char *name; /* for people: “Not mapped” and the like too; of texts the spelling of most lines */
} CmSpendHead;

CmSpendHead *cm_spend_head_copy (const CmSpendHead *self);
void cm_spend_head_free (CmSpendHead *self);

typedef struct
{
  CmSpendHead *head;
  GPtrArray *spellings; /* of char *: of texts, as the files write it, most lines first; one
                           or more if it is named; NULL of what is no text */
  guint lines;
  gint64 amount;
  double share;      /* of `positive`, 0 to 1; 0 for a group of less than nothing */
  double cumulative; /* this one and those before it */
} CmSpendGroup;

/* All groups of what is looked at, the largest amount first, of equal ones by name; those where
 * more came back than was spent are last. Shares are of the sum of the groups above nothing, so
 * that they add up to one; those below have none. amount = positive + negative, to the penny. */
typedef struct
{
  CmSpendBy by;
  GPtrArray *groups; /* of CmSpendGroup */
  gint64 amount, positive, negative;
  guint lines;
} CmSpendGroups;

CmSpendGroups *cm_spend_group (CmSpend *self, CmSpendBy by);
void cm_spend_groups_free (CmSpendGroups *self);
/* How many of the largest come to at least so many per cent of `positive`; 0 if there is nothing.
 */
guint cm_spend_groups_count (const CmSpendGroups *self, guint percent);
/* (transfer full): one sentence with the figures: “Supplier: 4 of 31 come to 82% of £3,412,000; the
 * largest, “Example Care Ltd”, to 41%.” */
char *cm_spend_groups_describe (const CmSpendGroups *self, guint percent);

/* --- the programme budget --------------------------------------------------------------------- */

typedef struct
{
  CmSpendHead *head;
  gboolean is_theme; /* the sum of the chapters that follow it, up to the next row that is not of
                        a chapter */
  CmSpendMix mix;
  gint64 planned; /* of the activities, as the balance of the portfolio shares it out; 0 outside */
} CmSpendRow;

/* Every theme and below it its chapters, with spend or without, in their own order, restricted to
 * the scope; then what serves no chapter, and what is not mapped, if there is any. Chapters of no
 * theme stand before these two. */
typedef struct
{
  GPtrArray *rows;      /* of CmSpendRow */
  GPtrArray *columns;   /* of CmSpendHead; only those that have lines */
  gint64 *cells;        /* see cm_spend_table_get() */
  CmSpendMix mix;       /* in all */
  gint64 planned;       /* of the rows; what is planned for no chapter is not in it */
  gboolean has_planned; /* whether that has been read yet */
} CmSpendTable;

/* Columns of organisations, kinds or years. Rows and columns add up to the amount looked at. */
CmSpendTable *cm_spend_tabulate (CmSpend *self, CmSpendBy columns);
void cm_spend_table_free (CmSpendTable *self);
/* `row` may be rows->len and `column` columns->len for the totals. Themes are not added again in
 * the total. */
gint64 cm_spend_table_get (const CmSpendTable *self, guint row, guint column);

/* --- what is behind a figure ------------------------------------------------------------------ */

/* Lines that are alike in all of these, exactly as they are written; NULL or 0 for none. */
typedef struct
{
  char *organisation, *organisation_name;
  char *supplier, *service, *purpose;
  gint64 year;
  char *chapter, *kind;                 /* what the lines themselves say */
  char *decided_chapter, *decided_kind; /* what is taken for them; NULL for none */
  gboolean outside;
  char *chapter_rule, *kind_rule; /* the keys of the rules that decided, or NULL */
  guint lines;
  gint64 amount;
} CmSpendPart;

/* (transfer full): of CmSpendPart, the largest amount first: what adds up to a group, or to the
 * cell of a row and a column; NULL for all. At most `limit` of them; 0 for no limit. */
GPtrArray *
cm_spend_list_parts (CmSpend *self, const CmSpendHead *row, const CmSpendHead *column, guint limit);
/* (transfer full): exactly the lines of the part. */
CmQuery *cm_spend_part_query (const CmSpendPart *part);
/* (transfer full) (nullable): the lines of a group as one query; NULL where none can say it: by
 * chapter, theme or kind, in a scope, or of a text with several spellings. */
CmQuery *cm_spend_group_query (CmSpend *self, const CmSpendGroup *group);

/* --- rules ------------------------------------------------------------------------------------ */

/* What a rule does, over all lines, whatever is looked at. A line counts once in each figure. */
typedef struct
{
  CmRecord *rule;
  guint fits_lines; /* 0: it fits nothing */
  gint64 fits;
  guint decides_lines; /* of those that it fits: the chapter (or that there is none), or the kind */
  gint64 decides;
  guint earlier_lines; /* of those that it fits: all that it says is said by an earlier rule, or by
                          the line itself; fits = decides + earlier */
  gint64 earlier;
  guint gained_lines; /* of a rule that is tried: not mapped now, and with it they would be */
  gint64 gained;
} CmSpendEffect;

void cm_spend_effect_free (CmSpendEffect *self);

/* (transfer full): of CmSpendEffect, all rules in the order in which they decide. */
GPtrArray *cm_spend_list_rules (CmSpend *self);
/* (transfer full): what a rule would do. One with the key of a kept rule is tried in its place, at
 * the rank it has itself; a new one without a rank after all others. At once, without waiting. */
CmSpendEffect *cm_spend_try_rule (CmSpend *self, CmRecord *rule);

/* (transfer full): what is not mapped, by supplier, service or purpose; in a scope too all that is
 * not mapped. */
CmSpendGroups *cm_spend_list_unmapped (CmSpend *self, CmSpendBy by);
/* (transfer full) (nullable): a new rule, not kept and still without a chapter, that fits just the
 * lines whose supplier, service or purpose is that of the group; NULL for a group of no text. */
CmRecord *cm_spend_propose_rule (CmSpend *self, const CmSpendHead *head);

/* Keeps a new rule after all others: “Add rule “home care””. */
gboolean cm_spend_add_rule (CmStore *store, CmRecord *rule, GError **error);
/* Moves a rule to a place in the order, 0 for the first, in one transaction: “Move rule “home
 * care””. */
gboolean cm_spend_move_rule (CmStore *store, const char *id, guint place, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSpendHead, cm_spend_head_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSpendGroups, cm_spend_groups_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSpendTable, cm_spend_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSpendEffect, cm_spend_effect_free)

G_END_DECLS
