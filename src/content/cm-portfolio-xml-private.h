/* cm-portfolio-xml-private.h - reading many portfolios, one after another. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-portfolio-xml.h"

G_BEGIN_DECLS

/* As cm_portfolio_xml_read(), but the schema, which takes longer to be made than most files to be
 * read, is kept as long as the program runs; for one thread. */
GPtrArray *_cm_portfolio_xml_read_again (const char *path, GError **error);

G_END_DECLS
