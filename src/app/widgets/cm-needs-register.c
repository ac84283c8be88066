/* cm-needs-register.c - evidence, engagement or needs, with what they lack named above them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-needs-register"
#include "config.h"

#include "cm-needs-register.h"

#include <glib/gi18n.h>

#include "cm-needs.h"
#include "cm-records.h"

#define GAPS_MAX 2

/* What records of a table may lack. */
typedef struct
{
  const char *words; /* as in “Only: without evidence” */
  CmQuery *(*query) (const CmQuery *all);
} Gap;

typedef struct
{
  const char *table;
  CmQuery *(*query) (const CmScope *scope);
  CmRegisterWords words;
  Gap gaps[GAPS_MAX];
} Kind;

/**
 * CmNeedsRegister:
 *
 * A register, and above it a button for each thing that records may lack, with their number; it
 * narrows the register to those. Of a need that is chosen it also says what it rests on.
 */
struct _CmNeedsRegister
{
  AdwBin parent_instance;

  const Kind *kind;
  CmStore *store;
  CmScope *scope;
  CmRegister *list;
  GtkWidget *bar;
  GtkWidget *buttons[GAPS_MAX];
  GtkLabel *standing;
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmNeedsRegister, cm_needs_register, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static const Kind kinds[] = {
  { .table = "evidence",
    .query = cm_needs_query_evidence,
    .words = { .add = N_ ("Add a piece of evidence"),
               .remove = N_ ("Delete the chosen evidence"),
               .copy = N_ ("Copy the chosen evidence for a spreadsheet"),
               .paste = N_ ("Add evidence from a spreadsheet’s clipboard"),
               .details = N_ ("Show everything about the chosen piece of evidence"),
               .search = N_ ("Search the evidence"),
               .empty_title = N_ ("No evidence yet"),
               .empty_text =
                   N_ ("Evidence is whatever shows what people need: a survey, a complaint, a "
                       "figure, what officers and members hear. Note where it is kept and who may "
                       "see it, so that a decision can be traced back to it."),
               .empty_add = N_ ("_Add evidence"),
               .none_found = N_ ("No evidence of this scope has all those words. Search looks in "
                                 "titles, findings and sources.") },
    .gaps = { { N_ ("not used by any need"), cm_needs_query_unused } } },
  { .table = "engagement",
    .query = cm_needs_query_engagement,
    .words = { .add = N_ ("Add an occasion on which people were asked"),
               .remove = N_ ("Delete the chosen engagement"),
               .copy = N_ ("Copy the chosen engagement for a spreadsheet"),
               .paste = N_ ("Add engagement from a spreadsheet’s clipboard"),
               .details = N_ ("Show everything about the chosen engagement"),
               .search = N_ ("Search the engagement"),
               .empty_title = N_ ("Nobody has been asked yet"),
               .empty_text = N_ ("A jury, a forum, a conference, a survey: note each occasion on "
                                 "which people were asked, and what is to come of it. People who "
                                 "are asked and never hear back are not asked twice."),
               .empty_add = N_ ("_Add engagement"),
               .none_found = N_ ("No engagement of this scope has all those words.") },
    .gaps = { { N_ ("with follow-up outstanding"), cm_needs_query_outstanding } } },
  { .table = "need",
    .query = cm_needs_query,
    .words = { .add = N_ ("Add a need"),
               .remove = N_ ("Delete the chosen needs"),
               .copy = N_ ("Copy the chosen needs for a spreadsheet"),
               .paste = N_ ("Add needs from a spreadsheet’s clipboard"),
               .details = N_ ("Show everything about the chosen need"),
               .search = N_ ("Search the needs"),
               .empty_title = N_ ("No needs yet"),
               .empty_text = N_ ("A need is what people lack, where and how many they are: not the "
                                 "service that might help. Link each to the evidence it rests on "
                                 "and to the outcomes that would answer it."),
               .empty_add = N_ ("_Add a need"),
               .none_found = N_ ("No need of this scope has all those words.") },
    .gaps = { { N_ ("without evidence"), cm_needs_query_unproven },
              { N_ ("without an outcome"), cm_needs_query_unanswered } } },
};

/* --- how records are made --------------------------------------------------------------------- */

static CmRecord *
make (CmRegister *list, gpointer data, GError **error)
{
  CmNeedsRegister *self = data;

  return cm_needs_new (self->store, self->kind->table, self->scope, error);
}

/* A pasted line need not say which chapter of the scope it is for, nor what kind it is. */
static CmRecord *
make_pattern (CmRegister *list, gpointer data)
{
  CmNeedsRegister *self = data;
  CmRecord *pattern = cm_needs_new (self->store, self->kind->table, self->scope, NULL);

  if (pattern != NULL)
    cm_record_set_null (pattern, "name");
  return pattern;
}

static const CmRegisterKeeper keeper = { make, make_pattern, NULL, NULL, NULL };

/* --- what is missing -------------------------------------------------------------------------- */

static void
narrow (CmNeedsRegister *self, guint i)
{
  /* All of them: the register shows those within its scope, whatever that comes to be. */
  g_autoptr (CmQuery) all = cm_query_new (self->kind->table);

  cm_register_narrow (self->list, self->kind->gaps[i].query (all), _ (self->kind->gaps[i].words));
}

static void
gap_clicked_cb (GtkWidget *button, CmNeedsRegister *self)
{
  for (guint i = 0; i < GAPS_MAX; i++)
    if (button == self->buttons[i])
      narrow (self, i);
}

static void
update_gaps (CmNeedsRegister *self)
{
  g_autoptr (CmQuery) all = self->kind->query (self->scope);

  for (guint i = 0; i < GAPS_MAX && self->buttons[i] != NULL; i++)
    {
      g_autoptr (CmQuery) query = self->kind->gaps[i].query (all);
      guint n = cm_store_count (self->store, query);
      /* translators: %1$u is how many records lack something, %2$s what, as in “without evidence”
       */
      g_autofree char *text = g_strdup_printf (_ ("%1$u %2$s"), n, _ (self->kind->gaps[i].words));

      gtk_button_set_label (GTK_BUTTON (self->buttons[i]), text);
      gtk_widget_set_visible (self->buttons[i], n > 0);
    }
}

static void
update_standing (CmNeedsRegister *self)
{
  CmRecord *current = cm_table_view_get_current (cm_register_get_table (self->list));
  g_autofree char *words = NULL;

  if (current != NULL && g_str_equal (self->kind->table, "need"))
    words = cm_needs_describe (self->store, cm_record_get_id (current));
  gtk_label_set_text (self->standing, words != NULL ? words : "");
}

/* What the rows come to. */
static void
update_totals (CmNeedsRegister *self)
{
  guint n = cm_table_view_get_n_rows (cm_register_get_table (self->list));
  g_autoptr (CmQuery) links = cm_query_new ("need_evidence");
  g_autofree char *needs = NULL;
  g_autofree char *linked = NULL;
  g_autofree char *text = NULL;
  guint n_links;

  if (!g_str_equal (self->kind->table, "need"))
    return;
  cm_query_where_in (links, "need", cm_register_get_query (self->list), "id");
  n_links = cm_store_count (self->store, links);
  needs = g_strdup_printf (ngettext ("%u need", "%u needs", n), n);
  linked =
      g_strdup_printf (ngettext ("%u link to evidence", "%u links to evidence", n_links), n_links);
  /* translators: %1$s is as in “3 needs”, %2$s as in “5 links to evidence” */
  text = g_strdup_printf (_ ("%1$s · %2$s"), needs, linked);
  cm_register_set_totals (self->list, text);
}

/* The bar of needs stays, or the table would jump whenever one is chosen. */
static void
update (CmNeedsRegister *self)
{
  guint n = cm_table_view_get_n_rows (cm_register_get_table (self->list));
  gboolean any = n > 0 && g_str_equal (self->kind->table, "need");

  update_gaps (self);
  update_standing (self);
  update_totals (self);
  for (guint i = 0; i < GAPS_MAX && self->buttons[i] != NULL; i++)
    any = any || gtk_widget_get_visible (self->buttons[i]);
  gtk_widget_set_visible (self->bar, any);
}

/* Links are records of other tables: they change no row here. */
static void
changed_cb (CmNeedsRegister *self, CmChanges *changes)
{
  if (cm_changes_touch (changes, "need_evidence") || cm_changes_touch (changes, "need_outcome"))
    update (self);
}

void
cm_needs_register_show (CmNeedsRegister *self, CmStore *store, const CmScope *scope)
{
  g_return_if_fail (CM_IS_NEEDS_REGISTER (self));

  g_clear_pointer (&self->scope, cm_scope_free);
  self->scope = cm_scope_copy (scope);
  if (self->store != store)
    {
      if (self->store != NULL)
        g_signal_handlers_disconnect_by_data (self->store, self);
      g_set_object (&self->store, store);
      g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  cm_register_set_scope (self->list, scope);
  cm_register_show (self->list, store, self->kind->query (scope));
}

CmRegister *
cm_needs_register_get_register (CmNeedsRegister *self)
{
  g_return_val_if_fail (CM_IS_NEEDS_REGISTER (self), NULL);
  return self->list;
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
message_cb (CmNeedsRegister *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
cm_needs_register_dispose (GObject *object)
{
  CmNeedsRegister *self = CM_NEEDS_REGISTER (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->list = NULL;
  g_clear_object (&self->store);
  g_clear_pointer (&self->scope, cm_scope_free);
  G_OBJECT_CLASS (cm_needs_register_parent_class)->dispose (object);
}

static void
cm_needs_register_class_init (CmNeedsRegisterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_needs_register_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_NEEDS_REGISTER,
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

static void
cm_needs_register_init (CmNeedsRegister *self)
{
}

static void
build_bar (CmNeedsRegister *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->bar, "needs-bar");
  for (guint i = 0; i < GAPS_MAX && self->kind->gaps[i].words != NULL; i++)
    {
      self->buttons[i] = gtk_button_new ();
      gtk_widget_add_css_class (self->buttons[i], "gap-button");
      gtk_widget_set_valign (self->buttons[i], GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (self->buttons[i], _ ("Show only these"));
      g_signal_connect (self->buttons[i], "clicked", G_CALLBACK (gap_clicked_cb), self);
      gtk_box_append (GTK_BOX (self->bar), self->buttons[i]);
    }
  self->standing = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->standing, 1);
  gtk_label_set_ellipsize (self->standing, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->standing), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->standing), "dim-label");
  gtk_box_append (GTK_BOX (self->bar), GTK_WIDGET (self->standing));
}

GtkWidget *
cm_needs_register_new (const char *table)
{
  CmNeedsRegister *self = g_object_new (CM_TYPE_NEEDS_REGISTER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].table, table))
      self->kind = &kinds[i];
  g_return_val_if_fail (self->kind != NULL, NULL);
  build_bar (self);
  self->list = CM_REGISTER (cm_register_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  cm_register_set_keeper (self->list, &keeper, self);
  cm_register_set_words (self->list, &self->kind->words);
  g_signal_connect_swapped (self->list, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->list, "changed-rows", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->list, "selection-changed", G_CALLBACK (update_standing), self);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
