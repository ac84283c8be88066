/* cm-zip-private.h - the members of a zip archive that a stranger may have packed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-sheet-private.h"

G_BEGIN_DECLS

/* What one reading of a workbook may unpack. Packed ten to thirty times smaller is usual. */
#define CM_ZIP_MEMBERS_MAX 10000                          /* members in it */
#define CM_ZIP_UNPACKED_MAX (G_GINT64_CONSTANT (1) << 30) /* bytes, in all */
#define CM_ZIP_UNPACKED_FREE                                                                       \
  (G_GINT64_CONSTANT (64) << 20) /* bytes however well they are packed                             \
                                  */
#define CM_ZIP_RATIO_MAX 200     /* unpacked to packed, after those */

typedef struct _CmZip CmZip;
typedef struct _CmZipMember CmZipMember;

/* Looks at the names of the members. Errors name the file of `sheet`, which must outlive the zip.
 */
CmZip *_cm_zip_open (const CmSheet *sheet, GCancellable *cancellable, GError **error);
void _cm_zip_free (CmZip *self);

/* Names differ by more than case; of two members of one name the first is meant. */
gboolean _cm_zip_has (const CmZip *self, const char *name);
gboolean _cm_zip_has_below (const CmZip *self, const char *folder);
const CmSheet *_cm_zip_get_sheet (const CmZip *self);

/* Several may be open at a time. */
CmZipMember *_cm_zip_member_open (CmZip *zip, const char *name, GError **error);
void _cm_zip_member_close (CmZipMember *self);
/* The next bytes, valid until the next call: their number, 0 at the end, -1 on errors and when
 * cancelled. */
gssize _cm_zip_member_read (CmZipMember *self, const char **bytes, GError **error);
/* From 0 to 1, by what the archive says of its size. */
double _cm_zip_member_get_fraction (const CmZipMember *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmZip, _cm_zip_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmZipMember, _cm_zip_member_close)

G_END_DECLS
