/* cm-funding-partners.c - what partners give: money, people and days of skill. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-partners"
#include "config.h"

#include "cm-funding-partners.h"

#include <glib/gi18n.h>

#include "cm-sign-off.h"
#include "cm-store-sums.h"
#include "cm-summary.h"

static void
free_partner (gpointer data)
{
  CmPartner *partner = data;

  g_free (partner->id);
  g_free (partner->name);
  g_free (partner);
}

static void
free_match (gpointer data)
{
  CmSkillMatch *match = data;

  g_free (match->need);
  g_free (match->offer);
  g_free (match->skill);
  g_free (match->needer);
  g_free (match->offerer);
  g_free (match);
}

static void
free_balance (gpointer data)
{
  CmTimeBalance *balance = data;

  g_free (balance->id);
  g_free (balance->name);
  g_free (balance);
}

void
cm_partners_free (CmPartners *self)
{
  g_ptr_array_unref (self->partners);
  g_ptr_array_unref (self->matches);
  g_ptr_array_unref (self->offers);
  g_ptr_array_unref (self->balances);
  g_free (self);
}

/* --- contributions ---------------------------------------------------------------------------- */

static guint
find_choice (const char *field, const char *name)
{
  const CmChoice *choices = cm_table_field (cm_table_find ("partner_contribution"), field)->choices;
  guint i = 0;

  while (choices[i].name != NULL && g_strcmp0 (choices[i].name, name) != 0)
    i++;
  return choices[i].name != NULL ? i : 0;
}

static CmPartner *
find_partner (CmStore *store, CmPartners *self, const char *id)
{
  CmPartner *partner;

  for (guint i = 0; i < self->partners->len; i++)
    {
      partner = g_ptr_array_index (self->partners, i);
      if (g_str_equal (partner->id, id))
        return partner;
    }
  partner = g_new0 (CmPartner, 1);
  partner->id = g_strdup (id);
  partner->name = cm_store_get_title (store, "organisation", id);
  g_ptr_array_add (self->partners, partner);
  return partner;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  /* Partners and balances both begin with key and name. */
  const CmPartner *first = *(const CmPartner *const *) a;
  const CmPartner *second = *(const CmPartner *const *) b;

  return g_utf8_collate (first->name, second->name);
}

/* Adds amounts, or days, to where they belong. */
static void
add_sums (CmStore *store, CmPartners *self, const CmScope *scope, const char *field)
{
  static const char *const groups[] = { "organisation", "kind", "state", NULL };
  gboolean is_money = g_str_equal (field, "amount");
  g_autoptr (CmQuery) query = cm_query_new ("partner_contribution");
  g_autoptr (CmSums) sums = NULL;

  if (!cm_scope_is_whole (scope))
    cm_query_where_in (query, "activity", cm_scope_query_activities (scope), "id");
  sums = cm_store_sum_by (store, query, field, groups);
  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      CmPartner *partner = find_partner (store, self, cm_sums_get_text (sums, i, 0));
      guint state = find_choice ("state", cm_sums_get_text (sums, i, 2));
      CmGiving *giving = &partner->of[find_choice ("kind", cm_sums_get_text (sums, i, 1))][state];
      gint64 sum = cm_sums_get_sum (sums, i);

      *(is_money ? &giving->amount : &giving->days) += sum;
      *(is_money ? &self->totals[state].amount : &self->totals[state].days) += sum;
      if (!is_money)
        continue;
      giving->lines += cm_sums_get_count (sums, i);
      self->totals[state].lines += cm_sums_get_count (sums, i);
    }
}

static void
add_giving (CmGiving *to, const CmGiving *giving)
{
  to->amount += giving->amount;
  to->days += giving->days;
  to->lines += giving->lines;
}

CmGiving
cm_partners_get_firm (const CmPartners *self, const CmPartner *partner)
{
  CmGiving firm = { 0 };

  if (partner == NULL)
    {
      add_giving (&firm, &self->totals[CM_GIVING_AGREED]);
      add_giving (&firm, &self->totals[CM_GIVING_GIVEN]);
      return firm;
    }
  for (guint kind = 0; kind < CM_N_GIVING_KINDS; kind++)
    {
      add_giving (&firm, &partner->of[kind][CM_GIVING_AGREED]);
      add_giving (&firm, &partner->of[kind][CM_GIVING_GIVEN]);
    }
  return firm;
}

static char *
tell_most (const CmPartner *partner, gint64 share, gint64 total, gboolean is_money)
{
  int per_cent = (int) ((double) share * 100 / (double) total + 0.5);
  g_autofree char *part =
      is_money ? cm_money_format (share)
               : g_strdup_printf (ngettext ("%d day", "%d days", (gulong) share), (int) share);
  g_autofree char *all =
      is_money ? cm_money_format (total) : g_strdup_printf ("%" G_GINT64_FORMAT, total);

  return g_strdup_printf (
      is_money
          /* translators: %1$s is an organisation, %3$s of %4$s are amounts of money, %2$d the share
           */
          ? _ ("%1$s gives %2$d %% of the money that is agreed or given (%3$s of %4$s): the "
               "partnership leans on one partner.")
          /* translators: %1$s is an organisation, %3$s of %4$s are days, %2$d the share */
          : _ ("%1$s gives %2$d %% of the time that is agreed or given (%3$s of %4$s): the "
               "partnership leans on one partner."),
      partner->name,
      per_cent,
      part,
      all);
}

char *
cm_partners_judge (const CmPartners *self)
{
  CmGiving all = cm_partners_get_firm (self, NULL);
  GString *said = g_string_new (NULL);

  for (guint i = 0; self->partners->len > 1 && i < self->partners->len; i++)
    {
      const CmPartner *partner = g_ptr_array_index (self->partners, i);
      CmGiving firm = cm_partners_get_firm (self, partner);

      for (int money = 1; money >= 0; money--)
        {
          gint64 share = money ? firm.amount : firm.days;
          gint64 total = money ? all.amount : all.days;
          g_autofree char *most = NULL;

          if (total <= 0 || share * 2 <= total)
            continue;
          most = tell_most (partner, share, total, money != 0);
          g_string_append_printf (said, "%s%s", said->len > 0 ? " " : "", most);
        }
    }
  return g_string_free (said, said->len == 0);
}

/* --- skills ----------------------------------------------------------------------------------- */

static char *
fold_skill (const char *skill)
{
  g_autofree char *stripped = g_strstrip (g_strdup (skill));
  g_autofree char *normal = g_utf8_normalize (stripped, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : stripped, -1);
}

static gboolean
is_open (CmRecord *skill)
{
  return cm_record_is_null (skill, "state") ||
         g_str_equal (cm_record_get_text (skill, "state"), "open");
}

/* Whether there is a day that lies in both; an end that is open lies far off. */
static gboolean
overlaps (CmRecord *a, CmRecord *b)
{
  CmRecord *both[] = { a, b };

  for (guint i = 0; i < 2; i++)
    if (!cm_record_is_null (both[i], "ends") && !cm_record_is_null (both[1 - i], "starts") &&
        g_strcmp0 (cm_record_get_text (both[i], "ends"),
                   cm_record_get_text (both[1 - i], "starts")) < 0)
      return FALSE;
  return TRUE;
}

static gboolean
fits (CmRecord *need, CmRecord *offer)
{
  return overlaps (need, offer) && !g_str_equal (cm_record_get_text (need, "organisation"),
                                                 cm_record_get_text (offer, "organisation"));
}

static char *
name_organisation (CmStore *store, CmRecord *skill)
{
  return cm_store_get_title (store, "organisation", cm_record_get_text (skill, "organisation"));
}

static CmSkillMatch *
make_match (CmStore *store, CmRecord *need, CmRecord *offer)
{
  CmSkillMatch *match = g_new0 (CmSkillMatch, 1);

  match->skill = g_strdup (cm_record_get_text (need != NULL ? need : offer, "skill"));
  if (need != NULL)
    {
      match->need = g_strdup (cm_record_get_id (need));
      match->needer = name_organisation (store, need);
      match->days_needed = cm_record_get_number (need, "days");
    }
  if (offer != NULL)
    {
      match->offer = g_strdup (cm_record_get_id (offer));
      match->offerer = name_organisation (store, offer);
      match->days_offered = cm_record_get_number (offer, "days");
    }
  return match;
}

static GPtrArray *
list_open (CmStore *store, const char *kind)
{
  g_autoptr (CmQuery) query = cm_query_new ("skill_offer");
  GPtrArray *list;

  cm_query_where_text (query, "kind", kind);
  list = cm_store_list (store, query);
  for (guint i = list->len; i > 0; i--)
    if (!is_open (g_ptr_array_index (list, i - 1)))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

/* Skills, folded, to the offers of each. */
static GHashTable *
index_offers (GPtrArray *offers)
{
  GHashTable *index =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < offers->len; i++)
    {
      CmRecord *offer = g_ptr_array_index (offers, i);
      g_autofree char *skill = fold_skill (cm_record_get_text (offer, "skill"));
      GPtrArray *same = g_hash_table_lookup (index, skill);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (index, g_steal_pointer (&skill), same);
        }
      g_ptr_array_add (same, offer);
    }
  return index;
}

static void
match_need (CmStore *store, CmPartners *self, CmRecord *need, GHashTable *index, GHashTable *used)
{
  g_autofree char *skill = fold_skill (cm_record_get_text (need, "skill"));
  GPtrArray *offers = g_hash_table_lookup (index, skill);
  guint before = self->matches->len;

  for (guint i = 0; offers != NULL && i < offers->len; i++)
    if (fits (need, g_ptr_array_index (offers, i)))
      {
        g_hash_table_add (used, g_ptr_array_index (offers, i));
        g_ptr_array_add (self->matches, make_match (store, need, g_ptr_array_index (offers, i)));
      }
  if (self->matches->len == before)
    g_ptr_array_add (self->matches, make_match (store, need, NULL));
}

static void
match_skills (CmStore *store, CmPartners *self)
{
  g_autoptr (GPtrArray) needs = list_open (store, "need");
  g_autoptr (GPtrArray) offers = list_open (store, "offer");
  g_autoptr (GHashTable) index = index_offers (offers);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < needs->len; i++)
    match_need (store, self, g_ptr_array_index (needs, i), index, used);
  for (guint i = 0; i < offers->len; i++)
    if (!g_hash_table_contains (used, g_ptr_array_index (offers, i)))
      g_ptr_array_add (self->offers, make_match (store, NULL, g_ptr_array_index (offers, i)));
}

static CmTimeBalance *
find_balance (CmStore *store, CmPartners *self, const char *id)
{
  CmTimeBalance *balance;

  for (guint i = 0; i < self->balances->len; i++)
    {
      balance = g_ptr_array_index (self->balances, i);
      if (g_str_equal (balance->id, id))
        return balance;
    }
  balance = g_new0 (CmTimeBalance, 1);
  balance->id = g_strdup (id);
  balance->name = cm_store_get_title (store, "organisation", id);
  g_ptr_array_add (self->balances, balance);
  return balance;
}

static void
balance_time (CmStore *store, CmPartners *self)
{
  static const char *const groups[] = { "giver", "taker", NULL };
  g_autoptr (CmQuery) query = cm_query_new ("skill_exchange");
  g_autoptr (CmSums) sums = cm_store_sum_by (store, query, "days", groups);

  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      gint64 days = cm_sums_get_sum (sums, i);

      find_balance (store, self, cm_sums_get_text (sums, i, 0))->given += days;
      find_balance (store, self, cm_sums_get_text (sums, i, 1))->received += days;
    }
  g_ptr_array_sort (self->balances, compare_names);
}

CmPartners *
cm_partners_read (CmStore *store, const CmScope *scope)
{
  CmPartners *self = g_new0 (CmPartners, 1);

  self->partners = g_ptr_array_new_with_free_func (free_partner);
  self->matches = g_ptr_array_new_with_free_func (free_match);
  self->offers = g_ptr_array_new_with_free_func (free_match);
  self->balances = g_ptr_array_new_with_free_func (free_balance);
  add_sums (store, self, scope, "amount");
  add_sums (store, self, scope, "days");
  g_ptr_array_sort (self->partners, compare_names);
  match_skills (store, self);
  balance_time (store, self);
  return self;
}

/* --- matching --------------------------------------------------------------------------------- */

static CmRecord *
make_exchange (CmStore *store, CmRecord *need, CmRecord *offer)
{
  CmRecord *exchange = cm_record_new (cm_table_find ("skill_exchange"));
  g_autofree char *today = cm_summary_get_today (store);
  gint64 needed = cm_record_get_number (need, "days");
  gint64 offered = cm_record_get_number (offer, "days");
  gint64 days = needed == 0 ? offered : offered == 0 ? needed : MIN (needed, offered);

  cm_record_set_text (exchange, "giver", cm_record_get_text (offer, "organisation"));
  cm_record_set_text (exchange, "taker", cm_record_get_text (need, "organisation"));
  cm_record_set_text (exchange, "skill", cm_record_get_text (need, "skill"));
  cm_record_set_text (exchange, "on_date", today);
  cm_record_set_number (exchange, "days", MAX (days, 1));
  return exchange;
}

static gboolean
mark_matched (CmStore *store, CmRecord *skill, GError **error)
{
  g_autoptr (CmRecord) copy = cm_record_copy (skill);

  cm_record_set_text (copy, "state", "matched");
  return cm_store_update (store, copy, error);
}

gboolean
cm_partners_match (CmStore *store, const char *need, const char *offer, GError **error)
{
  g_autoptr (CmRecord) needed = cm_store_get (store, "skill_offer", need);
  g_autoptr (CmRecord) offered = cm_store_get (store, "skill_offer", offer);
  g_autoptr (CmRecord) exchange = NULL;
  g_autofree char *label = NULL;

  if (needed == NULL || offered == NULL)
    {
      g_set_error_literal (error,
                           CM_WORKFLOW_ERROR,
                           CM_WORKFLOW_ERROR_RULE,
                           _ ("The need or the offer is no longer there. Nothing was changed."));
      return FALSE;
    }
  /* translators: an entry of the change log; %s is a skill */
  label = g_strdup_printf (_ ("Match “%s”"), cm_record_get_text (needed, "skill"));
  exchange = make_exchange (store, needed, offered);
  if (!cm_store_begin (store, label, error))
    return FALSE;
  if (cm_store_insert (store, exchange, error) && mark_matched (store, needed, error) &&
      mark_matched (store, offered, error))
    return cm_store_commit (store, error);
  cm_store_rollback (store);
  return FALSE;
}
