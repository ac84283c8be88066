/* cm-funding-partners-view.c - what partners give, in money and in time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-partners-view"
#include "config.h"

#include "cm-funding-partners-view.h"

#include <glib/gi18n.h>

#include "cm-funding-partners.h"

#define MINUS "\u2212"
/* Needs and offers shown here; the register has them all. */
#define MOST_MATCHES 40

/**
 * CmFundingPartnersView:
 *
 * Contributions by partner and kind, each sum leading to the contributions it sums; below, the time
 * bank: what is needed, who offers it, and who has given more than received.
 */
struct _CmFundingPartnersView
{
  CmFundingPart parent_instance;

  CmPartners *partners;
  GArray *rows; /* of Meaning: what the rows of the contributions sum */

  GtkWidget *stack;
  GtkWidget *notice;
  GtkWidget *contributions_heading, *contributions;
  GtkWidget *queries_heading, *queries;
  GtkWidget *matches_heading, *matches;
  GtkWidget *balances_heading, *balances;
};

typedef struct
{
  int partner; /* -1: all */
  int kind;    /* -1: all */
} Meaning;

G_DEFINE_FINAL_TYPE (CmFundingPartnersView, cm_funding_partners_view, CM_TYPE_FUNDING_PART)

static const char *const tables[] = { "partner_contribution", "skill_offer",      "skill_exchange",
                                      "organisation",         "activity_chapter", NULL };

static const CmChoice *
get_choices (const char *field)
{
  return cm_table_field (cm_table_find ("partner_contribution"), field)->choices;
}

/* --- contributions ---------------------------------------------------------------------------- */

static void
add_up (CmGiving *to, const CmGiving *giving)
{
  to->amount += giving->amount;
  to->days += giving->days;
  to->lines += giving->lines;
}

static CmGiving
sum_meaning (const CmPartners *partners, const Meaning *meaning, guint state)
{
  const CmPartner *partner;
  CmGiving sum = { 0 };

  if (meaning->partner < 0)
    return partners->totals[state];
  partner = g_ptr_array_index (partners->partners, (guint) meaning->partner);
  for (int kind = 0; kind < CM_N_GIVING_KINDS; kind++)
    if (meaning->kind < 0 || meaning->kind == kind)
      add_up (&sum, &partner->of[kind][state]);
  return sum;
}

/* “£15,000 + 10 days” */
static char *
format_giving (const CmGiving *giving)
{
  g_autofree char *money = cm_money_format (giving->amount);
  g_autofree char *days =
      g_strdup_printf (ngettext ("%d day", "%d days", (gulong) giving->days), (int) giving->days);

  if (giving->lines == 0)
    return g_strdup ("–");
  /* Data or premises may be given without a figure. */
  if (giving->amount == 0 && giving->days == 0)
    return g_strdup_printf (ngettext ("%u entry", "%u entries", giving->lines), giving->lines);
  if (giving->days == 0)
    return g_steal_pointer (&money);
  if (giving->amount == 0)
    return g_steal_pointer (&days);
  return g_strdup_printf ("%s + %s", money, days);
}

static void
add_row (CmFundingPartnersView *self, CmGridRow kind, const char *title, Meaning meaning)
{
  CmFundingGrid *grid = CM_FUNDING_GRID (self->contributions);
  guint row = cm_funding_grid_add_row (grid, kind, title);

  g_array_append_val (self->rows, meaning);
  for (guint state = 0; state < CM_N_GIVING_STATES; state++)
    {
      CmGiving sum = sum_meaning (self->partners, &meaning, state);
      g_autofree char *text = format_giving (&sum);

      cm_funding_grid_set_cell (grid, row, 1 + state, text, NULL, sum.lines > 0);
    }
}

static gboolean
has_kind (const CmPartner *partner, int kind)
{
  for (guint state = 0; state < CM_N_GIVING_STATES; state++)
    if (partner->of[kind][state].lines > 0)
      return TRUE;
  return FALSE;
}

static void
show_contributions (CmFundingPartnersView *self)
{
  CmFundingGrid *grid = CM_FUNDING_GRID (self->contributions);
  const char *headings[CM_N_GIVING_STATES + 2] = { _ ("Partner") };
  Meaning all = { -1, -1 };

  for (guint state = 0; state < CM_N_GIVING_STATES; state++)
    headings[1 + state] = _ (get_choices ("state")[state].label);
  g_array_set_size (self->rows, 0);
  cm_funding_grid_begin (grid, headings, 1);
  for (guint i = 0; i < self->partners->partners->len; i++)
    {
      const CmPartner *partner = g_ptr_array_index (self->partners->partners, i);
      Meaning meaning = { (int) i, -1 };

      add_row (self, CM_GRID_GROUP, partner->name, meaning);
      for (meaning.kind = 0; meaning.kind < CM_N_GIVING_KINDS; meaning.kind++)
        if (has_kind (partner, meaning.kind))
          add_row (self, CM_GRID_ITEM, _ (get_choices ("kind")[meaning.kind].label), meaning);
    }
  add_row (self, CM_GRID_TOTAL, _ ("All partners"), all);
  cm_funding_grid_end (grid);
  gtk_widget_set_visible (self->contributions, self->partners->partners->len > 0);
  gtk_widget_set_visible (self->contributions_heading, self->partners->partners->len > 0);
}

/* Contributions of the scope. */
static CmQuery *
query_contributions (CmFundingPart *self)
{
  const CmScope *scope = cm_funding_part_get_scope (self);
  CmQuery *query = cm_query_new ("partner_contribution");

  if (!cm_scope_is_whole (scope))
    cm_query_where_in (query, "activity", cm_scope_query_activities (scope), "id");
  return query;
}

static void
contribution_cb (CmFundingPartnersView *self, guint row, guint column)
{
  const Meaning *meaning = &g_array_index (self->rows, Meaning, row);
  const CmChoice *state = &get_choices ("state")[column - 1];
  g_autoptr (CmQuery) query = query_contributions (CM_FUNDING_PART (self));
  const char *who = _ ("All partners");
  g_autofree char *what = NULL;

  cm_query_where_text (query, "state", state->name);
  if (meaning->partner >= 0)
    {
      const CmPartner *partner =
          g_ptr_array_index (self->partners->partners, (guint) meaning->partner);

      who = partner->name;
      cm_query_where_text (query, "organisation", partner->id);
    }
  if (meaning->kind >= 0)
    cm_query_where_text (query, "kind", get_choices ("kind")[meaning->kind].name);
  /* translators: %1$s is an organisation, %2$s the state of what it gives, such as “Agreed” */
  what = g_strdup_printf (_ ("%1$s: %2$s"), who, _ (state->label));
  cm_funding_part_show_query (CM_FUNDING_PART (self), query, what);
}

/* --- queries about value for money ------------------------------------------------------------ */

static void
open_contribution_cb (CmFundingPart *self, GtkWidget *row)
{
  cm_funding_part_show_record (
      self, "partner_contribution", g_object_get_data (G_OBJECT (row), "id"));
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_query (CmFundingPartnersView *self, CmRecord *record)
{
  CmStore *store = cm_funding_part_get_store (CM_FUNDING_PART (self));
  g_autofree char *who =
      cm_store_get_title (store, "organisation", cm_record_get_text (record, "organisation"));
  CmGiving giving = { cm_record_get_number (record, "amount"),
                      cm_record_get_number (record, "days"),
                      1 };
  g_autofree char *what = format_giving (&giving);
  g_autofree char *title = g_strdup_printf ("%s: %s", who, what);
  const char *query = cm_record_get_text (record, "query");
  GtkWidget *row =
      make_row (title, *query != '\0' ? query : _ ("The query itself is not written down."));

  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (cm_record_get_id (record)), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (open_contribution_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (self->queries), row);
}

static void
show_queries (CmFundingPartnersView *self)
{
  g_autoptr (CmQuery) query = query_contributions (CM_FUNDING_PART (self));
  g_autoptr (GPtrArray) list = NULL;

  cm_query_where_text (query, "state", "queried");
  list = cm_store_list (cm_funding_part_get_store (CM_FUNDING_PART (self)), query);
  clear_list (self->queries);
  for (guint i = 0; i < MIN (list->len, MOST_MATCHES); i++)
    add_query (self, g_ptr_array_index (list, i));
  gtk_widget_set_visible (self->queries, list->len > 0);
  gtk_widget_set_visible (self->queries_heading, list->len > 0);
}

/* --- the time bank ---------------------------------------------------------------------------- */

static void
match_cb (CmFundingPartnersView *self, GtkWidget *button)
{
  const CmSkillMatch *match = g_object_get_data (G_OBJECT (button), "match");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  /* translators: %1$s is a skill, %2$s and %3$s are organisations */
  text = g_strdup_printf (_ ("“%1$s” is entered as given by %2$s to %3$s"),
                          match->skill,
                          match->offerer,
                          match->needer);
  if (cm_partners_match (
          cm_funding_part_get_store (CM_FUNDING_PART (self)), match->need, match->offer, &error))
    cm_funding_part_tell (CM_FUNDING_PART (self), text, TRUE);
  else
    cm_funding_part_tell (CM_FUNDING_PART (self), error->message, FALSE);
}

static char *
format_days (gint64 days)
{
  if (days == 0)
    return g_strdup (_ ("time not said"));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), (int) days);
}

static char *
describe_match (const CmSkillMatch *match)
{
  g_autofree char *needed = format_days (match->days_needed);
  g_autofree char *offered = format_days (match->days_offered);

  if (match->need == NULL)
    /* translators: %1$s is an organisation, %2$s a number of days */
    return g_strdup_printf (
        _ ("Offered by %1$s (%2$s); nobody needs it yet"), match->offerer, offered);
  if (match->offer == NULL)
    /* translators: %1$s is an organisation, %2$s a number of days */
    return g_strdup_printf (
        _ ("Needed by %1$s (%2$s); nobody offers it yet"), match->needer, needed);
  if (match->days_needed > match->days_offered && match->days_offered > 0)
    return g_strdup_printf (
        /* translators: %1$s and %3$s are organisations, %2$s and %4$s numbers of days */
        _ ("Needed by %1$s (%2$s), offered by %3$s (%4$s): less than is needed"),
        match->needer,
        needed,
        match->offerer,
        offered);
  return g_strdup_printf (
      /* translators: %1$s and %3$s are organisations, %2$s and %4$s numbers of days */
      _ ("Needed by %1$s (%2$s), offered by %3$s (%4$s)"),
      match->needer,
      needed,
      match->offerer,
      offered);
}

static void
open_skill_cb (CmFundingPart *self, GtkWidget *row)
{
  cm_funding_part_show_record (self, "skill_offer", g_object_get_data (G_OBJECT (row), "id"));
}

static void
add_match (CmFundingPartnersView *self, const CmSkillMatch *match)
{
  g_autofree char *text = describe_match (match);
  GtkWidget *row = make_row (match->skill, text);

  g_object_set_data_full (
      G_OBJECT (row), "id", g_strdup (match->need != NULL ? match->need : match->offer), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (open_skill_cb), self);
  if (match->need != NULL && match->offer != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Enter as given"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_sensitive (button, cm_funding_part_is_editable (CM_FUNDING_PART (self)));
      gtk_widget_set_tooltip_text (
          button, _ ("Closes the need and the offer, and enters the days as given today"));
      g_object_set_data (G_OBJECT (button), "match", (gpointer) match);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (match_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_append (GTK_LIST_BOX (self->matches), row);
}

static void
show_matches (CmFundingPartnersView *self)
{
  GPtrArray *lists[] = { self->partners->matches, self->partners->offers };
  guint shown = 0;

  clear_list (self->matches);
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len && shown < MOST_MATCHES; i++, shown++)
      add_match (self, g_ptr_array_index (lists[l], i));
  gtk_widget_set_visible (self->matches, shown > 0);
  gtk_widget_set_visible (self->matches_heading, shown > 0);
}

static void
show_balances (CmFundingPartnersView *self)
{
  const char *headings[] = {
    _ ("Organisation"), _ ("Days given"), _ ("Days received"), _ ("Balance"), NULL
  };
  CmFundingGrid *grid = CM_FUNDING_GRID (self->balances);

  cm_funding_grid_begin (grid, headings, 1);
  for (guint i = 0; i < self->partners->balances->len; i++)
    {
      const CmTimeBalance *balance = g_ptr_array_index (self->partners->balances, i);
      gint64 difference = balance->given - balance->received;
      g_autofree char *given = g_strdup_printf ("%" G_GINT64_FORMAT, balance->given);
      g_autofree char *received = g_strdup_printf ("%" G_GINT64_FORMAT, balance->received);
      g_autofree char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT,
                                               difference < 0   ? MINUS
                                               : difference > 0 ? "+"
                                                                : "",
                                               ABS (difference));
      guint row = cm_funding_grid_add_row (grid, CM_GRID_ITEM, balance->name);

      cm_funding_grid_set_cell (grid, row, 1, given, NULL, balance->given > 0);
      cm_funding_grid_set_cell (grid, row, 2, received, NULL, balance->received > 0);
      cm_funding_grid_set_cell (grid, row, 3, text, NULL, FALSE);
    }
  cm_funding_grid_end (grid);
  gtk_widget_set_visible (self->balances, self->partners->balances->len > 0);
  gtk_widget_set_visible (self->balances_heading, self->partners->balances->len > 0);
}

static void
balance_cb (CmFundingPartnersView *self, guint row, guint column)
{
  const CmTimeBalance *balance = g_ptr_array_index (self->partners->balances, row);
  g_autoptr (CmQuery) query = cm_query_new ("skill_exchange");
  g_autofree char *what = NULL;

  cm_query_where_text (query, column == 1 ? "giver" : "taker", balance->id);
  /* translators: %s is an organisation */
  what = g_strdup_printf (column == 1 ? _ ("Given by %s") : _ ("Given to %s"), balance->name);
  cm_funding_part_show_query (CM_FUNDING_PART (self), query, what);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_funding_partners_view_refresh (CmFundingPart *part)
{
  CmFundingPartnersView *self = CM_FUNDING_PARTNERS_VIEW (part);
  g_autofree char *judged = NULL;
  gboolean any;

  clear_list (self->matches);
  g_clear_pointer (&self->partners, cm_partners_free);
  self->partners =
      cm_partners_read (cm_funding_part_get_store (part), cm_funding_part_get_scope (part));
  judged = cm_partners_judge (self->partners);
  any = self->partners->partners->len + self->partners->matches->len + self->partners->offers->len +
            self->partners->balances->len >
        0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "figures" : "empty");
  cm_funding_part_set_notice (self->notice, judged);
  show_contributions (self);
  show_queries (self);
  show_matches (self);
  show_balances (self);
}

static void
open_register_cb (CmFundingPart *self)
{
  cm_funding_part_choose (self, "partner_contribution");
}

static GtkWidget *
build_empty (CmFundingPartnersView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Enter contributions"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_register_cb), self);
  return cm_funding_part_make_empty (
      _ ("No contributions yet"),
      _ ("Partners give more than money: people, premises, data and skills. What each was asked "
         "for, what it queried, agreed and gave belongs here, and so do the days of skill that "
         "partners lend one another."),
      button);
}

static GtkWidget *
make_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

static void
build_lists (CmFundingPartnersView *self)
{
  self->notice = cm_funding_part_make_notice ();
  self->contributions_heading = cm_funding_part_make_heading (_ ("Contributions by partner"));
  self->contributions = cm_funding_grid_new (_ ("Contributions by partner"));
  self->queries_heading = cm_funding_part_make_heading (_ ("Queries about value for money"));
  self->queries = make_list ();
  self->matches_heading = cm_funding_part_make_heading (_ ("Time bank: needs and offers"));
  self->matches = make_list ();
  self->balances_heading = cm_funding_part_make_heading (_ ("Time bank: days given and received"));
  self->balances = cm_funding_grid_new (_ ("Time bank: days given and received"));
  g_signal_connect_swapped (self->contributions, "activated", G_CALLBACK (contribution_cb), self);
  g_signal_connect_swapped (self->balances, "activated", G_CALLBACK (balance_cb), self);
}

static GtkWidget *
cm_funding_partners_view_make_overview (CmFundingPart *part)
{
  CmFundingPartnersView *self = CM_FUNDING_PARTNERS_VIEW (part);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  build_lists (self);
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), self->contributions_heading);
  gtk_box_append (GTK_BOX (box), self->contributions);
  gtk_box_append (GTK_BOX (box), self->queries_heading);
  gtk_box_append (GTK_BOX (box), self->queries);
  gtk_box_append (GTK_BOX (box), self->matches_heading);
  gtk_box_append (GTK_BOX (box), self->matches);
  gtk_box_append (GTK_BOX (box), self->balances_heading);
  gtk_box_append (GTK_BOX (box), self->balances);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "figures");
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (self), "empty");
  return self->stack;
}

static CmQuery *
cm_funding_partners_view_make_query (CmFundingPart *part, const char *table)
{
  return g_str_equal (table, "partner_contribution") ? query_contributions (part) : NULL;
}

static void
cm_funding_partners_view_finalize (GObject *object)
{
  CmFundingPartnersView *self = CM_FUNDING_PARTNERS_VIEW (object);

  g_clear_pointer (&self->partners, cm_partners_free);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (cm_funding_partners_view_parent_class)->finalize (object);
}

static void
cm_funding_partners_view_class_init (CmFundingPartnersViewClass *klass)
{
  CmFundingPartClass *part_class = CM_FUNDING_PART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_funding_partners_view_finalize;
  part_class->title = N_ ("What partners give");
  part_class->tables = tables;
  part_class->make_overview = cm_funding_partners_view_make_overview;
  part_class->refresh = cm_funding_partners_view_refresh;
  part_class->make_query = cm_funding_partners_view_make_query;
}

static void
cm_funding_partners_view_init (CmFundingPartnersView *self)
{
  CmFundingPart *part = CM_FUNDING_PART (self);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Meaning));
  cm_funding_part_add_register (part, "partner_contribution", _ ("Contributions"), NULL, NULL);
  cm_funding_part_add_register (part, "skill_offer", _ ("Skills"), NULL, NULL);
  cm_funding_part_add_register (part, "skill_exchange", _ ("Time given"), NULL, NULL);
}

CmFundingGrid *
cm_funding_partners_view_get_contributions (CmFundingPartnersView *self)
{
  return self->contributions != NULL ? CM_FUNDING_GRID (self->contributions) : NULL;
}

CmFundingGrid *
cm_funding_partners_view_get_balances (CmFundingPartnersView *self)
{
  return self->balances != NULL ? CM_FUNDING_GRID (self->balances) : NULL;
}
