/* cm-point-row.h - a strength or an area for development, edited where it stands. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_POINT_ROW (cm_point_row_get_type ())
G_DECLARE_FINAL_TYPE (CmPointRow, cm_point_row, CM, POINT_ROW, AdwBin)

/* What the reader asks for; the owner does it. */
typedef enum
{
  CM_POINT_UP,
  CM_POINT_DOWN,
  CM_POINT_TURN,
  CM_POINT_RECOMMEND,
  CM_POINT_ACT,
  CM_POINT_OPEN, /* what was made of it */
  CM_POINT_DELETE,
} CmPointDeed;

/* Emits "deed" (int CmPointDeed), "entered" when it was kept with Enter, and
 * "message" (const char *text, gboolean undo). Alt+Up and Alt+Down move it. */
GtkWidget *cm_point_row_new (void);
/* Shows the point, and what was made of it (or NULL). To be called again after the store changed;
 * `first` and `last` say whether it has that place on its side. */
void cm_point_row_show (CmPointRow *self,
                        CmStore *store,
                        CmRecord *point,
                        CmRecord *answer,
                        gboolean first,
                        gboolean last);
CmRecord *cm_point_row_get_point (CmPointRow *self);
CmRecord *cm_point_row_get_answer (CmPointRow *self);
gboolean cm_point_row_flush (CmPointRow *self);

G_END_DECLS
