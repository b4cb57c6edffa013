import type { CourseContent } from '../content'
import { p } from '../rich-text'

export const cardiacMonitoring: CourseContent = {
  title: 'Cardiac Monitoring',
  slug: 'cardiac-monitoring',
  code: 'CAR',
  family: 'cardiac',
  scrubColor: 'caribbean',
  summary:
    'Watch a heart rhythm, name it, and know whom to call. Ten weeks online, two live evenings a week.',
  picture: 'ecg-strip',
  audience:
    'You can look at one screen for a long time and still notice what changed. Many students already work in a hospital or a clinic. You do not have to.',
  hardPart:
    'Rhythms look alike until they do not. Expect to misread half of your strips in week three. That is what the practice is for, and it costs nobody anything.',
  overview: [
    p(
      'You learn what each wave means, how to measure it, and what the numbers say. Then you read strips, about 40 a week, until you read them at a glance.',
    ),
    p(
      'Each strip comes as a short simulation. You name the rhythm, say how sure you are, and choose what to do. Right after, you see what a practitioner would have done and why.',
    ),
    p(
      'Start now, with paper and a ruler: [how to read the rate on an ECG strip](post:ecg-strip-heart-rate).',
    ),
  ],
  outcomes: [
    { text: 'Measure rate, PR interval, QRS width and QT on a strip.' },
    { text: 'Name the common rhythms, and tell the dangerous ones from the noisy ones.' },
    { text: 'Place the leads and spot a lead that is in the wrong place.' },
    { text: 'Report a change in one clear sentence, to the right person, at once.' },
  ],
  durationWeeks: 10,
  hoursPerWeek: 10,
  clockHours: 100,
  delivery: 'online',
  modules: [
    {
      title: 'The heart and its wiring',
      weeks: '1–2',
      topics: 'Chambers, valves, and the path of the signal.',
      classHours: 20,
    },
    {
      title: 'Leads, paper and rate',
      weeks: '3',
      topics: 'Small boxes, large boxes, three ways to get a rate.',
      classHours: 10,
    },
    {
      title: 'Sinus and atrial rhythms',
      weeks: '4–5',
      topics: 'Fast, slow, early, fluttering.',
      classHours: 20,
    },
    {
      title: 'Blocks and ventricular rhythms',
      weeks: '6–7',
      topics: 'What blocks look like, and the rhythms that need a nurse now.',
      classHours: 20,
    },
    {
      title: 'At the monitor',
      weeks: '8–9',
      topics: 'Alarms, artifacts, handover, and what you write down.',
      classHours: 20,
    },
    {
      title: 'Exam review',
      weeks: '10',
      topics: 'Two practice exams and the strips that you missed.',
      classHours: 10,
    },
  ],
  prerequisites: {
    minimumAge: 18,
    education: 'A high school diploma or a GED.',
    others: [{ text: 'A computer with a screen of 13 inches or more.' }],
  },
  certifications: ['cet'],
  costs: [
    { label: 'Tuition, 100 hours online', cents: 138000, paidTo: 'school', refundable: true },
    { label: 'Registration, once', cents: 10000, paidTo: 'school' },
    { label: 'Online lessons and practice strips', cents: 0, paidTo: 'school', included: true },
    { label: 'Calipers and a printed strip book', cents: 0, paidTo: 'school', included: true },
    { label: 'CET exam, first try', cents: 0, paidTo: 'school', included: true },
  ],
  paymentPlan: {
    deposit: 48000,
    installments: 4,
    installment: 25000,
    fee: 0,
    note: 'One payment every second week from the first class. No interest and no credit check. Sample terms.',
  },
  refundPolicy:
    'Cancel in the first three days and you get everything back. After that you pay for the weeks you attended. Sample terms.',
  occupationCode: '29-2031',
  careerFacts: [],
  approvals: [],
  stateNotes: [{ state: 'VA', note: 'The CET is a national, private exam. It is not a state license.' }],
  faqs: ['live-evenings', 'equipment', 'no-background', 'miss-a-class', 'job-promise'],
  meta: {
    title: 'Cardiac Monitoring course, online in 10 weeks',
    description:
      '10 weeks, 100 hours, two live evenings a week. Read heart rhythms on real-looking strips, towards the CET exam.',
  },
}
