/* cm-feedback.c - what readers say about passages of the manual, and what was answered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-feedback.h"

#include <glib/gi18n.h>

#define STATE_OPEN "open"
#define STATE_DONE "done"

/* --- giving ----------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE, message);
  return FALSE;
}

/* Sets a field to what was typed. */
static gboolean
take_text (CmRecord *record, const char *field, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  int at = cm_table_field_index (cm_record_get_table (record), field);
  CmValue value = CM_VALUE_INIT;
  gboolean read =
      cm_value_parse (&value, &cm_record_get_table (record)->fields[at], stripped, error);

  if (read)
    cm_record_set_value (record, (guint) at, &value);
  cm_value_clear (&value);
  return read;
}

static gboolean
take_date (CmRecord *record, const char *date, GError **error)
{
  g_autofree char *today = cm_date_today ();

  if (!take_text (record, "on_date", date != NULL && *date != '\0' ? date : today, error))
    return FALSE;
  if (g_strcmp0 (cm_record_get_text (record, "on_date"), today) > 0)
    return refuse (error, _ ("Date: a point cannot have been raised on a day that has not come."));
  return TRUE;
}

static void
take_place (CmRecord *record, CmBlock *block)
{
  CmBlock *section = block != NULL ? cm_anchor_get_section (block) : NULL;
  g_autofree char *anchor = section != NULL ? cm_anchor_make (block) : NULL;
  g_autofree char *quoted = section != NULL ? cm_anchor_quote (block) : NULL;

  if (section == NULL)
    return;
  cm_record_set_text (record, "section", section->id);
  cm_record_set_text (record, "anchor", anchor != NULL ? anchor : section->id);
  if (*quoted != '\0')
    cm_record_set_text (record, "quoted", quoted);
}

static CmRecord *
make_point (
    CmBlock *block, const char *point, const char *raised_by, const char *date, GError **error)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("feedback"));
  g_autofree char *words = g_strstrip (g_strdup (point != NULL ? point : ""));

  if (*words == '\0')
    {
      refuse (error, _ ("Point: say what should be different, or what is unclear."));
      return NULL;
    }
  if (!take_text (record, "name", words, error) ||
      !take_text (record, "raised_by", raised_by, error) || !take_date (record, date, error))
    return NULL;
  take_place (record, block);
  cm_record_set_text (record, "state", STATE_OPEN);
  return g_steal_pointer (&record);
}

CmRecord *
cm_feedback_give (CmStore *store,
                  CmBlock *block,
                  const char *point,
                  const char *raised_by,
                  const char *date,
                  GError **error)
{
  g_autoptr (CmRecord) record = make_point (block, point, raised_by, date, error);
  CmBlock *section = block != NULL ? cm_anchor_get_section (block) : NULL;
  g_autofree char *title = section != NULL ? cm_block_get_text (section) : NULL;
  g_autofree char *label = NULL;

  if (record == NULL)
    return NULL;
  /* translators: an entry of the change log: %s is the title of a section of the manual */
  label = title != NULL ? g_strdup_printf (_ ("Feedback on “%s”"), title)
                        : g_strdup (_ ("Feedback on the manual"));
  return cm_store_save (store, record, label, error) ? g_steal_pointer (&record) : NULL;
}

/* --- answering -------------------------------------------------------------------------------- */

gboolean
cm_feedback_is_open (CmRecord *point)
{
  const char *state = cm_record_get_text (point, "state");

  return *state == '\0' || g_str_equal (state, STATE_OPEN);
}

static gboolean
check_settled (CmRecord *record, GError **error)
{
  const char *response = cm_record_get_text (record, "response");
  gboolean accepted = g_str_equal (response, "accept") || g_str_equal (response, "part");
  gboolean refused = g_str_equal (response, "reject") || g_str_equal (response, "part");

  if (!g_str_equal (cm_record_get_text (record, "state"), STATE_DONE))
    return TRUE;
  if (*response == '\0')
    return refuse (error,
                   _ ("Response: a point is settled by a response. Choose one, or leave the point "
                      "open."));
  if (refused && *cm_record_get_text (record, "answer") == '\0')
    return refuse (error,
                   _ ("Answer: say why the point was not accepted, or not in full; whoever raised "
                      "it will read it."));
  if (accepted && *cm_record_get_text (record, "amendment") == '\0')
    return refuse (
        error,
        _ ("Amendment: say what was changed in the manual, or leave the point open until "
           "it is."));
  return TRUE;
}

gboolean
cm_feedback_answer (CmStore *store,
                    CmRecord *point,
                    const char *response,
                    const char *answer,
                    const char *amendment,
                    const char *state,
                    GError **error)
{
  const char *const values[][2] = {
    { "response", response }, { "answer", answer }, { "amendment", amendment }, { "state", state }
  };
  g_autoptr (CmRecord) record = cm_record_copy (point);
  g_autofree char *label = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (!take_text (record, values[i][0], values[i][1], error))
      return FALSE;
  if (!check_settled (record, error))
    return FALSE;
  /* translators: an entry of the change log: %s is a point of feedback */
  label = g_strdup_printf (_ ("Answer “%s”"), cm_record_get_title (record));
  return cm_store_save (store, record, label, error);
}

/* --- where they are --------------------------------------------------------------------------- */

struct _CmFeedback
{
  CmManual *manual;
  GPtrArray *points;    /* of CmFeedbackPoint */
  GHashTable *by_id;    /* key → CmFeedbackPoint, not owned */
  GHashTable *by_block; /* CmBlock → GPtrArray of CmFeedbackPoint, not owned */
};

static void
free_point (gpointer data)
{
  CmFeedbackPoint *point = data;

  g_object_unref (point->record);
  g_free (point);
}

/* The place of every block in the text. */
static void
number_blocks (CmBlock *block, GHashTable *places)
{
  g_hash_table_insert (places, block, GUINT_TO_POINTER (g_hash_table_size (places) + 1));
  for (guint i = 0; i < block->children->len; i++)
    number_blocks (g_ptr_array_index (block->children, i), places);
}

static int
compare_points (gconstpointer a, gconstpointer b, gpointer data)
{
  const CmFeedbackPoint *x = *(CmFeedbackPoint *const *) a, *y = *(CmFeedbackPoint *const *) b;
  guint x_place = GPOINTER_TO_UINT (g_hash_table_lookup (data, x->block));
  guint y_place = GPOINTER_TO_UINT (g_hash_table_lookup (data, y->block));
  int order = g_strcmp0 (cm_record_get_text (x->record, "on_date"),
                         cm_record_get_text (y->record, "on_date"));

  /* Without a place is 0, and comes last. */
  if (x_place != y_place)
    return x_place - 1 < y_place - 1 ? -1 : 1;
  return order != 0 ? order
                    : g_strcmp0 (cm_record_get_id (x->record), cm_record_get_id (y->record));
}

static void
sort_points (CmFeedback *self)
{
  GPtrArray *chapters = cm_document_get_chapters (cm_manual_get_document (self->manual));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < chapters->len; i++)
    number_blocks (g_ptr_array_index (chapters, i), places);
  g_ptr_array_sort_with_data (self->points, compare_points, places);
}

static void
remember_point (CmFeedback *self, CmFeedbackPoint *point)
{
  GPtrArray *at;

  g_hash_table_insert (self->by_id, (gpointer) cm_record_get_id (point->record), point);
  if (point->block == NULL)
    return;
  at = g_hash_table_lookup (self->by_block, point->block);
  if (at == NULL)
    {
      at = g_ptr_array_new ();
      g_hash_table_insert (self->by_block, point->block, at);
    }
  g_ptr_array_add (at, point);
}

static gboolean
is_about_everything (CmRecord *record)
{
  return *cm_record_get_text (record, "section") == '\0' &&
         *cm_record_get_text (record, "anchor") == '\0' &&
         *cm_record_get_text (record, "quoted") == '\0';
}

static CmFeedbackPoint *
find_point (CmRecord *record, CmAnchorIndex *index)
{
  CmFeedbackPoint *point = g_new0 (CmFeedbackPoint, 1);

  point->record = g_object_ref (record);
  if (!is_about_everything (record))
    point->where = cm_anchor_find (index,
                                   cm_record_get_text (record, "anchor"),
                                   cm_record_get_text (record, "section"),
                                   cm_record_get_text (record, "quoted"),
                                   &point->block);
  return point;
}

CmFeedback *
cm_feedback_load (CmStore *store, CmManual *manual, CmAnchorIndex *index)
{
  CmFeedback *self = g_new0 (CmFeedback, 1);
  g_autoptr (CmQuery) query = cm_query_new ("feedback");
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  self->manual = g_object_ref (manual);
  self->points = g_ptr_array_new_with_free_func (free_point);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_block = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (self->points, find_point (g_ptr_array_index (records, i), index));
  sort_points (self);
  for (guint i = 0; i < self->points->len; i++)
    remember_point (self, g_ptr_array_index (self->points, i));
  return self;
}

void
cm_feedback_free (CmFeedback *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_block);
  g_ptr_array_unref (self->points);
  g_object_unref (self->manual);
  g_free (self);
}

guint
cm_feedback_get_n_points (CmFeedback *self)
{
  return self->points->len;
}

const CmFeedbackPoint *
cm_feedback_get_point (CmFeedback *self, guint n)
{
  g_return_val_if_fail (n < self->points->len, NULL);
  return g_ptr_array_index (self->points, n);
}

const CmFeedbackPoint *
cm_feedback_find (CmFeedback *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

GPtrArray *
cm_feedback_get_at (CmFeedback *self, const CmBlock *passage)
{
  return g_hash_table_lookup (self->by_block, passage);
}

guint
cm_feedback_count_open (CmFeedback *self, const CmBlock *passage)
{
  GPtrArray *at = cm_feedback_get_at (self, passage);
  guint n = 0;

  for (guint i = 0; at != NULL && i < at->len; i++)
    if (cm_feedback_is_open (((CmFeedbackPoint *) g_ptr_array_index (at, i))->record))
      n++;
  return n;
}

guint
cm_feedback_count_open_in (CmFeedback *self, const CmBlock *section)
{
  guint n = 0;

  for (guint i = 0; i < self->points->len; i++)
    {
      const CmFeedbackPoint *point = g_ptr_array_index (self->points, i);
      const CmBlock *block = point->block;

      while (block != NULL && block != section)
        block = block->parent;
      if (block != NULL && cm_feedback_is_open (point->record))
        n++;
    }
  return n;
}

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_feedback_get_section_title (CmManual *manual, const char *section)
{
  CmBlock *block;

  if (section == NULL || *section == '\0')
    return g_strdup (_ ("The whole manual"));
  block = cm_document_find (cm_manual_get_document (manual), section);
  return block != NULL && block->kind == CM_BLOCK_SECTION ? cm_block_get_text (block)
                                                          : g_strdup (section);
}

char *
cm_feedback_describe (CmFeedback *self, const CmFeedbackPoint *point)
{
  CmBlock *now = point->block != NULL ? cm_anchor_get_section (point->block) : NULL;
  g_autofree char *title = now != NULL ? cm_block_get_text (now) : NULL;
  gboolean there =
      now != NULL && g_strcmp0 (now->id, cm_record_get_text (point->record, "section")) == 0;

  if (is_about_everything (point->record))
    return g_strdup (_ ("The whole manual"));
  switch (point->where)
    {
    case CM_ANCHOR_SAME:
      return g_strdup (point->block->kind == CM_BLOCK_SECTION ? _ ("The whole section")
                                                              : _ ("As it was"));
    case CM_ANCHOR_MOVED:
      /* translators: where a passage is now: %s is the title of a section */
      return g_strdup_printf (_ ("Moved to “%s”"), title);
    case CM_ANCHOR_CHANGED:
      /* translators: where a passage is now: %s is the title of a section */
      return there || title == NULL ? g_strdup (_ ("Changed"))
                                    : g_strdup_printf (_ ("Changed, now in “%s”"), title);
    case CM_ANCHOR_GONE:
    default:
      return g_strdup (_ ("Gone"));
    }
}
