/* cm-activity-head.c - the head of an activity's page: what a reader must know first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-head"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-budget.h"
#include "cm-summary.h"

/**
 * CmActivityHead:
 *
 * Only said here; what it says is changed below.
 */
#define CM_TYPE_ACTIVITY_HEAD (cm_activity_head_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityHead, cm_activity_head, CM, ACTIVITY_HEAD, CmActivityPart)

struct _CmActivityHead
{
  CmActivityPart parent_instance;

  GtkWidget *title, *chips, *description, *lead, *period, *money, *review;
};

G_DEFINE_FINAL_TYPE (CmActivityHead, cm_activity_head, CM_TYPE_ACTIVITY_PART)

static CmStore *
get_store (CmActivityHead *self)
{
  return cm_activity_part_get_store (CM_ACTIVITY_PART (self));
}

static CmRecord *
get_activity (CmActivityHead *self)
{
  return cm_activity_part_get_activity (CM_ACTIVITY_PART (self));
}

static char *
format (CmActivityHead *self, const char *field)
{
  CmRecord *activity = get_activity (self);

  return cm_store_format (
      get_store (self), activity, cm_table_field (cm_record_get_table (activity), field));
}

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

static void
set_warning (GtkWidget *label, gboolean warning)
{
  if (warning)
    gtk_widget_add_css_class (label, "warning");
  else
    gtk_widget_remove_css_class (label, "warning");
}

/* --- chips ------------------------------------------------------------------------------------ */

static void
add_chip (CmActivityHead *self, const char *text, const char *style)
{
  GtkWidget *chip = gtk_label_new (text);

  gtk_widget_add_css_class (chip, "activity-chip");
  if (style != NULL)
    gtk_widget_add_css_class (chip, style);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static void
show_chips (CmActivityHead *self)
{
  CmRecord *activity = get_activity (self);
  g_autofree char *state = format (self, "state");
  g_autofree char *kind = format (self, "kind");
  g_autofree char *need = format (self, "need");
  g_autofree char *code = format (self, "code");

  cm_activity_part_empty_box (self->chips);
  add_chip (self, state, "activity-state");
  if (*kind != '\0')
    add_chip (self, kind, NULL);
  if (cm_record_get_number (activity, "statutory") != 0)
    add_chip (self, _ ("Statutory"), NULL);
  if (*need != '\0')
    add_chip (self, need, NULL);
  if (*code != '\0')
    add_chip (self, code, NULL);
  if (cm_record_get_number (activity, "illustrative") != 0)
    add_chip (self, _ ("Illustrative"), NULL);
}

/* --- sentences -------------------------------------------------------------------------------- */

static void
show_lead (CmActivityHead *self)
{
  CmRecord *activity = get_activity (self);
  gboolean at_risk = cm_record_get_number (activity, "lead_at_risk") != 0;
  g_autofree char *lead = format (self, "lead");
  g_autofree char *organisation = format (self, "organisation");
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean none = *lead == '\0';

  if (none)
    g_string_append (text, _ ("⚠ No lead"));
  else
    /* translators: %s is the role that leads an activity */
    g_string_append_printf (text, _ ("Led by %s"), lead);
  if (*organisation != '\0')
    g_string_append_printf (text, " · %s", organisation);
  if (at_risk)
    g_string_append_printf (text, " · %s", _ ("⚠ the lead is about to go"));
  set_text (self->lead, text->str);
  set_warning (self->lead, none || at_risk);
}

static void
show_period (CmActivityHead *self)
{
  CmRecord *activity = get_activity (self);
  g_autofree char *starts = format (self, "starts");
  g_autofree char *ends = format (self, "ends");
  g_autofree char *today = cm_summary_get_today (get_store (self));
  g_autofree char *text = NULL;

  if (*starts != '\0' && *ends != '\0')
    text = g_strdup_printf ("%s – %s", starts, ends);
  else if (*starts != '\0')
    /* translators: %s is a date */
    text = g_strdup_printf (g_strcmp0 (cm_record_get_text (activity, "starts"), today) > 0
                                ? _ ("From %s, without an end")
                                : _ ("Since %s, without an end"),
                            starts);
  else if (*ends != '\0')
    /* translators: %s is a date */
    text = g_strdup_printf (g_strcmp0 (cm_record_get_text (activity, "ends"), today) < 0
                                ? _ ("Ended %s")
                                : _ ("Until %s"),
                            ends);
  set_text (self->period, text != NULL ? text : "");
}

static void
show_money (CmActivityHead *self)
{
  CmStore *store = get_store (self);
  CmRecord *activity = get_activity (self);
  gint64 year = cm_budget_get_current_year (store);
  g_autoptr (CmQuery) lines = cm_query_new ("budget_line");
  g_autofree char *this_year = NULL, *all = NULL, *when = NULL, *text = NULL;

  cm_query_where_text (lines, "activity", cm_record_get_id (activity));
  cm_query_where_number (lines, "year", year);
  this_year = cm_money_format (cm_store_sum (store, lines, "amount"));
  all = cm_money_format (cm_record_get_number (activity, "cost"));
  when = cm_year_format (year);
  /* translators: %1$s is an amount of money, %2$s the year it is for, %3$s the amount of all years
   */
  text = g_strdup_printf (_ ("%1$s in %2$s · %3$s over all years"), this_year, when, all);
  set_text (self->money, text);
}

static void
show_review (CmActivityHead *self)
{
  CmRecord *activity = get_activity (self);
  g_autofree char *fate = format (self, "fate");
  g_autofree char *why = format (self, "reason_code");
  const char *reason = cm_record_get_text (activity, "reason");
  g_autofree char *next = format (self, "review_on");
  g_autofree char *today = cm_summary_get_today (get_store (self));
  gboolean late =
      *next != '\0' && g_strcmp0 (cm_record_get_text (activity, "review_on"), today) < 0;
  /* A decision to watch is nothing without a day on which one looks again. */
  gboolean blind = *next == '\0' && g_str_equal (cm_record_get_text (activity, "fate"), "watch");
  g_autoptr (GString) text = g_string_new (NULL);

  if (*fate != '\0')
    /* translators: %s is what a review decided */
    g_string_append_printf (text, _ ("Last review: %s"), fate);
  if (*fate != '\0' && *why != '\0')
    g_string_append_printf (text, " (%s)", why);
  if (*fate != '\0' && *reason != '\0')
    g_string_append_printf (text, " – %s", reason);
  if (*next != '\0')
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      /* translators: %s is a date */
      g_string_append_printf (
          text, late ? _ ("⚠ was to be looked at again %s") : _ ("looked at again %s"), next);
    }
  else if (blind)
    g_string_append_printf (text, " · %s", _ ("⚠ no day is set on which it is looked at again"));
  set_text (self->review, text->str);
  set_warning (self->review, late || blind);
}

/* --- the part --------------------------------------------------------------------------------- */

static void
cm_activity_head_show (CmActivityPart *part, gboolean other)
{
  CmActivityHead *self = CM_ACTIVITY_HEAD (part);
  CmRecord *activity = get_activity (self);

  if (activity == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->title), cm_record_get_title (activity));
  set_text (self->description, cm_record_get_text (activity, "description"));
  show_chips (self);
  show_lead (self);
  show_period (self);
  show_money (self);
  show_review (self);
}

static gboolean
cm_activity_head_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  return cm_changes_touch (changes, "activity") || cm_changes_touch (changes, "organisation") ||
         cm_changes_touch (changes, "budget_line") || cm_changes_touch (changes, "partnership");
}

static void
cm_activity_head_class_init (CmActivityHeadClass *klass)
{
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_head_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_head_is_touched;
}

static void
cm_activity_head_init (CmActivityHead *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (box, "stage-edge");
  gtk_widget_add_css_class (box, "do");
  gtk_widget_add_css_class (box, "step-heading");
  self->title = cm_activity_part_new_heading (NULL, "title-1", 1);
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->description = cm_activity_part_new_label (NULL, "body");
  self->lead = cm_activity_part_new_label (NULL, "activity-fact");
  self->period = cm_activity_part_new_label (NULL, "activity-fact");
  self->money = cm_activity_part_new_label (NULL, "activity-fact");
  gtk_widget_add_css_class (self->money, "numeric");
  self->review = cm_activity_part_new_label (NULL, "activity-fact");
  gtk_box_append (GTK_BOX (facts), self->lead);
  gtk_box_append (GTK_BOX (facts), self->period);
  gtk_box_append (GTK_BOX (facts), self->money);
  gtk_box_append (GTK_BOX (facts), self->review);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->chips);
  gtk_box_append (GTK_BOX (box), self->description);
  gtk_box_append (GTK_BOX (box), facts);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_activity_head_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_HEAD, NULL);
}
