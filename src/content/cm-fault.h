/* cm-fault.h - something wrong in a file, and where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many faults are listed; of the others it is said how many they are. */
#define CM_FAULTS_MAX 200

typedef struct
{
  char *file;    /* as the reader knows it; "" for the last of a list, which counts the others */
  int line;      /* 0 if it is about the whole file */
  int column;    /* in characters, from 1; 0 if it is not known */
  gboolean own;  /* the file is in the folder of a partnership's own texts (the overlay) */
  char *message; /* what is wrong and what to do; not longer than a few lines */
  guint more;    /* faults that this one stands for, or 0 */
} CmFault;

CmFault *cm_fault_new (const char *file, int line, const char *format, ...) G_GNUC_PRINTF (3, 4);
CmFault *cm_fault_new_at (const char *file, int line, int column, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void cm_fault_free (CmFault *self);
/* (transfer full): "manual.xml:12:5: what is wrong", as far as the place is known. */
char *cm_fault_to_string (const CmFault *self);
/* (transfer full): an empty list. */
GPtrArray *cm_faults_new (void);
/* Takes all faults of another list, which is empty then; gives how many entries it had. */
guint cm_faults_move (GPtrArray *faults, GPtrArray *others);
/* Appends the fault, which is taken; from CM_FAULTS_MAX on they are only counted. */
void cm_fault_add (GPtrArray *faults, CmFault *fault);

G_END_DECLS
