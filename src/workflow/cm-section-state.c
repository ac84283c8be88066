/* cm-section-state.c - how far each section of the manual has come, from draft to final. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-section-state.h"

#include <glib/gi18n.h>
#include <string.h>

/* The first part of a key is its time. */
#define ID_TIME 13

struct _CmSectionStates
{
  GHashTable *by_section; /* key → GPtrArray of CmRecord, oldest first */
};

static const CmChoice *
get_choices (void)
{
  const CmTable *table = cm_table_find ("section_state");

  return table->fields[cm_table_field_index (table, "state")].choices;
}

const char *
cm_section_state_get_name (CmSectionState state)
{
  g_return_val_if_fail (state < CM_N_SECTION_STATES, NULL);
  return get_choices ()[state].name;
}

const char *
cm_section_state_get_label (CmSectionState state)
{
  g_return_val_if_fail (state < CM_N_SECTION_STATES, NULL);
  return _ (get_choices ()[state].label);
}

/* --- reading ---------------------------------------------------------------------------------- */

static CmSectionState
get_state (CmRecord *record)
{
  const char *name = cm_record_get_text (record, "state");

  for (int state = 0; state < CM_N_SECTION_STATES; state++)
    if (g_str_equal (name, cm_section_state_get_name ((CmSectionState) state)))
      return (CmSectionState) state;
  return CM_SECTION_DRAFT;
}

/* Two changes of one moment can only have gone forward. */
static int
compare_records (gconstpointer a, gconstpointer b)
{
  CmRecord *x = *(CmRecord *const *) a, *y = *(CmRecord *const *) b;
  int order = g_strcmp0 (cm_record_get_text (x, "on_date"), cm_record_get_text (y, "on_date"));

  if (order == 0)
    order = strncmp (cm_record_get_id (x), cm_record_get_id (y), ID_TIME);
  if (order == 0)
    order = (int) get_state (x) - (int) get_state (y);
  return order;
}

CmSectionStates *
cm_section_states_load (CmStore *store)
{
  CmSectionStates *self = g_new0 (CmSectionStates, 1);
  g_autoptr (CmQuery) query = cm_query_new ("section_state");
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  self->by_section =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_sort (records, compare_records);
  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      const char *section = cm_record_get_text (record, "section");
      GPtrArray *list = g_hash_table_lookup (self->by_section, section);

      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (self->by_section, g_strdup (section), list);
        }
      g_ptr_array_add (list, g_object_ref (record));
    }
  return self;
}

void
cm_section_states_free (CmSectionStates *self)
{
  g_hash_table_unref (self->by_section);
  g_free (self);
}

CmRecord *
cm_section_states_get_record (CmSectionStates *self, const CmBlock *section)
{
  GPtrArray *list =
      section->id != NULL ? g_hash_table_lookup (self->by_section, section->id) : NULL;

  return list != NULL ? g_ptr_array_index (list, list->len - 1) : NULL;
}

GPtrArray *
cm_section_states_get_history (CmSectionStates *self, const CmBlock *section)
{
  GPtrArray *list =
      section->id != NULL ? g_hash_table_lookup (self->by_section, section->id) : NULL;
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; list != NULL && i < list->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (list, i)));
  return copy;
}

CmSectionState
cm_section_states_get (CmSectionStates *self, const CmBlock *section, gboolean *own)
{
  CmRecord *record = cm_section_states_get_record (self, section);

  if (own != NULL)
    *own = record != NULL;
  for (section = section->parent; record == NULL && section != NULL; section = section->parent)
    record = cm_section_states_get_record (self, section);
  return record != NULL ? get_state (record) : CM_SECTION_DRAFT;
}

/* --- changing --------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE, message);
  return FALSE;
}

static gboolean
check_order (CmSectionState from, CmSectionState to, const char *title, GError **error)
{
  if (to == from)
    g_set_error (error,
                 CM_WORKFLOW_ERROR,
                 CM_WORKFLOW_ERROR_RULE,
                 /* translators: %1$s is the title of a section, %2$s a state such as Draft */
                 _ ("“%1$s” has this state already: %2$s."),
                 title,
                 cm_section_state_get_label (to));
  else if (to != CM_SECTION_DRAFT && to != from + 1)
    g_set_error (error,
                 CM_WORKFLOW_ERROR,
                 CM_WORKFLOW_ERROR_RULE,
                 /* translators: %1$s is the title of a section, %2$s and %3$s states such as Draft
                  */
                 _ ("“%1$s” goes one step at a time: it is “%2$s”, and “%3$s” comes next."),
                 title,
                 cm_section_state_get_label (from),
                 cm_section_state_get_label (MIN (from + 1, CM_SECTION_FINAL)));
  else
    return TRUE;
  return FALSE;
}

/* A chapter is not ahead of what is in it. */
static gboolean
check_within (CmSectionStates *states, const CmBlock *section, CmSectionState to, GError **error)
{
  for (guint i = 0; i < section->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (section->children, i);
      gboolean own;

      if (child->kind != CM_BLOCK_SECTION)
        continue;
      if (cm_section_states_get (states, child, &own) < to && own)
        {
          g_autofree char *title = cm_block_get_text (child);

          g_set_error (error,
                       CM_WORKFLOW_ERROR,
                       CM_WORKFLOW_ERROR_RULE,
                       /* translators: %1$s is the title of a section, %2$s a state such as Draft */
                       _ ("“%1$s”, which is part of it, has not come that far: %2$s. Take that "
                          "section on first."),
                       title,
                       cm_section_state_get_label (cm_section_states_get (states, child, NULL)));
          return FALSE;
        }
      if (!check_within (states, child, to, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_facts (CmRecord *record, CmSectionState from, CmSectionState to, GError **error)
{
  if ((to == CM_SECTION_VALIDATED || to == CM_SECTION_FINAL) &&
      *cm_record_get_text (record, "body") == '\0')
    return refuse (error, _ ("Body: say which body saw to it."));
  if (to == CM_SECTION_TESTED && *cm_record_get_text (record, "workshop") == '\0')
    return refuse (error, _ ("Workshop: say at which workshop it was tested."));
  if (to == CM_SECTION_DRAFT && from != CM_SECTION_DRAFT &&
      *cm_record_get_text (record, "note") == '\0')
    return refuse (error, _ ("Note: say why it goes back to draft."));
  return TRUE;
}

static gboolean
check_date (CmRecord *record, CmRecord *before, GError **error)
{
  const char *date = cm_record_get_text (record, "on_date");
  g_autofree char *today = cm_date_today ();
  g_autofree char *last = NULL;

  if (g_strcmp0 (date, today) > 0)
    return refuse (error, _ ("Date: a section cannot change on a day that has not come."));
  if (before == NULL || g_strcmp0 (cm_record_get_text (before, "on_date"), date) <= 0)
    return TRUE;
  last = cm_date_format (cm_record_get_text (before, "on_date"));
  g_set_error (error,
               CM_WORKFLOW_ERROR,
               CM_WORKFLOW_ERROR_RULE,
               /* translators: %s is a day such as 31 Dec 2009 */
               _ ("Date: the section changed on %s already; this change cannot lie before it."),
               last);
  return FALSE;
}

static gboolean
take_text (CmRecord *record, const char *field, const char *text, GError **error)
{
  int at = cm_table_field_index (cm_record_get_table (record), field);
  CmValue value = CM_VALUE_INIT;
  gboolean read = cm_value_parse (
      &value, &cm_record_get_table (record)->fields[at], text != NULL ? text : "", error);

  if (read)
    cm_record_set_value (record, (guint) at, &value);
  cm_value_clear (&value);
  return read;
}

static CmRecord *
make_record (const CmBlock *section,
             CmSectionState state,
             const char *date,
             const char *body,
             const char *workshop,
             const char *note,
             GError **error)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("section_state"));
  g_autofree char *today = cm_date_today ();
  g_autofree char *words = g_strstrip (g_strdup (note != NULL ? note : ""));

  cm_record_set_text (record, "section", section->id);
  cm_record_set_text (record, "state", cm_section_state_get_name (state));
  if (take_text (record, "on_date", date != NULL && *date != '\0' ? date : today, error) &&
      take_text (record, "body", body, error) && take_text (record, "workshop", workshop, error) &&
      take_text (record, "note", words, error))
    return g_steal_pointer (&record);
  return NULL;
}

static char *
make_label (CmSectionState state, const char *title)
{
  switch (state)
    {
    case CM_SECTION_VALIDATED:
      /* translators: an entry of the change log: %s is the title of a section */
      return g_strdup_printf (_ ("Mark “%s” as validated"), title);
    case CM_SECTION_TESTED:
      /* translators: an entry of the change log: %s is the title of a section */
      return g_strdup_printf (_ ("Mark “%s” as tested at a workshop"), title);
    case CM_SECTION_FINAL:
      /* translators: an entry of the change log: %s is the title of a section */
      return g_strdup_printf (_ ("Mark “%s” as final"), title);
    case CM_SECTION_DRAFT:
    case CM_N_SECTION_STATES:
    default:
      /* translators: an entry of the change log: %s is the title of a section */
      return g_strdup_printf (_ ("Take “%s” back to draft"), title);
    }
}

gboolean
cm_section_state_set (CmStore *store,
                      const CmBlock *section,
                      CmSectionState state,
                      const char *date,
                      const char *body,
                      const char *workshop,
                      const char *note,
                      GError **error)
{
  g_autoptr (CmSectionStates) states = NULL;
  g_autoptr (CmRecord) record = NULL;
  g_autofree char *title = cm_block_get_text (section);
  g_autofree char *label = make_label (state, title);
  CmSectionState from;

  g_return_val_if_fail (section->id != NULL && state < CM_N_SECTION_STATES, FALSE);

  states = cm_section_states_load (store);
  from = cm_section_states_get (states, section, NULL);
  record = make_record (section, state, date, body, workshop, note, error);
  return record != NULL && check_order (from, state, title, error) &&
         check_within (states, section, state, error) && check_facts (record, from, state, error) &&
         check_date (record, cm_section_states_get_record (states, section), error) &&
         cm_store_save (store, record, label, error);
}
