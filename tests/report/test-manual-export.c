/* test-manual-export.c - which format is meant, what part is written, and that it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-manual-export.h"

#include "document-fixture.h"

static void
test_formats (void)
{
  static const struct
  {
    const char *path;
    CmManualFormat format;
  } cases[] = {
    { "manual.pdf", CM_MANUAL_PDF },          { "/a.b/Manual.HTML", CM_MANUAL_HTML },
    { "manual.htm", CM_MANUAL_HTML },         { "manual.odt", CM_MANUAL_ODT },
    { "manual", CM_MANUAL_HTML_FOLDER },      { "/a.b/manual", CM_MANUAL_HTML_FOLDER },
    { "manual.pdf/", CM_MANUAL_HTML_FOLDER }, { "manual.docx", CM_N_MANUAL_FORMATS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cm_manual_format_for (cases[i].path), ==, cases[i].format);
  for (guint i = 0; i < CM_N_MANUAL_FORMATS; i++)
    {
      g_assert_cmpint (cm_manual_format_find (cm_manual_format_get (i)->name), ==, i);
      g_assert_nonnull (cm_manual_format_get (i)->label);
    }
  g_assert_cmpint (cm_manual_format_find ("docx"), ==, CM_N_MANUAL_FORMATS);
}

static void
test_parts (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) whole = cm_manual_export_new_document (manual, NULL);
  g_autoptr (CmDocument) chapter = cm_manual_export_new_document (manual, "plan");
  g_autoptr (CmDocument) step = cm_manual_export_new_document (manual, "plan-options");

  g_assert_nonnull (cm_document_find (whole, "analyse"));
  g_assert_cmpuint (cm_document_get_chapters (chapter)->len, ==, 1);
  g_assert_nonnull (cm_document_find (chapter, "plan-options"));
  g_assert_null (cm_document_find (chapter, "analyse"));
  g_assert_null (cm_document_find (step, "plan"));
  g_assert_null (cm_block_get_section (cm_document_find (step, "plan-options"))->parent);
  g_assert_null (cm_manual_export_new_document (manual, "nowhere"));
  g_assert_null (cm_manual_export_new_document (manual, "figure-wheel"));
}

/* In memory and as a file it is the same; what cannot be written leaves what was there. */
static void
test_files (void)
{
  static const char *const starts[] = { "%PDF-1.", "<!DOCTYPE html>", NULL, "PK\3\4" };
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) document = cm_manual_export_new_document (manual, "plan-options");
  g_autofree char *folder = g_dir_make_tmp ("cm-export-XXXXXX", NULL);

  for (guint i = 0; i < CM_N_MANUAL_FORMATS; i++)
    {
      g_autofree char *path =
          g_strconcat (folder, "/manual", cm_manual_format_get (i)->ending, NULL);
      g_autoptr (GBytes) made = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (cm_manual_export (document, manual, i, path, NULL, NULL, &error));
      g_assert_no_error (error);
      if (starts[i] == NULL)
        {
          g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
          continue;
        }
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      g_assert_cmpmem (bytes, strlen (starts[i]), starts[i], strlen (starts[i]));
      made = cm_manual_export_make (document, manual, i, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (
          g_bytes_get_data (made, NULL), strlen (starts[i]), bytes, strlen (starts[i]));
      /* A PDF tells when it was made. */
      g_assert_cmpuint (g_bytes_get_size (made), ==, size);
    }
  remove_tree (folder);
}

static void
test_refused (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmDocument) document = cm_manual_export_new_document (manual, "plan-options");
  g_autofree char *folder = g_dir_make_tmp ("cm-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GDir) dir = NULL;

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < CM_N_MANUAL_FORMATS; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          cm_manual_export (document, manual, i, "/nonexistent/manual", NULL, NULL, &error));
      g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_WRITE);
      g_clear_error (&error);
      g_assert_false (cm_manual_export (document, manual, i, path, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/report/manual-export/formats", test_formats);
  g_test_add_func ("/report/manual-export/parts", test_parts);
  g_test_add_func ("/report/manual-export/files", test_files);
  g_test_add_func ("/report/manual-export/refused", test_refused);
  return g_test_run ();
}
