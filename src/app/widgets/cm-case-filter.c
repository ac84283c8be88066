/* cm-case-filter.c - which case studies are wanted: step, theme, place, partner, told or pending.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-case-filter"
#include "config.h"

#include "cm-case-filter.h"

#include <glib/gi18n.h>

#include "cm-option-drop-down.h"

typedef enum
{
  CHOICE_STEP,
  CHOICE_THEME,
  CHOICE_PLACE,
  CHOICE_PARTNER,
  CHOICE_STATUS,
  N_CHOICES,
} Choice;

/**
 * CmCaseFilter:
 *
 * Drop-downs below one another, of which the first entry is always everything.
 */
struct _CmCaseFilter
{
  AdwBin parent_instance;

  GtkDropDown *drops[N_CHOICES];
  GPtrArray *values[N_CHOICES]; /* of char *, owned: what stands for each entry behind the first */
  gboolean filling;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmCaseFilter, cm_case_filter, ADW_TYPE_BIN)

/* The name of a choice, and what its first entry says. */
static const struct
{
  const char *name, *all;
} choices[N_CHOICES] = {
  { N_ ("Stage or step"), N_ ("Any stage or step") },
  { N_ ("Theme"), N_ ("Any theme") },
  { N_ ("Place"), N_ ("Any place") },
  { N_ ("Partner"), N_ ("Any partner") },
  { N_ ("Told or pending"), N_ ("Told or pending") },
};

/* --- what is offered -------------------------------------------------------------------------- */

static gboolean
has (GPtrArray *values, const char *value)
{
  return g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL);
}

static void
add_value (GPtrArray *values, const char *value)
{
  if (value != NULL && !has (values, value))
    g_ptr_array_add (values, g_strdup (value));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
fill (CmCaseFilter *self, Choice choice, GPtrArray *values, GPtrArray *labels)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, _ (choices[choice].all));
  for (guint i = 0; i < labels->len; i++)
    gtk_string_list_append (model, g_ptr_array_index (labels, i));
  g_clear_pointer (&self->values[choice], g_ptr_array_unref);
  self->values[choice] = g_ptr_array_ref (values);
  gtk_drop_down_set_model (self->drops[choice], G_LIST_MODEL (model));
  g_object_unref (model);
}

/* In alphabetical order, whatever words the case studies use. */
static void
fill_words (CmCaseFilter *self, Choice choice, GPtrArray *cases)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cases->len; i++)
    {
      const CmCaseStudy *study = g_ptr_array_index (cases, i);
      const GPtrArray *words = choice == CHOICE_THEME ? study->themes : study->partners;

      if (choice == CHOICE_PLACE)
        add_value (values, study->place);
      for (guint j = 0; choice != CHOICE_PLACE && j < words->len; j++)
        add_value (values, g_ptr_array_index (words, j));
    }
  g_ptr_array_sort (values, compare);
  fill (self, choice, values, values);
}

static gboolean
is_about (const CmCaseStudy *study, const char *place)
{
  return has (study->stages, place) || has (study->steps, place);
}

static gboolean
is_any_about (GPtrArray *cases, const char *place)
{
  for (guint i = 0; i < cases->len; i++)
    if (is_about (g_ptr_array_index (cases, i), place))
      return TRUE;
  return FALSE;
}

/* In the order of the cycle, and only what somebody wrote about. */
static void
fill_steps (CmCaseFilter *self, CmManual *manual, GPtrArray *cases)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    {
      const CmManualStage *stage = cm_manual_get_stage (manual, i);

      if (is_any_about (cases, stage->id))
        {
          g_ptr_array_add (values, g_strdup (stage->id));
          g_ptr_array_add (labels, g_strdup (stage->title));
        }
      for (guint j = 0; j < cm_manual_get_n_steps (manual); j++)
        {
          const CmManualStep *step = cm_manual_get_step (manual, j);

          if (step->stage != i || !is_any_about (cases, step->id))
            continue;
          g_ptr_array_add (values, g_strdup (step->id));
          g_ptr_array_add (labels, g_strdup_printf ("%s › %s", stage->title, step->title));
        }
    }
  fill (self, CHOICE_STEP, values, labels);
}

static void
fill_status (CmCaseFilter *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (labels, g_strdup (_ ("Told")));
  g_ptr_array_add (labels, g_strdup (_ ("Interview pending")));
  fill (self, CHOICE_STATUS, labels, labels);
}

void
cm_case_filter_set_cases (CmCaseFilter *self, CmManual *manual, GPtrArray *cases)
{
  g_return_if_fail (CM_IS_CASE_FILTER (self));

  self->filling = TRUE;
  fill_steps (self, manual, cases);
  fill_words (self, CHOICE_THEME, cases);
  fill_words (self, CHOICE_PLACE, cases);
  fill_words (self, CHOICE_PARTNER, cases);
  fill_status (self);
  self->filling = FALSE;
}

/* --- what is wanted --------------------------------------------------------------------------- */

/* NULL if everything is. */
static const char *
get_value (CmCaseFilter *self, Choice choice)
{
  guint at = gtk_drop_down_get_selected (self->drops[choice]);

  return self->values[choice] != NULL && at > 0 && at <= self->values[choice]->len
             ? g_ptr_array_index (self->values[choice], at - 1)
             : NULL;
}

gboolean
cm_case_filter_matches (CmCaseFilter *self, const CmCaseStudy *study)
{
  const char *step, *theme, *place, *partner;

  g_return_val_if_fail (CM_IS_CASE_FILTER (self), TRUE);

  step = get_value (self, CHOICE_STEP);
  theme = get_value (self, CHOICE_THEME);
  place = get_value (self, CHOICE_PLACE);
  partner = get_value (self, CHOICE_PARTNER);
  return (step == NULL || is_about (study, step)) &&
         (theme == NULL || has (study->themes, theme)) &&
         (place == NULL || g_strcmp0 (study->place, place) == 0) &&
         (partner == NULL || has (study->partners, partner)) &&
         (get_value (self, CHOICE_STATUS) == NULL ||
          (gtk_drop_down_get_selected (self->drops[CHOICE_STATUS]) == 2) == !!study->pending);
}

guint
cm_case_filter_get_n_active (CmCaseFilter *self)
{
  guint n = 0;

  g_return_val_if_fail (CM_IS_CASE_FILTER (self), 0);

  for (Choice choice = 0; choice < N_CHOICES; choice++)
    n += get_value (self, choice) != NULL;
  return n;
}

static void
selected_cb (CmCaseFilter *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
cm_case_filter_clear (CmCaseFilter *self)
{
  g_return_if_fail (CM_IS_CASE_FILTER (self));

  if (cm_case_filter_get_n_active (self) == 0)
    return;
  self->filling = TRUE;
  for (Choice choice = 0; choice < N_CHOICES; choice++)
    gtk_drop_down_set_selected (self->drops[choice], 0);
  self->filling = FALSE;
  selected_cb (self);
}

/* --- the object ------------------------------------------------------------------------------- */

static void
cm_case_filter_finalize (GObject *object)
{
  CmCaseFilter *self = CM_CASE_FILTER (object);

  for (Choice choice = 0; choice < N_CHOICES; choice++)
    g_clear_pointer (&self->values[choice], g_ptr_array_unref);
  G_OBJECT_CLASS (cm_case_filter_parent_class)->finalize (object);
}

static void
cm_case_filter_class_init (CmCaseFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_case_filter_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", CM_TYPE_CASE_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_case_filter_init (CmCaseFilter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (Choice choice = 0; choice < N_CHOICES; choice++)
    {
      GtkWidget *drop = cm_option_drop_down_new (_ (choices[choice].name));

      self->drops[choice] = GTK_DROP_DOWN (drop);
      g_signal_connect_object (
          drop, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), drop);
    }
  adw_bin_set_child (ADW_BIN (self), box);
}
