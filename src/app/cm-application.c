/* cm-application.c - the program: its windows, its options. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-application"
#include "config.h"

#include "cm-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "cm-library.h"
#include "cm-window.h"

struct _CmApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (CmApplication, cm_application, ADW_TYPE_APPLICATION)

/* The window that has that file open, or NULL. */
static CmWindow *
find_open (CmApplication *self, const char *path)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (CM_IS_WINDOW (l->data) && g_strcmp0 (cm_window_get_path (l->data), full) == 0)
      return l->data;
  return NULL;
}

/* A window without a portfolio, made if there is none. */
static CmWindow *
find_empty (CmApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (CM_IS_WINDOW (l->data) && cm_window_is_free (l->data))
      return l->data;
  return cm_window_new (ADW_APPLICATION (self));
}

static void
cm_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (find_empty (CM_APPLICATION (application))));
}

/* The work on the file begins before the window for it is made. */
static void
open_file (CmApplication *self, const char *path)
{
  CmWindow *window = find_open (self, path);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    {
      CmOpening *opening = cm_opening_new_file (path, CM_STORE_WRITE);

      cm_window_take_opening (find_empty (self), opening);
    }
}

static void
cm_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path != NULL)
        open_file (CM_APPLICATION (application), path);
    }
}

static int
cm_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  int n = 0;
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (line, &n);
  gboolean example = g_variant_dict_contains (options, "example");

  if (example)
    {
      CmOpening *opening = cm_opening_new_example (CM_LIBRARY_FIRST_EXAMPLE);

      cm_window_take_opening (find_empty (CM_APPLICATION (application)), opening);
    }
  for (int i = 1; i < n; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, arguments[i]);

      cm_application_open (application, &file, 1, "");
    }
  if (n <= 1 && !example)
    g_application_activate (application);
  return 0;
}

static void
close_windows (GtkApplication *application)
{
  GList *windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  close_windows (data);
}

/* The end of a session is no crash. */
static gboolean
terminated_cb (gpointer data)
{
  close_windows (data);
  return G_SOURCE_CONTINUE;
}

/* Alt+1 is the first page of the navigation, and so on; Alt+0 is the tenth, and the keys after it
 * the eleventh and twelfth. */
static void
set_page_keys (GtkApplication *application)
{
  static const char *const names[] = { "1", "2", "3", "4", "5",     "6",
                                       "7", "8", "9", "0", "minus", "equal" };

  for (guint i = 0; i < G_N_ELEMENTS (names) && cm_window_get_nth_page_name (i) != NULL; i++)
    {
      g_autofree char *action =
          g_strdup_printf ("win.show-page::%s", cm_window_get_nth_page_name (i));
      g_autofree char *key = g_strconcat ("<Alt>", names[i], NULL);
      const char *const keys[] = { key, NULL };

      gtk_application_set_accels_for_action (application, action, keys);
    }
}

static void
cm_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { .name = "quit", .activate = quit_cb } };
  static const int endings[] = { SIGTERM, SIGINT, SIGHUP };
  static const struct
  {
    const char *action;
    const char *const keys[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "win.new", { "<Control>n" } },
    { "win.open", { "<Control>o" } },
    { "win.import", { "<Control>i" } },
    { "win.print", { "<Control>p" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Control><Shift>z", "<Control>y" } },
    { "win.search", { "<Control>k" } },
    { "win.toggle-guidance", { "F9" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.back", { "<Alt>Left" } },
    { "win.forward", { "<Alt>Right" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    g_unix_signal_add (endings[i], terminated_cb, application);
  cm_content_init ();
  cm_library_prefetch ();
  G_APPLICATION_CLASS (cm_application_parent_class)->startup (application);
  g_action_map_add_action_entries (
      G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (application), keys[i].action, keys[i].keys);
  set_page_keys (GTK_APPLICATION (application));
}

static void
cm_application_class_init (CmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = cm_application_activate;
  application_class->open = cm_application_open;
  application_class->command_line = cm_application_command_line;
  application_class->startup = cm_application_startup;
}

static void
cm_application_init (CmApplication *self)
{
  static const GOptionEntry options[] = {
    { "example", 'e', 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the example portfolio"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
}

CmApplication *
cm_application_new (void)
{
  return g_object_new (CM_TYPE_APPLICATION,
                       "application-id",
                       APPLICATION_ID,
                       "resource-base-path",
                       "/org/commissioning/Manual",
                       "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
