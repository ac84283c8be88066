/* cm-edition.c - an edition of the content: the manual and all that comes with it, read whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-edition-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-benchmark-private.h"
#include "cm-case-study-private.h"
#include "cm-manual-private.h"
#include "cm-overlay-private.h"
#include "cm-roles.h"
#include "cm-template-private.h"
#include "cm-timeline-private.h"
#include "cm-xml-private.h"

/* More text than anybody reads: a thousand pages, and as many case studies as a bookcase has. */
#define FILES_MAX 500
#define BYTES_MAX (48 * 1024 * 1024)
#define ELEMENTS_MAX 100000
#define CHILDREN_MAX 3000
/* A benchmark or a template is a form that people fill in. */
#define FORM_BYTES_MAX (1024 * 1024)
#define FORM_ELEMENTS_MAX 5000
#define FORM_CHILDREN_MAX 500

struct _CmEdition
{
  GObject parent_instance;

  char *folder, *overlay_folder;
  char *title, *subtitle, *name, *date, *publisher;
  CmManual *manual;
  GPtrArray *case_studies;
  CmBenchmark *benchmark; /* or NULL */
  GPtrArray *templates, *timelines;
};

G_DEFINE_FINAL_TYPE (CmEdition, cm_edition, G_TYPE_OBJECT)

static void
cm_edition_finalize (GObject *object)
{
  CmEdition *self = CM_EDITION (object);

  g_free (self->folder);
  g_free (self->overlay_folder);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->name);
  g_free (self->date);
  g_free (self->publisher);
  g_clear_object (&self->manual);
  g_ptr_array_unref (self->case_studies);
  g_clear_pointer (&self->benchmark, cm_benchmark_free);
  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->timelines);
  G_OBJECT_CLASS (cm_edition_parent_class)->finalize (object);
}

static void
cm_edition_class_init (CmEditionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_edition_finalize;
}

static void
cm_edition_init (CmEdition *self)
{
  self->case_studies = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_case_study_free);
  self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_template_free);
  self->timelines = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_timeline_free);
}

/* --- kinds of file ---------------------------------------------------------------------------- */

#define N_KINDS CM_EDITION_N_KINDS

typedef struct
{
  CmEdition *edition;
  CmXmlSchema *schemas[N_KINDS]; /* NULL for kinds of which there was no file yet */
  GPtrArray *faults;
  GCancellable *cancellable;
  gsize left;               /* bytes that may still be read */
  xmlDoc *manual, *overlay; /* until they are put together */
  GHashTable *ids;          /* what was kept, by what keep() makes of its id */
} Loading;

typedef struct
{
  const char *folder; /* below that of the edition, or NULL */
  const char *name;   /* of its only file; NULL for all *.xml of the folder */
  const char *schema;
  CmXmlLimits limits;
  gboolean in_base, in_overlay; /* in which folders there is such a file */
  gboolean optional;            /* whether its only file may be missing */
  /* Takes the tree of one file, which is valid; `name` begins with `folder`. */
  void (*take) (Loading *loading, xmlDoc *xml, const char *name, gboolean own);
  /* When all files of the kind have been taken, or NULL. */
  void (*end) (Loading *loading);
} Kind;

static void
take_manual (Loading *loading, xmlDoc *xml, const char *name, gboolean own)
{
  loading->manual = xml;
}

static void
take_overlay (Loading *loading, xmlDoc *xml, const char *name, gboolean own)
{
  loading->overlay = xml;
}

static void
take_word (const xmlNode *info, const char *name, char **word)
{
  const xmlNode *node = _cm_xml_find (info, name, CM_NS_DOCBOOK);

  if (node == NULL)
    return;
  g_free (*word);
  *word = _cm_docbook_text (node);
}

static void
take_info (CmEdition *self, xmlDoc *xml)
{
  const xmlNode *info = _cm_xml_find (xmlDocGetRootElement (xml), "info", CM_NS_DOCBOOK);

  take_word (info, "title", &self->title);
  take_word (info, "subtitle", &self->subtitle);
  take_word (info, "edition", &self->name);
  take_word (info, "date", &self->date);
  take_word (info, "publishername", &self->publisher);
}

/* What the overlay makes of the manual must be as valid as the manual was. */
static gboolean
merge (Loading *loading, GHashTable *taken)
{
  const CmXmlNames names = { "manual.xml", "overlay.xml" };

  if (loading->overlay == NULL)
    return TRUE;
  if (!_cm_overlay_merge (loading->manual, loading->overlay, &names, taken, loading->faults))
    return FALSE;
  return _cm_xml_validate (loading->manual, &names, loading->schemas[0], loading->faults);
}

static void
end_manual (Loading *loading)
{
  CmEdition *self = loading->edition;
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const CmDocbookSource source = {
    "manual.xml", self->folder, "overlay.xml", self->overlay_folder, taken
  };
  gboolean has_overlay = self->overlay_folder == NULL || loading->overlay != NULL;

  if (loading->manual != NULL && has_overlay && merge (loading, taken) &&
      _cm_docbook_check (loading->manual, &source, loading->faults))
    {
      self->manual = _cm_manual_new (loading->manual, &source);
      take_info (self, loading->manual);
      if (loading->overlay != NULL)
        take_info (self, loading->overlay);
    }
  g_clear_pointer (&loading->overlay, xmlFreeDoc);
  g_clear_pointer (&loading->manual, xmlFreeDoc);
}

/* Keeps one of those that have an id of their own, of which a folder has one each; that of the
 * overlay takes the place of the edition's. Frees it with a fault if the folder has another one. */
static void
keep (Loading *loading,
      GPtrArray *all,
      gpointer one,
      const char *id,
      xmlDoc *xml,
      const char *name,
      gboolean own)
{
  g_autofree char *base = g_strdup_printf ("%p:base:%s", (void *) all, id);
  g_autofree char *key = g_strdup_printf ("%p:%s:%s", (void *) all, own ? "own" : "base", id);

  g_ptr_array_add (all, one);
  if (g_hash_table_contains (loading->ids, key))
    {
      const CmXmlNames names = { name, name };

      _cm_xml_report (
          loading->faults,
          &names,
          xmlDocGetRootElement (xml),
          g_strdup_printf (_ ("another file of this folder has the xml:id “%s” already"), id));
      g_ptr_array_remove_index (all, all->len - 1);
      return;
    }
  if (own && g_hash_table_contains (loading->ids, base))
    g_ptr_array_remove (all, g_hash_table_lookup (loading->ids, base));
  g_hash_table_insert (loading->ids, g_steal_pointer (&key), one);
}

static void
take_case_study (Loading *loading, xmlDoc *xml, const char *name, gboolean own)
{
  CmEdition *self = loading->edition;
  const CmDocbookSource source = {
    .name = name, .folder = self->folder, .own_name = name, .own_folder = self->overlay_folder
  };
  CmCaseStudy *study = _cm_case_study_read (xml, &source, self->manual, loading->faults);

  if (study != NULL)
    keep (loading, self->case_studies, study, study->id, xml, name, own);
  xmlFreeDoc (xml);
}

/* That of a partnership takes the place of the edition's. */
static void
take_benchmark (Loading *loading, xmlDoc *xml, const char *name, gboolean own)
{
  CmEdition *self = loading->edition;
  const CmXmlNames names = { name, name };
  CmBenchmark *benchmark = _cm_benchmark_read (xml, &names, self->manual, loading->faults);

  if (benchmark != NULL)
    {
      g_clear_pointer (&self->benchmark, cm_benchmark_free);
      self->benchmark = benchmark;
    }
  xmlFreeDoc (xml);
}

static void
take_template (Loading *loading, xmlDoc *xml, const char *name, gboolean own)
{
  CmEdition *self = loading->edition;
  const CmXmlNames names = { name, name };
  CmTemplate *template = _cm_template_read (xml, &names, self->manual, loading->faults);

  if (template != NULL)
    keep (loading, self->templates, template, template->id, xml, name, own);
  xmlFreeDoc (xml);
}

static void
take_timeline (Loading *loading, xmlDoc *xml, const char *name, gboolean own)
{
  CmEdition *self = loading->edition;
  CmTimeline *timeline = _cm_timeline_read (xml, name, self->manual, loading->faults);

  if (timeline != NULL)
    keep (loading, self->timelines, timeline, timeline->id, xml, name, own);
  xmlFreeDoc (xml);
}

/* In the order in which they are read: a kind may look at what those before it have brought. */
static const Kind kinds[N_KINDS] = {
  { .name = "manual.xml",
    .schema = "manual.rng",
    .limits = { 16 * 1024 * 1024, ELEMENTS_MAX, CHILDREN_MAX },
    .in_base = TRUE,
    .take = take_manual },
  { .name = "overlay.xml",
    .schema = "overlay.rng",
    .limits = { 16 * 1024 * 1024, ELEMENTS_MAX, CHILDREN_MAX },
    .in_overlay = TRUE,
    .take = take_overlay,
    .end = end_manual },
  { .folder = "case-studies",
    .schema = "case-study.rng",
    .limits = { 2 * 1024 * 1024, ELEMENTS_MAX / 4, CHILDREN_MAX },
    .in_base = TRUE,
    .in_overlay = TRUE,
    .take = take_case_study },
  { .name = "benchmark.xml",
    .schema = "benchmark.rng",
    .limits = { FORM_BYTES_MAX, FORM_ELEMENTS_MAX, FORM_CHILDREN_MAX },
    .in_base = TRUE,
    .in_overlay = TRUE,
    .optional = TRUE,
    .take = take_benchmark },
  { .folder = "templates",
    .schema = "document-template.rng",
    .limits = { FORM_BYTES_MAX, FORM_ELEMENTS_MAX, FORM_CHILDREN_MAX },
    .in_base = TRUE,
    .in_overlay = TRUE,
    .take = take_template },
  { .folder = "timelines",
    .schema = "timeline.rng",
    .limits = { 1024 * 1024, ELEMENTS_MAX / 10, CHILDREN_MAX },
    .in_base = TRUE,
    .in_overlay = TRUE,
    .take = take_timeline },
};

/* --- folders ---------------------------------------------------------------------------------- */

static void
add_fault (Loading *loading, const char *name, gboolean own, const char *message)
{
  CmFault *fault = cm_fault_new (name, 0, "%s", message);

  fault->own = own;
  cm_fault_add (loading->faults, fault);
}

static void
parse (Loading *loading, const Kind *kind, GBytes *bytes, const char *name, gboolean own)
{
  const CmXmlNames names = { name, name };
  CmXmlSchema **schema = &loading->schemas[kind - kinds];
  xmlDoc *xml;

  if (*schema == NULL)
    *schema = _cm_xml_schema_new (kind->schema);
  xml = _cm_xml_parse (bytes, &names, own, *schema, &kind->limits, loading->faults);
  if (xml != NULL)
    kind->take (loading, xml, name, own);
}

static void
read_file (Loading *loading, const Kind *kind, const char *name, gboolean own)
{
  CmEdition *self = loading->edition;
  const char *folder = own ? self->overlay_folder : self->folder;
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GPtrArray) found = cm_faults_new ();
  g_autoptr (GBytes) bytes = _cm_xml_read_bytes (folder, name, shown, kind->limits.bytes, found);

  for (guint i = 0; i < found->len; i++)
    ((CmFault *) g_ptr_array_index (found, i))->own = own;
  cm_faults_move (loading->faults, found);
  if (bytes == NULL)
    return;
  if (g_bytes_get_size (bytes) > loading->left)
    {
      loading->left = 0;
      add_fault (
          loading,
          shown,
          own,
          _ ("with it the edition is larger than all texts together may be; leave some out"));
      return;
    }
  loading->left -= g_bytes_get_size (bytes);
  parse (loading, kind, bytes, shown, own);
}

static gboolean
is_text (const char *name)
{
  return g_str_has_suffix (name, ".xml") && *name != '.';
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The texts of a folder of the edition; it does not lead out of that. */
static GPtrArray *
list_files (Loading *loading, const Kind *kind, gboolean own)
{
  CmEdition *self = loading->edition;
  const char *folder = own ? self->overlay_folder : self->folder;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  gboolean outside = FALSE;
  const char *name;

  path = _cm_xml_resolve (folder, kind->folder, &outside);
  if (outside)
    add_fault (loading, kind->folder, own, _ ("the folder leads out of the edition’s folder"));
  if (path == NULL)
    return NULL;
  dir = g_dir_open (path, 0, &error);
  if (dir == NULL)
    {
      add_fault (loading, kind->folder, own, error->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL && names->len <= FILES_MAX)
    if (is_text (name))
      g_ptr_array_add (names, g_build_filename (kind->folder, name, NULL));
  if (names->len > FILES_MAX)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("there are more than %d files; none of them is read"), FILES_MAX);

      add_fault (loading, kind->folder, own, text);
      return NULL;
    }
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* Nothing of that name, not even a link that leads nowhere. */
static gboolean
is_missing (Loading *loading, const char *name, gboolean own)
{
  CmEdition *self = loading->edition;
  g_autofree char *path = g_build_filename (own ? self->overlay_folder : self->folder, name, NULL);
  GStatBuf info;

  return g_lstat (path, &info) != 0 && errno == ENOENT;
}

static void
read_files (Loading *loading, const Kind *kind, gboolean own)
{
  g_autoptr (GPtrArray) names = NULL;

  if (kind->name != NULL)
    {
      if (!kind->optional || !is_missing (loading, kind->name, own))
        read_file (loading, kind, kind->name, own);
      return;
    }
  names = list_files (loading, kind, own);
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!g_cancellable_is_cancelled (loading->cancellable))
      read_file (loading, kind, g_ptr_array_index (names, i), own);
}

static gboolean
is_known (const char *name, gboolean own)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].folder == NULL && (own ? kinds[i].in_overlay : kinds[i].in_base) &&
        g_str_equal (kinds[i].name, name))
      return TRUE;
  return FALSE;
}

/* A text that would not be read is not where its writer meant it to be. FALSE if the folder cannot
 * be read. */
static gboolean
check_names (Loading *loading, gboolean own, GError **error)
{
  const char *folder = own ? loading->edition->overlay_folder : loading->edition->folder;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (is_text (name) && !is_known (name, own))
      {
        g_autofree char *shown = g_filename_display_name (name);

        add_fault (loading,
                   shown,
                   own,
                   own ? _ ("no file of an overlay has this name; its text is in overlay.xml, the "
                            "benchmark in benchmark.xml, and there are the folders case-studies, "
                            "templates and timelines")
                       : _ ("no file of an edition has this name; its text is in manual.xml, the "
                            "benchmark in benchmark.xml, and there are the folders case-studies, "
                            "templates and timelines"));
      }
  return TRUE;
}

/* --- loading ---------------------------------------------------------------------------------- */

static void
begin (Loading *loading, const char *folder, const char *overlay_folder)
{
  loading->edition = g_object_new (CM_TYPE_EDITION, NULL);
  loading->edition->folder = g_strdup (folder);
  loading->edition->overlay_folder = g_strdup (overlay_folder);
  loading->faults = cm_faults_new ();
  loading->left = BYTES_MAX;
  loading->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* The edition if it is without fault; all faults are moved on. */
static CmEdition *
finish (Loading *loading, GPtrArray *faults)
{
  g_clear_pointer (&loading->manual, xmlFreeDoc);
  g_clear_pointer (&loading->overlay, xmlFreeDoc);
  g_clear_pointer (&loading->ids, g_hash_table_unref);
  for (guint i = 0; i < N_KINDS; i++)
    g_clear_pointer (&loading->schemas[i], _cm_xml_schema_free);
  if (cm_faults_move (faults, loading->faults) > 0)
    g_clear_object (&loading->edition);
  g_clear_pointer (&loading->faults, g_ptr_array_unref);
  return loading->edition;
}

static void
read_kinds (Loading *loading)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const Kind *kind = &kinds[i];

      if (g_cancellable_is_cancelled (loading->cancellable))
        return;
      if (kind->in_base)
        read_files (loading, kind, FALSE);
      if (kind->in_overlay && loading->edition->overlay_folder != NULL)
        read_files (loading, kind, TRUE);
      if (kind->end != NULL)
        kind->end (loading);
    }
}

static CmEdition *
load (const char *folder,
      const char *overlay_folder,
      GCancellable *cancellable,
      GPtrArray *faults,
      GError **error)
{
  Loading loading = { .cancellable = cancellable };
  g_autoptr (GError) why = NULL;
  CmEdition *self;

  begin (&loading, folder, overlay_folder);
  if (check_names (&loading, FALSE, &why) &&
      (overlay_folder == NULL || check_names (&loading, TRUE, &why)))
    read_kinds (&loading);
  self = finish (&loading, faults);
  if (why != NULL)
    {
      g_clear_object (&self);
      g_set_error_literal (error, CM_CONTENT_ERROR, CM_CONTENT_ERROR_OPEN, why->message);
    }
  else if (g_cancellable_set_error_if_cancelled (cancellable, error))
    g_clear_object (&self);
  else if (self == NULL)
    _cm_xml_set_error (error, faults);
  return self;
}

CmEdition *
cm_edition_load (const char *folder,
                 const char *overlay_folder,
                 GCancellable *cancellable,
                 GPtrArray *faults,
                 GError **error)
{
  g_autoptr (GPtrArray) own = cm_faults_new ();

  return load (folder, overlay_folder, cancellable, faults != NULL ? faults : own, error);
}

GPtrArray *
cm_content_check (const char *folder, const char *overlay_folder, GError **error)
{
  g_autoptr (GPtrArray) faults = cm_faults_new ();
  g_autoptr (GError) why = NULL;
  g_autoptr (CmEdition) edition = load (folder, overlay_folder, NULL, faults, &why);

  /* An edition with gaps in who does what can be read, and shows them. */
  if (edition != NULL)
    cm_roles_check (cm_edition_get_manual (edition), "manual.xml", faults);
  if (edition != NULL || g_error_matches (why, CM_CONTENT_ERROR, CM_CONTENT_ERROR_INVALID))
    return g_steal_pointer (&faults);
  g_propagate_error (error, g_steal_pointer (&why));
  return NULL;
}

CmManual *
_cm_edition_load_manual (const char *folder, GPtrArray *faults)
{
  Loading loading = { 0 };
  g_autoptr (CmEdition) edition = NULL;

  begin (&loading, folder, NULL);
  read_files (&loading, &kinds[0], FALSE);
  end_manual (&loading);
  edition = finish (&loading, faults);
  return edition != NULL ? g_steal_pointer (&edition->manual) : NULL;
}

CmEdition *
_cm_edition_new_from_bytes (GBytes *const bytes[CM_EDITION_N_KINDS],
                            const char *folder,
                            GPtrArray *faults)
{
  static CmXmlSchema *schemas[N_KINDS]; /* kept, as this is called again and again */
  const char *const names[N_KINDS] = {
    "manual.xml",    "overlay.xml",       "case-studies/case.xml",
    "benchmark.xml", "templates/one.xml", "timelines/time.xml"
  };
  Loading loading = { 0 };

  begin (&loading, folder, bytes[1] != NULL ? folder : NULL);
  memcpy (loading.schemas, schemas, sizeof schemas);
  for (guint i = 0; i < N_KINDS; i++)
    {
      if (bytes[i] != NULL)
        parse (&loading, &kinds[i], bytes[i], names[i], kinds[i].in_overlay && !kinds[i].in_base);
      if (kinds[i].end != NULL)
        kinds[i].end (&loading);
    }
  memcpy (schemas, loading.schemas, sizeof schemas);
  memset (loading.schemas, 0, sizeof schemas);
  return finish (&loading, faults);
}

/* --- looking up ------------------------------------------------------------------------------- */

CmManual *
cm_edition_get_manual (CmEdition *self)
{
  return self->manual;
}

GPtrArray *
cm_edition_get_case_studies (CmEdition *self)
{
  return self->case_studies;
}

const CmBenchmark *
cm_edition_get_benchmark (CmEdition *self)
{
  return self->benchmark;
}

GPtrArray *
cm_edition_get_templates (CmEdition *self)
{
  return self->templates;
}

const CmTemplate *
cm_edition_find_template (CmEdition *self, const char *id)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      const CmTemplate *template = g_ptr_array_index (self->templates, i);

      if (g_str_equal (template->id, id))
        return template;
    }
  return NULL;
}

GPtrArray *
cm_edition_get_timelines (CmEdition *self)
{
  return self->timelines;
}

const CmTimeline *
cm_edition_find_timeline (CmEdition *self, const char *id)
{
  for (guint i = 0; i < self->timelines->len; i++)
    {
      const CmTimeline *timeline = g_ptr_array_index (self->timelines, i);

      if (g_strcmp0 (timeline->id, id) == 0)
        return timeline;
    }
  return NULL;
}

const char *
cm_edition_get_title (CmEdition *self)
{
  return self->title;
}

const char *
cm_edition_get_subtitle (CmEdition *self)
{
  return self->subtitle;
}

const char *
cm_edition_get_name (CmEdition *self)
{
  return self->name;
}

const char *
cm_edition_get_date (CmEdition *self)
{
  return self->date;
}

const char *
cm_edition_get_publisher (CmEdition *self)
{
  return self->publisher;
}

const char *
cm_edition_get_folder (CmEdition *self)
{
  return self->folder;
}

const char *
cm_edition_get_overlay_folder (CmEdition *self)
{
  return self->overlay_folder;
}
