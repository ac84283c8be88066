/* cm-thread-tree.c - the golden thread as a tree: chapters, outcomes, indicators, activities. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-tree"
#include "config.h"

#include "cm-thread-tree.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-scroll-pacer.h"
#include "cm-thread-row.h"

#define EXPAND_MAX 60   /* chapters that are opened by themselves */
#define MATCHES_MAX 300 /* rows that are opened to show what was found */

/**
 * CmThreadTree:
 *
 * A list view over a tree of #CmThreadItem. When the thread is another, the lists of items are
 * compared with what they should be and only what differs is replaced, so that rows that stay keep
 * their place, their state and the keyboard.
 *
 * Keyboard: Up and Down; Right opens a row or goes into it, Left closes it or goes out; F2 renames;
 * Enter as a double click.
 */
struct _CmThreadTree
{
  AdwBin parent_instance;

  CmThread *thread;
  GListStore *root;
  GtkTreeListModel *model;
  GtkSingleSelection *selection;
  GtkWidget *view, *money_title;
  GHashTable *rows;     /* CmThreadRow that show something */
  char *words;          /* searched for, folded; or NULL */
  GHashTable *only;     /* keys of records; or NULL */
  char *scope_key;      /* of what is open by itself already */
  guint chosen;         /* position, to find another when the row goes */
  CmThreadItem *wanted; /* to get the keyboard when its row is seen */
  gboolean edit_wanted;
  gboolean syncing;
};

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_ACTIVATED,
  SIGNAL_MEND,
  SIGNAL_RENAMED,
  SIGNAL_DROPPED,
  SIGNAL_CHANGED_ROWS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmThreadTree, cm_thread_tree, ADW_TYPE_BIN)

/* --- what is found ---------------------------------------------------------------------------- */

static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (plain != NULL ? plain : text, -1);
}

/* Whether all words occur in one of the texts. */
static gboolean
has_words (CmThreadTree *self, const char *const *texts, guint n_texts)
{
  g_auto (GStrv) words = g_strsplit (self->words, " ", -1);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n_texts; i++)
    if (texts[i] != NULL)
      {
        g_autofree char *folded = fold (texts[i]);

        g_string_append (all, folded);
        g_string_append_c (all, '\n');
      }
  for (char **word = words; *word != NULL; word++)
    if (strstr (all->str, *word) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_filtered (CmThreadTree *self)
{
  return self->words != NULL || self->only != NULL;
}

static gboolean
finds (CmThreadTree *self, const char *id, const char *a, const char *b, const char *c)
{
  const char *const texts[] = { a, b, c };

  return (self->only == NULL || g_hash_table_contains (self->only, id)) &&
         (self->words == NULL || has_words (self, texts, G_N_ELEMENTS (texts)));
}

static gboolean
finds_indicator (CmThreadTree *self, const CmThreadIndicator *indicator)
{
  return finds (self,
                cm_record_get_id (indicator->record),
                cm_record_get_title (indicator->record),
                cm_record_get_text (indicator->record, "code"),
                cm_record_get_text (indicator->record, "population"));
}

static gboolean
finds_activity (CmThreadTree *self, const CmThreadActivity *activity)
{
  return finds (self, activity->id, activity->title, activity->code, NULL);
}

static gboolean
finds_outcome_itself (CmThreadTree *self, const CmThreadOutcome *outcome)
{
  return finds (self,
                cm_record_get_id (outcome->record),
                cm_record_get_title (outcome->record),
                cm_record_get_text (outcome->record, "operational"),
                outcome->owner);
}

static gboolean
finds_chapter_itself (CmThreadTree *self, const CmThreadChapter *chapter)
{
  return finds (self, chapter->id, chapter->name, chapter->theme, NULL);
}

static gboolean
finds_in_outcome (CmThreadTree *self, const CmThreadOutcome *outcome)
{
  if (finds_outcome_itself (self, outcome))
    return TRUE;
  for (guint i = 0; i < outcome->indicators->len; i++)
    if (finds_indicator (self, g_ptr_array_index (outcome->indicators, i)))
      return TRUE;
  for (guint i = 0; i < outcome->links->len; i++)
    if (finds_activity (self, ((CmThreadLink *) outcome->links->pdata[i])->activity))
      return TRUE;
  return FALSE;
}

static gboolean
finds_in_chapter (CmThreadTree *self, const CmThreadChapter *chapter)
{
  if (finds_chapter_itself (self, chapter))
    return TRUE;
  for (guint i = 0; i < chapter->outcomes->len; i++)
    if (finds_in_outcome (self, g_ptr_array_index (chapter->outcomes, i)))
      return TRUE;
  return FALSE;
}

/* --- the items there should be ---------------------------------------------------------------- */

typedef struct
{
  CmThreadTree *tree;
  CmThreadItem *parent;
  GHashTable *known; /* key → CmThreadItem */
  GPtrArray *wanted;
} Gathering;

static void
gather (Gathering *g, CmThreadItemKind kind, const char *id, const char *link)
{
  g_autofree char *key = cm_thread_item_make_key (kind, id, link);
  CmThreadItem *known = g_hash_table_lookup (g->known, key);

  g_ptr_array_add (g->wanted,
                   known != NULL ? g_object_ref (known)
                                 : cm_thread_item_new (kind, id, link, g->parent));
}

static void
gather_indicators (Gathering *g, GPtrArray *indicators, gboolean all)
{
  for (guint i = 0; i < indicators->len; i++)
    {
      const CmThreadIndicator *indicator = g_ptr_array_index (indicators, i);

      if (all || finds_indicator (g->tree, indicator))
        gather (g, CM_THREAD_ITEM_INDICATOR, cm_record_get_id (indicator->record), NULL);
    }
}

static void
gather_outcome (Gathering *g)
{
  const CmThreadOutcome *outcome =
      cm_thread_find_outcome (g->tree->thread, cm_thread_item_get_id (g->parent));
  gboolean all;

  if (outcome == NULL)
    return;
  all = !is_filtered (g->tree) || finds_outcome_itself (g->tree, outcome) ||
        finds_chapter_itself (g->tree, outcome->chapter);
  gather_indicators (g, outcome->indicators, all);
  if (all && outcome->indicators->len == 0)
    gather (g, CM_THREAD_ITEM_NO_INDICATOR, NULL, NULL);
  for (guint i = 0; i < outcome->links->len; i++)
    {
      const CmThreadLink *link = g_ptr_array_index (outcome->links, i);

      if (all || finds_activity (g->tree, link->activity))
        gather (g, CM_THREAD_ITEM_ACTIVITY, link->activity->id, link->id);
    }
  if (all && outcome->links->len == 0)
    gather (g, CM_THREAD_ITEM_NO_ACTIVITY, NULL, NULL);
}

static void
gather_chapter (Gathering *g)
{
  const CmThreadChapter *chapter =
      cm_thread_find_chapter (g->tree->thread, cm_thread_item_get_id (g->parent));
  gboolean all;

  if (chapter == NULL)
    return;
  all = !is_filtered (g->tree) || finds_chapter_itself (g->tree, chapter);
  for (guint i = 0; i < chapter->outcomes->len; i++)
    {
      const CmThreadOutcome *outcome = g_ptr_array_index (chapter->outcomes, i);

      if (all || finds_in_outcome (g->tree, outcome))
        gather (g, CM_THREAD_ITEM_OUTCOME, cm_record_get_id (outcome->record), NULL);
    }
  if (all && chapter->outcomes->len == 0)
    gather (g, CM_THREAD_ITEM_NO_OUTCOME, NULL, NULL);
}

static gboolean
finds_stray_indicator (CmThreadTree *self)
{
  GPtrArray *strays = cm_thread_get_stray_indicators (self->thread);

  for (guint i = 0; i < strays->len; i++)
    if (!is_filtered (self) || finds_indicator (self, g_ptr_array_index (strays, i)))
      return TRUE;
  return FALSE;
}

static gboolean
finds_stray_activity (CmThreadTree *self)
{
  GPtrArray *strays = cm_thread_get_stray_activities (self->thread);

  for (guint i = 0; i < strays->len; i++)
    if (!is_filtered (self) || finds_activity (self, g_ptr_array_index (strays, i)))
      return TRUE;
  return FALSE;
}

static void
gather_root (Gathering *g)
{
  GPtrArray *chapters = cm_thread_get_chapters (g->tree->thread);

  for (guint i = 0; i < chapters->len; i++)
    {
      const CmThreadChapter *chapter = g_ptr_array_index (chapters, i);

      if (!is_filtered (g->tree) || finds_in_chapter (g->tree, chapter))
        gather (g, CM_THREAD_ITEM_CHAPTER, chapter->id, NULL);
    }
  if (finds_stray_indicator (g->tree))
    gather (g, CM_THREAD_ITEM_STRAY_INDICATORS, NULL, NULL);
  if (finds_stray_activity (g->tree))
    gather (g, CM_THREAD_ITEM_STRAY_ACTIVITIES, NULL, NULL);
}

static void
gather_strays (Gathering *g)
{
  GPtrArray *strays = cm_thread_get_stray_activities (g->tree->thread);

  for (guint i = 0; i < strays->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (strays, i);

      if (!is_filtered (g->tree) || finds_activity (g->tree, activity))
        gather (g, CM_THREAD_ITEM_STRAY_ACTIVITY, activity->id, NULL);
    }
}

static void
gather_all (Gathering *g)
{
  if (g->tree->thread == NULL)
    return;
  if (g->parent == NULL)
    gather_root (g);
  else if (cm_thread_item_get_kind (g->parent) == CM_THREAD_ITEM_CHAPTER)
    gather_chapter (g);
  else if (cm_thread_item_get_kind (g->parent) == CM_THREAD_ITEM_OUTCOME)
    gather_outcome (g);
  else if (cm_thread_item_get_kind (g->parent) == CM_THREAD_ITEM_STRAY_INDICATORS)
    gather_indicators (g, cm_thread_get_stray_indicators (g->tree->thread), !is_filtered (g->tree));
  else
    gather_strays (g);
}

/* --- making them so --------------------------------------------------------------------------- */

static GHashTable *
list_known (GListStore *store)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      CmThreadItem *item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_hash_table_insert (known, (gpointer) cm_thread_item_get_key (item), item);
    }
  return known;
}

static gboolean
is_at (GListStore *store, guint position, gpointer item)
{
  g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (store), position);

  return there == item;
}

/* Replaces only the stretch that differs. */
static void
splice (GListStore *store, GPtrArray *wanted)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint start = 0, end = 0;

  while (start < n && start < wanted->len && is_at (store, start, wanted->pdata[start]))
    start++;
  while (end < n - start && end < wanted->len - start &&
         is_at (store, n - 1 - end, wanted->pdata[wanted->len - 1 - end]))
    end++;
  if (n - start - end > 0 || wanted->len - start - end > 0)
    g_list_store_splice (
        store, start, n - start - end, wanted->pdata + start, wanted->len - start - end);
}

static void
sync_children (CmThreadTree *self, GListStore *store, CmThreadItem *parent)
{
  g_autoptr (GHashTable) known = list_known (store);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  Gathering gathering = { self, parent, known, wanted };

  gather_all (&gathering);
  splice (store, wanted);
  for (guint i = 0; i < wanted->len; i++)
    {
      CmThreadItem *item = g_ptr_array_index (wanted, i);

      if (cm_thread_item_get_children (item) != NULL)
        sync_children (self, cm_thread_item_get_children (item), item);
    }
}

static GListModel *
create_children_cb (gpointer data, gpointer tree)
{
  CmThreadItem *item = data;
  GListStore *children = cm_thread_item_get_children (item);

  if (!cm_thread_item_can_have_children (item))
    return NULL;
  if (children == NULL)
    {
      children = cm_thread_item_make_children (item);
      sync_children (tree, children, item);
    }
  return g_object_ref (G_LIST_MODEL (children));
}

/* --- opening ---------------------------------------------------------------------------------- */

static CmThreadItem *
get_item_at (CmThreadTree *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  g_autoptr (CmThreadItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  /* Its list holds on to it. */
  return item;
}

static void
set_expanded_at (CmThreadTree *self, guint position, gboolean expanded)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->model, position);

  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, expanded);
}

/* Outcomes are what a reader comes for. Within a chapter there is room for all of it. */
static void
expand_first (CmThreadTree *self)
{
  const CmScope *scope = cm_thread_get_scope (self->thread);
  g_autofree char *key = g_strdup_printf ("%s/%s",
                                          scope->theme != NULL ? scope->theme : "",
                                          scope->chapter != NULL ? scope->chapter : "");

  if (g_strcmp0 (key, self->scope_key) == 0 || !cm_thread_is_ready (self->thread))
    return;
  g_free (self->scope_key);
  self->scope_key = g_steal_pointer (&key);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->root)) > EXPAND_MAX)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      CmThreadItem *item = get_item_at (self, i);
      CmThreadItemKind kind = cm_thread_item_get_kind (item);

      if (kind == CM_THREAD_ITEM_CHAPTER ||
          (kind == CM_THREAD_ITEM_OUTCOME && scope->chapter != NULL))
        set_expanded_at (self, i, TRUE);
    }
}

static void
expand_found (CmThreadTree *self)
{
  if (!is_filtered (self))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)) && i < MATCHES_MAX;
       i++)
    set_expanded_at (self, i, TRUE);
}

/* --- following the thread --------------------------------------------------------------------- */

static void
refresh_rows (CmThreadTree *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      cm_thread_row_set_writable (row,
                                  !cm_store_get_read_only (cm_thread_get_store (self->thread)));
      cm_thread_row_refresh (row, self->thread);
    }
}

static void
selection_changed_cb (CmThreadTree *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION)
    self->chosen = selected;
  if (!self->syncing)
    g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

/* Where the chosen row is gone the one in its place is chosen. */
static void
choose_heir (CmThreadTree *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (self->chosen == GTK_INVALID_LIST_POSITION || n == 0 ||
      gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION)
    return;
  gtk_single_selection_set_selected (self->selection, MIN (self->chosen, n - 1));
}

static void
update_tree (CmThreadTree *self)
{
  if (self->thread == NULL)
    return;
  self->syncing = TRUE;
  sync_children (self, self->root, NULL);
  expand_first (self);
  expand_found (self);
  choose_heir (self);
  self->syncing = FALSE;
  refresh_rows (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED_ROWS], 0);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

/* --- rows ------------------------------------------------------------------------------------- */

static CmThreadRow *
find_row (CmThreadTree *self, CmThreadItem *item)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (cm_thread_row_get_item (row) == item)
      return row;
  return NULL;
}

static void
focus_wanted (CmThreadTree *self)
{
  CmThreadRow *row = self->wanted != NULL ? find_row (self, self->wanted) : NULL;
  gboolean edit = self->edit_wanted;

  if (row == NULL || !gtk_widget_get_mapped (GTK_WIDGET (row)))
    return;
  g_clear_object (&self->wanted);
  self->edit_wanted = FALSE;
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  if (edit)
    cm_thread_row_edit (row);
}

static gboolean
focus_wanted_cb (gpointer data)
{
  g_autoptr (CmThreadTree) self = data;

  focus_wanted (self);
  return G_SOURCE_REMOVE;
}

static void
renamed_cb (CmThreadRow *row, const char *name, CmThreadTree *self)
{
  g_signal_emit (self, signals[SIGNAL_RENAMED], 0, cm_thread_row_get_item (row), name);
}

static void
dropped_cb (CmThreadRow *row, CmThreadItem *activity, CmThreadTree *self)
{
  g_signal_emit (self,
                 signals[SIGNAL_DROPPED],
                 0,
                 cm_thread_item_get_id (activity),
                 cm_thread_item_get_outcome (cm_thread_row_get_item (row)));
}

static void
mend_cb (CmThreadRow *row, CmThreadTree *self)
{
  g_signal_emit (self, signals[SIGNAL_MEND], 0, cm_thread_row_get_item (row));
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, CmThreadTree *self)
{
  GtkWidget *row = cm_thread_row_new ();

  g_signal_connect (row, "renamed", G_CALLBACK (renamed_cb), self);
  g_signal_connect (row, "dropped", G_CALLBACK (dropped_cb), self);
  g_signal_connect (row, "mend", G_CALLBACK (mend_cb), self);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, CmThreadTree *self)
{
  CmThreadRow *row = CM_THREAD_ROW (gtk_list_item_get_child (item));

  if (self->thread == NULL)
    return;
  cm_thread_row_show (row, gtk_list_item_get_item (item), self->thread);
  cm_thread_row_set_writable (row, !cm_store_get_read_only (cm_thread_get_store (self->thread)));
  g_hash_table_add (self->rows, row);
  if (self->wanted != NULL && cm_thread_row_get_item (row) == self->wanted)
    g_idle_add (focus_wanted_cb, g_object_ref (self));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, CmThreadTree *self)
{
  CmThreadRow *row = CM_THREAD_ROW (gtk_list_item_get_child (item));

  g_hash_table_remove (self->rows, row);
  cm_thread_row_show (row, NULL, NULL);
}

/* --- going about ------------------------------------------------------------------------------ */

static guint
find_position (CmThreadTree *self, CmThreadItem *item)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n; i++)
    if (get_item_at (self, i) == item)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
go_to (CmThreadTree *self, guint position, gboolean focus)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
  if (!focus)
    return;
  g_set_object (&self->wanted, get_item_at (self, position));
  focus_wanted (self);
}

static gboolean
go_right (CmThreadTree *self, guint selected, GtkTreeListRow *row)
{
  if (!gtk_tree_list_row_is_expandable (row))
    return GDK_EVENT_STOP;
  if (!gtk_tree_list_row_get_expanded (row))
    gtk_tree_list_row_set_expanded (row, TRUE);
  else if (selected + 1 < g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    go_to (self, selected + 1, TRUE);
  return GDK_EVENT_STOP;
}

static gboolean
go_left (CmThreadTree *self, GtkTreeListRow *row)
{
  g_autoptr (GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);

  if (gtk_tree_list_row_get_expanded (row))
    gtk_tree_list_row_set_expanded (row, FALSE);
  else if (parent != NULL)
    go_to (self, gtk_tree_list_row_get_position (parent), TRUE);
  return GDK_EVENT_STOP;
}

static gboolean
is_editing (CmThreadTree *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (cm_thread_row_is_editing (row))
      return TRUE;
  return FALSE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        CmThreadTree *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->model, selected);

  if (row == NULL || is_editing (self) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      return go_right (self, selected, row);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return go_left (self, row);
    case GDK_KEY_F2:
      cm_thread_tree_edit (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
activate_cb (GtkListView *view, guint position, CmThreadTree *self)
{
  CmThreadItem *item = get_item_at (self, position);

  if (item != NULL && !is_editing (self))
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
let_go (CmThreadTree *self)
{
  if (self->thread != NULL)
    g_signal_handlers_disconnect_by_data (self->thread, self);
  g_clear_object (&self->thread);
}

static void
cm_thread_tree_dispose (GObject *object)
{
  CmThreadTree *self = CM_THREAD_TREE (object);

  let_go (self);
  g_clear_object (&self->wanted);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  G_OBJECT_CLASS (cm_thread_tree_parent_class)->dispose (object);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->root);
}

static void
cm_thread_tree_finalize (GObject *object)
{
  CmThreadTree *self = CM_THREAD_TREE (object);

  g_hash_table_unref (self->rows);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_free (self->words);
  g_free (self->scope_key);
  G_OBJECT_CLASS (cm_thread_tree_parent_class)->finalize (object);
}

static gboolean
cm_thread_tree_grab_focus (GtkWidget *widget)
{
  CmThreadTree *self = CM_THREAD_TREE (widget);
  CmThreadItem *item = cm_thread_tree_get_selected (self);

  if (item == NULL)
    return gtk_widget_grab_focus (self->view);
  g_set_object (&self->wanted, item);
  focus_wanted (self);
  return TRUE;
}

static void
add_signal (guint index, const char *name, guint n_parameters, GType first, GType second)
{
  signals[index] = g_signal_new (name,
                                 CM_TYPE_THREAD_TREE,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 n_parameters,
                                 first,
                                 second);
}

static void
cm_thread_tree_class_init (CmThreadTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_thread_tree_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_thread_tree_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_thread_tree_grab_focus;

  add_signal (SIGNAL_SELECTION_CHANGED, "selection-changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  add_signal (SIGNAL_ACTIVATED, "activated", 1, CM_TYPE_THREAD_ITEM, G_TYPE_NONE);
  add_signal (SIGNAL_MEND, "mend", 1, CM_TYPE_THREAD_ITEM, G_TYPE_NONE);
  add_signal (SIGNAL_RENAMED, "renamed", 2, CM_TYPE_THREAD_ITEM, G_TYPE_STRING);
  add_signal (SIGNAL_DROPPED, "dropped", 2, G_TYPE_STRING, G_TYPE_STRING);
  add_signal (SIGNAL_CHANGED_ROWS, "changed-rows", 0, G_TYPE_NONE, G_TYPE_NONE);
}

static GtkWidget *
make_heading (const char *text, double xalign, int chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (chars > 0)
    {
      gtk_label_set_width_chars (GTK_LABEL (label), chars);
      gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
    }
  gtk_widget_set_hexpand (label, chars == 0);
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static GtkWidget *
make_headings (CmThreadTree *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->money_title = make_heading ("", 1, CM_THREAD_ROW_MONEY);
  gtk_box_append (GTK_BOX (box), make_heading (_ ("Chapter, outcome, indicator, activity"), 0, 0));
  gtk_box_append (GTK_BOX (box), make_heading (_ ("How it stands"), 0, CM_THREAD_ROW_STANDING));
  gtk_box_append (GTK_BOX (box), self->money_title);
  gtk_widget_add_css_class (box, "thread-headings");
  return box;
}

static void
make_view (CmThreadTree *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_widget_add_css_class (self->view, "thread");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The golden thread"), -1);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keys);
}

static void
cm_thread_tree_init (CmThreadTree *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = gtk_scrolled_window_new ();

  self->rows = g_hash_table_new (NULL, NULL);
  self->chosen = GTK_INVALID_LIST_POSITION;
  self->root = g_list_store_new (CM_TYPE_THREAD_ITEM);
  self->model = gtk_tree_list_model_new (
      g_object_ref (G_LIST_MODEL (self->root)), FALSE, FALSE, create_children_cb, self, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (
      self->selection, "notify::selected", G_CALLBACK (selection_changed_cb), self);
  make_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->view);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (window, TRUE);
  cm_scroll_pacer_attach (GTK_SCROLLED_WINDOW (window));
  gtk_box_append (GTK_BOX (box), make_headings (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), window);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_thread_tree_new (void)
{
  return g_object_new (CM_TYPE_THREAD_TREE, NULL);
}

void
cm_thread_tree_show (CmThreadTree *self, CmThread *thread)
{
  if (thread == self->thread)
    return;
  let_go (self);
  if (thread == NULL)
    {
      g_list_store_remove_all (self->root);
      return;
    }
  self->thread = g_object_ref (thread);
  g_signal_connect_swapped (thread, "changed", G_CALLBACK (update_tree), self);
  update_tree (self);
}

CmThreadItem *
cm_thread_tree_get_selected (CmThreadTree *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  return selected != GTK_INVALID_LIST_POSITION ? get_item_at (self, selected) : NULL;
}

/* The position of the row of that record beneath what is open, or an invalid one. */
static guint
find_record (CmThreadTree *self, const char *table, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n; i++)
    {
      CmThreadItem *item = get_item_at (self, i);

      if (g_strcmp0 (cm_thread_item_get_table (item), table) == 0 &&
          g_strcmp0 (cm_thread_item_get_record_id (item), id) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
open_record (CmThreadTree *self, const char *table, const char *id)
{
  guint position = find_record (self, table, id);

  if (position != GTK_INVALID_LIST_POSITION)
    set_expanded_at (self, position, TRUE);
}

/* What an indicator without an outcome, or an activity's link, is in. */
static void
open_parents (CmThreadTree *self, const char *table, const char *id)
{
  g_autoptr (CmRecord) record = cm_store_get (cm_thread_get_store (self->thread), table, id);
  const char *outcome_id = record == NULL                   ? NULL
                           : g_str_equal (table, "outcome") ? id
                           : g_str_equal (table, "chapter")
                               ? NULL
                               : cm_record_get_text (record, "outcome");
  CmThreadOutcome *outcome =
      outcome_id != NULL ? cm_thread_find_outcome (self->thread, outcome_id) : NULL;

  if (outcome != NULL)
    {
      open_record (self, "chapter", outcome->chapter->id);
      if (!g_str_equal (table, "outcome"))
        open_record (self, "outcome", outcome_id);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    if (cm_thread_item_get_kind (get_item_at (self, i)) == CM_THREAD_ITEM_STRAY_INDICATORS &&
        g_str_equal (table, "indicator"))
      set_expanded_at (self, i, TRUE);
}

gboolean
cm_thread_tree_select (CmThreadTree *self, const char *table, const char *id, gboolean focus)
{
  guint position;

  if (self->thread == NULL)
    return FALSE;
  open_parents (self, table, id);
  position = find_record (self, table, id);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  go_to (self, position, focus);
  return TRUE;
}

void
cm_thread_tree_edit (CmThreadTree *self)
{
  CmThreadItem *item = cm_thread_tree_get_selected (self);
  CmThreadItemKind kind;

  if (item == NULL)
    return;
  kind = cm_thread_item_get_kind (item);
  if (kind != CM_THREAD_ITEM_OUTCOME && kind != CM_THREAD_ITEM_INDICATOR)
    return;
  g_set_object (&self->wanted, item);
  self->edit_wanted = TRUE;
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", find_position (self, item));
  focus_wanted (self);
}

/* What was hidden comes back closed. */
static void
open_again (CmThreadTree *self)
{
  if (!is_filtered (self))
    g_clear_pointer (&self->scope_key, g_free);
}

void
cm_thread_tree_search (CmThreadTree *self, const char *words)
{
  g_autofree char *stripped = g_strstrip (g_strdup (words != NULL ? words : ""));
  char *folded = *stripped != '\0' ? fold (stripped) : NULL;

  if (g_strcmp0 (folded, self->words) == 0)
    {
      g_free (folded);
      return;
    }
  g_free (self->words);
  self->words = folded;
  open_again (self);
  update_tree (self);
}

void
cm_thread_tree_narrow (CmThreadTree *self, GHashTable *ids)
{
  if (ids == NULL && self->only == NULL)
    return;
  g_clear_pointer (&self->only, g_hash_table_unref);
  self->only = ids;
  open_again (self);
  update_tree (self);
}

guint
cm_thread_tree_get_n_rows (CmThreadTree *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

void
cm_thread_tree_set_all_expanded (CmThreadTree *self, gboolean expanded)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      CmThreadItemKind kind = cm_thread_item_get_kind (get_item_at (self, i));

      /* There may be thousands of strays. */
      if (expanded ? kind == CM_THREAD_ITEM_CHAPTER || kind == CM_THREAD_ITEM_OUTCOME
                   : cm_thread_item_get_parent (get_item_at (self, i)) == NULL)
        set_expanded_at (self, i, expanded);
    }
}

void
cm_thread_tree_set_money_title (CmThreadTree *self, const char *title)
{
  gtk_label_set_text (GTK_LABEL (self->money_title), title);
}

void
cm_thread_tree_point (CmThreadTree *self, GtkPopover *popover)
{
  CmThreadItem *item = cm_thread_tree_get_selected (self);
  CmThreadRow *row = item != NULL ? find_row (self, item) : NULL;
  graphene_rect_t bounds;

  gtk_widget_set_parent (GTK_WIDGET (popover), GTK_WIDGET (self));
  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self), &bounds))
    return;
  gtk_popover_set_pointing_to (popover,
                               &(GdkRectangle){ (int) bounds.origin.x,
                                                (int) bounds.origin.y,
                                                (int) bounds.size.width,
                                                (int) bounds.size.height });
}
