import type { Seo } from './content'

interface CategoryContent {
  title: string
  slug: string
  description: string
  meta: Seo
}

export const categories: readonly CategoryContent[] = [
  {
    title: 'Pharmacy',
    slug: 'pharmacy',
    description: 'Prescriptions, arithmetic, controlled drugs and the work behind the counter.',
    meta: {
      title: 'Posts about work in a pharmacy',
      description:
        'Prescriptions, arithmetic, controlled drugs and the work of a pharmacy technician, explained step by step.',
    },
  },
  {
    title: 'Phlebotomy',
    slug: 'phlebotomy',
    description: 'Veins, tubes, labels, and the people attached to the arm.',
    meta: {
      title: 'Posts about phlebotomy and blood draws',
      description:
        'Veins, tubes, labels and classes in Henrico: what you learn when you learn to draw blood.',
    },
  },
  {
    title: 'Clinical skills',
    slug: 'clinical-skills',
    description: 'Numbers, rhythms and procedures that an assistant has to get right.',
    meta: {
      title: 'Posts about clinical skills, worked through',
      description:
        'Vital signs, heart rhythms, flow rates and other skills, each worked through with real numbers.',
    },
  },
  {
    title: 'Billing and office',
    slug: 'billing-and-office',
    description: 'Codes, claims, schedules and the front desk.',
    meta: {
      title: 'Posts about billing and the medical office',
      description: 'Codes, claims, schedules and the front desk: the office side of health care, day by day.',
    },
  },
  {
    title: 'Exams',
    slug: 'exams',
    description: 'What each exam asks, how long it takes, and what the day is like.',
    meta: {
      title: 'Posts about certification exams',
      description:
        'What each certification exam asks, how long it takes, what counts, and what exam day is like.',
    },
  },
  {
    title: 'Studying and paying',
    slug: 'studying-and-paying',
    description: 'Time, money, shots and background checks: the part that nobody puts on a poster.',
    meta: {
      title: 'Posts about studying and paying for it',
      description:
        'Time, money, immunizations and background checks: how to plan a short course around a real life.',
    },
  },
]

export const locations = [
  {
    key: 'henrico',
    name: 'Henrico classroom and lab (sample address)',
    street: '100 Sample Street, Suite 4',
    city: 'Henrico',
    state: 'VA',
    zip: '23233',
    directions:
      'Sample address. Second door on the left, beside the elevator. Parking is free and there is a ramp.',
  },
  {
    key: 'richmond',
    name: 'Richmond evening classroom (sample address)',
    street: '200 Sample Avenue, Room 2',
    city: 'Richmond',
    state: 'VA',
    zip: '23220',
    directions: 'Sample address. Ring the bell after 5 p.m. The bus stops at the corner.',
  },
] as const

/** Invented quotes; each is stored and shown as a sample. */
export const testimonials = [
  {
    key: 'label',
    quote:
      'The needle was never the hard part. Reading the label twice while six people wait: that is the hard part.',
    attribution: 'Sample student, phlebotomy, evening class',
    course: 'phlebotomy',
  },
  {
    key: 'drops',
    quote:
      'I had not done a sum by hand since school. In week twelve I stopped being afraid of the drip rate.',
    attribution: 'Sample student, pharmacy technician',
    course: 'pharmacy-technician',
  },
  {
    key: 'denial',
    quote: 'My first appeal was one page long and answered one question. That is all it had to do.',
    attribution: 'Sample student, billing and coding',
    course: 'healthcare-billing-and-coding',
  },
  {
    key: 'strip',
    quote: 'I got half of my strips wrong in week three. They had told me I would, so I kept going.',
    attribution: 'Sample student, cardiac monitoring',
    course: 'cardiac-monitoring',
  },
] as const

/** Addresses that an older site might have had. */
export const redirects = [
  { from: '/programs/', target: '/courses/' },
  { from: '/phlebotomy-henrico/', target: 'course:phlebotomy' },
  { from: '/pharmacy-technician-virginia/', target: 'course:pharmacy-technician' },
] as const
