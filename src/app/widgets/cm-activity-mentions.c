/* cm-activity-mentions.c - whatever refers to an activity: risks, actions, decisions, reviews … */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-mentions"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-draft.h"

#define ROWS_MAX 8 /* of a table; the rest is told in a line */

/**
 * CmActivityMentions:
 *
 * Found from the description of the tables: any record that is at home elsewhere and refers to the
 * activity. A click opens it there.
 */
#define CM_TYPE_ACTIVITY_MENTIONS (cm_activity_mentions_get_type ())
G_DECLARE_FINAL_TYPE (
    CmActivityMentions, cm_activity_mentions, CM, ACTIVITY_MENTIONS, CmActivityPart)

struct _CmActivityMentions
{
  CmActivityPart parent_instance;

  GtkWidget *box, *add;
};

G_DEFINE_FINAL_TYPE (CmActivityMentions, cm_activity_mentions, CM_TYPE_ACTIVITY_PART)

/* These come first, and can be added here. */
static const char *const first_tables[] = { "risk", "action", "decision", "review" };

/* --- what refers to it ------------------------------------------------------------------------ */

static gboolean
is_first (const CmTable *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_tables); i++)
    if (g_str_equal (first_tables[i], table->name))
      return TRUE;
  return FALSE;
}

/* (nullable): the field that refers to an activity, of a record that is not a part of one. */
static const CmField *
find_reference (const CmTable *table)
{
  const CmField *owner = cm_table_owner (table);

  if (owner != NULL && g_str_equal (owner->references, "activity"))
    return NULL;
  for (guint i = 0; i < table->n_fields; i++)
    if (g_strcmp0 (table->fields[i].references, "activity") == 0)
      return &table->fields[i];
  return NULL;
}

static GPtrArray *
list_mentions (CmActivityMentions *self, const CmTable *table, const CmField *field)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  g_autoptr (CmQuery) query = cm_query_new (table->name);

  cm_query_where_text (query, field->name, cm_record_get_id (cm_activity_part_get_activity (part)));
  return cm_store_list (cm_activity_part_get_store (part), query);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* What the record is called, or what it is part of. */
static char *
make_title (CmActivityMentions *self, CmRecord *record)
{
  const char *title = cm_record_get_title (record);
  const CmField *owner = cm_table_owner (cm_record_get_table (record));

  if (*title != '\0')
    return g_strdup (title);
  if (owner != NULL)
    return cm_store_get_title (cm_activity_part_get_store (CM_ACTIVITY_PART (self)),
                               owner->references,
                               cm_record_get_text (record, owner->name));
  return g_strdup (cm_table_label (cm_record_get_table (record)));
}

static char *
make_subtitle (CmActivityMentions *self, CmRecord *record)
{
  CmStore *store = cm_activity_part_get_store (CM_ACTIVITY_PART (self));
  const CmTable *table = cm_record_get_table (record);
  const CmField *owner = cm_table_owner (table);
  GString *text = g_string_new (NULL);
  guint told = 0;

  for (guint i = 0; i < table->n_fields && told < 4; i++)
    {
      const CmField *field = &table->fields[i];
      g_autofree char *value = NULL;

      if ((field->flags & CM_FIELD_COLUMN) == 0 || g_strcmp0 (field->name, table->title) == 0 ||
          g_strcmp0 (field->references, "activity") == 0 || field == owner ||
          field->type == CM_FIELD_FLAG || field->type == CM_FIELD_LONG_TEXT ||
          cm_record_is_null (record, field->name))
        continue;
      value = cm_store_format (store, record, field);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
      told++;
    }
  return g_string_free (text, FALSE);
}

static void
activated_cb (CmActivityMentions *self, GtkListBoxRow *row)
{
  CmRecord *record = g_object_get_data (G_OBJECT (row), "record");

  if (record != NULL)
    cm_activity_part_open (
        CM_ACTIVITY_PART (self), cm_record_get_table (record)->name, cm_record_get_id (record));
}

static GtkWidget *
make_row (CmActivityMentions *self, CmRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = make_title (self, record);
  g_autofree char *subtitle = make_subtitle (self, record);
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("cm-forward-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (record), g_object_unref);
  return row;
}

static void
add_list (CmActivityMentions *self, const CmTable *table, GPtrArray *records)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *heading = cm_activity_part_new_heading (_ (table->plural), "caption-heading", 3);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (table->plural), -1);
  for (guint i = 0; i < MIN (records->len, ROWS_MAX); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, records->pdata[i]));
  g_signal_connect_object (
      list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), list);
  if (records->len > ROWS_MAX)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %u more", "and %u more", records->len - ROWS_MAX),
                           records->len - ROWS_MAX);

      gtk_box_append (GTK_BOX (self->box), cm_activity_part_new_label (more, "dim-label"));
    }
}

static guint
show_table (CmActivityMentions *self, const CmTable *table)
{
  const CmField *field = find_reference (table);
  g_autoptr (GPtrArray) records = field != NULL ? list_mentions (self, table, field) : NULL;

  if (records == NULL || records->len == 0)
    return 0;
  add_list (self, table, records);
  return records->len;
}

static void
show_all (CmActivityMentions *self)
{
  guint n_tables, n = 0;
  const CmTable *const *tables = cm_tables (&n_tables);

  for (guint i = 0; i < G_N_ELEMENTS (first_tables); i++)
    n += show_table (self, cm_table_find (first_tables[i]));
  for (guint i = 0; i < n_tables; i++)
    if (!is_first (tables[i]))
      n += show_table (self, tables[i]);
  cm_activity_part_set_summary (CM_ACTIVITY_PART (self), n == 0 ? _ ("None") : NULL);
}

/* --- adding ----------------------------------------------------------------------------------- */

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmActivityPart *part = CM_ACTIVITY_PART (widget);
  CmStore *store = cm_activity_part_get_store (part);
  CmRecord *activity = cm_activity_part_get_activity (part);
  const CmTable *table = cm_table_find (g_variant_get_string (parameter, NULL));
  g_autoptr (CmRecord) record = cm_record_new (table);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  cm_record_set_text (record, find_reference (table)->name, cm_record_get_id (activity));
  /* translators: an entry of the change log; %1$s is what is added, as “Risk or issue”, %2$s the
   * title of an activity */
  label = g_strdup_printf (
      _ ("Add “%1$s” to “%2$s”"), cm_table_label (table), cm_record_get_title (activity));
  if (!cm_draft_fill (store, record, &error) || !cm_store_save (store, record, label, &error))
    cm_activity_part_tell (part, error->message, FALSE);
  else
    cm_activity_part_open (part, table->name, cm_record_get_id (record));
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (first_tables); i++)
    {
      g_autofree char *action = g_strdup_printf ("mentions.add::%s", first_tables[i]);

      g_menu_append (menu, cm_table_label (cm_table_find (first_tables[i])), action);
    }
  return G_MENU_MODEL (menu);
}

/* --- the part --------------------------------------------------------------------------------- */

static void
cm_activity_mentions_show (CmActivityPart *part, gboolean other)
{
  CmActivityMentions *self = CM_ACTIVITY_MENTIONS (part);

  cm_activity_part_empty_box (self->box);
  if (cm_activity_part_get_activity (part) == NULL)
    return;
  show_all (self);
  gtk_widget_set_visible (self->add, cm_activity_part_is_editable (part));
}

static gboolean
cm_activity_mentions_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    if (find_reference (cm_changes_get (changes, i)->table) != NULL)
      return TRUE;
  return FALSE;
}

static void
cm_activity_mentions_class_init (CmActivityMentionsClass *klass)
{
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_mentions_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_mentions_is_touched;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "mentions.add", "s", add_cb);
}

static void
cm_activity_mentions_init (CmActivityMentions *self)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  GtkWidget *content = adw_button_content_new ();
  g_autoptr (GMenuModel) menu = make_menu ();

  cm_activity_part_build (part, _ ("Risks, actions, decisions and reviews"));
  self->box = cm_activity_part_get_body (part);
  self->add = gtk_menu_button_new ();
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "cm-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Add"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->add), content);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add), menu);
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_set_tooltip_text (self->add, _ ("Add a risk, an action, a decision or a review"));
  cm_activity_part_add_button (part, self->add);
}

GtkWidget *
cm_activity_mentions_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_MENTIONS, NULL);
}
