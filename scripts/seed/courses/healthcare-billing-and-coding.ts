import type { CourseContent } from '../content'
import { p } from '../rich-text'

export const billingAndCoding: CourseContent = {
  title: 'Healthcare Billing and Coding',
  slug: 'healthcare-billing-and-coding',
  code: 'HBC',
  family: 'billing',
  scrubColor: 'eggplant',
  summary:
    'Turn a doctor’s note into codes, and codes into a claim that gets paid. Online, in your own time, with a weekly check-in.',
  picture: 'claim-form',
  audience:
    'You like quiet work, rules and puzzles. You can sit with one page until it makes sense. You need a computer, a steady connection and a door that closes.',
  hardPart:
    'It is a lot of reading, and nobody stands behind you. People who leave, leave in the first month. Put your study hours in the calendar before week one.',
  overview: [
    p(
      'Every visit leaves a note. Somebody has to turn that note into codes that an insurer accepts. You learn the three code sets, the claim form, and what to do when the answer is no.',
    ),
    p(
      'Lessons are short and game-based. You code real-looking charts that we wrote ourselves, and the system shows you where your code and ours part ways. No patient’s record is used.',
    ),
    p(
      'Wonder what the job is like? Read [what billers and coders do all day](post:what-billers-and-coders-do).',
    ),
  ],
  outcomes: [
    { text: 'Find the diagnosis in a note and give it its ICD-10-CM code.' },
    { text: 'Code a visit, a test and a small procedure with CPT and HCPCS.' },
    { text: 'Fill a professional claim and find the error that would get it rejected.' },
    { text: 'Read a remittance, post it, and write an appeal that answers the reason given.' },
    { text: 'Keep health information private, at home as well as at work.' },
  ],
  durationWeeks: 18,
  hoursPerWeek: 12,
  clockHours: 216,
  delivery: 'online',
  modules: [
    {
      title: 'How money moves in health care',
      weeks: '1–2',
      topics: 'Payers, plans, networks, privacy, fraud and honest mistakes.',
      classHours: 24,
    },
    {
      title: 'Medical words and the body',
      weeks: '3–5',
      topics: 'Roots, endings, body systems, and the drugs that go with them.',
      classHours: 36,
    },
    {
      title: 'Diagnosis codes',
      weeks: '6–8',
      topics: 'ICD-10-CM: the index, the list, the guidelines, and in that order.',
      classHours: 36,
    },
    {
      title: 'Procedure and supply codes',
      weeks: '9–12',
      topics: 'CPT by chapter, modifiers, HCPCS, visits and their levels.',
      classHours: 48,
    },
    {
      title: 'Claims, denials and appeals',
      weeks: '13–15',
      topics: 'The claim form, edits, remittances, reasons for denial, letters that work.',
      classHours: 36,
    },
    {
      title: 'Practice charts and exam review',
      weeks: '16–18',
      topics: 'Forty charts from start to claim, then two full practice exams.',
      classHours: 36,
    },
  ],
  prerequisites: {
    minimumAge: 17,
    education: 'A high school diploma, a GED, or your last year of high school.',
    others: [{ text: 'A computer with a keyboard. A phone is not enough for code books.' }],
  },
  certifications: ['cbcs', 'cpc'],
  costs: [
    { label: 'Tuition, 216 hours online', cents: 229000, paidTo: 'school', refundable: true },
    { label: 'Registration, once', cents: 10000, paidTo: 'school' },
    { label: 'Online lessons and practice charts', cents: 0, paidTo: 'school', included: true },
    { label: 'CBCS exam, first try', cents: 0, paidTo: 'school', included: true },
    {
      label: 'This year’s code books (sample amount)',
      cents: 22500,
      paidTo: 'third-party',
      payee: 'A bookseller of your choice',
    },
  ],
  paymentPlan: {
    deposit: 39000,
    installments: 5,
    installment: 40000,
    fee: 0,
    note: 'One payment every three weeks from the first week. No interest and no credit check. Sample terms.',
  },
  refundPolicy:
    'Cancel in the first three days and you get everything back. After that you pay for the weeks you had access. Sample terms.',
  occupationCode: '29-2072',
  careerFacts: [],
  approvals: [],
  stateNotes: [{ state: 'VA', note: 'The exams are national and private. They are not a state license.' }],
  faqs: ['own-time', 'equipment', 'no-background', 'real-patients', 'job-promise'],
  meta: {
    title: 'Healthcare Billing and Coding course, online',
    description:
      '18 weeks, 216 hours, online in your own time. Code sets, claims and denials, towards the CBCS or the CPC exam.',
  },
}
