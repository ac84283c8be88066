/* cm-records.c - records of any one table are added to a portfolio and taken out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-records.h"

#include <glib/gi18n.h>

/* What a table holds is called by its heading, as in “Timetable” or “Bodies”: the same words fit
 * every table, and no noun needs to be bent. */
static const char *
get_heading (CmRecord *record)
{
  return _ (cm_record_get_table (record)->plural);
}

static char *
make_add_label (GPtrArray *records)
{
  CmRecord *first = g_ptr_array_index (records, 0);
  const char *title = cm_record_get_title (first);

  if (records->len == 1 && *title != '\0')
    /* translators: an entry of the change log; %s is the title of a record */
    return g_strdup_printf (_ ("Add “%s”"), title);
  /* translators: an entry of the change log: %1$u is a number, %2$s the heading of a table, as in
   * “Decisions” or “Timetable” */
  return g_strdup_printf (
      ngettext ("Add %1$u row to “%2$s”", "Add %1$u rows to “%2$s”", records->len),
      records->len,
      get_heading (first));
}

static char *
make_delete_label (GPtrArray *records)
{
  CmRecord *first = g_ptr_array_index (records, 0);
  const char *title = cm_record_get_title (first);

  if (records->len == 1 && *title != '\0')
    /* translators: an entry of the change log; %s is the title of a record */
    return g_strdup_printf (_ ("Delete “%s”"), title);
  /* translators: an entry of the change log: %1$u is a number, %2$s the heading of a table, as in
   * “Decisions” or “Timetable” */
  return g_strdup_printf (
      ngettext ("Delete %1$u row from “%2$s”", "Delete %1$u rows from “%2$s”", records->len),
      records->len,
      get_heading (first));
}

typedef gboolean (*Deed) (CmStore *store, CmRecord *record, GError **error);

static gboolean
do_to_each (CmStore *store, GPtrArray *records, const char *label, Deed deed, GError **error)
{
  if (!cm_store_begin (store, label, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!deed (store, g_ptr_array_index (records, i), error))
      {
        cm_store_rollback (store);
        return FALSE;
      }
  return cm_store_commit (store, error);
}

gboolean
cm_records_add (CmStore *store, GPtrArray *records, GError **error)
{
  g_autofree char *label = NULL;

  if (records->len == 0)
    return TRUE;
  label = make_add_label (records);
  return do_to_each (store, records, label, cm_store_insert, error);
}

gboolean
cm_records_delete (CmStore *store, GPtrArray *records, GError **error)
{
  g_autofree char *label = NULL;

  if (records->len == 0)
    return TRUE;
  label = make_delete_label (records);
  return do_to_each (store, records, label, cm_store_delete, error);
}
