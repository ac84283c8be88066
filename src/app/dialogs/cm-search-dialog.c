/* cm-search-dialog.c - searching everywhere: the manual and every record of the portfolio. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-search-dialog"
#include "config.h"

#include "cm-search-dialog.h"

#include <glib/gi18n.h>

#include "cm-search-row.h"

#define EACH 5      /* hits of each kind while all kinds are shown */
#define ALONE 50    /* of a kind that is shown alone */
#define ROWS_MAX 48 /* of all kinds: more would take longer to show than to find */
#define A_PAGE 6    /* rows that Page Down goes on by */

/**
 * CmSearchDialog:
 *
 * The focus stays in the entry, while the arrow keys move among the hits. Every letter starts a
 * search; what it finds takes the place of what is shown when it is there, so that nothing
 * flickers.
 */
struct _CmSearchDialog
{
  AdwWindow parent_instance;

  CmSearch *search;
  CmManual *manual;
  CmStore *store;

  char *kind;             /* that is shown alone, or NULL */
  CmSearchResult *result; /* that is shown, or NULL */
  GPtrArray *rows;        /* of CmSearchRow, of which the first `n_rows` are in use */
  guint n_rows;
  guint each;          /* of a kind are shown at most */
  GHashTable *buttons; /* kind, or "" for all → its chip */
  guint n_asked;       /* searches that are not answered yet */
  gboolean keep;       /* what is chosen stays so */
  gboolean moved;      /* the reader chose it, it is not only the first */
  gboolean open;       /* the best hit is wanted as soon as it is found */
  gboolean filling;    /* the chips are being set, not used */

  GtkEditable *entry;
  GtkScrolledWindow *chips_window;
  GtkBox *chips;
  GtkStack *stack;
  AdwStatusPage *none, *fault;
  GtkButton *elsewhere;
  GtkScrolledWindow *window;
  GtkListBox *list;
  GtkLabel *count, *keys;
  GtkWidget *footer, *busy;
  GtkSpinner *spinner;
};

enum
{
  SIGNAL_OPEN_RECORD,
  SIGNAL_OPEN_SECTION,
  SIGNAL_OPEN_CASE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmSearchDialog, cm_search_dialog, ADW_TYPE_WINDOW)

static void ask (CmSearchDialog *self, gboolean keep);

/* --- choosing --------------------------------------------------------------------------------- */

static CmSearchRow *
get_chosen (CmSearchDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL && self->n_rows > 0 ? CM_SEARCH_ROW (row) : NULL;
}

/* With the heading above the first of a kind. */
static void
scroll_to (CmSearchDialog *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->window);
  GtkWidget *header = gtk_list_box_row_get_header (row);
  graphene_rect_t bounds, above;
  double top, bottom;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    return;
  top = bounds.origin.y;
  bottom = top + bounds.size.height;
  if (header != NULL && gtk_widget_compute_bounds (header, GTK_WIDGET (self->list), &above))
    top = above.origin.y;
  gtk_adjustment_clamp_page (
      adjustment, gtk_list_box_row_get_index (row) == 0 ? 0 : top - 6, bottom + 6);
}

static void
choose (CmSearchDialog *self, guint position)
{
  GtkListBoxRow *row = g_ptr_array_index (self->rows, position);

  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
}

static void
move (CmSearchDialog *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int position = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  if (self->n_rows == 0)
    return;
  choose (self, (guint) CLAMP (position, 0, (int) self->n_rows - 1));
  self->moved = TRUE;
  scroll_to (self, gtk_list_box_get_selected_row (self->list));
}

static void
open_chosen (CmSearchDialog *self)
{
  CmSearchRow *row = get_chosen (self);
  const char *kind;
  g_autofree char *id = NULL;

  if (row == NULL)
    return;
  kind = cm_search_row_get_kind (row);
  id = g_strdup (cm_search_row_get_id (row));
  g_object_ref (self);
  if (g_str_equal (kind, CM_SEARCH_CASE))
    g_signal_emit (self, signals[SIGNAL_OPEN_CASE], 0, id);
  else if (cm_table_find (kind) == NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN_SECTION], 0, id);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, kind, id);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

/* --- chips ------------------------------------------------------------------------------------ */

static void
set_kind (CmSearchDialog *self, const char *kind)
{
  g_free (self->kind);
  self->kind = g_strdup (kind);
}

static void
chip_toggled_cb (GtkToggleButton *button, CmSearchDialog *self)
{
  const char *kind = g_object_get_data (G_OBJECT (button), "kind");

  if (self->filling || !gtk_toggle_button_get_active (button))
    return;
  set_kind (self, *kind != '\0' ? kind : NULL);
  ask (self, FALSE);
}

static GtkWidget *
get_chip (CmSearchDialog *self, const char *kind)
{
  GtkWidget *chip = g_hash_table_lookup (self->buttons, kind);

  if (chip != NULL)
    return chip;
  chip = gtk_toggle_button_new ();
  gtk_widget_add_css_class (chip, "search-chip");
  g_object_set_data_full (G_OBJECT (chip), "kind", g_strdup (kind), g_free);
  if (*kind != '\0')
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (get_chip (self, "")));
  g_signal_connect (chip, "toggled", G_CALLBACK (chip_toggled_cb), self);
  gtk_box_append (self->chips, chip);
  g_hash_table_insert (self->buttons, g_strdup (kind), chip);
  return chip;
}

static void
set_chip (CmSearchDialog *self, const char *kind, guint n, GtkWidget **before)
{
  GtkWidget *chip = get_chip (self, kind);
  /* translators: %1$s is a kind of records such as Activities, %2$u how many were found */
  g_autofree char *label = g_strdup_printf (
      _ ("%1$s %2$u"), *kind == '\0' ? _ ("All") : cm_search_get_kind_label (kind), n);

  gtk_button_set_label (GTK_BUTTON (chip), label);
  gtk_widget_set_visible (chip, TRUE);
  gtk_box_reorder_child_after (self->chips, chip, *before);
  *before = chip;
  if (g_strcmp0 (self->kind != NULL ? self->kind : "", kind) == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
}

/* So that it can be seen which one it is, however many there are. */
static void
reveal_chip (CmSearchDialog *self, GtkWidget *chip)
{
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (chip, GTK_WIDGET (self->chips), &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (self->chips_window),
                               bounds.origin.x - 12,
                               bounds.origin.x + bounds.size.width + 12);
}

/* What is looked for most has its place; the rest comes in the order in which it is shown. */
static void
fill_chips (CmSearchDialog *self)
{
  static const char *const first[] = { CM_SEARCH_MANUAL, CM_SEARCH_CASE, "activity",
                                       "outcome",        "decision",     "evidence",
                                       "need",           "feedback",     NULL };
  GtkWidget *before = NULL;
  GHashTableIter iter;
  gpointer chip;

  self->filling = TRUE;
  g_hash_table_iter_init (&iter, self->buttons);
  while (g_hash_table_iter_next (&iter, NULL, &chip))
    gtk_widget_set_visible (chip, FALSE);
  set_chip (self, "", self->result->n_found, &before);
  for (guint i = 0; first[i] != NULL; i++)
    {
      const CmSearchGroup *group = cm_search_result_find (self->result, first[i]);

      if (group != NULL || g_strcmp0 (self->kind, first[i]) == 0)
        set_chip (self, first[i], group != NULL ? group->n_found : 0, &before);
    }
  for (guint i = 0; i < self->result->groups->len; i++)
    {
      const CmSearchGroup *group = g_ptr_array_index (self->result->groups, i);

      if (!g_strv_contains (first, group->kind))
        set_chip (self, group->kind, group->n_found, &before);
    }
  if (self->kind != NULL && !gtk_widget_get_visible (get_chip (self, self->kind)))
    set_chip (self, self->kind, 0, &before);
  self->filling = FALSE;
  reveal_chip (self, get_chip (self, self->kind != NULL ? self->kind : ""));
}

/* The wheel turns the one way that the chips can move. */
static gboolean
scroll_chips_cb (CmSearchDialog *self, double dx, double dy)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->chips_window);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 60 * (dx + dy));
  return GDK_EVENT_STOP;
}

static void
show_kind (CmSearchDialog *self, const char *kind)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_chip (self, kind)), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
}

static void
elsewhere_cb (CmSearchDialog *self)
{
  show_kind (self, "");
}

/* --- headings --------------------------------------------------------------------------------- */

static void
more_cb (GtkButton *button, CmSearchDialog *self)
{
  show_kind (self, g_object_get_data (G_OBJECT (button), "kind"));
}

static GtkWidget *
make_header (CmSearchDialog *self, const CmSearchGroup *group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (cm_search_get_kind_label (group->kind));

  gtk_widget_add_css_class (box, "search-heading");
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  if (group->n_found > self->each)
    {
      /* translators: %u is how many were found of a kind, of which the best are shown */
      g_autofree char *text = g_strdup_printf (_ ("Show all %u"), group->n_found);
      GtkWidget *more = gtk_button_new_with_label (text);

      gtk_widget_add_css_class (more, "flat");
      gtk_widget_add_css_class (more, "caption");
      gtk_widget_set_focusable (more, FALSE);
      g_object_set_data_full (G_OBJECT (more), "kind", g_strdup (group->kind), g_free);
      g_signal_connect (more, "clicked", G_CALLBACK (more_cb), self);
      gtk_box_append (GTK_BOX (box), more);
    }
  return box;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  CmSearchDialog *self = data;
  const char *kind = cm_search_row_get_kind (CM_SEARCH_ROW (row));
  const char *last = before != NULL ? cm_search_row_get_kind (CM_SEARCH_ROW (before)) : NULL;
  const CmSearchGroup *group =
      kind != NULL && self->result != NULL && self->kind == NULL && g_strcmp0 (kind, last) != 0
          ? cm_search_result_find (self->result, kind)
          : NULL;

  gtk_list_box_row_set_header (row, group != NULL ? make_header (self, group) : NULL);
}

/* --- what was found --------------------------------------------------------------------------- */

static void
add_hit (CmSearchDialog *self, const CmSearchHit *hit)
{
  g_autofree char *place = cm_search_get_place (self->manual, self->store, hit);

  if (self->n_rows == self->rows->len)
    {
      GtkWidget *row = cm_search_row_new ();

      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  cm_search_row_set_hit (g_ptr_array_index (self->rows, self->n_rows), hit, place);
  gtk_widget_set_visible (g_ptr_array_index (self->rows, self->n_rows), TRUE);
  self->n_rows++;
}

/* Where what is chosen now will be; 0 if it is not there any more. */
static guint
find_chosen (CmSearchDialog *self, const char *kind, const char *id)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      CmSearchRow *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (cm_search_row_get_kind (row), kind) == 0 &&
          g_strcmp0 (cm_search_row_get_id (row), id) == 0)
        return i;
    }
  return 0;
}

static void
fill_list (CmSearchDialog *self)
{
  /* Better hits than the first may come while all is still being read. */
  CmSearchRow *chosen = self->keep && self->moved ? get_chosen (self) : NULL;
  const char *kind = chosen != NULL ? cm_search_row_get_kind (chosen) : NULL;
  g_autofree char *id = chosen != NULL ? g_strdup (cm_search_row_get_id (chosen)) : NULL;

  self->n_rows = 0;
  self->each =
      self->kind != NULL ? ALONE : CLAMP (ROWS_MAX / MAX (self->result->groups->len, 1), 1, EACH);
  for (guint g = 0; g < self->result->groups->len; g++)
    {
      const CmSearchGroup *group = g_ptr_array_index (self->result->groups, g);

      for (guint i = 0; i < MIN (group->hits->len, self->each); i++)
        add_hit (self, g_ptr_array_index (group->hits, i));
    }
  for (guint i = self->n_rows; i < self->rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rows, i), FALSE);
  gtk_list_box_invalidate_headers (self->list);
  if (self->n_rows > 0)
    choose (self, find_chosen (self, kind, id));
  if (!self->keep)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->window), 0);
}

static char *
describe (CmSearchDialog *self)
{
  guint n = self->result->n_found;

  if (self->kind != NULL)
    {
      const CmSearchGroup *group = cm_search_result_find (self->result, self->kind);

      n = group != NULL ? group->n_found : 0;
    }
  if (n == 0)
    return g_strdup (_ ("No hits"));
  if (n > self->n_rows)
    /* translators: %1$u hits were found, of which the %2$u best are shown */
    return g_strdup_printf (_ ("%1$u hits, the best %2$u shown"), n, self->n_rows);
  return g_strdup_printf (ngettext ("%u hit", "%u hits", n), n);
}

static void
show_none (CmSearchDialog *self)
{
  const char *label = self->kind != NULL ? cm_search_get_kind_label (self->kind) : NULL;
  /* translators: %s is where was searched, such as Activities */
  g_autofree char *title = label != NULL ? g_strdup_printf (_ ("Nothing found in: %s"), label)
                                         : g_strdup (_ ("Nothing found"));
  g_autofree char *words = g_markup_escape_text (gtk_editable_get_text (self->entry), -1);
  /* translators: %s is what was searched for */
  g_autofree char *text =
      g_strdup_printf (_ ("No text holds all of “%s”. Fewer words, or the beginning of one, find "
                          "more."),
                       words);
  /* translators: %u is how many were found of all kinds */
  g_autofree char *button = g_strdup_printf (
      ngettext ("Show %u hit elsewhere", "Show %u hits elsewhere", self->result->n_found),
      self->result->n_found);

  adw_status_page_set_title (self->none, title);
  adw_status_page_set_description (self->none, text);
  gtk_button_set_label (self->elsewhere, button);
  gtk_widget_set_visible (GTK_WIDGET (self->elsewhere), self->result->n_found > 0);
}

/* What there is to see, in words for everybody. */
static void
tell (CmSearchDialog *self, const char *page, const char *count)
{
  gboolean busy = !cm_search_is_complete (self->search);

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->chips_window),
                          g_str_equal (page, "results") ||
                              (g_str_equal (page, "none") && self->kind != NULL));
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), *count != '\0');
  gtk_widget_set_visible (self->busy, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->keys), g_str_equal (page, "results"));
  gtk_widget_set_visible (self->footer, busy || *count != '\0');
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, count, -1);
}

static void
show_result (CmSearchDialog *self)
{
  g_autofree char *count = NULL;
  fill_list (self);
  fill_chips (self);
  count = describe (self);
  if (self->n_rows == 0)
    show_none (self);
  tell (self, self->n_rows > 0 ? "results" : "none", count);
}

static void
show_start (CmSearchDialog *self)
{
  g_clear_pointer (&self->result, cm_search_result_free);
  self->n_rows = 0;
  self->open = FALSE;
  tell (self, "start", "");
}

static void
show_fault (CmSearchDialog *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  self->n_rows = 0;
  adw_status_page_set_description (self->fault, text);
  tell (self, "fault", "");
}

/* --- searching -------------------------------------------------------------------------------- */

static gboolean
has_words (CmSearchDialog *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  return *words != '\0';
}

static void
take_answer (CmSearchDialog *self, CmSearchResult *result, const GError *error)
{
  self->n_asked--;
  /* The words are gone or others by now. */
  if (self->n_asked > 0 || !has_words (self) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&result, cm_search_result_free);
      return;
    }
  if (result == NULL)
    {
      show_fault (self, error);
      return;
    }
  g_clear_pointer (&self->result, cm_search_result_free);
  self->result = result;
  show_result (self);
  if (self->open)
    open_chosen (self);
  self->open = FALSE;
}

/* A dialogue that was closed is gone by the time of an answer, and perhaps the portfolio too. */
static void
found_cb (GObject *source, GAsyncResult *async_result, gpointer data)
{
  GWeakRef *dialog = data;
  g_autoptr (CmSearchDialog) self = g_weak_ref_get (dialog);
  g_autoptr (GError) error = NULL;
  CmSearchResult *result = cm_search_find_finish (async_result, &error);

  g_weak_ref_clear (dialog);
  g_free (dialog);
  if (self != NULL)
    take_answer (self, result, error);
  else
    g_clear_pointer (&result, cm_search_result_free);
}

static void
ask (CmSearchDialog *self, gboolean keep)
{
  GWeakRef *dialog;

  if (!has_words (self))
    {
      show_start (self);
      return;
    }
  /* New words begin at the top, even if something else asks for them again. */
  self->keep = keep && (self->n_asked == 0 || self->keep);
  self->n_asked++;
  dialog = g_new (GWeakRef, 1);
  g_weak_ref_init (dialog, self);
  cm_search_find (self->search,
                  gtk_editable_get_text (self->entry),
                  self->kind,
                  self->kind != NULL ? ALONE : EACH,
                  found_cb,
                  dialog);
}

static void
words_changed_cb (CmSearchDialog *self)
{
  self->moved = FALSE;
  ask (self, FALSE);
}

/* More was read, or a record was changed. */
static void
search_changed_cb (CmSearchDialog *self)
{
  ask (self, TRUE);
}

/* --- keys ------------------------------------------------------------------------------------- */

/* Who types on and presses Enter at once means what these words find. */
static void
activate (CmSearchDialog *self)
{
  if (self->n_asked > 0)
    self->open = TRUE;
  else
    open_chosen (self);
}

static gboolean
key_pressed_cb (CmSearchDialog *self, guint keyval)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  switch (keyval)
    {
    case GDK_KEY_Escape:
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move (self, -A_PAGE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move (self, A_PAGE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry)))
        return GDK_EVENT_PROPAGATE;
      activate (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
row_activated_cb (CmSearchDialog *self)
{
  open_chosen (self);
}

/* --- the object ------------------------------------------------------------------------------- */

static void
cm_search_dialog_dispose (GObject *object)
{
  CmSearchDialog *self = CM_SEARCH_DIALOG (object);

  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  g_clear_object (&self->manual);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_search_dialog_parent_class)->dispose (object);
}

static void
cm_search_dialog_finalize (GObject *object)
{
  CmSearchDialog *self = CM_SEARCH_DIALOG (object);

  g_clear_pointer (&self->result, cm_search_result_free);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->buttons);
  g_free (self->kind);
  G_OBJECT_CLASS (cm_search_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, chips_window);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, chips);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, none);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, window);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, count);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, keys);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, footer);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, busy);
  gtk_widget_class_bind_template_child (widget_class, CmSearchDialog, spinner);
}

static void
cm_search_dialog_class_init (CmSearchDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cm_search_dialog_dispose;
  object_class->finalize = cm_search_dialog_finalize;

  /**
   * CmSearchDialog::open-record:
   * @table: the name of its table
   * @id: its key
   */
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_SEARCH_DIALOG,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
  /**
   * CmSearchDialog::open-section:
   * @id: of the section or the term in the manual
   */
  signals[SIGNAL_OPEN_SECTION] = g_signal_new ("open-section",
                                               CM_TYPE_SEARCH_DIALOG,
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               1,
                                               G_TYPE_STRING);
  /**
   * CmSearchDialog::open-case:
   * @id: of the case study in the edition
   */
  signals[SIGNAL_OPEN_CASE] = g_signal_new ("open-case",
                                            CM_TYPE_SEARCH_DIALOG,
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            1,
                                            G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-search-dialog.ui");
  bind_template (widget_class);
}

static void
cm_search_dialog_init (CmSearchDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->buttons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  /* On the way down: the entry has a use of its own for these keys. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (scroll_chips_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->chips_window), wheel);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (words_changed_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->elsewhere, "clicked", G_CALLBACK (elsewhere_cb), self);
}

GtkWidget *
cm_search_dialog_new (CmSearch *search, CmManual *manual, CmStore *store)
{
  CmSearchDialog *self = g_object_new (CM_TYPE_SEARCH_DIALOG, NULL);

  self->search = g_object_ref (search);
  g_set_object (&self->manual, manual);
  g_set_object (&self->store, store);
  g_signal_connect_object (
      search, "changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  show_start (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}

void
cm_search_dialog_search (CmSearchDialog *self, const char *words, const char *kind)
{
  g_return_if_fail (CM_IS_SEARCH_DIALOG (self));

  set_kind (self, kind);
  /* A change of the words is a search by itself. */
  if (g_strcmp0 (gtk_editable_get_text (self->entry), words) == 0)
    ask (self, FALSE);
  else
    gtk_editable_set_text (self->entry, words);
  gtk_editable_set_position (self->entry, -1);
}

gboolean
cm_search_dialog_is_busy (CmSearchDialog *self)
{
  g_return_val_if_fail (CM_IS_SEARCH_DIALOG (self), FALSE);

  return self->n_asked > 0 || !cm_search_is_complete (self->search);
}
