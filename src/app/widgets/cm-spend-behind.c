/* cm-spend-behind.c - what a figure of the spend is made up of, and the way to its lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-behind"
#include "config.h"

#include "cm-spend-behind.h"

#include <glib/gi18n.h>

#include "cm-spend-list.h"

/**
 * CmSpendBehind:
 *
 * A heading with the sum, the parts in a table, and a button to all lines; a part leads to its own.
 */
struct _CmSpendBehind
{
  AdwBin parent_instance;

  GPtrArray *parts; /* of CmSpendPart */
  char *what;
  CmQuery *query;

  GtkWidget *title, *sum, *stack, *list, *hint, *lines_button;
};

enum
{
  SIGNAL_OPEN_QUERY,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmSpendBehind, cm_spend_behind, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

enum
{
  COLUMN_SUPPLIER,
  COLUMN_SERVICE,
  COLUMN_PURPOSE,
  COLUMN_LINES,
  COLUMN_AMOUNT,
};

static const CmSpendListColumn columns[] = {
  { N_ ("Supplier"), FALSE, 0 }, { N_ ("Service"), FALSE, 0 }, { N_ ("Purpose"), FALSE, 0 },
  { N_ ("Lines"), TRUE, 5 },     { N_ ("Amount"), TRUE, 10 },  { NULL, FALSE, 0 },
};

static const CmSpendPart *
get_part (CmSpendBehind *self, guint row)
{
  return g_ptr_array_index (self->parts, row);
}

static char *
get_text (gpointer data, guint row, guint column)
{
  const CmSpendPart *part = get_part (data, row);

  switch (column)
    {
    case COLUMN_SUPPLIER:
      return g_strdup (part->supplier != NULL ? part->supplier : "–");
    case COLUMN_SERVICE:
      return g_strdup (part->service != NULL ? part->service : "–");
    case COLUMN_PURPOSE:
      return g_strdup (part->purpose != NULL ? part->purpose : "–");
    case COLUMN_LINES:
      return g_strdup_printf ("%u", part->lines);
    default:
      return cm_money_format (part->amount);
    }
}

/* --- the way to the lines --------------------------------------------------------------------- */

static void
open_query (CmSpendBehind *self, CmQuery *query, const char *what)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_QUERY], 0, query, what);
  cm_query_free (query);
}

static void
activated_cb (CmSpendBehind *self, guint row)
{
  const CmSpendPart *part = get_part (self, row);
  const char *texts[] = { part->supplier, part->service, part->purpose };
  g_autoptr (GPtrArray) said = g_ptr_array_new ();
  g_autofree char *what = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL)
      g_ptr_array_add (said, (gpointer) texts[i]);
  g_ptr_array_add (said, NULL);
  what = said->len > 1 ? g_strjoinv (", ", (char **) said->pdata) : g_strdup (self->what);
  open_query (self, cm_spend_part_query (part), what);
}

static void
lines_clicked_cb (CmSpendBehind *self)
{
  if (self->query != NULL)
    open_query (self, cm_query_copy (self->query), self->what);
}

/* --- showing ---------------------------------------------------------------------------------- */

static void
show_sum (CmSpendBehind *self, gint64 amount)
{
  g_autofree char *money = cm_money_format (amount), *lines = NULL, *parts = NULL, *text = NULL;
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n += get_part (self, i)->lines;
  lines = g_strdup_printf (ngettext ("%u line", "%u lines", n), n);
  parts = g_strdup_printf (ngettext ("%u kind of payment", "%u kinds of payment", self->parts->len),
                           self->parts->len);
  if (self->parts->len < CM_SPEND_BEHIND_MOST)
    /* translators: %1$s is an amount of money, %2$s as in “214 lines”, %3$s as in “12 kinds of
     * payment” */
    text = g_strdup_printf (_ ("%1$s in %2$s, %3$s"), money, lines, parts);
  else
    /* translators: %1$s is an amount of money, %2$s as in “500 kinds of payment” */
    text = g_strdup_printf (_ ("%1$s; the largest %2$s"), money, parts);
  gtk_label_set_text (GTK_LABEL (self->sum), text);
}

/* What all parts have in common, or none says, takes no column. */
static void
show_columns (CmSpendBehind *self, const CmSpendHead *row)
{
  static const CmSpendBy by[] = { CM_SPEND_BY_SUPPLIER, CM_SPEND_BY_SERVICE, CM_SPEND_BY_PURPOSE };
  gboolean said[G_N_ELEMENTS (by)] = { FALSE };

  for (guint i = 0; i < self->parts->len; i++)
    {
      const CmSpendPart *part = get_part (self, i);

      said[COLUMN_SUPPLIER] |= part->supplier != NULL;
      said[COLUMN_SERVICE] |= part->service != NULL;
      said[COLUMN_PURPOSE] |= part->purpose != NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    cm_spend_list_set_column_visible (
        CM_SPEND_LIST (self->list), i, said[i] && (row == NULL || row->by != by[i]));
}

/* The list asks the parts it has for their texts, so they go only when others are there. */
static void
take_parts (CmSpendBehind *self, GPtrArray *parts)
{
  g_autoptr (GPtrArray) before = self->parts;

  self->parts = parts;
  cm_spend_list_fill (
      CM_SPEND_LIST (self->list), parts != NULL ? parts->len : 0, get_text, NULL, self);
}

void
cm_spend_behind_show (CmSpendBehind *self,
                      CmSpend *spend,
                      const CmSpendHead *row,
                      const CmSpendHead *column,
                      gint64 amount,
                      const char *what,
                      CmQuery *query)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CM_IS_SPEND_BEHIND (self));

  g_free (self->what);
  self->what = g_strdup (what);
  g_clear_pointer (&self->query, cm_query_free);
  self->query = query;
  take_parts (self, cm_spend_list_parts (spend, row, column, CM_SPEND_BEHIND_MOST));
  /* translators: %s is a supplier, a chapter or the like */
  title = g_strdup_printf (_ ("Behind “%s”"), what);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_tooltip_text (self->title, what);
  show_columns (self, row);
  show_sum (self, amount);
  gtk_widget_set_visible (self->sum, TRUE);
  gtk_widget_set_visible (self->lines_button, query != NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->list);
}

void
cm_spend_behind_clear (CmSpendBehind *self, const char *hint)
{
  g_return_if_fail (CM_IS_SPEND_BEHIND (self));

  take_parts (self, NULL);
  g_clear_pointer (&self->query, cm_query_free);
  gtk_label_set_text (GTK_LABEL (self->title), _ ("What is behind it"));
  gtk_widget_set_tooltip_text (self->title, NULL);
  gtk_label_set_text (GTK_LABEL (self->hint), hint);
  gtk_widget_set_visible (self->sum, FALSE);
  gtk_widget_set_visible (self->lines_button, FALSE);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->hint);
}

GPtrArray *
cm_spend_behind_get_parts (CmSpendBehind *self)
{
  g_return_val_if_fail (CM_IS_SPEND_BEHIND (self), NULL);
  return self->parts;
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_behind_dispose (GObject *object)
{
  CmSpendBehind *self = CM_SPEND_BEHIND (object);

  if (self->list != NULL)
    take_parts (self, NULL);
  self->list = NULL;
  g_clear_pointer (&self->query, cm_query_free);
  g_clear_pointer (&self->what, g_free);
  G_OBJECT_CLASS (cm_spend_behind_parent_class)->dispose (object);
}

static void
cm_spend_behind_class_init (CmSpendBehindClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_behind_dispose;
  signals[SIGNAL_OPEN_QUERY] = g_signal_new ("open-query",
                                             CM_TYPE_SPEND_BEHIND,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_POINTER,
                                             G_TYPE_STRING);
}

static GtkWidget *
build_heading (CmSpendBehind *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "heading");
  self->lines_button = gtk_button_new_with_mnemonic (_ ("Show the _lines"));
  gtk_widget_add_css_class (self->lines_button, "flat");
  g_signal_connect_swapped (self->lines_button, "clicked", G_CALLBACK (lines_clicked_cb), self);
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->lines_button);
  gtk_widget_add_css_class (line, "spend-heading");
  return line;
}

static GtkWidget *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
cm_spend_behind_init (CmSpendBehind *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), build_heading (self));
  self->sum = make_label ();
  gtk_widget_add_css_class (self->sum, "numeric");
  self->hint = make_label ();
  gtk_widget_set_valign (self->hint, GTK_ALIGN_START);
  self->list = cm_spend_list_new (_ ("What is behind it"), columns);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_child (GTK_STACK (self->stack), self->hint);
  gtk_stack_add_child (GTK_STACK (self->stack), self->list);
  gtk_box_append (GTK_BOX (box), self->sum);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_bin_set_child (ADW_BIN (self), box);
  cm_spend_behind_clear (self, "");
}

GtkWidget *
cm_spend_behind_new (void)
{
  return g_object_new (CM_TYPE_SPEND_BEHIND, NULL);
}
