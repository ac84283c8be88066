/* cm-choice-popover.c - a short or long list to choose one of, all by keyboard. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-choice-popover"

#include "cm-choice-popover.h"

#define SEARCH_FROM 9 /* this many choices can no longer be taken in at a glance */
#define HEIGHT_MAX 320

struct _CmChoicePopover
{
  GtkPopover parent_instance;

  GListModel *all; /* of GtkStringObject */
  GtkStringFilter *filter;
  GtkSingleSelection *selection;
  GtkWidget *search; /* or NULL */
  GtkWidget *view;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmChoicePopover, cm_choice_popover, GTK_TYPE_POPOVER)

static guint
find_position (CmChoicePopover *self, gpointer wanted)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->all); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->all, i);

      if (item == wanted)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
choose (CmChoicePopover *self, guint position, guint keyval)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, find_position (self, item), keyval);
}

static void
activate_cb (GtkListView *view, guint position, CmChoicePopover *self)
{
  choose (self, position, 0);
}

static void
show_selected (CmChoicePopover *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", selected);
}

static void
step (CmChoicePopover *self, int by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return;
  if (selected == GTK_INVALID_LIST_POSITION)
    selected = 0;
  else
    selected = (guint) CLAMP ((int) selected + by, 0, (int) n - 1);
  gtk_single_selection_set_selected (self->selection, selected);
  show_selected (self);
}

/* A letter finds what begins with it. With a search entry it is typed there. */
static gboolean
type_key (CmChoicePopover *self, guint keyval, GdkModifierType state)
{
  gunichar c = gdk_keyval_to_unicode (keyval);
  char typed[8] = { 0 };

  if (self->search != NULL || c <= ' ' || !g_unichar_isprint (c) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (c, typed);
  cm_choice_popover_type (self, typed);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CmChoicePopover *self)
{
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      step (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      step (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      choose (self, gtk_single_selection_get_selected (self->selection), keyval);
      return GDK_EVENT_STOP;
    default:
      return type_key (self, keyval, state);
    }
}

static void
search_changed_cb (GtkEditable *search, CmChoicePopover *self)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (search));
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
cm_choice_popover_map (GtkWidget *widget)
{
  CmChoicePopover *self = CM_CHOICE_POPOVER (widget);

  GTK_WIDGET_CLASS (cm_choice_popover_parent_class)->map (widget);
  gtk_widget_grab_focus (self->search != NULL ? self->search : self->view);
  show_selected (self);
}

static void
cm_choice_popover_dispose (GObject *object)
{
  CmChoicePopover *self = CM_CHOICE_POPOVER (object);

  g_clear_object (&self->all);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (cm_choice_popover_parent_class)->dispose (object);
}

static void
cm_choice_popover_class_init (CmChoicePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_choice_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = cm_choice_popover_map;

  /* (position, keyval): one was chosen, with that key or by the pointer (0). The popover stays. */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen",
                                         CM_TYPE_CHOICE_POPOVER,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         2,
                                         G_TYPE_UINT,
                                         G_TYPE_UINT);
}

static void
cm_choice_popover_init (CmChoicePopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_css_class (GTK_WIDGET (self), "choices");
}

static GtkWidget *
make_view (CmChoicePopover *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  g_signal_connect (view, "activate", G_CALLBACK (activate_cb), self);
  return view;
}

static void
make_models (CmChoicePopover *self, const char *const *labels, guint selected)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkFilterListModel *filtered;

  self->all = G_LIST_MODEL (gtk_string_list_new (labels));
  self->filter = gtk_string_filter_new (expression);
  filtered = gtk_filter_list_model_new (g_object_ref (self->all),
                                        g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, selected);
}

GtkWidget *
cm_choice_popover_new (const char *name, const char *const *labels, guint selected)
{
  CmChoicePopover *self = g_object_new (CM_TYPE_CHOICE_POPOVER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *window = gtk_scrolled_window_new ();

  make_models (self, labels, selected);
  if (g_list_model_get_n_items (self->all) >= SEARCH_FROM)
    {
      self->search = gtk_search_entry_new ();
      g_signal_connect (self->search, "changed", G_CALLBACK (search_changed_cb), self);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_box_append (GTK_BOX (box), self->search);
    }
  self->view = make_view (self);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->view);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), HEIGHT_MAX);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_box_append (GTK_BOX (box), window);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  return GTK_WIDGET (self);
}

void
cm_choice_popover_type (CmChoicePopover *self, const char *typed)
{
  g_autofree char *start = g_utf8_casefold (typed, -1);

  if (self->search != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), typed);
      gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (self->all); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (self->all, i);
      g_autofree char *label = g_utf8_casefold (gtk_string_object_get_string (item), -1);

      if (g_str_has_prefix (label, start))
        {
          gtk_single_selection_set_selected (self->selection, i);
          show_selected (self);
          return;
        }
    }
}
