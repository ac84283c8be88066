/* cm-document-view.c - a section of the manual as text on the screen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include "cm-document-view.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "cm-document-view-private.h"

#define MEASURE 620     /* pixels, at the usual size: some 72 characters */
#define TIGHTENING 400  /* pixels that a narrower window gives it all of */
#define FIRST_USEC 8000 /* to build in what the caller waits for */
#define CHUNK_USEC                                                                                 \
  4000                    /* to build in each frame after that; laying it out takes thrice as long \
                           */
#define CHARS_A_PIXEL 3.4 /* of the window's height */
#define CHARS_BETWEEN 60  /* as much as the room between paragraphs would hold */
#define USUAL_PAGE 700    /* pixels, as long as the window has no height */
#define POINTS 11.5       /* of the text at its usual size */
#define COMPACT_POINTS 11.0

/**
 * CmDocumentView:
 *
 * A section is first planned: flattened to a row of parts, each of which becomes one widget in a
 * column. Building begins where the reader goes to: the parts of that screen are built at once,
 * what follows and then what is above in the frames that follow, so that no chapter holds up the
 * loop, however long, and any place of it is seen at once.
 *
 * Accessibility: titles are headings with their level, lists are lists, tables have their title as
 * name; every paragraph can be reached with Tab, and links within it too.
 */
enum
{
  SIGNAL_LINK,
  SIGNAL_BLOCK_MENU,
  SIGNAL_MOVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmDocumentView, cm_document_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- building --------------------------------------------------------------------------------- */

static GtkWidget *
find_widget_above (CmDocumentView *self, guint index)
{
  while (index > self->first_built)
    if (g_array_index (self->parts, Part, --index).widget != NULL)
      return g_array_index (self->parts, Part, index).widget;
  return NULL;
}

static void
build_part (CmDocumentView *self, guint index)
{
  Part *part = &g_array_index (self->parts, Part, index);

  part->first_label = self->builder.labels->len;
  part->widget = _cm_document_view_make_part (&self->builder, part);
  if (part->kind == PART_HEADING && part->widget != NULL)
    part->widget = _cm_document_view_add_head (self, part, part->widget);
  else if (part->kind == PART_FOOT)
    part->widget = self->make_foot (part->block, part->level, self->foot_data);
  part->n_labels = self->builder.labels->len - part->first_label;
  if (part->widget == NULL)
    return;
  if (_cm_document_view_begins_with_heading (part->kind) && index > 0)
    gtk_widget_add_css_class (part->widget, "document-part");
  if (cm_document_get_block (part->widget) == NULL)
    cm_document_set_block (part->widget, part->block);
  gtk_box_insert_child_after (
      GTK_BOX (self->column), part->widget, find_widget_above (self, index));
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const CmInline *const *first = a, *const *second = b;

  return atoi ((*first)->text) - atoi ((*second)->text);
}

/* What was built from its midst, as it is read. */
static void
sort_labels (CmDocumentView *self)
{
  g_autoptr (GPtrArray) built = self->builder.labels;

  self->builder.labels = g_ptr_array_sized_new (built->len);
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = &g_array_index (self->parts, Part, i);
      guint first = self->builder.labels->len;

      for (guint j = 0; j < part->n_labels; j++)
        g_ptr_array_add (self->builder.labels, g_ptr_array_index (built, part->first_label + j));
      part->first_label = first;
    }
}

/* Downwards from where the reader is, then upwards from there; the notes when all that calls them
 * is there. */
static gboolean
build_next (CmDocumentView *self)
{
  guint last = self->parts->len - 1;

  if (self->end_built < last)
    build_part (self, self->end_built++);
  else if (self->first_built > 0)
    build_part (self, --self->first_built);
  else if (self->end_built == last)
    {
      g_ptr_array_sort (self->builder.notes, compare_notes);
      build_part (self, self->end_built++);
      sort_labels (self);
    }
  return self->end_built <= last;
}

/* Builds until the time is over; tells whether something is left. */
static gboolean
build_for (CmDocumentView *self, gint64 usec)
{
  gint64 end = g_get_monotonic_time () + usec;
  gboolean left = self->parts->len > 0 && self->end_built < self->parts->len;

  while (left && g_get_monotonic_time () < end)
    left = build_next (self);
  return left;
}

static void
finish_building (CmDocumentView *self)
{
  g_autofree char *words = g_steal_pointer (&self->find_words);

  self->build_id = 0;
  if (words != NULL)
    _cm_document_view_find_again (self, words, self->find_current);
}

/* One chunk a frame: in idle time, several would meet in one layout. */
static gboolean
build_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (widget);

  /* The first screen is drawn before anything is added to it. */
  if (self->is_first_frame || build_for (self, CHUNK_USEC))
    {
      self->is_first_frame = FALSE;
      return G_SOURCE_CONTINUE;
    }
  finish_building (self);
  return G_SOURCE_REMOVE;
}

static void
stop_building (CmDocumentView *self)
{
  if (self->build_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->build_id);
  self->build_id = 0;
}

void
_cm_document_view_build_rest (CmDocumentView *self)
{
  stop_building (self);
  build_for (self, G_MAXINT);
}

/* --- size ------------------------------------------------------------------------------------- */

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
  double shift;

  gtk_widget_allocate (self->clamp, width, height, baseline, NULL);
  shift = _cm_document_view_find_shift (self);
  if (shift != 0)
    gtk_widget_allocate (self->clamp,
                         width,
                         height,
                         baseline,
                         gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) shift)));
  _cm_document_view_present_popovers (self);
}

/* --- showing ---------------------------------------------------------------------------------- */

static gboolean
leave_cb (gpointer data)
{
  CmDocumentView *self = data;
  gint64 end = g_get_monotonic_time () + CHUNK_USEC;

  while (self->leaving->len > 0 && g_get_monotonic_time () < end)
    g_ptr_array_set_size (self->leaving, (int) self->leaving->len - 1);
  if (self->leaving->len > 0)
    return G_SOURCE_CONTINUE;
  self->leave_id = 0;
  return G_SOURCE_REMOVE;
}

/* To do away with a long section takes longer than to show the next one, so it is done after that,
 * a little at a time. */
static void
take_away (CmDocumentView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->column)) != NULL)
    {
      g_ptr_array_add (self->leaving, g_object_ref (child));
      gtk_box_remove (GTK_BOX (self->column), child);
    }
  if (self->leave_id == 0 && self->leaving->len > 0)
    self->leave_id = g_idle_add_full (G_PRIORITY_LOW, leave_cb, self, NULL);
}

static void
clear (CmDocumentView *self)
{
  stop_building (self);
  _cm_document_view_unpin (self);
  _cm_document_view_drop_menu (self);
  _cm_document_view_drop_preview (self);
  g_array_set_size (self->matches, 0);
  self->current = 0;
  g_clear_pointer (&self->find_words, g_free);
  cm_document_builder_reset (&self->builder);
  g_array_set_size (self->parts, 0);
  self->first_built = self->end_built = 0;
  take_away (self);
}

/* Readies the view for what is built next; the place is where that begins. */
static void
prepare (CmDocumentView *self, CmBlock *block)
{
  g_autofree char *title = cm_block_get_text (block);

  clear (self);
  self->block = block;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->column), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  _cm_document_view_plan (self);
}

/* As much as fills the window, and no more: laying it out takes longer than building it. */
static gboolean
build_screen (CmDocumentView *self)
{
  double most = CHARS_A_PIXEL * (self->page > 0 ? self->page : USUAL_PAGE);
  gint64 end = g_get_monotonic_time () + FIRST_USEC;
  guint counted = 0;
  double built = 0;
  gboolean left = self->parts->len > 0;

  while (left && built < most && g_get_monotonic_time () < end)
    {
      left = build_next (self);
      for (; counted < self->builder.labels->len; counted++)
        built += CHARS_BETWEEN + (double) strlen (gtk_label_get_text (
                                     g_ptr_array_index (self->builder.labels, counted)));
    }
  return left;
}

static void
build_from (CmDocumentView *self, guint start)
{
  self->first_built = self->end_built = start;
  self->is_first_frame = TRUE;
  if (build_screen (self))
    self->build_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), build_cb, NULL, NULL);
}

void
cm_document_view_show_at (CmDocumentView *self, CmBlock *block, const char *id)
{
  int part;

  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (block == NULL || block->kind == CM_BLOCK_SECTION);

  if (block == NULL)
    {
      clear (self);
      self->block = NULL;
      return;
    }
  prepare (self, block);
  part = _cm_document_view_find_part (self, cm_document_find (self->builder.document, id));
  build_from (self, (guint) MAX (part, 0));
  _cm_document_view_pin_anchor (self, part > 0 ? id : block->id);
}

void
cm_document_view_show (CmDocumentView *self, CmBlock *block)
{
  cm_document_view_show_at (self, block, NULL);
}

void
cm_document_view_show_place (CmDocumentView *self, CmBlock *block, const char *text)
{
  Place place;

  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (block != NULL && block->kind == CM_BLOCK_SECTION);

  prepare (self, block);
  if (_cm_document_view_parse_place (self, text, &place))
    {
      build_from (self, place.part);
      _cm_document_view_pin_place (self, &place);
    }
  else
    build_from (self, 0);
}

CmBlock *
cm_document_view_get_block (CmDocumentView *self)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), NULL);
  return self->block;
}

/* --- the size of the text -----------------------------------------------------------------------
 */

static void
apply_scale (CmDocumentView *self)
{
  gboolean compact = self->builder.compact;
  double scale = self->builder.scale / 100.0;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *css = NULL;

  g_ascii_formatd (number, sizeof number, "%.2f", scale * (compact ? COMPACT_POINTS : POINTS));
  css = g_strdup_printf ("* { font-size: %spt; }", number);
  gtk_css_provider_load_from_data (self->style, css, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp),
                              compact ? G_MAXINT : cm_document_view_get_measure (self));
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp),
                                      compact ? G_MAXINT : (int) (TIGHTENING * MAX (scale, 1)));
}

int
cm_document_view_get_measure (CmDocumentView *self)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), MEASURE);
  /* Not what is built: whoever hears of the new size first may ask. */
  return MEASURE * g_settings_get_int (self->settings, "text-size") / 100;
}

static GtkWidget *
get_focus (CmDocumentView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == self->column || gtk_widget_is_ancestor (focus, self->column))
             ? focus
             : NULL;
}

/* The focus goes on with the text, where it was if that is on the screen. */
static void
restore_focus (CmDocumentView *self, const char *focus)
{
  Place place;
  GtkWidget *widget = _cm_document_view_parse_place (self, focus, &place)
                          ? _cm_document_view_find_place (self, &place)
                          : NULL;

  self->scrolling = TRUE;
  if (widget == NULL || !gtk_widget_grab_focus (widget))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (GTK_IS_LABEL (widget))
    gtk_label_select_region (GTK_LABEL (widget), 0, 0);
  self->scrolling = FALSE;
}

/* A text is long: it is built anew from the place where the reader is, a frame at a time. */
static void
scale_cb (CmDocumentView *self)
{
  guint scale = (guint) g_settings_get_int (self->settings, "text-size");
  GtkWidget *focus = get_focus (self);
  g_autofree char *place = NULL, *focused = NULL, *words = NULL;
  guint current = self->current;

  if (scale == self->builder.scale)
    return;
  self->builder.scale = scale;
  if (self->block == NULL)
    {
      apply_scale (self);
      return;
    }
  place = cm_document_view_get_place (self);
  focused = _cm_document_view_describe (self, focus, 0, 0);
  words = self->matches->len > 0 ? g_strdup (self->words) : g_strdup (self->find_words);
  current = self->matches->len > 0 ? current : self->find_current;
  clear (self);
  apply_scale (self);
  cm_document_view_show_place (self, self->block, place);
  self->find_words = g_steal_pointer (&words);
  self->find_current = current;
  if (focus != NULL)
    restore_focus (self, focused);
  if (self->build_id == 0)
    finish_building (self);
}

void
cm_document_view_change_size (CmDocumentView *self, int direction)
{
  static const int sizes[] = { CM_DOCUMENT_SMALLEST, 80, 90, 100, 110, 120, 135, 150, 175, 200, 225,
                               CM_DOCUMENT_LARGEST };
  int size = (int) self->builder.scale, found = direction == 0 ? 100 : size;

  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));

  for (guint i = 0; direction > 0 && found == size && i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i] > size)
      found = sizes[i];
  for (guint i = G_N_ELEMENTS (sizes); direction < 0 && found == size && i > 0; i--)
    if (sizes[i - 1] < size)
      found = sizes[i - 1];
  g_settings_set_int (self->settings, "text-size", found);
}

/* --- ways of showing -------------------------------------------------------------------------- */

void
cm_document_view_set_compact (CmDocumentView *self, gboolean compact)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));

  self->builder.compact = compact;
  gtk_box_set_spacing (GTK_BOX (self->column), compact ? 9 : 12);
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  apply_scale (self);
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

void
cm_document_view_set_document (CmDocumentView *self, CmDocument *document)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  cm_document_view_show (self, NULL);
  cm_document_builder_set_document (&self->builder, document);
}

void
cm_document_view_set_cases (CmDocumentView *self, GPtrArray *cases)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  g_clear_pointer (&self->builder.cases, g_ptr_array_unref);
  self->builder.cases = cases != NULL ? g_ptr_array_ref (cases) : NULL;
}

/* The ways from a footnote's call to its text and back stay within the view. */
static void
follow (gpointer data, const char *target)
{
  CmDocumentView *self = data;

  if (g_str_has_prefix (target, CM_DOCUMENT_NOTE) || g_str_has_prefix (target, CM_DOCUMENT_CALL))
    {
      GtkWidget *label;

      _cm_document_view_build_rest (self);
      label = g_hash_table_lookup (self->builder.anchors, target);
      if (label != NULL)
        {
          gtk_widget_grab_focus (label);
          /* After that: the focus scrolls too, to where the label is not yet. */
          cm_document_view_scroll_to (self, target);
        }
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
  _cm_document_view_unpin (self);
  _cm_document_view_unwatch (self);
  _cm_document_view_drop_menu (self);
  _cm_document_view_drop_preview (self);
  g_clear_weak_pointer (&self->chosen);
  g_clear_handle_id (&self->leave_id, g_source_remove);
  g_ptr_array_set_size (self->leaving, 0);
  g_clear_object (&self->settings);
  g_clear_object (&self->style);
  G_OBJECT_CLASS (cm_document_view_parent_class)->dispose (object);
}

static void
cm_document_view_finalize (GObject *object)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (object);

  cm_document_builder_clear (&self->builder);
  g_array_unref (self->parts);
  g_ptr_array_unref (self->leaving);
  g_array_unref (self->matches);
  g_free (self->words);
  g_free (self->find_words);
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
  signals[SIGNAL_MOVED] = g_signal_new (
      "moved", CM_TYPE_DOCUMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  _cm_document_view_add_menu_actions (widget_class);
}

static void
cm_document_view_init (CmDocumentView *self)
{
  /* A text that is all selected as soon as it has the focus keeps Tab from going to its links. */
  g_object_set (
      gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-label-select-on-focus", FALSE, NULL);
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  self->pin.index = -1;
  self->builder.scale = 100;
  self->style = gtk_css_provider_new ();
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
  gtk_style_context_add_provider (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  GTK_STYLE_PROVIDER (self->style),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  self->settings = g_settings_new (APPLICATION_ID);
  self->builder.scale = (guint) g_settings_get_int (self->settings, "text-size");
  g_signal_connect_object (
      self->settings, "changed::text-size", G_CALLBACK (scale_cb), self, G_CONNECT_SWAPPED);
  cm_document_view_set_compact (self, FALSE);
  _cm_document_view_init_menu (self);
  _cm_document_view_init_preview (self);
}

GtkWidget *
cm_document_view_new (CmManual *manual)
{
  CmDocumentView *self = g_object_new (CM_TYPE_DOCUMENT_VIEW, NULL);

  g_return_val_if_fail (CM_IS_MANUAL (manual), NULL);
  cm_document_builder_init (&self->builder, manual);
  return GTK_WIDGET (self);
}
