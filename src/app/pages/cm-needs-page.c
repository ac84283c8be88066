/* cm-needs-page.c - what is known and needed: evidence, engagement, needs, priority matrices. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-needs-page"
#include "config.h"

#include "cm-needs-page.h"

/**
 * CmNeedsPage:
 *
 * Each view is made when it is first looked at, and shows the scope when it is next looked at.
 */
struct _CmNeedsPage
{
  CmPage parent_instance;

  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (CmNeedsPage, cm_needs_page, CM_TYPE_PAGE)

static const char *const views[] = { "evidence", "engagement", "need", "matrix" };

/* --- the views -------------------------------------------------------------------------------- */

/* The view of that name, or NULL if it was not made yet. */
static GtkWidget *
find_view (CmNeedsPage *self, const char *name)
{
  GtkWidget *bin = self->stack != NULL ? gtk_stack_get_child_by_name (self->stack, name) : NULL;

  return bin != NULL ? adw_bin_get_child (ADW_BIN (bin)) : NULL;
}

static void
show_scope (CmNeedsPage *self, GtkWidget *view)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  const CmScope *scope = cm_page_get_scope (CM_PAGE (self));

  if (CM_IS_MATRIX_VIEW (view))
    cm_matrix_view_show (CM_MATRIX_VIEW (view), store, scope);
  else
    cm_needs_register_show (CM_NEEDS_REGISTER (view), store, scope);
}

static GtkWidget *
make_view (CmNeedsPage *self, const char *name)
{
  GtkWidget *view =
      g_str_equal (name, "matrix") ? cm_matrix_view_new () : cm_needs_register_new (name);

  g_signal_connect_object (
      view, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (gtk_stack_get_child_by_name (self->stack, name)), view);
  show_scope (self, view);
  return view;
}

static void
view_cb (CmNeedsPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  if (cm_page_get_store (CM_PAGE (self)) != NULL && find_view (self, name) == NULL)
    make_view (self, name);
}

void
cm_needs_page_show_view (CmNeedsPage *self, const char *name)
{
  g_return_if_fail (CM_IS_NEEDS_PAGE (self));
  gtk_stack_set_visible_child_name (self->stack, name);
}

const char *
cm_needs_page_get_view (CmNeedsPage *self)
{
  g_return_val_if_fail (CM_IS_NEEDS_PAGE (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

CmNeedsRegister *
cm_needs_page_get_register (CmNeedsPage *self, const char *table)
{
  g_return_val_if_fail (CM_IS_NEEDS_PAGE (self), NULL);
  return (CmNeedsRegister *) find_view (self, table);
}

CmMatrixView *
cm_needs_page_get_matrices (CmNeedsPage *self)
{
  g_return_val_if_fail (CM_IS_NEEDS_PAGE (self), NULL);
  return (CmMatrixView *) find_view (self, "matrix");
}

/* --- the page --------------------------------------------------------------------------------- */

static void
cm_needs_page_set_store (CmPage *page, CmStore *store)
{
  view_cb (CM_NEEDS_PAGE (page));
}

static void
cm_needs_page_set_scope (CmPage *page, const CmScope *scope)
{
  CmNeedsPage *self = CM_NEEDS_PAGE (page);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (find_view (self, views[i]) != NULL)
      show_scope (self, find_view (self, views[i]));
}

static gboolean
cm_needs_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmNeedsPage *self = CM_NEEDS_PAGE (page);
  CmRegister *list;

  cm_needs_page_show_view (self, table);
  if (g_str_equal (table, "matrix"))
    {
      cm_matrix_view_set_together (cm_needs_page_get_matrices (self), FALSE);
      return cm_matrix_view_select (cm_needs_page_get_matrices (self), id);
    }
  list = cm_needs_register_get_register (cm_needs_page_get_register (self, table));
  if (!cm_register_select (list, id))
    return FALSE;
  cm_register_set_details (list, TRUE);
  return TRUE;
}

static void
cm_needs_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmNeedsPage *self = CM_NEEDS_PAGE (page);
  const char *table = cm_query_get_table (query)->name;
  CmRegister *list;

  cm_needs_page_show_view (self, table);
  if (g_str_equal (table, "matrix"))
    return;
  list = cm_needs_register_get_register (cm_needs_page_get_register (self, table));
  cm_register_search (list, NULL);
  cm_register_narrow (list, cm_query_copy (query), what);
}

static gboolean
flush_view (GtkWidget *view)
{
  if (view == NULL)
    return TRUE;
  if (CM_IS_MATRIX_VIEW (view))
    return cm_matrix_view_flush (CM_MATRIX_VIEW (view));
  return cm_register_flush (cm_needs_register_get_register (CM_NEEDS_REGISTER (view)));
}

static gboolean
cm_needs_page_flush (CmPage *page)
{
  CmNeedsPage *self = CM_NEEDS_PAGE (page);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (!flush_view (find_view (self, views[i])))
      {
        cm_needs_page_show_view (self, views[i]);
        return FALSE;
      }
  return TRUE;
}

static void
cm_needs_page_dispose (GObject *object)
{
  CmNeedsPage *self = CM_NEEDS_PAGE (object);

  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_NEEDS_PAGE);
  G_OBJECT_CLASS (cm_needs_page_parent_class)->dispose (object);
}

static void
cm_needs_page_class_init (CmNeedsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_needs_page_dispose;
  CM_PAGE_CLASS (klass)->set_store = cm_needs_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_needs_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_needs_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_needs_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_needs_page_flush;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-needs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmNeedsPage, stack);
}

static void
cm_needs_page_init (CmNeedsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->stack, "notify::visible-child-name", G_CALLBACK (view_cb), self);
}
