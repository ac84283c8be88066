/* cm-test.c - what tests of widgets share: a window, waiting, real clicks and keys, pictures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-test.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <link.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif
#include <string.h>

#include "cm-application.h"
#include "cm-exchange.h"
#include "cm-library.h"

#ifdef __SANITIZE_ADDRESS__
/* GLib lets go of its table of quarks, on purpose, when there are more than 2,048 of them. A copy
 * of what its variables point to at first keeps that table known, so that it is not told as a leak.
 */
static int
keep_variables_cb (struct dl_phdr_info *info, size_t size, void *data)
{
  static GPtrArray *kept = NULL;

  if (strstr (info->dlpi_name, "libglib-2.0") == NULL)
    return 0;
  if (kept == NULL)
    kept = g_ptr_array_new ();
  for (int i = 0; i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_W) != 0)
      g_ptr_array_add (kept,
                       g_memdup2 ((const void *) (info->dlpi_addr + info->dlpi_phdr[i].p_vaddr),
                                  info->dlpi_phdr[i].p_memsz));
  return 0;
}
#endif

#ifdef __SANITIZE_ADDRESS__
/* The first question for a file lets libcloudproviders allocate what it never frees; for a
 * suppression too little is known of that, as there are no frame pointers. */
static void
warm_file_chooser (void)
{
  GtkWidget *chooser;

  __lsan_disable ();
  chooser = gtk_file_chooser_dialog_new (
      NULL, NULL, GTK_FILE_CHOOSER_ACTION_OPEN, "Close", GTK_RESPONSE_CLOSE, NULL);
  gtk_window_present (GTK_WINDOW (chooser));
  cm_test_settle ();
  gtk_window_destroy (GTK_WINDOW (chooser));
  cm_test_settle ();
  __lsan_enable ();
}
#endif

void
cm_test_init (int *argc, char ***argv)
{
#ifdef __SANITIZE_ADDRESS__
  dl_iterate_phdr (keep_variables_cb, NULL);
#endif
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  /* A cursor that blinks draws frame after frame, and nothing would ever settle. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  /* The application brings styles and icons. */
  cm_test_get_application ();
#ifdef __SANITIZE_ADDRESS__
  warm_file_chooser ();
#endif
}

/* --- waiting -----------------------------------------------------------------------------------
 */

void
cm_test_turn (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (2000);
}

gboolean
cm_test_wait_for (gboolean (*predicate) (gpointer data), gpointer data)
{
  gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!predicate (data) && g_get_monotonic_time () < until)
    cm_test_turn ();
  return predicate (data);
}

void
cm_test_settle (void)
{
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;
  guint quiet = 0;

  /* Frames come 16 ms apart: 20 idle turns of 2 ms are more than two of them. */
  while (quiet < 20 && g_get_monotonic_time () < until)
    if (g_main_context_iteration (NULL, FALSE))
      quiet = 0;
    else
      {
        g_usleep (2000);
        quiet++;
      }
}

GtkWidget *
cm_test_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  cm_test_settle ();
  return window;
}

/* --- the program's window -----------------------------------------------------------------------
 */

char *
cm_test_copy_example (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-test-XXXXXX", NULL);
  g_autofree char *file = g_strconcat (name, ".xml", NULL);
  g_autofree char *source = cm_library_get_path ("examples", file);
  char *path = g_build_filename (folder, "test.portfolio", NULL);
  g_autoptr (GError) error = NULL;

  cm_exchange_load (source, path, &error);
  g_assert_no_error (error);
  return path;
}

void
cm_test_drop_file (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_remove (file);
    }
  g_rmdir (folder);
  g_free (path);
}

AdwApplication *
cm_test_get_application (void)
{
  static CmApplication *application;

  if (application == NULL)
    {
      g_autoptr (GError) error = NULL;

      application = cm_application_new ();
      g_application_set_flags (G_APPLICATION (application),
                               g_application_get_flags (G_APPLICATION (application)) |
                                   G_APPLICATION_NON_UNIQUE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }
  return ADW_APPLICATION (application);
}

static void
opened_cb (CmWindow *window, gboolean *opened)
{
  *opened = TRUE;
}

CmWindow *
cm_test_open_window (AdwApplication *application, const char *path)
{
  CmWindow *window = cm_window_new (application);
  gboolean opened = path == NULL;
  gulong handler = g_signal_connect (window, "opened", G_CALLBACK (opened_cb), &opened);

  gtk_window_present (GTK_WINDOW (window));
  if (path != NULL)
    cm_window_open (window, path);
  cm_test_wait (opened);
  g_signal_handler_disconnect (window, handler);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  cm_test_settle ();
  return window;
}

/* --- finding ------------------------------------------------------------------------------------
 */

GtkWidget *
cm_test_find (GtkWidget *root, GType type)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = cm_test_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  static const char *const properties[] = { "label", "title", "text", "tooltip-text" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), properties[i]);
      g_autofree char *value = NULL;

      if (spec == NULL || spec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, properties[i], &value, NULL);
      if (g_strcmp0 (value, text) == 0)
        return TRUE;
    }
  return FALSE;
}

GtkWidget *
cm_test_find_text (GtkWidget *root, const char *text)
{
  return cm_test_find_with_text (root, GTK_TYPE_WIDGET, text);
}

static GtkWidget *
find_with_text (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (has_text (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_with_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
cm_test_find_with_text (GtkWidget *root, GType type, const char *text)
{
  GtkWidget *found = find_with_text (root, text);

  if (found == NULL || g_type_is_a (G_OBJECT_TYPE (found), type))
    return found;
  return gtk_widget_get_ancestor (found, type);
}

GtkWidget *
cm_test_find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

/* --- real events --------------------------------------------------------------------------------
 */

/* The display that XTEST speaks through, and where the widget's point is on the screen. */
static Display *
get_display (GtkWidget *widget)
{
  return gdk_x11_display_get_xdisplay (gtk_widget_get_display (widget));
}

static void
find_on_screen (GtkWidget *widget, double x, double y, int *screen_x, int *screen_y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  Display *display = get_display (widget);
  Window child;
  double offset_x, offset_y, in_x, in_y;
  int left, top;

  g_assert_nonnull (native);
  XTranslateCoordinates (display,
                         gdk_x11_surface_get_xid (gtk_native_get_surface (native)),
                         DefaultRootWindow (display),
                         0,
                         0,
                         &left,
                         &top,
                         &child);
  gtk_native_get_surface_transform (native, &offset_x, &offset_y);
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &in_x, &in_y);
  *screen_x = (int) (left + offset_x + in_x);
  *screen_y = (int) (top + offset_y + in_y);
}

void
cm_test_point (GtkWidget *widget, double x, double y)
{
  Display *display = get_display (widget);
  int screen_x, screen_y;

  find_on_screen (widget, x, y, &screen_x, &screen_y);
  XTestFakeMotionEvent (display, -1, screen_x, screen_y, 0);
  XFlush (display);
  cm_test_settle ();
}

void
cm_test_right_click (GtkWidget *widget, double x, double y)
{
  Display *display = get_display (widget);

  cm_test_point (widget, x, y);
  XTestFakeButtonEvent (display, 3, True, 0);
  XTestFakeButtonEvent (display, 3, False, 0);
  XFlush (display);
  cm_test_settle ();
}

void
cm_test_click_at (GtkWidget *widget, double x, double y, guint times)
{
  Display *display = get_display (widget);

  cm_test_point (widget, x, y);
  for (guint i = 0; i < times; i++)
    {
      XTestFakeButtonEvent (display, 1, True, 0);
      XTestFakeButtonEvent (display, 1, False, 0);
    }
  XFlush (display);
  cm_test_settle ();
}

void
cm_test_drag (GtkWidget *widget, double x, double y, double to_x, double to_y)
{
  Display *display = get_display (widget);
  int screen_x, screen_y;

  find_on_screen (widget, x, y, &screen_x, &screen_y);
  XTestFakeMotionEvent (display, -1, screen_x, screen_y, 0);
  XTestFakeButtonEvent (display, 1, True, 0);
  XFlush (display);
  cm_test_settle ();
  find_on_screen (widget, to_x, to_y, &screen_x, &screen_y);
  XTestFakeMotionEvent (display, -1, screen_x, screen_y, 0);
  XFlush (display);
  cm_test_settle ();
  XTestFakeButtonEvent (display, 1, False, 0);
  XFlush (display);
  cm_test_settle ();
}

void
cm_test_click (GtkWidget *widget)
{
  cm_test_click_at (
      widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0, 1);
}

static void
send_key (Display *display, guint keyval, GdkModifierType state)
{
  static const struct
  {
    GdkModifierType mask;
    KeySym key;
  } modifiers[] = { { GDK_CONTROL_MASK, XK_Control_L },
                    { GDK_SHIFT_MASK, XK_Shift_L },
                    { GDK_ALT_MASK, XK_Alt_L } };
  KeyCode code = XKeysymToKeycode (display, keyval);

  g_assert_cmpint (code, !=, 0);
  if (XkbKeycodeToKeysym (display, code, 0, 0) != keyval &&
      XkbKeycodeToKeysym (display, code, 0, 1) == keyval)
    state |= GDK_SHIFT_MASK;
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if ((state & modifiers[i].mask) != 0)
      XTestFakeKeyEvent (display, XKeysymToKeycode (display, modifiers[i].key), True, 0);
  XTestFakeKeyEvent (display, code, True, 0);
  XTestFakeKeyEvent (display, code, False, 0);
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if ((state & modifiers[i].mask) != 0)
      XTestFakeKeyEvent (display, XKeysymToKeycode (display, modifiers[i].key), False, 0);
  XFlush (display);
}

void
cm_test_key (GtkWidget *widget, const char *keys)
{
  guint keyval;
  GdkModifierType state;

  g_assert_true (gtk_accelerator_parse (keys, &keyval, &state));
  send_key (get_display (widget), keyval, state);
  cm_test_settle ();
}

void
cm_test_press (GtkWidget *widget, guint keyval)
{
  send_key (get_display (widget), keyval, 0);
}

void
cm_test_wheel (GtkWidget *widget, guint steps)
{
  Display *display = get_display (widget);

  for (guint i = 0; i < steps; i++)
    {
      XTestFakeButtonEvent (display, 5, True, 0);
      XTestFakeButtonEvent (display, 5, False, 0);
    }
  XFlush (display);
}

void
cm_test_type (GtkWidget *widget, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    send_key (get_display (widget), gdk_unicode_to_keyval ((guint32) *c), 0);
  cm_test_settle ();
}

/* --- pictures -----------------------------------------------------------------------------------
 */

void
cm_test_write_picture (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("cannot write %s", path);
}

static void
set_file (GtkFileChooser *chooser, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);

  if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      gtk_file_chooser_set_current_folder (chooser, folder, NULL);
      gtk_file_chooser_set_current_name (chooser, name);
    }
  else
    gtk_file_chooser_set_file (chooser, file, NULL);
}

void
cm_test_choose_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *dialog;

  cm_test_wait (cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  for (guint i = 0; (dialog = cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG)) != NULL; i++)
    {
      GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
      g_autoptr (GFile) chosen = gtk_file_chooser_get_file (chooser);

      g_assert_cmpuint (i, <, 100);
      if (chosen != NULL && g_file_equal (chosen, file))
        gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
      else
        set_file (chooser, file);
      cm_test_settle ();
    }
}
