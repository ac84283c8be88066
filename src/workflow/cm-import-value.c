/* cm-import-value.c - a cell of a file becomes a value, or a sentence why it cannot. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-import-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-csv.h"

/* The rules:
 *
 * - Nothing is guessed. What has two readings has none and is refused with the reason.
 * - A cell that says that there is nothing yet (“-”, “N/A”, “TBC” …) is nothing; in a column of
 *   money never nought. “Nil” is no number either: who means nought writes 0. In a text, only words
 *   that cannot be an answer count as nothing: “None” stays what it is.
 * - Years of two digits lie from 1969 to 2049; the others could be of either century.
 */

#define QUOTED 60       /* characters of a cell in a sentence */
#define DIGITS_MAX 15   /* of pounds */
#define YEAR_LEAST 1800 /* of a date */
#define YEAR_GREATEST 2199

/* --- texts ------------------------------------------------------------------------------------ */

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == 0xa0 || c == 0x200b || c == 0xfeff || g_unichar_isspace (c);
}

static gboolean
is_plain (char c)
{
  return c > 0x20 && c < 0x7f;
}

const char *
_cm_cell_trim (const char *text, GString *scratch)
{
  const char *end = text + strlen (text);

  if (text == end || (is_plain (*text) && is_plain (end[-1])))
    return text;
  while (text < end && is_space (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_space (g_utf8_get_char (last)))
        break;
      end = last;
    }
  if (*end == '\0')
    return text;
  g_string_truncate (scratch, 0);
  g_string_append_len (scratch, text, end - text);
  return scratch->str;
}

gboolean
_cm_cell_is_blank (const CmCell *cell)
{
  const char *p = cell->text;

  if (cell->kind == CM_CELL_EMPTY || *p == '\0')
    return TRUE;
  if (is_plain (*p))
    return FALSE;
  for (; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_space (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

char *
_cm_cell_quote (const char *text)
{
  char *tidy = _cm_import_tidy (text);

  if (g_utf8_strlen (tidy, -1) > QUOTED)
    {
      g_autofree char *whole = tidy;
      g_autofree char *part = g_utf8_substring (whole, 0, QUOTED - 1);

      tidy = g_strconcat (part, "…", NULL);
    }
  return tidy;
}

/* Sets "“TEXT”: what is wrong with it". */
static CmReadResult G_GNUC_PRINTF (3, 4)
    refuse (char **reason, const char *text, const char *format, ...)
{
  g_autofree char *quoted = NULL, *why = NULL;
  va_list args;

  if (reason == NULL)
    return CM_READ_BAD;
  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  quoted = _cm_cell_quote (text);
  /* translators: %1$s is what a cell of a file holds, %2$s what is wrong with it */
  *reason = g_strdup_printf (_ ("“%1$s”: %2$s"), quoted, why);
  return CM_READ_BAD;
}

/* Words that say that there is nothing, or nothing yet. */
static const char *const absent_words[] = { "-",   "--",  "---", "n/a",    "n.a.", "n/k",
                                            "tbc", "tba", "tbd", "t.b.c.", "null", NULL };
/* Words that say so unless the column is one of text, where they can be an answer. */
static const char *const absent_answers[] = { "na",      "nil",       "none",    "not applicable",
                                              "unknown", "not known", "pending", NULL };

static gboolean
is_dash (const char *text)
{
  return g_str_equal (text, "–") || g_str_equal (text, "—") || g_str_equal (text, "−");
}

static gboolean
says_absent (const CmField *field, const char *text)
{
  const gboolean is_text = field->type == CM_FIELD_TEXT || field->type == CM_FIELD_LONG_TEXT;
  g_autofree char *lower = NULL;

  if (strlen (text) > 14)
    return FALSE;
  if (is_dash (text))
    return TRUE;
  /* As accountants' formats show nought, or nothing. */
  if (field->type == CM_FIELD_MONEY && (g_str_equal (text, "£-") || g_str_equal (text, "£ -")))
    return TRUE;
  if (strchr ("-nNtTuUpP", *text) == NULL)
    return FALSE;
  lower = g_ascii_strdown (text, -1);
  return g_strv_contains (absent_words, lower) ||
         (!is_text && g_strv_contains (absent_answers, lower));
}

/* What a spreadsheet shows where a formula failed. */
static gboolean
is_error_text (const char *text)
{
  static const char *const errors[] = { "#REF!", "#VALUE!", "#NAME?",  "#DIV/0!", "#N/A",
                                        "#NUM!", "#NULL!",  "#SPILL!", "#CALC!",  NULL };

  return *text == '#' && g_strv_contains (errors, text);
}

/* The end of a number such as 1.2E+05, or NULL. */
static gboolean
is_shortened (const char *text)
{
  const char *p = text;

  if (*p == '-')
    p++;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  while (g_ascii_isdigit (*p))
    p++;
  if (*p == '.')
    for (p++; g_ascii_isdigit (*p); p++)
      ;
  if ((*p != 'E' && *p != 'e') || (p[1] != '+' && p[1] != '-') || !g_ascii_isdigit (p[2]))
    return FALSE;
  for (p += 2; g_ascii_isdigit (*p); p++)
    ;
  return *p == '\0';
}

static CmReadResult
refuse_control (char **reason, const char *text, guint c)
{
  /* translators: %04X is the code of a character that cannot be seen */
  return refuse (reason, text, _ ("it holds the control character U+%04X"), c);
}

/* Line breaks become spaces where a text has one line. */
static const char *
join_lines (CmCellReader *self, const char *text)
{
  g_autofree char *whole = g_strdup (text);

  g_string_truncate (self->scratch, 0);
  for (const char *p = whole; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      g_string_append_c (self->scratch, *p == '\n' || *p == '\r' ? ' ' : *p);
    }
  return self->scratch->str;
}

static const char *
even_lines (CmCellReader *self, const char *text)
{
  g_autofree char *whole = g_strdup (text);

  g_string_truncate (self->scratch, 0);
  for (const char *p = whole; *p != '\0'; p++)
    if (*p == '\r')
      g_string_append (self->scratch, p[1] == '\n' ? "" : "\n");
    else
      g_string_append_c (self->scratch, *p);
  return self->scratch->str;
}

static CmReadResult
read_text (
    CmCellReader *self, const CmField *field, const char *text, CmValue *value, char **reason)
{
  g_autoptr (GError) error = NULL;

  if (strpbrk (text, "\r\n") != NULL)
    text = field->type == CM_FIELD_TEXT ? join_lines (self, text) : even_lines (self, text);
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\t' && *p != '\n')
      return refuse_control (reason, text, (guchar) *p);
  if (is_shortened (text) && self->n_cut++ == 0)
    self->first_cut = g_strdup (text);
  cm_value_set_text (value, text);
  if (cm_value_check (value, field, &error))
    return CM_READ_VALUE;
  if (reason != NULL)
    *reason = _cm_import_say_why (error, NULL, &field);
  return CM_READ_BAD;
}

/* --- money ------------------------------------------------------------------------------------ */

static const char *
skip_spaces (const char *p)
{
  for (;; p = g_utf8_next_char (p))
    if (*p == '\0' || !is_space (g_utf8_get_char (p)))
      return p;
}

/* An amount taken apart. */
typedef struct
{
  gboolean bracket, minus, credit, pound;
  guint64 pounds;
  guint n_digits;
  guint pence;
  const char *rest; /* digits after the pence */
  gsize n_rest;
} Amount;

static gboolean
take (const char **p, const char *token)
{
  if (!g_str_has_prefix (*p, token))
    return FALSE;
  *p = skip_spaces (*p + strlen (token));
  return TRUE;
}

static gboolean
take_minus (const char **p)
{
  return take (p, "-") || take (p, "−") || take (p, "–");
}

/* The signs before the digits, each once, in any order that has one meaning. */
static gboolean
read_signs (Amount *amount, const char **p)
{
  gboolean sign = FALSE;

  *p = skip_spaces (*p);
  for (;;)
    if (!amount->pound && (take (p, "£") || take (p, "GBP")))
      amount->pound = TRUE;
    else if (!amount->bracket && !sign && take (p, "("))
      amount->bracket = TRUE;
    else if (!amount->bracket && !sign && take_minus (p))
      sign = amount->minus = TRUE;
    else if (!amount->bracket && !sign && take (p, "+"))
      sign = TRUE;
    else
      return TRUE;
}

/* What parts thousands at `p`, if anything, and how long it is. */
static gsize
measure_parting (const char *p)
{
  const gunichar c = g_utf8_get_char (p);

  if (c == ',')
    return 1;
  return (c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f) &&
                 g_ascii_isdigit (*g_utf8_next_char (p))
             ? (gsize) (g_utf8_next_char (p) - p)
             : 0;
}

/* Digits, thousands parted all in the same way or not at all. */
static gboolean
read_pounds (Amount *amount, const char **p)
{
  gunichar parting = 0;
  guint group = 0;

  for (;;)
    {
      if (g_ascii_isdigit (**p))
        {
          if (amount->n_digits++ >= DIGITS_MAX)
            return FALSE;
          amount->pounds = amount->pounds * 10 + (guint64) (**p - '0');
          group++;
          (*p)++;
          continue;
        }
      if (**p == '\0' || measure_parting (*p) == 0)
        return parting == 0 || group == 3;
      if (parting == 0 ? group == 0 || group > 3 : group != 3 || parting != g_utf8_get_char (*p))
        return FALSE;
      parting = g_utf8_get_char (*p);
      group = 0;
      *p += measure_parting (*p);
    }
}

static void
read_pence (Amount *amount, const char **p)
{
  guint places = 0;

  if (**p != '.')
    return;
  for ((*p)++; g_ascii_isdigit (**p) && places < 2; (*p)++, places++)
    {
      amount->pence = amount->pence * 10 + (guint) (**p - '0');
      amount->n_digits++;
    }
  if (places == 1)
    amount->pence *= 10;
  amount->rest = *p;
  while (g_ascii_isdigit (**p))
    (*p)++;
  amount->n_rest = (gsize) (*p - amount->rest);
}

static gboolean
read_end (Amount *amount, const char **p)
{
  *p = skip_spaces (*p);
  if (amount->bracket && !take (p, ")"))
    return FALSE;
  if (!amount->bracket && !amount->minus)
    {
      if (take_minus (p))
        amount->minus = TRUE;
      else if (take (p, "CR") || take (p, "Cr") || take (p, "cr"))
        amount->credit = TRUE;
      else if (!take (p, "DR") && !take (p, "Dr") && !take (p, "dr"))
        return **p == '\0' && amount->n_digits > 0;
    }
  return **p == '\0' && amount->n_digits > 0;
}

/* Beyond the pence: noise of a computer's own arithmetic is rounded away, other digits are not. */
static gboolean
round_rest (Amount *amount, gboolean computed)
{
  double part = 0, scale = 1;

  for (gsize i = 0; i < amount->n_rest; i++)
    {
      scale /= 10;
      part += (amount->rest[i] - '0') * scale;
    }
  if (part <= 0)
    return TRUE;
  /* In pence; a millionth of a pound is a ten-thousandth of them. */
  if (!computed || (part > 1e-4 && part < 1 - 1e-4))
    return FALSE;
  if (part > 0.5 && ++amount->pence == 100)
    {
      amount->pence = 0;
      amount->pounds++;
    }
  return TRUE;
}

/* "1.234,56", "1.234.567" and "12,5". */
static gboolean
is_continental (const char *text)
{
  const char *comma = strrchr (text, ','), *point = strchr (text, '.');

  if (comma != NULL && point != NULL)
    return comma > point;
  if (comma != NULL)
    return strchr (text, ',') == comma && strspn (comma + 1, "0123456789") < 3 &&
           g_ascii_isdigit (comma[1]);
  return point != NULL && strchr (point + 1, '.') != NULL;
}

static const char *
explain_money (const char *text)
{
  if (is_shortened (text))
    return _ ("the number was damaged by a spreadsheet program, its last digits are lost");
  if (strstr (text, "€") != NULL || strchr (text, '$') != NULL || strstr (text, "EUR") != NULL ||
      strstr (text, "USD") != NULL)
    return _ ("the amount is not in pounds");
  if (strpbrk (text, "0123456789") == NULL)
    return _ ("this is not an amount of money");
  if (strspn (text, "0123456789.,-£ ()") == strlen (text) && is_continental (text))
    return _ ("it looks like a continental amount, with a comma before the pence; write 1,234.56");
  if (strspn (text, "0123456789") > DIGITS_MAX)
    return _ ("the amount is too large");
  if (strchr (text, ',') != NULL)
    return _ ("its commas do not part thousands; write 36,400 or 36400");
  return _ ("this is not an amount of money; write it as 36400, 36,400 or £36,400.50");
}

/* FALSE if it cannot be read; `why` tells unless it is NULL. */
static gboolean
parse_money (const char *text, gboolean computed, gint64 *pence, const char **why)
{
  Amount amount = { 0 };
  const char *p = text;
  gboolean good = read_signs (&amount, &p) && read_pounds (&amount, &p);

  if (good)
    {
      read_pence (&amount, &p);
      good = read_end (&amount, &p);
    }
  if (!good)
    {
      if (why != NULL)
        *why = explain_money (text);
      return FALSE;
    }
  if (!round_rest (&amount, computed))
    {
      if (why != NULL)
        *why = _ ("it has more than two decimals, and nothing is rounded");
      return FALSE;
    }
  *pence = (gint64) (amount.pounds * 100 + amount.pence);
  if (amount.bracket || amount.minus || amount.credit)
    *pence = -*pence;
  return TRUE;
}

static CmReadResult
check_number (const CmField *field, CmValue *value, char **reason)
{
  g_autoptr (GError) error = NULL;

  if (cm_value_check (value, field, &error))
    return CM_READ_VALUE;
  if (reason != NULL)
    *reason = _cm_import_say_why (error, NULL, &field);
  return CM_READ_BAD;
}

static CmReadResult
read_money (
    const CmField *field, const CmCell *cell, const char *text, CmValue *value, char **reason)
{
  const char *why = NULL;
  gint64 pence = 0;

  if (cell->kind == CM_CELL_DATE || cell->kind == CM_CELL_FLAG)
    return refuse (reason, text, "%s", _ ("this is not an amount of money"));
  if (!parse_money (text, cell->kind == CM_CELL_NUMBER, &pence, reason != NULL ? &why : NULL))
    return refuse (reason, text, "%s", why != NULL ? why : "");
  cm_value_set_number (value, pence);
  return check_number (field, value, reason);
}

/* --- dates ------------------------------------------------------------------------------------ */

/* A date taken apart: up to three parts of digits, or a month's name. */
typedef struct
{
  int numbers[3];
  guint digits[3]; /* how many each number has */
  guint n;
  int month;         /* of a name, or 0 */
  guint month_place; /* before which of the numbers the name stands */
  char parting;
} DateParts;

static int
read_month (const char *word, gsize length)
{
  static const char *const months[] = { "january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december" };

  if (length == 4 && g_ascii_strncasecmp (word, "sept", 4) == 0)
    return 9;
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (word, months[i], length) == 0 &&
        (length == 3 || length == strlen (months[i])))
      return i + 1;
  return 0;
}

static gboolean
is_ordinal (const char *word, gsize length)
{
  return length == 2 &&
         (g_ascii_strncasecmp (word, "st", 2) == 0 || g_ascii_strncasecmp (word, "nd", 2) == 0 ||
          g_ascii_strncasecmp (word, "rd", 2) == 0 || g_ascii_strncasecmp (word, "th", 2) == 0);
}

/* "14:30", "00:00:00.000", "2:30 PM", "14:30:00Z", "09:00+01:00" */
static gboolean
is_time (const char *text)
{
  const char *p = text;

  if (!g_ascii_isdigit (*p))
    return FALSE;
  while (g_ascii_isdigit (*p))
    p++;
  return *p == ':' && g_ascii_isdigit (p[1]) && strspn (p, "0123456789:.+-Z APMapm") == strlen (p);
}

static gboolean
read_date_number (DateParts *parts, const char **p)
{
  const char *start = *p;
  int number = 0;

  while (g_ascii_isdigit (**p) && *p - start < 9)
    number = number * 10 + (*(*p)++ - '0');
  if (parts->n == 3 || *p - start > 8)
    return FALSE;
  parts->digits[parts->n] = (guint) (*p - start);
  parts->numbers[parts->n++] = number;
  return TRUE;
}

static gboolean
read_date_word (DateParts *parts, const char **p)
{
  const char *start = *p;
  gsize length;

  while (g_ascii_isalpha (**p))
    (*p)++;
  length = (gsize) (*p - start);
  /* A day as 31st, right behind its number. */
  if (parts->n > 0 && g_ascii_isdigit (start[-1]) && is_ordinal (start, length))
    return TRUE;
  if (parts->month != 0 || length < 3)
    return FALSE;
  parts->month = read_month (start, length);
  parts->month_place = parts->n;
  return parts->month != 0;
}

/* Parts of digits must be parted by the same sign throughout. */
static gboolean
split_date (DateParts *parts, const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      const char *start = p;

      if (g_ascii_isdigit (*p) && parts->n > 0 && is_time (p) && (p[-1] == ' ' || p[-1] == 'T'))
        return TRUE;
      if (*p == 'T' && parts->n == 3 && is_time (p + 1))
        return TRUE;
      if (g_ascii_isdigit (*p) ? !read_date_number (parts, &p)
                               : g_ascii_isalpha (*p) && !read_date_word (parts, &p))
        return FALSE;
      if (p > start)
        continue;
      if (strchr ("/-. ,", *p) == NULL)
        return FALSE;
      /* "31. 12. 2009" and "Dec 31, 2009" have a space behind the sign. */
      if (parts->month == 0 && *p != ' ' && *p != ',')
        {
          if (parts->parting != 0 && parts->parting != *p)
            return FALSE;
          parts->parting = *p;
        }
      else if (parts->month == 0 && *p == ' ' && parts->parting == 0 && p[1] != '\0' &&
               !g_ascii_isalpha (p[1]))
        parts->parting = ' ';
      p++;
    }
  return TRUE;
}

/* 0 if it could be of either century. */
static int
complete_year (int year, guint digits)
{
  if (digits == 4)
    return year;
  if (digits != 2)
    return 0;
  if (year <= 49)
    return 2000 + year;
  return year >= 69 ? 1900 + year : 0;
}

static gboolean
is_day (int year, int month, int day)
{
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && year > 0 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static CmReadResult
take_day (const char *text, int year, int month, int day, CmValue *value, char **reason)
{
  char iso[11] = "0000-00-00";

  if (year == 0)
    return refuse (reason, text, "%s", _ ("it does not say of which century the year is"));
  if (year < YEAR_LEAST || year > YEAR_GREATEST)
    /* translators: %d is a year */
    return refuse (reason, text, _ ("the year %d cannot be meant"), year);
  if (!is_day (year, month, day))
    return refuse (reason, text, "%s", _ ("there is no such day"));
  /* By hand, as it is done for every row. */
  for (int i = 3, rest = year; i >= 0; i--, rest /= 10)
    iso[i] = (char) ('0' + rest % 10);
  iso[5] = (char) ('0' + month / 10);
  iso[6] = (char) ('0' + month % 10);
  iso[8] = (char) ('0' + day / 10);
  iso[9] = (char) ('0' + day % 10);
  cm_value_set_text (value, iso);
  return CM_READ_VALUE;
}

static void
count_order (CmCellReader *self, const char *text, int first, int second, int year)
{
  const gboolean day_first = is_day (year, second, first),
                 month_first = is_day (year, first, second);

  if (day_first && !month_first)
    self->n_day_only++;
  if (month_first && !day_first && self->n_month_only++ == 0)
    self->first_month_only = g_strdup (text);
}

static CmReadResult
read_ordered (
    CmCellReader *self, const char *text, const DateParts *parts, CmValue *value, char **reason)
{
  const gboolean day_first = self->order == CM_DATES_DAY_FIRST;
  const int day = parts->numbers[day_first ? 0 : 1], month = parts->numbers[day_first ? 1 : 0];
  const int year = complete_year (parts->numbers[2], parts->digits[2]);

  if (parts->digits[0] > 2 || parts->digits[1] > 2)
    return refuse (reason, text, "%s", _ ("this is not a date; write it as 31/12/2009"));
  count_order (self, text, parts->numbers[0], parts->numbers[1], year != 0 ? year : 2000);
  if (month > 12 && day_first)
    /* translators: %d is a number beyond 12 */
    return refuse (
        reason, text, _ ("there is no month %d; dates are read with the day first"), month);
  if (month > 12)
    /* translators: %d is a number beyond 12 */
    return refuse (
        reason, text, _ ("there is no month %d; dates are read with the month first"), month);
  return take_day (text, year, month, day, value, reason);
}

static CmReadResult
read_named (const char *text, const DateParts *parts, CmValue *value, char **reason)
{
  const gboolean year_first = parts->n == 2 && parts->digits[0] == 4;
  const guint y = year_first ? 0 : 1, d = year_first ? 1 : 0;

  if (parts->n == 1)
    return refuse (reason, text, "%s", _ ("this is a month, not a day"));
  if (parts->n != 2 || parts->digits[d] > 2 || parts->month_place == 2)
    return refuse (reason, text, "%s", _ ("this is not a date; write it as 31/12/2009"));
  return take_day (text,
                   complete_year (parts->numbers[y], parts->digits[y]),
                   parts->month,
                   parts->numbers[d],
                   value,
                   reason);
}

static CmReadResult
refuse_date_number (char **reason, const char *text, const DateParts *parts)
{
  if (parts->n == 1 && parts->digits[0] == 5)
    return refuse (reason,
                   text,
                   "%s",
                   _ ("a number, not a date; spreadsheet programs count days like that, so give "
                      "the column the format of dates"));
  if (parts->n == 2 || (parts->n == 1 && parts->digits[0] == 4))
    return refuse (reason, text, "%s", _ ("it names no day"));
  return refuse (reason, text, "%s", _ ("this is not a date; write it as 31/12/2009"));
}

static CmReadResult
read_date (
    CmCellReader *self, const CmField *field, const char *text, CmValue *value, char **reason)
{
  DateParts parts = { 0 };

  if (!split_date (&parts, text))
    {
      /* Months by their names in the language of the reader. */
      if (cm_value_parse (value, field, text, NULL))
        return CM_READ_VALUE;
      cm_value_clear (value);
      return refuse (reason, text, "%s", _ ("this is not a date; write it as 31/12/2009"));
    }
  if (parts.month != 0)
    return read_named (text, &parts, value, reason);
  if (parts.n == 1 && parts.digits[0] == 8)
    return take_day (text,
                     parts.numbers[0] / 10000,
                     parts.numbers[0] / 100 % 100,
                     parts.numbers[0] % 100,
                     value,
                     reason);
  if (parts.n != 3)
    return refuse_date_number (reason, text, &parts);
  if (parts.digits[0] == 4 && parts.digits[1] <= 2 && parts.digits[2] <= 2)
    return take_day (text, parts.numbers[0], parts.numbers[1], parts.numbers[2], value, reason);
  return read_ordered (self, text, &parts, value, reason);
}

/* --- years, choices, references and the rest -------------------------------------------------- */

static CmReadResult
read_year (
    const CmField *field, const char *text, gboolean bare_year, CmValue *value, char **reason)
{
  const char *plain = g_ascii_strncasecmp (text, "FY", 2) == 0 ? skip_spaces (text + 2) : text;

  if (!cm_value_parse (value, field, plain, NULL))
    {
      cm_value_clear (value);
      return refuse (reason, text, "%s", _ ("this is not a financial year; write it as 2010/11"));
    }
  if (strlen (plain) == 4 && plain == text && !bare_year)
    {
      cm_value_clear (value);
      return refuse (reason,
                     text,
                     "%s",
                     _ ("it may be a calendar year; a financial year is written as 2010/11"));
    }
  return CM_READ_VALUE;
}

/* "12.0" of a workbook is 12. */
static const char *
cut_zeros (CmCellReader *self, const char *text)
{
  const char *point = strchr (text, '.');
  g_autofree char *whole = NULL;

  if (point == NULL || strspn (point + 1, "0") != strlen (point + 1))
    return text;
  /* The text may be a part of the scratch itself. */
  whole = g_strndup (text, (gsize) (point - text));
  g_string_assign (self->scratch, whole);
  return self->scratch->str;
}

static CmReadResult
read_other (
    CmCellReader *self, const CmField *field, const char *text, CmValue *value, char **reason)
{
  g_autoptr (GError) error = NULL;

  if (field->type == CM_FIELD_INTEGER)
    text = cut_zeros (self, text);
  if (cm_value_parse (value, field, text, &error))
    return CM_READ_VALUE;
  cm_value_clear (value);
  if (reason != NULL)
    *reason = _cm_import_say_why (error, NULL, &field);
  return CM_READ_BAD;
}

static char *
fold_title (const char *text)
{
  g_autofree char *tidy = _cm_import_tidy (text);

  return g_utf8_casefold (tidy, -1);
}

/* Of two records with the same name neither is meant. */
static void
note_title (GHashTable *titles, char *title, const char *id)
{
  const char *known = g_hash_table_lookup (titles, title);

  if (known != NULL && !g_str_equal (known, id))
    id = "";
  g_hash_table_replace (titles, title, g_strdup (id));
}

/* Everything a record is known by: exactly, then folded, told apart by a mark that no title has. */
static GHashTable *
read_titles (CmStore *store, const CmTable *table)
{
  static const char *const other[] = { "short_name", "code" };
  g_autoptr (CmQuery) query = cm_query_new (table->name);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);
  GHashTable *titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      const char *id = cm_record_get_id (record), *title = cm_record_get_title (record);

      note_title (titles, g_strdup (id), id);
      if (*title == '\0')
        continue;
      note_title (titles, g_strdup (title), id);
      {
        g_autofree char *folded = fold_title (title);

        note_title (titles, g_strconcat ("\n", folded, NULL), id);
      }
    }
  /* By what is not the name only where no name says the same. */
  for (guint i = 0; i < records->len; i++)
    for (guint o = 0; o < G_N_ELEMENTS (other); o++)
      {
        CmRecord *record = records->pdata[i];
        const char *text =
            cm_table_field (table, other[o]) != NULL ? cm_record_get_text (record, other[o]) : "";
        g_autofree char *folded = fold_title (text);
        g_autofree char *name = g_strconcat ("\n", folded, NULL);

        if (*text != '\0' && !g_hash_table_contains (titles, name))
          note_title (titles, g_strconcat ("\n\n", folded, NULL), cm_record_get_id (record));
      }
  return titles;
}

/* Reads what the cells of such a field can name, so that the portfolio is not asked again. */
void
_cm_cell_reader_prepare (CmCellReader *self, const CmField *field)
{
  const CmTable *table = field->references != NULL ? cm_table_find (field->references) : NULL;

  if (table != NULL && !g_hash_table_contains (self->titles, table))
    g_hash_table_insert (self->titles, (gpointer) table, read_titles (self->store, table));
}

static const char *
find_title (CmCellReader *self, const CmTable *table, const char *text)
{
  GHashTable *titles = g_hash_table_lookup (self->titles, table);
  const char *id;
  g_autofree char *folded = NULL, *name = NULL, *other = NULL;

  id = g_hash_table_lookup (titles, text);
  if (id != NULL && *id != '\0')
    return id;
  folded = fold_title (text);
  name = g_strconcat ("\n", folded, NULL);
  other = g_strconcat ("\n", name, NULL);
  id = g_hash_table_lookup (titles, name);
  return id != NULL ? id : g_hash_table_lookup (titles, other);
}

static CmReadResult
read_reference (
    CmCellReader *self, const CmField *field, const char *text, CmValue *value, char **reason)
{
  const CmTable *table = cm_table_find (field->references);
  const char *id;

  _cm_cell_reader_prepare (self, field);
  id = find_title (self, table, text);

  if (id != NULL && *id != '\0')
    {
      cm_value_set_text (value, id);
      return CM_READ_VALUE;
    }
  if (id != NULL)
    /* translators: %s is what is looked for, such as Organisation */
    return refuse (
        reason, text, _ ("there are several with this name under “%s”"), _ (table->plural));
  return refuse (
      /* translators: %s is where it is looked for, such as Organisations */
      reason,
      text,
      _ ("there is none with this name under “%s”; add it first"),
      _ (table->plural));
}

/* --- the cell --------------------------------------------------------------------------------- */

static CmReadResult
read_filled (CmCellReader *self,
             const CmField *field,
             const CmCell *cell,
             const char *text,
             gboolean bare_year,
             CmValue *value,
             char **reason)
{
  switch (field->type)
    {
    case CM_FIELD_TEXT:
    case CM_FIELD_LONG_TEXT:
      return read_text (self, field, text, value, reason);
    case CM_FIELD_MONEY:
      return read_money (field, cell, text, value, reason);
    case CM_FIELD_DATE:
      return read_date (self, field, text, value, reason);
    case CM_FIELD_YEAR:
      return read_year (field, text, bare_year, value, reason);
    case CM_FIELD_REFERENCE:
      return read_reference (self, field, text, value, reason);
    case CM_FIELD_INTEGER:
    case CM_FIELD_DECIMAL:
    case CM_FIELD_CHOICE:
    case CM_FIELD_FLAG:
    default:
      return read_other (self, field, text, value, reason);
    }
}

CmReadResult
_cm_cell_read (CmCellReader *self,
               const CmField *field,
               const CmCell *cell,
               gboolean bare_year,
               CmValue *value,
               char **reason)
{
  const char *text;

  cm_value_clear (value);
  if (_cm_cell_is_blank (cell))
    return CM_READ_ABSENT;
  text = _cm_cell_trim (cell->text, self->scratch);
  if (*text == '\'')
    text = cm_csv_unguard (text);
  if (cell->kind == CM_CELL_ERROR || is_error_text (text))
    return refuse (reason, text, "%s", _ ("the formula of this cell has failed"));
  if (says_absent (field, text))
    {
      /* What is called so is not absent. */
      if ((field->type == CM_FIELD_CHOICE || field->type == CM_FIELD_REFERENCE) &&
          read_filled (self, field, cell, text, bare_year, value, NULL) == CM_READ_VALUE)
        return CM_READ_VALUE;
      cm_value_clear (value);
      self->n_absent++;
      return CM_READ_ABSENT;
    }
  return read_filled (self, field, cell, text, bare_year, value, reason);
}

gboolean
_cm_cell_fits (const CmField *field, const CmCell *cell, CmDateOrder order)
{
  CmCellReader reader = { NULL };
  CmValue value = CM_VALUE_INIT;
  CmReadResult result;

  if (field->type == CM_FIELD_REFERENCE)
    return TRUE;
  _cm_cell_reader_init (&reader, NULL, order);
  result = _cm_cell_read (&reader, field, cell, TRUE, &value, NULL);
  cm_value_clear (&value);
  _cm_cell_reader_clear (&reader);
  return result != CM_READ_BAD;
}

void
_cm_cell_reader_init (CmCellReader *self, CmStore *store, CmDateOrder order)
{
  *self = (CmCellReader){ .store = store, .order = order };
  self->scratch = g_string_new (NULL);
  self->titles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
}

void
_cm_cell_reader_clear (CmCellReader *self)
{
  g_string_free (self->scratch, TRUE);
  g_hash_table_unref (self->titles);
  g_free (self->first_cut);
  g_free (self->first_month_only);
}

void
_cm_cell_reader_forget (CmCellReader *self)
{
  g_hash_table_remove_all (self->titles);
}

char *
_cm_import_say_why (const GError *error, const CmTable *table, const CmField **field)
{
  const CmField *candidates = *field != NULL ? *field : table->fields;
  const guint n = *field != NULL ? 1 : table->n_fields;

  for (guint i = 0; i < n; i++)
    {
      /* As the model puts it, with nothing behind. */
      g_autofree char *start =
          g_strdup_printf (_ ("%1$s: %2$s"), cm_field_label (&candidates[i]), "");

      if (!g_str_has_prefix (error->message, start))
        continue;
      *field = &candidates[i];
      return g_strdup (error->message + strlen (start));
    }
  return g_strdup (error->message);
}
