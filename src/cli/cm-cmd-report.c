/* cm-cmd-report.c - report: what the program writes for people, as files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cm-assessment-report.h"
#include "cm-cli.h"
#include "cm-edition.h"
#include "cm-feedback-report.h"
#include "cm-manual-export.h"
#include "cm-template-report.h"

typedef struct
{
  char *content; /* folder of the manual, or NULL */
  char *format;
  char *section;
  char *assessment; /* its name, or NULL for the newest */
  char *output;
  char *record; /* that a template is filled in from */
  gboolean read, list;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->content);
  g_free (options->format);
  g_free (options->section);
  g_free (options->assessment);
  g_free (options->output);
  g_free (options->record);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
is_stdout (const Options *options)
{
  return options->output == NULL || g_str_equal (options->output, "-");
}

static char *
list_formats (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < CM_N_MANUAL_FORMATS; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", cm_manual_format_get (i)->name);
  return g_string_free (names, FALSE);
}

/* What is to be written, from what was said or from the ending of the file; CM_N_MANUAL_FORMATS
 * once it was told what is wrong. */
static CmManualFormat
choose_format (const Options *options)
{
  g_autofree char *names = list_formats ();
  CmManualFormat format = CM_MANUAL_HTML;

  if (options->format != NULL)
    {
      format = cm_manual_format_find (options->format);
      if (format == CM_N_MANUAL_FORMATS)
        /* translators: %1$s is what was typed, %2$s a list of words */
        cm_cli_usage (
            "report", _ ("there is no format “%1$s”; there are %2$s"), options->format, names);
    }
  else if (!is_stdout (options))
    {
      format = cm_manual_format_for (options->output);
      if (format == CM_N_MANUAL_FORMATS)
        cm_cli_usage ("report",
                      /* translators: %1$s is a file name, %2$s a list of words */
                      _ ("the ending of “%1$s” tells no format; give --format, one of %2$s"),
                      options->output,
                      names);
    }
  if (format == CM_MANUAL_HTML_FOLDER && is_stdout (options))
    {
      cm_cli_usage ("report", _ ("say which folder to write, with -o"));
      return CM_N_MANUAL_FORMATS;
    }
  return format;
}

static int
write_to_stdout (CmDocument *document, CmManual *manual, CmManualFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cm_manual_export_make (document, manual, format, NULL, NULL, &error);
  const void *data;
  gsize size;

  if (bytes == NULL)
    return cm_cli_fail (error);
  data = g_bytes_get_data (bytes, &size);
  if (fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0)
    return CM_CLI_OK;
  /* translators: %s says why */
  g_printerr (_ ("commissioning: the text cannot be written: %s\n"), g_strerror (errno));
  return CM_CLI_FAILED;
}

/* Takes what was made, or NULL once it was told why there is nothing. */
static int
write_document (CmDocument *made, CmManual *manual, CmManualFormat format, const Options *options)
{
  g_autoptr (CmDocument) document = made;
  g_autoptr (GError) error = NULL;

  if (document == NULL)
    return CM_CLI_FAILED;
  if (is_stdout (options))
    return write_to_stdout (document, manual, format);
  if (!cm_manual_export (document, manual, format, options->output, NULL, NULL, &error))
    return cm_cli_fail (error);
  return CM_CLI_OK;
}

static CmDocument *
make_manual (CmManual *manual, const char *section)
{
  CmDocument *document = cm_manual_export_new_document (manual, section);

  if (document == NULL)
    /* translators: %s is what was typed */
    g_printerr (_ ("commissioning: the manual has no section “%s”\n"), section);
  return document;
}

static CmDocument *
make_feedback (CmManual *manual, const char *portfolio)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (portfolio, CM_STORE_READ_ONLY, &error);
  CmDocument *document = store != NULL ? cm_feedback_report_new (store, manual, &error) : NULL;

  if (document == NULL)
    cm_cli_fail (error);
  return document;
}

/* Those of that name, or the newest of all; NULL once it was told why there is none. */
static CmRecord *
find_assessment (CmStore *store, const char *name)
{
  g_autoptr (GPtrArray) all = cm_assessment_list (store);
  GString *names = g_string_new (NULL);
  CmRecord *found = NULL;

  for (guint i = 0; i < all->len && found == NULL; i++)
    {
      const char *title = cm_record_get_title (all->pdata[i]);

      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", title);
      if (name == NULL || strcmp (title, name) == 0)
        found = g_object_ref (all->pdata[i]);
    }
  if (all->len == 0)
    g_printerr (_ ("commissioning: the portfolio has no assessment yet\n"));
  else if (found == NULL)
    /* translators: %1$s is what was typed, %2$s a list of names */
    g_printerr (
        _ ("commissioning: there is no assessment “%1$s”; there are %2$s\n"), name, names->str);
  g_string_free (names, TRUE);
  return found;
}

static CmDocument *
make_assessment (CmEdition *edition, const char *portfolio, const char *name)
{
  const CmBenchmark *benchmark = cm_edition_get_benchmark (edition);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (portfolio, CM_STORE_READ_ONLY, &error);
  g_autoptr (CmRecord) record = NULL;
  g_autoptr (CmRecord) earlier = NULL;
  g_autoptr (CmAssessment) assessment = NULL;
  g_autoptr (CmAssessment) then = NULL;
  CmDocument *document;

  if (store == NULL)
    {
      cm_cli_fail (error);
      return NULL;
    }
  record = find_assessment (store, name);
  if (record == NULL)
    return NULL;
  earlier = cm_assessment_find_earlier (store, record);
  assessment = cm_assessment_load (store, cm_record_get_id (record), benchmark);
  if (earlier != NULL)
    then = cm_assessment_load (store, cm_record_get_id (earlier), benchmark);
  document = cm_assessment_report_new (store, assessment, then, &error);
  if (document == NULL)
    cm_cli_fail (error);
  return document;
}

/* By the benchmark of the edition. */
static int
report_assessment (const Options *options, const char *portfolio)
{
  g_autofree char *usual = cm_cli_find_data ("content", NULL);
  const CmManualFormat format = choose_format (options);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmEdition) edition = NULL;

  if (format == CM_N_MANUAL_FORMATS)
    return CM_CLI_USAGE;
  if (is_stdout (options) && format != CM_MANUAL_HTML && isatty (STDOUT_FILENO))
    return cm_cli_usage ("report", _ ("say which file to write, with -o"));
  edition = cm_edition_load (
      options->content != NULL ? options->content : usual, NULL, NULL, NULL, &error);
  if (edition == NULL)
    return cm_cli_fail (error);
  return write_document (make_assessment (edition, portfolio, options->assessment),
                         cm_edition_get_manual (edition),
                         format,
                         options);
}

/* --- templates -------------------------------------------------------------------------------- */

static CmEdition *
load_edition (const Options *options)
{
  g_autofree char *usual = cm_cli_find_data ("content", NULL);
  g_autoptr (GError) error = NULL;
  CmEdition *edition = cm_edition_load (
      options->content != NULL ? options->content : usual, NULL, NULL, NULL, &error);

  if (edition == NULL)
    cm_cli_fail (error);
  return edition;
}

static int
list_templates (const Options *options)
{
  g_autoptr (CmEdition) edition = load_edition (options);
  GPtrArray *templates;

  if (edition == NULL)
    return CM_CLI_FAILED;
  templates = cm_edition_get_templates (edition);
  for (guint i = 0; i < templates->len; i++)
    {
      const CmTemplate *template = g_ptr_array_index (templates, i);
      const CmTable *table;

      cm_template_get_origin (template, &table);
      g_print ("%s\t%s\t%s\n", template->id, template->title, table != NULL ? table->name : "");
    }
  return CM_CLI_OK;
}

static gboolean
is_called (CmStore *store, CmRecord *record, const char *wanted)
{
  g_autofree char *name = cm_template_name_record (store, record);

  return g_str_equal (cm_record_get_id (record), wanted) || g_str_equal (name, wanted) ||
         g_str_equal (cm_record_get_title (record), wanted);
}

static void
tell_records (CmStore *store, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = cm_template_name_record (store, record);

      g_printerr ("  %s  %s\n", cm_record_get_id (record), name);
    }
}

/* (transfer full): the only record of that name, or NULL once it was told what there is. */
static CmRecord *
find_record (CmStore *store, const CmTemplate *template, const char *wanted)
{
  g_autoptr (GPtrArray) records = cm_template_list_records (template, store);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; wanted != NULL && i < records->len; i++)
    if (is_called (store, g_ptr_array_index (records, i), wanted))
      g_ptr_array_add (found, g_ptr_array_index (records, i));
  if (found->len == 1)
    return g_object_ref (g_ptr_array_index (found, 0));
  if (wanted == NULL)
    g_printerr (_ ("commissioning: say with --record which of these is meant:\n"));
  else if (found->len > 1)
    /* translators: %s is what was typed */
    g_printerr (_ ("commissioning: several are called “%s”; give the key:\n"), wanted);
  else
    /* translators: %s is what was typed */
    g_printerr (_ ("commissioning: none is called “%s”; there are:\n"), wanted);
  tell_records (store, found->len > 0 ? found : records);
  return NULL;
}

static CmDocument *
fill_template (const CmTemplate *template,
               CmManual *manual,
               const char *portfolio,
               const char *wanted)
{
  const CmTemplateOrigin origin = cm_template_get_origin (template, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = NULL;
  g_autoptr (CmRecord) record = NULL;
  CmDocument *document;

  if (origin == CM_TEMPLATE_FROM_NOTHING)
    {
      /* translators: %s is the title of a template */
      g_printerr (_ ("commissioning: a portfolio has nothing that “%s” could be filled in from\n"),
                  template->title);
      return NULL;
    }
  store = cm_store_open (portfolio, CM_STORE_READ_ONLY, &error);
  if (store != NULL && origin == CM_TEMPLATE_FROM_RECORD)
    {
      record = find_record (store, template, wanted);
      if (record == NULL)
        return NULL;
    }
  document =
      store != NULL ? cm_template_report_fill (template, manual, store, record, &error) : NULL;
  if (document == NULL)
    cm_cli_fail (error);
  return document;
}

/* Blank, to be read or, with `portfolio`, filled in. */
static int
report_template (const Options *options, const char *id, const char *portfolio)
{
  const CmManualFormat format = choose_format (options);
  g_autoptr (CmEdition) edition = NULL;
  const CmTemplate *template;
  CmManual *manual;

  if (format == CM_N_MANUAL_FORMATS)
    return CM_CLI_USAGE;
  if (is_stdout (options) && format != CM_MANUAL_HTML && isatty (STDOUT_FILENO))
    return cm_cli_usage ("report", _ ("say which file to write, with -o"));
  edition = load_edition (options);
  if (edition == NULL)
    return CM_CLI_FAILED;
  manual = cm_edition_get_manual (edition);
  template = cm_edition_find_template (edition, id);
  if (template == NULL)
    {
      /* translators: %s is what was typed */
      g_printerr (_ ("commissioning: there is no template “%s”; --list tells which there are\n"),
                  id);
      return CM_CLI_FAILED;
    }
  return write_document (
      portfolio != NULL
          ? fill_template (template, manual, portfolio, options->record)
          : cm_template_report_new (
                template, manual, options->read ? CM_TEMPLATE_READ : CM_TEMPLATE_BLANK),
      manual,
      format,
      options);
}

/* What was said of a template must go together. */
static int
run_template (const Options *options, int argc, char **argv)
{
  if (options->list && argc == 2)
    return list_templates (options);
  if (options->list || argc < 3 || argc > 4 || options->section != NULL ||
      (argc == 3 && options->record != NULL) || (argc == 4 && options->read))
    return cm_cli_usage (
        "report",
        _ ("expected: template --list; template and an ID, with --read for its guidance; or "
           "template, an ID and a portfolio, with --record"));
  return report_template (options, argv[2], argc == 4 ? argv[3] : NULL);
}

/* --- the command ------------------------------------------------------------------------------ */

/* About the manual itself, or with `portfolio` about what readers said of it. */
static int
report (const Options *options, const char *portfolio)
{
  g_autofree char *usual = cm_cli_find_data ("content", NULL);
  const CmManualFormat format = choose_format (options);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = NULL;

  if (format == CM_N_MANUAL_FORMATS)
    return CM_CLI_USAGE;
  if (is_stdout (options) && format != CM_MANUAL_HTML && isatty (STDOUT_FILENO))
    return cm_cli_usage ("report", _ ("say which file to write, with -o"));
  manual = cm_manual_load (options->content != NULL ? options->content : usual, NULL, &error);
  if (manual == NULL)
    return cm_cli_fail (error);
  return write_document (portfolio != NULL ? make_feedback (manual, portfolio)
                                           : make_manual (manual, options->section),
                         manual,
                         format,
                         options);
}

int
cm_cmd_report (int argc, char **argv)
{
  g_auto (Options) o = { NULL };
  const GOptionEntry options[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &o.output,
      N_ ("Where to write it; “-” for standard output"),
      N_ ("FILE") },
    { "format",
      'f',
      0,
      G_OPTION_ARG_STRING,
      &o.format,
      N_ ("“pdf”, “html”, “html-folder” or “odt”; else what the ending of the file says"),
      N_ ("FORMAT") },
    { "section",
      's',
      0,
      G_OPTION_ARG_STRING,
      &o.section,
      N_ ("Only that chapter or section of the manual, by its id"),
      N_ ("ID") },
    { "assessment",
      'a',
      0,
      G_OPTION_ARG_STRING,
      &o.assessment,
      N_ ("Which self-assessment, by its name; else the newest"),
      N_ ("NAME") },
    { "record",
      'r',
      0,
      G_OPTION_ARG_STRING,
      &o.record,
      N_ ("What a template is filled in from: the name or the key of a record"),
      N_ ("NAME") },
    { "read",
      0,
      0,
      G_OPTION_ARG_NONE,
      &o.read,
      N_ ("A template with its guidance and sources, not as a form"),
      NULL },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &o.list, N_ ("List the templates"), NULL },
    { "content",
      'c',
      0,
      G_OPTION_ARG_FILENAME,
      &o.content,
      N_ ("The folder with the manual, instead of the one that comes with the program"),
      N_ ("FOLDER") },
    { NULL },
  };
  int status;

  if (!cm_cli_parse ("report", options, &argc, &argv, -3, &status))
    return status;
  if (strcmp (argv[1], "template") == 0 && o.assessment == NULL)
    return run_template (&o, argc, argv);
  if (o.record != NULL || o.read || o.list)
    return cm_cli_usage ("report", _ ("only a template has --record, --read and --list"));
  if (strcmp (argv[1], "manual") == 0 && argc == 2 && o.assessment == NULL)
    return report (&o, NULL);
  if (strcmp (argv[1], "feedback") == 0 && argc == 3 && o.section == NULL && o.assessment == NULL)
    return report (&o, argv[2]);
  if (strcmp (argv[1], "self-assessment") == 0 && argc == 3 && o.section == NULL)
    return report_assessment (&o, argv[2]);
  if (strcmp (argv[1], "manual") == 0 || strcmp (argv[1], "feedback") == 0 ||
      strcmp (argv[1], "self-assessment") == 0)
    return cm_cli_usage ("report",
                         _ ("expected: manual, or feedback or self-assessment and a portfolio"));
  /* translators: %s is what was typed */
  return cm_cli_usage (
      "report",
      _ ("there is no report “%s”; there are manual, feedback, self-assessment and template"),
      argv[1]);
}
