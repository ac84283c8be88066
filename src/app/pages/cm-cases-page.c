/* cm-cases-page.c - the case studies of the edition, to be found and read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-cases-page"
#include "config.h"

#include "cm-cases-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-case-facts.h"
#include "cm-case-filter.h"
#include "cm-document-builder.h"
#include "cm-document-view.h"
#include "cm-library.h"

/**
 * CmCasesPage:
 *
 * The list at the left, what is chosen in it at the right. What hides the one that is shown leaves
 * it where it is: the reader goes on reading.
 *
 * Keys: Ctrl+F goes to the search; Down goes from there to the list.
 */
struct _CmCasesPage
{
  CmPage parent_instance;

  CmEdition *edition;
  CmManual *manual; /* of it */
  CmDocumentView *view;
  const CmCaseStudy *shown; /* or NULL */
  char **words;             /* that are searched for, folded; or NULL */
  guint n_rows, n_visible;

  GtkStack *stack;
  AdwStatusPage *fault;
  AdwFlap *flap;
  GtkEditable *entry;
  GtkToggleButton *filter_button;
  CmCaseFilter *filter;
  GtkLabel *count;
  GtkWidget *show_all;
  GtkStack *list_stack;
  GtkScrolledWindow *list_window;
  GtkListBox *list;
  GtkLabel *title;
  GtkScrolledWindow *window;
  AdwBin *view_bin;
};

G_DEFINE_FINAL_TYPE (CmCasesPage, cm_cases_page, CM_TYPE_PAGE)

/* --- rows ------------------------------------------------------------------------------------- */

static const CmCaseStudy *
get_study (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "study") : NULL;
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static void
append_words (GString *text, const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (words, i));
}

static void
append_block (GString *text, const CmBlock *block)
{
  g_autofree char *own = cm_block_get_text (block);

  g_string_append_printf (text, "\n%s", own);
  for (guint i = 0; i < block->children->len; i++)
    append_block (text, g_ptr_array_index (block->children, i));
}

/* (transfer full): all that a search looks at. */
static char *
read_text (const CmCaseStudy *study)
{
  g_autoptr (GString) text = g_string_new (study->title);

  if (study->subtitle != NULL)
    g_string_append_printf (text, "\n%s", study->subtitle);
  if (study->place != NULL)
    g_string_append_printf (text, "\n%s", study->place);
  append_words (text, study->themes);
  append_words (text, study->partners);
  append_block (text, study->block);
  return fold (text->str);
}

static GtkWidget *
make_row (CmCasesPage *self, CmCaseStudy *study)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name = cm_case_describe (self->manual, study);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), cm_case_make_summary (self->manual, study));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "study", study);
  g_object_set_data_full (G_OBJECT (row), "text", read_text (study), g_free);
  return row;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  const CmCaseStudy *first = g_object_get_data (G_OBJECT (a), "study");
  const CmCaseStudy *second = g_object_get_data (G_OBJECT (b), "study");

  return g_utf8_collate (first->title, second->title);
}

static GtkListBoxRow *
find_row (CmCasesPage *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (get_study (row)->id, id) == 0)
      return row;
  return NULL;
}

/* --- narrowing -------------------------------------------------------------------------------- */

static gboolean
has_words (CmCasesPage *self, GtkListBoxRow *row)
{
  const char *text = g_object_get_data (G_OBJECT (row), "text");

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (text, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_wanted (CmCasesPage *self, GtkListBoxRow *row)
{
  return has_words (self, row) && cm_case_filter_matches (self->filter, get_study (row));
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  return is_wanted (data, row);
}

static void
describe (CmCasesPage *self)
{
  guint n = cm_case_filter_get_n_active (self->filter);
  g_autofree char *text =
      self->n_visible < self->n_rows
          /* translators: how many case studies are listed, of how many */
          ? g_strdup_printf (_ ("%1$u of %2$u case studies"), self->n_visible, self->n_rows)
          : g_strdup_printf (ngettext ("%u case study", "%u case studies", self->n_rows),
                             self->n_rows);
  g_autofree char *filters =
      n > 0 ? g_strdup_printf (ngettext ("Filter (%u in use)", "Filter (%u in use)", n), n)
            : g_strdup (_ ("Filter"));

  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (self->show_all, n > 0 || self->words != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->filter_button), filters);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->filter_button), GTK_ACCESSIBLE_PROPERTY_LABEL, filters, -1);
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "accent");
}

/* A hidden row that is selected would keep the focus from all others. */
static void
select_shown (CmCasesPage *self)
{
  GtkListBoxRow *row = self->shown != NULL ? find_row (self, self->shown->id) : NULL;

  gtk_list_box_select_row (self->list, row != NULL && is_wanted (self, row) ? row : NULL);
}

static void
narrow (CmCasesPage *self)
{
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (self->list);
  select_shown (self);
  self->n_visible = 0;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    self->n_visible += is_wanted (self, row);
  gtk_stack_set_visible_child_name (self->list_stack, self->n_visible > 0 ? "list" : "none");
  describe (self);
}

static void
search_changed_cb (CmCasesPage *self)
{
  g_autofree char *typed = fold (gtk_editable_get_text (self->entry));

  g_clear_pointer (&self->words, g_strfreev);
  if (*g_strstrip (typed) != '\0')
    self->words = g_strsplit_set (typed, " \t", -1);
  narrow (self);
}

static void
show_all_cb (CmCasesPage *self)
{
  gtk_editable_set_text (self->entry, "");
  cm_case_filter_clear (self->filter);
  /* The entry tells of a change a little later. */
  search_changed_cb (self);
  /* What had the focus is hidden by now. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- showing ---------------------------------------------------------------------------------- */

static GtkWidget *
make_head (const CmBlock *section, guint level, gpointer data)
{
  CmCasesPage *self = data;

  return self->shown != NULL && section == self->shown->block
             ? cm_case_make_head (self->manual, self->shown)
             : NULL;
}

static GtkWidget *
make_foot (const CmBlock *section, guint level, gpointer data)
{
  CmCasesPage *self = data;

  return self->shown != NULL ? cm_case_make_sources (self->shown) : NULL;
}

static void
show_study (CmCasesPage *self, const CmCaseStudy *study)
{
  if (study == NULL || study == self->shown)
    return;
  self->shown = study;
  gtk_label_set_text (self->title, study->title);
  cm_document_view_set_document (self->view, study->document);
  cm_document_view_show (self->view, study->block);
  if (study->steps->len > 0)
    cm_page_show_guidance (CM_PAGE (self), g_ptr_array_index (study->steps, 0));
}

static void
selected_cb (CmCasesPage *self, GtkListBoxRow *row)
{
  show_study (self, get_study (row));
}

static void
activated_cb (CmCasesPage *self, GtkListBoxRow *row)
{
  show_study (self, get_study (row));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/* Once the row has its place; the focus stays where it is. */
static gboolean
reveal_cb (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  CmCasesPage *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  graphene_rect_t bounds;

  if (row == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (GTK_WIDGET (row)) == 0)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), list, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->list_window),
                               bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

void
cm_cases_page_show (CmCasesPage *self, const char *id)
{
  GtkListBoxRow *row;

  g_return_if_fail (CM_IS_CASES_PAGE (self));

  row = find_row (self, id);
  if (row == NULL)
    return;
  if (!is_wanted (self, row))
    {
      gtk_editable_set_text (self->entry, "");
      cm_case_filter_clear (self->filter);
      search_changed_cb (self);
    }
  gtk_list_box_select_row (self->list, row);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->list), reveal_cb, self, NULL);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

const CmCaseStudy *
cm_cases_page_get_shown (CmCasesPage *self)
{
  g_return_val_if_fail (CM_IS_CASES_PAGE (self), NULL);

  return self->shown;
}

/* --- links ------------------------------------------------------------------------------------ */

/* To a place of this text, or of the manual. */
static void
follow_cb (CmCasesPage *self, const char *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (*target == '#')
    {
      if (!cm_document_view_scroll_to (self->view, target + 1))
        gtk_widget_activate_action (GTK_WIDGET (self), "win.read", "s", target + 1);
    }
  else if (g_str_has_prefix (target, CM_DOCUMENT_CASE))
    cm_cases_page_show (self, target + strlen (CM_DOCUMENT_CASE));
  else if (g_str_has_prefix (target, "https://") || g_str_has_prefix (target, "http://"))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, target, GDK_CURRENT_TIME);
}

/* --- keys ------------------------------------------------------------------------------------- */

/* A list of this version of GTK takes Tab as one more arrow key. */
static gboolean
leave_list_cb (GtkWidget *list, GVariant *parameter, gpointer data)
{
  CmCasesPage *self = CM_CASES_PAGE (gtk_widget_get_ancestor (list, CM_TYPE_CASES_PAGE));

  if (g_variant_get_boolean (parameter))
    return gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (
      gtk_widget_get_visible (self->show_all) ? self->show_all : GTK_WIDGET (self->filter_button));
}

static void
add_tab (GtkEventController *controller, GdkModifierType modifiers, guint keyval)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                                            gtk_callback_action_new (leave_list_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (modifiers == 0));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

static gboolean
find_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  CmCasesPage *self = CM_CASES_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "cases") != 0)
    return FALSE;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* From the entry to what it found. */
static gboolean
go_down_cb (GtkWidget *entry, GVariant *parameter, gpointer data)
{
  CmCasesPage *self = CM_CASES_PAGE (gtk_widget_get_ancestor (entry, CM_TYPE_CASES_PAGE));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  for (int i = 0; row == NULL && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (!is_wanted (self, row))
      row = NULL;
  if (row == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list, row);
  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
add_keys (CmCasesPage *self)
{
  GtkEventController *tab = gtk_shortcut_controller_new ();
  GtkEventController *down = gtk_shortcut_controller_new ();

  add_tab (tab, 0, GDK_KEY_Tab);
  add_tab (tab, GDK_SHIFT_MASK, GDK_KEY_ISO_Left_Tab);
  add_tab (tab, GDK_SHIFT_MASK, GDK_KEY_Tab);
  gtk_widget_add_controller (GTK_WIDGET (self->list), tab);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (down),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, 0),
                        gtk_callback_action_new (go_down_cb, NULL, NULL)));
  gtk_event_controller_set_propagation_phase (down, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), down);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
cm_cases_page_dispose (GObject *object)
{
  CmCasesPage *self = CM_CASES_PAGE (object);

  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_CASES_PAGE);
  g_clear_object (&self->edition);
  g_clear_pointer (&self->words, g_strfreev);
  G_OBJECT_CLASS (cm_cases_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, fault);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, entry);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, filter);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, count);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, show_all);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, list_window);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, list);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, title);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, window);
  gtk_widget_class_bind_template_child (widget_class, CmCasesPage, view_bin);
  gtk_widget_class_bind_template_callback (widget_class, narrow);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
cm_cases_page_class_init (CmCasesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_cases_page_dispose;
  g_type_ensure (CM_TYPE_CASE_FILTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-cases-page.ui");
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, find_cb, NULL);
}

static void
fill (CmCasesPage *self)
{
  GPtrArray *cases = cm_edition_get_case_studies (self->edition);

  self->manual = cm_edition_get_manual (self->edition);
  self->n_rows = cases->len;
  if (cases->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->view = CM_DOCUMENT_VIEW (cm_document_view_new (self->manual));
  cm_document_view_set_head (self->view, make_head, self);
  cm_document_view_set_foot (self->view, make_foot, self);
  g_signal_connect_swapped (self->view, "link", G_CALLBACK (follow_cb), self);
  adw_bin_set_child (self->view_bin, GTK_WIDGET (self->view));
  cm_case_filter_set_cases (self->filter, self->manual, cases);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  for (guint i = 0; i < cases->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (cases, i)));
  narrow (self);
  add_keys (self);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
cm_cases_page_init (CmCasesPage *self)
{
  g_autoptr (GError) error = NULL;
  CmEdition *edition;

  gtk_widget_init_template (GTK_WIDGET (self));
  edition = cm_library_get_edition (&error);
  if (edition != NULL)
    {
      self->edition = g_object_ref (edition);
      fill (self);
    }
  else
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->fault, escaped);
      gtk_stack_set_visible_child_name (self->stack, "fault");
    }
}
