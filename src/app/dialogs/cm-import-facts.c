/* cm-import-facts.c - how a file is read and where it goes, each to be set otherwise. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-facts"
#include "config.h"

#include "cm-import-facts.h"

#include <glib/gi18n.h>

#include "cm-option-drop-down.h"

#define HEADER_MS 400 /* of rest after the line of the headings was stepped or typed */

struct _CmImportFacts
{
  AdwBin parent_instance;

  GtkBox *table_box, *encoding_box, *delimiter_box, *sheet_box, *dates_box;
  GtkSpinButton *header;
  GtkDropDown *table, *encoding, *delimiter, *sheet, *dates;

  GPtrArray *tables; /* of const CmTable */
  gboolean filling;
  guint header_timeout;
};

enum
{
  SIGNAL_SET,
  SIGNAL_TABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmImportFacts, cm_import_facts, ADW_TYPE_BIN)

static const char delimiters[] = { ',', ';', '\t', '|' };

/* --- what the reader sets --------------------------------------------------------------------- */

static void
tell (CmImportFacts *self, CmImportFact fact, guint value)
{
  if (!self->filling && value != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_SET], 0, (guint) fact, value);
}

static void
encoding_cb (CmImportFacts *self)
{
  tell (self, CM_IMPORT_FACT_ENCODING, gtk_drop_down_get_selected (self->encoding));
}

static void
delimiter_cb (CmImportFacts *self)
{
  guint selected = gtk_drop_down_get_selected (self->delimiter);

  if (selected < G_N_ELEMENTS (delimiters))
    tell (self, CM_IMPORT_FACT_DELIMITER, (guint) delimiters[selected]);
}

static void
sheet_cb (CmImportFacts *self)
{
  tell (self, CM_IMPORT_FACT_SHEET, gtk_drop_down_get_selected (self->sheet));
}

static void
dates_cb (CmImportFacts *self)
{
  tell (self, CM_IMPORT_FACT_DATES, gtk_drop_down_get_selected (self->dates));
}

static void
table_cb (CmImportFacts *self)
{
  guint selected = gtk_drop_down_get_selected (self->table);

  if (!self->filling && selected < self->tables->len)
    g_signal_emit (self, signals[SIGNAL_TABLE], 0, g_ptr_array_index (self->tables, selected));
}

static gboolean
header_rested_cb (gpointer data)
{
  CmImportFacts *self = data;

  self->header_timeout = 0;
  tell (self, CM_IMPORT_FACT_HEADER, (guint) gtk_spin_button_get_value_as_int (self->header));
  return G_SOURCE_REMOVE;
}

static void
header_changed_cb (GtkSpinButton *header, CmImportFacts *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->header_timeout, g_source_remove);
  self->header_timeout = g_timeout_add (HEADER_MS, header_rested_cb, self);
}

static gboolean
header_output_cb (GtkSpinButton *header, CmImportFacts *self)
{
  if (gtk_spin_button_get_value_as_int (header) > 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (header), C_ ("headings in line", "none"));
  return TRUE;
}

/* --- filling ---------------------------------------------------------------------------------- */

static void
set_options (GtkDropDown *drop_down, const char *const *labels)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
}

static GtkDropDown *
add_drop_down (GtkBox *box, const char *name, int width, GCallback callback, gpointer self)
{
  GtkWidget *drop_down = cm_option_drop_down_new (name);

  gtk_widget_set_size_request (drop_down, width, -1);
  gtk_box_append (box, drop_down);
  g_signal_connect_swapped (drop_down, "notify::selected", callback, self);
  return GTK_DROP_DOWN (drop_down);
}

static void
fill_encodings (CmImportFacts *self)
{
  const char *labels[CM_N_ENCODINGS + 1] = { NULL };

  for (int i = 0; i < CM_N_ENCODINGS; i++)
    labels[i] = cm_encoding_name ((CmEncoding) i);
  set_options (self->encoding, labels);
}

static void
fill_words (CmImportFacts *self)
{
  const char *const parting[] = {
    _ ("Comma"), _ ("Semicolon"), _ ("Tab"), C_ ("delimiter", "Bar"), NULL
  };
  const char *const dates[] = { _ ("Day first"), _ ("Month first"), NULL };

  set_options (self->delimiter, parting);
  set_options (self->dates, dates);
}

static guint
find_delimiter (char delimiter)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == delimiter)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

void
cm_import_facts_show (CmImportFacts *self, CmImport *import)
{
  CmSheet *sheet = cm_import_get_sheet (import);
  gboolean text = cm_sheet_get_format (sheet) == CM_SHEET_CSV;
  guint n = cm_import_get_n_rows (import);

  g_return_if_fail (CM_IS_IMPORT_FACTS (self));
  self->filling = TRUE;
  g_clear_handle_id (&self->header_timeout, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_box), text);
  gtk_widget_set_visible (GTK_WIDGET (self->delimiter_box), text);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_box), !text);
  if (text)
    {
      gtk_drop_down_set_selected (self->encoding, (guint) cm_sheet_get_encoding (sheet));
      gtk_drop_down_set_selected (self->delimiter, find_delimiter (cm_sheet_get_delimiter (sheet)));
    }
  else
    {
      set_options (self->sheet, cm_sheet_get_names (sheet));
      gtk_drop_down_set_selected (self->sheet, cm_sheet_get_chosen (sheet));
    }
  gtk_spin_button_set_range (self->header, 0, n > 0 ? cm_import_get_line (import, n - 1) : 0);
  gtk_spin_button_set_value (self->header, cm_import_get_header (import));
  gtk_drop_down_set_selected (self->dates, (guint) cm_import_get_date_order (import));
  self->filling = FALSE;
}

/* --- tables ----------------------------------------------------------------------------------- */

/* Those that people have lists of. What is part of another record needs that one first. */
static void
list_tables (GPtrArray *tables)
{
  static const char *const first[] = { "spend_line", "contract", "activity", NULL };
  static const char *const not_these[] = { "spend_file", "partnership", "cycle_run", NULL };
  guint n;
  const CmTable *const *all = cm_tables (&n);

  for (guint i = 0; first[i] != NULL; i++)
    g_ptr_array_add (tables, (gpointer) cm_table_find (first[i]));
  for (guint i = 0; i < n; i++)
    if (cm_table_owner (all[i]) == NULL && all[i]->title != NULL &&
        !g_strv_contains (first, all[i]->name) && !g_strv_contains (not_these, all[i]->name))
      g_ptr_array_add (tables, (gpointer) all[i]);
}

static void
fill_tables (CmImportFacts *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < self->tables->len; i++)
    {
      const CmTable *table = g_ptr_array_index (self->tables, i);

      g_ptr_array_add (labels, (gpointer) _ (table->plural));
    }
  g_ptr_array_add (labels, NULL);
  set_options (self->table, (const char *const *) labels->pdata);
}

void
cm_import_facts_set_table (CmImportFacts *self, const CmTable *table)
{
  guint place;

  g_return_if_fail (CM_IS_IMPORT_FACTS (self));
  self->filling = TRUE;
  if (!g_ptr_array_find (self->tables, table, &place))
    {
      place = self->tables->len;
      g_ptr_array_add (self->tables, (gpointer) table);
      fill_tables (self);
    }
  gtk_drop_down_set_selected (self->table, place);
  self->filling = FALSE;
}

char *
cm_import_facts_describe (CmImport *import)
{
  static const char *const formats[] = { "CSV", "Excel", "OpenDocument" };
  guint skipped = cm_import_get_n_skipped (import), columns = cm_import_get_n_columns (import);
  g_autoptr (GString) text =
      g_string_new (formats[cm_sheet_get_format (cm_import_get_sheet (import))]);

  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("%u column", "%u columns", columns), columns);
  if (skipped == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_string_append (text, " · ");
  g_string_append_printf (text,
                          ngettext ("%u line above the headings passed over",
                                    "%u lines above the headings passed over",
                                    skipped),
                          skipped);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_import_facts_dispose (GObject *object)
{
  CmImportFacts *self = CM_IMPORT_FACTS (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->header_timeout, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_IMPORT_FACTS);
  G_OBJECT_CLASS (cm_import_facts_parent_class)->dispose (object);
}

static void
cm_import_facts_finalize (GObject *object)
{
  g_ptr_array_unref (CM_IMPORT_FACTS (object)->tables);
  G_OBJECT_CLASS (cm_import_facts_parent_class)->finalize (object);
}

static void
cm_import_facts_class_init (CmImportFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_import_facts_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_import_facts_finalize;
  /* (fact, value): the file is to be read so. */
  signals[SIGNAL_SET] = g_signal_new ("set",
                                      CM_TYPE_IMPORT_FACTS,
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      2,
                                      G_TYPE_UINT,
                                      G_TYPE_UINT);
  signals[SIGNAL_TABLE] = g_signal_new ("table",
                                        CM_TYPE_IMPORT_FACTS,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-import-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, CmImportFacts, table_box);
  gtk_widget_class_bind_template_child (widget_class, CmImportFacts, encoding_box);
  gtk_widget_class_bind_template_child (widget_class, CmImportFacts, delimiter_box);
  gtk_widget_class_bind_template_child (widget_class, CmImportFacts, sheet_box);
  gtk_widget_class_bind_template_child (widget_class, CmImportFacts, dates_box);
  gtk_widget_class_bind_template_child (widget_class, CmImportFacts, header);
  gtk_widget_class_bind_template_callback (widget_class, header_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_output_cb);
}

static void
cm_import_facts_init (CmImportFacts *self)
{
  self->filling = TRUE;
  self->tables = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->table = add_drop_down (self->table_box, _ ("Goes into"), 190, G_CALLBACK (table_cb), self);
  self->encoding = add_drop_down (
      self->encoding_box, _ ("Letters written as"), 160, G_CALLBACK (encoding_cb), self);
  self->delimiter = add_drop_down (
      self->delimiter_box, _ ("Cells parted by"), 120, G_CALLBACK (delimiter_cb), self);
  self->sheet = add_drop_down (self->sheet_box, _ ("Sheet"), 190, G_CALLBACK (sheet_cb), self);
  self->dates =
      add_drop_down (self->dates_box, _ ("Dates in figures"), 130, G_CALLBACK (dates_cb), self);
  list_tables (self->tables);
  fill_tables (self);
  fill_encodings (self);
  fill_words (self);
  self->filling = FALSE;
}

GtkWidget *
cm_import_facts_new (void)
{
  return g_object_new (CM_TYPE_IMPORT_FACTS, NULL);
}
