import fc, { type Arbitrary } from 'fast-check'
import { reservedSlugs } from '../src/index'

/*
 * Values that a person may type and that are hard for some program on the way to the page. Each `edgeCase` arbitrary gives values
 * that can be published, ordinary ones too, and shrinks towards them. The `odd` values are refused or blocked in some fields.
 */

const words = fc.constantFrom('blood', 'class', 'The', 'of', 'week', '12', 'Henrico', 'pharmacy', 'a', 'Café')

const markup = [
  ']]>',
  '<!--',
  '-->',
  '<!',
  '</script>',
  '</style>',
  '</title>',
  '</textarea>',
  '<script>alert(1)</script>',
  '<b onclick="x">',
  '<br',
  '<',
  '>',
  '&',
  '&amp;',
  '&#0;',
  '&nbsp',
  '"',
  "'",
  '`',
  '${x}',
  '{{x}}',
  '{',
  '}',
  '<![CDATA[',
  '<?xml?>',
  '%',
  '%2F',
  '%E0%A4%A',
  '\\',
  '\\u003c',
  '../',
  '#',
  '?',
  '//',
  '$&',
  '$1',
  '|',
  ';,\\n',
  'BEGIN:VEVENT',
  'END:VCALENDAR',
  'DTSTART:',
  '{"@type":"x"}',
  '=1+1',
  '__proto__',
  'constructor',
  'null',
  '- ',
  '1. ',
  '**b**',
  'https://example.org/a?b=c&d',
  'javascript:alert(1)',
]
const scripts = [
  'ممرضة في هنريكو',
  'שלום (abc) 12',
  '漢字かな交じり文',
  'ไทยไม่มีช่องว่าง',
  'नमस्ते',
  'ß ﬁ İ ı Å ǆ',
  'Ćwiczenia',
  'e\u0301',
  `a${'\u0301'.repeat(40)}`,
  '\u0301',
  '👩🏽‍⚕️',
  '🏳️‍🌈',
  '🇺🇸',
  '🩺💉',
  '\u{10ffff}',
  '\ufdfa',
  '𝒳',
]
const invisible = [
  '\u0000',
  '\u0007',
  '\b',
  '\v',
  '\f',
  '\u001b',
  '\u001f',
  '\u007f',
  '\u0085',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u200e',
  '\u200f',
  '\u2028',
  '\u2029',
  '\u2060',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u3000',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '\ufffd',
  '\ud800',
  '\udfff',
  '\ud83d',
]

const veryLong = fc
  .tuple(
    fc.constantFrom('word ', 'x', '漢', '👩🏽‍⚕️', '\u0301', '<', '&', '. '),
    fc.integer({ min: 1, max: 700 }),
  )
  .map(([part, times]) => part.repeat(times))

const part = fc.oneof(
  { weight: 6, arbitrary: words },
  { weight: 2, arbitrary: fc.constantFrom(...markup) },
  { weight: 2, arbitrary: fc.constantFrom(...scripts) },
  { weight: 2, arbitrary: fc.constantFrom(...invisible) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
)

/** Text as an editor may type or paste it. It may be blank, but rarely is. */
export const edgeCaseText: Arbitrary<string> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 5, size: 'max' }), fc.constantFrom(' ', ''))
      .map(([parts, between]) => parts.join(between)),
  },
  { weight: 1, arbitrary: veryLong },
  { weight: 1, arbitrary: fc.constantFrom(...invisible, '', ' ') },
)

/** Blank, or not for visitors. */
export const oddText: Arbitrary<string> = fc.constantFrom('', ' ', '\u200b', 'http://localhost:3000/admin')

/** A number from `min` to `max`, near the lower limit or at the edge of what computers count exactly. */
export function edgeCaseNumber(min: number, max: number, isWhole: boolean): Arbitrary<number> {
  const low = Math.max(min, -10)
  const edges = [min, max, 0, 1, 2 ** 31, 2 ** 53 - 1, ...(isWhole ? [] : [0.1, 1.5, 1e-7, 1e21])]
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: Math.ceil(low), max: Math.min(max, Math.ceil(low) + 200) }) },
    { weight: 1, arbitrary: fc.constantFrom(...edges.filter((edge) => edge >= min && edge <= max)) },
  )
}

/** Days on which clocks change, months and years end, or days are counted wrongly: `2027-03-14`. */
export const edgeCaseDay: Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .integer({ min: 0, max: 900 })
      .map((days) => new Date(Date.UTC(2026, 6, 1 + days)).toISOString().slice(0, 10)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '2027-03-14',
      '2027-11-07',
      '2027-03-28',
      '2026-12-31',
      '2027-01-01',
      '2028-02-29',
      '2027-01-04',
      '2000-02-29',
      '1970-01-01',
      '1900-01-01',
      '1000-01-01',
      '9999-12-31',
    ),
  },
)

/** A day of a year that the CMS does not take. */
export const oddDay: Arbitrary<string> = fc.constantFrom('0001-01-01', '0999-12-31')

/** Moments of these days around which days, years and offsets change, ISO 8601 in UTC. */
const momentOf = (day: Arbitrary<string>): Arbitrary<string> =>
  fc
    .tuple(
      day,
      fc.constantFrom(
        '12:00:00.000',
        '00:00:00.000',
        '23:59:59.999',
        '04:59:59.000',
        '05:00:00.000',
        '06:30:00.000',
      ),
    )
    .map(([day, time]) => `${day}T${time}Z`)
export const edgeCaseMoment = momentOf(edgeCaseDay)
export const oddMoment = momentOf(oddDay)

/** The address of a page on another site. */
export const edgeCaseWebAddress: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'https://example.org',
      'HTTPS://EXAMPLE.ORG/A',
      'http://example.org:8080/a/b?c=d&e=%C3%A9#f',
      'https://例え.jp/パス?q=値',
      'https://example.org/?q="<>',
      "https://example.org/it's(1)",
      'https://example.org/a%20b%',
      'https://a.b./',
      'https://example.org/]]>&lt;',
      'https://exa_mple.org',
      `https://example.org/${'x'.repeat(1400)}`,
      'https://school.example/blog/',
    ),
  },
)

/** Nearly an address on another site, or one that is not for visitors. */
export const oddWebAddress: Arbitrary<string> = fc.constantFrom(
  'https://[::1]/',
  'https://user:pass@example.org/',
  'https://example.org/\\',
  'https://example.org/ a',
  'https://example.org/\u2028',
  'https://example.org/\u202e',
  'http://localhost:3000/admin',
  'https://xn--/',
  'https://example.org:99999/',
  `https://example.org/${'x'.repeat(3000)}`,
  'https://school.example/nowhere/',
)

/** An address that an editor may type into a link. */
export const edgeCaseHref: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: edgeCaseWebAddress },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '/blog/',
      '/',
      '/courses/?a=1#b',
      '#top',
      '#',
      '#"><b>',
      'mailto:a@example.org',
      'mailto:a@b?subject=ü&body="',
      'tel:+18045550142',
      ' https://a.example ',
    ),
  },
)

/** Nearly an address that a link can have, or one that leads nowhere. */
export const oddHref: Arbitrary<string> = fc.oneof(
  oddWebAddress,
  fc.constantFrom(
    'mailto:',
    'tel:<>',
    '/nowhere/',
    '/%',
    '/a b',
    '/ü/é',
    '/..//x',
    '/\\x',
    '/admin',
    'javascript:x',
  ),
)

/** The old address of a redirect. */
export const edgeCasePath: Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.stringMatching(/^\/old-[a-z0-9-]{1,12}(\/[a-zA-Z0-9_~-][a-zA-Z0-9._~-]{0,11}){0,2}\/?$/),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '/old%2Dpage',
      '/%C3%A9t%C3%A9/',
      '/été',
      '/a.html',
      '/a.php',
      '/a/%2e%2e/b',
      '/x.',
      '/.well-known/a',
      '/"\'<>',
      '/$1',
      '/~a',
      '/{a}',
      '/;a',
      '/CON',
      '/nul.txt',
      '/a\u0301',
      '/A/index.html',
      `/${'é'.repeat(100)}`,
      `/${'a/'.repeat(100)}`,
    ),
  },
)

/** Nearly the old address of a redirect. */
export const oddPath: Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.webPath().map((path) => path || '/') },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => `/${text}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '/blog/',
      '/rss.xml',
      '/media/a',
      '/_astro/a',
      '/card.png',
      '/a//b',
      '/index',
      '/404',
      '/a?b',
      '/a#b',
      '/%00',
      '/\u202e',
      `/${'é'.repeat(200)}`,
      `/${'a/'.repeat(200)}`,
    ),
  },
)

/** The last part of a page's address. */
export const edgeCaseSlug: Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,8}){1,3}$/) },
  { weight: 1, arbitrary: fc.constantFrom('0', '1', 'x'.repeat(100), 'card', 'con') },
)

/** One of the site's own pages in some collections. */
export const oddSlug: Arbitrary<string> = fc.constantFrom(...Object.values(reservedSlugs).flat())

/** Time zones at the ends of the day, with half hours, and with summer times of their own. */
export const edgeCaseTimeZone: Arbitrary<string> = fc.constantFrom(
  'America/New_York',
  'Europe/Paris',
  'Asia/Tokyo',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'Asia/Kathmandu',
  'UTC',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Europe/Dublin',
)
