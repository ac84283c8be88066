/* cm-funding-page.c - where the money comes from: budgets, reserves, invest to save, partners. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-page"
#include "config.h"

#include "cm-funding-page.h"

#include <glib/gi18n.h>

#include "cm-funding-budgets-view.h"
#include "cm-funding-fund-view.h"
#include "cm-funding-partners-view.h"
#include "cm-funding-reserves-view.h"

/**
 * CmFundingPage:
 *
 * Four views behind a switcher, each made when it is first looked at.
 */
struct _CmFundingPage
{
  CmPage parent_instance;

  GtkStack *stack;
  CmFundingPart *views[CM_N_FUNDING_VIEWS];
};

G_DEFINE_FINAL_TYPE (CmFundingPage, cm_funding_page, CM_TYPE_PAGE)

static const struct
{
  const char *name; /* in the template */
  GType (*get_type) (void);
  const char *const tables[4];
} entries[CM_N_FUNDING_VIEWS] = {
  { "budgets", cm_funding_budgets_view_get_type, { "funding_source", NULL } },
  { "reserves", cm_funding_reserves_view_get_type, { "reserve_entry", NULL } },
  { "fund", cm_funding_fund_view_get_type, { "fund", "fund_project", NULL } },
  { "partners",
    cm_funding_partners_view_get_type,
    { "partner_contribution", "skill_offer", "skill_exchange", NULL } },
};

/* --- views ------------------------------------------------------------------------------------ */

static void
open_query_cb (CmFundingPage *self, const CmQuery *query, const char *what)
{
  cm_page_open_query (CM_PAGE (self), cm_query_copy (query), what);
}

static CmFundingPart *
make_view (CmFundingPage *self, CmFundingView view)
{
  CmFundingPart *part = g_object_new (entries[view].get_type (), NULL);

  self->views[view] = part;
  g_signal_connect_object (
      part, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (part, "open-query", G_CALLBACK (open_query_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      part, "open-record", G_CALLBACK (cm_page_open_record), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (gtk_stack_get_child_by_name (self->stack, entries[view].name)),
                     GTK_WIDGET (part));
  if (cm_page_get_store (CM_PAGE (self)) != NULL)
    cm_funding_part_show (
        part, cm_page_get_store (CM_PAGE (self)), cm_page_get_scope (CM_PAGE (self)));
  return part;
}

static CmFundingPart *
get_view (CmFundingPage *self, CmFundingView view)
{
  return self->views[view] != NULL ? self->views[view] : make_view (self, view);
}

static void
make_visible_view (CmFundingPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  for (int view = 0; view < CM_N_FUNDING_VIEWS; view++)
    if (g_strcmp0 (name, entries[view].name) == 0)
      get_view (self, (CmFundingView) view);
}

void
cm_funding_page_choose (CmFundingPage *self, CmFundingView view)
{
  g_return_if_fail (CM_IS_FUNDING_PAGE (self));
  gtk_stack_set_visible_child_name (self->stack, entries[view].name);
}

CmFundingPart *
cm_funding_page_get_view (CmFundingPage *self, CmFundingView view)
{
  g_return_val_if_fail (CM_IS_FUNDING_PAGE (self), NULL);
  return self->views[view];
}

/* --- the page --------------------------------------------------------------------------------- */

static void
show_all (CmFundingPage *self)
{
  for (int view = 0; view < CM_N_FUNDING_VIEWS; view++)
    if (self->views[view] != NULL)
      cm_funding_part_show (self->views[view],
                            cm_page_get_store (CM_PAGE (self)),
                            cm_page_get_scope (CM_PAGE (self)));
}

static void
cm_funding_page_set_store (CmPage *page, CmStore *store)
{
  CmFundingPage *self = CM_FUNDING_PAGE (page);

  make_visible_view (self);
  show_all (self);
}

static void
cm_funding_page_set_scope (CmPage *page, const CmScope *scope)
{
  show_all (CM_FUNDING_PAGE (page));
}

/* The view where records of the table are, or -1. */
static int
find_view (const char *table)
{
  for (int view = 0; view < CM_N_FUNDING_VIEWS; view++)
    if (g_strv_contains (entries[view].tables, table))
      return view;
  return -1;
}

static gboolean
cm_funding_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmFundingPage *self = CM_FUNDING_PAGE (page);
  int view = find_view (table);

  if (view < 0)
    return FALSE;
  cm_funding_page_choose (self, (CmFundingView) view);
  if (view == CM_FUNDING_VIEW_FUND && g_str_equal (table, "fund"))
    cm_funding_fund_view_choose (CM_FUNDING_FUND_VIEW (get_view (self, CM_FUNDING_VIEW_FUND)), id);
  return cm_funding_part_show_record (get_view (self, (CmFundingView) view), table, id);
}

static void
cm_funding_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmFundingPage *self = CM_FUNDING_PAGE (page);
  int view = find_view (cm_query_get_table (query)->name);

  if (view < 0)
    return;
  cm_funding_page_choose (self, (CmFundingView) view);
  cm_funding_part_show_query (get_view (self, (CmFundingView) view), query, what);
}

static gboolean
cm_funding_page_flush (CmPage *page)
{
  CmFundingPage *self = CM_FUNDING_PAGE (page);

  for (int view = 0; view < CM_N_FUNDING_VIEWS; view++)
    if (self->views[view] != NULL && !cm_funding_part_flush (self->views[view]))
      {
        cm_funding_page_choose (self, (CmFundingView) view);
        return FALSE;
      }
  return TRUE;
}

static void
cm_funding_page_dispose (GObject *object)
{
  CmFundingPage *self = CM_FUNDING_PAGE (object);

  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  for (int view = 0; view < CM_N_FUNDING_VIEWS; view++)
    self->views[view] = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_FUNDING_PAGE);
  G_OBJECT_CLASS (cm_funding_page_parent_class)->dispose (object);
}

static void
cm_funding_page_class_init (CmFundingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_funding_page_dispose;
  CM_PAGE_CLASS (klass)->set_store = cm_funding_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_funding_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_funding_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_funding_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_funding_page_flush;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-funding-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmFundingPage, stack);
}

static void
cm_funding_page_init (CmFundingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (
      self->stack, "notify::visible-child", G_CALLBACK (make_visible_view), self);
}
