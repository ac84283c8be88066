-- SPDX-License-Identifier: GPL-3.0-or-later
-- 0003-spend.sql - what is spent now, and the contracts. Never edited once it has landed.

CREATE TABLE spend_file(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "name" TEXT NOT NULL,
  "organisation" TEXT REFERENCES organisation(id),
  "received" TEXT,
  "rows_read" INTEGER,
  "rows_stored" INTEGER,
  "rows_rejected" INTEGER,
  "control_total" INTEGER,
  "read_as" TEXT,
  "digest" TEXT,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE spend_line(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "spend_file" TEXT NOT NULL REFERENCES spend_file(id),
  "organisation" TEXT REFERENCES organisation(id),
  "year" INTEGER NOT NULL,
  "on_date" TEXT,
  "supplier" TEXT,
  "service" TEXT,
  "purpose" TEXT,
  "reference" TEXT,
  "amount" INTEGER NOT NULL,
  "chapter" TEXT REFERENCES chapter(id),
  "kind" TEXT,
  "activity" TEXT REFERENCES activity(id),
  "file_line" INTEGER,
  "note" TEXT
) STRICT;
CREATE TABLE spend_rule(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "words" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "test" TEXT NOT NULL,
  "organisation" TEXT REFERENCES organisation(id),
  "chapter" TEXT REFERENCES chapter(id),
  "outside" INTEGER,
  "kind" TEXT,
  "rank" INTEGER,
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;
CREATE TABLE contract(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "title" TEXT NOT NULL,
  "reference" TEXT,
  "organisation" TEXT REFERENCES organisation(id),
  "supplier" TEXT,
  "service" TEXT,
  "state" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "review_by" TEXT,
  "notice_months" INTEGER,
  "extension" TEXT,
  "annual_value" INTEGER,
  "total_value" INTEGER,
  "voluntary" INTEGER,
  "procedure" TEXT,
  "chapter" TEXT REFERENCES chapter(id),
  "activity" TEXT REFERENCES activity(id),
  "note" TEXT,
  "illustrative" INTEGER,
  "source" TEXT
) STRICT;

CREATE INDEX spend_file_organisation ON spend_file("organisation");
-- Of a hundred thousand lines few say these themselves; an index of the rest would only cost.
CREATE INDEX spend_line_spend_file ON spend_line("spend_file");
CREATE INDEX spend_line_organisation ON spend_line("organisation");
CREATE INDEX spend_line_chapter ON spend_line("chapter") WHERE "chapter" IS NOT NULL;
CREATE INDEX spend_line_activity ON spend_line("activity") WHERE "activity" IS NOT NULL;
CREATE INDEX spend_rule_organisation ON spend_rule("organisation");
CREATE INDEX spend_rule_chapter ON spend_rule("chapter");
CREATE INDEX contract_organisation ON contract("organisation");
CREATE INDEX contract_chapter ON contract("chapter");
CREATE INDEX contract_activity ON contract("activity");
