/* cm-import-plan.c - how a file is to be read, so that each thread can make its own import of it.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-plan"
#include "config.h"

#include "cm-import-plan.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cm-store-errand.h"

#define GROUP_READING "reading" /* of a kept mapping: how the file is read */

typedef struct
{
  char *heading; /* NULL for a value that all rows are given */
  const CmField *field;
  char *text; /* that value, or NULL */
} Step;

struct _CmImportPlan
{
  char *path;
  const CmTable *table;

  gboolean encoding_set, delimiter_set, sheet_set, header_set, order_set;
  CmEncoding encoding;
  char delimiter;
  guint sheet, header;
  CmDateOrder order;

  gboolean forgotten; /* what is kept for such files is not asked for */
  char *map;          /* applied before the steps, or NULL */
  GArray *steps;      /* of Step, in the order in which they were taken */
};

/* --- the plan --------------------------------------------------------------------------------- */

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_free (step->heading);
  g_free (step->text);
}

CmImportPlan *
cm_import_plan_new (const char *path, const CmTable *table)
{
  CmImportPlan *self = g_new0 (CmImportPlan, 1);

  self->path = g_strdup (path);
  self->table = table;
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, clear_step);
  return self;
}

CmImportPlan *
cm_import_plan_copy (const CmImportPlan *self)
{
  CmImportPlan *copy = cm_import_plan_new (self->path, self->table);
  GArray *steps = copy->steps;
  char *path = copy->path;

  *copy = *self;
  copy->path = path;
  copy->steps = steps;
  copy->map = g_strdup (self->map);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *from = &g_array_index (self->steps, Step, i);
      Step step = { g_strdup (from->heading), from->field, g_strdup (from->text) };

      g_array_append_val (steps, step);
    }
  return copy;
}

void
cm_import_plan_free (CmImportPlan *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->map);
  g_array_unref (self->steps);
  g_free (self);
}

const char *
cm_import_plan_get_path (const CmImportPlan *self)
{
  return self->path;
}

const CmTable *
cm_import_plan_get_table (const CmImportPlan *self)
{
  return self->table;
}

void
cm_import_plan_set_encoding (CmImportPlan *self, CmEncoding encoding)
{
  self->encoding = encoding;
  self->encoding_set = TRUE;
}

void
cm_import_plan_set_delimiter (CmImportPlan *self, char delimiter)
{
  self->delimiter = delimiter;
  self->delimiter_set = TRUE;
  self->header_set = FALSE;
}

void
cm_import_plan_set_sheet (CmImportPlan *self, guint sheet)
{
  self->sheet = sheet;
  self->sheet_set = TRUE;
  self->header_set = FALSE;
}

void
cm_import_plan_set_header (CmImportPlan *self, guint line)
{
  self->header = line;
  self->header_set = TRUE;
}

void
cm_import_plan_set_date_order (CmImportPlan *self, CmDateOrder order)
{
  self->order = order;
  self->order_set = TRUE;
}

void
cm_import_plan_set_field (CmImportPlan *self, const char *heading, const CmField *field)
{
  Step step = { g_strdup (heading), field, NULL };

  g_array_append_val (self->steps, step);
}

/* Typed letter by letter: the last one counts. */
void
cm_import_plan_set_default (CmImportPlan *self, const CmField *field, const char *text)
{
  Step step = { NULL, field, g_strdup (text) };

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *old = &g_array_index (self->steps, Step, i);

      if (old->heading == NULL && old->field == field)
        {
          g_array_remove_index (self->steps, i);
          break;
        }
    }
  g_array_append_val (self->steps, step);
}

void
cm_import_plan_set_map (CmImportPlan *self, const char *map)
{
  g_free (self->map);
  self->map = g_strdup (map);
  self->order_set = FALSE;
  g_array_set_size (self->steps, 0);
}

void
cm_import_plan_forget (CmImportPlan *self)
{
  cm_import_plan_set_map (self, NULL);
  self->encoding_set = self->delimiter_set = self->sheet_set = self->header_set = FALSE;
  self->forgotten = TRUE;
}

/* --- making an import of it ------------------------------------------------------------------- */

static void
take_step (CmImport *import, const Step *step)
{
  if (step->heading == NULL)
    {
      cm_import_set_default (import, step->field, step->text);
      return;
    }
  for (guint i = 0; i < cm_import_get_n_columns (import); i++)
    if (g_str_equal (cm_import_get_heading (import, i), step->heading))
      {
        cm_import_set_field (import, i, step->field);
        return;
      }
}

static CmImport *
open_import (const CmImportPlan *self, GCancellable *cancellable, GError **error)
{
  CmSheet *sheet = cm_sheet_open (self->path, error);
  g_autoptr (CmImport) import = NULL;
  guint n;

  if (sheet == NULL)
    return NULL;
  if (self->encoding_set)
    cm_sheet_set_encoding (sheet, self->encoding);
  if (self->delimiter_set)
    cm_sheet_set_delimiter (sheet, self->delimiter);
  n = g_strv_length ((char **) cm_sheet_get_names (sheet));
  if (self->sheet_set && self->sheet < n)
    cm_sheet_choose (sheet, self->sheet);
  import = cm_import_new (self->table, sheet);
  if (!cm_import_sample (import, cancellable, error))
    return NULL;
  if (self->header_set)
    cm_import_set_header (import, self->header);
  return g_steal_pointer (&import);
}

static gboolean
apply_steps (const CmImportPlan *self, CmImport *import, GPtrArray **not_there, GError **error)
{
  if (self->map != NULL && !cm_import_read_map (import, self->map, not_there, error))
    return FALSE;
  if (self->order_set)
    cm_import_set_date_order (import, self->order);
  for (guint i = 0; i < self->steps->len; i++)
    take_step (import, &g_array_index (self->steps, Step, i));
  return TRUE;
}

static CmImport *
make_import (const CmImportPlan *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (CmImport) import = open_import (self, cancellable, error);

  return import != NULL && apply_steps (self, import, NULL, error) ? g_steal_pointer (&import)
                                                                   : NULL;
}

/* --- what is remembered ----------------------------------------------------------------------- */

static char *
make_map_path (const CmTable *table, const char *signature)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.map", table->name, signature);

  return g_build_filename (
      g_get_user_data_dir (), "commissioning-manual", "import-maps", name, NULL);
}

static void
read_reading (CmImportPlan *self, GKeyFile *file)
{
  g_autofree char *delimiter = g_key_file_get_string (file, GROUP_READING, "delimiter", NULL);
  int number;

  number = g_key_file_get_integer (file, GROUP_READING, "encoding", NULL);
  if (g_key_file_has_key (file, GROUP_READING, "encoding", NULL) && number >= 0 &&
      number < CM_N_ENCODINGS)
    cm_import_plan_set_encoding (self, (CmEncoding) number);
  if (delimiter != NULL && g_strcmp0 (delimiter, "tab") == 0)
    cm_import_plan_set_delimiter (self, '\t');
  else if (delimiter != NULL && *delimiter != '\0' && strchr (",;|", *delimiter) != NULL)
    cm_import_plan_set_delimiter (self, *delimiter);
  number = g_key_file_get_integer (file, GROUP_READING, "sheet", NULL);
  if (g_key_file_has_key (file, GROUP_READING, "sheet", NULL) && number >= 0)
    cm_import_plan_set_sheet (self, (guint) number);
  number = g_key_file_get_integer (file, GROUP_READING, "header", NULL);
  if (g_key_file_has_key (file, GROUP_READING, "header", NULL) && number >= 0)
    cm_import_plan_set_header (self, (guint) number);
}

/* Takes what is kept for the signature into the plan; FALSE if nothing can be used. */
static gboolean
recall (CmImportPlan *self, const char *signature)
{
  g_autofree char *path = make_map_path (self->table, signature);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *map = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  read_reading (self, file);
  g_key_file_remove_group (file, GROUP_READING, NULL);
  map = g_key_file_to_data (file, NULL, NULL);
  cm_import_plan_set_map (self, map);
  return TRUE;
}

static void
write_reading (const CmImportPlan *self, GKeyFile *file)
{
  const char delimiter[] = { self->delimiter, '\0' };

  if (self->encoding_set)
    g_key_file_set_integer (file, GROUP_READING, "encoding", (int) self->encoding);
  if (self->delimiter_set)
    g_key_file_set_string (
        file, GROUP_READING, "delimiter", self->delimiter == '\t' ? "tab" : delimiter);
  if (self->sheet_set)
    g_key_file_set_integer (file, GROUP_READING, "sheet", (int) self->sheet);
  if (self->header_set)
    g_key_file_set_integer (file, GROUP_READING, "header", (int) self->header);
}

static void
drop_moments (const CmImportPlan *self, GKeyFile *file)
{
  for (guint i = 0; i < self->table->n_fields; i++)
    if (self->table->fields[i].type == CM_FIELD_YEAR ||
        self->table->fields[i].type == CM_FIELD_DATE)
      g_key_file_remove_key (file, "defaults", self->table->fields[i].name, NULL);
}

gboolean
cm_import_plan_remember (const CmImportPlan *self,
                         const CmImport *import,
                         const char *signature,
                         GError **error)
{
  g_autofree char *path = make_map_path (self->table, signature);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *map = cm_import_write_map (import);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_data (file, map, (gsize) -1, G_KEY_FILE_NONE, error))
    return FALSE;
  drop_moments (self, file);
  write_reading (self, file);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   g_io_error_from_errno (errno),
                   /* translators: %1$s is a folder, %2$s says why */
                   _ ("“%1$s” cannot be made: %2$s."),
                   folder,
                   g_strerror (errno));
      return FALSE;
    }
  return g_key_file_save_to_file (file, path, error);
}

gboolean
cm_import_plan_forget_signature (const CmTable *table, const char *signature, GError **error)
{
  g_autofree char *path = make_map_path (table, signature);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_errno (errno),
               /* translators: %1$s is a file, %2$s says why */
               _ ("“%1$s” cannot be deleted: %2$s."),
               path,
               g_strerror (errno));
  return FALSE;
}

/* --- reading for the screen ------------------------------------------------------------------- */

void
cm_import_reading_free (CmImportReading *self)
{
  if (self == NULL)
    return;
  cm_import_free (self->import);
  cm_import_plan_free (self->plan);
  g_free (self->signature);
  g_clear_pointer (&self->not_there, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_untouched (const CmImportPlan *self)
{
  return !self->encoding_set && !self->delimiter_set && !self->sheet_set && !self->header_set &&
         !self->order_set && self->map == NULL && self->steps->len == 0;
}

/* What is kept for such files is used where nothing is set; what cannot be used is left. */
static CmImport *
recall_import (CmImportReading *reading, CmImport *found, GCancellable *cancellable)
{
  g_autoptr (CmImportPlan) recalled = cm_import_plan_copy (reading->plan);
  g_autoptr (CmImport) import = NULL;
  g_autoptr (GPtrArray) not_there = NULL;
  g_autoptr (GError) error = NULL;

  if (!recall (recalled, reading->signature))
    return found;
  import = open_import (recalled, cancellable, &error);
  if (import == NULL || !apply_steps (recalled, import, &not_there, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("A mapping that was kept is not used: %s", error->message);
      return found;
    }
  cm_import_free (found);
  g_clear_pointer (&reading->plan, cm_import_plan_free);
  reading->plan = g_steal_pointer (&recalled);
  reading->not_there = g_steal_pointer (&not_there);
  reading->remembered = TRUE;
  return g_steal_pointer (&import);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const CmImportPlan *plan = data;
  g_autoptr (CmImportReading) reading = g_new0 (CmImportReading, 1);
  GError *error = NULL;

  reading->plan = cm_import_plan_copy (plan);
  reading->import = open_import (plan, cancellable, &error);
  if (reading->import != NULL && is_untouched (plan))
    {
      reading->signature = cm_import_get_signature (reading->import);
      if (!plan->forgotten)
        reading->import = recall_import (reading, reading->import, cancellable);
    }
  else if (reading->import != NULL)
    (void) apply_steps (plan, reading->import, &reading->not_there, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (
        task, g_steal_pointer (&reading), (GDestroyNotify) cm_import_reading_free);
}

void
cm_import_plan_read_async (const CmImportPlan *self,
                           gpointer source,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, data);

  g_task_set_task_data (task, cm_import_plan_copy (self), (GDestroyNotify) cm_import_plan_free);
  g_task_run_in_thread (task, read_thread);
}

CmImportReading *
cm_import_plan_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- trying and bringing in ------------------------------------------------------------------- */

typedef struct
{
  CmImportPlan *plan;
  char *path; /* of the portfolio, or of the file for what is set aside */
  CmProgress *progress;
  CmEncoding encoding;
  CmImportReport *report;
  char *newest; /* of what was made */
} Job;

static Job *
new_job (const CmImportPlan *plan, const char *path, CmProgress *progress)
{
  Job *job = g_new0 (Job, 1);

  job->plan = cm_import_plan_copy (plan);
  job->path = g_strdup (path);
  job->progress = cm_progress_ref (progress);
  return job;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  cm_import_plan_free (job->plan);
  cm_progress_unref (job->progress);
  cm_import_report_free (job->report);
  g_free (job->path);
  g_free (job->newest);
  g_free (job);
}

static void
try_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (CmImport) import = make_import (job->plan, cancellable, &error);
  g_autoptr (CmStore) store =
      import != NULL ? cm_store_open (job->path, CM_STORE_READ_ONLY, &error) : NULL;
  CmImportReport *report = NULL;

  if (store != NULL)
    {
      report = cm_import_try (import, store, job->progress, cancellable, &error);
      job->encoding = cm_sheet_get_encoding (cm_import_get_sheet (import));
      cm_store_close (store);
    }
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) cm_import_report_free);
  else
    g_task_return_error (task, error);
}

void
cm_import_plan_try_async (const CmImportPlan *self,
                          gpointer source,
                          const char *store_path,
                          CmProgress *progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, data);

  g_task_set_task_data (task, new_job (self, store_path, progress), free_job);
  g_task_run_in_thread (task, try_thread);
}

CmImportReport *
cm_import_plan_try_finish (GAsyncResult *result, CmEncoding *encoding, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  if (encoding != NULL)
    *encoding = job->encoding;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The records that are made, or the files that lines of spend come with. */
static GPtrArray *
list_made (CmStore *store, const CmTable *table)
{
  gboolean spend = g_str_equal (table->name, "spend_line");
  g_autoptr (CmQuery) query = cm_query_new (spend ? "spend_file" : table->name);

  return cm_store_list (store, query);
}

static GHashTable *
list_ids (CmStore *store, const CmTable *table)
{
  g_autoptr (GPtrArray) records = list_made (store, table);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (ids, g_strdup (cm_record_get_id (g_ptr_array_index (records, i))));
  return ids;
}

/* Keys begin with the time at which they were made. */
static char *
find_newest (CmStore *store, const CmTable *table, GHashTable *before)
{
  g_autoptr (GPtrArray) records = list_made (store, table);
  const char *newest = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const char *id = cm_record_get_id (g_ptr_array_index (records, i));

      if (!g_hash_table_contains (before, id) && (newest == NULL || strcmp (id, newest) > 0))
        newest = id;
    }
  return g_strdup (newest);
}

static gboolean
run_errand (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CmImport) import = make_import (job->plan, cancellable, error);
  g_autoptr (GHashTable) before = NULL;

  if (import == NULL)
    return FALSE;
  before = list_ids (store, job->plan->table);
  job->report = cm_import_run (import, store, job->path, progress, cancellable, error);
  if (job->report == NULL)
    return FALSE;
  job->newest = find_newest (store, job->plan->table, before);
  return TRUE;
}

static void
ran_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (cm_store_run_errand_finish (CM_STORE (store), result, &error))
    g_task_return_pointer (
        task, g_steal_pointer (&job->report), (GDestroyNotify) cm_import_report_free);
  else
    g_task_return_error (task, error);
}

void
cm_import_plan_run_async (const CmImportPlan *self,
                          gpointer source,
                          CmStore *store,
                          const char *rejects,
                          CmProgress *progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  GTask *task = g_task_new (source, NULL, callback, data);
  Job *job = new_job (self, rejects, progress);

  /* The task keeps the job until it is back. */
  g_task_set_task_data (task, job, free_job);
  cm_store_run_errand_async (store, run_errand, job, NULL, progress, cancellable, ran_cb, task);
}

CmImportReport *
cm_import_plan_run_finish (GAsyncResult *result, char **newest, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  *newest = g_strdup (job->newest);
  return g_task_propagate_pointer (G_TASK (result), error);
}
