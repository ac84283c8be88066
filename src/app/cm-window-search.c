/* cm-window-search.c - searching everywhere, and the way to what was found. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include "cm-library.h"
#include "cm-search-dialog.h"
#include "cm-window-private.h"

static void
open_record_cb (CmWindow *self, const char *table, const char *id)
{
  cm_window_open_record (self, table, id);
}

static void
open_section_cb (CmWindow *self, const char *id)
{
  _cm_window_read (self, id);
}

static void
open_case_cb (CmWindow *self, const char *id)
{
  _cm_window_read_case (self, id);
}

/* Nothing is read before it is searched for the first time. */
void
_cm_window_search (CmWindow *self, const char *words, const char *kind)
{
  CmEdition *edition = cm_library_get_edition (NULL);
  CmManual *manual = edition != NULL ? cm_edition_get_manual (edition) : NULL;

  /* What is being typed is part of what is searched. */
  if (self->store == NULL || self->search_dialog != NULL || !_cm_window_finish_typing (self))
    return;
  if (self->search == NULL)
    self->search = cm_search_new (
        manual, edition != NULL ? cm_edition_get_case_studies (edition) : NULL, self->store);
  g_set_weak_pointer (&self->search_dialog,
                      cm_search_dialog_new (self->search, manual, self->store));
  g_signal_connect_object (
      self->search_dialog, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->search_dialog, "open-section", G_CALLBACK (open_section_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->search_dialog, "open-case", G_CALLBACK (open_case_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (self->search_dialog), GTK_WINDOW (self));
  if (words != NULL)
    cm_search_dialog_search (CM_SEARCH_DIALOG (self->search_dialog), words, kind);
  gtk_window_present (GTK_WINDOW (self->search_dialog));
}

void
_cm_window_drop_search (CmWindow *self)
{
  if (self->search_dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->search_dialog));
  g_clear_weak_pointer (&self->search_dialog);
  g_clear_object (&self->search);
}
