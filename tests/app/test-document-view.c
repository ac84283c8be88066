/* test-document-view.c - every kind of block on the screen, links, notes, finding, scrolling. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-document-view.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "cm-figure-canvas.h"
#include "cm-figure-view.h"
#include "cm-guidance-pane.h"
#include "cm-test.h"

/* Before the number of a footnote. */
#define JOINER "\xe2\x81\xa0"

#define HEAD                                                                                       \
  "<book xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"               \
  " xmlns:xlink='http://www.w3.org/1999/xlink' version='5.0'>"                                     \
  "<info><title>A manual</title></info>\n"

#define BLOCKS                                                                                     \
  "<chapter xml:id='blocks'><info><title>Blocks &amp; more</title></info>"                         \
  "<para>Plain <emphasis>leaning</emphasis> <emphasis role='strong'>heavy</emphasis> "             \
  "<literal>a&lt;b&gt;&amp;\"c\"</literal>.</para>"                                                \
  "<para>See <link linkend='deep'>the deep</link>, <link xlink:href='https://example.org/?a=1"     \
  "&amp;b=2'>the site</link> and this.<footnote><para>First &lt;i&gt; note</para></footnote>"      \
  "</para>"                                                                                        \
  "<itemizedlist><listitem><para>Bullet</para><orderedlist><listitem><para>Inner one</para>"       \
  "</listitem><listitem><para>Inner two</para></listitem></orderedlist></listitem>"                \
  "</itemizedlist>"                                                                                \
  "<variablelist><varlistentry xml:id='term'><term>Term</term><listitem><para>Its meaning</para>"  \
  "</listitem></varlistentry></variablelist>"                                                      \
  "<table><caption>Sums</caption><thead><tr><th>Head a</th><th>Head b</th></tr></thead>"           \
  "<tbody><tr><th>Side</th><td>Cell<footnote><para>Second note</para></footnote></td></tr>"        \
  "</tbody></table>"                                                                               \
  "<warning><title>Mind</title><para>Warned</para></warning><tip><para>Tipped</para></tip>"        \
  "<figure><title>A picture</title><mediaobject><imageobject><imagedata fileref='a.png'/>"         \
  "</imageobject><textobject><phrase>Two lines that cross</phrase></textobject></mediaobject>"     \
  "</figure>"                                                                                      \
  "<blockquote><attribution>A role</attribution><para>Quoted</para></blockquote>"                  \
  "<section xml:id='deep'><info><title>Deep</title></info><para>Word, word and WORD.</para>"       \
  "<section xml:id='deeper'><info><title>Deeper</title></info><para>End</para></section>"          \
  "</section></chapter>\n"

#define FIGURES                                                                                    \
  "<chapter xml:id='figures'><info><title>Figures</title></info><para>Before.</para>"              \
  "<figure xml:id='drawn' c:draw='flow'><title>Drawn</title><mediaobject><textobject>"             \
  "<orderedlist><listitem><para><emphasis role='strong'>First</emphasis>: starts</para>"           \
  "</listitem><listitem><para>Second</para></listitem></orderedlist>"                              \
  "</textobject></mediaobject></figure>"                                                           \
  "<figure "                                                                                       \
  "c:draw='spans'><title>Weeks</title><mediaobject><textobject><table><caption>T</caption>"        \
  "<thead><tr><th>What</th><th>From</th><th>To</th></tr></thead><tbody><tr><td>Notice</td>"        \
  "<td>1</td><td>13</td></tr></tbody></table></textobject></mediaobject></figure>"                 \
  "<para>After.</para></chapter>\n"

#define STAGE                                                                                      \
  "<chapter xml:id='roles'><info><title>Roles</title></info>"                                      \
  "<c:group id='board' name='Partnership &lt;board&gt;'/><c:group id='team' name='Team'/>"         \
  "<para>Who.</para></chapter>"                                                                    \
  "<chapter xml:id='plan' c:stage='plan'><info><title>Plan</title>"                                \
  "<c:stage-info short='Plan'/></info><para>Stage.</para>"                                         \
  "<section xml:id='plan-options' c:step='options'><info><title>List the options</title>"          \
  "<c:step-info short='Options'><c:summary>The summary.</c:summary>"                               \
  "<c:role group='board' part='consulted'>Sets &amp; agrees.</c:role>"                             \
  "<c:role group='team' part='responsible accountable'>Does it.</c:role>"                          \
  "<c:output name='Paper'>One page.</c:output>"                                                    \
  "<c:question>What if not?</c:question>"                                                          \
  "<c:check id='c1'><c:item>An item</c:item><c:good>Well done</c:good><c:risk>Lost</c:risk>"       \
  "<c:tight>Briefly</c:tight></c:check>"                                                           \
  "<c:tight>Hurry.</c:tight><c:seen linkend='deep'>Both belong.</c:seen></c:step-info></info>"     \
  "<para>The method.</para></section></chapter>\n"

typedef struct
{
  char *folder;
  CmManual *manual;
  GtkWidget *window, *scroller;
  CmDocumentView *view;
  char *link;
} Fixture;

/* --- the manual and the window ------------------------------------------------------------------
 */

static char *
write_manual (const char *text)
{
  char *folder = g_dir_make_tmp ("cm-view-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);
  g_autofree char *picture = g_build_filename (folder, "a.png", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_set_contents (picture, "not a picture", -1, NULL));
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);
  g_autofree char *picture = g_build_filename (folder, "a.png", NULL);

  g_remove (path);
  g_remove (picture);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
link_cb (CmDocumentView *view, const char *target, gpointer data)
{
  Fixture *f = data;

  g_free (f->link);
  f->link = g_strdup (target);
}

static void
set_up_text (Fixture *f, const char *text)
{
  g_autoptr (GError) error = NULL;

  f->folder = write_manual (text);
  f->manual = cm_manual_load (f->folder, NULL, &error);
  g_assert_no_error (error);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 700, 400);
  f->scroller = gtk_scrolled_window_new ();
  f->view = CM_DOCUMENT_VIEW (cm_document_view_new (f->manual));
  g_signal_connect (f->view, "link", G_CALLBACK (link_cb), f);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (f->scroller), GTK_WIDGET (f->view));
  gtk_window_set_child (GTK_WINDOW (f->window), f->scroller);
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->window);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  set_up_text (f, HEAD BLOCKS FIGURES STAGE "</book>");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer view = f->view;

  g_object_add_weak_pointer (G_OBJECT (f->view), &view);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (view != NULL && g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (view);
  g_assert_finalize_object (f->manual);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->link);
}

static void
show (Fixture *f, const char *id)
{
  CmBlock *block = cm_document_find (cm_manual_get_document (f->manual), id);

  g_assert_nonnull (block);
  cm_document_view_show (f->view, block);
  /* What is not on the first screen comes in the frames after it. */
  cm_test_settle ();
}

/* The first label beneath the widget that shows this text, and is seen. */
static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) &&
      strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
label (Fixture *f, const char *text)
{
  GtkWidget *found = find_label (GTK_WIDGET (f->view), text);

  if (found == NULL)
    g_error ("no label says “%s”", text);
  return found;
}

static gboolean
has_label (Fixture *f, const char *text)
{
  return find_label (GTK_WIDGET (f->view), text) != NULL;
}

static GtkWidget *
find_role (GtkWidget *widget, GtkAccessibleRole role)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == role)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_role (child, role);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
follow (GtkWidget *widget, const char *target)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (widget, "activate-link", target, &handled);
  g_assert_true (handled);
}

static double
get_position (Fixture *f)
{
  return gtk_adjustment_get_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (f->scroller)));
}

static void
wait_for_position (Fixture *f, gboolean scrolled)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while ((get_position (f) > 0) != scrolled && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true ((get_position (f) > 0) == scrolled);
  gtk_test_widget_wait_for_draw (f->window);
}

/* Where the top of the widget is in the window that scrolls. */
static double
get_top (Fixture *f, GtkWidget *widget)
{
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, f->scroller, 0, 0, &x, &y));
  return y;
}

/* --- text ------------------------------------------------------------------------------------- */

static void
test_blocks (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "Blocks & more",
    "Plain leaning heavy a<b>&\"c\".",
    "Bullet",
    "Inner one",
    "2.",
    "Inner two",
    "Term",
    "Its meaning",
    "Sums",
    "Head a",
    "Side",
    "Cell" JOINER "2",
    "Warning",
    "Mind",
    "Warned",
    "Tip",
    "Tipped",
    "A picture",
    "Quoted",
    "— A role",
    "Deep",
    "Word, word and WORD.",
    "Deeper",
    "End",
    "Notes",
    "1  First <i> note",
    "2  Second note",
    "See the deep, the site and this." JOINER "1",
  };

  show (f, "blocks");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    label (f, texts[i]);
  g_assert_nonnull (
      strstr (gtk_label_get_label (GTK_LABEL (label (f, "Plain leaning heavy a<b>&\"c\"."))),
              "<i>leaning</i> <b>heavy</b> <tt>"));
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label (f, "Quoted"))));
}

/* What is there is not a picture, so the view says in words what it should be. */
static void
test_picture (Fixture *f, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  show (f, "blocks");
  while (!has_label (f, "Two lines that cross") && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  label (f, "Two lines that cross");
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Drawn, named and described; its words are a list that is unfolded; it takes the focus. */
static void
test_figure (Fixture *f, gconstpointer data)
{
  GtkWidget *view, *canvas, *expander;

  show (f, "figures");
  view = gtk_widget_get_ancestor (label (f, "Drawn"), CM_TYPE_FIGURE_VIEW);
  canvas = cm_figure_view_get_canvas (CM_FIGURE_VIEW (view));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, "Drawn");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (canvas),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "2 steps, one after the other. 1: First: starts. 2: Second.");
  g_assert_true (gtk_widget_grab_focus (canvas));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == canvas);
  expander = find_type (view, GTK_TYPE_EXPANDER);
  g_assert_cmpstr (gtk_expander_get_label (GTK_EXPANDER (expander)), ==, "Read as a list");
  g_assert_false (has_label (f, "First: starts"));
  g_assert_cmpuint (cm_document_view_find (f->view, "starts"), ==, 0);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  gtk_test_widget_wait_for_draw (f->window);
  label (f, "First: starts");
  view = gtk_widget_get_ancestor (label (f, "Weeks"), CM_TYPE_FIGURE_VIEW);
  expander = find_type (view, GTK_TYPE_EXPANDER);
  g_assert_cmpstr (gtk_expander_get_label (GTK_EXPANDER (expander)), ==, "Read as a table");
  g_assert_true (cm_document_view_scroll_to (f->view, "drawn"));
}

/* The narrower, the higher; drawn again when the desktop becomes dark. */
static void
test_figure_size (Fixture *f, gconstpointer data)
{
  GtkWidget *canvas;
  int wide, narrow, least;

  show (f, "figures");
  canvas = find_type (GTK_WIDGET (f->view), CM_TYPE_FIGURE_CANVAS);
  gtk_widget_measure (canvas, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 200);
  gtk_widget_measure (canvas, GTK_ORIENTATION_VERTICAL, 600, &wide, NULL, NULL, NULL);
  gtk_widget_measure (canvas, GTK_ORIENTATION_VERTICAL, 200, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (wide, >, 30);
  g_assert_cmpint (narrow, >, wide);
  g_assert_cmpint (gtk_widget_get_height (canvas), >, 30);
  g_assert_cmpint (gtk_widget_get_width (canvas), <=, 700);
}

static void
test_figure_save (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *name, *start;
  } files[] = { { "a.png", "\x89PNG" }, { "a.svg", "<?xml" }, { "a.pdf", "%PDF" } };
  g_autofree char *folder = g_dir_make_tmp ("cm-figure-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  CmFigureView *view;

  show (f, "figures");
  view = CM_FIGURE_VIEW (find_type (GTK_WIDGET (f->view), CM_TYPE_FIGURE_VIEW));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (cm_figure_view_save (view, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_str_has_prefix (text, files[i].start));
      g_remove (path);
    }
  g_assert_false (cm_figure_view_save (view, "/nonexistent/a.png", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_roles (Fixture *f, gconstpointer data)
{
  GtkWidget *table;

  show (f, "blocks");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (label (f, "Blocks & more")),
                                   GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (label (f, "Blocks & more")), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (label (f, "Deep")), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (label (f, "Deeper")), GTK_ACCESSIBLE_PROPERTY_LEVEL, 3);
  table = find_role (GTK_WIDGET (f->view), GTK_ACCESSIBLE_ROLE_TABLE);
  g_assert_nonnull (table);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, "Sums");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (label (f, "Head a")),
                                   GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  g_assert_nonnull (find_role (GTK_WIDGET (f->view), GTK_ACCESSIBLE_ROLE_LIST_ITEM));
}

static void
test_step (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "Plan · step 1",
    "List the options",
    "The summary.",
    "Who does what",
    "Team\nAccountable and responsible",
    "Does it.",
    "Sets & agrees.",
    "Partnership <board>\nConsulted",
    "What comes out",
    "One page.",
    "Ask in the room",
    "What if not?",
    "The method.",
    "An item",
    "Good practice  Well done",
    "Hurry.",
    "Deep\nBoth belong.",
    "If left out  Lost",
    "Paper",
    "When time is tight",
    "When time is tight  Briefly",
  };

  show (f, "plan-options");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    label (f, texts[i]);
}

static void
test_shallow (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  cm_document_view_set_shallow (f->view, TRUE);
  show (f, "plan");
  label (f, "Stage.");
  label (f, "The summary.");
  g_assert_false (has_label (f, "The method."));
  row = gtk_widget_get_ancestor (label (f, "List the options"), GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  gtk_widget_activate (row);
  g_assert_cmpstr (f->link, ==, "#plan-options");
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  show (f, "blocks");
  cm_document_view_show (f->view, NULL);
  g_assert_null (cm_document_view_get_block (f->view));
  g_assert_false (has_label (f, "Quoted"));
  g_assert_cmpuint (cm_document_view_find (f->view, "quoted"), ==, 0);
  g_assert_false (cm_document_view_scroll_to (f->view, "deep"));
}

/* --- links, notes, scrolling ------------------------------------------------------------------ */

static void
test_links (Fixture *f, gconstpointer data)
{
  GtkWidget *para;
  const char *markup;

  show (f, "blocks");
  para = label (f, "See the deep, the site and this." JOINER "1");
  markup = gtk_label_get_label (GTK_LABEL (para));
  g_assert_nonnull (strstr (markup, "<a href=\"#deep\">the deep</a>"));
  g_assert_nonnull (strstr (markup, "href=\"https://example.org/?a=1&amp;b=2\""));
  follow (para, "#deep");
  g_assert_cmpstr (f->link, ==, "#deep");
  follow (para, "https://example.org/?a=1&b=2");
  g_assert_cmpstr (f->link, ==, "https://example.org/?a=1&b=2");
}

/* From the call to the note and back, which is nobody else's business. */
static void
test_notes (Fixture *f, gconstpointer data)
{
  GtkWidget *call, *note;

  show (f, "blocks");
  call = label (f, "See the deep, the site and this." JOINER "1");
  note = label (f, "1  First <i> note");
  follow (call, "note:1");
  wait_for_position (f, TRUE);
  g_assert_cmpfloat (get_top (f, note), <, 400);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == note);
  follow (note, "call:1");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == call);
  for (int i = 0; i < 5; i++)
    gtk_test_widget_wait_for_draw (f->window);
  g_assert_cmpfloat (get_top (f, call), >=, 0);
  g_assert_null (f->link);
}

static void
test_scroll (Fixture *f, gconstpointer data)
{
  show (f, "blocks");
  g_assert_false (cm_document_view_scroll_to (f->view, "plan-options"));
  g_assert_true (cm_document_view_scroll_to (f->view, "term"));
  wait_for_position (f, TRUE);
  g_assert_cmpfloat_with_epsilon (get_top (f, label (f, "Term")), 12, 4);
  cm_document_view_scroll_to_start (f->view);
  wait_for_position (f, FALSE);
}

/* Asked for before there is anything to scroll. */
static void
test_scroll_early (Fixture *f, gconstpointer data)
{
  CmDocument *document = cm_manual_get_document (f->manual);

  cm_document_view_show (f->view, cm_document_find (document, "blocks"));
  g_assert_true (cm_document_view_scroll_to (f->view, "term"));
  wait_for_position (f, TRUE);
  g_assert_cmpfloat_with_epsilon (get_top (f, label (f, "Term")), 12, 4);
}

/* --- finding ---------------------------------------------------------------------------------- */

static guint
count_underlines (GtkWidget *widget, int kind)
{
  PangoAttrList *list = gtk_label_get_attributes (GTK_LABEL (widget));
  GSList *attributes = list != NULL ? pango_attr_list_get_attributes (list) : NULL;
  guint n = 0;

  for (GSList *l = attributes; l != NULL; l = l->next)
    {
      PangoAttribute *attribute = l->data;

      n += attribute->klass->type == PANGO_ATTR_UNDERLINE &&
           ((PangoAttrInt *) attribute)->value == kind;
    }
  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);
  return n;
}

static void
test_find (Fixture *f, gconstpointer data)
{
  GtkWidget *words;

  show (f, "blocks");
  words = label (f, "Word, word and WORD.");
  g_assert_cmpuint (cm_document_view_find (f->view, " word "), ==, 3);
  g_assert_cmpuint (cm_document_view_get_find_position (f->view), ==, 0);
  g_assert_cmpuint (count_underlines (words, PANGO_UNDERLINE_SINGLE), ==, 3);
  g_assert_true (cm_document_view_find_next (f->view, 1));
  g_assert_cmpuint (cm_document_view_get_find_position (f->view), ==, 1);
  g_assert_cmpuint (count_underlines (words, PANGO_UNDERLINE_SINGLE), ==, 2);
  g_assert_cmpuint (count_underlines (words, PANGO_UNDERLINE_DOUBLE), ==, 1);
  wait_for_position (f, TRUE);
  g_assert_cmpfloat (get_top (f, words), >, 0);
  g_assert_cmpfloat (get_top (f, words), <, 400);
  g_assert_true (cm_document_view_find_next (f->view, -1));
  g_assert_cmpuint (cm_document_view_get_find_position (f->view), ==, 3);
  g_assert_true (cm_document_view_find_next (f->view, 1));
  g_assert_cmpuint (cm_document_view_get_find_position (f->view), ==, 1);
  g_assert_cmpuint (cm_document_view_find (f->view, ""), ==, 0);
  g_assert_false (cm_document_view_find_next (f->view, 1));
  g_assert_cmpuint (count_underlines (words, PANGO_UNDERLINE_SINGLE), ==, 0);
}

static void
test_find_hostile (Fixture *f, gconstpointer data)
{
  show (f, "blocks");
  g_assert_cmpuint (cm_document_view_find (f->view, "A<B>&"), ==, 1);
  g_assert_cmpuint (cm_document_view_find (f->view, "<tt>"), ==, 0);
  g_assert_cmpuint (cm_document_view_find (f->view, "— a role"), ==, 1);
}

/* What is not built yet is found too. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (HEAD "<chapter xml:id='long'><info><title>Long"
                                                "</title></info>");
  Fixture f = { NULL };

  for (int i = 0; i < 1500; i++)
    g_string_append_printf (text, "<para xml:id='p%d'>Paragraph %d of a chapter.</para>", i, i);
  g_string_append (text, "</chapter></book>");
  set_up_text (&f, text->str);
  cm_document_view_show (f.view, cm_document_find (cm_manual_get_document (f.manual), "long"));
  g_assert_false (has_label (&f, "Paragraph 1499 of a chapter."));
  g_assert_true (cm_document_view_scroll_to (f.view, "p1400"));
  wait_for_position (&f, TRUE);
  g_assert_cmpfloat_with_epsilon (get_top (&f, label (&f, "Paragraph 1400 of a chapter.")), 12, 4);
  cm_document_view_show (f.view, cm_document_find (cm_manual_get_document (f.manual), "long"));
  g_assert_cmpuint (cm_document_view_find (f.view, "paragraph 1499"), ==, 1);
  /* Leaving in the midst of building must be safe. */
  cm_document_view_show (f.view, cm_document_find (cm_manual_get_document (f.manual), "long"));
  tear_down (&f, NULL);
}

/* --- the size of the text, staying at a place --------------------------------------------------
 */

static GSettings *
reset_size (void)
{
  GSettings *settings = g_settings_new ("org.commissioning.Manual");

  g_settings_reset (settings, "text-size");
  return settings;
}

static void
test_size (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = reset_size ();
  int usual, large;

  show (f, "blocks");
  gtk_widget_measure (
      label (f, "Quoted"), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &usual, NULL, NULL);
  for (int i = 0; i < 20; i++)
    cm_document_view_change_size (f->view, 1);
  cm_test_settle ();
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 250);
  gtk_widget_measure (
      label (f, "Quoted"), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &large, NULL, NULL);
  g_assert_cmpfloat_with_epsilon ((double) large / usual, 2.5, 0.1);
  g_assert_cmpint (cm_document_view_get_measure (f->view), ==, 1550);
  for (int i = 0; i < 20; i++)
    cm_document_view_change_size (f->view, -1);
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 70);
  cm_document_view_change_size (f->view, 0);
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 100);
}

/* A figure grows with the text around it. */
static void
test_figure_scale (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = reset_size ();
  GtkWidget *canvas;
  int usual, large;

  show (f, "figures");
  canvas = find_type (GTK_WIDGET (f->view), CM_TYPE_FIGURE_CANVAS);
  gtk_widget_measure (canvas, GTK_ORIENTATION_VERTICAL, 600, &usual, NULL, NULL, NULL);
  for (int i = 0; i < 20; i++)
    cm_document_view_change_size (f->view, 1);
  cm_test_settle ();
  canvas = find_type (GTK_WIDGET (f->view), CM_TYPE_FIGURE_CANVAS);
  gtk_widget_measure (canvas, GTK_ORIENTATION_VERTICAL, 600, &large, NULL, NULL, NULL);
  g_assert_cmpint (large, >, 2 * usual);
  cm_document_view_change_size (f->view, 0);
}

/* A chapter of long paragraphs, each with its number at the beginning of every sentence. */
static char *
make_long_chapter (int n)
{
  GString *text = g_string_new (HEAD "<chapter xml:id='long'><info><title>Long</title></info>");

  for (int i = 0; i < n; i++)
    {
      g_string_append_printf (text, "<para xml:id='p%d'>", i);
      for (int j = 0; j < 12; j++)
        g_string_append_printf (
            text, "Sentence %d of %d is here to be read by somebody at leisure. ", j, i);
      g_string_append (text, "</para>");
    }
  g_string_append (text, "</chapter></book>");
  return g_string_free (text, FALSE);
}

/* What is at the top of the window: a paragraph, and the first words of the line there. */
static char *
get_line_at_top (Fixture *f)
{
  GtkWidget *picked = gtk_widget_pick (f->scroller, 200, 20, GTK_PICK_DEFAULT);
  double x, y;
  int left, top, index, trailing, line;
  PangoLayout *layout;

  g_assert_true (GTK_IS_LABEL (picked));
  gtk_widget_translate_coordinates (f->scroller, picked, 200, 20, &x, &y);
  layout = gtk_label_get_layout (GTK_LABEL (picked));
  gtk_label_get_layout_offsets (GTK_LABEL (picked), &left, &top);
  pango_layout_xy_to_index (layout, 0, (int) ((y - top) * PANGO_SCALE), &index, &trailing);
  pango_layout_index_to_line_x (layout, index, FALSE, &line, NULL);
  return g_strndup (gtk_label_get_text (GTK_LABEL (picked)) +
                        pango_layout_get_line_readonly (layout, line)->start_index,
                    24);
}

/* Whether the text that was at the top still is in the first two lines of the window. */
static void
assert_same_text (Fixture *f, const char *start)
{
  g_autofree char *now = NULL;

  cm_test_settle ();
  now = get_line_at_top (f);
  g_test_message ("“%s”, was “%s”", now, start);
  g_assert_true (g_str_has_prefix (start, now) || strncmp (start, now, 6) == 0);
}

/* Both when the text becomes larger and when the window becomes narrower, the line at the top of
 * the window stays there, also in the frames between. */
static void
test_place (void)
{
  g_autoptr (GSettings) settings = reset_size ();
  g_autofree char *text = make_long_chapter (60);
  g_autofree char *place = NULL;
  GtkAdjustment *adjustment;
  GtkWidget *para;
  double top;
  Fixture f = { NULL };

  set_up_text (&f, text);
  show (&f, "long");
  cm_test_settle ();
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (f.scroller));
  para = g_object_ref (gtk_widget_get_next_sibling (label (&f, "Long")));
  for (int i = 0; i < 30; i++)
    {
      GtkWidget *next = g_object_ref (gtk_widget_get_next_sibling (para));

      g_object_unref (para);
      para = next;
    }
  gtk_adjustment_set_value (adjustment, get_top (&f, para));
  cm_test_settle ();
  top = get_top (&f, para);
  g_assert_cmpfloat (fabs (top), <, 2);
  /* The width. */
  gtk_window_set_default_size (GTK_WINDOW (f.window), 460, 400);
  for (int i = 0; i < 5; i++)
    {
      gtk_test_widget_wait_for_draw (f.window);
      g_assert_cmpfloat_with_epsilon (get_top (&f, para), top, 2);
    }
  gtk_window_set_default_size (GTK_WINDOW (f.window), 700, 400);
  cm_test_settle ();
  g_assert_cmpfloat_with_epsilon (get_top (&f, para), top, 2);
  g_object_unref (para);
  /* The size of the text, and a place that is kept in words. */
  place = cm_document_view_get_place (f.view);
  g_assert_true (g_str_has_prefix (place, "p30 0 0 0 "));
  for (int i = 0; i < 4; i++)
    {
      cm_document_view_change_size (f.view, i % 2 == 0 ? 1 : -1);
      assert_same_text (&f, "Sentence 0 of 30 is here");
    }
  cm_document_view_change_size (f.view, 0);
  cm_test_settle ();
  gtk_adjustment_set_value (adjustment, 0);
  cm_document_view_show (f.view, NULL);
  cm_document_view_show_place (
      f.view, cm_document_find (cm_manual_get_document (f.manual), "long"), place);
  gtk_test_widget_wait_for_draw (f.window);
  assert_same_text (&f, "Sentence 0 of 30 is here");
  /* What cannot be made sense of is the start. */
  cm_document_view_go_to_place (f.view, "nothing of the kind");
  cm_test_settle ();
  g_assert_cmpfloat (get_position (&f), ==, 0);
  cm_document_view_go_to_place (f.view, "p3 4000 1 1 1");
  cm_test_settle ();
  assert_same_text (&f, "Sentence 0 of 3 is here t");
  tear_down (&f, NULL);
}

/* --- previews, headings ------------------------------------------------------------------------
 */

static GtkWidget *
find_preview (Fixture *f)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (f->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child) && !GTK_IS_POPOVER_MENU (child) && gtk_widget_get_mapped (child))
      return child;
  return NULL;
}

/* Moves the pointer onto that word of the label. */
static void
point_to_word (GtkWidget *widget, const char *word)
{
  const char *text = gtk_label_get_text (GTK_LABEL (widget));
  PangoRectangle place;
  int x, y;

  gtk_label_get_layout_offsets (GTK_LABEL (widget), &x, &y);
  pango_layout_index_to_pos (
      gtk_label_get_layout (GTK_LABEL (widget)), (int) (strstr (text, word) - text), &place);
  cm_test_point (
      widget, x + PANGO_PIXELS (place.x) + 2, y + PANGO_PIXELS (place.y + place.height / 2));
}

static void
test_preview (Fixture *f, gconstpointer data)
{
  GtkWidget *para;

  show (f, "blocks");
  cm_test_settle ();
  para = label (f, "See the deep, the site and this." JOINER "1");
  point_to_word (para, "the deep");
  cm_test_wait (find_preview (f) != NULL);
  g_assert_nonnull (find_label (find_preview (f), "Deep"));
  g_assert_nonnull (find_label (find_preview (f), "Blocks & more"));
  g_assert_nonnull (find_label (find_preview (f), "Word, word and WORD."));
  /* It stays as long as the pointer is on it, and goes when that leaves. */
  cm_test_point (find_preview (f), 30, 30);
  for (gint64 end = g_get_monotonic_time () + 400000; g_get_monotonic_time () < end;)
    cm_test_turn ();
  g_assert_nonnull (find_preview (f));
  cm_test_point (f->window, 5, 5);
  cm_test_wait (find_preview (f) == NULL);
  point_to_word (para, "1");
  cm_test_wait (find_preview (f) != NULL);
  g_assert_nonnull (find_label (find_preview (f), "Note 1"));
  g_assert_nonnull (find_label (find_preview (f), "First <i> note"));
  cm_test_point (f->window, 5, 5);
  cm_test_wait (find_preview (f) == NULL);
  point_to_word (para, "the site");
  cm_test_wait (find_preview (f) != NULL);
  g_assert_nonnull (find_label (find_preview (f), "https://example.org/?a=1&b=2"));
  cm_test_point (f->window, 5, 5);
  cm_test_wait (find_preview (f) == NULL);
  /* A click on it goes there. */
  point_to_word (para, "the deep");
  cm_test_wait (find_preview (f) != NULL);
  cm_test_settle ();
  cm_test_click (find_label (find_preview (f), "Word, word and WORD."));
  g_assert_cmpstr (f->link, ==, "#deep");
  g_assert_null (find_preview (f));
}

static void
test_preview_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *para;

  show (f, "blocks");
  cm_test_settle ();
  para = label (f, "See the deep, the site and this." JOINER "1");
  gtk_widget_grab_focus (GTK_WIDGET (f->view));
  for (int i = 0; i < 6 && gtk_label_get_current_uri (GTK_LABEL (para)) == NULL; i++)
    cm_test_key (f->window, "Tab");
  g_assert_cmpstr (gtk_label_get_current_uri (GTK_LABEL (para)), ==, "#deep");
  cm_test_wait (find_preview (f) != NULL);
  g_assert_nonnull (find_label (find_preview (f), "Deep"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == para);
  cm_test_key (f->window, "Escape");
  g_assert_null (find_preview (f));
  cm_test_key (f->window, "Return");
  g_assert_cmpstr (f->link, ==, "#deep");
}

static void
test_headings (Fixture *f, gconstpointer data)
{
  show (f, "blocks");
  cm_test_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (f->view));
  cm_test_key (f->window, "n");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == label (f, "Deep"));
  g_assert_cmpfloat (get_position (f), >, 0);
  cm_test_key (f->window, "<Alt>Down");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == label (f, "Deeper"));
  cm_test_key (f->window, "p");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == label (f, "Deep"));
  cm_test_key (f->window, "<Alt>Up");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == label (f, "Blocks & more"));
}

/* --- the menu of a paragraph, copying ----------------------------------------------------------
 */

static void
block_menu_cb (CmDocumentView *view, CmBlock *block, GMenu *menu, gpointer data)
{
  CmBlock **about = data;

  *about = block;
  g_menu_append (menu, "Say something", "test.say");
}

static GtkWidget *
find_menu (Fixture *f)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (f->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child) && gtk_widget_get_mapped (child))
      return child;
  return NULL;
}

static void
spliced_cb (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (stream), result, &error);
  g_assert_no_error (error);
  *(char **) data =
      g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                 g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
  g_object_unref (stream);
}

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (clipboard), result, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_splice_async (g_memory_output_stream_new_resizable (),
                                stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT,
                                NULL,
                                spliced_cb,
                                data);
}

/* (transfer full): what the clipboard holds as that type. */
static char *
read_clipboard (Fixture *f, const char *type)
{
  const char *types[] = { type, NULL };
  char *text = NULL;

  gdk_clipboard_read_async (
      gtk_widget_get_clipboard (f->window), types, G_PRIORITY_DEFAULT, NULL, read_cb, &text);
  cm_test_wait (text != NULL);
  return text;
}

static void
assert_clipboard (Fixture *f, const char *type, const char *expected)
{
  g_autofree char *text = read_clipboard (f, type);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_menu (Fixture *f, gconstpointer data)
{
  CmBlock *about = NULL;
  GtkWidget *item;

  g_signal_connect (f->view, "block-menu", G_CALLBACK (block_menu_cb), &about);
  show (f, "blocks");
  cm_test_settle ();
  g_assert_null (cm_document_view_get_block_at_focus (f->view));
  cm_test_right_click (label (f, "See the deep, the site and this." JOINER "1"), 5, 5);
  g_assert_nonnull (find_menu (f));
  g_assert_nonnull (about);
  g_assert_cmpint (about->kind, ==, CM_BLOCK_PARA);
  g_assert_true (cm_document_view_get_block_at_focus (f->view) == about);
  g_assert_nonnull (cm_test_find_text (find_menu (f), "Say something"));
  item = cm_test_find_text (find_menu (f), "Copy with its source");
  g_assert_nonnull (item);
  cm_test_click (item);
  g_assert_null (find_menu (f));
  assert_clipboard (f,
                    "text/plain;charset=utf-8",
                    "See the deep, the site and this.\n— A manual, Blocks & more\n");
  assert_clipboard (f,
                    "text/html",
                    "<blockquote><p>See the deep, <a href=\"https://example.org/?a=1&amp;b=2\">the "
                    "site</a> and this.</p></blockquote>\n"
                    "<p>— <cite>A manual, Blocks &amp; more</cite></p>\n");
}

/* A heading is its section, a cell is a cell; what is known of a step belongs to the step. */
static void
test_menu_blocks (Fixture *f, gconstpointer data)
{
  CmBlock *about = NULL;

  g_signal_connect (f->view, "block-menu", G_CALLBACK (block_menu_cb), &about);
  show (f, "plan-options");
  cm_test_settle ();
  cm_test_right_click (label (f, "List the options"), 5, 5);
  g_assert_cmpstr (about->id, ==, "plan-options");
  cm_test_key (f->window, "Escape");
  g_assert_null (find_menu (f));
  cm_test_right_click (label (f, "Sets & agrees."), 5, 5);
  g_assert_cmpstr (about->id, ==, "plan-options");
  cm_test_key (f->window, "Escape");
  show (f, "blocks");
  cm_document_view_scroll_to (f->view, "term");
  wait_for_position (f, TRUE);
  cm_test_settle ();
  cm_test_right_click (label (f, "Cell" JOINER "2"), 12, 12);
  g_assert_cmpint (about->kind, ==, CM_BLOCK_CELL);
  cm_test_key (f->window, "Escape");
}

/* A figure is saved from its button; a right click on it is about the figure as on any block. */
static void
test_figure_menu (Fixture *f, gconstpointer data)
{
  CmBlock *about = NULL;
  GtkWidget *view, *item;

  g_signal_connect (f->view, "block-menu", G_CALLBACK (block_menu_cb), &about);
  show (f, "figures");
  cm_test_settle ();
  view = find_type (GTK_WIDGET (f->view), CM_TYPE_FIGURE_VIEW);
  cm_test_right_click (cm_figure_view_get_canvas (CM_FIGURE_VIEW (view)), 20, 20);
  g_assert_nonnull (about);
  g_assert_cmpstr (about->id, ==, "drawn");
  cm_test_key (f->window, "Escape");
  cm_test_click (find_type (view, GTK_TYPE_MENU_BUTTON));
  item = cm_test_find_text (view, "Save as a picture (PNG) …");
  g_assert_nonnull (item);
  g_assert_true (gtk_widget_is_sensitive (item));
  cm_test_key (f->window, "Escape");
}

static void
test_copy_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *words;
  double top;

  show (f, "blocks");
  cm_document_view_scroll_to (f->view, "deep");
  wait_for_position (f, TRUE);
  words = label (f, "Word, word and WORD.");
  gtk_widget_grab_focus (words);
  gtk_label_select_region (GTK_LABEL (words), 6, 10);
  cm_test_key (f->window, "<Control><Shift>c");
  assert_clipboard (f, "text/plain;charset=utf-8", "word\n— A manual, Blocks & more › Deep\n");
  gtk_label_select_region (GTK_LABEL (words), 0, 0);
  cm_test_key (f->window, "<Control><Shift>c");
  assert_clipboard (
      f, "text/plain;charset=utf-8", "Word, word and WORD.\n— A manual, Blocks & more › Deep\n");
  top = get_top (f, words);
  cm_test_key (f->window, "<Shift>F10");
  g_assert_nonnull (find_menu (f));
  /* The window has not been scrolled to the menu, nor back. */
  g_assert_cmpfloat (get_top (f, words), ==, top);
  cm_test_key (f->window, "Escape");
  g_assert_null (find_menu (f));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == words);
  g_assert_cmpfloat (get_top (f, words), ==, top);
}

/* --- the pane --------------------------------------------------------------------------------- */

static void
pane_read_cb (CmGuidancePane *pane, const char *id, gpointer data)
{
  char **read = data;

  g_free (*read);
  *read = g_strdup (id);
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_pane (Fixture *f, gconstpointer data)
{
  GtkWidget *pane = cm_guidance_pane_new (f->manual);
  GtkWidget *window = gtk_window_new ();
  g_autofree char *read = NULL;
  GtkWidget *summary;

  gtk_window_set_child (GTK_WINDOW (window), pane);
  g_signal_connect (pane, "read", G_CALLBACK (pane_read_cb), &read);
  gtk_window_present (GTK_WINDOW (window));
  cm_guidance_pane_show (CM_GUIDANCE_PANE (pane), "plan/options");
  gtk_test_widget_wait_for_draw (window);
  summary = find_label (pane, "The summary.");
  g_assert_nonnull (summary);
  g_assert_nonnull (find_label (pane, "Plan · step 1"));
  g_assert_nonnull (find_label (pane, "What if not?"));
  g_assert_nonnull (find_label (pane, "Hurry."));
  g_assert_null (find_label (pane, "The method."));
  g_assert_null (find_label (pane, "An item"));
  cm_guidance_pane_show (CM_GUIDANCE_PANE (pane), "plan-options");
  g_assert_true (find_label (pane, "The summary.") == summary);
  follow (find_label (pane, "Deep\nBoth belong."), "#deep");
  g_assert_cmpstr (read, ==, "deep");
  g_signal_emit_by_name (find_button (pane), "clicked");
  g_assert_cmpstr (read, ==, "plan-options");
  cm_guidance_pane_show (CM_GUIDANCE_PANE (pane), NULL);
  g_assert_nonnull (find_label (pane, "Blocks & more"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pane_without_manual (void)
{
  GtkWidget *pane = g_object_ref_sink (cm_guidance_pane_new (NULL));

  cm_guidance_pane_show (CM_GUIDANCE_PANE (pane), "cycle");
  g_assert_true (ADW_IS_STATUS_PAGE (adw_bin_get_child (ADW_BIN (pane))));
  g_object_unref (pane);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
  ADD ("/document-view/blocks", test_blocks);
  ADD ("/document-view/picture", test_picture);
  ADD ("/document-view/figure", test_figure);
  ADD ("/document-view/figure-size", test_figure_size);
  ADD ("/document-view/figure-save", test_figure_save);
  ADD ("/document-view/roles", test_roles);
  ADD ("/document-view/step", test_step);
  ADD ("/document-view/shallow", test_shallow);
  ADD ("/document-view/nothing", test_nothing);
  ADD ("/document-view/links", test_links);
  ADD ("/document-view/notes", test_notes);
  ADD ("/document-view/scroll", test_scroll);
  ADD ("/document-view/scroll-early", test_scroll_early);
  ADD ("/document-view/find", test_find);
  ADD ("/document-view/find-hostile", test_find_hostile);
  ADD ("/document-view/size", test_size);
  ADD ("/document-view/figure-scale", test_figure_scale);
  ADD ("/document-view/figure-menu", test_figure_menu);
  g_test_add_func ("/document-view/place", test_place);
  ADD ("/document-view/preview", test_preview);
  ADD ("/document-view/preview-keys", test_preview_keys);
  ADD ("/document-view/headings", test_headings);
  ADD ("/document-view/menu", test_menu);
  ADD ("/document-view/menu-blocks", test_menu_blocks);
  ADD ("/document-view/copy-keys", test_copy_keys);
  g_test_add_func ("/document-view/long", test_long);
  ADD ("/guidance-pane/step", test_pane);
  g_test_add_func ("/guidance-pane/without-manual", test_pane_without_manual);
  return g_test_run ();
}
