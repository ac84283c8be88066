/* cm-document-view.c - a section of the manual as text on the screen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include "cm-document-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-view-private.h"

#define MEASURE 620     /* pixels: some 72 characters */
#define FIRST_USEC 8000 /* to build in what the caller waits for */
#define CHUNK_USEC                                                                                 \
  4000 /* to build in each frame after that; laying it out takes thrice as long                    \
        */
#define BRIEF_PARAGRAPHS 3
#define ABOVE_ANCHOR 12 /* pixels above what is gone to */
#define MATCH_ABOVE 0.3 /* of the window above a match that is gone to */

/**
 * CmDocumentView:
 *
 * A section is first planned: flattened to a row of parts, each of which becomes one widget in a
 * column. The parts of the first screen are built at once, the others in the frames that follow, so
 * that no chapter holds up the loop, however long. Scrolling waits until all is built and laid out.
 *
 * Accessibility: titles are headings with their level, lists are lists, tables have their title as
 * name; every paragraph can be reached with Tab, and links within it too.
 */
enum
{
  SIGNAL_LINK,
  SIGNAL_BLOCK_MENU,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmDocumentView, cm_document_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- planning --------------------------------------------------------------------------------- */

static void
add_part (CmDocumentView *self,
          PartKind kind,
          const CmBlock *block,
          const CmManualStep *step,
          guint level)
{
  Part part = { kind, block, step, level };

  g_array_append_val (self->parts, part);
}

static gboolean
has_sections (const CmBlock *section)
{
  for (guint i = 0; i < section->children->len; i++)
    if (((CmBlock *) g_ptr_array_index (section->children, i))->kind == CM_BLOCK_SECTION)
      return TRUE;
  return FALSE;
}

static void plan_section (CmDocumentView *self, const CmBlock *section, guint level);

/* A glossary is many parts, for it is long. */
static void
plan_child (CmDocumentView *self, const CmBlock *child, guint level)
{
  if (child->kind == CM_BLOCK_SECTION && !self->shallow)
    plan_section (self, child, level + 1);
  else if (child->kind == CM_BLOCK_DEFINITIONS)
    for (guint i = 0; i < child->children->len; i++)
      add_part (self, PART_BLOCK, g_ptr_array_index (child->children, i), NULL, level);
  else if (child->kind != CM_BLOCK_SECTION)
    add_part (self, PART_BLOCK, child, NULL, level);
}

static void
plan_step_start (CmDocumentView *self,
                 const CmBlock *section,
                 const CmManualStep *step,
                 guint level)
{
  add_part (self, PART_SUMMARY, section, step, level);
  add_part (self, PART_ROLES, section, step, level + 1);
  add_part (self, PART_OUTPUTS, section, step, level + 1);
  add_part (self, PART_QUESTIONS, section, step, level + 1);
  if (section->children->len > 0)
    add_part (self, PART_METHOD, section, step, level + 1);
}

static void
plan_step_end (CmDocumentView *self, const CmBlock *section, const CmManualStep *step, guint level)
{
  add_part (self, PART_CHECKS, section, step, level + 1);
  add_part (self, PART_TIGHT, section, step, level + 1);
  add_part (self, PART_SEEN, section, step, level + 1);
}

static void
plan_section (CmDocumentView *self, const CmBlock *section, guint level)
{
  const CmManualStep *step = cm_manual_get_step_of (self->builder.manual, section);

  add_part (self, PART_HEADING, section, step, level);
  if (step != NULL)
    plan_step_start (self, section, step, level);
  for (guint i = 0; i < section->children->len; i++)
    /* A step's own sections are part of how to go about it. */
    plan_child (self, g_ptr_array_index (section->children, i), level + (step != NULL));
  if (self->shallow && has_sections (section))
    add_part (self, PART_CONTENTS, section, NULL, level);
  if (step != NULL)
    plan_step_end (self, section, step, level);
}

static void
plan_brief_step (CmDocumentView *self, const CmBlock *section, const CmManualStep *step)
{
  add_part (self, PART_HEADING, section, step, 1);
  add_part (self, PART_SUMMARY, section, step, 1);
  add_part (self, PART_ROLES, section, step, 2);
  add_part (self, PART_QUESTIONS, section, step, 2);
  add_part (self, PART_TIGHT, section, step, 2);
  add_part (self, PART_SEEN, section, step, 2);
}

/* The first paragraphs and lists; tables need more room than there is. */
static void
plan_brief_section (CmDocumentView *self, const CmBlock *section)
{
  guint n = 0;

  add_part (self, PART_HEADING, section, NULL, 1);
  for (guint i = 0; i < section->children->len && n < BRIEF_PARAGRAPHS; i++)
    {
      const CmBlock *child = g_ptr_array_index (section->children, i);

      if (child->kind == CM_BLOCK_PARA || child->kind == CM_BLOCK_BULLETS ||
          child->kind == CM_BLOCK_NUMBERS || child->kind == CM_BLOCK_ADMONITION)
        {
          add_part (self, PART_BLOCK, child, NULL, 1);
          n++;
        }
      for (guint j = 0;
           child->kind == CM_BLOCK_DEFINITIONS && j < child->children->len && n < BRIEF_PARAGRAPHS;
           j++, n++)
        add_part (self, PART_BLOCK, g_ptr_array_index (child->children, j), NULL, 1);
    }
  if (has_sections (section))
    add_part (self, PART_CONTENTS, section, NULL, 1);
}

static void
plan (CmDocumentView *self)
{
  const CmManualStep *step = cm_manual_get_step_of (self->builder.manual, self->block);

  if (self->brief && step != NULL)
    plan_brief_step (self, self->block, step);
  else if (self->brief)
    plan_brief_section (self, self->block);
  else
    plan_section (self, self->block, 1);
  add_part (self, PART_NOTES, self->block, NULL, 1);
}

/* --- building --------------------------------------------------------------------------------- */

static GtkWidget *
make_part (CmDocumentBuilder *builder, const Part *part)
{
  switch (part->kind)
    {
    case PART_HEADING:
      return cm_document_make_section_heading (builder, part->block, part->level);
    case PART_SUMMARY:
      return part->step->summary != NULL
                 ? cm_document_make_plain (builder, part->step->summary, "document-summary")
                 : NULL;
    case PART_ROLES:
      return cm_document_make_roles (builder, part->step, part->level);
    case PART_OUTPUTS:
      return cm_document_make_outputs (builder, part->step, part->level);
    case PART_QUESTIONS:
      return cm_document_make_questions (builder, part->step, part->level);
    case PART_METHOD:
      return cm_document_make_heading_plain (builder, _ ("How to go about it"), part->level);
    case PART_CONTENTS:
      return cm_document_make_contents (builder, part->block);
    case PART_CHECKS:
      return cm_document_make_checks (builder, part->step, part->level);
    case PART_TIGHT:
      return cm_document_make_tight (builder, part->step, part->level);
    case PART_SEEN:
      return cm_document_make_seen (builder, part->step, part->level);
    case PART_NOTES:
      return cm_document_make_notes (builder);
    case PART_BLOCK:
    default:
      return cm_document_make_block (builder, part->block);
    }
}

static gboolean
begins_with_heading (PartKind kind)
{
  return kind != PART_BLOCK && kind != PART_SUMMARY && kind != PART_CONTENTS;
}

/* Below the title, within the edge of its stage if it has one. */
static GtkWidget *
add_head (CmDocumentView *self, const Part *part, GtkWidget *heading)
{
  GtkWidget *head = self->make_head (part->block, part->level, self->head_data);
  GtkWidget *box = heading;

  if (head == NULL)
    return heading;
  if (!GTK_IS_BOX (heading))
    {
      box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      gtk_box_append (GTK_BOX (box), heading);
    }
  gtk_box_append (GTK_BOX (box), head);
  return box;
}

static void
build_next (CmDocumentView *self)
{
  const Part *part = &g_array_index (self->parts, Part, self->n_built);
  GtkWidget *widget = make_part (&self->builder, part);

  if (part->kind == PART_HEADING && self->make_head != NULL)
    widget = add_head (self, part, widget);
  if (widget != NULL)
    {
      self->laid_out = FALSE;
      if (begins_with_heading (part->kind) && self->n_built > 0)
        gtk_widget_add_css_class (widget, "document-part");
      if (cm_document_get_block (widget) == NULL)
        cm_document_set_block (widget, part->block);
      gtk_box_append (GTK_BOX (self->column), widget);
    }
  self->n_built++;
}

/* Builds until the time is over; tells whether something is left. */
static gboolean
build_for (CmDocumentView *self, gint64 usec)
{
  gint64 end = g_get_monotonic_time () + usec;

  while (self->n_built < self->parts->len && g_get_monotonic_time () < end)
    build_next (self);
  return self->n_built < self->parts->len;
}

static void scroll_when_laid_out (CmDocumentView *self);

/* One chunk a frame: in idle time, several would meet in one layout. */
static gboolean
build_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (widget);

  if (build_for (self, CHUNK_USEC))
    return G_SOURCE_CONTINUE;
  self->build_id = 0;
  scroll_when_laid_out (self);
  return G_SOURCE_REMOVE;
}

static void
stop_building (CmDocumentView *self)
{
  if (self->build_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->build_id);
  self->build_id = 0;
}

static void
build_rest (CmDocumentView *self)
{
  stop_building (self);
  build_for (self, G_MAXINT);
}

/* --- blocks on the screen ---------------------------------------------------------------------
 */

void
cm_document_view_set_head (CmDocumentView *self, CmDocumentHead make, gpointer data)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  self->make_head = make;
  self->head_data = data;
}

/* A row of a table has no widget of its own. */
static gboolean
shows_block (GtkWidget *widget, const CmBlock *block)
{
  const CmBlock *shown = cm_document_get_block (widget);

  return shown != NULL &&
         (shown == block || (block->kind == CM_BLOCK_ROW && shown->parent == block));
}

static GtkWidget *
find_block (GtkWidget *widget, const CmBlock *block)
{
  GtkWidget *found = shows_block (widget, block) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_block (child, block);
  return found;
}

GtkWidget *
cm_document_view_find_block (CmDocumentView *self, const CmBlock *block)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), NULL);
  return block != NULL ? find_block (self->column, block) : NULL;
}

/* Another one, or none. */
static void
choose (CmDocumentView *self, GtkWidget *widget)
{
  if (self->chosen != NULL)
    gtk_widget_remove_css_class (self->chosen, "document-chosen");
  g_set_weak_pointer (&self->chosen, widget);
  if (widget != NULL)
    gtk_widget_add_css_class (widget, "document-chosen");
}

/* --- scrolling -------------------------------------------------------------------------------- */

/* What scrolls the view, and all that it scrolls; NULL if nothing does. */
static GtkAdjustment *
find_adjustment (CmDocumentView *self, GtkWidget **content)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport =
      window != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (window)) : NULL;

  if (!GTK_IS_VIEWPORT (viewport))
    return NULL;
  *content = gtk_viewport_get_child (GTK_VIEWPORT (viewport));
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
}

/* Scrolls so that the point `y` of the widget is `above` of the window's height from its top. It is
 * counted from the content, which does not move, and from its edge, which its padding is beyond. */
static void
scroll_to_point (CmDocumentView *self, GtkWidget *widget, double y, double above)
{
  GtkWidget *content;
  GtkAdjustment *adjustment = find_adjustment (self, &content);
  graphene_rect_t edge;
  double x_in, y_in;

  if (adjustment != NULL && gtk_widget_compute_bounds (content, content, &edge) &&
      gtk_widget_translate_coordinates (widget, content, 0, y, &x_in, &y_in))
    gtk_adjustment_set_value (adjustment,
                              y_in - (double) edge.origin.y -
                                  above * gtk_adjustment_get_page_size (adjustment));
}

static void
scroll_to_match (CmDocumentView *self, const Match *match)
{
  PangoLayout *layout = gtk_label_get_layout (match->label);
  PangoRectangle place;
  int x, y;

  gtk_label_get_layout_offsets (match->label, &x, &y);
  pango_layout_index_to_pos (layout, (int) match->start, &place);
  scroll_to_point (
      self, GTK_WIDGET (match->label), y + (double) place.y / PANGO_SCALE, MATCH_ABOVE);
}

static void
forget_scroll (CmDocumentView *self)
{
  g_clear_pointer (&self->scroll_anchor, g_free);
  self->scroll_position = -1;
  self->scroll_block = NULL;
  g_clear_handle_id (&self->scroll_id, g_source_remove);
}

static void
scroll_now (CmDocumentView *self)
{
  GtkWidget *widget = self->scroll_anchor != NULL
                          ? g_hash_table_lookup (self->builder.anchors, self->scroll_anchor)
                          : NULL;
  GtkWidget *block = cm_document_view_find_block (self, self->scroll_block);
  GtkWidget *content;
  GtkAdjustment *adjustment = find_adjustment (self, &content);

  choose (self, block);
  if (block != NULL)
    scroll_to_point (self, block, 0, MATCH_ABOVE);
  else if (widget != NULL)
    scroll_to_point (self, widget, -ABOVE_ANCHOR, 0);
  else if (self->scroll_position >= 0 && adjustment != NULL)
    gtk_adjustment_set_value (adjustment, self->scroll_position);
  forget_scroll (self);
}

static gboolean
scroll_cb (gpointer data)
{
  CmDocumentView *self = data;

  self->scroll_id = 0;
  if (self->laid_out)
    scroll_now (self);
  return G_SOURCE_REMOVE;
}

/* A position is known once everything has its place, which it has after an allocation. */
static void
scroll_when_laid_out (CmDocumentView *self)
{
  if ((self->scroll_anchor == NULL && self->scroll_block == NULL && self->scroll_position < 0) ||
      self->build_id != 0)
    return;
  if (self->laid_out && self->scroll_id == 0)
    self->scroll_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, scroll_cb, self, NULL);
}

static GtkSizeRequestMode
cm_document_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_document_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (
      CM_DOCUMENT_VIEW (widget)->clamp, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
cm_document_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (widget);

  gtk_widget_allocate (self->clamp, width, height, baseline, NULL);
  self->laid_out = TRUE;
  scroll_when_laid_out (self);
  _cm_document_view_present_menu (self);
}

/* Whether a block of that id is yet to be built. */
static gboolean
is_to_come (CmDocumentView *self, const char *id)
{
  const CmBlock *block = cm_document_find (cm_manual_get_document (self->builder.manual), id);

  while (block != NULL && block != self->block)
    block = block->parent;
  return self->build_id != 0 && block != NULL;
}

gboolean
cm_document_view_scroll_to (CmDocumentView *self, const char *id)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), FALSE);

  if (id == NULL || (!g_hash_table_contains (self->builder.anchors, id) && !is_to_come (self, id)))
    return FALSE;
  forget_scroll (self);
  self->scroll_anchor = g_strdup (id);
  scroll_when_laid_out (self);
  return TRUE;
}

void
cm_document_view_scroll_to_block (CmDocumentView *self, const CmBlock *block)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));

  forget_scroll (self);
  self->scroll_block = block;
  scroll_when_laid_out (self);
}

void
cm_document_view_scroll_to_position (CmDocumentView *self, double position)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));

  forget_scroll (self);
  self->scroll_position = position;
  scroll_when_laid_out (self);
}

/* --- finding ---------------------------------------------------------------------------------- */

/* Where the words end that begin at `text`, or NULL. */
static const char *
match_words (const char *text, const char *words)
{
  while (*words != '\0')
    {
      if (*text == '\0' ||
          g_unichar_tolower (g_utf8_get_char (text)) != g_unichar_tolower (g_utf8_get_char (words)))
        return NULL;
      text = g_utf8_next_char (text);
      words = g_utf8_next_char (words);
    }
  return text;
}

static void
find_in_label (CmDocumentView *self, GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  const char *at = text;

  while (*at != '\0')
    {
      const char *end = match_words (at, self->words);
      Match match = { label, (guint) (at - text), end != NULL ? (guint) (end - text) : 0 };

      if (end != NULL)
        g_array_append_val (self->matches, match);
      at = end != NULL ? end : g_utf8_next_char (at);
    }
}

static void
insert_attribute (PangoAttrList *list, PangoAttribute *attribute, const Match *match)
{
  attribute->start_index = match->start;
  attribute->end_index = match->end;
  pango_attr_list_insert (list, attribute);
}

/* Not by colour alone: matches are underlined, the current one twice. */
static void
mark_label (CmDocumentView *self, GtkLabel *label)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();

  for (guint i = 0; i < self->matches->len; i++)
    {
      const Match *match = &g_array_index (self->matches, Match, i);
      gboolean current = i + 1 == self->current;

      if (match->label != label)
        continue;
      insert_attribute (list, pango_attr_background_new (0xf5f5, 0xc2c2, 0x1111), match);
      insert_attribute (list, pango_attr_background_alpha_new (current ? 0xa000 : 0x5000), match);
      insert_attribute (
          list,
          pango_attr_underline_new (current ? PANGO_UNDERLINE_DOUBLE : PANGO_UNDERLINE_SINGLE),
          match);
    }
  gtk_label_set_attributes (label, list);
}

/* Calls for each label that has a match, once. */
static void
mark_matches (CmDocumentView *self)
{
  GtkLabel *last = NULL;

  for (guint i = 0; i < self->matches->len; i++)
    {
      GtkLabel *label = g_array_index (self->matches, Match, i).label;

      if (label != last)
        mark_label (self, label);
      last = label;
    }
}

static void
forget_matches (CmDocumentView *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    gtk_label_set_attributes (g_array_index (self->matches, Match, i).label, NULL);
  g_array_set_size (self->matches, 0);
  self->current = 0;
  g_clear_pointer (&self->words, g_free);
}

guint
cm_document_view_find (CmDocumentView *self, const char *words)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), 0);

  forget_matches (self);
  self->words = g_strstrip (g_strdup (words != NULL ? words : ""));
  if (*self->words == '\0')
    return 0;
  build_rest (self);
  for (guint i = 0; i < self->builder.labels->len; i++)
    find_in_label (self, g_ptr_array_index (self->builder.labels, i));
  mark_matches (self);
  return self->matches->len;
}

gboolean
cm_document_view_find_next (CmDocumentView *self, int direction)
{
  guint n, last;

  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), FALSE);

  n = self->matches->len;
  last = self->current;
  if (n == 0)
    return FALSE;
  if (direction < 0)
    self->current = last <= 1 ? n : last - 1;
  else
    self->current = last >= n ? 1 : last + 1;
  if (last > 0)
    mark_label (self, g_array_index (self->matches, Match, last - 1).label);
  mark_label (self, g_array_index (self->matches, Match, self->current - 1).label);
  scroll_to_match (self, &g_array_index (self->matches, Match, self->current - 1));
  return TRUE;
}

guint
cm_document_view_get_find_position (CmDocumentView *self)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), 0);
  return self->current;
}

/* --- showing ---------------------------------------------------------------------------------- */

static void
clear (CmDocumentView *self)
{
  GtkWidget *child;

  stop_building (self);
  forget_scroll (self);
  _cm_document_view_drop_menu (self);
  g_array_set_size (self->matches, 0);
  self->current = 0;
  cm_document_builder_reset (&self->builder);
  g_array_set_size (self->parts, 0);
  self->n_built = 0;
  while ((child = gtk_widget_get_first_child (self->column)) != NULL)
    gtk_box_remove (GTK_BOX (self->column), child);
}

void
cm_document_view_show (CmDocumentView *self, CmBlock *block)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (block == NULL || block->kind == CM_BLOCK_SECTION);

  clear (self);
  self->block = block;
  if (block == NULL)
    return;
  title = cm_block_get_text (block);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->column), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  plan (self);
  if (build_for (self, FIRST_USEC))
    self->build_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), build_cb, NULL, NULL);
}

CmBlock *
cm_document_view_get_block (CmDocumentView *self)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), NULL);
  return self->block;
}

void
cm_document_view_set_compact (CmDocumentView *self, gboolean compact)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));

  self->builder.compact = compact;
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), compact ? G_MAXINT : MEASURE);
  gtk_box_set_spacing (GTK_BOX (self->column), compact ? 9 : 12);
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
}

void
cm_document_view_set_shallow (CmDocumentView *self, gboolean shallow)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  self->shallow = shallow;
}

void
cm_document_view_set_brief (CmDocumentView *self, gboolean brief)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  self->brief = brief;
}

/* The ways from a footnote's call to its text and back stay within the view. */
static void
follow (gpointer data, const char *target)
{
  CmDocumentView *self = data;

  if (g_str_has_prefix (target, CM_DOCUMENT_NOTE) || g_str_has_prefix (target, CM_DOCUMENT_CALL))
    {
      GtkWidget *label;

      build_rest (self);
      label = g_hash_table_lookup (self->builder.anchors, target);
      if (label != NULL && cm_document_view_scroll_to (self, target))
        gtk_widget_grab_focus (label);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_LINK], 0, target);
}

/* Where the keyboard goes on once a link has led to another section. */
static gboolean
cm_document_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_DOCUMENT_VIEW (widget)->column);
}

static void
cm_document_view_dispose (GObject *object)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (object);

  stop_building (self);
  forget_scroll (self);
  g_clear_weak_pointer (&self->chosen);
  _cm_document_view_drop_menu (self);
  G_OBJECT_CLASS (cm_document_view_parent_class)->dispose (object);
}

static void
cm_document_view_finalize (GObject *object)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (object);

  cm_document_builder_clear (&self->builder);
  g_array_unref (self->parts);
  g_array_unref (self->matches);
  g_free (self->words);
  G_OBJECT_CLASS (cm_document_view_parent_class)->finalize (object);
}

static void
cm_document_view_class_init (CmDocumentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_document_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_document_view_finalize;
  widget_class->get_request_mode = cm_document_view_get_request_mode;
  widget_class->measure = cm_document_view_measure;
  widget_class->size_allocate = cm_document_view_size_allocate;
  widget_class->grab_focus = cm_document_view_grab_focus;

  signals[SIGNAL_LINK] = g_signal_new ("link",
                                       CM_TYPE_DOCUMENT_VIEW,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_STRING);
  signals[SIGNAL_BLOCK_MENU] = g_signal_new ("block-menu",
                                             CM_TYPE_DOCUMENT_VIEW,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_POINTER,
                                             G_TYPE_MENU);
  _cm_document_view_add_menu_actions (widget_class);
}

static void
cm_document_view_init (CmDocumentView *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  self->scroll_position = -1;
  self->builder.follow = follow;
  self->builder.follow_data = self;
  self->clamp = adw_clamp_new ();
  self->column = g_object_new (GTK_TYPE_BOX,
                               "accessible-role",
                               GTK_ACCESSIBLE_ROLE_DOCUMENT,
                               "orientation",
                               GTK_ORIENTATION_VERTICAL,
                               NULL);
  gtk_widget_set_focusable (self->column, TRUE);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), self->column);
  adw_bin_set_child (ADW_BIN (self), self->clamp);
  /* Else size_allocate() is not called. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "document");
  cm_document_view_set_compact (self, FALSE);
  _cm_document_view_init_menu (self);
}

GtkWidget *
cm_document_view_new (CmManual *manual)
{
  CmDocumentView *self = g_object_new (CM_TYPE_DOCUMENT_VIEW, NULL);

  g_return_val_if_fail (CM_IS_MANUAL (manual), NULL);
  cm_document_builder_init (&self->builder, manual);
  return GTK_WIDGET (self);
}
