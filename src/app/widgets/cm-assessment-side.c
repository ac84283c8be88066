/* cm-assessment-side.c - the strengths, or the areas for development, under one heading. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-assessment-side"
#include "config.h"

#include "cm-assessment-side.h"

#include <glib/gi18n.h>

#include "cm-edit-text.h"
#include "cm-point-row.h"

/**
 * CmAssessmentSide:
 *
 * A row for each point, and one in which the next is typed. Rows belong to their point and stay
 * with it wherever it goes, so that the focus does too.
 */
struct _CmAssessmentSide
{
  AdwBin parent_instance;

  gboolean strengths;
  CmStore *store;
  const CmAssessment *assessment;
  const CmAssessmentPart *part;

  GtkWidget *heading, *rows, *next;
  GHashTable *by_id; /* key of a point → CmPointRow, not owned */
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_OPEN_RECORD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmAssessmentSide, cm_assessment_side, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static GPtrArray *
get_points (CmAssessmentSide *self)
{
  return self->strengths ? self->part->strengths : self->part->areas;
}

static void
tell (CmAssessmentSide *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

/* --- deeds ------------------------------------------------------------------------------------ */

static guint
find_place (CmAssessmentSide *self, CmRecord *point)
{
  GPtrArray *points = get_points (self);
  guint i = 0;

  while (i < points->len &&
         !g_str_equal (cm_record_get_id (points->pdata[i]), cm_record_get_id (point)))
    i++;
  return i;
}

static gboolean
recommend (CmAssessmentSide *self, CmRecord *point, GError **error)
{
  g_autoptr (CmRecord) made =
      cm_assessment_recommend (self->store, self->assessment, self->part, point, error);

  if (made != NULL)
    tell (self, _ ("A recommendation was made of it"), TRUE);
  return made != NULL;
}

static gboolean
act (CmAssessmentSide *self, CmRecord *point, GError **error)
{
  g_autoptr (CmRecord) made =
      cm_assessment_act (self->store, self->assessment, self->part, point, error);

  if (made != NULL)
    tell (self, _ ("An action was made of it"), TRUE);
  return made != NULL;
}

static gboolean
delete_point (CmAssessmentSide *self, CmRecord *point, GError **error)
{
  /* translators: %s is a strength or an area for development */
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"), cm_record_get_text (point, "point"));

  /* The row that has the focus goes. */
  gtk_widget_grab_focus (self->next);
  if (!cm_assessment_delete_point (self->store, point, error))
    return FALSE;
  tell (self, text, TRUE);
  return TRUE;
}

static gboolean
turn (CmAssessmentSide *self, CmRecord *point, GError **error)
{
  gtk_widget_grab_focus (self->next);
  return cm_assessment_turn_point (self->store, point, error);
}

static gboolean
do_deed (CmAssessmentSide *self, CmPointDeed deed, CmRecord *point, GError **error)
{
  guint place = find_place (self, point);

  switch (deed)
    {
    case CM_POINT_UP:
      return place == 0 ||
             cm_assessment_move_point (self->store, self->part, point, place - 1, error);
    case CM_POINT_DOWN:
      return cm_assessment_move_point (self->store, self->part, point, place + 1, error);
    case CM_POINT_TURN:
      return turn (self, point, error);
    case CM_POINT_RECOMMEND:
      return recommend (self, point, error);
    case CM_POINT_ACT:
      return act (self, point, error);
    case CM_POINT_DELETE:
      return delete_point (self, point, error);
    case CM_POINT_OPEN:
    default:
      return TRUE;
    }
}

typedef struct
{
  CmAssessmentSide *side;
  CmPointRow *row;
  CmPointDeed deed;
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->side);
  g_object_unref (errand->row);
  g_free (errand);
}

/* A button that goes while it is pressed would be held for pressed for ever, so it is let go
 * first. */
static gboolean
errand_cb (gpointer data)
{
  Errand *errand = data;
  CmRecord *point = cm_point_row_get_point (errand->row);
  CmRecord *answer = cm_point_row_get_answer (errand->row);
  g_autoptr (CmRecord) hold = point != NULL ? g_object_ref (point) : NULL;
  g_autoptr (GError) error = NULL;

  if (hold == NULL || errand->side->part == NULL)
    return G_SOURCE_REMOVE;
  if (errand->deed == CM_POINT_OPEN)
    {
      if (answer != NULL)
        g_signal_emit (errand->side,
                       signals[SIGNAL_OPEN_RECORD],
                       0,
                       cm_record_get_table (answer)->name,
                       cm_record_get_id (answer));
      return G_SOURCE_REMOVE;
    }
  if (!do_deed (errand->side, errand->deed, hold, &error))
    tell (errand->side, error->message, FALSE);
  return G_SOURCE_REMOVE;
}

static void
deed_cb (CmAssessmentSide *self, int deed, CmPointRow *row)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->side = g_object_ref (self);
  errand->row = g_object_ref (row);
  errand->deed = (CmPointDeed) deed;
  g_idle_add_full (G_PRIORITY_DEFAULT, errand_cb, errand, free_errand);
}

static void
message_cb (CmAssessmentSide *self, const char *text, gboolean undo)
{
  tell (self, text, undo);
}

static void
refused_cb (CmAssessmentSide *self, const char *why)
{
  tell (self, why, FALSE);
}

/* --- the next one ----------------------------------------------------------------------------- */

/* After a point has been kept it is what is shown that tells, and the row is for the next. */
static gboolean
save_next (CmEditText *text, const char *typed, gpointer data, GError **error)
{
  CmAssessmentSide *self = data;
  g_autofree char *words = g_strstrip (g_strdup (typed));
  g_autoptr (CmRecord) point = NULL;

  if (self->part == NULL || *words == '\0')
    return TRUE;
  point = cm_assessment_add_point (
      self->store, self->assessment, self->part, self->strengths, words, error);
  return point != NULL;
}

static void
entered_cb (CmAssessmentSide *self)
{
  gtk_widget_grab_focus (self->next);
}

gboolean
cm_assessment_side_flush (CmAssessmentSide *self)
{
  gboolean kept = cm_edit_text_flush (CM_EDIT_TEXT (self->next));
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->by_id);
  while (kept && g_hash_table_iter_next (&iter, NULL, &row))
    kept = cm_point_row_flush (row);
  return kept;
}

/* --- showing ---------------------------------------------------------------------------------- */

static GtkWidget *
make_row (CmAssessmentSide *self)
{
  GtkWidget *row = cm_point_row_new ();

  g_signal_connect_object (row, "deed", G_CALLBACK (deed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entered", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows), row);
  return row;
}

static void
drop_rows (CmAssessmentSide *self, GPtrArray *points)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      CmRecord *point = cm_point_row_get_point (row);
      gboolean stays = FALSE;

      for (guint i = 0; i < points->len && !stays; i++)
        stays = g_str_equal (cm_record_get_id (points->pdata[i]), cm_record_get_id (point));
      if (stays)
        continue;
      g_hash_table_iter_remove (&iter);
      gtk_box_remove (GTK_BOX (self->rows), row);
    }
}

static void
show_point (CmAssessmentSide *self, GPtrArray *points, guint place, GtkWidget **after)
{
  CmRecord *point = g_ptr_array_index (points, place);
  GtkWidget *row = g_hash_table_lookup (self->by_id, cm_record_get_id (point));
  g_autoptr (CmRecord) answer =
      self->strengths ? NULL : cm_assessment_find_answer (self->store, self->part, point);

  if (row == NULL)
    {
      row = make_row (self);
      g_hash_table_insert (self->by_id, g_strdup (cm_record_get_id (point)), row);
    }
  if (gtk_widget_get_prev_sibling (row) != *after)
    gtk_box_reorder_child_after (GTK_BOX (self->rows), row, *after);
  cm_point_row_show (
      CM_POINT_ROW (row), self->store, point, answer, place == 0, place + 1 == points->len);
  *after = row;
}

void
cm_assessment_side_show (CmAssessmentSide *self,
                         CmStore *store,
                         const CmAssessment *assessment,
                         const CmAssessmentPart *part)
{
  GPtrArray *points;
  GtkWidget *after = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (CM_IS_ASSESSMENT_SIDE (self));
  g_set_object (&self->store, store);
  self->assessment = assessment;
  self->part = part;
  if (part == NULL)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      drop_rows (self, none);
      return;
    }
  points = get_points (self);
  title = self->strengths
              /* translators: how many strengths there are */
              ? g_strdup_printf (_ ("Strengths (%u)"), points->len)
              /* translators: how many areas for development there are */
              : g_strdup_printf (_ ("Areas for development (%u)"), points->len);
  gtk_label_set_text (GTK_LABEL (self->heading), title);
  drop_rows (self, points);
  for (guint i = 0; i < points->len; i++)
    show_point (self, points, i, &after);
  gtk_widget_set_visible (self->rows, points->len > 0);
  gtk_widget_set_visible (self->next, !cm_store_get_read_only (store));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_assessment_side_dispose (GObject *object)
{
  CmAssessmentSide *self = CM_ASSESSMENT_SIDE (object);

  self->part = NULL;
  self->assessment = NULL;
  g_clear_object (&self->store);
  g_hash_table_remove_all (self->by_id);
  G_OBJECT_CLASS (cm_assessment_side_parent_class)->dispose (object);
}

static void
cm_assessment_side_finalize (GObject *object)
{
  g_hash_table_unref (CM_ASSESSMENT_SIDE (object)->by_id);
  G_OBJECT_CLASS (cm_assessment_side_parent_class)->finalize (object);
}

static void
cm_assessment_side_class_init (CmAssessmentSideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_assessment_side_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_assessment_side_finalize;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_ASSESSMENT_SIDE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_ASSESSMENT_SIDE,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
}

static void
cm_assessment_side_init (CmAssessmentSide *self)
{
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GtkWidget *
cm_assessment_side_new (gboolean strengths)
{
  CmAssessmentSide *self = g_object_new (CM_TYPE_ASSESSMENT_SIDE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->strengths = strengths;
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "heading");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->rows, "point-rows");
  self->next = cm_edit_text_new (
      strengths ? _ ("Add a strength") : _ ("Add an area for development"),
      strengths ? _ ("Add a strength, with Enter") : _ ("Add an area for development, with Enter"),
      save_next,
      self);
  gtk_widget_add_css_class (self->next, "point-next");
  g_signal_connect_object (self->next, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), self->next);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
