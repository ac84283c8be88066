/* cm-table-view-memory.c - columns and order of a table are as they were left. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-table-view"

#include "config.h"

#include "cm-table-view-private.h"

/* Milliseconds: a column that is dragged wider changes all the time. */
#define REST 500

/* For each table: its columns from left to right with their widths, -1 for the usual one; the field
 * that orders the rows, and whether downwards. */
#define ARRANGEMENT "(a(si)sb)"

static GVariant *
read_all (CmTableView *self)
{
  if (self->settings == NULL)
    self->settings = g_settings_new (APPLICATION_ID);
  return g_settings_get_value (self->settings, "columns");
}

/* (transfer full) (nullable) */
static GVariant *
read_arrangement (CmTableView *self)
{
  g_autoptr (GVariant) all = read_all (self);

  return g_variant_lookup_value (all, self->table->name, G_VARIANT_TYPE (ARRANGEMENT));
}

/* --- looking back ----------------------------------------------------------------------------- */

/* Fields may have gone since; a table without columns would be of no use. */
gboolean
_cm_table_view_recall_columns (CmTableView *self)
{
  g_autoptr (GVariant) arrangement = read_arrangement (self);
  g_autoptr (GVariantIter) columns = NULL;
  const char *field;
  gint32 width;
  guint n = 0;

  if (arrangement == NULL)
    return FALSE;
  g_variant_get (arrangement, ARRANGEMENT, &columns, NULL, NULL);
  while (g_variant_iter_next (columns, "(&si)", &field, &width))
    {
      CmTableColumn *column = _cm_table_view_find_column (self, field);

      if (column == NULL || column->column != NULL)
        continue;
      _cm_table_view_append_column (self, column, width);
      n++;
    }
  return n > 0;
}

const char *
_cm_table_view_get_first_order (CmTableView *self)
{
  return self->first_order != NULL ? self->first_order : self->table->order;
}

void
cm_table_view_set_first_order (CmTableView *self, const char *field, gboolean descending)
{
  g_return_if_fail (CM_IS_TABLE_VIEW (self));
  self->first_order = field;
  self->first_descending = descending;
}

void
_cm_table_view_recall_order (CmTableView *self)
{
  g_autoptr (GVariant) arrangement = read_arrangement (self);
  const char *field = NULL;
  gboolean descending = FALSE;

  if (arrangement != NULL)
    g_variant_get (arrangement, "(@a(si)&sb)", NULL, &field, &descending);
  if (field == NULL || _cm_table_view_find_column (self, field) == NULL)
    cm_table_view_sort (self, _cm_table_view_get_first_order (self), self->first_descending);
  else
    cm_table_view_sort (self, field, descending);
}

/* --- remembering ------------------------------------------------------------------------------ */

static GVariant *
describe_arrangement (CmTableView *self)
{
  GVariantBuilder columns;

  g_variant_builder_init (&columns, G_VARIANT_TYPE ("a(si)"));
  for (guint i = 0; i < _cm_table_view_count_shown (self); i++)
    {
      CmTableColumn *column = _cm_table_view_get_shown (self, i);
      int width = gtk_column_view_column_get_fixed_width (column->column);

      g_variant_builder_add (&columns,
                             "(si)",
                             column->field->name,
                             width == _cm_table_view_get_usual_width (self, column) ? -1 : width);
    }
  return g_variant_new (ARRANGEMENT, &columns, self->order, self->descending);
}

static GVariant *
describe_usual_arrangement (CmTableView *self)
{
  GVariantBuilder columns;

  g_variant_builder_init (&columns, G_VARIANT_TYPE ("a(si)"));
  for (guint i = 0; i < self->table->n_fields; i++)
    if ((self->table->fields[i].flags & CM_FIELD_COLUMN) != 0)
      g_variant_builder_add (&columns, "(si)", self->table->fields[i].name, -1);
  return g_variant_new (
      ARRANGEMENT, &columns, _cm_table_view_get_first_order (self), self->first_descending);
}

/* Only what differs from how the table comes is kept: it may come better one day. */
static void
remember (CmTableView *self)
{
  g_autoptr (GVariant) all = read_all (self);
  g_autoptr (GVariant) arrangement = g_variant_ref_sink (describe_arrangement (self));
  g_autoptr (GVariant) usual = g_variant_ref_sink (describe_usual_arrangement (self));
  g_autoptr (GVariant) changed = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, all);
  g_variant_dict_remove (&dict, self->table->name);
  if (!g_variant_equal (arrangement, usual))
    g_variant_dict_insert_value (&dict, self->table->name, arrangement);
  changed = g_variant_ref_sink (g_variant_dict_end (&dict));
  if (!g_variant_equal (changed, all))
    g_settings_set_value (self->settings, "columns", changed);
}

void
_cm_table_view_remember_now (CmTableView *self)
{
  if (self->memory_timeout == 0)
    return;
  g_clear_handle_id (&self->memory_timeout, g_source_remove);
  remember (self);
}

static gboolean
rested_cb (gpointer data)
{
  CmTableView *self = data;

  self->memory_timeout = 0;
  remember (self);
  return G_SOURCE_REMOVE;
}

void
_cm_table_view_remember_later (CmTableView *self)
{
  if (self->arranging > 0)
    return;
  g_clear_handle_id (&self->memory_timeout, g_source_remove);
  self->memory_timeout = g_timeout_add (REST, rested_cb, self);
}
