/* cm-roles-list.c - what one group does in the cycle, step by step. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-roles-list"
#include "config.h"

#include "cm-roles-list.h"

#include <glib/gi18n.h>

#include "cm-roles.h"
#include "cm-value.h"

#define PART_CHARS 13
#define WHEN_CHARS 15
#define LARGEST_WIDTH 860

/**
 * CmRolesList:
 *
 * At the top how often the group has which part, then the steps beneath their stages: the part,
 * what to do, how far the step is and what is wrong with it.
 *
 * Keyboard: Up and Down choose a step, Enter opens it.
 */
struct _CmRolesList
{
  AdwBin parent_instance;

  CmManual *manual;
  GPtrArray *lines; /* of Line */
  GtkBox *box;
};

/* A step that is shown. */
typedef struct
{
  guint step;
  GtkWidget *row;
  GtkLabel *when;
  char *spoken; /* what is said of it without the time */
} Line;

G_DEFINE_FINAL_TYPE (CmRolesList, cm_roles_list, ADW_TYPE_BIN)

static guint activated_signal;

static void
free_line (gpointer data)
{
  Line *line = data;

  g_free (line->spoken);
  g_free (line);
}

/* --- when ------------------------------------------------------------------------------------- */

/* "In hand" and, on a line of its own, "due 12 Jun 2009". */
static char *
describe_when (const CmCycle *cycle, const char *step, const char *today)
{
  CmRecord *record = cm_cycle_get_step (cycle, step);
  const CmField *field = cm_table_field (cm_table_find ("step_state"), "state");
  const char *state = cm_field_choice_label (field, cm_cycle_get_state (cycle, step));
  guint days = cm_cycle_get_days_overdue (cycle, step, today);
  g_autofree char *due = NULL;

  if (days > 0)
    return g_strdup_printf (
        ngettext ("%1$s\n%2$u day overdue", "%1$s\n%2$u days overdue", days), state, days);
  if (record == NULL || cm_record_is_null (record, "due") ||
      g_str_equal (cm_cycle_get_state (cycle, step), CM_STATE_SIGNED_OFF))
    return g_strdup (state);
  due = cm_date_format (cm_record_get_text (record, "due"));
  /* translators: the state of a step, and a date */
  return g_strdup_printf (_ ("%1$s\ndue %2$s"), state, due);
}

void
cm_roles_list_set_cycle (CmRolesList *self, const CmCycle *cycle, const char *today)
{
  g_return_if_fail (CM_IS_ROLES_LIST (self));

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      g_autofree char *when =
          cycle != NULL
              ? describe_when (cycle, cm_manual_get_step (self->manual, line->step)->id, today)
              : g_strdup ("");
      g_autofree char *spoken = g_strjoin (*when != '\0' ? ". " : "", line->spoken, when, NULL);

      gtk_label_set_text (line->when, when);
      gtk_widget_set_visible (GTK_WIDGET (line->when), *when != '\0');
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (line->row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
}

/* --- rows ------------------------------------------------------------------------------------- */

static GtkWidget *
make_side_label (const char *text, int chars, float align)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_justify (GTK_LABEL (label), align > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  return label;
}

/* What the group does, and beneath it what is wrong with the step. */
static char *
make_text (const CmManualRole *role, GPtrArray *findings, guint step)
{
  g_autoptr (GString) text = g_string_new (role->text);

  for (guint i = 0; i < findings->len; i++)
    {
      const CmRolesFinding *finding = g_ptr_array_index (findings, i);

      if (finding->step == step && finding->kind <= CM_ROLES_NOBODY_RESPONSIBLE)
        g_string_append_printf (text, "\n▲ %s", finding->title);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_row (CmRolesList *self, guint position, const CmManualRole *role, GPtrArray *findings)
{
  const CmManualStep *step = cm_manual_get_step (self->manual, position);
  g_autofree char *names = cm_parts_make_names (role->parts);
  g_autofree char *text = make_text (role, findings, position);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *part = make_side_label (names, PART_CHARS, 0);
  Line *line = g_new0 (Line, 1);

  line->step = position;
  line->row = row;
  line->when = GTK_LABEL (make_side_label (NULL, WHEN_CHARS, 1));
  line->spoken = g_strjoin (". ", step->title, names, text, NULL);
  g_ptr_array_add (self->lines, line);
  gtk_widget_add_css_class (part, "roles-part");
  if ((role->parts & CM_PART_ACCOUNTABLE) != 0)
    gtk_widget_add_css_class (part, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (line->when), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (line->when), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (line->when), "numeric");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), step->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), part);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (line->when));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "step", GUINT_TO_POINTER (position));
  return row;
}

static void
row_activated_cb (CmRolesList *self, GtkListBoxRow *row)
{
  guint step = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "step"));

  g_signal_emit (self, activated_signal, 0, step);
}

/* --- stages ----------------------------------------------------------------------------------- */

static GtkWidget *
make_heading (const CmManualStage *stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (stage->title);

  gtk_widget_add_css_class (mark, "navigation-mark");
  gtk_widget_add_css_class (mark, stage->id);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_top (box, 18);
  return box;
}

static GtkWidget *
begin_stage (CmRolesList *self, const CmManualStage *stage)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, stage->title, -1);
  g_signal_connect_object (
      list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, make_heading (stage));
  gtk_box_append (self->box, list);
  return list;
}

static void
append_label (CmRolesList *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->box, label);
}

/* "A part in 12 of 18 steps: accountable for 3, responsible for 5, consulted at 4." */
static char *
make_summary (CmManual *manual, const char *group)
{
  guint all = cm_roles_count (manual, group, ~0u);
  guint accountable = cm_roles_count (manual, group, CM_PART_ACCOUNTABLE);
  guint responsible = cm_roles_count (manual, group, CM_PART_RESPONSIBLE);
  guint consulted = cm_roles_count (manual, group, CM_PART_CONSULTED);
  guint informed = cm_roles_count (manual, group, CM_PART_INFORMED);

  if (all == 0)
    return g_strdup (_ ("No part in any step. Say where this group is needed, or leave it out."));
  /* translators: numbers of steps; the last four are those in which the group has that part */
  return g_strdup_printf (_ ("A part in %1$u of %2$u steps: accountable for %3$u, responsible in "
                             "%4$u, consulted in %5$u, informed of %6$u."),
                          all,
                          cm_manual_get_n_steps (manual),
                          accountable,
                          responsible,
                          consulted,
                          informed);
}

static void
append_head (CmRolesList *self, const CmManualGroup *group)
{
  g_autofree char *summary = make_summary (self->manual, group->id);

  append_label (self, group->name, "title-2");
  append_label (self, summary, "dim-label");
  if (cm_roles_count (self->manual, group->id, ~0u) > 0 &&
      cm_roles_count (self->manual, group->id, CM_PART_ACCOUNTABLE) == 0)
    append_label (self,
                  _ ("Accountable for no step: right for those who advise, help or are heard. If "
                     "this group decides, the manual should say where."),
                  "dim-label");
}

void
cm_roles_list_show (CmRolesList *self, CmManual *manual, const CmManualGroup *group)
{
  g_autoptr (GPtrArray) findings = cm_roles_find (manual);
  GtkWidget *child, *list = NULL;
  int stage = -1;

  g_return_if_fail (CM_IS_ROLES_LIST (self));

  g_ptr_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  g_set_object (&self->manual, manual);
  append_head (self, group);
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      const CmManualRole *role = cm_manual_step_find_role (step, group->id);

      if (role == NULL)
        continue;
      if (list == NULL || stage != (int) step->stage)
        list = begin_stage (self, cm_manual_get_stage (manual, step->stage));
      stage = (int) step->stage;
      gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, i, role, findings));
    }
}

/* --- the object ------------------------------------------------------------------------------- */

static void
cm_roles_list_dispose (GObject *object)
{
  CmRolesList *self = CM_ROLES_LIST (object);

  g_ptr_array_set_size (self->lines, 0);
  g_clear_object (&self->manual);
  G_OBJECT_CLASS (cm_roles_list_parent_class)->dispose (object);
}

static void
cm_roles_list_finalize (GObject *object)
{
  g_ptr_array_unref (CM_ROLES_LIST (object)->lines);
  G_OBJECT_CLASS (cm_roles_list_parent_class)->finalize (object);
}

static void
cm_roles_list_class_init (CmRolesListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cm_roles_list_dispose;
  object_class->finalize = cm_roles_list_finalize;
  activated_signal = g_signal_new ("step-activated",
                                   CM_TYPE_ROLES_LIST,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_UINT);
}

static void
cm_roles_list_init (CmRolesList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), LARGEST_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
cm_roles_list_new (void)
{
  return g_object_new (CM_TYPE_ROLES_LIST, NULL);
}
