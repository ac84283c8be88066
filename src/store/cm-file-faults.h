/* cm-file-faults.h - everything that is wrong with a portfolio file, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

typedef enum
{
  CM_FAULT_STRUCTURE, /* a part of the file cannot be read, or leads nowhere */
  CM_FAULT_SCHEMA,    /* its tables are not those of a portfolio */
  CM_FAULT_REFERENCE, /* a record refers to one that is not there */
  CM_FAULT_VALUE,     /* a value breaks a rule of its field */
  CM_FAULT_SUM,       /* what it holds is not what was written to it */
} CmFaultKind;

typedef struct
{
  CmFaultKind kind;
  const CmTable *table; /* or NULL */
  char *id, *title;     /* of the record, or NULL */
  const CmField *field; /* or NULL */
  char *text;           /* what is wrong */
} CmFileFault;

/* (transfer container): of CmFileFault, none for a sound file; NULL with an error for one that is
 * not a portfolio, or was written by a later version. The file is only read, and nothing in it is
 * run. Reads all of it. */
GPtrArray *cm_file_find_faults (const char *path, GError **error);
/* (transfer full): a fault in one line: "Activity “Streetscene” 0190…: Starts: …". */
char *cm_file_fault_describe (const CmFileFault *fault);

G_END_DECLS
