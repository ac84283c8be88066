/* cm-store-salvage.c - what can be read of a damaged portfolio, in a new file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-salvage.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-damaged-file-private.h"
#include "cm-pages-private.h"
#include "cm-salvage-private.h"
#include "cm-schema.h"
#include "cm-store-private.h"

/* A recovery under way. */
typedef struct
{
  CmSalvage *report;
  CmPages *pages;
  CmStore *store; /* the new file */
  CmProgress *progress;
  GCancellable *cancellable;
  guint32 *roots;      /* of the tables, by position, or 0 */
  guint32 history;     /* of the change log, or 0 */
  GHashTable *titles;  /* id → title of what was set aside */
  GHashTable *parents; /* CmTable → id of the record that stands in for any that is lost */
  GError *error;       /* of the new file, or NULL */
  const CmTable *table;
  CmSalvageTable *count;
} Rescue;

static gboolean
goes_on (Rescue *self)
{
  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  return self->error == NULL;
}

/* --- one value -------------------------------------------------------------------------------- */

static gboolean
is_free_text (const CmField *field)
{
  return field->type == CM_FIELD_TEXT || field->type == CM_FIELD_LONG_TEXT;
}

/* With a mark for each character that cannot be one. */
static char *
mark_text (const CmField *field, const CmCell *cell)
{
  g_autofree char *valid = g_utf8_make_valid (cell->text, (gssize) cell->size);
  GString *text = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean kept = c >= 0x20 || c == '\t' || (c == '\n' && field->type == CM_FIELD_LONG_TEXT);

      g_string_append_unichar (text, kept ? c : 0xfffd);
    }
  if (cell->cut)
    g_string_append_unichar (text, 0xfffd);
  return g_string_free (text, FALSE);
}

/* What the cell holds, as far as it can be read. */
static void
take_value (const CmField *field, const CmCell *cell, CmValue *value)
{
  g_autofree char *text = NULL;

  if (cell->kind == CM_CELL_NUMBER && cm_field_is_number (field) && !cell->cut)
    cm_value_set_number (value, cell->number);
  if (cell->kind != CM_CELL_TEXT || cm_field_is_number (field))
    return;
  if (is_free_text (field))
    text = mark_text (field, cell);
  else if (!cell->cut && g_utf8_validate_len (cell->text, cell->size, NULL))
    text = g_strndup (cell->text, cell->size);
  if (text != NULL)
    cm_value_set_text (value, text);
}

static gboolean
is_marked (const CmCell *cell, const CmValue *value)
{
  return value->kind == CM_VALUE_TEXT &&
         (strlen (value->text) != cell->size || memcmp (value->text, cell->text, cell->size) != 0);
}

/* --- one record ------------------------------------------------------------------------------- */

static void
note_field (Rescue *self, CmSalvageKind kind, CmRecord *record, const char *text)
{
  _cm_salvage_note (self->report,
                    self->count,
                    kind,
                    cm_record_get_id (record),
                    cm_record_get_title (record),
                    text);
}

static void
set_aside (Rescue *self, CmRecord *record, const char *why)
{
  g_autofree char *values = _cm_salvage_describe (record);
  /* translators: why a record could not be kept, then all of its values that can be read */
  g_autofree char *text = g_strdup_printf (_ ("%1$s. It held: %2$s"), why, values);

  g_hash_table_replace (
      self->titles, g_strdup (cm_record_get_id (record)), g_strdup (cm_record_get_title (record)));
  note_field (self, CM_SALVAGE_SET_ASIDE, record, text);
}

/* Fills in one field. What is wrong with one that must not be empty is given back. */
static char *
fill_field (Rescue *self, CmRecord *record, const CmField *field, const CmCell *cell)
{
  guint position = (guint) cm_table_field_index (self->table, field->name);
  g_auto (CmValueHolder) holder = { CM_VALUE_INIT };
  CmValue *value = &holder.value;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  take_value (field, cell, value);
  if (!cm_value_check (value, field, &error))
    {
      if (field->flags & CM_FIELD_REQUIRED)
        return g_strdup (error->message);
      text = g_strdup_printf (_ ("%s; it was left out"), error->message);
      note_field (self, CM_SALVAGE_BLANKED, record, text);
      return NULL;
    }
  cm_record_set_value (record, position, value);
  if (value->kind == CM_VALUE_NULL && cell->kind != CM_CELL_NULL)
    {
      /* translators: %s is the name of a field */
      text = g_strdup_printf (_ ("%s: it cannot be read; it was left out"), cm_field_label (field));
      note_field (self, CM_SALVAGE_BLANKED, record, text);
    }
  else if (is_marked (cell, value))
    {
      text = g_strdup_printf (
          /* translators: %s is the name of a field */
          _ ("%s: a part of the text cannot be read; “�” stands where"),
          cm_field_label (field));
      note_field (self, CM_SALVAGE_MENDED, record, text);
    }
  return NULL;
}

/* A key that cannot be read is replaced: nothing else depends on what it is. */
static CmRecord *
start_record (Rescue *self, const CmPagesRow *row)
{
  const CmCell *cell = &row->cells[0];
  g_autofree char *id = cell->kind == CM_CELL_TEXT && !cell->cut && cell->size == 36
                            ? g_strndup (cell->text, cell->size)
                            : NULL;

  if (id != NULL && cm_uuid_is_valid (id))
    return cm_record_new_with_id (self->table, id);
  return cm_record_new (self->table);
}

static char *
fill_record (Rescue *self, CmRecord *record, const CmPagesRow *row)
{
  guint n;
  const CmField *const *columns = _cm_columns_list (self->store->columns, self->table, &n);
  char *why = NULL;

  for (guint i = 1; i < n; i++)
    {
      static const CmCell none = { 0 };
      g_autofree char *fault = NULL;

      if (columns[i] == NULL)
        continue;
      /* Rows of an older format have no later columns. */
      fault = fill_field (self, record, columns[i], i < row->n_cells ? &row->cells[i] : &none);
      if (fault != NULL && why == NULL)
        why = g_steal_pointer (&fault);
    }
  return why;
}

/* --- the new file ----------------------------------------------------------------------------- */

static gboolean
write_record (Rescue *self, CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);
  sqlite3_stmt *insert = _cm_sql_for_table (self->store, CM_SQL_INSERT, table);
  int position = 2, code;

  sqlite3_bind_text (insert, 1, cm_record_get_id (record), -1, SQLITE_TRANSIENT);
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      _cm_sql_bind (insert, position++, cm_record_value (record, i));
  code = sqlite3_step (insert);
  if (code != SQLITE_DONE && code != SQLITE_CONSTRAINT && self->error == NULL)
    _cm_sql_fail (self->store, &self->error);
  sqlite3_reset (insert);
  return code == SQLITE_DONE;
}

static void
take_row_cb (const CmPagesRow *row, gpointer data)
{
  Rescue *self = data;
  g_autoptr (CmRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  if (row->n_cells == 0 || !goes_on (self))
    return;
  record = start_record (self, row);
  why = fill_record (self, record, row);
  if (why == NULL && !cm_record_check (record, &error))
    why = g_strdup (error->message);
  if (why == NULL && !write_record (self, record) && self->error == NULL)
    why = g_strdup (_ ("another record has its key"));
  if (why != NULL)
    set_aside (self, record, why);
  else if (self->error == NULL)
    self->count->n_recovered++;
}

/* --- where the tables are --------------------------------------------------------------------- */

static gboolean
cell_is (const CmCell *cell, const char *text)
{
  return cell->kind == CM_CELL_TEXT && cell->size == strlen (text) &&
         memcmp (cell->text, text, cell->size) == 0;
}

/* A row of the schema: type, name, table, root page, SQL. Of that only the name and the page are
 * looked at. */
static void
take_root_cb (const CmPagesRow *row, gpointer data)
{
  Rescue *self = data;
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  guint32 root;

  if (row->n_cells < 4 || !cell_is (&row->cells[0], "table") ||
      row->cells[3].kind != CM_CELL_NUMBER || row->cells[3].number < 2 ||
      row->cells[3].number > _cm_pages_get_size (self->pages))
    return;
  root = (guint32) row->cells[3].number;
  for (guint i = 0; i < n; i++)
    if (cell_is (&row->cells[1], tables[i]->name) && self->roots[i] == 0)
      self->roots[i] = root;
  if (cell_is (&row->cells[1], "history") && self->history == 0)
    self->history = root;
}

static void
take_tables (Rescue *self)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n && goes_on (self); i++)
    {
      CmPagesCount count = { 0 };

      self->table = tables[i];
      self->count = _cm_salvage_get (self->report, i);
      if (self->roots[i] != 0)
        _cm_pages_walk (self->pages, self->roots[i], take_row_cb, self, &count);
      self->count->n_lost = count.n_rows_lost;
      self->count->all_lost = self->roots[i] == 0 || (count.n_pages_lost > 0 && count.n_rows == 0);
      cm_progress_set (self->progress, 0.1 + 0.7 * (i + 1) / n);
    }
}

/* --- pages that nothing leads to -------------------------------------------------------------- */

/* How well the rows of a page fit a table. */
typedef struct
{
  Rescue *rescue;
  const CmTable *table;
  gboolean fits;
  guint n_known; /* references that lead somewhere */
} Fit;

static gboolean
value_fits (Fit *fit, const CmField *field, const CmCell *cell)
{
  g_auto (CmValueHolder) holder = { CM_VALUE_INIT };
  CmValue *value = &holder.value;

  take_value (field, cell, value);
  if ((value->kind == CM_VALUE_NULL) != (cell->kind == CM_CELL_NULL) || is_marked (cell, value) ||
      !cm_value_check (value, field, NULL))
    return FALSE;
  if (field->references != NULL && value->kind == CM_VALUE_TEXT &&
      _cm_store_has (fit->rescue->store, cm_table_find (field->references), value->text))
    fit->n_known++;
  return TRUE;
}

static void
fit_row_cb (const CmPagesRow *row, gpointer data)
{
  Fit *fit = data;
  guint n;
  const CmField *const *columns = _cm_columns_list (fit->rescue->store->columns, fit->table, &n);
  g_autofree char *id = NULL;

  if (row->n_cells != n || row->cells[0].kind != CM_CELL_TEXT || row->cells[0].cut)
    fit->fits = FALSE;
  else
    id = g_strndup (row->cells[0].text, row->cells[0].size);
  fit->fits = fit->fits && cm_uuid_is_valid (id);
  for (guint i = 1; i < n && fit->fits; i++)
    if (columns[i] != NULL)
      fit->fits = value_fits (fit, columns[i], &row->cells[i]);
}

static gboolean
is_incomplete (Rescue *self, guint i)
{
  const CmSalvageTable *count = _cm_salvage_get (self->report, i);

  return count->all_lost || count->n_lost > 0;
}

/* The one table that the rows of a page must be of, or -1: two that look alike are told apart by
 * what their references lead to. */
static int
find_table (Rescue *self, guint32 page)
{
  guint n, best = 0;
  const CmTable *const *tables = cm_tables (&n);
  int found = -1;
  gboolean twice = FALSE;

  for (guint i = 0; i < n; i++)
    {
      Fit fit = { self, tables[i], TRUE, 0 };

      if (!is_incomplete (self, i) || !_cm_pages_read_loose (self->pages, page, fit_row_cb, &fit) ||
          !fit.fits)
        continue;
      twice = found >= 0 && fit.n_known == best;
      if (found < 0 || fit.n_known > best)
        {
          found = (int) i;
          best = fit.n_known;
        }
    }
  return twice ? -1 : found;
}

static gboolean
take_loose (Rescue *self)
{
  gboolean any = FALSE;

  for (guint32 page = 2; page <= _cm_pages_get_size (self->pages) && goes_on (self); page++)
    {
      int found = find_table (self, page);
      guint before;

      if (found < 0)
        continue;
      self->table = cm_tables (&before)[found];
      self->count = _cm_salvage_get (self->report, (guint) found);
      before = self->count->n_recovered;
      _cm_pages_read_loose (self->pages, page, take_row_cb, self);
      _cm_pages_mark (self->pages, page);
      self->count->n_lost -= MIN (self->count->n_lost, self->count->n_recovered - before);
      any = TRUE;
    }
  return any;
}

/* When the way to a part of a table is broken, its rows are still somewhere. What is found may tell
 * what else is. */
static void
take_all_loose (Rescue *self)
{
  guint n;
  gboolean wanted = FALSE;

  cm_tables (&n);
  for (guint i = 0; i < n; i++)
    wanted = wanted || is_incomplete (self, i);
  if (!wanted)
    return;
  _cm_pages_skip_free (self->pages);
  while (goes_on (self) && take_loose (self))
    continue;
}

/* --- references ------------------------------------------------------------------------------- */

static const char *stand_in (Rescue *self, const CmTable *table, const char *id);

static void
fill_stand_in (Rescue *self, CmRecord *record, const CmField *field, const char *title)
{
  gint64 least = MAX (0, field->min);
  g_autofree char *today = cm_date_today ();

  if (is_free_text (field))
    cm_record_set_text (record, field->name, title);
  else if (field->type == CM_FIELD_CHOICE)
    cm_record_set_text (record, field->name, field->choices[0].name);
  else if (field->type == CM_FIELD_DATE)
    cm_record_set_text (record, field->name, today);
  else if (field->type == CM_FIELD_YEAR)
    cm_record_set_number (record, field->name, cm_date_financial_year (today));
  else if (field->type == CM_FIELD_REFERENCE)
    cm_record_set_text (
        record, field->name, stand_in (self, cm_table_find (field->references), NULL));
  else
    cm_record_set_number (record, field->name, least);
}

/* Where there is a place for it, the record itself says what it is. */
static void
explain_stand_in (CmRecord *record)
{
  static const char *const places[] = { "note", "description", "comment", "detail" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const CmField *field = cm_table_field (cm_record_get_table (record), places[i]);

      if (field == NULL || !is_free_text (field) || !cm_record_is_null (record, field->name))
        continue;
      cm_record_set_text (record,
                          field->name,
                          _ ("This record could not be read from the damaged file. It stands here "
                             "because others belong to it; what it held is not known."));
      return;
    }
}

/* The id of a record made for the one with that key, or for any of the table (NULL). */
static const char *
stand_in (Rescue *self, const CmTable *table, const char *id)
{
  const char *known = id != NULL ? g_hash_table_lookup (self->titles, id)
                                 : g_hash_table_lookup (self->parents, table);
  g_autoptr (CmRecord) record = NULL;
  g_autofree char *title = NULL;
  guint n;

  if (id == NULL && known != NULL)
    return known;
  title = g_strdup_printf (/* translators: %s is the name of a record, or what it is */
                           _ ("%s (not recovered)"),
                           id != NULL && known != NULL && *known != '\0' ? known
                                                                         : cm_table_label (table));
  record = id != NULL ? cm_record_new_with_id (table, id) : cm_record_new (table);
  if (id == NULL)
    g_hash_table_insert (self->parents, (gpointer) table, g_strdup (cm_record_get_id (record)));
  for (guint i = 0; i < table->n_fields; i++)
    if ((table->fields[i].flags & CM_FIELD_REQUIRED) && !cm_field_is_derived (&table->fields[i]))
      fill_stand_in (self, record, &table->fields[i], title);
  explain_stand_in (record);
  write_record (self, record);
  for (n = 0; _cm_salvage_get (self->report, n)->table != table; n++)
    continue;
  _cm_salvage_note (self->report,
                    _cm_salvage_get (self->report, n),
                    CM_SALVAGE_STAND_IN,
                    cm_record_get_id (record),
                    title,
                    _ ("put in the place of one that is lost, as others belong to it; look it "
                       "through"));
  return id == NULL ? g_hash_table_lookup (self->parents, table) : NULL;
}

/* Id and value of the records whose reference leads nowhere. */
static GPtrArray *
find_dangling (Rescue *self, const CmTable *table, const CmField *field)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id, \"%s\" FROM %s t WHERE \"%s\" IS NOT NULL AND NOT EXISTS "
                       "(SELECT 1 FROM %s r WHERE r.id = t.\"%s\")",
                       field->name,
                       table->name,
                       field->name,
                       field->references,
                       field->name);
  sqlite3_stmt *select = _cm_sql_prepare (self->store, sql);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  while (_cm_sql_next (self->store, select))
    {
      g_ptr_array_add (found, g_strdup ((const char *) sqlite3_column_text (select, 0)));
      g_ptr_array_add (found, g_strdup ((const char *) sqlite3_column_text (select, 1)));
    }
  sqlite3_reset (select);
  return found;
}

static void
drop_reference (Rescue *self, const CmTable *table, const CmField *field, const char *id)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE %s SET \"%s\" = NULL WHERE id = ?", table->name, field->name);
  /* translators: %s is the name of a field */
  g_autofree char *text = g_strdup_printf (_ ("%s: what it refers to is lost; it was left out"),
                                           cm_field_label (field));
  g_autofree char *title = cm_store_get_title (self->store, table->name, id);
  sqlite3_stmt *update = _cm_sql_prepare (self->store, sql);

  sqlite3_bind_text (update, 1, id, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (update) != SQLITE_DONE && self->error == NULL)
    _cm_sql_fail (self->store, &self->error);
  sqlite3_reset (update);
  _cm_salvage_note (self->report, self->count, CM_SALVAGE_BLANKED, id, title, text);
}

static void
mend_field (Rescue *self, const CmTable *table, const CmField *field)
{
  g_autoptr (GPtrArray) found = find_dangling (self, table, field);
  const CmTable *other = cm_table_find (field->references);

  for (guint i = 0; i < found->len && goes_on (self); i += 2)
    if ((field->flags & CM_FIELD_REQUIRED) == 0)
      drop_reference (self, table, field, found->pdata[i]);
    else if (!_cm_store_has (self->store, other, found->pdata[i + 1]))
      stand_in (self, other, found->pdata[i + 1]);
}

static void
mend_references (Rescue *self)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n && goes_on (self); i++)
    {
      self->count = _cm_salvage_get (self->report, i);
      for (guint f = 0; f < tables[i]->n_fields; f++)
        if (tables[i]->fields[f].references != NULL && !cm_field_is_derived (&tables[i]->fields[f]))
          mend_field (self, tables[i], &tables[i]->fields[f]);
    }
  /* The window and every report begin with it. */
  if (goes_on (self) && _cm_salvage_get_by_name (self->report, "partnership")->n_recovered == 0)
    stand_in (self, cm_table_find ("partnership"), NULL);
}

/* --- the change log --------------------------------------------------------------------------- */

static char *
read_words (const CmPagesRow *row, guint i)
{
  static const CmField words = { .name = "words", .type = CM_FIELD_LONG_TEXT };

  return i < row->n_cells && row->cells[i].kind == CM_CELL_TEXT ? mark_text (&words, &row->cells[i])
                                                                : g_strdup ("");
}

/* seq, id, ts, actor, summary, kind, state, target, schema_v, changeset */
static void
take_history_cb (const CmPagesRow *row, gpointer data)
{
  Rescue *self = data;
  g_autofree char *id = read_words (row, 1), *actor = read_words (row, 3),
                  *summary = read_words (row, 4);
  sqlite3_stmt *insert;

  if (row->n_cells < 9 || !cm_uuid_is_valid (id) || row->cells[2].kind != CM_CELL_NUMBER ||
      row->row < 1 || !goes_on (self))
    return;
  insert = _cm_sql_prepare (
      self->store,
      "INSERT OR IGNORE INTO history(seq, id, ts, actor, summary, kind, state, schema_v) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
  sqlite3_bind_int64 (insert, 1, row->row);
  sqlite3_bind_text (insert, 2, id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (insert, 3, row->cells[2].number);
  sqlite3_bind_text (insert, 4, actor, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 5, summary, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (insert, 6, CLAMP (row->cells[5].number, CM_KIND_EDIT, CM_KIND_REDO));
  sqlite3_bind_int (insert, 7, CM_STATE_LOG);
  sqlite3_bind_int64 (insert, 8, CLAMP (row->cells[8].number, 1, CM_SCHEMA_VERSION));
  if (sqlite3_step (insert) != SQLITE_DONE && self->error == NULL)
    _cm_sql_fail (self->store, &self->error);
  sqlite3_reset (insert);
}

static gboolean
take_history (Rescue *self, const char *from)
{
  CmPagesCount count = { 0 };
  g_autofree char *name = g_path_get_basename (from);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  /* translators: an entry of the change log; %s is the name of a file */
  g_autofree char *label = g_strdup_printf (_ ("Recovered what can be read of “%s”"), valid);

  if (self->history != 0)
    _cm_pages_walk (self->pages, self->history, take_history_cb, self, &count);
  return goes_on (self) &&
         _cm_store_add_history (
             self->store, label, CM_KIND_EDIT, CM_STATE_LOG, NULL, NULL, 0, &self->error);
}

/* --- all of it -------------------------------------------------------------------------------- */

static gboolean
refuse_empty (Rescue *self, const char *from)
{
  if (!goes_on (self))
    return FALSE;
  if (cm_salvage_get_n_recovered (self->report) > 0)
    return TRUE;
  g_set_error (&self->error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_OPEN,
               /* translators: %s is the path of a file */
               _ ("Nothing can be recovered from “%s”: no record of a portfolio can be read in it. "
                  "It was left as it is; look for a copy or a backup."),
               from);
  return FALSE;
}

static gboolean
fill_store (Rescue *self, const char *from)
{
  CmPagesCount count = { 0 };

  /* What refers to what comes to be known in the end only. */
  sqlite3_db_config (self->store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  if (!_cm_sql_exec (self->store, "BEGIN IMMEDIATE", &self->error))
    return FALSE;
  _cm_pages_walk (self->pages, 1, take_root_cb, self, &count);
  take_tables (self);
  take_all_loose (self);
  if (!refuse_empty (self, from))
    return FALSE;
  cm_progress_set (self->progress, 0.85);
  mend_references (self);
  if (!take_history (self, from) || !_cm_seal_renew (self->store, &self->error) ||
      !_cm_sql_exec (self->store, "COMMIT", &self->error))
    return FALSE;
  cm_progress_set (self->progress, 0.95);
  sqlite3_db_config (self->store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return cm_store_check (self->store, &self->error);
}

static void
drop_file (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (journal);
}

static gboolean
fill_file (Rescue *self, const char *from, const char *to)
{
  gboolean done;
  guint n;

  self->store = cm_store_create (to, &self->error);
  if (self->store == NULL)
    return FALSE;
  cm_tables (&n);
  self->roots = g_new0 (guint32, n);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->parents = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  done = fill_store (self, from);
  if (!done)
    sqlite3_exec (self->store->db, "ROLLBACK", NULL, NULL, NULL);
  cm_store_close (self->store);
  g_clear_object (&self->store);
  g_free (self->roots);
  g_hash_table_unref (self->titles);
  g_hash_table_unref (self->parents);
  if (!done)
    drop_file (to);
  return done;
}

CmSalvage *
cm_store_salvage (const char *from,
                  const char *to,
                  CmProgress *progress,
                  GCancellable *cancellable,
                  GError **error)
{
  Rescue rescue = { .progress = progress, .cancellable = cancellable };
  g_autoptr (CmSalvage) report = _cm_salvage_new ();
  g_autoptr (GBytes) file = _cm_damaged_file_read (from, error);
  gboolean done;

  if (file == NULL)
    return NULL;
  cm_progress_set (progress, 0.1);
  rescue.report = report;
  rescue.pages = _cm_pages_new (file);
  done = fill_file (&rescue, from, to);
  _cm_pages_free (rescue.pages);
  if (!done)
    {
      g_propagate_error (error, rescue.error);
      return NULL;
    }
  cm_progress_set (progress, 1);
  return g_steal_pointer (&report);
}
