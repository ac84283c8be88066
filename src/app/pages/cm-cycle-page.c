/* cm-cycle-page.c - the wheel, what is next, how far each theme has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-cycle-page"
#include "config.h"

#include "cm-cycle-page.h"

#include <glib/gi18n.h>

#include "cm-library.h"
#include "cm-step-view.h"
#include "cm-summary.h"
#include "cm-theme-list.h"
#include "cm-wheel-builder.h"
#include "cm-wheel-table.h"
#include "cm-wheel.h"

#define NEXT_MAX 6
#define N_FIGURES 4

/**
 * CmCyclePage:
 *
 * The first page of a portfolio. A step opens in place of the wheel and gives way to it again;
 * everything here is computed from the store and refreshed after each change. What did not change
 * keeps its widgets, and with them the focus.
 *
 * Accessibility: the wheel, each theme's strip and each card are named; all are reached with Tab.
 * The steps can be read as a table instead of the wheel.
 */
struct _CmCyclePage
{
  CmPage parent_instance;

  CmManual *manual;
  GtkStack *stack;
  GtkGrid *columns;
  GtkWidget *side;
  GtkLabel *cycle_name;
  GtkToggleButton *table_button;
  CmWheelView *wheel;
  CmWheelTable *table;
  CmStepView *step;
  int opened_at; /* the present step of the wheel when one was opened */
  GtkLabel *themes_heading;
  CmThemeList *themes;
  GtkBox *next;
  GPtrArray *next_items; /* of CmNextItem: where the cards lead */
  char *next_key;        /* what they say */
  GtkGrid *figures;
  GtkLabel *numbers[N_FIGURES], *captions[N_FIGURES];
  GtkWidget *begin;
};

enum
{
  SIGNAL_SHOW_ACTIVITIES,
  SIGNAL_CHOOSE_THEME,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmCyclePage, cm_cycle_page, CM_TYPE_PAGE)

static guint signals[N_SIGNALS];

/* --- the wheel -------------------------------------------------------------------------------- */

/* The word on the button in the middle; none when all is done. */
static const char *
choose_label (const CmCycle *cycle, const char **steps)
{
  int current = cycle != NULL ? cm_cycle_find_current (cycle, steps) : 0;

  if (current < 0)
    return NULL;
  if (cycle == NULL ||
      (current == 0 && g_str_equal (cm_cycle_get_state (cycle, steps[0]), CM_STATE_NOT_STARTED)))
    return _ ("Begin");
  return _ ("Continue");
}

static void
update_wheel (CmCyclePage *self, const char *today)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (CmCycle) cycle = cm_cycle_load (store, cm_page_get_scope (CM_PAGE (self)));
  g_autofree const char **steps = cm_wheel_list_steps (self->manual);
  CmWheel *wheel = cm_wheel_build (self->manual, store, cycle, today);

  gtk_label_set_text (self->cycle_name,
                      cycle != NULL ? cm_record_get_title (cm_cycle_get_run (cycle))
                                    : _ ("No cycle is open here"));
  if (gtk_toggle_button_get_active (self->table_button))
    cm_wheel_table_show (self->table, wheel);
  cm_wheel_view_set_wheel (self->wheel, wheel);
  cm_wheel_view_set_button_label (self->wheel, choose_label (cycle, steps));
}

/* The table is as wide as the page: what stands beside the wheel stands below it. */
static void
table_toggled_cb (CmCyclePage *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->columns));
  int table = gtk_toggle_button_get_active (self->table_button) ? 1 : 0;

  if (table)
    cm_wheel_table_show (self->table, cm_wheel_view_get_wheel (self->wheel));
  g_object_set (gtk_layout_manager_get_layout_child (layout, self->side),
                "column",
                1 - table,
                "row",
                table,
                NULL);
}

/* --- themes ----------------------------------------------------------------------------------- */

static void
update_themes (CmCyclePage *self, const char *today)
{
  gboolean whole = cm_scope_is_whole (cm_page_get_scope (CM_PAGE (self)));
  guint n =
      cm_theme_list_show (self->themes, cm_page_get_store (CM_PAGE (self)), self->manual, today);

  gtk_widget_set_visible (GTK_WIDGET (self->themes), whole && n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->themes_heading), whole && n > 0);
}

static void
theme_activated_cb (CmCyclePage *self, const char *theme)
{
  g_signal_emit (self, signals[SIGNAL_CHOOSE_THEME], 0, theme);
}

/* --- what is next ----------------------------------------------------------------------------- */

static void
next_clicked_cb (GtkWidget *button, CmCyclePage *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "item"));
  const CmNextItem *item = g_ptr_array_index (self->next_items, i);

  if (item->step != NULL)
    cm_cycle_page_open_step (self, item->step);
  else if (item->query != NULL)
    cm_page_open_query (CM_PAGE (self), cm_query_copy (item->query), item->title);
  else if (g_str_equal (item->page, "activities"))
    g_signal_emit (self, signals[SIGNAL_SHOW_ACTIVITIES], 0, item->chapter, item->search);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", item->page);
}

static GtkWidget *
make_next (CmCyclePage *self, guint i)
{
  const CmNextItem *item = g_ptr_array_index (self->next_items, i);
  gboolean leads = item->step != NULL || item->page != NULL || item->query != NULL;
  GtkWidget *title = gtk_label_new (item->title);
  GtkWidget *detail = gtk_label_new (item->detail);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *card = leads ? gtk_button_new () : adw_bin_new ();
  g_autofree char *spoken = g_strdup_printf ("%s. %s", item->title, item->detail);

  for (int l = 0; l < 2; l++)
    {
      GtkLabel *label = GTK_LABEL (l == 0 ? title : detail);

      gtk_label_set_xalign (label, 0);
      gtk_label_set_wrap (label, TRUE);
      gtk_label_set_max_width_chars (label, 22);
    }
  gtk_label_set_lines (GTK_LABEL (detail), 2);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "next-item");
  gtk_widget_add_css_class (card, "stage-edge");
  gtk_widget_add_css_class (card, item->stage);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (!leads)
    {
      adw_bin_set_child (ADW_BIN (card), box);
      return card;
    }
  gtk_button_set_child (GTK_BUTTON (card), box);
  g_object_set_data (G_OBJECT (card), "item", GUINT_TO_POINTER (i));
  g_signal_connect (card, "clicked", G_CALLBACK (next_clicked_cb), self);
  return card;
}

static char *
make_key (GPtrArray *items)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const CmNextItem *item = items->pdata[i];
      const char *const parts[] = { item->title, item->detail, item->stage,
                                    item->step,  item->search, item->chapter };

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        g_string_append_printf (key, "%s\n", parts[j] != NULL ? parts[j] : "");
    }
  return g_string_free (key, FALSE);
}

static GtkWidget *
make_nothing (CmCyclePage *self)
{
  g_autoptr (CmCycle) cycle =
      cm_cycle_load (cm_page_get_store (CM_PAGE (self)), cm_page_get_scope (CM_PAGE (self)));
  GtkWidget *label =
      gtk_label_new (cycle != NULL ? _ ("Nothing asks for attention.")
                                   : _ ("Start a cycle in the middle of the wheel. The steps that "
                                        "come next will stand here."));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  return label;
}

static void
update_next (CmCyclePage *self, const char *today)
{
  g_autofree const char **steps = cm_wheel_list_steps (self->manual);
  g_autofree const char **titles = cm_wheel_list_titles (self->manual);
  g_autoptr (GPtrArray) items = cm_summary_list_next (
      cm_page_get_store (CM_PAGE (self)), cm_page_get_scope (CM_PAGE (self)), steps, titles, today);
  g_autofree char *key = make_key (items);
  GtkWidget *child;

  if (g_strcmp0 (key, self->next_key) == 0)
    return;
  g_free (self->next_key);
  self->next_key = g_steal_pointer (&key);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->next))) != NULL)
    gtk_box_remove (self->next, child);
  g_clear_pointer (&self->next_items, g_ptr_array_unref);
  self->next_items = g_ptr_array_ref (items);
  for (guint i = 0; i < items->len && i < NEXT_MAX; i++)
    gtk_box_append (self->next, make_next (self, i));
  if (items->len == 0)
    gtk_box_append (self->next, make_nothing (self));
}

/* --- figures ---------------------------------------------------------------------------------- */

static void
make_figure (CmCyclePage *self, int position)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *caption = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (number, "figure");
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "next-item");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_accessible_update_relation (
      GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_RELATION_LABELLED_BY, number, caption, NULL, -1);
  gtk_grid_attach (self->figures, box, position % 2, position / 2, 1, 1);
  self->numbers[position] = GTK_LABEL (number);
  self->captions[position] = GTK_LABEL (caption);
}

/* Takes `figure`. */
static void
show_figure (CmCyclePage *self, int position, char *figure, const char *caption)
{
  gtk_label_set_text (self->numbers[position], figure);
  gtk_label_set_text (self->captions[position], caption);
  g_free (figure);
}

static void
update_figures (CmCyclePage *self)
{
  CmSummary summary;
  g_autofree char *year = NULL;
  gboolean empty;

  cm_summary_compute (
      cm_page_get_store (CM_PAGE (self)), cm_page_get_scope (CM_PAGE (self)), &summary);
  year = cm_year_format (summary.year);
  show_figure (self,
               0,
               g_strdup_printf ("%u", summary.activities),
               ngettext ("activity", "activities", summary.activities));
  show_figure (self, 1, cm_money_format_short (summary.total), year);
  show_figure (self,
               2,
               summary.total > 0
                   ? g_strdup_printf ("%.0f %%",
                                      100.0 * (double) summary.mainstream / (double) summary.total)
                   : g_strdup ("–"),
               _ ("mainstream"));
  show_figure (self,
               3,
               g_strdup_printf ("%u / %u", summary.chapters_served, summary.chapters),
               _ ("chapters served"));
  /* Noughts teach nothing. */
  empty = summary.activities == 0 && summary.total == 0;
  gtk_widget_set_visible (GTK_WIDGET (self->figures), !empty);
  gtk_widget_set_visible (self->begin, empty);
}

static void
begin_clicked_cb (CmCyclePage *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_ACTIVITIES], 0, NULL, NULL);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
update (CmCyclePage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autofree char *today = NULL;

  if (store == NULL || self->manual == NULL)
    return;
  today = cm_summary_get_today (store);
  update_wheel (self, today);
  update_themes (self, today);
  update_next (self, today);
  update_figures (self);
}

static void
step_activated_cb (CmCyclePage *self, int index)
{
  g_autofree const char **steps = cm_wheel_list_steps (self->manual);

  cm_cycle_page_open_step (self, steps[index]);
}

/* A stage has no page of its own, but a chapter of the manual. */
static void
stage_activated_cb (CmCyclePage *self, int index)
{
  cm_page_show_guidance (CM_PAGE (self), cm_manual_get_stage (self->manual, (guint) index)->id);
}

static void
continue_cb (CmCyclePage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autofree const char **steps = NULL;
  g_autoptr (CmCycle) cycle = NULL;
  int current = 0;

  if (store == NULL || self->manual == NULL)
    return;
  steps = cm_wheel_list_steps (self->manual);
  cycle = cm_cycle_load (store, cm_page_get_scope (CM_PAGE (self)));
  if (cycle != NULL)
    current = cm_cycle_find_current (cycle, steps);
  cm_cycle_page_open_step (self, steps[MAX (current, 0)]);
}

/* What cannot be kept is told beside its row, so the reader stays there. */
static void
step_back_cb (CmCyclePage *self)
{
  if (cm_step_view_flush (self->step))
    cm_cycle_page_open_step (self, NULL);
}

static void
step_message_cb (CmCyclePage *self, const char *text, gboolean undo)
{
  cm_page_show_toast (CM_PAGE (self), text, undo);
}

/* Made when the first step is opened: it is a page of its own. */
static void
ensure_step (CmCyclePage *self)
{
  if (self->step != NULL)
    return;
  self->step = g_object_new (CM_TYPE_STEP_VIEW, NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->step), "step");
  g_signal_connect_swapped (self->step, "back", G_CALLBACK (step_back_cb), self);
  g_signal_connect_swapped (self->step, "message", G_CALLBACK (step_message_cb), self);
}

/* The stack gives the focus back to the step that was left; if the cycle has moved on meanwhile,
 * one wants to be where it is now. */
static void
follow_cycle (CmCyclePage *self)
{
  int present = cm_wheel_view_get_wheel (self->wheel)->selected;

  if (present >= 0 && present != self->opened_at && gtk_widget_get_mapped (GTK_WIDGET (self)))
    cm_wheel_view_focus_step (self->wheel, (guint) present);
}

void
cm_cycle_page_open_step (CmCyclePage *self, const char *step)
{
  if (step == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "wheel");
      follow_cycle (self);
      cm_page_show_guidance (CM_PAGE (self), "cycle");
      return;
    }
  if (cm_page_get_store (CM_PAGE (self)) == NULL || self->manual == NULL ||
      cm_manual_find_step (self->manual, step) == NULL)
    return;
  ensure_step (self);
  cm_step_view_show (self->step,
                     cm_page_get_store (CM_PAGE (self)),
                     cm_page_get_scope (CM_PAGE (self)),
                     self->manual,
                     step);
  self->opened_at = cm_wheel_view_get_wheel (self->wheel)->selected;
  gtk_stack_set_visible_child_name (self->stack, "step");
  cm_page_show_guidance (CM_PAGE (self), step);
}

const char *
cm_cycle_page_get_step (CmCyclePage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "step") == 0
             ? cm_step_view_get_step (self->step)
             : NULL;
}

static void
cm_cycle_page_set_store (CmPage *page, CmStore *store)
{
  g_signal_connect_object (store, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  update (CM_CYCLE_PAGE (page));
}

static void
cm_cycle_page_set_scope (CmPage *page, const CmScope *scope)
{
  CmCyclePage *self = CM_CYCLE_PAGE (page);
  const char *step = cm_cycle_page_get_step (self);

  update (self);
  if (step != NULL)
    cm_step_view_show (self->step, cm_page_get_store (page), scope, self->manual, step);
}

/* A cycle, or what is part of one: its step is opened. The cycle of a theme is seen within that
 * theme alone. */
static gboolean
cm_cycle_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmStore *store = cm_page_get_store (page);
  g_autoptr (CmRecord) record = cm_store_get (store, table, id);
  const CmField *owner = cm_table_owner (cm_table_find (table));
  g_autoptr (CmRecord) run = NULL;
  g_autoptr (CmCycle) shown = NULL;

  if (record == NULL)
    return TRUE;
  run = owner != NULL
            ? cm_store_get (store, owner->references, cm_record_get_text (record, owner->name))
            : g_object_ref (record);
  shown = cm_cycle_load (store, cm_page_get_scope (page));
  if (shown == NULL || cm_cycle_get_run (shown) != run)
    {
      if (cm_record_is_null (run, "theme") && !cm_scope_is_whole (cm_page_get_scope (page)))
        return FALSE;
      if (!cm_record_is_null (run, "theme"))
        g_signal_emit (page, signals[SIGNAL_CHOOSE_THEME], 0, cm_record_get_text (run, "theme"));
    }
  cm_cycle_page_open_step (CM_CYCLE_PAGE (page),
                           owner != NULL ? cm_record_get_text (record, "step") : NULL);
  return TRUE;
}

static gboolean
cm_cycle_page_flush (CmPage *page)
{
  CmStepView *step = CM_CYCLE_PAGE (page)->step;

  return step == NULL || cm_step_view_flush (step);
}

static void
cm_cycle_page_dispose (GObject *object)
{
  /* The bin lets go of its child first: the template would take it from under the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_CYCLE_PAGE);
  G_OBJECT_CLASS (cm_cycle_page_parent_class)->dispose (object);
}

static void
cm_cycle_page_finalize (GObject *object)
{
  CmCyclePage *self = CM_CYCLE_PAGE (object);

  g_free (self->next_key);
  g_clear_pointer (&self->next_items, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_cycle_page_parent_class)->finalize (object);
}

static void
cm_cycle_page_class_init (CmCyclePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_cycle_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_cycle_page_finalize;
  CM_PAGE_CLASS (klass)->set_store = cm_cycle_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_cycle_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_cycle_page_show_record;
  CM_PAGE_CLASS (klass)->flush = cm_cycle_page_flush;

  /* The activities that an item is about: the key of a chapter or NULL, what to look for or NULL.
   */
  signals[SIGNAL_SHOW_ACTIVITIES] = g_signal_new ("show-activities",
                                                  CM_TYPE_CYCLE_PAGE,
                                                  G_SIGNAL_RUN_LAST,
                                                  0,
                                                  NULL,
                                                  NULL,
                                                  NULL,
                                                  G_TYPE_NONE,
                                                  2,
                                                  G_TYPE_STRING,
                                                  G_TYPE_STRING);

  /* A theme, by its key, to narrow the scope to. */
  signals[SIGNAL_CHOOSE_THEME] = g_signal_new ("choose-theme",
                                               CM_TYPE_CYCLE_PAGE,
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               1,
                                               G_TYPE_STRING);

  g_type_ensure (CM_TYPE_WHEEL_VIEW);
  g_type_ensure (CM_TYPE_WHEEL_TABLE);
  g_type_ensure (CM_TYPE_THEME_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-cycle-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, columns);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, side);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, cycle_name);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, table_button);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, wheel);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, table);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, themes_heading);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, themes);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, next);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, figures);
  gtk_widget_class_bind_template_child (widget_class, CmCyclePage, begin);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_clicked_cb);
}

static void
cm_cycle_page_init (CmCyclePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->manual = cm_library_get_manual (NULL);
  for (int i = 0; i < N_FIGURES; i++)
    make_figure (self, i);
  g_signal_connect_swapped (self->wheel, "step-activated", G_CALLBACK (step_activated_cb), self);
  g_signal_connect_swapped (self->wheel, "ring-activated", G_CALLBACK (stage_activated_cb), self);
  g_signal_connect_swapped (self->wheel, "stage-activated", G_CALLBACK (stage_activated_cb), self);
  g_signal_connect_swapped (self->wheel, "continue-activated", G_CALLBACK (continue_cb), self);
  g_signal_connect_swapped (self->table, "step-activated", G_CALLBACK (step_activated_cb), self);
  g_signal_connect_swapped (self->themes, "theme-activated", G_CALLBACK (theme_activated_cb), self);
}
