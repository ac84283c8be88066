/* bench-reader.c - the manual on the screen, in our program and in Yelp: how soon, how large. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cm-exchange.h"
#include "cm-launch.h"

static void
tell (CmLaunch *program, double *time, double *memory)
{
  *time = cm_launch_get_median (program->times);
  *memory = cm_launch_get_median (program->memory);
  g_print ("reader: %-34s %6.0f ms (%.0f to %.0f), %4.0f MiB\n",
           program->name,
           *time,
           program->times[0],
           program->times[CM_LAUNCH_RUNS - 1],
           *memory);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-bench-XXXXXX", NULL);
  g_autofree char *portfolio = g_build_filename (folder, "example.portfolio", NULL);
  const char *data = g_getenv ("COMMISSIONING_DATA_DIR");
  g_autofree char *yelp = g_find_program_in_path ("yelp");
  g_autofree char *template = NULL;
  g_autofree char *manual = NULL;
  g_autoptr (GError) error = NULL;
  double time[2], memory[2];

  if (argc != 2 || data == NULL)
    {
      g_printerr ("usage: bench-reader PROGRAM, with COMMISSIONING_DATA_DIR set\n");
      return 2;
    }
  if (yelp == NULL)
    {
      g_print ("reader: Yelp is not installed; ./check --bench installs it\n");
      return 0;
    }
  template = g_build_filename (data, "templates", "empty.xml", NULL);
  manual = g_build_filename (data, "content", "manual.xml", NULL);
  if (!cm_exchange_load (template, portfolio, &error))
    g_error ("%s", error->message);
  {
    CmLaunch programs[] = {
      { "ours, on the Manual page", { argv[1], portfolio, NULL }, "manual", 1200 },
      { "Yelp, the same manual", { yelp, manual, NULL }, NULL, 4000 },
    };

    cm_launch_measure (programs, G_N_ELEMENTS (programs));
    for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
      tell (&programs[i], &time[i], &memory[i]);
  }
  g_print ("reader: sooner than Yelp %.2f times (at least 3.00)%s\n",
           time[1] / time[0],
           time[1] < 3 * time[0] ? " UNDER" : "");
  g_print ("reader: memory of Yelp's %.2f (at most 0.50)%s\n",
           memory[0] / memory[1],
           memory[0] > memory[1] / 2 ? " OVER" : "");
  g_unlink (portfolio);
  g_rmdir (folder);
  return 0;
}
