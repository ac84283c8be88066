/* cm-spend-rules.c - the mapping rules in the order in which they decide, edited in place. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-rules"
#include "config.h"

#include "cm-spend-rules.h"

#include <glib/gi18n.h>

#include "cm-records.h"

#define AT_ONCE 8000 /* microseconds: for as long rows are made before the rest has a turn */

/**
 * CmSpendRules:
 *
 * A list of rows, of which one at a time may be an editor instead; a new rule is edited above the
 * list. Rows are made anew only where there are more of them; what they say follows the effects.
 */
struct _CmSpendRules
{
  AdwBin parent_instance;

  CmStore *store;
  CmSpend *spend;
  GPtrArray *effects; /* of CmSpendEffect */
  char *edited;       /* key of the rule that is edited in its place, or NULL */
  char *focus;        /* key of the rule that is to have the keyboard when it has moved */
  guint idle;

  GtkWidget *list, *add, *new_bin, *count;
  CmSpendRuleEditor *editor; /* in the list or above it, or NULL */
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_ADDED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmSpendRules, cm_spend_rules, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
tell (CmSpendRules *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static const CmSpendEffect *
get_effect (CmSpendRules *self, guint i)
{
  return g_ptr_array_index (self->effects, i);
}

static const char *
get_id (CmSpendRules *self, guint i)
{
  return cm_record_get_id (get_effect (self, i)->rule);
}

static guint
find_rule (CmSpendRules *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->effects->len; i++)
    if (g_str_equal (get_id (self, i), id))
      return i;
  return G_MAXUINT;
}

/* --- what a rule says ------------------------------------------------------------------------- */

static char *
format_field (CmSpendRules *self, CmRecord *rule, const char *name)
{
  char *text =
      cm_store_format (self->store, rule, cm_table_field (cm_record_get_table (rule), name));

  return text != NULL ? text : g_strdup ("");
}

/* “Supplier contains “home care””. */
static char *
describe_test (CmSpendRules *self, CmRecord *rule)
{
  g_autofree char *field = format_field (self, rule, "field");
  g_autofree char *test = format_field (self, rule, "test");
  g_autofree char *lower = g_utf8_strdown (test, -1);
  g_autofree char *organisation = format_field (self, rule, "organisation");
  /* translators: as in “Supplier contains “home care”” */
  g_autofree char *text =
      g_strdup_printf (_ ("%1$s %2$s “%3$s”"), field, lower, cm_record_get_title (rule));

  if (*organisation == '\0')
    return g_steal_pointer (&text);
  /* translators: %1$s says what a rule looks for, %2$s is an organisation */
  return g_strdup_printf (_ ("%1$s, only of %2$s"), text, organisation);
}

/* “Home care · Mainstream”. */
static char *
describe_answer (CmSpendRules *self, CmRecord *rule)
{
  g_autofree char *chapter = cm_record_get_number (rule, "outside") != 0
                                 ? g_strdup (_ ("Serves no chapter"))
                                 : format_field (self, rule, "chapter");
  g_autofree char *kind = format_field (self, rule, "kind");

  if (*chapter != '\0' && *kind != '\0')
    return g_strdup_printf ("→ %s · %s", chapter, kind);
  if (*chapter == '\0' && *kind == '\0')
    return g_strdup (_ ("→ says neither a chapter nor a kind of money"));
  return g_strdup_printf ("→ %s%s", chapter, kind);
}

/* --- what is done ----------------------------------------------------------------------------- */

static void
close_editor (CmSpendRules *self)
{
  self->editor = NULL;
  g_clear_pointer (&self->edited, g_free);
  adw_bin_set_child (ADW_BIN (self->new_bin), NULL);
  gtk_widget_set_visible (self->new_bin, FALSE);
}

static void update_rows (CmSpendRules *self);

static void
move (CmSpendRules *self, const char *id, int by)
{
  guint at = find_rule (self, id);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (at == G_MAXUINT || (by < 0 && at == 0) || at + (guint) by >= self->effects->len)
    return;
  /* translators: %s are the words of a mapping rule */
  text =
      g_strdup_printf (_ ("Rule “%s” is moved"), cm_record_get_title (get_effect (self, at)->rule));
  g_free (self->focus);
  self->focus = g_strdup (id);
  if (cm_spend_move_rule (self->store, id, at + (guint) by, &error))
    tell (self, text, TRUE);
  else
    tell (self, error->message, FALSE);
}

static void
delete_rule (CmSpendRules *self, const char *id)
{
  guint at = find_rule (self, id);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (at == G_MAXUINT)
    return;
  /* translators: %s are the words of a mapping rule */
  text = g_strdup_printf (_ ("Rule “%s” is deleted"),
                          cm_record_get_title (get_effect (self, at)->rule));
  g_ptr_array_add (records, get_effect (self, at)->rule);
  g_free (self->focus);
  self->focus = at + 1 < self->effects->len ? g_strdup (get_id (self, at + 1)) : NULL;
  if (cm_records_delete (self->store, records, &error))
    tell (self, text, TRUE);
  else
    tell (self, error->message, FALSE);
}

static void
save_new_cb (CmSpendRules *self, CmRecord *rule)
{
  g_autoptr (GError) error = NULL;
  /* translators: %s are the words of a mapping rule */
  g_autofree char *text = g_strdup_printf (_ ("Rule “%s” is added"), cm_record_get_title (rule));

  if (!cm_spend_add_rule (self->store, rule, &error))
    {
      tell (self, error->message, FALSE);
      return;
    }
  close_editor (self);
  tell (self, text, TRUE);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0);
}

static void
cancel_new_cb (CmSpendRules *self)
{
  close_editor (self);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0);
}

static void
save_edited_cb (CmSpendRules *self, CmRecord *rule)
{
  g_autoptr (GError) error = NULL;
  /* translators: %s are the words of a mapping rule */
  g_autofree char *label = g_strdup_printf (_ ("Change rule “%s”"), cm_record_get_title (rule));
  /* translators: %s are the words of a mapping rule */
  g_autofree char *text = g_strdup_printf (_ ("Rule “%s” is changed"), cm_record_get_title (rule));

  if (!cm_store_save (self->store, rule, label, &error))
    {
      tell (self, error->message, FALSE);
      return;
    }
  g_free (self->focus);
  self->focus = g_strdup (cm_record_get_id (rule));
  close_editor (self);
  update_rows (self);
  tell (self, text, TRUE);
}

static void
cancel_edited_cb (CmSpendRules *self)
{
  g_free (self->focus);
  self->focus = g_strdup (self->edited);
  close_editor (self);
  update_rows (self);
}

/* --- rows ------------------------------------------------------------------------------------- */

static GtkListBoxRow *
get_row (CmSpendRules *self, guint i)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i);
}

static const char *
get_row_id (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return g_object_get_data (G_OBJECT (row), "id");
}

static void
up_cb (GtkWidget *button, CmSpendRules *self)
{
  g_autofree char *id = g_strdup (get_row_id (button));

  move (self, id, -1);
}

static void
down_cb (GtkWidget *button, CmSpendRules *self)
{
  g_autofree char *id = g_strdup (get_row_id (button));

  move (self, id, 1);
}

static void
edit_cb (GtkWidget *button, CmSpendRules *self)
{
  g_autofree char *id = g_strdup (get_row_id (button));

  cm_spend_rules_edit (self, id);
}

static void
delete_cb (GtkWidget *button, CmSpendRules *self)
{
  g_autofree char *id = g_strdup (get_row_id (button));

  delete_rule (self, id);
}

static GtkWidget *
make_button (CmSpendRules *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "spend-tool");
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_text (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static const char *const row_labels[] = { "number", "test", "answer", "effect" };

static GtkWidget *
build_tools (CmSpendRules *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (tools),
                  make_button (self, "cm-up-symbolic", _ ("Move up (Alt+Up)"), G_CALLBACK (up_cb)));
  gtk_box_append (
      GTK_BOX (tools),
      make_button (self, "cm-down-symbolic", _ ("Move down (Alt+Down)"), G_CALLBACK (down_cb)));
  gtk_box_append (GTK_BOX (tools),
                  make_button (self, "cm-form-symbolic", _ ("Edit (Enter)"), G_CALLBACK (edit_cb)));
  gtk_box_append (
      GTK_BOX (tools),
      make_button (self, "cm-delete-symbolic", _ ("Delete (Delete)"), G_CALLBACK (delete_cb)));
  return tools;
}

/* A row of labels; what they say comes with show_row(). */
static GtkWidget *
build_content (CmSpendRules *self, GtkWidget *row)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  for (guint i = 0; i < G_N_ELEMENTS (row_labels); i++)
    {
      GtkWidget *label = make_text (i == 0 ? "dim-label" : i == 3 ? "caption" : NULL);

      gtk_widget_add_css_class (label, "numeric");
      g_object_set_data (G_OBJECT (row), row_labels[i], label);
      gtk_box_append (GTK_BOX (i == 0 ? line : texts), label);
    }
  gtk_label_set_width_chars (GTK_LABEL (gtk_widget_get_first_child (line)), 2);
  gtk_widget_set_valign (gtk_widget_get_first_child (line), GTK_ALIGN_START);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), texts);
  if (!cm_store_get_read_only (self->store))
    gtk_box_append (GTK_BOX (line), build_tools (self));
  gtk_widget_add_css_class (line, "spend-rule");
  return line;
}

static void
set_label (GtkWidget *row, const char *name, const char *text)
{
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), name), text);
}

static void
show_effect (CmSpendRules *self, GtkWidget *row, guint i)
{
  const CmSpendEffect *effect = get_effect (self, i);
  g_autofree char *number = g_strdup_printf ("%u", i + 1);
  g_autofree char *test = describe_test (self, effect->rule);
  g_autofree char *answer = describe_answer (self, effect->rule);
  g_autofree char *words = cm_spend_rule_describe_effect (effect);
  g_autofree char *name = g_strdup_printf ("%s. %s %s. %s", number, test, answer, words);
  GtkWidget *label = g_object_get_data (G_OBJECT (row), "effect");

  set_label (row, "number", number);
  set_label (row, "test", test);
  set_label (row, "answer", answer);
  set_label (row, "effect", words);
  if (effect->fits_lines == 0)
    gtk_widget_add_css_class (label, "warning");
  else
    gtk_widget_remove_css_class (label, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_row (CmSpendRules *self, guint i)
{
  GtkWidget *row = GTK_WIDGET (get_row (self, i));
  const char *id = get_id (self, i);
  gboolean edited = g_strcmp0 (self->edited, id) == 0 && self->editor != NULL;
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  if (edited && child == GTK_WIDGET (self->editor))
    return;
  if (child == NULL || CM_IS_SPEND_RULE_EDITOR (child))
    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), build_content (self, row));
  show_effect (self, row, i);
}

/* The keyboard goes with the rule. */
static void
follow_focus (CmSpendRules *self)
{
  guint at = find_rule (self, self->focus);

  if (at != G_MAXUINT && get_row (self, at) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_row (self, at)));
  g_clear_pointer (&self->focus, g_free);
}

static guint
count_rows (CmSpendRules *self)
{
  guint n = 0;

  while (get_row (self, n) != NULL)
    n++;
  return n;
}

static gboolean
make_rows_cb (gpointer data)
{
  CmSpendRules *self = data;

  self->idle = 0;
  update_rows (self);
  return G_SOURCE_REMOVE;
}

static void
update_rows (CmSpendRules *self)
{
  gint64 until = g_get_monotonic_time () + AT_ONCE;
  guint n = count_rows (self);

  g_clear_handle_id (&self->idle, g_source_remove);
  for (; n > self->effects->len; n--)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (get_row (self, n - 1)));
  for (guint i = 0; i < self->effects->len; i++)
    {
      if (i >= n && i > 0 && g_get_monotonic_time () > until)
        {
          self->idle = g_idle_add (make_rows_cb, self);
          return;
        }
      if (i >= n)
        gtk_list_box_append (GTK_LIST_BOX (self->list), gtk_list_box_row_new ());
      show_row (self, i);
    }
  gtk_widget_set_visible (self->list, self->effects->len > 0);
  if (self->focus != NULL)
    follow_focus (self);
}

/* --- showing and editing ---------------------------------------------------------------------- */

static void
show_count (CmSpendRules *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u rule; the first that fits decides",
                                                     "%u rules; the first that fits decides",
                                                     self->effects->len),
                                           self->effects->len);

  gtk_label_set_text (GTK_LABEL (self->count),
                      self->effects->len > 0
                          ? text
                          : _ ("There are no rules yet. A rule says which spend serves which "
                               "chapter: choose a row on the left and map it."));
}

/* A rule that is edited and has gone leaves its editor with it. */
void
cm_spend_rules_show (CmSpendRules *self, CmStore *store, CmSpend *spend)
{
  g_return_if_fail (CM_IS_SPEND_RULES (self));

  g_set_object (&self->store, store);
  g_set_object (&self->spend, spend);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  self->effects = cm_spend_list_rules (spend);
  if (self->edited != NULL && find_rule (self, self->edited) == G_MAXUINT)
    close_editor (self);
  gtk_widget_set_visible (self->add, !cm_store_get_read_only (store));
  show_count (self);
  update_rows (self);
  if (self->editor != NULL)
    cm_spend_rule_editor_update (self->editor);
}

static CmSpendRuleEditor *
make_editor (CmSpendRules *self, CmRecord *rule, gboolean is_new)
{
  GtkWidget *editor = cm_spend_rule_editor_new ();

  cm_spend_rule_editor_edit (CM_SPEND_RULE_EDITOR (editor), self->store, self->spend, rule, is_new);
  g_signal_connect_object (editor,
                           "save",
                           is_new ? G_CALLBACK (save_new_cb) : G_CALLBACK (save_edited_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (editor,
                           "cancel",
                           is_new ? G_CALLBACK (cancel_new_cb) : G_CALLBACK (cancel_edited_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return CM_SPEND_RULE_EDITOR (editor);
}

void
cm_spend_rules_propose (CmSpendRules *self, CmRecord *rule)
{
  g_return_if_fail (CM_IS_SPEND_RULES (self));

  close_editor (self);
  if (self->effects != NULL)
    update_rows (self);
  self->editor = make_editor (self, rule, TRUE);
  adw_bin_set_child (ADW_BIN (self->new_bin), GTK_WIDGET (self->editor));
  gtk_widget_set_visible (self->new_bin, TRUE);
  gtk_widget_grab_focus (*cm_record_get_text (rule, "words") != '\0'
                             ? cm_spend_rule_editor_get_chapters (self->editor)
                             : cm_spend_rule_editor_get_entry (self->editor));
}

gboolean
cm_spend_rules_edit (CmSpendRules *self, const char *id)
{
  guint at;

  g_return_val_if_fail (CM_IS_SPEND_RULES (self), FALSE);

  at = self->effects != NULL ? find_rule (self, id) : G_MAXUINT;
  if (at == G_MAXUINT || cm_store_get_read_only (self->store))
    return FALSE;
  while (get_row (self, at) == NULL)
    update_rows (self); /* a few more */
  close_editor (self);
  self->edited = g_strdup (id);
  update_rows (self);
  self->editor = make_editor (self, get_effect (self, at)->rule, FALSE);
  gtk_list_box_row_set_child (get_row (self, at), GTK_WIDGET (self->editor));
  gtk_widget_grab_focus (cm_spend_rule_editor_get_entry (self->editor));
  return TRUE;
}

static void
add_cb (CmSpendRules *self)
{
  g_autoptr (CmRecord) rule = cm_record_new (cm_table_find ("spend_rule"));

  cm_record_set_text (rule, "field", "any");
  cm_record_set_text (rule, "test", "contains");
  cm_spend_rules_propose (self, rule);
}

GPtrArray *
cm_spend_rules_get_effects (CmSpendRules *self)
{
  g_return_val_if_fail (CM_IS_SPEND_RULES (self), NULL);
  return self->effects;
}

CmSpendRuleEditor *
cm_spend_rules_get_editor (CmSpendRules *self)
{
  g_return_val_if_fail (CM_IS_SPEND_RULES (self), NULL);
  return self->editor;
}

GtkWidget *
cm_spend_rules_get_row (CmSpendRules *self, guint rule)
{
  g_return_val_if_fail (CM_IS_SPEND_RULES (self), NULL);
  return (GtkWidget *) get_row (self, rule);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
row_activated_cb (CmSpendRules *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));

  if (g_strcmp0 (self->edited, id) != 0)
    cm_spend_rules_edit (self, id);
}

static gboolean
key_cb (CmSpendRules *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  g_autofree char *id = NULL;

  if (!GTK_IS_LIST_BOX_ROW (focus) || cm_store_get_read_only (self->store))
    return GDK_EVENT_PROPAGATE;
  id = g_strdup (g_object_get_data (G_OBJECT (focus), "id"));
  if (modifiers == GDK_ALT_MASK && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up))
    move (self, id, -1);
  else if (modifiers == GDK_ALT_MASK && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    move (self, id, 1);
  else if (modifiers == 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    delete_rule (self, id);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_rules_dispose (GObject *object)
{
  CmSpendRules *self = CM_SPEND_RULES (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  self->editor = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_clear_pointer (&self->edited, g_free);
  g_clear_pointer (&self->focus, g_free);
  g_clear_object (&self->spend);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_spend_rules_parent_class)->dispose (object);
}

static void
cm_spend_rules_class_init (CmSpendRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_rules_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_SPEND_RULES,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_ADDED] = g_signal_new (
      "added", CM_TYPE_SPEND_RULES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
build_heading (CmSpendRules *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_label_set_text (GTK_LABEL (label), _ ("Mapping rules"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  self->add = gtk_button_new_with_mnemonic (_ ("_New rule"));
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), self->add);
  gtk_widget_add_css_class (line, "spend-heading");
  return line;
}

static GtkWidget *
build_list (CmSpendRules *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->list, 3);
  gtk_widget_set_margin_end (self->list, 3);
  gtk_widget_set_margin_top (self->list, 3);
  gtk_widget_set_margin_bottom (self->list, 6);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Mapping rules"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->list, keys);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);
  gtk_widget_set_vexpand (window, TRUE);
  return window;
}

static void
cm_spend_rules_init (CmSpendRules *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->new_bin = adw_bin_new ();
  gtk_widget_add_css_class (self->new_bin, "card");
  gtk_widget_set_visible (self->new_bin, FALSE);
  self->count = make_text ("dim-label");
  gtk_box_append (GTK_BOX (box), build_heading (self));
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->new_bin);
  gtk_box_append (GTK_BOX (box), build_list (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_spend_rules_new (void)
{
  return g_object_new (CM_TYPE_SPEND_RULES, NULL);
}
