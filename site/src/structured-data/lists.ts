import { paths } from 'shared-types'
import type {
  Blog,
  CollectionPage,
  Course,
  EducationalOccupationalCredential,
  FAQPage,
  ItemList,
  Question,
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
import { absoluteUrl, courseId, instanceNode, personNode, schoolReference } from './nodes'
import type { Origin } from './nodes'

const siteId = (origin: Origin) => absoluteUrl('/#site', origin)
const blogId = (origin: Origin) => absoluteUrl(`${paths.blog()}#blog`, origin)

/** Nodes in their order on the page. */
export const listNode = (items: readonly Thing[]): ItemList => ({
  '@type': 'ItemList',
  numberOfItems: items.length,
  itemListElement: items.map((item, index) => ({ '@type': 'ListItem', position: index + 1, item })),
})

/** The whole site, for the home page. */
export const siteNode = (site: SiteView, origin: Origin): WebSite => ({
  '@type': 'WebSite',
  '@id': siteId(origin),
  name: site.name,
  alternateName: site.shortName,
  url: absoluteUrl(paths.home(), origin),
  inLanguage: 'en-US',
  publisher: schoolReference(origin),
})

/** A page without a more specific node. */
export const pageNode = (
  page: { title: string; description: string; path: string },
  origin: Origin,
  type: 'WebPage' | 'ContactPage' | 'AboutPage' = 'WebPage',
): WebPage => ({
  '@type': type,
  '@id': absoluteUrl(page.path, origin),
  name: page.title,
  description: page.description,
  url: absoluteUrl(page.path, origin),
  inLanguage: 'en-US',
  isPartOf: { '@id': siteId(origin) },
  publisher: schoolReference(origin),
})

/** Questions with their full answers. An answer that is only a picture has no words, which an answer must have. */
export const questionsNode = (faqs: readonly FaqView[], path: string, origin: Origin): FAQPage => ({
  '@type': 'FAQPage',
  '@id': absoluteUrl(path, origin),
  url: absoluteUrl(path, origin),
  isPartOf: { '@id': siteId(origin) },
  mainEntity: faqs.flatMap(({ question, answer }): Exclude<Question, string>[] => {
    const text = richTextToPlain(answer)
    return text ? [{ '@type': 'Question', name: question, acceptedAnswer: { '@type': 'Answer', text } }] : []
  }),
})

/** Courses with their upcoming classes, each course once. */
export function startDatesNode(cohorts: readonly StartDate[], origin: Origin): ItemList {
  const courses = new Map(cohorts.map(({ course }) => [course.path, course]))
  return listNode(
    [...courses.values()].map((course): Exclude<Course, string> => ({
      '@type': 'Course',
      '@id': courseId(course.path, origin),
      name: course.title,
      url: absoluteUrl(course.path, origin),
      courseCode: course.code,
      provider: schoolReference(origin),
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
    url: absoluteUrl(post.path, origin),
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
  url: absoluteUrl(paths.blog(), origin),
  inLanguage: 'en-US',
  publisher: schoolReference(origin),
  blogPost: posts.map((post) => postOf(post, origin)),
})

/** A numbered page of the blog, or a category. */
export const postListNode = (
  page: { title: string; description: string; path: string },
  posts: readonly PostRow[],
  origin: Origin,
): CollectionPage => ({
  '@type': 'CollectionPage',
  '@id': absoluteUrl(page.path, origin),
  name: page.title,
  description: page.description,
  url: absoluteUrl(page.path, origin),
  isPartOf: { '@type': 'Blog', '@id': blogId(origin), name: 'Blog', url: absoluteUrl(paths.blog(), origin) },
  mainEntity: listNode(posts.map((post) => postOf(post, origin))),
})

/** All people of a list. */
export const peopleNode = (people: readonly PersonCard[], origin: Origin): ItemList =>
  listNode(people.map((person) => personNode(person, origin)))

/** An exam. The certifier holds it, not the school. */
export const certificationNode = (
  exam: CertificationRow,
  origin: Origin,
): Exclude<EducationalOccupationalCredential, string> => ({
  '@type': 'EducationalOccupationalCredential',
  '@id': absoluteUrl(`${exam.path}#exam`, origin),
  name: exam.title,
  alternateName: exam.abbreviation,
  description: exam.summary,
  url: absoluteUrl(exam.path, origin),
  credentialCategory: 'certification',
  recognizedBy: { '@type': 'Organization', name: exam.certifier, url: exam.certifierUrl },
})

/** An externship, with the courses that it is part of. */
export const externshipNode = (
  externship: ExternshipRow,
  origin: Origin,
): Exclude<WorkBasedProgram, string> => ({
  '@type': 'WorkBasedProgram',
  '@id': absoluteUrl(`${externship.path}#externship`, origin),
  name: externship.title,
  description: externship.summary,
  url: absoluteUrl(externship.path, origin),
  provider: schoolReference(origin),
  timeToComplete: `PT${externship.hours}H`,
  programPrerequisites: externship.eligibility.length > 0 ? externship.eligibility : undefined,
  hasCourse: externship.courses.map((course) => ({
    '@type': 'Course',
    '@id': courseId(course.path, origin),
    name: course.title,
    url: absoluteUrl(course.path, origin),
  })),
})
