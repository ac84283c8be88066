/* cm-value.c - one value of a field: checking it, reading what a person typed, writing it out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-value.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define TEXT_MAX 4000
#define LONG_TEXT_MAX 100000
#define MINUS "\xe2\x88\x92"
#define MONEY_MAX G_GINT64_CONSTANT (100000000000000) /* a million million pounds, in pence */

G_DEFINE_QUARK (cm_model_error_quark, cm_model_error)

void
cm_value_clear (CmValue *value)
{
  g_clear_pointer (&value->text, g_free);
  value->kind = CM_VALUE_NULL;
  value->number = 0;
}

void
cm_value_set_number (CmValue *value, gint64 number)
{
  cm_value_clear (value);
  value->kind = CM_VALUE_NUMBER;
  value->number = number;
}

void
cm_value_set_text (CmValue *value, const char *text)
{
  char *copy = g_strdup (text);

  cm_value_clear (value);
  if (copy == NULL)
    return;
  value->kind = CM_VALUE_TEXT;
  value->text = copy;
}

void
cm_value_copy (CmValue *to, const CmValue *from)
{
  if (from->kind == CM_VALUE_NUMBER)
    cm_value_set_number (to, from->number);
  else
    cm_value_set_text (to, from->text);
}

gboolean
cm_value_equal (const CmValue *a, const CmValue *b)
{
  return a->kind == b->kind && a->number == b->number && g_strcmp0 (a->text, b->text) == 0;
}

/* --- dates, money, years ---------------------------------------------------------------------- */

/* The number that so many digits make, or -1. */
static int
read_digits (const char *text, int n)
{
  int number = 0;

  for (; n > 0; n--, text++)
    {
      if (!g_ascii_isdigit (*text))
        return -1;
      number = number * 10 + (*text - '0');
    }
  return number;
}

/* By hand, as it is asked of every date of every record. */
static gboolean
is_iso_date (const char *text)
{
  int year, month, day;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  day = read_digits (text + 8, 2);
  return year >= 1000 && month > 0 && day > 0 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static const char *const month_names[] = { N_ ("Jan"), N_ ("Feb"), N_ ("Mar"), N_ ("Apr"),
                                           N_ ("May"), N_ ("Jun"), N_ ("Jul"), N_ ("Aug"),
                                           N_ ("Sep"), N_ ("Oct"), N_ ("Nov"), N_ ("Dec") };
static const char *const long_months[] = { "january",   "february", "march",    "april",
                                           "may",       "june",     "july",     "august",
                                           "september", "october",  "november", "december" };

char *
cm_date_format (const char *iso)
{
  int year, month, day;

  if (iso == NULL || !is_iso_date (iso) || sscanf (iso, "%d-%d-%d", &year, &month, &day) != 3)
    return g_strdup (iso != NULL ? iso : "");
  /* translators: a date: day of the month, short name of the month, year, as in 31 Dec 2009 */
  return g_strdup_printf (_ ("%1$d %2$s %3$d"), day, _ (month_names[month - 1]), year);
}

char *
cm_date_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

gint64
cm_date_financial_year (const char *iso)
{
  const int year = iso != NULL && strlen (iso) >= 7 ? read_digits (iso, 4) : -1;
  const int month = year >= 0 ? read_digits (iso + 5, 2) : -1;

  if (month < 0)
    return 0;
  return month >= 4 ? year : year - 1;
}

static int
find_month (const char *word)
{
  g_autofree char *lower = g_ascii_strdown (word, -1);
  gsize length = strlen (lower);

  for (int i = 0; i < 12; i++)
    if (length >= 3 && strncmp (long_months[i], lower, length) == 0)
      return i + 1;
  for (int i = 0; i < 12; i++)
    if (g_utf8_collate (_ (month_names[i]), word) == 0)
      return i + 1;
  return 0;
}

/* ISO, day/month/year with slashes, dots or dashes, or "31 Dec 2009": years always in full. */
static char *
parse_date (const char *text)
{
  int year = 0, month = 0, day = 0, used = 0;
  char word[32];

  if (is_iso_date (text))
    return g_strdup (text);
  if ((sscanf (text, "%2d/%2d/%4d%n", &day, &month, &year, &used) == 3 && text[used] == '\0') ||
      (sscanf (text, "%2d.%2d.%4d%n", &day, &month, &year, &used) == 3 && text[used] == '\0') ||
      (sscanf (text, "%2d-%2d-%4d%n", &day, &month, &year, &used) == 3 && text[used] == '\0'))
    ;
  else if ((sscanf (text, "%2d %31[^0-9 -] %4d%n", &day, word, &year, &used) == 3 &&
            text[used] == '\0') ||
           (sscanf (text, "%2d-%31[^0-9 -]-%4d%n", &day, word, &year, &used) == 3 &&
            text[used] == '\0'))
    month = find_month (word);
  if (year < 1000 || month < 1 || month > 12 || day < 1 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static char *
group_digits (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize length = strlen (digits);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
  return g_string_free (out, FALSE);
}

char *
cm_money_format (gint64 pence)
{
  guint64 size = pence < 0 ? (guint64) -pence : (guint64) pence;
  g_autofree char *pounds = group_digits (size / 100);
  const char *sign = pence < 0 ? MINUS : "";

  if (size % 100 == 0)
    return g_strdup_printf ("%s£%s", sign, pounds);
  return g_strdup_printf ("%s£%s.%02d", sign, pounds, (int) (size % 100));
}

char *
cm_money_format_short (gint64 pence)
{
  double pounds = (double) ABS (pence) / 100;
  const char *sign = pence < 0 ? MINUS : "";

  if (pounds >= 999500)
    return g_strdup_printf ("%s£%.1fm", sign, pounds / 1e6);
  if (pounds >= 999.5)
    return g_strdup_printf ("%s£%.0fk", sign, pounds / 1e3);
  return g_strdup_printf ("%s£%.0f", sign, pounds);
}

char *
cm_year_format (gint64 year)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%02d", year, (int) ((year + 1) % 100));
}

/* "2010/11", "2010-11", "2010/2011" or "2010"; the second year must follow the first. */
static gboolean
parse_year (const char *text, gint64 *year)
{
  int first = 0, second = 0, used = 0;

  if (sscanf (text, "%4d%n", &first, &used) != 1 || used != 4)
    return FALSE;
  *year = first;
  if (text[used] == '\0')
    return TRUE;
  if (text[used] != '/' && text[used] != '-')
    return FALSE;
  text += used + 1;
  if (!g_ascii_isdigit (*text) || sscanf (text, "%4d%n", &second, &used) != 1 || text[used] != '\0')
    return FALSE;
  return (used == 2 && second == (first + 1) % 100) || (used == 4 && second == first + 1);
}

/* A number of `decimals` implied decimals from "£1,234.50", "(1,234)", "−£5" and the like.
 * Thousands must be grouped by three, so that "1,5" is refused rather than read as 15. */
static gboolean
parse_decimal (const char *text, int decimals, gint64 *number)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *p = stripped;
  gboolean negative = FALSE, bracket = FALSE;
  gint64 whole = 0;
  int digits = 0, group = -1, places = 0;

  if (*p == '(')
    negative = bracket = TRUE, p++;
  if (*p == '-')
    negative = TRUE, p++;
  else if (g_str_has_prefix (p, MINUS))
    negative = TRUE, p += strlen (MINUS);
  if (decimals > 0 && g_str_has_prefix (p, "£"))
    p += strlen ("£");
  if (!negative && *p == '-')
    negative = TRUE, p++;
  for (; g_ascii_isdigit (*p) || *p == ','; p++)
    {
      if (*p == ',')
        {
          if (digits == 0 || (group < 0 && digits > 3) || (group >= 0 && group != 3))
            return FALSE;
          group = 0;
          continue;
        }
      if (whole > MONEY_MAX)
        return FALSE;
      whole = whole * 10 + (*p - '0');
      digits++;
      if (group >= 0)
        group++;
    }
  if (digits == 0 || (group >= 0 && group != 3))
    return FALSE;
  if (*p == '.' && decimals > 0)
    for (p++; g_ascii_isdigit (*p); p++, places++)
      {
        if (places < decimals)
          whole = whole * 10 + (*p - '0');
        else if (*p != '0')
          return FALSE;
      }
  for (int i = MIN (places, decimals); i < decimals; i++)
    whole *= 10;
  if (bracket && *p == ')')
    p++;
  else if (bracket)
    return FALSE;
  *number = negative ? -whole : whole;
  return *p == '\0';
}

/* A decimal in thousandths; "76%" and "76 %" are 76. */
static gboolean
parse_figure (const char *text, gint64 *number)
{
  g_autofree char *plain = g_strdup (text);

  if (g_str_has_suffix (plain, "%"))
    plain[strlen (plain) - 1] = '\0';
  return *text != '\0' && strstr (plain, "£") == NULL && parse_decimal (plain, 3, number);
}

/* Thousandths as digits with as many decimals as are needed. */
static char *
decimal_digits (gint64 number, gboolean grouped)
{
  guint64 size = number < 0 ? (guint64) -number : (guint64) number;
  g_autofree char *whole = grouped ? group_digits (size / CM_DECIMAL_ONE)
                                   : g_strdup_printf ("%" G_GUINT64_FORMAT, size / CM_DECIMAL_ONE);
  GString *out = g_string_new (whole);

  if (size % CM_DECIMAL_ONE != 0)
    {
      g_string_append_printf (out, ".%03d", (int) (size % CM_DECIMAL_ONE));
      while (out->str[out->len - 1] == '0')
        g_string_truncate (out, out->len - 1);
    }
  g_string_prepend (out, number >= 0 ? "" : grouped ? MINUS : "-");
  return g_string_free (out, FALSE);
}

/* --- checking --------------------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, const CmField *field, const char *format, ...)
{
  va_list args;
  g_autofree char *why = NULL;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  /* translators: %1$s is the name of a field, %2$s says what is wrong with what was entered in it
   */
  g_set_error (
      error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID, _ ("%1$s: %2$s"), cm_field_label (field), why);
  return FALSE;
}

static gboolean
check_number (gint64 number, const CmField *field, GError **error)
{
  gint64 min = field->min, max = field->max;

  if (field->type == CM_FIELD_FLAG && number != 0 && number != 1)
    return refuse (error, field, _ ("it is either yes or no"));
  if (field->type == CM_FIELD_YEAR && min == 0 && max == 0)
    min = 1900, max = 2200;
  if ((field->type == CM_FIELD_MONEY || field->type == CM_FIELD_DECIMAL) && min == 0 && max == 0)
    min = -MONEY_MAX, max = MONEY_MAX;
  if ((min != 0 || max != 0) && (number < min || number > max))
    {
      CmValue low = { CM_VALUE_NUMBER, min, NULL }, high = { CM_VALUE_NUMBER, max, NULL };
      g_autofree char *from = cm_value_format (&low, field);
      g_autofree char *to = cm_value_format (&high, field);

      /* translators: the least and the greatest value that a field takes */
      return refuse (error, field, _ ("it must lie between %1$s and %2$s"), from, to);
    }
  return TRUE;
}

static gboolean
check_characters (const char *text, const CmField *field, GError **error)
{
  glong limit = field->type == CM_FIELD_LONG_TEXT ? LONG_TEXT_MAX : TEXT_MAX;
  glong length;

  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, field, _ ("the text is not UTF-8"));
  /* No text has more characters than bytes. */
  length = (glong) strlen (text);
  if (length > limit)
    length = g_utf8_strlen (text, -1);
  if (length > limit)
    /* translators: a text is too long: its length, then the greatest length, both in characters */
    return refuse (
        error, field, _ ("%1$ld characters are too many; it holds up to %2$ld"), length, limit);
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\t' && !(*p == '\n' && field->type == CM_FIELD_LONG_TEXT))
      return refuse (error, field, _ ("it holds a line break or a control character"));
  return TRUE;
}

static gboolean
check_text (const char *text, const CmField *field, GError **error)
{
  if (!check_characters (text, field, error))
    return FALSE;
  if (field->type == CM_FIELD_DATE && !is_iso_date (text))
    return refuse (
        error, field, _ ("“%s” is not a date; write it as 31 Dec 2009 or 2009-12-31"), text);
  if (field->type == CM_FIELD_CHOICE && cm_field_choice_label (field, text) == NULL)
    return refuse (error, field, _ ("“%s” is not one of its choices"), text);
  if (field->type == CM_FIELD_REFERENCE && !cm_uuid_is_valid (text))
    return refuse (error, field, _ ("“%s” is not the key of a record"), text);
  if ((field->flags & CM_FIELD_REQUIRED) && *text == '\0')
    return refuse (error, field, _ ("it must not be empty"));
  return TRUE;
}

gboolean
cm_value_check (const CmValue *value, const CmField *field, GError **error)
{
  if (value->kind == CM_VALUE_NULL)
    return (field->flags & CM_FIELD_REQUIRED) == 0 ||
           refuse (error, field, _ ("it must not be empty"));
  if ((value->kind == CM_VALUE_NUMBER) != cm_field_is_number (field))
    return refuse (error, field, _ ("it is of another type"));
  return value->kind == CM_VALUE_NUMBER ? check_number (value->number, field, error)
                                        : check_text (value->text, field, error);
}

/* --- reading and writing ---------------------------------------------------------------------- */

static gboolean
parse_flag (const char *text, gint64 *number)
{
  static const char *const yes[] = { "1", "yes", "y", "true", "x", NULL };
  static const char *const no[] = { "0", "no", "n", "false", NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  if (g_strv_contains (yes, lower) || g_utf8_collate (lower, _ ("yes")) == 0)
    *number = 1;
  else if (g_strv_contains (no, lower) || g_utf8_collate (lower, _ ("no")) == 0)
    *number = 0;
  else
    return FALSE;
  return TRUE;
}

static const char *
find_choice (const CmField *field, const char *text)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (const CmChoice *c = field->choices; c->name != NULL; c++)
    {
      g_autofree char *label = g_utf8_casefold (_ (c->label), -1);
      g_autofree char *name = g_utf8_casefold (c->name, -1);

      if (g_str_equal (wanted, label) || g_str_equal (wanted, name))
        return c->name;
    }
  return NULL;
}

static gboolean
parse_number (CmValue *value, const CmField *field, const char *text, GError **error)
{
  gint64 number = 0;

  if (field->type == CM_FIELD_MONEY && !parse_decimal (text, 2, &number))
    return refuse (
        error, field, _ ("“%s” is not an amount; write it as 36400, 36,400 or £36,400.50"), text);
  if (field->type == CM_FIELD_DECIMAL && !parse_figure (text, &number))
    return refuse (error, field, _ ("“%s” is not a figure; write it as 76, 0.8 or 1,234.5"), text);
  if (field->type == CM_FIELD_INTEGER && !parse_decimal (text, 0, &number))
    return refuse (error, field, _ ("“%s” is not a whole number"), text);
  if (field->type == CM_FIELD_YEAR && !parse_year (text, &number))
    return refuse (error, field, _ ("“%s” is not a financial year; write it as 2010/11"), text);
  if (field->type == CM_FIELD_FLAG && !parse_flag (text, &number))
    return refuse (error, field, _ ("“%s” is neither yes nor no"), text);
  cm_value_set_number (value, number);
  return TRUE;
}

gboolean
cm_value_parse (CmValue *value, const CmField *field, const char *text, GError **error)
{
  g_auto (GStrv) unused = NULL;
  g_autofree char *stripped = NULL;

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    return refuse (error, field, _ ("the text is not UTF-8"));
  stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (*stripped == '\0')
    {
      cm_value_clear (value);
      return cm_value_check (value, field, error);
    }
  if (cm_field_is_number (field))
    {
      if (!parse_number (value, field, stripped, error))
        return FALSE;
    }
  else if (field->type == CM_FIELD_DATE)
    {
      g_autofree char *iso = parse_date (stripped);

      cm_value_set_text (value, iso != NULL ? iso : stripped);
    }
  else if (field->type == CM_FIELD_CHOICE)
    {
      const char *choice = find_choice (field, stripped);

      cm_value_set_text (value, choice != NULL ? choice : stripped);
    }
  else
    cm_value_set_text (value, stripped);
  return cm_value_check (value, field, error);
}

char *
cm_value_format (const CmValue *value, const CmField *field)
{
  const char *label;

  if (value->kind == CM_VALUE_NULL)
    return g_strdup ("");
  if (value->kind == CM_VALUE_NUMBER && field->type == CM_FIELD_MONEY)
    return cm_money_format (value->number);
  if (value->kind == CM_VALUE_NUMBER && field->type == CM_FIELD_YEAR)
    return cm_year_format (value->number);
  if (value->kind == CM_VALUE_NUMBER && field->type == CM_FIELD_FLAG)
    return g_strdup (value->number != 0 ? _ ("Yes") : _ ("No"));
  if (value->kind == CM_VALUE_NUMBER && field->type == CM_FIELD_DECIMAL)
    return decimal_digits (value->number, TRUE);
  if (value->kind == CM_VALUE_NUMBER)
    {
      g_autofree char *digits =
          group_digits (value->number < 0 ? (guint64) -value->number : (guint64) value->number);

      return g_strconcat (value->number < 0 ? MINUS : "", digits, NULL);
    }
  if (field->type == CM_FIELD_DATE)
    return cm_date_format (value->text);
  label = field->type == CM_FIELD_CHOICE ? cm_field_choice_label (field, value->text) : NULL;
  return g_strdup (label != NULL ? label : value->text);
}

char *
cm_value_to_file (const CmValue *value, const CmField *field)
{
  if (value->kind == CM_VALUE_NULL)
    return g_strdup ("");
  if (value->kind == CM_VALUE_TEXT)
    return g_strdup (value->text);
  if (field->type == CM_FIELD_MONEY)
    {
      gint64 size = ABS (value->number);

      return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d",
                              value->number < 0 ? "-" : "",
                              size / 100,
                              (int) (size % 100));
    }
  if (field->type == CM_FIELD_DECIMAL)
    return decimal_digits (value->number, FALSE);
  if (field->type == CM_FIELD_FLAG)
    return g_strdup (value->number != 0 ? "true" : "false");
  return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
}

gboolean
cm_value_from_file (CmValue *value, const CmField *field, const char *text, GError **error)
{
  if (cm_field_is_number (field))
    return cm_value_parse (value, field, text, error);
  if (text == NULL || *text == '\0')
    cm_value_clear (value);
  else
    cm_value_set_text (value, text);
  return cm_value_check (value, field, error);
}

/* --- identifiers ------------------------------------------------------------------------------ */

char *
cm_uuid_new (void)
{
  guint64 now = (guint64) (g_get_real_time () / 1000);
  guchar b[16];
  gsize filled = 0;

  while (filled < sizeof b)
    {
      gssize got = getrandom (b + filled, sizeof b - filled, 0);

      if (got > 0)
        filled += (gsize) got;
      else if (errno != EINTR)
        g_error ("no random numbers from the kernel: %s", g_strerror (errno));
    }
  for (int i = 0; i < 6; i++)
    b[i] = (guchar) (now >> (8 * (5 - i)));
  b[6] = (guchar) (0x70 | (b[6] & 0x0f));
  b[8] = (guchar) (0x80 | (b[8] & 0x3f));
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0],
                          b[1],
                          b[2],
                          b[3],
                          b[4],
                          b[5],
                          b[6],
                          b[7],
                          b[8],
                          b[9],
                          b[10],
                          b[11],
                          b[12],
                          b[13],
                          b[14],
                          b[15]);
}

gboolean
cm_uuid_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != 36)
    return FALSE;
  for (int i = 0; i < 36; i++)
    if (i == 8 || i == 13 || i == 18 || i == 23)
      {
        if (text[i] != '-')
          return FALSE;
      }
    else if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
      return FALSE;
  return TRUE;
}
