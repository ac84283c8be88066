/* cm-library.h - what is installed beside the program: the manual, examples, templates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-edition.h"

G_BEGIN_DECLS

#define CM_LIBRARY_FIRST_EXAMPLE "leicestershire-together"

typedef struct
{
  const char *name; /* of its file, without the ending */
  const char *title;
  const char *subtitle;
} CmLibraryEntry;

/* Both end with a NULL name; titles are to be translated with _(). */
const CmLibraryEntry *cm_library_get_examples (void);
const CmLibraryEntry *cm_library_get_templates (void);

/* The path of a file beside the program, such as "content"; free with g_free(). */
char *cm_library_get_path (const char *folder, const char *name);

/* Begins to load the edition that was chosen last in a thread, so that it is there when it is asked
 * for. */
void cm_library_prefetch (void);
/* The edition that is read, loaded once, and its manual; NULL with `error` set if not even the
 * built-in one is there and without fault. They stay as long as the program runs, even when another
 * edition is chosen. */
CmEdition *cm_library_get_edition (GError **error);
CmManual *cm_library_get_manual (GError **error);
/* Whether the edition is the one that came with the program, without an overlay. */
gboolean cm_library_is_built_in (void);
/* What kept the edition that was chosen last from being read at the start, of CmFault, and its
 * folder; NULL if nothing did. */
GPtrArray *cm_library_get_faults (void);
const char *cm_library_get_lost_folder (void);
/* Makes it the edition that is read, here and from the next start on. Who shows the one before is
 * to be told by the caller. */
void cm_library_set_edition (CmEdition *edition);
/* Forgets what kept the chosen edition from being read, and that it was chosen. */
void cm_library_forget (void);
/* What that folder is a part of: (transfer full) the folder of the edition and that of the overlay,
 * which may be NULL. */
void cm_library_take_folder (const char *folder, char **edition, char **overlay);
/* Copies the texts that came with the program, and their schemas, into a new folder below `parent`;
 * its path, to be freed with g_free(), or NULL with `error`. */
char *cm_library_export_edition (const char *parent, GError **error);

/* The reader's own copy of an example, in their data folder, made on first use; free with g_free().
 */
char *cm_library_copy_example (const char *name, GError **error);

G_END_DECLS
