/* cm-salvage-private.h - the report of a recovery while it is being written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store-salvage.h"

G_BEGIN_DECLS

/* A value that is cleared when it goes out of scope. */
typedef struct
{
  CmValue value;
} CmValueHolder;

static inline void
_cm_value_holder_clear (CmValueHolder *self)
{
  cm_value_clear (&self->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CmValueHolder, _cm_value_holder_clear)

/* With all tables, by position. */
CmSalvage *_cm_salvage_new (void);
CmSalvageTable *_cm_salvage_get (CmSalvage *self, guint table);
CmSalvageTable *_cm_salvage_get_by_name (CmSalvage *self, const char *table);
void _cm_salvage_note (CmSalvage *self,
                       CmSalvageTable *count,
                       CmSalvageKind kind,
                       const char *id,
                       const char *title,
                       const char *text);
/* (transfer full): all values of a record in words. */
char *_cm_salvage_describe (CmRecord *record);

G_END_DECLS
