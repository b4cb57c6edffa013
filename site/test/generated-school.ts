import { seededRandom } from 'shared-types/test/seeded-random'
import { testSchool } from './school'
import { block, heading, paragraph, richText, words } from 'shared-types/test/rich-text'
import type { RawSchool } from './school'

const vocabulary = (
  'the a of and to in for with on at by from as is are was be have has not but or if when then this that these those ' +
  'patient pharmacy technician label dose order tube blood vein needle insulin tablet capsule counter record chart code ' +
  'claim insurer lead rhythm monitor strip pulse heart oxygen nurse clinic shift class student exam question score hour ' +
  'lab skill practice law rule board state license register supply stock count check double verify sign date time name ' +
  'birth allergy refill transfer cost price plan payment deposit book uniform shoe watch bag cart shelf fridge hood glove ' +
  'mask gown clean sterile waste sharps draw fill hang flow rate drop minute liter gram ratio percent formula total quick ' +
  'careful quiet busy early late first second third every another often never always small large left right open closed'
).split(' ')

const firstNames = ['Ada', 'Bo', 'Cleo', 'Dana', 'Eli', 'Fay', 'Gus', 'Hana', 'Ivo', 'June', 'Kai', 'Lena']
const subjects = [
  'Law',
  'Sterile work',
  'Counting',
  'Exams',
  'Phlebotomy',
  'Billing',
  'Monitoring',
  'Careers',
]

export interface SchoolSize {
  posts: number
  seed?: number
}

/**
 * The sample school with as many posts as a test or a bench wants: texts of about 600 words with headings, lists, links to
 * other posts and a few callouts; authors, categories, related posts and redirects. The same size and seed give the same.
 */
export function generatedSchool({ posts, seed = 1 }: SchoolSize): RawSchool {
  const random = seededRandom(seed)
  const school = testSchool()
  const [person] = school.collections.people
  const [category] = school.collections.categories
  school.collections.people.push(
    ...firstNames.map((name, index) => ({
      ...person,
      id: `author-${index}`,
      slug: `author-${index}`,
      name: `${name} Sample`,
      photo: index % 3 === 0 ? 'media-rack' : null,
    })),
  )
  school.collections.categories.push(
    ...subjects.map((title, index) => ({
      ...category,
      id: `subject-${index}`,
      slug: `subject-${index}`,
      title,
    })),
  )
  school.collections.posts = Array.from({ length: posts }, (_, index) => generatedPost(random, index, posts))
  school.collections.redirects.push(
    ...Array.from({ length: Math.min(posts, Math.ceil(posts / 50)) }, (_, index) => ({
      id: `redirect-${index}`,
      from: `/archive/${index}/`,
      kind: 'document',
      document: { relationTo: 'posts', value: postId((index * 37) % posts) },
      address: null,
      updatedAt,
    })),
  )
  return school
}

const updatedAt = '2026-12-01T15:00:00.000Z'
const postId = (index: number) => `generated-${String(index).padStart(6, '0')}`

/** One post of a school of `count`; every call takes other numbers from `random`. */
export function generatedPost(random: () => number, index: number, count: number): Record<string, unknown> {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const anyPost = () => postId(Math.floor(random() * count))
  const title = sentence(random, 4 + Math.floor(random() * 5)).slice(0, -1)
  const second = random() < 0.2 ? [`author-${Math.floor(random() * firstNames.length)}`] : []
  return {
    id: postId(index),
    title,
    slug: `${title.toLowerCase().replaceAll(' ', '-')}-${index}`,
    excerpt: sentence(random, 18),
    hero: random() < 0.3 ? pick(['media-rack', 'media-plain']) : null,
    body: generatedBody(random, anyPost),
    authors: [...new Set([`author-${Math.floor(random() * firstNames.length)}`, ...second])],
    reviewedBy: random() < 0.3 ? 'ben-ode' : null,
    reviewedOn: '2026-11-20T12:00:00.000Z',
    categories: [`subject-${Math.floor(random() * subjects.length)}`],
    relatedCourses: random() < 0.3 ? [pick(['course-pht', 'course-phl'])] : [],
    relatedPosts: random() < 0.2 ? [...new Set([anyPost(), anyPost(), anyPost()])] : [],
    // Some posts have the same minute on purpose: then their ids alone decide about their order.
    publishedAt: new Date(Date.UTC(2019, 0, 1) + Math.floor(random() * 4_000_000) * 60_000).toISOString(),
    meta: { title: null, description: null, image: null, canonical: null, noindex: random() < 0.01 },
    updatedAt,
  }
}

function sentence(random: () => number, length: number): string {
  const text = Array.from({ length }, () => vocabulary[Math.floor(random() * vocabulary.length)]).join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function generatedBody(random: () => number, anyPost: () => string): unknown {
  const text = (sentences: number) =>
    Array.from({ length: sentences }, () => sentence(random, 8 + Math.floor(random() * 10))).join(' ')
  const parts: unknown[] = Array.from({ length: 5 }, (_, part) => [
    heading(part % 3 === 2 ? 'h3' : 'h2', sentence(random, 4).slice(0, -1)),
    paragraph(
      words(`${text(2)} `),
      words(sentence(random, 3), 1),
      words(' See '),
      {
        type: 'link',
        fields: { linkType: 'internal', doc: { relationTo: 'posts', value: anyPost() }, newTab: false },
        children: [words(sentence(random, 3))],
      },
      words('.'),
    ),
    paragraph(words(text(4))),
    part % 2 === 0
      ? {
          type: 'list',
          listType: part === 0 ? 'bullet' : 'number',
          start: 1,
          children: [1, 2, 3].map((value) => ({ type: 'listitem', value, children: [words(text(1))] })),
        }
      : paragraph(words(text(2))),
  ]).flat()
  if (random() < 0.3) {
    parts.push(
      block('callout', {
        tone: 'tip',
        title: sentence(random, 3),
        body: richText(paragraph(words(text(2)))),
      }),
    )
  }
  return richText(...parts)
}
