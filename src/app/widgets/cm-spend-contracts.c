/* cm-spend-contracts.c - what is bought until when: what must be decided soon, and the register. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-contracts"
#include "config.h"

#include "cm-spend-contracts.h"

#include <glib/gi18n.h>

#include "cm-summary.h"

/**
 * CmSpendContracts:
 *
 * Candidates for review stand in the order in which they must be decided; one leads to its record
 * in the register behind the other button.
 */
struct _CmSpendContracts
{
  CmSpendView parent_instance;

  CmContracts *contracts;
  GPtrArray *candidates; /* of CmContract, owned by the contracts */
  guint months;
  gulong changed_id;
  CmStore *followed;

  GtkWidget *switcher, *stack, *bar, *choice, *sentence, *more, *inner, *list;
  CmRegister *all;
};

G_DEFINE_FINAL_TYPE (CmSpendContracts, cm_spend_contracts, CM_TYPE_SPEND_VIEW)

static const guint all_months[] = { 3, 6, 12, 24 };

static const CmRegisterWords words = {
  .add = N_ ("Add a contract"),
  .remove = N_ ("Delete the chosen contracts"),
  .copy = N_ ("Copy the chosen contracts for a spreadsheet"),
  .paste = N_ ("Add contracts from a spreadsheet’s clipboard"),
  .details = N_ ("Show everything about the chosen contract"),
  .search = N_ ("Search the contracts"),
  .empty_title = N_ ("No contracts yet"),
  .empty_text =
      N_ ("A contract that ends soon is a moment to decide: to go on, to change it, or to "
          "stop. Bring in the contracts register of each partner, or write down the "
          "largest ones: what is bought from whom, until when, and for how much a year."),
  .empty_add = N_ ("_Add a contract"),
  .none_found = N_ ("No contract of this scope has all those words."),
};

static const CmSpendListColumn columns[] = {
  { N_ ("When"), FALSE, 42 },   { N_ ("Contract"), FALSE, 0 }, { N_ ("Supplier"), FALSE, 0 },
  { N_ ("Chapter"), FALSE, 0 }, { N_ ("A year"), TRUE, 10 },   { NULL, FALSE, 0 },
};

static const CmContract *
get_contract (CmSpendContracts *self, guint row)
{
  return g_ptr_array_index (self->candidates, row);
}

static char *
get_text (gpointer data, guint row, guint column)
{
  const CmContract *contract = get_contract (data, row);

  switch (column)
    {
    case 0:
      return contract->late ? g_strdup_printf ("▲ %s", contract->words)
                            : g_strdup (contract->words);
    case 1:
      return g_strdup (cm_record_get_title (contract->record));
    case 2:
      return g_strdup (cm_record_get_text (contract->record, "supplier"));
    case 3:
      return g_strdup (contract->chapter);
    default:
      return contract->has_annual ? cm_money_format (contract->annual) : g_strdup ("–");
    }
}

static const char *
get_key (gpointer data, guint row)
{
  return cm_record_get_id (get_contract (data, row)->record);
}

/* --- the candidates --------------------------------------------------------------------------- */

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const CmContract *first = *(const CmContract *const *) a;
  const CmContract *second = *(const CmContract *const *) b;
  int by_day = g_strcmp0 (first->decide_by, second->decide_by);

  if (by_day != 0)
    return by_day;
  return first->annual > second->annual ? -1 : first->annual < second->annual;
}

/* The day by which it must be decided orders them, then what it costs. */
static void
list_candidates (CmSpendContracts *self)
{
  g_ptr_array_set_size (self->candidates, 0);
  for (guint i = 0; i < self->contracts->contracts->len; i++)
    {
      CmContract *contract = g_ptr_array_index (self->contracts->contracts, i);

      if (contract->group == CM_CONTRACT_CANDIDATE)
        g_ptr_array_add (self->candidates, contract);
    }
  g_ptr_array_sort (self->candidates, compare_days);
}

/* What the sentence does not say. */
static char *
describe_more (CmSpendContracts *self)
{
  const CmContracts *contracts = self->contracts;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (contracts->n_late > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("▲ for %u the day to decide is past",
                                                "▲ for %u the day to decide is past",
                                                contracts->n_late),
                                      contracts->n_late));
  if (contracts->n[CM_CONTRACT_OPEN] > 0)
    g_ptr_array_add (
        parts,
        g_strdup_printf (
            ngettext ("%u states no end", "%u state no end", contracts->n[CM_CONTRACT_OPEN]),
            contracts->n[CM_CONTRACT_OPEN]));
  if (contracts->n_unvalued > 0)
    g_ptr_array_add (
        parts,
        g_strdup_printf (
            ngettext ("%u has no value a year", "%u have no value a year", contracts->n_unvalued),
            contracts->n_unvalued));
  if (contracts->n_voluntary > 0)
    {
      g_autofree char *amount = cm_money_format (contracts->voluntary);

      g_ptr_array_add (parts,
                       /* translators: %1$u contracts, %2$s is an amount of money */
                       g_strdup_printf (ngettext ("%1$u of a voluntary body (%2$s a year)",
                                                  "%1$u of voluntary bodies (%2$s a year)",
                                                  contracts->n_voluntary),
                                        contracts->n_voluntary,
                                        amount));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
cm_spend_contracts_refresh (CmSpendView *view)
{
  CmSpendContracts *self = CM_SPEND_CONTRACTS (view);
  CmStore *store = cm_spend_view_get_store (view);
  g_autofree char *today = cm_summary_get_today (store);
  g_autoptr (CmContracts) before = self->contracts;
  g_autofree char *sentence = NULL, *more = NULL;
  gboolean any;

  self->contracts = cm_contracts_read (store, cm_spend_view_get_scope (view), today, self->months);
  list_candidates (self);
  cm_spend_list_fill (CM_SPEND_LIST (self->list), self->candidates->len, get_text, get_key, self);
  sentence = cm_contracts_describe (self->contracts);
  more = describe_more (self);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  gtk_label_set_text (GTK_LABEL (self->more), more);
  gtk_widget_set_visible (self->more, *more != '\0');
  any = self->contracts->contracts->len > 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->inner),
                                    self->candidates->len > 0 ? "list" : "none");
  /* Without a contract there is nothing to be looked at first: the register says how to begin. */
  gtk_widget_set_visible (self->bar, any);
  if (!any)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "all");
}

/* --- the register ----------------------------------------------------------------------------- */

static CmRecord *
make (CmRegister *list, gpointer data, GError **error)
{
  const CmScope *scope = cm_spend_view_get_scope (CM_SPEND_VIEW (data));
  CmRecord *record = cm_record_new (cm_table_find ("contract"));

  cm_record_set_text (record, "title", _ ("New contract"));
  if (scope != NULL && scope->chapter != NULL)
    cm_record_set_text (record, "chapter", scope->chapter);
  return record;
}

static const CmRegisterKeeper keeper = { make, NULL, NULL, NULL, NULL, NULL };

static CmQuery *
make_query (const CmScope *scope)
{
  CmQuery *query = cm_query_new ("contract");

  if (scope != NULL && !cm_scope_is_whole (scope))
    cm_query_where_in (query, "chapter", cm_scope_query_chapters (scope), "id");
  return query;
}

static void
show_totals (CmSpendContracts *self)
{
  g_autoptr (CmQuery) query = cm_register_get_query (self->all);
  guint n = cm_table_view_get_n_rows (cm_register_get_table (self->all));
  g_autofree char *amount =
      cm_money_format (cm_store_sum (cm_register_get_store (self->all), query, "annual_value"));
  /* translators: %1$u contracts, %2$s is an amount of money */
  g_autofree char *text = g_strdup_printf (
      ngettext ("%1$u contract · %2$s a year", "%1$u contracts · %2$s a year", n), n, amount);

  cm_register_set_totals (self->all, text);
}

static void
activated_cb (CmSpendContracts *self, guint row)
{
  g_autofree char *id = g_strdup (get_key (self, row));

  cm_spend_view_open_record (CM_SPEND_VIEW (self), "contract", id);
}

static void
changed_cb (CmSpendContracts *self, CmChanges *changes)
{
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    if (cm_contracts_depend_on (cm_changes_get (changes, i)->table))
      {
        cm_spend_view_queue_refresh (CM_SPEND_VIEW (self));
        return;
      }
}

static void
leave_store (CmSpendContracts *self)
{
  if (self->followed != NULL)
    g_clear_signal_handler (&self->changed_id, self->followed);
  g_clear_object (&self->followed);
}

static void
cm_spend_contracts_show (CmSpendView *view)
{
  CmSpendContracts *self = CM_SPEND_CONTRACTS (view);
  CmStore *store = cm_spend_view_get_store (view);

  if (store != self->followed)
    {
      leave_store (self);
      self->followed = g_object_ref (store);
      self->changed_id = g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
    }
  cm_register_show (self->all, store, make_query (cm_spend_view_get_scope (view)));
}

static gboolean
cm_spend_contracts_flush (CmSpendView *view)
{
  CmSpendContracts *self = CM_SPEND_CONTRACTS (view);

  if (cm_register_flush (self->all))
    return TRUE;
  cm_spend_contracts_set_all (self, TRUE);
  return FALSE;
}

/* --- choices ---------------------------------------------------------------------------------- */

static void
months_cb (CmSpendContracts *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  if (i >= G_N_ELEMENTS (all_months) || all_months[i] == self->months)
    return;
  self->months = all_months[i];
  cm_spend_view_queue_refresh (CM_SPEND_VIEW (self));
}

void
cm_spend_contracts_set_months (CmSpendContracts *self, guint months)
{
  g_return_if_fail (CM_IS_SPEND_CONTRACTS (self));

  for (guint i = 0; i < G_N_ELEMENTS (all_months); i++)
    if (all_months[i] == months)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), i);
}

void
cm_spend_contracts_set_all (CmSpendContracts *self, gboolean all)
{
  g_return_if_fail (CM_IS_SPEND_CONTRACTS (self));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), all ? "all" : "soon");
}

const CmContracts *
cm_spend_contracts_get (CmSpendContracts *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CONTRACTS (self), NULL);
  return self->contracts;
}

CmSpendList *
cm_spend_contracts_get_list (CmSpendContracts *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CONTRACTS (self), NULL);
  return CM_SPEND_LIST (self->list);
}

CmRegister *
cm_spend_contracts_get_register (CmSpendContracts *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CONTRACTS (self), NULL);
  return self->all;
}

const char *
cm_spend_contracts_get_sentence (CmSpendContracts *self)
{
  g_return_val_if_fail (CM_IS_SPEND_CONTRACTS (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->sentence));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_contracts_dispose (GObject *object)
{
  CmSpendContracts *self = CM_SPEND_CONTRACTS (object);

  if (self->choice != NULL)
    g_signal_handlers_disconnect_by_data (self->choice, self);
  if (self->all != NULL)
    g_signal_handlers_disconnect_by_data (self->all, self);
  self->choice = NULL;
  self->all = NULL;
  leave_store (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->contracts, cm_contracts_free);
  G_OBJECT_CLASS (cm_spend_contracts_parent_class)->dispose (object);
}

static void
cm_spend_contracts_class_init (CmSpendContractsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_contracts_dispose;
  CM_SPEND_VIEW_CLASS (klass)->show = cm_spend_contracts_show;
  CM_SPEND_VIEW_CLASS (klass)->refresh = cm_spend_contracts_refresh;
  CM_SPEND_VIEW_CLASS (klass)->flush = cm_spend_contracts_flush;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
build_soon (CmSpendContracts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *none = adw_status_page_new ();

  self->sentence = make_label ("heading");
  self->more = make_label ("dim-label");
  self->list = cm_spend_list_new (_ ("Contracts to be decided"), columns);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "cm-check-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("Nothing to decide in that time"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none),
                                   _ ("No contract ends, is to be reviewed or must be told of its "
                                      "end so soon. Look further ahead, or at all contracts."));
  gtk_widget_add_css_class (none, "compact");
  self->inner = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->inner), self->list, "list");
  gtk_stack_add_named (GTK_STACK (self->inner), none, "none");
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_box_append (GTK_BOX (box), self->inner);
  return box;
}

static void
stack_cb (CmSpendContracts *self)
{
  const char *name = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));

  gtk_widget_set_visible (gtk_widget_get_parent (self->choice), g_strcmp0 (name, "soon") == 0);
}

static GtkWidget *
build_bar (CmSpendContracts *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *ahead = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Within"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all_months); i++)
    {
      g_autofree char *name =
          g_strdup_printf (ngettext ("%u month", "%u months", all_months[i]), all_months[i]);

      gtk_string_list_append (names, name);
    }
  self->choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), 2);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How far ahead"), -1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->choice);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (months_cb), self);
  self->switcher = gtk_stack_switcher_new ();
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->switcher), GTK_STACK (self->stack));
  gtk_widget_add_css_class (self->switcher, "funding-switch");
  gtk_widget_set_hexpand (ahead, TRUE);
  gtk_widget_set_halign (ahead, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (ahead), label);
  gtk_box_append (GTK_BOX (ahead), self->choice);
  gtk_box_append (GTK_BOX (bar), self->switcher);
  gtk_box_append (GTK_BOX (bar), ahead);
  g_signal_connect_object (
      self->stack, "notify::visible-child", G_CALLBACK (stack_cb), self, G_CONNECT_SWAPPED);
  return bar;
}

static void
cm_spend_contracts_init (CmSpendContracts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->months = CM_CONTRACTS_MONTHS;
  self->candidates = g_ptr_array_new ();
  self->all = CM_REGISTER (cm_register_new ());
  cm_register_set_words (self->all, &words);
  cm_register_set_keeper (self->all, &keeper, self);
  g_signal_connect_swapped (self->all, "message", G_CALLBACK (cm_spend_view_tell), self);
  g_signal_connect_swapped (self->all, "changed-rows", G_CALLBACK (show_totals), self);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_titled (GTK_STACK (self->stack), build_soon (self), "soon", _ ("To be decided"));
  gtk_stack_add_titled (
      GTK_STACK (self->stack), GTK_WIDGET (self->all), "all", _ ("All contracts"));
  self->bar = build_bar (self);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_widget_add_css_class (box, "spend-view");
  adw_bin_set_child (ADW_BIN (self), box);
}
