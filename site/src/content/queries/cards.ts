import { documentPath, linkableCollections, paths, scrubColors } from 'shared-types'
import type { CardedCollection, LinkableCollection, ScrubColor } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import type { Source } from '../snapshot/source'
import { live } from './links'

/**
 * All that a card shows, and nothing else: drawing a card takes as long as rendering a hundred pages, so nothing else may make
 * it stale. No price and no date, because other sites keep a card for weeks.
 */
export interface CardView {
  /** The kind of the page: `Course`. */
  label: string
  title: string
  /** The color of the course; a card without a course has the school's navy. */
  color?: ScrubColor
  /** The text beside the scrub top. */
  scrubCaption?: string
  facts: { label: string; value: string }[]
  /** A sentence instead of facts. */
  text?: string
  /** The colors of all courses, on the card of the school. */
  colors?: ScrubColor[]
  school: string
  shortName: string
}

/** Draws a card as PNG. */
export type DrawCard = (card: CardView) => Promise<Uint8Array>

/** In px: the size that social networks ask for. */
export const cardSize = { width: 1200, height: 630 } as const

type CardParts = Omit<CardView, 'school' | 'shortName'>

/** The card of a page, such as `/courses/phlebotomy/`, or of the home page for the school; undefined when it has no card. */
export function card(source: Source, page: string): CardView | undefined {
  const { schoolName: school, shortName } = source.globals['site-settings']
  const parts = page === paths.home() ? schoolParts(source) : documentParts(source, page)
  return parts && { ...parts, school, shortName }
}

const schoolParts = (source: Source): CardParts => ({
  label: placeOf(source.globals['site-settings'].address),
  title: source.globals['site-settings'].tagline,
  facts: [],
  colors: scrubColors.filter((color) => source.all.courses.some((course) => course.scrubColor === color)),
})

const placeOf = ({ city, state }: { city: string; state: string }): string => `${city}, ${state}`

function documentParts(source: Source, page: string): CardParts | undefined {
  const slug = page.split('/').at(-2) ?? ''
  const collection = linkableCollections.find((one) => documentPath(one, slug) === page)
  return collection && isCarded(collection) ? parts[collection](source, slug) : undefined
}

const isCarded = (collection: LinkableCollection): collection is CardedCollection => collection in parts

const parts: Record<CardedCollection, (source: Source, slug: string) => CardParts | undefined> = {
  courses: courseParts,
  externships: externshipParts,
  certifications: certificationParts,
  pages: pageParts,
  categories: categoryParts,
}

function courseParts(source: Source, slug: string): CardParts | undefined {
  const course = source.bySlug.courses.get(slug)
  if (!course) return undefined
  const exams = live(source.byId.certifications, course.certifications)
  return {
    label: 'Course',
    title: course.title,
    color: course.scrubColor,
    scrubCaption: `You’ll wear ${course.scrubColor}.`,
    facts: [
      { label: 'Length', value: course.durationWeeks === 1 ? '1 week' : `${course.durationWeeks} weeks` },
      { label: 'In all', value: `${course.clockHours} hours` },
      ...(exams.length > 0
        ? [{ label: 'Exam', value: exams.map((exam) => exam.abbreviation).join(', ') }]
        : []),
    ],
  }
}

function externshipParts(source: Source, slug: string): CardParts | undefined {
  const externship = source.bySlug.externships.get(slug)
  if (!externship) return undefined
  return {
    label: 'Externship',
    title: externship.title,
    ...themeOf(live(source.byId.courses, externship.courses)),
    facts: [
      { label: 'Length', value: `${externship.hours} hours` },
      { label: 'Pay', value: externship.paid ? 'Paid' : 'No pay' },
    ],
  }
}

function certificationParts(source: Source, slug: string): CardParts | undefined {
  const exam = source.bySlug.certifications.get(slug)
  if (!exam) return undefined
  return {
    label: 'Exam',
    title: exam.title,
    ...themeOf(source.all.courses.filter((course) => course.certifications.includes(exam.id))),
    facts: [
      { label: 'Known as', value: exam.abbreviation },
      { label: 'Given by', value: exam.certifier },
    ],
  }
}

function pageParts(source: Source, slug: string): CardParts | undefined {
  const page = source.bySlug.pages.get(slug)
  const label = placeOf(source.globals['site-settings'].address)
  return page && { label, title: page.title, facts: [], text: page.intro }
}

function categoryParts(source: Source, slug: string): CardParts | undefined {
  const category = source.bySlug.categories.get(slug)
  if (!category) return undefined
  return {
    label: 'Blog',
    title: category.title,
    ...themeOf(programmeOf(source, category)),
    facts: [],
    text: category.description,
  }
}

/** The color and the title of the course, for a page that belongs to exactly one. */
function themeOf(courses: readonly DocumentOf<'courses'>[]): Pick<CardParts, 'color' | 'scrubCaption'> {
  const [course, other] = courses
  return course && !other ? { color: course.scrubColor, scrubCaption: course.title } : {}
}

/** How many of the newest posts are read. */
const postsRead = 30

/** The live courses that all the newest posts of a category name, if at least half of these posts name any. */
function programmeOf(source: Source, { id }: DocumentOf<'categories'>): readonly DocumentOf<'courses'>[] {
  const newest = source.postsOfCategory(id).slice(-postsRead)
  const naming = newest.filter(({ relatedCourses }) => relatedCourses.length > 0)
  const [first] = naming
  if (!first || naming.length * 2 < newest.length) return []
  const shared = first.relatedCourses.filter((course) =>
    naming.every(({ relatedCourses }) => relatedCourses.includes(course)),
  )
  return live(source.byId.courses, shared)
}
