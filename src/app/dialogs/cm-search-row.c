/* cm-search-row.c - a hit of the search: what it is, its title, a snippet and where it stands. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-search-row"
#include "config.h"

#include "cm-search-row.h"

#include <glib/gi18n.h>

#include "cm-search.h"

/**
 * CmSearchRow:
 *
 * Rows are used again for the next search: to make them anew with each key would take longer than
 * to find what they show.
 */
struct _CmSearchRow
{
  GtkListBoxRow parent_instance;

  const char *kind;
  char *id;

  GtkImage *icon;
  GtkLabel *title, *snippet, *place;
};

G_DEFINE_FINAL_TYPE (CmSearchRow, cm_search_row, GTK_TYPE_LIST_BOX_ROW)

/* Whatever has no picture of its own is a sheet of paper. */
static const char *
get_icon (const char *kind)
{
  static const struct
  {
    const char *kind, *icon;
  } icons[] = {
    { CM_SEARCH_MANUAL, "cm-book-symbolic" },
    { CM_SEARCH_CASE, "cm-place-symbolic" },
    { "activity", "cm-activity-symbolic" },
    { "case_study", "cm-book-symbolic" },
    { "outcome", "cm-target-symbolic" },
    { "indicator", "cm-target-symbolic" },
    { "target", "cm-target-symbolic" },
    { "decision", "cm-check-symbolic" },
    { "indicator_value", "cm-target-symbolic" },
    { "criterion", "cm-target-symbolic" },
    { "approval", "cm-check-symbolic" },
    { "evidence", "cm-evidence-symbolic" },
    { "action", "cm-check-symbolic" },
    { "recommendation", "cm-check-symbolic" },
    { "sign_off", "cm-check-symbolic" },
    { "need", "cm-evidence-symbolic" },
    { "feedback", "cm-feedback-symbolic" },
    { "lesson", "cm-tip-symbolic" },
    { "risk", "cm-warning-symbolic" },
    { "issue", "cm-important-symbolic" },
    { "theme", "cm-layers-symbolic" },
    { "chapter", "cm-layers-symbolic" },
    { "place", "cm-place-symbolic" },
    { "workstream", "cm-layers-symbolic" },
    { "partnership", "cm-people-symbolic" },
    { "organisation", "cm-people-symbolic" },
    { "body", "cm-people-symbolic" },
    { "membership", "cm-people-symbolic" },
    { "role", "cm-people-symbolic" },
    { "workshop", "cm-people-symbolic" },
    { "champion", "cm-people-symbolic" },
    { "skill_offer", "cm-people-symbolic" },
    { "funding_source", "cm-money-symbolic" },
    { "budget_line", "cm-money-symbolic" },
    { "reserve_entry", "cm-money-symbolic" },
    { "saving", "cm-money-symbolic" },
    { "fund", "cm-money-symbolic" },
    { "fund_project", "cm-money-symbolic" },
    { "drawdown", "cm-money-symbolic" },
    { "partner_contribution", "cm-money-symbolic" },
    { "event", "cm-calendar-symbolic" },
    { "meeting", "cm-calendar-symbolic" },
    { "agenda_item", "cm-calendar-symbolic" },
    { "milestone", "cm-calendar-symbolic" },
    { "timetable", "cm-calendar-symbolic" },
    { "timetable_bar", "cm-calendar-symbolic" },
    { "partner_calendar", "cm-calendar-symbolic" },
    { "cycle_run", "cm-cycle-symbolic" },
    { "cycle_step", "cm-cycle-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i].kind, kind))
      return icons[i].icon;
  return "cm-record-symbolic";
}

/* Attributes and no markup: a text can then never be read as one. */
static void
set_text (GtkLabel *label, const char *text, GArray *marks)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < marks->len; i++)
    {
      const CmSearchMark *mark = &g_array_index (marks, CmSearchMark, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = mark->start;
      bold->end_index = mark->end;
      pango_attr_list_insert (attributes, bold);
    }
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_text (label, text);
  pango_attr_list_unref (attributes);
}

void
cm_search_row_set_hit (CmSearchRow *self, const CmSearchHit *hit, const char *place)
{
  const CmTable *table = cm_table_find (hit->kind);
  g_autofree char *spoken = NULL;

  g_return_if_fail (CM_IS_SEARCH_ROW (self));

  self->kind = hit->kind;
  g_free (self->id);
  self->id = g_strdup (hit->id);
  gtk_image_set_from_icon_name (self->icon, get_icon (hit->kind));
  set_text (self->title, hit->title, hit->title_marks);
  set_text (self->snippet, hit->snippet, hit->snippet_marks);
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), *hit->snippet != '\0');
  gtk_widget_set_valign (GTK_WIDGET (self->icon),
                         *hit->snippet != '\0' ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_label_set_text (self->place, place);
  gtk_widget_set_visible (GTK_WIDGET (self->place), *place != '\0');
  spoken = g_strdup_printf ("%s, %s%s%s",
                            hit->title,
                            table != NULL ? cm_table_label (table) : _ ("Manual"),
                            *place != '\0' ? ", " : "",
                            place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

const char *
cm_search_row_get_kind (CmSearchRow *self)
{
  g_return_val_if_fail (CM_IS_SEARCH_ROW (self), NULL);

  return self->kind;
}

const char *
cm_search_row_get_id (CmSearchRow *self)
{
  g_return_val_if_fail (CM_IS_SEARCH_ROW (self), NULL);

  return self->id;
}

static void
cm_search_row_finalize (GObject *object)
{
  g_free (CM_SEARCH_ROW (object)->id);
  G_OBJECT_CLASS (cm_search_row_parent_class)->finalize (object);
}

static void
cm_search_row_class_init (CmSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_search_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CmSearchRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CmSearchRow, title);
  gtk_widget_class_bind_template_child (widget_class, CmSearchRow, snippet);
  gtk_widget_class_bind_template_child (widget_class, CmSearchRow, place);
}

static void
cm_search_row_init (CmSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cm_search_row_new (void)
{
  return g_object_new (CM_TYPE_SEARCH_ROW, NULL);
}
