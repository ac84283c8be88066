/* cm-scroll-pacer.c - one wheel step a frame, so that long lists do not jump. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-scroll-pacer"

#include "cm-scroll-pacer.h"

#include <math.h>

typedef struct
{
  double pending; /* pixels, down is positive */
  guint tick;
} Pacer;

static gboolean
tick_cb (GtkWidget *window, GdkFrameClock *clock, gpointer data)
{
  Pacer *pacer = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  double pending = pacer->pending;

  pacer->pending = 0;
  pacer->tick = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pending);
  return G_SOURCE_REMOVE;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, Pacer *pacer)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double page = gtk_adjustment_get_page_size (adjustment);

  if (dy == 0 || (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0 ||
      gtk_event_controller_scroll_get_unit (controller) != GDK_SCROLL_UNIT_WHEEL ||
      gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment) <= page)
    return GDK_EVENT_PROPAGATE;
  pacer->pending += dy * pow (page, 2.0 / 3.0); /* as far as GTK goes for one step */
  if (pacer->tick == 0)
    pacer->tick = gtk_widget_add_tick_callback (window, tick_cb, pacer, NULL);
  return GDK_EVENT_STOP;
}

void
cm_scroll_pacer_attach (GtkScrolledWindow *window)
{
  Pacer *pacer = g_new0 (Pacer, 1);
  GtkEventController *controller =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  /* Lives as long as the window, which drops its tick callbacks before. */
  g_object_set_data_full (G_OBJECT (window), "cm-scroll-pacer", pacer, g_free);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "scroll", G_CALLBACK (scroll_cb), pacer);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
