/* cm-register.c - the records of one table: searched, edited, added, deleted, copied, exported. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-register"
#include "config.h"

#include "cm-register.h"

#include <glib/gi18n.h>

#include "cm-draft.h"
#include "cm-export-bar.h"
#include "cm-export-dialog.h"
#include "cm-paste.h"
#include "cm-records.h"

/**
 * CmRegister:
 *
 * The table edits its cells, the form beside it the whole record that is chosen. The register adds,
 * deletes and pastes; its owner may say how records are made and kept, what they are called, and
 * what those that are seen come to.
 *
 * Accessibility: all it does are actions ("register.add" …), in the toolbar and on keys.
 */
struct _CmRegister
{
  AdwBin parent_instance;

  GtkButton *add_button, *delete_button, *copy_button, *paste_button, *export_button, *open_button;
  GtkSearchEntry *search;
  GtkMenuButton *columns_button;
  GtkToggleButton *form_button;
  GtkWidget *chip;
  GtkLabel *chip_label;
  GtkStack *stack;
  AdwFlap *flap;
  AdwBin *table_bin, *form_bin;
  GtkLabel *totals;
  AdwStatusPage *none_page, *empty_page;
  GtkButton *none_button, *empty_add;
  CmTableView *table;
  CmRecordForm *form;
  CmExportBar *export_bar;

  CmStore *store;
  gulong changed_id;
  CmQuery *base;   /* as the owner asked for it */
  CmQuery *narrow; /* NULL: all of it */
  char *what;      /* of the narrowing */
  char *told;      /* the owner's totals */
  CmScope *scope;  /* of the base, or NULL */
  GtkFileChooserNative *chooser;

  const CmRegisterKeeper *keeper;
  gpointer keeper_data;
  const CmRegisterWords *words;
  guint rows_idle;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_CHANGED_ROWS,
  SIGNAL_SELECTION_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmRegister, cm_register, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
tell (CmRegister *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
tell_error (CmRegister *self, const GError *error)
{
  tell (self, error->message, FALSE);
}

/* --- words ------------------------------------------------------------------------------------ */

/* Words that fit every table. What a table holds is called by its heading where it must be named:
 * “Timetable” holds rows as “Decisions” does. */
static const CmRegisterWords plain_words = {
  .add = N_ ("Add a row"),
  .remove = N_ ("Delete the chosen rows"),
  .copy = N_ ("Copy the chosen rows for a spreadsheet"),
  .paste = N_ ("Add rows from a spreadsheet’s clipboard"),
  .details = N_ ("Show everything about the chosen row"),
  .open = N_ ("Open the chosen row on a page of its own"),
  .empty_title = N_ ("Nothing here yet"),
  .empty_add = N_ ("_Add the first"),
  .none_found = N_ ("No row has all those words."),
};

#define WORDS(self, member)                                                                        \
  _ ((self)->words != NULL && (self)->words->member != NULL ? (self)->words->member                \
                                                            : plain_words.member)

static gboolean
has_pages (CmRegister *self)
{
  return self->keeper != NULL && self->keeper->open != NULL;
}

/* The key is no part of the name that a screen reader says. */
static void
name_button (gpointer button, const char *name, const char *key)
{
  g_autofree char *tooltip = g_strdup_printf ("%s (%s)", name, key);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Ctrl+Enter leads to the page of the record if it has one, else to the form. */
static void
name_openers (CmRegister *self)
{
  const char *details = WORDS (self, details);

  gtk_widget_set_visible (GTK_WIDGET (self->open_button), has_pages (self));
  name_button (self->open_button, WORDS (self, open), _ ("Ctrl+Enter"));
  name_button (self->form_button, details, _ ("Ctrl+Enter"));
  if (has_pages (self))
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->form_button), details);
}

static char *
make_search_name (CmRegister *self)
{
  if (self->words != NULL && self->words->search != NULL)
    return g_strdup (_ (self->words->search));
  /* translators: %s is the heading of a table, as in “Decisions” or “Timetable” */
  return g_strdup_printf (_ ("Search “%s”"), _ (cm_query_get_table (self->base)->plural));
}

static char *
make_empty_text (CmRegister *self)
{
  if (self->words != NULL && self->words->empty_text != NULL)
    return g_strdup (_ (self->words->empty_text));
  /* translators: %s is a sentence that says what the records of a table are */
  return g_strdup_printf (_ ("%s Add one at a time, or copy rows in a spreadsheet and paste them "
                             "here."),
                          _ (cm_query_get_table (self->base)->help));
}

static void
update_words (CmRegister *self)
{
  g_autofree char *search = make_search_name (self);
  g_autofree char *empty = make_empty_text (self);

  name_button (self->add_button, WORDS (self, add), _ ("Ctrl+Shift+N"));
  name_button (self->delete_button, WORDS (self, remove), _ ("Delete"));
  name_button (self->copy_button, WORDS (self, copy), _ ("Ctrl+C"));
  name_button (self->paste_button, WORDS (self, paste), _ ("Ctrl+V"));
  name_button (
      self->export_button, _ ("Export what is shown to a workbook or CSV"), _ ("Ctrl+Shift+E"));
  name_openers (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->search), search);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, search, -1);
  adw_status_page_set_title (self->empty_page, WORDS (self, empty_title));
  adw_status_page_set_description (self->empty_page, empty);
  gtk_button_set_label (self->empty_add, WORDS (self, empty_add));
}

/* --- what is shown ---------------------------------------------------------------------------- */

static const char *
get_search (CmRegister *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static CmQuery *
make_query (CmRegister *self)
{
  CmQuery *query = cm_query_copy (self->base);

  if (self->narrow != NULL)
    cm_query_where_in (query, "id", cm_query_copy (self->narrow), "id");
  return query;
}

static void
show_rows (CmRegister *self)
{
  cm_table_view_show (self->table, self->store, make_query (self));
  cm_table_view_search (self->table, get_search (self));
}

static void
show_totals (CmRegister *self)
{
  guint rows = cm_table_view_get_n_rows (self->table);
  g_autofree char *text = g_strdup_printf (ngettext ("%u row", "%u rows", rows), rows);

  gtk_label_set_text (self->totals, self->told != NULL ? self->told : text);
}

static gboolean
rows_changed_cb (gpointer data)
{
  CmRegister *self = data;

  self->rows_idle = 0;
  show_totals (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED_ROWS], 0);
  return G_SOURCE_REMOVE;
}

/* Adding up takes as long as keeping a change, so neither the change nor its row waits for it. */
static void
tell_rows_later (CmRegister *self)
{
  if (self->rows_idle == 0)
    self->rows_idle = g_idle_add (rows_changed_cb, self);
}

static gboolean
can_export (CmRegister *self)
{
  return self->store != NULL && !cm_export_bar_is_busy (self->export_bar);
}

static void
update_actions (CmRegister *self)
{
  g_autoptr (GPtrArray) selected = cm_table_view_get_selected (self->table);
  gboolean writable = self->store != NULL && !cm_store_get_read_only (self->store);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "register.add", writable);
  gtk_widget_action_set_enabled (widget, "register.paste", writable);
  gtk_widget_action_set_enabled (widget, "register.import", writable);
  gtk_widget_action_set_enabled (widget, "register.delete", writable && selected->len > 0);
  gtk_widget_action_set_enabled (
      widget, "register.copy", cm_table_view_get_n_rows (self->table) > 0);
  gtk_widget_action_set_enabled (widget, "register.export", can_export (self));
  gtk_widget_action_set_enabled (widget, "register.open", has_pages (self) && selected->len == 1);
}

/* Why there are no rows, and the way back. */
static void
update_none_page (CmRegister *self)
{
  gboolean searched = *get_search (self) != '\0';
  g_autofree char *text = NULL;

  if (!searched && self->narrow != NULL)
    /* translators: %s says what the rows of a table were narrowed to, as in “without a lead” */
    text = g_strdup_printf (_ ("There are no rows for “%s” now."), self->what);
  adw_status_page_set_description (self->none_page, text != NULL ? text : WORDS (self, none_found));
  gtk_button_set_label (self->none_button, searched ? _ ("_Clear the search") : _ ("_Show all"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->none_button),
                                  searched ? "register.clear-search" : "register.widen");
}

static void
update (CmRegister *self)
{
  gboolean narrowed = *get_search (self) != '\0' || self->narrow != NULL;
  const char *child = "table";

  if (self->store == NULL)
    return;
  if (cm_table_view_get_n_rows (self->table) == 0)
    child = narrowed ? "none-found" : "empty";
  update_none_page (self);
  gtk_stack_set_visible_child_name (self->stack, child);
  tell_rows_later (self);
  update_actions (self);
}

/* The form costs time for each row that is passed, so it is filled only while it is seen. */
static void
show_current (CmRegister *self)
{
  gboolean seen = adw_flap_get_reveal_flap (self->flap);
  CmRecord *current = seen ? cm_table_view_get_current (self->table) : NULL;

  if (!seen && !cm_record_form_flush (self->form))
    return; /* what cannot be kept waits there */
  if (current != cm_record_form_get_record (self->form))
    cm_record_form_show (self->form, self->store, current);
}

static void
selection_changed_cb (CmRegister *self)
{
  show_current (self);
  update_actions (self);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
search_changed_cb (CmRegister *self)
{
  if (self->store == NULL)
    return;
  cm_table_view_search (self->table, get_search (self));
  update (self);
}

/* The field that names the record, or the first that can be edited. */
static const char *
find_first_field (const CmTable *table)
{
  if (table->title != NULL)
    return table->title;
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      return table->fields[i].name;
  return table->fields[0].name;
}

static void
edit_in_form (CmRegister *self, CmRecord *record)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
  cm_record_form_focus (self->form, find_first_field (cm_record_get_table (record)));
}

static void
activated_cb (CmRegister *self, CmRecord *record)
{
  if (!has_pages (self))
    edit_in_form (self, record);
  else if (cm_register_flush (self))
    self->keeper->open (self, record, self->keeper_data);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRegister *self = CM_REGISTER (widget);
  CmRecord *current = cm_table_view_get_current (self->table);

  if (current != NULL)
    activated_cb (self, current);
}

static void
message_cb (CmRegister *self, const char *text, gboolean undo)
{
  tell (self, text, undo);
}

/* --- keeping records -------------------------------------------------------------------------- */

static CmRecord *
make_record (CmRegister *self, GError **error)
{
  CmRecord *record;

  if (self->keeper != NULL && self->keeper->make != NULL)
    return self->keeper->make (self, self->keeper_data, error);
  record = cm_record_new (cm_query_get_table (self->base));
  if (!cm_draft_fill (self->store, record, error))
    g_clear_object (&record);
  return record;
}

static CmRecord *
make_pattern (CmRegister *self)
{
  return self->keeper != NULL && self->keeper->make_pattern != NULL
             ? self->keeper->make_pattern (self, self->keeper_data)
             : NULL;
}

static gboolean
add_records (CmRegister *self, GPtrArray *records, GError **error)
{
  return self->keeper != NULL && self->keeper->add != NULL
             ? self->keeper->add (self, records, self->keeper_data, error)
             : cm_records_add (self->store, records, error);
}

static gboolean
remove_records (CmRegister *self, GPtrArray *records, GError **error)
{
  return self->keeper != NULL && self->keeper->remove != NULL
             ? self->keeper->remove (self, records, self->keeper_data, error)
             : cm_records_delete (self->store, records, error);
}

static char *
describe_deed (CmRegister *self, CmRegisterDeed deed, guint n)
{
  const char *heading = _ (cm_query_get_table (self->base)->plural);
  char *text = self->keeper != NULL && self->keeper->tell != NULL
                   ? self->keeper->tell (self, deed, n, self->keeper_data)
                   : NULL;

  if (text != NULL)
    return text;
  if (deed == CM_REGISTER_DELETED)
    /* translators: %1$u is a number, %2$s the heading of a table, as in “Decisions” or “Timetable”
     */
    return g_strdup_printf (
        ngettext ("%1$u row is deleted from “%2$s”", "%1$u rows are deleted from “%2$s”", n),
        n,
        heading);
  /* translators: %1$u is a number, %2$s the heading of a table, as in “Decisions” or “Timetable” */
  return g_strdup_printf (
      ngettext ("%1$u row is pasted into “%2$s”", "%1$u rows are pasted into “%2$s”", n),
      n,
      heading);
}

/* --- adding and deleting ---------------------------------------------------------------------- */

/* The first thing to do with a new record is to name it. */
static void
start_editing (CmRegister *self, CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);
  const CmField *title = table->title != NULL ? cm_table_field (table, table->title) : NULL;

  if (title != NULL && (title->type == CM_FIELD_TEXT || title->type == CM_FIELD_LONG_TEXT))
    cm_table_view_edit (self->table, title->name);
  else
    edit_in_form (self, record);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRegister *self = CM_REGISTER (widget);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  CmRecord *record;

  if (!cm_register_flush (self))
    return;
  record = make_record (self, &error);
  if (record != NULL)
    g_ptr_array_add (added, record);
  if (record == NULL || !add_records (self, added, &error))
    {
      tell_error (self, error);
      return;
    }
  update (self);
  if (cm_register_select (self, cm_record_get_id (record)))
    start_editing (self, record);
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRegister *self = CM_REGISTER (widget);
  g_autoptr (GPtrArray) selected = cm_table_view_get_selected (self->table);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (selected->len == 0)
    return;
  text = selected->len == 1 && *cm_record_get_title (selected->pdata[0]) != '\0'
             /* translators: %s is the title of a record */
             ? g_strdup_printf (_ ("“%s” is deleted"), cm_record_get_title (selected->pdata[0]))
             : describe_deed (self, CM_REGISTER_DELETED, selected->len);
  cm_record_form_show (self->form, self->store, NULL);
  if (remove_records (self, selected, &error))
    tell (self, text, TRUE);
  else
    tell_error (self, error);
  show_current (self);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_table_view_copy (CM_REGISTER (widget)->table);
}

/* --- pasting ---------------------------------------------------------------------------------- */

/* Pasting is all or nothing: half a spreadsheet is worse than none. */
static void
show_problems (CmRegister *self, GPtrArray *problems)
{
  const guint shown = MIN (problems->len, 8);
  GString *body = g_string_new (NULL);
  GtkWidget *dialog;

  for (guint i = 0; i < shown; i++)
    g_string_append_printf (body, "%s\n", (const char *) problems->pdata[i]);
  if (problems->len > shown)
    g_string_append_printf (body,
                            ngettext ("and %u more\n", "and %u more\n", problems->len - shown),
                            problems->len - shown);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   _ ("Nothing was pasted"),
                                   g_strchomp (body->str));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
  g_string_free (body, TRUE);
}

static void
tell_pasted (CmRegister *self, guint n, GPtrArray *left_out)
{
  g_autofree char *text = describe_deed (self, CM_REGISTER_PASTED, n);

  if (left_out->len > 0)
    {
      g_autofree char *pasted = g_steal_pointer (&text);
      g_autofree char *columns = NULL;

      g_ptr_array_add (left_out, NULL);
      columns = g_strjoinv (", ", (char **) left_out->pdata);
      /* translators: %1$s says what was pasted, %2$s are the titles of columns that are computed by
       * the program, or unknown to it */
      text = g_strdup_printf (_ ("%1$s; left out: %2$s"), pasted, columns);
    }
  tell (self, text, TRUE);
}

void
cm_register_paste (CmRegister *self, const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (CmRecord) pattern = NULL;
  g_autoptr (GError) error = NULL;
  guint n;
  const CmField *const *columns;

  g_return_if_fail (CM_IS_REGISTER (self));
  g_return_if_fail (self->store != NULL);

  pattern = make_pattern (self);
  columns = cm_table_view_get_columns (self->table, &n);
  records = cm_paste_read (self->store,
                           cm_query_get_table (self->base),
                           text,
                           columns,
                           n,
                           pattern,
                           &problems,
                           &left_out);
  if (problems->len > 0)
    show_problems (self, problems);
  else if (records->len == 0)
    tell (self, _ ("The clipboard holds no rows; copy some in a spreadsheet first"), FALSE);
  else if (!add_records (self, records, &error))
    tell_error (self, error);
  else
    {
      tell_pasted (self, records->len, left_out);
      cm_register_search (self, NULL);
      cm_register_select (self, cm_record_get_id (records->pdata[0]));
    }
}

static void
clipboard_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  /* The register may be gone: then the reading was cancelled. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  cm_register_paste (CM_REGISTER (data), text != NULL ? text : "");
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRegister *self = CM_REGISTER (widget);

  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (widget), self->cancellable, clipboard_read_cb, self);
}

/* The window asks for the file. */
static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRegister *self = CM_REGISTER (widget);

  if (cm_register_flush (self))
    gtk_widget_activate_action (
        widget, "win.import-into", "s", cm_query_get_table (self->base)->name);
}

/* --- exporting -------------------------------------------------------------------------------- */

static char *
describe_scope (CmRegister *self)
{
  if (self->scope == NULL || cm_scope_is_whole (self->scope))
    return NULL;
  return self->scope->chapter != NULL
             ? cm_store_get_title (self->store, "chapter", self->scope->chapter)
             : cm_store_get_title (self->store, "theme", self->scope->theme);
}

static char *
describe_order (CmRegister *self)
{
  gboolean descending = FALSE;
  const CmField *field = cm_table_view_get_order (self->table, &descending);

  if (field == NULL)
    return NULL;
  if (!descending)
    return g_strdup (cm_field_label (field));
  /* translators: %s is the heading of the column that rows are sorted by, the greatest first */
  return g_strdup_printf (_ ("%s, descending"), cm_field_label (field));
}

void
cm_register_export (CmRegister *self, GFile *file)
{
  g_autofree char *scope = NULL;
  g_autofree char *order = NULL;
  CmExportWords words = { NULL };
  const CmField *const *fields;
  guint n;

  g_return_if_fail (CM_IS_REGISTER (self));
  g_return_if_fail (self->store != NULL);

  if (cm_export_bar_is_busy (self->export_bar) || !cm_register_flush (self))
    return;
  if (!g_file_is_native (file))
    {
      tell (self, _ ("Choose a folder of this computer to export to"), FALSE);
      return;
    }
  scope = describe_scope (self);
  order = describe_order (self);
  words.scope = scope;
  words.only = self->narrow != NULL ? self->what : NULL;
  words.words = get_search (self);
  words.order = order;
  fields = cm_table_view_get_columns (self->table, &n);
  cm_export_bar_write (self->export_bar,
                       self->store,
                       cm_table_view_get_query (self->table),
                       fields,
                       n,
                       &words,
                       file);
  update_actions (self);
}

static void
exported_cb (CmRegister *self, const char *text)
{
  if (text != NULL)
    tell (self, text, FALSE);
  update_actions (self);
}

static void
export_response_cb (CmRegister *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = cm_export_dialog_get_file (self->chooser);

      cm_register_export (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRegister *self = CM_REGISTER (widget);

  g_clear_object (&self->chooser);
  self->chooser = cm_export_dialog_new (widget, _ (cm_query_get_table (self->base)->plural));
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (export_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- search and narrowing --------------------------------------------------------------------- */

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CM_REGISTER (widget)->search));
}

static void
clear_search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_register_search (CM_REGISTER (widget), NULL);
}

/* The chip goes away under the keyboard, which then belongs to what it hid. */
static void
widen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmRegister *self = CM_REGISTER (widget);
  gboolean had_focus = gtk_widget_has_focus (self->chip);

  cm_register_narrow (self, NULL, NULL);
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
}

void
cm_register_search (CmRegister *self, const char *words)
{
  g_return_if_fail (CM_IS_REGISTER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), words != NULL ? words : "");
  /* The entry waits a little before it tells; whoever asks here wants to see it now. */
  search_changed_cb (self);
}

static void
set_narrow (CmRegister *self, CmQuery *query, const char *what)
{
  g_autofree char *text = NULL;

  g_clear_pointer (&self->narrow, cm_query_free);
  g_free (self->what);
  self->narrow = query;
  self->what = g_strdup (what != NULL ? what : "");
  /* translators: %s says which rows of a table are shown, as in “without a lead” */
  text = g_strdup_printf (_ ("Only: %s"), self->what);
  gtk_label_set_text (self->chip_label, text);
  gtk_widget_set_visible (self->chip, query != NULL);
}

void
cm_register_narrow (CmRegister *self, CmQuery *query, const char *what)
{
  g_return_if_fail (CM_IS_REGISTER (self));
  g_return_if_fail (query == NULL || self->base != NULL);
  g_return_if_fail (query == NULL || cm_query_get_table (query) == cm_query_get_table (self->base));

  if (query == NULL && self->narrow == NULL)
    return;
  set_narrow (self, query, what);
  show_rows (self);
  update (self);
  selection_changed_cb (self);
}

gboolean
cm_register_select (CmRegister *self, const char *id)
{
  g_return_val_if_fail (CM_IS_REGISTER (self), FALSE);

  if (cm_table_view_select (self->table, id))
    return TRUE;
  if (*get_search (self) != '\0')
    {
      cm_register_search (self, NULL);
      if (cm_table_view_select (self->table, id))
        return TRUE;
    }
  if (self->narrow == NULL)
    return FALSE;
  cm_register_narrow (self, NULL, NULL);
  return cm_table_view_select (self->table, id);
}

/* --- the store and the table ------------------------------------------------------------------ */

static void
leave_store (CmRegister *self)
{
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_object (&self->store);
}

/* Another table has nothing to do with what was searched for and narrowed to in this one. */
static void
start_afresh (CmRegister *self)
{
  cm_register_flush (self);
  cm_record_form_show (self->form, self->store, NULL);
  set_narrow (self, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  cm_table_view_search (self->table, NULL);
  cm_register_set_totals (self, NULL);
}

void
cm_register_show (CmRegister *self, CmStore *store, CmQuery *query)
{
  const CmTable *table = cm_query_get_table (query);
  gboolean other;

  g_return_if_fail (CM_IS_REGISTER (self));
  g_return_if_fail (CM_IS_STORE (store));

  other = self->base == NULL || cm_query_get_table (self->base) != table || self->store != store;
  if (other && self->base != NULL)
    start_afresh (self);
  g_clear_pointer (&self->base, cm_query_free);
  self->base = query;
  if (other)
    {
      leave_store (self);
      self->store = g_object_ref (store);
    }
  show_rows (self);
  if (other)
    {
      /* After the table, so that the rows are there when a change is looked at. */
      self->changed_id = g_signal_connect_swapped (store, "changed", G_CALLBACK (update), self);
      update_words (self);
      gtk_menu_button_set_menu_model (self->columns_button,
                                      cm_table_view_get_columns_menu (self->table));
    }
  update (self);
  selection_changed_cb (self);
}

gboolean
cm_register_flush (CmRegister *self)
{
  gboolean kept;

  g_return_val_if_fail (CM_IS_REGISTER (self), TRUE);
  kept = cm_table_view_commit (self->table);
  if (cm_record_form_flush (self->form))
    return kept;
  adw_flap_set_reveal_flap (self->flap, TRUE); /* where the reason stands */
  return FALSE;
}

/* --- what the owner says ---------------------------------------------------------------------- */

void
cm_register_set_keeper (CmRegister *self, const CmRegisterKeeper *keeper, gpointer data)
{
  g_return_if_fail (CM_IS_REGISTER (self));
  self->keeper = keeper;
  self->keeper_data = data;
}

void
cm_register_set_words (CmRegister *self, const CmRegisterWords *words)
{
  g_return_if_fail (CM_IS_REGISTER (self));
  self->words = words;
  if (self->base != NULL)
    update_words (self);
}

void
cm_register_set_totals (CmRegister *self, const char *text)
{
  g_return_if_fail (CM_IS_REGISTER (self));
  if (text != self->told)
    {
      g_free (self->told);
      self->told = g_strdup (text);
    }
  show_totals (self);
}

void
cm_register_set_details (CmRegister *self, gboolean shown)
{
  g_return_if_fail (CM_IS_REGISTER (self));
  adw_flap_set_reveal_flap (self->flap, shown);
}

void
cm_register_set_scope (CmRegister *self, const CmScope *scope)
{
  CmScope *copy = scope != NULL ? cm_scope_copy (scope) : NULL;

  g_return_if_fail (CM_IS_REGISTER (self));
  g_clear_pointer (&self->scope, cm_scope_free);
  self->scope = copy;
}

CmStore *
cm_register_get_store (CmRegister *self)
{
  g_return_val_if_fail (CM_IS_REGISTER (self), NULL);
  return self->store;
}

const CmTable *
cm_register_get_table_shown (CmRegister *self)
{
  g_return_val_if_fail (CM_IS_REGISTER (self), NULL);
  return self->base != NULL ? cm_query_get_table (self->base) : NULL;
}

CmQuery *
cm_register_get_query (CmRegister *self)
{
  CmQuery *query;

  g_return_val_if_fail (CM_IS_REGISTER (self), NULL);
  g_return_val_if_fail (self->base != NULL, NULL);
  query = make_query (self);
  cm_query_search (query, get_search (self));
  return query;
}

CmTableView *
cm_register_get_table (CmRegister *self)
{
  g_return_val_if_fail (CM_IS_REGISTER (self), NULL);
  return self->table;
}

CmRecordForm *
cm_register_get_form (CmRegister *self)
{
  g_return_val_if_fail (CM_IS_REGISTER (self), NULL);
  return self->form;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_register_dispose (GObject *object)
{
  CmRegister *self = CM_REGISTER (object);

  g_clear_handle_id (&self->rows_idle, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  leave_store (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_REGISTER);
  G_OBJECT_CLASS (cm_register_parent_class)->dispose (object);
}

static void
cm_register_finalize (GObject *object)
{
  CmRegister *self = CM_REGISTER (object);

  g_clear_pointer (&self->base, cm_query_free);
  g_clear_pointer (&self->narrow, cm_query_free);
  g_clear_pointer (&self->scope, cm_scope_free);
  g_free (self->what);
  g_free (self->told);
  G_OBJECT_CLASS (cm_register_parent_class)->finalize (object);
}

static void
add_signals (void)
{
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_REGISTER,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_CHANGED_ROWS] = g_signal_new (
      "changed-rows", CM_TYPE_REGISTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed",
                                                    CM_TYPE_REGISTER,
                                                    G_SIGNAL_RUN_LAST,
                                                    0,
                                                    NULL,
                                                    NULL,
                                                    NULL,
                                                    G_TYPE_NONE,
                                                    0);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmRegister, add_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, delete_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, paste_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, export_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, export_bar);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, open_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, search);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, form_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, chip);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, chip_label);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, stack);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, flap);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, table_bin);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, form_bin);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, totals);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, none_page);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, none_button);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CmRegister, empty_add);
}

static void
cm_register_class_init (CmRegisterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_register_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_register_finalize;
  add_signals ();
  g_type_ensure (CM_TYPE_EXPORT_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/widgets/cm-register.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "register.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "register.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "register.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "register.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "register.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "register.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "register.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "register.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "register.clear-search", NULL, clear_search_cb);
  gtk_widget_class_install_action (widget_class, "register.widen", NULL, widen_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "register.paste", NULL);
}

static void
add_key (GtkEventController *keys, guint keyval, GdkModifierType modifiers, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), gtk_named_action_new (action)));
}

/* Escape leaves a form that lies over the table; beside it there is nothing to leave. */
static gboolean
form_key_cb (CmRegister *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape || !adw_flap_get_folded (self->flap))
    return GDK_EVENT_PROPAGATE;
  adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

static void
add_keys (CmRegister *self)
{
  GtkEventController *global = gtk_shortcut_controller_new ();
  GtkEventController *table = gtk_shortcut_controller_new ();
  GtkEventController *form = gtk_event_controller_key_new ();

  /* Wherever the keyboard is in the window, as long as the register is seen. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (global), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (global, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "register.add");
  add_key (global, GDK_KEY_f, GDK_CONTROL_MASK, "register.find");
  add_key (global, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "register.export");
  gtk_widget_add_controller (GTK_WIDGET (self), global);
  /* In the table alone: elsewhere this key is not for its records. */
  add_key (table, GDK_KEY_Delete, 0, "register.delete");
  gtk_widget_add_controller (GTK_WIDGET (self->table), table);
  g_signal_connect_swapped (form, "key-pressed", G_CALLBACK (form_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->form), form);
}

static void
cm_register_init (CmRegister *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->what = g_strdup ("");
  self->table = CM_TABLE_VIEW (cm_table_view_new ());
  self->form = CM_RECORD_FORM (cm_record_form_new ());
  add_keys (self);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  /* The button stands outside the table, which has the actions of its menu. */
  gtk_widget_insert_action_group (
      GTK_WIDGET (self->columns_button), "table", cm_table_view_get_actions (self->table));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (
      self->table, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->table, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->form, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (show_current), self);
  g_signal_connect_object (
      self->export_bar, "finished", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_register_new (void)
{
  return g_object_new (CM_TYPE_REGISTER, NULL);
}
