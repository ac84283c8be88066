/* cm-docbook.c - the DocBook subset of the manual, from XML to blocks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-docbook-private.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "cm-document-maker.h"
#include "cm-fault.h"
#include "cm-roles.h"
#include "cm-xml-private.h"

#define NS_XML "http://www.w3.org/XML/1998/namespace"
/* Of one link of 20 bytes such a title is made. */
#define TITLE_CHARACTERS_MAX 300
#define TEXT_BYTES_MAX 20000

/* --- text ------------------------------------------------------------------------------------- */

/* Appends with each stretch of white space as one space; `*space` tells whether one went before. */
static void
append_single_spaced (GString *to, const char *text, gboolean *space)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      gboolean is_space = g_ascii_isspace (*c);

      if (!is_space)
        g_string_append_c (to, *c);
      else if (!*space)
        g_string_append_c (to, ' ');
      *space = is_space;
    }
}

char *
_cm_docbook_text (const xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  GString *text = g_string_new (NULL);
  gboolean space = TRUE;

  append_single_spaced (text, (const char *) content, &space);
  if (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  xmlFree (content);
  return g_string_free (text, FALSE);
}

char *
_cm_docbook_id (const xmlNode *node)
{
  return _cm_xml_attribute (node, "id", NS_XML);
}

static gboolean
is_docbook (const xmlNode *node, const char *name)
{
  return _cm_xml_is (node, name, CM_NS_DOCBOOK);
}

static const xmlNode *
find_child (const xmlNode *node, const char *name)
{
  return _cm_xml_find (node, name, CM_NS_DOCBOOK);
}

static const xmlNode *
find_title (const xmlNode *node)
{
  const xmlNode *info = find_child (node, "info");

  return find_child (info != NULL ? info : node, "title");
}

/* --- reading ---------------------------------------------------------------------------------- */

typedef struct
{
  const CmDocbookSource *source;
  GHashTable *ids;    /* id → xmlNode */
  GHashTable *titles; /* xmlNode that a link led to → its title, or NULL */
  gboolean in_link;   /* the title is read that a link goes by */
  guint n_notes;      /* footnotes of the chapter so far */
  gboolean space;     /* the run of text read last ended in white space */
} Reader;

static void
collect_ids (const xmlNode *node, GHashTable *ids)
{
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      {
        char *id = _cm_docbook_id (child);

        if (id != NULL)
          g_hash_table_insert (ids, id, (gpointer) child);
        collect_ids (child, ids);
      }
}

static void
add_text (Reader *reader, CmBlock *block, const char *text, CmInlineFlags flags, const char *link)
{
  g_autoptr (GString) spaced = g_string_new (NULL);

  append_single_spaced (spaced, text, &reader->space);
  if (spaced->len > 0)
    cm_block_add_inline (block, spaced->str, -1, flags)->link = g_strdup (link);
}

static void
add_footnote (Reader *reader, CmBlock *block, const xmlNode *node)
{
  g_autofree char *number = g_strdup_printf ("%u", ++reader->n_notes);

  cm_block_add_inline (block, number, -1, 0)->footnote = _cm_docbook_text (node);
  reader->space = FALSE;
}

static void read_runs (
    Reader *reader, CmBlock *block, const xmlNode *node, CmInlineFlags flags, const char *link);

static const xmlNode *
find_title_of (Reader *reader, const char *id)
{
  const xmlNode *goal = g_hash_table_lookup (reader->ids, id);
  gpointer title = NULL;

  if (goal != NULL && !g_hash_table_lookup_extended (reader->titles, goal, NULL, &title))
    {
      title = (gpointer) find_title (goal);
      g_hash_table_insert (reader->titles, (gpointer) goal, title);
    }
  return title;
}

/* A link without words of its own is called what it leads to. Titles with such links in them may
 * lead to each other in a circle, so that one alone is followed. */
static void
read_link (Reader *reader, CmBlock *block, const xmlNode *node, CmInlineFlags flags)
{
  g_autofree char *id = _cm_xml_attribute (node, "linkend", NULL);
  g_autofree char *address = _cm_xml_attribute (node, "href", CM_NS_XLINK);
  g_autofree char *inside = id != NULL ? g_strconcat ("#", id, NULL) : NULL;
  const xmlNode *title =
      id != NULL && node->children == NULL && !reader->in_link ? find_title_of (reader, id) : NULL;

  if (title != NULL)
    {
      reader->in_link = TRUE;
      read_runs (reader, block, title, flags, inside);
      reader->in_link = FALSE;
    }
  else if (node->children == NULL)
    add_text (reader, block, id != NULL ? id : address, flags, id != NULL ? inside : address);
  else
    read_runs (reader, block, node, flags, id != NULL ? inside : address);
}

static void
read_runs (
    Reader *reader, CmBlock *block, const xmlNode *node, CmInlineFlags flags, const char *link)
{
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        add_text (reader, block, (const char *) child->content, flags, link);
      else if (is_docbook (child, "emphasis"))
        {
          g_autofree char *role = _cm_xml_attribute (child, "role", NULL);

          read_runs (reader,
                     block,
                     child,
                     flags | (role != NULL ? CM_INLINE_STRONG : CM_INLINE_EMPHASIS),
                     link);
        }
      else if (is_docbook (child, "literal"))
        read_runs (reader, block, child, flags | CM_INLINE_CODE, link);
      else if (is_docbook (child, "link"))
        read_link (reader, block, child, flags);
      else if (is_docbook (child, "footnote"))
        add_footnote (reader, block, child);
    }
}

/* The text of a paragraph, a title or a cell: no white space at its ends. */
static void
read_inlines (Reader *reader, CmBlock *block, const xmlNode *node)
{
  CmInline *last;

  if (node == NULL)
    return;
  reader->space = TRUE;
  read_runs (reader, block, node, 0, NULL);
  if (block->inlines->len == 0)
    return;
  last = g_ptr_array_index (block->inlines, block->inlines->len - 1);
  if (last->footnote == NULL)
    g_strchomp (last->text);
}

static CmBlock *
make_block (CmBlockKind kind, const xmlNode *node)
{
  CmBlock *block = cm_block_new (kind, _cm_xml_line (node));

  block->id = _cm_docbook_id (node);
  block->own = _cm_xml_is_own (node);
  return block;
}

static void read_blocks (Reader *reader, CmBlock *parent, const xmlNode *node);

static void
read_list (Reader *reader, CmBlock *parent, const xmlNode *node, CmBlockKind kind)
{
  CmBlock *list = make_block (kind, node);

  cm_block_append (parent, list);
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (is_docbook (child, "listitem"))
      {
        CmBlock *item = make_block (CM_BLOCK_ITEM, child);

        cm_block_append (list, item);
        read_blocks (reader, item, child);
      }
}

static void
read_definitions (
    Reader *reader, CmBlock *parent, const xmlNode *node, const char *term, const char *definition)
{
  CmBlock *list = make_block (CM_BLOCK_DEFINITIONS, node);

  if (is_docbook (node, "glossary"))
    list->role = g_strdup ("glossary");
  cm_block_append (parent, list);
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      {
        CmBlock *entry = make_block (CM_BLOCK_TERM, child);

        cm_block_append (list, entry);
        read_inlines (reader, entry, find_child (child, term));
        read_blocks (reader, entry, find_child (child, definition));
      }
}

static void
read_rows (Reader *reader, CmBlock *table, const xmlNode *part, gboolean head)
{
  for (const xmlNode *tr = _cm_xml_children (part); tr != NULL; tr = tr->next)
    if (is_docbook (tr, "tr"))
      {
        CmBlock *row = make_block (CM_BLOCK_ROW, tr);

        row->head = head;
        cm_block_append (table, row);
        for (const xmlNode *td = _cm_xml_children (tr); td != NULL; td = td->next)
          if (td->type == XML_ELEMENT_NODE)
            {
              CmBlock *cell = make_block (CM_BLOCK_CELL, td);

              cell->head = is_docbook (td, "th");
              cm_block_append (row, cell);
              read_inlines (reader, cell, td);
            }
      }
}

static void
read_table (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  CmBlock *table = make_block (CM_BLOCK_TABLE, node);

  cm_block_append (parent, table);
  read_inlines (reader, table, find_child (node, "caption"));
  read_rows (reader, table, find_child (node, "thead"), TRUE);
  read_rows (reader, table, find_child (node, "tbody"), FALSE);
}

static const xmlNode *
find_picture (const xmlNode *figure)
{
  return find_child (find_child (find_child (figure, "mediaobject"), "imageobject"), "imagedata");
}

/* Paths start from the folder of the document; a picture of an overlay is in another. */
static char *
find_path (Reader *reader, const xmlNode *picture)
{
  g_autofree char *name = _cm_xml_attribute (picture, "fileref", NULL);
  char *from, *to;
  g_auto (GStrv) up = NULL;
  GString *path;

  if (name == NULL || !_cm_xml_is_own (picture) || reader->source->own_folder == NULL)
    return g_steal_pointer (&name);
  from = realpath (reader->source->folder, NULL);
  to = realpath (reader->source->own_folder, NULL);
  path = g_string_new (NULL);
  up = g_strsplit (from != NULL ? from + 1 : "", "/", -1);
  for (guint i = 0; up[i] != NULL; i++)
    g_string_append (path, "../");
  g_string_append_printf (path, "%s/%s", to != NULL ? to + 1 : "", name);
  free (from);
  free (to);
  return g_string_free (path, FALSE);
}

static void
read_figure (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  CmBlock *figure = make_block (CM_BLOCK_FIGURE, node);
  const xmlNode *words = find_child (find_child (node, "mediaobject"), "textobject");

  cm_block_append (parent, figure);
  read_inlines (reader, figure, find_child (node, "title"));
  if (find_picture (node) != NULL)
    figure->target = find_path (reader, find_picture (node));
  figure->draw = _cm_xml_attribute (node, "draw", CM_NS_COMMISSIONING);
  if (find_child (words, "phrase") != NULL)
    figure->role = _cm_docbook_text (words);
  else
    read_blocks (reader, figure, words);
}

static void
read_admonition (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  CmBlock *block = make_block (CM_BLOCK_ADMONITION, node);

  block->role = g_strdup ((const char *) node->name);
  cm_block_append (parent, block);
  read_inlines (reader, block, find_child (node, "title"));
  read_blocks (reader, block, node);
}

static void
read_quote (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  CmBlock *block = make_block (CM_BLOCK_QUOTE, node);

  cm_block_append (parent, block);
  read_inlines (reader, block, find_child (node, "attribution"));
  read_blocks (reader, block, node);
}

static void
read_section (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  CmBlock *block = make_block (CM_BLOCK_SECTION, node);

  cm_block_append (parent, block);
  read_inlines (reader, block, find_title (node));
  read_blocks (reader, block, node);
}

static void
read_block (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  static const char *const admonitions[] = {
    "note", "tip", "important", "caution", "warning", NULL
  };

  if (is_docbook (node, "para"))
    {
      CmBlock *block = make_block (CM_BLOCK_PARA, node);

      cm_block_append (parent, block);
      read_inlines (reader, block, node);
    }
  else if (is_docbook (node, "itemizedlist"))
    read_list (reader, parent, node, CM_BLOCK_BULLETS);
  else if (is_docbook (node, "orderedlist"))
    read_list (reader, parent, node, CM_BLOCK_NUMBERS);
  else if (is_docbook (node, "variablelist"))
    read_definitions (reader, parent, node, "term", "listitem");
  else if (is_docbook (node, "glossary"))
    read_definitions (reader, parent, node, "glossterm", "glossdef");
  else if (is_docbook (node, "table"))
    read_table (reader, parent, node);
  else if (is_docbook (node, "figure"))
    read_figure (reader, parent, node);
  else if (is_docbook (node, "blockquote"))
    read_quote (reader, parent, node);
  else if (is_docbook (node, "section"))
    read_section (reader, parent, node);
  else if (g_strv_contains (admonitions, (const char *) node->name))
    read_admonition (reader, parent, node);
}

static void
read_blocks (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      read_block (reader, parent, child);
}

static void
read_chapter (Reader *reader, CmDocument *document, const xmlNode *node)
{
  CmBlock *chapter = make_block (CM_BLOCK_SECTION, node);

  reader->n_notes = 0;
  read_inlines (reader, chapter, find_title (node));
  read_blocks (reader, chapter, node);
  cm_document_add (document, chapter);
}

CmDocument *
_cm_docbook_read (xmlDoc *xml, const CmDocbookSource *source)
{
  const xmlNode *root = xmlDocGetRootElement (xml);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) titles = g_hash_table_new (NULL, NULL);
  g_autofree char *title = _cm_docbook_text (find_title (root));
  CmDocument *document = cm_document_new (source->folder, title);
  Reader reader = { .source = source, .ids = ids, .titles = titles };

  collect_ids (root, ids);
  if (is_docbook (root, "article"))
    read_chapter (&reader, document, root);
  else
    for (const xmlNode *child = _cm_xml_children (root); child != NULL; child = child->next)
      if (is_docbook (child, "chapter") || is_docbook (child, "preface"))
        read_chapter (&reader, document, child);
  return document;
}

/* --- checking --------------------------------------------------------------------------------- */

typedef struct
{
  const CmDocbookSource *source;
  GPtrArray *faults;
  char *roots[2];     /* where the folders of pictures really are: of the text, of the overlay */
  GHashTable *ids;    /* id → xmlNode */
  GHashTable *used;   /* "kind:word" of all that must be used once */
  GHashTable *groups; /* of the roles */
  const char *stage;  /* the chapter's stage, or "" */
} Checker;

static void
report (Checker *checker, const xmlNode *node, char *message)
{
  const CmXmlNames names = { checker->source->name, checker->source->own_name };

  _cm_xml_report (checker->faults, &names, node, message);
}

/* Reports a word of that kind that was used before. */
static void
check_single (Checker *checker, const xmlNode *node, const char *kind, const char *word)
{
  g_autofree char *key = word != NULL ? g_strconcat (kind, ":", word, NULL) : NULL;

  if (key == NULL)
    return;
  if (g_hash_table_contains (checker->used, key))
    /* translators: the first %s is an XML attribute such as xml:id, the second its value */
    report (checker,
            node,
            g_strdup_printf (_ ("%s “%s” is used before; each is used once"), kind, word));
  else
    g_hash_table_add (checker->used, g_steal_pointer (&key));
}

static void
check_link (Checker *checker, const xmlNode *node)
{
  g_autofree char *id = _cm_xml_attribute (node, "linkend", NULL);
  const xmlNode *taker = id != NULL && checker->source->taken != NULL
                             ? g_hash_table_lookup (checker->source->taken, id)
                             : NULL;

  if (id == NULL || g_hash_table_contains (checker->ids, id))
    return;
  if (taker != NULL && !_cm_xml_is_own (node))
    /* translators: %1$s is the xml:id of an element, %2$d a line of the manual */
    report (checker,
            taker,
            g_strdup_printf (_ ("what this replaces has an element “%1$s”, to which line %2$d of "
                                "the manual links; let one of yours have that xml:id"),
                             id,
                             _cm_xml_line (node)));
  else
    report (checker,
            node,
            g_strdup_printf (_ ("the link leads to “%s”, which no element has as its xml:id"), id));
}

/* A picture lies in the folder of the text or below, whatever links the file system has. */
static void
check_picture (Checker *checker, const xmlNode *node)
{
  gboolean own = _cm_xml_is_own (node) && checker->source->own_folder != NULL;
  const char *root = checker->roots[own];
  g_autofree char *name = _cm_xml_attribute (node, "fileref", NULL);
  g_autofree char *path = g_build_filename (root != NULL ? root : "", name, NULL);
  char *real = root != NULL ? realpath (path, NULL) : NULL;
  gsize length = root != NULL ? strlen (root) : 0;

  if (g_path_is_absolute (name) ||
      (real != NULL && (strncmp (real, root, length) != 0 || real[length] != '/')))
    report (checker,
            node,
            g_strdup_printf (_ ("the picture “%s” is outside the folder of the text"), name));
  else if (real == NULL || !g_file_test (real, G_FILE_TEST_IS_REGULAR))
    report (checker, node, g_strdup_printf (_ ("the picture “%s” is not there"), name));
  free (real);
}

/* What links are called; see read_link(). */
static void
check_title (Checker *checker, const xmlNode *node)
{
  g_autofree char *text = _cm_docbook_text (node);

  if (g_utf8_strlen (text, -1) > TITLE_CHARACTERS_MAX)
    report (checker,
            node,
            g_strdup_printf (_ ("the title is longer than %d characters; shorten it"),
                             TITLE_CHARACTERS_MAX));
}

static void
check_group (Checker *checker, const xmlNode *node, const char *attribute)
{
  g_autofree char *group = _cm_xml_attribute (node, attribute, NULL);

  if (group != NULL && !g_hash_table_contains (checker->groups, group))
    report (
        checker,
        node,
        g_strdup_printf (_ ("no <c:group> has the id “%s”; write one of those of the chapter on "
                            "roles, or add it there"),
                         group));
}

/* A group is named once in a step, with the part it has. */
static void
check_role (Checker *checker, const xmlNode *node)
{
  g_autofree char *group = _cm_xml_attribute (node, "group", NULL);
  g_autofree char *words = _cm_xml_attribute (node, "part", NULL);
  char *why = NULL;
  CmPart parts;

  check_group (checker, node, "group");
  if (!cm_parts_parse (words, &parts, &why))
    report (checker, node, why);
  for (const xmlNode *before = node->prev; before != NULL; before = before->prev)
    if (_cm_xml_is (before, "role", CM_NS_COMMISSIONING))
      {
        g_autofree char *other = _cm_xml_attribute (before, "group", NULL);

        if (g_strcmp0 (other, group) == 0)
          {
            report (
                checker,
                node,
                g_strdup_printf (_ ("“%s” is named before in this step; say all that it does in "
                                    "one <c:role>"),
                                 group));
            return;
          }
      }
}

static guint
count_children (const xmlNode *node)
{
  return (guint) xmlChildElementCount ((xmlNode *) node);
}

static void
check_table (Checker *checker, const xmlNode *table)
{
  guint width = count_children (find_child (find_child (table, "thead"), "tr"));

  for (const xmlNode *row = _cm_xml_children (find_child (table, "tbody")); row != NULL;
       row = row->next)
    if (row->type == XML_ELEMENT_NODE && count_children (row) != width)
      report (checker,
              row,
              g_strdup_printf (_ ("the row has %u cells, but the head of its table has %u"),
                               count_children (row),
                               width));
}

/* --- figures that are drawn ---------------------------------------------------------------------
 */

/* The same limits as those of the painter. */
#define FIRST_WEEK (-999)
#define LAST_WEEK 999

/* FALSE, and reported, if the cell has no week in it. */
static gboolean
check_week (Checker *checker, const xmlNode *cell, gint64 *week)
{
  g_autofree char *text = _cm_docbook_text (cell);

  if (g_ascii_string_to_signed (text, 10, FIRST_WEEK, LAST_WEEK, week, NULL))
    return TRUE;
  report (checker,
          cell,
          /* translators: %s is the text of a cell */
          g_strdup_printf (_ ("“%s” is not a week; write a whole number from %d to %d"),
                           text,
                           FIRST_WEEK,
                           LAST_WEEK));
  return FALSE;
}

/* A row says what, the first week and the last week. */
static void
check_span (Checker *checker, const xmlNode *row)
{
  const xmlNode *what = xmlFirstElementChild ((xmlNode *) row);
  const xmlNode *first = what != NULL ? xmlNextElementSibling ((xmlNode *) what) : NULL;
  const xmlNode *last = first != NULL ? xmlNextElementSibling ((xmlNode *) first) : NULL;
  gint64 from, to;

  if (count_children (row) != 3)
    report (
        checker,
        row,
        g_strdup (_ ("a row of spans has three cells: what, the first week and the last week")));
  else if (check_week (checker, first, &from) && check_week (checker, last, &to) && to < from)
    report (checker, row, g_strdup (_ ("the last week comes before the first; exchange them")));
}

static void
check_spans (Checker *checker, const xmlNode *table)
{
  for (const xmlNode *row = _cm_xml_children (find_child (table, "tbody")); row != NULL;
       row = row->next)
    if (row->type == XML_ELEMENT_NODE)
      check_span (checker, row);
}

/* The same as the reader of options can take. */
#define OPTIONS_MAX 12

/* FALSE, and reported, if the cell has no number in it. */
static gboolean
check_number (Checker *checker, const xmlNode *cell)
{
  g_autofree char *text = _cm_docbook_text (cell);

  if (g_regex_match_simple ("^[0-9]{1,9}(\\.[0-9]{1,3})?$", text, 0, 0))
    return TRUE;
  report (checker,
          cell,
          /* translators: %s is the text of a cell */
          g_strdup_printf (_ ("“%s” is not a number; write digits, and up to three after a point"),
                           text));
  return FALSE;
}

/* A row says what, what it costs and what it is worth. FALSE, and TRUE in `budget`, if it is what
 * there is to spend. */
static gboolean
check_option (Checker *checker, const xmlNode *row, gboolean *budget)
{
  const xmlNode *what = xmlFirstElementChild ((xmlNode *) row);
  const xmlNode *cost = what != NULL ? xmlNextElementSibling ((xmlNode *) what) : NULL;
  const xmlNode *value = cost != NULL ? xmlNextElementSibling ((xmlNode *) cost) : NULL;
  g_autofree char *text = value != NULL ? _cm_docbook_text (value) : NULL;

  if (count_children (row) != 3)
    report (checker, row, g_strdup (_ ("a row of options has three cells: what, cost and value")));
  else if (check_number (checker, cost) && *text == '\0' && !*budget)
    {
      *budget = TRUE;
      return FALSE;
    }
  else
    check_number (checker, value);
  return TRUE;
}

static void
check_options (Checker *checker, const xmlNode *table)
{
  gboolean budget = FALSE;
  guint n = 0;

  for (const xmlNode *row = _cm_xml_children (find_child (table, "tbody")); row != NULL;
       row = row->next)
    if (row->type == XML_ELEMENT_NODE)
      n += check_option (checker, row, &budget);
  if (!budget)
    report (
        checker,
        table,
        g_strdup (_ ("no row says what there is to spend; write one with a cost and no value")));
  if (n == 0 || n > OPTIONS_MAX)
    report (checker,
            table,
            g_strdup_printf (_ ("a figure of options shows from 1 to %d of them"), OPTIONS_MAX));
}

/* Each item of a list is drawn, so it says something. */
static void
check_items (Checker *checker, const xmlNode *list)
{
  for (const xmlNode *item = _cm_xml_children (list); item != NULL; item = item->next)
    if (item->type == XML_ELEMENT_NODE)
      {
        g_autofree char *text = _cm_docbook_text (item);

        if (*text == '\0')
          report (
              checker, item, g_strdup (_ ("the figure shows an item without words; write them")));
      }
}

/* What draws a figure needs the words in one form. */
static void
check_figure (Checker *checker, const xmlNode *figure)
{
  static const struct
  {
    const char *draw, *element;
  } forms[] = {
    { "tiers", "variablelist" }, { "ring", "orderedlist" }, { "flow", "orderedlist" },
    { "spans", "table" },        { "options", "table" },
  };
  g_autofree char *draw = _cm_xml_attribute (figure, "draw", CM_NS_COMMISSIONING);
  const xmlNode *words = find_child (find_child (figure, "mediaobject"), "textobject");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const xmlNode *form = find_child (words, forms[i].element);

      if (g_strcmp0 (draw, forms[i].draw) != 0)
        continue;
      if (form == NULL)
        report (checker,
                figure,
                /* translators: the first %s is as “ring”, the second as “orderedlist” */
                g_strdup_printf (_ ("a figure that is drawn as “%s” has its words in a <%s>; put "
                                    "one in its <textobject>, or take c:draw away"),
                                 draw,
                                 forms[i].element));
      else if (g_str_equal (draw, "spans"))
        check_spans (checker, form);
      else if (g_str_equal (draw, "options"))
        check_options (checker, form);
      else
        check_items (checker, form);
    }
}

/* --- elements -----------------------------------------------------------------------------------
 */

/* A section that is a step has text of its own beside what the program reads from it. */
static void
check_step (Checker *checker, const xmlNode *section, const char *step)
{
  g_autofree char *id = g_strconcat (checker->stage, "/", step, NULL);
  gboolean has_text = FALSE;

  check_single (checker, section, "c:step", id);
  for (const xmlNode *child = _cm_xml_children (section); child != NULL; child = child->next)
    if (is_docbook (child, "para"))
      {
        g_autofree char *text = _cm_docbook_text (child);

        has_text = has_text || *text != '\0';
      }
  if (!has_text)
    report (checker, section, g_strdup_printf (_ ("the step “%s” has no text"), id));
}

/* Bytes of text, of which those in blocks of its own are not. */
static gsize
measure (const xmlNode *node)
{
  gsize n = 0;

  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (child->type == XML_TEXT_NODE)
      n += strlen ((const char *) child->content);
    else if (is_docbook (child, "emphasis") || is_docbook (child, "literal") ||
             is_docbook (child, "link"))
      n += measure (child);
  return n;
}

/* What is laid out as one piece must be of a size to be laid out, and to be read. */
static void
check_length (Checker *checker, const xmlNode *node)
{
  if (!is_docbook (node, "emphasis") && !is_docbook (node, "literal") &&
      !is_docbook (node, "link") && measure (node) > TEXT_BYTES_MAX)
    report (
        checker,
        node,
        /* translators: %1$s is the name of an XML element */
        g_strdup_printf (_ ("the text of this <%1$s> is longer than %2$d characters; divide it"),
                         node->name,
                         TEXT_BYTES_MAX));
}

static void
check_element (Checker *checker, const xmlNode *node)
{
  g_autofree char *id = _cm_docbook_id (node);
  g_autofree char *guides = _cm_xml_attribute (node, "guides", CM_NS_COMMISSIONING);
  g_autofree char *step = _cm_xml_attribute (node, "step", CM_NS_COMMISSIONING);

  check_length (checker, node);
  check_single (checker, node, "xml:id", id);
  check_single (checker, node, "c:guides", guides);
  if (step != NULL)
    check_step (checker, node, step);
  if (is_docbook (node, "link") || _cm_xml_is (node, "seen", CM_NS_COMMISSIONING) ||
      _cm_xml_is (node, "stop", CM_NS_COMMISSIONING))
    check_link (checker, node);
  else if (is_docbook (node, "imagedata"))
    check_picture (checker, node);
  else if (is_docbook (node, "table"))
    check_table (checker, node);
  else if (is_docbook (node, "title"))
    check_title (checker, node);
  else if (is_docbook (node, "figure"))
    check_figure (checker, node);
  else if (_cm_xml_is (node, "role", CM_NS_COMMISSIONING))
    check_role (checker, node);
  else if (_cm_xml_is (node, "group", CM_NS_COMMISSIONING))
    {
      g_autofree char *group = _cm_xml_attribute (node, "id", NULL);

      check_single (checker, node, "c:group id", group);
    }
  else if (_cm_xml_is (node, "path", CM_NS_COMMISSIONING))
    {
      g_autofree char *path = _cm_xml_attribute (node, "id", NULL);

      check_single (checker, node, "c:path id", path);
    }
  else if (_cm_xml_is (node, "check", CM_NS_COMMISSIONING))
    {
      g_autofree char *check = _cm_xml_attribute (node, "id", NULL);

      check_single (checker, node, "c:check id", check);
    }
}

static void
check_tree (Checker *checker, const xmlNode *node)
{
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      {
        check_element (checker, child);
        check_tree (checker, child);
      }
}

static void
collect_groups (const xmlNode *node, GHashTable *groups)
{
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    {
      if (_cm_xml_is (child, "group", CM_NS_COMMISSIONING))
        g_hash_table_add (groups, _cm_xml_attribute (child, "id", NULL));
      else if (is_docbook (child, "chapter") || is_docbook (child, "info"))
        collect_groups (child, groups);
    }
}

gboolean
_cm_docbook_check (xmlDoc *xml, const CmDocbookSource *source, GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = cm_faults_new ();
  const xmlNode *book = xmlDocGetRootElement (xml);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Checker checker = {
    .source = source, .faults = found, .ids = ids, .used = used, .groups = groups, .stage = ""
  };

  checker.roots[0] = source->folder != NULL ? realpath (source->folder, NULL) : NULL;
  checker.roots[1] = source->own_folder != NULL ? realpath (source->own_folder, NULL) : NULL;
  collect_ids (book, ids);
  collect_groups (book, groups);
  for (const xmlNode *chapter = _cm_xml_children (book); chapter != NULL; chapter = chapter->next)
    if (chapter->type == XML_ELEMENT_NODE)
      {
        g_autofree char *stage = _cm_xml_attribute (chapter, "stage", CM_NS_COMMISSIONING);

        checker.stage = stage != NULL ? stage : "";
        check_single (&checker, chapter, "c:stage", stage);
        check_element (&checker, chapter);
        check_tree (&checker, chapter);
      }
  free (checker.roots[0]);
  free (checker.roots[1]);
  return cm_faults_move (faults, found) == 0;
}
