/* cm-import-facts.h - how a file is read and where it goes, each to be set otherwise. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-import.h"

G_BEGIN_DECLS

typedef enum
{
  CM_IMPORT_FACT_ENCODING,  /* CmEncoding */
  CM_IMPORT_FACT_DELIMITER, /* char */
  CM_IMPORT_FACT_SHEET,     /* from 0 */
  CM_IMPORT_FACT_HEADER,    /* line; 0 for none */
  CM_IMPORT_FACT_DATES,     /* CmDateOrder */
} CmImportFact;

#define CM_TYPE_IMPORT_FACTS (cm_import_facts_get_type ())
G_DECLARE_FINAL_TYPE (CmImportFacts, cm_import_facts, CM, IMPORT_FACTS, AdwBin)

/* Emits "set" (guint: CmImportFact, guint value) and "table" (gpointer: const CmTable *) for what
 * the reader sets; it changes nothing itself. */
GtkWidget *cm_import_facts_new (void);
void cm_import_facts_show (CmImportFacts *self, CmImport *import);
/* A table that is not among those that are usually offered is offered too. */
void cm_import_facts_set_table (CmImportFacts *self, const CmTable *table);

/* (transfer full): the kind of file and what is passed over, in a line. */
char *cm_import_facts_describe (CmImport *import);

G_END_DECLS
