import sharp from 'sharp'
import type { CollectionSlug } from 'shared-types'
import type { TestCms, TestUser } from './cms'

type Ids = Record<CollectionSlug, string>
type Sample = (ids: Ids) => Record<string, unknown>

const text = (words: string) => ({
  root: {
    type: 'root',
    direction: 'ltr',
    format: '',
    indent: 0,
    version: 1,
    children: [
      {
        type: 'paragraph',
        direction: 'ltr',
        format: '',
        indent: 0,
        version: 1,
        textFormat: 0,
        textStyle: '',
        children: [
          { type: 'text', text: words, format: 0, detail: 0, mode: 'normal', style: '', version: 1 },
        ],
      },
    ],
  },
})

const meta = {
  title: 'A title for search results',
  description: 'A description for search results that is long enough to say what the page is about.',
  noindex: false,
}

/** One full document of each noun, in the order in which they refer to each other. */
export const samples = {
  categories: () => ({ title: 'Phlebotomy', slug: 'phlebotomy', description: 'Veins and tubes.', meta }),
  locations: () => ({
    name: 'Henrico classroom',
    street: '100 Sample Street',
    city: 'Henrico',
    state: 'VA',
    zip: '23233',
    directions: 'Park behind the house.',
    mapUrl: 'https://maps.example.org/henrico',
  }),
  people: ({ media }) => ({
    name: 'Dana Reyes',
    slug: 'dana-reyes',
    roles: ['author', 'reviewer'],
    credentials: 'RN',
    jobTitle: 'Lead instructor',
    bio: 'Teaches phlebotomy.',
    photo: media,
    isSample: true,
    meta,
  }),
  certifications: () => ({
    title: 'Certified Phlebotomy Technician',
    abbreviation: 'CPT',
    slug: 'cpt',
    summary: 'An exam about drawing blood.',
    certifier: 'National Healthcareer Association',
    certifierUrl: 'https://www.nhanow.com/cpt',
    questions: 120,
    scoredQuestions: 100,
    minutes: 120,
    passingScore: '390 of 500',
    requirements: '30 venipunctures and 10 capillary sticks.',
    feeNote: 'See the official page.',
    body: text('The exam is taken at a test center.'),
    checkedOn: '2026-11-02',
    verifyBy: '2027-11-02',
    meta,
  }),
  faqs: () => ({ question: 'Do I need experience?', answer: text('No.'), topic: 'admissions' }),
  partners: () => ({
    description: 'A regional laboratory',
    name: 'Sample Labs',
    website: 'https://labs.example.org',
    agreementStatus: 'signed',
    mayUseName: true,
    contactNotes: 'Call Pat.',
  }),
  externships: ({ partners }) => ({
    title: 'Phlebotomy externship',
    slug: 'phlebotomy-externship',
    summary: 'Draw blood under supervision.',
    partner: partners,
    setting: 'Outpatient laboratory',
    area: 'Henrico',
    hours: 130,
    paid: false,
    dutiesAllowed: [{ text: 'Venipuncture' }],
    dutiesNotAllowed: [{ text: 'Arterial sticks' }],
    eligibility: [{ text: 'An average of 70 percent' }],
    studentCosts: [{ label: 'Background check', cents: 4500, note: 'Paid to the state' }],
    signedOffBy: 'The site’s supervisor',
    body: text('You work beside a phlebotomist.'),
    disclaimer: 'A place cannot be promised.',
    meta,
  }),
  courses: ({ certifications, externships, faqs, media }) => ({
    title: 'Phlebotomy Technician',
    slug: 'phlebotomy-technician',
    code: 'PHL',
    family: 'phlebotomy',
    scrubColor: 'wine',
    position: 1,
    summary: 'Learn to draw blood.',
    picture: media,
    audience: 'For beginners.',
    hardPart: 'The first stick.',
    overview: text('Eight weeks of class and lab.'),
    outcomes: [{ text: 'find a vein' }],
    durationWeeks: 8,
    hoursPerWeek: 12.5,
    clockHours: 100,
    hoursNote: null,
    delivery: 'onsite',
    modules: [
      { title: 'Anatomy', weeks: '1 to 4', topics: 'Veins', classHours: 40, labHours: 10, siteHours: 0 },
      { title: 'Practice', weeks: '5 to 8', topics: 'Sticks', classHours: 10, labHours: 40, siteHours: 0 },
    ],
    prerequisites: {
      minimumAge: 18,
      education: 'High school diploma or GED',
      others: [{ text: 'CPR card' }],
    },
    certifications: [certifications],
    externship: externships,
    costs: [
      { label: 'Tuition', cents: 145000, paidTo: 'school', included: false, refundable: true },
      {
        label: 'Exam fee',
        cents: 12900,
        paidTo: 'third-party',
        payee: 'National Healthcareer Association',
        included: false,
        refundable: false,
      },
    ],
    paymentPlan: { deposit: 25000, installments: 4, installment: 30000, fee: 0, note: 'Monthly.' },
    refundPolicy: 'In full before the first day.',
    occupationCode: '31-9097',
    careerFacts: [
      {
        label: 'Growth',
        value: '8 percent, 2023 to 2033',
        source: 'US Bureau of Labor Statistics',
        url: 'https://www.bls.gov/ooh/',
        asOf: '2026-05-01',
        verifyBy: '2027-05-01',
      },
    ],
    approvals: [{ body: 'State council', status: 'none', reference: 'None yet', expires: '2027-12-31' }],
    stateNotes: [{ state: 'CA', note: 'California certifies phlebotomists itself.' }],
    faqs: [faqs],
    meta,
  }),
  cohorts: ({ courses, locations }) => ({
    code: 'PHL-2027-01',
    course: courses,
    start: '2027-01-11',
    end: '2027-03-05',
    applyBy: '2027-01-04',
    days: ['mon', 'wed'],
    startTime: '17:30',
    endTime: '20:30',
    timeZone: 'America/New_York',
    mode: 'onsite',
    location: locations,
    seats: 12,
    seatsTaken: 3,
    status: 'open',
    note: 'No class on a holiday.',
  }),
  testimonials: ({ courses }) => ({
    quote: 'The lab made the difference.',
    attribution: 'A sample student',
    course: courses,
    isSample: true,
    consentNote: 'Invented.',
  }),
  posts: ({ media, people, categories, courses }) => ({
    title: 'Order of draw',
    slug: 'order-of-draw',
    excerpt: 'Which tube comes first, and why.',
    hero: media,
    body: text('Blood cultures come first.'),
    authors: [people],
    reviewedBy: people,
    reviewedOn: '2026-10-30',
    categories: [categories],
    relatedCourses: [courses],
    relatedPosts: [],
    publishedAt: '2026-11-01T09:00:00.000Z',
    meta,
  }),
  pages: ({ people, faqs, courses }) => ({
    title: 'Admissions',
    slug: 'admissions',
    intro: 'How to enroll.',
    layout: [
      { blockType: 'text', heading: 'Start here', body: text('Call or write.') },
      {
        blockType: 'steps',
        heading: 'Four steps',
        intro: 'In order.',
        steps: [{ title: 'Call', text: 'Ask.' }],
      },
      { blockType: 'courseTable', heading: 'What it costs', show: 'costs' },
      { blockType: 'people', heading: 'Who teaches', people: [people] },
      { blockType: 'faq', heading: 'Questions', faqs: [faqs] },
      {
        blockType: 'callToAction',
        heading: 'Ready?',
        text: 'See the course.',
        link: { label: 'Phlebotomy', kind: 'document', document: { relationTo: 'courses', value: courses } },
      },
    ],
    meta,
  }),
  redirects: ({ courses }) => ({
    from: '/phlebotomy-classes/',
    kind: 'document',
    document: { relationTo: 'courses', value: courses },
  }),
} satisfies Record<Exclude<CollectionSlug, 'media'>, Sample>

export type SampleSlug = keyof typeof samples

/** The sample of a collection, with some fields changed. Needs the ids that `publishSamples` gave. */
export const sampleOf = (slug: SampleSlug, ids: Ids, changes: Record<string, unknown> = {}) => ({
  ...(samples[slug] as Sample)(ids),
  _status: 'published',
  ...changes,
})

/** Publishes one document of each noun over REST, as a new publisher; throws with the CMS's answer when one is refused. */
export async function publishSamples(cms: TestCms) {
  const as = await cms.user('publisher')
  const ids: Partial<Ids> = { media: await uploadPicture(cms, as) }
  for (const slug of Object.keys(samples) as SampleSlug[]) {
    const { status, body } = await cms.request('POST', `/api/${slug}?depth=0`, {
      as,
      body: sampleOf(slug, ids as Ids),
    })
    if (status !== 201) throw new Error(`The sample of ${slug} was refused: ${JSON.stringify(body)}`)
    ids[slug] = body.doc.id
  }
  return { as, ids: ids as Ids }
}

/** What the CMS answers when `as` publishes a changed sample, as `{ field: message }`; empty when it publishes. */
export async function refusalsOf(
  cms: TestCms,
  as: TestUser,
  ids: Ids,
  slug: SampleSlug,
  changes: Record<string, unknown>,
): Promise<Record<string, string>> {
  const unique = 'slug' in sampleOf(slug, ids) ? { slug: `new-${crypto.randomUUID()}` } : {}
  const sample = sampleOf(slug, ids, { ...unique, ...changes })
  const { status, body } = await cms.request('POST', `/api/${slug}`, { as, body: sample })
  if (status === 201) return {}
  const errors = body.errors[0].data?.errors as { path: string; message: string }[] | undefined
  if (status !== 400 || !errors)
    throw new Error(`Expected refused fields, got ${status}: ${JSON.stringify(body)}`)
  return Object.fromEntries(errors.map(({ path, message }) => [path, message]))
}

async function uploadPicture(cms: TestCms, as: Awaited<ReturnType<TestCms['user']>>): Promise<string> {
  const picture = await sharp({ create: { width: 1700, height: 900, channels: 3, background: '#7a2b3f' } })
    .png()
    .toBuffer()
  const form = new FormData()
  form.append('file', new File([new Uint8Array(picture)], 'tubes.png', { type: 'image/png' }))
  form.append(
    '_payload',
    JSON.stringify({ alt: 'A rack of tubes', caption: 'Tubes', credit: 'Sample', decorative: false }),
  )
  const { status, body } = await cms.request('POST', '/api/media', { as, body: form })
  if (status !== 201) throw new Error(`The sample picture was refused: ${JSON.stringify(body)}`)
  return body.doc.id
}
