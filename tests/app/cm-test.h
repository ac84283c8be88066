/* cm-test.h - what tests of widgets share: a window, waiting, real clicks and keys, pictures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-window.h"

G_BEGIN_DECLS

/* Starts GTest, GTK and libadwaita, without animations, so that what is done is seen at once. */
void cm_test_init (int *argc, char ***argv);

/* Runs the main loop until the predicate holds. Returns FALSE after 20 seconds. */
gboolean cm_test_wait_for (gboolean (*predicate) (gpointer data), gpointer data);
/* Runs the main loop until there is nothing left to do, for what has no outcome to wait for. */
void cm_test_settle (void);
/* Waits in place: condition is evaluated again after each turn of the main loop. */
#define cm_test_wait(condition)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 cm_test_until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                          \
    while (!(condition) && g_get_monotonic_time () < cm_test_until)                                \
      cm_test_turn ();                                                                             \
    if (!(condition))                                                                              \
      g_error ("%s:%d: waited in vain for %s", __FILE__, __LINE__, #condition);                    \
  }                                                                                                \
  G_STMT_END
/* One turn of the main loop, or 10 ms of rest if there is nothing to do. */
void cm_test_turn (void);

/* A plain window with `child`, shown and drawn once; gtk_window_destroy() ends it. */
GtkWidget *cm_test_show (GtkWidget *child, int width, int height);

/* A fresh copy of an example in a folder of its own, as a portfolio; free with g_free(). */
char *cm_test_copy_example (const char *name);
/* Deletes a file of cm_test_copy_example() with its folder, and frees the path. */
void cm_test_drop_file (char *path);
/* The program's window on a copy of the example at `path`, shown and through with opening. */
CmWindow *cm_test_open_window (AdwApplication *application, const char *path);
/* A registered application for cm_test_open_window(). */
AdwApplication *cm_test_get_application (void);

/* The first widget beneath `root`, in drawing order, that is of the type and mapped; and the one
 * that has that text as label, title, or accessible name set as tooltip. NULL if there is none. */
GtkWidget *cm_test_find (GtkWidget *root, GType type);
GtkWidget *cm_test_find_text (GtkWidget *root, const char *text);
/* As cm_test_find_text(), but of a type: the nearest ancestor of what has that text, or itself. */
GtkWidget *cm_test_find_with_text (GtkWidget *root, GType type, const char *text);

/* The window of that type that is shown, or NULL. */
GtkWidget *cm_test_find_dialog (GType type);

/* A real press and release of the pointer in the middle of the widget, or at that point of it. */
void cm_test_click (GtkWidget *widget);
void cm_test_click_at (GtkWidget *widget, double x, double y, guint times);
/* A real move of the pointer to that point, and a press and release of its right button there. */
void cm_test_point (GtkWidget *widget, double x, double y);
void cm_test_right_click (GtkWidget *widget, double x, double y);
/* A real drag of the pointer from one point of the widget to another. */
void cm_test_drag (GtkWidget *widget, double x, double y, double to_x, double to_y);
/* A real key; `keys` is as for gtk_accelerator_parse(), for example "<Control>z". */
void cm_test_key (GtkWidget *widget, const char *keys);
/* Types text of letters, digits, spaces and full stops with real keys. */
void cm_test_type (GtkWidget *widget, const char *text);

/* A key, and steps of the wheel downwards where the pointer is, without waiting for what they do.
 */
void cm_test_press (GtkWidget *widget, guint keyval);
void cm_test_wheel (GtkWidget *widget, guint steps);

/* Writes a PNG of the widget with all that is in it. */
void cm_test_write_picture (GtkWidget *widget, const char *path);

/* Chooses in the dialogue for files that is open, or will be. It takes no answer before it has read
 * a folder, which may first be another. */
void cm_test_choose_file (const char *path);

G_END_DECLS
