import type { CollectionSlug, GlobalSlug } from 'shared-types'

/**
 * The documents of a small school, as the CMS returns them at depth 0: for tests, and to work on pages without a CMS
 * (`npx tsx test/stand-in-cms.ts`). Its dates are around 2027-01-04.
 */
export interface RawSchool {
  collections: Record<CollectionSlug, Record<string, unknown>[]>
  globals: Record<GlobalSlug, Record<string, unknown>>
}

const updatedAt = '2026-12-01T15:00:00.000Z'
const noMeta = { title: null, description: null, image: null, canonical: null, noindex: false }

export const words = (text: string, format = 0) => ({ type: 'text', text, format, version: 1 })
export const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children, version: 1 })
export const heading = (tag: 'h2' | 'h3' | 'h4', text: string) => ({
  type: 'heading',
  tag,
  children: [words(text)],
})
export const richText = (...children: unknown[]) => ({ root: { type: 'root', children, version: 1 } })
export const block = (blockType: string, fields: Record<string, unknown>) => ({
  type: 'block',
  fields: { blockType, id: 'b1', ...fields },
})
const documentLink = (label: string, relationTo: string, value: string) => ({
  link: { label, kind: 'document', document: { relationTo, value }, section: null, url: null },
})
const sectionLink = (label: string, section: string) => ({
  link: { label, kind: 'section', section, document: null, url: null },
})

const course = (id: string, fields: Record<string, unknown>) => ({
  id,
  position: 1,
  picture: null,
  audience: 'People who like order and people.',
  hardPart: 'You stand for hours.',
  overview: richText(heading('h2', 'What you do'), paragraph(words('You learn by doing.'))),
  outcomes: [{ id: 'o1', text: 'Count and label' }],
  durationWeeks: 12,
  hoursPerWeek: 10,
  clockHours: 120,
  hoursNote: null,
  delivery: 'onsite',
  modules: [
    {
      id: 'm1',
      title: 'First weeks',
      weeks: '1-6',
      topics: 'Law',
      classHours: 40,
      labHours: 20,
      siteHours: null,
    },
    {
      id: 'm2',
      title: 'Last weeks',
      weeks: '7-12',
      topics: 'Practice',
      classHours: 20,
      labHours: 20,
      siteHours: 20,
    },
  ],
  prerequisites: { minimumAge: 18, education: 'High school or GED', others: [] },
  certifications: ['cert-ptce', 'cert-old'],
  externship: null,
  costs: [
    { id: 'c1', label: 'Tuition', cents: 200000, paidTo: 'school', included: false, refundable: true },
    { id: 'c2', label: 'Books', cents: 15000, paidTo: 'school', included: true, refundable: false },
    { id: 'c3', label: 'Exam', cents: 12900, paidTo: 'third-party', payee: 'PTCB', included: false },
  ],
  paymentPlan: { deposit: 50000, installments: 3, installment: 50000, fee: 0, note: null },
  refundPolicy: null,
  occupationCode: '29-2052',
  careerFacts: [
    {
      id: 'f1',
      label: 'Openings a year',
      value: '47,400',
      source: 'CareerOneStop',
      url: 'https://www.careeronestop.org/',
      asOf: '2026-01-01T12:00:00.000Z',
      verifyBy: '2027-06-30T12:00:00.000Z',
    },
    {
      id: 'f2',
      label: 'Growth',
      value: '7 %',
      source: 'CareerOneStop',
      url: 'https://www.careeronestop.org/',
      asOf: '2025-01-01T12:00:00.000Z',
      verifyBy: '2027-01-03T12:00:00.000Z',
    },
  ],
  approvals: [
    { id: 'a1', body: 'Board of Examples', status: 'applied', reference: null, expires: null },
    { id: 'a2', body: 'Board of Nothing', status: 'none', reference: null, expires: null },
    {
      id: 'a3',
      body: 'Board of Yesterday',
      status: 'approved',
      reference: '7',
      expires: '2027-01-03T12:00:00.000Z',
    },
  ],
  stateNotes: [{ id: 's1', state: 'VA', note: 'Register as a trainee.' }],
  faqs: ['faq-cost', 'faq-gone'],
  meta: noMeta,
  updatedAt,
  ...fields,
})

const cohort = (id: string, start: string, fields: Record<string, unknown> = {}) => ({
  id,
  code: id.toUpperCase(),
  course: 'course-pht',
  start: `${start}T12:00:00.000Z`,
  end: '2027-06-01T12:00:00.000Z',
  applyBy: null,
  days: ['mon', 'wed'],
  startTime: '17:30',
  endTime: '20:30',
  timeZone: 'America/New_York',
  mode: 'onsite',
  location: 'location-henrico',
  seats: 12,
  seatsTaken: 4,
  status: 'open',
  note: null,
  updatedAt,
  ...fields,
})

const person = (id: string, name: string, roles: string[]) => ({
  id,
  name,
  slug: id,
  roles,
  credentials: 'CPhT',
  jobTitle: 'Instructor',
  bio: `${name} teaches.`,
  photo: null,
  isSample: true,
  meta: noMeta,
  updatedAt,
})

const post = (number: number, fields: Record<string, unknown> = {}) => ({
  id: `post-${String(number).padStart(2, '0')}`,
  title: `Post number ${number}`,
  slug: `post-number-${number}`,
  excerpt: `What number ${number} is about.`,
  hero: null,
  body: richText(heading('h2', 'A start'), paragraph(words('Some words about the work.'))),
  authors: ['ana-reyes'],
  reviewedBy: null,
  reviewedOn: null,
  categories: [number % 2 === 0 ? 'category-pharmacy' : 'category-study'],
  relatedCourses: [],
  relatedPosts: [],
  publishedAt: `2026-${String(1 + Math.floor(number / 3)).padStart(2, '0')}-${String(1 + (number % 3) * 9).padStart(2, '0')}T03:30:00.000Z`,
  meta: noMeta,
  updatedAt,
  ...fields,
})

const category = (id: string, title: string, slug: string) => ({
  id,
  title,
  slug,
  description: null,
  meta: noMeta,
  updatedAt,
})

const certification = (id: string, slug: string, verifyBy: string) => ({
  id,
  title: `Certification ${slug}`,
  abbreviation: slug.toUpperCase(),
  slug,
  summary: 'An exam of a national body.',
  certifier: 'PTCB',
  certifierUrl: 'https://www.ptcb.org/',
  questions: 90,
  scoredQuestions: 80,
  minutes: 110,
  passingScore: '1400 of 1600',
  requirements: null,
  feeNote: null,
  body: null,
  checkedOn: '2026-10-01T12:00:00.000Z',
  verifyBy: `${verifyBy}T12:00:00.000Z`,
  meta: noMeta,
  updatedAt,
})

const picture = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  filename: `${id}-0a1b2c3d4e.jpg`,
  mimeType: 'image/jpeg',
  filesize: 1000,
  width: 1600,
  height: 900,
  alt: 'A rack of tubes',
  decorative: false,
  caption: null,
  credit: null,
  focalX: 30,
  focalY: 60,
  dominantColor: '#aabbcc',
  sizes: Object.fromEntries(
    [480, 800].flatMap((width) =>
      ['avif', 'webp'].map((format) => [
        `${format}${width}`,
        {
          filename: `${id}-0a1b2c3d4e-${width}-0123456789.${format}`,
          width,
          height: Math.round((width * 9) / 16),
          mimeType: `image/${format}`,
          filesize: 500,
        },
      ]),
    ),
  ),
  updatedAt,
  ...fields,
})

const redirect = (id: string, from: string, fields: Record<string, unknown>) => ({
  id,
  from,
  kind: 'address',
  document: null,
  address: null,
  updatedAt,
  ...fields,
})

/** Returns a new copy each time, which a test may change. */
export function testSchool(): RawSchool {
  return {
    collections: {
      posts: [
        ...Array.from({ length: 30 }, (_, index) => post(index + 1)),
        post(31, {
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
        course('course-phl', {
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
        course('course-pht', {
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
        cohort('late', '2027-03-01'),
        cohort('deadline-passed', '2027-01-11', { applyBy: '2027-01-03T12:00:00.000Z' }),
        cohort('today', '2027-01-04', { status: 'full' }),
        cohort('cancelled', '2027-02-01', { status: 'cancelled' }),
        cohort('started', '2027-01-03'),
        cohort('no-seats', '2027-02-08', {
          seatsTaken: 12,
          mode: 'online',
          location: null,
          startTime: null,
          endTime: null,
          days: [],
        }),
        cohort('phl', '2027-02-15', { course: 'course-phl' }),
        cohort('orphan', '2027-02-15', { course: 'gone' }),
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
        certification('cert-ptce', 'ptce', '2027-06-30'),
        certification('cert-old', 'old', '2027-01-03'),
      ],
      people: [person('ana-reyes', 'Ana Reyes', ['author']), person('ben-ode', 'Ben Ode', ['reviewer'])],
      categories: [
        category('category-study', 'Study', 'study'),
        category('category-pharmacy', 'Pharmacy', 'pharmacy'),
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
        picture('media-rack'),
        picture('media-plain', {
          decorative: true,
          alt: null,
          sizes: null,
          caption: 'A shelf.',
          credit: 'Photo: Ana Reyes',
        }),
        picture('media-pdf', {
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
        redirect('r1', '/old-post', {
          kind: 'document',
          document: { relationTo: 'posts', value: 'post-31' },
        }),
        redirect('r2', '/elsewhere.html', { address: 'https://example.org/' }),
        redirect('r3', '/gone/', { kind: 'document', document: { relationTo: 'pages', value: 'gone' } }),
        redirect('r4', '/tuition/', { address: '/blog/' }),
        redirect('r5', '/round/', { address: '/trip/' }),
        redirect('r6', '/trip/', { address: '/round/' }),
      ],
    },
    globals: {
      'site-settings': {
        schoolName: 'AlliedRx Institute of Healthcare',
        shortName: 'AlliedRx',
        tagline: 'Learn the work',
        description: 'A school of allied health in Virginia.',
        phone: '+18045550142',
        email: 'hello@school.example',
        hours: 'Monday to Friday, 9 to 5',
        address: { street: '1 Example Road', city: 'Henrico', state: 'VA', zip: '23233' },
        timeZone: 'America/New_York',
        lmsUrl: null,
        social: [],
        defaultImage: 'media-rack',
        sampleNotice: 'Sample content.',
        updatedAt,
      },
      header: {
        links: [sectionLink('Courses', 'courses'), documentLink('Gone', 'pages', 'gone')],
        updatedAt,
      },
      footer: {
        columns: [{ id: 'f1', heading: 'School', links: [documentLink('Tuition', 'pages', 'page-tuition')] }],
        smallPrint: null,
        updatedAt,
      },
      announcement: {
        enabled: true,
        message: 'Open house on Saturday',
        link: { label: 'Call us', kind: 'url', url: 'tel:+18045550142', document: null, section: null },
        from: '2027-01-04T12:00:00.000Z',
        until: '2027-01-09T12:00:00.000Z',
        updatedAt,
      },
      home: {
        headline: 'What color are your scrubs?',
        intro: 'Six programs, each with its own color.',
        dayInClass: {
          heading: null,
          intro: null,
          course: 'course-pht',
          picture: 'media-rack',
          entries: [{ id: 'e1', time: '17:30', text: 'Count.', log: null }],
        },
        costs: { heading: null, intro: null, note: null },
        beforeYouEnroll: { heading: null, intro: null, items: [{ id: 'i1', title: 'Ask', text: 'Ask us.' }] },
        externships: { heading: null, intro: null, note: null },
        testimonial: 'quote-1',
        posts: [],
        meta: noMeta,
        updatedAt,
      },
      disclosures: {
        stateCertification: null,
        employment: null,
        externships: null,
        certification: 'Exams are held by others.',
        others: [],
        updatedAt,
      },
    },
  }
}
