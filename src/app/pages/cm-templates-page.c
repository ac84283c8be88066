/* cm-templates-page.c - patterns of documents: to be read, filled in, and taken away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-templates-page"
#include "config.h"

#include "cm-templates-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-choice-popover.h"
#include "cm-document-builder.h"
#include "cm-document-view.h"
#include "cm-library.h"
#include "cm-option-drop-down.h"
#include "cm-page-report.h"
#include "cm-template-row.h"

/**
 * CmTemplatesPage:
 *
 * The list at the left; what is chosen in it at the right, as guidance, as a blank form or filled
 * in from a record, which is remembered for each template. What hides the one that is shown leaves
 * it where it is.
 */
struct _CmTemplatesPage
{
  CmPage parent_instance;

  CmEdition *edition;
  CmManual *manual; /* of it */
  CmDocumentView *view;
  const CmTemplate *shown; /* or NULL */
  CmDocument *document;    /* that is shown, or NULL */
  CmTemplateForm form;     /* that is wanted */
  GHashTable *records;     /* id of a template → key of the record chosen for it */
  GPtrArray *offered;      /* of CmRecord: in the list to choose from, or NULL */
  GPtrArray *places;       /* of char *: stages and steps behind the first entry */
  GPtrArray *groups;       /* the same of groups */
  CmManualFormat format;   /* that was asked for last */
  gboolean filling, stale;
  guint n_rows, n_visible;

  GtkStack *stack;
  AdwStatusPage *fault;
  AdwFlap *flap;
  GtkBox *tools;
  GtkDropDown *place_choice, *group_choice;
  GtkLabel *count;
  GtkWidget *show_all;
  GtkStack *list_stack;
  GtkScrolledWindow *list_window;
  GtkListBox *list;
  GtkLabel *title;
  GtkWidget *save_button;
  GtkToggleButton *read_button, *blank_button, *filled_button;
  GtkWidget *record_row;
  GtkLabel *record_kind;
  GtkMenuButton *record_button;
  GtkLabel *record_label;
  GtkStack *sheet_stack;
  AdwStatusPage *no_record;
  GtkButton *record_now;
  GtkScrolledWindow *window;
  AdwBin *view_bin;
};

G_DEFINE_FINAL_TYPE (CmTemplatesPage, cm_templates_page, CM_TYPE_PAGE)

/* --- rows ------------------------------------------------------------------------------------- */

static const CmTemplate *
get_template (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "template") : NULL;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  const CmTemplate *one = g_object_get_data (G_OBJECT (a), "template");
  const CmTemplate *other = g_object_get_data (G_OBJECT (b), "template");

  return g_utf8_collate (one->title, other->title);
}

static GtkListBoxRow *
find_row (CmTemplatesPage *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (get_template (row)->id, id) == 0)
      return row;
  return NULL;
}

/* --- narrowing -------------------------------------------------------------------------------- */

/* NULL if everything is wanted. */
static const char *
get_choice (GtkDropDown *drop, const GPtrArray *values)
{
  guint at = gtk_drop_down_get_selected (drop);

  return at > 0 && at <= values->len ? g_ptr_array_index (values, at - 1) : NULL;
}

static gboolean
is_wanted (CmTemplatesPage *self, GtkListBoxRow *row)
{
  const char *place = get_choice (self->place_choice, self->places);
  const char *group = get_choice (self->group_choice, self->groups);
  const CmTemplate *template = get_template (row);

  return (place == NULL || cm_template_is_about (template, place)) &&
         (group == NULL || cm_template_is_written_by (template, group));
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  return is_wanted (data, row);
}

static void
describe (CmTemplatesPage *self)
{
  g_autofree char *text =
      self->n_visible < self->n_rows
          /* translators: how many templates are listed, of how many */
          ? g_strdup_printf (_ ("%1$u of %2$u templates"), self->n_visible, self->n_rows)
          : g_strdup_printf (ngettext ("%u template", "%u templates", self->n_rows), self->n_rows);

  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (self->show_all, self->n_visible < self->n_rows);
}

/* A hidden row that is selected would keep the focus from all others. */
static void
select_shown (CmTemplatesPage *self)
{
  GtkListBoxRow *row = self->shown != NULL ? find_row (self, self->shown->id) : NULL;

  gtk_list_box_select_row (self->list, row != NULL && is_wanted (self, row) ? row : NULL);
}

static void
narrow (CmTemplatesPage *self)
{
  GtkListBoxRow *row;

  if (self->filling)
    return;
  gtk_list_box_invalidate_filter (self->list);
  select_shown (self);
  self->n_visible = 0;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    self->n_visible += is_wanted (self, row);
  gtk_stack_set_visible_child_name (self->list_stack, self->n_visible > 0 ? "list" : "none");
  describe (self);
}

static void
widen (CmTemplatesPage *self)
{
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->place_choice, 0);
  gtk_drop_down_set_selected (self->group_choice, 0);
  self->filling = FALSE;
  narrow (self);
}

static void
show_all_cb (CmTemplatesPage *self)
{
  widen (self);
  /* What had the focus is hidden by now. */
  gtk_widget_grab_focus (GTK_WIDGET (self->place_choice));
}

static gboolean
is_any_about (GPtrArray *templates, const char *place)
{
  for (guint i = 0; i < templates->len; i++)
    if (cm_template_is_about (g_ptr_array_index (templates, i), place))
      return TRUE;
  return FALSE;
}

static gboolean
is_any_written_by (GPtrArray *templates, const char *group)
{
  for (guint i = 0; i < templates->len; i++)
    if (cm_template_is_written_by (g_ptr_array_index (templates, i), group))
      return TRUE;
  return FALSE;
}

static void
add_value (GPtrArray *values, GtkStringList *labels, const char *value, const char *label)
{
  g_ptr_array_add (values, g_strdup (value));
  gtk_string_list_append (labels, label);
}

/* In the order of the cycle, and only what there is a template for. */
static void
fill_places (CmTemplatesPage *self, GPtrArray *templates)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Any stage or step"));
  for (guint i = 0; i < cm_manual_get_n_stages (self->manual); i++)
    {
      const CmManualStage *stage = cm_manual_get_stage (self->manual, i);

      if (is_any_about (templates, stage->id))
        add_value (self->places, labels, stage->id, stage->title);
      for (guint j = 0; j < cm_manual_get_n_steps (self->manual); j++)
        {
          const CmManualStep *step = cm_manual_get_step (self->manual, j);
          g_autofree char *way = g_strdup_printf ("%s › %s", stage->title, step->title);

          if (step->stage == i && is_any_about (templates, step->id))
            add_value (self->places, labels, step->id, way);
        }
    }
  gtk_drop_down_set_model (self->place_choice, G_LIST_MODEL (labels));
}

static void
fill_groups (CmTemplatesPage *self, GPtrArray *templates)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Whoever writes it"));
  for (guint i = 0; i < cm_manual_get_n_groups (self->manual); i++)
    {
      const CmManualGroup *group = cm_manual_get_group (self->manual, i);
      /* translators: %s is the name of a group */
      g_autofree char *label = g_strdup_printf (_ ("I am on: %s"), group->name);

      if (is_any_written_by (templates, group->id))
        add_value (self->groups, labels, group->id, label);
    }
  gtk_drop_down_set_model (self->group_choice, G_LIST_MODEL (labels));
}

static GtkDropDown *
add_choice (CmTemplatesPage *self, const char *name, GtkWidget *after)
{
  GtkWidget *drop = cm_option_drop_down_new (name);

  gtk_box_insert_child_after (self->tools, drop, after);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (narrow), self, G_CONNECT_SWAPPED);
  return GTK_DROP_DOWN (drop);
}

static void
make_choices (CmTemplatesPage *self, GPtrArray *templates)
{
  self->filling = TRUE;
  self->place_choice = add_choice (self, _ ("Stage or step"), NULL);
  self->group_choice =
      add_choice (self, _ ("I am on (who writes it)"), GTK_WIDGET (self->place_choice));
  fill_places (self, templates);
  fill_groups (self, templates);
  self->filling = FALSE;
}

/* --- the record ------------------------------------------------------------------------------- */

static CmRecord *
find_record (GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (cm_record_get_id (g_ptr_array_index (records, i)), id) == 0)
      return g_ptr_array_index (records, i);
  return NULL;
}

/* The one that was chosen, else the newest: those that have a date or number stand in its order. */
static CmRecord *
choose_record (CmTemplatesPage *self)
{
  GPtrArray *records = self->offered;
  CmRecord *chosen = find_record (records, g_hash_table_lookup (self->records, self->shown->id));

  if (chosen == NULL && records->len > 0)
    chosen = g_ptr_array_index (records, records->len - 1);
  return chosen;
}

static void
chosen_cb (CmTemplatesPage *self, guint position)
{
  g_autoptr (CmRecord) record = NULL;

  gtk_menu_button_popdown (self->record_button);
  if (self->offered == NULL || position >= self->offered->len)
    return;
  record = g_object_ref (g_ptr_array_index (self->offered, position));
  cm_templates_page_fill (self, cm_record_get_id (record));
}

/* The popover is made when it is asked for: there may be a thousand records. */
static void
make_popover_cb (GtkMenuButton *button, gpointer data)
{
  CmTemplatesPage *self = data;
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint selected = GTK_INVALID_LIST_POSITION;
  GtkWidget *popover;

  for (guint i = 0; self->offered != NULL && i < self->offered->len; i++)
    {
      CmRecord *record = g_ptr_array_index (self->offered, i);

      if (record == choose_record (self))
        selected = i;
      g_ptr_array_add (labels, cm_template_name_record (store, record));
    }
  g_ptr_array_add (labels, NULL);
  popover = cm_choice_popover_new (
      _ ("Record that fills it in"), (const char *const *) labels->pdata, selected);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

/* --- showing ---------------------------------------------------------------------------------- */

static void
enable_taking (CmTemplatesPage *self, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "templates.copy", enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "templates.print", enabled);
  gtk_widget_set_sensitive (self->save_button, enabled);
}

/* Takes the document. */
static void
show_document (CmTemplatesPage *self, CmDocument *document)
{
  g_autoptr (CmDocument) before = g_steal_pointer (&self->document);

  self->document = document;
  cm_document_view_set_document (self->view, document);
  cm_document_view_show (self->view, g_ptr_array_index (cm_document_get_chapters (document), 0));
  gtk_stack_set_visible_child_name (self->sheet_stack, "sheet");
  enable_taking (self, TRUE);
}

/* That there is nothing yet, and where it would be. */
static void
show_no_record (CmTemplatesPage *self, const CmTable *table)
{
  /* translators: %s are records of a kind, as in “Flash reports” */
  g_autofree char *title = g_strdup_printf (_ ("%s: none yet"), _ (table->plural));
  g_autofree char *text = g_strdup_printf (
      /* translators: %s is a kind of record, as in “Flash report” */
      _ ("%s: once one is recorded in the portfolio, it fills in this form, and what is missing "
         "is marked."),
      cm_table_label (table));
  /* translators: %s are records of a kind, as in “Flash reports” */
  g_autofree char *button = g_strdup_printf (_ ("Open %s"), _ (table->plural));

  adw_status_page_set_title (self->no_record, title);
  adw_status_page_set_description (self->no_record, text);
  gtk_button_set_label (self->record_now, button);
  gtk_stack_set_visible_child_name (self->sheet_stack, "no-record");
  enable_taking (self, FALSE);
}

static void
show_filled (CmTemplatesPage *self, CmTemplateOrigin origin, const CmTable *table)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  CmRecord *record = NULL;
  g_autoptr (GError) error = NULL;
  CmDocument *document;

  g_clear_pointer (&self->offered, g_ptr_array_unref);
  if (origin == CM_TEMPLATE_FROM_RECORD)
    {
      g_autofree char *name = NULL;

      self->offered = cm_template_list_records (self->shown, store);
      record = choose_record (self);
      gtk_widget_set_visible (self->record_row, record != NULL);
      if (record == NULL)
        {
          show_no_record (self, table);
          return;
        }
      name = cm_template_name_record (store, record);
      gtk_label_set_text (self->record_kind, cm_table_label (table));
      gtk_label_set_text (self->record_label, name);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->record_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  document = cm_template_report_fill (self->shown, self->manual, store, record, &error);
  if (document != NULL)
    show_document (self, document);
  else
    cm_page_show_error (CM_PAGE (self), error);
}

/* What can be shown of it, in the form that is wanted as far as there is one. */
static void
show_form (CmTemplatesPage *self)
{
  const CmTable *table;
  CmTemplateOrigin origin;
  gboolean can_fill;

  if (self->shown == NULL)
    return;
  origin = cm_template_get_origin (self->shown, &table);
  can_fill = origin != CM_TEMPLATE_FROM_NOTHING && cm_page_get_store (CM_PAGE (self)) != NULL;
  self->stale = FALSE;
  self->filling = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->filled_button), can_fill);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->filled_button),
                               can_fill ? _ ("With what the portfolio has")
                                        : _ ("The portfolio keeps nothing of such a paper"));
  if (self->form == CM_TEMPLATE_FILLED && !can_fill)
    self->form = CM_TEMPLATE_BLANK;
  gtk_toggle_button_set_active (self->form == CM_TEMPLATE_READ    ? self->read_button
                                : self->form == CM_TEMPLATE_BLANK ? self->blank_button
                                                                  : self->filled_button,
                                TRUE);
  self->filling = FALSE;
  gtk_widget_set_visible (self->record_row, FALSE);
  if (self->form == CM_TEMPLATE_FILLED)
    show_filled (self, origin, table);
  else
    show_document (self, cm_template_report_new (self->shown, self->manual, self->form));
}

static void
form_cb (CmTemplatesPage *self, GtkToggleButton *button)
{
  if (self->filling || !gtk_toggle_button_get_active (button))
    return;
  self->form = button == self->read_button    ? CM_TEMPLATE_READ
               : button == self->blank_button ? CM_TEMPLATE_BLANK
                                              : CM_TEMPLATE_FILLED;
  show_form (self);
}

static void
show_template (CmTemplatesPage *self, const CmTemplate *template)
{
  if (template == NULL || template == self->shown)
    return;
  self->shown = template;
  gtk_label_set_text (self->title, template->title);
  show_form (self);
  cm_page_show_guidance (CM_PAGE (self), g_ptr_array_index (template->steps, 0));
}

static void
selected_cb (CmTemplatesPage *self, GtkListBoxRow *row)
{
  show_template (self, get_template (row));
}

static void
activated_cb (CmTemplatesPage *self, GtkListBoxRow *row)
{
  show_template (self, get_template (row));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/* Once the row has its place; the focus stays where it is. */
static gboolean
reveal_cb (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  CmTemplatesPage *self = data;
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
cm_templates_page_show (CmTemplatesPage *self, const char *id)
{
  GtkListBoxRow *row;

  g_return_if_fail (CM_IS_TEMPLATES_PAGE (self));

  row = find_row (self, id);
  if (row == NULL)
    return;
  if (!is_wanted (self, row))
    widen (self);
  gtk_list_box_select_row (self->list, row);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->list), reveal_cb, self, NULL);
}

void
cm_templates_page_set_form (CmTemplatesPage *self, CmTemplateForm form)
{
  g_return_if_fail (CM_IS_TEMPLATES_PAGE (self));

  self->form = form;
  show_form (self);
}

void
cm_templates_page_fill (CmTemplatesPage *self, const char *record)
{
  g_return_if_fail (CM_IS_TEMPLATES_PAGE (self));

  if (self->shown == NULL)
    return;
  g_hash_table_insert (self->records, g_strdup (self->shown->id), g_strdup (record));
  cm_templates_page_set_form (self, CM_TEMPLATE_FILLED);
}

const CmTemplate *
cm_templates_page_get_shown (CmTemplatesPage *self)
{
  g_return_val_if_fail (CM_IS_TEMPLATES_PAGE (self), NULL);

  return self->shown;
}

CmDocument *
cm_templates_page_get_document (CmTemplatesPage *self)
{
  g_return_val_if_fail (CM_IS_TEMPLATES_PAGE (self), NULL);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->sheet_stack), "sheet") == 0
             ? self->document
             : NULL;
}

/* To a place of this text, or of the manual. */
static void
follow_cb (CmTemplatesPage *self, const char *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (*target == '#')
    {
      if (!cm_document_view_scroll_to (self->view, target + 1))
        gtk_widget_activate_action (GTK_WIDGET (self), "win.read", "s", target + 1);
    }
  else if (g_str_has_prefix (target, "https://") || g_str_has_prefix (target, "http://"))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, target, GDK_CURRENT_TIME);
}

/* --- taking it away --------------------------------------------------------------------------- */

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmTemplatesPage *self = CM_TEMPLATES_PAGE (widget);

  if (self->document == NULL)
    return;
  cm_page_copy_report (CM_PAGE (self), self->document, self->manual);
  cm_page_show_toast (
      CM_PAGE (self), _ ("Copied; paste it into a text, a message or a spreadsheet"), FALSE);
}

GtkPrintOperation *
cm_templates_page_print (CmTemplatesPage *self, const char *path)
{
  g_return_val_if_fail (CM_IS_TEMPLATES_PAGE (self), NULL);

  return self->document != NULL
             ? cm_page_print_report (CM_PAGE (self), self->document, self->manual, path)
             : NULL;
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkPrintOperation *operation = cm_templates_page_print (CM_TEMPLATES_PAGE (widget), NULL);

  /* It holds itself while it is on its way. */
  g_clear_object (&operation);
}

/* The ending that was typed tells more than the entry of the menu. */
static void
save_to (CmPage *page, const char *path)
{
  CmTemplatesPage *self = CM_TEMPLATES_PAGE (page);

  cm_page_save_report (page, self->document, self->manual, self->format, path);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmTemplatesPage *self = CM_TEMPLATES_PAGE (widget);
  CmManualFormat format = cm_manual_format_find (g_variant_get_string (parameter, NULL));
  g_autofree char *name = NULL;

  if (self->document == NULL || format == CM_N_MANUAL_FORMATS)
    return;
  self->format = format;
  name = cm_page_name_report (self->document, format);
  cm_page_ask_path (CM_PAGE (self), _ ("Save the document"), name, save_to);
}

static void
record_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmTemplatesPage *self = CM_TEMPLATES_PAGE (widget);
  const CmTable *table = NULL;

  if (self->shown != NULL)
    cm_template_get_origin (self->shown, &table);
  if (table != NULL)
    cm_page_open_query (CM_PAGE (self), cm_query_new (table->name), NULL);
}

static void
blank_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_templates_page_set_form (CM_TEMPLATES_PAGE (widget), CM_TEMPLATE_BLANK);
}

/* --- keys ------------------------------------------------------------------------------------- */

/* A list of this version of GTK takes Tab as one more arrow key. */
static gboolean
leave_list_cb (GtkWidget *list, GVariant *parameter, gpointer data)
{
  CmTemplatesPage *self =
      CM_TEMPLATES_PAGE (gtk_widget_get_ancestor (list, CM_TYPE_TEMPLATES_PAGE));

  if (g_variant_get_boolean (parameter))
    return gtk_widget_grab_focus (gtk_toggle_button_get_active (self->read_button)
                                      ? GTK_WIDGET (self->read_button)
                                      : GTK_WIDGET (self->blank_button));
  return gtk_widget_grab_focus (
      gtk_widget_get_visible (self->show_all) ? self->show_all : GTK_WIDGET (self->group_choice));
}

static void
add_tab (GtkEventController *controller, GdkModifierType modifiers, guint keyval)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                                            gtk_callback_action_new (leave_list_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (modifiers == 0));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

static void
add_keys (CmTemplatesPage *self)
{
  GtkEventController *tab = gtk_shortcut_controller_new ();

  add_tab (tab, 0, GDK_KEY_Tab);
  add_tab (tab, GDK_SHIFT_MASK, GDK_KEY_ISO_Left_Tab);
  add_tab (tab, GDK_SHIFT_MASK, GDK_KEY_Tab);
  gtk_widget_add_controller (GTK_WIDGET (self->list), tab);
}

/* --- the page --------------------------------------------------------------------------------- */

/* What is filled in shows what the portfolio has now. */
static void
changed_cb (CmTemplatesPage *self)
{
  if (self->shown == NULL || self->form != CM_TEMPLATE_FILLED)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_form (self);
  else
    self->stale = TRUE;
}

static void
cm_templates_page_set_store (CmPage *page, CmStore *store)
{
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  if (CM_TEMPLATES_PAGE (page)->edition != NULL)
    show_form (CM_TEMPLATES_PAGE (page));
}

static void
cm_templates_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cm_templates_page_parent_class)->map (widget);
  if (CM_TEMPLATES_PAGE (widget)->stale)
    show_form (CM_TEMPLATES_PAGE (widget));
}

static void
cm_templates_page_dispose (GObject *object)
{
  CmTemplatesPage *self = CM_TEMPLATES_PAGE (object);

  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_TEMPLATES_PAGE);
  g_clear_object (&self->document);
  g_clear_object (&self->edition);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_templates_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, fault);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, tools);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, count);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, show_all);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, list_window);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, list);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, title);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, read_button);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, blank_button);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, filled_button);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, record_button);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, record_row);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, record_kind);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, record_label);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, sheet_stack);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, no_record);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, record_now);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, window);
  gtk_widget_class_bind_template_child (widget_class, CmTemplatesPage, view_bin);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "templates.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "templates.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "templates.save", "s", save_cb);
  gtk_widget_class_install_action (widget_class, "templates.record", NULL, record_cb);
  gtk_widget_class_install_action (widget_class, "templates.blank", NULL, blank_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "templates.copy", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "templates.print", NULL);
}

static void
cm_templates_page_class_init (CmTemplatesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_templates_page_dispose;
  widget_class->map = cm_templates_page_map;
  CM_PAGE_CLASS (klass)->set_store = cm_templates_page_set_store;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-templates-page.ui");
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
append_row (CmTemplatesPage *self, CmTemplate *template)
{
  GtkWidget *row = cm_template_row_new (self->manual, template);

  g_object_set_data (G_OBJECT (row), "template", template);
  gtk_list_box_append (self->list, row);
}

static void
fill (CmTemplatesPage *self)
{
  GPtrArray *templates = cm_edition_get_templates (self->edition);

  self->manual = cm_edition_get_manual (self->edition);
  self->n_rows = templates->len;
  if (templates->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->view = CM_DOCUMENT_VIEW (cm_document_view_new (self->manual));
  g_signal_connect_swapped (self->view, "link", G_CALLBACK (follow_cb), self);
  adw_bin_set_child (self->view_bin, GTK_WIDGET (self->view));
  make_choices (self, templates);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  for (guint i = 0; i < templates->len; i++)
    append_row (self, g_ptr_array_index (templates, i));
  narrow (self);
  add_keys (self);
  gtk_menu_button_set_create_popup_func (self->record_button, make_popover_cb, self, NULL);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
cm_templates_page_init (CmTemplatesPage *self)
{
  g_autoptr (GError) error = NULL;
  CmEdition *edition;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_ptr_array_new_with_free_func (g_free);
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
