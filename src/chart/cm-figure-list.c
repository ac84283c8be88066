/* cm-figure-list.c - the words of a figure: layers, stations or steps, one after the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure-list"

#include "cm-figure-list.h"

static void
free_item (gpointer data)
{
  CmFigureItem *item = data;

  g_free (item->head);
  g_free (item->text);
  g_free (item);
}

CmFigureList *
cm_figure_list_new (const char *title, const char *note, guint colour)
{
  CmFigureList *self = g_new0 (CmFigureList, 1);

  self->title = g_strdup (title);
  self->note = g_strdup (note);
  self->colour = colour;
  self->items = g_ptr_array_new_with_free_func (free_item);
  return self;
}

void
cm_figure_list_free (CmFigureList *self)
{
  g_free (self->title);
  g_free (self->note);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
cm_figure_list_add (CmFigureList *self, const char *head, const char *text)
{
  CmFigureItem *item = g_new0 (CmFigureItem, 1);

  item->head = g_strdup (head);
  item->text = g_strdup (text);
  g_ptr_array_add (self->items, item);
}

const CmFigureItem *
cm_figure_list_get (const CmFigureList *self, guint i)
{
  return g_ptr_array_index (self->items, i);
}
