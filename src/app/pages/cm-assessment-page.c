/* cm-assessment-page.c - the partnership and its bodies, judged by the headings of a benchmark. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-assessment-page"
#include "config.h"

#include "cm-assessment-page.h"

#include <glib/gi18n.h>

#include "cm-assessment-report.h"
#include "cm-field-editor.h"
#include "cm-library.h"
#include "cm-page-report.h"
#include "cm-records.h"
#include "cm-two-columns.h"

#define VIEW_HEADINGS "headings"
#define VIEW_COMPARE "compare"
#define COLUMNS_FROM 520 /* px */
#define REVEALS 6        /* frames */

/**
 * CmAssessmentPage:
 *
 * One assessment at a time, of the whole partnership or of a body, whatever the scope. It is read
 * anew when the portfolio changes in something it shows. Without an edition there are only the
 * headings that the portfolio has.
 */
struct _CmAssessmentPage
{
  CmPage parent_instance;

  CmEdition *edition; /* or NULL */
  const CmBenchmark *benchmark;
  CmAssessment *shown; /* or NULL while there is none */
  CmAssessment *then;  /* what it is set beside, or NULL */
  char *beside;        /* key of what the reader chose for that, or NULL */
  GPtrArray *cards;    /* of CmAssessmentCard, not owned */
  GPtrArray *editors;  /* of CmFieldEditor, not owned */
  gboolean stale;      /* changed while nobody looked */
  guint reveals;       /* frames for which what was opened is scrolled to */

  GtkStack *stack;
  GtkBox *bar;
  AdwBin *chooser_bin;
  GtkWidget *chooser;
  AdwSplitButton *begin;
  GtkMenuButton *report;
  GtkStack *views;
  GtkScrolledWindow *window;
  GtkLabel *summary;
  GtkExpander *about;
  AdwBin *about_bin;
  GtkBox *list;
  GtkLabel *advice;
  AdwBin *compare_bin;
  GtkWidget *compare; /* or NULL until it is looked at */
};

G_DEFINE_FINAL_TYPE (CmAssessmentPage, cm_assessment_page, CM_TYPE_PAGE)

static void reload (CmAssessmentPage *self, const char *id);

static const char *
get_id (CmAssessmentPage *self)
{
  return self->shown != NULL ? cm_record_get_id (self->shown->record) : NULL;
}

static CmStore *
get_store (CmAssessmentPage *self)
{
  return cm_page_get_store (CM_PAGE (self));
}

/* --- the headings ----------------------------------------------------------------------------- */

static void
read_cb (CmAssessmentPage *self, const char *id)
{
  cm_page_show_guidance (CM_PAGE (self), id);
}

static void
open_record_cb (CmAssessmentPage *self, const char *table, const char *id)
{
  cm_page_open_record (CM_PAGE (self), table, id);
}

static CmAssessmentCard *
add_card (CmAssessmentPage *self)
{
  GtkWidget *card = cm_assessment_card_new ();

  g_signal_connect_object (
      card, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      card, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, card);
  g_ptr_array_add (self->cards, card);
  return CM_ASSESSMENT_CARD (card);
}

/* A card stays with its place: the headings of the benchmark are the same for all assessments. */
static void
show_cards (CmAssessmentPage *self)
{
  GPtrArray *parts = self->shown->parts;

  for (guint i = 0; i < parts->len; i++)
    cm_assessment_card_show (i < self->cards->len ? self->cards->pdata[i] : add_card (self),
                             get_store (self),
                             self->shown,
                             parts->pdata[i]);
  while (self->cards->len > parts->len)
    {
      gtk_box_remove (self->list, self->cards->pdata[self->cards->len - 1]);
      g_ptr_array_set_size (self->cards, (int) self->cards->len - 1);
    }
}

static void
show_summary (CmAssessmentPage *self)
{
  guint judged = cm_assessment_count_judged (self->shown), n = self->shown->parts->len;
  g_autofree char *text = NULL;

  if (self->benchmark == NULL)
    text = g_strdup (_ ("This edition has no benchmark: what was found is shown as it is."));
  else if (judged == 0)
    text = g_strdup (self->benchmark->summary);
  else
    /* translators: how many headings have a level, of how many */
    text = g_strdup_printf (_ ("Headings with a level: %1$u of %2$u"), judged, n);
  gtk_label_set_text (self->summary, text);
  gtk_label_set_text (
      self->advice,
      self->benchmark != NULL && self->benchmark->advice != NULL ? self->benchmark->advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice), *gtk_label_get_text (self->advice) != '\0');
}

/* --- about the assessment --------------------------------------------------------------------- */

static void
delete_now (CmAssessmentPage *self)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  /* translators: %s is the name of an assessment */
  g_autofree char *text =
      g_strdup_printf (_ ("“%s” deleted"), cm_record_get_title (self->shown->record));
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, g_object_ref (self->shown->record));
  if (cm_records_delete (get_store (self), records, &error))
    cm_page_show_toast (CM_PAGE (self), text, TRUE);
  else
    cm_page_show_error (CM_PAGE (self), error);
}

/* A button that goes while it is pressed would be held for pressed for ever. */
static gboolean
delete_cb (gpointer data)
{
  CmAssessmentPage *self = data;

  if (self->shown != NULL && get_store (self) != NULL)
    delete_now (self);
  return G_SOURCE_REMOVE;
}

static void
delete_later (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, delete_cb, g_object_ref (widget), g_object_unref);
}

static void
build_about (CmAssessmentPage *self)
{
  const CmTable *table = cm_table_find ("assessment");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *columns = cm_two_columns_new (COLUMNS_FROM, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Delete this assessment"));

  for (guint i = 0; i < table->n_fields; i++)
    {
      GtkWidget *editor = cm_field_editor_new (&table->fields[i]);

      g_signal_connect_object (
          editor, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
      gtk_widget_set_margin_bottom (editor, 9);
      cm_two_columns_add (CM_TWO_COLUMNS (columns), i >= (table->n_fields + 1) / 2, editor);
      g_ptr_array_add (self->editors, editor);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "assessment.delete");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), columns);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "assessment-body");
  adw_bin_set_child (self->about_bin, box);
}

static void
show_about (CmAssessmentPage *self)
{
  if (self->shown == NULL || !gtk_expander_get_expanded (self->about))
    return;
  if (self->editors->len == 0)
    build_about (self);
  for (guint i = 0; i < self->editors->len; i++)
    cm_field_editor_show (self->editors->pdata[i], get_store (self), self->shown->record);
}

/* --- then and now ----------------------------------------------------------------------------- */

static void
compare_chosen_cb (CmAssessmentPage *self)
{
  g_free (self->beside);
  self->beside =
      g_strdup (cm_assessment_compare_get_chosen (CM_ASSESSMENT_COMPARE (self->compare)));
  reload (self, get_id (self));
}

static void
heading_cb (CmAssessmentPage *self, const char *title)
{
  cm_assessment_page_open_heading (self, title);
}

static void
make_compare (CmAssessmentPage *self)
{
  self->compare = cm_assessment_compare_new ();
  g_signal_connect_object (
      self->compare, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->compare, "chosen", G_CALLBACK (compare_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->compare, "heading", G_CALLBACK (heading_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->compare_bin, self->compare);
}

static GPtrArray *
list_others (CmAssessmentPage *self)
{
  GPtrArray *all = cm_assessment_list (get_store (self));

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (cm_record_get_id (all->pdata[i]), get_id (self)))
      {
        g_ptr_array_remove_index (all, i);
        break;
      }
  return all;
}

static void
show_compare (CmAssessmentPage *self)
{
  g_autoptr (GPtrArray) others = NULL;

  if (self->shown == NULL ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->views), VIEW_COMPARE) != 0)
    return;
  if (self->compare == NULL)
    make_compare (self);
  others = list_others (self);
  cm_assessment_compare_show (
      CM_ASSESSMENT_COMPARE (self->compare), get_store (self), others, self->then, self->shown);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* What the reader chose, unless it is gone or the same; else the one before of the same subject. */
static CmAssessment *
load_then (CmAssessmentPage *self, const CmAssessment *now)
{
  CmAssessment *then = NULL;
  g_autoptr (CmRecord) earlier = NULL;

  if (self->beside != NULL && !g_str_equal (self->beside, cm_record_get_id (now->record)))
    then = cm_assessment_load (get_store (self), self->beside, self->benchmark);
  if (then != NULL)
    return then;
  earlier = cm_assessment_find_earlier (get_store (self), now->record);
  return earlier != NULL
             ? cm_assessment_load (get_store (self), cm_record_get_id (earlier), self->benchmark)
             : NULL;
}

/* Bodies to begin an assessment of. */
static void
fill_menu (CmAssessmentPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) bodies = g_menu_new ();
  g_autoptr (CmQuery) query = cm_query_new ("body");
  g_autoptr (GPtrArray) records = cm_store_list (get_store (self), query);

  g_menu_append (menu, _ ("Begin from _last time"), "assessment.begin-again");
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (cm_record_get_title (records->pdata[i]), NULL);

      g_menu_item_set_action_and_target (
          item, "assessment.begin-for", "s", cm_record_get_id (records->pdata[i]));
      g_menu_append_item (bodies, item);
    }
  if (records->len > 0)
    g_menu_append_submenu (menu, _ ("Begin for a _body"), G_MENU_MODEL (bodies));
  adw_split_button_set_menu_model (self->begin, G_MENU_MODEL (menu));
}

static void
show_bar (CmAssessmentPage *self, GPtrArray *all)
{
  gboolean editable = !cm_store_get_read_only (get_store (self));

  cm_assessment_chooser_show (CM_ASSESSMENT_CHOOSER (self->chooser),
                              get_store (self),
                              all,
                              self->shown != NULL ? self->shown->record : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), self->shown != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assessment.begin", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assessment.begin-for", editable);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "assessment.begin-again", editable && self->shown != NULL);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "assessment.delete", editable && self->shown != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assessment.save", self->shown != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assessment.print", self->shown != NULL);
  fill_menu (self);
}

static void
forget_cards (CmAssessmentPage *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    cm_assessment_card_show (self->cards->pdata[i], NULL, NULL, NULL);
  for (guint i = 0; i < self->editors->len; i++)
    cm_field_editor_show (self->editors->pdata[i], NULL, NULL);
}

/* Shows that one or, if it is gone, the newest. */
static void
reload (CmAssessmentPage *self, const char *id)
{
  g_autoptr (GPtrArray) all = cm_assessment_list (get_store (self));
  g_autoptr (CmAssessment) before = g_steal_pointer (&self->shown);
  g_autoptr (CmAssessment) then = g_steal_pointer (&self->then);
  gboolean other;

  self->stale = FALSE;
  if (id != NULL)
    self->shown = cm_assessment_load (get_store (self), id, self->benchmark);
  if (self->shown == NULL && all->len > 0)
    self->shown =
        cm_assessment_load (get_store (self), cm_record_get_id (all->pdata[0]), self->benchmark);
  other = before == NULL || self->shown == NULL ||
          !g_str_equal (cm_record_get_id (before->record), get_id (self));
  /* Another is not to be given what is still typed about the one before. */
  if (other)
    forget_cards (self);
  if (self->shown != NULL)
    {
      self->then = load_then (self, self->shown);
      show_cards (self);
      show_summary (self);
      show_about (self);
      show_compare (self);
    }
  show_bar (self, all);
  gtk_stack_set_visible_child_name (self->stack, self->shown != NULL ? "assessment" : "empty");
}

static void
changed_cb (CmAssessmentPage *self, CmChanges *changes)
{
  static const char *const tables[] = { "assessment",     "assessment_point", "assessment_level",
                                        "recommendation", "action",           "body" };
  gboolean touched = cm_changes_get_all (changes);

  for (guint i = 0; i < G_N_ELEMENTS (tables) && !touched; i++)
    touched = cm_changes_touch (changes, tables[i]);
  if (!touched)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self, get_id (self));
  else
    self->stale = TRUE;
}

static void
cm_assessment_page_map (GtkWidget *widget)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (widget);

  if (self->stale && get_store (self) != NULL)
    reload (self, get_id (self));
  GTK_WIDGET_CLASS (cm_assessment_page_parent_class)->map (widget);
}

/* --- choosing and beginning ------------------------------------------------------------------- */

static gboolean
cm_assessment_page_flush (CmPage *page)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (page);

  for (guint i = 0; i < self->cards->len; i++)
    if (!cm_assessment_card_flush (self->cards->pdata[i]))
      {
        cm_assessment_page_show_view (self, VIEW_HEADINGS);
        return FALSE;
      }
  for (guint i = 0; i < self->editors->len; i++)
    if (!cm_field_editor_flush (self->editors->pdata[i]))
      return FALSE;
  return TRUE;
}

void
cm_assessment_page_show (CmAssessmentPage *self, const char *id)
{
  g_autoptr (CmRecord) record = NULL;

  g_return_if_fail (CM_IS_ASSESSMENT_PAGE (self));
  record = cm_store_get (get_store (self), "assessment", id);
  if (record != NULL && cm_assessment_page_flush (CM_PAGE (self)))
    reload (self, id);
}

static void
begin (CmAssessmentPage *self, const char *subject, const CmAssessment *from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) record = NULL;
  g_autofree char *text = NULL;

  if (!cm_assessment_page_flush (CM_PAGE (self)))
    return;
  record = cm_assessment_begin (get_store (self), subject, from, &error);
  if (record == NULL)
    {
      cm_page_show_error (CM_PAGE (self), error);
      return;
    }
  cm_assessment_page_show (self, cm_record_get_id (record));
  cm_assessment_page_show_view (self, VIEW_HEADINGS);
  if (self->cards->len > 0)
    cm_assessment_card_set_open (self->cards->pdata[0], TRUE);
  /* translators: %s is the name of an assessment */
  text = g_strdup_printf (_ ("“%s” begun"), cm_record_get_title (record));
  cm_page_show_toast (CM_PAGE (self), text, TRUE);
}

static const char *
get_subject (CmAssessmentPage *self)
{
  return self->shown != NULL && !cm_record_is_null (self->shown->record, "subject")
             ? cm_record_get_text (self->shown->record, "subject")
             : NULL;
}

static void
begin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (widget);
  g_autofree char *subject = g_strdup (get_subject (self));

  begin (self, subject, NULL);
}

/* While what is taken over is read, the page shows what comes of it. */
static void
begin_again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (widget);
  g_autofree char *subject = g_strdup (get_subject (self));
  g_autoptr (CmAssessment) from = NULL;

  if (!cm_assessment_page_flush (CM_PAGE (self)))
    return;
  from = cm_assessment_load (get_store (self), get_id (self), self->benchmark);
  begin (self, subject, from);
}

static void
begin_for_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  begin (CM_ASSESSMENT_PAGE (widget), g_variant_get_string (parameter, NULL), NULL);
}

/* --- getting about ---------------------------------------------------------------------------- */

/* What was opened has its height, and the others their places, a few frames later. */
static gboolean
reveal_cb (GtkWidget *card, GdkFrameClock *clock, gpointer data)
{
  CmAssessmentPage *self = data;
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (card, gtk_widget_get_parent (GTK_WIDGET (self->list)), &bounds))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->window), bounds.origin.y);
  if (self->reveals > 0)
    self->reveals--;
  return self->reveals > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

CmAssessmentCard *
cm_assessment_page_open_heading (CmAssessmentPage *self, const char *title)
{
  const CmAssessmentPart *part;
  GtkWidget *card;
  guint place;

  g_return_val_if_fail (CM_IS_ASSESSMENT_PAGE (self), NULL);
  part = self->shown != NULL ? cm_assessment_find_part (self->shown, title) : NULL;
  if (part == NULL || !g_ptr_array_find (self->shown->parts, part, &place))
    return NULL;
  card = self->cards->pdata[place];
  cm_assessment_page_show_view (self, VIEW_HEADINGS);
  cm_assessment_card_set_open (CM_ASSESSMENT_CARD (card), TRUE);
  self->reveals = REVEALS;
  gtk_widget_add_tick_callback (card, reveal_cb, self, NULL);
  gtk_widget_child_focus (card, GTK_DIR_TAB_FORWARD);
  return CM_ASSESSMENT_CARD (card);
}

void
cm_assessment_page_show_view (CmAssessmentPage *self, const char *name)
{
  g_return_if_fail (CM_IS_ASSESSMENT_PAGE (self));
  gtk_stack_set_visible_child_name (self->views, name);
}

static gboolean
cm_assessment_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (page);

  cm_assessment_page_show (self, id);
  if (g_strcmp0 (get_id (self), id) != 0)
    return FALSE;
  cm_assessment_page_show_view (self, VIEW_HEADINGS);
  gtk_expander_set_expanded (self->about, TRUE);
  return TRUE;
}

/* The list has no more than a few a year: the first of them is shown. */
static void
cm_assessment_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (page);
  g_autoptr (CmRecord) first = cm_store_first (get_store (self), query);

  if (first != NULL)
    cm_assessment_page_show (self, cm_record_get_id (first));
}

/* --- the report ------------------------------------------------------------------------------- */

static CmDocument *
make_report (CmAssessmentPage *self)
{
  g_autoptr (GError) error = NULL;
  CmDocument *document;

  if (self->shown == NULL || !cm_assessment_page_flush (CM_PAGE (self)))
    return NULL;
  document = cm_assessment_report_new (get_store (self), self->shown, self->then, &error);
  if (document == NULL)
    cm_page_show_error (CM_PAGE (self), error);
  return document;
}

void
cm_assessment_page_save (CmAssessmentPage *self, const char *path)
{
  g_autoptr (CmDocument) document = NULL;

  g_return_if_fail (CM_IS_ASSESSMENT_PAGE (self));
  document = make_report (self);
  if (document != NULL)
    cm_page_save_report (
        CM_PAGE (self), document, cm_library_get_manual (NULL), CM_MANUAL_PDF, path);
}

static void
save_to (CmPage *page, const char *path)
{
  cm_assessment_page_save (CM_ASSESSMENT_PAGE (page), path);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (widget);
  g_autofree char *title =
      g_strdelimit (g_strdup (cm_record_get_title (self->shown->record)), "/\\:", '-');
  g_autofree char *name = g_strdup_printf ("%s.%s", title, g_variant_get_string (parameter, NULL));

  cm_page_ask_path (CM_PAGE (widget), _ ("Save the report"), name, save_to);
}

GtkPrintOperation *
cm_assessment_page_print (CmAssessmentPage *self, const char *path)
{
  g_autoptr (CmDocument) document = NULL;

  g_return_val_if_fail (CM_IS_ASSESSMENT_PAGE (self), NULL);
  document = make_report (self);
  return document != NULL
             ? cm_page_print_report (CM_PAGE (self), document, cm_library_get_manual (NULL), path)
             : NULL;
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkPrintOperation *operation = cm_assessment_page_print (CM_ASSESSMENT_PAGE (widget), NULL);

  /* It holds itself while it is on its way. */
  g_clear_object (&operation);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
cm_assessment_page_set_store (CmPage *page, CmStore *store)
{
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  reload (CM_ASSESSMENT_PAGE (page), NULL);
}

static void
cm_assessment_page_dispose (GObject *object)
{
  CmAssessmentPage *self = CM_ASSESSMENT_PAGE (object);

  if (self->cards != NULL)
    forget_cards (self);
  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->editors, g_ptr_array_unref);
  g_clear_pointer (&self->shown, cm_assessment_free);
  g_clear_pointer (&self->then, cm_assessment_free);
  g_clear_pointer (&self->beside, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_ASSESSMENT_PAGE);
  g_clear_object (&self->edition);
  G_OBJECT_CLASS (cm_assessment_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-assessment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, bar);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, chooser_bin);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, begin);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, report);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, views);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, window);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, summary);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, about);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, about_bin);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, list);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, advice);
  gtk_widget_class_bind_template_child (widget_class, CmAssessmentPage, compare_bin);
  gtk_widget_class_bind_template_callback (widget_class, show_about);
}

static void
cm_assessment_page_class_init (CmAssessmentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_assessment_page_dispose;
  widget_class->map = cm_assessment_page_map;
  CM_PAGE_CLASS (klass)->set_store = cm_assessment_page_set_store;
  CM_PAGE_CLASS (klass)->show_record = cm_assessment_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_assessment_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_assessment_page_flush;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "assessment.begin", NULL, begin_cb);
  gtk_widget_class_install_action (widget_class, "assessment.begin-again", NULL, begin_again_cb);
  gtk_widget_class_install_action (widget_class, "assessment.begin-for", "s", begin_for_cb);
  gtk_widget_class_install_action (widget_class, "assessment.delete", NULL, delete_later);
  gtk_widget_class_install_action (widget_class, "assessment.save", "s", save_cb);
  gtk_widget_class_install_action (widget_class, "assessment.print", NULL, print_cb);
}

static void
cm_assessment_page_init (CmAssessmentPage *self)
{
  CmEdition *edition = cm_library_get_edition (NULL);

  self->cards = g_ptr_array_new ();
  self->editors = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  if (edition != NULL)
    {
      self->edition = g_object_ref (edition);
      self->benchmark = cm_edition_get_benchmark (edition);
    }
  self->chooser = cm_assessment_chooser_new ();
  g_signal_connect_object (
      self->chooser, "chosen", G_CALLBACK (cm_assessment_page_show), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->chooser_bin, self->chooser);
  g_signal_connect_swapped (
      self->views, "notify::visible-child-name", G_CALLBACK (show_compare), self);
}

const CmAssessment *
cm_assessment_page_get_shown (CmAssessmentPage *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_PAGE (self), NULL);
  return self->shown;
}

CmAssessmentCompare *
cm_assessment_page_get_compare (CmAssessmentPage *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_PAGE (self), NULL);
  return CM_ASSESSMENT_COMPARE (self->compare);
}

CmAssessmentChooser *
cm_assessment_page_get_chooser (CmAssessmentPage *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_PAGE (self), NULL);
  return CM_ASSESSMENT_CHOOSER (self->chooser);
}
