/* cm-salvage.c - the report of a recovery: what is there again, what is lost, what was done. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-salvage-private.h"

#define NOTES_MAX 1000

struct _CmSalvage
{
  CmSalvageTable *tables; /* all of them */
  guint n_tables;
  GPtrArray *notes;
};

static void
free_note (gpointer data)
{
  CmSalvageNote *note = data;

  g_free (note->id);
  g_free (note->title);
  g_free (note->text);
  g_free (note);
}

CmSalvage *
_cm_salvage_new (void)
{
  CmSalvage *self = g_new0 (CmSalvage, 1);
  const CmTable *const *tables = cm_tables (&self->n_tables);

  self->tables = g_new0 (CmSalvageTable, self->n_tables);
  for (guint i = 0; i < self->n_tables; i++)
    self->tables[i].table = tables[i];
  self->notes = g_ptr_array_new_with_free_func (free_note);
  return self;
}

void
cm_salvage_free (CmSalvage *self)
{
  g_ptr_array_unref (self->notes);
  g_free (self->tables);
  g_free (self);
}

/* --- writing ---------------------------------------------------------------------------------- */

CmSalvageTable *
_cm_salvage_get (CmSalvage *self, guint table)
{
  return &self->tables[table];
}

CmSalvageTable *
_cm_salvage_get_by_name (CmSalvage *self, const char *table)
{
  guint i = 0;

  while (!g_str_equal (self->tables[i].table->name, table))
    i++;
  return &self->tables[i];
}

void
_cm_salvage_note (CmSalvage *self,
                  CmSalvageTable *count,
                  CmSalvageKind kind,
                  const char *id,
                  const char *title,
                  const char *text)
{
  CmSalvageNote *note;

  count->n_noted[kind]++;
  if (self->notes->len >= NOTES_MAX)
    return;
  note = g_new0 (CmSalvageNote, 1);
  note->kind = kind;
  note->table = count->table;
  note->id = g_strdup (id);
  note->title = g_strdup (title);
  note->text = g_strdup (text);
  g_ptr_array_add (self->notes, note);
}

char *
_cm_salvage_describe (CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmValue *value = cm_record_value (record, i);
      g_autofree char *words = NULL;

      if (value->kind == CM_VALUE_NULL || cm_field_is_derived (&table->fields[i]))
        continue;
      words = cm_value_format (value, &table->fields[i]);
      /* translators: a field of a record and its value, in a list of them */
      g_string_append_printf (text,
                              _ ("%1$s%2$s: %3$s"),
                              text->len > 0 ? "; " : "",
                              cm_field_label (&table->fields[i]),
                              words);
    }
  return text->len > 0 ? g_string_free (text, FALSE)
                       : (g_string_free (text, TRUE), g_strdup (_ ("nothing that can be read")));
}

/* --- reading ---------------------------------------------------------------------------------- */

static guint
count_noted (const CmSalvageTable *table)
{
  guint n = 0;

  for (guint kind = 0; kind < CM_N_SALVAGE; kind++)
    n += table->n_noted[kind];
  return n;
}

/* A table of which nothing was ever written has nothing to tell. */
static gboolean
is_told (const CmSalvageTable *table)
{
  return table->n_recovered > 0 || table->n_lost > 0 || count_noted (table) > 0;
}

guint
cm_salvage_get_n_tables (const CmSalvage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_tables; i++)
    n += is_told (&self->tables[i]);
  return n;
}

const CmSalvageTable *
cm_salvage_get_table (const CmSalvage *self, guint i)
{
  for (guint t = 0; t < self->n_tables; t++)
    if (is_told (&self->tables[t]) && i-- == 0)
      return &self->tables[t];
  g_return_val_if_reached (NULL);
}

guint
cm_salvage_get_n_recovered (const CmSalvage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_tables; i++)
    n += self->tables[i].n_recovered;
  return n;
}

guint
cm_salvage_get_n_lost (const CmSalvage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_tables; i++)
    n += self->tables[i].n_lost;
  return n;
}

guint
cm_salvage_count (const CmSalvage *self, CmSalvageKind kind)
{
  guint n = 0;

  for (guint i = 0; i < self->n_tables; i++)
    n += self->tables[i].n_noted[kind];
  return n;
}

guint
cm_salvage_get_n_notes (const CmSalvage *self)
{
  return self->notes->len;
}

const CmSalvageNote *
cm_salvage_get_note (const CmSalvage *self, guint i)
{
  return g_ptr_array_index (self->notes, i);
}

/* --- in words --------------------------------------------------------------------------------- */

static void
append_count (GString *text, const char *format, guint n)
{
  if (n == 0)
    return;
  g_string_append_c (text, ' ');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

char *
cm_salvage_summarise (const CmSalvage *self)
{
  GString *text = g_string_new (NULL);
  guint n = cm_salvage_get_n_recovered (self);
  guint lost = cm_salvage_get_n_lost (self);
  guint aside = cm_salvage_count (self, CM_SALVAGE_SET_ASIDE);
  guint blanked = cm_salvage_count (self, CM_SALVAGE_BLANKED);
  guint marked = cm_salvage_count (self, CM_SALVAGE_MENDED);
  guint made = cm_salvage_count (self, CM_SALVAGE_STAND_IN);

  g_string_append_printf (
      text, ngettext ("%u record was recovered.", "%u records were recovered.", n), n);
  append_count (
      text, ngettext ("About %u record is lost.", "About %u records are lost.", lost), lost);
  append_count (text,
                ngettext ("%u record was set aside, as it cannot be kept.",
                          "%u records were set aside, as they cannot be kept.",
                          aside),
                aside);
  append_count (text,
                ngettext ("%u value cannot be read and was left out.",
                          "%u values cannot be read and were left out.",
                          blanked),
                blanked);
  append_count (text,
                ngettext ("%u text is damaged in part and is marked with “�”.",
                          "%u texts are damaged in part and are marked with “�”.",
                          marked),
                marked);
  append_count (text,
                ngettext ("%u record stands in for one that is lost.",
                          "%u records stand in for some that are lost.",
                          made),
                made);
  return g_string_free (text, FALSE);
}

static void
write_table (GString *text, const CmSalvageTable *table)
{
  g_string_append_printf (text,
                          /* translators: what a table holds, such as Activities, and how many of
                           * them were recovered and are lost */
                          _ ("  %1$s: %2$u recovered, %3$u lost, %4$u set aside"),
                          _ (table->table->plural),
                          table->n_recovered,
                          table->n_lost,
                          table->n_noted[CM_SALVAGE_SET_ASIDE]);
  if (table->all_lost)
    g_string_append (text, _ (" (more of them may be lost)"));
  g_string_append_c (text, '\n');
}

char *
cm_salvage_write (const CmSalvage *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *summary = cm_salvage_summarise (self);
  guint n = 0;

  g_string_append_printf (text, "%s\n\n", summary);
  for (guint i = 0; i < self->n_tables; i++)
    if (is_told (&self->tables[i]))
      write_table (text, &self->tables[i]);
  for (guint i = 0; i < self->n_tables; i++)
    n += count_noted (&self->tables[i]);
  if (n > 0)
    g_string_append_c (text, '\n');
  for (guint i = 0; i < self->notes->len; i++)
    {
      const CmSalvageNote *note = g_ptr_array_index (self->notes, i);

      /* translators: what a record is, its name, its key, and what was done to it */
      g_string_append_printf (text,
                              _ ("  %1$s “%2$s” %3$s: %4$s\n"),
                              cm_table_label (note->table),
                              note->title,
                              note->id,
                              note->text);
    }
  if (n > self->notes->len)
    g_string_append_printf (text,
                            ngettext ("  and %u more\n", "  and %u more\n", n - self->notes->len),
                            n - self->notes->len);
  return g_string_free (text, FALSE);
}

char *
cm_salvage_suggest_path (const char *from)
{
  g_autofree char *stem = g_str_has_suffix (from, ".portfolio")
                              ? g_strndup (from, strlen (from) - strlen (".portfolio"))
                              : g_strdup (from);

  for (guint i = 1;; i++)
    {
      /* translators: what is added to the name of a file; %s is that name without its ending */
      g_autofree char *path =
          i == 1 ? g_strdup_printf (_ ("%s (recovered).portfolio"), stem)
                 /* translators: the same, with a number */
                 : g_strdup_printf (_ ("%1$s (recovered %2$u).portfolio"), stem, i);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}
