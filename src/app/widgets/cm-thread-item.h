/* cm-thread-item.h - a row of the golden thread, and its words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-thread.h"

G_BEGIN_DECLS

typedef enum
{
  CM_THREAD_ITEM_CHAPTER,
  CM_THREAD_ITEM_OUTCOME,
  CM_THREAD_ITEM_INDICATOR,
  CM_THREAD_ITEM_ACTIVITY,     /* that serves an outcome */
  CM_THREAD_ITEM_NO_OUTCOME,   /* where a chapter has none */
  CM_THREAD_ITEM_NO_INDICATOR, /* where an outcome has none */
  CM_THREAD_ITEM_NO_ACTIVITY,
  CM_THREAD_ITEM_STRAY_INDICATORS, /* all that have no outcome */
  CM_THREAD_ITEM_STRAY_ACTIVITIES,
  CM_THREAD_ITEM_STRAY_ACTIVITY,
} CmThreadItemKind;

/* What a row says. What is `loose` is missing, and begins with a mark. Texts may be NULL. */
typedef struct
{
  const char *icon;
  char *title, *caption;
  char *first, *second; /* how it stands */
  char *money, *share;
  gboolean title_loose, caption_loose, first_loose, second_loose, share_loose;
  char *more; /* for a tooltip */
} CmThreadWords;

#define CM_TYPE_THREAD_ITEM (cm_thread_item_get_type ())
G_DECLARE_FINAL_TYPE (CmThreadItem, cm_thread_item, CM, THREAD_ITEM, GObject)

/* `id` is the key of the record, or NULL for all strays; `link` that of the link of an activity to
 * its outcome. The parent outlives its children; a stray activity does not know it. */
CmThreadItem *
cm_thread_item_new (CmThreadItemKind kind, const char *id, const char *link, CmThreadItem *parent);
CmThreadItemKind cm_thread_item_get_kind (CmThreadItem *self);
const char *cm_thread_item_get_id (CmThreadItem *self);
const char *cm_thread_item_get_link (CmThreadItem *self);
/* Unique among the children of an item; free what is made with g_free(). */
char *cm_thread_item_make_key (CmThreadItemKind kind, const char *id, const char *link);
const char *cm_thread_item_get_key (CmThreadItem *self);
/* (transfer none) (nullable) */
CmThreadItem *cm_thread_item_get_parent (CmThreadItem *self);
/* The table of the record whose form belongs to the row, and its key; NULL if it has none. */
const char *cm_thread_item_get_table (CmThreadItem *self);
const char *cm_thread_item_get_record_id (CmThreadItem *self);
/* The key of the outcome, or of the chapter, that the row is or is part of; NULL for none. */
const char *cm_thread_item_get_outcome (CmThreadItem *self);
const char *cm_thread_item_get_chapter (CmThreadItem *self);
gboolean cm_thread_item_can_have_children (CmThreadItem *self);
/* Whether it only says what is missing. */
gboolean cm_thread_item_is_gap (CmThreadItem *self);

/* (transfer none) (nullable): NULL until somebody looked. */
GListStore *cm_thread_item_get_children (CmThreadItem *self);
GListStore *cm_thread_item_make_children (CmThreadItem *self);

/* Of what the thread holds now; clear `words` in the end. */
void cm_thread_item_describe (CmThreadItem *self, CmThread *thread, CmThreadWords *words);
void cm_thread_words_clear (CmThreadWords *words);
/* (transfer full): all of it, to be spoken. */
char *cm_thread_words_speak (const CmThreadWords *words);

G_END_DECLS
