/* bench-launch.c - from the start of our program to its content on the screen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cm-exchange.h"
#include "cm-launch.h"

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-bench-XXXXXX", NULL);
  g_autofree char *portfolio = g_build_filename (folder, "example.portfolio", NULL);
  const char *data = g_getenv ("COMMISSIONING_DATA_DIR");
  g_autofree char *example = NULL;
  g_autoptr (GError) error = NULL;
  CmLaunch programs[] = {
    { "empty libadwaita window", { argv[2], NULL }, NULL, 1200 },
    { "ours, example on the Cycle page", { argv[1], portfolio, NULL }, "cycle", 1200 },
    { "ours, example on the Manual page", { argv[1], portfolio, NULL }, "manual", 1200 },
  };
  double medians[G_N_ELEMENTS (programs)];

  if (argc != 3 || data == NULL)
    {
      g_printerr ("usage: bench-launch PROGRAM EMPTY_WINDOW, with COMMISSIONING_DATA_DIR set\n");
      return 2;
    }
  example = g_build_filename (data, "examples", "leicestershire-together.xml", NULL);
  if (!cm_exchange_load (example, portfolio, &error))
    g_error ("%s", error->message);
  cm_launch_measure (programs, G_N_ELEMENTS (programs));
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      medians[i] = cm_launch_get_median (programs[i].times);
      g_print ("launch: %-34s %6.0f ms (%.0f to %.0f)\n",
               programs[i].name,
               medians[i],
               programs[i].times[0],
               programs[i].times[CM_LAUNCH_RUNS - 1]);
    }
  g_print ("launch: ours / empty window %.2f (at most 2.00)%s\n",
           medians[1] / medians[0],
           medians[1] / medians[0] > 2 ? " OVER" : "");
  g_unlink (portfolio);
  g_rmdir (folder);
  return 0;
}
