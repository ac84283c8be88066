/* cm-case-facts.c - what is known of a case study beside its text, as widgets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-case-facts"
#include "config.h"

#include "cm-case-facts.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME_CHARS 12
#define TITLE_CHARS 28

/* --- in words --------------------------------------------------------------------------------- */

/* The date of a case study is that of its text. */
static const char *
get_year (const CmCaseStudy *study)
{
  const char *year = strrchr (study->id, '-');

  if (year == NULL || strlen (++year) != 4 || strspn (year, "0123456789") != 4)
    return NULL;
  return year;
}

char *
cm_case_describe_place (const CmCaseStudy *study)
{
  const char *year = get_year (study);

  if (study->place != NULL && year != NULL)
    return g_strconcat (study->place, " · ", year, NULL);
  return g_strdup (study->place != NULL ? study->place : year);
}

/* What is not as of most, or NULL. */
static const char *
get_mark (const CmCaseStudy *study)
{
  if (study->pending)
    return _ ("Interview pending");
  if (study->illustrative)
    return _ ("Invented example");
  return study->own ? _ ("Your own") : NULL;
}

static gboolean
is_about (const GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) ids, id, g_str_equal, NULL);
}

/* Itself, or one of its steps. */
static gboolean
touches (CmManual *manual, const CmCaseStudy *study, guint stage)
{
  if (is_about (study->stages, cm_manual_get_stage (manual, stage)->id))
    return TRUE;
  for (guint i = 0; i < study->steps->len; i++)
    {
      const CmManualStep *step = cm_manual_find_step (manual, g_ptr_array_index (study->steps, i));

      if (step != NULL && step->stage == stage)
        return TRUE;
    }
  return FALSE;
}

char *
cm_case_describe (CmManual *manual, const CmCaseStudy *study)
{
  GString *words = g_string_new (study->title);
  g_autofree char *place = cm_case_describe_place (study);

  if (place != NULL)
    g_string_append_printf (words, ", %s", place);
  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (touches (manual, study, i))
      g_string_append_printf (words, ", %s", cm_manual_get_stage (manual, i)->title);
  if (get_mark (study) != NULL)
    g_string_append_printf (words, ", %s", get_mark (study));
  return g_string_free (words, FALSE);
}

/* --- pieces ----------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_stage (const CmManualStage *stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (mark, "navigation-mark");
  gtk_widget_add_css_class (mark, stage->id);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), make_label (stage->title, "caption"));
  return box;
}

/* The stages and a mark, or NULL. */
static GtkWidget *
make_chips (CmManual *manual, const CmCaseStudy *study, const char *mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (touches (manual, study, i))
      gtk_box_append (GTK_BOX (box), make_stage (cm_manual_get_stage (manual, i)));
  if (mark != NULL)
    {
      GtkWidget *label = gtk_label_new (mark);

      gtk_widget_add_css_class (label, "case-mark");
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

GtkWidget *
cm_case_make_summary (CmManual *manual, const CmCaseStudy *study)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = make_label (study->title, "case-title");
  g_autofree char *place = cm_case_describe_place (study);

  /* Else the list is as wide as its longest title. */
  gtk_label_set_max_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_box_append (GTK_BOX (box), title);
  if (place != NULL)
    {
      GtkWidget *label = make_label (place, "caption");

      gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_box_append (GTK_BOX (box), make_chips (manual, study, get_mark (study)));
  return box;
}

/* --- below the title -------------------------------------------------------------------------- */

static gboolean
read_cb (GtkWidget *label, const char *target)
{
  gtk_widget_activate_action (label, "win.read", "s", target);
  return TRUE;
}

static void
append_link (GString *markup, const char *target, const char *text)
{
  g_autofree char *link = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", target, text);

  if (markup->len > 0)
    g_string_append_c (markup, '\n');
  g_string_append (markup, link);
}

static gboolean
has_step_of (CmManual *manual, const CmCaseStudy *study, guint stage)
{
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);

      if (step->stage == stage && is_about (study->steps, step->id))
        return TRUE;
    }
  return FALSE;
}

/* Its steps in the order of the cycle; of a stage without one, the stage. */
static char *
make_links (CmManual *manual, const CmCaseStudy *study)
{
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    {
      const CmManualStage *stage = cm_manual_get_stage (manual, i);

      if (!has_step_of (manual, study, i))
        {
          if (is_about (study->stages, stage->id))
            append_link (markup, stage->block->id, stage->title);
          continue;
        }
      for (guint j = 0; j < cm_manual_get_n_steps (manual); j++)
        {
          const CmManualStep *step = cm_manual_get_step (manual, j);
          g_autofree char *way = g_strdup_printf ("%s › %s", stage->title, step->title);

          if (step->stage == i && is_about (study->steps, step->id))
            append_link (markup, step->id, way);
        }
    }
  return g_string_free (markup, FALSE);
}

static void
append_fact (GtkWidget *grid, int *row, const char *name, GtkWidget *value)
{
  GtkWidget *label = make_label (name, "document-dim");

  gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, *row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, (*row)++, 1, 1);
  gtk_accessible_update_relation (
      GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

static void
append_words (GtkWidget *grid, int *row, const char *name, const GPtrArray *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? " · " : "", (const char *) g_ptr_array_index (words, i));
  if (text->len > 0)
    append_fact (grid, row, name, make_label (text->str, NULL));
}

static GtkWidget *
make_facts (CmManual *manual, const CmCaseStudy *study)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 12, "row-spacing", 6, NULL);
  g_autofree char *links = make_links (manual, study);
  g_autofree char *place = cm_case_describe_place (study);
  int row = 0;

  if (place != NULL)
    append_fact (
        grid, &row, study->place != NULL ? _ ("Place") : _ ("Year"), make_label (place, NULL));
  append_words (grid, &row, study->themes->len == 1 ? _ ("Theme") : _ ("Themes"), study->themes);
  append_words (
      grid, &row, study->partners->len == 1 ? _ ("Partner") : _ ("Partners"), study->partners);
  if (*links != '\0')
    {
      GtkWidget *label = make_label (NULL, "case-links");

      gtk_label_set_markup (GTK_LABEL (label), links);
      g_signal_connect (label, "activate-link", G_CALLBACK (read_cb), NULL);
      append_fact (grid, &row, _ ("Belongs to"), label);
    }
  return grid;
}

GtkWidget *
cm_case_make_head (CmManual *manual, const CmCaseStudy *study)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  const char *mark = get_mark (study);

  if (study->subtitle != NULL)
    gtk_box_append (GTK_BOX (box), make_label (study->subtitle, "document-summary"));
  gtk_box_append (GTK_BOX (box), make_chips (manual, study, mark != NULL ? mark : _ ("Told")));
  gtk_box_append (GTK_BOX (box), make_facts (manual, study));
  gtk_widget_add_css_class (box, "case-head");
  return box;
}

/* --- at the end ------------------------------------------------------------------------------- */

static GtkWidget *
make_source (const CmCaseSource *source)
{
  GtkWidget *label = make_label (source->text, NULL);

  if (source->link != NULL)
    {
      g_autofree char *markup =
          g_markup_printf_escaped ("<a href=\"%s\">%s</a>", source->link, source->text);

      gtk_label_set_markup (GTK_LABEL (label), markup);
    }
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

GtkWidget *
cm_case_make_sources (const CmCaseStudy *study)
{
  GtkWidget *box, *title;

  if (study->sources->len == 0)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  title = g_object_new (GTK_TYPE_LABEL,
                        "accessible-role",
                        GTK_ACCESSIBLE_ROLE_HEADING,
                        "label",
                        _ ("Known from"),
                        "xalign",
                        0.0,
                        NULL);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; i < study->sources->len; i++)
    gtk_box_append (GTK_BOX (box), make_source (g_ptr_array_index (study->sources, i)));
  gtk_widget_add_css_class (box, "case-sources");
  return box;
}
