/* cm-planner-model.c - a year planner to be drawn: columns of time, lanes, what stands in them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-model"
#include "config.h"

#include "cm-planner-model.h"

#include <glib/gi18n.h>

static void
free_column (gpointer data)
{
  CmPlannerColumn *column = data;

  g_free (column->label);
  g_free (column->group);
  g_free (column);
}

static void
free_lane (gpointer data)
{
  CmPlannerLane *lane = data;

  g_free (lane->title);
  g_free (lane);
}

static void
free_mark (gpointer data)
{
  CmPlannerMark *mark = data;

  g_free (mark->label);
  g_free (mark->spoken);
  g_clear_pointer (&mark->beats, g_array_unref);
  g_free (mark);
}

CmPlannerModel *
cm_planner_model_new (const char *title)
{
  CmPlannerModel *self = g_new0 (CmPlannerModel, 1);

  self->title = g_strdup (title);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->lanes = g_ptr_array_new_with_free_func (free_lane);
  self->marks = g_ptr_array_new_with_free_func (free_mark);
  self->colours = g_ptr_array_new_with_free_func (g_free);
  self->focus = self->hover = self->chosen = -1;
  return self;
}

void
cm_planner_model_free (CmPlannerModel *self)
{
  g_free (self->title);
  g_free (self->today_text);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->lanes);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->colours);
  g_free (self);
}

void
cm_planner_model_add_column (
    CmPlannerModel *self, const char *label, const char *group, int first, int last)
{
  CmPlannerColumn *column = g_new0 (CmPlannerColumn, 1);

  column->label = g_strdup (label);
  column->group = g_strdup (group);
  column->first = first;
  column->last = MAX (first, last);
  g_ptr_array_add (self->columns, column);
}

guint
cm_planner_model_add_lane (CmPlannerModel *self, const char *title, int colour)
{
  CmPlannerLane *lane = g_new0 (CmPlannerLane, 1);

  lane->title = g_strdup (title);
  lane->colour = colour;
  g_ptr_array_add (self->lanes, lane);
  return self->lanes->len - 1;
}

guint
cm_planner_model_add_mark (CmPlannerModel *self,
                           guint lane,
                           CmPlannerShape shape,
                           const char *label,
                           const char *spoken,
                           int colour,
                           gboolean open)
{
  CmPlannerMark *mark = g_new0 (CmPlannerMark, 1);

  g_return_val_if_fail (lane < self->lanes->len, 0);

  mark->shape = shape;
  mark->lane = lane;
  mark->label = g_strdup (label);
  mark->spoken = g_strdup (spoken);
  mark->colour = colour;
  mark->open = open;
  if (shape == CM_PLANNER_BEATS)
    mark->beats = g_array_new (FALSE, FALSE, sizeof (int));
  g_ptr_array_add (self->marks, mark);
  return self->marks->len - 1;
}

void
cm_planner_model_place (CmPlannerModel *self, guint position, int first, int last)
{
  CmPlannerMark *mark = g_ptr_array_index (self->marks, position);

  mark->placed = TRUE;
  mark->first = first;
  mark->last = MAX (first, last);
}

void
cm_planner_model_add_beat (CmPlannerModel *self, guint position, int day)
{
  CmPlannerMark *mark = g_ptr_array_index (self->marks, position);

  g_return_if_fail (mark->beats != NULL);

  cm_planner_model_place (self, position, mark->placed ? mark->first : day, day);
  g_array_append_val (mark->beats, day);
}

void
cm_planner_model_add_colour (CmPlannerModel *self, const char *name)
{
  g_ptr_array_add (self->colours, g_strdup (name));
}

void
cm_planner_model_set_today (CmPlannerModel *self, int day, const char *text)
{
  self->has_today = TRUE;
  self->today = day;
  g_free (self->today_text);
  self->today_text = g_strdup (text);
}

const CmPlannerColumn *
cm_planner_model_get_column (const CmPlannerModel *self, guint column)
{
  return g_ptr_array_index (self->columns, column);
}

const CmPlannerLane *
cm_planner_model_get_lane (const CmPlannerModel *self, guint lane)
{
  return g_ptr_array_index (self->lanes, lane);
}

const CmPlannerMark *
cm_planner_model_get_mark (const CmPlannerModel *self, guint mark)
{
  return g_ptr_array_index (self->marks, mark);
}

gboolean
cm_planner_model_get_days (const CmPlannerModel *self, int *first, int *last)
{
  if (self->columns->len == 0)
    return FALSE;
  *first = cm_planner_model_get_column (self, 0)->first;
  *last = cm_planner_model_get_column (self, self->columns->len - 1)->last;
  return TRUE;
}

gboolean
cm_planner_model_is_before (const CmPlannerModel *self, const CmPlannerMark *mark)
{
  int first, last;

  return mark->placed && cm_planner_model_get_days (self, &first, &last) && mark->last < first;
}

gboolean
cm_planner_model_is_after (const CmPlannerModel *self, const CmPlannerMark *mark)
{
  int first, last;

  return mark->placed && cm_planner_model_get_days (self, &first, &last) && mark->first > last;
}

/* --- in words --------------------------------------------------------------------------------- */

static void
append (GString *text, const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, ", %s", words);
}

char *
cm_planner_model_describe_mark (const CmPlannerModel *self, guint position)
{
  const CmPlannerMark *mark = cm_planner_model_get_mark (self, position);
  GString *text = g_string_new (NULL);

  /* translators: the title of a lane, and what stands in it */
  g_string_append_printf (
      text, _ ("%1$s: %2$s"), cm_planner_model_get_lane (self, mark->lane)->title, mark->label);
  append (text, mark->spoken);
  if (!mark->placed)
    append (text, _ ("time not known"));
  if (mark->open)
    append (text, _ ("open to partners"));
  if (cm_planner_model_is_before (self, mark))
    append (text, _ ("before the first column"));
  if (cm_planner_model_is_after (self, mark))
    append (text, _ ("after the last column"));
  return g_string_free (text, FALSE);
}

typedef struct
{
  guint bars, milestones, beats, unknown, outside, open;
} Counts;

static Counts
count (const CmPlannerModel *self)
{
  Counts n = { 0 };

  for (guint i = 0; i < self->marks->len; i++)
    {
      const CmPlannerMark *mark = cm_planner_model_get_mark (self, i);

      n.bars += mark->shape == CM_PLANNER_BAR;
      n.milestones += mark->shape == CM_PLANNER_MILESTONE;
      n.beats += mark->shape == CM_PLANNER_BEATS;
      n.unknown += !mark->placed;
      n.open += mark->open;
      n.outside +=
          cm_planner_model_is_before (self, mark) || cm_planner_model_is_after (self, mark);
    }
  return n;
}

static void
append_count (GString *text, guint n, const char *one, const char *many)
{
  if (n == 0)
    return;
  g_string_append_printf (text, ", %u ", n);
  g_string_append (text, ngettext (one, many, n));
}

char *
cm_planner_model_describe (const CmPlannerModel *self)
{
  Counts n = count (self);
  GString *text = g_string_new (self->title);

  g_string_append_printf (
      text,
      /* translators: how many rows of a planner there are, each with its own heading */
      ngettext (": %u lane", ": %u lanes", self->lanes->len),
      self->lanes->len);
  /* translators: each of these stands after a number */
  append_count (text, n.bars, N_ ("period"), N_ ("periods"));
  append_count (text, n.milestones, N_ ("milestone"), N_ ("milestones"));
  append_count (text, n.beats, N_ ("rhythm"), N_ ("rhythms"));
  append_count (text, n.open, N_ ("open to partners"), N_ ("open to partners"));
  append_count (text, n.outside, N_ ("outside the columns"), N_ ("outside the columns"));
  append_count (text, n.unknown, N_ ("whose time is not known"), N_ ("whose times are not known"));
  append (text, self->today_text);
  return g_string_free (text, FALSE);
}
