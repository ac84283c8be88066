/* cm-tables.c - every table of a portfolio, described once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

const CmTable *const *
cm_tables (guint *n_tables)
{
#define ENTRY(name) &_cm_table_##name,
  static const CmTable *const tables[] = { CM_TABLES (ENTRY) };
#undef ENTRY

  if (n_tables != NULL)
    *n_tables = G_N_ELEMENTS (tables);
  return tables;
}
