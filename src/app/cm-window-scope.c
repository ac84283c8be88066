/* cm-window-scope.c - how much of the portfolio the window shows, and the choice of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-window-private.h"

/* Chapters stand indented under their themes in the list, and plain in the button. */
static void
setup_scope_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_scope_cb (GtkListItemFactory *factory, GtkListItem *item, CmWindow *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  /* A search shifts positions, so the place in the whole list is looked up. */
  gpointer object = gtk_list_item_get_item (item);
  const CmScope *scope = g_object_get_data (object, "scope");

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (object));
  gtk_widget_set_margin_start (label, scope != NULL && scope->chapter != NULL ? 18 : 0);
}

void
_cm_window_prepare_scopes (CmWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) name =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  g_signal_connect (factory, "setup", G_CALLBACK (setup_scope_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_scope_cb), self);
  gtk_drop_down_set_expression (self->scope_drop, name);
  gtk_drop_down_set_list_factory (self->scope_drop, factory);
  g_object_unref (factory);
}

/* The scopes of the portfolio, as the drop-down lists them: all, then each theme with its chapters.
 */
static void
add_scope (GtkStringList *names,
           GPtrArray *scopes,
           const char *name,
           const char *theme,
           const char *chapter)
{
  CmScope *scope = cm_scope_new (theme, chapter);
  g_autoptr (GObject) item = NULL;

  g_ptr_array_add (scopes, scope);
  gtk_string_list_append (names, name);
  item = g_list_model_get_item (G_LIST_MODEL (names), scopes->len - 1);
  g_object_set_data (item, "scope", scope);
}

void
_cm_window_fill_scopes (CmWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (CmQuery) themes_query = cm_query_new ("theme");
  g_autoptr (GPtrArray) themes = cm_store_list (self->store, themes_query);
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_scope_free);
  guint selected = 0;

  add_scope (names, scopes, _ ("Whole partnership"), NULL, NULL);
  for (guint t = 0; t < themes->len; t++)
    {
      CmRecord *theme = g_ptr_array_index (themes, t);
      g_autoptr (CmQuery) query = cm_query_new ("chapter");
      g_autoptr (GPtrArray) chapters = NULL;

      cm_query_where_text (query, "theme", cm_record_get_id (theme));
      chapters = cm_store_list (self->store, query);
      add_scope (names, scopes, cm_record_get_title (theme), cm_record_get_id (theme), NULL);
      for (guint c = 0; c < chapters->len; c++)
        {
          CmRecord *chapter = g_ptr_array_index (chapters, c);

          add_scope (names,
                     scopes,
                     cm_record_get_title (chapter),
                     cm_record_get_id (theme),
                     cm_record_get_id (chapter));
        }
    }
  for (guint i = 0; i < scopes->len; i++)
    {
      const CmScope *scope = g_ptr_array_index (scopes, i);

      if (cm_scope_equal (scope, self->scope))
        selected = i;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->scope_drop, G_LIST_MODEL (names));
  /* The list that is shown looks at its scopes, so the old ones go last. */
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  self->scopes = g_steal_pointer (&scopes);
  gtk_drop_down_set_selected (self->scope_drop, selected);
  self->filling = FALSE;
}

void
_cm_window_take_scope (CmWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->scope_drop);

  if (self->filling || self->scopes == NULL || selected >= self->scopes->len ||
      cm_scope_equal (self->scope, g_ptr_array_index (self->scopes, selected)))
    return;
  cm_scope_free (self->scope);
  self->scope = cm_scope_copy (g_ptr_array_index (self->scopes, selected));
  _cm_window_apply_scope (self);
}

void
cm_window_set_scope (CmWindow *self, const CmScope *scope)
{
  CmScope *copy = cm_scope_copy (scope);

  cm_scope_free (self->scope);
  self->scope = copy;
  _cm_window_fill_scopes (self);
  _cm_window_apply_scope (self);
}
