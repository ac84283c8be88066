/* zip-fixture.h - zip archives made by hand, so that a test says what is odd about each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

#define ZIP_STORED 0
#define ZIP_DEFLATED 8
#define ZIP_FLAG_ENCRYPTED 1

typedef struct
{
  GByteArray *bytes;
  GByteArray *list; /* what stands at the end of the archive */
  guint n;
} ZipFixture;

static inline void
zip_init (ZipFixture *zip)
{
  zip->bytes = g_byte_array_new ();
  zip->list = g_byte_array_new ();
  zip->n = 0;
}

static inline void
zip_clear (ZipFixture *zip)
{
  g_byte_array_unref (zip->bytes);
  g_byte_array_unref (zip->list);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZipFixture, zip_clear)

static inline void
zip_put (GByteArray *bytes, guint size, guint32 number)
{
  for (guint i = 0; i < size; i++)
    {
      const guint8 byte = (guint8) (number >> (8 * i));

      g_byte_array_append (bytes, &byte, 1);
    }
}

static inline guint32
zip_sum (const guint8 *bytes, gsize n)
{
  static guint32 table[256];
  guint32 sum = 0xffffffff;

  for (guint32 i = 0; table[255] == 0 && i < 256; i++)
    {
      table[i] = i;
      for (guint k = 0; k < 8; k++)
        table[i] = (table[i] >> 1) ^ ((table[i] & 1) != 0 ? 0xedb88320 : 0);
    }
  for (gsize i = 0; i < n; i++)
    sum = table[(sum ^ bytes[i]) & 0xff] ^ (sum >> 8);
  return ~sum;
}

/* What both headers of a member have. */
static inline void
zip_put_fields (GByteArray *bytes,
                guint flags,
                guint method,
                guint32 sum,
                guint32 packed,
                guint32 unpacked,
                const char *name)
{
  zip_put (bytes, 2, 20);
  zip_put (bytes, 2, flags);
  zip_put (bytes, 2, method);
  zip_put (bytes, 4, 0x00210000); /* 1 January 1980 */
  zip_put (bytes, 4, sum);
  zip_put (bytes, 4, packed);
  zip_put (bytes, 4, unpacked);
  zip_put (bytes, 2, (guint32) strlen (name));
  zip_put (bytes, 2, 0);
}

static inline void
zip_add_packed (ZipFixture *zip,
                const char *name,
                guint flags,
                guint method,
                guint32 sum,
                gsize unpacked,
                gconstpointer packed,
                gsize n)
{
  const guint32 place = zip->bytes->len;

  zip_put (zip->bytes, 4, 0x04034b50);
  zip_put_fields (zip->bytes, flags, method, sum, (guint32) n, (guint32) unpacked, name);
  g_byte_array_append (zip->bytes, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (zip->bytes, packed, (guint) n);

  zip_put (zip->list, 4, 0x02014b50);
  zip_put (zip->list, 2, 20);
  zip_put_fields (zip->list, flags, method, sum, (guint32) n, (guint32) unpacked, name);
  zip_put (zip->list, 2, 0);
  zip_put (zip->list, 2, 0);
  zip_put (zip->list, 2, 0);
  zip_put (zip->list, 4, 0);
  zip_put (zip->list, 4, place);
  g_byte_array_append (zip->list, (const guint8 *) name, (guint) strlen (name));
  zip->n++;
}

static inline void
zip_add_bytes (ZipFixture *zip, const char *name, gconstpointer bytes, gsize n)
{
  zip_add_packed (zip, name, 0, ZIP_STORED, zip_sum (bytes, n), n, bytes, n);
}

static inline void
zip_add (ZipFixture *zip, const char *name, const char *text)
{
  zip_add_bytes (zip, name, text, strlen (text));
}

/* Ends the archive; nothing can be added after. */
static inline void
zip_end (ZipFixture *zip)
{
  const guint32 place = zip->bytes->len;

  g_byte_array_append (zip->bytes, zip->list->data, zip->list->len);
  zip_put (zip->bytes, 4, 0x06054b50);
  zip_put (zip->bytes, 4, 0);
  zip_put (zip->bytes, 2, zip->n);
  zip_put (zip->bytes, 2, zip->n);
  zip_put (zip->bytes, 4, zip->list->len);
  zip_put (zip->bytes, 4, place);
  zip_put (zip->bytes, 2, 0);
}

/* --- the parts of a workbook in which nothing is odd -------------------------------------------
 */

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define XLSX_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define XLSX_STRICT_NS "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define XLSX_RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define XLSX_STRICT_RELATION "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define XLSX_RELATIONS(inner)                                                                      \
  XML_HEAD "<Relationships "                                                                       \
           "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inner         \
           "</Relationships>"
#define XLSX_LINK(id, type, target)                                                                \
  "<Relationship Id=\"" id "\" Type=\"" XLSX_RELATION "/" type "\" Target=\"" target "\"/>"
#define XLSX_TYPES                                                                                 \
  XML_HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
#define XLSX_ROOT_RELATIONS XLSX_RELATIONS (XLSX_LINK ("rId1", "officeDocument", "xl/workbook.xml"))
#define XLSX_BOOK(inner)                                                                           \
  XML_HEAD "<workbook xmlns=\"" XLSX_NS "\" xmlns:r=\"" XLSX_RELATION "\">" inner "</workbook>"
#define XLSX_ONE_SHEET                                                                             \
  XLSX_BOOK ("<sheets><sheet name=\"Spend\" sheetId=\"1\" r:id=\"rId1\"/></sheets>")
#define XLSX_BOOK_RELATIONS                                                                        \
  XLSX_RELATIONS (XLSX_LINK ("rId1", "worksheet", "worksheets/sheet1.xml")                         \
                      XLSX_LINK ("rId2", "sharedStrings", "sharedStrings.xml")                     \
                          XLSX_LINK ("rId3", "styles", "/xl/styles.xml"))
#define XLSX_STRINGS(inner) XML_HEAD "<sst xmlns=\"" XLSX_NS "\">" inner "</sst>"
#define XLSX_SHEET(inner)                                                                          \
  XML_HEAD "<worksheet xmlns=\"" XLSX_NS "\"><sheetData>" inner "</sheetData></worksheet>"
/* 1: a date; 2: a time of day; 3: a duration; 4: money; 5: a date and a time; 6: letters in quotes
 */
#define XLSX_STYLES                                                                                \
  XML_HEAD "<styleSheet xmlns=\"" XLSX_NS "\"><numFmts>"                                           \
           "<numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/>"                                      \
           "<numFmt numFmtId=\"165\" formatCode=\"[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00\"/>"   \
           "<numFmt numFmtId=\"166\" formatCode=\"[$-809]dd\\ mmm\\ yyyy\\ hh:mm;@\"/>"            \
           "<numFmt numFmtId=\"167\" formatCode=\"0 &quot;days&quot;\"/></numFmts>"                \
           "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"       \
           "<xf numFmtId=\"14\"/><xf numFmtId=\"20\"/><xf numFmtId=\"164\"/>"                      \
           "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/></cellXfs>"          \
           "</styleSheet>"

#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define ODS_NS "urn:oasis:names:tc:opendocument:xmlns:"
#define ODS_CALC_NS "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
#define ODS_SPACES                                                                                 \
  " xmlns:office=\"" ODS_NS "office:1.0\" xmlns:table=\"" ODS_NS "table:1.0\""                     \
  " xmlns:text=\"" ODS_NS "text:1.0\" xmlns:style=\"" ODS_NS "style:1.0\""                         \
  " xmlns:draw=\"" ODS_NS "drawing:1.0\" xmlns:calcext=\"" ODS_CALC_NS "\""
#define ODS_CONTENT(styles, inner)                                                                 \
  XML_HEAD "<office:document-content" ODS_SPACES "><office:automatic-styles>" styles               \
           "</office:automatic-styles><office:body><office:spreadsheet>" inner                     \
           "</office:spreadsheet></office:body></office:document-content>"
