import fc, { type Arbitrary } from 'fast-check'
import { reservedSlugs } from '../src/index'

/*
 * Values that a person may type and that are hard for some program on the way to the page. Each arbitrary gives ordinary values
 * too, and shrinks towards them.
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
  'http://localhost:3000/admin',
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
      '0001-01-01',
      '9999-12-31',
    ),
  },
)

/** Moments around which days, years and offsets change, ISO 8601 in UTC. */
export const edgeCaseMoment: Arbitrary<string> = fc
  .tuple(
    edgeCaseDay,
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

const webAddresses = [
  'https://example.org',
  'HTTPS://EXAMPLE.ORG/A',
  'http://example.org:8080/a/b?c=d&e=%C3%A9#f',
  'https://例え.jp/パス?q=値',
  'https://example.org/?q="<>',
  "https://example.org/it's(1)",
  'https://example.org/a%20b%',
  'https://[::1]/',
  'https://a.b./',
  'https://user:pass@example.org/',
  'https://example.org/\\',
  'https://example.org/ a',
  'https://example.org/]]>&lt;',
  'https://example.org/\u2028',
  'https://example.org/\u202e',
  'http://localhost:3000/admin',
  'https://xn--/',
  'https://exa_mple.org',
  `https://example.org/${'x'.repeat(3000)}`,
  'https://school.example/blog/',
  'https://school.example/nowhere/',
]

/** An address on another site, or nearly one. */
export const edgeCaseWebAddress: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  { weight: 2, arbitrary: fc.constantFrom(...webAddresses) },
)

/** An address that an editor may type into a link, or nearly one. */
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
      'mailto:',
      'mailto:a@b?subject=ü&body="',
      'tel:+18045550142',
      'tel:<>',
      '/nowhere/',
      '/%',
      '/a b',
      '/ü/é',
      '/..//x',
      '/\\x',
      '/admin',
      'javascript:x',
      ' https://a.example ',
    ),
  },
)

/** The old address of a redirect, or nearly one. */
export const edgeCasePath: Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.stringMatching(/^\/[a-z0-9-]{1,12}(\/[a-zA-Z0-9._~-]{1,12}){0,2}\/?$/) },
  { weight: 2, arbitrary: fc.webPath().map((path) => path || '/') },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => `/${text}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '/old%2Dpage',
      '/%C3%A9t%C3%A9/',
      '/été',
      '/a.html',
      '/a.php',
      '/A/index.html',
      '/a/%2e%2e/b',
      '/x.',
      '/.well-known/a',
      '/blog/',
      '/rss.xml',
      '/media/a',
      '/_astro/a',
      '/card.png',
      '/a//b',
      '/"\'<>',
      '/$1',
      '/~a',
      '/{a}',
      '/;a',
      `/${'é'.repeat(200)}`,
      `/${'a/'.repeat(200)}`,
      '/CON',
      '/nul.txt',
      '/a\u0301',
      '/index',
      '/404',
      '/a?b',
      '/a#b',
      '/%00',
      '/\u202e',
    ),
  },
)

/** The last part of a page's address. */
export const edgeCaseSlug: Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,8}){0,3}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...Object.values(reservedSlugs).flat(),
      '0',
      '1',
      'x'.repeat(100),
      'card',
      'con',
    ),
  },
)

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
