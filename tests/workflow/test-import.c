/* test-import.c - rows of a file become records, to the penny and in one step. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
int
main (void)
{
  return 0;
}
