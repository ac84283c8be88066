/* cm-edition.h - an edition of the content: the manual and all that comes with it, read whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-benchmark.h"
#include "cm-case-study.h"
#include "cm-fault.h"
#include "cm-manual.h"
#include "cm-template.h"
#include "cm-timeline.h"

G_BEGIN_DECLS

/* Never changes once it is loaded, and can be read by every thread. */
#define CM_TYPE_EDITION (cm_edition_get_type ())
G_DECLARE_FINAL_TYPE (CmEdition, cm_edition, CM, EDITION, GObject)

/* Reads `folder`, with what `overlay_folder` (or NULL) replaces in it or adds. NULL if anything is
 * wrong with any file: then `faults` (of CmFault, or NULL) has what, and the error the first of
 * them. May take some time; the error is G_IO_ERROR_CANCELLED if it was cancelled. */
CmEdition *cm_edition_load (const char *folder,
                            const char *overlay_folder,
                            GCancellable *cancellable,
                            GPtrArray *faults,
                            GError **error);

CmManual *cm_edition_get_manual (CmEdition *self);
/* Of CmCaseStudy, in order of their files' names; those of the overlay after the others. */
GPtrArray *cm_edition_get_case_studies (CmEdition *self);
/* NULL if the edition has none. */
const CmBenchmark *cm_edition_get_benchmark (CmEdition *self);
/* Of CmTemplate, in order of their files' names; those of the overlay after the others. */
GPtrArray *cm_edition_get_templates (CmEdition *self);
const CmTemplate *cm_edition_find_template (CmEdition *self, const char *id);
/* Of CmTimeline, in the same order. */
GPtrArray *cm_edition_get_timelines (CmEdition *self);
const CmTimeline *cm_edition_find_timeline (CmEdition *self, const char *id);
/* Of the book. */
const char *cm_edition_get_title (CmEdition *self);
/* These may be NULL. Those of an overlay take the place of the manual's. */
const char *cm_edition_get_subtitle (CmEdition *self);
const char *cm_edition_get_name (CmEdition *self);
const char *cm_edition_get_date (CmEdition *self); /* as 2010-12-31 */
const char *cm_edition_get_publisher (CmEdition *self);
const char *cm_edition_get_folder (CmEdition *self);
const char *cm_edition_get_overlay_folder (CmEdition *self);

/* Checks every file of an edition. (transfer full): the faults, of CmFault; none if all is well. */
GPtrArray *cm_content_check (const char *folder, const char *overlay_folder, GError **error);

G_END_DECLS
