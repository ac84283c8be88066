/* cm-step-facts.c - what the manual knows of a step beside its text, for CmDocumentView. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-document-builder.h"
#include "cm-roles.h"

#define FEW_CASES 3 /* in a narrow pane */
#define NAME_CHARS 20
#define LARGE_SCALE 140 /* percent */

/* Whether there is room for one thing only beside the edge. */
static gboolean
is_narrow (CmDocumentBuilder *self)
{
  return self->compact || self->scale > LARGE_SCALE;
}

/* A box that begins with a heading. */
static GtkWidget *
make_part (CmDocumentBuilder *self, const char *title, guint level)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, self->compact ? 6 : 9);

  gtk_box_append (GTK_BOX (box), cm_document_make_heading_plain (self, title, level));
  return box;
}

/* --- who does what ---------------------------------------------------------------------------- */

/* The name of a group, which leads to its section if there is one. */
static char *
make_group_markup (CmDocumentBuilder *self, const char *group, CmPart parts)
{
  const char *name = cm_manual_get_group_name (self->manual, group);
  g_autofree char *id = g_strconcat ("role-", group, NULL);
  g_autofree char *target = g_markup_escape_text (id, -1);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *names = cm_parts_make_names (parts);
  g_autofree char *word = g_markup_printf_escaped (
      "%s<span size=\"small\" alpha=\"75%%\">%s</span>", is_narrow (self) ? "  " : "\n", names);

  if (cm_document_find (cm_manual_get_document (self->manual), id) == NULL)
    return g_strdup_printf ("<b>%s</b>%s", escaped, word);
  return g_strdup_printf ("<a href=\"#%s\"><b>%s</b></a>%s", target, escaped, word);
}

/* Names and what is said of each: beside one another, or in a narrow pane beneath. */
static GtkWidget *
make_pairs (CmDocumentBuilder *self)
{
  return g_object_new (
      GTK_TYPE_GRID, "column-spacing", 18, "row-spacing", is_narrow (self) ? 3 : 9, NULL);
}

static void
append_pair (
    CmDocumentBuilder *self, GtkWidget *pairs, int *row, const char *name_markup, const char *text)
{
  GtkWidget *name = cm_document_make_text (self, name_markup, "document-name");
  GtkWidget *label = cm_document_make_plain (self, text, NULL);

  if (!is_narrow (self))
    {
      gtk_label_set_width_chars (GTK_LABEL (name), NAME_CHARS);
      gtk_label_set_max_width_chars (GTK_LABEL (name), NAME_CHARS);
    }
  else if (*row > 0)
    gtk_widget_set_margin_top (name, 6);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (GTK_GRID (pairs), name, 0, *row, 1, 1);
  *row += is_narrow (self);
  gtk_grid_attach (GTK_GRID (pairs), label, !is_narrow (self), *row, 1, 1);
  *row += 1;
}

static void
append_role (CmDocumentBuilder *self, GtkWidget *pairs, int *row, const CmManualRole *role)
{
  g_autofree char *name = make_group_markup (self, role->group, role->parts);

  append_pair (self, pairs, row, name, role->text);
}

GtkWidget *
cm_document_make_roles (CmDocumentBuilder *self, const CmManualStep *step, guint level)
{
  GtkWidget *box, *pairs;
  int row = 0;

  if (step->roles->len == 0)
    return NULL;
  box = make_part (self, _ ("Who does what"), level);
  pairs = make_pairs (self);
  for (guint i = 0; i < step->roles->len; i++)
    append_role (self, pairs, &row, g_ptr_array_index (step->roles, i));
  if (step->block->id != NULL)
    g_hash_table_insert (
        self->anchors, g_strconcat (step->block->id, CM_DOCUMENT_ROLES, NULL), box);
  gtk_box_append (GTK_BOX (box), pairs);
  return box;
}

/* --- what comes out, what to ask -------------------------------------------------------------- */

GtkWidget *
cm_document_make_outputs (CmDocumentBuilder *self, const CmManualStep *step, guint level)
{
  GtkWidget *box, *pairs;
  int row = 0;

  if (step->outputs->len == 0)
    return NULL;
  box = make_part (self, _ ("What comes out"), level);
  pairs = make_pairs (self);
  for (guint i = 0; i < step->outputs->len; i++)
    {
      const CmManualOutput *output = g_ptr_array_index (step->outputs, i);
      g_autofree char *name = g_markup_printf_escaped ("<b>%s</b>", output->name);

      append_pair (self, pairs, &row, name, output->text);
    }
  gtk_box_append (GTK_BOX (box), pairs);
  return box;
}

GtkWidget *
cm_document_make_questions (CmDocumentBuilder *self, const CmManualStep *step, guint level)
{
  GtkWidget *box, *list;

  if (step->questions->len == 0)
    return NULL;
  box = make_part (self, _ ("Ask in the room"), level);
  list = g_object_new (GTK_TYPE_BOX,
                       "accessible-role",
                       GTK_ACCESSIBLE_ROLE_LIST,
                       "orientation",
                       GTK_ORIENTATION_VERTICAL,
                       "spacing",
                       6,
                       NULL);
  for (guint i = 0; i < step->questions->len; i++)
    {
      const char *question = g_ptr_array_index (step->questions, i);

      gtk_box_append (GTK_BOX (list),
                      cm_document_make_item ("•", cm_document_make_plain (self, question, NULL)));
    }
  gtk_box_append (GTK_BOX (box), list);
  return box;
}

/* --- the checklist ---------------------------------------------------------------------------- */

static void
append_remark (CmDocumentBuilder *self, GtkWidget *box, const char *name, const char *text)
{
  g_autofree char *markup = NULL;

  if (text == NULL)
    return;
  markup = g_markup_printf_escaped ("<b>%s</b>  %s", name, text);
  gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, "document-remark"));
}

static GtkWidget *
make_check (CmDocumentBuilder *self, const CmManualCheck *check)
{
  GtkWidget *card = g_object_new (GTK_TYPE_BOX,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_GROUP,
                                  "orientation",
                                  GTK_ORIENTATION_VERTICAL,
                                  "spacing",
                                  6,
                                  NULL);

  gtk_box_append (GTK_BOX (card), cm_document_make_plain (self, check->item, "heading"));
  append_remark (self, card, _ ("Good practice"), check->good);
  append_remark (self, card, _ ("If left out"), check->risk);
  append_remark (self, card, _ ("When time is tight"), check->tight);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "document-card");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, check->item, -1);
  if (check->id != NULL)
    g_hash_table_insert (self->anchors, g_strdup (check->id), card);
  return card;
}

GtkWidget *
cm_document_make_checks (CmDocumentBuilder *self, const CmManualStep *step, guint level)
{
  GtkWidget *box;

  if (step->checks->len == 0)
    return NULL;
  box = make_part (self, _ ("Before signing off"), level);
  for (guint i = 0; i < step->checks->len; i++)
    gtk_box_append (GTK_BOX (box), make_check (self, g_ptr_array_index (step->checks, i)));
  return box;
}

/* --- when time is tight, what goes together ----------------------------------------------------
 */

GtkWidget *
cm_document_make_tight (CmDocumentBuilder *self, const CmManualStep *step, guint level)
{
  GtkWidget *box, *card;

  if (step->tight == NULL)
    return NULL;
  box = make_part (self, _ ("When time is tight"), level);
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (card, "document-tight");
  gtk_box_append (GTK_BOX (card), cm_document_make_plain (self, step->tight, NULL));
  gtk_box_append (GTK_BOX (box), card);
  return box;
}

static char *
make_seen_markup (CmDocumentBuilder *self, const CmManualSeen *seen)
{
  const CmBlock *goal = cm_document_find (cm_manual_get_document (self->manual), seen->target);
  g_autofree char *title = goal != NULL ? cm_block_get_text (goal) : g_strdup (seen->target);

  return g_markup_printf_escaped (
      "<a href=\"#%s\"><b>%s</b></a>\n%s", seen->target, title, seen->text);
}

GtkWidget *
cm_document_make_seen (CmDocumentBuilder *self, const CmManualStep *step, guint level)
{
  GtkWidget *box;

  if (step->seen->len == 0)
    return NULL;
  box = make_part (self, _ ("Goes together with"), level);
  for (guint i = 0; i < step->seen->len; i++)
    {
      g_autofree char *markup = make_seen_markup (self, g_ptr_array_index (step->seen, i));

      gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, NULL));
    }
  return box;
}

/* --- case studies ----------------------------------------------------------------------------- */

const CmCaseStudy *
cm_document_find_case (CmDocumentBuilder *self, const char *id)
{
  for (guint i = 0; self->cases != NULL && i < self->cases->len; i++)
    if (g_strcmp0 (((const CmCaseStudy *) g_ptr_array_index (self->cases, i))->id, id) == 0)
      return g_ptr_array_index (self->cases, i);
  return NULL;
}

/* (transfer container): those that are about the step; told ones first. */
static GPtrArray *
list_cases (CmDocumentBuilder *self, const CmManualStep *step)
{
  GPtrArray *found = g_ptr_array_new ();

  for (int pending = FALSE; pending <= TRUE; pending++)
    for (guint i = 0; self->cases != NULL && i < self->cases->len; i++)
      {
        CmCaseStudy *study = g_ptr_array_index (self->cases, i);

        if (!study->pending == !pending &&
            g_ptr_array_find_with_equal_func (study->steps, step->id, g_str_equal, NULL))
          g_ptr_array_add (found, study);
      }
  return found;
}

static char *
make_case_markup (const CmCaseStudy *study)
{
  const char *pending = study->pending ? _ ("interview pending") : NULL;
  g_autofree char *fact = study->place != NULL && pending != NULL
                              ? g_strconcat (study->place, " · ", pending, NULL)
                              : g_strdup (study->place != NULL ? study->place : pending);

  if (fact == NULL)
    return g_markup_printf_escaped (
        "<a href=\"" CM_DOCUMENT_CASE "%s\"><b>%s</b></a>", study->id, study->title);
  return g_markup_printf_escaped (
      "<a href=\"" CM_DOCUMENT_CASE "%s\"><b>%s</b></a>\n%s", study->id, study->title, fact);
}

GtkWidget *
cm_document_make_cases (CmDocumentBuilder *self, const CmManualStep *step, guint level)
{
  g_autoptr (GPtrArray) found = list_cases (self, step);
  guint shown = self->compact ? MIN (found->len, FEW_CASES) : found->len;
  g_autofree char *more = NULL;
  GtkWidget *box;

  if (found->len == 0)
    return NULL;
  box = make_part (self, _ ("Case studies"), level);
  for (guint i = 0; i < shown; i++)
    {
      g_autofree char *markup = make_case_markup (g_ptr_array_index (found, i));

      gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, NULL));
    }
  if (shown == found->len)
    return box;
  /* translators: %u case studies are not listed for want of room */
  more = g_strdup_printf (
      ngettext ("%u more in the manual", "%u more in the manual", found->len - shown),
      found->len - shown);
  gtk_box_append (GTK_BOX (box), cm_document_make_plain (self, more, "document-dim"));
  return box;
}
