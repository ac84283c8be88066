/* cm-exchange.h - a whole portfolio to and from the exchange format. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* (transfer full): the portfolio as XML. The change log stays in the file. */
char *cm_exchange_dump (CmStore *store);

/* Makes the portfolio `path` from the XML file `source`. Nothing appears at `path` unless all of it
 * is right, and a file that is there already is left alone. */
gboolean cm_exchange_load (const char *source, const char *path, GError **error);

G_END_DECLS
