/* cm-workbook-value.c - numbers and dates of workbooks as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <math.h>
#include <string.h>

/* What spreadsheet programs show of a number at most: what a sum of pence leaves behind is noise.
 */
#define DIGITS 15
/* Digits that tell every double from its neighbours. */
#define DIGITS_EXACT 17
#define SECONDS_PER_DAY 86400
/* Counted from the day before 1900 began; Excel's calendar has a 29 February 1900. */
#define LEAP_DAY_1900 60
#define LAST_SERIAL 2958465 /* 31 December 9999 */
#define DAYS_TO_1904 1462

/* --- numbers ---------------------------------------------------------------------------------- */

/* A number of few enough digits that is written plainly stands for itself. */
static gboolean
is_plain (const char *raw)
{
  const char *p = raw + (*raw == '-');
  const char *digits = p;
  gsize n;

  while (g_ascii_isdigit (*p))
    p++;
  n = (gsize) (p - digits);
  if (n == 0 || (digits[0] == '0' && n > 1))
    return FALSE;
  if (*p == '.')
    {
      const char *fraction = ++p;

      while (g_ascii_isdigit (*p))
        p++;
      if (p == fraction || p[-1] == '0')
        return FALSE;
      n += (gsize) (p - fraction);
    }
  else if (digits[0] == '0' && digits != raw)
    return FALSE;
  return *p == '\0' && n <= DIGITS;
}

/* Writes digits of which the first stands before the point when `exponent` is 0. */
static void
lay_out_digits (char *text, gboolean negative, const char *digits, int exponent)
{
  const int n = (int) strlen (digits);

  if (negative)
    *text++ = '-';
  if (exponent < 0)
    {
      *text++ = '0';
      *text++ = '.';
      for (int i = exponent; i < -1; i++)
        *text++ = '0';
      strcpy (text, digits);
      return;
    }
  for (int i = 0; i <= exponent; i++)
    *text++ = i < n ? digits[i] : '0';
  if (n > exponent + 1)
    {
      *text++ = '.';
      strcpy (text, digits + exponent + 1);
    }
  else
    *text = '\0';
}

static void
write_digits (double number, int n_digits, char text[CM_VALUE_TEXT_MAX])
{
  char scientific[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];
  char digits[DIGITS_EXACT + 2];
  char *mark;
  gsize n = 0;

  g_snprintf (format, sizeof format, "%%.%de", n_digits - 1);
  g_ascii_formatd (scientific, sizeof scientific, format, fabs (number));
  mark = strchr (scientific, 'e');
  for (const char *p = scientific; p < mark; p++)
    if (*p != '.')
      digits[n++] = *p;
  while (n > 1 && digits[n - 1] == '0')
    n--;
  digits[n] = '\0';
  lay_out_digits (text, number < 0, digits, (int) g_ascii_strtoll (mark + 1, NULL, 10));
}

static gboolean
is_exact (double number, const char *text)
{
  return g_ascii_strtod (text, NULL) == number;
}

static void
write_double (double number, char text[CM_VALUE_TEXT_MAX])
{
  if (number == 0)
    {
      strcpy (text, "0");
      return;
    }
  write_digits (number, DIGITS, text);
  /* A whole number is more likely to be somebody's name for something than a measurement. */
  for (int n = DIGITS + 1;
       n <= DIGITS_EXACT && number == floor (number) && !is_exact (number, text);
       n++)
    write_digits (number, n, text);
}

/* Neither hexadecimal nor “inf”, which strtod() would take. */
static gboolean
parse_double (const char *raw, double *number)
{
  char *end;

  if (*raw == '\0' || strspn (raw, "+-.0123456789eE") != strlen (raw))
    return FALSE;
  *number = g_ascii_strtod (raw, &end);
  return *end == '\0' && isfinite (*number);
}

static gboolean
is_long_whole (const char *raw)
{
  const char *digits = raw + (*raw == '-');
  const gsize n = strspn (digits, "0123456789");

  return n > DIGITS && n < 64 && digits[n] == '\0' && digits[0] != '0';
}

gboolean
_cm_write_number (const char *raw, char text[CM_VALUE_TEXT_MAX])
{
  double number;

  if (is_plain (raw) || is_long_whole (raw))
    {
      strcpy (text, raw);
      return TRUE;
    }
  if (!parse_double (raw, &number))
    return FALSE;
  write_double (number, text);
  return TRUE;
}

/* --- dates ------------------------------------------------------------------------------------ */

static void
write_time (guint seconds, char *text)
{
  g_snprintf (text, 16, "%02u:%02u:%02u", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void
write_day (const GDate *date, guint seconds, char *text)
{
  g_snprintf (text,
              16,
              "%04u-%02u-%02u",
              g_date_get_year (date),
              (guint) g_date_get_month (date),
              g_date_get_day (date));
  if (seconds > 0)
    {
      text[10] = 'T';
      write_time (seconds, text + 11);
    }
}

CmCellKind
_cm_write_padded (const char *raw, guint n_digits, char text[CM_VALUE_TEXT_MAX])
{
  char number[CM_VALUE_TEXT_MAX];
  gsize length;

  if (!_cm_write_number (raw, number))
    return CM_CELL_EMPTY;
  length = strlen (number);
  /* A fraction, a minus or more digits than that are no such number. */
  if (length >= n_digits || strspn (number, "0123456789") < length)
    {
      memcpy (text, number, length + 1);
      return CM_CELL_NUMBER;
    }
  memset (text, '0', n_digits - length);
  memcpy (text + n_digits - length, number, length + 1);
  return CM_CELL_TEXT;
}

CmCellKind
_cm_write_serial (const char *raw,
                  CmStyleKind style,
                  gboolean from_1904,
                  char text[CM_VALUE_TEXT_MAX])
{
  double serial;
  guint day, seconds;
  GDate date;

  if (!parse_double (raw, &serial))
    return CM_CELL_EMPTY;
  if (style == CM_STYLE_NUMBER || serial < 0 || serial >= LAST_SERIAL + 1.0)
    return _cm_write_number (raw, text) ? CM_CELL_NUMBER : CM_CELL_EMPTY;
  day = (guint) serial;
  seconds = (guint) floor ((serial - day) * SECONDS_PER_DAY + 0.5);
  if (style == CM_STYLE_TIME && day == 0)
    {
      write_time (seconds, text);
      return CM_CELL_TEXT;
    }
  if (seconds == SECONDS_PER_DAY)
    {
      day++;
      seconds = 0;
    }
  if (from_1904)
    day += DAYS_TO_1904;
  /* Neither has a date in the calendar. */
  if (day == 0 || day == LEAP_DAY_1900 || day > LAST_SERIAL)
    return _cm_write_number (raw, text) ? CM_CELL_NUMBER : CM_CELL_EMPTY;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 31, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, day < LEAP_DAY_1900 ? day : day - 1);
  write_day (&date, seconds, text);
  return CM_CELL_DATE;
}

/* `n` digits at *p, which moves on; -1 if they are not there. */
static int
take_digits (const char **p, guint n)
{
  int number = 0;

  for (guint i = 0; i < n; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return -1;
      number = number * 10 + (**p - '0');
    }
  return number;
}

/* hh:mm, then perhaps :ss and parts of a second; the zone is left alone. */
static gboolean
take_clock (const char *p, guint *seconds)
{
  const int hour = take_digits (&p, 2);
  int minute = -1, second = 0;

  if (*p == ':')
    {
      p++;
      minute = take_digits (&p, 2);
    }
  if (minute >= 0 && *p == ':')
    {
      p++;
      second = take_digits (&p, 2);
    }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return FALSE;
  *seconds = (guint) (hour * 3600 + minute * 60 + second);
  return strspn (p, ".,0123456789Z+-:") == strlen (p);
}

CmCellKind
_cm_write_date (const char *raw, char text[CM_VALUE_TEXT_MAX])
{
  const char *p = raw;
  const int year = take_digits (&p, 4);
  int month = -1, day = -1;
  guint seconds = 0;
  GDate date;

  if (year >= 0 && *p == '-')
    {
      p++;
      month = take_digits (&p, 2);
    }
  if (month >= 0 && *p == '-')
    {
      p++;
      day = take_digits (&p, 2);
    }
  if (day <= 0 || month <= 0 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return CM_CELL_EMPTY;
  if (*p != '\0' && ((*p != 'T' && *p != ' ') || !take_clock (p + 1, &seconds)))
    return CM_CELL_EMPTY;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  write_day (&date, seconds, text);
  return CM_CELL_DATE;
}

CmCellKind
_cm_write_time (const char *raw, char text[CM_VALUE_TEXT_MAX])
{
  static const struct
  {
    char unit;
    guint seconds;
  } units[] = { { 'H', 3600 }, { 'M', 60 }, { 'S', 1 } };
  const char *p = raw;
  guint64 seconds = 0;

  if (!g_str_has_prefix (p, "PT"))
    return CM_CELL_EMPTY;
  p += 2;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const gsize n = strspn (p, "0123456789");
      const gsize fraction = p[n] == '.' ? 1 + strspn (p + n + 1, "0123456789") : 0;

      if (n == 0 || n > 6 || p[n + fraction] != units[i].unit)
        continue;
      seconds += g_ascii_strtoull (p, NULL, 10) * units[i].seconds;
      p += n + fraction + 1;
    }
  if (*p != '\0')
    return CM_CELL_EMPTY;
  if (seconds >= SECONDS_PER_DAY)
    {
      write_double ((double) seconds / SECONDS_PER_DAY, text);
      return CM_CELL_NUMBER;
    }
  write_time ((guint) seconds, text);
  return CM_CELL_TEXT;
}

/* --- number formats --------------------------------------------------------------------------- */

/* To what is behind a part in quotes or brackets. */
static const char *
skip_to (const char *p, char end)
{
  const char *found = strchr (p, end);

  return found != NULL ? found + 1 : p + strlen (p);
}

/* [h], [mm] and [ss] count on beyond a day: what they show is no time of day. */
static gboolean
is_count (const char *bracket)
{
  const char letter = g_ascii_tolower (bracket[1]);
  const char *p = bracket + 1;

  if (letter != 'h' && letter != 'm' && letter != 's')
    return FALSE;
  while (g_ascii_tolower (*p) == letter)
    p++;
  return *p == ']';
}

CmStyleKind
_cm_style_of_code (const char *code)
{
  gboolean date = FALSE, clock = FALSE, month = FALSE;
  const gsize zeros = strspn (code, "0");
  const char *p = code;

  if (zeros > 1 && zeros <= CM_STYLE_ZEROS_MAX && (code[zeros] == '\0' || code[zeros] == ';'))
    return (CmStyleKind) (CM_STYLE_ZEROS + zeros);
  /* The part for positive numbers decides. */
  while (*p != '\0' && *p != ';')
    switch (g_ascii_tolower (*p))
      {
      case '"':
        p = skip_to (p + 1, '"');
        break;
      case '[':
        if (is_count (p))
          return CM_STYLE_NUMBER;
        p = skip_to (p, ']');
        break;
      case '\\':
      case '_':
      case '*':
        p += p[1] != '\0' ? 2 : 1;
        break;
      case 'y':
      case 'd':
        date = TRUE;
        p++;
        break;
      case 'h':
      case 's':
        clock = TRUE;
        p++;
        break;
      case 'm':
        month = TRUE;
        p++;
        break;
      /* “General” in some languages has such letters. */
      case 'g':
        p += g_ascii_strncasecmp (p, "general", 7) == 0 ? 7 : 1;
        break;
      case 'a':
        p += g_ascii_strncasecmp (p, "am/pm", 5) == 0 ? 5 : 1;
        break;
      default:
        p++;
        break;
      }
  if (date || (month && !clock))
    return CM_STYLE_DATE;
  return clock ? CM_STYLE_TIME : CM_STYLE_NUMBER;
}

CmStyleKind
_cm_style_of_number (guint number)
{
  if ((number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 31) ||
      number == 36 || (number >= 50 && number <= 58))
    return CM_STYLE_DATE;
  if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 45 ||
      number == 47)
    return CM_STYLE_TIME;
  return CM_STYLE_NUMBER;
}
