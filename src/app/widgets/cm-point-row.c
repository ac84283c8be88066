/* cm-point-row.c - a strength or an area for development, edited where it stands. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-point-row"
#include "config.h"

#include "cm-point-row.h"

#include <glib/gi18n.h>

#include "cm-assessment.h"
#include "cm-edit-text.h"

/**
 * CmPointRow:
 *
 * The point, below it its note, and for an area for development what was made of it, or the buttons
 * that make something of it. The rest is in a menu, and on keys.
 */
struct _CmPointRow
{
  AdwBin parent_instance;

  CmStore *store;
  CmRecord *point, *answer;
  gboolean noting; /* a note is to be written */

  GtkWidget *text, *note, *menu;
  GtkWidget *follow, *recommend, *act, *made;
};

enum
{
  SIGNAL_DEED,
  SIGNAL_ENTERED,
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmPointRow, cm_point_row, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- keeping ---------------------------------------------------------------------------------- */

/* Saving a point that is gone would bring it back; what was typed is told. */
static gboolean
is_kept (CmPointRow *self, const char *typed)
{
  g_autoptr (CmRecord) known = NULL;
  g_autofree char *text = NULL;

  if (self->point == NULL)
    return FALSE;
  known = cm_store_get (self->store, "assessment_point", cm_record_get_id (self->point));
  if (known != NULL)
    return TRUE;
  /* translators: %s is what was typed */
  text = g_strdup_printf (_ ("The point was deleted meanwhile. Not kept: “%s”"), typed);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, FALSE);
  return FALSE;
}

static gboolean
save_point (CmEditText *text, const char *typed, gpointer data, GError **error)
{
  CmPointRow *self = data;

  return !is_kept (self, typed) ||
         cm_assessment_change_point (self->store, self->point, typed, error);
}

static gboolean
save_note (CmEditText *text, const char *typed, gpointer data, GError **error)
{
  CmPointRow *self = data;

  self->noting = FALSE;
  return !is_kept (self, typed) ||
         cm_assessment_note_point (self->store, self->point, typed, error);
}

static void
refused_cb (CmPointRow *self, const char *why)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, why, FALSE);
}

static void
entered_cb (CmPointRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTERED], 0);
}

gboolean
cm_point_row_flush (CmPointRow *self)
{
  gboolean kept = cm_edit_text_flush (CM_EDIT_TEXT (self->text));

  return cm_edit_text_flush (CM_EDIT_TEXT (self->note)) && kept;
}

/* --- showing ---------------------------------------------------------------------------------- */

static gboolean
is_strength (CmPointRow *self)
{
  return g_str_equal (cm_record_get_text (self->point, "side"), "strength");
}

static void
show_follow (CmPointRow *self, gboolean editable)
{
  gboolean area = !is_strength (self);
  g_autofree char *state = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->follow, area && (editable || self->answer != NULL));
  gtk_widget_set_visible (self->recommend, self->answer == NULL);
  gtk_widget_set_visible (self->act, self->answer == NULL);
  gtk_widget_set_visible (self->made, self->answer != NULL);
  if (self->answer == NULL)
    return;
  state = cm_store_format (
      self->store, self->answer, cm_table_field (cm_record_get_table (self->answer), "state"));
  /* translators: what was made of an area for development and how far that has come, as in
   * “Recommendation: Open” */
  words = g_strdup_printf (_ ("%1$s: %2$s"),
                           cm_table_label (cm_record_get_table (self->answer)),
                           *state != '\0' ? state : _ ("No state"));
  gtk_button_set_label (GTK_BUTTON (self->made), words);
}

static void
name_texts (CmPointRow *self)
{
  const char *point = cm_record_get_text (self->point, "point");
  /* translators: for a screen reader: the note on a point */
  g_autofree char *note = g_strdup_printf (_ ("Example or note on “%s”"), point);
  /* translators: for a screen reader: the menu of a point */
  g_autofree char *more = g_strdup_printf (_ ("More for “%s”"), point);

  cm_edit_text_set_name (CM_EDIT_TEXT (self->text),
                         is_strength (self) ? _ ("Strength") : _ ("Area for development"));
  cm_edit_text_set_name (CM_EDIT_TEXT (self->note), note);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, more, -1);
}

static void
show_menu (CmPointRow *self, gboolean editable, gboolean first, gboolean last)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  g_menu_append (places, _ ("Move _up"), "point.up");
  g_menu_append (places, _ ("Move _down"), "point.down");
  g_menu_append (places,
                 is_strength (self) ? _ ("It is an _area for development")
                                    : _ ("It is a _strength"),
                 "point.turn");
  g_menu_append (places, _ ("Write an _example or note"), "point.note");
  g_menu_append (end, _ ("De_lete"), "point.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
  gtk_widget_set_visible (self->menu, editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "point.up", editable && !first);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "point.down", editable && !last);
}

void
cm_point_row_show (CmPointRow *self,
                   CmStore *store,
                   CmRecord *point,
                   CmRecord *answer,
                   gboolean first,
                   gboolean last)
{
  gboolean editable = !cm_store_get_read_only (store);
  const char *note = cm_record_get_text (point, "note");

  g_return_if_fail (CM_IS_POINT_ROW (self));
  g_set_object (&self->store, store);
  g_set_object (&self->point, point);
  g_set_object (&self->answer, answer);
  cm_edit_text_show (CM_EDIT_TEXT (self->text), cm_record_get_text (point, "point"));
  cm_edit_text_show (CM_EDIT_TEXT (self->note), note);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), editable);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->note), editable);
  gtk_widget_set_visible (self->note, *note != '\0' || self->noting);
  name_texts (self);
  show_menu (self, editable, first, last);
  show_follow (self, editable);
}

CmRecord *
cm_point_row_get_point (CmPointRow *self)
{
  g_return_val_if_fail (CM_IS_POINT_ROW (self), NULL);
  return self->point;
}

CmRecord *
cm_point_row_get_answer (CmPointRow *self)
{
  g_return_val_if_fail (CM_IS_POINT_ROW (self), NULL);
  return self->answer;
}

/* --- deeds ------------------------------------------------------------------------------------ */

static const struct
{
  const char *action;
  CmPointDeed deed;
} deeds[] = {
  { "point.up", CM_POINT_UP },         { "point.down", CM_POINT_DOWN },
  { "point.turn", CM_POINT_TURN },     { "point.recommend", CM_POINT_RECOMMEND },
  { "point.act", CM_POINT_ACT },       { "point.open", CM_POINT_OPEN },
  { "point.delete", CM_POINT_DELETE },
};

/* What is typed comes first: the point that is moved is the one that is seen. */
static void
deed_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmPointRow *self = CM_POINT_ROW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].action, action) &&
        (deeds[i].deed == CM_POINT_DELETE || cm_point_row_flush (self)))
      {
        g_signal_emit (self, signals[SIGNAL_DEED], 0, (int) deeds[i].deed);
        return;
      }
}

static void
note_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmPointRow *self = CM_POINT_ROW (widget);

  self->noting = TRUE;
  gtk_widget_set_visible (self->note, TRUE);
  gtk_widget_grab_focus (self->note);
}

/* A note that was begun and has no words goes away again. */
static void
note_left_cb (CmPointRow *self)
{
  g_autofree char *words = cm_edit_text_get_text (CM_EDIT_TEXT (self->note));

  self->noting = FALSE;
  gtk_widget_set_visible (self->note, *words != '\0');
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_point_row_dispose (GObject *object)
{
  CmPointRow *self = CM_POINT_ROW (object);

  g_clear_object (&self->answer);
  g_clear_object (&self->point);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_point_row_parent_class)->dispose (object);
}

static void
cm_point_row_class_init (CmPointRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_point_row_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    gtk_widget_class_install_action (widget_class, deeds[i].action, NULL, deed_cb);
  gtk_widget_class_install_action (widget_class, "point.note", NULL, note_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "point.up", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Down, GDK_ALT_MASK, "point.down", NULL);
  gtk_widget_class_set_css_name (widget_class, "pointrow");
  signals[SIGNAL_DEED] = g_signal_new ("deed",
                                       CM_TYPE_POINT_ROW,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_INT);
  signals[SIGNAL_ENTERED] = g_signal_new (
      "entered", CM_TYPE_POINT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_POINT_ROW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
}

static GtkWidget *
make_button (const char *label, const char *tip, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "point-button");
  return button;
}

static void
build_follow (CmPointRow *self)
{
  self->follow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->recommend = make_button (
      _ ("Recommend"), _ ("Make a recommendation of this area for development"), "point.recommend");
  self->act = make_button (
      _ ("Make an action"), _ ("Make an action of this area for development"), "point.act");
  self->made = make_button ("", _ ("Show what was made of this"), "point.open");
  gtk_box_append (GTK_BOX (self->follow), self->recommend);
  gtk_box_append (GTK_BOX (self->follow), self->act);
  gtk_box_append (GTK_BOX (self->follow), self->made);
}

static void
build_texts (CmPointRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = cm_edit_text_new ("", NULL, save_point, self);
  self->note = cm_edit_text_new ("", _ ("An example, or a note"), save_note, self);
  gtk_widget_add_css_class (self->note, "point-note");
  g_signal_connect_object (self->text, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->note, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "entered", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (note_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->note, focus);
}

static void
cm_point_row_init (CmPointRow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  build_texts (self);
  build_follow (self);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "cm-menu-symbolic");
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "point-menu");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->menu, _ ("Move, turn or delete"));
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), self->text);
  gtk_box_append (GTK_BOX (column), self->note);
  gtk_box_append (GTK_BOX (column), self->follow);
  gtk_box_append (GTK_BOX (row), column);
  gtk_box_append (GTK_BOX (row), self->menu);
  gtk_widget_add_css_class (row, "point-row");
  adw_bin_set_child (ADW_BIN (self), row);
}

GtkWidget *
cm_point_row_new (void)
{
  return g_object_new (CM_TYPE_POINT_ROW, NULL);
}
