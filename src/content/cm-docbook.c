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
  GHashTable *ids; /* id → xmlNode */
  guint n_notes;   /* footnotes of the chapter so far */
  gboolean space;  /* the run of text read last ended in white space */
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

/* A link without words of its own is called what it leads to. */
static void
read_link (Reader *reader, CmBlock *block, const xmlNode *node, CmInlineFlags flags)
{
  g_autofree char *id = _cm_xml_attribute (node, "linkend", NULL);
  g_autofree char *address = _cm_xml_attribute (node, "href", CM_NS_XLINK);
  g_autofree char *inside = id != NULL ? g_strconcat ("#", id, NULL) : NULL;
  const xmlNode *goal = id != NULL ? g_hash_table_lookup (reader->ids, id) : NULL;
  const xmlNode *title = goal != NULL ? find_title (goal) : NULL;

  if (node->children == NULL && title != NULL)
    read_runs (reader, block, title, flags, inside);
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
  CmBlock *block = cm_block_new (kind, (int) xmlGetLineNo ((xmlNode *) node));

  block->id = _cm_docbook_id (node);
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
  read_inlines (reader, table, find_child (node, "title"));
  read_rows (reader, table, find_child (node, "thead"), TRUE);
  read_rows (reader, table, find_child (node, "tbody"), FALSE);
}

static const xmlNode *
find_picture (const xmlNode *figure)
{
  return find_child (find_child (find_child (figure, "mediaobject"), "imageobject"), "imagedata");
}

static void
read_figure (Reader *reader, CmBlock *parent, const xmlNode *node)
{
  CmBlock *figure = make_block (CM_BLOCK_FIGURE, node);
  const xmlNode *words = find_child (find_child (node, "mediaobject"), "textobject");

  cm_block_append (parent, figure);
  read_inlines (reader, figure, find_child (node, "title"));
  figure->target = _cm_xml_attribute (find_picture (node), "fileref", NULL);
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

CmDocument *
_cm_docbook_read (xmlDoc *xml, const char *folder)
{
  const xmlNode *book = xmlDocGetRootElement (xml);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *title = _cm_docbook_text (find_title (book));
  CmDocument *document = cm_document_new (folder, title);
  Reader reader = { ids, 0, TRUE };

  collect_ids (book, ids);
  for (const xmlNode *child = _cm_xml_children (book); child != NULL; child = child->next)
    if (is_docbook (child, "chapter") || is_docbook (child, "preface"))
      {
        CmBlock *chapter = make_block (CM_BLOCK_SECTION, child);

        reader.n_notes = 0;
        read_inlines (&reader, chapter, find_title (child));
        read_blocks (&reader, chapter, child);
        cm_document_add (document, chapter);
      }
  return document;
}

/* --- checking --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;   /* of the file */
  const char *folder; /* that pictures are in */
  GPtrArray *faults;
  GHashTable *ids;    /* id → xmlNode */
  GHashTable *used;   /* "kind:word" of all that must be used once */
  GHashTable *groups; /* of the roles */
  const char *stage;  /* the chapter's stage, or "" */
} Checker;

static void
report (Checker *checker, const xmlNode *node, char *message)
{
  g_ptr_array_add (
      checker->faults,
      cm_fault_new (checker->name, (int) xmlGetLineNo ((xmlNode *) node), "%s", message));
  g_free (message);
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

  if (id != NULL && !g_hash_table_contains (checker->ids, id))
    report (checker,
            node,
            g_strdup_printf (_ ("the link leads to “%s”, which no element has as its xml:id"), id));
}

/* A picture lies in the folder of the text or below, whatever links the file system has. */
static void
check_picture (Checker *checker, const xmlNode *node)
{
  g_autofree char *name = _cm_xml_attribute (node, "fileref", NULL);
  g_autofree char *path = g_build_filename (checker->folder, name, NULL);
  char *root = realpath (checker->folder, NULL);
  char *real = realpath (path, NULL);
  gsize length = root != NULL ? strlen (root) : 0;

  if (g_path_is_absolute (name) ||
      (real != NULL && root != NULL && (strncmp (real, root, length) != 0 || real[length] != '/')))
    report (checker,
            node,
            g_strdup_printf (_ ("the picture “%s” is outside the folder of the text"), name));
  else if (real == NULL || !g_file_test (real, G_FILE_TEST_IS_REGULAR))
    report (checker, node, g_strdup_printf (_ ("the picture “%s” is not there"), name));
  free (root);
  free (real);
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

static void
check_element (Checker *checker, const xmlNode *node)
{
  g_autofree char *id = _cm_docbook_id (node);
  g_autofree char *guides = _cm_xml_attribute (node, "guides", CM_NS_COMMISSIONING);
  g_autofree char *step = _cm_xml_attribute (node, "step", CM_NS_COMMISSIONING);

  check_single (checker, node, "xml:id", id);
  check_single (checker, node, "c:guides", guides);
  if (step != NULL)
    check_step (checker, node, step);
  if (is_docbook (node, "link") || _cm_xml_is (node, "seen", CM_NS_COMMISSIONING))
    check_link (checker, node);
  else if (is_docbook (node, "imagedata"))
    check_picture (checker, node);
  else if (is_docbook (node, "table"))
    check_table (checker, node);
  else if (_cm_xml_is (node, "role", CM_NS_COMMISSIONING))
    check_role (checker, node);
  else if (_cm_xml_is (node, "group", CM_NS_COMMISSIONING))
    {
      g_autofree char *group = _cm_xml_attribute (node, "id", NULL);

      check_single (checker, node, "c:group id", group);
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
collect_groups (const xmlNode *book, GHashTable *groups)
{
  for (const xmlNode *chapter = _cm_xml_children (book); chapter != NULL; chapter = chapter->next)
    for (const xmlNode *node = chapter->type == XML_ELEMENT_NODE ? chapter->children : NULL;
         node != NULL;
         node = node->next)
      if (_cm_xml_is (node, "group", CM_NS_COMMISSIONING))
        g_hash_table_add (groups, _cm_xml_attribute (node, "id", NULL));
}

gboolean
_cm_docbook_check (xmlDoc *xml, const char *folder, const char *name, GPtrArray *faults)
{
  const xmlNode *book = xmlDocGetRootElement (xml);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Checker checker = { name, folder, faults, ids, used, groups, "" };
  guint before = faults->len;

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
  return faults->len == before;
}
