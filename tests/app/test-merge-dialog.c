/* test-merge-dialog.c - merging a copy: what is shown, chosen, stored, undone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-merge-dialog.h"
#include "cm-store-copy.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-conflict-row.h"
#include "cm-exchange.h"
#include "cm-store-errand.h"
#include "cm-store-merge.h"
#include "cm-test-table.h"

typedef struct
{
  CmStore *store, *copy;
  char *folder, *path, *base;
  CmMergeDialog *dialog;
  GtkWidget *root; /* the dialogue, as a widget */
  char *file;      /* told by "merged" */
  guint n;
} Fixture;

/* --- files and the dialogue ------------------------------------------------------------------- */

static gboolean
save_copy (CmStore *store, const char *path, GError **error)
{
  g_autoptr (CmCopyReport) report = cm_store_copy (store, path, CM_COPY_EXACT, NULL, NULL, error);

  return report != NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = cm_test_new_store ();
  f->folder = g_dir_make_tmp ("cm-test-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "theirs.portfolio", NULL);
  f->base = g_build_filename (f->folder, "base.portfolio", NULL);
  CM_TEST_ADD (f->store, "organisation", "name", "County");
  CM_TEST_ADD (f->store, "organisation", "name", "Borough");
  CM_TEST_ADD (f->store, "place", "name", "North");
  CM_TEST_ADD (f->store, "place", "name", "South");
  g_assert_true (save_copy (f->store, f->path, &error));
  g_assert_true (save_copy (f->store, f->base, &error));
  f->copy = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  cm_test_wait (f->dialog == NULL);
  cm_test_settle ();
  g_clear_object (&f->copy);
  g_unlink (f->path);
  g_unlink (f->base);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->base);
  g_free (f->file);
  cm_test_drop_store (f->store);
}

static void
merged_cb (Fixture *f, const char *file, guint n)
{
  g_free (f->file);
  f->file = g_strdup (file);
  f->n = n;
}

static void
wait_done (Fixture *f)
{
  cm_test_wait (f->dialog == NULL || !cm_merge_dialog_is_busy (f->dialog));
  cm_test_settle ();
}

static void
show_dialog (Fixture *f)
{
  f->dialog = cm_merge_dialog_new (f->store, f->path);
  f->root = GTK_WIDGET (f->dialog);
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  g_signal_connect_swapped (f->dialog, "merged", G_CALLBACK (merged_cb), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
  gtk_test_widget_wait_for_draw (f->root);
  wait_done (f);
}

static gpointer
get_child (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (f->root, CM_TYPE_MERGE_DIALOG, name);
}

static void
assert_page (Fixture *f, const char *name)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_child (f, "stack")), ==, name);
}

static void
assert_text (Fixture *f, const char *label, const char *text)
{
  g_assert_cmpstr (gtk_label_get_text (get_child (f, label)), ==, text);
}

static gboolean
can_run (Fixture *f)
{
  return gtk_widget_is_sensitive (get_child (f, "run_button"));
}

static void
rename_record (CmStore *store, const char *table, const char *title, const char *name)
{
  g_autoptr (CmRecord) known = cm_test_get (store, table, title);
  g_autoptr (CmRecord) record = cm_record_copy (known);
  g_autofree char *label = g_strdup_printf ("Rename to %s", name);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (record, "name", name);
  cm_store_save (store, record, label, &error);
  g_assert_no_error (error);
}

static void
drop (CmStore *store, const char *table, const char *title)
{
  g_autoptr (CmRecord) record = cm_test_get (store, table, title);

  g_assert_true (cm_store_begin (store, "Delete", NULL));
  g_assert_true (cm_store_delete (store, record, NULL));
  g_assert_true (cm_store_commit (store, NULL));
}

static gboolean
has (Fixture *f, const char *table, const char *title)
{
  g_autoptr (CmRecord) record = cm_test_get (f->store, table, title);

  return record != NULL;
}

/* The nth row of conflicts. */
static GtkWidget *
get_row (Fixture *f, guint i)
{
  GtkWidget *item = gtk_widget_get_first_child (get_child (f, "conflicts"));

  while (i-- > 0)
    item = gtk_widget_get_next_sibling (item);
  return gtk_widget_get_first_child (item);
}

static GtkWidget *
get_choice (GtkWidget *row, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (row, CM_TYPE_CONFLICT_ROW, name));
}

/* --- the cases -------------------------------------------------------------------------------- */

static void
test_nothing (Fixture *f, gconstpointer data)
{
  show_dialog (f);
  assert_page (f, "nothing");
  cm_test_click (get_child (f, "close_button"));
  cm_test_wait (f->dialog == NULL);
  g_assert_null (f->file);
}

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autofree char *label = NULL;

  rename_record (f->copy, "place", "North", "North town");
  CM_TEST_ADD (f->copy, "place", "name", "East");
  show_dialog (f);
  assert_page (f, "review");
  assert_text (f, "headline", "2 changes come in");
  g_assert_nonnull (cm_test_find_text (f->root, "Place “East”"));
  g_assert_nonnull (cm_test_find_text (f->root, "Name: North → North town"));
  g_assert_true (can_run (f));
  cm_test_click (get_child (f, "run_button"));
  cm_test_wait (f->dialog == NULL);
  g_assert_cmpstr (f->file, ==, "theirs.portfolio");
  g_assert_cmpuint (f->n, ==, 2);
  g_assert_true (has (f, "place", "North town"));
  g_assert_true (has (f, "place", "East"));
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Merged “theirs.portfolio” (2 changes)");
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_true (has (f, "place", "North"));
}

static void
test_choose (Fixture *f, gconstpointer data)
{
  rename_record (f->store, "place", "North", "Mine");
  rename_record (f->copy, "place", "North", "Theirs");
  rename_record (f->store, "organisation", "County", "Shire");
  drop (f->copy, "organisation", "County");
  show_dialog (f);
  assert_text (f, "headline", "2 conflicts need you to choose");
  assert_text (f, "verdict", "2 of 2 still to choose");
  g_assert_false (can_run (f));
  g_assert_nonnull (cm_test_find_text (f->root, "Organisation “Shire”"));
  g_assert_nonnull (cm_test_find_text (f->root, "They deleted it; it was changed here"));
  g_assert_nonnull (cm_test_find_text (f->root, "Before: North"));
  cm_test_click (get_choice (get_row (f, 0), "theirs"));
  cm_test_settle ();
  assert_text (f, "verdict", "1 of 2 still to choose");
  cm_test_click (get_choice (get_row (f, 1), "theirs"));
  cm_test_settle ();
  g_assert_true (can_run (f));
  cm_test_click (get_choice (get_row (f, 1), "mine"));
  cm_test_settle ();
  g_assert_true (can_run (f));
  cm_test_click (get_child (f, "run_button"));
  cm_test_wait (f->dialog == NULL);
  g_assert_false (has (f, "organisation", "Shire"));
  g_assert_true (has (f, "place", "Mine"));
}

/* All by keyboard: to the first conflict, its second choice, merge. */
static void
test_keys (Fixture *f, gconstpointer data)
{
  rename_record (f->store, "place", "North", "Mine");
  rename_record (f->copy, "place", "North", "Theirs");
  show_dialog (f);
  for (int i = 0; i < 12 && !gtk_widget_has_focus (get_choice (get_row (f, 0), "mine")); i++)
    cm_test_key (f->root, "Tab");
  g_assert_true (gtk_widget_has_focus (get_choice (get_row (f, 0), "mine")));
  cm_test_key (f->root, "space");
  g_assert_true (can_run (f));
  cm_test_key (f->root, "Right");
  cm_test_settle ();
  g_assert_true (
      gtk_check_button_get_active (GTK_CHECK_BUTTON (get_choice (get_row (f, 0), "theirs"))));
  cm_test_key (f->root, "<Control>Return");
  cm_test_wait (f->dialog == NULL);
  g_assert_true (has (f, "place", "Theirs"));
}

static void
test_all (Fixture *f, gconstpointer data)
{
  rename_record (f->store, "place", "North", "Mine");
  rename_record (f->copy, "place", "North", "Theirs");
  rename_record (f->store, "organisation", "County", "Shire");
  drop (f->copy, "organisation", "County");
  show_dialog (f);
  gtk_drop_down_set_selected (get_child (f, "filter"), 3);
  cm_test_settle ();
  g_assert_null (cm_test_find_text (f->root, "Before: North"));
  cm_test_click (cm_test_find_text (f->root, "_Theirs"));
  cm_test_settle ();
  assert_text (f, "verdict", "1 of 2 still to choose");
  gtk_drop_down_set_selected (get_child (f, "filter"), 1);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (f->root, "Before: North"));
  cm_test_click (cm_test_find_text (f->root, "_Mine"));
  cm_test_settle ();
  g_assert_true (can_run (f));
  cm_test_click (get_child (f, "run_button"));
  cm_test_wait (f->dialog == NULL);
  g_assert_false (has (f, "organisation", "Shire"));
  g_assert_true (has (f, "place", "Mine"));
}

/* What had to be done for the rest to hold together is told before and after. */
static void
test_remarks (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) borough = cm_test_get (f->store, "organisation", "Borough");

  CM_TEST_ADD (f->store,
               "activity",
               "title",
               "Streets",
               "state",
               "live",
               "organisation",
               cm_record_get_id (borough));
  drop (f->copy, "organisation", "Borough");
  g_clear_object (&borough);
  show_dialog (f);
  assert_page (f, "review");
  g_assert_nonnull (cm_test_find_text (
      f->root,
      "Organisation “Borough” is brought back, as Activity “Streets” still refers to it."));
  cm_test_click (get_child (f, "run_button"));
  wait_done (f);
  assert_page (f, "done");
  g_assert_true (has (f, "organisation", "Borough"));
  cm_test_key (f->root, "Escape");
  cm_test_wait (f->dialog == NULL);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->copy);
  g_assert_true (g_file_set_contents (f->path, "no portfolio", -1, NULL));
  show_dialog (f);
  assert_page (f, "failed");
  g_assert_false (gtk_widget_get_visible (get_child (f, "base_button")));
  g_assert_false (cm_store_has_errand (f->store));
}

/* Where the change logs do not help, the file that was sent out does. */
static void
test_base (Fixture *f, gconstpointer data)
{
  g_autofree char *source = g_build_filename (f->folder, "theirs.xml", NULL);
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;

  rename_record (f->copy, "place", "North", "Theirs");
  xml = cm_exchange_dump (f->copy);
  g_clear_object (&f->copy);
  g_unlink (f->path);
  g_assert_true (g_file_set_contents (source, xml, -1, NULL));
  cm_exchange_load (source, f->path, &error);
  g_unlink (source);
  g_assert_no_error (error);
  show_dialog (f);
  assert_page (f, "failed");
  g_assert_true (gtk_widget_get_visible (get_child (f, "base_button")));
  cm_merge_dialog_read (f->dialog, f->path, f->base);
  wait_done (f);
  assert_page (f, "review");
  assert_text (f, "headline", "1 change comes in");
}

/* Closed in the midst of it, nothing is done and nothing held. */
static void
test_close (Fixture *f, gconstpointer data)
{
  rename_record (f->copy, "place", "North", "Theirs");
  f->dialog = cm_merge_dialog_new (f->store, f->path);
  f->root = GTK_WIDGET (f->dialog);
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  gtk_window_present (GTK_WINDOW (f->dialog));
  g_assert_true (cm_merge_dialog_is_busy (f->dialog));
  gtk_window_close (GTK_WINDOW (f->dialog));
  cm_test_wait (!cm_store_has_errand (f->store));
  cm_test_settle ();
  g_assert_true (has (f, "place", "North"));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name)                                                                                 \
  g_test_add ("/merge-dialog/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (nothing);
  TEST (changes);
  TEST (choose);
  TEST (keys);
  TEST (all);
  TEST (remarks);
  TEST (refused);
  TEST (base);
  TEST (close);
  return g_test_run ();
}
