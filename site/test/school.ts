import type { CollectionSlug, GlobalSlug } from 'shared-types'
import { words, paragraph, richText, block } from 'shared-types/test/rich-text'
import { sampleGlobal } from 'shared-types/test/sample-documents'
import {
  updatedAt,
  noMeta,
  documentLink,
  sectionLink,
  rawCourse,
  rawCohort,
  rawPerson,
  rawPost,
  rawCategory,
  rawCertification,
  rawPicture,
  rawRedirect,
} from './documents'

/**
 * The documents of a small school, as the CMS returns them at depth 0: for tests, and to work on pages without a CMS
 * (`npx tsx test/stand-in-cms.ts`). Its dates are around 2027-01-04.
 */
export interface RawSchool {
  collections: Record<CollectionSlug, Record<string, unknown>[]>
  globals: Record<GlobalSlug, Record<string, unknown>>
}

/** Returns a new copy each time, which a test may change. */
export function testSchool(): RawSchool {
  return {
    collections: {
      posts: [
        ...Array.from({ length: 30 }, (_, index) => rawPost(index + 1)),
        rawPost(31, {
          title: 'What a DEA number is',
          slug: 'dea-number',
          hero: 'media-rack',
          authors: ['ana-reyes', 'gone'],
          reviewedBy: 'ben-ode',
          reviewedOn: '2026-11-20T12:00:00.000Z',
          relatedCourses: ['course-pht', 'gone'],
          relatedPosts: ['post-01', 'gone'],
          publishedAt: '2026-11-21T03:30:00.000Z',
        }),
      ],
      courses: [
        rawCourse('course-phl', {
          title: 'Phlebotomy',
          slug: 'phlebotomy',
          code: 'PHL',
          family: 'phlebotomy',
          scrubColor: 'wine',
          position: 2,
          summary: 'Draw blood well.',
          certifications: [],
          externship: 'externship-lab',
        }),
        rawCourse('course-pht', {
          title: 'Pharmacy Technician',
          slug: 'pharmacy-technician',
          code: 'PHT',
          family: 'pharmacy',
          scrubColor: 'navy',
          summary: 'From prescription to shelf.',
          picture: 'media-rack',
          externship: 'externship-shop',
        }),
      ],
      cohorts: [
        rawCohort('late', '2027-03-01'),
        rawCohort('deadline-passed', '2027-01-11', { applyBy: '2027-01-03T12:00:00.000Z' }),
        rawCohort('today', '2027-01-04', { status: 'full' }),
        rawCohort('cancelled', '2027-02-01', { status: 'cancelled' }),
        rawCohort('started', '2027-01-03'),
        rawCohort('no-seats', '2027-02-08', {
          seatsTaken: 12,
          mode: 'online',
          location: null,
          startTime: null,
          endTime: null,
          days: [],
        }),
        rawCohort('phl', '2027-02-15', { course: 'course-phl' }),
        rawCohort('orphan', '2027-02-15', { course: 'gone' }),
      ],
      externships: [
        {
          id: 'externship-shop',
          title: 'Retail pharmacy',
          slug: 'retail-pharmacy',
          summary: 'Weeks at a counter.',
          partner: 'partner-unnamed',
          courses: ['course-pht', 'gone'],
          setting: 'A pharmacy',
          area: 'Henrico',
          hours: 130,
          paid: false,
          dutiesAllowed: [{ id: 'd1', text: 'Label' }],
          dutiesNotAllowed: [{ id: 'd2', text: 'Counsel' }],
          eligibility: [{ id: 'e1', text: 'An average of 70 %' }],
          studentCosts: [{ id: 's1', label: 'Background check', cents: 4500, note: null }],
          signedOffBy: 'The pharmacist in charge',
          body: null,
          disclaimer: null,
          meta: noMeta,
          updatedAt,
        },
        {
          id: 'externship-lab',
          title: 'A laboratory',
          slug: 'laboratory',
          summary: 'Weeks in a lab.',
          partner: 'partner-named',
          courses: ['course-phl'],
          setting: 'A laboratory',
          area: null,
          hours: 100,
          paid: true,
          dutiesAllowed: [],
          dutiesNotAllowed: [],
          eligibility: [],
          studentCosts: [],
          signedOffBy: null,
          body: richText(paragraph(words('You draw blood.'))),
          disclaimer: null,
          meta: { ...noMeta, noindex: true },
          updatedAt,
        },
      ],
      partners: [
        { id: 'partner-unnamed', description: 'A pharmacy chain', updatedAt },
        {
          id: 'partner-named',
          name: 'Example Labs',
          description: 'A laboratory',
          website: 'https://labs.example/',
          updatedAt,
        },
      ],
      certifications: [
        rawCertification('cert-ptce', 'ptce', '2027-06-30'),
        rawCertification('cert-old', 'old', '2027-01-03'),
      ],
      people: [
        rawPerson('ana-reyes', 'Ana Reyes', ['author']),
        rawPerson('ben-ode', 'Ben Ode', ['reviewer']),
      ],
      categories: [
        rawCategory('category-study', 'Study', 'study'),
        rawCategory('category-pharmacy', 'Pharmacy', 'pharmacy'),
      ],
      faqs: [
        {
          id: 'faq-cost',
          question: 'What does it cost?',
          answer: richText(paragraph(words('See the table.'))),
          topic: 'costs',
          updatedAt,
        },
        {
          id: 'faq-loop',
          question: 'Does this contain itself?',
          answer: richText(
            paragraph(words('It would.')),
            block('faq', { heading: null, faqs: ['faq-loop', 'faq-cost'] }),
          ),
          topic: 'courses',
          updatedAt,
        },
      ],
      testimonials: [
        {
          id: 'quote-1',
          quote: 'I learned a lot.',
          attribution: 'A student',
          course: 'course-pht',
          isSample: true,
          updatedAt,
        },
      ],
      locations: [
        {
          id: 'location-henrico',
          name: 'Henrico',
          street: '1 Example Road',
          city: 'Henrico',
          state: 'VA',
          zip: '23233',
          directions: null,
          mapUrl: null,
          updatedAt,
        },
      ],
      pages: [
        {
          id: 'page-tuition',
          title: 'Tuition',
          slug: 'tuition',
          intro: 'What you pay, in full.',
          layout: [
            {
              blockType: 'text',
              id: 'l1',
              heading: 'In short',
              body: richText(paragraph(words('All of it.'))),
            },
            { blockType: 'courseTable', id: 'l2', heading: 'Costs', intro: null, show: 'costs' },
            { blockType: 'courseTable', id: 'l3', heading: 'Starts', intro: null, show: 'starts' },
            { blockType: 'people', id: 'l4', heading: 'Who', people: ['ana-reyes', 'gone'] },
            { blockType: 'faq', id: 'l5', heading: null, faqs: ['faq-cost'] },
            {
              blockType: 'steps',
              id: 'l6',
              heading: 'How',
              intro: null,
              steps: [{ id: 's1', title: 'Call', text: 'Ask.' }],
            },
            {
              blockType: 'callToAction',
              id: 'l7',
              heading: 'Next',
              text: null,
              ...documentLink('A page that is gone', 'pages', 'gone'),
            },
          ],
          meta: noMeta,
          updatedAt,
        },
      ],
      media: [
        rawPicture('media-rack'),
        rawPicture('media-plain', {
          decorative: true,
          alt: null,
          sizes: null,
          caption: 'A shelf.',
          credit: 'Photo: Ana Reyes',
        }),
        rawPicture('media-pdf', {
          filename: 'catalog-0a1b2c3d4e.pdf',
          mimeType: 'application/pdf',
          width: null,
          height: null,
          sizes: {},
          filesize: 120000,
          caption: 'Catalog',
        }),
      ],
      redirects: [
        rawRedirect('r1', '/old-post', {
          kind: 'document',
          document: { relationTo: 'posts', value: 'post-31' },
        }),
        rawRedirect('r2', '/elsewhere.html', { address: 'https://example.org/' }),
        rawRedirect('r3', '/gone/', { kind: 'document', document: { relationTo: 'pages', value: 'gone' } }),
        rawRedirect('r4', '/tuition/', { address: '/blog/' }),
        rawRedirect('r5', '/round/', { address: '/trip/' }),
        rawRedirect('r6', '/trip/', { address: '/round/' }),
      ],
    },
    globals: {
      'site-settings': sampleGlobal('site-settings', {
        defaultImage: 'media-rack',
        sampleNotice: 'Sample content.',
        updatedAt,
      }),
      header: sampleGlobal('header', {
        links: [sectionLink('Courses', 'courses'), documentLink('Gone', 'pages', 'gone')],
        updatedAt,
      }),
      footer: sampleGlobal('footer', {
        columns: [{ id: 'f1', heading: 'School', links: [documentLink('Tuition', 'pages', 'page-tuition')] }],
        updatedAt,
      }),
      announcement: sampleGlobal('announcement', {
        enabled: true,
        message: 'Open house on Saturday',
        link: { label: 'Call us', kind: 'url', url: 'tel:+18045550142', document: null, section: null },
        from: '2027-01-04T12:00:00.000Z',
        until: '2027-01-09T12:00:00.000Z',
        updatedAt,
      }),
      home: sampleGlobal('home', {
        dayInClass: {
          heading: null,
          intro: null,
          course: 'course-pht',
          picture: 'media-rack',
          entries: [{ id: 'e1', time: '17:30', text: 'Count.', log: null }],
        },
        beforeYouEnroll: { heading: null, intro: null, items: [{ id: 'i1', title: 'Ask', text: 'Ask us.' }] },
        testimonial: 'quote-1',
        meta: noMeta,
        updatedAt,
      }),
      disclosures: sampleGlobal('disclosures', { updatedAt }),
      claims: {},
    },
  }
}
