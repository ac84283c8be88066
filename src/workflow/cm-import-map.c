/* cm-import-map.c - which row has the headings and which column is which field; keeping that. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-import-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-headings.h"
#include "cm-sign-off.h"

#define HEADER_ROWS 60 /* among which the headings are looked for */
#define PROBED 40      /* filled cells below a heading that are looked at */

/* --- what is below a heading ------------------------------------------------------------------ */

typedef struct
{
  guint n_filled; /* of those looked at */
  guint n_fit;    /* could be of the type of the field */
  guint n_number; /* are plain digits */
} Probe;

static gboolean
is_number (const char *text)
{
  gboolean digit = FALSE;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      digit = TRUE;
    else if (strchr ("., -/£()\r\n\t", *text) == NULL && (guchar) *text < 0x80)
      return FALSE;
  return digit;
}

static Probe
probe_column (const CmImport *self, guint line, guint column, const CmField *field)
{
  Probe probe = { 0 };

  for (guint r = 0; r < self->rows->len && probe.n_filled < PROBED; r++)
    {
      const CmImportRow *row = _cm_import_row (self, r);

      if (row->line <= line || column >= row->n_cells || _cm_cell_is_blank (&row->cells[column]))
        continue;
      probe.n_filled++;
      /* In either order: which it is, is another question. */
      if (field != NULL && (_cm_cell_fits (field, &row->cells[column], CM_DATES_DAY_FIRST) ||
                            (field->type == CM_FIELD_DATE &&
                             _cm_cell_fits (field, &row->cells[column], CM_DATES_MONTH_FIRST))))
        probe.n_fit++;
      if (is_number (row->cells[column].text))
        probe.n_number++;
    }
  return probe;
}

/* Whether what is below can be meant by the field: mostly, as there are always some dirty cells. */
static gboolean
is_fitting (const CmField *field, const Probe *probe)
{
  return probe->n_filled == 0 || probe->n_fit * 2 >= probe->n_filled;
}

/* --- the row of headings ---------------------------------------------------------------------- */

static guint
count_filled (const CmImportRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->n_cells; i++)
    n += !_cm_cell_is_blank (&row->cells[i]);
  return n;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

/* How many cells a row mostly has filled. */
static guint
measure_width (const CmImport *self)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint r = 0; r < self->rows->len; r++)
    {
      const guint n = count_filled (_cm_import_row (self, r));

      if (n > 0)
        g_array_append_val (counts, n);
    }
  g_array_sort (counts, compare_counts);
  return counts->len > 0 ? g_array_index (counts, guint, counts->len / 2) : 0;
}

/* The field that the cell names best among those not taken, and how well; NULL if none. */
static const CmField *
match_cell (
    const CmImport *self, const CmImportRow *row, guint column, GHashTable *taken, guint *score)
{
  g_autofree char *tidy = _cm_import_tidy (row->cells[column].text);
  g_autofree char *folded = cm_heading_fold (tidy);
  const CmField *best = NULL;

  *score = 0;
  for (guint i = 0; *folded != '\0' && i < self->table->n_fields; i++)
    {
      const CmField *field = &self->table->fields[i];
      const guint match = g_hash_table_contains (taken, field)
                              ? 0
                              : cm_heading_matches (self->table, field, folded);

      if (match > *score)
        {
          *score = match;
          best = field;
        }
    }
  return best;
}

/* How much a row looks like that of the headings; 0 if it does not. */
static guint
score_row (const CmImport *self, const CmImportRow *row, guint width)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  guint points = 0, n_filled = 0, n_numbers = 0;

  for (guint i = 0; i < row->n_cells; i++)
    {
      const CmField *field;
      Probe probe;
      guint score;

      if (_cm_cell_is_blank (&row->cells[i]))
        continue;
      n_filled++;
      n_numbers += is_number (row->cells[i].text);
      field = match_cell (self, row, i, taken, &score);
      if (field == NULL)
        continue;
      /* The words of a query can be those of headings, but no data stands below them. */
      probe = probe_column (self, row->line, i, field);
      if (probe.n_filled == 0 || !is_fitting (field, &probe))
        continue;
      g_hash_table_add (taken, (gpointer) field);
      points += 10 + 2 * score;
    }
  /* A title in one cell is no heading of a table with many columns; nor are figures. */
  if (points == 0 || n_numbers * 2 > n_filled || n_filled * 3 < width)
    return 0;
  return points + MIN (n_filled, width);
}

/* Without a known word: the first row with something else in each of its cells, and no figures. */
static gboolean
is_plain_header (const CmImport *self, const CmImportRow *row, guint width)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (row->n_cells < 2 || row->n_cells < width)
    return FALSE;
  for (guint i = 0; i < row->n_cells; i++)
    {
      char *tidy = _cm_import_tidy (row->cells[i].text);

      if (*tidy == '\0' || strpbrk (tidy, "0123456789") != NULL ||
          g_hash_table_contains (texts, tidy))
        {
          g_free (tidy);
          return FALSE;
        }
      g_hash_table_add (texts, tidy);
    }
  return TRUE;
}

guint
_cm_import_find_header (const CmImport *self)
{
  const guint width = measure_width (self);
  guint best = 0, line = 0, looked_at = 0;

  for (guint r = 0; r < self->rows->len && looked_at < HEADER_ROWS; r++)
    {
      const CmImportRow *row = _cm_import_row (self, r);
      const guint score = count_filled (row) > 0 ? score_row (self, row, width) : 0;

      looked_at++;
      if (score <= best)
        continue;
      best = score;
      line = row->line;
    }
  for (guint r = 0; line == 0 && r < self->rows->len && r < HEADER_ROWS; r++)
    {
      const CmImportRow *row = _cm_import_row (self, r);

      if (is_plain_header (self, row, width))
        line = row->line;
      /* What has as many cells and is none, is a record. */
      else if (row->n_cells >= 2 && count_filled (row) >= width)
        break;
    }
  return line;
}

/* --- which column is which -------------------------------------------------------------------- */

typedef struct
{
  guint column;
  const CmField *field;
  int score;
} Pair;

static gboolean
says_vat_apart (const char *folded)
{
  return strstr (folded, "exvat") != NULL || strstr (folded, "exclvat") != NULL ||
         strstr (folded, "excludingvat") != NULL || strstr (folded, "excludesvat") != NULL ||
         strstr (folded, "netofvat") != NULL || strstr (folded, "lessvat") != NULL;
}

static gboolean
is_vat (const char *folded)
{
  return strstr (folded, "vat") != NULL && !says_vat_apart (folded) &&
         strstr (folded, "incvat") == NULL && strstr (folded, "inclvat") == NULL &&
         strstr (folded, "includingvat") == NULL && strstr (folded, "private") == NULL &&
         strstr (folded, "reservat") == NULL && strstr (folded, "motivat") == NULL;
}

static gboolean
is_net (const char *folded)
{
  return g_str_has_prefix (folded, "net") || g_str_has_suffix (folded, "net") ||
         says_vat_apart (folded);
}

static gboolean
is_gross (const char *folded)
{
  return strstr (folded, "gross") != NULL;
}

static gboolean
has_name (const CmField *field, const char *folded)
{
  g_autofree char *name = cm_heading_fold (field->name);

  return g_str_equal (name, folded);
}

/* How likely the column is the field: its heading first, then what is in it. */
static int
score_pair (const CmImport *self, guint column, const CmField *field)
{
  const CmImportColumn *c = _cm_import_column (self, column);
  const guint match = cm_heading_matches (self->table, field, c->folded);
  int score = 10 * (int) match;
  Probe probe;

  if (match == 0 || (field->type == CM_FIELD_MONEY && is_vat (c->folded)))
    return 0;
  probe = probe_column (self, self->header, column, field);
  if (!is_fitting (field, &probe))
    return 0;
  /* Two fields may have one label, but not one name. */
  if (has_name (field, c->folded))
    score += 2;
  if (field->type == CM_FIELD_MONEY)
    score += is_net (c->folded) ? 15 : is_gross (c->folded) ? -5 : 0;
  /* A supplier's number may be called as its name is. */
  if (field->type == CM_FIELD_TEXT && !g_str_equal (field->name, "reference") &&
      probe.n_number * 2 > probe.n_filled)
    score -= 8;
  /* An empty column is the last that is meant. */
  if (probe.n_filled == 0)
    score -= 9;
  return MAX (score, 1);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *first = a, *second = b;

  if (first->score != second->score)
    return second->score - first->score;
  return (int) first->column - (int) second->column;
}

static gboolean
is_taken (const CmImport *self, const CmField *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (_cm_import_column (self, i)->field == field)
      return TRUE;
  return FALSE;
}

static GArray *
list_pairs (const CmImport *self)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < self->columns->len; i++)
    for (guint f = 0; f < self->table->n_fields; f++)
      {
        const CmField *field = &self->table->fields[f];
        Pair pair = { i, field, 0 };

        if (!_cm_import_may_fill (self, field))
          continue;
        pair.score = score_pair (self, i, field);
        if (pair.score > 0)
          g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);
  return pairs;
}

static guint
find_column_of (const CmImport *self, const CmField *field)
{
  guint i = 0;

  while (i < self->columns->len && _cm_import_column (self, i)->field != field)
    i++;
  return i;
}

/* Of several columns of money that could be meant, the reader is told which was taken. */
static void
remark_others (CmImport *self, GArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      const guint taken = find_column_of (self, pair->field);

      if (pair->field->type != CM_FIELD_MONEY || taken == pair->column ||
          taken == self->columns->len || _cm_import_column (self, taken)->set ||
          _cm_import_column (self, pair->column)->field != NULL)
        continue;
      g_ptr_array_add (
          self->remarks,
          /* translators: %1$s is a field such as Amount, %2$s and %3$s are headings of columns */
          g_strdup_printf (_ ("%1$s: there is also “%3$s”; “%2$s” was taken."),
                           cm_field_label (pair->field),
                           _cm_import_column (self, taken)->heading,
                           _cm_import_column (self, pair->column)->heading));
    }
}

void
_cm_import_map_columns (CmImport *self)
{
  g_autoptr (GArray) pairs = list_pairs (self);

  g_ptr_array_set_size (self->remarks, 0);
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      CmImportColumn *column = _cm_import_column (self, pair->column);

      if (column->field == NULL && !column->set && !is_taken (self, pair->field))
        column->field = pair->field;
    }
  remark_others (self, pairs);
}

/* --- keeping it ------------------------------------------------------------------------------- */

#define GROUP_IMPORT "import"
#define GROUP_DEFAULTS "defaults"
#define GROUP_COLUMN "column "

static const char *const order_names[] = { "day-first", "month-first" };

/* The heading as a group may be called. */
static char *
make_group (const char *heading)
{
  char *group = g_strconcat (GROUP_COLUMN, heading, NULL);

  for (char *p = group; *p != '\0'; p++)
    if (*p == '[')
      *p = '(';
    else if (*p == ']')
      *p = ')';
  return group;
}

char *
cm_import_write_map (const CmImport *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, GROUP_IMPORT, "table", self->table->name);
  g_key_file_set_string (file, GROUP_IMPORT, "dates", order_names[self->order]);
  for (guint i = 0; i < self->table->n_fields; i++)
    {
      const char *text = cm_import_get_default (self, &self->table->fields[i]);

      if (text != NULL)
        g_key_file_set_string (file, GROUP_DEFAULTS, self->table->fields[i].name, text);
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CmImportColumn *column = _cm_import_column (self, i);
      g_autofree char *group = make_group (column->heading);

      g_key_file_set_string (
          file, group, "field", column->field != NULL ? column->field->name : "");
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* translators: %s says what is wrong with a mapping that was kept in a file */
  g_set_error (
      error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE, _ ("The mapping cannot be used: %s"), what);
  return FALSE;
}

static gboolean
read_field (const CmImport *self, const char *name, const CmField **field, GError **error)
{
  *field = *name != '\0' ? cm_table_field (self->table, name) : NULL;
  if (*name == '\0' || (*field != NULL && _cm_import_may_fill (self, *field)))
    return TRUE;
  /* translators: %1$s is the name of a field in a file, %2$s is what records are, such as Contract
   */
  return fail (error,
               _ ("“%1$s” is no field of “%2$s” that a file may fill."),
               name,
               cm_table_label (self->table));
}

static gboolean
check_import (const CmImport *self, GKeyFile *file, CmDateOrder *order, GError **error)
{
  g_autofree char *table = g_key_file_get_string (file, GROUP_IMPORT, "table", NULL);
  g_autofree char *dates = g_key_file_get_string (file, GROUP_IMPORT, "dates", NULL);

  if (g_strcmp0 (table, self->table->name) != 0)
    /* translators: %1$s and %2$s are names of tables */
    return fail (error,
                 _ ("it is for the table “%1$s”, not for “%2$s”."),
                 table != NULL ? table : "",
                 self->table->name);
  *order = self->order;
  if (dates == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (order_names); i++)
    if (g_str_equal (dates, order_names[i]))
      {
        *order = (CmDateOrder) i;
        return TRUE;
      }
  /* translators: %s is what a file says */
  return fail (error, _ ("dates are “day-first” or “month-first”, not “%s”."), dates);
}

/* Reads the groups into fields by heading and by default; checks all before anything is changed. */
static gboolean
read_groups (
    const CmImport *self, GKeyFile *file, GHashTable *columns, GHashTable *defaults, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP_DEFAULTS, NULL, NULL);
  const CmField *field;

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *name = NULL;

      if (!g_str_has_prefix (groups[i], GROUP_COLUMN))
        continue;
      name = g_key_file_get_string (file, groups[i], "field", NULL);
      if (!read_field (self, name != NULL ? name : "", &field, error))
        return FALSE;
      g_hash_table_insert (columns, g_strdup (groups[i]), (gpointer) field);
    }
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (!read_field (self, keys[i], &field, error))
        return FALSE;
      g_hash_table_insert (
          defaults, (gpointer) field, g_key_file_get_string (file, GROUP_DEFAULTS, keys[i], NULL));
    }
  return TRUE;
}

static void
apply_columns (CmImport *self, GHashTable *columns, GPtrArray *not_there)
{
  GHashTableIter iter;
  gpointer group, field;

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *own = make_group (_cm_import_column (self, i)->heading);

      if (!g_hash_table_lookup_extended (columns, own, NULL, &field))
        continue;
      cm_import_set_field (self, i, field);
      g_hash_table_remove (columns, own);
    }
  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &group, NULL))
    g_ptr_array_add (not_there, g_strdup ((const char *) group + strlen (GROUP_COLUMN)));
}

gboolean
cm_import_read_map (CmImport *self, const char *text, GPtrArray **not_there, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) defaults = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) broken = NULL;
  GHashTableIter iter;
  gpointer field, value;
  CmDateOrder order = self->order;

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, &broken))
    return fail (error, "%s", broken->message);
  if (!check_import (self, file, &order, error) ||
      !read_groups (self, file, columns, defaults, error))
    return FALSE;
  self->order = order;
  g_hash_table_iter_init (&iter, defaults);
  while (g_hash_table_iter_next (&iter, &field, &value))
    cm_import_set_default (self, field, value);
  apply_columns (self, columns, missing);
  if (not_there != NULL)
    *not_there = g_steal_pointer (&missing);
  return TRUE;
}

char *
cm_import_get_signature (const CmImport *self)
{
  g_autoptr (GString) all = g_string_new (self->table->name);

  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (all, "\n%s", _cm_import_column (self, i)->heading);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, (gssize) all->len);
}
