import { paths } from 'shared-types'
import type {
  Blog,
  CollectionPage,
  Course,
  EducationalOccupationalCredential,
  FAQPage,
  ItemList,
  Thing,
  WebPage,
  WebSite,
  WorkBasedProgram,
} from 'schema-dts'
import type { CertificationRow } from '../content/queries/certifications'
import type { ExternshipRow } from '../content/queries/externships'
import type { FaqView } from '../content/queries/faqs'
import type { PersonCard } from '../content/queries/people'
import type { PostRow } from '../content/queries/posts'
import type { SiteView } from '../content/queries/site'
import type { StartDate } from '../content/queries/start-dates'
import { richTextToPlain } from '../formats/plain-text'
import { absolute, courseId, instanceNode, personNode, school } from './nodes'
import type { Origin } from './nodes'

const siteId = (origin: Origin) => absolute('/#site', origin)
const blogId = (origin: Origin) => absolute(`${paths.blog()}#blog`, origin)

/** Things in their order on a page. */
export const listNode = (items: readonly Thing[]): ItemList => ({
  '@type': 'ItemList',
  numberOfItems: items.length,
  itemListElement: items.map((item, index) => ({ '@type': 'ListItem', position: index + 1, item })),
})

/** The site as a whole, for the home page. */
export const siteNode = (site: SiteView, origin: Origin): WebSite => ({
  '@type': 'WebSite',
  '@id': siteId(origin),
  name: site.name,
  alternateName: site.shortName,
  url: absolute(paths.home(), origin),
  inLanguage: 'en-US',
  publisher: school(origin),
})

/** A page that is about nothing with a type of its own. */
export const pageNode = (
  page: { title: string; description: string; path: string },
  origin: Origin,
  type: 'WebPage' | 'ContactPage' | 'AboutPage' = 'WebPage',
): WebPage => ({
  '@type': type,
  '@id': absolute(page.path, origin),
  name: page.title,
  description: page.description,
  url: absolute(page.path, origin),
  inLanguage: 'en-US',
  isPartOf: { '@id': siteId(origin) },
  publisher: school(origin),
})

/** Questions with the whole of their answers. */
export const questionsNode = (faqs: readonly FaqView[], path: string, origin: Origin): FAQPage => ({
  '@type': 'FAQPage',
  '@id': absolute(path, origin),
  url: absolute(path, origin),
  isPartOf: { '@id': siteId(origin) },
  mainEntity: faqs.map(({ question, answer }) => ({
    '@type': 'Question',
    name: question,
    acceptedAnswer: { '@type': 'Answer', text: richTextToPlain(answer) },
  })),
})

/** Courses with the classes that people can begin, each course once. */
export function startDatesNode(cohorts: readonly StartDate[], origin: Origin): ItemList {
  const courses = new Map(cohorts.map(({ course }) => [course.path, course]))
  return listNode(
    [...courses.values()].map((course): Exclude<Course, string> => ({
      '@type': 'Course',
      '@id': courseId(course.path, origin),
      name: course.title,
      url: absolute(course.path, origin),
      courseCode: course.code,
      provider: school(origin),
      hasCourseInstance: cohorts
        .filter((cohort) => cohort.course.path === course.path)
        .map((cohort) => instanceNode(cohort, cohort.hoursPerWeek)),
    })),
  )
}

const postOf = (post: PostRow, origin: Origin) =>
  ({
    '@type': 'BlogPosting',
    headline: post.title,
    description: post.excerpt,
    url: absolute(post.path, origin),
    datePublished: post.publishedAt,
  }) as const

/** The blog with its newest posts. */
export const blogNode = (
  blog: { title: string; description: string },
  posts: readonly PostRow[],
  origin: Origin,
): Blog => ({
  '@type': 'Blog',
  '@id': blogId(origin),
  name: blog.title,
  description: blog.description,
  url: absolute(paths.blog(), origin),
  inLanguage: 'en-US',
  publisher: school(origin),
  blogPost: posts.map((post) => postOf(post, origin)),
})

/** A part of the blog: older posts, or those about one subject. */
export const postListNode = (
  page: { title: string; description: string; path: string },
  posts: readonly PostRow[],
  origin: Origin,
): CollectionPage => ({
  '@type': 'CollectionPage',
  '@id': absolute(page.path, origin),
  name: page.title,
  description: page.description,
  url: absolute(page.path, origin),
  isPartOf: { '@type': 'Blog', '@id': blogId(origin), name: 'Blog', url: absolute(paths.blog(), origin) },
  mainEntity: listNode(posts.map((post) => postOf(post, origin))),
})

/** Everybody that a page lists. */
export const peopleNode = (people: readonly PersonCard[], origin: Origin): ItemList =>
  listNode(people.map((person) => personNode(person, origin)))

/** An exam of a national body, which the school only prepares for. */
export const certificationNode = (
  exam: CertificationRow,
  origin: Origin,
): Exclude<EducationalOccupationalCredential, string> => ({
  '@type': 'EducationalOccupationalCredential',
  '@id': absolute(`${exam.path}#exam`, origin),
  name: exam.title,
  alternateName: exam.abbreviation,
  description: exam.summary,
  url: absolute(exam.path, origin),
  credentialCategory: 'certification',
  recognizedBy: { '@type': 'Organization', name: exam.certifier, url: exam.certifierUrl },
})

/** Real work at a real site: a part of courses. */
export const externshipNode = (
  externship: ExternshipRow,
  origin: Origin,
): Exclude<WorkBasedProgram, string> => ({
  '@type': 'WorkBasedProgram',
  '@id': absolute(`${externship.path}#externship`, origin),
  name: externship.title,
  description: externship.summary,
  url: absolute(externship.path, origin),
  provider: school(origin),
  timeToComplete: `PT${externship.hours}H`,
  programPrerequisites: externship.eligibility.length > 0 ? externship.eligibility : undefined,
  hasCourse: externship.courses.map((course) => ({
    '@type': 'Course',
    '@id': courseId(course.path, origin),
    name: course.title,
    url: absolute(course.path, origin),
  })),
})
