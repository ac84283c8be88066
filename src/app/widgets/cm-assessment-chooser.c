/* cm-assessment-chooser.c - a button that opens the list of assessments, year by year. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-assessment-chooser"
#include "config.h"

#include "cm-assessment-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-assessment.h"

#define SEARCHED_FROM 7 /* assessments; fewer are seen at a glance */

/**
 * CmAssessmentChooser:
 *
 * Keys: what is typed in the list goes to the search; Down goes from there to the list, Enter
 * takes the first that is found.
 */
struct _CmAssessmentChooser
{
  AdwBin parent_instance;

  char **words; /* that are searched for, folded; or NULL */

  GtkWidget *button, *title, *what, *popover, *entry, *list;
};

G_DEFINE_FINAL_TYPE (CmAssessmentChooser, cm_assessment_chooser, ADW_TYPE_BIN)

static guint chosen_signal;

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

/* --- narrowing -------------------------------------------------------------------------------- */

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  CmAssessmentChooser *self = data;
  const char *text = g_object_get_data (G_OBJECT (row), "text");

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (text, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *year = g_object_get_data (G_OBJECT (row), "year");
  const char *last = before != NULL ? g_object_get_data (G_OBJECT (before), "year") : NULL;
  GtkWidget *label;

  if (g_strcmp0 (year, last) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (*year != '\0' ? year : _ ("Without a year"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "chooser-year");
  gtk_list_box_row_set_header (row, label);
}

static void
search_cb (CmAssessmentChooser *self)
{
  g_autofree char *typed = fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_clear_pointer (&self->words, g_strfreev);
  if (*g_strstrip (typed) != '\0')
    self->words = g_strsplit_set (typed, " \t", -1);
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  gtk_list_box_invalidate_headers (GTK_LIST_BOX (self->list));
}

/* --- choosing --------------------------------------------------------------------------------- */

static void
take (CmAssessmentChooser *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, chosen_signal, 0, id);
}

static GtkListBoxRow *
find_first (CmAssessmentChooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (filter_cb (row, self))
      return row;
  return NULL;
}

static void
activate_cb (CmAssessmentChooser *self)
{
  GtkListBoxRow *row;

  search_cb (self);
  row = find_first (self);
  if (row != NULL)
    take (self, row);
}

static gboolean
down_cb (CmAssessmentChooser *self, guint key)
{
  GtkListBoxRow *row = find_first (self);

  if (key != GDK_KEY_Down || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
shown_cb (CmAssessmentChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_cb (self);
  if (gtk_widget_get_visible (self->entry))
    gtk_widget_grab_focus (self->entry);
  else if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* --- showing ---------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_row (CmAssessmentChooser *self, CmStore *store, CmRecord *record)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *what = cm_assessment_describe (store, record);
  g_autofree char *year = cm_assessment_get_year (record);
  g_autofree char *text = g_strjoin ("\n", cm_record_get_title (record), what, year, NULL);

  gtk_box_append (GTK_BOX (box), make_label (cm_record_get_title (record), "body"));
  gtk_box_append (GTK_BOX (box), make_label (what, "caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "chooser-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (cm_record_get_id (record)), g_free);
  g_object_set_data_full (G_OBJECT (row), "text", fold (text), g_free);
  g_object_set_data_full (G_OBJECT (row), "year", g_steal_pointer (&year), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
fill_list (CmAssessmentChooser *self, CmStore *store, GPtrArray *all, CmRecord *shown)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  for (guint i = 0; i < all->len; i++)
    {
      add_row (self, store, all->pdata[i]);
      if (shown != NULL && g_str_equal (cm_record_get_id (all->pdata[i]), cm_record_get_id (shown)))
        gtk_list_box_select_row (
            GTK_LIST_BOX (self->list),
            gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i));
    }
}

void
cm_assessment_chooser_show (CmAssessmentChooser *self,
                            CmStore *store,
                            GPtrArray *all,
                            CmRecord *shown)
{
  g_autofree char *what = shown != NULL ? cm_assessment_describe (store, shown) : NULL;
  const char *title = shown != NULL ? cm_record_get_title (shown) : "";
  g_autofree char *name = NULL;

  g_return_if_fail (CM_IS_ASSESSMENT_CHOOSER (self));
  fill_list (self, store, all, shown);
  gtk_widget_set_visible (self->entry, all->len >= SEARCHED_FROM);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->what), what != NULL ? what : "");
  /* translators: for a screen reader: %1$s is the name of an assessment, %2$s says what it is */
  name = g_strdup_printf (_ ("Assessment: %1$s, %2$s"), title, what != NULL ? what : "");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkListBox *
cm_assessment_chooser_get_list (CmAssessmentChooser *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_CHOOSER (self), NULL);
  return GTK_LIST_BOX (self->list);
}

GtkEditable *
cm_assessment_chooser_get_entry (CmAssessmentChooser *self)
{
  g_return_val_if_fail (CM_IS_ASSESSMENT_CHOOSER (self), NULL);
  return GTK_EDITABLE (self->entry);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_assessment_chooser_finalize (GObject *object)
{
  g_clear_pointer (&CM_ASSESSMENT_CHOOSER (object)->words, g_strfreev);
  G_OBJECT_CLASS (cm_assessment_chooser_parent_class)->finalize (object);
}

static void
cm_assessment_chooser_class_init (CmAssessmentChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_assessment_chooser_finalize;
  chosen_signal = g_signal_new ("chosen",
                                CM_TYPE_ASSESSMENT_CHOOSER,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_STRING);
}

static void
build_list (CmAssessmentChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search by name, kind, body or year"),
                                  -1);
  g_object_set (self->entry, "placeholder-text", _ ("Name, kind, body or year"), NULL);
  g_signal_connect_object (
      self->entry, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (down_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_cb, self, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, NULL, NULL);
  gtk_widget_add_css_class (self->list, "chooser-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Assessments"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (take), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
build_popover (CmAssessmentChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *window = gtk_scrolled_window_new ();

  build_list (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 420);
  gtk_widget_set_size_request (window, 360, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), window);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  return self->popover;
}

static void
cm_assessment_chooser_init (CmAssessmentChooser *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  self->button = gtk_menu_button_new ();
  self->title = make_label (NULL, "title-4");
  self->what = make_label (NULL, "caption");
  gtk_widget_add_css_class (self->what, "dim-label");
  gtk_box_append (GTK_BOX (column), self->title);
  gtk_box_append (GTK_BOX (column), self->what);
  gtk_box_append (GTK_BOX (row), column);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("cm-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), row);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), build_popover (self));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, _ ("Choose another assessment"));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (self), self->button);
}

GtkWidget *
cm_assessment_chooser_new (void)
{
  return g_object_new (CM_TYPE_ASSESSMENT_CHOOSER, NULL);
}
