/* cm-spend-mapping.c - what is not mapped to chapters yet, and the rules that map the rest. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-mapping"
#include "config.h"

#include "cm-spend-mapping.h"

#include <glib/gi18n.h>

/**
 * CmSpendMapping:
 *
 * On the left what nothing maps yet, the largest first; on the right the rules. A row on the left
 * becomes a rule on the right; when that is kept, the next row is chosen.
 */
struct _CmSpendMapping
{
  CmSpendView parent_instance;

  CmSpendBy by;
  CmSpendGroups *unmapped;
  char *wanted; /* key of the rule that is to be edited, or NULL */
  guint next;   /* the row to go on with once the rule is kept, or G_MAXUINT */

  GtkWidget *choice, *sum, *stack, *list, *map, *lines, *rules;
};

G_DEFINE_FINAL_TYPE (CmSpendMapping, cm_spend_mapping, CM_TYPE_SPEND_VIEW)

static const CmSpendBy choices[] = { CM_SPEND_BY_SUPPLIER,
                                     CM_SPEND_BY_SERVICE,
                                     CM_SPEND_BY_PURPOSE };

static const CmSpendListColumn columns[] = {
  { N_ ("Name"), FALSE, 0 },
  { N_ ("Lines"), TRUE, 5 },
  { N_ ("Amount"), TRUE, 10 },
  { NULL, FALSE, 0 },
};

static const CmSpendGroup *
get_group (CmSpendMapping *self, guint row)
{
  return g_ptr_array_index (self->unmapped->groups, row);
}

static char *
get_text (gpointer data, guint row, guint column)
{
  const CmSpendGroup *group = get_group (data, row);

  if (column == 0)
    return g_strdup (group->head->name);
  return column == 1 ? g_strdup_printf ("%u", group->lines) : cm_money_format (group->amount);
}

static const char *
get_key (gpointer data, guint row)
{
  const char *key = get_group (data, row)->head->key;

  return key != NULL ? key : "";
}

/* --- from a row to a rule --------------------------------------------------------------------- */

void
cm_spend_mapping_propose (CmSpendMapping *self, guint group)
{
  g_autoptr (CmRecord) rule = NULL;

  g_return_if_fail (CM_IS_SPEND_MAPPING (self));
  g_return_if_fail (self->unmapped != NULL && group < self->unmapped->groups->len);

  if (!cm_spend_view_is_editable (CM_SPEND_VIEW (self)))
    return;
  rule = cm_spend_propose_rule (cm_spend_view_get_spend (CM_SPEND_VIEW (self)),
                                get_group (self, group)->head);
  if (rule == NULL)
    {
      cm_spend_view_tell (CM_SPEND_VIEW (self),
                          _ ("These lines leave it open: group them by something else"),
                          FALSE);
      return;
    }
  cm_spend_list_select (CM_SPEND_LIST (self->list), group);
  self->next = group;
  cm_spend_rules_propose (CM_SPEND_RULES (self->rules), rule);
}

static void
activated_cb (CmSpendMapping *self, guint row)
{
  cm_spend_mapping_propose (self, row);
}

static void
map_clicked_cb (CmSpendMapping *self)
{
  guint row = cm_spend_list_get_selected (CM_SPEND_LIST (self->list));

  if (row < self->unmapped->groups->len)
    cm_spend_mapping_propose (self, row);
}

static void
lines_clicked_cb (CmSpendMapping *self)
{
  guint row = cm_spend_list_get_selected (CM_SPEND_LIST (self->list));
  CmSpend *spend = cm_spend_view_get_spend (CM_SPEND_VIEW (self));
  CmQuery *query;

  if (row >= self->unmapped->groups->len)
    return;
  query = cm_spend_group_query (spend, get_group (self, row));
  if (query != NULL)
    cm_spend_view_open_query (CM_SPEND_VIEW (self), query, get_group (self, row)->head->name);
  else
    cm_spend_view_tell (CM_SPEND_VIEW (self),
                        _ ("These lines are written in several ways: search for them in “Lines”"),
                        FALSE);
}

static void
selected_cb (CmSpendMapping *self, guint row)
{
  gboolean any = self->unmapped != NULL && row < self->unmapped->groups->len;

  gtk_widget_set_sensitive (self->map,
                            any && get_group (self, row)->head->key != NULL &&
                                cm_spend_view_is_editable (CM_SPEND_VIEW (self)));
  gtk_widget_set_sensitive (self->lines, any);
}

/* The rule is kept or given up: the keyboard goes back to where it came from. */
static void
added_cb (CmSpendMapping *self)
{
  if (self->next != G_MAXUINT)
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

/* --- showing ---------------------------------------------------------------------------------- */

static void
show_sum (CmSpendMapping *self)
{
  g_autofree char *lines = cm_spend_view_format_lines (self->unmapped->lines);
  g_autofree char *amount = cm_money_format (self->unmapped->amount);
  /* translators: %1$s is an amount of money, %2$s as in “214 lines” */
  g_autofree char *text = g_strdup_printf (_ ("%1$s in %2$s"), amount, lines);

  gtk_label_set_text (GTK_LABEL (self->sum), text);
  gtk_widget_set_visible (self->sum, self->unmapped->lines > 0);
}

static void
cm_spend_mapping_refresh (CmSpendView *view)
{
  CmSpendMapping *self = CM_SPEND_MAPPING (view);
  g_autoptr (CmSpendGroups) before = self->unmapped;
  guint n;

  self->unmapped = cm_spend_list_unmapped (cm_spend_view_get_spend (view), self->by);
  n = self->unmapped->groups->len;
  cm_spend_list_fill (CM_SPEND_LIST (self->list), n, get_text, get_key, self);
  /* The row that became a rule is gone: the one in its place comes next. */
  if (self->next != G_MAXUINT && n > 0 &&
      cm_spend_list_get_selected (CM_SPEND_LIST (self->list)) == G_MAXUINT)
    cm_spend_list_select (CM_SPEND_LIST (self->list), MIN (self->next, n - 1));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "done");
  selected_cb (self, cm_spend_list_get_selected (CM_SPEND_LIST (self->list)));
  show_sum (self);
  cm_spend_rules_show (
      CM_SPEND_RULES (self->rules), cm_spend_view_get_store (view), cm_spend_view_get_spend (view));
  if (self->wanted != NULL && (cm_spend_rules_edit (CM_SPEND_RULES (self->rules), self->wanted) ||
                               !cm_spend_get_busy (cm_spend_view_get_spend (view))))
    g_clear_pointer (&self->wanted, g_free); /* it is gone otherwise */
}

void
cm_spend_mapping_edit (CmSpendMapping *self, const char *id)
{
  g_return_if_fail (CM_IS_SPEND_MAPPING (self));

  g_free (self->wanted);
  self->wanted = g_strdup (id);
  cm_spend_view_refresh_now (CM_SPEND_VIEW (self));
}

static void
chosen_cb (CmSpendMapping *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  if (i >= G_N_ELEMENTS (choices) || choices[i] == self->by)
    return;
  self->by = choices[i];
  self->next = G_MAXUINT;
  if (cm_spend_view_get_spend (CM_SPEND_VIEW (self)) != NULL)
    cm_spend_view_queue_refresh (CM_SPEND_VIEW (self));
}

void
cm_spend_mapping_group (CmSpendMapping *self, CmSpendBy by)
{
  g_return_if_fail (CM_IS_SPEND_MAPPING (self));

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i] == by)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), i);
}

const CmSpendGroups *
cm_spend_mapping_get_unmapped (CmSpendMapping *self)
{
  g_return_val_if_fail (CM_IS_SPEND_MAPPING (self), NULL);
  return self->unmapped;
}

CmSpendList *
cm_spend_mapping_get_list (CmSpendMapping *self)
{
  g_return_val_if_fail (CM_IS_SPEND_MAPPING (self), NULL);
  return CM_SPEND_LIST (self->list);
}

CmSpendRules *
cm_spend_mapping_get_rules (CmSpendMapping *self)
{
  g_return_val_if_fail (CM_IS_SPEND_MAPPING (self), NULL);
  return CM_SPEND_RULES (self->rules);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_spend_mapping_dispose (GObject *object)
{
  CmSpendMapping *self = CM_SPEND_MAPPING (object);

  if (self->choice != NULL)
    g_signal_handlers_disconnect_by_data (self->choice, self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->choice = self->list = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->unmapped, cm_spend_groups_free);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (cm_spend_mapping_parent_class)->dispose (object);
}

static void
cm_spend_mapping_class_init (CmSpendMappingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_mapping_dispose;
  CM_SPEND_VIEW_CLASS (klass)->refresh = cm_spend_mapping_refresh;
}

static GtkWidget *
build_heading (CmSpendMapping *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_label_set_text (GTK_LABEL (label), _ ("Not mapped yet"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (names, cm_spend_by_label (choices[i]));
  self->choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_tooltip_text (self->choice, _ ("What a row is"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What a row is"), -1);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), self->choice);
  gtk_widget_add_css_class (line, "spend-heading");
  return line;
}

static GtkWidget *
build_buttons (CmSpendMapping *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->map = gtk_button_new_with_mnemonic (_ ("_Map it…"));
  gtk_widget_set_tooltip_text (self->map, _ ("Make a rule for the chosen row (Enter)"));
  self->lines = gtk_button_new_with_mnemonic (_ ("Show the _lines"));
  gtk_widget_add_css_class (self->lines, "flat");
  g_signal_connect_swapped (self->map, "clicked", G_CALLBACK (map_clicked_cb), self);
  g_signal_connect_swapped (self->lines, "clicked", G_CALLBACK (lines_clicked_cb), self);
  gtk_box_append (GTK_BOX (line), self->map);
  gtk_box_append (GTK_BOX (line), self->lines);
  return line;
}

static GtkWidget *
build_done (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "cm-check-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("All of it is mapped"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Every line of what is looked at serves a chapter, or is known to serve none."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static GtkWidget *
build_unmapped (CmSpendMapping *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->sum = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sum), 0);
  gtk_widget_add_css_class (self->sum, "dim-label");
  gtk_widget_add_css_class (self->sum, "numeric");
  self->list = cm_spend_list_new (_ ("Not mapped yet"), columns);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "selected", G_CALLBACK (selected_cb), self);
  gtk_box_append (GTK_BOX (list_box), self->list);
  gtk_box_append (GTK_BOX (list_box), build_buttons (self));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), list_box, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), build_done (), "done");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), build_heading (self));
  gtk_box_append (GTK_BOX (box), self->sum);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_widget_set_size_request (box, 290, -1);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_margin_end (box, 9);
  return box;
}

static void
cm_spend_mapping_init (CmSpendMapping *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  self->by = choices[0];
  self->next = G_MAXUINT;
  self->rules = cm_spend_rules_new ();
  gtk_widget_set_size_request (self->rules, 360, -1);
  gtk_widget_set_hexpand (self->rules, TRUE);
  gtk_widget_set_margin_start (self->rules, 9);
  g_signal_connect_swapped (self->rules, "message", G_CALLBACK (cm_spend_view_tell), self);
  g_signal_connect_swapped (self->rules, "added", G_CALLBACK (added_cb), self);
  gtk_paned_set_start_child (GTK_PANED (paned), build_unmapped (self));
  gtk_paned_set_end_child (GTK_PANED (paned), self->rules);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_add_css_class (paned, "spend-view");
  adw_bin_set_child (ADW_BIN (self), paned);
}
