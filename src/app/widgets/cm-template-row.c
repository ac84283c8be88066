/* cm-template-row.c - what a template is, as a row of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-template-row"
#include "config.h"

#include "cm-template-row.h"

#include <glib/gi18n.h>
#include <string.h>

#define CHARS 28 /* else the list is as wide as its longest title */
#define PURPOSE_LINES 3

gboolean
cm_template_is_about (const CmTemplate *self, const char *place)
{
  const gsize length = strlen (place);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const char *step = g_ptr_array_index (self->steps, i);

      if (strncmp (step, place, length) == 0 && (step[length] == '\0' || step[length] == '/'))
        return TRUE;
    }
  return FALSE;
}

gboolean
cm_template_is_written_by (const CmTemplate *self, const char *group)
{
  for (guint i = 0; i < self->writers->len; i++)
    if (strcmp (((const CmTemplateGroup *) g_ptr_array_index (self->writers, i))->group, group) ==
        0)
      return TRUE;
  return FALSE;
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
append_stage (GtkWidget *box, const CmManualStage *stage)
{
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (mark, "navigation-mark");
  gtk_widget_add_css_class (mark, stage->id);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), make_label (stage->title, "caption"));
}

static GtkWidget *
make_stages (CmManual *manual, const CmTemplate *template)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (cm_template_is_about (template, cm_manual_get_stage (manual, i)->id))
      append_stage (box, cm_manual_get_stage (manual, i));
  if (template->own)
    {
      GtkWidget *mark = gtk_label_new (_ ("Your own"));

      gtk_widget_add_css_class (mark, "case-mark");
      gtk_box_append (GTK_BOX (box), mark);
    }
  return box;
}

static char *
describe (CmManual *manual, const CmTemplate *template)
{
  GString *words = g_string_new (template->title);

  g_string_append_printf (words, ", %s", template->purpose);
  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (cm_template_is_about (template, cm_manual_get_stage (manual, i)->id))
      g_string_append_printf (words, ", %s", cm_manual_get_stage (manual, i)->title);
  if (template->own)
    g_string_append_printf (words, ", %s", _ ("Your own"));
  return g_string_free (words, FALSE);
}

GtkWidget *
cm_template_row_new (CmManual *manual, const CmTemplate *template)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *purpose = make_label (template->purpose, "caption");
  g_autofree char *name = describe (manual, template);

  gtk_widget_add_css_class (purpose, "dim-label");
  gtk_label_set_lines (GTK_LABEL (purpose), PURPOSE_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (purpose), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), make_label (template->title, "case-title"));
  gtk_box_append (GTK_BOX (box), purpose);
  gtk_box_append (GTK_BOX (box), make_stages (manual, template));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}
