/* cm-activity-history.c - what was changed of an activity, by whom and when, newest first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-history"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-store-log.h"

#define FIRST 5
#define MORE 20
#define DETAILS_MAX 30

/**
 * CmActivityHistory:
 *
 * Entries of the change log that touched the activity, what it owns or what was linked to it. The
 * values that an entry changed are read when it is opened.
 */
#define CM_TYPE_ACTIVITY_HISTORY (cm_activity_history_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityHistory, cm_activity_history, CM, ACTIVITY_HISTORY, CmActivityPart)

struct _CmActivityHistory
{
  CmActivityPart parent_instance;

  GtkWidget *list, *more;
  gint64 last; /* seq of the oldest entry shown */
  guint wanted;
};

G_DEFINE_FINAL_TYPE (CmActivityHistory, cm_activity_history, CM_TYPE_ACTIVITY_PART)

/* --- entries ---------------------------------------------------------------------------------- */

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *iso = g_date_time_format (local, "%Y-%m-%d");
  g_autofree char *date = cm_date_format (iso);
  g_autofree char *clock = g_date_time_format (local, "%H:%M");

  return g_strdup_printf ("%s, %s", date, clock);
}

static char *
describe_detail (const CmHistoryDetail *detail)
{
  const char *none = _ ("nothing");

  return g_strdup_printf ("%s → %s",
                          *detail->before != '\0' ? detail->before : none,
                          *detail->after != '\0' ? detail->after : none);
}

static void
add_detail (AdwExpanderRow *row, const CmHistoryDetail *detail)
{
  GtkWidget *line = adw_action_row_new ();
  g_autofree char *values = describe_detail (detail);
  g_autofree char *markup = g_markup_escape_text (values, -1);
  const char *what =
      detail->field != NULL ? cm_field_label (detail->field) : cm_table_label (detail->table);
  g_autofree char *title = *detail->title != '\0'
                               /* translators: %1$s is the name of a field, %2$s that of a record */
                               ? g_strdup_printf (_ ("%1$s of “%2$s”"), what, detail->title)
                               : g_strdup_printf ("%s: %s", cm_table_label (detail->table), what);
  g_autofree char *title_markup = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line), markup);
  adw_expander_row_add_row (row, line);
}

static void
expanded_cb (CmActivityHistory *self, GParamSpec *pspec, AdwExpanderRow *row)
{
  CmStore *store = cm_activity_part_get_store (CM_ACTIVITY_PART (self));
  gint64 *seq = g_object_get_data (G_OBJECT (row), "seq");
  g_autoptr (GPtrArray) details = NULL;

  if (store == NULL || seq == NULL || !adw_expander_row_get_expanded (row))
    return;
  details = cm_store_get_history_details (store, *seq);
  g_object_set_data (G_OBJECT (row), "seq", NULL);
  for (guint i = 0; i < MIN (details->len, DETAILS_MAX); i++)
    add_detail (row, details->pdata[i]);
  if (details->len == 0 || details->len > DETAILS_MAX)
    {
      GtkWidget *line = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line),
                                     details->len == 0 ? _ ("No details are kept of it")
                                                       : _ ("and more"));
      adw_expander_row_add_row (row, line);
    }
}

static GtkWidget *
make_row (CmActivityHistory *self, const CmHistoryEntry *entry)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *time = format_time (entry->time);
  g_autofree char *markup = g_markup_escape_text (entry->summary, -1);
  g_autofree char *when = g_strdup_printf (
      entry->undone ? _ ("%1$s · %2$s · undone") : "%1$s · %2$s", time, entry->actor);
  g_autofree char *when_markup = g_markup_escape_text (when, -1);
  gint64 *seq = g_new (gint64, 1);

  *seq = entry->seq;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), when_markup);
  g_object_set_data_full (G_OBJECT (row), "seq", seq, g_free);
  g_signal_connect_object (
      row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* One entry more than is shown tells whether there are more. */
static void
load (CmActivityHistory *self, guint limit)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  CmHistoryFilter filter = { .before = self->last,
                             .limit = limit + 1,
                             .table = "activity",
                             .id = cm_record_get_id (cm_activity_part_get_activity (part)) };
  g_autoptr (GPtrArray) entries =
      cm_store_find_history (cm_activity_part_get_store (part), &filter);

  for (guint i = 0; i < MIN (entries->len, limit); i++)
    {
      const CmHistoryEntry *entry = entries->pdata[i];

      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, entry));
      self->last = entry->seq;
      self->wanted++;
    }
  gtk_widget_set_visible (self->list, self->last != 0);
  gtk_widget_set_visible (self->more, entries->len > limit);
  cm_activity_part_set_summary (part, self->last == 0 ? _ ("Nothing is recorded yet") : NULL);
}

static void
drop_rows (CmActivityHistory *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  self->last = 0;
  self->wanted = 0;
}

static void
more_cb (CmActivityHistory *self)
{
  guint i = self->wanted;
  GtkListBoxRow *row;

  load (self, MORE);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i);
  if (row != NULL)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

/* --- the part --------------------------------------------------------------------------------- */

static void
cm_activity_history_show (CmActivityPart *part, gboolean other)
{
  CmActivityHistory *self = CM_ACTIVITY_HISTORY (part);
  guint limit = other ? FIRST : MAX (self->wanted, FIRST);

  drop_rows (self);
  if (cm_activity_part_get_activity (part) != NULL)
    load (self, limit);
}

/* Whatever was done may have been done to it. */
static gboolean
cm_activity_history_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  return TRUE;
}

static void
cm_activity_history_class_init (CmActivityHistoryClass *klass)
{
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_history_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_history_is_touched;
}

static void
cm_activity_history_init (CmActivityHistory *self)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  GtkWidget *body;

  cm_activity_part_build (part, _ ("History"));
  body = cm_activity_part_get_body (part);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("History"), -1);
  self->more = gtk_button_new_with_mnemonic (_ ("Show _more"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (body), self->list);
  gtk_box_append (GTK_BOX (body), self->more);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_activity_history_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_HISTORY, NULL);
}
