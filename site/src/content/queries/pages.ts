import { paths } from 'shared-types'
import type { PageBlock, RichText } from 'shared-types'
import type { DocumentOf } from '../documents'
import type { Snapshot } from '../snapshot'
import { upcomingCohorts } from './cohorts'
import type { CohortView, CourseLink } from './cohorts'
import { courseLink } from './cohorts'
import { courses } from './courses'
import type { CourseRow } from './courses'
import { externships } from './externships'
import type { ExternshipRow } from './externships'
import { faqs } from './faqs'
import type { FaqView } from './faqs'
import { linkView, live } from './links'
import type { LinkView } from './links'
import { image, pageMeta } from './media'
import type { Image, PageMeta } from './media'
import { personCard } from './people'
import type { PersonCard } from './people'
import { postRow } from './posts'
import type { PostRow } from './posts'

/** A row of a page, with what it refers to. */
export type PageBlockView =
  | { blockType: 'text'; heading?: string; body: RichText }
  | { blockType: 'steps'; heading: string; intro?: string; steps: { title: string; text: string }[] }
  | { blockType: 'courseTable'; heading: string; intro?: string; show: 'costs'; courses: CourseRow[] }
  | { blockType: 'courseTable'; heading: string; intro?: string; show: 'starts'; cohorts: CohortView[] }
  | { blockType: 'people'; heading: string; people: PersonCard[] }
  | { blockType: 'faq'; heading?: string; faqs: FaqView[] }
  | { blockType: 'callToAction'; heading: string; text?: string; link?: LinkView }

export interface PageView {
  path: string
  slug: string
  title: string
  intro?: string
  layout: PageBlockView[]
  updatedAt: string
  meta: PageMeta
}

export interface HomeView {
  headline: string
  intro: string
  /** The next classes of all courses. */
  board: CohortView[]
  courses: CourseRow[]
  dayInClass: {
    heading?: string
    intro?: string
    course?: CourseLink
    picture?: Image
    entries: { time: string; text: string; log?: string }[]
  }
  costs: { heading?: string; intro?: string; note?: string }
  beforeYouEnroll: { heading?: string; intro?: string; items: { title: string; text: string }[] }
  externships: { heading?: string; intro?: string; note?: string; externships: ExternshipRow[] }
  testimonial?: { quote: string; attribution: string; course?: CourseLink; isSample: boolean }
  /** Those that the editor chose; else the newest two. */
  posts: PostRow[]
  meta: PageMeta
}

const boardSize = 8

/** All that the home page shows. */
export function home(snapshot: Snapshot): HomeView {
  const { dayInClass, meta, ...global } = snapshot.documents.globals.home
  const courseOf = (id: string | undefined) => {
    const course = id === undefined ? undefined : snapshot.byId.courses.get(id)
    return course && courseLink(course)
  }
  const quote = global.testimonial && snapshot.byId.testimonials.get(global.testimonial)
  const chosen = live(snapshot.byId.posts, global.posts)
  const posts = chosen.length > 0 ? chosen : snapshot.posts.slice(-2).toReversed()
  return {
    headline: global.headline,
    intro: global.intro,
    board: upcomingCohorts(snapshot).slice(0, boardSize),
    courses: courses(snapshot),
    dayInClass: {
      heading: dayInClass.heading,
      intro: dayInClass.intro,
      course: courseOf(dayInClass.course),
      picture: image(snapshot, dayInClass.picture),
      entries: dayInClass.entries,
    },
    costs: global.costs,
    beforeYouEnroll: global.beforeYouEnroll,
    externships: { ...global.externships, externships: externships(snapshot) },
    testimonial: quote
      ? {
          quote: quote.quote,
          attribution: quote.attribution,
          course: courseOf(quote.course),
          isSample: quote.isSample,
        }
      : undefined,
    posts: posts.map((post) => postRow(snapshot, post)),
    meta: pageMeta(snapshot, meta, {
      title: global.headline,
      description: global.intro,
      path: paths.home(),
    }),
  }
}

/** All that one of the school's own pages shows; nothing when no live page has the slug. */
export function page(snapshot: Snapshot, slug: string): PageView | undefined {
  const document = snapshot.bySlug.pages.get(slug)
  if (!document) return undefined
  return {
    path: paths.page(slug),
    slug,
    title: document.title,
    intro: document.intro,
    layout: document.layout.map((block) => blockView(snapshot, block)),
    updatedAt: document.updatedAt,
    meta: pageMeta(snapshot, document.meta, {
      title: document.title,
      description: document.intro ?? document.title,
      path: paths.page(slug),
    }),
  }
}

function blockView(snapshot: Snapshot, block: DocumentOf<'pages'>['layout'][number]): PageBlockView {
  switch (block.blockType) {
    case 'text':
    case 'steps':
      return block satisfies PageBlock
    case 'courseTable': {
      const { show, ...rest } = block
      return show === 'costs'
        ? { ...rest, show, courses: courses(snapshot) }
        : { ...rest, show, cohorts: upcomingCohorts(snapshot) }
    }
    case 'people':
      return {
        ...block,
        people: live(snapshot.byId.people, block.people).map((person) => personCard(snapshot, person)),
      }
    case 'faq':
      return { ...block, faqs: faqs(snapshot, block.faqs) }
    case 'callToAction':
      return { ...block, link: linkView(snapshot, block.link) }
  }
}
