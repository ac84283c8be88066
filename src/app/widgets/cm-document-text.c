/* cm-document-text.c - runs of text as labels, for CmDocumentView. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-document-builder.h"

#define LONG_WORD 28
#define PANE_CHARS 34
#define LARGE_SCALE 150 /* percent */

void
cm_document_builder_init (CmDocumentBuilder *self, CmManual *manual)
{
  self->manual = g_object_ref (manual);
  cm_document_builder_set_document (self, NULL);
  self->labels = g_ptr_array_new ();
  self->anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notes = g_ptr_array_new ();
}

void
cm_document_builder_set_document (CmDocumentBuilder *self, CmDocument *document)
{
  CmDocument *built_from = document != NULL ? document : cm_manual_get_document (self->manual);

  g_set_object (&self->document, built_from);
}

void
cm_document_builder_reset (CmDocumentBuilder *self)
{
  g_ptr_array_set_size (self->labels, 0);
  g_hash_table_remove_all (self->anchors);
  g_ptr_array_set_size (self->notes, 0);
  self->n_placed = 0;
}

void
cm_document_builder_clear (CmDocumentBuilder *self)
{
  g_clear_object (&self->manual);
  g_clear_object (&self->document);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->anchors, g_hash_table_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

/* --- of which block --------------------------------------------------------------------------- */

static GQuark
get_block_quark (void)
{
  return g_quark_from_static_string ("cm-document-block");
}

/* The manual outlives what shows it. */
void
cm_document_set_block (GtkWidget *widget, const CmBlock *block)
{
  g_object_set_qdata (G_OBJECT (widget), get_block_quark (), (gpointer) block);
}

CmBlock *
cm_document_get_block (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), get_block_quark ());
}

/* --- markup ----------------------------------------------------------------------------------- */

static void
append_escaped (GString *markup, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (markup, escaped);
}

/* The number of a footnote, raised; the view shows its text when the pointer rests on it. A word
 * joiner keeps it on the line of the word before: Pango breaks lines between a full stop and a
 * figure. */
static void
append_call (CmDocumentBuilder *self, GString *markup, const CmInline *run)
{
  g_string_append (markup, "<a href=\"" CM_DOCUMENT_NOTE);
  append_escaped (markup, run->text);
  g_string_append (markup, "\">\xe2\x81\xa0<sup>");
  append_escaped (markup, run->text);
  g_string_append (markup, "</sup></a>");
  g_ptr_array_add (self->notes, (gpointer) run);
}

static void
append_run (GString *markup, const CmInline *run)
{
  static const struct
  {
    CmInlineFlags flag;
    const char *open, *close;
  } styles[] = {
    { CM_INLINE_STRONG, "<b>", "</b>" },
    { CM_INLINE_EMPHASIS, "<i>", "</i>" },
    { CM_INLINE_CODE, "<tt>", "</tt>" },
    { CM_INLINE_SMALL, "<span size=\"90%\" alpha=\"75%\" weight=\"normal\">", "</span>" },
  };

  if (run->link != NULL)
    {
      g_string_append (markup, "<a href=\"");
      append_escaped (markup, run->link);
      g_string_append (markup, "\">");
    }
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (run->flags & styles[i].flag)
      g_string_append (markup, styles[i].open);
  append_escaped (markup, run->text);
  for (guint i = G_N_ELEMENTS (styles); i > 0; i--)
    if (run->flags & styles[i - 1].flag)
      g_string_append (markup, styles[i - 1].close);
  if (run->link != NULL)
    g_string_append (markup, "</a>");
}

char *
cm_document_make_markup (CmDocumentBuilder *self, const GPtrArray *inlines)
{
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (inlines, i);

      if (run->footnote != NULL)
        append_call (self, markup, run);
      else
        append_run (markup, run);
    }
  return g_string_free (markup, FALSE);
}

/* --- labels ----------------------------------------------------------------------------------- */

/* A footnote's call is where the way back from the footnote leads to. */
static void
remember_calls (CmDocumentBuilder *self, GtkWidget *label)
{
  for (; self->n_placed < self->notes->len; self->n_placed++)
    {
      const CmInline *run = g_ptr_array_index (self->notes, self->n_placed);

      g_hash_table_insert (self->anchors, g_strconcat (CM_DOCUMENT_CALL, run->text, NULL), label);
    }
}

static gboolean
activate_link_cb (CmDocumentBuilder *self, const char *target)
{
  self->follow (self->follow_data, target);
  return TRUE;
}

void
cm_document_take_label (CmDocumentBuilder *self, GtkWidget *label)
{
  /* A pane would else ask for as much room as the longest paragraph in one line. */
  if (self->compact)
    gtk_label_set_max_width_chars (GTK_LABEL (label), PANE_CHARS);
  g_signal_connect_swapped (label, "activate-link", G_CALLBACK (activate_link_cb), self);
  g_ptr_array_add (self->labels, label);
  remember_calls (self, label);
}

/* Whether a word, such as an address, may be wider than a narrow pane. Breaking words makes
 * measuring four times as slow, so only where it must be. */
static gboolean
has_long_word (CmDocumentBuilder *self, const char *text)
{
  gsize most = LONG_WORD * 100 / MAX (self->scale, 100), length = 0;

  for (; *text != '\0' && length <= most; text++)
    length = g_ascii_isspace (*text) ? 0 : length + 1;
  return length > most;
}

static GtkWidget *
finish_label (CmDocumentBuilder *self, GtkWidget *label, const char *markup)
{
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (has_long_word (self, gtk_label_get_text (GTK_LABEL (label))))
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  cm_document_take_label (self, label);
  return label;
}

GtkWidget *
cm_document_make_text (CmDocumentBuilder *self, const char *markup, const char *css_class)
{
  GtkWidget *label = finish_label (self, gtk_label_new (NULL), markup);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
cm_document_make_plain (CmDocumentBuilder *self, const char *text, const char *css_class)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return cm_document_make_text (self, markup, css_class);
}

GtkWidget *
cm_document_make_heading (CmDocumentBuilder *self, const char *markup, guint level)
{
  static const char *const classes[] = { "title-1", "title-2", "title-3", "title-4", "heading" };
  static const char *const compact[] = { "title-2", "heading" };
  /* Large text leaves little room for larger headings. */
  guint size = level + (self->scale > LARGE_SCALE);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  finish_label (self, label, markup);
  gtk_widget_add_css_class (label, "document-heading");
  gtk_widget_add_css_class (label,
                            self->compact ? compact[MIN (size, G_N_ELEMENTS (compact)) - 1]
                                          : classes[MIN (size, G_N_ELEMENTS (classes)) - 1]);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) level, -1);
  return label;
}

GtkWidget *
cm_document_make_heading_plain (CmDocumentBuilder *self, const char *text, guint level)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return cm_document_make_heading (self, markup, level);
}
