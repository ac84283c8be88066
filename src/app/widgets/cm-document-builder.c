/* cm-document-builder.c - from the blocks of a document to widgets, for CmDocumentView. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document"
#include "config.h"

#include "cm-document-builder.h"

#include <glib/gi18n.h>

#include "cm-figure-view.h"
#include "cm-wide-box.h"

#define CELL_CHARS 34
/* Pixels of a form: a line, a paragraph. */
#define LINE_HEIGHT 38
#define SPACE_HEIGHT 120

static void
remember_anchor (CmDocumentBuilder *self, const char *id, GtkWidget *widget)
{
  if (id != NULL)
    g_hash_table_insert (self->anchors, g_strdup (id), widget);
}

static GtkWidget *
make_column (CmDocumentBuilder *self)
{
  return gtk_box_new (GTK_ORIENTATION_VERTICAL, self->compact ? 6 : 9);
}

static GtkWidget *
make_role_box (GtkAccessibleRole role, GtkOrientation orientation, int spacing)
{
  return g_object_new (
      GTK_TYPE_BOX, "accessible-role", role, "orientation", orientation, "spacing", spacing, NULL);
}

static void
append_children (CmDocumentBuilder *self, GtkWidget *box, const CmBlock *block)
{
  for (guint i = 0; i < block->children->len; i++)
    gtk_box_append (GTK_BOX (box),
                    cm_document_make_block (self, g_ptr_array_index (block->children, i)));
}

/* --- section headings ------------------------------------------------------------------------- */

static const CmManualStage *
find_stage (CmManual *manual, const CmBlock *section)
{
  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (cm_manual_get_stage (manual, i)->block == section)
      return cm_manual_get_stage (manual, i);
  return NULL;
}

/* Puts the heading beneath its place in the cycle, beside an edge in the colour of the stage. */
static GtkWidget *
wrap_in_stage (GtkWidget *heading, const char *stage, const char *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption = gtk_label_new (place);

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption-heading");
  gtk_widget_add_css_class (caption, "stage-name");
  gtk_widget_add_css_class (caption, stage);
  gtk_widget_add_css_class (box, "stage-edge");
  gtk_widget_add_css_class (box, "document-stage");
  gtk_widget_add_css_class (box, stage);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), heading);
  return box;
}

static GtkWidget *
wrap_step (CmDocumentBuilder *self, GtkWidget *heading, const CmManualStep *step)
{
  const CmManualStage *stage = cm_manual_get_stage (self->manual, step->stage);
  g_autofree char *place = NULL;

  if (stage == NULL)
    return heading;
  /* translators: %1$s is a stage such as Plan, %2$u the number of a step of it */
  place = g_strdup_printf (
      _ ("%1$s · step %2$u"), stage->title, cm_manual_get_step_number (self->manual, step));
  return wrap_in_stage (heading, stage->id, place);
}

/* What a partnership put in the place of the manual's is marked, once for all that is in it. */
static gboolean
begins_own_text (const CmBlock *section)
{
  return section->own && (section->parent == NULL || !section->parent->own);
}

static GtkWidget *
wrap_own (GtkWidget *heading)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *mark = gtk_label_new (_ ("Our own text"));

  gtk_label_set_xalign (GTK_LABEL (mark), 0);
  gtk_widget_set_halign (mark, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (
      mark, _ ("Written by your partnership, in place of the manual’s text or beside it"));
  gtk_widget_add_css_class (mark, "caption-heading");
  gtk_widget_add_css_class (mark, "document-own");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), mark);
  return box;
}

GtkWidget *
cm_document_make_section_heading (CmDocumentBuilder *self, const CmBlock *section, guint level)
{
  const CmManualStep *step = cm_manual_get_step_of (self->manual, section);
  const CmManualStage *stage = find_stage (self->manual, section);
  g_autofree char *markup = cm_document_make_markup (self, section->inlines);
  GtkWidget *heading = cm_document_make_heading (self, markup, level);

  if (step != NULL)
    heading = wrap_step (self, heading, step);
  else if (stage != NULL)
    heading = wrap_in_stage (heading, stage->id, _ ("Stage of the cycle"));
  if (begins_own_text (section))
    heading = wrap_own (heading);
  remember_anchor (self, section->id, heading);
  cm_document_set_block (heading, section);
  return heading;
}

/* --- lists ------------------------------------------------------------------------------------ */

/* In a grid: a box would measure the text over and over, and take twenty times as long. */
GtkWidget *
cm_document_make_item (const char *mark, GtkWidget *body)
{
  GtkWidget *grid = g_object_new (
      GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "column-spacing", 9, NULL);
  GtkWidget *label = gtk_label_new (mark);

  gtk_label_set_width_chars (GTK_LABEL (label), 2);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "document-mark");
  gtk_widget_set_hexpand (body, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), body, 1, 0, 1, 1);
  return grid;
}

static GtkWidget *
make_item (CmDocumentBuilder *self, const CmBlock *item, const char *mark)
{
  GtkWidget *column = make_column (self);
  GtkWidget *grid;

  append_children (self, column, item);
  grid = cm_document_make_item (mark, column);
  cm_document_set_block (grid, item);
  remember_anchor (self, item->id, grid);
  return grid;
}

static GtkWidget *
make_list (CmDocumentBuilder *self, const CmBlock *list)
{
  GtkWidget *box = make_role_box (GTK_ACCESSIBLE_ROLE_LIST, GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < list->children->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u.", i + 1);

      gtk_box_append (GTK_BOX (box),
                      make_item (self,
                                 g_ptr_array_index (list->children, i),
                                 list->kind == CM_BLOCK_NUMBERS ? number : "•"));
    }
  return box;
}

static GtkWidget *
make_term (CmDocumentBuilder *self, const CmBlock *term)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *column = make_column (self);
  g_autofree char *markup = cm_document_make_markup (self, term->inlines);

  gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, "heading"));
  gtk_widget_set_margin_start (column, 18);
  append_children (self, column, term);
  gtk_box_append (GTK_BOX (box), column);
  return box;
}

static GtkWidget *
make_definitions (CmDocumentBuilder *self, const CmBlock *list)
{
  GtkWidget *box = make_column (self);

  append_children (self, box, list);
  return box;
}

/* --- tables ----------------------------------------------------------------------------------- */

static GtkWidget *
make_cell (CmDocumentBuilder *self, const CmBlock *cell, gboolean head)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL,
                    "accessible-role",
                    head ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER : GTK_ACCESSIBLE_ROLE_CELL,
                    "xalign",
                    0.0,
                    "yalign",
                    0.0,
                    "wrap",
                    TRUE,
                    "max-width-chars",
                    CELL_CHARS,
                    "hexpand",
                    TRUE,
                    NULL);
  g_autofree char *markup = cm_document_make_markup (self, cell->inlines);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  /* What is blank is nothing to go to. */
  gtk_label_set_selectable (GTK_LABEL (label), !head && *markup != '\0');
  gtk_widget_add_css_class (label, "document-cell");
  if (head || cell->head)
    gtk_widget_add_css_class (label, "document-head");
  cm_document_take_label (self, label);
  cm_document_set_block (label, cell);
  return label;
}

/* Room to write in. */
static void
make_room (GtkWidget *cell, const CmBlock *row)
{
  gtk_widget_add_css_class (cell, "document-form");
  if (!row->head)
    gtk_widget_set_size_request (
        cell, -1, g_strcmp0 (row->role, "space") == 0 ? SPACE_HEIGHT : LINE_HEIGHT);
}

static GtkWidget *
make_grid (CmDocumentBuilder *self, const CmBlock *table, const char *title)
{
  GtkWidget *grid =
      g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE, NULL);
  const gboolean form = g_strcmp0 (table->role, "form") == 0;

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), form);
  for (guint i = 0; i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);

      for (guint j = 0; j < row->children->len; j++)
        {
          GtkWidget *cell = make_cell (self, g_ptr_array_index (row->children, j), row->head);

          if (form)
            make_room (cell, row);
          if (i + 1 == table->children->len)
            gtk_widget_add_css_class (cell, "document-last");
          gtk_grid_attach (GTK_GRID (grid), cell, (int) j, (int) i, 1, 1);
        }
    }
  gtk_widget_add_css_class (grid, "document-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return grid;
}

static GtkWidget *
make_table (CmDocumentBuilder *self, const CmBlock *table)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *title = cm_block_get_text (table);
  g_autofree char *markup = cm_document_make_markup (self, table->inlines);

  if (*markup != '\0')
    gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, "heading"));
  gtk_box_append (GTK_BOX (box),
                  cm_wide_box_new (make_grid (self, table, *title != '\0' ? title : _ ("Table"))));
  return box;
}

/* --- admonitions, figures, quotes --------------------------------------------------------------
 */

static void
describe_admonition (const char *role, const char **word, const char **icon, const char **css_class)
{
  static const struct
  {
    const char *role, *word, *icon, *css_class;
  } kinds[] = {
    { "tip", N_ ("Tip"), "cm-tip-symbolic", "document-tip" },
    { "important", N_ ("Important"), "cm-important-symbolic", "document-important" },
    { "caution", N_ ("Caution"), "cm-warning-symbolic", "document-warning" },
    { "warning", N_ ("Warning"), "cm-warning-symbolic", "document-warning" },
    { NULL, N_ ("Note"), "cm-note-symbolic", "document-aside" },
  };
  guint i = 0;

  while (kinds[i].role != NULL && g_strcmp0 (kinds[i].role, role) != 0)
    i++;
  *word = _ (kinds[i].word);
  *icon = kinds[i].icon;
  *css_class = kinds[i].css_class;
}

static GtkWidget *
make_admonition (CmDocumentBuilder *self, const CmBlock *block)
{
  GtkWidget *card = make_role_box (GTK_ACCESSIBLE_ROLE_NOTE, GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *markup = cm_document_make_markup (self, block->inlines);
  const char *word, *icon, *css_class;
  GtkWidget *image, *label;

  describe_admonition (block->role, &word, &icon, &css_class);
  image = gtk_image_new_from_icon_name (icon);
  label = gtk_label_new (word);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_add_css_class (row, "document-word");
  gtk_box_append (GTK_BOX (card), row);
  if (*markup != '\0')
    gtk_box_append (GTK_BOX (card), cm_document_make_text (self, markup, "heading"));
  append_children (self, card, block);
  gtk_widget_add_css_class (card, "document-admonition");
  gtk_widget_add_css_class (card, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  return card;
}

static void
load_picture (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_filename (path, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Without the picture its description takes its place. */
static void
picture_loaded_cb (GObject *picture, GAsyncResult *result, gpointer description)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture == NULL)
    {
      g_info ("%s", error->message);
      gtk_widget_set_visible (GTK_WIDGET (picture), FALSE);
      gtk_widget_set_visible (description, TRUE);
      return;
    }
  gtk_picture_set_paintable (GTK_PICTURE (picture), GDK_PAINTABLE (texture));
}

/* What the figure is drawn from, as text. It is folded away, so nothing is found in it. */
static GtkWidget *
make_words (CmDocumentBuilder *self, const CmBlock *figure)
{
  GtkWidget *column = make_column (self);
  guint n = self->labels->len;

  append_children (self, column, figure);
  g_ptr_array_set_size (self->labels, (int) n);
  return column;
}

static gboolean
has_table (const CmBlock *figure)
{
  for (guint i = 0; i < figure->children->len; i++)
    if (((const CmBlock *) g_ptr_array_index (figure->children, i))->kind == CM_BLOCK_TABLE)
      return TRUE;
  return FALSE;
}

/* NULL if there is nothing that draws it. */
static GtkWidget *
make_drawing (CmDocumentBuilder *self, const CmBlock *block)
{
  CmFigure *figure = cm_figure_new (block, self->manual);
  g_autofree char *markup = NULL;
  GtkWidget *view;

  if (figure == NULL)
    return NULL;
  markup = cm_document_make_markup (self, block->inlines);
  view = cm_figure_view_new (figure,
                             cm_document_make_text (self, markup, "caption-heading"),
                             has_table (block) ? _ ("Read as a table") : _ ("Read as a list"),
                             make_words (self, block));
  gtk_widget_add_css_class (view, "document-figure");
  return view;
}

/* Its words stand for a figure that cannot be drawn. */
static GtkWidget *
make_undrawn (CmDocumentBuilder *self, const CmBlock *figure)
{
  GtkWidget *box = make_column (self);
  g_autofree char *markup = cm_document_make_markup (self, figure->inlines);

  append_children (self, box, figure);
  if (figure->role != NULL)
    gtk_box_append (GTK_BOX (box), cm_document_make_plain (self, figure->role, "document-dim"));
  gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, "caption-heading"));
  gtk_widget_add_css_class (box, "document-figure");
  return box;
}

static GtkWidget *
make_picture (CmDocumentBuilder *self, const CmBlock *figure)
{
  const char *folder = cm_document_get_folder (self->document);
  GtkWidget *box = make_role_box (GTK_ACCESSIBLE_ROLE_GROUP, GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *description =
      cm_document_make_plain (self, figure->role != NULL ? figure->role : "", "document-dim");
  g_autofree char *markup = cm_document_make_markup (self, figure->inlines);
  g_autofree char *title = cm_block_get_text (figure);
  g_autoptr (GTask) task =
      g_task_new (picture, NULL, picture_loaded_cb, g_object_ref (description));

  g_object_set_data_full (G_OBJECT (picture), "description", description, g_object_unref);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), figure->role);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_widget_set_visible (description, figure->target == NULL);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), description);
  gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, "caption-heading"));
  gtk_widget_add_css_class (box, "document-figure");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (figure->target != NULL)
    {
      g_task_set_task_data (task, g_build_filename (folder, figure->target, NULL), g_free);
      g_task_run_in_thread (task, load_picture);
    }
  return box;
}

static GtkWidget *
make_figure (CmDocumentBuilder *self, const CmBlock *figure)
{
  GtkWidget *drawing;

  if (figure->draw == NULL)
    return make_picture (self, figure);
  drawing = make_drawing (self, figure);
  return drawing != NULL ? drawing : make_undrawn (self, figure);
}

static GtkWidget *
make_quote (CmDocumentBuilder *self, const CmBlock *quote)
{
  GtkWidget *box = make_role_box (GTK_ACCESSIBLE_ROLE_GROUP, GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *who = cm_document_make_markup (self, quote->inlines);
  g_autofree char *markup = g_strconcat ("— ", who, NULL);

  append_children (self, box, quote);
  if (*who != '\0')
    gtk_box_append (GTK_BOX (box), cm_document_make_text (self, markup, "document-dim"));
  gtk_widget_add_css_class (box, "document-quote");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Quotation"), -1);
  return box;
}

/* --- any block -------------------------------------------------------------------------------- */

static GtkWidget *
make_runs (CmDocumentBuilder *self, const CmBlock *block)
{
  g_autofree char *markup = cm_document_make_markup (self, block->inlines);

  return cm_document_make_text (self, markup, NULL);
}

GtkWidget *
cm_document_make_block (CmDocumentBuilder *self, const CmBlock *block)
{
  GtkWidget *widget = NULL;

  switch (block->kind)
    {
    case CM_BLOCK_BULLETS:
    case CM_BLOCK_NUMBERS:
      widget = make_list (self, block);
      break;
    case CM_BLOCK_DEFINITIONS:
      widget = make_definitions (self, block);
      break;
    case CM_BLOCK_TERM:
      widget = make_term (self, block);
      break;
    case CM_BLOCK_TABLE:
      widget = make_table (self, block);
      break;
    case CM_BLOCK_ADMONITION:
      widget = make_admonition (self, block);
      break;
    case CM_BLOCK_FIGURE:
      widget = make_figure (self, block);
      break;
    case CM_BLOCK_QUOTE:
      widget = make_quote (self, block);
      break;
    /* Rows, cells and items are made by their lists and tables, sections by the view. */
    case CM_BLOCK_SECTION:
    case CM_BLOCK_ITEM:
    case CM_BLOCK_ROW:
    case CM_BLOCK_CELL:
    case CM_BLOCK_PARA:
    default:
      widget = make_runs (self, block);
      break;
    }
  remember_anchor (self, block->id, widget);
  cm_document_set_block (widget, block);
  return widget;
}

/* --- what a section holds, and its notes -------------------------------------------------------
 */

static void
row_activated_cb (CmDocumentBuilder *self, GtkListBoxRow *row)
{
  self->follow (self->follow_data, g_object_get_data (G_OBJECT (row), "target"));
}

static GtkWidget *
make_contents_row (CmDocumentBuilder *self, const CmBlock *section)
{
  const CmManualStep *step = cm_manual_get_step_of (self->manual, section);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = cm_block_get_text (section);
  GtkWidget *labels[] = { gtk_label_new (title),
                          step != NULL ? gtk_label_new (step->summary) : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (labels) && labels[i] != NULL; i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
      cm_document_take_label (self, labels[i]);
      gtk_box_append (GTK_BOX (texts), labels[i]);
    }
  if (labels[1] != NULL)
    {
      gtk_widget_add_css_class (labels[0], "heading");
      gtk_widget_add_css_class (labels[1], "document-dim");
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_attach (GTK_GRID (grid), texts, 0, 0, 1, 1);
  gtk_grid_attach (
      GTK_GRID (grid), gtk_image_new_from_icon_name ("cm-forward-symbolic"), 1, 0, 1, 1);
  gtk_widget_add_css_class (grid, "document-row");
  cm_document_set_block (row, section);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "target", g_strconcat ("#", section->id, NULL), g_free);
  return row;
}

GtkWidget *
cm_document_make_contents (CmDocumentBuilder *self, const CmBlock *section)
{
  GtkWidget *list = NULL;

  for (guint i = 0; i < section->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (section->children, i);

      if (child->kind != CM_BLOCK_SECTION || child->id == NULL)
        continue;
      if (list == NULL)
        list = gtk_list_box_new ();
      gtk_list_box_append (GTK_LIST_BOX (list), make_contents_row (self, child));
    }
  if (list == NULL)
    return NULL;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Sections"), -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  return list;
}

static void
append_note (CmDocumentBuilder *self, GtkWidget *box, const CmInline *run)
{
  g_autofree char *text = g_markup_escape_text (run->footnote, -1);
  g_autofree char *number = g_markup_escape_text (run->text, -1);
  g_autofree char *markup =
      g_strdup_printf ("<a href=\"" CM_DOCUMENT_CALL "%s\" title=\"%s\">%s</a>  %s",
                       number,
                       _ ("Back to the text"),
                       number,
                       text);
  GtkWidget *label = cm_document_make_text (self, markup, "document-note");

  g_hash_table_insert (self->anchors, g_strconcat (CM_DOCUMENT_NOTE, run->text, NULL), label);
  gtk_box_append (GTK_BOX (box), label);
}

GtkWidget *
cm_document_make_notes (CmDocumentBuilder *self)
{
  GtkWidget *box;

  if (self->notes->len == 0)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (box, "document-notes");
  gtk_box_append (GTK_BOX (box), cm_document_make_heading_plain (self, _ ("Notes"), 4));
  for (guint i = 0; i < self->notes->len; i++)
    append_note (self, box, g_ptr_array_index (self->notes, i));
  return box;
}
