import {
  checkCohort,
  checkContent,
  checkCourseHours,
  checkSlug,
  ClaimsSchema,
  claimFinder,
  type ContentSlug,
  readingGrade,
  sentencesIn,
  seoLimits,
  wordsIn,
} from 'shared-types'
import { expect, test } from 'vitest'
import { cohortsAround } from './cohorts'
import { courses } from './courses'
import { addDays, type Day, isHoliday, weekdayOf } from './dates'
import { pictures } from './pictures'
import { posts } from './posts'
import { nodesOf, partsOf } from './reading'
import type { IdOf } from './references'
import { type LexicalNode, type LexicalState, richText } from './rich-text'
import { sampleDocuments, sampleGlobals } from './sample-school'

const today: Day = '2026-11-23'
const documents = sampleDocuments(today)
const known = new Set([
  ...documents.map(({ collection, key }) => `${collection} ${key}`),
  ...Object.keys(pictures).map((name) => `media ${name}`),
])
const idOf: IdOf = (collection, key) => {
  if (!known.has(`${collection} ${key}`)) throw new Error(`There is no "${key}" in ${collection}.`)
  return `${collection} ${key}`
}
const written = [
  ...documents.map(({ collection, key, data }) => ({ name: `${collection} ${key}`, data: data(idOf) })),
  ...sampleGlobals(today).map(({ slug, data }) => ({ name: slug as string, data: data(idOf) })),
]
const bodies = posts.map((post) => [post.slug, richText(post.slug, post.body, idOf)] as const)

const isState = (value: object): value is LexicalState => 'root' in value

/** All texts of a document for readers: prose fields and rich text, but not ids, codes and URLs. */
function proseOf(value: unknown): string[] {
  if (typeof value === 'string') return /\s/.test(value.trim()) ? [value] : []
  if (Array.isArray(value)) return value.flatMap(proseOf)
  if (!value || typeof value !== 'object') return []
  if (isState(value)) return partsOf(value).map(({ text }) => text)
  return Object.entries(value)
    .filter(([name]) => !['course', 'document', 'faqs', 'image'].includes(name))
    .flatMap(([, inner]) => (typeof inner === 'string' && known.has(inner) ? [] : proseOf(inner)))
}

test.each(bodies)('the post %s has 500 words or more', (_, body) => {
  const words = partsOf(body).flatMap(({ text }) => wordsIn(text))
  expect(words.length).toBeGreaterThanOrEqual(500)
})

test.each(bodies)('the post %s has headings in order, a list, a table and internal links', (_, body) => {
  const nodes = nodesOf(body)
  const levels = nodes.filter(({ type }) => type === 'heading').map(({ tag }) => Number(String(tag).slice(1)))
  expect(levels[0]).toBe(2)
  levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 1)).toBeLessThanOrEqual(1))
  const types = nodes.map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(['list', 'table', 'block']))
  const internal = nodes.filter(({ fields }) => (fields as { linkType?: string })?.linkType === 'internal')
  expect(internal.length + nodes.filter(isCourseCard).length).toBeGreaterThanOrEqual(1)
})
const isCourseCard = ({ fields }: LexicalNode) =>
  (fields as { blockType?: string } | undefined)?.blockType === 'courseCard'

test('every post that is reviewed was reviewed before it was published, and clinical ones are', () => {
  const clinical = posts.filter(({ categories }) => categories.includes('clinical-skills'))
  expect(clinical.length).toBeGreaterThan(0)
  expect(clinical.filter(({ reviewedBy }) => !reviewedBy)).toEqual([])
  for (const { data, name } of written.filter(({ data }) => data.reviewedOn)) {
    expect(String(data.reviewedOn) < String(data.publishedAt), name).toBe(true)
  }
})

test('no post reviews itself, relates to itself, or is published in the future', () => {
  for (const post of posts) {
    expect(post.relatedPosts).not.toContain(post.slug)
    expect(post.publishedDaysAgo).toBeGreaterThan(0)
  }
  expect(new Set(posts.map(({ publishedDaysAgo }) => publishedDaysAgo)).size).toBe(posts.length)
})

test('sentences have at most 25 words, 17 or fewer on average', () => {
  const sentences = written.flatMap(({ name, data }) =>
    proseOf(data).flatMap((text) =>
      sentencesIn(text).map((sentence) => ({ name, sentence, words: wordsIn(sentence).length })),
    ),
  )
  expect(sentences.filter(({ words }) => words > 25)).toEqual([])
  // Headings, labels and cells would lower the average.
  const whole = sentences.filter(({ sentence }) => /[.!?]["”’)]*$/.test(sentence))
  const average = whole.reduce((sum, { words }) => sum + words, 0) / whole.length
  console.info(`${whole.length} sentences, ${average.toFixed(1)} words on average`)
  expect(average).toBeLessThanOrEqual(17)
})

test.each(bodies)('the post %s reads at grade 8 or below', (_, body) => {
  const running = partsOf(body).filter(({ type }) => type === 'paragraph' || type === 'listitem')
  expect(readingGrade(running.map(({ text }) => text))).toBeLessThanOrEqual(8)
})

const forbidden = [
  /\bcolleges?\b/i,
  /\buniversit/i,
  /(accredited|endorsed|recommended|supervised|approved) by SCHEV/i,
  /\bSCHEV\b/,
  /guarantee/i,
  /\bpass rate of\b/i,
  /\bplacement rate of\b/i,
  /\b\d+ ?(%|percent) (of (our )?(students|graduates)|pass|find)/i,
  /\bWalgreens\b/i,
  /we are accredited|our accreditation|fully accredited/i,
]
test.each(forbidden)('nothing says %s', (pattern) => {
  const offenders = written.filter(({ data }) => pattern.test(JSON.stringify(data))).map(({ name }) => name)
  expect(offenders).toEqual([])
})

test.each(courses.map((course) => [course.slug, course] as const))('the sums of %s agree', (_, course) => {
  expect(checkCourseHours({ ...course, hoursNote: undefined } as never)).toEqual([])
  const toSchool = course.costs?.reduce(
    (sum, { cents, paidTo, included }) => (paidTo === 'school' && !included ? sum + cents : sum),
    0,
  )
  const { deposit = 0, installments = 0, installment = 0, fee = 0 } = course.paymentPlan
  expect((deposit ?? 0) + (installments ?? 0) * (installment ?? 0) + (fee ?? 0)).toBe(toSchool)
})

const weeks = Object.fromEntries(courses.map(({ slug, durationWeeks }) => [slug, durationWeeks]))
const codes = Object.fromEntries(courses.map(({ slug, code }) => [slug, code]))

test('on every day of two years the cohorts are sound, and each course has a start ahead', () => {
  for (let offset = 0; offset < 730; offset++) {
    const day = addDays(today, offset)
    const cohorts = cohortsAround(day, weeks, codes)
    expect(new Set(cohorts.map(({ code }) => code)).size, day).toBe(cohorts.length)
    for (const cohort of cohorts) {
      expect(checkCohort({ ...cohort, days: cohort.days ?? [] }), `${day} ${cohort.code}`).toEqual([])
      expect(isHoliday(cohort.start), `${day} ${cohort.code}`).toBe(false)
      const weekday = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[weekdayOf(cohort.start)]
      expect(cohort.days.length === 0 ? 'mon' : cohort.days[0], `${day} ${cohort.code}`).toBe(weekday)
    }
    for (const { slug } of courses) {
      const ahead = cohorts.filter(
        ({ course, start, status }) => course === slug && start > day && status !== 'cancelled',
      )
      expect(ahead.length, `${day} ${slug}`).toBeGreaterThan(0)
    }
  }
})

test('the cohorts show every status and every mode', () => {
  const cohorts = cohortsAround(today, weeks, codes)
  expect(new Set(cohorts.map(({ status }) => status)).size).toBe(4)
  expect(new Set(cohorts.map(({ mode }) => mode)).size).toBe(3)
  expect(new Set(cohorts.map(({ days }) => days.join())).size).toBeGreaterThanOrEqual(5)
})

test('titles and descriptions for search have lengths that the admin takes', () => {
  const { title, description } = seoLimits
  for (const { name, data } of written) {
    const meta = data.meta as { title: string; description: string } | undefined
    if (!meta) continue
    expect(meta.title.length, `${name}: ${meta.title}`).toBeLessThanOrEqual(title.max)
    expect(meta.title.length, `${name}: ${meta.title}`).toBeGreaterThanOrEqual(30)
    expect(meta.description.length, `${name}: ${meta.description}`).toBeGreaterThanOrEqual(description.min)
    expect(meta.description.length, `${name}: ${meta.description}`).toBeLessThanOrEqual(description.max)
  }
})

test('every slug is one that its collection takes', () => {
  for (const { collection, key, draft } of documents) {
    if (!draft.slug) continue
    expect(checkSlug(collection as 'posts', key)).toEqual([])
  }
})

test('the checks find nothing in the sample content', () => {
  const found = written.flatMap(({ name, data }) =>
    checkContent(name.split(' ')[0] as ContentSlug, data, today).map(
      ({ level, rule, field, message }) => `${name} ${level} ${rule} ${field}: ${message}`,
    ),
  )
  expect(found).toEqual([])
})

test('two runs on one day write the same', () => {
  const again = sampleDocuments(today).map(({ data }) => data(idOf))
  expect(again).toEqual(written.slice(0, documents.length).map(({ data }) => data))
})

test('nothing that the sample school says is a claim that a rule forbids', () => {
  const find = claimFinder(ClaimsSchema.parse({}), today)
  const claimsIn = (value: unknown): string[] => {
    if (typeof value === 'string') {
      return known.has(value)
        ? []
        : find(value).flatMap(({ sentence }) => (sentence.includes(' ') ? sentence : []))
    }
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(claimsIn) : []
  }
  expect(written.flatMap(({ data }) => claimsIn(data))).toEqual([])
})
