-- SPDX-License-Identifier: GPL-3.0-or-later
-- 0001-initial.sql - the tables of a portfolio. Never edited once it has landed: a change is a new file.

CREATE TABLE meta(k TEXT NOT NULL PRIMARY KEY, v TEXT NOT NULL) STRICT;
CREATE TABLE history(seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, ts INTEGER NOT NULL, actor TEXT NOT NULL, summary TEXT NOT NULL, kind INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 0, target TEXT, schema_v INTEGER NOT NULL, changeset BLOB) STRICT;
CREATE INDEX history_state ON history(state, seq);

CREATE TABLE partnership(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "short_name" TEXT,
  "area" TEXT,
  "people" TEXT,
  "year" INTEGER NOT NULL,
  "as_on" TEXT,
  "description" TEXT,
  "illustrative" INTEGER,
  "notice" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE organisation(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "short_name" TEXT,
  "kind" TEXT,
  "note" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE theme(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "code" TEXT,
  "description" TEXT,
  "lead" TEXT,
  "rank" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE chapter(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "theme" TEXT NOT NULL REFERENCES theme(id),
  "name" TEXT NOT NULL,
  "code" TEXT,
  "description" TEXT,
  "lead" TEXT,
  "champion" TEXT,
  "rank" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE place(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "note" TEXT,
  "rank" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE body(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "short_name" TEXT,
  "kind" TEXT NOT NULL,
  "theme" TEXT REFERENCES theme(id),
  "reports_to" TEXT REFERENCES body(id),
  "terms" TEXT,
  "frequency" TEXT,
  "chair" TEXT,
  "size" INTEGER,
  "rank" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE membership(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "body" TEXT NOT NULL REFERENCES body(id),
  "organisation" TEXT REFERENCES organisation(id),
  "role" TEXT,
  "capacity" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE role(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "body" TEXT REFERENCES body(id),
  "stage" TEXT,
  "responsibility" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE outcome(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "chapter" TEXT NOT NULL REFERENCES chapter(id),
  "name" TEXT NOT NULL,
  "operational" TEXT,
  "owner" TEXT REFERENCES body(id),
  "rank" INTEGER,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE funding_source(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "organisation" TEXT REFERENCES organisation(id),
  "ends" TEXT,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE activity(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "title" TEXT NOT NULL,
  "code" TEXT,
  "kind" TEXT,
  "state" TEXT NOT NULL,
  "lead" TEXT,
  "organisation" TEXT REFERENCES organisation(id),
  "description" TEXT,
  "statutory" INTEGER,
  "delivery" TEXT,
  "need" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "fate" TEXT,
  "reason" TEXT,
  "review_on" TEXT,
  "comment" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE activity_chapter(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "chapter" TEXT NOT NULL REFERENCES chapter(id),
  "contribution" TEXT
) STRICT;
CREATE TABLE activity_outcome(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "outcome" TEXT NOT NULL REFERENCES outcome(id),
  "contribution" TEXT
) STRICT;
CREATE TABLE activity_place(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "place" TEXT NOT NULL REFERENCES place(id)
) STRICT;
CREATE TABLE activity_partner(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "organisation" TEXT NOT NULL REFERENCES organisation(id),
  "part" TEXT NOT NULL,
  "note" TEXT
) STRICT;
CREATE TABLE budget_line(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "activity" TEXT NOT NULL REFERENCES activity(id),
  "year" INTEGER NOT NULL,
  "funding_source" TEXT NOT NULL REFERENCES funding_source(id),
  "amount" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "note" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE reserve_entry(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "on_date" TEXT,
  "amount" INTEGER,
  "stated" INTEGER,
  "state" TEXT NOT NULL,
  "trigger" TEXT,
  "delegated_to" TEXT,
  "rank" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE meeting(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "body" TEXT NOT NULL REFERENCES body(id),
  "on_date" TEXT NOT NULL,
  "note" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE decision(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "body" TEXT NOT NULL REFERENCES body(id),
  "meeting" TEXT REFERENCES meeting(id),
  "minute" TEXT,
  "paper" TEXT,
  "verb" TEXT NOT NULL,
  "activity" TEXT REFERENCES activity(id),
  "owner" TEXT,
  "due" TEXT,
  "detail" TEXT,
  "source" TEXT
) STRICT;
CREATE TABLE event(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "starts" TEXT NOT NULL,
  "ends" TEXT,
  "body" TEXT REFERENCES body(id),
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE cycle_run(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "theme" TEXT REFERENCES theme(id),
  "year" INTEGER NOT NULL,
  "starts" TEXT,
  "ends" TEXT,
  "state" TEXT NOT NULL,
  "note" TEXT,
  "illustrative" INTEGER
) STRICT;
CREATE TABLE step_state(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "cycle_run" TEXT NOT NULL REFERENCES cycle_run(id),
  "step" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "due" TEXT,
  "responsible" TEXT REFERENCES body(id),
  "note" TEXT
) STRICT;
CREATE TABLE sign_off(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "cycle_run" TEXT NOT NULL REFERENCES cycle_run(id),
  "step" TEXT NOT NULL,
  "body" TEXT NOT NULL REFERENCES body(id),
  "on_date" TEXT NOT NULL,
  "role" TEXT,
  "note" TEXT
) STRICT;
CREATE TABLE output(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "cycle_run" TEXT NOT NULL REFERENCES cycle_run(id),
  "step" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "place" TEXT,
  "on_date" TEXT
) STRICT;
CREATE TABLE check_item(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "cycle_run" TEXT NOT NULL REFERENCES cycle_run(id),
  "step" TEXT NOT NULL,
  "item" TEXT NOT NULL,
  "done" INTEGER NOT NULL,
  "note" TEXT
) STRICT;

CREATE INDEX chapter_theme ON chapter(theme);
CREATE INDEX body_theme ON body(theme);
CREATE INDEX body_reports_to ON body(reports_to);
CREATE INDEX membership_body ON membership(body);
CREATE INDEX membership_organisation ON membership(organisation);
CREATE INDEX role_body ON role(body);
CREATE INDEX outcome_chapter ON outcome(chapter);
CREATE INDEX outcome_owner ON outcome(owner);
CREATE INDEX funding_source_organisation ON funding_source(organisation);
CREATE INDEX activity_organisation ON activity(organisation);
CREATE INDEX activity_chapter_activity ON activity_chapter(activity);
CREATE INDEX activity_chapter_chapter ON activity_chapter(chapter);
CREATE INDEX activity_outcome_activity ON activity_outcome(activity);
CREATE INDEX activity_outcome_outcome ON activity_outcome(outcome);
CREATE INDEX activity_place_activity ON activity_place(activity);
CREATE INDEX activity_place_place ON activity_place(place);
CREATE INDEX activity_partner_activity ON activity_partner(activity);
CREATE INDEX activity_partner_organisation ON activity_partner(organisation);
CREATE INDEX budget_line_activity ON budget_line(activity);
CREATE INDEX budget_line_funding_source ON budget_line(funding_source);
CREATE INDEX meeting_body ON meeting(body);
CREATE INDEX decision_body ON decision(body);
CREATE INDEX decision_meeting ON decision(meeting);
CREATE INDEX decision_activity ON decision(activity);
CREATE INDEX event_body ON event(body);
CREATE INDEX cycle_run_theme ON cycle_run(theme);
CREATE INDEX step_state_cycle_run ON step_state(cycle_run);
CREATE INDEX step_state_responsible ON step_state(responsible);
CREATE INDEX sign_off_cycle_run ON sign_off(cycle_run);
CREATE INDEX sign_off_body ON sign_off(body);
CREATE INDEX output_cycle_run ON output(cycle_run);
CREATE INDEX check_item_cycle_run ON check_item(cycle_run);
