/* cm-faults.h - what the programs of this folder share: a sitting, digests, counts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* How often to try: with CM_FAULTS=long in the environment, `many`; with a number, so many times
 * `few`; else `few`. */
guint cm_faults_choose (guint few, guint many);

/* A folder of its own for a case, where it costs the disk nothing; taken away with all in it. */
char *cm_faults_new_folder (void);
void cm_faults_drop_folder (char *folder);
guint cm_faults_count_files (const char *folder);

/* (transfer full): tells apart any two contents of a file: every row of every table. NULL if it
 * cannot be read to the end. */
char *cm_faults_digest (CmStore *store);
/* The same, of a file, past the store. */
char *cm_faults_digest_file (const char *path);
/* The same, but of what the program shows: cm_store_list() of every table. */
char *cm_faults_digest_shown (CmStore *store);

/* --- a sitting -------------------------------------------------------------------------------- */

/* What somebody does in an hour, one acknowledged change after the other. */
typedef gboolean (*CmStepFunc) (CmStore *store, GError **error);

typedef struct
{
  const char *name;
  CmStepFunc run;
} CmStep;

extern const CmStep cm_faults_steps[];
extern const guint cm_faults_n_steps;

/* Files a spend file with that many lines, as an errand. */
gboolean cm_faults_import (CmStore *store, guint n_lines, GError **error);
gboolean cm_faults_add_theme (CmStore *store, const char *name, GError **error);

/* An error that a person can do something with: of the store, with words. */
void cm_faults_assert_told (const GError *error);

/* Says "faults: …" as a comment of TAP, in the words that ./check --faults gathers. */
void cm_faults_tell (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* 4212 as "4,212"; good until the next eight calls. */
const char *cm_faults_number (guint64 n);

G_END_DECLS
