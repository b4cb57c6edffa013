import type { CourseContent } from '../content'
import { p } from '../rich-text'

export const phlebotomy: CourseContent = {
  title: 'Phlebotomy',
  slug: 'phlebotomy',
  code: 'PHL',
  family: 'phlebotomy',
  scrubColor: 'wine',
  summary:
    'Learn to draw blood well and label it right, then sit the national exam for phlebotomy technicians, the CPT.',
  picture: 'tube-rack',
  audience:
    'You like people, and you stay calm when they do not. You need no background in health care. The evening class is built around people who work days.',
  hardPart:
    'Weeks 11 to 14 are daytime, Monday to Friday, 35 hours a week, without pay. If you work days, plan for that before you pay a dollar.',
  overview: [
    p(
      'For ten weeks you meet in Henrico, 12 hours a week. You do not touch a needle until week four. First come gloves, veins, tubes and labels, because that is where harm starts.',
    ),
    p(
      'Then you practice on a training arm, then on each other, with an instructor at your elbow. The exam wants 30 venipunctures and 10 capillary sticks on live people. Your log shows each one, signed.',
    ),
    p(
      'Read [what the first weeks look like](post:phlebotomy-classes-henrico), and [the order of draw](post:order-of-draw) that you will know by heart.',
    ),
  ],
  outcomes: [
    { text: 'Find a vein by touch, draw from it, and stop when you should.' },
    { text: 'Fill tubes in the right order and turn each one the right number of times.' },
    { text: 'Identify every patient by two identifiers, and label at the chair.' },
    { text: 'Collect blood cultures, glucose tests and capillary samples.' },
    { text: 'Handle sharps, spills and a needle stick.' },
    { text: 'Reach 30 venipunctures and 10 capillary sticks on live people, with a signed log.' },
  ],
  durationWeeks: 14,
  hoursPerWeek: 12,
  clockHours: 260,
  hoursNote:
    'Class and lab take 12 hours a week for 10 weeks. The externship takes 35 hours a week for 4 weeks.',
  delivery: 'onsite',
  modules: [
    {
      title: 'Infection control',
      weeks: '1',
      topics: 'Gloves, hand washing, sharps, spills, and what to do after a needle stick.',
      classHours: 6,
      labHours: 6,
    },
    {
      title: 'Blood, veins and the words for them',
      weeks: '2',
      topics: 'You find the three veins at the elbow by touch, not by sight.',
      classHours: 9,
      labHours: 3,
    },
    {
      title: 'Order of draw',
      weeks: '3',
      topics: 'Which tube comes first, why, and how many times you turn it over.',
      classHours: 6,
      labHours: 6,
    },
    {
      title: 'Venipuncture on the training arm',
      weeks: '4–5',
      topics: 'Straight needles and butterflies, until your hands stop shaking.',
      classHours: 6,
      labHours: 18,
    },
    {
      title: 'Venipuncture on each other',
      weeks: '6–7',
      topics: 'Your first live draws, with an instructor at your elbow.',
      classHours: 4,
      labHours: 20,
    },
    {
      title: 'Capillary sticks',
      weeks: '8',
      topics: 'Fingers and heels. This is where you earn the ten you need.',
      classHours: 3,
      labHours: 9,
    },
    {
      title: 'Hard draws',
      weeks: '9',
      topics: 'Blood cultures, glucose tests, children, older skin, frightened people.',
      classHours: 5,
      labHours: 7,
    },
    {
      title: 'Labels, consent and exam review',
      weeks: '10',
      topics: 'Two identifiers, every time. Chain of custody. A full practice exam.',
      classHours: 9,
      labHours: 3,
    },
    {
      title: 'Externship',
      weeks: '11–14',
      topics: 'At a hospital or an outpatient lab. More than half of your hours are here.',
      siteHours: 140,
    },
  ],
  prerequisites: {
    minimumAge: 18,
    education: 'A high school diploma or a GED.',
    others: [{ text: 'A government ID, which exam day also asks for.' }],
  },
  certifications: ['cpt'],
  externship: 'outpatient-lab',
  costs: [
    { label: 'Tuition, 120 hours of class and lab', cents: 185000, paidTo: 'school', refundable: true },
    { label: 'Registration, once', cents: 10000, paidTo: 'school' },
    { label: 'Textbook and online lessons', cents: 0, paidTo: 'school', included: true },
    { label: 'Needles, tubes and gloves', cents: 0, paidTo: 'school', included: true },
    { label: 'Two sets of wine scrubs', cents: 0, paidTo: 'school', included: true },
    { label: 'CPT exam, first try', cents: 0, paidTo: 'school', included: true },
    {
      label: 'Background check and drug screen',
      cents: 8500,
      paidTo: 'third-party',
      payee: 'The screening company',
    },
    {
      label: 'TB test and shots, if you need them all',
      cents: 12000,
      paidTo: 'third-party',
      payee: 'A clinic of your choice',
    },
    { label: 'CPR card', cents: 6500, paidTo: 'third-party', payee: 'The CPR trainer' },
  ],
  paymentPlan: {
    deposit: 45000,
    installments: 5,
    installment: 30000,
    fee: 0,
    note: 'One payment every second week from the first class. No interest and no credit check. Sample terms.',
  },
  refundPolicy:
    'Cancel in the first three days and you get everything back. After that you pay for the weeks you attended. Sample terms.',
  occupationCode: '31-9097',
  careerFacts: [],
  approvals: [],
  stateNotes: [
    {
      state: 'VA',
      note: 'Virginia asks for no state certificate to draw blood. Employers may still ask for a national one.',
    },
    { state: 'CA', note: 'You need a state certificate. Read the state’s rules before you enroll here.' },
    { state: 'WA', note: 'You need a state certificate. Read the state’s rules before you enroll here.' },
    { state: 'NV', note: 'You need a state certificate. Read the state’s rules before you enroll here.' },
    { state: 'LA', note: 'You need a state certificate. Read the state’s rules before you enroll here.' },
  ],
  faqs: ['classmate-draw', 'faint', 'day-job', 'miss-a-class', 'job-promise'],
  meta: {
    title: 'Phlebotomy classes in Henrico, Virginia',
    description:
      '14 weeks, 260 hours, 140 of them on site. See the modules hour by hour, every cost, and what the CPT exam asks for.',
  },
}
