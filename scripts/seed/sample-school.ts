import type { CollectionSlug, GlobalSlug } from 'shared-types'
import { certifications } from './certifications'
import { cohortsAround } from './cohorts'
import { courses } from './courses'
import { addDays, asNoon, type Day } from './dates'
import { externships, partners } from './externships'
import { factsCheckedOn, factsVerifyBy } from './facts'
import { faqs } from './faqs'
import { announcement, disclosures, footer, header, home, siteSettings } from './globals'
import { type PageBlockContent, pages } from './pages'
import { people } from './people'
import { posts } from './posts'
import { documentOfTarget, type IdOf, linkTo } from './references'
import { richText } from './rich-text'
import { categories, locations, redirects, testimonials } from './small-collections'

/** A document of the sample school. */
export interface SampleDocument {
  collection: Exclude<CollectionSlug, 'media'>
  /** The key by which other documents refer to it: its slug, its code, or a name. */
  key: string
  /** The fields of its draft, which others can refer to before it is published. */
  draft: Record<string, unknown>
  data: (idOf: IdOf) => Record<string, unknown>
}

export interface SampleGlobal {
  slug: GlobalSlug
  data: (idOf: IdOf) => Record<string, unknown>
}

/** Every document but the pictures. One without drafts comes after the documents that it refers to. */
export function sampleDocuments(today: Day): SampleDocument[] {
  const idsOf = (idOf: IdOf, collection: CollectionSlug, keys: readonly string[]) =>
    keys.map((key) => idOf(collection, key))
  return [
    ...locations.map(({ key, ...data }): SampleDocument => ({
      collection: 'locations',
      key,
      draft: { name: data.name },
      data: () => data,
    })),
    ...partners.map(({ key, ...data }): SampleDocument => ({
      collection: 'partners',
      key,
      draft: { name: data.name },
      data: () => data,
    })),
    ...categories.map((data): SampleDocument => ({
      collection: 'categories',
      key: data.slug,
      draft: { title: data.title, slug: data.slug },
      data: () => ({ ...data }),
    })),
    ...people.map((data): SampleDocument => ({
      collection: 'people',
      key: data.slug,
      draft: { name: data.name, slug: data.slug },
      data: (idOf) => ({ ...data, photo: idOf('media', 'badge'), isSample: true }),
    })),
    ...faqs.map(({ key, answer, ...data }): SampleDocument => ({
      collection: 'faqs',
      key,
      draft: { question: data.question },
      data: (idOf) => ({ ...data, answer: richText(`faq ${key}`, answer, idOf) }),
    })),
    ...certifications.map(({ body, ...data }): SampleDocument => ({
      collection: 'certifications',
      key: data.slug,
      draft: { title: data.title, slug: data.slug },
      data: (idOf) => ({
        ...data,
        body: richText(`certification ${data.slug}`, body, idOf),
        checkedOn: asNoon(factsCheckedOn),
        verifyBy: asNoon(factsVerifyBy),
      }),
    })),
    ...courses.map((course, position): SampleDocument => ({
      collection: 'courses',
      key: course.slug,
      draft: { title: course.title, slug: course.slug },
      data: (idOf) => ({
        ...course,
        position: position + 1,
        picture: idOf('media', course.picture),
        overview: richText(`course ${course.slug}`, course.overview, idOf),
        certifications: idsOf(idOf, 'certifications', course.certifications),
        externship: course.externship && idOf('externships', course.externship),
        faqs: idsOf(idOf, 'faqs', course.faqs),
      }),
    })),
    ...externships.map((externship): SampleDocument => ({
      collection: 'externships',
      key: externship.slug,
      draft: { title: externship.title, slug: externship.slug },
      data: (idOf) => ({
        ...externship,
        partner: idOf('partners', externship.partner),
        courses: idsOf(idOf, 'courses', externship.courses),
        body: richText(`externship ${externship.slug}`, externship.body, idOf),
      }),
    })),
    ...cohortDocuments(today),
    ...testimonials.map(({ key, course, ...data }): SampleDocument => ({
      collection: 'testimonials',
      key,
      draft: { quote: data.quote, attribution: data.attribution },
      data: (idOf) => ({ ...data, course: idOf('courses', course), isSample: true }),
    })),
    ...posts.map(({ publishedDaysAgo, ...post }): SampleDocument => {
      const published = addDays(today, -publishedDaysAgo)
      return {
        collection: 'posts',
        key: post.slug,
        draft: { title: post.title, slug: post.slug },
        data: (idOf) => ({
          ...post,
          hero: idOf('media', post.hero),
          authors: idsOf(idOf, 'people', post.authors),
          reviewedBy: post.reviewedBy && idOf('people', post.reviewedBy),
          reviewedOn: post.reviewedBy && asNoon(addDays(published, -5)),
          categories: idsOf(idOf, 'categories', post.categories),
          relatedCourses: idsOf(idOf, 'courses', post.relatedCourses),
          relatedPosts: idsOf(idOf, 'posts', post.relatedPosts),
          publishedAt: `${published}T14:00:00.000Z`,
          body: richText(`post ${post.slug}`, post.body, idOf),
          meta: { ...post.meta, image: idOf('media', post.hero) },
        }),
      }
    }),
    ...pages.map((page): SampleDocument => ({
      collection: 'pages',
      key: page.slug,
      draft: { title: page.title, slug: page.slug },
      data: (idOf) => ({
        ...page,
        layout: page.layout.map((block, index) => pageBlock(`page ${page.slug} ${index}`, block, idOf)),
      }),
    })),
    ...redirects.map(({ from, target }): SampleDocument => ({
      collection: 'redirects',
      key: from,
      draft: { from },
      data: (idOf) => redirect(from, target, idOf),
    })),
  ]
}

export const sampleGlobals = (today: Day): SampleGlobal[] => [
  { slug: 'site-settings', data: () => siteSettings },
  { slug: 'header', data: header },
  { slug: 'footer', data: footer },
  { slug: 'announcement', data: (idOf) => announcement(idOf, today) },
  { slug: 'home', data: home },
  { slug: 'disclosures', data: disclosures },
]

function cohortDocuments(today: Day): SampleDocument[] {
  const weeks = Object.fromEntries(courses.map((course) => [course.slug, course.durationWeeks]))
  const codes = Object.fromEntries(courses.map((course) => [course.slug, course.code]))
  return cohortsAround(today, weeks, codes).map(({ course, location, ...cohort }) => ({
    collection: 'cohorts',
    key: cohort.code,
    draft: { code: cohort.code },
    data: (idOf) => ({
      ...cohort,
      course: idOf('courses', course),
      location: location && idOf('locations', location),
      start: asNoon(cohort.start),
      end: asNoon(cohort.end),
      applyBy: asNoon(cohort.applyBy),
      timeZone: 'America/New_York',
    }),
  }))
}

function pageBlock(name: string, block: PageBlockContent, idOf: IdOf): Record<string, unknown> {
  switch (block.blockType) {
    case 'text':
      return { ...block, body: richText(name, block.body, idOf) }
    case 'people':
      return { ...block, people: block.people.map((slug) => idOf('people', slug)) }
    case 'faq':
      return { ...block, faqs: block.faqs.map((key) => idOf('faqs', key)) }
    case 'callToAction': {
      const { label, target, ...rest } = block
      return { ...rest, link: linkTo(label, target)(idOf) }
    }
    default:
      return { ...block }
  }
}

function redirect(from: string, target: string, idOf: IdOf): Record<string, unknown> {
  if (target.startsWith('/')) return { from, kind: 'address', address: target }
  const found = documentOfTarget(target)
  if (!found) return { from, kind: 'address', address: target }
  return {
    from,
    kind: 'document',
    document: { relationTo: found.relationTo, value: idOf(found.relationTo, found.key) },
  }
}
