/* test-template.c - templates of documents: how they are read, and what is wrong with one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-edition.h"

#include "content-fixture.h"

/* Its parts begin in line 4. */
#define TEMPLATE(id, attributes, info, parts)                                                      \
  "<document-template xmlns='urn:commissioning:manual:1' version='1' xml:id='" id "' " attributes  \
  ">\n"                                                                                            \
  "<info><title>Title of " id "</title><purpose>What for.</purpose>\n" info "</info>\n" parts      \
  "</document-template>\n"
#define STEPS "<step ref='plan/options'/>"
#define WRITER "<writer group='board'>Writes it.</writer>"
#define SOURCE "<source>A paper</source>"
#define INFO STEPS WRITER SOURCE
/* Its fields begin in the next line. */
#define PART(fields) "<part xml:id='p' title='Part' origin='source'>\n" fields "</part>\n"
#define FIELD(id, attributes, more)                                                                \
  "<field xml:id='" id "' title='Field' origin='editorial' " attributes                            \
  "><guidance>How.</guidance>" more "</field>\n"
#define LINE FIELD ("f", "kind='line'", "")

static CmEdition *
load (const char *folder, const char *overlay)
{
  g_autoptr (GError) error = NULL;
  CmEdition *edition = cm_edition_load (folder, overlay, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (edition);
  return edition;
}

static void
test_read (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (CmEdition) edition = NULL;
  const CmTemplate *template;
  const CmTemplatePart *part;
  const CmTemplateField *field;
  const CmTemplateGroup *group;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (
      folder,
      "templates/b.xml",
      TEMPLATE (
          "b",
          "table='flash_report'",
          "<when>Weekly.</when><length>A page</length>" STEPS WRITER
          "<reader group='board'>Reads it.</reader>" SOURCE "<advice>Ours.</advice>"
          "<see linkend='plan-options'>How.</see>",
          PART (
              "<guidance>First.</guidance>" FIELD (
                  "one", "kind='date' field='on_date' optional='true'", "")
                  FIELD ("two",
                         "kind='choice' field='rag'",
                         "<choice value='green'>On track</choice><choice>Not</choice>")
                      FIELD ("three",
                             "kind='rows' table='flash_line' where='party=client supplier'",
                             "<column field='workstream'>Strand</column><column>Other</column>"))));
  write_text (folder, "templates/a.xml", TEMPLATE ("z", "", INFO, PART (LINE)));
  write_text (folder, "templates/notes.txt", "not read");
  edition = load (folder, NULL);
  g_assert_cmpuint (cm_edition_get_templates (edition)->len, ==, 2);
  template = g_ptr_array_index (cm_edition_get_templates (edition), 0);
  g_assert_cmpstr (template->id, ==, "z");
  g_assert_null (template->table);
  g_assert_null (template->when);
  g_assert_null (cm_edition_find_template (edition, "a"));
  template = cm_edition_find_template (edition, "b");
  g_assert_cmpstr (template->title, ==, "Title of b");
  g_assert_cmpstr (template->purpose, ==, "What for.");
  g_assert_cmpstr (template->when, ==, "Weekly.");
  g_assert_cmpstr (template->length, ==, "A page");
  g_assert_cmpstr (template->advice, ==, "Ours.");
  g_assert_cmpstr (template->table, ==, "flash_report");
  g_assert_cmpstr (template->steps->pdata[0], ==, "plan/options");
  group = template->writers->pdata[0];
  g_assert_cmpstr (group->group, ==, "board");
  group = template->readers->pdata[0];
  g_assert_cmpstr (group->text, ==, "Reads it.");
  g_assert_cmpstr (((CmSource *) template->sources->pdata[0])->text, ==, "A paper");
  g_assert_cmpstr (((CmManualSeen *) template->seen->pdata[0])->target, ==, "plan-options");
  part = template->parts->pdata[0];
  g_assert_cmpstr (part->guidance, ==, "First.");
  g_assert_cmpint (part->origin, ==, CM_ORIGIN_SOURCE);
  field = part->fields->pdata[0];
  g_assert_cmpint (field->kind, ==, CM_TEMPLATE_DATE);
  g_assert_cmpint (field->origin, ==, CM_ORIGIN_EDITORIAL);
  g_assert_true (field->optional);
  g_assert_cmpstr (field->field, ==, "on_date");
  field = part->fields->pdata[1];
  g_assert_false (field->optional);
  g_assert_cmpstr (((CmTemplateChoice *) field->choices->pdata[0])->value, ==, "green");
  g_assert_null (((CmTemplateChoice *) field->choices->pdata[1])->value);
  field = part->fields->pdata[2];
  g_assert_cmpstr (field->table, ==, "flash_line");
  g_assert_cmpstr (field->where, ==, "party");
  g_assert_cmpstr (field->among[1], ==, "supplier");
  g_assert_null (field->among[2]);
  g_assert_cmpstr (((CmTemplateColumn *) field->columns->pdata[0])->field, ==, "workstream");
  g_assert_cmpstr (((CmTemplateColumn *) field->columns->pdata[1])->title, ==, "Other");
}

/* A partnership's own takes the place of the one with its id. */
static void
test_overlay (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (Folder) overlay = make_folder ();
  g_autoptr (CmEdition) edition = NULL;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (folder, "templates/a.xml", TEMPLATE ("a", "", INFO, PART (LINE)));
  write_text (folder, "templates/b.xml", TEMPLATE ("b", "", INFO, PART (LINE)));
  write_text (overlay, "overlay.xml", OVERLAY (""));
  write_text (overlay, "templates/ours.xml", TEMPLATE ("a", "", INFO, PART (LINE)));
  edition = load (folder, overlay);
  g_assert_cmpuint (cm_edition_get_templates (edition)->len, ==, 2);
  g_assert_true (cm_edition_find_template (edition, "a")->own);
  g_assert_false (cm_edition_find_template (edition, "b")->own);
}

static void
assert_fault (const char *folder, const char *place, const char *words)
{
  g_autoptr (GPtrArray) faults = cm_content_check (folder, NULL, NULL);
  g_autofree char *text = NULL;

  g_assert_nonnull (faults);
  if (faults->len == 0)
    g_error ("no fault, but “%s” was expected", words);
  text = cm_fault_to_string (g_ptr_array_index (faults, 0));
  if (!g_str_has_prefix (text, place) || strstr (text, words) == NULL)
    g_error ("“%s” should begin with “%s” and have “%s”", text, place, words);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *text, *place, *words;
  } cases[] = {
    { TEMPLATE ("a", "", "<step ref='plan/never'/>" WRITER SOURCE, PART (LINE)),
      "templates/a.xml:3:1: ",
      "no step “plan/never”" },
    { TEMPLATE ("a", "", STEPS "<writer group='nobody'>x</writer>" SOURCE, PART (LINE)),
      "templates/a.xml:3:27: ",
      "no group “nobody”" },
    { TEMPLATE ("a", "", INFO "<see linkend='gone'>x</see>", PART (LINE)),
      "templates/a.xml:3:",
      "“gone”" },
    { TEMPLATE ("a", "", STEPS WRITER, PART (LINE)), "templates/a.xml:4:1: ", "name the source" },
    { TEMPLATE ("a", "", INFO, ""), "templates/a.xml:", "" },
    { TEMPLATE ("a", "", INFO, PART ("")), "templates/a.xml:", "" },
    { TEMPLATE ("a", "table='never'", INFO, PART (LINE)),
      "templates/a.xml:1:1: ",
      "no table “never”" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='line' field='name'", ""))),
      "templates/a.xml:5:1: ",
      "say of which table" },
    { TEMPLATE ("a", "table='lesson'", INFO, PART (FIELD ("f", "kind='line' field='x'", ""))),
      "templates/a.xml:5:1: ",
      "“lesson” has no field “x”" },
    { TEMPLATE ("a", "table='lesson'", INFO, PART (FIELD ("f", "kind='money' field='name'", ""))),
      "templates/a.xml:5:1: ",
      "does not fit" },
    { TEMPLATE ("a",
                "table='lesson'",
                INFO,
                PART (FIELD ("f",
                             "kind='choice' field='kind'",
                             "<choice value='visit'>a</choice><choice value='x'>b</choice>"))),
      "templates/a.xml:5:",
      "“kind” has no choice “x”" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='choice'", "<choice>One</choice>"))),
      "templates/a.xml:5:1: ",
      "at least two <choice>" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='text'", "<choice>One</choice>"))),
      "templates/a.xml:5:",
      "only a field with kind=\"choice\"" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='rows'", ""))),
      "templates/a.xml:5:1: ",
      "at least one <column>" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='text' table='lesson'", ""))),
      "templates/a.xml:5:1: ",
      "only a field with kind=\"rows\"" },
    { TEMPLATE ("a",
                "",
                INFO,
                PART (FIELD ("f", "kind='rows' table='lesson'", "<column field='x'>x</column>"))),
      "templates/a.xml:5:",
      "“lesson” has no field “x”" },
    { TEMPLATE ("a",
                "",
                INFO,
                PART (FIELD ("f",
                             "kind='rows' table='lesson' where='name=x'",
                             "<column field='name'>x</column>"))),
      "templates/a.xml:5:1: ",
      "a choice of the table of the rows, and “name”" },
    { TEMPLATE ("a",
                "",
                INFO,
                PART (FIELD ("f",
                             "kind='rows' table='lesson' where='kind=visit x'",
                             "<column field='name'>x</column>"))),
      "templates/a.xml:5:1: ",
      "“kind” has no choice “x”" },
    { TEMPLATE ("a",
                "",
                INFO,
                PART (FIELD ("f",
                             "kind='rows' table='lesson' where='visit'",
                             "<column field='name'>x</column>"))),
      "templates/a.xml:5:1: ",
      "where" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='rows'", "<column field='x'>x</column>"))),
      "templates/a.xml:5:",
      "say of which table" },
    { TEMPLATE ("a", "", INFO, PART (LINE LINE)), "templates/a.xml:6:", "f" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='poem'", ""))),
      "templates/a.xml:5:1: ",
      "“kind” is “poem”" },
    { TEMPLATE ("a", "", INFO, PART (FIELD ("f", "kind='line'", "<b/>"))),
      "templates/a.xml:5:",
      "<b> may not stand" },
    { TEMPLATE ("b", "", INFO, PART (LINE)), "templates/b.xml:1:1: ", "“b” already" },
    { MANUAL (STAGE), "templates/a.xml:1:1: ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folder) folder = make_folder ();

      write_text (folder, "manual.xml", MANUAL (STAGE));
      write_text (folder, "templates/a.xml", cases[i].text);
      if (strstr (cases[i].words, "already") != NULL)
        write_text (folder, "templates/b.xml", cases[i].text);
      assert_fault (folder, cases[i].place, cases[i].words);
    }
}

/* A word that a portfolio does not know would be refused; here is that each of ours has guidance,
 * and says where its pattern is from. */
static void
test_installed (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (CmEdition) edition = load (folder, NULL);
  GPtrArray *templates = cm_edition_get_templates (edition);

  g_assert_cmpuint (templates->len, >=, 6);
  for (guint i = 0; i < templates->len; i++)
    {
      const CmTemplate *template = g_ptr_array_index (templates, i);

      g_assert_cmpuint (template->sources->len, >, 0);
      g_assert_cmpuint (template->readers->len, >, 0);
      g_assert_nonnull (template->advice);
      g_assert_nonnull (template->when);
    }
  g_assert_cmpstr (cm_edition_find_template (edition, "flash-report")->table, ==, "flash_report");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/template/read", test_read);
  g_test_add_func ("/template/overlay", test_overlay);
  g_test_add_func ("/template/faults", test_faults);
  g_test_add_func ("/template/installed", test_installed);
  return g_test_run ();
}
