/* cm-choices.c - the vocabularies that tables of several sections share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-tables-private.h"

const CmChoice _cm_stages[] = {
  { "analyse", N_ ("Analyse") }, { "plan", N_ ("Plan") }, { "do", N_ ("Do") },
  { "review", N_ ("Review") },   { NULL, NULL },
};

const CmChoice _cm_aims[] = {
  { "prevention", N_ ("Prevention") },
  { "result", N_ ("Result") },
  { "both", N_ ("Both") },
  { NULL, NULL },
};

const CmChoice _cm_action_states[] = {
  { "open", N_ ("Open") },
  { "done", N_ ("Done") },
  { "dropped", N_ ("Dropped") },
  { NULL, NULL },
};

const CmChoice _cm_scales[] = {
  { "high", N_ ("High") },
  { "medium", N_ ("Medium") },
  { "low", N_ ("Low") },
  { NULL, NULL },
};

const CmChoice _cm_reasons[] = {
  { "outcome-fit", N_ ("Fits an outcome") },
  { "direct-link", N_ ("Linked to a priority") },
  { "service-change", N_ ("Changes a mainstream service") },
  { "supported", N_ ("Widely supported") },
  { "no-outcome", N_ ("Serves no outcome") },
  { "duplicated", N_ ("Done elsewhere") },
  { "conflict", N_ ("Conflict of roles") },
  { "business-case", N_ ("Business case fails") },
  { "superseded", N_ ("Superseded") },
  { "capacity", N_ ("Capacity") },
  { "money-ends", N_ ("Money ends") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

const CmChoice _cm_output_states[] = {
  { "not-started", N_ ("Not started") },
  { "draft", N_ ("Draft") },
  { "final", N_ ("Final") },
  { NULL, NULL },
};

const CmChoice _cm_fates[] = {
  { "retain", N_ ("Retain") },
  { "continue", N_ ("Continue outside") },
  { "change", N_ ("Change") },
  { "watch", N_ ("Watch") },
  { "stop", N_ ("Consider stopping") },
  { "add-if", N_ ("Add if agreed") },
  { NULL, NULL },
};

const CmChoice _cm_funding_kinds[] = {
  { "mainstream", N_ ("Mainstream") },
  { "grant", N_ ("Grant pot") },
  { "pooled", N_ ("Pooled") },
  { "aligned", N_ ("Aligned") },
  { "reserve", N_ ("Reserve") },
  { "in-kind", N_ ("In kind") },
  { NULL, NULL },
};
