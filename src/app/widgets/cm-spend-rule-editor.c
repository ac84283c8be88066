/* cm-spend-rule-editor.c - a mapping rule is written, with what it catches told as it is typed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-rule-editor"
#include "config.h"

#include "cm-spend-rule-editor.h"

#include <glib/gi18n.h>

#include "cm-option-drop-down.h"

/* The first two options for what it serves; chapters follow. */
#define OPEN 0
#define OUTSIDE 1

/**
 * CmSpendRuleEditor:
 *
 * The rule is a copy that is changed with every key; the owner keeps it. What it would catch is
 * reckoned once there is nothing else to do.
 */
struct _CmSpendRuleEditor
{
  AdwBin parent_instance;

  CmStore *store;
  CmSpend *spend;
  CmRecord *rule;
  gboolean filling;
  guint idle;

  GtkWidget *field, *test, *words, *chapter, *kind, *organisation, *effect, *save;
};

enum
{
  SIGNAL_SAVE,
  SIGNAL_CANCEL,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmSpendRuleEditor, cm_spend_rule_editor, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_spend_rule_describe_effect (const CmSpendEffect *effect)
{
  g_autofree char *decides = cm_money_format (effect->decides);
  GString *text;

  if (effect->fits_lines == 0)
    return g_strdup (_ ("fits nothing"));
  if (effect->decides_lines == 0)
    return g_strdup_printf (ngettext ("decides nothing: the %u line that it fits is decided before",
                                      "decides nothing: the %u lines that it fits are decided "
                                      "before",
                                      effect->fits_lines),
                            effect->fits_lines);
  text = g_string_new (NULL);
  /* translators: %1$u lines, %2$s an amount of money */
  g_string_append_printf (
      text,
      ngettext ("catches %1$u line, %2$s", "catches %1$u lines, %2$s", effect->decides_lines),
      effect->decides_lines,
      decides);
  if (effect->earlier_lines > 0)
    g_string_append_printf (text,
                            /* translators: goes on after what a rule catches */
                            ngettext (" · %u more is decided before",
                                      " · %u more are decided before",
                                      effect->earlier_lines),
                            effect->earlier_lines);
  return g_string_free (text, FALSE);
}

static gboolean
says_something (CmSpendRuleEditor *self)
{
  return !cm_record_is_null (self->rule, "chapter") || !cm_record_is_null (self->rule, "kind") ||
         cm_record_get_number (self->rule, "outside") != 0;
}

/* Whether it can be kept: it looks for something and says something of what it finds. */
static const char *
find_fault (CmSpendRuleEditor *self)
{
  g_autofree char *folded = cm_spend_fold (cm_record_get_text (self->rule, "words"));

  if (*folded == '\0')
    return _ ("Write the words to look for.");
  if (!says_something (self))
    return _ ("Choose what it serves, or the kind of money.");
  return NULL;
}

/* Before it says anything of what it finds, what that is. */
static char *
describe_found (const CmSpendEffect *effect)
{
  g_autofree char *fits = cm_money_format (effect->fits);

  return g_strdup_printf (
      /* translators: %1$u lines, %2$s an amount of money */
      ngettext ("fits %1$u line, %2$s: what does it serve?",
                "fits %1$u lines, %2$s: what do they serve?",
                effect->fits_lines),
      effect->fits_lines,
      fits);
}

static char *
describe (CmSpendRuleEditor *self)
{
  g_autoptr (CmSpendEffect) effect = cm_spend_try_rule (self->spend, self->rule);
  g_autofree char *text = effect->fits_lines > 0 && !says_something (self)
                              ? describe_found (effect)
                              : cm_spend_rule_describe_effect (effect);
  g_autofree char *gained = NULL;

  if (effect->gained_lines == 0 || effect->fits_lines == 0)
    return g_steal_pointer (&text);
  gained = cm_money_format (effect->gained);
  return g_strdup_printf (
      /* translators: %1$s says what a rule catches, %2$u are lines, %3$s is an amount of money */
      ngettext ("%1$s · %2$u line, %3$s, is not mapped yet",
                "%1$s · %2$u lines, %3$s, are not mapped yet",
                effect->gained_lines),
      text,
      effect->gained_lines,
      gained);
}

/* Says what it catches even while it does not say yet what that serves. */
static void
update (CmSpendRuleEditor *self)
{
  const char *fault = find_fault (self);
  g_autofree char *folded = cm_spend_fold (cm_record_get_text (self->rule, "words"));
  g_autofree char *effect = *folded != '\0' ? describe (self) : NULL;

  g_clear_handle_id (&self->idle, g_source_remove);
  gtk_label_set_text (GTK_LABEL (self->effect), effect != NULL ? effect : fault);
  gtk_widget_set_sensitive (self->save, fault == NULL);
  gtk_widget_set_tooltip_text (self->save, fault);
}

static gboolean
update_cb (gpointer data)
{
  CmSpendRuleEditor *self = data;

  self->idle = 0;
  if (self->rule != NULL)
    update (self);
  return G_SOURCE_REMOVE;
}

void
cm_spend_rule_editor_update (CmSpendRuleEditor *self)
{
  g_return_if_fail (CM_IS_SPEND_RULE_EDITOR (self));
  if (self->rule != NULL && self->idle == 0)
    self->idle = g_idle_add (update_cb, self);
}

/* --- the controls ----------------------------------------------------------------------------- */

static const CmChoice *
get_choices (const char *field)
{
  return cm_table_field (cm_table_find ("spend_rule"), field)->choices;
}

static void
set_reference (CmSpendRuleEditor *self, const char *field, GtkWidget *drop_down)
{
  gpointer item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (drop_down));

  if (CM_IS_RECORD (item))
    cm_record_set_text (self->rule, field, cm_record_get_id (item));
  else
    cm_record_set_null (self->rule, field);
}

static void
changed_cb (CmSpendRuleEditor *self)
{
  guint kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));
  guint chapter = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->chapter));

  if (self->filling || self->rule == NULL)
    return;
  cm_record_set_text (self->rule, "words", gtk_editable_get_text (GTK_EDITABLE (self->words)));
  cm_record_set_text (
      self->rule,
      "field",
      get_choices ("field")[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field))].name);
  cm_record_set_text (
      self->rule,
      "test",
      get_choices ("test")[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->test))].name);
  set_reference (self, "organisation", self->organisation);
  set_reference (self, "chapter", self->chapter);
  cm_record_set_number (self->rule, "outside", chapter == OUTSIDE);
  if (kind > 0)
    cm_record_set_text (self->rule, "kind", get_choices ("kind")[kind - 1].name);
  else
    cm_record_set_null (self->rule, "kind");
  cm_spend_rule_editor_update (self);
}

static void
save_cb (CmSpendRuleEditor *self)
{
  g_autoptr (CmRecord) rule = NULL;

  if (self->rule == NULL)
    return;
  changed_cb (self);
  update (self);
  if (find_fault (self) != NULL)
    return;
  rule = g_object_ref (self->rule);
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, rule);
}

static void
cancel_cb (CmSpendRuleEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  cancel_cb (CM_SPEND_RULE_EDITOR (widget));
  return GDK_EVENT_STOP;
}

/* --- filling ---------------------------------------------------------------------------------- */

static void
select_choice (GtkWidget *drop_down, const CmChoice *choices, const char *name, guint first)
{
  guint selected = 0;

  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      selected = i + first;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
}

/* The words, then the records of the table; selects that record, or the option `otherwise`. */
static void
fill_records (CmSpendRuleEditor *self,
              GtkWidget *drop_down,
              const char *const *words,
              const char *table,
              const char *id,
              guint otherwise)
{
  g_autoptr (GListStore) options = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = cm_store_list (self->store, query);
  guint selected = otherwise;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GtkStringObject) word = gtk_string_object_new (words[i]);

      g_list_store_append (options, word);
    }
  for (guint i = 0; i < records->len; i++)
    {
      if (g_strcmp0 (cm_record_get_id (records->pdata[i]), id) == 0)
        selected = g_list_model_get_n_items (G_LIST_MODEL (options));
      g_list_store_append (options, records->pdata[i]);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (options));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
}

static void
fill (CmSpendRuleEditor *self)
{
  const char *chapters[] = { _ ("No chapter said"), _ ("Serves no chapter"), NULL };
  const char *organisations[] = { _ ("Any organisation"), NULL };

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->words), cm_record_get_text (self->rule, "words"));
  select_choice (self->field, get_choices ("field"), cm_record_get_text (self->rule, "field"), 0);
  select_choice (self->test, get_choices ("test"), cm_record_get_text (self->rule, "test"), 0);
  select_choice (self->kind, get_choices ("kind"), cm_record_get_text (self->rule, "kind"), 1);
  fill_records (self,
                self->chapter,
                chapters,
                "chapter",
                cm_record_get_text (self->rule, "chapter"),
                cm_record_get_number (self->rule, "outside") != 0 ? OUTSIDE : OPEN);
  fill_records (self,
                self->organisation,
                organisations,
                "organisation",
                cm_record_get_text (self->rule, "organisation"),
                0);
  self->filling = FALSE;
}

void
cm_spend_rule_editor_edit (
    CmSpendRuleEditor *self, CmStore *store, CmSpend *spend, CmRecord *rule, gboolean is_new)
{
  g_return_if_fail (CM_IS_SPEND_RULE_EDITOR (self));

  g_set_object (&self->store, store);
  g_set_object (&self->spend, spend);
  g_clear_object (&self->rule);
  self->rule = cm_record_copy (rule);
  fill (self);
  gtk_button_set_label (GTK_BUTTON (self->save), is_new ? _ ("_Add the rule") : _ ("_Keep"));
  update (self);
}

CmRecord *
cm_spend_rule_editor_get_rule (CmSpendRuleEditor *self)
{
  g_return_val_if_fail (CM_IS_SPEND_RULE_EDITOR (self), NULL);
  return self->rule;
}

GtkWidget *
cm_spend_rule_editor_get_entry (CmSpendRuleEditor *self)
{
  g_return_val_if_fail (CM_IS_SPEND_RULE_EDITOR (self), NULL);
  return self->words;
}

GtkWidget *
cm_spend_rule_editor_get_chapters (CmSpendRuleEditor *self)
{
  g_return_val_if_fail (CM_IS_SPEND_RULE_EDITOR (self), NULL);
  return self->chapter;
}

GtkWidget *
cm_spend_rule_editor_get_button (CmSpendRuleEditor *self)
{
  g_return_val_if_fail (CM_IS_SPEND_RULE_EDITOR (self), NULL);
  return self->save;
}

const char *
cm_spend_rule_editor_get_effect (CmSpendRuleEditor *self)
{
  g_return_val_if_fail (CM_IS_SPEND_RULE_EDITOR (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->effect));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_rule_editor_dispose (GObject *object)
{
  CmSpendRuleEditor *self = CM_SPEND_RULE_EDITOR (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  self->filling = TRUE;
  g_clear_object (&self->rule);
  g_clear_object (&self->spend);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_spend_rule_editor_parent_class)->dispose (object);
}

static void
cm_spend_rule_editor_class_init (CmSpendRuleEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_rule_editor_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
  signals[SIGNAL_SAVE] = g_signal_new ("save",
                                       CM_TYPE_SPEND_RULE_EDITOR,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       CM_TYPE_RECORD);
  signals[SIGNAL_CANCEL] = g_signal_new (
      "cancel", CM_TYPE_SPEND_RULE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_choice (CmSpendRuleEditor *self, const char *name, const char *field, const char *first)
{
  GtkWidget *drop_down = cm_option_drop_down_new (name);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const CmChoice *choices = get_choices (field);

  if (first != NULL)
    gtk_string_list_append (list, first);
  for (guint i = 0; choices[i].name != NULL; i++)
    gtk_string_list_append (list, _ (choices[i].label));
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (list));
  gtk_widget_set_tooltip_text (drop_down, name);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (changed_cb), self);
  return drop_down;
}

static GtkWidget *
make_records (CmSpendRuleEditor *self, const char *name)
{
  GtkWidget *drop_down = cm_option_drop_down_new (name);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  gtk_widget_set_tooltip_text (drop_down, name);
  gtk_widget_set_hexpand (drop_down, TRUE);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (changed_cb), self);
  return drop_down;
}

static GtkWidget *
build_buttons (CmSpendRuleEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->effect = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->effect), 0);
  gtk_label_set_wrap (GTK_LABEL (self->effect), TRUE);
  gtk_widget_set_hexpand (self->effect, TRUE);
  gtk_widget_add_css_class (self->effect, "numeric");
  gtk_widget_add_css_class (self->effect, "caption");
  self->save = gtk_button_new_with_mnemonic (_ ("_Add the rule"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_valign (self->save, GTK_ALIGN_END);
  gtk_widget_set_valign (cancel, GTK_ALIGN_END);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (box), self->effect);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->save);
  return box;
}

static GtkWidget *
build_words (CmSpendRuleEditor *self)
{
  self->words = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->words), _ ("Words to look for"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->words), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Words to look for"), -1);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->words), 10);
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->words, "activate", G_CALLBACK (save_cb), self);
  return self->words;
}

static GtkWidget *
make_line (GtkWidget *first, GtkWidget *second, GtkWidget *third)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (line), first);
  gtk_box_append (GTK_BOX (line), second);
  if (third != NULL)
    gtk_box_append (GTK_BOX (line), third);
  return line;
}

static void
cm_spend_rule_editor_init (CmSpendRuleEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->field = make_choice (self, _ ("Where to look"), "field", NULL);
  self->test = make_choice (self, _ ("How the words must stand there"), "test", NULL);
  self->kind = make_choice (self, _ ("Kind of money"), "kind", _ ("No kind said"));
  self->chapter = make_records (self, _ ("What it serves"));
  self->organisation = make_records (self, _ ("Only what this body spent"));
  gtk_box_append (GTK_BOX (box), make_line (self->field, self->test, build_words (self)));
  gtk_box_append (GTK_BOX (box), make_line (self->chapter, self->kind, NULL));
  gtk_box_append (GTK_BOX (box), self->organisation);
  gtk_box_append (GTK_BOX (box), build_buttons (self));
  gtk_widget_add_css_class (box, "spend-editor");
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_spend_rule_editor_new (void)
{
  return g_object_new (CM_TYPE_SPEND_RULE_EDITOR, NULL);
}
