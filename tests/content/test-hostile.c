/* test-hostile.c - editions that mean harm: each is refused in words, in little time and memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-edition.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "content-fixture.h"

/* What one check may take. Sanitizers need more of both for themselves. */
#define SECONDS_MAX 60
#define MEGABYTES_MAX 400
#define STACK_MAX (1024 * 1024)
/* Of elements; as in the reader. */
#define DEPTH_MAX 100

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED TRUE
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED FALSE
#endif

/* --- checking in a process of its own --------------------------------------------------------- */

static void
write_faults (int fd, GPtrArray *faults)
{
  FILE *out = fdopen (fd, "w");

  for (guint i = 0; faults != NULL && i < faults->len; i++)
    {
      const CmFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *text = cm_fault_to_string (fault);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      fprintf (out, "%s%s\n", fault->own ? "own " : "", text);
    }
  if (faults == NULL)
    fprintf (out, "not read\n");
  fclose (out);
}

static G_NORETURN void
run_child (int fd, const char *folder, const char *overlay)
{
  const struct rlimit stack = { STACK_MAX, STACK_MAX };
  g_autoptr (GPtrArray) faults = NULL;

  alarm (SECONDS_MAX);
  if (!IS_SANITIZED)
    setrlimit (RLIMIT_STACK, &stack);
  faults = cm_content_check (folder, overlay, NULL);
  write_faults (fd, faults);
  _exit (0);
}

/* All faults, each on a line. */
static char *
check_with (const char *folder, const char *overlay)
{
  int ends[2], status = 0;
  struct rusage used;
  pid_t child;
  GString *text = g_string_new (NULL);
  char part[4096];
  gssize n;

  fflush (NULL);
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      run_child (ends[1], folder, overlay);
    }
  close (ends[1]);
  while ((n = read (ends[0], part, sizeof part)) > 0)
    g_string_append_len (text, part, n);
  close (ends[0]);
  g_assert_cmpint (wait4 (child, &status, 0, &used), ==, child);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("the check of %s ended with %x after %s", folder, (guint) status, text->str);
  g_test_message ("%ld MB, %.2f s",
                  used.ru_maxrss / 1024,
                  (double) used.ru_utime.tv_sec + (double) used.ru_utime.tv_usec / 1e6);
  if (!IS_SANITIZED)
    g_assert_cmpint (used.ru_maxrss / 1024, <, MEGABYTES_MAX);
  return g_string_free (text, FALSE);
}

static void
assert_told (const char *told, const char *place, const char *words)
{
  if (!g_str_has_prefix (told, place) || strstr (told, words) == NULL)
    g_error ("“%.2000s” should begin with “%s” and have “%s”", told, place, words);
}

static void
assert_fault (const char *folder, const char *place, const char *words)
{
  g_autofree char *told = check_with (folder, NULL);

  assert_told (told, place, words);
}

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* As the manual, as an overlay on a good one, as a case study and as a timeline. */
static void
assert_refused (const char *bytes, gssize size, const char *words)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (Folder) overlay = make_folder ();
  g_autofree char *as_overlay = NULL, *as_study = NULL, *as_timeline = NULL;

  write_bytes (folder, "manual.xml", bytes, size);
  assert_fault (folder, "manual.xml:", words);
  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_bytes (overlay, "overlay.xml", bytes, size);
  as_overlay = check_with (folder, overlay);
  assert_told (as_overlay, "own overlay.xml:", words);
  write_bytes (folder, "case-studies/a.xml", bytes, size);
  as_study = check_with (folder, NULL);
  assert_told (
      as_study, "case-studies/a.xml:", strstr (as_study, "larger than") == NULL ? words : "");
  remove_file (folder, "case-studies/a.xml");
  write_bytes (folder, "timelines/a.xml", bytes, size);
  as_timeline = check_with (folder, NULL);
  assert_told (
      as_timeline, "timelines/a.xml:", strstr (as_timeline, "larger than") == NULL ? words : "");
}

static void
assert_text_refused (const char *text, const char *words)
{
  assert_refused (text, -1, words);
}

/* --- what is in the files --------------------------------------------------------------------- */

static void
test_malformed (void)
{
  assert_text_refused ("", "empty");
  assert_text_refused (" \n", "");
  assert_text_refused ("<book", ":1:");
  assert_text_refused ("not XML", ":1:");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>x</emphasis>")), "</emphasis>");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para a='1' a='2'>x</para>")), ":4:");
  assert_text_refused (MANUAL (CHAPTER ("one", "<unknown:para/>")), ":4:");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>a < b</para>")), ":4:");
  assert_text_refused (MANUAL ("") MANUAL (""), "");
  assert_text_refused ("<!-- only this -->", "");
  assert_text_refused ("<![CDATA[<book>]]>", "");
  assert_text_refused (BOOK "<!-- no end", "");
}

static void
test_entities (void)
{
  g_autoptr (GString) bomb = g_string_new ("<!DOCTYPE book [\n<!ENTITY a0 'ha'>\n");

  for (guint i = 1; i < 40; i++)
    g_string_append_printf (bomb, "<!ENTITY a%u '&a%u;&a%u;&a%u;'>\n", i, i - 1, i - 1, i - 1);
  g_string_append (bomb, "]>\n" MANUAL (CHAPTER ("one", "<para>&a39;</para>")));
  assert_text_refused (bomb->str, "DOCTYPE");
  assert_text_refused (
      "<!DOCTYPE book [<!ENTITY % p SYSTEM 'file:///dev/zero'>%p;]>" MANUAL (STAGE), "DOCTYPE");
  assert_text_refused ("<!DOCTYPE book [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>" MANUAL (
                           CHAPTER ("one", "<para xml:id='&a;'/>")),
                       "DOCTYPE");
  assert_text_refused ("<!DOCTYPE book SYSTEM '/dev/zero'>" MANUAL (STAGE), "DOCTYPE");
  assert_text_refused ("<!DOCTYPE book>" MANUAL (STAGE), "DOCTYPE");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>&lol;</para>")), "“&lol;”");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>&#0;</para>")), ":4:");
}

/* Elements that ask for other files are elements that may not stand where they stand. */
static void
test_xinclude (void)
{
#define XINCLUDE "http://www.w3.org/2001/XInclude"
  assert_text_refused (
      MANUAL ("<xi:include xmlns:xi='" XINCLUDE "' href='/etc/passwd' parse='text'/>"), "");
  assert_text_refused (
      MANUAL (
          CHAPTER ("one", "<para><xi:include xmlns:xi='" XINCLUDE "' href='manual.xml'/></para>")),
      "");
  {
    g_autoptr (Folder) folder = make_folder ();

    /* A circle, if it were followed. */
    write_text (folder,
                "manual.xml",
                MANUAL (CHAPTER ("one", "<x:include xmlns:x='" XINCLUDE "' href='manual.xml'/>")));
    assert_fault (folder, "manual.xml:4:1: ", "<include> may not stand in <chapter>");
  }
}

/* Nobody calls, whatever address a file names. */
static void
test_no_network (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  g_autofree char *url = NULL;
  static const char *const texts[] = {
    "<!DOCTYPE book SYSTEM '%s'>" MANUAL (STAGE),
    "<!DOCTYPE book [<!ENTITY a SYSTEM '%s'>]>" MANUAL (CHAPTER ("one", "<para>&a;</para>")),
    "<!DOCTYPE book [<!ENTITY % a SYSTEM '%s'>%a;]>" MANUAL (STAGE),
    MANUAL ("<xi:include xmlns:xi='" XINCLUDE "' href='%s'/>"),
    "<?xml-stylesheet href='%s'?><?xml-model href='%s'?>" MANUAL ("<bad/>"),
    MANUAL (CHAPTER ("one",
                     "<figure><title>F</title><mediaobject><imageobject><imagedata fileref='%s'/>"
                     "</imageobject><textobject><phrase>p</phrase></textobject></mediaobject>"
                     "</figure>")),
  };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (fd, 4), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &size), ==, 0);
  url = g_strdup_printf ("http://127.0.0.1:%d/x", ntohs (address.sin_port));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts[i], "%s", -1);
      g_autofree char *text = g_strjoinv (url, parts);

      assert_text_refused (text, "");
    }
  g_assert_cmpint (accept (fd, NULL, NULL), ==, -1);
  g_assert_cmpint (errno, ==, EAGAIN);
  close (fd);
}

static void
test_encodings (void)
{
  const char *text = MANUAL (CHAPTER ("one", "<para>caf\xc3\xa9</para>"));
  gsize size = 0;
  g_autofree char *utf16 = g_convert (text, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
  gsize size_be = 0;
  g_autofree char *utf16be = g_convert (text, -1, "UTF-16BE", "UTF-8", NULL, &size_be, NULL);
  gsize size_32 = 0;
  g_autofree char *utf32 = g_convert (text, -1, "UTF-32", "UTF-8", NULL, &size_32, NULL);
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *told = NULL;

  assert_refused (utf16, (gssize) size, "UTF-16");
  assert_refused (utf16be, (gssize) size_be, "UTF-16");
  assert_refused (utf32, (gssize) size_32, "UTF-8");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>caf\xe9</para>")),
                       ":4:10: this is not UTF-8");
  assert_text_refused ("<?xml version='1.0' encoding='ISO-8859-1'?>\n" MANUAL (
                           CHAPTER ("one", "<para>caf\xe9</para>")),
                       ":5:10: this is not UTF-8");
  assert_text_refused ("<?xml version='1.0' encoding='ISO-8859-1'?>\n" MANUAL (STAGE),
                       ":1:1: it says that it is written in “ISO-8859-1”");
  assert_text_refused ("<?xml version='1.0' encoding='UTF-7'?>\n" MANUAL (STAGE), "UTF-7");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>\xed\xa0\x80</para>")), "not UTF-8");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>\xc0\xaf</para>")), "not UTF-8");
  assert_text_refused (MANUAL (CHAPTER ("one", "<para>\xef\xbf\xbf\x01</para>")), ":4:");
  assert_refused ("<book>\0</book>", 14, ":1:7: here is a zero byte");
  assert_refused ("\0\0\0\0", 4, "");
  /* This is how it should be, with a mark of the byte order and without. */
  write_text (
      folder, "manual.xml", "\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>" MANUAL (STAGE));
  told = check_with (folder, NULL);
  g_assert_cmpstr (told, ==, "");
}

/* --- how much is in them ---------------------------------------------------------------------- */

static char *
repeat (const char *before, const char *what, guint n, const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, what);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

/* With the number in it. */
static char *
repeat_numbered (const char *before, const char *format, guint n, const char *after)
{
  GString *text = g_string_new (before);
  g_auto (GStrv) parts = g_strsplit (format, "#", -1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *one = g_strjoinv (number, parts);

      g_string_append (text, one);
    }
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

#define ONE BOOK "<info><title>A</title></info><chapter xml:id='one'><info><title>T</title></info>"
#define END "</chapter></book>"

static void
test_large (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);
  g_autofree char *text = repeat (ONE "<para>", "words and ", 1500 * 1000, "</para>" END);
  int fd;

  write_text (folder, "manual.xml", text);
  assert_fault (folder, "manual.xml:1:", "the text of this <para> is longer");
  /* 100 MB of it are not even read. */
  fd = open (path, O_WRONLY | O_APPEND);
  g_assert_cmpint (ftruncate (fd, 100 * 1000 * 1000), ==, 0);
  close (fd);
  assert_fault (folder, "manual.xml: ", "larger than 16.8");
  fd = open (path, O_WRONLY);
  g_assert_cmpint (ftruncate (fd, G_GINT64_CONSTANT (1) << 40), ==, 0);
  close (fd);
  assert_fault (folder, "manual.xml: ", "larger than 16.8");
}

static void
test_deep (void)
{
  g_autofree char *lists = repeat (ONE, "<itemizedlist><listitem>", 50000, "");
  g_autofree char *whole = NULL, *half = repeat (lists, "</listitem></itemizedlist>", 50000, END);
  g_autofree char *runs = repeat (ONE "<para>", "<emphasis>", 100000, "");
  g_autofree char *broken = repeat ("", "<a", 100000, "");
  /* As deep as may be, and valid. */
  g_autofree char *open = repeat (ONE "<para>", "<emphasis>", DEPTH_MAX - 4, "x");
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *told = NULL;

  whole = repeat (open, "</emphasis>", DEPTH_MAX - 4, "</para>" END);
  assert_text_refused (half, "nested more than 100 deep");
  assert_text_refused (runs, "nested more than 100 deep");
  assert_text_refused (broken, ":1:");
  write_text (folder, "manual.xml", whole);
  told = check_with (folder, NULL);
  g_assert_cmpstr (told, ==, "");
}

/* More than anybody writes, of all there is. */
static void
test_many (void)
{
  g_autofree char *elements = repeat (ONE, "<para/>", 1000 * 1000, END);
  g_autofree char *attributes = repeat_numbered (ONE "<para ", "a#='' ", 500 * 1000, "/>" END);
  g_autofree char *namespaces = repeat_numbered (ONE, "<a xmlns:n#='#'/>", 200 * 1000, END);
  g_autofree char *hidden =
      repeat_numbered (ONE "<para b=\"<para ", "a#='' ", 500 * 1000, "/>" END);
  g_autofree char *comments = repeat (ONE, "<!-- -->", 1000 * 1000, "<bad/>" END);
  g_autofree char *tags = repeat (ONE, "<", 1000 * 1000, END);
  g_autofree char *name = repeat (ONE "<", "n", 1000 * 1000, "/>" END);

  assert_text_refused (elements, "more than 3000 elements follow");
  assert_text_refused (attributes, "attributes");
  assert_text_refused (namespaces, "namespaces");
  assert_text_refused (hidden, "attributes");
  assert_text_refused (comments, "");
  assert_text_refused (tags, "");
  assert_text_refused (name, "");
}

static char *
make_chapters (const char *what, guint n)
{
  GString *text = g_string_new (BOOK "<info><title>A</title></info>\n");
  g_autofree char *body = repeat ("", what, n, "");

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (
        text, "<chapter xml:id='c%u'><info><title>T</title></info>%s</chapter>", i, body);
  g_string_append (text, "</book>");
  return g_string_free (text, FALSE);
}

/* As much as is just allowed, and valid. */
static void
test_most (void)
{
  g_autofree char *links = repeat ("<para>", "<link linkend='c1'/>x", 2950, "</para>");
  g_autofree char *text = make_chapters (links, 1);
  g_autofree char *paras = make_chapters ("<para>x</para>", 2900);
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *told = NULL, *also = NULL;

  write_text (folder, "manual.xml", text);
  told = check_with (folder, NULL);
  g_assert_cmpstr (told, ==, "");
  write_text (folder, "manual.xml", paras);
  also = check_with (folder, NULL);
  g_assert_cmpstr (also, ==, "");
}

static void
test_many_faults (void)
{
  g_autofree char *bad = make_chapters ("<bad/>\n", 2500);
  g_autofree char *links = make_chapters ("<para><link linkend='x'/></para>\n", 2000);
  g_autofree char *ids = make_chapters ("<para xml:id='p'/>\n", 2500);
  g_autofree char *id = repeat ("", "i", 1000 * 1000, "");
  g_autofree char *long_id =
      g_strdup_printf (ONE "<para><link linkend='%s'>x</link></para>" END, id);
  const char *const texts[] = { bad, links, ids };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (Folder) folder = make_folder ();
      g_autofree char *told = NULL;
      g_auto (GStrv) lines = NULL;

      write_text (folder, "manual.xml", texts[i]);
      told = check_with (folder, NULL);
      lines = g_strsplit (told, "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, CM_FAULTS_MAX + 2);
      assert_told (lines[CM_FAULTS_MAX], "and ", " more");
    }
  {
    g_autoptr (Folder) folder = make_folder ();
    g_autofree char *told = NULL;

    write_text (folder, "manual.xml", long_id);
    told = check_with (folder, NULL);
    g_assert_cmpuint (strlen (told), <, 1000);
  }
}

/* Links without words go by the title of what they lead to, which may have links. */
static void
test_titles (void)
{
  g_autoptr (GString) chain = g_string_new (MANUAL (""));
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *told = NULL, *many = NULL, *long_title = NULL;

  g_string_assign (chain, BOOK "<info><title>A</title></info>");
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (chain,
                            "<chapter xml:id='c%u'><info><title><link linkend='c%u'/> "
                            "<link linkend='c%u'/></title></info><para/></chapter>\n",
                            i,
                            (i + 1) % 60,
                            (i + 1) % 60);
  g_string_append (chain, "</book>");
  write_text (folder, "manual.xml", chain->str);
  told = check_with (folder, NULL);
  g_assert_cmpstr (told, ==, "");
  long_title = repeat (BOOK "<info><title>A</title></info><chapter xml:id='one'><info><title>",
                       "long ",
                       200 * 1000,
                       "</title></info><para>");
  many = repeat (long_title, "<link linkend='one'/>", 2900, "</para></chapter></book>");
  write_text (folder, "manual.xml", many);
  assert_fault (folder, "manual.xml:1:", "longer than 300 characters");
}

/* --- what is in the folder -------------------------------------------------------------------- */

static void
test_links_out (void)
{
  g_autoptr (Folder) outside = make_folder ();
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *manual = g_build_filename (outside, "manual.xml", NULL);
  g_autofree char *link = g_build_filename (folder, "manual.xml", NULL);
  g_autofree char *studies = g_build_filename (folder, "case-studies", NULL);
  g_autofree char *loop = NULL;

  write_text (outside, "manual.xml", MANUAL (STAGE));
  write_text (outside, "a.xml", CASE ("a", TOLD, "<para>x</para>"));
  g_assert_cmpint (symlink (manual, link), ==, 0);
  assert_fault (folder, "manual.xml: ", "leads out");
  g_remove (link);
  g_assert_cmpint (symlink ("/dev/zero", link), ==, 0);
  assert_fault (folder, "manual.xml: ", "leads out");
  g_remove (link);
  g_assert_cmpint (symlink ("manual.xml", link), ==, 0);
  assert_fault (folder, "manual.xml: ", "");
  g_remove (link);
  write_text (folder, "manual.xml", MANUAL (STAGE));
  g_assert_cmpint (symlink (outside, studies), ==, 0);
  assert_fault (folder, "case-studies: ", "leads out");
  g_remove (studies);
  g_assert_cmpint (g_mkdir (studies, 0700), ==, 0);
  loop = g_build_filename (studies, "a.xml", NULL);
  g_assert_cmpint (symlink ("../../../../../../../../etc/passwd", loop), ==, 0);
  assert_fault (folder, "case-studies/a.xml: ", "leads out");
  /* Within the folder a link is as good as a file. */
  g_remove (loop);
  write_text (folder, "texts/a", CASE ("a", TOLD, "<para>x</para>"));
  g_assert_cmpint (symlink ("../texts/a", loop), ==, 0);
  {
    g_autofree char *told = check_with (folder, NULL);

    g_assert_cmpstr (told, ==, "");
  }
}

static void
test_no_files (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *manual = g_build_filename (folder, "manual.xml", NULL);
  g_autofree char *studies = g_build_filename (folder, "case-studies", NULL);
  g_autofree char *pipe_in_studies = g_build_filename (studies, "a.xml", NULL);

  assert_fault (folder, "manual.xml: it is missing", "");
  g_assert_cmpint (mkfifo (manual, 0600), ==, 0);
  assert_fault (folder, "manual.xml: it is no file", "pipe");
  g_remove (manual);
  g_assert_cmpint (g_mkdir (manual, 0700), ==, 0);
  assert_fault (folder, "manual.xml: it is no file", "folder");
  g_remove (manual);
  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (folder, "case-studies", "a file");
  assert_fault (folder, "case-studies: ", "");
  g_remove (studies);
  g_assert_cmpint (g_mkdir (studies, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe_in_studies, 0600), ==, 0);
  assert_fault (folder, "case-studies/a.xml: it is no file", "");
  assert_fault ("/nonexistent", "not read", "");
  assert_fault ("/dev/null", "not read", "");
  assert_fault (manual, "not read", "");
}

/* Nobody may read it; he who may read everything becomes nobody for it. */
static void
test_unreadable (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *manual = g_build_filename (folder, "manual.xml", NULL);
  gboolean is_root = geteuid () == 0;
  g_autofree char *told = NULL;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (manual, 0), ==, 0);
  if (is_root)
    g_assert_cmpint (seteuid (65534), ==, 0);
  told = check_with (folder, NULL);
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  assert_told (told, "manual.xml: it cannot be read: ", "Permission denied");
}

static void
test_many_files (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *studies = g_build_filename (folder, "case-studies", NULL);
  guint n = 100 * 1000;
  int dir;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  g_assert_cmpint (g_mkdir (studies, 0700), ==, 0);
  dir = open (studies, O_PATH | O_DIRECTORY);
  for (guint i = 0; i < n; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "%u.xml", i);
      g_assert_cmpint (symlinkat ("../manual.xml", dir, name), ==, 0);
    }
  close (dir);
  assert_fault (folder, "case-studies: there are more than 500 files", "");
}

/* Each as large as it may be, together they are too large. */
static void
test_large_together (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *text = repeat ("<article>", "words and ", 199 * 1000, "</article>");
  g_autofree char *told = NULL;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("case-studies/%02u.xml", i);

      write_text (folder, name, text);
    }
  told = check_with (folder, NULL);
  g_assert_nonnull (strstr (told, "together"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/hostile/malformed", test_malformed);
  g_test_add_func ("/hostile/entities", test_entities);
  g_test_add_func ("/hostile/xinclude", test_xinclude);
  g_test_add_func ("/hostile/no-network", test_no_network);
  g_test_add_func ("/hostile/encodings", test_encodings);
  g_test_add_func ("/hostile/large", test_large);
  g_test_add_func ("/hostile/deep", test_deep);
  g_test_add_func ("/hostile/many", test_many);
  g_test_add_func ("/hostile/most", test_most);
  g_test_add_func ("/hostile/many-faults", test_many_faults);
  g_test_add_func ("/hostile/titles", test_titles);
  g_test_add_func ("/hostile/links-out", test_links_out);
  g_test_add_func ("/hostile/no-files", test_no_files);
  g_test_add_func ("/hostile/unreadable", test_unreadable);
  g_test_add_func ("/hostile/many-files", test_many_files);
  g_test_add_func ("/hostile/large-together", test_large_together);
  return g_test_run ();
}
