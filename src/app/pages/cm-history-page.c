/* cm-history-page.c - who changed what and when, value by value; undo of any length. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-history-page"
#include "config.h"

#include "cm-history-page.h"

#include <glib/gi18n.h>

#include "cm-history.h"
#include "cm-progress-dialog.h"
#include "cm-store-errand.h"

#define ENTRIES_AT_ONCE 200
#define DETAILS_MAX 120 /* values shown of one change; the file for a spreadsheet has them all */

/**
 * CmHistoryPage:
 *
 * The changes at the left, newest first; what the chosen one did at the right. Older ones are read
 * when the list is scrolled to its end.
 */
struct _CmHistoryPage
{
  CmPage parent_instance;

  GtkSearchEntry *search;
  GtkWidget *chip;
  GtkLabel *chip_label;
  GtkStack *stack;
  GtkListView *list;
  GtkScrolledWindow *details_scroll;
  GtkBox *details;

  GListStore *entries; /* of Item */
  GtkSingleSelection *selection;
  char *table, *id; /* the record that is looked at, or NULL */
  gboolean complete;
  gboolean stale; /* something changed while nobody looked */
  guint reload_idle, undo_idle;
  CmProgressDialog *progress; /* while a change that takes long is undone, or NULL */
  gint64 undo_to;             /* the entry to be undone last */
  guint undone;
  GtkFileChooserNative *chooser;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CmHistoryPage, cm_history_page, CM_TYPE_PAGE)

/* An entry as an item of a list. */
#define ITEM_TYPE (item_get_type ())
G_DECLARE_FINAL_TYPE (Item, item, CM, HISTORY_ITEM, GObject)

struct _Item
{
  GObject parent_instance;
  gint64 seq;
  gboolean can_undo;
  char *what, *who;
};

G_DEFINE_FINAL_TYPE (Item, item, G_TYPE_OBJECT)

static void
item_finalize (GObject *object)
{
  Item *self = CM_HISTORY_ITEM (object);

  g_free (self->what);
  g_free (self->who);
  G_OBJECT_CLASS (item_parent_class)->finalize (object);
}

static void
item_class_init (ItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = item_finalize;
}

static void
item_init (Item *self)
{
}

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  /* translators: a time in the change log, as in 31 Dec 2009 14:05; see strftime */
  return g_date_time_format (then, _ ("%-d %b %Y %H:%M"));
}

static Item *
make_item (const CmHistoryEntry *entry)
{
  Item *item = g_object_new (ITEM_TYPE, NULL);
  g_autofree char *time = format_time (entry->time);

  item->seq = entry->seq;
  item->can_undo = entry->can_undo;
  /* translators: %s is the label of a change that was taken back */
  item->what = entry->undone ? g_strdup_printf (_ ("%s (undone)"), entry->summary)
                             : g_strdup (entry->summary);
  if (entry->n_records > 1)
    item->who = g_strdup_printf (
        /* translators: %1$s is a time, %2$s a person, %3$u a number of records */
        ngettext ("%1$s · %2$s · %3$u record", "%1$s · %2$s · %3$u records", entry->n_records),
        time,
        entry->actor,
        entry->n_records);
  else
    /* translators: %1$s is a time, %2$s a person */
    item->who = g_strdup_printf (_ ("%1$s · %2$s"), time, entry->actor);
  return item;
}

/* --- the list --------------------------------------------------------------------------------- */

static CmHistoryFilter
make_filter (CmHistoryPage *self)
{
  return (CmHistoryFilter){ .table = self->table,
                            .id = self->id,
                            .words = gtk_editable_get_text (GTK_EDITABLE (self->search)) };
}

static void
read_older (CmHistoryPage *self)
{
  CmHistoryFilter filter = make_filter (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  g_autoptr (Item) last =
      n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->entries), n - 1) : NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (self->complete)
    return;
  filter.before = last != NULL ? last->seq : 0;
  filter.limit = ENTRIES_AT_ONCE;
  entries = cm_store_find_history (cm_page_get_store (CM_PAGE (self)), &filter);
  self->complete = entries->len < ENTRIES_AT_ONCE;
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (Item) item = make_item (entries->pdata[i]);

      g_list_store_append (self->entries, item);
    }
}

static gboolean
is_narrowed (CmHistoryPage *self)
{
  return self->id != NULL || *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

static void
reload (CmHistoryPage *self)
{
  if (cm_page_get_store (CM_PAGE (self)) == NULL)
    return;
  g_list_store_remove_all (self->entries);
  self->complete = FALSE;
  read_older (self);
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->entries)) > 0
                                        ? "list"
                                    : is_narrowed (self) ? "none-found"
                                                         : "empty");
}

static gboolean
reload_cb (gpointer data)
{
  CmHistoryPage *self = data;

  self->reload_idle = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

/* Changes come in bursts, and nobody looks at this page while making them elsewhere. */
static void
reload_later (CmHistoryPage *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->stale && self->reload_idle == 0)
    self->reload_idle = g_idle_add (reload_cb, self);
}

static void
cm_history_page_map (GtkWidget *widget)
{
  CmHistoryPage *self = CM_HISTORY_PAGE (widget);

  GTK_WIDGET_CLASS (cm_history_page_parent_class)->map (widget);
  if (self->stale)
    reload_later (self);
}

static void
edge_reached_cb (CmHistoryPage *self, GtkPositionType position)
{
  if (position == GTK_POS_BOTTOM)
    read_older (self);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dim-label");
        }
    }
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *what = gtk_widget_get_first_child (box);
  Item *item = gtk_list_item_get_item (list_item);

  gtk_label_set_text (GTK_LABEL (what), item->what);
  gtk_widget_set_tooltip_text (what, item->what);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (what)), item->who);
}

/* --- one change ------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* Else Tab would stop at every value. */
  gtk_widget_set_focusable (label, FALSE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
open_record_cb (GtkWidget *button, gpointer data)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, CM_TYPE_HISTORY_PAGE);

  cm_page_open_record (CM_PAGE (page),
                       g_object_get_data (G_OBJECT (button), "table"),
                       g_object_get_data (G_OBJECT (button), "id"));
}

static char *
describe (const CmHistoryDetail *detail)
{
  const char *kind = cm_table_label (detail->table);

  if (*detail->title == '\0')
    return g_strdup (kind);
  if (detail->kind == CM_CHANGE_INSERT)
    /* translators: %1$s is a kind of record, %2$s its title */
    return g_strdup_printf (_ ("%1$s “%2$s” added"), kind, detail->title);
  if (detail->kind == CM_CHANGE_DELETE)
    /* translators: %1$s is a kind of record, %2$s its title */
    return g_strdup_printf (_ ("%1$s “%2$s” deleted"), kind, detail->title);
  /* translators: %1$s is a kind of record, %2$s its title */
  return g_strdup_printf (_ ("%1$s “%2$s” changed"), kind, detail->title);
}

static GtkWidget *
make_heading (CmHistoryPage *self, const CmHistoryDetail *detail)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (CmRecord) record =
      cm_store_get (cm_page_get_store (CM_PAGE (self)), detail->table->name, detail->id);
  g_autofree char *text = describe (detail);
  GtkWidget *label = make_label (text, "heading");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (record != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Show"));
      /* translators: %s is the title of a record */
      g_autofree char *name = g_strdup_printf (_ ("Show “%s”"), detail->title);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_START);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_object_set_data (G_OBJECT (button), "table", (gpointer) detail->table->name);
      g_object_set_data_full (G_OBJECT (button), "id", g_strdup (detail->id), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (open_record_cb), NULL);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "history-values");
  return grid;
}

/* Before and after stand side by side; of a record that came or went there is only one of them. */
static void
add_value (GtkGrid *grid, int row, const CmHistoryDetail *detail)
{
  GtkWidget *name = make_label (cm_field_label (detail->field), "dim-label");

  gtk_widget_set_size_request (name, 110, -1);
  gtk_grid_attach (grid, name, 0, row, 1, 1);
  if (detail->kind == CM_CHANGE_UPDATE)
    {
      GtkWidget *before =
          make_label (*detail->before != '\0' ? detail->before : _ ("nothing"), NULL);
      GtkWidget *arrow = make_label ("→", "dim-label");
      GtkWidget *after = make_label (*detail->after != '\0' ? detail->after : _ ("nothing"), NULL);

      gtk_widget_set_hexpand (before, TRUE);
      gtk_widget_set_hexpand (after, TRUE);
      gtk_widget_add_css_class (before, *detail->before != '\0' ? "history-before" : "dim-label");
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("became"), -1);
      gtk_grid_attach (grid, before, 1, row, 1, 1);
      gtk_grid_attach (grid, arrow, 2, row, 1, 1);
      gtk_grid_attach (grid, after, 3, row, 1, 1);
    }
  else
    {
      GtkWidget *value =
          make_label (detail->kind == CM_CHANGE_DELETE ? detail->before : detail->after, NULL);

      gtk_widget_set_hexpand (value, TRUE);
      gtk_grid_attach (grid, value, 1, row, 3, 1);
    }
}

static void
clear_details (CmHistoryPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->details))) != NULL)
    gtk_box_remove (self->details, child);
}

static void
show_details (CmHistoryPage *self, Item *item)
{
  g_autoptr (GPtrArray) details =
      cm_store_get_history_details (cm_page_get_store (CM_PAGE (self)), item->seq);
  const CmHistoryDetail *last = NULL;
  GtkWidget *grid = NULL;
  int row = 0;

  gtk_box_append (self->details, make_label (item->what, "title-3"));
  gtk_box_append (self->details, make_label (item->who, "dim-label"));
  if (details->len == 0)
    gtk_box_append (self->details,
                    make_label (_ ("Its values are not kept: what is loaded from a file is told as "
                                   "one change."),
                                NULL));
  for (guint i = 0; i < MIN (details->len, DETAILS_MAX); i++)
    {
      const CmHistoryDetail *detail = g_ptr_array_index (details, i);

      if (last == NULL || !g_str_equal (last->id, detail->id))
        {
          gtk_box_append (self->details, make_heading (self, detail));
          grid = make_grid ();
          gtk_widget_set_visible (grid, detail->field != NULL);
          gtk_box_append (self->details, grid);
          row = 0;
        }
      if (detail->field != NULL)
        add_value (GTK_GRID (grid), row++, detail);
      last = detail;
    }
  if (details->len > DETAILS_MAX)
    gtk_box_append (self->details,
                    make_label (_ ("There are more values; saving as CSV writes them all."), NULL));
}

static gboolean
is_undoing (CmHistoryPage *self)
{
  return self->undo_idle != 0 || self->progress != NULL;
}

static void
update_actions (CmHistoryPage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  Item *item = gtk_single_selection_get_selected_item (self->selection);

  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "history.undo-to",
                                 item != NULL && item->can_undo && !is_undoing (self) &&
                                     !cm_store_get_read_only (store));
  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "history.export",
                                 g_list_model_get_n_items (G_LIST_MODEL (self->entries)) > 0);
}

static void
selected_cb (CmHistoryPage *self)
{
  Item *item = gtk_single_selection_get_selected_item (self->selection);

  if (cm_page_get_store (CM_PAGE (self)) == NULL)
    return;
  clear_details (self);
  if (item != NULL)
    show_details (self, item);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->details_scroll), 0);
  update_actions (self);
}

/* --- undo ------------------------------------------------------------------------------------- */

static void
finish_undo (CmHistoryPage *self)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u change is undone", "%u changes are undone", self->undone), self->undone);

  self->undo_idle = 0;
  cm_page_show_toast (CM_PAGE (self), text, FALSE);
  reload (self);
}

static gboolean undo_cb (gpointer data);

static void
undone_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (CmHistoryPage) self = data;
  g_autoptr (GError) error = NULL;

  cm_progress_dialog_end (g_steal_pointer (&self->progress));
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (cm_store_undo_finish (CM_STORE (store), result, &error))
    {
      self->undone++;
      self->undo_idle = g_idle_add (undo_cb, self);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cm_page_show_error (CM_PAGE (self), error);
  finish_undo (self);
}

static void
undo_with_progress (CmHistoryPage *self, CmStore *store)
{
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *label = cm_store_get_undo_label (store);
  /* translators: %s is the label of a change */
  g_autofree char *what = g_strdup_printf (_ ("Undoing: %s"), label);

  self->progress = cm_progress_dialog_start (GTK_WIDGET (self), what, progress, cancellable);
  cm_store_undo_async (store, FALSE, progress, cancellable, undone_cb, g_object_ref (self));
}

/* One change in each turn of the main loop, so that the window stays alive. */
static gboolean
undo_cb (gpointer data)
{
  CmHistoryPage *self = data;
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  gint64 next = cm_store_get_undo_seq (store);
  g_autoptr (GError) error = NULL;

  if (next == 0 || next < self->undo_to)
    {
      finish_undo (self);
      return G_SOURCE_REMOVE;
    }
  if (cm_store_undo_is_long (store, FALSE))
    {
      undo_with_progress (self, store);
      self->undo_idle = 0;
      return G_SOURCE_REMOVE;
    }
  if (!cm_store_undo (store, &error))
    {
      cm_page_show_error (CM_PAGE (self), error);
      finish_undo (self);
      return G_SOURCE_REMOVE;
    }
  self->undone++;
  return G_SOURCE_CONTINUE;
}

void
cm_history_page_undo_to_chosen (CmHistoryPage *self)
{
  Item *item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL || !item->can_undo || is_undoing (self))
    return;
  self->undo_to = item->seq;
  self->undone = 0;
  self->undo_idle = g_idle_add (undo_cb, self);
  update_actions (self);
}

static void
undo_to_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_history_page_undo_to_chosen (CM_HISTORY_PAGE (widget));
}

/* --- export ----------------------------------------------------------------------------------- */

/* What the thread needs, apart from the page: a connection of its own, and where to write. */
typedef struct
{
  char *path, *id, *words;
  const char *table;
  GFile *file;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_free (export->path);
  g_free (export->id);
  g_free (export->words);
  g_object_unref (export->file);
  g_free (export);
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Export *export = data;
  CmHistoryFilter filter = { .table = export->table, .id = export->id, .words = export->words };
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (export->path, CM_STORE_READ_ONLY, &error);
  g_autofree char *text = NULL;

  if (store != NULL)
    {
      text = cm_history_export (store, &filter);
      cm_store_close (store);
    }
  if (text != NULL && g_file_replace_contents (export->file,
                                               text,
                                               strlen (text),
                                               NULL,
                                               FALSE,
                                               G_FILE_CREATE_NONE,
                                               NULL,
                                               cancellable,
                                               &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
exported_cb (GObject *page, GAsyncResult *result, gpointer data)
{
  const Export *export = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cm_page_show_error (CM_PAGE (page), error);
      return;
    }
  /* translators: %s is the name of a file */
  text = g_strdup_printf (_ ("The changes are in “%s”"), name);
  cm_page_show_toast (CM_PAGE (page), text, FALSE);
}

void
cm_history_page_export (CmHistoryPage *self, GFile *file)
{
  CmHistoryFilter filter = make_filter (self);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, exported_cb, NULL);
  Export *export = g_new0 (Export, 1);

  export->path = g_strdup (cm_store_get_path (cm_page_get_store (CM_PAGE (self))));
  export->table = filter.table;
  export->id = g_strdup (filter.id);
  export->words = g_strdup (filter.words);
  export->file = g_object_ref (file);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_set_task_data (task, export, free_export);
  g_task_run_in_thread (task, export_thread);
}

static void
export_response_cb (CmHistoryPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      cm_history_page_export (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmHistoryPage *self = CM_HISTORY_PAGE (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the changes"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("Changes.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (export_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- the page --------------------------------------------------------------------------------- */

void
cm_history_page_narrow (CmHistoryPage *self, const char *table, const char *id)
{
  g_free (self->id);
  self->id = g_strdup (id);
  self->table = id != NULL ? (char *) cm_table_find (table)->name : NULL;
  gtk_widget_set_visible (self->chip, id != NULL);
  if (id != NULL)
    {
      g_autofree char *title = cm_store_get_title (cm_page_get_store (CM_PAGE (self)), table, id);
      /* translators: %s is the title of the record whose changes alone are shown */
      g_autofree char *text = g_strdup_printf (_ ("Only: %s"), title);

      gtk_label_set_text (self->chip_label, text);
    }
  reload (self);
}

static void
all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmHistoryPage *self = CM_HISTORY_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  cm_history_page_narrow (self, NULL, NULL);
}

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CM_HISTORY_PAGE (widget)->search));
}

static void
cm_history_page_set_store (CmPage *page, CmStore *store)
{
  g_signal_connect_object (store, "changed", G_CALLBACK (reload_later), page, G_CONNECT_SWAPPED);
  reload (CM_HISTORY_PAGE (page));
}

static void
cm_history_page_dispose (GObject *object)
{
  CmHistoryPage *self = CM_HISTORY_PAGE (object);

  g_clear_handle_id (&self->reload_idle, g_source_remove);
  g_clear_handle_id (&self->undo_idle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->id, g_free);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_HISTORY_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->entries);
  G_OBJECT_CLASS (cm_history_page_parent_class)->dispose (object);
}

static void
cm_history_page_finalize (GObject *object)
{
  g_object_unref (CM_HISTORY_PAGE (object)->cancellable);
  G_OBJECT_CLASS (cm_history_page_parent_class)->finalize (object);
}

static void
cm_history_page_class_init (CmHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_history_page_finalize;
  widget_class->map = cm_history_page_map;
  CM_PAGE_CLASS (klass)->set_store = cm_history_page_set_store;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmHistoryPage, search);
  gtk_widget_class_bind_template_child (widget_class, CmHistoryPage, chip);
  gtk_widget_class_bind_template_child (widget_class, CmHistoryPage, chip_label);
  gtk_widget_class_bind_template_child (widget_class, CmHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, CmHistoryPage, details_scroll);
  gtk_widget_class_bind_template_child (widget_class, CmHistoryPage, details);
  gtk_widget_class_install_action (widget_class, "history.undo-to", NULL, undo_to_cb);
  gtk_widget_class_install_action (widget_class, "history.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "history.all", NULL, all_cb);
  gtk_widget_class_install_action (widget_class, "history.find", NULL, find_cb);
}

static void
cm_history_page_init (CmHistoryPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *scroll;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->cancellable = g_cancellable_new ();
  self->entries = g_list_store_new (ITEM_TYPE);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->entries)));
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (
      self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (reload), self);
  scroll = gtk_widget_get_ancestor (GTK_WIDGET (self->list), GTK_TYPE_SCROLLED_WINDOW);
  g_signal_connect_object (
      scroll, "edge-reached", G_CALLBACK (edge_reached_cb), self, G_CONNECT_SWAPPED);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_f, GDK_CONTROL_MASK),
                        gtk_named_action_new ("history.find")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
