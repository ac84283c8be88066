/* cm-feedback-report.c - the feedback record as a document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-feedback-report.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-maker.h"
#include "cm-feedback.h"
#include "cm-section-state.h"

/* Characters of a passage that are quoted in the table. */
#define QUOTED 160

/* --- small pieces ----------------------------------------------------------------------------- */

static CmBlock *
append_block (CmBlock *parent, CmBlockKind kind, const char *text)
{
  CmBlock *block = cm_block_new (kind, 0);

  if (text != NULL)
    cm_block_add_inline (block, text, -1, 0);
  cm_block_append (parent, block);
  return block;
}

static CmBlock *
append_table (CmBlock *parent, const char *title, const char *const *heads, guint n_heads)
{
  CmBlock *table = append_block (parent, CM_BLOCK_TABLE, title);
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  row->head = TRUE;
  for (guint i = 0; i < n_heads; i++)
    append_block (row, CM_BLOCK_CELL, _ (heads[i]))->head = TRUE;
  return table;
}

/* A cell of sentences, each in a line of its own words. */
static void
append_sentence (GString *text, const char *sentence)
{
  if (*sentence == '\0')
    return;
  if (text->len > 0)
    g_string_append (text,
                     g_unichar_ispunct (g_utf8_get_char (g_utf8_prev_char (text->str + text->len)))
                         ? " "
                         : ". ");
  g_string_append (text, sentence);
}

static char *
format (CmStore *store, CmRecord *record, const char *field)
{
  return cm_store_format (store, record, cm_table_field (cm_record_get_table (record), field));
}

/* --- in short --------------------------------------------------------------------------------- */

static void
append_count (CmBlock *table, const char *label, guint n, guint n_open)
{
  g_autofree char *all = g_strdup_printf ("%u", n);
  g_autofree char *open = g_strdup_printf ("%u", n_open);
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);

  append_block (row, CM_BLOCK_CELL, label);
  append_block (row, CM_BLOCK_CELL, all);
  append_block (row, CM_BLOCK_CELL, open);
}

/* Points with that response; NULL for all. */
static void
append_response (CmBlock *table, CmFeedback *feedback, const char *response, const char *label)
{
  guint n = 0, n_open = 0;

  for (guint i = 0; i < cm_feedback_get_n_points (feedback); i++)
    {
      CmRecord *record = cm_feedback_get_point (feedback, i)->record;

      if (response != NULL && strcmp (cm_record_get_text (record, "response"), response) != 0)
        continue;
      n++;
      n_open += cm_feedback_is_open (record) ? 1 : 0;
    }
  append_count (table, label, n, n_open);
}

static void
append_summary (CmBlock *chapter, CmFeedback *feedback)
{
  static const char *const heads[] = { N_ ("Response"), N_ ("Points"), N_ ("Still open") };
  const CmField *field = cm_table_field (cm_table_find ("feedback"), "response");
  CmBlock *part = append_block (chapter, CM_BLOCK_SECTION, _ ("In short"));
  CmBlock *table = append_table (part, _ ("Points by response"), heads, G_N_ELEMENTS (heads));

  part->id = g_strdup ("in-short");
  for (const CmChoice *choice = field->choices; choice->name != NULL; choice++)
    append_response (table, feedback, choice->name, _ (choice->label));
  append_response (table, feedback, "", _ ("Not answered yet"));
  append_response (table, feedback, NULL, _ ("All"));
}

/* --- the points ------------------------------------------------------------------------------- */

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= QUOTED)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, QUOTED);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

static char *
describe_passage (CmFeedback *feedback, CmManual *manual, const CmFeedbackPoint *point)
{
  const char *section = cm_record_get_text (point->record, "section");
  const char *quoted = cm_record_get_text (point->record, "quoted");
  g_autofree char *title = cm_feedback_get_section_title (manual, section);
  g_autofree char *where = cm_feedback_describe (feedback, point);
  g_autofree char *words = shorten (quoted);

  if (*section == '\0')
    return g_strdup (title);
  if (*quoted == '\0')
    /* translators: %1$s is the title of a section, %2$s is “The whole section” or “Gone” */
    return g_strdup_printf (_ ("%1$s. %2$s."), title, where);
  /* translators: %1$s is the title of a section, %2$s a passage of it, %3$s where that is now, as
   * in “Moved to “The two clocks”” */
  return g_strdup_printf (_ ("%1$s: “%2$s” %3$s."), title, words, where);
}

static char *
describe_response (CmStore *store, CmRecord *record)
{
  GString *text = g_string_new (NULL);
  g_autofree char *response = format (store, record, "response");

  append_sentence (text, response);
  append_sentence (text, cm_record_get_text (record, "answer"));
  return g_string_free (text, FALSE);
}

static char *
describe_point (CmRecord *record)
{
  GString *text = g_string_new (cm_record_get_text (record, "name"));

  if (cm_record_get_number (record, "illustrative") != 0)
    append_sentence (text, _ ("(Illustrative)"));
  return g_string_free (text, FALSE);
}

static void
append_point (CmBlock *table,
              CmStore *store,
              CmManual *manual,
              CmFeedback *feedback,
              const CmFeedbackPoint *point)
{
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);
  g_autofree char *date = format (store, point->record, "on_date");
  g_autofree char *words = describe_point (point->record);
  g_autofree char *passage = describe_passage (feedback, manual, point);
  g_autofree char *response = describe_response (store, point->record);
  g_autofree char *state = format (store, point->record, "state");
  const char *const cells[] = {
    date,     cm_record_get_text (point->record, "raised_by"), words, passage,
    response, cm_record_get_text (point->record, "amendment"), state,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    append_block (row, CM_BLOCK_CELL, cells[i]);
}

static void
append_points (CmBlock *chapter, CmStore *store, CmManual *manual, CmFeedback *feedback)
{
  static const char *const heads[] = { N_ ("Date"),    N_ ("Raised by"), N_ ("Point"),
                                       N_ ("Passage"), N_ ("Response"),  N_ ("Amendment"),
                                       N_ ("State") };
  CmBlock *part = append_block (chapter, CM_BLOCK_SECTION, _ ("The points"));
  CmBlock *table;

  part->id = g_strdup ("points");
  append_block (part,
                CM_BLOCK_PARA,
                _ ("In the order of the manual; what has no place in it any more comes last."));
  table = append_table (part, _ ("Points raised"), heads, G_N_ELEMENTS (heads));
  /* Seven columns want a sheet on its side. */
  table->role = g_strdup ("landscape");
  for (guint i = 0; i < cm_feedback_get_n_points (feedback); i++)
    append_point (table, store, manual, feedback, cm_feedback_get_point (feedback, i));
}

/* --- the state of the manual ------------------------------------------------------------------ */

/* Who saw to it, or where it was tested. */
static char *
describe_witness (CmStore *store, CmRecord *record)
{
  g_autofree char *body = format (store, record, "body");
  g_autofree char *workshop = format (store, record, "workshop");
  GString *text = g_string_new (body);

  append_sentence (text, workshop);
  return g_string_free (text, FALSE);
}

static void
append_state (CmBlock *table, CmStore *store, CmRecord *record, const CmBlock *section)
{
  CmBlock *row = append_block (table, CM_BLOCK_ROW, NULL);
  g_autofree char *title = cm_block_get_text (section);
  g_autofree char *state = format (store, record, "state");
  g_autofree char *date = format (store, record, "on_date");
  g_autofree char *witness = describe_witness (store, record);
  const char *const cells[] = { title, state, date, witness, cm_record_get_text (record, "note") };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    append_block (row, CM_BLOCK_CELL, cells[i]);
}

static void
append_states_of (CmBlock *table, CmStore *store, CmSectionStates *states, const CmBlock *section)
{
  CmRecord *record = cm_section_states_get_record (states, section);

  if (record != NULL)
    append_state (table, store, record, section);
  for (guint i = 0; i < section->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (section->children, i);

      if (child->kind == CM_BLOCK_SECTION)
        append_states_of (table, store, states, child);
    }
}

static void
append_states (CmBlock *chapter, CmStore *store, CmManual *manual)
{
  static const char *const heads[] = {
    N_ ("Section"), N_ ("State"), N_ ("Since"), N_ ("Seen to by"), N_ ("Note")
  };
  GPtrArray *chapters = cm_document_get_chapters (cm_manual_get_document (manual));
  g_autoptr (CmSectionStates) states = cm_section_states_load (store);
  CmBlock *part = append_block (chapter, CM_BLOCK_SECTION, _ ("How far the manual has come"));
  CmBlock *table;

  part->id = g_strdup ("states");
  append_block (
      part,
      CM_BLOCK_PARA,
      _ ("A section goes from draft to validated, tested at a workshop and final. One that "
         "is not listed is as far as its chapter; a chapter that is not listed is a "
         "draft."));
  table = append_table (part, _ ("Sections and their state"), heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < chapters->len; i++)
    append_states_of (table, store, states, g_ptr_array_index (chapters, i));
  if (table->children->len > 1)
    return;
  g_ptr_array_remove (part->children, table);
  append_block (part, CM_BLOCK_PARA, _ ("No section has been taken on from draft yet."));
}

/* --- the document ----------------------------------------------------------------------------- */

static char *
describe_record (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);
  g_autofree char *today = cm_date_today ();
  g_autofree char *date = cm_date_format (today);

  if (partnership == NULL)
    /* translators: %s is a day such as 31 Dec 2009 */
    return g_strdup_printf (
        _ ("What readers said about the manual, and what was answered, as it stood on %s."), date);
  /* translators: %1$s is the name of a partnership, %2$s a day such as 31 Dec 2009 */
  return g_strdup_printf (
      _ ("What readers of %1$s said about the manual, and what was answered, as "
         "it stood on %2$s."),
      cm_record_get_title (partnership),
      date);
}

CmDocument *
cm_feedback_report_new (CmStore *store, CmManual *manual, GError **error)
{
  CmDocument *manual_text = cm_manual_get_document (manual);
  g_autoptr (CmAnchorIndex) index = NULL;
  g_autoptr (CmFeedback) feedback = NULL;
  g_autofree char *words = NULL;
  CmDocument *document;
  CmBlock *chapter;

  if (cm_store_get_damage (store) != NULL)
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_OPEN,
                   /* translators: %s says what is wrong with a file */
                   _ ("The feedback record cannot be read: %s"),
                   cm_store_get_damage (store));
      return NULL;
    }
  index = cm_anchor_index_new (manual_text);
  feedback = cm_feedback_load (store, manual, index);
  words = describe_record (store);
  document = cm_document_new (cm_document_get_folder (manual_text), _ ("Feedback record"));
  chapter = cm_block_new (CM_BLOCK_SECTION, 0);
  chapter->id = g_strdup ("feedback-record");
  cm_block_add_inline (chapter, _ ("Feedback record"), -1, 0);
  append_block (chapter, CM_BLOCK_PARA, words);
  if (cm_feedback_get_n_points (feedback) > 0)
    {
      append_summary (chapter, feedback);
      append_points (chapter, store, manual, feedback);
    }
  else
    append_block (chapter, CM_BLOCK_PARA, _ ("Nobody has raised a point yet."));
  append_states (chapter, store, manual);
  cm_document_add (document, chapter);
  return document;
}
