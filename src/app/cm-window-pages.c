/* cm-window-pages.c - the pages of the window and the way from one to another. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-activities-page.h"
#include "cm-assessment-page.h"
#include "cm-balance-page.h"
#include "cm-cases-page.h"
#include "cm-cycle-page.h"
#include "cm-funding-page.h"
#include "cm-glossary-page.h"
#include "cm-history-page.h"
#include "cm-learning-page.h"
#include "cm-manual-page.h"
#include "cm-outcomes-page.h"
#include "cm-needs-page.h"
#include "cm-registers-page.h"
#include "cm-roles-page.h"
#include "cm-spend-page.h"
#include "cm-templates-page.h"
#include "cm-timeline-page.h"
#include "cm-window-private.h"

/* The table below is the whole navigation. */
typedef struct
{
  const char *name;
  const char *title;
  const char *stage; /* its heading in the navigation, or NULL */
  GType (*get_type) (void);
  const char *const *tables; /* whose records are at home there, ending with NULL; or NULL */
  gboolean keyless;          /* no digit is left for it */
} PageEntry;

static const char *const cycle_tables[] = { "cycle_run", "step_state", "sign_off",
                                            "output",    "check_item", NULL };
static const char *const needs_tables[] = { "evidence", "need", "engagement", "matrix", NULL };
static const char *const spend_tables[] = {
  "spend_file", "spend_line", "spend_rule", "contract", NULL
};
static const char *const assessment_tables[] = { "assessment", NULL };
static const char *const outcomes_tables[] = { "outcome", "indicator", NULL };
static const char *const funding_tables[] = {
  "funding_source", "reserve_entry",  "fund", "partner_contribution",
  "skill_offer",    "skill_exchange", NULL
};
static const char *const activities_tables[] = { "activity", NULL };
static const char *const timeline_tables[] = { "partner_calendar", NULL };

static const char *const learning_tables[] = { "feedback", "lesson", "section_state", NULL };

static const PageEntry page_entries[] = {
  { "cycle", N_ ("Cycle"), NULL, cm_cycle_page_get_type, cycle_tables },
  { "needs", N_ ("Needs"), "analyse", cm_needs_page_get_type, needs_tables },
  { "spend", N_ ("Spend"), "analyse", cm_spend_page_get_type, spend_tables },
  { "assessment",
    N_ ("Self-assessment"),
    "analyse",
    cm_assessment_page_get_type,
    assessment_tables,
    .keyless = TRUE },
  { "outcomes", N_ ("Outcomes"), "plan", cm_outcomes_page_get_type, outcomes_tables },
  { "balance", N_ ("Balance"), "plan", cm_balance_page_get_type, NULL },
  { "funding", N_ ("Funding"), "plan", cm_funding_page_get_type, funding_tables },
  { "activities", N_ ("Activities"), "do", cm_activities_page_get_type, activities_tables },
  { "timeline",
    N_ ("Timeline"),
    "do",
    cm_timeline_page_get_type,
    timeline_tables,
    .keyless = TRUE },
  { "learning", N_ ("Learning"), "review", cm_learning_page_get_type, learning_tables },
  { "manual", N_ ("Manual"), "library", cm_manual_page_get_type, NULL },
  { "roles", N_ ("Roles"), "library", cm_roles_page_get_type, NULL },
  { "cases", N_ ("Case studies"), "library", cm_cases_page_get_type, NULL, .keyless = TRUE },
  { "templates", N_ ("Templates"), "library", cm_templates_page_get_type, NULL, .keyless = TRUE },
  { "glossary", N_ ("Glossary"), "library", cm_glossary_page_get_type, NULL, .keyless = TRUE },
  { "registers", N_ ("Registers"), "library", cm_registers_page_get_type, NULL },
  { "history", N_ ("History"), "library", cm_history_page_get_type, NULL },
};

static const PageEntry *
find_entry (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    if (g_strcmp0 (page_entries[i].name, name) == 0)
      return &page_entries[i];
  return NULL;
}

static const struct
{
  const char *name;
  const char *title;
} headings[] = {
  { "analyse", N_ ("Analyse") }, { "plan", N_ ("Plan") },       { "do", N_ ("Do") },
  { "review", N_ ("Review") },   { "library", N_ ("Library") },
};

static GtkWidget *
make_heading (const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label;
  guint i = 0;

  while (g_strcmp0 (headings[i].name, name) != 0)
    i++;
  label = gtk_label_new (_ (headings[i].title));
  gtk_widget_add_css_class (box, "navigation-heading");
  gtk_widget_add_css_class (mark, "navigation-mark");
  gtk_widget_add_css_class (mark, name);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const PageEntry *entry = g_object_get_data (G_OBJECT (row), "entry");
  const PageEntry *last = before != NULL ? g_object_get_data (G_OBJECT (before), "entry") : NULL;

  if (entry->stage != NULL && (last == NULL || g_strcmp0 (last->stage, entry->stage) != 0))
    gtk_list_box_row_set_header (row, make_heading (entry->stage));
  else
    gtk_list_box_row_set_header (row, NULL);
}

/* A list of this version of GTK takes Tab as one more arrow key, and would change the page. */
static gboolean
leave_navigation_cb (GtkWidget *navigation, GVariant *parameter, gpointer data)
{
  CmWindow *self = CM_WINDOW (gtk_widget_get_root (navigation));

  if (g_variant_get_boolean (parameter))
    return gtk_widget_child_focus (GTK_WIDGET (self->guidance_flap), GTK_DIR_TAB_FORWARD);
  return gtk_widget_child_focus (GTK_WIDGET (self->header), GTK_DIR_TAB_BACKWARD);
}

static void
add_tab (GtkShortcutController *controller, GdkModifierType modifiers, guint keyval)
{
  GtkShortcut *shortcut =
      gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                        gtk_callback_action_new (leave_navigation_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (modifiers == 0));
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

/* The page that is shown can be seen in the navigation, however low the window. */
static void
reveal_page_cb (CmWindow *self)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (self->navigation));
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->navigation);
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (
                         row, gtk_widget_get_parent (GTK_WIDGET (self->navigation)), &bounds))
    {
      double top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;

      gtk_adjustment_clamp_page (adjustment, top, top + bounds.size.height);
    }
}

void
_cm_window_fill_navigation (CmWindow *self)
{
  GtkEventController *tab = gtk_shortcut_controller_new ();

  add_tab (GTK_SHORTCUT_CONTROLLER (tab), 0, GDK_KEY_Tab);
  add_tab (GTK_SHORTCUT_CONTROLLER (tab), GDK_SHIFT_MASK, GDK_KEY_ISO_Left_Tab);
  add_tab (GTK_SHORTCUT_CONTROLLER (tab), GDK_SHIFT_MASK, GDK_KEY_Tab);
  gtk_widget_add_controller (GTK_WIDGET (self->navigation), tab);
  gtk_list_box_set_header_func (self->navigation, header_cb, NULL, NULL);
  g_signal_connect_object (gtk_list_box_get_adjustment (self->navigation),
                           "changed",
                           G_CALLBACK (reveal_page_cb),
                           self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *label = gtk_label_new (_ (page_entries[i].title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_margin_start (label, 12);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (page_entries[i].title), -1);
      g_object_set_data (G_OBJECT (row), "entry", (gpointer) &page_entries[i]);
      gtk_list_box_append (self->navigation, row);
    }
}

static void
page_message_cb (CmWindow *self, const char *text, gboolean undo)
{
  cm_window_show_toast (self, text, undo);
}

static void
page_guidance_cb (CmWindow *self, const char *anchor)
{
  if (self->guidance != NULL)
    cm_guidance_pane_show (self->guidance, anchor);
}

void
_cm_window_read (CmWindow *self, const char *id)
{
  cm_window_show_page (self, "manual");
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (self, "manual")), id);
}

void
_cm_window_read_case (CmWindow *self, const char *id)
{
  if (self->store == NULL)
    return;
  cm_window_show_page (self, "cases");
  cm_cases_page_show (CM_CASES_PAGE (cm_window_get_page (self, "cases")), id);
}

void
_cm_window_read_point (CmWindow *self, const char *id)
{
  if (self->store == NULL)
    return;
  cm_window_show_page (self, "manual");
  cm_manual_page_show_point (CM_MANUAL_PAGE (cm_window_get_page (self, "manual")), id);
}

static void
show_activities_cb (CmWindow *self, const char *chapter, const char *search)
{
  if (chapter != NULL && *chapter != '\0')
    {
      g_autoptr (CmScope) scope = cm_scope_new (NULL, chapter);

      cm_window_set_scope (self, scope);
    }
  cm_window_show_page (self, "activities");
  cm_activities_page_search (CM_ACTIVITIES_PAGE (cm_window_get_page (self, "activities")), search);
}

/* The page where records of the table are at home: that of the registers if they have no other.
 * Records that are part of another are at home with it. */
static const PageEntry *
find_home (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    if (page_entries[i].tables != NULL && g_strv_contains (page_entries[i].tables, table))
      return &page_entries[i];
  return cm_table_owner (cm_table_find (table)) == NULL ? find_entry ("registers") : NULL;
}

/* A record that is part of another is shown with it. */
void
cm_window_open_record (CmWindow *self, const char *table, const char *id)
{
  g_autoptr (CmRecord) record = cm_store_get (self->store, table, id);
  const PageEntry *home = find_home (table);
  CmPage *page;

  while (record != NULL && home == NULL)
    {
      const CmField *owner = cm_table_owner (cm_record_get_table (record));
      CmRecord *next = owner != NULL ? cm_store_get (self->store,
                                                     owner->references,
                                                     cm_record_get_text (record, owner->name))
                                     : NULL;

      g_object_unref (record);
      record = next;
      home = next != NULL ? find_home (owner->references) : NULL;
    }
  if (record == NULL)
    return;
  cm_window_show_page (self, home->name);
  page = cm_window_get_page (self, home->name);
  if (!cm_page_show_record (page, cm_record_get_table (record)->name, cm_record_get_id (record)))
    {
      g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);

      /* It lies outside what the window is narrowed to. */
      cm_window_set_scope (self, whole);
      cm_page_show_record (page, cm_record_get_table (record)->name, cm_record_get_id (record));
    }
}

void
_cm_window_show_history (CmWindow *self, const char *table, const char *id)
{
  if (self->store == NULL || !_cm_window_finish_typing (self))
    return;
  cm_window_show_page (self, "history");
  cm_history_page_narrow (CM_HISTORY_PAGE (cm_window_get_page (self, "history")), table, id);
}

static void
open_record_cb (CmWindow *self, const char *table, const char *id)
{
  cm_window_open_record (self, table, id);
}

void
_cm_window_open_query (CmWindow *self, const CmQuery *query, const char *what)
{
  const char *table = cm_query_get_table (query)->name;
  const PageEntry *home = find_home (table);
  CmPage *page;

  if (home == NULL)
    return;
  cm_window_show_page (self, home->name);
  page = cm_window_get_page (self, home->name);
  if (what != NULL)
    cm_page_show_query (page, query, what);
  else if (CM_IS_REGISTERS_PAGE (page))
    cm_registers_page_choose (CM_REGISTERS_PAGE (page), table);
}

static void
open_query_cb (CmWindow *self, const CmQuery *query, const char *what)
{
  _cm_window_open_query (self, query, what);
}

static void
choose_theme_cb (CmWindow *self, const char *theme)
{
  g_autoptr (CmScope) scope = cm_scope_new (theme, NULL);

  cm_window_set_scope (self, scope);
}

/* A page is made when it is first looked at: what nobody looks at costs nothing at the start. */
static CmPage *
make_page (CmWindow *self, const PageEntry *entry)
{
  GtkWidget *page = g_object_new (entry->get_type (), NULL);

  gtk_stack_add_named (self->pages, page, entry->name);
  g_signal_connect_object (page, "message", G_CALLBACK (page_message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      page, "guidance", G_CALLBACK (page_guidance_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      page, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-query", G_CALLBACK (open_query_cb), self, G_CONNECT_SWAPPED);
  if (CM_IS_CYCLE_PAGE (page))
    {
      g_signal_connect_object (
          page, "show-activities", G_CALLBACK (show_activities_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (
          page, "choose-theme", G_CALLBACK (choose_theme_cb), self, G_CONNECT_SWAPPED);
    }
  if (CM_IS_ROLES_PAGE (page))
    g_signal_connect_object (page, "read", G_CALLBACK (_cm_window_read), self, G_CONNECT_SWAPPED);
  cm_page_set_store (CM_PAGE (page), self->store, self->scope);
  return CM_PAGE (page);
}

void
_cm_window_drop_pages (CmWindow *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
}

/* The page if it was made already. */
static CmPage *
find_page (CmWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  return page != NULL ? CM_PAGE (page) : NULL;
}

const char *
cm_window_get_nth_page_name (guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    if (!page_entries[i].keyless && n-- == 0)
      return page_entries[i].name;
  return NULL;
}

CmPage *
cm_window_get_page (CmWindow *self, const char *name)
{
  const PageEntry *entry = find_entry (name);
  CmPage *page = find_page (self, name);

  return page != NULL || self->store == NULL || entry == NULL ? page : make_page (self, entry);
}

const char *
cm_window_get_page_name (CmWindow *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

void
cm_window_show_page (CmWindow *self, const char *name)
{
  const PageEntry *entry = find_entry (name);

  if (entry != NULL)
    gtk_list_box_select_row (
        self->navigation,
        gtk_list_box_get_row_at_index (self->navigation, (int) (entry - page_entries)));
}

/* A setting that is written is a file that is written, even when it says what it said before. */
static void
remember_page (CmWindow *self, const char *name)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-page");

  if (!g_str_equal (last, name))
    g_settings_set_string (self->settings, "last-page", name);
}

/* What the page is about, or what it shows is. */
static const char *
get_guidance (CmWindow *self, const PageEntry *entry)
{
  CmPage *page = cm_window_get_page (self, entry->name);
  const CmCaseStudy *study =
      CM_IS_CASES_PAGE (page) ? cm_cases_page_get_shown (CM_CASES_PAGE (page)) : NULL;

  return study != NULL && study->steps->len > 0 ? g_ptr_array_index (study->steps, 0) : entry->name;
}

void
_cm_window_take_page (CmWindow *self, GtkListBoxRow *row)
{
  const PageEntry *entry = row != NULL ? g_object_get_data (G_OBJECT (row), "entry") : NULL;

  if (entry == NULL || self->store == NULL)
    return;
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (cm_window_get_page (self, entry->name)));
  remember_page (self, entry->name);
  reveal_page_cb (self);
  page_guidance_cb (self, get_guidance (self, entry));
}

void
_cm_window_apply_scope (CmWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    {
      CmPage *page = find_page (self, page_entries[i].name);

      if (page != NULL)
        cm_page_set_scope (page, self->scope);
    }
}

gboolean
_cm_window_finish_typing (CmWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_entries); i++)
    {
      CmPage *page = find_page (self, page_entries[i].name);

      if (page != NULL && !cm_page_flush (page))
        {
          cm_window_show_page (self, page_entries[i].name);
          return FALSE;
        }
    }
  return TRUE;
}
