/* cm-record.h - one row of a table, in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-value.h"

G_BEGIN_DECLS

#define CM_TYPE_RECORD (cm_record_get_type ())
G_DECLARE_FINAL_TYPE (CmRecord, cm_record, CM, RECORD, GObject)

/* A new record with a new key and no values. */
CmRecord *cm_record_new (const CmTable *table);
CmRecord *cm_record_new_with_id (const CmTable *table, const char *id);
/* An independent copy with the same key, to be changed and handed to the store. */
CmRecord *cm_record_copy (CmRecord *self);

const CmTable *cm_record_get_table (CmRecord *self);
const char *cm_record_get_id (CmRecord *self);

/* Values by the position of the field or by its name. Pointers are valid until the value changes.
 */
const CmValue *cm_record_value (CmRecord *self, guint field);
const CmValue *cm_record_get (CmRecord *self, const char *field);
const char *cm_record_get_text (CmRecord *self, const char *field); /* "" for no value */
gint64 cm_record_get_number (CmRecord *self, const char *field);    /* 0 for no value */
gboolean cm_record_is_null (CmRecord *self, const char *field);
/* What names this record to a person: its title field as shown, or "". */
const char *cm_record_get_title (CmRecord *self);

void cm_record_set_value (CmRecord *self, guint field, const CmValue *value);
void cm_record_set_text (CmRecord *self, const char *field, const char *text);
void cm_record_set_number (CmRecord *self, const char *field, gint64 number);
void cm_record_set_null (CmRecord *self, const char *field);

/* Checks every value and the rules between fields (an end must not lie before its start). */
gboolean cm_record_check (CmRecord *self, GError **error);

/* Takes over the values of `from`, a record of the same table and key; emits "changed" if any
 * differ. */
void cm_record_assign (CmRecord *self, CmRecord *from);

G_END_DECLS
