/* cm-manual-page.c - the whole manual, to be read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-manual-page"
#include "config.h"

#include "cm-manual-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-builder.h"
#include "cm-document-view.h"
#include "cm-feedback-layer.h"
#include "cm-library.h"
#include "cm-manual-contents.h"

#define REMEMBER_MSEC 700
#define WORDS_A_MINUTE 220
#define MAX_EDITIONS 20 /* whose places are remembered beside the one at hand */

/**
 * CmManualPage:
 *
 * Contents at the left, text at the right. A chapter of the cycle is read a step at a time, since
 * each step is long and complete in itself; any other chapter is read whole. What is read at a time
 * is called a sheet here.
 *
 * Keys: Ctrl+F finds, Ctrl+G and Ctrl+Shift+G go on, Escape ends it. What is not on the sheet is
 * looked for in the whole manual, in the dialogue that searches everywhere.
 */
struct _CmManualPage
{
  CmPage parent_instance;

  CmManual *manual;
  CmDocumentView *view;
  GPtrArray *sheets;  /* of CmBlock, in the order of reading */
  GPtrArray *history; /* of Place */
  guint at;           /* in the history */
  guint n_found;
  GSettings *settings;
  guint remember_id;
  const CmManualPath *path; /* that the reader is on, or NULL */
  guint stop;               /* of it */

  GtkStack *stack;
  AdwStatusPage *fault;
  AdwFlap *flap;
  CmManualContents *contents;
  GtkWidget *back;
  GtkWidget *forward;
  GtkLabel *crumbs;
  GtkToggleButton *find_button;
  GtkSearchBar *find_bar;
  GtkSearchEntry *find_entry;
  GtkLabel *find_count;
  GtkWidget *find_previous;
  GtkWidget *find_next;
  GtkWidget *find_everywhere;
  GtkBox *paths;
  GtkWidget *path_bar;
  GtkLabel *path_where;
  GtkWidget *path_previous;
  GtkWidget *path_next;
  GtkLabel *path_next_label;
  GtkWidget *path_leave;
  GtkMenuButton *reading;
  GtkWidget *size_smaller;
  GtkButton *size_usual;
  GtkWidget *size_larger;
  AdwClamp *neighbours;
  GtkScrolledWindow *window;
  AdwBin *view_bin;
  CmFeedbackLayer *feedback; /* between them; NULL without a manual */
  CmFeedbackModel *points;   /* NULL without a portfolio */
  GtkWidget *previous_sheet;
  GtkLabel *previous_title;
  GtkWidget *next_sheet;
  GtkLabel *next_title;
};

/* Where the reader has been. */
typedef struct
{
  CmBlock *block;
  gboolean left; /* and where it was left: */
  char *place;   /* see cm_document_view_get_place() */
} Place;

G_DEFINE_FINAL_TYPE (CmManualPage, cm_manual_page, CM_TYPE_PAGE)

/* --- sheets ----------------------------------------------------------------------------------- */

static gboolean
has_steps (CmManualPage *self, const CmBlock *chapter)
{
  for (guint i = 0; i < chapter->children->len; i++)
    if (cm_manual_get_step_of (self->manual, g_ptr_array_index (chapter->children, i)) != NULL)
      return TRUE;
  return FALSE;
}

static CmBlock *
get_chapter (CmBlock *block)
{
  while (block->parent != NULL)
    block = block->parent;
  return block;
}

/* The sheet that the block is on. */
static CmBlock *
get_sheet (CmManualPage *self, CmBlock *block)
{
  CmBlock *chapter = get_chapter (block);

  if (block == chapter || !has_steps (self, chapter))
    return chapter;
  while (block->parent != chapter)
    block = block->parent;
  return block->kind == CM_BLOCK_SECTION ? block : chapter;
}

static void
list_sheets (CmManualPage *self)
{
  GPtrArray *chapters = cm_document_get_chapters (cm_manual_get_document (self->manual));

  for (guint i = 0; i < chapters->len; i++)
    {
      CmBlock *chapter = g_ptr_array_index (chapters, i);

      g_ptr_array_add (self->sheets, chapter);
      for (guint j = 0; has_steps (self, chapter) && j < chapter->children->len; j++)
        {
          CmBlock *child = g_ptr_array_index (chapter->children, j);

          if (child->kind == CM_BLOCK_SECTION)
            g_ptr_array_add (self->sheets, child);
        }
    }
}

/* --- what surrounds the text ------------------------------------------------------------------ */

static char *
get_short_title (CmManualPage *self, const CmBlock *block)
{
  const CmManualStep *step = cm_manual_get_step_of (self->manual, block);

  return step != NULL && step->short_title != NULL ? g_strdup (step->short_title)
                                                   : cm_block_get_text (block);
}

static void
update_crumbs (CmManualPage *self, CmBlock *block)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  CmBlock *section = cm_block_get_section (block);

  for (CmBlock *at = section; at != NULL; at = at->parent)
    {
      g_autofree char *title = get_short_title (self, at);
      g_autofree char *part =
          at == section || at->id == NULL
              ? g_markup_printf_escaped ("<b>%s</b>", title)
              : g_markup_printf_escaped ("<a href=\"#%s\">%s</a>  ›  ", at->id, title);

      g_string_prepend (markup, part);
    }
  gtk_label_set_markup (self->crumbs, markup->str);
}

static void
update_neighbour (CmManualPage *self, GtkWidget *button, GtkLabel *label, int position)
{
  gboolean exists = position >= 0 && (guint) position < self->sheets->len;
  g_autofree char *title =
      exists ? cm_block_get_text (g_ptr_array_index (self->sheets, (guint) position)) : NULL;

  gtk_widget_set_visible (button, exists);
  gtk_label_set_text (label, title != NULL ? title : "");
}

static int
get_sheet_position (CmManualPage *self)
{
  guint position = 0;

  return g_ptr_array_find (self->sheets, cm_document_view_get_block (self->view), &position)
             ? (int) position
             : -1;
}

static void
update_neighbours (CmManualPage *self)
{
  int position = get_sheet_position (self);

  update_neighbour (self, self->previous_sheet, self->previous_title, position - 1);
  update_neighbour (self, self->next_sheet, self->next_title, position + 1);
}

static void
update_history (CmManualPage *self)
{
  gtk_widget_set_sensitive (self->back, self->at > 0);
  gtk_widget_set_sensitive (self->forward, self->at + 1 < self->history->len);
}

/* --- finding ---------------------------------------------------------------------------------- */

static char *
describe_find (CmManualPage *self)
{
  guint position = cm_document_view_get_find_position (self->view);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->find_entry)) == '\0')
    return g_strdup ("");
  if (self->n_found == 0)
    return g_strdup (_ ("Not on this page"));
  if (position == 0)
    return g_strdup_printf (ngettext ("%u match", "%u matches", self->n_found), self->n_found);
  /* translators: which of the places found is shown, such as 3 of 12 */
  return g_strdup_printf (_ ("%1$u of %2$u"), position, self->n_found);
}

static void
update_find (CmManualPage *self)
{
  g_autofree char *text = describe_find (self);

  gtk_label_set_text (self->find_count, text);
  gtk_widget_set_sensitive (self->find_previous, self->n_found > 0);
  gtk_widget_set_sensitive (self->find_next, self->n_found > 0);
  /* Here is nothing, or nothing more. */
  gtk_widget_set_visible (self->find_everywhere,
                          *gtk_editable_get_text (GTK_EDITABLE (self->find_entry)) != '\0' &&
                              cm_document_view_get_find_position (self->view) == self->n_found);
}

static void
find (CmManualPage *self)
{
  gboolean wanted = gtk_search_bar_get_search_mode (self->find_bar);

  self->n_found = cm_document_view_find (
      self->view, wanted ? gtk_editable_get_text (GTK_EDITABLE (self->find_entry)) : NULL);
  update_find (self);
}

static void
find_move (CmManualPage *self, int direction)
{
  cm_document_view_find_next (self->view, direction);
  update_find (self);
}

static void
find_changed_cb (CmManualPage *self)
{
  if (self->view == NULL)
    return;
  find (self);
  find_move (self, 1);
}

static void
find_next_cb (CmManualPage *self)
{
  find_move (self, 1);
}

static void
find_everywhere (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmManualPage *self = CM_MANUAL_PAGE (widget);

  gtk_widget_activate_action (
      widget, "win.search-manual", "s", gtk_editable_get_text (GTK_EDITABLE (self->find_entry)));
}

static void
find_activate_cb (CmManualPage *self)
{
  if (self->n_found == 0 && gtk_widget_get_visible (self->find_everywhere))
    find_everywhere (GTK_WIDGET (self), NULL, NULL);
  else
    find_move (self, 1);
}

static void
find_previous_cb (CmManualPage *self)
{
  find_move (self, -1);
}

static void
open_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmManualPage *self = CM_MANUAL_PAGE (widget);

  if (self->manual == NULL)
    return;
  gtk_search_bar_set_search_mode (self->find_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->find_entry));
}

static void
move_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmManualPage *self = CM_MANUAL_PAGE (widget);

  if (self->manual != NULL)
    find_move (self, g_variant_get_int32 (parameter));
}

/* --- remembering where the reader is ------------------------------------------------------------
 */

/* One edition may move what another one has elsewhere. */
static char *
get_edition (CmManualPage *self)
{
  CmDocument *document = cm_manual_get_document (self->manual);

  const char *edition = cm_manual_get_edition (self->manual);

  return g_strdup_printf ("%s, %s (%s)",
                          cm_document_get_title (document),
                          edition != NULL ? edition : "",
                          cm_document_get_folder (document));
}

/* (transfer full): what is remembered of the other editions. */
static GVariantBuilder *
copy_other_editions (CmManualPage *self, const char *edition)
{
  GVariantBuilder *builder = g_variant_builder_new (G_VARIANT_TYPE ("a{s(ss)}"));
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "manual-places");
  GVariantIter iter;
  const char *other, *sheet, *place;
  guint n = 0;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s(&s&s)}", &other, &sheet, &place))
    if (!g_str_equal (other, edition) && n++ < MAX_EDITIONS)
      g_variant_builder_add (builder, "{s(ss)}", other, sheet, place);
  return builder;
}

static void
remember (CmManualPage *self)
{
  CmBlock *sheet = self->view != NULL ? cm_document_view_get_block (self->view) : NULL;
  g_autoptr (GVariantBuilder) builder = NULL;
  g_autofree char *edition = NULL;
  g_autofree char *place = NULL;

  g_clear_handle_id (&self->remember_id, g_source_remove);
  if (sheet == NULL || sheet->id == NULL)
    return;
  edition = get_edition (self);
  place = cm_document_view_get_place (self->view);
  builder = copy_other_editions (self, edition);
  g_variant_builder_add (builder, "{s(ss)}", edition, sheet->id, place != NULL ? place : "");
  g_settings_set_value (self->settings, "manual-places", g_variant_builder_end (builder));
}

static gboolean
remember_cb (gpointer data)
{
  CmManualPage *self = data;

  self->remember_id = 0;
  remember (self);
  return G_SOURCE_REMOVE;
}

/* Scrolling moves on at every frame. */
static void
remember_later (CmManualPage *self)
{
  if (self->remember_id == 0)
    self->remember_id = g_timeout_add (REMEMBER_MSEC, remember_cb, self);
}

/* The section that was read last, and the place in it; NULL if it is the first time, or if there
 * is no such section any more. */
static CmBlock *
recall (CmManualPage *self, char **place)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "manual-places");
  g_autofree char *edition = get_edition (self);
  g_autofree char *sheet = NULL;
  CmBlock *block;

  if (!g_variant_lookup (all, edition, "(ss)", &sheet, place))
    return NULL;
  block = cm_document_find (cm_manual_get_document (self->manual), sheet);
  if (block != NULL && block->kind == CM_BLOCK_SECTION)
    return block;
  g_clear_pointer (place, g_free);
  return NULL;
}

/* --- going places ----------------------------------------------------------------------------- */

static gboolean
has_focus_in_text (CmManualPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->window));
}

static void
free_place (gpointer data)
{
  Place *place = data;

  g_free (place->place);
  g_free (place);
}

static void
show_sheet (CmManualPage *self, CmBlock *sheet, const Place *place)
{
  gboolean focus = has_focus_in_text (self);

  cm_document_view_set_shallow (self->view, sheet->parent == NULL && has_steps (self, sheet));
  if (place->left)
    cm_document_view_show_place (self->view, sheet, place->place);
  else
    cm_document_view_show_at (self->view, sheet, place->block->id);
  cm_feedback_layer_update (self->feedback);
  update_neighbours (self);
  find (self);
  /* What had the focus is gone. */
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
go_to (CmManualPage *self, const Place *place)
{
  CmBlock *sheet = get_sheet (self, place->block);

  if (cm_document_view_get_block (self->view) != sheet)
    show_sheet (self, sheet, place);
  else if (place->left)
    cm_document_view_go_to_place (self->view, place->place);
  else if (place->block == sheet || !cm_document_view_scroll_to (self->view, place->block->id))
    cm_document_view_scroll_to_start (self->view);
  cm_manual_contents_select (self->contents, cm_block_get_section (place->block));
  update_crumbs (self, place->block);
  update_history (self);
  remember_later (self);
}

static void
leave (CmManualPage *self)
{
  Place *place;

  if (self->history->len == 0)
    return;
  place = g_ptr_array_index (self->history, self->at);
  g_free (place->place);
  place->place = cm_document_view_get_place (self->view);
  place->left = TRUE;
}

static void
add_to_history (CmManualPage *self, CmBlock *block)
{
  Place *place = g_new0 (Place, 1);

  if (self->history->len > 0)
    g_ptr_array_set_size (self->history, (int) self->at + 1);
  place->block = block;
  g_ptr_array_add (self->history, place);
  self->at = self->history->len - 1;
}

/* Where the reader left off the last time, or the beginning. */
static void
start (CmManualPage *self)
{
  g_autofree char *text = NULL;
  CmBlock *block = recall (self, &text);
  Place *place;

  if (block == NULL)
    {
      cm_manual_page_show (self, NULL);
      return;
    }
  add_to_history (self, block);
  place = g_ptr_array_index (self->history, 0);
  place->left = TRUE;
  place->place = g_steal_pointer (&text);
  go_to (self, place);
}

static CmBlock *
find_block (CmManualPage *self, const char *id)
{
  CmBlock *block = cm_document_find (cm_manual_get_document (self->manual), id);

  return block != NULL ? block : cm_manual_get_guidance (self->manual, id);
}

static void
go_in_history (CmManualPage *self, guint at)
{
  leave (self);
  self->at = at;
  go_to (self, g_ptr_array_index (self->history, at));
}

/* After the id of a section a colon and a place within it may stand. */
void
cm_manual_page_show (CmManualPage *self, const char *id)
{
  g_autofree char *name = id != NULL ? g_strndup (id, strcspn (id, ":")) : NULL;
  CmBlock *block;
  Place *place;

  g_return_if_fail (CM_IS_MANUAL_PAGE (self));

  if (self->manual == NULL)
    return;
  block = find_block (self, name);
  leave (self);
  place = self->history->len > 0 ? g_ptr_array_index (self->history, self->at) : NULL;
  if (place == NULL || place->block != block)
    add_to_history (self, block);
  else
    place->left = FALSE;
  go_to (self, g_ptr_array_index (self->history, self->at));
  if (g_strcmp0 (id, name) != 0)
    cm_document_view_scroll_to (self->view, id);
}

void
cm_manual_page_go_back (CmManualPage *self)
{
  g_return_if_fail (CM_IS_MANUAL_PAGE (self));

  if (self->at > 0)
    go_in_history (self, self->at - 1);
}

void
cm_manual_page_go_forward (CmManualPage *self)
{
  g_return_if_fail (CM_IS_MANUAL_PAGE (self));

  if (self->at + 1 < self->history->len)
    go_in_history (self, self->at + 1);
}

/* --- feedback --------------------------------------------------------------------------------- */

static GtkWidget *
make_head (const CmBlock *section, guint level, gpointer data)
{
  return cm_feedback_layer_make_head (CM_MANUAL_PAGE (data)->feedback, section, level);
}

static void
open_point_cb (CmManualPage *self, const char *id)
{
  cm_page_open_record (CM_PAGE (self), "feedback", id);
}

/* What was shown without a portfolio is shown again with its states and points. */
static void
cm_manual_page_set_store (CmPage *page, CmStore *store)
{
  CmManualPage *self = CM_MANUAL_PAGE (page);

  if (self->manual == NULL)
    return;
  g_clear_object (&self->points);
  self->points = cm_feedback_model_new (store, self->manual);
  cm_feedback_layer_set_model (self->feedback, self->points);
  show_sheet (
      self, cm_document_view_get_block (self->view), g_ptr_array_index (self->history, self->at));
}

void
cm_manual_page_show_point (CmManualPage *self, const char *id)
{
  const CmFeedbackPoint *point;
  CmBlock *section;

  g_return_if_fail (CM_IS_MANUAL_PAGE (self));
  if (self->points == NULL)
    return;
  point = cm_feedback_find (cm_feedback_model_get_points (self->points), id);
  section = point != NULL && point->block != NULL ? cm_anchor_get_section (point->block) : NULL;
  if (section == NULL)
    return;
  cm_manual_page_show (self, section->id);
  cm_document_view_scroll_to_block (self->view, point->block);
}

const char *
cm_manual_page_get_shown (CmManualPage *self)
{
  g_return_val_if_fail (CM_IS_MANUAL_PAGE (self), NULL);

  return self->history->len > 0 ? ((Place *) g_ptr_array_index (self->history, self->at))->block->id
                                : NULL;
}

static void
follow (CmManualPage *self, const char *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (*target == '#')
    cm_manual_page_show (self, target + 1);
  else if (g_str_has_prefix (target, CM_DOCUMENT_CASE))
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.read-case", "s", target + strlen (CM_DOCUMENT_CASE));
  else if (g_str_has_prefix (target, "https://") || g_str_has_prefix (target, "http://"))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, target, GDK_CURRENT_TIME);
}

static gboolean
crumb_cb (CmManualPage *self, const char *target)
{
  follow (self, target);
  return TRUE;
}

static void
chosen_cb (CmManualPage *self, const char *id)
{
  cm_manual_page_show (self, id);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
show_neighbour (CmManualPage *self, int distance)
{
  guint position = (guint) (get_sheet_position (self) + distance);

  if (position < self->sheets->len)
    cm_manual_page_show (self, ((CmBlock *) g_ptr_array_index (self->sheets, position))->id);
}

static void
previous_sheet_cb (CmManualPage *self)
{
  show_neighbour (self, -1);
}

static void
next_sheet_cb (CmManualPage *self)
{
  show_neighbour (self, 1);
}

/* --- paths ------------------------------------------------------------------------------------ */

static guint
get_minutes (CmManualPage *self, const CmManualPath *path)
{
  guint words = 0;

  for (guint i = 0; i < path->stops->len; i++)
    words += cm_manual_count_words (self->manual, g_ptr_array_index (path->stops, i));
  return MAX (1, (words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE);
}

/* How many of its sections the reader has left behind. */
static guint
recall_stop (CmManualPage *self, const CmManualPath *path)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "manual-paths");
  guint32 stop = 0;

  g_variant_lookup (all, path->id, "u", &stop);
  return stop < path->stops->len ? stop : 0;
}

static void
remember_stop (CmManualPage *self, const CmManualPath *path, guint stop)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "manual-paths");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *id;
  guint32 other;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{su}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&su}", &id, &other))
    if (!g_str_equal (id, path->id))
      g_variant_builder_add (&builder, "{su}", id, other);
  g_variant_builder_add (&builder, "{su}", path->id, stop);
  g_settings_set_value (self->settings, "manual-paths", g_variant_builder_end (&builder));
}

static char *
describe_path (CmManualPage *self, const CmManualPath *path)
{
  guint stop = recall_stop (self, path), minutes = get_minutes (self, path);
  g_autofree char *sections = NULL, *time = NULL;

  if (stop > 0)
    /* translators: which section of a path is next, such as 3 of 6 */
    return g_strdup_printf (_ ("Go on with %1$u of %2$u"), stop + 1, path->stops->len);
  sections =
      g_strdup_printf (ngettext ("%u section", "%u sections", path->stops->len), path->stops->len);
  time = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  /* translators: how many sections, and how long it takes to read them */
  return g_strdup_printf (_ ("Read %1$s, %2$s"), sections, time);
}

static void
update_path_bar (CmManualPage *self)
{
  const CmManualPath *path = self->path;
  g_autofree char *where = NULL, *title = NULL, *next = NULL;
  gboolean last;

  gtk_widget_set_visible (self->path_bar, path != NULL);
  if (path == NULL)
    return;
  last = self->stop + 1 == path->stops->len;
  /* translators: %1$s is the title of a path, then which section of how many */
  where = g_strdup_printf (_ ("%1$s %2$u of %3$u"), path->title, self->stop + 1, path->stops->len);
  title = last ? NULL : get_short_title (self, g_ptr_array_index (path->stops, self->stop + 1));
  /* translators: %s is the title of the next section */
  next = last ? g_strdup (_ ("Finish")) : g_strdup_printf (_ ("Next: %s"), title);
  gtk_label_set_text (self->path_where, where);
  gtk_label_set_text (self->path_next_label, next);
  gtk_widget_set_sensitive (self->path_previous, self->stop > 0);
}

static void fill_paths (CmManualPage *self);

static void
set_path (CmManualPage *self, const CmManualPath *path, guint stop)
{
  self->path = path;
  self->stop = stop;
  g_settings_set_string (self->settings, "manual-path", path != NULL ? path->id : "");
  update_path_bar (self);
  if (path == NULL)
    return;
  remember_stop (self, path, stop);
  cm_manual_page_show (self, ((CmBlock *) g_ptr_array_index (path->stops, stop))->id);
}

static void
enter_path_cb (CmManualPage *self, GtkButton *button)
{
  const CmManualPath *path = g_object_get_data (G_OBJECT (button), "path");

  set_path (self, path, recall_stop (self, path));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
leave_path_cb (CmManualPage *self)
{
  set_path (self, NULL, 0);
  fill_paths (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
path_previous_cb (CmManualPage *self)
{
  set_path (self, self->path, self->stop - 1);
}

static void
path_next_cb (CmManualPage *self)
{
  if (self->stop + 1 < self->path->stops->len)
    {
      set_path (self, self->path, self->stop + 1);
      return;
    }
  remember_stop (self, self->path, 0);
  leave_path_cb (self);
}

static GtkWidget *
make_path_button (CmManualPage *self, const CmManualPath *path)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *what = describe_path (self, path);
  GtkWidget *labels[] = { gtk_label_new (path->title), gtk_label_new (what) };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
      gtk_box_append (GTK_BOX (box), labels[i]);
    }
  gtk_widget_add_css_class (labels[0], "heading");
  gtk_widget_add_css_class (labels[1], "caption");
  gtk_widget_add_css_class (labels[1], "dim-label");
  gtk_button_set_child (GTK_BUTTON (button), box);
  g_object_set_data (G_OBJECT (button), "path", (gpointer) path);
  g_signal_connect_object (button, "clicked", G_CALLBACK (enter_path_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
fill_paths (CmManualPage *self)
{
  GPtrArray *paths = cm_manual_get_paths (self->manual);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->paths))) != NULL)
    gtk_box_remove (self->paths, child);
  for (guint i = 0; i < paths->len; i++)
    gtk_box_append (self->paths, make_path_button (self, g_ptr_array_index (paths, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->paths), paths->len > 0);
}

/* The path that the reader was on when the program ended. */
static void
recall_path (CmManualPage *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "manual-path");

  self->path = cm_manual_find_path (self->manual, id);
  self->stop = self->path != NULL ? recall_stop (self, self->path) : 0;
  update_path_bar (self);
}

/* --- the size of the text -----------------------------------------------------------------------
 */

static void
change_text_size (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmManualPage *self = CM_MANUAL_PAGE (widget);

  if (self->view != NULL)
    cm_document_view_change_size (self->view, g_variant_get_int32 (parameter));
}

static void
update_text_size (CmManualPage *self)
{
  int size = g_settings_get_int (self->settings, "text-size");
  /* translators: %d is the size of the text, of the usual one; the second % is a percent sign */
  g_autofree char *text = g_strdup_printf (_ ("%d %%"), size);

  gtk_button_set_label (self->size_usual, text);
  gtk_widget_set_sensitive (self->size_smaller, size > CM_DOCUMENT_SMALLEST);
  gtk_widget_set_sensitive (self->size_larger, size < CM_DOCUMENT_LARGEST);
  adw_clamp_set_maximum_size (self->neighbours, cm_document_view_get_measure (self->view));
}

/* --- the object ------------------------------------------------------------------------------- */

static void
cm_manual_page_unmap (GtkWidget *widget)
{
  CmManualPage *self = CM_MANUAL_PAGE (widget);

  if (self->remember_id != 0)
    remember (self);
  GTK_WIDGET_CLASS (cm_manual_page_parent_class)->unmap (widget);
}

static void
cm_manual_page_dispose (GObject *object)
{
  CmManualPage *self = CM_MANUAL_PAGE (object);

  g_clear_handle_id (&self->remember_id, g_source_remove);
  self->view = NULL;
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cm_manual_page_parent_class)->dispose (object);
}

static void
cm_manual_page_finalize (GObject *object)
{
  CmManualPage *self = CM_MANUAL_PAGE (object);

  g_clear_object (&self->points);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->history);
  G_OBJECT_CLASS (cm_manual_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, fault);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, contents);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, back);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, forward);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, crumbs);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, find_button);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, find_bar);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, find_entry);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, find_count);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, find_previous);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, find_next);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, find_everywhere);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, path_bar);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, path_where);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, path_previous);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, path_next);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, path_next_label);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, path_leave);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, paths);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, reading);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, size_smaller);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, size_usual);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, size_larger);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, neighbours);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, window);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, view_bin);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, previous_sheet);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, previous_title);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, next_sheet);
  gtk_widget_class_bind_template_child (widget_class, CmManualPage, next_title);
}

static void
cm_manual_page_class_init (CmManualPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_manual_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_manual_page_finalize;
  CM_PAGE_CLASS (klass)->set_store = cm_manual_page_set_store;
  widget_class->unmap = cm_manual_page_unmap;

  gtk_widget_class_install_action (widget_class, "manual.find", NULL, open_find);
  gtk_widget_class_install_action (widget_class, "manual.find-move", "i", move_find);
  gtk_widget_class_install_action (widget_class, "manual.find-everywhere", NULL, find_everywhere);
  gtk_widget_class_install_action (widget_class, "manual.text-size", "i", change_text_size);

  g_type_ensure (CM_TYPE_MANUAL_CONTENTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-manual-page.ui");
  bind_template (widget_class);
}

static void
connect_signals (CmManualPage *self)
{
  g_signal_connect_swapped (self->view, "link", G_CALLBACK (follow), self);
  g_signal_connect_swapped (self->feedback, "open-point", G_CALLBACK (open_point_cb), self);
  g_signal_connect_swapped (self->feedback, "message", G_CALLBACK (cm_page_show_toast), self);
  g_signal_connect_swapped (self->view, "moved", G_CALLBACK (remember_later), self);
  g_signal_connect_swapped (self->path_previous, "clicked", G_CALLBACK (path_previous_cb), self);
  g_signal_connect_swapped (self->path_next, "clicked", G_CALLBACK (path_next_cb), self);
  g_signal_connect_swapped (self->path_leave, "clicked", G_CALLBACK (leave_path_cb), self);
  g_signal_connect_swapped (self->crumbs, "activate-link", G_CALLBACK (crumb_cb), self);
  g_signal_connect_swapped (self->contents, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (cm_manual_page_go_back), self);
  g_signal_connect_swapped (self->forward, "clicked", G_CALLBACK (cm_manual_page_go_forward), self);
  g_signal_connect_swapped (self->previous_sheet, "clicked", G_CALLBACK (previous_sheet_cb), self);
  g_signal_connect_swapped (self->next_sheet, "clicked", G_CALLBACK (next_sheet_cb), self);
  g_signal_connect_swapped (self->find_entry, "search-changed", G_CALLBACK (find_changed_cb), self);
  g_signal_connect_swapped (self->find_entry, "activate", G_CALLBACK (find_activate_cb), self);
  g_signal_connect_swapped (self->find_entry, "next-match", G_CALLBACK (find_next_cb), self);
  g_signal_connect_swapped (
      self->find_entry, "previous-match", G_CALLBACK (find_previous_cb), self);
  g_signal_connect_swapped (self->find_next, "clicked", G_CALLBACK (find_next_cb), self);
  g_signal_connect_swapped (self->find_previous, "clicked", G_CALLBACK (find_previous_cb), self);
  /* After the view, which knows by then how wide its lines are. */
  g_signal_connect_object (self->settings,
                           "changed::text-size",
                           G_CALLBACK (update_text_size),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->find_bar,
                           "notify::search-mode-enabled",
                           G_CALLBACK (find_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
add_key (GtkEventController *keys, const char *trigger, const char *action, GVariant *argument)
{
  GtkShortcut *shortcut =
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new (action));

  gtk_shortcut_set_arguments (shortcut, argument);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/* On the way down: a text that can be selected takes Ctrl+F for a step to the right. */
static void
add_keys (CmManualPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, "<Control>f", "manual.find", NULL);
  add_key (keys, "<Control>g", "manual.find-move", g_variant_new_int32 (1));
  add_key (keys, "<Control><Shift>g", "manual.find-move", g_variant_new_int32 (-1));
  add_key (keys,
           "<Control>plus|<Control>equal|<Control>KP_Add",
           "manual.text-size",
           g_variant_new_int32 (1));
  add_key (
      keys, "<Control>minus|<Control>KP_Subtract", "manual.text-size", g_variant_new_int32 (-1));
  add_key (keys, "<Control>0|<Control>KP_0", "manual.text-size", g_variant_new_int32 (0));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
show_fault (CmManualPage *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->fault, escaped);
  gtk_stack_set_visible_child_name (self->stack, "fault");
}

static void
cm_manual_page_init (CmManualPage *self)
{
  g_autoptr (GError) error = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->sheets = g_ptr_array_new ();
  self->history = g_ptr_array_new_with_free_func (free_place);
  self->settings = g_settings_new (APPLICATION_ID);
  self->manual = cm_library_get_manual (&error);
  if (self->manual == NULL)
    {
      show_fault (self, error);
      return;
    }
  self->view = CM_DOCUMENT_VIEW (cm_document_view_new (self->manual));
  cm_document_view_set_cases (self->view,
                              cm_edition_get_case_studies (cm_library_get_edition (NULL)));
  self->feedback = CM_FEEDBACK_LAYER (cm_feedback_layer_new (self->view));
  cm_document_view_set_head (self->view, make_head, self);
  adw_bin_set_child (self->view_bin, GTK_WIDGET (self->feedback));
  gtk_search_bar_connect_entry (self->find_bar, GTK_EDITABLE (self->find_entry));
  list_sheets (self);
  cm_manual_contents_set_manual (self->contents, self->manual);
  connect_signals (self);
  add_keys (self);
  update_text_size (self);
  fill_paths (self);
  recall_path (self);
  start (self);
}
