import { paths } from 'shared-types'
import type {
  BlogPosting,
  BreadcrumbList,
  Course,
  CourseInstance,
  EducationalOccupationalProgram,
  EducationalOrganization,
  ItemList,
  Person,
} from 'schema-dts'
import type { CohortView } from '../content/queries/cohorts'
import type { CourseRow, CourseView } from '../content/queries/courses'
import type { SharedImage } from '../content/queries/media'
import type { PersonCard } from '../content/queries/people'
import type { PersonView } from '../content/queries/person'
import type { PostView } from '../content/queries/posts'
import type { SiteView } from '../content/queries/site'

export type Origin = string | URL | undefined

export const absoluteUrl = (path: string, origin: Origin): string => new URL(path, origin).href

const imageOf = (image: SharedImage | undefined, origin: Origin) => image && absoluteUrl(image.src, origin)

/** The id of the node that describes the school on every page. */
const schoolId = (origin: Origin) => absoluteUrl('/#school', origin)
/** Refers to that node from other nodes. */
export const schoolReference = (origin: Origin) => ({ '@id': schoolId(origin) })

/** The id of a course's node. */
export const courseId = (path: string, origin: Origin): string => absoluteUrl(`${path}#course`, origin)

/** The school, for every page. */
export const organizationNode = (site: SiteView, origin: Origin): EducationalOrganization => ({
  '@type': 'EducationalOrganization',
  '@id': schoolId(origin),
  name: site.name,
  alternateName: site.shortName,
  description: site.description,
  url: absoluteUrl(paths.home(), origin),
  telephone: site.phone,
  email: site.email,
  address: {
    '@type': 'PostalAddress',
    streetAddress: site.address.street,
    addressLocality: site.address.city,
    addressRegion: site.address.state,
    postalCode: site.address.zip,
    addressCountry: 'US',
  },
  image: absoluteUrl(site.image?.src ?? paths.card(paths.home()), origin),
  sameAs: site.social.length > 0 ? site.social.map(({ url }) => url) : undefined,
})

/** The path from the home page to the page itself. */
export const breadcrumbNode = (
  breadcrumbs: readonly { label: string; path: string }[],
  origin: Origin,
): BreadcrumbList => ({
  '@type': 'BreadcrumbList',
  itemListElement: breadcrumbs.map(({ label, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: label,
    item: absoluteUrl(path, origin),
  })),
})

/** The list of all courses. */
export const courseListNode = (courses: readonly CourseRow[], origin: Origin): ItemList => ({
  '@type': 'ItemList',
  itemListElement: courses.map((course, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    item: courseNode(course, origin),
  })),
})

const courseNode = (course: CourseRow, origin: Origin): Exclude<Course, string> => ({
  '@type': 'Course',
  '@id': courseId(course.path, origin),
  name: course.title,
  description: course.summary,
  url: absoluteUrl(course.path, origin),
  courseCode: course.code,
  provider: schoolReference(origin),
})

/** A course with its classes, and the same course as a program. */
export function courseNodes(
  course: CourseView,
  origin: Origin,
): [Exclude<Course, string>, EducationalOccupationalProgram] {
  // 0 means that no costs are entered, not that the course is free.
  const price = course.totalCents > 0 ? (course.totalCents / 100).toFixed(2) : undefined
  const credentials = course.certifications.map((exam) => exam.title)
  return [
    {
      ...courseNode(course, origin),
      image: imageOf(course.picture ?? course.meta.image, origin),
      timeRequired: `PT${course.clockHours}H`,
      hasCourseInstance: course.cohorts.map((cohort) => instanceNode(cohort, course.hoursPerWeek)),
      offers: price ? { '@type': 'Offer', category: 'Paid', price, priceCurrency: 'USD' } : undefined,
    },
    {
      '@type': 'EducationalOccupationalProgram',
      name: course.title,
      url: absoluteUrl(course.path, origin),
      provider: schoolReference(origin),
      timeToComplete: `P${course.weeks}W`,
      occupationalCategory: course.occupationCode,
      programPrerequisites: course.prerequisites.education,
      occupationalCredentialAwarded: credentials.length > 0 ? credentials : undefined,
      hasCourse: { '@id': courseId(course.path, origin) },
    },
  ]
}

const weekdayNames = {
  mon: 'https://schema.org/Monday',
  tue: 'https://schema.org/Tuesday',
  wed: 'https://schema.org/Wednesday',
  thu: 'https://schema.org/Thursday',
  fri: 'https://schema.org/Friday',
  sat: 'https://schema.org/Saturday',
  sun: 'https://schema.org/Sunday',
} as const

/**
 * A class; without set times, its workload is that of its course. Times are those of the clocks in `scheduleTimezone`, as
 * in the examples of https://schema.org/Schedule: a class over several weeks may have two offsets from UTC.
 */
export function instanceNode(cohort: CohortView, hoursPerWeek: number): Exclude<CourseInstance, string> {
  const { location, startTime, endTime, start, timeZone } = cohort
  return {
    '@type': 'CourseInstance',
    name: cohort.code,
    eventStatus: cohort.status === 'cancelled' ? 'https://schema.org/EventCancelled' : undefined,
    courseMode: cohort.mode,
    startDate: start,
    endDate: cohort.end,
    courseWorkload: startTime && endTime ? undefined : `PT${hoursPerWeek}H`,
    courseSchedule:
      startTime && endTime
        ? {
            '@type': 'Schedule',
            repeatFrequency: 'P1W',
            byDay: cohort.days.map((day) => weekdayNames[day]),
            startDate: start,
            endDate: cohort.end,
            startTime: `${startTime}:00`,
            endTime: `${endTime}:00`,
            scheduleTimezone: timeZone,
          }
        : undefined,
    location: location && {
      '@type': 'Place',
      name: location.name,
      address: {
        '@type': 'PostalAddress',
        streetAddress: location.street,
        addressLocality: location.city,
        addressRegion: location.state,
        postalCode: location.zip,
        addressCountry: 'US',
      },
    },
  }
}

/** A post of the blog. */
export const postNode = (post: PostView, origin: Origin): BlogPosting => ({
  '@type': 'BlogPosting',
  headline: post.title,
  description: post.excerpt,
  url: absoluteUrl(post.path, origin),
  // In schema.org, only a web page has a reviewer.
  mainEntityOfPage: {
    '@type': 'WebPage',
    '@id': absoluteUrl(post.path, origin),
    reviewedBy: post.reviewer && personNode(post.reviewer, origin),
    lastReviewed: post.reviewedOn,
  },
  datePublished: post.publishedAt,
  dateModified: post.updatedAt,
  wordCount: post.words,
  inLanguage: 'en-US',
  image: imageOf(post.hero ?? post.meta.image, origin),
  author: post.authors.map((author) => personNode(author, origin)),
  publisher: schoolReference(origin),
  articleSection: post.categories.map((category) => category.title),
})

/** An author, instructor or reviewer. */
export const personNode = (person: PersonCard | PersonView, origin: Origin): Exclude<Person, string> => ({
  '@type': 'Person',
  '@id': absoluteUrl(`${person.path}#person`, origin),
  name: person.name,
  honorificSuffix: person.credentials,
  jobTitle: person.jobTitle,
  url: absoluteUrl(person.path, origin),
  image: imageOf(person.photo, origin),
})
