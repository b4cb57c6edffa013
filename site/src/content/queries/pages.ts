import { paths } from 'shared-types'
import type { PageBlock, RichText } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import type { Source } from '../snapshot/source'
import { upcomingCohorts } from './cohorts'
import type { CohortView } from './cohorts'
import type { CourseLink } from './course-links'
import { courseLink } from './course-links'
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

/** A block of a page, with the documents that it refers to. */
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
  /** The posts that the editor chose; otherwise the newest two. */
  posts: PostRow[]
  meta: PageMeta
}

const boardSize = 8

/** The data of the home page. */
export function home(source: Source): HomeView {
  const { dayInClass, meta, ...global } = source.globals.home
  const courseOf = (id: string | undefined) => {
    const course = id === undefined ? undefined : source.byId.courses.get(id)
    return course && courseLink(course)
  }
  const quote = global.testimonial && source.byId.testimonials.get(global.testimonial)
  const chosen = live(source.byId.posts, global.posts)
  const posts = chosen.length > 0 ? chosen : source.posts.slice(-2).toReversed()
  return {
    headline: global.headline,
    intro: global.intro,
    board: upcomingCohorts(source).slice(0, boardSize),
    courses: courses(source),
    dayInClass: {
      heading: dayInClass.heading,
      intro: dayInClass.intro,
      course: courseOf(dayInClass.course),
      picture: image(source, dayInClass.picture),
      entries: dayInClass.entries,
    },
    costs: global.costs,
    beforeYouEnroll: global.beforeYouEnroll,
    externships: { ...global.externships, externships: externships(source) },
    testimonial: quote
      ? {
          quote: quote.quote,
          attribution: quote.attribution,
          course: courseOf(quote.course),
          isSample: quote.isSample,
        }
      : undefined,
    posts: posts.map((post) => postRow(source, post)),
    meta: pageMeta(source, meta, {
      title: global.headline,
      description: global.intro,
      path: paths.home(),
    }),
  }
}

/** The data of a page from the `pages` collection; undefined when no live page has the slug. */
export function page(source: Source, slug: string): PageView | undefined {
  const document = source.bySlug.pages.get(slug)
  if (!document) return undefined
  return {
    path: paths.page(slug),
    slug,
    title: document.title,
    intro: document.intro,
    layout: document.layout.map((block) => blockView(source, block)),
    meta: pageMeta(source, document.meta, {
      title: document.title,
      description: document.intro ?? document.title,
      path: paths.page(slug),
      card: { page: paths.page(slug), title: document.title },
    }),
  }
}

function blockView(source: Source, block: DocumentOf<'pages'>['layout'][number]): PageBlockView {
  switch (block.blockType) {
    case 'text':
    case 'steps':
      return block satisfies PageBlock
    case 'courseTable': {
      const { show, ...rest } = block
      return show === 'costs'
        ? { ...rest, show, courses: courses(source) }
        : { ...rest, show, cohorts: upcomingCohorts(source) }
    }
    case 'people':
      return {
        ...block,
        people: live(source.byId.people, block.people).map((person) => personCard(source, person)),
      }
    case 'faq':
      return { ...block, faqs: faqs(source, block.faqs) }
    case 'callToAction':
      return { ...block, link: linkView(source, block.link) }
  }
}
