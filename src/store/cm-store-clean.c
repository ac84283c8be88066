/* cm-store-clean.c - the rows of a copy that is to be shared, without what is not to be passed on.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-clean-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define ASK_EVERY 256 /* rows */
#define SHORTEST 5    /* bytes of a name that is looked for in other texts */

typedef struct
{
  CmStore *from;
  sqlite3 *to; /* NULL while it is only counted */
  CmCopyReport *report;
  CmProgress *progress;
  GCancellable *cancellable;
  gint64 n_rows, n_done;

  GHashTable *known;     /* what the portfolio lists as a role or a body, folded */
  GHashTable *persons;   /* name, folded → its number */
  GHashTable *suppliers; /* the same */
  GHashTable *gone;      /* ids of records that are left out */
  GRegex *mentions;      /* any of the names, or NULL */
} Copy;

/* A row on its way. */
typedef struct
{
  const CmTable *table;
  const CmField *const *fields; /* by column; the first is the key */
  guint n_fields;
  sqlite3_stmt *select, *insert;
} Rows;

/* --- counting --------------------------------------------------------------------------------- */

static void
count (GArray *counts, const CmTable *table, const CmField *field)
{
  CmCopyCount new = { table, field, 1 };

  for (guint i = 0; i < counts->len; i++)
    {
      CmCopyCount *known = &g_array_index (counts, CmCopyCount, i);

      if (known->table == table && known->field == field)
        {
          known->n++;
          return;
        }
    }
  g_array_append_val (counts, new);
}

/* --- names ------------------------------------------------------------------------------------ */

/* As names are compared: “j. smith ” is “J. Smith”. */
static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  char *folded = g_utf8_casefold (g_strstrip (valid), -1);

  return folded;
}

static void
learn (Copy *copy, const char *sql)
{
  sqlite3_stmt *select = _cm_sql_prepare (copy->from, sql);

  while (_cm_sql_next (copy->from, select))
    g_hash_table_add (copy->known, fold ((const char *) sqlite3_column_text (select, 0)));
  sqlite3_reset (select);
}

/* What a portfolio lists under these headings is no person, whatever field it stands in. */
static void
learn_roles_and_bodies (Copy *copy)
{
  learn (copy, "SELECT name FROM role");
  learn (copy, "SELECT name FROM body");
  learn (copy, "SELECT short_name FROM body WHERE short_name IS NOT NULL");
  learn (copy, "SELECT name FROM organisation");
  learn (copy, "SELECT short_name FROM organisation WHERE short_name IS NOT NULL");
}

static guint
find_number (GHashTable *names, const char *folded)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (names, folded));

  if (number > 0)
    return number;
  number = g_hash_table_size (names) + 1;
  g_hash_table_insert (names, g_strdup (folded), GUINT_TO_POINTER (number));
  return number;
}

static gboolean
is_replaced (const Copy *copy, const CmField *field)
{
  return ((field->flags & CM_FIELD_PERSONAL) && (copy->report->flags & CM_COPY_ANONYMISE)) ||
         ((field->flags & CM_FIELD_PAYEE) && (copy->report->flags & CM_COPY_SUPPLIERS));
}

/* (transfer full) (nullable): what stands in the copy instead of a text, or NULL if that may stay.
 */
static char *
replace (Copy *copy, const CmTable *table, const CmField *field, const char *text)
{
  gboolean person = (field->flags & CM_FIELD_PERSONAL) != 0;
  g_autofree char *folded = fold (text);
  guint number;

  if (*folded == '\0')
    return NULL;
  if (g_hash_table_contains (copy->known, folded))
    {
      copy->report->n_kept++;
      return NULL;
    }
  /* Published ledgers hide people by this word themselves. */
  if (!person && g_str_has_prefix (folded, "redacted"))
    return NULL;
  number = find_number (person ? copy->persons : copy->suppliers, folded);
  count (copy->report->replaced, table, field);
  /* translators: stands for the name of somebody; %u tells one from another */
  return person ? g_strdup_printf (_ ("Person %u"), number)
                /* translators: stands for the name of a supplier; %u tells one from another */
                : g_strdup_printf (_ ("Supplier %u"), number);
}

/* --- what is left out ------------------------------------------------------------------------- */

static const char *
get_text (const Rows *rows, const char *name)
{
  for (guint i = 1; i < rows->n_fields; i++)
    if (rows->fields[i] != NULL && g_str_equal (rows->fields[i]->name, name))
      return (const char *) sqlite3_column_text (rows->select, (int) i);
  return NULL;
}

static gboolean
is_withheld (const Copy *copy, const Rows *rows)
{
  const CmCopyFlags flags = copy->report->flags;
  const char *sharing;

  if (!g_str_equal (rows->table->name, "evidence"))
    return FALSE;
  if ((flags & CM_COPY_NO_CONFIDENTIAL) && g_strcmp0 (get_text (rows, "consent"), "refused") == 0)
    return TRUE;
  sharing = get_text (rows, "sharing");
  return ((flags & CM_COPY_NO_CONFIDENTIAL) && g_strcmp0 (sharing, "confidential") == 0) ||
         ((flags & CM_COPY_NO_NAMED) && g_strcmp0 (sharing, "named") == 0);
}

/* A rule that looks at suppliers would name them. */
static gboolean
tells_supplier (const Copy *copy, const Rows *rows)
{
  const char *field;

  if (!(copy->report->flags & CM_COPY_SUPPLIERS) || !g_str_equal (rows->table->name, "spend_rule"))
    return FALSE;
  field = get_text (rows, "field");
  return g_strcmp0 (field, "supplier") == 0 || g_strcmp0 (field, "any") == 0;
}

static gboolean
refers_to_gone (const Copy *copy, const Rows *rows, guint column)
{
  const CmField *field = rows->fields[column];
  const char *id;

  if (field == NULL || field->type != CM_FIELD_REFERENCE || g_hash_table_size (copy->gone) == 0)
    return FALSE;
  id = (const char *) sqlite3_column_text (rows->select, (int) column);
  return id != NULL && g_hash_table_contains (copy->gone, id);
}

/* A link to what is left out says nothing any more; all else only loses the reference. */
static gboolean
hangs_on_gone (const Copy *copy, const Rows *rows)
{
  for (guint i = 1; i < rows->n_fields; i++)
    if (refers_to_gone (copy, rows, i) &&
        (rows->fields[i]->flags & (CM_FIELD_REQUIRED | CM_FIELD_OWNER)))
      return TRUE;
  return FALSE;
}

static gboolean
leave_out (Copy *copy, const Rows *rows)
{
  if (!is_withheld (copy, rows) && !tells_supplier (copy, rows) && !hangs_on_gone (copy, rows))
    return FALSE;
  g_hash_table_add (copy->gone, g_strdup ((const char *) sqlite3_column_text (rows->select, 0)));
  count (copy->report->left_out, rows->table, NULL);
  return TRUE;
}

/* Who gave it to be anonymous is not told by where it is kept or from. */
static gboolean
tells_origin (const Copy *copy, const Rows *rows, const CmField *field)
{
  return (copy->report->flags & CM_COPY_ANONYMISE) && g_str_equal (rows->table->name, "evidence") &&
         (g_str_equal (field->name, "kept_at") || g_str_equal (field->name, "source")) &&
         g_strcmp0 (get_text (rows, "consent"), "anonymous") == 0;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Says in `text` what the copy holds instead; TRUE if that is something else. */
static gboolean
change_cell (Copy *copy, const Rows *rows, guint column, char **text)
{
  const CmField *field = rows->fields[column];
  gboolean gone = refers_to_gone (copy, rows, column);

  *text = NULL;
  if (field == NULL || sqlite3_column_type (rows->select, (int) column) == SQLITE_NULL)
    return FALSE;
  if (gone || tells_origin (copy, rows, field))
    {
      count (copy->report->emptied, rows->table, field);
      return TRUE;
    }
  if (is_replaced (copy, field))
    *text = replace (
        copy, rows->table, field, (const char *) sqlite3_column_text (rows->select, (int) column));
  return *text != NULL;
}

static gboolean
copy_row (Copy *copy, const Rows *rows)
{
  if (leave_out (copy, rows))
    return TRUE;
  for (guint i = 0; i < rows->n_fields; i++)
    {
      g_autofree char *text = NULL;
      gboolean other = i > 0 && change_cell (copy, rows, i, &text);

      if (rows->insert == NULL)
        continue;
      if (!other)
        sqlite3_bind_value (
            rows->insert, (int) i + 1, sqlite3_column_value (rows->select, (int) i));
      else if (text != NULL)
        sqlite3_bind_text (rows->insert, (int) i + 1, text, -1, SQLITE_TRANSIENT);
      else
        sqlite3_bind_null (rows->insert, (int) i + 1);
    }
  if (rows->insert == NULL)
    return TRUE;
  sqlite3_step (rows->insert);
  return sqlite3_reset (rows->insert) == SQLITE_OK;
}

static gboolean
go_on (Copy *copy, GError **error)
{
  if (copy->n_done++ % ASK_EVERY != 0)
    return TRUE;
  cm_progress_set (copy->progress, (double) copy->n_done / (double) MAX (copy->n_rows, 1));
  return !g_cancellable_set_error_if_cancelled (copy->cancellable, error);
}

static sqlite3_stmt *
prepare_insert (Copy *copy, const CmTable *table, guint n_columns)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *insert = NULL;

  g_string_printf (sql, "INSERT INTO %s VALUES(?", table->name);
  for (guint i = 1; i < n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  sqlite3_prepare_v2 (copy->to, sql->str, -1, &insert, NULL);
  return insert;
}

/* All of a table, row by row. */
static gboolean
visit_rows (Copy *copy,
            Rows *rows,
            gboolean (*visit) (Copy *copy, const Rows *rows),
            GError **error)
{
  gboolean done = TRUE;
  int code = SQLITE_DONE;

  while (done && (code = sqlite3_step (rows->select)) == SQLITE_ROW)
    done = go_on (copy, error) && visit (copy, rows);
  if (done && code != SQLITE_DONE)
    done = _cm_sql_fail (copy->from, error);
  sqlite3_reset (rows->select);
  return done;
}

static Rows
begin_rows (Copy *copy, const CmTable *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY rowid", table->name);
  Rows rows = { .table = table };

  rows.fields = _cm_columns_list (copy->from->columns, table, &rows.n_fields);
  rows.select = _cm_sql_prepare (copy->from, sql);
  return rows;
}

static gboolean
copy_table (Copy *copy, const CmTable *table, GError **error)
{
  Rows rows = begin_rows (copy, table);
  gboolean done;

  if (copy->to != NULL && (rows.insert = prepare_insert (copy, table, rows.n_fields)) == NULL)
    return FALSE;
  done = visit_rows (copy, &rows, copy_row, error);
  sqlite3_finalize (rows.insert);
  return done;
}

/* Whether a copy of the table can differ from it. */
static gboolean
is_touched (const Copy *copy, const CmTable *table)
{
  if (g_str_equal (table->name, "evidence") || g_str_equal (table->name, "spend_rule"))
    return TRUE;
  for (guint i = 0; i < table->n_fields; i++)
    if (is_replaced (copy, &table->fields[i]) ||
        (table->fields[i].type == CM_FIELD_REFERENCE && g_hash_table_size (copy->gone) > 0))
      return TRUE;
  return FALSE;
}

/* --- names in other texts --------------------------------------------------------------------- */

/* A single word may be anything; two or more are likely a name, or a role that is not listed. */
static gboolean
is_worth_looking_for (const char *name)
{
  return strlen (name) >= SHORTEST && strchr (name, ' ') != NULL;
}

static GRegex *
make_pattern (GHashTable *names)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (is_worth_looking_for (name))
      {
        g_autofree char *quoted = g_regex_escape_string (name, -1);

        g_string_append_printf (pattern, "%s%s", pattern->len > 0 ? "|" : "", quoted);
      }
  return pattern->len == 0
             ? NULL
             : g_regex_new (pattern->str, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
}

static gboolean
look_for_names (Copy *copy, const Rows *rows)
{
  const char *id = (const char *) sqlite3_column_text (rows->select, 0);

  if (g_hash_table_contains (copy->gone, id))
    return TRUE;
  for (guint i = 1; i < rows->n_fields; i++)
    {
      const CmField *field = rows->fields[i];
      const char *text;

      if (field == NULL || (field->type != CM_FIELD_TEXT && field->type != CM_FIELD_LONG_TEXT) ||
          is_replaced (copy, field) || tells_origin (copy, rows, field))
        continue;
      text = (const char *) sqlite3_column_text (rows->select, (int) i);
      if (text != NULL && g_utf8_validate (text, -1, NULL) &&
          g_regex_match (copy->mentions, text, 0, NULL))
        copy->report->n_mentions++;
    }
  return TRUE;
}

static gboolean
find_mentions (Copy *copy, GError **error)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  copy->mentions = make_pattern (copy->persons);
  for (guint t = 0; copy->mentions != NULL && t < n; t++)
    {
      Rows rows = begin_rows (copy, tables[t]);

      if (!visit_rows (copy, &rows, look_for_names, error))
        return FALSE;
    }
  return TRUE;
}

/* --- all of it -------------------------------------------------------------------------------- */

static void
count_history (Copy *copy)
{
  sqlite3_stmt *select =
      _cm_sql_prepare (copy->from, "SELECT count(*), count(DISTINCT actor) FROM history");

  if (_cm_sql_next (copy->from, select))
    {
      copy->report->n_entries = (guint) sqlite3_column_int64 (select, 0);
      copy->report->n_actors = (guint) sqlite3_column_int64 (select, 1);
    }
  sqlite3_reset (select);
}

static gint64
count_rows (Copy *copy)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  gint64 rows = 0;

  for (guint t = 0; t < n; t++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[t]->name);

      rows += cm_store_count (copy->from, query);
    }
  return copy->report->flags & CM_COPY_ANONYMISE ? 2 * rows : rows;
}

static gboolean
copy_tables (Copy *copy, GError **error)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  count_history (copy);
  copy->n_rows = count_rows (copy);
  learn_roles_and_bodies (copy);
  for (guint t = 0; t < n; t++)
    if ((copy->to != NULL || is_touched (copy, tables[t])) && !copy_table (copy, tables[t], error))
      return FALSE;
  copy->report->n_persons = g_hash_table_size (copy->persons);
  copy->report->n_suppliers = g_hash_table_size (copy->suppliers);
  return find_mentions (copy, error);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

gboolean
_cm_store_copy_rows (CmStore *self,
                     sqlite3 *to,
                     CmCopyReport *report,
                     CmProgress *progress,
                     GCancellable *cancellable,
                     GError **error)
{
  Copy copy = { .from = self,
                .to = to,
                .report = report,
                .progress = progress,
                .cancellable = cancellable,
                .known = new_set (),
                .persons = new_set (),
                .suppliers = new_set (),
                .gone = new_set () };
  gboolean done = copy_tables (&copy, error);

  g_hash_table_unref (copy.known);
  g_hash_table_unref (copy.persons);
  g_hash_table_unref (copy.suppliers);
  g_hash_table_unref (copy.gone);
  g_clear_pointer (&copy.mentions, g_regex_unref);
  return done;
}
