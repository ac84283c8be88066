/* cm-library.h - what is installed beside the program: the manual, examples, templates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-manual.h"

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

/* Begins to load the manual in a thread, so that it is there when it is asked for. */
void cm_library_prefetch (void);
/* The manual, loaded once; NULL with `error` set if it is not there or faulty. */
CmManual *cm_library_get_manual (GError **error);

/* The reader's own copy of an example, in their data folder, made on first use; free with g_free().
 */
char *cm_library_copy_example (const char *name, GError **error);

G_END_DECLS
