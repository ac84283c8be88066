/* cm-funding-reserves-view.c - the reserves ledger with its arithmetic, and what was drawn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-reserves-view"
#include "config.h"

#include "cm-funding-reserves-view.h"

#include <glib/gi18n.h>

#include "cm-funding-reserves.h"

#define MINUS "\u2212"

/**
 * CmFundingReservesView:
 *
 * The ledger in its own order, each stated balance beside the one that the entries come to. Its
 * entries are edited in the register.
 */
struct _CmFundingReservesView
{
  CmFundingPart parent_instance;

  CmReserves *reserves;
  GPtrArray *drawn_from; /* of char *: keys of the entries of the drawdowns */

  GtkWidget *stack;
  GtkWidget *notice, *scope_note;
  GtkWidget *certain, *proposed, *all;
  GtkWidget *ledger;
  GtkWidget *conditions_heading, *conditions;
  GtkWidget *drawdowns_heading, *drawdowns;
};

G_DEFINE_FINAL_TYPE (CmFundingReservesView, cm_funding_reserves_view, CM_TYPE_FUNDING_PART)

static const char *const tables[] = { "reserve_entry", "drawdown", NULL };

enum
{
  COLUMN_ENTRY,
  COLUMN_STATE,
  COLUMN_AMOUNT,
  COLUMN_STATED,
  COLUMN_COMPUTED,
  N_COLUMNS
};

/* Columns that are there only where something stands in them; 0 for none. */
typedef struct
{
  guint difference, drawn;
} Extra;

static const char *
get_state_label (CmReserveState state)
{
  return _ (cm_table_field (cm_table_find ("reserve_entry"), "state")->choices[state].label);
}

/* --- figures ---------------------------------------------------------------------------------- */

/* “£232,290 − £17,500”: what is there before, and the calls of that kind. */
static char *
tell_step (gint64 before, gint64 called)
{
  g_autofree char *from = cm_money_format (before);
  g_autofree char *by = cm_money_format (ABS (called));

  if (called == 0)
    return g_strdup (_ ("No entry of that kind after the opening balance"));
  return g_strdup_printf ("%s %s %s", from, called > 0 ? "+" : MINUS, by);
}

static void
show_figures (CmFundingReservesView *self)
{
  const CmReserves *r = self->reserves;
  g_autofree char *certain = cm_money_format (r->certain);
  g_autofree char *proposed = cm_money_format (r->proposed);
  g_autofree char *all = cm_money_format (r->all);
  g_autofree char *to_certain =
      tell_step (r->opening, r->called[CM_RESERVE_SANCTIONED] + r->called[CM_RESERVE_FORECAST]);
  g_autofree char *to_proposed = tell_step (r->certain, r->called[CM_RESERVE_PROPOSED]);
  g_autofree char *to_all = tell_step (r->proposed, r->called[CM_RESERVE_CONDITIONAL]);

  cm_funding_part_set_figure (self->certain, certain, to_certain);
  cm_funding_part_set_figure (self->proposed, proposed, to_proposed);
  cm_funding_part_set_figure (self->all, all, to_all);
}

static void
show_notice (CmFundingReservesView *self)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->reserves->lines->len; i++)
    {
      const CmReserveLine *line = g_ptr_array_index (self->reserves->lines, i);
      g_autofree char *judged = cm_reserves_judge (self->reserves, i);

      if (judged != NULL)
        /* translators: %1$s is an entry of the ledger, %2$s what is to be said of it */
        g_ptr_array_add (said, g_strdup_printf (_ ("“%1$s”: %2$s"), line->name, judged));
    }
  g_ptr_array_add (said, NULL);
  text = g_strjoinv ("\n", (char **) said->pdata);
  cm_funding_part_set_notice (self->notice, said->len > 1 ? text : NULL);
}

/* --- tables ----------------------------------------------------------------------------------- */

static void
set_money (CmFundingGrid *grid, guint row, guint column, gint64 pence, const char *note)
{
  g_autofree char *text = cm_money_format (pence);

  cm_funding_grid_set_cell (grid, row, column, text, note, FALSE);
}

static void
add_line (CmFundingGrid *grid, const CmReserveLine *line, const Extra *extra)
{
  guint row =
      cm_funding_grid_add_row (grid, line->has_stated ? CM_GRID_GROUP : CM_GRID_ITEM, line->name);

  cm_funding_grid_set_cell (grid, row, COLUMN_ENTRY, line->name, line->trigger, TRUE);
  cm_funding_grid_set_cell (grid, row, COLUMN_STATE, get_state_label (line->state), NULL, FALSE);
  if (line->has_amount)
    set_money (grid, row, COLUMN_AMOUNT, line->amount, NULL);
  if (line->has_stated)
    set_money (grid, row, COLUMN_STATED, line->stated, NULL);
  set_money (grid, row, COLUMN_COMPUTED, line->computed, line->arithmetic);
  if (line->difference != 0)
    {
      set_money (grid, row, extra->difference, line->difference, line->arithmetic);
      cm_funding_grid_warn (grid, row, extra->difference);
    }
  if (line->drawdowns > 0)
    set_money (grid, row, extra->drawn, line->drawn, NULL);
}

static gboolean
has_drawdowns (const CmReserves *reserves)
{
  for (guint i = 0; i < reserves->lines->len; i++)
    if (((const CmReserveLine *) g_ptr_array_index (reserves->lines, i))->drawdowns > 0)
      return TRUE;
  return FALSE;
}

static void
show_ledger (CmFundingReservesView *self)
{
  const char *headings[N_COLUMNS + 3] = {
    _ ("Entry"), _ ("State"), _ ("Amount"), _ ("Stated"), _ ("Computed")
  };
  CmFundingGrid *grid = CM_FUNDING_GRID (self->ledger);
  Extra extra = { 0 };
  guint n = N_COLUMNS;

  if (self->reserves->differences > 0)
    {
      extra.difference = n;
      headings[n++] = _ ("Difference");
    }
  if (has_drawdowns (self->reserves))
    {
      extra.drawn = n;
      headings[n++] = _ ("Drawn");
    }
  cm_funding_grid_begin (grid, headings, 2);
  for (guint i = 0; i < self->reserves->lines->len; i++)
    add_line (grid, g_ptr_array_index (self->reserves->lines, i), &extra);
  cm_funding_grid_end (grid);
}

static char *
describe_condition (const CmReserveLine *line)
{
  GString *text = g_string_new (NULL);

  if (*line->trigger != '\0')
    /* translators: %s is what must happen before money may be drawn */
    g_string_append_printf (text, _ ("Condition: %s"), line->trigger);
  if (*line->delegated_to != '\0')
    {
      g_string_append (text, text->len > 0 ? "\n" : "");
      /* translators: %s is a role or a body */
      g_string_append_printf (text, _ ("May be drawn by: %s"), line->delegated_to);
    }
  return g_string_free (text, FALSE);
}

static void
condition_cb (CmFundingReservesView *self, GtkWidget *row)
{
  cm_funding_part_show_record (
      CM_FUNDING_PART (self), "reserve_entry", g_object_get_data (G_OBJECT (row), "id"));
}

static void
add_condition (CmFundingReservesView *self, const CmReserveLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = describe_condition (line);
  g_autofree char *amount = cm_money_format (line->amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (line->has_amount)
    {
      GtkWidget *label = gtk_label_new (amount);

      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (line->id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (condition_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (self->conditions), row);
}

static void
show_conditions (CmFundingReservesView *self)
{
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (self->conditions)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->conditions), row);
  for (guint i = 0; i < self->reserves->lines->len; i++)
    {
      const CmReserveLine *line = g_ptr_array_index (self->reserves->lines, i);

      if (*line->trigger == '\0' && *line->delegated_to == '\0')
        continue;
      add_condition (self, line);
      n++;
    }
  gtk_widget_set_visible (self->conditions_heading, n > 0);
  gtk_widget_set_visible (self->conditions, n > 0);
}

static void
add_drawdown (CmFundingReservesView *self, CmRecord *drawdown)
{
  CmFundingGrid *grid = CM_FUNDING_GRID (self->drawdowns);
  const char *entry = cm_record_get_text (drawdown, "reserve_entry");
  g_autofree char *title = cm_store_get_title (
      cm_funding_part_get_store (CM_FUNDING_PART (self)), "reserve_entry", entry);
  g_autofree char *day = cm_date_format (cm_record_get_text (drawdown, "on_date"));
  guint row = cm_funding_grid_add_row (grid, CM_GRID_ITEM, title);

  g_ptr_array_add (self->drawn_from, g_strdup (entry));
  cm_funding_grid_set_cell (grid, row, 0, title, cm_record_get_text (drawdown, "note"), TRUE);
  cm_funding_grid_set_cell (grid, row, 1, day, NULL, FALSE);
  cm_funding_grid_set_cell (grid, row, 2, cm_record_get_text (drawdown, "allowed_by"), NULL, FALSE);
  set_money (grid, row, 3, cm_record_get_number (drawdown, "amount"), NULL);
}

static void
show_drawdowns (CmFundingReservesView *self)
{
  const char *headings[] = { _ ("Drawn from"), _ ("Date"), _ ("Allowed by"), _ ("Amount"), NULL };
  g_autoptr (CmQuery) query = cm_query_new ("drawdown");
  g_autoptr (GPtrArray) list =
      cm_store_list (cm_funding_part_get_store (CM_FUNDING_PART (self)), query);

  g_ptr_array_set_size (self->drawn_from, 0);
  cm_funding_grid_begin (CM_FUNDING_GRID (self->drawdowns), headings, 3);
  for (guint i = 0; i < list->len; i++)
    add_drawdown (self, g_ptr_array_index (list, i));
  cm_funding_grid_end (CM_FUNDING_GRID (self->drawdowns));
  gtk_widget_set_visible (self->drawdowns_heading, list->len > 0);
  gtk_widget_set_visible (self->drawdowns, list->len > 0);
}

static void
entry_cb (CmFundingReservesView *self, guint row, guint column)
{
  const CmReserveLine *line = g_ptr_array_index (self->reserves->lines, row);

  cm_funding_part_show_record (CM_FUNDING_PART (self), "reserve_entry", line->id);
}

static void
drawdown_cb (CmFundingReservesView *self, guint row, guint column)
{
  cm_funding_part_show_record (
      CM_FUNDING_PART (self), "reserve_entry", g_ptr_array_index (self->drawn_from, row));
}

static void
cm_funding_reserves_view_refresh (CmFundingPart *part)
{
  CmFundingReservesView *self = CM_FUNDING_RESERVES_VIEW (part);

  g_clear_pointer (&self->reserves, cm_reserves_free);
  self->reserves = cm_reserves_read (cm_funding_part_get_store (part));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    self->reserves->lines->len > 0 ? "ledger" : "empty");
  gtk_widget_set_visible (self->scope_note, !cm_scope_is_whole (cm_funding_part_get_scope (part)));
  show_notice (self);
  show_figures (self);
  show_ledger (self);
  show_conditions (self);
  show_drawdowns (self);
}

/* --- how entries are made --------------------------------------------------------------------- */

/* Last in the ledger, so that it stays in its order. */
static CmRecord *
make_entry (CmRegister *list, gpointer part, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new ("reserve_entry");
  CmRecord *entry = cm_record_new (cm_table_find ("reserve_entry"));
  g_autoptr (CmRecord) last = NULL;

  cm_query_order (query, "rank", TRUE);
  last = cm_store_first (cm_funding_part_get_store (part), query);
  cm_record_set_text (entry, "name", _ ("New entry"));
  cm_record_set_text (entry, "state", "proposed");
  cm_record_set_number (entry, "rank", last != NULL ? cm_record_get_number (last, "rank") + 1 : 1);
  return entry;
}

static const CmRegisterKeeper keeper = { make_entry, NULL, NULL, NULL, NULL };

static const CmRegisterWords words = {
  .add = N_ ("Add an entry to the ledger"),
  .empty_title = N_ ("No entries yet"),
  .empty_text = N_ ("A ledger begins with a balance that a paper states. Enter what is called on "
                    "it with a minus, and the balance that the paper states afterwards: whether it "
                    "adds up is checked."),
  .empty_add = N_ ("_Add an entry"),
};

/* --- the widget ------------------------------------------------------------------------------- */

static void
open_register_cb (CmFundingPart *self)
{
  cm_funding_part_choose (self, "reserve_entry");
}

static GtkWidget *
build_empty (CmFundingReservesView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Enter the ledger"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_register_cb), self);
  return cm_funding_part_make_empty (
      _ ("No reserves yet"),
      _ ("Reserves are called on in papers: a forecast balance, what is sanctioned, what is "
         "proposed, what only a condition sets free. Entered one after the other, each stated "
         "balance is checked against the arithmetic."),
      button);
}

static GtkWidget *
build_figures (CmFundingReservesView *self)
{
  GtkWidget *figures = cm_funding_part_make_figures ();

  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (figures), 3);
  self->certain = cm_funding_part_make_figure (_ ("Forecast and sanctioned"));
  self->proposed = cm_funding_part_make_figure (_ ("If what is proposed is sanctioned"));
  self->all = cm_funding_part_make_figure (_ ("If all conditions are met as well"));
  cm_funding_part_add_figure (figures, self->certain);
  cm_funding_part_add_figure (figures, self->proposed);
  cm_funding_part_add_figure (figures, self->all);
  return figures;
}

static void
build_lists (CmFundingReservesView *self)
{
  self->ledger = cm_funding_grid_new (_ ("The ledger"));
  self->drawdowns = cm_funding_grid_new (_ ("What was drawn"));
  self->conditions = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->conditions), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->conditions, "boxed-list");
  self->conditions_heading = cm_funding_part_make_heading (_ ("Conditions and delegation"));
  self->drawdowns_heading = cm_funding_part_make_heading (_ ("What was drawn"));
  g_signal_connect_swapped (self->ledger, "activated", G_CALLBACK (entry_cb), self);
  g_signal_connect_swapped (self->drawdowns, "activated", G_CALLBACK (drawdown_cb), self);
}

static GtkWidget *
cm_funding_reserves_view_make_overview (CmFundingPart *part)
{
  CmFundingReservesView *self = CM_FUNDING_RESERVES_VIEW (part);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  build_lists (self);
  self->notice = cm_funding_part_make_notice ();
  self->scope_note = cm_funding_part_make_sentence (
      _ ("These are the reserves of the whole partnership, whatever the scope."));
  gtk_widget_add_css_class (self->scope_note, "dim-label");
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), self->scope_note);
  gtk_box_append (GTK_BOX (box), build_figures (self));
  gtk_box_append (GTK_BOX (box), cm_funding_part_make_heading (_ ("The ledger")));
  gtk_box_append (GTK_BOX (box), self->ledger);
  gtk_box_append (GTK_BOX (box), self->conditions_heading);
  gtk_box_append (GTK_BOX (box), self->conditions);
  gtk_box_append (GTK_BOX (box), self->drawdowns_heading);
  gtk_box_append (GTK_BOX (box), self->drawdowns);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "ledger");
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (self), "empty");
  return self->stack;
}

static void
cm_funding_reserves_view_finalize (GObject *object)
{
  CmFundingReservesView *self = CM_FUNDING_RESERVES_VIEW (object);

  g_clear_pointer (&self->reserves, cm_reserves_free);
  g_ptr_array_unref (self->drawn_from);
  G_OBJECT_CLASS (cm_funding_reserves_view_parent_class)->finalize (object);
}

static void
cm_funding_reserves_view_class_init (CmFundingReservesViewClass *klass)
{
  CmFundingPartClass *part_class = CM_FUNDING_PART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_funding_reserves_view_finalize;
  part_class->title = N_ ("Reserves: what is stated and what it comes to");
  part_class->tables = tables;
  part_class->make_overview = cm_funding_reserves_view_make_overview;
  part_class->refresh = cm_funding_reserves_view_refresh;
}

static void
cm_funding_reserves_view_init (CmFundingReservesView *self)
{
  self->drawn_from = g_ptr_array_new_with_free_func (g_free);
  cm_funding_part_add_register (
      CM_FUNDING_PART (self), "reserve_entry", _ ("Entries"), &words, &keeper);
}

CmFundingGrid *
cm_funding_reserves_view_get_ledger (CmFundingReservesView *self)
{
  return self->ledger != NULL ? CM_FUNDING_GRID (self->ledger) : NULL;
}
