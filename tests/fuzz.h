/* fuzz.h - what the programs that feed readers with any bytes share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n);

/* The name of a file in memory that holds the bytes; there is one, written anew each time. */
static inline char *
write_input (const uint8_t *bytes, size_t n)
{
  static int fd = -1;

  if (fd < 0)
    fd = memfd_create ("input", MFD_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, bytes, n, 0), ==, n);
  return g_strdup_printf ("/proc/self/fd/%d", fd);
}
