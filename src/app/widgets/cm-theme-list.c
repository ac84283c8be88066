/* cm-theme-list.c - how far each theme's cycle has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-theme-list"
#include "config.h"

#include "cm-theme-list.h"

#include <glib/gi18n.h>

#include "cm-cycle.h"
#include "cm-progress-strip.h"
#include "cm-wheel-builder.h"

/**
 * CmThemeList:
 *
 * A row for each theme: its name, a strip with a square for each step, and a word. Rows stay while
 * the themes stay.
 *
 * Signals: "theme-activated" (the theme's key).
 */
struct _CmThemeList
{
  AdwBin parent_instance;

  GtkListBox *list;
  GPtrArray *rows; /* of ThemeRow, in the order of the list */
};

typedef struct
{
  char *theme; /* its key */
  GtkWidget *row, *name, *strip, *word;
} ThemeRow;

G_DEFINE_FINAL_TYPE (CmThemeList, cm_theme_list, ADW_TYPE_BIN)

static guint activated_signal;

/* The step that says how the theme's cycle goes: the longest overdue, else the one to go on with;
 * NULL when all are signed off. */
static const char *
find_telling_step (const CmCycle *cycle, const char **steps, const char *today)
{
  int current = cm_cycle_find_current (cycle, steps);
  const char *found = current >= 0 ? steps[current] : NULL;
  guint most = 0;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      guint days = cm_cycle_get_days_overdue (cycle, steps[i], today);

      if (days > most)
        {
          most = days;
          found = steps[i];
        }
    }
  return found;
}

static void
show_theme (ThemeRow *row, CmRecord *theme, CmStore *store, CmManual *manual, const char *today)
{
  g_autoptr (CmScope) scope = cm_scope_new (row->theme, NULL);
  g_autoptr (CmCycle) cycle = cm_cycle_load (store, scope);
  g_autofree const char **steps = cm_wheel_list_steps (manual);
  const char *step = cycle != NULL ? find_telling_step (cycle, steps, today) : NULL;
  g_autofree char *word = NULL;
  CmWheel *wheel = cm_wheel_build (manual, store, cycle, today);

  wheel->name = g_strdup (cm_record_get_title (theme));
  cm_progress_strip_set_wheel (CM_PROGRESS_STRIP (row->strip), wheel);
  gtk_label_set_text (GTK_LABEL (row->name), cm_record_get_title (theme));
  if (cycle == NULL)
    word = g_strdup (_ ("○ No cycle"));
  else if (step == NULL)
    word = g_strdup (_ ("✓ Complete"));
  else
    word = cm_wheel_describe_state (cycle, step, today);
  gtk_label_set_text (GTK_LABEL (row->word), word);
  if (step != NULL && cm_cycle_is_overdue (cycle, step, today))
    gtk_widget_add_css_class (row->word, "error");
  else
    gtk_widget_remove_css_class (row->word, "error");
}

static ThemeRow *
make_theme_row (const char *theme)
{
  ThemeRow *row = g_new0 (ThemeRow, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  row->theme = g_strdup (theme);
  row->row = gtk_list_box_row_new ();
  row->name = gtk_label_new (NULL);
  row->strip = cm_progress_strip_new ();
  row->word = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (row->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (row->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (row->name, TRUE);
  gtk_widget_set_valign (row->strip, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (row->word), 1);
  gtk_label_set_width_chars (GTK_LABEL (row->word), 17);
  gtk_widget_add_css_class (box, "theme-row");
  gtk_box_append (GTK_BOX (box), row->name);
  gtk_box_append (GTK_BOX (box), row->strip);
  gtk_box_append (GTK_BOX (box), row->word);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_widget_set_tooltip_text (row->row, _ ("Narrow to this theme partnership"));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row->row),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  row->strip,
                                  row->word,
                                  NULL,
                                  -1);
  return row;
}

static void
free_theme_row (gpointer data)
{
  ThemeRow *row = data;

  g_free (row->theme);
  g_free (row);
}

static void
row_activated_cb (CmThemeList *self, GtkListBoxRow *row)
{
  const ThemeRow *theme = self->rows->pdata[gtk_list_box_row_get_index (row)];

  g_signal_emit (self, activated_signal, 0, theme->theme);
}

static gboolean
has_themes (CmThemeList *self, GPtrArray *themes)
{
  if (themes->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < themes->len; i++)
    if (!g_str_equal (((ThemeRow *) self->rows->pdata[i])->theme,
                      cm_record_get_id (themes->pdata[i])))
      return FALSE;
  return TRUE;
}

static void
list_themes (CmThemeList *self, GPtrArray *themes)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, ((ThemeRow *) self->rows->pdata[i])->row);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < themes->len; i++)
    {
      ThemeRow *row = make_theme_row (cm_record_get_id (themes->pdata[i]));

      gtk_list_box_append (self->list, row->row);
      g_ptr_array_add (self->rows, row);
    }
}

guint
cm_theme_list_show (CmThemeList *self, CmStore *store, CmManual *manual, const char *today)
{
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autoptr (GPtrArray) themes = cm_store_list (store, query);

  if (!has_themes (self, themes))
    list_themes (self, themes);
  for (guint i = 0; i < themes->len; i++)
    show_theme (self->rows->pdata[i], themes->pdata[i], store, manual, today);
  return themes->len;
}

static void
cm_theme_list_finalize (GObject *object)
{
  g_ptr_array_unref (CM_THEME_LIST (object)->rows);
  G_OBJECT_CLASS (cm_theme_list_parent_class)->finalize (object);
}

static void
cm_theme_list_class_init (CmThemeListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_theme_list_finalize;
  activated_signal = g_signal_new ("theme-activated",
                                   CM_TYPE_THEME_LIST,
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
cm_theme_list_init (CmThemeList *self)
{
  self->rows = g_ptr_array_new_with_free_func (free_theme_row);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Where each theme partnership stands"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

GtkWidget *
cm_theme_list_new (void)
{
  return g_object_new (CM_TYPE_THEME_LIST, NULL);
}
