/* cm-damaged-file-private.h - the bytes of a file that may be damaged. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): all of it in whole pages; what the disk does not give is zero. What a crash left
 * half done is undone first, in a copy. The file is left as it is. Errors as cm_store_open(). */
GBytes *_cm_damaged_file_read (const char *path, GError **error);

G_END_DECLS
