/* cm-origin.h - where the words of a text come from: a source that is named, or ourselves. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CM_ORIGIN_EDITORIAL, /* advice of whoever wrote the edition */
  CM_ORIGIN_SOURCE,    /* what the sources have, in words of the edition */
} CmTextOrigin;

typedef struct
{
  char *text;
  char *link; /* an address, or NULL */
} CmSource;

G_END_DECLS
