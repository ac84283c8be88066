/* cm-learning-page.c - what is learnt: the feedback record, lessons, the state of the manual. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-learning-page"
#include "config.h"

#include "cm-learning-page.h"

#include <glib/gi18n.h>

#include "cm-library.h"

#define VIEW_FEEDBACK "feedback"
#define VIEW_LESSONS "lesson"
#define VIEW_STATES "states"

/**
 * CmLearningPage:
 *
 * Each view is made when it is first looked at. Lessons and feedback are of the whole partnership,
 * whatever the scope. Without a manual there are only lessons.
 */
struct _CmLearningPage
{
  CmPage parent_instance;

  GtkStack *stack;
  CmFeedbackModel *model; /* or NULL as long as it is not needed, or without a manual */
};

G_DEFINE_FINAL_TYPE (CmLearningPage, cm_learning_page, CM_TYPE_PAGE)

static const char *const views[] = { VIEW_FEEDBACK, VIEW_LESSONS, VIEW_STATES };

static const CmRegisterWords lesson_words = {
  .add = N_ ("Add a lesson"),
  .remove = N_ ("Delete the chosen lessons"),
  .copy = N_ ("Copy the chosen lessons for a spreadsheet"),
  .paste = N_ ("Add lessons from a spreadsheet’s clipboard"),
  .details = N_ ("Show everything about the chosen lesson"),
  .search = N_ ("Search the lessons"),
  .empty_title = N_ ("No lessons yet"),
  .empty_text = N_ ("A lesson is what you would tell a colleague who begins tomorrow: what was "
                    "tried, what came of it, what to do next time. Write it down while those who "
                    "were there still remember."),
  .empty_add = N_ ("_Add a lesson"),
  .none_found =
      N_ ("No lesson has all those words. Search looks in titles, in what happened and in "
          "the advice."),
};

/* --- the views -------------------------------------------------------------------------------- */

/* The view of that name, or NULL if it was not made yet. */
static GtkWidget *
find_view (CmLearningPage *self, const char *name)
{
  GtkWidget *bin = self->stack != NULL ? gtk_stack_get_child_by_name (self->stack, name) : NULL;

  return bin != NULL ? adw_bin_get_child (ADW_BIN (bin)) : NULL;
}

static GtkWidget *
make_lessons (CmLearningPage *self)
{
  GtkWidget *list = cm_register_new ();

  cm_register_set_words (CM_REGISTER (list), &lesson_words);
  cm_register_show (
      CM_REGISTER (list), cm_page_get_store (CM_PAGE (self)), cm_query_new ("lesson"));
  return list;
}

static GtkWidget *
make_fault (const GError *error)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "cm-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("The manual cannot be read"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  return page;
}

static GtkWidget *
make_manual_view (CmLearningPage *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_library_get_manual (&error);

  if (manual == NULL)
    return make_fault (error);
  if (self->model == NULL)
    self->model = cm_feedback_model_new (cm_page_get_store (CM_PAGE (self)), manual);
  return g_str_equal (name, VIEW_STATES) ? cm_states_view_new (self->model)
                                         : cm_feedback_register_new (self->model);
}

static void
make_view (CmLearningPage *self, const char *name)
{
  GtkWidget *view =
      g_str_equal (name, VIEW_LESSONS) ? make_lessons (self) : make_manual_view (self, name);

  if (!ADW_IS_STATUS_PAGE (view))
    g_signal_connect_object (
        view, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (gtk_stack_get_child_by_name (self->stack, name)), view);
}

static void
view_cb (CmLearningPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  if (cm_page_get_store (CM_PAGE (self)) != NULL && find_view (self, name) == NULL)
    make_view (self, name);
}

void
cm_learning_page_show_view (CmLearningPage *self, const char *name)
{
  g_return_if_fail (CM_IS_LEARNING_PAGE (self));
  gtk_stack_set_visible_child_name (self->stack, name);
}

const char *
cm_learning_page_get_view (CmLearningPage *self)
{
  g_return_val_if_fail (CM_IS_LEARNING_PAGE (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

CmFeedbackRegister *
cm_learning_page_get_feedback (CmLearningPage *self)
{
  GtkWidget *view;

  g_return_val_if_fail (CM_IS_LEARNING_PAGE (self), NULL);
  view = find_view (self, VIEW_FEEDBACK);
  return CM_IS_FEEDBACK_REGISTER (view) ? CM_FEEDBACK_REGISTER (view) : NULL;
}

CmRegister *
cm_learning_page_get_lessons (CmLearningPage *self)
{
  g_return_val_if_fail (CM_IS_LEARNING_PAGE (self), NULL);
  return (CmRegister *) find_view (self, VIEW_LESSONS);
}

CmStatesView *
cm_learning_page_get_states (CmLearningPage *self)
{
  GtkWidget *view;

  g_return_val_if_fail (CM_IS_LEARNING_PAGE (self), NULL);
  view = find_view (self, VIEW_STATES);
  return CM_IS_STATES_VIEW (view) ? CM_STATES_VIEW (view) : NULL;
}

/* --- the page --------------------------------------------------------------------------------- */

/* The register of that table, its view being shown; NULL if it has none. */
static CmRegister *
show_register (CmLearningPage *self, const char *table)
{
  if (g_str_equal (table, "lesson"))
    {
      cm_learning_page_show_view (self, VIEW_LESSONS);
      return cm_learning_page_get_lessons (self);
    }
  cm_learning_page_show_view (self, VIEW_FEEDBACK);
  return cm_learning_page_get_feedback (self) != NULL
             ? cm_feedback_register_get_register (cm_learning_page_get_feedback (self))
             : NULL;
}

static void
cm_learning_page_set_store (CmPage *page, CmStore *store)
{
  view_cb (CM_LEARNING_PAGE (page));
}

static gboolean
show_state (CmLearningPage *self, const char *id)
{
  g_autoptr (CmRecord) record =
      cm_store_get (cm_page_get_store (CM_PAGE (self)), "section_state", id);

  cm_learning_page_show_view (self, VIEW_STATES);
  if (record != NULL && cm_learning_page_get_states (self) != NULL)
    cm_states_view_select (cm_learning_page_get_states (self),
                           cm_record_get_text (record, "section"));
  return record != NULL;
}

static gboolean
cm_learning_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmLearningPage *self = CM_LEARNING_PAGE (page);
  CmRegister *list;

  if (g_str_equal (table, "section_state"))
    return show_state (self, id);
  list = show_register (self, table);
  if (list == NULL || !cm_register_select (list, id))
    return FALSE;
  cm_register_set_details (list, TRUE);
  return TRUE;
}

static void
cm_learning_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmLearningPage *self = CM_LEARNING_PAGE (page);
  const char *table = cm_query_get_table (query)->name;
  CmRegister *list;

  if (g_str_equal (table, "section_state"))
    {
      cm_learning_page_show_view (self, VIEW_STATES);
      return;
    }
  list = show_register (self, table);
  if (list == NULL)
    return;
  cm_register_search (list, NULL);
  cm_register_narrow (list, cm_query_copy (query), what);
}

static gboolean
flush_view (CmLearningPage *self, const char *name)
{
  if (g_str_equal (name, VIEW_FEEDBACK) && cm_learning_page_get_feedback (self) != NULL)
    return cm_register_flush (
        cm_feedback_register_get_register (cm_learning_page_get_feedback (self)));
  if (g_str_equal (name, VIEW_LESSONS) && cm_learning_page_get_lessons (self) != NULL)
    return cm_register_flush (cm_learning_page_get_lessons (self));
  return TRUE;
}

static gboolean
cm_learning_page_flush (CmPage *page)
{
  CmLearningPage *self = CM_LEARNING_PAGE (page);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (!flush_view (self, views[i]))
      {
        cm_learning_page_show_view (self, views[i]);
        return FALSE;
      }
  return TRUE;
}

static void
cm_learning_page_dispose (GObject *object)
{
  CmLearningPage *self = CM_LEARNING_PAGE (object);

  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_LEARNING_PAGE);
  G_OBJECT_CLASS (cm_learning_page_parent_class)->dispose (object);
}

static void
cm_learning_page_class_init (CmLearningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_learning_page_dispose;
  CM_PAGE_CLASS (klass)->set_store = cm_learning_page_set_store;
  CM_PAGE_CLASS (klass)->show_record = cm_learning_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_learning_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_learning_page_flush;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-learning-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmLearningPage, stack);
}

static void
cm_learning_page_init (CmLearningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->stack, "notify::visible-child-name", G_CALLBACK (view_cb), self);
}
