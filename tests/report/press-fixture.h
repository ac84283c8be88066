/* press-fixture.h - documents to be set on paper. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document-maker.h"
#include "cm-manual-report.h"
#include "cm-pdf.h"
#include "cm-press-private.h"

static inline CmDocument *
load_manual (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  return cm_manual_report_new (manual);
}

static inline CmBlock *
add (CmBlock *parent, CmBlockKind kind, const char *words)
{
  CmBlock *block = cm_block_new (kind, 0);

  if (words != NULL)
    cm_block_add_inline (block, words, -1, 0);
  if (parent != NULL)
    cm_block_append (parent, block);
  return block;
}

static inline CmBlock *
make_chapter (const char *title, const char *id)
{
  CmBlock *chapter = add (NULL, CM_BLOCK_SECTION, title);

  chapter->id = g_strdup (id);
  return chapter;
}

/* A document of one chapter, which it takes. */
static inline CmDocument *
make_document (CmBlock *chapter)
{
  CmDocument *document = cm_document_new (".", "A document");

  if (chapter != NULL)
    cm_document_add (document, chapter);
  return document;
}

static inline char *
make_words (guint n, guint seed)
{
  static const char *const some[] = { "board",  "plan",    "needs",    "money", "outcome",
                                      "review", "partner", "decision", "of",    "the" };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "", some[(i * 7 + seed) % 10]);
  return g_string_free (words, FALSE);
}

static inline CmPress *
set_document (CmDocument *document, const CmPressSetup *setup)
{
  g_autoptr (GError) error = NULL;
  CmPress *press = cm_press_new (document, setup, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (press);
  return press;
}
