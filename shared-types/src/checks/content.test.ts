import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleDocument, sampleGlobal } from '../../test/sample-documents'
import { block, heading, paragraph, richText, words } from '../../test/rich-text'
import { collectionSchemas, type CollectionSlug, globalSchemas, type GlobalSlug } from '../collections'
import { checkAgainstOthers, checkContent, type Surroundings } from './content'
import { ruleLevels } from './finding'
import { type ContentSlug, referencesOf } from './references'

const today = '2026-11-30'
const sentence = (count: number) =>
  `${Array.from({ length: count }, (_, index) => `word${index}`).join(' ')}.`
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)

const rulesOf = (slug: ContentSlug, document: Record<string, unknown>) =>
  checkContent(slug, document, today).map(({ rule, field }) => `${rule} ${field}`)

const listed = (...items: string[]) => ({
  type: 'list',
  listType: 'bullet',
  children: items.map((text) => ({ type: 'listitem', children: [words(text)] })),
})
const cell = (text: string) => ({ type: 'tablecell', children: [paragraph(words(text))] })

test.each(Object.keys(collectionSchemas) as CollectionSlug[])(
  'nothing of a sample of %s warns, as the CMS sends it and as its schema reads it',
  (slug) => {
    const raw = sampleDocument(slug)
    for (const document of [raw, collectionSchemas[slug].parse(raw) as Record<string, unknown>]) {
      const findings = checkContent(slug, document, today)
      expect(findings.filter(({ level }) => level !== 'advises')).toEqual([])
    }
  },
)

test.each(Object.keys(globalSchemas) as GlobalSlug[])('nothing of the sample of %s warns', (slug) => {
  const findings = checkContent(slug, sampleGlobal(slug), today)
  expect(findings.filter(({ level }) => level !== 'advises')).toEqual([])
})

test.each([
  'The class meets in room TK.',
  'TK',
  'Tuition: TKTK dollars',
  'Call us tktk soon',
  'Lorem ipsum dolor sit amet',
  'lorem',
  'Bring your xxx.',
  'Bring your XXXX to class',
  'Starts on (TK)',
  'The date is TBD.',
  'TODO: say what it costs',
  'How much does it cost???',
  'Ask [insert name] about it',
  'Call 804-xxx-xxxx',
  '“TK”',
])('“%s” has a placeholder', (text) => {
  const document = sampleDocument('posts', { excerpt: text })
  expect(rulesOf('posts', document)).toContain('placeholder excerpt')
})

test.each([
  'A TKR is a total knee replacement.',
  'The TK1 enzyme and TK-2 inhibitors',
  'Scrubs up to size XXL and XXXL',
  'Write XXX-XX-1234 in place of the number.',
  'See https://example.org/xxx/TK for more',
  'Write to tk@example.org or lorem@example.org',
  'The tkinter window',
  'Ask your instructor [in person] or by mail',
  'Do you know what to do?',
  'The colorem method',
  'Really?! Yes.',
  'x, xx and the chart',
  'AutoDock and TODOS are names',
])('“%s” has no placeholder', (text) => {
  const document = sampleDocument('posts', { excerpt: text })
  expect(rulesOf('posts', document)).not.toContain('placeholder excerpt')
})

test('a placeholder is found in rows, blocks, cells and halves of words, and not in what visitors never read', () => {
  const halves = { type: 'paragraph', children: [words('Room T', 1), words('K', 2)] }
  const body = richText(
    paragraph(words('Fine.')),
    { type: 'table', children: [{ type: 'tablerow', children: [cell('TK')] }] },
    block('callout', { tone: 'note', title: 'Note', body: richText(halves) }),
  )
  expect(rulesOf('posts', sampleDocument('posts', { body }))).toEqual([
    'placeholder body',
    'placeholder body',
  ])
  const course = sampleDocument('courses', {
    slug: 'tk',
    outcomes: [{ id: 'TK', text: 'find a vein' }, { text: 'xxx' }],
  })
  expect(rulesOf('courses', course)).toEqual(['placeholder outcomes.1.text'])
})

test.each<[string, ContentSlug, Record<string, unknown>, string]>([
  ['a table without tuition', 'courses', { costs: [] }, 'incomplete-costs costs'],
  [
    'a table of what others charge',
    'courses',
    { costs: [{ label: 'CPR card', cents: 6500, paidTo: 'third-party' }] },
    'incomplete-costs costs',
  ],
  [
    'a cost without a price',
    'courses',
    {
      costs: [
        { label: 'Tuition', cents: 145000, paidTo: 'school' },
        { label: 'Scrubs', cents: 0, paidTo: 'third-party' },
      ],
    },
    'incomplete-costs costs.1.cents',
  ],
  [
    'a plan without an amount',
    'courses',
    { paymentPlan: { deposit: 25000, installments: 4 } },
    'incomplete-costs paymentPlan.installment',
  ],
  [
    'a plan that adds up to less than the tuition',
    'courses',
    { paymentPlan: { deposit: 25000, installments: 4, installment: 20000 } },
    'payment-plan paymentPlan.installment',
  ],
  [
    'a fact that was to be verified',
    'courses',
    { careerFacts: [{ label: 'Growth', asOf: '2025-01-01', verifyBy: '2026-11-29' }] },
    'expired-fact careerFacts.0.verifyBy',
  ],
  [
    'a fact that is to be verified in 30 days',
    'courses',
    { careerFacts: [{ label: 'Growth', asOf: '2025-01-01', verifyBy: '2026-12-30' }] },
    'expiring-fact careerFacts.0.verifyBy',
  ],
  ['an exam that was to be verified', 'certifications', { verifyBy: '2026-01-01' }, 'expired-fact verifyBy'],
  [
    'a review of more than a year ago',
    'posts',
    { reviewedBy: 'x', reviewedOn: '2025-11-29T12:00:00.000Z' },
    'old-review reviewedOn',
  ],
  ['a heading of level 3 first', 'posts', { body: richText(heading('h3', 'Deep')) }, 'heading-order body'],
  [
    'a heading that skips a level',
    'posts',
    { body: richText(heading('h2', 'One'), heading('h4', 'Two')) },
    'heading-order body',
  ],
  ['a sentence of 31 words', 'posts', { excerpt: sentence(31) }, 'long-sentence excerpt'],
  [
    'a sentence of 31 words in a list',
    'posts',
    { body: richText(listed('Short.', sentence(31))) },
    'long-sentence body',
  ],
  [
    'a long title without one for search',
    'posts',
    { title: 't'.repeat(61), meta: { title: null, description: 'd'.repeat(60) } },
    'search-title meta.title',
  ],
  [
    'a short summary without a description for search',
    'posts',
    { excerpt: 'Too short.', meta: { description: '' } },
    'search-description meta.description',
  ],
])('%s is found', (_, slug, changes, finding) => {
  expect(rulesOf(slug, sampleDocument(slug as CollectionSlug, changes))).toEqual([finding])
})

test.each<[string, ContentSlug, Record<string, unknown>]>([
  [
    'what is included and what costs something',
    'courses',
    {
      costs: [
        { label: 'Tuition', cents: 145000, paidTo: 'school' },
        { label: 'Registration', cents: 10000, paidTo: 'school' },
        { label: 'Scrubs', cents: 0, paidTo: 'school', included: true },
      ],
    },
  ],
  ['a deposit alone', 'courses', { paymentPlan: { deposit: 25000 } }],
  [
    'a fact that is to be verified in 31 days',
    'courses',
    { careerFacts: [{ label: 'Growth', asOf: '2025-01-01', verifyBy: '2026-12-31' }] },
  ],
  ['a review of a year ago', 'posts', { reviewedBy: 'x', reviewedOn: '2025-11-30' }],
  [
    'headings that go up by more than one level',
    'posts',
    { body: richText(heading('h2', 'A'), heading('h3', 'B'), heading('h4', 'C'), heading('h2', 'D')) },
  ],
  ['an empty heading', 'posts', { body: richText(heading('h4', ' '), heading('h2', 'A')) }],
  ['a sentence of 30 words', 'posts', { excerpt: sentence(30) }],
  [
    'sentences whose abbreviations end none, and short ones beside them',
    'posts',
    { excerpt: `${capital(sentence(20))} ${capital(sentence(20))}` },
  ],
  [
    'a list of forty items of one word',
    'posts',
    { body: richText(listed(...Array<string>(40).fill('gauze'))) },
  ],
  [
    'a table of forty cells',
    'posts',
    {
      body: richText({
        type: 'table',
        children: [{ type: 'tablerow', children: Array.from({ length: 40 }, () => cell('4 mL')) }],
      }),
    },
  ],
  ['a page that search engines do not see', 'posts', { title: 't'.repeat(90), meta: { noindex: true } }],
  ['a prescribed sentence of 60 words', 'disclosures', { employment: sentence(60) }],
])('%s is no finding', (_, slug, changes) => {
  const document = slug === 'disclosures' ? changes : sampleDocument(slug as CollectionSlug, changes)
  expect(rulesOf(slug, document)).toEqual([])
})

const plain =
  'A vein is a tube. It takes the blood back to the heart. You find it with your finger. It feels soft and it gives way. Then you tie the band on the arm. The vein fills up with blood. You clean the skin and let it dry. '
const learned =
  'Comprehensive phlebotomy education incorporates theoretical anatomical foundations alongside supervised practical application. Certification organizations necessitate demonstrable proficiency. '

test('a text of hard words has a grade above 9, one of plain words does not, and a short one has none', () => {
  const graded = (text: string) =>
    rulesOf('posts', sampleDocument('posts', { body: richText(paragraph(words(text))) }))
  expect(graded(plain.repeat(3))).toEqual([])
  expect(graded(learned.repeat(8))).toEqual(['reading-grade body'])
  expect(graded(learned)).toEqual([])
})

const quiet: Surroundings = {
  pictureOf: () => ({ filename: 'rack.jpg', width: 1600, height: 900, alt: 'A rack' }),
  reviewedCategory: () => undefined,
  hiddenPartners: [],
  hasComingStart: true,
  leavesAt: () => undefined,
  typedLeaving: [],
  same: {},
}
const against = (slug: ContentSlug, changes: Record<string, unknown>, around: Partial<Surroundings>) => {
  const document = sampleDocument(slug as CollectionSlug, changes)
  const references = referencesOf(slug, document)
  return checkAgainstOthers(slug, document, references, { ...quiet, ...around }).map(
    ({ rule, field }) => `${rule} ${field}`,
  )
}
const hero = { hero: 'picture', body: richText(paragraph(words('Words.'))), meta: {} }
const begun = { start: '2026-11-30T12:00:00.000Z', seats: 12, seatsTaken: 3, status: 'open' }
const picture = (fields: object) => ({
  pictureOf: () => ({ filename: 'rack.jpg', width: 1600, height: 900, alt: 'A rack', ...fields }),
})

test.each<[string, ContentSlug, Record<string, unknown>, Partial<Surroundings>, string[]]>([
  ['a picture without alternative text', 'posts', hero, picture({ alt: ' ' }), ['missing-alt-text hero']],
  ['a decorative picture', 'posts', hero, picture({ alt: null, decorative: true }), []],
  ['a small picture', 'posts', hero, picture({ width: 640, height: 360 }), ['small-picture hero']],
  [
    'a picture of 20,000 by 100',
    'posts',
    hero,
    picture({ width: 20000, height: 100 }),
    ['picture-shape hero'],
  ],
  ['a portrait of a person', 'people', { photo: 'x', meta: {} }, picture({ width: 600, height: 800 }), []],
  [
    'a portrait in a card',
    'people',
    { photo: null, meta: { image: 'x' } },
    picture({ width: 600, height: 800 }),
    ['picture-shape meta.image'],
  ],
  [
    'a post that needs a reviewer',
    'posts',
    { ...hero, categories: ['c'], reviewedBy: null },
    { reviewedCategory: () => 'Clinical skills' },
    ['missing-review reviewedBy'],
  ],
  [
    'a post that has one',
    'posts',
    { ...hero, categories: ['c'], reviewedBy: 'x' },
    { reviewedCategory: () => 'Clinical skills' },
    [],
  ],
  [
    'a course without a coming start',
    'courses',
    { picture: null },
    { hasComingStart: false },
    ['no-coming-start title'],
  ],
  ['a post without starts', 'posts', hero, { hasComingStart: false }, []],
  [
    'a class entered after it began',
    'cohorts',
    begun,
    { startEnteredOn: '2026-12-01' },
    ['past-start start'],
  ],
  ['a class entered on its first day', 'cohorts', begun, { startEnteredOn: '2026-11-30' }, []],
  [
    'a full class entered too late',
    'cohorts',
    { ...begun, seatsTaken: 12 },
    { startEnteredOn: '2026-12-01' },
    [],
  ],
  [
    'one with a waiting list',
    'cohorts',
    { ...begun, seatsTaken: 12, status: 'waitlist' },
    { startEnteredOn: '2026-12-01' },
    ['past-start start'],
  ],
  ['a cancelled one', 'cohorts', { ...begun, status: 'cancelled' }, { startEnteredOn: '2026-12-01' }, []],
  [
    'a link to what goes',
    'posts',
    { ...hero, relatedPosts: ['x'], relatedCourses: [] },
    { leavesAt: () => ({ at: 'Monday' }) },
    ['leaving relatedPosts'],
  ],
  [
    'the title of another page',
    'posts',
    hero,
    { same: { title: { slug: 'posts', id: 'x', title: 'Other' } } },
    ['same-title meta.title'],
  ],
])('%s, among other documents', (_, slug, changes, around, found) => {
  expect(against(slug, changes, around)).toEqual(found)
})

test('no form, however unfinished, breaks a check, and each finding has the level of its rule', () => {
  const slugs = [...Object.keys(collectionSchemas), ...Object.keys(globalSchemas)] as ContentSlug[]
  const broken = (value: unknown): fc.Arbitrary<unknown> => {
    // Payload's form gives an empty list as 0.
    const gone = fc.constantFrom<unknown>(null, undefined, '', 0)
    if (Array.isArray(value))
      return fc.oneof(
        { weight: 4, arbitrary: fc.tuple(...value.map(broken)) },
        { weight: 1, arbitrary: gone },
      )
    if (typeof value !== 'object' || value === null)
      return fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: gone })
    const fields = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, broken(inner)]))
    return fc.oneof(
      { weight: 8, arbitrary: fc.record(fields, { requiredKeys: [] }) },
      { weight: 1, arbitrary: gone },
    )
  }
  for (const slug of slugs) {
    const sample =
      slug in globalSchemas ? sampleGlobal(slug as GlobalSlug) : sampleDocument(slug as CollectionSlug)
    const forms = fc.record(
      Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, broken(value)])),
    )
    fc.assert(
      fc.property(forms, (form) => {
        const found = [
          ...checkContent(slug, form, today),
          ...checkAgainstOthers(slug, form, referencesOf(slug, form), quiet),
        ]
        for (const { rule, level } of found) expect(level).toBe(ruleLevels[rule as keyof typeof ruleLevels])
      }),
      { numRuns: 50, seed: 7 },
    )
  }
})
