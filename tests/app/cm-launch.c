/* cm-launch.c - starts programs and watches the screen until their content is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts is what a person sees: the screen is looked at all the time, and a program is ready
 * at the first moment from which the picture stays what it is in the end. Programs take turns, so
 * that whatever else the machine does hits all of them; medians of the runs are compared. */
#include "config.h"

#include "cm-launch.h"

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

#define END_MS 1000

/* Everything that the program has started goes with it: this process adopts its orphans. It is
 * asked first, or it would tell of a crash when it is started again. */
static void
end_program (pid_t pid)
{
  kill (pid, SIGTERM);
  for (int ms = 0; ms < END_MS && waitpid (pid, NULL, WNOHANG) == 0; ms += 10)
    g_usleep (10000);
  kill (-pid, SIGKILL);
  while (waitpid (-1, NULL, 0) > 0)
    ;
}

static pid_t
start_program (const CmLaunch *program)
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

/* --- memory ----------------------------------------------------------------------------------- */

/* A field of /proc/PID/status, in its own unit; 0 if the process is gone. */
static guint64
read_status (const char *pid, const char *field)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "status", NULL);
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  at = strstr (text, field);
  return at != NULL ? g_ascii_strtoull (at + strlen (field), NULL, 10) : 0;
}

/* This process adopts all that a program leaves behind, so everything leads up to it. */
static gboolean
is_ours (const char *pid)
{
  const guint64 self = (guint64) getpid ();
  guint64 parent = read_status (pid, "\nPPid:\t");

  while (parent > 1 && parent != self)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, parent);

      parent = read_status (text, "\nPPid:\t");
    }
  return parent == self;
}

/* MiB: the most that each process that is there has had at once. */
static double
sum_peaks (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint64 kib = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_ascii_isdigit (*name) && is_ours (name))
      kib += read_status (name, "\nVmHWM:\t");
  return (double) kib / 1024;
}

/* --- runs ------------------------------------------------------------------------------------- */

/* Milliseconds until the screen shows what it shows in the end, or -1. */
static double
run (Monitor *screen, const CmLaunch *program, double *memory)
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

      if (ready < 0 && waitpid (pid, NULL, WNOHANG) == pid)
        g_error ("%s (%s) ended before it showed anything", program->name, program->argv[0]);
      if (differ (screen, pixels, last))
        {
          ready = time;
          g_free (g_steal_pointer (&last));
          last = g_steal_pointer (&pixels);
        }
      g_free (pixels);
      g_usleep (4000);
    }
  *memory = sum_peaks ();
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
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
cm_launch_get_median (double *values)
{
  qsort (values, CM_LAUNCH_RUNS, sizeof (double), compare);
  return values[CM_LAUNCH_RUNS / 2];
}

void
cm_launch_measure (CmLaunch *programs, guint n)
{
  Monitor screen = { NULL };
  double memory;

  prctl (PR_SET_CHILD_SUBREAPER, 1);
  open_screen (&screen);
  for (guint i = 0; i < n; i++)
    run (&screen, &programs[i], &memory);
  for (guint r = 0; r < CM_LAUNCH_RUNS; r++)
    for (guint i = 0; i < n; i++)
      programs[i].times[r] = run (&screen, &programs[i], &programs[i].memory[r]);
}
