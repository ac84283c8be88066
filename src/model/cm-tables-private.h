/* cm-tables-private.h - how the tables are written down, and which there are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-table.h"

#include <glib/gi18n.h>

G_BEGIN_DECLS

/* Every table, parents before the tables that refer to them. */
#define CM_TABLES(TABLE)                                                                           \
  TABLE (partnership)                                                                              \
  TABLE (organisation)                                                                             \
  TABLE (theme)                                                                                    \
  TABLE (chapter)                                                                                  \
  TABLE (place)                                                                                    \
  TABLE (body)                                                                                     \
  TABLE (membership)                                                                               \
  TABLE (role)                                                                                     \
  TABLE (outcome)                                                                                  \
  TABLE (funding_source)                                                                           \
  TABLE (activity)                                                                                 \
  TABLE (activity_chapter)                                                                         \
  TABLE (activity_outcome)                                                                         \
  TABLE (activity_place)                                                                           \
  TABLE (activity_partner)                                                                         \
  TABLE (budget_line)                                                                              \
  TABLE (reserve_entry)                                                                            \
  TABLE (meeting)                                                                                  \
  TABLE (decision)                                                                                 \
  TABLE (event)                                                                                    \
  TABLE (cycle_run)                                                                                \
  TABLE (step_state)                                                                               \
  TABLE (sign_off)                                                                                 \
  TABLE (output)                                                                                   \
  TABLE (check_item)                                                                               \
  TABLE (champion)                                                                                 \
  TABLE (indicator)                                                                                \
  TABLE (target)                                                                                   \
  TABLE (indicator_value)                                                                          \
  TABLE (evidence)                                                                                 \
  TABLE (need)                                                                                     \
  TABLE (need_evidence)                                                                            \
  TABLE (need_outcome)                                                                             \
  TABLE (workshop)                                                                                 \
  TABLE (matrix)                                                                                   \
  TABLE (matrix_topic)                                                                             \
  TABLE (matrix_row)                                                                               \
  TABLE (matrix_mark)                                                                              \
  TABLE (engagement)                                                                               \
  TABLE (protocol)                                                                                 \
  TABLE (assessment)                                                                               \
  TABLE (assessment_point)                                                                         \
  TABLE (recommendation)                                                                           \
  TABLE (body_product)                                                                             \
  TABLE (agenda_item)                                                                              \
  TABLE (partner_calendar)                                                                         \
  TABLE (activity_link)                                                                            \
  TABLE (delivery_option)                                                                          \
  TABLE (scoping)                                                                                  \
  TABLE (project_phase)                                                                            \
  TABLE (milestone)                                                                                \
  TABLE (gate)                                                                                     \
  TABLE (approval)                                                                                 \
  TABLE (criterion)                                                                                \
  TABLE (score)                                                                                    \
  TABLE (scenario)                                                                                 \
  TABLE (scenario_item)                                                                            \
  TABLE (drawdown)                                                                                 \
  TABLE (fund)                                                                                     \
  TABLE (fund_project)                                                                             \
  TABLE (partner_contribution)                                                                     \
  TABLE (skill_offer)                                                                              \
  TABLE (skill_exchange)                                                                           \
  TABLE (action)                                                                                   \
  TABLE (risk)                                                                                     \
  TABLE (flash_report)                                                                             \
  TABLE (flash_line)                                                                               \
  TABLE (workstream)                                                                               \
  TABLE (workstream_activity)                                                                      \
  TABLE (timetable)                                                                                \
  TABLE (timetable_period)                                                                         \
  TABLE (timetable_bar)                                                                            \
  TABLE (review)                                                                                   \
  TABLE (review_answer)                                                                            \
  TABLE (exit_step)                                                                                \
  TABLE (saving)                                                                                   \
  TABLE (lesson)                                                                                   \
  TABLE (feedback)                                                                                 \
  TABLE (section_state)                                                                            \
  TABLE (case_study)                                                                               \
  TABLE (attendance)                                                                               \
  TABLE (workshop_step)                                                                            \
  TABLE (workshop_point)                                                                           \
  TABLE (workshop_rating)                                                                          \
  TABLE (spend_file)                                                                               \
  TABLE (spend_line)                                                                               \
  TABLE (spend_rule)                                                                               \
  TABLE (contract)                                                                                 \
  TABLE (assessment_level)

#define DECLARE(name) extern const CmTable _cm_table_##name;
CM_TABLES (DECLARE)
#undef DECLARE

/* Choices that tables of several sections share, see cm-choices.c. */
extern const CmChoice _cm_stages[];
extern const CmChoice _cm_aims[];
extern const CmChoice _cm_action_states[];
extern const CmChoice _cm_scales[];
extern const CmChoice _cm_reasons[];
extern const CmChoice _cm_output_states[];
extern const CmChoice _cm_fates[];
extern const CmChoice _cm_funding_kinds[];

/* One field in one line. The order is that in which a person meets them; a column of the file is
 * found by its name. What follows the named arguments is more of CmField, as “.min = 1”. */
#define PLAIN CM_FIELD_DEFAULT
#define REQUIRED CM_FIELD_REQUIRED
#define SEARCHED CM_FIELD_SEARCHED
#define COLUMN CM_FIELD_COLUMN
#define OWNER CM_FIELD_OWNER
#define PERSONAL CM_FIELD_PERSONAL
#define PAYEE CM_FIELD_PAYEE
#define FIELD(type_, name_, flags_, label_, help_, ...)                                            \
  {                                                                                                \
    name_, CM_FIELD_##type_, flags_, label_, help_, ##__VA_ARGS__                                  \
  }
#define TEXT(...) FIELD (TEXT, __VA_ARGS__)
#define LONG_TEXT(...) FIELD (LONG_TEXT, __VA_ARGS__)
#define INTEGER(...) FIELD (INTEGER, __VA_ARGS__)
#define DECIMAL(...) FIELD (DECIMAL, __VA_ARGS__)
#define MONEY(...) FIELD (MONEY, __VA_ARGS__)
#define DATE(...) FIELD (DATE, __VA_ARGS__)
#define YEAR(...) FIELD (YEAR, __VA_ARGS__)
#define FLAG(...) FIELD (FLAG, __VA_ARGS__)
#define CHOICE(name_, flags_, label_, help_, choices_, ...)                                        \
  FIELD (CHOICE, name_, flags_, label_, help_, .choices = choices_, ##__VA_ARGS__)
#define REFERENCE(name_, flags_, label_, help_, table_, ...)                                       \
  FIELD (REFERENCE, name_, flags_, label_, help_, .references = table_, ##__VA_ARGS__)

/* Fields that many tables have. */
#define RANK INTEGER ("rank", PLAIN, N_ ("Order"), N_ ("Where it stands in its list."))
#define NOTE LONG_TEXT ("note", PLAIN, N_ ("Note"), N_ ("Anything else that matters."))
#define ILLUSTRATIVE                                                                               \
  FLAG ("illustrative",                                                                            \
        PLAIN,                                                                                     \
        N_ ("Illustrative"),                                                                       \
        N_ ("An example made up to show how the program works, not a fact about a real body."),    \
        .group = CM_GROUP_ORIGIN)
#define SOURCE                                                                                     \
  TEXT ("source",                                                                                  \
        PLAIN,                                                                                     \
        N_ ("Source"),                                                                             \
        N_ ("Where this was stated: paper, paragraph, date."),                                     \
        .group = CM_GROUP_ORIGIN)
#define CM_GROUP_ORIGIN N_ ("Where this is from")

/* A table with the fields of the array NAME_fields, in the section of its file. */
#define TABLE(name_, label_, plural_, help_, title_, order_)                                       \
  const CmTable _cm_table_##name_ = { #name_, label_,         plural_,                             \
                                      help_,  SECTION,        title_,                              \
                                      order_, name_##_fields, G_N_ELEMENTS (name_##_fields) }

G_END_DECLS
