/* cm-spend-lines.c - the lines of spend as the files have them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-lines"
#include "config.h"

#include "cm-spend-lines.h"

#include <glib/gi18n.h>

/**
 * CmSpendLines:
 *
 * A register of the lines of the year and the organisation that are looked at, the largest amount
 * first. What a line serves is not written in it, so a scope cannot narrow them; that is said.
 */
struct _CmSpendLines
{
  CmSpendView parent_instance;

  CmRegister *list;
  GtkWidget *hint;
  gint64 year;
  char *organisation;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (CmSpendLines, cm_spend_lines, CM_TYPE_SPEND_VIEW)

static const CmRegisterWords words = {
  .add = N_ ("Add a line by hand"),
  .remove = N_ ("Delete the chosen lines"),
  .copy = N_ ("Copy the chosen lines for a spreadsheet"),
  .paste = N_ ("Add lines from a spreadsheet’s clipboard"),
  .details = N_ ("Show everything about the chosen line"),
  .search = N_ ("Search suppliers, services, purposes and references"),
  .empty_title = N_ ("No lines of spend"),
  .empty_text = N_ ("Lines come with the files that partners send: use “Bring in a file…” above. "
                    "If there are some, the year or the organisation chosen above hides them."),
  .empty_add = N_ ("_Add a line by hand"),
  .none_found = N_ ("No line has all those words."),
};

static CmQuery *
make_query (CmSpendLines *self)
{
  CmQuery *query = cm_query_new ("spend_line");

  if (self->year != 0)
    cm_query_where_number (query, "year", self->year);
  if (self->organisation != NULL)
    cm_query_where_text (query, "organisation", self->organisation);
  return query;
}

/* Shows the lines anew where others are meant; the register follows all other changes itself. */
static void
show_lines (CmSpendLines *self, gint64 year, const char *organisation)
{
  CmStore *store = cm_spend_view_get_store (CM_SPEND_VIEW (self));

  if (self->shown && year == self->year && g_strcmp0 (organisation, self->organisation) == 0 &&
      cm_register_get_store (self->list) == store)
    return;
  self->shown = TRUE;
  self->year = year;
  g_free (self->organisation);
  self->organisation = g_strdup (organisation);
  cm_register_show (self->list, store, make_query (self));
}

static void
cm_spend_lines_refresh (CmSpendView *view)
{
  CmSpendLines *self = CM_SPEND_LINES (view);
  CmSpend *spend = cm_spend_view_get_spend (view);
  const CmScope *scope = cm_spend_view_get_scope (view);

  gtk_widget_set_visible (self->hint, scope != NULL && !cm_scope_is_whole (scope));
  show_lines (self, cm_spend_get_year (spend), cm_spend_get_organisation (spend));
}

void
cm_spend_lines_show (CmSpendLines *self)
{
  g_return_if_fail (CM_IS_SPEND_LINES (self));
  cm_spend_lines_refresh (CM_SPEND_VIEW (self));
}

void
cm_spend_lines_narrow (CmSpendLines *self, const CmQuery *query, const char *what)
{
  g_return_if_fail (CM_IS_SPEND_LINES (self));

  cm_spend_lines_refresh (CM_SPEND_VIEW (self));
  cm_register_search (self->list, NULL);
  cm_register_narrow (self->list, cm_query_copy (query), what);
}

/* What the rows come to. */
static void
show_totals (CmSpendLines *self)
{
  g_autoptr (CmQuery) query = cm_register_get_query (self->list);
  guint n = cm_table_view_get_n_rows (cm_register_get_table (self->list));
  g_autofree char *lines = cm_spend_view_format_lines (n);
  g_autofree char *amount =
      cm_money_format (cm_store_sum (cm_register_get_store (self->list), query, "amount"));
  /* translators: %1$s as in “214 lines”, %2$s is an amount of money */
  g_autofree char *text = g_strdup_printf (_ ("%1$s · %2$s"), lines, amount);

  cm_register_set_totals (self->list, text);
}

static gboolean
cm_spend_lines_flush (CmSpendView *view)
{
  return cm_register_flush (CM_SPEND_LINES (view)->list);
}

CmRegister *
cm_spend_lines_get_register (CmSpendLines *self)
{
  g_return_val_if_fail (CM_IS_SPEND_LINES (self), NULL);
  return self->list;
}

static void
cm_spend_lines_dispose (GObject *object)
{
  CmSpendLines *self = CM_SPEND_LINES (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->list = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->organisation, g_free);
  G_OBJECT_CLASS (cm_spend_lines_parent_class)->dispose (object);
}

static void
cm_spend_lines_class_init (CmSpendLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_lines_dispose;
  CM_SPEND_VIEW_CLASS (klass)->refresh = cm_spend_lines_refresh;
  CM_SPEND_VIEW_CLASS (klass)->flush = cm_spend_lines_flush;
}

static void
cm_spend_lines_init (CmSpendLines *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->hint = gtk_label_new (_ ("All lines are here, of whatever chapter: what a line serves is "
                                 "told by the mapping and not written in it. “Largest first” and "
                                 "“By chapter” lead to those of the scope."));
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "spend-hint");
  gtk_widget_set_visible (self->hint, FALSE);
  self->list = CM_REGISTER (cm_register_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  cm_register_set_words (self->list, &words);
  cm_table_view_set_first_order (cm_register_get_table (self->list), "amount", TRUE);
  g_signal_connect_swapped (self->list, "message", G_CALLBACK (cm_spend_view_tell), self);
  g_signal_connect_swapped (self->list, "changed-rows", G_CALLBACK (show_totals), self);
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
}
