import { documentPath, linkableCollections, paths, scrubColors } from 'shared-types'
import type { CardedCollection, LinkableCollection, ScrubColor } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import type { Source } from '../snapshot/source'
import { live } from './links'

/**
 * What a card shows, and nothing else: a card costs as much as a hundred pages, so that only what stands on it may make it
 * stale. No price and no date, because other sites keep a card for weeks.
 */
export interface CardView {
  /** What kind of page it stands for: `Course`. */
  label: string
  title: string
  /** The programme's; a card without a programme wears the school's navy. */
  color?: ScrubColor
  /** Stands beside the scrub top. */
  wear?: string
  facts: { label: string; value: string }[]
  /** A sentence, where there are no facts. */
  text?: string
  /** The colors of all programmes, where it stands for the school. */
  colors?: ScrubColor[]
  school: string
  shortName: string
}

/** Draws a card as PNG. */
export type DrawCard = (card: CardView) => Promise<Uint8Array>

/** In px: the size that social networks ask for. */
export const cardSize = { width: 1200, height: 630 } as const

type Parts = Omit<CardView, 'school' | 'shortName'>

/** The card beside a page, `/courses/phlebotomy/`, or beside the home page for the school; nothing when there is none. */
export function card(source: Source, page: string): CardView | undefined {
  const { schoolName: school, shortName } = source.globals['site-settings']
  const parts = page === paths.home() ? schoolParts(source) : documentParts(source, page)
  return parts && { ...parts, school, shortName }
}

const schoolParts = (source: Source): Parts => ({
  label: placeOf(source.globals['site-settings'].address),
  title: source.globals['site-settings'].tagline,
  facts: [],
  colors: scrubColors.filter((color) => source.all.courses.some((course) => course.scrubColor === color)),
})

const placeOf = ({ city, state }: { city: string; state: string }): string => `${city}, ${state}`

function documentParts(source: Source, page: string): Parts | undefined {
  const slug = page.split('/').at(-2) ?? ''
  const collection = linkableCollections.find((one) => documentPath(one, slug) === page)
  return collection && isCarded(collection) ? parts[collection](source, slug) : undefined
}

const isCarded = (collection: LinkableCollection): collection is CardedCollection => collection in parts

const parts: Record<CardedCollection, (source: Source, slug: string) => Parts | undefined> = {
  courses: courseParts,
  externships: externshipParts,
  certifications: certificationParts,
  pages: pageParts,
  categories: categoryParts,
}

function courseParts(source: Source, slug: string): Parts | undefined {
  const course = source.bySlug.courses.get(slug)
  if (!course) return undefined
  const exams = live(source.byId.certifications, course.certifications)
  return {
    label: 'Course',
    title: course.title,
    color: course.scrubColor,
    wear: `You’ll wear ${course.scrubColor}.`,
    facts: [
      { label: 'Length', value: course.durationWeeks === 1 ? '1 week' : `${course.durationWeeks} weeks` },
      { label: 'In all', value: `${course.clockHours} hours` },
      ...(exams.length > 0
        ? [{ label: 'Exam', value: exams.map((exam) => exam.abbreviation).join(', ') }]
        : []),
    ],
  }
}

function externshipParts(source: Source, slug: string): Parts | undefined {
  const externship = source.bySlug.externships.get(slug)
  if (!externship) return undefined
  return {
    label: 'Externship',
    title: externship.title,
    ...wornBy(live(source.byId.courses, externship.courses)),
    facts: [
      { label: 'Length', value: `${externship.hours} hours` },
      { label: 'Pay', value: externship.paid ? 'Paid' : 'No pay' },
    ],
  }
}

function certificationParts(source: Source, slug: string): Parts | undefined {
  const exam = source.bySlug.certifications.get(slug)
  if (!exam) return undefined
  return {
    label: 'Exam',
    title: exam.title,
    ...wornBy(source.all.courses.filter((course) => course.certifications.includes(exam.id))),
    facts: [
      { label: 'Known as', value: exam.abbreviation },
      { label: 'Given by', value: exam.certifier },
    ],
  }
}

function pageParts(source: Source, slug: string): Parts | undefined {
  const page = source.bySlug.pages.get(slug)
  const label = placeOf(source.globals['site-settings'].address)
  return page && { label, title: page.title, facts: [], text: page.intro }
}

function categoryParts(source: Source, slug: string): Parts | undefined {
  const category = source.bySlug.categories.get(slug)
  if (!category) return undefined
  return {
    label: 'Blog',
    title: category.title,
    ...wornBy(programmeOf(source, category)),
    facts: [],
    text: category.description,
  }
}

/** What belongs to one course wears its color, and says whose it is. */
function wornBy(courses: readonly DocumentOf<'courses'>[]): Pick<Parts, 'color' | 'wear'> {
  const [course, other] = courses
  return course && !other ? { color: course.scrubColor, wear: course.title } : {}
}

const postsAsked = 30

/** The one course that every post of a subject names; of the newest, and where at least half of these name any. */
function programmeOf(source: Source, { id }: DocumentOf<'categories'>): readonly DocumentOf<'courses'>[] {
  const newest = source.postsOfCategory(id).slice(-postsAsked)
  const naming = newest.filter(({ relatedCourses }) => relatedCourses.length > 0)
  const [first] = naming
  if (!first || naming.length * 2 < newest.length) return []
  const shared = first.relatedCourses.filter((course) =>
    naming.every(({ relatedCourses }) => relatedCourses.includes(course)),
  )
  return live(source.byId.courses, shared)
}
