-- SPDX-License-Identifier: GPL-3.0-or-later
-- 0004-assessment-levels.sql - how far an assessment finds that a heading has come. Never edited once
-- it has landed.

CREATE TABLE assessment_level(
  id TEXT NOT NULL PRIMARY KEY CHECK(length(id)=36),
  "assessment" TEXT NOT NULL REFERENCES assessment(id),
  "heading" TEXT NOT NULL,
  "level" TEXT,
  "reason" TEXT
) STRICT;

CREATE INDEX assessment_level_assessment ON assessment_level("assessment");
