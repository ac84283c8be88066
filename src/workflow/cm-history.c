/* cm-history.c - the change log as a table for a spreadsheet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-history.h"

#include <glib/gi18n.h>

#include "cm-csv.h"

typedef struct
{
  GString *out;
  const char *time;
  const CmHistoryEntry *entry;
  gboolean any;
} Writer;

static void
append_line (
    Writer *writer, const char *record, const char *field, const char *before, const char *after)
{
  cm_csv_append_text (writer->out, writer->time);
  cm_csv_append_text (writer->out, writer->entry->actor);
  cm_csv_append_text (writer->out, writer->entry->summary);
  cm_csv_append_text (writer->out, record);
  cm_csv_append_text (writer->out, field);
  cm_csv_append_text (writer->out, before);
  cm_csv_append_text (writer->out, after);
  cm_csv_end_line (writer->out);
}

static void
append_detail_cb (const CmHistoryDetail *detail, gpointer data)
{
  Writer *writer = data;
  g_autofree char *record = NULL;

  /* translators: %1$s is what a record is, such as Activity, %2$s its name */
  record = g_strdup_printf (_ ("%1$s: %2$s"), cm_table_label (detail->table), detail->title);
  append_line (writer,
               record,
               detail->field != NULL ? cm_field_label (detail->field) : "",
               detail->before,
               detail->after);
  writer->any = TRUE;
}

static void
append_entry (GString *out, CmStore *store, const CmHistoryEntry *entry)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (entry->time / G_USEC_PER_SEC);
  g_autofree char *time = when != NULL ? g_date_time_format_iso8601 (when) : g_strdup ("");
  Writer writer = { out, time, entry, FALSE };

  cm_store_visit_history_details (store, entry->seq, append_detail_cb, &writer);
  if (!writer.any)
    append_line (&writer, "", "", "", "");
}

char *
cm_history_export (CmStore *store, const CmHistoryFilter *filter)
{
  const char *const headings[] = { _ ("Time"),  _ ("Who"),    _ ("What"), _ ("Record"),
                                   _ ("Field"), _ ("Before"), _ ("After") };
  g_autoptr (GPtrArray) entries = cm_store_find_history (store, filter);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    cm_csv_append_text (out, headings[i]);
  cm_csv_end_line (out);
  for (guint i = 0; i < entries->len; i++)
    append_entry (out, store, entries->pdata[i]);
  return g_string_free (out, FALSE);
}
