/* cm-benchmark-private.h - a benchmark from XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-benchmark.h"
#include "cm-manual.h"
#include "cm-xml-private.h"

G_BEGIN_DECLS

/* Checks what is valid and reads it; NULL with faults. `manual` tells what can be linked to;
 * without one, that is not checked. */
CmBenchmark *
_cm_benchmark_read (xmlDoc *xml, const CmXmlNames *names, CmManual *manual, GPtrArray *faults);

G_END_DECLS
