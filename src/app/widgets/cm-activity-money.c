/* cm-activity-money.c - the budget of an activity, what it needs and what is missing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-money"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-budget-grid.h"
#include "cm-field-editor.h"

#define NEEDED_CHARS 16

/**
 * CmActivityMoney:
 *
 * The grid, and below it the arithmetic of the gap and the conditions of what may only be called on
 * when all else fails.
 */
#define CM_TYPE_ACTIVITY_MONEY (cm_activity_money_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityMoney, cm_activity_money, CM, ACTIVITY_MONEY, CmActivityPart)

struct _CmActivityMoney
{
  CmActivityPart parent_instance;

  GtkWidget *grid, *gap, *needed, *contingency;
};

G_DEFINE_FINAL_TYPE (CmActivityMoney, cm_activity_money, CM_TYPE_ACTIVITY_PART)

/* "Contingency £10,000 from “Reserve” in 2010/11: only if …; may be drawn by …". */
static char *
describe_contingency (CmActivityMoney *self, CmRecord *line)
{
  CmStore *store = cm_activity_part_get_store (CM_ACTIVITY_PART (self));
  g_autofree char *amount = cm_money_format (cm_record_get_number (line, "amount"));
  g_autofree char *year = cm_year_format (cm_record_get_number (line, "year"));
  g_autofree char *source =
      cm_store_get_title (store, "funding_source", cm_record_get_text (line, "funding_source"));
  const char *trigger = cm_record_get_text (line, "trigger");
  const char *delegate = cm_record_get_text (line, "delegated_to");
  GString *text = g_string_new (NULL);

  /* translators: %1$s is an amount of money, %2$s a funding source, %3$s a year */
  g_string_append_printf (
      text, _ ("Contingency of %1$s from “%2$s” in %3$s. "), amount, source, year);
  if (*trigger != '\0')
    /* translators: %s is what must happen before money may be drawn */
    g_string_append_printf (text, _ ("To be called on when: %s. "), trigger);
  else
    g_string_append (text, _ ("⚠ Nothing says when it may be called on. "));
  if (*delegate != '\0')
    /* translators: %s is who may draw money */
    g_string_append_printf (text, _ ("Drawn by: %s."), delegate);
  else
    g_string_append (text, _ ("⚠ Nobody is named who may draw it."));
  return g_string_free (text, FALSE);
}

static void
show_contingency (CmActivityMoney *self, const CmBudget *budget)
{
  cm_activity_part_empty_box (self->contingency);
  for (guint i = 0; i < budget->cells->len; i++)
    {
      const CmBudgetCell *cell = budget->cells->pdata[i];

      for (guint l = 0; l < cell->lines->len; l++)
        if (g_str_equal (cm_record_get_text (cell->lines->pdata[l], "state"), "contingency"))
          {
            g_autofree char *text = describe_contingency (self, cell->lines->pdata[l]);

            gtk_box_append (GTK_BOX (self->contingency),
                            cm_activity_part_new_label (text, "caption"));
          }
    }
  gtk_widget_set_visible (self->contingency,
                          gtk_widget_get_first_child (self->contingency) != NULL);
}

static void
show_gap (CmActivityMoney *self, const CmBudget *budget)
{
  gint64 gap = cm_budget_get_gap (budget);
  g_autofree char *words = cm_budget_describe_gap (budget);
  g_autofree char *amount = cm_money_format (ABS (gap));
  g_autofree char *summary = NULL;

  if (gap > 0)
    /* translators: %s is an amount of money that is missing */
    summary = g_strdup_printf (_ ("Gap %s"), amount);
  gtk_label_set_text (GTK_LABEL (self->gap), words);
  cm_activity_part_set_summary (CM_ACTIVITY_PART (self), summary);
}

static void
cm_activity_money_show (CmActivityPart *part, gboolean other)
{
  CmActivityMoney *self = CM_ACTIVITY_MONEY (part);
  CmStore *store = cm_activity_part_get_store (part);
  CmRecord *activity = cm_activity_part_get_activity (part);
  const CmBudget *budget;
  gboolean any;

  cm_budget_grid_show (CM_BUDGET_GRID (self->grid), store, activity);
  cm_field_editor_show (CM_FIELD_EDITOR (self->needed), store, activity);
  if (activity == NULL)
    return;
  budget = cm_budget_grid_get_budget (CM_BUDGET_GRID (self->grid));
  any = budget->sources->len > 0 || !cm_record_is_null (activity, "needed");
  show_gap (self, budget);
  show_contingency (self, budget);
  gtk_widget_set_visible (gtk_widget_get_parent (self->gap), any);
}

static gboolean
cm_activity_money_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  return cm_changes_touch (changes, "budget_line") ||
         cm_changes_touch (changes, "funding_source") || cm_changes_touch (changes, "activity");
}

static gboolean
cm_activity_money_flush (CmActivityPart *part)
{
  CmActivityMoney *self = CM_ACTIVITY_MONEY (part);
  gboolean kept = cm_field_editor_flush (CM_FIELD_EDITOR (self->needed));

  return cm_budget_grid_flush (CM_BUDGET_GRID (self->grid)) && kept;
}

static void
cm_activity_money_class_init (CmActivityMoneyClass *klass)
{
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_money_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_money_is_touched;
  CM_ACTIVITY_PART_CLASS (klass)->flush = cm_activity_money_flush;
}

static void
cm_activity_money_init (CmActivityMoney *self)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *body;

  cm_activity_part_build (part, _ ("Budget"));
  body = cm_activity_part_get_body (part);
  self->grid = cm_budget_grid_new ();
  self->gap = cm_activity_part_new_label (NULL, "numeric");
  gtk_widget_set_hexpand (self->gap, TRUE);
  gtk_widget_set_valign (self->gap, GTK_ALIGN_CENTER);
  self->needed = cm_field_editor_new (cm_table_field (cm_table_find ("activity"), "needed"));
  gtk_widget_set_valign (self->needed, GTK_ALIGN_START);
  gtk_editable_set_max_width_chars (
      GTK_EDITABLE (cm_field_editor_get_control (CM_FIELD_EDITOR (self->needed))), NEEDED_CHARS);
  self->contingency = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  cm_activity_part_adopt (part, self->grid);
  cm_activity_part_adopt (part, self->needed);
  gtk_box_append (GTK_BOX (line), self->gap);
  gtk_box_append (GTK_BOX (line), self->needed);
  gtk_box_append (GTK_BOX (body), self->grid);
  gtk_box_append (GTK_BOX (body), self->contingency);
  gtk_box_append (GTK_BOX (body), line);
}

GtkWidget *
cm_activity_money_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_MONEY, NULL);
}
