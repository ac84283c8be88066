/* test-table.c - the description of the tables holds together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-table.h"

static void
test_references (void)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  g_assert_cmpuint (n, >=, 20);
  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < tables[i]->n_fields; f++)
      {
        const CmField *field = &tables[i]->fields[f];

        g_assert_cmpint ((field->type == CM_FIELD_REFERENCE), ==, field->references != NULL);
        g_assert_cmpint ((field->type == CM_FIELD_CHOICE), ==, field->choices != NULL);
        if (field->references != NULL)
          g_assert_nonnull (cm_table_find (field->references));
        if (field->flags & CM_FIELD_OWNER)
          g_assert_cmpint (field->flags & CM_FIELD_REQUIRED, !=, 0);
      }
}

/* A table comes after the tables it refers to, so that records can be inserted in this order. */
static void
test_order (void)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < tables[i]->n_fields; f++)
      {
        guint at = 0;

        if (tables[i]->fields[f].references == NULL)
          continue;
        while (tables[at] != cm_table_find (tables[i]->fields[f].references))
          at++;
        g_assert_cmpuint (at, <=, i);
      }
}

static void
test_titles (void)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_nonnull (cm_table_field (tables[i], tables[i]->order));
      if (tables[i]->title != NULL)
        g_assert_cmpint (
            cm_table_field (tables[i], tables[i]->title)->flags & CM_FIELD_REQUIRED, !=, 0);
      for (guint f = 0; f < tables[i]->n_fields; f++)
        {
          g_assert_cmpstr (tables[i]->fields[f].label, !=, "");
          g_assert_cmpstr (tables[i]->fields[f].help, !=, NULL);
        }
    }
}

static void
test_derivations (void)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  guint found = 0;

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < tables[i]->n_fields; f++)
      {
        const CmDerivation *d = &tables[i]->fields[f].derivation;
        const CmTable *from;

        if (d->kind == CM_DERIVE_NONE)
          continue;
        from = cm_table_find (d->table);
        g_assert_nonnull (from);
        g_assert_cmpstr (cm_table_field (from, d->key)->references, ==, tables[i]->name);
        g_assert_nonnull (cm_table_field (from, d->field));
        found++;
      }
  g_assert_cmpuint (found, >=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/references", test_references);
  g_test_add_func ("/table/order", test_order);
  g_test_add_func ("/table/titles", test_titles);
  g_test_add_func ("/table/derivations", test_derivations);
  return g_test_run ();
}
