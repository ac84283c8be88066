/* cm-timeline-page.c - the year planner, and partners' cycles as records. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-timeline-page"
#include "config.h"

#include "cm-timeline-page.h"

#include <glib/gi18n.h>

#include "cm-calendar-file.h"
#include "cm-chart-export.h"
#include "cm-library.h"
#include "cm-planner-card.h"
#include "cm-planner-choice.h"
#include "cm-planner-notes.h"
#include "cm-planner-painter.h"
#include "cm-planner-table.h"
#include "cm-summary.h"
#include "cm-year-plan-table.h"

#define VIEW_PLANNER "planner"
#define VIEW_PARTNERS "partners"
#define PICTURE_WIDTH 1100
#define ITEMS_MAX 200 /* of one planner: nobody takes in more */
#define GROUP_KEY "own-group"
#define PLANNERS_KEY "timeline-planners"
#define LANES_KEY "timeline-lanes"

/**
 * CmTimelinePage:
 *
 * The planners of the edition and the portfolio's own dates over one financial year, as a planner
 * or as a table; what is chosen is told in a card below. The second view has partners' cycles as
 * records.
 *
 * Keys: Ctrl+Page Up and Ctrl+Page Down go to the year before and after.
 */
struct _CmTimelinePage
{
  CmPage parent_instance;

  CmEdition *edition; /* or NULL */
  char *fault;        /* why there is none */
  CmManual *manual;   /* or NULL */
  GPtrArray *planners;
  CmYearPlan *plan; /* or NULL */
  char **chosen;    /* ids of planners, or NULL for the usual ones */
  char *group;      /* the reader's own, or NULL for all */
  gint64 year;      /* 0 before there is a portfolio */
  CmPlannerLanes lanes;
  char *key; /* of what the card shows, or NULL */
  GSettings *settings;
  gboolean adjusting; /* the choices are being set, not made */
  gboolean stale;     /* something changed while nobody looked */
  guint read_source;

  GtkStack *stack;
  GtkWidget *tools;
  GtkToggleButton *table_button;
  GtkMenuButton *notes_button;
  CmPlannerNotes *notes;
  GtkLabel *year_label;
  GtkWidget *before_button;
  GtkWidget *after_button;
  GtkMenuButton *planners_button;
  CmPlannerChoice *choice;
  GtkDropDown *lanes_choice;
  GtkDropDown *group_choice;
  GtkStack *view_stack;
  CmPlannerView *view;
  CmPlannerTable *table;
  AdwStatusPage *empty;
  GtkWidget *card_bin;
  CmPlannerCard *card;
  AdwBin *partners_bin;
};

static const char *const lanes_names[] = { "stage", "group", "planner" };

static const CmRegisterWords partner_words = {
  .add = N_ ("Add a period of a partner’s year"),
  .remove = N_ ("Delete the chosen periods"),
  .copy = N_ ("Copy the chosen periods for a spreadsheet"),
  .paste = N_ ("Add periods from a spreadsheet’s clipboard"),
  .details = N_ ("Show everything about the chosen period"),
  .search = N_ ("Search partners’ cycles"),
  .empty_title = N_ ("No partner’s cycle yet"),
  .empty_text = N_ ("Here stands when each partner plans, sets its budget and reports, and when "
                    "others can still change the result. One year stands for all. Ask your "
                    "partners for their dates: a plan that comes after their budget comes too "
                    "late."),
  .empty_add = N_ ("_Add a period"),
  .none_found = N_ ("No period has all those words. Search looks at what happens."),
};

G_DEFINE_FINAL_TYPE (CmTimelinePage, cm_timeline_page, CM_TYPE_PAGE)

/* --- what is chosen --------------------------------------------------------------------------- */

static const CmYearItem *
find_item (CmTimelinePage *self, guint *position)
{
  for (guint i = 0; self->plan != NULL && self->key != NULL && i < self->plan->items->len; i++)
    {
      const CmYearItem *item = cm_year_plan_get (self->plan, i);

      if (g_str_equal (item->key, self->key))
        {
          *position = i;
          return item;
        }
    }
  return NULL;
}

static void
show_card (CmTimelinePage *self)
{
  guint position = 0;
  const CmYearItem *item = find_item (self, &position);

  cm_planner_body_choose (
      cm_planner_view_get_body (self->view), item != NULL ? (int) position : -1, FALSE);
  gtk_widget_set_visible (self->card_bin, item != NULL);
  if (item != NULL)
    cm_planner_card_show (self->card, self->plan, item, self->manual);
}

static void
choose_item (CmTimelinePage *self, guint position)
{
  const CmYearItem *item = cm_year_plan_get (self->plan, position);

  g_free (self->key);
  self->key = g_strdup (item->key);
  show_card (self);
  cm_planner_view_reveal_chosen (self->view);
  if (item->step != NULL)
    cm_page_show_guidance (CM_PAGE (self), item->step);
}

static void
activated_cb (CmTimelinePage *self, guint position)
{
  if (self->plan != NULL && position < self->plan->items->len)
    choose_item (self, position);
}

/* The focus goes back to where it came from. */
static void
card_closed_cb (CmTimelinePage *self)
{
  g_clear_pointer (&self->key, g_free);
  show_card (self);
  gtk_widget_grab_focus (gtk_toggle_button_get_active (self->table_button)
                             ? GTK_WIDGET (self->table)
                             : GTK_WIDGET (self->view));
}

static void
open_record_cb (CmTimelinePage *self, const char *table, const char *id)
{
  g_autofree char *kept_table = g_strdup (table);
  g_autofree char *kept_id = g_strdup (id);

  cm_page_open_record (CM_PAGE (self), kept_table, kept_id);
}

/* --- what is shown ---------------------------------------------------------------------------- */

static void
show_year (CmTimelinePage *self)
{
  g_autofree char *year = cm_year_format (self->year);

  gtk_label_set_text (self->year_label, year);
  gtk_widget_set_sensitive (self->before_button, self->year > CM_TIMELINE_YEAR_MIN);
  gtk_widget_set_sensitive (self->after_button, self->year < CM_TIMELINE_YEAR_MAX);
}

static void
show_planners_button (CmTimelinePage *self)
{
  g_auto (GStrv) chosen = cm_planner_choice_get (self->choice);
  guint n = g_strv_length (chosen);
  /* translators: on a button; %u is how many planners are chosen */
  g_autofree char *text = g_strdup_printf (_ ("_Planners (%u)"), n);

  gtk_menu_button_set_label (self->planners_button, text);
}

static void
show_empty (CmTimelinePage *self)
{
  g_autofree char *year = cm_year_format (self->year);
  /* translators: %s is a financial year */
  g_autofree char *title = g_strdup_printf (_ ("Nothing in %s"), year);
  g_autoptr (GString) text = g_string_new (
      _ ("Here stands what is done when in a commissioning year, and when partners plan and set "
         "their budgets. Choose the planners to be shown."));
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < self->plan->notes->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (self->plan->notes, i));
  if (self->fault != NULL)
    g_string_append_printf (text, "\n%s", self->fault);
  escaped = g_markup_escape_text (text->str, -1);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, escaped);
}

static void
show_view (CmTimelinePage *self)
{
  gboolean table = gtk_toggle_button_get_active (self->table_button);

  if (self->plan == NULL)
    return;
  if (self->plan->items->len == 0)
    {
      show_empty (self);
      gtk_stack_set_visible_child_name (self->view_stack, "empty");
      return;
    }
  if (table)
    cm_planner_table_show (self->table, self->plan, self->manual);
  gtk_stack_set_visible_child_name (self->view_stack, table ? "table" : "planner");
}

static void
read_plan (CmTimelinePage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  const CmYearPlanChoice choice = {
    self->year, (const char *const *) self->chosen, self->group, ITEMS_MAX
  };
  g_autofree char *today = cm_summary_get_today (store);

  g_clear_pointer (&self->plan, cm_year_plan_free);
  self->plan =
      cm_year_plan_new (self->planners, &choice, store, cm_page_get_scope (CM_PAGE (self)));
  cm_planner_view_set_model (self->view,
                             cm_planner_build (self->plan, self->manual, self->lanes, today));
  cm_planner_notes_show (self->notes, self->plan, (const char *const *) self->chosen, self->fault);
  show_year (self);
  show_planners_button (self);
  show_view (self);
  show_card (self);
}

/* The list of planners follows what the portfolio has. */
static void
read_planners (CmTimelinePage *self)
{
  g_clear_pointer (&self->plan, cm_year_plan_free);
  g_clear_pointer (&self->planners, g_ptr_array_unref);
  self->planners = cm_year_planners_list (
      self->edition != NULL ? cm_edition_get_timelines (self->edition) : NULL,
      cm_page_get_store (CM_PAGE (self)));
  cm_planner_choice_show (self->choice, self->planners, (const char *const *) self->chosen);
}

static gboolean
read_cb (gpointer data)
{
  CmTimelinePage *self = data;

  self->read_source = 0;
  read_planners (self);
  read_plan (self);
  return G_SOURCE_REMOVE;
}

/* Many changes in one go are read once. */
static void
read_later (CmTimelinePage *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->stale && self->read_source == 0 && cm_page_get_store (CM_PAGE (self)) != NULL)
    self->read_source = g_idle_add (read_cb, self);
}

/* --- choices ---------------------------------------------------------------------------------- */

static void
go_to_year (CmTimelinePage *self, gint64 year)
{
  year = CLAMP (year, CM_TIMELINE_YEAR_MIN, CM_TIMELINE_YEAR_MAX);
  if (self->plan == NULL || year == self->year)
    return;
  self->year = year;
  read_plan (self);
}

static void
year_before_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_to_year (CM_TIMELINE_PAGE (widget), CM_TIMELINE_PAGE (widget)->year - 1);
}

static void
year_after_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_to_year (CM_TIMELINE_PAGE (widget), CM_TIMELINE_PAGE (widget)->year + 1);
}

/* What is of one year only is shown in it. */
static void
only_year_cb (CmTimelinePage *self, gint64 year)
{
  self->year = year;
}

static void
choose_planners_cb (CmTimelinePage *self)
{
  gtk_menu_button_popup (self->planners_button);
}

static void
planners_changed_cb (CmTimelinePage *self)
{
  g_strfreev (self->chosen);
  self->chosen = cm_planner_choice_get (self->choice);
  g_settings_set_strv (self->settings, PLANNERS_KEY, (const char *const *) self->chosen);
  g_settings_set_boolean (self->settings, PLANNERS_KEY "-chosen", TRUE);
  if (self->plan != NULL)
    read_plan (self);
}

static void
lanes_chosen_cb (CmTimelinePage *self)
{
  guint selected = gtk_drop_down_get_selected (self->lanes_choice);

  if (self->adjusting || self->plan == NULL || selected >= G_N_ELEMENTS (lanes_names) ||
      selected == self->lanes)
    return;
  self->lanes = (CmPlannerLanes) selected;
  g_settings_set_string (self->settings, LANES_KEY, lanes_names[selected]);
  read_plan (self);
}

static void
group_chosen_cb (CmTimelinePage *self)
{
  guint selected = gtk_drop_down_get_selected (self->group_choice);
  const char *group =
      self->manual != NULL && selected > 0 && selected <= cm_manual_get_n_groups (self->manual)
          ? cm_manual_get_group (self->manual, selected - 1)->id
          : NULL;

  if (self->adjusting || self->plan == NULL || g_strcmp0 (group, self->group) == 0)
    return;
  g_free (self->group);
  self->group = g_strdup (group);
  g_settings_set_string (self->settings, GROUP_KEY, group != NULL ? group : "");
  read_plan (self);
}

static void
fill_groups (CmTimelinePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("all groups"));
  for (guint i = 0; self->manual != NULL && i < cm_manual_get_n_groups (self->manual); i++)
    {
      const CmManualGroup *group = cm_manual_get_group (self->manual, i);

      gtk_string_list_append (names, group->name);
      if (g_strcmp0 (group->id, self->group) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->group_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->group_choice, selected);
}

static void
show_choices (CmTimelinePage *self)
{
  self->adjusting = TRUE;
  gtk_drop_down_set_selected (self->lanes_choice, self->lanes);
  fill_groups (self);
  self->adjusting = FALSE;
}

static void
recall_choices (CmTimelinePage *self)
{
  g_autofree char *lanes = g_settings_get_string (self->settings, LANES_KEY);
  g_autofree char *group = g_settings_get_string (self->settings, GROUP_KEY);

  if (g_settings_get_boolean (self->settings, PLANNERS_KEY "-chosen"))
    self->chosen = g_settings_get_strv (self->settings, PLANNERS_KEY);
  if (self->manual != NULL && cm_manual_find_group (self->manual, group) != NULL)
    self->group = g_steal_pointer (&group);
  for (guint i = 0; i < G_N_ELEMENTS (lanes_names); i++)
    if (g_str_equal (lanes_names[i], lanes))
      self->lanes = (CmPlannerLanes) i;
}

void
cm_timeline_page_choose (CmTimelinePage *self,
                         gint64 year,
                         const char *const *planners,
                         CmPlannerLanes lanes)
{
  g_return_if_fail (CM_IS_TIMELINE_PAGE (self));

  self->year = CLAMP (year, CM_TIMELINE_YEAR_MIN, CM_TIMELINE_YEAR_MAX);
  self->lanes = lanes;
  g_strfreev (self->chosen);
  self->chosen = g_strdupv ((char **) planners);
  show_choices (self);
  read_planners (self);
  read_plan (self);
}

/* --- saving ----------------------------------------------------------------------------------- */

typedef gboolean (*ExportFunc) (
    CmChartDrawFunc draw, gpointer data, double width, double height, const char *path, GError **);

static gboolean
save_picture (CmTimelinePage *self, ExportFunc export_chart, const char *path, GError **error)
{
  g_autofree char *today = cm_summary_get_today (cm_page_get_store (CM_PAGE (self)));
  g_autoptr (CmPlannerModel) model =
      cm_planner_build (self->plan, self->manual, self->lanes, today);
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, PICTURE_WIDTH, NULL);
  /* On paper, light. */
  CmPlannerPicture picture = { layout, cm_palette_light () };
  double width, height;

  cm_planner_picture_size (layout, &width, &height);
  return export_chart (cm_planner_picture_draw, &picture, width, height, path, error);
}

gboolean
cm_timeline_page_save (CmTimelinePage *self, const char *path, GError **error)
{
  g_return_val_if_fail (CM_IS_TIMELINE_PAGE (self) && self->plan != NULL, FALSE);

  if (g_str_has_suffix (path, ".ics"))
    return cm_calendar_file_write (self->plan, self->manual, path, NULL, error);
  if (g_str_has_suffix (path, ".csv") || g_str_has_suffix (path, ".xlsx"))
    return cm_year_plan_table_save (self->plan, self->manual, path, error);
  if (g_str_has_suffix (path, ".svg"))
    return save_picture (self, cm_chart_export_svg, path, error);
  if (g_str_has_suffix (path, ".pdf"))
    return save_picture (self, cm_chart_export_pdf, path, error);
  return save_picture (self, cm_chart_export_png, path, error);
}

/* A calendar has no place for what is not known to be anywhere; that is told. */
static void
tell_calendar (CmPage *page, const char *path, guint left_out)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = g_strdup_printf (
      /* translators: %1$s is the name of a file, %2$u a number */
      ngettext ("Saved as “%1$s”, without %2$u thing whose time is not known",
                "Saved as “%1$s”, without %2$u things whose times are not known",
                left_out),
      name,
      left_out);

  cm_page_show_toast (page, text, FALSE);
}

static void
save_to (CmPage *page, const char *path)
{
  CmTimelinePage *self = CM_TIMELINE_PAGE (page);
  g_autoptr (GError) error = NULL;
  guint left_out;
  gboolean saved;

  if (self->plan == NULL)
    return;
  left_out = g_str_has_suffix (path, ".ics") ? cm_calendar_file_count_left_out (self->plan) : 0;
  saved = cm_timeline_page_save (self, path, &error);
  if (saved && left_out > 0)
    tell_calendar (page, path, left_out);
  else
    cm_page_tell_saved (page, path, saved, error);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmTimelinePage *self = CM_TIMELINE_PAGE (widget);
  /* translators: the name of a file; %1$d and %2$02d are a financial year, %3$s its kind, such as
   * “png” */
  g_autofree char *name = g_strdup_printf (_ ("Year planner %1$d-%2$02d.%3$s"),
                                           (int) self->year,
                                           (int) (self->year + 1) % 100,
                                           g_variant_get_string (parameter, NULL));

  if (self->plan != NULL)
    cm_page_ask_path (CM_PAGE (widget), _ ("Save the planner"), name, save_to);
}

/* --- partners' cycles as records -------------------------------------------------------------- */

CmRegister *
cm_timeline_page_get_register (CmTimelinePage *self)
{
  g_return_val_if_fail (CM_IS_TIMELINE_PAGE (self), NULL);

  return self->partners_bin != NULL ? (CmRegister *) adw_bin_get_child (self->partners_bin) : NULL;
}

static void
make_register (CmTimelinePage *self)
{
  GtkWidget *list = cm_register_new ();

  cm_register_set_words (CM_REGISTER (list), &partner_words);
  cm_register_show (
      CM_REGISTER (list), cm_page_get_store (CM_PAGE (self)), cm_query_new ("partner_calendar"));
  g_signal_connect_object (
      list, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->partners_bin, list);
}

static void
view_cb (CmTimelinePage *self)
{
  gboolean partners =
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), VIEW_PARTNERS) == 0;

  gtk_widget_set_visible (self->tools, !partners);
  if (partners && cm_page_get_store (CM_PAGE (self)) != NULL &&
      cm_timeline_page_get_register (self) == NULL)
    make_register (self);
}

void
cm_timeline_page_show_view (CmTimelinePage *self, const char *name)
{
  g_return_if_fail (CM_IS_TIMELINE_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean
cm_timeline_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmTimelinePage *self = CM_TIMELINE_PAGE (page);

  cm_timeline_page_show_view (self, VIEW_PARTNERS);
  if (!cm_register_select (cm_timeline_page_get_register (self), id))
    return FALSE;
  cm_register_set_details (cm_timeline_page_get_register (self), TRUE);
  return TRUE;
}

static void
cm_timeline_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmTimelinePage *self = CM_TIMELINE_PAGE (page);

  cm_timeline_page_show_view (self, VIEW_PARTNERS);
  cm_register_search (cm_timeline_page_get_register (self), NULL);
  cm_register_narrow (cm_timeline_page_get_register (self), cm_query_copy (query), what);
}

static gboolean
cm_timeline_page_flush (CmPage *page)
{
  CmTimelinePage *self = CM_TIMELINE_PAGE (page);

  if (cm_timeline_page_get_register (self) == NULL ||
      cm_register_flush (cm_timeline_page_get_register (self)))
    return TRUE;
  cm_timeline_page_show_view (self, VIEW_PARTNERS);
  return FALSE;
}

/* --- the page --------------------------------------------------------------------------------- */

static void
changed_cb (CmTimelinePage *self, CmChanges *changes)
{
  static const char *const tables[] = {
    "partner_calendar",
    "organisation",
    "meeting",
    "event",
    "body",
    "activity",
    "milestone",
    "review",
    "timetable",
    "timetable_period",
    "timetable_bar",
    "approval",
    "gate",
    "partnership",
    "contribution",
    NULL,
  };

  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    if (g_strv_contains (tables, cm_changes_get (changes, i)->table->name))
      {
        read_later (self);
        return;
      }
}

static void
cm_timeline_page_set_store (CmPage *page, CmStore *store)
{
  CmTimelinePage *self = CM_TIMELINE_PAGE (page);
  g_autofree char *today = cm_summary_get_today (store);

  self->year = cm_date_financial_year (today);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  read_later (self);
}

static void
cm_timeline_page_set_scope (CmPage *page, const CmScope *scope)
{
  read_later (CM_TIMELINE_PAGE (page));
}

static void
cm_timeline_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cm_timeline_page_parent_class)->map (widget);
  if (CM_TIMELINE_PAGE (widget)->stale)
    read_later (CM_TIMELINE_PAGE (widget));
}

static void
cm_timeline_page_dispose (GObject *object)
{
  CmTimelinePage *self = CM_TIMELINE_PAGE (object);

  g_clear_handle_id (&self->read_source, g_source_remove);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  self->adjusting = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_TIMELINE_PAGE);
  g_clear_pointer (&self->plan, cm_year_plan_free);
  g_clear_pointer (&self->planners, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_strfreev);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->fault, g_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->edition);
  G_OBJECT_CLASS (cm_timeline_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, tools);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, table_button);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, notes_button);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, notes);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, year_label);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, before_button);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, after_button);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, planners_button);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, choice);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, lanes_choice);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, group_choice);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, view);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, table);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, empty);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, card_bin);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, card);
  gtk_widget_class_bind_template_child (widget_class, CmTimelinePage, partners_bin);
  gtk_widget_class_bind_template_callback (widget_class, show_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_record_cb);
  gtk_widget_class_bind_template_callback (widget_class, only_year_cb);
  gtk_widget_class_bind_template_callback (widget_class, planners_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_planners_cb);
  gtk_widget_class_bind_template_callback (widget_class, lanes_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_chosen_cb);
}

static void
cm_timeline_page_class_init (CmTimelinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_timeline_page_dispose;
  widget_class->map = cm_timeline_page_map;
  CM_PAGE_CLASS (klass)->set_store = cm_timeline_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_timeline_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_timeline_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_timeline_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_timeline_page_flush;
  g_type_ensure (CM_TYPE_PLANNER_VIEW);
  g_type_ensure (CM_TYPE_PLANNER_TABLE);
  g_type_ensure (CM_TYPE_PLANNER_CARD);
  g_type_ensure (CM_TYPE_PLANNER_CHOICE);
  g_type_ensure (CM_TYPE_PLANNER_NOTES);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "timeline.save", "s", save_cb);
  gtk_widget_class_install_action (widget_class, "timeline.before", NULL, year_before_cb);
  gtk_widget_class_install_action (widget_class, "timeline.after", NULL, year_after_cb);
}

/* Before the planner, which would scroll. */
static void
add_keys (CmTimelinePage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Page_Up, GDK_CONTROL_MASK),
                        gtk_named_action_new ("timeline.before")));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Page_Down, GDK_CONTROL_MASK),
                        gtk_named_action_new ("timeline.after")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
cm_timeline_page_init (CmTimelinePage *self)
{
  g_autoptr (GError) error = NULL;
  CmEdition *edition = cm_library_get_edition (&error);

  self->stale = TRUE;
  self->adjusting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APPLICATION_ID);
  if (edition != NULL)
    {
      self->edition = g_object_ref (edition);
      self->manual = cm_edition_get_manual (edition);
    }
  else
    self->fault = g_strdup (error->message);
  recall_choices (self);
  show_choices (self);
  add_keys (self);
  g_signal_connect_swapped (self->stack, "notify::visible-child-name", G_CALLBACK (view_cb), self);
}

const CmYearPlan *
cm_timeline_page_get_plan (CmTimelinePage *self)
{
  g_return_val_if_fail (CM_IS_TIMELINE_PAGE (self), NULL);

  return self->plan;
}

CmPlannerView *
cm_timeline_page_get_planner (CmTimelinePage *self)
{
  g_return_val_if_fail (CM_IS_TIMELINE_PAGE (self), NULL);

  return self->view;
}
