/* cm-funding-part.c - what the views of the funding page have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-part"
#include "config.h"

#include "cm-funding-part.h"

#include <glib/gi18n.h>

#define OVERVIEW "overview"

/* A register that may not be made yet. */
typedef struct
{
  const char *table;
  const CmRegisterWords *words;
  const CmRegisterKeeper *keeper;
  GtkWidget *bin; /* that holds it */
  CmRegister *list;
} Place;

typedef struct
{
  CmStore *store;
  CmScope *scope;
  gulong changed_id;

  GtkLabel *title;
  GtkStack *stack;
  GtkWidget *overview_bin;
  GtkWidget *overview;
  GPtrArray *places; /* of Place */
  gboolean stale;
  guint idle;
} CmFundingPartPrivate;

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_OPEN_QUERY,
  SIGNAL_OPEN_RECORD,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CmFundingPart, cm_funding_part, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

#define PRIVATE(self)                                                                              \
  ((CmFundingPartPrivate *) cm_funding_part_get_instance_private (CM_FUNDING_PART (self)))

CmStore *
cm_funding_part_get_store (CmFundingPart *self)
{
  return PRIVATE (self)->store;
}

const CmScope *
cm_funding_part_get_scope (CmFundingPart *self)
{
  return PRIVATE (self)->scope;
}

gboolean
cm_funding_part_is_editable (CmFundingPart *self)
{
  return PRIVATE (self)->store != NULL && !cm_store_get_read_only (PRIVATE (self)->store);
}

void
cm_funding_part_tell (CmFundingPart *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

void
cm_funding_part_open_query (CmFundingPart *self, CmQuery *query, const char *what)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_QUERY], 0, query, what);
  cm_query_free (query);
}

void
cm_funding_part_open_record (CmFundingPart *self, const char *table, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, table, id);
}

/* --- the overview ----------------------------------------------------------------------------- */

static GtkWidget *
wrap_overview (GtkWidget *overview)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1100);
  gtk_widget_set_margin_top (overview, 6);
  gtk_widget_set_margin_bottom (overview, 24);
  gtk_widget_set_margin_start (overview, 18);
  gtk_widget_set_margin_end (overview, 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), overview);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

static void
refresh (CmFundingPart *self)
{
  CmFundingPartPrivate *priv = PRIVATE (self);

  priv->stale = FALSE;
  g_clear_handle_id (&priv->idle, g_source_remove);
  if (priv->store == NULL)
    return;
  if (priv->overview == NULL)
    {
      priv->overview = CM_FUNDING_PART_GET_CLASS (self)->make_overview (self);
      adw_bin_set_child (ADW_BIN (priv->overview_bin), wrap_overview (priv->overview));
    }
  CM_FUNDING_PART_GET_CLASS (self)->refresh (self);
}

static gboolean
refresh_cb (gpointer self)
{
  PRIVATE (self)->idle = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* What nobody looks at waits until somebody does. */
void
cm_funding_part_queue_refresh (CmFundingPart *self)
{
  CmFundingPartPrivate *priv = PRIVATE (self);

  priv->stale = TRUE;
  if (priv->idle == 0 && gtk_widget_get_mapped (priv->overview_bin))
    priv->idle = g_idle_add (refresh_cb, self);
}

static void
overview_mapped_cb (CmFundingPart *self)
{
  if (PRIVATE (self)->stale)
    refresh (self);
}

static void
changed_cb (CmFundingPart *self, CmChanges *changes)
{
  const char *const *tables = CM_FUNDING_PART_GET_CLASS (self)->tables;

  for (guint i = 0; tables[i] != NULL; i++)
    if (cm_changes_touch (changes, tables[i]))
      {
        cm_funding_part_queue_refresh (self);
        return;
      }
}

/* --- registers -------------------------------------------------------------------------------- */

static Place *
find_place (CmFundingPart *self, const char *table)
{
  GPtrArray *places = PRIVATE (self)->places;

  for (guint i = 0; i < places->len; i++)
    {
      Place *place = g_ptr_array_index (places, i);

      if (g_str_equal (place->table, table))
        return place;
    }
  return NULL;
}

static CmQuery *
make_query (CmFundingPart *self, const char *table)
{
  CmFundingPartClass *klass = CM_FUNDING_PART_GET_CLASS (self);
  CmQuery *query = klass->make_query != NULL ? klass->make_query (self, table) : NULL;

  return query != NULL ? query : cm_query_new (table);
}

static void
make_register (CmFundingPart *self, Place *place)
{
  if (place->list != NULL || PRIVATE (self)->store == NULL)
    return;
  place->list = CM_REGISTER (cm_register_new ());
  if (place->words != NULL)
    cm_register_set_words (place->list, place->words);
  if (place->keeper != NULL)
    cm_register_set_keeper (place->list, place->keeper, self);
  g_signal_connect_object (
      place->list, "message", G_CALLBACK (cm_funding_part_tell), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (place->bin), GTK_WIDGET (place->list));
  cm_register_show (place->list, PRIVATE (self)->store, make_query (self, place->table));
}

static void
place_mapped_cb (CmFundingPart *self, GtkWidget *bin)
{
  GPtrArray *places = PRIVATE (self)->places;

  for (guint i = 0; i < places->len; i++)
    {
      Place *place = g_ptr_array_index (places, i);

      if (place->bin == bin)
        make_register (self, place);
    }
}

void
cm_funding_part_add_register (CmFundingPart *self,
                              const char *table,
                              const char *title,
                              const CmRegisterWords *words,
                              const CmRegisterKeeper *keeper)
{
  Place *place = g_new0 (Place, 1);

  place->table = table;
  place->words = words;
  place->keeper = keeper;
  place->bin = adw_bin_new ();
  g_signal_connect_swapped (place->bin, "map", G_CALLBACK (place_mapped_cb), self);
  g_ptr_array_add (PRIVATE (self)->places, place);
  gtk_stack_add_titled (PRIVATE (self)->stack, place->bin, table, title);
}

gboolean
cm_funding_part_has_register (CmFundingPart *self, const char *table)
{
  return find_place (self, table) != NULL;
}

CmRegister *
cm_funding_part_get_register (CmFundingPart *self, const char *table)
{
  Place *place = find_place (self, table);

  g_return_val_if_fail (place != NULL, NULL);
  make_register (self, place);
  return place->list;
}

void
cm_funding_part_update_register (CmFundingPart *self, const char *table)
{
  Place *place = find_place (self, table);

  g_return_if_fail (place != NULL);
  if (place->list != NULL)
    cm_register_show (place->list, PRIVATE (self)->store, make_query (self, table));
}

void
cm_funding_part_choose (CmFundingPart *self, const char *table)
{
  gtk_stack_set_visible_child_name (PRIVATE (self)->stack, table != NULL ? table : OVERVIEW);
}

gboolean
cm_funding_part_show_record (CmFundingPart *self, const char *table, const char *id)
{
  CmRegister *list = cm_funding_part_get_register (self, table);

  cm_funding_part_choose (self, table);
  if (!cm_register_select (list, id))
    return FALSE;
  cm_register_set_details (list, TRUE);
  return TRUE;
}

void
cm_funding_part_show_query (CmFundingPart *self, const CmQuery *query, const char *what)
{
  const char *table = cm_query_get_table (query)->name;
  CmRegister *list = cm_funding_part_get_register (self, table);

  cm_funding_part_choose (self, table);
  cm_register_search (list, NULL);
  cm_register_narrow (list, cm_query_copy (query), what);
}

gboolean
cm_funding_part_flush (CmFundingPart *self)
{
  CmFundingPartClass *klass = CM_FUNDING_PART_GET_CLASS (self);
  GPtrArray *places = PRIVATE (self)->places;
  gboolean flushed = klass->flush == NULL || klass->flush (self);

  if (!flushed)
    cm_funding_part_choose (self, NULL);
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = g_ptr_array_index (places, i);

      if (place->list != NULL && !cm_register_flush (place->list))
        {
          cm_funding_part_choose (self, place->table);
          flushed = FALSE;
        }
    }
  return flushed;
}

/* --- the whole -------------------------------------------------------------------------------- */

void
cm_funding_part_show (CmFundingPart *self, CmStore *store, const CmScope *scope)
{
  CmFundingPartPrivate *priv = PRIVATE (self);
  CmScope *copy = cm_scope_copy (scope);

  g_clear_pointer (&priv->scope, cm_scope_free);
  priv->scope = copy;
  if (priv->store != store)
    {
      if (priv->store != NULL)
        g_clear_signal_handler (&priv->changed_id, priv->store);
      g_set_object (&priv->store, store);
      priv->changed_id = g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
    }
  for (guint i = 0; i < priv->places->len; i++)
    cm_funding_part_update_register (self, ((Place *) g_ptr_array_index (priv->places, i))->table);
  if (gtk_widget_get_mapped (priv->overview_bin))
    refresh (self);
  else
    priv->stale = TRUE;
}

static void
cm_funding_part_dispose (GObject *object)
{
  CmFundingPartPrivate *priv = PRIVATE (object);

  g_clear_handle_id (&priv->idle, g_source_remove);
  if (priv->store != NULL)
    g_clear_signal_handler (&priv->changed_id, priv->store);
  g_clear_object (&priv->store);
  g_clear_pointer (&priv->scope, cm_scope_free);
  g_ptr_array_set_size (priv->places, 0);
  G_OBJECT_CLASS (cm_funding_part_parent_class)->dispose (object);
}

static void
cm_funding_part_finalize (GObject *object)
{
  g_ptr_array_unref (PRIVATE (object)->places);
  G_OBJECT_CLASS (cm_funding_part_parent_class)->finalize (object);
}

static void
cm_funding_part_constructed (GObject *object)
{
  CmFundingPartPrivate *priv = PRIVATE (object);

  G_OBJECT_CLASS (cm_funding_part_parent_class)->constructed (object);
  gtk_label_set_text (priv->title, _ (CM_FUNDING_PART_GET_CLASS (object)->title));
}

static void
cm_funding_part_class_init (CmFundingPartClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = cm_funding_part_constructed;
  G_OBJECT_CLASS (klass)->dispose = cm_funding_part_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_funding_part_finalize;

  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_FUNDING_PART,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_OPEN_QUERY] = g_signal_new ("open-query",
                                             CM_TYPE_FUNDING_PART,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_POINTER,
                                             G_TYPE_STRING);
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_FUNDING_PART,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
}

static GtkWidget *
build_heading (CmFundingPartPrivate *priv)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  priv->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (priv->title, 0);
  gtk_label_set_ellipsize (priv->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (priv->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->title), "title-4");
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), priv->stack);
  gtk_widget_set_halign (switcher, GTK_ALIGN_END);
  gtk_widget_add_css_class (switcher, "funding-switch");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (priv->title));
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

static void
cm_funding_part_init (CmFundingPart *self)
{
  CmFundingPartPrivate *priv = PRIVATE (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  priv->places = g_ptr_array_new_with_free_func (g_free);
  priv->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (priv->stack, FALSE);
  gtk_stack_set_vhomogeneous (priv->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (priv->stack), TRUE);
  priv->overview_bin = adw_bin_new ();
  g_signal_connect_swapped (priv->overview_bin, "map", G_CALLBACK (overview_mapped_cb), self);
  gtk_stack_add_titled (priv->stack, priv->overview_bin, OVERVIEW, _ ("Overview"));
  gtk_box_append (GTK_BOX (box), build_heading (priv));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (priv->stack));
  adw_bin_set_child (ADW_BIN (self), box);
}

/* --- what overviews are made of --------------------------------------------------------------- */

GtkWidget *
cm_funding_part_make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 12);
  return label;
}

GtkWidget *
cm_funding_part_make_sentence (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

GtkWidget *
cm_funding_part_make_hint (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

GtkWidget *
cm_funding_part_make_notice (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name ("cm-warning-symbolic");
  GtkWidget *label = cm_funding_part_make_sentence (NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "funding-notice");
  gtk_widget_set_visible (box, FALSE);
  return box;
}

void
cm_funding_part_set_notice (GtkWidget *notice, const char *text)
{
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (notice)), text != NULL ? text : "");
  gtk_widget_set_visible (notice, text != NULL);
}

GtkWidget *
cm_funding_part_make_figure (const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *value = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (NULL);
  GtkWidget *all[] = { heading, value, note };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (all[i]), 0);
      /* Words wrap so that four figures stand in a row; an amount is never broken. */
      gtk_label_set_wrap (GTK_LABEL (all[i]), all[i] != value);
      gtk_label_set_max_width_chars (GTK_LABEL (all[i]), all[i] != value ? 16 : -1);
      gtk_box_append (GTK_BOX (box), all[i]);
    }
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_widget_add_css_class (value, "figure");
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "numeric");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "funding-figure");
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

void
cm_funding_part_set_figure (GtkWidget *figure, const char *value, const char *note)
{
  GtkWidget *last = gtk_widget_get_last_child (figure);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_prev_sibling (last)), value);
  gtk_label_set_text (GTK_LABEL (last), note != NULL ? note : "");
  gtk_widget_set_visible (last, note != NULL);
}

GtkWidget *
cm_funding_part_make_figures (void)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_widget_add_css_class (flow, "funding-figures");
  return flow;
}

/* The children of a flow box take the keyboard unless they are told not to. */
void
cm_funding_part_add_figure (GtkWidget *figures, GtkWidget *figure)
{
  gtk_flow_box_append (GTK_FLOW_BOX (figures), figure);
  gtk_widget_set_focusable (gtk_widget_get_parent (figure), FALSE);
}

GtkWidget *
cm_funding_part_make_empty (const char *title, const char *text, GtkWidget *button)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  if (button != NULL)
    {
      gtk_widget_add_css_class (button, "pill");
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
    }
  return page;
}
