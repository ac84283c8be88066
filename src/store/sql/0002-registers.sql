-- SPDX-License-Identifier: GPL-3.0-or-later
-- 0002-registers.sql - every register that a partnership keeps. Never edited once it has landed.

ALTER TABLE chapter ADD COLUMN "champion_brief" TEXT;
ALTER TABLE body ADD COLUMN "tier" INTEGER;
ALTER TABLE body ADD COLUMN "job_description" TEXT;
ALTER TABLE body ADD COLUMN "funder" TEXT;
ALTER TABLE body ADD COLUMN "starts" TEXT;
ALTER TABLE body ADD COLUMN "ends" TEXT;
ALTER TABLE body ADD COLUMN "successor" TEXT;
ALTER TABLE outcome ADD COLUMN "cross_cutting" INTEGER;
ALTER TABLE outcome ADD COLUMN "contributors" TEXT;
ALTER TABLE outcome ADD COLUMN "carried_by" TEXT;
ALTER TABLE funding_source ADD COLUMN "ceiling" INTEGER;
ALTER TABLE activity ADD COLUMN "aim" TEXT;
ALTER TABLE activity ADD COLUMN "lead_at_risk" INTEGER;
ALTER TABLE activity ADD COLUMN "integration" TEXT;
ALTER TABLE activity ADD COLUMN "needed" INTEGER;
ALTER TABLE activity ADD COLUMN "cost_scale" TEXT;
ALTER TABLE activity ADD COLUMN "benefit_scale" TEXT;
ALTER TABLE activity ADD COLUMN "time_needed" TEXT;
ALTER TABLE activity ADD COLUMN "quick_win" INTEGER;
ALTER TABLE activity ADD COLUMN "priority_source" TEXT;
ALTER TABLE activity ADD COLUMN "priority_body" TEXT REFERENCES body(id);
ALTER TABLE activity ADD COLUMN "carried_by" TEXT;
ALTER TABLE activity ADD COLUMN "reason_code" TEXT;
ALTER TABLE activity ADD COLUMN "published" INTEGER;
ALTER TABLE budget_line ADD COLUMN "trigger" TEXT;
ALTER TABLE budget_line ADD COLUMN "delegated_to" TEXT;
ALTER TABLE budget_line ADD COLUMN "ends" TEXT;
ALTER TABLE budget_line ADD COLUMN "drawn" INTEGER;
ALTER TABLE reserve_entry ADD COLUMN "activity" TEXT REFERENCES activity(id);
ALTER TABLE decision ADD COLUMN "condition" TEXT;
ALTER TABLE decision ADD COLUMN "delegated_to" TEXT;
ALTER TABLE decision ADD COLUMN "referred_to" TEXT REFERENCES body(id);
ALTER TABLE decision ADD COLUMN "done_on" TEXT;
ALTER TABLE event ADD COLUMN "activity" TEXT REFERENCES activity(id);
ALTER TABLE event ADD COLUMN "stage" TEXT;

CREATE TABLE champion(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "chapter" TEXT NOT NULL REFERENCES chapter(id),
  "role" TEXT NOT NULL,
  "organisation" TEXT REFERENCES organisation(id),
  "brief" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE indicator(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "outcome" TEXT REFERENCES outcome(id),
  "name" TEXT NOT NULL,
  "code" TEXT,
  "kind" TEXT,
  "measure" TEXT NOT NULL,
  "unit" TEXT,
  "of_n" INTEGER,
  "population" TEXT,
  "direction" TEXT,
  "baseline" INTEGER,
  "baseline_words" TEXT,
  "base_year" INTEGER,
  "owner" TEXT REFERENCES body(id),
  "frequency" TEXT,
  "data_from" TEXT,
  "warning" INTEGER,
  "warning_action" TEXT,
  "definition" TEXT,
  "rank" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE target(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "indicator" TEXT NOT NULL REFERENCES indicator(id),
  "year" INTEGER,
  "by_date" TEXT,
  "version" TEXT NOT NULL,
  "comparison" TEXT,
  "value" INTEGER,
  "of_n" INTEGER,
  "words" TEXT,
  "set_on" TEXT,
  "reason" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE indicator_value(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "indicator" TEXT NOT NULL REFERENCES indicator(id),
  "on_date" TEXT NOT NULL,
  "value" INTEGER,
  "words" TEXT,
  "peers" INTEGER,
  "note" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE evidence(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "strength" TEXT,
  "on_date" TEXT,
  "owner" TEXT REFERENCES organisation(id),
  "finding" TEXT,
  "theme" TEXT REFERENCES theme(id),
  "chapter" TEXT REFERENCES chapter(id),
  "place" TEXT REFERENCES place(id),
  "people" TEXT,
  "kept_at" TEXT,
  "sharing" TEXT,
  "sharing_note" TEXT,
  "consent" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE need(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "chapter" TEXT REFERENCES chapter(id),
  "place" TEXT REFERENCES place(id),
  "people" TEXT,
  "size" TEXT,
  "trend" TEXT,
  "priority" TEXT,
  "aim" TEXT,
  "description" TEXT,
  "owner" TEXT REFERENCES body(id),
  "rank" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE need_evidence(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "need" TEXT NOT NULL REFERENCES need(id),
  "evidence" TEXT NOT NULL REFERENCES evidence(id),
  "note" TEXT
) STRICT;
CREATE TABLE need_outcome(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "need" TEXT NOT NULL REFERENCES need(id),
  "outcome" TEXT NOT NULL REFERENCES outcome(id)
) STRICT;
CREATE TABLE workshop(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "on_date" TEXT,
  "purpose" TEXT,
  "area" TEXT,
  "body" TEXT REFERENCES body(id),
  "venue" TEXT,
  "state" TEXT,
  "agenda" TEXT,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE matrix(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "rows" TEXT NOT NULL,
  "on_date" TEXT,
  "workshop" TEXT REFERENCES workshop(id),
  "marked_by" TEXT,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE matrix_topic(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "matrix" TEXT NOT NULL REFERENCES matrix(id),
  "heading" TEXT,
  "code" TEXT,
  "name" TEXT NOT NULL,
  "explanation" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE matrix_row(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "matrix" TEXT NOT NULL REFERENCES matrix(id),
  "name" TEXT NOT NULL,
  "place" TEXT REFERENCES place(id),
  "theme" TEXT REFERENCES theme(id),
  "rank" INTEGER
) STRICT;
CREATE TABLE matrix_mark(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "matrix_row" TEXT NOT NULL REFERENCES matrix_row(id),
  "matrix_topic" TEXT NOT NULL REFERENCES matrix_topic(id),
  "priority" TEXT NOT NULL,
  "note" TEXT
) STRICT;
CREATE TABLE engagement(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "on_date" TEXT,
  "organisation" TEXT REFERENCES organisation(id),
  "chapter" TEXT REFERENCES chapter(id),
  "place" TEXT REFERENCES place(id),
  "people" INTEGER,
  "findings" TEXT,
  "follow_up_needed" INTEGER,
  "follow_up" TEXT,
  "quick_wins" TEXT,
  "resources" TEXT,
  "done_on" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE protocol(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "partners" TEXT,
  "covers" TEXT,
  "restrictions" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE assessment(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "subject" TEXT REFERENCES body(id),
  "on_date" TEXT,
  "year" INTEGER,
  "starts" TEXT,
  "ends" TEXT,
  "team" TEXT,
  "read" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE assessment_point(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "assessment" TEXT NOT NULL REFERENCES assessment(id),
  "heading" TEXT NOT NULL,
  "side" TEXT NOT NULL,
  "point" TEXT NOT NULL,
  "note" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE recommendation(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "assessment" TEXT REFERENCES assessment(id),
  "heading" TEXT,
  "response" TEXT,
  "owner" TEXT REFERENCES body(id),
  "due" TEXT,
  "state" TEXT,
  "found" TEXT,
  "rank" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE body_product(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "body" TEXT NOT NULL REFERENCES body(id),
  "name" TEXT NOT NULL,
  "frequency" TEXT,
  "kept_at" TEXT
) STRICT;
CREATE TABLE agenda_item(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "meeting" TEXT NOT NULL REFERENCES meeting(id),
  "name" TEXT NOT NULL,
  "proposer" TEXT REFERENCES organisation(id),
  "format" TEXT,
  "paper" TEXT,
  "referred_from" TEXT REFERENCES decision(id),
  "outcome" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE partner_calendar(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "organisation" TEXT NOT NULL REFERENCES organisation(id),
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "starts" TEXT NOT NULL,
  "ends" TEXT,
  "window" INTEGER,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE activity_link(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "kind" TEXT NOT NULL,
  "other" TEXT NOT NULL REFERENCES activity(id),
  "note" TEXT
) STRICT;
CREATE TABLE delivery_option(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "name" TEXT NOT NULL,
  "delivery" TEXT,
  "integration" TEXT,
  "cost" INTEGER,
  "cost_scale" TEXT,
  "benefit_scale" TEXT,
  "time_needed" TEXT,
  "sustainability" TEXT,
  "chosen" INTEGER,
  "note" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE scoping(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "state" TEXT,
  "led_by" TEXT,
  "involve" TEXT,
  "included" TEXT,
  "delivered" TEXT,
  "solutions" TEXT,
  "timescales" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE project_phase(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "name" TEXT NOT NULL,
  "what" TEXT,
  "purpose" TEXT,
  "optional" INTEGER,
  "volume_from" INTEGER,
  "volume_to" INTEGER,
  "volume_unit" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE milestone(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "name" TEXT NOT NULL,
  "on_date" TEXT,
  "months" INTEGER,
  "counted_from" TEXT,
  "done_on" TEXT,
  "note" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE gate(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "on_date" TEXT NOT NULL,
  "from_state" TEXT,
  "to_state" TEXT NOT NULL,
  "body" TEXT REFERENCES body(id),
  "decision" TEXT REFERENCES decision(id),
  "reason" TEXT
) STRICT;
CREATE TABLE approval(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "track" TEXT NOT NULL,
  "body" TEXT REFERENCES body(id),
  "required" INTEGER,
  "state" TEXT NOT NULL,
  "on_date" TEXT,
  "condition" TEXT,
  "decision" TEXT REFERENCES decision(id)
) STRICT;
CREATE TABLE criterion(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "description" TEXT,
  "worst" TEXT,
  "best" TEXT,
  "swing" INTEGER,
  "swing_low" INTEGER,
  "swing_high" INTEGER,
  "rank" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE score(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "criterion" TEXT NOT NULL REFERENCES criterion(id),
  "value" INTEGER NOT NULL,
  "low" INTEGER,
  "high" INTEGER,
  "note" TEXT
) STRICT;
CREATE TABLE scenario(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "budget" INTEGER,
  "year" INTEGER,
  "assumptions" TEXT,
  "made_on" TEXT,
  "illustrative" INTEGER
) STRICT;
CREATE TABLE scenario_item(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "scenario" TEXT NOT NULL REFERENCES scenario(id),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "state" TEXT NOT NULL,
  "note" TEXT
) STRICT;
CREATE TABLE drawdown(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "reserve_entry" TEXT NOT NULL REFERENCES reserve_entry(id),
  "on_date" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "allowed_by" TEXT,
  "note" TEXT
) STRICT;
CREATE TABLE fund(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "seed" INTEGER NOT NULL,
  "starts" INTEGER NOT NULL,
  "years" INTEGER NOT NULL,
  "reserve" INTEGER,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE fund_project(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "fund" TEXT NOT NULL REFERENCES fund(id),
  "name" TEXT NOT NULL,
  "activity" TEXT REFERENCES activity(id),
  "starts" INTEGER NOT NULL,
  "cost" INTEGER NOT NULL,
  "match" INTEGER,
  "lag" INTEGER NOT NULL,
  "saving" INTEGER NOT NULL,
  "saving_years" INTEGER,
  "repaid" INTEGER NOT NULL,
  "cap" INTEGER,
  "risk" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE partner_contribution(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "organisation" TEXT NOT NULL REFERENCES organisation(id),
  "activity" TEXT REFERENCES activity(id),
  "year" INTEGER,
  "kind" TEXT NOT NULL,
  "amount" INTEGER,
  "days" INTEGER,
  "state" TEXT NOT NULL,
  "query" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE skill_offer(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "skill" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "organisation" TEXT NOT NULL REFERENCES organisation(id),
  "days" INTEGER,
  "starts" TEXT,
  "ends" TEXT,
  "state" TEXT,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE skill_exchange(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "giver" TEXT NOT NULL REFERENCES organisation(id),
  "taker" TEXT NOT NULL REFERENCES organisation(id),
  "skill" TEXT NOT NULL,
  "on_date" TEXT NOT NULL,
  "days" INTEGER NOT NULL,
  "activity" TEXT REFERENCES activity(id),
  "note" TEXT,
  "illustrative" INTEGER
) STRICT;
CREATE TABLE action(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "organisation" TEXT REFERENCES organisation(id),
  "owner" TEXT,
  "delegated_to" TEXT,
  "due" TEXT,
  "state" TEXT NOT NULL,
  "done_on" TEXT,
  "decision" TEXT REFERENCES decision(id),
  "recommendation" TEXT REFERENCES recommendation(id),
  "activity" TEXT REFERENCES activity(id),
  "workstream" TEXT,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE risk(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "activity" TEXT REFERENCES activity(id),
  "theme" TEXT REFERENCES theme(id),
  "affects" INTEGER,
  "resolvable" INTEGER,
  "likelihood" TEXT,
  "impact" TEXT,
  "response" TEXT,
  "owner" TEXT,
  "raised_on" TEXT,
  "happened_on" TEXT,
  "escalate_when" TEXT,
  "escalate_to" TEXT REFERENCES body(id),
  "closed_on" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE flash_report(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "activity" TEXT REFERENCES activity(id),
  "starts" TEXT NOT NULL,
  "ends" TEXT NOT NULL,
  "on_date" TEXT NOT NULL,
  "overview" TEXT,
  "rag" TEXT,
  "issues" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE flash_line(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "flash_report" TEXT NOT NULL REFERENCES flash_report(id),
  "party" TEXT NOT NULL,
  "workstream" TEXT NOT NULL,
  "completed" TEXT,
  "planned" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE workstream(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "number" TEXT,
  "lead" TEXT,
  "officer_lead" TEXT,
  "comment" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE workstream_activity(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "workstream" TEXT NOT NULL REFERENCES workstream(id),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "comment" TEXT
) STRICT;
CREATE TABLE timetable(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "activity" TEXT REFERENCES activity(id),
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE timetable_period(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "timetable" TEXT NOT NULL REFERENCES timetable(id),
  "label" TEXT NOT NULL,
  "starts" TEXT NOT NULL,
  "ends" TEXT NOT NULL
) STRICT;
CREATE TABLE timetable_bar(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "timetable" TEXT NOT NULL REFERENCES timetable(id),
  "name" TEXT NOT NULL,
  "starts" TEXT NOT NULL,
  "ends" TEXT,
  "label" TEXT,
  "optional" INTEGER,
  "volume_from" INTEGER,
  "volume_to" INTEGER,
  "rank" INTEGER
) STRICT;
CREATE TABLE review(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "kind" TEXT,
  "on_date" TEXT,
  "fate" TEXT,
  "reason_code" TEXT,
  "reason" TEXT,
  "lead" TEXT,
  "next_on" TEXT,
  "body" TEXT REFERENCES body(id),
  "decision" TEXT REFERENCES decision(id),
  "consult_from" TEXT,
  "consult_to" TEXT,
  "notice_on" TEXT,
  "ends_on" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE review_answer(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "review" TEXT NOT NULL REFERENCES review(id),
  "question" TEXT NOT NULL,
  "answer" TEXT,
  "verdict" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE exit_step(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "review" TEXT NOT NULL REFERENCES review(id),
  "name" TEXT NOT NULL,
  "owner" TEXT,
  "due" TEXT,
  "done_on" TEXT,
  "note" TEXT
) STRICT;
CREATE TABLE saving(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "review" TEXT REFERENCES review(id),
  "activity" TEXT REFERENCES activity(id),
  "year" INTEGER NOT NULL,
  "expected" INTEGER,
  "achieved" INTEGER,
  "goes_to" TEXT REFERENCES activity(id),
  "cash" INTEGER,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE lesson(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "stage" TEXT,
  "activity" TEXT REFERENCES activity(id),
  "happened" TEXT,
  "advice" TEXT,
  "on_date" TEXT,
  "shared" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE feedback(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "raised_by" TEXT,
  "on_date" TEXT,
  "section" TEXT,
  "anchor" TEXT,
  "quoted" TEXT,
  "response" TEXT,
  "answer" TEXT,
  "amendment" TEXT,
  "state" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE section_state(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "section" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "on_date" TEXT,
  "body" TEXT REFERENCES body(id),
  "workshop" TEXT REFERENCES workshop(id),
  "note" TEXT
) STRICT;
CREATE TABLE case_study(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "organisation" TEXT REFERENCES organisation(id),
  "role" TEXT,
  "chapter" TEXT REFERENCES chapter(id),
  "place" TEXT REFERENCES place(id),
  "stage" TEXT,
  "state" TEXT,
  "arranged_on" TEXT,
  "done_on" TEXT,
  "written_on" TEXT,
  "cleared_on" TEXT,
  "note" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE attendance(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "workshop" TEXT NOT NULL REFERENCES workshop(id),
  "organisation" TEXT REFERENCES organisation(id),
  "role" TEXT,
  "invited" INTEGER,
  "present" INTEGER,
  "note" TEXT
) STRICT;
CREATE TABLE workshop_step(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "workshop" TEXT NOT NULL REFERENCES workshop(id),
  "name" TEXT NOT NULL,
  "mode" TEXT NOT NULL,
  "minutes" INTEGER,
  "instructions" TEXT,
  "rank" INTEGER
) STRICT;
CREATE TABLE workshop_point(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "workshop" TEXT NOT NULL REFERENCES workshop(id),
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "group_name" TEXT,
  "rank" INTEGER,
  "votes" INTEGER,
  "answers" TEXT REFERENCES workshop_point(id),
  "note" TEXT
) STRICT;
CREATE TABLE workshop_rating(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "workshop" TEXT NOT NULL REFERENCES workshop(id),
  "score" INTEGER NOT NULL,
  "people" INTEGER NOT NULL
) STRICT;

CREATE INDEX activity_priority_body ON activity("priority_body");
CREATE INDEX reserve_entry_activity ON reserve_entry("activity");
CREATE INDEX decision_referred_to ON decision("referred_to");
CREATE INDEX event_activity ON event("activity");
CREATE INDEX champion_chapter ON champion("chapter");
CREATE INDEX champion_organisation ON champion("organisation");
CREATE INDEX indicator_outcome ON indicator("outcome");
CREATE INDEX indicator_owner ON indicator("owner");
CREATE INDEX target_indicator ON target("indicator");
CREATE INDEX indicator_value_indicator ON indicator_value("indicator");
CREATE INDEX evidence_owner ON evidence("owner");
CREATE INDEX evidence_theme ON evidence("theme");
CREATE INDEX evidence_chapter ON evidence("chapter");
CREATE INDEX evidence_place ON evidence("place");
CREATE INDEX need_chapter ON need("chapter");
CREATE INDEX need_place ON need("place");
CREATE INDEX need_owner ON need("owner");
CREATE INDEX need_evidence_need ON need_evidence("need");
CREATE INDEX need_evidence_evidence ON need_evidence("evidence");
CREATE INDEX need_outcome_need ON need_outcome("need");
CREATE INDEX need_outcome_outcome ON need_outcome("outcome");
CREATE INDEX workshop_body ON workshop("body");
CREATE INDEX matrix_workshop ON matrix("workshop");
CREATE INDEX matrix_topic_matrix ON matrix_topic("matrix");
CREATE INDEX matrix_row_matrix ON matrix_row("matrix");
CREATE INDEX matrix_row_place ON matrix_row("place");
CREATE INDEX matrix_row_theme ON matrix_row("theme");
CREATE INDEX matrix_mark_matrix_row ON matrix_mark("matrix_row");
CREATE INDEX matrix_mark_matrix_topic ON matrix_mark("matrix_topic");
CREATE INDEX engagement_organisation ON engagement("organisation");
CREATE INDEX engagement_chapter ON engagement("chapter");
CREATE INDEX engagement_place ON engagement("place");
CREATE INDEX assessment_subject ON assessment("subject");
CREATE INDEX assessment_point_assessment ON assessment_point("assessment");
CREATE INDEX recommendation_assessment ON recommendation("assessment");
CREATE INDEX recommendation_owner ON recommendation("owner");
CREATE INDEX body_product_body ON body_product("body");
CREATE INDEX agenda_item_meeting ON agenda_item("meeting");
CREATE INDEX agenda_item_proposer ON agenda_item("proposer");
CREATE INDEX agenda_item_referred_from ON agenda_item("referred_from");
CREATE INDEX partner_calendar_organisation ON partner_calendar("organisation");
CREATE INDEX activity_link_activity ON activity_link("activity");
CREATE INDEX activity_link_other ON activity_link("other");
CREATE INDEX delivery_option_activity ON delivery_option("activity");
CREATE INDEX scoping_activity ON scoping("activity");
CREATE INDEX project_phase_activity ON project_phase("activity");
CREATE INDEX milestone_activity ON milestone("activity");
CREATE INDEX gate_activity ON gate("activity");
CREATE INDEX gate_body ON gate("body");
CREATE INDEX gate_decision ON gate("decision");
CREATE INDEX approval_activity ON approval("activity");
CREATE INDEX approval_body ON approval("body");
CREATE INDEX approval_decision ON approval("decision");
CREATE INDEX score_activity ON score("activity");
CREATE INDEX score_criterion ON score("criterion");
CREATE INDEX scenario_item_scenario ON scenario_item("scenario");
CREATE INDEX scenario_item_activity ON scenario_item("activity");
CREATE INDEX drawdown_reserve_entry ON drawdown("reserve_entry");
CREATE INDEX fund_project_fund ON fund_project("fund");
CREATE INDEX fund_project_activity ON fund_project("activity");
CREATE INDEX partner_contribution_organisation ON partner_contribution("organisation");
CREATE INDEX partner_contribution_activity ON partner_contribution("activity");
CREATE INDEX skill_offer_organisation ON skill_offer("organisation");
CREATE INDEX skill_exchange_giver ON skill_exchange("giver");
CREATE INDEX skill_exchange_taker ON skill_exchange("taker");
CREATE INDEX skill_exchange_activity ON skill_exchange("activity");
CREATE INDEX action_organisation ON action("organisation");
CREATE INDEX action_decision ON action("decision");
CREATE INDEX action_recommendation ON action("recommendation");
CREATE INDEX action_activity ON action("activity");
CREATE INDEX risk_activity ON risk("activity");
CREATE INDEX risk_theme ON risk("theme");
CREATE INDEX risk_escalate_to ON risk("escalate_to");
CREATE INDEX flash_report_activity ON flash_report("activity");
CREATE INDEX flash_line_flash_report ON flash_line("flash_report");
CREATE INDEX workstream_activity_workstream ON workstream_activity("workstream");
CREATE INDEX workstream_activity_activity ON workstream_activity("activity");
CREATE INDEX timetable_activity ON timetable("activity");
CREATE INDEX timetable_period_timetable ON timetable_period("timetable");
CREATE INDEX timetable_bar_timetable ON timetable_bar("timetable");
CREATE INDEX review_activity ON review("activity");
CREATE INDEX review_body ON review("body");
CREATE INDEX review_decision ON review("decision");
CREATE INDEX review_answer_review ON review_answer("review");
CREATE INDEX exit_step_review ON exit_step("review");
CREATE INDEX saving_review ON saving("review");
CREATE INDEX saving_activity ON saving("activity");
CREATE INDEX saving_goes_to ON saving("goes_to");
CREATE INDEX lesson_activity ON lesson("activity");
CREATE INDEX section_state_body ON section_state("body");
CREATE INDEX section_state_workshop ON section_state("workshop");
CREATE INDEX case_study_organisation ON case_study("organisation");
CREATE INDEX case_study_chapter ON case_study("chapter");
CREATE INDEX case_study_place ON case_study("place");
CREATE INDEX attendance_workshop ON attendance("workshop");
CREATE INDEX attendance_organisation ON attendance("organisation");
CREATE INDEX workshop_step_workshop ON workshop_step("workshop");
CREATE INDEX workshop_point_workshop ON workshop_point("workshop");
CREATE INDEX workshop_point_answers ON workshop_point("answers");
CREATE INDEX workshop_rating_workshop ON workshop_rating("workshop");
