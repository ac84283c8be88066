/* cm-child-group.c - the records of one table that a record owns, with adding and removing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-child-group"
#include "config.h"

#include "cm-child-group.h"

#include <glib/gi18n.h>

#include "cm-child-row.h"
#include "cm-draft.h"

#define SEARCHED_FROM 13 /* records to choose from; fewer are seen at a glance */
#define CHOICE_WIDTH 280
#define CHOICE_HEIGHT_MAX 320
#define MOST 500     /* more records than these are only counted */
#define AT_ONCE 8000 /* microseconds: for as long rows are made before the rest has a turn */

/**
 * CmChildGroup:
 *
 * A table whose records only say what their owner is linked to asks which record to link next; any
 * other gets a record with the required fields filled in, opened to be put right.
 */
struct _CmChildGroup
{
  AdwBin parent_instance;

  const CmTable *table;
  const CmField *owner_field;
  const CmField *link; /* what a link refers to, or NULL */
  CmStore *store;
  CmRecord *owner;

  GtkWidget *line; /* of the heading */
  GtkWidget *total;
  GtkWidget *list;
  guint idle; /* makes the rows that are still missing */
  GtkWidget *add;
  GtkWidget *search, *choice, *none; /* of the popover of a link */
  GListStore *choices;
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmChildGroup, cm_child_group, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* The one reference that makes a record a link: required, and beside it only choices are. */
static const CmField *
find_link (const CmTable *table)
{
  const CmField *link = NULL;

  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];

      if ((field->flags & CM_FIELD_OWNER) != 0 || (field->flags & CM_FIELD_REQUIRED) == 0 ||
          field->type == CM_FIELD_CHOICE)
        continue;
      if (field->type != CM_FIELD_REFERENCE || link != NULL)
        return NULL;
      link = field;
    }
  return table->title == NULL ? link : NULL;
}

static void
tell (CmChildGroup *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static const char *
get_owner_title (CmChildGroup *self)
{
  const char *title = cm_record_get_title (self->owner);

  return *title != '\0' ? title : cm_table_label (cm_record_get_table (self->owner));
}

static CmQuery *
query_children (CmChildGroup *self)
{
  CmQuery *query = cm_query_new (self->table->name);

  cm_query_where_text (query, self->owner_field->name, cm_record_get_id (self->owner));
  return query;
}

/* --- the rows --------------------------------------------------------------------------------- */

static CmChildRow *
get_row (CmChildGroup *self, int i)
{
  return CM_CHILD_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i));
}

static int
count_rows (CmChildGroup *self)
{
  int n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), n) != NULL)
    n++;
  return n;
}

static int
find_row (CmChildGroup *self, CmRecord *record)
{
  for (int i = count_rows (self) - 1; i >= 0; i--)
    if (cm_child_row_get_record (get_row (self, i)) == record)
      return i;
  return -1;
}

/* The keyboard goes on from where the row was. */
static void
focus_near (CmChildGroup *self, int i)
{
  int n = count_rows (self);

  if (n == 0)
    gtk_widget_grab_focus (self->add);
  else
    gtk_widget_child_focus (GTK_WIDGET (get_row (self, MIN (i, n - 1))), GTK_DIR_TAB_FORWARD);
}

static void
remove_cb (CmChildGroup *self, CmChildRow *row)
{
  g_autoptr (CmRecord) record = g_object_ref (cm_child_row_get_record (row));
  g_autofree char *name = cm_child_row_dup_title (row);
  /* translators: %1$s is what was linked to or part of the record %2$s */
  g_autofree char *label =
      g_strdup_printf (_ ("Remove “%1$s” from “%2$s”"), name, get_owner_title (self));
  /* translators: %s is what was linked to or part of a record */
  g_autofree char *done = g_strdup_printf (_ ("“%s” removed"), name);
  g_autoptr (GError) error = NULL;
  int i = find_row (self, record);

  if (!cm_store_begin (self->store, label, &error))
    {
      tell (self, error->message, FALSE);
      return;
    }
  if (!cm_store_delete (self->store, record, &error))
    cm_store_rollback (self->store);
  else if (cm_store_commit (self->store, &error))
    {
      cm_child_group_show (self, self->store, self->owner);
      focus_near (self, i);
      tell (self, done, TRUE);
      return;
    }
  tell (self, error->message, FALSE);
}

static CmChildRow *
insert_row (CmChildGroup *self, CmRecord *record, int position)
{
  GtkWidget *row = cm_child_row_new (self->table);

  cm_child_row_show (CM_CHILD_ROW (row), self->store, record);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "message", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), row, position);
  return CM_CHILD_ROW (row);
}

static void
drop_row (CmChildGroup *self, CmChildRow *row)
{
  /* First of all it lets go of the record, or leaving a control would save it again. */
  cm_child_row_show (row, NULL, NULL);
  gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
}

static void
drop_all_rows (CmChildGroup *self)
{
  for (int i = count_rows (self) - 1; i >= 0; i--)
    drop_row (self, get_row (self, i));
}

static void update_rows (CmChildGroup *self, gint64 time);

static gboolean
make_rows_cb (gpointer data)
{
  CmChildGroup *self = data;

  self->idle = 0;
  update_rows (self, AT_ONCE);
  return G_SOURCE_REMOVE;
}

/* Rows keep their place even if their order by now is another: what is being edited must not run
 * away. New ones come after the one they follow. Those that take longer than `time` microseconds to
 * make come when there is nothing else to do. */
static void
update_rows (CmChildGroup *self, gint64 time)
{
  gint64 until = g_get_monotonic_time () + time;
  g_autoptr (CmQuery) query = query_children (self);
  g_autoptr (GPtrArray) records = NULL;
  int after = -1;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (cm_store_count (self->store, query) > MOST)
    {
      drop_all_rows (self);
      gtk_widget_set_visible (self->list, FALSE);
      return;
    }
  records = cm_store_list (self->store, query);
  for (int i = count_rows (self) - 1; i >= 0; i--)
    if (!g_ptr_array_find (records, cm_child_row_get_record (get_row (self, i)), NULL))
      drop_row (self, get_row (self, i));
  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      int at = find_row (self, record);

      if (at < 0 && i > 0 && g_get_monotonic_time () > until)
        {
          self->idle = g_idle_add (make_rows_cb, self);
          break;
        }
      if (at < 0)
        {
          at = after + 1;
          insert_row (self, record, at);
        }
      else
        cm_child_row_show (get_row (self, at), self->store, record);
      after = at;
    }
  gtk_widget_set_visible (self->list, records->len > 0);
}

static void
update_total (CmChildGroup *self)
{
  const CmField *money = NULL;
  g_autoptr (CmQuery) query = query_children (self);
  guint n = cm_store_count (self->store, query);
  g_autofree char *amount = NULL, *text = NULL;

  for (guint i = 0; i < self->table->n_fields && money == NULL; i++)
    if (self->table->fields[i].type == CM_FIELD_MONEY &&
        (self->table->fields[i].flags & CM_FIELD_REQUIRED))
      money = &self->table->fields[i];
  if (money != NULL)
    {
      amount = cm_money_format (cm_store_sum (self->store, query, money->name));
      /* translators: %s is an amount of money */
      text = g_strdup_printf (_ ("Total %s"), amount);
    }
  else if (n == 0)
    text = g_strdup (_ ("None"));
  if (n > MOST)
    {
      g_autofree char *total = g_steal_pointer (&text);

      text = total != NULL
                 /* translators: %1$s as in “Total £12,000”, %2$u is a number above 500 */
                 ? g_strdup_printf (_ ("%1$s · %2$u, too many to be listed here"), total, n)
                 : g_strdup_printf (_ ("%u, too many to be listed here"), n);
    }
  gtk_label_set_text (GTK_LABEL (self->total), text != NULL ? text : "");
  gtk_widget_set_visible (self->total, text != NULL);
}

/* --- adding ----------------------------------------------------------------------------------- */

/* (transfer full) (nullable): a record of the owner's, linked to `chosen` if that is not NULL. */
static CmRecord *
new_child (CmChildGroup *self, CmRecord *chosen)
{
  g_autoptr (CmRecord) record = cm_record_new (self->table);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (record, self->owner_field->name, cm_record_get_id (self->owner));
  if (chosen != NULL)
    cm_record_set_text (record, self->link->name, cm_record_get_id (chosen));
  if (cm_draft_fill (self->store, record, &error))
    return g_steal_pointer (&record);
  tell (self, error->message, FALSE);
  return NULL;
}

/* (nullable): the row of what was added. */
static CmChildRow *
save_child (CmChildGroup *self, CmRecord *record, const char *name)
{
  /* translators: %1$s is what is added to the record %2$s */
  g_autofree char *label =
      g_strdup_printf (_ ("Add “%1$s” to “%2$s”"), name, get_owner_title (self));
  /* translators: %s is what was added to a record */
  g_autofree char *done = g_strdup_printf (_ ("“%s” added"), name);
  g_autoptr (CmRecord) kept = NULL;
  g_autoptr (GError) error = NULL;
  int i;

  if (!cm_store_save (self->store, record, label, &error))
    {
      tell (self, error->message, FALSE);
      return NULL;
    }
  cm_child_group_show (self, self->store, self->owner);
  if (self->idle != 0)
    update_rows (self, G_MAXINT32); /* its row must be there */
  kept = cm_store_get (self->store, self->table->name, cm_record_get_id (record));
  i = find_row (self, kept);
  tell (self, done, FALSE);
  return i < 0 ? NULL : get_row (self, i);
}

static void
add_cb (CmChildGroup *self)
{
  g_autoptr (CmRecord) record = new_child (self, NULL);
  CmChildRow *row = record != NULL ? save_child (self, record, cm_table_label (self->table)) : NULL;

  if (row != NULL)
    cm_child_row_open (row);
}

static void
link_cb (CmChildGroup *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->choice)));
  g_autoptr (CmRecord) chosen = g_list_model_get_item (model, position);
  g_autoptr (CmRecord) record = chosen != NULL ? new_child (self, chosen) : NULL;

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->add));
  if (record == NULL)
    return;
  save_child (self, record, cm_record_get_title (chosen));
}

static void
link_first_cb (CmChildGroup *self)
{
  link_cb (self, 0);
}

/* Only what is not linked yet may be chosen. */
static void
fill_choices_cb (GtkMenuButton *button, gpointer data)
{
  CmChildGroup *self = data;
  g_autoptr (CmQuery) query = cm_query_new (self->link->references);
  g_autoptr (GPtrArray) all = cm_store_list (self->store, query);
  g_autoptr (CmQuery) linked_query = query_children (self);
  g_autoptr (GPtrArray) links = cm_store_list (self->store, linked_query);
  g_autoptr (GHashTable) linked = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;

  for (guint i = 0; i < links->len; i++)
    g_hash_table_add (
        linked, (gpointer) cm_record_get_text (g_ptr_array_index (links, i), self->link->name));
  g_list_store_remove_all (self->choices);
  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (linked, cm_record_get_id (g_ptr_array_index (all, i))))
      g_list_store_append (self->choices, g_ptr_array_index (all, i));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_set_visible (self->search, n >= SEARCHED_FROM);
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->choice, GTK_TYPE_SCROLLED_WINDOW), n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  gtk_label_set_text (GTK_LABEL (self->none),
                      all->len == 0 ? _ ("There is none yet.") : _ ("All are here already."));
}

/* --- the popover of a link -------------------------------------------------------------------- */

static char *
read_choice (gpointer item, gpointer data)
{
  return g_strdup (cm_record_get_title (item));
}

static void
setup_choice_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_choice_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      cm_record_get_title (gtk_list_item_get_item (item)));
}

static GtkSelectionModel *
new_choice_model (CmChildGroup *self)
{
  GtkExpression *title = gtk_cclosure_expression_new (
      G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (read_choice), NULL, NULL);
  GtkStringFilter *filter = gtk_string_filter_new (title);
  GtkFilterListModel *filtered;

  g_object_bind_property (self->search, "text", filter, "search", G_BINDING_SYNC_CREATE);
  filtered =
      gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->choices)), GTK_FILTER (filter));
  return GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (filtered)));
}

static GtkWidget *
build_popover (CmChildGroup *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->choices = g_list_store_new (CM_TYPE_RECORD);
  self->search = gtk_search_entry_new ();
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
  g_signal_connect_object (
      self->search, "activate", G_CALLBACK (link_first_cb), self, G_CONNECT_SWAPPED);
  self->none = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  self->choice = gtk_list_view_new (new_choice_model (self), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->choice), TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->table->plural), -1);
  g_signal_connect_object (self->choice, "activate", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), CHOICE_HEIGHT_MAX);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->choice);
  gtk_widget_add_css_class (popover, "menu");
  gtk_widget_set_size_request (box, CHOICE_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

/* --- building --------------------------------------------------------------------------------- */

static GtkWidget *
build_add (CmChildGroup *self)
{
  GtkWidget *content = adw_button_content_new ();
  /* translators: %s is what is added, such as Budget line */
  g_autofree char *name = g_strdup_printf (_ ("Add: %s"), cm_table_label (self->table));

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "cm-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Add"));
  if (self->link != NULL)
    {
      self->add = gtk_menu_button_new ();
      gtk_menu_button_set_child (GTK_MENU_BUTTON (self->add), content);
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add), build_popover (self));
      gtk_menu_button_set_create_popup_func (
          GTK_MENU_BUTTON (self->add), fill_choices_cb, self, NULL);
      /* The button inside is what takes the focus. */
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->add)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      name,
                                      -1);
    }
  else
    {
      self->add = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->add), content);
      g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return self->add;
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
build (CmChildGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL,
                                     "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_HEADING,
                                     "label",
                                     _ (self->table->plural),
                                     "xalign",
                                     0.0,
                                     "wrap",
                                     TRUE,
                                     NULL);

  gtk_widget_add_css_class (heading, "heading");
  self->line = line;
  gtk_widget_set_hexpand (heading, TRUE);
  self->total = new_label (NULL, "dim-label");
  gtk_widget_add_css_class (self->total, "numeric");
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (GTK_BOX (line), self->total);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->table->plural), -1);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), build_add (self));
  if (self->table->help != NULL)
    gtk_widget_set_tooltip_text (heading, _ (self->table->help));
  adw_bin_set_child (ADW_BIN (self), box);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_child_group_dispose (GObject *object)
{
  CmChildGroup *self = CM_CHILD_GROUP (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->choices);
  g_clear_object (&self->owner);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_child_group_parent_class)->dispose (object);
}

static gboolean
cm_child_group_grab_focus (GtkWidget *widget)
{
  focus_near (CM_CHILD_GROUP (widget), 0);
  return TRUE;
}

static void
cm_child_group_class_init (CmChildGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_child_group_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_child_group_grab_focus;

  /* Something to tell the reader; the flag says whether it can be undone. */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_CHILD_GROUP,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
}

static void
cm_child_group_init (CmChildGroup *self)
{
}

GtkWidget *
cm_child_group_new (const CmTable *table)
{
  CmChildGroup *self;

  g_return_val_if_fail (cm_table_owner (table) != NULL, NULL);
  self = g_object_new (CM_TYPE_CHILD_GROUP, NULL);
  self->table = table;
  self->owner_field = cm_table_owner (table);
  self->link = find_link (table);
  build (self);
  return GTK_WIDGET (self);
}

void
cm_child_group_set_compact (CmChildGroup *self)
{
  g_return_if_fail (CM_IS_CHILD_GROUP (self));
  g_object_ref (self->add);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->add)), self->add);
  gtk_box_append (GTK_BOX (self->line), self->add);
  g_object_unref (self->add);
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
}

void
cm_child_group_set_lead (CmChildGroup *self, GtkWidget *lead)
{
  g_return_if_fail (CM_IS_CHILD_GROUP (self));
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (self->line)), lead, self->line);
}

void
cm_child_group_show (CmChildGroup *self, CmStore *store, CmRecord *owner)
{
  g_return_if_fail (CM_IS_CHILD_GROUP (self));
  if (owner != self->owner)
    {
      g_clear_handle_id (&self->idle, g_source_remove);
      drop_all_rows (self);
      if (self->choices != NULL)
        g_list_store_remove_all (self->choices);
    }
  g_set_object (&self->owner, owner);
  g_set_object (&self->store, (owner != NULL ? store : NULL));
  if (owner == NULL)
    return;
  gtk_widget_set_sensitive (self->add, !cm_store_get_read_only (store));
  update_rows (self, AT_ONCE);
  update_total (self);
}

gboolean
cm_child_group_is_touched (CmChildGroup *self, const CmChanges *changes)
{
  if (cm_changes_touch (changes, self->table->name))
    return TRUE;
  for (guint i = 0; i < self->table->n_fields; i++)
    if (self->table->fields[i].references != NULL &&
        cm_changes_touch (changes, self->table->fields[i].references))
      return TRUE;
  return FALSE;
}

gboolean
cm_child_group_flush (CmChildGroup *self)
{
  gboolean flushed = TRUE;

  for (int i = count_rows (self) - 1; i >= 0; i--)
    flushed = cm_child_row_flush (get_row (self, i)) && flushed;
  return flushed;
}
