/* cm-planner-card.c - all there is to say about one thing on a year planner. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-card"
#include "config.h"

#include "cm-planner-card.h"

#include <glib/gi18n.h>

#define TEXT_LINES 6

/**
 * CmPlannerCard:
 *
 * Its title with what kind of thing it is and when, more about it, who, what it rests on; a way to
 * its step in the manual or to its record.
 *
 * Keyboard: Escape closes it.
 */
struct _CmPlannerCard
{
  AdwBin parent_instance;

  GtkWidget *edge, *title, *facts, *text, *basis, *step, *record, *link;
  char *table, *id; /* of the record, or NULL */
};

enum
{
  CLOSED,
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmPlannerCard, cm_planner_card, ADW_TYPE_BIN)

/* --- what it says ----------------------------------------------------------------------------- */

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
append (GString *text, const char *words)
{
  if (*words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

static char *
make_facts (const CmYearItem *item)
{
  GString *text = g_string_new (NULL);
  g_autofree char *when = cm_year_item_describe_when (item);
  /* translators: %s says when something is */
  g_autofree char *unknown = g_strdup_printf (_ ("? Time %s"), when);

  append (text, cm_year_item_is_known (item) ? when : unknown);
  append (text, cm_year_item_kind_name (item->kind));
  append (text, cm_year_item_topic_name (item->topic));
  if (item->open)
    append (text, _ ("Open to partners: others can still change the result"));
  return g_string_free (text, FALSE);
}

/* Who, where it is written, and what it rests on. */
static char *
make_basis (const CmYearPlan *plan, const CmYearItem *item, CmManual *manual)
{
  GString *text = g_string_new (NULL);
  g_autofree char *who = cm_year_item_describe_who (item, manual);
  g_autofree char *basis = cm_year_item_describe_basis (item);

  append (text, who);
  append (text, cm_year_plan_get_planner (plan, item)->title);
  append (text, basis);
  return g_string_free (text, FALSE);
}

static void
set_edge (CmPlannerCard *self, const char *stage)
{
  const char *classes[] = { "stage-edge", stage, NULL };

  gtk_widget_set_css_classes (self->edge, classes);
}

static void
show_step (CmPlannerCard *self, const CmYearItem *item, CmManual *manual)
{
  const CmManualStep *step =
      item->step != NULL && manual != NULL ? cm_manual_find_step (manual, item->step) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->step, step != NULL);
  if (step == NULL)
    return;
  /* translators: %s is the title of a step of the manual */
  text = g_strdup_printf (_ ("Read “%s”"), step->title);
  gtk_button_set_label (GTK_BUTTON (self->step), text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->step), "s", step->block->id);
}

void
cm_planner_card_show (CmPlannerCard *self,
                      const CmYearPlan *plan,
                      const CmYearItem *item,
                      CmManual *manual)
{
  g_autofree char *facts = make_facts (item);
  g_autofree char *basis = make_basis (plan, item, manual);

  g_return_if_fail (CM_IS_PLANNER_CARD (self));

  set_edge (self, item->stage);
  set_text (self->title, item->title);
  set_text (self->facts, facts);
  set_text (self->text, item->text);
  set_text (self->basis, basis);
  show_step (self, item, manual);
  g_free (self->table);
  g_free (self->id);
  self->table = g_strdup (item->table);
  self->id = g_strdup (item->record);
  gtk_widget_set_visible (self->record, item->record != NULL);
  gtk_widget_set_visible (self->link, item->link != NULL);
  if (item->link != NULL)
    gtk_link_button_set_uri (GTK_LINK_BUTTON (self->link), item->link);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[CLOSED], 0);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmPlannerCard *self = CM_PLANNER_CARD (widget);

  if (self->id != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, self->table, self->id);
}

static void
cm_planner_card_finalize (GObject *object)
{
  g_free (CM_PLANNER_CARD (object)->table);
  g_free (CM_PLANNER_CARD (object)->id);
  G_OBJECT_CLASS (cm_planner_card_parent_class)->finalize (object);
}

static void
cm_planner_card_class_init (CmPlannerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_planner_card_finalize;
  signals[CLOSED] = g_signal_new (
      "closed", CM_TYPE_PLANNER_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_RECORD] = g_signal_new ("open-record",
                                       CM_TYPE_PLANNER_CARD,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       2,
                                       G_TYPE_STRING,
                                       G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "card.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "card.open", NULL, open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "card.close", NULL);
}

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_words (CmPlannerCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->title = add_label (box, "heading");
  self->facts = add_label (box, "numeric");
  self->text = add_label (box, NULL);
  gtk_label_set_lines (GTK_LABEL (self->text), TEXT_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (self->text), PANGO_ELLIPSIZE_END);
  self->basis = add_label (box, "dim-label");
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
make_buttons (CmPlannerCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *close = gtk_button_new_from_icon_name ("cm-close-symbolic");

  gtk_widget_set_tooltip_text (close, _ ("Close (Escape)"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "card.close");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_halign (close, GTK_ALIGN_END);
  self->step = gtk_button_new ();
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->step), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->step), "win.read");
  gtk_widget_set_tooltip_text (self->step, _ ("Read about this step in the manual"));
  self->record = gtk_button_new_with_mnemonic (_ ("_Open the record"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->record), "card.open");
  self->link = gtk_link_button_new_with_label ("", _ ("The source"));
  gtk_box_append (GTK_BOX (box), close);
  gtk_box_append (GTK_BOX (box), self->step);
  gtk_box_append (GTK_BOX (box), self->record);
  gtk_box_append (GTK_BOX (box), self->link);
  return box;
}

static void
cm_planner_card_init (CmPlannerCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->edge = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), self->edge);
  gtk_box_append (GTK_BOX (box), make_words (self));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_widget_add_css_class (box, "planner-card");
  gtk_widget_add_css_class (box, "card");
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_planner_card_new (void)
{
  return g_object_new (CM_TYPE_PLANNER_CARD, NULL);
}
