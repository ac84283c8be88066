/* content-fixture.h - texts to begin with, and folders to put them into. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define NAMESPACES                                                                                 \
  " xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"                    \
  " xmlns:xlink='http://www.w3.org/1999/xlink'"
#define BOOK "<book" NAMESPACES " version='5.0'>"
/* From line 2 on. */
#define CHAPTER(id, body)                                                                          \
  "<chapter xml:id='" id "'><info><title>Title of " id "</title></info>\n" body "</chapter>\n"
#define SECTION(id, attributes, body)                                                              \
  "<section xml:id='" id "' " attributes "><info><title>Title of " id "</title></info>" body       \
  "</section>\n"
#define STEP(id, attributes, text)                                                                 \
  "<section xml:id='" id "' " attributes "><info><title>Title of " id "</title>"                   \
  "<c:step-info short='Short'><c:summary>Why.</c:summary>"                                         \
  "<c:role group='board' part='responsible accountable'>Agrees.</c:role><c:output "                \
  "name='Paper'>It.</c:output>"                                                                    \
  "<c:question>What?</c:question><c:check id='check-" id "'><c:item>Item</c:item></c:check>"       \
  "</c:step-info></info><para>" text "</para></section>\n"
#define STAGE                                                                                      \
  "<chapter xml:id='plan' c:stage='plan'><info><title>Plan</title>"                                \
  "<c:stage-info short='Plan'/></info>\n" STEP ("plan-options", "c:step='options'", "Options.")    \
      STEP ("plan-decide", "c:step='decide'", "Decide.") "</chapter>\n"
#define GROUPS                                                                                     \
  "<chapter xml:id='roles'><info><title>Roles</title></info>"                                      \
  "<c:group id='board' name='Partnership board'/><para>Who.</para></chapter>\n"
#define MANUAL(chapters) BOOK "<info><title>A manual</title></info>\n" GROUPS chapters "</book>\n"
/* Begins in line 2. */
#define OVERLAY(body) "<c:overlay" NAMESPACES " version='1'><info/>\n" body "</c:overlay>\n"
#define CASE(id, info, body)                                                                       \
  "<article" NAMESPACES " version='5.0' xml:id='" id "'>\n<info><title>Title of " id "</title>\n"  \
  "<c:case-info " info "</c:case-info></info>\n" body "</article>\n"
#define TOLD                                                                                       \
  "status='told'><c:stage ref='plan'/><c:step ref='plan/options'/><c:theme>Children</c:theme>"     \
  "<c:place>A county</c:place><c:partner>A council</c:partner>"                                    \
  "<c:source xlink:href='https://example.org/'>A paper</c:source>"

static inline char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("cm-content-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}

static inline void
write_bytes (const char *folder, const char *name, const char *bytes, gssize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  /* It is written over, not replaced, and not cut. */
  g_remove (path);
  g_assert_true (
      g_file_set_contents_full (path, bytes, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static inline void
write_text (const char *folder, const char *name, const char *text)
{
  write_bytes (folder, name, text, -1);
}

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir =
      g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static inline void
drop_folder (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

typedef char Folder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, drop_folder)
