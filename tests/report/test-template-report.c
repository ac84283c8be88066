/* test-template-report.c - templates as documents: guidance, blank forms, filled in; in every
 * format, and read by LibreOffice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-template-report.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-edition.h"
#include "cm-exchange.h"
#include "cm-manual-export.h"
#include "cm-plain-text.h"

typedef struct
{
  char *folder, *path;
  CmEdition *edition;
  CmManual *manual;
  CmStore *store; /* on the example */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  const char *place = g_getenv ("COMMISSIONING_DATA_DIR");
  g_autofree char *content = g_build_filename (place, "content", NULL);
  g_autofree char *example =
      g_build_filename (place, "examples", "leicestershire-together.xml", NULL);
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-forms-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->edition = cm_edition_load (content, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  f->manual = cm_edition_get_manual (f->edition);
  g_assert_true (cm_exchange_load (example, f->path, NULL));
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  const char *const clean[] = { "rm", "-rf", f->folder, NULL };

  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_object_unref (f->edition);
  g_spawn_sync (
      NULL, (char **) clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (f->path);
  g_free (f->folder);
}

/* --- looking ---------------------------------------------------------------------------------- */

static const CmTemplate *
get_template (Fixture *f, const char *id)
{
  const CmTemplate *template = cm_edition_find_template (f->edition, id);

  g_assert_nonnull (template);
  return template;
}

static const CmBlock *
get_chapter (CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);

  g_assert_cmpuint (chapters->len, ==, 1);
  return g_ptr_array_index (chapters, 0);
}

static guint
count_blocks (const CmBlock *block, CmBlockKind kind, const char *role)
{
  guint n = block->kind == kind && (role == NULL || g_strcmp0 (block->role, role) == 0);

  for (guint i = 0; i < block->children->len; i++)
    n += count_blocks (g_ptr_array_index (block->children, i), kind, role);
  return n;
}

static void
assert_has (CmDocument *document, const char *words)
{
  g_autofree char *text = cm_document_make_plain_text (document);

  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in:\n%s", words, text);
}

static void
assert_has_not (CmDocument *document, const char *words)
{
  g_autofree char *text = cm_document_make_plain_text (document);

  if (strstr (text, words) != NULL)
    g_error ("“%s” is in:\n%s", words, text);
}

/* (transfer full) */
static CmRecord *
find_record (Fixture *f, const CmTemplate *template, const char *title)
{
  g_autoptr (GPtrArray) records = cm_template_list_records (template, f->store);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = cm_template_name_record (f->store, record);

      if (g_str_has_prefix (name, title))
        return g_object_ref (record);
    }
  g_error ("there is no record “%s”", title);
}

static CmDocument *
fill (Fixture *f, const char *id, const char *title)
{
  const CmTemplate *template = get_template (f, id);
  g_autoptr (CmRecord) record = title != NULL ? find_record (f, template, title) : NULL;
  g_autoptr (GError) error = NULL;
  CmDocument *document = cm_template_report_fill (template, f->manual, f->store, record, &error);

  g_assert_no_error (error);
  return document;
}

/* --- forms ------------------------------------------------------------------------------------ */

/* What a portfolio has of each of ours. */
static void
test_origin (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *id;
    CmTemplateOrigin origin;
    const char *table;
  } cases[] = {
    { "flash-report", CM_TEMPLATE_FROM_RECORD, "flash_report" },
    { "decommissioning-review", CM_TEMPLATE_FROM_RECORD, "review" },
    /* Without a table of its own: what its rows belong to. */
    { "exit-plan", CM_TEMPLATE_FROM_RECORD, "review" },
    { "business-case", CM_TEMPLATE_FROM_RECORD, "activity" },
    { "workshop-write-up", CM_TEMPLATE_FROM_RECORD, "workshop" },
    { "feedback-record", CM_TEMPLATE_FROM_PORTFOLIO, NULL },
    { "committee-report", CM_TEMPLATE_FROM_NOTHING, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CmTable *table = NULL;

      g_assert_cmpint (
          cm_template_get_origin (get_template (f, cases[i].id), &table), ==, cases[i].origin);
      g_assert_cmpstr (table != NULL ? table->name : NULL, ==, cases[i].table);
    }
}

static void
test_read (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document =
      cm_template_report_new (get_template (f, "flash-report"), f->manual, CM_TEMPLATE_READ);

  g_assert_cmpstr (cm_document_get_title (document), ==, "Flash report");
  g_assert_nonnull (cm_document_find (document, "flash-report-overview"));
  assert_has (document, "One or two pages");
  assert_has (document, "Lead organisation: Writes it, and answers for the overall state.");
  assert_has (document, "Theme commissioning group: Reads every report");
  assert_has (document, "Do › Report progress");
  assert_has (document, "Overview  text · as the sources have it");
  assert_has (document, "a table · our advice · may be left out");
  assert_has (document, "☐ Green: we expect to deliver as planned");
  assert_has (document, "Side\tStrand of work\tCompleted\tPlanned next");
  assert_has (document, "Project update, Leicestershire County Council");
  assert_has (document, "What is advice");
}

/* As many rooms to write in as there are fields, and nothing filled in. */
static void
test_blank (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document =
      cm_template_report_new (get_template (f, "flash-report"), f->manual, CM_TEMPLATE_BLANK);
  const CmBlock *chapter = get_chapter (document);

  g_assert_cmpstr (chapter->role, ==, "paper");
  /* One for the five short fields, two for texts, two tables. */
  g_assert_cmpuint (count_blocks (chapter, CM_BLOCK_TABLE, "form"), ==, 5);
  g_assert_cmpuint (count_blocks (chapter, CM_BLOCK_ROW, "space"), ==, 2);
  assert_has (document, "The next of the series.");
  assert_has (document, "☐ Amber");
  assert_has_not (document, "☒");
  assert_has_not (document, "portfolio");
}

static void
test_filled (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = fill (f, "flash-report", "Strategic commissioning support");

  g_assert_cmpstr (
      cm_document_get_title (document), ==, "Flash report: Strategic commissioning support · 6");
  assert_has (document, "From the portfolio of Leicestershire Together on ");
  assert_has (document, ": 9 of 10 fields.");
  assert_has (document, "Date of report\t5 Jun 2009");
  assert_has (document, "A first draft of the manual went to a small group");
  assert_has (document, "☒ Green: we expect to deliver as planned");
  assert_has (document, "☐ Red");
  assert_has (document, "Supplier\tCase studies\tInterviews for three case studies went on.\t");
  /* What nothing is known of says so, and keeps its guidance. */
  assert_has (document, "What is needed from another group.");
  assert_has (document, "Still to be written");
  assert_has_not (document, "The next of the series.");
}

/* What is empty in the record is told from what no portfolio keeps; what is made up, as such. */
static void
test_gaps (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document =
      fill (f, "decommissioning-review", "Review of the liaison forum");

  assert_has (document, "Illustrative: an example made up");
  assert_has (document, "Activity\tNeighbourhood liaison forum");
  assert_has (document, "☒ Consider stopping");
  assert_has (document, "Nothing in the portfolio yet");
  assert_has (document, "Still to be written");
}

/* Rows are those of the record, and of two tables of the same records each has its own. */
static void
test_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) filled = fill (f, "workshop-write-up", "Options workshop");
  g_autoptr (CmDocument) other = fill (f, "workshop-write-up", "Kick-off workshop");
  g_autofree char *text = cm_document_make_plain_text (filled);
  const char *issues = strstr (text, "Issue\tGroup\t"), *ideas = strstr (text, "Idea\tIssue ");
  const char *issue = strstr (text, "Nobody owns the way home at night\tB");
  const char *idea = strstr (text, "A late bus paid by those who profit from it\tNobody owns");

  g_assert_nonnull (issues);
  g_assert_nonnull (ideas);
  g_assert_true (issue != NULL && issue > issues && issue < ideas);
  g_assert_true (idea != NULL && idea > ideas);
  assert_has_not (other, "A late bus");
}

/* A record without a title is called by what it belongs to. */
static void
test_names (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = fill (f, "scoping-paper", "Family support for complex needs");

  g_assert_cmpstr (
      cm_document_get_title (document), ==, "Scoping paper: Family support for complex needs");
}

/* Of the whole portfolio; a section of the manual by its title. */
static void
test_portfolio (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document = fill (f, "feedback-record", NULL);
  g_autofree char *text = cm_document_make_plain_text (document);

  assert_has (document, "Point\tRaised by");
  g_assert_null (strstr (text, "\tdo-"));
  g_assert_null (strstr (text, "\tplan-"));
}

/* --- files ------------------------------------------------------------------------------------ */

static GBytes *
make (Fixture *f, CmDocument *document, CmManualFormat format)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = cm_manual_export_make (document, f->manual, format, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
  return bytes;
}

static char *
make_html (Fixture *f, CmDocument *document)
{
  g_autoptr (GBytes) bytes = make (f, document, CM_MANUAL_HTML);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Room to write in is there in a browser too, and lines stay lines. */
static void
test_html (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) document =
      cm_template_report_new (get_template (f, "flash-report"), f->manual, CM_TEMPLATE_BLANK);
  g_autofree char *html = make_html (f, document);

  g_assert_nonnull (strstr (html, "<table class=\"form\">"));
  g_assert_nonnull (strstr (html, "<tr class=\"space\">"));
  g_assert_nonnull (strstr (html, "<strong>Number</strong><small><br/>The next of the series."));
}

/* All of ours in every form and format. */
static void
test_all (Fixture *f, gconstpointer data)
{
  GPtrArray *templates = cm_edition_get_templates (f->edition);

  g_assert_cmpuint (templates->len, >=, 12);
  for (guint i = 0; i < templates->len; i++)
    {
      const CmTemplate *template = g_ptr_array_index (templates, i);
      g_autoptr (GPtrArray) records = cm_template_list_records (template, f->store);
      CmRecord *record = records->len > 0 ? g_ptr_array_index (records, 0) : NULL;
      CmDocument *documents[] = {
        cm_template_report_new (template, f->manual, CM_TEMPLATE_READ),
        cm_template_report_new (template, f->manual, CM_TEMPLATE_BLANK),
        cm_template_report_fill (template, f->manual, f->store, record, NULL),
      };

      for (guint j = 0; j < G_N_ELEMENTS (documents); j++)
        {
          g_bytes_unref (make (f, documents[j], CM_MANUAL_PDF));
          g_bytes_unref (make (f, documents[j], CM_MANUAL_HTML));
          g_bytes_unref (make (f, documents[j], CM_MANUAL_ODT));
          g_object_unref (documents[j]);
        }
    }
}

static char *
write_odt (Fixture *f, CmDocument *document, const char *name)
{
  char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  cm_manual_export (document, f->manual, CM_MANUAL_ODT, path, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* Those who go on in a word processor find all of it there, in the order of the paper. */
static void
test_libreoffice (Fixture *f, gconstpointer data)
{
  g_autoptr (CmDocument) blank =
      cm_template_report_new (get_template (f, "business-case"), f->manual, CM_TEMPLATE_BLANK);
  g_autoptr (CmDocument) filled = fill (f, "flash-report", "Strategic commissioning support");
  g_autofree char *blank_odt = write_odt (f, blank, "blank.odt");
  g_autofree char *filled_odt = write_odt (f, filled, "filled.odt");
  g_autofree char *option =
      g_strconcat ("-env:UserInstallation=file://", f->folder, "/office", NULL);
  const char *const convert[] = {
    "soffice",  option,    "--headless", "--convert-to", "txt:Text (encoded):UTF8",
    "--outdir", f->folder, blank_odt,    filled_odt,     NULL
  };
  g_autofree char *blank_txt = g_build_filename (f->folder, "blank.txt", NULL);
  g_autofree char *filled_txt = g_build_filename (f->folder, "filled.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL,
                (char **) convert,
                NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                &error);
  g_assert_no_error (error);
  g_file_get_contents (blank_txt, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Strategic: why this, and why now?"));
  g_assert_nonnull (strstr (text, "Cost over all years"));
  g_assert_nonnull (strstr (text, "☐ Make"));
  g_assert_null (strstr (text, "Contents"));
  g_clear_pointer (&text, g_free);
  g_file_get_contents (filled_txt, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "☒ Green: we expect to deliver as planned"));
  g_assert_nonnull (strstr (text, "Interviews for three case studies went on."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
#define ADD(name, function)                                                                        \
  g_test_add ("/template-report/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("origin", test_origin);
  ADD ("read", test_read);
  ADD ("blank", test_blank);
  ADD ("filled", test_filled);
  ADD ("gaps", test_gaps);
  ADD ("rows", test_rows);
  ADD ("names", test_names);
  ADD ("portfolio", test_portfolio);
  ADD ("html", test_html);
  ADD ("all", test_all);
  ADD ("libreoffice", test_libreoffice);
  return g_test_run ();
}
