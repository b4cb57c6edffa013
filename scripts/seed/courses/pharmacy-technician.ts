import type { CourseContent } from '../content'
import { careerOneStop, cited } from '../facts'
import { p, ul } from '../rich-text'

export const pharmacyTechnician: CourseContent = {
  title: 'Pharmacy Technician',
  slug: 'pharmacy-technician',
  code: 'PHT',
  family: 'pharmacy',
  scrubColor: 'navy',
  summary:
    'Read a prescription, count it, label it and catch the mistakes. Then work 160 hours beside a pharmacist.',
  picture: 'counting-tray',
  audience:
    'You check things twice, and you are kind to people who feel unwell. You need no background in health care. The arithmetic is grade school arithmetic, but it has to be right every time.',
  hardPart:
    'Four weeks of externship are daytime work, 40 hours a week, without pay. Virginia also asks you to register as a trainee first. Plan for both before you pay a deposit.',
  overview: [
    p(
      'You spend 20 weeks on the work behind the counter, and four weeks doing it. You start with the prescription itself: who may write one, what must be on it, and what is missing. By week eight you fill orders against a clock. By week fourteen you work out drip rates and compound a cream.',
    ),
    p(
      'You learn from people who stood at the counter for years. They tell you which drug names get mixed up, and how to say “I need to check that” without losing a customer.',
    ),
    ul(
      'New to the field? Start with [what a technician does and what a pharmacist does](post:pharmacy-technician-and-pharmacist).',
      'Curious about the sums? Try [an IV flow rate by hand](post:iv-flow-rate-by-hand).',
    ),
  ],
  outcomes: [
    { text: 'Read a prescription and name what is missing before you fill it.' },
    { text: 'Count, measure, package and label without an error that a pharmacist has to find.' },
    { text: 'Work out an IV flow rate in mL per hour and in drops per minute, and show each step.' },
    { text: 'Check a DEA number by hand and know what a good result does not prove.' },
    { text: 'Compound simple creams, suspensions and sterile products under supervision.' },
    { text: 'Keep stock: order, rotate, return and record.' },
  ],
  durationWeeks: 24,
  hoursPerWeek: 12,
  clockHours: 400,
  hoursNote:
    'Class and lab take 12 hours a week for 20 weeks. The externship takes 40 hours a week for 4 weeks.',
  delivery: 'onsite',
  modules: [
    {
      title: 'The pharmacy and its people',
      weeks: '1–2',
      topics: 'Who does what, who signs for what, privacy, and the law in Virginia.',
      classHours: 18,
      labHours: 6,
    },
    {
      title: 'Drugs and what they do',
      weeks: '3–6',
      topics: 'Drug classes, brand and generic names, look-alike names, storage.',
      classHours: 36,
      labHours: 12,
    },
    {
      title: 'From prescription to label',
      weeks: '7–9',
      topics: 'Reading orders, data entry, counting, labels, final check by the pharmacist.',
      classHours: 12,
      labHours: 24,
    },
    {
      title: 'Controlled drugs',
      weeks: '10–11',
      topics: 'Schedules, DEA numbers, records, and what you do when something is off.',
      classHours: 14,
      labHours: 10,
    },
    {
      title: 'Pharmacy arithmetic',
      weeks: '12–14',
      topics: 'Ratios, doses by weight, days of supply, IV flow rates and drop factors.',
      classHours: 24,
      labHours: 12,
    },
    {
      title: 'Compounding and sterile work',
      weeks: '15–17',
      topics: 'Creams, suspensions, hand hygiene, garbing, the hood.',
      classHours: 9,
      labHours: 27,
    },
    {
      title: 'Stock, billing and the window',
      weeks: '18–19',
      topics: 'Orders, returns, rejected claims, and talking with people who wait.',
      classHours: 14,
      labHours: 10,
    },
    {
      title: 'Exam review',
      weeks: '20',
      topics: 'Practice exams under exam conditions, with every answer explained.',
      classHours: 12,
      labHours: 0,
    },
    {
      title: 'Externship',
      weeks: '21–24',
      topics: 'At a community or hospital pharmacy, under a pharmacist.',
      siteHours: 160,
    },
  ],
  prerequisites: {
    minimumAge: 18,
    education: 'A high school diploma or a GED.',
    others: [
      { text: 'A government ID whose name matches your application.' },
      { text: 'Trainee registration with the Virginia Board of Pharmacy before the externship.' },
    ],
  },
  certifications: ['ptce', 'excpt'],
  externship: 'community-pharmacy',
  costs: [
    { label: 'Tuition, 240 hours of class and lab', cents: 288000, paidTo: 'school', refundable: true },
    { label: 'Registration, once', cents: 10000, paidTo: 'school' },
    { label: 'Textbook and online lessons', cents: 0, paidTo: 'school', included: true },
    { label: 'Two sets of navy scrubs', cents: 0, paidTo: 'school', included: true },
    { label: 'Certification exam, first try', cents: 0, paidTo: 'school', included: true },
    {
      label: 'Background check and drug screen',
      cents: 9500,
      paidTo: 'third-party',
      payee: 'The screening company',
    },
    {
      label: 'Immunizations, if you need them all',
      cents: 13500,
      paidTo: 'third-party',
      payee: 'A clinic of your choice',
    },
    { label: 'CPR card', cents: 6500, paidTo: 'third-party', payee: 'The CPR trainer' },
    {
      label: 'Trainee registration (sample amount)',
      cents: 5000,
      paidTo: 'third-party',
      payee: 'Virginia Board of Pharmacy',
    },
  ],
  paymentPlan: {
    deposit: 48000,
    installments: 5,
    installment: 50000,
    fee: 0,
    note: 'One payment every three weeks from the first class. No interest and no credit check. Sample terms.',
  },
  refundPolicy:
    'Cancel in the first three days and you get everything back. After that you pay for the weeks you attended. Sample terms.',
  occupationCode: '29-2052',
  careerFacts: [
    cited('Pharmacy technicians in the US, 2023', '463,900', careerOneStop),
    cited('Expected in the US in 2033', '497,200 (7% more)', careerOneStop),
    cited('Openings a year in the US, 2023 to 2033', '47,400', careerOneStop),
    cited('Pharmacy technicians in Virginia, 2022', '10,590', careerOneStop),
    cited('Expected in Virginia in 2032', '11,500 (9% more)', careerOneStop),
    cited('Openings a year in Virginia, 2022 to 2032', '1,080', careerOneStop),
  ],
  approvals: [{ body: 'ASHP/ACPE accreditation', status: 'none' }],
  stateNotes: [
    {
      state: 'VA',
      note: 'Since July 1, 2022, a new technician needs training accredited by ASHP/ACPE, or another route that the Board of Pharmacy lists. You also need a PTCB or NHA exam. This sample course holds no such accreditation. Before you enroll anywhere, ask the Board: 9960 Mayland Drive, Henrico 23233.',
    },
  ],
  faqs: ['no-background', 'day-job', 'math', 'miss-a-class', 'background-check', 'job-promise'],
  meta: {
    title: 'Pharmacy Technician course in Henrico, Virginia',
    description:
      '24 weeks, 400 hours, 160 of them in a pharmacy. See the modules, every cost, the exams and what Virginia asks of you.',
  },
}
