/* cm-body-row.c - a line of a list in which one of the partnership's bodies is chosen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-body-row"
#include "config.h"

#include "cm-body-row.h"

#include <glib/gi18n.h>

/**
 * CmBodyRow:
 *
 * Signals: "chosen", by the reader and not by cm_body_row_show().
 */
struct _CmBodyRow
{
  AdwComboRow parent_instance;

  GPtrArray *bodies; /* of CmRecord, in the order of the list, which begins with nobody */
  gboolean showing;
  const char *table, *nobody;
};

G_DEFINE_FINAL_TYPE (CmBodyRow, cm_body_row, ADW_TYPE_COMBO_ROW)

static guint chosen_signal;

/* A list with the same names stays, so that it may be open while the portfolio changes. */
static gboolean
has_names (CmBodyRow *self, GPtrArray *bodies)
{
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (self));

  if (model == NULL || g_list_model_get_n_items (model) != bodies->len + 1)
    return FALSE;
  for (guint i = 0; i < bodies->len; i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i + 1),
                   cm_record_get_title (bodies->pdata[i])) != 0)
      return FALSE;
  return TRUE;
}

static void
list_names (CmBodyRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, self->nobody != NULL ? self->nobody : _ ("Nobody"));
  for (guint i = 0; i < self->bodies->len; i++)
    gtk_string_list_append (names, cm_record_get_title (self->bodies->pdata[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
}

void
cm_body_row_set_table (CmBodyRow *self, const char *table, const char *nobody)
{
  g_return_if_fail (CM_IS_BODY_ROW (self));
  self->table = table;
  self->nobody = nobody;
}

void
cm_body_row_show (CmBodyRow *self, CmStore *store, const char *body)
{
  g_autoptr (CmQuery) query = cm_query_new (self->table != NULL ? self->table : "body");
  GPtrArray *bodies = cm_store_list (store, query);
  guint selected = 0;

  self->showing = TRUE;
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  self->bodies = bodies;
  if (!has_names (self, bodies))
    list_names (self);
  for (guint i = 0; i < bodies->len; i++)
    if (g_strcmp0 (cm_record_get_id (bodies->pdata[i]), body) == 0)
      selected = i + 1;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->showing = FALSE;
}

const char *
cm_body_row_get_body (CmBodyRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->bodies == NULL || selected == 0 || selected > self->bodies->len)
    return "";
  return cm_record_get_id (self->bodies->pdata[selected - 1]);
}

static void
selected_cb (CmBodyRow *self)
{
  if (!self->showing)
    g_signal_emit (self, chosen_signal, 0);
}

static void
cm_body_row_finalize (GObject *object)
{
  g_clear_pointer (&CM_BODY_ROW (object)->bodies, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_body_row_parent_class)->finalize (object);
}

static void
cm_body_row_class_init (CmBodyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_body_row_finalize;
  chosen_signal = g_signal_new (
      "chosen", CM_TYPE_BODY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_body_row_init (CmBodyRow *self)
{
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

GtkWidget *
cm_body_row_new (const char *title)
{
  CmBodyRow *self = g_object_new (CM_TYPE_BODY_ROW, NULL);

  /* What the subtitle shows is a name, whatever characters it has. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  /* Names of bodies are long: at the end of the row they would be cut. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  return GTK_WIDGET (self);
}
