/* cm-funding-ends.c - money that ends soon, and the activities that then have none. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-ends"
#include "config.h"

#include "cm-funding-ends.h"

#include <glib/gi18n.h>

#define MONTHS 6
#define MOST_MONTHS 60
/* Activities named below one end; a table shows them all. */
#define MOST_NAMED 25

/**
 * CmFundingEnds:
 *
 * A row for each day on which money of a source ends; opened, it names the activities for which no
 * other money is entered, or none that is in hand.
 */
struct _CmFundingEnds
{
  AdwBin parent_instance;

  GtkWidget *months;
  GtkWidget *list;
  GtkWidget *none;

  CmStore *store;
  const CmFunding *funding;
  GPtrArray *ends; /* of CmFundingEnd */
  char *shown;     /* what the rows say, to see whether that changed */
};

enum
{
  SIGNAL_OPEN_END,
  SIGNAL_OPEN_ACTIVITY,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmFundingEnds, cm_funding_ends, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- rows ------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("cm-forward-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
activity_cb (CmFundingEnds *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_ACTIVITY], 0, g_object_get_data (G_OBJECT (row), "id"));
}

static void
all_cb (CmFundingEnds *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_END], 0, g_object_get_data (G_OBJECT (row), "end"));
}

static void
add_activities (CmFundingEnds *self, GtkWidget *expander, GPtrArray *ids, const char *subtitle)
{
  for (guint i = 0; i < MIN (ids->len, MOST_NAMED); i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autofree char *title = cm_store_get_title (self->store, "activity", id);
      GtkWidget *row = make_row (title, subtitle);

      g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (activity_cb), self);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
}

/* Made when they are first looked at: there may be many. */
static void
expanded_cb (CmFundingEnds *self, GParamSpec *pspec, GtkWidget *expander)
{
  CmFundingEnd *end = g_object_get_data (G_OBJECT (expander), "end");
  g_autofree char *all = NULL;
  GtkWidget *row;

  if (g_object_get_data (G_OBJECT (expander), "filled") != NULL)
    return;
  g_object_set_data (G_OBJECT (expander), "filled", self);
  add_activities (
      self, expander, end->bereft, _ ("▲ No other money is entered for it after that day"));
  add_activities (
      self, expander, end->hopeful, _ ("Other money is only planned, bid for or on a condition"));
  all = g_strdup_printf (ngettext ("Show the %u activity that it pays for",
                                   "Show all %u activities that it pays for",
                                   end->activities),
                         end->activities);
  row = make_row (all, "");
  g_object_set_data (G_OBJECT (row), "end", end);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (all_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static char *
make_title (CmFundingEnds *self, const CmFundingEnd *end)
{
  g_autofree char *day = cm_date_format (end->ends);
  g_autofree char *amount = cm_money_format (end->amount);

  return g_strdup_printf (
      /* translators: %1$s is a funding source, %2$s a date, %3$s an amount of money */
      end->own ? _ ("%3$s of %1$s end on %2$s")
               /* translators: %1$s is a funding source, %2$s a date, %3$s an amount of money */
               : _ ("%1$s ends on %2$s: %3$s"),
      cm_funding_get_source (self->funding, end->source)->name,
      day,
      amount);
}

static char *
make_subtitle (const CmFundingEnd *end)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, ngettext ("%u activity", "%u activities", end->activities), end->activities);
  if (end->bereft->len > 0)
    {
      g_string_append (text, " · ▲ ");
      g_string_append_printf (
          text,
          ngettext ("%u then has no money", "%u then have no money", end->bereft->len),
          end->bereft->len);
    }
  if (end->hopeful->len > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (
          text,
          ngettext ("%u then has none in hand", "%u then have none in hand", end->hopeful->len),
          end->hopeful->len);
    }
  if (end->bereft->len + end->hopeful->len == 0)
    {
      g_string_append (text, " · ");
      g_string_append (text, _ ("other money is in hand for all"));
    }
  return g_string_free (text, FALSE);
}

static void
add_end (CmFundingEnds *self, CmFundingEnd *end)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *title = make_title (self, end);
  g_autofree char *subtitle = make_subtitle (end);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  g_object_set_data (G_OBJECT (row), "end", end);
  g_signal_connect_object (
      row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* --- showing ---------------------------------------------------------------------------------- */

static char *
say_all (CmFundingEnds *self, GPtrArray *ends)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ends->len; i++)
    {
      CmFundingEnd *end = g_ptr_array_index (ends, i);
      g_autofree char *title = make_title (self, end);
      g_autofree char *subtitle = make_subtitle (end);

      g_string_append_printf (text, "%s\n%s\n", title, subtitle);
    }
  return g_string_free (text, FALSE);
}

static void
clear_rows (CmFundingEnds *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

/* Rows that say what they said before keep their place, but the ends they stand for are new. */
static void
rebind_rows (CmFundingEnds *self, GPtrArray *ends)
{
  GtkWidget *row = gtk_widget_get_first_child (self->list);

  for (guint i = 0; row != NULL && i < ends->len; i++)
    {
      g_object_set_data (G_OBJECT (row), "end", g_ptr_array_index (ends, i));
      row = gtk_widget_get_next_sibling (row);
    }
}

static void
update (CmFundingEnds *self)
{
  GPtrArray *ends = cm_funding_list_ends (
      self->funding, gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->months)));
  g_autofree char *said = say_all (self, ends);
  gboolean open = FALSE;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    open = open || g_object_get_data (G_OBJECT (row), "filled") != NULL;
  if (!open && g_strcmp0 (said, self->shown) == 0)
    rebind_rows (self, ends);
  else
    {
      clear_rows (self);
      for (guint i = 0; i < ends->len; i++)
        add_end (self, g_ptr_array_index (ends, i));
    }
  g_clear_pointer (&self->ends, g_ptr_array_unref);
  self->ends = ends;
  g_free (self->shown);
  self->shown = g_steal_pointer (&said);
  gtk_widget_set_visible (self->list, ends->len > 0);
  gtk_widget_set_visible (self->none, ends->len == 0);
}

static void
months_cb (CmFundingEnds *self)
{
  if (self->funding != NULL)
    update (self);
}

void
cm_funding_ends_show (CmFundingEnds *self, CmStore *store, const CmFunding *funding)
{
  g_return_if_fail (CM_IS_FUNDING_ENDS (self));
  g_set_object (&self->store, store);
  self->funding = funding;
  update (self);
}

void
cm_funding_ends_set_months (CmFundingEnds *self, int months)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->months), months);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_funding_ends_dispose (GObject *object)
{
  CmFundingEnds *self = CM_FUNDING_ENDS (object);

  self->funding = NULL;
  g_clear_object (&self->store);
  g_clear_pointer (&self->ends, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (cm_funding_ends_parent_class)->dispose (object);
}

static void
cm_funding_ends_class_init (CmFundingEndsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_funding_ends_dispose;
  signals[SIGNAL_OPEN_END] = g_signal_new ("open-end",
                                           CM_TYPE_FUNDING_ENDS,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           1,
                                           G_TYPE_POINTER);
  signals[SIGNAL_OPEN_ACTIVITY] = g_signal_new ("open-activity",
                                                CM_TYPE_FUNDING_ENDS,
                                                G_SIGNAL_RUN_LAST,
                                                0,
                                                NULL,
                                                NULL,
                                                NULL,
                                                G_TYPE_NONE,
                                                1,
                                                G_TYPE_STRING);
}

static GtkWidget *
build_heading (CmFundingEnds *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = gtk_label_new (_ ("Money that ends"));
  GtkWidget *before = gtk_label_new (_ ("within"));
  GtkWidget *after = gtk_label_new (_ ("months"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_widget_add_css_class (heading, "heading");
  self->months = gtk_spin_button_new_with_range (1, MOST_MONTHS, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->months), MONTHS);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->months), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Months to look ahead"), -1);
  g_signal_connect_swapped (self->months, "value-changed", G_CALLBACK (months_cb), self);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), self->months);
  gtk_box_append (GTK_BOX (box), after);
  gtk_widget_set_margin_top (box, 12);
  return box;
}

static void
cm_funding_ends_init (CmFundingEnds *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->none = gtk_label_new (_ ("No source and no line of a budget ends in that time."));
  gtk_label_set_xalign (GTK_LABEL (self->none), 0);
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  gtk_widget_add_css_class (self->none, "dim-label");
  gtk_box_append (GTK_BOX (box), build_heading (self));
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->none);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_funding_ends_new (void)
{
  return g_object_new (CM_TYPE_FUNDING_ENDS, NULL);
}
