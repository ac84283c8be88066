/* cm-import-dialog-private.h - what the files of the dialogue for bringing in share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-import-dialog.h"
#include "cm-import-facts.h"
#include "cm-import-plan.h"
#include "cm-import-preview.h"
#include "cm-import-values.h"

G_BEGIN_DECLS

struct _CmImportDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *choose_button, *menu_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;

  /* the file as it is read */
  GtkWidget *notice, *forget_button, *known_notice;
  GtkLabel *notice_label, *known_label;
  AdwBin *facts_bin, *values_bin, *preview_bin, *rejects_bin;
  CmImportFacts *facts;
  CmImportValues *values;
  CmImportPreview *preview;
  GtkWidget *rejects;
  GtkLabel *facts_label;
  GtkStack *views;
  GtkWidget *views_switcher;
  GtkStackPage *rejects_page, *remarks_page;
  GtkListBox *remarks;
  GtkLabel *rejects_note;
  GtkLabel *verdict, *sums;
  GtkProgressBar *trial_bar;
  GtkButton *run_button;

  /* on its way, and done */
  AdwStatusPage *failed_page, *running_page, *done_page;
  GtkProgressBar *run_bar;
  GtkWidget *cancel_button;
  GtkListBox *figures;
  GtkWidget *show_button, *save_button;

  CmStore *store;
  const CmTable *table;     /* that is wanted, also before there is a file */
  CmImportPlan *plan;       /* NULL: no file */
  CmImportPlan *shown_plan; /* by which the file was read before, or NULL */
  CmImport *import;         /* that is shown, or NULL */
  char *signature;          /* by which its mapping is remembered */
  gboolean remembered;

  GCancellable *reading; /* or NULL */
  GCancellable *trying;  /* or NULL */
  CmProgress *trial_progress;
  guint trial_timeout;   /* the trial begins when nothing more is changed */
  CmImportReport *trial; /* of what is shown, or NULL */
  GCancellable *running; /* or NULL */
  CmProgress *run_progress;
  guint ask_timeout;      /* looks how far it is */
  CmImportReport *report; /* of what was brought in, or NULL */
  char *newest;           /* of what was brought in, or NULL */
  char *rejects_folder;   /* temporary, or NULL */
  gboolean closed;
};

/* cm-import-dialog.c */
void _cm_import_dialog_tell (CmImportDialog *self, const char *text);
/* To be called before the plan is changed: if the file cannot be read so, this one is taken again.
 */
void _cm_import_dialog_keep_plan (CmImportDialog *self);
/* Reads the file anew by its plan. */
void _cm_import_dialog_read (CmImportDialog *self);
void _cm_import_dialog_open (CmImportDialog *self, GFile *file);
/* Looks how far trying and bringing in have come, as long as there is something to look at. */
void _cm_import_dialog_watch (CmImportDialog *self);

/* cm-import-dialog-run.c */
void _cm_import_dialog_run (CmImportDialog *self);
void _cm_import_dialog_show_rows (CmImportDialog *self);
void _cm_import_dialog_save_rejects (CmImportDialog *self);
void _cm_import_dialog_drop_rejects (CmImportDialog *self);

/* cm-import-dialog-maps.c */
void _cm_import_dialog_choose (CmImportDialog *self);
void _cm_import_dialog_save_map (CmImportDialog *self);
void _cm_import_dialog_load_map (CmImportDialog *self);
void _cm_import_dialog_forget (CmImportDialog *self);
/* Asks where to save, and calls back with the file, or not at all. */
void _cm_import_dialog_ask_file (CmImportDialog *self,
                                 const char *title,
                                 const char *name,
                                 void (*callback) (CmImportDialog *self, GFile *file));

G_END_DECLS
