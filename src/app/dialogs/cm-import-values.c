/* cm-import-values.c - what every row of a file gets where it has nothing of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-values"
#include "config.h"

#include "cm-import-values.h"

#include <glib/gi18n.h>

#include "cm-choice-popover.h"
#include "cm-option-drop-down.h"

#define RECORDS_MAX 500 /* of a drop-down; the title of one among more is typed */

struct _CmImportValues
{
  AdwBin parent_instance;

  GtkFlowBox *box;
  GtkMenuButton *add_button;

  CmImport *import; /* that is shown; not to be used after another is */
  const CmTable *table;
  CmStore *store;
  GPtrArray *fields; /* of const CmField: those that are offered */
  GPtrArray *asked;  /* of const CmField: those that the reader asked for */
  gboolean filling;
};

enum
{
  SIGNAL_VALUE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmImportValues, cm_import_values, ADW_TYPE_BIN)

/* --- which fields ----------------------------------------------------------------------------- */

static gboolean
has_column (const CmImport *import, const CmField *field)
{
  for (guint i = 0; i < cm_import_get_n_columns (import); i++)
    if (cm_import_get_field (import, i) == field)
      return TRUE;
  return FALSE;
}

/* Whose spend it is, a file of one body does not say in its rows; nothing else does either. */
static gboolean
is_wanted (CmImportValues *self, const CmField *field)
{
  const CmTable *table = cm_import_get_table (self->import);

  if (g_ptr_array_find (self->asked, field, NULL) ||
      cm_import_get_default (self->import, field) != NULL)
    return TRUE;
  if (has_column (self->import, field))
    return FALSE;
  if (cm_import_get_missing (self->import) == field)
    return TRUE;
  return (g_str_equal (table->name, "spend_line") || g_str_equal (table->name, "contract")) &&
         g_str_equal (field->name, "organisation");
}

static gboolean
find_fields (CmImportValues *self)
{
  g_autoptr (GPtrArray) all = cm_import_list_fields (self->import);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  gboolean same = TRUE;

  for (guint i = 0; i < all->len; i++)
    if (is_wanted (self, g_ptr_array_index (all, i)))
      g_ptr_array_add (fields, g_ptr_array_index (all, i));
  same = fields->len == self->fields->len;
  for (guint i = 0; same && i < fields->len; i++)
    same = g_ptr_array_index (fields, i) == g_ptr_array_index (self->fields, i);
  g_ptr_array_unref (self->fields);
  self->fields = g_steal_pointer (&fields);
  return !same;
}

/* --- controls --------------------------------------------------------------------------------- */

/* What was filled in once stays on offer when it is emptied. */
static void
tell (CmImportValues *self, const CmField *field, const char *text)
{
  if (self->filling)
    return;
  if (!g_ptr_array_find (self->asked, field, NULL))
    g_ptr_array_add (self->asked, (gpointer) field);
  g_signal_emit (
      self, signals[SIGNAL_VALUE], 0, field, text != NULL && *text != '\0' ? text : NULL);
}

static const CmField *
get_field (gpointer control)
{
  return g_object_get_data (G_OBJECT (control), "field");
}

/* What cannot be read is told at once, and by the trial for the rows. */
static void
check_text (CmImportValues *self, GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autoptr (GError) error = NULL;
  CmValue value = CM_VALUE_INIT;

  if (*text == '\0' || cm_store_parse (self->store, &value, get_field (entry), text, &error))
    gtk_widget_remove_css_class (entry, "error");
  else
    gtk_widget_add_css_class (entry, "error");
  gtk_widget_set_tooltip_text (entry, error != NULL ? error->message : _ (get_field (entry)->help));
  cm_value_clear (&value);
}

static void
typed_cb (GtkWidget *entry, CmImportValues *self)
{
  check_text (self, entry);
  tell (self, get_field (entry), gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static const char *
get_example (const CmField *field)
{
  switch (field->type)
    {
    case CM_FIELD_YEAR:
      return "2010/11";
    case CM_FIELD_DATE:
      return "31/12/2009";
    case CM_FIELD_MONEY:
      return "£1,000";
    case CM_FIELD_TEXT:
    case CM_FIELD_LONG_TEXT:
    case CM_FIELD_INTEGER:
    case CM_FIELD_DECIMAL:
    case CM_FIELD_CHOICE:
    case CM_FIELD_REFERENCE:
    case CM_FIELD_FLAG:
    default:
      return NULL;
    }
}

static GtkWidget *
make_entry (CmImportValues *self, const CmField *field)
{
  GtkWidget *entry = gtk_entry_new ();
  const char *text = cm_import_get_default (self->import, field);

  g_object_set_data (G_OBJECT (entry), "field", (gpointer) field);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 14);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 18);
  if (get_example (field) != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), get_example (field));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, cm_field_label (field), -1);
  check_text (self, entry);
  g_signal_connect (entry, "changed", G_CALLBACK (typed_cb), self);
  return entry;
}

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *property, CmImportValues *self)
{
  gpointer item = gtk_drop_down_get_selected_item (drop_down);

  if (CM_IS_RECORD (item))
    tell (self, get_field (drop_down), cm_record_get_title (item));
  else if (item != NULL)
    tell (self, get_field (drop_down), g_object_get_data (item, "text"));
}

/* Adds an option whose text is kept if it is chosen, and chooses it if it is that of now. */
static void
add_word (GListStore *options, const char *label, const char *text)
{
  g_autoptr (GtkStringObject) item = gtk_string_object_new (label);

  g_object_set_data_full (G_OBJECT (item), "text", g_strdup (text), g_free);
  g_list_store_append (options, item);
}

static void
add_options (GListStore *options, const CmField *field, GPtrArray *records)
{
  add_word (options, "–", NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_list_store_append (options, g_ptr_array_index (records, i));
  for (const CmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    add_word (options, cm_field_choice_label (field, choice->name), choice->name);
  if (field->type == CM_FIELD_FLAG)
    {
      add_word (options, _ ("Yes"), "yes");
      add_word (options, _ ("No"), "no");
    }
}

static guint
find_option (GListModel *options, const char *text)
{
  for (guint i = 1; text != NULL && i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (options, i);

      if (CM_IS_RECORD (item)
              ? g_str_equal (cm_record_get_title (CM_RECORD (item)), text)
              : g_str_equal (g_object_get_data (item, "text"), text) ||
                    g_str_equal (gtk_string_object_get_string (GTK_STRING_OBJECT (item)), text))
        return i;
    }
  return 0;
}

static GtkWidget *
make_drop_down (CmImportValues *self, const CmField *field, GPtrArray *records)
{
  g_autoptr (GListStore) options = g_list_store_new (G_TYPE_OBJECT);
  GtkWidget *drop_down = cm_option_drop_down_new (cm_field_label (field));
  const char *text = cm_import_get_default (self->import, field);
  guint selected;

  add_options (options, field, records);
  selected = find_option (G_LIST_MODEL (options), text);
  /* What a mapping names may be in another portfolio. */
  if (selected == 0 && text != NULL)
    {
      add_word (options, text, text);
      selected = g_list_model_get_n_items (G_LIST_MODEL (options)) - 1;
    }
  g_object_set_data (G_OBJECT (drop_down), "field", (gpointer) field);
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (options));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down),
                                   g_list_model_get_n_items (G_LIST_MODEL (options)) > 9);
  gtk_widget_set_size_request (drop_down, 190, -1);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
  return drop_down;
}

static GtkWidget *
make_control (CmImportValues *self, const CmField *field)
{
  if (field->type == CM_FIELD_REFERENCE)
    {
      g_autoptr (CmQuery) query = cm_query_new (field->references);

      if (cm_store_count (self->store, query) <= RECORDS_MAX)
        {
          const CmTable *table = cm_query_get_table (query);
          g_autoptr (GPtrArray) records = NULL;

          if (table->title != NULL)
            cm_query_order (query, table->title, FALSE);
          records = cm_store_list (self->store, query);
          return make_drop_down (self, field, records);
        }
    }
  return field->type == CM_FIELD_CHOICE || field->type == CM_FIELD_FLAG
             ? make_drop_down (self, field, NULL)
             : make_entry (self, field);
}

static void
add_field (CmImportValues *self, const CmField *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *control = make_control (self, field);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "import-caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), control);
  g_object_set_data (G_OBJECT (child), "field", (gpointer) field);
  g_object_set_data (G_OBJECT (child), "label", label);
  g_object_set_data (G_OBJECT (child), "control", control);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_halign (child, GTK_ALIGN_START);
  gtk_flow_box_append (self->box, child);
}

/* --- filling ---------------------------------------------------------------------------------- */

/* The format is one of ours. */
static char *
fill_in (const char *format, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoin (label, parts[0], parts[1], NULL);
}

static void
show_needs (CmImportValues *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const CmField *field = get_field (child);
      GtkWidget *label = g_object_get_data (G_OBJECT (child), "label");
      gboolean missing = cm_import_get_missing (self->import) == field;
      const char *format = missing ? _ ("%s for every row – required")
                           : has_column (self->import, field)
                               /* translators: %s is the label of a field */
                               ? _ ("%s where it is empty")
                               /* translators: %s is the label of a field */
                               : _ ("%s for every row");
      g_autofree char *text = fill_in (format, cm_field_label (field));

      gtk_label_set_text (GTK_LABEL (label), text);
      if (missing)
        gtk_widget_add_css_class (child, "import-must");
      else
        gtk_widget_remove_css_class (child, "import-must");
    }
}

static void
fill (CmImportValues *self)
{
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_flow_box_remove (self->box, child);
  for (guint i = 0; i < self->fields->len; i++)
    add_field (self, g_ptr_array_index (self->fields, i));
  gtk_widget_set_visible (GTK_WIDGET (self->box), self->fields->len > 0);
  self->filling = FALSE;
}

static gboolean
has_focus (CmImportValues *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self->box)) != NULL;
}

void
cm_import_values_show (CmImportValues *self, CmImport *import, CmStore *store)
{
  gboolean other = import != self->import;

  g_return_if_fail (CM_IS_IMPORT_VALUES (self));
  self->import = import;
  self->store = store;
  if (import == NULL)
    return;
  if (cm_import_get_table (import) != self->table)
    g_ptr_array_set_size (self->asked, 0);
  self->table = cm_import_get_table (import);
  /* What is being typed in stays. */
  if (find_fields (self) || (other && !has_focus (self)))
    fill (self);
  show_needs (self);
}

/* --- asking for another ----------------------------------------------------------------------- */

static void
focus_field (CmImportValues *self, const CmField *field)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (get_field (child) == field)
      gtk_widget_grab_focus (g_object_get_data (G_OBJECT (child), "control"));
}

static GPtrArray *
list_others (CmImportValues *self)
{
  GPtrArray *others = cm_import_list_fields (self->import);

  for (guint i = 0; i < self->fields->len; i++)
    g_ptr_array_remove (others, g_ptr_array_index (self->fields, i));
  return others;
}

static void
asked_cb (CmChoicePopover *popover, guint position, guint keyval, CmImportValues *self)
{
  g_autoptr (GPtrArray) others = list_others (self);
  const CmField *field;

  if (position >= others->len)
    return;
  field = g_ptr_array_index (others, position);
  g_ptr_array_add (self->asked, (gpointer) field);
  gtk_popover_popdown (GTK_POPOVER (popover));
  cm_import_values_show (self, self->import, self->store);
  focus_field (self, field);
}

static void
fill_others_cb (GtkMenuButton *button, gpointer data)
{
  CmImportValues *self = data;
  g_autoptr (GPtrArray) others = list_others (self);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *popover;

  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (labels, (gpointer) cm_field_label (g_ptr_array_index (others, i)));
  g_ptr_array_add (labels, NULL);
  popover = cm_choice_popover_new (
      _ ("A value for every row"), (const char *const *) labels->pdata, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (asked_cb), self, 0);
  gtk_menu_button_set_popover (button, popover);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_import_values_dispose (GObject *object)
{
  CmImportValues *self = CM_IMPORT_VALUES (object);

  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_IMPORT_VALUES);
  G_OBJECT_CLASS (cm_import_values_parent_class)->dispose (object);
}

static void
cm_import_values_finalize (GObject *object)
{
  CmImportValues *self = CM_IMPORT_VALUES (object);

  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->asked);
  G_OBJECT_CLASS (cm_import_values_parent_class)->finalize (object);
}

static void
cm_import_values_class_init (CmImportValuesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_import_values_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_import_values_finalize;
  /* (field, text): every row that has nothing there is to get it. */
  signals[SIGNAL_VALUE] = g_signal_new ("value",
                                        CM_TYPE_IMPORT_VALUES,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        2,
                                        G_TYPE_POINTER,
                                        G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-import-values.ui");
  gtk_widget_class_bind_template_child (widget_class, CmImportValues, box);
  gtk_widget_class_bind_template_child (widget_class, CmImportValues, add_button);
}

static void
cm_import_values_init (CmImportValues *self)
{
  self->fields = g_ptr_array_new ();
  self->asked = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->add_button, fill_others_cb, self, NULL);
}

GtkWidget *
cm_import_values_new (void)
{
  return g_object_new (CM_TYPE_IMPORT_VALUES, NULL);
}
