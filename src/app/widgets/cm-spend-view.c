/* cm-spend-view.c - what the views of the spend page have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-view"
#include "config.h"

#include "cm-spend-view.h"

#include <glib/gi18n.h>

typedef struct
{
  CmStore *store;
  CmSpend *spend;
  CmScope *scope;
  gboolean stale;
  guint idle;
} CmSpendViewPrivate;

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_OPEN_QUERY,
  SIGNAL_OPEN_RECORD,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CmSpendView, cm_spend_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

#define PRIVATE(self)                                                                              \
  ((CmSpendViewPrivate *) cm_spend_view_get_instance_private (CM_SPEND_VIEW (self)))

CmStore *
cm_spend_view_get_store (CmSpendView *self)
{
  return PRIVATE (self)->store;
}

CmSpend *
cm_spend_view_get_spend (CmSpendView *self)
{
  return PRIVATE (self)->spend;
}

const CmScope *
cm_spend_view_get_scope (CmSpendView *self)
{
  return PRIVATE (self)->scope;
}

gboolean
cm_spend_view_is_editable (CmSpendView *self)
{
  return PRIVATE (self)->store != NULL && !cm_store_get_read_only (PRIVATE (self)->store);
}

void
cm_spend_view_tell (CmSpendView *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

void
cm_spend_view_open_query (CmSpendView *self, CmQuery *query, const char *what)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_QUERY], 0, query, what);
  cm_query_free (query);
}

void
cm_spend_view_open_record (CmSpendView *self, const char *table, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, table, id);
}

char *
cm_spend_view_format_lines (guint lines)
{
  return g_strdup_printf (ngettext ("%u line", "%u lines", lines), lines);
}

/* --- showing ---------------------------------------------------------------------------------- */

static void
refresh (CmSpendView *self)
{
  CmSpendViewPrivate *priv = PRIVATE (self);

  g_clear_handle_id (&priv->idle, g_source_remove);
  if (priv->spend == NULL || !cm_spend_get_ready (priv->spend))
    return; /* it tells when it is */
  priv->stale = FALSE;
  if (CM_SPEND_VIEW_GET_CLASS (self)->refresh != NULL)
    CM_SPEND_VIEW_GET_CLASS (self)->refresh (self);
}

void
cm_spend_view_refresh_now (CmSpendView *self)
{
  g_return_if_fail (CM_IS_SPEND_VIEW (self));
  refresh (self);
}

static gboolean
refresh_cb (gpointer self)
{
  PRIVATE (self)->idle = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* What nobody looks at waits until somebody does. */
void
cm_spend_view_queue_refresh (CmSpendView *self)
{
  CmSpendViewPrivate *priv = PRIVATE (self);

  priv->stale = TRUE;
  if (priv->idle == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    priv->idle = g_idle_add (refresh_cb, self);
}

static void
cm_spend_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cm_spend_view_parent_class)->map (widget);
  if (PRIVATE (widget)->stale)
    refresh (CM_SPEND_VIEW (widget));
}

void
cm_spend_view_show (CmSpendView *self, CmStore *store, CmSpend *spend, const CmScope *scope)
{
  CmSpendViewPrivate *priv = PRIVATE (self);
  CmScope *copy = cm_scope_copy (scope);

  g_clear_pointer (&priv->scope, cm_scope_free);
  priv->scope = copy;
  g_set_object (&priv->store, store);
  if (priv->spend != spend)
    {
      if (priv->spend != NULL)
        g_signal_handlers_disconnect_by_data (priv->spend, self);
      g_set_object (&priv->spend, spend);
      g_signal_connect_object (
          spend, "changed", G_CALLBACK (cm_spend_view_queue_refresh), self, G_CONNECT_SWAPPED);
    }
  if (CM_SPEND_VIEW_GET_CLASS (self)->show != NULL)
    CM_SPEND_VIEW_GET_CLASS (self)->show (self);
  cm_spend_view_queue_refresh (self);
}

gboolean
cm_spend_view_flush (CmSpendView *self)
{
  CmSpendViewClass *klass = CM_SPEND_VIEW_GET_CLASS (self);

  return klass->flush == NULL || klass->flush (self);
}

static void
cm_spend_view_dispose (GObject *object)
{
  CmSpendViewPrivate *priv = PRIVATE (object);

  g_clear_handle_id (&priv->idle, g_source_remove);
  if (priv->spend != NULL)
    g_signal_handlers_disconnect_by_data (priv->spend, object);
  g_clear_object (&priv->spend);
  g_clear_object (&priv->store);
  g_clear_pointer (&priv->scope, cm_scope_free);
  G_OBJECT_CLASS (cm_spend_view_parent_class)->dispose (object);
}

static void
add_signals (void)
{
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_SPEND_VIEW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_OPEN_QUERY] = g_signal_new ("open-query",
                                             CM_TYPE_SPEND_VIEW,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_POINTER,
                                             G_TYPE_STRING);
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_SPEND_VIEW,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
}

static void
cm_spend_view_class_init (CmSpendViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = cm_spend_view_map;
  add_signals ();
}

static void
cm_spend_view_init (CmSpendView *self)
{
}
