/* cm-glossary-page.c - the terms of the manual: to be found, read and followed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-glossary-page"
#include "config.h"

#include "cm-glossary-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-view.h"
#include "cm-glossary-list.h"
#include "cm-glossary-report.h"
#include "cm-library.h"

#define FAR 10 /* rows that Page Up and Page Down pass over */

/**
 * CmGlossaryPage:
 *
 * All terms at the left, what the selected one means at the right. What is typed anywhere on the
 * page narrows the list and selects the best match.
 *
 * Keys: Up, Down, Page Up and Page Down go through the list while one types; Enter goes to the
 * definition, Escape to all terms again, Alt+Left to the term before.
 */
struct _CmGlossaryPage
{
  CmPage parent_instance;

  CmManual *manual;
  CmGlossary *glossary;
  CmGlossaryList *found; /* what is listed, or NULL */
  GtkSingleSelection *selection;
  CmDocumentView *view;
  const CmGlossaryTerm *shown; /* or NULL */
  CmDocument *document;        /* that says what it means */
  GPtrArray *before;           /* of CmGlossaryTerm, not owned: the way to it */
  gboolean filling, opened;

  GtkStack *stack;
  AdwStatusPage *fault;
  AdwFlap *flap;
  GtkEditable *entry;
  GtkLabel *count;
  GtkWidget *show_all;
  GtkStack *list_stack;
  GtkScrolledWindow *list_window;
  GtkListView *list;
  GtkLabel *title;
  GtkScrolledWindow *window;
  AdwBin *view_bin;
};

G_DEFINE_FINAL_TYPE (CmGlossaryPage, cm_glossary_page, CM_TYPE_PAGE)

/* --- one term --------------------------------------------------------------------------------- */

static void
show_term (CmGlossaryPage *self, const CmGlossaryTerm *term)
{
  g_autoptr (CmDocument) before = NULL;

  if (term == NULL || term == self->shown)
    return;
  before = g_steal_pointer (&self->document);
  self->shown = term;
  self->document = cm_glossary_report_new (self->glossary, term, self->manual);
  gtk_label_set_text (self->title, term->term);
  cm_document_view_set_document (self->view, self->document);
  cm_document_view_show (self->view,
                         g_ptr_array_index (cm_document_get_chapters (self->document), 0));
  cm_document_view_scroll_to_start (self->view);
}

static void
selected_cb (CmGlossaryPage *self)
{
  CmGlossaryItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->filling && item != NULL)
    show_term (self, cm_glossary_item_get_term (item));
}

const CmGlossaryTerm *
cm_glossary_page_get_shown (CmGlossaryPage *self)
{
  g_return_val_if_fail (CM_IS_GLOSSARY_PAGE (self), NULL);

  return self->shown;
}

/* --- the list --------------------------------------------------------------------------------- */

static gboolean
is_searching (CmGlossaryPage *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (self->entry));

  return *g_strstrip (typed) != '\0';
}

static void
describe (CmGlossaryPage *self)
{
  const guint n = cm_glossary_get_terms (self->glossary)->len;
  const guint found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  g_autofree char *text = found < n
                              /* translators: how many terms are listed, of how many */
                              ? g_strdup_printf (_ ("%1$u of %2$u terms"), found, n)
                              : g_strdup_printf (ngettext ("%u term", "%u terms", n), n);

  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (self->show_all, is_searching (self));
  gtk_stack_set_visible_child_name (self->list_stack, found > 0 ? "list" : "none");
}

static void
select_position (CmGlossaryPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* The best match is shown at once; without words the reader stays at the term. */
static void
search_changed_cb (CmGlossaryPage *self)
{
  g_autoptr (GPtrArray) terms = NULL;

  if (self->found == NULL)
    return;
  terms = cm_glossary_search (self->glossary, gtk_editable_get_text (self->entry));
  self->filling = TRUE;
  cm_glossary_list_show (self->found, terms, !is_searching (self));
  self->filling = FALSE;
  describe (self);
  if (is_searching (self) && terms->len > 0)
    select_position (self, 0);
  else
    select_position (self, cm_glossary_list_find (self->found, self->shown));
  selected_cb (self);
}

/* The row that had the focus may go, and keys with it. */
static void
typed_cb (CmGlossaryPage *self)
{
  if (is_searching (self))
    {
      adw_flap_set_reveal_flap (self->flap, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
  search_changed_cb (self);
}

static void
clear_search (CmGlossaryPage *self)
{
  gtk_editable_set_text (self->entry, "");
  /* The entry tells of a change a little later. */
  search_changed_cb (self);
}

static void
show_all_cb (CmGlossaryPage *self)
{
  clear_search (self);
  /* What had the focus is hidden by now. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- going to a term -------------------------------------------------------------------------- */

static void
go_to (CmGlossaryPage *self, const CmGlossaryTerm *term)
{
  if (cm_glossary_list_find (self->found, term) == GTK_INVALID_LIST_POSITION)
    clear_search (self);
  select_position (self, cm_glossary_list_find (self->found, term));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

void
cm_glossary_page_show (CmGlossaryPage *self, const char *id)
{
  const CmGlossaryTerm *term;

  g_return_if_fail (CM_IS_GLOSSARY_PAGE (self));

  term = self->found != NULL ? cm_glossary_find (self->glossary, id) : NULL;
  if (term == NULL || term == self->shown)
    return;
  if (self->shown != NULL)
    g_ptr_array_add (self->before, (gpointer) self->shown);
  self->opened = TRUE;
  go_to (self, term);
}

static void
cm_glossary_page_go_back (CmPage *page)
{
  CmGlossaryPage *self = CM_GLOSSARY_PAGE (page);

  if (self->found != NULL && self->before->len > 0)
    go_to (self, g_ptr_array_steal_index (self->before, self->before->len - 1));
}

/* To another term, or to a place of the manual. */
static void
follow_cb (CmGlossaryPage *self, const char *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (*target == '#' && cm_glossary_find (self->glossary, target + 1) != NULL)
    {
      cm_glossary_page_show (self, target + 1);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  else if (*target == '#')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.read", "s", target + 1);
  else if (g_str_has_prefix (target, "https://") || g_str_has_prefix (target, "http://"))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, target, GDK_CURRENT_TIME);
}

/* Until a term was opened, the list says more than one of them. */
static void
folded_cb (CmGlossaryPage *self)
{
  if (adw_flap_get_folded (self->flap) && !self->opened)
    adw_flap_set_reveal_flap (self->flap, TRUE);
}

/* Enter, or a double click: to the text of what is selected. */
static void
open_cb (CmGlossaryPage *self)
{
  /* What was typed a moment ago counts. */
  search_changed_cb (self);
  if (self->shown == NULL)
    return;
  self->opened = TRUE;
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- keys ------------------------------------------------------------------------------------- */

static gboolean
find_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  CmGlossaryPage *self = CM_GLOSSARY_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "terms") != 0)
    return FALSE;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static gboolean
move_cb (GtkWidget *entry, GVariant *parameter, gpointer data)
{
  CmGlossaryPage *self = CM_GLOSSARY_PAGE (gtk_widget_get_ancestor (entry, CM_TYPE_GLOSSARY_PAGE));
  const guint n = self->found != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->found)) : 0;
  const guint at = gtk_single_selection_get_selected (self->selection);
  const int by = g_variant_get_int32 (parameter);

  if (n == 0)
    return TRUE;
  select_position (
      self, at == GTK_INVALID_LIST_POSITION ? 0 : (guint) CLAMP ((int) at + by, 0, (int) n - 1));
  return TRUE;
}

/* A list of this version of GTK takes Tab as one more arrow key. */
static gboolean
leave_list_cb (GtkWidget *list, GVariant *parameter, gpointer data)
{
  CmGlossaryPage *self = CM_GLOSSARY_PAGE (gtk_widget_get_ancestor (list, CM_TYPE_GLOSSARY_PAGE));

  if (g_variant_get_int32 (parameter) > 0)
    return gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
add_key (
    GtkEventController *keys, guint keyval, GdkModifierType modifiers, GtkShortcutFunc func, int by)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                                            gtk_callback_action_new (func, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (by));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

static void
add_keys (CmGlossaryPage *self)
{
  GtkEventController *moves = gtk_shortcut_controller_new ();
  GtkEventController *tab = gtk_shortcut_controller_new ();

  add_key (moves, GDK_KEY_Up, 0, move_cb, -1);
  add_key (moves, GDK_KEY_Down, 0, move_cb, 1);
  add_key (moves, GDK_KEY_Page_Up, 0, move_cb, -FAR);
  add_key (moves, GDK_KEY_Page_Down, 0, move_cb, FAR);
  gtk_event_controller_set_propagation_phase (moves, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), moves);
  add_key (tab, GDK_KEY_Tab, 0, leave_list_cb, 1);
  add_key (tab, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, leave_list_cb, -1);
  add_key (tab, GDK_KEY_Tab, GDK_SHIFT_MASK, leave_list_cb, -1);
  gtk_event_controller_set_propagation_phase (tab, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->list), tab);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry), GTK_WIDGET (self));
}

/* --- the manual ------------------------------------------------------------------------------- */

static void
forget (CmGlossaryPage *self)
{
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->found);
  self->view = NULL;
  adw_bin_set_child (self->view_bin, NULL);
  self->shown = NULL;
  g_ptr_array_set_size (self->before, 0);
  g_clear_object (&self->document);
  g_clear_pointer (&self->glossary, cm_glossary_free);
  g_clear_object (&self->manual);
}

static void
show_fault (CmGlossaryPage *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error != NULL ? error->message : "", -1);

  adw_status_page_set_description (self->fault, escaped);
  gtk_stack_set_visible_child_name (self->stack, "fault");
}

void
cm_glossary_page_show_manual (CmGlossaryPage *self, CmManual *manual, const GError *error)
{
  g_return_if_fail (CM_IS_GLOSSARY_PAGE (self));

  forget (self);
  if (manual == NULL)
    {
      show_fault (self, error);
      return;
    }
  self->manual = g_object_ref (manual);
  self->glossary = cm_glossary_new (cm_manual_get_document (manual));
  if (cm_glossary_get_terms (self->glossary)->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->found = cm_glossary_list_new (cm_glossary_get_terms (self->glossary));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->found));
  self->view = CM_DOCUMENT_VIEW (cm_document_view_new (manual));
  g_signal_connect_swapped (self->view, "link", G_CALLBACK (follow_cb), self);
  adw_bin_set_child (self->view_bin, GTK_WIDGET (self->view));
  gtk_stack_set_visible_child_name (self->stack, "terms");
  search_changed_cb (self);
  if (self->shown == NULL)
    select_position (self, 0);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
cm_glossary_page_dispose (GObject *object)
{
  CmGlossaryPage *self = CM_GLOSSARY_PAGE (object);

  if (self->selection != NULL)
    {
      gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry), NULL);
      gtk_list_view_set_model (self->list, NULL);
      forget (self);
    }
  g_clear_object (&self->selection);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_GLOSSARY_PAGE);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_glossary_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, fault);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, entry);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, count);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, show_all);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, list_window);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, list);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, title);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, window);
  gtk_widget_class_bind_template_child (widget_class, CmGlossaryPage, view_bin);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
cm_glossary_page_class_init (CmGlossaryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_glossary_page_dispose;
  CM_PAGE_CLASS (klass)->go_back = cm_glossary_page_go_back;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-glossary-page.ui");
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, find_cb, NULL);
}

static void
cm_glossary_page_init (CmGlossaryPage *self)
{
  g_autoptr (GError) error = NULL;
  GtkListItemFactory *factory = cm_glossary_item_make_rows ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->before = g_ptr_array_new ();
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (
      self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  add_keys (self);
  cm_glossary_page_show_manual (self, cm_library_get_manual (&error), error);
}
