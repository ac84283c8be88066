/* cm-launch.h - starts programs and watches the screen until their content is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CM_LAUNCH_RUNS 7

/* A program, what it takes, and what was measured. */
typedef struct
{
  const char *name;
  char *argv[4];
  const char *page;              /* for our program: the page it starts on */
  double calm_ms;                /* nothing changes for so long: it is through */
  double times[CM_LAUNCH_RUNS];  /* ms until the screen shows what it shows in the end */
  double memory[CM_LAUNCH_RUNS]; /* MiB: peaks of the program and all that it has started, summed */
} CmLaunch;

/* Runs each program once to warm the caches, then all of them in turns. The display is empty
 * before. */
void cm_launch_measure (CmLaunch *programs, guint n);
/* Sorts the values. */
double cm_launch_get_median (double *values);

G_END_DECLS
