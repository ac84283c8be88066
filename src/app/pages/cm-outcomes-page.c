/* cm-outcomes-page.c - the golden thread: what is wanted, how it stands, what is done and paid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-outcomes-page"
#include "config.h"

#include "cm-outcomes-page.h"

#include <glib/gi18n.h>

#include "cm-choice-popover.h"
#include "cm-loose-list.h"

/* With no more activities than this there is nothing to wait for. */
#define AT_ONCE_MAX 300
/* From this width on, in px, the form is there from the start. */
#define ROOM_FOR_FORM 960

/**
 * CmOutcomesPage:
 *
 * The same thread three times: as a list in which it is mended, as a drawing, and as the list of
 * its loose ends. Beside it stands the form of the record that is chosen.
 *
 * Accessibility: all it does are actions ("outcomes.add-outcome" …), in the toolbar and on keys.
 */
struct _CmOutcomesPage
{
  CmPage parent_instance;

  GtkStack *stack;
  GtkSearchEntry *search;
  GtkToggleButton *list_button, *drawing_button, *loose_button, *form_button;
  GtkLabel *loose_label, *only_label, *totals;
  GtkWidget *only_bar;
  AdwFlap *flap;
  AdwBin *tree_bin, *panel_bin, *loose_bin;
  GtkStack *forms;
  GtkWidget *open_bar;
  CmThread *thread;
  CmThreadTree *tree;
  CmThreadPanel *panel; /* made when it is first looked at */
  CmLooseList *loose;
  GtkWidget *chooser; /* the popover to link an activity with, or NULL */
  guint chooser_idle;
  GPtrArray *chooser_ids; /* of char *: the activities in it */
  char *chooser_outcome;
  char *wanted_table, *wanted_id; /* to be shown when the thread has been read */
};

G_DEFINE_FINAL_TYPE (CmOutcomesPage, cm_outcomes_page, CM_TYPE_PAGE)

/* --- what is shown ---------------------------------------------------------------------------- */

static CmThreadItem *
get_chosen (CmOutcomesPage *self)
{
  return cm_thread_tree_get_selected (self->tree);
}

static const char *
get_view (CmOutcomesPage *self)
{
  if (gtk_toggle_button_get_active (self->drawing_button))
    return "drawing";
  return gtk_toggle_button_get_active (self->loose_button) ? "loose" : "list";
}

static void
update_actions (CmOutcomesPage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  gboolean writable = store != NULL && !cm_store_get_read_only (store);
  gboolean list = g_str_equal (get_view (self), "list");
  CmThreadItem *item = get_chosen (self);
  CmThreadItemKind kind = item != NULL ? cm_thread_item_get_kind (item) : CM_THREAD_ITEM_CHAPTER;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget,
                                 "outcomes.add-outcome",
                                 writable && list && self->thread != NULL &&
                                     cm_thread_get_chapters (self->thread)->len > 0);
  gtk_widget_action_set_enabled (widget,
                                 "outcomes.add-indicator",
                                 writable && list && item != NULL &&
                                     cm_thread_item_get_outcome (item) != NULL);
  gtk_widget_action_set_enabled (widget,
                                 "outcomes.link",
                                 writable && list && item != NULL &&
                                     cm_thread_item_get_outcome (item) != NULL);
  gtk_widget_action_set_enabled (widget,
                                 "outcomes.remove",
                                 writable && list && item != NULL &&
                                     (kind == CM_THREAD_ITEM_OUTCOME ||
                                      kind == CM_THREAD_ITEM_INDICATOR ||
                                      kind == CM_THREAD_ITEM_ACTIVITY));
}

static void
update_totals (CmOutcomesPage *self)
{
  GPtrArray *chapters = cm_thread_get_chapters (self->thread);
  guint outcomes = 0, indicators = 0, loose = cm_loose_list_get_n (self->loose);
  g_autofree char *count = NULL, *o = NULL, *i = NULL, *text = NULL;

  for (guint c = 0; c < chapters->len; c++)
    {
      const CmThreadChapter *chapter = g_ptr_array_index (chapters, c);

      outcomes += chapter->outcomes->len;
      indicators += chapter->n_indicators;
    }
  o = g_strdup_printf (ngettext ("%u outcome", "%u outcomes", outcomes), outcomes);
  i = g_strdup_printf (ngettext ("%u indicator", "%u indicators", indicators), indicators);
  /* translators: %1$s is a number of outcomes, %2$s of indicators; both with their noun */
  text = g_strdup_printf (
      _ ("%1$s · %2$s · an activity counts with all its money in each outcome that it serves"),
      o,
      i);
  gtk_label_set_text (self->totals, text);
  /* translators: how many loose ends there are, after a mark */
  count = loose > 0 ? g_strdup_printf (_ ("Loose ends ◇ %u"), loose) : g_strdup (_ ("Loose ends"));
  gtk_label_set_text (self->loose_label, count);
}

/* Which of its faces the page shows. */
static void
update_view (CmOutcomesPage *self)
{
  const char *view = get_view (self);

  if (self->thread == NULL)
    return;
  if (!cm_thread_is_ready (self->thread) && cm_thread_get_chapters (self->thread)->len == 0)
    view = "reading";
  else if (cm_thread_get_chapters (self->thread)->len == 0)
    view = "empty";
  else if (g_str_equal (view, "list") && cm_thread_tree_get_n_rows (self->tree) == 0)
    view = "none-found";
  gtk_stack_set_visible_child_name (self->stack, view);
  gtk_widget_set_visible (GTK_WIDGET (self->search), g_str_equal (get_view (self), "list"));
  update_actions (self);
}

/* --- the form --------------------------------------------------------------------------------- */

static CmRecordForm *
get_form (CmOutcomesPage *self, const char *table)
{
  GtkWidget *form = gtk_stack_get_child_by_name (self->forms, table);

  return form != NULL ? CM_RECORD_FORM (form) : NULL;
}

static void
message_cb (CmOutcomesPage *self, const char *text, gboolean undo)
{
  cm_page_show_toast (CM_PAGE (self), text, undo);
}

/* A form for each table, which is made once: to make one takes longer than to fill it. */
static CmRecordForm *
make_form (CmOutcomesPage *self, const char *table)
{
  GtkWidget *form = GTK_WIDGET (get_form (self, table));

  if (form != NULL)
    return CM_RECORD_FORM (form);
  form = cm_record_form_new ();
  g_signal_connect_swapped (form, "message", G_CALLBACK (message_cb), self);
  gtk_stack_add_named (self->forms, form, table);
  return CM_RECORD_FORM (form);
}

static void
show_form (CmOutcomesPage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  CmThreadItem *item = get_chosen (self);
  const char *table = item != NULL ? cm_thread_item_get_table (item) : NULL;
  CmThreadItemKind kind = item != NULL ? cm_thread_item_get_kind (item) : CM_THREAD_ITEM_CHAPTER;
  g_autoptr (CmRecord) record = NULL;

  gtk_widget_set_visible (
      self->open_bar,
      item != NULL && (kind == CM_THREAD_ITEM_ACTIVITY || kind == CM_THREAD_ITEM_STRAY_ACTIVITY));
  /* What nobody sees needs no form. */
  if (!adw_flap_get_reveal_flap (self->flap))
    return;
  if (table != NULL)
    record = cm_store_get (store, table, cm_thread_item_get_record_id (item));
  if (record == NULL)
    {
      gtk_stack_set_visible_child_name (
          self->forms, item != NULL && kind == CM_THREAD_ITEM_STRAY_ACTIVITY ? "stray" : "none");
      return;
    }
  cm_record_form_show (make_form (self, table), store, record);
  gtk_stack_set_visible_child_name (self->forms, table);
}

/* --- following -------------------------------------------------------------------------------- */

static void
thread_changed_cb (CmOutcomesPage *self)
{
  g_autofree char *year = cm_year_format (cm_thread_get_year (self->thread));

  cm_thread_tree_set_money_title (self->tree, year);
  update_totals (self);
  update_view (self);
  if (self->wanted_id != NULL && cm_thread_is_ready (self->thread))
    {
      cm_thread_tree_select (self->tree, self->wanted_table, self->wanted_id, FALSE);
      g_clear_pointer (&self->wanted_table, g_free);
      g_clear_pointer (&self->wanted_id, g_free);
    }
}

static void
selection_changed_cb (CmOutcomesPage *self)
{
  show_form (self);
  update_actions (self);
}

static void
search_changed_cb (CmOutcomesPage *self)
{
  if (self->thread == NULL)
    return;
  cm_thread_tree_search (self->tree, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  update_view (self);
}

/* The drawing begins with what is chosen in the list. */
static void
show_drawing (CmOutcomesPage *self)
{
  CmThreadItem *item = get_chosen (self);
  const char *chapter = item != NULL ? cm_thread_item_get_chapter (item) : NULL;

  cm_outcomes_page_get_panel (self);
  if (chapter != NULL)
    cm_thread_panel_choose (self->panel, chapter, cm_thread_item_get_outcome (item));
}

static void
view_toggled_cb (CmOutcomesPage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button) || self->thread == NULL)
    return;
  /* A form that lies over one face is not in the way of the next. */
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  if (button == self->drawing_button)
    show_drawing (self);
  update_view (self);
}

/* Beside the list where there is room for both; otherwise the form waits until it is asked for. */
static void
folded_cb (CmOutcomesPage *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static gboolean
first_size_cb (GtkWidget *flap, GdkFrameClock *clock, gpointer data)
{
  int width = gtk_widget_get_width (flap);

  if (width == 0)
    return G_SOURCE_CONTINUE;
  if (width >= ROOM_FOR_FORM)
    adw_flap_set_reveal_flap (ADW_FLAP (flap), TRUE);
  return G_SOURCE_REMOVE;
}

static void
reveal_cb (CmOutcomesPage *self)
{
  if (self->thread != NULL)
    show_form (self);
}

/* --- mending ---------------------------------------------------------------------------------- */

static void
edit_new (CmOutcomesPage *self, const char *table, CmRecord *record, const GError *error)
{
  if (record == NULL)
    {
      cm_page_show_error (CM_PAGE (self), error);
      return;
    }
  cm_outcomes_page_search (self, NULL);
  cm_thread_tree_narrow (self->tree, NULL);
  if (cm_thread_tree_select (self->tree, table, cm_record_get_id (record), TRUE))
    cm_thread_tree_edit (self->tree);
}

static const char *
find_chapter (CmOutcomesPage *self)
{
  CmThreadItem *item = get_chosen (self);
  const char *chapter = item != NULL ? cm_thread_item_get_chapter (item) : NULL;
  GPtrArray *chapters = cm_thread_get_chapters (self->thread);

  if (chapter != NULL)
    return chapter;
  return chapters->len > 0 ? ((CmThreadChapter *) chapters->pdata[0])->id : NULL;
}

static void
add_outcome_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) record = NULL;
  const char *chapter = find_chapter (self);

  if (chapter == NULL)
    return;
  record = cm_thread_add_outcome (cm_page_get_store (CM_PAGE (self)), chapter, &error);
  edit_new (self, "outcome", record, error);
}

static void
add_indicator_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (widget);
  CmThreadItem *item = get_chosen (self);
  const char *outcome = item != NULL ? cm_thread_item_get_outcome (item) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) record = NULL;

  if (outcome == NULL)
    return;
  record = cm_thread_add_indicator (cm_page_get_store (CM_PAGE (self)), outcome, &error);
  edit_new (self, "indicator", record, error);
}

static void
link_activity (CmOutcomesPage *self, const char *activity, const char *outcome)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) link = cm_thread_link (store, activity, outcome, &error);
  g_autofree char *title = NULL, *aim = NULL, *text = NULL;

  if (link == NULL)
    {
      cm_page_show_error (CM_PAGE (self), error);
      return;
    }
  title = cm_store_get_title (store, "activity", activity);
  aim = cm_store_get_title (store, "outcome", outcome);
  /* translators: %1$s is an activity, %2$s an outcome */
  text = g_strdup_printf (_ ("“%1$s” now serves “%2$s”"), title, aim);
  cm_page_show_toast (CM_PAGE (self), text, TRUE);
  cm_thread_tree_select (self->tree, "activity_outcome", cm_record_get_id (link), TRUE);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (widget);
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  CmThreadItem *item = get_chosen (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL, *text = NULL;
  gboolean done;

  if (item == NULL || cm_thread_item_get_table (item) == NULL)
    return;
  if (cm_thread_item_get_kind (item) == CM_THREAD_ITEM_ACTIVITY)
    {
      title = cm_store_get_title (store, "activity", cm_thread_item_get_id (item));
      /* translators: %s is an activity */
      text = g_strdup_printf (_ ("“%s” no longer serves the outcome"), title);
      done = cm_thread_unlink (store, cm_thread_item_get_link (item), &error);
    }
  else
    {
      title =
          cm_store_get_title (store, cm_thread_item_get_table (item), cm_thread_item_get_id (item));
      /* translators: %s is the name of an outcome or an indicator */
      text = g_strdup_printf (_ ("“%s” is deleted"), title);
      done = cm_thread_remove (
          store, cm_thread_item_get_table (item), cm_thread_item_get_id (item), &error);
    }
  if (done)
    cm_page_show_toast (CM_PAGE (self), text, TRUE);
  else
    cm_page_show_error (CM_PAGE (self), error);
}

static void
renamed_cb (CmOutcomesPage *self, CmThreadItem *item, const char *name)
{
  g_autoptr (GError) error = NULL;

  if (!cm_thread_rename (cm_page_get_store (CM_PAGE (self)),
                         cm_thread_item_get_table (item),
                         cm_thread_item_get_id (item),
                         name,
                         &error))
    cm_page_show_error (CM_PAGE (self), error);
}

/* --- choosing an activity to link ------------------------------------------------------------- */

static gboolean
drop_chooser_cb (gpointer data)
{
  CmOutcomesPage *self = data;

  self->chooser_idle = 0;
  g_clear_pointer (&self->chooser, gtk_widget_unparent);
  gtk_widget_grab_focus (GTK_WIDGET (self->tree));
  return G_SOURCE_REMOVE;
}

static void
chooser_closed_cb (CmOutcomesPage *self)
{
  if (self->chooser_idle == 0)
    self->chooser_idle = g_idle_add (drop_chooser_cb, self);
}

static void
chooser_chosen_cb (CmOutcomesPage *self, guint position)
{
  g_autofree char *activity = g_strdup (g_ptr_array_index (self->chooser_ids, position));

  gtk_popover_popdown (GTK_POPOVER (self->chooser));
  link_activity (self, activity, self->chooser_outcome);
}

/* All that are not over and do not serve the outcome yet; those that serve none come first. */
static GPtrArray *
list_candidates (CmOutcomesPage *self, const CmThreadOutcome *outcome)
{
  GPtrArray *activities = cm_thread_get_activities (self->thread);
  g_autoptr (GHashTable) linked = g_hash_table_new (NULL, NULL);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < outcome->links->len; i++)
    g_hash_table_add (linked, ((CmThreadLink *) outcome->links->pdata[i])->activity);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < activities->len; i++)
      {
        CmThreadActivity *activity = g_ptr_array_index (activities, i);

        if (!activity->over && (activity->n_outcomes == 0) == (pass == 0) &&
            !g_hash_table_contains (linked, activity))
          g_ptr_array_add (list, activity);
      }
  return list;
}

static char *
label_candidate (const CmThreadActivity *activity)
{
  return activity->n_outcomes == 0
             /* translators: an activity that serves no outcome yet, in a list to choose from */
             ? g_strdup_printf (_ ("◇ %s"), activity->title)
             : g_strdup (activity->title);
}

static void
open_chooser (CmOutcomesPage *self, const CmThreadOutcome *outcome)
{
  g_autoptr (GPtrArray) candidates = list_candidates (self, outcome);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  g_clear_handle_id (&self->chooser_idle, g_source_remove);
  g_clear_pointer (&self->chooser, gtk_widget_unparent);
  if (candidates->len == 0)
    {
      cm_page_show_toast (CM_PAGE (self), _ ("Every activity serves this outcome already"), FALSE);
      return;
    }
  g_ptr_array_set_size (self->chooser_ids, 0);
  for (guint i = 0; i < candidates->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (candidates, i);

      g_ptr_array_add (self->chooser_ids, g_strdup (activity->id));
      g_ptr_array_add (labels, label_candidate (activity));
    }
  g_ptr_array_add (labels, NULL);
  g_free (self->chooser_outcome);
  self->chooser_outcome = g_strdup (cm_record_get_id (outcome->record));
  self->chooser = cm_choice_popover_new (
      _ ("Activity to link"), (const char *const *) labels->pdata, GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (chooser_chosen_cb), self);
  g_signal_connect_swapped (self->chooser, "closed", G_CALLBACK (chooser_closed_cb), self);
  cm_thread_tree_point (self->tree, GTK_POPOVER (self->chooser));
  gtk_popover_popup (GTK_POPOVER (self->chooser));
}

static void
link_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (widget);
  CmThreadItem *item = get_chosen (self);
  const char *id = item != NULL ? cm_thread_item_get_outcome (item) : NULL;
  CmThreadOutcome *outcome = id != NULL ? cm_thread_find_outcome (self->thread, id) : NULL;

  if (outcome != NULL)
    open_chooser (self, outcome);
}

/* --- what rows ask for ------------------------------------------------------------------------ */

/* The button of a gap, or Enter on it. */
static void
mend_cb (CmOutcomesPage *self, CmThreadItem *item)
{
  CmThreadItem *parent = cm_thread_item_get_parent (item);
  const char *const actions[] = { "outcomes.add-outcome",
                                  "outcomes.add-indicator",
                                  "outcomes.link" };

  if (parent == NULL)
    return;
  cm_thread_tree_select (
      self->tree, cm_thread_item_get_table (parent), cm_thread_item_get_id (parent), FALSE);
  gtk_widget_activate_action (
      GTK_WIDGET (self), actions[cm_thread_item_get_kind (item) - CM_THREAD_ITEM_NO_OUTCOME], NULL);
}

static void
open_activity_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmThreadItem *item = get_chosen (CM_OUTCOMES_PAGE (widget));

  if (item != NULL)
    cm_page_open_record (CM_PAGE (widget), "activity", cm_thread_item_get_id (item));
}

static void
activated_cb (CmOutcomesPage *self, CmThreadItem *item)
{
  switch (cm_thread_item_get_kind (item))
    {
    case CM_THREAD_ITEM_ACTIVITY:
    case CM_THREAD_ITEM_STRAY_ACTIVITY:
      cm_page_open_record (CM_PAGE (self), "activity", cm_thread_item_get_id (item));
      break;
    case CM_THREAD_ITEM_NO_OUTCOME:
    case CM_THREAD_ITEM_NO_INDICATOR:
    case CM_THREAD_ITEM_NO_ACTIVITY:
      mend_cb (self, item);
      break;
    case CM_THREAD_ITEM_CHAPTER:
    case CM_THREAD_ITEM_OUTCOME:
    case CM_THREAD_ITEM_INDICATOR:
      adw_flap_set_reveal_flap (self->flap, TRUE);
      cm_record_form_focus (get_form (self, cm_thread_item_get_table (item)), "name");
      break;
    case CM_THREAD_ITEM_STRAY_INDICATORS:
    case CM_THREAD_ITEM_STRAY_ACTIVITIES:
    default:
      break;
    }
}

static void
dropped_cb (CmOutcomesPage *self, const char *activity, const char *outcome)
{
  link_activity (self, activity, outcome);
}

static void
opened_cb (CmOutcomesPage *self, const char *table, const char *id)
{
  /* What is at home here is shown beside the drawing, not instead of it. */
  if ((g_str_equal (table, "outcome") || g_str_equal (table, "indicator")) &&
      cm_thread_tree_select (self->tree, table, id, FALSE))
    {
      if (g_str_equal (get_view (self), "loose"))
        cm_outcomes_page_set_view (self, "list");
      adw_flap_set_reveal_flap (self->flap, TRUE);
      return;
    }
  cm_page_open_record (CM_PAGE (self), table, id);
}

static void
show_only (CmOutcomesPage *self, GHashTable *ids, const char *what)
{
  /* translators: %s is what the list is narrowed to, such as Outcomes without an indicator */
  g_autofree char *text = what != NULL ? g_strdup_printf (_ ("Only: %s"), what) : NULL;

  gtk_widget_set_visible (self->only_bar, what != NULL);
  gtk_label_set_text (self->only_label, text != NULL ? text : "");
  cm_thread_tree_narrow (self->tree, ids);
  update_view (self);
}

static void
narrow_cb (CmOutcomesPage *self, int kind)
{
  cm_outcomes_page_search (self, NULL);
  cm_outcomes_page_set_view (self, "list");
  show_only (self,
             cm_loose_list_get_ids (self->loose, (CmLooseKind) kind),
             cm_loose_get_title ((CmLooseKind) kind));
}

static void
widen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (widget);

  cm_outcomes_page_search (self, NULL);
  show_only (self, NULL, NULL);
}

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (widget);

  cm_outcomes_page_set_view (self, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
expand_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (widget);

  cm_thread_tree_set_all_expanded (self->tree, g_str_equal (action, "outcomes.expand-all"));
}

static void
show_registers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_page_open_query (CM_PAGE (widget), cm_query_new ("chapter"), _ ("Chapters"));
}

/* --- the page --------------------------------------------------------------------------------- */

void
cm_outcomes_page_set_view (CmOutcomesPage *self, const char *view)
{
  GtkToggleButton *button = g_str_equal (view, "drawing") ? self->drawing_button
                            : g_str_equal (view, "loose") ? self->loose_button
                                                          : self->list_button;

  gtk_toggle_button_set_active (button, TRUE);
}

void
cm_outcomes_page_search (CmOutcomesPage *self, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), words != NULL ? words : "");
  /* The entry waits a little before it tells; whoever asks here wants to see it now. */
  search_changed_cb (self);
}

CmThread *
cm_outcomes_page_get_thread (CmOutcomesPage *self)
{
  return self->thread;
}

CmThreadTree *
cm_outcomes_page_get_tree (CmOutcomesPage *self)
{
  return self->tree;
}

CmThreadPanel *
cm_outcomes_page_get_panel (CmOutcomesPage *self)
{
  if (self->panel == NULL)
    {
      self->panel = CM_THREAD_PANEL (cm_thread_panel_new ());
      adw_bin_set_child (self->panel_bin, GTK_WIDGET (self->panel));
      g_signal_connect_swapped (self->panel, "opened", G_CALLBACK (opened_cb), self);
      g_signal_connect_swapped (self->panel, "message", G_CALLBACK (message_cb), self);
      cm_thread_panel_show (self->panel, self->thread);
    }
  return self->panel;
}

CmRecordForm *
cm_outcomes_page_get_form (CmOutcomesPage *self)
{
  GtkWidget *form = gtk_stack_get_visible_child (self->forms);

  return form != NULL && CM_IS_RECORD_FORM (form) ? CM_RECORD_FORM (form) : NULL;
}

static void
cm_outcomes_page_set_store (CmPage *page, CmStore *store)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (page);
  g_autoptr (CmQuery) activities = cm_query_new ("activity");

  self->thread = cm_thread_new (store, cm_page_get_scope (page));
  cm_loose_list_show (self->loose, self->thread);
  cm_thread_tree_show (self->tree, self->thread);
  g_signal_connect_object (
      self->thread, "changed", G_CALLBACK (thread_changed_cb), self, G_CONNECT_SWAPPED);
  if (cm_store_count (store, activities) <= AT_ONCE_MAX)
    cm_thread_finish (self->thread);
  update_view (self);
}

static void
cm_outcomes_page_set_scope (CmPage *page, const CmScope *scope)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (page);

  show_only (self, NULL, NULL);
  cm_thread_set_scope (self->thread, scope);
}

/* Whether the record is within the scope, for as long as the thread is still being read. */
static gboolean
is_within (CmOutcomesPage *self, const char *table, const char *id)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (CmQuery) query = cm_query_new (table);
  CmQuery *outcomes;

  cm_query_where_text (query, "id", id);
  if (cm_scope_is_whole (cm_page_get_scope (CM_PAGE (self))))
    return cm_store_count (store, query) > 0;
  outcomes = g_str_equal (table, "outcome") ? query : cm_query_new ("outcome");
  cm_query_where_in (
      outcomes, "chapter", cm_scope_query_chapters (cm_page_get_scope (CM_PAGE (self))), "id");
  if (outcomes != query)
    cm_query_where_in (query, "outcome", outcomes, "id");
  return cm_store_count (store, query) > 0;
}

static gboolean
cm_outcomes_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (page);

  cm_outcomes_page_search (self, NULL);
  show_only (self, NULL, NULL);
  if (g_str_equal (get_view (self), "loose"))
    cm_outcomes_page_set_view (self, "list");
  if (cm_thread_tree_select (self->tree, table, id, FALSE))
    {
      adw_flap_set_reveal_flap (self->flap, TRUE);
      return TRUE;
    }
  if (cm_thread_is_ready (self->thread) || !is_within (self, table, id))
    return FALSE;
  g_free (self->wanted_table);
  g_free (self->wanted_id);
  self->wanted_table = g_strdup (table);
  self->wanted_id = g_strdup (id);
  return TRUE;
}

static void
cm_outcomes_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (page);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) records = cm_store_list (cm_page_get_store (page), query);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (ids, g_strdup (cm_record_get_id (g_ptr_array_index (records, i))));
  cm_outcomes_page_search (self, NULL);
  cm_outcomes_page_set_view (self, "list");
  show_only (self, ids, what);
}

static gboolean
cm_outcomes_page_flush (CmPage *page)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (page);
  gboolean kept = TRUE;

  for (GtkWidget *form = gtk_widget_get_first_child (GTK_WIDGET (self->forms)); form != NULL;
       form = gtk_widget_get_next_sibling (form))
    if (CM_IS_RECORD_FORM (form))
      kept = cm_record_form_flush (CM_RECORD_FORM (form)) && kept;
  return kept;
}

static void
cm_outcomes_page_dispose (GObject *object)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (object);

  g_clear_handle_id (&self->chooser_idle, g_source_remove);
  g_clear_pointer (&self->chooser, gtk_widget_unparent);
  if (self->thread != NULL)
    {
      cm_thread_tree_show (self->tree, NULL);
      cm_loose_list_show (self->loose, NULL);
      if (self->panel != NULL)
        cm_thread_panel_show (self->panel, NULL);
    }
  g_clear_object (&self->thread);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_OUTCOMES_PAGE);
  G_OBJECT_CLASS (cm_outcomes_page_parent_class)->dispose (object);
}

static void
cm_outcomes_page_finalize (GObject *object)
{
  CmOutcomesPage *self = CM_OUTCOMES_PAGE (object);

  g_ptr_array_unref (self->chooser_ids);
  g_free (self->chooser_outcome);
  g_free (self->wanted_table);
  g_free (self->wanted_id);
  G_OBJECT_CLASS (cm_outcomes_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-outcomes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, search);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, drawing_button);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, loose_button);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, loose_label);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, form_button);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, only_bar);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, only_label);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, totals);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, tree_bin);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, panel_bin);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, loose_bin);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, forms);
  gtk_widget_class_bind_template_child (widget_class, CmOutcomesPage, open_bar);
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
}

static void
cm_outcomes_page_class_init (CmOutcomesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_outcomes_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_outcomes_page_finalize;
  CM_PAGE_CLASS (klass)->set_store = cm_outcomes_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_outcomes_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_outcomes_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_outcomes_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_outcomes_page_flush;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "outcomes.add-outcome", NULL, add_outcome_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.add-indicator", NULL, add_indicator_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.link", NULL, link_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.open-activity", NULL, open_activity_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.widen", NULL, widen_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.expand-all", NULL, expand_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.collapse-all", NULL, expand_cb);
  gtk_widget_class_install_action (widget_class, "outcomes.registers", NULL, show_registers_cb);
}

static void
add_key (GtkEventController *keys, guint keyval, GdkModifierType modifiers, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), gtk_named_action_new (action)));
}

static void
add_keys (CmOutcomesPage *self)
{
  GtkEventController *global = gtk_shortcut_controller_new ();
  GtkEventController *tree = gtk_shortcut_controller_new ();

  /* Wherever the keyboard is in the window, as long as the page is seen. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (global), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (global, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "outcomes.add-outcome");
  add_key (global, GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "outcomes.add-indicator");
  add_key (global, GDK_KEY_l, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "outcomes.link");
  add_key (global, GDK_KEY_f, GDK_CONTROL_MASK, "outcomes.find");
  gtk_widget_add_controller (GTK_WIDGET (self), global);
  /* In the list alone: elsewhere on the page this key is not for rows. */
  add_key (tree, GDK_KEY_Delete, 0, "outcomes.remove");
  gtk_widget_add_controller (GTK_WIDGET (self->tree), tree);
}

static void
cm_outcomes_page_init (CmOutcomesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chooser_ids = g_ptr_array_new_with_free_func (g_free);
  self->tree = CM_THREAD_TREE (cm_thread_tree_new ());
  self->loose = CM_LOOSE_LIST (cm_loose_list_new ());
  add_keys (self);
  adw_bin_set_child (self->tree_bin, GTK_WIDGET (self->tree));
  adw_bin_set_child (self->loose_bin, GTK_WIDGET (self->loose));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  g_signal_connect_swapped (
      self->tree, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->tree, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->tree, "mend", G_CALLBACK (mend_cb), self);
  g_signal_connect_swapped (self->tree, "renamed", G_CALLBACK (renamed_cb), self);
  g_signal_connect_swapped (self->tree, "dropped", G_CALLBACK (dropped_cb), self);
  g_signal_connect_swapped (self->loose, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (self->loose, "narrow", G_CALLBACK (narrow_cb), self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->flap), first_size_cb, NULL, NULL);
  update_actions (self);
}
