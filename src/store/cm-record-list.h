/* cm-record-list.h - the records of a query as a list that follows the store. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_RECORD_LIST (cm_record_list_get_type ())
G_DECLARE_FINAL_TYPE (CmRecordList, cm_record_list, CM, RECORD_LIST, GObject)

/* A GListModel of CmRecord. Holds keys only; records are read when they are asked for. Takes
 * `query`. */
CmRecordList *cm_record_list_new (CmStore *store, CmQuery *query);
/* Another filter or order; takes `query`. Records that stay keep their objects, but a selection is
 * not kept: whoever shows the list selects again by key. */
void cm_record_list_set_query (CmRecordList *self, CmQuery *query);
const CmQuery *cm_record_list_get_query (CmRecordList *self);
/* The position of the record with that key, or GTK's invalid position (G_MAXUINT). */
guint cm_record_list_find (CmRecordList *self, const char *id);

G_END_DECLS
