import type { CourseContent } from '../content'
import { p } from '../rich-text'

export const medicalAdministrativeAssistant: CourseContent = {
  title: 'Medical Administrative Assistant',
  slug: 'medical-administrative-assistant',
  code: 'MAA',
  family: 'administrative',
  scrubColor: 'pewter',
  summary:
    'Run the front desk: phones, schedule, charts and insurance cards, without losing your temper or anyone’s place.',
  picture: 'headset-desk',
  audience:
    'You keep three things in your head and still look up when someone walks in. Office or shop work is good practice. You need no background in health care.',
  hardPart:
    'The desk takes the anger that belongs elsewhere. We rehearse that, on the phone and face to face. It still stings the first time.',
  overview: [
    p(
      'A practice runs on its front desk. You book the visit, check the card, find the chart, and keep the day on time. When the desk is good, nobody notices.',
    ),
    p(
      'You study in your own time, ten hours a week. Simulations put you on the phone with people who are late, lost or upset. Afterward you hear what went well, and what to say next time.',
    ),
    p('See what waits for you: [your first week at the front desk](post:first-week-at-the-front-desk).'),
  ],
  outcomes: [
    { text: 'Book, move and confirm visits so that the day stays on time.' },
    { text: 'Check coverage before the visit, and explain a copay in one sentence.' },
    { text: 'Open, find, release and protect a record.' },
    { text: 'Handle an angry caller and an emergency call, and know which is which.' },
  ],
  durationWeeks: 12,
  hoursPerWeek: 10,
  clockHours: 120,
  delivery: 'online',
  modules: [
    {
      title: 'The office and its people',
      weeks: '1–2',
      topics: 'Roles, manners, privacy, and what you may say on the phone.',
      classHours: 20,
    },
    {
      title: 'The schedule',
      weeks: '3–4',
      topics: 'Slots, reminders, late arrivals, no-shows, double booking.',
      classHours: 20,
    },
    {
      title: 'Records',
      weeks: '5–6',
      topics: 'Opening, finding, releasing and correcting a chart.',
      classHours: 20,
    },
    {
      title: 'Insurance and money at the desk',
      weeks: '7–9',
      topics: 'Cards, coverage, copays, referrals, the day’s cash.',
      classHours: 30,
    },
    {
      title: 'Hard conversations',
      weeks: '10–11',
      topics: 'Anger, grief, emergencies, and how to hand over a call.',
      classHours: 20,
    },
    { title: 'Exam review', weeks: '12', topics: 'Two practice exams and what they show.', classHours: 10 },
  ],
  prerequisites: {
    minimumAge: 17,
    education: 'A high school diploma, a GED, or your last year of high school.',
    others: [{ text: 'You type 30 words a minute or are ready to learn it.' }],
  },
  certifications: ['cmaa'],
  costs: [
    { label: 'Tuition, 120 hours online', cents: 154000, paidTo: 'school', refundable: true },
    { label: 'Registration, once', cents: 10000, paidTo: 'school' },
    { label: 'Online lessons and simulations', cents: 0, paidTo: 'school', included: true },
    { label: 'CMAA exam, first try', cents: 0, paidTo: 'school', included: true },
  ],
  paymentPlan: {
    deposit: 44000,
    installments: 4,
    installment: 30000,
    fee: 0,
    note: 'One payment every third week from the first week. No interest and no credit check. Sample terms.',
  },
  refundPolicy:
    'Cancel in the first three days and you get everything back. After that you pay for the weeks you had access. Sample terms.',
  occupationCode: '43-6013',
  careerFacts: [],
  approvals: [],
  stateNotes: [{ state: 'VA', note: 'The CMAA is a national, private exam. It is not a state license.' }],
  faqs: ['own-time', 'equipment', 'no-background', 'job-promise'],
  meta: {
    title: 'Medical Administrative Assistant course, online',
    description:
      '12 weeks, 120 hours, online in your own time. Phones, schedule, records and insurance, towards the CMAA exam.',
  },
}
