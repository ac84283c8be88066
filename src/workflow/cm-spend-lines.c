/* cm-spend-lines.c - the lines of spend in memory, those that are alike as one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend"
#include "config.h"

#include <string.h>

#include "cm-spend-private.h"

#define DECOMPOSITION_MAX 18 /* of one character, as Unicode has it */
#define BATCH 256            /* bundles between two looks at the clock */

/* The groups of the sums. */
enum
{
  GROUP_ORGANISATION,
  GROUP_YEAR,
  GROUP_SUPPLIER,
  GROUP_SERVICE,
  GROUP_PURPOSE,
  GROUP_CHAPTER,
  GROUP_KIND,
};

/* --- folding ---------------------------------------------------------------------------------- */

typedef struct
{
  GString *out;
  gsize word; /* where the last word begins */
  gboolean apart;
} Folding;

static void
end_word (Folding *folding)
{
  if (g_str_equal (folding->out->str + folding->word, "ltd"))
    {
      g_string_truncate (folding->out, folding->word);
      g_string_append (folding->out, "limited");
    }
  folding->apart = TRUE;
}

static void
fold_character (Folding *folding, gunichar character)
{
  /* “A.B. O’Neil” is “AB ONeil”. */
  if (character == '.' || character == '\'' || character == 0x2018 || character == 0x2019 ||
      g_unichar_ismark (character))
    return;
  if (!g_unichar_isalnum (character))
    {
      if (!folding->apart)
        end_word (folding);
      return;
    }
  if (folding->apart && folding->out->len > 0)
    g_string_append_c (folding->out, ' ');
  if (folding->apart)
    folding->word = folding->out->len;
  folding->apart = FALSE;
  g_string_append_unichar (folding->out, g_unichar_tolower (character));
}

char *
cm_spend_fold (const char *text)
{
  Folding folding = { g_string_new (NULL), 0, TRUE };

  while (text != NULL && *text != '\0')
    if ((guchar) *text < 0x80)
      fold_character (&folding, (guchar) *text++);
    else
      {
        gunichar character = g_utf8_get_char_validated (text, -1);
        gunichar parts[DECOMPOSITION_MAX];
        gsize n;

        /* What is no character may be in a file all the same. */
        if (character >= (gunichar) -2)
          {
            text++;
            continue;
          }
        n = g_unichar_fully_decompose (character, TRUE, parts, G_N_ELEMENTS (parts));
        for (gsize i = 0; i < n; i++)
          fold_character (&folding, parts[i]);
        text = g_utf8_next_char (text);
      }
  if (!folding.apart)
    end_word (&folding);
  return g_string_free (folding.out, FALSE);
}

/* --- reading ---------------------------------------------------------------------------------- */

CmSpendLines *
_cm_spend_lines_new (CmStore *store)
{
  static const char *const groups[] = { "organisation", "year",    "supplier", "service",
                                        "purpose",      "chapter", "kind",     NULL };
  CmSpendLines *self = g_new0 (CmSpendLines, 1);
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  guint none = 0;

  self->n_refs = 1;
  self->sums = cm_sums_new (store, query, "amount", groups);
  self->bundles = g_array_new (FALSE, FALSE, sizeof (CmSpendBundle));
  self->texts = g_ptr_array_new ();
  self->folded = g_ptr_array_new_with_free_func (g_free);
  self->same = g_array_new (FALSE, FALSE, sizeof (guint));
  self->by_fold = g_hash_table_new (g_str_hash, g_str_equal);
  self->keys = g_ptr_array_new ();
  self->numbers = g_hash_table_new (NULL, NULL);
  self->key_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->years = g_array_new (FALSE, FALSE, sizeof (gint64));
  /* Number 0 is for none. */
  g_ptr_array_add (self->texts, NULL);
  g_ptr_array_add (self->folded, g_strdup (""));
  g_array_append_val (self->same, none);
  g_ptr_array_add (self->keys, NULL);
  return self;
}

CmSpendLines *
_cm_spend_lines_ref (CmSpendLines *self)
{
  self->n_refs++;
  return self;
}

void
_cm_spend_lines_unref (CmSpendLines *self)
{
  if (--self->n_refs > 0)
    return;
  g_array_unref (self->bundles);
  g_ptr_array_unref (self->texts);
  g_hash_table_unref (self->by_fold);
  g_ptr_array_unref (self->folded);
  g_array_unref (self->same);
  g_ptr_array_unref (self->keys);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->key_numbers);
  g_array_unref (self->years);
  cm_sums_free (self->sums);
  g_free (self);
}

/* Of equal texts the sums give the same pointer. */
static guint
number_text (CmSpendLines *self, const char *text)
{
  guint number = text != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, text)) : 0;
  guint same;
  char *folded;

  if (text == NULL || number > 0)
    return number;
  number = self->texts->len;
  folded = cm_spend_fold (text);
  g_hash_table_insert (self->numbers, (gpointer) text, GUINT_TO_POINTER (number));
  g_ptr_array_add (self->texts, (gpointer) text);
  g_ptr_array_add (self->folded, folded);
  same = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_fold, folded));
  if (same == 0 && *folded != '\0')
    {
      g_hash_table_insert (self->by_fold, folded, GUINT_TO_POINTER (number));
      same = number;
    }
  g_array_append_val (self->same, same);
  return number;
}

guint
_cm_spend_lines_find_key (const CmSpendLines *self, const char *key)
{
  return key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->key_numbers, key)) : 0;
}

static guint
number_key (CmSpendLines *self, const char *key)
{
  guint number = _cm_spend_lines_find_key (self, key);

  if (key == NULL || number > 0)
    return number;
  number = self->keys->len;
  g_hash_table_insert (self->key_numbers, (gpointer) key, GUINT_TO_POINTER (number));
  g_ptr_array_add (self->keys, (gpointer) key);
  return number;
}

const CmChoice *
_cm_spend_kinds (void)
{
  return cm_table_field (cm_table_find ("spend_line"), "kind")->choices;
}

int
_cm_spend_find_kind (const char *name)
{
  const CmChoice *kinds = _cm_spend_kinds ();

  for (int i = 0; name != NULL && kinds[i].name != NULL; i++)
    if (g_str_equal (kinds[i].name, name))
      return i;
  return -1;
}

static void
take_bundle (CmSpendLines *self, guint i)
{
  const CmSums *sums = self->sums;
  CmSpendBundle bundle = {
    .organisation = number_key (self, cm_sums_get_text (sums, i, GROUP_ORGANISATION)),
    .supplier = number_text (self, cm_sums_get_text (sums, i, GROUP_SUPPLIER)),
    .service = number_text (self, cm_sums_get_text (sums, i, GROUP_SERVICE)),
    .purpose = number_text (self, cm_sums_get_text (sums, i, GROUP_PURPOSE)),
    .chapter = number_key (self, cm_sums_get_text (sums, i, GROUP_CHAPTER)),
    .kind = _cm_spend_find_kind (cm_sums_get_text (sums, i, GROUP_KIND)),
    .year = cm_sums_get_number (sums, i, GROUP_YEAR),
    .amount = cm_sums_get_sum (sums, i),
    .lines = cm_sums_get_count (sums, i),
  };

  g_array_append_val (self->bundles, bundle);
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
find_years (CmSpendLines *self)
{
  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->bundles->len; i++)
        {
          CmSpendBundle *bundle = &g_array_index (self->bundles, CmSpendBundle, i);
          guint at = 0;

          while (at < self->years->len && g_array_index (self->years, gint64, at) != bundle->year)
            at++;
          if (at == self->years->len)
            g_array_append_val (self->years, bundle->year);
          bundle->year_at = at;
        }
      g_array_sort (self->years, compare_years);
    }
}

gboolean
_cm_spend_lines_step (CmSpendLines *self, gint64 until)
{
  if (self->complete)
    return TRUE;
  /* A step of the sums is a slice of its own, however much time is left. */
  while (!cm_sums_step (self->sums))
    if (g_get_monotonic_time () >= until)
      return FALSE;
  while (self->next < cm_sums_get_size (self->sums))
    {
      guint end = MIN (self->next + BATCH, cm_sums_get_size (self->sums));

      while (self->next < end)
        take_bundle (self, self->next++);
      if (g_get_monotonic_time () >= until)
        return FALSE;
    }
  find_years (self);
  self->complete = TRUE;
  return TRUE;
}
