import { heading, paragraph, richText, words } from 'shared-types/test/rich-text'

/** Builders of documents for the test school, as the CMS returns them at depth 0. */

export const updatedAt = '2026-12-01T15:00:00.000Z'
export const noMeta = { title: null, description: null, image: null, canonical: null, noindex: false }

export const documentLink = (label: string, relationTo: string, value: string) => ({
  link: { label, kind: 'document', document: { relationTo, value }, section: null, url: null },
})
export const sectionLink = (label: string, section: string) => ({
  link: { label, kind: 'section', section, document: null, url: null },
})

export const rawCourse = (id: string, fields: Record<string, unknown>) => ({
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

export const rawCohort = (id: string, start: string, fields: Record<string, unknown> = {}) => ({
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

export const rawPerson = (id: string, name: string, roles: string[]) => ({
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

export const rawPost = (number: number, fields: Record<string, unknown> = {}) => ({
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

export const rawCategory = (id: string, title: string, slug: string) => ({
  id,
  title,
  slug,
  description: null,
  meta: noMeta,
  updatedAt,
})

export const rawCertification = (id: string, slug: string, verifyBy: string) => ({
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

export const rawPicture = (id: string, fields: Record<string, unknown> = {}) => ({
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

export const rawRedirect = (id: string, from: string, fields: Record<string, unknown>) => ({
  id,
  from,
  kind: 'address',
  document: null,
  address: null,
  updatedAt,
  ...fields,
})
