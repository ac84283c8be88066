/* cm-spend-page.c - what is spent now: the largest first, mapped to chapters, contracts, lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-page"
#include "config.h"

#include "cm-spend-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-option-drop-down.h"
#include "cm-spend-chapters.h"
#include "cm-spend-contracts.h"
#include "cm-spend-files.h"
#include "cm-spend-largest.h"
#include "cm-spend-lines.h"
#include "cm-spend-mapping.h"
#include "cm-spend-workbook.h"

#define PROGRESS_MS 100

/**
 * CmSpendPage:
 *
 * One CmSpend, which reads in slices, is asked by all views; each view is made when it is first
 * looked at. The figures of the views that count stand aside while there is nothing to count.
 */
struct _CmSpendPage
{
  CmPage parent_instance;

  CmSpend *spend;
  gboolean year_chosen; /* by the reader; otherwise the latest year is shown */
  gboolean adjusting;   /* the choices are being set, not made */
  GArray *years;        /* of gint64, in the order of the drop-down after “all” */
  guint progress_timeout;
  char *words; /* the figures of what is looked at */

  GtkWidget *switcher, *bring_in, *head, *spinner, *progress;
  GtkLabel *sentence;
  GtkDropDown *year_choice;
  GtkWidget *organisation_choice;
  AdwBin *organisation_bin;
  GtkStack *outer, *stack;
};

G_DEFINE_FINAL_TYPE (CmSpendPage, cm_spend_page, CM_TYPE_PAGE)

static const struct
{
  const char *name; /* in the template */
  GType (*get_type) (void);
  const char *table;  /* whose records are shown there, or NULL */
  gboolean counts;    /* shows figures of the lines, of which there must be some */
  gboolean of_a_year; /* the year and the organisation that are chosen say what is seen */
} views[] = {
  { "largest", cm_spend_largest_get_type, NULL, TRUE, TRUE },
  { "mapping", cm_spend_mapping_get_type, "spend_rule", TRUE, TRUE },
  { "chapters", cm_spend_chapters_get_type, NULL, TRUE, TRUE },
  { "contracts", cm_spend_contracts_get_type, "contract", FALSE, FALSE },
  { "lines", cm_spend_lines_get_type, "spend_line", FALSE, TRUE },
  { "files", cm_spend_files_get_type, "spend_file", FALSE, FALSE },
};

/* --- what is looked at ------------------------------------------------------------------------ */

static void
list_years (CmSpendPage *self)
{
  g_autoptr (GArray) years = cm_spend_list_years (self->spend);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->years != NULL && self->years->len == years->len &&
      (years->len == 0 ||
       memcmp (self->years->data, years->data, years->len * sizeof (gint64)) == 0))
    return; /* it may be open */
  gtk_string_list_append (names, _ ("All years"));
  for (guint i = 0; i < years->len; i++)
    {
      g_autofree char *name = cm_year_format (g_array_index (years, gint64, i));

      gtk_string_list_append (names, name);
    }
  g_clear_pointer (&self->years, g_array_unref);
  self->years = g_steal_pointer (&years);
  gtk_drop_down_set_model (self->year_choice, G_LIST_MODEL (names));
}

static guint
find_year (CmSpendPage *self, gint64 year)
{
  for (guint i = 0; i < self->years->len; i++)
    if (g_array_index (self->years, gint64, i) == year)
      return i + 1;
  return 0;
}

/* Until the reader chooses, the latest year that has lines. */
static void
show_years (CmSpendPage *self)
{
  gint64 year = cm_spend_get_year (self->spend);

  list_years (self);
  if (!self->year_chosen && self->years->len > 0)
    year = g_array_index (self->years, gint64, self->years->len - 1);
  if (find_year (self, year) == 0)
    year = 0;
  gtk_drop_down_set_selected (self->year_choice, find_year (self, year));
  cm_spend_set_year (self->spend, year);
}

static gboolean
has_records (GListModel *model, GPtrArray *records)
{
  if (model == NULL || g_list_model_get_n_items (model) != records->len + 1)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i + 1);

      if (item != records->pdata[i])
        return FALSE;
    }
  return TRUE;
}

static guint
find_organisation (GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (cm_record_get_id (records->pdata[i]), id) == 0)
      return i + 1;
  return 0;
}

static void
show_organisations (CmSpendPage *self)
{
  g_autoptr (GPtrArray) records = cm_spend_list_organisations (self->spend);
  GtkDropDown *choice = GTK_DROP_DOWN (self->organisation_choice);
  guint chosen = find_organisation (records, cm_spend_get_organisation (self->spend));

  if (!has_records (gtk_drop_down_get_model (choice), records))
    {
      g_autoptr (GListStore) options = g_list_store_new (G_TYPE_OBJECT);
      g_autoptr (GtkStringObject) all = gtk_string_object_new (_ ("All organisations"));

      g_list_store_append (options, all);
      for (guint i = 0; i < records->len; i++)
        g_list_store_append (options, records->pdata[i]);
      gtk_drop_down_set_model (choice, G_LIST_MODEL (options));
    }
  gtk_drop_down_set_selected (choice, chosen);
  if (chosen == 0)
    cm_spend_set_organisation (self->spend, NULL);
}

/* Drop-downs also tell of what was set while they told of something else. */
static void
year_cb (CmSpendPage *self)
{
  guint i = gtk_drop_down_get_selected (self->year_choice);

  if (self->adjusting || self->spend == NULL || self->years == NULL || i > self->years->len)
    return;
  self->year_chosen = TRUE;
  cm_spend_set_year (self->spend, i > 0 ? g_array_index (self->years, gint64, i - 1) : 0);
}

static void
organisation_cb (CmSpendPage *self)
{
  gpointer item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->organisation_choice));

  if (!self->adjusting && self->spend != NULL)
    cm_spend_set_organisation (self->spend, CM_IS_RECORD (item) ? cm_record_get_id (item) : NULL);
}

void
cm_spend_page_set_year (CmSpendPage *self, gint64 year)
{
  g_return_if_fail (CM_IS_SPEND_PAGE (self));
  g_return_if_fail (self->spend != NULL);

  self->year_chosen = TRUE;
  cm_spend_set_year (self->spend, year);
}

void
cm_spend_page_set_organisation (CmSpendPage *self, const char *id)
{
  g_return_if_fail (CM_IS_SPEND_PAGE (self));
  g_return_if_fail (self->spend != NULL);
  cm_spend_set_organisation (self->spend, id);
}

static void
show_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmSpendPage *self = CM_SPEND_PAGE (widget);

  cm_spend_page_set_year (self, 0);
  cm_spend_page_set_organisation (self, NULL);
}

/* --- in words --------------------------------------------------------------------------------- */

static char *
describe_time (CmSpendPage *self)
{
  gint64 year = cm_spend_get_year (self->spend);
  g_autofree char *name = year != 0 ? cm_year_format (year) : NULL;

  /* translators: goes on after an amount of money; %s is a year */
  return name != NULL ? g_strdup_printf (_ ("in %s"), name) : g_strdup (_ ("in all years"));
}

/* “£18.4m in 2009/10 · 82% mapped to chapters”; in a scope how much of it serves that. */
static void
show_sentence (CmSpendPage *self)
{
  const CmScope *scope = cm_page_get_scope (CM_PAGE (self));
  CmSpendTotals totals, whole;
  g_autofree char *amount = NULL, *all = NULL, *time = describe_time (self), *text = NULL;

  cm_spend_get_totals (self->spend, &totals);
  cm_spend_get_whole (self->spend, &whole);
  amount = cm_money_format_short (totals.amount);
  all = cm_money_format_short (whole.amount);
  if (whole.lines == 0)
    text = g_strdup ("");
  else if (scope != NULL && !cm_scope_is_whole (scope))
    text = g_strdup_printf (
        /* translators: %1$s of %2$s are amounts of money, %3$s as in “in 2009/10”, %4$u per cent */
        _ ("%1$s of %2$s %3$s · %4$u%% of all is mapped"),
        amount,
        all,
        time,
        whole.decided_share / 10);
  else
    /* translators: %1$s is an amount of money, %2$s as in “in 2009/10”, %3$u per cent */
    text = g_strdup_printf (
        _ ("%1$s %2$s · %3$u%% mapped to chapters"), amount, time, whole.decided_share / 10);
  g_free (self->words);
  self->words = g_steal_pointer (&text);
}

/* The same in figures, to the penny. */
static void
explain_sentence (CmSpendPage *self)
{
  CmSpendTotals whole;
  g_autofree char *amount = NULL, *mapped = NULL, *outside = NULL, *unmapped = NULL;
  g_autofree char *text = NULL;

  cm_spend_get_whole (self->spend, &whole);
  amount = cm_money_format (whole.amount);
  mapped = cm_money_format (whole.mapped);
  outside = cm_money_format (whole.outside);
  unmapped = cm_money_format (whole.unmapped);
  text = g_strdup_printf (
      /* translators: all are amounts of money but %5$u, which is per cent */
      _ ("%1$s in all: %2$s serves a chapter, %3$s is known to serve none, %4$s is not mapped yet. "
         "The %5$u%% are what is decided either way."),
      amount,
      mapped,
      outside,
      unmapped,
      whole.decided_share / 10);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sentence), text);
}

/* --- the views -------------------------------------------------------------------------------- */

static guint
find_entry (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].name, name) == 0)
      return i;
  return 0;
}

CmSpendView *
cm_spend_page_get_view (CmSpendPage *self, const char *name)
{
  GtkWidget *bin;

  g_return_val_if_fail (CM_IS_SPEND_PAGE (self), NULL);
  bin = self->stack != NULL ? gtk_stack_get_child_by_name (self->stack, name) : NULL;
  return bin != NULL ? (CmSpendView *) adw_bin_get_child (ADW_BIN (bin)) : NULL;
}

static void
open_query_cb (CmSpendPage *self, const CmQuery *query, const char *what)
{
  cm_page_show_query (CM_PAGE (self), query, what);
}

static void
open_record_cb (CmSpendPage *self, const char *table, const char *id)
{
  cm_page_show_record (CM_PAGE (self), table, id);
}

static void
show_view (CmSpendPage *self, CmSpendView *view)
{
  cm_spend_view_show (
      view, cm_page_get_store (CM_PAGE (self)), self->spend, cm_page_get_scope (CM_PAGE (self)));
}

static CmSpendView *
make_view (CmSpendPage *self, guint entry)
{
  CmSpendView *view = g_object_new (views[entry].get_type (), NULL);

  g_signal_connect_object (
      view, "message", G_CALLBACK (cm_page_show_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "open-query", G_CALLBACK (open_query_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      view, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (gtk_stack_get_child_by_name (self->stack, views[entry].name)),
                     GTK_WIDGET (view));
  show_view (self, view);
  return view;
}

/* What stands where the view would be, if there is nothing to count in it. */
static const char *
choose_outer (CmSpendPage *self, guint entry)
{
  CmSpendTotals totals;

  if (!views[entry].counts)
    return "views";
  if (!cm_spend_get_ready (self->spend))
    return "reading";
  cm_spend_get_whole (self->spend, &totals);
  if (totals.lines > 0)
    {
      cm_spend_get_totals (self->spend, &totals);
      /* What is not mapped is shown in any scope. */
      return totals.lines > 0 || g_str_equal (views[entry].name, "mapping") ? "views" : "nothing";
    }
  return self->years != NULL && self->years->len > 0 ? "nothing" : "empty";
}

static void
update_view (CmSpendPage *self)
{
  guint entry = find_entry (gtk_stack_get_visible_child_name (self->stack));
  const char *outer;
  gboolean of_a_year;

  if (self->spend == NULL)
    return;
  if (cm_spend_page_get_view (self, views[entry].name) == NULL)
    make_view (self, entry);
  outer = choose_outer (self, entry);
  gtk_stack_set_visible_child_name (self->outer, outer);
  of_a_year = views[entry].of_a_year && self->years != NULL && self->years->len > 0;
  gtk_label_set_text (self->sentence, of_a_year && self->words != NULL ? self->words : "");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->sentence), of_a_year);
  gtk_widget_set_visible (GTK_WIDGET (self->year_choice), of_a_year);
  gtk_widget_set_visible (GTK_WIDGET (self->organisation_bin), of_a_year);
  /* The page that says how to begin has the button itself. */
  gtk_widget_set_visible (self->head, !g_str_equal (outer, "empty"));
}

void
cm_spend_page_show_view (CmSpendPage *self, const char *name)
{
  g_return_if_fail (CM_IS_SPEND_PAGE (self));
  gtk_stack_set_visible_child_name (self->stack, name);
}

const char *
cm_spend_page_get_view_name (CmSpendPage *self)
{
  g_return_val_if_fail (CM_IS_SPEND_PAGE (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

CmSpend *
cm_spend_page_get_spend (CmSpendPage *self)
{
  g_return_val_if_fail (CM_IS_SPEND_PAGE (self), NULL);
  return self->spend;
}

const char *
cm_spend_page_get_sentence (CmSpendPage *self)
{
  g_return_val_if_fail (CM_IS_SPEND_PAGE (self), NULL);
  return gtk_label_get_text (self->sentence);
}

/* --- reading ---------------------------------------------------------------------------------- */

static gboolean
progress_cb (gpointer data)
{
  CmSpendPage *self = data;
  gboolean busy = cm_spend_get_busy (self->spend);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 cm_spend_get_progress (self->spend));
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
  if (busy)
    return G_SOURCE_CONTINUE;
  self->progress_timeout = 0;
  return G_SOURCE_REMOVE;
}

/* What is read in a moment needs no sign that it is read. */
static void
watch_progress (CmSpendPage *self)
{
  if (self->progress_timeout == 0 && cm_spend_get_busy (self->spend))
    self->progress_timeout = g_timeout_add (PROGRESS_MS, progress_cb, self);
}

static gboolean
has_contracts (CmSpendPage *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("contract");

  return cm_store_count (cm_page_get_store (CM_PAGE (self)), query) > 0;
}

static void
changed_cb (CmSpendPage *self)
{
  if (self->adjusting)
    return; /* it is told again when that is done */
  watch_progress (self);
  if (!cm_spend_get_ready (self->spend))
    {
      update_view (self);
      return;
    }
  self->adjusting = TRUE;
  show_years (self);
  show_organisations (self);
  self->adjusting = FALSE;
  show_sentence (self);
  explain_sentence (self);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "spend.export", self->years->len > 0 || has_contracts (self));
  update_view (self);
}

/* Before the reading has told anything, a change says that it is to begin anew. */
static void
store_changed_cb (CmSpendPage *self)
{
  if (self->spend != NULL)
    watch_progress (self);
}

static void
cm_spend_page_map (GtkWidget *widget)
{
  CmSpendPage *self = CM_SPEND_PAGE (widget);

  GTK_WIDGET_CLASS (cm_spend_page_parent_class)->map (widget);
  if (self->spend == NULL)
    return;
  cm_spend_set_active (self->spend, TRUE);
  watch_progress (self);
}

static void
cm_spend_page_unmap (GtkWidget *widget)
{
  CmSpendPage *self = CM_SPEND_PAGE (widget);

  if (self->spend != NULL)
    cm_spend_set_active (self->spend, FALSE);
  g_clear_handle_id (&self->progress_timeout, g_source_remove);
  GTK_WIDGET_CLASS (cm_spend_page_parent_class)->unmap (widget);
}

/* --- the workbook ----------------------------------------------------------------------------- */

typedef struct
{
  CmSpendWorkbook *book;
  char *path;
} Writing;

static void
free_writing (gpointer data)
{
  Writing *writing = data;

  cm_spend_workbook_free (writing->book);
  g_free (writing->path);
  g_free (writing);
}

/* In a thread: all that is written was taken down before. */
static void
write_book (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;

  if (cm_spend_workbook_write (writing->book, writing->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CmPage *page = CM_PAGE (source);
  const Writing *writing = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_path_get_basename (writing->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      cm_page_show_error (page, error);
      return;
    }
  /* translators: %s is the name of a file */
  text = g_strdup_printf (_ ("The workbook is in “%s”"), name);
  cm_page_show_toast (page, text, FALSE);
}

/* Largest first by what the view of that is grouped by. */
static CmSpendBy
get_grouping (CmSpendPage *self)
{
  CmSpendView *view = cm_spend_page_get_view (self, "largest");
  const CmSpendGroups *groups =
      view != NULL ? cm_spend_largest_get_groups (CM_SPEND_LARGEST (view)) : NULL;

  return groups != NULL ? groups->by : CM_SPEND_BY_SUPPLIER;
}

void
cm_spend_page_export (CmSpendPage *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (CM_IS_SPEND_PAGE (self));
  g_return_if_fail (self->spend != NULL);

  writing = g_new0 (Writing, 1);
  writing->path = g_strdup (path);
  writing->book = cm_spend_workbook_new (cm_page_get_store (CM_PAGE (self)),
                                         self->spend,
                                         cm_page_get_scope (CM_PAGE (self)),
                                         get_grouping (self));
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (task, writing, free_writing);
  g_task_run_in_thread (task, write_book);
}

static void
export_to (CmPage *page, const char *path)
{
  cm_spend_page_export (CM_SPEND_PAGE (page), path);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmSpendPage *self = CM_SPEND_PAGE (widget);

  if (self->spend != NULL && cm_spend_get_ready (self->spend))
    /* translators: the second is the name of a file */
    cm_page_ask_path (
        CM_PAGE (self), _ ("Export the spend"), _ ("What is spent now.xlsx"), export_to);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
cm_spend_page_set_store (CmPage *page, CmStore *store)
{
  CmSpendPage *self = CM_SPEND_PAGE (page);

  self->spend = cm_spend_new (store);
  cm_spend_set_scope (self->spend, cm_page_get_scope (page));
  cm_spend_set_active (self->spend, gtk_widget_get_mapped (GTK_WIDGET (self)));
  g_signal_connect_object (
      self->spend, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  changed_cb (self);
}

static void
cm_spend_page_set_scope (CmPage *page, const CmScope *scope)
{
  CmSpendPage *self = CM_SPEND_PAGE (page);

  if (self->spend == NULL)
    return;
  cm_spend_set_scope (self->spend, scope);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (cm_spend_page_get_view (self, views[i].name) != NULL)
      show_view (self, cm_spend_page_get_view (self, views[i].name));
  changed_cb (self);
}

static CmRegister *
get_register (CmSpendPage *self, const char *name)
{
  CmSpendView *view = cm_spend_page_get_view (self, name);

  if (CM_IS_SPEND_LINES (view))
    return cm_spend_lines_get_register (CM_SPEND_LINES (view));
  if (CM_IS_SPEND_FILES (view))
    return cm_spend_files_get_register (CM_SPEND_FILES (view));
  return cm_spend_contracts_get_register (CM_SPEND_CONTRACTS (view));
}

/* The view of the table, shown; NULL if there is none. */
static const char *
go_to_table (CmSpendPage *self, const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].table, table) == 0)
      {
        cm_spend_page_show_view (self, views[i].name);
        if (CM_IS_SPEND_CONTRACTS (cm_spend_page_get_view (self, views[i].name)))
          cm_spend_contracts_set_all (
              CM_SPEND_CONTRACTS (cm_spend_page_get_view (self, views[i].name)), TRUE);
        return views[i].name;
      }
  return NULL;
}

/* A line of another year or organisation is shown among all. */
static void
widen_for (CmSpendPage *self, const char *id)
{
  g_autoptr (CmRecord) line = cm_store_get (cm_page_get_store (CM_PAGE (self)), "spend_line", id);
  gint64 year = cm_spend_get_year (self->spend);
  const char *organisation = cm_spend_get_organisation (self->spend);

  if (line == NULL)
    return;
  if (year != 0 && cm_record_get_number (line, "year") != year)
    cm_spend_page_set_year (self, 0);
  if (organisation != NULL &&
      !g_str_equal (cm_record_get_text (line, "organisation"), organisation))
    cm_spend_page_set_organisation (self, NULL);
}

/* A query may ask for lines of other years and organisations too. */
static void
widen_for_query (CmSpendPage *self, const CmQuery *query)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));
  gint64 year = cm_spend_get_year (self->spend);
  const char *organisation = cm_spend_get_organisation (self->spend);
  g_autoptr (CmQuery) seen = cm_query_copy (query);

  if (year != 0)
    cm_query_where_number (seen, "year", year);
  if (organisation != NULL)
    cm_query_where_text (seen, "organisation", organisation);
  if (cm_store_count (store, seen) == cm_store_count (store, query))
    return;
  cm_spend_page_set_year (self, 0);
  cm_spend_page_set_organisation (self, NULL);
}

static gboolean
cm_spend_page_show_record (CmPage *page, const char *table, const char *id)
{
  CmSpendPage *self = CM_SPEND_PAGE (page);
  const char *name = go_to_table (self, table);
  CmSpendView *view = name != NULL ? cm_spend_page_get_view (self, name) : NULL;

  if (view == NULL)
    return FALSE;
  if (CM_IS_SPEND_MAPPING (view))
    {
      cm_spend_mapping_edit (CM_SPEND_MAPPING (view), id);
      return TRUE;
    }
  if (CM_IS_SPEND_LINES (view))
    {
      widen_for (self, id);
      cm_spend_lines_show (CM_SPEND_LINES (view));
    }
  if (!cm_register_select (get_register (self, name), id))
    return FALSE;
  cm_register_set_details (get_register (self, name), TRUE);
  return TRUE;
}

static void
cm_spend_page_show_query (CmPage *page, const CmQuery *query, const char *what)
{
  CmSpendPage *self = CM_SPEND_PAGE (page);
  const char *name = go_to_table (self, cm_query_get_table (query)->name);
  CmSpendView *view = name != NULL ? cm_spend_page_get_view (self, name) : NULL;

  if (view == NULL || CM_IS_SPEND_MAPPING (view))
    return;
  if (CM_IS_SPEND_LINES (view))
    {
      widen_for_query (self, query);
      cm_spend_lines_narrow (CM_SPEND_LINES (view), query, what);
      return;
    }
  cm_register_search (get_register (self, name), NULL);
  cm_register_narrow (get_register (self, name), cm_query_copy (query), what);
}

static gboolean
cm_spend_page_flush (CmPage *page)
{
  CmSpendPage *self = CM_SPEND_PAGE (page);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      CmSpendView *view = cm_spend_page_get_view (self, views[i].name);

      if (view != NULL && !cm_spend_view_flush (view))
        {
          cm_spend_page_show_view (self, views[i].name);
          return FALSE;
        }
    }
  return TRUE;
}

static void
cm_spend_page_dispose (GObject *object)
{
  CmSpendPage *self = CM_SPEND_PAGE (object);

  g_clear_handle_id (&self->progress_timeout, g_source_remove);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  if (self->spend != NULL)
    g_signal_handlers_disconnect_by_data (self->spend, self);
  self->adjusting = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_SPEND_PAGE);
  self->stack = NULL;
  g_clear_object (&self->spend);
  g_clear_pointer (&self->years, g_array_unref);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (cm_spend_page_parent_class)->dispose (object);
}

static void
cm_spend_page_class_init (CmSpendPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_spend_page_dispose;
  widget_class->map = cm_spend_page_map;
  widget_class->unmap = cm_spend_page_unmap;
  CM_PAGE_CLASS (klass)->set_store = cm_spend_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_spend_page_set_scope;
  CM_PAGE_CLASS (klass)->show_record = cm_spend_page_show_record;
  CM_PAGE_CLASS (klass)->show_query = cm_spend_page_show_query;
  CM_PAGE_CLASS (klass)->flush = cm_spend_page_flush;
  gtk_widget_class_install_action (widget_class, "spend.show-all", NULL, show_all_cb);
  gtk_widget_class_install_action (widget_class, "spend.export", NULL, export_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-spend-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, bring_in);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, head);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, progress);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, year_choice);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, organisation_bin);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, outer);
  gtk_widget_class_bind_template_child (widget_class, CmSpendPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, year_cb);
}

static void
cm_spend_page_init (CmSpendPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->organisation_choice = cm_option_drop_down_new (_ ("Organisation"));
  gtk_widget_set_tooltip_text (self->organisation_choice, _ ("Spent by whom"));
  gtk_widget_set_size_request (self->organisation_choice, 170, -1);
  adw_bin_set_child (self->organisation_bin, self->organisation_choice);
  g_signal_connect_swapped (
      self->organisation_choice, "notify::selected", G_CALLBACK (organisation_cb), self);
  g_signal_connect_swapped (
      self->stack, "notify::visible-child-name", G_CALLBACK (update_view), self);
  gtk_widget_set_visible (self->head, FALSE);
}
