/* bench-launch.c - from the start of a program to its content on the screen, ours beside others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts is what a person sees: the screen is looked at all the time, and a program is ready
 * at the first moment from which the picture stays what it is in the end. Programs take turns, so
 * that whatever else the machine does hits all of them; medians of the runs are compared. */
#include "config.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cm-exchange.h"

#define RUNS 7
#define STEP 4       /* every fourth pixel in both directions is compared */
#define CHANGED 0.01 /* of the pixels: less is a caret or a spinner */
#define TIMEOUT_MS 30000.0

typedef struct
{
  Display *display;
  XShmSegmentInfo segment;
  XImage *image;
  int width, height; /* of a picture, in compared pixels */
} Monitor;

typedef struct
{
  const char *name;
  char *argv[4];
  const char *page; /* for our program: the page it starts on */
  double calm_ms;   /* nothing changes for so long: it is through */
  double times[RUNS];
} Program;

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

static void
open_screen (Monitor *screen)
{
  Window root;
  XWindowAttributes attributes;

  screen->display = XOpenDisplay (NULL);
  g_assert_nonnull (screen->display);
  root = DefaultRootWindow (screen->display);
  XGetWindowAttributes (screen->display, root, &attributes);
  screen->image = XShmCreateImage (screen->display,
                                   attributes.visual,
                                   (unsigned) attributes.depth,
                                   ZPixmap,
                                   NULL,
                                   &screen->segment,
                                   (unsigned) attributes.width,
                                   (unsigned) attributes.height);
  screen->segment.shmid = shmget (IPC_PRIVATE,
                                  (size_t) (screen->image->bytes_per_line * screen->image->height),
                                  IPC_CREAT | 0600);
  screen->segment.shmaddr = screen->image->data = shmat (screen->segment.shmid, NULL, 0);
  XShmAttach (screen->display, &screen->segment);
  XSync (screen->display, False);
  shmctl (screen->segment.shmid, IPC_RMID, NULL);
  screen->width = attributes.width / STEP;
  screen->height = attributes.height / STEP;
}

static size_t
get_size (const Monitor *screen)
{
  return (size_t) screen->width * (size_t) screen->height;
}

static guint32 *
look (Monitor *screen)
{
  guint32 *pixels = g_new (guint32, get_size (screen));

  XShmGetImage (
      screen->display, DefaultRootWindow (screen->display), screen->image, 0, 0, AllPlanes);
  for (int y = 0; y < screen->height; y++)
    for (int x = 0; x < screen->width; x++)
      memcpy (&pixels[y * screen->width + x],
              screen->image->data + y * STEP * screen->image->bytes_per_line + x * STEP * 4,
              4);
  return pixels;
}

static gboolean
differ (const Monitor *screen, const guint32 *a, const guint32 *b)
{
  int n = screen->width * screen->height, different = 0;

  for (int i = 0; i < n; i++)
    different += ((a[i] ^ b[i]) & 0xffffff) != 0;
  return different > n * CHANGED;
}

/* Everything that the program has started goes with it: this process adopts its orphans. */
static void
end_program (pid_t pid)
{
  kill (-pid, SIGKILL);
  while (waitpid (-1, NULL, 0) > 0)
    ;
}

static pid_t
start_program (const Program *program)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      setsid ();
      unsetenv ("G_DEBUG");
      if (program->page != NULL)
        {
          g_autofree char *folder =
              g_build_filename (g_getenv ("XDG_CONFIG_HOME"), "glib-2.0", "settings", NULL);
          g_autofree char *file = g_build_filename (folder, "keyfile", NULL);
          g_autofree char *text =
              g_strdup_printf ("[org/commissioning/Manual]\nlast-page='%s'\n", program->page);

          g_mkdir_with_parents (folder, 0700);
          g_file_set_contents (file, text, -1, NULL);
          setenv ("GSETTINGS_BACKEND", "keyfile", 1);
        }
      if (!freopen ("/dev/null", "w", stderr))
        _exit (126);
      execvp (program->argv[0], program->argv);
      _exit (127);
    }
  return pid;
}

/* Milliseconds until the screen shows what it shows in the end, or -1. */
static double
run (Monitor *screen, const Program *program)
{
  g_autofree guint32 *before = look (screen);
  g_autofree guint32 *last = g_memdup2 (before, sizeof (guint32) * get_size (screen));
  double start = now_ms (), ready = -1;
  pid_t pid = start_program (program);

  while (now_ms () - start < TIMEOUT_MS &&
         (ready < 0 || now_ms () - start - ready < program->calm_ms))
    {
      double time = now_ms () - start;
      guint32 *pixels = look (screen);

      if (differ (screen, pixels, last))
        {
          ready = time;
          g_free (g_steal_pointer (&last));
          last = g_steal_pointer (&pixels);
        }
      g_free (pixels);
      g_usleep (4000);
    }
  end_program (pid);
  /* The screen is empty again before the next one. */
  for (int i = 0; i < 500; i++)
    {
      g_autofree guint32 *pixels = look (screen);

      if (!differ (screen, pixels, before))
        break;
      g_usleep (10000);
    }
  return ready;
}

static int
compare_times (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_median (Program *program)
{
  qsort (program->times, RUNS, sizeof (double), compare_times);
  return program->times[RUNS / 2];
}

int
main (int argc, char **argv)
{
  Monitor screen = { NULL };
  g_autofree char *folder = g_dir_make_tmp ("cm-bench-XXXXXX", NULL);
  g_autofree char *portfolio = g_build_filename (folder, "example.portfolio", NULL);
  g_autofree char *data = g_strdup (g_getenv ("COMMISSIONING_DATA_DIR"));
  g_autofree char *example =
      g_build_filename (data, "examples", "leicestershire-together.xml", NULL);
  g_autofree char *manual = g_build_filename (data, "content", "manual.xml", NULL);
  g_autofree char *yelp = g_find_program_in_path ("yelp");
  g_autoptr (GError) error = NULL;
  Program programs[] = {
    { "empty libadwaita window", { argv[2], NULL }, NULL, 1200, { 0 } },
    { "ours, example on the Cycle page", { argv[1], portfolio, NULL }, "cycle", 1200, { 0 } },
    { "ours, example on the Manual page", { argv[1], portfolio, NULL }, "manual", 1200, { 0 } },
    { "Yelp, the same manual", { yelp, manual, NULL }, NULL, 4000, { 0 } },
  };
  guint n = yelp != NULL ? 4 : 3;
  double medians[4];

  if (argc != 3 || data == NULL)
    {
      g_printerr ("usage: bench-launch PROGRAM EMPTY_WINDOW, with COMMISSIONING_DATA_DIR set\n");
      return 2;
    }
  if (!cm_exchange_load (example, portfolio, &error))
    g_error ("%s", error->message);
  prctl (PR_SET_CHILD_SUBREAPER, 1);
  open_screen (&screen);
  for (guint i = 0; i < n; i++)
    run (&screen, &programs[i]); /* warms the caches */
  for (guint r = 0; r < RUNS; r++)
    for (guint i = 0; i < n; i++)
      programs[i].times[r] = run (&screen, &programs[i]);
  for (guint i = 0; i < n; i++)
    {
      medians[i] = get_median (&programs[i]);
      g_print ("launch: %-34s %6.0f ms (%.0f to %.0f)\n",
               programs[i].name,
               medians[i],
               programs[i].times[0],
               programs[i].times[RUNS - 1]);
    }
  g_print ("launch: ours / empty window %.2f (at most 2.00)%s\n",
           medians[1] / medians[0],
           medians[1] / medians[0] > 2 ? " OVER" : "");
  if (n == 4)
    g_print ("launch: Yelp / ours with the manual %.2f (at least 1.00)%s\n",
             medians[3] / medians[2],
             medians[3] < medians[2] ? " UNDER" : "");
  else
    g_print ("launch: Yelp is not installed; ./check --bench installs it\n");
  g_unlink (portfolio);
  g_rmdir (folder);
  return 0;
}
