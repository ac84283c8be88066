/* cm-import-preview.c - the beginning of a file as it will be kept, and what goes where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-preview"
#include "config.h"

#include "cm-import-preview.h"

#include <glib/gi18n.h>

#include "cm-choice-popover.h"
#include "cm-import-line.h"
#include "cm-scroll-pacer.h"

#define SHOWN_FIRST 40 /* columns: more would be as many buttons above them */
#define SHOWN_MORE 40  /* each time that more are asked for */
#define WIDTH_ROWS 60  /* rows that the width of a column comes from */
#define CHARS_MIN 15   /* of a column: room for the name of a field */
#define CHARS_MAX 30
#define SIDES 12 /* pixels of a column that no text has */

/**
 * CmImportPreview:
 *
 * The heads of the columns and the lines below them lie in one window that scrolls sideways; the
 * lines alone scroll down, by a bar that stays in sight. A head is a button that says which field
 * the column goes to and offers the others. Enter or a double click on a line says what in it
 * cannot be read; a click on its number takes it as the headings.
 */
struct _CmImportPreview
{
  AdwBin parent_instance;

  GtkScrolledWindow *across_window, *down_window;
  GtkScrollbar *bar;
  GtkBox *heads;
  GtkWidget *corner;
  GtkListView *list;

  CmImportShown shown;
  GPtrArray *buttons; /* of GtkMenuButton: the heads, by place */
  GtkStringList *rows;
  GHashTable *lines;  /* of CmImportLine: those that are made */
  GtkWidget *popover; /* about a line, or NULL */
  guint line_asked;
  gboolean header_wanted; /* in sight, when there is room */
  guint header_idle;
  guint n_first; /* columns from the left that are shown */
};

enum
{
  SIGNAL_MAP,
  SIGNAL_HEADINGS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmImportPreview, cm_import_preview, ADW_TYPE_BIN)

static void make_heads (CmImportPreview *self);

/* --- the fields that a column can go to ------------------------------------------------------- */

static int
find_column (CmImportPreview *self, const CmField *field)
{
  for (guint i = 0; i < cm_import_get_n_columns (self->shown.import); i++)
    if (cm_import_get_field (self->shown.import, i) == field)
      return (int) i;
  return -1;
}

/* A field that has a column says which: it would lose it. */
static char *
name_choice (CmImportPreview *self, guint column, const CmField *field)
{
  int other = find_column (self, field);

  if (other < 0 || (guint) other == column)
    return g_strdup (cm_field_label (field));
  /* translators: %1$s is the label of a field, %2$s the heading of a column of a file */
  return g_strdup_printf (_ ("%1$s – now from “%2$s”"),
                          cm_field_label (field),
                          cm_import_get_heading (self->shown.import, (guint) other));
}

static guint
get_button_column (CmImportPreview *self, gpointer button)
{
  guint place = 0;

  g_return_val_if_fail (g_ptr_array_find (self->buttons, button, &place), 0);
  return g_array_index (self->shown.places, CmImportPlace, place).column;
}

static void
chosen_cb (CmChoicePopover *popover, guint position, guint keyval, GtkMenuButton *button)
{
  CmImportPreview *self =
      CM_IMPORT_PREVIEW (gtk_widget_get_ancestor (GTK_WIDGET (button), CM_TYPE_IMPORT_PREVIEW));
  g_autoptr (GPtrArray) fields = cm_import_list_fields (self->shown.import);
  guint column = get_button_column (self, button);

  if (position > fields->len)
    return;
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (self,
                 signals[SIGNAL_MAP],
                 0,
                 column,
                 position == 0 ? NULL : g_ptr_array_index (fields, position - 1));
}

/* Made anew each time: what the other columns go to has changed since. */
static void
fill_choices_cb (GtkMenuButton *button, gpointer data)
{
  CmImportPreview *self = data;
  g_autoptr (GPtrArray) fields = cm_import_list_fields (self->shown.import);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint column = get_button_column (self, button), selected = 0;
  g_autofree char *name = NULL;
  GtkWidget *popover;

  g_ptr_array_add (labels, g_strdup (_ ("Left out")));
  for (guint i = 0; i < fields->len; i++)
    {
      const CmField *field = g_ptr_array_index (fields, i);

      if (cm_import_get_field (self->shown.import, column) == field)
        selected = i + 1;
      g_ptr_array_add (labels, name_choice (self, column, field));
    }
  g_ptr_array_add (labels, NULL);
  /* translators: %s is the heading of a column of a file */
  name = g_strdup_printf (_ ("Column “%s” goes to"),
                          cm_import_get_heading (self->shown.import, column));
  popover = cm_choice_popover_new (name, (const char *const *) labels->pdata, selected);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), button, 0);
  gtk_menu_button_set_popover (button, popover);
}

/* --- the heads -------------------------------------------------------------------------------- */

static void
show_head (CmImportPreview *self, guint place)
{
  GtkWidget *button = g_ptr_array_index (self->buttons, place);
  GtkWidget *label =
      gtk_widget_get_first_child (gtk_menu_button_get_child (GTK_MENU_BUTTON (button)));
  guint column = g_array_index (self->shown.places, CmImportPlace, place).column;
  const CmField *field = cm_import_get_field (self->shown.import, column);
  const char *heading = cm_import_get_heading (self->shown.import, column);
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (label), field != NULL ? cm_field_label (field) : _ ("Left out"));
  /* translators: %1$s is the label of a field, %2$s the heading of a column of a file */
  name =
      field != NULL
          ? g_strdup_printf (_ ("%1$s: column “%2$s” goes to it"), cm_field_label (field), heading)
          /* translators: %s is the heading of a column of a file */
          : g_strdup_printf (_ ("Left out: column “%s”"), heading);
  if (field != NULL)
    gtk_widget_add_css_class (button, "mapped");
  else
    gtk_widget_remove_css_class (button, "mapped");
  gtk_widget_set_tooltip_text (button, field != NULL ? _ (field->help) : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* The button inside is what takes the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name,
                                  -1);
}

static GtkWidget *
make_button (CmImportPreview *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("cm-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  /* The word at the left, the arrow at the right. */
  gtk_widget_set_halign (gtk_widget_get_parent (box), GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), fill_choices_cb, self, NULL);
  gtk_widget_add_css_class (button, "import-field");
  return button;
}

static void
add_head (CmImportPreview *self, const CmImportPlace *place)
{
  const char *heading = cm_import_get_heading (self->shown.import, place->column);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (heading);
  GtkWidget *button = make_button (self);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_set_tooltip_text (label, heading);
  gtk_widget_add_css_class (label, "import-heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_size_request (box, place->width, -1);
  gtk_widget_add_css_class (box, "import-head");
  gtk_box_append (self->heads, box);
  g_ptr_array_add (self->buttons, button);
}

/* --- the columns that are shown --------------------------------------------------------------- */

static int
measure_char (CmImportPreview *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_digit_width (metrics),
                   pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

static int
measure_column (CmImportPreview *self, guint column)
{
  const CmImport *import = self->shown.import;
  glong chars = MAX (CHARS_MIN, g_utf8_strlen (cm_import_get_heading (import, column), -1));

  for (guint i = 0; i < cm_import_get_n_rows (import) && i < WIDTH_ROWS; i++)
    if (cm_import_get_line (import, i) > cm_import_get_header (import))
      chars = MAX (chars, g_utf8_strlen (cm_import_get_cell (import, i, column), -1) + 1);
  return (int) MIN (chars, CHARS_MAX) * measure_char (self) + SIDES;
}

static void
add_place (CmImportPreview *self, guint column)
{
  CmImportPlace place = { column, self->shown.width, measure_column (self, column) };

  self->shown.width += place.width;
  g_array_append_val (self->shown.places, place);
}

/* The first, and of the others those that go somewhere. */
static void
find_places (CmImportPreview *self)
{
  guint n = cm_import_get_n_columns (self->shown.import);

  g_array_set_size (self->shown.places, 0);
  self->shown.width = self->shown.number_width;
  for (guint i = 0; i < n; i++)
    if (i < self->n_first || cm_import_get_field (self->shown.import, i) != NULL)
      add_place (self, i);
}

static void
refresh_lines (CmImportPreview *self)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    cm_import_line_refresh (line);
}

static void
redraw_lines (CmImportPreview *self)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    gtk_widget_queue_draw (line);
}

static void
more_cb (GtkWidget *button, CmImportPreview *self)
{
  guint first = self->shown.places->len;
  GHashTableIter iter;
  gpointer line;

  self->n_first += SHOWN_MORE;
  make_heads (self);
  refresh_lines (self);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    gtk_widget_queue_resize (line);
  if (first < self->buttons->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->buttons, first));
}

static void
add_more (CmImportPreview *self)
{
  guint more = cm_import_get_n_columns (self->shown.import) - self->shown.places->len;
  g_autofree char *text = NULL;
  GtkWidget *button;

  if (more == 0)
    return;
  text = g_strdup_printf (
      /* translators: %u is a number of columns that are not shown */
      ngettext ("%u more column…", "%u more columns…", more),
      more);
  button = gtk_button_new_with_label (text);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_add_css_class (button, "import-field");
  g_signal_connect (button, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (self->heads, button);
}

static void
make_heads (CmImportPreview *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->heads))) != NULL)
    gtk_box_remove (self->heads, child);
  g_ptr_array_set_size (self->buttons, 0);
  g_array_set_size (self->shown.places, 0);
  if (self->shown.import == NULL)
    return;
  find_places (self);
  child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_size_request (child, self->shown.number_width, -1);
  gtk_box_append (self->heads, child);
  for (guint i = 0; i < self->shown.places->len; i++)
    {
      add_head (self, &g_array_index (self->shown.places, CmImportPlace, i));
      show_head (self, i);
    }
  add_more (self);
}

/* --- lines ------------------------------------------------------------------------------------ */

static CmImportLine *
find_line (CmImportPreview *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *line = picked != NULL ? gtk_widget_get_ancestor (picked, CM_TYPE_IMPORT_LINE) : NULL;

  return line != NULL ? CM_IMPORT_LINE (line) : NULL;
}

/* A click on the number of a line. */
static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CmImportPreview *self)
{
  CmImportLine *line = n_press == 1 ? find_line (self, x, y) : NULL;
  double own_x, own_y;

  if (line == NULL || !gtk_widget_translate_coordinates (
                          GTK_WIDGET (self->list), GTK_WIDGET (line), x, y, &own_x, &own_y))
    return;
  if (cm_import_line_is_number (line, own_x))
    g_signal_emit (self,
                   signals[SIGNAL_HEADINGS],
                   0,
                   cm_import_get_line (self->shown.import, cm_import_line_get_row (line)));
}

static void
headings_cb (GtkWidget *button, CmImportPreview *self)
{
  guint line = self->line_asked;

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self,
                 signals[SIGNAL_HEADINGS],
                 0,
                 line == cm_import_get_header (self->shown.import) ? 0 : line);
}

static void
add_sentence (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
make_about (CmImportPreview *self, guint row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GPtrArray) faults = cm_import_line_list_faults (&self->shown, row);
  guint line = cm_import_get_line (self->shown.import, row);
  guint header = cm_import_get_header (self->shown.import);
  /* translators: %u is the number of a line */
  g_autofree char *title = g_strdup_printf (_ ("Line %u"), line);
  GtkWidget *button = gtk_button_new_with_mnemonic (line == header ? _ ("_No line has headings")
                                                                   : _ ("_Take as the headings"));

  add_sentence (box, title);
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "heading");
  for (guint i = 0; i < faults->len; i++)
    add_sentence (box, g_ptr_array_index (faults, i));
  if (faults->len == 0)
    add_sentence (box,
                  line < header    ? _ ("It stands above the headings and is passed over.")
                  : line == header ? _ ("These are the headings.")
                                   : _ ("All that goes somewhere can be read."));
  g_signal_connect (button, "clicked", G_CALLBACK (headings_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "popover-form");
  return box;
}

static CmImportLine *
find_row_line (CmImportPreview *self, guint row)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    if (cm_import_line_get_row (line) == row && gtk_widget_get_mapped (line))
      return line;
  return NULL;
}

static void
activate_cb (GtkListView *list, guint row, CmImportPreview *self)
{
  CmImportLine *line = find_row_line (self, row);
  graphene_rect_t bounds;
  GdkRectangle at;

  if (line == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (line), GTK_WIDGET (self), &bounds))
    return;
  at = (GdkRectangle){
    (int) self->shown.number_width, (int) bounds.origin.y, 60, (int) bounds.size.height
  };
  self->line_asked = cm_import_get_line (self->shown.import, row);
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_new ();
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  gtk_popover_set_child (GTK_POPOVER (self->popover), make_about (self, row));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &at);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
line_gone_cb (GtkWidget *line, CmImportPreview *self)
{
  g_hash_table_remove (self->lines, line);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, CmImportPreview *self)
{
  GtkWidget *line = cm_import_line_new (&self->shown);

  gtk_list_item_set_child (item, line);
  g_hash_table_add (self->lines, line);
  g_signal_connect_object (line, "destroy", G_CALLBACK (line_gone_cb), self, 0);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, CmImportPreview *self)
{
  cm_import_line_show (CM_IMPORT_LINE (gtk_list_item_get_child (item)),
                       gtk_list_item_get_position (item));
}

/* Sideways, as in every table. */
static gboolean
key_cb (CmImportPreview *self, guint keyval)
{
  GtkAdjustment *across = self->shown.across;
  double step = gtk_adjustment_get_page_size (across) / 4;

  if (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right)
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (
      across, gtk_adjustment_get_value (across) + (keyval == GDK_KEY_Left ? -step : step));
  return GDK_EVENT_STOP;
}

/* --- what is shown ---------------------------------------------------------------------------- */

static void
measure_numbers (CmImportPreview *self)
{
  guint n = cm_import_get_n_rows (self->shown.import);
  guint last = n > 0 ? cm_import_get_line (self->shown.import, n - 1) : 1;
  g_autofree char *text = g_strdup_printf ("%u", MAX (last, 100));

  self->shown.number_width = (int) strlen (text) * measure_char (self) + 2 * SIDES;
  gtk_widget_set_size_request (self->corner, self->shown.number_width, -1);
}

static void
fill_rows (CmImportPreview *self)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  GtkNoSelection *selection;

  for (guint i = 0; i < cm_import_get_n_rows (self->shown.import); i++)
    gtk_string_list_append (rows, "");
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

/* What stands above the headings is of interest to few: the line of the headings is the first. */
static gboolean
show_header_cb (gpointer data)
{
  CmImportPreview *self = data;
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (self->down_window);
  guint n = self->shown.import != NULL ? cm_import_get_n_rows (self->shown.import) : 0;
  guint row = 0;

  self->header_idle = 0;
  while (row < n &&
         cm_import_get_line (self->shown.import, row) < cm_import_get_header (self->shown.import))
    row++;
  /* All lines are equally high. */
  if (row < n)
    gtk_adjustment_set_value (down, gtk_adjustment_get_upper (down) * row / n);
  return G_SOURCE_REMOVE;
}

/* As soon as the lines have been given their places. */
static void
down_changed_cb (CmImportPreview *self)
{
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (self->down_window);

  /* Another height brings other lines into sight. */
  redraw_lines (self);
  gtk_widget_set_visible (GTK_WIDGET (self->bar),
                          gtk_adjustment_get_upper (down) > gtk_adjustment_get_page_size (down));
  if (!self->header_wanted || gtk_adjustment_get_page_size (down) < 1 ||
      gtk_adjustment_get_upper (down) <= gtk_adjustment_get_page_size (down))
    return;
  self->header_wanted = FALSE;
  if (self->header_idle == 0)
    self->header_idle = g_idle_add (show_header_cb, self);
}

void
cm_import_preview_show (CmImportPreview *self, CmImport *import, CmStore *store)
{
  g_return_if_fail (CM_IS_IMPORT_PREVIEW (self));

  gtk_list_view_set_model (self->list, NULL);
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  self->shown.import = import;
  self->shown.store = store;
  self->n_first = SHOWN_FIRST;
  if (import != NULL)
    measure_numbers (self);
  make_heads (self);
  if (import == NULL)
    return;
  fill_rows (self);
  gtk_adjustment_set_value (self->shown.across, 0);
  self->header_wanted = TRUE;
}

void
cm_import_preview_update (CmImportPreview *self)
{
  g_return_if_fail (CM_IS_IMPORT_PREVIEW (self));

  if (self->shown.import == NULL)
    return;
  for (guint i = 0; i < self->buttons->len; i++)
    show_head (self, i);
  refresh_lines (self);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_import_preview_dispose (GObject *object)
{
  CmImportPreview *self = CM_IMPORT_PREVIEW (object);

  self->shown.import = NULL;
  g_clear_handle_id (&self->header_idle, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_IMPORT_PREVIEW);
  G_OBJECT_CLASS (cm_import_preview_parent_class)->dispose (object);
}

static void
cm_import_preview_finalize (GObject *object)
{
  CmImportPreview *self = CM_IMPORT_PREVIEW (object);

  g_array_unref (self->shown.places);
  g_ptr_array_unref (self->buttons);
  g_hash_table_unref (self->lines);
  G_OBJECT_CLASS (cm_import_preview_parent_class)->finalize (object);
}

static void
cm_import_preview_class_init (CmImportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_import_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_import_preview_finalize;
  /* (column, field): the column is to go there; NULL: nowhere. */
  signals[SIGNAL_MAP] = g_signal_new ("map-column",
                                      CM_TYPE_IMPORT_PREVIEW,
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      2,
                                      G_TYPE_UINT,
                                      G_TYPE_POINTER);
  signals[SIGNAL_HEADINGS] = g_signal_new ("headings",
                                           CM_TYPE_IMPORT_PREVIEW,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           1,
                                           G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-import-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, CmImportPreview, across_window);
  gtk_widget_class_bind_template_child (widget_class, CmImportPreview, down_window);
  gtk_widget_class_bind_template_child (widget_class, CmImportPreview, bar);
  gtk_widget_class_bind_template_child (widget_class, CmImportPreview, heads);
  gtk_widget_class_bind_template_child (widget_class, CmImportPreview, corner);
  gtk_widget_class_bind_template_child (widget_class, CmImportPreview, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
make_factory (CmImportPreview *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
}

static void
cm_import_preview_init (CmImportPreview *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->shown.places = g_array_new (FALSE, FALSE, sizeof (CmImportPlace));
  self->buttons = g_ptr_array_new ();
  self->lines = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown.across = gtk_scrolled_window_get_hadjustment (self->across_window);
  g_signal_connect_object (
      self->shown.across, "value-changed", G_CALLBACK (redraw_lines), self, G_CONNECT_SWAPPED);
  self->shown.view = GTK_WIDGET (self->down_window);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->down_window),
                           "value-changed",
                           G_CALLBACK (redraw_lines),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_scrollbar_set_adjustment (self->bar, gtk_scrolled_window_get_vadjustment (self->down_window));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->down_window),
                           "changed",
                           G_CALLBACK (down_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  cm_scroll_pacer_attach (self->down_window);
  make_factory (self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

GtkWidget *
cm_import_preview_new (void)
{
  return g_object_new (CM_TYPE_IMPORT_PREVIEW, NULL);
}
