/* cm-thread-panel.c - the drawing of the golden thread with what belongs to it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-panel"
#include "config.h"

#include "cm-thread-panel.h"

#include <glib/gi18n.h>

#include "cm-scroll-pacer.h"
#include "cm-thread-builder.h"
#include "cm-thread-table.h"

struct _CmThreadPanel
{
  AdwBin parent_instance;

  CmThread *thread;
  char *chapter, *outcome; /* keys, or NULL */
  GPtrArray *chapter_ids;  /* of char *, as the drop-downs list them */
  GPtrArray *outcome_ids;
  GPtrArray *refs; /* of CmThreadRef: what the nodes are */
  GtkDropDown *chapters, *outcomes;
  GtkStack *stack;
  CmThreadDrawing *drawing;
  CmThreadTable *table;
  GtkToggleButton *table_button;
  GtkWidget *empty;
  gboolean filling;
};

enum
{
  SIGNAL_OPENED,
  SIGNAL_MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmThreadPanel, cm_thread_panel, ADW_TYPE_BIN)

/* --- what is shown ---------------------------------------------------------------------------- */

/* Replaces the texts of a drop-down, if they are others. */
static void
set_texts (GtkDropDown *drop, GPtrArray *texts)
{
  GListModel *model = gtk_drop_down_get_model (drop);
  guint n = g_list_model_get_n_items (model);
  gboolean same = n == texts->len;

  for (guint i = 0; same && i < n; i++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i),
                        g_ptr_array_index (texts, i));
  if (same)
    return;
  g_ptr_array_add (texts, NULL);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, n, (const char *const *) texts->pdata);
}

static void
select_id (GtkDropDown *drop, GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (ids, i), id) == 0)
      gtk_drop_down_set_selected (drop, i);
}

static void
fill_chapters (CmThreadPanel *self)
{
  GPtrArray *chapters = cm_thread_get_chapters (self->thread);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_ptr_array_set_size (self->chapter_ids, 0);
  for (guint i = 0; i < chapters->len; i++)
    {
      const CmThreadChapter *chapter = g_ptr_array_index (chapters, i);

      g_ptr_array_add (self->chapter_ids, g_strdup (chapter->id));
      g_ptr_array_add (texts, chapter->name);
    }
  set_texts (self->chapters, texts);
  select_id (self->chapters, self->chapter_ids, self->chapter);
}

static void
fill_outcomes (CmThreadPanel *self, const CmThreadChapter *chapter)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_ptr_array_set_size (self->outcome_ids, 0);
  g_ptr_array_add (self->outcome_ids, NULL);
  g_ptr_array_add (texts, _ ("All its outcomes"));
  for (guint i = 0; chapter != NULL && i < chapter->outcomes->len; i++)
    {
      const CmThreadOutcome *outcome = g_ptr_array_index (chapter->outcomes, i);

      g_ptr_array_add (self->outcome_ids, g_strdup (cm_record_get_id (outcome->record)));
      g_ptr_array_add (texts, (gpointer) cm_record_get_title (outcome->record));
    }
  set_texts (self->outcomes, texts);
  select_id (self->outcomes, self->outcome_ids, self->outcome);
}

static void
show_chapter (CmThreadPanel *self, const CmThreadChapter *chapter, const CmThreadOutcome *outcome)
{
  g_autofree char *year = cm_year_format (cm_thread_get_year (self->thread));

  g_ptr_array_set_size (self->refs, 0);
  cm_thread_drawing_set_chart (self->drawing,
                               cm_thread_build_chart (self->thread, chapter, outcome, self->refs));
  cm_thread_table_show (self->table, chapter, outcome, year);
}

static void
update (CmThreadPanel *self)
{
  CmThreadChapter *chapter = NULL;
  CmThreadOutcome *outcome = NULL;

  if (self->thread == NULL)
    return;
  if (self->chapter != NULL)
    chapter = cm_thread_find_chapter (self->thread, self->chapter);
  if (chapter == NULL && cm_thread_get_chapters (self->thread)->len > 0)
    chapter = g_ptr_array_index (cm_thread_get_chapters (self->thread), 0);
  if (self->outcome != NULL)
    outcome = cm_thread_find_outcome (self->thread, self->outcome);
  if (outcome != NULL && outcome->chapter != chapter)
    outcome = NULL;
  g_free (self->chapter);
  self->chapter = chapter != NULL ? g_strdup (chapter->id) : NULL;
  if (outcome == NULL)
    g_clear_pointer (&self->outcome, g_free);
  self->filling = TRUE;
  fill_chapters (self);
  fill_outcomes (self, chapter);
  self->filling = FALSE;
  if (chapter != NULL)
    show_chapter (self, chapter, outcome);
  gtk_stack_set_visible_child_name (self->stack,
                                    chapter == NULL ? "empty"
                                    : gtk_toggle_button_get_active (self->table_button)
                                        ? "table"
                                        : "drawing");
}

static void
take_choice (char **id, GtkDropDown *drop, GPtrArray *ids)
{
  guint selected = gtk_drop_down_get_selected (drop);

  g_free (*id);
  *id = selected < ids->len ? g_strdup (g_ptr_array_index (ids, selected)) : NULL;
}

static void
chapter_chosen_cb (CmThreadPanel *self)
{
  if (self->filling)
    return;
  take_choice (&self->chapter, self->chapters, self->chapter_ids);
  g_clear_pointer (&self->outcome, g_free);
  update (self);
}

static void
outcome_chosen_cb (CmThreadPanel *self)
{
  if (self->filling)
    return;
  take_choice (&self->outcome, self->outcomes, self->outcome_ids);
  update (self);
}

static void
node_activated_cb (CmThreadPanel *self, guint node)
{
  const CmThreadRef *ref = node < self->refs->len ? g_ptr_array_index (self->refs, node) : NULL;

  if (ref != NULL && ref->table != NULL)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, ref->table, ref->id);
}

static void
opened_cb (CmThreadPanel *self, const char *table, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, table, id);
}

/* --- files ------------------------------------------------------------------------------------ */

static void
export_response_cb (GtkFileChooserNative *chooser, int response, CmThreadPanel *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      g_autofree char *name = g_path_get_basename (path);
      gboolean written = cm_thread_drawing_export (self->drawing, path, &error);
      /* translators: %s is the name of a file */
      g_autofree char *text =
          written ? g_strdup_printf (_ ("“%s” is written"), name) : g_strdup (error->message);

      g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, FALSE);
    }
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
}

static void
add_filter (GtkFileChooserNative *chooser, const char *name, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmThreadPanel *self = CM_THREAD_PANEL (widget);
  const char *suffix = g_variant_get_string (parameter, NULL);
  g_autofree char *pattern = g_strconcat ("*.", suffix, NULL);
  /* translators: the name of a file; %1$s is a chapter, %2$s the kind of file, such as png */
  g_autofree char *name = g_strdup_printf (
      _ ("Golden thread – %1$s.%2$s"), cm_thread_drawing_get_chart (self->drawing)->name, suffix);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Export the drawing"),
                                   GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Export"),
                                   _ ("_Cancel"));

  add_filter (chooser, pattern, pattern);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), g_strdelimit (name, "/", '-'));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_response_cb), self, 0);
  /* It ends with its answer, or with the panel. */
  g_object_set_data_full (G_OBJECT (self), "export", chooser, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
let_go (CmThreadPanel *self)
{
  if (self->thread != NULL)
    g_signal_handlers_disconnect_by_data (self->thread, self);
  g_clear_object (&self->thread);
}

static void
cm_thread_panel_dispose (GObject *object)
{
  let_go (CM_THREAD_PANEL (object));
  G_OBJECT_CLASS (cm_thread_panel_parent_class)->dispose (object);
}

static void
cm_thread_panel_finalize (GObject *object)
{
  CmThreadPanel *self = CM_THREAD_PANEL (object);

  g_ptr_array_unref (self->chapter_ids);
  g_ptr_array_unref (self->outcome_ids);
  g_ptr_array_unref (self->refs);
  g_free (self->chapter);
  g_free (self->outcome);
  G_OBJECT_CLASS (cm_thread_panel_parent_class)->finalize (object);
}

static void
cm_thread_panel_class_init (CmThreadPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_thread_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_thread_panel_finalize;
  signals[SIGNAL_OPENED] = g_signal_new ("opened",
                                         CM_TYPE_THREAD_PANEL,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         2,
                                         G_TYPE_STRING,
                                         G_TYPE_STRING);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_THREAD_PANEL,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "thread-panel.export", "s", export_cb);
}

static GtkDropDown *
make_drop_down (const char *name, int chars)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *drop = gtk_drop_down_new (G_LIST_MODEL (list), text);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop), TRUE);
  gtk_widget_set_size_request (drop, chars, -1);
  gtk_widget_set_tooltip_text (drop, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_DROP_DOWN (drop);
}

static GtkWidget *
make_export_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _ ("Export as a picture (PNG)…"), "thread-panel.export::png");
  g_menu_append (menu, _ ("Export as a drawing (SVG)…"), "thread-panel.export::svg");
  g_menu_append (menu, _ ("Export as a page (PDF)…"), "thread-panel.export::pdf");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Export"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  return button;
}

static GtkWidget *
make_bar (CmThreadPanel *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->chapters = make_drop_down (_ ("Chapter that is drawn"), 140);
  self->outcomes = make_drop_down (_ ("Outcome that is drawn"), 140);
  gtk_widget_set_hexpand (GTK_WIDGET (self->outcomes), TRUE);
  self->table_button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_ ("As a table")));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->chapters));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->outcomes));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->table_button));
  gtk_box_append (GTK_BOX (bar), make_export_button ());
  gtk_widget_add_css_class (bar, "thread-bar");
  g_signal_connect_swapped (
      self->chapters, "notify::selected", G_CALLBACK (chapter_chosen_cb), self);
  g_signal_connect_swapped (
      self->outcomes, "notify::selected", G_CALLBACK (outcome_chosen_cb), self);
  g_signal_connect_swapped (self->table_button, "toggled", G_CALLBACK (update), self);
  return bar;
}

static GtkWidget *
make_scrolled (GtkWidget *child)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  gtk_widget_set_vexpand (window, TRUE);
  cm_scroll_pacer_attach (GTK_SCROLLED_WINDOW (window));
  return window;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "cm-target-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing to draw yet"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("There is no chapter here. Add one in the registers, then its outcomes."));
  return page;
}

static void
cm_thread_panel_init (CmThreadPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->chapter_ids = g_ptr_array_new_with_free_func (g_free);
  self->outcome_ids = g_ptr_array_new_with_free_func (g_free);
  self->refs = g_ptr_array_new_with_free_func (cm_thread_ref_free);
  self->drawing = CM_THREAD_DRAWING (cm_thread_drawing_new ());
  self->table = CM_THREAD_TABLE (cm_thread_table_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_stack_add_named (self->stack, make_scrolled (GTK_WIDGET (self->drawing)), "drawing");
  gtk_stack_add_named (self->stack, make_scrolled (GTK_WIDGET (self->table)), "table");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  g_signal_connect_swapped (self->drawing, "node-activated", G_CALLBACK (node_activated_cb), self);
  g_signal_connect_swapped (self->table, "opened", G_CALLBACK (opened_cb), self);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_thread_panel_new (void)
{
  return g_object_new (CM_TYPE_THREAD_PANEL, NULL);
}

void
cm_thread_panel_show (CmThreadPanel *self, CmThread *thread)
{
  if (thread == self->thread)
    return;
  let_go (self);
  if (thread == NULL)
    return;
  self->thread = g_object_ref (thread);
  g_signal_connect_swapped (thread, "changed", G_CALLBACK (update), self);
  update (self);
}

void
cm_thread_panel_choose (CmThreadPanel *self, const char *chapter, const char *outcome)
{
  char *copy = g_strdup (chapter), *other = g_strdup (outcome);

  g_free (self->chapter);
  g_free (self->outcome);
  self->chapter = copy;
  self->outcome = other;
  update (self);
}

void
cm_thread_panel_set_table (CmThreadPanel *self, gboolean table)
{
  gtk_toggle_button_set_active (self->table_button, table);
}

CmThreadDrawing *
cm_thread_panel_get_drawing (CmThreadPanel *self)
{
  return self->drawing;
}
