/* cm-search.c - searching the manual and the portfolio together, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-search"
#include "config.h"

#include "cm-search.h"

#include <glib/gi18n.h>

#include "cm-search-private.h"

/* Records or sections that are read at a time: a search waits no longer than for these. */
#define CHUNK 100

/**
 * CmSearch:
 *
 * A thread owns the index and does one job after the other: a search, or reading records again that
 * have changed. While there is none it goes on with reading the manual and the portfolio. What a
 * change brings is therefore there for whatever is asked after it.
 */
struct _CmSearch
{
  GObject parent_instance;

  GThread *thread;
  GAsyncQueue *jobs; /* of Job */
  gboolean complete;

  /* The thread's, once it is started. */
  CmManual *manual;     /* or NULL */
  GPtrArray *cases;     /* of CmCaseStudy, or NULL */
  CmSearchIndex *index; /* or NULL, and then `fault` says why */
  GError *fault;        /* why nothing can be found */
  GPtrArray *texts;     /* of CmSearchText: the edition, as far as it is still to be added */
  gboolean reading;

  GMutex mutex; /* of what follows */
  guint newest; /* the number of the search that is wanted */
};

typedef enum
{
  JOB_QUIT,
  JOB_FIND,
  JOB_REFRESH,
} JobKind;

typedef struct
{
  JobKind kind;
  /* to find */
  GTask *task;
  guint number;
  char *words, *only;
  guint limit;
  /* to refresh */
  gboolean all;       /* or only these: */
  GPtrArray *records; /* of char *: table and id in turn; tables are interned */
} Job;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmSearch, cm_search, G_TYPE_OBJECT)

/* --- jobs ------------------------------------------------------------------------------------- */

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->task);
  g_free (job->words);
  g_free (job->only);
  g_clear_pointer (&job->records, g_ptr_array_unref);
  g_free (job);
}

static Job *
make_job (JobKind kind)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  return job;
}

/* --- what the thread tells -------------------------------------------------------------------- */

typedef struct
{
  GWeakRef search;
  gboolean complete;
} News;

static void
free_news (gpointer data)
{
  News *news = data;

  g_weak_ref_clear (&news->search);
  g_free (news);
}

static gboolean
tell_cb (gpointer data)
{
  News *news = data;
  g_autoptr (CmSearch) search = g_weak_ref_get (&news->search);

  if (search == NULL)
    return G_SOURCE_REMOVE;
  search->complete = search->complete || news->complete;
  g_signal_emit (search, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
tell (CmSearch *self, gboolean complete)
{
  News *news = g_new (News, 1);

  g_weak_ref_init (&news->search, self);
  news->complete = complete;
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, news, free_news);
}

/* --- the thread ------------------------------------------------------------------------------- */

/* Whether some of the manual was left, of which the next few sections were added. */
static gboolean
add_texts (CmSearch *self)
{
  gboolean some = self->texts != NULL && self->texts->len > 0;

  for (guint i = 0; i < CHUNK && some && self->texts->len > 0 && self->fault == NULL; i++)
    {
      const CmSearchText *text = g_ptr_array_index (self->texts, 0);

      cm_search_index_add (
          self->index, text->kind, text->id, text->title, text->body, &self->fault);
      g_ptr_array_remove_index (self->texts, 0);
    }
  return some;
}

static void
read_on (CmSearch *self)
{
  gboolean more = add_texts (self);

  if (!more && self->fault == NULL)
    more = cm_search_index_read (self->index, CHUNK, &self->fault);
  self->reading = more && self->fault == NULL;
  if (!self->reading)
    tell (self, TRUE);
}

static gboolean
is_outdated (CmSearch *self, const Job *job)
{
  gboolean outdated;

  g_mutex_lock (&self->mutex);
  outdated = job->number != self->newest;
  g_mutex_unlock (&self->mutex);
  return outdated;
}

static void
do_find (CmSearch *self, Job *job)
{
  GError *error = NULL;
  CmSearchResult *result = NULL;

  if (self->fault != NULL)
    error = g_error_copy (self->fault);
  else if (!is_outdated (self, job))
    result = cm_search_index_find (self->index, job->words, job->only, job->limit, &error);
  if (error == NULL && is_outdated (self, job))
    {
      g_clear_pointer (&result, cm_search_result_free);
      g_set_error_literal (
          &error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Another search took its place."));
    }
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    {
      result->complete = !self->reading;
      g_task_return_pointer (job->task, result, (GDestroyNotify) cm_search_result_free);
    }
}

static void
do_refresh (CmSearch *self, Job *job)
{
  if (job->all && self->fault == NULL)
    self->reading = cm_search_index_restart (self->index, &self->fault);
  for (guint i = 0; i < job->records->len && self->fault == NULL; i += 2)
    cm_search_index_refresh (self->index,
                             g_ptr_array_index (job->records, i),
                             g_ptr_array_index (job->records, i + 1),
                             &self->fault);
  tell (self, FALSE);
}

/* What nobody waits for any more is answered too. */
static void
drop_jobs (CmSearch *self)
{
  Job *job;

  while ((job = g_async_queue_try_pop (self->jobs)) != NULL)
    {
      if (job->kind == JOB_FIND)
        g_task_return_new_error (
            job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("The search was given up."));
      free_job (job);
    }
}

static gpointer
work (gpointer data)
{
  CmSearch *self = data;
  gboolean going = TRUE;

  if (self->fault == NULL)
    self->texts = _cm_search_read_texts (self->manual, self->cases);
  self->reading = self->fault == NULL;
  if (!self->reading)
    tell (self, TRUE);
  while (going)
    {
      Job *job =
          self->reading ? g_async_queue_try_pop (self->jobs) : g_async_queue_pop (self->jobs);

      if (job == NULL)
        read_on (self);
      else if (job->kind == JOB_FIND)
        do_find (self, job);
      else if (job->kind == JOB_REFRESH)
        do_refresh (self, job);
      going = job == NULL || job->kind != JOB_QUIT;
      g_clear_pointer (&job, free_job);
    }
  drop_jobs (self);
  return NULL;
}

/* --- the object ------------------------------------------------------------------------------- */

static void
changed_cb (CmSearch *self, CmChanges *changes)
{
  Job *job = make_job (JOB_REFRESH);

  job->records = g_ptr_array_new_with_free_func (g_free);
  job->all = cm_changes_get_all (changes);
  self->complete = self->complete && !job->all;
  for (guint i = 0; i < cm_changes_get_size (changes) && !job->all; i++)
    {
      const CmChange *change = cm_changes_get (changes, i);

      if (change->kind == CM_CHANGE_DERIVED || !cm_search_index_covers (change->table))
        continue;
      g_ptr_array_add (job->records, g_strdup (change->table->name));
      g_ptr_array_add (job->records, g_strdup (change->id));
    }
  if (job->all || job->records->len > 0)
    g_async_queue_push (self->jobs, job);
  else
    free_job (job);
}

/* The newest search gets a number; what is being looked for is given up. */
static guint
take_over (CmSearch *self)
{
  guint number;

  g_mutex_lock (&self->mutex);
  number = ++self->newest;
  g_mutex_unlock (&self->mutex);
  if (self->index != NULL)
    cm_search_index_interrupt (self->index);
  return number;
}

/* The thread is waited for: it has the portfolio open. It is in the middle of a few records at
 * most.
 */
static void
cm_search_dispose (GObject *object)
{
  CmSearch *self = CM_SEARCH (object);

  if (self->thread != NULL)
    {
      take_over (self);
      g_async_queue_push_front (self->jobs, make_job (JOB_QUIT));
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->index, cm_search_index_free);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_error (&self->fault);
  g_clear_object (&self->manual);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_search_parent_class)->dispose (object);
}

static void
cm_search_finalize (GObject *object)
{
  CmSearch *self = CM_SEARCH (object);

  g_async_queue_unref (self->jobs);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (cm_search_parent_class)->finalize (object);
}

static void
cm_search_class_init (CmSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cm_search_dispose;
  object_class->finalize = cm_search_finalize;

  /**
   * CmSearch::changed:
   *
   * The same search may find something else now: a record was changed, or all has been read.
   */
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", CM_TYPE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_search_init (CmSearch *self)
{
  g_mutex_init (&self->mutex);
  self->jobs = g_async_queue_new_full (free_job);
}

CmSearch *
cm_search_new (CmManual *manual, GPtrArray *cases, CmStore *store)
{
  CmSearch *self = g_object_new (CM_TYPE_SEARCH, NULL);

  g_set_object (&self->manual, manual);
  self->cases = cases != NULL ? g_ptr_array_ref (cases) : NULL;
  self->index = cm_search_index_new (&self->fault);
  if (store != NULL)
    {
      if (self->index != NULL)
        cm_search_index_open (self->index, store, &self->fault);
      g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  self->thread = g_thread_new ("search", work, self);
  return self;
}

gboolean
cm_search_is_complete (CmSearch *self)
{
  g_return_val_if_fail (CM_IS_SEARCH (self), FALSE);

  return self->complete;
}

void
cm_search_find (CmSearch *self,
                const char *words,
                const char *kind,
                guint limit,
                GAsyncReadyCallback callback,
                gpointer data)
{
  Job *job = make_job (JOB_FIND);

  g_return_if_fail (CM_IS_SEARCH (self));

  job->task = g_task_new (NULL, NULL, callback, data);
  g_task_set_source_tag (job->task, cm_search_find);
  job->number = take_over (self);
  job->words = g_strdup (words);
  job->only = g_strdup (kind);
  job->limit = limit;
  g_async_queue_push (self->jobs, job);
}

CmSearchResult *
cm_search_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cm_search_find), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
