/* cm-activities-page.c - everything the partnership does, in a table and a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activities-page"
#include "config.h"

#include "cm-activities-page.h"

#include <glib/gi18n.h>

#include "cm-activity-view.h"
#include "cm-activity.h"

/**
 * CmActivitiesPage:
 *
 * A register of the activities of the scope. The page itself only says how an activity is made and
 * kept within the scope, and what the activities that are seen cost. One of them is opened on a
 * page of its own, in the place of the register.
 */
struct _CmActivitiesPage
{
  CmPage parent_instance;

  GtkStack *stack; /* the register, or the page of one activity */
  CmRegister *list;
  CmActivityView *view; /* NULL until an activity is first opened */
};

G_DEFINE_FINAL_TYPE (CmActivitiesPage, cm_activities_page, CM_TYPE_PAGE)

static const CmRegisterWords words = {
  .add = N_ ("Add an activity"),
  .remove = N_ ("Delete the chosen activities"),
  .copy = N_ ("Copy the chosen activities for a spreadsheet"),
  .paste = N_ ("Add activities from a spreadsheet’s clipboard"),
  .details = N_ ("Show everything about the chosen activity"),
  .open = N_ ("Open the chosen activity on a page of its own"),
  .search = N_ ("Search the activities"),
  .empty_title = N_ ("No activities yet"),
  .empty_text =
      N_ ("An activity is anything the partners pay for or run that serves a chapter: a service, a "
          "project, a grant. List what there is before deciding what there should be. You can add "
          "one at a time, or copy rows in a spreadsheet and paste them here."),
  .empty_add = N_ ("_Add an activity"),
  .none_found = N_ ("No activity of this scope has all those words. Search looks in titles, leads, "
                    "descriptions and comments."),
};

/* --- how activities are made and kept --------------------------------------------------------- */

static CmRecord *
make (CmRegister *list, gpointer page, GError **error)
{
  return cm_activity_new ();
}

/* What a line of a spreadsheet need not say: an activity is proposed until told otherwise. */
static CmRecord *
make_pattern (CmRegister *list, gpointer page)
{
  CmRecord *pattern = cm_activity_new ();

  cm_record_set_null (pattern, "title");
  return pattern;
}

static gboolean
add (CmRegister *list, GPtrArray *activities, gpointer page, GError **error)
{
  return cm_activity_add (
      cm_page_get_store (CM_PAGE (page)), cm_page_get_scope (CM_PAGE (page)), activities, error);
}

static gboolean
delete_activities (CmRegister *list, GPtrArray *activities, gpointer page, GError **error)
{
  return cm_activity_delete (cm_page_get_store (CM_PAGE (page)), activities, error);
}

static char *
tell (CmRegister *list, CmRegisterDeed deed, guint n, gpointer page)
{
  return g_strdup_printf (deed == CM_REGISTER_DELETED
                              ? ngettext ("%u activity is deleted", "%u activities are deleted", n)
                              : ngettext ("%u activity is pasted", "%u activities are pasted", n),
                          n);
}

/* --- an activity's own page ------------------------------------------------------------------- */

static gboolean
is_open (CmActivitiesPage *self)
{
  return self->view != NULL && cm_activity_view_get_activity (self->view) != NULL;
}

/* The row of what was looked at last has the keyboard again. */
static void
close_activity (CmActivitiesPage *self)
{
  g_autofree char *id = g_strdup (cm_record_get_id (cm_activity_view_get_activity (self->view)));
  GtkWidget *table = GTK_WIDGET (cm_register_get_table (self->list));

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->list));
  cm_activity_view_show (self->view, NULL, NULL);
  /* A table that has the focus puts it into the row that is chosen. */
  if (gtk_widget_get_focus_child (table) == NULL)
    gtk_widget_child_focus (table, GTK_DIR_TAB_FORWARD);
  cm_register_select (self->list, id);
}

static void
make_view (CmActivitiesPage *self)
{
  self->view = CM_ACTIVITY_VIEW (cm_activity_view_new ());
  g_signal_connect_swapped (self->view, "message", G_CALLBACK (cm_page_show_toast), self);
  g_signal_connect_swapped (self->view, "open-record", G_CALLBACK (cm_page_open_record), self);
  g_signal_connect_swapped (self->view, "back", G_CALLBACK (close_activity), self);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->view));
}

static void
open_activity (CmRegister *list, CmRecord *activity, gpointer page)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  if (self->view == NULL)
    make_view (self);
  cm_activity_view_show (self->view, cm_page_get_store (CM_PAGE (self)), activity);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->view));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static const CmRegisterKeeper keeper = { make, make_pattern, add, delete_activities,
                                         tell, open_activity };

/* --- what is shown ---------------------------------------------------------------------------- */

static void
update_totals (CmActivitiesPage *self)
{
  guint rows = cm_table_view_get_n_rows (cm_register_get_table (self->list));
  g_autoptr (CmQuery) lines = cm_query_new ("budget_line");
  g_autofree char *cost = NULL;
  g_autofree char *text = NULL;

  cm_query_where_in (lines, "activity", cm_register_get_query (self->list), "id");
  cost = cm_money_format (cm_store_sum (cm_page_get_store (CM_PAGE (self)), lines, "amount"));
  /* translators: %1$u is a number of activities, %2$s their cost */
  text = g_strdup_printf (ngettext ("%1$u activity · %2$s over all its years",
                                    "%1$u activities · %2$s over all their years",
                                    rows),
                          rows,
                          cost);
  cm_register_set_totals (self->list, text);
}

static void
show_scope (CmActivitiesPage *self)
{
  CmPage *page = CM_PAGE (self);

  cm_register_set_scope (self->list, cm_page_get_scope (page));
  cm_register_show (
      self->list, cm_page_get_store (page), cm_scope_query_activities (cm_page_get_scope (page)));
}

/* --- the page --------------------------------------------------------------------------------- */

void
cm_activities_page_search (CmActivitiesPage *self, const char *text)
{
  cm_register_search (self->list, text);
}

void
cm_activities_page_paste (CmActivitiesPage *self, const char *text)
{
  cm_register_paste (self->list, text);
}

CmRegister *
cm_activities_page_get_register (CmActivitiesPage *self)
{
  return self->list;
}

gboolean
cm_activities_page_open (CmActivitiesPage *self, const char *id)
{
  g_autoptr (CmRecord) activity = cm_store_get (cm_page_get_store (CM_PAGE (self)), "activity", id);

  if (activity == NULL)
    return FALSE;
  cm_register_select (self->list, id);
  open_activity (self->list, activity, self);
  return TRUE;
}

CmActivityView *
cm_activities_page_get_view (CmActivitiesPage *self)
{
  return is_open (self) ? self->view : NULL;
}

CmTableView *
cm_activities_page_get_table (CmActivitiesPage *self)
{
  return cm_register_get_table (self->list);
}

CmRecordForm *
cm_activities_page_get_form (CmActivitiesPage *self)
{
  return cm_register_get_form (self->list);
}

static void
cm_activities_page_set_store (CmPage *page, CmStore *store)
{
  show_scope (CM_ACTIVITIES_PAGE (page));
}

static void
cm_activities_page_set_scope (CmPage *page, const CmScope *scope)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  if (is_open (self))
    close_activity (self);
  show_scope (CM_ACTIVITIES_PAGE (page));
}

static gboolean
cm_activities_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  if (is_open (self))
    close_activity (self);
  if (!cm_register_select (self->list, id))
    return FALSE;
  cm_register_set_details (self->list, TRUE);
  return TRUE;
}

static void
cm_activities_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  if (is_open (self))
    close_activity (self);
  cm_register_search (self->list, NULL);
  cm_register_narrow (self->list, cm_query_copy (query), what);
}

static void
cm_activities_page_go_back (CmPage *page)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);

  if (is_open (self))
    gtk_widget_activate_action (GTK_WIDGET (self->view), "activity.back", NULL);
}

static gboolean
cm_activities_page_flush (CmPage *page)
{
  CmActivitiesPage *self = CM_ACTIVITIES_PAGE (page);
  gboolean kept = self->view == NULL || cm_activity_view_flush (self->view);

  return cm_register_flush (self->list) && kept;
}

static void
cm_activities_page_class_init (CmActivitiesPageClass *klass)
{
  CM_PAGE_CLASS (klass)->set_store = cm_activities_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_activities_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_activities_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_activities_page_show_query;
  CM_PAGE_CLASS (klass)->go_back = cm_activities_page_go_back;
  CM_PAGE_CLASS (klass)->flush = cm_activities_page_flush;
}

static void
cm_activities_page_init (CmActivitiesPage *self)
{
  self->list = CM_REGISTER (cm_register_new ());
  cm_register_set_keeper (self->list, &keeper, self);
  cm_register_set_words (self->list, &words);
  g_signal_connect_swapped (self->list, "message", G_CALLBACK (cm_page_show_toast), self);
  g_signal_connect_swapped (self->list, "changed-rows", G_CALLBACK (update_totals), self);
  self->stack = GTK_STACK (gtk_stack_new ());
  /* A page that is not seen has no say in the size of the other. */
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
