/* cm-import-verdict.c - what a trial, or bringing in, came to: in words and as a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-verdict"
#include "config.h"

#include "cm-import-verdict.h"

#include <glib/gi18n.h>

#include "cm-scroll-pacer.h"

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_import_verdict_count (guint n)
{
  const CmValue value = { CM_VALUE_NUMBER, n, NULL };

  /* As every whole number is shown. */
  return cm_value_format (&value, cm_table_field (cm_table_find ("spend_file"), "rows_read"));
}

char *
cm_import_verdict_rows (const CmImportReport *report)
{
  g_autofree char *read = cm_import_verdict_count (report->read);
  g_autofree char *stored = cm_import_verdict_count (report->stored);
  g_autofree char *rejected = cm_import_verdict_count (report->rejected);
  g_autoptr (GString) text = g_string_new (NULL);

  /* translators: %s is a number */
  g_string_append_printf (text, ngettext ("%s row read", "%s rows read", report->read), read);
  /* translators: %s is a number of rows */
  g_string_append_printf (text, _ (" · %s will be stored"), stored);
  /* translators: %s is a number of rows */
  g_string_append_printf (text, _ (" · %s will be set aside"), rejected);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_part (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static void
add_total (GString *text, const CmImportTotal *total)
{
  g_autofree char *stored = cm_money_format (total->stored);
  g_autofree char *rejected = cm_money_format (total->rejected);
  /* translators: %1$s is a field of money, %2$s an amount */
  g_autofree char *part =
      total->n_rejected == 0
          ? g_strdup_printf (_ ("%1$s: %2$s"), cm_field_label (total->field), stored)
          /* translators: %1$s is a field of money, %2$s and %3$s are amounts */
          : g_strdup_printf (_ ("%1$s: %2$s, and %3$s set aside"),
                             cm_field_label (total->field),
                             stored,
                             rejected);

  add_part (text, part);
}

char *
cm_import_verdict_sums (const CmImportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->totals->len; i++)
    add_total (text, &g_array_index (report->totals, CmImportTotal, i));
  if (report->first_date != NULL)
    {
      g_autofree char *first = cm_date_format (report->first_date);
      g_autofree char *last = cm_date_format (report->last_date);
      g_autofree char *part =
          g_str_equal (first, last) ? g_strdup (first) : g_strdup_printf ("%s – %s", first, last);

      add_part (text, part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- as a list -------------------------------------------------------------------------------- */

#define CM_TYPE_REJECT (cm_reject_get_type ())
G_DECLARE_FINAL_TYPE (CmReject, cm_reject, CM, REJECT, GObject)

struct _CmReject
{
  GObject parent_instance;
  char *texts[3]; /* line, field, reason */
};

G_DEFINE_FINAL_TYPE (CmReject, cm_reject, G_TYPE_OBJECT)

static void
cm_reject_finalize (GObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (CM_REJECT (object)->texts); i++)
    g_free (CM_REJECT (object)->texts[i]);
  G_OBJECT_CLASS (cm_reject_parent_class)->finalize (object);
}

static void
cm_reject_class_init (CmRejectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_reject_finalize;
}

static void
cm_reject_init (CmReject *self)
{
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = CM_REJECT (gtk_list_item_get_item (item))->texts[GPOINTER_TO_INT (column)];

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, GPOINTER_TO_INT (column) == 2 ? text : NULL);
}

static void
add_column (GtkColumnView *view, const char *title, int which, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (which));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (which));
  column = gtk_column_view_column_new (title, factory);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (view, column);
}

GtkWidget *
cm_import_verdict_new_list (void)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_column_view_new (NULL);

  add_column (GTK_COLUMN_VIEW (view), _ ("Line"), 0, 90);
  add_column (GTK_COLUMN_VIEW (view), _ ("Field"), 1, 160);
  add_column (GTK_COLUMN_VIEW (view), _ ("Reason"), 2, 0);
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What is set aside"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), view);
  cm_scroll_pacer_attach (GTK_SCROLLED_WINDOW (window));
  return window;
}

void
cm_import_verdict_fill_list (GtkWidget *list, const CmImportReport *report)
{
  GtkColumnView *view =
      GTK_COLUMN_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (list)));
  g_autoptr (GListStore) rows = g_list_store_new (CM_TYPE_REJECT);
  g_autoptr (GtkNoSelection) selection = NULL;

  for (guint i = 0; report != NULL && i < report->rejects->len; i++)
    {
      const CmImportReject *reject = g_ptr_array_index (report->rejects, i);
      g_autoptr (CmReject) row = g_object_new (CM_TYPE_REJECT, NULL);

      row->texts[0] = g_strdup_printf ("%u", reject->line);
      row->texts[1] = g_strdup (reject->field != NULL ? reject->field : _ ("The whole row"));
      row->texts[2] = g_strdup (reject->reason);
      g_list_store_append (rows, row);
    }
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (rows)));
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
}
